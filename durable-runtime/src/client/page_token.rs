//! [`PageToken`]: a place between the pages of a query, and its text.

use std::fmt;
use std::str::FromStr;

use crate::model::chain::debug_as_chain;
use crate::model::id::InstanceId;
use crate::model::micros::Micros;
use crate::store::key::Position;
use crate::store::rows::Record;

/// A place between the pages of a query. Its text is for passing it on, and has no other meaning.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PageToken(pub(super) Place);

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Place {
    /// After this instance, where they are in the order of their starts.
    Started(Position),
    /// The same in the order of their ids.
    Id(InstanceId),
}

/// A text that is no [`PageToken`].
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "the text is no place between pages; give back the text of a page's `next` as it was, or begin without one"
)]
pub struct InvalidPageToken(());

debug_as_chain!(InvalidPageToken);

impl fmt::Display for PageToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let id = match &self.0 {
            Place::Started(Position { created, instance }) => {
                write!(f, "t{}.", created.micros())?;
                instance
            }
            Place::Id(instance) => {
                f.write_str("i")?;
                instance
            }
        };
        // An id may have any characters, and a header may not.
        id.as_str()
            .bytes()
            .try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl FromStr for PageToken {
    type Err = InvalidPageToken;

    fn from_str(text: &str) -> Result<Self, InvalidPageToken> {
        fn id(text: &str) -> Option<InstanceId> {
            let digits = text.as_bytes().chunks(2);
            let byte = |digits: &[u8]| {
                let digits = std::str::from_utf8(digits).ok()?;
                let is_byte = digits.len() == 2 && !digits.starts_with('+');
                u8::from_str_radix(digits, 16).ok().filter(|_| is_byte)
            };
            let bytes = digits.map(byte).collect::<Option<Vec<u8>>>()?;
            // It is a place, whether there is such an instance or not.
            let text = String::from_utf8(bytes).ok()?;
            (!text.is_empty()).then(|| InstanceId::unchecked(&text))
        }
        let place = if let Some(text) = text.strip_prefix('t') {
            text.split_once('.').and_then(|(created, instance)| {
                Some(Place::Started(Position {
                    created: Micros::of(created.parse().ok()?),
                    instance: id(instance)?,
                }))
            })
        } else {
            text.strip_prefix('i').and_then(id).map(Place::Id)
        };
        place.map(Self).ok_or(InvalidPageToken(()))
    }
}

impl Place {
    pub(super) fn id(&self) -> &InstanceId {
        match self {
            Self::Started(position) => &position.instance,
            Self::Id(id) => id,
        }
    }

    /// Whether it is still the place of an instance. Another one may have been started in its place since the index was
    /// read, which has a place of its own.
    pub(super) fn is_of(&self, record: &Record) -> bool {
        match self {
            Self::Started(position) => position.created == record.created,
            Self::Id(_) => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_read_back_from_its_text() {
        for id in ["a", "ü /?", "0123456789abcdef0123456789abcdef"] {
            let instance = InstanceId::unchecked(id);
            for created in [i64::MIN, -1, 0, i64::MAX] {
                let created = Micros::of(created);
                let instance = instance.clone();
                let token = PageToken(Place::Started(Position { created, instance }));
                assert_eq!(token.to_string().parse(), Ok(token));
            }
            let token = PageToken(Place::Id(instance));
            assert_eq!(token.to_string().parse(), Ok(token));
        }
    }

    #[test]
    fn another_text_is_no_token() {
        for text in [
            "", "t", "t1", "t1.", "tx.61", "i6", "i+1", "iff", "i6g", "x61", "t1.61 ",
        ] {
            assert_eq!(
                text.parse::<PageToken>(),
                Err(InvalidPageToken(())),
                "{text}"
            );
        }
    }
}
