//! Handles that locals share: an `Rc` or an `Arc` of what never changes is stored, one of what can change is refused.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, RwLock};

use durable_tests_sharing::{refused, same, twice};
use serde::{Deserialize, Serialize};

use crate::samples::App;

#[derive(Clone, Serialize, Deserialize)]
pub struct Config {
    limit: i64,
    name: Arc<str>,
}

twice! {
    whole fn two_handles_of_a_list(n: i64) -> Result<i64> {
        let a = Arc::new(Mutex::new(vec![n]));
        let b = Arc::clone(&a);
        let m = inc(n).await?;
        b.lock().unwrap().push(m);
        Ok(a.lock().unwrap().len() as i64)
    }

    whole fn a_handle_in_a_struct(n: i64) -> Result<i64> {
        let app = App::default();
        let worker = app.clone();
        for k in 0..n {
            let k = inc(k).await?;
            worker.seen.lock().unwrap().push(k);
        }
        Ok(app.seen.lock().unwrap().iter().sum())
    }

    whole fn a_counter(n: i64) -> Result<u64> {
        let hits = Arc::new(AtomicU64::new(0));
        let all = vec![Arc::clone(&hits), Arc::clone(&hits)];
        for hits in &all {
            inc(n).await?;
            hits.fetch_add(1, Ordering::Relaxed);
        }
        Ok(hits.load(Ordering::Relaxed))
    }

    whole fn deep_inside(n: i64) -> Result<i64> {
        let mut table: BTreeMap<String, Vec<Option<Arc<RwLock<i64>>>>> = BTreeMap::new();
        let one = Arc::new(RwLock::new(n));
        table.insert("a".into(), vec![None, Some(one.clone())]);
        drop(one);
        let m = inc(n).await?;
        let last = table["a"].last().unwrap().clone().unwrap();
        *last.write().unwrap() += m;
        let sum = table["a"].iter().flatten().map(|value| *value.read().unwrap()).sum();
        Ok(sum)
    }

    whole fn a_value_that_an_expression_holds(n: i64) -> Result<usize> {
        let list = Arc::new(Mutex::new(vec![n]));
        let total = {
            let list = list.clone();
            (Arc::new(list), inc(n).await?)
        };
        total.0.lock().unwrap().push(total.1);
        Ok(list.lock().unwrap().len())
    }

    whole fn a_weak_handle(n: i64) -> Result<bool> {
        let strong = Arc::new(n);
        let weak = Arc::downgrade(&strong);
        inc(n).await?;
        Ok(weak.upgrade().is_some_and(|value| *value == *strong))
    }

    whole fn before_the_first_await(n: i64) -> Result<i64> {
        let list = Arc::new(Mutex::new(vec![n]));
        let again = list.clone();
        again.lock().unwrap().push(1);
        let sum: i64 = list.lock().unwrap().iter().sum();
        Ok(inc(sum).await?)
    }

    whole fn what_never_changes(n: i64) -> Result<String> {
        let config = Arc::new(Config { limit: n, name: "shared".into() });
        let (again, list): (_, Rc<[i64]>) = (config.clone(), [n, n].into());
        let mut told = Vec::new();
        for k in list.iter() {
            let config = config.clone();
            told.push(inc(*k + config.limit).await?);
        }
        let more = list.clone();
        inc(n).await?;
        Ok(format!("{told:?} {} {} {}", again.name, config.limit, more.len() + list.len()))
    }

    whole fn one_owner(n: i64) -> Result<(i64, i64)> {
        let list = Mutex::new(vec![n]);
        let sum = std::cell::Cell::new(0);
        for _ in 0..2 {
            let m = inc(n).await?;
            list.lock().unwrap().push(m);
            sum.set(sum.get() + m);
        }
        let length = list.lock().unwrap().len() as i64;
        Ok((length, sum.get()))
    }
}

refused! { InOrder:
    two_handles_of_a_mutex_are_refused_by_the_name_of_the_local =>
        two_handles_of_a_list(1): "local `a`", "`Mutex<Vec<i64>>`", "durable_runtime::Shared";
    a_handle_in_a_struct_is_refused_with_its_path => a_handle_in_a_struct(2): "local `", "(at `.seen`)";
    a_shared_atomic_is_refused => a_counter(2): "`AtomicU64`";
    a_handle_deep_inside_is_refused => deep_inside(2): "local `table`", "(at `.a[1]`)";
    a_handle_that_an_expression_holds_is_refused => a_value_that_an_expression_holds(1): "`Mutex<Vec<i64>>`";
    a_weak_handle_is_refused => a_weak_handle(1): "local `weak`", "`Weak`";
}

same! { InOrder:
    a_handle_that_no_await_sees_is_none_of_our_business => before_the_first_await(1);
    handles_of_what_never_changes_are_stored => what_never_changes(2);
    a_mutex_or_a_cell_that_one_local_owns_is_stored => one_owner(1);
}

/// Each pointer would be stored with a set of its own, and with a handle of its own.
mod owners {
    use std::rc::Rc;
    use std::sync::Arc;

    use durable_runtime::JoinSet;
    use durable_runtime::prelude::*;
    use durable_tests::refuses;

    #[orchestrator]
    async fn shares_a_set() -> Result<usize> {
        let mut set = JoinSet::new();
        set.spawn(async move { sleep(std::time::Duration::from_millis(20)).await });
        let one = Arc::new(set);
        let two = one.clone();
        sleep(std::time::Duration::from_millis(5)).await;
        drop(two);
        Ok(one.len())
    }

    #[orchestrator]
    async fn shares_a_task() -> Result<bool> {
        let one = Rc::new(spawn(async move { 1 }));
        let two = one.clone();
        sleep(std::time::Duration::from_millis(5)).await;
        Ok(one.is_finished() && two.is_finished())
    }

    #[test]
    fn a_set_and_a_task_have_one_owner() {
        assert!(refuses(shares_a_set()));
        assert!(refuses(shares_a_task()));
    }
}
