//! [`FunctionName`]: what an orchestrator is called, with its version.

use std::cmp::Ordering;
use std::fmt;

/// Stands between the name and the version in a key. The macros refuse it in names, and always have.
const SEPARATOR: char = '#';

/// Begins the names of the runtime's own functions.
#[cfg(feature = "lock")]
const OF_RUNTIME: &str = "durable_runtime::";

/// The name of an orchestrator, and its version if it has one.
///
/// The macros, the rows of the store, calls and commands have both in one text, the *key*: the name alone, or `order#2`. So
/// each version is a function of its own to them, and the key of a function without a version is what it was before
/// there were versions. People never read a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FunctionName<'a> {
    pub(crate) name: &'a str,
    pub(crate) version: Option<&'a str>,
}

impl<'a> FunctionName<'a> {
    /// The name and the version in a key.
    pub(crate) fn of(key: &'a str) -> Self {
        match key.rsplit_once(SEPARATOR) {
            Some((name, version)) => Self {
                name,
                version: Some(version),
            },
            None => Self {
                name: key,
                version: None,
            },
        }
    }

    pub(crate) fn key(self) -> String {
        match self.version {
            Some(version) => format!("{}{SEPARATOR}{version}", self.name),
            None => self.name.to_owned(),
        }
    }

    /// The key in a call by name for the version that the program takes then: it has an empty version.
    pub(crate) fn newest(name: &str) -> String {
        FunctionName {
            name,
            version: Some(""),
        }
        .key()
    }

    /// Whether the key leaves the version to the program.
    pub(crate) fn is_newest(self) -> bool {
        self.version == Some("")
    }

    /// Whether it is a function of the runtime itself, and not of the program.
    #[cfg(feature = "lock")]
    pub(crate) fn is_of_runtime(self) -> bool {
        self.name.starts_with(OF_RUNTIME)
    }

    /// The version as users are told it.
    pub(crate) fn shown_version(self) -> Option<String> {
        let version = self.version.filter(|version| !version.is_empty());
        version.map(str::to_owned)
    }

    /// Name and version in a sentence.
    pub(crate) fn quoted(self) -> String {
        match self.shown_version() {
            Some(version) => format!("`{}` version {version}", self.name),
            None => format!("`{}`", self.name),
        }
    }
}

impl Ord for FunctionName<'_> {
    /// By name, and then by version, number by number. No version is before all versions.
    fn cmp(&self, other: &Self) -> Ordering {
        let numbers = |version: &'_ str| -> Vec<(usize, String)> {
            // They have no leading zeros, so the longer number is the larger one, whatever fits into an integer.
            let numbers = version.split('.');
            numbers
                .map(|number| (number.len(), number.to_owned()))
                .collect()
        };
        let by_name = self.name.cmp(other.name);
        by_name.then_with(|| self.version.map(numbers).cmp(&other.version.map(numbers)))
    }
}

impl PartialOrd for FunctionName<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// `order`, or `order version 2`.
impl fmt::Display for FunctionName<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)?;
        match self.shown_version() {
            Some(version) => write!(f, " version {version}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_has_the_name_and_the_version() {
        for (key, name, version) in [
            ("order", "order", None),
            ("order#2", "order", Some("2")),
            ("a@b#1.10", "a@b", Some("1.10")),
        ] {
            let function = FunctionName::of(key);
            assert_eq!((function.name, function.version), (name, version));
            assert_eq!(function.key(), key);
        }
        assert!(FunctionName::of(&FunctionName::newest("order")).is_newest());
    }

    #[test]
    fn a_key_is_shown_as_name_and_version() {
        for (key, shown, quoted) in [
            ("order", "order", "`order`"),
            ("order#2", "order version 2", "`order` version 2"),
            ("order#", "order", "`order`"),
        ] {
            assert_eq!(FunctionName::of(key).to_string(), shown);
            assert_eq!(FunctionName::of(key).quoted(), quoted);
        }
    }

    #[test]
    fn versions_are_compared_number_by_number() {
        let huge = format!("a#1{}", "0".repeat(40));
        let keys = [
            "a", "a#0", "a#1", "a#1.0", "a#1.2", "a#1.10", "a#2", "a#10", &huge, "b", "b#1",
        ];
        let functions = keys.map(FunctionName::of);
        assert!(functions.windows(2).all(|two| two[0] < two[1]));
    }
}
