//! Generated programs: those of seed 1, of which `durable_tests::programs` knows what they do.
//!
//! Written by `cargo run -p durable-tests --bin generate -- --seed 1 --count 60`.

use std::time::Duration;

use durable_runtime::prelude::*;

use crate::activities::*;

pub const SEED: u64 = 1;
pub const COUNT: u64 = 60;

#[orchestrator(inline)]
async fn program_0_helper(n: i64) -> Result<Option<i64>> {
    let mut name: String = "def".to_owned();
    Ok(half(n).await?)
}

#[orchestrator]
async fn program_0(n: i64, mut given: Vec<i64>) -> Result<Vec<i64>> {
    let mut basket = Basket {
        label: say(format!(
            "{:?} {:?}",
            n,
            (match picky(match n {
                1..=4 => {
                    n
                }
                1..=3 => {
                    n
                }
                _ => {
                    n
                }
            })
            .await
            {
                Ok(n) => {
                    n
                }
                Err(failure) => {
                    let reply = failure.to_string();
                    8_i64
                }
            }) < n
        ) + &"bc".to_owned())
        .await?,
        count: match picky(
            ({
                let reply = "def".to_owned();
                picky(n * n).await?
            }) % 4,
        )
        .await
        {
            Ok(step) => n,
            Err(failure) => {
                let name = failure.to_string();
                6_i64
            }
        },
        items: given.clone(),
    };
    Ok(basket.items)
}

#[orchestrator(inline)]
async fn program_1_helper(n: i64, given: Vec<i64>) -> Result<String> {
    for item_1 in given.iter().rev() {
        let (mut joined_3, mut joined_4, mut joined_5) = try_join!(
            async {
                let total: i64 = n;
                Ok::<Vec<i64>, Failure>(given.clone())
            },
            async { Ok::<i64, Failure>(n) },
            say(String::new())
        )?;
    }
    let mut n = add(add(inc(picky(n).await.unwrap_or(n)).await?, 1).await?, {
        let mut total = 0_i64;
        2_i64
    })
    .await?;
    let mut step: i64 = half(n)
        .await?
        .ok_or_else(|| Failure::new("nothing there"))?;
    Ok(format!("{:?} {:?} {:?}", given, n, step))
}

#[orchestrator]
async fn program_1(n: i64, mut given: String) -> Result<i64> {
    for total in ({
        let mut rounds_6 = 2_i64;
        loop {
            if rounds_6 == 0 {
                break list(3_i64 % 4).await?;
            }
            rounds_6 -= 1;
            let later_8;
            if async { Ok::<bool, Failure>(true) }.await? {
                {
                    let mut n: i64 = add(
                        {
                            let mut best = half(4).await?;
                            n
                        },
                        n,
                    )
                    .await?;
                }
                later_8 = vec![4_i64, 1];
            } else {
                later_8 = vec![0_i64];
            }
        }
    })
    .into_iter()
    .rev()
    {
        sleep(Duration::from_millis(1)).await;
    }
    {
        let mut rounds_10 = 1_i64;
        while (rounds_10 > 0)
            && let Some(total) = (match half(n).await? {
                None => None::<i64>,
                None => {
                    return Err(Failure::new("given up"));
                }
                _ => half(n).await?,
            })
        {
            rounds_10 -= 1;
            tick().await?;
        }
    }
    Ok(n)
}

#[orchestrator]
async fn program_2(n: i64, mut given: i64) -> Result<bool> {
    for step in 0..(given % 5) {
        let mut best = half(
            half(7)
                .await?
                .ok_or_else(|| Failure::new("nothing there"))?
                % 5,
        )
        .await?;
        match picky(step).await {
            Ok(n) => {
                let (joined_2, joined_3, joined_4, joined_5) = join!(
                    say("def".to_owned()),
                    async { Ok::<i64, Failure>(step) },
                    async { Ok::<bool, Failure>(if n < 8 { n < 2 } else { 4_i64 < 9 }) },
                    async { Ok::<i64, Failure>(n) }
                );
                let (mut joined_2, mut joined_3, mut joined_4, mut joined_5) =
                    (joined_2?, joined_3?, joined_4?, joined_5?);
            }
            Err(failure) => {
                let word = failure.to_string();
                given += n;
            }
        }
    }
    let mut name: String = match picky(given).await {
        Ok(step) => {
            match picky({
                given = 2;
                2_i64
            })
            .await
            {
                Ok(count) => {
                    tick().await?;
                }
                Err(failure) => {
                    let name = failure.to_string();
                    given += step;
                }
            }
            "a".to_owned()
        }
        Err(failure) => {
            let name = failure.to_string();
            name
        }
    };
    let lent_6 = &name;
    Ok(true)
}

#[orchestrator]
async fn program_3(n: i64) -> Result<String> {
    let (mut joined_1, mut joined_2) = try_join!(inc(7), async {
        let step = n;
        Ok::<i64, Failure>(
            if is_even(inc(add(step, n).await? * add(step, 6).await?).await?).await? {
                if n < 1 {
                    tick().await?;
                } else {
                    tick().await?;
                }
                step
            } else if 2_i64 < 3 {
                step
            } else {
                step
            },
        )
    })?;
    let mut step = joined_2;
    let Some(step) = half(joined_2).await? else {
        let mut name = "a".to_owned();
        return Ok(say(format!("{:?} {:?} {:?}", name, step, Some(0_i64))).await?);
    };
    for step in vec![
        picky(joined_2 - inc(joined_1).await?).await?,
        0,
        add(
            {
                joined_2 = 3;
                joined_2
            },
            n,
        )
        .await?,
    ] {
        tick().await?;
    }
    Ok(format!("{:?} {:?} {:?} {:?}", n, joined_1, joined_2, step))
}

#[orchestrator]
async fn program_4(mut n: i64) -> Result<i64> {
    let mut even: bool = (((inc(inc(4).await?).await? < n) || (n < 7)) || (7_i64 < 5)) || false;
    let mut basket = Basket {
        label: say(format!("{:?} {:?}", n, {
            let mut done = match picky(None::<i64>.unwrap_or(n)).await {
                Ok(count) => even,
                Err(failure) => {
                    let reply = failure.to_string();
                    even
                }
            };
            Some(1_i64)
        }))
        .await?,
        count: n,
        items: {
            let mut rounds_1 = 3_i64;
            loop {
                if rounds_1 == 0 {
                    break async {
                        let mut basket = Basket {
                            label: format!("{:?} {:?} {:?}", String::new(), n, n),
                            count: n,
                            items: vec![],
                        };
                        Ok::<Vec<i64>, Failure>(vec![])
                    }
                    .await?;
                }
                rounds_1 -= 1;
                n += 3;
            }
        },
    };
    {
        sleep(Duration::from_millis(1)).await;
    }
    let mut pair_4 = (
        basket.label.clone(),
        format!("{:?} {:?} {:?}", basket.label, even, basket.label),
    );
    let name = pair_4.0.clone();
    Ok(n)
}

#[orchestrator]
async fn program_5(mut n: i64) -> Result<String> {
    let mut reply: String = "bc".to_owned();
    let later_1;
    if if let Some(count) = half(n).await?
        && (!(n < 4))
    {
        if let Some(n) = half(n).await?
            && half(reply.len() as i64).await?.is_some()
        {
            tick().await?;
        } else {
            n += n;
        }
        false
    } else {
        false
    } {
        later_1 = n;
    } else {
        later_1 = n;
    }
    reply = reply.clone();
    let Some(count) = None::<i64> else {
        return Ok(reply);
    };
    let word = format!("{:?}", later_1);
    reply = format!("{:?} {:?}", later_1, true);
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?}",
        n, reply, later_1, count, word
    ))
}

#[orchestrator(inline)]
async fn program_6_helper(n: i64, mut given: Option<i64>) -> Result<i64> {
    let mut total: i64 = picky(inc(n).await?).await.unwrap_or(add(n, n).await?);
    Ok(n)
}

#[orchestrator]
async fn program_6(n: i64) -> Result<i64> {
    let mut name: String = "def".to_owned() + &"a".to_owned();
    let name = say(name.clone()).await?;
    let mut total = async {
        let step: i64 = 9;
        Ok::<i64, Failure>(
            picky({
                let count: i64 = 3;
                6_i64 % 6
            })
            .await
            .unwrap_or(3),
        )
    }
    .await?;
    {
        let mut total = n;
    }
    total += n;
    let mut queue =
        list(inc(inc(inc(picky(n).await.unwrap_or(9) % 4).await?).await?).await? % 4).await?;
    queue[1_i64 as usize].bump(inc(total).await?);
    Ok(1)
}

#[orchestrator(inline)]
async fn program_7_helper(mut n: i64, mut given: Vec<i64>) -> Result<String> {
    let later_1;
    if !(n < 9) {
        later_1 = 9_i64;
    } else {
        given[(n % 2) as usize].bump(inc(n.wrapping_add(inc(4).await?)).await?);
        later_1 = n;
    }
    given[(later_1 % 2) as usize] = if let Some(total) = given
        .get(
            add(
                given.len() as i64,
                half(later_1).await?.unwrap_or(inc(later_1).await?) * n,
            )
            .await? as usize,
        )
        .copied()
    {
        let mut count = 9_i64;
        later_1
    } else if true {
        n
    } else {
        n
    };
    Ok(format!("{:?} {:?} {:?}", n, given, later_1))
}

#[orchestrator]
async fn program_7(mut n: i64) -> Result<Vec<i64>> {
    let total = {
        let mut rounds_2 = 1_i64;
        loop {
            if rounds_2 == 0 {
                break (match (
                    Some(3_i64),
                    inc(({
                        n = 7;
                        Some(n)
                    })
                    .unwrap_or(inc(n).await?))
                    .await?,
                ) {
                    (Some(matched_4), 2..=7) if matched_4 < 9 => {
                        return Err(Failure::new("given up"));
                    }
                    (None, mut matched_5) if matched_5 < 5 => matched_5,
                    (_, _) => n,
                });
            }
            rounds_2 -= 1;
            n += n;
        }
    };
    match (total, Some(7_i64)) {
        (mut matched_6, None) => {
            matched_6 += total;
        }
        (1 | 5, None) => {
            n += n;
        }
        (_, _) => {
            n += 0;
        }
    }
    let mut step = total;
    let best = half(total).await?;
    let found = async {
        match picky(total).await {
            Ok(n) => {
                tick().await?;
            }
            Err(failure) => {
                let reply = failure.to_string();
                sleep(Duration::from_millis(1)).await;
            }
        }
        Ok::<Option<i64>, Failure>(best)
    }
    .await?;
    step += step;
    let mut pair_8 = (
        !({
            n = 8;
            picky(0).await.unwrap_or(inc(step * step).await?)
                < inc({
                    step = 8;
                    n
                })
                .await?
        }),
        step,
    );
    let name: String = format!("{:?} {:?} {:?}", list(3_i64 % 4).await?, total, total);
    Ok(vec![])
}

#[orchestrator]
async fn program_8(n: i64, mut given: Option<i64>) -> Result<String> {
    let (joined_2, joined_3, joined_4, joined_5) = join!(
        async {
            Ok::<i64, Failure>({
                if let Some(total) = ({
                    let mut done = true;
                    given
                }) {
                    n
                } else {
                    n
                }
            })
        },
        inc(n),
        picky(1),
        half(n)
    );
    let (mut joined_2, mut joined_3, mut joined_4, mut joined_5) =
        (joined_2?, joined_3?, joined_4?, joined_5?);
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?} {:?}",
        n, given, joined_2, joined_3, joined_4, joined_5
    ))
}

#[orchestrator(inline)]
async fn program_9_helper(n: i64, mut given: Option<i64>) -> Result<String> {
    {
        let mut count = inc(9).await?;
    }
    {
        tick().await?;
    }
    Ok(format!("{:?} {:?}", n, given))
}

#[orchestrator]
async fn program_9(mut n: i64, given: Vec<i64>) -> Result<i64> {
    let Some(lent_7) = given.iter().rev().nth(1) else {
        let (mut joined_3, mut joined_4, mut joined_5, mut joined_6) = try_join!(
            async {
                let mut name: String = if let Some(step) = given.get(n as usize).copied() {
                    let mut pair_2 = ("bc".to_owned(), half(n).await?);
                    pair_2.0.clone()
                } else {
                    "bc".to_owned()
                };
                Ok::<String, Failure>(name + &say("bc".to_owned() + &String::new()).await?)
            },
            program_9_helper(
                {
                    let reply: String = String::new();
                    n
                },
                None
            ),
            program_9_helper(7, half(n).await?),
            program_9_helper(n, None)
        )?;
        return Err(Failure::new("given up"));
    };
    let mut total: i64 = async {
        let Some(lent_10) = given
            .iter()
            .min_by_key(|item| item.saturating_sub(2).saturating_abs())
        else {
            let mut ready: bool = {
                let mut rounds_8 = 2_i64;
                loop {
                    if rounds_8 == 0 {
                        break (6_i64 < 7);
                    }
                    rounds_8 -= 1;
                    tick().await?;
                }
            };
            return Err(Failure::new("given up"));
        };
        Ok::<i64, Failure>(n)
    }
    .await?;
    Ok(n)
}

#[orchestrator]
async fn program_10(mut n: i64) -> Result<String> {
    let mut k = n < 7;
    let mut pair_2 = (
        if k {
            say(format!("{:?}", { Some(5_i64) })).await?
        } else {
            for count in vec![
                {
                    n = 2;
                    n
                },
                inc(n).await?,
            ]
            .into_iter()
            .rev()
            {
                let k = k;
            }
            "a".to_owned()
        },
        n,
    );
    let n = inc(
        picky(Some(8_i64).ok_or_else(|| Failure::new("nothing there"))?)
            .await
            .unwrap_or(pair_2.0.len() as i64),
    )
    .await?;
    Ok(format!("{:?} {:?} {:?} {:?}", k, pair_2.0, pair_2.1, n))
}

#[orchestrator]
async fn program_11(mut n: i64) -> Result<bool> {
    let mut word = say(say(format!("{:?}", n)).await?).await?;
    let mut word = word;
    {
        let mut rounds_1 = 2_i64;
        while (rounds_1 > 0)
            && (if let Some(count) = half(n).await? {
                true
            } else {
                n < 7
            })
        {
            rounds_1 -= 1;
            tick().await?;
        }
    }
    let mut half_of = half(n).await?;
    Ok(n < 8)
}

#[orchestrator(inline)]
async fn program_12_helper(mut n: i64, given: i64) -> Result<String> {
    let later_3;
    if async {
        match n {
            2 if n < 1 => {
                tick().await?;
            }
            0 | 3 => {
                return Ok(given < 5);
            }
            _ => {
                let mut half_of: Option<i64> = half(n).await?;
            }
        }
        let mut reply = if !false {
            "bc".to_owned()
        } else {
            String::new()
        };
        Ok::<bool, Failure>(match add(given, 2).await? {
            matched_1 if 3_i64 < 5 => 5_i64 < 1,
            matched_2 if matched_2 < 4 => matched_2 < 3,
            _ => true,
        })
    }
    .await?
        && (given < 7)
    {
        later_3 = n;
    } else {
        later_3 = given;
    }
    Ok(format!("{:?} {:?} {:?}", n, given, later_3))
}

#[orchestrator]
async fn program_12(n: i64) -> Result<Vec<i64>> {
    let mut reply = if (true
        && ((if (n < 1) && (5_i64 < 5) {
            n < 8
        } else if let Some(n) = half(0).await?
            && (n < 8)
        {
            2_i64 < 3
        } else {
            true
        }) || (n < 3)))
        && (5_i64 < 2)
    {
        say("def".to_owned()).await?
    } else {
        String::new()
    };
    if let Some(step) = half(
        picky(
            inc(picky({
                reply += &format!("{:?} {:?}", n, reply);
                add(add(n, 3).await?, add(n, n).await?).await?
            })
            .await
            .unwrap_or(n))
            .await?,
        )
        .await?,
    )
    .await?
    {
        tick().await?;
    } else {
        tick().await?;
    }
    match (8_i64, n) {
        (mut matched_4, matched_5) if matched_5 < 7 => {
            let mut rounds_6 = 3_i64;
            while (rounds_6 > 0)
                && let Some(count) = half(inc(reply.len() as i64).await?).await?
            {
                rounds_6 -= 1;
                tick().await?;
            }
        }
        (matched_8, 2 | 5) => {
            reply = say(say(format!("{:?}", matched_8 < 5)).await?).await?;
        }
        (_, _) => {
            sleep(Duration::from_millis(1)).await;
        }
    }
    match (add(n, add(7, n).await?).await?, n) {
        (0 | 5, mut matched_9) => {
            return Err(Failure::new("no luck"));
        }
        (2..=7, _) if n < 4 => {
            tick().await?;
        }
        (_, _) => {
            tick().await?;
        }
    }
    match half(3).await? {
        None if 7_i64 < 0 => {
            tick().await?;
        }
        None if n < 4 => {
            return Ok(vec![3]);
        }
        _ => {
            sleep(Duration::from_millis(1)).await;
        }
    }
    Ok(vec![6])
}

#[orchestrator(inline)]
async fn program_13_helper(mut n: i64, given: String) -> Result<bool> {
    let even = ({
        n = 2;
        n.wrapping_add(
            ({
                n = 6;
                add(given.len() as i64, inc(n).await?).await?
            }),
        )
    }) == n;
    Ok(even)
}

#[orchestrator]
async fn program_13(mut n: i64, given: Vec<i64>) -> Result<String> {
    let mut step = n;
    let step = match picky(
        picky(step).await.unwrap_or({
            n = 2;
            given[1_i64 as usize]
        }) * (n % 2),
    )
    .await
    {
        Ok(total) => n,
        Err(failure) => {
            let word = failure.to_string();
            step
        }
    };
    n = {
        let mut rounds_1 = 1_i64;
        loop {
            if rounds_1 == 0 {
                break inc(add(add(n, n).await?, inc(step).await?).await?).await?;
            }
            rounds_1 -= 1;
            n += step;
        }
    };
    let later_5;
    if {
        let mut rounds_3 = 3_i64;
        loop {
            if rounds_3 == 0 {
                break ((is_even(step).await? && None::<i64>.is_some())
                    || ({
                        n = 8;
                        false
                    }));
            }
            rounds_3 -= 1;
            n += n;
        }
    } {
        later_5 = n;
    } else {
        later_5 = step;
    }
    {
        let mut rounds_6 = 2_i64;
        while (rounds_6 > 0)
            && let Some(step) = half(9).await?
        {
            rounds_6 -= 1;
            let n = later_5;
        }
    }
    n = {
        n = later_5;
        n
    };
    Ok(format!("{:?} {:?} {:?} {:?}", n, given, step, later_5))
}

#[orchestrator(inline)]
async fn program_14_helper(mut n: i64) -> Result<Option<i64>> {
    let (joined_1, joined_2) = join!(async { Ok::<Vec<i64>, Failure>(vec![9, 8]) }, async {
        Ok::<i64, Failure>(0)
    });
    let (mut joined_1, mut joined_2) = (joined_1?, joined_2?);
    {
        let mut rounds_3 = 1_i64;
        while (rounds_3 > 0) && (!is_even(picky(joined_2).await.unwrap_or(n)).await?) {
            rounds_3 -= 1;
            let mut total = n;
        }
    }
    joined_1[(n % 2) as usize] = add(
        add(
            {
                let mut rounds_5 = 3_i64;
                loop {
                    if rounds_5 == 0 {
                        break n;
                    }
                    rounds_5 -= 1;
                    {
                        let Some(lent_7) = joined_1.iter().rev().nth(1) else {
                            break 1_i64;
                        };
                        match picky((*lent_7) % 2).await {
                            Ok(step) => {
                                n += n;
                            }
                            Err(failure) => {
                                let name = failure.to_string();
                                joined_2 += (*lent_7);
                            }
                        }
                    }
                    joined_2 = add(n, joined_2).await?;
                }
            },
            {
                n = 4;
                joined_2
            },
        )
        .await?,
        n,
    )
    .await?;
    Ok(Some(8))
}

#[orchestrator]
async fn program_14(n: i64, mut given: Vec<i64>) -> Result<bool> {
    let mut reply = if ({
        let word: String = {
            let mut rounds_8 = 3_i64;
            loop {
                if rounds_8 == 0 {
                    break "bc".to_owned();
                }
                rounds_8 -= 1;
                let mut count = inc(n).await?;
            }
        };
        n
    }) == n
    {
        return Ok(n < 2);
    } else if false {
        "bc".to_owned()
    } else {
        "bc".to_owned()
    };
    given.push(
        match picky(
            add(
                {
                    reply += &async { Ok::<String, Failure>(reply.clone()) }.await?;
                    n % 6
                },
                6,
            )
            .await?,
        )
        .await
        {
            Ok(n) => 5_i64,
            Err(failure) => {
                let name = failure.to_string();
                n
            }
        },
    );
    let mut n = n;
    n = if let Some(n) = ({
        n = 7;
        given.pop()
    }) {
        picky(
            inc({
                let mut ready = n < 8;
                n
            })
            .await?,
        )
        .await?
    } else {
        given[(n % 2) as usize].bump(picky(inc(n).await?).await?);
        n
    };
    (n, reply) = (
        add(
            (n.wrapping_add(add(n, inc(6).await?).await?)) % 5,
            reply.len() as i64,
        )
        .await?,
        reply,
    );
    (n, given) = (
        { async { Ok::<i64, Failure>(inc(n).await?) }.await? },
        list(
            inc(picky(
                inc(inc(None::<i64>.ok_or_else(|| Failure::new("nothing there"))?).await?).await?,
            )
            .await?)
            .await?
                % 4,
        )
        .await?,
    );
    let Some(n) = (if if if Some(given.len() as i64).is_some() {
        let even = (n == n) || (n < 0);
        even
    } else {
        n < 8
    } {
        n < 4
    } else if n < 0 {
        false
    } else {
        n < 4
    } {
        half(n).await?
    } else {
        None::<i64>
    }) else {
        return Ok(n < 7);
    };
    Ok(n < 2)
}

#[orchestrator]
async fn program_15(n: i64) -> Result<i64> {
    let mut total: i64 = inc(half(n)
        .await?
        .ok_or_else(|| Failure::new("nothing there"))?)
    .await?;
    let mut text = match (n, half(total).await?) {
        (mut matched_1, None) if matched_1 < 4 => {
            let (mut joined_6, mut joined_7, mut joined_8) = try_join!(
                async {
                    let (mut joined_2, mut joined_3, mut joined_4, mut joined_5) = try_join!(
                        async { Ok::<String, Failure>("a".to_owned()) },
                        async { Ok::<String, Failure>("bc".to_owned()) },
                        async { Ok::<bool, Failure>(false) },
                        picky(n)
                    )?;
                    Ok::<String, Failure>(if joined_4 || joined_4 {
                        joined_2
                    } else {
                        joined_3.clone()
                    })
                },
                half(inc(add(6_i64 * matched_1, matched_1).await?).await?),
                async { Ok::<i64, Failure>(total) }
            )?;
            joined_6.clone()
        }
        (2, Some(matched_9)) => String::new(),
        (_, _) => "a".to_owned(),
    };
    let mut pair_11 = (
        match {
            total = 3;
            n
        } {
            mut matched_10 if 0_i64 < 2 => {
                return Ok(if let Some(count) = half(matched_10).await? {
                    total
                } else if ({
                    total = 7;
                    total < 8
                }) && Some(3_i64).is_some()
                {
                    let mut reply = text;
                    let mut total = matched_10;
                    0_i64
                } else {
                    let mut half_of = half(total).await?;
                    n
                });
            }
            0 if total < 0 => text,
            _ => "bc".to_owned(),
        },
        n,
    );
    let mut rest = list(
        picky({
            total = 9;
            picky(total).await?
        })
        .await?
            % 4,
    )
    .await?;
    if false {
        return Ok(n);
    } else {
        tick().await?;
    }
    rest[(pair_11.1 % 2) as usize] += 'block_12: {
        total += inc(None::<i64>.ok_or_else(|| Failure::new("nothing there"))?).await?;
        let Some(count) = Some(0_i64) else {
            match rest.get(inc(total).await? as usize).copied() {
                None if n < 8 => {
                    total += pair_11.1;
                }
                None if 6_i64 < 5 => {
                    sleep(Duration::from_millis(1)).await;
                }
                _ => {
                    tick().await?;
                }
            }
            break 'block_12 n;
        };
        pair_11.1
    };
    if is_even(add(total, rest[(pair_11.1 % 2) as usize]).await?).await? {
        total = {
            let mut rounds_13 = 3_i64;
            loop {
                if rounds_13 == 0 {
                    break total;
                }
                rounds_13 -= 1;
                let lent_15 = rest.get((n % 2) as usize).unwrap_or(&5);
                let mut step = (*lent_15);
            }
        };
        return Ok(total);
    } else {
        sleep(Duration::from_millis(1)).await;
    }
    let mut reply = {
        let mut pair_19 = (
            {
                let mut rounds_16 = 2_i64;
                loop {
                    if rounds_16 == 0 {
                        break format!("{:?} {:?}", vec![n], rest);
                    }
                    rounds_16 -= 1;
                    let lent_18 = rest.get((total % 2) as usize).unwrap_or(&2);
                }
            },
            add(n.wrapping_add(pair_11.1), pair_11.1).await?,
        );
        "bc".to_owned()
    };
    Ok(n)
}

#[orchestrator]
async fn program_16(n: i64, mut given: i64) -> Result<String> {
    match picky(0).await {
        Ok(total) => {
            let even = is_even(n).await? || (n < 9);
        }
        Err(failure) => {
            let text = failure.to_string();
            tick().await?;
        }
    }
    Ok(format!("{:?} {:?}", n, given))
}

#[orchestrator]
async fn program_17(n: i64, given: Vec<i64>) -> Result<Vec<i64>> {
    for item_1 in given.iter().rev() {
        tick().await?;
    }
    {
        let mut rounds_3 = 2_i64;
        while (rounds_3 > 0)
            && is_even(n.wrapping_add(half(4).await?.unwrap_or(inc(inc(n).await?).await? % 2)))
                .await?
        {
            rounds_3 -= 1;
            tick().await?;
        }
    }
    Ok(given)
}

#[orchestrator(inline)]
async fn program_18_helper(mut n: i64) -> Result<String> {
    let found = half(n).await?;
    n = n.wrapping_add(
        half(inc(n).await?).await?.unwrap_or(
            picky({
                n = 1;
                inc(n).await?
            })
            .await
            .unwrap_or(n.wrapping_add((n.wrapping_add(n)))),
        ),
    );
    let mut even = n < 4;
    Ok(format!("{:?} {:?} {:?}", n, found, even))
}

#[orchestrator]
async fn program_18(n: i64) -> Result<String> {
    let mut reply = format!(
        "{:?} {:?}",
        vec![n, {
            let mut count = 0_i64 * n;
            half(count).await?.unwrap_or(count)
        }],
        {
            let mut half_of: Option<i64> = match (half(n).await?, n) {
                (Some(_), 0..=6) => {
                    return Err(Failure::new("given up"));
                }
                (Some(2..=3), 2..=6) => half(n).await?,
                (_, _) => Some(4_i64),
            };
            8_i64 < 1
        }
    );
    let mut text = match picky(n).await {
        Ok(total) => reply.clone() + &"bc".to_owned(),
        Err(failure) => {
            let reply = failure.to_string();
            match n * n {
                mut matched_1 if matched_1 < 9 => reply.clone(),
                2 | 5 if n < 4 => reply,
                _ => String::new(),
            }
        }
    };
    reply += &text;
    Ok(format!("{:?} {:?}", n, reply))
}

#[orchestrator(inline)]
async fn program_19_helper(mut n: i64) -> Result<String> {
    n = n;
    n = n;
    let mut n = picky(picky(inc(inc(n).await?).await?).await?).await? % 6;
    Ok(format!("{:?}", n))
}

#[orchestrator]
async fn program_19(n: i64) -> Result<Vec<i64>> {
    let (mut found, mut other_1) = (
        Some(picky(add(n, inc(inc(2).await?).await?).await?).await?),
        inc(n).await?,
    );
    let (joined_2, joined_3, joined_4) = join!(
        say(format!(
            "{:?} {:?} {:?}",
            other_1,
            format!("{:?} {:?}", other_1, other_1),
            {
                let name: String = if is_even(other_1).await? {
                    let mut queue = vec![inc(5).await?, other_1];
                    "bc".to_owned()
                } else {
                    "def".to_owned()
                };
                5_i64
            }
        )),
        async { Ok::<Option<i64>, Failure>(found) },
        async { Ok::<String, Failure>("bc".to_owned()) }
    );
    let (mut joined_2, mut joined_3, mut joined_4) = (joined_2?, joined_3?, joined_4?);
    let mut name = format!("{:?} {:?}", other_1, n);
    match picky(inc(other_1).await?).await {
        Ok(step) => {
            joined_4 = {
                format!(
                    "{:?} {:?} {:?}",
                    format!("{:?} {:?}", other_1, joined_4),
                    {
                        let mut rounds_5 = 2_i64;
                        loop {
                            if rounds_5 == 0 {
                                break (3_i64 < 9);
                            }
                            rounds_5 -= 1;
                            tick().await?;
                        }
                    },
                    other_1 < 4
                )
            };
        }
        Err(failure) => {
            let word = failure.to_string();
            let later_7;
            if n < 6 {
                name = program_19_helper(
                    inc({
                        other_1 = 2;
                        other_1
                    })
                    .await?,
                )
                .await?;
                later_7 = 8_i64;
            } else {
                later_7 = n;
            }
        }
    }
    Ok(vec![])
}

#[orchestrator]
async fn program_20(mut n: i64) -> Result<i64> {
    let lent_1 = &n;
    let later_2;
    if n < 1 {
        later_2 = n;
    } else {
        later_2 = n;
    }
    let best = Some(9_i64);
    let mut best = best;
    best = Some(
        inc(inc(add(half(n).await?.unwrap_or(add(n, n).await?), inc(7).await?).await?).await?)
            .await?,
    );
    Ok(2)
}

#[orchestrator(inline)]
async fn program_21_helper(mut n: i64, given: Vec<i64>) -> Result<bool> {
    let Some(lent_1) = given
        .iter()
        .min_by_key(|item| item.saturating_sub(5).saturating_abs())
    else {
        let mut step = n;
        return Ok(match picky(7).await {
            Ok(step) => step < 4,
            Err(failure) => {
                let text = failure.to_string();
                let queue = vec![half(step).await?.unwrap_or(n), inc(9).await?, step];
                match picky(given[(n % 2) as usize]).await {
                    Ok(step) => n < 4,
                    Err(failure) => {
                        let text = failure.to_string();
                        false
                    }
                }
            }
        });
    };
    let mut pair_2 = (n, n);
    let mut pair_9 = (
        match (
            pair_2.0,
            half(
                ({
                    let mut rounds_3 = 2_i64;
                    loop {
                        if rounds_3 == 0 {
                            break (given.iter().filter(|item| **item > pair_2.0).count() as i64);
                        }
                        rounds_3 -= 1;
                        sleep(Duration::from_millis(1)).await;
                    }
                }) % 2,
            )
            .await?,
        ) {
            (matched_5, Some(matched_6 @ 0..=4)) => {
                let mut queue = match add(
                    ({
                        pair_2.1 = 5;
                        None::<i64>
                    })
                    .unwrap_or(n),
                    picky(pair_2.0).await.unwrap_or(pair_2.0),
                )
                .await?
                {
                    mut matched_7 if matched_5 < 9 => given.clone(),
                    _ if (*lent_1) < 2 => given.clone(),
                    _ => given.clone(),
                };
                given.clone()
            }
            (1 | 5, Some(matched_8)) => {
                return Ok(true);
            }
            (_, _) => given.clone(),
        },
        Some(9_i64),
    );
    Ok(pair_2.0 < 8)
}

#[orchestrator]
async fn program_21(mut n: i64, mut given: Option<i64>) -> Result<Vec<i64>> {
    n = 6;
    given = Some(
        add(
            add(
                n,
                inc(match picky(2).await {
                    Ok(n) => n,
                    Err(failure) => {
                        let text = failure.to_string();
                        n
                    }
                })
                .await?,
            )
            .await?
                % 2,
            given.ok_or_else(|| Failure::new("nothing there"))?,
        )
        .await?,
    );
    given = async { Ok::<Option<i64>, Failure>(given) }.await?;
    let mut name = "bc".to_owned();
    let later_10;
    if async {
        let mut step = n;
        Ok::<bool, Failure>(n < 3)
    }
    .await?
    {
        later_10 = n;
    } else {
        later_10 = n;
    }
    if let Some(total) = given
        && ({
            n = 1;
            inc(add(n.wrapping_add(n), total.wrapping_add(total)).await?).await?
                == add((name.len() as i64) % 6, total).await?
        })
    {
        tick().await?;
    }
    Ok(vec![3, 7, 8])
}

#[orchestrator(inline)]
async fn program_22_helper(n: i64) -> Result<i64> {
    let mut found = Some(inc(n).await?);
    Ok(n)
}

#[orchestrator]
async fn program_22(mut n: i64) -> Result<String> {
    let mut n = picky({
        n = 2;
        add(
            inc(picky(n).await.unwrap_or(n)).await?,
            inc({
                n = 7;
                picky(7).await.unwrap_or(n)
            })
            .await?,
        )
        .await?
    })
    .await
    .unwrap_or(4);
    if let Some(step) = Some(9_i64) {
        n += n;
    } else {
        let mut name = "def".to_owned();
    }
    let lent_1 = &n;
    let mut half_of: Option<i64> = if add(
        inc({
            let mut n = n;
            n * 2
        })
        .await?,
        n,
    )
    .await?
        == (*lent_1)
    {
        Some(3_i64)
    } else {
        half((*lent_1)).await?
    };
    let later_2;
    if ({
        let mut step = program_22_helper(
            picky(n % 3)
                .await
                .unwrap_or((*lent_1).wrapping_add(inc(n).await?)),
        )
        .await?;
        half_of.is_some()
    }) || false
    {
        later_2 = "a".to_owned();
    } else {
        later_2 = "a".to_owned();
    }
    let mut found = { half((*lent_1)).await? };
    let even = (half_of.is_some() || (7_i64 < 1)) || (n < 9);
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?} {:?}",
        n,
        (*lent_1),
        half_of,
        later_2,
        found,
        even
    ))
}

#[orchestrator]
async fn program_23(n: i64) -> Result<String> {
    let (mut step, mut other_2) = (
        n,
        match picky(match (Some(n), picky(inc(n).await?).await?) {
            (None, _) => n,
            (None, matched_1 @ 2..=6) => n,
            (_, _) => n,
        })
        .await
        {
            Ok(total) => "def".to_owned(),
            Err(failure) => {
                let name = failure.to_string();
                name.clone()
            }
        },
    );
    {
        let mut rounds_3 = 1_i64;
        while (rounds_3 > 0) && true {
            rounds_3 -= 1;
            tick().await?;
        }
    }
    other_2 = match picky(5).await {
        Ok(n) => {
            let lent_5 = &step;
            other_2 += &(say(other_2.clone()).await? + &({ "bc".to_owned() }));
            other_2 + &String::new()
        }
        Err(failure) => {
            let text = failure.to_string();
            other_2
        }
    };
    let later_12;
    if {
        {
            step += n;
        }
        match Some(1_i64) {
            Some(matched_8 @ 1..=7) => {
                let mut word = {
                    let mut rounds_9 = 3_i64;
                    loop {
                        if rounds_9 == 0 {
                            break other_2.clone();
                        }
                        rounds_9 -= 1;
                        tick().await?;
                    }
                };
                match picky(4).await {
                    Ok(total) => {
                        step += matched_8;
                    }
                    Err(failure) => {
                        let reply = failure.to_string();
                        step += n;
                    }
                }
                matched_8 < 4
            }
            Some(mut matched_11) => step < 3,
            _ => 6_i64 < 0,
        }
    } {
        later_12 = String::new();
    } else {
        later_12 = other_2.clone();
    }
    let seen = vec![3_i64, 2, 4];
    {
        tick().await?;
    }
    if let Some(step) = half(n).await? {
        other_2 = say(say(other_2.clone()).await?).await?;
        let total = n;
    }
    step = inc(inc({
        step = 7;
        inc(later_12.len() as i64).await?
    })
    .await?)
    .await?;
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?}",
        n, step, other_2, later_12, seen
    ))
}

#[orchestrator(inline)]
async fn program_24_helper(mut n: i64) -> Result<String> {
    let mut text = format!(
        "{:?}",
        vec![
            n,
            Some(2_i64).unwrap_or({
                n = 5;
                n
            }),
            n
        ]
    );
    Ok(format!("{:?} {:?}", n, text))
}

#[orchestrator]
async fn program_24(n: i64) -> Result<String> {
    let mut total = add(
        half(n)
            .await?
            .ok_or_else(|| Failure::new("nothing there"))?,
        5,
    )
    .await?;
    Ok(format!("{:?} {:?}", n, total))
}

#[orchestrator]
async fn program_25(n: i64, given: i64) -> Result<String> {
    match picky(if let Some(count) = half(given).await? {
        count
    } else {
        given
    })
    .await
    {
        Ok(count) => {
            tick().await?;
        }
        Err(failure) => {
            let name = failure.to_string();
            sleep(Duration::from_millis(1)).await;
        }
    }
    let count = {
        let mut rounds_1 = 3_i64;
        loop {
            if rounds_1 == 0 {
                break inc(({
                    let mut reply = String::new();
                    half(given).await?
                })
                .ok_or_else(|| Failure::new("nothing there"))?)
                .await?;
            }
            rounds_1 -= 1;
            let (mut best, mut other_3) = (half(1).await?, n < 3);
        }
    };
    Ok(format!("{:?} {:?} {:?}", n, given, count))
}

#[orchestrator(inline)]
async fn program_26_helper(n: i64) -> Result<bool> {
    match half(n).await? {
        Some(mut matched_1) => {
            let mut rounds_2 = 2_i64;
            while (rounds_2 > 0) && ((matched_1 < 3) && ((n < 3) && (matched_1 == n))) {
                rounds_2 -= 1;
                matched_1 += n;
            }
        }
        None => {
            return Ok(true);
        }
        _ => {
            tick().await?;
        }
    }
    let total = async { Ok::<i64, Failure>(picky(9).await?) }.await?;
    Ok(total < 8)
}

#[orchestrator]
async fn program_26(n: i64) -> Result<bool> {
    let even = half(1).await?.is_some() || false;
    if let Some(count) = None::<i64> {
        let total = ({
            let mut n: i64 = 5;
            n
        }) % 4;
        let mut count = {
            let mut rounds_4 = 1_i64;
            loop {
                if rounds_4 == 0 {
                    break inc(total + count).await?;
                }
                rounds_4 -= 1;
                sleep(Duration::from_millis(1)).await;
            }
        };
    } else {
        {
            let mut rounds_6 = 3_i64;
            while (rounds_6 > 0) && (n == n) {
                rounds_6 -= 1;
                tick().await?;
            }
        }
    }
    let mut ready: bool = even;
    Ok(ready)
}

#[orchestrator]
async fn program_27(n: i64) -> Result<Vec<i64>> {
    let (mut even, mut other_1) = ((inc(n).await? < n) || (n < 0), vec![5_i64, 5, 3]);
    {
        let mut rounds_2 = 2_i64;
        while (rounds_2 > 0) && even {
            rounds_2 -= 1;
            tick().await?;
        }
    }
    let mut seen = vec![
        other_1.pop().unwrap_or({
            let mut done = even;
            n
        }),
        n,
    ];
    let mut queue = vec![
        other_1.len() as i64,
        inc(inc(add(n, n).await?).await?).await?,
        n,
    ];
    Ok(vec![0, 1])
}

#[orchestrator]
async fn program_28(mut n: i64, mut given: Option<i64>) -> Result<bool> {
    let mut word = {
        let mut rounds_1 = 2_i64;
        loop {
            if rounds_1 == 0 {
                break ("bc".to_owned() + &say(say("a".to_owned()).await?).await?);
            }
            rounds_1 -= 1;
            n += n;
        }
    };
    let mut found: Option<i64> = given.take();
    let mut count = inc(n).await?;
    let queue = list(
        (({
            count = 3;
            n
        }) % 6)
            % 4,
    )
    .await?;
    let lent_3 = queue.get((count % 2) as usize).unwrap_or(&4);
    Ok(n < 4)
}

#[orchestrator]
async fn program_29(mut n: i64) -> Result<i64> {
    let mut basket = Basket {
        label: "a".to_owned(),
        count: n,
        items: vec![5, 5, 2],
    };
    let lent_1 = basket.items.get((basket.count % 2) as usize).unwrap_or(&3);
    let reply = {
        let mut count = (*lent_1);
        basket.label.clone()
    };
    if !(n < (basket.items.len() as i64)) {
        let (mut joined_2, mut joined_3, mut joined_4, mut joined_5) = try_join!(
            async { Ok::<bool, Failure>(basket.count < 6) },
            async { Ok::<Option<i64>, Failure>(Some(8)) },
            inc(n),
            async { Ok::<i64, Failure>(8) }
        )?;
    }
    let (joined_10, joined_11) = join!(
        async {
            let lent_6 = &basket.label;
            let mut k = async {
                for item_7 in &basket.items {
                    tick().await?;
                }
                if let Some(step) = Some(6_i64) {
                    tick().await?;
                }
                Ok::<bool, Failure>(match picky(basket.count).await {
                    Ok(count) => count < 7,
                    Err(failure) => {
                        let text = failure.to_string();
                        n < 4
                    }
                })
            }
            .await?;
            Ok::<i64, Failure>(basket.items[((*lent_1) % 2) as usize])
        },
        async {
            let lent_9 = basket.items.first().unwrap_or(&0);
            Ok::<i64, Failure>((*lent_1))
        }
    );
    let (mut joined_10, mut joined_11) = (joined_10?, joined_11?);
    let name = match (
        {
            joined_10 = 2;
            None::<i64>
        },
        n % 5,
    ) {
        (Some(5), matched_12) => basket.label,
        (Some(mut matched_13), matched_14 @ 2..=3) => String::new(),
        (_, _) => basket.label.clone(),
    };
    Ok(7)
}

#[orchestrator]
async fn program_30(n: i64, given: i64) -> Result<i64> {
    let mut step: i64 = async {
        let mut n: i64 = n;
        if let Some(step) = None::<i64>
            && (is_even(inc(5).await?).await? || async { Ok::<bool, Failure>(n < 1) }.await?)
        {
            let mut queue = vec![9_i64];
        } else if let Some(n) = half(n).await?
            && (n < 9)
        {
            tick().await?;
        } else if given < 6 {
            tick().await?;
        }
        Ok::<i64, Failure>(5)
    }
    .await?;
    let reply = say({
        step = 2;
        format!("{:?}", inc(3).await?) + &"bc".to_owned()
    })
    .await?;
    let queue = vec![3_i64, 1];
    let mut best = half(step).await?;
    let later_1;
    if match picky(best.unwrap_or(given)).await {
        Ok(n) => given < 7,
        Err(failure) => {
            let word = failure.to_string();
            step < 6
        }
    } {
        later_1 = reply;
    } else {
        later_1 = reply.clone();
    }
    let mut k: bool = n < 9;
    let Some(step) = half(add(0, queue[(n % 2) as usize]).await?).await? else {
        return Ok(async {
            for item_2 in queue.iter().rev() {
                tick().await?;
            }
            Ok::<i64, Failure>(given.wrapping_add(given))
        }
        .await?);
    };
    Ok(0)
}

#[orchestrator(inline)]
async fn program_31_helper(n: i64) -> Result<Vec<i64>> {
    let mut n: i64 = n;
    Ok(vec![3, 2, 3])
}

#[orchestrator]
async fn program_31(n: i64, given: Vec<i64>) -> Result<Option<i64>> {
    for n in given.into_iter().rev() {
        tick().await?;
    }
    let count = {
        let mut rounds_2 = 1_i64;
        loop {
            if rounds_2 == 0 {
                break n;
            }
            rounds_2 -= 1;
            let mut count = half(n)
                .await?
                .ok_or_else(|| Failure::new("nothing there"))?;
        }
    };
    let mut done = match (
        half(n).await?,
        None::<i64>.unwrap_or(
            picky(if half(n).await?.is_some() && (n < 3) {
                count
            } else {
                n
            })
            .await
            .unwrap_or(7),
        ),
    ) {
        (Some(matched_4 @ 0..=4), _) => count < 1,
        (None, 0) => true,
        (_, _) => n < 9,
    };
    let total: i64 = inc(1).await? % 4;
    done = async {
        let (mut name, mut other_10) = (
            match add(9, 4).await? - (count.wrapping_add(picky(count).await.unwrap_or(0))) {
                0 | 5 if 8_i64 < 3 => "a".to_owned(),
                mut matched_5 if total < 9 => {
                    {
                        let mut rounds_6 = 3_i64;
                        while (rounds_6 > 0)
                            && (match half(count).await? {
                                None => done,
                                Some(1 | 3) => done,
                                _ => done,
                            })
                        {
                            rounds_6 -= 1;
                            tick().await?;
                        }
                    }
                    {
                        let mut rounds_8 = 3_i64;
                        loop {
                            if rounds_8 == 0 {
                                break String::new();
                            }
                            rounds_8 -= 1;
                            tick().await?;
                        }
                    }
                }
                _ => match picky(add(n, total).await?).await {
                    Ok(step) => String::new(),
                    Err(failure) => {
                        let text = failure.to_string();
                        text
                    }
                },
            },
            half(total).await?,
        );
        Ok::<bool, Failure>(done)
    }
    .await?;
    let mut count = inc(inc(match (half(total).await?, half(count).await?) {
        (Some(mut matched_11), Some(mut matched_12)) => {
            let lent_13 = &matched_11;
            let mut text = "a".to_owned();
            async { Ok::<i64, Failure>(n) }.await?
        }
        (Some(mut matched_14), None) if 2_i64 < 1 => {
            {
                let mut rounds_15 = 3_i64;
                while (rounds_15 > 0) && done {
                    rounds_15 -= 1;
                    tick().await?;
                }
            }
            let name = "bc".to_owned();
            matched_14
        }
        (_, _) => 8_i64,
    })
    .await?)
    .await?;
    let mut seen: Vec<i64> = vec![];
    let lent_17 = seen.last().unwrap_or(&8);
    Ok(half(7).await?)
}

#[orchestrator(inline)]
async fn program_32_helper(n: i64) -> Result<Vec<i64>> {
    let mut total = async {
        {
            let mut rounds_1 = 1_i64;
            while (rounds_1 > 0)
                && let Some(n) = (if let Some(step) = half(n).await? {
                    Some(3_i64)
                } else if let Some(count) = half(n).await? {
                    return Err(Failure::new("given up"));
                } else if n < 9 {
                    return Ok(n);
                } else if let Some(count) = Some(8_i64) {
                    half(n).await?
                } else {
                    None::<i64>
                })
            {
                rounds_1 -= 1;
                tick().await?;
            }
        }
        Ok::<i64, Failure>(n)
    }
    .await?;
    total = async { Ok::<i64, Failure>(n.wrapping_add(total)) }.await?;
    Ok(vec![])
}

#[orchestrator]
async fn program_32(mut n: i64) -> Result<String> {
    let mut reply: String = {
        let mut rounds_3 = 3_i64;
        loop {
            if rounds_3 == 0 {
                break ({
                    let mut rounds_5 = 1_i64;
                    loop {
                        if rounds_5 == 0 {
                            break format!(
                                "{:?} {:?} {:?}",
                                half(n).await?.is_some(),
                                n,
                                half(n).await?
                            );
                        }
                        rounds_5 -= 1;
                        let (mut word, mut other_7) = ("bc".to_owned(), "bc".to_owned());
                    }
                });
            }
            rounds_3 -= 1;
            n += n;
        }
    };
    Ok(format!("{:?} {:?}", n, reply))
}

#[orchestrator(inline)]
async fn program_33_helper(mut n: i64) -> Result<Vec<i64>> {
    {
        let mut rounds_1 = 1_i64;
        while (rounds_1 > 0)
            && ({
                Some(
                    half(n)
                        .await?
                        .ok_or_else(|| Failure::new("nothing there"))?,
                )
                .is_some()
            })
        {
            rounds_1 -= 1;
            n += 6;
        }
    }
    let mut pair_3 = (n, String::new());
    let done = is_even(add(n, add(add(4, 4).await?, n).await?).await?).await?;
    Ok(vec![7, 0, 4])
}

#[orchestrator]
async fn program_33(mut n: i64) -> Result<i64> {
    let (joined_4, joined_5) = join!(
        program_33_helper(
            add(
                inc(inc(n).await?).await?,
                n.wrapping_add(
                    add(
                        {
                            let mut word = if let Some(n) = Some(5_i64) {
                                "bc".to_owned()
                            } else if let Some(total) = Some(n) {
                                "a".to_owned()
                            } else {
                                "def".to_owned()
                            };
                            n
                        },
                        n
                    )
                    .await?
                )
            )
            .await?
        ),
        async { Ok::<i64, Failure>(2) }
    );
    let (mut joined_4, mut joined_5) = (joined_4?, joined_5?);
    let mut pair_6 = (joined_4.pop(), "def".to_owned() + &"a".to_owned());
    Ok(joined_5)
}

#[orchestrator(inline)]
async fn program_34_helper(mut n: i64, given: Option<i64>) -> Result<String> {
    let mut done = match (Some(3_i64), {
        n = 4;
        n
    }) {
        (Some(1..=3), 4) if 4_i64 < 7 => n < 1,
        (None, matched_1) => false,
        (_, _) => n < 4,
    };
    let mut count = n;
    Ok(format!("{:?} {:?} {:?} {:?}", n, given, done, count))
}

#[orchestrator]
async fn program_34(mut n: i64, mut given: Vec<i64>) -> Result<Option<i64>> {
    let mut found = None::<i64>;
    let mut even = n < 1;
    let mut basket = Basket {
        label: program_34_helper(
            inc(n.wrapping_add(
                ({
                    n = 7;
                    inc({
                        n = 6;
                        add(n, n).await?
                    })
                    .await?
                }),
            ))
            .await?,
            found.take(),
        )
        .await?,
        count: add(inc(n).await?, 0).await?,
        items: given.clone(),
    };
    Ok(found)
}

#[orchestrator(inline)]
async fn program_35_helper(n: i64) -> Result<Option<i64>> {
    let done = match picky(n.wrapping_add(
        ({
            let seen = async {
                match half(n).await? {
                    Some(matched_1) if n < 1 => {
                        tick().await?;
                    }
                    None => {
                        tick().await?;
                    }
                    _ => {
                        tick().await?;
                    }
                }
                let mut total = n;
                Ok::<Vec<i64>, Failure>(vec![])
            }
            .await?;
            n
        }),
    ))
    .await
    {
        Ok(count) => count < 0,
        Err(failure) => {
            let reply = failure.to_string();
            n < 7
        }
    };
    let mut k = done;
    Ok(Some(1))
}

#[orchestrator]
async fn program_35(mut n: i64, given: Option<i64>) -> Result<String> {
    match (half(n).await?, half(2).await?) {
        (Some(mut matched_2), Some(2)) => {
            return Err(Failure::new("no luck"));
        }
        (None, None) => {
            sleep(Duration::from_millis(1)).await;
        }
        (_, _) => {
            n += 9;
        }
    }
    let mut done = half(n).await?.is_some();
    for mut total in list((inc(add(7, 1).await?).await? * n) % 4).await? {
        total += n;
    }
    {
        let mut rounds_4 = 3_i64;
        while (rounds_4 > 0) && ((add(picky(n).await?, 3).await? == n) && (n < 7)) {
            rounds_4 -= 1;
            tick().await?;
        }
    }
    Ok(format!("{:?} {:?} {:?}", n, given, done))
}

#[orchestrator(inline)]
async fn program_36_helper(mut n: i64, given: Vec<i64>) -> Result<String> {
    let mut pair_1 = (
        list(given[(n % 2) as usize] % 4).await?,
        list(given[1_i64 as usize] % 4).await?,
    );
    let (mut joined_6, mut joined_7, mut joined_8) = try_join!(
        async {
            let mut pair_2 = (say("a".to_owned()).await?, inc(3).await? % 6);
            let mut basket = Basket {
                label: "bc".to_owned(),
                count: {
                    let mut rounds_3 = 2_i64;
                    loop {
                        if rounds_3 == 0 {
                            break (match half(add(pair_2.1, pair_2.1).await?).await? {
                                Some(matched_5) => 6_i64,
                                None => pair_2.1,
                                _ => n,
                            });
                        }
                        rounds_3 -= 1;
                        pair_2.1 += n;
                    }
                },
                items: list(add(n, n).await? % 4).await?,
            };
            Ok::<Vec<i64>, Failure>(pair_1.1.clone())
        },
        async { Ok::<i64, Failure>(7) },
        async { Ok::<Option<i64>, Failure>(half(n).await?) }
    )?;
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        n, given, pair_1.0, pair_1.1, joined_6, joined_7, joined_8
    ))
}

#[orchestrator]
async fn program_36(mut n: i64, given: Vec<i64>) -> Result<Vec<i64>> {
    let mut total = n;
    match picky(
        add(
            inc(add(inc(given.len() as i64).await?, 1).await?).await?,
            total,
        )
        .await?,
    )
    .await
    {
        Ok(n) => {
            tick().await?;
        }
        Err(failure) => {
            let word = failure.to_string();
            n += total;
        }
    }
    if half(total).await?.is_some() {
        tick().await?;
    } else {
        n += total;
    }
    n += Some(
        picky({
            n = 4;
            3_i64
        })
        .await?,
    )
    .unwrap_or(n);
    let mut count = async {
        {
            let mut rounds_9 = 1_i64;
            while (rounds_9 > 0)
                && let Some(count) = half(add(total, 6).await?).await?
            {
                rounds_9 -= 1;
                let mut total = count.wrapping_add(count);
                for item_11 in &given {
                    tick().await?;
                }
            }
        }
        Ok::<i64, Failure>(n)
    }
    .await?;
    Ok(vec![4, 8])
}

#[orchestrator(inline)]
async fn program_37_helper(n: i64) -> Result<bool> {
    let (mut k, mut other_1) = (async { Ok::<bool, Failure>(n < 5) }.await?, n);
    other_1 = other_1;
    Ok(k)
}

#[orchestrator]
async fn program_37(n: i64) -> Result<Vec<i64>> {
    let mut rest: Vec<i64> = vec![];
    rest = list(inc(picky(half(6).await?.unwrap_or(8)).await.unwrap_or(n)).await? % 4).await?;
    match picky(n).await {
        Ok(total) => {
            let mut rounds_2 = 1_i64;
            while (rounds_2 > 0) && (!(n < 5)) {
                rounds_2 -= 1;
                let count = inc(inc({
                    rest.push(n);
                    total
                })
                .await?)
                .await?;
            }
        }
        Err(failure) => {
            let word = failure.to_string();
            match picky(n).await {
                Ok(n) => {
                    tick().await?;
                }
                Err(failure) => {
                    let text = failure.to_string();
                    sleep(Duration::from_millis(1)).await;
                }
            }
        }
    }
    let later_4;
    if if inc(add(n, picky(n.wrapping_add((n + n))).await.unwrap_or(2)).await?).await? < n {
        false
    } else if let Some(n) = half(n).await?
        && false
    {
        true
    } else {
        true
    } {
        later_4 = n;
    } else {
        later_4 = n;
    }
    let done = is_even(later_4.wrapping_add(n)).await?;
    let mut name: String = "def".to_owned();
    Ok(rest)
}

#[orchestrator(inline)]
async fn program_38_helper(mut n: i64, given: String) -> Result<Option<i64>> {
    let (joined_1, joined_2, joined_3) = join!(half(n % 4), say(given.clone()), async {
        Ok::<String, Failure>(given.clone())
    });
    let (mut joined_1, mut joined_2, mut joined_3) = (joined_1?, joined_2?, joined_3?);
    if (({
        let mut rounds_4 = 3_i64;
        loop {
            if rounds_4 == 0 {
                break (n < 4);
            }
            rounds_4 -= 1;
            tick().await?;
        }
    }) && (({
        n = 6;
        4_i64
    }) == n))
        && false
    {
        tick().await?;
    } else {
        n += n;
    }
    Ok(joined_1)
}

#[orchestrator]
async fn program_38(n: i64) -> Result<Option<i64>> {
    let mut n: i64 = add(n.wrapping_add(n), n.wrapping_add(6_i64)).await?;
    let mut text = format!(
        "{:?}",
        say(format!("{:?} {:?}", 5_i64, vec![6_i64, 3])).await?
    );
    let name = format!("{:?} {:?} {:?}", n, n < 0, text.clone());
    (n, text) = (3, {
        match picky(6).await {
            Ok(step) => {
                let mut word: String = {
                    let mut rounds_7 = 2_i64;
                    loop {
                        if rounds_7 == 0 {
                            break String::new();
                        }
                        rounds_7 -= 1;
                        tick().await?;
                    }
                };
                name
            }
            Err(failure) => {
                let text = failure.to_string();
                say(text.clone()).await?
            }
        }
    });
    let mut count = n;
    let mut step = {
        let mut rounds_9 = 3_i64;
        loop {
            if rounds_9 == 0 {
                break inc(text.len() as i64).await?;
            }
            rounds_9 -= 1;
            count += n;
        }
    };
    let mut total: i64 = {
        let mut rounds_11 = 2_i64;
        loop {
            if rounds_11 == 0 {
                break (match (half(step).await?, n) {
                    (Some(mut matched_13), matched_14 @ 2..=3) => matched_13,
                    (Some(matched_15 @ 0..=6), 5) => 1_i64,
                    (_, _) => count,
                });
            }
            rounds_11 -= 1;
            tick().await?;
        }
    };
    Ok(half(total).await?)
}

#[orchestrator(inline)]
async fn program_39_helper(n: i64) -> Result<String> {
    let mut k: bool = match picky(picky(n).await?).await {
        Ok(step) => {
            let (mut joined_3, mut joined_4, mut joined_5) = try_join!(
                async {
                    let mut last = match (Some(7_i64), half(n).await?) {
                        (Some(matched_1), Some(matched_2)) => Some(4_i64),
                        (Some(1), None) => Some(3_i64),
                        (_, _) => half(n).await?,
                    };
                    let mut basket = Basket {
                        label: format!("{:?} {:?}", n, "a".to_owned()),
                        count: if (n < 7) && (7_i64 < 8) {
                            return Err(Failure::new("given up"));
                        } else {
                            5_i64
                        },
                        items: vec![3],
                    };
                    Ok::<bool, Failure>(true)
                },
                picky(step),
                async { Ok::<i64, Failure>(n) }
            )?;
            joined_5 < 9
        }
        Err(failure) => {
            let name = failure.to_string();
            n < 8
        }
    };
    for total in 2..(inc(n).await? % 5) {
        tick().await?;
    }
    Ok(format!("{:?} {:?}", n, k))
}

#[orchestrator]
async fn program_39(mut n: i64) -> Result<i64> {
    let queue = vec![5_i64, 3, 7];
    let later_8;
    if async {
        let Some(lent_7) = queue
            .iter()
            .min_by_key(|item| item.saturating_sub(7).saturating_abs())
        else {
            let total = n;
            if let Some(step) = None::<i64> {
                tick().await?;
            } else {
                tick().await?;
            }
            return Err(Failure::new("no luck"));
        };
        Ok::<bool, Failure>(n < 3)
    }
    .await?
    {
        later_8 = n;
    } else {
        later_8 = n;
    }
    let mut count = inc(later_8).await?;
    let name = {
        let mut done = (count < 9) && (n < 8);
        "bc".to_owned()
    };
    if false {
        sleep(Duration::from_millis(1)).await;
    }
    let lent_10 = queue.first().unwrap_or(&1);
    {
        let mut rounds_11 = 3_i64;
        while (rounds_11 > 0)
            && (match picky(name.len() as i64).await {
                Ok(step) => true,
                Err(failure) => {
                    let text = failure.to_string();
                    5_i64 < 1
                }
            })
        {
            rounds_11 -= 1;
            count += n;
        }
    }
    for mut count in 1..(4_i64 % 5) {
        let mut basket = Basket {
            label: name.clone(),
            count: n,
            items: vec![half(later_8).await?.unwrap_or(inc(0_i64 % 2).await?)],
        };
        let lent_14 = basket.items.last().unwrap_or(&0);
    }
    Ok((*lent_10))
}

#[orchestrator]
async fn program_40(n: i64) -> Result<bool> {
    {
        let mut rounds_1 = 3_i64;
        while (rounds_1 > 0)
            && let Some(n) = Some(6_i64)
        {
            rounds_1 -= 1;
            tick().await?;
        }
    }
    Ok(n < 4)
}

#[orchestrator]
async fn program_41(mut n: i64, given: i64) -> Result<Option<i64>> {
    let mut n = {
        let mut rounds_1 = 1_i64;
        loop {
            if rounds_1 == 0 {
                break n;
            }
            rounds_1 -= 1;
            let mut reply = say(say(say(String::new()).await?).await?).await?;
            let mut count = add(n, given).await?;
        }
    };
    let mut step = given;
    Ok(half(2).await?)
}

#[orchestrator]
async fn program_42(mut n: i64) -> Result<String> {
    let mut name = say("bc".to_owned()
        + &({
            n = 7;
            "a".to_owned()
        }))
    .await?;
    let lent_1 = &name;
    let mut pair_2 = (say((*lent_1).clone()).await?, 6_i64 < 3);
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?}",
        n,
        name,
        (*lent_1),
        pair_2.0,
        pair_2.1
    ))
}

#[orchestrator(inline)]
async fn program_43_helper(mut n: i64) -> Result<String> {
    if n < 6 {
        let mut rest = vec![6_i64, 5];
    }
    n += n;
    let mut pair_2 = (
        format!("{:?}", String::new()),
        if {
            n = 2;
            Some(7_i64).is_some() || (inc(n).await? == n)
        } {
            for mut total in vec![3_i64, 0] {
                n += 8;
            }
            n < 3
        } else {
            n < 7
        },
    );
    Ok(format!("{:?} {:?} {:?}", n, pair_2.0, pair_2.1))
}

#[orchestrator]
async fn program_43(n: i64, mut given: i64) -> Result<i64> {
    let rest: Vec<i64> = vec![6_i64, add(n, 6).await?];
    let lent_3 = &n;
    let mut items = vec![
        inc(inc(rest.iter().filter(|item| **item > (*lent_3)).count() as i64).await?).await?,
        (match picky(add(inc(given % 3).await?, given).await?).await {
            Ok(n) => given,
            Err(failure) => {
                let text = failure.to_string();
                n
            }
        }) % 2,
    ];
    items[((*lent_3) % 2) as usize].bump((rest.len() as i64));
    Ok(given)
}

#[orchestrator]
async fn program_44(mut n: i64, given: Option<i64>) -> Result<String> {
    let lent_1 = &n;
    match picky(inc(n).await?).await {
        Ok(count) => {
            let mut name = "bc".to_owned() + &say(format!("{:?}", given)).await?;
            let mut reply = "def".to_owned();
        }
        Err(failure) => {
            let reply = failure.to_string();
            tick().await?;
        }
    }
    match picky(n).await {
        Ok(n) => {
            let mut word = format!("{:?} {:?}", (*lent_1), "def".to_owned());
            let name = {
                let mut rounds_2 = 3_i64;
                loop {
                    if rounds_2 == 0 {
                        break "a".to_owned();
                    }
                    rounds_2 -= 1;
                    let mut step = (*lent_1);
                }
            };
        }
        Err(failure) => {
            let name = failure.to_string();
            tick().await?;
        }
    }
    let mut name =
        (say(format!("{:?}", half((*lent_1)).await?)).await? + &"def".to_owned()) + &String::new();
    let mut step: i64 = (*lent_1);
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?}",
        n,
        given,
        (*lent_1),
        name,
        step
    ))
}

#[orchestrator]
async fn program_45(n: i64) -> Result<i64> {
    let even: bool = {
        let mut step: i64 = n;
        let text = say(format!("{:?} {:?}", say("def".to_owned()).await?, step)).await?
            + &say(format!(
                "{:?}",
                format!("{:?} {:?}", half(1).await?, vec![1_i64])
            ))
            .await?;
        false
    };
    for total in 0..(n % 5) {
        let mut name = format!(
            "{:?} {:?} {:?}",
            say("a".to_owned()).await?,
            {
                let mut total = total + 8;
                picky(total).await.unwrap_or(total) % 3
            },
            {
                let mut reply = "bc".to_owned();
                n
            }
        );
    }
    let mut total = inc({
        let mut rounds_2 = 1_i64;
        loop {
            if rounds_2 == 0 {
                break 5_i64;
            }
            rounds_2 -= 1;
            let mut reply = match picky(add(n, n).await?).await {
                Ok(step) => "bc".to_owned(),
                Err(failure) => {
                    let text = failure.to_string();
                    "a".to_owned()
                }
            };
            let (mut joined_4, mut joined_5, mut joined_6) = try_join!(
                async { Ok::<String, Failure>(reply.clone()) },
                half(n),
                async { Ok::<Vec<i64>, Failure>(vec![]) }
            )?;
        }
    })
    .await?;
    if let Some(count) = Some(3_i64) {
        let mut items = list(total % 4).await?;
    } else {
        total += n;
    }
    let mut last = async {
        {
            let mut rounds_7 = 2_i64;
            while (rounds_7 > 0)
                && let Some(count) = half(n).await?
            {
                rounds_7 -= 1;
                let (joined_9, joined_10, joined_11) = join!(
                    half(n.wrapping_add(n)),
                    async { Ok::<String, Failure>("bc".to_owned()) },
                    async { Ok::<i64, Failure>(total) }
                );
                let (mut joined_9, mut joined_10, mut joined_11) =
                    (joined_9?, joined_10?, joined_11?);
            }
        }
        Ok::<Option<i64>, Failure>(half(n).await?)
    }
    .await?;
    if let Some(step) = Some(add(total, 0).await?) {
        total += total;
    }
    Ok(total)
}

#[orchestrator]
async fn program_46(mut n: i64) -> Result<bool> {
    n = inc(n - n).await?;
    let later_1;
    if n < 2 {
        let mut n: i64 = {
            if n < 6 {
                n = inc(match picky(n).await {
                    Ok(step) => step,
                    Err(failure) => {
                        let reply = failure.to_string();
                        n
                    }
                })
                .await?;
            }
            let mut step = add(add(n, n).await?, inc(inc(n).await?).await?).await?;
            step
        };
        later_1 = n;
    } else {
        later_1 = n;
    }
    let reply = say(String::new()).await?;
    let mut k = (9_i64 < 8) || (later_1 < 4);
    let mut reply = format!(
        "{:?} {:?}",
        format!(
            "{:?} {:?} {:?}",
            format!(
                "{:?}",
                add(
                    {
                        n = 2;
                        Some(5_i64).unwrap_or(n)
                    },
                    later_1
                )
                .await?
            ),
            "def".to_owned(),
            k
        ),
        later_1
    );
    let mut word = format!("{:?} {:?}", n, later_1);
    let (mut joined_6, mut joined_7) = try_join!(
        async {
            for n in Vec::<i64>::new() {
                let text = {
                    let mut rounds_3 = 3_i64;
                    loop {
                        if rounds_3 == 0 {
                            break reply.clone();
                        }
                        rounds_3 -= 1;
                        for step in 2..(({
                            let mut step = later_1;
                            n
                        }) % 5)
                        {
                            tick().await?;
                        }
                    }
                };
            }
            Ok::<i64, Failure>(inc(later_1).await?)
        },
        say(format!(
            "{:?} {:?} {:?}",
            {
                let step = n;
                vec![4_i64, 0]
            },
            k,
            n
        ))
    )?;
    Ok(k)
}

#[orchestrator]
async fn program_47(n: i64, mut given: String) -> Result<bool> {
    for mut count in list(
        ({
            let mut last = None::<i64>;
            0_i64
        }) % 4,
    )
    .await?
    .into_iter()
    .rev()
    {
        let later_4;
        if count < 6 {
            {
                let mut rounds_2 = 1_i64;
                while (rounds_2 > 0)
                    && let Some(count) = Some(inc(count).await?)
                {
                    rounds_2 -= 1;
                    sleep(Duration::from_millis(1)).await;
                }
            }
            later_4 = 2_i64;
        } else {
            later_4 = count;
        }
    }
    {
        let mut rounds_5 = 2_i64;
        while (rounds_5 > 0)
            && let Some(step) = (if is_even({
                let total = inc(None::<i64>.unwrap_or(n) - 6).await?;
                picky(inc(0).await?).await?
            })
            .await?
            {
                Some(9_i64)
            } else if let Some(total) = half(n).await? {
                half(4).await?
            } else {
                half(5).await?
            })
        {
            rounds_5 -= 1;
            sleep(Duration::from_millis(1)).await;
        }
    }
    let mut pair_7 = (half(n).await?, given.len() as i64);
    match n % 6 {
        _ if n < 8 => {
            return Ok(({
                let mut rounds_8 = 1_i64;
                loop {
                    if rounds_8 == 0 {
                        break (match picky(pair_7.1).await {
                            Ok(count) => pair_7.0,
                            Err(failure) => {
                                let reply = failure.to_string();
                                pair_7.0
                            }
                        });
                    }
                    rounds_8 -= 1;
                    pair_7.0 = pair_7.0;
                    let (mut items, mut other_10) = (vec![7_i64, 1], n < 2);
                }
            })
            .is_some());
        }
        mut matched_11 if n < 7 => {
            pair_7.1 += pair_7.1;
        }
        _ => {
            sleep(Duration::from_millis(1)).await;
        }
    }
    (pair_7.1, given) = (
        inc(n.wrapping_add(
            picky(pair_7.0.unwrap_or(n)).await.unwrap_or(
                ({
                    pair_7.1 = 5;
                    pair_7.0
                })
                .ok_or_else(|| Failure::new("nothing there"))?,
            ),
        ))
        .await?
            % 5,
        format!("{:?} {:?} {:?}", pair_7.0, false, vec![0_i64, 0]),
    );
    let later_12;
    if pair_7.1 < 0 {
        match picky(pair_7.1).await {
            Ok(n) => {
                tick().await?;
            }
            Err(failure) => {
                let word = failure.to_string();
                let mut step = pair_7.1;
            }
        }
        later_12 = pair_7.1;
    } else {
        later_12 = pair_7.1;
    }
    {
        tick().await?;
    }
    pair_7.1 = picky(6).await.unwrap_or(later_12);
    Ok(5_i64 < 0)
}

#[orchestrator(inline)]
async fn program_48_helper(n: i64, mut given: Option<i64>) -> Result<String> {
    let mut basket = Basket {
        label: say((String::new() + &"def".to_owned()) + &"def".to_owned()).await?,
        count: add(n, n).await?,
        items: vec![],
    };
    basket.items = list(
        (basket.count.wrapping_add(
            inc(add(
                add(picky(n).await.unwrap_or(n), basket.count).await?,
                add(0, basket.count).await?,
            )
            .await?)
            .await?,
        )) % 4,
    )
    .await?;
    {
        let mut rounds_1 = 2_i64;
        while (rounds_1 > 0)
            && let Some(total) = basket.items.pop()
        {
            rounds_1 -= 1;
            let mut rest = vec![basket.count];
        }
    }
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?}",
        n, given, basket.label, basket.count, basket.items
    ))
}

#[orchestrator]
async fn program_48(n: i64, mut given: Vec<i64>) -> Result<i64> {
    {
        let mut rounds_3 = 2_i64;
        while (rounds_3 > 0)
            && ({
                let mut rounds_5 = 2_i64;
                loop {
                    if rounds_5 == 0 {
                        break (n < 2);
                    }
                    rounds_5 -= 1;
                    tick().await?;
                }
            })
        {
            rounds_3 -= 1;
            let mut total: i64 = given.len() as i64;
        }
    }
    Ok(n)
}

#[orchestrator(inline)]
async fn program_49_helper(mut n: i64) -> Result<String> {
    let mut found: Option<i64> = None;
    let word = "bc".to_owned();
    Ok(format!("{:?} {:?} {:?}", n, found, word))
}

#[orchestrator]
async fn program_49(n: i64, given: i64) -> Result<bool> {
    let mut reply = "def".to_owned();
    for total in 2..(inc(picky(n).await.unwrap_or(given)).await? % 5) {
        sleep(Duration::from_millis(1)).await;
    }
    Ok(given < 1)
}

#[orchestrator]
async fn program_50(n: i64) -> Result<String> {
    let mut found = half(picky(2).await.unwrap_or(n)).await?;
    if !((!(n < 5)) || found.is_some()) {
        sleep(Duration::from_millis(1)).await;
    }
    for n in {
        let mut name: String = {
            let mut rounds_1 = 3_i64;
            'loop_2: loop {
                if rounds_1 == 0 {
                    break (match add(9, n).await? {
                        matched_3 @ 2..=5 if n < 1 => "a".to_owned(),
                        0 => {
                            let mut n = n;
                            continue 'loop_2;
                        }
                        _ => {
                            match picky(add(0, n).await?).await {
                                Ok(n) => {
                                    tick().await?;
                                }
                                Err(failure) => {
                                    let word = failure.to_string();
                                    tick().await?;
                                }
                            }
                            "a".to_owned()
                        }
                    });
                }
                rounds_1 -= 1;
                tick().await?;
            }
        };
        vec![9_i64]
    } {
        tick().await?;
    }
    Ok(format!("{:?} {:?}", n, found))
}

#[orchestrator(inline)]
async fn program_51_helper(n: i64) -> Result<Vec<i64>> {
    let mut n = Some(
        inc(inc({
            let mut count = n;
            n
        })
        .await?)
        .await?,
    )
    .unwrap_or(
        add(0, {
            let mut name = String::new();
            n
        })
        .await?,
    );
    let mut reply = format!(
        "{:?} {:?}",
        {
            n = 2;
            vec![3_i64, 4]
        },
        {
            n = 4;
            half(n).await?
        }
    );
    let (joined_3, joined_4) = join!(inc(3), async {
        let even = 9_i64 < 6;
        {
            let mut rounds_1 = 2_i64;
            while (rounds_1 > 0) && (n < 5) {
                rounds_1 -= 1;
                tick().await?;
            }
        }
        Ok::<String, Failure>(reply.clone())
    });
    let (mut joined_3, mut joined_4) = (joined_3?, joined_4?);
    Ok(vec![7, 2])
}

#[orchestrator]
async fn program_51(n: i64, given: String) -> Result<Option<i64>> {
    let later_5;
    if !is_even(inc(n.wrapping_add(n)).await?).await? {
        later_5 = n < 0;
    } else {
        later_5 = n < 5;
    }
    let step: i64 = add(n, n - 8).await?;
    let (mut word, mut other_12) = (
        async {
            let lent_6 = &n;
            Ok::<String, Failure>({
                let mut rounds_7 = 1_i64;
                loop {
                    if rounds_7 == 0 {
                        break (match picky(2).await {
                            Ok(step) => given.clone(),
                            Err(failure) => {
                                let reply = failure.to_string();
                                reply.clone()
                            }
                        });
                    }
                    rounds_7 -= 1;
                    let total = add(1, (*lent_6)).await?;
                }
            })
        }
        .await?,
        {
            let mut word = given.clone();
            {
                let mut rounds_10 = 2_i64;
                while (rounds_10 > 0)
                    && let Some(total) = half({
                        word += &word.clone();
                        step
                    })
                    .await?
                {
                    rounds_10 -= 1;
                    tick().await?;
                }
            }
            step
        },
    );
    let mut n = if inc(4).await?
        < inc({
            other_12 = 4;
            word.len() as i64
        })
        .await?
    {
        for step in 1..(step % 5) {
            other_12 += 8;
        }
        other_12
    } else if let Some(count) = None::<i64>
        && (count < 0)
    {
        2_i64
    } else {
        step
    };
    Ok(half(other_12).await?)
}

#[orchestrator(inline)]
async fn program_52_helper(mut n: i64) -> Result<String> {
    let mut k = true;
    let mut found = Some(6_i64);
    {
        let mut rounds_1 = 1_i64;
        while (rounds_1 > 0) && k {
            rounds_1 -= 1;
            sleep(Duration::from_millis(1)).await;
        }
    }
    Ok(format!("{:?} {:?} {:?}", n, k, found))
}

#[orchestrator]
async fn program_52(n: i64) -> Result<Option<i64>> {
    {
        sleep(Duration::from_millis(1)).await;
    }
    for count in 0..(n % 5) {
        tick().await?;
    }
    let mut total = match Some(6_i64) {
        None if 2_i64 < 4 => {
            let mut count: i64 = n;
            count
        }
        None if n < 2 => n,
        _ => n,
    };
    let (joined_6, joined_7, joined_8) = join!(
        async {
            let later_5;
            if match picky(picky(Some(0_i64).unwrap_or(add(5, n).await?)).await?).await {
                Ok(n) => false,
                Err(failure) => {
                    let name = failure.to_string();
                    total < 7
                }
            } {
                later_5 = half(total).await?;
            } else {
                later_5 = Some(7_i64);
            }
            Ok::<String, Failure>("a".to_owned())
        },
        program_52_helper(n),
        half(n)
    );
    let (mut joined_6, mut joined_7, mut joined_8) = (joined_6?, joined_7?, joined_8?);
    let mut rest = async {
        let Some(count) = half(7).await? else {
            let mut basket = Basket {
                label: if let Some(n) = half(joined_6.len() as i64).await?
                    && is_even(n).await?
                {
                    joined_7.clone()
                } else {
                    let even = { total < 8 };
                    program_52_helper(total).await?
                },
                count: 5,
                items: list(n % 4).await?,
            };
            return Ok(basket.items.clone());
        };
        Ok::<Vec<i64>, Failure>(vec![2, 7, 9])
    }
    .await?;
    Ok(joined_8)
}

#[orchestrator(inline)]
async fn program_53_helper(mut n: i64, mut given: Vec<i64>) -> Result<Option<i64>> {
    if half(n).await?.unwrap_or(
        Some(picky(inc(inc(7).await?).await?).await.unwrap_or({
            n = 5;
            n
        }))
        .unwrap_or(n),
    ) == n
    {
        tick().await?;
    } else {
        tick().await?;
    }
    let (mut joined_1, mut joined_2) = try_join!(picky(n), async { Ok::<i64, Failure>(n) })?;
    joined_2 += {
        let (mut joined_5, mut joined_6, mut joined_7) = try_join!(
            async { Ok::<i64, Failure>(inc(picky(joined_2).await?).await?) },
            async { Ok::<String, Failure>("def".to_owned()) },
            async {
                let Some(lent_3) = given.iter().find(|item| **item > joined_1) else {
                    let word = format!("{:?} {:?}", n, half(joined_2).await?);
                    return Err(Failure::new("given up"));
                };
                let lent_4 = &given;
                Ok::<Vec<i64>, Failure>(vec![9_i64, 2])
            }
        )?;
        joined_1
    };
    Ok(Some(3))
}

#[orchestrator]
async fn program_53(mut n: i64) -> Result<i64> {
    {
        tick().await?;
    }
    let later_9;
    if match picky(
        picky(inc(n).await?).await.unwrap_or(
            inc(add(
                {
                    n = 5;
                    n.wrapping_add(n)
                },
                n.wrapping_add(2_i64),
            )
            .await?
                - n)
            .await?,
        ),
    )
    .await
    {
        Ok(total) => n < 6,
        Err(failure) => {
            let word = failure.to_string();
            n < 9
        }
    } {
        later_9 = n;
    } else {
        later_9 = n;
    }
    let (mut joined_10, mut joined_11, mut joined_12, mut joined_13) = try_join!(
        inc(half(4).await?.unwrap_or(3)),
        async {
            if n < 6 {
                sleep(Duration::from_millis(1)).await;
            } else {
                tick().await?;
            }
            Ok::<bool, Failure>(n < 2)
        },
        inc(later_9),
        async { Ok::<Vec<i64>, Failure>(vec![0, 1]) }
    )?;
    joined_13[(later_9 % 2) as usize].bump(
        add(
            joined_10,
            add(
                match Some(1_i64) {
                    Some(1 | 5) if 1_i64 < 6 => later_9 * joined_12,
                    None => {
                        if let Some(total) = half(joined_12).await?
                            && joined_11
                        {
                            tick().await?;
                        }
                        joined_10
                    }
                    _ => joined_10,
                },
                joined_12,
            )
            .await?,
        )
        .await?,
    );
    if joined_10 < 0 {
        tick().await?;
    } else {
        tick().await?;
    }
    let mut even = ({
        joined_12 = 4;
        half(match picky(joined_12 - 0).await {
            Ok(total) => joined_10,
            Err(failure) => {
                let reply = failure.to_string();
                joined_10
            }
        })
        .await?
        .is_some()
    }) || ({
        let word = say(String::new()).await? + &say("def".to_owned()).await?;
        joined_11
    });
    Ok(joined_12)
}

#[orchestrator(inline)]
async fn program_54_helper(mut n: i64) -> Result<String> {
    let mut total = {
        let mut rounds_1 = 3_i64;
        loop {
            if rounds_1 == 0 {
                break (n.wrapping_add(
                    ({
                        n = 1;
                        n
                    }),
                ));
            }
            rounds_1 -= 1;
            match (
                half(n)
                    .await?
                    .ok_or_else(|| Failure::new("nothing there"))?,
                n,
            ) {
                (2 | 4, matched_3) => {
                    n += n;
                }
                (0 | 3, 1 | 5) if n < 8 => {
                    n += 5;
                }
                (_, _) => {
                    sleep(Duration::from_millis(1)).await;
                }
            }
        }
    };
    let mut items: Vec<i64> = if is_even(
        half(total)
            .await?
            .ok_or_else(|| Failure::new("nothing there"))?,
    )
    .await?
    {
        list(n % 4).await?
    } else if let Some(total) = half(n).await? {
        vec![7_i64]
    } else {
        Vec::<i64>::new()
    };
    Ok(format!("{:?} {:?} {:?}", n, total, items))
}

#[orchestrator]
async fn program_54(mut n: i64) -> Result<i64> {
    let mut done = !(!(add(n, n).await? == n));
    let half_of = match picky(n).await {
        Ok(count) => {
            let mut word = say(format!("{:?} {:?} {:?}", n, n, "a".to_owned())).await?;
            for total in 2..(1_i64 % 5) {
                let mut seen: Vec<i64> = list(total % 4).await?;
            }
            half(5).await?
        }
        Err(failure) => {
            let word = failure.to_string();
            Some(3_i64)
        }
    };
    let mut pair_7 = (
        match n.wrapping_add(n) {
            mut matched_5 if matched_5 < 6 => Vec::<i64>::new(),
            mut matched_6 if matched_6 < 1 => {
                {
                    let mut basket = Basket {
                        label: "bc".to_owned(),
                        count: n,
                        items: vec![],
                    };
                }
                vec![8_i64, 5]
            }
            _ => {
                vec![7_i64, 9, 7]
            }
        },
        n,
    );
    let lent_8 = &pair_7.0;
    n = inc(pair_7.0.len() as i64).await?;
    let mut pair_9 = (
        half(pair_7.0.iter().filter(|item| **item > pair_7.1).count() as i64).await?,
        half_of,
    );
    {
        let mut rounds_10 = 3_i64;
        while (rounds_10 > 0)
            && let Some(step) = (match (*lent_8).get(add(n, pair_7.1).await? as usize).copied() {
                Some(2) => half_of,
                Some(1) => pair_9.0,
                _ => half(pair_7.1).await?,
            })
        {
            rounds_10 -= 1;
            tick().await?;
        }
    }
    Ok(n)
}

#[orchestrator(inline)]
async fn program_55_helper(mut n: i64) -> Result<String> {
    let mut rest = list(
        inc(half(n)
            .await?
            .ok_or_else(|| Failure::new("nothing there"))?)
        .await?
            % 4,
    )
    .await?;
    Ok(format!("{:?} {:?}", n, rest))
}

#[orchestrator]
async fn program_55(n: i64) -> Result<Option<i64>> {
    let mut total: i64 = if {
        let mut rounds_1 = 2_i64;
        loop {
            if rounds_1 == 0 {
                break true;
            }
            rounds_1 -= 1;
            let (mut ready, mut other_5) = (async { Ok::<bool, Failure>(4_i64 < 2) }.await?, {
                let mut rounds_3 = 2_i64;
                loop {
                    if rounds_3 == 0 {
                        break async { Ok::<String, Failure>(String::new()) }.await?;
                    }
                    rounds_3 -= 1;
                    let mut done = n < 9;
                }
            });
        }
    } {
        n
    } else if n < 9 {
        n
    } else if 7_i64 < 8 {
        n
    } else if n < 1 {
        return Ok(half(n).await?);
    } else if n < 5 {
        return Ok(half(n).await?);
    } else if n < 0 {
        n
    } else if true {
        n
    } else {
        n
    };
    for total in 0..((add(
        half(
            picky(add(picky(5).await?, n).await?)
                .await
                .unwrap_or(picky(5).await.unwrap_or(2)),
        )
        .await?
        .unwrap_or(9),
        0,
    )
    .await?
        % 4)
        % 5)
    {
        tick().await?;
    }
    let mut count = n;
    let lent_7 = &total;
    let mut seen: Vec<i64> = vec![];
    let seen: Vec<i64> = seen;
    let lent_8 = seen.get((total % 2) as usize).unwrap_or(&1);
    match half((*lent_7)).await? {
        Some(2..=3) if count < 2 => {
            return Ok(Some(1));
        }
        None if 3_i64 < 4 => {
            count += count;
        }
        _ => {
            tick().await?;
        }
    }
    Ok(half(total).await?)
}

#[orchestrator(inline)]
async fn program_56_helper(mut n: i64, mut given: String) -> Result<String> {
    let (mut step, mut other_1) = (
        Some(8_i64).ok_or_else(|| Failure::new("nothing there"))?,
        add(n, {
            n = 3;
            n
        })
        .await?,
    );
    let mut step = n;
    let name: String = (given.clone() + &given) + &String::new();
    Ok(format!("{:?} {:?} {:?} {:?}", n, other_1, step, name))
}

#[orchestrator]
async fn program_56(mut n: i64, given: Vec<i64>) -> Result<i64> {
    let mut queue: Vec<i64> = {
        let mut rounds_2 = 2_i64;
        loop {
            if rounds_2 == 0 {
                break list(
                    ({
                        n = 8;
                        inc(given[(n % 2) as usize]).await?
                    }) % 4,
                )
                .await?;
            }
            rounds_2 -= 1;
            n += n;
        }
    };
    Ok(n)
}

#[orchestrator(inline)]
async fn program_57_helper(mut n: i64, mut given: i64) -> Result<bool> {
    n = {
        let mut reply = async {
            if is_even(n).await? {
                sleep(Duration::from_millis(1)).await;
            } else if let Some(total) = Some(8_i64) {
                tick().await?;
            } else {
                sleep(Duration::from_millis(1)).await;
            }
            Ok::<String, Failure>(String::new())
        }
        .await?;
        n
    };
    given += match picky(async { Ok::<i64, Failure>(inc(inc(given).await?).await?) }.await?).await {
        Ok(n) => {
            for total in ({
                given = 1;
                vec![given, given, {
                    given = 9;
                    given
                }]
            })
            .into_iter()
            .rev()
            {
                sleep(Duration::from_millis(1)).await;
            }
            given
        }
        Err(failure) => {
            let name = failure.to_string();
            4_i64
        }
    };
    let mut items = list(
        (({
            given = 8;
            n
        }) % 4)
            % 4,
    )
    .await?;
    Ok(n < 0)
}

#[orchestrator]
async fn program_57(n: i64, given: i64) -> Result<Vec<i64>> {
    let (mut items, mut other_6) = (
        {
            let mut rounds_2 = 1_i64;
            loop {
                if rounds_2 == 0 {
                    break vec![5_i64, 9, 8];
                }
                rounds_2 -= 1;
                let (mut joined_4, mut joined_5) = try_join!(
                    async {
                        Ok::<String, Failure>(format!(
                            "{:?} {:?}",
                            format!("{:?}", "a".to_owned()),
                            n
                        ))
                    },
                    program_57_helper(
                        4,
                        n.wrapping_add(
                            add(picky(n).await?, {
                                let mut ready: bool = given < 1;
                                given
                            })
                            .await?
                        )
                    )
                )?;
            }
        },
        Vec::<i64>::new(),
    );
    {
        let mut rounds_7 = 2_i64;
        while (rounds_7 > 0)
            && let Some(step) = ({
                let mut rounds_9 = 1_i64;
                loop {
                    if rounds_9 == 0 {
                        break None::<i64>;
                    }
                    rounds_9 -= 1;
                    other_6.push(inc(add(inc(n).await?, n).await?).await?);
                }
            })
        {
            rounds_7 -= 1;
            tick().await?;
        }
    }
    Ok(items)
}

#[orchestrator]
async fn program_58(mut n: i64, mut given: String) -> Result<Vec<i64>> {
    let later_1;
    if false && (n < 3) {
        later_1 = 2_i64;
    } else {
        later_1 = n;
    }
    let (joined_6, joined_7, joined_8, joined_9) = join!(
        async {
            {
                {
                    let mut rounds_3 = 3_i64;
                    while (rounds_3 > 0) && (1_i64 < 4) {
                        rounds_3 -= 1;
                        let ready: bool = {
                            if let Some(total) = half(n).await? {
                                tick().await?;
                            } else {
                                sleep(Duration::from_millis(1)).await;
                            }
                            let Some(n) = half(2).await? else {
                                return Ok(9);
                            };
                            match picky(n).await {
                                Ok(n) => true,
                                Err(failure) => {
                                    let word = failure.to_string();
                                    false
                                }
                            }
                        };
                        let mut ready = {
                            let mut k = ready;
                            k
                        };
                    }
                }
            }
            Ok::<i64, Failure>(n)
        },
        async { Ok::<Option<i64>, Failure>(None) },
        async { Ok::<i64, Failure>(n) },
        inc(later_1)
    );
    let (mut joined_6, mut joined_7, mut joined_8, mut joined_9) =
        (joined_6?, joined_7?, joined_8?, joined_9?);
    {
        let mut rounds_10 = 3_i64;
        while (rounds_10 > 0)
            && let Some(n) = joined_7
        {
            rounds_10 -= 1;
            joined_8 += joined_8;
        }
    }
    Ok(vec![])
}

#[orchestrator]
async fn program_59(n: i64) -> Result<String> {
    let mut last: Option<i64> = {
        let mut basket = Basket {
            label: {
                match picky(n).await {
                    Ok(total) => String::new(),
                    Err(failure) => {
                        let word = failure.to_string();
                        word.clone()
                    }
                }
            },
            count: {
                let mut rounds_2 = 3_i64;
                loop {
                    if rounds_2 == 0 {
                        break async { Ok::<i64, Failure>(n) }.await?;
                    }
                    rounds_2 -= 1;
                    tick().await?;
                }
            },
            items: list(
                half(n)
                    .await?
                    .ok_or_else(|| Failure::new("nothing there"))?
                    % 4,
            )
            .await?,
        };
        Some(basket.count)
    };
    let mut n = inc(n).await? % 5;
    let mut reply: String = "bc".to_owned();
    let mut even = true;
    Ok(format!("{:?} {:?} {:?} {:?}", last, n, reply, even))
}

#[test]
fn program_0_does_what_it_says() {
    durable_tests::programs::check(SEED, 0, [program_0(8, vec![0]), program_0(9, vec![7])]);
}

#[test]
fn program_1_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        1,
        [program_1(9, String::new()), program_1(7, "def".to_owned())],
    );
}

#[test]
fn program_2_does_what_it_says() {
    durable_tests::programs::check(SEED, 2, [program_2(4, 0), program_2(1, 5)]);
}

#[test]
fn program_3_does_what_it_says() {
    durable_tests::programs::check(SEED, 3, [program_3(3), program_3(7)]);
}

#[test]
fn program_4_does_what_it_says() {
    durable_tests::programs::check(SEED, 4, [program_4(0), program_4(1)]);
}

#[test]
fn program_5_does_what_it_says() {
    durable_tests::programs::check(SEED, 5, [program_5(8), program_5(4)]);
}

#[test]
fn program_6_does_what_it_says() {
    durable_tests::programs::check(SEED, 6, [program_6(8), program_6(7)]);
}

#[test]
fn program_7_does_what_it_says() {
    durable_tests::programs::check(SEED, 7, [program_7(4), program_7(0)]);
}

#[test]
fn program_8_does_what_it_says() {
    durable_tests::programs::check(SEED, 8, [program_8(6, Some(1)), program_8(9, Some(3))]);
}

#[test]
fn program_9_does_what_it_says() {
    durable_tests::programs::check(SEED, 9, [program_9(4, vec![]), program_9(6, vec![6, 7, 1])]);
}

#[test]
fn program_10_does_what_it_says() {
    durable_tests::programs::check(SEED, 10, [program_10(0), program_10(9)]);
}

#[test]
fn program_11_does_what_it_says() {
    durable_tests::programs::check(SEED, 11, [program_11(1), program_11(9)]);
}

#[test]
fn program_12_does_what_it_says() {
    durable_tests::programs::check(SEED, 12, [program_12(0), program_12(5)]);
}

#[test]
fn program_13_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        13,
        [program_13(5, vec![1, 9, 3]), program_13(0, vec![6, 0, 6])],
    );
}

#[test]
fn program_14_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        14,
        [program_14(1, vec![7, 4]), program_14(9, vec![9, 3])],
    );
}

#[test]
fn program_15_does_what_it_says() {
    durable_tests::programs::check(SEED, 15, [program_15(8), program_15(9)]);
}

#[test]
fn program_16_does_what_it_says() {
    durable_tests::programs::check(SEED, 16, [program_16(0, 9), program_16(7, 7)]);
}

#[test]
fn program_17_does_what_it_says() {
    durable_tests::programs::check(SEED, 17, [program_17(8, vec![9, 3]), program_17(3, vec![])]);
}

#[test]
fn program_18_does_what_it_says() {
    durable_tests::programs::check(SEED, 18, [program_18(1), program_18(6)]);
}

#[test]
fn program_19_does_what_it_says() {
    durable_tests::programs::check(SEED, 19, [program_19(8), program_19(7)]);
}

#[test]
fn program_20_does_what_it_says() {
    durable_tests::programs::check(SEED, 20, [program_20(9), program_20(4)]);
}

#[test]
fn program_21_does_what_it_says() {
    durable_tests::programs::check(SEED, 21, [program_21(1, Some(5)), program_21(1, Some(4))]);
}

#[test]
fn program_22_does_what_it_says() {
    durable_tests::programs::check(SEED, 22, [program_22(4), program_22(3)]);
}

#[test]
fn program_23_does_what_it_says() {
    durable_tests::programs::check(SEED, 23, [program_23(1), program_23(0)]);
}

#[test]
fn program_24_does_what_it_says() {
    durable_tests::programs::check(SEED, 24, [program_24(2), program_24(6)]);
}

#[test]
fn program_25_does_what_it_says() {
    durable_tests::programs::check(SEED, 25, [program_25(9, 7), program_25(1, 2)]);
}

#[test]
fn program_26_does_what_it_says() {
    durable_tests::programs::check(SEED, 26, [program_26(2), program_26(9)]);
}

#[test]
fn program_27_does_what_it_says() {
    durable_tests::programs::check(SEED, 27, [program_27(7), program_27(9)]);
}

#[test]
fn program_28_does_what_it_says() {
    durable_tests::programs::check(SEED, 28, [program_28(5, Some(3)), program_28(5, Some(0))]);
}

#[test]
fn program_29_does_what_it_says() {
    durable_tests::programs::check(SEED, 29, [program_29(3), program_29(2)]);
}

#[test]
fn program_30_does_what_it_says() {
    durable_tests::programs::check(SEED, 30, [program_30(7, 9), program_30(4, 6)]);
}

#[test]
fn program_31_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        31,
        [program_31(7, vec![4, 4, 0]), program_31(8, vec![])],
    );
}

#[test]
fn program_32_does_what_it_says() {
    durable_tests::programs::check(SEED, 32, [program_32(6), program_32(3)]);
}

#[test]
fn program_33_does_what_it_says() {
    durable_tests::programs::check(SEED, 33, [program_33(6), program_33(1)]);
}

#[test]
fn program_34_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        34,
        [program_34(7, vec![2]), program_34(1, vec![1, 0, 4])],
    );
}

#[test]
fn program_35_does_what_it_says() {
    durable_tests::programs::check(SEED, 35, [program_35(7, None), program_35(9, None)]);
}

#[test]
fn program_36_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        36,
        [program_36(9, vec![4, 4]), program_36(8, vec![1, 8, 2])],
    );
}

#[test]
fn program_37_does_what_it_says() {
    durable_tests::programs::check(SEED, 37, [program_37(7), program_37(8)]);
}

#[test]
fn program_38_does_what_it_says() {
    durable_tests::programs::check(SEED, 38, [program_38(2), program_38(6)]);
}

#[test]
fn program_39_does_what_it_says() {
    durable_tests::programs::check(SEED, 39, [program_39(2), program_39(6)]);
}

#[test]
fn program_40_does_what_it_says() {
    durable_tests::programs::check(SEED, 40, [program_40(2), program_40(0)]);
}

#[test]
fn program_41_does_what_it_says() {
    durable_tests::programs::check(SEED, 41, [program_41(8, 3), program_41(7, 4)]);
}

#[test]
fn program_42_does_what_it_says() {
    durable_tests::programs::check(SEED, 42, [program_42(6), program_42(9)]);
}

#[test]
fn program_43_does_what_it_says() {
    durable_tests::programs::check(SEED, 43, [program_43(3, 9), program_43(2, 4)]);
}

#[test]
fn program_44_does_what_it_says() {
    durable_tests::programs::check(SEED, 44, [program_44(3, Some(4)), program_44(4, None)]);
}

#[test]
fn program_45_does_what_it_says() {
    durable_tests::programs::check(SEED, 45, [program_45(9), program_45(5)]);
}

#[test]
fn program_46_does_what_it_says() {
    durable_tests::programs::check(SEED, 46, [program_46(0), program_46(1)]);
}

#[test]
fn program_47_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        47,
        [program_47(1, "bc".to_owned()), program_47(9, String::new())],
    );
}

#[test]
fn program_48_does_what_it_says() {
    durable_tests::programs::check(SEED, 48, [program_48(1, vec![]), program_48(8, vec![])]);
}

#[test]
fn program_49_does_what_it_says() {
    durable_tests::programs::check(SEED, 49, [program_49(7, 0), program_49(3, 5)]);
}

#[test]
fn program_50_does_what_it_says() {
    durable_tests::programs::check(SEED, 50, [program_50(7), program_50(8)]);
}

#[test]
fn program_51_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        51,
        [
            program_51(3, "bc".to_owned()),
            program_51(3, "a".to_owned()),
        ],
    );
}

#[test]
fn program_52_does_what_it_says() {
    durable_tests::programs::check(SEED, 52, [program_52(7), program_52(9)]);
}

#[test]
fn program_53_does_what_it_says() {
    durable_tests::programs::check(SEED, 53, [program_53(8), program_53(7)]);
}

#[test]
fn program_54_does_what_it_says() {
    durable_tests::programs::check(SEED, 54, [program_54(8), program_54(4)]);
}

#[test]
fn program_55_does_what_it_says() {
    durable_tests::programs::check(SEED, 55, [program_55(8), program_55(4)]);
}

#[test]
fn program_56_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        56,
        [program_56(6, vec![1, 1, 7]), program_56(8, vec![3, 5, 0])],
    );
}

#[test]
fn program_57_does_what_it_says() {
    durable_tests::programs::check(SEED, 57, [program_57(7, 4), program_57(5, 1)]);
}

#[test]
fn program_58_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        58,
        [
            program_58(6, "def".to_owned()),
            program_58(4, "def".to_owned()),
        ],
    );
}

#[test]
fn program_59_does_what_it_says() {
    durable_tests::programs::check(SEED, 59, [program_59(6), program_59(2)]);
}
