//! [`Shared`]: a value that stays one, however many handles of it an instance stores; and [`SharedValues`], which holds
//! the values between two steps.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::fmt;
use std::rc::Rc;
use std::sync::{Arc, Mutex, MutexGuard, TryLockError};

use serde::de::Error as _;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::codec::{self, CodecError};
use crate::model::json::is_storage;
use crate::step::frame::{Blob, Fault};
use crate::step::storable::Storable;

/// A value that several places of an instance share: locals, `async` blocks, tasks, inline orchestrators. Each clone is
/// another handle of the same value, also after an await, where the locals have been stored and read again. It takes
/// the place of an `Rc<RefCell<T>>` or an `Arc<Mutex<T>>` in plain code; those can't be stored, because each of their
/// handles would have a value of its own afterwards.
///
/// The value is stored once with the instance, and forgotten when no handle is left. It may hold other `Shared`s, and
/// even its own. It belongs to the instance:
/// it can't be given to an activity, to a sub-orchestration or in an event, and can't be a function's result. Give
/// `shared.get()` there. Outside of orchestrators it is an ordinary value in memory.
///
/// ```standalone_crate
/// use durable_runtime::prelude::*;
///
/// #[activity]
/// async fn pages_of(url: String) -> Result<u32> {
///     Ok(url.len() as u32)
/// }
///
/// #[orchestrator]
/// async fn crawl(urls: Vec<String>) -> Result<u32> {
///     let total = Shared::new(0);
///     join_all(urls.into_iter().map(|url| {
///         let total = total.clone();
///         async move {
///             if let Ok(pages) = pages_of(url).await {
///                 total.update(|total| *total += pages);
///             }
///         }
///     }))
///     .await;
///     Ok(total.get())
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// assert_eq!(crawl(vec!["a".into(), "bcd".into()]).await?, 4);
/// # Ok(())
/// # }
/// ```
pub struct Shared<T>(Arc<Inner<T>>);

struct Inner<T> {
    /// Its number among those of the instance; 0 outside of instances.
    number: u64,
    /// `None` while it is read from the store.
    value: Mutex<Option<T>>,
}

impl<T: Storable + 'static> Shared<T> {
    /// A value with a first handle.
    pub fn new(value: T) -> Self {
        INSTANCE_VALUES.with_borrow_mut(|table| {
            let number = table.as_mut().map_or(0, |table| {
                table.next += 1;
                table.next
            });
            let shared = Self::numbered(number, Some(value));
            if let Some(table) = table {
                table.open.insert(number, shared.open());
            }
            shared
        })
    }

    fn open(&self) -> Open {
        Open {
            handle: Rc::new(self.clone()),
            encode: |handle| {
                let handle = handle.downcast_ref::<Self>();
                let handle = handle.expect("the value was put there with its type");
                handle.with(codec::encode_verified)
            },
            take: |handle| {
                let handle = handle.downcast_ref::<Self>()?;
                handle
                    .lock()
                    .take()
                    .map(|value| Box::new(value) as Box<dyn Any>)
            },
            type_name: std::any::type_name::<T>(),
        }
    }

    /// The handle of this number, in the current instance.
    fn find(number: u64) -> Result<Self, String> {
        let found = INSTANCE_VALUES.with_borrow_mut(|table| {
            let table = table
                .as_mut()
                .ok_or("a `Shared` is read outside of its instance")?;
            if let Some(open) = table.open.get(&number) {
                let handle = open.handle.downcast_ref::<Self>().cloned();
                return handle.map(Lookup::Open).ok_or_else(|| {
                    let type_name = open.type_name;
                    format!("the value of the `Shared` is a `{type_name}`")
                });
            }
            let bytes = table.stored.get(&number);
            let bytes = bytes.ok_or("the value of the `Shared` is missing")?.clone();
            // The value may hold a handle of itself.
            let handle = Self::numbered(number, None);
            table.open.insert(number, handle.open());
            Ok(Lookup::Stored(handle, bytes))
        })?;
        match found {
            Lookup::Open(handle) => Ok(handle),
            Lookup::Stored(handle, Blob(bytes)) => match codec::decode(&bytes) {
                Ok(value) => {
                    *handle.lock() = Some(value);
                    Ok(handle)
                }
                Err(error) => {
                    INSTANCE_VALUES.with_borrow_mut(|table| {
                        table.as_mut().map(|table| table.open.remove(&number))
                    });
                    Err(error.to_string())
                }
            },
        }
    }
}

enum Lookup<T> {
    Open(Shared<T>),
    Stored(Shared<T>, Blob),
}

impl<T> Shared<T> {
    fn numbered(number: u64, value: Option<T>) -> Self {
        Self(Arc::new(Inner {
            number,
            value: Mutex::new(value),
        }))
    }

    fn lock(&self) -> MutexGuard<'_, Option<T>> {
        match self.0.value.try_lock() {
            Ok(value) => value,
            Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
            Err(TryLockError::WouldBlock) => panic!(
                "the value of this `Shared` is in use: `with` or `update` is called within another one of the same \
                 value, or by another thread at the same time"
            ),
        }
    }

    /// Reads the value.
    ///
    /// # Panics
    /// If the value is in use already: within `with` or `update` of the same value.
    pub fn with<R>(&self, look: impl FnOnce(&T) -> R) -> R {
        look(
            self.lock()
                .as_ref()
                .expect("it was read before it was used"),
        )
    }

    /// Changes the value. All handles see the change.
    ///
    /// # Panics
    /// If the value is in use already: within `with` or `update` of the same value.
    pub fn update<R>(&self, change: impl FnOnce(&mut T) -> R) -> R {
        change(
            self.lock()
                .as_mut()
                .expect("it was read before it was used"),
        )
    }

    /// A clone of the value.
    ///
    /// # Panics
    /// As [`with`](Self::with).
    pub fn get(&self) -> T
    where
        T: Clone,
    {
        self.with(T::clone)
    }

    /// Replaces the value.
    ///
    /// # Panics
    /// As [`update`](Self::update).
    pub fn set(&self, value: T) {
        self.replace(value);
    }

    /// Replaces the value, and returns the old one.
    ///
    /// # Panics
    /// As [`update`](Self::update).
    pub fn replace(&self, value: T) -> T {
        self.update(|old| std::mem::replace(old, value))
    }

    /// Whether this and `other` are handles of one value.
    pub fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// Another handle of the same value.
impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T: Default + Storable + 'static> Default for Shared<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T: fmt::Debug> fmt::Debug for Shared<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = self.0.value.try_lock();
        match value.as_deref() {
            Ok(Some(value)) => f.debug_tuple("Shared").field(value).finish(),
            _ => f.write_str("Shared(in use)"),
        }
    }
}

/// The stored form of a handle, before its number.
const MARK: &str = "durable_runtime::Shared#";

impl<T> Serialize for Shared<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let number = self.0.number;
        if !is_storage::<S::Error>() || number == 0 || LEAVES.get() {
            return Err(S::Error::custom(
                "a `Shared` belongs to the instance that made it and can't leave it; give `shared.get()`",
            ));
        }
        serializer.serialize_str(&format!("{MARK}{number}"))
    }
}

impl<'de, T: Storable + 'static> Deserialize<'de> for Shared<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let number = text
            .strip_prefix(MARK)
            .and_then(|number| number.parse().ok())
            .ok_or_else(|| D::Error::custom("this is no handle of a `Shared`"))?;
        Self::find(number).map_err(D::Error::custom)
    }
}

/// The values of an instance between two steps, by their numbers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct SharedValues {
    /// The last number in use.
    last: u64,
    values: BTreeMap<u64, Blob>,
}

impl SharedValues {
    pub(crate) fn is_empty(&self) -> bool {
        self.last == 0
    }
}

/// The values of the current instance.
#[derive(Default)]
struct InstanceValues {
    next: u64,
    stored: BTreeMap<u64, Blob>,
    /// The values that this step has made or read.
    open: BTreeMap<u64, Open>,
}

#[derive(Clone)]
struct Open {
    /// A `Shared<T>`.
    handle: Rc<dyn Any>,
    encode: fn(&dyn Any) -> Result<Vec<u8>, CodecError>,
    take: fn(&dyn Any) -> Option<Box<dyn Any>>,
    type_name: &'static str,
}

thread_local! {
    static INSTANCE_VALUES: RefCell<Option<InstanceValues>> = const { RefCell::new(None) };
    /// Whether the value being encoded leaves the instance.
    static LEAVES: Cell<bool> = const { Cell::new(false) };
}

/// Encodes a value that leaves the instance.
pub(crate) fn leaving<R>(encode: impl FnOnce() -> R) -> R {
    let outer = LEAVES.replace(true);
    let result = encode();
    LEAVES.set(outer);
    result
}

/// The values of the current instance, during a step.
pub(crate) struct InStep(Option<InstanceValues>);

impl InStep {
    pub(crate) fn begin(values: SharedValues) -> Self {
        Self(INSTANCE_VALUES.replace(Some(InstanceValues {
            next: values.last,
            stored: values.values,
            open: BTreeMap::new(),
        })))
    }

    /// The stored form of the values at the end of a step. `roots` are all bytes that are stored with them: a value
    /// without a handle in them is forgotten.
    #[allow(
        clippy::unused_self,
        reason = "it tells that a step is under way, whose values these are"
    )]
    pub(crate) fn end<'a>(&self, roots: impl Iterator<Item = &'a [u8]>) -> SharedValues {
        let last =
            INSTANCE_VALUES.with_borrow(|table| table.as_ref().map_or(0, |table| table.next));
        let mut values = BTreeMap::new();
        if last > 0 {
            let mut left: Vec<u64> = roots.flat_map(handles_in).collect();
            while let Some(number) = left.pop() {
                if !values.contains_key(&number)
                    && let Some(bytes) = bytes_of(number)
                {
                    left.extend(handles_in(&bytes.0));
                    values.insert(number, bytes);
                }
            }
        }
        SharedValues { last, values }
    }
}

/// The encoding of a value at the end of a step; `None` if there is none of this number.
fn bytes_of(number: u64) -> Option<Blob> {
    let (open, stored) = INSTANCE_VALUES.with_borrow(|table| {
        let table = table.as_ref()?;
        Some((
            table.open.get(&number).cloned(),
            table.stored.get(&number).cloned(),
        ))
    })?;
    let Some(open) = open else { return stored };
    match (open.encode)(&*open.handle) {
        Ok(bytes) => Some(Blob(bytes)),
        Err(error) => Fault::NotSerializable(format!(
            "the value of a `Shared<{}>` can't be stored: {error}",
            open.type_name
        ))
        .throw(),
    }
}

impl Drop for InStep {
    /// Restores the previous table, also when the step panics. Values that the step has read or made are dropped, also
    /// where a value holds a handle of itself.
    fn drop(&mut self) {
        let open = INSTANCE_VALUES
            .replace(self.0.take())
            .unwrap_or_default()
            .open;
        let values: Vec<_> = open
            .values()
            .filter_map(|open| (open.take)(&*open.handle))
            .collect();
        drop(values);
    }
}

/// The handles in encoded bytes. Text of the user's that looks like a handle keeps an unneeded value, and has no other
/// effect.
fn handles_in(bytes: &[u8]) -> Vec<u64> {
    let mark = MARK.as_bytes();
    let mut numbers = Vec::new();
    let mut rest = bytes;
    while let Some(at) = rest.windows(mark.len()).position(|window| window == mark) {
        rest = &rest[at + mark.len()..];
        let digits = rest.iter().take_while(|byte| byte.is_ascii_digit());
        let number = digits.fold(0_u64, |number, digit| {
            number
                .wrapping_mul(10)
                .wrapping_add(u64::from(digit - b'0'))
        });
        numbers.push(number);
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Runs a step of an instance, and stores these values at its end.
    fn step<R: Serialize>(
        values: SharedValues,
        step: impl FnOnce() -> R,
    ) -> (Vec<u8>, SharedValues) {
        let in_step = InStep::begin(values);
        let stored = codec::encode(&step()).unwrap();
        let values = in_step.end(std::iter::once(&stored[..]));
        (stored, values)
    }

    #[test]
    fn handles_of_one_value_are_handles_of_one_value_when_they_are_read_again() {
        let (stored, values) = step(SharedValues::default(), || {
            let one = Shared::new(vec![1]);
            (one.clone(), Some(one), Shared::new(vec![1]))
        });
        let (_, values) = step(values, || {
            type Handles = (Shared<Vec<i32>>, Option<Shared<Vec<i32>>>, Shared<Vec<i32>>);
            let (one, again, other): Handles = codec::decode(&stored).unwrap();
            one.update(|list| list.push(2));
            assert_eq!(again.clone().unwrap().get(), [1, 2]);
            assert!(one.is_same(&again.unwrap()));
            assert_eq!(other.get(), [1]);
            one
        });
        assert_eq!(values.values.len(), 1, "what nobody needs is forgotten");
    }

    #[test]
    fn a_value_that_nobody_has_any_more_need_not_be_storable() {
        struct Unstorable;
        impl Serialize for Unstorable {
            fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
                Err(S::Error::custom("never"))
            }
        }
        impl<'de> Deserialize<'de> for Unstorable {
            fn deserialize<D: Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
                Ok(Self)
            }
        }
        step(SharedValues::default(), || {
            drop(Shared::new(Unstorable));
        });
    }

    #[test]
    fn values_that_hold_each_other_are_dropped_with_their_step() {
        #[derive(Serialize, Deserialize)]
        struct Node {
            next: Option<Shared<Node>>,
            #[serde(skip)]
            _alive: Arc<()>,
        }
        let alive = Arc::new(());
        step(SharedValues::default(), || {
            let node = Shared::new(Node {
                next: None,
                _alive: Arc::clone(&alive),
            });
            node.update(|inner| inner.next = Some(node.clone()));
            node
        });
        assert_eq!(Arc::strong_count(&alive), 1);
    }

    #[test]
    fn a_value_that_no_step_touches_stays() {
        let (stored, values) = step(SharedValues::default(), || Shared::new(7));
        let in_step = InStep::begin(values.clone());
        assert_eq!(in_step.end(std::iter::once(&stored[..])), values);
    }

    #[test]
    fn a_value_may_hold_handles_and_even_its_own() {
        #[derive(Serialize, Deserialize)]
        struct Node {
            name: String,
            next: Option<Shared<Node>>,
        }
        let (stored, values) = step(SharedValues::default(), || {
            let first = Shared::new(Node {
                name: "first".to_owned(),
                next: None,
            });
            let second = Shared::new(Node {
                name: "second".to_owned(),
                next: Some(first.clone()),
            });
            first.update(|node| node.next = Some(second.clone()));
            second
        });
        let (_, values) = step(values, || {
            let second: Shared<Node> = codec::decode(&stored).unwrap();
            let first = second.with(|node| node.next.clone()).unwrap();
            let around = first.with(|node| node.next.clone()).unwrap();
            assert!(around.is_same(&second));
            assert_eq!(first.with(|node| node.name.clone()), "first");
            first.update(|node| node.next = None);
            first
        });
        assert_eq!(values.values.len(), 1);
    }

    #[test]
    fn a_handle_leaves_its_instance_in_no_way() {
        let refused = |error: String| assert!(error.contains("belongs to the instance"), "{error}");
        let outside = Shared::new(1);
        refused(codec::encode(&outside).unwrap_err().to_string());
        step(SharedValues::default(), || {
            let shared = Shared::new(1);
            refused(
                crate::model::json::Json::of(&shared)
                    .unwrap_err()
                    .to_string(),
            );
            refused(leaving(|| codec::encode(&shared)).unwrap_err().to_string());
            shared
        });
    }

    #[test]
    fn another_type_than_the_value_has_is_told() {
        let (stored, values) = step(SharedValues::default(), || {
            (Shared::new(1_i32), Shared::new(2_i32))
        });
        step(values, || {
            let error = codec::decode::<(Shared<i32>, Shared<String>)>(&stored).unwrap_err();
            assert!(!error.to_string().is_empty());
        });
    }
}
