//! [`Oracle`]: what a decoder asks instead of bytes while the shape of a type is traced. The type's own `Deserialize` says
//! which fields and variants it wants, and the oracle decides which ones it is given.

use std::cell::RefCell;
use std::rc::Rc;

use super::intern::intern_bytes;
use super::wire::{self, Integer, tag};

/// What a type asks a decoder for.
#[derive(Debug, Clone)]
pub(crate) struct Ask {
    pub(crate) kind: Kind,
    /// The name of the type that asks, as the compiler gives it.
    pub(crate) type_name: &'static str,
}

/// The kinds of what is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A value without parts, by the name of its type.
    Leaf(&'static str),
    Option,
    Newtype,
    Seq,
    Map,
    Tuple(usize),
    Struct(&'static [&'static str]),
    Enum(&'static [&'static str]),
    /// The end of a variant that holds nothing.
    UnitVariant,
    /// The name of a field.
    Identifier,
    /// Anything, with what the type says that it expects.
    Any(String),
}

/// What a type is given.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Answer {
    Unit,
    None,
    Some,
    Bool,
    Unsigned(u64),
    F32,
    F64,
    Char,
    Str(&'static str),
    Bytes,
    /// So many elements follow, or entries.
    Seq(usize),
    Map(usize),
    Variant(&'static str),
    /// Nothing that could be read.
    Refused,
}

/// Answers what a type asks for.
pub(crate) trait Oracle {
    /// The answer. What is asked for until the matching [`answered`](Self::answered) is part of it.
    fn asked(&mut self, ask: Ask) -> Answer;
    /// The type has read the answer to what it asked for last and that is still open, or has refused it.
    fn answered(&mut self, is_read: bool);
    /// A struct refuses what it was given, for it needs this field, too.
    fn missing(&mut self, field: &'static str);
}

thread_local! {
    static ORACLE: RefCell<Option<Rc<RefCell<dyn Oracle>>>> = const { RefCell::new(None) };
}

/// Runs `decode`, of which all that is decoded is answered by the oracle.
pub(crate) fn asking<R>(oracle: Rc<RefCell<dyn Oracle>>, decode: impl FnOnce() -> R) -> R {
    struct Restore(Option<Rc<RefCell<dyn Oracle>>>);
    impl Drop for Restore {
        fn drop(&mut self) {
            ORACLE.set(self.0.take());
        }
    }
    let _restore = Restore(ORACLE.replace(Some(oracle)));
    decode()
}

pub(super) fn is_asked() -> bool {
    ORACLE.with_borrow(Option::is_some)
}

fn with<R>(ask: impl FnOnce(&mut dyn Oracle) -> R) -> Option<R> {
    let oracle = ORACLE.with_borrow(Clone::clone)?;
    let answer = ask(&mut *oracle.borrow_mut());
    Some(answer)
}

/// The bytes of the answer. Elements and entries have bytes of their own, when they are asked for.
#[cold]
pub(super) fn asked(ask: Ask) -> &'static [u8] {
    let answer = with(|oracle| oracle.asked(ask)).unwrap_or(Answer::Refused);
    let mut bytes = Vec::new();
    match answer {
        Answer::Unit => bytes.push(tag::UNIT),
        Answer::None => bytes.push(tag::NONE),
        Answer::Some => bytes.push(tag::SOME),
        Answer::Bool => bytes.push(tag::FALSE),
        Answer::Unsigned(value) => wire::put_integer(&mut bytes, Integer::Unsigned(value)),
        Answer::F32 => wire::put_fixed(&mut bytes, tag::F32, [0; 4]),
        Answer::F64 => wire::put_fixed(&mut bytes, tag::F64, [0; 8]),
        Answer::Char => wire::put_varint(&mut bytes, tag::CHAR, u64::from(b'a')),
        Answer::Str(text) => wire::put_str(&mut bytes, text),
        Answer::Bytes => wire::put_counted(&mut bytes, tag::BYTES, &[]),
        // A count must not be larger than what follows.
        Answer::Seq(count) => {
            wire::put_varint(&mut bytes, tag::SEQ, count as u64);
            bytes.resize(bytes.len() + count, tag::UNIT);
        }
        Answer::Map(count) => {
            wire::put_varint(&mut bytes, tag::MAP, count as u64);
            bytes.resize(bytes.len() + 2 * count, tag::UNIT);
        }
        Answer::Variant(name) => wire::put_counted(&mut bytes, tag::VARIANT, name.as_bytes()),
        Answer::Refused => {}
    }
    intern_bytes(&bytes)
}

#[cold]
pub(super) fn answered(is_read: bool) {
    with(|oracle| oracle.answered(is_read));
}

/// A field is missing, as the type says.
pub(super) fn missing(field: &'static str) {
    with(|oracle| oracle.missing(field));
}
