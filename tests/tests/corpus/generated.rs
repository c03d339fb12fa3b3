//! Generated programs: those of seed 1, of which `durable_tests::programs` knows what they do.
//!
//! Written by `cargo run -p durable-tests --bin generate -- --seed 1 --count 60`.

use std::time::Duration;

use durable_runtime::prelude::*;
use durable_runtime::{AbortHandle, JoinSet};
use durable_tests::programs::{Door, Room};

use crate::activities::*;

pub const SEED: u64 = 1;
pub const COUNT: u64 = 60;

const LIMIT: i64 = 1000;

#[orchestrator(inline)]
async fn program_0_helper(mut n: i64) -> Result<Vec<i64>> {
    match inc(half(LIMIT).await?.unwrap_or(n)).await? {
        _ if LIMIT < 1 => {
            let mut basket = Basket {
                label: match picky(add(LIMIT, n).await?).await {
                    Ok(step) => {
                        let k: bool = n < 9;
                        String::new()
                    }
                    Err(failure) => {
                        let word = failure.to_string();
                        word.clone()
                    }
                },
                count: 7,
                items: vec![3, 7],
            };
        }
        0 => {
            n += n;
        }
        _ => {
            n += n;
        }
    }
    match picky(add(n, picky(inc(n).await?).await?).await?).await {
        Ok(total) => {
            tick().await?;
        }
        Err(failure) => {
            let reply = failure.to_string();
            n += n;
        }
    }
    let reply = format!("{:?} {:?} {:?}", half(LIMIT).await?, true, "def".to_owned());
    Ok(vec![])
}

#[orchestrator]
async fn program_0(mut n: i64, given: i64) -> Result<String> {
    let door = Door::to(0);
    let mut n = inc(add(Some(5_i64).unwrap_or(half(n).await?.unwrap_or(LIMIT)), n).await?).await?;
    door.enter().gives(());
    Ok(format!("{:?} {:?}", given, n))
}

#[orchestrator]
async fn program_1(mut n: i64) -> Result<i64> {
    let n = {
        let mut rounds_1 = 3_i64;
        loop {
            if rounds_1 == 0 {
                break ({
                    {
                        let mut rounds_4 = 3_i64;
                        while (rounds_4 > 0)
                            && let Some(count) = half(3).await?
                        {
                            rounds_4 -= 1;
                            sleep(Duration::from_millis(1)).await;
                        }
                    }
                    LIMIT
                });
            }
            rounds_1 -= 1;
            let mut total: i64 = 0_i64 + (n % 6);
        }
    };
    let mut n = picky(n).await.unwrap_or(n);
    Ok(n)
}

#[orchestrator]
async fn program_2(mut n: i64) -> Result<Option<i64>> {
    let mut total = n;
    let mut reply =
        format!("{:?}", n) + &(say("a".to_owned()).await? + &say("bc".to_owned()).await?);
    let mut ready = match Some(
        if !({
            n = 6;
            (n == total)
                && ({
                    total = 7;
                    LIMIT < 7
                })
        }) {
            n
        } else {
            const LIMIT: i64 = 83;
            let Some(total) = (match picky(total).await {
                Ok(count) => Some(3_i64),
                Err(failure) => {
                    let name = failure.to_string();
                    Some(8_i64)
                }
            }) else {
                return Ok(Some(2_i64));
            };
            n
        },
    ) {
        Some(matched_1 @ 0..=3) => true,
        Some(matched_2) => matched_2 < 6,
        _ => n < 4,
    };
    Ok(half(total).await?)
}

#[orchestrator]
async fn program_3(mut n: i64, given: String) -> Result<bool> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    let door = Door::to(3);
    let mut ready = door.enter().gives(n < 8);
    let mut pair_1 = (
        list(n % 4).await?,
        add(
            picky(Some(1_i64).ok_or_else(|| Failure::new("nothing there"))?).await?,
            9,
        )
        .await?
            == n,
    );
    let (mut joined_2, mut joined_3) = try_join!(
        async { Ok::<i64, Failure>(n) },
        say(format!(
            "{:?} {:?}",
            half(match door.enter().gives(None::<i64>) {
                Some(_) if n < 5 => {
                    n
                }
                None => {
                    n
                }
                _ => {
                    4_i64
                }
            })
            .await?,
            pair_1.0
        ) + &(format!("{:?} {:?}", Some(3_i64), n) + &"a".to_owned()))
    )?;
    let n = *{
        sleep(Duration::from_millis(1)).await;
        door.enter().with(joined_2)
    };
    door.enter().gives(());
    Ok(pair_1.1)
}

#[orchestrator]
async fn program_4(mut n: i64) -> Result<String> {
    for step in ({
        n = 3;
        vec![LIMIT, inc(LIMIT).await?, n]
    })
    .into_iter()
    .rev()
    {
        n += 4;
    }
    let (mut text, mut other_2) = ("a".to_owned(), "bc".to_owned());
    let mut pair_5 = (
        {
            let mut rounds_3 = 2_i64;
            loop {
                if rounds_3 == 0 {
                    break vec![LIMIT - LIMIT, n];
                }
                rounds_3 -= 1;
                {
                    const LIMIT: i64 = 63;
                    n += 9;
                }
            }
        },
        LIMIT,
    );
    let mut step: i64 = LIMIT;
    other_2 += &say({
        step = 3;
        format!("{:?} {:?} {:?}", n, step, pair_5.0)
    })
    .await?;
    Room::enter(4).gives(());
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?} {:?}",
        n, text, other_2, pair_5.0, pair_5.1, step
    ))
}

#[orchestrator(inline)]
async fn program_5_helper(mut n: i64) -> Result<i64> {
    n += LIMIT;
    let mut word = say(say(format!(
        "{:?} {:?} {:?}",
        half(n).await?,
        "a".to_owned() + &"bc".to_owned(),
        ({
            n = 7;
            n
        }) * add(n, n).await?
    ))
    .await?)
    .await?;
    n += 8;
    Ok(n)
}

#[orchestrator]
async fn program_5(n: i64) -> Result<bool> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    let mut word = say(say("a".to_owned()).await?).await?;
    for mut count in vec![inc(n).await?, inc(add(LIMIT, n).await?).await?]
        .into_iter()
        .rev()
    {
        const LIMIT: i64 = 15;
        count += count;
    }
    let count = inc(
        add(inc(add(inc(n).await?, word.len() as i64).await?).await?, {
            let mut rounds_2 = 3_i64;
            loop {
                if rounds_2 == 0 {
                    break picky(5).await?;
                }
                rounds_2 -= 1;
                sleep(Duration::from_millis(1)).await;
            }
        })
        .await?,
    )
    .await?;
    let mut ready = Some(2_i64).is_some();
    let mut step = inc(picky(LIMIT).await.unwrap_or(count)).await?;
    tick().await?;
    Ok(ready)
}

#[orchestrator(inline)]
async fn program_6_helper(n: i64, mut given: Option<i64>) -> Result<i64> {
    let mut n = add(
        add(n, inc(9).await?).await?,
        inc({
            let mut count = n;
            count
        })
        .await?,
    )
    .await?;
    Ok(n)
}

#[orchestrator]
async fn program_6(mut n: i64) -> Result<Option<i64>> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    let door = Door::to(6);
    match (half(LIMIT).await?, n) {
        (Some(4), 0..=5) => {
            let mut set: JoinSet<()> = {
                let mut set = JoinSet::new();
                watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
                set
            };
        }
        (None, matched_1) => {
            n += 6;
        }
        (_, _) => {
            n += n;
        }
    }
    let count = match (
        {
            sleep(Duration::from_millis(1)).await;
            watched.iter().filter(|task| !task.is_finished()).count() as i64
        },
        Some(n),
    ) {
        (_, Some(mut matched_2)) if n < 0 => {
            return Ok(Some(2));
        }
        (matched_3, None) => {
            const LIMIT: i64 = 42;
            n += matched_3;
            let mut rest = door.enter().gives(vec![1_i64, 2, 8]);
            ({
                sleep(Duration::from_millis(1)).await;
                watched.iter().filter(|task| !task.is_finished()).count() as i64
            }) + matched_3
        }
        (_, _) => n,
    };
    let mut reply = door.enter().gives("def".to_owned());
    let name = if count < 4 {
        #[cfg(any())]
        return Ok(half(n).await?);
        reply
    } else {
        match {
            sleep(Duration::from_millis(1)).await;
            watched.iter().filter(|task| !task.is_finished()).count() as i64
        } {
            mut matched_4 if count < 1 => {
                {
                    {
                        let _room_5 = Room::enter(6);
                        if LIMIT < 2 {
                            sleep(Duration::from_millis(1)).await;
                            return Err(Failure::new("no luck"));
                        }
                    }
                    door.enter().gives(());
                }
                return Ok(Some(3));
            }
            1 => {
                let total = picky({
                    let mut rounds_6 = 3_i64;
                    loop {
                        if rounds_6 == 0 {
                            break LIMIT;
                        }
                        rounds_6 -= 1;
                        n += n;
                    }
                })
                .await
                .unwrap_or(n % 2);
            }
            _ => {
                const LIMIT: i64 = 14;
                let n: i64 = 3;
            }
        }
        reply.clone()
    };
    let mut done = false;
    for mut window in vec![
        {
            let mut set = JoinSet::new();
            watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
            set
        },
        {
            let mut set = JoinSet::new();
            watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
            set
        },
        {
            let mut set = JoinSet::new();
            watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
            set
        },
    ] {
        n += n;
    }
    let Some(count) = half(
        add(
            {
                sleep(Duration::from_millis(1)).await;
                watched.iter().filter(|task| !task.is_finished()).count() as i64
            },
            Some(inc(count).await?).ok_or_else(|| Failure::new("nothing there"))?,
        )
        .await?,
    )
    .await?
    else {
        return Ok(Some(7));
    };
    door.enter().gives(());
    Ok(Some(9))
}

#[orchestrator(inline)]
async fn program_7_helper(mut n: i64, given: String) -> Result<Vec<i64>> {
    n += LIMIT;
    let later_1;
    if ({
        n = 4;
        3_i64
    }) == n
    {
        later_1 = given.clone();
    } else {
        later_1 = String::new();
    }
    tick().await?;
    Ok(vec![0, 9, 7])
}

#[orchestrator]
async fn program_7(mut n: i64) -> Result<Vec<i64>> {
    let door = Door::to(7);
    let mut pair_5 = (
        if let Some(count) = half(n).await?
            && true
        {
            9_i64
        } else {
            n
        },
        {
            let mut rounds_2 = 3_i64;
            loop {
                if rounds_2 == 0 {
                    break inc(add(
                        n,
                        add(picky(n).await.unwrap_or(3), {
                            n = 3;
                            n
                        })
                        .await?,
                    )
                    .await?)
                    .await?;
                }
                rounds_2 -= 1;
                let _room_4 = Room::enter(7);
            }
        },
    );
    match picky(n).await {
        Ok(step) => {
            sleep(Duration::from_millis(1)).await;
        }
        Err(failure) => {
            let name = failure.to_string();
            n += pair_5.0;
        }
    }
    let later_6;
    if pair_5.1 < 1 {
        let mut word = "bc".to_owned() + &"a".to_owned();
        later_6 = pair_5.0;
    } else {
        later_6 = n;
    }
    let mut rest: Vec<i64> = door.enter().gives(vec![7_i64, 8]);
    let Some(lent_7) = rest
        .iter()
        .min_by_key(|item| item.saturating_sub(5).saturating_abs())
    else {
        return Ok(list(rest[(LIMIT % 2) as usize] % 4).await?);
    };
    let _ = if pair_5.0 < 3 {
        Room::enter(7)
    } else {
        sleep(Duration::from_millis(1)).await;
        Room::enter(7)
    };
    {
        let mut rounds_8 = 3_i64;
        while (rounds_8 > 0)
            && let Some(step) = half((*lent_7)).await?
        {
            rounds_8 -= 1;
            const LIMIT: i64 = 25;
            n += LIMIT;
        }
    }
    let (mut name, mut other_10) = (
        async {
            let mut half_of = half(LIMIT).await?;
            Ok::<String, Failure>("a".to_owned())
        }
        .await?,
        None::<i64>,
    );
    door.enter().gives(());
    Ok(rest.clone())
}

#[orchestrator(inline)]
async fn program_8_helper(n: i64) -> Result<i64> {
    let mut best = Some(0_i64);
    Ok(LIMIT)
}

#[orchestrator]
async fn program_8(n: i64, mut given: Option<i64>) -> Result<Vec<i64>> {
    let mut best = match Some(inc(given.unwrap_or(n)).await?) {
        Some(matched_1) => {
            match picky(LIMIT).await {
                Ok(n) => {
                    let lent_2 = &n;
                }
                Err(failure) => {
                    let text = failure.to_string();
                    let lent_3 = &n;
                }
            }
            given
        }
        Some(2 | 5) => {
            let mut last: Option<i64> = {
                match picky({
                    let mut count = 9_i64;
                    count
                })
                .await
                {
                    Ok(count) => given,
                    Err(failure) => {
                        let name = failure.to_string();
                        const LIMIT: i64 = 59;
                        None::<i64>
                    }
                }
            };
            if (n < 6) || (n < 2) { last } else { given }
        }
        _ => half(LIMIT).await?,
    };
    Ok(vec![3])
}

#[orchestrator(inline)]
async fn program_9_helper(n: i64, mut given: Option<i64>) -> Result<String> {
    let ready = {
        let mut rounds_1 = 2_i64;
        loop {
            if rounds_1 == 0 {
                break (!(false && true));
            }
            rounds_1 -= 1;
            tick().await?;
        }
    };
    let (mut joined_3, mut joined_4, mut joined_5, mut joined_6) = try_join!(
        async {
            let found = if ready && ready { given } else { given };
            Ok::<bool, Failure>(ready)
        },
        async { Ok::<Option<i64>, Failure>(given) },
        async {
            const LIMIT: i64 = 85;
            Ok::<String, Failure>("bc".to_owned())
        },
        async { Ok::<i64, Failure>(n) }
    )?;
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        n, given, ready, joined_3, joined_4, joined_5, joined_6
    ))
}

#[orchestrator]
async fn program_9(n: i64) -> Result<Vec<i64>> {
    let door = Door::to(9);
    {
        {
            let _room_7 = Room::enter(9);
            if n < 2 {
                sleep(Duration::from_millis(1)).await;
                return Ok(vec![]);
            }
            let n: i64 = add(
                inc(picky(n.wrapping_add(n)).await?).await?,
                half(n)
                    .await?
                    .ok_or_else(|| Failure::new("nothing there"))?,
            )
            .await?;
        }
        door.enter().gives(());
    }
    {
        let mut rounds_8 = 2_i64;
        while (rounds_8 > 0)
            && let Some(n) = ({
                let mut rounds_10 = 2_i64;
                loop {
                    if rounds_10 == 0 {
                        break half(n).await?;
                    }
                    rounds_10 -= 1;
                    tick().await?;
                }
            })
        {
            rounds_8 -= 1;
            tick().await?;
        }
    }
    door.enter().gives(());
    Ok(vec![2, 6])
}

#[orchestrator]
async fn program_10(mut n: i64) -> Result<String> {
    tick().await?;
    let later_3;
    if (n < 7)
        && ({
            n = 5;
            8_i64 < 0
        })
    {
        let half_of = match Some(8_i64) {
            Some(mut matched_1) => half(LIMIT).await?,
            None => match picky(n).await {
                Ok(step) => half(step).await?,
                Err(failure) => {
                    let reply = failure.to_string();
                    half(n).await?
                }
            },
            _ => {
                let (mut step, mut other_2) = (add(inc(n).await?, n).await? % 5, n);
                half(n).await?
            }
        };
        later_3 = 3_i64;
    } else {
        later_3 = 2_i64;
    }
    if let Some(total) = Some(3_i64)
        && (n < 4)
    {
        return Err(Failure::new("given up"));
    } else if 0_i64 < 9 {
        tick().await?;
    } else if later_3 < 3 {
        sleep(Duration::from_millis(1)).await;
    } else {
        n += n;
    }
    Ok(format!("{:?} {:?}", n, later_3))
}

#[orchestrator(inline)]
async fn program_11_helper(mut n: i64, mut given: Vec<i64>) -> Result<Vec<i64>> {
    match picky(n).await {
        Ok(n) => {
            tick().await?;
        }
        Err(failure) => {
            let word = failure.to_string();
            n += 9;
        }
    }
    let (mut ready, mut other_1) = (
        async { Ok::<bool, Failure>(add(given[(n % 2) as usize], picky(8).await?).await? == 4) }
            .await?,
        Some(7_i64),
    );
    Ok(given.clone())
}

#[orchestrator]
async fn program_11(n: i64) -> Result<String> {
    let mut step: i64 = LIMIT * n;
    let mut step: i64 = if let Some(total) = half(n).await?
        && false
    {
        Some(0_i64).ok_or_else(|| Failure::new("nothing there"))?
    } else {
        const LIMIT: i64 = 89;
        let total = Room::enter(11).gives(step);
        for total in 2..(half(0)
            .await?
            .ok_or_else(|| Failure::new("nothing there"))?
            % 5)
        {
            step += total;
        }
        n
    };
    let n = 7_i64;
    let mut queue = Room::enter(11).gives(vec![2_i64]);
    Room::enter(11).gives(());
    Ok(format!("{:?} {:?} {:?}", step, n, queue))
}

#[orchestrator(inline)]
async fn program_12_helper(mut n: i64, given: i64) -> Result<String> {
    let mut n: i64 = inc(async { Ok::<i64, Failure>(half(8).await?.unwrap_or(n)) }.await?).await?;
    Ok(format!("{:?} {:?}", given, n))
}

#[orchestrator]
async fn program_12(mut n: i64) -> Result<bool> {
    {
        n += n;
    }
    let mut text = if !(9_i64 < 2) {
        n = Some(5_i64).unwrap_or(n);
        "a".to_owned()
    } else {
        "a".to_owned()
    };
    let Some(step) = Some(n) else {
        let (mut total, mut other_2) = (2_i64, n);
        return Ok(other_2 < 0);
    };
    let mut even = n == (n.wrapping_add((5_i64 - inc(inc(n).await?).await?)));
    match n {
        matched_3 if step < 9 => {
            return Ok(even);
        }
        mut matched_4 if matched_4 < 1 => {
            const LIMIT: i64 = 10;
            tick().await?;
        }
        _ => {
            tick().await?;
        }
    }
    Ok(even)
}

#[orchestrator(inline)]
async fn program_13_helper(mut n: i64, given: String) -> Result<bool> {
    let mut k: bool = ({
        n = 2;
        n.wrapping_add(
            ({
                n = 6;
                inc(Some(6_i64).unwrap_or(n)).await?
            }),
        )
    }) == picky(n).await?;
    Ok(k)
}

#[orchestrator]
async fn program_13(mut n: i64, mut given: String) -> Result<bool> {
    let rest = Vec::<i64>::new();
    let even = (n < 4)
        || ((((n < 6)
            || ({
                n = 3;
                n < 3
            }))
            || (!(5_i64 < 9)))
            || false);
    {
        let mut rounds_1 = 2_i64;
        while (rounds_1 > 0)
            && Some(
                Some(
                    half(8)
                        .await?
                        .ok_or_else(|| Failure::new("nothing there"))?
                        * None::<i64>.unwrap_or(n),
                )
                .unwrap_or(inc(n).await?),
            )
            .is_some()
        {
            rounds_1 -= 1;
            tick().await?;
        }
    }
    let mut text = { given };
    let Some(n) = half(n).await? else {
        return Ok(half(n - LIMIT).await?.is_some());
    };
    sleep(Duration::from_millis(1)).await;
    Ok(1_i64 < 1)
}

#[orchestrator]
async fn program_14(mut n: i64) -> Result<i64> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    {
        {
            let _room_1 = Room::enter(14);
            if n < 2 {
                sleep(Duration::from_millis(1)).await;
                n += n;
                let mut set: JoinSet<()> = {
                    n = inc(n % 5).await?;
                    {
                        tick().await?;
                    }
                    {
                        let mut set = JoinSet::new();
                        watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
                        set
                    }
                };
                return Ok(LIMIT);
            }
        }
        Room::enter(14).gives(());
    }
    n = inc(n).await?;
    let best: Option<i64> = half(n).await?;
    if inc(
        if (None::<i64>.unwrap_or(LIMIT) < add(n, n).await?) && false {
            n
        } else {
            n
        },
    )
    .await?
        == n
    {
        tick().await?;
    } else {
        n += n;
    }
    n = inc({
        let mut rounds_4 = 2_i64;
        loop {
            if rounds_4 == 0 {
                break n;
            }
            rounds_4 -= 1;
            let (joined_6, joined_7, joined_8, joined_9) = join!(
                half(
                    add(
                        inc({
                            let mut name = "bc".to_owned();
                            n
                        })
                        .await?,
                        n
                    )
                    .await?
                ),
                picky({
                    let ready: bool = if let Some(count) = best {
                        true
                    } else if true {
                        LIMIT < 9
                    } else {
                        n < 3
                    };
                    7_i64
                }),
                say("bc".to_owned()),
                async { Ok::<i64, Failure>(n) }
            );
            let (mut joined_6, mut joined_7, mut joined_8, mut joined_9) =
                (joined_6?, joined_7?, joined_8?, joined_9?);
        }
    })
    .await?;
    let n = *{
        sleep(Duration::from_millis(1)).await;
        Room::enter(14).with(n)
    };
    if LIMIT < 4 {
        sleep(Duration::from_millis(1)).await;
    } else if LIMIT < 1 {
        tick().await?;
    }
    Room::enter(14).gives(());
    Ok(n)
}

#[orchestrator]
async fn program_15(n: i64, given: String) -> Result<String> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    let ready: bool = async {
        const LIMIT: i64 = 33;
        let mut count = 8_i64;
        Ok::<bool, Failure>(count < 6)
    }
    .await?;
    let mut even: bool = Room::enter(15).gives(ready);
    let mut set = {
        let mut pair_2 = (say("a".to_owned()).await?, n);
        {
            let mut set = JoinSet::new();
            watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
            set
        }
    };
    let (joined_3, joined_4, joined_5, joined_6) = join!(
        async {
            const LIMIT: i64 = 62;
            Ok::<String, Failure>(given.clone())
        },
        async { Ok::<String, Failure>(given.clone()) },
        async { Ok::<bool, Failure>(ready) },
        async { Ok::<Vec<i64>, Failure>(vec![3]) }
    );
    let (mut joined_3, mut joined_4, mut joined_5, mut joined_6) =
        (joined_3?, joined_4?, joined_5?, joined_6?);
    for mut window in vec![
        {
            let mut set = JoinSet::new();
            watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
            set
        },
        {
            let mut set = JoinSet::new();
            watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
            set
        },
        {
            let mut set = JoinSet::new();
            watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
            set
        },
    ] {
        let Some(lent_11) = joined_6.iter().max() else {
            return Ok(async {
                let mut step: i64 = n;
                {
                    step += step;
                }
                Ok::<String, Failure>({
                    let mut rounds_9 = 3_i64;
                    loop {
                        if rounds_9 == 0 {
                            break given.clone();
                        }
                        rounds_9 -= 1;
                        tick().await?;
                    }
                })
            }
            .await?);
        };
        {
            {
                let _room_12 = Room::enter(15);
                if n < 0 {
                    sleep(Duration::from_millis(1)).await;
                    break;
                }
            }
            Room::enter(15).gives(());
        }
    }
    let later_13;
    if n < 4 {
        later_13 = half(8).await?;
    } else {
        later_13 = Some(9_i64);
    }
    let found = Room::enter(15).gives(later_13);
    joined_6.push({
        sleep(Duration::from_millis(1)).await;
        watched.iter().filter(|task| !task.is_finished()).count() as i64
    });
    Room::enter(15).gives(());
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        n, given, ready, even, set, joined_3, joined_4, joined_5, joined_6, later_13, found
    ))
}

#[orchestrator(inline)]
async fn program_16_helper(mut n: i64) -> Result<Vec<i64>> {
    let name: String = format!("{:?}", "bc".to_owned());
    let mut word = format!(
        "{:?} {:?} {:?}",
        say(say(
            if let Some(count) = None::<i64>
                && (n < 0)
            {
                const LIMIT: i64 = 68;
                String::new()
            } else if LIMIT < 6 {
                name.clone()
            } else {
                name.clone()
            }
        )
        .await?)
        .await?,
        n,
        name
    );
    Ok(vec![2])
}

#[orchestrator]
async fn program_16(n: i64, given: Vec<i64>) -> Result<bool> {
    if let Some(count) = Some(add(given[(LIMIT % 2) as usize], inc(n).await?).await?) {
        sleep(Duration::from_millis(1)).await;
    }
    Ok(n < 5)
}

#[orchestrator]
async fn program_17(n: i64, given: String) -> Result<i64> {
    let mut done = inc(given.len() as i64).await? < n;
    let mut word = say(say(format!(
        "{:?} {:?} {:?}",
        given,
        vec![9_i64, 3],
        list(inc(n).await? % 4).await?
    ))
    .await?
        + &given.clone())
    .await?;
    Ok(LIMIT)
}

#[orchestrator]
async fn program_18(n: i64, mut given: String) -> Result<Vec<i64>> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    tick().await?;
    let mut window: JoinSet<()> = {
        let mut set = JoinSet::new();
        watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
        set
    };
    given = if LIMIT == n {
        let mut name: String = given;
        String::new()
    } else if let Some(total) = half(LIMIT).await? {
        given.clone()
    } else if let Some(total) = Some(7_i64)
        && (LIMIT < 6)
    {
        given
    } else {
        const LIMIT: i64 = 76;
        "a".to_owned()
    };
    Ok(vec![1, 8, 4])
}

#[orchestrator]
async fn program_19(mut n: i64) -> Result<bool> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    drop({
        let mut set = JoinSet::new();
        watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
        set
    });
    n = n;
    for mut set in vec![
        {
            n = 2;
            {
                let mut set = JoinSet::new();
                watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
                set
            }
        },
        {
            let mut set = JoinSet::new();
            watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
            set
        },
    ] {
        if n == n {
            const LIMIT: i64 = 88;
            tick().await?;
        } else {
            n += n;
        }
    }
    n += 9;
    Room::enter(19).gives(());
    Ok(LIMIT < 1)
}

#[orchestrator]
async fn program_20(n: i64) -> Result<Option<i64>> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    {
        {
            let _room_1 = Room::enter(20);
            if n < 4 {
                sleep(Duration::from_millis(1)).await;
                return Err(Failure::new("given up"));
            }
            let mut last = half(
                async {
                    sleep(Duration::from_millis(1)).await;
                    Ok::<i64, Failure>(n)
                }
                .await?,
            )
            .await?;
            {
                tick().await?;
            }
        }
        Room::enter(20).gives(());
    }
    let mut even = async {
        let count = add(7, LIMIT).await?;
        {
            let mut rounds_2 = 3_i64;
            while (rounds_2 > 0)
                && async {
                    const LIMIT: i64 = 64;
                    Ok::<bool, Failure>(false)
                }
                .await?
            {
                rounds_2 -= 1;
                if let Some(count) = half(n.wrapping_add(n)).await?
                    && (n < 7)
                {
                    const LIMIT: i64 = 15;
                    tick().await?;
                }
            }
        }
        Ok::<bool, Failure>(n < 2)
    }
    .await?;
    let mut text = Room::enter(20).gives("def".to_owned());
    (even, text) = (
        match None::<i64> {
            Some(0..=4) if n < 0 => {
                let mut name: String = Room::enter(20).gives(text.clone());
                return Err(Failure::new("no luck"));
            }
            None if n < 5 => {
                let mut text = text;
                n < 3
            }
            _ => {
                const LIMIT: i64 = 81;
                LIMIT < 4
            }
        },
        "def".to_owned(),
    );
    let (mut joined_4, mut joined_5) = try_join!(
        async {
            let mut text: String = if ((LIMIT < 8) || (even || (true && even)))
                && ({
                    let mut reply = text.clone();
                    n < 9
                }) {
                const LIMIT: i64 = 91;
                text.clone()
            } else {
                "bc".to_owned()
            };
            Ok::<i64, Failure>(n)
        },
        async {
            const LIMIT: i64 = 28;
            Ok::<String, Failure>(text.clone())
        }
    )?;
    Room::enter(20).gives(());
    Ok(None)
}

#[orchestrator]
async fn program_21(n: i64) -> Result<String> {
    let even: bool = if {
        let mut count = n;
        LIMIT < 8
    } {
        const LIMIT: i64 = 47;
        let mut reply = say("bc".to_owned()).await?;
        for mut total in Vec::<i64>::new().into_iter().rev() {
            total += 5;
        }
        6_i64 < 4
    } else {
        n < 3
    };
    let found: Option<i64> = half(n).await?;
    if let Some(count) = found {
        for mut n in 1..((picky(1).await.unwrap_or(
            inc(half(LIMIT).await?.unwrap_or({
                let mut n = n;
                6_i64
            }))
            .await?,
        ) - n)
            % 5)
        {
            let (mut joined_3, mut joined_4, mut joined_5) = try_join!(
                async { Ok::<i64, Failure>(async { Ok::<i64, Failure>(count) }.await?) },
                async {
                    let mut last = found;
                    Ok::<Option<i64>, Failure>(last)
                },
                async { Ok::<i64, Failure>(n) }
            )?;
        }
    }
    let mut basket = Basket {
        label: async {
            Ok::<String, Failure>(format!("{:?}", {
                let mut count: i64 = 7;
                "def".to_owned() + &String::new()
            }))
        }
        .await?,
        count: match picky(inc(Some(1_i64).unwrap_or(n)).await?).await {
            Ok(count) => LIMIT,
            Err(failure) => {
                let name = failure.to_string();
                n
            }
        },
        items: vec![8, 2, 2],
    };
    let count: i64 = basket.count;
    let (mut joined_6, mut joined_7, mut joined_8) = try_join!(
        picky({
            let mut queue = if !(n
                == (basket.count.wrapping_add(
                    picky({
                        let items = basket.items.clone();
                        basket.count
                    })
                    .await
                    .unwrap_or(inc(n).await?),
                ))) {
                let mut last: Option<i64> = basket.items.get(basket.count as usize).copied();
                return Ok(basket.label.clone());
            } else {
                basket.items.clone()
            };
            basket.count
        }),
        async { Ok::<i64, Failure>(8) },
        async { Ok::<i64, Failure>(LIMIT) }
    )?;
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        n,
        even,
        found,
        basket.label,
        basket.count,
        basket.items,
        count,
        joined_6,
        joined_7,
        joined_8
    ))
}

#[orchestrator(inline)]
async fn program_22_helper(mut n: i64, given: Option<i64>) -> Result<Option<i64>> {
    let later_1;
    if true {
        later_1 = LIMIT;
    } else {
        later_1 = LIMIT;
    }
    Ok(given)
}

#[orchestrator]
async fn program_22(n: i64, given: Option<i64>) -> Result<String> {
    let door = Door::to(22);
    let mut reply = door.enter().gives("a".to_owned());
    #[cfg(any())]
    return Ok(
        if let Some(total) = ({
            let mut rounds_2 = 2_i64;
            loop {
                if rounds_2 == 0 {
                    break (match door.enter().gives(given) {
                        None => given,
                        Some(mut matched_4) if LIMIT < 4 => half(2).await?,
                        _ => given,
                    });
                }
                rounds_2 -= 1;
                {
                    const LIMIT: i64 = 58;
                    tick().await?;
                }
            }
        }) {
            let (mut joined_5, mut joined_6, mut joined_7, mut joined_8) = try_join!(
                async {
                    let mut text = reply.clone();
                    Ok::<Option<i64>, Failure>(given)
                },
                program_22_helper(n, None),
                async { Ok::<Vec<i64>, Failure>(vec![]) },
                async { Ok::<bool, Failure>(1_i64 < 9) }
            )?;
            reply.clone()
        } else if true {
            reply
        } else {
            const LIMIT: i64 = 93;
            reply
        },
    );
    let lent_9 = &reply;
    let mut step = match picky(inc(inc(n).await?).await?).await {
        Ok(n) => {
            async {
                Ok::<i64, Failure>(match (given, LIMIT) {
                    (Some(matched_10), mut matched_11) => matched_10,
                    (Some(mut matched_12), 2 | 3) if n < 8 => n,
                    (_, _) => n,
                })
            }
            .await?
        }
        Err(failure) => {
            let name = failure.to_string();
            {
                let mut rounds_13 = 2_i64;
                loop {
                    if rounds_13 == 0 {
                        break (match picky(given.unwrap_or(LIMIT)).await {
                            Ok(total) => n,
                            Err(failure) => {
                                let word = failure.to_string();
                                n
                            }
                        });
                    }
                    rounds_13 -= 1;
                    let mut pair_15 = (
                        program_22_helper(
                            {
                                let total = 4_i64;
                                total
                            },
                            given,
                        )
                        .await?,
                        (*lent_9).clone(),
                    );
                }
            }
        }
    };
    let mut last: Option<i64> = door.enter().gives(given);
    {
        let mut rounds_16 = 2_i64;
        while (rounds_16 > 0) && (last.take().unwrap_or(7) == n) {
            rounds_16 -= 1;
            sleep(Duration::from_millis(1)).await;
        }
    }
    step = n;
    door.enter().gives(());
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?} {:?}",
        n,
        given,
        reply,
        (*lent_9),
        step,
        last
    ))
}

#[orchestrator]
async fn program_23(n: i64, given: Option<i64>) -> Result<bool> {
    let door = Door::to(23);
    let mut ready: bool = {
        let mut rounds_1 = 3_i64;
        loop {
            if rounds_1 == 0 {
                break ({
                    {
                        let mut rest = if (n < 3) && (n < 3) {
                            return Ok(5_i64 < 3);
                        } else {
                            vec![7_i64]
                        };
                    }
                    n < 3
                });
            }
            rounds_1 -= 1;
            let mut count = n;
        }
    };
    let mut total = add(
        add(
            inc(given.ok_or_else(|| Failure::new("nothing there"))?).await?,
            n,
        )
        .await?,
        LIMIT,
    )
    .await?;
    {
        {
            let _room_4 = Room::enter(23);
            if LIMIT < 9 {
                sleep(Duration::from_millis(1)).await;
                return Err(Failure::new("given up"));
            }
            let (mut best, mut other_5) = (given, half(LIMIT).await?);
        }
        door.enter().gives(());
    }
    let mut done: bool = ({
        total = 8;
        LIMIT
    }) < (LIMIT - (given.unwrap_or(total) + n));
    let mut items = list(
        given.unwrap_or(
            picky(n % 6)
                .await
                .unwrap_or(half(total).await?.unwrap_or(total)),
        ) % 4,
    )
    .await?;
    {
        let mut rounds_6 = 1_i64;
        while (rounds_6 > 0)
            && (!(items.get(total as usize).copied().is_some()
                || is_even(Some(LIMIT).unwrap_or(LIMIT) % 2).await?))
        {
            rounds_6 -= 1;
            total += 8;
        }
    }
    #[cfg(any())]
    return Ok(
        match picky(if true {
            given.ok_or_else(|| Failure::new("nothing there"))?
        } else {
            9_i64
        })
        .await
        {
            Ok(n) => {
                const LIMIT: i64 = 14;
                done
            }
            Err(failure) => {
                let name = failure.to_string();
                done
            }
        },
    );
    {
        let mut rounds_8 = 2_i64;
        while (rounds_8 > 0)
            && let Some(count) = half(inc(LIMIT).await?).await?
        {
            rounds_8 -= 1;
            let mut k = match picky({
                total = 2;
                picky(items.iter().filter(|item| **item > count).count() as i64).await?
            })
            .await
            {
                Ok(n) => n < 2,
                Err(failure) => {
                    let reply = failure.to_string();
                    6_i64 == total
                }
            };
        }
    }
    door.enter().gives(());
    Ok(LIMIT < 2)
}

#[orchestrator(inline)]
async fn program_24_helper(mut n: i64, given: Vec<i64>) -> Result<String> {
    let mut even = {
        let mut rounds_1 = 3_i64;
        loop {
            if rounds_1 == 0 {
                break ((n.wrapping_add(Some(7_i64).unwrap_or(n)))
                    == add(
                        {
                            n = 8;
                            LIMIT
                        },
                        n,
                    )
                    .await?);
            }
            rounds_1 -= 1;
            tick().await?;
        }
    };
    let lent_3 = given.get((n % 2) as usize).unwrap_or(&7);
    let mut items = {
        let (joined_6, joined_7) = join!(
            async {
                tick().await?;
                Ok::<String, Failure>({
                    let ready = even;
                    String::new()
                })
            },
            async { Ok::<bool, Failure>(even) }
        );
        let (mut joined_6, mut joined_7) = (joined_6?, joined_7?);
        given.clone()
    };
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?}",
        n,
        given,
        even,
        (*lent_3),
        items
    ))
}

#[orchestrator]
async fn program_24(mut n: i64) -> Result<Vec<i64>> {
    let mut basket = Basket {
        label: say(say("bc".to_owned()).await?).await?,
        count: async {
            Ok::<i64, Failure>(
                if {
                    let mut last = Some(6_i64);
                    last.is_some()
                } {
                    return Ok(picky(LIMIT).await?);
                } else {
                    tick().await?;
                    let mut basket = Basket {
                        label: program_24_helper(add(n, n).await?, vec![]).await?,
                        count: n,
                        items: vec![5],
                    };
                    n
                },
            )
        }
        .await?,
        items: vec![2],
    };
    Ok(basket.items.clone())
}

#[orchestrator]
async fn program_25(mut n: i64, given: String) -> Result<i64> {
    let mut even = {
        const LIMIT: i64 = 62;
        {
            let mut rounds_1 = 2_i64;
            'loop_2: while (rounds_1 > 0)
                && let Some(total) = half(6).await?
            {
                rounds_1 -= 1;
                const LIMIT: i64 = 13;
                let text = {
                    let mut rounds_3 = 1_i64;
                    loop {
                        if rounds_3 == 0 {
                            break async { Ok::<String, Failure>(given.clone()) }.await?;
                        }
                        rounds_3 -= 1;
                        for mut step in vec![9_i64, 9] {
                            sleep(Duration::from_millis(1)).await;
                        }
                        let mut n = total;
                    }
                };
                {
                    let mut rounds_6 = 3_i64;
                    while (rounds_6 > 0) && async { Ok::<bool, Failure>(true) }.await? {
                        rounds_6 -= 1;
                        const LIMIT: i64 = 20;
                        #[cfg(any())]
                        break 'loop_2;
                        let word: String = {
                            const LIMIT: i64 = 41;
                            given.clone()
                        };
                    }
                }
            }
        }
        let mut step = async { Ok::<i64, Failure>({ LIMIT }) }.await?;
        (n < 4) && (step < 2)
    };
    let mut count = n;
    Ok(LIMIT)
}

#[orchestrator(inline)]
async fn program_26_helper(n: i64) -> Result<bool> {
    let step = n.wrapping_add(inc(half(n).await?.unwrap_or(n.wrapping_add(n))).await?);
    tick().await?;
    Ok(true)
}

#[orchestrator]
async fn program_26(n: i64) -> Result<Vec<i64>> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    let (joined_2, joined_3, joined_4) = join!(
        half(n),
        async {
            Ok::<i64, Failure>({
                let mut reply = ({
                    let total = 9_i64;
                    "def".to_owned()
                }) + &format!("{:?} {:?} {:?}", vec![4_i64, 9], n < 1, n);
                0_i64
            })
        },
        inc(n)
    );
    let (mut joined_2, mut joined_3, mut joined_4) = (joined_2?, joined_3?, joined_4?);
    let name = if is_even(joined_4).await? || (1_i64 < 3) {
        "a".to_owned()
    } else {
        "def".to_owned()
    };
    for step in Vec::<i64>::new() {
        joined_4 += step;
    }
    Room::enter(26).gives(());
    Ok(vec![3])
}

#[orchestrator]
async fn program_27(mut n: i64) -> Result<Vec<i64>> {
    let mut pair_1 = (
        match (
            {
                n = 6;
                Some(9_i64)
            },
            Some(4_i64),
        ) {
            (None, Some(1..=3)) if n < 3 => n,
            (None, Some(2)) => n,
            (_, _) => n,
        },
        n,
    );
    if let Some(n) = half(Some(9_i64).unwrap_or(3)).await? {
        let items = match Some(8_i64) {
            None => {
                let mut word = format!("{:?}", pair_1.1);
                list(2_i64 % 4).await?
            }
            Some(5) => {
                const LIMIT: i64 = 93;
                list(pair_1.0 % 4).await?
            }
            _ => {
                const LIMIT: i64 = 98;
                match picky(pair_1.0).await.unwrap_or(pair_1.0) {
                    matched_2 @ 2..=6 if n < 1 => Vec::<i64>::new(),
                    mut matched_3 if n < 7 => {
                        vec![9_i64]
                    }
                    _ => {
                        vec![1_i64]
                    }
                }
            }
        };
    }
    let n: i64 = match picky(6).await {
        Ok(n) => {
            let mut text = match half(pair_1.0).await? {
                Some(mut matched_4) => {
                    let mut best: Option<i64> = Some(3);
                    match (best, LIMIT) {
                        (Some(_), mut matched_5) if matched_4 < 1 => "bc".to_owned(),
                        (Some(matched_6 @ 1..=7), matched_7) => "bc".to_owned(),
                        (_, _) => {
                            const LIMIT: i64 = 80;
                            String::new()
                        }
                    }
                }
                Some(2 | 3) => {
                    let mut total = pair_1.0;
                    String::new()
                }
                _ => String::new(),
            };
            pair_1.1
        }
        Err(failure) => {
            let text = failure.to_string();
            const LIMIT: i64 = 38;
            pair_1.1
        }
    };
    if let Some(count) = Some(5_i64) {
        pair_1.0 += LIMIT;
    }
    Ok(vec![4])
}

#[orchestrator]
async fn program_28(n: i64) -> Result<Vec<i64>> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    let door = Door::to(28);
    let mut text: String = String::new();
    let mut step = {
        let found_there = match half(LIMIT).await? {
            Some(matched_1) => matched_1,
            _ => {
                sleep(Duration::from_millis(1)).await;
                return Err(Failure::new("given up"));
            }
        };
        door.enter().gives(found_there)
    };
    step += step;
    step += n;
    let name: String = say(say(format!("{:?} {:?}", text, text.clone())).await?).await?;
    door.enter().gives(());
    Ok(vec![0])
}

#[orchestrator]
async fn program_29(n: i64) -> Result<String> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    let text = say("def".to_owned()).await?;
    match (n, LIMIT) {
        (matched_1, _) if 7_i64 < 8 => {
            let mut n = match picky(
                add(LIMIT, {
                    let mut k = Room::enter(29).gives(matched_1 < 4);
                    picky({
                        let mut step = Room::enter(29).gives(n);
                        n
                    })
                    .await?
                })
                .await?,
            )
            .await
            {
                Ok(count) => {
                    const LIMIT: i64 = 62;
                    let step = Room::enter(29).gives(count);
                    {
                        let mut rounds_2 = 3_i64;
                        loop {
                            if rounds_2 == 0 {
                                break 4_i64;
                            }
                            rounds_2 -= 1;
                            tick().await?;
                        }
                    }
                }
                Err(failure) => {
                    let reply = failure.to_string();
                    let _ = if n < 4 {
                        Room::enter(29)
                    } else {
                        sleep(Duration::from_millis(1)).await;
                        Room::enter(29)
                    };
                    matched_1
                }
            };
        }
        (mut matched_4, 4) => {
            matched_4 += LIMIT;
        }
        (_, _) => {
            sleep(Duration::from_millis(1)).await;
        }
    }
    let (mut pool, mut other_5) = (
        {
            let mut set = JoinSet::new();
            watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
            set
        },
        "def".to_owned(),
    );
    let mut text = {
        let mut rounds_6 = 2_i64;
        loop {
            if rounds_6 == 0 {
                break say(text.clone()).await?;
            }
            rounds_6 -= 1;
            let text = format!("{:?}", n);
        }
    };
    let mut rest = vec![{
        text += &say(say(String::new()).await?).await?;
        inc(inc(inc(n).await?).await?).await?
    }];
    let total = *{
        sleep(Duration::from_millis(1)).await;
        Room::enter(29).with(LIMIT)
    };
    Room::enter(29).gives(());
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?} {:?}",
        n, pool, other_5, text, rest, total
    ))
}

#[orchestrator(inline)]
async fn program_30_helper(mut n: i64, mut given: String) -> Result<Option<i64>> {
    tick().await?;
    let mut basket = Basket {
        label: format!("{:?} {:?}", half(n).await?.unwrap_or(LIMIT) == n, n),
        count: LIMIT,
        items: vec![5],
    };
    Ok(Some(1))
}

#[orchestrator]
async fn program_30(n: i64) -> Result<Vec<i64>> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    let mut done: bool = {
        let mut rounds_1 = 3_i64;
        loop {
            if rounds_1 == 0 {
                break (8_i64 == n);
            }
            rounds_1 -= 1;
            tick().await?;
        }
    };
    let mut queue = list(9_i64 % 4).await?;
    let mut basket = Basket {
        label: async {
            let count: i64 = match (inc(n).await?, add(n, n).await?) {
                (mut matched_3, matched_4) if n < 2 => {
                    const LIMIT: i64 = 16;
                    1_i64
                }
                (matched_5, 1 | 5) => n,
                (_, _) => LIMIT,
            };
            Ok::<String, Failure>("bc".to_owned())
        }
        .await?,
        count: n,
        items: queue,
    };
    sleep(Duration::from_millis(1)).await;
    let mut text: String = say(format!("{:?} {:?}", Vec::<i64>::new(), done)).await?;
    let lent_6 = basket.items.get((basket.count % 2) as usize).unwrap_or(&5);
    if if Some(3_i64).is_some() {
        return Ok(basket.items.clone());
    } else {
        const LIMIT: i64 = 40;
        true
    } {
        tick().await?;
    } else {
        sleep(Duration::from_millis(1)).await;
    }
    Ok(basket.items.clone())
}

#[orchestrator]
async fn program_31(mut n: i64, given: String) -> Result<String> {
    {
        {
            let _room_1 = Room::enter(31);
            if n < 5 {
                sleep(Duration::from_millis(1)).await;
                let later_5;
                if {
                    let step = async { Ok::<i64, Failure>(6) }.await?;
                    for count in {
                        n = 6;
                        vec![picky(LIMIT).await?, n]
                    } {
                        n += step;
                    }
                    match given.len() as i64 {
                        _ if step < 0 => n < 1,
                        _ if n < 9 => n < 1,
                        _ => 1_i64 < 7,
                    }
                } {
                    {
                        let mut rounds_3 = 1_i64;
                        while (rounds_3 > 0)
                            && let Some(total) = half(LIMIT).await?
                        {
                            rounds_3 -= 1;
                            sleep(Duration::from_millis(1)).await;
                        }
                    }
                    later_5 = Some(2_i64);
                } else {
                    later_5 = half(LIMIT).await?;
                }
                return Err(Failure::new("given up"));
            }
        }
        Room::enter(31).gives(());
    }
    {
        {
            let _room_6 = Room::enter(31);
            if n < 3 {
                sleep(Duration::from_millis(1)).await;
                return Ok(given);
            }
        }
        Room::enter(31).gives(());
    }
    let mut done = (half(n).await?.is_some()
        || (5_i64
            < ({
                n = 9;
                None::<i64>
            })
            .unwrap_or(inc(n % 4).await?)))
        || is_even(n).await?;
    let mut total = {
        let found_there = match Room::enter(31).gives(Some(8_i64)) {
            Some(matched_7) => matched_7,
            _ => {
                sleep(Duration::from_millis(1)).await;
                let (joined_8, joined_9, joined_10) = join!(
                    async {
                        let mut total: i64 = add(n, inc(n).await?).await?;
                        Ok::<bool, Failure>(done)
                    },
                    async {
                        const LIMIT: i64 = 38;
                        Ok::<i64, Failure>(LIMIT)
                    },
                    async {
                        const LIMIT: i64 = 48;
                        Ok::<i64, Failure>(n)
                    }
                );
                let (mut joined_8, mut joined_9, mut joined_10) =
                    (joined_8?, joined_9?, joined_10?);
                return Err(Failure::new("no luck"));
            }
        };
        Room::enter(31).gives(found_there)
    };
    let _ = if !is_even(picky(total).await.unwrap_or(total)).await? {
        Room::enter(31)
    } else {
        sleep(Duration::from_millis(1)).await;
        Room::enter(31)
    };
    let mut basket = Basket {
        label: format!("{:?}", n),
        count: if done {
            return Ok(say(say(format!("{:?} {:?}", "def".to_owned(), total)).await?).await?);
        } else if let Some(count) = Room::enter(31).gives(Some(2_i64)) {
            let count = {
                tick().await?;
                n
            };
            count
        } else if let Some(count) = half(total).await? {
            LIMIT
        } else {
            2_i64
        },
        items: vec![9, 9, 3],
    };
    let lent_11 = basket.items.get((basket.count % 2) as usize).unwrap_or(&0);
    for step in basket.items.clone().into_iter().rev() {
        total += LIMIT;
    }
    Room::enter(31).gives(());
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        n,
        done,
        total,
        basket.label,
        basket.count,
        basket.items,
        (*lent_11)
    ))
}

#[orchestrator(inline)]
async fn program_32_helper(mut n: i64, given: Option<i64>) -> Result<i64> {
    let mut half_of = if n == (n % 6) {
        let mut step = n;
        sleep(Duration::from_millis(1)).await;
        given
    } else {
        n += n;
        #[cfg(any())]
        return Ok(n);
        half(n).await?
    };
    match picky(n.wrapping_add(
        ({
            n = 1;
            picky(n).await.unwrap_or(n)
        }),
    ))
    .await
    {
        Ok(step) => {
            n += step;
        }
        Err(failure) => {
            let word = failure.to_string();
            tick().await?;
        }
    }
    Ok(4)
}

#[orchestrator]
async fn program_32(mut n: i64) -> Result<Vec<i64>> {
    let door = Door::to(32);
    let mut found = if inc(n).await? == add(n, n).await? {
        half(n).await?
    } else {
        None::<i64>
    };
    door.enter().gives(());
    Ok(vec![])
}

#[orchestrator(inline)]
async fn program_33_helper(mut n: i64) -> Result<Vec<i64>> {
    let text: String = {
        n += n;
        say(String::new()).await?
    };
    let lent_1 = &text;
    tick().await?;
    Ok(vec![])
}

#[orchestrator]
async fn program_33(n: i64) -> Result<String> {
    sleep(Duration::from_millis(1)).await;
    let count: i64 = if let Some(count) = half(add(n, n).await?).await?
        && (count < 3)
    {
        return Ok("bc".to_owned());
    } else {
        5_i64
    };
    Ok(format!("{:?} {:?}", n, count))
}

#[orchestrator(inline)]
async fn program_34_helper(mut n: i64, given: Option<i64>) -> Result<String> {
    tick().await?;
    let done: bool = is_even(4).await?;
    Ok(format!("{:?} {:?} {:?}", n, given, done))
}

#[orchestrator]
async fn program_34(n: i64) -> Result<Vec<i64>> {
    let door = Door::to(34);
    let count = door.enter().gives(n);
    {
        let mut rounds_1 = 2_i64;
        while (rounds_1 > 0)
            && let Some(count) = (match (
                async {
                    sleep(Duration::from_millis(1)).await;
                    Ok::<Option<i64>, Failure>(Some(2))
                }
                .await?,
                add(
                    count,
                    inc({
                        let half_of: Option<i64> = half(LIMIT).await?;
                        1_i64
                    })
                    .await?,
                )
                .await?,
            ) {
                (None, mut matched_3) => None::<i64>,
                (Some(2), matched_4) if count < 1 => {
                    let Some(count) = door.enter().gives(Some(4_i64)) else {
                        return Ok(vec![6, 8, 2]);
                    };
                    return Ok(vec![6, 3]);
                }
                (_, _) => Some(4_i64),
            })
        {
            rounds_1 -= 1;
            tick().await?;
        }
    }
    let reply = "bc".to_owned();
    door.enter().gives(());
    Ok(vec![2])
}

#[orchestrator]
async fn program_35(n: i64, mut given: Option<i64>) -> Result<bool> {
    let count = n;
    sleep(Duration::from_millis(1)).await;
    let best = async { Ok::<Option<i64>, Failure>(Some(5)) }.await?;
    let later_1;
    if is_even(
        count.wrapping_add(
            add(
                {
                    let mut n = n.wrapping_add(n);
                    best.unwrap_or(n)
                },
                if Some(n).is_some() {
                    let mut text = "a".to_owned();
                    n
                } else {
                    n
                },
            )
            .await?,
        ),
    )
    .await?
    {
        const LIMIT: i64 = 7;
        later_1 = 5_i64;
    } else {
        later_1 = count;
    }
    Ok(n < 5)
}

#[orchestrator(inline)]
async fn program_36_helper(mut n: i64, given: Vec<i64>) -> Result<String> {
    let rest = vec![
        add(n, n).await?,
        add(
            {
                n = 2;
                given.get(n as usize).copied().unwrap_or(n)
            },
            n,
        )
        .await?,
    ];
    let (mut joined_1, mut joined_2, mut joined_3) =
        try_join!(half(2), async { Ok::<i64, Failure>(2) }, async {
            Ok::<Vec<i64>, Failure>(rest.clone())
        })?;
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?} {:?}",
        n, given, rest, joined_1, joined_2, joined_3
    ))
}

#[orchestrator]
async fn program_36(n: i64, given: Vec<i64>) -> Result<Option<i64>> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    for step in 2..((inc({
        let total = {
            let mut rounds_4 = 1_i64;
            loop {
                if rounds_4 == 0 {
                    break inc(LIMIT).await?;
                }
                rounds_4 -= 1;
                let (mut word, mut other_6) =
                    ("a".to_owned() + &"bc".to_owned(), is_even(n).await?);
            }
        };
        n
    })
    .await?
        % 6)
        % 5)
    {
        tick().await?;
    }
    if 7_i64 < 5 {
        tick().await?;
    } else if 2_i64 < 7 {
        sleep(Duration::from_millis(1)).await;
    }
    let mut word = format!(
        "{:?}",
        format!(
            "{:?} {:?}",
            n,
            ({
                let mut seen = given.clone();
                String::new()
            }) + &"def".to_owned()
        )
    );
    let total = LIMIT;
    match picky(
        picky(n.wrapping_add(picky(n).await.unwrap_or({
            word += &format!("{:?} {:?}", word.clone(), given);
            total
        })))
        .await
        .unwrap_or({
            let mut count = total;
            total
        }),
    )
    .await
    {
        Ok(step) => {
            sleep(Duration::from_millis(1)).await;
        }
        Err(failure) => {
            let word = failure.to_string();
            tick().await?;
        }
    }
    Ok(half(LIMIT).await?)
}

#[orchestrator(inline)]
async fn program_37_helper(n: i64) -> Result<bool> {
    let mut ready = 3_i64 == n;
    {
        let mut rounds_1 = 3_i64;
        while (rounds_1 > 0)
            && (match picky(Some(8_i64).unwrap_or(inc(6).await?)).await {
                Ok(n) => ready,
                Err(failure) => {
                    let reply = failure.to_string();
                    const LIMIT: i64 = 45;
                    n < 5
                }
            })
        {
            rounds_1 -= 1;
            sleep(Duration::from_millis(1)).await;
        }
    }
    Ok(ready)
}

#[orchestrator]
async fn program_37(n: i64, mut given: String) -> Result<Option<i64>> {
    let name: String = format!("{:?}", given);
    let mut count: i64 = {
        let mut rounds_3 = 3_i64;
        loop {
            if rounds_3 == 0 {
                break ({
                    let k = LIMIT < 4;
                    half(0).await?
                })
                .unwrap_or(n * 4);
            }
            rounds_3 -= 1;
            tick().await?;
        }
    };
    let mut queue = list(
        ({
            count = 7;
            Some(7_i64).ok_or_else(|| Failure::new("nothing there"))?
        }) % 4,
    )
    .await?;
    let Some(total) = async {
        const LIMIT: i64 = 92;
        let ready: bool = (count < 1) || (n < 9);
        Ok::<Option<i64>, Failure>(half(n).await?)
    }
    .await?
    else {
        return Ok(None);
    };
    let lent_5 = queue.first().unwrap_or(&7);
    {
        sleep(Duration::from_millis(1)).await;
    }
    Ok(Some(9))
}

#[orchestrator]
async fn program_38(mut n: i64) -> Result<i64> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    for mut count in Vec::<i64>::new().into_iter().rev() {
        const LIMIT: i64 = 15;
        count += LIMIT;
    }
    {
        let mut rounds_2 = 3_i64;
        while (rounds_2 > 0)
            && ({
                const LIMIT: i64 = 95;
                #[cfg(any())]
                return Err(Failure::new("given up"));
                if let Some(step) = Some(n - n) {
                    for mut tasks in vec![{
                        let mut set = JoinSet::new();
                        watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
                        set
                    }] {
                        tick().await?;
                    }
                    let reply: String = "bc".to_owned();
                    LIMIT < 8
                } else {
                    const LIMIT: i64 = 36;
                    true
                }
            })
        {
            rounds_2 -= 1;
            tick().await?;
        }
    }
    let mut set = {
        let mut set = JoinSet::new();
        watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
        set
    };
    n = match n {
        matched_5 if 1_i64 < 5 => {
            return Ok(add(matched_5, matched_5).await?);
        }
        5 if 3_i64 < 3 => {
            return Err(Failure::new("given up"));
        }
        _ => 5_i64,
    };
    n += n;
    let mut total: i64 = n;
    if {
        n = 6;
        (LIMIT < 5)
            || (!is_even(match half(total).await? {
                Some(matched_6 @ 2..=7) => 2_i64,
                None => 0_i64,
                _ => {
                    if total < total {
                        n += 4;
                    } else {
                        total += total;
                    }
                    n
                }
            })
            .await?)
    } {
        let mut queue = if let Some(total) = Some(4_i64) {
            Vec::<i64>::new()
        } else if let Some(n) = half(n).await? {
            const LIMIT: i64 = 22;
            Vec::<i64>::new()
        } else {
            vec![9_i64]
        };
    } else {
        n += 3;
    }
    Ok(total)
}

#[orchestrator(inline)]
async fn program_39_helper(n: i64) -> Result<String> {
    let mut done = match picky(picky(n).await?).await {
        Ok(count) => {
            const LIMIT: i64 = 46;
            (!((0_i64 < 0) || (2_i64 < 2))) || half(1).await?.is_some()
        }
        Err(failure) => {
            let text = failure.to_string();
            let mut basket = Basket {
                label: format!("{:?} {:?}", None::<i64>, n),
                count: n,
                items: vec![3, 2, 3],
            };
            n < 2
        }
    };
    for mut total in 0..(inc(picky(n).await.unwrap_or(n)).await? % 5) {
        const LIMIT: i64 = 11;
        for total in list(
            inc(half(n)
                .await?
                .ok_or_else(|| Failure::new("nothing there"))?)
            .await?
                % 4,
        )
        .await?
        {
            let mut pair_4 = (
                match Some(4_i64) {
                    Some(3) => LIMIT,
                    Some(matched_3) => LIMIT,
                    _ => LIMIT,
                },
                done,
            );
        }
    }
    Ok(format!("{:?} {:?}", n, done))
}

#[orchestrator]
async fn program_39(n: i64, mut given: i64) -> Result<Vec<i64>> {
    {
        const LIMIT: i64 = 25;
        given += n;
    }
    {
        let mut rounds_6 = 1_i64;
        while (rounds_6 > 0)
            && let Some(step) = half(5).await?
        {
            rounds_6 -= 1;
            given += n;
        }
    }
    let later_8;
    if None::<i64>.is_some() && (!(4_i64 < 6)) {
        later_8 = n;
    } else {
        later_8 = given;
    }
    let (mut joined_9, mut joined_10) = try_join!(async { Ok::<i64, Failure>(LIMIT) }, async {
        let total = LIMIT;
        sleep(Duration::from_millis(1)).await;
        Ok::<String, Failure>("a".to_owned())
    })?;
    {
        let mut rounds_11 = 3_i64;
        while (rounds_11 > 0) && true {
            rounds_11 -= 1;
            for count in vec![
                add(half(later_8).await?.unwrap_or(LIMIT), n).await? % 2,
                LIMIT,
                later_8,
            ] {
                sleep(Duration::from_millis(1)).await;
            }
        }
    }
    let mut pair_14 = (
        if (later_8 < 8) && (later_8 < 9) {
            vec![8_i64, 5]
        } else if {
            given = 5;
            (joined_9 == 6) || false
        } {
            vec![3_i64, 4, 9]
        } else {
            vec![9_i64, 1, 6]
        },
        1_i64,
    );
    let _ = if (n < 5) || true {
        Room::enter(39)
    } else {
        sleep(Duration::from_millis(1)).await;
        Room::enter(39)
    };
    match picky(LIMIT).await {
        Ok(total) => {
            let mut basket = Basket {
                label: match picky(LIMIT).await {
                    Ok(count) => {
                        const LIMIT: i64 = 87;
                        say(joined_10.clone()).await?
                    }
                    Err(failure) => {
                        let reply = failure.to_string();
                        let total = *{
                            sleep(Duration::from_millis(1)).await;
                            Room::enter(39).with(total)
                        };
                        let (mut joined_15, mut joined_16, mut joined_17) = try_join!(
                            async { Ok::<String, Failure>(joined_10.clone()) },
                            program_39_helper(pair_14.1 % 6),
                            program_39_helper(joined_9)
                        )?;
                        joined_16
                    }
                },
                count: LIMIT,
                items: pair_14.0.clone(),
            };
        }
        Err(failure) => {
            let reply = failure.to_string();
            given += 8;
        }
    }
    Room::enter(39).gives(());
    Ok(vec![5, 9, 4])
}

#[orchestrator]
async fn program_40(mut n: i64) -> Result<i64> {
    let door = Door::to(40);
    {
        {
            let _room_1 = Room::enter(40);
            if 5_i64 < 7 {
                sleep(Duration::from_millis(1)).await;
                let mut n = half(LIMIT)
                    .await?
                    .ok_or_else(|| Failure::new("nothing there"))?;
                return Ok(match (inc(n).await?, 5_i64) {
                    (matched_2 @ 1..=7, matched_3) if matched_2 < 4 => n,
                    (1 | 5, matched_4) => LIMIT,
                    (_, _) => n,
                });
            }
        }
        door.enter().gives(());
    }
    door.enter().gives(());
    Ok(n)
}

#[orchestrator(inline)]
async fn program_41_helper(n: i64) -> Result<i64> {
    let mut step = async {
        const LIMIT: i64 = 60;
        Ok::<i64, Failure>(n)
    }
    .await?;
    step += step;
    let mut word = match picky(
        ({
            step = 9;
            half(n.wrapping_add(n)).await?
        })
        .unwrap_or(LIMIT),
    )
    .await
    {
        Ok(step) => "def".to_owned(),
        Err(failure) => {
            let reply = failure.to_string();
            "bc".to_owned()
        }
    };
    Ok(step)
}

#[orchestrator]
async fn program_41(mut n: i64) -> Result<Option<i64>> {
    let word = "a".to_owned() + &"def".to_owned();
    let mut step = picky(inc(None::<i64>.unwrap_or(n)).await?)
        .await
        .unwrap_or(n);
    Ok(half(n).await?)
}

#[orchestrator]
async fn program_42(mut n: i64) -> Result<Option<i64>> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    let mut basket = Basket {
        label: {
            let mut rounds_1 = 2_i64;
            loop {
                if rounds_1 == 0 {
                    break say(String::new()).await?;
                }
                rounds_1 -= 1;
                n += n;
            }
        },
        count: LIMIT,
        items: vec![0, 7, 7],
    };
    let lent_3 = basket.items.get((n % 2) as usize).unwrap_or(&3);
    {
        let mut rounds_4 = 2_i64;
        while (rounds_4 > 0) && (2_i64 < 8) {
            rounds_4 -= 1;
            {
                let mut rounds_6 = 3_i64;
                while (rounds_6 > 0)
                    && (((*lent_3) == half(basket.count).await?.unwrap_or(basket.count))
                        && (basket.count
                            == None::<i64>.ok_or_else(|| Failure::new("nothing there"))?))
                {
                    rounds_6 -= 1;
                    sleep(Duration::from_millis(1)).await;
                }
            }
        }
    }
    Ok(Some(0))
}

#[orchestrator(inline)]
async fn program_43_helper(mut n: i64) -> Result<String> {
    n = LIMIT;
    let seen = match picky(LIMIT).await {
        Ok(total) => {
            let mut ready = {
                const LIMIT: i64 = 54;
                match picky(LIMIT).await {
                    Ok(count) => {
                        n += count;
                    }
                    Err(failure) => {
                        let word = failure.to_string();
                        n += 1;
                    }
                }
                async { Ok::<bool, Failure>(total < 5) }.await?
            };
            match total.wrapping_add(
                add(
                    {
                        n = 2;
                        n
                    },
                    total,
                )
                .await?,
            ) {
                0 | 5 if 5_i64 < 7 => {
                    n += n;
                }
                mut matched_2 if total < 2 => {
                    n += matched_2;
                }
                _ => {
                    const LIMIT: i64 = 22;
                    tick().await?;
                }
            }
            vec![1_i64, 3, 8]
        }
        Err(failure) => {
            let word = failure.to_string();
            vec![6_i64, 3, 3]
        }
    };
    let (mut seen, mut other_3) = (
        vec![
            picky(n)
                .await
                .unwrap_or(((seen.iter().filter(|item| **item > n).count() as i64) % 2) % 4),
            2,
            add(n, n).await?,
        ],
        LIMIT,
    );
    Ok(format!("{:?} {:?} {:?}", n, seen, other_3))
}

#[orchestrator]
async fn program_43(n: i64) -> Result<Vec<i64>> {
    let door = Door::to(43);
    sleep(Duration::from_millis(1)).await;
    tick().await?;
    tick().await?;
    let mut items = door.enter().gives(vec![7_i64, 5, 7]);
    door.enter().gives(());
    Ok(items.clone())
}

#[orchestrator]
async fn program_44(n: i64, given: String) -> Result<bool> {
    let door = Door::to(44);
    let Some(step) = Some(1_i64) else {
        return Ok(false);
    };
    let (mut n, mut other_8) = (
        match picky(step).await {
            Ok(step) => given.len() as i64,
            Err(failure) => {
                let name = failure.to_string();
                {
                    let mut half_of: Option<i64> = half(LIMIT).await?;
                    picky(step).await?
                }
            }
        },
        if let Some(count) = Some(5_i64) {
            {
                tick().await?;
            }
            let (mut joined_4, mut joined_5, mut joined_6, mut joined_7) = try_join!(
                async {
                    for step in list(n % 4).await?.into_iter().rev() {
                        tick().await?;
                    }
                    Ok::<String, Failure>(given.clone())
                },
                async {
                    const LIMIT: i64 = 31;
                    Ok::<String, Failure>(given.clone())
                },
                async { Ok::<i64, Failure>(count) },
                async {
                    const LIMIT: i64 = 84;
                    Ok::<i64, Failure>(step)
                }
            )?;
            count < 5
        } else if true {
            step < 8
        } else {
            const LIMIT: i64 = 33;
            n < 4
        },
    );
    let mut items = list(
        ({
            n = 7;
            picky(LIMIT).await?
        }) % 4,
    )
    .await?;
    let (joined_11, joined_12) = join!(half(step % 4), async {
        {
            let mut k: bool = is_even(given.len() as i64).await?;
        }
        let (mut total, mut other_10) = (
            picky({
                let mut queue = list(step % 4).await?;
                n
            })
            .await
            .unwrap_or(step),
            given.clone(),
        );
        Ok::<bool, Failure>(other_8)
    });
    let (mut joined_11, mut joined_12) = (joined_11?, joined_12?);
    items.push({
        let Some(lent_13) = items
            .iter()
            .min_by_key(|item| item.saturating_sub(0).saturating_abs())
        else {
            let total = *{
                sleep(Duration::from_millis(1)).await;
                door.enter().with(n)
            };
            return Ok(step < 2);
        };
        (*lent_13)
    });
    door.enter().gives(());
    Ok(joined_12)
}

#[orchestrator]
async fn program_45(mut n: i64) -> Result<Vec<i64>> {
    if ({
        n = 5;
        n < 6
    }) || (6_i64 < 2)
    {
        let later_1;
        if if is_even(n).await? {
            LIMIT < 4
        } else if 1_i64 < 1 {
            LIMIT < 7
        } else if n < 8 {
            const LIMIT: i64 = 59;
            n < 0
        } else {
            n < 4
        } {
            later_1 = LIMIT < 1;
        } else {
            const LIMIT: i64 = 57;
            later_1 = false;
        }
    } else {
        tick().await?;
    }
    let step = *{
        sleep(Duration::from_millis(1)).await;
        Room::enter(45).with(n)
    };
    {
        {
            let _room_2 = Room::enter(45);
            if n < 0 {
                sleep(Duration::from_millis(1)).await;
                match (None::<i64>, half(step).await?) {
                    (Some(2 | 5), Some(matched_3 @ 0..=3)) => {
                        const LIMIT: i64 = 29;
                        let Some(n) = (if {
                            n = 2;
                            matched_3 < 5
                        } {
                            {
                                const LIMIT: i64 = 60;
                                n += matched_3;
                            }
                            half(5).await?
                        } else {
                            let mut found = async { Ok::<Option<i64>, Failure>(None) }.await?;
                            found
                        }) else {
                            let mut queue = vec![5_i64, 9];
                            for total in vec![step].into_iter().rev() {
                                n += n;
                            }
                            return Err(Failure::new("no luck"));
                        };
                    }
                    (Some(mut matched_6), None) => {
                        n += LIMIT;
                    }
                    (_, _) => {
                        n += n;
                    }
                }
                return Ok(vec![5]);
            }
        }
        Room::enter(45).gives(());
    }
    {
        {
            let _room_7 = Room::enter(45);
            if step < 7 {
                sleep(Duration::from_millis(1)).await;
                return Ok(
                    match Some(8_i64).unwrap_or(None::<i64>.unwrap_or(inc(step).await?)) {
                        2 | 3 => {
                            let (joined_8, joined_9, joined_10) = join!(
                                async { Ok::<i64, Failure>(step) },
                                async { Ok::<Vec<i64>, Failure>(vec![]) },
                                async { Ok::<i64, Failure>(8) }
                            );
                            let (mut joined_8, mut joined_9, mut joined_10) =
                                (joined_8?, joined_9?, joined_10?);
                            match picky(None::<i64>.ok_or_else(|| Failure::new("nothing there"))?)
                                .await
                            {
                                Ok(step) => {
                                    tick().await?;
                                }
                                Err(failure) => {
                                    let reply = failure.to_string();
                                    joined_10 += step;
                                }
                            }
                            joined_9
                        }
                        mut matched_11 if matched_11 < 8 => {
                            vec![7_i64, 8, 6]
                        }
                        _ => {
                            vec![5_i64, 9]
                        }
                    },
                );
            }
        }
        Room::enter(45).gives(());
    }
    let mut step = {
        let found_there = match half(LIMIT).await? {
            Some(matched_12) => matched_12,
            _ => {
                sleep(Duration::from_millis(1)).await;
                let mut ready = ((((LIMIT < 8) && (step < 9)) || false) && false) && (1_i64 < 2);
                return Ok(vec![4]);
            }
        };
        Room::enter(45).gives(found_there)
    };
    let mut total = LIMIT;
    Room::enter(45).gives(());
    Ok(vec![])
}

#[orchestrator]
async fn program_46(mut n: i64) -> Result<bool> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    let later_1;
    if (n < 6) || (LIMIT < 9) {
        later_1 = n;
    } else {
        const LIMIT: i64 = 38;
        later_1 = n;
    }
    let mut pool: JoinSet<()> = {
        let mut set = JoinSet::new();
        watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
        set
    };
    let mut ready = match half(9).await? {
        Some(matched_2) => {
            n += {
                let mut n: i64 = {
                    sleep(Duration::from_millis(1)).await;
                    watched.iter().filter(|task| !task.is_finished()).count() as i64
                };
                Some(3_i64).ok_or_else(|| Failure::new("nothing there"))?
            };
            return Ok(inc(LIMIT).await? < later_1);
        }
        Some(matched_4) => {
            return Ok(later_1 < 9);
        }
        _ => n < 3,
    };
    let (joined_5, joined_6) = join!(
        async {
            let mut total = async { Ok::<i64, Failure>(later_1) }.await?;
            Ok::<bool, Failure>(
                (half(n)
                    .await?
                    .ok_or_else(|| Failure::new("nothing there"))?
                    < n)
                    || (later_1 < 5),
            )
        },
        async {
            const LIMIT: i64 = 93;
            Ok::<bool, Failure>(ready)
        }
    );
    let (mut joined_5, mut joined_6) = (joined_5?, joined_6?);
    let later_7;
    if (inc(add(n, picky(LIMIT).await?).await?).await? + later_1) == inc(inc(2).await?).await? {
        let mut n = later_1;
        later_7 = n;
    } else {
        later_7 = LIMIT;
    }
    for step in 1..(({
        let mut rounds_8 = 3_i64;
        loop {
            if rounds_8 == 0 {
                break ({
                    sleep(Duration::from_millis(1)).await;
                    watched.iter().filter(|task| !task.is_finished()).count() as i64
                });
            }
            rounds_8 -= 1;
            let half_of = half(LIMIT).await?;
        }
    }) % 5)
    {
        n = {
            let mut rounds_11 = 2_i64;
            loop {
                if rounds_11 == 0 {
                    break (if picky(n).await?
                        < ({
                            sleep(Duration::from_millis(1)).await;
                            watched.iter().filter(|task| !task.is_finished()).count() as i64
                        }) {
                        let mut queue = if let Some(total) = half(0).await?
                            && joined_6
                        {
                            vec![9_i64, 0, 8]
                        } else {
                            vec![6_i64]
                        };
                        later_1
                    } else {
                        const LIMIT: i64 = 58;
                        later_1
                    });
                }
                rounds_11 -= 1;
                {
                    const LIMIT: i64 = 23;
                    let mut basket = Basket {
                        label: "def".to_owned(),
                        count: 6,
                        items: vec![],
                    };
                }
            }
        };
    }
    let mut word: String = "bc".to_owned();
    Ok(LIMIT < 0)
}

#[orchestrator]
async fn program_47(mut n: i64) -> Result<bool> {
    sleep(Duration::from_millis(1)).await;
    if Some(7_i64).is_some() {
        tick().await?;
    }
    let mut pair_1 = (
        (({
            n = 7;
            Some(6_i64).unwrap_or({
                n = 1;
                3_i64
            })
        }) % 6)
            == n,
        String::new(),
    );
    let mut last: Option<i64> = half(pair_1.1.len() as i64).await?;
    let text = format!("{:?} {:?}", 1_i64, pair_1.0);
    if let Some(n) = ({
        {
            let ref mut part = n;
            *part += inc(pair_1.1.len() as i64).await? - inc(LIMIT).await?;
        }
        n += 8;
        half(n).await?
    }) && (n < 5)
    {
        const LIMIT: i64 = 44;
        let mut total = async {
            {
                tick().await?;
            }
            Ok::<i64, Failure>(6)
        }
        .await?;
    } else if pair_1.0 {
        return Err(Failure::new("no luck"));
    } else {
        n += n;
    }
    let later_3;
    if last.is_some() {
        last = last;
        later_3 = last;
    } else {
        later_3 = last;
    }
    let n = n;
    Ok(pair_1.0)
}

#[orchestrator(inline)]
async fn program_48_helper(n: i64) -> Result<String> {
    if 0_i64 < 2 {
        let mut text = format!(
            "{:?} {:?}",
            !(4_i64 < 2),
            vec![Some(2_i64).unwrap_or(5) % 6, half(n).await?.unwrap_or(n), n]
        );
    }
    let mut found = Some(4_i64);
    if (if is_even(n).await? || ((!(add(n, n).await? == picky(5).await.unwrap_or(n))) && (n < 3)) {
        n
    } else if let Some(count) = found {
        LIMIT
    } else if n < 9 {
        return Err(Failure::new("no luck"));
    } else if false {
        n
    } else if true {
        const LIMIT: i64 = 33;
        LIMIT
    } else if LIMIT < 9 {
        n
    } else {
        n
    }) == n
    {
        return Ok("bc".to_owned());
    }
    Ok(format!("{:?} {:?}", n, found))
}

#[orchestrator]
async fn program_48(mut n: i64) -> Result<Option<i64>> {
    let mut ready: bool = half(n).await?.is_some();
    Ok(half(n).await?)
}

#[orchestrator(inline)]
async fn program_49_helper(mut n: i64) -> Result<String> {
    let Some(n) = async {
        {
            let mut rounds_1 = 3_i64;
            while (rounds_1 > 0)
                && ({
                    let mut rounds_3 = 2_i64;
                    loop {
                        if rounds_3 == 0 {
                            break (if let Some(count) = None::<i64> {
                                const LIMIT: i64 = 74;
                                5_i64 < 9
                            } else {
                                const LIMIT: i64 = 20;
                                false
                            });
                        }
                        rounds_3 -= 1;
                        let step = n;
                        for n in 2..(Some(4_i64).unwrap_or(picky(LIMIT).await.unwrap_or(LIMIT)) % 5)
                        {
                            tick().await?;
                        }
                    }
                })
            {
                rounds_1 -= 1;
                tick().await?;
            }
        }
        Ok::<Option<i64>, Failure>(half(add(n, n).await?).await?)
    }
    .await?
    else {
        return Err(Failure::new("no luck"));
    };
    let mut done = LIMIT < n;
    Ok(format!("{:?} {:?}", n, done))
}

#[orchestrator]
async fn program_49(n: i64, mut given: String) -> Result<String> {
    let door = Door::to(49);
    let mut pair_8 = (
        async {
            Ok::<String, Failure>(match picky(picky(inc(n).await?).await.unwrap_or(n)).await {
                Ok(step) => {
                    const LIMIT: i64 = 33;
                    tick().await?;
                    let mut reply: String = given.clone();
                    {
                        let mut rounds_6 = 2_i64;
                        loop {
                            if rounds_6 == 0 {
                                break reply.clone();
                            }
                            rounds_6 -= 1;
                            sleep(Duration::from_millis(1)).await;
                        }
                    }
                }
                Err(failure) => {
                    let text = failure.to_string();
                    async { Ok::<String, Failure>(given.clone()) }.await?
                }
            })
        }
        .await?,
        if let Some(total) = half(n).await?
            && (total < 3)
        {
            total
        } else {
            9_i64
        },
    );
    #[cfg(any())]
    return Ok(pair_8.0.clone());
    door.enter().gives(());
    Ok(format!("{:?} {:?} {:?} {:?}", n, given, pair_8.0, pair_8.1))
}

#[orchestrator]
async fn program_50(n: i64, mut given: i64) -> Result<Option<i64>> {
    #[cfg(any())]
    return Ok(half(n).await?);
    let mut total = {
        let found_there = match half(n).await? {
            Some(matched_1) => matched_1,
            _ => {
                sleep(Duration::from_millis(1)).await;
                let Some(step) = Some(7_i64) else {
                    let reply = format!("{:?}", n);
                    return Ok({
                        let mut word: String = {
                            let mut n = match given {
                                _ if LIMIT < 2 => LIMIT,
                                matched_3 @ 0..=6 if n < 1 => matched_3,
                                _ => 7_i64,
                            };
                            { String::new() }
                        };
                        async {
                            const LIMIT: i64 = 15;
                            Ok::<Option<i64>, Failure>(Some(8))
                        }
                        .await?
                    });
                };
                let total = step;
                return Err(Failure::new("given up"));
            }
        };
        Room::enter(50).gives(found_there)
    };
    let Some(step) = half(total).await? else {
        return Ok(None);
    };
    Room::enter(50).gives(());
    Ok(half(1).await?)
}

#[orchestrator(inline)]
async fn program_51_helper(n: i64) -> Result<Vec<i64>> {
    let count = Some(
        half({
            let mut count = n;
            LIMIT
        })
        .await?
        .unwrap_or(
            n - ({
                let mut rounds_1 = 1_i64;
                loop {
                    if rounds_1 == 0 {
                        break n;
                    }
                    rounds_1 -= 1;
                    sleep(Duration::from_millis(1)).await;
                }
            }),
        ),
    )
    .unwrap_or((n.wrapping_add(n)) % 4);
    sleep(Duration::from_millis(1)).await;
    let mut step: i64 = { n.wrapping_add(count) };
    Ok(vec![0, 5, 6])
}

#[orchestrator]
async fn program_51(n: i64) -> Result<String> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    {
        let mut rounds_4 = 2_i64;
        'loop_5: while (rounds_4 > 0) && false {
            rounds_4 -= 1;
            const LIMIT: i64 = 40;
            let Some(total) = Some(3_i64) else {
                {
                    let mut rounds_6 = 3_i64;
                    while (rounds_6 > 0) && (n < 9) {
                        rounds_6 -= 1;
                        tick().await?;
                    }
                }
                let mut step: i64 = n;
                break 'loop_5;
            };
        }
    }
    if let Some(count) = half(
        add(
            add(
                add(inc(n).await?, inc(None::<i64>.unwrap_or(n)).await?).await?,
                3,
            )
            .await?,
            picky(add(n, n).await?).await?,
        )
        .await?,
    )
    .await?
        && true
    {
        tick().await?;
    }
    for total in 1..(inc(n).await? % 5) {
        tick().await?;
    }
    for step in 2..(n % 5) {
        let rest = vec![
            n,
            inc({
                let mut best = Some(2_i64);
                n + n
            })
            .await?,
        ];
    }
    Ok(format!("{:?}", n))
}

#[orchestrator(inline)]
async fn program_52_helper(mut n: i64) -> Result<String> {
    n += match picky(inc(n).await?).await {
        Ok(count) => {
            const LIMIT: i64 = 44;
            LIMIT
        }
        Err(failure) => {
            let name = failure.to_string();
            match n.wrapping_add(
                add(
                    Some(7_i64).ok_or_else(|| Failure::new("nothing there"))?,
                    inc(n).await?,
                )
                .await?,
            ) {
                matched_1 @ 1..=5 if n < 9 => {
                    let mut half_of = if let Some(count) = half(matched_1).await? {
                        half(matched_1).await?
                    } else {
                        const LIMIT: i64 = 85;
                        None::<i64>
                    };
                    for step in Vec::<i64>::new().into_iter().rev() {
                        tick().await?;
                    }
                    matched_1
                }
                matched_3 if LIMIT < 0 => 7_i64,
                _ => LIMIT,
            }
        }
    };
    let step = n;
    let mut n = inc(picky(
        inc(({
            n = 3;
            half(LIMIT).await?
        })
        .ok_or_else(|| Failure::new("nothing there"))?)
        .await?,
    )
    .await
    .unwrap_or(LIMIT % 6))
    .await?;
    Ok(format!("{:?} {:?}", step, n))
}

#[orchestrator]
async fn program_52(n: i64) -> Result<Option<i64>> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    let door = Door::to(52);
    let name: String = door.enter().gives("a".to_owned());
    let mut word: String = door.enter().gives(name.clone());
    match picky(n).await {
        Ok(total) => {
            {
                let _room_4 = Room::enter(52);
                if n < 4 {
                    sleep(Duration::from_millis(1)).await;
                    return Ok(
                        match inc({
                            sleep(Duration::from_millis(1)).await;
                            watched.iter().filter(|task| !task.is_finished()).count() as i64
                        })
                        .await?
                        {
                            mut matched_5 if 9_i64 < 2 => half(matched_5).await?,
                            matched_6 if total < 5 => Some(5_i64),
                            _ => Some(0_i64),
                        },
                    );
                }
                match picky(name.len() as i64).await {
                    Ok(count) => {
                        tick().await?;
                    }
                    Err(failure) => {
                        let reply = failure.to_string();
                        sleep(Duration::from_millis(1)).await;
                    }
                }
            }
            door.enter().gives(());
        }
        Err(failure) => {
            let text = failure.to_string();
            tick().await?;
        }
    }
    let mut queue = if let Some(n) = half(n).await? {
        const LIMIT: i64 = 46;
        Vec::<i64>::new()
    } else {
        Vec::<i64>::new()
    };
    let lent_7 = queue.last().unwrap_or(&1);
    door.enter().gives(());
    Ok(Some(7))
}

#[orchestrator]
async fn program_53(n: i64, given: String) -> Result<String> {
    let door = Door::to(53);
    {
        {
            let _room_1 = Room::enter(53);
            if n < 8 {
                sleep(Duration::from_millis(1)).await;
                let seen = async {
                    let mut seen = {
                        let mut rounds_2 = 1_i64;
                        loop {
                            if rounds_2 == 0 {
                                break vec![1_i64];
                            }
                            rounds_2 -= 1;
                            tick().await?;
                        }
                    };
                    Ok::<Vec<i64>, Failure>(if let Some(step) = Some(n) {
                        seen.clone()
                    } else {
                        vec![9_i64]
                    })
                }
                .await?;
                let (joined_5, joined_6, joined_7) = join!(
                    async {
                        const LIMIT: i64 = 69;
                        for n in 1..(inc(n).await? % 5) {
                            const LIMIT: i64 = 70;
                            let mut reply = given.clone();
                        }
                        if n == n {
                            sleep(Duration::from_millis(1)).await;
                        } else if let Some(count) = Some(0_i64) {
                            tick().await?;
                        } else {
                            const LIMIT: i64 = 86;
                            sleep(Duration::from_millis(1)).await;
                        }
                        Ok::<i64, Failure>(LIMIT)
                    },
                    half(n),
                    async { Ok::<i64, Failure>(n) }
                );
                let (mut joined_5, mut joined_6, mut joined_7) = (joined_5?, joined_6?, joined_7?);
                return Err(Failure::new("no luck"));
            }
        }
        door.enter().gives(());
    }
    let (joined_8, joined_9, joined_10, joined_11) = join!(
        async {
            let mut best = async {
                let best = Some(n);
                Ok::<Option<i64>, Failure>(best)
            }
            .await?;
            let done = n < 7;
            Ok::<Vec<i64>, Failure>(vec![])
        },
        async {
            const LIMIT: i64 = 28;
            Ok::<String, Failure>("bc".to_owned())
        },
        async { Ok::<String, Failure>(given.clone()) },
        async { Ok::<bool, Failure>(5_i64 < 4) }
    );
    let (mut joined_8, mut joined_9, mut joined_10, mut joined_11) =
        (joined_8?, joined_9?, joined_10?, joined_11?);
    let queue = Vec::<i64>::new();
    let Some(count) = door.enter().gives(Some(9_i64)) else {
        let lent_12 = joined_8.last().unwrap_or(&8);
        return Err(Failure::new("no luck"));
    };
    let mut text = door.enter().gives(joined_9);
    let mut basket = Basket {
        label: text.clone(),
        count,
        items: joined_8,
    };
    door.enter().gives(());
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        n,
        given,
        joined_10,
        joined_11,
        queue,
        count,
        text,
        basket.label,
        basket.count,
        basket.items
    ))
}

#[orchestrator(inline)]
async fn program_54_helper(mut n: i64) -> Result<String> {
    let step = {
        let mut rounds_1 = 3_i64;
        loop {
            if rounds_1 == 0 {
                break add(
                    picky(
                        half(n).await?.unwrap_or(
                            async {
                                const LIMIT: i64 = 1;
                                Ok::<i64, Failure>(n)
                            }
                            .await?,
                        ),
                    )
                    .await?,
                    inc(n).await?,
                )
                .await?;
            }
            rounds_1 -= 1;
            tick().await?;
        }
    };
    let n = Some(9_i64).unwrap_or(9);
    Ok(format!("{:?} {:?}", step, n))
}

#[orchestrator]
async fn program_54(mut n: i64) -> Result<i64> {
    let n: i64 = add(add(n, n).await?, n).await?;
    let mut n: i64 = 5;
    let half_of = half(n).await?;
    n += LIMIT;
    let lent_3 = &n;
    let mut count: i64 = picky(
        picky({
            let mut count: i64 = n;
            half_of.unwrap_or(inc(inc((*lent_3)).await?).await?)
        })
        .await
        .unwrap_or(n),
    )
    .await
    .unwrap_or(LIMIT);
    let mut total = inc(inc((*lent_3)).await?).await?;
    Ok(count)
}

#[orchestrator(inline)]
async fn program_55_helper(mut n: i64) -> Result<String> {
    n = match picky(
        picky(
            half(n).await?.unwrap_or(
                add(
                    {
                        n = 3;
                        n
                    },
                    LIMIT,
                )
                .await?,
            ),
        )
        .await
        .unwrap_or(n),
    )
    .await
    {
        Ok(step) => {
            if { if step < 8 { step < 6 } else { LIMIT < 2 } } {
                let mut ready: bool = n < 3;
                6_i64
            } else if 7_i64 < 7 {
                step
            } else {
                n
            }
        }
        Err(failure) => {
            let reply = failure.to_string();
            n
        }
    };
    Ok(format!("{:?}", n))
}

#[orchestrator]
async fn program_55(mut n: i64) -> Result<Vec<i64>> {
    let mut seen: Vec<i64> = vec![2, 5];
    let name: String = "def".to_owned();
    let later_2;
    if is_even(6).await? {
        later_2 = n;
    } else {
        later_2 = n;
    }
    seen = vec![5_i64, 5, LIMIT];
    n += later_2;
    let lent_3 = &seen;
    let mut seen = if Some(0_i64).unwrap_or(
        inc(add(
            half(later_2)
                .await?
                .ok_or_else(|| Failure::new("nothing there"))?,
            n.wrapping_add(n),
        )
        .await?)
        .await?,
    ) == LIMIT
    {
        seen.clone()
    } else {
        const LIMIT: i64 = 73;
        seen.clone()
    };
    let mut pair_4 = (
        say(say(format!(
            "{:?} {:?} {:?}",
            name.clone(),
            name.clone(),
            ({
                n = 7;
                Some(8_i64)
            })
            .unwrap_or(seen[(later_2 % 2) as usize])
        ))
        .await?
            + &name)
        .await?,
        vec![later_2, 7],
    );
    Ok((*lent_3).clone())
}

#[orchestrator(inline)]
async fn program_56_helper(n: i64) -> Result<bool> {
    let mut items = match Some(1_i64) {
        Some(_) => {
            let mut best = half(n).await?;
            {
                let mut rounds_1 = 2_i64;
                while (rounds_1 > 0) && (LIMIT == add(n % 2, inc(7).await?).await?) {
                    rounds_1 -= 1;
                    const LIMIT: i64 = 18;
                    match (best, n) {
                        (Some(matched_3), 1 | 5) if n < 9 => {
                            const LIMIT: i64 = 22;
                            tick().await?;
                        }
                        (Some(0..=7), 1..=3) if 4_i64 < 3 => {
                            break;
                        }
                        (_, _) => {
                            sleep(Duration::from_millis(1)).await;
                        }
                    }
                }
            }
            Vec::<i64>::new()
        }
        Some(matched_4) if LIMIT < 2 => {
            const LIMIT: i64 = 41;
            vec![9_i64, 7]
        }
        _ => {
            vec![2_i64]
        }
    };
    items[(n % 2) as usize].bump(n);
    let (joined_6, joined_7, joined_8) = join!(
        async {
            const LIMIT: i64 = 38;
            let name = "def".to_owned();
            Ok::<Vec<i64>, Failure>(items.clone())
        },
        async {
            let lent_5 = items.last().unwrap_or(&1);
            Ok::<i64, Failure>(
                async {
                    match picky(add(picky(n).await?, add(2, n).await?).await?).await {
                        Ok(count) => {
                            tick().await?;
                        }
                        Err(failure) => {
                            let word = failure.to_string();
                            sleep(Duration::from_millis(1)).await;
                        }
                    }
                    Ok::<i64, Failure>(n)
                }
                .await?,
            )
        },
        async { Ok::<i64, Failure>(3) }
    );
    let (mut joined_6, mut joined_7, mut joined_8) = (joined_6?, joined_7?, joined_8?);
    Ok(8_i64 < 4)
}

#[orchestrator]
async fn program_56(mut n: i64, mut given: Vec<i64>) -> Result<Option<i64>> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    let door = Door::to(56);
    let mut count = {
        let mut rounds_9 = 2_i64;
        loop {
            if rounds_9 == 0 {
                break inc(n).await?;
            }
            rounds_9 -= 1;
            tick().await?;
        }
    };
    door.enter().gives(());
    Ok(half(LIMIT).await?)
}

#[orchestrator(inline)]
async fn program_57_helper(mut n: i64, mut given: i64) -> Result<bool> {
    let mut half_of = {
        {
            let mut rounds_1 = 1_i64;
            loop {
                if rounds_1 == 0 {
                    break half(n).await?;
                }
                rounds_1 -= 1;
                n += given;
            }
        }
    };
    let mut n = n;
    let mut basket = Basket {
        label: format!(
            "{:?} {:?} {:?}",
            async {
                let mut n = LIMIT;
                Ok::<String, Failure>("def".to_owned())
            }
            .await?,
            String::new(),
            n
        ),
        count: n,
        items: vec![3, 5],
    };
    Ok(given < 1)
}

#[orchestrator]
async fn program_57(mut n: i64) -> Result<i64> {
    let door = Door::to(57);
    {
        let (mut queue, mut other_4) = (vec![9_i64, 2, 4], n);
    }
    let mut name: String = say(say({
        n = 8;
        String::new()
    })
    .await?)
    .await?;
    door.enter().gives(());
    Ok(n)
}

#[orchestrator]
async fn program_58(mut n: i64, given: Option<i64>) -> Result<String> {
    let (mut best, mut other_3) = (
        async {
            {
                let mut rounds_1 = 1_i64;
                while (rounds_1 > 0)
                    && ((if async { Ok::<bool, Failure>(n < 1) }.await? {
                        return Ok(given);
                    } else {
                        const LIMIT: i64 = 45;
                        n
                    }) < picky(n).await.unwrap_or(n))
                {
                    rounds_1 -= 1;
                    tick().await?;
                }
            }
            Ok::<Option<i64>, Failure>(given)
        }
        .await?,
        vec![2_i64, 5, 6],
    );
    let later_4;
    if !(match picky(
        add(
            add(n.wrapping_add(add(n, n).await?), other_3[0_i64 as usize]).await?,
            inc(n).await?,
        )
        .await?,
    )
    .await
    {
        Ok(count) => {
            let last = other_3.get(count as usize).copied();
            n < 6
        }
        Err(failure) => {
            let word = failure.to_string();
            true
        }
    }) {
        later_4 = LIMIT < 4;
    } else {
        const LIMIT: i64 = 48;
        later_4 = n < 3;
    }
    let mut step = {
        if async {
            {
                sleep(Duration::from_millis(1)).await;
            }
            Ok::<bool, Failure>(later_4)
        }
        .await?
        {
            if later_4 {
                let lent_7 = &other_3;
                match (n, best) {
                    (2..=6, Some(matched_8 @ 0..=5)) => LIMIT,
                    (matched_9 @ 2..=3, Some(matched_10)) => matched_9,
                    (_, _) => LIMIT,
                }
            } else {
                const LIMIT: i64 = 3;
                let items = Vec::<i64>::new();
                2_i64
            }
        } else {
            best.ok_or_else(|| Failure::new("nothing there"))?
        }
    };
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?} {:?}",
        n, given, best, other_3, later_4, step
    ))
}

#[orchestrator(inline)]
async fn program_59_helper(mut n: i64) -> Result<Option<i64>> {
    if n < 9 {
        const LIMIT: i64 = 88;
        tick().await?;
    }
    n += n;
    Ok(None)
}

#[orchestrator]
async fn program_59(mut n: i64, given: i64) -> Result<Vec<i64>> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    let done = is_even({
        n = 7;
        {
            sleep(Duration::from_millis(1)).await;
            watched.iter().filter(|task| !task.is_finished()).count() as i64
        }
    })
    .await?;
    let mut count = async { Ok::<i64, Failure>(Some(given).unwrap_or(6)) }.await?;
    let mut half_of: Option<i64> = {
        let mut rounds_1 = 1_i64;
        loop {
            if rounds_1 == 0 {
                break program_59_helper(picky(n).await?).await?;
            }
            rounds_1 -= 1;
            tick().await?;
        }
    };
    drop({
        let mut set = JoinSet::new();
        watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
        set
    });
    Ok(vec![5, 5])
}

#[test]
fn program_0_does_what_it_says() {
    durable_tests::programs::check(SEED, 0, [program_0(6, 6), program_0(7, 4)]);
}

#[test]
fn program_1_does_what_it_says() {
    durable_tests::programs::check(SEED, 1, [program_1(3), program_1(7)]);
}

#[test]
fn program_2_does_what_it_says() {
    durable_tests::programs::check(SEED, 2, [program_2(4), program_2(6)]);
}

#[test]
fn program_3_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        3,
        [
            program_3(1, "bc".to_owned()),
            program_3(7, "def".to_owned()),
        ],
    );
}

#[test]
fn program_4_does_what_it_says() {
    durable_tests::programs::check(SEED, 4, [program_4(2), program_4(6)]);
}

#[test]
fn program_5_does_what_it_says() {
    durable_tests::programs::check(SEED, 5, [program_5(5), program_5(4)]);
}

#[test]
fn program_6_does_what_it_says() {
    durable_tests::programs::check(SEED, 6, [program_6(0), program_6(9)]);
}

#[test]
fn program_7_does_what_it_says() {
    durable_tests::programs::check(SEED, 7, [program_7(7), program_7(3)]);
}

#[test]
fn program_8_does_what_it_says() {
    durable_tests::programs::check(SEED, 8, [program_8(7, Some(9)), program_8(4, Some(6))]);
}

#[test]
fn program_9_does_what_it_says() {
    durable_tests::programs::check(SEED, 9, [program_9(4), program_9(9)]);
}

#[test]
fn program_10_does_what_it_says() {
    durable_tests::programs::check(SEED, 10, [program_10(5), program_10(6)]);
}

#[test]
fn program_11_does_what_it_says() {
    durable_tests::programs::check(SEED, 11, [program_11(2), program_11(5)]);
}

#[test]
fn program_12_does_what_it_says() {
    durable_tests::programs::check(SEED, 12, [program_12(9), program_12(4)]);
}

#[test]
fn program_13_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        13,
        [program_13(6, String::new()), program_13(6, "a".to_owned())],
    );
}

#[test]
fn program_14_does_what_it_says() {
    durable_tests::programs::check(SEED, 14, [program_14(5), program_14(6)]);
}

#[test]
fn program_15_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        15,
        [program_15(1, String::new()), program_15(5, String::new())],
    );
}

#[test]
fn program_16_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        16,
        [program_16(4, vec![3, 5]), program_16(5, vec![3])],
    );
}

#[test]
fn program_17_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        17,
        [
            program_17(9, String::new()),
            program_17(5, "def".to_owned()),
        ],
    );
}

#[test]
fn program_18_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        18,
        [
            program_18(6, "a".to_owned()),
            program_18(5, "def".to_owned()),
        ],
    );
}

#[test]
fn program_19_does_what_it_says() {
    durable_tests::programs::check(SEED, 19, [program_19(8), program_19(9)]);
}

#[test]
fn program_20_does_what_it_says() {
    durable_tests::programs::check(SEED, 20, [program_20(0), program_20(8)]);
}

#[test]
fn program_21_does_what_it_says() {
    durable_tests::programs::check(SEED, 21, [program_21(9), program_21(8)]);
}

#[test]
fn program_22_does_what_it_says() {
    durable_tests::programs::check(SEED, 22, [program_22(9, Some(3)), program_22(7, Some(3))]);
}

#[test]
fn program_23_does_what_it_says() {
    durable_tests::programs::check(SEED, 23, [program_23(2, Some(4)), program_23(7, Some(9))]);
}

#[test]
fn program_24_does_what_it_says() {
    durable_tests::programs::check(SEED, 24, [program_24(3), program_24(0)]);
}

#[test]
fn program_25_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        25,
        [program_25(3, "a".to_owned()), program_25(6, String::new())],
    );
}

#[test]
fn program_26_does_what_it_says() {
    durable_tests::programs::check(SEED, 26, [program_26(8), program_26(5)]);
}

#[test]
fn program_27_does_what_it_says() {
    durable_tests::programs::check(SEED, 27, [program_27(4), program_27(2)]);
}

#[test]
fn program_28_does_what_it_says() {
    durable_tests::programs::check(SEED, 28, [program_28(6), program_28(1)]);
}

#[test]
fn program_29_does_what_it_says() {
    durable_tests::programs::check(SEED, 29, [program_29(9), program_29(1)]);
}

#[test]
fn program_30_does_what_it_says() {
    durable_tests::programs::check(SEED, 30, [program_30(3), program_30(4)]);
}

#[test]
fn program_31_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        31,
        [program_31(1, String::new()), program_31(8, "bc".to_owned())],
    );
}

#[test]
fn program_32_does_what_it_says() {
    durable_tests::programs::check(SEED, 32, [program_32(2), program_32(7)]);
}

#[test]
fn program_33_does_what_it_says() {
    durable_tests::programs::check(SEED, 33, [program_33(4), program_33(9)]);
}

#[test]
fn program_34_does_what_it_says() {
    durable_tests::programs::check(SEED, 34, [program_34(1), program_34(7)]);
}

#[test]
fn program_35_does_what_it_says() {
    durable_tests::programs::check(SEED, 35, [program_35(2, Some(1)), program_35(5, Some(6))]);
}

#[test]
fn program_36_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        36,
        [program_36(6, vec![1]), program_36(7, vec![4, 4, 8])],
    );
}

#[test]
fn program_37_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        37,
        [
            program_37(3, String::new()),
            program_37(0, "def".to_owned()),
        ],
    );
}

#[test]
fn program_38_does_what_it_says() {
    durable_tests::programs::check(SEED, 38, [program_38(8), program_38(7)]);
}

#[test]
fn program_39_does_what_it_says() {
    durable_tests::programs::check(SEED, 39, [program_39(0, 8), program_39(5, 7)]);
}

#[test]
fn program_40_does_what_it_says() {
    durable_tests::programs::check(SEED, 40, [program_40(3), program_40(7)]);
}

#[test]
fn program_41_does_what_it_says() {
    durable_tests::programs::check(SEED, 41, [program_41(5), program_41(1)]);
}

#[test]
fn program_42_does_what_it_says() {
    durable_tests::programs::check(SEED, 42, [program_42(0), program_42(6)]);
}

#[test]
fn program_43_does_what_it_says() {
    durable_tests::programs::check(SEED, 43, [program_43(1), program_43(3)]);
}

#[test]
fn program_44_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        44,
        [
            program_44(1, "def".to_owned()),
            program_44(4, "bc".to_owned()),
        ],
    );
}

#[test]
fn program_45_does_what_it_says() {
    durable_tests::programs::check(SEED, 45, [program_45(9), program_45(7)]);
}

#[test]
fn program_46_does_what_it_says() {
    durable_tests::programs::check(SEED, 46, [program_46(2), program_46(4)]);
}

#[test]
fn program_47_does_what_it_says() {
    durable_tests::programs::check(SEED, 47, [program_47(7), program_47(9)]);
}

#[test]
fn program_48_does_what_it_says() {
    durable_tests::programs::check(SEED, 48, [program_48(1), program_48(8)]);
}

#[test]
fn program_49_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        49,
        [
            program_49(6, "def".to_owned()),
            program_49(7, "def".to_owned()),
        ],
    );
}

#[test]
fn program_50_does_what_it_says() {
    durable_tests::programs::check(SEED, 50, [program_50(8, 9), program_50(7, 5)]);
}

#[test]
fn program_51_does_what_it_says() {
    durable_tests::programs::check(SEED, 51, [program_51(4), program_51(0)]);
}

#[test]
fn program_52_does_what_it_says() {
    durable_tests::programs::check(SEED, 52, [program_52(5), program_52(9)]);
}

#[test]
fn program_53_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        53,
        [program_53(6, "a".to_owned()), program_53(9, String::new())],
    );
}

#[test]
fn program_54_does_what_it_says() {
    durable_tests::programs::check(SEED, 54, [program_54(8), program_54(5)]);
}

#[test]
fn program_55_does_what_it_says() {
    durable_tests::programs::check(SEED, 55, [program_55(0), program_55(3)]);
}

#[test]
fn program_56_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        56,
        [program_56(3, vec![9, 9]), program_56(6, vec![1, 6])],
    );
}

#[test]
fn program_57_does_what_it_says() {
    durable_tests::programs::check(SEED, 57, [program_57(0), program_57(4)]);
}

#[test]
fn program_58_does_what_it_says() {
    durable_tests::programs::check(SEED, 58, [program_58(4, Some(0)), program_58(5, Some(5))]);
}

#[test]
fn program_59_does_what_it_says() {
    durable_tests::programs::check(SEED, 59, [program_59(9, 1), program_59(5, 9)]);
}
