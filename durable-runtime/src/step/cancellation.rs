//! [`CancellationToken`]: tells an activity to stop, and [`CancellationReason`]: the reason.

use std::fmt;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use tokio::sync::watch;

/// Tells an activity that it is to stop, and why. See [`cancellation`](crate::cancellation).
///
/// Clones are of the same attempt, and may be given to tasks and threads that the activity starts.
#[derive(Clone, Default)]
pub struct CancellationToken {
    told: Arc<watch::Sender<Option<CancellationReason>>>,
}

/// The reason why an attempt of an activity has to stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CancellationReason {
    /// The activity lost a race in its orchestrator, or the instance that called it was terminated or has ended. The
    /// attempt's result is dropped. Undo what the activity has begun.
    NobodyWaits,
    /// The runtime shuts down, by [`Runtime::shutdown_within`](crate::Runtime::shutdown_within). A result
    /// that comes in time is kept; otherwise the activity runs again when the store is opened again.
    Shutdown,
}

impl CancellationToken {
    /// Whether the attempt has to stop.
    pub fn is_cancelled(&self) -> bool {
        self.reason().is_some()
    }

    /// The reason why the attempt has to stop; `None` as long as it doesn't. After
    /// [`Shutdown`](CancellationReason::Shutdown) the reason can still become
    /// [`NobodyWaits`](CancellationReason::NobodyWaits), and not the other way round.
    pub fn reason(&self) -> Option<CancellationReason> {
        *self.told.borrow()
    }

    /// Waits until the attempt has to stop, possibly for ever. It may be dropped and awaited again, as in a `select!`
    /// within a loop. [`reason`](Self::reason) returns the reason.
    pub async fn cancelled(&self) {
        // The sender exists as long as this token.
        let _ = self.told.subscribe().wait_for(Option::is_some).await;
    }
}

impl fmt::Debug for CancellationToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CancellationToken")
            .field("reason", &self.reason())
            .finish()
    }
}

/// The engine's side of an attempt's token. Few activities ask for their token, so it is made when they do.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cancellation {
    state: Arc<CancellationState>,
}

#[derive(Debug, Default)]
struct CancellationState {
    /// Set once the attempt has asked for it. Such an attempt ends by itself when it is told to stop.
    token: OnceLock<CancellationToken>,
    told: Mutex<Option<CancellationReason>>,
}

impl Cancellation {
    pub(crate) fn token(&self) -> CancellationToken {
        let token = self.state.token.get_or_init(CancellationToken::default);
        // Under the lock, so that a concurrent cancellation is seen here or there.
        let told = self.told();
        if told.is_some() && *told != token.reason() {
            token.told.send_replace(*told);
        }
        drop(told);
        token.clone()
    }

    /// Tells the attempt to stop. `false` when it never asked for its token, and so doesn't end by itself.
    pub(crate) fn tell(&self, reason: CancellationReason) -> bool {
        let mut told = self.told();
        if *told != Some(CancellationReason::NobodyWaits) {
            *told = Some(reason);
        }
        let token = self.state.token.get();
        if let Some(token) = token {
            token.told.send_replace(*told);
        }
        token.is_some()
    }

    /// Whether the attempt has asked for its token.
    pub(crate) fn is_asked_for(&self) -> bool {
        self.state.token.get().is_some()
    }

    fn told(&self) -> std::sync::MutexGuard<'_, Option<CancellationReason>> {
        (self.state.told.lock()).unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::CancellationReason::{NobodyWaits, Shutdown};
    use super::*;

    #[tokio::test]
    async fn all_clones_of_a_token_are_told() {
        let cancellation = Cancellation::default();
        let token = cancellation.token();
        let waiting = tokio::spawn({
            let token = token.clone();
            async move { token.cancelled().await }
        });
        tokio::task::yield_now().await;
        assert!(!token.is_cancelled() && !waiting.is_finished());
        cancellation.tell(NobodyWaits);
        waiting.await.unwrap();
        token.cancelled().await;
        assert!(token.is_cancelled());
    }

    #[test]
    fn only_an_attempt_that_has_asked_is_left_to_end_by_itself() {
        assert!(!Cancellation::default().tell(NobodyWaits));
        let cancellation = Cancellation::default();
        drop(cancellation.token());
        assert!(cancellation.tell(NobodyWaits));
    }

    #[test]
    fn a_token_tells_why_and_that_nobody_waits_stands() {
        let cancellation = Cancellation::default();
        let early = cancellation.token();
        assert_eq!(early.reason(), None);
        cancellation.tell(Shutdown);
        assert_eq!(early.reason(), Some(Shutdown));
        assert_eq!(cancellation.token().reason(), Some(Shutdown));
        cancellation.tell(NobodyWaits);
        cancellation.tell(Shutdown);
        assert_eq!(early.reason(), Some(NobodyWaits));

        let late = Cancellation::default();
        late.tell(Shutdown);
        assert_eq!(late.token().reason(), Some(Shutdown));
    }

    #[tokio::test]
    async fn outside_of_an_activity_nothing_is_cancelled() {
        let token = crate::step::context::cancellation();
        assert!(!token.is_cancelled());
        tokio::select! {
            biased;
            () = token.cancelled() => panic!("nobody tells it"),
            () = tokio::task::yield_now() => {}
        }
    }
}
