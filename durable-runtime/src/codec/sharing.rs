//! What can't be stored because it is shared: a value that can be changed through another handle.
//!
//! Two locals that hold clones of one `Arc<Mutex<…>>` are stored each on its own, so after an await they would be two
//! values, and a change of one would be missing in the other. So inside an `Rc` or an `Arc` nothing may be stored
//! that changes behind a shared borrow. Sharing what doesn't change is harmless, and is allowed.
//!
//! A type is told by the name that the compiler gives it, at each value that serde shows. What a type hides (a
//! hand-written `Serialize`, `#[serde(transparent)]` over an `Arc`, a field that is skipped) isn't seen.

use std::any::type_name;
use std::cell::RefCell;
use std::collections::HashMap;

use super::error::CodecError;

/// What a type's name says of sharing.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Sharing {
    /// What is serialized next lies behind an `Rc` or an `Arc`.
    shares: bool,
    /// It holds something that changes behind a shared borrow.
    changes: bool,
    /// It holds something that does so behind an `Rc` or an `Arc`.
    changes_shared: bool,
}

/// What holds the value whose type is told next.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Around {
    /// Whether others may see the value: through another handle, or a borrow.
    pub(super) shared: bool,
    /// The type of the value before this one, by the address of its name, and what its name says: the elements
    /// of a sequence are of one type.
    last: Option<(usize, Sharing)>,
}

impl Around {
    pub(super) fn new(shared: bool) -> Self {
        Self { shared, last: None }
    }

    /// Whether a `T` that stands here is shared; an error if it can't be stored for that.
    #[inline]
    pub(super) fn enter<T: ?Sized>(&mut self) -> Result<bool, CodecError> {
        let name = type_name::<T>();
        if is_plain(name.trim_start_matches('&')) {
            return Ok(self.shared);
        }
        let address = name.as_ptr().addr();
        let sharing = match self.last {
            Some((last, sharing)) if last == address => sharing,
            _ => known(name),
        };
        self.last = Some((address, sharing));
        if sharing.changes_shared || self.shared && sharing.changes {
            return Err(refusal(name));
        }
        Ok(self.shared || sharing.shares)
    }
}

/// The types that hold nothing but themselves, and whose every value comes back as it was.
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

#[cold]
fn refusal(name: &str) -> CodecError {
    CodecError::new(format!(
        "`{name}` can be changed through another handle or borrow, and what is stored would be a copy that \
         misses the change; keep plain data in the function, give changes back as values, or use a `Shared`"
    ))
}

/// What a name says, from this thread's memory. A name is told from another by where it lies.
fn known(name: &'static str) -> Sharing {
    thread_local! {
        static KNOWN: RefCell<HashMap<(usize, usize), Sharing, foldhash::fast::RandomState>> = RefCell::default();
    }
    KNOWN.with_borrow_mut(|known| {
        let key = (name.as_ptr().addr(), name.len());
        *known.entry(key).or_insert_with(|| Sharing::of(name))
    })
}

/// Where the types live that change behind a shared borrow.
const CHANGING: [&str; 11] = [
    "core::cell::",
    "core::sync::atomic::",
    "std::sync::",
    "std::cell::",
    "lock_api::",
    "parking_lot::",
    "tokio::sync::",
    "once_cell::",
    "portable_atomic::",
    "arc_swap::",
    "dashmap::",
];

/// The handles of one value.
const HANDLES: [&str; 4] = [
    "alloc::rc::Rc<",
    "alloc::sync::Arc<",
    "alloc::rc::Weak<",
    "alloc::sync::Weak<",
];

/// What serde serializes as what is in it.
const WRAPPERS: [&str; 10] = [
    "alloc::boxed::Box<",
    "alloc::borrow::Cow<",
    "core::cmp::Reverse<",
    "core::num::wrapping::Wrapping<",
    "core::num::saturating::Saturating<",
    "core::cell::Cell<",
    "core::cell::RefCell<",
    "std::sync::poison::mutex::Mutex<",
    "std::sync::poison::rwlock::RwLock<",
    "mut ",
];

impl Sharing {
    fn of(name: &str) -> Self {
        if name.starts_with("core::marker::PhantomData<") {
            return Self::default();
        }
        let mut inner = name.trim_start_matches('&');
        while let Some(wrapped) = WRAPPERS
            .iter()
            .find_map(|wrapper| inner.strip_prefix(wrapper))
        {
            inner = wrapped.trim_start_matches('&');
        }
        let shares = HANDLES.iter().any(|handle| inner.starts_with(handle));
        let behind = |handle: &str| {
            paths(name, handle).any(|at| {
                CHANGING.iter().any(|path| {
                    paths(inside(&name[at + handle.len()..]), path)
                        .next()
                        .is_some()
                })
            })
        };
        Self {
            shares,
            changes: CHANGING
                .iter()
                .any(|path| paths(name, path).next().is_some()),
            changes_shared: HANDLES.iter().any(|handle| behind(handle)),
        }
    }
}

/// Where `path` stands in a type's name as the beginning of a path.
fn paths(name: &str, path: &str) -> impl Iterator<Item = usize> {
    name.match_indices(path)
        .map(|(at, _)| at)
        .filter(move |at| {
            let before = name[..*at].chars().next_back();
            before.is_none_or(|before| !before.is_alphanumeric() && before != '_' && before != ':')
        })
}

/// What stands before the bracket that closes the one which was opened just before.
fn inside(rest: &str) -> &str {
    let mut open = 1;
    let mut last = ' ';
    for (at, char) in rest.char_indices() {
        match char {
            '<' => open += 1,
            // Not that of `fn() -> T`.
            '>' if last != '-' => open -= 1,
            _ => {}
        }
        if open == 0 {
            return &rest[..at];
        }
        last = char;
    }
    rest
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::rc::Rc;
    use std::sync::atomic::AtomicU32;
    use std::sync::{Arc, Mutex, RwLock};

    use serde::Serialize;

    use super::*;
    use crate::codec::encode;

    #[derive(Serialize, Clone)]
    struct App {
        name: String,
        seen: Arc<Mutex<Vec<u32>>>,
    }

    #[derive(Serialize)]
    struct Config {
        limits: Vec<Cell<u32>>,
    }

    /// A user's type that merely has the name of a changing one.
    #[derive(Serialize)]
    struct Mutexes(u32);

    #[track_caller]
    fn refused(value: &impl Serialize, path: &str) {
        let error = encode(value).unwrap_err().to_string();
        assert!(error.contains("through another handle"), "{error}");
        assert!(error.ends_with(path), "{error}");
    }

    #[track_caller]
    fn stored(value: &impl Serialize) {
        encode(value).unwrap();
    }

    #[test]
    fn what_changes_behind_a_handle_is_refused_wherever_it_is() {
        refused(&Rc::new(RefCell::new(1)), "");
        refused(&Arc::new(AtomicU32::new(1)), "");
        refused(&Arc::new(RwLock::new(String::new())), "");
        refused(&vec![Rc::new(Cell::new(1))], "");
        refused(&Some(Box::new(Arc::new(Mutex::new(())))), "");
        let app = App {
            name: "a".to_owned(),
            seen: Arc::default(),
        };
        refused(&vec![app.clone()], "(at `[0].seen`)");
        refused(&(1, &app), "(at `[1].seen`)");
        let config = Config {
            limits: vec![Cell::new(1)],
        };
        refused(&Rc::new(config), "(at `.limits`)");
        refused(&Mutex::new(Arc::new(Mutex::new(1))), "");
    }

    #[test]
    fn what_is_shared_and_does_not_change_is_stored() {
        stored(&Arc::new("text".to_owned()));
        stored(&vec![Rc::<str>::from("text")]);
        stored(&Arc::new(vec![Mutexes(1)]));
        stored(&(Arc::new(1), Mutex::new(2)));
    }

    #[test]
    fn what_changes_and_is_not_shared_is_stored() {
        stored(&Cell::new(1));
        stored(&Mutex::new(vec![1]));
        stored(&vec![AtomicU32::new(1)]);
        let config = Config {
            limits: vec![Cell::new(1)],
        };
        stored(&config);
    }
}
