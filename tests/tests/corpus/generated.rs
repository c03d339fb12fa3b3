//! Generated programs: those of seed 1, of which `durable_tests::programs` knows what they do.
//!
//! Written by `cargo run -p durable-tests --bin generate -- --seed 1 --count 60`.

use std::time::Duration;

use durable_runtime::prelude::*;

use crate::activities::*;

pub const SEED: u64 = 1;
pub const COUNT: u64 = 60;

const LIMIT: i64 = 1000;

#[orchestrator(inline)]
async fn program_0_helper(n: i64) -> Result<String> {
    let mut count: i64 = inc(picky({
        let mut count: i64 = inc({
            let mut name = "a".to_owned();
            n
        })
        .await?;
        add(half(count).await?.unwrap_or(count) % 5, LIMIT).await?
    })
    .await
    .unwrap_or(n))
    .await?;
    Ok(format!("{:?} {:?}", n, count))
}

#[orchestrator]
async fn program_0(n: i64) -> Result<i64> {
    let mut basket = Basket {
        label: {
            let mut rounds_1 = 1_i64;
            loop {
                if rounds_1 == 0 {
                    break (match picky(inc(picky(add(n, n).await?).await?).await?).await {
                        Ok(n) => {
                            const LIMIT: i64 = 64;
                            let mut name = "def".to_owned();
                            {
                                let mut rounds_3 = 3_i64;
                                loop {
                                    if rounds_3 == 0 {
                                        break name.clone();
                                    }
                                    rounds_3 -= 1;
                                    sleep(Duration::from_millis(1)).await;
                                }
                            }
                        }
                        Err(failure) => {
                            let name = failure.to_string();
                            let mut name = name;
                            name.clone()
                        }
                    });
                }
                rounds_1 -= 1;
                sleep(Duration::from_millis(1)).await;
            }
        },
        count: n,
        items: vec![1, 2, 2],
    };
    Ok(n)
}

#[orchestrator(inline)]
async fn program_1_helper(n: i64, given: Vec<i64>) -> Result<String> {
    {
        let mut text: String = format!("{:?} {:?} {:?}", n, 2_i64, half(n).await?);
    }
    let mut found: Option<i64> = match picky(
        add(
            inc(picky({
                let name = "def".to_owned();
                LIMIT
            })
            .await
            .unwrap_or(n))
            .await?,
            n,
        )
        .await?,
    )
    .await
    {
        Ok(n) => {
            if (n < 7) && (n < 4) {
                sleep(Duration::from_millis(1)).await;
            } else if n < 9 {
                sleep(Duration::from_millis(1)).await;
            } else {
                tick().await?;
            }
            half(LIMIT).await?
        }
        Err(failure) => {
            let word = failure.to_string();
            half(LIMIT).await?
        }
    };
    if !is_even(n).await? {
        return Err(Failure::new("given up"));
    }
    Ok(format!("{:?} {:?} {:?}", n, given, found))
}

#[orchestrator]
async fn program_1(n: i64) -> Result<Vec<i64>> {
    let mut name = {
        let mut rounds_1 = 3_i64;
        loop {
            if rounds_1 == 0 {
                break (match half(LIMIT).await? {
                    Some(1) if n < 5 => {
                        format!("{:?} {:?}", String::new(), vec![7_i64])
                    }
                    Some(1 | 3) if n < 6 => {
                        let mut n = 4_i64;
                        break ({ "def".to_owned() });
                    }
                    _ => {
                        let (mut even, mut other_4) = (is_even(LIMIT).await?, String::new());
                        other_4.clone()
                    }
                });
            }
            rounds_1 -= 1;
            tick().await?;
        }
    };
    name = format!(
        "{:?} {:?} {:?}",
        ({
            let name = format!("{:?}", name);
            name.clone()
        }) + &format!(
            "{:?} {:?}",
            say({
                name += &({ name.clone() });
                name
            })
            .await?,
            list(n % 4).await?
        ),
        "a".to_owned(),
        n
    );
    Ok(vec![7, 8])
}

#[orchestrator(inline)]
async fn program_2_helper(n: i64) -> Result<Option<i64>> {
    for n in {
        let mut seen = {
            let mut step = inc(LIMIT).await?;
            if ((LIMIT < 7) || (step < 2)) || (step < 6) {
                const LIMIT: i64 = 96;
                let best: Option<i64> = half(n).await?;
                Vec::<i64>::new()
            } else {
                vec![3_i64]
            }
        };
        vec![4_i64, 9, 2]
    } {
        sleep(Duration::from_millis(1)).await;
    }
    if 0_i64 < 6 {
        tick().await?;
    } else {
        let count = n;
        let mut last: Option<i64> = half(count).await?;
    }
    for step in 1..(((n - n) + n) % 5) {
        sleep(Duration::from_millis(1)).await;
    }
    Ok(half(0).await?)
}

#[orchestrator]
async fn program_2(mut n: i64) -> Result<i64> {
    let later_6;
    if n < 9 {
        const LIMIT: i64 = 21;
        later_6 = 'block_4: {
            let Some(n) = program_2_helper(n).await? else {
                let mut total: i64 = if let Some(total) = ({
                    n = 1;
                    half(n).await?
                }) {
                    1_i64
                } else {
                    let mut basket = Basket {
                        label: match Some(8_i64) {
                            Some(0..=5) if n < 9 => "bc".to_owned(),
                            Some(1 | 3) => String::new(),
                            _ => "a".to_owned(),
                        },
                        count: n,
                        items: {
                            const LIMIT: i64 = 82;
                            vec![6_i64, 6, 9]
                        },
                    };
                    #[cfg(any())]
                    return Err(Failure::new("given up"));
                    basket.count
                };
                break 'block_4 LIMIT;
            };
            n
        };
    } else {
        later_6 = n;
    }
    let mut name = format!(
        "{:?} {:?} {:?}",
        {
            n = 7;
            "a".to_owned()
        },
        n % 5,
        later_6 < 6
    ) + &String::new();
    let lent_7 = &name;
    Ok(n)
}

#[orchestrator]
async fn program_3(n: i64, mut given: String) -> Result<Option<i64>> {
    for step in vec![3_i64, 4, 6].into_iter().rev() {
        tick().await?;
    }
    given += &format!("{:?}", n);
    let (mut joined_7, mut joined_8, mut joined_9, mut joined_10) = try_join!(
        async {
            let mut text = {
                let mut best = {
                    let mut rounds_2 = 2_i64;
                    loop {
                        if rounds_2 == 0 {
                            break ({
                                let mut rounds_4 = 1_i64;
                                loop {
                                    if rounds_4 == 0 {
                                        break Some(1_i64);
                                    }
                                    rounds_4 -= 1;
                                    tick().await?;
                                }
                            });
                        }
                        rounds_2 -= 1;
                        let (mut count, mut other_6) = (n, LIMIT);
                    }
                };
                given.clone()
            };
            let queue = vec![5_i64, 4, 3];
            Ok::<String, Failure>(String::new())
        },
        say(String::new()),
        async { Ok::<i64, Failure>(n) },
        async { Ok::<String, Failure>(given.clone()) }
    )?;
    let (joined_12, joined_13, joined_14) = join!(
        async {
            const LIMIT: i64 = 85;
            let reply = format!("{:?} {:?}", joined_9, format!("{:?}", vec![joined_9]));
            let (mut n, mut other_11) = (None::<i64>.unwrap_or(joined_9), given.clone());
            Ok::<i64, Failure>(6)
        },
        half(1),
        async { Ok::<String, Failure>("a".to_owned()) }
    );
    let (mut joined_12, mut joined_13, mut joined_14) = (joined_12?, joined_13?, joined_14?);
    Ok(joined_13)
}

#[orchestrator]
async fn program_4(mut n: i64) -> Result<i64> {
    let mut even: bool = (((inc(inc(n).await?).await? < 3) || true) || (n < 5)) || false;
    let Some(n) = Some(inc(inc(n).await? % 5).await?) else {
        let rest = vec![inc(n).await?];
        return Ok(n);
    };
    even = 9_i64 < 2;
    match picky(inc(LIMIT).await?).await {
        Ok(n) => {
            if half(picky(2).await.unwrap_or(add(n, n).await?))
                .await?
                .is_some()
            {
                let mut ready = even || even;
            }
        }
        Err(failure) => {
            let reply = failure.to_string();
            const LIMIT: i64 = 70;
            tick().await?;
        }
    }
    let mut name = async {
        const LIMIT: i64 = 30;
        let (joined_2, joined_3) = join!(
            async {
                const LIMIT: i64 = 67;
                Ok::<String, Failure>(
                    match picky({
                        let rest: Vec<i64> = vec![1, 3, 8];
                        n
                    })
                    .await
                    {
                        Ok(count) => "bc".to_owned(),
                        Err(failure) => {
                            let word = failure.to_string();
                            word.clone()
                        }
                    },
                )
            },
            async {
                let mut pair_1 = (half(8).await?.is_some(), vec![5_i64]);
                Ok::<Option<i64>, Failure>(half(n).await?)
            }
        );
        let (mut joined_2, mut joined_3) = (joined_2?, joined_3?);
        Ok::<String, Failure>("bc".to_owned())
    }
    .await?;
    Ok(n)
}

#[orchestrator(inline)]
async fn program_5_helper(n: i64, mut given: Option<i64>) -> Result<String> {
    if n == LIMIT {
        sleep(Duration::from_millis(1)).await;
    }
    let name: String = {
        let mut basket = Basket {
            label: match picky(
                inc({
                    let mut step = LIMIT;
                    Some(n).unwrap_or(picky(5).await.unwrap_or(n))
                })
                .await?,
            )
            .await
            {
                Ok(step) => {
                    for count in list(n % 4).await? {
                        const LIMIT: i64 = 2;
                        tick().await?;
                    }
                    "def".to_owned()
                }
                Err(failure) => {
                    let name = failure.to_string();
                    "a".to_owned()
                }
            },
            count: n,
            items: vec![],
        };
        basket.label
    };
    Ok(format!("{:?} {:?} {:?}", n, given, name))
}

#[orchestrator]
async fn program_5(mut n: i64, mut given: String) -> Result<String> {
    if half(LIMIT).await?.is_some() {
        {
            let ref mut part = n;
            *part += picky(
                add(
                    5,
                    inc(match add(1, LIMIT).await? {
                        5 => 5_i64,
                        matched_2 if matched_2 < 4 => LIMIT,
                        _ => 4_i64,
                    })
                    .await?,
                )
                .await?,
            )
            .await?;
        }
        let Some(step) = half(n).await? else {
            n = n;
            return Ok(given);
        };
    }
    let rest = {
        for mut total in list(
            ({
                n = 9;
                inc(n).await?
            }) % 4,
        )
        .await?
        {
            let mut step: i64 = LIMIT;
        }
        Vec::<i64>::new()
    };
    #[cfg(any())]
    return Err(Failure::new("no luck"));
    let lent_4 = rest.get(0_i64 as usize).unwrap_or(&7);
    for item_5 in rest.iter().rev() {
        match picky({
            n = 9;
            (inc(add(4, n).await?).await? * (rest.len() as i64))
                * half((*item_5)).await?.unwrap_or((*lent_4))
        })
        .await
        {
            Ok(step) => {
                n += 9;
            }
            Err(failure) => {
                let text = failure.to_string();
                tick().await?;
            }
        }
    }
    n = if true {
        match picky(picky(n).await?).await {
            Ok(total) => {
                const LIMIT: i64 = 93;
                let mut pair_7 = (inc(n).await?, Some(4_i64).unwrap_or(n));
                picky(pair_7.1).await.unwrap_or(pair_7.0)
            }
            Err(failure) => {
                let reply = failure.to_string();
                async { Ok::<i64, Failure>((*lent_4)) }.await?
            }
        }
    } else if let Some(step) = None::<i64>
        && ((n < 4) || (step < 3))
    {
        step
    } else {
        n
    };
    Ok(format!("{:?} {:?} {:?}", n, rest, (*lent_4)))
}

#[orchestrator(inline)]
async fn program_6_helper(n: i64, mut given: Option<i64>) -> Result<i64> {
    if {
        let mut seen = list(n % 4).await?;
        true
    } {
        let mut even = 'block_1: {
            if n < 9 {
                break 'block_1 ({
                    let mut rounds_2 = 1_i64;
                    loop {
                        if rounds_2 == 0 {
                            break true;
                        }
                        rounds_2 -= 1;
                        let mut text = "a".to_owned();
                    }
                });
            } else {
                const LIMIT: i64 = 62;
                tick().await?;
            }
            n < 3
        };
        return Err(Failure::new("no luck"));
    } else {
        sleep(Duration::from_millis(1)).await;
    }
    Ok(LIMIT)
}

#[orchestrator]
async fn program_6(mut n: i64) -> Result<String> {
    let mut basket = Basket {
        label: format!("{:?} {:?} {:?}", n, inc(inc(n).await?).await?, n),
        count: n,
        items: vec![],
    };
    let mut total = n;
    #[cfg(any())]
    return Err(Failure::new("given up"));
    {
        let mut rounds_4 = 2_i64;
        while (rounds_4 > 0)
            && let Some(step) = Some(6_i64)
        {
            rounds_4 -= 1;
            const LIMIT: i64 = 34;
            tick().await?;
        }
    }
    match (basket.items.get(total as usize).copied(), n) {
        (Some(mut matched_6), matched_7) => {
            let mut best = {
                matched_6 = LIMIT;
                half(matched_6).await?
            };
        }
        (Some(matched_8 @ 1..=7), 2..=5) => {
            n += basket.count;
        }
        (_, _) => {
            n += basket.count;
        }
    }
    {
        let mut rounds_9 = 2_i64;
        while (rounds_9 > 0)
            && async {
                let name = ((basket.label.clone() + &basket.label.clone())
                    + &({
                        let mut count = total;
                        basket.label.clone()
                    }))
                    + &format!("{:?}", format!("{:?} {:?}", total, basket.items));
                Ok::<bool, Failure>(basket.count < 2)
            }
            .await?
        {
            rounds_9 -= 1;
            tick().await?;
        }
    }
    let mut last = Some({
        n = 7;
        half(0)
            .await?
            .ok_or_else(|| Failure::new("nothing there"))?
    });
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?} {:?}",
        n, basket.label, basket.count, basket.items, total, last
    ))
}

#[orchestrator(inline)]
async fn program_7_helper(mut n: i64, mut given: Vec<i64>) -> Result<String> {
    n = picky(n).await.unwrap_or(n);
    if is_even(n).await? {
        tick().await?;
    }
    Ok(format!("{:?} {:?}", n, given))
}

#[orchestrator]
async fn program_7(mut n: i64) -> Result<String> {
    let mut step = match half(n).await? {
        Some(matched_1) => {
            let (mut best, mut other_2) = (
                if Some(half(LIMIT).await?.unwrap_or(n)).is_some() {
                    half(n).await?
                } else {
                    half(n).await?
                },
                LIMIT,
            );
            n
        }
        Some(5) if n < 1 => n,
        _ => {
            const LIMIT: i64 = 37;
            6_i64
        }
    };
    let n: i64 = n;
    let (mut joined_4, mut joined_5, mut joined_6, mut joined_7) = try_join!(
        picky({
            let mut k: bool = {
                const LIMIT: i64 = 88;
                for total in Vec::<i64>::new().into_iter().rev() {
                    sleep(Duration::from_millis(1)).await;
                }
                LIMIT < 9
            };
            4_i64
        }),
        async { Ok::<bool, Failure>(n < 5) },
        program_7_helper(step, vec![]),
        async { Ok::<String, Failure>("a".to_owned()) }
    )?;
    let (joined_8, joined_9) = join!(inc(inc(n.wrapping_add(n)).await?), async {
        const LIMIT: i64 = 58;
        Ok::<bool, Failure>(joined_5)
    });
    let (mut joined_8, mut joined_9) = (joined_8?, joined_9?);
    let mut count = half(joined_4).await?.unwrap_or(LIMIT);
    for total in Vec::<i64>::new() {
        const LIMIT: i64 = 41;
        joined_8 += joined_4;
    }
    let last = {
        let mut rounds_11 = 2_i64;
        loop {
            if rounds_11 == 0 {
                break Some(5_i64);
            }
            rounds_11 -= 1;
            let last = async {
                let n = match picky(step).await {
                    Ok(total) => {
                        const LIMIT: i64 = 14;
                        LIMIT
                    }
                    Err(failure) => {
                        let text = failure.to_string();
                        LIMIT
                    }
                };
                Ok::<Option<i64>, Failure>(None)
            }
            .await?;
        }
    };
    let mut basket = Basket {
        label: format!(
            "{:?} {:?}",
            last.is_some(),
            is_even(
                inc({
                    joined_4 = 5;
                    joined_8
                })
                .await?
                    * ({
                        count = 8;
                        add(joined_7.len() as i64, count).await?
                    })
            )
            .await?
        ),
        count: step,
        items: vec![0, 9, 7],
    };
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        step,
        n,
        joined_4,
        joined_5,
        joined_6,
        joined_7,
        joined_8,
        joined_9,
        count,
        last,
        basket.label,
        basket.count,
        basket.items
    ))
}

#[orchestrator(inline)]
async fn program_8_helper(mut n: i64) -> Result<Vec<i64>> {
    let (mut word, mut other_1) = (
        say(format!("{:?}", is_even(n).await?)).await?
            + &format!(
                "{:?} {:?}",
                vec![n, Some(4_i64).ok_or_else(|| Failure::new("nothing there"))?],
                n
            ),
        Some(0_i64),
    );
    let mut done = async {
        Ok::<bool, Failure>(
            !({
                let mut reply = "bc".to_owned();
                other_1
            })
            .is_some(),
        )
    }
    .await?;
    Ok(vec![0, 4])
}

#[orchestrator]
async fn program_8(mut n: i64) -> Result<String> {
    let name = match (
        picky(n).await?,
        half({
            n = 8;
            inc(n).await?
        })
        .await?,
    ) {
        (matched_2 @ 1..=3, Some(_)) => say(say("a".to_owned()).await?).await?,
        (1, Some(1 | 3)) if n < 4 => match picky(half(n).await?.unwrap_or(n)).await {
            Ok(n) => {
                const LIMIT: i64 = 91;
                "def".to_owned()
            }
            Err(failure) => {
                let word = failure.to_string();
                word
            }
        },
        (_, _) => "a".to_owned(),
    };
    Ok(format!("{:?} {:?}", n, name))
}

#[orchestrator(inline)]
async fn program_9_helper(n: i64, mut given: i64) -> Result<String> {
    let mut last: Option<i64> = half(n).await?;
    let total = n;
    Ok(format!("{:?} {:?} {:?} {:?}", n, given, last, total))
}

#[orchestrator]
async fn program_9(mut n: i64) -> Result<Option<i64>> {
    let n = match inc(n).await? {
        1 => {
            return Err(Failure::new("given up"));
        }
        2 | 4 if n < 8 => {
            n = picky(n.wrapping_add(
                ({
                    n = 2;
                    LIMIT
                }),
            ))
            .await
            .unwrap_or(inc(inc(6).await?).await?);
            match picky(n).await {
                Ok(count) => {
                    tick().await?;
                }
                Err(failure) => {
                    let reply = failure.to_string();
                    tick().await?;
                }
            }
            n
        }
        _ => n,
    };
    let mut done = !((inc(n).await? < n)
        && ({
            let mut rounds_1 = 1_i64;
            loop {
                if rounds_1 == 0 {
                    break ((n < 5) && true);
                }
                rounds_1 -= 1;
                let mut step = n;
            }
        }));
    Ok(Some(0))
}

#[orchestrator]
async fn program_10(mut n: i64) -> Result<String> {
    for n in 1..(n % 5) {
        tick().await?;
    }
    let ready = false;
    let mut name = format!("{:?}", {
        match inc(n).await? % 2 {
            _ if n < 7 => {
                const LIMIT: i64 = 42;
                tick().await?;
            }
            2..=5 => {
                sleep(Duration::from_millis(1)).await;
            }
            _ => {
                sleep(Duration::from_millis(1)).await;
            }
        }
        Some(2_i64)
    });
    Ok(format!("{:?} {:?} {:?}", n, ready, name))
}

#[orchestrator(inline)]
async fn program_11_helper(n: i64) -> Result<String> {
    let mut basket = Basket {
        label: {
            let mut half_of = half(n).await?;
            "bc".to_owned()
        },
        count: n,
        items: vec![1, 2, 4],
    };
    let Some(lent_2) = basket.items.iter().rev().nth(1) else {
        for total in list(half(n).await?.unwrap_or(basket.count) % 4).await? {
            tick().await?;
        }
        return Err(Failure::new("given up"));
    };
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?}",
        n,
        basket.label,
        basket.count,
        basket.items,
        (*lent_2)
    ))
}

#[orchestrator]
async fn program_11(mut n: i64) -> Result<String> {
    let mut count = match picky(picky(inc(n).await?).await.unwrap_or(n)).await {
        Ok(step) => 3_i64,
        Err(failure) => {
            let word = failure.to_string();
            LIMIT
        }
    };
    let (joined_4, joined_5, joined_6, joined_7) = join!(
        inc((match (count, {
            let mut text = say("def".to_owned()).await?;
            half(7).await?
        }) {
            (0..=5, Some(1)) => {
                const LIMIT: i64 = 41;
                Some(5_i64)
            }
            (5, Some(matched_3)) => {
                const LIMIT: i64 = 41;
                half(LIMIT).await?
            }
            (_, _) => {
                half(8).await?
            }
        })
        .unwrap_or(LIMIT)),
        inc(n),
        async {
            const LIMIT: i64 = 95;
            Ok::<i64, Failure>(count)
        },
        async { Ok::<bool, Failure>(n < 3) }
    );
    let (mut joined_4, mut joined_5, mut joined_6, mut joined_7) =
        (joined_4?, joined_5?, joined_6?, joined_7?);
    let Some(n) = half(LIMIT).await? else {
        let mut total: i64 = LIMIT;
        return Ok("a".to_owned());
    };
    if joined_7 {
        joined_5 += joined_4;
    }
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?} {:?}",
        count, joined_4, joined_5, joined_6, joined_7, n
    ))
}

#[orchestrator(inline)]
async fn program_12_helper(mut n: i64, given: i64) -> Result<String> {
    n = picky(async { Ok::<i64, Failure>(inc(LIMIT).await?) }.await?).await?;
    Ok(format!("{:?} {:?}", n, given))
}

#[orchestrator]
async fn program_12(n: i64, given: Vec<i64>) -> Result<Option<i64>> {
    let last = given
        .get(
            given
                .get(
                    (half(n)
                        .await?
                        .ok_or_else(|| Failure::new("nothing there"))?
                        + inc(n.wrapping_add(9_i64)).await?) as usize,
                )
                .copied()
                .ok_or_else(|| Failure::new("nothing there"))? as usize,
        )
        .copied();
    let mut basket = Basket {
        label: async {
            let n = (match (Some(n), Some(n)) {
                (Some(_), Some(0..=5)) => n,
                (Some(mut matched_1), None) if matched_1 < 1 => n,
                (_, _) => n,
            }) - ({
                let mut step = if n < 1 {
                    LIMIT
                } else {
                    const LIMIT: i64 = 77;
                    3_i64
                };
                picky(n).await.unwrap_or(LIMIT)
            });
            Ok::<String, Failure>(say(say("bc".to_owned()).await?).await?)
        }
        .await?,
        count: 3,
        items: vec![9, 0],
    };
    let mut items = basket.items.clone();
    let word: String = format!("{:?}", n);
    if let Some(count) = last {
        while let Some(n) = basket.items.pop() {
            basket.count += 8;
        }
    } else {
        basket.count += basket.count;
    }
    Ok(last)
}

#[orchestrator(inline)]
async fn program_13_helper(mut n: i64, given: String) -> Result<bool> {
    let mut ready = ({
        n = 2;
        n.wrapping_add(
            ({
                n = 6;
                add(given.len() as i64, inc(8).await?).await?
            }),
        )
    }) == n;
    Ok(ready)
}

#[orchestrator]
async fn program_13(n: i64) -> Result<String> {
    let k = half(inc(8_i64 % 4).await?).await?.is_some();
    let mut word: String = say(say(say("a".to_owned()).await?).await?).await?;
    word = format!("{:?} {:?} {:?}", word, vec![0_i64, n], n);
    let items = vec![
        inc(n).await?,
        match picky(word.len() as i64).await {
            Ok(step) => Some(3_i64).ok_or_else(|| Failure::new("nothing there"))?,
            Err(failure) => {
                let reply = failure.to_string();
                match (
                    {
                        word += &word.clone();
                        Some(2_i64)
                    },
                    n,
                ) {
                    (Some(_), matched_1) => 9_i64,
                    (Some(_), mut matched_2) if matched_2 < 8 => {
                        const LIMIT: i64 = 67;
                        matched_2
                    }
                    (_, _) => LIMIT,
                }
            }
        },
        (match picky({
            let name = word;
            n
        })
        .await
        {
            Ok(total) => half(LIMIT).await?,
            Err(failure) => {
                let name = failure.to_string();
                Some(1_i64)
            }
        })
        .ok_or_else(|| Failure::new("nothing there"))?,
    ];
    let reply: String = say(say({
        let mut items: Vec<i64> = match picky(inc(n).await?).await {
            Ok(step) => items.clone(),
            Err(failure) => {
                let name = failure.to_string();
                items
            }
        };
        "def".to_owned()
    })
    .await?)
    .await?;
    word = say(say(reply.clone()).await?).await?;
    Ok(format!("{:?} {:?} {:?} {:?}", n, k, word, reply))
}

#[orchestrator(inline)]
async fn program_14_helper(mut n: i64, mut given: i64) -> Result<String> {
    let step: i64 = add(n, given).await?;
    let n: i64 = LIMIT;
    let mut best: Option<i64> = {
        let mut rounds_1 = 1_i64;
        loop {
            if rounds_1 == 0 {
                break half(Some(1_i64).ok_or_else(|| Failure::new("nothing there"))?).await?;
            }
            rounds_1 -= 1;
            {
                const LIMIT: i64 = 55;
                given += given;
            }
        }
    };
    Ok(format!("{:?} {:?} {:?} {:?}", given, step, n, best))
}

#[orchestrator]
async fn program_14(mut n: i64) -> Result<String> {
    let mut pair_7 = (
        async {
            const LIMIT: i64 = 67;
            {
                let mut rounds_3 = 2_i64;
                while (rounds_3 > 0)
                    && let Some(step) = half(n).await?
                {
                    rounds_3 -= 1;
                    const LIMIT: i64 = 56;
                    tick().await?;
                }
            }
            Ok::<String, Failure>(say(say(say("def".to_owned()).await?).await?).await?)
        }
        .await?,
        async {
            Ok::<i64, Failure>({
                let mut rounds_5 = 2_i64;
                loop {
                    if rounds_5 == 0 {
                        break add(9, n).await?;
                    }
                    rounds_5 -= 1;
                    let mut last: Option<i64> = half(LIMIT).await?;
                }
            })
        }
        .await?,
    );
    let (mut joined_8, mut joined_9, mut joined_10) = try_join!(
        half(
            ({
                let mut total = async {
                    const LIMIT: i64 = 0;
                    #[cfg(any())]
                    return Ok(match picky(inc(7).await?).await {
                        Ok(count) => count,
                        Err(failure) => {
                            let text = failure.to_string();
                            n
                        }
                    });
                    Ok::<i64, Failure>(n.wrapping_add(n))
                }
                .await?;
                LIMIT
            }) % 4
        ),
        program_14_helper(LIMIT, pair_7.1),
        program_14_helper(pair_7.1, n)
    )?;
    {
        sleep(Duration::from_millis(1)).await;
    }
    for step in vec![6_i64] {
        joined_9 = joined_10.clone();
        let mut basket = Basket {
            label: String::new(),
            count: n,
            items: vec![0, 1],
        };
    }
    'loop_13: for total in ({
        n = 8;
        vec![5_i64, 9]
    })
    .into_iter()
    .rev()
    {
        match (
            half(0).await?,
            add(
                picky(joined_10.len() as i64).await.unwrap_or({
                    n = 3;
                    8_i64
                }),
                add(
                    if let Some(total) = ({
                        n = 7;
                        joined_8
                    }) {
                        continue 'loop_13;
                    } else {
                        pair_7.1
                    },
                    n,
                )
                .await?,
            )
            .await?,
        ) {
            (Some(_), 1 | 3) => {
                n += n;
            }
            (Some(2 | 4), _) => {
                const LIMIT: i64 = 66;
                n += 7;
            }
            (_, _) => {
                tick().await?;
            }
        }
    }
    let mut text: String = if (0_i64 < 9) && (!(LIMIT < 8)) {
        const LIMIT: i64 = 49;
        #[cfg(any())]
        return Err(Failure::new("given up"));
        joined_10
    } else if half(picky(n).await?).await?.is_some() || (pair_7.1 < 9) {
        joined_9
    } else {
        const LIMIT: i64 = 94;
        joined_9
    };
    let total = n;
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?} {:?}",
        n, pair_7.0, pair_7.1, joined_8, text, total
    ))
}

#[orchestrator]
async fn program_15(n: i64) -> Result<i64> {
    #[cfg(any())]
    return Err(Failure::new("no luck"));
    let (mut rest, mut other_1) = (list(n % 4).await?, {
        let mut step = 1_i64 % 4;
        step < 5
    });
    #[cfg(any())]
    return Ok(rest.iter().filter(|item| **item > n).count() as i64);
    match picky(
        add(
            {
                rest.push(n.wrapping_add((rest.iter().filter(|item| **item > n).count() as i64)));
                n % 3
            },
            inc(n).await?,
        )
        .await?,
    )
    .await
    {
        Ok(total) => {
            #[cfg(any())]
            return Ok(n);
        }
        Err(failure) => {
            let reply = failure.to_string();
            tick().await?;
        }
    }
    rest[(n % 2) as usize] +=
        match picky(add(n, add(add(n, n).await? * n, LIMIT).await?).await?).await {
            Ok(count) => n,
            Err(failure) => {
                let reply = failure.to_string();
                const LIMIT: i64 = 54;
                n
            }
        };
    let mut half_of = half({
        let mut last = Some(n);
        n
    })
    .await?;
    {
        let mut rounds_2 = 1_i64;
        while (rounds_2 > 0)
            && let Some(total) = Some(1_i64)
        {
            rounds_2 -= 1;
            if false {
                sleep(Duration::from_millis(1)).await;
            }
        }
    }
    other_1 = ({
        let mut reply = say(format!("{:?} {:?}", rest, vec![2_i64, 7, 8])).await?;
        half(n).await?
    })
    .is_some();
    Ok(LIMIT)
}

#[orchestrator(inline)]
async fn program_16_helper(mut n: i64) -> Result<Vec<i64>> {
    if n < (n.wrapping_add(n)) {
        tick().await?;
    }
    let (mut step, mut other_1) = (
        if let Some(count) = None::<i64>
            && ({
                n = 8;
                !({
                    n = 4;
                    false
                })
            })
        {
            return Ok(list(add(9, picky(n).await?).await? % 4).await?);
        } else {
            if let Some(n) = Some(6_i64)
                && (5_i64 < 7)
            {
                const LIMIT: i64 = 34;
                tick().await?;
            } else if true {
                n += 9;
            } else {
                sleep(Duration::from_millis(1)).await;
            }
            n
        },
        "bc".to_owned(),
    );
    Ok(vec![5, 5, 1])
}

#[orchestrator]
async fn program_16(mut n: i64) -> Result<Vec<i64>> {
    match picky(inc(picky(n).await.unwrap_or(LIMIT)).await?).await {
        Ok(step) => {
            n += LIMIT;
        }
        Err(failure) => {
            let text = failure.to_string();
            tick().await?;
        }
    }
    Ok(vec![1, 5])
}

#[orchestrator]
async fn program_17(n: i64, given: Vec<i64>) -> Result<Vec<i64>> {
    let rest = vec![3_i64, 7, 8];
    let reply: String = say(say(say("def".to_owned()).await?).await?).await?;
    Ok(rest)
}

#[orchestrator(inline)]
async fn program_18_helper(mut n: i64) -> Result<String> {
    let later_1;
    if 9_i64 < 5 {
        let mut basket = Basket {
            label: async { Ok::<String, Failure>("def".to_owned()) }.await?,
            count: half(inc(LIMIT).await?).await?.unwrap_or(n),
            items: vec![n, n],
        };
        later_1 = half(add(basket.count, basket.count).await?).await?;
    } else {
        later_1 = half(LIMIT).await?;
    }
    let n: i64 = match picky(picky(n).await.unwrap_or(
        ({
            n = 1;
            LIMIT
        }) * add(n, n).await?,
    ))
    .await
    .unwrap_or(n)
    {
        1 => inc(inc(add(n, LIMIT).await?).await?).await?,
        matched_2 @ 2..=3 => {
            const LIMIT: i64 = 23;
            n
        }
        _ => n,
    };
    let mut n = inc(inc(LIMIT).await?).await?;
    Ok(format!("{:?} {:?}", later_1, n))
}

#[orchestrator]
async fn program_18(mut n: i64) -> Result<bool> {
    let mut count = picky(n).await.unwrap_or(picky(n).await?);
    let mut total = match inc(9).await?
        * add(
            match None::<i64> {
                None => 5_i64,
                None if count < 3 => {
                    let mut count = {
                        let mut rounds_3 = 1_i64;
                        loop {
                            if rounds_3 == 0 {
                                break LIMIT;
                            }
                            rounds_3 -= 1;
                            sleep(Duration::from_millis(1)).await;
                        }
                    };
                    {
                        let mut rounds_5 = 3_i64;
                        loop {
                            if rounds_5 == 0 {
                                break count;
                            }
                            rounds_5 -= 1;
                            tick().await?;
                        }
                    }
                }
                _ => {
                    let n = LIMIT;
                    2_i64
                }
            },
            n,
        )
        .await?
    {
        _ if 9_i64 < 2 => n,
        _ if LIMIT < 0 => n,
        _ => count,
    };
    let (mut rest, mut other_11) = (
        async {
            let mut total = {
                let mut rounds_7 = 3_i64;
                loop {
                    if rounds_7 == 0 {
                        break 3_i64;
                    }
                    rounds_7 -= 1;
                    {
                        let mut rounds_9 = 1_i64;
                        while (rounds_9 > 0)
                            && let Some(count) = half(n).await?
                        {
                            rounds_9 -= 1;
                            tick().await?;
                        }
                    }
                }
            };
            Ok::<Vec<i64>, Failure>(list(9_i64 % 4).await?)
        }
        .await?,
        match picky(LIMIT).await {
            Ok(n) => {
                const LIMIT: i64 = 3;
                let mut total = async { Ok::<i64, Failure>(n) }.await?;
                format!("{:?} {:?} {:?}", Vec::<i64>::new(), total, total)
            }
            Err(failure) => {
                let reply = failure.to_string();
                if n == total {
                    sleep(Duration::from_millis(1)).await;
                } else {
                    sleep(Duration::from_millis(1)).await;
                }
                reply.clone()
            }
        },
    );
    Ok(count < 0)
}

#[orchestrator]
async fn program_19(mut n: i64) -> Result<Option<i64>> {
    let lent_1 = &n;
    #[cfg(any())]
    return Ok(Some(5));
    match (half(0).await?, {
        let step: i64 = (*lent_1);
        6_i64
    }) {
        (Some(mut matched_2), _) => {
            for count in 1..(inc(8_i64 + picky(add(n, (*lent_1)).await?).await?).await? % 5) {
                tick().await?;
            }
        }
        (Some(mut matched_4), mut matched_5) => {
            return Ok(Some(2));
        }
        (_, _) => {
            tick().await?;
        }
    }
    let step: i64 = async {
        if !(Some(1_i64).is_some() || (!((*lent_1) < 9))) {
            sleep(Duration::from_millis(1)).await;
        } else {
            tick().await?;
        }
        Ok::<i64, Failure>(n)
    }
    .await?;
    Ok(half((*lent_1)).await?)
}

#[orchestrator]
async fn program_20(mut n: i64) -> Result<i64> {
    n = {
        async {
            for step in list(async { Ok::<i64, Failure>(n) }.await? % 4).await? {
                tick().await?;
            }
            let mut n = LIMIT;
            Ok::<i64, Failure>(picky(n).await.unwrap_or(n))
        }
        .await?
    };
    n = Some(2_i64).unwrap_or(LIMIT);
    {
        const LIMIT: i64 = 14;
        let mut n = 7_i64;
        n = n;
    }
    let step = half(4)
        .await?
        .ok_or_else(|| Failure::new("nothing there"))?;
    n = half(step)
        .await?
        .ok_or_else(|| Failure::new("nothing there"))?;
    Ok(step)
}

#[orchestrator(inline)]
async fn program_21_helper(mut n: i64) -> Result<bool> {
    let mut pair_1 = (
        match picky(
            inc({
                n = 2;
                add(
                    Some(LIMIT).unwrap_or(inc(n).await?),
                    picky(inc(n).await?).await?,
                )
                .await?
                    % 4
            })
            .await?,
        )
        .await
        {
            Ok(step) => "a".to_owned(),
            Err(failure) => {
                let name = failure.to_string();
                name
            }
        },
        n < 8,
    );
    Ok(pair_1.1)
}

#[orchestrator]
async fn program_21(n: i64) -> Result<bool> {
    match picky(inc(0).await?).await {
        Ok(n) => {
            tick().await?;
        }
        Err(failure) => {
            let word = failure.to_string();
            sleep(Duration::from_millis(1)).await;
        }
    }
    let reply = "a".to_owned();
    if Some(1_i64).is_some() {
        let ready = 8_i64 < 7;
        return Ok(true);
    }
    match picky(LIMIT).await {
        Ok(n) => {
            const LIMIT: i64 = 63;
            {
                let mut rounds_2 = 3_i64;
                while (rounds_2 > 0)
                    && (match (
                        add(
                            inc(n).await?,
                            add(
                                match None::<i64> {
                                    Some(1 | 4) if n < 9 => {
                                        const LIMIT: i64 = 34;
                                        n
                                    }
                                    Some(1) => LIMIT,
                                    _ => LIMIT,
                                },
                                inc(LIMIT).await?,
                            )
                            .await?
                                % 2,
                        )
                        .await?,
                        n,
                    ) {
                        (1 | 5, matched_4 @ 2..=5) => {
                            const LIMIT: i64 = 1;
                            n < 2
                        }
                        (4, 0 | 3) => n < 6,
                        (_, _) => 9_i64 < 7,
                    })
                {
                    rounds_2 -= 1;
                    const LIMIT: i64 = 77;
                    tick().await?;
                }
            }
        }
        Err(failure) => {
            let reply = failure.to_string();
            tick().await?;
        }
    }
    for step in 0..(({
        #[cfg(any())]
        return Err(Failure::new("given up"));
        for count in 1..(LIMIT % 5) {
            let name: String = {
                const LIMIT: i64 = 9;
                #[cfg(any())]
                return Ok(count < 1);
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
            };
            let mut last: Option<i64> = None;
        }
        n
    }) % 5)
    {
        tick().await?;
    }
    let mut word = say(reply.clone()).await?;
    Ok(n < 6)
}

#[orchestrator(inline)]
async fn program_22_helper(n: i64) -> Result<i64> {
    match Some(0_i64) {
        Some(_) => {
            let mut queue = list(1_i64 % 4).await?;
            {
                let mut rounds_1 = 2_i64;
                while (rounds_1 > 0) && (add(n, n).await? < n) {
                    rounds_1 -= 1;
                    sleep(Duration::from_millis(1)).await;
                }
            }
        }
        Some(4) => {
            tick().await?;
        }
        _ => {
            tick().await?;
        }
    }
    Ok(n)
}

#[orchestrator]
async fn program_22(mut n: i64) -> Result<Vec<i64>> {
    n = inc(n.wrapping_add(
        ({
            n = 5;
            LIMIT
        }),
    ))
    .await?;
    n = n;
    match picky(2).await {
        Ok(step) => {
            #[cfg(any())]
            return Err(Failure::new("no luck"));
            n = inc({
                n = 2;
                n
            })
            .await?;
        }
        Err(failure) => {
            let name = failure.to_string();
            n = program_22_helper(name.len() as i64).await?;
        }
    }
    let (joined_5, joined_6) = join!(
        half(
            inc(picky(n).await.unwrap_or(
                n.wrapping_add(
                    inc(add(
                        picky(n % 6).await.unwrap_or({
                            let mut rounds_3 = 1_i64;
                            loop {
                                if rounds_3 == 0 {
                                    break n;
                                }
                                rounds_3 -= 1;
                                tick().await?;
                            }
                        }),
                        n
                    )
                    .await?)
                    .await?
                )
            ))
            .await?
        ),
        async { Ok::<i64, Failure>(n) }
    );
    let (mut joined_5, mut joined_6) = (joined_5?, joined_6?);
    let (joined_7, joined_8) = join!(
        picky(inc(add(picky(joined_6).await.unwrap_or(joined_6), n).await?).await?),
        async { Ok::<String, Failure>("def".to_owned()) }
    );
    let (mut joined_7, mut joined_8) = (joined_7?, joined_8?);
    {
        let mut rounds_9 = 1_i64;
        while (rounds_9 > 0)
            && is_even({
                joined_6 = 5;
                picky(inc(inc(joined_6).await?).await?).await? % 3
            })
            .await?
        {
            rounds_9 -= 1;
            joined_7 += 9;
        }
    }
    joined_8 = joined_8;
    Ok(vec![0, 6, 3])
}

#[orchestrator]
async fn program_23(n: i64) -> Result<bool> {
    let word = say(say("bc".to_owned() + &"def".to_owned()).await?).await?;
    for count in 1..(({
        let reply = format!("{:?} {:?} {:?}", word, n, word);
        inc(add(n, n).await?).await?
    }) % 5)
    {
        if LIMIT == n {
            tick().await?;
        }
    }
    let (joined_2, joined_3, joined_4) = join!(
        async {
            match picky(8).await {
                Ok(count) => {
                    sleep(Duration::from_millis(1)).await;
                }
                Err(failure) => {
                    let name = failure.to_string();
                    sleep(Duration::from_millis(1)).await;
                }
            }
            Ok::<bool, Failure>(false)
        },
        async { Ok::<String, Failure>(word.clone()) },
        say(word.clone())
    );
    let (mut joined_2, mut joined_3, mut joined_4) = (joined_2?, joined_3?, joined_4?);
    let (mut joined_5, mut joined_6, mut joined_7, mut joined_8) = try_join!(
        async { Ok::<i64, Failure>(n) },
        async { Ok::<String, Failure>(joined_4.clone()) },
        async { Ok::<i64, Failure>(n) },
        async { Ok::<String, Failure>(joined_3.clone()) }
    )?;
    let mut basket = Basket {
        label: say(say(format!(
            "{:?} {:?} {:?}",
            ({
                joined_7 = 2;
                LIMIT < 6
            }) && joined_2,
            joined_7,
            joined_5
        ))
        .await?)
        .await?,
        count: joined_5,
        items: vec![],
    };
    {
        joined_5 += basket.count;
    }
    let word = say(joined_3.clone()).await?;
    let lent_10 = basket.items.last().unwrap_or(&2);
    Ok(joined_2)
}

#[orchestrator(inline)]
async fn program_24_helper(mut n: i64) -> Result<String> {
    if {
        let mut rounds_1 = 1_i64;
        loop {
            if rounds_1 == 0 {
                break ((match n * n {
                    0 | 3 => {
                        const LIMIT: i64 = 21;
                        n < 2
                    }
                    mut matched_3 if LIMIT < 9 => matched_3 < 2,
                    _ => {
                        let even: bool = n < 2;
                        even
                    }
                }) || (n < 0));
            }
            rounds_1 -= 1;
            {
                const LIMIT: i64 = 53;
                tick().await?;
            }
        }
    } {
        const LIMIT: i64 = 2;
        tick().await?;
    } else if n < 7 {
        return Ok(String::new());
    } else {
        n += LIMIT;
    }
    Ok(format!("{:?}", n))
}

#[orchestrator]
async fn program_24(n: i64, given: Option<i64>) -> Result<String> {
    for count in 2..(({
        let mut reply =
            program_24_helper(picky(picky(LIMIT).await?).await.unwrap_or(LIMIT)).await?;
        None::<i64>.ok_or_else(|| Failure::new("nothing there"))?
    }) % 5)
    {
        sleep(Duration::from_millis(1)).await;
    }
    Ok(format!("{:?} {:?}", n, given))
}

#[orchestrator(inline)]
async fn program_25_helper(mut n: i64, given: Option<i64>) -> Result<Vec<i64>> {
    let mut reply =
        say(format!("{:?} {:?} {:?}", given, n, n) + &(String::new() + &"a".to_owned())).await?;
    for count in vec![9_i64].into_iter().rev() {
        n += 8;
    }
    reply = {
        let (mut step, mut other_3) = (reply.len() as i64, say(reply).await?);
        other_3.clone()
    };
    Ok(vec![0])
}

#[orchestrator]
async fn program_25(n: i64, given: i64) -> Result<bool> {
    let mut pair_4 = (
        if half(7).await?.is_some() {
            is_even(5).await? || (3_i64 < 9)
        } else {
            const LIMIT: i64 = 20;
            n < 3
        },
        String::new(),
    );
    let name = say(pair_4.1).await?;
    Ok(pair_4.0)
}

#[orchestrator]
async fn program_26(n: i64, given: i64) -> Result<Option<i64>> {
    let total: i64 = n;
    let ready = total < 8;
    match picky(
        add(
            n,
            add(inc(given).await?, {
                let mut reply: String = say(String::new()).await?;
                LIMIT
            })
            .await?,
        )
        .await?,
    )
    .await
    {
        Ok(count) => {
            tick().await?;
        }
        Err(failure) => {
            let reply = failure.to_string();
            tick().await?;
        }
    }
    Ok(half(total).await?)
}

#[orchestrator(inline)]
async fn program_27_helper(mut n: i64, given: Vec<i64>) -> Result<Option<i64>> {
    let (mut joined_1, mut joined_2, mut joined_3, mut joined_4) = try_join!(
        async {
            let mut count: i64 = add(
                n,
                add(inc(given[(LIMIT % 2) as usize]).await?, LIMIT * LIMIT).await?,
            )
            .await?;
            Ok::<Option<i64>, Failure>(half(3).await?)
        },
        async { Ok::<String, Failure>("a".to_owned()) },
        async { Ok::<Vec<i64>, Failure>(given.clone()) },
        async { Ok::<i64, Failure>(n) }
    )?;
    Ok(joined_1)
}

#[orchestrator]
async fn program_27(n: i64) -> Result<i64> {
    let mut word: String = if !(!false) {
        const LIMIT: i64 = 78;
        "a".to_owned()
    } else {
        "bc".to_owned()
    };
    let (mut name, mut other_10) = (
        {
            let mut rounds_5 = 3_i64;
            'loop_6: loop {
                if rounds_5 == 0 {
                    break (match picky(n).await? {
                        matched_7 @ 1..=5 if n < 6 => {
                            if let Some(count) = half(LIMIT).await? {
                                word.clone()
                            } else {
                                word.clone()
                            }
                        }
                        _ if n < 7 => {
                            match picky(n - n).await {
                                Ok(n) => {
                                    const LIMIT: i64 = 24;
                                    tick().await?;
                                }
                                Err(failure) => {
                                    let text = failure.to_string();
                                    sleep(Duration::from_millis(1)).await;
                                }
                            }
                            word.clone()
                        }
                        _ => {
                            const LIMIT: i64 = 50;
                            let Some(total) = half(n).await? else {
                                {
                                    let mut rounds_8 = 1_i64;
                                    while (rounds_8 > 0) && half(n).await?.is_some() {
                                        rounds_8 -= 1;
                                        let mut n = n;
                                    }
                                }
                                continue 'loop_6;
                            };
                            word.clone()
                        }
                    });
                }
                rounds_5 -= 1;
                tick().await?;
            }
        },
        None::<i64>,
    );
    word = String::new();
    let lent_11 = &n;
    Ok(2)
}

#[orchestrator]
async fn program_28(mut n: i64, mut given: Option<i64>) -> Result<bool> {
    {
        let mut rounds_1 = 1_i64;
        while (rounds_1 > 0)
            && let Some(n) = ({
                let mut rounds_3 = 2_i64;
                loop {
                    if rounds_3 == 0 {
                        break given.take();
                    }
                    rounds_3 -= 1;
                    n += n;
                }
            })
        {
            rounds_1 -= 1;
            const LIMIT: i64 = 95;
            let name = if half(n).await?.is_some() {
                break;
            } else {
                "a".to_owned()
            };
        }
    }
    for total in 2..(picky(
        add(
            ({
                n = 3;
                n
            }) % 5,
            n + n,
        )
        .await?,
    )
    .await
    .unwrap_or(n)
        % 5)
    {
        n += total;
    }
    let later_8;
    if {
        let mut rounds_6 = 2_i64;
        loop {
            if rounds_6 == 0 {
                break ((n < 7) || (n < 5));
            }
            rounds_6 -= 1;
            n += n;
        }
    } {
        later_8 = n;
    } else {
        const LIMIT: i64 = 38;
        later_8 = 6_i64;
    }
    let mut found = Some(inc(later_8).await?);
    let mut name = {
        let mut rounds_9 = 2_i64;
        loop {
            if rounds_9 == 0 {
                break (if 1_i64 < 0 {
                    let Some(n) = Some(2_i64) else {
                        return Ok(false);
                    };
                    "a".to_owned()
                } else if later_8 < 9 {
                    const LIMIT: i64 = 28;
                    String::new()
                } else {
                    "bc".to_owned()
                });
            }
            rounds_9 -= 1;
            n += n;
        }
    };
    Ok(n < 8)
}

#[orchestrator]
async fn program_29(mut n: i64) -> Result<i64> {
    match (n, half(8).await?) {
        (matched_1, None) => {
            n += LIMIT;
        }
        (2, Some(_)) => {
            const LIMIT: i64 = 38;
            sleep(Duration::from_millis(1)).await;
        }
        (_, _) => {
            tick().await?;
        }
    }
    let queue = {
        let mut rounds_2 = 2_i64;
        loop {
            if rounds_2 == 0 {
                break vec![1_i64, 6];
            }
            rounds_2 -= 1;
            let (mut step, mut other_4) = (
                n,
                add(
                    {
                        n = 4;
                        LIMIT
                    },
                    n,
                )
                .await?,
            );
            (other_4, n) = (LIMIT, other_4);
        }
    };
    {
        let mut rounds_5 = 2_i64;
        while (rounds_5 > 0) && (LIMIT == queue[(n % 2) as usize]) {
            rounds_5 -= 1;
            const LIMIT: i64 = 34;
            tick().await?;
        }
    }
    let (joined_11, joined_12, joined_13) = join!(
        async {
            Ok::<i64, Failure>({
                let mut rounds_7 = 2_i64;
                'loop_8: loop {
                    if rounds_7 == 0 {
                        break async {
                            const LIMIT: i64 = 84;
                            Ok::<i64, Failure>(n)
                        }
                        .await?;
                    }
                    rounds_7 -= 1;
                    #[cfg(any())]
                    break 'loop_8 inc(n.wrapping_add(LIMIT)).await?;
                    let mut basket = Basket {
                        label: format!("{:?} {:?} {:?}", n, n, {
                            let mut text = "a".to_owned();
                            Some(1_i64)
                        }),
                        count: Some(n).ok_or_else(|| Failure::new("nothing there"))?,
                        items: {
                            let mut rounds_9 = 2_i64;
                            loop {
                                if rounds_9 == 0 {
                                    break queue.clone();
                                }
                                rounds_9 -= 1;
                                tick().await?;
                            }
                        },
                    };
                }
            })
        },
        inc(inc(n).await?),
        inc(7)
    );
    let (mut joined_11, mut joined_12, mut joined_13) = (joined_11?, joined_12?, joined_13?);
    let lent_14 = queue.get((LIMIT % 2) as usize).unwrap_or(&5);
    let later_16;
    if (!(n < 8))
        || ((({
            joined_13 = 9;
            joined_12
                < ({
                    joined_13 = 8;
                    (*lent_14)
                })
        }) || (if false {
            let Some(lent_15) = queue
                .iter()
                .min_by_key(|item| item.saturating_sub(0).saturating_abs())
            else {
                return Ok(joined_12);
            };
            return Ok((*lent_15));
        } else if let Some(count) = half(LIMIT).await?
            && false
        {
            joined_11 < 6
        } else if 1_i64 < 4 {
            true
        } else {
            LIMIT < 1
        })) && (LIMIT < 1))
    {
        later_16 = queue.clone();
    } else {
        later_16 = queue.clone();
    }
    Ok(LIMIT)
}

#[orchestrator(inline)]
async fn program_30_helper(mut n: i64, mut given: String) -> Result<Option<i64>> {
    let mut basket = Basket {
        label: say(given.clone()).await?,
        count: n,
        items: vec![5, 3, 4],
    };
    match inc(add(
        inc(picky(add(basket.count, 3).await?).await?).await?,
        basket.count,
    )
    .await?)
    .await?
    {
        0 | 5 => {
            n += n;
        }
        1..=6 => {
            n += basket.count;
        }
        _ => {
            n += n;
        }
    }
    Ok(Some(8))
}

#[orchestrator]
async fn program_30(n: i64, given: Option<i64>) -> Result<Vec<i64>> {
    let mut reply = async {
        let mut basket = Basket {
            label: say(format!("{:?} {:?} {:?}", format!("{:?}", given), n, n)).await?,
            count: if !(!false) {
                let mut pair_1 = (
                    async { Ok::<String, Failure>("bc".to_owned()) }.await?,
                    vec![7_i64],
                );
                let later_2;
                if n < 6 {
                    const LIMIT: i64 = 93;
                    later_2 = pair_1.0.clone();
                } else {
                    later_2 = pair_1.0.clone();
                }
                n
            } else {
                const LIMIT: i64 = 17;
                n
            },
            items: vec![0],
        };
        Ok::<String, Failure>(String::new())
    }
    .await?;
    let half_of: Option<i64> = half(
        picky(
            ({
                let mut k: bool = { false };
                given
            })
            .unwrap_or({
                #[cfg(any())]
                return Err(Failure::new("given up"));
                let mut total: i64 = n;
                n
            }),
        )
        .await?,
    )
    .await?;
    let later_4;
    if LIMIT < 6 {
        reply = if n < 5 {
            const LIMIT: i64 = 48;
            match half_of {
                Some(3) => {
                    sleep(Duration::from_millis(1)).await;
                }
                Some(matched_3) => {
                    tick().await?;
                }
                _ => {
                    sleep(Duration::from_millis(1)).await;
                }
            }
            reply.clone()
        } else {
            reply
        };
        later_4 = 8_i64;
    } else {
        later_4 = n;
    }
    {
        let mut rounds_5 = 3_i64;
        while (rounds_5 > 0) && ({ is_even(later_4).await? }) {
            rounds_5 -= 1;
            let n = match given {
                None if later_4 < 1 => {
                    {
                        let mut rounds_7 = 1_i64;
                        while (rounds_7 > 0) && (n < 9) {
                            rounds_7 -= 1;
                            tick().await?;
                        }
                    }
                    2_i64
                }
                None if n < 5 => later_4,
                _ => later_4,
            };
        }
    }
    let mut total = inc(match picky(given.unwrap_or(n)).await {
        Ok(step) => {
            const LIMIT: i64 = 87;
            later_4
        }
        Err(failure) => {
            let reply = failure.to_string();
            n
        }
    })
    .await?;
    for step in 2..(({
        total = 9;
        later_4
    }) % 5)
    {
        let mut basket = Basket {
            label: ({
                let mut rounds_10 = 3_i64;
                loop {
                    if rounds_10 == 0 {
                        break async { Ok::<String, Failure>(reply.clone()) }.await?;
                    }
                    rounds_10 -= 1;
                    let word = reply.clone();
                }
            }) + &say(reply.clone()).await?,
            count: later_4,
            items: vec![2, 5],
        };
    }
    match n + LIMIT {
        mut matched_12 if later_4 < 0 => {
            for mut n in list(inc(LIMIT).await? % 4).await? {
                total += 0;
            }
        }
        mut matched_14 if later_4 < 3 => {
            tick().await?;
        }
        _ => {
            total += total;
        }
    }
    Ok(vec![1])
}

#[orchestrator(inline)]
async fn program_31_helper(mut n: i64, given: i64) -> Result<bool> {
    let mut done = async {
        const LIMIT: i64 = 3;
        Ok::<bool, Failure>(!(!(2_i64 < 5)))
    }
    .await?;
    let mut text = say("a".to_owned()).await?;
    Ok(done)
}

#[orchestrator]
async fn program_31(n: i64) -> Result<Option<i64>> {
    let mut reply = format!(
        "{:?} {:?} {:?}",
        {
            let mut count: i64 = add(inc(add(n, n).await?).await?, 5).await?;
            "a".to_owned()
        },
        Vec::<i64>::new(),
        n
    );
    let ready = {
        reply = match (
            inc({
                let mut n = 2_i64;
                n.wrapping_add(inc(n).await?)
            })
            .await?,
            half(n).await?.unwrap_or(n),
        ) {
            (0..=4, mut matched_2) => reply.clone(),
            (1, matched_3 @ 2..=6) => reply.clone(),
            (_, _) => reply,
        };
        n < 3
    };
    let mut found: Option<i64> = None;
    let mut text = {
        {
            let mut rounds_5 = 3_i64;
            while (rounds_5 > 0)
                && (inc(add(n, n).await?).await? < (n.wrapping_add(add(n, n).await?)))
            {
                rounds_5 -= 1;
                sleep(Duration::from_millis(1)).await;
            }
        }
        reply = if ({
            reply += &reply.clone();
            LIMIT
        }) < n
        {
            reply.clone()
        } else {
            reply.clone()
        };
        reply.clone()
    };
    let mut ready: bool = ready;
    for total in 1..(n % 5) {
        tick().await?;
    }
    if let Some(count) = found.take() {
        sleep(Duration::from_millis(1)).await;
    }
    #[cfg(any())]
    return Ok(found.take());
    Ok(found)
}

#[orchestrator(inline)]
async fn program_32_helper(mut n: i64, given: Option<i64>) -> Result<i64> {
    n += async {
        let mut items = vec![
            n,
            picky({
                let mut step = n;
                step
            })
            .await
            .unwrap_or(picky(6).await?),
        ];
        items[(n % 2) as usize] += n;
        Ok::<i64, Failure>(n)
    }
    .await?;
    n = match picky(0).await {
        Ok(count) => picky(n).await.unwrap_or(n),
        Err(failure) => {
            let reply = failure.to_string();
            if let Some(step) = given {
                return Err(Failure::new("given up"));
            } else {
                if let Some(step) = given {
                    sleep(Duration::from_millis(1)).await;
                } else {
                    n += n;
                }
                n % 3
            }
        }
    };
    Ok(n)
}

#[orchestrator]
async fn program_32(n: i64, mut given: Vec<i64>) -> Result<Option<i64>> {
    let mut text = if let Some(n) = half(n).await? {
        return Ok(None);
    } else if 1_i64 < 6 {
        return Ok(half(n).await?);
    } else if LIMIT < 2 {
        "a".to_owned()
    } else if true {
        "bc".to_owned()
    } else {
        "def".to_owned()
    };
    Ok(half(n).await?)
}

#[orchestrator(inline)]
async fn program_33_helper(mut n: i64) -> Result<Vec<i64>> {
    let mut reply = {
        let count: i64 = async {
            let mut step = add(n, n).await?;
            Ok::<i64, Failure>(step)
        }
        .await?;
        "def".to_owned()
    };
    let lent_1 = &n;
    let mut step = {
        let mut rounds_2 = 2_i64;
        loop {
            if rounds_2 == 0 {
                break ((*lent_1).wrapping_add(n));
            }
            rounds_2 -= 1;
            let mut name = match picky(
                ({
                    reply += &(if LIMIT < 8 {
                        const LIMIT: i64 = 25;
                        reply.clone()
                    } else if 3_i64 < 3 {
                        reply.clone()
                    } else {
                        reply.clone()
                    });
                    half({
                        let mut rounds_4 = 2_i64;
                        loop {
                            if rounds_4 == 0 {
                                break n;
                            }
                            rounds_4 -= 1;
                            tick().await?;
                        }
                    })
                    .await?
                })
                .unwrap_or(add(n, LIMIT).await?),
            )
            .await
            {
                Ok(count) => reply.clone(),
                Err(failure) => {
                    let name = failure.to_string();
                    reply.clone()
                }
            };
        }
    };
    Ok(vec![2, 1, 3])
}

#[orchestrator]
async fn program_33(n: i64) -> Result<bool> {
    {
        let mut rounds_6 = 3_i64;
        while (rounds_6 > 0)
            && let Some(total) = ({
                let mut rounds_8 = 2_i64;
                loop {
                    if rounds_8 == 0 {
                        break async {
                            Ok::<Option<i64>, Failure>(
                                async { Ok::<Option<i64>, Failure>(half(n).await?) }.await?,
                            )
                        }
                        .await?;
                    }
                    rounds_8 -= 1;
                    sleep(Duration::from_millis(1)).await;
                }
            })
        {
            rounds_6 -= 1;
            tick().await?;
        }
    }
    let (joined_10, joined_11, joined_12, joined_13) = join!(
        program_33_helper({
            let mut reply = "a".to_owned();
            n
        }),
        picky(n),
        async { Ok::<String, Failure>("a".to_owned()) },
        inc(n)
    );
    let (mut joined_10, mut joined_11, mut joined_12, mut joined_13) =
        (joined_10?, joined_11?, joined_12?, joined_13?);
    Ok(joined_13 < 8)
}

#[orchestrator(inline)]
async fn program_34_helper(mut n: i64, given: Option<i64>) -> Result<String> {
    let mut total = inc(n).await?;
    #[cfg(any())]
    return Err(Failure::new("no luck"));
    Ok(format!("{:?} {:?} {:?}", n, given, total))
}

#[orchestrator]
async fn program_34(mut n: i64, given: String) -> Result<Vec<i64>> {
    let mut half_of = half(n).await?;
    n += {
        let mut rounds_1 = 1_i64;
        loop {
            if rounds_1 == 0 {
                break (match (
                    async {
                        let mut name = given.clone();
                        Ok::<Option<i64>, Failure>(Some(6))
                    }
                    .await?,
                    n.wrapping_add((given.len() as i64)),
                ) {
                    (None, matched_3 @ 2..=4) => {
                        let (mut joined_6, mut joined_7, mut joined_8) = try_join!(
                            async { Ok::<Vec<i64>, Failure>(vec![6, 9, 7]) },
                            async { Ok::<String, Failure>(given.clone()) },
                            inc({
                                let mut rounds_4 = 1_i64;
                                loop {
                                    if rounds_4 == 0 {
                                        break matched_3;
                                    }
                                    rounds_4 -= 1;
                                    tick().await?;
                                }
                            })
                        )?;
                        matched_3
                    }
                    (Some(matched_9 @ 2..=6), 0 | 5) => {
                        if half(LIMIT).await?.is_some() {
                            matched_9
                        } else if let Some(step) = half_of {
                            const LIMIT: i64 = 74;
                            2_i64
                        } else {
                            LIMIT
                        }
                    }
                    (_, _) => {
                        let n = add(
                            {
                                n = 7;
                                n
                            },
                            n,
                        )
                        .await?;
                        n
                    }
                });
            }
            rounds_1 -= 1;
            n += LIMIT;
        }
    };
    let last = half_of.take();
    Ok(vec![0])
}

#[orchestrator(inline)]
async fn program_35_helper(mut n: i64, mut given: Vec<i64>) -> Result<i64> {
    let Some(total) = async {
        let (joined_2, joined_3) = join!(
            async {
                let mut pair_1 = (given.clone(), true);
                Ok::<String, Failure>("def".to_owned())
            },
            async { Ok::<Option<i64>, Failure>(half(0).await?) }
        );
        let (mut joined_2, mut joined_3) = (joined_2?, joined_3?);
        Ok::<Option<i64>, Failure>(joined_3)
    }
    .await?
    else {
        return Ok(LIMIT);
    };
    Ok(total)
}

#[orchestrator]
async fn program_35(n: i64, mut given: Option<i64>) -> Result<String> {
    let (joined_7, joined_8) = join!(
        program_35_helper(
            inc(LIMIT).await?,
            vec![
                add(
                    9,
                    inc(n.wrapping_add(
                        ({
                            let mut best = match given {
                                Some(matched_4) if matched_4 < 1 => {
                                    const LIMIT: i64 = 34;
                                    given
                                }
                                None => given,
                                _ => given,
                            };
                            inc(n).await?
                        })
                    ))
                    .await?
                )
                .await?,
                2
            ]
        ),
        async {
            {
                let mut rounds_5 = 2_i64;
                while (rounds_5 > 0)
                    && ({
                        const LIMIT: i64 = 89;
                        false
                    })
                {
                    rounds_5 -= 1;
                    tick().await?;
                }
            }
            let mut n = n;
            Ok::<String, Failure>("def".to_owned())
        }
    );
    let (mut joined_7, mut joined_8) = (joined_7?, joined_8?);
    if !false {
        sleep(Duration::from_millis(1)).await;
    }
    let text = format!(
        "{:?} {:?} {:?}",
        given,
        (joined_8.len() as i64) % 2,
        list(picky(4).await? % 4).await?
    );
    let Some(n) = Some(
        match half(given.ok_or_else(|| Failure::new("nothing there"))?).await? {
            Some(matched_9) => {
                {
                    let mut rounds_10 = 1_i64;
                    while (rounds_10 > 0)
                        && let Some(step) = given
                    {
                        rounds_10 -= 1;
                        tick().await?;
                    }
                }
                joined_7
            }
            None if LIMIT < 0 => n,
            _ => joined_7,
        },
    ) else {
        return Ok(joined_8);
    };
    Ok(format!("{:?} {:?} {:?} {:?}", given, joined_7, text, n))
}

#[orchestrator(inline)]
async fn program_36_helper(mut n: i64, given: Vec<i64>) -> Result<String> {
    let mut queue = vec![given[(n % 2) as usize], n];
    if let Some(total) = queue.pop() {
        let Some(n) = half({
            n = 1;
            8_i64
        })
        .await?
        else {
            let mut basket = Basket {
                label: "a".to_owned(),
                count: inc(given.len() as i64).await?,
                items: vec![],
            };
            return Ok("def".to_owned());
        };
    } else {
        sleep(Duration::from_millis(1)).await;
    }
    Ok(format!("{:?} {:?} {:?}", n, given, queue))
}

#[orchestrator]
async fn program_36(n: i64) -> Result<Option<i64>> {
    let mut reply: String = if is_even(8).await? {
        format!(
            "{:?}",
            "a".to_owned() + &say(say("def".to_owned()).await?).await?
        )
    } else {
        match Some(2_i64) {
            Some(mut matched_1) => {
                let total = matched_1;
                return Err(Failure::new("no luck"));
            }
            Some(_) => "bc".to_owned(),
            _ => "def".to_owned(),
        }
    };
    let reply: String = match (
        {
            let mut even = { half(n).await?.is_some() };
            ({
                let mut done = n < LIMIT;
                half(n).await?
            })
            .ok_or_else(|| Failure::new("nothing there"))?
        },
        Some(
            picky({
                let mut count = n;
                LIMIT
            })
            .await?,
        ),
    ) {
        (_, Some(_)) => reply.clone(),
        (mut matched_3, None) => reply,
        (_, _) => "a".to_owned(),
    };
    let step = n;
    let (joined_4, joined_5, joined_6) = join!(
        program_36_helper(
            LIMIT,
            vec![
                inc(inc(add(
                    {
                        let mut word = reply.clone();
                        LIMIT
                    },
                    n
                )
                .await?)
                .await?)
                .await?,
                step
            ]
        ),
        half(9),
        async {
            const LIMIT: i64 = 77;
            Ok::<i64, Failure>(step)
        }
    );
    let (mut joined_4, mut joined_5, mut joined_6) = (joined_4?, joined_5?, joined_6?);
    #[cfg(any())]
    return Err(Failure::new("given up"));
    Ok(joined_5)
}

#[orchestrator(inline)]
async fn program_37_helper(n: i64) -> Result<bool> {
    let lent_1 = &n;
    let mut name = say(format!(
        "{:?} {:?}",
        {
            let mut name = {
                let mut rounds_2 = 3_i64;
                loop {
                    if rounds_2 == 0 {
                        break "a".to_owned();
                    }
                    rounds_2 -= 1;
                    tick().await?;
                }
            };
            name
        },
        Some(5_i64)
    ) + &(String::new() + &"a".to_owned()))
    .await?;
    Ok((*lent_1) < 0)
}

#[orchestrator]
async fn program_37(n: i64, given: i64) -> Result<Vec<i64>> {
    let mut basket = Basket {
        label: "def".to_owned(),
        count: n,
        items: vec![8],
    };
    if false && (n < 8) {
        match (half(basket.count).await?, half(6).await?) {
            (Some(0..=3), Some(matched_4 @ 2..=5)) => {
                tick().await?;
            }
            (Some(0 | 3), Some(2)) => {
                tick().await?;
            }
            (_, _) => {
                tick().await?;
            }
        }
    } else {
        tick().await?;
    }
    let Some(lent_5) = basket.items.iter().find(|item| **item > basket.count) else {
        let reply: String = format!("{:?} {:?} {:?}", basket.count, n, basket.label.clone());
        return Ok(list(LIMIT % 4).await?);
    };
    if (*lent_5) < 3 {
        tick().await?;
    } else {
        tick().await?;
    }
    if let Some(count) = half((*lent_5)).await? {
        let Some(lent_6) = basket
            .items
            .iter()
            .min_by_key(|item| item.saturating_sub(4).saturating_abs())
        else {
            let mut step = n;
            return Err(Failure::new("no luck"));
        };
        return Ok(basket.items.clone());
    }
    {
        let mut rounds_7 = 1_i64;
        while (rounds_7 > 0) && ((8_i64 < 5) || false) {
            rounds_7 -= 1;
            tick().await?;
        }
    }
    Ok(vec![])
}

#[orchestrator]
async fn program_38(mut n: i64, mut given: i64) -> Result<bool> {
    for mut count in 2..(LIMIT % 5) {
        const LIMIT: i64 = 15;
        let n = LIMIT;
    }
    let later_5;
    if {
        let mut rounds_2 = 2_i64;
        loop {
            if rounds_2 == 0 {
                break ((n == given) && is_even(n).await?);
            }
            rounds_2 -= 1;
            match Some(9_i64) {
                None => {
                    n += 7;
                }
                Some(mut matched_4) if LIMIT < 5 => {
                    tick().await?;
                }
                _ => {
                    n = add(n, 4).await?;
                    let step = Some(9_i64).unwrap_or(given);
                }
            }
        }
    } {
        later_5 = "a".to_owned();
    } else {
        later_5 = "bc".to_owned();
    }
    #[cfg(any())]
    return Err(Failure::new("no luck"));
    let mut name = async {
        Ok::<String, Failure>(
            say(format!(
                "{:?} {:?} {:?}",
                later_5.len() as i64,
                half(n).await?,
                given
            ))
            .await?,
        )
    }
    .await?;
    #[cfg(any())]
    return Err(Failure::new("given up"));
    given = picky(1_i64 % 3)
        .await
        .unwrap_or(add(half(n).await?.unwrap_or(0), LIMIT).await?);
    let later_7;
    if {
        let mut pair_6 = (
            say(({
                given = 1;
                name.clone()
            }) + &format!("{:?}", given < 4))
            .await?,
            half(LIMIT).await?,
        );
        let mut count: i64 = pair_6.1.unwrap_or(add(9, 2).await?);
        false
    } {
        later_7 = half(LIMIT).await?;
    } else {
        later_7 = half(n).await?;
    }
    Ok(n < 9)
}

#[orchestrator(inline)]
async fn program_39_helper(n: i64) -> Result<String> {
    for total in vec![6_i64].into_iter().rev() {
        sleep(Duration::from_millis(1)).await;
    }
    let mut half_of = Some(n);
    Ok(format!("{:?} {:?}", n, half_of))
}

#[orchestrator]
async fn program_39(n: i64, given: Option<i64>) -> Result<Option<i64>> {
    let mut word = "def".to_owned();
    if n < 4 {
        let mut n = async {
            if ((word.len() as i64) < inc(LIMIT).await?)
                || ((7_i64 < 7)
                    && (match picky(5).await {
                        Ok(total) => true,
                        Err(failure) => {
                            let reply = failure.to_string();
                            n < 1
                        }
                    }))
            {
                let (mut seen, mut other_2) = (vec![n, n], 7_i64);
            }
            Ok::<i64, Failure>(LIMIT)
        }
        .await?;
        return Ok(given);
    } else {
        tick().await?;
    }
    let done = 3_i64 < 6;
    let mut total: i64 = inc(n).await?;
    let mut reply = word.clone();
    let count = add(0, given.ok_or_else(|| Failure::new("nothing there"))?).await?;
    total = {
        let mut rounds_3 = 1_i64;
        loop {
            if rounds_3 == 0 {
                break inc(n).await?;
            }
            rounds_3 -= 1;
            let n = given.ok_or_else(|| Failure::new("nothing there"))?;
        }
    };
    let Some(n) = given else {
        let Some(count) = Some(count.wrapping_add(inc(count).await?)) else {
            return Err(Failure::new("no luck"));
        };
        return Ok(given);
    };
    Ok(given)
}

#[orchestrator]
async fn program_40(mut n: i64, given: Vec<i64>) -> Result<Option<i64>> {
    let Some(step) = half(n).await? else {
        return Ok(Some(3));
    };
    Ok(half(step).await?)
}

#[orchestrator]
async fn program_41(n: i64) -> Result<Option<i64>> {
    let text = format!(
        "{:?}",
        format!(
            "{:?} {:?}",
            n,
            say(format!(
                "{:?} {:?} {:?}",
                say("bc".to_owned()).await?,
                Some(5_i64),
                3_i64 < 9
            ))
            .await?
        )
    );
    let mut n = 3_i64;
    Ok(half(LIMIT).await?)
}

#[orchestrator]
async fn program_42(mut n: i64) -> Result<String> {
    let mut reply: String = format!("{:?} {:?}", "a".to_owned(), n);
    let mut basket = Basket {
        label: if let Some(count) =
            (match (half(n.wrapping_add(n)).await?, None::<i64>.unwrap_or(n)) {
                (Some(2..=7), matched_1) => Some(9_i64),
                (Some(_), 2 | 5) => None::<i64>,
                (_, _) => half(2).await?,
            }) {
            reply
        } else if let Some(count) = Some(9_i64) {
            String::new()
        } else if false {
            reply
        } else if let Some(step) = half(n).await? {
            reply
        } else {
            reply
        },
        count: 4,
        items: vec![9, 7],
    };
    let text = basket.label.clone();
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?}",
        n, basket.label, basket.count, basket.items, text
    ))
}

#[orchestrator(inline)]
async fn program_43_helper(mut n: i64) -> Result<String> {
    n = add(n, n).await?;
    match picky({
        n = 2;
        LIMIT
    })
    .await
    {
        Ok(count) => {
            let mut rounds_1 = 3_i64;
            while (rounds_1 > 0)
                && let Some(step) = half(add(1, count).await?).await?
            {
                rounds_1 -= 1;
                if n < 4 {
                    tick().await?;
                }
            }
        }
        Err(failure) => {
            let reply = failure.to_string();
            n += n;
        }
    }
    let (mut joined_3, mut joined_4) = try_join!(say(format!("{:?}", n)), async {
        Ok::<Option<i64>, Failure>(half(2).await?)
    })?;
    Ok(format!("{:?} {:?} {:?}", n, joined_3, joined_4))
}

#[orchestrator]
async fn program_43(n: i64) -> Result<Option<i64>> {
    let mut best = async {
        {
            let mut rounds_5 = 1_i64;
            while (rounds_5 > 0) && (n < 9) {
                rounds_5 -= 1;
                for total in vec![n * n, n].into_iter().rev() {
                    tick().await?;
                }
            }
        }
        Ok::<Option<i64>, Failure>(half(n).await?)
    }
    .await?;
    let mut n: i64 = n;
    let (mut word, mut other_8) = (program_43_helper(n).await?, n);
    (n, best) = (inc(other_8).await?, best.take());
    Ok(best)
}

#[orchestrator(inline)]
async fn program_44_helper(n: i64, given: i64) -> Result<bool> {
    let mut found = match picky(inc(inc(n).await?).await?).await {
        Ok(total) => half(total).await?,
        Err(failure) => {
            let reply = failure.to_string();
            Some(8_i64)
        }
    };
    let mut text = format!("{:?} {:?}", "def".to_owned(), {
        let mut n = Some(5_i64).unwrap_or(picky(given).await?);
        vec![6_i64, 8]
    });
    let mut count = {
        let mut rounds_1 = 3_i64;
        loop {
            if rounds_1 == 0 {
                break (add(
                    picky(picky(n).await.unwrap_or(given))
                        .await
                        .unwrap_or(inc(5).await?),
                    given,
                )
                .await?
                    - add(add(add(given, given).await?, n).await?, LIMIT).await?);
            }
            rounds_1 -= 1;
            tick().await?;
        }
    };
    Ok(true)
}

#[orchestrator]
async fn program_44(n: i64) -> Result<String> {
    let mut n = inc(9).await?;
    let later_9;
    if { program_44_helper(n, n).await? } {
        let (joined_5, joined_6, joined_7, joined_8) = join!(
            async {
                let mut n: i64 = inc(inc(2_i64 % 3).await?).await?;
                let (mut step, mut other_4) = (
                    n,
                    inc({
                        n = 7;
                        n
                    })
                    .await?,
                );
                Ok::<bool, Failure>(step < 2)
            },
            picky(LIMIT),
            async {
                const LIMIT: i64 = 19;
                Ok::<i64, Failure>(LIMIT)
            },
            async { Ok::<String, Failure>("def".to_owned()) }
        );
        let (mut joined_5, mut joined_6, mut joined_7, mut joined_8) =
            (joined_5?, joined_6?, joined_7?, joined_8?);
        later_9 = n;
    } else {
        later_9 = 9_i64;
    }
    let mut half_of: Option<i64> =
        half(Some(3_i64).ok_or_else(|| Failure::new("nothing there"))?).await?;
    let mut step: i64 = {
        let mut reply = format!("{:?}", {
            n = 5;
            format!("{:?}", "def".to_owned())
        });
        inc(inc(inc(later_9).await?).await?).await?
    };
    let mut count: i64 = n;
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?}",
        n, later_9, half_of, step, count
    ))
}

#[orchestrator(inline)]
async fn program_45_helper(n: i64) -> Result<bool> {
    let mut reply: String = {
        let mut k = n < 1;
        {
            let mut rounds_1 = 3_i64;
            while (rounds_1 > 0)
                && let Some(n) = half(4).await?
            {
                rounds_1 -= 1;
                tick().await?;
            }
        }
        "def".to_owned()
    };
    let (joined_3, joined_4, joined_5) = join!(
        async { Ok::<i64, Failure>(n) },
        async { Ok::<i64, Failure>(n) },
        async { Ok::<i64, Failure>(LIMIT) }
    );
    let (mut joined_3, mut joined_4, mut joined_5) = (joined_3?, joined_4?, joined_5?);
    Ok(false)
}

#[orchestrator]
async fn program_45(n: i64) -> Result<bool> {
    let mut count = n;
    let count = async {
        Ok::<i64, Failure>(
            if {
                let step = async { Ok::<i64, Failure>(n) }.await?;
                n == n
            } {
                if 7_i64 == n {
                    sleep(Duration::from_millis(1)).await;
                }
                count
            } else {
                count
            },
        )
    }
    .await?;
    let mut pair_6 = (
        Some(
            n.wrapping_add(
                (count
                    - add(
                        add(n, {
                            let name: String = String::new();
                            2_i64
                        })
                        .await?,
                        add(n, inc(n).await?).await?,
                    )
                    .await?),
            ),
        ),
        vec![2_i64],
    );
    if is_even(n).await? {
        let Some(count) = Some(
            add(
                async { Ok::<i64, Failure>(n) }.await?,
                add(pair_6.0.ok_or_else(|| Failure::new("nothing there"))?, n).await?,
            )
            .await?,
        ) else {
            return Ok(false);
        };
    }
    let lent_7 = &pair_6.1;
    for n in 0..(n % 5) {
        sleep(Duration::from_millis(1)).await;
    }
    Ok(false)
}

#[orchestrator]
async fn program_46(mut n: i64, given: String) -> Result<bool> {
    let (mut name, mut other_1) = (
        say(say({
            n = 1;
            given.clone()
        })
        .await?)
        .await?,
        {
            const LIMIT: i64 = 11;
            add(1, LIMIT).await?
        },
    );
    {
        let ref mut part = n;
        *part += async {
            let mut rest = match half(LIMIT).await? {
                None => {
                    vec![8_i64]
                }
                None => {
                    let mut rounds_2 = 1_i64;
                    loop {
                        if rounds_2 == 0 {
                            break vec![1_i64, 4];
                        }
                        rounds_2 -= 1;
                        tick().await?;
                    }
                }
                _ => {
                    let later_7;
                    if match picky(other_1.wrapping_add(other_1)).await {
                        Ok(total) => {
                            const LIMIT: i64 = 23;
                            total < 9
                        }
                        Err(failure) => {
                            let word = failure.to_string();
                            true
                        }
                    } {
                        const LIMIT: i64 = 14;
                        later_7 = other_1;
                    } else {
                        match (if LIMIT < 8 { LIMIT } else { LIMIT }, half(other_1).await?) {
                            (1..=5, Some(matched_4)) if LIMIT < 4 => {
                                tick().await?;
                            }
                            (3, Some(mut matched_5)) if 4_i64 < 6 => {
                                matched_5 += LIMIT;
                            }
                            (_, _) => {
                                sleep(Duration::from_millis(1)).await;
                            }
                        }
                        for total in 1..(inc(0).await? % 5) {
                            tick().await?;
                        }
                        later_7 = if let Some(n) = Some(2_i64) {
                            const LIMIT: i64 = 2;
                            other_1
                        } else {
                            other_1
                        };
                    }
                    { vec![5_i64, 5, 9] }
                }
            };
            Ok::<i64, Failure>(picky(9).await.unwrap_or(other_1))
        }
        .await?;
    }
    let step = 3_i64;
    let mut count = if is_even({
        n = 8;
        other_1
    })
    .await?
    {
        let word = given + &name.clone();
        LIMIT
    } else {
        LIMIT
    };
    for n in 0..(({
        n = 4;
        (match picky(inc(step).await?).await {
            Ok(count) => half(step).await?,
            Err(failure) => {
                let word = failure.to_string();
                Some(4_i64)
            }
        })
        .unwrap_or(other_1)
    }) % 5)
    {
        tick().await?;
    }
    other_1 += picky(step).await.unwrap_or(
        picky(
            ({
                other_1 = 6;
                add(
                    {
                        other_1 = 6;
                        LIMIT
                    },
                    other_1,
                )
                .await?
            }) % 2,
        )
        .await
        .unwrap_or(other_1),
    );
    let mut total = inc(picky({
        n = 1;
        count
    })
    .await?)
    .await?;
    Ok(true)
}

#[orchestrator]
async fn program_47(mut n: i64, given: Option<i64>) -> Result<i64> {
    {
        let mut rounds_1 = 1_i64;
        while (rounds_1 > 0) && (n < 8) {
            rounds_1 -= 1;
            n += n;
        }
    }
    let (mut seen, mut other_3) = (list(1_i64 % 4).await?, LIMIT < 5);
    let mut pair_4 = (n, n);
    let (mut joined_11, mut joined_12, mut joined_13) = try_join!(
        async {
            for item_5 in &seen {
                const LIMIT: i64 = 5;
                let (mut joined_7, mut joined_8, mut joined_9, mut joined_10) = try_join!(
                    async {
                        const LIMIT: i64 = 87;
                        Ok::<Option<i64>, Failure>(given)
                    },
                    async { Ok::<bool, Failure>(other_3) },
                    async { Ok::<String, Failure>(String::new()) },
                    async { Ok::<Vec<i64>, Failure>(vec![6, 3]) }
                )?;
            }
            Ok::<i64, Failure>(LIMIT)
        },
        async { Ok::<String, Failure>("bc".to_owned()) },
        async { Ok::<i64, Failure>(n) }
    )?;
    if is_even(picky(add(joined_11, LIMIT).await?).await?).await? {
        #[cfg(any())]
        return Ok(joined_13);
        let lent_14 = seen.first().unwrap_or(&1);
    }
    let lent_15 = &seen;
    let lent_16 = &joined_11;
    match (half(pair_4.0).await?, half(5).await?) {
        (Some(matched_17 @ 0..=3), Some(4)) => {
            n += LIMIT;
        }
        (None, Some(mut matched_18)) => {
            {
                let mut rounds_19 = 2_i64;
                while (rounds_19 > 0)
                    && ((((match 1_i64 {
                        _ if LIMIT < 8 => other_3,
                        mut matched_21 if matched_21 < 8 => {
                            const LIMIT: i64 = 57;
                            other_3
                        }
                        _ => {
                            const LIMIT: i64 = 22;
                            other_3
                        }
                    }) || ({
                        matched_18 = 9;
                        other_3
                    })) || other_3)
                        && other_3)
                {
                    rounds_19 -= 1;
                    const LIMIT: i64 = 82;
                    sleep(Duration::from_millis(1)).await;
                }
            }
            return Ok(LIMIT);
        }
        (_, _) => {
            sleep(Duration::from_millis(1)).await;
        }
    }
    Ok(pair_4.1)
}

#[orchestrator(inline)]
async fn program_48_helper(mut n: i64) -> Result<Vec<i64>> {
    let mut basket = Basket {
        label: match (n, half(1).await?) {
            (matched_1 @ 1..=3, Some(matched_2)) => {
                let mut rest: Vec<i64> = {
                    let mut ready = matched_1 < matched_2;
                    let mut word: String = say(String::new()).await?;
                    vec![9_i64]
                };
                String::new()
            }
            (mut matched_4, Some(matched_5 @ 1..=6)) if 8_i64 < 4 => {
                const LIMIT: i64 = 76;
                String::new()
            }
            (_, _) => {
                const LIMIT: i64 = 54;
                "a".to_owned()
            }
        },
        count: LIMIT,
        items: vec![],
    };
    Ok(basket.items.clone())
}

#[orchestrator]
async fn program_48(n: i64) -> Result<String> {
    let total = inc(inc(picky({
        let mut rounds_6 = 3_i64;
        loop {
            if rounds_6 == 0 {
                break n;
            }
            rounds_6 -= 1;
            tick().await?;
        }
    })
    .await?)
    .await?)
    .await?;
    Ok(format!("{:?} {:?}", n, total))
}

#[orchestrator]
async fn program_49(n: i64, given: Option<i64>) -> Result<i64> {
    let mut text: String = format!("{:?} {:?}", given, n);
    let mut done = !(({
        let queue: Vec<i64> = list(n % 4).await?;
        add(queue.iter().filter(|item| **item > n).count() as i64, LIMIT).await?
    }) == (n.wrapping_add(add(2, n).await?)));
    Ok(n)
}

#[orchestrator]
async fn program_50(n: i64) -> Result<String> {
    let mut found = half(picky(LIMIT).await.unwrap_or(n)).await?;
    if is_even(
        ({
            let reply = format!("{:?}", n);
            n
        }) % 4,
    )
    .await?
        && (LIMIT < 4)
    {
        return Ok("bc".to_owned());
    } else {
        const LIMIT: i64 = 24;
        tick().await?;
    }
    let (joined_1, joined_2, joined_3, joined_4) = join!(
        async {
            Ok::<i64, Failure>(
                match picky(
                    add(
                        ({
                            let mut name = "def".to_owned();
                            n
                        }) + picky(n % 4).await?,
                        n,
                    )
                    .await?,
                )
                .await
                {
                    Ok(step) => n,
                    Err(failure) => {
                        let word = failure.to_string();
                        n
                    }
                },
            )
        },
        picky(n),
        async { Ok::<i64, Failure>(n) },
        say("a".to_owned())
    );
    let (mut joined_1, mut joined_2, mut joined_3, mut joined_4) =
        (joined_1?, joined_2?, joined_3?, joined_4?);
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?} {:?}",
        n, found, joined_1, joined_2, joined_3, joined_4
    ))
}

#[orchestrator(inline)]
async fn program_51_helper(n: i64) -> Result<Vec<i64>> {
    let mut reply: String = format!(
        "{:?}",
        (!({
            let mut step: i64 = n;
            n < 6
        })) || (add(n, n).await? == 8)
    );
    let mut seen = vec![n];
    let mut step: i64 = n;
    Ok(vec![6])
}

#[orchestrator]
async fn program_51(mut n: i64) -> Result<String> {
    n = match picky(add(5, 8).await?).await {
        Ok(n) => {
            let text = say(say(String::new()).await?).await?;
            LIMIT
        }
        Err(failure) => {
            let name = failure.to_string();
            n
        }
    };
    let mut seen: Vec<i64> = match 4_i64 {
        2 | 4 if 5_i64 < 9 => {
            let (mut joined_1, mut joined_2, mut joined_3, mut joined_4) =
                try_join!(say(String::new()), half(4), program_51_helper(8), async {
                    const LIMIT: i64 = 57;
                    Ok::<bool, Failure>(true)
                })?;
            joined_3.clone()
        }
        matched_5 if matched_5 < 9 => {
            vec![1_i64, 2]
        }
        _ => {
            vec![1_i64, 1, 4]
        }
    };
    for count in 2..(({
        n = 6;
        inc(inc(n).await?).await?
    }) % 5)
    {
        const LIMIT: i64 = 89;
        while let Some(total) = seen.pop() {
            #[cfg(any())]
            continue;
            let mut even = async { Ok::<bool, Failure>(n < 1) }.await?;
        }
    }
    if inc(n).await?
        < inc({
            n = 4;
            n
        })
        .await?
    {
        n += n;
    } else {
        tick().await?;
    }
    Ok(format!("{:?} {:?}", n, seen))
}

#[orchestrator(inline)]
async fn program_52_helper(mut n: i64) -> Result<String> {
    let mut k = true;
    {
        let mut rounds_1 = 2_i64;
        while (rounds_1 > 0)
            && let Some(step) = Some(6_i64)
        {
            rounds_1 -= 1;
            const LIMIT: i64 = 44;
            n += LIMIT;
        }
    }
    k = ({
        n = 2;
        (None::<i64>.is_some() || k) && (n < 7)
    }) || ({
        n = 2;
        !k
    });
    Ok(format!("{:?} {:?}", n, k))
}

#[orchestrator]
async fn program_52(mut n: i64) -> Result<i64> {
    {
        let mut rounds_3 = 2_i64;
        while (rounds_3 > 0)
            && let Some(n) = ({
                match half(n).await? {
                    Some(1..=3) => {
                        let mut n = n;
                        half(n).await?
                    }
                    None => half(9).await?,
                    _ => half(4).await?,
                }
            })
        {
            rounds_3 -= 1;
            sleep(Duration::from_millis(1)).await;
        }
    }
    let mut basket = Basket {
        label: format!(
            "{:?}",
            vec![
                Some(8_i64).unwrap_or(
                    half(n)
                        .await?
                        .ok_or_else(|| Failure::new("nothing there"))?
                )
            ]
        ),
        count: n,
        items: vec![1, 9],
    };
    for item_5 in basket.items.iter().rev() {
        sleep(Duration::from_millis(1)).await;
    }
    let (joined_7, joined_8, joined_9, joined_10) = join!(
        say("a".to_owned()),
        async {
            let mut basket = Basket {
                label: basket.label.clone(),
                count: add(n, basket.count).await?,
                items: basket.items.clone(),
            };
            Ok::<bool, Failure>(basket.count < 2)
        },
        program_52_helper(9),
        async {
            const LIMIT: i64 = 61;
            Ok::<i64, Failure>(basket.count)
        }
    );
    let (mut joined_7, mut joined_8, mut joined_9, mut joined_10) =
        (joined_7?, joined_8?, joined_9?, joined_10?);
    let mut pair_11 = (Some(8_i64), format!("{:?}", joined_10));
    Ok(n)
}

#[orchestrator(inline)]
async fn program_53_helper(mut n: i64, mut given: Vec<i64>) -> Result<Option<i64>> {
    given[(n % 2) as usize] += n % 6;
    given[(n % 2) as usize] = match half(n).await? {
        Some(1..=5) => {
            return Ok(given.get(inc(inc(0).await?).await? as usize).copied());
        }
        Some(matched_1) if 6_i64 < 1 => {
            n = {
                n = given.iter().filter(|item| **item > matched_1).count() as i64;
                let lent_2 = &given;
                match picky(add(n, matched_1).await?).await {
                    Ok(count) => n,
                    Err(failure) => {
                        let word = failure.to_string();
                        n
                    }
                }
            };
            if let Some(total) = half(matched_1).await? {
                LIMIT
            } else {
                matched_1
            }
        }
        _ => n,
    };
    n = n;
    Ok(half(n).await?)
}

#[orchestrator]
async fn program_53(mut n: i64, given: Option<i64>) -> Result<String> {
    let lent_3 = &n;
    let reply = async {
        let mut n = match picky({
            {
                let mut rounds_5 = 1_i64;
                loop {
                    if rounds_5 == 0 {
                        break 8_i64;
                    }
                    rounds_5 -= 1;
                    tick().await?;
                }
            }
        })
        .await
        {
            Ok(total) => {
                let mut count: i64 = 4;
                if (total < 4) || (n < 9) {
                    count += (*lent_3);
                } else {
                    tick().await?;
                }
                count
            }
            Err(failure) => {
                let name = failure.to_string();
                n
            }
        };
        Ok::<String, Failure>("def".to_owned())
    }
    .await?;
    let mut total = match picky(
        add(
            (*lent_3).wrapping_add(
                ({
                    let k: bool = !(LIMIT < n);
                    (*lent_3).wrapping_add((*lent_3))
                }),
            ),
            inc(4).await?,
        )
        .await?,
    )
    .await
    {
        Ok(n) => n,
        Err(failure) => {
            let word = failure.to_string();
            LIMIT
        }
    };
    let later_7;
    if false {
        later_7 = add(
            ({
                total = 3;
                Some((*lent_3))
            })
            .unwrap_or(total - given.unwrap_or(n)),
            (*lent_3),
        )
        .await?;
    } else {
        later_7 = (*lent_3);
    }
    total = total + 9;
    let (mut step, mut other_8) = (picky(LIMIT).await.unwrap_or(7), later_7);
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        n,
        given,
        (*lent_3),
        reply,
        total,
        later_7,
        step,
        other_8
    ))
}

#[orchestrator]
async fn program_54(n: i64, mut given: Vec<i64>) -> Result<String> {
    given[(n % 2) as usize].bump(add(9, inc(inc(inc(n).await?).await?).await? * n).await?);
    if let Some(n) = given.pop() {
        given = if half(n).await?.is_some()
            || (None::<i64>.ok_or_else(|| Failure::new("nothing there"))?
                == ({
                    given.push(8);
                    n
                })) {
            return Ok("def".to_owned() + &"def".to_owned());
        } else if 9_i64 < 0 {
            given.clone()
        } else {
            given.clone()
        };
    } else {
        tick().await?;
    }
    match picky(
        n + ({
            given.push(Some(0_i64).ok_or_else(|| Failure::new("nothing there"))?);
            given.len() as i64
        }),
    )
    .await
    {
        Ok(count) => {
            tick().await?;
        }
        Err(failure) => {
            let text = failure.to_string();
            tick().await?;
        }
    }
    let (mut joined_3, mut joined_4) = try_join!(
        async {
            {
                let mut rounds_1 = 1_i64;
                while (rounds_1 > 0) && (half(n).await?.is_some() && Some(n).is_some()) {
                    rounds_1 -= 1;
                    tick().await?;
                }
            }
            Ok::<String, Failure>("a".to_owned())
        },
        async { Ok::<i64, Failure>(n) }
    )?;
    'loop_5: while let Some(count) = given.pop() {
        const LIMIT: i64 = 2;
        let Some(count) = ({ Some(6_i64) }) else {
            continue 'loop_5;
        };
    }
    given[(n % 2) as usize] += if let Some(count) = half(n).await?
        && (count < 1)
    {
        return Ok("bc".to_owned());
    } else {
        3_i64
    };
    if (n.wrapping_add(
        inc({
            joined_4 = 2;
            joined_4
        })
        .await?,
    )) == LIMIT
    {
        return Ok(joined_3);
    } else if let Some(n) = half(n).await? {
        joined_4 += 8;
    } else if let Some(count) = None::<i64>
        && (count < 7)
    {
        joined_4 += n;
    }
    Ok(format!("{:?} {:?} {:?}", n, given, joined_4))
}

#[orchestrator(inline)]
async fn program_55_helper(n: i64) -> Result<bool> {
    let mut pair_1 = (LIMIT, LIMIT);
    {
        let mut rounds_2 = 3_i64;
        while (rounds_2 > 0)
            && let Some(total) = half(7).await?
        {
            rounds_2 -= 1;
            sleep(Duration::from_millis(1)).await;
        }
    }
    Ok(pair_1.0 < 2)
}

#[orchestrator]
async fn program_55(mut n: i64) -> Result<Vec<i64>> {
    let (mut joined_4, mut joined_5, mut joined_6, mut joined_7) = try_join!(
        async {
            const LIMIT: i64 = 59;
            Ok::<Vec<i64>, Failure>(vec![5, 0, 5])
        },
        picky(picky(n).await?),
        picky(picky(n).await.unwrap_or(n)),
        program_55_helper(5)
    )?;
    let (joined_10, joined_11, joined_12, joined_13) = join!(
        async {
            {
                let mut rounds_8 = 3_i64;
                while (rounds_8 > 0)
                    && let Some(total) = Some(6_i64)
                {
                    rounds_8 -= 1;
                    sleep(Duration::from_millis(1)).await;
                }
            }
            Ok::<bool, Failure>(joined_7)
        },
        async {
            Ok::<bool, Failure>(
                match {
                    let mut k = (joined_6 == joined_6) && joined_7;
                    half(joined_5).await?
                } {
                    Some(0 | 5) => {
                        const LIMIT: i64 = 58;
                        joined_7
                    }
                    None => {
                        const LIMIT: i64 = 36;
                        joined_7
                    }
                    _ => joined_7,
                },
            )
        },
        say(String::new()),
        inc(n)
    );
    let (mut joined_10, mut joined_11, mut joined_12, mut joined_13) =
        (joined_10?, joined_11?, joined_12?, joined_13?);
    joined_7 = async {
        #[cfg(any())]
        return Err(Failure::new("given up"));
        Ok::<bool, Failure>(joined_11)
    }
    .await?;
    #[cfg(any())]
    return Ok(vec![joined_12.len() as i64]);
    while let Some(step) = joined_4.pop() {
        tick().await?;
    }
    let lent_15 = &joined_12;
    let mut done = !({
        n = 2;
        joined_7
    });
    {
        (joined_13, joined_7) = (
            joined_4.len() as i64,
            match (
                {
                    let mut rounds_16 = 1_i64;
                    loop {
                        if rounds_16 == 0 {
                            break joined_4.pop();
                        }
                        rounds_16 -= 1;
                        tick().await?;
                    }
                },
                4_i64,
            ) {
                (Some(2 | 5), matched_18) if joined_5 < 4 => {
                    let later_22;
                    if joined_7 || joined_10 {
                        let mut pair_21 = (
                            {
                                let mut rounds_19 = 2_i64;
                                loop {
                                    if rounds_19 == 0 {
                                        break matched_18;
                                    }
                                    rounds_19 -= 1;
                                    sleep(Duration::from_millis(1)).await;
                                }
                            },
                            joined_6 == n,
                        );
                        later_22 = match picky(joined_13).await {
                            Ok(step) => step,
                            Err(failure) => {
                                let reply = failure.to_string();
                                joined_6
                            }
                        };
                    } else {
                        let Some(count) = half(matched_18).await? else {
                            return Err(Failure::new("no luck"));
                        };
                        later_22 = 6_i64;
                    }
                    joined_10
                }
                (None, matched_23) => matched_23 < 2,
                (_, _) => done,
            },
        );
    }
    Ok(joined_4)
}

#[orchestrator(inline)]
async fn program_56_helper(mut n: i64, given: Vec<i64>) -> Result<String> {
    for item_1 in given.iter().rev() {
        let (mut joined_5, mut joined_6, mut joined_7) = try_join!(
            async {
                let lent_3 = &(*item_1);
                for n in 1..(LIMIT % 5) {
                    tick().await?;
                }
                Ok::<Vec<i64>, Failure>(given.clone())
            },
            async {
                const LIMIT: i64 = 26;
                Ok::<i64, Failure>(n)
            },
            inc((*item_1))
        )?;
    }
    let mut name: String = "a".to_owned();
    Ok(format!("{:?} {:?} {:?}", n, given, name))
}

#[orchestrator]
async fn program_56(mut n: i64) -> Result<String> {
    let mut count = {
        let mut rounds_8 = 3_i64;
        loop {
            if rounds_8 == 0 {
                break (match (half(half(n).await?.unwrap_or(LIMIT)).await?, n) {
                    (None, 1 | 5) if n < 9 => {
                        const LIMIT: i64 = 22;
                        let mut step = half(n).await?.unwrap_or(n);
                        { step }
                    }
                    (Some(mut matched_11), 0..=5) if LIMIT < 9 => {
                        const LIMIT: i64 = 54;
                        #[cfg(any())]
                        continue;
                        match picky(inc(n).await?).await {
                            Ok(total) => matched_11,
                            Err(failure) => {
                                let word = failure.to_string();
                                1_i64
                            }
                        }
                    }
                    (_, _) => {
                        const LIMIT: i64 = 38;
                        n
                    }
                });
            }
            rounds_8 -= 1;
            tick().await?;
        }
    };
    Ok(format!("{:?} {:?}", n, count))
}

#[orchestrator(inline)]
async fn program_57_helper(mut n: i64, mut given: i64) -> Result<bool> {
    let Some(n) = async { Ok::<Option<i64>, Failure>(half(given).await?) }.await? else {
        if let Some(total) = Some(2_i64)
            && (n < 1)
        {
            return Ok(LIMIT < 0);
        }
        return Ok(8_i64 < 2);
    };
    let mut half_of = half(LIMIT).await?;
    let mut reply = "a".to_owned();
    Ok(n < 0)
}

#[orchestrator]
async fn program_57(n: i64) -> Result<bool> {
    let mut word = String::new();
    let (mut joined_1, mut joined_2, mut joined_3, mut joined_4) = try_join!(
        async { Ok::<i64, Failure>(n) },
        program_57_helper(4, LIMIT),
        picky(LIMIT),
        say(word.clone())
    )?;
    Ok(joined_2)
}

#[orchestrator(inline)]
async fn program_58_helper(mut n: i64) -> Result<bool> {
    let mut total = if half(n).await?.is_some() {
        let mut best = async {
            Ok::<Option<i64>, Failure>(
                match (
                    {
                        let total: i64 = n;
                        n
                    },
                    half(n).await?,
                ) {
                    (3, Some(mut matched_1)) if matched_1 < 2 => Some(3_i64),
                    (2, Some(mut matched_2)) => half(matched_2).await?,
                    (_, _) => None::<i64>,
                },
            )
        }
        .await?;
        n
    } else {
        const LIMIT: i64 = 84;
        1_i64
    };
    if let Some(n) = half(
        Some(picky(4).await?).ok_or_else(|| Failure::new("nothing there"))?
            * ({
                total = 6;
                picky(total).await?
            }),
    )
    .await?
    {
        tick().await?;
    } else {
        sleep(Duration::from_millis(1)).await;
    }
    Ok(true)
}

#[orchestrator]
async fn program_58(mut n: i64, mut given: String) -> Result<bool> {
    let rest = vec![picky(2).await?, n];
    let mut queue: Vec<i64> = vec![
        6_i64,
        Some(1_i64).ok_or_else(|| Failure::new("nothing there"))?,
        n,
    ];
    queue[(LIMIT % 2) as usize] += picky(add(n, n).await?).await?;
    Ok(LIMIT < 3)
}

#[orchestrator]
async fn program_59(mut n: i64, mut given: String) -> Result<String> {
    let mut n = picky(add(n, n).await?).await.unwrap_or(n);
    let mut rest = vec![
        add(7, {
            let mut rounds_1 = 1_i64;
            loop {
                if rounds_1 == 0 {
                    break (match (
                        {
                            n = 6;
                            half(n).await?
                        },
                        half(n)
                            .await?
                            .ok_or_else(|| Failure::new("nothing there"))?,
                    ) {
                        (Some(matched_3 @ 2..=3), 2) => {
                            const LIMIT: i64 = 54;
                            n
                        }
                        (Some(matched_4 @ 1..=6), matched_5) if matched_4 < 3 => matched_5,
                        (_, _) => n,
                    });
                }
                rounds_1 -= 1;
                {
                    const LIMIT: i64 = 95;
                    {
                        const LIMIT: i64 = 99;
                        tick().await?;
                    }
                }
            }
        })
        .await?,
        n,
    ];
    if n < (n % 4) {
        return Ok(given);
    } else {
        tick().await?;
    }
    let lent_6 = &rest;
    Ok(format!("{:?} {:?} {:?}", n, rest, (*lent_6)))
}

#[test]
fn program_0_does_what_it_says() {
    durable_tests::programs::check(SEED, 0, [program_0(7), program_0(8)]);
}

#[test]
fn program_1_does_what_it_says() {
    durable_tests::programs::check(SEED, 1, [program_1(6), program_1(8)]);
}

#[test]
fn program_2_does_what_it_says() {
    durable_tests::programs::check(SEED, 2, [program_2(8), program_2(2)]);
}

#[test]
fn program_3_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        3,
        [
            program_3(2, "def".to_owned()),
            program_3(7, "def".to_owned()),
        ],
    );
}

#[test]
fn program_4_does_what_it_says() {
    durable_tests::programs::check(SEED, 4, [program_4(5), program_4(1)]);
}

#[test]
fn program_5_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        5,
        [program_5(5, "a".to_owned()), program_5(3, "bc".to_owned())],
    );
}

#[test]
fn program_6_does_what_it_says() {
    durable_tests::programs::check(SEED, 6, [program_6(0), program_6(5)]);
}

#[test]
fn program_7_does_what_it_says() {
    durable_tests::programs::check(SEED, 7, [program_7(3), program_7(2)]);
}

#[test]
fn program_8_does_what_it_says() {
    durable_tests::programs::check(SEED, 8, [program_8(7), program_8(5)]);
}

#[test]
fn program_9_does_what_it_says() {
    durable_tests::programs::check(SEED, 9, [program_9(1), program_9(5)]);
}

#[test]
fn program_10_does_what_it_says() {
    durable_tests::programs::check(SEED, 10, [program_10(1), program_10(3)]);
}

#[test]
fn program_11_does_what_it_says() {
    durable_tests::programs::check(SEED, 11, [program_11(8), program_11(2)]);
}

#[test]
fn program_12_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        12,
        [program_12(4, vec![9, 3, 4]), program_12(5, vec![])],
    );
}

#[test]
fn program_13_does_what_it_says() {
    durable_tests::programs::check(SEED, 13, [program_13(6), program_13(4)]);
}

#[test]
fn program_14_does_what_it_says() {
    durable_tests::programs::check(SEED, 14, [program_14(3), program_14(5)]);
}

#[test]
fn program_15_does_what_it_says() {
    durable_tests::programs::check(SEED, 15, [program_15(5), program_15(9)]);
}

#[test]
fn program_16_does_what_it_says() {
    durable_tests::programs::check(SEED, 16, [program_16(9), program_16(6)]);
}

#[test]
fn program_17_does_what_it_says() {
    durable_tests::programs::check(SEED, 17, [program_17(5, vec![]), program_17(3, vec![3, 5])]);
}

#[test]
fn program_18_does_what_it_says() {
    durable_tests::programs::check(SEED, 18, [program_18(3), program_18(7)]);
}

#[test]
fn program_19_does_what_it_says() {
    durable_tests::programs::check(SEED, 19, [program_19(4), program_19(1)]);
}

#[test]
fn program_20_does_what_it_says() {
    durable_tests::programs::check(SEED, 20, [program_20(8), program_20(4)]);
}

#[test]
fn program_21_does_what_it_says() {
    durable_tests::programs::check(SEED, 21, [program_21(8), program_21(3)]);
}

#[test]
fn program_22_does_what_it_says() {
    durable_tests::programs::check(SEED, 22, [program_22(9), program_22(3)]);
}

#[test]
fn program_23_does_what_it_says() {
    durable_tests::programs::check(SEED, 23, [program_23(7), program_23(4)]);
}

#[test]
fn program_24_does_what_it_says() {
    durable_tests::programs::check(SEED, 24, [program_24(6, None), program_24(4, Some(0))]);
}

#[test]
fn program_25_does_what_it_says() {
    durable_tests::programs::check(SEED, 25, [program_25(9, 2), program_25(1, 4)]);
}

#[test]
fn program_26_does_what_it_says() {
    durable_tests::programs::check(SEED, 26, [program_26(3, 7), program_26(1, 8)]);
}

#[test]
fn program_27_does_what_it_says() {
    durable_tests::programs::check(SEED, 27, [program_27(9), program_27(2)]);
}

#[test]
fn program_28_does_what_it_says() {
    durable_tests::programs::check(SEED, 28, [program_28(3, Some(5)), program_28(2, Some(2))]);
}

#[test]
fn program_29_does_what_it_says() {
    durable_tests::programs::check(SEED, 29, [program_29(1), program_29(5)]);
}

#[test]
fn program_30_does_what_it_says() {
    durable_tests::programs::check(SEED, 30, [program_30(9, Some(4)), program_30(3, None)]);
}

#[test]
fn program_31_does_what_it_says() {
    durable_tests::programs::check(SEED, 31, [program_31(2), program_31(4)]);
}

#[test]
fn program_32_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        32,
        [program_32(9, vec![5, 0]), program_32(0, vec![7, 3, 7])],
    );
}

#[test]
fn program_33_does_what_it_says() {
    durable_tests::programs::check(SEED, 33, [program_33(7), program_33(1)]);
}

#[test]
fn program_34_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        34,
        [program_34(5, "a".to_owned()), program_34(1, "a".to_owned())],
    );
}

#[test]
fn program_35_does_what_it_says() {
    durable_tests::programs::check(SEED, 35, [program_35(7, Some(3)), program_35(3, Some(2))]);
}

#[test]
fn program_36_does_what_it_says() {
    durable_tests::programs::check(SEED, 36, [program_36(3), program_36(4)]);
}

#[test]
fn program_37_does_what_it_says() {
    durable_tests::programs::check(SEED, 37, [program_37(3, 5), program_37(2, 8)]);
}

#[test]
fn program_38_does_what_it_says() {
    durable_tests::programs::check(SEED, 38, [program_38(5, 7), program_38(0, 4)]);
}

#[test]
fn program_39_does_what_it_says() {
    durable_tests::programs::check(SEED, 39, [program_39(8, Some(4)), program_39(3, None)]);
}

#[test]
fn program_40_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        40,
        [program_40(8, vec![8, 5]), program_40(3, vec![7, 0, 9])],
    );
}

#[test]
fn program_41_does_what_it_says() {
    durable_tests::programs::check(SEED, 41, [program_41(5), program_41(1)]);
}

#[test]
fn program_42_does_what_it_says() {
    durable_tests::programs::check(SEED, 42, [program_42(4), program_42(1)]);
}

#[test]
fn program_43_does_what_it_says() {
    durable_tests::programs::check(SEED, 43, [program_43(5), program_43(7)]);
}

#[test]
fn program_44_does_what_it_says() {
    durable_tests::programs::check(SEED, 44, [program_44(8), program_44(7)]);
}

#[test]
fn program_45_does_what_it_says() {
    durable_tests::programs::check(SEED, 45, [program_45(6), program_45(2)]);
}

#[test]
fn program_46_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        46,
        [program_46(4, String::new()), program_46(2, String::new())],
    );
}

#[test]
fn program_47_does_what_it_says() {
    durable_tests::programs::check(SEED, 47, [program_47(4, Some(8)), program_47(6, Some(0))]);
}

#[test]
fn program_48_does_what_it_says() {
    durable_tests::programs::check(SEED, 48, [program_48(5), program_48(7)]);
}

#[test]
fn program_49_does_what_it_says() {
    durable_tests::programs::check(SEED, 49, [program_49(3, Some(7)), program_49(7, Some(5))]);
}

#[test]
fn program_50_does_what_it_says() {
    durable_tests::programs::check(SEED, 50, [program_50(0), program_50(1)]);
}

#[test]
fn program_51_does_what_it_says() {
    durable_tests::programs::check(SEED, 51, [program_51(6), program_51(5)]);
}

#[test]
fn program_52_does_what_it_says() {
    durable_tests::programs::check(SEED, 52, [program_52(2), program_52(1)]);
}

#[test]
fn program_53_does_what_it_says() {
    durable_tests::programs::check(SEED, 53, [program_53(7, None), program_53(0, Some(5))]);
}

#[test]
fn program_54_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        54,
        [program_54(8, vec![4]), program_54(7, vec![2, 7])],
    );
}

#[test]
fn program_55_does_what_it_says() {
    durable_tests::programs::check(SEED, 55, [program_55(7), program_55(6)]);
}

#[test]
fn program_56_does_what_it_says() {
    durable_tests::programs::check(SEED, 56, [program_56(4), program_56(6)]);
}

#[test]
fn program_57_does_what_it_says() {
    durable_tests::programs::check(SEED, 57, [program_57(2), program_57(0)]);
}

#[test]
fn program_58_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        58,
        [
            program_58(8, "def".to_owned()),
            program_58(0, "a".to_owned()),
        ],
    );
}

#[test]
fn program_59_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        59,
        [program_59(1, "a".to_owned()), program_59(7, String::new())],
    );
}
