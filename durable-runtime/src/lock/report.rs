//! [`Report`]: what becomes of the instances of released code in the code of this program, for people and for programs.

use std::fmt;

use serde::Serialize;

use crate::lock::types::fitting::Fit;
use crate::model::function_name::FunctionName;

/// What becomes of instances that wait in released code, once this program is deployed. Shown by `{}` as plain text; it
/// is `Serialize`, for other tools.
///
/// ```
/// use durable_runtime::lock;
///
/// # let text = "format = 1\n";
/// let report = lock::report(text)?;
/// if !report.is_ok() {
///     println!("{report}");
/// }
/// # Ok::<(), lock::LockError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Report {
    /// The functions whose code is another one than in a release, by name.
    pub functions: Vec<FunctionReport>,
    /// What has to be done before the deploy: an empty list if nothing has.
    pub problems: Vec<String>,
    /// What is good to know.
    pub notes: Vec<String>,
}

/// The part of a [`Report`] about one function.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct FunctionReport {
    /// The name of the function.
    pub name: String,
    /// The version that it has beside others of its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// The name under which the releases stand in the lock, if the function has another name now, with its version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was: Option<String>,
    /// Whether it is an inline orchestrator.
    pub inline: bool,
    /// The source file.
    pub file: String,
    /// The line of the function.
    pub line: u32,
    /// The comparisons with released machines, the latest first.
    pub against: Vec<Against>,
    /// The way back to the latest release.
    pub going_back: Option<GoingBack>,
}

/// A comparison with released machines from which instances go the same ways.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Against {
    /// The versions, the latest first: `v4`.
    pub versions: Vec<String>,
    /// The points of the released code, by their lines.
    pub points: Vec<PointReport>,
    /// The types of what instances hold that have changed so that it matters.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub types: Vec<TypeReport>,
}

/// A type of what instances hold that has changed so that it matters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct TypeReport {
    /// What becomes of the values.
    pub fit: Fit,
    /// What has changed, in a sentence.
    pub what: String,
    /// The points at which instances hold such values.
    pub points: Vec<String>,
}

/// What becomes of instances that wait at a point of released code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PointReport {
    /// The name of the point, such as `sleep#1`.
    pub point: String,
    /// Its line in the released code.
    pub line: Option<u32>,
    /// What becomes of the instances.
    pub verdict: Verdict,
    /// The point of the new code where they continue, or might.
    pub to: Option<String>,
    /// The line of that point.
    pub to_line: Option<u32>,
    /// Why, in one line or several.
    pub why: String,
    /// Whether only those go on that have run the released code from its start.
    #[serde(skip)]
    pub(crate) only_by_past: bool,
    /// Whether there is a decision, and all go by themselves where it was decided.
    #[serde(skip)]
    pub(crate) decides_nothing: bool,
}

/// What becomes of the instances at a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Verdict {
    /// The code before the point is the same. They continue in the new code.
    Fits,
    /// The code after the point is the same. They do what the old code would have done.
    Moves,
    /// They continue, consistent with the new code as far as it can be told, and that was accepted.
    Accepted,
    /// As [`Accepted`](Self::Accepted), but not accepted yet.
    Accept,
    /// They continue as it was decided.
    Decided,
    /// A [migration](macro@crate::migration) of the program tells where they continue.
    Migrates,
    /// They stay blocked, as it was decided.
    Kept,
    /// They are blocked until somebody decides.
    Ask,
    /// They are blocked: the new code has no place for them.
    Breaks,
}

/// The way back to a release.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct GoingBack {
    /// The release.
    pub version: String,
    /// The number of points of the new code.
    pub points: usize,
    /// The points at which instances would be blocked in the release.
    pub blocked: Vec<String>,
    /// The types of what instances hold that were others in the release so that it matters.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub types: Vec<TypeReport>,
}

impl Report {
    /// Whether nothing has to be done before the deploy.
    pub fn is_ok(&self) -> bool {
        self.problems.is_empty()
    }
}

impl Verdict {
    /// Whether the instances continue.
    pub fn continues(self) -> bool {
        !matches!(self, Self::Kept | Self::Ask | Self::Breaks)
    }

    /// Whether something has to be done before the deploy.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Accept | Self::Ask | Self::Breaks)
    }

    fn word(self) -> &'static str {
        match self {
            Self::Fits => "fits",
            Self::Moves => "moves",
            Self::Accepted => "accepted",
            Self::Accept => "ACCEPT",
            Self::Decided => "decided",
            Self::Migrates => "migrates",
            Self::Kept => "blocked",
            Self::Ask => "ASK",
            Self::Breaks => "BREAKS",
        }
    }
}

impl PointReport {
    /// Whether instances of another release go the same way from here: the line in the old code may be another one.
    pub(crate) fn is_same_way(&self, other: &Self) -> bool {
        let line = self.line;
        *self
            == Self {
                line,
                ..other.clone()
            }
    }
}

impl FunctionReport {
    pub(crate) fn function(&self) -> FunctionName<'_> {
        FunctionName {
            name: &self.name,
            version: self.version.as_deref(),
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts: Vec<String> = self.functions.iter().map(ToString::to_string).collect();
        if !self.notes.is_empty() {
            parts.push(self.notes.join("\n"));
        }
        parts.extend(self.problems.iter().cloned());
        f.write_str(&parts.join("\n\n"))
    }
}

impl fmt::Display for FunctionReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, against) in self.against.iter().enumerate() {
            if number > 0 {
                f.write_str("\n")?;
            }
            let (function, file, line) = (self.function(), &self.file, self.line);
            write!(f, "{function} ({file}:{line})")?;
            if let Some(was) = &self.was {
                write!(f, ", which was {was}")?;
            }
            write!(f, ", against {against}")?;
        }
        match &self.going_back {
            Some(back) => write!(f, "\n{back}"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Against {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&listed(&self.versions))?;
        if self.points.is_empty() {
            return f.write_str("\n  no instance can wait in it");
        }
        let names = self.points.iter().map(|point| point.point.len());
        let words = self.points.iter().map(|point| point.verdict.word().len());
        let (name, word) = (names.max().unwrap_or(0), words.max().unwrap_or(0));
        for point in &self.points {
            let PointReport {
                point: at,
                verdict,
                why,
                ..
            } = point;
            let verdict = verdict.word();
            // Further lines begin below the first one.
            let why = why.replace('\n', &format!("\n{:1$}", "", name + word + 6));
            write!(f, "\n  {at:name$}  {verdict:word$}  ")?;
            let to = point.to.as_ref();
            match to.filter(|to| point.verdict != Verdict::Fits || *to != at) {
                None => {}
                Some(to) => match point.to_line {
                    Some(line) => write!(f, "to {to} (line {line}){}", colon(&why))?,
                    None => write!(f, "to {to}{}", colon(&why))?,
                },
            }
            f.write_str(&why)?;
        }
        for TypeReport { what, .. } in &self.types {
            write!(f, "\ntypes: {what}")?;
        }
        Ok(())
    }
}

/// What is between the place where instances continue and the reason.
fn colon(why: &str) -> &'static str {
    if why.starts_with("same ") { ", " } else { ": " }
}

impl fmt::Display for GoingBack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (version, points) = (&self.version, self.points);
        let back = points - self.blocked.len();
        write!(f, "going back to {version}: ")?;
        match (points, self.blocked.len()) {
            (0, _) => f.write_str("no instance can wait in the new code"),
            (1, 0) => f.write_str("the only point goes back"),
            (1, 1) => f.write_str("the only point would be blocked there"),
            (_, 0) => write!(f, "all {points} points go back"),
            (points, blocked) if points == blocked => {
                write!(f, "all {points} points would be blocked there")
            }
            _ => {
                let go = if back == 1 { "goes" } else { "go" };
                let blocked = listed(&self.blocked);
                write!(
                    f,
                    "{back} of {points} points {go} back; {blocked} would be blocked there"
                )
            }
        }?;
        for TypeReport { what, .. } in &self.types {
            write!(f, "\ngoing back to {version}: {what}")?;
        }
        Ok(())
    }
}

/// `a`, `a and b`, `a, b and c`.
pub(crate) fn listed(names: &[String]) -> String {
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => String::new(),
    }
}
