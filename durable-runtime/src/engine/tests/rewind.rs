//! Instances that have failed are rewound.

use std::sync::atomic::Ordering;
use std::time::Duration;

use super::harness::*;
use super::verbs::{for_a_while, go, rows, status, waits};
use crate::RuntimeStatus;
use crate::client::instance::Instance;
use crate::client::runtime::Runtime;
use crate::model::error::ErrorKind;
use crate::model::filter::InstanceFilter;
use crate::model::json::Json;
use crate::model::retry::RetryPolicy;
use crate::step::command::Errand;
use crate::store::key::Table;

async fn fails(instance: &Instance<Json>) -> String {
    instance.result().await.unwrap_err().message().to_owned()
}

async fn kinds(instance: &Instance<Json>) -> Vec<String> {
    let history = instance.history().await.unwrap();
    let kind = |event: crate::HistoryEvent| {
        let shown = format!("{:?}", event.kind);
        let end = shown.find([' ', '{']).unwrap_or(shown.len());
        shown[..end].to_owned()
    };
    history.into_iter().map(kind).collect()
}

#[tokio::test]
async fn a_failed_activity_is_done_again_and_what_was_done_is_not() {
    let bench = Bench::new();
    bench.probe.failures.store(1, Ordering::SeqCst);
    let runtime = bench.open().await;
    let script = vec![
        Do::Hold("x".repeat(5000)),
        call("inc", 1),
        go("a"),
        call("flaky", 3),
        go("b"),
        Do::Held,
    ];
    let instance = start(&runtime, "it", script).await;
    waits(&instance).await;
    for (name, payload) in [("b", 8), ("b", 9), ("a", 7)] {
        instance.raise_event(name, &payload).await.unwrap();
    }
    assert_eq!(fails(&instance).await, "not now");
    let places = rows(&runtime).await;
    assert!(places.contains(&(Table::Kept, 1)), "{places:?}");
    let found = runtime.verify().await.unwrap();
    assert!(found.is_sound(), "{found}");
    runtime.shutdown().await.unwrap();

    let runtime = bench.open().await;
    let instance = runtime.instance("it");
    instance.rewind("it works again").await.unwrap();
    let result = instance.result().await.unwrap();
    assert_eq!(result.as_str(), r#"["2","7","3","8","5000"]"#);
    assert_eq!(bench.probe.calls(), ["inc 1", "flaky 3", "flaky 3"]);
    let mut kinds = kinds(&instance).await;
    // They came while it was stepped.
    kinds.retain(|kind| kind != "EventRaised");
    assert_eq!(
        kinds,
        [
            "ExecutionStarted",
            "TaskScheduled",
            "TaskCompleted",
            "TaskScheduled",
            "TaskFailed",
            "ExecutionFailed",
            "ExecutionRewound",
            "TaskScheduled",
            "TaskCompleted",
            "ExecutionCompleted",
        ]
    );
    let error = instance.rewind("once more").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InstanceEnded);
    instance.purge().await.unwrap();
    assert_eq!(rows(&runtime).await, []);
    runtime.shutdown().await.unwrap();
}

#[tokio::test]
async fn a_rewound_activity_has_all_its_attempts_again() {
    let bench = Bench::new();
    bench.probe.failures.store(3, Ordering::SeqCst);
    let runtime = bench.open().await;
    let policy = RetryPolicy::new(2, Duration::from_millis(1));
    let script = vec![Do::Retry("flaky".into(), 1, policy), Do::Steps];
    let instance = start(&runtime, "it", script).await;
    assert_eq!(fails(&instance).await, "not now");
    assert_eq!(bench.probe.calls().len(), 2);
    instance.rewind("again").await.unwrap();
    assert_eq!(instance.result().await.unwrap().as_str(), r#"["1","2"]"#);
    assert_eq!(bench.probe.calls().len(), 4);
    runtime.shutdown().await.unwrap();
}

#[tokio::test]
async fn a_step_that_failed_by_itself_is_made_again() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    for (gate, script, result) in [
        ("rewind-first", vec![], r"[]"),
        ("rewind-later", vec![call("inc", 1)], r#"["2"]"#),
        ("rewind-event", vec![go("a")], r#"["1"]"#),
    ] {
        let mut script = script;
        script.push(Do::Needs(gate.to_owned()));
        let instance = start(&runtime, gate, script).await;
        let _ = instance.raise_event("a", &1).await;
        assert_eq!(fails(&instance).await, format!("{gate} is closed"));
        instance.rewind("too early").await.unwrap();
        assert_eq!(fails(&instance).await, format!("{gate} is closed"));
        gates::open(gate);
        instance.rewind("it is open").await.unwrap();
        assert_eq!(instance.result().await.unwrap().as_str(), result);
        let ends = kinds(&instance).await;
        let ends: Vec<_> = ends
            .iter()
            .filter(|kind| kind.starts_with("Execution"))
            .collect();
        assert_eq!(
            ends,
            [
                "ExecutionStarted",
                "ExecutionFailed",
                "ExecutionRewound",
                "ExecutionFailed",
                "ExecutionRewound",
                "ExecutionCompleted"
            ]
        );
    }
    assert_eq!(bench.probe.calls(), ["inc 1"]);
    runtime.shutdown().await.unwrap();
}

/// A script that fails while much else is under way.
fn cut_short() -> Vec<Do> {
    let send = Errand::Raise {
        name: "greeting".to_owned(),
        payload: Json::of(&5).unwrap(),
    };
    vec![Do::Several(
        How::TryAll,
        vec![
            call("gated", 1),
            Do::Sleep(Duration::from_millis(20)),
            go("a"),
            child(Some("c"), vec![go("b"), child(Some("g"), vec![go("c")])]),
            Do::Retry(
                "flaky".into(),
                8,
                RetryPolicy::new(9, Duration::from_secs(3600)),
            ),
            call("flaky", 9),
            call("inc", 1),
            Do::Send("other".into(), send),
        ],
    )]
}

#[tokio::test]
async fn what_a_failure_has_cut_short_goes_on() {
    let bench = Bench::new();
    // The one that is tried again in an hour, and the one that is not.
    bench.probe.failures.store(2, Ordering::SeqCst);
    let runtime = bench.open().await;
    start(&runtime, "other", vec![go("greeting"), go("greeting")]).await;
    let instance = start(&runtime, "it", cut_short()).await;
    assert_eq!(fails(&instance).await, "not now");
    assert_eq!(
        status(&runtime.instance("c")).await,
        RuntimeStatus::Terminated
    );
    runtime.shutdown().await.unwrap();

    let runtime = bench.open().await;
    let (instance, c, g) = (
        runtime.instance("it"),
        runtime.instance("c"),
        runtime.instance("g"),
    );
    instance.rewind("on").await.unwrap();
    until(async || status(&c).await == RuntimeStatus::Running).await;
    c.raise_event("b", &1).await.unwrap();
    until(async || g.inspect().await.is_ok_and(|waits| waits.is_some())).await;
    g.raise_event("c", &2).await.unwrap();
    until(async || {
        bench
            .probe
            .calls()
            .iter()
            .filter(|call| *call == "gated 1")
            .count()
            == 2
    })
    .await;
    bench.probe.gate.notify_waiters();
    for_a_while().await;
    assert_eq!(status(&instance).await, RuntimeStatus::Running);
    instance.raise_event("a", &3).await.unwrap();
    bench.probe.gate.notify_one();
    let result = instance.result().await.unwrap();
    assert_eq!(
        result.as_str(),
        r#"["1 slept 3 [\"1\",\"[\\\"2\\\"]\"] 8 9 2 received"]"#
    );
    let _ = runtime.instance("other").terminate("enough").await;
    for ended in ["it", "c", "g", "other"] {
        runtime.instance(ended).purge().await.unwrap();
    }
    assert_eq!(rows(&runtime).await, []);
    runtime.shutdown().await.unwrap();
}

/// A parent with children that wait for children, of which the last ones call an activity that may fail.
fn tree(prefix: &str, generations: usize) -> Vec<Do> {
    if generations == 0 {
        return vec![call("inc", 1), call("flaky", 7), go("on")];
    }
    let child_of = |number: usize| {
        let id = format!("{prefix}.{number}");
        child(Some(&id), tree(&id, generations - 1))
    };
    vec![Do::Several(How::TryAll, (0..3).map(child_of).collect())]
}

const LEAVES: [&str; 9] = [
    "r.0.0", "r.0.1", "r.0.2", "r.1.0", "r.1.1", "r.1.2", "r.2.0", "r.2.1", "r.2.2",
];

#[tokio::test]
async fn failed_sub_orchestrations_are_rewound_with_their_parent() {
    let bench = Bench::new();
    bench.probe.failures.store(2, Ordering::SeqCst);
    let runtime = bench.open().await;
    let root = start(&runtime, "r", tree("r", 2)).await;
    assert_eq!(fails(&root).await, "not now");
    for_a_while().await;
    // An ended one that its parent has given up can't be rewound by itself.
    let all = InstanceFilter::new();
    let ended = runtime.query(all.clone()).page().await.unwrap().instances;
    assert_eq!(ended.len(), 13);
    for status in &ended {
        assert!(status.runtime_status.is_ended(), "{status:?}");
    }
    root.rewind("on").await.unwrap();
    for leaf in LEAVES {
        let leaf = runtime.instance(leaf);
        until(async || status(&leaf).await == RuntimeStatus::Running).await;
        leaf.raise_event("on", &1).await.unwrap();
    }
    let leaf = r#"[\"2\",\"7\",\"1\"]"#;
    let result = root.result().await.unwrap();
    let result = result.decode::<Vec<String>>().unwrap().join("");
    assert_eq!(result.matches(leaf).count(), 9, "{result}");
    for status in runtime.query(all).page().await.unwrap().instances {
        assert_eq!(
            status.runtime_status,
            RuntimeStatus::Completed,
            "{status:?}"
        );
    }
    let calls = bench.probe.calls();
    let incs = calls.iter().filter(|call| *call == "inc 1").count();
    assert!((9..18).contains(&incs), "{calls:?}");
    let mut of_root = runtime.query(InstanceFilter::new().parent(root.id()));
    assert_eq!(of_root.page().await.unwrap().instances.len(), 3);
    runtime.shutdown().await.unwrap();
}

#[tokio::test]
async fn a_child_that_was_rewound_alone_or_is_gone_is_taken_into_account() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    let parent = |id: &str| {
        vec![child(
            Some(id),
            vec![Do::Needs("rewind-alone".into()), go("a")],
        )]
    };
    let mut parents = Vec::new();
    for (id, of) in [("p1", "c1"), ("p2", "c2"), ("p3", "c3")] {
        let instance = start(&runtime, id, parent(of)).await;
        assert_eq!(fails(&instance).await, "rewind-alone is closed");
        parents.push(instance);
    }
    gates::open("rewind-alone");
    // One completes before its parent is rewound, one runs, one is gone.
    for id in ["c1", "c2"] {
        runtime.instance(id).rewind("alone").await.unwrap();
    }
    let c1 = runtime.instance("c1");
    c1.raise_event("a", &1).await.unwrap();
    c1.result().await.unwrap();
    assert_eq!(status(&parents[0]).await, RuntimeStatus::Failed);
    runtime.instance("c3").purge().await.unwrap();
    for parent in &parents {
        parent.rewind("on").await.unwrap();
    }
    assert_eq!(
        parents[0].result().await.unwrap().as_str(),
        r#"["[\"1\"]"]"#
    );
    for_a_while().await;
    runtime.instance("c2").raise_event("a", &2).await.unwrap();
    assert_eq!(
        parents[1].result().await.unwrap().as_str(),
        r#"["[\"2\"]"]"#
    );
    let gone = fails(&parents[2]).await;
    assert!(gone.contains("`c3` is gone"), "{gone}");
    runtime.shutdown().await.unwrap();
}

#[tokio::test]
async fn what_has_not_failed_is_not_rewound_and_what_is_replaced_leaves_nothing() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    let error = runtime.instance("nobody").rewind("").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InstanceNotFound);
    let instance = start(&runtime, "it", vec![go("a")]).await;
    let error = instance.rewind("").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotRewindable);
    instance.terminate("enough").await.unwrap();
    let error = instance.rewind("").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InstanceEnded);
    let failing = vec![Do::Several(
        How::TryAll,
        vec![call("gated", 1), Do::Fail("no".into())],
    )];
    let instance = start(&runtime, "it", failing.clone()).await;
    assert_eq!(fails(&instance).await, "no");
    let instance = start(&runtime, "it", vec![call("inc", 1)]).await;
    instance.result().await.unwrap();
    instance.purge().await.unwrap();
    assert_eq!(rows(&runtime).await, []);
    let instance = start(&runtime, "it", failing).await;
    assert_eq!(fails(&instance).await, "no");
    let purged = runtime.purge(InstanceFilter::new()).await.unwrap();
    assert_eq!((purged, rows(&runtime).await), (1, vec![]));
    drop(instance);
    runtime.shutdown().await.unwrap();
}

/// Starts an instance, has it fail, rewinds it and waits for its end, each as soon as the one before is acknowledged.
async fn work(runtime: &Runtime) -> Result<(), crate::Error> {
    let root = runtime.instance("r");
    match root.status().await {
        Err(error) if error.kind() == ErrorKind::InstanceNotFound => {
            runtime.start(typed(tree("r", 2)).id("r")).await?;
        }
        known => drop(known?),
    }
    loop {
        let stopped = async {
            until(async || {
                root.status()
                    .await
                    .is_ok_and(|root| root.runtime_status.is_ended())
            })
            .await;
        };
        let raised = async {
            loop {
                for leaf in LEAVES {
                    let leaf = runtime.instance(leaf);
                    if let Ok(status) = leaf.status().await
                        && status.runtime_status == RuntimeStatus::Running
                    {
                        let _ = leaf.raise_event("on", &1).await;
                    }
                }
                if root.status().await.is_err() {
                    return;
                }
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
        };
        tokio::select! {
            () = stopped => {}
            () = raised => {}
        }
        match root.status().await?.runtime_status {
            RuntimeStatus::Completed => return Ok(()),
            RuntimeStatus::Failed => root.rewind("on").await?,
            _ => {}
        }
    }
}

#[tokio::test]
async fn a_tree_is_rewound_whenever_the_process_dies() {
    for n in [2, 3, 4, 5, 7, 9, 12, 17, 25, 40, 80] {
        let bench = Bench::new();
        bench.probe.failures.store(4, Ordering::SeqCst);
        let mut lives = 0;
        loop {
            lives += 1;
            assert!(
                lives < 400,
                "it never ends when it is halted after {n} commits"
            );
            let builder = bench.builder().halt_after_commits(n);
            let runtime = builder.open(bench.path()).await.unwrap();
            // Also while sub-orchestrations are to rejoin their parents.
            if let Ok(found) = runtime.verify().await {
                assert!(found.is_sound(), "{found}");
            }
            let done = tokio::time::timeout(Duration::from_secs(60), work(&runtime)).await;
            let done = done.expect("a runtime that has stopped answers");
            let _ = runtime.shutdown().await;
            if done.is_ok() {
                break;
            }
        }
        let runtime = bench.open().await;
        for status in runtime
            .query(InstanceFilter::new())
            .page()
            .await
            .unwrap()
            .instances
        {
            assert_eq!(
                status.runtime_status,
                RuntimeStatus::Completed,
                "{status:?}"
            );
            runtime.instance(status.id.as_str()).purge().await.unwrap();
        }
        assert_eq!(rows(&runtime).await, []);
        runtime.shutdown().await.unwrap();
    }
}
