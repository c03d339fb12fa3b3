//! What lies beside a main file that was closed, under the name of its journal: a journal that a crash has left, of which
//! the main file holds everything; a journal of another moment; or somebody's file.

use std::collections::BTreeMap;
use std::io::ErrorKind as IoErrorKind;
use std::path::Path;

use ::redb::Database;

use super::super::journal::{Form, Found, Journal};
use super::super::key::Key;
use super::inspect::{Lock, open_untouched};
use super::migrate::MIGRATED;
use super::open::{Beginning, Context, journal_builder};
use super::{META, begin_read, definition, seal};
use crate::error::Error;

/// Whether there is something at `path`, which is a journal that nobody needs any more. Anything else that is there is an error.
pub(super) fn is_leftover(
    main: &Database,
    path: &Path,
    context: &Context<'_>,
) -> Result<bool, Error> {
    let journal = match at(path, context)? {
        At::Nothing => return Ok(false),
        At::Unmade => return Ok(true),
        At::Journal(journal) => journal,
    };
    let failed = |error| context.database_of(error);
    if migrated_from(main).map_err(failed)?
        == Some((journal.identity, journal.last().map_err(failed)?))
    {
        return Ok(true);
    }
    // One that can't be read may hold anything.
    let found = Journal::read(&journal.database, Form::Chained, 0).ok();
    let is_held = |found| holds_all(main, found, Form::Chained).map_err(failed);
    match found.map(is_held).transpose()? {
        Some(true) => Ok(true),
        _ => Err(context.journal_of_another_moment(path)),
    }
}

/// The number and the last commit of a journal that lies beside a main file of format 2, which was closed. It
/// is an error if it holds anything that the main file doesn't.
pub(super) fn leftover_of_format_2(
    main: &Database,
    path: &Path,
    context: &Context<'_>,
) -> Result<Option<(u64, u64)>, Error> {
    let At::Journal(journal) = at(path, context)? else {
        return Ok(None);
    };
    let failed = |error| context.database_of(error);
    let identity = journal.identity;
    let last = journal.last().map_err(failed)?;
    let found = Journal::read(&journal.database, Form::Plain, 0).ok();
    let is_held = |found| holds_all(main, found, Form::Plain).map_err(failed);
    match found.map(is_held).transpose()? {
        Some(true) => Ok(Some((identity, last))),
        _ => Err(context.journal_of_another_moment(path)),
    }
}

/// What is at the path of a journal.
enum At {
    Nothing,
    /// A journal that was never more than begun.
    Unmade,
    Journal(Unnamed),
}

/// A journal that its main file doesn't name.
struct Unnamed {
    database: Database,
    identity: u64,
}

impl Unnamed {
    /// The number of its last commit.
    fn last(&self) -> Result<u64, ::redb::Error> {
        Journal::last_number(&self.database)
    }
}

fn at(path: &Path, context: &Context<'_>) -> Result<At, Error> {
    match Beginning::of(path) {
        Ok(Beginning::Redb) => {}
        Ok(Beginning::Nothing) => return Ok(At::Unmade),
        Ok(Beginning::Other) => return Err(context.no_journal_at_all(path)),
        Err(error) if error.kind() == IoErrorKind::NotFound => {
            // A link that leads nowhere is somebody's, too.
            return match std::fs::symlink_metadata(path) {
                Ok(_) => Err(context.no_journal_at_all(path)),
                Err(_) => Ok(At::Nothing),
            };
        }
        Err(error) if error.kind() == IoErrorKind::IsADirectory => {
            return Err(context.no_journal_at_all(path));
        }
        Err(error) => return Err(context.io(error)),
    }
    let (database, _) = open_untouched(path, &journal_builder(), Lock::Shared, context)?;
    let failed = |error| context.database_of(error);
    match Journal::identity(&database).map_err(failed)? {
        Some(identity) => Ok(At::Journal(Unnamed { database, identity })),
        None if Journal::is_blank(&database).map_err(failed)? => Ok(At::Unmade),
        None => Err(context.no_journal_at_all(path)),
    }
}

/// The number and the last commit of the journal that a store had when it was migrated.
fn migrated_from(main: &Database) -> Result<Option<(u64, u64)>, ::redb::Error> {
    let meta = begin_read(main)?.open_table(META)?;
    let numbers = seal::meta(&meta, MIGRATED)?;
    let numbers = numbers.as_ref().map(|numbers| numbers.as_chunks::<8>().0);
    Ok(match numbers {
        Some([identity, last]) => Some((u64::from_le_bytes(*identity), u64::from_le_bytes(*last))),
        _ => None,
    })
}

/// Whether every row that a journal changes is in the main file as the journal leaves it.
fn holds_all(main: &Database, found: Found, form: Form) -> Result<bool, ::redb::Error> {
    let mut left: BTreeMap<Key, Option<Vec<u8>>> = BTreeMap::new();
    for change in found.batches.into_iter().flat_map(|batch| batch.changes) {
        left.insert(change.key, change.value);
    }
    let transaction = begin_read(main)?;
    for (key, row) in &left {
        let table = transaction.open_table(definition(key.table()))?;
        let held = table.get(key.within())?;
        let is_same = match (&held, row) {
            (None, None) => true,
            (Some(held), Some(row)) => match form {
                Form::Chained => {
                    seal::opened(key.table(), key.within(), held.value()) == row.as_slice()
                }
                Form::Plain => held.value() == row.as_slice(),
            },
            _ => false,
        };
        if !is_same {
            return Ok(false);
        }
    }
    Ok(true)
}
