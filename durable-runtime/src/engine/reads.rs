//! [`Reads`]: the reads of the store that are under way, and what waits for each. Rounds continue meanwhile. An arrival
//! for an instance for which something waits already queues behind that, so that the order is kept.
//!
//! Changes during a read are in memory, and stay there until no read can have missed them
//! ([`Instances::release`](super::instances::Instances::release)). So the result of a read is added only where memory
//! holds nothing, and never replaces anything.

use std::future::poll_fn;
use std::task::{Context, Poll, Waker};

use foldhash::HashMap;

use super::arrivals::{Arrivals, needs_of_work};
use super::draft::DRAFT_BYTES_MAX;
use super::inbox::ROUND_MESSAGES_MAX;
use super::instances::Instances;
use super::instances::read::{FoundRows, Needs};
use super::message::Message;
use super::pool::Done;
use crate::model::error::Error;
use crate::model::id::InstanceId;
use crate::store::StoreFuture;

/// The reads for messages and work that are under way at a time, at most.
const READS_MAX: usize = 16;

/// The arrivals that wait behind others, at most, by their weight. Then no more messages are taken, whatever they are
/// about: many for one instance must not reach this soon.
const BEHIND_MAX: usize = 16 * ROUND_MESSAGES_MAX;

/// Work that waits for a read.
pub(crate) enum WaitingForRead {
    /// Messages and work.
    Arrivals(Arrivals),
    /// The outcomes of steps, which are about other instances.
    Ends(Ends),
    /// Instances to step.
    Steps(Vec<InstanceId>),
    /// The memory of the timers, which takes a page.
    Timers,
    /// This lane of the activities, which takes a page.
    Activities(usize),
}

impl WaitingForRead {
    /// Whether it takes a page of a table. A page holds no instance.
    pub(crate) fn is_for_page(&self) -> bool {
        matches!(self, Self::Timers | Self::Activities(_))
    }
}

/// Outcomes of steps that are to be handled, and the progress of the reads.
#[derive(Default)]
pub(crate) struct Ends {
    pub(crate) done: Vec<Done>,
    /// The instances that were loaded for them.
    pub(crate) loaded: Vec<InstanceId>,
    /// The number of reads that were made for them.
    pub(crate) reads: usize,
}

/// A read that is over.
pub(crate) struct Over {
    /// The number of a read of instances.
    pub(crate) number: Option<u64>,
    pub(crate) found: Result<FoundRows, Error>,
    pub(crate) waiting: WaitingForRead,
}

/// The reads that are under way.
#[derive(Default)]
pub(crate) struct Reads {
    /// Whether rounds continue while the store reads. Otherwise they wait for it.
    go_on: bool,
    under_way: Vec<UnderWay>,
    /// Arrivals behind messages and work that wait for a read.
    behind: Arrivals,
    /// The weight of these, and the bytes that they carry.
    behind_weight: usize,
    behind_bytes: usize,
    /// The instances of both, with counts.
    held: HashMap<InstanceId, usize>,
}

struct UnderWay {
    number: Option<u64>,
    found: StoreFuture<'static, FoundRows>,
    waiting: WaitingForRead,
}

impl Reads {
    /// From here on rounds continue while the store reads.
    pub(crate) fn go_on(&mut self) {
        self.go_on = true;
    }

    /// The rows, if the store returns them at once, or rounds wait for it. Otherwise the read in progress.
    pub(crate) async fn begin(
        &mut self,
        mut found: StoreFuture<'static, FoundRows>,
    ) -> Result<Result<FoundRows, Error>, StoreFuture<'static, FoundRows>> {
        if !self.go_on {
            return Ok(found.await);
        }
        // A store that answers from memory is not waited for.
        match found.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(found) => Ok(found),
            Poll::Pending => Err(found),
        }
    }

    /// Lets work wait for a read.
    pub(crate) fn wait(
        &mut self,
        number: Option<u64>,
        found: StoreFuture<'static, FoundRows>,
        waiting: WaitingForRead,
    ) {
        if let WaitingForRead::Arrivals(arrivals) = &waiting {
            self.hold(arrivals.ids());
        }
        self.under_way.push(UnderWay {
            number,
            found,
            waiting,
        });
    }

    /// Waits until a read is over.
    pub(crate) async fn over(&mut self) -> Over {
        let over = poll_fn(|cx| {
            for (at, read) in self.under_way.iter_mut().enumerate() {
                if let Poll::Ready(found) = read.found.as_mut().poll(cx) {
                    return Poll::Ready((at, found));
                }
            }
            Poll::Pending
        });
        let (at, found) = over.await;
        let UnderWay {
            number, waiting, ..
        } = self.under_way.remove(at);
        if let WaitingForRead::Arrivals(arrivals) = &waiting {
            self.let_go(&arrivals.ids());
        }
        Over {
            number,
            found,
            waiting,
        }
    }

    fn hold(&mut self, ids: impl IntoIterator<Item = InstanceId>) {
        for id in ids {
            *self.held.entry(id).or_default() += 1;
        }
    }

    fn let_go(&mut self, ids: &[InstanceId]) {
        for id in ids {
            if let Some(times) = self.held.get_mut(id) {
                *times -= 1;
                if *times == 0 {
                    self.held.remove(id);
                }
            }
        }
    }

    pub(crate) fn any(&self) -> bool {
        !self.under_way.is_empty()
    }

    /// Whether something waits for a read that came from outside, or follows from that.
    pub(crate) fn any_of_instances(&self) -> bool {
        let is_of_instances = |read: &UnderWay| !read.waiting.is_for_page();
        self.under_way.iter().any(is_of_instances)
    }

    /// Whether there is room for more behind the waiting arrivals.
    pub(crate) fn has_room(&self) -> bool {
        self.behind_weight < BEHIND_MAX && self.behind_bytes < DRAFT_BYTES_MAX
    }

    /// Returns the arrivals that need not wait. The rest queues behind the waiting ones: it is about the same
    /// instances, or there are reads enough.
    pub(crate) fn admit(&mut self, instances: &Instances, arrivals: Arrivals) -> Arrivals {
        if self.held.is_empty() {
            return arrivals;
        }
        let is_of_arrivals = |read: &&UnderWay| matches!(read.waiting, WaitingForRead::Arrivals(_));
        let may_read = self.under_way.iter().filter(is_of_arrivals).count() < READS_MAX;
        let mut now = Arrivals::default();
        for work in arrivals.work {
            let mut needs = Needs::default();
            needs_of_work(&work, instances, &mut needs);
            if (may_read || needs.is_empty()) && !self.held.contains_key(work.instance()) {
                now.work.push(work);
            } else {
                self.hold([work.instance().clone()]);
                self.behind_weight += 1;
                self.behind.work.push(work);
            }
        }
        for message in arrivals.messages.into_iter().flat_map(Message::parts) {
            let (mut needs, mut about) = (Needs::default(), Vec::new());
            message.needs(instances, &mut needs);
            message.instances(&mut about);
            let is_held = about.iter().any(|id| self.held.contains_key(id));
            if (may_read || needs.is_empty()) && !is_held {
                now.messages.push(message);
            } else {
                self.hold(about);
                self.behind_weight += message.weight();
                self.behind_bytes += message.bytes();
                self.behind.messages.push(message);
            }
        }
        now
    }

    /// Takes the arrivals behind messages and work that no longer wait. The rest stays behind others.
    pub(crate) fn take_behind(&mut self, instances: &Instances) -> Arrivals {
        let behind = std::mem::take(&mut self.behind);
        (self.behind_weight, self.behind_bytes) = (0, 0);
        self.let_go(&behind.ids());
        self.admit(instances, behind)
    }
}
