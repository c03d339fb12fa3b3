//! A read-only store. redb marks a file that it opens, and repairs one that was not closed: here it does so in memory,
//! over files that nothing writes to ([`open_untouched`]).

use std::path::Path;

use ::redb::Builder;

use super::super::Options;
use super::super::layer::Layers;
use super::RedbStore;
use super::context::Context;
use super::files::{Beginning, files_of, journal_builder};
use super::leftover::is_leftover;
use super::open::{FileFormat, found_in, journal_of, prepare, require_same};
use super::panics::caught;
use super::state::StoreState;
use super::untouched::{Lock, open_untouched};
use crate::model::error::Error;

impl RedbStore {
    /// Opens the store in `path` for reading. Not a byte of its files is changed, and as long as it is open no runtime
    /// can open it.
    pub(crate) fn inspect(path: &Path) -> Result<Self, Error> {
        let context = Context::File(path);
        caught(|| Self::inspect_file(path, &context))
    }

    fn inspect_file(path: &Path, context: &Context<'_>) -> Result<Self, Error> {
        let io = |error| context.io(error);
        if std::fs::metadata(path).map_err(io)?.is_dir() {
            return Err(context.directory(path));
        }
        if Beginning::of(path).map_err(io)? != Beginning::Redb {
            return Err(context.not_a_store("it is no redb database"));
        }
        let mut builder = Builder::new();
        builder.set_cache_size(Options::default().cache_bytes);
        let (main, opened) = open_untouched(path, &builder, Lock::Shared, context)?;
        require_same(path, &opened, context)?;
        // A store of an earlier format is migrated in memory.
        if prepare(&main, context)? == FileFormat::Nothing {
            return Err(context.not_a_store("it is a redb database with nothing in it"));
        }
        let files = files_of(path).map_err(io)?;
        let named = journal_of(&main).map_err(|error| context.database_of(error))?;
        let mut layers = Layers::default();
        if let Some(named) = named {
            if !files.journal.exists() {
                return Err(context.no_journal(&files.journal, "is missing"));
            }
            let (journal, _) =
                open_untouched(&files.journal, &journal_builder(), Lock::Shared, context)?;
            let (found, _) = found_in(&journal, named, Some(&files.journal), context)?;
            layers = found.into_layers();
        } else {
            is_leftover(&main, &files.journal, context)?;
        }
        Ok(Self::without_writer(StoreState::new(
            layers,
            main,
            Some(files),
        )))
    }
}
