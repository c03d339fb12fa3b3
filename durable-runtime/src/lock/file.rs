//! [`Lock`]: the content of a `durable.lock`, and how it is read.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::Deserialize;
use toml::Spanned;

use crate::lock::types::shape::Types;
use crate::model::function_name::FunctionName;

/// The version of the file's format.
pub(crate) const FORMAT: u32 = 1;

/// The class of an accepted move, as the file has it.
pub(crate) const CONSISTENT: &str = "consistent";

/// The content of a `durable.lock`, in the order of the functions' names.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lock {
    pub(crate) functions: Vec<LockedFunction>,
}

/// A function in the lock.
#[derive(Debug, Clone, Default)]
pub(crate) struct LockedFunction {
    pub(crate) name: String,
    /// The version that it has beside others of its name.
    pub(crate) version: Option<String>,
    pub(crate) inline: bool,
    pub(crate) file: String,
    /// Why the program no longer has it.
    pub(crate) retired: Option<String>,
    /// The code that was last written and isn't released.
    pub(crate) draft: Option<LockedMachine>,
    /// In ascending order.
    pub(crate) released: Vec<Released>,
    pub(crate) accepted: Vec<Accepted>,
    pub(crate) decisions: Vec<LockedDecision>,
}

/// A machine in the lock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LockedMachine {
    pub(crate) digest: u64,
    /// The lines of its points in the source file, as they were.
    pub(crate) lines: BTreeMap<String, u32>,
    pub(crate) text: String,
    /// The types of what it stores. Files of before they were kept have none.
    pub(crate) types: Option<Types>,
}

/// A machine that was deployed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Released {
    /// The 4 of `v4`.
    pub(crate) version: u32,
    pub(crate) machine: LockedMachine,
}

/// A move that is not proven to be right, and was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Accepted {
    pub(crate) line: usize,
    pub(crate) from: String,
    /// The digest of that release; files of before there was one have none.
    pub(crate) from_code: Option<u64>,
    pub(crate) at: String,
    /// The digest of the code in which the instances continue.
    pub(crate) code: u64,
    pub(crate) to: String,
}

/// What was decided about the instances that wait at a point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LockedDecision {
    pub(crate) line: usize,
    pub(crate) from: String,
    /// The digest of that release; what was written by hand may have none.
    pub(crate) from_code: Option<u64>,
    pub(crate) at: String,
    /// The digest of the code that it was decided for.
    pub(crate) code: u64,
    /// The point where they continue; without one they stay blocked.
    pub(crate) to: Option<String>,
    /// The names of locals in the new code, and in the old code.
    pub(crate) locals: BTreeMap<String, String>,
    pub(crate) reason: String,
}

/// A `durable.lock` that can't be used.
///
/// ```
/// let error = durable_runtime::lock::report("format = 1\nfunctions = []\n").unwrap_err();
/// assert!(error.to_string().starts_with("durable.lock, line 2: unknown field `functions`"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LockError {
    line: Option<usize>,
    message: String,
}

impl LockError {
    fn at(line: usize, message: impl Into<String>) -> Self {
        Self {
            line: Some(line),
            message: message.into(),
        }
    }

    /// The line of the file, if it is about one.
    pub fn line(&self) -> Option<usize> {
        self.line
    }
}

impl fmt::Display for LockError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "durable.lock, line {line}: {}", self.message),
            None => write!(f, "durable.lock: {}", self.message),
        }
    }
}

impl std::error::Error for LockError {}

/// The digest of a machine's text, which is the machine's number: FNV-1a, as the macros make it.
pub(crate) fn digest_of(text: &str) -> u64 {
    let bytes = text.bytes().chain([0]);
    bytes.fold(0xcbf2_9ce4_8422_2325, |digest, byte| {
        (digest ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// A digest as the file has it.
pub(crate) fn hex(digest: u64) -> String {
    format!("{digest:016x}")
}

// The file as serde reads it.

#[derive(Deserialize)]
struct OfAnyFormat {
    format: Option<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileRow {
    #[serde(rename = "format")]
    _format: u32,
    #[serde(default)]
    function: Vec<FunctionRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FunctionRow {
    name: Spanned<String>,
    version: Option<String>,
    #[serde(default)]
    inline: bool,
    file: String,
    retired: Option<Spanned<String>>,
    draft: Option<MachineRow>,
    #[serde(default)]
    released: Vec<ReleasedRow>,
    #[serde(default)]
    accepted: Vec<AcceptedRow>,
    #[serde(default)]
    decision: Vec<DecisionRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MachineRow {
    digest: Spanned<String>,
    lines: BTreeMap<String, u32>,
    text: String,
    types_digest: Option<Spanned<String>>,
    types: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReleasedRow {
    version: Spanned<String>,
    digest: Spanned<String>,
    lines: BTreeMap<String, u32>,
    text: String,
    types_digest: Option<Spanned<String>>,
    types: Option<Spanned<String>>,
}

impl ReleasedRow {
    fn machine(self) -> MachineRow {
        MachineRow {
            digest: self.digest,
            lines: self.lines,
            text: self.text,
            types_digest: self.types_digest,
            types: self.types,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AcceptedRow {
    from: Spanned<String>,
    from_code: Option<Spanned<String>>,
    at: String,
    code: Spanned<String>,
    to: String,
    class: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DecisionRow {
    from: Spanned<String>,
    from_code: Option<Spanned<String>>,
    at: String,
    code: Spanned<String>,
    to: Option<String>,
    block: Option<bool>,
    #[serde(default)]
    locals: BTreeMap<String, String>,
    reason: Option<String>,
}

impl Lock {
    /// Reads a lock.
    pub(crate) fn read(text: &str) -> Result<Self, LockError> {
        // Git may give the lines another end, and the digests are of texts with `\n`.
        let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
        let reader = Reader { text: &text };
        reader.conflicts()?;
        let unread = |error: toml::de::Error| {
            let mut message = error.message().to_owned();
            if message.starts_with("unknown field") {
                message
                    .push_str("; it is misspelt, or a newer version of durable-runtime wrote it");
            }
            LockError {
                line: error.span().map(|span| reader.line(span.start)),
                message,
            }
        };
        let format = toml::from_str::<OfAnyFormat>(&text).map_err(unread)?.format;
        match format {
            Some(FORMAT) => {}
            Some(other) => {
                return Err(LockError {
                    line: None,
                    message: format!(
                        "it is of format {other}, and this version of durable-runtime reads format {FORMAT}: use the version that wrote it"
                    ),
                });
            }
            None => {
                return Err(LockError {
                    line: None,
                    message: format!(
                        "it has no `format`, so it is no file that `DURABLE_LOCK=write cargo test` has written: put `format = {FORMAT}` into its first line, or remove the file"
                    ),
                });
            }
        }
        let file: FileRow = toml::from_str(&text).map_err(unread)?;
        let functions = file.function.into_iter();
        let mut functions = functions
            .map(|row| reader.function(row))
            .collect::<Result<Vec<_>, _>>()?;
        functions.sort_by(|(_, one), (_, other)| one.key().cmp(&other.key()));
        for two in functions.windows(2) {
            if two[0].1.key() == two[1].1.key() {
                let first = two[0].0.min(two[1].0);
                let second = two[0].0.max(two[1].0);
                return Err(LockError::at(
                    second,
                    format!(
                        "{} is there twice, also in line {first}; it was merged badly: make one `[[function]]` of the two",
                        two[0].1.function().quoted()
                    ),
                ));
            }
        }
        Ok(Self {
            functions: functions
                .into_iter()
                .map(|(_, function)| function)
                .collect(),
        })
    }

    /// The entry of a function.
    pub(crate) fn function(&self, key: (FunctionName<'_>, bool)) -> Option<&LockedFunction> {
        self.functions.iter().find(|function| function.key() == key)
    }
}

impl LockedFunction {
    /// Its name and version, and whether it is inline: two functions may have one name if one of them is.
    pub(crate) fn key(&self) -> (FunctionName<'_>, bool) {
        (self.function(), self.inline)
    }

    pub(crate) fn function(&self) -> FunctionName<'_> {
        FunctionName {
            name: &self.name,
            version: self.version.as_deref(),
        }
    }

    /// The released machine of this name, such as `v4`.
    pub(crate) fn release(&self, version: &str) -> Option<&Released> {
        let mut released = self.released.iter();
        released.find(|released| released.name() == version)
    }

    /// A machine in the lock by its digest.
    pub(crate) fn machine(&self, digest: u64) -> Option<&LockedMachine> {
        let released = self.released.iter().map(|released| &released.machine);
        let mut machines = released.chain(&self.draft);
        machines.find(|machine| machine.digest == digest)
    }
}

impl LockedMachine {
    /// Whether it is this code, with these types, as far as they are known.
    pub(crate) fn is_same(&self, digest: u64, types: Option<&Types>) -> bool {
        let are_same = match (&self.types, types) {
            (Some(own), Some(types)) => own == types,
            _ => true,
        };
        self.digest == digest && are_same
    }
}

impl Released {
    /// Its version, as people and the file name it.
    pub(crate) fn name(&self) -> String {
        format!("v{}", self.version)
    }
}

struct Reader<'a> {
    text: &'a str,
}

impl Reader<'_> {
    fn line(&self, at: usize) -> usize {
        let before = self.text.bytes().take(at);
        before.filter(|byte| *byte == b'\n').count() + 1
    }

    fn line_of<T>(&self, value: &Spanned<T>) -> usize {
        self.line(value.span().start)
    }

    /// What a merge has left.
    fn conflicts(&self) -> Result<(), LockError> {
        let is_marker = |line: &str| line.starts_with("<<<<<<<") || line.starts_with(">>>>>>>");
        match self.text.lines().position(is_marker) {
            Some(line) => Err(LockError::at(
                line + 1,
                "a merge conflict. Keep the released machines and the decisions of both sides and either side's draft, and remove the markers; then `DURABLE_LOCK=write cargo test` writes the drafts again",
            )),
            None => Ok(()),
        }
    }

    fn digest(&self, digest: &Spanned<String>) -> Result<u64, LockError> {
        let text = digest.get_ref();
        let number = u64::from_str_radix(text, 16).ok();
        number.filter(|_| text.len() == 16).ok_or_else(|| {
            LockError::at(
                self.line_of(digest),
                format!("`{text}` is no digest, which has 16 hexadecimal digits"),
            )
        })
    }

    fn machine(
        &self,
        (of, what): (&str, &str),
        row: MachineRow,
    ) -> Result<LockedMachine, LockError> {
        let remedy = if what == "the draft" {
            "`DURABLE_LOCK=write cargo test` writes it again once `[function.draft]` is removed"
        } else {
            "take it from the commit in which it was released: `git log -p durable.lock`"
        };
        let digest = self.digest(&row.digest)?;
        if digest != digest_of(&row.text) {
            return Err(LockError::at(
                self.line_of(&row.digest),
                format!(
                    "the text of {what} of {of} is not the one of its digest. It was edited by hand, or merged badly; {remedy}"
                ),
            ));
        }
        let types = row.types.as_ref().map(|types| {
            let is_right = row.types_digest.as_ref().is_some_and(|digest| {
                self.digest(digest) == Ok(digest_of(types.get_ref()))
            });
            let read = Types::read(types.get_ref());
            read.ok().filter(|_| is_right).ok_or_else(|| {
                LockError::at(
                    self.line_of(types),
                    format!(
                        "the types of {what} of {of} are not those of `types_digest`. They were edited by hand, or merged badly; {remedy}"
                    ),
                )
            })
        });
        Ok(LockedMachine {
            digest,
            lines: row.lines,
            text: row.text,
            types: types.transpose()?,
        })
    }

    fn function(&self, row: FunctionRow) -> Result<(usize, LockedFunction), LockError> {
        let line = self.line_of(&row.name);
        let name = row.name.into_inner();
        let shown = FunctionName {
            name: &name,
            version: row.version.as_deref(),
        };
        let shown = shown.quoted();
        if let Some(retired) = &row.retired
            && retired.get_ref().trim().is_empty()
        {
            return Err(LockError::at(
                self.line_of(retired),
                "`retired` needs a reason: why no instance waits in the function any more",
            ));
        }
        let draft = row
            .draft
            .map(|row| self.machine((&shown, "the draft"), row));
        let released = self.released(&shown, row.released)?;
        let accepted = row.accepted.into_iter();
        let accepted = accepted.map(|row| self.accepted((&shown, &released), row));
        let accepted = accepted.collect::<Result<_, _>>()?;
        let decisions = row.decision.into_iter();
        let decisions = decisions.map(|row| self.decision((&shown, &released), row));
        let decisions = decisions.collect::<Result<_, _>>()?;
        let function = LockedFunction {
            inline: row.inline,
            file: row.file,
            retired: row.retired.map(Spanned::into_inner),
            draft: draft.transpose()?,
            released,
            accepted,
            decisions: unique(decisions)?,
            version: row.version,
            name,
        };
        Ok((line, function))
    }

    fn released(&self, of: &str, rows: Vec<ReleasedRow>) -> Result<Vec<Released>, LockError> {
        let mut found: Vec<Released> = Vec::new();
        for row in rows {
            let line = self.line_of(&row.version);
            let version = row.version.get_ref().clone();
            let number = version
                .strip_prefix('v')
                .and_then(|number| number.parse().ok());
            let number: u32 = number
                .filter(|number| *number > 0 && format!("v{number}") == version)
                .ok_or_else(|| {
                    LockError::at(
                        line,
                        format!("`{version}` is no version of a released machine, which is `v1`, `v2` and so on"),
                    )
                })?;
            let what = format!("v{number}");
            let machine = self.machine((of, &what), row.machine())?;
            if let Some(other) = found.iter().find(|other| other.version >= number) {
                let message = if other.version == number {
                    format!(
                        "{what} of {of} is there twice. If two branches have released one, give the later one the next number"
                    )
                } else {
                    format!(
                        "{what} of {of} is behind {}: put them in ascending order",
                        other.name()
                    )
                };
                return Err(LockError::at(line, message));
            }
            if let Some(other) = found.iter().find(|other| {
                other
                    .machine
                    .is_same(machine.digest, machine.types.as_ref())
            }) {
                return Err(LockError::at(
                    line,
                    format!(
                        "{what} of {of} is the code of {} again: remove it",
                        other.name()
                    ),
                ));
            }
            found.push(Released {
                version: number,
                machine,
            });
        }
        Ok(found)
    }

    /// The digest of the release that an entry is about. It must be the one of the release with that number.
    fn digest_of_release(
        &self,
        (of, released): (&str, &[Released]),
        from: &Spanned<String>,
        code: Option<&Spanned<String>>,
    ) -> Result<Option<u64>, LockError> {
        let Some(code) = code else { return Ok(None) };
        let digest = self.digest(code)?;
        let version = from.get_ref();
        let found = |is_it: &dyn Fn(&Released) -> bool| released.iter().find(|one| is_it(one));
        let named = found(&|released| released.name() == *version);
        if named.is_none_or(|released| released.machine.digest == digest) {
            // `lock_test!` tells of a release that is not there.
            return Ok(Some(digest));
        }
        let remedy = match found(&|released| released.machine.digest == digest) {
            Some(other) => format!(
                "That code is {} now: write `from = \"{}\"`",
                other.name(),
                other.name()
            ),
            None => {
                "No release has that code: take the entry out, and run the test again".to_owned()
            }
        };
        Err(LockError::at(
            self.line_of(code),
            format!(
                "the entry is about other code than {version} of {of}: the releases were numbered anew, as by a merge. {remedy}"
            ),
        ))
    }

    fn accepted(
        &self,
        released: (&str, &[Released]),
        row: AcceptedRow,
    ) -> Result<Accepted, LockError> {
        if row.class.get_ref() != CONSISTENT {
            return Err(LockError::at(
                self.line_of(&row.class),
                format!(
                    "`{}` is no class that is accepted, which is `{CONSISTENT}`",
                    row.class.get_ref()
                ),
            ));
        }
        Ok(Accepted {
            line: self.line_of(&row.from),
            code: self.digest(&row.code)?,
            from_code: self.digest_of_release(released, &row.from, row.from_code.as_ref())?,
            from: row.from.into_inner(),
            at: row.at,
            to: row.to,
        })
    }

    fn decision(
        &self,
        released: (&str, &[Released]),
        row: DecisionRow,
    ) -> Result<LockedDecision, LockError> {
        let line = self.line_of(&row.from);
        let reason = row.reason.unwrap_or_default();
        // The `…` of the report is a gap, and no reason.
        if reason.trim_matches([' ', '.', '…']).is_empty() {
            return Err(LockError::at(
                line,
                "the decision needs a `reason`: those who read it later have nothing else",
            ));
        }
        match (&row.to, row.block) {
            (Some(_), None) | (None, Some(true)) => {}
            _ => {
                return Err(LockError::at(
                    line,
                    "the decision needs either `to = \"…\"`, where the instances continue, or `block = true`, which keeps them as they are",
                ));
            }
        }
        let mut kept = BTreeSet::new();
        if let Some(twice) = row.locals.values().find(|local| !kept.insert(*local)) {
            return Err(LockError::at(
                line,
                format!("two locals are to be `{twice}` of the old code: one at most can be"),
            ));
        }
        Ok(LockedDecision {
            line,
            code: self.digest(&row.code)?,
            from_code: self.digest_of_release(released, &row.from, row.from_code.as_ref())?,
            from: row.from.into_inner(),
            at: row.at,
            to: row.to,
            locals: row.locals,
            reason,
        })
    }
}

/// Decisions, of which no two are about the same instances.
fn unique(decisions: Vec<LockedDecision>) -> Result<Vec<LockedDecision>, LockError> {
    let mut seen = BTreeMap::new();
    for decision in &decisions {
        let about = (&decision.from, &decision.at, decision.code);
        if let Some(first) = seen.insert(about, decision.line) {
            return Err(LockError::at(
                decision.line,
                format!("this is decided in line {first} already: remove one of the two"),
            ));
        }
    }
    Ok(decisions)
}
