//! When the locals of a block end: those that follow its last await end where the block does, in the order of the
//! plain function.

use std::sync::{Arc, Mutex, MutexGuard};

use durable_runtime::prelude::*;
use durable_tests::holds;

use crate::activities::*;

// Each is used by one function, whose runs come one after the other.
static NOTES: Mutex<String> = Mutex::new(String::new());
static LOCK: Mutex<i64> = Mutex::new(0);

fn note(text: &str) {
    NOTES.lock().unwrap().push_str(text);
}

fn lock() -> MutexGuard<'static, i64> {
    LOCK.try_lock().expect("nobody holds it any more")
}

/// Notes when it is dropped.
struct Noted(&'static str);

impl Drop for Noted {
    fn drop(&mut self) {
        note(self.0);
    }
}

#[orchestrator]
async fn noted(n: i64) -> Result<String> {
    NOTES.lock().unwrap().clear();
    let a = {
        let x = inc(n).await?;
        let _p = Noted("p");
        let _q = Noted("q");
        note("t");
        x
    };
    note("1");
    let b = 'named: {
        let x = inc(n).await?;
        let _p = Noted("r");
        if x > 100 {
            break 'named 3;
        }
        break 'named x;
    };
    note("2");
    let c = async {
        let x = inc(n).await?;
        let _p = Noted("s");
        Ok::<i64, Failure>(x)
    }
    .await?;
    note("3");
    let sum = {
        let y = inc(n).await?;
        let _p = Noted("u");
        y
    } + {
        note("4");
        1
    };
    let d = select! {
        got = inc(n) => {
            let _p = Noted("v");
            got?
        }
    };
    note("5");
    let e = {
        let _p = tick().await?;
        let (_a, _b) = (Noted("w"), Noted("x"));
        let _ = Noted("y");
        Noted("z");
        4
    };
    note("6");
    let f = match n {
        1 => {
            let x = inc(n).await?;
            let Some(_g) = Some(Noted("g")) else {
                return Ok("none".into());
            };
            x
        }
        _ => return Ok("other".into()),
    };
    note("7");
    let notes = NOTES.lock().unwrap().clone();
    Ok(format!("{a}{b}{c}{sum}{d}{e}{f} {notes}"))
}

#[orchestrator]
async fn guarded(n: i64) -> Result<i64> {
    let a = {
        let x = inc(n).await?;
        let mut held = lock();
        *held = x;
        *held
    };
    let b = *lock();
    let mut i = 0;
    loop {
        i += 1;
        {
            let x = inc(i).await?;
            let held = lock();
            if *held < 0 {
                continue;
            }
            if x > 2 {
                break;
            }
        }
        *lock() += 1;
    }
    let orders = [3, 1, 2];
    let c = {
        tick().await?;
        let _held = lock();
        let largest = orders.iter().max().unwrap();
        *largest
    };
    let d = *lock();
    let e = {
        let p = inc(n).await?;
        let (q, r);
        q = p;
        r = 2;
        let _held = lock();
        if q > 100 {
            return Ok(0);
        }
        q + r
    };
    Ok(a + b + c + d + e + *lock())
}

#[orchestrator]
async fn counted(n: i64) -> Result<bool> {
    let weak = {
        let value = Arc::new(inc(n).await?);
        Arc::downgrade(&value)
    };
    let is_gone = weak.upgrade().is_none();
    drop(weak);
    Ok(is_gone)
}

static ORDER: Mutex<String> = Mutex::new(String::new());

fn note_in_order(text: &str) {
    ORDER.lock().unwrap().push_str(text);
}

/// Notes when it is dropped, for another function.
struct InOrder(&'static str);

impl Drop for InOrder {
    fn drop(&mut self) {
        note_in_order(self.0);
    }
}

impl InOrder {
    fn pick(&self, n: i64) -> Option<i64> {
        (n > 0).then_some(n)
    }
}

fn with_number(name: &'static str, n: i64) -> (InOrder, i64) {
    (InOrder(name), n)
}

/// What a `match` or an `if let` looks at, and the locals of a block that is left without an await.
#[orchestrator]
async fn seen_in_order(n: i64) -> Result<String> {
    ORDER.lock().unwrap().clear();
    let a = match InOrder("a").pick(n) {
        Some(n) => n,
        None => {
            tick().await?;
            return Ok("none".into());
        }
    };
    note_in_order("1");
    let b = if let Some(n) = InOrder("b").pick(n + 1) {
        n
    } else {
        tick().await?;
        return Ok("none".into());
    };
    note_in_order("2");
    let mut i = 0;
    let c = loop {
        i += 1;
        match InOrder("c").pick(i - 2) {
            Some(n) => break n,
            None => {
                tick().await?;
                continue;
            }
        }
    };
    note_in_order("3");
    let d = {
        let (_held, n) = with_number("d", n);
        if n > 100 {
            tick().await?;
            return Ok("large".into());
        }
        n
    };
    note_in_order("4");
    let e = {
        let x = if a + b + c > 100 {
            inc(n).await?
        } else {
            let _second = InOrder("f");
            2
        };
        let _third = InOrder("g");
        x + d
    };
    note_in_order("5");
    while i < 6 {
        let _turn = InOrder("h");
        i += 1;
        if i == 5 {
            continue;
        }
        if i > 100 {
            tick().await?;
            break;
        }
        note_in_order("t");
    }
    note_in_order("6");
    let f = 'found: {
        for x in [1, 2, 3] {
            let _inner = InOrder("j");
            if x > 1 {
                break 'found x;
            }
            if x > 100 {
                tick().await?;
                break;
            }
        }
        -1
    };
    note_in_order("7");
    let g = match (InOrder("k"), n) {
        (_, 0) => inc(n).await?,
        (held, _) if e > 0 => {
            let _ = &held;
            e
        }
        _ => return Ok("never".into()),
    };
    note_in_order("8");
    let notes = ORDER.lock().unwrap().clone();
    Ok(format!("{a}{b}{c}{d}{e}{f}{g} {notes}"))
}

static QUEUE: Mutex<Vec<i64>> = Mutex::new(Vec::new());

fn queue() -> MutexGuard<'static, Vec<i64>> {
    QUEUE.try_lock().expect("nobody holds it any more")
}

/// The lock is free again after what looked at it.
#[orchestrator]
async fn seen_behind_a_lock(n: i64) -> Result<i64> {
    *queue() = (0..n).collect();
    let words = vec!["one".to_owned(), "two".to_owned()];
    let mut sum = 0;
    let mut empty = 0;
    loop {
        let next = match queue().pop() {
            Some(next) => next,
            None => {
                tick().await?;
                empty += 1;
                if empty > 1 {
                    break;
                }
                continue;
            }
        };
        let word = match words.get(next as usize) {
            Some(word) => word,
            None => {
                tick().await?;
                sum += 1;
                continue;
            }
        };
        sum += word.len() as i64;
        if let Some(first) = queue().first() {
            sum += first;
        } else {
            inc(sum).await?;
        }
        {
            let held = queue();
            if held.len() > 100 {
                tick().await?;
                break;
            }
        }
        queue().retain(|x| *x >= 0);
        if !queue().is_empty() && {
            let held = queue();
            held.len() > 3
        } {
            tick().await?;
            queue().truncate(3);
        }
    }
    Ok(sum + queue().len() as i64)
}

/// What a locked block gives a new value is read in it before.
#[orchestrator]
async fn read_and_replaced_behind_a_lock(n: i64) -> Result<i64> {
    let mut joined = n;
    let mut rounds = 3;
    let last = loop {
        if rounds == 0 {
            break joined;
        }
        rounds -= 1;
        {
            {
                let held = lock();
                if joined + *held < 3 {
                    drop(held);
                    tick().await?;
                    continue;
                }
                joined = 2;
            }
            joined += *lock();
        }
        joined += 1;
    };
    Ok(last)
}

holds! {
    locals_end_with_their_block => noted(1), noted(2);
    a_lock_is_free_after_its_block => guarded(1);
    what_is_counted_ends_with_its_block => counted(1);
    what_is_looked_at_ends_with_that => seen_in_order(1), seen_in_order(0);
    what_a_locked_block_replaces_is_read_before => read_and_replaced_behind_a_lock(1), read_and_replaced_behind_a_lock(4);
    a_lock_is_free_after_what_looked_at_it => seen_behind_a_lock(3), seen_behind_a_lock(7);
}
