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
async fn program_1_helper(n: i64, mut given: Option<i64>) -> Result<String> {
    let mut word = match n {
        _ if 7_i64 < 3 => String::new(),
        _ if 8_i64 < 2 => {
            for step in 1..(add(add(n, 7).await?, n).await? % 5) {
                if let Some(count) = Some(given.ok_or_else(|| Failure::new("nothing there"))?) {
                    tick().await?;
                } else {
                    sleep(Duration::from_millis(1)).await;
                }
            }
            return Err(Failure::new("no luck"));
        }
        _ => {
            match picky(n).await {
                Ok(total) => {
                    tick().await?;
                }
                Err(failure) => {
                    let name = failure.to_string();
                    tick().await?;
                }
            }
            String::new()
        }
    };
    Ok(format!("{:?} {:?} {:?}", n, given, word))
}

#[orchestrator]
async fn program_1(mut n: i64) -> Result<bool> {
    let half_of = half({
        n = 1;
        n
    })
    .await?;
    {
        let mut rounds_2 = 1_i64;
        while (rounds_2 > 0)
            && let Some(count) = half(n).await?
        {
            rounds_2 -= 1;
            tick().await?;
        }
    }
    Ok(n < 2)
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
async fn program_3(mut n: i64, given: Vec<i64>) -> Result<i64> {
    let Some(lent_1) = given
        .iter()
        .min_by_key(|item| item.saturating_sub(1).saturating_abs())
    else {
        return Err(Failure::new("given up"));
    };
    let mut pair_2 = (
        vec![
            n,
            add(
                inc((*lent_1)).await?,
                Some({
                    n = 2;
                    (*lent_1)
                })
                .ok_or_else(|| Failure::new("nothing there"))?,
            )
            .await?,
        ],
        half(0).await?,
    );
    n = add(2, (*lent_1)).await?;
    'loop_3: while let Some(n) = pair_2.0.pop() {
        let Some(lent_4) = pair_2
            .0
            .iter()
            .min_by_key(|item| item.saturating_sub(6).saturating_abs())
        else {
            break 'loop_3;
        };
    }
    Ok(n)
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
    let step: i64 = async {
        sleep(Duration::from_millis(1)).await;
        Ok::<i64, Failure>(9)
    }
    .await?;
    let items: Vec<i64> = list(n % 4).await?;
    let Some(total) = ({
        let mut total = 3_i64;
        {
            let mut rounds_1 = 3_i64;
            'loop_2: loop {
                if rounds_1 == 0 {
                    break half(step).await?;
                }
                rounds_1 -= 1;
                total = inc(9).await?;
                let Some(lent_3) = items
                    .iter()
                    .min_by_key(|item| item.saturating_sub(5).saturating_abs())
                else {
                    break 'loop_2 Some(3_i64);
                };
            }
        }
    }) else {
        return Ok(3);
    };
    if let Some(n) = half(step).await? {
        let Some(lent_4) = items.iter().rev().nth(1) else {
            return Ok(step);
        };
    } else if let Some(step) = Some(2_i64)
        && (total < 3)
    {
        sleep(Duration::from_millis(1)).await;
    } else {
        tick().await?;
    }
    let Some(count) = Some(step) else {
        return Ok(match step {
            1 => {
                let mut name: String = name;
                total
            }
            2 | 5 => {
                return Ok(4);
            }
            _ => total,
        });
    };
    Ok(count)
}

#[orchestrator]
async fn program_7(n: i64) -> Result<i64> {
    let lent_1 = &n;
    let mut even = (*lent_1) < 0;
    let mut step = n;
    let (mut done, mut other_2) = (
        ({
            step = 5;
            (!even) || even
        }) || (3_i64 < 3),
        String::new(),
    );
    for n in vec![6_i64, 3, 6].into_iter().rev() {
        tick().await?;
    }
    let n = {
        let mut rounds_4 = 3_i64;
        loop {
            if rounds_4 == 0 {
                break (if Some(6_i64).is_some() {
                    let mut name = format!("{:?} {:?} {:?}", (*lent_1), other_2, {
                        step = 7;
                        vec![7_i64, 7]
                    });
                    (*lent_1)
                } else {
                    (*lent_1)
                });
            }
            rounds_4 -= 1;
            step += (*lent_1);
        }
    };
    let mut text: String = say(say(say(other_2
        + &({
            step = 1;
            "def".to_owned()
        }))
    .await?)
    .await?)
    .await?;
    let mut found = Some(
        step.wrapping_add(
            add(
                {
                    step = 3;
                    inc(step).await?
                },
                step,
            )
            .await?,
        ),
    );
    Ok(8)
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
                sleep(Duration::from_millis(1)).await;
            }
        }
        let mut half_of = half(n).await?;
        Ok::<bool, Failure>({
            let mut rounds_1 = 2_i64;
            loop {
                if rounds_1 == 0 {
                    break (n < 7);
                }
                rounds_1 -= 1;
                sleep(Duration::from_millis(1)).await;
            }
        })
    }
    .await?
        && (n == n)
    {
        later_3 = given;
    } else {
        later_3 = given;
    }
    Ok(format!("{:?} {:?} {:?}", n, given, later_3))
}

#[orchestrator]
async fn program_12(mut n: i64, mut given: Vec<i64>) -> Result<i64> {
    let lent_4 = given.last().unwrap_or(&3);
    n = picky(
        inc(picky({
            n = 3;
            n
        })
        .await
        .unwrap_or((*lent_4)))
        .await?,
    )
    .await
    .unwrap_or((*lent_4));
    let mut even = if let Some(step) = half({
        n = 2;
        n
    })
    .await?
    {
        let (joined_5, joined_6, joined_7) = join!(
            program_12_helper((*lent_4), {
                let step = n;
                1_i64
            }),
            program_12_helper(5, 8),
            async { Ok::<String, Failure>(String::new()) }
        );
        let (mut joined_5, mut joined_6, mut joined_7) = (joined_5?, joined_6?, joined_7?);
        return Err(Failure::new("no luck"));
    } else {
        (*lent_4) < 0
    };
    match picky((*lent_4)).await {
        Ok(total) => {
            n += total;
        }
        Err(failure) => {
            let word = failure.to_string();
            n += (*lent_4);
        }
    }
    let found = if (inc({
        n = 3;
        9_i64
    })
    .await?
        == n)
        && even
    {
        half((*lent_4)).await?
    } else {
        Some(4_i64)
    };
    Ok(n)
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

#[orchestrator]
async fn program_14(mut n: i64) -> Result<i64> {
    let ready: bool = Some(n).is_some();
    tick().await?;
    let mut n = n;
    let mut pair_1 = (vec![3_i64, 9, 6], ready);
    let mut step: i64 = add(n.wrapping_add(inc(n).await?), n).await?;
    pair_1.0 = match picky(
        async {
            {
                let mut rounds_2 = 2_i64;
                while (rounds_2 > 0) && half(n).await?.is_some() {
                    rounds_2 -= 1;
                    let half_of = Some(6_i64);
                }
            }
            Ok::<i64, Failure>(n)
        }
        .await?,
    )
    .await
    {
        Ok(step) => pair_1.0.clone(),
        Err(failure) => {
            let text = failure.to_string();
            pair_1.0.clone()
        }
    };
    let lent_4 = &step;
    Ok(step)
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
    tick().await?;
    let mut basket = Basket {
        label: 'block_12: {
            total += inc(None::<i64>.ok_or_else(|| Failure::new("nothing there"))?).await?;
            let Some(step) = Some(0_i64) else {
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
                break 'block_12 pair_11.0;
            };
            "a".to_owned()
        },
        count: pair_11.1,
        items: rest.clone(),
    };
    match picky(8).await {
        Ok(count) => {
            let (mut joined_15, mut joined_16) = try_join!(
                async {
                    let Some(lent_14) = basket
                        .items
                        .iter()
                        .min_by_key(|item| item.saturating_sub(3).saturating_abs())
                    else {
                        for mut total in 2..(inc(basket.count).await? % 5) {
                            tick().await?;
                        }
                        return Ok(basket.label.clone());
                    };
                    Ok::<String, Failure>(basket.label.clone())
                },
                async { Ok::<String, Failure>(basket.label.clone()) }
            )?;
        }
        Err(failure) => {
            let text = failure.to_string();
            total += pair_11.1;
        }
    }
    Ok(3)
}

#[orchestrator(inline)]
async fn program_16_helper(mut n: i64) -> Result<Vec<i64>> {
    let mut k = n < (n.wrapping_add(n));
    tick().await?;
    Ok(vec![5, 0])
}

#[orchestrator]
async fn program_16(mut n: i64) -> Result<i64> {
    let mut text: String = {
        let mut rounds_1 = 1_i64;
        loop {
            if rounds_1 == 0 {
                break say(format!(
                    "{:?} {:?} {:?}",
                    7_i64,
                    say(format!("{:?} {:?}", n, "bc".to_owned())).await?,
                    list(0_i64 % 4).await?
                ))
                .await?;
            }
            rounds_1 -= 1;
            tick().await?;
        }
    };
    Ok(n)
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
    tick().await?;
    let mut n = later_2;
    let mut best = Some(add(later_2 % 5, 7).await?);
    Ok((*lent_1))
}

#[orchestrator(inline)]
async fn program_21_helper(mut n: i64) -> Result<bool> {
    let (joined_3, joined_4, joined_5) = join!(
        async {
            tick().await?;
            Ok::<String, Failure>("a".to_owned())
        },
        async {
            let mut last = Some(4_i64);
            Ok::<bool, Failure>(
                if let Some(n) = last
                    && is_even(n).await?
                {
                    {
                        let mut rounds_1 = 3_i64;
                        while (rounds_1 > 0) && ((n < 9) || (n < 3)) {
                            rounds_1 -= 1;
                            tick().await?;
                        }
                    }
                    (6_i64 < 2) && (n < 0)
                } else if !({
                    let mut n = n;
                    n < 0
                }) {
                    true
                } else {
                    1_i64 < 3
                },
            )
        },
        async { Ok::<i64, Failure>(n) }
    );
    let (mut joined_3, mut joined_4, mut joined_5) = (joined_3?, joined_4?, joined_5?);
    Ok(joined_4)
}

#[orchestrator]
async fn program_21(n: i64) -> Result<Vec<i64>> {
    let step = 0_i64;
    {
        let k = half(step).await?.is_some();
    }
    {
        let mut total = async {
            Ok::<i64, Failure>({
                sleep(Duration::from_millis(1)).await;
                9_i64
            })
        }
        .await?;
    }
    let Some(count) = Some(if let Some(total) = half(step).await? {
        let (mut joined_8, mut joined_9, mut joined_10, mut joined_11) = try_join!(
            async { Ok::<String, Failure>("bc".to_owned()) },
            async { Ok::<i64, Failure>(0) },
            async { Ok::<String, Failure>("bc".to_owned()) },
            async { Ok::<String, Failure>(String::new()) }
        )?;
        total - total
    } else {
        {
            tick().await?;
        }
        step
    }) else {
        return Err(Failure::new("given up"));
    };
    let mut queue: Vec<i64> = vec![3];
    let (mut joined_13, mut joined_14) = try_join!(
        async {
            {
                if 8_i64 < 5 {
                    sleep(Duration::from_millis(1)).await;
                }
            }
            Ok::<Vec<i64>, Failure>(queue.clone())
        },
        async { Ok::<i64, Failure>(step) }
    )?;
    Ok(queue)
}

#[orchestrator(inline)]
async fn program_22_helper(mut n: i64, given: Vec<i64>) -> Result<Vec<i64>> {
    let mut basket = Basket {
        label: format!("{:?}", add(add(add(4, n).await?, 6).await?, n).await?),
        count: n,
        items: given.clone(),
    };
    Ok(basket.items)
}

#[orchestrator]
async fn program_22(mut n: i64, mut given: i64) -> Result<Vec<i64>> {
    given = inc(Some(picky(picky(2).await?).await.unwrap_or(n))
        .ok_or_else(|| Failure::new("nothing there"))?)
    .await?;
    n += {
        let mut rounds_1 = 2_i64;
        loop {
            if rounds_1 == 0 {
                break (match picky(add(given, add(given, 4).await?).await? % 2).await {
                    Ok(step) => step,
                    Err(failure) => {
                        let name = failure.to_string();
                        given
                    }
                });
            }
            rounds_1 -= 1;
            n += 5;
        }
    };
    let mut queue: Vec<i64> = async {
        let mut step = inc(7).await?;
        let (mut half_of, mut other_5) = (
            match picky(given).await {
                Ok(total) => half(n).await?,
                Err(failure) => {
                    let text = failure.to_string();
                    match (half(step).await?, step) {
                        (None, matched_3 @ 2..=5) => None::<i64>,
                        (Some(0 | 4), matched_4) => None::<i64>,
                        (_, _) => half(given).await?,
                    }
                }
            },
            format!("{:?}", add(n, Some(7_i64).unwrap_or(step)).await?),
        );
        Ok::<Vec<i64>, Failure>(vec![2])
    }
    .await?;
    {
        let mut rounds_6 = 2_i64;
        while (rounds_6 > 0)
            && let Some(step) = (match (
                {
                    given = 8;
                    half(given).await?
                },
                n,
            ) {
                (Some(1 | 5), matched_8 @ 0..=4) if given < 7 => half(n).await?,
                (Some(1 | 5), _) => {
                    return Ok(queue.clone());
                }
                (_, _) => Some(1_i64),
            })
        {
            rounds_6 -= 1;
            tick().await?;
        }
    }
    given = n.wrapping_add(
        (match half(given).await? {
            Some(matched_9) => {
                given = {
                    let mut rounds_10 = 3_i64;
                    loop {
                        if rounds_10 == 0 {
                            break 7_i64;
                        }
                        rounds_10 -= 1;
                        n += n;
                    }
                };
                n
            }
            Some(1 | 4) => {
                let (joined_12, joined_13, joined_14, joined_15) = join!(
                    picky(9),
                    program_22_helper(
                        picky(picky(given).await.unwrap_or(given)).await?,
                        queue.clone()
                    ),
                    picky(given),
                    async { Ok::<bool, Failure>(n < 0) }
                );
                let (mut joined_12, mut joined_13, mut joined_14, mut joined_15) =
                    (joined_12?, joined_13?, joined_14?, joined_15?);
                0_i64
            }
            _ => n,
        }),
    );
    queue[(given % 2) as usize] += inc(given).await?;
    let mut found = half(given).await?;
    Ok(queue.clone())
}

#[orchestrator]
async fn program_23(mut n: i64) -> Result<String> {
    let total = inc(add(
        inc(8).await?,
        half(n)
            .await?
            .ok_or_else(|| Failure::new("nothing there"))?,
    )
    .await?)
    .await?;
    match picky(n).await {
        Ok(step) => {
            if None::<i64>.is_some() {
                tick().await?;
            }
            let mut n = inc(step).await? * step;
        }
        Err(failure) => {
            let text = failure.to_string();
            sleep(Duration::from_millis(1)).await;
        }
    }
    let mut step = async {
        let mut total = async {
            let mut text = String::new();
            Ok::<i64, Failure>(total)
        }
        .await?;
        Ok::<i64, Failure>(total)
    }
    .await?;
    let mut word: String = "bc".to_owned();
    let mut word = "def".to_owned();
    let (mut joined_2, mut joined_3, mut joined_4) = try_join!(
        async {
            let lent_1 = &step;
            Ok::<i64, Failure>(inc(n).await?)
        },
        say(say(if total == step {
            word.clone()
        } else if n < 6 {
            word.clone()
        } else if step < 9 {
            word.clone()
        } else {
            word.clone()
        })
        .await?),
        inc(step)
    )?;
    word = match (
        {
            joined_4 = 6;
            picky(2_i64 + inc(2).await?).await?
        },
        total,
    ) {
        (matched_5 @ 0..=3, matched_6 @ 1..=6) => {
            return Ok(joined_3.clone());
        }
        (1, mut matched_7) => String::new(),
        (_, _) => joined_3,
    };
    let mut k = if let Some(step) = Some(3_i64 - step) {
        step < 7
    } else {
        n < 1
    };
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        n, total, step, word, joined_2, joined_4, k
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
async fn program_25(mut n: i64, mut given: i64) -> Result<bool> {
    let mut rest = vec![
        picky(
            picky(
                half(n)
                    .await?
                    .ok_or_else(|| Failure::new("nothing there"))?,
            )
            .await
            .unwrap_or(n),
        )
        .await?,
        given,
        given,
    ];
    let (mut step, mut other_5) = (
        inc(rest[(n % 2) as usize]).await?,
        match given {
            mut matched_1 if n < 8 => {
                matched_1 += given;
                let mut n = matched_1;
                { String::new() }
            }
            matched_3 if 4_i64 < 8 => {
                n += given;
                "def".to_owned()
            }
            _ => "a".to_owned(),
        },
    );
    Ok(n < 4)
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

#[orchestrator(inline)]
async fn program_30_helper(mut n: i64, mut given: String) -> Result<Option<i64>> {
    let mut total = n;
    let mut count: i64 = 2;
    Ok(half(n).await?)
}

#[orchestrator]
async fn program_30(mut n: i64, mut given: Vec<i64>) -> Result<String> {
    let Some(lent_2) = given
        .iter()
        .min_by_key(|item| item.saturating_sub(2).saturating_abs())
    else {
        let lent_1 = &n;
        tick().await?;
        return Err(Failure::new("no luck"));
    };
    for item_3 in &given {
        if let Some(count) = ({
            n = 2;
            half((*lent_2)).await?
        }) && ((*item_3) < 3)
        {
            return Ok("a".to_owned());
        }
    }
    if let Some(count) = half(
        inc(picky(inc(inc(inc((*lent_2) * n).await?).await?).await?)
            .await
            .unwrap_or(inc(n).await?))
        .await?,
    )
    .await?
    {
        n += (*lent_2);
    }
    let mut total = n;
    for item_5 in given.iter().rev() {
        n += (*lent_2);
    }
    let mut reply = match (
        (*lent_2),
        ({
            n = 1;
            Some(8_i64)
        })
        .unwrap_or((*lent_2)),
    ) {
        (2..=3, mut matched_7) => "a".to_owned(),
        (matched_8 @ 2..=3, _) if total < 2 => "a".to_owned(),
        (_, _) => String::new(),
    };
    for count in list(
        (match picky(
            inc(picky({
                total = 2;
                total - total
            })
            .await
            .unwrap_or((*lent_2)))
            .await?,
        )
        .await
        {
            Ok(step) => {
                let mut count = step;
                step
            }
            Err(failure) => {
                let name = failure.to_string();
                (*lent_2)
            }
        }) % 4,
    )
    .await?
    .into_iter()
    .rev()
    {
        total += n;
    }
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?}",
        n,
        given,
        (*lent_2),
        total,
        reply
    ))
}

#[orchestrator]
async fn program_31(mut n: i64) -> Result<Option<i64>> {
    let later_1;
    if ({
        n = 2;
        true
    }) && (({
        n = 8;
        3_i64 < 2
    }) || (inc(picky(n).await?).await? == n))
    {
        later_1 = n;
    } else {
        let mut total = n;
        later_1 = total;
    }
    let mut n = {
        let mut found: Option<i64> = {
            let mut rounds_3 = 3_i64;
            loop {
                if rounds_3 == 0 {
                    break ({
                        let mut rounds_5 = 2_i64;
                        loop {
                            if rounds_5 == 0 {
                                break ({ half(later_1).await? });
                            }
                            rounds_5 -= 1;
                            n += later_1;
                        }
                    });
                }
                rounds_3 -= 1;
                n += n;
            }
        };
        found.take().unwrap_or(later_1.wrapping_add(({ later_1 })))
    };
    let mut name = {
        let mut rounds_9 = 2_i64;
        loop {
            if rounds_9 == 0 {
                break (if is_even(later_1).await? {
                    say(format!(
                        "{:?} {:?} {:?}",
                        later_1 < 4,
                        String::new(),
                        "a".to_owned()
                    ))
                    .await?
                } else {
                    String::new()
                });
            }
            rounds_9 -= 1;
            n = 1;
        }
    };
    let (mut half_of, mut other_11) = (Some(n), half(3).await?);
    let mut k = async {
        let mut pair_17 = (other_11, {
            let mut rounds_12 = 2_i64;
            loop {
                if rounds_12 == 0 {
                    break ({
                        let mut rounds_14 = 1_i64;
                        loop {
                            if rounds_14 == 0 {
                                break name.clone();
                            }
                            rounds_14 -= 1;
                            sleep(Duration::from_millis(1)).await;
                        }
                    });
                }
                rounds_12 -= 1;
                for step in list(n % 4).await? {
                    tick().await?;
                }
            }
        });
        Ok::<bool, Failure>(is_even(8_i64 % 5).await?)
    }
    .await?;
    {
        let mut rounds_18 = 3_i64;
        while (rounds_18 > 0)
            && let Some(count) = Some(1_i64)
        {
            rounds_18 -= 1;
            {
                let mut rounds_20 = 2_i64;
                while (rounds_20 > 0) && k {
                    rounds_20 -= 1;
                    n += n;
                }
            }
        }
    }
    if let Some(count) = half(picky(later_1).await.unwrap_or(n) + later_1).await? {
        return Ok(other_11);
    }
    n += later_1;
    Ok(other_11)
}

#[orchestrator(inline)]
async fn program_32_helper(n: i64) -> Result<Vec<i64>> {
    tick().await?;
    {
        let mut rounds_1 = 2_i64;
        while (rounds_1 > 0) && (n < 5) {
            rounds_1 -= 1;
            sleep(Duration::from_millis(1)).await;
        }
    }
    Ok(vec![])
}

#[orchestrator]
async fn program_32(n: i64, given: Vec<i64>) -> Result<Option<i64>> {
    let mut k = match (
        Some(1_i64),
        given
            .get(
                picky(
                    if let Some(total) = half(n).await?
                        && ((total < 1) && (total < 1))
                    {
                        total
                    } else {
                        n
                    },
                )
                .await? as usize,
            )
            .copied(),
    ) {
        (Some(2), None) => n < 0,
        (Some(2), None) => 9_i64 < 4,
        (_, _) => false,
    };
    Ok(half(n).await?)
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
async fn program_35_helper(mut n: i64, mut given: Vec<i64>) -> Result<i64> {
    let Some(lent_5) = given
        .iter()
        .min_by_key(|item| item.saturating_sub(7).saturating_abs())
    else {
        return Ok({
            let mut rounds_1 = 3_i64;
            loop {
                if rounds_1 == 0 {
                    break n;
                }
                rounds_1 -= 1;
                let mut step = n;
                {
                    let mut rounds_3 = 2_i64;
                    while (rounds_3 > 0) && (n < 5) {
                        rounds_3 -= 1;
                        n += 5;
                    }
                }
            }
        });
    };
    Ok(n)
}

#[orchestrator]
async fn program_35(n: i64) -> Result<Option<i64>> {
    sleep(Duration::from_millis(1)).await;
    let mut pair_16 = (
        match (
            half(n).await?,
            half(n)
                .await?
                .ok_or_else(|| Failure::new("nothing there"))?,
        ) {
            (Some(matched_6 @ 1..=6), 0) if matched_6 < 8 => {
                match half(half(n).await?.unwrap_or(add(n, matched_6).await?)).await? {
                    Some(matched_7) => {
                        return Ok(None);
                    }
                    Some(mut matched_8) => async { Ok::<i64, Failure>(4) }.await?,
                    _ => {
                        {
                            let mut rounds_9 = 2_i64;
                            while (rounds_9 > 0) && ({ matched_6 < 9 }) {
                                rounds_9 -= 1;
                                tick().await?;
                            }
                        }
                        let (mut joined_11, mut joined_12, mut joined_13, mut joined_14) = try_join!(
                            async { Ok::<i64, Failure>(n) },
                            program_35_helper(inc(9).await?, vec![]),
                            async { Ok::<Vec<i64>, Failure>(vec![3, 1]) },
                            program_35_helper(n, vec![7, 9, 0])
                        )?;
                        joined_12
                    }
                }
            }
            (None, matched_15) => matched_15,
            (_, _) => n,
        },
        n,
    );
    let (mut rest, mut other_17) = (
        match picky({
            let mut name: String = "a".to_owned();
            add(
                inc({
                    let mut half_of: Option<i64> = half(pair_16.1).await?;
                    pair_16.1.wrapping_add(inc(n).await?)
                })
                .await?,
                pair_16.0,
            )
            .await?
        })
        .await
        {
            Ok(total) => {
                vec![
                    {
                        let last = half(total).await?;
                        pair_16.0
                    },
                    0,
                    total,
                ]
            }
            Err(failure) => {
                let reply = failure.to_string();
                vec![8_i64, 1, 5]
            }
        },
        true,
    );
    {
        let mut rounds_18 = 2_i64;
        while (rounds_18 > 0)
            && let Some(count) = Some(3_i64)
        {
            rounds_18 -= 1;
            tick().await?;
        }
    }
    Ok(half(n).await?)
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
    tick().await?;
    {
        let mut rounds_9 = 2_i64;
        while (rounds_9 > 0)
            && let Some(total) = half(count).await?
        {
            rounds_9 -= 1;
            n += n;
        }
    }
    Ok(half(count).await?)
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
    let mut step: i64 = {
        let mut rounds_1 = 1_i64;
        loop {
            if rounds_1 == 0 {
                break n;
            }
            rounds_1 -= 1;
            let mut reply = say(say(say(String::new()).await?).await?).await?;
            tick().await?;
        }
    };
    match (step, {
        step = 6;
        half(step).await?
    }) {
        (_, Some(5)) => {
            n += given;
        }
        (_, None) => {
            let mut rounds_3 = 2_i64;
            while (rounds_3 > 0) && (n < given) {
                rounds_3 -= 1;
                sleep(Duration::from_millis(1)).await;
            }
        }
        (_, _) => {
            tick().await?;
        }
    }
    Ok(half(given).await?)
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
    given += (*lent_3);
    Ok((*lent_3))
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

#[orchestrator(inline)]
async fn program_45_helper(mut n: i64) -> Result<Vec<i64>> {
    match (
        half(
            half(n)
                .await?
                .ok_or_else(|| Failure::new("nothing there"))?,
        )
        .await?,
        Some(7_i64),
    ) {
        (Some(matched_1), Some(2..=4)) if 9_i64 < 8 => {
            return Ok(vec![2, 6]);
        }
        (Some(matched_2), None) if n < 7 => {
            sleep(Duration::from_millis(1)).await;
        }
        (_, _) => {
            sleep(Duration::from_millis(1)).await;
        }
    }
    let later_3;
    if ((n.wrapping_add(
        ({
            n = 4;
            inc(n).await?
        }),
    )) + n)
        < 0
    {
        later_3 = None::<i64>;
    } else {
        later_3 = half(3).await?;
    }
    Ok(vec![])
}

#[orchestrator]
async fn program_45(n: i64, mut given: String) -> Result<bool> {
    for count in 1..(async {
        Ok::<i64, Failure>(match picky(Some(n).unwrap_or(given.len() as i64)).await {
            Ok(count) => {
                let mut n = 6_i64;
                n
            }
            Err(failure) => {
                let word = failure.to_string();
                7_i64
            }
        })
    }
    .await?
        % 5)
    {
        sleep(Duration::from_millis(1)).await;
    }
    let mut basket = Basket {
        label: say("def".to_owned()).await?,
        count: async { Ok::<i64, Failure>(given.len() as i64) }.await?,
        items: vec![given.len() as i64],
    };
    let mut pair_5 = (None::<i64>, vec![8_i64, 1, 2]);
    pair_5.1[1_i64 as usize] += basket.count;
    let (mut seen, mut other_6) = (
        if let Some(total) = pair_5.0
            && (basket.count < total)
        {
            basket.items.clone()
        } else {
            pair_5.1.clone()
        },
        half(basket.count).await?,
    );
    let mut basket = Basket {
        label: async {
            'block_7: {
                let Some(total) = half(n * basket.count).await? else {
                    break 'block_7;
                };
            }
            let count: i64 = basket.count;
            Ok::<String, Failure>(basket.label.clone())
        }
        .await?,
        count: 6,
        items: vec![3],
    };
    Ok(basket.count < 0)
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
async fn program_48_helper(n: i64) -> Result<bool> {
    let mut last = half({
        let even = half(3).await?.unwrap_or(n) < n;
        n
    })
    .await?;
    let mut step: i64 = n;
    Ok(9_i64 < 4)
}

#[orchestrator]
async fn program_48(n: i64, mut given: i64) -> Result<Vec<i64>> {
    let (joined_1, joined_2) = join!(
        say(format!(
            "{:?} {:?} {:?}",
            8_i64 < inc(given).await?,
            half(inc(Some(8_i64).unwrap_or(given)).await?).await?,
            String::new()
        )),
        async { Ok::<Vec<i64>, Failure>(vec![6, 8]) }
    );
    let (mut joined_1, mut joined_2) = (joined_1?, joined_2?);
    Ok(joined_2.clone())
}

#[orchestrator(inline)]
async fn program_49_helper(mut n: i64) -> Result<String> {
    n += n;
    let mut name = if let Some(count) = None::<i64> {
        "def".to_owned() + &String::new()
    } else if None::<i64>.is_some() {
        let mut rest = {
            for step in vec![n, n, n] {
                n += n;
            }
            vec![2_i64, 9, 3]
        };
        String::new()
    } else {
        String::new()
    };
    Ok(format!("{:?} {:?}", n, name))
}

#[orchestrator]
async fn program_49(mut n: i64, given: Vec<i64>) -> Result<i64> {
    let total = add(n, {
        n = 6;
        n % 4
    })
    .await?;
    {
        let mut rounds_3 = 3_i64;
        while (rounds_3 > 0)
            && let Some(count) = half(0).await?
        {
            rounds_3 -= 1;
            n += count;
        }
    }
    Ok(total)
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
    other_12 += step;
    Ok(Some(2))
}

#[orchestrator(inline)]
async fn program_52_helper(mut n: i64) -> Result<String> {
    tick().await?;
    if n < 3 {
        n += n;
    }
    for step in 0..(n % 5) {
        let mut items = list(
            ({
                n = 1;
                None::<i64>.ok_or_else(|| Failure::new("nothing there"))?
            }) % 4,
        )
        .await?;
    }
    Ok(format!("{:?}", n))
}

#[orchestrator]
async fn program_52(mut n: i64, mut given: Option<i64>) -> Result<i64> {
    given = match given.take() {
        Some(_) if 5_i64 < 1 => {
            {
                let mut rounds_2 = 3_i64;
                while (rounds_2 > 0) && (n < 4) {
                    rounds_2 -= 1;
                    sleep(Duration::from_millis(1)).await;
                }
            }
            given
        }
        Some(matched_4) => {
            return Ok(n);
        }
        _ => given,
    };
    let mut word: String = say(async {
        Ok::<String, Failure>(match picky(picky(n).await?).await {
            Ok(n) => "a".to_owned(),
            Err(failure) => {
                let name = failure.to_string();
                "def".to_owned()
            }
        })
    }
    .await?)
    .await?;
    n += n;
    let lent_5 = &n;
    if let Some(step) = given.take() {
        tick().await?;
    }
    Ok((*lent_5))
}

#[orchestrator(inline)]
async fn program_53_helper(n: i64, mut given: Option<i64>) -> Result<String> {
    tick().await?;
    Ok(format!("{:?} {:?}", n, given))
}

#[orchestrator]
async fn program_53(n: i64) -> Result<Option<i64>> {
    let mut word: String = {
        let mut rounds_1 = 1_i64;
        loop {
            if rounds_1 == 0 {
                break format!(
                    "{:?} {:?} {:?}",
                    n,
                    say(format!("{:?} {:?} {:?}", n, list(n % 4).await?, n < 2)).await?,
                    {
                        let last = Some(1_i64);
                        format!("{:?}", {
                            let even = n < 1;
                            "a".to_owned()
                        })
                    }
                );
            }
            rounds_1 -= 1;
            let mut reply = "def".to_owned();
        }
    };
    let items = vec![
        inc({
            let text = "def".to_owned() + &"bc".to_owned();
            async { Ok::<i64, Failure>(n) }.await?
        })
        .await?,
        {
            let queue = list(n % 4).await?;
            n
        },
    ];
    let mut ready = !((true || (n < 4)) && (n < 8));
    let mut count = 1_i64;
    let lent_3 = items.first().unwrap_or(&4);
    for n in items.clone().into_iter().rev() {
        let total = match half(count).await? {
            Some(2..=7) => {
                match (
                    {
                        count = 3;
                        count
                    },
                    Some((*lent_3)),
                ) {
                    (1..=6, Some(1)) => n,
                    (_, None) => n,
                    (_, _) => (*lent_3),
                }
            }
            Some(_) if n < 2 => {
                let name: String = "def".to_owned();
                {
                    let mut rounds_5 = 1_i64;
                    while (rounds_5 > 0) && half(5).await?.is_some() {
                        rounds_5 -= 1;
                        count += 1;
                    }
                }
                n.wrapping_add(n)
            }
            _ => (*lent_3),
        };
    }
    Ok(half(5).await?)
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
    n += 2;
    if let Some(n) = ({
        n = 7;
        Some(6_i64)
    }) {
        let (mut total, mut other_6) = (
            if half(n).await?.is_some() {
                let mut found = {
                    let mut rounds_4 = 3_i64;
                    loop {
                        if rounds_4 == 0 {
                            break half(n).await?;
                        }
                        rounds_4 -= 1;
                        if n < 6 {
                            tick().await?;
                        } else {
                            tick().await?;
                        }
                    }
                };
                async { Ok::<i64, Failure>(n) }.await?
            } else {
                match picky(n).await {
                    Ok(total) => total,
                    Err(failure) => {
                        let name = failure.to_string();
                        n
                    }
                }
            },
            list(0_i64 % 4).await?,
        );
    } else {
        sleep(Duration::from_millis(1)).await;
    }
    match picky(2).await {
        Ok(total) => {
            n = total;
        }
        Err(failure) => {
            let text = failure.to_string();
            n += 0;
        }
    }
    let word = "bc".to_owned();
    let reply = word;
    let mut step = Some(
        add(
            n.wrapping_add(picky(n).await.unwrap_or(picky(0).await.unwrap_or(6))),
            {
                n = 3;
                n
            },
        )
        .await?,
    )
    .ok_or_else(|| Failure::new("nothing there"))?;
    let mut best = Some(0_i64);
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
    count += count;
    {
        let mut rounds_8 = 2_i64;
        while (rounds_8 > 0) && (count < 4) {
            rounds_8 -= 1;
            let Some(step) = half(total).await? else {
                match half(n).await? {
                    None => {
                        break;
                    }
                    Some(0 | 4) => {
                        count += n;
                    }
                    _ => {
                        count += count;
                    }
                }
                let mut pair_12 = (
                    {
                        let mut rounds_10 = 3_i64;
                        loop {
                            if rounds_10 == 0 {
                                break (say("bc".to_owned()).await? + &"def".to_owned());
                            }
                            rounds_10 -= 1;
                            count += total;
                        }
                    },
                    (*lent_7) < 5,
                );
                return Err(Failure::new("no luck"));
            };
        }
    }
    let count = half(match picky(n).await {
        Ok(count) => n,
        Err(failure) => {
            let reply = failure.to_string();
            let found = half(8).await?;
            n
        }
    })
    .await?
    .unwrap_or({
        count = 2;
        inc(picky(Some(0_i64).unwrap_or(8)).await.unwrap_or((*lent_7))).await?
    });
    for count in 1..((((inc(9).await? % 6) - n) * n) % 5) {
        tick().await?;
    }
    Ok(half(count).await?)
}

#[orchestrator]
async fn program_56(n: i64) -> Result<Vec<i64>> {
    match n {
        2 => {
            tick().await?;
        }
        2 | 5 => {
            tick().await?;
        }
        _ => {
            let mut ready: bool = add(picky(4).await?, n).await? == n;
        }
    }
    Ok(vec![])
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

#[orchestrator(inline)]
async fn program_59_helper(n: i64, given: i64) -> Result<String> {
    let mut count: i64 = {
        let mut rounds_1 = 2_i64;
        loop {
            if rounds_1 == 0 {
                break inc(add(inc(add(n, given).await?).await?, given).await?).await?;
            }
            rounds_1 -= 1;
            sleep(Duration::from_millis(1)).await;
        }
    };
    let later_3;
    if Some(2_i64).is_some() {
        later_3 = "def".to_owned();
    } else {
        later_3 = "a".to_owned();
    }
    Ok(format!("{:?} {:?} {:?} {:?}", n, given, count, later_3))
}

#[orchestrator]
async fn program_59(mut n: i64) -> Result<bool> {
    let later_4;
    if n < 0 {
        later_4 = 3_i64;
    } else {
        later_4 = n;
    }
    match picky(add(inc(later_4).await?, later_4 + later_4).await?).await {
        Ok(n) => {
            sleep(Duration::from_millis(1)).await;
        }
        Err(failure) => {
            let reply = failure.to_string();
            sleep(Duration::from_millis(1)).await;
        }
    }
    let mut pair_5 = (
        match picky(picky(n).await?).await {
            Ok(count) => {
                let queue: Vec<i64> = if let Some(total) = ({
                    n = 8;
                    half({
                        n = 3;
                        count
                    })
                    .await?
                }) {
                    let name = "a".to_owned();
                    Vec::<i64>::new()
                } else if let Some(total) = half(count).await? {
                    Vec::<i64>::new()
                } else {
                    Vec::<i64>::new()
                };
                n
            }
            Err(failure) => {
                let word = failure.to_string();
                2_i64
            }
        },
        4_i64,
    );
    pair_5.1 += n;
    Ok(pair_5.0 < 9)
}

#[test]
fn program_0_does_what_it_says() {
    durable_tests::programs::check(SEED, 0, [program_0(8, vec![0]), program_0(9, vec![7])]);
}

#[test]
fn program_1_does_what_it_says() {
    durable_tests::programs::check(SEED, 1, [program_1(5), program_1(7)]);
}

#[test]
fn program_2_does_what_it_says() {
    durable_tests::programs::check(SEED, 2, [program_2(4, 0), program_2(1, 5)]);
}

#[test]
fn program_3_does_what_it_says() {
    durable_tests::programs::check(SEED, 3, [program_3(7, vec![6]), program_3(4, vec![])]);
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
    durable_tests::programs::check(SEED, 6, [program_6(5), program_6(1)]);
}

#[test]
fn program_7_does_what_it_says() {
    durable_tests::programs::check(SEED, 7, [program_7(0), program_7(3)]);
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
    durable_tests::programs::check(SEED, 12, [program_12(0, vec![]), program_12(2, vec![4, 6])]);
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
    durable_tests::programs::check(SEED, 14, [program_14(9), program_14(6)]);
}

#[test]
fn program_15_does_what_it_says() {
    durable_tests::programs::check(SEED, 15, [program_15(4), program_15(5)]);
}

#[test]
fn program_16_does_what_it_says() {
    durable_tests::programs::check(SEED, 16, [program_16(6), program_16(0)]);
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
    durable_tests::programs::check(SEED, 20, [program_20(2), program_20(6)]);
}

#[test]
fn program_21_does_what_it_says() {
    durable_tests::programs::check(SEED, 21, [program_21(9), program_21(0)]);
}

#[test]
fn program_22_does_what_it_says() {
    durable_tests::programs::check(SEED, 22, [program_22(9, 2), program_22(1, 8)]);
}

#[test]
fn program_23_does_what_it_says() {
    durable_tests::programs::check(SEED, 23, [program_23(3), program_23(2)]);
}

#[test]
fn program_24_does_what_it_says() {
    durable_tests::programs::check(SEED, 24, [program_24(2), program_24(6)]);
}

#[test]
fn program_25_does_what_it_says() {
    durable_tests::programs::check(SEED, 25, [program_25(6, 7), program_25(2, 3)]);
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
    durable_tests::programs::check(
        SEED,
        30,
        [program_30(8, vec![]), program_30(7, vec![1, 0, 3])],
    );
}

#[test]
fn program_31_does_what_it_says() {
    durable_tests::programs::check(SEED, 31, [program_31(3), program_31(5)]);
}

#[test]
fn program_32_does_what_it_says() {
    durable_tests::programs::check(SEED, 32, [program_32(0, vec![6]), program_32(1, vec![0])]);
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
    durable_tests::programs::check(SEED, 35, [program_35(1), program_35(6)]);
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
    durable_tests::programs::check(SEED, 38, [program_38(6), program_38(2)]);
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
    durable_tests::programs::check(SEED, 41, [program_41(7, 7), program_41(6, 8)]);
}

#[test]
fn program_42_does_what_it_says() {
    durable_tests::programs::check(SEED, 42, [program_42(6), program_42(9)]);
}

#[test]
fn program_43_does_what_it_says() {
    durable_tests::programs::check(SEED, 43, [program_43(2, 6), program_43(9, 7)]);
}

#[test]
fn program_44_does_what_it_says() {
    durable_tests::programs::check(SEED, 44, [program_44(3, Some(4)), program_44(4, None)]);
}

#[test]
fn program_45_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        45,
        [
            program_45(4, "def".to_owned()),
            program_45(7, String::new()),
        ],
    );
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
    durable_tests::programs::check(SEED, 48, [program_48(5, 7), program_48(8, 9)]);
}

#[test]
fn program_49_does_what_it_says() {
    durable_tests::programs::check(SEED, 49, [program_49(9, vec![]), program_49(3, vec![9])]);
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
            program_51(7, "def".to_owned()),
            program_51(8, String::new()),
        ],
    );
}

#[test]
fn program_52_does_what_it_says() {
    durable_tests::programs::check(SEED, 52, [program_52(8, None), program_52(4, Some(7))]);
}

#[test]
fn program_53_does_what_it_says() {
    durable_tests::programs::check(SEED, 53, [program_53(2), program_53(9)]);
}

#[test]
fn program_54_does_what_it_says() {
    durable_tests::programs::check(SEED, 54, [program_54(4), program_54(7)]);
}

#[test]
fn program_55_does_what_it_says() {
    durable_tests::programs::check(SEED, 55, [program_55(2), program_55(1)]);
}

#[test]
fn program_56_does_what_it_says() {
    durable_tests::programs::check(SEED, 56, [program_56(7), program_56(8)]);
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
    durable_tests::programs::check(SEED, 59, [program_59(6), program_59(7)]);
}
