//! [`CancellationToken`]: how an activity learns that nobody waits for it any more.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

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

/// The engine's end of an attempt's token.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cancellation {
    token: CancellationToken,
    /// Whether the attempt has asked for its token, and so ends by itself when it is told.
    is_heeded: Arc<AtomicBool>,
}

impl Cancellation {
    pub(crate) fn token(&self) -> CancellationToken {
        self.is_heeded.store(true, Ordering::Relaxed);
        self.token.clone()
    }

    /// Tells the attempt. `false` when it never asked, and has to be ended from outside.
    pub(crate) fn tell(&self) -> bool {
        self.token.told.send_replace(true);
        self.is_heeded.load(Ordering::Relaxed)
    }
}
