//! [`Error`]: the reason why the runtime could not do what it was asked to, and [`ErrorKind`], by which a caller
//! decides what to do next. An error *inside* an instance is a [`Failure`](crate::Failure).

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::model::chain::write_chain;
use crate::model::event_limits::{EventLimits, Tally};
use crate::model::failure::Failure;
use crate::model::failure::names::name_of;
use crate::model::function_name::FunctionName;
use crate::model::id::{InstanceId, InvalidInstanceId};

/// An error of the runtime: of opening it, or of a call to it.
///
/// Its text says what was wrong and what to do about it; programs branch on its [kind](Error::kind).
///
/// ```standalone_crate
/// use durable_runtime::{ErrorKind, Runtime};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> durable_runtime::Result<()> {
/// # let folder = tempfile::tempdir()?;
/// let runtime = Runtime::builder().open(folder.path().join("orders.redb")).await?;
/// let error = runtime.instance("order-17").status().await.unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::InstanceNotFound);
/// # runtime.shutdown().await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Error {
    kind: ErrorKind,
    message: String,
    source: Option<Arc<dyn std::error::Error + Send + Sync>>,
}

/// The kind of an [`Error`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// There is no instance of this id.
    InstanceNotFound,
    /// The id belongs to an instance that is there already.
    InstanceExists,
    /// The instance has ended and takes no more events.
    InstanceEnded,
    /// The instance has not ended, and only an ended one can be purged.
    InstanceNotEnded,
    /// The instance can't be rewound: it has not failed, or nothing was kept from which it could go on.
    NotRewindable,
    /// The instance holds as many untaken events as it may. A later try may succeed, once it has taken some.
    MailboxFull,
    /// The input or the payload has more bytes than [`Builder::step_bytes_max`](crate::Builder::step_bytes_max) allows.
    TooLarge,
    /// No orchestrator of this name, or none of this version, is part of the program.
    UnknownFunction,
    /// The input doesn't fit the function's parameters.
    InvalidInput,
    /// The text can't be the id of an instance.
    InvalidId,
    /// An activity asks for a `State` that the runtime was not given.
    MissingState,
    /// Two functions of the program have the same name, and the same version or none.
    DuplicateFunction,
    /// The text that was given as `durable.lock` is none, or was damaged.
    InvalidLock,
    /// A migration of the program is for what its `durable.lock` doesn't have, or the runtime was given no lock.
    InvalidMigration,
    /// Another runtime, in this process or another one, holds the file.
    StoreInUse,
    /// The file is not a store. It is left as it was.
    NotAStore,
    /// The file is a store in a format that this version can't read, such as a newer one. It is left as it was.
    StoreVersion,
    /// A file exists where a new one is to be written. It is left as it was.
    FileExists,
    /// The files of the store can't be read or written: an I/O error, a full disk, a missing file or folder. Follow the
    /// text, then open the store again.
    Unavailable,
    /// The store holds something else than what was written. It is left as it is: put a backup in its place, or find
    /// the damage with [`Inspector::verify`](crate::Inspector::verify).
    Corrupt,
    /// The instance is blocked: this program can't resume it from what is stored. It is left as it is;
    /// [`Status::blocked`](crate::Status::blocked) gives the reason.
    Blocked,
    /// The store doesn't support the operation.
    Unsupported,
    /// The runtime has stopped.
    Stopped,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            source: None,
        }
    }

    pub(crate) fn with_source(
        mut self,
        source: impl std::error::Error + Send + Sync + 'static,
    ) -> Self {
        self.source = Some(Arc::new(source));
        self
    }

    /// The same error, with the time for which the caller waited.
    pub(crate) fn after_waiting(mut self, wait: Duration) -> Self {
        if !wait.is_zero() {
            self.message = format!("{}; it was still in use after {wait:?}", self.message);
        }
        self
    }

    /// The kind of this error.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    pub(crate) fn not_ended(id: &InstanceId) -> Self {
        Self::new(
            ErrorKind::InstanceNotEnded,
            format!("instance `{id}` has not ended; wait for its end, or terminate it first"),
        )
    }

    pub(crate) fn not_found(id: &InstanceId) -> Self {
        Self::new(
            ErrorKind::InstanceNotFound,
            format!("there is no instance `{id}`"),
        )
    }

    /// An error for an id that belongs to another instance; `what` describes that instance.
    pub(crate) fn exists(id: &InstanceId, what: &str) -> Self {
        Self::new(
            ErrorKind::InstanceExists,
            format!("instance `{id}` exists already and {what}"),
        )
    }

    pub(crate) fn ended(id: &InstanceId) -> Self {
        Self::new(
            ErrorKind::InstanceEnded,
            format!("instance `{id}` has ended"),
        )
    }

    pub(crate) fn mailbox_full(id: &InstanceId, held: Tally, limits: EventLimits) -> Self {
        Self::new(
            ErrorKind::MailboxFull,
            format!(
                "instance `{id}` holds {} events of {} bytes that it has not taken, and may hold {} of {} bytes; raise this one again when it has taken some, or set the limits by `Builder::untaken_events_max` and `untaken_event_bytes_max`",
                held.count, held.bytes, limits.count, limits.bytes
            ),
        )
    }

    pub(crate) fn too_large(what: &str, bytes: usize, bytes_max: usize) -> Self {
        Self::new(
            ErrorKind::TooLarge,
            format!(
                "{what} has {bytes} bytes, more than the limit of {bytes_max}; keep large data elsewhere and pass on its location, or raise the limit by `Builder::step_bytes_max`"
            ),
        )
    }

    pub(crate) fn invalid_id(error: InvalidInstanceId) -> Self {
        Self::new(ErrorKind::InvalidId, error.to_string()).with_source(error)
    }

    /// The error for an input of the function with this key.
    pub(crate) fn invalid_input(key: &str, reason: &dyn fmt::Display) -> Self {
        let function = FunctionName::of(key).quoted();
        Self::new(
            ErrorKind::InvalidInput,
            format!("the input doesn't fit {function}: {reason}"),
        )
    }

    /// The error for calls of a runtime that has stopped, with the reason for the stop.
    pub(crate) fn stopped(reason: Option<&Self>) -> Self {
        match reason {
            None => Self::new(
                ErrorKind::Stopped,
                "the runtime was shut down; open the store again",
            ),
            Some(error) => Self {
                kind: ErrorKind::Stopped,
                message: format!("the runtime has stopped: {error}"),
                source: Some(Arc::new(error.clone())),
            },
        }
    }

    /// The failure of an orchestrator that sent a message which can't be delivered. The type's name tells the kind.
    pub(crate) fn of_message(&self) -> Failure {
        Failure::named(
            &format!("durable_runtime::{:?}", self.kind),
            self.to_string(),
        )
    }

    /// The error for a call's [`Failure`] before anything was started.
    pub(crate) fn of_call(failure: &Failure) -> Self {
        let kind = if failure.type_name() == name_of::<InvalidInstanceId>() {
            ErrorKind::InvalidId
        } else {
            ErrorKind::InvalidInput
        };
        Self::new(kind, format!("{failure:#}"))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl fmt::Debug for Error {
    /// The form in which a program prints the error that its `main` returns: the kind, the message, then its sources.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}: ", self.kind)?;
        write_chain(self, f)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source
            .as_deref()
            .map(|source| source as &(dyn std::error::Error + 'static))
    }
}
