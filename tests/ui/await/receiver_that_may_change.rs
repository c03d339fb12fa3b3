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

macro_rules! add {
    ($to:ident, $n:literal) => {
        $to += $n
    };
}

#[orchestrator]
async fn by_a_macro() -> Result<i64> {
    let mut x = 5_i64;
    Ok(x.wrapping_add({
        {
            add!(x, 5);
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

fn main() {}
