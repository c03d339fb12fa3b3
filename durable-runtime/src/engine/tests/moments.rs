//! What clients are told of an instance while another one is started in its place, or while it is started at all: it is
//! that of one of them.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::harness::*;
use crate::client::query;
use crate::model::error::{Error, ErrorKind};
use crate::model::history::HistoryKind;
use crate::model::id::InstanceId;
use crate::model::json::Json;
use crate::store::ask::{Ask, Found};
use crate::store::batch::Batch;
use crate::store::memory::Memory;
use crate::store::{Store, StoreFuture};

/// A store that becomes another one after so many reads, as by a commit.
struct Turning {
    before: Arc<dyn Store>,
    after: Arc<dyn Store>,
    left: AtomicU64,
}

impl Store for Turning {
    fn read(&self, asks: Vec<Ask>) -> StoreFuture<'_, Vec<Found>> {
        let one_less = |left: u64| left.checked_sub(1);
        let left = self
            .left
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, one_less);
        match left {
            Ok(_) => self.before.read(asks),
            Err(_) => self.after.read(asks),
        }
    }

    fn commit(&self, _: Batch) -> StoreFuture<'static, ()> {
        unreachable!("nobody writes it")
    }

    fn close(&self, tidy: bool) -> StoreFuture<'static, ()> {
        self.after.close(tidy)
    }
}

/// Runs an instance to its end, or until it waits for an event.
async fn run(memory: &Memory, id: &str, script: Vec<Do>) {
    let waits = script.iter().any(|line| matches!(line, Do::Event(_)));
    let bench = Bench::new();
    let opened = memory.clone();
    let runtime = bench
        .builder()
        .open_store(move |_| Ok(opened.open()))
        .await
        .unwrap();
    let instance = start(&runtime, id, script).await;
    until(async || {
        let history = instance.history().await.unwrap();
        let status = instance.status().await.unwrap();
        // The call and its result, before the event.
        status.runtime_status.is_ended() || (waits && history.len() == 3)
    })
    .await;
    runtime.shutdown().await.unwrap();
}

/// That there is none yet is fine.
fn found<T>(told: Result<T, Error>) -> Option<T> {
    match told {
        Err(error) if error.kind() == ErrorKind::InstanceNotFound => None,
        told => Some(told.unwrap()),
    }
}

#[tokio::test]
async fn what_is_told_of_an_instance_is_of_one_moment() {
    // An id that was given, and one that was not.
    for id in ["a", "01900000-0000-7000-8000-000000000000"] {
        let [nothing, first, second, third] = [(); 4].map(|()| Memory::default());
        let one = vec![call("inc", 1)];
        let two = vec![call("inc", 2), Do::Event("go".to_owned())];
        run(&first, id, one.clone()).await;
        run(&second, id, two.clone()).await;
        run(&third, id, vec![call("inc", 3); 5]).await;
        let id = InstanceId::unchecked(id);
        let turns = [
            (&nothing, &first),
            (&nothing, &second),
            (&first, &second),
            (&second, &third),
        ];
        for (number, (before, after)) in turns.into_iter().enumerate() {
            for reads in 0..8 {
                let store = Turning {
                    before: Arc::new(before.open()),
                    after: Arc::new(after.open()),
                    left: AtomicU64::new(reads),
                };
                let turns_anew = || store.left.store(reads, Ordering::SeqCst);
                let store = &store as &dyn Store;
                if let Some(status) = found(query::status(store, None, &id).await) {
                    let is_first = status.input == input(one.clone());
                    let output = status.output.map(|json| json.to_string());
                    let is_output_of_first = output.as_deref() == Some(r#"["2"]"#);
                    assert_eq!(is_first, is_output_of_first, "turn {number}, {reads} reads");
                    assert!(status.blocked.is_none(), "{:?}", status.blocked);
                }
                turns_anew();
                if let Some(history) = found(query::history(store, &id).await) {
                    let inputs = history.iter().filter_map(|event| match &event.kind {
                        HistoryKind::ExecutionStarted { input, .. } => Some(input),
                        _ => None,
                    });
                    let inputs: Vec<&Json> = inputs.collect();
                    let is_of_three = history.len() > 10;
                    let [found] = inputs[..] else {
                        panic!("{history:?}")
                    };
                    let is_third = *found == input(vec![call("inc", 3); 5]);
                    assert_eq!(is_of_three, is_third, "turn {number}, {reads} reads");
                }
                turns_anew();
                found(query::waiting(store, None, &id).await);
                turns_anew();
                found(query::record(store, &id).await);
            }
        }
    }
}
