//! [`Events`]: the external events that have arrived for an instance and that it has not taken. Each is a row of its
//! own, so that one more costs the same however many there are: the rows are read when the instance is stepped.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use crate::model::event_limits::Tally;
use crate::model::json::Json;

/// Events that have arrived and were not taken, first in, first out per name.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Events {
    /// By name in lower case, oldest first. The copies for steps share it.
    by_name: Arc<BTreeMap<String, VecDeque<Event>>>,
    /// The number of events of each name that the current step has taken.
    taken: BTreeMap<String, usize>,
    /// Whether only the events since the instance was loaded are here, and the older ones in their rows.
    is_unread: bool,
    tally: Tally,
    /// The tally at the last commit, and the names of later events.
    written: Tally,
    fresh: BTreeSet<String>,
}

#[derive(Clone, Debug, PartialEq)]
struct Event {
    number: u64,
    payload: Json,
}

/// The number of bytes that an event counts.
pub(crate) fn bytes_of(name: &str, payload: &Json) -> u64 {
    (name.len() + payload.as_str().len()) as u64
}

impl Events {
    /// The events of a loaded instance: only their tally is known.
    pub(crate) fn unread(tally: Tally) -> Self {
        Self {
            is_unread: true,
            tally,
            written: tally,
            ..Self::default()
        }
    }

    /// Whether the rows must be read before the instance is stepped.
    pub(crate) fn is_unread(&self) -> bool {
        self.is_unread
    }

    /// Whether any event is in memory, and not only in its row.
    pub(crate) fn any_in_memory(&self) -> bool {
        !self.by_name.is_empty()
    }

    pub(crate) fn tally(&self) -> Tally {
        self.tally
    }

    /// Adds the events of the rows, in the order of their numbers.
    pub(crate) fn read(&mut self, rows: impl IntoIterator<Item = (u64, String, Json)>) {
        let mut by_name: BTreeMap<String, VecDeque<Event>> = BTreeMap::new();
        let mut last = 0;
        for (number, name, payload) in rows {
            last = number;
            let event = Event { number, payload };
            by_name.entry(name).or_default().push_back(event);
        }
        // Events that have come since then may have rows already.
        for (name, events) in self.by_name.iter() {
            let newer = events.iter().filter(|event| event.number > last).cloned();
            by_name.entry(name.clone()).or_default().extend(newer);
        }
        self.by_name = Arc::new(by_name);
        self.is_unread = false;
    }

    /// Adds an event of this name, in lower case, behind the others.
    pub(crate) fn push(&mut self, name: String, payload: Json) {
        self.tally.last += 1;
        self.tally.count += 1;
        self.tally.bytes += bytes_of(&name, &payload);
        let number = self.tally.last;
        if !self.fresh.contains(&name) {
            self.fresh.insert(name.clone());
        }
        let by_name = Arc::make_mut(&mut self.by_name);
        let event = Event { number, payload };
        by_name.entry(name).or_default().push_back(event);
    }

    /// The number of events of this name.
    pub(crate) fn arrived(&self, name: &str) -> usize {
        let here = self.by_name.get(name).map_or(0, VecDeque::len);
        here - self.taken_of(name)
    }

    fn taken_of(&self, name: &str) -> usize {
        self.taken.get(name).copied().unwrap_or(0)
    }

    /// All of them, in the order in which they came.
    pub(crate) fn in_order(&self) -> Vec<(String, Json)> {
        let mut all = Vec::new();
        for (name, events) in self.by_name.iter() {
            let left = events.iter().skip(self.taken_of(name));
            all.extend(left.map(|event| (event.number, name.clone(), event.payload.clone())));
        }
        all.sort_by_key(|(number, ..)| *number);
        let named = |(_, name, payload)| (name, payload);
        all.into_iter().map(named).collect()
    }

    /// Takes the oldest event of this name.
    pub(crate) fn take(&mut self, name: &str) -> Option<Json> {
        let taken = self.taken_of(name);
        let event = self.by_name.get(name)?.get(taken)?;
        let payload = event.payload.clone();
        self.tally.count -= 1;
        self.tally.bytes -= bytes_of(name, &payload);
        self.taken.insert(name.to_owned(), taken + 1);
        Some(payload)
    }

    /// The names of the events after the one of this number.
    pub(crate) fn names_since(&self, number: u64) -> impl Iterator<Item = &str> {
        let since = move |events: &VecDeque<Event>| {
            let newest = events.back();
            newest.is_some_and(|event| event.number > number)
        };
        let any = self.tally.last > number;
        let names = self
            .by_name
            .iter()
            .filter(move |(_, events)| any && since(events));
        names.map(|(name, _)| name.as_str())
    }

    /// The events that are left after a step took some from its copy, `stepped`. More may have come meanwhile.
    pub(crate) fn without_taken(mut self, stepped: &Self) -> Self {
        debug_assert!(self.taken.is_empty(), "only a step takes, of its copy");
        for (name, count) in &stepped.taken {
            let events = self.by_name.get(name).into_iter().flatten().take(*count);
            for event in events {
                self.tally.count -= 1;
                self.tally.bytes -= bytes_of(name, &event.payload);
            }
        }
        self.taken.clone_from(&stepped.taken);
        self
    }

    /// Forgets the events that were taken. Returns the numbers of those with rows, which are to be removed.
    pub(crate) fn settle(&mut self) -> Vec<u64> {
        let mut gone = Vec::new();
        if self.taken.is_empty() {
            return gone;
        }
        let by_name = Arc::make_mut(&mut self.by_name);
        for (name, count) in std::mem::take(&mut self.taken) {
            let Some(events) = by_name.get_mut(&name) else {
                continue;
            };
            gone.extend(events.drain(..count).map(|event| event.number));
            if events.is_empty() {
                by_name.remove(&name);
            }
        }
        gone.retain(|number| *number <= self.written.last);
        gone
    }

    /// Forgets all events. Returns the numbers of those with rows.
    pub(crate) fn clear(&mut self) -> Vec<u64> {
        debug_assert!(!self.is_unread, "what was not read can't be removed");
        let all = std::mem::take(self);
        let numbers = all.by_name.values().flatten().map(|event| event.number);
        numbers
            .filter(|number| *number <= all.written.last)
            .collect()
    }

    /// Whether nothing has changed since the last commit wrote them.
    pub(crate) fn is_written(&self) -> bool {
        self.written == self.tally
    }

    /// The events that no commit has written yet, for the next commit: number, name and payload.
    pub(crate) fn write(&mut self) -> Vec<(u64, String, Json)> {
        let mut rows = Vec::new();
        for name in std::mem::take(&mut self.fresh) {
            let newest = self.by_name.get(&name).into_iter().flatten().rev();
            let fresh = newest.take_while(|event| event.number > self.written.last);
            rows.extend(fresh.map(|event| (event.number, name.clone(), event.payload.clone())));
        }
        rows.sort_unstable_by_key(|(number, ..)| *number);
        self.written = self.tally;
        rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(n: u64) -> Json {
        Json::of(&n).unwrap()
    }

    fn push(events: &mut Events, name: &str, n: u64) {
        events.push(name.to_owned(), json(n));
    }

    fn numbers(rows: &[(u64, String, Json)]) -> Vec<u64> {
        rows.iter().map(|(number, ..)| *number).collect()
    }

    #[test]
    fn an_event_that_is_taken_before_it_is_written_has_no_row() {
        let mut events = Events::default();
        push(&mut events, "a", 1);
        push(&mut events, "b", 2);
        assert_eq!(events.take("a"), Some(json(1)));
        assert_eq!(events.take("a"), None);
        assert!(events.settle().is_empty());
        assert_eq!(numbers(&events.write()), [2]);
        assert!(events.write().is_empty());
        assert_eq!(events.take("b"), Some(json(2)));
        assert_eq!(events.settle(), [2]);
        assert_eq!(
            events.tally(),
            Tally {
                last: 2,
                ..Tally::default()
            }
        );
    }

    #[test]
    fn a_copy_that_takes_leaves_the_other_as_it_is() {
        let mut events = Events::default();
        push(&mut events, "a", 1);
        push(&mut events, "a", 2);
        let mut copy = events.clone();
        assert_eq!(copy.take("a"), Some(json(1)));
        assert_eq!((events.arrived("a"), copy.arrived("a")), (2, 1));
        drop(events);
        assert!(copy.settle().is_empty());
        assert_eq!(copy.take("a"), Some(json(2)));
    }

    /// Events arrive, are written, taken and forgotten, and read again; a plain list of rows is the expectation.
    #[test]
    fn what_is_read_is_what_was_written_and_not_taken() {
        let mut events = Events::default();
        let mut rows: BTreeMap<u64, (String, Json)> = BTreeMap::new();
        let mut model: Vec<(String, u64)> = Vec::new();
        let mut seed = 7_u64;
        for n in 0..4000 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(n);
            let name = ["a", "b", "c"][(seed >> 40) as usize % 3];
            match (seed >> 33) % 10 {
                0..=3 => {
                    push(&mut events, name, n);
                    model.push((name.to_owned(), n));
                }
                4..=5 if !events.is_unread() => {
                    let at = model.iter().position(|(of, _)| of == name);
                    let expected = at.map(|at| json(model.remove(at).1));
                    assert_eq!(events.take(name), expected);
                    for number in events.settle() {
                        assert!(rows.remove(&number).is_some(), "it had a row");
                    }
                }
                6 => {
                    let written = events.write();
                    rows.extend(written.into_iter().map(|(n, name, json)| (n, (name, json))));
                    assert_eq!(rows.len(), model.len());
                }
                7 => {
                    let written = events.write();
                    rows.extend(written.into_iter().map(|(n, name, json)| (n, (name, json))));
                    events = Events::unread(events.tally());
                }
                _ => {
                    let rows = rows.iter();
                    events.read(rows.map(|(n, (name, json))| (*n, name.clone(), json.clone())));
                }
            }
            assert_eq!(events.tally().count, model.len() as u64);
        }
        assert!(!rows.is_empty());
        events.read(
            rows.iter()
                .map(|(n, (name, json))| (*n, name.clone(), json.clone())),
        );
        let mut all = events.clear();
        all.sort_unstable();
        assert_eq!(all, rows.keys().copied().collect::<Vec<_>>());
    }
}
