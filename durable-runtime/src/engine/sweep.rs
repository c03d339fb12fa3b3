//! The sweep, after a store is opened. First, the instances that are blocked are tried again. Then all that instances hold is
//! decoded with the program's types, a page at a time: what does not fit is blocked within minutes, and not when its wait
//! ends. Instances of which a migration has given up the wait are stepped. Machines that no instance names are removed.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::mpsc;

use super::check::{Checked, Stored};
use super::checker::Checker;
use super::message::{Message, Unended, Unfit};
use crate::functions::registry::Registry;
use crate::model::clock::Clock;
use crate::model::error::{Error, ErrorKind};
use crate::model::function_name::FunctionName;
use crate::model::id::InstanceId;
use crate::model::log::LOG;
use crate::store::Store;

/// The instances that are looked at before the next pause.
const PAGE: usize = 128;

/// The blocked instances that are tried at a time. They may hold much.
const TRIED: usize = 16;

/// A pause lasts so many times as long as the page before it took.
const PAUSE: u32 = 15;

const PAUSE_MAX: Duration = Duration::from_secs(1);

/// What a sweep works with.
pub(super) struct Sweep {
    pub(super) store: Arc<dyn Store>,
    pub(super) registry: Arc<Registry>,
    pub(super) clock: Arc<dyn Clock>,
    /// The engine.
    pub(super) engine: mpsc::WeakSender<Message>,
    /// The machines that the store holds and that are not the program's. Those that an instance needs are taken out.
    pub(super) others: HashSet<u64>,
    pub(super) damage: Damage,
    pub(super) checker: Checker,
}

/// What the store can't read.
#[derive(Default)]
pub(super) struct Damage {
    /// Whether blocked ones are tried with all others: the list of them can't be read.
    hides_blocked: bool,
    /// The number of instances that were passed over, and the first error.
    passed_over: Option<(u64, Error)>,
}

/// What was found so far.
#[derive(Default)]
struct Found {
    /// The instances that can't be resumed, by the names of their functions, with one of the reasons.
    unfit: BTreeMap<String, (u64, String)>,
    /// Whether an instance can't be read, so that its machines aren't known.
    is_incomplete: bool,
}

/// An instance that the store was asked for.
enum Read {
    Stored(Box<Stored>),
    Ended,
    /// It is passed over.
    Damaged,
}

impl Sweep {
    /// Runs until it is through or the store is closed.
    pub(super) async fn run(mut self) {
        let swept = self.try_and_look().await;
        if let Some((count, error)) = &self.damage.passed_over {
            tracing::error!(
                target: LOG,
                "{count} instances can't be read, and were not looked at; of one of them: {error}"
            );
        }
        let passed_over = self.checker.passed_over;
        if passed_over > 0 {
            tracing::error!(
                target: LOG,
                "{passed_over} instances were passed over, for what they hold takes too long to be decoded, or is held by functions with several of those"
            );
        }
        match swept {
            Err(error) if error.kind() == ErrorKind::Corrupt => tracing::error!(
                target: LOG,
                "the look at the instances has ended early, so blocked ones may not have been tried again, and others not be shown as blocked, until the store is opened again: {error}"
            ),
            // As after any other read that fails.
            Err(error) if error.kind() != ErrorKind::Stopped => {
                self.send(Message::Unavailable(error)).await;
            }
            Ok(()) | Err(_) => {}
        }
    }

    async fn try_and_look(&mut self) -> Result<(), Error> {
        // It is ready when the first page is.
        self.checker.begin()?;
        match self.read_blocked().await {
            Ok(first) => self.try_blocked(first).await?,
            Err(error) if error.kind() == ErrorKind::Corrupt => {
                tracing::error!(
                    target: LOG,
                    "the list of the blocked instances can't be read, so they are tried again later than usual, and stay in the list: {error}"
                );
                self.damage.hides_blocked = true;
            }
            Err(error) => return Err(error),
        }
        self.look_at_all().await
    }

    /// Reads all rows of blocked instances, and returns the first ones. To remove one beside a damaged page may fail, and end the
    /// runtime.
    async fn read_blocked(&self) -> Result<Vec<InstanceId>, Error> {
        let clock = Arc::clone(&self.clock);
        let _hold = clock.hold();
        let mut page = self.store.blocked(None, PAGE).await?;
        let first = page.iter().map(|(id, _)| id.clone()).collect();
        while page.len() == PAGE {
            let last = page.pop().map(|(last, _)| last);
            page = self.store.blocked(last.as_ref(), PAGE).await?;
        }
        Ok(first)
    }

    /// Has each blocked instance tried again, unless it still can't be resumed.
    async fn try_blocked(&mut self, mut first: Vec<InstanceId>) -> Result<(), Error> {
        // Reads and commits are work that a paused time knows nothing of.
        let clock = Arc::clone(&self.clock);
        let _hold = clock.hold();
        let mut after = None;
        loop {
            let ids: Vec<InstanceId> = if first.is_empty() {
                let page = self.store.blocked(after.as_ref(), TRIED).await?;
                page.into_iter().map(|(id, _)| id).collect()
            } else {
                first.drain(..TRIED.min(first.len())).collect()
            };
            let Some(last) = ids.last() else {
                return Ok(());
            };
            after = Some(last.clone());
            let (mut tried, mut stored) = (Vec::new(), Vec::new());
            for (id, row) in self.records(ids).await? {
                let found = match row {
                    Some(row) => match self.stored(id.clone(), &row).await? {
                        Read::Stored(found) if !found.is_kept() => Some(*found),
                        Read::Stored(_) | Read::Ended => None,
                        Read::Damaged => continue,
                    },
                    None => None,
                };
                match found {
                    Some(found) => stored.push(found),
                    // It has ended, or is gone.
                    None => tried.push(id),
                }
            }
            let checked = self.check(stored).await?;
            let mut unfit = Vec::new();
            for Checked {
                id,
                run,
                blocked,
                fit,
                ..
            } in checked
            {
                match (fit, run) {
                    (Ok(_), _) => tried.push(id),
                    (Err(reason), Some(run)) if blocked.as_ref() != Some(&reason) => {
                        unfit.push(Unfit { id, run, reason });
                    }
                    (Err(_), _) => {}
                }
            }
            self.send(Message::Unfit(unfit)).await;
            self.send(Message::TryBlocked {
                ids: tried,
                list_is_damaged: false,
            })
            .await;
        }
    }

    /// The records of these instances, without those that can't be read.
    async fn records(
        &mut self,
        ids: Vec<InstanceId>,
    ) -> Result<Vec<(InstanceId, Option<Vec<u8>>)>, Error> {
        match self.store.instances(&ids).await {
            Ok(rows) => return Ok(ids.into_iter().zip(rows).collect()),
            Err(error) if error.kind() == ErrorKind::Corrupt => {}
            Err(error) => return Err(error),
        }
        let mut records = Vec::with_capacity(ids.len());
        for id in ids {
            match self.store.instances(std::slice::from_ref(&id)).await {
                Ok(rows) => records.push((id, rows.into_iter().next().flatten())),
                Err(error) => self.pass_over(error)?,
            }
        }
        Ok(records)
    }

    /// Reads the rest of an instance of which this is the record.
    async fn stored(&mut self, id: InstanceId, row: &[u8]) -> Result<Read, Error> {
        match Stored::read(&*self.store, &self.registry, id, row).await {
            Ok(Some(stored)) => Ok(Read::Stored(Box::new(stored))),
            Ok(None) => Ok(Read::Ended),
            Err(error) => {
                self.pass_over(error)?;
                Ok(Read::Damaged)
            }
        }
    }

    /// Notes that an instance is passed over, unless the store can't be read at all.
    fn pass_over(&mut self, error: Error) -> Result<(), Error> {
        if error.kind() != ErrorKind::Corrupt {
            return Err(error);
        }
        let (count, _) = self.damage.passed_over.get_or_insert((0, error));
        *count += 1;
        Ok(())
    }

    /// Checks instances, without those that are passed over.
    async fn check(&mut self, stored: Vec<Stored>) -> Result<Vec<Checked>, Error> {
        let mut checked = Vec::with_capacity(stored.len());
        for stored in stored {
            checked.extend(self.checker.check(stored).await?);
        }
        Ok(checked)
    }

    /// Takes the machines that these instances need out of the others. Returns them, and whether all of them can be read.
    async fn leave_needed(&mut self, stored: Vec<Stored>) -> Result<(Vec<Stored>, bool), Error> {
        let mut others = std::mem::take(&mut self.others);
        let leaving = tokio::task::spawn_blocking(move || {
            let mut are_known = true;
            for stored in &stored {
                are_known &= stored.leave_needed(&mut others);
            }
            (stored, others, are_known)
        });
        let (stored, others, are_known) = leaving.await.map_err(|_| Error::stopped(None))?;
        self.others = others;
        Ok((stored, are_known))
    }

    /// Looks at all instances, with pauses.
    async fn look_at_all(&mut self) -> Result<(), Error> {
        // All are met again.
        self.damage.passed_over = None;
        let mut found = Found::default();
        let mut after = None;
        loop {
            let began = Instant::now();
            // The blocking thread is work that a paused time knows nothing of.
            let hold = self.clock.hold();
            match self.page(after.as_ref(), &mut found).await? {
                Some(last) => after = Some(last),
                None => break,
            }
            drop(hold);
            tokio::time::sleep(PAUSE_MAX.min(PAUSE * began.elapsed())).await;
        }
        self.report(found).await;
        Ok(())
    }

    /// Looks at the next instances. Returns the last one of them.
    async fn page(
        &mut self,
        after: Option<&InstanceId>,
        found: &mut Found,
    ) -> Result<Option<InstanceId>, Error> {
        let rows = match self.store.instances_after(after, PAGE).await {
            Ok(rows) => rows.into_iter().map(|(id, row)| (id, Some(row))).collect(),
            Err(error) if error.kind() == ErrorKind::Corrupt => {
                // What is behind the damage is found by the inputs, and read one by one.
                let ids = self.store.inputs_after(after, PAGE).await;
                let ids = ids.map_err(|_| error)?;
                let Some(last) = ids.last().cloned() else {
                    return Ok(None);
                };
                let mut records = self.records(ids).await?;
                // The last one may be damaged, too.
                records.push((last, None));
                records
            }
            Err(error) => return Err(error),
        };
        let Some((last, _)) = rows.last() else {
            return Ok(None);
        };
        let last = last.clone();
        let mut stored = Vec::with_capacity(rows.len());
        for (id, row) in rows {
            let Some(row) = row else { continue };
            if let Read::Stored(found) = self.stored(id, &row).await? {
                stored.push(*found);
            }
        }
        let (mut stored, are_known) = self.leave_needed(stored).await?;
        // Those that have failed are looked at when they are rewound.
        stored.retain(|stored| !stored.is_kept());
        let checked = self.check(stored).await?;
        found.is_incomplete |= !are_known || self.damage.passed_over.is_some();
        let (mut unfit, mut unended, mut tried) = (Vec::new(), Vec::new(), Vec::new());
        for checked in checked {
            let reason = match checked.fit {
                Ok(fit) => {
                    let id = checked.id;
                    if let Some(run) = checked.run.filter(|_| fit.goes_on_now) {
                        unended.push(Unended { id, run });
                    } else if self.damage.hides_blocked && checked.blocked.is_some() {
                        tried.push(id);
                    }
                    continue;
                }
                Err(reason) => reason,
            };
            let function = checked.function.unwrap_or_default();
            let of_function = found.unfit.entry(function);
            let (count, _) = of_function.or_insert_with(|| (0, reason.clone()));
            *count += 1;
            // One that can't be read is shown as blocked anyway. One that is blocked may be tried again just now.
            if let Some(run) = checked.run {
                let id = checked.id;
                unfit.push(Unfit { id, run, reason });
            }
        }
        self.send(Message::Unfit(unfit)).await;
        self.send(Message::GoOn(unended)).await;
        self.send(Message::TryBlocked {
            ids: tried,
            list_is_damaged: true,
        })
        .await;
        Ok(Some(last))
    }

    async fn report(&mut self, found: Found) {
        for (key, (count, reason)) in found.unfit {
            let FunctionName { name, version } = FunctionName::of(&key);
            let quoted = FunctionName::of(&key).quoted();
            tracing::warn!(
                target: LOG,
                function = name,
                version,
                "{count} instances of {quoted} can't be resumed by this program; of one of them: {reason}"
            );
        }
        if !found.is_incomplete && !self.others.is_empty() {
            let machines = self.others.iter().copied().collect();
            self.send(Message::Unneeded(machines)).await;
        }
    }

    async fn send(&self, message: Message) {
        if message.weight() == 0 {
            return;
        }
        if let Some(engine) = self.engine.upgrade() {
            // Without an engine nothing is to be done.
            let _ = engine.send(message).await;
        }
    }
}
