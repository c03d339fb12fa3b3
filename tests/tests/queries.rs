//! Queries as a program makes them: of typed functions, by tags, by parents, and over reopening.

use std::path::Path;

use durable_runtime::prelude::*;
use durable_runtime::{ErrorKind, InstanceFilter, RuntimeStatus};

#[orchestrator]
async fn parcel(number: u64) -> Result<u64> {
    event::<()>("arrived").await?;
    Ok(number)
}

#[orchestrator]
async fn order(parcels: u64) -> Result<u64> {
    let mut sum = 0;
    for number in 0..parcels {
        let customer = format!("customer {}", number % 2);
        let id = format!("parcel {number}");
        sum += parcel(number).id(id).tag("customer", customer).await?;
    }
    Ok(sum)
}

/// It holds a call with a tag that it has not made yet.
#[orchestrator]
async fn prepared(number: u64) -> Result<u64> {
    let call = parcel(number)
        .id("prepared parcel")
        .tag("customer", "later");
    event::<()>("go").await?;
    call.await
}

#[orchestrator]
async fn badly_tagged(name: String) -> Result<u64> {
    parcel(1).tag(name, "value").await
}

async fn open(folder: &Path) -> Runtime {
    let store = folder.join("test.redb");
    Runtime::builder().open(store).await.expect("it is opened")
}

async fn ids(runtime: &Runtime, filter: InstanceFilter) -> Vec<String> {
    let mut query = runtime.query(filter);
    let mut ids = Vec::new();
    while let Some(status) = query.next().await.expect("it is read") {
        ids.push(status.id.to_string());
    }
    ids
}

fn of_customer(customer: &str) -> InstanceFilter {
    InstanceFilter::new().tag("customer", customer)
}

#[tokio::test]
async fn sub_orchestrations_are_found_by_their_parent_and_by_their_tags() {
    let folder = tempfile::tempdir().expect("there is a folder");
    let runtime = open(folder.path()).await;
    let order = runtime.start(order(3).id("order").tag("customer", "ann"));
    let order = order.await.expect("it is started");
    for number in 0..3 {
        let parcel = runtime.instance(&format!("parcel {number}"));
        while parcel.status().await.is_err() {
            tokio::task::yield_now().await;
        }
        parcel
            .raise_event("arrived", &())
            .await
            .expect("it waits for it");
    }
    assert_eq!(order.result().await.expect("it ends"), 3);
    runtime.shutdown().await.expect("it is closed");
    let runtime = open(folder.path()).await;
    let of_order = || InstanceFilter::new().parent(order.id());
    assert_eq!(
        ids(&runtime, of_order()).await,
        ["parcel 2", "parcel 1", "parcel 0"]
    );
    assert_eq!(
        ids(&runtime, of_order().tag("customer", "customer 0")).await,
        ["parcel 2", "parcel 0"]
    );
    assert_eq!(ids(&runtime, of_customer("customer 1")).await, ["parcel 1"]);
    assert_eq!(ids(&runtime, of_customer("ann")).await, ["order"]);
    assert_eq!(ids(&runtime, of_customer("")).await, Vec::<String>::new());
    let status = runtime
        .instance("parcel 1")
        .status()
        .await
        .expect("it is there");
    assert_eq!(status.parent.as_ref(), Some(order.id()));
    assert_eq!(status.tags["customer"], "customer 1");
    let completed = InstanceFilter::new()
        .name("parcel")
        .status(RuntimeStatus::Completed);
    assert_eq!(runtime.count(completed).await.expect("it is counted"), 3);
    runtime.shutdown().await.expect("it is closed");
}

#[tokio::test]
async fn a_call_keeps_its_tags_while_it_waits_to_be_made() {
    let folder = tempfile::tempdir().expect("there is a folder");
    let runtime = open(folder.path()).await;
    runtime
        .start(prepared(1).id("prepared"))
        .await
        .expect("it is started");
    runtime.shutdown().await.expect("it is closed");
    let runtime = open(folder.path()).await;
    runtime
        .instance("prepared")
        .raise_event("go", &())
        .await
        .expect("it waits for it");
    let found = loop {
        let found = ids(&runtime, of_customer("later")).await;
        if !found.is_empty() {
            break found;
        }
        tokio::task::yield_now().await;
    };
    assert_eq!(found, ["prepared parcel"]);
    runtime.shutdown().await.expect("it is closed");
}

#[tokio::test]
async fn tags_that_are_too_many_or_too_long_start_nothing() {
    let folder = tempfile::tempdir().expect("there is a folder");
    let runtime = open(folder.path()).await;
    let long = "x".repeat(257);
    for (call, told) in [
        (parcel(1).tag("", "value"), "an empty name"),
        (parcel(1).tag(&long, "value"), "the name of its tag"),
        (parcel(1).tag("name", &long), "the value of its tag `name`"),
        (
            (0..33).fold(parcel(1), |call, n| call.tag(n.to_string(), "")),
            "33 tags",
        ),
    ] {
        let refused = runtime.start(call).await.expect_err("it is refused");
        assert_eq!(refused.kind(), ErrorKind::InvalidInput);
        assert!(refused.to_string().contains(told), "{refused}");
        assert!(refused.to_string().contains("`parcel`"), "{refused}");
    }
    let by_name = runtime.start_named("parcel", "1".parse().expect("JSON"));
    let refused = by_name.tag("", "value").await.expect_err("it is refused");
    assert_eq!(refused.kind(), ErrorKind::InvalidInput);
    assert_eq!(
        runtime
            .count(InstanceFilter::new())
            .await
            .expect("it is counted"),
        0
    );
    // Of two tags with one name the later one counts.
    let twice = parcel(1).id("twice").tag("name", "one").tag("name", "two");
    runtime.start(twice).await.expect("it is started");
    let status = runtime
        .instance("twice")
        .status()
        .await
        .expect("it is there");
    assert_eq!(
        status.tags.into_iter().collect::<Vec<_>>(),
        [("name".to_owned(), "two".to_owned())]
    );

    // A plain run fails as a durable one does.
    let plain = badly_tagged(String::new()).await.expect_err("it fails");
    let durable = runtime
        .start(badly_tagged(String::new()))
        .await
        .expect("it is started");
    let durable = durable.result().await.expect_err("it fails");
    for failure in [plain, durable] {
        assert!(failure.message().contains("an empty name"), "{failure}");
        assert!(failure.is_terminal());
    }
    runtime.shutdown().await.expect("it is closed");
}

#[orchestrator]
async fn dispatch(parcels: u64) -> Result<Vec<String>> {
    let mut started = Vec::new();
    for number in 0..parcels {
        let call = parcel(number).tag("customer", "of its own");
        started.push(start(call.id(format!("own {number}"))).await?.to_string());
    }
    let (one, other) = join!(start(parcel(8).id("eight")), start(parcel(9)));
    started.push(one?.to_string());
    other?;
    Ok(started)
}

#[activity]
async fn dispatch_one(number: u64) -> Result<String> {
    let id = start(parcel(number).id("from an activity")).await?;
    Ok(id.to_string())
}

#[orchestrator]
async fn dispatch_by_activity(number: u64) -> Result<String> {
    dispatch_one(number).await
}

#[tokio::test]
async fn instances_that_are_started_on_their_own_have_no_parent() -> Result<()> {
    let folder = tempfile::tempdir().expect("there is a folder");
    let runtime = open(folder.path()).await;
    let dispatched = runtime.start(dispatch(2).id("dispatcher")).await?;
    let started: Vec<String> = dispatched.result().await?;
    assert_eq!(started, ["own 0", "own 1", "eight"]);
    let of_dispatcher = InstanceFilter::new().parent(dispatched.id());
    assert_eq!(ids(&runtime, of_dispatcher).await, Vec::<String>::new());
    assert_eq!(
        ids(&runtime, of_customer("of its own")).await,
        ["own 1", "own 0"]
    );
    let by_activity = runtime.start(dispatch_by_activity(5)).await?;
    assert_eq!(by_activity.result().await?, "from an activity");
    let waiting = InstanceFilter::new().status(RuntimeStatus::Running);
    assert_eq!(runtime.count(waiting).await?, 5);
    runtime
        .instance("from an activity")
        .raise_event("arrived", &())
        .await?;
    let result = runtime.instance("from an activity").result().await?;
    assert_eq!(result.as_str(), "5");
    // Without a runtime nobody could start it.
    let failure = start(parcel(1)).await.expect_err("there is no runtime");
    assert!(
        failure.message().contains("there is no runtime"),
        "{failure}"
    );
    runtime.shutdown().await?;
    Ok(())
}
