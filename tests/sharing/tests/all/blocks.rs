//! What `async` blocks and the function around them share.

use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, Ordering};

use durable_tests_sharing::{refused, same, twice};
use serde::{Deserialize, Serialize};

#[derive(Clone, Default, Serialize, Deserialize)]
pub struct Item {
    n: i64,
    name: String,
}

#[derive(Default, Serialize, Deserialize)]
pub struct Counter {
    k: i64,
    hits: AtomicI64,
}

twice! {
    whole fn a_mutex_by_handles(n: i64) -> Result<i64> {
        let seen = Arc::new(Mutex::new(Vec::new()));
        join_all((0..n).map(|k| {
            let seen = seen.clone();
            async move {
                let k = inc(k).await.unwrap_or(0);
                seen.lock().unwrap().push(k);
            }
        }))
        .await;
        let sum = seen.lock().unwrap().iter().sum();
        Ok(sum)
    }

    whole fn a_mutex_by_reference(n: i64) -> Result<i64> {
        let seen = Mutex::new(Vec::new());
        join_all((0..n).map(|k| {
            let seen = &seen;
            async move {
                let k = inc(k).await.unwrap_or(0);
                seen.lock().unwrap().push(k);
            }
        }))
        .await;
        let sum = seen.lock().unwrap().iter().sum();
        Ok(sum)
    }

    whole fn an_atomic_that_is_captured(n: i64) -> Result<i64> {
        let hits = AtomicI64::new(0);
        let block = async {
            let n = inc(n).await?;
            hits.fetch_add(n, Ordering::Relaxed);
            Ok::<_, Failure>(())
        };
        block.await?;
        Ok(hits.load(Ordering::Relaxed))
    }

    whole fn an_atomic_that_the_function_changes(n: i64) -> Result<i64> {
        let hits = AtomicI64::new(0);
        let block = async {
            inc(n).await?;
            Ok::<_, Failure>(hits.load(Ordering::Relaxed))
        };
        hits.fetch_add(n, Ordering::Relaxed);
        block.await
    }

    whole fn an_atomic_in_a_branch(n: i64) -> Result<i64> {
        let hits = AtomicI64::new(0);
        select! {
            value = async { let n = inc(n).await; hits.fetch_add(1, Ordering::Relaxed); n } => value?,
            () = pause(60_000) => 0,
        };
        Ok(hits.load(Ordering::Relaxed))
    }

    whole fn a_field_of_what_is_borrowed(n: i64) -> Result<i64> {
        let counter = Counter { k: n, hits: AtomicI64::new(0) };
        join_all([1, 2].map(|times| {
            let counter = &counter;
            async move {
                let k = inc(counter.k).await.unwrap_or(0);
                counter.hits.fetch_add(k * times, Ordering::Relaxed);
            }
        }))
        .await;
        Ok(counter.hits.load(Ordering::Relaxed))
    }

    whole fn a_field_behind_a_handle(n: i64) -> Result<i64> {
        let counter = Arc::new(Counter { k: n, hits: AtomicI64::new(0) });
        join_all([1, 2].map(|times| {
            let counter = counter.clone();
            async move {
                let k = inc(counter.k).await.unwrap_or(0);
                counter.hits.fetch_add(k * times, Ordering::Relaxed);
            }
        }))
        .await;
        Ok(counter.hits.load(Ordering::Relaxed))
    }

    whole fn a_task(n: i64) -> Result<i64> {
        let seen = Arc::new(Mutex::new(0));
        let task = {
            let seen = seen.clone();
            spawn(async move { *seen.lock().unwrap() += n; })
        };
        task.await?;
        let seen = *seen.lock().unwrap();
        Ok(seen)
    }

    whole fn what_is_moved_in(n: i64) -> Result<i64> {
        let list = Mutex::new(vec![n]);
        let hits = AtomicI64::new(n);
        let block = async move {
            for _ in 0..2 {
                let m = inc(n).await?;
                list.lock().unwrap().push(m);
                hits.fetch_add(m, Ordering::Relaxed);
            }
            Ok::<_, Failure>(list.into_inner().unwrap().iter().sum::<i64>() + hits.into_inner())
        };
        block.await
    }

    whole fn fields_of_what_is_borrowed_and_never_changes(n: i64) -> Result<Vec<i64>> {
        let items = vec![Item { n, name: "a".into() }, Item { n: n + 1, name: "bc".into() }];
        let lengths = join_all(items.iter().map(|item| async move {
            let m = inc(item.n).await.unwrap_or(0);
            let again = inc(item.n + m).await.unwrap_or(0);
            again + item.name.len() as i64
        }))
        .await;
        let boxed = Box::new(Item { n, name: "x".into() });
        let block = async move {
            let m = inc(boxed.n).await.unwrap_or(0);
            let name = boxed.name;
            inc(m + name.len() as i64).await.unwrap_or(0)
        };
        Ok([lengths, vec![block.await]].concat())
    }

    whole fn a_saga(n: i64) -> Result<(String, Vec<String>)> {
        let undo = Mutex::new(Vec::new());
        let done: Result<i64> = async {
            let first = inc(n).await?;
            undo.lock().unwrap().push(format!("dec {first}"));
            picky(first).await
        }
        .await;
        let undo = undo.into_inner().unwrap();
        Ok((format!("{:?}", done.map_err(|error| error.to_string())), undo))
    }
}

refused! { InAnyOrder:
    handles_of_a_mutex_are_refused_in_blocks => a_mutex_by_handles(3): "local `seen`", "`Mutex<Vec<i64>>`";
    a_mutex_that_blocks_borrow_is_refused => a_mutex_by_reference(3): "local `seen`", "`Mutex<Vec<i64>>`";
    an_atomic_that_a_block_changes_is_refused => an_atomic_that_is_captured(3): "local `hits`", "`AtomicI64`";
    an_atomic_that_changes_under_a_block_is_refused => an_atomic_that_the_function_changes(3): "local `hits`", "`AtomicI64`";
    an_atomic_in_a_branch_of_a_select_is_refused => an_atomic_in_a_branch(3): "local `hits`", "`AtomicI64`";
    a_field_of_what_is_borrowed_can_not_change => a_field_of_what_is_borrowed(3): "local `counter`", "`AtomicI64`";
    a_field_behind_a_handle_can_not_change => a_field_behind_a_handle(3): "`AtomicI64`";
    a_handle_in_a_task_is_refused => a_task(3): "local `seen`", "`Mutex<i64>`";
}

same! { InAnyOrder:
    a_block_owns_what_is_moved_in => what_is_moved_in(3);
    fields_of_what_never_changes_are_captured => fields_of_what_is_borrowed_and_never_changes(3);
    a_block_that_is_awaited_at_once_shares_with_its_function => a_saga(3), a_saga(12);
}
