//! Generated programs: those of seed 1, of which `durable_tests::programs` knows what they do.
//!
//! Written by `cargo run -p durable-tests --bin generate -- --seed 1 --count 60`.

use std::time::Duration;

use durable_runtime::prelude::*;

use crate::activities::*;

pub const SEED: u64 = 1;
pub const COUNT: u64 = 60;

#[orchestrator]
async fn program_0(mut n: i64, given: i64) -> Result<Vec<i64>> {
    let mut basket = Basket {
        label: format!("{:?} {:?} {:?}", n, n, list(1_i64 % 4).await?),
        count: add(
            picky(given * (if is_even(n).await? { n } else { n })).await?,
            n,
        )
        .await?,
        items: vec![4, 2],
    };
    Ok(basket.items.clone())
}

#[orchestrator]
async fn program_1(n: i64, given: Option<i64>) -> Result<bool> {
    let later_2;
    if n < 3 {
        let (mut ready, mut other_1) = (
            is_even({
                let even = n < n;
                inc(n * n).await?
            })
            .await?,
            "bc".to_owned() + &String::new(),
        );
        later_2 = n;
    } else {
        later_2 = n;
    }
    let mut pair_6 = (
        if add(later_2, 7).await? == n {
            let (mut total, mut other_5) = (
                {
                    let mut rounds_3 = 3_i64;
                    loop {
                        if rounds_3 == 0 {
                            break add(later_2, 4).await?;
                        }
                        rounds_3 -= 1;
                        tick().await?;
                    }
                },
                None::<i64>,
            );
            vec![9_i64, 5]
        } else if let Some(step) = given {
            vec![6_i64, 8, 0]
        } else {
            vec![2_i64, 7, 9]
        },
        "def".to_owned(),
    );
    Ok(later_2 < 4)
}

#[orchestrator]
async fn program_2(mut n: i64, mut given: Option<i64>) -> Result<String> {
    n = inc(n).await?;
    if n < 3 {
        n += n;
    }
    let mut items = match picky({
        n = 5;
        n
    })
    .await
    {
        Ok(step) => {
            vec![0_i64, 8]
        }
        Err(failure) => {
            let reply = failure.to_string();
            vec![0_i64]
        }
    };
    Ok(format!("{:?} {:?} {:?}", n, given, items))
}

#[orchestrator]
async fn program_3(mut n: i64) -> Result<String> {
    let mut rest = vec![3_i64, 5, 3];
    rest = rest;
    let mut basket = Basket {
        label: "def".to_owned(),
        count: n,
        items: vec![4, 5, 2],
    };
    if is_even(
        (match (Some(7_i64), picky(n).await.unwrap_or(basket.count)) {
            (None, mut matched_1) if n < 8 => matched_1,
            (Some(1 | 5), matched_2) => n,
            (_, _) => 3_i64,
        }) * basket.count,
    )
    .await?
    {
        tick().await?;
    } else {
        basket.count += basket.count;
    }
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?}",
        n, rest, basket.label, basket.count, basket.items
    ))
}

#[orchestrator]
async fn program_4(n: i64, given: Vec<i64>) -> Result<Option<i64>> {
    let mut even = n < 3;
    for mut step in 2..(n % 5) {
        sleep(Duration::from_millis(1)).await;
    }
    let n = {
        {
            let mut k = Some(2_i64).unwrap_or(add(6, n).await?) < n;
        }
        n % 2
    };
    {
        let Some(count) = half(1).await? else {
            return Err(Failure::new("given up"));
        };
        let name = "def".to_owned();
    }
    let mut text = {
        let mut rounds_4 = 1_i64;
        loop {
            if rounds_4 == 0 {
                break ({
                    let mut rounds_6 = 1_i64;
                    loop {
                        if rounds_6 == 0 {
                            break (match picky(picky(inc(n).await?).await?).await {
                                Ok(count) => "def".to_owned(),
                                Err(failure) => {
                                    let text = failure.to_string();
                                    text
                                }
                            });
                        }
                        rounds_6 -= 1;
                        let mut queue = list(n % 4).await?;
                    }
                });
            }
            rounds_4 -= 1;
            if even {
                tick().await?;
            } else {
                sleep(Duration::from_millis(1)).await;
            }
        }
    };
    Ok(Some(5))
}

#[orchestrator]
async fn program_5(mut n: i64, mut given: Option<i64>) -> Result<String> {
    let later_1;
    if n < 7 {
        let Some(step) = ({ given }) else {
            let mut found: Option<i64> = given.take();
            return Ok(say("bc".to_owned()).await? + &"def".to_owned());
        };
        later_1 = n;
    } else {
        later_1 = 2_i64;
    }
    n += n;
    {
        let mut rounds_2 = 1_i64;
        while (rounds_2 > 0)
            && (match picky(add(later_1, n).await?).await {
                Ok(step) => step < 4,
                Err(failure) => {
                    let word = failure.to_string();
                    false
                }
            })
        {
            rounds_2 -= 1;
            n += later_1;
        }
    }
    let mut pair_4 = (format!("{:?}", later_1) + &"def".to_owned(), later_1);
    let mut basket = Basket {
        label: match picky(
            half(8_i64 % 6)
                .await?
                .ok_or_else(|| Failure::new("nothing there"))?,
        )
        .await
        {
            Ok(count) => pair_4.0,
            Err(failure) => {
                let text = failure.to_string();
                String::new()
            }
        },
        count: n,
        items: vec![],
    };
    n += n;
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        n, given, later_1, pair_4.1, basket.label, basket.count, basket.items
    ))
}

#[orchestrator]
async fn program_6(mut n: i64) -> Result<String> {
    let mut best: Option<i64> = half(n).await?;
    for step in 2..(4_i64 % 5) {
        let mut step = add(inc(n).await?, n).await? % 6;
    }
    for total in 0..(add(
        {
            n = 6;
            inc(n).await?
        },
        inc(half(inc(n).await?).await?.unwrap_or(n)).await?,
    )
    .await?
        % 5)
    {
        tick().await?;
    }
    for count in Vec::<i64>::new() {
        tick().await?;
    }
    let mut items: Vec<i64> = match picky(n).await {
        Ok(n) => {
            best = half(add(add(n, 4).await?, best.unwrap_or(n)).await?).await?;
            Vec::<i64>::new()
        }
        Err(failure) => {
            let word = failure.to_string();
            vec![9_i64, 8]
        }
    };
    {
        let mut rounds_4 = 3_i64;
        while (rounds_4 > 0)
            && (if {
                n = 3;
                (n < 0) && (7_i64 < 7)
            } {
                return Ok("def".to_owned());
            } else if let Some(count) = best {
                n < 0
            } else {
                false
            })
        {
            rounds_4 -= 1;
            n += n;
        }
    }
    items[(n % 2) as usize] += inc(inc(match picky(n).await {
        Ok(count) => count,
        Err(failure) => {
            let name = failure.to_string();
            {
                n += n;
            }
            6_i64
        }
    })
    .await?)
    .await?;
    Ok(format!("{:?} {:?} {:?}", n, best, items))
}

#[orchestrator]
async fn program_7(n: i64, mut given: i64) -> Result<i64> {
    let mut basket = Basket {
        label: ({
            let mut rounds_1 = 3_i64;
            loop {
                if rounds_1 == 0 {
                    break ({ String::new() });
                }
                rounds_1 -= 1;
                tick().await?;
            }
        }) + &format!(
            "{:?} {:?} {:?}",
            n,
            4_i64 < inc(add(given, n).await?).await?,
            vec![0_i64, 9, 0]
        ),
        count: n,
        items: vec![2, 2],
    };
    basket.label += &format!("{:?} {:?} {:?}", basket.items, basket.label, Some(8_i64));
    for step in ({
        given = 5;
        basket.items.clone()
    })
    .into_iter()
    .rev()
    {
        let mut seen: Vec<i64> = if !true {
            basket.items.push(
                half(7).await?.unwrap_or(
                    half(basket.count)
                        .await?
                        .ok_or_else(|| Failure::new("nothing there"))?,
                ),
            );
            let mut even = basket.count < 8;
            basket.items.clone()
        } else if let Some(n) = half(n).await? {
            basket.items.clone()
        } else {
            basket.items.clone()
        };
    }
    while let Some(step) = basket.items.pop() {
        let count: i64 = if let Some(count) = ({
            given = 1;
            None::<i64>
        }) {
            match inc(n).await? {
                matched_6 if 3_i64 < 7 => {
                    tick().await?;
                }
                mut matched_7 if given < 9 => {
                    given += n;
                }
                _ => {
                    tick().await?;
                }
            }
            let mut step = basket.label.len() as i64;
            half(0).await?.unwrap_or(given)
        } else {
            {
                let mut rounds_8 = 2_i64;
                loop {
                    if rounds_8 == 0 {
                        break (if 4_i64 < 4 { basket.count } else { step });
                    }
                    rounds_8 -= 1;
                    match picky(given).await {
                        Ok(n) => {
                            tick().await?;
                        }
                        Err(failure) => {
                            let reply = failure.to_string();
                            tick().await?;
                        }
                    }
                }
            }
        };
    }
    let mut text = {
        let mut rounds_10 = 2_i64;
        loop {
            if rounds_10 == 0 {
                break (format!("{:?} {:?}", 1_i64, half(basket.count).await?)
                    + &basket.label.clone());
            }
            rounds_10 -= 1;
            sleep(Duration::from_millis(1)).await;
        }
    };
    (text, given) = (
        say(format!(
            "{:?} {:?} {:?}",
            basket.count,
            text,
            format!("{:?} {:?}", basket.items, basket.label)
        ) + &({
            basket.count = 5;
            text.clone()
        }))
        .await?,
        basket.count,
    );
    {
        let mut done: bool = basket.count < 9;
    }
    let step = given;
    Ok(basket.count)
}

#[orchestrator]
async fn program_8(mut n: i64) -> Result<bool> {
    let n = match picky(n * half(4).await?.unwrap_or(inc(add(n, n).await?).await?)).await {
        Ok(n) => n,
        Err(failure) => {
            let reply = failure.to_string();
            2_i64
        }
    };
    Ok(true)
}

#[orchestrator]
async fn program_9(n: i64, mut given: Option<i64>) -> Result<Option<i64>> {
    {
        let mut rounds_1 = 2_i64;
        while (rounds_1 > 0)
            && let Some(step) = given
        {
            rounds_1 -= 1;
            tick().await?;
        }
    }
    {
        let mut rounds_3 = 3_i64;
        while (rounds_3 > 0) && (2_i64 < 0) {
            rounds_3 -= 1;
            tick().await?;
        }
    }
    Ok(given)
}

#[orchestrator]
async fn program_10(mut n: i64, mut given: Option<i64>) -> Result<bool> {
    for count in list(n % 4).await?.into_iter().rev() {
        if let Some(count) = Some(add(count, inc(inc(count).await? % 4).await?).await?) {
            sleep(Duration::from_millis(1)).await;
        } else {
            let k = n < 7;
        }
    }
    given = match (n, n) {
        (matched_2, 2..=4) if n < 5 => {
            let mut seen = vec![
                given.ok_or_else(|| Failure::new("nothing there"))?,
                inc(add(n, matched_2).await?).await?,
                n,
            ];
            {
                let mut rounds_3 = 3_i64;
                while (rounds_3 > 0)
                    && let Some(n) = (if matched_2 < 1 {
                        let later_5;
                        if matched_2 < 7 {
                            later_5 = "def".to_owned();
                        } else {
                            later_5 = "a".to_owned();
                        }
                        given
                    } else {
                        given
                    })
                {
                    rounds_3 -= 1;
                    sleep(Duration::from_millis(1)).await;
                }
            }
            given
        }
        (4, 1 | 3) => {
            return Ok(n < 4);
        }
        (_, _) => None::<i64>,
    };
    given = {
        let mut rounds_6 = 3_i64;
        loop {
            if rounds_6 == 0 {
                break given;
            }
            rounds_6 -= 1;
            tick().await?;
        }
    };
    Ok(n < 3)
}

#[orchestrator]
async fn program_11(n: i64, mut given: String) -> Result<bool> {
    let mut n: i64 = ({
        let word = if !(if is_even(4).await? {
            false
        } else if let Some(n) = Some(0_i64)
            && true
        {
            n < 4
        } else {
            n < 7
        }) {
            if {
                let mut last = half(6).await?;
                n < 7
            } {
                tick().await?;
            }
            given
        } else {
            "bc".to_owned()
        };
        n
    }) - n;
    let mut text: String = {
        let mut rounds_1 = 1_i64;
        loop {
            if rounds_1 == 0 {
                break (if let Some(count) = half(add(Some(9_i64).unwrap_or(n), n).await?).await? {
                    if false && (true && (3_i64 < 2)) {
                        let step = count;
                    } else {
                        tick().await?;
                    }
                    "bc".to_owned()
                } else {
                    String::new()
                });
            }
            rounds_1 -= 1;
            n += n;
        }
    };
    match picky(n).await {
        Ok(total) => {
            let mut word = format!("{:?}", inc(add(n, n).await?).await?);
        }
        Err(failure) => {
            let text = failure.to_string();
            sleep(Duration::from_millis(1)).await;
        }
    }
    if let Some(total) = Some(0_i64) {
        n += 2;
    }
    Ok(n < 8)
}

#[orchestrator]
async fn program_12(mut n: i64, mut given: i64) -> Result<String> {
    let (mut count, mut other_2) = (
        add(add(n, n).await?, n).await?,
        match picky(9).await {
            Ok(count) => {
                let mut pair_1 = (2_i64, half(count).await?);
                3_i64
            }
            Err(failure) => {
                let text = failure.to_string();
                n
            }
        },
    );
    if let Some(n) = half(given).await? {
        (given, count) = (
            match picky(
                inc(add(
                    {
                        count = 9;
                        picky(other_2).await.unwrap_or(n)
                    },
                    {
                        count = 3;
                        n
                    },
                )
                .await?)
                .await?,
            )
            .await
            {
                Ok(total) => {
                    let mut count = add(1, count).await?;
                    total
                }
                Err(failure) => {
                    let text = failure.to_string();
                    other_2
                }
            },
            6,
        );
    } else {
        tick().await?;
    }
    {
        given += 1;
    }
    match picky(3).await {
        Ok(total) => {
            count += count;
        }
        Err(failure) => {
            let reply = failure.to_string();
            tick().await?;
        }
    }
    let mut text = say(say("def".to_owned()).await?).await?;
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?}",
        n, given, count, other_2, text
    ))
}

#[orchestrator]
async fn program_13(n: i64) -> Result<String> {
    let mut reply = say("a".to_owned()).await?;
    let mut half_of = half(n).await?;
    let mut word: String = reply.clone();
    let later_2;
    if match inc(picky(inc(n).await?).await.unwrap_or(
        ({
            reply += &format!("{:?} {:?} {:?}", String::new(), n, n);
            inc(n).await?
        }) * inc(6).await?,
    ))
    .await?
    {
        mut matched_1 if matched_1 < 2 => n < 4,
        0 | 4 => {
            return Ok("def".to_owned());
        }
        _ => false,
    } {
        later_2 = half_of;
    } else {
        later_2 = half_of;
    }
    (reply, word) = (
        {
            let mut rounds_3 = 1_i64;
            loop {
                if rounds_3 == 0 {
                    break ({
                        let mut rounds_5 = 3_i64;
                        loop {
                            if rounds_5 == 0 {
                                break say({
                                    reply += &reply.clone();
                                    word.clone()
                                })
                                .await?;
                            }
                            rounds_5 -= 1;
                            tick().await?;
                        }
                    });
                }
                rounds_3 -= 1;
                tick().await?;
            }
        },
        format!(
            "{:?} {:?} {:?}",
            n,
            vec![n, n, add(n, add(n, picky(n).await?).await?).await?],
            n
        ),
    );
    let mut reply = format!("{:?}", is_even(n).await? && is_even(1).await?);
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?}",
        n, half_of, word, later_2, reply
    ))
}

#[orchestrator]
async fn program_14(mut n: i64, mut given: String) -> Result<bool> {
    given = format!("{:?} {:?}", Some(n), given);
    given = say(say({
        n = 3;
        given
    })
    .await?)
    .await?;
    {
        let mut step = { half(n).await?.unwrap_or(add(9, n).await?) };
    }
    tick().await?;
    let later_3;
    if {
        let mut rounds_1 = 3_i64;
        loop {
            if rounds_1 == 0 {
                break ((n - n) < 1);
            }
            rounds_1 -= 1;
            n += n;
        }
    } {
        later_3 = n;
    } else {
        later_3 = n;
    }
    let later_6;
    if n < 3 {
        let later_5;
        if !is_even(3).await? {
            let reply: String = match (
                picky(add(half(later_3).await?.unwrap_or(add(later_3, n).await?), 1).await?)
                    .await
                    .unwrap_or(later_3),
                half(n).await?,
            ) {
                (1 | 3, Some(matched_4 @ 0..=6)) if n < 1 => given,
                (2..=5, None) if 5_i64 < 4 => given,
                (_, _) => given,
            };
            later_5 = 3_i64;
        } else {
            later_5 = later_3;
        }
        later_6 = false;
    } else {
        later_6 = later_3 < 8;
    }
    if let Some(n) = Some(0_i64) {
        tick().await?;
    } else if later_6 {
        tick().await?;
    }
    Ok(later_6)
}

#[orchestrator]
async fn program_15(mut n: i64) -> Result<String> {
    {
        let mut rounds_1 = 2_i64;
        while (rounds_1 > 0) && half(n).await?.is_some() {
            rounds_1 -= 1;
            let later_4;
            if false {
                sleep(Duration::from_millis(1)).await;
                {
                    tick().await?;
                }
                later_4 = "def".to_owned();
            } else {
                later_4 = "bc".to_owned();
            }
        }
    }
    for n in 2..(inc(n).await? % 5) {
        let word = String::new();
    }
    let count = {
        let mut rounds_6 = 1_i64;
        loop {
            if rounds_6 == 0 {
                break ({
                    let mut rounds_8 = 2_i64;
                    loop {
                        if rounds_8 == 0 {
                            break n;
                        }
                        rounds_8 -= 1;
                        n += n;
                    }
                });
            }
            rounds_6 -= 1;
            n += n;
        }
    };
    n = inc(add(count, n).await?).await? % 2;
    let mut count = add(
        n,
        add(
            add(
                picky(add(n, add(count, n).await?).await?)
                    .await
                    .unwrap_or(n),
                0,
            )
            .await?,
            n,
        )
        .await?,
    )
    .await?;
    count += n;
    {
        let mut rounds_10 = 1_i64;
        while (rounds_10 > 0)
            && (match picky(add(inc(picky(1).await?).await?, count).await?).await {
                Ok(n) => count < 8,
                Err(failure) => {
                    let word = failure.to_string();
                    count < 1
                }
            })
        {
            rounds_10 -= 1;
            tick().await?;
        }
    }
    tick().await?;
    Ok(format!("{:?} {:?}", n, count))
}

#[orchestrator]
async fn program_16(mut n: i64, mut given: String) -> Result<Vec<i64>> {
    let later_1;
    if add(inc(n).await?, {
        n = 5;
        picky(add(n, n).await?).await?
    })
    .await?
        == 5
    {
        later_1 = n;
    } else {
        later_1 = 4_i64;
    }
    Ok(vec![3, 2])
}

#[orchestrator]
async fn program_17(n: i64) -> Result<String> {
    for n in 2..(n % 5) {
        sleep(Duration::from_millis(1)).await;
    }
    let mut basket = Basket {
        label: say(say("a".to_owned()).await?).await?,
        count: n,
        items: vec![6, 5],
    };
    Ok(format!(
        "{:?} {:?} {:?} {:?}",
        n, basket.label, basket.count, basket.items
    ))
}

#[orchestrator]
async fn program_18(n: i64, given: Vec<i64>) -> Result<Option<i64>> {
    let mut name = format!(
        "{:?} {:?} {:?}",
        (Some(n).unwrap_or(
            picky({
                let mut items = given.clone();
                n
            })
            .await
            .unwrap_or(n)
        ) - n)
            == n,
        n,
        false
    );
    let best: Option<i64> = match picky(inc(3).await?).await {
        Ok(n) => given.get(n as usize).copied(),
        Err(failure) => {
            let text = failure.to_string();
            {
                let mut rounds_1 = 1_i64;
                loop {
                    if rounds_1 == 0 {
                        break Some(n);
                    }
                    rounds_1 -= 1;
                    sleep(Duration::from_millis(1)).await;
                }
            }
        }
    };
    name = { name.clone() };
    Ok(best)
}

#[orchestrator]
async fn program_19(mut n: i64, mut given: Option<i64>) -> Result<String> {
    match (
        {
            n = 8;
            given.take()
        },
        given.take(),
    ) {
        (Some(matched_1), Some(0 | 4)) => {
            sleep(Duration::from_millis(1)).await;
        }
        (None, None) if n < 3 => {
            tick().await?;
        }
        (_, _) => {
            n += n;
        }
    }
    match half(n).await? {
        Some(3) => {
            n += n;
        }
        None if n < 1 => {
            n += n;
        }
        _ => {
            tick().await?;
        }
    }
    {
        let total = {
            let mut rounds_3 = 3_i64;
            loop {
                if rounds_3 == 0 {
                    break add(n, n).await?;
                }
                rounds_3 -= 1;
                n += 9;
            }
        };
        tick().await?;
    }
    n += {
        let mut rounds_5 = 3_i64;
        loop {
            if rounds_5 == 0 {
                break n;
            }
            rounds_5 -= 1;
            {
                if false {
                    tick().await?;
                } else if n < 6 {
                    return Ok("a".to_owned());
                }
            }
        }
    };
    Ok(format!("{:?} {:?}", n, given))
}

#[orchestrator]
async fn program_20(mut n: i64, mut given: Option<i64>) -> Result<Vec<i64>> {
    n += 4;
    let mut pair_1 = (
        if (((((!(n < 5)) && (false || false)) || is_even(7).await?) && true) && true) && (n < 4) {
            String::new()
        } else {
            "a".to_owned()
        },
        "a".to_owned(),
    );
    let count = n;
    {
        let mut text = format!("{:?}", ((n < 0) && true) || false);
    }
    tick().await?;
    Ok(vec![9, 9])
}

#[orchestrator]
async fn program_21(n: i64) -> Result<i64> {
    let mut done = if inc(add(
        Some({
            let mut last: Option<i64> = Some(4);
            n
        })
        .unwrap_or(inc(inc(n).await?).await?),
        inc(n).await?,
    )
    .await?)
    .await?
        < n
    {
        n < 8
    } else {
        false
    };
    sleep(Duration::from_millis(1)).await;
    let mut half_of = half({
        let mut rounds_1 = 1_i64;
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
            done = match picky(add(half(n).await?.unwrap_or(n), n).await?).await {
                Ok(total) => done,
                Err(failure) => {
                    let name = failure.to_string();
                    8_i64 < 1
                }
            };
            let mut total = {
                let mut rounds_5 = 2_i64;
                loop {
                    if rounds_5 == 0 {
                        break 6_i64;
                    }
                    rounds_5 -= 1;
                    sleep(Duration::from_millis(1)).await;
                }
            };
        }
    })
    .await?;
    half_of = match picky(half_of.unwrap_or(inc(n).await?)).await {
        Ok(count) => half(8).await?,
        Err(failure) => {
            let name = failure.to_string();
            half_of
        }
    };
    match {
        let mut seen: Vec<i64> = vec![0, 4, 2];
        n
    } {
        1 => {
            tick().await?;
        }
        1 | 4 => {
            sleep(Duration::from_millis(1)).await;
        }
        _ => {
            tick().await?;
        }
    }
    for n in Vec::<i64>::new() {
        let mut text = ({
            let total: i64 = if done { n } else { n };
            if is_even(total).await? {
                tick().await?;
            }
            String::new()
        }) + &say({
            let rest: Vec<i64> = {
                let mut rounds_9 = 2_i64;
                loop {
                    if rounds_9 == 0 {
                        break vec![0_i64, 1];
                    }
                    rounds_9 -= 1;
                    tick().await?;
                }
            };
            say("a".to_owned()).await?
        })
        .await?;
        let mut step = n;
    }
    Ok(n)
}

#[orchestrator]
async fn program_22(n: i64, given: Option<i64>) -> Result<i64> {
    let mut step = {
        let mut total = picky(Some(5_i64).unwrap_or({
            let mut step = n;
            3_i64
        }))
        .await?;
        total
    };
    step += step;
    if let Some(n) = half(
        inc({
            let mut pair_2 = ("def".to_owned(), n);
            pair_2.1
        })
        .await?,
    )
    .await?
    {
        step += n;
    } else {
        step += step;
    }
    match (n, inc(n).await?) {
        (0..=6, mut matched_3) => {
            return Ok(picky(
                inc(picky({
                    step = 9;
                    step
                })
                .await?)
                .await?,
            )
            .await?);
        }
        (matched_4, 1..=5) if n < 2 => {
            if step == step {
                tick().await?;
            }
        }
        (_, _) => {
            tick().await?;
        }
    }
    let mut basket = Basket {
        label: "bc".to_owned() + &"def".to_owned(),
        count: n,
        items: {
            let mut rounds_5 = 2_i64;
            loop {
                if rounds_5 == 0 {
                    break vec![n % 6];
                }
                rounds_5 -= 1;
                let rest = {
                    match picky(add(inc(2).await?, step).await?).await {
                        Ok(step) => {
                            vec![1_i64, 7, 6]
                        }
                        Err(failure) => {
                            let reply = failure.to_string();
                            vec![4_i64, 8, 8]
                        }
                    }
                };
            }
        },
    };
    let mut pair_8 = (
        if let Some(step) = given {
            format!(
                "{:?} {:?} {:?}",
                basket.items,
                {
                    let mut step = basket.count;
                    add(6, basket.count).await?
                },
                basket.label.clone() + &basket.label.clone()
            )
        } else {
            basket.label.clone()
        },
        3_i64,
    );
    match picky({
        step = 4;
        Some(step).ok_or_else(|| Failure::new("nothing there"))?
    })
    .await
    {
        Ok(step) => {
            tick().await?;
        }
        Err(failure) => {
            let reply = failure.to_string();
            step += step;
        }
    }
    Ok(step)
}

#[orchestrator]
async fn program_23(mut n: i64, given: i64) -> Result<bool> {
    {
        let mut rounds_1 = 2_i64;
        while (rounds_1 > 0)
            && let Some(n) = ({
                let mut rounds_3 = 3_i64;
                loop {
                    if rounds_3 == 0 {
                        break half(1).await?;
                    }
                    rounds_3 -= 1;
                    {
                        let mut rounds_5 = 1_i64;
                        while (rounds_5 > 0)
                            && let Some(count) = half(n).await?
                        {
                            rounds_5 -= 1;
                            n += given;
                        }
                    }
                    let mut basket = Basket {
                        label: format!("{:?}", "a".to_owned()),
                        count: given,
                        items: vec![],
                    };
                }
            })
        {
            rounds_1 -= 1;
            sleep(Duration::from_millis(1)).await;
        }
    }
    let Some(count) = ({
        let mut rounds_7 = 2_i64;
        loop {
            if rounds_7 == 0 {
                break half(n).await?;
            }
            rounds_7 -= 1;
            let mut name: String = match (n, Some(1_i64)) {
                (_, Some(0)) if given < 1 => say(String::new()).await?,
                (0..=3, None) => String::new(),
                (_, _) => String::new(),
            };
        }
    }) else {
        return Ok(6_i64 < 9);
    };
    let mut basket = Basket {
        label: format!("{:?}", {
            match Some(1_i64) {
                None => {
                    return Ok(n < 0);
                }
                None if n < 7 => {
                    return Err(Failure::new("given up"));
                }
                _ => n < 6,
            }
        }),
        count: Some(4_i64).unwrap_or(count),
        items: {
            let mut queue = vec![2_i64, 7];
            let (mut n, mut other_9) = (
                picky({
                    n = 5;
                    given
                })
                .await
                .unwrap_or(given),
                queue.clone(),
            );
            other_9
        },
    };
    let mut rest = list(picky(basket.count).await? % 4).await?;
    n += n;
    let mut pair_11 = (
        match (
            Some(9_i64).unwrap_or(half(basket.count).await?.unwrap_or(n) + 0),
            given,
        ) {
            (_, 1 | 3) => basket.items.clone(),
            (0..=3, matched_10) => {
                vec![9_i64]
            }
            (_, _) => basket.items,
        },
        basket.count,
    );
    let mut queue = vec![
        add(inc(pair_11.1).await?, given % 2).await?,
        pair_11.0[(count % 2) as usize],
        rest.len() as i64,
    ];
    (rest, pair_11.0) = (
        list(
            (if {
                n = 6;
                pair_11.0.get(given as usize).copied().is_some()
                    && (pair_11.1 < add(pair_11.1, count).await?)
            } {
                given
            } else {
                {
                    let mut rounds_12 = 3_i64;
                    loop {
                        if rounds_12 == 0 {
                            break ({
                                let mut rounds_14 = 3_i64;
                                loop {
                                    if rounds_14 == 0 {
                                        break 9_i64;
                                    }
                                    rounds_14 -= 1;
                                    sleep(Duration::from_millis(1)).await;
                                }
                            });
                        }
                        rounds_12 -= 1;
                        let mut word = basket.label.clone();
                    }
                }
            }) % 4,
        )
        .await?,
        rest.clone(),
    );
    Ok(given < 2)
}

#[orchestrator]
async fn program_24(mut n: i64) -> Result<i64> {
    {
        let mut rounds_1 = 3_i64;
        while (rounds_1 > 0)
            && (if let Some(step) = half(inc(n).await?).await? {
                n = inc(4).await?;
                n < 8
            } else if n < 1 {
                n < 5
            } else if 8_i64 < 2 {
                return Ok(n);
            } else {
                n < 6
            })
        {
            rounds_1 -= 1;
            sleep(Duration::from_millis(1)).await;
        }
    }
    Ok(6)
}

#[orchestrator]
async fn program_25(n: i64, mut given: i64) -> Result<bool> {
    let mut pair_5 = (
        match picky(2).await {
            Ok(step) => {
                {
                    let mut rounds_1 = 3_i64;
                    while (rounds_1 > 0) && (inc(Some(9_i64).unwrap_or(0)).await? < inc(2).await?) {
                        rounds_1 -= 1;
                        let mut word: String = {
                            let mut rounds_3 = 1_i64;
                            loop {
                                if rounds_3 == 0 {
                                    break "bc".to_owned();
                                }
                                rounds_3 -= 1;
                                given = step;
                            }
                        };
                    }
                }
                true
            }
            Err(failure) => {
                let text = failure.to_string();
                false
            }
        },
        n,
    );
    pair_5.0 = { pair_5.0 };
    Ok(pair_5.0)
}

#[orchestrator]
async fn program_26(mut n: i64) -> Result<Option<i64>> {
    let items = Vec::<i64>::new();
    for mut total in items.clone() {
        total = {
            let mut rounds_2 = 2_i64;
            loop {
                if rounds_2 == 0 {
                    break inc(n).await?;
                }
                rounds_2 -= 1;
                total += n;
            }
        };
    }
    match picky({
        n = 5;
        n
    })
    .await
    {
        Ok(total) => {
            n = n;
        }
        Err(failure) => {
            let reply = failure.to_string();
            n = half(n)
                .await?
                .ok_or_else(|| Failure::new("nothing there"))?;
            n = picky(n).await.unwrap_or(n);
        }
    }
    Ok(half(n).await?)
}

#[orchestrator]
async fn program_27(n: i64) -> Result<String> {
    let Some(step) = (match Some(Some(4_i64).unwrap_or(inc(n).await? % 3)).unwrap_or(inc(n).await?)
    {
        2 => {
            if let Some(total) = half(n).await? {
                tick().await?;
            }
            half(n).await?
        }
        1..=7 => Some(5_i64),
        _ => Some(9_i64),
    }) else {
        return Ok("bc".to_owned());
    };
    sleep(Duration::from_millis(1)).await;
    let mut n = half(half(n).await?.unwrap_or(step)).await?.unwrap_or(1);
    tick().await?;
    Ok(format!("{:?} {:?}", step, n))
}

#[orchestrator]
async fn program_28(n: i64, given: Vec<i64>) -> Result<Vec<i64>> {
    sleep(Duration::from_millis(1)).await;
    for count in given.clone() {
        sleep(Duration::from_millis(1)).await;
    }
    let items: Vec<i64> = list(n % 4).await?;
    let mut text = format!("{:?}", String::new())
        + &say(say("a".to_owned()).await? + &"def".to_owned()).await?;
    let (mut count, mut other_3) = (
        {
            let (mut step, mut other_2) = (
                half(n).await?.unwrap_or({
                    text += &("bc".to_owned() + &text.clone());
                    Some(3_i64).ok_or_else(|| Failure::new("nothing there"))?
                }),
                Some(n),
            );
            8_i64
        },
        n,
    );
    Ok(items.clone())
}

#[orchestrator]
async fn program_29(mut n: i64, mut given: Option<i64>) -> Result<Vec<i64>> {
    let total = n;
    let mut name: String = "bc".to_owned();
    let mut word = say((((name.clone() + &say("a".to_owned()).await?)
        + &format!("{:?} {:?} {:?}", name, vec![0_i64, 1, 6], name.clone()))
        + &name)
        + &"bc".to_owned())
    .await?;
    let mut k: bool = if given.is_some() && (!is_even(total).await?) {
        let mut text = format!("{:?}", word);
        return Err(Failure::new("given up"));
    } else if let Some(step) = given {
        6_i64 < 1
    } else if let Some(count) = given {
        n < 0
    } else if false {
        n < 1
    } else {
        total < 5
    };
    let mut step = given.unwrap_or(n);
    {
        let mut rounds_1 = 1_i64;
        while (rounds_1 > 0)
            && ({
                let mut total = {
                    let mut rounds_3 = 1_i64;
                    loop {
                        if rounds_3 == 0 {
                            break (n * 7);
                        }
                        rounds_3 -= 1;
                        sleep(Duration::from_millis(1)).await;
                    }
                };
                k
            })
        {
            rounds_1 -= 1;
            step += n;
        }
    }
    Ok(vec![5, 4])
}

#[orchestrator]
async fn program_30(n: i64) -> Result<Vec<i64>> {
    sleep(Duration::from_millis(1)).await;
    let mut done = false;
    let n = match picky({
        let done = match picky(inc(picky(inc(n).await?).await.unwrap_or(2)).await?).await {
            Ok(count) => done,
            Err(failure) => {
                let word = failure.to_string();
                done
            }
        };
        3_i64
    })
    .await
    {
        Ok(n) => n,
        Err(failure) => {
            let text = failure.to_string();
            3_i64
        }
    };
    let mut n = {
        done = done;
        n
    };
    match half(
        inc(match picky(Some(8_i64).unwrap_or(n)).await {
            Ok(step) => step,
            Err(failure) => {
                let reply = failure.to_string();
                n
            }
        })
        .await?,
    )
    .await?
    {
        Some(2 | 3) => {
            tick().await?;
        }
        Some(matched_2) => {
            tick().await?;
        }
        _ => {
            n += 7;
        }
    }
    for step in vec![picky(n).await?, inc(n).await?].into_iter().rev() {
        if done {
            if n < n {
                return Ok(vec![1]);
            } else if done {
                return Ok(vec![5]);
            }
            return Err(Failure::new("no luck"));
        }
    }
    let mut pair_4 = (
        vec![
            ({
                n = 6;
                n
            }) % 6,
            {
                n = 3;
                inc(Some(half(9).await?.unwrap_or(n)).unwrap_or(n)).await?
            },
            n,
        ],
        n,
    );
    Ok(vec![])
}

#[orchestrator]
async fn program_31(n: i64) -> Result<String> {
    let queue: Vec<i64> = vec![inc(8).await?, n, n];
    for n in list(inc(inc(queue.iter().filter(|item| **item > n).count() as i64).await?).await? % 4)
        .await?
        .into_iter()
        .rev()
    {
        {
            sleep(Duration::from_millis(1)).await;
        }
    }
    let mut basket = Basket {
        label: format!("{:?} {:?} {:?}", n, "bc".to_owned(), n),
        count: if let Some(n) = None::<i64>
            && true
        {
            if let Some(step) = ({
                let mut count: i64 = match picky(inc(7).await?).await {
                    Ok(n) => n,
                    Err(failure) => {
                        let word = failure.to_string();
                        n
                    }
                };
                half(count).await?
            }) && (({
                let mut rounds_2 = 3_i64;
                loop {
                    if rounds_2 == 0 {
                        break step;
                    }
                    rounds_2 -= 1;
                    tick().await?;
                }
            }) == ({
                let mut count = step;
                add(n, n).await?
            })) {
                {
                    sleep(Duration::from_millis(1)).await;
                }
            }
            n
        } else {
            n
        },
        items: queue,
    };
    let mut n = n;
    let mut items = {
        let mut rounds_5 = 3_i64;
        loop {
            if rounds_5 == 0 {
                break ({
                    let mut rounds_7 = 3_i64;
                    loop {
                        if rounds_7 == 0 {
                            break list(
                                (if let Some(count) = half(n).await?
                                    && (9_i64 < 4)
                                {
                                    count
                                } else {
                                    basket.count
                                }) % 4,
                            )
                            .await?;
                        }
                        rounds_7 -= 1;
                        for step in Vec::<i64>::new().into_iter().rev() {
                            sleep(Duration::from_millis(1)).await;
                        }
                    }
                });
            }
            rounds_5 -= 1;
            sleep(Duration::from_millis(1)).await;
        }
    };
    n = add(
        Some(6_i64).unwrap_or(items.len() as i64),
        inc(basket.count).await?,
    )
    .await?;
    let later_10;
    if add(
        picky(
            ({
                n = 2;
                n
            }) % 3,
        )
        .await
        .unwrap_or(9),
        picky(n).await.unwrap_or(basket.count),
    )
    .await?
        < basket.count
    {
        later_10 = None::<i64>;
    } else {
        later_10 = half(n).await?;
    }
    let total: i64 = match (later_10.unwrap_or(basket.count), later_10) {
        (mut matched_11, None) => matched_11,
        (5, Some(matched_12)) => n,
        (_, _) => n,
    };
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        basket.label, basket.count, basket.items, n, items, later_10, total
    ))
}

#[orchestrator]
async fn program_32(n: i64) -> Result<String> {
    if let Some(n) = Some(inc(add(n, n).await?).await?)
        && false
    {
        tick().await?;
    } else if let Some(total) = None::<i64> {
        tick().await?;
    } else {
        sleep(Duration::from_millis(1)).await;
    }
    Ok(format!("{:?}", n))
}

#[orchestrator]
async fn program_33(mut n: i64) -> Result<i64> {
    {
        let mut rounds_1 = 1_i64;
        while (rounds_1 > 0)
            && ({
                match picky({
                    n = 4;
                    n
                })
                .await
                {
                    Ok(step) => {
                        let mut count = 0_i64;
                        step < 7
                    }
                    Err(failure) => {
                        let name = failure.to_string();
                        n < 4
                    }
                }
            })
        {
            rounds_1 -= 1;
            sleep(Duration::from_millis(1)).await;
        }
    }
    {
        let mut word: String = format!(
            "{:?} {:?} {:?}",
            Vec::<i64>::new(),
            Some(3_i64).unwrap_or({
                n = 2;
                4_i64
            }),
            vec![add(inc(n).await?, n).await?]
        );
    }
    Ok(n)
}

#[orchestrator]
async fn program_34(mut n: i64) -> Result<Option<i64>> {
    let mut pair_1 = (add(n, n).await?, "a".to_owned());
    let later_8;
    if match picky({
        'block_2: {
            let Some(step) = ({
                let mut rounds_3 = 3_i64;
                loop {
                    if rounds_3 == 0 {
                        break None::<i64>;
                    }
                    rounds_3 -= 1;
                    sleep(Duration::from_millis(1)).await;
                }
            }) else {
                break 'block_2 n;
            };
            match picky(n).await {
                Ok(step) => step,
                Err(failure) => {
                    let word = failure.to_string();
                    step
                }
            }
        }
    })
    .await
    {
        Ok(count) => {
            {
                n += count;
            }
            n = match (half(pair_1.0).await?, half(2).await?) {
                (None, Some(mut matched_5)) if matched_5 < 0 => {
                    let mut text = pair_1.1.clone();
                    match (inc(matched_5).await?, half(7).await?) {
                        (2 | 4, None) => {
                            pair_1.0 += pair_1.0;
                        }
                        (matched_6, None) => {
                            tick().await?;
                        }
                        (_, _) => {
                            tick().await?;
                        }
                    }
                    7_i64
                }
                (Some(0 | 3), Some(matched_7)) => pair_1.0,
                (_, _) => pair_1.0,
            };
            true
        }
        Err(failure) => {
            let text = failure.to_string();
            pair_1.0 < 6
        }
    } {
        later_8 = half(n).await?;
    } else {
        later_8 = None::<i64>;
    }
    let mut total = 7_i64;
    Ok(later_8)
}

#[orchestrator]
async fn program_35(n: i64, mut given: i64) -> Result<Option<i64>> {
    given = add(
        picky(given % 2).await.unwrap_or(
            ({
                given = 5;
                half(8).await?
            })
            .unwrap_or(5),
        ),
        given,
    )
    .await?;
    if let Some(count) = Some(2_i64)
        && (true || (count < 5))
    {
        given += n;
    }
    let word: String = "a".to_owned();
    for mut n in 0..(half(
        half(
            add(
                match half(n).await? {
                    Some(3) => given,
                    None => n,
                    _ => given,
                },
                4,
            )
            .await?
                + n,
        )
        .await?
        .unwrap_or(picky(inc(picky(given).await?).await?).await.unwrap_or(n)),
    )
    .await?
    .unwrap_or(7)
        % 5)
    {
        given += n;
    }
    Ok(Some(8))
}

#[orchestrator]
async fn program_36(n: i64, mut given: i64) -> Result<String> {
    let mut basket = Basket {
        label: ("a".to_owned()
            + &((say("def".to_owned() + &String::new()).await? + &"bc".to_owned())
                + &format!("{:?}", {
                    let mut rounds_1 = 3_i64;
                    loop {
                        if rounds_1 == 0 {
                            break (given < 6);
                        }
                        rounds_1 -= 1;
                        given += 7;
                    }
                })))
            + &say(say("bc".to_owned()).await?).await?,
        count: n,
        items: vec![6, 5, 3],
    };
    match picky(inc(add(n, basket.count).await?).await?).await {
        Ok(step) => {
            tick().await?;
        }
        Err(failure) => {
            let text = failure.to_string();
            given += given;
        }
    }
    for count in 2..(inc(add(
        {
            given = 1;
            basket.count
        },
        8,
    )
    .await?)
    .await?
        % 5)
    {
        sleep(Duration::from_millis(1)).await;
    }
    for count in 1..(half(basket.count)
        .await?
        .unwrap_or(inc(picky(9).await?).await? * (8_i64 % 6))
        % 5)
    {
        tick().await?;
    }
    let Some(step) = None::<i64> else {
        let (mut word, mut other_6) = (
            match (half(basket.items[(n % 2) as usize]).await?, Some(1_i64)) {
                (Some(0..=5), Some(0)) => basket.label,
                (None, Some(mut matched_5)) => basket.label.clone(),
                (_, _) => basket.label.clone(),
            },
            "a".to_owned(),
        );
        return Ok("a".to_owned());
    };
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?}",
        n, given, basket.count, basket.items, step
    ))
}

#[orchestrator]
async fn program_37(n: i64) -> Result<String> {
    for total in vec![half(n).await?.unwrap_or(n), n, n] {
        let mut half_of = half(total).await?;
    }
    tick().await?;
    let mut step = n;
    let mut count = inc(6).await?;
    for step in list(
        picky(
            ({
                step = 2;
                None::<i64>
            })
            .unwrap_or(n),
        )
        .await?
            % 4,
    )
    .await?
    {
        tick().await?;
    }
    {
        let mut rounds_3 = 3_i64;
        while (rounds_3 > 0)
            && let Some(total) = half(step).await?
        {
            rounds_3 -= 1;
            step = {
                let mut rounds_5 = 1_i64;
                loop {
                    if rounds_5 == 0 {
                        break ({
                            let mut rounds_7 = 2_i64;
                            loop {
                                if rounds_7 == 0 {
                                    break count;
                                }
                                rounds_7 -= 1;
                                tick().await?;
                            }
                        });
                    }
                    rounds_5 -= 1;
                    for step in match picky(picky(7).await.unwrap_or({
                        count = 4;
                        step
                    }))
                    .await
                    {
                        Ok(step) => Vec::<i64>::new(),
                        Err(failure) => {
                            let word = failure.to_string();
                            vec![4_i64, 8, 1]
                        }
                    } {
                        tick().await?;
                    }
                }
            };
        }
    }
    Ok(format!("{:?} {:?} {:?}", n, step, count))
}

#[orchestrator]
async fn program_38(n: i64, mut given: Vec<i64>) -> Result<String> {
    {
        let mut rounds_1 = 1_i64;
        while (rounds_1 > 0)
            && (((given.iter().filter(|item| **item > n).count() as i64)
                < ({ Some(3_i64) }).unwrap_or(None::<i64>.unwrap_or(n)))
                && (n < 2))
        {
            rounds_1 -= 1;
            let mut best = given.get(9_i64 as usize).copied();
        }
    }
    given.push(given.len() as i64);
    let n = add(
        {
            given.push({
                let mut items = given.clone();
                n
            });
            given.len() as i64
        },
        add(n, n).await? - n,
    )
    .await?;
    match (
        given.pop().ok_or_else(|| Failure::new("nothing there"))?,
        5_i64,
    ) {
        (mut matched_4, _) if n < 0 => {
            matched_4 += n;
        }
        (_, 4) => {
            given[(n % 2) as usize] = {
                let mut step = picky(n).await.unwrap_or(n);
                n
            };
        }
        (_, _) => {
            tick().await?;
        }
    }
    let (mut name, mut other_5) = (
        format!("{:?} {:?} {:?}", !(n < 1), n, given),
        add(n, n).await?,
    );
    let (mut queue, mut other_6) = (given, inc(other_5).await?);
    let (mut done, mut other_8) = (
        if {
            other_5 = 2;
            (other_5 < 9) && Some(7_i64).is_some()
        } {
            match picky(inc(inc(n).await?).await?).await {
                Ok(step) => {
                    let later_7;
                    if Some(7_i64).is_some() {
                        if { step < 8 } {
                            tick().await?;
                        }
                        queue.push(n);
                        later_7 = half(step).await?;
                    } else {
                        later_7 = Some(4_i64);
                    }
                    step < 9
                }
                Err(failure) => {
                    let name = failure.to_string();
                    n < 5
                }
            }
        } else if other_6 < 4 {
            n < 4
        } else if false {
            9_i64 < 7
        } else {
            other_6 < 5
        },
        name.clone(),
    );
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        n, name, other_5, queue, other_6, done, other_8
    ))
}

#[orchestrator]
async fn program_39(mut n: i64) -> Result<String> {
    tick().await?;
    n = picky(n).await?;
    let mut count = None::<i64>.unwrap_or(n % 2);
    let count = match picky(
        add(
            ({
                count = 1;
                Some(6_i64)
            })
            .ok_or_else(|| Failure::new("nothing there"))?,
            count,
        )
        .await?,
    )
    .await
    {
        Ok(step) => step,
        Err(failure) => {
            let name = failure.to_string();
            4_i64
        }
    };
    let mut step = {
        let mut rounds_1 = 3_i64;
        loop {
            if rounds_1 == 0 {
                break (match {
                    n = 5;
                    count
                } {
                    matched_3 @ 0..=5 if count < 8 => count,
                    2 | 4 => {
                        return Err(Failure::new("no luck"));
                    }
                    _ => n,
                });
            }
            rounds_1 -= 1;
            n += n;
        }
    };
    let found = {
        let mut rounds_4 = 3_i64;
        loop {
            if rounds_4 == 0 {
                break ({
                    let mut rounds_6 = 2_i64;
                    loop {
                        if rounds_6 == 0 {
                            break ({
                                let mut k = count < 5;
                                half(step).await?
                            });
                        }
                        rounds_6 -= 1;
                        let k: bool = match picky(inc(add(1, 7).await?).await?).await {
                            Ok(total) => true,
                            Err(failure) => {
                                let word = failure.to_string();
                                n < 5
                            }
                        };
                    }
                });
            }
            rounds_4 -= 1;
            sleep(Duration::from_millis(1)).await;
        }
    };
    sleep(Duration::from_millis(1)).await;
    let mut n: i64 = add(
        picky(found.unwrap_or(half(count).await?.unwrap_or(count))).await?,
        7,
    )
    .await?;
    Ok(format!("{:?} {:?} {:?} {:?}", count, step, found, n))
}

#[orchestrator]
async fn program_40(n: i64) -> Result<bool> {
    let mut even = Some(
        inc(picky(n).await.unwrap_or({
            let mut seen: Vec<i64> = vec![8, 9, 1];
            n
        }))
        .await?,
    )
    .is_some();
    Ok(even)
}

#[orchestrator]
async fn program_41(n: i64, given: String) -> Result<bool> {
    let (mut ready, mut other_1) = (
        true,
        list(
            half(n)
                .await?
                .ok_or_else(|| Failure::new("nothing there"))?
                % 4,
        )
        .await?,
    );
    sleep(Duration::from_millis(1)).await;
    Ok(ready)
}

#[orchestrator]
async fn program_42(n: i64, mut given: Option<i64>) -> Result<String> {
    let mut basket = Basket {
        label: format!("{:?} {:?} {:?}", n, 9_i64 % 5, n) + &String::new(),
        count: n,
        items: vec![1],
    };
    let mut name = say(format!(
        "{:?} {:?} {:?}",
        basket.count, basket.items, basket.label
    ))
    .await?;
    let mut reply = match picky({
        let mut count: i64 = basket
            .items
            .iter()
            .filter(|item| **item > basket.count)
            .count() as i64;
        basket.count
    })
    .await
    {
        Ok(n) => name,
        Err(failure) => {
            let reply = failure.to_string();
            name
        }
    };
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?} {:?}",
        n, given, basket.label, basket.count, basket.items, reply
    ))
}

#[orchestrator]
async fn program_43(mut n: i64, mut given: Option<i64>) -> Result<i64> {
    let n = add(n, n).await?;
    let step: i64 = picky(add(n * n, n).await?).await?;
    let mut queue = vec![1_i64, 3, 5];
    {
        {
            let mut rounds_1 = 2_i64;
            while (rounds_1 > 0)
                && ((is_even(step).await?
                    || (((step < 5) && (6_i64 < 9)) && is_even(step).await?))
                    && (step < 5))
            {
                rounds_1 -= 1;
                sleep(Duration::from_millis(1)).await;
            }
        }
    }
    Ok(step)
}

#[orchestrator]
async fn program_44(mut n: i64, given: i64) -> Result<String> {
    let mut k = given < 8;
    if given < 6 {
        n += given;
    } else {
        sleep(Duration::from_millis(1)).await;
    }
    match Some(2_i64).unwrap_or(
        picky(
            picky(given).await.unwrap_or(
                inc({
                    n = 1;
                    given
                })
                .await?,
            ),
        )
        .await?,
    ) {
        _ if n < 1 => {
            n += given;
        }
        matched_1 @ 2..=4 => {
            n += 4;
        }
        _ => {
            let mut n: i64 = given;
            let Some(total) = half(n).await? else {
                return Err(Failure::new("given up"));
            };
        }
    }
    let half_of: Option<i64> = half(given).await?;
    match Some(n) {
        None if n < 3 => {
            n += given;
        }
        Some(0 | 3) => {
            sleep(Duration::from_millis(1)).await;
        }
        _ => {
            n += n;
        }
    }
    Ok(format!("{:?} {:?} {:?} {:?}", n, given, k, half_of))
}

#[orchestrator]
async fn program_45(mut n: i64) -> Result<Vec<i64>> {
    let count: i64 = add(n, inc(n).await?).await?;
    let mut items = list(n % 4).await?;
    let Some(n) = (match picky(picky(count).await?).await {
        Ok(n) => half(n).await?,
        Err(failure) => {
            let name = failure.to_string();
            Some(7_i64)
        }
    }) else {
        return Ok(items.clone());
    };
    items[(n % 2) as usize] += {
        tick().await?;
        picky(half(count).await?.unwrap_or(items[(count % 2) as usize])).await?
    };
    if let Some(n) = Some(0_i64) {
        sleep(Duration::from_millis(1)).await;
    }
    let seen: Vec<i64> = vec![
        add(
            picky(picky(n).await.unwrap_or(3)).await.unwrap_or({
                items.push(count);
                n
            }) % 4,
            2,
        )
        .await?,
        count,
    ];
    Ok(items)
}

#[orchestrator]
async fn program_46(n: i64, given: Option<i64>) -> Result<String> {
    let later_1;
    if !(inc(n).await? < inc(add(add(n % 4, add(n, n).await?).await?, n).await?).await?) {
        later_1 = "def".to_owned();
    } else {
        later_1 = "bc".to_owned();
    }
    sleep(Duration::from_millis(1)).await;
    let reply = later_1;
    let mut pair_2 = (
        add(add(given.unwrap_or(reply.len() as i64) % 5, n).await?, n).await?,
        n,
    );
    let Some(count) = Some(5_i64) else {
        let k = {
            let mut rounds_3 = 2_i64;
            loop {
                if rounds_3 == 0 {
                    break (!(n < 5));
                }
                rounds_3 -= 1;
                tick().await?;
            }
        };
        return Ok(reply);
    };
    for mut step in Vec::<i64>::new().into_iter().rev() {
        let text: String = "a".to_owned();
    }
    {
        for n in 1..(add(
            inc(add(half(pair_2.1).await?.unwrap_or(pair_2.1), pair_2.0).await?).await?,
            pair_2.0,
        )
        .await?
            % 5)
        {
            sleep(Duration::from_millis(1)).await;
        }
    }
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?}",
        n, given, pair_2.0, pair_2.1, count
    ))
}

#[orchestrator]
async fn program_47(mut n: i64, given: i64) -> Result<Option<i64>> {
    n = given;
    let later_4;
    if match (Some(0_i64), inc(7).await? % 3) {
        (None, matched_1) => 1_i64 < 5,
        (Some(mut matched_2), mut matched_3) if matched_2 < 1 => given < 8,
        (_, _) => given < 7,
    } {
        later_4 = n;
    } else {
        later_4 = given;
    }
    let mut k = inc(add(add(add(given, later_4).await?, 8).await?, given).await?).await? < n;
    let mut pair_5 = (
        if Some(4_i64).ok_or_else(|| Failure::new("nothing there"))? == add(3, n).await? {
            n
        } else {
            given
        },
        Vec::<i64>::new(),
    );
    tick().await?;
    match picky(inc(pair_5.0).await? % 4).await {
        Ok(total) => {
            tick().await?;
        }
        Err(failure) => {
            let reply = failure.to_string();
            sleep(Duration::from_millis(1)).await;
        }
    }
    n += given;
    for total in 0..(later_4 % 5) {
        let later_7;
        if k {
            later_7 = "a".to_owned() + &say("a".to_owned()).await?;
        } else {
            if let Some(step) = half(n).await?
                && ({
                    n = 2;
                    k
                })
            {
                tick().await?;
            } else if picky(given - later_4).await.unwrap_or(pair_5.0) == given {
                sleep(Duration::from_millis(1)).await;
            }
            later_7 = "def".to_owned();
        }
    }
    Ok(half(5).await?)
}

#[orchestrator]
async fn program_48(n: i64, given: Option<i64>) -> Result<i64> {
    let (mut name, mut other_3) = (
        format!(
            "{:?} {:?} {:?}",
            (say(say({
                let mut rounds_1 = 1_i64;
                loop {
                    if rounds_1 == 0 {
                        break "def".to_owned();
                    }
                    rounds_1 -= 1;
                    tick().await?;
                }
            })
            .await?)
            .await?
                + &(format!("{:?} {:?} {:?}", "a".to_owned(), vec![5_i64], given)
                    + &"def".to_owned()))
                + &"bc".to_owned(),
            n,
            "bc".to_owned()
        ),
        "bc".to_owned(),
    );
    Ok(n)
}

#[orchestrator]
async fn program_49(n: i64) -> Result<i64> {
    match n {
        matched_1 @ 0..=4 if matched_1 < 5 => {
            sleep(Duration::from_millis(1)).await;
        }
        matched_2 if 5_i64 < 7 => {
            tick().await?;
        }
        _ => {
            tick().await?;
        }
    }
    let mut word = match picky(n).await {
        Ok(total) => {
            format!(
                "{:?} {:?} {:?}",
                list(total % 4).await?,
                total,
                vec![0_i64, 3, 5]
            )
        }
        Err(failure) => {
            let word = failure.to_string();
            word.clone()
        }
    };
    Ok(3)
}

#[orchestrator]
async fn program_50(mut n: i64, given: Option<i64>) -> Result<String> {
    let mut pair_1 = (add(inc(1).await?, n).await?, n < 3);
    let mut basket = Basket {
        label: say(say(match pair_1.0 {
            5 if 9_i64 < 1 => {
                let mut count = n;
                String::new()
            }
            2 | 4 => "a".to_owned(),
            _ => "a".to_owned(),
        })
        .await?)
        .await?,
        count: 8,
        items: vec![6],
    };
    let best: Option<i64> = given;
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        n, given, pair_1.0, pair_1.1, basket.label, basket.count, basket.items, best
    ))
}

#[orchestrator]
async fn program_51(n: i64, given: Vec<i64>) -> Result<Option<i64>> {
    let count = {
        let mut rounds_1 = 3_i64;
        loop {
            if rounds_1 == 0 {
                break (match (
                    {
                        let step = {
                            {
                                let mut rounds_4 = 3_i64;
                                while (rounds_4 > 0) && (n < 2) {
                                    rounds_4 -= 1;
                                    tick().await?;
                                }
                            }
                            for mut step in 0..(({
                                let mut rest: Vec<i64> = given.clone();
                                n
                            }) % 5)
                            {
                                tick().await?;
                            }
                            n
                        };
                        Some(1_i64)
                    },
                    Some(0_i64),
                ) {
                    (Some(2), None) => n,
                    (Some(mut matched_7), Some(matched_8)) => {
                        break inc(matched_7).await?;
                    }
                    (_, _) => {
                        match {
                            let items = list(n % 4).await?;
                            n
                        } {
                            1..=5 => {
                                tick().await?;
                            }
                            2..=6 if n < 5 => {
                                sleep(Duration::from_millis(1)).await;
                            }
                            _ => {
                                tick().await?;
                            }
                        }
                        3_i64
                    }
                });
            }
            rounds_1 -= 1;
            tick().await?;
        }
    };
    let mut best = half(n).await?;
    let mut n = {
        let mut rounds_9 = 3_i64;
        loop {
            if rounds_9 == 0 {
                break add(
                    match if best.is_some() {
                        best
                    } else if let Some(total) = best {
                        best
                    } else {
                        Some(4_i64)
                    } {
                        Some(3) => count,
                        None => n,
                        _ => n,
                    },
                    n,
                )
                .await?;
            }
            rounds_9 -= 1;
            sleep(Duration::from_millis(1)).await;
        }
    };
    let mut basket = Basket {
        label: {
            let mut name = say(({
                n = 6;
                say("def".to_owned()).await?
            }) + &say({
                n = 1;
                String::new()
            })
            .await?)
            .await?;
            {
                let mut rounds_11 = 3_i64;
                loop {
                    if rounds_11 == 0 {
                        break ({
                            match picky(n).await {
                                Ok(count) => name.clone(),
                                Err(failure) => {
                                    let word = failure.to_string();
                                    word
                                }
                            }
                        });
                    }
                    rounds_11 -= 1;
                    match picky(count).await {
                        Ok(step) => {
                            tick().await?;
                        }
                        Err(failure) => {
                            let text = failure.to_string();
                            sleep(Duration::from_millis(1)).await;
                        }
                    }
                }
            }
        },
        count,
        items: given.clone(),
    };
    Ok(best)
}

#[orchestrator]
async fn program_52(mut n: i64, given: i64) -> Result<Option<i64>> {
    {
        let last = Some(half(n).await?.unwrap_or(n));
    }
    let reply = say("def".to_owned()).await?;
    tick().await?;
    match picky(n).await {
        Ok(n) => {
            sleep(Duration::from_millis(1)).await;
        }
        Err(failure) => {
            let word = failure.to_string();
            n += given;
        }
    }
    for mut n in Vec::<i64>::new().into_iter().rev() {
        tick().await?;
    }
    Ok(half(n).await?)
}

#[orchestrator]
async fn program_53(mut n: i64, mut given: i64) -> Result<String> {
    for n in list(Some(7_i64).ok_or_else(|| Failure::new("nothing there"))? % 4).await? {
        {
            let mut rounds_2 = 1_i64;
            while (rounds_2 > 0)
                && let Some(step) = half(half(4).await?.unwrap_or(3)).await?
            {
                rounds_2 -= 1;
                tick().await?;
            }
        }
        let mut word = "bc".to_owned();
    }
    let total = n;
    let mut half_of = {
        let mut rounds_4 = 1_i64;
        loop {
            if rounds_4 == 0 {
                break Some(5_i64);
            }
            rounds_4 -= 1;
            match picky(
                add(
                    given,
                    add(
                        given,
                        ({
                            n = 8;
                            half(total).await?
                        })
                        .unwrap_or(n + given),
                    )
                    .await?,
                )
                .await?
                    % 3,
            )
            .await
            {
                Ok(total) => {
                    let mut name = String::new();
                }
                Err(failure) => {
                    let reply = failure.to_string();
                    tick().await?;
                }
            }
        }
    };
    let mut n: i64 = if !({
        n = 7;
        n < 3
    }) {
        inc(8).await?
    } else {
        let Some(total) = half({
            n = 4;
            4_i64
        })
        .await?
        else {
            return Err(Failure::new("no luck"));
        };
        total
    };
    {
        let mut rounds_6 = 2_i64;
        while (rounds_6 > 0)
            && let Some(total) = half_of
        {
            rounds_6 -= 1;
            let mut k: bool = if Some(6_i64).is_some() {
                match picky(
                    if {
                        n = 4;
                        false
                    } {
                        n
                    } else {
                        6_i64
                    },
                )
                .await
                {
                    Ok(total) => total < 6,
                    Err(failure) => {
                        let reply = failure.to_string();
                        1_i64 < 2
                    }
                }
            } else {
                let mut rest = vec![7_i64, 6, 8];
                rest = {
                    let mut rounds_8 = 1_i64;
                    loop {
                        if rounds_8 == 0 {
                            break (match (None::<i64>, n) {
                                (Some(mut matched_10), matched_11 @ 0..=7) => {
                                    vec![8_i64]
                                }
                                (Some(mut matched_12), 1 | 4) => {
                                    vec![0_i64, 3, 7]
                                }
                                (_, _) => rest.clone(),
                            });
                        }
                        rounds_8 -= 1;
                        n += given;
                    }
                };
                3_i64 < 7
            };
        }
    }
    if 7_i64 < 6 {
        tick().await?;
    }
    Ok(format!("{:?} {:?} {:?} {:?}", given, total, half_of, n))
}

#[orchestrator]
async fn program_54(n: i64) -> Result<Option<i64>> {
    let Some(step) = (if let Some(count) = half(n).await?
        && (count < 7)
    {
        return Ok(if ((n < count) && is_even(count).await?) && (n < 4) {
            if let Some(total) = half(count).await? {
                sleep(Duration::from_millis(1)).await;
            }
            Some(1_i64)
        } else if let Some(count) = half(count).await? {
            Some(5_i64)
        } else {
            half(count).await?
        });
    } else {
        half(n).await?
    }) else {
        return Err(Failure::new("no luck"));
    };
    for mut count in 0..(({
        let mut text = "bc".to_owned();
        step
    }) % 5)
    {
        let count = {
            {
                count += n;
                count = n;
                step
            }
        };
        let mut count = Some(n).unwrap_or(count);
    }
    let mut n = if Some(n).is_some() {
        {
            tick().await?;
        }
        step
    } else if true {
        n
    } else if n < 5 {
        step
    } else {
        n
    };
    for mut total in 1..(half(2).await?.unwrap_or(Some(step).unwrap_or(1)) % 5) {
        n += 1;
    }
    let mut name: String = match inc(step).await? {
        0 | 3 => {
            format!(
                "{:?} {:?}",
                format!("{:?} {:?}", half(n).await?, vec![7_i64, 6]),
                (match picky(6).await {
                    Ok(total) => {
                        step < 3
                    }
                    Err(failure) => {
                        let name = failure.to_string();
                        n < 5
                    }
                }) || false
            )
        }
        _ if n < 0 => {
            n += add(step, n).await?;
            "def".to_owned()
        }
        _ => "bc".to_owned(),
    };
    tick().await?;
    let Some(step) = Some(6_i64) else {
        return Ok(half(step).await?);
    };
    Ok(half(3).await?)
}

#[orchestrator]
async fn program_55(mut n: i64, given: Option<i64>) -> Result<Vec<i64>> {
    let count = None::<i64>.unwrap_or(n);
    for mut total in 0..(n % 5) {
        let best = given;
    }
    let (mut half_of, mut other_2) = (Some(n), "bc".to_owned());
    half_of = match picky(picky(n).await?).await {
        Ok(step) => {
            let items = Vec::<i64>::new();
            given
        }
        Err(failure) => {
            let text = failure.to_string();
            half(count).await?
        }
    };
    {
        let mut rounds_3 = 2_i64;
        while (rounds_3 > 0)
            && let Some(count) = half(n).await?
        {
            rounds_3 -= 1;
            n += n;
        }
    }
    let count = half_of.unwrap_or({
        tick().await?;
        add(count % 6, n).await?
    });
    let items: Vec<i64> = vec![
        (match (inc(inc(count).await?).await?, n) {
            (matched_5 @ 1..=5, 2 | 3) => matched_5,
            (5, mut matched_6) => matched_6,
            (_, _) => n,
        }) % 2,
        count,
        4,
    ];
    match (Some(add(5, add(0, 1).await?).await?), n) {
        (Some(4), 0..=5) => {
            tick().await?;
        }
        (Some(mut matched_7), matched_8) => {
            tick().await?;
        }
        (_, _) => {
            n += n;
        }
    }
    Ok(vec![0, 7, 2])
}

#[orchestrator]
async fn program_56(n: i64) -> Result<Option<i64>> {
    let total = Some(
        add(
            n,
            add(
                {
                    let mut n = 3_i64;
                    n
                },
                n,
            )
            .await?,
        )
        .await?,
    )
    .unwrap_or(1);
    Ok(Some(4))
}

#[orchestrator]
async fn program_57(n: i64) -> Result<i64> {
    let mut word = format!(
        "{:?}",
        half(
            add(
                inc(picky(n).await.unwrap_or({
                    let word = "def".to_owned();
                    n
                }))
                .await?,
                inc(n).await? + 8
            )
            .await?
        )
        .await?
    );
    word = say(format!("{:?} {:?} {:?}", n, word, n)).await?;
    Ok(n)
}

#[orchestrator]
async fn program_58(mut n: i64) -> Result<Option<i64>> {
    match n {
        2..=4 => {
            n += n;
        }
        matched_1 if 9_i64 < 4 => {
            return Ok(half(matched_1).await?);
        }
        _ => {
            n += 0;
        }
    }
    let mut reply: String = match Some(n) {
        Some(1..=3) if n < 8 => "bc".to_owned(),
        Some(4) if n < 5 => {
            let (mut total, mut other_2) = (
                ({
                    n = 1;
                    n
                }) % 5,
                half(n).await?,
            );
            n += 8;
            "a".to_owned()
        }
        _ => {
            if {
                if n < 2 {
                    sleep(Duration::from_millis(1)).await;
                } else {
                    for total in 1..(n % 5) {
                        tick().await?;
                    }
                }
                is_even(n).await?
            } {
                return Ok(None);
            } else {
                "a".to_owned()
            }
        }
    };
    n = n;
    Ok(half(n).await?)
}

#[orchestrator]
async fn program_59(mut n: i64, given: Vec<i64>) -> Result<String> {
    let count = ({
        n = 2;
        None::<i64>
    })
    .unwrap_or(inc(inc(n % 5).await?).await?);
    let mut basket = Basket {
        label: match Some(n).unwrap_or(inc(n).await?) {
            4 => {
                {
                    let mut rounds_1 = 1_i64;
                    while (rounds_1 > 0) && (false && (4_i64 < 2)) {
                        rounds_1 -= 1;
                        tick().await?;
                    }
                }
                return Ok("bc".to_owned());
            }
            1 | 4 => String::new(),
            _ => "a".to_owned(),
        },
        count: 1,
        items: given.clone(),
    };
    let items: Vec<i64> = list(
        ({
            n = 6;
            n
        }) % 4,
    )
    .await?;
    if let Some(total) = ({
        n = 6;
        Some(1_i64)
    }) {
        sleep(Duration::from_millis(1)).await;
    }
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        n, given, count, basket.label, basket.count, basket.items, items
    ))
}

#[test]
fn program_0_does_what_it_says() {
    durable_tests::programs::check(SEED, 0, [program_0(1, 8), program_0(2, 9)]);
}

#[test]
fn program_1_does_what_it_says() {
    durable_tests::programs::check(SEED, 1, [program_1(0, Some(0)), program_1(1, None)]);
}

#[test]
fn program_2_does_what_it_says() {
    durable_tests::programs::check(SEED, 2, [program_2(8, Some(2)), program_2(4, None)]);
}

#[test]
fn program_3_does_what_it_says() {
    durable_tests::programs::check(SEED, 3, [program_3(0), program_3(7)]);
}

#[test]
fn program_4_does_what_it_says() {
    durable_tests::programs::check(SEED, 4, [program_4(6, vec![5]), program_4(7, vec![8])]);
}

#[test]
fn program_5_does_what_it_says() {
    durable_tests::programs::check(SEED, 5, [program_5(1, Some(6)), program_5(9, Some(4))]);
}

#[test]
fn program_6_does_what_it_says() {
    durable_tests::programs::check(SEED, 6, [program_6(1), program_6(4)]);
}

#[test]
fn program_7_does_what_it_says() {
    durable_tests::programs::check(SEED, 7, [program_7(8, 2), program_7(5, 6)]);
}

#[test]
fn program_8_does_what_it_says() {
    durable_tests::programs::check(SEED, 8, [program_8(0), program_8(5)]);
}

#[test]
fn program_9_does_what_it_says() {
    durable_tests::programs::check(SEED, 9, [program_9(3, Some(2)), program_9(2, Some(1))]);
}

#[test]
fn program_10_does_what_it_says() {
    durable_tests::programs::check(SEED, 10, [program_10(8, Some(5)), program_10(7, Some(2))]);
}

#[test]
fn program_11_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        11,
        [
            program_11(3, "def".to_owned()),
            program_11(1, "def".to_owned()),
        ],
    );
}

#[test]
fn program_12_does_what_it_says() {
    durable_tests::programs::check(SEED, 12, [program_12(0, 7), program_12(6, 2)]);
}

#[test]
fn program_13_does_what_it_says() {
    durable_tests::programs::check(SEED, 13, [program_13(4), program_13(0)]);
}

#[test]
fn program_14_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        14,
        [
            program_14(0, "def".to_owned()),
            program_14(6, "a".to_owned()),
        ],
    );
}

#[test]
fn program_15_does_what_it_says() {
    durable_tests::programs::check(SEED, 15, [program_15(3), program_15(5)]);
}

#[test]
fn program_16_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        16,
        [
            program_16(7, "bc".to_owned()),
            program_16(5, "bc".to_owned()),
        ],
    );
}

#[test]
fn program_17_does_what_it_says() {
    durable_tests::programs::check(SEED, 17, [program_17(4), program_17(5)]);
}

#[test]
fn program_18_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        18,
        [program_18(7, vec![]), program_18(2, vec![0, 0, 5])],
    );
}

#[test]
fn program_19_does_what_it_says() {
    durable_tests::programs::check(SEED, 19, [program_19(9, Some(1)), program_19(3, Some(2))]);
}

#[test]
fn program_20_does_what_it_says() {
    durable_tests::programs::check(SEED, 20, [program_20(3, Some(5)), program_20(0, None)]);
}

#[test]
fn program_21_does_what_it_says() {
    durable_tests::programs::check(SEED, 21, [program_21(8), program_21(3)]);
}

#[test]
fn program_22_does_what_it_says() {
    durable_tests::programs::check(SEED, 22, [program_22(7, None), program_22(0, None)]);
}

#[test]
fn program_23_does_what_it_says() {
    durable_tests::programs::check(SEED, 23, [program_23(7, 8), program_23(3, 9)]);
}

#[test]
fn program_24_does_what_it_says() {
    durable_tests::programs::check(SEED, 24, [program_24(8), program_24(3)]);
}

#[test]
fn program_25_does_what_it_says() {
    durable_tests::programs::check(SEED, 25, [program_25(4, 4), program_25(5, 9)]);
}

#[test]
fn program_26_does_what_it_says() {
    durable_tests::programs::check(SEED, 26, [program_26(3), program_26(4)]);
}

#[test]
fn program_27_does_what_it_says() {
    durable_tests::programs::check(SEED, 27, [program_27(9), program_27(3)]);
}

#[test]
fn program_28_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        28,
        [program_28(2, vec![6]), program_28(5, vec![9, 0, 7])],
    );
}

#[test]
fn program_29_does_what_it_says() {
    durable_tests::programs::check(SEED, 29, [program_29(5, None), program_29(4, Some(9))]);
}

#[test]
fn program_30_does_what_it_says() {
    durable_tests::programs::check(SEED, 30, [program_30(7), program_30(6)]);
}

#[test]
fn program_31_does_what_it_says() {
    durable_tests::programs::check(SEED, 31, [program_31(0), program_31(1)]);
}

#[test]
fn program_32_does_what_it_says() {
    durable_tests::programs::check(SEED, 32, [program_32(9), program_32(3)]);
}

#[test]
fn program_33_does_what_it_says() {
    durable_tests::programs::check(SEED, 33, [program_33(8), program_33(1)]);
}

#[test]
fn program_34_does_what_it_says() {
    durable_tests::programs::check(SEED, 34, [program_34(4), program_34(3)]);
}

#[test]
fn program_35_does_what_it_says() {
    durable_tests::programs::check(SEED, 35, [program_35(6, 0), program_35(2, 9)]);
}

#[test]
fn program_36_does_what_it_says() {
    durable_tests::programs::check(SEED, 36, [program_36(8, 1), program_36(6, 0)]);
}

#[test]
fn program_37_does_what_it_says() {
    durable_tests::programs::check(SEED, 37, [program_37(4), program_37(8)]);
}

#[test]
fn program_38_does_what_it_says() {
    durable_tests::programs::check(SEED, 38, [program_38(8, vec![0]), program_38(0, vec![8])]);
}

#[test]
fn program_39_does_what_it_says() {
    durable_tests::programs::check(SEED, 39, [program_39(2), program_39(9)]);
}

#[test]
fn program_40_does_what_it_says() {
    durable_tests::programs::check(SEED, 40, [program_40(9), program_40(1)]);
}

#[test]
fn program_41_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        41,
        [
            program_41(5, "def".to_owned()),
            program_41(4, "def".to_owned()),
        ],
    );
}

#[test]
fn program_42_does_what_it_says() {
    durable_tests::programs::check(SEED, 42, [program_42(2, Some(1)), program_42(7, Some(1))]);
}

#[test]
fn program_43_does_what_it_says() {
    durable_tests::programs::check(SEED, 43, [program_43(1, Some(0)), program_43(2, Some(8))]);
}

#[test]
fn program_44_does_what_it_says() {
    durable_tests::programs::check(SEED, 44, [program_44(9, 4), program_44(1, 9)]);
}

#[test]
fn program_45_does_what_it_says() {
    durable_tests::programs::check(SEED, 45, [program_45(3), program_45(9)]);
}

#[test]
fn program_46_does_what_it_says() {
    durable_tests::programs::check(SEED, 46, [program_46(6, None), program_46(1, None)]);
}

#[test]
fn program_47_does_what_it_says() {
    durable_tests::programs::check(SEED, 47, [program_47(6, 9), program_47(0, 5)]);
}

#[test]
fn program_48_does_what_it_says() {
    durable_tests::programs::check(SEED, 48, [program_48(5, Some(6)), program_48(1, Some(6))]);
}

#[test]
fn program_49_does_what_it_says() {
    durable_tests::programs::check(SEED, 49, [program_49(4), program_49(3)]);
}

#[test]
fn program_50_does_what_it_says() {
    durable_tests::programs::check(SEED, 50, [program_50(3, Some(2)), program_50(9, Some(6))]);
}

#[test]
fn program_51_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        51,
        [program_51(1, vec![1]), program_51(4, vec![5, 8])],
    );
}

#[test]
fn program_52_does_what_it_says() {
    durable_tests::programs::check(SEED, 52, [program_52(8, 7), program_52(3, 1)]);
}

#[test]
fn program_53_does_what_it_says() {
    durable_tests::programs::check(SEED, 53, [program_53(0, 2), program_53(5, 5)]);
}

#[test]
fn program_54_does_what_it_says() {
    durable_tests::programs::check(SEED, 54, [program_54(0), program_54(1)]);
}

#[test]
fn program_55_does_what_it_says() {
    durable_tests::programs::check(SEED, 55, [program_55(1, None), program_55(7, None)]);
}

#[test]
fn program_56_does_what_it_says() {
    durable_tests::programs::check(SEED, 56, [program_56(5), program_56(9)]);
}

#[test]
fn program_57_does_what_it_says() {
    durable_tests::programs::check(SEED, 57, [program_57(2), program_57(4)]);
}

#[test]
fn program_58_does_what_it_says() {
    durable_tests::programs::check(SEED, 58, [program_58(2), program_58(3)]);
}

#[test]
fn program_59_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        59,
        [program_59(0, vec![5]), program_59(5, vec![9, 6, 9])],
    );
}
