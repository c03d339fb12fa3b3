//! Sub-orchestrations.

use super::harness::*;
use crate::client::runtime::Runtime;
use crate::model::error::ErrorKind;
use crate::model::history::HistoryKind;
use crate::model::parent_close::{CANCEL_REQUESTED, ParentClosePolicy};
use crate::model::status::RuntimeStatus;

#[tokio::test]
async fn a_child_gives_its_output_to_its_parent() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    let script = vec![child(Some("b"), vec![call("inc", 1)]), call("inc", 5)];
    let parent = start(&runtime, "a", script).await;
    assert_eq!(
        parent.result().await.unwrap().as_str(),
        r#"["[\"2\"]","6"]"#
    );
    let status = runtime.instance("b").status().await.unwrap();
    assert_eq!(status.runtime_status, RuntimeStatus::Completed);
    let history = parent.history().await.unwrap();
    assert!(
        history.iter().any(|event| matches!(&event.kind,
        HistoryKind::SubOrchestrationInstanceCreated { instance, .. } if instance.as_str() == "b"))
    );
    assert!(history.iter().any(|event| matches!(
        event.kind,
        HistoryKind::SubOrchestrationInstanceCompleted { .. }
    )));
    let rows = count_rows(&bench, runtime).await;
    assert_eq!(rows["inbox"], 0);
}

#[tokio::test]
async fn a_childs_failure_reaches_its_parent() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    let script = vec![child(None, vec![Do::Fail("no stock".into())])];
    let parent = start(&runtime, "a", script).await;
    assert_eq!(parent.result().await.unwrap_err().message(), "no stock");
}

#[tokio::test]
async fn a_child_that_cannot_be_started_is_a_failure_of_its_parents_call() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    start(&runtime, "taken", vec![call("gated", 0)]).await;
    let unknown = Do::Child {
        function: "unheard_of".to_owned(),
        id: None,
        script: vec![],
    };
    for (id, start_child, message) in [
        ("a", child(Some("taken"), vec![]), "has not ended"),
        ("b", unknown, "no orchestrator named `unheard_of`"),
        ("c", child(Some("c"), vec![]), "has not ended"),
    ] {
        let parent = start(&runtime, id, vec![start_child]).await;
        let failure = parent.result().await.unwrap_err();
        assert!(failure.message().contains(message), "{failure}");
    }
    let taken = runtime.instance("taken").status().await.unwrap();
    assert_eq!(taken.runtime_status, RuntimeStatus::Running);
}

#[tokio::test]
async fn a_child_may_take_the_id_of_an_instance_that_has_ended() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    let old = start(&runtime, "b", vec![]).await;
    old.result().await.unwrap();
    let script = vec![child(Some("b"), vec![call("inc", 1)])];
    let parent = start(&runtime, "a", script).await;
    assert_eq!(parent.result().await.unwrap().as_str(), r#"["[\"2\"]"]"#);
}

#[tokio::test]
async fn terminating_a_parent_leaves_its_children_alone() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    let script = vec![child(Some("b"), vec![call("gated", 1)])];
    let parent = start(&runtime, "a", script).await;
    until(async || bench.probe.calls().len() == 1).await;
    parent.terminate("enough").await.unwrap();
    bench.probe.gate.notify_waiters();
    let result = runtime.instance("b").result().await.unwrap();
    assert_eq!(result.as_str(), r#"["1"]"#);
    // No instance wants its result, and it is not kept.
    until(async || runtime.store().inbox(None, 1).await.unwrap().is_empty()).await;
    runtime.shutdown().await.unwrap();
}

#[tokio::test]
async fn a_childs_result_is_delivered_after_a_crash_between_its_end_and_its_parents_step() {
    let bench = Bench::new();
    let script = vec![child(Some("b"), vec![]), call("inc", 1)];
    // The start and the child's end are one commit, the parent's step is the next one.
    let runtime = bench.builder().halt_after_commits(1);
    let runtime = runtime.open(bench.path()).await.unwrap();
    let started = runtime.start(typed(script).id("a")).await.unwrap_err();
    assert_eq!(started.kind(), ErrorKind::Stopped);
    runtime.stopped().await.unwrap_err();
    let runtime = bench.open().await;
    let result = runtime.instance("a").result().await.unwrap();
    assert_eq!(result.as_str(), r#"["[]","2"]"#);
}

#[tokio::test]
async fn more_children_than_one_round_begins_all_begin() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    let generations = |first: Do| child(None, vec![child(None, vec![child(None, vec![first])])]);
    let mut parents = Vec::new();
    for n in 0..500 {
        let (runtime, script) = (runtime.clone(), vec![generations(call("inc", n))]);
        parents.push(tokio::spawn(async move {
            let parent = runtime.start(typed(script)).await.unwrap();
            parent.result().await.unwrap()
        }));
    }
    for (n, parent) in parents.into_iter().enumerate() {
        let line = parent.await.unwrap().remove(0);
        assert!(line.contains(&format!("{}", n + 1)), "{line} of {n}");
    }
    assert_eq!(bench.probe.calls().len(), 500);
}

#[tokio::test]
async fn an_instance_of_its_own_has_no_parent_and_goes_on_without_the_one_that_started_it() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    let script = vec![
        Do::Start("own".into(), vec![Do::Event("a".into())]),
        Do::Event("b".into()),
    ];
    let instance = start(&runtime, "it", script).await;
    let own = runtime.instance("own");
    until(async || own.inspect().await.is_ok_and(|waits| waits.is_some())).await;
    instance.terminate_with_children("enough").await.unwrap();
    assert_eq!(own.status().await.unwrap().parent, None);
    own.raise_event("a", &1).await.unwrap();
    assert_eq!(own.result().await.unwrap().as_str(), r#"["1"]"#);
    // Its failure is its own.
    let fails = Do::Start("fails".into(), vec![Do::Fail("no".into())]);
    let instance = start(&runtime, "again", vec![fails, call("inc", 1)]).await;
    assert_eq!(instance.result().await.unwrap().as_str(), r#"["null","2"]"#);
    assert!(runtime.instance("fails").result().await.is_err());
    let history = instance.history().await.unwrap();
    let is_created = |event: &&crate::HistoryEvent| matches!(&event.kind, HistoryKind::SubOrchestrationInstanceCreated { instance, .. } if instance.as_str() == "fails");
    assert_eq!(history.iter().filter(is_created).count(), 1);
    assert_eq!(count_rows(&bench, runtime).await["inbox"], 0);
}

#[tokio::test]
async fn a_start_that_was_refused_is_made_again_when_its_instance_is_rewound() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    let taken = start(&runtime, "taken", vec![Do::Event("a".into())]).await;
    let own = start(
        &runtime,
        "it",
        vec![Do::Start("taken".into(), vec![call("inc", 1)])],
    )
    .await;
    let child = start(
        &runtime,
        "p",
        vec![child(Some("taken"), vec![call("inc", 2)])],
    )
    .await;
    for refused in [&own, &child] {
        let failure = refused.result().await.unwrap_err();
        assert!(failure.message().contains("has not ended"), "{failure}");
    }
    taken.raise_event("a", &1).await.unwrap();
    taken.result().await.unwrap();
    own.rewind("the id is free").await.unwrap();
    assert_eq!(own.result().await.unwrap().as_str(), r#"["null"]"#);
    let started = runtime.instance("taken");
    assert_eq!(started.result().await.unwrap().as_str(), r#"["2"]"#);
    child.rewind("the id is free").await.unwrap();
    assert_eq!(child.result().await.unwrap().as_str(), r#"["[\"3\"]"]"#);
    runtime.shutdown().await.unwrap();
}

#[tokio::test]
async fn an_instance_of_its_own_is_started_once_whenever_the_process_dies() {
    for n in 1..9 {
        let bench = Bench::new();
        loop {
            let builder = bench.builder().halt_after_commits(n);
            let runtime = builder.open(bench.path()).await.unwrap();
            if runtime.instance("it").status().await.is_err() {
                let starts = Do::Start("own".into(), vec![call("inc", 7)]);
                let script = vec![call("inc", 1), starts, call("inc", 2)];
                let _ = runtime.start(typed(script).id("it")).await;
            }
            let it = runtime.instance("it").result().await;
            let own = runtime.instance("own").result().await;
            let _ = runtime.shutdown().await;
            if let (Ok(it), Ok(own)) = (it, own) {
                assert_eq!(it.as_str(), r#"["2","null","3"]"#);
                assert_eq!(own.as_str(), r#"["8"]"#);
                break;
            }
        }
        let runtime = bench.open().await;
        let all = crate::InstanceFilter::new();
        assert_eq!(runtime.count(all).await.unwrap(), 2);
        runtime.shutdown().await.unwrap();
    }
}

/// Children that wait, one for each policy, and one without.
fn with_policies() -> Vec<Do> {
    let waits = |name: &str| vec![Do::Event(name.into())];
    let with_child = |id: &str| vec![child(Some(id), waits("a"))];
    vec![
        child(Some("none"), waits("a")),
        Do::ChildWith(ParentClosePolicy::Leave, "left".into(), waits("a")),
        Do::ChildWith(
            ParentClosePolicy::Terminate,
            "terminated".into(),
            with_child("below"),
        ),
        Do::ChildWith(
            ParentClosePolicy::RequestCancel,
            "asked".into(),
            waits(CANCEL_REQUESTED),
        ),
    ]
}

const CHILDREN: [&str; 5] = ["none", "left", "terminated", "below", "asked"];

async fn all_wait(runtime: &Runtime) {
    for id in CHILDREN {
        let instance = runtime.instance(id);
        until(async || instance.inspect().await.is_ok_and(|waits| waits.is_some())).await;
    }
}

async fn became(runtime: &Runtime) -> Vec<RuntimeStatus> {
    let asked = runtime.instance("asked").result().await.unwrap();
    assert_eq!(asked.as_str(), r#"["\"its parent has ended\""]"#);
    let below = runtime.instance("below");
    until(async || below.status().await.unwrap().runtime_status.is_ended()).await;
    let mut became = Vec::new();
    for id in CHILDREN {
        became.push(runtime.instance(id).status().await.unwrap().runtime_status);
    }
    became
}

#[tokio::test]
async fn children_end_with_their_parent_as_their_policies_say() {
    use RuntimeStatus::{Completed, Running, Terminated};
    let bench = Bench::new();
    let runtime = bench.open().await;
    let parent = start(&runtime, "p", vec![all(with_policies())]).await;
    all_wait(&runtime).await;
    parent.terminate("enough").await.unwrap();
    assert_eq!(
        became(&runtime).await,
        [Running, Running, Terminated, Terminated, Completed]
    );
    // A tree is terminated as a whole, whatever the policies.
    for id in ["none", "left"] {
        runtime.instance(id).terminate("enough").await.unwrap();
    }
    let parent = start(&runtime, "p", vec![all(with_policies())]).await;
    all_wait(&runtime).await;
    parent.terminate_with_children("enough").await.unwrap();
    for id in CHILDREN {
        let instance = runtime.instance(id);
        until(async || instance.status().await.unwrap().runtime_status == Terminated).await;
    }
    assert_eq!(count_rows(&bench, runtime).await["timers"], 0);
}

#[tokio::test]
async fn children_of_a_parent_that_fails_go_as_their_policies_say_and_rejoin_it_when_it_is_rewound()
{
    use RuntimeStatus::{Completed, Running, Terminated};
    let bench = Bench::new();
    bench
        .probe
        .failures
        .store(1, std::sync::atomic::Ordering::SeqCst);
    let runtime = bench.open().await;
    let mut branches = with_policies();
    let gated = vec![Do::Event("fail".into()), call("flaky", 7)];
    branches.push(child(Some("last"), gated));
    let parent = start(&runtime, "p", vec![Do::Several(How::TryAll, branches)]).await;
    all_wait(&runtime).await;
    let raised = runtime.instance("last").raise_event("fail", &1).await;
    raised.unwrap();
    assert_eq!(parent.result().await.unwrap_err().message(), "not now");
    // The one without a policy was given up.
    assert_eq!(
        became(&runtime).await,
        [Terminated, Running, Terminated, Terminated, Completed]
    );
    parent.rewind("on").await.unwrap();
    for id in ["none", "left", "below"] {
        let instance = runtime.instance(id);
        until(async || instance.status().await.unwrap().runtime_status == Running).await;
        instance.raise_event("a", &1).await.unwrap();
    }
    let result = parent.result().await.unwrap();
    let lines = result.decode::<Vec<String>>().unwrap();
    assert!(lines[0].ends_with(r#"["1","7"]"#), "{lines:?}");
    assert_eq!(count_rows(&bench, runtime).await["timers"], 0);
}
