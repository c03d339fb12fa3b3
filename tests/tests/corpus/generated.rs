//! Generated programs: those of seed 1, of which `durable_tests::programs` knows what they do.
//!
//! Written by `cargo run -p durable-tests --bin generate -- --seed 1 --count 60`.

use std::time::Duration;

use durable_runtime::prelude::*;

use crate::activities::*;

pub const SEED: u64 = 1;
pub const COUNT: u64 = 60;

#[orchestrator]
async fn program_0(mut n: i64) -> Result<Vec<i64>> {
    let mut reply: String =
        say(say(format!("{:?} {:?}", n, say("a".to_owned()).await?)).await?).await?;
    Ok(vec![4])
}

#[orchestrator(inline)]
async fn program_1_helper(n: i64, given: Vec<i64>) -> Result<String> {
    let (mut text, mut other_1) = (
        if !({
            let total: i64 = n;
            n < 1
        }) {
            return Ok("a".to_owned());
        } else if false {
            return Ok("a".to_owned());
        } else if n < 5 {
            String::new()
        } else {
            "bc".to_owned()
        },
        n,
    );
    let mut done = match match (given.len() as i64, given[(other_1 % 2) as usize] % 4) {
        (3, 1) if n < 3 => {
            other_1 += match Some({
                let mut rounds_2 = 2_i64;
                loop {
                    if rounds_2 == 0 {
                        break n;
                    }
                    rounds_2 -= 1;
                    other_1 += n;
                }
            }) {
                Some(mut matched_4) if 0_i64 < 7 => other_1,
                Some(matched_5 @ 2..=3) => matched_5,
                _ => {
                    {
                        let mut rounds_6 = 2_i64;
                        while (rounds_6 > 0) && async { Ok::<bool, Failure>(0_i64 < 0) }.await? {
                            rounds_6 -= 1;
                            tick().await?;
                        }
                    }
                    7_i64
                }
            };
            return Ok(match half(n).await? {
                Some(0) if n < 0 => "a".to_owned(),
                None => {
                    return Ok("a".to_owned());
                }
                _ => text,
            });
        }
        (0..=4, matched_8 @ 1..=7) if n < 0 => {
            let mut found = half(n).await?;
            matched_8
        }
        (_, _) => n,
    } {
        1 if n < 6 => other_1 < 7,
        matched_9 @ 1..=7 => matched_9 < 6,
        _ => n < 2,
    };
    let best = async {
        let Some(total) = given.get(Some(1_i64).unwrap_or(other_1) as usize).copied() else {
            return Ok(half(other_1).await?);
        };
        Ok::<Option<i64>, Failure>(half(5).await?)
    }
    .await?;
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?}",
        n, given, other_1, done, best
    ))
}

#[orchestrator]
async fn program_1(n: i64) -> Result<Option<i64>> {
    for mut step in list(n % 4).await?.into_iter().rev() {
        tick().await?;
    }
    let (joined_11, joined_12, joined_13) = join!(
        picky(
            add(n, {
                let mut count = Some(7_i64).ok_or_else(|| Failure::new("nothing there"))?;
                n
            })
            .await?
        ),
        async { Ok::<String, Failure>("bc".to_owned()) },
        async { Ok::<i64, Failure>(n) }
    );
    let (mut joined_11, mut joined_12, mut joined_13) = (joined_11?, joined_12?, joined_13?);
    Ok(half(n).await?)
}

#[orchestrator]
async fn program_2(n: i64, given: i64) -> Result<i64> {
    tick().await?;
    let mut text = "def".to_owned();
    let reply = say(format!("{:?}", n)).await?;
    Ok(n)
}

#[orchestrator(inline)]
async fn program_3_helper(mut n: i64, given: Vec<i64>) -> Result<Option<i64>> {
    if !(n < 4) {
        tick().await?;
    }
    for mut step in 2..(picky(given.get(n as usize).copied().unwrap_or(n)).await? % 5) {
        step += step;
    }
    Ok(half(n).await?)
}

#[orchestrator]
async fn program_3(n: i64, given: i64) -> Result<Vec<i64>> {
    match picky(n).await {
        Ok(step) => {
            tick().await?;
        }
        Err(failure) => {
            let reply = failure.to_string();
            tick().await?;
        }
    }
    let lent_2 = &given;
    let (mut joined_4, mut joined_5, mut joined_6, mut joined_7) = try_join!(
        async {
            tick().await?;
            Ok::<i64, Failure>(
                async {
                    tick().await?;
                    let text: String = async { Ok::<String, Failure>("def".to_owned()) }.await?;
                    Ok::<i64, Failure>(inc(given).await?)
                }
                .await?,
            )
        },
        async {
            let (mut items, mut other_3) = (Vec::<i64>::new(), "a".to_owned());
            Ok::<String, Failure>("bc".to_owned())
        },
        inc(3),
        async { Ok::<bool, Failure>(true) }
    )?;
    let mut pair_8 = (
        list(
            half(joined_6)
                .await?
                .ok_or_else(|| Failure::new("nothing there"))?
                % 4,
        )
        .await?,
        joined_7,
    );
    Ok(pair_8.0)
}

#[orchestrator]
async fn program_4(mut n: i64) -> Result<i64> {
    let mut even: bool = (((inc(inc(4).await?).await? < n) || (n < 7)) || (7_i64 < 5)) || false;
    if let Some(n) = None::<i64> {
        tick().await?;
    }
    let (joined_1, joined_2) = join!(
        picky(
            half(n).await?.unwrap_or(
                inc(inc(add(
                    add(inc(n).await?, 2).await?,
                    picky(None::<i64>.ok_or_else(|| Failure::new("nothing there"))?).await?
                )
                .await?)
                .await?)
                .await?
            )
        ),
        inc(n)
    );
    let (mut joined_1, mut joined_2) = (joined_1?, joined_2?);
    joined_2 = joined_2 % 3;
    for total in 1..(half(joined_2)
        .await?
        .ok_or_else(|| Failure::new("nothing there"))?
        % 5)
    {
        n += joined_2;
    }
    Ok(joined_2)
}

#[orchestrator]
async fn program_5(n: i64) -> Result<i64> {
    for total in ({
        let reply = {
            for count in 2..((picky(n).await? % 5) % 5) {
                tick().await?;
            }
            if ({
                let mut count = { n };
                Some(6_i64).is_some()
            }) || (n < 2)
            {
                let mut half_of = half(n).await?;
                "def".to_owned()
            } else {
                "a".to_owned()
            }
        };
        vec![2_i64]
    })
    .into_iter()
    .rev()
    {
        tick().await?;
    }
    if picky(n).await.unwrap_or(n)
        == add(
            inc(picky(Some(3_i64).unwrap_or(n)).await.unwrap_or(n)).await?,
            n,
        )
        .await?
    {
        tick().await?;
    }
    if n < 6 {
        tick().await?;
    }
    let (joined_4, joined_5, joined_6, joined_7) = join!(
        async { Ok::<i64, Failure>(picky(picky(n).await?).await?) },
        async { Ok::<String, Failure>("a".to_owned()) },
        inc(n),
        inc(n)
    );
    let (mut joined_4, mut joined_5, mut joined_6, mut joined_7) =
        (joined_4?, joined_5?, joined_6?, joined_7?);
    let mut queue = vec![add(n, joined_7).await?, add(joined_4, n).await?, {
        joined_6 = 2;
        inc(joined_7).await?
    }];
    queue[(joined_6 % 2) as usize] = joined_6;
    Ok(n)
}

#[orchestrator(inline)]
async fn program_6_helper(n: i64, mut given: Option<i64>) -> Result<i64> {
    match (Some(n), Some(n)) {
        (Some(2 | 3), Some(2 | 3)) => {
            given = {
                let mut rounds_1 = 1_i64;
                loop {
                    if rounds_1 == 0 {
                        break given.take();
                    }
                    rounds_1 -= 1;
                    let mut basket = Basket {
                        label: "bc".to_owned(),
                        count: n,
                        items: vec![1, 2],
                    };
                }
            };
        }
        (Some(2..=6), Some(4)) => {
            sleep(Duration::from_millis(1)).await;
        }
        (_, _) => {
            tick().await?;
        }
    }
    Ok(n)
}

#[orchestrator]
async fn program_6(n: i64) -> Result<Vec<i64>> {
    match picky(half(1).await?.unwrap_or({
        let mut ready: bool = n == n;
        inc(inc(4).await?).await?
    }))
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
    let mut even = n < n;
    let step: i64 = {
        let mut rounds_3 = 1_i64;
        loop {
            if rounds_3 == 0 {
                break (add(n, n).await? - n);
            }
            rounds_3 -= 1;
            let mut pair_5 = (format!("{:?}", even), "def".to_owned());
        }
    };
    even = ({
        let mut n = n;
        half(n).await?
    })
    .is_some();
    let mut name = "bc".to_owned();
    name = async {
        let mut word = ((name.clone() + &name.clone())
            + &({
                let mut n = step;
                "a".to_owned()
            }))
            + &format!("{:?}", format!("{:?} {:?}", step, vec![8_i64]));
        Ok::<String, Failure>(name.clone())
    }
    .await?;
    (even, name) = (
        if {
            let mut count = async {
                for total in vec![name.len() as i64, add(n, step).await?]
                    .into_iter()
                    .rev()
                {
                    tick().await?;
                }
                Ok::<i64, Failure>(4)
            }
            .await?;
            even
        } {
            return Ok(vec![5, 3, 2]);
        } else if step < 4 {
            even
        } else {
            even
        },
        name.clone(),
    );
    Ok(vec![8, 2])
}

#[orchestrator]
async fn program_7(n: i64, given: String) -> Result<Option<i64>> {
    let (mut word, mut other_1) = (format!("{:?} {:?} {:?}", list(n % 4).await?, n, n), given);
    sleep(Duration::from_millis(1)).await;
    if n == n {
        sleep(Duration::from_millis(1)).await;
    } else {
        tick().await?;
    }
    let Some(total) = Some({
        let mut rounds_2 = 3_i64;
        loop {
            if rounds_2 == 0 {
                break async { Ok::<i64, Failure>(n) }.await?;
            }
            rounds_2 -= 1;
            tick().await?;
        }
    }) else {
        let mut basket = Basket {
            label: word,
            count: n,
            items: vec![6],
        };
        return Ok(basket.items.get(basket.count as usize).copied());
    };
    let mut reply = format!("{:?}", other_1.clone());
    reply = if let Some(step) = half(total).await? {
        let (mut step, mut other_4) = (3_i64 + add(n, total).await?, total);
        return Ok({
            let mut done: bool = total == other_4;
            Some(1_i64)
        });
    } else {
        let mut last = if false {
            {
                let mut rounds_5 = 3_i64;
                while (rounds_5 > 0) && (n == total) {
                    rounds_5 -= 1;
                    tick().await?;
                }
            }
            Some(2_i64)
        } else if let Some(count) = Some(0_i64) {
            None::<i64>
        } else {
            half(total).await?
        };
        reply
    };
    let mut pair_7 = (
        is_even(half(None::<i64>.unwrap_or(total)).await?.unwrap_or(n)).await? && (total < 0),
        other_1,
    );
    (other_1, pair_7.0) = (
        match picky(total).await {
            Ok(n) => {
                let mut reply: String = reply + &pair_7.1.clone();
                if ((pair_7.0 && (1_i64 == total)) || ((total < 8) && pair_7.0)) && pair_7.0 {
                    tick().await?;
                } else {
                    tick().await?;
                }
                reply
            }
            Err(failure) => {
                let reply = failure.to_string();
                pair_7.1.clone()
            }
        },
        pair_7.0,
    );
    Ok(half(total).await?)
}

#[orchestrator(inline)]
async fn program_8_helper(n: i64, given: Option<i64>) -> Result<Option<i64>> {
    {
        sleep(Duration::from_millis(1)).await;
    }
    for n in vec![picky(inc(inc(given.unwrap_or(7)).await?).await?).await? % 3] {
        tick().await?;
    }
    match (inc(n % 3).await?, Some(inc(add(n, n).await?).await?)) {
        (mut matched_2, Some(1 | 5)) if matched_2 < 6 => {
            tick().await?;
        }
        (matched_3 @ 1..=4, None) => {
            let lent_4 = &matched_3;
        }
        (_, _) => {
            tick().await?;
        }
    }
    Ok(None)
}

#[orchestrator]
async fn program_8(n: i64, given: i64) -> Result<Option<i64>> {
    let (joined_5, joined_6, joined_7) = join!(
        async {
            Ok::<String, Failure>(
                match picky(
                    add(
                        given,
                        half(given).await?.unwrap_or(
                            half(n)
                                .await?
                                .ok_or_else(|| Failure::new("nothing there"))?,
                        ),
                    )
                    .await?,
                )
                .await
                {
                    Ok(step) => {
                        let mut basket = Basket {
                            label: format!("{:?} {:?}", step < 7, String::new()),
                            count: given,
                            items: vec![1, 9, 3],
                        };
                        basket.label.clone()
                    }
                    Err(failure) => {
                        let word = failure.to_string();
                        word.clone()
                    }
                },
            )
        },
        async { Ok::<i64, Failure>(given) },
        inc(given)
    );
    let (mut joined_5, mut joined_6, mut joined_7) = (joined_5?, joined_6?, joined_7?);
    Ok(Some(7))
}

#[orchestrator(inline)]
async fn program_9_helper(n: i64, mut given: Option<i64>) -> Result<String> {
    let mut even: bool = {
        let mut rounds_1 = 2_i64;
        loop {
            if rounds_1 == 0 {
                break (!(false && true));
            }
            rounds_1 -= 1;
            sleep(Duration::from_millis(1)).await;
        }
    };
    let (mut joined_3, mut joined_4) = try_join!(async { Ok::<bool, Failure>(true) }, async {
        Ok::<i64, Failure>(6)
    })?;
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?}",
        n, given, even, joined_3, joined_4
    ))
}

#[orchestrator]
async fn program_9(n: i64, given: Option<i64>) -> Result<Option<i64>> {
    let mut name = {
        let mut rounds_5 = 2_i64;
        loop {
            if rounds_5 == 0 {
                break ({
                    let (mut half_of, mut other_8) = (half(n).await?, "def".to_owned());
                    let mut pair_11 = (
                        {
                            let mut word: String = other_8;
                            let mut basket = Basket {
                                label: {
                                    let mut rounds_9 = 2_i64;
                                    loop {
                                        if rounds_9 == 0 {
                                            break word.clone();
                                        }
                                        rounds_9 -= 1;
                                        sleep(Duration::from_millis(1)).await;
                                    }
                                },
                                count: async { Ok::<i64, Failure>(n) }.await?,
                                items: if true {
                                    Vec::<i64>::new()
                                } else {
                                    vec![0_i64, 5]
                                },
                            };
                            basket.items.clone()
                        },
                        match picky({
                            let mut queue: Vec<i64> = vec![0, 8];
                            3_i64
                        })
                        .await
                        {
                            Ok(count) => "a".to_owned(),
                            Err(failure) => {
                                let word = failure.to_string();
                                word
                            }
                        },
                    );
                    async { Ok::<String, Failure>(pair_11.1.clone()) }.await?
                });
            }
            rounds_5 -= 1;
            sleep(Duration::from_millis(1)).await;
        }
    };
    let mut reply: String = say(say(name).await?).await?;
    Ok(given)
}

#[orchestrator]
async fn program_10(mut n: i64) -> Result<String> {
    {
        tick().await?;
    }
    let (mut joined_4, mut joined_5, mut joined_6, mut joined_7) = try_join!(
        async { Ok::<i64, Failure>(n) },
        async {
            if let Some(count) = Some(add(n, inc(inc(n).await? % 4).await?).await?) {
                tick().await?;
            }
            Ok::<Vec<i64>, Failure>(vec![6, 8])
        },
        async {
            let mut ready = {
                let mut rounds_2 = 1_i64;
                loop {
                    if rounds_2 == 0 {
                        break ((n < 7) && false);
                    }
                    rounds_2 -= 1;
                    tick().await?;
                }
            };
            Ok::<i64, Failure>(n)
        },
        async { Ok::<i64, Failure>(2) }
    )?;
    joined_5[(n % 2) as usize] = if (match (
        half({
            joined_4 = 1;
            add(n, joined_7).await?
        })
        .await?,
        7_i64,
    ) {
        (Some(mut matched_8), 2) if joined_7 < 8 => joined_7 < 5,
        (Some(1 | 3), matched_9) if joined_7 < 4 => {
            return Err(Failure::new("given up"));
        }
        (_, _) => joined_7 < 1,
    }) || (joined_6 < 3)
    {
        0_i64
    } else {
        n
    };
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?}",
        n, joined_4, joined_5, joined_6, joined_7
    ))
}

#[orchestrator]
async fn program_11(mut n: i64) -> Result<bool> {
    let Some(count) = ({
        let mut rounds_1 = 1_i64;
        loop {
            if rounds_1 == 0 {
                break half(n).await?;
            }
            rounds_1 -= 1;
            let later_6;
            if picky(n).await? == n {
                n = match picky(n).await {
                    Ok(total) => {
                        n += n;
                        let later_3;
                        if n < 8 {
                            later_3 = total;
                        } else {
                            later_3 = total;
                        }
                        total
                    }
                    Err(failure) => {
                        let name = failure.to_string();
                        let later_5;
                        if { true } {
                            later_5 = n;
                        } else {
                            later_5 = n;
                        }
                        if let Some(n) = half(later_5).await? {
                            sleep(Duration::from_millis(1)).await;
                        } else {
                            n += n;
                        }
                        5_i64
                    }
                };
                later_6 = "a".to_owned();
            } else {
                later_6 = String::new();
            }
        }
    }) else {
        return Err(Failure::new("given up"));
    };
    let text = {
        let mut rounds_7 = 1_i64;
        loop {
            if rounds_7 == 0 {
                break (match picky(n).await {
                    Ok(count) => {
                        let (joined_9, joined_10) = join!(
                            half(
                                add(inc(2).await?, {
                                    let step = count;
                                    8_i64
                                })
                                .await?
                            ),
                            async { Ok::<i64, Failure>(4) }
                        );
                        let (mut joined_9, mut joined_10) = (joined_9?, joined_10?);
                        let later_13;
                        if if is_even(joined_10).await? {
                            n < 1
                        } else {
                            n < 0
                        } {
                            {
                                let mut rounds_11 = 1_i64;
                                while (rounds_11 > 0) && (2_i64 < 7) {
                                    rounds_11 -= 1;
                                    sleep(Duration::from_millis(1)).await;
                                }
                            }
                            later_13 = 7_i64 < 9;
                        } else {
                            later_13 = n < 7;
                        }
                        "bc".to_owned()
                    }
                    Err(failure) => {
                        let text = failure.to_string();
                        text
                    }
                });
            }
            rounds_7 -= 1;
            tick().await?;
        }
    };
    if let Some(count) = half({
        n = 9;
        count
    })
    .await?
    {
        let mut items: Vec<i64> = match (None::<i64>, 2_i64) {
            (Some(matched_14), matched_15 @ 2..=5) => {
                n = inc(matched_14).await?;
                {
                    let mut rounds_16 = 2_i64;
                    while (rounds_16 > 0) && (count < 1) {
                        rounds_16 -= 1;
                        n += matched_14;
                    }
                }
                vec![8_i64, 2, 4]
            }
            (Some(mut matched_18), 0) => {
                return Ok(9_i64 < 7);
            }
            (_, _) => {
                vec![3_i64]
            }
        };
        return Ok(false);
    }
    let mut found: Option<i64> = Some(7);
    Ok(n < 3)
}

#[orchestrator(inline)]
async fn program_12_helper(mut n: i64, given: i64) -> Result<String> {
    let mut total = picky(
        async {
            match n {
                2 if n < 1 => {
                    tick().await?;
                }
                0 | 3 => {
                    return Ok(9);
                }
                _ => {
                    tick().await?;
                }
            }
            for step in 0..(2_i64 % 5) {
                tick().await?;
            }
            Ok::<i64, Failure>(half(n).await?.unwrap_or(given))
        }
        .await?,
    )
    .await?;
    Ok(format!("{:?} {:?} {:?}", n, given, total))
}

#[orchestrator]
async fn program_12(mut n: i64) -> Result<String> {
    let mut word = {
        let mut pair_2 = (
            match (
                Some({
                    n = 4;
                    n
                }),
                None::<i64>,
            ) {
                (None, None) => n,
                (None, Some(1)) => 2_i64,
                (_, _) => n,
            },
            Some(1_i64),
        );
        String::new()
    };
    if {
        n = 1;
        true
    } {
        for mut n in 0..(inc(n).await? % 5) {
            tick().await?;
        }
    }
    {
        n += n;
    }
    let mut text = say(say(word.clone()).await?).await?;
    word = text.clone();
    Ok(format!("{:?} {:?} {:?}", n, word, text))
}

#[orchestrator(inline)]
async fn program_13_helper(n: i64, mut given: Vec<i64>) -> Result<bool> {
    let (joined_5, joined_6) = join!(
        async {
            Ok::<bool, Failure>({
                let mut rounds_1 = 2_i64;
                loop {
                    if rounds_1 == 0 {
                        break (!(n < n));
                    }
                    rounds_1 -= 1;
                    let mut step = match (Some(4_i64), add(1_i64 + n, n % 2).await?) {
                        (None, matched_3 @ 2..=5) => n,
                        (Some(2 | 4), matched_4) => {
                            return Ok(matched_4 < 2);
                        }
                        (_, _) => n,
                    };
                }
            })
        },
        async { Ok::<Option<i64>, Failure>(None) }
    );
    let (mut joined_5, mut joined_6) = (joined_5?, joined_6?);
    given[(n % 2) as usize] += picky(given.iter().filter(|item| **item > n).count() as i64).await?;
    Ok(joined_5)
}

#[orchestrator]
async fn program_13(n: i64, given: Vec<i64>) -> Result<i64> {
    let (joined_10, joined_11, joined_12) = join!(
        async {
            Ok::<String, Failure>({
                let (mut joined_7, mut joined_8, mut joined_9) = try_join!(
                    program_13_helper(
                        half(n)
                            .await?
                            .ok_or_else(|| Failure::new("nothing there"))?,
                        vec![Some(0_i64).unwrap_or(0), n]
                    ),
                    program_13_helper(n, given.clone()),
                    half(n)
                )?;
                "a".to_owned()
            })
        },
        async { Ok::<i64, Failure>(n) },
        program_13_helper(n, given.clone())
    );
    let (mut joined_10, mut joined_11, mut joined_12) = (joined_10?, joined_11?, joined_12?);
    let (joined_13, joined_14, joined_15) = join!(
        async {
            Ok::<i64, Failure>(
                add(
                    async { Ok::<i64, Failure>(n) }.await?,
                    inc(picky(2).await?).await?,
                )
                .await?,
            )
        },
        say("bc".to_owned() + &say(say(joined_10.clone()).await?).await?),
        async { Ok::<String, Failure>(joined_10.clone() + &"def".to_owned()) }
    );
    let (mut joined_13, mut joined_14, mut joined_15) = (joined_13?, joined_14?, joined_15?);
    if if is_even({
        joined_11 = 3;
        n
    })
    .await?
    {
        return Ok(joined_11);
    } else {
        false
    } {
        tick().await?;
    } else if let Some(count) = Some(7_i64)
        && joined_12
    {
        tick().await?;
    } else {
        tick().await?;
    }
    for total in vec![joined_14.len() as i64].into_iter().rev() {
        joined_10 = joined_15.clone();
    }
    joined_14 = joined_14.clone();
    let mut k = match half(
        half(n).await?.unwrap_or({
            joined_13 = 4;
            picky(n).await?
        }) % 6,
    )
    .await?
    {
        Some(0..=3) => joined_12,
        Some(2 | 3) => {
            return Ok(n);
        }
        _ => joined_12,
    };
    Ok(joined_13)
}

#[orchestrator]
async fn program_14(mut n: i64) -> Result<i64> {
    let ready: bool = Some(n).is_some();
    for n in 2..(n % 5) {
        if Some(8_i64).ok_or_else(|| Failure::new("nothing there"))? == picky(n).await? {
            sleep(Duration::from_millis(1)).await;
        } else if ready {
            tick().await?;
        }
    }
    if let Some(total) = async {
        let mut word = say(say(say("bc".to_owned()).await?).await?).await?;
        Ok::<Option<i64>, Failure>(
            half(picky(5).await.unwrap_or({
                word += &word.clone();
                n
            }))
            .await?,
        )
    }
    .await?
    {
        n += n;
    }
    let (mut queue, mut other_2) = (
        if let Some(count) = half(n).await? {
            let mut word: String = say(format!("{:?}", "def".to_owned())).await?;
            return Ok(count);
        } else {
            vec![2_i64, 3, 0]
        },
        n,
    );
    let later_3;
    if if is_even(inc(8).await?).await? {
        ({
            other_2 = 8;
            Some(other_2)
        })
        .ok_or_else(|| Failure::new("nothing there"))?
            < add(5, n).await?
    } else {
        ready
    } {
        later_3 = queue;
    } else {
        later_3 = vec![8_i64, 7, 2];
    }
    let mut text = "def".to_owned();
    for item_4 in later_3.iter().rev() {
        {
            tick().await?;
        }
        let count = async { Ok::<i64, Failure>(picky((*item_4)).await?) }.await?;
    }
    Ok(n)
}

#[orchestrator]
async fn program_15(n: i64) -> Result<i64> {
    {
        let mut rounds_1 = 1_i64;
        while (rounds_1 > 0)
            && let Some(total) = Some(4_i64)
        {
            rounds_1 -= 1;
            tick().await?;
        }
    }
    {
        let mut rounds_3 = 3_i64;
        while (rounds_3 > 0)
            && let Some(total) = ({
                let mut n = n % 2;
                let mut basket = Basket {
                    label: {
                        let later_7;
                        if { n < 1 } {
                            let even: bool = half(n).await?.is_some();
                            sleep(Duration::from_millis(1)).await;
                            later_7 = "def".to_owned();
                        } else {
                            later_7 = "def".to_owned();
                        }
                        later_7
                    },
                    count: n,
                    items: vec![],
                };
                None::<i64>
            })
        {
            rounds_3 -= 1;
            sleep(Duration::from_millis(1)).await;
        }
    }
    let mut total = async {
        for step in 2..(Some(0_i64).ok_or_else(|| Failure::new("nothing there"))? % 5) {
            let half_of = Some(1_i64);
        }
        Ok::<i64, Failure>(n)
    }
    .await?;
    let mut text = format!(
        "{:?} {:?} {:?}",
        Some(9_i64),
        half(n).await?,
        Vec::<i64>::new()
    );
    total += n;
    let mut last = half(n).await?;
    let mut last = match last {
        Some(_) => Some(add(8_i64 % 4, last.unwrap_or(total)).await?),
        Some(matched_9 @ 0..=4) => half(n).await?,
        _ => last,
    };
    total += (inc(total).await? % 4) + total;
    Ok(total)
}

#[orchestrator]
async fn program_16(n: i64, mut given: i64) -> Result<String> {
    given = inc(half(n).await?.unwrap_or(given)).await?;
    Ok(format!("{:?} {:?}", n, given))
}

#[orchestrator]
async fn program_17(n: i64, given: Vec<i64>) -> Result<Vec<i64>> {
    let rest = vec![3_i64, 7, 8];
    let later_1;
    if Some(6_i64).is_some() {
        if let Some(total) = half(inc(inc(n % 6).await?).await?).await? {
            sleep(Duration::from_millis(1)).await;
        }
        later_1 = 4_i64 < 4;
    } else {
        later_1 = n < 1;
    }
    Ok(given)
}

#[orchestrator(inline)]
async fn program_18_helper(mut n: i64) -> Result<String> {
    let found = half(n).await?;
    let mut pair_4 = (
        picky(add(picky(n).await?, inc(n).await?).await?)
            .await
            .unwrap_or({
                n = 2;
                n
            })
            == n,
        match 2_i64 {
            2..=6 => {
                let (mut joined_1, mut joined_2) =
                    try_join!(picky(4), async { Ok::<String, Failure>("a".to_owned()) })?;
                found
            }
            matched_3 if n < 2 => found,
            _ => found,
        },
    );
    let (joined_5, joined_6) = join!(
        async {
            Ok::<Vec<i64>, Failure>(match picky(picky(n).await.unwrap_or(4)).await {
                Ok(total) => {
                    vec![3_i64]
                }
                Err(failure) => {
                    let reply = failure.to_string();
                    Vec::<i64>::new()
                }
            })
        },
        async { Ok::<bool, Failure>(pair_4.0) }
    );
    let (mut joined_5, mut joined_6) = (joined_5?, joined_6?);
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?} {:?}",
        n, found, pair_4.0, pair_4.1, joined_5, joined_6
    ))
}

#[orchestrator]
async fn program_18(mut n: i64, mut given: Option<i64>) -> Result<Vec<i64>> {
    let mut name = String::new();
    {
        let mut rounds_7 = 3_i64;
        while (rounds_7 > 0)
            && (!is_even(
                add(
                    half(n)
                        .await?
                        .ok_or_else(|| Failure::new("nothing there"))?,
                    n,
                )
                .await?,
            )
            .await?)
        {
            rounds_7 -= 1;
            n += n;
        }
    }
    sleep(Duration::from_millis(1)).await;
    Ok(vec![6, 1, 4])
}

#[orchestrator(inline)]
async fn program_19_helper(mut n: i64) -> Result<String> {
    let found = None::<i64>;
    let Some(step) = Some(7_i64) else {
        return Err(Failure::new("given up"));
    };
    sleep(Duration::from_millis(1)).await;
    Ok(format!("{:?} {:?} {:?}", n, found, step))
}

#[orchestrator]
async fn program_19(mut n: i64) -> Result<Option<i64>> {
    sleep(Duration::from_millis(1)).await;
    match picky(n).await {
        Ok(total) => {
            let mut k = {
                let total = 3_i64;
                for mut count in list(n % 4).await? {
                    tick().await?;
                }
                false
            };
        }
        Err(failure) => {
            let reply = failure.to_string();
            n += n;
        }
    }
    match picky(
        half(add(add(add(n, 4).await?, n).await?, n).await?)
            .await?
            .unwrap_or(n),
    )
    .await
    {
        Ok(n) => {
            sleep(Duration::from_millis(1)).await;
        }
        Err(failure) => {
            let reply = failure.to_string();
            tick().await?;
        }
    }
    let mut text = "a".to_owned();
    Ok(None)
}

#[orchestrator]
async fn program_20(mut n: i64) -> Result<i64> {
    {
        let mut rounds_1 = 3_i64;
        while (rounds_1 > 0)
            && let Some(total) = half(n).await?
        {
            rounds_1 -= 1;
            n += n;
        }
    }
    n += async {
        Ok::<i64, Failure>(
            half(n)
                .await?
                .ok_or_else(|| Failure::new("nothing there"))?,
        )
    }
    .await?;
    let mut n: i64 = 1_i64 * n;
    let mut count: i64 = match half(2).await? {
        None if n < 4 => n,
        Some(mut matched_3) => inc(n).await?,
        _ => {
            let mut reply = match (
                half(n).await?,
                half(add(half(n).await?.unwrap_or(9), n).await?).await?,
            ) {
                (Some(2), None) => String::new(),
                (Some(2), Some(matched_4 @ 0..=3)) => "bc".to_owned(),
                (_, _) => String::new(),
            };
            n
        }
    };
    let (mut name, mut other_5) = (
        format!("{:?} {:?} {:?}", count, n, count) + &"a".to_owned(),
        count < 8,
    );
    Ok(count)
}

#[orchestrator]
async fn program_21(mut n: i64, mut given: String) -> Result<String> {
    if let Some(n) = half({
        n = 2;
        n % 2
    })
    .await?
    {
        let mut basket = Basket {
            label: say(given).await?,
            count: n,
            items: match picky(n).await {
                Ok(count) => {
                    let mut pair_1 = (picky(n).await.unwrap_or(count), add(count, 7).await?);
                    Vec::<i64>::new()
                }
                Err(failure) => {
                    let text = failure.to_string();
                    vec![0_i64, 4, 3]
                }
            },
        };
        return Ok(basket.label);
    } else {
        n += n;
    }
    {
        let mut rounds_2 = 1_i64;
        while (rounds_2 > 0) && (n < n) {
            rounds_2 -= 1;
            let seen = vec![n, n];
        }
    }
    let mut total = {
        let mut rounds_4 = 1_i64;
        loop {
            if rounds_4 == 0 {
                break (add(
                    inc({
                        n = 6;
                        n
                    })
                    .await?,
                    6,
                )
                .await?
                    % 4);
            }
            rounds_4 -= 1;
            let rest = Vec::<i64>::new();
        }
    };
    n += add(
        {
            n = 8;
            n % 6
        },
        picky(n + total).await?,
    )
    .await?;
    sleep(Duration::from_millis(1)).await;
    if inc(n
        * ({
            total = 2;
            total
        }))
    .await?
        == add(n, n).await?
    {
        total += 3;
    } else {
        sleep(Duration::from_millis(1)).await;
    }
    Ok(format!("{:?} {:?}", n, total))
}

#[orchestrator]
async fn program_22(n: i64) -> Result<i64> {
    let mut half_of = Some(5_i64);
    let mut found = Some(half_of.unwrap_or(n));
    let count: i64 = n;
    let Some(count) = found else {
        let total = n;
        return Ok(inc(count).await?);
    };
    tick().await?;
    match picky(found.ok_or_else(|| Failure::new("nothing there"))?).await {
        Ok(total) => {
            if n < 7 {
                for total in vec![
                    picky(n).await.unwrap_or(add(n, n).await?),
                    match picky(if true { total } else { n }).await {
                        Ok(n) => count,
                        Err(failure) => {
                            let name = failure.to_string();
                            total
                        }
                    },
                    inc(count).await?,
                ]
                .into_iter()
                .rev()
                {
                    sleep(Duration::from_millis(1)).await;
                }
            }
        }
        Err(failure) => {
            let text = failure.to_string();
            tick().await?;
        }
    }
    let Some(n) = half_of else {
        return Ok(n);
    };
    Ok(n)
}

#[orchestrator]
async fn program_23(mut n: i64, given: Option<i64>) -> Result<i64> {
    match (given, given) {
        (Some(2..=3), None) => {
            n += n;
        }
        (None, Some(matched_1)) if matched_1 < 9 => {
            n += matched_1;
        }
        (_, _) => {
            tick().await?;
        }
    }
    n = picky(n).await.unwrap_or(picky(n).await.unwrap_or(n));
    let mut count: i64 = n;
    {
        let mut rounds_2 = 1_i64;
        while (rounds_2 > 0)
            && let Some(n) = given
        {
            rounds_2 -= 1;
            count += count;
        }
    }
    let lent_4 = &n;
    let Some(total) = given else {
        return Ok(inc(inc(n).await?).await?);
    };
    let (joined_12, joined_13, joined_14, joined_15) = join!(
        async {
            {
                let mut rounds_5 = 3_i64;
                while (rounds_5 > 0) && (!is_even(inc(8).await?).await?) {
                    rounds_5 -= 1;
                    let text: String = {
                        let mut rounds_7 = 1_i64;
                        loop {
                            if rounds_7 == 0 {
                                break "def".to_owned();
                            }
                            rounds_7 -= 1;
                            let (mut joined_9, mut joined_10) = try_join!(
                                async { Ok::<String, Failure>("a".to_owned()) },
                                async { Ok::<String, Failure>(String::new()) }
                            )?;
                            let lent_11 = &joined_9;
                        }
                    };
                }
            }
            Ok::<i64, Failure>(count)
        },
        async { Ok::<i64, Failure>((*lent_4)) },
        async { Ok::<String, Failure>(String::new()) },
        picky((*lent_4))
    );
    let (mut joined_12, mut joined_13, mut joined_14, mut joined_15) =
        (joined_12?, joined_13?, joined_14?, joined_15?);
    if ({
        joined_15 = 5;
        given
    })
    .is_some()
        || (n < 2)
    {
        joined_15 += (*lent_4);
    } else {
        tick().await?;
    }
    Ok((*lent_4))
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
    {
        let mut rounds_1 = 2_i64;
        while (rounds_1 > 0)
            && let Some(total) = half(n).await?
        {
            rounds_1 -= 1;
            tick().await?;
        }
    }
    Ok(format!("{:?}", n))
}

#[orchestrator]
async fn program_25(mut n: i64, mut given: i64) -> Result<bool> {
    if n < picky(
        half(n)
            .await?
            .ok_or_else(|| Failure::new("nothing there"))?,
    )
    .await
    .unwrap_or(n)
    {
        tick().await?;
    } else {
        given += given;
    }
    let total = {
        let mut rounds_1 = 1_i64;
        loop {
            if rounds_1 == 0 {
                break (n % 6);
            }
            rounds_1 -= 1;
            let mut found: Option<i64> = if false {
                let lent_3 = &n;
                sleep(Duration::from_millis(1)).await;
                half(8).await?
            } else {
                let (mut joined_4, mut joined_5, mut joined_6, mut joined_7) = try_join!(
                    async { Ok::<i64, Failure>(n) },
                    async { Ok::<Option<i64>, Failure>(Some(7)) },
                    say(String::new()),
                    async { Ok::<String, Failure>("a".to_owned()) }
                )?;
                joined_5
            };
        }
    };
    Ok(given < 2)
}

#[orchestrator(inline)]
async fn program_26_helper(n: i64) -> Result<bool> {
    tick().await?;
    let word = match picky(add(None::<i64>.unwrap_or(n), n).await?).await {
        Ok(total) => "bc".to_owned(),
        Err(failure) => {
            let word = failure.to_string();
            word
        }
    };
    Ok(n < 1)
}

#[orchestrator]
async fn program_26(mut n: i64, given: String) -> Result<Option<i64>> {
    let count = n;
    n = n;
    let mut basket = Basket {
        label: say(given).await?,
        count: add(
            inc({
                n = 7;
                count
            })
            .await?,
            half(inc(count).await?)
                .await?
                .ok_or_else(|| Failure::new("nothing there"))?,
        )
        .await?,
        items: vec![],
    };
    Ok(half(n).await?)
}

#[orchestrator]
async fn program_27(n: i64) -> Result<Vec<i64>> {
    tick().await?;
    let (mut n, mut other_1) = (
        match (
            {
                let n = n;
                Some(0_i64)
            },
            Some(5_i64),
        ) {
            (None, None) => {
                return Ok(vec![7, 4, 5]);
            }
            (None, None) => n,
            (_, _) => n,
        },
        n,
    );
    let mut total = inc(other_1).await?;
    let mut queue = vec![total, inc(inc(add(total, n).await?).await?).await?, total];
    Ok(vec![0, 1])
}

#[orchestrator]
async fn program_28(mut n: i64, mut given: Option<i64>) -> Result<bool> {
    n += {
        let mut rounds_1 = 2_i64;
        loop {
            if rounds_1 == 0 {
                break add(n, Some(2_i64).unwrap_or(picky(n).await?)).await?;
            }
            rounds_1 -= 1;
            n += n;
        }
    };
    let lent_3 = &n;
    let mut count = inc((*lent_3)).await?;
    let mut rest = list(
        async {
            let mut name: String = say("a".to_owned()).await?;
            Ok::<i64, Failure>(if given.is_some() { (*lent_3) } else { n })
        }
        .await?
            % 4,
    )
    .await?;
    let best = if let Some(step) = Some(count) {
        let lent_4 = &rest;
        Some(n)
    } else if 3_i64 < 7 {
        given
    } else {
        given
    };
    Ok(false)
}

#[orchestrator]
async fn program_29(mut n: i64) -> Result<i64> {
    let mut rest = Vec::<i64>::new();
    for count in 2..(inc(add(7, n).await? % 3).await? % 5) {
        tick().await?;
    }
    rest.push(n);
    let mut basket = Basket {
        label: if let Some(total) = ({
            n = 9;
            Some(2_i64)
        }) {
            n += 1;
            async {
                let (mut joined_2, mut joined_3) = try_join!(
                    async { Ok::<String, Failure>("def".to_owned()) },
                    inc(total)
                )?;
                Ok::<String, Failure>(async { Ok::<String, Failure>(joined_2.clone()) }.await?)
            }
            .await?
        } else if n < 6 {
            let mut total: i64 = add(n, n).await?;
            rest[(n % 2) as usize] = async { Ok::<i64, Failure>({ n }) }.await?;
            match inc({
                n = 7;
                n
            })
            .await?
            {
                matched_5 if 6_i64 < 1 => "def".to_owned(),
                matched_6 if matched_6 < 8 => {
                    return Err(Failure::new("given up"));
                }
                _ => "a".to_owned(),
            }
        } else {
            String::new()
        },
        count: n,
        items: rest.clone(),
    };
    let (joined_7, joined_8, joined_9, joined_10) = join!(
        async {
            Ok::<Vec<i64>, Failure>(
                match (
                    {
                        let mut n: i64 = half(basket.count).await?.unwrap_or(basket.count);
                        half(0).await?
                    },
                    n,
                ) {
                    (None, 0) => {
                        return Err(Failure::new("given up"));
                    }
                    (None, 1..=3) => basket.items.clone(),
                    (_, _) => Vec::<i64>::new(),
                },
            )
        },
        async { Ok::<Vec<i64>, Failure>(rest.clone()) },
        async { Ok::<i64, Failure>(n) },
        async { Ok::<i64, Failure>(n) }
    );
    let (mut joined_7, mut joined_8, mut joined_9, mut joined_10) =
        (joined_7?, joined_8?, joined_9?, joined_10?);
    rest[(joined_10 % 2) as usize] = None::<i64>.unwrap_or(joined_10);
    Ok(joined_10)
}

#[orchestrator]
async fn program_30(mut n: i64) -> Result<i64> {
    let mut text: String = {
        let mut even = add(picky(7).await?, 5).await? < n;
        let seen = Vec::<i64>::new();
        "a".to_owned()
    };
    let mut text = say(say(format!("{:?} {:?} {:?}", text, n, n)).await?).await?;
    let (mut step, mut other_2) = (n, inc(n).await?);
    let (mut step, mut other_3) = (
        add(
            ({
                step = 6;
                step
            }) % 6,
            {
                step = 3;
                inc(Some(half(9).await?.unwrap_or(n)).unwrap_or(n)).await?
            },
        )
        .await?,
        text,
    );
    {
        let mut rounds_4 = 2_i64;
        while (rounds_4 > 0)
            && let Some(step) = (if is_even(
                inc({
                    n = 7;
                    picky(3).await.unwrap_or(step)
                })
                .await?,
            )
            .await?
            {
                Some(9_i64)
            } else {
                None::<i64>
            })
        {
            rounds_4 -= 1;
            n += step;
        }
    }
    let mut n = inc(inc({
        other_2 = 1;
        other_2
    })
    .await?)
    .await?;
    let mut half_of: Option<i64> = match n
        - ({
            other_2 = 4;
            inc(other_2).await?
        }) {
        matched_6 if matched_6 < 0 => Some(8_i64),
        matched_7 @ 1..=7 if matched_7 < 7 => {
            return Err(Failure::new("no luck"));
        }
        _ => Some(4_i64),
    };
    Ok(other_2)
}

#[orchestrator]
async fn program_31(n: i64) -> Result<bool> {
    let last = Some(0_i64);
    let mut word = say(format!("{:?}", 9_i64 < 4)).await?;
    word = word;
    let (mut step, mut other_3) = (
        async {
            let mut name: String = {
                let later_2;
                if last.is_some() {
                    later_2 = async { Ok::<Option<i64>, Failure>(half(n).await?) }.await?;
                } else {
                    if false {
                        tick().await?;
                    }
                    later_2 = last;
                }
                word.clone()
            };
            Ok::<i64, Failure>(n)
        }
        .await?,
        n,
    );
    step = step % 6;
    other_3 += picky(word.len() as i64)
        .await
        .unwrap_or(picky(n % 2).await.unwrap_or(other_3));
    let lent_4 = &step;
    sleep(Duration::from_millis(1)).await;
    Ok(step < 8)
}

#[orchestrator(inline)]
async fn program_32_helper(n: i64, given: Vec<i64>) -> Result<Option<i64>> {
    let mut half_of = half(n).await?;
    Ok(half_of)
}

#[orchestrator]
async fn program_32(n: i64) -> Result<i64> {
    let mut count = match (
        half(
            match {
                let mut count = n;
                half(7).await?
            } {
                Some(mut matched_1) if matched_1 < 6 => {
                    let mut reply = say(String::new()).await?;
                    let step = matched_1;
                    reply.len() as i64
                }
                None if n < 8 => {
                    let mut total = n;
                    n
                }
                _ => n,
            },
        )
        .await?,
        half(2).await?,
    ) {
        (Some(0), Some(_)) => {
            return Err(Failure::new("no luck"));
        }
        (None, Some(mut matched_2)) if matched_2 < 8 => 9_i64,
        (_, _) => 6_i64,
    };
    Ok(count)
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
    let later_3;
    if n < 9 {
        later_3 = 9_i64;
    } else {
        later_3 = n;
    }
    let mut reply = String::new();
    Ok(vec![4, 1])
}

#[orchestrator]
async fn program_33(mut n: i64, mut given: Vec<i64>) -> Result<Vec<i64>> {
    let best = half(n).await?;
    {
        let mut rounds_4 = 2_i64;
        while (rounds_4 > 0)
            && is_even(
                half(given.pop().unwrap_or(n))
                    .await?
                    .ok_or_else(|| Failure::new("nothing there"))?,
            )
            .await?
        {
            rounds_4 -= 1;
            n += n;
        }
    }
    Ok(given)
}

#[orchestrator(inline)]
async fn program_34_helper(mut n: i64, given: Option<i64>) -> Result<String> {
    let mut total = inc(7).await?;
    let n = picky(9).await?;
    Ok(format!("{:?} {:?} {:?}", given, total, n))
}

#[orchestrator]
async fn program_34(n: i64, given: Vec<i64>) -> Result<Option<i64>> {
    let mut text: String = say({
        let text = match (async { Ok::<Option<i64>, Failure>(Some(1)) }.await?, n) {
            (Some(_), matched_1) if 9_i64 < 3 => {
                let mut pair_2 = (None::<i64>, "bc".to_owned());
                pair_2.1.clone()
            }
            (None, matched_3 @ 0..=3) if 1_i64 < 4 => "bc".to_owned(),
            (_, _) => "bc".to_owned(),
        };
        text
    })
    .await?;
    match picky(n).await {
        Ok(total) => {
            tick().await?;
        }
        Err(failure) => {
            let text = failure.to_string();
            tick().await?;
        }
    }
    {
        let mut rounds_4 = 1_i64;
        while (rounds_4 > 0)
            && let Some(count) = (match picky({
                let best: Option<i64> = Some(6);
                add(0, n).await?
            })
            .await
            {
                Ok(n) => {
                    text = text.clone();
                    None::<i64>
                }
                Err(failure) => {
                    let reply = failure.to_string();
                    half(n).await?
                }
            })
        {
            rounds_4 -= 1;
            tick().await?;
        }
    }
    Ok(half(n).await?)
}

#[orchestrator(inline)]
async fn program_35_helper(mut n: i64, mut given: Vec<i64>) -> Result<i64> {
    match picky(add(add(n, n).await?, n).await?).await {
        Ok(count) => {
            n += n;
        }
        Err(failure) => {
            let name = failure.to_string();
            n += 1;
        }
    }
    Ok(n)
}

#[orchestrator]
async fn program_35(n: i64, mut given: String) -> Result<String> {
    {
        {
            let mut rounds_2 = 1_i64;
            while (rounds_2 > 0) && false {
                rounds_2 -= 1;
                sleep(Duration::from_millis(1)).await;
            }
        }
    }
    for total in 2..(1_i64 % 5) {
        let mut pair_5 = (
            total,
            match picky(
                inc({
                    let mut last = Some(n);
                    total - 8
                })
                .await?,
            )
            .await
            {
                Ok(n) => given.clone(),
                Err(failure) => {
                    let name = failure.to_string();
                    given.clone()
                }
            },
        );
    }
    {
        let mut rounds_6 = 1_i64;
        while (rounds_6 > 0)
            && let Some(total) = Some(1_i64)
        {
            rounds_6 -= 1;
            sleep(Duration::from_millis(1)).await;
        }
    }
    match given.len() as i64 {
        matched_8 @ 0..=7 if matched_8 < 9 => match half(n).await? {
            Some(2..=5) if matched_8 < 9 => {
                sleep(Duration::from_millis(1)).await;
            }
            Some(2..=5) => {
                sleep(Duration::from_millis(1)).await;
            }
            _ => {
                let mut name: String = format!(
                    "{:?}",
                    inc(n).await? == Some(7_i64).ok_or_else(|| Failure::new("nothing there"))?
                );
                given += &name.clone();
            }
        },
        _ if n < 4 => {
            tick().await?;
        }
        _ => {
            sleep(Duration::from_millis(1)).await;
        }
    }
    Ok(format!("{:?} {:?}", n, given))
}

#[orchestrator(inline)]
async fn program_36_helper(mut n: i64, given: Vec<i64>) -> Result<String> {
    if let Some(step) =
        half(inc(half(n).await?.unwrap_or(picky(n % 5).await.unwrap_or(n))).await?).await?
        && false
    {
        n += step;
    }
    n += match picky(3).await {
        Ok(step) => 6_i64,
        Err(failure) => {
            let name = failure.to_string();
            match (inc(add(n, n).await?).await?, Some(7_i64)) {
                (2, Some(matched_1 @ 1..=4)) => {
                    n += 5;
                }
                (mut matched_2, None) if n < 8 => {
                    return Ok(name.clone());
                }
                (_, _) => {
                    sleep(Duration::from_millis(1)).await;
                }
            }
            n
        }
    };
    Ok(format!("{:?} {:?}", n, given))
}

#[orchestrator]
async fn program_36(mut n: i64, given: Option<i64>) -> Result<String> {
    let later_3;
    if (!((true && (is_even(n).await? || false)) && (n < 7))) || (n < 0) {
        later_3 = 4_i64;
    } else {
        later_3 = n;
    }
    let mut reply = format!(
        "{:?} {:?} {:?}",
        Vec::<i64>::new(),
        ({
            n = 9;
            "a".to_owned()
        }) + &String::new(),
        n < 1
    );
    n += reply.len() as i64;
    {
        let mut rounds_4 = 2_i64;
        while (rounds_4 > 0)
            && let Some(step) = given
        {
            rounds_4 -= 1;
            let Some(n) = (if let Some(total) = given
                && (half(step).await?.unwrap_or(later_3) == 6)
            {
                let even = {
                    let mut rounds_6 = 2_i64;
                    loop {
                        if rounds_6 == 0 {
                            break false;
                        }
                        rounds_6 -= 1;
                        n += later_3;
                    }
                };
                {
                    let mut rounds_8 = 1_i64;
                    while (rounds_8 > 0)
                        && let Some(n) = (if is_even(later_3).await? {
                            return Err(Failure::new("given up"));
                        } else if even {
                            given
                        } else {
                            given
                        })
                    {
                        rounds_8 -= 1;
                        sleep(Duration::from_millis(1)).await;
                    }
                }
                Some(6_i64)
            } else {
                let Some(total) = given else {
                    break;
                };
                half(later_3).await?
            }) else {
                break;
            };
        }
    }
    let mut ready = n < 4;
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?}",
        n, given, later_3, reply, ready
    ))
}

#[orchestrator(inline)]
async fn program_37_helper(n: i64) -> Result<bool> {
    {
        let mut rounds_1 = 1_i64;
        while (rounds_1 > 0)
            && let Some(step) = async { Ok::<Option<i64>, Failure>(half(3).await?) }.await?
        {
            rounds_1 -= 1;
            let mut even = is_even(picky(add(0, step).await?).await.unwrap_or(step)).await?;
        }
    }
    let Some(n) = Some(inc(n).await?) else {
        return Ok(n < 5);
    };
    Ok(false)
}

#[orchestrator]
async fn program_37(mut n: i64, mut given: Option<i64>) -> Result<bool> {
    match (inc(8).await?, n) {
        (matched_3 @ 0..=3, matched_4 @ 1..=7) if n < 4 => {
            tick().await?;
        }
        (mut matched_5, matched_6 @ 2..=7) if matched_5 < 8 => {
            return Ok(0_i64 < 3);
        }
        (_, _) => {
            n += n;
        }
    }
    let mut pair_7 = (
        half(
            add(
                n,
                picky(
                    ({
                        n = 7;
                        given.take()
                    })
                    .unwrap_or(inc(n).await?),
                )
                .await
                .unwrap_or(n),
            )
            .await?,
        )
        .await?,
        "def".to_owned(),
    );
    let mut found = pair_7.0;
    let (mut joined_8, mut joined_9) = try_join!(
        program_37_helper(pair_7.1.len() as i64),
        program_37_helper(n)
    )?;
    for count in vec![
        inc({
            n = 9;
            inc(inc(picky(0).await.unwrap_or(n)).await?).await?
        })
        .await?,
        ({
            n = 8;
            given.take()
        })
        .unwrap_or(n),
        n,
    ]
    .into_iter()
    .rev()
    {
        n += count;
    }
    let (mut word, mut other_13) = (
        say(format!(
            "{:?} {:?}",
            pair_7.1,
            pair_7.1.clone()
                + &format!(
                    "{:?} {:?}",
                    n,
                    if joined_8 {
                        Vec::<i64>::new()
                    } else {
                        vec![7_i64, 0, 5]
                    }
                )
        ))
        .await?,
        {
            let mut rounds_11 = 2_i64;
            loop {
                if rounds_11 == 0 {
                    break add(n, n).await?;
                }
                rounds_11 -= 1;
                n += n;
            }
        },
    );
    Ok(n < 5)
}

#[orchestrator(inline)]
async fn program_38_helper(mut n: i64, mut given: Vec<i64>) -> Result<String> {
    match picky(n).await {
        Ok(count) => {
            sleep(Duration::from_millis(1)).await;
        }
        Err(failure) => {
            let name = failure.to_string();
            n += n;
        }
    }
    let mut basket = Basket {
        label: "bc".to_owned() + &say(format!("{:?}", n)).await?,
        count: given.get(0_i64 as usize).copied().unwrap_or(n),
        items: given,
    };
    Ok(format!(
        "{:?} {:?} {:?} {:?}",
        n, basket.label, basket.count, basket.items
    ))
}

#[orchestrator]
async fn program_38(mut n: i64) -> Result<Vec<i64>> {
    let mut pair_1 = (
        !(({
            n = 6;
            picky(add(4, n % 6).await?).await.unwrap_or(n)
        }) < ({
            n = 2;
            n
        })),
        "a".to_owned(),
    );
    let name = match (n, n) {
        (matched_2 @ 2..=7, matched_3) => {
            for count in vec![
                {
                    n = 5;
                    matched_3
                },
                3,
            ] {
                n += count;
            }
            format!("{:?} {:?} {:?}", pair_1.0, Some(1_i64), pair_1.1.clone())
        }
        (matched_5, 0) => {
            for n in vec![n, half(inc(matched_5).await?).await?.unwrap_or(matched_5)] {
                tick().await?;
            }
            "a".to_owned()
        }
        (_, _) => pair_1.1.clone(),
    };
    let (mut done, mut other_7) = (
        match picky(add(None::<i64>.unwrap_or(8), 4).await?).await {
            Ok(count) => pair_1.0,
            Err(failure) => {
                let text = failure.to_string();
                pair_1.0
            }
        },
        pair_1.0,
    );
    match picky({
        let mut rounds_8 = 1_i64;
        loop {
            if rounds_8 == 0 {
                break ({
                    {
                        let mut rounds_11 = 2_i64;
                        while (rounds_11 > 0) && (picky(7).await.unwrap_or(n) == n) {
                            rounds_11 -= 1;
                            tick().await?;
                        }
                    }
                    if {
                        n = 4;
                        done
                    } {
                        7_i64
                    } else {
                        n
                    }
                });
            }
            rounds_8 -= 1;
            n += n;
        }
    })
    .await
    {
        Ok(count) => {
            n += 9;
        }
        Err(failure) => {
            let reply = failure.to_string();
            tick().await?;
        }
    }
    n += n;
    let mut step = n;
    pair_1.1 = say("bc".to_owned()).await?;
    Ok(vec![])
}

#[orchestrator(inline)]
async fn program_39_helper(n: i64) -> Result<String> {
    let mut done = match picky(picky(n).await?).await {
        Ok(step) => {
            let (joined_4, joined_5, joined_6) = join!(
                async {
                    let mut step = {
                        let mut rounds_1 = 2_i64;
                        loop {
                            if rounds_1 == 0 {
                                break 2_i64;
                            }
                            rounds_1 -= 1;
                            tick().await?;
                        }
                    };
                    for total in 0..((Some(4_i64).ok_or_else(|| Failure::new("nothing there"))?
                        - inc(9).await?)
                        % 5)
                    {
                        tick().await?;
                    }
                    Ok::<bool, Failure>(false)
                },
                say("a".to_owned()),
                say("def".to_owned())
            );
            let (mut joined_4, mut joined_5, mut joined_6) = (joined_4?, joined_5?, joined_6?);
            joined_4
        }
        Err(failure) => {
            let name = failure.to_string();
            n < 2
        }
    };
    done = n < 0;
    Ok(format!("{:?} {:?}", n, done))
}

#[orchestrator]
async fn program_39(mut n: i64, given: Option<i64>) -> Result<bool> {
    n = inc({
        n = 7;
        picky(n).await?
    })
    .await?;
    let total = given.unwrap_or(
        add(
            {
                n = 5;
                picky(inc(add(n, n).await?).await?).await?
            },
            given.unwrap_or(3),
        )
        .await?,
    );
    let mut total: i64 = inc(total).await?;
    {
        let mut rounds_7 = 1_i64;
        while (rounds_7 > 0)
            && (match picky(total).await {
                Ok(step) => async { Ok::<bool, Failure>(n < 3) }.await?,
                Err(failure) => {
                    let word = failure.to_string();
                    let seen = Vec::<i64>::new();
                    {
                        let mut rounds_9 = 2_i64;
                        while (rounds_9 > 0)
                            && let Some(count) = given
                        {
                            rounds_9 -= 1;
                            total += n;
                        }
                    }
                    n < 5
                }
            })
        {
            rounds_7 -= 1;
            n += n;
        }
    }
    let best = Some(given.unwrap_or(n));
    let mut last = half({
        total = 1;
        inc(total).await?
    })
    .await?;
    last = half(inc(total % 2).await?).await?;
    let mut ready = total < 8;
    Ok(ready)
}

#[orchestrator]
async fn program_40(n: i64) -> Result<bool> {
    let mut basket = Basket {
        label: "a".to_owned(),
        count: async {
            let lent_1 = &n;
            let later_4;
            if half(n).await?.is_some() {
                let (mut joined_2, mut joined_3) = try_join!(say("a".to_owned()), async {
                    Ok::<String, Failure>(String::new())
                })?;
                later_4 = false;
            } else {
                later_4 = 3_i64 < 8;
            }
            Ok::<i64, Failure>((*lent_1))
        }
        .await?,
        items: vec![0],
    };
    Ok(basket.count < 2)
}

#[orchestrator(inline)]
async fn program_41_helper(n: i64, given: String) -> Result<i64> {
    let mut items = {
        let mut rounds_1 = 1_i64;
        loop {
            if rounds_1 == 0 {
                break async {
                    for count in vec![0_i64, 2, 3].into_iter().rev() {
                        sleep(Duration::from_millis(1)).await;
                    }
                    let even = { n < 4 };
                    Ok::<Vec<i64>, Failure>(vec![n])
                }
                .await?;
            }
            rounds_1 -= 1;
            let mut reply = given.clone();
        }
    };
    Ok(n)
}

#[orchestrator]
async fn program_41(mut n: i64) -> Result<String> {
    let mut word = ({
        let mut rounds_4 = 3_i64;
        loop {
            if rounds_4 == 0 {
                break (if let Some(step) = Some(7_i64) {
                    "def".to_owned()
                } else {
                    async { Ok::<String, Failure>("def".to_owned()) }.await?
                });
            }
            rounds_4 -= 1;
            let (mut joined_6, mut joined_7, mut joined_8, mut joined_9) = try_join!(
                inc(n),
                program_41_helper(
                    Some(9_i64).ok_or_else(|| Failure::new("nothing there"))?,
                    String::new()
                ),
                inc(n),
                picky(n)
            )?;
        }
    }) + &"bc".to_owned();
    let mut word = {
        {
            let mut rounds_11 = 1_i64;
            while (rounds_11 > 0) && (n < 3) {
                rounds_11 -= 1;
                let Some(count) = half(word.len() as i64).await? else {
                    continue;
                };
            }
        }
        word.clone()
    };
    Ok(format!("{:?} {:?}", n, word))
}

#[orchestrator]
async fn program_42(mut n: i64) -> Result<String> {
    let mut reply: String = format!("{:?} {:?}", "a".to_owned(), n);
    {
        let mut rounds_1 = 1_i64;
        while (rounds_1 > 0)
            && ({
                let mut rounds_3 = 1_i64;
                loop {
                    if rounds_3 == 0 {
                        break (match (half(half(n).await?.unwrap_or(n)).await?, n) {
                            (Some(matched_5 @ 2..=4), 2..=7) => false,
                            (Some(1..=7), 1..=6) => true,
                            (_, _) => n < 8,
                        });
                    }
                    rounds_3 -= 1;
                    sleep(Duration::from_millis(1)).await;
                }
            })
        {
            rounds_1 -= 1;
            n += n;
        }
    }
    let mut k = async { Ok::<bool, Failure>(n < 6) }.await?;
    Ok(format!("{:?} {:?} {:?}", n, reply, k))
}

#[orchestrator(inline)]
async fn program_43_helper(mut n: i64) -> Result<String> {
    let (joined_1, joined_2, joined_3, joined_4) = join!(
        async { Ok::<Vec<i64>, Failure>(vec![]) },
        async { Ok::<Option<i64>, Failure>(half(6).await?) },
        async { Ok::<Option<i64>, Failure>(Some(1)) },
        half(n)
    );
    let (mut joined_1, mut joined_2, mut joined_3, mut joined_4) =
        (joined_1?, joined_2?, joined_3?, joined_4?);
    let mut half_of: Option<i64> = joined_1.pop();
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?} {:?}",
        n, joined_1, joined_2, joined_3, joined_4, half_of
    ))
}

#[orchestrator]
async fn program_43(n: i64) -> Result<i64> {
    let (mut word, mut other_6) = (
        {
            async {
                Ok::<String, Failure>(if is_even(n).await? {
                    return Err(Failure::new("given up"));
                } else if let Some(total) = half(2).await? {
                    "bc".to_owned()
                } else {
                    "def".to_owned()
                })
            }
            .await?
        },
        vec![4_i64, 5],
    );
    let (mut count, mut other_7) = (other_6.pop().unwrap_or(picky(7).await?), n);
    let mut ready = { false };
    other_6[(count % 2) as usize] += ({
        other_7 = 7;
        half(inc(7).await? * other_7).await?
    })
    .unwrap_or({
        count = 4;
        other_7 % 2
    });
    Ok(other_7)
}

#[orchestrator]
async fn program_44(mut n: i64, given: Option<i64>) -> Result<String> {
    let reply: String = async {
        match (n, half(n).await?) {
            (4, None) => {
                let (joined_1, joined_2, joined_3, joined_4) = join!(
                    async { Ok::<Option<i64>, Failure>(given) },
                    async { Ok::<String, Failure>(String::new()) },
                    async { Ok::<i64, Failure>(n) },
                    async { Ok::<i64, Failure>(2) }
                );
                let (mut joined_1, mut joined_2, mut joined_3, mut joined_4) =
                    (joined_1?, joined_2?, joined_3?, joined_4?);
            }
            (1..=7, Some(mut matched_5)) => {
                matched_5 += matched_5;
            }
            (_, _) => {
                sleep(Duration::from_millis(1)).await;
            }
        }
        Ok::<String, Failure>(String::new())
    }
    .await?;
    {
        n += n;
    }
    match picky(n).await {
        Ok(n) => {
            tick().await?;
        }
        Err(failure) => {
            let name = failure.to_string();
            n += n;
        }
    }
    match picky(n).await {
        Ok(n) => {
            tick().await?;
        }
        Err(failure) => {
            let text = failure.to_string();
            for total in list(n % 4).await? {
                n += total;
            }
        }
    }
    let lent_8 = &reply;
    Ok(format!("{:?} {:?} {:?} {:?}", n, given, reply, (*lent_8)))
}

#[orchestrator]
async fn program_45(n: i64) -> Result<i64> {
    let later_8;
    if {
        let seen = if let Some(count) = half(n).await? {
            let mut count: i64 = {
                let mut rounds_1 = 1_i64;
                loop {
                    if rounds_1 == 0 {
                        break count;
                    }
                    rounds_1 -= 1;
                    tick().await?;
                }
            };
            list(count % 4).await?
        } else {
            let later_7;
            if n < 4 {
                later_7 = add(7, n).await?;
            } else {
                let lent_3 = &n;
                {
                    let mut rounds_4 = 1_i64;
                    while (rounds_4 > 0) && (true || (7_i64 < 2)) {
                        rounds_4 -= 1;
                        let later_6;
                        if (*lent_3) < 2 {
                            later_6 = (*lent_3);
                        } else {
                            later_6 = (*lent_3);
                        }
                    }
                }
                later_7 = 4_i64;
            }
            vec![1_i64]
        };
        n < 0
    } {
        later_8 = false;
    } else {
        later_8 = n < 8;
    }
    {
        let mut rounds_9 = 2_i64;
        while (rounds_9 > 0)
            && let Some(step) = ({
                match half(n).await? {
                    Some(3) => {
                        sleep(Duration::from_millis(1)).await;
                    }
                    Some(2..=5) => {
                        tick().await?;
                    }
                    _ => {
                        sleep(Duration::from_millis(1)).await;
                    }
                }
                Some(4_i64)
            })
        {
            rounds_9 -= 1;
            tick().await?;
        }
    }
    let total: i64 = match picky({
        let ready = half(n).await?.is_some();
        add(n, {
            let mut step = half(n)
                .await?
                .ok_or_else(|| Failure::new("nothing there"))?;
            half(step).await?.unwrap_or(step)
        })
        .await?
    })
    .await
    {
        Ok(count) => count,
        Err(failure) => {
            let word = failure.to_string();
            n
        }
    };
    match picky(n).await {
        Ok(count) => {
            let mut rounds_12 = 2_i64;
            while (rounds_12 > 0)
                && let Some(step) = ({
                    let mut rounds_14 = 2_i64;
                    loop {
                        if rounds_14 == 0 {
                            break Some(6_i64);
                        }
                        rounds_14 -= 1;
                        let found = if later_8 {
                            for n in 2..(0_i64 % 5) {
                                tick().await?;
                            }
                            { half(n).await? }
                        } else if match picky(5).await {
                            Ok(count) => later_8,
                            Err(failure) => {
                                let reply = failure.to_string();
                                later_8
                            }
                        } {
                            half(total).await?
                        } else if let Some(step) = None::<i64> {
                            Some(7_i64)
                        } else {
                            None::<i64>
                        };
                    }
                })
            {
                rounds_12 -= 1;
                let k = later_8;
                if ({
                    let word = match picky(step).await {
                        Ok(step) => "def".to_owned(),
                        Err(failure) => {
                            let word = failure.to_string();
                            word.clone()
                        }
                    };
                    total == step
                }) || (step < 7)
                {
                    continue;
                } else if let Some(n) = Some(5_i64) {
                    break;
                }
            }
        }
        Err(failure) => {
            let text = failure.to_string();
            sleep(Duration::from_millis(1)).await;
        }
    }
    let k = (half(total).await?.is_some() && later_8) || Some(5_i64).is_some();
    let (mut queue, mut other_18) = (
        list((picky(total).await.unwrap_or(7) % 2) % 4).await?,
        async {
            Ok::<i64, Failure>(match picky(None::<i64>.unwrap_or(7)).await {
                Ok(n) => total,
                Err(failure) => {
                    let reply = failure.to_string();
                    n
                }
            })
        }
        .await?,
    );
    Ok(other_18)
}

#[orchestrator(inline)]
async fn program_46_helper(mut n: i64) -> Result<Vec<i64>> {
    if let Some(n) = Some(1_i64)
        && (n < 5)
    {
        tick().await?;
    } else if n < 5 {
        return Ok(vec![7, 0, 3]);
    } else {
        n += n;
    }
    for n in 2..(n % 5) {
        let mut text = {
            {
                let mut rounds_2 = 3_i64;
                while (rounds_2 > 0)
                    && let Some(count) = async { Ok::<Option<i64>, Failure>(None) }.await?
                {
                    rounds_2 -= 1;
                    if let Some(total) = None::<i64> {
                        tick().await?;
                    }
                }
            }
            "def".to_owned()
        };
    }
    let k: bool = {
        let mut rounds_4 = 2_i64;
        loop {
            if rounds_4 == 0 {
                break ((4_i64 == add(4, n).await?) && (n < 7));
            }
            rounds_4 -= 1;
            n += n;
        }
    };
    Ok(vec![1, 4, 9])
}

#[orchestrator]
async fn program_46(mut n: i64) -> Result<String> {
    let later_9;
    if 1_i64 < 3 {
        later_9 = match picky(n).await {
            Ok(step) => {
                n = match picky(inc(half(n).await?.unwrap_or(n)).await?).await {
                    Ok(step) => n,
                    Err(failure) => {
                        let name = failure.to_string();
                        n
                    }
                };
                let mut found = Some(4_i64);
                match (None::<i64>, Some(1_i64)) {
                    (Some(mut matched_6), None) => matched_6,
                    (Some(matched_7 @ 2..=4), Some(5)) => step,
                    (_, _) => n,
                }
            }
            Err(failure) => {
                let reply = failure.to_string();
                let mut pair_8 = (picky(n).await.unwrap_or(n) < n, None::<i64>);
                n
            }
        };
    } else {
        later_9 = n;
    }
    let mut pair_10 = (
        format!(
            "{:?} {:?}",
            {
                n = 1;
                n < 6
            },
            {
                n = 4;
                Some(4_i64)
            }
        ),
        half(n)
            .await?
            .ok_or_else(|| Failure::new("nothing there"))?,
    );
    let (joined_13, joined_14) = join!(half(n), async {
        let (joined_11, joined_12) = join!(program_46_helper(later_9), async {
            let mut name = say(say(pair_10.0.clone()).await?).await?;
            match picky(inc(inc(half(n).await?.unwrap_or(n)).await?).await?).await {
                Ok(step) => {
                    tick().await?;
                }
                Err(failure) => {
                    let name = failure.to_string();
                    sleep(Duration::from_millis(1)).await;
                }
            }
            Ok::<bool, Failure>(2_i64 < 5)
        });
        let (mut joined_11, mut joined_12) = (joined_11?, joined_12?);
        Ok::<Vec<i64>, Failure>(joined_11.clone())
    });
    let (mut joined_13, mut joined_14) = (joined_13?, joined_14?);
    let reply =
        say((({ "a".to_owned() }) + &say(pair_10.0.clone()).await?) + &String::new()).await?;
    let mut reply: String = format!("{:?} {:?}", pair_10.1, reply);
    if !(later_9 < 1) {
        return Ok("a".to_owned());
    } else {
        tick().await?;
    }
    n += later_9;
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        n, later_9, pair_10.0, pair_10.1, joined_13, joined_14, reply
    ))
}

#[orchestrator]
async fn program_47(n: i64, mut given: String) -> Result<bool> {
    if is_even(
        half(inc(inc(add(n + n, n).await?).await?).await?)
            .await?
            .unwrap_or(n),
    )
    .await?
    {
        tick().await?;
    } else {
        tick().await?;
    }
    for n in 2..(n % 5) {
        tick().await?;
    }
    {
        let mut rounds_2 = 2_i64;
        while (rounds_2 > 0)
            && let Some(n) = half(n).await?
        {
            rounds_2 -= 1;
            sleep(Duration::from_millis(1)).await;
        }
    }
    for total in vec![
        n,
        picky({
            given += &String::new();
            add(
                {
                    let mut step: i64 = if 4_i64 == n {
                        n
                    } else if let Some(n) = half(n).await? {
                        5_i64
                    } else {
                        n
                    };
                    given.len() as i64
                },
                n,
            )
            .await?
        })
        .await?,
        n,
    ]
    .into_iter()
    .rev()
    {
        tick().await?;
    }
    tick().await?;
    sleep(Duration::from_millis(1)).await;
    given = say(format!("{:?} {:?}", n, n)).await?;
    let (joined_5, joined_6) = join!(say(say(say(format!("{:?}", given)).await?).await?), async {
        let mut found = half(picky(add(n, 7).await?).await?).await?;
        Ok::<i64, Failure>(4)
    });
    let (mut joined_5, mut joined_6) = (joined_5?, joined_6?);
    Ok(n < 7)
}

#[orchestrator(inline)]
async fn program_48_helper(n: i64, mut given: Option<i64>) -> Result<String> {
    let mut basket = Basket {
        label: say((String::new() + &"def".to_owned()) + &"def".to_owned()).await?,
        count: add(n, n).await?,
        items: vec![],
    };
    basket.items = list(
        half({
            {
                tick().await?;
            }
            basket.count
        })
        .await?
        .unwrap_or({
            basket.count = 2;
            add(picky(4).await?, 5).await?
        }) % 4,
    )
    .await?;
    basket.items[(n % 2) as usize] += given.ok_or_else(|| Failure::new("nothing there"))?;
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?}",
        n, given, basket.label, basket.count, basket.items
    ))
}

#[orchestrator]
async fn program_48(n: i64) -> Result<String> {
    let n = {
        let mut rounds_3 = 3_i64;
        loop {
            if rounds_3 == 0 {
                break n;
            }
            rounds_3 -= 1;
            match picky(
                ({
                    let mut done = n < 7;
                    n
                }) + n,
            )
            .await
            {
                Ok(n) => {
                    tick().await?;
                }
                Err(failure) => {
                    let text = failure.to_string();
                    tick().await?;
                }
            }
        }
    };
    Ok(format!("{:?}", n))
}

#[orchestrator]
async fn program_49(mut n: i64) -> Result<String> {
    match (
        match inc(match picky(n).await {
            Ok(count) => {
                let mut queue: Vec<i64> = match picky(inc(3).await?).await {
                    Ok(total) => Vec::<i64>::new(),
                    Err(failure) => {
                        let reply = failure.to_string();
                        vec![6_i64, 5, 3]
                    }
                };
                n
            }
            Err(failure) => {
                let reply = failure.to_string();
                n
            }
        })
        .await?
        {
            0 => n,
            mut matched_1 if n < 2 => n,
            _ => n,
        },
        half(n).await?,
    ) {
        (matched_2, None) if n < 0 => {
            sleep(Duration::from_millis(1)).await;
        }
        (matched_3 @ 2..=3, Some(matched_4)) if 6_i64 < 9 => {
            n += n;
        }
        (_, _) => {
            tick().await?;
        }
    }
    for count in vec![n] {
        tick().await?;
    }
    Ok(format!("{:?}", n))
}

#[orchestrator]
async fn program_50(n: i64) -> Result<String> {
    let mut count = async {
        let mut k: bool = n < 5;
        let (joined_1, joined_2, joined_3) = join!(
            async { Ok::<i64, Failure>(n) },
            say("a".to_owned()),
            half(n)
        );
        let (mut joined_1, mut joined_2, mut joined_3) = (joined_1?, joined_2?, joined_3?);
        Ok::<i64, Failure>(joined_1)
    }
    .await?;
    let mut total = n;
    let mut word: String = "def".to_owned();
    Ok(format!("{:?} {:?} {:?} {:?}", n, count, total, word))
}

#[orchestrator]
async fn program_51(mut n: i64) -> Result<String> {
    let mut name: String = say(say({
        n = 9;
        "def".to_owned() + &format!("{:?} {:?} {:?}", n, n, vec![9_i64, 6, 5])
    })
    .await?)
    .await?;
    for mut total in 0..(n % 5) {
        total = total;
        let later_2;
        if ({
            n = 8;
            (4_i64 % 6) < n
        }) || Some(9_i64).is_some()
        {
            later_2 = total < 1;
        } else {
            later_2 = total < 5;
        }
    }
    let mut text = format!("{:?} {:?} {:?}", n, half(n).await?, Vec::<i64>::new());
    if (n < 7) && (!(n < 3)) {
        tick().await?;
    }
    Ok(format!("{:?} {:?} {:?}", n, name, text))
}

#[orchestrator(inline)]
async fn program_52_helper(mut n: i64) -> Result<String> {
    n += n;
    let mut pair_3 = (
        match half(n).await? {
            None if n < 0 => {
                let mut pair_2 = (
                    3_i64,
                    async {
                        sleep(Duration::from_millis(1)).await;
                        let lent_1 = &n;
                        Ok::<Option<i64>, Failure>(None)
                    }
                    .await?,
                );
                pair_2.0 = match picky(2).await {
                    Ok(total) => {
                        let mut seen = vec![2_i64, 9];
                        match picky(add(pair_2.0, n).await?).await {
                            Ok(step) => {
                                pair_2.0 += pair_2.0;
                            }
                            Err(failure) => {
                                let name = failure.to_string();
                                tick().await?;
                            }
                        }
                        async { Ok::<i64, Failure>(pair_2.0) }.await?
                    }
                    Err(failure) => {
                        let text = failure.to_string();
                        let mut total = n;
                        total
                    }
                };
                return Ok("a".to_owned());
            }
            None => {
                return Err(Failure::new("given up"));
            }
            _ => "def".to_owned(),
        },
        vec![5_i64, 7],
    );
    let mut items = pair_3.1.clone();
    Ok(format!("{:?} {:?} {:?} {:?}", n, pair_3.0, pair_3.1, items))
}

#[orchestrator]
async fn program_52(mut n: i64, given: i64) -> Result<Vec<i64>> {
    tick().await?;
    let mut n = 9_i64;
    let (mut count, mut other_6) = (given, {
        let mut rounds_4 = 1_i64;
        loop {
            if rounds_4 == 0 {
                break ({
                    let text = String::new();
                    text.clone()
                });
            }
            rounds_4 -= 1;
            n += 7;
        }
    });
    let reply = {
        let mut text = other_6.clone();
        text.clone()
    };
    count = (picky(inc(5_i64 % 2).await?).await?
        + inc(half(n)
            .await?
            .ok_or_else(|| Failure::new("nothing there"))?
            % 4)
        .await?)
        % 6;
    Ok(vec![3, 5, 6])
}

#[orchestrator]
async fn program_53(n: i64, given: i64) -> Result<bool> {
    let (mut n, mut other_1) = (given, list(half(n % 6).await?.unwrap_or(8) % 4).await?);
    tick().await?;
    let later_2;
    if (9_i64 < 1) || (given < 8) {
        later_2 = Some(0_i64);
    } else {
        later_2 = Some(0_i64);
    }
    n += given;
    other_1.push(
        match {
            n = 4;
            1_i64
        } {
            0..=5 => {
                let mut text: String = say(say(say("a".to_owned()).await?).await?).await?;
                given
            }
            matched_3 if n < 8 => given,
            _ => given,
        },
    );
    let (mut joined_8, mut joined_9) = try_join!(picky(7), async {
        {
            let mut rounds_4 = 2_i64;
            while (rounds_4 > 0) && true {
                rounds_4 -= 1;
                sleep(Duration::from_millis(1)).await;
            }
        }
        Ok::<i64, Failure>(
            match {
                let mut k = n < 4;
                n
            } {
                matched_6 if n < 2 => inc(given).await?,
                matched_7 if n < 4 => 7_i64,
                _ => inc(inc(n).await?).await?,
            },
        )
    })?;
    Ok(joined_9 < 1)
}

#[orchestrator(inline)]
async fn program_54_helper(mut n: i64) -> Result<String> {
    let Some(n) = ({
        let mut basket = Basket {
            label: "def".to_owned(),
            count: n,
            items: vec![inc(n).await?, {
                n = 5;
                Some(7_i64).ok_or_else(|| Failure::new("nothing there"))?
            }],
        };
        Some(3_i64)
    }) else {
        return Ok("a".to_owned());
    };
    let mut pair_2 = ({ format!("{:?}", n) }, add(inc(9).await?, n).await?);
    Ok(format!("{:?} {:?} {:?}", n, pair_2.0, pair_2.1))
}

#[orchestrator]
async fn program_54(n: i64) -> Result<Option<i64>> {
    let later_3;
    if (!(((0_i64 < 0) && (5_i64 < 6)) && true)) && true {
        later_3 = n;
    } else {
        later_3 = n;
    }
    let mut step = {
        {
            let mut word = {
                let mut rounds_4 = 2_i64;
                loop {
                    if rounds_4 == 0 {
                        break "bc".to_owned();
                    }
                    rounds_4 -= 1;
                    match (
                        {
                            let queue = Vec::<i64>::new();
                            n
                        },
                        half(6).await?,
                    ) {
                        (matched_6, Some(2 | 5)) if matched_6 < 8 => {
                            tick().await?;
                        }
                        (_, Some(_)) if later_3 < 6 => {
                            tick().await?;
                        }
                        (_, _) => {
                            tick().await?;
                        }
                    }
                }
            };
            match n {
                4 => n,
                matched_7 if later_3 < 2 => matched_7,
                _ => {
                    for step in vec![n, 3] {
                        sleep(Duration::from_millis(1)).await;
                    }
                    match later_3 {
                        1 | 5 => n,
                        _ if later_3 < 6 => later_3,
                        _ => 8_i64,
                    }
                }
            }
        }
    };
    let step: i64 = inc(n).await?;
    let mut name = format!(
        "{:?} {:?}",
        format!(
            "{:?} {:?}",
            half(inc(step).await?).await?,
            list(Some(n).unwrap_or(picky(step).await.unwrap_or(step)) % 4).await?
        ),
        n
    );
    if let Some(step) = half(1).await? {
        let mut seen: Vec<i64> =
            match picky(inc(add(inc(n).await? - step, name.len() as i64).await?).await?).await {
                Ok(count) => Vec::<i64>::new(),
                Err(failure) => {
                    let reply = failure.to_string();
                    vec![7_i64]
                }
            };
        return Ok(half(7).await?);
    }
    let mut basket = Basket {
        label: {
            let mut rounds_9 = 3_i64;
            loop {
                if rounds_9 == 0 {
                    break format!(
                        "{:?}",
                        half(step).await?.unwrap_or({
                            let mut count = later_3;
                            half(later_3).await?.unwrap_or(step)
                        })
                    );
                }
                rounds_9 -= 1;
                let count: i64 = inc(inc(9).await?).await?;
            }
        },
        count: later_3,
        items: vec![],
    };
    sleep(Duration::from_millis(1)).await;
    Ok(None)
}

#[orchestrator(inline)]
async fn program_55_helper(n: i64) -> Result<String> {
    let (mut joined_3, mut joined_4, mut joined_5) = try_join!(
        say({
            let mut rounds_1 = 3_i64;
            loop {
                if rounds_1 == 0 {
                    break (if let Some(step) = Some(n) {
                        "def".to_owned()
                    } else {
                        "bc".to_owned()
                    });
                }
                rounds_1 -= 1;
                sleep(Duration::from_millis(1)).await;
            }
        }),
        half(n),
        async { Ok::<i64, Failure>(n) }
    )?;
    let rest: Vec<i64> = vec![1];
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?}",
        n, joined_3, joined_4, joined_5, rest
    ))
}

#[orchestrator]
async fn program_55(mut n: i64) -> Result<Vec<i64>> {
    let (joined_6, joined_7, joined_8, joined_9) = join!(
        program_55_helper({
            let mut n = add(inc(inc(add(n, n).await?).await? * 0).await?, {
                let mut word = program_55_helper(n).await?;
                half(n).await?.unwrap_or(7)
            })
            .await?;
            n
        }),
        async { Ok::<i64, Failure>(6) },
        async { Ok::<Option<i64>, Failure>(half(3).await?) },
        say("a".to_owned())
    );
    let (mut joined_6, mut joined_7, mut joined_8, mut joined_9) =
        (joined_6?, joined_7?, joined_8?, joined_9?);
    let mut count = {
        let mut rounds_10 = 3_i64;
        loop {
            if rounds_10 == 0 {
                break ({
                    let mut rounds_12 = 1_i64;
                    loop {
                        if rounds_12 == 0 {
                            break inc(1).await?;
                        }
                        rounds_12 -= 1;
                        sleep(Duration::from_millis(1)).await;
                    }
                });
            }
            rounds_10 -= 1;
            n += joined_7;
        }
    };
    match joined_8 {
        Some(4) => {
            let Some(count) = joined_8.take() else {
                let mut last = joined_8.take();
                joined_9 += &joined_6.clone();
                return Ok(vec![0]);
            };
            {
                let k = ({
                    let mut rounds_14 = 3_i64;
                    loop {
                        if rounds_14 == 0 {
                            break count;
                        }
                        rounds_14 -= 1;
                        sleep(Duration::from_millis(1)).await;
                    }
                }) < ({
                    n = 9;
                    6_i64
                });
            }
        }
        Some(matched_16) if joined_7 < 6 => {
            tick().await?;
        }
        _ => {
            tick().await?;
        }
    }
    n = 5;
    {
        let mut rounds_17 = 3_i64;
        while (rounds_17 > 0)
            && ('block_19: {
                let mut pair_24 = (
                    {
                        let mut rounds_20 = 1_i64;
                        loop {
                            if rounds_20 == 0 {
                                break (match {
                                    count = 5;
                                    inc(joined_7).await?
                                } {
                                    matched_22 @ 0..=5 => joined_9.clone(),
                                    mut matched_23 if 6_i64 < 0 => {
                                        break 'block_19 (matched_23 < 5);
                                    }
                                    _ => {
                                        if let Some(total) = half(7).await? {
                                            sleep(Duration::from_millis(1)).await;
                                        } else if joined_7 < 0 {
                                            tick().await?;
                                        }
                                        joined_9.clone()
                                    }
                                });
                            }
                            rounds_20 -= 1;
                            n += joined_7;
                        }
                    },
                    count,
                );
                count < 1
            })
        {
            rounds_17 -= 1;
            tick().await?;
        }
    }
    let word: String = match (
        half(inc(n).await?)
            .await?
            .ok_or_else(|| Failure::new("nothing there"))?,
        Some(n),
    ) {
        (matched_25, Some(0..=4)) => joined_6,
        (2 | 4, Some(1)) => joined_9,
        (_, _) => joined_6.clone(),
    };
    tick().await?;
    sleep(Duration::from_millis(1)).await;
    Ok(vec![])
}

#[orchestrator]
async fn program_56(n: i64) -> Result<Option<i64>> {
    let mut basket = Basket {
        label: {
            let mut rounds_1 = 2_i64;
            loop {
                if rounds_1 == 0 {
                    break "a".to_owned();
                }
                rounds_1 -= 1;
                let mut total = {
                    let mut rounds_3 = 3_i64;
                    loop {
                        if rounds_3 == 0 {
                            break n;
                        }
                        rounds_3 -= 1;
                        sleep(Duration::from_millis(1)).await;
                    }
                };
            }
        },
        count: inc(add(inc(add(n, n).await?).await?, n).await?).await?,
        items: vec![5],
    };
    Ok(None)
}

#[orchestrator(inline)]
async fn program_57_helper(mut n: i64, mut given: i64) -> Result<bool> {
    let mut found = {
        let (joined_1, joined_2) = join!(
            async {
                {
                    sleep(Duration::from_millis(1)).await;
                }
                Ok::<String, Failure>(String::new() + &"a".to_owned())
            },
            async { Ok::<Option<i64>, Failure>(Some(8)) }
        );
        let (mut joined_1, mut joined_2) = (joined_1?, joined_2?);
        joined_2
    };
    match (
        {
            given = 3;
            found
        },
        async { Ok::<i64, Failure>(inc(inc(given).await?).await?) }.await?,
    ) {
        (Some(_), matched_3) => {
            let n = {
                let mut rounds_4 = 3_i64;
                loop {
                    if rounds_4 == 0 {
                        break matched_3;
                    }
                    rounds_4 -= 1;
                    let mut found = found;
                }
            };
        }
        (Some(matched_6), 2 | 5) => {
            n += n;
        }
        (_, _) => {
            given += given;
        }
    }
    n += if !(n < 1) { given } else { n };
    Ok(given < 3)
}

#[orchestrator]
async fn program_57(mut n: i64) -> Result<String> {
    let mut basket = Basket {
        label: "bc".to_owned(),
        count: match picky(n).await {
            Ok(total) => {
                sleep(Duration::from_millis(1)).await;
                match add(total, inc(Some(1_i64).unwrap_or(5)).await?).await? {
                    matched_7 if n < 3 => {
                        {
                            let mut rounds_8 = 3_i64;
                            while (rounds_8 > 0)
                                && let Some(step) = None::<i64>
                            {
                                rounds_8 -= 1;
                                n += matched_7;
                            }
                        }
                        matched_7
                    }
                    mut matched_10 if matched_10 < 0 => n,
                    _ => 9_i64,
                }
            }
            Err(failure) => {
                let text = failure.to_string();
                n
            }
        },
        items: vec![4],
    };
    let mut last = Some(8_i64);
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?}",
        n, basket.label, basket.count, basket.items, last
    ))
}

#[orchestrator]
async fn program_58(n: i64) -> Result<String> {
    let mut ready = n == n;
    let (mut joined_3, mut joined_4, mut joined_5) = try_join!(
        inc(
            match picky({
                let mut rounds_1 = 3_i64;
                loop {
                    if rounds_1 == 0 {
                        break inc(add(8, 5).await?).await?;
                    }
                    rounds_1 -= 1;
                    tick().await?;
                }
            })
            .await
            {
                Ok(count) => {
                    n
                }
                Err(failure) => {
                    let reply = failure.to_string();
                    n
                }
            }
        ),
        async { Ok::<String, Failure>("def".to_owned()) },
        async { Ok::<String, Failure>("a".to_owned()) }
    )?;
    let k: bool = !(match picky(Some(inc(joined_3).await?).unwrap_or(joined_3)).await {
        Ok(n) => {
            let lent_6 = &joined_3;
            ready && ready
        }
        Err(failure) => {
            let reply = failure.to_string();
            async { Ok::<bool, Failure>(ready) }.await?
        }
    });
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?} {:?}",
        n, ready, joined_3, joined_4, joined_5, k
    ))
}

#[orchestrator(inline)]
async fn program_59_helper(mut n: i64) -> Result<Option<i64>> {
    let lent_1 = &n;
    match picky(
        half(8)
            .await?
            .ok_or_else(|| Failure::new("nothing there"))?,
    )
    .await
    {
        Ok(total) => {
            let mut name: String = async {
                let (joined_2, joined_3) = join!(
                    half({
                        let mut count = (*lent_1);
                        5_i64
                    }),
                    half(add(n, n).await?)
                );
                let (mut joined_2, mut joined_3) = (joined_2?, joined_3?);
                Ok::<String, Failure>("bc".to_owned())
            }
            .await?;
        }
        Err(failure) => {
            let name = failure.to_string();
            let mut name: String = match picky(inc((*lent_1)).await?).await {
                Ok(n) => {
                    let mut rounds_4 = 1_i64;
                    loop {
                        if rounds_4 == 0 {
                            break name.clone();
                        }
                        rounds_4 -= 1;
                        sleep(Duration::from_millis(1)).await;
                    }
                }
                Err(failure) => {
                    let word = failure.to_string();
                    for step in vec![4_i64] {
                        tick().await?;
                    }
                    word
                }
            };
        }
    }
    Ok(half(9).await?)
}

#[orchestrator]
async fn program_59(n: i64) -> Result<Vec<i64>> {
    let count: i64 = 6;
    if let Some(count) = ({
        let mut count = picky(
            half(count)
                .await?
                .ok_or_else(|| Failure::new("nothing there"))?,
        )
        .await
        .unwrap_or(count);
        Some(1_i64)
    }) {
        return Ok(vec![6, 6]);
    }
    let mut done = n < inc(n).await?;
    let mut even = match picky(
        inc(half(count)
            .await?
            .ok_or_else(|| Failure::new("nothing there"))?)
        .await?,
    )
    .await
    {
        Ok(total) => total < count,
        Err(failure) => {
            let word = failure.to_string();
            n < 9
        }
    };
    Ok(vec![])
}

#[test]
fn program_0_does_what_it_says() {
    durable_tests::programs::check(SEED, 0, [program_0(5), program_0(8)]);
}

#[test]
fn program_1_does_what_it_says() {
    durable_tests::programs::check(SEED, 1, [program_1(4), program_1(0)]);
}

#[test]
fn program_2_does_what_it_says() {
    durable_tests::programs::check(SEED, 2, [program_2(0, 2), program_2(7, 8)]);
}

#[test]
fn program_3_does_what_it_says() {
    durable_tests::programs::check(SEED, 3, [program_3(7, 8), program_3(0, 1)]);
}

#[test]
fn program_4_does_what_it_says() {
    durable_tests::programs::check(SEED, 4, [program_4(0), program_4(4)]);
}

#[test]
fn program_5_does_what_it_says() {
    durable_tests::programs::check(SEED, 5, [program_5(4), program_5(3)]);
}

#[test]
fn program_6_does_what_it_says() {
    durable_tests::programs::check(SEED, 6, [program_6(4), program_6(6)]);
}

#[test]
fn program_7_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        7,
        [program_7(5, String::new()), program_7(7, "bc".to_owned())],
    );
}

#[test]
fn program_8_does_what_it_says() {
    durable_tests::programs::check(SEED, 8, [program_8(7, 0), program_8(2, 9)]);
}

#[test]
fn program_9_does_what_it_says() {
    durable_tests::programs::check(SEED, 9, [program_9(2, None), program_9(4, Some(9))]);
}

#[test]
fn program_10_does_what_it_says() {
    durable_tests::programs::check(SEED, 10, [program_10(0), program_10(9)]);
}

#[test]
fn program_11_does_what_it_says() {
    durable_tests::programs::check(SEED, 11, [program_11(5), program_11(2)]);
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
        [program_13(4, vec![9]), program_13(3, vec![0, 0])],
    );
}

#[test]
fn program_14_does_what_it_says() {
    durable_tests::programs::check(SEED, 14, [program_14(6), program_14(3)]);
}

#[test]
fn program_15_does_what_it_says() {
    durable_tests::programs::check(SEED, 15, [program_15(7), program_15(8)]);
}

#[test]
fn program_16_does_what_it_says() {
    durable_tests::programs::check(SEED, 16, [program_16(7, 0), program_16(3, 5)]);
}

#[test]
fn program_17_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        17,
        [program_17(4, vec![6, 7, 1]), program_17(4, vec![6, 5, 3])],
    );
}

#[test]
fn program_18_does_what_it_says() {
    durable_tests::programs::check(SEED, 18, [program_18(6, Some(1)), program_18(5, Some(8))]);
}

#[test]
fn program_19_does_what_it_says() {
    durable_tests::programs::check(SEED, 19, [program_19(8), program_19(5)]);
}

#[test]
fn program_20_does_what_it_says() {
    durable_tests::programs::check(SEED, 20, [program_20(1), program_20(7)]);
}

#[test]
fn program_21_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        21,
        [program_21(3, String::new()), program_21(2, "a".to_owned())],
    );
}

#[test]
fn program_22_does_what_it_says() {
    durable_tests::programs::check(SEED, 22, [program_22(2), program_22(4)]);
}

#[test]
fn program_23_does_what_it_says() {
    durable_tests::programs::check(SEED, 23, [program_23(1, Some(2)), program_23(4, Some(9))]);
}

#[test]
fn program_24_does_what_it_says() {
    durable_tests::programs::check(SEED, 24, [program_24(8), program_24(5)]);
}

#[test]
fn program_25_does_what_it_says() {
    durable_tests::programs::check(SEED, 25, [program_25(8, 4), program_25(4, 1)]);
}

#[test]
fn program_26_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        26,
        [
            program_26(8, "bc".to_owned()),
            program_26(7, "bc".to_owned()),
        ],
    );
}

#[test]
fn program_27_does_what_it_says() {
    durable_tests::programs::check(SEED, 27, [program_27(7), program_27(9)]);
}

#[test]
fn program_28_does_what_it_says() {
    durable_tests::programs::check(SEED, 28, [program_28(7, None), program_28(6, None)]);
}

#[test]
fn program_29_does_what_it_says() {
    durable_tests::programs::check(SEED, 29, [program_29(9), program_29(1)]);
}

#[test]
fn program_30_does_what_it_says() {
    durable_tests::programs::check(SEED, 30, [program_30(3), program_30(7)]);
}

#[test]
fn program_31_does_what_it_says() {
    durable_tests::programs::check(SEED, 31, [program_31(4), program_31(8)]);
}

#[test]
fn program_32_does_what_it_says() {
    durable_tests::programs::check(SEED, 32, [program_32(5), program_32(7)]);
}

#[test]
fn program_33_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        33,
        [program_33(0, vec![6, 5, 2]), program_33(2, vec![3, 3])],
    );
}

#[test]
fn program_34_does_what_it_says() {
    durable_tests::programs::check(SEED, 34, [program_34(0, vec![]), program_34(0, vec![1, 9])]);
}

#[test]
fn program_35_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        35,
        [
            program_35(7, "def".to_owned()),
            program_35(0, String::new()),
        ],
    );
}

#[test]
fn program_36_does_what_it_says() {
    durable_tests::programs::check(SEED, 36, [program_36(7, Some(0)), program_36(1, None)]);
}

#[test]
fn program_37_does_what_it_says() {
    durable_tests::programs::check(SEED, 37, [program_37(9, Some(9)), program_37(4, Some(9))]);
}

#[test]
fn program_38_does_what_it_says() {
    durable_tests::programs::check(SEED, 38, [program_38(0), program_38(4)]);
}

#[test]
fn program_39_does_what_it_says() {
    durable_tests::programs::check(SEED, 39, [program_39(9, None), program_39(5, Some(3))]);
}

#[test]
fn program_40_does_what_it_says() {
    durable_tests::programs::check(SEED, 40, [program_40(4), program_40(6)]);
}

#[test]
fn program_41_does_what_it_says() {
    durable_tests::programs::check(SEED, 41, [program_41(2), program_41(5)]);
}

#[test]
fn program_42_does_what_it_says() {
    durable_tests::programs::check(SEED, 42, [program_42(0), program_42(6)]);
}

#[test]
fn program_43_does_what_it_says() {
    durable_tests::programs::check(SEED, 43, [program_43(9), program_43(4)]);
}

#[test]
fn program_44_does_what_it_says() {
    durable_tests::programs::check(SEED, 44, [program_44(7, None), program_44(3, Some(1))]);
}

#[test]
fn program_45_does_what_it_says() {
    durable_tests::programs::check(SEED, 45, [program_45(8), program_45(5)]);
}

#[test]
fn program_46_does_what_it_says() {
    durable_tests::programs::check(SEED, 46, [program_46(8), program_46(4)]);
}

#[test]
fn program_47_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        47,
        [
            program_47(1, "def".to_owned()),
            program_47(4, "bc".to_owned()),
        ],
    );
}

#[test]
fn program_48_does_what_it_says() {
    durable_tests::programs::check(SEED, 48, [program_48(2), program_48(9)]);
}

#[test]
fn program_49_does_what_it_says() {
    durable_tests::programs::check(SEED, 49, [program_49(1), program_49(9)]);
}

#[test]
fn program_50_does_what_it_says() {
    durable_tests::programs::check(SEED, 50, [program_50(4), program_50(5)]);
}

#[test]
fn program_51_does_what_it_says() {
    durable_tests::programs::check(SEED, 51, [program_51(7), program_51(5)]);
}

#[test]
fn program_52_does_what_it_says() {
    durable_tests::programs::check(SEED, 52, [program_52(8, 7), program_52(9, 8)]);
}

#[test]
fn program_53_does_what_it_says() {
    durable_tests::programs::check(SEED, 53, [program_53(8, 8), program_53(6, 7)]);
}

#[test]
fn program_54_does_what_it_says() {
    durable_tests::programs::check(SEED, 54, [program_54(8), program_54(7)]);
}

#[test]
fn program_55_does_what_it_says() {
    durable_tests::programs::check(SEED, 55, [program_55(2), program_55(4)]);
}

#[test]
fn program_56_does_what_it_says() {
    durable_tests::programs::check(SEED, 56, [program_56(4), program_56(9)]);
}

#[test]
fn program_57_does_what_it_says() {
    durable_tests::programs::check(SEED, 57, [program_57(4), program_57(9)]);
}

#[test]
fn program_58_does_what_it_says() {
    durable_tests::programs::check(SEED, 58, [program_58(8), program_58(5)]);
}

#[test]
fn program_59_does_what_it_says() {
    durable_tests::programs::check(SEED, 59, [program_59(1), program_59(8)]);
}
