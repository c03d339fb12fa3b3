//! The reads of a round are one call to the store.

use std::time::{Duration, SystemTime};

use super::counting::{open_counting, open_counting_by};
use super::harness::*;
use crate::engine::arrivals::Arrivals;
use crate::engine::draft::Draft;
use crate::engine::histories::{Histories, HistorySettings};
use crate::engine::instances::Instances;
use crate::engine::instances::read::Needs;
use crate::functions::registry::Registry;
use crate::model::id::InstanceId;
use crate::model::json::Json;
use crate::store::memory::Memory;
use crate::store::rows::Record;
use crate::testing::TokioClock;

#[tokio::test]
async fn the_sub_orchestrations_of_a_step_are_looked_for_in_one_read() {
    let bench = Bench::new();
    let (runtime, counts) = open_counting(&bench).await;
    let children = (0..200).map(|n| child(Some(&format!("child {n}")), vec![]));
    let children = vec![all(children.collect())];
    let before = counts.lock().unwrap().reads;
    let instance = start(&runtime, "a", children).await;
    instance.result().await.unwrap();
    let reads = counts.lock().unwrap().reads - before;
    assert!(reads < 20, "{reads} reads");
}

#[tokio::test(start_paused = true)]
async fn what_lies_beside_the_instances_of_a_round_is_read_in_one_read() {
    let bench = Bench::new();
    let (runtime, counts) = open_counting_by(&bench, TokioClock::new()).await;
    let mut instances = Vec::new();
    for n in 0..100 {
        let hour = Duration::from_secs(3600);
        let script = vec![Do::Hold("x".repeat(5000)), Do::Sleep(hour), Do::Held];
        instances.push(start(&runtime, &format!("sleeper {n}"), script).await);
    }
    for instance in instances {
        let result = instance.result().await.unwrap();
        assert_eq!(result.as_str(), r#"["slept","5000"]"#);
    }
    let counts = counts.lock().unwrap();
    assert!((1..10).contains(&counts.reads_of_values), "{counts:?}");
}

/// A start waits for a second read with the input that the first one has found.
#[tokio::test]
async fn an_input_is_forgotten_when_its_instance_is_started_anew_during_a_further_read() {
    let store = Memory::default().open();
    let (id, now) = (InstanceId::unchecked("a"), SystemTime::UNIX_EPOCH);
    let histories = Histories::new(HistorySettings::default(), &Registry::default());
    let mut draft = Draft::new(histories, 1_000_000);
    let mut instances = Instances::default();
    let mut needs = Needs::default();
    needs.instance(&instances, &id);
    let found = needs.read(&store).await.unwrap();
    instances.take_in(&mut draft, now, found);
    let mut arrivals = Arrivals::default();
    let other = InstanceId::unchecked("b");
    arrivals.inputs.push((id.clone(), Some(Json::null())));
    arrivals.inputs.push((other.clone(), None));
    let read = instances.begin_read();
    let record = Record::started(1, "script".to_owned(), now);
    instances.put_started(&mut draft, &id, record, Json::null());
    let changed = arrivals.take_changed(&instances, read);
    assert!(changed.is_empty());
    assert_eq!(arrivals.inputs, [(other, None)]);
}
