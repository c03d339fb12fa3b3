use durable_runtime::{Result, activity, orchestrator};
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Serialize, Deserialize)]
struct Q {
    n: i64,
}

impl Q {
    fn bump(&mut self) {
        self.n += 1;
    }

    fn sum_with(self, other: i64) -> i64 {
        self.n * 100 + other
    }
}

#[activity]
async fn inc(n: i64) -> Result<i64> {
    Ok(n + 1)
}

#[orchestrator]
async fn by_a_method() -> Result<i64> {
    let mut q = Q { n: 1 };
    Ok(q.sum_with({
        q.bump();
        inc(1).await?
    }))
}

macro_rules! replace {
    ($of:ident) => {
        $of = Q { n: 5 }
    };
}

#[orchestrator]
async fn by_a_macro() -> Result<i64> {
    let mut q = Q { n: 1 };
    Ok(q.sum_with({
        {
            replace!(q);
        }
        inc(1).await?
    }))
}

#[orchestrator]
async fn behind_a_borrow(mut n: i64) -> Result<i64> {
    let r = &mut n;
    let power = r.pow({
        *r = 7;
        inc(1).await? as u32
    });
    Ok(power + n)
}

fn reset(q: &mut Q) {
    q.n = 0;
}

#[orchestrator]
async fn by_a_function(mut all: Vec<Q>) -> Result<i64> {
    let mut sum = 0;
    for q in &mut all {
        sum += q.sum_with({
            reset(q);
            inc(1).await?
        });
    }
    Ok(sum)
}

#[orchestrator]
async fn by_a_pattern(mut limit: Option<i64>) -> Result<i64> {
    let limit = &mut limit;
    Ok(limit.unwrap_or({
        if let Some(limit) = limit {
            *limit = 100;
        }
        inc(1).await?
    }))
}

#[orchestrator]
async fn of_its_lender(mut all: Vec<Q>) -> Result<i64> {
    let first = &all[0];
    Ok(first.sum_with({
        all[0].n = 7;
        inc(1).await?
    }))
}

fn main() {}
