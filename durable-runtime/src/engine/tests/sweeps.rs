//! The look at all instances after a store was opened, where parts of the store are damaged, or what instances hold is not as it
//! should be.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::harness::*;
use crate::client::builder::Builder;
use crate::client::runtime::Runtime;
use crate::codec;
use crate::model::error::ErrorKind;
use crate::step::cx::Cx;
use crate::step::entry::{OrchestratorEntry, Registration};
use crate::step::frame::{Fault, Frame, IncompatibleCheckpoint};
use crate::step::result::StepResult;
use crate::testing::hooks::Medium;

const COUNT: usize = 600;

fn id(number: usize) -> String {
    format!("w-{number:04}")
}

/// A program that can't resume any instance.
fn program_without_script() -> Vec<Registration> {
    let mut program = program();
    program.retain(
        |function| !matches!(function, Registration::Orchestrator(entry) if entry.name == "script"),
    );
    program
}

async fn blocked_rows(runtime: &Runtime) -> u64 {
    let statistics = runtime.statistics().await.unwrap();
    statistics.table("blocked").unwrap().rows
}

/// A store with many instances that wait for an event, all of them blocked.
async fn all_blocked() -> Bench {
    let bench = Bench::new();
    let runtime = bench.open().await;
    let starts = (0..COUNT).map(|number| typed(vec![Do::Event("go".into())]).id(id(number)));
    runtime.start_many(starts).await.unwrap();
    runtime.shutdown().await.unwrap();
    let without = bench.builder_of(&program_without_script());
    let runtime = without.open(bench.path()).await.unwrap();
    until(async || blocked_rows(&runtime).await == COUNT as u64).await;
    runtime.shutdown().await.unwrap();
    bench
}

/// Damages a page with rows of a table, by the text that none but its rows have.
fn damage_page(bench: &Bench, has: &[u8], has_not: &[u8], which: usize) {
    let mut bytes = std::fs::read(bench.path()).unwrap();
    let contains = |page: &[u8], text: &[u8]| page.windows(text.len()).any(|part| part == text);
    let pages = bytes.chunks_exact_mut(4096);
    let mut pages = pages.filter(|page| contains(page, has) && !contains(page, has_not));
    pages.nth(which).expect("there are that many").fill(0);
    std::fs::write(bench.path(), bytes).unwrap();
}

#[tokio::test]
async fn a_damaged_list_of_blocked_instances_leaves_none_of_them_blocked() {
    let bench = all_blocked().await;
    damage_page(&bench, b"no orchestrator named", b"\x06script", 1);
    let runtime = bench.open().await;
    for number in 0..COUNT {
        let instance = runtime.instance(&id(number));
        instance.raise_event("go", &7).await.unwrap();
    }
    for number in 0..COUNT {
        let instance = runtime.instance(&id(number));
        let result = tokio::time::timeout(SOON, instance.result()).await.unwrap();
        assert_eq!(result.unwrap().as_str(), r#"["7"]"#);
    }
    // Nothing that was written needs the damaged page.
    runtime.shutdown().await.unwrap();
}

#[tokio::test]
async fn instances_behind_a_damaged_page_are_looked_at() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    let starts = (0..COUNT).map(|number| typed(vec![Do::Event("go".into())]).id(id(number)));
    runtime.start_many(starts).await.unwrap();
    runtime.shutdown().await.unwrap();
    damage_page(&bench, b"next#1", b"\x01o R", 1);
    let without = bench.builder_of(&program_without_script());
    let runtime = without.open(bench.path()).await.unwrap();
    let is_blocked = async |number| {
        let id = id(number).parse().unwrap();
        let reason = runtime.store().blocked_reason(&id).await;
        reason.unwrap().is_some()
    };
    until(async || is_blocked(COUNT - 1).await).await;
    assert!(is_blocked(0).await);
    let blocked = blocked_rows_of(&runtime).await;
    assert!(blocked < COUNT && blocked > COUNT - 100, "{blocked}");
}

/// The number of blocked instances, where the store can't tell its statistics.
async fn blocked_rows_of(runtime: &Runtime) -> usize {
    let blocked = runtime.store().blocked(None, usize::MAX).await;
    blocked.unwrap().len()
}

/// A file in memory, of which reads fail from some time on.
#[derive(Debug, Clone, Default)]
struct Failing {
    bytes: Arc<Mutex<Vec<u8>>>,
    fails: Arc<AtomicBool>,
}

impl Medium for Failing {
    fn len(&self) -> io::Result<u64> {
        Ok(self.bytes.lock().unwrap().len() as u64)
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        if self.fails.load(Ordering::SeqCst) {
            return Err(io::Error::other("it fails"));
        }
        let offset = usize::try_from(offset).unwrap();
        out.copy_from_slice(&self.bytes.lock().unwrap()[offset..][..out.len()]);
        Ok(())
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        let len = usize::try_from(len).unwrap();
        self.bytes.lock().unwrap().resize(len, 0);
        Ok(())
    }

    fn sync(&self) -> io::Result<()> {
        Ok(())
    }

    fn write(&self, offset: u64, bytes: &[u8]) -> io::Result<()> {
        let offset = usize::try_from(offset).unwrap();
        self.bytes.lock().unwrap()[offset..][..bytes.len()].copy_from_slice(bytes);
        Ok(())
    }
}

#[tokio::test]
async fn a_read_of_the_look_at_all_instances_that_fails_ends_the_runtime() {
    let (bench, main) = (Bench::new(), Failing::default());
    let open = async |main: &Failing| {
        let builder = bench.builder().cache_bytes(0);
        builder.open_media(main.clone(), Failing::default()).await
    };
    let runtime = open(&main).await.unwrap();
    let starts = (0..COUNT).map(|number| typed(vec![Do::Event("go".into())]).id(id(number)));
    runtime.start_many(starts).await.unwrap();
    runtime.shutdown().await.unwrap();
    let runtime = open(&main).await.unwrap();
    main.fails.store(true, Ordering::SeqCst);
    let stopped = tokio::time::timeout(SOON, runtime.stopped()).await;
    let error = stopped.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unavailable, "{error}");
}

/// The script in another program, in which what an instance holds may be something else.
static CHANGED: OrchestratorEntry = OrchestratorEntry {
    name: "script",
    file: "sweeps.rs",
    line: 1,
    manifest: &MANIFEST,
    check_input: SCRIPT.check_input,
    step: changed_step,
    plain: SCRIPT.plain,
};

fn changed_step(frame: &mut Frame, cx: &mut Cx<'_>) -> StepResult {
    if !cx.is_probing() {
        return (SCRIPT.step)(frame, cx);
    }
    let text = frame.take_local("text").unwrap();
    let text: String = codec::decode(text).unwrap();
    match &*text {
        "never ends" => gates::wait_for("never (decoded)"),
        "does not fit" => {
            let unfit = IncompatibleCheckpoint::Input("it is no number".to_owned());
            Fault::Blocked(unfit).throw();
        }
        _ => {}
    }
    StepResult::Waiting
}

/// A store in which instances hold a text and wait for an event.
async fn holding(bench: &Bench, texts: &[(&str, &str)]) {
    let runtime = bench.open().await;
    for (id, text) in texts {
        let script = vec![Do::Hold((*text).to_owned()), Do::Event("go".into())];
        start(&runtime, id, script).await;
    }
    runtime.shutdown().await.unwrap();
}

/// The program in which the script has changed.
fn changed(bench: &Bench) -> Builder {
    let mut program = program_without_script();
    program.push(Registration::Orchestrator(&CHANGED));
    bench.builder_of(&program)
}

async fn why_blocked(runtime: &Runtime, id: &str) -> Option<String> {
    let status = runtime.instance(id).status().await.unwrap();
    status.blocked
}

#[tokio::test]
async fn an_instance_of_which_the_decoding_never_ends_is_passed_over() {
    let bench = Bench::new();
    let texts = [
        ("a", "never ends"),
        ("b", "does not fit"),
        ("c", "never ends"),
        ("d", "does not fit"),
        ("e", "fits"),
    ];
    holding(&bench, &texts).await;
    let builder = changed(&bench).check_max(Duration::from_millis(50));
    let runtime = builder.open(bench.path()).await.unwrap();
    until(async || why_blocked(&runtime, "d").await.is_some()).await;
    let reason = why_blocked(&runtime, "b").await.unwrap();
    assert!(reason.contains("it is no number"), "{reason}");
    for id in ["a", "c", "e"] {
        assert_eq!(why_blocked(&runtime, id).await, None);
    }
    assert_eq!(gates::waited_for("never (decoded)"), 2);
    // The test ends although those threads don't.
    runtime.shutdown().await.unwrap();
}
