//! A method that rustc looks up before it knows the type of the number is that of the user's trait. In a state, where the
//! type is known, it would be the standard library's.

use durable_runtime::prelude::*;

trait Own: Sized {
    fn signum(&self) -> i64;

    fn wrapping_add(&mut self, _: i64) -> i64 {
        0
    }

    fn pow(self, _: u32) -> i64 {
        0
    }
}

impl Own for i64 {
    fn signum(&self) -> i64 {
        99
    }
}

trait OwnRound {
    fn round(&self) -> f64;
}

impl OwnRound for f64 {
    fn round(&self) -> f64 {
        99.0
    }
}

fn takes(_: i64) {}

#[orchestrator]
async fn methods(n: i64) -> Result<()> {
    let x = 5;
    let mut y = 5;
    let list = vec![5];
    sleep(DAY).await;
    let _ = x.signum();
    takes(x);
    let _ = y.wrapping_add(1);
    takes(y);
    let _ = list[0].pow(2);
    takes(list[0]);
    let _ = Some(7).map(|x| {
        let sign = x.signum();
        takes(x);
        sign
    });
    let _ = 5.5.round();
    for item in 1..3 {
        sleep(DAY).await;
        let _ = item.signum();
        takes(item);
    }
    // The type of these is known.
    let _ = (n.signum(), n.pow(2), 5_i64.pow(2), n.wrapping_add(1));
    Ok(())
}

const DAY: std::time::Duration = std::time::Duration::from_secs(24 * 60 * 60);

fn main() {}
