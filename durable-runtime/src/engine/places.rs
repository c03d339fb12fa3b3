//! [`Places`]: how many instances wait at each point of each machine. So it is known without a
//! look at the instances which of them changed code concerns.

use foldhash::{HashMap, HashSet};

use crate::functions::registry::Registry;
use crate::model::log::LOG;
use crate::step::checkpoint::Place;
use crate::step::machines;
use crate::store::batch::Batch;
use crate::store::key::Key;
use crate::store::rows::{MachineRow, PlaceRow, Row};

/// The numbers of instances that wait, by their places.
#[derive(Debug, Default)]
pub(crate) struct Places {
    counts: HashMap<Place, u64>,
    /// The places with numbers that have changed since the last commit.
    changed: HashSet<Place>,
}

impl Places {
    /// The numbers that the store has.
    pub(crate) fn of_store(rows: Vec<(Place, Vec<u8>)>) -> Self {
        let counts = rows.into_iter().filter_map(|(place, row)| {
            // A damaged row counts nothing: it is for people only.
            Some((place, PlaceRow::from_bytes(&row).ok()?.instances))
        });
        Self {
            counts: counts.collect(),
            changed: HashSet::default(),
        }
    }

    /// Counts an instance that goes from one place to another.
    pub(crate) fn count(&mut self, from: Option<Place>, to: Option<&Place>) {
        if from.as_ref() == to {
            return;
        }
        if let Some(from) = from {
            let count = self.counts.entry(from.clone()).or_default();
            *count = count.saturating_sub(1);
            self.changed.insert(from);
        }
        if let Some(to) = to {
            *self.counts.entry(to.clone()).or_default() += 1;
            self.changed.insert(to.clone());
        }
    }

    /// Adds the changed numbers to a commit.
    pub(crate) fn write(&mut self, batch: &mut Batch) {
        for place in self.changed.drain() {
            let key = Key::of_place(place.machine, &place.point);
            match self.counts.get(&place).copied().unwrap_or_default() {
                0 => {
                    self.counts.remove(&place);
                    batch.remove(key);
                }
                instances => batch.put(key, PlaceRow { instances }.to_bytes()),
            }
        }
    }

    /// Logs, once for each function, how many waiting instances can't continue in the running code.
    pub(crate) fn warn(&self, machines: &[(u64, MachineRow)], registry: &Registry) {
        let mut all: HashMap<&str, (u64, u64)> = HashMap::default();
        let mut reasons: HashMap<&str, Vec<String>> = HashMap::default();
        for (machine, row) in machines {
            let of_machine = self
                .counts
                .iter()
                .filter(|(place, _)| place.machine == *machine);
            let mut of_machine: Vec<_> = of_machine.collect();
            of_machine.sort_unstable_by(|(one, _), (other, _)| one.point.cmp(&other.point));
            let function = row.function.as_str();
            for (place, count) in of_machine {
                let (waiting, stuck) = all.entry(function).or_default();
                *waiting += count;
                let fits = match registry.orchestrator(function) {
                    Some(entry) => machines::fits(*machine, &place.point, entry.manifest),
                    None => Err("the program has no such orchestrator".to_owned()),
                };
                if let Err(why) = fits {
                    *stuck += count;
                    let line = row.line_of(&place.point);
                    let line =
                        line.map_or_else(String::new, |line| format!(" ({}:{line})", row.file));
                    let told = reasons.entry(function).or_default();
                    told.push(format!("{count} at `{}`{line}: {why}", place.point));
                }
            }
        }
        let mut functions: Vec<_> = reasons.into_iter().collect();
        functions.sort_unstable();
        for (function, reasons) in functions {
            let (waiting, stuck) = all[function];
            tracing::warn!(
                target: LOG,
                function,
                "{stuck} of {waiting} waiting instances of `{function}` can't continue in the running code: {}",
                reasons.join("; ")
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::key::Table;

    fn place(point: &str) -> Place {
        Place {
            machine: 1,
            point: point.to_owned(),
        }
    }

    #[test]
    fn instances_are_counted_where_they_wait() {
        let mut places = Places::default();
        places.count(None, Some(&place("sleep#1")));
        places.count(None, Some(&place("sleep#1")));
        places.count(Some(place("sleep#1")), Some(&place("ship#1")));
        let mut batch = Batch::default();
        places.write(&mut batch);
        assert_eq!(places.counts[&place("sleep#1")], 1);
        assert_eq!(places.counts[&place("ship#1")], 1);
        assert_eq!(batch.rows_of(Table::Places), 2);
        // What is not counted any more leaves nothing.
        places.count(Some(place("ship#1")), None);
        places.write(&mut Batch::default());
        assert!(!places.counts.contains_key(&place("ship#1")));
    }

    #[test]
    fn an_instance_that_stays_changes_nothing() {
        let mut places = Places::default();
        places.count(Some(place("sleep#1")), Some(&place("sleep#1")));
        let mut batch = Batch::default();
        places.write(&mut batch);
        assert!(batch.is_empty());
    }
}
