//! The machines that this process has seen, by the digests of their texts: those of its own functions, and those that its
//! stores hold. What is known of a digest never changes, so one table serves all stores.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};

use crate::step::frame::{IncompatibleCheckpoint, Manifest};
use crate::upgrade::{Graph, Moves};

#[derive(Default)]
struct Known {
    texts: HashMap<u64, Arc<str>>,
    /// The moves between two machines, once they were looked for.
    moves: HashMap<(u64, u64), Arc<Moves>>,
}

fn known() -> MutexGuard<'static, Known> {
    static KNOWN: LazyLock<Mutex<Known>> = LazyLock::new(Mutex::default);
    // A panic under the lock leaves the table as it was.
    KNOWN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A number of this program: another build has another one, as far as that can be told.
pub(crate) fn program() -> u64 {
    static PROGRAM: LazyLock<u64> = LazyLock::new(|| {
        let mut hasher = DefaultHasher::new();
        let metadata = std::env::current_exe().and_then(std::fs::metadata);
        if let Ok(metadata) = metadata {
            (metadata.len(), metadata.modified().ok()).hash(&mut hasher);
        }
        hasher.finish()
    });
    *PROGRAM
}

/// Makes the text of a machine known. `false` if another text is known under this digest.
pub(crate) fn learn(machine: u64, text: &str) -> bool {
    let mut known = known();
    match known.texts.get(&machine) {
        Some(other) => **other == *text,
        None => {
            known.texts.insert(machine, text.into());
            true
        }
    }
}

/// Whether an instance that waits at a point of a machine continues in a function of this program; why not.
pub(crate) fn fits(from: u64, point: &str, manifest: &Manifest) -> Result<(), String> {
    if from == manifest.machine {
        return Ok(());
    }
    let moves = moves(from, manifest).map_err(|why| why.to_string())?;
    let found = moves.of(point, true);
    found.map(drop).map_err(|why| why.to_string())
}

/// The moves from a machine to a function of this program.
pub(crate) fn moves(from: u64, manifest: &Manifest) -> Result<Arc<Moves>, IncompatibleCheckpoint> {
    let pair = (from, manifest.machine);
    let text = {
        let known = known();
        if let Some(moves) = known.moves.get(&pair) {
            return Ok(Arc::clone(moves));
        }
        let text = known.texts.get(&from).cloned();
        text.ok_or(IncompatibleCheckpoint::UnknownMachine)?
    };
    let read = |text: &str| {
        let graph = Graph::read(text);
        graph.map_err(|bad| IncompatibleCheckpoint::UnreadableMachine(bad.to_string()))
    };
    // Without the lock: it takes a while for large functions.
    let moves = Arc::new(Moves::between(&read(&text)?, &read(manifest.text)?));
    known().moves.insert(pair, Arc::clone(&moves));
    Ok(moves)
}
