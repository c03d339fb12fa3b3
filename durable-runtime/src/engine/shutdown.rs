//! The order to stop: at once, or when the attempts that are under way have ended.

use std::time::Duration;

use tokio::sync::watch;
use tokio::time::Instant;

use crate::model::error::Error;

/// The reason why a runtime stopped: a shutdown, or the error.
pub(crate) type StopReason = Result<(), Error>;

/// The time that an engine which is to stop leaves its attempts to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Grace {
    Until(Instant),
    /// Without a limit.
    Endless,
}

/// Tells an engine to stop. When it is dropped, the engine stops at once.
#[derive(Debug)]
pub(crate) struct ShutdownSender(watch::Sender<Option<Grace>>);

/// The engine's receiver of the order.
pub(crate) struct ShutdownReceiver {
    told: watch::Receiver<Option<Grace>>,
    /// The end of the wait for attempts, once the engine is ordered to stop.
    grace: Option<Grace>,
}

impl Grace {
    pub(crate) fn of(grace: Duration) -> Self {
        let until = Instant::now().checked_add(grace);
        until.map_or(Self::Endless, Self::Until)
    }

    fn is_shorter_than(self, other: Self) -> bool {
        match (self, other) {
            (Self::Until(this), Self::Until(other)) => this < other,
            (Self::Until(_), Self::Endless) => true,
            (Self::Endless, _) => false,
        }
    }

    fn is_over(self) -> bool {
        matches!(self, Self::Until(until) if until <= Instant::now())
    }

    /// Waits until it is over.
    async fn over(self) {
        match self {
            Self::Until(until) => tokio::time::sleep_until(until).await,
            Self::Endless => std::future::pending().await,
        }
    }
}

impl ShutdownSender {
    pub(crate) fn channel() -> (Self, ShutdownReceiver) {
        let (sender, receiver) = watch::channel(None);
        let receiver = ShutdownReceiver {
            told: receiver,
            grace: None,
        };
        (Self(sender), receiver)
    }

    /// Orders the engine to stop. Of several orders the earliest time counts.
    pub(crate) fn tell(&self, grace: Grace) {
        self.0.send_if_modified(|told| {
            let is_news = told.is_none_or(|told| grace.is_shorter_than(told));
            if is_news {
                *told = Some(grace);
            }
            is_news
        });
    }
}

impl ShutdownReceiver {
    /// Whether the engine is ordered to stop.
    pub(crate) fn is_told(&self) -> bool {
        self.grace.is_some()
    }

    /// Whether the time for that is over.
    pub(crate) fn is_over(&self) -> bool {
        self.grace.is_some_and(Grace::is_over)
    }

    /// Waits until the engine is ordered to stop; if it is stopping already, until an earlier time is ordered or the
    /// time is over.
    pub(crate) async fn news(&mut self) {
        let grace = self.grace;
        let over = async {
            match grace {
                Some(grace) => grace.over().await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            biased;
            grace = told(&mut self.told, grace) => self.grace = Some(grace),
            () = over => {}
        }
    }
}

/// Waits until the order differs from `before`.
async fn told(receiver: &mut watch::Receiver<Option<Grace>>, before: Option<Grace>) -> Grace {
    let told = receiver.wait_for(|told| *told != before).await;
    // The handles are gone, so no order can come any more.
    let told = told.map_or(None, |told| *told);
    told.unwrap_or_else(|| Grace::of(Duration::ZERO))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn the_earliest_end_of_which_it_is_told_counts() {
        let (sender, mut receiver) = ShutdownSender::channel();
        sender.tell(Grace::of(Duration::MAX));
        assert!(!receiver.is_told());
        receiver.news().await;
        assert_eq!(receiver.grace, Some(Grace::Endless));
        let [soon, later] = [1, 2].map(|seconds| Grace::of(Duration::from_secs(seconds)));
        sender.tell(soon);
        sender.tell(later);
        sender.tell(Grace::Endless);
        receiver.news().await;
        assert_eq!(receiver.grace, Some(soon));
        assert!(!receiver.is_over());
        receiver.news().await;
        assert_eq!(receiver.grace, Some(soon));
        assert!(receiver.is_over());
    }

    #[tokio::test]
    async fn with_the_last_handle_it_is_told_to_stop_at_once() {
        let (sender, mut receiver) = ShutdownSender::channel();
        sender.tell(Grace::Endless);
        receiver.news().await;
        assert!(!receiver.is_over());
        drop(sender);
        receiver.news().await;
        assert!(receiver.is_over());
    }
}
