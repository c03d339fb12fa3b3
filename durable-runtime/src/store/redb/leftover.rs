//! A file under the name of a journal beside a main file that was closed. It may be a journal that a crash has left,
//! and the main file contains all of it; a journal from another moment; or a foreign file.

use std::collections::BTreeMap;
use std::io::ErrorKind as IoErrorKind;
use std::path::Path;

use ::redb::Database;

use super::super::key::Key;
use super::bound::unbound;
use super::context::Context;
use super::files::{Beginning, journal_builder};
use super::journal::{About, Journal};
use super::main_file::{begin_read, definition};
use super::untouched::{Lock, open_untouched};
use crate::model::error::Error;
use crate::store::batch::Batch;

/// Whether there is a superfluous journal at `path`. Anything else that is there is an error.
pub(super) fn is_leftover(
    main: &Database,
    path: &Path,
    context: &Context<'_>,
) -> Result<bool, Error> {
    let (journal, about) = match at(path, context)? {
        At::Nothing => return Ok(false),
        At::Unmade => return Ok(true),
        At::Journal(journal, about) => (journal, about),
    };
    let is_held = || -> Result<bool, ::redb::Error> {
        match Journal::read_all(&journal, about)? {
            Some(batches) => holds_all(main, batches),
            // A journal that can't be read may hold anything.
            None => Ok(false),
        }
    };
    if is_held().map_err(|error| context.database_of(error))? {
        Ok(true)
    } else {
        Err(context.journal_of_another_moment(path))
    }
}

/// The file at the path of a journal.
enum At {
    Nothing,
    /// A journal that was never completed.
    Unmade,
    /// A journal that its main file doesn't name.
    Journal(Database, About),
}

fn at(path: &Path, context: &Context<'_>) -> Result<At, Error> {
    match Beginning::of(path) {
        Ok(Beginning::Redb) => {}
        Ok(Beginning::Nothing) => return Ok(At::Unmade),
        Ok(Beginning::Other) => return Err(context.no_journal_at_all(path)),
        Err(error) if error.kind() == IoErrorKind::NotFound => {
            // A link that leads nowhere is foreign, too.
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
    match Journal::about(&database).map_err(failed)? {
        Some(about) => Ok(At::Journal(database, about)),
        None if Journal::is_blank(&database).map_err(failed)? => Ok(At::Unmade),
        None => Err(context.no_journal_at_all(path)),
    }
}

/// Whether the main file contains every row as the journal leaves it.
fn holds_all(main: &Database, batches: Vec<Batch>) -> Result<bool, ::redb::Error> {
    let mut left: BTreeMap<Key, Option<Vec<u8>>> = BTreeMap::new();
    for change in batches.into_iter().flat_map(|batch| batch.changes) {
        left.insert(change.key, change.value);
    }
    let transaction = begin_read(main)?;
    for (key, row) in &left {
        let table = transaction.open_table(definition(key.table()))?;
        let held = table.get(key.within())?;
        let held = held.map(|row| unbound(key.table(), key.within(), row.value()));
        if held.as_deref() != row.as_deref() {
            return Ok(false);
        }
    }
    Ok(true)
}
