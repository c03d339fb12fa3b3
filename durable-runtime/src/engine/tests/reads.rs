//! The reads of a round are one call to the store.

use std::time::Duration;

use super::counting::{open_counting, open_counting_by};
use super::harness::*;
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
