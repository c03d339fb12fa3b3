//! [`CancellationToken`]: how an activity learns that nobody waits for it any more.

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use tokio::sync::watch;

/// Tells an activity that nobody waits for it any more. See [`cancellation`](crate::cancellation).
///
/// Clones are of the same attempt, and may be given to tasks and threads that the activity starts.
#[derive(Clone, Default)]
pub struct CancellationToken {
    told: Arc<watch::Sender<bool>>,
}

impl CancellationToken {
    /// Whether the attempt was told to stop.
    pub fn is_cancelled(&self) -> bool {
        *self.told.borrow()
    }

    /// Waits until the attempt is told to stop: for ever if it is not. It may be dropped and waited for
    /// again, as in a `select!` within a loop.
    pub async fn cancelled(&self) {
        // There is a sender as long as there is this token.
        let _ = self.told.subscribe().wait_for(|told| *told).await;
    }
}

impl fmt::Debug for CancellationToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CancellationToken")
            .field("is_cancelled", &self.is_cancelled())
            .finish()
    }
}

/// The engine's end of an attempt's token. Few activities ask for theirs, so it is made when they do.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cancellation {
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    /// There once the attempt has asked for it, and so ends by itself when it is told.
    token: OnceLock<CancellationToken>,
    is_told: AtomicBool,
}

impl Cancellation {
    pub(crate) fn token(&self) -> CancellationToken {
        let token = self.shared.token.get_or_init(CancellationToken::default);
        if self.shared.is_told.load(Ordering::SeqCst) {
            token.told.send_replace(true);
        }
        token.clone()
    }

    /// Tells the attempt. `false` when it never asked, and has to be ended from outside.
    pub(crate) fn tell(&self) -> bool {
        self.shared.is_told.store(true, Ordering::SeqCst);
        let token = self.shared.token.get();
        if let Some(token) = token {
            token.told.send_replace(true);
        }
        token.is_some()
    }
}

#[cfg(test)]
mod tests {
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
        cancellation.tell();
        waiting.await.unwrap();
        token.cancelled().await;
        assert!(token.is_cancelled());
    }

    #[test]
    fn only_an_attempt_that_has_asked_is_left_to_end_by_itself() {
        assert!(!Cancellation::default().tell());
        let cancellation = Cancellation::default();
        drop(cancellation.token());
        assert!(cancellation.tell());
    }

    #[tokio::test]
    async fn outside_of_an_activity_nothing_is_cancelled() {
        let token = crate::cancellation();
        assert!(!token.is_cancelled());
        tokio::select! {
            biased;
            () = token.cancelled() => panic!("nobody tells it"),
            () = tokio::task::yield_now() => {}
        }
    }
}
