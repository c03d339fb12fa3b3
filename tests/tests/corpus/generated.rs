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

#[orchestrator(inline)]
async fn program_7_helper(mut n: i64, mut given: Vec<i64>) -> Result<String> {
    let later_5;
    if !(n < 9) {
        later_5 = 9_i64;
    } else {
        given[(n % 2) as usize] = given.iter().filter(|item| **item > n).count() as i64;
        later_5 = async {
            let (mut joined_2, mut joined_3, mut joined_4) = try_join!(
                async { Ok::<String, Failure>({ "bc".to_owned() }) },
                inc(n % 5),
                async { Ok::<Vec<i64>, Failure>(vec![0]) }
            )?;
            Ok::<i64, Failure>(joined_3)
        }
        .await?;
    }
    let mut reply: String = {
        let mut rounds_6 = 3_i64;
        loop {
            if rounds_6 == 0 {
                break async {
                    Ok::<String, Failure>(format!(
                        "{:?} {:?} {:?}",
                        given,
                        "bc".to_owned(),
                        Some(5_i64)
                    ))
                }
                .await?;
            }
            rounds_6 -= 1;
            if let Some(count) = Some(4_i64) {
                tick().await?;
            } else {
                sleep(Duration::from_millis(1)).await;
            }
        }
    };
    Ok(format!("{:?} {:?} {:?} {:?}", n, given, later_5, reply))
}

#[orchestrator]
async fn program_7(mut n: i64, given: Vec<i64>) -> Result<i64> {
    {
        let lent_8 = given.get((n % 2) as usize).unwrap_or(&0);
        tick().await?;
    }
    let Some(step) = given
        .get(add(inc(inc(inc(n).await?).await?).await?, inc(n).await?).await? as usize)
        .copied()
    else {
        match picky(add(picky(n).await.unwrap_or(n), 6).await?).await {
            Ok(n) => {
                sleep(Duration::from_millis(1)).await;
            }
            Err(failure) => {
                let text = failure.to_string();
                n += n;
            }
        }
        return Ok(4);
    };
    let lent_9 = &given;
    match (
        (*lent_9).iter().filter(|item| **item > n).count() as i64,
        Some(7_i64),
    ) {
        (mut matched_10, None) => {
            matched_10 += step;
        }
        (1 | 5, None) => {
            n += n;
        }
        (_, _) => {
            n += 0;
        }
    }
    let Some(lent_14) = given.iter().find(|item| **item > n) else {
        let (joined_12, joined_13) = join!(half(4), async {
            match picky(inc(picky(given.len() as i64).await.unwrap_or(step)).await?).await {
                Ok(total) => {
                    let Some(lent_11) = given.iter().max() else {
                        if false || (n < 5) {
                            tick().await?;
                        }
                        return Err(Failure::new("given up"));
                    };
                }
                Err(failure) => {
                    let text = failure.to_string();
                    tick().await?;
                }
            }
            Ok::<String, Failure>("bc".to_owned())
        });
        let (mut joined_12, mut joined_13) = (joined_12?, joined_13?);
        return Ok(n);
    };
    let mut basket = Basket {
        label: say("a".to_owned()).await?,
        count: given.iter().filter(|item| **item > (*lent_14)).count() as i64,
        items: {
            let mut n = (*lent_14);
            given.clone()
        },
    };
    let Some(lent_20) = (*lent_9)
        .iter()
        .min_by_key(|item| item.saturating_sub(7).saturating_abs())
    else {
        let (joined_16, joined_17, joined_18, joined_19) = join!(
            async {
                let queue = vec![n, (*lent_14), step];
                Ok::<bool, Failure>(true)
            },
            program_7_helper(n, basket.items.clone()),
            program_7_helper((*lent_14), vec![]),
            picky(6)
        );
        let (mut joined_16, mut joined_17, mut joined_18, mut joined_19) =
            (joined_16?, joined_17?, joined_18?, joined_19?);
        return Ok((*lent_14));
    };
    let mut basket = Basket {
        label: {
            let mut rounds_21 = 1_i64;
            loop {
                if rounds_21 == 0 {
                    break say(basket.label.clone()).await?;
                }
                rounds_21 -= 1;
                match (
                    half({
                        n = 9;
                        Some({
                            n = 8;
                            step
                        })
                        .unwrap_or(add(inc(3).await?, step).await?)
                    })
                    .await?,
                    half(n).await?,
                ) {
                    (Some(matched_23), Some(matched_24 @ 2..=5)) => {
                        n += (*lent_20);
                    }
                    (Some(matched_25 @ 1..=6), None) if matched_25 < 7 => {
                        tick().await?;
                    }
                    (_, _) => {
                        n += step;
                    }
                }
            }
        },
        count: 5,
        items: given.clone(),
    };
    Ok((*lent_20))
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
        half(n).await?.unwrap_or(given.len() as i64)
    }) == inc(inc(n).await?).await?;
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
    let total = add(pair_1.0.get(n as usize).copied().unwrap_or(n), n).await?;
    let lent_2 = &pair_1.0;
    let mut pair_3 = (
        format!("{:?} {:?}", total, n) + &say(say(String::new()).await?).await?,
        5_i64,
    );
    Ok(total)
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

#[orchestrator]
async fn program_16(n: i64, mut given: Option<i64>) -> Result<i64> {
    for mut total in 0..(inc(given
        .take()
        .unwrap_or(inc(half(n).await?.unwrap_or(n)).await?))
    .await?
        % 5)
    {
        total += total;
    }
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
            && is_even(
                half(inc(add(n, n).await?).await?)
                    .await?
                    .unwrap_or(inc(n % 6).await?),
            )
            .await?
        {
            rounds_3 -= 1;
            tick().await?;
        }
    }
    Ok(given.clone())
}

#[orchestrator(inline)]
async fn program_18_helper(n: i64, mut given: Vec<i64>) -> Result<bool> {
    for item_1 in given.iter().rev() {
        let lent_3 = given.get((n % 2) as usize).unwrap_or(&4);
        let name = say(say(format!(
            "{:?} {:?}",
            String::new() + &"bc".to_owned(),
            4_i64
        ))
        .await?)
        .await?;
    }
    let later_4;
    if {
        let Some(total) = (if let Some(step) = half(n).await? {
            tick().await?;
            async { Ok::<Option<i64>, Failure>(half(step).await?) }.await?
        } else {
            half(2).await?
        }) else {
            tick().await?;
            return Ok(4_i64 == n);
        };
        n < 1
    } {
        later_4 = n;
    } else {
        later_4 = 0_i64;
    }
    match given.pop() {
        Some(mut matched_5) if matched_5 < 7 => {
            tick().await?;
        }
        Some(3) if later_4 < 7 => {
            let (mut count, mut other_9) = (
                async {
                    if let Some(step) = half(match (half(7).await?, n) {
                        (None, matched_6) => later_4,
                        (Some(mut matched_7), matched_8) if n < 9 => n,
                        (_, _) => later_4,
                    })
                    .await?
                    {
                        tick().await?;
                    }
                    Ok::<i64, Failure>(half(later_4).await?.unwrap_or(later_4))
                }
                .await?,
                "bc".to_owned(),
            );
        }
        _ => {
            tick().await?;
        }
    }
    Ok(later_4 < 4)
}

#[orchestrator]
async fn program_18(mut n: i64, given: Option<i64>) -> Result<i64> {
    let mut name = if false {
        if let Some(count) = half(inc(picky(n).await?).await?).await? {
            "def".to_owned()
        } else {
            String::new()
        }
    } else if n < 6 {
        "a".to_owned()
    } else {
        "bc".to_owned()
    };
    n += n;
    let (mut joined_10, mut joined_11, mut joined_12, mut joined_13) = try_join!(
        half(add(n, n).await?),
        async { Ok::<i64, Failure>(8) },
        say(name.clone()),
        async { Ok::<i64, Failure>(n) }
    )?;
    Ok(joined_11)
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
async fn program_22_helper(n: i64) -> Result<String> {
    let count = {
        let mut basket = Basket {
            label: "a".to_owned(),
            count: add(n % 3, inc(3).await?).await?,
            items: vec![],
        };
        basket.count
    };
    let half_of = Some(6_i64);
    Ok(format!("{:?} {:?} {:?}", n, count, half_of))
}

#[orchestrator]
async fn program_22(mut n: i64) -> Result<String> {
    {
        let mut rounds_2 = 1_i64;
        while (rounds_2 > 0)
            && (match picky(Some(7_i64).unwrap_or(n)).await {
                Ok(n) => {
                    let mut word = { "def".to_owned() };
                    true
                }
                Err(failure) => {
                    let text = failure.to_string();
                    let mut n: i64 = add(half(n).await?.unwrap_or(n), 2).await?;
                    match picky(n).await {
                        Ok(n) => {
                            let (mut joined_5, mut joined_6, mut joined_7, mut joined_8) = try_join!(
                                async { Ok::<String, Failure>(text.clone()) },
                                program_22_helper(n),
                                inc(5),
                                async { Ok::<bool, Failure>(true) }
                            )?;
                            joined_8
                        }
                        Err(failure) => {
                            let reply = failure.to_string();
                            n < 1
                        }
                    }
                }
            })
        {
            rounds_2 -= 1;
            sleep(Duration::from_millis(1)).await;
        }
    }
    let mut total = n;
    total += n;
    if total < 1 {
        tick().await?;
    } else if n < 5 {
        match add(
            inc(inc({
                n = 7;
                Some(7_i64).unwrap_or(n)
            })
            .await?)
            .await?,
            n,
        )
        .await?
        {
            1 => {
                let mut basket = Basket {
                    label: "bc".to_owned(),
                    count: total,
                    items: vec![1],
                };
            }
            matched_9 @ 1..=4 => {
                total += 0;
            }
            _ => {
                tick().await?;
            }
        }
    }
    for mut step in Vec::<i64>::new().into_iter().rev() {
        sleep(Duration::from_millis(1)).await;
    }
    {
        let mut rounds_11 = 2_i64;
        while (rounds_11 > 0)
            && (({
                total = 2;
                n
            }) < ({
                n = 5;
                total
            }))
        {
            rounds_11 -= 1;
            let reply: String = String::new();
        }
    }
    let (mut joined_15, mut joined_16, mut joined_17, mut joined_18) = try_join!(
        half(total),
        program_22_helper({
            let mut rounds_13 = 1_i64;
            loop {
                if rounds_13 == 0 {
                    break add(
                        {
                            let mut seen = list(n % 4).await?;
                            total
                        },
                        4,
                    )
                    .await?;
                }
                rounds_13 -= 1;
                tick().await?;
            }
        }),
        async { Ok::<String, Failure>("bc".to_owned()) },
        program_22_helper(total)
    )?;
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?} {:?}",
        n, total, joined_15, joined_16, joined_17, joined_18
    ))
}

#[orchestrator]
async fn program_23(mut n: i64, mut given: Option<i64>) -> Result<String> {
    let mut seen = Vec::<i64>::new();
    let lent_1 = &seen;
    n += async { Ok::<i64, Failure>((*lent_1).iter().filter(|item| **item > n).count() as i64) }
        .await?;
    n += n;
    let mut basket = Basket {
        label: {
            let found = half(n).await?;
            String::new()
        },
        count: n,
        items: seen.clone(),
    };
    basket.label += &(match picky(basket.label.len() as i64).await {
        Ok(n) => {
            let (joined_2, joined_3, joined_4, joined_5) = join!(
                async { Ok::<String, Failure>(say(basket.label.clone()).await?) },
                async { Ok::<String, Failure>(say("a".to_owned()).await?) },
                async { Ok::<i64, Failure>(given.ok_or_else(|| Failure::new("nothing there"))?) },
                picky(basket.count - n)
            );
            let (mut joined_2, mut joined_3, mut joined_4, mut joined_5) =
                (joined_2?, joined_3?, joined_4?, joined_5?);
            async {
                let later_6;
                if true {
                    later_6 = joined_5;
                } else {
                    later_6 = 1_i64;
                }
                Ok::<String, Failure>(basket.label.clone())
            }
            .await?
        }
        Err(failure) => {
            let reply = failure.to_string();
            reply.clone()
        }
    });
    let seen: Vec<i64> = vec![n, 5, basket.count];
    let Some(lent_11) = basket
        .items
        .iter()
        .min_by_key(|item| item.saturating_sub(8).saturating_abs())
    else {
        match picky(1).await {
            Ok(step) => {
                n += 0;
            }
            Err(failure) => {
                let name = failure.to_string();
                basket.items.push({
                    {
                        let mut rounds_8 = 1_i64;
                        loop {
                            if rounds_8 == 0 {
                                break basket.count;
                            }
                            rounds_8 -= 1;
                            tick().await?;
                        }
                    }
                });
            }
        }
        let mut pair_10 = (basket.label.clone(), basket.label.clone());
        return Ok(pair_10.1.clone());
    };
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        n,
        given,
        (*lent_1),
        basket.label,
        basket.count,
        basket.items,
        seen,
        (*lent_11)
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

#[orchestrator(inline)]
async fn program_31_helper(n: i64) -> Result<Option<i64>> {
    let step = add(0, n).await?;
    Ok(half(1).await?)
}

#[orchestrator]
async fn program_31(mut n: i64) -> Result<i64> {
    let (joined_2, joined_3, joined_4, joined_5) = join!(
        program_31_helper(
            inc(add(
                match picky(n).await {
                    Ok(count) => {
                        for count in 2..(add(n, 0).await? % 5) {
                            tick().await?;
                        }
                        count
                    }
                    Err(failure) => {
                        let text = failure.to_string();
                        n
                    }
                },
                4
            )
            .await?)
            .await?
                % 5
        ),
        async {
            let ready = false;
            let Some(count) = Some(6_i64) else {
                return Ok(n);
            };
            Ok::<i64, Failure>(n)
        },
        async { Ok::<bool, Failure>(n < 8) },
        picky(n)
    );
    let (mut joined_2, mut joined_3, mut joined_4, mut joined_5) =
        (joined_2?, joined_3?, joined_4?, joined_5?);
    let step = 9_i64
        - picky(
            Some(
                if let Some(count) = joined_2.take()
                    && joined_4
                {
                    n
                } else if joined_4 {
                    n
                } else {
                    joined_3
                },
            )
            .unwrap_or(joined_3),
        )
        .await
        .unwrap_or(joined_3);
    joined_5 += 9;
    let mut half_of = {
        let mut rounds_6 = 2_i64;
        loop {
            if rounds_6 == 0 {
                break (if joined_2.is_some() {
                    {
                        let mut rounds_8 = 3_i64;
                        while (rounds_8 > 0)
                            && let Some(n) = async { Ok::<Option<i64>, Failure>(joined_2) }.await?
                        {
                            rounds_8 -= 1;
                            let mut total: i64 = match picky(7).await {
                                Ok(step) => joined_3,
                                Err(failure) => {
                                    let reply = failure.to_string();
                                    joined_3
                                }
                            };
                            joined_3 += 4;
                        }
                    }
                    joined_2
                } else {
                    joined_2
                });
            }
            rounds_6 -= 1;
            n += joined_3;
        }
    };
    let mut name = format!("{:?}", say("bc".to_owned()).await?);
    match add(
        joined_5,
        add(
            4,
            inc(add(name.len() as i64, add(joined_5, step).await?).await?).await? % 2,
        )
        .await?,
    )
    .await?
    {
        0 | 5 => {
            joined_3 += joined_5;
        }
        mut matched_10 if step < 5 => {
            return Err(Failure::new("no luck"));
        }
        _ => {
            tick().await?;
        }
    }
    name += &(match (joined_2, half(joined_3).await?) {
        (Some(mut matched_11), Some(mut matched_12)) => {
            let lent_13 = &joined_5;
            let word = say(say(String::new()).await?).await?;
            match picky(match picky(name.len() as i64).await {
                Ok(n) => joined_3,
                Err(failure) => {
                    let text = failure.to_string();
                    matched_12
                }
            })
            .await
            {
                Ok(n) => name.clone(),
                Err(failure) => {
                    let name = failure.to_string();
                    name
                }
            }
        }
        (Some(2 | 4), Some(1 | 5)) => name.clone(),
        (_, _) => name.clone(),
    });
    {
        let mut rounds_14 = 1_i64;
        while (rounds_14 > 0)
            && let Some(step) = half_of.take()
        {
            rounds_14 -= 1;
            let (joined_18, joined_19) = join!(
                async {
                    let mut items = async { Ok::<Vec<i64>, Failure>(vec![0, 6, 7]) }.await?;
                    Ok::<String, Failure>({
                        let mut name = name.clone();
                        let lent_17 = items.last().unwrap_or(&3);
                        "a".to_owned()
                    })
                },
                async {
                    let mut even: bool = match picky(joined_3).await {
                        Ok(total) => joined_4,
                        Err(failure) => {
                            let word = failure.to_string();
                            joined_4
                        }
                    };
                    Ok::<String, Failure>(say(name.clone()).await?)
                }
            );
            let (mut joined_18, mut joined_19) = (joined_18?, joined_19?);
        }
    }
    Ok(2)
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
async fn program_33_helper(n: i64, given: Option<i64>) -> Result<Vec<i64>> {
    if let Some(n) = given
        && (!false)
    {
        sleep(Duration::from_millis(1)).await;
    }
    Ok(vec![8, 1, 7])
}

#[orchestrator]
async fn program_33(mut n: i64) -> Result<String> {
    let Some(n) = ({
        async {
            {
                let mut rounds_1 = 2_i64;
                while (rounds_1 > 0)
                    && (match picky(half(n).await?.unwrap_or(n)).await {
                        Ok(total) => true,
                        Err(failure) => {
                            let text = failure.to_string();
                            false
                        }
                    })
                {
                    rounds_1 -= 1;
                    for n in 0..(n % 5) {
                        tick().await?;
                    }
                }
            }
            Ok::<Option<i64>, Failure>(half(n).await?)
        }
        .await?
    }) else {
        return Ok(String::new());
    };
    let half_of = half(n).await?;
    Ok(format!("{:?} {:?}", n, half_of))
}

#[orchestrator]
async fn program_34(n: i64, given: i64) -> Result<Option<i64>> {
    let found = async {
        let mut step = n;
        let mut k = true;
        Ok::<Option<i64>, Failure>(Some(7))
    }
    .await?;
    let n = async {
        'loop_1: for total in 0..(inc(picky(5)
            .await
            .unwrap_or(async { Ok::<i64, Failure>(n) }.await?))
        .await?
            % 5)
        {
            if let Some(step) = half(n).await?
                && ((n < 6) || (given < 1))
            {
                break 'loop_1;
            } else {
                tick().await?;
            }
        }
        Ok::<i64, Failure>(found.ok_or_else(|| Failure::new("nothing there"))?)
    }
    .await?;
    sleep(Duration::from_millis(1)).await;
    Ok(found)
}

#[orchestrator(inline)]
async fn program_35_helper(n: i64) -> Result<String> {
    let (mut found, mut other_1) = (
        match picky(n).await {
            Ok(count) => {
                half(picky(Some(3_i64).ok_or_else(|| Failure::new("nothing there"))?).await?)
                    .await?
            }
            Err(failure) => {
                let word = failure.to_string();
                half(n).await?
            }
        },
        add(inc(n % 2).await?, n).await?,
    );
    for n in 0..(({
        let mut rounds_2 = 2_i64;
        loop {
            if rounds_2 == 0 {
                break (match (Some(inc(inc(other_1).await?).await?), other_1) {
                    (None, _) if other_1 < 4 => other_1,
                    (Some(0), 0) => other_1,
                    (_, _) => other_1,
                });
            }
            rounds_2 -= 1;
            other_1 += other_1;
        }
    }) % 5)
    {
        tick().await?;
    }
    Ok(format!("{:?} {:?} {:?}", n, found, other_1))
}

#[orchestrator]
async fn program_35(mut n: i64, given: String) -> Result<i64> {
    if is_even(8).await? {
        n += n;
    }
    for total in 2..(({
        n = 1;
        add(
            add(
                Some(inc(half(n).await?.unwrap_or(n)).await?)
                    .ok_or_else(|| Failure::new("nothing there"))?,
                {
                    n = 3;
                    n
                },
            )
            .await?,
            n,
        )
        .await?
    }) % 5)
    {
        n += n;
    }
    let (joined_6, joined_7, joined_8, joined_9) = join!(
        async { Ok::<String, Failure>(given.clone()) },
        async { Ok::<String, Failure>(given.clone()) },
        async { Ok::<i64, Failure>(n) },
        async { Ok::<i64, Failure>(n) }
    );
    let (mut joined_6, mut joined_7, mut joined_8, mut joined_9) =
        (joined_6?, joined_7?, joined_8?, joined_9?);
    sleep(Duration::from_millis(1)).await;
    Ok(7)
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
    let mut n = async {
        {
            let mut rounds_9 = 1_i64;
            while (rounds_9 > 0)
                && let Some(count) = half(add(total, 6).await?).await?
            {
                rounds_9 -= 1;
                let step = Some(6_i64).unwrap_or(total);
                let ready: bool = true;
            }
        }
        Ok::<i64, Failure>(total)
    }
    .await?;
    Ok(given.clone())
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
    if if inc(add(
        n,
        picky(
            ({
                rest.push(n);
                half(n).await?
            })
            .unwrap_or(n),
        )
        .await
        .unwrap_or(2),
    )
    .await?)
    .await?
        < n
    {
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
    let mut done = is_even(None::<i64>.unwrap_or(later_4)).await?;
    let mut count = n;
    Ok(rest.clone())
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
    let mut step = add(half(n).await?.unwrap_or(Some(5_i64).unwrap_or(n)), n).await?;
    let mut queue: Vec<i64> = list(
        picky(inc(add(inc(n).await?, inc(add(n, n).await?).await?).await?).await?)
            .await
            .unwrap_or(inc(n).await?)
            % 4,
    )
    .await?;
    let mut name = "def".to_owned();
    let mut word: String = format!(
        "{:?} {:?}",
        step,
        name.clone()
            + &({
                let mut half_of: Option<i64> = Some(9);
                name.clone()
            })
    );
    let lent_6 = queue.first().unwrap_or(&5);
    if is_even(step).await? {
        step += step;
    }
    tick().await?;
    Ok(Some(5))
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
    if (half(inc(n).await?).await?.unwrap_or(n) + 0) < n {
        later_3 = half(3).await?;
    } else {
        later_3 = Some(8_i64);
    }
    Ok(vec![8])
}

#[orchestrator]
async fn program_45(n: i64, given: String) -> Result<String> {
    let mut pair_4 = (given.clone(), given);
    let count = pair_4.0.len() as i64;
    let mut n: i64 = if picky(
        None::<i64>.unwrap_or(
            picky(picky(9).await.unwrap_or({ count }))
                .await
                .unwrap_or(None::<i64>.unwrap_or(n)),
        ),
    )
    .await
    .unwrap_or(count)
        == count
    {
        count
    } else {
        count
    };
    let mut n = add(n, {
        n = 7;
        inc({
            n = 4;
            add(n, n).await?
        })
        .await?
    })
    .await?;
    match (
        Some(match (add(3, picky(count).await?).await?, n) {
            (matched_5, 3) => {
                return Err(Failure::new("no luck"));
            }
            (matched_6 @ 2..=3, _) => {
                return Ok(pair_4.1.clone());
            }
            (_, _) => 7_i64,
        })
        .ok_or_else(|| Failure::new("nothing there"))?,
        half(n).await?,
    ) {
        (_, None) if n < 0 => {
            return Err(Failure::new("given up"));
        }
        (0, Some(5)) => {
            n += n;
        }
        (_, _) => {
            n += n;
        }
    }
    let items = vec![1_i64, 2, 6];
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?}",
        pair_4.0, pair_4.1, count, n, items
    ))
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
        inc(pair_7.0.unwrap_or(pair_7.0.unwrap_or(n))).await? % 6,
        say(say("def".to_owned()).await?).await?,
    );
    let even = is_even(
        match (
            picky(half(pair_7.1).await?.unwrap_or(pair_7.1)).await?,
            inc(pair_7.0.unwrap_or({
                pair_7.1 = 3;
                pair_7.1
            }))
            .await?,
        ) {
            (matched_12 @ 1..=5, mut matched_13) => matched_13,
            (matched_14, matched_15) if pair_7.1 < 8 => 1_i64,
            (_, _) => 6_i64,
        },
    )
    .await?;
    let (mut reply, mut other_16) = (given.clone() + &say(given).await?, 9_i64);
    let later_17;
    if is_even(add(3, other_16).await?).await? {
        later_17 = reply.clone();
    } else {
        later_17 = reply;
    }
    Ok(even)
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
    if !is_even(inc(Some(4_i64).unwrap_or(3)).await?).await? {
        later_5 = 2_i64 < 5;
    } else {
        later_5 = n < 3;
    }
    {
        let (mut joined_8, mut joined_9) = try_join!(say(given.clone()), async {
            Ok::<String, Failure>(if let Some(step) = Some(2_i64) {
                match Some(7_i64) {
                    None => {
                        tick().await?;
                    }
                    Some(_) => {
                        tick().await?;
                    }
                    _ => {
                        sleep(Duration::from_millis(1)).await;
                    }
                }
                let mut text: String = async { Ok::<String, Failure>(given.clone()) }.await?;
                given.clone()
            } else {
                for n in 1..(picky(match half(n).await? {
                    Some(matched_6) => matched_6,
                    None if n < 5 => n,
                    _ => n,
                })
                .await?
                    % 5)
                {
                    tick().await?;
                }
                let k: bool = !(n < 1);
                match picky(Some(1_i64).unwrap_or(7)).await {
                    Ok(step) => given.clone(),
                    Err(failure) => {
                        let text = failure.to_string();
                        given.clone()
                    }
                }
            })
        })?;
    }
    match None::<i64> {
        None => {
            sleep(Duration::from_millis(1)).await;
        }
        Some(mut matched_10) if matched_10 < 1 => {
            return Ok(half(matched_10).await?);
        }
        _ => {
            sleep(Duration::from_millis(1)).await;
        }
    }
    let even = n < n;
    Ok(half(n).await?)
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
async fn program_53_helper(n: i64) -> Result<Option<i64>> {
    match (
        {
            let mut reply = String::new();
            n
        },
        n,
    ) {
        (matched_1, mut matched_2) if matched_1 < 9 => {
            matched_2 += 3;
        }
        (mut matched_3, 2..=3) if matched_3 < 7 => {
            matched_3 += n;
        }
        (_, _) => {
            tick().await?;
        }
    }
    let done = (picky(3).await.unwrap_or(inc(n).await?)
        < ({
            let mut total: i64 = add(
                {
                    let reply = String::new();
                    n
                },
                n,
            )
            .await?;
            n
        }))
        || (n < 0);
    Ok(half(n).await?)
}

#[orchestrator]
async fn program_53(n: i64) -> Result<i64> {
    let mut n = if n < 1 {
        add(
            {
                let mut rest = list(n % 4).await?;
                n
            },
            n,
        )
        .await?
    } else if 1_i64 < 8 {
        return Ok(n);
    } else {
        n
    };
    n = n;
    let name: String = "a".to_owned();
    {
        let mut rounds_4 = 3_i64;
        while (rounds_4 > 0)
            && let Some(step) = half(5).await?
        {
            rounds_4 -= 1;
            for step in vec![1_i64].into_iter().rev() {
                let (joined_7, joined_8) = join!(picky(n), async { Ok::<i64, Failure>(n) });
                let (mut joined_7, mut joined_8) = (joined_7?, joined_8?);
            }
        }
    }
    if false {
        tick().await?;
    } else {
        n += n;
    }
    tick().await?;
    Ok(3)
}

#[orchestrator(inline)]
async fn program_54_helper(mut n: i64) -> Result<String> {
    let n = {
        let mut rounds_1 = 3_i64;
        loop {
            if rounds_1 == 0 {
                break Some(n).unwrap_or(n);
            }
            rounds_1 -= 1;
            n += n;
        }
    };
    for step in vec![
        Some(2_i64).unwrap_or(picky(picky(5).await.unwrap_or(Some(9_i64).unwrap_or(n))).await? % 4),
        7,
        n,
    ]
    .into_iter()
    .rev()
    {
        tick().await?;
    }
    Ok(format!("{:?}", n))
}

#[orchestrator]
async fn program_54(mut n: i64) -> Result<String> {
    let (mut count, mut other_7) = (
        {
            {
                let mut rounds_4 = 1_i64;
                loop {
                    if rounds_4 == 0 {
                        break (match picky(match picky(inc(7).await?).await {
                            Ok(count) => n,
                            Err(failure) => {
                                let name = failure.to_string();
                                n
                            }
                        })
                        .await
                        {
                            Ok(count) => count,
                            Err(failure) => {
                                let name = failure.to_string();
                                n
                            }
                        });
                    }
                    rounds_4 -= 1;
                    n += n;
                }
            }
        },
        {
            let lent_6 = &n;
            match picky(n).await {
                Ok(total) => {
                    if half(total).await?.is_some() {
                        6_i64
                    } else {
                        6_i64
                    }
                }
                Err(failure) => {
                    let text = failure.to_string();
                    let mut text = text;
                    n
                }
            }
        },
    );
    let mut total = half(add(1, count).await?).await?.unwrap_or(count);
    let mut pair_8 = (
        half(
            picky(add(2, Some(other_7).unwrap_or(count % 5)).await?)
                .await
                .unwrap_or(n),
        )
        .await?
        .unwrap_or(n),
        half(count).await?,
    );
    let mut name: String = say(format!("{:?} {:?}", count, pair_8.0)
        + &say(format!(
            "{:?} {:?} {:?}",
            vec![7_i64, 6],
            (n < 5)
                || ({
                    count = 3;
                    total < 8
                }),
            vec![6_i64, 2]
        ))
        .await?)
    .await?;
    if pair_8.0 < 7 {
        other_7 += 1;
    } else if other_7 < 4 {
        tick().await?;
    } else {
        n += other_7;
    }
    let lent_9 = &other_7;
    for total in 1..(n % 5) {
        n += other_7;
    }
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        n,
        count,
        other_7,
        total,
        pair_8.0,
        pair_8.1,
        name,
        (*lent_9)
    ))
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

#[orchestrator(inline)]
async fn program_56_helper(n: i64) -> Result<String> {
    let mut best = Some(8_i64);
    let mut total: i64 = match n {
        _ if n < 8 => {
            let mut rounds_1 = 3_i64;
            loop {
                if rounds_1 == 0 {
                    break ({
                        let mut rounds_3 = 3_i64;
                        loop {
                            if rounds_3 == 0 {
                                break n;
                            }
                            rounds_3 -= 1;
                            tick().await?;
                        }
                    });
                }
                rounds_1 -= 1;
                tick().await?;
            }
        }
        _ if n < 3 => {
            let (joined_5, joined_6) = join!(
                async { Ok::<i64, Failure>(async { Ok::<i64, Failure>(n) }.await?) },
                async { Ok::<i64, Failure>(picky(n).await?) }
            );
            let (mut joined_5, mut joined_6) = (joined_5?, joined_6?);
            let (mut count, mut other_7) = (inc(inc(n).await?).await?, joined_6 < 8);
            joined_6
        }
        _ => n,
    };
    let Some(total) = best else {
        {
            let mut rounds_8 = 3_i64;
            while (rounds_8 > 0)
                && let Some(step) = best.take()
            {
                rounds_8 -= 1;
                let mut basket = Basket {
                    label: say("a".to_owned()).await?,
                    count: n,
                    items: list(picky(step).await.unwrap_or(total) % 4).await?,
                };
                let (mut joined_10, mut joined_11, mut joined_12, mut joined_13) = try_join!(
                    async { Ok::<i64, Failure>(step) },
                    async { Ok::<bool, Failure>(false) },
                    async { Ok::<Option<i64>, Failure>(best) },
                    async { Ok::<String, Failure>(basket.label.clone()) }
                )?;
            }
        }
        return Ok("bc".to_owned());
    };
    Ok(format!("{:?} {:?} {:?}", n, best, total))
}

#[orchestrator]
async fn program_56(mut n: i64, given: i64) -> Result<Option<i64>> {
    n = add(
        n + inc(Some(7_i64).ok_or_else(|| Failure::new("nothing there"))?).await?,
        given,
    )
    .await?;
    Ok(half(n).await?)
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
    let (mut rest, mut other_7) = (
        {
            let mut rounds_2 = 1_i64;
            loop {
                if rounds_2 == 0 {
                    break vec![5_i64, 9, 8];
                }
                rounds_2 -= 1;
                let (joined_5, joined_6) = join!(
                    async {
                        Ok::<String, Failure>(format!(
                            "{:?} {:?}",
                            format!("{:?}", "a".to_owned()),
                            n
                        ))
                    },
                    program_57_helper(
                        4,
                        Some(7_i64).unwrap_or(match half(given).await? {
                            Some(mut matched_4) => {
                                let mut word: String = String::new();
                                if is_even(5).await? {
                                    tick().await?;
                                } else if matched_4 < 4 {
                                    matched_4 += n;
                                } else {
                                    sleep(Duration::from_millis(1)).await;
                                }
                                given
                            }
                            Some(0 | 5) => {
                                given
                            }
                            _ => {
                                6_i64
                            }
                        })
                    )
                );
                let (mut joined_5, mut joined_6) = (joined_5?, joined_6?);
            }
        },
        vec![1_i64, 0, 7],
    );
    while let Some(step) = other_7.pop() {
        if {
            let mut word = {
                let step = add(step, step).await?;
                "a".to_owned()
            };
            n < 1
        } {
            tick().await?;
        } else {
            tick().await?;
        }
    }
    Ok(rest)
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
async fn program_59(mut n: i64, given: Vec<i64>) -> Result<bool> {
    for item_1 in &given {
        let (joined_3, joined_4, joined_5, joined_6) = join!(
            say({
                let mut n = inc(given[(n % 2) as usize]).await?;
                say(say(say(format!("{:?} {:?}", (*item_1), n < 8)).await?).await?).await?
            }),
            half(given.len() as i64),
            async { Ok::<Option<i64>, Failure>(None) },
            async { Ok::<i64, Failure>(5) }
        );
        let (mut joined_3, mut joined_4, mut joined_5, mut joined_6) =
            (joined_3?, joined_4?, joined_5?, joined_6?);
    }
    let Some(count) = half(8).await? else {
        match picky(5).await {
            Ok(n) => {
                tick().await?;
            }
            Err(failure) => {
                let text = failure.to_string();
                match picky(add(n, n).await?).await {
                    Ok(total) => {
                        n += 7;
                    }
                    Err(failure) => {
                        let word = failure.to_string();
                        n += n;
                    }
                }
            }
        }
        return Err(Failure::new("given up"));
    };
    let mut basket = Basket {
        label: {
            if let Some(count) = half(n).await?
                && ({
                    n = 7;
                    n < 9
                })
            {
                tick().await?;
            }
            format!(
                "{:?} {:?} {:?}",
                count * half(count).await?.unwrap_or(add(n, 4).await?),
                count,
                count
            )
        },
        count: n,
        items: list(
            ({
                n = 3;
                n
            }) % 4,
        )
        .await?,
    };
    match picky(
        given
            .get(2_i64 as usize)
            .copied()
            .ok_or_else(|| Failure::new("nothing there"))?,
    )
    .await
    {
        Ok(step) => {
            n += count;
        }
        Err(failure) => {
            let name = failure.to_string();
            {
                tick().await?;
            }
            for item_8 in &basket.items {
                n += basket.count;
            }
        }
    }
    Ok(count < 4)
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
    durable_tests::programs::check(
        SEED,
        7,
        [program_7(6, vec![7, 8]), program_7(1, vec![6, 2, 9])],
    );
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
    durable_tests::programs::check(SEED, 14, [program_14(6), program_14(3)]);
}

#[test]
fn program_15_does_what_it_says() {
    durable_tests::programs::check(SEED, 15, [program_15(4), program_15(5)]);
}

#[test]
fn program_16_does_what_it_says() {
    durable_tests::programs::check(SEED, 16, [program_16(8, Some(2)), program_16(2, Some(7))]);
}

#[test]
fn program_17_does_what_it_says() {
    durable_tests::programs::check(SEED, 17, [program_17(3, vec![4]), program_17(9, vec![])]);
}

#[test]
fn program_18_does_what_it_says() {
    durable_tests::programs::check(SEED, 18, [program_18(7, None), program_18(4, Some(3))]);
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
    durable_tests::programs::check(SEED, 22, [program_22(5), program_22(4)]);
}

#[test]
fn program_23_does_what_it_says() {
    durable_tests::programs::check(SEED, 23, [program_23(7, None), program_23(7, Some(6))]);
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
    durable_tests::programs::check(SEED, 31, [program_31(7), program_31(1)]);
}

#[test]
fn program_32_does_what_it_says() {
    durable_tests::programs::check(SEED, 32, [program_32(0, vec![6]), program_32(1, vec![0])]);
}

#[test]
fn program_33_does_what_it_says() {
    durable_tests::programs::check(SEED, 33, [program_33(1), program_33(0)]);
}

#[test]
fn program_34_does_what_it_says() {
    durable_tests::programs::check(SEED, 34, [program_34(9, 8), program_34(3, 0)]);
}

#[test]
fn program_35_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        35,
        [
            program_35(1, "def".to_owned()),
            program_35(1, "a".to_owned()),
        ],
    );
}

#[test]
fn program_36_does_what_it_says() {
    durable_tests::programs::check(SEED, 36, [program_36(6, vec![]), program_36(4, vec![])]);
}

#[test]
fn program_37_does_what_it_says() {
    durable_tests::programs::check(SEED, 37, [program_37(6), program_37(1)]);
}

#[test]
fn program_38_does_what_it_says() {
    durable_tests::programs::check(SEED, 38, [program_38(5), program_38(8)]);
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
            program_45(9, "a".to_owned()),
            program_45(6, "bc".to_owned()),
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
        [
            program_47(3, "bc".to_owned()),
            program_47(0, "bc".to_owned()),
        ],
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
            program_51(3, "a".to_owned()),
            program_51(9, "bc".to_owned()),
        ],
    );
}

#[test]
fn program_52_does_what_it_says() {
    durable_tests::programs::check(SEED, 52, [program_52(8, None), program_52(4, Some(7))]);
}

#[test]
fn program_53_does_what_it_says() {
    durable_tests::programs::check(SEED, 53, [program_53(9), program_53(0)]);
}

#[test]
fn program_54_does_what_it_says() {
    durable_tests::programs::check(SEED, 54, [program_54(7), program_54(0)]);
}

#[test]
fn program_55_does_what_it_says() {
    durable_tests::programs::check(SEED, 55, [program_55(2), program_55(1)]);
}

#[test]
fn program_56_does_what_it_says() {
    durable_tests::programs::check(SEED, 56, [program_56(4, 3), program_56(2, 2)]);
}

#[test]
fn program_57_does_what_it_says() {
    durable_tests::programs::check(SEED, 57, [program_57(4, 3), program_57(2, 6)]);
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
    durable_tests::programs::check(
        SEED,
        59,
        [program_59(0, vec![2, 7, 7]), program_59(3, vec![0, 5])],
    );
}
