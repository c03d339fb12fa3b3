//! Generated programs: those of seed 1, of which `durable_tests::programs` knows what they do.
//!
//! Written by `cargo run -p durable-tests --bin generate -- --seed 1 --count 60`.

use std::time::Duration;

use durable_runtime::prelude::*;

use crate::activities::*;

pub const SEED: u64 = 1;
pub const COUNT: u64 = 60;

#[orchestrator]
async fn program_0(n: i64) -> Result<bool> {
    let mut n: i64 = {
        match picky(inc(n).await?).await {
            Ok(step) => step,
            Err(failure) => {
                let text = failure.to_string();
                n % 3
            }
        }
    };
    Ok(n < 4)
}

#[orchestrator]
async fn program_1(n: i64, given: i64) -> Result<bool> {
    let even = given < 6;
    let step = {
        let mut rounds_1 = 2_i64;
        loop {
            if rounds_1 == 0 {
                break half(n)
                    .await?
                    .ok_or_else(|| Failure::new("nothing there"))?;
            }
            rounds_1 -= 1;
            match (half(given).await?, Some(7_i64)) {
                (None, Some(0 | 5)) if 1_i64 < 1 => {
                    sleep(Duration::from_millis(1)).await;
                }
                (Some(4), None) => {
                    tick().await?;
                }
                (_, _) => {
                    tick().await?;
                }
            }
        }
    };
    Ok(given < 9)
}

#[orchestrator]
async fn program_2(mut n: i64, given: String) -> Result<i64> {
    n += 6;
    let n = n;
    if let Some(count) = half(n).await?
        && (0_i64 < 8)
    {
        tick().await?;
    } else {
        tick().await?;
    }
    Ok(n)
}

#[orchestrator]
async fn program_3(mut n: i64) -> Result<i64> {
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
    Ok(basket.count)
}

#[orchestrator]
async fn program_4(mut n: i64) -> Result<Vec<i64>> {
    match picky(add(inc(add(inc(n).await?, n).await?).await?, n).await? % 2).await {
        Ok(count) => {
            n += count;
        }
        Err(failure) => {
            let reply = failure.to_string();
            n += n;
        }
    }
    if is_even(half(n).await?.unwrap_or(n) % 3).await? && (n < 5) {
        sleep(Duration::from_millis(1)).await;
    } else if true {
        tick().await?;
    }
    let mut pair_5 = (n, {
        let mut rounds_1 = 1_i64;
        'loop_2: loop {
            if rounds_1 == 0 {
                break (if let Some(count) = ({
                    n = 5;
                    half(n).await?
                }) {
                    "def".to_owned() + &String::new()
                } else {
                    let mut pair_4 = (
                        {
                            let mut step = match picky(n).await {
                                Ok(count) => n,
                                Err(failure) => {
                                    let text = failure.to_string();
                                    n
                                }
                            };
                            step
                        },
                        match picky(7).await {
                            Ok(count) => count,
                            Err(failure) => {
                                let word = failure.to_string();
                                8_i64
                            }
                        },
                    );
                    match half(3).await? {
                        None => {
                            break 'loop_2 "bc".to_owned();
                        }
                        Some(2 | 5) => "bc".to_owned(),
                        _ => "bc".to_owned(),
                    }
                });
            }
            rounds_1 -= 1;
            sleep(Duration::from_millis(1)).await;
        }
    });
    let mut basket = Basket {
        label: say(say(format!("{:?}", n)).await?).await?,
        count: pair_5.0 % 4,
        items: vec![2, 7],
    };
    if let Some(total) = ({
        let mut rounds_6 = 1_i64;
        loop {
            if rounds_6 == 0 {
                break (if (pair_5.0 < 8)
                    || ({
                        n = 8;
                        n < 5
                    }) {
                    let mut count = {
                        let mut rounds_8 = 2_i64;
                        loop {
                            if rounds_8 == 0 {
                                break pair_5.0;
                            }
                            rounds_8 -= 1;
                            sleep(Duration::from_millis(1)).await;
                        }
                    };
                    let mut ready = if !(pair_5.0 < 8) {
                        basket.count < 0
                    } else {
                        basket.count < 7
                    };
                    Some(4_i64)
                } else if basket.count < 0 {
                    None::<i64>
                } else if 8_i64 < 3 {
                    break Some(3_i64);
                } else {
                    None::<i64>
                });
            }
            rounds_6 -= 1;
            tick().await?;
        }
    }) {
        n += total;
    }
    Ok(basket.items.clone())
}

#[orchestrator]
async fn program_5(mut n: i64, mut given: Option<i64>) -> Result<i64> {
    let later_1;
    if n < 7 {
        let Some(count) = ({ given }) else {
            let mut found: Option<i64> = given.take();
            return Ok(inc(9).await? % 3);
        };
        later_1 = 4_i64;
    } else {
        later_1 = n;
    }
    let (mut ready, mut other_3) = (false, {
        let total: i64 = inc(picky(add(given.unwrap_or(1), n).await?).await?).await?;
        match later_1 {
            matched_2 if total < 2 => given.ok_or_else(|| Failure::new("nothing there"))?,
            3 if later_1 < 9 => {
                let mut found = given;
                total
            }
            _ => total,
        }
    });
    ready = ready;
    n += later_1;
    let mut step = {
        let mut rounds_4 = 3_i64;
        'loop_5: loop {
            if rounds_4 == 0 {
                break ({
                    let mut k: bool = (ready && ready) || (!ready);
                    add(other_3, 6_i64 % 4).await?
                });
            }
            rounds_4 -= 1;
            if let Some(step) = half(later_1).await? {
                break 'loop_5 5_i64;
            } else {
                n += later_1;
            }
        }
    };
    let later_7;
    if ready {
        n += n;
        later_7 = ready;
    } else {
        later_7 = ready;
    }
    Ok(n)
}

#[orchestrator]
async fn program_6(mut n: i64) -> Result<Vec<i64>> {
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
                return Ok(items.clone());
            } else if true {
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
    Ok(items)
}

#[orchestrator]
async fn program_7(n: i64, mut given: i64) -> Result<String> {
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
    Ok(format!(
        "{:?} {:?} {:?} {:?}",
        half(basket.count).await?,
        {
            basket.count = 2;
            inc(basket.count).await?
        },
        7_i64,
        text
    ))
}

#[orchestrator]
async fn program_8(mut n: i64) -> Result<String> {
    let mut pair_1 = (
        say(say(String::new()).await?).await?,
        match picky(half(4).await?.unwrap_or(inc(add(n, n).await?).await?)).await {
            Ok(n) => n,
            Err(failure) => {
                let reply = failure.to_string();
                2_i64
            }
        },
    );
    Ok(format!(
        "{:?} {:?} {:?} {:?}",
        half(pair_1.1).await?,
        add(7, pair_1.1).await? == n,
        pair_1.1 < 9,
        n
    ))
}

#[orchestrator]
async fn program_9(n: i64, mut given: Option<i64>) -> Result<bool> {
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
    Ok(6_i64 < 1)
}

#[orchestrator]
async fn program_10(mut n: i64, mut given: Option<i64>) -> Result<i64> {
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
            return Ok(n);
        }
        (_, _) => given,
    };
    let mut pair_6 = ("def".to_owned(), 6_i64);
    Ok(5)
}

#[orchestrator]
async fn program_11(n: i64, mut given: String) -> Result<Option<i64>> {
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
    Ok(Some(8))
}

#[orchestrator]
async fn program_12(mut n: i64, mut given: i64) -> Result<Option<i64>> {
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
    Ok(half(0).await?)
}

#[orchestrator]
async fn program_13(n: i64) -> Result<Option<i64>> {
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
            return Ok(None);
        }
        _ => n < 0,
    } {
        later_2 = half_of;
    } else {
        later_2 = half_of;
    }
    for mut total in 2..(inc(
        match (
            add(
                add(reply.len() as i64, half_of.take().unwrap_or(inc(n).await?)).await?,
                n,
            )
            .await?,
            n,
        ) {
            (2, matched_3 @ 1..=5) => {
                return Ok(half(n).await?);
            }
            (1, 2 | 4) if n < 2 => 9_i64,
            (_, _) => n,
        },
    )
    .await?
        % 5)
    {
        total += total;
    }
    let name = word.clone();
    Ok(later_2)
}

#[orchestrator]
async fn program_14(mut n: i64, mut given: String) -> Result<Vec<i64>> {
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
    Ok(vec![])
}

#[orchestrator]
async fn program_15(mut n: i64) -> Result<Vec<i64>> {
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
    Ok(vec![5, 7])
}

#[orchestrator]
async fn program_16(mut n: i64) -> Result<Option<i64>> {
    n = half(n)
        .await?
        .ok_or_else(|| Failure::new("nothing there"))?;
    Ok(half(n).await?)
}

#[orchestrator]
async fn program_17(n: i64) -> Result<String> {
    let items = match (None::<i64>, None::<i64>) {
        (Some(0..=6), Some(2)) if n < 6 => {
            vec![7_i64]
        }
        (None, None) => {
            tick().await?;
            let n = {
                let mut rounds_1 = 2_i64;
                loop {
                    if rounds_1 == 0 {
                        break (match picky(add(n, n).await?).await {
                            Ok(total) => total,
                            Err(failure) => {
                                let reply = failure.to_string();
                                n
                            }
                        });
                    }
                    rounds_1 -= 1;
                    let mut total: i64 = n;
                }
            };
            vec![1_i64, 7, 3]
        }
        (_, _) => {
            vec![8_i64, 4]
        }
    };
    if let Some(total) = Some(7_i64)
        && (total < 8)
    {
        sleep(Duration::from_millis(1)).await;
    } else if let Some(count) = None::<i64>
        && (n < 7)
    {
        sleep(Duration::from_millis(1)).await;
    } else {
        tick().await?;
    }
    Ok(format!(
        "{:?} {:?} {:?} {:?}",
        items,
        "a".to_owned(),
        {
            let mut word = String::new() + &String::new();
            half(n).await?
        },
        n
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
async fn program_19(mut n: i64, given: Vec<i64>) -> Result<Option<i64>> {
    let later_3;
    if {
        let mut rounds_1 = 2_i64;
        loop {
            if rounds_1 == 0 {
                break (({
                    n = 7;
                    n < 9
                }) || (n < 7));
            }
            rounds_1 -= 1;
            let mut basket = Basket {
                label: "def".to_owned(),
                count: n,
                items: vec![7, 9],
            };
        }
    } {
        later_3 = 7_i64;
    } else {
        later_3 = n;
    }
    tick().await?;
    if 9_i64 < 5 {
        sleep(Duration::from_millis(1)).await;
    }
    let mut word: String = say(String::new()).await?;
    Ok(Some(0))
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
async fn program_21(n: i64) -> Result<Vec<i64>> {
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
    Ok(vec![])
}

#[orchestrator]
async fn program_22(n: i64, given: Option<i64>) -> Result<Option<i64>> {
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
            return Ok(given);
        }
        (0..=6, 0 | 4) => {
            let mut rounds_4 = 1_i64;
            while (rounds_4 > 0)
                && let Some(n) = (if step < 7 {
                    match Some(add(n, step).await?) {
                        Some(matched_6) if matched_6 < 9 => {
                            step += 6;
                        }
                        None if step < 9 => {
                            let mut step = step;
                        }
                        _ => {
                            let mut rounds_7 = 1_i64;
                            while (rounds_7 > 0)
                                && let Some(count) = given
                            {
                                rounds_7 -= 1;
                                tick().await?;
                            }
                        }
                    }
                    given
                } else if let Some(step) = given {
                    given
                } else {
                    given
                })
            {
                rounds_4 -= 1;
                step += step;
            }
        }
        (_, _) => {
            tick().await?;
        }
    }
    step = inc(5).await?;
    let Some(step) = (match (
        add(
            add(inc(step).await?, picky(6).await?).await?,
            given.unwrap_or(n),
        )
        .await?,
        step,
    ) {
        (mut matched_9, _) if 2_i64 < 4 => given,
        (matched_10 @ 2..=7, matched_11) => given,
        (_, _) => given,
    }) else {
        return Err(Failure::new("given up"));
    };
    let mut basket = Basket {
        label: if (5_i64 < 1)
            || (given.ok_or_else(|| Failure::new("nothing there"))?
                < inc(given.unwrap_or(step)).await?)
        {
            let Some(step) = given else {
                let found = given;
                return Ok(given);
            };
            "a".to_owned()
        } else {
            String::new()
        },
        count: 6,
        items: vec![2, 9],
    };
    Ok(given)
}

#[orchestrator]
async fn program_23(mut n: i64, given: i64) -> Result<Vec<i64>> {
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
    let Some(step) = ({
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
        return Ok(vec![9, 2, 5]);
    };
    let (mut total, mut other_12) = (
        if let Some(total) = half(picky(0).await.unwrap_or(inc(n).await?)).await? {
            n += {
                let mut pair_10 = (picky(n).await?, half(given).await?);
                pair_10.1 = pair_10.1;
                match n {
                    _ if step < 4 => total,
                    0 | 4 if step < 2 => 9_i64,
                    _ => total,
                }
            };
            { picky(given).await.unwrap_or(given) }
        } else {
            given
        },
        half(given).await?,
    );
    total += {
        let mut rounds_13 = 2_i64;
        loop {
            if rounds_13 == 0 {
                break picky(inc(n).await?).await?;
            }
            rounds_13 -= 1;
            n += step;
        }
    };
    {
        let mut rounds_15 = 2_i64;
        while (rounds_15 > 0)
            && let Some(count) = ({
                let mut rounds_17 = 3_i64;
                loop {
                    if rounds_17 == 0 {
                        break Some(2_i64);
                    }
                    rounds_17 -= 1;
                    tick().await?;
                }
            })
        {
            rounds_15 -= 1;
            total += 0;
        }
    }
    if n < 0 {
        sleep(Duration::from_millis(1)).await;
    } else if let Some(step) = other_12 {
        tick().await?;
    } else {
        tick().await?;
    }
    let items = vec![add(inc(step).await?, total % 2).await?, total, total];
    n += total;
    Ok(items)
}

#[orchestrator]
async fn program_24(mut n: i64) -> Result<Option<i64>> {
    {
        let mut rounds_1 = 3_i64;
        while (rounds_1 > 0)
            && (if let Some(step) = half(inc(n).await?).await? {
                n = inc(4).await?;
                n < 8
            } else if n < 1 {
                n < 5
            } else if 8_i64 < 2 {
                return Ok(Some(2));
            } else {
                true
            })
        {
            rounds_1 -= 1;
            tick().await?;
        }
    }
    Ok(half(6).await?)
}

#[orchestrator]
async fn program_25(n: i64, mut given: i64) -> Result<i64> {
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
    Ok(n)
}

#[orchestrator]
async fn program_26(mut n: i64, given: Option<i64>) -> Result<i64> {
    {
        let mut rounds_1 = 3_i64;
        while (rounds_1 > 0) && is_even(inc(inc(n).await?).await?).await? {
            rounds_1 -= 1;
            tick().await?;
        }
    }
    for total in 0..((n % 4) % 5) {
        tick().await?;
    }
    let mut step: i64 = 4;
    Ok(n)
}

#[orchestrator]
async fn program_27(mut n: i64) -> Result<Vec<i64>> {
    if let Some(count) = Some({
        n = 8;
        half(9).await?.unwrap_or(
            add(n, {
                n = 8;
                add(n, picky(1).await?).await?
            })
            .await?,
        )
    }) && false
    {
        tick().await?;
    } else if n < 9 {
        n += n;
    } else {
        tick().await?;
    }
    let mut even = if let Some(count) = Some(6_i64)
        && is_even(count).await?
    {
        count < 2
    } else {
        true
    };
    let count = {
        let mut rounds_1 = 3_i64;
        loop {
            if rounds_1 == 0 {
                break n;
            }
            rounds_1 -= 1;
            even = Some(5_i64).unwrap_or(n) < add(add(n, n).await? + inc(7).await?, 3).await?;
        }
    };
    if ({
        n = 6;
        half(
            (match {
                n = 6;
                half(n).await?
            } {
                None => count,
                Some(matched_3 @ 2..=4) if matched_3 < 5 => matched_3,
                _ => 2_i64,
            }) * add(n - n, 6).await?,
        )
        .await?
    })
    .is_some()
    {
        n += count;
    }
    Ok(vec![])
}

#[orchestrator]
async fn program_28(n: i64, given: Vec<i64>) -> Result<String> {
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
    Ok(format!(
        "{:?} {:?} {:?} {:?}",
        count,
        count,
        given.get(other_3 as usize).copied(),
        Some(9_i64).ok_or_else(|| Failure::new("nothing there"))?
    ))
}

#[orchestrator]
async fn program_29(mut n: i64, mut given: Option<i64>) -> Result<String> {
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
    Ok(format!("{:?} {:?} {:?} {:?}", step, step, given, {
        n = 3;
        list(n % 4).await?
    }))
}

#[orchestrator]
async fn program_30(mut n: i64) -> Result<Vec<i64>> {
    let mut k = false;
    n = n;
    let total = if let Some(total) = Some(inc(n).await?)
        && is_even({
            n = 8;
            add(total, 8).await?
        })
        .await?
    {
        return Ok(vec![4, 9, 3]);
    } else {
        n
    };
    match (
        Some(9_i64),
        add(
            None::<i64>.unwrap_or(Some(0_i64).ok_or_else(|| Failure::new("nothing there"))?),
            0,
        )
        .await?,
    ) {
        (Some(1..=3), _) => {
            n += total;
        }
        (None, matched_1) => {
            sleep(Duration::from_millis(1)).await;
        }
        (_, _) => {
            tick().await?;
        }
    }
    let mut even = !(n < 0);
    let mut rest: Vec<i64> = vec![7, 5, 4];
    tick().await?;
    Ok(rest)
}

#[orchestrator]
async fn program_31(mut n: i64) -> Result<Vec<i64>> {
    {
        let later_1;
        if 1_i64 < 9 {
            later_1 = None::<i64>;
        } else {
            later_1 = Some(9_i64);
        }
    }
    {
        let mut rounds_2 = 3_i64;
        while (rounds_2 > 0)
            && (!(inc(inc(inc(n).await?).await?).await? < add(inc(n).await? - n, 3).await?))
        {
            rounds_2 -= 1;
            n += n;
        }
    }
    let best = half(n).await?;
    {
        let mut rounds_4 = 2_i64;
        while (rounds_4 > 0) && best.is_some() {
            rounds_4 -= 1;
            n += n;
        }
    }
    {
        tick().await?;
    }
    let (mut step, mut other_7) = (n, true);
    let mut basket = Basket {
        label: format!(
            "{:?} {:?} {:?}",
            {
                let mut rounds_8 = 3_i64;
                loop {
                    if rounds_8 == 0 {
                        break (match {
                            n = 5;
                            half(7).await?
                        } {
                            Some(mut matched_10) if n < 1 => "def".to_owned(),
                            Some(matched_11 @ 0..=5) if 9_i64 < 0 => "bc".to_owned(),
                            _ => String::new(),
                        });
                    }
                    rounds_8 -= 1;
                    step += n;
                }
            },
            other_7,
            Some(n).unwrap_or(step)
        ),
        count: half(Some(1_i64).unwrap_or(0)).await?.unwrap_or(n),
        items: vec![1, 9],
    };
    let mut even = false;
    Ok(basket.items.clone())
}

#[orchestrator]
async fn program_32(n: i64, given: Option<i64>) -> Result<String> {
    let mut count = {
        let last = match picky(
            add(inc(n).await?, {
                let mut count = if {
                    let mut step: i64 = n;
                    n < 1
                } {
                    n
                } else {
                    n
                };
                n % 2
            })
            .await?,
        )
        .await
        {
            Ok(total) => half(n).await?,
            Err(failure) => {
                let text = failure.to_string();
                given
            }
        };
        n
    };
    Ok(format!(
        "{:?} {:?} {:?} {:?}",
        n,
        given.ok_or_else(|| Failure::new("nothing there"))? == count,
        vec![1_i64, 2, 3],
        n
    ))
}

#[orchestrator]
async fn program_33(mut n: i64) -> Result<Option<i64>> {
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
    Ok(Some(0))
}

#[orchestrator]
async fn program_34(mut n: i64) -> Result<i64> {
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
    Ok(pair_1.0)
}

#[orchestrator]
async fn program_35(n: i64, mut given: i64) -> Result<bool> {
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
    Ok(n < 1)
}

#[orchestrator]
async fn program_36(n: i64, mut given: i64) -> Result<bool> {
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
    let Some(total) = None::<i64> else {
        let (mut word, mut other_6) = (
            match (half(basket.items[(n % 2) as usize]).await?, Some(1_i64)) {
                (Some(0..=5), Some(0)) => basket.label,
                (None, Some(mut matched_5)) => basket.label.clone(),
                (_, _) => basket.label.clone(),
            },
            "a".to_owned(),
        );
        return Ok(false);
    };
    Ok(3_i64 < 1)
}

#[orchestrator]
async fn program_37(mut n: i64) -> Result<i64> {
    if let Some(total) = Some(2_i64) {
        {
            let text = {
                let name = String::new() + &"a".to_owned();
                name
            };
        }
    }
    {
        let mut rounds_3 = 1_i64;
        while (rounds_3 > 0)
            && (match (n, Some(n)) {
                (mut matched_5, None) if 6_i64 < 1 => {
                    n < ({
                        matched_5 = 4;
                        0_i64
                    })
                }
                (mut matched_6, Some(_)) => {
                    let mut basket = Basket {
                        label: say("def".to_owned()).await?,
                        count: n,
                        items: vec![4],
                    };
                    matched_6 < 8
                }
                (_, _) => true,
            })
        {
            rounds_3 -= 1;
            tick().await?;
        }
    }
    let mut pair_7 = (None::<i64>, Some(2_i64));
    if let Some(step) = half(n).await? {
        (pair_7.1, n) = (
            {
                tick().await?;
                pair_7.1
            },
            {
                {
                    let mut rounds_9 = 2_i64;
                    loop {
                        if rounds_9 == 0 {
                            break n;
                        }
                        rounds_9 -= 1;
                        n += step;
                    }
                }
            },
        );
        return Ok(add(n, n).await?);
    } else if inc(n).await? < 7 {
        sleep(Duration::from_millis(1)).await;
    }
    let mut count = picky(0).await.unwrap_or(
        match picky(
            add(n, {
                n = 3;
                0_i64
            })
            .await?,
        )
        .await
        {
            Ok(n) => n,
            Err(failure) => {
                let reply = failure.to_string();
                n
            }
        },
    );
    let mut reply: String = format!("{:?} {:?}", count, {
        let mut rounds_11 = 2_i64;
        loop {
            if rounds_11 == 0 {
                break (if true && true {
                    for mut step in list(6_i64 % 4).await?.into_iter().rev() {
                        n += step;
                    }
                    vec![5_i64, 1]
                } else {
                    pair_7.0 = pair_7.0;
                    vec![3_i64, 4]
                });
            }
            rounds_11 -= 1;
            n += n;
        }
    });
    Ok(count)
}

#[orchestrator]
async fn program_38(n: i64, mut given: Vec<i64>) -> Result<Vec<i64>> {
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
    Ok(queue.clone())
}

#[orchestrator]
async fn program_39(mut n: i64) -> Result<i64> {
    let total = ({
        n = 1;
        inc(half(n).await?.unwrap_or(8)).await?
    }) * n;
    {
        let mut rounds_1 = 2_i64;
        while (rounds_1 > 0)
            && let Some(n) = (match picky(4).await {
                Ok(count) => {
                    let mut basket = Basket {
                        label: "a".to_owned(),
                        count: 5,
                        items: vec![3, 8, 6],
                    };
                    Some(6_i64)
                }
                Err(failure) => {
                    let word = failure.to_string();
                    Some(6_i64)
                }
            })
        {
            rounds_1 -= 1;
            sleep(Duration::from_millis(1)).await;
        }
    }
    let mut total = Some(3_i64).unwrap_or(total);
    sleep(Duration::from_millis(1)).await;
    for total in list((0_i64 % 6) % 4).await? {
        tick().await?;
    }
    n += 6;
    tick().await?;
    for count in list(half(total).await?.unwrap_or(n) % 4).await? {
        tick().await?;
    }
    Ok(total)
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
async fn program_41(n: i64, given: String) -> Result<Vec<i64>> {
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
    Ok(other_1.clone())
}

#[orchestrator]
async fn program_42(n: i64, mut given: Option<i64>) -> Result<i64> {
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
    Ok(n)
}

#[orchestrator]
async fn program_43(mut n: i64, mut given: Option<i64>) -> Result<bool> {
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
    Ok(step < 3)
}

#[orchestrator]
async fn program_44(mut n: i64, given: i64) -> Result<Option<i64>> {
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
    Ok(Some(4))
}

#[orchestrator]
async fn program_45(mut n: i64) -> Result<bool> {
    let count: i64 = add(n, inc(n).await?).await?;
    let mut items = list(n % 4).await?;
    let Some(total) = (match picky(picky(count).await?).await {
        Ok(n) => half(n).await?,
        Err(failure) => {
            let name = failure.to_string();
            Some(7_i64)
        }
    }) else {
        return Ok(count < 9);
    };
    let mut basket = Basket {
        label: String::new(),
        count: n,
        items,
    };
    let mut done = !(basket.items[(n % 2) as usize]
        == inc(Some(0_i64).unwrap_or(
            half(count)
                .await?
                .ok_or_else(|| Failure::new("nothing there"))?
                % 4,
        ))
        .await?);
    done = {
        let mut rounds_1 = 2_i64;
        loop {
            if rounds_1 == 0 {
                break (None::<i64>.ok_or_else(|| Failure::new("nothing there"))? == total);
            }
            rounds_1 -= 1;
            match picky(
                inc(({
                    n = 3;
                    basket.items.get(inc(n).await? as usize).copied()
                })
                .unwrap_or(basket.count))
                .await?,
            )
            .await
            {
                Ok(step) => {
                    n += step;
                }
                Err(failure) => {
                    let reply = failure.to_string();
                    sleep(Duration::from_millis(1)).await;
                }
            }
        }
    };
    Ok(false)
}

#[orchestrator]
async fn program_46(n: i64, given: Option<i64>) -> Result<i64> {
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
    let Some(step) = Some(5_i64) else {
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
        return Ok(pair_2.0);
    };
    if let Some(count) = Some(4_i64)
        && (6_i64 < 9)
    {
        return Ok({
            let mut rounds_5 = 2_i64;
            loop {
                if rounds_5 == 0 {
                    break (inc(9).await? % 4);
                }
                rounds_5 -= 1;
                sleep(Duration::from_millis(1)).await;
            }
        });
    }
    match picky({
        let mut found: Option<i64> = if let Some(total) = given {
            if let Some(step) = given {
                tick().await?;
            } else {
                tick().await?;
            }
            given
        } else if n < 8 {
            given
        } else {
            given
        };
        step
    })
    .await
    {
        Ok(total) => {
            tick().await?;
        }
        Err(failure) => {
            let word = failure.to_string();
            sleep(Duration::from_millis(1)).await;
        }
    }
    Ok(n)
}

#[orchestrator]
async fn program_47(n: i64, given: Option<i64>) -> Result<Option<i64>> {
    let later_1;
    if n < 1 {
        later_1 = n;
    } else {
        later_1 = n;
    }
    for n in 0..(add(picky(9).await.unwrap_or(n), later_1).await? % 5) {
        tick().await?;
    }
    for total in list(n % 4).await?.into_iter().rev() {
        {
            let mut rounds_4 = 1_i64;
            while (rounds_4 > 0)
                && let Some(step) = (if total < 4 {
                    let mut pair_7 = (
                        if given.ok_or_else(|| Failure::new("nothing there"))?
                            == picky(later_1).await?
                        {
                            match (n, given) {
                                (1..=6, Some(mut matched_6)) if later_1 < 7 => {
                                    sleep(Duration::from_millis(1)).await;
                                }
                                (3, Some(1..=6)) if n < 6 => {
                                    sleep(Duration::from_millis(1)).await;
                                }
                                (_, _) => {
                                    sleep(Duration::from_millis(1)).await;
                                }
                            }
                            2_i64
                        } else {
                            later_1
                        },
                        vec![7_i64],
                    );
                    return Ok(given);
                } else if later_1 < 5 {
                    half(total).await?
                } else {
                    half(n).await?
                })
            {
                rounds_4 -= 1;
                tick().await?;
            }
        }
    }
    {
        let mut rounds_8 = 2_i64;
        while (rounds_8 > 0) && (n < 3) {
            rounds_8 -= 1;
            tick().await?;
        }
    }
    for total in 1..(inc({
        let mut last = if later_1 < 0 {
            { given }
        } else {
            let mut last = {
                match (given, n) {
                    (None, 0 | 5) => given,
                    (None, matched_11) => given,
                    (_, _) => half(n).await?,
                }
            };
            given
        };
        n + ({
            let mut total = n;
            given
        })
        .ok_or_else(|| Failure::new("nothing there"))?
    })
    .await?
        % 5)
    {
        tick().await?;
    }
    let mut count: i64 = later_1;
    if {
        count = 4;
        is_even({
            count = 7;
            count
        })
        .await?
    } {
        let step = inc(3).await?;
    }
    {
        let mut rounds_13 = 2_i64;
        while (rounds_13 > 0)
            && let Some(total) = (match inc(count).await? {
                0..=3 if 5_i64 < 7 => given,
                matched_15 @ 1..=7 if later_1 < 9 => {
                    sleep(Duration::from_millis(1)).await;
                    given
                }
                _ => given,
            })
        {
            rounds_13 -= 1;
            sleep(Duration::from_millis(1)).await;
        }
    }
    Ok(given)
}

#[orchestrator]
async fn program_48(n: i64, given: Option<i64>) -> Result<Option<i64>> {
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
    Ok(given)
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
async fn program_50(n: i64) -> Result<Vec<i64>> {
    tick().await?;
    {
        sleep(Duration::from_millis(1)).await;
    }
    for mut total in 0..(n % 5) {
        match (
            {
                total = 9;
                Some(3_i64)
            },
            half(6).await?,
        ) {
            (Some(mut matched_2), Some(2 | 4)) if matched_2 < 9 => {
                sleep(Duration::from_millis(1)).await;
            }
            (Some(2..=3), Some(_)) => {
                continue;
            }
            (_, _) => {
                tick().await?;
            }
        }
    }
    Ok(vec![0])
}

#[orchestrator]
async fn program_51(n: i64, mut given: String) -> Result<i64> {
    match Some(7_i64) {
        None => {
            {
                let mut rounds_1 = 3_i64;
                while (rounds_1 > 0)
                    && (({
                        given += &given.clone();
                        n < 0
                    }) && (!(!false)))
                {
                    rounds_1 -= 1;
                    let total = n;
                    match picky({
                        let rest = list(total % 4).await?;
                        n
                    })
                    .await
                    {
                        Ok(n) => {
                            sleep(Duration::from_millis(1)).await;
                        }
                        Err(failure) => {
                            let word = failure.to_string();
                            sleep(Duration::from_millis(1)).await;
                        }
                    }
                }
            }
            return Ok(n);
        }
        Some(0 | 3) => {
            return Ok(n);
        }
        _ => {
            tick().await?;
        }
    }
    let mut total = 9_i64 + 4;
    given = if !(7_i64 < 5) {
        for mut total in vec![add(inc(total).await?, 2).await?, n] {
            total += total;
        }
        given.clone()
    } else if let Some(count) = half(n).await? {
        return Ok(count);
    } else if total < 8 {
        return Err(Failure::new("given up"));
    } else {
        given
    };
    {
        let mut rounds_4 = 1_i64;
        while (rounds_4 > 0)
            && let Some(n) = half(total).await?
        {
            rounds_4 -= 1;
            total += n;
        }
    }
    Ok(total)
}

#[orchestrator]
async fn program_52(mut n: i64, given: i64) -> Result<String> {
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
    Ok(format!(
        "{:?} {:?} {:?} {:?}",
        reply,
        n,
        say(reply.clone()).await?,
        half(given).await?
    ))
}

#[orchestrator]
async fn program_53(mut n: i64) -> Result<bool> {
    let mut basket = Basket {
        label: match picky(half(4).await?.unwrap_or(3)).await {
            Ok(n) => {
                let mut step = n;
                "def".to_owned()
            }
            Err(failure) => {
                let reply = failure.to_string();
                reply.clone()
            }
        },
        count: n,
        items: vec![2, 6],
    };
    let last = None::<i64>;
    if n < 9 {
        {
            let mut rounds_1 = 3_i64;
            while (rounds_1 > 0)
                && (match last {
                    Some(matched_3) if matched_3 < 5 => {
                        let mut half_of = Some(1_i64);
                        half_of.is_some()
                    }
                    Some(_) => basket.count < 4,
                    _ => n < 1,
                })
            {
                rounds_1 -= 1;
                tick().await?;
            }
        }
    } else {
        n += basket.count;
    }
    match (last, None::<i64>) {
        (Some(matched_4), Some(1 | 5)) => {
            tick().await?;
        }
        (None, None) => {
            tick().await?;
        }
        (_, _) => {
            tick().await?;
        }
    }
    n = {
        let mut k = if Some(6_i64).is_some() {
            match picky(
                if {
                    n = 4;
                    false
                } {
                    basket.count
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
            let items = basket.items;
            {
                let mut rounds_6 = 2_i64;
                while (rounds_6 > 0)
                    && let Some(n) = ({
                        let mut rounds_8 = 1_i64;
                        loop {
                            if rounds_8 == 0 {
                                break (match (None::<i64>, n) {
                                    (Some(mut matched_10), matched_11 @ 0..=7) => Some(9_i64),
                                    (Some(matched_12 @ 1..=6), _) => last,
                                    (_, _) => last,
                                });
                            }
                            rounds_8 -= 1;
                            tick().await?;
                        }
                    })
                {
                    rounds_6 -= 1;
                    let mut n = n;
                }
            }
            (n < 9) && (n < 7)
        };
        let mut pair_13 = (inc(basket.count).await?, n);
        pair_13.0
    };
    n = if let Some(step) = ({
        n = 2;
        half(inc(basket.count).await?).await?
    }) {
        n += match (
            3_i64,
            match inc(step).await? {
                mut matched_14 if 6_i64 < 5 => last,
                0..=4 => last,
                _ => last,
            },
        ) {
            (mut matched_15, Some(2 | 4)) if step < 2 => basket.count,
            (2 | 3, Some(mut matched_16)) if basket.count < 7 => step,
            (_, _) => step,
        };
        basket.count
    } else {
        n
    };
    Ok(true)
}

#[orchestrator]
async fn program_54(n: i64) -> Result<Vec<i64>> {
    let Some(step) = (if let Some(count) = half(n).await?
        && (count < 7)
    {
        return Ok(if ((n < count) && is_even(count).await?) && (n < 4) {
            if let Some(total) = half(count).await? {
                sleep(Duration::from_millis(1)).await;
            }
            vec![9_i64, 1, 5]
        } else if n < 4 {
            vec![5_i64, 7]
        } else {
            vec![4_i64]
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
        return Ok(vec![6, 7]);
    };
    Ok(vec![])
}

#[orchestrator]
async fn program_55(n: i64) -> Result<bool> {
    let mut name = if 9_i64 == n {
        for mut total in 0..(n % 5) {
            let found = {
                if total < 6 {
                    Some(5_i64)
                } else {
                    half(n).await?
                }
            };
            let even: bool = match picky(n).await {
                Ok(n) => 8_i64 < 6,
                Err(failure) => {
                    let word = failure.to_string();
                    true
                }
            };
        }
        let (mut word, mut other_3) = (
            match picky({
                let best = Some(6_i64);
                n
            })
            .await
            {
                Ok(count) => String::new(),
                Err(failure) => {
                    let word = failure.to_string();
                    word
                }
            },
            3_i64,
        );
        return Ok(other_3 < 6);
    } else {
        String::new()
    };
    match (
        Some(9_i64),
        inc({
            let mut word: String = name;
            Some(6_i64).unwrap_or(n - n)
        })
        .await?,
    ) {
        (Some(matched_4 @ 2..=3), 1..=6) => {
            tick().await?;
        }
        (Some(1), 5) if n < 6 => {
            tick().await?;
        }
        (_, _) => {
            sleep(Duration::from_millis(1)).await;
        }
    }
    name = match (
        n,
        Some({
            let count = {
                let mut rounds_5 = 2_i64;
                loop {
                    if rounds_5 == 0 {
                        break add(n, n).await?;
                    }
                    rounds_5 -= 1;
                    let mut step = 4_i64;
                }
            };
            6_i64
        }),
    ) {
        (0..=5, Some(_)) if n < 5 => "bc".to_owned(),
        (matched_7, Some(_)) if matched_7 < 3 => {
            return Ok(1_i64 < 2);
        }
        (_, _) => "a".to_owned(),
    };
    let n: i64 = add(add(8, n).await?, n).await?;
    let mut pair_12 = (
        name,
        match (
            inc(inc(add(picky(n).await?, n % 4).await?).await? * n).await?,
            picky(n).await.unwrap_or(n),
        ) {
            (matched_8, mut matched_9) if n < 9 => inc(add(n, n).await?).await?,
            (mut matched_10, matched_11) if matched_10 < 1 => matched_10,
            (_, _) => 4_i64,
        },
    );
    match (half(1).await?, half(9).await?) {
        (Some(1 | 5), None) => {
            tick().await?;
        }
        (Some(mut matched_13), None) => {
            pair_12.1 += matched_13;
        }
        (_, _) => {
            pair_12.1 += pair_12.1;
        }
    }
    pair_12.1 = {
        pair_12.0 = { String::new() };
        {
            match picky(picky(inc(n).await?).await.unwrap_or(1)).await {
                Ok(count) => 6_i64,
                Err(failure) => {
                    let text = failure.to_string();
                    pair_12.1
                }
            }
        }
    };
    let Some(n) = half(
        inc({
            pair_12.1 = 9;
            picky(n).await.unwrap_or(n)
        })
        .await?,
    )
    .await?
    else {
        return Ok(false);
    };
    Ok(pair_12.1 < 4)
}

#[orchestrator]
async fn program_56(n: i64) -> Result<Vec<i64>> {
    let rest = list(
        ({
            let mut last = half(Some(n).ok_or_else(|| Failure::new("nothing there"))?).await?;
            n
        }) % 4,
    )
    .await?;
    Ok(rest)
}

#[orchestrator]
async fn program_57(n: i64) -> Result<bool> {
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
    Ok(n < 7)
}

#[orchestrator]
async fn program_58(mut n: i64, given: String) -> Result<bool> {
    match Some(add(0, Some(9_i64).unwrap_or(n)).await?) {
        Some(_) => {
            n += n;
        }
        None => {
            sleep(Duration::from_millis(1)).await;
        }
        _ => {
            sleep(Duration::from_millis(1)).await;
        }
    }
    let mut last = half(8).await?;
    let mut count = {
        let mut rounds_1 = 1_i64;
        loop {
            if rounds_1 == 0 {
                break ((n * n) % 6);
            }
            rounds_1 -= 1;
            n += n;
        }
    };
    Ok(true)
}

#[orchestrator]
async fn program_59(mut n: i64, given: Vec<i64>) -> Result<Option<i64>> {
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
                return Ok(half(n).await?);
            }
            4 => {
                return Ok(Some(0));
            }
            _ => String::new(),
        },
        count: 5,
        items: given.clone(),
    };
    n += {
        if let Some(step) = None::<i64>
            && ({
                n = 8;
                half(7)
                    .await?
                    .ok_or_else(|| Failure::new("nothing there"))?
                    < (given.len() as i64)
            })
        {
            match (9_i64, half(basket.count).await?) {
                (4, Some(matched_3)) => {
                    return Err(Failure::new("given up"));
                }
                (_, None) => {
                    return Ok(half(2).await?);
                }
                (_, _) => {
                    n += n;
                }
            }
            count
        } else {
            n
        }
    };
    let mut rest = match picky({
        n = 3;
        inc(add(
            {
                n = 6;
                count
            },
            inc(picky(n).await.unwrap_or(count) % 2).await?,
        )
        .await?)
        .await?
    })
    .await
    {
        Ok(n) => {
            let mut done = !false;
            given
        }
        Err(failure) => {
            let name = failure.to_string();
            Vec::<i64>::new()
        }
    };
    Ok(half(1).await?)
}

#[test]
fn program_0_does_what_it_says() {
    durable_tests::programs::check(SEED, 0, [program_0(9), program_0(0)]);
}

#[test]
fn program_1_does_what_it_says() {
    durable_tests::programs::check(SEED, 1, [program_1(5, 6), program_1(0, 9)]);
}

#[test]
fn program_2_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        2,
        [program_2(6, "a".to_owned()), program_2(9, "def".to_owned())],
    );
}

#[test]
fn program_3_does_what_it_says() {
    durable_tests::programs::check(SEED, 3, [program_3(0), program_3(7)]);
}

#[test]
fn program_4_does_what_it_says() {
    durable_tests::programs::check(SEED, 4, [program_4(6), program_4(3)]);
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
    durable_tests::programs::check(SEED, 8, [program_8(0), program_8(0)]);
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
    durable_tests::programs::check(SEED, 16, [program_16(6), program_16(9)]);
}

#[test]
fn program_17_does_what_it_says() {
    durable_tests::programs::check(SEED, 17, [program_17(4), program_17(4)]);
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
    durable_tests::programs::check(
        SEED,
        19,
        [program_19(5, vec![1, 4]), program_19(4, vec![4, 6])],
    );
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
    durable_tests::programs::check(SEED, 26, [program_26(1, Some(9)), program_26(0, None)]);
}

#[test]
fn program_27_does_what_it_says() {
    durable_tests::programs::check(SEED, 27, [program_27(9), program_27(1)]);
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
    durable_tests::programs::check(SEED, 30, [program_30(8), program_30(6)]);
}

#[test]
fn program_31_does_what_it_says() {
    durable_tests::programs::check(SEED, 31, [program_31(7), program_31(0)]);
}

#[test]
fn program_32_does_what_it_says() {
    durable_tests::programs::check(SEED, 32, [program_32(2, None), program_32(2, Some(4))]);
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
    durable_tests::programs::check(SEED, 37, [program_37(3), program_37(5)]);
}

#[test]
fn program_38_does_what_it_says() {
    durable_tests::programs::check(SEED, 38, [program_38(8, vec![0]), program_38(0, vec![8])]);
}

#[test]
fn program_39_does_what_it_says() {
    durable_tests::programs::check(SEED, 39, [program_39(5), program_39(9)]);
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
    durable_tests::programs::check(SEED, 47, [program_47(6, None), program_47(1, Some(5))]);
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
    durable_tests::programs::check(SEED, 50, [program_50(3), program_50(8)]);
}

#[test]
fn program_51_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        51,
        [
            program_51(2, "bc".to_owned()),
            program_51(0, "bc".to_owned()),
        ],
    );
}

#[test]
fn program_52_does_what_it_says() {
    durable_tests::programs::check(SEED, 52, [program_52(8, 7), program_52(3, 1)]);
}

#[test]
fn program_53_does_what_it_says() {
    durable_tests::programs::check(SEED, 53, [program_53(3), program_53(2)]);
}

#[test]
fn program_54_does_what_it_says() {
    durable_tests::programs::check(SEED, 54, [program_54(0), program_54(1)]);
}

#[test]
fn program_55_does_what_it_says() {
    durable_tests::programs::check(SEED, 55, [program_55(1), program_55(2)]);
}

#[test]
fn program_56_does_what_it_says() {
    durable_tests::programs::check(SEED, 56, [program_56(9), program_56(5)]);
}

#[test]
fn program_57_does_what_it_says() {
    durable_tests::programs::check(SEED, 57, [program_57(2), program_57(4)]);
}

#[test]
fn program_58_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        58,
        [
            program_58(4, "def".to_owned()),
            program_58(0, "def".to_owned()),
        ],
    );
}

#[test]
fn program_59_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        59,
        [program_59(0, vec![5]), program_59(5, vec![9, 6, 9])],
    );
}
