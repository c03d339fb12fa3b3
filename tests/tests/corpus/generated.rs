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
async fn program_0_helper(n: i64, mut given: String) -> Result<Vec<i64>> {
    let mut text = format!(
        "{:?}",
        is_even(
            inc({
                let queue = vec![6_i64, 7, 4];
                n
            })
            .await?
        )
        .await?
    );
    let mut total = async {
        let rest = Vec::<i64>::new();
        for mut step in list(add(8, 1).await? % 4).await?.into_iter().rev() {
            let lent_2 = &step;
            match (rest.get(LIMIT as usize).copied(), Some(8_i64)) {
                (Some(matched_3 @ 0..=3), None) => {
                    sleep(Duration::from_millis(1)).await;
                }
                (None, None) => {
                    continue;
                }
                (_, _) => {
                    tick().await?;
                }
            }
        }
        Ok::<i64, Failure>(n)
    }
    .await?;
    Ok(vec![2])
}

#[orchestrator]
async fn program_0(n: i64, given: Option<i64>) -> Result<i64> {
    let door = Door::to(0);
    let step = inc(picky(add(1, n).await?).await?).await?;
    door.enter().gives(());
    Ok(LIMIT)
}

#[orchestrator(inline)]
async fn program_1_helper(n: i64) -> Result<bool> {
    let mut queue = match (n.wrapping_add(Some(add(8, n).await?).unwrap_or(n)), n) {
        (_, 3) => {
            vec![2_i64, 6, 4]
        }
        (2 | 4, matched_1) => {
            vec![6_i64, 6, 2]
        }
        (_, _) => {
            vec![8_i64, 7]
        }
    };
    sleep(Duration::from_millis(1)).await;
    Ok(n < 6)
}

#[orchestrator]
async fn program_1(n: i64) -> Result<i64> {
    let Some(step) = async {
        let mut k: bool = (n == 3) && (!(LIMIT < 8));
        let mut n = async {
            const LIMIT: i64 = 5;
            let mut count: i64 = if k { LIMIT } else { LIMIT };
            tick().await?;
            Ok::<i64, Failure>(match picky(count).await {
                Ok(total) => n,
                Err(failure) => {
                    let text = failure.to_string();
                    const LIMIT: i64 = 16;
                    count
                }
            })
        }
        .await?;
        Ok::<Option<i64>, Failure>(
            async {
                Ok::<Option<i64>, Failure>({
                    let mut rounds_2 = 2_i64;
                    loop {
                        if rounds_2 == 0 {
                            break Some(2_i64);
                        }
                        rounds_2 -= 1;
                        {
                            const LIMIT: i64 = 42;
                            sleep(Duration::from_millis(1)).await;
                        }
                    }
                })
            }
            .await?,
        )
    }
    .await?
    else {
        let last: Option<i64> = None;
        return Ok(4);
    };
    let rest: Vec<i64> = vec![4];
    Ok(n)
}

#[orchestrator]
async fn program_2(mut n: i64) -> Result<Option<i64>> {
    let mut total = n;
    n += total;
    let mut step = {
        let (mut joined_5, mut joined_6, mut joined_7, mut joined_8) = try_join!(
            async {
                let mut found = {
                    let reply = async { Ok::<String, Failure>("bc".to_owned()) }.await?;
                    half(4).await?
                };
                Ok::<i64, Failure>(picky(total).await.unwrap_or(total) * inc(LIMIT).await?)
            },
            async {
                const LIMIT: i64 = 97;
                sleep(Duration::from_millis(1)).await;
                {
                    let mut rounds_3 = 2_i64;
                    while (rounds_3 > 0) && true {
                        rounds_3 -= 1;
                        tick().await?;
                    }
                }
                Ok::<i64, Failure>(total)
            },
            inc(6),
            async { Ok::<bool, Failure>(n < 5) }
        )?;
        joined_6
    };
    Ok(half(step).await?)
}

#[orchestrator]
async fn program_3(mut n: i64) -> Result<Vec<i64>> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    let Some(count) = Room::enter(3).gives(None::<i64>) else {
        let mut reply: String = say(say(format!(
            "{:?} {:?} {:?}",
            n,
            half(n).await?,
            "def".to_owned()
        ))
        .await?)
        .await?;
        return Ok(vec![6, 6]);
    };
    let rest: Vec<i64> = vec![add(inc(count).await?, n).await?];
    let mut last = rest.get((rest.len() as i64) as usize).copied();
    {
        let mut basket = Basket {
            label: ({
                n = 6;
                say(say("bc".to_owned()).await? + &format!("{:?}", true)).await?
            }) + &say(format!("{:?} {:?}", say(String::new()).await?, rest)).await?,
            count: n,
            items: rest.clone(),
        };
        basket = Basket {
            label: String::new(),
            ..basket
        };
        basket = Basket {
            label: basket.label.clone(),
            ..basket
        };
    }
    Room::enter(3).gives(());
    Ok(rest.clone())
}

#[orchestrator]
async fn program_4(mut n: i64) -> Result<String> {
    n = Some(half(inc(3_i64 * LIMIT).await?).await?.unwrap_or(4)).unwrap_or(n);
    let mut total = Room::enter(4).gives(1_i64);
    let mut pair_3 = (
        {
            let mut rounds_1 = 3_i64;
            loop {
                if rounds_1 == 0 {
                    break is_even(
                        inc({
                            n = 1;
                            9_i64
                        })
                        .await?,
                    )
                    .await?;
                }
                rounds_1 -= 1;
                total += n;
            }
        },
        total,
    );
    total = add(
        picky({
            pair_3.1 = 3;
            inc(inc({
                n = 3;
                n
            })
            .await?)
            .await?
        })
        .await?,
        add(pair_3.1, LIMIT).await?,
    )
    .await?;
    let half_of = Some(8_i64);
    Room::enter(4).gives(());
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?}",
        n, total, pair_3.0, pair_3.1, half_of
    ))
}

#[orchestrator]
async fn program_5(n: i64) -> Result<String> {
    let mut k: bool = Room::enter(5).gives(5_i64 < 8);
    {
        let mut basket = Basket {
            label: "def".to_owned(),
            count: picky(half(n).await?.unwrap_or(n)).await?,
            items: list((n.wrapping_add(n)) % 4).await?,
        };
        basket = Basket { count: 6, ..basket };
        let _ = if k && k {
            Room::enter(5)
        } else {
            sleep(Duration::from_millis(1)).await;
            Room::enter(5)
        };
        basket = Basket {
            items: basket.items.clone(),
            ..basket
        };
    }
    let mut n = {
        let found_there = match Room::enter(5).gives(Some(4_i64)) {
            Some(matched_1) => matched_1,
            _ => {
                sleep(Duration::from_millis(1)).await;
                let mut name = say(format!(
                    "{:?} {:?}",
                    3_i64,
                    list(
                        ({
                            let mut step = n;
                            None::<i64>
                        })
                        .unwrap_or(
                            half(n)
                                .await?
                                .ok_or_else(|| Failure::new("nothing there"))?
                        ) % 4
                    )
                    .await?
                ))
                .await?;
                return Ok(name);
            }
        };
        Room::enter(5).gives(found_there)
    };
    let mut n: i64 = Room::enter(5).gives(n);
    let mut ready = ({
        n = 7;
        half(8).await?.is_some()
    }) && half(2).await?.is_some();
    if let Some(n) = half(n).await? {
        tick().await?;
    }
    Room::enter(5).gives(());
    Ok(format!("{:?} {:?} {:?}", k, n, ready))
}

#[orchestrator(inline)]
async fn program_6_helper(n: i64, mut given: Option<i64>) -> Result<i64> {
    for step in vec![n].into_iter().rev() {
        tick().await?;
    }
    Ok(9)
}

#[orchestrator]
async fn program_6(n: i64, mut given: i64) -> Result<bool> {
    let door = Door::to(6);
    #[cfg(any())]
    return Ok((({
        given = 1;
        given.wrapping_add(1_i64)
    }) < given)
        && true);
    let ready = Some(9_i64).ok_or_else(|| Failure::new("nothing there"))? == n;
    {
        {
            let _room_2 = Room::enter(6);
            if given < 1 {
                sleep(Duration::from_millis(1)).await;
                return Ok(if let Some(step) = half(n).await? {
                    given += 0;
                    let mut pair_3 = (
                        match picky(n).await {
                            Ok(count) => 6_i64,
                            Err(failure) => {
                                let reply = failure.to_string();
                                const LIMIT: i64 = 34;
                                n
                            }
                        },
                        Some(5_i64).ok_or_else(|| Failure::new("nothing there"))?,
                    );
                    ready
                } else {
                    const LIMIT: i64 = 42;
                    ready
                });
            }
        }
        door.enter().gives(());
    }
    {
        {
            let _room_4 = Room::enter(6);
            if given < 9 {
                sleep(Duration::from_millis(1)).await;
                return Ok(match picky(inc(given).await?).await {
                    Ok(step) => {
                        let mut items = list(given % 4).await?;
                        ready && (3_i64 < 0)
                    }
                    Err(failure) => {
                        let word = failure.to_string();
                        is_even(LIMIT).await?
                    }
                });
            }
            let seen = vec![2_i64];
            let mut basket = Basket {
                label: "def".to_owned(),
                count: n,
                items: {
                    let mut rounds_5 = 3_i64;
                    loop {
                        if rounds_5 == 0 {
                            break seen.clone();
                        }
                        rounds_5 -= 1;
                        given += n;
                    }
                },
            };
        }
        door.enter().gives(());
    }
    let mut total = {
        let found_there = match door.enter().gives(Some(2_i64)) {
            Some(matched_7) => matched_7,
            _ => {
                sleep(Duration::from_millis(1)).await;
                return Ok(ready);
            }
        };
        door.enter().gives(found_there)
    };
    let mut half_of = {
        let mut rounds_8 = 3_i64;
        loop {
            if rounds_8 == 0 {
                break half(1).await?;
            }
            rounds_8 -= 1;
            {
                const LIMIT: i64 = 89;
                tick().await?;
            }
        }
    };
    let step: i64 = if 9_i64
        == (({
            total = 7;
            given
        }) % 5)
    {
        return Ok(ready || ((ready || (4_i64 < LIMIT)) && ready));
    } else {
        let text = door.enter().gives("a".to_owned());
        text.len() as i64
    };
    door.enter().gives(());
    Ok(ready)
}

#[orchestrator(inline)]
async fn program_7_helper(mut n: i64, mut given: Vec<i64>) -> Result<String> {
    #[cfg(any())]
    return Ok(say("a".to_owned()).await?);
    let later_1;
    if given
        .get(
            (n.wrapping_add(
                add(
                    ({
                        n = 1;
                        Some(5_i64)
                    })
                    .ok_or_else(|| Failure::new("nothing there"))?,
                    add(n.wrapping_add(n), n).await?,
                )
                .await?,
            )) as usize,
        )
        .copied()
        .is_some()
    {
        let mut best: Option<i64> = Some(0);
        later_1 = vec![1_i64, 2, 9];
    } else {
        later_1 = given.clone();
    }
    Ok(format!("{:?} {:?} {:?}", n, given, later_1))
}

#[orchestrator]
async fn program_7(mut n: i64) -> Result<Option<i64>> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    let (mut joined_2, mut joined_3) = try_join!(program_7_helper(n, vec![]), async {
        const LIMIT: i64 = 65;
        let mut rest = vec![9_i64, 9];
        Ok::<i64, Failure>(n)
    })?;
    let mut done = Room::enter(7).gives(false);
    let mut best = Room::enter(7).gives(None::<i64>);
    let mut name = format!("{:?} {:?}", n, {
        joined_3 = 7;
        vec![6_i64, 2]
    });
    let reply = Room::enter(7).gives(name);
    let later_4;
    match i64::from(done) {
        1 => {
            const LIMIT: i64 = 64;
            later_4 =
                say(format!("{:?} {:?}", n, format!("{:?}", joined_3)) + &reply.clone()).await?;
        }
        0 => {
            later_4 = format!("{:?} {:?} {:?}", joined_2, reply, n)
                + &(format!("{:?} {:?} {:?}", half(n).await?, joined_3, joined_3) + &joined_2);
        }
        _ => unreachable!("no number of a bool"),
    }
    {
        let mut window = {
            let mut set = JoinSet::new();
            watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
            set
        };
    }
    let _room_5 = Room::enter(7);
    Ok(Some(1))
}

#[orchestrator]
async fn program_8(n: i64) -> Result<Vec<i64>> {
    let count = add(
        half(n)
            .await?
            .unwrap_or(inc(half(n).await?.unwrap_or(n)).await? % 2),
        n,
    )
    .await?
        + n;
    Ok(vec![3])
}

#[orchestrator(inline)]
async fn program_9_helper(mut n: i64) -> Result<String> {
    let done: bool = n < 0;
    n = inc(n).await?;
    #[cfg(any())]
    return Ok("bc".to_owned());
    Ok(format!("{:?} {:?}", n, done))
}

#[orchestrator]
async fn program_9(mut n: i64, given: i64) -> Result<i64> {
    let name: String = say((if let Some(step) = half({
        n = 7;
        n
    })
    .await?
    {
        String::new()
    } else if let Some(n) = half(n).await?
        && false
    {
        "bc".to_owned()
    } else if let Some(total) = half(LIMIT).await?
        && false
    {
        const LIMIT: i64 = 22;
        "a".to_owned()
    } else {
        "bc".to_owned()
    }) + &say(format!("{:?} {:?}", LIMIT, n)).await?)
    .await?
        + &"a".to_owned();
    {
        let mut rounds_1 = 3_i64;
        while (rounds_1 > 0)
            && (match (
                {
                    n = 2;
                    given.wrapping_add(
                        add(add(n, Some(0_i64).unwrap_or(8)).await?, {
                            n = 8;
                            inc(async { Ok::<i64, Failure>(n) }.await?).await?
                        })
                        .await?,
                    )
                },
                inc(9).await?,
            ) {
                (2..=7, matched_3) => {
                    const LIMIT: i64 = 8;
                    false
                }
                (matched_4 @ 1..=5, matched_5) if given < 1 => {
                    return Ok(matched_4);
                }
                (_, _) => 5_i64 < 3,
            })
        {
            rounds_1 -= 1;
            tick().await?;
        }
    }
    Ok(n)
}

#[orchestrator]
async fn program_10(n: i64, mut given: Vec<i64>) -> Result<Vec<i64>> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    let mut total = if 9_i64 < 8 {
        return Ok(
            match picky(given.pop().ok_or_else(|| Failure::new("nothing there"))?).await {
                Ok(step) => {
                    if (LIMIT < 0) || (n < n) {
                        tick().await?;
                    } else if let Some(total) = Some(9_i64) {
                        tick().await?;
                    } else {
                        tick().await?;
                    }
                    given.clone()
                }
                Err(failure) => {
                    let reply = failure.to_string();
                    given
                }
            },
        );
    } else {
        n
    };
    {
        let mut rounds_1 = 3_i64;
        while (rounds_1 > 0)
            && let Some(n) = half(inc(LIMIT).await?).await?
        {
            rounds_1 -= 1;
            total += LIMIT;
        }
    }
    {
        let mut rounds_3 = 2_i64;
        while (rounds_3 > 0)
            && let Some(step) = async {
                Ok::<Option<i64>, Failure>(
                    async {
                        {
                            tick().await?;
                        }
                        Ok::<Option<i64>, Failure>(half(n).await?)
                    }
                    .await?,
                )
            }
            .await?
        {
            rounds_3 -= 1;
            {
                let mut rounds_5 = 2_i64;
                while (rounds_5 > 0)
                    && let Some(n) = None::<i64>
                {
                    rounds_5 -= 1;
                    total += step;
                }
            }
        }
    }
    Ok(vec![])
}

#[orchestrator]
async fn program_11(n: i64) -> Result<Option<i64>> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    let step = if let Some(step) = ({
        let mut found = half(n).await?;
        found
    }) {
        n
    } else {
        n
    };
    for step in 2..(n % 5) {
        const LIMIT: i64 = 37;
        tick().await?;
    }
    match picky(
        picky({
            let mut count = {
                let mut even = !Some(3_i64).is_some();
                add(step, step).await?
            };
            add(9, {
                sleep(Duration::from_millis(1)).await;
                watched.iter().filter(|task| !task.is_finished()).count() as i64
            })
            .await?
        })
        .await
        .unwrap_or(step % 6),
    )
    .await
    {
        Ok(step) => {
            const LIMIT: i64 = 13;
            tick().await?;
        }
        Err(failure) => {
            let name = failure.to_string();
            tick().await?;
        }
    }
    let mut best = half(4).await?;
    Ok(best)
}

#[orchestrator(inline)]
async fn program_12_helper(mut n: i64, given: i64) -> Result<String> {
    let mut n: i64 = inc(async { Ok::<i64, Failure>(half(8).await?.unwrap_or(n)) }.await?).await?;
    Ok(format!("{:?} {:?}", given, n))
}

#[orchestrator]
async fn program_12(mut n: i64) -> Result<bool> {
    #[cfg(any())]
    return Ok({ n < picky(inc(9).await?).await? });
    {
        let mut basket = Basket {
            label: match inc({
                n = 4;
                inc(add(n, 5).await?).await?
            })
            .await?
            {
                matched_1 if n < 4 => {
                    let (mut joined_2, mut joined_3, mut joined_4, mut joined_5) = try_join!(
                        async {
                            {
                                let mut basket = Basket {
                                    label: "a".to_owned(),
                                    count: n,
                                    items: vec![2, 3, 5],
                                };
                                basket = Basket { count: 2, ..basket };
                                basket = Basket {
                                    items: basket.items.clone(),
                                    ..basket
                                };
                            }
                            Ok::<i64, Failure>(LIMIT)
                        },
                        async {
                            Ok::<String, Failure>(if n < 1 {
                                "bc".to_owned()
                            } else {
                                const LIMIT: i64 = 77;
                                "bc".to_owned()
                            })
                        },
                        inc(picky(inc(n).await?).await.unwrap_or(LIMIT)),
                        async { Ok::<i64, Failure>(3) }
                    )?;
                    joined_3
                }
                matched_6 @ 2..=6 => {
                    return Err(Failure::new("given up"));
                }
                _ => String::new(),
            },
            count: n,
            items: vec![9, 4, 1],
        };
        basket = Basket {
            label: "a".to_owned(),
            ..basket
        };
        basket = Basket { count: n, ..basket };
    }
    tick().await?;
    let rest = vec![n, half(n).await?.unwrap_or(n)];
    match picky(
        Some(
            picky(inc(add(n, LIMIT).await?).await?)
                .await
                .unwrap_or(inc(half(LIMIT).await?.unwrap_or(n)).await?),
        )
        .ok_or_else(|| Failure::new("nothing there"))?,
    )
    .await
    {
        Ok(n) => {
            let Some(lent_7) = rest
                .iter()
                .min_by_key(|item| item.saturating_sub(2).saturating_abs())
            else {
                return Ok(n < 1);
            };
        }
        Err(failure) => {
            let name = failure.to_string();
            tick().await?;
        }
    }
    Ok(n < 8)
}

#[orchestrator(inline)]
async fn program_13_helper(mut n: i64) -> Result<Vec<i64>> {
    if let Some(n) = half(n).await?
        && (n < 5)
    {
        return Ok(async { Ok::<Vec<i64>, Failure>({ vec![1_i64, 3] }) }.await?);
    } else if n < 9 {
        let mut rest = vec![8_i64, 3];
        return Ok({
            let mut rounds_2 = 2_i64;
            'loop_3: loop {
                if rounds_2 == 0 {
                    break ({
                        let mut rounds_4 = 1_i64;
                        loop {
                            if rounds_4 == 0 {
                                break (if let Some(step) = Some(4_i64) {
                                    rest.clone()
                                } else {
                                    rest.clone()
                                });
                            }
                            rounds_4 -= 1;
                            n += n;
                            let Some(lent_6) = rest
                                .iter()
                                .min_by_key(|item| item.saturating_sub(4).saturating_abs())
                            else {
                                continue 'loop_3;
                            };
                        }
                    });
                }
                rounds_2 -= 1;
                {
                    let mut rounds_7 = 2_i64;
                    while (rounds_7 > 0) && ((n < 7) && (n < 3)) {
                        rounds_7 -= 1;
                        tick().await?;
                    }
                }
            }
        });
    }
    let ready: bool = n < 3;
    Ok(vec![])
}

#[orchestrator]
async fn program_13(mut n: i64) -> Result<String> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    let door = Door::to(13);
    let mut window = match picky({
        let mut set = {
            let mut set = JoinSet::new();
            watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
            set
        };
        {
            let mut total = {
                let found_there = match door.enter().gives(Some(6_i64)) {
                    Some(matched_9) => matched_9,
                    _ => {
                        sleep(Duration::from_millis(1)).await;
                        return Err(Failure::new("no luck"));
                    }
                };
                door.enter().gives(found_there)
            };
        }
        picky(n).await?
    })
    .await
    {
        Ok(n) => {
            let mut set = JoinSet::new();
            watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
            set
        }
        Err(failure) => {
            let reply = failure.to_string();
            const LIMIT: i64 = 2;
            {
                let mut set = JoinSet::new();
                watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
                set
            }
        }
    };
    {
        const LIMIT: i64 = 90;
        let best = if half(n).await?.is_some() {
            const LIMIT: i64 = 20;
            Some(6_i64)
        } else if let Some(total) = door.enter().gives(Some(4_i64)) {
            half(n).await?
        } else {
            half(n).await?
        };
    }
    let mut step = door.enter().gives(n);
    let mut text = "bc".to_owned();
    let mut window: JoinSet<()> = {
        let mut set = JoinSet::new();
        watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
        set
    };
    let mut word: String = say(format!("{:?}", n)).await? + &text.clone();
    door.enter().gives(());
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?}",
        n, step, text, window, word
    ))
}

#[orchestrator]
async fn program_14(mut n: i64) -> Result<i64> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    match picky({
        sleep(Duration::from_millis(1)).await;
        watched.iter().filter(|task| !task.is_finished()).count() as i64
    })
    .await
    {
        Ok(n) => {
            tick().await?;
        }
        Err(failure) => {
            let reply = failure.to_string();
            n += n;
        }
    }
    n = inc(n % 6).await?;
    let text: String = format!("{:?}", half(n).await?.unwrap_or(picky(n).await?));
    n = n;
    let n = Room::enter(14).gives(n);
    let mut tasks = {
        let mut set = JoinSet::new();
        watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
        set
    };
    if ({
        let mut queue = Vec::<i64>::new();
        half(n).await?
    })
    .is_some()
    {
        tick().await?;
    }
    Room::enter(14).gives(());
    Ok(n)
}

#[orchestrator]
async fn program_15(n: i64, given: String) -> Result<String> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    {
        let mut basket = Basket {
            label: format!("{:?}", vec![2_i64]),
            count: 8,
            items: vec![],
        };
        basket = Basket {
            items: basket.items.clone(),
            ..basket
        };
        basket = Basket {
            items: basket.items.clone(),
            ..basket
        };
    }
    let (mut tasks, mut other_1) = (
        {
            let mut set = JoinSet::new();
            watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
            set
        },
        inc(Some(1_i64).ok_or_else(|| Failure::new("nothing there"))?).await?,
    );
    {
        let mut basket = Basket {
            label: say(given).await?,
            count: {
                join!(
                    async {
                        let _ = tasks.len();
                        sleep(Duration::from_millis(2)).await;
                    },
                    async {}
                );
                {
                    let mut looks = Box::pin(async {
                        let _ = tasks.len();
                        sleep(Duration::from_millis(2)).await;
                    });
                    select! { () = & mut looks => { } () = sleep (Duration :: from_millis (1)) => { } }
                }
                inc(LIMIT).await?
            },
            items: vec![2, 7],
        };
        basket = Basket {
            label: basket.label.clone(),
            ..basket
        };
        basket = Basket {
            count: LIMIT,
            ..basket
        };
    }
    let text = Room::enter(15).gives("def".to_owned());
    {
        let mut basket = Basket {
            label: say(format!("{:?} {:?} {:?}", other_1, other_1, text) + &text).await?,
            count: n,
            items: list(n % 4).await?,
        };
        basket = Basket {
            items: basket.items.clone(),
            ..basket
        };
        basket = Basket {
            count: basket.count,
            ..basket
        };
    }
    {
        let mut basket = Basket {
            label: say(format!("{:?}", vec![LIMIT])).await?,
            count: match half(n).await? {
                Some(_) => {
                    const LIMIT: i64 = 58;
                    {
                        let mut rounds_2 = 1_i64;
                        while (rounds_2 > 0)
                            && let Some(n) = Some({
                                other_1 = 7;
                                n
                            })
                        {
                            rounds_2 -= 1;
                            const LIMIT: i64 = 45;
                            let Some(count) = Some(3_i64) else {
                                break;
                            };
                            let mut window = {
                                let mut set = JoinSet::new();
                                watched.push(
                                    set.spawn(async { sleep(Duration::from_secs(3600)).await }),
                                );
                                set
                            };
                        }
                    }
                    n
                }
                Some(2..=3) => LIMIT,
                _ => n,
            },
            items: vec![1, 7, 6],
        };
        basket = Basket {
            label: basket.label.clone(),
            ..basket
        };
        basket = Basket {
            label: basket.label.clone(),
            ..basket
        };
    }
    join!(
        async {
            let _ = tasks.len();
            sleep(Duration::from_millis(2)).await;
        },
        async {}
    );
    {
        tick().await?;
    }
    Room::enter(15).gives(());
    Ok(format!("{:?} {:?} {:?}", n, tasks, other_1))
}

#[orchestrator(inline)]
async fn program_16_helper(mut n: i64) -> Result<i64> {
    let (mut step, mut other_1) = (inc(LIMIT).await?, (!((n < 8) && (n < 3))) || (8_i64 < 5));
    Ok(step)
}

#[orchestrator]
async fn program_16(n: i64) -> Result<bool> {
    let mut half_of = match picky(add(n, n).await?).await {
        Ok(step) => {
            let later_4;
            match i64::from(step < 6) {
                1 => {
                    later_4 = "bc".to_owned();
                }
                0 => {
                    later_4 = match inc(LIMIT).await? {
                        matched_2 @ 1..=5 => "def".to_owned(),
                        matched_3 if n < 7 => "a".to_owned(),
                        _ => {
                            const LIMIT: i64 = 44;
                            "a".to_owned()
                        }
                    };
                }
                _ => unreachable!("no number of a bool"),
            }
            { async { Ok::<Option<i64>, Failure>(half(step).await?) }.await? }
        }
        Err(failure) => {
            let text = failure.to_string();
            let total = n;
            Some(4_i64)
        }
    };
    Ok(false)
}

#[orchestrator]
async fn program_17(n: i64, given: String) -> Result<i64> {
    let k = n < 7;
    let mut items = list((add(n, n).await? % 2) % 4).await?;
    Ok(n)
}

#[orchestrator(inline)]
async fn program_18_helper(mut n: i64, given: Option<i64>) -> Result<bool> {
    let n = (match picky(
        ({
            n = 3;
            given.unwrap_or(n)
        }) + ({
            n = 7;
            7_i64
        }),
    )
    .await
    {
        Ok(count) => {
            if LIMIT < 8 {
                n += count;
            } else if let Some(n) = half(count).await? {
                sleep(Duration::from_millis(1)).await;
            }
            None::<i64>
        }
        Err(failure) => {
            let text = failure.to_string();
            const LIMIT: i64 = 39;
            given
        }
    })
    .unwrap_or(5);
    let mut name: String = say(format!(
        "{:?}",
        vec![Some(1_i64).ok_or_else(|| Failure::new("nothing there"))?]
    ))
    .await?;
    let mut even = given.unwrap_or(n) < n;
    Ok(even)
}

#[orchestrator]
async fn program_18(n: i64, given: Vec<i64>) -> Result<String> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    let mut tasks: JoinSet<()> = {
        let mut set = JoinSet::new();
        watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
        set
    };
    if inc(add(given.len() as i64, LIMIT).await?).await?
        == add(add(picky(LIMIT).await?, 0).await? % 6, LIMIT).await?
    {
        return Ok("def".to_owned());
    }
    let (joined_1, joined_2, joined_3, joined_4) = join!(
        program_18_helper(
            add(
                (if let Some(step) = half({
                    let total: i64 = async { Ok::<i64, Failure>(n) }.await?;
                    half(n)
                        .await?
                        .ok_or_else(|| Failure::new("nothing there"))?
                })
                .await?
                {
                    let mut window = {
                        let mut set = JoinSet::new();
                        watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
                        set
                    };
                    async { Ok::<Option<i64>, Failure>(Some(3)) }.await?
                } else {
                    let mut word = say("bc".to_owned()).await?;
                    half(n).await?
                })
                .ok_or_else(|| Failure::new("nothing there"))?,
                n
            )
            .await?,
            Some(7)
        ),
        picky(n),
        picky(LIMIT),
        async { Ok::<Option<i64>, Failure>(half(5).await?) }
    );
    let (mut joined_1, mut joined_2, mut joined_3, mut joined_4) =
        (joined_1?, joined_2?, joined_3?, joined_4?);
    Room::enter(18).gives(());
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        n, given, tasks, joined_1, joined_2, joined_3, joined_4
    ))
}

#[orchestrator]
async fn program_19(mut n: i64) -> Result<i64> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    let door = Door::to(19);
    let mut pool: JoinSet<()> = {
        let mut set = JoinSet::new();
        watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
        set
    };
    {
        {
            let _room_1 = Room::enter(19);
            if 2_i64 < 2 {
                sleep(Duration::from_millis(1)).await;
                return Ok(LIMIT);
            }
        }
        door.enter().gives(());
    }
    let even: bool = door.enter().gives(false);
    {
        let mut rounds_2 = 2_i64;
        while (rounds_2 > 0)
            && let Some(step) = (match picky(
                inc(add(Some(6_i64).ok_or_else(|| Failure::new("nothing there"))?, n).await?)
                    .await?,
            )
            .await
            {
                Ok(count) => None::<i64>,
                Err(failure) => {
                    let text = failure.to_string();
                    const LIMIT: i64 = 75;
                    half(1).await?
                }
            })
        {
            rounds_2 -= 1;
            n += n;
        }
    }
    door.enter().gives(());
    Ok(n)
}

#[orchestrator]
async fn program_20(n: i64) -> Result<Option<i64>> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    let _ = if (n
        + ({
            let mut step: i64 = {
                let mut rounds_1 = 3_i64;
                loop {
                    if rounds_1 == 0 {
                        break n;
                    }
                    rounds_1 -= 1;
                    {
                        const LIMIT: i64 = 87;
                        let later_3;
                        match i64::from(match (half(n).await?, None::<i64>) {
                            (Some(2), None) => n < 0,
                            (None, None) if n < 2 => {
                                const LIMIT: i64 = 64;
                                n < 3
                            }
                            (_, _) => 2_i64 < 5,
                        }) {
                            1 => {
                                later_3 = String::new();
                            }
                            0 => {
                                later_3 = String::new();
                            }
                            _ => unreachable!("no number of a bool"),
                        }
                    }
                }
            };
            inc(n).await?
        }))
        == LIMIT
    {
        Room::enter(20)
    } else {
        sleep(Duration::from_millis(1)).await;
        Room::enter(20)
    };
    {
        let mut rounds_4 = 2_i64;
        while (rounds_4 > 0)
            && ({
                let mut seen: Vec<i64> = Room::enter(20).gives(Vec::<i64>::new());
                half(n).await?
            })
            .is_some()
        {
            rounds_4 -= 1;
            sleep(Duration::from_millis(1)).await;
        }
    }
    let mut k: bool = async {
        let mut ready = if !(n < 0) {
            let mut reply: String = match picky(inc(n).await?).await {
                Ok(total) => "def".to_owned(),
                Err(failure) => {
                    let name = failure.to_string();
                    name
                }
            };
            return Err(Failure::new("given up"));
        } else if (n < 5) || false {
            {
                const LIMIT: i64 = 51;
                LIMIT < 1
            }
        } else {
            let word: String = if n < 8 {
                String::new()
            } else {
                "def".to_owned()
            };
            let last = half(LIMIT).await?;
            LIMIT < 5
        };
        let mut items = vec![3_i64];
        Ok::<bool, Failure>(n < 5)
    }
    .await?;
    let mut best: Option<i64> = half(n).await?;
    for count in vec![2_i64, 6].into_iter().rev() {
        const LIMIT: i64 = 40;
        let count: i64 = Room::enter(20).gives(LIMIT);
    }
    Room::enter(20).gives(());
    Ok(best)
}

#[orchestrator]
async fn program_21(mut n: i64, mut given: String) -> Result<Option<i64>> {
    let door = Door::to(21);
    #[cfg(any())]
    return Ok(half(n).await?);
    let mut word = door.enter().gives(given);
    let lent_1 = &word;
    let word: String = async {
        let mut queue: Vec<i64> = vec![2, 7, 3];
        Ok::<String, Failure>("def".to_owned())
    }
    .await?;
    given = { say(say(say(word).await? + &(*lent_1).clone()).await?).await? };
    let name: String = door.enter().gives(given.clone());
    door.enter().gives(());
    Ok(Some(3))
}

#[orchestrator(inline)]
async fn program_22_helper(n: i64) -> Result<i64> {
    let mut best = Some(picky(n).await?);
    Ok(7)
}

#[orchestrator]
async fn program_22(n: i64) -> Result<String> {
    let door = Door::to(22);
    let mut step = match picky(add(half(n).await?.unwrap_or(n.wrapping_add(8_i64)), n).await?).await
    {
        Ok(n) => n,
        Err(failure) => {
            let word = failure.to_string();
            n
        }
    };
    let mut rest: Vec<i64> = vec![2, 2];
    match 2_i64 {
        mut matched_1 if 3_i64 < 2 => {
            let _ = if n < 5 {
                Room::enter(22)
            } else {
                sleep(Duration::from_millis(1)).await;
                Room::enter(22)
            };
        }
        0 | 3 => {
            step += step;
        }
        _ => {
            tick().await?;
        }
    }
    let mut n = if (step < 3) || is_even(inc(step).await?).await? {
        2_i64
    } else {
        n
    };
    let step = *{
        sleep(Duration::from_millis(1)).await;
        door.enter().with(n)
    };
    #[cfg(any())]
    return Ok(format!(
        "{:?} {:?}",
        step,
        Some(None::<i64>.unwrap_or(inc(Some(8_i64).unwrap_or(9)).await?))
    ) + &"bc".to_owned());
    rest = {
        let mut rounds_2 = 2_i64;
        loop {
            if rounds_2 == 0 {
                break vec![rest.iter().filter(|item| **item > n).count() as i64];
            }
            rounds_2 -= 1;
            let mut name: String = door.enter().gives("bc".to_owned());
        }
    };
    door.enter().gives(());
    Ok(format!("{:?} {:?} {:?}", rest, n, step))
}

#[orchestrator]
async fn program_23(n: i64, given: Option<i64>) -> Result<bool> {
    let door = Door::to(23);
    let step = *{
        sleep(Duration::from_millis(1)).await;
        door.enter().with(n)
    };
    let mut n = door.enter().gives(5_i64);
    if is_even(
        ({
            n = 1;
            half(inc(add(n, n).await?).await?).await?
        })
        .unwrap_or(LIMIT)
            % 5,
    )
    .await?
    {
        n += n;
    } else {
        n += step;
    }
    let total: i64 = door.enter().gives(step);
    {
        {
            let _room_1 = Room::enter(23);
            if total < 9 {
                sleep(Duration::from_millis(1)).await;
                return Ok(given.is_some());
            }
            let mut total = step % 4;
            let k: bool = if !is_even(LIMIT).await? {
                step < 7
            } else if LIMIT < 0 {
                total < 2
            } else {
                false
            };
        }
        door.enter().gives(());
    }
    let mut pair_2 = (
        list(given.unwrap_or(add(inc(picky(LIMIT % 4).await.unwrap_or(n)).await?, 5).await?) % 4)
            .await?,
        n,
    );
    let mut k = false;
    let mut pair_4 = (
        if {
            n = 8;
            ({
                n = 6;
                half(pair_2.0[(pair_2.1 % 2) as usize]).await?
            })
            .is_some()
        } {
            let mut count = door.enter().gives(LIMIT);
            let mut count = {
                let found_there = match door.enter().gives(given) {
                    Some(matched_3) => matched_3,
                    _ => {
                        sleep(Duration::from_millis(1)).await;
                        return Ok(k);
                    }
                };
                door.enter().gives(found_there)
            };
            true
        } else {
            true
        },
        "a".to_owned(),
    );
    door.enter().gives(());
    Ok(k)
}

#[orchestrator(inline)]
async fn program_24_helper(mut n: i64) -> Result<Option<i64>> {
    let best = half(inc(add((n % 6) - Some(1_i64).unwrap_or(n), n).await?).await?).await?;
    Ok(best)
}

#[orchestrator]
async fn program_24(mut n: i64, mut given: String) -> Result<String> {
    let door = Door::to(24);
    {
        {
            let _room_1 = Room::enter(24);
            if n < 9 {
                sleep(Duration::from_millis(1)).await;
                tick().await?;
                return Ok(say(say(say(given).await?).await?).await?);
            }
            let mut last: Option<i64> =
                Some(picky(None::<i64>.unwrap_or(picky(3).await.unwrap_or(n))).await?);
        }
        door.enter().gives(());
    }
    door.enter().gives(());
    Ok(format!("{:?}", n))
}

#[orchestrator]
async fn program_25(mut n: i64, mut given: Option<i64>) -> Result<bool> {
    {
        let mut basket = Basket {
            label: say(say(say(format!("{:?} {:?}", half(n).await?, n)).await?).await?).await?,
            count: n,
            items: if 8_i64 < 6 {
                let mut even = {
                    let mut rounds_1 = 3_i64;
                    loop {
                        if rounds_1 == 0 {
                            break ((n < 9) && (n < 4));
                        }
                        rounds_1 -= 1;
                        {
                            const LIMIT: i64 = 97;
                            tick().await?;
                        }
                    }
                };
                let mut word = format!("{:?} {:?} {:?}", given, vec![7_i64], given);
                return Ok(even);
            } else if let Some(n) = given {
                return Ok(n < 0);
            } else {
                Vec::<i64>::new()
            },
        };
        basket = Basket {
            items: basket.items.clone(),
            ..basket
        };
        basket = Basket {
            count: LIMIT,
            ..basket
        };
    }
    let best = given;
    Ok(n < 9)
}

#[orchestrator(inline)]
async fn program_26_helper(n: i64) -> Result<bool> {
    let step = n.wrapping_add(inc(half(n).await?.unwrap_or(n.wrapping_add(n))).await?);
    #[cfg(any())]
    return Ok(is_even(add(Some(4_i64).unwrap_or(9), LIMIT).await?).await?);
    Ok(8_i64 < 7)
}

#[orchestrator]
async fn program_26(mut n: i64, given: String) -> Result<String> {
    let _room_1 = Room::enter(26);
    let (joined_2, joined_3, joined_4, joined_5) = join!(
        async { Ok::<String, Failure>(given.clone()) },
        async { Ok::<String, Failure>(given.clone()) },
        half(n),
        program_26_helper(n)
    );
    let (mut joined_2, mut joined_3, mut joined_4, mut joined_5) =
        (joined_2?, joined_3?, joined_4?, joined_5?);
    {
        let mut rounds_6 = 1_i64;
        while (rounds_6 > 0) && joined_5 {
            rounds_6 -= 1;
            sleep(Duration::from_millis(1)).await;
        }
    }
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?} {:?}",
        n, given, joined_2, joined_3, joined_4, joined_5
    ))
}

#[orchestrator]
async fn program_27(mut n: i64) -> Result<Vec<i64>> {
    n = if false || false {
        n
    } else if n < 3 {
        n
    } else if n < 7 {
        n
    } else {
        9_i64
    };
    let count = inc(inc(add(
        {
            n = 6;
            3_i64
        },
        add(None::<i64>.unwrap_or(n), n).await?,
    )
    .await?)
    .await?)
    .await?;
    let total = {
        let mut rounds_1 = 1_i64;
        loop {
            if rounds_1 == 0 {
                break (count.wrapping_add(half(count).await?.unwrap_or(n)));
            }
            rounds_1 -= 1;
            n += LIMIT;
        }
    };
    let mut last: Option<i64> = half(
        picky(match picky(picky(count).await.unwrap_or(count)).await {
            Ok(n) => {
                let mut text = String::new();
                LIMIT
            }
            Err(failure) => {
                let word = failure.to_string();
                let (mut count, mut other_3) = (3_i64, LIMIT);
                match picky(n).await {
                    Ok(step) => {
                        const LIMIT: i64 = 83;
                        n += total;
                    }
                    Err(failure) => {
                        let name = failure.to_string();
                        sleep(Duration::from_millis(1)).await;
                    }
                }
                7_i64
            }
        })
        .await
        .unwrap_or(count),
    )
    .await?;
    Ok(vec![4, 1, 4])
}

#[orchestrator(inline)]
async fn program_28_helper(mut n: i64, mut given: Vec<i64>) -> Result<Option<i64>> {
    let later_1;
    if if n == n { LIMIT < 6 } else { true } {
        later_1 = "a".to_owned();
    } else {
        const LIMIT: i64 = 32;
        later_1 = "a".to_owned();
    }
    let mut name = String::new()
        + &({
            n = 9;
            format!("{:?}", given.get((n.wrapping_add(n)) as usize).copied())
        });
    n += 1;
    Ok(half(n).await?)
}

#[orchestrator]
async fn program_28(mut n: i64, given: String) -> Result<Option<i64>> {
    let door = Door::to(28);
    let mut total = {
        let found_there = match half(6).await? {
            Some(matched_2) => matched_2,
            _ => {
                sleep(Duration::from_millis(1)).await;
                return Ok(half(9).await?);
            }
        };
        door.enter().gives(found_there)
    };
    total = match picky(n.wrapping_add(LIMIT)).await {
        Ok(n) => match door.enter().gives(total) {
            mut matched_3 if 6_i64 < 4 => {
                const LIMIT: i64 = 19;
                6_i64
            }
            matched_4 if n < 0 => total,
            _ => n,
        },
        Err(failure) => {
            let name = failure.to_string();
            let mut count = async { Ok::<i64, Failure>(n) }.await?;
            let mut word: String = say(given.clone()).await?;
            match picky(n).await {
                Ok(count) => {
                    if false {
                        const LIMIT: i64 = 53;
                        tick().await?;
                    } else if let Some(step) = half(total).await? {
                        tick().await?;
                    } else {
                        tick().await?;
                    }
                    total
                }
                Err(failure) => {
                    let word = failure.to_string();
                    total
                }
            }
        }
    };
    match door.enter().gives(2_i64) {
        2..=3 => {
            n += 1;
        }
        2 => {
            n += n;
        }
        _ => {
            n += total;
        }
    }
    let mut found: Option<i64> = Some(n);
    let total = match picky(
        picky(
            add(
                n,
                inc({
                    total = 5;
                    total
                })
                .await?,
            )
            .await?,
        )
        .await?,
    )
    .await
    {
        Ok(count) => 6_i64,
        Err(failure) => {
            let text = failure.to_string();
            total
        }
    };
    door.enter().gives(());
    Ok(found)
}

#[orchestrator(inline)]
async fn program_29_helper(mut n: i64, given: i64) -> Result<Vec<i64>> {
    let mut word = "bc".to_owned();
    Ok(vec![])
}

#[orchestrator]
async fn program_29(n: i64, given: i64) -> Result<i64> {
    {
        let mut basket = Basket {
            label: say(say(say(format!(
                "{:?}",
                format!("{:?} {:?} {:?}", LIMIT, given, Some(3_i64))
            ))
            .await?)
            .await?)
            .await?,
            count: add(given, given).await?,
            items: vec![inc(n).await?, LIMIT, 3],
        };
        basket = Basket {
            items: vec![],
            ..basket
        };
        basket = Basket {
            items: basket.items.clone(),
            ..basket
        };
    }
    for step in list(given % 4).await? {
        const LIMIT: i64 = 21;
        tick().await?;
    }
    {
        let mut rounds_2 = 3_i64;
        while (rounds_2 > 0) && true {
            rounds_2 -= 1;
            let n = given;
        }
    }
    let (joined_4, joined_5, joined_6) = join!(
        async {
            if !(false && (LIMIT < 5)) {
                tick().await?;
            } else {
                tick().await?;
            }
            Ok::<String, Failure>("a".to_owned())
        },
        inc(n),
        program_29_helper(n, n)
    );
    let (mut joined_4, mut joined_5, mut joined_6) = (joined_4?, joined_5?, joined_6?);
    let mut best = {
        let mut rounds_7 = 1_i64;
        loop {
            if rounds_7 == 0 {
                break half(joined_5).await?;
            }
            rounds_7 -= 1;
            let mut name = say(joined_4.clone()).await?;
        }
    };
    let mut queue: Vec<i64> = joined_6.clone();
    Ok(joined_5)
}

#[orchestrator(inline)]
async fn program_30_helper(mut n: i64) -> Result<Vec<i64>> {
    {
        let mut rounds_1 = 1_i64;
        while (rounds_1 > 0)
            && ((if let Some(n) = Some(2_i64)
                && (LIMIT < 5)
            {
                true
            } else if 8_i64 < 5 {
                const LIMIT: i64 = 23;
                n < 1
            } else if n < 6 {
                n < 1
            } else {
                false
            }) && (n < 6))
        {
            rounds_1 -= 1;
            n += n;
        }
    }
    let found: Option<i64> = half(n).await?;
    Ok(vec![0, 3, 2])
}

#[orchestrator]
async fn program_30(n: i64, given: Vec<i64>) -> Result<i64> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    {
        let mut basket = Basket {
            label: say({
                let rest: Vec<i64> = given.clone();
                String::new()
            })
            .await?,
            count: n,
            items: vec![0],
        };
        basket = Basket {
            count: LIMIT,
            ..basket
        };
        basket = Basket {
            count: LIMIT,
            ..basket
        };
    }
    let mut done = (LIMIT < 4)
        && (({
            sleep(Duration::from_millis(1)).await;
            watched.iter().filter(|task| !task.is_finished()).count() as i64
        }) == 3);
    let mut last = None::<i64>;
    let mut name = format!("{:?} {:?}", given, n);
    let Some(lent_4) = given.iter().find(|item| **item > n) else {
        return Ok({ n.wrapping_add((name.len() as i64)) });
    };
    let mut ready: bool = done;
    {
        tick().await?;
    }
    Ok(2)
}

#[orchestrator]
async fn program_31(n: i64, given: i64) -> Result<i64> {
    let mut pair_1 = (
        ({
            let step = add(inc(n).await?, n).await?;
            half(n).await?
        })
        .unwrap_or(3)
            % 3,
        2_i64,
    );
    let mut step = add(Some(4_i64).unwrap_or(LIMIT) - given, pair_1.1).await?;
    {
        let mut rounds_2 = 2_i64;
        while (rounds_2 > 0)
            && let Some(step) = half(LIMIT).await?
        {
            rounds_2 -= 1;
            pair_1.1 += LIMIT;
        }
    }
    let total = pair_1.0;
    step += LIMIT;
    sleep(Duration::from_millis(1)).await;
    pair_1.1 += n;
    let later_4;
    match i64::from(half(n).await?.is_some()) {
        1 => {
            let mut basket = Basket {
                label: say(format!("{:?} {:?}", vec![9_i64, 1], String::new())).await?,
                count: given,
                items: vec![3, 2, 3],
            };
            later_4 = 5_i64;
        }
        0 => {
            later_4 = 9_i64;
        }
        _ => unreachable!("no number of a bool"),
    }
    Ok(later_4)
}

#[orchestrator(inline)]
async fn program_32_helper(n: i64, given: i64) -> Result<Option<i64>> {
    let text = format!("{:?}", "a".to_owned());
    let k: bool = {
        let mut rounds_1 = 2_i64;
        loop {
            if rounds_1 == 0 {
                break None::<i64>.is_some();
            }
            rounds_1 -= 1;
            sleep(Duration::from_millis(1)).await;
        }
    };
    Ok(half(n).await?)
}

#[orchestrator]
async fn program_32(n: i64) -> Result<Vec<i64>> {
    {
        let mut rounds_3 = 3_i64;
        while (rounds_3 > 0)
            && let Some(step) = program_32_helper(n, n.wrapping_add((picky(n).await? * n))).await?
        {
            rounds_3 -= 1;
            let mut last: Option<i64> = {
                let mut rounds_5 = 3_i64;
                loop {
                    if rounds_5 == 0 {
                        break half(n).await?;
                    }
                    rounds_5 -= 1;
                    sleep(Duration::from_millis(1)).await;
                }
            };
        }
    }
    Ok(vec![5, 7])
}

#[orchestrator]
async fn program_33(mut n: i64) -> Result<String> {
    let mut n = match picky(7_i64 + LIMIT).await {
        Ok(total) => total,
        Err(failure) => {
            let word = failure.to_string();
            n
        }
    };
    let mut step = {
        let mut n = async {
            tick().await?;
            Ok::<i64, Failure>(inc(n).await?)
        }
        .await?;
        0_i64
    };
    Ok(format!("{:?} {:?}", n, step))
}

#[orchestrator(inline)]
async fn program_34_helper(mut n: i64, given: Option<i64>) -> Result<String> {
    n = Some(5_i64).unwrap_or({
        n = 1;
        n
    });
    let step = 3_i64;
    Ok(format!("{:?} {:?} {:?}", n, given, step))
}

#[orchestrator]
async fn program_34(mut n: i64, given: Option<i64>) -> Result<Vec<i64>> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    'block_1: {
        {
            let mut basket = Basket {
                label: {
                    let mut rounds_2 = 1_i64;
                    loop {
                        if rounds_2 == 0 {
                            break (match (async { Ok::<Option<i64>, Failure>(given) }.await?, n) {
                                (Some(matched_4), matched_5) => {
                                    break 'block_1;
                                }
                                (Some(mut matched_6), matched_7 @ 0..=4) => {
                                    const LIMIT: i64 = 57;
                                    String::new()
                                }
                                (_, _) => {
                                    const LIMIT: i64 = 95;
                                    String::new()
                                }
                            });
                        }
                        rounds_2 -= 1;
                        let mut word: String = say(format!("{:?}", n < 6)).await?;
                    }
                },
                count: ({
                    n = 6;
                    picky(n * LIMIT).await?
                }) % 4,
                items: {
                    if half(LIMIT).await?.is_some() {
                        vec![7_i64, 7, 2]
                    } else {
                        vec![4_i64, 0]
                    }
                },
            };
            basket = Basket {
                items: vec![],
                ..basket
            };
            basket = Basket {
                items: basket.items.clone(),
                ..basket
            };
        }
    }
    if is_even({
        n = 7;
        inc(n).await?
    })
    .await?
    {
        sleep(Duration::from_millis(1)).await;
    } else {
        n += 2;
    }
    let mut best = None::<i64>;
    Ok(vec![])
}

#[orchestrator(inline)]
async fn program_35_helper(mut n: i64, mut given: Vec<i64>) -> Result<i64> {
    while let Some(total) = given.pop() {
        let mut reply = {
            let mut rounds_2 = 3_i64;
            loop {
                if rounds_2 == 0 {
                    break "a".to_owned();
                }
                rounds_2 -= 1;
                let (mut step, mut other_4) = (total, "bc".to_owned());
            }
        };
    }
    Ok(LIMIT)
}

#[orchestrator]
async fn program_35(mut n: i64, mut given: String) -> Result<String> {
    (given, n) = (
        say(given).await?,
        inc(({ half(LIMIT).await? }).unwrap_or(9)).await?,
    );
    n += LIMIT;
    let mut items: Vec<i64> = vec![
        half(6)
            .await?
            .unwrap_or(inc(add(inc(inc(n).await?).await?, LIMIT).await?).await?),
    ];
    if let Some(step) = half(n).await? {
        n += step;
    }
    Ok(format!("{:?} {:?} {:?}", n, given, items))
}

#[orchestrator(inline)]
async fn program_36_helper(mut n: i64, given: Vec<i64>) -> Result<String> {
    tick().await?;
    let count: i64 = half(n)
        .await?
        .unwrap_or(Some(8_i64).ok_or_else(|| Failure::new("nothing there"))?);
    Ok(format!("{:?} {:?} {:?}", n, given, count))
}

#[orchestrator]
async fn program_36(n: i64) -> Result<i64> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    let door = Door::to(36);
    let mut set = {
        let mut set = JoinSet::new();
        watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
        set
    };
    let mut best = match picky(n).await {
        Ok(step) => half(inc(5).await?).await?,
        Err(failure) => {
            let name = failure.to_string();
            async { Ok::<Option<i64>, Failure>(half(n).await?) }.await?
        }
    };
    let _ = timeout(Duration::from_millis(1), async {
        let _ = set.len();
        sleep(Duration::from_millis(2)).await;
    })
    .await;
    {
        {
            let _room_1 = Room::enter(36);
            if 1_i64 < 1 {
                sleep(Duration::from_millis(1)).await;
                sleep(Duration::from_millis(1)).await;
                match {
                    let mut half_of: Option<i64> = best;
                    n.wrapping_add(LIMIT)
                } {
                    mut matched_2 if 7_i64 < 7 => {
                        const LIMIT: i64 = 97;
                        matched_2 += LIMIT;
                    }
                    mut matched_3 if matched_3 < 2 => {
                        return Ok(n);
                    }
                    _ => {
                        tick().await?;
                    }
                }
                return Err(Failure::new("no luck"));
            }
        }
        door.enter().gives(());
    }
    {
        let mut looks = Box::pin(async {
            let _ = set.len();
            sleep(Duration::from_millis(2)).await;
        });
        select! { () = & mut looks => { } () = sleep (Duration :: from_millis (1)) => { } }
    }
    door.enter().gives(());
    Ok(LIMIT)
}

#[orchestrator(inline)]
async fn program_37_helper(n: i64) -> Result<bool> {
    let mut basket = Basket {
        label: say(say(say("def".to_owned() + &String::new()).await?).await?).await?,
        count: n,
        items: vec![],
    };
    {
        let mut basket = Basket {
            label: say(basket.label).await?,
            count: async { Ok::<i64, Failure>(inc(basket.count).await?) }.await?,
            items: basket.items.clone(),
        };
        basket = Basket {
            label: basket.label.clone(),
            ..basket
        };
        basket = Basket {
            label: String::new(),
            ..basket
        };
    }
    Ok(LIMIT < 0)
}

#[orchestrator]
async fn program_37(n: i64, given: i64) -> Result<bool> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    {
        let mut rounds_1 = 1_i64;
        while (rounds_1 > 0)
            && let Some(step) = half(given).await?
        {
            rounds_1 -= 1;
            tick().await?;
        }
    }
    {
        let mut basket = Basket {
            label: String::new(),
            count: n,
            items: vec![3, 7, 9],
        };
        basket = Basket {
            label: basket.label.clone(),
            ..basket
        };
        basket = Basket {
            items: basket.items.clone(),
            ..basket
        };
    }
    let mut seen: Vec<i64> = list(inc(n).await? % 4).await?;
    for mut step in seen {
        tick().await?;
    }
    let mut count = picky(given).await?;
    let mut window = if given < 2 {
        match picky(inc(LIMIT).await?).await {
            Ok(count) => {
                let mut count = {
                    let mut rounds_4 = 3_i64;
                    loop {
                        if rounds_4 == 0 {
                            break LIMIT;
                        }
                        rounds_4 -= 1;
                        tick().await?;
                    }
                };
                if !(LIMIT < 5) {
                    {
                        let mut set = JoinSet::new();
                        watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
                        set
                    }
                } else {
                    {
                        let mut set = JoinSet::new();
                        watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
                        set
                    }
                }
            }
            Err(failure) => {
                let word = failure.to_string();
                count += n;
                drop({
                    let mut set = JoinSet::new();
                    watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
                    set
                });
                {
                    let mut set = JoinSet::new();
                    watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
                    set
                }
            }
        }
    } else {
        const LIMIT: i64 = 70;
        {
            let mut set = JoinSet::new();
            watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
            set
        }
    };
    Ok(n < 4)
}

#[orchestrator]
async fn program_38(mut n: i64) -> Result<i64> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    n += n;
    tick().await?;
    let found = Some(4_i64);
    let word = if let Some(step) = Some(n - n) {
        let mut window: JoinSet<()> = {
            let mut set = JoinSet::new();
            watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
            set
        };
        "def".to_owned()
    } else if 4_i64 < 9 {
        return Ok(LIMIT);
    } else {
        const LIMIT: i64 = 45;
        String::new()
    };
    let mut name = say(say("a".to_owned()).await?).await?;
    {
        let mut rounds_1 = 3_i64;
        while (rounds_1 > 0)
            && async {
                let queue = {
                    let mut rounds_3 = 1_i64;
                    loop {
                        if rounds_3 == 0 {
                            break list(n % 4).await?;
                        }
                        rounds_3 -= 1;
                        {
                            const LIMIT: i64 = 55;
                            tick().await?;
                        }
                    }
                };
                #[cfg(any())]
                return Ok(3_i64 < 9);
                Ok::<bool, Failure>(5_i64 < 8)
            }
            .await?
        {
            rounds_1 -= 1;
            const LIMIT: i64 = 38;
            n += 6;
        }
    }
    let mut count: i64 = async {
        const LIMIT: i64 = 86;
        Ok::<i64, Failure>(inc(n).await?)
    }
    .await?;
    Ok(n)
}

#[orchestrator(inline)]
async fn program_39_helper(n: i64, given: Vec<i64>) -> Result<Option<i64>> {
    let mut pair_1 = (list(add(n % 4, n).await? % 4).await?, LIMIT);
    Ok(None)
}

#[orchestrator]
async fn program_39(mut n: i64) -> Result<String> {
    let door = Door::to(39);
    let mut reply: String = door.enter().gives("bc".to_owned());
    let later_2;
    if match picky(n).await {
        Ok(n) => {
            let step = n;
            step < 6
        }
        Err(failure) => {
            let word = failure.to_string();
            true
        }
    } {
        later_2 = n;
    } else {
        later_2 = n;
    }
    let mut count = {
        let found_there = match door.enter().gives(Some(9_i64)) {
            Some(matched_3) => matched_3,
            _ => {
                sleep(Duration::from_millis(1)).await;
                return Err(Failure::new("given up"));
            }
        };
        door.enter().gives(found_there)
    };
    let mut count = later_2;
    {
        let mut basket = Basket {
            label: if count < 7 {
                const LIMIT: i64 = 37;
                let k: bool = door.enter().gives(LIMIT < 8);
                let later_7;
                match i64::from({
                    for mut count in 2..(count % 5) {
                        sleep(Duration::from_millis(1)).await;
                    }
                    n < 6
                }) {
                    1 => {
                        later_7 =
                            format!("{:?} {:?} {:?}", later_2, count, half(count).await?) + &reply;
                    }
                    0 => {
                        let later_6;
                        match i64::from(k) {
                            1 => {
                                later_6 = async { Ok::<String, Failure>("def".to_owned()) }.await?;
                            }
                            0 => {
                                later_6 = format!("{:?}", vec![4_i64, 6, 3]);
                            }
                            _ => unreachable!("no number of a bool"),
                        }
                        later_7 = "def".to_owned();
                    }
                    _ => unreachable!("no number of a bool"),
                }
                "bc".to_owned()
            } else {
                {
                    let mut basket = Basket {
                        label: reply.clone() + &reply.clone(),
                        count: n,
                        items: vec![],
                    };
                    basket = Basket {
                        label: reply,
                        ..basket
                    };
                    basket = Basket {
                        label: "a".to_owned(),
                        ..basket
                    };
                }
                "def".to_owned()
            },
            count: n,
            items: vec![5, 5],
        };
        basket = Basket {
            items: vec![8, 5, 2],
            ..basket
        };
        basket = Basket {
            label: basket.label.clone(),
            ..basket
        };
    }
    let mut last = door.enter().gives(None::<i64>);
    {
        {
            let _room_8 = Room::enter(39);
            if 4_i64 < 1 {
                sleep(Duration::from_millis(1)).await;
                return Ok("bc".to_owned());
            }
        }
        door.enter().gives(());
    }
    {
        let mut basket = Basket {
            label: "a".to_owned() + &"a".to_owned(),
            count,
            items: vec![4],
        };
        basket = Basket { count: 5, ..basket };
        basket = Basket { count, ..basket };
    }
    door.enter().gives(());
    Ok(format!("{:?} {:?} {:?} {:?}", n, later_2, count, last))
}

#[orchestrator(inline)]
async fn program_40_helper(n: i64, given: String) -> Result<bool> {
    let step: i64 = picky(inc(given.len() as i64).await?).await.unwrap_or({
        let ready: bool = if async {
            const LIMIT: i64 = 78;
            Ok::<Option<i64>, Failure>(Some(2))
        }
        .await?
        .is_some()
        {
            let reply = given + &"bc".to_owned();
            let mut basket = Basket {
                label: "def".to_owned(),
                count: n,
                items: vec![5],
            };
            return Err(Failure::new("given up"));
        } else {
            n < 9
        };
        4_i64
    });
    Ok(step < 5)
}

#[orchestrator]
async fn program_40(mut n: i64, given: Vec<i64>) -> Result<i64> {
    let mut n = picky(inc(n).await?).await.unwrap_or(n);
    Ok(n)
}

#[orchestrator]
async fn program_41(mut n: i64, mut given: Vec<i64>) -> Result<Vec<i64>> {
    let mut reply = say("def".to_owned() + &"bc".to_owned()).await?;
    let mut pair_1 = (list(n % 4).await?, given);
    Ok(pair_1.0)
}

#[orchestrator(inline)]
async fn program_42_helper(mut n: i64) -> Result<Vec<i64>> {
    match (
        Some(
            half(LIMIT).await?.unwrap_or(
                half(n).await?.unwrap_or(
                    (if ({
                        n = 6;
                        n
                    }) == n
                    {
                        n = n;
                        Some(0_i64)
                    } else if half(n).await?.is_some() {
                        Some(9_i64)
                    } else if n < 5 {
                        half(LIMIT).await?
                    } else {
                        half(5).await?
                    })
                    .unwrap_or(LIMIT),
                ),
            ),
        ),
        half(n).await?,
    ) {
        (None, None) if n < 5 => {
            n += n;
        }
        (Some(1), Some(matched_1 @ 2..=7)) if matched_1 < 2 => {
            n += LIMIT;
        }
        (_, _) => {
            tick().await?;
        }
    }
    tick().await?;
    let ready = if let Some(count) = Some(9_i64)
        && is_even(half(n).await?.unwrap_or(LIMIT)).await?
    {
        count < 6
    } else if n < 6 {
        return Err(Failure::new("given up"));
    } else {
        true
    };
    Ok(vec![1])
}

#[orchestrator]
async fn program_42(n: i64) -> Result<Option<i64>> {
    let door = Door::to(42);
    let mut n = async {
        if let Some(total) = Some(LIMIT) {
            return Ok(n);
        }
        Ok::<i64, Failure>(LIMIT)
    }
    .await?;
    let (joined_6, joined_7, joined_8, joined_9) = join!(
        async {
            let (joined_3, joined_4, joined_5) = join!(
                say(say({
                    let mut name = say(say(String::new()).await?).await?;
                    format!(
                        "{:?} {:?}",
                        LIMIT < 9,
                        match (Some(6_i64), {
                            let done = n < 9;
                            half(n).await?
                        }) {
                            (Some(1..=4), Some(2 | 4)) => {
                                "a".to_owned()
                            }
                            (Some(matched_2), Some(1..=5)) => {
                                String::new()
                            }
                            (_, _) => {
                                "def".to_owned()
                            }
                        }
                    )
                })
                .await?),
                say("def".to_owned()),
                async { Ok::<Vec<i64>, Failure>(vec![8]) }
            );
            let (mut joined_3, mut joined_4, mut joined_5) = (joined_3?, joined_4?, joined_5?);
            Ok::<String, Failure>(String::new())
        },
        picky(7),
        program_42_helper(n),
        inc(4)
    );
    let (mut joined_6, mut joined_7, mut joined_8, mut joined_9) =
        (joined_6?, joined_7?, joined_8?, joined_9?);
    let lent_10 = &joined_6;
    door.enter().gives(());
    Ok(half(joined_9).await?)
}

#[orchestrator(inline)]
async fn program_43_helper(n: i64) -> Result<String> {
    let even: bool = n < 6;
    if ({
        let mut name = format!(
            "{:?}",
            match picky(2).await {
                Ok(step) => {
                    4_i64
                }
                Err(failure) => {
                    let word = failure.to_string();
                    n
                }
            }
        );
        half(LIMIT).await?.is_some()
    }) || (inc(n).await? == n)
    {
        tick().await?;
    }
    Ok(format!("{:?} {:?}", n, even))
}

#[orchestrator]
async fn program_43(mut n: i64, given: i64) -> Result<String> {
    match picky(4).await {
        Ok(n) => {
            let half_of = {
                let ready = n == LIMIT;
                half(3).await?
            };
        }
        Err(failure) => {
            let reply = failure.to_string();
            n += given;
        }
    }
    let mut reply: String = {
        let mut rounds_1 = 1_i64;
        loop {
            if rounds_1 == 0 {
                break ({
                    let mut rounds_3 = 1_i64;
                    loop {
                        if rounds_3 == 0 {
                            break (format!("{:?}", given) + &say(String::new()).await?);
                        }
                        rounds_3 -= 1;
                        {
                            const LIMIT: i64 = 68;
                            let mut total = n;
                        }
                    }
                });
            }
            rounds_1 -= 1;
            n += given;
        }
    };
    let lent_5 = &reply;
    let lent_6 = &n;
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?}",
        n,
        given,
        reply,
        (*lent_5),
        (*lent_6)
    ))
}

#[orchestrator]
async fn program_44(n: i64, given: String) -> Result<bool> {
    let door = Door::to(44);
    for mut total in 2..(n % 5) {
        tick().await?;
    }
    let mut pair_2 = (
        list(
            picky({
                let mut last: Option<i64> = door.enter().gives(None::<i64>);
                n
            })
            .await
            .unwrap_or(n)
                % 4,
        )
        .await?,
        format!(
            "{:?} {:?}",
            say(format!("{:?} {:?}", vec![6_i64, 0, 1], given)).await?,
            given
        ),
    );
    {
        let mut k = LIMIT < 0;
    }
    let step = None::<i64>.ok_or_else(|| Failure::new("nothing there"))?
        * inc(inc(n % 2).await? + 3).await?;
    let mut basket = Basket {
        label: say(say(pair_2.1.clone()).await?).await?
            + &(({
                let mut text = format!("{:?} {:?} {:?}", pair_2.0, !(LIMIT < 3), pair_2.1);
                format!("{:?} {:?} {:?}", step, Some(5_i64), pair_2.0)
            }) + &given.clone()),
        count: 4,
        items: vec![5],
    };
    door.enter().gives(());
    Ok(basket.count < 7)
}

#[orchestrator]
async fn program_45(mut n: i64) -> Result<String> {
    match half(n).await? {
        None => {
            let mut basket = Basket {
                label: async {
                    const LIMIT: i64 = 34;
                    let reply: String = {
                        let mut rounds_1 = 2_i64;
                        loop {
                            if rounds_1 == 0 {
                                break "bc".to_owned();
                            }
                            rounds_1 -= 1;
                            sleep(Duration::from_millis(1)).await;
                        }
                    };
                    let mut done = n < 6;
                    Ok::<String, Failure>("def".to_owned())
                }
                .await?,
                count: async {
                    let mut word = "def".to_owned();
                    Ok::<i64, Failure>(n)
                }
                .await?,
                items: vec![LIMIT, n, n],
            };
            basket = Basket {
                items: basket.items.clone(),
                ..basket
            };
            basket = Basket {
                label: basket.label.clone(),
                ..basket
            };
        }
        Some(1..=6) => {
            tick().await?;
        }
        _ => {
            sleep(Duration::from_millis(1)).await;
        }
    }
    let mut name: String = "a".to_owned();
    #[cfg(any())]
    return Ok(say(say("a".to_owned() + &name.clone()).await?).await?);
    let mut step = if let Some(count) = half(
        inc(picky(inc(picky(LIMIT).await.unwrap_or(n % 4)).await?)
            .await
            .unwrap_or(n))
        .await?,
    )
    .await?
    {
        if {
            n = 1;
            !false
        } {
            LIMIT
        } else if count < 6 {
            return Ok(name.clone());
        } else if let Some(step) = half(1).await?
            && true
        {
            LIMIT
        } else {
            count
        }
    } else if n < 6 {
        return Err(Failure::new("no luck"));
    } else {
        n
    };
    n += n;
    tick().await?;
    Ok(format!("{:?} {:?} {:?}", n, name, step))
}

#[orchestrator]
async fn program_46(mut n: i64) -> Result<bool> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    drop({
        let mut set = JoinSet::new();
        watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
        set
    });
    sleep(Duration::from_millis(1)).await;
    let n: i64 = {
        let mut rounds_1 = 1_i64;
        loop {
            if rounds_1 == 0 {
                break ({
                    sleep(Duration::from_millis(1)).await;
                    watched.iter().filter(|task| !task.is_finished()).count() as i64
                });
            }
            rounds_1 -= 1;
            tick().await?;
            {
                let mut rounds_3 = 2_i64;
                while (rounds_3 > 0)
                    && let Some(n) = half(n).await?
                {
                    rounds_3 -= 1;
                    const LIMIT: i64 = 52;
                    tick().await?;
                }
            }
        }
    };
    let mut n = match half(
        inc({
            let mut last = half(n).await?;
            n
        })
        .await?,
    )
    .await?
    {
        Some(5) => n,
        Some(matched_5) => matched_5,
        _ => n,
    };
    let name = {
        let mut window = {
            let mut set = JoinSet::new();
            watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
            set
        };
        format!(
            "{:?} {:?}",
            {
                let mut rounds_6 = 3_i64;
                loop {
                    if rounds_6 == 0 {
                        break (if 8_i64 < 7 { n < 9 } else { n < 7 });
                    }
                    rounds_6 -= 1;
                    match (Some(4_i64), LIMIT) {
                        (None, matched_8) if LIMIT < 6 => {
                            tick().await?;
                        }
                        (Some(1..=7), mut matched_9) if matched_9 < 6 => {
                            const LIMIT: i64 = 13;
                            sleep(Duration::from_millis(1)).await;
                        }
                        (_, _) => {
                            n += n;
                        }
                    }
                    if 2_i64 < 8 {
                        tick().await?;
                    } else if false {
                        const LIMIT: i64 = 2;
                        tick().await?;
                    }
                }
            },
            add(n, n).await?
        )
    };
    let queue = {
        let mut rounds_10 = 3_i64;
        loop {
            if rounds_10 == 0 {
                break vec![1_i64];
            }
            rounds_10 -= 1;
            if 1_i64 < 0 {
                const LIMIT: i64 = 6;
                n += n;
            }
        }
    };
    'loop_12: for mut step in 1..(n % 5) {
        const LIMIT: i64 = 54;
        match Some(1_i64) {
            None if step < 3 => {
                continue 'loop_12;
            }
            Some(matched_13) => {
                continue;
            }
            _ => {
                tick().await?;
            }
        }
    }
    Ok(n < 1)
}

#[orchestrator]
async fn program_47(mut n: i64) -> Result<bool> {
    let done = ({
        n = 4;
        Some(7_i64).unwrap_or(LIMIT)
    }) < n;
    n = ({
        n = 7;
        Some(6_i64).unwrap_or({
            n = 1;
            n
        })
    }) % 3;
    let mut count = match {
        n = 5;
        picky(
            inc(add(
                {
                    n = 5;
                    n.wrapping_add(n)
                },
                n,
            )
            .await?)
            .await?,
        )
        .await
        .unwrap_or(half(LIMIT).await?.unwrap_or(n))
    } {
        matched_1 if n < 7 => {
            const LIMIT: i64 = 29;
            n
        }
        matched_2 if n < 4 => {
            return Err(Failure::new("given up"));
        }
        _ => {
            const LIMIT: i64 = 24;
            n
        }
    };
    match picky(
        picky(add(count, (n.wrapping_add(n)) % 2).await?)
            .await
            .unwrap_or(
                picky(
                    (match picky(Some(4_i64).unwrap_or(1)).await {
                        Ok(step) => n,
                        Err(failure) => {
                            let reply = failure.to_string();
                            const LIMIT: i64 = 77;
                            n
                        }
                    }) % 2,
                )
                .await
                .unwrap_or(n),
            ),
    )
    .await
    {
        Ok(count) => {
            let mut text: String = "def".to_owned();
        }
        Err(failure) => {
            let name = failure.to_string();
            count += n;
        }
    }
    let mut basket = Basket {
        label: String::new(),
        count,
        items: vec![6, 2, 8],
    };
    while let Some(total) = basket.items.pop() {
        const LIMIT: i64 = 96;
        basket.count += n;
    }
    let mut done = done;
    let (joined_4, joined_5, joined_6) = join!(
        async { Ok::<Option<i64>, Failure>(half(basket.count).await?) },
        async { Ok::<String, Failure>(basket.label.clone()) },
        async {
            const LIMIT: i64 = 50;
            Ok::<String, Failure>(basket.label.clone())
        }
    );
    let (mut joined_4, mut joined_5, mut joined_6) = (joined_4?, joined_5?, joined_6?);
    Ok(count < 5)
}

#[orchestrator]
async fn program_48(n: i64) -> Result<i64> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    {
        let mut basket = Basket {
            label: format!("{:?} {:?}", Some(7_i64), n),
            count: match picky(add(n, n).await?).await {
                Ok(step) => 4_i64,
                Err(failure) => {
                    let word = failure.to_string();
                    n
                }
            },
            items: vec![],
        };
        basket = Basket {
            items: basket.items.clone(),
            ..basket
        };
        basket = Basket {
            items: basket.items.clone(),
            ..basket
        };
    }
    Ok(0)
}

#[orchestrator(inline)]
async fn program_49_helper(n: i64) -> Result<String> {
    let text = "bc".to_owned();
    Ok(format!("{:?} {:?}", n, text))
}

#[orchestrator]
async fn program_49(mut n: i64) -> Result<String> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    {
        let mut basket = Basket {
            label: {
                let mut rounds_1 = 2_i64;
                loop {
                    if rounds_1 == 0 {
                        break (match picky({
                            n = 8;
                            picky(LIMIT).await.unwrap_or(picky(LIMIT).await?)
                        })
                        .await
                        {
                            Ok(step) => {
                                const LIMIT: i64 = 7;
                                String::new()
                            }
                            Err(failure) => {
                                let name = failure.to_string();
                                name.clone()
                            }
                        });
                    }
                    rounds_1 -= 1;
                    sleep(Duration::from_millis(1)).await;
                }
            },
            count: 4,
            items: vec![1, 5],
        };
        basket = Basket {
            count: LIMIT,
            ..basket
        };
        basket = Basket {
            items: vec![6],
            ..basket
        };
    }
    drop({
        let mut set = JoinSet::new();
        watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
        set
    });
    Ok(format!("{:?}", n))
}

#[orchestrator(inline)]
async fn program_50_helper(n: i64, given: i64) -> Result<i64> {
    match given % 5 {
        matched_1 @ 1..=7 if matched_1 < 2 => {
            sleep(Duration::from_millis(1)).await;
        }
        5 => {
            const LIMIT: i64 = 82;
            tick().await?;
        }
        _ => {
            tick().await?;
        }
    }
    let mut last: Option<i64> = None;
    let queue = list(given % 4).await?;
    Ok(n)
}

#[orchestrator]
async fn program_50(n: i64, mut given: Option<i64>) -> Result<bool> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    let n = LIMIT;
    {
        let mut rounds_2 = 3_i64;
        while (rounds_2 > 0)
            && let Some(count) = ({
                let mut rounds_4 = 2_i64;
                loop {
                    if rounds_4 == 0 {
                        break half(n).await?;
                    }
                    rounds_4 -= 1;
                    let mut name: String =
                        match picky((n.wrapping_add(2_i64)) - add(n, n).await?).await {
                            Ok(n) => {
                                let mut basket = Basket {
                                    label: String::new() + &"a".to_owned(),
                                    count: if {
                                        let mut rounds_6 = 3_i64;
                                        loop {
                                            if rounds_6 == 0 {
                                                break true;
                                            }
                                            rounds_6 -= 1;
                                            {
                                                const LIMIT: i64 = 99;
                                                sleep(Duration::from_millis(1)).await;
                                            }
                                        }
                                    } {
                                        n
                                    } else {
                                        const LIMIT: i64 = 58;
                                        LIMIT
                                    },
                                    items: vec![2, 9],
                                };
                                if (basket.count < 1) && (0_i64 < 3) {
                                    "a".to_owned()
                                } else {
                                    basket.label.clone()
                                }
                            }
                            Err(failure) => {
                                let reply = failure.to_string();
                                const LIMIT: i64 = 69;
                                reply.clone()
                            }
                        };
                }
            })
        {
            rounds_2 -= 1;
            tick().await?;
        }
    }
    let mut step = n;
    Ok(true)
}

#[orchestrator(inline)]
async fn program_51_helper(mut n: i64) -> Result<Vec<i64>> {
    let mut n: i64 = async {
        let mut best = {
            let mut rounds_1 = 1_i64;
            loop {
                if rounds_1 == 0 {
                    break (match picky(n).await {
                        Ok(step) => half(step).await?,
                        Err(failure) => {
                            let reply = failure.to_string();
                            half(n).await?
                        }
                    });
                }
                rounds_1 -= 1;
                let mut items = async { Ok::<Vec<i64>, Failure>(vec![3, 7, 1]) }.await?;
                let mut total = items.iter().filter(|item| **item > n).count() as i64;
            }
        };
        Ok::<i64, Failure>(n)
    }
    .await?;
    Ok(vec![])
}

#[orchestrator]
async fn program_51(n: i64, given: String) -> Result<Vec<i64>> {
    let total = if half(n)
        .await?
        .ok_or_else(|| Failure::new("nothing there"))?
        < add(picky(n).await?, LIMIT).await?
    {
        n
    } else {
        n
    };
    let mut text = {
        let mut rounds_3 = 2_i64;
        loop {
            if rounds_3 == 0 {
                break given.clone();
            }
            rounds_3 -= 1;
            let count = add(
                {
                    let mut reply = async { Ok::<String, Failure>(given.clone()) }.await?;
                    inc(n).await?
                },
                total,
            )
            .await?;
            let mut basket = Basket {
                label: {
                    let mut rounds_5 = 2_i64;
                    loop {
                        if rounds_5 == 0 {
                            break async {
                                const LIMIT: i64 = 8;
                                Ok::<String, Failure>("def".to_owned())
                            }
                            .await?;
                        }
                        rounds_5 -= 1;
                        let mut best: Option<i64> = half(count).await?;
                    }
                },
                count: n,
                items: vec![0],
            };
        }
    };
    let mut count = half(n).await?.unwrap_or(total);
    let mut n = add(
        {
            count = 9;
            inc(LIMIT).await?
        },
        add(
            half(total)
                .await?
                .ok_or_else(|| Failure::new("nothing there"))?,
            inc(total).await?,
        )
        .await?
            - total,
    )
    .await?;
    Ok(vec![1, 9, 1])
}

#[orchestrator(inline)]
async fn program_52_helper(mut n: i64) -> Result<String> {
    {
        let mut basket = Basket {
            label: format!("{:?} {:?}", Some(inc(n).await? % 4), n),
            count: async {
                Ok::<i64, Failure>(
                    match picky(
                        add(
                            Some(7_i64).ok_or_else(|| Failure::new("nothing there"))?,
                            inc(n).await?,
                        )
                        .await?,
                    )
                    .await
                    {
                        Ok(count) => count,
                        Err(failure) => {
                            let reply = failure.to_string();
                            LIMIT
                        }
                    },
                )
            }
            .await?,
            items: list(n % 4).await?,
        };
        basket = Basket {
            label: "def".to_owned(),
            ..basket
        };
        basket = Basket {
            count: basket.count,
            ..basket
        };
    }
    n += 3;
    let later_1;
    if ((n < 1) && (n < 1)) || (LIMIT < 7) {
        later_1 = n;
    } else {
        later_1 = LIMIT;
    }
    Ok(format!("{:?} {:?}", n, later_1))
}

#[orchestrator]
async fn program_52(n: i64) -> Result<Option<i64>> {
    let door = Door::to(52);
    let (mut step, mut other_2) = (
        picky(inc(picky(inc(n).await?).await.unwrap_or(n)).await?).await?,
        String::new(),
    );
    let mut reply = door.enter().gives(String::new());
    let mut text = format!(
        "{:?}",
        step.wrapping_add(half(LIMIT).await?.unwrap_or(step))
    );
    let mut step = text.len() as i64;
    let mut n: i64 = door.enter().gives(LIMIT);
    door.enter().gives(());
    Ok(Some(7))
}

#[orchestrator(inline)]
async fn program_53_helper(mut n: i64, mut given: Vec<i64>) -> Result<Option<i64>> {
    let Some(count) = async {
        let mut queue = vec![
            n,
            ({
                let word = "a".to_owned();
                n
            }) - n,
            inc(n.wrapping_add(n)).await?,
        ];
        Ok::<Option<i64>, Failure>(given.get((n % 3) as usize).copied())
    }
    .await?
    else {
        n += n;
        return Ok(half(LIMIT).await?);
    };
    let mut rest = Vec::<i64>::new();
    let lent_1 = &given;
    Ok(half(n).await?)
}

#[orchestrator]
async fn program_53(mut n: i64) -> Result<bool> {
    let door = Door::to(53);
    let Some(n) = half(4).await? else {
        n = n;
        return Err(Failure::new("given up"));
    };
    let step = 1_i64;
    let mut last: Option<i64> = half(n).await?;
    for n in 2..(picky(LIMIT).await.unwrap_or(LIMIT) % 5) {
        let mut text = door.enter().gives("bc".to_owned());
        {
            {
                let _room_3 = Room::enter(53);
                if 8_i64 < 5 {
                    sleep(Duration::from_millis(1)).await;
                    for n in 1..(n % 5) {
                        sleep(Duration::from_millis(1)).await;
                    }
                    return Ok(if is_even(LIMIT).await? || (n < 3) {
                        n < 4
                    } else if false {
                        step < 4
                    } else if true {
                        n < 5
                    } else {
                        n < 6
                    });
                }
            }
            door.enter().gives(());
        }
    }
    last = program_53_helper(
        {
            let step = door.enter().gives(step);
            half({
                let mut items = door.enter().gives(vec![6_i64, 5, 9]);
                picky(step).await?
            })
            .await?
            .unwrap_or(step)
        },
        vec![8],
    )
    .await?;
    for total in 2..(({
        let mut n = door.enter().gives(n);
        n
    }) % 5)
    {
        tick().await?;
    }
    door.enter().gives(());
    Ok(step < 9)
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
    {
        let mut basket = Basket {
            label: {
                let mut rounds_3 = 3_i64;
                loop {
                    if rounds_3 == 0 {
                        break (match picky(half_of.unwrap_or(n)).await {
                            Ok(count) => {
                                const LIMIT: i64 = 95;
                                "bc".to_owned()
                            }
                            Err(failure) => {
                                let text = failure.to_string();
                                text.clone()
                            }
                        });
                    }
                    rounds_3 -= 1;
                    tick().await?;
                }
            },
            count: n,
            items: vec![8, 8, 6],
        };
        basket = Basket {
            items: basket.items.clone(),
            ..basket
        };
        basket = Basket {
            items: basket.items.clone(),
            ..basket
        };
    }
    {
        let mut total = match picky(n).await {
            Ok(total) => {
                for total in vec![total].into_iter().rev() {
                    let (joined_6, joined_7, joined_8, joined_9) = join!(
                        async { Ok::<Option<i64>, Failure>(half_of) },
                        program_54_helper(half_of.unwrap_or(n)),
                        program_54_helper(LIMIT),
                        program_54_helper(add(n, n).await?)
                    );
                    let (mut joined_6, mut joined_7, mut joined_8, mut joined_9) =
                        (joined_6?, joined_7?, joined_8?, joined_9?);
                    {
                        n += 8;
                    }
                }
                total
            }
            Err(failure) => {
                let name = failure.to_string();
                n
            }
        };
    }
    n += picky(n.wrapping_add(n)).await.unwrap_or(1);
    Ok(n)
}

#[orchestrator]
async fn program_55(mut n: i64) -> Result<String> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    let door = Door::to(55);
    let mut reply = door.enter().gives("bc".to_owned());
    if inc(inc({
        n = 8;
        reply.len() as i64
    })
    .await?)
    .await?
        < ({
            n = 8;
            6_i64
        })
    {
        let mut rest = vec![0_i64];
    }
    n += {
        sleep(Duration::from_millis(1)).await;
        watched.iter().filter(|task| !task.is_finished()).count() as i64
    };
    let mut pool = {
        let mut set = JoinSet::new();
        watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
        set
    };
    if let Some(total) = door.enter().gives(None::<i64>) {
        tick().await?;
    } else {
        n += LIMIT;
    }
    #[cfg(any())]
    return Err(Failure::new("no luck"));
    {
        let ref mut part = n;
        *part += 9;
    }
    join!(
        async {
            let _ = pool.len();
            sleep(Duration::from_millis(2)).await;
        },
        async {}
    );
    door.enter().gives(());
    Ok(format!("{:?} {:?} {:?}", n, reply, pool))
}

#[orchestrator(inline)]
async fn program_56_helper(n: i64, mut given: Option<i64>) -> Result<bool> {
    let mut total = given.ok_or_else(|| Failure::new("nothing there"))?;
    let mut pair_2 = (
        match picky(4).await {
            Ok(n) => {
                tick().await?;
                format!("{:?} {:?}", say(say("def".to_owned()).await?).await?, total)
            }
            Err(failure) => {
                let reply = failure.to_string();
                const LIMIT: i64 = 89;
                let mut word = {
                    let mut step = 0_i64;
                    reply
                };
                word.clone()
            }
        },
        LIMIT,
    );
    Ok(false)
}

#[orchestrator]
async fn program_56(n: i64, given: i64) -> Result<String> {
    match picky(
        inc(half(n)
            .await?
            .ok_or_else(|| Failure::new("nothing there"))?)
        .await?,
    )
    .await
    {
        Ok(count) => {
            for count in list(n % 4).await? {
                const LIMIT: i64 = 93;
                let mut text = Room::enter(56).gives("bc".to_owned());
                let mut n = {
                    let found_there = match Room::enter(56).gives(Some(1_i64)) {
                        Some(matched_4) => matched_4,
                        _ => {
                            sleep(Duration::from_millis(1)).await;
                            break;
                        }
                    };
                    Room::enter(56).gives(found_there)
                };
            }
        }
        Err(failure) => {
            let name = failure.to_string();
            sleep(Duration::from_millis(1)).await;
        }
    }
    Room::enter(56).gives(());
    Ok(format!("{:?} {:?}", n, given))
}

#[orchestrator(inline)]
async fn program_57_helper(n: i64, mut given: Option<i64>) -> Result<String> {
    let mut queue = list(LIMIT % 4).await?;
    let (mut count, mut other_1) = (picky(n).await.unwrap_or(n % 6), 0_i64);
    let step = given.ok_or_else(|| Failure::new("nothing there"))?;
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?} {:?}",
        n, given, queue, count, other_1, step
    ))
}

#[orchestrator]
async fn program_57(n: i64, mut given: Option<i64>) -> Result<String> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    given = {
        match picky(n).await {
            Ok(step) => {
                tick().await?;
            }
            Err(failure) => {
                let reply = failure.to_string();
                const LIMIT: i64 = 48;
                {
                    let mut basket = Basket {
                        label: if let Some(n) = half(n).await?
                            && (n < 5)
                        {
                            const LIMIT: i64 = 31;
                            reply
                        } else {
                            reply
                        },
                        count: async { Ok::<i64, Failure>(n) }.await?,
                        items: vec![n, LIMIT, n],
                    };
                    basket = Basket {
                        count: inc(n).await?,
                        ..basket
                    };
                    let (mut joined_3, mut joined_4, mut joined_5) = try_join!(
                        program_57_helper(
                            {
                                sleep(Duration::from_millis(1)).await;
                                watched.iter().filter(|task| !task.is_finished()).count() as i64
                            },
                            given
                        ),
                        program_57_helper(LIMIT, Some(5)),
                        async { Ok::<bool, Failure>(n < 9) }
                    )?;
                    basket = Basket {
                        items: basket.items.clone(),
                        ..basket
                    };
                }
            }
        }
        given
    };
    let mut half_of = given.take();
    Ok(format!("{:?} {:?} {:?}", n, given, half_of))
}

#[orchestrator]
async fn program_58(mut n: i64, given: Option<i64>) -> Result<String> {
    {
        let mut rounds_1 = 2_i64;
        while (rounds_1 > 0)
            && let Some(total) = async {
                let step = inc(if async { Ok::<bool, Failure>(n < 1) }.await? {
                    return Ok(given);
                } else {
                    const LIMIT: i64 = 45;
                    n
                })
                .await?;
                let word = "def".to_owned();
                Ok::<Option<i64>, Failure>(given)
            }
            .await?
        {
            rounds_1 -= 1;
            n += n;
        }
    }
    if is_even(0).await? {
        let text = "bc".to_owned();
    }
    let mut basket = Basket {
        label: {
            let mut rounds_3 = 3_i64;
            loop {
                if rounds_3 == 0 {
                    break format!("{:?}", n < 6);
                }
                rounds_3 -= 1;
                n += n;
            }
        },
        count: async {
            const LIMIT: i64 = 94;
            {
                let mut rounds_5 = 2_i64;
                while (rounds_5 > 0)
                    && let Some(step) = ({
                        let mut rounds_7 = 2_i64;
                        loop {
                            if rounds_7 == 0 {
                                break given;
                            }
                            rounds_7 -= 1;
                            {
                                let mut rounds_9 = 1_i64;
                                while (rounds_9 > 0)
                                    && let Some(total) =
                                        async { Ok::<Option<i64>, Failure>(given) }.await?
                                {
                                    rounds_9 -= 1;
                                    const LIMIT: i64 = 69;
                                    tick().await?;
                                }
                            }
                            let mut count = if LIMIT < 4 { n } else { n };
                        }
                    })
                {
                    rounds_5 -= 1;
                    tick().await?;
                }
            }
            Ok::<i64, Failure>(LIMIT)
        }
        .await?,
        items: async {
            Ok::<Vec<i64>, Failure>(
                match (
                    {
                        let total: i64 = n;
                        n
                    },
                    given,
                ) {
                    (matched_11, Some(mut matched_12)) if matched_12 < 6 => {
                        vec![9_i64, 3, 5]
                    }
                    (matched_13 @ 0..=5, Some(mut matched_14)) => {
                        vec![1_i64]
                    }
                    (_, _) => {
                        vec![2_i64, 2, 1]
                    }
                },
            )
        }
        .await?,
    };
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?}",
        n, given, basket.label, basket.count, basket.items
    ))
}

#[orchestrator(inline)]
async fn program_59_helper(mut n: i64) -> Result<Option<i64>> {
    let mut done: bool = n < 9;
    for mut step in 2..(n % 5) {
        step += step;
    }
    Ok(half(LIMIT).await?)
}

#[orchestrator]
async fn program_59(n: i64) -> Result<Vec<i64>> {
    let Some(n) = half(n).await? else {
        let mut best =
            half(n.wrapping_add(add(half(n).await?.unwrap_or(n), n + LIMIT).await?)).await?;
        return Ok(vec![6]);
    };
    let n = LIMIT;
    {
        let mut basket = Basket {
            label: say(String::new()).await?,
            count: 6,
            items: vec![],
        };
        basket = Basket {
            label: "bc".to_owned(),
            ..basket
        };
        basket = Basket {
            count: basket.count,
            ..basket
        };
    }
    if 7_i64
        == ({
            let mut rounds_2 = 1_i64;
            loop {
                if rounds_2 == 0 {
                    break (match (
                        {
                            let mut n: i64 = match picky(half(n).await?.unwrap_or(2)).await {
                                Ok(step) => {
                                    const LIMIT: i64 = 81;
                                    step
                                }
                                Err(failure) => {
                                    let name = failure.to_string();
                                    n
                                }
                            };
                            Some(0_i64)
                        },
                        n,
                    ) {
                        (Some(1..=5), 1) => {
                            let mut reply = "bc".to_owned();
                            n
                        }
                        (None, matched_4) if matched_4 < 9 => {
                            return Err(Failure::new("given up"));
                        }
                        (_, _) => {
                            {
                                let mut rounds_5 = 1_i64;
                                while (rounds_5 > 0)
                                    && let Some(count) = Some(3_i64)
                                {
                                    rounds_5 -= 1;
                                    tick().await?;
                                }
                            }
                            n
                        }
                    });
                }
                rounds_2 -= 1;
                let reply: String = match (inc(n).await?, inc(LIMIT).await?) {
                    (_, 2..=6) if n < 3 => "bc".to_owned(),
                    (0 | 3, _) if n < 7 => "def".to_owned(),
                    (_, _) => String::new(),
                };
            }
        })
    {
        sleep(Duration::from_millis(1)).await;
    }
    Ok(vec![])
}

#[test]
fn program_0_does_what_it_says() {
    durable_tests::programs::check(SEED, 0, [program_0(1, Some(3)), program_0(2, None)]);
}

#[test]
fn program_1_does_what_it_says() {
    durable_tests::programs::check(SEED, 1, [program_1(3), program_1(5)]);
}

#[test]
fn program_2_does_what_it_says() {
    durable_tests::programs::check(SEED, 2, [program_2(4), program_2(6)]);
}

#[test]
fn program_3_does_what_it_says() {
    durable_tests::programs::check(SEED, 3, [program_3(5), program_3(8)]);
}

#[test]
fn program_4_does_what_it_says() {
    durable_tests::programs::check(SEED, 4, [program_4(9), program_4(5)]);
}

#[test]
fn program_5_does_what_it_says() {
    durable_tests::programs::check(SEED, 5, [program_5(7), program_5(2)]);
}

#[test]
fn program_6_does_what_it_says() {
    durable_tests::programs::check(SEED, 6, [program_6(1, 0), program_6(4, 3)]);
}

#[test]
fn program_7_does_what_it_says() {
    durable_tests::programs::check(SEED, 7, [program_7(2), program_7(3)]);
}

#[test]
fn program_8_does_what_it_says() {
    durable_tests::programs::check(SEED, 8, [program_8(8), program_8(6)]);
}

#[test]
fn program_9_does_what_it_says() {
    durable_tests::programs::check(SEED, 9, [program_9(5, 1), program_9(1, 3)]);
}

#[test]
fn program_10_does_what_it_says() {
    durable_tests::programs::check(SEED, 10, [program_10(9, vec![9]), program_10(4, vec![0])]);
}

#[test]
fn program_11_does_what_it_says() {
    durable_tests::programs::check(SEED, 11, [program_11(7), program_11(1)]);
}

#[test]
fn program_12_does_what_it_says() {
    durable_tests::programs::check(SEED, 12, [program_12(4), program_12(0)]);
}

#[test]
fn program_13_does_what_it_says() {
    durable_tests::programs::check(SEED, 13, [program_13(3), program_13(2)]);
}

#[test]
fn program_14_does_what_it_says() {
    durable_tests::programs::check(SEED, 14, [program_14(2), program_14(6)]);
}

#[test]
fn program_15_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        15,
        [
            program_15(6, "def".to_owned()),
            program_15(9, "def".to_owned()),
        ],
    );
}

#[test]
fn program_16_does_what_it_says() {
    durable_tests::programs::check(SEED, 16, [program_16(3), program_16(2)]);
}

#[test]
fn program_17_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        17,
        [
            program_17(6, "def".to_owned()),
            program_17(3, "a".to_owned()),
        ],
    );
}

#[test]
fn program_18_does_what_it_says() {
    durable_tests::programs::check(SEED, 18, [program_18(1, vec![]), program_18(4, vec![3, 5])]);
}

#[test]
fn program_19_does_what_it_says() {
    durable_tests::programs::check(SEED, 19, [program_19(5), program_19(1)]);
}

#[test]
fn program_20_does_what_it_says() {
    durable_tests::programs::check(SEED, 20, [program_20(8), program_20(6)]);
}

#[test]
fn program_21_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        21,
        [
            program_21(1, "bc".to_owned()),
            program_21(7, "def".to_owned()),
        ],
    );
}

#[test]
fn program_22_does_what_it_says() {
    durable_tests::programs::check(SEED, 22, [program_22(1), program_22(6)]);
}

#[test]
fn program_23_does_what_it_says() {
    durable_tests::programs::check(SEED, 23, [program_23(1, None), program_23(3, Some(2))]);
}

#[test]
fn program_24_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        24,
        [program_24(0, "a".to_owned()), program_24(8, String::new())],
    );
}

#[test]
fn program_25_does_what_it_says() {
    durable_tests::programs::check(SEED, 25, [program_25(2, None), program_25(8, Some(5))]);
}

#[test]
fn program_26_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        26,
        [
            program_26(8, "def".to_owned()),
            program_26(7, String::new()),
        ],
    );
}

#[test]
fn program_27_does_what_it_says() {
    durable_tests::programs::check(SEED, 27, [program_27(8), program_27(5)]);
}

#[test]
fn program_28_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        28,
        [
            program_28(9, "def".to_owned()),
            program_28(3, "bc".to_owned()),
        ],
    );
}

#[test]
fn program_29_does_what_it_says() {
    durable_tests::programs::check(SEED, 29, [program_29(7, 2), program_29(5, 9)]);
}

#[test]
fn program_30_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        30,
        [program_30(4, vec![2, 9]), program_30(0, vec![7, 3])],
    );
}

#[test]
fn program_31_does_what_it_says() {
    durable_tests::programs::check(SEED, 31, [program_31(5, 0), program_31(4, 6)]);
}

#[test]
fn program_32_does_what_it_says() {
    durable_tests::programs::check(SEED, 32, [program_32(3), program_32(7)]);
}

#[test]
fn program_33_does_what_it_says() {
    durable_tests::programs::check(SEED, 33, [program_33(0), program_33(2)]);
}

#[test]
fn program_34_does_what_it_says() {
    durable_tests::programs::check(SEED, 34, [program_34(3, Some(4)), program_34(7, Some(3))]);
}

#[test]
fn program_35_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        35,
        [program_35(9, String::new()), program_35(4, String::new())],
    );
}

#[test]
fn program_36_does_what_it_says() {
    durable_tests::programs::check(SEED, 36, [program_36(5), program_36(2)]);
}

#[test]
fn program_37_does_what_it_says() {
    durable_tests::programs::check(SEED, 37, [program_37(8, 9), program_37(1, 5)]);
}

#[test]
fn program_38_does_what_it_says() {
    durable_tests::programs::check(SEED, 38, [program_38(5), program_38(6)]);
}

#[test]
fn program_39_does_what_it_says() {
    durable_tests::programs::check(SEED, 39, [program_39(2), program_39(1)]);
}

#[test]
fn program_40_does_what_it_says() {
    durable_tests::programs::check(SEED, 40, [program_40(4, vec![]), program_40(8, vec![3])]);
}

#[test]
fn program_41_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        41,
        [program_41(1, vec![8, 2, 4]), program_41(6, vec![4, 7, 7])],
    );
}

#[test]
fn program_42_does_what_it_says() {
    durable_tests::programs::check(SEED, 42, [program_42(6), program_42(7)]);
}

#[test]
fn program_43_does_what_it_says() {
    durable_tests::programs::check(SEED, 43, [program_43(4, 1), program_43(0, 6)]);
}

#[test]
fn program_44_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        44,
        [
            program_44(4, String::new()),
            program_44(8, "def".to_owned()),
        ],
    );
}

#[test]
fn program_45_does_what_it_says() {
    durable_tests::programs::check(SEED, 45, [program_45(8), program_45(9)]);
}

#[test]
fn program_46_does_what_it_says() {
    durable_tests::programs::check(SEED, 46, [program_46(5), program_46(1)]);
}

#[test]
fn program_47_does_what_it_says() {
    durable_tests::programs::check(SEED, 47, [program_47(5), program_47(6)]);
}

#[test]
fn program_48_does_what_it_says() {
    durable_tests::programs::check(SEED, 48, [program_48(7), program_48(3)]);
}

#[test]
fn program_49_does_what_it_says() {
    durable_tests::programs::check(SEED, 49, [program_49(1), program_49(0)]);
}

#[test]
fn program_50_does_what_it_says() {
    durable_tests::programs::check(SEED, 50, [program_50(4, None), program_50(1, None)]);
}

#[test]
fn program_51_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        51,
        [program_51(0, String::new()), program_51(2, "a".to_owned())],
    );
}

#[test]
fn program_52_does_what_it_says() {
    durable_tests::programs::check(SEED, 52, [program_52(4), program_52(2)]);
}

#[test]
fn program_53_does_what_it_says() {
    durable_tests::programs::check(SEED, 53, [program_53(0), program_53(3)]);
}

#[test]
fn program_54_does_what_it_says() {
    durable_tests::programs::check(SEED, 54, [program_54(1), program_54(6)]);
}

#[test]
fn program_55_does_what_it_says() {
    durable_tests::programs::check(SEED, 55, [program_55(2), program_55(8)]);
}

#[test]
fn program_56_does_what_it_says() {
    durable_tests::programs::check(SEED, 56, [program_56(0, 9), program_56(4, 0)]);
}

#[test]
fn program_57_does_what_it_says() {
    durable_tests::programs::check(SEED, 57, [program_57(1, Some(3)), program_57(7, Some(6))]);
}

#[test]
fn program_58_does_what_it_says() {
    durable_tests::programs::check(SEED, 58, [program_58(2, Some(4)), program_58(3, Some(0))]);
}

#[test]
fn program_59_does_what_it_says() {
    durable_tests::programs::check(SEED, 59, [program_59(0), program_59(6)]);
}
