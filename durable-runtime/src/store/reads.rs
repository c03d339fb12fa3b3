//! Typed reads of a store: instances, timers, activities. Each of these functions makes [`Ask`]s of its arguments, has
//! the store answer them, and decodes the keys. The rows stay bytes.

use std::sync::Arc;

use super::Store;
use super::ask::{Ask, Found, Merge, Scan};
use super::key::{Group, Key, OpKey, Position, ResultKey, Table, TimerKey};
use super::rows::{Counters, HIDDEN, Kept, Record, Row, Unreadable};
use crate::model::error::{Error, ErrorKind};
use crate::model::id::{InstanceId, OpId};
use crate::model::micros::Micros;

/// The number of rows of a chain that are read at a time: commits wait as long as a store is read.
const CHAIN_PART: usize = 256;

/// The number of instances of which single rows are read at a time at most, for the same reason.
const SINGLES_PART: usize = 256;

/// The rows of an instance: its record and others, as of one moment.
#[derive(Clone)]
pub(crate) struct Whole {
    pub(crate) record: Vec<u8>,
    pub(crate) event_head: Option<Vec<u8>>,
    /// All outcomes that it has not taken.
    pub(crate) outcomes: Vec<(OpId, Vec<u8>)>,
    /// `None` if it isn't asked for.
    pub(crate) input: Option<Vec<u8>>,
    /// All values that lie beside its checkpoint, by number; none if they are not asked for.
    pub(crate) values: Vec<(u64, Vec<u8>)>,
    /// The requested chains of history, each from its head back.
    pub(crate) histories: Vec<Vec<Vec<u8>>>,
}

/// The rows of an instance that are read besides its record and its arrivals.
#[derive(Clone, Copy)]
pub(crate) enum Extra {
    Input,
    Values,
    /// The input, and the chains of history with these heads, which [`Whole::of`] makes known.
    Histories(fn(&[Found]) -> Vec<u64>),
}

/// The rows of an instance of which it has one each, as of one moment.
pub(crate) struct Single {
    pub(crate) record: Option<Vec<u8>>,
    pub(crate) input: Option<Vec<u8>>,
    /// Why it is blocked.
    pub(crate) blocked: Option<Vec<u8>>,
}

impl Single {
    /// The number of bytes of its rows.
    pub(crate) fn bytes(&self) -> usize {
        let rows = [&self.record, &self.input, &self.blocked];
        rows.into_iter().flatten().map(Vec::len).sum()
    }
}

impl Whole {
    /// The record, with what has arrived since it was written, and with its values that are stored out of line.
    pub(crate) fn put_together(&mut self) -> Result<Record, Unreadable> {
        let mut record = Record::from_bytes(&self.record)?;
        if record.has_events {
            record.take_event_head(self.event_head.take())?;
        }
        if record.has_outcomes {
            record.take_in(std::mem::take(&mut self.outcomes))?;
        }
        if record.has_values {
            record.take_values(std::mem::take(&mut self.values))?;
        }
        Ok(record)
    }

    /// Converts the answers to the asks of [`dyn Store::whole`](Store); `None` when there is no record.
    pub(crate) fn of(found: impl IntoIterator<Item = Found>) -> Option<Self> {
        let mut found = found.into_iter();
        let record = found.next()?.into_row()?;
        let mut whole = Self {
            record,
            event_head: found.next()?.into_row(),
            outcomes: ops(found.next()?),
            input: None,
            values: Vec::new(),
            histories: Vec::new(),
        };
        for beside in found {
            match beside {
                Found::Row(input) => whole.input = input,
                Found::Chains(chains) => {
                    let chains = chains.into_iter().map(|chain| chain.into_rows().collect());
                    whole.histories = chains.collect();
                }
                rows => whole.values = numbers(rows),
            }
        }
        Some(whole)
    }
}

impl dyn Store {
    pub(crate) async fn counters(&self) -> Result<Counters, Error> {
        match self.row(Key::counters()).await? {
            // Counting on from other counters would give out numbers in use.
            Some(row) => Counters::from_bytes(&row).map_err(|unreadable| {
                let reason = format!(
                    "reading the store failed: its row of `counters`: {unreadable}; the file is \
                     damaged: put a backup in its place, or find the damage with \
                     `Inspector::verify`"
                );
                Error::new(ErrorKind::Corrupt, reason)
            }),
            None => Ok(Counters::default()),
        }
    }

    /// The records of these instances; `None` where there is none.
    pub(crate) async fn instances(
        &self,
        ids: &[InstanceId],
    ) -> Result<Vec<Option<Vec<u8>>>, Error> {
        let record = |id| Key::of_instance(Table::Instances, id);
        let mut records = self.rows(ids.iter().map(record)).await?;
        // A damaged page hides its rows. An instance with an input has a record, and must not be started again as if it
        // had none. Most ids are automatic, and those are never started twice.
        let absent = ids.iter().zip(&mut records);
        let absent = absent.filter(|(id, row)| row.is_none() && id.as_uuid().is_none());
        let (absent, rows): (Vec<&InstanceId>, Vec<_>) = absent.unzip();
        if !absent.is_empty() {
            // Both as of one moment: the instance may have been started just now.
            let input = |id| Key::of_instance(Table::Inputs, id);
            let keys = absent.iter().flat_map(|id| [record(id), input(id)]);
            let mut found = self.rows(keys).await?.into_iter();
            for row in rows {
                let (record, input) = (found.next().flatten(), found.next().flatten());
                *row = record.or_else(|| input.map(|_| HIDDEN.to_vec()));
            }
        }
        Ok(records)
    }

    /// The next rows of a table with one row for each instance.
    async fn by_instance(
        &self,
        table: Table,
        after: Option<&InstanceId>,
        limit: usize,
    ) -> Result<Vec<(InstanceId, Vec<u8>)>, Error> {
        let after = after.map(|id| Key::of_instance(table, id));
        let page = Scan::page(table, after, limit);
        self.page(page, |key, row| Some((key.to_instance()?, row)))
            .await
    }

    /// The records of the next instances.
    pub(crate) async fn instances_after(
        &self,
        after: Option<&InstanceId>,
        limit: usize,
    ) -> Result<Vec<(InstanceId, Vec<u8>)>, Error> {
        self.by_instance(Table::Instances, after, limit).await
    }

    /// The next instances that have an input, as each of them has that was not removed.
    pub(crate) async fn inputs_after(
        &self,
        after: Option<&InstanceId>,
        limit: usize,
    ) -> Result<Vec<InstanceId>, Error> {
        let after = after.map(|id| Key::of_instance(Table::Inputs, id));
        let page = Scan {
            keys_only: true,
            ..Scan::page(Table::Inputs, after, limit)
        };
        self.page(page, |key, _| key.to_instance()).await
    }

    /// All machines, by their digests.
    pub(crate) async fn machines(&self) -> Result<Vec<(u64, Vec<u8>)>, Error> {
        let page = Scan::page(Table::Machines, None, usize::MAX);
        self.page(page, |key, row| Some((key.to_machine()?, row)))
            .await
    }

    /// The numbers of instances that wait, by machine and point.
    pub(crate) async fn places(&self) -> Result<Vec<((u64, String), Vec<u8>)>, Error> {
        let page = Scan::page(Table::Places, None, usize::MAX);
        let take = |key: &Key, row| {
            let (machine, point) = key.to_place()?;
            Some(((machine, point.to_owned()), row))
        };
        self.page(page, take).await
    }

    /// The numbers of instances, by function and status.
    pub(crate) async fn counts(&self) -> Result<Vec<(Group, Vec<u8>)>, Error> {
        let page = Scan::page(Table::Counts, None, usize::MAX);
        self.page(page, |key, row| Some((key.to_group()?, row)))
            .await
    }

    /// The next instances of the groups that `is_wanted`, the youngest first, with their rows of `index`, and whether there
    /// are no more. `created` are the times of the last and the first one.
    pub(crate) async fn listed(
        &self,
        is_wanted: impl Fn(&Group) -> bool + Send + Sync + 'static,
        created: (Option<Micros>, Option<Micros>),
        after: Option<Position>,
        limit: usize,
    ) -> Result<(Vec<(Position, Vec<u8>)>, bool), Error> {
        let (from, to) = created;
        let range = move |group: &Group| {
            let prefix = Key::of_group(Table::Index, group);
            let first = match (&after, to) {
                (Some(after), _) => prefix.clone().at(after),
                (None, Some(to)) => prefix.clone().until(to),
                (None, None) => prefix.clone().end_of_positions(),
            };
            let last = match from {
                Some(from) => prefix.clone().since(from),
                None => prefix.clone(),
            };
            (Scan::back(first, last), prefix)
        };
        // Both as of one moment: an instance may go from one group to another.
        let groups = Ask::Scan(Scan::page(Table::Counts, None, usize::MAX));
        let merge = Ask::MergeOf(Arc::new(move |found: &[Found]| {
            let Some(Found::Rows(groups)) = found.first() else {
                return Merge::default();
            };
            let groups = groups.iter().filter_map(|(key, _)| key.to_group());
            let groups = groups.filter(|group| is_wanted(group));
            Merge {
                ranges: groups.map(|group| range(&group)).collect(),
                limit,
            }
        }));
        let found = self.read(vec![groups, merge]).await?.pop();
        let rows = found.expect("a store answers every ask").into_rows();
        let are_last = rows.len() < limit;
        let listed = rows.into_iter().filter_map(|(key, row)| {
            let Some((_, position)) = key.to_index() else {
                tell_of_damage(&key);
                return None;
            };
            Some((position, row))
        });
        Ok((listed.collect(), are_last))
    }

    /// The next sub-orchestrations of a parent, the youngest first.
    pub(crate) async fn children(
        &self,
        parent: &InstanceId,
        after: Option<&Position>,
        limit: usize,
    ) -> Result<Vec<Position>, Error> {
        let prefix = Key::of_instance(Table::Children, parent);
        let after = match after {
            Some(after) => prefix.clone().at(after),
            None => prefix.clone().end_of_positions(),
        };
        let scan = Scan {
            limit,
            ..Scan::back(after, prefix)
        };
        let children = self
            .page(scan, |key, _| key.to_child().map(|(_, child)| child))
            .await?;
        Ok(children)
    }

    /// The next instances with ids that begin with a text, in the order of their keys.
    pub(crate) async fn with_prefix(
        &self,
        prefix: &str,
        after: Option<&InstanceId>,
        limit: usize,
    ) -> Result<Vec<InstanceId>, Error> {
        let mut found = Vec::new();
        for (first, last) in Key::of_prefix(Table::Instances, prefix) {
            let after = after.map(|after| Key::of_instance(Table::Instances, after));
            let scan = Scan {
                limit: limit - found.len(),
                keys_only: true,
                ..Scan::between(after.map_or(first.clone(), |after| after.max(first)), last)
            };
            found.extend(self.page(scan, |key, _| key.to_instance()).await?);
        }
        Ok(found)
    }

    /// What there is of the first of these instances in rows of which they have one each, for each of them as of one
    /// moment. It is told of at least one, and of no further ones when their rows have so many bytes.
    pub(crate) async fn singles(
        &self,
        ids: &[InstanceId],
        with_inputs: bool,
        bytes_max: usize,
    ) -> Result<Vec<Single>, Error> {
        let tables = [Table::Instances, Table::Blocked, Table::Inputs];
        let tables = &tables[..if with_inputs { 3 } else { 2 }];
        let keys = |id| tables.iter().map(move |table| Key::of_instance(*table, id));
        let first = ids.iter().take(SINGLES_PART);
        let groups = first.map(|id| keys(id).collect()).collect();
        let read = self.one(Ask::Groups { groups, bytes_max }).await?;
        tokio::task::yield_now().await;
        let singles = read.into_groups().into_iter().map(|rows| {
            let mut rows = rows.into_iter();
            let mut next = || rows.next().flatten();
            Single {
                record: next(),
                blocked: next(),
                input: next(),
            }
        });
        Ok(singles.collect())
    }

    /// What there is of an instance in rows of which it has one each.
    pub(crate) async fn single(&self, id: &InstanceId) -> Result<Single, Error> {
        let tables = [Table::Instances, Table::Inputs, Table::Blocked];
        let keys = tables.map(|table| Key::of_instance(table, id));
        let mut found = self.rows(keys.into_iter()).await?.into_iter();
        let mut next = || found.next().flatten();
        Ok(Single {
            record: next(),
            input: next(),
            blocked: next(),
        })
    }

    /// What is kept of a failed instance, whose record names these operations; or why it can't be read. `None` when
    /// nothing is kept of it any more.
    pub(crate) async fn kept(
        &self,
        id: &InstanceId,
        ops: &[OpId],
    ) -> Result<Option<Result<Kept, String>>, Error> {
        let mut keys = vec![Key::of_kept(id)];
        keys.extend(ops.iter().map(|op| Key::of_kept_op(id, *op)));
        let mut rows = self.rows(keys.into_iter()).await?.into_iter();
        let Some(row) = rows.next().flatten() else {
            return Ok(None);
        };
        Ok(Some(Kept::read(&row, ops.iter().copied().zip(rows))))
    }

    /// An instance as it was at one moment, however fast it changes; `None` when it has no record.
    pub(crate) async fn whole(
        &self,
        id: &InstanceId,
        beside: Extra,
    ) -> Result<Option<Whole>, Error> {
        let mut asks = vec![
            Ask::Row(Key::of_instance(Table::Instances, id)),
            Ask::Row(Key::of_event_head(id)),
            Ask::Scan(of_instance(Table::Outcomes, id)),
        ];
        let input = Ask::Row(Key::of_instance(Table::Inputs, id));
        match beside {
            Extra::Input => asks.push(input),
            Extra::Values => asks.push(Ask::Scan(of_instance(Table::Values, id))),
            Extra::Histories(heads) => asks.extend([input, Ask::ChainsOf(heads)]),
        }
        Ok(Whole::of(self.read(asks).await?))
    }

    /// All values of an instance that are stored out of line, by number.
    #[cfg(test)]
    pub(crate) async fn values(&self, id: &InstanceId) -> Result<Vec<(u64, Vec<u8>)>, Error> {
        Ok(numbers(self.scan(of_instance(Table::Values, id)).await?))
    }

    /// The next timers, keys only.
    pub(crate) async fn timers(
        &self,
        after: Option<&TimerKey>,
        limit: usize,
    ) -> Result<Vec<TimerKey>, Error> {
        let page = Scan {
            keys_only: true,
            ..Scan::page(Table::Timers, after.map(Key::of_timer), limit)
        };
        self.page(page, |key, _| key.to_timer()).await
    }

    /// The rows of these timers; `None` for a missing one.
    pub(crate) async fn timer_rows(
        &self,
        keys: &[TimerKey],
    ) -> Result<Vec<Option<Vec<u8>>>, Error> {
        self.rows(keys.iter().map(Key::of_timer)).await
    }

    /// The next activities of all instances, those that don't wait for their next attempt.
    pub(crate) async fn activities(
        &self,
        after: Option<&OpKey>,
        limit: usize,
    ) -> Result<Vec<(OpKey, Vec<u8>)>, Error> {
        let after = after.map(|(id, op)| Key::of_op(Table::Activities, id, *op));
        let page = Scan::page(Table::Activities, after, limit);
        self.page(page, |key, row| Some((key.to_op()?, row))).await
    }

    /// All activities of an instance that don't wait for their next attempt.
    pub(crate) async fn activities_of(
        &self,
        id: &InstanceId,
    ) -> Result<Vec<(OpId, Vec<u8>)>, Error> {
        Ok(ops(self.scan(of_instance(Table::Activities, id)).await?))
    }

    /// The next results of sub-orchestrations that their parents have not taken.
    pub(crate) async fn inbox(
        &self,
        after: Option<&ResultKey>,
        limit: usize,
    ) -> Result<Vec<(ResultKey, Vec<u8>)>, Error> {
        let page = Scan::page(Table::Inbox, after.map(Key::of_result), limit);
        self.page(page, |key, row| Some((key.to_result()?, row)))
            .await
    }

    /// All outcomes that an instance has not taken.
    #[cfg(test)]
    pub(crate) async fn outcomes(&self, id: &InstanceId) -> Result<Vec<(OpId, Vec<u8>)>, Error> {
        Ok(ops(self.scan(of_instance(Table::Outcomes, id)).await?))
    }

    /// The next instances that are blocked.
    pub(crate) async fn blocked(
        &self,
        after: Option<&InstanceId>,
        limit: usize,
    ) -> Result<Vec<(InstanceId, Vec<u8>)>, Error> {
        self.by_instance(Table::Blocked, after, limit).await
    }

    pub(crate) async fn blocked_reason(&self, id: &InstanceId) -> Result<Option<Vec<u8>>, Error> {
        self.row(Key::of_instance(Table::Blocked, id)).await
    }

    /// A chain of history from its head back to its beginning.
    pub(crate) async fn history(&self, head: u64) -> Result<Vec<Vec<u8>>, Error> {
        let (mut rows, mut next) = (Vec::new(), Some(head));
        while let Some(head) = next {
            let limit = CHAIN_PART;
            let chain = self.one(Ask::Chain { head, limit }).await?.into_chain();
            next = chain.rest;
            rows.extend(chain.into_rows());
            tokio::task::yield_now().await;
        }
        Ok(rows)
    }

    async fn one(&self, ask: Ask) -> Result<Found, Error> {
        let mut found = self.read(vec![ask]).await?;
        Ok(found.pop().expect("a store answers every ask"))
    }

    async fn row(&self, key: Key) -> Result<Option<Vec<u8>>, Error> {
        Ok(self.one(Ask::Row(key)).await?.into_row())
    }

    /// The rows of these keys.
    pub(crate) async fn rows(
        &self,
        keys: impl Iterator<Item = Key>,
    ) -> Result<Vec<Option<Vec<u8>>>, Error> {
        let found = self.read(keys.map(Ask::Row).collect()).await?;
        Ok(found.into_iter().map(Found::into_row).collect())
    }

    async fn scan(&self, scan: Scan) -> Result<Found, Error> {
        self.one(Ask::Scan(scan)).await
    }

    /// The rows of a page with valid keys. For each damaged one another one is read: so a page that is not full is the
    /// last one.
    async fn page<T>(
        &self,
        mut page: Scan,
        take: impl Fn(&Key, Vec<u8>) -> Option<T>,
    ) -> Result<Vec<T>, Error> {
        let (mut taken, limit) = (Vec::new(), page.limit);
        loop {
            let rows = self.scan(page.clone()).await?.into_rows();
            let is_last = rows.len() < page.limit;
            page.after = rows.last().map(|(key, _)| key.clone());
            taken.extend(rows.into_iter().filter_map(|(key, row)| {
                let row = take(&key, row);
                if row.is_none() {
                    tell_of_damage(&key);
                }
                row
            }));
            page.limit = limit - taken.len();
            if is_last || page.limit == 0 {
                return Ok(taken);
            }
        }
    }
}

/// All rows of an instance in a table with several rows per instance.
pub(crate) fn of_instance(table: Table, id: &InstanceId) -> Scan {
    let last = Key::of_number(table, id, u64::MAX);
    Scan::between(Key::of_instance(table, id), last)
}

/// All events that an instance has not taken.
pub(crate) fn events_of(id: &InstanceId) -> Scan {
    Scan {
        after: Some(Key::of_event_head(id)),
        ..of_instance(Table::Events, id)
    }
}

/// The rows of an instance, by their operations.
pub(crate) fn ops(found: Found) -> Vec<(OpId, Vec<u8>)> {
    let rows = found.into_rows().into_iter();
    let rows = rows.filter_map(|(key, row)| match key.to_op() {
        Some((_, op)) => Some((op, row)),
        None => {
            tell_of_damage(&key);
            None
        }
    });
    rows.collect()
}

/// The rows of an instance, by their numbers.
pub(crate) fn numbers(found: Found) -> Vec<(u64, Vec<u8>)> {
    let rows = ops(found).into_iter();
    rows.map(|(op, row)| (op.number(), row)).collect()
}

fn tell_of_damage(key: &Key) {
    let table = key.table().name();
    tracing::error!("a key of `{table}` is damaged: {:?}", key.within());
}
