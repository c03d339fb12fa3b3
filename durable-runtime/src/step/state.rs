//! [`State`]: values that activities share and the runtime provides (clients, pools, settings), and [`States`], the set
//! of them.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::ops::Deref;
use std::sync::Arc;

use crate::model::failure::Failure;
use crate::step::context;

/// A parameter of an activity that the runtime provides. It is not a part of the call.
///
/// ```standalone_crate
/// use durable_runtime::prelude::*;
///
/// struct Greeting(String);
///
/// #[activity]
/// async fn greet(greeting: State<Greeting>, name: String) -> Result<String> {
///     Ok(format!("{} {name}!", greeting.0))
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// // In a runtime it comes from `Runtime::builder().state(…)`; elsewhere from `States`:
/// let states = States::new().with(Greeting("Hej".into()));
/// assert_eq!(states.scope(greet("Ada".into())).await?, "Hej Ada!");
/// # Ok(())
/// # }
/// ```
pub struct State<T: ?Sized>(Arc<T>);

impl<T: ?Sized> Deref for State<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: ?Sized> Clone for State<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

/// The values that the activities of a runtime share, by type.
#[derive(Clone, Default)]
pub struct States {
    by_type: Arc<HashMap<TypeId, Arc<dyn Any + Send + Sync>>>,
}

tokio::task_local! {
    static CURRENT: States;
}

impl States {
    /// An empty set.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same set with `value`, in place of another one of its type.
    #[must_use]
    pub fn with<T: Send + Sync + 'static>(mut self, value: T) -> Self {
        let value: Arc<dyn Any + Send + Sync> = Arc::new(value);
        Arc::make_mut(&mut self.by_type).insert(TypeId::of::<T>(), value);
        self
    }

    /// The same set with `value`, unless there is one of its type.
    #[must_use]
    pub(crate) fn or<T: Send + Sync + 'static>(self, value: T) -> Self {
        if self.by_type.contains_key(&TypeId::of::<T>()) {
            self
        } else {
            self.with(value)
        }
    }

    /// Runs a durable function as a plain async function, outside of any runtime; the activities that it calls get
    /// their states from this set.
    pub async fn scope<F: IntoFuture>(&self, function: F) -> F::Output {
        // The future is made within the scope: a call looks for its states at that time.
        CURRENT.scope(self.clone(), async { function.await }).await
    }

    /// The set of the running code: that of [`States::scope`], or the runtime's in an activity.
    pub(crate) fn current() -> Self {
        let scoped = CURRENT.try_with(Self::clone).ok();
        scoped
            .or_else(context::states_of_attempt)
            .unwrap_or_default()
    }

    pub(crate) fn provides(&self, wanted: &StateType) -> bool {
        self.by_type.contains_key(&(wanted.id)())
    }

    /// The state of type `T`, for an expansion of `#[activity]`.
    #[doc(hidden)]
    pub fn get<T: Send + Sync + 'static>(&self) -> Result<State<T>, Failure> {
        self.by_type
            .get(&TypeId::of::<T>())
            .and_then(|value| Arc::clone(value).downcast::<T>().ok())
            .map(State)
            .ok_or_else(|| {
                Failure::terminal(format!(
                    "there is no State<{}> here; give it to the runtime by `.state(…)`, or run the function inside `States::scope`",
                    std::any::type_name::<T>()
                ))
            })
    }
}

/// A type of state that an activity asks for.
#[doc(hidden)]
#[derive(Debug)]
pub struct StateType {
    id: fn() -> TypeId,
    pub(crate) name: fn() -> &'static str,
}

impl StateType {
    pub const fn of<T: 'static>() -> Self {
        Self {
            id: TypeId::of::<T>,
            name: std::any::type_name::<T>,
        }
    }

    pub(crate) fn is<T: 'static>(&self) -> bool {
        (self.id)() == TypeId::of::<T>()
    }
}
