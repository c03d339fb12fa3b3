//! The check for shared values that can change. They can't be stored: each handle of an `Arc<Mutex<…>>` would be read
//! back as a value of its own, and a change made through one handle would no longer be seen through the others.
//!
//! The encoded bytes don't show it: serde writes an `Arc` as its content. But at each place of a value the serializer
//! is given the place's type, and that type has a name. So the content of an `Rc` or an `Arc` must not be able to
//! change: no `Cell`, no `Mutex`, no atomic. Content that never changes may be shared: each copy is as good as the
//! other. A handle of a task or of a set of tasks counts as changeable, too: each copy would end the tasks.
//!
//! The names don't show everything: a type with a hand-written `Serialize`, or a `#[serde(transparent)]` one, is
//! written as its content, and its place has no name. Where a block has a copy of such a value, `captured` compares it
//! with what was captured.

use std::any::type_name;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::mem::needs_drop;
use std::rc::{self, Rc};
use std::sync::{self, Arc, LazyLock, Mutex, OnceLock, RwLock};

use super::error::CodecError;

/// The other owners of a place of the encoded value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Sharing {
    /// It doesn't matter: the present state of the value is written, and no function reads it back.
    Snapshot,
    /// No other owner, as far as is known.
    Alone,
    /// The code that the value was copied for. It has handles of this crate from there.
    Copied,
    /// Every holder of another handle.
    Shared,
}

impl Sharing {
    /// The sharing of an inner place of type `T`.
    ///
    /// The names are constants, so in an optimized build nothing remains of this for a type that neither shares nor
    /// borrows.
    #[inline(always)]
    #[allow(
        clippy::inline_always,
        reason = "what it asks is decided where the type is known, at each place of a value"
    )]
    pub(super) fn of<T: ?Sized>(self) -> Result<Self, CodecError> {
        let name = type_name::<T>();
        let found = match self {
            Self::Alone if !may_lead_to_handle::<T>() => return Ok(Self::Alone),
            Self::Snapshot => return Ok(Self::Snapshot),
            Self::Copied | Self::Shared if is_plain(name) => return Ok(self),
            Self::Alone => known(name).alone,
            Self::Copied => known(name).copied,
            Self::Shared => known(name).shared,
        };
        match found {
            Finding::Harmless(sharing) => Ok(sharing),
            Finding::Refused => Err(self.refusal(name)),
        }
    }

    /// The sharing of a place whose type has this name.
    fn find(self, name: &'static str) -> Result<Self, Refusal> {
        let (mut sharing, mut rest) = (self, name);
        loop {
            if is_any(rest, &Names::of_program().weak) {
                return Err(Refusal::Weak);
            }
            if is_any(rest, &Names::of_program().handles) {
                sharing = Self::Shared;
            }
            let found = match sharing {
                Self::Shared => changeable(rest).or_else(|| handle_of_this_crate(rest)),
                Self::Copied => changeable(rest),
                Self::Alone | Self::Snapshot => None,
            };
            if let Some(found) = found {
                return Err(Refusal::Changes(found));
            }
            if sharing == Self::Shared {
                return Ok(sharing);
            }
            match inside(rest) {
                Some(inner) => rest = inner,
                None => return Ok(sharing),
            }
        }
    }

    #[cold]
    fn refusal(self, name: &'static str) -> CodecError {
        let found = match self.find(name) {
            Err(Refusal::Changes(found)) => short(outermost(found)),
            _ => {
                return CodecError::new(
                    "a `Weak` would be read back empty; store a key by which its target can be found again",
                );
            }
        };
        let whole = short(name);
        let within = if whole == found {
            String::new()
        } else {
            format!(" in `{whole}`")
        };
        CodecError::new(format!(
            "`{found}`{within} can be changed through another handle or borrow, and the stored copy would \
             miss the change; keep plain data with one owner, return changes as values, or use \
             `durable_runtime::Shared`"
        ))
    }
}

/// The reason why a value can't be stored.
enum Refusal {
    Weak,
    /// The type's name from this type on.
    Changes(&'static str),
}

/// The facts that a type's name tells.
#[derive(Clone, Copy)]
struct Known {
    alone: Finding,
    copied: Finding,
    shared: Finding,
    hides_nothing: bool,
}

#[derive(Clone, Copy)]
enum Finding {
    Harmless(Sharing),
    Refused,
}

/// The facts about a name, from this thread's memory. Names are distinguished by their addresses.
fn known(name: &'static str) -> Known {
    thread_local! {
        static KNOWN: RefCell<HashMap<(usize, usize), Known, foldhash::fast::RandomState>> = RefCell::default();
    }
    let find = |sharing: Sharing| {
        sharing
            .find(name)
            .map_or(Finding::Refused, Finding::Harmless)
    };
    KNOWN.with_borrow_mut(|known| {
        let key = (name.as_ptr().addr(), name.len());
        *known.entry(key).or_insert_with(|| Known {
            alone: find(Sharing::Alone),
            copied: find(Sharing::Copied),
            shared: find(Sharing::Shared),
            hides_nothing: is_known_to_the_end(name) && changeable(name).is_none(),
        })
    })
}

/// Whether a type's name tells everything in it that can change: the type is made of the standard library's types only.
pub(crate) fn hides_nothing<T: ?Sized>() -> bool {
    let name = type_name::<T>();
    is_plain(name) || known(name).hides_nothing
}

/// The types that hold nothing but themselves, and for which every value comes back as it was.
#[inline]
pub(super) fn is_plain(name: &str) -> bool {
    matches!(
        name,
        "()" | "bool"
            | "char"
            | "u8"
            | "u16"
            | "u32"
            | "u64"
            | "u128"
            | "usize"
            | "i8"
            | "i16"
            | "i32"
            | "i64"
            | "i128"
            | "isize"
            | "f32"
            | "f64"
            | "str"
            | "alloc::string::String"
    )
}

/// Whether a type may be a handle, or may be written as a handle that it holds.
#[inline(always)]
#[allow(clippy::inline_always, reason = "as above")]
fn may_lead_to_handle<T: ?Sized>() -> bool {
    let name = type_name::<T>();
    match name.as_bytes() {
        [b'&', b'&', ..] => true,
        [b'&', ..] => leads_to_handle(name.split_at(1).1),
        _ => needs_drop::<T>() && leads_to_handle(name),
    }
}

#[inline(always)]
#[allow(clippy::inline_always, reason = "as above")]
fn leads_to_handle(name: &str) -> bool {
    name.starts_with("alloc::rc::")
        || name.starts_with("alloc::sync::")
        || name.starts_with("alloc::boxed::")
        || name.starts_with("alloc::borrow::")
        || name.starts_with("core::cell::")
        || name.starts_with("core::cmp::")
        || name.starts_with("std::sync::")
        || name.starts_with("triomphe::")
        || name.starts_with("mut ")
}

/// The names of types as the compiler gives them, up to and including the `<`.
struct Names {
    handles: Vec<&'static str>,
    weak: Vec<&'static str>,
    /// The types that change where others see it.
    changeable: Vec<&'static str>,
}

/// The handles of this crate. Each has one owner: what it stands for ends when it is dropped.
const HANDLES_OF_THIS_CRATE: [&str; 4] = [
    "durable_runtime::machine::handles::FrameHandle",
    "durable_runtime::machine::handles::OpHandle",
    "durable_runtime::ops::join_set::JoinSet<",
    "durable_runtime::ops::spawn::JoinHandle<",
];

/// The changeable types of other crates, as far as serde can write them.
const CHANGEABLE_ELSEWHERE: [&str; 13] = [
    "arc_swap::",
    "async_lock::",
    "atomic::Atomic<",
    "core::sync::atomic::Atomic",
    "crossbeam_utils::atomic::",
    "dashmap::",
    "lock_api::",
    "once_cell::",
    "parking_lot::",
    "portable_atomic::Atomic",
    "spin::",
    "tokio::sync::",
    "core::cell::UnsafeCell<",
];

impl Names {
    fn of_program() -> &'static Self {
        static NAMES: LazyLock<Names> = LazyLock::new(|| {
            let mut changeable = vec![
                head::<Cell<()>>(),
                head::<RefCell<()>>(),
                head::<std::cell::OnceCell<()>>(),
                head::<std::cell::LazyCell<()>>(),
                head::<Mutex<()>>(),
                head::<RwLock<()>>(),
                head::<OnceLock<()>>(),
                head::<LazyLock<()>>(),
            ];
            changeable.extend(CHANGEABLE_ELSEWHERE);
            Names {
                handles: vec![head::<Rc<()>>(), head::<Arc<()>>(), "triomphe::arc::Arc<"],
                weak: vec![head::<rc::Weak<()>>(), head::<sync::Weak<()>>()],
                changeable,
            }
        });
        &NAMES
    }
}

/// The name of a type without its type arguments.
fn head<T>() -> &'static str {
    let name = type_name::<T>();
    name.find('<').map_or(name, |at| &name[..=at])
}

fn is_any(name: &str, heads: &[&str]) -> bool {
    heads.iter().any(|head| name.starts_with(head))
}

/// The first changeable type that a type's name mentions.
fn changeable(name: &'static str) -> Option<&'static str> {
    first_of(&Names::of_program().changeable, name)
}

fn handle_of_this_crate(name: &'static str) -> Option<&'static str> {
    first_of(&HANDLES_OF_THIS_CRATE, name)
}

/// The first of some types that a type's name mentions. A [`crate::Shared`] is written as a number, and a `PhantomData`
/// as nothing.
fn first_of(names: &[&str], name: &'static str) -> Option<&'static str> {
    let mut before = ' ';
    let mut at = 0;
    while let Some(character) = name[at..].chars().next() {
        let rest = &name[at..];
        let begins = !(before.is_alphanumeric() || before == '_' || before == ':');
        if begins && is_any(rest, names) {
            return Some(rest);
        }
        let is_closed = begins
            && is_any(
                rest,
                &[
                    "durable_runtime::step::shared::Shared<",
                    "core::marker::PhantomData<",
                ],
            );
        if let Some(open) = rest.find('<').filter(|_| is_closed) {
            at += open + 1 + up_to_closing(&rest[open + 1..]).len();
            before = '<';
        } else {
            at += character.len_utf8();
            before = character;
        }
    }
    None
}

/// The text up to the bracket that closes the one opened just before.
fn up_to_closing(name: &str) -> &str {
    up_to(name, |_| false)
}

/// The text up to a character that `ends` it outside of all brackets, or to the bracket that closes the one opened just
/// before.
fn up_to(name: &str, ends: impl Fn(char) -> bool) -> &str {
    let mut depth = 0_usize;
    let end = name.char_indices().find(|(at, character)| {
        match character {
            '<' | '(' | '[' => depth += 1,
            '>' if name[..*at].ends_with('-') => {}
            '>' | ')' | ']' => match depth.checked_sub(1) {
                Some(outer) => depth = outer,
                None => return true,
            },
            other => return depth == 0 && ends(*other),
        }
        false
    });
    end.map_or(name, |(at, _)| &name[..at])
}

/// The content of a type that serde writes as its content; `None` for any other type.
fn inside(name: &'static str) -> Option<&'static str> {
    if let Some(borrowed) = name.strip_prefix('&') {
        return Some(borrowed.strip_prefix("mut ").unwrap_or(borrowed));
    }
    let open = name.find('<')?;
    let last = name[..open].rsplit("::").next()?;
    let is_of_std = ["alloc::", "core::", "std::"]
        .iter()
        .any(|prefix| name.starts_with(prefix));
    let is_transparent = matches!(
        last,
        "Box"
            | "Cell"
            | "Cow"
            | "Mutex"
            | "RefCell"
            | "Reverse"
            | "RwLock"
            | "Saturating"
            | "Wrapping"
    );
    let inner = &name[open + 1..];
    let inner = inner.strip_prefix("'_, ").unwrap_or(inner);
    (is_of_std && is_transparent).then_some(inner)
}

/// Whether a name is made of the standard library's types only.
fn is_known_to_the_end(name: &str) -> bool {
    let mut words = name.split(|character: char| {
        !(character.is_alphanumeric() || matches!(character, '_' | ':' | '\''))
    });
    words.all(|path| {
        let mut segments = path.split("::");
        let first = segments.next().unwrap_or_default();
        matches!(first, "alloc" | "core" | "std") || (segments.next().is_none() && first != "dyn")
    })
}

/// The first type among a list of type arguments.
fn outermost(name: &str) -> &str {
    up_to(name, |character| character == ',')
}

/// A type's name without the modules.
pub(crate) fn short(name: &str) -> String {
    let mut text = String::new();
    let mut word = String::new();
    for character in name.chars() {
        if character.is_alphanumeric() || character == '_' {
            word.push(character);
        } else if character == ':' {
            word.clear();
        } else {
            text.push_str(&word);
            word.clear();
            text.push(character);
        }
    }
    text + &word
}
