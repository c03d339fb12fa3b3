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

holds! {
    locals_end_with_their_block => noted(1), noted(2);
    a_lock_is_free_after_its_block => guarded(1);
    what_is_counted_ends_with_its_block => counted(1);
}
