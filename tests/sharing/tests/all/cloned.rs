//! Values that are cloned if they are shared: by `make_mut` and `unwrap_or_clone`. After an await each handle has a value of
//! its own, so none is cloned that a plain run clones. That is allowed where a clone is the same as the value, and fails
//! the instance where the `Clone` of a type makes another one.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use durable_runtime::OrchestrationCall;
use durable_runtime::prelude::*;
use durable_tests::Events;
use durable_tests::holds;
use durable_tests::run::{Outcome, durable, plain, stepwise};
use serde::{Deserialize, Serialize};

#[activity(name = "inc_before_a_clone")]
async fn inc(n: i64) -> Result<i64> {
    Ok(n + 1)
}

/// A document that counts its copies.
#[derive(Serialize, Deserialize)]
struct Doc {
    revision: i64,
    body: String,
}

impl Clone for Doc {
    fn clone(&self) -> Self {
        Self {
            revision: self.revision + 1,
            body: self.body.clone(),
        }
    }
}

fn doc() -> Doc {
    Doc {
        revision: 0,
        body: "x".into(),
    }
}

/// Holds that a call gives `expected` plain, and that it fails as an instance, with the reason.
#[track_caller]
fn refused(call: &OrchestrationCall<String>, expected: &str) {
    assert_eq!(
        plain(call.clone()).outcome,
        Outcome::Returned(expected.to_owned())
    );
    for observed in [
        durable(call.clone(), Events::NONE),
        stepwise(call.clone(), Events::NONE),
    ] {
        let Outcome::Failed { message, .. } = &observed.outcome else {
            panic!("it was to fail: {observed:?}");
        };
        assert!(message.contains("Doc"), "{message}");
        assert!(message.contains("makes another value"), "{message}");
        assert!(message.contains("(*handle).clone()"), "{message}");
    }
}

#[orchestrator]
async fn made_mut() -> Result<String> {
    let a = Rc::new(doc());
    let mut b = Rc::clone(&a);
    inc(1).await?;
    Rc::make_mut(&mut b).body.push('y');
    Ok(format!("{} {}", a.revision, b.revision))
}

#[orchestrator]
async fn made_mut_in_a_list() -> Result<String> {
    let mut a = Arc::new(vec![doc()]);
    let b = Arc::clone(&a);
    inc(1).await?;
    Arc::make_mut(&mut a).push(doc());
    Ok(format!("{} {}", a[0].revision, b[0].revision))
}

#[orchestrator]
async fn unwrapped() -> Result<String> {
    let a = Arc::new(doc());
    let b = Arc::clone(&a);
    inc(1).await?;
    Ok(format!(
        "{} {}",
        Arc::unwrap_or_clone(b).revision,
        a.revision
    ))
}

type Handle = Rc<Doc>;

#[orchestrator]
async fn unwrapped_in_closures() -> Result<String> {
    let all = vec![Handle::new(doc())];
    let kept = all.clone();
    inc(1).await?;
    let docs: Vec<_> = all
        .into_iter()
        .map(|doc| Handle::unwrap_or_clone(doc).revision)
        .collect();
    Ok(format!("{docs:?} {}", kept[0].revision))
}

#[orchestrator]
async fn unwrapped_by_a_path() -> Result<String> {
    let all = vec![Rc::new(doc())];
    let kept = all.clone();
    inc(1).await?;
    let docs: Vec<Doc> = all.into_iter().map(Rc::unwrap_or_clone).collect();
    Ok(format!("{} {}", docs[0].revision, kept[0].revision))
}

#[orchestrator]
async fn made_mut_in_a_slice() -> Result<String> {
    let mut a: Rc<[Doc]> = Rc::from(vec![doc()]);
    let b = Rc::clone(&a);
    inc(1).await?;
    Rc::make_mut(&mut a)[0].body.clear();
    Ok(format!("{} {}", a[0].revision, b[0].revision))
}

#[orchestrator]
async fn cloned_by_hand() -> Result<String> {
    let a = Rc::new(doc());
    let b = Rc::clone(&a);
    inc(1).await?;
    let mut value = (*b).clone();
    value.body.push('y');
    Ok(format!("{} {} {}", a.revision, b.revision, value.revision))
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Config {
    limit: i64,
    names: BTreeMap<String, Vec<String>>,
}

#[orchestrator]
async fn clones_that_are_the_same(
    mut config: Arc<Config>,
    mut list: Rc<Vec<i64>>,
) -> Result<String> {
    let (old, before) = (Arc::clone(&config), Rc::clone(&list));
    let mut grown = Rc::new(Vec::new());
    inc(1).await?;
    for n in 0..3 {
        let config = &mut config;
        Arc::make_mut(config).limit += 1;
        Arc::make_mut(config)
            .names
            .entry(n.to_string())
            .or_default()
            .push("a".into());
        let next = inc(n).await?;
        Rc::make_mut(&mut list).push(next);
        Rc::make_mut(&mut grown).push(Config::default());
    }
    let mut text: Rc<str> = Rc::from("abc");
    let shared = text.clone();
    Rc::make_mut(&mut text).make_ascii_uppercase();
    inc(2).await?;
    let all: Vec<Config> = vec![config.clone(), old]
        .into_iter()
        .map(Arc::unwrap_or_clone)
        .collect();
    Ok(format!(
        "{config:?}{all:?}{list:?}{:?}{text}{shared}{grown:?}",
        Rc::unwrap_or_clone(before)
    ))
}

holds! {
    clones_that_are_the_same_are_allowed => clones_that_are_the_same(Arc::default(), Rc::new(vec![1]));
    a_clone_that_the_user_makes_is_the_same_everywhere => cloned_by_hand();
}

#[test]
fn a_clone_that_is_another_value_is_refused() {
    refused(&made_mut(), "0 1");
    refused(&made_mut_in_a_list(), "1 0");
    refused(&unwrapped(), "1 0");
    refused(&unwrapped_in_closures(), "[1] 0");
    refused(&unwrapped_by_a_path(), "1 0");
    refused(&made_mut_in_a_slice(), "1 0");
}
