//! Identities: of instances (the user's) and of operations within one (ours).

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;
use std::sync::{Arc, Mutex};
use std::time::SystemTime;

use serde::{Deserialize, Deserializer, Serialize, de};
use uuid::{ContextV7, Timestamp};

use crate::model::chain::debug_as_chain;
use crate::model::clock::wall_clock;
use crate::model::json::is_storage;

/// The id of an orchestration instance: at most 256 characters, no leading `@`, none of `/ \ ? #` and no control
/// characters. These are Durable Functions' own rules. `.` and `..` are not allowed either, since no URL can name them.
///
/// ```
/// use durable_runtime::InstanceId;
///
/// let id: InstanceId = "order-17".parse()?;
/// assert_eq!(id, "order-17");
/// assert!("a/b".parse::<InstanceId>().is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Serialize)]
#[serde(into = "String")]
pub struct InstanceId(Text);

/// The text of an id. There are many automatic ones, so they need no memory of their own.
#[derive(Clone)]
enum Text {
    /// 32 lower-case hex digits, automatic or given.
    Hex([u8; HEX_DIGITS]),
    Other(Arc<str>),
}

const HEX_DIGITS: usize = 32;

/// The reason why a text can't be an instance's id.
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{id}` can't be an instance id: {reason}")]
pub struct InvalidInstanceId {
    id: String,
    reason: &'static str,
}

debug_as_chain!(InvalidInstanceId);

impl InstanceId {
    /// The longest id, in characters.
    pub const MAX_CHARS: usize = 256;

    /// The text of the id.
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Text::Hex(digits) => std::str::from_utf8(digits).expect("hex digits are ASCII"),
            Text::Other(text) => text,
        }
    }

    fn as_bytes(&self) -> &[u8] {
        match &self.0 {
            Text::Hex(digits) => digits,
            Text::Other(text) => text.as_bytes(),
        }
    }

    /// The number that the id is, if it is written in 32 hex digits.
    pub(crate) fn as_uuid(&self) -> Option<uuid::Uuid> {
        match &self.0 {
            Text::Hex(digits) => uuid::Uuid::try_parse_ascii(digits).ok(),
            Text::Other(_) => None,
        }
    }

    /// The id with that number.
    pub(crate) fn of_uuid(uuid: uuid::Uuid) -> Self {
        let mut digits = [0; HEX_DIGITS];
        uuid.simple().encode_lower(&mut digits);
        Self(Text::Hex(digits))
    }

    /// Takes a text as an id without validation: the key of a row, or a client's request, which finds nothing when it
    /// is no id.
    pub(crate) fn unchecked(id: &str) -> Self {
        match <[u8; HEX_DIGITS]>::try_from(id.as_bytes()) {
            Ok(digits)
                if digits
                    .iter()
                    .all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f')) =>
            {
                Self(Text::Hex(digits))
            }
            _ => Self(Text::Other(id.into())),
        }
    }

    /// A new id of 32 hex digits. Later ids sort later, so instances that were started together are adjacent in the
    /// store.
    pub(crate) fn automatic() -> Self {
        Self::made_at(wall_clock())
    }

    /// An automatic id made at `time`. A clock before 1970 is taken as 1970, since such an id can express no earlier
    /// time.
    fn made_at(time: SystemTime) -> Self {
        static CONTEXT: Mutex<ContextV7> = Mutex::new(ContextV7::new());

        let since = time
            .duration_since(SystemTime::UNIX_EPOCH)
            .unwrap_or_default();
        let time = Timestamp::from_unix(&CONTEXT, since.as_secs(), since.subsec_nanos());
        Self::of_uuid(uuid::Uuid::new_v7(time))
    }
}

impl PartialEq for InstanceId {
    fn eq(&self, other: &Self) -> bool {
        self.as_bytes() == other.as_bytes()
    }
}

impl Eq for InstanceId {}

impl PartialOrd for InstanceId {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for InstanceId {
    /// The order of the store: ids of 32 hex digits come before all others.
    fn cmp(&self, other: &Self) -> Ordering {
        let is_text = |id: &Self| matches!(id.0, Text::Other(_));
        is_text(self)
            .cmp(&is_text(other))
            .then_with(|| self.as_bytes().cmp(other.as_bytes()))
    }
}

impl Hash for InstanceId {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_bytes().hash(state);
    }
}

impl FromStr for InstanceId {
    type Err = InvalidInstanceId;

    fn from_str(id: &str) -> Result<Self, InvalidInstanceId> {
        let reason = if id.is_empty() {
            "it is empty"
        } else if id.chars().count() > Self::MAX_CHARS {
            "it is longer than 256 characters"
        } else if id.starts_with('@') {
            "a leading `@` is kept for entities"
        } else if id.contains(['/', '\\', '?', '#']) {
            "`/`, `\\`, `?` and `#` are not allowed"
        } else if matches!(id, "." | "..") {
            "no URL can name it: clients leave `.` and `..` out of paths"
        } else if id.chars().any(char::is_control) {
            "control characters are not allowed"
        } else {
            return Ok(Self::unchecked(id));
        };
        Err(InvalidInstanceId {
            id: id.chars().take(80).collect(),
            reason,
        })
    }
}

impl TryFrom<String> for InstanceId {
    type Error = InvalidInstanceId;

    fn try_from(id: String) -> Result<Self, InvalidInstanceId> {
        id.parse()
    }
}

impl<'de> Deserialize<'de> for InstanceId {
    /// Accepts every stored id: it was valid when it was written, and rules for new ids don't make stored instances
    /// unreadable.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let is_stored = is_storage::<D::Error>() || !deserializer.is_human_readable();
        let id = String::deserialize(deserializer)?;
        // Versions before 0.1 took these two.
        if is_stored && matches!(&*id, "." | "..") {
            Ok(Self::unchecked(&id))
        } else {
            id.parse().map_err(de::Error::custom)
        }
    }
}

impl PartialEq<str> for InstanceId {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for InstanceId {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl PartialEq<String> for InstanceId {
    fn eq(&self, other: &String) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<InstanceId> for str {
    fn eq(&self, other: &InstanceId) -> bool {
        self == other.as_str()
    }
}

impl PartialEq<InstanceId> for &str {
    fn eq(&self, other: &InstanceId) -> bool {
        *self == other.as_str()
    }
}

impl PartialEq<InstanceId> for String {
    fn eq(&self, other: &InstanceId) -> bool {
        self == other.as_str()
    }
}

impl From<InstanceId> for String {
    fn from(id: InstanceId) -> Self {
        id.as_str().to_owned()
    }
}

impl fmt::Display for InstanceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for InstanceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// An operation of an instance: numbered from 0 in the order in which the instance began them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct OpId(u64);

impl OpId {
    /// The absence of an operation, in keys.
    pub(crate) const NONE: Self = Self(u64::MAX);
    /// The first number of sets of tasks, which are cancelled as operations are.
    const SETS: u64 = 1 << 63;

    pub(crate) fn new(number: u64) -> Self {
        Self(number)
    }

    /// The set of tasks of this number, as an entry of what a frame owns.
    pub(crate) fn of_set(set: u64) -> Self {
        Self(Self::SETS | set)
    }

    /// The number of the set of tasks, if it is one.
    pub(crate) fn set(self) -> Option<u64> {
        (self.0 >= Self::SETS).then_some(self.0 & !Self::SETS)
    }

    pub(crate) fn number(self) -> u64 {
        self.0
    }
}

impl fmt::Display for OpId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn ids_follow_the_rules_of_durable_functions() {
        for good in [
            "a",
            "order 17",
            "ü",
            &"x".repeat(256),
            "a@b",
            "...",
            ".a",
            "a.",
        ] {
            assert_eq!(good.parse::<InstanceId>().unwrap().as_str(), good);
        }
        for bad in [
            "",
            "@counter@a",
            "a/b",
            "a\\b",
            "a?b",
            "a#b",
            "a\nb",
            ".",
            "..",
            &"x".repeat(257),
        ] {
            assert!(bad.parse::<InstanceId>().is_err(), "{bad:?}");
        }
    }

    #[test]
    fn a_stored_id_stays_one_when_the_rules_for_new_ones_change() {
        let old = InstanceId::unchecked("..");
        let stored = crate::codec::encode(&old).unwrap();
        assert_eq!(crate::codec::decode::<InstanceId>(&stored).unwrap(), old);
        let row = crate::codec::encode_compact(1, &old);
        let read: InstanceId = crate::codec::decode_compact(1, &row).ok().unwrap();
        assert_eq!(read, old);
        assert!(serde_json::from_str::<InstanceId>("\"..\"").is_err());
    }

    #[test]
    fn an_id_is_compared_with_text_on_either_side() {
        let id: InstanceId = "order-17".parse().unwrap();
        assert_eq!(id, "order-17");
        assert_eq!("order-17", id);
        assert_eq!(id, *"order-17");
        assert_eq!(*"order-17", id);
        assert_eq!(id, "order-17".to_owned());
        assert_eq!("order-17".to_owned(), id);
        assert_ne!(id, "order-18");
    }

    #[test]
    fn an_automatic_id_can_be_made_whatever_the_clock_says() {
        let day = Duration::from_secs(24 * 3600);
        for time in [
            SystemTime::UNIX_EPOCH - 365 * day,
            SystemTime::UNIX_EPOCH + 365 * 300_000 * day,
        ] {
            let (first, second) = (InstanceId::made_at(time), InstanceId::made_at(time));
            assert_ne!(first, second);
            assert!(first.as_uuid().is_some());
        }
    }

    #[test]
    fn an_automatic_id_is_32_hex_digits_and_sorts_by_age() {
        let first = InstanceId::automatic();
        let second = InstanceId::automatic();
        assert_eq!(first.as_str().len(), 32);
        assert!(first.as_str().chars().all(|c| c.is_ascii_hexdigit()));
        assert!(first < second);
    }
}
