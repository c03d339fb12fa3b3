//! Tasks that have yielded. tokio keeps them on their thread, which what comes next there may block.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime};

use super::harness::gates;
use crate::engine::pool::{Job, Pool};
use crate::functions::registry::Registry;
use crate::model::clock::SystemClock;
use crate::model::failure::Failure;
use crate::model::json::Json;
use crate::step::cx::Cx;
use crate::step::entry::OrchestratorEntry;
use crate::step::frame::{Frame, Manifest, Point};
use crate::step::result::StepResult;
use crate::store::rows::Record;

fn pool(long: Duration) -> Arc<Pool> {
    let registry = Arc::new(Registry::default());
    Arc::new(Pool::new(Arc::new(SystemClock), registry, long, 1))
}

/// Blocks the present thread when its task has yielded: no other thread of tokio's takes the task that was spawned last.
fn block_this_thread(gate: &str) {
    let gate = gate.to_owned();
    tokio::spawn(async move { gates::wait_for(&gate) });
}

/// Fails unless it ends while the gate is closed.
async fn ends_before(gate: &str, work: impl Future<Output = ()> + Send + 'static) {
    let ended = tokio::time::timeout(Duration::from_secs(60), tokio::spawn(work)).await;
    gates::open(gate);
    ended
        .expect("what has yielded goes on on the other thread")
        .unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_engine_goes_on_elsewhere_if_its_thread_is_blocked_when_it_has_yielded() {
    let pool = pool(Duration::from_millis(1));
    // The second time the watch has gone to sleep.
    for gate in ["blocks (1)", "blocks (2)"] {
        let pool = Arc::clone(&pool);
        ends_before(gate, async move {
            block_this_thread(gate);
            pool.give_turns().await;
        })
        .await;
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

static SHORT: OrchestratorEntry = OrchestratorEntry {
    name: "short",
    file: "yields.rs",
    line: 1,
    manifest: &Manifest::of(1, "", &[Point::START]),
    check_input: |_| Ok(()),
    step: is_short,
    plain: |_| Box::pin(async { Err(Failure::new("it isn't run plainly")) }),
};

/// Whether the next step takes as long as the runner makes steps without a yield.
static FILLS_A_TURN: AtomicBool = AtomicBool::new(false);

fn is_short(_: &mut Frame, _: &mut Cx<'_>) -> StepResult {
    if FILLS_A_TURN.swap(false, Ordering::SeqCst) {
        std::thread::sleep(Duration::from_millis(2));
    }
    StepResult::Done(Ok(Json::null()))
}

fn job(number: u64) -> Job {
    Job {
        number,
        instance: number.to_string().parse().unwrap(),
        entry: &SHORT,
        record: Arc::new(Record::started(
            1,
            SHORT.name.to_owned(),
            SystemTime::UNIX_EPOCH,
        )),
        input: Some(Json::null()),
    }
}

/// In the place of the engine, which is woken by the first of two steps, and begins an attempt then. tokio doesn't run it
/// next in every round.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_runner_goes_on_elsewhere_if_its_thread_is_blocked_when_it_has_yielded() {
    // Neither step is long.
    let pool = pool(Duration::from_millis(30));
    for round in 0..20 {
        let (pool, gate) = (Arc::clone(&pool), format!("blocks (3) {round}"));
        let blocks = gate.clone();
        ends_before(&gate, async move {
            // So many that the function is trusted.
            for number in 0..100 {
                pool.push(vec![job(number)]);
                while pool.take().done.is_empty() {
                    pool.news().await;
                }
            }
            tokio::task::yield_now().await;
            FILLS_A_TURN.store(true, Ordering::SeqCst);
            pool.push(vec![job(100), job(101)]);
            let mut done = 0;
            while done < 2 {
                pool.news().await;
                let news = pool.take();
                if done == 0 && !news.done.is_empty() {
                    block_this_thread(&blocks);
                }
                done += news.done.len();
            }
        })
        .await;
    }
}
