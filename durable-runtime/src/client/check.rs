//! [`StoreCheck`]: what would become of the instances of a store in this program.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use serde::Serialize;

use crate::engine::check::{Checked, Stored};
use crate::functions::registry::Registry;
use crate::model::clock::Clock;
use crate::model::error::{Error, ErrorKind};
use crate::model::function_name::FunctionName;
use crate::model::id::InstanceId;
use crate::step::machines;
use crate::store::Store;
use crate::store::redb::RedbStore;
use crate::store::rows::{MachineRow, Row as _};
use crate::upgrade::Class;

/// The instances that are read at a time.
const PAGE: usize = 1024;

/// The result of [checking](crate::Builder::check) a store: what would become of its instances in this program.
///
/// It is displayed as a line for each place where instances wait.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct StoreCheck {
    /// The number of instances that have not ended.
    pub instances: u64,
    /// The number of those that this program can't resume.
    pub blocked: u64,
    /// The number of instances that have failed and of which a checkpoint is kept, so that they can be
    /// [rewound](crate::Instance::rewind). They are not among the others.
    pub failed: u64,
    /// The places where they wait, by the names and versions of their functions, and by the names of the places.
    pub places: Vec<PlaceCheck>,
}

/// The instances that wait at a place and share a verdict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PlaceCheck {
    /// The name of the orchestrator; empty if the records can't be read.
    pub function: String,
    /// The version of the orchestrator, if it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// The name of the place, as in [`Waiting::point`](crate::Waiting::point); `start`, if they have not begun.
    pub point: String,
    /// The file and the line of the place in the code that they wait in, if the store has them.
    pub source: Option<String>,
    /// The number of the instances.
    pub instances: u64,
    /// Whether they have failed. Then this is about the checkpoints from which they go on when they are
    /// [rewound](crate::Instance::rewind).
    pub failed: bool,
    /// What becomes of them.
    pub verdict: Verdict,
    /// Why they are blocked: of the first of them.
    pub reason: Option<String>,
    /// The first of them.
    pub example: InstanceId,
}

/// What becomes of an instance in changed code. The page [`upgrades`](crate::upgrades) tells more of each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum Verdict {
    /// It waits in the same code.
    SameCode,
    /// The code before its place is the same. It continues in the new code.
    SamePast,
    /// The code after its place is the same. It does what the old code would have done.
    SameFuture,
    /// The code before its place is the same but for what has no influence on it. It continues in the new code.
    Consistent,
    /// It continues as it was decided in the lock.
    Decided,
    /// A [migration](macro@crate::migration) tells where it continues. The migration was asked, and what it gives can be read.
    Migrated,
    /// It is blocked, and kept as it is.
    Blocked,
}

impl PlaceCheck {
    fn function_name(&self) -> FunctionName<'_> {
        FunctionName {
            name: &self.function,
            version: self.version.as_deref(),
        }
    }
}

impl StoreCheck {
    /// Whether the program can resume all instances.
    pub fn is_ok(&self) -> bool {
        self.blocked == 0
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::SameCode => "continue in the same code",
            Self::SamePast => "continue in the new code, for the code before is the same",
            Self::SameFuture => "continue as in the old code, for the code after is the same",
            Self::Consistent => {
                "continue in the new code, for what has changed before has no influence"
            }
            Self::Decided => "continue as it was decided",
            Self::Migrated => "go where a migration tells",
            Self::Blocked => "BLOCKED",
        })
    }
}

impl fmt::Display for StoreCheck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut function = None;
        for place in &self.places {
            let of = place.function_name();
            if function != Some(of) {
                function = Some(of);
                match of.name {
                    "" => writeln!(f, "instances with records that can't be read")?,
                    _ => writeln!(f, "{of}")?,
                }
            }
            write!(f, "  {}", place.point)?;
            if let Some(source) = &place.source {
                write!(f, " ({source})")?;
            }
            let failed = if place.failed {
                " failed, if rewound:"
            } else {
                ""
            };
            write!(f, ": {}{failed} {}", place.instances, place.verdict)?;
            if let Some(reason) = &place.reason {
                write!(f, ", for example `{}`: {reason}", place.example)?;
            }
            writeln!(f)?;
        }
        match self.blocked {
            0 => write!(f, "{} instances, all continue", self.instances),
            blocked => write!(f, "{} instances, {blocked} are blocked", self.instances),
        }?;
        match self.failed {
            0 => Ok(()),
            failed => write!(f, "; {failed} more have failed"),
        }
    }
}

/// What instances have in common that are counted together.
type Together = (String, String, u64, Verdict, bool);

/// Checks the store in a file.
pub(super) async fn check(
    path: PathBuf,
    registry: Registry,
    clock: Arc<dyn Clock>,
) -> Result<StoreCheck, Error> {
    let store = blocking(move || RedbStore::inspect(&path)).await??;
    let registry = Arc::new(registry);
    let rows = store_of(&store).machines().await?;
    // An instance of a machine with a damaged row is blocked.
    let rows = rows.into_iter();
    let read =
        rows.filter_map(|(machine, row)| Some((machine, MachineRow::from_bytes(&row).ok()?)));
    for (machine, row) in read {
        machines::learn(machine, &row.text, &row.file, &row.points);
    }
    let mut found = BTreeMap::<Together, PlaceCheck>::new();
    let mut after = None;
    let mut checking = None;
    loop {
        let page = store_of(&store)
            .instances_after(after.as_ref(), PAGE)
            .await?;
        // The page before is checked while this one is read.
        if let Some(checked) = checking.take() {
            count(&mut found, checked.await?);
        }
        let Some((last, _)) = page.last() else {
            break;
        };
        after = Some(last.clone());
        let mut stored = Vec::with_capacity(page.len());
        for (id, row) in page {
            if let Some(mut found) = Stored::read(&store, &registry, id, &row).await? {
                found.read_calls(&store).await?;
                stored.push(found);
            }
        }
        let (registry, clock) = (Arc::clone(&registry), Arc::clone(&clock));
        let check = move || {
            let checked = stored
                .into_iter()
                .map(|stored| stored.check(&registry, &clock));
            checked.collect::<Vec<Checked>>()
        };
        checking = Some(blocking(check));
    }
    let mut places: Vec<PlaceCheck> = found.into_values().collect();
    places.sort_by(|one, other| one.function_name().cmp(&other.function_name()));
    let sum = |is_counted: &dyn Fn(&PlaceCheck) -> bool| {
        let counted = places.iter().filter(|place| is_counted(place));
        counted.map(|place| place.instances).sum()
    };
    Ok(StoreCheck {
        instances: sum(&|place| !place.failed),
        blocked: sum(&|place| !place.failed && place.verdict == Verdict::Blocked),
        failed: sum(&|place| place.failed),
        places,
    })
}

fn store_of(store: &RedbStore) -> &dyn Store {
    store
}

fn count(found: &mut BTreeMap<Together, PlaceCheck>, checked: Vec<Checked>) {
    for checked in checked {
        let machine = checked.place.as_ref().map_or(0, |place| place.machine);
        let (verdict, reason) = match checked.fit {
            Ok(fit) => (verdict(fit.moved), None),
            Err(reason) => (Verdict::Blocked, Some(reason)),
        };
        let function = checked.function.unwrap_or_default();
        let together = (function, checked.point, machine, verdict, checked.is_kept);
        let place =
            found
                .entry(together)
                .or_insert_with_key(|(key, point, machine, verdict, failed)| PlaceCheck {
                    function: FunctionName::of(key).name.to_owned(),
                    version: FunctionName::of(key).shown_version(),
                    point: point.clone(),
                    source: machines::place_of(*machine, point),
                    instances: 0,
                    failed: *failed,
                    verdict: *verdict,
                    reason,
                    example: checked.id,
                });
        place.instances += 1;
    }
}

fn verdict(moved: Option<Class>) -> Verdict {
    match moved {
        None => Verdict::SameCode,
        Some(Class::SamePast) => Verdict::SamePast,
        Some(Class::SameFuture) => Verdict::SameFuture,
        Some(Class::Consistent) => Verdict::Consistent,
        Some(Class::Decision) => Verdict::Decided,
        Some(Class::Migration) => Verdict::Migrated,
    }
}

/// Does work on a thread for that.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Error> {
    let working = tokio::task::spawn_blocking(work);
    working.await.map_err(|cut| {
        Error::new(
            ErrorKind::Unavailable,
            format!("checking the store was interrupted: {cut}"),
        )
    })
}
