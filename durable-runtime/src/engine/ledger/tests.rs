//! Tests of the ledger: processes die, and the next ones open it.

use super::*;
use crate::model::id::OpId;

fn key(op: u64) -> ActivityKey {
    ActivityKey {
        instance: InstanceId::unchecked("a"),
        run: 1,
        op: OpId::new(op),
    }
}

fn start() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000)
}

fn open_at(store: &Path, now: SystemTime) -> Ledger {
    Ledger::of_store(store, now, Duration::from_secs(1))
}

/// Opens the ledger as the next process does, after the one before has died.
fn next_process(ledger: Ledger, store: &Path) -> Ledger {
    std::mem::forget(ledger);
    open_at(store, start())
}

#[test]
fn what_was_under_way_when_the_process_died_was_lost_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("s.redb");
    let mut ledger = open_at(&store, start());
    let ended = ledger.begin(&key(1), 0).unwrap();
    ledger.begin(&key(2), 0);
    ledger.end(ended);
    ledger.flush();
    ledger.begin(&key(3), 0);
    for died in 1..4 {
        ledger = next_process(ledger, &store);
        let lost = [1, 2, 3].map(|op| ledger.lost(&key(op), 0));
        assert_eq!(lost, [0, died, 0]);
        assert_eq!(
            ledger.lost(&key(2), 1),
            0,
            "the next attempt is another one"
        );
        ledger.begin(&key(2), 0);
        ledger.flush();
    }
    // One that isn't made again in this life is not lost again, and not forgotten.
    ledger = next_process(ledger, &store);
    ledger = next_process(ledger, &store);
    assert_eq!(ledger.lost(&key(2), 0), 4);
    let again = ledger.begin(&key(2), 0).unwrap();
    ledger.end(again);
    ledger.flush();
    assert_eq!(next_process(ledger, &store).lost(&key(2), 0), 0);
}

#[test]
fn a_runtime_that_ends_has_lost_nothing_and_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("s.redb");
    let mut ledger = open_at(&store, start());
    ledger.begin(&key(1), 0);
    ledger.flush();
    drop(ledger);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    assert_eq!(open_at(&store, start()).lost(&key(1), 0), 0);
}

/// The process dies in the step of an instance, and the next one opens the ledger.
fn die_in_step(mut ledger: Ledger, store: &Path, now: SystemTime) -> Ledger {
    ledger.begin_step(&InstanceId::unchecked("a"), 1);
    ledger.flush();
    std::mem::forget(ledger);
    open_at(store, now)
}

/// A step of an instance is made, and nothing follows from it.
fn live_through_step(ledger: &mut Ledger, id: &str) {
    let id = InstanceId::unchecked(id);
    let step = ledger.begin_step(&id, 1).unwrap();
    ledger.flush();
    ledger.end(step);
    ledger.clear(&id, 1);
    ledger.flush();
}

/// For how many seconds the instance has to wait, and after how many deaths.
fn waits(ledger: &Ledger, now: SystemTime) -> Option<(u64, u32)> {
    let suspicion = ledger.suspicion(&InstanceId::unchecked("a"), 1, now)?;
    let wait = suspicion.until.time().duration_since(now).unwrap();
    Some((wait.as_secs(), suspicion.deaths))
}

#[test]
fn a_step_is_suspect_when_the_process_has_died_in_it_twice() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("s.redb");
    // Nothing has died yet, so that nothing is noted.
    let mut ledger = die_in_step(open_at(&store, start()), &store, start());
    assert_eq!(waits(&ledger, start()), None);
    ledger = die_in_step(ledger, &store, start());
    assert_eq!(waits(&ledger, start()), None);
    live_through_step(&mut ledger, "b");
    ledger = next_process(ledger, &store);
    ledger = die_in_step(ledger, &store, start());
    for _ in 0..2 {
        assert_eq!(waits(&ledger, start()), Some((1, 2)));
        let other = ledger.suspicion(&InstanceId::unchecked("a"), 2, start());
        assert_eq!(other, None, "it is another instance of that id");
        ledger = next_process(ledger, &store);
    }
    drop(ledger);
    assert_eq!(waits(&open_at(&store, start()), start()), None);
}

#[test]
fn a_suspect_is_tried_again_later_after_each_death_and_never_gives_up() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("s.redb");
    let mut ledger = next_process(open_at(&store, start()), &store);
    let (mut now, mut waited) = (start(), Vec::new());
    for _ in 0..40 {
        ledger = die_in_step(ledger, &store, now);
        if let Some((seconds, _)) = waits(&ledger, now) {
            waited.push(seconds);
            now += Duration::from_secs(seconds);
            assert_eq!(waits(&ledger, now), None, "its time has come");
        }
    }
    assert_eq!(waited[..5], [1, 2, 4, 8, 16]);
    assert_eq!(waited.last(), Some(&600));
    // However many steps were noted before.
    ledger.steps_left = 0;
    ledger = die_in_step(ledger, &store, now);
    assert_eq!(waits(&ledger, now), Some((600, 41)));
    // Then it lives.
    live_through_step(&mut ledger, "a");
    assert_eq!(waits(&next_process(ledger, &store), start()), None);
}

#[test]
fn deaths_of_other_causes_make_a_suspect_wait_no_longer() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("s.redb");
    let mut ledger = open_at(&store, start());
    for _ in 0..7 {
        ledger = die_in_step(ledger, &store, start());
    }
    assert_eq!(waits(&ledger, start()), Some((16, 6)));
    let seconds = |seconds| start() + Duration::from_secs(seconds);
    for (now, wait) in [(10, 6), (15, 1), (16, 1), (1000, 1)] {
        std::mem::forget(ledger);
        ledger = open_at(&store, seconds(now));
        // A process lives for a while in any case.
        assert_eq!(waits(&ledger, seconds(now)), Some((wait, 6)), "{now}");
    }
    // The clock was set back.
    let past = start() - Duration::from_secs(100_000);
    std::mem::forget(ledger);
    assert_eq!(waits(&open_at(&store, past), past), Some((16, 6)));
}

/// The process did not die of what was under way beside a suspect that was tried again.
#[test]
fn attempts_are_not_lost_by_the_deaths_of_a_suspect() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("s.redb");
    let mut ledger = open_at(&store, start());
    let mut lost = Vec::new();
    for _ in 0..6 {
        ledger.begin(&key(1), 0);
        ledger.flush();
        ledger = die_in_step(ledger, &store, start());
        lost.push(ledger.lost(&key(1), 0));
    }
    assert_eq!(lost, [1, 2, 3, 3, 3, 3]);
    // One that it dies of without a suspect's step is.
    ledger.begin(&key(1), 0);
    ledger.flush();
    ledger = next_process(ledger, &store);
    assert_eq!(ledger.lost(&key(1), 0), 4);
}

#[test]
fn a_step_that_was_made_is_not_suspect() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("s.redb");
    let mut ledger = next_process(open_at(&store, start()), &store);
    for _ in 0..4 {
        ledger.begin_step(&InstanceId::unchecked("a"), 1);
        ledger.flush();
        ledger = next_process(ledger, &store);
        live_through_step(&mut ledger, "a");
    }
    assert_eq!(waits(&ledger, start()), None);
}

/// Steps are made side by side. Those that were under way beside a deadly one are distinguished from it.
#[test]
fn a_step_that_was_under_way_beside_a_suspect_is_not_blamed() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("s.redb");
    let beside = InstanceId::unchecked("b");
    let mut ledger = next_process(open_at(&store, start()), &store);
    for _ in 0..5 {
        ledger.begin_step(&beside, 1);
        ledger = die_in_step(ledger, &store, start());
    }
    // Both were blamed until the first was a suspect; that both are is seen when they are tried again.
    assert_eq!(waits(&ledger, start()), Some((8, 5)));
    assert!(ledger.is_suspect(&beside, 1));
    live_through_step(&mut ledger, "b");
    for _ in 0..3 {
        ledger.begin_step(&beside, 1);
        ledger = die_in_step(ledger, &store, start());
    }
    assert!(!ledger.is_suspect(&beside, 1));
    assert_eq!(waits(&ledger, start()), Some((64, 8)));
}

#[test]
fn another_program_begins_anew() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("s.redb");
    let mut ledger = open_at(&store, start());
    ledger.program += 1;
    ledger.begin(&key(1), 0);
    ledger.flush();
    assert_eq!(next_process(ledger, &store).lost(&key(1), 0), 0);
}

#[test]
fn a_file_of_another_kind_is_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("s.redb");
    let path = folder.path().join("s.redb-running");
    std::fs::write(&path, "my notes on running, which are longer than a header").unwrap();
    let mut ledger = open_at(&store, start());
    assert_eq!(ledger.begin(&key(1), 0), None);
    ledger.begin_step(&InstanceId::unchecked("a"), 1);
    ledger.flush();
    drop(ledger);
    assert!(
        std::fs::read_to_string(&path)
            .unwrap()
            .starts_with("my notes")
    );
    // And one that was put in its place.
    std::fs::remove_file(&path).unwrap();
    let ledger = open_at(&store, start());
    std::fs::remove_file(&path).unwrap();
    std::fs::write(&path, "mine").unwrap();
    drop(ledger);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "mine");
}

/// The process may change its folder, and the store may be opened by the name of a link.
#[cfg(unix)]
#[test]
fn it_is_beside_the_file_that_a_link_leads_to() {
    let folder = tempfile::tempdir().unwrap();
    let (store, link) = (folder.path().join("s.redb"), folder.path().join("link"));
    std::fs::write(&store, "").unwrap();
    std::os::unix::fs::symlink(&store, &link).unwrap();
    let mut ledger = open_at(&link, start());
    ledger.begin(&key(1), 0);
    ledger.flush();
    assert!(folder.path().join("s.redb-running").exists());
    assert_eq!(next_process(ledger, &store).lost(&key(1), 0), 1);
}
