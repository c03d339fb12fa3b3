//! What a statement makes and nothing takes ends with the statement, also where a branch of it awaits.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard};

use durable_runtime::prelude::*;
use durable_tests::holds;

use crate::activities::*;

static NOTES: Mutex<String> = Mutex::new(String::new());
static Q: Mutex<Vec<i64>> = Mutex::new(Vec::new());
static M: Mutex<BTreeMap<i64, i64>> = Mutex::new(BTreeMap::new());
static N: Mutex<i64> = Mutex::new(0);
fn queue() -> MutexGuard<'static, Vec<i64>> {
    Q.try_lock().expect("free")
}
fn map() -> MutexGuard<'static, BTreeMap<i64, i64>> {
    M.try_lock().expect("free")
}
fn number() -> MutexGuard<'static, i64> {
    N.try_lock().expect("free")
}
fn note(text: &str) {
    NOTES.lock().unwrap().push_str(text);
}
struct D(&'static str);
impl Drop for D {
    fn drop(&mut self) {
        note(self.0);
        note(";");
    }
}
impl D {
    fn val(&self, n: i64) -> i64 {
        n
    }
}
#[orchestrator]
async fn dropped_with_their_statements(n: i64) -> Result<String> {
    NOTES.lock().unwrap().clear();
    let _ = match D("w") {
        d if n == 1 => Some(d),
        d => {
            if n == 4 {
                drop(d);
                tick().await?;
                return Ok("r".into());
            }
            None
        }
    };
    note("1;");
    let _ = if n == 9 {
        tick().await?;
        None
    } else {
        Some(D("x"))
    };
    note("2;");
    _ = if n == 9 {
        tick().await?;
        None
    } else {
        Some(D("y"))
    };
    note("3;");
    let (_, _b) = if n == 9 {
        tick().await?;
        return Ok("9".into());
    } else {
        (D("z"), 1)
    };
    note("4;");
    let _l = (if n == 1 {
        (D("e"), 5)
    } else {
        tick().await?;
        return Ok("q".into());
    })
    .1;
    note("5;");
    let _v = if n == 1 {
        D("f")
    } else {
        tick().await?;
        return Ok("q".into());
    }
    .val(3);
    note("6;");
    let _w = D("h").val(if n == 1 {
        4
    } else {
        tick().await?;
        return Ok("q".into());
    });
    note("7;");
    let s = NOTES.lock().unwrap().clone();
    Ok(s)
}
#[orchestrator]
async fn locked_within_statements(n: i64) -> Result<i64> {
    map().clear();
    map().insert(
        n,
        match n {
            1 => 5,
            _ => {
                tick().await?;
                return Ok(0);
            }
        },
    );
    map().insert(9, 9);
    let len = match queue() {
        g if n == 1 => g,
        g => {
            drop(g);
            tick().await?;
            return Ok(0);
        }
    }
    .len();
    queue().push(1);
    let _ = match queue() {
        mut g if n == 1 => {
            g.push(4);
            Some(g)
        }
        g => {
            drop(g);
            tick().await?;
            None
        }
    };
    queue().clear();
    let _x = *{
        tick().await?;
        number()
    };
    *number() = n;
    Ok(len as i64)
}
fn handles<T>(of: &Arc<T>) -> usize {
    Arc::strong_count(of)
}

#[orchestrator]
async fn counted_within_statements(n: i64) -> Result<String> {
    let a = Arc::new(5i64);
    let _ = if n == 1 {
        Some(a.clone())
    } else {
        tick().await?;
        return Ok("x".into());
    };
    let c1 = handles(&a);
    let l = *(if n == 1 {
        a.clone()
    } else {
        tick().await?;
        return Ok("x".into());
    });
    Ok(format!("{c1} {l} {}", handles(&a) == 1))
}

// A `match` that looks at what a lock or a borrow of a local gives, of which some branches await.
#[orchestrator]
async fn looked_at_under_a_borrow(n: i64) -> Result<Vec<i64>> {
    let cell = RefCell::new(vec![n, 13]);
    let mut out = Vec::new();
    loop {
        match cell.borrow().first() {
            Some(f) if *f > 12 => {
                out.push(*f);
            }
            Some(f) => out.push(-*f),
            None => {
                tick().await?;
                return Ok(out);
            }
        }
        cell.borrow_mut().remove(0);
    }
}
#[orchestrator]
async fn taken_under_a_lock(n: i64) -> Result<Vec<i64>> {
    let m = Mutex::new(vec![n, n + 1]);
    let out = match m.lock().unwrap().pop() {
        Some(f) if f > 12 => 1,
        Some(f) => f,
        None => {
            tick().await?;
            7
        }
    };
    m.lock().unwrap().push(out);
    tick().await?;
    m.lock().unwrap().push(out);
    let all = m.lock().unwrap().clone();
    Ok(all)
}
#[orchestrator]
async fn looked_at_under_a_borrow_in_turns(n: i64) -> Result<i64> {
    let cell = RefCell::new(Vec::new());
    let mut out = n;
    for i in 0..3 {
        if let Some(f) = cell.borrow().first() {
            out = *f;
        } else {
            tick().await?;
        }
        cell.borrow_mut().push(i + n);
        out += 1;
    }
    tick().await?;
    let len = cell.borrow().len() as i64;
    Ok(out + len)
}
#[orchestrator]
async fn chosen_under_a_borrow(n: i64) -> Result<i64> {
    let cell = RefCell::new(vec![n]);
    let x = match cell.borrow().first() {
        Some(f) if *f > 12 => 1,
        Some(f) => {
            let g = *f;
            if g > 3 { g + 1 } else { g }
        }
        None => 0,
    };
    cell.borrow_mut().push(x);
    tick().await?;
    let len = cell.borrow().iter().sum::<i64>();
    Ok(len)
}
#[orchestrator]
async fn found_under_a_borrow(n: i64) -> Result<String> {
    let names = RefCell::new(BTreeMap::from([(1, "a".to_string())]));
    let found = match names.borrow().get(&n).cloned() {
        Some(name) => name,
        None => say("none".to_string()).await?,
    };
    names.borrow_mut().insert(n, found);
    tick().await?;
    let all = format!("{:?}", names.borrow());
    Ok(all)
}
// Branches that await and don't name what is held, and some that name it and don't await.
#[orchestrator]
async fn worked_off_under_a_borrow(n: i64) -> Result<String> {
    let queue = RefCell::new(vec![n, 4]);
    let length = queue.borrow().len() as i64;
    let mut sum = 0;
    while let Some(x) = queue.borrow_mut().pop() {
        sum += inc(x + length).await?;
    }
    match queue.borrow().len() {
        1 => tick().await?,
        _ => sum += queue.borrow().len() as i64,
    }
    if let Some(x) = queue.borrow().last() {
        sum += inc(*x).await?;
    } else {
        queue.borrow_mut().push(sum);
        tick().await?;
    }
    match { queue.borrow().len() } {
        length => {
            tick().await?;
            queue.borrow_mut().push(length as i64);
        }
    }
    Ok(format!("{queue:?} {sum}"))
}

holds! {
    what_nothing_takes_ends_with_its_statement => dropped_with_their_statements(1), dropped_with_their_statements(2), dropped_with_their_statements(4);
    a_lock_of_a_statement_is_free_after_it => locked_within_statements(1), locked_within_statements(2);
    a_local_is_free_after_what_looked_at_it => looked_at_under_a_borrow(4), taken_under_a_lock(1), taken_under_a_lock(20), looked_at_under_a_borrow_in_turns(3), chosen_under_a_borrow(1), chosen_under_a_borrow(5), chosen_under_a_borrow(20), found_under_a_borrow(1), found_under_a_borrow(2), worked_off_under_a_borrow(3);
    what_a_statement_counts_is_gone_after_it => counted_within_statements(1), counted_within_statements(2);
}
