//! Instances that no comparison takes into the new code go where a migration tells, with what it gives; and what it doesn't give
//! is given up. What doesn't fit leaves them as they were.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::time::Duration;

use durable_runtime::prelude::*;
use durable_runtime::testing::hooks::{BuilderHooks as _, machine_of};
use durable_runtime::{
    Blocked, Go, Json, Migrating, PendingKind, RuntimeStatus, StoreCheck, Verdict, migration,
};
use serde::{Deserialize, Serialize};

use crate::{Became, LONG, stubs::*};

/// A lock in which these codes of a function are released, in turn.
pub(crate) fn lock(function: &str, releases: &[&str]) -> String {
    let mut lock =
        format!("format = 1\n\n[[function]]\nname = \"{function}\"\nfile = \"src/changed.rs\"\n");
    for (number, code) in (1..).zip(releases) {
        let (digest, text) = machine_of(code);
        write!(
            lock,
            "\n[[function.released]]\nversion = \"v{number}\"\ndigest = \"{digest:016x}\"\nlines = {{ }}\ntext = '''\n{text}'''\n"
        )
        .expect("a string takes all");
    }
    lock
}

/// A store with an instance, and its function in several versions.
pub(crate) struct Changed {
    function: &'static str,
    pub(crate) lock: String,
    pub(crate) path: PathBuf,
    _folder: tempfile::TempDir,
}

impl Changed {
    /// An instance of the first of these codes, which are the releases. It waits for events, and for nothing else.
    pub(crate) async fn new(
        function: &'static str,
        releases: &[&str],
        input: impl Serialize,
    ) -> Self {
        let changed = Self::with_lock(function, lock(function, releases));
        let runtime = changed.open(releases[0], &[]).await;
        let input = Json::of(&input).expect("it is JSON");
        let started = runtime.start_named(function, input).id("it");
        started.await.expect("it is started");
        parked(&runtime).await;
        runtime.shutdown().await.expect("it is closed");
        changed
    }

    pub(crate) fn with_lock(function: &'static str, lock: String) -> Self {
        let folder = tempfile::tempdir().expect("there is a folder for temporary files");
        Self {
            function,
            lock,
            path: folder.path().join("store.redb"),
            _folder: folder,
        }
    }

    pub(crate) fn builder(&self, code: &str, migrations: &[&str]) -> durable_runtime::Builder {
        let mut builder = Runtime::builder().with_code_of(self.function, code);
        for migration in migrations {
            builder = builder.with_migration(migration);
        }
        builder.lock(&self.lock)
    }

    pub(crate) async fn open(&self, code: &str, migrations: &[&str]) -> Runtime {
        let builder = self.builder(code, migrations);
        builder.open(&self.path).await.expect("the store is opened")
    }

    pub(crate) async fn check(&self, code: &str, migrations: &[&str]) -> StoreCheck {
        let check = self.builder(code, migrations).check(&self.path).await;
        check.expect("the store can be checked")
    }

    /// What becomes of the instance in this code, when these events are raised.
    pub(crate) async fn became(&self, code: &str, migrations: &[&str], events: &[&str]) -> Became {
        let runtime = self.open(code, migrations).await;
        let became = became(&runtime, events).await;
        runtime.shutdown().await.expect("it is closed");
        became
    }

    /// The reason why the instance is blocked, by the look at the instances after opening; and the check tells the same before.
    pub(crate) async fn blocked(&self, code: &str, migrations: &[&str]) -> String {
        let check = self.check(code, migrations).await;
        assert_eq!(check.places[0].verdict, Verdict::Blocked, "{check}");
        match self.became(code, migrations, &[]).await {
            Became::Blocked(reason) => {
                assert_eq!(check.places[0].reason.as_ref(), Some(&reason));
                reason
            }
            other => panic!("{other:?}"),
        }
    }
}

/// Waits until the instance waits for events and for nothing else.
pub(crate) async fn parked(runtime: &Runtime) {
    until(async || {
        let waits = runtime.instance("it").inspect().await.expect("it is there");
        waits.is_some_and(|waits| {
            let mut pending = waits.pending.iter();
            pending.any(|op| matches!(op.kind, PendingKind::Event { .. }))
        })
    })
    .await;
}

pub(crate) async fn until(is_so: impl AsyncFn() -> bool) {
    let waited = tokio::time::timeout(LONG, async {
        while !is_so().await {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    });
    waited.await.expect("it becomes so");
}

pub(crate) async fn became(runtime: &Runtime, events: &[&str]) -> Became {
    let instance = runtime.instance("it");
    for event in events {
        // One that has ended meanwhile takes none, and is told below.
        let _ = instance.raise_event(event, &1).await;
    }
    let mut looks_blocked = 0;
    let waited = tokio::time::timeout(LONG, async {
        loop {
            let status = instance.status().await.expect("it is there");
            match (status.runtime_status, status.blocked) {
                (RuntimeStatus::Completed, _) => {
                    return Became::Done(status.output.expect("it has one").to_string());
                }
                (RuntimeStatus::Failed, _) => {
                    return Became::Failed(format!("{:?}", status.output));
                }
                // One that was blocked before is so until it is tried again.
                (_, Some(reason)) if looks_blocked > 100 => return Became::Blocked(reason),
                (_, blocked) => {
                    looks_blocked += u32::from(blocked.is_some());
                    tokio::time::sleep(Duration::from_millis(2)).await;
                }
            }
        }
    });
    waited.await.expect("it ends or is blocked")
}

#[track_caller]
pub(crate) fn contains(said: &str, parts: &[&str]) {
    for part in parts {
        assert!(said.contains(part), "no `{part}` in:\n{said}");
    }
}

// The first code of all tests: it waits for an event, with a price.

macro_rules! before {
    ($name:ident, $stored:literal) => {
        #[allow(dead_code, reason = "it is started by its name")]
        #[orchestrator(name = $stored)]
        async fn $name(n: u64) -> Result<String> {
            let price = n * 2;
            event::<u8>("go").await?;
            step(format!("paid {price}")).await
        }
    };
}

#[derive(Deserialize)]
struct AtEvent {
    price: u64,
}

#[derive(Serialize)]
struct AtTotal {
    total: u64,
    tries: u8,
}

// waiting

before!(waits_1, "mig_waits_1");

#[orchestrator(name = "mig_waits_2")]
async fn waits_2(n: u64) -> Result<String> {
    let (total, tries) = (add(n, 100).await?, 1);
    event::<u8>("early").await?;
    let got = event::<u8>("go").await?;
    step(format!("paid {total} by {tries} and {got}")).await
}

#[migration(of = "mig_waits", from = "v1", at = "event#1")]
fn to_total(old: AtEvent, it: &Migrating) -> Result<Go<AtTotal>, Blocked> {
    assert_eq!((it.function(), it.version()), ("mig_waits", None));
    assert_eq!(
        (it.from(), it.at(), it.id().as_str()),
        ("v1", "event#1", "it")
    );
    let locals = AtTotal {
        total: old.price,
        tries: 3,
    };
    Ok(Go::waiting("event#2", locals))
}

/// Without the migration it is blocked. That comes first: migrations are known to the whole process.
#[tokio::test]
async fn an_instance_goes_on_waiting_at_another_point() {
    let changed = Changed::new("mig_waits", &["mig_waits_1"], 3).await;
    let became = changed.became("mig_waits_2", &[], &[]).await;
    assert!(matches!(became, Became::Blocked(_)), "{became:?}");
    let check = changed.check("mig_waits_2", &["to_total"]).await;
    assert_eq!(check.places[0].verdict, Verdict::Migrated);
    // Its place in the new code isn't known before the step.
    let runtime = changed.open("mig_waits_2", &["to_total"]).await;
    let waits = runtime.instance("it").inspect().await;
    let waits = waits.expect("it is there").expect("it waits");
    assert_eq!((&*waits.point, waits.line), ("event#1", None));
    runtime.shutdown().await.expect("it is closed");
    let became = changed.became("mig_waits_2", &["to_total"], &["go"]).await;
    assert_eq!(became, Became::Done("\"paid 6 by 3 and 1\"".to_owned()));
}

// got

before!(got_1, "mig_got_1");

#[orchestrator(name = "mig_got_2")]
async fn got_2(n: u64) -> Result<String> {
    let total = add(n, 100).await?;
    step(format!("got {total}")).await
}

#[migration(of = "mig_got", from = "v1", at = "event#1")]
fn with_the_sum(old: AtEvent, _: &Migrating) -> Result<Go<()>, Blocked> {
    Ok(Go::got("add#1", (), Ok::<u64, Failure>(old.price + 1)))
}

/// Nothing is raised: the wait is given up, so the instance goes on by itself.
#[tokio::test]
async fn an_await_is_ready_with_what_a_migration_gives() {
    let changed = Changed::new("mig_got", &["mig_got_1"], 3).await;
    let became = changed.became("mig_got_2", &[], &[]).await;
    assert!(matches!(became, Became::Blocked(_)), "{became:?}");
    let became = changed.became("mig_got_2", &["with_the_sum"], &[]).await;
    assert_eq!(became, Became::Done("\"got 7\"".to_owned()));
}

before!(got_wrong_1, "mig_got_wrong_1");

#[orchestrator(name = "mig_got_wrong_2")]
async fn got_wrong_2(n: u64) -> Result<String> {
    let total = add(n, 100).await?;
    step(format!("got wrong {total}")).await
}

#[migration(of = "mig_got_wrong", from = "v1", at = "event#1")]
fn with_no_result(old: AtEvent, _: &Migrating) -> Result<Go<()>, Blocked> {
    Ok(Go::got("add#1", (), old.price))
}

#[tokio::test]
async fn an_output_of_another_type_leaves_the_instance_blocked() {
    let changed = Changed::new("mig_got_wrong", &["mig_got_wrong_1"], 3).await;
    let why = changed
        .blocked("mig_got_wrong_2", &["with_no_result"])
        .await;
    contains(
        &why,
        &[
            "it waits at `event#1`",
            "the migration with_no_result (tests/tests/upgrades/migrations.rs:",
            "leads to `add#1`",
            "the await there gives a `core::result::Result<u64, ",
            "and the migration gives a `u64`",
        ],
    );
}

before!(got_select_1, "mig_got_select_1");

#[orchestrator(name = "mig_got_select_2")]
async fn got_select_2(n: u64) -> Result<u64> {
    let n = add(n, 1).await?;
    let won = select! {
        Ok(1) = event::<u8>("one") => n,
        _ = event::<u8>("other") => 0,
    };
    add(won, 1).await
}

#[migration(of = "mig_got_select", from = "v1", at = "event#1")]
fn into_a_select(old: AtEvent, _: &Migrating) -> Result<Go<AtN>, Blocked> {
    let _ = old.price;
    Ok(Go::got("select#1", AtN { n: 1 }, 1_u64))
}

#[derive(Serialize)]
struct AtN {
    n: u64,
}

#[tokio::test]
async fn an_output_for_a_select_leaves_the_instance_blocked() {
    let changed = Changed::new("mig_got_select", &["mig_got_select_1"], 3).await;
    let why = changed
        .blocked("mig_got_select_2", &["into_a_select"])
        .await;
    contains(
        &why,
        &["leads to `select#1`", "the migration gives a `u64`"],
    );
}

// begin

before!(begins_1, "mig_begins_1");

#[orchestrator(name = "mig_begins_2")]
async fn begins_2(n: u64) -> Result<String> {
    let total = add(n, 100).await?;
    sleep(Duration::from_secs(3600)).await;
    step(format!("slept with {total}")).await
}

#[derive(Serialize)]
struct Total {
    total: u64,
}

#[migration(of = "mig_begins", from = "v1", at = "event#1")]
fn begins_to_sleep(old: AtEvent, _: &Migrating) -> Result<Go<Total>, Blocked> {
    let total = Total { total: old.price };
    Ok(Go::begin(
        "sleep#1",
        total,
        sleep(Duration::from_millis(20)),
    ))
}

#[tokio::test]
async fn another_operation_is_begun_in_place_of_the_old_one() {
    let changed = Changed::new("mig_begins", &["mig_begins_1"], 3).await;
    let check = changed.check("mig_begins_2", &["begins_to_sleep"]).await;
    assert_eq!(check.places[0].verdict, Verdict::Migrated);
    let became = changed
        .became("mig_begins_2", &["begins_to_sleep"], &[])
        .await;
    assert_eq!(became, Became::Done("\"slept with 6\"".to_owned()));
}

before!(calls_1, "mig_calls_1");

#[orchestrator(name = "mig_calls_2")]
async fn calls_2(n: u64) -> Result<String> {
    let early = add(n, 100).await?;
    let late = add(early, 1000).await?;
    step(format!("called {early} {late}")).await
}

#[derive(Serialize)]
struct Early {
    early: u64,
}

#[migration(of = "mig_calls", from = "v1", at = "event#1")]
fn calls_an_activity(old: AtEvent, _: &Migrating) -> Result<Go<Early>, Blocked> {
    Ok(Go::begin(
        "add#2",
        Early { early: old.price },
        add(old.price, 5),
    ))
}

/// The wait for the old event is gone, so that the instance takes none of that name.
#[tokio::test]
async fn an_activity_is_called_by_a_migration() {
    let changed = Changed::new("mig_calls", &["mig_calls_1"], 3).await;
    let became = changed
        .became("mig_calls_2", &["calls_an_activity"], &[])
        .await;
    assert_eq!(became, Became::Done("\"called 6 11\"".to_owned()));
}

before!(begins_wrong_1, "mig_begins_wrong_1");

#[orchestrator(name = "mig_begins_wrong_2")]
async fn begins_wrong_2(n: u64) -> Result<String> {
    add(n, 1).await?;
    let word = event::<String>("word").await?;
    step(word).await
}

#[migration(of = "mig_begins_wrong", from = "v1", at = "event#1")]
fn begins_an_event_of_numbers(_: (), _: &Migrating) -> Result<Go<()>, Blocked> {
    Ok(Go::begin("event#1", (), event::<u8>("word")))
}

/// It would be stored in the same bytes as one of texts.
#[tokio::test]
async fn an_operation_of_another_type_leaves_the_instance_blocked() {
    let changed = Changed::new("mig_begins_wrong", &["mig_begins_wrong_1"], 3).await;
    let why = changed
        .blocked("mig_begins_wrong_2", &["begins_an_event_of_numbers"])
        .await;
    contains(
        &why,
        &[
            "Event<alloc::string::String>`",
            "the migration begins a `",
            "Event<u8>`",
        ],
    );
}

// start_over and fail

before!(anew_1, "mig_anew_1");

#[orchestrator(name = "mig_anew_2")]
async fn anew_2(n: u64, word: String) -> Result<String> {
    let more = add(n, 1).await?;
    event::<u8>("again").await?;
    step(format!("{word} {more}")).await
}

#[orchestrator(name = "mig_anew_3")]
async fn anew_3(n: u64, word: String) -> Result<String> {
    let more = add(n, 1).await?;
    event::<u8>("again").await?;
    step(format!("{word}, {more}")).await
}

#[migration(of = "mig_anew", from = "v1", at = "event#1")]
fn from_the_start(old: AtEvent, _: &Migrating) -> Result<Go<()>, Blocked> {
    let word = "anew";
    Ok(Go::start_over(
        serde_json::json!({"n": old.price, "word": word}),
    ))
}

/// It has run the new code from its start: later, a change after its place takes it along by its past.
#[tokio::test]
async fn an_instance_starts_over_and_has_no_other_past() {
    let changed = Changed::new("mig_anew", &["mig_anew_1", "mig_anew_2"], 3).await;
    let runtime = changed.open("mig_anew_2", &["from_the_start"]).await;
    until(async || {
        let waits = runtime.instance("it").inspect().await.expect("it is there");
        waits.is_some_and(|waits| {
            let mut pending = waits.pending.iter();
            pending.any(|op| matches!(&op.kind, PendingKind::Event { name } if name == "again"))
        })
    })
    .await;
    let waits = runtime.instance("it").inspect().await.expect("it is there");
    assert_eq!(
        waits.expect("it waits").pending.len(),
        1,
        "the first wait is given up"
    );
    runtime.shutdown().await.expect("it is closed");
    let became = changed.became("mig_anew_3", &[], &["again"]).await;
    assert_eq!(became, Became::Done("\"anew, 7\"".to_owned()));
}

#[expect(unused_variables, reason = "the next version needs them")]
#[orchestrator(name = "mig_input_1")]
async fn input_1(n: u64, word: String) -> Result<String> {
    event::<u8>("go").await?;
    Ok("over".to_owned())
}

#[orchestrator(name = "mig_input_2")]
async fn input_2(n: u64, word: String) -> Result<String> {
    event::<u8>("go").await?;
    event::<u8>("again").await?;
    step(format!("{word} {n}")).await
}

#[orchestrator(name = "mig_input_3")]
async fn input_3(n: u64, word: String) -> Result<String> {
    step("a step before".to_owned()).await?;
    event::<u8>("again").await?;
    step(format!("{n} {word}")).await
}

#[derive(Serialize, Deserialize)]
struct OfTheInput {
    n: u64,
    word: String,
}

#[migration(of = "mig_input", from = "v2", at = "event#2")]
fn as_the_input_has_it(old: OfTheInput, _: &Migrating) -> Result<Go<OfTheInput>, Blocked> {
    let n = old.n + 1;
    Ok(Go::waiting("event#1", OfTheInput { n, ..old }))
}

/// What no step has used yet is stored as the input has it: as JSON, or as a string that holds JSON.
#[tokio::test]
async fn a_migration_reads_parameters_from_the_input() {
    let json = serde_json::json!({"n": 7, "word": "seven"});
    let in_a_string = serde_json::json!(json.to_string());
    for input in [json, in_a_string] {
        let changed = Changed::new("mig_input", &["mig_input_1", "mig_input_2"], input).await;
        let runtime = changed.open("mig_input_2", &[]).await;
        let raised = runtime.instance("it").raise_event("go", &1).await;
        raised.expect("it waits for it");
        until(async || {
            let waits = runtime.instance("it").inspect().await.expect("it is there");
            waits.is_some_and(|waits| waits.point == "event#2")
        })
        .await;
        runtime.shutdown().await.expect("it is closed");
        let became = changed.became("mig_input_3", &["as_the_input_has_it"], &["again"]);
        assert_eq!(became.await, Became::Done("\"8 seven\"".to_owned()));
    }
}

before!(unfit_1, "mig_unfit_1");

#[orchestrator(name = "mig_unfit_2")]
async fn unfit_2(n: u64, word: String) -> Result<String> {
    step(format!("unfit {word} {n}")).await
}

#[migration(of = "mig_unfit", from = "v1", at = "event#1")]
fn from_the_start_with_less(old: AtEvent, _: &Migrating) -> Result<Go<()>, Blocked> {
    Ok(Go::start_over(serde_json::json!({"n": old.price})))
}

#[tokio::test]
async fn an_input_that_does_not_fit_leaves_the_instance_blocked() {
    let changed = Changed::new("mig_unfit", &["mig_unfit_1"], 3).await;
    let why = changed
        .blocked("mig_unfit_2", &["from_the_start_with_less"])
        .await;
    contains(&why, &["doesn't fit the function's parameters", "word"]);
}

before!(fails_1, "mig_fails_1");

#[orchestrator(name = "mig_fails_2")]
async fn fails_2(n: u64) -> Result<String> {
    add(n, 1).await?;
    step("it fails".to_owned()).await
}

#[migration(of = "mig_fails", from = "v1", at = "event#1")]
fn ends_in_failure(old: AtEvent, _: &Migrating) -> Result<Go<()>, Blocked> {
    Ok(Go::fail(Failure::new(format!("{} is too late", old.price))))
}

#[tokio::test]
async fn an_instance_fails_as_a_migration_tells() {
    let changed = Changed::new("mig_fails", &["mig_fails_1"], 3).await;
    match changed
        .became("mig_fails_2", &["ends_in_failure"], &[])
        .await
    {
        Became::Failed(why) => contains(&why, &["6 is too late"]),
        other => panic!("{other:?}"),
    }
}

// What leaves an instance blocked.

macro_rules! misfit {
    (
        $test:ident, $function:literal, $before:ident $before_name:literal, $after:ident $after_name:literal,
        $migration:ident($old:ty) -> $new:ty { $($body:tt)* }, $by:literal, [$($part:literal),*]
    ) => {
        before!($before, $before_name);

        #[allow(dead_code, reason = "it is started by its name")]
        #[orchestrator(name = $after_name)]
        async fn $after(n: u64) -> Result<String> {
            let total = add(n, 100).await?;
            event::<u8>("go").await?;
            step(format!("{} {total}", $after_name)).await
        }

        #[migration(of = $function, from = "v1", at = "event#1")]
        fn $migration(old: $old, _: &Migrating) -> Result<Go<$new>, Blocked> {
            let go: fn($old) -> Result<Go<$new>, Blocked> = $($body)*;
            go(old)
        }

        #[tokio::test]
        async fn $test() {
            let changed = Changed::new($function, &[$before_name], 3).await;
            let why = changed.blocked($after_name, &[$by]).await;
            contains(&why, &["the migration ", $by, $($part),*]);
            // It was only looked at: the code before goes on.
            let became = changed.became($before_name, &[], &["go"]).await;
            assert_eq!(became, Became::Done("\"paid 6\"".to_owned()));
        }
    };
}

misfit!(
    a_migration_may_leave_an_instance_blocked, "mig_says_no", says_no_1 "mig_says_no_1", says_no_2 "mig_says_no_2",
    says_no(AtEvent) -> Total { |old| {
        "many".parse::<u64>()?;
        Ok(Go::waiting("event#1", Total { total: old.price }))
    } },
    "says_no", ["leaves it blocked: invalid digit found in string"]
);

misfit!(
    a_migration_that_panics_leaves_an_instance_blocked, "mig_panics", panics_1 "mig_panics_1", panics_2 "mig_panics_2",
    panics(AtEvent) -> Total { |old| panic!("{} is odd", old.price) },
    "panics", ["panicked: 6 is odd"]
);

#[derive(Deserialize)]
struct Text {
    #[expect(dead_code, reason = "it is never read")]
    price: String,
}

misfit!(
    a_local_of_another_type_leaves_an_instance_blocked, "mig_text", text_1 "mig_text_1", text_2 "mig_text_2",
    reads_a_text(Text) -> () { |_| Ok(Go::waiting("event#1", ())) },
    "reads_a_text", ["the local `price`: invalid type", "it kept `price`"]
);

#[derive(Deserialize)]
struct Phone {
    #[expect(dead_code, reason = "it is never read")]
    phone: String,
}

misfit!(
    a_local_that_was_not_kept_leaves_an_instance_blocked, "mig_phone", phone_1 "mig_phone_1", phone_2 "mig_phone_2",
    reads_a_phone(Phone) -> () { |_| Ok(Go::waiting("event#1", ())) },
    "reads_a_phone", ["missing field `phone`", "it kept `price`"]
);

#[derive(Serialize)]
struct Sum {
    sum: u64,
}

misfit!(
    a_local_that_is_missing_leaves_an_instance_blocked, "mig_sum", sum_1 "mig_sum_1", sum_2 "mig_sum_2",
    gives_a_sum(AtEvent) -> Sum { |old| Ok(Go::waiting("event#1", Sum { sum: old.price })) },
    "gives_a_sum", ["leads to `event#1`, which needs `total`; not given: `total`; given and not needed: `sum`"]
);

#[derive(Serialize)]
struct TextTotal {
    total: String,
}

misfit!(
    a_given_local_of_another_type_leaves_an_instance_blocked, "mig_given", given_1 "mig_given_1", given_2 "mig_given_2",
    gives_a_text(AtEvent) -> TextTotal { |old| Ok(Go::waiting("event#1", TextTotal { total: old.price.to_string() })) },
    "gives_a_text", ["leads to `event#1`", "the local `total` can't be read back as a `u64`", "invalid type: string"]
);

misfit!(
    a_point_that_is_not_there_leaves_an_instance_blocked, "mig_nowhere", nowhere_1 "mig_nowhere_1", nowhere_2 "mig_nowhere_2",
    goes_nowhere(AtEvent) -> Total { |old| Ok(Go::waiting("event#2", Total { total: old.price })) },
    "goes_nowhere", ["leads to `event#2`, and the new code has no such point; it has `add#1`, `event#1`, `step#1`"]
);

misfit!(
    another_kind_of_operation_leaves_an_instance_blocked, "mig_kind", kind_1 "mig_kind_1", kind_2 "mig_kind_2",
    waits_for_a_sum(AtEvent) -> Total { |_| Ok(Go::waiting("add#1", Total { total: 1 })) },
    "waits_for_a_sum", ["leads to `add#1`"]
);

misfit!(
    a_custom_status_of_a_migration_leaves_an_instance_blocked, "mig_status", status_1 "mig_status_1", status_2 "mig_status_2",
    sets_a_status(AtEvent) -> Total { |old| {
        set_custom_status("migrated");
        Ok(Go::waiting("event#1", Total { total: old.price }))
    } },
    "sets_a_status", ["sets a custom status"]
);
