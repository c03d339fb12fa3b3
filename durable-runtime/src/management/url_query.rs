//! The query of a request's URL. Names are compared without regard to case, and a value that doesn't parse is ignored.

use std::time::{Duration, SystemTime};

use super::times;

pub(super) struct UrlQuery(Vec<(String, String)>);

impl UrlQuery {
    /// Parses the text after the `?`: percent-encoded, `+` for a space.
    pub(super) fn parse(text: &str) -> Self {
        Self(
            form_urlencoded::parse(text.as_bytes())
                .into_owned()
                .collect(),
        )
    }

    /// The first value of this name.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// All values of this name.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0
            .iter()
            .filter(move |(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// A point in time. Clients write one of the year 1 where they mean none.
    pub(super) fn time(&self, name: &str) -> Option<SystemTime> {
        times::parsed(self.get(name)?.trim())
    }

    /// A boolean: `true` or `false`, in any case.
    pub(super) fn flag(&self, name: &str, default: bool) -> bool {
        match self.get(name).map(str::trim) {
            Some(text) if text.eq_ignore_ascii_case("true") => true,
            Some(text) if text.eq_ignore_ascii_case("false") => false,
            _ => default,
        }
    }

    /// A number of seconds, perhaps with a fraction.
    pub(super) fn seconds(&self, name: &str) -> Option<Duration> {
        let seconds: f64 = self.get(name)?.trim().parse().ok()?;
        Duration::try_from_secs_f64(seconds).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_in_any_case_and_values_are_decoded() {
        let query = UrlQuery::parse("REASON=no+more%21&taskhub=a%2Bb&reason=second&empty=&bare");
        assert_eq!(query.get("reason"), Some("no more!"));
        assert_eq!(query.get("taskHub"), Some("a+b"));
        assert_eq!(query.get("empty"), Some(""));
        assert_eq!(query.get("bare"), Some(""));
        assert_eq!(query.get("code"), None);
    }

    #[test]
    fn booleans_are_read_in_any_case_and_fall_back_to_the_default() {
        let query = UrlQuery::parse("a=True&b=FALSE&c=yes&d=");
        assert!(query.flag("A", false));
        assert!(!query.flag("b", true));
        for name in ["c", "d", "e"] {
            assert!(query.flag(name, true), "{name}");
            assert!(!query.flag(name, false), "{name}");
        }
    }

    #[test]
    fn seconds_may_have_fractions_and_fall_back_to_none() {
        let query = UrlQuery::parse("timeout=2.5&zero=0&negative=-1&text=soon&huge=1e300&nan=NaN");
        assert_eq!(query.seconds("Timeout"), Some(Duration::from_millis(2500)));
        assert_eq!(query.seconds("zero"), Some(Duration::ZERO));
        for name in ["negative", "text", "huge", "nan", "missing"] {
            assert_eq!(query.seconds(name), None, "{name}");
        }
    }
}
