//! Which of the instances that have an id in turn a purge removes, also where the clock doesn't tell them apart.

use super::harness::*;
use super::queries::Dial;
use super::slow::{open_gated_by, record_of};
use crate::client::runtime::Runtime;
use crate::engine::message::{Message, Purged};
use crate::model::error::{Error, ErrorKind};
use crate::model::filter::InstanceFilter;
use crate::model::id::InstanceId;
use crate::model::if_exists::IfExists;
use crate::model::micros::Micros;
use crate::model::status::{RuntimeStatus, Status};
use crate::store::memory::Memory;

async fn fails(runtime: &Runtime, id: &str) {
    let again = typed(vec![Do::Fail("no".into())]).id(id);
    let again = again.if_exists(IfExists::ReplaceEnded);
    let _ = runtime.start(again).await.unwrap().result().await;
}

async fn status(runtime: &Runtime, id: &str) -> Status {
    runtime.instance(id).status().await.unwrap()
}

/// The second life of an id begins and ends between the look at the first one and its purge.
#[tokio::test]
async fn a_purge_by_a_filter_spares_a_later_instance_of_the_id_though_the_clock_stands_still() {
    let bench = Bench::new();
    let builder = bench.builder().clock(Dial::default());
    let (runtime, gate) = open_gated_by(builder, &Memory::default()).await;
    let first = start(&runtime, "it", vec![]).await;
    first.result().await.unwrap();
    let before = status(&runtime, "it").await;
    gate.close_for([record_of("it")]);
    let purge = tokio::spawn({
        let runtime = runtime.clone();
        let completed = InstanceFilter::new().status(RuntimeStatus::Completed);
        async move { runtime.purge(completed).await }
    });
    gate.is_waited_for().await;
    gate.close_for([]);
    fails(&runtime, "it").await;
    gate.open();
    assert_eq!(purge.await.unwrap().unwrap(), 0);
    let after = status(&runtime, "it").await;
    assert_eq!(after.runtime_status, RuntimeStatus::Failed);
    assert_eq!(
        (after.created, after.last_updated),
        (before.created, before.last_updated)
    );
    let failed = InstanceFilter::new().status(RuntimeStatus::Failed);
    assert_eq!(runtime.purge(failed).await.unwrap(), 1);
    runtime.shutdown().await.unwrap();
}

/// What retention asks for. It has found an instance in the list, and another one may have its id by then.
#[tokio::test]
async fn a_purge_of_what_has_ended_in_a_way_by_a_time_looks_at_both() {
    let bench = Bench::new();
    let builder = bench.builder().clock(Dial::default());
    let runtime = builder.open(bench.path()).await.unwrap();
    fails(&runtime, "it").await;
    let ended = Micros::from(status(&runtime, "it").await.last_updated);
    let earlier = Micros::of(ended.micros() - 1);
    let purged = async |status, by| -> Result<(), Error> {
        let message = |reply| Message::Purge {
            id: InstanceId::unchecked("it"),
            which: Purged::Ended { status, by },
            reply,
        };
        runtime.ask(message).await
    };
    for (status, by) in [
        (RuntimeStatus::Completed, ended),
        (RuntimeStatus::Failed, earlier),
    ] {
        let error = purged(status, by).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InstanceNotEnded);
    }
    purged(RuntimeStatus::Failed, ended).await.unwrap();
    runtime.shutdown().await.unwrap();
}
