//! Whether the program can resume an instance that is in a store. Nothing is stepped, and nothing is written.

use std::collections::HashSet;
use std::sync::Arc;

use super::activities::scheduler::unknown_activity;
use crate::functions::registry::Registry;
use crate::model::clock::Clock;
use crate::model::error::Error;
use crate::model::id::{InstanceId, OpId};
use crate::model::json::Json;
use crate::step::checkpoint::{Checkpoint, Place};
use crate::step::command::{Again, Pending};
use crate::step::frame::Blob;
use crate::step::mailbox::Progress;
use crate::step::transition::{Fit, Position, check};
use crate::store::Store;
use crate::store::key::{Key, Table};
use crate::store::reads::Extra;
use crate::store::rows::{ActivityRow, InputRow, Record, Row as _, TimerRow};

/// An instance that has not ended, with all that belongs to it; or one that has failed, as it goes on if it is rewound.
pub(crate) struct Stored {
    id: InstanceId,
    /// Whether it has failed.
    is_kept: bool,
    /// What it holds, or why that can't be read.
    found: Result<(Record, Option<Json>), String>,
    /// The activities that it waits for, if they were asked for: their names, or why they can't be read.
    calls: Vec<Result<String, String>>,
}

/// What was found of an instance.
pub(crate) struct Checked {
    pub(crate) id: InstanceId,
    /// Whether it has failed. This is about the checkpoint that was kept of it.
    pub(crate) is_kept: bool,
    /// The number of its start, if its record can be read.
    pub(crate) run: Option<u64>,
    /// The key of its function, if that can be read.
    pub(crate) function: Option<String>,
    /// Where it waits; `None` if it has not begun, or an earlier version of this crate wrote it.
    pub(crate) place: Option<Place>,
    /// The point where it waits, or `start`.
    pub(crate) point: String,
    /// Why it is blocked, as the store says.
    pub(crate) blocked: Option<String>,
    /// Why it continues in other code than it was written by, if it does; or why the program can't resume it.
    pub(crate) fit: Result<Fit, String>,
}

impl Stored {
    /// Reads the rest of an instance of which this is the record; `None` if it has ended, and can't be rewound.
    pub(crate) async fn read(
        store: &dyn Store,
        registry: &Registry,
        id: InstanceId,
        row: &[u8],
    ) -> Result<Option<Self>, Error> {
        let record = match Record::from_bytes(row) {
            Ok(record) if record.has_ended() => {
                return Self::kept(store, registry, id, record).await;
            }
            Ok(record) if is_whole(&record) && !needs_input(&record, registry) => {
                Ok((record, None))
            }
            Ok(_) => match Self::whole(store, registry, &id).await? {
                Some(found) => found,
                // It has ended meanwhile.
                None => return Ok(None),
            },
            Err(unreadable) => Err(unreadable.to_string()),
        };
        Ok(Some(Self {
            id,
            is_kept: false,
            found: record,
            calls: Vec::new(),
        }))
    }

    /// Reads what is kept of a failed instance.
    async fn kept(
        store: &dyn Store,
        registry: &Registry,
        id: InstanceId,
        ended: Record,
    ) -> Result<Option<Self>, Error> {
        let Some(ops) = ended.kept else {
            return Ok(None);
        };
        let Some(kept) = store.kept(&id, &ops).await? else {
            // It was purged or rewound meanwhile.
            return Ok(None);
        };
        let mut calls = Vec::new();
        let found = match kept {
            Err(why) => Err(why),
            Ok(kept) => {
                let mut again: Vec<Again> = kept.cut_short.into_iter().map(|(_, it)| it).collect();
                let mut record = kept.record;
                for (op, progress) in kept.outcomes {
                    if let Progress::Failed { again: what, .. } = &progress {
                        again.push(what.clone());
                    }
                    record.mailbox.restore(op, progress);
                }
                calls.extend(again.into_iter().filter_map(|what| match what {
                    Again::Activity(task) => Some(Ok(task.name)),
                    _ => None,
                }));
                if needs_input(&record, registry) {
                    let row = store.whole(&id, Extra::Input).await?;
                    let input = read_input(row.and_then(|whole| whole.input));
                    input.map(|input| (record, Some(input)))
                } else {
                    Ok((record, None))
                }
            }
        };
        Ok(Some(Self {
            id,
            is_kept: true,
            found,
            calls,
        }))
    }

    /// Whether it has failed.
    pub(super) fn is_kept(&self) -> bool {
        self.is_kept
    }

    /// Reads which activities it waits for, too. The engine finds out when it begins them.
    pub(crate) async fn read_calls(&mut self, store: &dyn Store) -> Result<(), Error> {
        let Ok((record, _)) = &self.found else {
            return Ok(());
        };
        if self.is_kept {
            return Ok(());
        }
        let is_call = |(_, pending): &(OpId, &Pending)| matches!(pending, Pending::Activity { .. });
        let calls = record.mailbox.pending().filter(is_call);
        let is_call: HashSet<OpId> = calls.map(|(op, _)| op).collect();
        if is_call.is_empty() {
            return Ok(());
        }
        let keys = record.rows_of_pending(&self.id).into_iter();
        let keys = keys.filter(|(op, _)| is_call.contains(op));
        let keys: Vec<Key> = keys.map(|(_, key)| key).collect();
        let rows = store.rows(keys.iter().cloned()).await?;
        for (key, row) in keys.into_iter().zip(rows) {
            // It has ended meanwhile, if there is none.
            self.calls.extend(row.map(|row| {
                let row = match key.table() {
                    Table::Timers => match TimerRow::from_bytes(&row) {
                        Ok(TimerRow::Retry(row) | TimerRow::RetryAfter { row, .. }) => Ok(row),
                        Ok(_) => Err("it is no activity's".to_owned()),
                        Err(unreadable) => Err(unreadable.to_string()),
                    },
                    _ => ActivityRow::from_bytes(&row).map_err(|error| error.to_string()),
                };
                let row =
                    row.map_err(|why| format!("an activity that it called can't be read: {why}"))?;
                Ok(row.task.name)
            }));
        }
        Ok(())
    }

    async fn whole(
        store: &dyn Store,
        registry: &Registry,
        id: &InstanceId,
    ) -> Result<Option<Result<(Record, Option<Json>), String>>, Error> {
        let Some(mut whole) = store.whole(id, Extra::Values).await? else {
            return Ok(None);
        };
        let record = match whole.put_together() {
            Ok(record) => record,
            Err(unreadable) => return Ok(Some(Err(unreadable.to_string()))),
        };
        if record.has_ended() {
            return Ok(None);
        }
        if !needs_input(&record, registry) {
            return Ok(Some(Ok((record, None))));
        }
        let row = store.whole(id, Extra::Input).await?;
        let input = read_input(row.and_then(|whole| whole.input));
        Ok(Some(input.map(|input| (record, Some(input)))))
    }

    pub(super) fn id(&self) -> &InstanceId {
        &self.id
    }

    /// The key of its function, if that can be read.
    pub(super) fn function(&self) -> Option<&str> {
        let record = self.found.as_ref().ok();
        record.map(|(record, _)| &*record.name)
    }

    /// Removes from `machines` those that it needs. `false` if it can't be read, so that nobody knows.
    pub(crate) fn leave_needed(&self, machines: &mut HashSet<u64>) -> bool {
        let Ok((record, _)) = &self.found else {
            return false;
        };
        let checkpoint = record.checkpoint.iter().map(|Blob(bytes)| &bytes[..]);
        let values = record.values.values().map(|value| &value[..]);
        for bytes in checkpoint.chain(values) {
            machines.retain(|machine| !Checkpoint::names_machine(bytes, *machine));
        }
        true
    }

    /// Looks at it with the program's code. That decodes values, which is code of the user's: it may take long.
    pub(crate) fn check(self, registry: &Registry, clock: &Arc<dyn Clock>) -> Checked {
        let Self {
            id,
            is_kept,
            found,
            calls,
        } = self;
        let (record, input) = match found {
            Ok(found) => found,
            Err(why) => {
                return Checked {
                    id,
                    is_kept,
                    run: None,
                    function: None,
                    place: None,
                    point: String::new(),
                    blocked: None,
                    fit: Err(why),
                };
            }
        };
        let checkpoint = record
            .checkpoint
            .as_ref()
            .map(|Blob(checkpoint)| checkpoint);
        let place = checkpoint.and_then(|checkpoint| Checkpoint::place(checkpoint));
        let fit = match registry.orchestrator(&record.name) {
            None => Err(registry.missing(&record.name)),
            Some(entry) => {
                let position = match (checkpoint, &input) {
                    (Some(checkpoint), _) => Ok(Position::Waiting {
                        checkpoint,
                        values: &record.values,
                        next_value: record.next_value,
                        input: input.as_ref(),
                    }),
                    (None, Some(input)) => Ok(Position::Start(input)),
                    // It has ended meanwhile.
                    (None, None) => Err("it does not wait".to_owned()),
                };
                position.and_then(|position| check(entry, &id, clock, &position, &record.mailbox))
            }
        };
        // One that continues at once may cancel what it waits for.
        let fit = fit.and_then(|fit| {
            match calls.into_iter().find_map(|call| match call {
                Ok(name) if registry.activity(&name).is_some() => None,
                Ok(name) => Some(unknown_activity(&name)),
                Err(why) => Some(why),
            }) {
                Some(why) if !fit.goes_on_now => Err(why),
                Some(_) | None => Ok(fit),
            }
        });
        Checked {
            point: place
                .as_ref()
                .map_or_else(|| "start".to_owned(), |place| place.point.clone()),
            id,
            is_kept,
            run: Some(record.run),
            function: Some(record.name),
            place,
            blocked: record.blocked,
            fit,
        }
    }
}

fn read_input(row: Option<Vec<u8>>) -> Result<Json, String> {
    let row = row.ok_or_else(|| "its input in the store is missing".to_owned())?;
    let row = InputRow::from_bytes(&row);
    let row = row.map_err(|error| format!("its input in the store can't be read: {error}"))?;
    Ok(row.input)
}

/// Whether the code of an instance needs its input.
pub(crate) fn needs_input(record: &Record, registry: &Registry) -> bool {
    let Some(Blob(checkpoint)) = &record.checkpoint else {
        return true;
    };
    let entry = registry.orchestrator(&record.name);
    entry.is_some_and(|entry| Checkpoint::needs_input(checkpoint, entry.manifest))
}

/// Whether a record says all that counts.
fn is_whole(record: &Record) -> bool {
    record.checkpoint.is_some() && !record.has_values && !record.has_outcomes && !record.has_events
}
