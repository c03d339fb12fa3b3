//! Retention: ended instances are purged when they have ended for so long. The index has the time of each end, so only
//! those are read that are old enough to be purged, and those that were started before that and ended after it.

use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use tokio::sync::{mpsc, oneshot};

use super::message::{Message, Purged};
use crate::model::clock::Clock;
use crate::model::error::{Error, ErrorKind};
use crate::model::log::LOG;
use crate::model::micros::Micros;
use crate::model::status::RuntimeStatus;
use crate::store::Store;
use crate::store::key::Group;
use crate::store::rows::{IndexRow, Row};

/// The instances that are looked at before the next pause.
const PAGE: usize = 256;

/// A pause lasts so many times as long as the page before it took.
const PAUSE: u32 = 4;

/// The time between two looks is this part of the shortest retention, within these limits.
const LOOKS: u32 = 16;
const LOOK_MIN: Duration = Duration::from_secs(1);
const LOOK_MAX: Duration = Duration::from_secs(60 * 60);

/// How long ended instances stay, by their status. Those of other statuses stay for good.
#[derive(Clone, Debug, Default)]
pub(crate) struct Retentions(Vec<(RuntimeStatus, Duration)>);

impl Retentions {
    pub(crate) fn set(&mut self, status: RuntimeStatus, time: Duration) {
        self.0.retain(|(other, _)| *other != status);
        self.0.push((status, time));
    }

    /// The time between two looks, if there is anything to look at.
    fn interval(&self) -> Option<Duration> {
        let shortest = self.0.iter().map(|(_, time)| *time).min()?;
        Some((shortest / LOOKS).clamp(LOOK_MIN, LOOK_MAX))
    }
}

/// Purges what has ended for long enough.
pub(super) struct Retention {
    pub(super) store: Arc<dyn Store>,
    pub(super) clock: Arc<dyn Clock>,
    /// The engine.
    pub(super) engine: mpsc::WeakSender<Message>,
    pub(super) retentions: Retentions,
}

impl Retention {
    /// Runs until the store is closed.
    pub(super) async fn run(self) {
        let Some(interval) = self.retentions.interval() else {
            return;
        };
        loop {
            for (status, time) in &self.retentions.0 {
                if let Err(error) = self.purge(*status, *time).await {
                    if error.kind() == ErrorKind::Stopped {
                        return;
                    }
                    tracing::error!(
                        target: LOG,
                        "{status} instances could not be purged, which is tried again in {interval:?}: {error}"
                    );
                }
            }
            tokio::time::sleep(interval).await;
        }
    }

    /// Purges instances of a status that have ended before so long.
    async fn purge(&self, status: RuntimeStatus, time: Duration) -> Result<(), Error> {
        let Some(last) = self.clock.now().checked_sub(time) else {
            return Ok(());
        };
        let ended_by = Micros::from(last.max(SystemTime::UNIX_EPOCH));
        let mut after = None;
        loop {
            let began = Instant::now();
            let is_wanted = move |group: &Group| group.status == status;
            // What was started after that has not ended before it.
            let created = (None, Some(ended_by));
            let (page, is_last) = self.store.listed(is_wanted, created, after, PAGE).await?;
            after = page.last().map(|(position, _)| position.clone());
            for (position, row) in page {
                let ended = IndexRow::from_bytes(&row).ok().and_then(|row| row.ended);
                if ended.is_some_and(|ended| ended <= ended_by) {
                    let engine = self.engine.upgrade().ok_or_else(|| Error::stopped(None))?;
                    // Whether it was purged shows at the next look.
                    let (reply, _) = oneshot::channel();
                    let purge = Message::Purge {
                        id: position.instance,
                        // Another one may have the id by now.
                        which: Purged::Ended {
                            status,
                            by: ended_by,
                        },
                        reply,
                    };
                    if engine.send(purge).await.is_err() {
                        return Err(Error::stopped(None));
                    }
                }
            }
            if is_last {
                return Ok(());
            }
            tokio::time::sleep((PAUSE * began.elapsed()).min(LOOK_MIN)).await;
        }
    }
}
