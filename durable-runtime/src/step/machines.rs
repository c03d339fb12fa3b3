//! The machines that this process has seen, by the digests of their texts: those of its own functions, and those that its
//! stores hold. What is known of a digest never changes, so one table serves all stores.

use std::collections::HashMap;
use std::fs::File;
use std::hash::{BuildHasher as _, DefaultHasher, Hash as _, Hasher as _, RandomState};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};
use std::time::UNIX_EPOCH;

use crate::step::frame::{IncompatibleCheckpoint, Manifest};
use crate::step::migration::MigrationEntry;
use crate::upgrade::{Class, Decision, Graph, Moves};

/// A machine that is known.
struct Machine {
    text: Arc<str>,
    /// The file of the function, and the lines of its points there.
    file: String,
    lines: Vec<(String, u32)>,
}

#[derive(Default)]
struct Known {
    machines: HashMap<u64, Machine>,
    /// The moves between two machines, once they were looked for.
    moves: HashMap<Pair, Arc<Moves>>,
    /// What was decided about instances of one machine in another one.
    decisions: HashMap<Pair, Vec<Decision>>,
    /// The migrations of instances of a machine into an orchestrator of this program, which is told by its name, for two may
    /// be of one machine.
    migrations: HashMap<(u64, &'static str), Vec<&'static MigrationEntry>>,
}

/// A machine, and a function of this program in which its instances are to continue.
type Pair = (u64, Function);

/// A function of this program. Those with equal bodies have one machine, and each is decided for itself: they differ by
/// where their manifests are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Function {
    machine: u64,
    manifest: usize,
}

impl Function {
    fn of(manifest: &Manifest) -> Self {
        Self {
            machine: manifest.machine,
            manifest: std::ptr::from_ref(manifest).addr(),
        }
    }
}

fn known() -> MutexGuard<'static, Known> {
    static KNOWN: LazyLock<Mutex<Known>> = LazyLock::new(Mutex::default);
    // A panic under the lock leaves the table as it was.
    KNOWN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The changes of the program that tests pretend.
static CHANGES: AtomicU64 = AtomicU64::new(0);

/// Makes what was written until now the work of another program: for tests.
pub(crate) fn change_program() {
    CHANGES.fetch_add(1, Ordering::Relaxed);
}

/// A number of this program: another build has another one, as far as that can be told.
pub(crate) fn program() -> u64 {
    static PROGRAM: LazyLock<u64> = LazyLock::new(|| {
        let file = if cfg!(target_os = "linux") {
            // The file that runs, even if another one has taken its place.
            Ok(PathBuf::from("/proc/self/exe"))
        } else {
            std::env::current_exe()
        };
        let number = file.and_then(|file| number_of(&file));
        // What can't be told from another build counts as one.
        number.unwrap_or_else(|_| RandomState::new().build_hasher().finish())
    });
    PROGRAM.wrapping_add(CHANGES.load(Ordering::Relaxed))
}

/// A number of the file of a program: of its length, of when it was made, and of its content if it may have been given its
/// time. Tools that make the same file in each build give it whole seconds.
fn number_of(file: &Path) -> io::Result<u64> {
    let mut file = File::open(file)?;
    let metadata = file.metadata()?;
    let made = metadata.modified()?;
    let mut hasher = DefaultHasher::new();
    (metadata.len(), made).hash(&mut hasher);
    let since_epoch = made.duration_since(UNIX_EPOCH).unwrap_or_default();
    if since_epoch.subsec_nanos() == 0 {
        let mut content = crc32fast::Hasher::new();
        let mut piece = vec![0; 1 << 16];
        loop {
            match file.read(&mut piece)? {
                0 => break,
                read => content.update(&piece[..read]),
            }
        }
        content.finalize().hash(&mut hasher);
    }
    Ok(hasher.finish())
}

/// Makes a machine known: its text, and where its points were in the source. `false` if another text is known under this
/// digest.
pub(crate) fn learn(machine: u64, text: &str, file: &str, lines: &[(String, u32)]) -> bool {
    let mut known = known();
    match known.machines.get(&machine) {
        Some(other) => *other.text == *text,
        None => {
            let learned = Machine {
                text: text.into(),
                file: file.to_owned(),
                lines: lines.to_vec(),
            };
            known.machines.insert(machine, learned);
            true
        }
    }
}

/// Makes known what was decided about the instances of one machine in a function of this program.
#[cfg(feature = "lock")]
pub(crate) fn decide(from: u64, to: &'static Manifest, decisions: Vec<Decision>) {
    let pair = (from, Function::of(to));
    let mut known = known();
    known.moves.remove(&pair);
    known.decisions.insert(pair, decisions);
}

/// Makes known how instances of a machine are migrated into an orchestrator of this program.
#[cfg(feature = "lock")]
pub(crate) fn migrate(from: u64, to: &Manifest, migrations: Vec<&'static MigrationEntry>) {
    known().migrations.insert((from, to.name), migrations);
}

/// The migration of instances that wait at a point of a machine into an orchestrator of this program.
pub(crate) fn migration(from: u64, point: &str, to: &Manifest) -> Option<&'static MigrationEntry> {
    if from == to.machine {
        return None;
    }
    let known = known();
    let migrations = known.migrations.get(&(from, to.name))?;
    let mut here = migrations.iter().copied();
    here.find(|migration| migration.at == point)
}

/// The file and the line of a point, when the machine wrote its checkpoint.
pub(crate) fn place_of(machine: u64, point: &str) -> Option<String> {
    let known = known();
    let machine = known.machines.get(&machine)?;
    let mut lines = machine.lines.iter();
    let (_, line) = lines.find(|(name, _)| name == point)?;
    Some(format!("{}:{line}", machine.file))
}

/// Why an instance that waits at a point of a machine continues in an orchestrator of this program, `None` if it is of that
/// function; or why it doesn't.
pub(crate) fn fits(from: u64, point: &str, manifest: &Manifest) -> Result<Option<Class>, String> {
    if from == manifest.machine {
        return Ok(None);
    }
    if migration(from, point, manifest).is_some() {
        return Ok(Some(Class::Migration));
    }
    let moves = moves(from, manifest).map_err(|why| why.to_string())?;
    let found = moves.of(point, true);
    let class = found.map(|found| Some(found.class));
    class.map_err(|why| manifest.with_place(&why))
}

/// The moves from a machine to a function of this program.
pub(crate) fn moves(from: u64, manifest: &Manifest) -> Result<Arc<Moves>, IncompatibleCheckpoint> {
    let pair = (from, Function::of(manifest));
    let (text, decisions) = {
        let known = known();
        if let Some(moves) = known.moves.get(&pair) {
            return Ok(Arc::clone(moves));
        }
        let machine = known.machines.get(&from);
        let text = machine.map(|machine| Arc::clone(&machine.text));
        let text = text.ok_or(IncompatibleCheckpoint::UnknownMachine)?;
        (text, known.decisions.get(&pair).cloned())
    };
    let read = |text: &str| {
        let graph = Graph::read(text);
        graph.map_err(|bad| IncompatibleCheckpoint::UnreadableMachine(bad.to_string()))
    };
    // Without the lock: it takes a while for large functions.
    let (old, new) = (read(&text)?, read(manifest.text)?);
    let mut moves = Moves::between(&old, &new);
    moves.decide((&old, &new), &decisions.unwrap_or_default());
    let moves = Arc::new(moves);
    known().moves.insert(pair, Arc::clone(&moves));
    Ok(moves)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::time::Duration;

    use super::*;

    #[test]
    fn builds_have_other_numbers_whatever_their_times_are() {
        let folder = tempfile::tempdir().unwrap();
        let build = |content: &str, made: Duration| {
            let path = folder.path().join("program");
            fs::write(&path, content).unwrap();
            let file = File::options().write(true).open(&path).unwrap();
            file.set_modified(UNIX_EPOCH + made).unwrap();
            number_of(&path).unwrap()
        };
        let normal = Duration::from_secs(1);
        let one = build("one", normal);
        assert_eq!(build("one", normal), one);
        assert_ne!(build("two", normal), one);
        assert_ne!(build("three", normal), one);
        assert_ne!(build("one", Duration::from_secs(2)), one);
        let made = Duration::from_millis(1_700_000_000_001);
        assert_ne!(build("one", made), build("one", made * 2));
    }

    #[test]
    fn this_program_has_a_number() {
        assert_ne!(program(), 0);
    }
}
