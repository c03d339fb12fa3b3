//! The keys of the tables: bytes with the order of their content. A [`Key`] begins with the number of its [`Table`], so
//! the rows of all tables are in one order, too.

use std::time::{Duration, SystemTime};

use crate::model::clock::{end_of_time, later};
use crate::model::id::{InstanceId, OpId};
use crate::model::micros::Micros;
use crate::model::status::RuntimeStatus;

/// An operation of an instance, as a key.
pub(crate) type OpKey = (InstanceId, OpId);

/// The key of a result that its parent has not taken: the parent, the number of its start in the store (another
/// instance may have its id by now), and the operation.
pub(crate) type ResultKey = (InstanceId, u64, OpId);

/// The instances of one function and status. Each has a row of `index`, and the group has its number in `counts`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Group {
    /// The function's key.
    pub(crate) function: String,
    pub(crate) status: RuntimeStatus,
}

/// The position of an instance in lists: the youngest is the first one, and of those of one time the one with the
/// highest id. Lists are read backward, so that new rows are put at the end.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Position {
    pub(crate) created: Micros,
    pub(crate) instance: InstanceId,
}

/// The key of a row that waits for its time.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct TimerKey {
    pub(crate) due: Due,
    pub(crate) instance: InstanceId,
    pub(crate) op: OpId,
}

impl TimerKey {
    /// The key of a row by which something is done with a sub-orchestration for its parent, at once: it is due long ago, at a
    /// time of each start's own, so that it is due whatever the clock says.
    pub(crate) fn of_parent(parent: &InstanceId, run: u64, op: OpId) -> Self {
        Self {
            due: Due(run),
            instance: parent.clone(),
            op,
        }
    }
}

/// A time in whole microseconds since 1970, rounded up, so that nothing is due early.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Due(u64);

impl Due {
    pub(crate) fn from_micros(micros: u64) -> Self {
        Self(micros)
    }

    /// The latest time that is not after `now`.
    pub(crate) fn already(now: SystemTime) -> Self {
        match Self::from(now) {
            due if due.time() > now => Self(due.0.saturating_sub(1)),
            due => due,
        }
    }

    pub(crate) fn micros(self) -> u64 {
        self.0
    }

    pub(crate) fn time(self) -> SystemTime {
        later(SystemTime::UNIX_EPOCH, Duration::from_micros(self.0))
    }

    /// Whether that time ever comes.
    pub(crate) fn can_come(self) -> bool {
        self.time() < end_of_time()
    }
}

impl From<SystemTime> for Due {
    fn from(time: SystemTime) -> Self {
        // A time before 1970 is due at once, and the end of time never is.
        let since = time
            .min(end_of_time())
            .duration_since(SystemTime::UNIX_EPOCH)
            .unwrap_or_default();
        let micros = since.as_nanos().div_ceil(1000);
        Self(u64::try_from(micros).unwrap_or(u64::MAX))
    }
}

/// A table of the store. The keys of its rows begin with its number. The number is stable, for the journal contains it.
/// A new table gets the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub(crate) enum Table {
    Counters = 1,
    Instances,
    Inputs,
    Values,
    Activities,
    Timers,
    Inbox,
    Outcomes,
    Blocked,
    History,
    Events,
    Machines,
    Places,
    Index,
    Counts,
    Children,
    Kept,
}

impl Table {
    pub(crate) const ALL: [Self; 17] = [
        Self::Counters,
        Self::Instances,
        Self::Inputs,
        Self::Values,
        Self::Activities,
        Self::Timers,
        Self::Inbox,
        Self::Outcomes,
        Self::Blocked,
        Self::History,
        Self::Events,
        Self::Machines,
        Self::Places,
        Self::Index,
        Self::Counts,
        Self::Children,
        Self::Kept,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Counters => "counters",
            Self::Instances => "instances",
            Self::Inputs => "inputs",
            Self::Values => "values",
            Self::Activities => "activities",
            Self::Timers => "timers",
            Self::Inbox => "inbox",
            Self::Outcomes => "outcomes",
            Self::Blocked => "blocked",
            Self::History => "history",
            Self::Events => "events",
            Self::Machines => "machines",
            Self::Places => "places",
            Self::Index => "index",
            Self::Counts => "counts",
            Self::Children => "children",
            Self::Kept => "kept",
        }
    }

    pub(crate) fn of_number(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|table| *table as u8 == number)
    }
}

/// The key of a row: its table's number, and the key within that.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Key(Vec<u8>);

/// The first byte of an id that is a number of 16 bytes.
const NUMBER: u8 = 1;
/// The first byte of an id that is a text, which ends with a zero.
const TEXT: u8 = 2;

impl Key {
    fn new(table: Table) -> Self {
        let mut bytes = Vec::with_capacity(32);
        bytes.push(table as u8);
        Self(bytes)
    }

    /// The key of these bytes, as they are in a file.
    pub(crate) fn from_parts(table: Table, within: &[u8]) -> Self {
        let mut bytes = Vec::with_capacity(1 + within.len());
        bytes.push(table as u8);
        bytes.extend_from_slice(within);
        Self(bytes)
    }

    pub(crate) fn table(&self) -> Table {
        Table::of_number(self.0[0]).expect("every key is made with a table")
    }

    /// The key without its table.
    pub(crate) fn within(&self) -> &[u8] {
        &self.0[1..]
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// The key with its table.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// The position before all keys of a table.
    pub(crate) fn first_of(table: Table) -> Self {
        Self::new(table)
    }

    /// The position after all keys of a table.
    pub(crate) fn last_of(table: Table) -> Self {
        Self(vec![table as u8 + 1])
    }

    /// The key of the row that holds the counters.
    pub(crate) fn counters() -> Self {
        Self::new(Table::Counters)
    }

    /// The key of a table with one row per instance.
    pub(crate) fn of_instance(table: Table, id: &InstanceId) -> Self {
        Self::new(table).with_id(id)
    }

    /// The key of a table with one row per operation.
    pub(crate) fn of_op(table: Table, id: &InstanceId, op: OpId) -> Self {
        Self::of_number(table, id, op.number())
    }

    /// The key of a table with several rows per instance.
    pub(crate) fn of_number(table: Table, id: &InstanceId, number: u64) -> Self {
        Self::of_instance(table, id).with_number(number)
    }

    pub(crate) fn of_result((parent, run, op): &ResultKey) -> Self {
        Self::of_number(Table::Inbox, parent, *run).with_number(op.number())
    }

    pub(crate) fn of_timer(timer: &TimerKey) -> Self {
        let mut key = Self::new(Table::Timers);
        key.0.extend_from_slice(&timer.due.micros().to_be_bytes());
        key.with_id(&timer.instance).with_number(timer.op.number())
    }

    /// The key of the tally of an instance's events; the events themselves are numbered from 1.
    pub(crate) fn of_event_head(id: &InstanceId) -> Self {
        Self::of_number(Table::Events, id, 0)
    }

    /// The key of the checkpoint that is kept of a failed instance.
    pub(crate) fn of_kept(id: &InstanceId) -> Self {
        Self::of_number(Table::Kept, id, 0)
    }

    /// The key of the row that is kept of an operation of a failed instance.
    pub(crate) fn of_kept_op(id: &InstanceId, op: OpId) -> Self {
        Self::of_number(Table::Kept, id, op.number().saturating_add(1))
    }

    /// The key of a note that the rest of a chain of history, from this row back, is to be removed.
    pub(crate) fn of_rest(head: u64) -> Self {
        let mut key = Self::counters();
        key.0.extend_from_slice(&head.to_be_bytes());
        key
    }

    pub(crate) fn of_history(number: u64) -> Self {
        let mut key = Self::new(Table::History);
        key.0.extend_from_slice(&number.to_be_bytes());
        key
    }

    pub(crate) fn of_machine(machine: u64) -> Self {
        let mut key = Self::new(Table::Machines);
        key.0.extend_from_slice(&machine.to_be_bytes());
        key
    }

    /// The key of the number of instances that wait at a point of a machine.
    pub(crate) fn of_place(machine: u64, point: &str) -> Self {
        let mut key = Self::new(Table::Places);
        key.0.extend_from_slice(&machine.to_be_bytes());
        key.0.extend_from_slice(point.as_bytes());
        key
    }

    /// The key of the number of instances of a group, and the position before all keys of `index` with its instances.
    pub(crate) fn of_group(table: Table, group: &Group) -> Self {
        let mut key = Self::new(table);
        let length = u16::try_from(group.function.len()).unwrap_or(u16::MAX);
        key.0.extend_from_slice(&length.to_be_bytes());
        let function = &group.function.as_bytes()[..usize::from(length)];
        key.0.extend_from_slice(function);
        key.0.push(group.status.number());
        key
    }

    /// The key by which an instance is listed.
    pub(crate) fn of_index(group: &Group, position: &Position) -> Self {
        Self::of_group(Table::Index, group).at(position)
    }

    /// The key by which a sub-orchestration is found by its parent.
    pub(crate) fn of_child(parent: &InstanceId, position: &Position) -> Self {
        Self::of_instance(Table::Children, parent).at(position)
    }

    /// A key with a position behind it.
    pub(crate) fn at(self, position: &Position) -> Self {
        self.since(position.created).with_id(&position.instance)
    }

    /// A key with a time behind it, before all positions of this time.
    pub(crate) fn since(mut self, created: Micros) -> Self {
        let ascending = created.micros().cast_unsigned() ^ (1 << 63);
        self.0.extend_from_slice(&ascending.to_be_bytes());
        self
    }

    /// A key with a time behind it, after all positions of this time.
    pub(crate) fn until(self, created: Micros) -> Self {
        let mut key = self.since(created);
        key.0.push(u8::MAX);
        key
    }

    /// Ranges with the keys of all instances with ids that begin with a text, and maybe a few others. The automatic ids
    /// come first.
    pub(crate) fn of_prefix(table: Table, prefix: &str) -> Vec<(Self, Self)> {
        let mut ranges = Vec::new();
        let is_digit = |byte: &u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        if prefix.len() <= 32 && prefix.bytes().all(|byte| is_digit(&byte)) {
            // Whole bytes of the number, and less than all of it, so that the first key is before it.
            let whole = (prefix.len() / 2).min(15);
            let bytes = prefix.as_bytes()[..2 * whole].chunks(2);
            let byte = |digits: &[u8]| {
                let digits = std::str::from_utf8(digits).unwrap_or_default();
                u8::from_str_radix(digits, 16).unwrap_or_default()
            };
            let mut first = Self::new(table);
            first.0.push(NUMBER);
            first.0.extend(bytes.map(byte));
            let mut last = first.clone();
            if let Some(half) = prefix.get(2 * whole..=2 * whole) {
                let half = u8::from_str_radix(half, 16).unwrap_or_default();
                if half > 0 {
                    first.0.push((half << 4) - 1);
                    first.0.extend_from_slice(&[u8::MAX; 16]);
                }
                last.0.push((half << 4) | 0xf);
            }
            last.0.extend_from_slice(&[u8::MAX; 16]);
            ranges.push((first, last));
        }
        let mut first = Self::new(table);
        first.0.push(TEXT);
        first.0.extend_from_slice(prefix.as_bytes());
        let mut last = first.clone();
        last.0.push(u8::MAX);
        ranges.push((first, last));
        ranges
    }

    /// A key behind all keys that begin with this one and a position.
    pub(crate) fn end_of_positions(mut self) -> Self {
        self.0.extend_from_slice(&[u8::MAX; 9]);
        self
    }

    fn with_id(mut self, id: &InstanceId) -> Self {
        match id.as_uuid() {
            Some(number) => {
                self.0.push(NUMBER);
                self.0.extend_from_slice(number.as_bytes());
            }
            None => {
                self.0.push(TEXT);
                self.0.extend_from_slice(id.as_str().as_bytes());
                self.0.push(0);
            }
        }
        self
    }

    /// Appends a number: the count of its bytes, and then as many bytes as it needs.
    fn with_number(mut self, number: u64) -> Self {
        let bytes = number.to_be_bytes();
        let used = &bytes[number.leading_zeros() as usize / 8..];
        self.0
            .push(u8::try_from(used.len()).expect("there are eight at most"));
        self.0.extend_from_slice(used);
        self
    }

    /// Whether it is a key of its table.
    pub(crate) fn is_whole(&self) -> bool {
        match self.table() {
            Table::Counters => self.within().is_empty() || self.to_rest().is_some(),
            Table::Instances | Table::Inputs | Table::Blocked => self.to_instance().is_some(),
            Table::Values | Table::Activities | Table::Outcomes | Table::Events | Table::Kept => {
                self.to_op().is_some()
            }
            Table::Timers => self.to_timer().is_some(),
            Table::Inbox => self.to_result().is_some(),
            Table::History | Table::Machines => self.within().len() == 8,
            Table::Places => self.to_place().is_some(),
            Table::Index => self.to_index().is_some(),
            Table::Counts => self.to_group().is_some(),
            Table::Children => self.to_child().is_some(),
        }
    }

    /// The instance that the row belongs to; `None` for rows of no single instance, and for a damaged key.
    pub(crate) fn instance(&self) -> Option<InstanceId> {
        match self.table() {
            Table::Counters | Table::History | Table::Machines | Table::Places | Table::Counts => {
                None
            }
            Table::Index => self.to_index().map(|(_, position)| position.instance),
            Table::Children => self.to_child().map(|(_, position)| position.instance),
            Table::Timers => self.to_timer().map(|timer| timer.instance),
            _ => take_id(&mut self.within()),
        }
    }

    pub(crate) fn to_instance(&self) -> Option<InstanceId> {
        let mut rest = self.within();
        let id = take_id(&mut rest)?;
        rest.is_empty().then_some(id)
    }

    pub(crate) fn to_rest(&self) -> Option<u64> {
        self.within().try_into().map(u64::from_be_bytes).ok()
    }

    pub(crate) fn to_machine(&self) -> Option<u64> {
        self.within().try_into().map(u64::from_be_bytes).ok()
    }

    pub(crate) fn to_place(&self) -> Option<(u64, &str)> {
        let (machine, point) = self.within().split_first_chunk()?;
        Some((
            u64::from_be_bytes(*machine),
            std::str::from_utf8(point).ok()?,
        ))
    }

    pub(crate) fn to_op(&self) -> Option<(InstanceId, OpId)> {
        let mut rest = self.within();
        let (id, number) = (take_id(&mut rest)?, take_number(&mut rest)?);
        rest.is_empty().then_some((id, OpId::new(number)))
    }

    pub(crate) fn to_result(&self) -> Option<ResultKey> {
        let mut rest = self.within();
        let (parent, run) = (take_id(&mut rest)?, take_number(&mut rest)?);
        let op = OpId::new(take_number(&mut rest)?);
        rest.is_empty().then_some((parent, run, op))
    }

    pub(crate) fn to_timer(&self) -> Option<TimerKey> {
        let (due, mut rest) = self.within().split_first_chunk()?;
        let (instance, op) = (take_id(&mut rest)?, take_number(&mut rest)?);
        rest.is_empty().then(|| TimerKey {
            due: Due::from_micros(u64::from_be_bytes(*due)),
            instance,
            op: OpId::new(op),
        })
    }
}

impl Key {
    /// The group of a row of `counts`.
    pub(crate) fn to_group(&self) -> Option<Group> {
        let mut rest = self.within();
        let group = take_group(&mut rest)?;
        rest.is_empty().then_some(group)
    }

    /// What a row of `index` says.
    pub(crate) fn to_index(&self) -> Option<(Group, Position)> {
        let mut rest = self.within();
        let (group, position) = (take_group(&mut rest)?, take_position(&mut rest)?);
        rest.is_empty().then_some((group, position))
    }

    /// The parent and the sub-orchestration of a row of `children`.
    pub(crate) fn to_child(&self) -> Option<(InstanceId, Position)> {
        let mut rest = self.within();
        let (parent, position) = (take_id(&mut rest)?, take_position(&mut rest)?);
        rest.is_empty().then_some((parent, position))
    }
}

fn take_group(rest: &mut &[u8]) -> Option<Group> {
    let (length, after) = rest.split_first_chunk()?;
    let length = usize::from(u16::from_be_bytes(*length));
    let (function, after) = after.split_at_checked(length)?;
    let (status, after) = after.split_first()?;
    *rest = after;
    Some(Group {
        function: std::str::from_utf8(function).ok()?.to_owned(),
        status: RuntimeStatus::of_number(*status)?,
    })
}

fn take_position(rest: &mut &[u8]) -> Option<Position> {
    let (created, after) = rest.split_first_chunk()?;
    *rest = after;
    let ascending = u64::from_be_bytes(*created) ^ (1 << 63);
    Some(Position {
        created: Micros::of(ascending.cast_signed()),
        instance: take_id(rest)?,
    })
}

fn take_id(rest: &mut &[u8]) -> Option<InstanceId> {
    let (kind, after) = rest.split_first()?;
    match *kind {
        NUMBER => {
            let (number, after) = after.split_first_chunk()?;
            *rest = after;
            Some(InstanceId::of_uuid(uuid::Uuid::from_bytes(*number)))
        }
        TEXT => {
            let end = after.iter().position(|byte| *byte == 0)?;
            *rest = &after[end + 1..];
            let text = std::str::from_utf8(&after[..end]).ok()?;
            Some(InstanceId::unchecked(text))
        }
        _ => None,
    }
}

fn take_number(rest: &mut &[u8]) -> Option<u64> {
    let (count, after) = rest.split_first()?;
    let (used, after) = after.split_at_checked(usize::from(*count))?;
    *rest = after;
    let mut bytes = [0; 8];
    bytes
        .get_mut(8_usize.checked_sub(used.len())?..)?
        .copy_from_slice(used);
    Some(u64::from_be_bytes(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids() -> Vec<InstanceId> {
        let mut ids = vec!["a", "ab", "b", "0", "ü", "0123456789abcdef0123456789abcdef"];
        ids.push("0123456789ABCDEF0123456789ABCDEF");
        let mut ids: Vec<_> = ids.into_iter().map(InstanceId::unchecked).collect();
        ids.push(InstanceId::automatic());
        ids
    }

    const NUMBERS: [u64; 7] = [0, 1, 255, 256, 65_535, 1 << 40, u64::MAX];

    #[test]
    fn what_a_key_says_is_read_back() {
        for id in ids() {
            let key = Key::of_instance(Table::Inputs, &id);
            assert_eq!(key.to_instance().as_ref(), Some(&id));
            assert_eq!(key.table(), Table::Inputs);
            for number in NUMBERS {
                let op = OpId::new(number);
                let result = (id.clone(), number, op);
                assert_eq!(Key::of_result(&result).to_result(), Some(result));
                let key = Key::of_op(Table::Outcomes, &id, op);
                assert_eq!(key.to_op(), Some((id.clone(), op)));
                let timer = TimerKey {
                    due: Due::from_micros(number),
                    instance: id.clone(),
                    op,
                };
                assert_eq!(Key::of_timer(&timer).to_timer(), Some(timer));
            }
        }
    }

    #[test]
    fn keys_are_in_the_order_of_what_they_say() {
        for id in ids() {
            let keys = NUMBERS.map(|number| Key::of_number(Table::Inbox, &id, number));
            assert!(keys.is_sorted());
            assert!(keys[0] > Key::of_instance(Table::Inbox, &id));
            assert!(keys[0] > Key::first_of(Table::Inbox));
            assert!(keys[0] < Key::first_of(Table::Outcomes));
        }
        let due = NUMBERS.map(|due| {
            Key::of_timer(&TimerKey {
                due: Due::from_micros(due),
                instance: InstanceId::unchecked("a"),
                op: OpId::new(7),
            })
        });
        assert!(due.is_sorted());
        assert!(NUMBERS.map(Key::of_history).is_sorted());
    }

    /// The engine orders timers by their content, and the store by their keys.
    #[test]
    fn timers_are_in_the_order_of_their_keys() {
        let mut timers = Vec::new();
        for instance in ids() {
            timers.extend(NUMBERS.map(|number| TimerKey {
                due: Due::from_micros(number % 7),
                instance: instance.clone(),
                op: OpId::new(number),
            }));
        }
        timers.sort();
        let keys: Vec<Key> = timers.iter().map(Key::of_timer).collect();
        assert!(keys.is_sorted());
    }

    #[test]
    fn the_later_instances_are_created_the_higher_are_their_keys() {
        let group = |function: &str, status| Group {
            function: function.to_owned(),
            status,
        };
        let groups = [
            group("a", RuntimeStatus::Completed),
            group("a#2", RuntimeStatus::Running),
            group("\u{fc}\0", RuntimeStatus::Suspended),
            group("", RuntimeStatus::Pending),
        ];
        let times = [i64::MIN, -1, 0, 1, i64::MAX].map(Micros::of);
        for group in &groups {
            let mut keys = vec![Key::of_group(Table::Index, group)];
            for created in times {
                keys.push(Key::of_group(Table::Index, group).since(created));
                let until = Key::of_group(Table::Index, group).until(created);
                for instance in ids() {
                    let position = Position { created, instance };
                    let key = Key::of_index(group, &position);
                    assert_eq!(key.to_index(), Some((group.clone(), position.clone())));
                    assert_eq!(key.instance(), Some(position.instance.clone()));
                    let child = Key::of_child(&InstanceId::unchecked("a"), &position);
                    assert_eq!(
                        child.to_child(),
                        Some((InstanceId::unchecked("a"), position))
                    );
                    assert!(key > keys[keys.len() - 1] && key < until);
                }
                keys.push(until);
            }
            keys.push(Key::of_group(Table::Index, group).end_of_positions());
            assert!(keys.is_sorted());
            let key = Key::of_group(Table::Counts, group);
            assert_eq!(key.to_group().as_ref(), Some(group));
        }
    }

    #[test]
    fn ids_are_found_by_how_they_begin() {
        let mut ids = ids();
        for digits in ["", "f", "00", "ff", "0123", "0123456789abcde"] {
            ids.push(InstanceId::unchecked(&format!("{digits:f<32}")));
            ids.push(InstanceId::unchecked(&format!("{digits:0<32}")));
        }
        let mut prefixes = vec!["x".to_owned(), "0G".to_owned()];
        for id in &ids {
            for (end, _) in id.as_str().char_indices() {
                prefixes.push(id.as_str()[..end].to_owned());
            }
            prefixes.push(id.as_str().to_owned());
        }
        for prefix in prefixes {
            let ranges = Key::of_prefix(Table::Instances, &prefix);
            for id in &ids {
                let key = Key::of_instance(Table::Instances, id);
                let is_found = (ranges.iter()).any(|(first, last)| *first < key && key <= *last);
                // Ids of which all digits count may have neighbours in the range.
                let begins = id.as_str().starts_with(&prefix);
                assert!(is_found || !begins, "{prefix}: {id}");
                assert!(!is_found || begins || prefix.len() > 30, "{prefix}: {id}");
            }
        }
    }

    #[test]
    fn the_rows_of_an_instance_lie_together() {
        let mut keys = Vec::new();
        for id in ids() {
            keys.extend(
                NUMBERS.map(|number| (Key::of_number(Table::Inbox, &id, number), id.clone())),
            );
        }
        keys.sort();
        let mut runs: Vec<_> = keys.into_iter().map(|(_, id)| id).collect();
        runs.dedup();
        assert_eq!(runs.len(), ids().len());
    }

    #[test]
    fn a_damaged_key_is_none() {
        let timer = Key::from_parts(Table::Timers, &[1, 2, 3]);
        assert_eq!(timer.to_timer(), None);
        let op = Key::from_parts(Table::Inbox, &[TEXT, b'a', 0, 9, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
        assert_eq!(op.to_op(), None);
        assert_eq!(Key::from_parts(Table::Inputs, &[7]).to_instance(), None);
    }
}
