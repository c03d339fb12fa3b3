//! Time: by which clock timers wait and functions read it, and what happens at its ends.

use std::pin::Pin;
use std::sync::Mutex;
use std::time::{Duration, SystemTime};

use durable_runtime::prelude::*;
use durable_runtime::testing::TokioClock;
use durable_runtime::{Clock, Runtime, RuntimeStatus};

const MICRO: Duration = Duration::from_micros(1);
const MILLI: Duration = Duration::from_millis(1);
const DAY: Duration = Duration::from_secs(24 * 3600);

/// A clock that is set by hand, to so much after the year 2001.
#[derive(Clone, Copy)]
struct ByHand(&'static Mutex<Duration>);

impl ByHand {
    fn pass(self, time: Duration) {
        *self.0.lock().unwrap() += time;
    }

    fn set(self, time: Duration) {
        *self.0.lock().unwrap() = time;
    }

    fn at(since: Duration) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000) + since
    }
}

impl Clock for ByHand {
    fn now(&self) -> SystemTime {
        Self::at(*self.0.lock().unwrap())
    }

    fn sleep_until(&self, _: SystemTime) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(tokio::time::sleep(MILLI))
    }
}

async fn open(clock: impl Clock) -> (tempfile::TempDir, Runtime) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.redb");
    let runtime = Runtime::builder().clock(clock).open(path).await.unwrap();
    (folder, runtime)
}

/// When a thing ended that began after half a second of work in its step.
async fn ended_after_work(what: &str) -> Duration {
    static ONE_AT_A_TIME: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());
    let _alone = ONE_AT_A_TIME.lock().await;
    ByHand(&WORKED).set(Duration::ZERO);
    let (_folder, runtime) = open(ByHand(&WORKED)).await;
    let input = serde_json::json!(what).into();
    let instance = runtime.start_named("works", input).await.unwrap();
    while instance.inspect().await.unwrap().is_none() {
        tokio::time::sleep(MILLI).await;
    }
    // Timers fire in the order in which they are due.
    let right_before = ByHand::at(799_999 * MICRO);
    let before = runtime.start(until(right_before)).await.unwrap();
    ByHand(&WORKED).set(799_999 * MICRO + MICRO / 2);
    before.result().await.unwrap();
    let status = instance.status().await.unwrap();
    assert_eq!(status.runtime_status, RuntimeStatus::Running, "too early");
    ByHand(&WORKED).set(800 * MILLI);
    let ended: SystemTime = instance.result().await.unwrap().decode().unwrap();
    runtime.shutdown().await.unwrap();
    ended.duration_since(ByHand::at(Duration::ZERO)).unwrap()
}

static WORKED: Mutex<Duration> = Mutex::new(Duration::ZERO);

#[orchestrator]
async fn until(deadline: SystemTime) -> Result<()> {
    sleep_until(deadline).await;
    Ok(())
}

#[activity]
async fn refuse() -> Result<()> {
    Err(Failure::new("no"))
}

/// Works for half a second, waits for 300 ms and gives the time.
#[orchestrator]
async fn works(what: String) -> Result<SystemTime> {
    let wait = 300 * MILLI;
    match what.as_str() {
        "sleep" => {
            ByHand(&WORKED).pass(500 * MILLI);
            sleep(wait).await;
        }
        "a sleep of a time with fractions" => {
            ByHand(&WORKED).pass(499_999 * MICRO);
            sleep(wait + Duration::from_nanos(1)).await;
        }
        "sleep_until" => {
            ByHand(&WORKED).pass(500 * MILLI);
            sleep_until(now() + wait).await;
        }
        "a sleep that is called before the work" => {
            let timer = sleep(800 * MILLI);
            ByHand(&WORKED).pass(500 * MILLI);
            timer.await;
        }
        "timeout" => {
            ByHand(&WORKED).pass(500 * MILLI);
            let late = timeout(wait, event::<()>("never")).await;
            assert!(late.is_err());
        }
        "timeout_at" => {
            ByHand(&WORKED).pass(500 * MILLI);
            let late = timeout_at(now() + wait, event::<()>("never")).await;
            assert!(late.is_err());
        }
        "select" => {
            ByHand(&WORKED).pass(500 * MILLI);
            select! {
                () = sleep(wait) => {}
                () = sleep(DAY) => {}
            }
        }
        "spawn" => {
            ByHand(&WORKED).pass(500 * MILLI);
            spawn(async move { sleep(wait).await }).await?;
        }
        _ => return Err(Failure::new(format!("what is {what}?"))),
    }
    Ok(now())
}

macro_rules! never_early {
    ($($test:ident: $what:literal, $at:expr;)+) => {
        $(
            #[tokio::test]
            async fn $test() {
                assert_eq!(ended_after_work($what).await, $at);
            }
        )+
    };
}

never_early! {
    a_sleep_counts_from_its_call_and_not_from_the_beginning_of_the_step: "sleep", 800 * MILLI;
    a_sleep_between_two_microseconds_ends_at_the_later_one: "a sleep of a time with fractions", 800 * MILLI;
    a_time_that_is_slept_until_counts_from_now: "sleep_until", 800 * MILLI;
    a_sleep_that_is_awaited_later_counts_from_its_call: "a sleep that is called before the work", 800 * MILLI;
    a_timeout_counts_from_its_call: "timeout", 800 * MILLI;
    a_timeout_at_a_time_counts_from_now: "timeout_at", 800 * MILLI;
    a_branch_that_sleeps_counts_from_its_call: "select", 800 * MILLI;
    a_task_that_sleeps_counts_from_its_call: "spawn", 800 * MILLI;
}

/// A clock that goes on by a millisecond whenever it is looked at, as one does on a machine with much to do.
#[derive(Clone, Copy)]
struct Busy(&'static Mutex<Duration>);

impl Clock for Busy {
    fn now(&self) -> SystemTime {
        ByHand(self.0).pass(MILLI);
        ByHand(self.0).now()
    }

    fn sleep_until(&self, _: SystemTime) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(tokio::time::sleep(MILLI))
    }
}

#[orchestrator]
async fn naps(count: u32) -> Result<u32> {
    let mut early = 0;
    for nap in 1..=count {
        let began = now();
        sleep(nap * MILLI).await;
        early += u32::from(now() < began + nap * MILLI);
    }
    Ok(early)
}

#[tokio::test]
async fn no_timer_is_early_however_much_time_passes_within_a_round() {
    static TIME: Mutex<Duration> = Mutex::new(Duration::ZERO);
    let (_folder, runtime) = open(Busy(&TIME)).await;
    let naps = runtime.start_many((1..=40).map(naps)).await.unwrap();
    for nap in naps {
        assert_eq!(nap.result().await.unwrap(), 0);
    }
}

#[activity(retry(attempts = 4, first = "5ms", backoff = 1.0))]
async fn tries() -> Result<()> {
    TRIES.lock().unwrap().push(now());
    Err(Failure::new("no"))
}

static TRIES: Mutex<Vec<SystemTime>> = Mutex::new(Vec::new());

#[orchestrator]
async fn tried() -> Result<()> {
    tries().await
}

#[tokio::test]
async fn no_attempt_begins_before_the_wait_after_the_last_one_is_over() {
    static TIME: Mutex<Duration> = Mutex::new(Duration::ZERO);
    let (_folder, runtime) = open(Busy(&TIME)).await;
    let instance = runtime.start(tried()).await.unwrap();
    instance.result().await.unwrap_err();
    let times = TRIES.lock().unwrap().clone();
    assert_eq!(times.len(), 4);
    for pair in times.windows(2) {
        let waited = pair[1].duration_since(pair[0]).unwrap();
        assert!(waited >= 5 * MILLI, "{waited:?}");
    }
}

#[orchestrator]
async fn reads_the_time_twice() -> Result<(SystemTime, SystemTime)> {
    let before = now();
    ByHand(&READ).pass(7 * MILLI);
    Ok((before, now()))
}

static READ: Mutex<Duration> = Mutex::new(Duration::ZERO);

#[tokio::test]
async fn now_is_the_time_of_the_call() {
    let (_folder, runtime) = open(ByHand(&READ)).await;
    let instance = runtime.start(reads_the_time_twice()).await.unwrap();
    let (before, after) = instance.result().await.unwrap();
    assert_eq!(after, before + 7 * MILLI);
}

#[activity]
async fn time_in_an_activity() -> Result<SystemTime> {
    Ok(now())
}

#[orchestrator]
async fn time_of_its_activity() -> Result<(SystemTime, SystemTime)> {
    Ok((now(), time_in_an_activity().await?))
}

#[tokio::test]
async fn an_activity_reads_the_clock_of_its_runtime() {
    static TIME: Mutex<Duration> = Mutex::new(Duration::ZERO);
    let (_folder, runtime) = open(ByHand(&TIME)).await;
    let instance = runtime.start(time_of_its_activity()).await.unwrap();
    let at = ByHand::at(Duration::ZERO);
    assert_eq!(instance.result().await.unwrap(), (at, at));
}

/// The monitor of the README.
#[orchestrator]
async fn monitor(hours: u32) -> Result<u32> {
    let expiry = now() + hours * Duration::from_secs(3600);
    let mut looked = 0;
    while now() < expiry {
        refuse().await.unwrap_err();
        looked += 1;
        sleep(Duration::from_secs(60)).await;
    }
    Ok(looked)
}

#[tokio::test(start_paused = true)]
async fn a_plain_function_that_waits_until_a_time_ends_where_tokios_time_is_paused() {
    assert_eq!(monitor(6).await.unwrap(), 360);
}

#[tokio::test(start_paused = true)]
async fn plain_sleep_until_and_now_go_by_one_clock() {
    let began = now();
    until(began + DAY).await.unwrap();
    assert_eq!(now(), began + DAY);
    tokio::time::advance(DAY).await;
    assert_eq!(now(), began + 2 * DAY);
    let late = timeout_at(now() + DAY, std::future::pending::<()>()).await;
    assert!(late.is_err());
    assert_eq!(now(), began + 3 * DAY);
}

#[tokio::test(start_paused = true)]
async fn the_same_function_takes_as_long_in_a_runtime_of_paused_time() {
    let (_folder, runtime) = open(TokioClock::new()).await;
    let instance = runtime.start(monitor(6)).await.unwrap();
    assert_eq!(instance.result().await.unwrap(), 360);
}

/// All that waits, for as long as can be said.
#[orchestrator]
async fn for_ever(what: String) -> Result<()> {
    match what.as_str() {
        "sleep" => sleep(Duration::MAX).await,
        "sleep_until" => sleep_until(now() + Duration::from_secs(1 << 40)).await,
        "timeout" => timeout(Duration::MAX, event("go")).await.unwrap()?,
        "retry_after" => late().await?,
        "backoff" => {
            let policy = RetryPolicy::new(u32::MAX, Duration::from_secs(1 << 60)).backoff(1e300);
            refuse().retry(policy).await?;
        }
        "task" => spawn(async move { sleep(Duration::MAX).await }).await?,
        _ => return Err(Failure::new(format!("what is {what}?"))),
    }
    Ok(())
}

#[activity(retry(attempts = 9, first = "1ms"))]
async fn late() -> Result<()> {
    Err(Failure::new("not yet").retry_after(Duration::MAX))
}

const FOR_EVER: [&str; 6] = [
    "sleep",
    "sleep_until",
    "timeout",
    "retry_after",
    "backoff",
    "task",
];

/// Has all of them wait, and an instance that ends beside them, before and after the store is opened again.
async fn wait_for_ever<C: Clock>(clock: impl Fn() -> C) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.redb");
    for opened in 0..2 {
        let runtime = Runtime::builder().clock(clock()).open(&path).await.unwrap();
        for what in FOR_EVER {
            if opened == 0 {
                let call = for_ever(what.to_owned()).id(what);
                runtime.start(call).await.unwrap();
            }
        }
        for what in ["retry_after", "backoff"] {
            let instance = runtime.instance(what);
            while instance.inspect().await.unwrap().unwrap().until.is_none() {
                tokio::time::sleep(MILLI).await;
            }
        }
        let beside = runtime.start(time_of_its_activity()).await.unwrap();
        let (before, after) = beside.result().await.unwrap();
        assert!(before <= after);
        for what in FOR_EVER {
            let instance = runtime.instance(what);
            let status = instance.status().await.unwrap();
            assert_eq!(status.runtime_status, RuntimeStatus::Running, "{what}");
            assert!(!instance.history().await.unwrap().is_empty());
        }
        runtime.shutdown().await.unwrap();
    }
}

#[orchestrator]
async fn a_day_ago() -> Result<()> {
    let timer = sleep_until(now() - DAY);
    // The timer is stored before it is awaited.
    refuse().await.unwrap_err();
    timer.await;
    Ok(())
}

/// A clock that begins at a time and goes on as the machine's.
#[derive(Clone, Copy)]
struct From(SystemTime, std::time::Instant);

impl From {
    fn time(time: SystemTime) -> Self {
        Self(time, std::time::Instant::now())
    }
}

impl Clock for From {
    fn now(&self) -> SystemTime {
        self.0 + self.1.elapsed()
    }

    fn sleep_until(&self, deadline: SystemTime) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        let wait = deadline.duration_since(self.now()).unwrap_or_default();
        Box::pin(tokio::time::sleep(wait))
    }
}

const YEAR_9999: Duration = Duration::from_secs(253_370_764_800);

#[tokio::test]
async fn what_waits_for_ever_waits_and_holds_up_nobody() {
    wait_for_ever(|| From::time(SystemTime::UNIX_EPOCH + 20_000 * DAY)).await;
}

#[tokio::test]
async fn a_clock_before_1970_ends_nothing_and_no_timer_is_early() {
    wait_for_ever(|| From::time(SystemTime::UNIX_EPOCH - 20_000 * DAY)).await;
}

#[tokio::test]
async fn a_clock_at_the_end_of_time_ends_nothing_and_tries_nothing_again_at_once() {
    wait_for_ever(|| From::time(SystemTime::UNIX_EPOCH + YEAR_9999 + 365 * DAY - MILLI)).await;
    wait_for_ever(|| From::time(SystemTime::UNIX_EPOCH + 100 * YEAR_9999)).await;
}

#[tokio::test]
async fn timers_that_were_set_before_1970_fire_when_the_clock_is_set() {
    static TIME: Mutex<Option<SystemTime>> = Mutex::new(None);
    struct Set;
    impl Clock for Set {
        fn now(&self) -> SystemTime {
            let before = SystemTime::UNIX_EPOCH - 300 * DAY;
            TIME.lock().unwrap().unwrap_or(before)
        }

        fn sleep_until(&self, _: SystemTime) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
            Box::pin(tokio::time::sleep(MILLI))
        }
    }
    let (_folder, runtime) = open(Set).await;
    let instance = runtime.start(naps(3)).await.unwrap();
    let past = runtime.start(a_day_ago()).await.unwrap();
    past.result().await.unwrap();
    let status = instance.status().await.unwrap();
    assert_eq!(status.created, SystemTime::UNIX_EPOCH);
    assert_eq!(status.runtime_status, RuntimeStatus::Running);
    for n in 0..4 {
        *TIME.lock().unwrap() = Some(SystemTime::UNIX_EPOCH + (20_000 + n) * DAY);
        while n < 3
            && instance.status().await.unwrap().last_updated
                < SystemTime::UNIX_EPOCH + (20_000 + n) * DAY
        {
            tokio::time::sleep(MILLI).await;
        }
    }
    assert_eq!(instance.result().await.unwrap(), 0);
}

#[activity]
async fn remind() -> Result<u32> {
    Ok(1)
}

/// It always waits for two times.
#[orchestrator]
async fn reminders() -> Result<u32> {
    let (end, mut count) = (now() + 3 * DAY, 0);
    loop {
        select! {
            () = sleep_until(end) => break,
            () = sleep(Duration::from_secs(10 * 3600)) => count += remind().await?,
        }
    }
    Ok(count)
}

/// Paused time passed by itself while a step was being committed, up to the next timer that there was.
#[tokio::test(start_paused = true)]
async fn paused_time_waits_for_what_is_under_way() {
    assert_eq!(reminders().await.unwrap(), 7);
    for _ in 0..5 {
        let (_folder, runtime) = open(TokioClock::new()).await;
        let reminded = runtime.start(reminders()).await.unwrap();
        assert_eq!(reminded.result().await.unwrap(), 7);
        runtime.shutdown().await.unwrap();
    }
}
