//! Types of what instances hold that have changed: the lock tells before the deploy what the store would tell after it.

use std::sync::atomic::{AtomicBool, Ordering};

use durable_runtime::lock::{self, Fit, FunctionReport};
use durable_runtime::prelude::*;
use durable_runtime::testing::hooks::release_of;
use serde::{Deserialize, Serialize};

use crate::{Became, stubs::*, through};

/// A function that holds an order while it waits. Nothing but the type of that differs.
macro_rules! holds {
    ($module:ident, $name:literal, $order:item) => {
        mod $module {
            use super::*;

            #[derive(Serialize, Deserialize, Default)]
            $order

            #[allow(dead_code, reason = "it is started by its name")]
            #[orchestrator(name = $name)]
            async fn holds(n: u64) -> Result<u64> {
                let mut order = Order::default();
                order.id = n.try_into().expect("it is small");
                event::<u8>("go").await?;
                add(id_of(&order), 1).await
            }

            fn id_of(order: &Order) -> u64 {
                order.id.into()
            }
        }
    };
}

holds!(
    before,
    "types_before",
    struct Order {
        id: u32,
        promo: Option<String>,
    }
);

holds!(
    wider,
    "types_wider",
    struct Order {
        id: u64,
        promo: Option<String>,
        #[serde(default)]
        region: String,
    }
);

holds!(
    loses,
    "types_loses",
    struct Order {
        id: u32,
    }
);

holds!(
    needs,
    "types_needs",
    struct Order {
        id: u32,
        promo: Option<String>,
        region: String,
    }
);

holds!(
    narrower,
    "types_narrower",
    struct Order {
        id: u8,
        promo: Option<String>,
    }
);

/// The report on a function if another one's code and types were released in its place, and whether nothing is to be done.
fn report(released: &str, now: &str) -> (FunctionReport, bool) {
    let lock = format!(
        "format = 1\n\n[[function]]\nname = \"{now}\"\nfile = \"\"\n{}",
        release_of(released)
    );
    let report = lock::report(&lock).expect("it is a lock");
    let begin = format!("{now}: ");
    let is_ok = !report
        .problems
        .iter()
        .any(|problem| problem.starts_with(&begin));
    let mut functions = report.functions.into_iter();
    let found = functions.find(|function| function.name == now);
    (found.expect("its code or its types have changed"), is_ok)
}

/// What the report says of the types, and what becomes of an instance that waits.
async fn changed(after: &str) -> (Vec<(Fit, String)>, bool, Became) {
    let (found, is_ok) = report("types_before", after);
    let [against] = &found.against[..] else {
        panic!("{found:?}");
    };
    assert_eq!(against.versions, ["v1"]);
    let types = against.types.iter();
    let types = types.map(|of| {
        assert_eq!(of.points, ["event#1"]);
        (of.fit, of.what.clone())
    });
    let types = types.collect();
    let became = through(&["types_before", after], 3.into(), &["go"]).await;
    (types, is_ok, became)
}

#[tokio::test]
async fn a_field_with_a_default_and_a_larger_number_are_no_change() {
    let (types, is_ok, became) = changed("types_wider").await;
    assert_eq!(types, []);
    assert!(is_ok);
    assert_eq!(became, Became::Done("4".to_owned()));
}

#[tokio::test]
async fn a_field_that_would_be_lost_blocks_and_is_told_before() {
    let (types, is_ok, became) = changed("types_loses").await;
    let lost = "`order: Order` lost `promo: Option<String>`: stored values would be dropped on the next step, so instances that hold it are blocked";
    assert_eq!(types, [(Fit::Loses, lost.to_owned())]);
    assert!(!is_ok);
    assert!(matches!(became, Became::Blocked(_)), "{became:?}");
}

#[tokio::test]
async fn a_field_that_is_needed_now_blocks_and_is_told_before() {
    let (types, is_ok, became) = changed("types_needs").await;
    let needs =
        "`order: Order` needs `region: String`, which was not stored: give it `#[serde(default)]`";
    assert_eq!(types, [(Fit::Breaks, needs.to_owned())]);
    assert!(!is_ok);
    assert!(matches!(became, Became::Blocked(_)), "{became:?}");
}

/// It is told, and the test of the lock passes: the number of this instance is small.
#[tokio::test]
async fn where_the_value_decides_that_is_told() {
    let (types, is_ok, became) = changed("types_narrower").await;
    let depends = "`order.id` is stored as `u32`; an instance with a value that can't be read as `u8` is blocked";
    assert_eq!(types, [(Fit::Depends, depends.to_owned())]);
    assert!(is_ok);
    assert_eq!(became, Became::Done("4".to_owned()));
}

/// The new program writes a field that the old one doesn't know.
#[tokio::test]
async fn the_way_back_is_told_too() {
    let (found, _) = report("types_before", "types_wider");
    let shown = found.to_string();
    let lost = "going back to v1: `order: Order` lost `region: String`: stored values would be dropped on the next step";
    assert!(shown.contains(lost), "{shown}");
    let narrower = "going back to v1: `order.id` is stored as `u64`; an instance with a value that can't be read as `u32` is blocked";
    assert!(shown.contains(narrower), "{shown}");
    let json = serde_json::to_value(&found).expect("it is JSON");
    assert_eq!(json["going_back"]["types"][0]["fit"], "loses");
    let became = through(&["types_wider", "types_before"], 3.into(), &["go"]).await;
    assert!(matches!(became, Became::Blocked(_)), "{became:?}");
}

mod captures {
    use super::*;

    #[derive(Serialize, Deserialize, Clone)]
    struct Item {
        name: String,
    }

    /// A block captures a value, a loop keeps items, and several results are awaited.
    #[orchestrator(name = "types_of_blocks")]
    async fn blocks(n: u64) -> Result<String> {
        let item = Item {
            name: n.to_string(),
        };
        let (one, other) = join!(
            async {
                let one = step(item.name.clone()).await?;
                event::<(u8, bool)>("go").await?;
                step(one + &item.name).await
            },
            add(n, 3)
        );
        let mut sum = other?;
        for number in [n, n + 1] {
            sum = add(sum, number).await?;
        }
        Ok(one? + &sum.to_string())
    }
}

#[test]
fn blocks_loops_and_results_are_traced() {
    let release = release_of("types_of_blocks");
    let (_, types) = release
        .split_once("types = '''\n")
        .expect("there are types");
    let types: Vec<_> = types.lines().collect();
    for line in [
        "local async#1/one String",
        "local async#1/item Item",
        "gives async#1/event#1 (u8, bool)",
        "gives async#1/step#1 String",
        "gives join#1 u64",
        "gives add#1 u64",
        "type Item struct { name: String }",
    ] {
        assert!(types.contains(&line), "no `{line}` in {types:#?}");
    }
}

/// Whether code of an orchestrator that is only traced has run.
static HAS_RUN: AtomicBool = AtomicBool::new(false);

fn runs(n: u64) -> u64 {
    HAS_RUN.store(true, Ordering::Relaxed);
    n
}

#[allow(dead_code, reason = "only its types are found")]
#[orchestrator(name = "types_without_a_run")]
async fn without_a_run(n: u64) -> Result<u64> {
    let first = runs(n);
    let mut handle = spawn(async move {
        event::<u8>("go").await?;
        Ok::<_, Failure>(runs(first))
    });
    let mut sum = runs(first);
    #[durable(default = runs(7))]
    let factor = runs(1);
    #[durable(default = runs(first))]
    let more = runs(2);
    for number in 0..runs(3) {
        select! {
            go = event::<u8>("go") => sum += u64::from(go?) + runs(number),
            ended = &mut handle => sum += runs(ended??),
        }
    }
    add(sum, runs(first) * factor * more).await
}

#[test]
fn no_code_runs_while_types_are_found() {
    let release = release_of("types_without_a_run");
    assert!(release.contains("local sum u64\n"), "{release}");
    assert!(!HAS_RUN.load(Ordering::Relaxed));
}
