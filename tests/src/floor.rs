//! [`RowShape`]: the minimum that redb takes to write the steps of instances, without durable functions. Their
//! throughput is compared with it.

use std::path::Path;
use std::time::{Duration, Instant};

use durable_runtime::prelude::*;
use redb::{Database, ReadableDatabase, TableDefinition};

const INSTANCES: TableDefinition<'_, &[u8; 16], &[u8]> = TableDefinition::new("instances");
const ACTIVITIES: TableDefinition<'_, &[u8; 24], &[u8]> = TableDefinition::new("activities");
const HISTORY: TableDefinition<'_, u64, &[u8]> = TableDefinition::new("history");

/// The minimum that a step which awaits an activity writes, whatever the engine does: the instance's record, the
/// activity that it waits for now, the removal of the one that it waited for before, and, with history, in one row,
/// that an activity completed and that the next one was scheduled.
#[derive(Clone, Copy)]
pub struct RowShape {
    /// The number of rows of history of a step.
    history_rows: u64,
}

impl RowShape {
    /// A record under an id of 16 bytes.
    pub const INSTANCE_BYTES: usize = 200;
    /// An activity's name and arguments, under the id and the operation's number.
    const ACTIVITY_BYTES: usize = 100;
    /// Two entries of history, under an ascending number.
    const HISTORY_BYTES: usize = 100;
    const HISTORY_ROWS: u64 = 1;

    /// The rows of such a step, those of history among them or not.
    pub fn of_a_step(history: bool) -> Self {
        Self {
            history_rows: if history { Self::HISTORY_ROWS } else { 0 },
        }
    }

    /// The time that redb takes to write that for instances of so many steps each, `in_flight` instances in each
    /// commit, to a file of its own in `folder`.
    pub fn write(
        self,
        folder: &Path,
        instances: u64,
        steps: u64,
        in_flight: u64,
    ) -> Result<Duration> {
        let folder = tempfile::tempdir_in(folder)?;
        let database = Database::create(folder.path().join("floor.redb"))?;
        self.write_to(&database, instances, steps, in_flight)
    }

    /// The time that it takes to write it to this database, which is empty.
    pub fn write_to(
        self,
        database: &Database,
        instances: u64,
        steps: u64,
        in_flight: u64,
    ) -> Result<Duration> {
        let mut history = 0;
        let began = Instant::now();
        let mut first = 0;
        while first < instances {
            let last = instances.min(first + in_flight);
            for step in 0..steps {
                let transaction = database.begin_write()?;
                {
                    let mut rows = transaction.open_table(INSTANCES)?;
                    for instance in first..last {
                        rows.insert(&id(instance), [1; Self::INSTANCE_BYTES].as_slice())?;
                    }
                    let mut rows = transaction.open_table(ACTIVITIES)?;
                    for instance in first..last {
                        if step > 0 {
                            rows.remove(&operation(instance, step - 1))?;
                        }
                        let key = operation(instance, step);
                        rows.insert(&key, [2; Self::ACTIVITY_BYTES].as_slice())?;
                    }
                    let mut rows = transaction.open_table(HISTORY)?;
                    for _ in 0..self.history_rows * (last - first) {
                        rows.insert(history, [3; Self::HISTORY_BYTES].as_slice())?;
                        history += 1;
                    }
                }
                transaction.commit()?;
            }
            first = last;
        }
        Ok(began.elapsed())
    }

    /// The time in which redb reads the records of so many instances by their keys, from the `first`-th on. They were
    /// [written](Self::write_to) before.
    pub fn read(database: &Database, first: u64, instances: u64) -> Result<Duration> {
        let began = Instant::now();
        let transaction = database.begin_read()?;
        let rows = transaction.open_table(INSTANCES)?;
        for instance in first..first + instances {
            let row = rows.get(&id(instance))?;
            let bytes = row.map(|row| row.value().to_vec());
            if bytes.is_none_or(|bytes| bytes.len() != Self::INSTANCE_BYTES) {
                return Err(Failure::new(format!("there is no record {instance}")));
            }
        }
        Ok(began.elapsed())
    }
}

/// Ids that ascend, like automatic ones.
fn id(instance: u64) -> [u8; 16] {
    u128::from(instance).rotate_left(64).to_be_bytes()
}

fn operation(instance: u64, step: u64) -> [u8; 24] {
    let mut key = [0; 24];
    key[..16].copy_from_slice(&id(instance));
    key[16..].copy_from_slice(&step.to_be_bytes());
    key
}
