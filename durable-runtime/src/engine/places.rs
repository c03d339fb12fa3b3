//! [`Places`]: how many instances wait at each point of each machine. So it is known without a
//! look at the instances which of them changed code concerns.

use std::collections::BTreeMap;

use foldhash::{HashMap, HashSet};

use crate::functions::registry::Registry;
use crate::model::function_name::FunctionName;
use crate::model::log::LOG;
use crate::step::checkpoint::Place;
use crate::step::machines;
use crate::store::batch::Batch;
use crate::store::key::Key;
use crate::store::rows::{MachineRow, PlaceRow, Row};
use crate::upgrade::Class;

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

    /// Logs, once for each function, how many waiting instances can't continue in the running code, and how many continue
    /// although the code has changed on both sides.
    pub(crate) fn report(&self, machines: &[(u64, MachineRow)], registry: &Registry) {
        let mut functions: BTreeMap<&str, OfFunction> = BTreeMap::new();
        for (machine, row) in machines {
            let places = self.counts.iter();
            let mut of_machine: Vec<_> = places
                .filter(|(place, _)| place.machine == *machine)
                .collect();
            of_machine.sort_unstable_by(|(one, _), (other, _)| one.point.cmp(&other.point));
            let found = functions.entry(&row.function).or_default();
            for (place, count) in of_machine {
                found.waiting += count;
                let fits = match registry.orchestrator(&row.function) {
                    Some(entry) => machines::fits(*machine, &place.point, entry.manifest),
                    None => Err("the program has no such orchestrator".to_owned()),
                };
                let told = match fits {
                    Ok(Some(Class::Consistent)) => &mut found.consistent,
                    Ok(_) => continue,
                    Err(_) => &mut found.stuck,
                };
                told.count += count;
                let line = row.line_of(&place.point);
                let line = line.map_or_else(String::new, |line| format!(" ({}:{line})", row.file));
                let why = fits
                    .err()
                    .map_or_else(String::new, |why| format!(": {why}"));
                told.places
                    .push(format!("{count} at `{}`{line}{why}", place.point));
            }
        }
        for (key, found) in functions {
            let FunctionName { name, version } = FunctionName::of(key);
            let quoted = FunctionName::of(key).quoted();
            let waiting = found.waiting;
            let Told { count, places } = found.stuck;
            if count > 0 {
                tracing::warn!(
                    target: LOG,
                    function = name,
                    version,
                    "{count} of {waiting} waiting instances of {quoted} can't continue in the running code: {}",
                    places.join("; ")
                );
            }
            let Told { count, places } = found.consistent;
            if count > 0 {
                tracing::info!(
                    target: LOG,
                    function = name,
                    version,
                    "{count} of {waiting} waiting instances of {quoted} continue in code that has changed before and after their places, for the awaits, branches and values before them are the same: {}",
                    places.join("; ")
                );
            }
        }
    }
}

/// What there is to tell of a function.
#[derive(Default)]
struct OfFunction {
    waiting: u64,
    stuck: Told,
    consistent: Told,
}

#[derive(Default)]
struct Told {
    count: u64,
    places: Vec<String>,
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
