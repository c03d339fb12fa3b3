//! [`Index`]: the rows by which instances are listed, and how many instances each function has in each status. The rows
//! are written with the records, so that lists, counts and instances are of one moment.

use foldhash::{HashMap, HashSet};

use crate::model::id::InstanceId;
use crate::model::micros::Micros;
use crate::store::batch::Batch;
use crate::store::key::{Group, Key, Position, Table};
use crate::store::rows::{ChildRow, CountRow, IndexRow, Record, Row};

/// An instance as the index has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Listed {
    run: u64,
    group: Group,
    created: Micros,
    parent: Option<InstanceId>,
}

impl Listed {
    pub(crate) fn of(record: &Record) -> Self {
        Self {
            run: record.run,
            group: Group {
                function: record.name.clone(),
                status: record.runtime_status(),
            },
            created: record.created,
            parent: record.parent.as_ref().map(|parent| parent.instance.clone()),
        }
    }

    /// Whether it is what the index is to have of this record.
    fn says(&self, record: &Record) -> bool {
        self.run == record.run
            && self.group.status == record.runtime_status()
            && self.group.function == record.name
    }

    fn position(&self, id: &InstanceId) -> Position {
        Position {
            created: self.created,
            instance: id.clone(),
        }
    }

    fn key(&self, id: &InstanceId) -> Key {
        Key::of_index(&self.group, &self.position(id))
    }

    fn child_key(&self, id: &InstanceId) -> Option<Key> {
        let parent = self.parent.as_ref()?;
        Some(Key::of_child(parent, &self.position(id)))
    }
}

/// The rows of the index, which follow the records.
#[derive(Debug, Default)]
pub(crate) struct Index {
    counts: HashMap<Group, u64>,
    /// The groups with numbers that have changed since the last commit.
    changed: HashSet<Group>,
}

impl Index {
    /// The numbers that the store has.
    pub(crate) fn of_store(rows: Vec<(Group, Vec<u8>)>) -> Self {
        let counts = rows.into_iter().filter_map(|(group, row)| {
            // A damaged row counts nothing: it is for people only.
            Some((group, CountRow::from_bytes(&row).ok()?.instances))
        });
        Self {
            counts: counts.collect(),
            changed: HashSet::default(),
        }
    }

    /// Adds the rows of an instance with this record to a commit, in place of those that the index has of it.
    pub(crate) fn list(
        &mut self,
        batch: &mut Batch,
        id: &InstanceId,
        listed: &mut Option<Listed>,
        record: &Record,
    ) {
        if listed.as_ref().is_some_and(|listed| listed.says(record)) {
            return;
        }
        let now = Listed::of(record);
        let before = listed.take();
        if let Some(before) = &before {
            self.uncount(&before.group);
            batch.remove(before.key(id));
        }
        self.count(&now.group);
        batch.put_new(now.key(id), row_of(record).to_bytes());
        let (was, is) = (
            before.and_then(|before| before.child_key(id)),
            now.child_key(id),
        );
        if was != is {
            if let Some(was) = was {
                batch.remove(was);
            }
            if let Some(is) = is {
                batch.put_new(is, ChildRow {}.to_bytes());
            }
        }
        *listed = Some(now);
    }

    /// Adds the rows of an instance of an earlier program to a commit. The store may have them already, from an opening
    /// that was cut short.
    pub(crate) fn list_again(&mut self, batch: &mut Batch, id: &InstanceId, record: &Record) {
        let listed = Listed::of(record);
        self.count(&listed.group);
        batch.put(listed.key(id), row_of(record).to_bytes());
        if let Some(key) = listed.child_key(id) {
            batch.put(key, ChildRow {}.to_bytes());
        }
    }

    /// Removes the rows of an instance that is gone.
    pub(crate) fn remove(&mut self, batch: &mut Batch, id: &InstanceId, listed: &Listed) {
        self.uncount(&listed.group);
        batch.remove(listed.key(id));
        if let Some(key) = listed.child_key(id) {
            batch.remove(key);
        }
    }

    /// Adds the changed numbers to a commit.
    pub(crate) fn write(&mut self, batch: &mut Batch) {
        for group in self.changed.drain() {
            let key = Key::of_group(Table::Counts, &group);
            match self.counts.get(&group).copied().unwrap_or_default() {
                0 => {
                    self.counts.remove(&group);
                    batch.remove(key);
                }
                instances => batch.put(key, CountRow { instances }.to_bytes()),
            }
        }
    }

    fn count(&mut self, group: &Group) {
        *self.counts.entry(group.clone()).or_default() += 1;
        self.note(group);
    }

    fn uncount(&mut self, group: &Group) {
        let count = self.counts.entry(group.clone()).or_default();
        *count = count.saturating_sub(1);
        self.note(group);
    }

    fn note(&mut self, group: &Group) {
        if !self.changed.contains(group) {
            self.changed.insert(group.clone());
        }
    }
}

fn row_of(record: &Record) -> IndexRow {
    IndexRow {
        ended: record.has_ended().then_some(record.updated),
        tags: record.tags.clone(),
    }
}

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use super::*;
    use crate::store::rows::{End, Parent};

    fn record(name: &str) -> Record {
        Record::started(1, name.to_owned(), SystemTime::UNIX_EPOCH)
    }

    fn count(index: &Index, function: &str, status: crate::RuntimeStatus) -> u64 {
        let group = Group {
            function: function.to_owned(),
            status,
        };
        index.counts.get(&group).copied().unwrap_or_default()
    }

    #[test]
    fn an_instance_is_listed_once_and_counted_where_it_is() {
        use crate::RuntimeStatus::{Pending, Terminated};
        let id = InstanceId::unchecked("a");
        let (mut index, mut listed) = (Index::default(), None);
        let mut record = record("order");
        let mut batch = Batch::default();
        index.list(&mut batch, &id, &mut listed, &record);
        index.write(&mut batch);
        assert_eq!(batch.rows_of(Table::Index), 1);
        assert_eq!(batch.rows_of(Table::Counts), 1);
        assert_eq!(batch.rows_of(Table::Children), 0);
        // A step that changes nothing of that writes nothing of it.
        let mut batch = Batch::default();
        index.list(&mut batch, &id, &mut listed, &record);
        index.write(&mut batch);
        assert!(batch.is_empty());
        record.end = Some(End::Terminated(String::new()));
        index.list(&mut batch, &id, &mut listed, &record);
        assert_eq!(batch.rows_of(Table::Index), 2);
        assert_eq!(count(&index, "order", Pending), 0);
        assert_eq!(count(&index, "order", Terminated), 1);
        index.remove(&mut batch, &id, &listed.unwrap());
        index.write(&mut batch);
        assert!(index.counts.is_empty());
    }

    #[test]
    fn a_sub_orchestration_is_found_by_its_parent() {
        let id = InstanceId::unchecked("a");
        let (mut index, mut listed) = (Index::default(), None);
        let mut record = record("order");
        record.parent = Some(Parent {
            instance: InstanceId::unchecked("p"),
            run: 1,
            op: crate::OpId::new(1),
        });
        let mut batch = Batch::default();
        index.list(&mut batch, &id, &mut listed, &record);
        assert_eq!(batch.rows_of(Table::Children), 1);
        record.end = Some(End::Terminated(String::new()));
        let mut batch = Batch::default();
        index.list(&mut batch, &id, &mut listed, &record);
        assert_eq!(batch.rows_of(Table::Children), 0);
        // Another instance has the id now.
        let mut other = self::record("order");
        other.run = 2;
        index.list(&mut batch, &id, &mut listed, &other);
        assert_eq!(batch.rows_of(Table::Children), 1);
        assert_eq!(count(&index, "order", crate::RuntimeStatus::Pending), 1);
    }
}
