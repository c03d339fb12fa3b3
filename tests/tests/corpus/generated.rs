//! Generated programs: those of seed 1, of which `durable_tests::programs` knows what they do.
//!
//! Written by `cargo run -p durable-tests --bin generate -- --seed 1 --count 60`.

use std::time::Duration;

use durable_runtime::prelude::*;
use durable_runtime::{AbortHandle, JoinSet};
use durable_tests::programs::Room;

use crate::activities::*;

pub const SEED: u64 = 1;
pub const COUNT: u64 = 60;

const LIMIT: i64 = 1000;

#[orchestrator]
async fn program_0(n: i64) -> Result<i64> {
    let mut found = match picky(n.wrapping_add(inc(9).await?)).await {
        Ok(step) => Some(2_i64),
        Err(failure) => {
            let name = failure.to_string();
            half(n).await?
        }
    };
    Ok(n)
}

#[orchestrator(inline)]
async fn program_1_helper(n: i64) -> Result<String> {
    let mut step = match (
        picky(9_i64 % 6).await.unwrap_or(Some(6_i64).unwrap_or(n)),
        n,
    ) {
        (mut matched_1, 2..=4) if n < 0 => n,
        (0, matched_2) if 4_i64 < 7 => n,
        (_, _) => 5_i64,
    };
    for count in 1..(n % 5) {
        sleep(Duration::from_millis(1)).await;
    }
    tick().await?;
    Ok(format!("{:?} {:?}", n, step))
}

#[orchestrator]
async fn program_1(mut n: i64, mut given: String) -> Result<String> {
    let mut count = n;
    let (mut joined_4, mut joined_5, mut joined_6) = try_join!(
        program_1_helper(
            picky(picky(picky(count).await.unwrap_or(count)).await?)
                .await
                .unwrap_or(add(n, n).await?)
        ),
        async { Ok::<Option<i64>, Failure>(None) },
        async { Ok::<String, Failure>(given.clone()) }
    )?;
    Room::enter(1).gives(());
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?} {:?}",
        n, given, count, joined_4, joined_5, joined_6
    ))
}

#[orchestrator]
async fn program_2(mut n: i64, mut given: Option<i64>) -> Result<i64> {
    if let Some(step) = given {
        const LIMIT: i64 = 90;
        n += 2;
    } else {
        let mut step = {
            let mut rounds_1 = 2_i64;
            loop {
                if rounds_1 == 0 {
                    break 1_i64;
                }
                rounds_1 -= 1;
                let lent_3 = &n;
            }
        };
        match (
            add(
                if !({
                    n = 6;
                    (n == step) && (7_i64 < 4)
                }) {
                    LIMIT
                } else {
                    const LIMIT: i64 = 66;
                    LIMIT
                },
                step,
            )
            .await?,
            given,
        ) {
            (mut matched_4, Some(matched_5 @ 2..=4)) => {
                n += step;
            }
            (mut matched_6, Some(mut matched_7)) => {
                n += LIMIT;
            }
            (_, _) => {
                tick().await?;
            }
        }
    }
    n = add(
        n.wrapping_add(n),
        inc(add(add(n, LIMIT).await?, n).await?).await?,
    )
    .await?;
    n += n;
    Ok(n)
}

#[orchestrator]
async fn program_3(n: i64, given: i64) -> Result<Option<i64>> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    let mut ready = (given < 3) || is_even(inc(2).await?).await?;
    let mut word = Room::enter(3).gives(String::new());
    let mut text = Room::enter(3).gives("a".to_owned());
    word = {
        (match half(given).await? {
            Some(1 | 5) if 4_i64 < 5 => "a".to_owned(),
            None if 0_i64 < 2 => text.clone(),
            _ => {
                if ready {
                    text
                } else {
                    const LIMIT: i64 = 85;
                    word.clone()
                }
            }
        }) + &format!("{:?} {:?}", given, format!("{:?}", vec![given]))
    };
    Room::enter(3).gives(());
    Ok(half(given).await?)
}

#[orchestrator]
async fn program_4(mut n: i64, mut given: Option<i64>) -> Result<Vec<i64>> {
    let done: bool = ({
        n = 3;
        LIMIT
    }) < inc(LIMIT).await?;
    let later_1;
    if (!done)
        && (match picky(inc(inc(inc(n).await?).await?).await? % 6).await {
            Ok(n) => done && (2_i64 < 5),
            Err(failure) => {
                let name = failure.to_string();
                if done {
                    n += n;
                }
                n < 3
            }
        })
    {
        later_1 = n;
    } else {
        later_1 = n;
    }
    let mut basket = Basket {
        label: format!("{:?} {:?} {:?}", n, inc(later_1).await?, "def".to_owned()) + &String::new(),
        count: later_1,
        items: vec![8, 5],
    };
    if done {
        tick().await?;
    } else {
        sleep(Duration::from_millis(1)).await;
    }
    basket.count += basket.count;
    Room::enter(4).gives(());
    Ok(basket.items.clone())
}

#[orchestrator]
async fn program_5(mut n: i64) -> Result<String> {
    {
        let mut rounds_1 = 1_i64;
        while (rounds_1 > 0) && (5_i64 < 8) {
            rounds_1 -= 1;
            let k = Room::enter(5).gives(false);
            for count in 2..(inc(n).await? % 5) {
                const LIMIT: i64 = 27;
                n += LIMIT;
            }
        }
    }
    let mut step = {
        let found_there = match Room::enter(5).gives(Some(6_i64)) {
            Some(matched_4) => matched_4,
            _ => {
                sleep(Duration::from_millis(1)).await;
                tick().await?;
                let mut step: i64 = half(n).await?.unwrap_or((n + 5) + n);
                return Err(Failure::new("no luck"));
            }
        };
        Room::enter(5).gives(found_there)
    };
    for count in vec![1_i64, 8, 3] {
        let _room_6 = Room::enter(5);
    }
    let n = Room::enter(5).gives(n);
    if let Some(count) = half(step).await? {
        let mut name: String = String::new();
        let mut seen = list(LIMIT % 4).await?;
    }
    let mut pair_7 = (step, String::new());
    Room::enter(5).gives(());
    Ok(format!("{:?} {:?} {:?} {:?}", step, n, pair_7.0, pair_7.1))
}

#[orchestrator(inline)]
async fn program_6_helper(mut n: i64) -> Result<Vec<i64>> {
    let (joined_4, joined_5, joined_6, joined_7) = join!(
        inc({
            let n = n;
            n
        }),
        async {
            const LIMIT: i64 = 26;
            let (joined_1, joined_2, joined_3) = join!(
                async {
                    let mut name = String::new();
                    Ok::<i64, Failure>(n)
                },
                async { Ok::<i64, Failure>(n) },
                async { Ok::<Option<i64>, Failure>(half(n).await?) }
            );
            let (mut joined_1, mut joined_2, mut joined_3) = (joined_1?, joined_2?, joined_3?);
            Ok::<i64, Failure>(joined_1)
        },
        async { Ok::<i64, Failure>(n) },
        async { Ok::<String, Failure>("def".to_owned()) }
    );
    let (mut joined_4, mut joined_5, mut joined_6, mut joined_7) =
        (joined_4?, joined_5?, joined_6?, joined_7?);
    for step in 0..(({
        n = 1;
        Some(8_i64).unwrap_or(1)
    }) % 5)
    {
        const LIMIT: i64 = 24;
        tick().await?;
    }
    Ok(vec![9])
}

#[orchestrator]
async fn program_6(n: i64, mut given: String) -> Result<String> {
    let (joined_9, joined_10, joined_11, joined_12) = join!(
        program_6_helper(
            picky(add(inc(n).await?, (given.len() as i64) - 6).await?)
                .await
                .unwrap_or(n)
        ),
        program_6_helper(n),
        async { Ok::<Option<i64>, Failure>(None) },
        async { Ok::<String, Failure>(given.clone()) }
    );
    let (mut joined_9, mut joined_10, mut joined_11, mut joined_12) =
        (joined_9?, joined_10?, joined_11?, joined_12?);
    let (mut step, mut other_13) = (
        match picky(
            joined_10.get(n as usize).copied().unwrap_or(
                inc({
                    given +=
                        &(format!("{:?} {:?} {:?}", joined_11, n, n) + &say(given.clone()).await?);
                    n
                })
                .await?,
            ),
        )
        .await
        {
            Ok(total) => {
                sleep(Duration::from_millis(1)).await;
                joined_10 = joined_9;
                total
            }
            Err(failure) => {
                let text = failure.to_string();
                const LIMIT: i64 = 19;
                6_i64
            }
        },
        n,
    );
    {
        let mut rounds_14 = 1_i64;
        while (rounds_14 > 0)
            && let Some(count) = joined_10.pop()
        {
            rounds_14 -= 1;
            let mut text = joined_12.clone();
        }
    }
    joined_12 += &"a".to_owned();
    let mut even = !is_even(inc(add(LIMIT, step).await?).await?).await?;
    match picky(n).await {
        Ok(count) => {
            other_13 += 8;
            let count = add(
                {
                    step = 7;
                    n
                },
                LIMIT,
            )
            .await?;
        }
        Err(failure) => {
            let name = failure.to_string();
            const LIMIT: i64 = 42;
            sleep(Duration::from_millis(1)).await;
        }
    }
    if step == n {
        return Ok(given);
    }
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        n, joined_10, joined_11, joined_12, step, other_13, even
    ))
}

#[orchestrator(inline)]
async fn program_7_helper(mut n: i64, mut given: Vec<i64>) -> Result<String> {
    tick().await?;
    let word = match (
        given.iter().filter(|item| **item > n).count() as i64,
        given
            .get(
                add(
                    ({
                        n = 1;
                        Some(5_i64)
                    })
                    .ok_or_else(|| Failure::new("nothing there"))?,
                    n,
                )
                .await? as usize,
            )
            .copied(),
    ) {
        (0, Some(matched_1 @ 1..=6)) => "bc".to_owned(),
        (matched_2, Some(matched_3)) => {
            return Ok(String::new());
        }
        (_, _) => {
            const LIMIT: i64 = 20;
            "def".to_owned()
        }
    };
    Ok(format!("{:?} {:?} {:?}", n, given, word))
}

#[orchestrator]
async fn program_7(n: i64) -> Result<bool> {
    let (mut items, mut other_7) = (
        vec![n, picky(n).await?],
        match (n, half(n).await?) {
            (_, Some(mut matched_4)) if 7_i64 < 5 => {
                matched_4 = n;
                matched_4
            }
            (matched_5, Some(matched_6)) => n,
            (_, _) => n,
        },
    );
    let _room_8 = Room::enter(7);
    let word = {
        const LIMIT: i64 = 39;
        for count in 0..(inc({
            other_7 = 1;
            inc(n).await?
        })
        .await?
            % 5)
        {
            other_7 += other_7;
        }
        "a".to_owned()
    };
    let mut step = picky(items.len() as i64).await.unwrap_or(
        inc(async { Ok::<i64, Failure>(async { Ok::<i64, Failure>(other_7) }.await?) }.await?)
            .await?,
    );
    other_7 = picky(
        picky(
            picky(
                match picky({
                    other_7 = 2;
                    LIMIT
                })
                .await
                {
                    Ok(total) => {
                        const LIMIT: i64 = 41;
                        step
                    }
                    Err(failure) => {
                        let reply = failure.to_string();
                        other_7
                    }
                },
            )
            .await?,
        )
        .await?,
    )
    .await?;
    let mut word = say(format!("{:?}", word)).await?;
    (other_7, items) = (items[1_i64 as usize], items);
    while let Some(n) = items.pop() {
        other_7 += step;
    }
    Ok(n < 9)
}

#[orchestrator(inline)]
async fn program_8_helper(n: i64) -> Result<i64> {
    let mut best = Some(0_i64);
    Ok(LIMIT)
}

#[orchestrator]
async fn program_8(n: i64) -> Result<String> {
    for mut count in 1..(half(n).await?.unwrap_or(picky(n).await?) % 5) {
        tick().await?;
    }
    Ok(format!("{:?}", n))
}

#[orchestrator(inline)]
async fn program_9_helper(n: i64, mut given: Vec<i64>) -> Result<Vec<i64>> {
    given = if {
        let name = match picky(given.len() as i64).await {
            Ok(count) => {
                let (mut n, mut other_1) = (
                    if {
                        given.push(3);
                        true
                    } {
                        return Ok(given);
                    } else {
                        4_i64
                    },
                    count,
                );
                "def".to_owned()
            }
            Err(failure) => {
                let name = failure.to_string();
                name
            }
        };
        4_i64 < 0
    } {
        vec![9_i64, 9]
    } else if let Some(step) = half(LIMIT).await? {
        vec![1_i64, 2]
    } else if n < 5 {
        const LIMIT: i64 = 49;
        vec![0_i64]
    } else {
        Vec::<i64>::new()
    };
    Ok(given.clone())
}

#[orchestrator]
async fn program_9(n: i64, given: String) -> Result<Vec<i64>> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    let mut total: i64 = inc(add(8, {
        sleep(Duration::from_millis(1)).await;
        watched.iter().filter(|task| !task.is_finished()).count() as i64
    })
    .await?)
    .await?;
    let mut basket = Basket {
        label: say(given.clone()).await? + &String::new(),
        count: LIMIT,
        items: vec![],
    };
    Ok(basket.items.clone())
}

#[orchestrator(inline)]
async fn program_10_helper(mut n: i64, mut given: Vec<i64>) -> Result<Vec<i64>> {
    n = match picky(9).await {
        Ok(total) => {
            tick().await?;
            total
        }
        Err(failure) => {
            let reply = failure.to_string();
            const LIMIT: i64 = 94;
            n
        }
    };
    Ok(given.clone())
}

#[orchestrator]
async fn program_10(mut n: i64, given: Vec<i64>) -> Result<Option<i64>> {
    let mut half_of = {
        let mut rounds_1 = 1_i64;
        loop {
            if rounds_1 == 0 {
                break Some(inc(inc(n).await?).await?);
            }
            rounds_1 -= 1;
            {
                let mut rounds_3 = 2_i64;
                while (rounds_3 > 0) && false {
                    rounds_3 -= 1;
                    let mut basket = Basket {
                        label: format!("{:?} {:?}", "a".to_owned(), half(n).await?),
                        count: n,
                        items: given.clone(),
                    };
                }
            }
        }
    };
    half_of = match picky(n).await {
        Ok(step) => {
            n += step;
            half_of
        }
        Err(failure) => {
            let word = failure.to_string();
            half_of
        }
    };
    let lent_5 = &n;
    Ok(half_of)
}

#[orchestrator(inline)]
async fn program_11_helper(n: i64) -> Result<Vec<i64>> {
    if {
        let mut last = half(n).await?;
        LIMIT < 7
    } {
        return Ok(vec![3]);
    }
    let mut step = LIMIT;
    let (mut joined_1, mut joined_2, mut joined_3) = try_join!(
        async {
            tick().await?;
            let mut even = match picky(step).await {
                Ok(total) => half(4).await?.is_some(),
                Err(failure) => {
                    let reply = failure.to_string();
                    let mut n = if {
                        let mut found: Option<i64> = Some(0);
                        false
                    } {
                        step
                    } else {
                        n
                    };
                    match picky({
                        n = 4;
                        inc(LIMIT).await?
                    })
                    .await
                    {
                        Ok(total) => {
                            const LIMIT: i64 = 92;
                            tick().await?;
                        }
                        Err(failure) => {
                            let word = failure.to_string();
                            n += step;
                        }
                    }
                    n < 8
                }
            };
            Ok::<i64, Failure>(n)
        },
        picky(LIMIT),
        async { Ok::<i64, Failure>(LIMIT) }
    )?;
    Ok(vec![5, 5])
}

#[orchestrator]
async fn program_11(n: i64, mut given: String) -> Result<Vec<i64>> {
    let mut word = { say(given.clone() + &say(say(given.clone()).await?).await?).await? };
    tick().await?;
    let text = say(say(say({ { word } }).await?).await?).await?;
    let mut half_of = None::<i64>;
    Ok(vec![5])
}

#[orchestrator(inline)]
async fn program_12_helper(mut n: i64, given: i64) -> Result<String> {
    let mut pair_1 = (
        n.wrapping_add(picky(inc(add(LIMIT % 5, given).await?).await? + n).await?),
        n,
    );
    Ok(format!("{:?} {:?} {:?} {:?}", n, given, pair_1.0, pair_1.1))
}

#[orchestrator]
async fn program_12(mut n: i64, given: String) -> Result<bool> {
    for mut step in list(9_i64 % 4).await? {
        let half_of = None::<i64>;
    }
    let (mut joined_5, mut joined_6, mut joined_7) = try_join!(
        async {
            {
                let mut rounds_3 = 3_i64;
                while (rounds_3 > 0)
                    && let Some(step) =
                        half((n.wrapping_add(half(n).await?.unwrap_or(n))) % 6).await?
                {
                    rounds_3 -= 1;
                    let mut text: String = "def".to_owned();
                }
            }
            Ok::<i64, Failure>(n)
        },
        program_12_helper(6, n),
        async { Ok::<i64, Failure>(n) }
    )?;
    let mut queue = Room::enter(12).gives(vec![2_i64, 5, 5]);
    {
        n += joined_5;
    }
    let (joined_8, joined_9) = join!(
        async {
            let mut k: bool = queue.get(joined_5 as usize).copied().is_some();
            let mut basket = Basket {
                label: async {
                    const LIMIT: i64 = 10;
                    let mut k = true;
                    Ok::<String, Failure>(given.clone())
                }
                .await?,
                count: n,
                items: queue.clone(),
            };
            Ok::<Option<i64>, Failure>(Some(7))
        },
        async { Ok::<i64, Failure>(joined_5) }
    );
    let (mut joined_8, mut joined_9) = (joined_8?, joined_9?);
    Room::enter(12).gives(());
    Ok(8_i64 < 4)
}

#[orchestrator]
async fn program_13(n: i64) -> Result<Vec<i64>> {
    let mut pair_1 = (
        list(add(half(n).await?.unwrap_or(n), n).await? % 4).await?,
        "a".to_owned(),
    );
    let mut step: i64 = Room::enter(13).gives(n);
    match picky(n).await {
        Ok(count) => {
            tick().await?;
        }
        Err(failure) => {
            let reply = failure.to_string();
            tick().await?;
        }
    }
    {
        {
            let _room_2 = Room::enter(13);
            if step < 7 {
                sleep(Duration::from_millis(1)).await;
                tick().await?;
                if half(n).await?.is_some() {
                    sleep(Duration::from_millis(1)).await;
                } else if step < 9 {
                    tick().await?;
                }
                return Ok(pair_1.0.clone());
            }
        }
        Room::enter(13).gives(());
    }
    {
        {
            let _room_3 = Room::enter(13);
            if n < 9 {
                sleep(Duration::from_millis(1)).await;
                return Err(Failure::new("given up"));
            }
            let (joined_5, joined_6, joined_7) = join!(
                async {
                    let total = Some(2_i64).unwrap_or(LIMIT);
                    let later_4;
                    if (pair_1.1.len() as i64) == inc(n).await? {
                        later_4 = pair_1.1.clone();
                    } else {
                        const LIMIT: i64 = 1;
                        later_4 = pair_1.1.clone();
                    }
                    Ok::<i64, Failure>(total)
                },
                async { Ok::<Option<i64>, Failure>(Some(3)) },
                async { Ok::<i64, Failure>(n) }
            );
            let (mut joined_5, mut joined_6, mut joined_7) = (joined_5?, joined_6?, joined_7?);
        }
        Room::enter(13).gives(());
    }
    let mut total = {
        let found_there = match Room::enter(13).gives(None::<i64>) {
            Some(matched_8) => matched_8,
            _ => {
                sleep(Duration::from_millis(1)).await;
                let count = async {
                    let mut text = { pair_1.1.clone() };
                    let name = text;
                    Ok::<i64, Failure>(0)
                }
                .await?;
                return Ok(pair_1.0.clone());
            }
        };
        Room::enter(13).gives(found_there)
    };
    Room::enter(13).gives(());
    Ok(pair_1.0.clone())
}

#[orchestrator]
async fn program_14(mut n: i64, mut given: Option<i64>) -> Result<String> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    let mut word = "bc".to_owned();
    let later_3;
    if is_even(n).await? {
        {
            let mut rounds_1 = 2_i64;
            while (rounds_1 > 0)
                && let Some(total) = given
            {
                rounds_1 -= 1;
                tick().await?;
            }
        }
        later_3 = 6_i64;
    } else {
        const LIMIT: i64 = 33;
        later_3 = n;
    }
    if given.is_some() {
        #[cfg(any())]
        return Ok(format!("{:?} {:?}", word, given));
    } else {
        match (later_3, LIMIT) {
            (mut matched_4, mut matched_5) if LIMIT < 5 => {
                sleep(Duration::from_millis(1)).await;
            }
            (matched_6, mut matched_7) if later_3 < 6 => {
                matched_7 += matched_6;
            }
            (_, _) => {
                const LIMIT: i64 = 28;
                n += later_3;
            }
        }
    }
    let mut pool = {
        let mut set = JoinSet::new();
        watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
        set
    };
    if given.take().is_some() {
        n += later_3;
    }
    pool = {
        let mut set = JoinSet::new();
        watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
        set
    };
    let mut found = match (Some(5_i64), add(later_3, LIMIT).await?) {
        (None, 0..=4) if 6_i64 < 1 => {
            let mut set: JoinSet<()> = {
                let mut set = JoinSet::new();
                watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
                set
            };
            {
                {
                    let _room_8 = Room::enter(14);
                    if n < 2 {
                        sleep(Duration::from_millis(1)).await;
                        return Err(Failure::new("given up"));
                    }
                    let mut set = {
                        let mut rounds_9 = 1_i64;
                        loop {
                            if rounds_9 == 0 {
                                break ({
                                    let mut set = JoinSet::new();
                                    watched.push(
                                        set.spawn(async { sleep(Duration::from_secs(3600)).await }),
                                    );
                                    set
                                });
                            }
                            rounds_9 -= 1;
                            let total = match picky(later_3).await {
                                Ok(n) => n,
                                Err(failure) => {
                                    let text = failure.to_string();
                                    n
                                }
                            };
                        }
                    };
                    let mut basket = Basket {
                        label: async {
                            const LIMIT: i64 = 67;
                            Ok::<String, Failure>(word.clone())
                        }
                        .await?,
                        count: picky(later_3).await.unwrap_or(5),
                        items: vec![1, 5],
                    };
                }
                Room::enter(14).gives(());
            }
            half(n).await?
        }
        (Some(0), matched_11 @ 2..=5) if later_3 < 9 => Some(0_i64),
        (_, _) => given,
    };
    Room::enter(14).gives(());
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?} {:?}",
        n, given, word, later_3, pool, found
    ))
}

#[orchestrator]
async fn program_15(n: i64) -> Result<Vec<i64>> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    if 3_i64 < 3 {
        tick().await?;
    }
    tick().await?;
    for mut count in list(picky(n).await? % 4).await? {
        count += LIMIT;
    }
    if ({
        let mut name = say("a".to_owned()).await?;
        half(LIMIT)
            .await?
            .ok_or_else(|| Failure::new("nothing there"))?
    }) < n
    {
        const LIMIT: i64 = 62;
        tick().await?;
    }
    for step in list(add(n, add(4, n).await?).await? % 4)
        .await?
        .into_iter()
        .rev()
    {
        tick().await?;
    }
    let mut basket = Basket {
        label: match half(n).await? {
            None => {
                let items = Room::enter(15).gives(vec![6_i64, 3, 8]);
                "a".to_owned()
            }
            Some(matched_3) => {
                const LIMIT: i64 = 8;
                for mut total in list(6_i64 % 4).await? {
                    tick().await?;
                }
                'block_5: {
                    let Some(total) = half(1).await? else {
                        let mut ready = n < 6;
                        break 'block_5 "def".to_owned();
                    };
                    "def".to_owned()
                }
            }
            _ => String::new(),
        },
        count: n,
        items: vec![],
    };
    let mut window: JoinSet<()> = {
        let mut set = JoinSet::new();
        watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
        set
    };
    {
        {
            let _room_6 = Room::enter(15);
            if basket.count < 0 {
                sleep(Duration::from_millis(1)).await;
                return Err(Failure::new("no luck"));
            }
            match add(
                add(
                    n.wrapping_add(n),
                    inc((inc(basket.count).await?
                        + ({
                            basket.count = 9;
                            n
                        }))
                        * basket.count)
                    .await?,
                )
                .await?,
                n,
            )
            .await?
            {
                0 | 4 if n < 3 => {
                    const LIMIT: i64 = 15;
                    tick().await?;
                }
                _ if 8_i64 < 2 => {
                    sleep(Duration::from_millis(1)).await;
                }
                _ => {
                    const LIMIT: i64 = 5;
                    basket.count += basket.count;
                }
            }
        }
        Room::enter(15).gives(());
    }
    Room::enter(15).gives(());
    Ok(basket.items.clone())
}

#[orchestrator(inline)]
async fn program_16_helper(n: i64, given: Option<i64>) -> Result<Option<i64>> {
    {
        let mut rounds_1 = 2_i64;
        while (rounds_1 > 0) && ((!(n < 1)) && given.is_some()) {
            rounds_1 -= 1;
            let found = async {
                if n < 0 {
                    tick().await?;
                } else {
                    sleep(Duration::from_millis(1)).await;
                }
                Ok::<Option<i64>, Failure>(given)
            }
            .await?;
        }
    }
    Ok(given)
}

#[orchestrator]
async fn program_16(mut n: i64, given: String) -> Result<Vec<i64>> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    let mut queue = match picky({
        n = 4;
        Some(n.wrapping_add(9_i64)).ok_or_else(|| Failure::new("nothing there"))?
    })
    .await
    {
        Ok(step) => match picky(7).await {
            Ok(count) => {
                const LIMIT: i64 = 79;
                if let Some(count) = None::<i64> {
                    Vec::<i64>::new()
                } else {
                    vec![1_i64, 0]
                }
            }
            Err(failure) => {
                let text = failure.to_string();
                const LIMIT: i64 = 35;
                if let Some(step) = Room::enter(16).gives(Some(1_i64)) {
                    tick().await?;
                }
                let half_of = half(step).await?;
                if n < 2 {
                    const LIMIT: i64 = 30;
                    vec![1_i64]
                } else {
                    vec![1_i64, 7, 1]
                }
            }
        },
        Err(failure) => {
            let reply = failure.to_string();
            {
                {
                    let _room_3 = Room::enter(16);
                    if 6_i64 < 5 {
                        sleep(Duration::from_millis(1)).await;
                        return Ok(list(8_i64 % 4).await?);
                    }
                }
                Room::enter(16).gives(());
            }
            vec![4_i64, 3, 1]
        }
    };
    Room::enter(16).gives(());
    Ok(vec![])
}

#[orchestrator]
async fn program_17(mut n: i64) -> Result<i64> {
    {
        let mut rounds_1 = 1_i64;
        while (rounds_1 > 0)
            && let Some(n) = Some(3_i64)
        {
            rounds_1 -= 1;
            tick().await?;
        }
    }
    let mut pair_3 = (vec![5_i64, 5, 3], half(n).await?);
    Ok(n)
}

#[orchestrator(inline)]
async fn program_18_helper(mut n: i64) -> Result<String> {
    tick().await?;
    {
        let mut rounds_1 = 2_i64;
        while (rounds_1 > 0)
            && let Some(count) = None::<i64>
        {
            rounds_1 -= 1;
            n += count;
        }
    }
    let mut queue = list(
        add(inc({ n }).await?, {
            n = 7;
            LIMIT
        })
        .await?
            % 4,
    )
    .await?;
    Ok(format!("{:?} {:?}", n, queue))
}

#[orchestrator]
async fn program_18(mut n: i64) -> Result<Option<i64>> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    sleep(Duration::from_millis(1)).await;
    if is_even(n).await? {
        const LIMIT: i64 = 9;
        sleep(Duration::from_millis(1)).await;
    }
    let (joined_6, joined_7, joined_8, joined_9) = join!(
        async {
            const LIMIT: i64 = 5;
            let total = LIMIT;
            Ok::<Vec<i64>, Failure>({
                let text: String = async { Ok::<String, Failure>(String::new()) }.await?;
                if is_even(LIMIT).await? {
                    {
                        let mut rounds_4 = 2_i64;
                        while (rounds_4 > 0)
                            && let Some(n) = Some(1_i64)
                        {
                            rounds_4 -= 1;
                            tick().await?;
                        }
                    }
                    return Err(Failure::new("no luck"));
                } else {
                    vec![2_i64, 6, 5]
                }
            })
        },
        program_18_helper(n),
        program_18_helper(n),
        inc(LIMIT)
    );
    let (mut joined_6, mut joined_7, mut joined_8, mut joined_9) =
        (joined_6?, joined_7?, joined_8?, joined_9?);
    Ok(Some(4))
}

#[orchestrator(inline)]
async fn program_19_helper(mut n: i64) -> Result<String> {
    if ({
        n = 9;
        ({
            n = 1;
            inc(n).await?
        }) < LIMIT
    }) && (5_i64 < 2)
    {
        const LIMIT: i64 = 73;
        n += 3;
    } else {
        tick().await?;
    }
    let mut done = Some(0_i64).is_some() || (n < 3);
    n += LIMIT;
    Ok(format!("{:?} {:?}", n, done))
}

#[orchestrator]
async fn program_19(n: i64, mut given: Option<i64>) -> Result<Vec<i64>> {
    let mut word = Room::enter(19).gives("a".to_owned());
    let mut n = {
        const LIMIT: i64 = 54;
        let mut n = async {
            let mut count = inc(LIMIT).await?;
            let mut reply = word.clone();
            Ok::<i64, Failure>(n)
        }
        .await?;
        7_i64
    };
    {
        {
            let mut rounds_3 = 3_i64;
            while (rounds_3 > 0)
                && ({
                    {
                        let (mut total, mut other_6) = (given.unwrap_or(LIMIT) * n, n);
                    }
                    true
                })
            {
                rounds_3 -= 1;
                const LIMIT: i64 = 85;
                tick().await?;
            }
        }
    }
    let mut word: String = Room::enter(19).gives(word);
    Room::enter(19).gives(());
    Ok(vec![2, 8])
}

#[orchestrator]
async fn program_20(mut n: i64) -> Result<bool> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    let (mut found, mut other_1) = (
        if {
            n = 4;
            (({
                n = 9;
                is_even(Some(8_i64).ok_or_else(|| Failure::new("nothing there"))?).await?
            }) && (((!(n < 5)) && (n < 4)) || (n < 4)))
                || false
        } {
            return Err(Failure::new("given up"));
        } else if LIMIT < 4 {
            const LIMIT: i64 = 33;
            Some(9_i64)
        } else {
            Some(2_i64)
        },
        2_i64,
    );
    let mut n = Room::enter(20).gives(other_1);
    n = if ({
        other_1 = 2;
        half(9_i64 * picky(inc(n).await?).await?).await?
    })
    .is_some()
    {
        async {
            Ok::<i64, Failure>(match picky(LIMIT % 2).await {
                Ok(count) => count,
                Err(failure) => {
                    let name = failure.to_string();
                    n
                }
            })
        }
        .await?
    } else if !(n < 8) {
        n
    } else if n < 5 {
        return Err(Failure::new("no luck"));
    } else {
        other_1
    };
    {
        let mut rounds_2 = 1_i64;
        while (rounds_2 > 0) && (other_1 < 8) {
            rounds_2 -= 1;
            const LIMIT: i64 = 2;
            n += n;
        }
    }
    let word: String = Room::enter(20).gives("def".to_owned());
    Room::enter(20).gives(());
    Ok(other_1 < 7)
}

#[orchestrator(inline)]
async fn program_21_helper(mut n: i64) -> Result<bool> {
    let mut word = "bc".to_owned();
    Ok(false)
}

#[orchestrator]
async fn program_21(n: i64, given: Vec<i64>) -> Result<Option<i64>> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    let word = "bc".to_owned() + &String::new();
    let mut n: i64 = Room::enter(21).gives(n);
    let total = inc(n).await?;
    let Some(lent_1) = given.iter().rev().nth(1) else {
        return Err(Failure::new("given up"));
    };
    let mut best = Room::enter(21).gives(None::<i64>);
    n += match picky(4).await {
        Ok(n) => {
            tick().await?;
            let Some(lent_3) = given
                .iter()
                .min_by_key(|item| item.saturating_sub(5).saturating_abs())
            else {
                return Ok(
                    match add(
                        {
                            let mut done: bool = Room::enter(21).gives(true);
                            (*lent_1)
                        },
                        add(LIMIT, total).await?,
                    )
                    .await?
                    {
                        _ if total < 7 => {
                            return Ok(best);
                        }
                        matched_2 @ 0..=5 => {
                            return Ok(best);
                        }
                        _ => best,
                    },
                );
            };
            async { Ok::<i64, Failure>((*lent_1)) }.await?
        }
        Err(failure) => {
            let text = failure.to_string();
            if n < 9 {
                tick().await?;
            }
            total
        }
    };
    Room::enter(21).gives(());
    Ok(best)
}

#[orchestrator(inline)]
async fn program_22_helper(n: i64) -> Result<i64> {
    for n in list(picky(inc(inc(inc(LIMIT).await?).await?).await?).await? % 4)
        .await?
        .into_iter()
        .rev()
    {
        const LIMIT: i64 = 25;
        let even = 0_i64 < 6;
    }
    Ok(n)
}

#[orchestrator]
async fn program_22(n: i64) -> Result<i64> {
    let mut ready: bool = add(
        (match picky(inc(n).await?).await {
            Ok(n) => Some(4_i64),
            Err(failure) => {
                let text = failure.to_string();
                Some(0_i64)
            }
        })
        .unwrap_or({
            let name = Room::enter(22).gives("bc".to_owned());
            n
        }),
        n % 2,
    )
    .await?
        < LIMIT;
    let (joined_3, joined_4, joined_5) = join!(
        async {
            tick().await?;
            let (mut step, mut other_2) = (add(n, n).await?, n);
            Ok::<String, Failure>(String::new())
        },
        inc(n),
        inc(n)
    );
    let (mut joined_3, mut joined_4, mut joined_5) = (joined_3?, joined_4?, joined_5?);
    let mut items = vec![6_i64, 2];
    for mut step in vec![0_i64].into_iter().rev() {
        const LIMIT: i64 = 39;
        step += step;
    }
    {
        {
            let _room_7 = Room::enter(22);
            if LIMIT < 7 {
                sleep(Duration::from_millis(1)).await;
                sleep(Duration::from_millis(1)).await;
                return Ok(items.len() as i64);
            }
        }
        Room::enter(22).gives(());
    }
    {
        {
            let _room_8 = Room::enter(22);
            if LIMIT < 7 {
                sleep(Duration::from_millis(1)).await;
                return Ok(program_22_helper(
                    inc(inc(items.pop().ok_or_else(|| Failure::new("nothing there"))?).await?)
                        .await?,
                )
                .await?);
            }
        }
        Room::enter(22).gives(());
    }
    #[cfg(any())]
    return Ok(async {
        const LIMIT: i64 = 58;
        let even = {
            let mut rounds_9 = 1_i64;
            loop {
                if rounds_9 == 0 {
                    break ((n < 7) || ready);
                }
                rounds_9 -= 1;
                {
                    const LIMIT: i64 = 26;
                    tick().await?;
                }
            }
        };
        let mut step = joined_5;
        Ok::<i64, Failure>(
            items
                .get(({ 3_i64 }) as usize)
                .copied()
                .unwrap_or(step.wrapping_add(
                    ({
                        step = 4;
                        n
                    }),
                )),
        )
    }
    .await?);
    Room::enter(22).gives(());
    Ok(joined_5)
}

#[orchestrator]
async fn program_23(n: i64) -> Result<Option<i64>> {
    if half(add(LIMIT, n).await?).await?.is_some() {
        sleep(Duration::from_millis(1)).await;
    }
    let mut pair_4 = (
        match (half(inc(4).await?).await?, 5_i64) {
            (Some(mut matched_1), 2..=6) => {
                vec![7_i64, 3, 4]
            }
            (Some(mut matched_2), matched_3 @ 1..=6) => {
                vec![6_i64]
            }
            (_, _) => {
                vec![2_i64, 8, 7]
            }
        },
        "def".to_owned(),
    );
    let lent_5 = pair_4.0.last().unwrap_or(&1);
    let mut found = half(n).await?;
    match picky(n.wrapping_add(add((*lent_5).wrapping_add(n), LIMIT).await?)).await {
        Ok(n) => {
            tick().await?;
        }
        Err(failure) => {
            let text = failure.to_string();
            tick().await?;
        }
    }
    found = found;
    let mut reply = say(format!(
        "{:?} {:?}",
        found.unwrap_or(
            half((*lent_5)).await?.unwrap_or(
                add(
                    half((*lent_5)).await?.unwrap_or(2),
                    picky((*lent_5)).await.unwrap_or(n)
                )
                .await?
            )
        ),
        "a".to_owned()
    ))
    .await?;
    let mut word = format!("{:?} {:?}", (*lent_5), false)
        + &say(format!(
            "{:?} {:?} {:?}",
            n,
            {
                reply += &reply.clone();
                n < 9
            },
            n
        ))
        .await?;
    Room::enter(23).gives(());
    Ok(Some(8))
}

#[orchestrator]
async fn program_24(n: i64) -> Result<Option<i64>> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    let mut seen = vec![
        {
            let mut k = {
                let mut rounds_1 = 3_i64;
                loop {
                    if rounds_1 == 0 {
                        break (if LIMIT < 7 {
                            const LIMIT: i64 = 55;
                            n < 4
                        } else {
                            n < 6
                        });
                    }
                    rounds_1 -= 1;
                    match picky(n).await {
                        Ok(count) => {
                            sleep(Duration::from_millis(1)).await;
                        }
                        Err(failure) => {
                            let name = failure.to_string();
                            const LIMIT: i64 = 55;
                            tick().await?;
                        }
                    }
                }
            };
            inc(n + 4).await?
        },
        half(inc(n).await?).await?.unwrap_or(n),
    ];
    Ok(Some(8))
}

#[orchestrator(inline)]
async fn program_25_helper(mut n: i64, given: i64) -> Result<i64> {
    if let Some(n) = None::<i64> {
        for step in vec![3_i64, 7] {
            tick().await?;
        }
    } else {
        const LIMIT: i64 = 86;
        n += n;
    }
    let (mut joined_4, mut joined_5, mut joined_6, mut joined_7) = try_join!(
        async {
            Ok::<i64, Failure>(match (2_i64, LIMIT) {
                (matched_2, mut matched_3) if given < 6 => inc(matched_3).await?,
                (_, 2 | 3) if given < 2 => {
                    const LIMIT: i64 = 4;
                    let Some(count) = (if given < 7 { Some(7_i64) } else { Some(8_i64) }) else {
                        tick().await?;
                        return Ok(n);
                    };
                    inc(LIMIT).await?
                }
                (_, _) => 8_i64,
            })
        },
        inc(n),
        inc(n),
        inc(4)
    )?;
    tick().await?;
    Ok(given)
}

#[orchestrator]
async fn program_25(mut n: i64) -> Result<i64> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    let (mut joined_10, mut joined_11) = try_join!(
        async {
            const LIMIT: i64 = 23;
            {
                let mut rounds_8 = 3_i64;
                while (rounds_8 > 0)
                    && let Some(total) = half(n.wrapping_add((add(1, n).await? - LIMIT))).await?
                {
                    rounds_8 -= 1;
                    tick().await?;
                }
            }
            Ok::<String, Failure>(String::new())
        },
        program_25_helper(n, n)
    )?;
    let last = match Some(add(joined_11, inc(n).await?).await?) {
        Some(matched_12 @ 1..=4) => {
            const LIMIT: i64 = 31;
            Some(8_i64)
        }
        Some(mut matched_13) => {
            {
                let count: i64 = n;
            }
            half(n).await?
        }
        _ => {
            joined_10 += &({
                let mut rounds_14 = 2_i64;
                loop {
                    if rounds_14 == 0 {
                        break (if let Some(count) = half(LIMIT).await? {
                            const LIMIT: i64 = 92;
                            String::new()
                        } else {
                            joined_10.clone()
                        });
                    }
                    rounds_14 -= 1;
                    joined_11 += joined_11;
                }
            });
            Some(1_i64)
        }
    };
    Ok(n)
}

#[orchestrator(inline)]
async fn program_26_helper(n: i64) -> Result<bool> {
    let step = n.wrapping_add(inc(half(n).await?.unwrap_or(n.wrapping_add(n))).await?);
    {
        let mut rounds_1 = 2_i64;
        while (rounds_1 > 0) && is_even(add(Some(4_i64).unwrap_or(9), LIMIT).await?).await? {
            rounds_1 -= 1;
            const LIMIT: i64 = 47;
            tick().await?;
        }
    }
    Ok(n < 8)
}

#[orchestrator]
async fn program_26(n: i64) -> Result<i64> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    let mut pool = {
        let mut set = JoinSet::new();
        watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
        set
    };
    tick().await?;
    {
        let mut rounds_3 = 1_i64;
        while (rounds_3 > 0)
            && let Some(total) = ({ Some(inc(add(n, inc(LIMIT).await?).await?).await?) })
        {
            rounds_3 -= 1;
            sleep(Duration::from_millis(1)).await;
        }
    }
    Ok(n)
}

#[orchestrator]
async fn program_27(n: i64, given: Option<i64>) -> Result<Vec<i64>> {
    let mut step = ({
        let mut n: i64 = n;
        Some(add(given.unwrap_or(n + n), n).await?)
    })
    .ok_or_else(|| Failure::new("nothing there"))?;
    #[cfg(any())]
    return Err(Failure::new("no luck"));
    step = inc(add(
        {
            step = 6;
            3_i64
        },
        add(3, LIMIT).await?,
    )
    .await?)
    .await?;
    let mut word = "bc".to_owned();
    Ok(vec![3, 1, 8])
}

#[orchestrator(inline)]
async fn program_28_helper(n: i64, mut given: Option<i64>) -> Result<String> {
    let found = Some(n);
    if false {
        let mut text = String::new();
    } else {
        let mut queue: Vec<i64> = vec![];
        sleep(Duration::from_millis(1)).await;
    }
    Ok(format!("{:?} {:?} {:?}", n, given, found))
}

#[orchestrator]
async fn program_28(mut n: i64) -> Result<String> {
    let items = Vec::<i64>::new();
    n += LIMIT;
    let mut n: i64 = Room::enter(28).gives(LIMIT);
    let later_1;
    if Some(match picky(inc(LIMIT).await?).await {
        Ok(n) => LIMIT,
        Err(failure) => {
            let word = failure.to_string();
            n
        }
    })
    .is_some()
        && (n < 8)
    {
        later_1 = list(n % 4).await?;
    } else {
        later_1 = items;
    }
    let lent_2 = &later_1;
    Room::enter(28).gives(());
    Ok(format!("{:?} {:?} {:?}", n, later_1, (*lent_2)))
}

#[orchestrator(inline)]
async fn program_29_helper(mut n: i64, given: String) -> Result<String> {
    match half(n).await? {
        Some(matched_1) if n < 0 => {
            let mut pair_2 = (vec![6_i64, 9, 9], given);
        }
        None => {
            const LIMIT: i64 = 45;
            n += n;
        }
        _ => {
            tick().await?;
        }
    }
    let mut pair_3 = (Some(1_i64), n < 9);
    Ok(format!("{:?} {:?} {:?}", n, pair_3.0, pair_3.1))
}

#[orchestrator]
async fn program_29(n: i64) -> Result<i64> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    tick().await?;
    match picky(n).await {
        Ok(n) => match picky(n).await {
            Ok(total) => {
                sleep(Duration::from_millis(1)).await;
            }
            Err(failure) => {
                let name = failure.to_string();
                sleep(Duration::from_millis(1)).await;
            }
        },
        Err(failure) => {
            let word = failure.to_string();
            tick().await?;
        }
    }
    let mut name: String = "def".to_owned();
    let mut pool = {
        let mut set = JoinSet::new();
        watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
        set
    };
    let mut basket = Basket {
        label: 'block_4: {
            let Some(step) = async {
                tick().await?;
                let mut step: i64 = half(n).await?.unwrap_or(n);
                Ok::<Option<i64>, Failure>(if let Some(n) = half(step).await? {
                    Some(8_i64)
                } else {
                    Some(9_i64)
                })
            }
            .await?
            else {
                let mut window = {
                    let mut set = JoinSet::new();
                    watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
                    set
                };
                break 'block_4 name;
            };
            "bc".to_owned()
        },
        count: n,
        items: vec![4, 5, 2],
    };
    let total: i64 = half(basket.count)
        .await?
        .unwrap_or(basket.items[(n % 2) as usize]);
    Room::enter(29).gives(());
    Ok(total)
}

#[orchestrator]
async fn program_30(mut n: i64, given: String) -> Result<String> {
    let mut basket = Basket {
        label: format!(
            "{:?} {:?}",
            given,
            is_even({
                let mut rounds_1 = 3_i64;
                loop {
                    if rounds_1 == 0 {
                        break n;
                    }
                    rounds_1 -= 1;
                    tick().await?;
                }
            })
            .await?
                && (((n < 7) || (LIMIT < 0)) && (n < n))
        ),
        count: n,
        items: vec![0, 8],
    };
    {
        basket.count += basket.count;
    }
    basket.items[(LIMIT % 2) as usize] = inc(basket.items[(basket.count % 2) as usize]).await?;
    while let Some(n) = basket.items.pop() {
        if let Some(step) = Room::enter(30).gives(None::<i64>)
            && (is_even(add(0, n).await?).await? || (9_i64 < 3))
        {
            basket.count += basket.count;
        }
    }
    {
        {
            let _room_4 = Room::enter(30);
            if basket.count < 8 {
                sleep(Duration::from_millis(1)).await;
                tick().await?;
                let mut best = basket
                    .items
                    .get((basket.items.len() as i64) as usize)
                    .copied();
                return Ok(say(given.clone()).await?);
            }
        }
        Room::enter(30).gives(());
    }
    basket.items = vec![basket.count, LIMIT, n];
    basket.items[0_i64 as usize].bump(basket.count);
    Room::enter(30).gives(());
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?}",
        n, given, basket.label, basket.count, basket.items
    ))
}

#[orchestrator(inline)]
async fn program_31_helper(mut n: i64, given: i64) -> Result<bool> {
    let lent_1 = &n;
    let mut ready = !(!({
        let mut text = say("a".to_owned()).await?;
        3_i64 < 8
    }));
    Ok(ready)
}

#[orchestrator]
async fn program_31(n: i64) -> Result<Option<i64>> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    let mut pair_2 = (
        say(say(say(format!(
            "{:?} {:?}",
            format!("{:?} {:?}", None::<i64>, vec![0_i64, 5]),
            String::new()
        ))
        .await?)
        .await?)
        .await?,
        String::new(),
    );
    {
        let mut rounds_3 = 1_i64;
        while (rounds_3 > 0)
            && let Some(count) = half(n).await?
        {
            rounds_3 -= 1;
            sleep(Duration::from_millis(1)).await;
        }
    }
    let word = pair_2.0.clone() + &pair_2.1.clone();
    let mut basket = Basket {
        label: pair_2.0.clone(),
        count: n,
        items: vec![5, 9, 4],
    };
    tick().await?;
    let text: String = pair_2.1.clone();
    let count: i64 = add(
        {
            pair_2.1 += &pair_2.1.clone();
            n
        },
        basket.count,
    )
    .await?;
    let (mut joined_5, mut joined_6) = try_join!(
        picky(count),
        program_31_helper(
            {
                sleep(Duration::from_millis(1)).await;
                watched.iter().filter(|task| !task.is_finished()).count() as i64
            },
            inc({
                let mut word = say(pair_2.1.clone() + &word.clone()).await?;
                0_i64
            })
            .await?
        )
    )?;
    Ok(half(joined_5).await?)
}

#[orchestrator(inline)]
async fn program_32_helper(mut n: i64) -> Result<String> {
    n = n;
    let mut name = say("bc".to_owned() + &String::new()).await?;
    Ok(format!("{:?} {:?}", n, name))
}

#[orchestrator]
async fn program_32(n: i64, given: Vec<i64>) -> Result<Vec<i64>> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    let mut pool = {
        {
            let mut rounds_1 = 1_i64;
            while (rounds_1 > 0)
                && (match (
                    half(
                        picky(
                            inc({
                                sleep(Duration::from_millis(1)).await;
                                watched.iter().filter(|task| !task.is_finished()).count() as i64
                            })
                            .await?,
                        )
                        .await
                        .unwrap_or(n),
                    )
                    .await?,
                    half(inc(n).await?)
                        .await?
                        .ok_or_else(|| Failure::new("nothing there"))?,
                ) {
                    (Some(2), 2..=6) => {
                        match (Some(5_i64), 7_i64) {
                            (Some(matched_3), mut matched_4) => {
                                tick().await?;
                            }
                            (Some(matched_5 @ 1..=3), mut matched_6) => {
                                return Ok(given);
                            }
                            (_, _) => {
                                const LIMIT: i64 = 26;
                                sleep(Duration::from_millis(1)).await;
                            }
                        }
                        false
                    }
                    (Some(matched_7 @ 2..=3), mut matched_8) => {
                        return Err(Failure::new("given up"));
                    }
                    (_, _) => false,
                })
            {
                rounds_1 -= 1;
                const LIMIT: i64 = 18;
                tick().await?;
            }
        }
        {
            let mut set = JoinSet::new();
            watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
            set
        }
    };
    Ok(vec![])
}

#[orchestrator(inline)]
async fn program_33_helper(mut n: i64) -> Result<Vec<i64>> {
    let word = {
        let (joined_5, joined_6) = join!(
            async {
                let (mut joined_3, mut joined_4) = try_join!(
                    async {
                        let (mut joined_1, mut joined_2) =
                            try_join!(async { Ok::<Vec<i64>, Failure>(vec![]) }, async {
                                Ok::<Option<i64>, Failure>(Some(4))
                            })?;
                        Ok::<Option<i64>, Failure>(joined_2)
                    },
                    async { Ok::<bool, Failure>(n < 6) }
                )?;
                Ok::<bool, Failure>(joined_4)
            },
            say(String::new())
        );
        let (mut joined_5, mut joined_6) = (joined_5?, joined_6?);
        joined_6
    };
    let mut reply = match picky(
        match (
            half(
                half(5).await?.unwrap_or(
                    add(
                        inc({
                            n = 7;
                            n
                        })
                        .await?,
                        add(0, n).await?,
                    )
                    .await?,
                ),
            )
            .await?,
            half(n).await?,
        ) {
            (Some(matched_7), Some(_)) => {
                const LIMIT: i64 = 72;
                n
            }
            (Some(4), Some(matched_8 @ 1..=7)) => matched_8,
            (_, _) => LIMIT,
        },
    )
    .await
    {
        Ok(count) => word.clone(),
        Err(failure) => {
            let name = failure.to_string();
            "a".to_owned()
        }
    };
    let mut text: String = say(reply.clone()).await?;
    Ok(vec![7, 2])
}

#[orchestrator]
async fn program_33(mut n: i64) -> Result<Vec<i64>> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    let mut count: i64 = {
        let mut rounds_9 = 3_i64;
        loop {
            if rounds_9 == 0 {
                break n;
            }
            rounds_9 -= 1;
            let mut word = ({
                n = 5;
                "def".to_owned() + &"def".to_owned()
            }) + &String::new();
        }
    };
    let mut text = {
        let mut rounds_11 = 3_i64;
        loop {
            if rounds_11 == 0 {
                break async {
                    let (joined_13, joined_14, joined_15) =
                        join!(picky(count), program_33_helper(count), async {
                            Ok::<String, Failure>("bc".to_owned())
                        });
                    let (mut joined_13, mut joined_14, mut joined_15) =
                        (joined_13?, joined_14?, joined_15?);
                    joined_13 = match picky(inc(joined_13).await?).await {
                        Ok(total) => joined_13,
                        Err(failure) => {
                            let reply = failure.to_string();
                            LIMIT
                        }
                    };
                    Ok::<String, Failure>(async { Ok::<String, Failure>("a".to_owned()) }.await?)
                }
                .await?;
            }
            rounds_11 -= 1;
            tick().await?;
        }
    };
    Ok(vec![6, 4])
}

#[orchestrator(inline)]
async fn program_34_helper(mut n: i64, given: Option<i64>) -> Result<String> {
    tick().await?;
    n = ({
        n = 2;
        given
    })
    .ok_or_else(|| Failure::new("nothing there"))?;
    Ok(format!("{:?} {:?}", n, given))
}

#[orchestrator]
async fn program_34(mut n: i64) -> Result<i64> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    let mut word = match half(n).await? {
        None if n < 6 => {
            let mut count = async {
                let mut basket = Basket {
                    label: String::new(),
                    count: n,
                    items: vec![5],
                };
                Ok::<i64, Failure>(basket.count)
            }
            .await?;
            let mut seen = Vec::<i64>::new();
            "bc".to_owned()
        }
        None if 2_i64 < 2 => "def".to_owned(),
        _ => {
            const LIMIT: i64 = 1;
            "def".to_owned()
        }
    };
    drop(match half(n).await? {
        Some(3) => {
            let total: i64 = {
                {
                    const LIMIT: i64 = 44;
                    n
                }
            };
            {
                let mut set = JoinSet::new();
                watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
                set
            }
        }
        None => {
            let (joined_1, joined_2) = join!(
                program_34_helper(
                    add(
                        {
                            let mut n = LIMIT;
                            LIMIT
                        },
                        LIMIT
                    )
                    .await?,
                    half(n).await?
                ),
                inc(n)
            );
            let (mut joined_1, mut joined_2) = (joined_1?, joined_2?);
            return Ok(joined_2);
        }
        _ => {
            let mut set = JoinSet::new();
            watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
            set
        }
    });
    let text: String = match picky(n).await {
        Ok(total) => {
            {
                let mut rounds_3 = 1_i64;
                while (rounds_3 > 0)
                    && async {
                        let mut last = half(1).await?;
                        Ok::<bool, Failure>(total < 5)
                    }
                    .await?
                {
                    rounds_3 -= 1;
                    #[cfg(any())]
                    continue;
                }
            }
            let Some(step) = half(n).await? else {
                return Ok(total);
            };
            word.clone()
        }
        Err(failure) => {
            let reply = failure.to_string();
            reply.clone()
        }
    };
    Ok(n)
}

#[orchestrator]
async fn program_35(n: i64, mut given: i64) -> Result<i64> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    tick().await?;
    let mut n: i64 = async { Ok::<i64, Failure>(given) }.await?;
    given += n;
    n = if !({
        given = 5;
        n < 1
    }) {
        let text = format!("{:?} {:?} {:?}", half(n).await?, n, Vec::<i64>::new());
        return Ok(given);
    } else {
        const LIMIT: i64 = 37;
        given
    };
    Ok(4)
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
    let Some(step) = half(n).await? else {
        return Ok("a".to_owned());
    };
    Ok(format!("{:?} {:?} {:?} {:?}", n, given, rest, step))
}

#[orchestrator]
async fn program_36(mut n: i64) -> Result<String> {
    {
        let mut rounds_1 = 1_i64;
        while (rounds_1 > 0)
            && let Some(n) = half(inc(None::<i64>.unwrap_or(n)).await?).await?
        {
            rounds_1 -= 1;
            tick().await?;
        }
    }
    let mut reply = {
        let mut name = say({
            n = 6;
            "bc".to_owned()
        })
        .await?;
        let word: String = say(say(name).await?).await?;
        word
    };
    let n = {
        Some(0_i64).unwrap_or(
            n.wrapping_add(
                half(n)
                    .await?
                    .unwrap_or(Some(1_i64).ok_or_else(|| Failure::new("nothing there"))?),
            ),
        )
    };
    let mut reply = reply;
    let mut name = say(say(reply.clone()).await?).await?;
    Room::enter(36).gives(());
    Ok(format!("{:?} {:?} {:?}", n, reply, name))
}

#[orchestrator]
async fn program_37(mut n: i64) -> Result<Option<i64>> {
    {
        {
            let _room_1 = Room::enter(37);
            if n < 8 {
                sleep(Duration::from_millis(1)).await;
                let mut n = inc(n.wrapping_add(
                    ({
                        n = 3;
                        5_i64
                    }),
                ))
                .await?;
                return Ok(Some(
                    half(LIMIT).await?.unwrap_or(half(n).await?.unwrap_or(n)),
                ));
            }
        }
        Room::enter(37).gives(());
    }
    {
        {
            let _room_2 = Room::enter(37);
            if LIMIT < 0 {
                sleep(Duration::from_millis(1)).await;
                n += n;
                return Ok(half(inc(half(LIMIT).await?.unwrap_or(n)).await?).await?);
            }
        }
        Room::enter(37).gives(());
    }
    let (mut joined_3, mut joined_4) =
        try_join!(async { Ok::<String, Failure>("def".to_owned()) }, async {
            Ok::<bool, Failure>(n < 4)
        })?;
    let seen: Vec<i64> = vec![3, 0, 4];
    let mut total = {
        let found_there = match half(LIMIT).await? {
            Some(matched_5) => matched_5,
            _ => {
                sleep(Duration::from_millis(1)).await;
                {
                    let mut rounds_6 = 1_i64;
                    while (rounds_6 > 0) && joined_4 {
                        rounds_6 -= 1;
                        let count = inc(inc(n).await?).await?;
                    }
                }
                return Err(Failure::new("no luck"));
            }
        };
        Room::enter(37).gives(found_there)
    };
    let mut half_of = half(total).await?;
    Room::enter(37).gives(());
    Ok(half_of)
}

#[orchestrator]
async fn program_38(mut n: i64, mut given: String) -> Result<String> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    sleep(Duration::from_millis(1)).await;
    let mut tasks = {
        let mut set = JoinSet::new();
        watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
        set
    };
    n += n;
    n += LIMIT;
    n = {
        let mut rounds_1 = 1_i64;
        loop {
            if rounds_1 == 0 {
                break ({
                    sleep(Duration::from_millis(1)).await;
                    watched.iter().filter(|task| !task.is_finished()).count() as i64
                });
            }
            rounds_1 -= 1;
            {
                const LIMIT: i64 = 40;
                {
                    tick().await?;
                }
                let mut step: i64 = LIMIT;
            }
        }
    };
    let mut best = half(n).await?;
    match picky(7).await {
        Ok(count) => {
            n += n;
        }
        Err(failure) => {
            let word = failure.to_string();
            const LIMIT: i64 = 77;
            let mut name = format!("{:?} {:?}", given, n);
        }
    }
    Ok(format!("{:?} {:?} {:?}", n, tasks, best))
}

#[orchestrator(inline)]
async fn program_39_helper(n: i64) -> Result<String> {
    let later_1;
    if false {
        later_1 = None::<i64>.ok_or_else(|| Failure::new("nothing there"))?;
    } else {
        later_1 = add(
            inc(picky(half(n).await?.unwrap_or({
                let mut reply = "bc".to_owned();
                n
            }))
            .await
            .unwrap_or(n))
            .await?,
            n,
        )
        .await?;
    }
    tick().await?;
    Ok(format!("{:?} {:?}", n, later_1))
}

#[orchestrator]
async fn program_39(n: i64, given: Option<i64>) -> Result<bool> {
    let mut best = given;
    for total in vec![7_i64, 8].into_iter().rev() {
        let reply = Room::enter(39).gives(String::new());
        match picky(total).await {
            Ok(total) => {
                const LIMIT: i64 = 11;
                tick().await?;
            }
            Err(failure) => {
                let text = failure.to_string();
                sleep(Duration::from_millis(1)).await;
            }
        }
    }
    {
        let mut pair_4 = (given, {
            let mut seen = Room::enter(39).gives(vec![9_i64, 9]);
            let mut ready = n < 4;
            n < 5
        });
    }
    let mut total = Room::enter(39).gives(LIMIT);
    let count: i64 = Room::enter(39).gives(n);
    let mut total = async {
        let mut even = {
            tick().await?;
            {
                let mut rounds_5 = 3_i64;
                while (rounds_5 > 0) && ({ LIMIT < 3 }) {
                    rounds_5 -= 1;
                    tick().await?;
                }
            }
            9_i64 < LIMIT
        };
        Ok::<i64, Failure>(total)
    }
    .await?;
    let (mut joined_8, mut joined_9, mut joined_10, mut joined_11) = try_join!(
        async {
            Ok::<i64, Failure>(
                add(
                    inc(inc(given.unwrap_or(count)).await?).await?,
                    inc(total).await?,
                )
                .await?,
            )
        },
        async { Ok::<i64, Failure>(n) },
        async { Ok::<i64, Failure>(count) },
        async { Ok::<i64, Failure>(total) }
    )?;
    tick().await?;
    Room::enter(39).gives(());
    Ok(joined_11 < 5)
}

#[orchestrator]
async fn program_40(n: i64) -> Result<String> {
    let mut basket = Basket {
        label: say(say(String::new()
            + &format!(
                "{:?}",
                format!("{:?} {:?} {:?}", n, "def".to_owned(), Some(8_i64))
            ))
        .await?)
        .await?
            + &String::new(),
        count: inc(LIMIT * LIMIT).await?,
        items: vec![3, 1],
    };
    Ok(format!(
        "{:?} {:?} {:?} {:?}",
        n, basket.label, basket.count, basket.items
    ))
}

#[orchestrator]
async fn program_41(n: i64, mut given: i64) -> Result<Vec<i64>> {
    let mut pair_2 = (
        say(match inc(n).await? {
            1..=3 if n < 5 => "a".to_owned(),
            mut matched_1 if n < 2 => "a".to_owned(),
            _ => "bc".to_owned(),
        })
        .await?,
        LIMIT,
    );
    if let Some(total) = Some(
        inc(half(LIMIT)
            .await?
            .ok_or_else(|| Failure::new("nothing there"))?)
        .await?
            % 6,
    ) {
        let later_3;
        if n < 5 {
            later_3 = String::new();
        } else {
            later_3 = pair_2.0.clone();
        }
    } else {
        tick().await?;
    }
    Ok(vec![])
}

#[orchestrator]
async fn program_42(mut n: i64, given: Option<i64>) -> Result<String> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    let mut tasks = {
        let mut rounds_1 = 3_i64;
        loop {
            if rounds_1 == 0 {
                break ({
                    let mut set = JoinSet::new();
                    watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
                    set
                });
            }
            rounds_1 -= 1;
            let name = "def".to_owned();
        }
    };
    let (mut joined_3, mut joined_4, mut joined_5, mut joined_6) = try_join!(
        half(
            picky(LIMIT - add(n, given.ok_or_else(|| Failure::new("nothing there"))? % 3).await?)
                .await?
        ),
        async {
            let mut found = match picky(8).await {
                Ok(count) => {
                    match picky(n).await {
                        Ok(count) => {
                            tick().await?;
                        }
                        Err(failure) => {
                            let word = failure.to_string();
                            tick().await?;
                        }
                    }
                    given
                }
                Err(failure) => {
                    let text = failure.to_string();
                    given
                }
            };
            Ok::<Vec<i64>, Failure>(vec![0, 6])
        },
        async { Ok::<i64, Failure>(LIMIT) },
        async { Ok::<bool, Failure>(5_i64 < 5) }
    )?;
    let lent_7 = &joined_4;
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        n,
        given,
        tasks,
        joined_3,
        joined_4,
        joined_5,
        joined_6,
        (*lent_7)
    ))
}

#[orchestrator(inline)]
async fn program_43_helper(mut n: i64) -> Result<String> {
    let mut basket = Basket {
        label: async {
            let mut pair_1 = (n, String::new());
            Ok::<String, Failure>(pair_1.1.clone())
        }
        .await?,
        count: n,
        items: vec![8, 9, 4],
    };
    while let Some(count) = basket.items.pop() {
        const LIMIT: i64 = 48;
        let mut ready = (1_i64 < 4) || (basket.count < 5);
    }
    if (n < 8) || true {
        let mut pair_3 = (vec![basket.count], half(basket.count).await?);
    } else {
        n += basket.count;
    }
    Ok(format!(
        "{:?} {:?} {:?} {:?}",
        n, basket.label, basket.count, basket.items
    ))
}

#[orchestrator]
async fn program_43(n: i64, mut given: i64) -> Result<i64> {
    {
        let mut rest = if !(LIMIT < 2) {
            const LIMIT: i64 = 89;
            Vec::<i64>::new()
        } else {
            Vec::<i64>::new()
        };
    }
    for n in 1..(((2_i64 % 5) % 6) % 5) {
        given += 5;
    }
    let even = Room::enter(43).gives(n < 4);
    given = add(inc(inc(7).await?).await?, given).await?;
    Room::enter(43).gives(());
    Ok(given)
}

#[orchestrator]
async fn program_44(n: i64) -> Result<String> {
    let (joined_1, joined_2, joined_3) = join!(
        async {
            let text = say(format!("{:?} {:?}", n, (n < 8) || (LIMIT < 8))).await?;
            Ok::<String, Failure>(text)
        },
        say(String::new()),
        async { Ok::<String, Failure>("a".to_owned()) }
    );
    let (mut joined_1, mut joined_2, mut joined_3) = (joined_1?, joined_2?, joined_3?);
    let mut word = joined_1;
    {
        let mut rounds_4 = 1_i64;
        while (rounds_4 > 0)
            && let Some(n) = Some(7_i64)
        {
            rounds_4 -= 1;
            tick().await?;
        }
    }
    let mut name = Room::enter(44).gives(word.clone());
    let mut total = Room::enter(44).gives(n);
    Room::enter(44).gives(());
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?} {:?}",
        n, joined_2, joined_3, word, name, total
    ))
}

#[orchestrator]
async fn program_45(n: i64, mut given: Option<i64>) -> Result<String> {
    let (joined_1, joined_2) = join!(
        inc({
            let mut word: String = Room::enter(45).gives("bc".to_owned());
            picky(inc(inc(n).await?).await?).await?
        }),
        async { Ok::<i64, Failure>(n) }
    );
    let (mut joined_1, mut joined_2) = (joined_1?, joined_2?);
    joined_2 = n;
    let _room_3 = Room::enter(45);
    let count: i64 = joined_2.wrapping_add(n);
    let mut n = match picky(count.wrapping_add(joined_2)).await {
        Ok(step) => {
            let mut total = add(
                given.ok_or_else(|| Failure::new("nothing there"))?,
                picky(step).await.unwrap_or(joined_2),
            )
            .await?;
            5_i64
        }
        Err(failure) => {
            let reply = failure.to_string();
            count
        }
    };
    joined_1 += LIMIT;
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?}",
        given, joined_1, joined_2, count, n
    ))
}

#[orchestrator(inline)]
async fn program_46_helper(mut n: i64) -> Result<String> {
    let word = async {
        const LIMIT: i64 = 22;
        Ok::<String, Failure>(
            if let Some(count) = half({
                let mut name = String::new();
                half(n).await?.unwrap_or(0)
            })
            .await?
            {
                sleep(Duration::from_millis(1)).await;
                if count < 8 {
                    const LIMIT: i64 = 47;
                    String::new()
                } else {
                    String::new()
                }
            } else if (7_i64 < 2) || true {
                "a".to_owned()
            } else {
                "a".to_owned()
            },
        )
    }
    .await?;
    let mut n = n;
    Ok(format!("{:?} {:?}", word, n))
}

#[orchestrator]
async fn program_46(n: i64, mut given: Vec<i64>) -> Result<Option<i64>> {
    let mut step = {
        let found_there = match Room::enter(46).gives(Some(7_i64)) {
            Some(matched_1) => matched_1,
            _ => {
                sleep(Duration::from_millis(1)).await;
                return Ok(given.pop());
            }
        };
        Room::enter(46).gives(found_there)
    };
    given = list(inc(4).await? % 4).await?;
    let lent_2 = given.get((LIMIT % 2) as usize).unwrap_or(&3);
    step = inc(inc(given[(LIMIT % 2) as usize]).await?).await?;
    let mut even = Room::enter(46).gives(step < 1);
    even = add(
        add(
            add(
                step,
                picky(inc((*lent_2)).await?)
                    .await
                    .unwrap_or(given[((*lent_2) % 2) as usize]),
            )
            .await?,
            add(5, (*lent_2)).await?,
        )
        .await?,
        n,
    )
    .await?
        == n;
    for mut n in 1..((if {
        step = 3;
        (step < 7) && even
    } {
        const LIMIT: i64 = 3;
        {
            step += 9;
        }
        let (joined_6, joined_7, joined_8, joined_9) = join!(
            async {
                const LIMIT: i64 = 6;
                let mut text =
                    say("a".to_owned()).await? + &format!("{:?} {:?}", "a".to_owned(), LIMIT);
                {
                    let mut rounds_4 = 3_i64;
                    while (rounds_4 > 0)
                        && let Some(count) = None::<i64>
                    {
                        rounds_4 -= 1;
                        tick().await?;
                    }
                }
                Ok::<Vec<i64>, Failure>(given.clone())
            },
            async { Ok::<i64, Failure>(step) },
            async { Ok::<i64, Failure>(step) },
            async { Ok::<String, Failure>(String::new()) }
        );
        let (mut joined_6, mut joined_7, mut joined_8, mut joined_9) =
            (joined_6?, joined_7?, joined_8?, joined_9?);
        8_i64
    } else if let Some(step) = Some(4_i64) {
        LIMIT
    } else {
        step
    }) % 5)
    {
        tick().await?;
    }
    Room::enter(46).gives(());
    Ok(half(LIMIT).await?)
}

#[orchestrator(inline)]
async fn program_47_helper(n: i64) -> Result<i64> {
    let mut count = picky(picky(8).await.unwrap_or(Some(3_i64).unwrap_or(
        match picky(half(n).await?.unwrap_or(n)).await {
            Ok(step) => n,
            Err(failure) => {
                let text = failure.to_string();
                6_i64
            }
        },
    )))
    .await
    .unwrap_or(n);
    let name: String = say(say(say({
        count = 7;
        "a".to_owned()
    })
    .await?)
    .await?)
    .await?
        + &"def".to_owned();
    let mut items = list((name.len() as i64) % 4).await?;
    Ok(LIMIT)
}

#[orchestrator]
async fn program_47(n: i64) -> Result<String> {
    tick().await?;
    let mut k = n < inc(add(inc(6).await?, 3).await? * n).await?;
    let even = match picky({
        let mut rounds_1 = 3_i64;
        loop {
            if rounds_1 == 0 {
                break n;
            }
            rounds_1 -= 1;
            let mut basket = Basket {
                label: say(format!(
                    "{:?} {:?}",
                    {
                        let mut seen = Vec::<i64>::new();
                        k
                    },
                    Vec::<i64>::new()
                ))
                .await?,
                count: n,
                items: vec![2],
            };
        }
    })
    .await
    {
        Ok(total) => k,
        Err(failure) => {
            let reply = failure.to_string();
            const LIMIT: i64 = 69;
            LIMIT < 9
        }
    };
    let k = {
        let text = async {
            tick().await?;
            Ok::<String, Failure>({ "a".to_owned() })
        }
        .await?;
        {
            let mut rounds_5 = 2_i64;
            while (rounds_5 > 0) && (4_i64 < 4) {
                rounds_5 -= 1;
                const LIMIT: i64 = 25;
                tick().await?;
            }
        }
        k
    };
    let mut word = format!(
        "{:?} {:?}",
        even,
        format!("{:?} {:?}", say("def".to_owned()).await?, half(n).await?)
    ) + &"a".to_owned();
    if let Some(count) = half(
        add(
            inc(Some(2_i64).ok_or_else(|| Failure::new("nothing there"))?).await?,
            picky(inc(Some(6_i64).unwrap_or(n) % 6).await?).await?,
        )
        .await?,
    )
    .await?
        && even
    {
        tick().await?;
    } else {
        tick().await?;
    }
    let n = half(n)
        .await?
        .ok_or_else(|| Failure::new("nothing there"))?;
    let mut step = LIMIT;
    Ok(format!("{:?} {:?} {:?} {:?} {:?}", even, k, word, n, step))
}

#[orchestrator(inline)]
async fn program_48_helper(mut n: i64) -> Result<String> {
    match picky(inc(n).await?).await {
        Ok(step) => {
            n += n;
        }
        Err(failure) => {
            let word = failure.to_string();
            n += n;
        }
    }
    let mut n: i64 = n;
    Ok(format!("{:?}", n))
}

#[orchestrator]
async fn program_48(mut n: i64, given: i64) -> Result<Option<i64>> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    let mut reply = if let Some(total) = half(
        add(
            add(
                ({ half(n).await? }).unwrap_or(add(add(n, LIMIT).await?, 5_i64 % 2).await?),
                given % 5,
            )
            .await?,
            n,
        )
        .await?,
    )
    .await?
    {
        return Ok(None);
    } else {
        "bc".to_owned()
    };
    Ok(half(LIMIT).await?)
}

#[orchestrator]
async fn program_49(n: i64, mut given: Option<i64>) -> Result<String> {
    let mut reply = match picky(n.wrapping_add(add(n, 1).await?)).await {
        Ok(n) => "a".to_owned(),
        Err(failure) => {
            let name = failure.to_string();
            "a".to_owned()
        }
    };
    let mut k = inc(picky(picky(n).await?).await?).await? < n;
    Ok(format!("{:?} {:?} {:?} {:?}", n, given, reply, k))
}

#[orchestrator(inline)]
async fn program_50_helper(n: i64, given: Vec<i64>) -> Result<String> {
    tick().await?;
    let k: bool = n
        < ({
            let mut queue: Vec<i64> = vec![2];
            add(
                {
                    let mut count = add(n, LIMIT).await?;
                    count
                },
                n,
            )
            .await?
        });
    Ok(format!("{:?} {:?} {:?}", n, given, k))
}

#[orchestrator]
async fn program_50(n: i64, given: i64) -> Result<i64> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    tick().await?;
    let word = "def".to_owned() + &(say("a".to_owned()).await? + &"def".to_owned());
    let mut basket = Basket {
        label: {
            let mut rounds_1 = 1_i64;
            loop {
                if rounds_1 == 0 {
                    break say({
                        let mut count = Room::enter(50).gives(given);
                        word.clone()
                    })
                    .await?;
                }
                rounds_1 -= 1;
                tick().await?;
            }
        },
        count: n,
        items: vec![9, 8, 5],
    };
    Room::enter(50).gives(());
    Ok(basket.count)
}

#[orchestrator(inline)]
async fn program_51_helper(n: i64) -> Result<Vec<i64>> {
    for n in 1..(inc({
        let mut done: bool = (LIMIT < 6)
            && ({
                let reply = say(String::new()).await?;
                9_i64 < 0
            });
        n
    })
    .await?
        % 5)
    {
        const LIMIT: i64 = 53;
        sleep(Duration::from_millis(1)).await;
    }
    let (mut name, mut other_2) = (String::new(), (n == Some(0_i64).unwrap_or(6)) && (n < 5));
    name = say(format!("{:?}", name)).await?;
    Ok(vec![0, 8, 5])
}

#[orchestrator]
async fn program_51(mut n: i64) -> Result<bool> {
    match half(1).await? {
        None if n < 5 => {
            sleep(Duration::from_millis(1)).await;
        }
        Some(0 | 5) => {
            let mut pair_3 = (list(inc(n).await? % 4).await?, inc(n).await?);
            return Err(Failure::new("no luck"));
        }
        _ => {
            tick().await?;
        }
    }
    sleep(Duration::from_millis(1)).await;
    if let Some(step) = half(n).await? {
        tick().await?;
        let (joined_4, joined_5, joined_6) = join!(
            program_51_helper(
                ({
                    let mut text: String = async { Ok::<String, Failure>(String::new()) }.await?;
                    half({
                        text += &"a".to_owned();
                        inc(3).await?
                    })
                    .await?
                })
                .ok_or_else(|| Failure::new("nothing there"))?
            ),
            program_51_helper(LIMIT),
            say("a".to_owned())
        );
        let (mut joined_4, mut joined_5, mut joined_6) = (joined_4?, joined_5?, joined_6?);
    }
    let mut rest = Vec::<i64>::new();
    Room::enter(51).gives(());
    Ok(n < 1)
}

#[orchestrator]
async fn program_52(mut n: i64, given: String) -> Result<Option<i64>> {
    n = if is_even(n.wrapping_add(n)).await? {
        {
            tick().await?;
        }
        n
    } else {
        n
    };
    if !(((match (
        half(half(LIMIT).await?.unwrap_or(n)).await?,
        inc({
            n = 3;
            n
        })
        .await?,
    ) {
        (Some(matched_2 @ 1..=6), _) => {
            return Ok(Some(2));
        }
        (Some(matched_3 @ 2..=6), 0) if matched_3 < 3 => 2_i64 < 2,
        (_, _) => {
            let mut items = vec![6_i64, 0, 1];
            n < 6
        }
    }) && (false && false))
        && (n < 1))
    {
        n += n;
    } else if true {
        n += n;
    } else {
        const LIMIT: i64 = 86;
        sleep(Duration::from_millis(1)).await;
    }
    let mut basket = Basket {
        label: {
            let (mut joined_6, mut joined_7, mut joined_8) = try_join!(
                async {
                    let mut word = String::new();
                    Ok::<i64, Failure>(
                        async {
                            const LIMIT: i64 = 92;
                            Ok::<i64, Failure>(2)
                        }
                        .await?,
                    )
                },
                async {
                    let mut word = {
                        tick().await?;
                        { given.clone() }
                    };
                    Ok::<String, Failure>(word.clone() + &format!("{:?}", word))
                },
                async {
                    let (mut done, mut other_5) = (LIMIT < 7, given.clone());
                    Ok::<i64, Failure>(n)
                }
            )?;
            joined_7
        },
        count: n,
        items: vec![5],
    };
    let mut found = Some(7_i64);
    let count = async {
        if (0_i64 < 2) || (n < 5) {
            sleep(Duration::from_millis(1)).await;
        } else if n < 4 {
            tick().await?;
        }
        Ok::<i64, Failure>(basket.count)
    }
    .await?;
    Ok(found)
}

#[orchestrator]
async fn program_53(n: i64, given: String) -> Result<String> {
    tick().await?;
    let items = list(inc(n).await? % 4).await?;
    let later_5;
    if !((true || (n < 4)) && Some(8_i64).is_some()) {
        let total = {
            let mut rounds_1 = 3_i64;
            loop {
                if rounds_1 == 0 {
                    break n;
                }
                rounds_1 -= 1;
                sleep(Duration::from_millis(1)).await;
            }
        };
        later_5 = {
            let mut rounds_3 = 1_i64;
            loop {
                if rounds_3 == 0 {
                    break is_even(None::<i64>.unwrap_or({
                        let step: i64 = total;
                        total
                    }))
                    .await?;
                }
                rounds_3 -= 1;
                {
                    const LIMIT: i64 = 33;
                    tick().await?;
                }
            }
        };
    } else {
        later_5 = LIMIT < 2;
    }
    sleep(Duration::from_millis(1)).await;
    let lent_6 = items.get(1_i64 as usize).unwrap_or(&0);
    let Some(lent_9) = items.iter().max() else {
        let half_of = half((*lent_6)).await?;
        return Ok(
            if (({
                let mut rounds_7 = 2_i64;
                loop {
                    if rounds_7 == 0 {
                        break (if let Some(n) = half_of {
                            5_i64
                        } else {
                            (*lent_6)
                        });
                    }
                    rounds_7 -= 1;
                    tick().await?;
                }
            }) < n)
                && (!later_5)
            {
                return Err(Failure::new("given up"));
            } else {
                given
            },
        );
    };
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?}",
        n,
        items,
        later_5,
        (*lent_6),
        (*lent_9)
    ))
}

#[orchestrator(inline)]
async fn program_54_helper(mut n: i64) -> Result<String> {
    let text = format!(
        "{:?} {:?}",
        {
            n = 1;
            (((2_i64 < 4) || (n == n)) || (n < 9)) && (LIMIT < 4)
        },
        n
    );
    let mut total = n;
    Ok(format!("{:?} {:?} {:?}", n, text, total))
}

#[orchestrator]
async fn program_54(n: i64) -> Result<Vec<i64>> {
    match picky(n).await {
        Ok(total) => {
            tick().await?;
        }
        Err(failure) => {
            let word = failure.to_string();
            sleep(Duration::from_millis(1)).await;
        }
    }
    let mut pair_1 = (add(picky(LIMIT).await?, n).await?, true);
    let mut found = half(LIMIT).await?;
    (found, pair_1.0) = (
        found.take(),
        match n - pair_1.0 {
            mut matched_2 if LIMIT < 5 => {
                let mut pair_3 = (
                    match picky(found.unwrap_or(inc(inc(pair_1.0).await?).await?)).await {
                        Ok(count) => String::new(),
                        Err(failure) => {
                            let name = failure.to_string();
                            name.clone()
                        }
                    },
                    LIMIT,
                );
                return Ok(vec![]);
            }
            matched_4 @ 1..=3 => matched_4,
            _ => pair_1.0,
        },
    );
    pair_1.0 = picky(pair_1.0).await?;
    let mut last: Option<i64> = half(pair_1.0).await?;
    let mut pair_5 = (
        Some({
            pair_1.0 = 7;
            1_i64
        }),
        pair_1.0,
    );
    Ok(vec![7, 2])
}

#[orchestrator(inline)]
async fn program_55_helper(mut n: i64) -> Result<String> {
    let later_1;
    if (half(n).await?.unwrap_or(
        add(
            {
                n = 3;
                n
            },
            n,
        )
        .await?,
    ) == n)
        || (n < 1)
    {
        later_1 = vec![9_i64, 4, 8];
    } else {
        later_1 = vec![8_i64, 3, 3];
    }
    Ok(format!("{:?} {:?}", n, later_1))
}

#[orchestrator]
async fn program_55(mut n: i64) -> Result<Option<i64>> {
    let mut name = Room::enter(55).gives(String::new());
    {
        let mut rounds_2 = 2_i64;
        while (rounds_2 > 0)
            && let Some(n) = half(n).await?
        {
            rounds_2 -= 1;
            tick().await?;
        }
    }
    let (joined_4, joined_5, joined_6, joined_7) = join!(
        async {
            let mut even = (add(picky(4).await?, name.len() as i64).await? < n) && (0_i64 < 2);
            Ok::<i64, Failure>(n)
        },
        program_55_helper(LIMIT),
        async { Ok::<Option<i64>, Failure>(half(n).await?) },
        async { Ok::<Vec<i64>, Failure>(vec![2, 3, 9]) }
    );
    let (mut joined_4, mut joined_5, mut joined_6, mut joined_7) =
        (joined_4?, joined_5?, joined_6?, joined_7?);
    joined_5 += &joined_5.clone();
    match (Some(joined_7.len() as i64), joined_6) {
        (Some(matched_8), None) => {
            let Some(lent_9) = joined_7.iter().max() else {
                return Err(Failure::new("no luck"));
            };
            n = n - n;
        }
        (None, Some(matched_10)) if 9_i64 < 9 => {
            return Ok(joined_6);
        }
        (_, _) => {
            joined_4 += n;
        }
    }
    (name, joined_4) = (name.clone(), {
        joined_7[(joined_4 % 2) as usize].bump(LIMIT);
        let k = Room::enter(55).gives(joined_4 < 0);
        joined_4
    });
    for step in 1..(joined_7[(n % 2) as usize] % 5) {
        tick().await?;
    }
    let Some(lent_14) = joined_7
        .iter()
        .min_by_key(|item| item.saturating_sub(5).saturating_abs())
    else {
        let lent_13 = joined_7.get((n % 2) as usize).unwrap_or(&2);
        let mut total: i64 = Room::enter(55).gives((*lent_13));
        return Ok(async {
            let count = total + joined_4;
            #[cfg(any())]
            return Ok(async { Ok::<Option<i64>, Failure>(joined_6) }.await?);
            Ok::<Option<i64>, Failure>(joined_6)
        }
        .await?);
    };
    Room::enter(55).gives(());
    Ok(joined_6)
}

#[orchestrator]
async fn program_56(n: i64, mut given: i64) -> Result<Option<i64>> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    tick().await?;
    Ok(half(given).await?)
}

#[orchestrator(inline)]
async fn program_57_helper(mut n: i64, mut given: i64) -> Result<bool> {
    {
        sleep(Duration::from_millis(1)).await;
    }
    let reply: String = "bc".to_owned();
    let mut count = if !({
        given = 3;
        n < 0
    }) {
        return Ok(
            match (
                given.wrapping_add(
                    ({
                        given = 9;
                        half(9).await?
                    })
                    .unwrap_or(inc(given).await?),
                ),
                half(LIMIT).await?,
            ) {
                (1, Some(1..=5)) if n < 2 => {
                    return Ok(n < 0);
                }
                (1, Some(matched_1)) if given < 4 => {
                    return Ok(false);
                }
                (_, _) => false,
            },
        );
    } else {
        n
    };
    Ok(false)
}

#[orchestrator]
async fn program_57(mut n: i64, given: String) -> Result<i64> {
    n += n;
    let later_2;
    if true || Some(n).is_some() {
        later_2 = match picky(
            add(
                None::<i64>.unwrap_or(Some(1_i64).unwrap_or(inc(inc(LIMIT).await?).await?)),
                LIMIT,
            )
            .await?,
        )
        .await
        {
            Ok(total) => given.clone(),
            Err(failure) => {
                let reply = failure.to_string();
                const LIMIT: i64 = 50;
                given.clone()
            }
        };
    } else {
        later_2 = given.clone();
    }
    Ok(n)
}

#[orchestrator]
async fn program_58(n: i64, given: Vec<i64>) -> Result<String> {
    let count: i64 = n
        + (if async {
            Ok::<bool, Failure>({
                let mut rounds_1 = 3_i64;
                loop {
                    if rounds_1 == 0 {
                        break true;
                    }
                    rounds_1 -= 1;
                    tick().await?;
                }
            })
        }
        .await?
        {
            let mut pair_8 = (
                {
                    let mut rounds_3 = 2_i64;
                    loop {
                        if rounds_3 == 0 {
                            break async { Ok::<Vec<i64>, Failure>(given.clone()) }.await?;
                        }
                        rounds_3 -= 1;
                        {
                            const LIMIT: i64 = 39;
                            if n < 6 {
                                tick().await?;
                            } else if true {
                                tick().await?;
                            }
                            let (mut k, mut other_7) = (3_i64 < 0, {
                                let mut rounds_5 = 3_i64;
                                loop {
                                    if rounds_5 == 0 {
                                        break "a".to_owned();
                                    }
                                    rounds_5 -= 1;
                                    sleep(Duration::from_millis(1)).await;
                                }
                            });
                        }
                    }
                },
                n,
            );
            let mut found = Some(pair_8.1);
            n
        } else if n < 7 {
            n
        } else {
            n
        });
    tick().await?;
    if let Some(total) = half(LIMIT).await? {
        tick().await?;
    } else {
        let lent_9 = given.first().unwrap_or(&7);
    }
    Ok(format!("{:?} {:?} {:?}", n, given, count))
}

#[orchestrator(inline)]
async fn program_59_helper(mut n: i64) -> Result<Option<i64>> {
    let mut done: bool = n < 9;
    let seen = list(n % 4).await?;
    Ok(Some(6))
}

#[orchestrator]
async fn program_59(mut n: i64, mut given: Option<i64>) -> Result<Option<i64>> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    {
        {
            let _room_1 = Room::enter(59);
            if n < 5 {
                sleep(Duration::from_millis(1)).await;
                return Err(Failure::new("no luck"));
            }
            if let Some(total) = half(n).await?
                && true
            {
                tick().await?;
            } else if true {
                n += n;
            }
        }
        Room::enter(59).gives(());
    }
    if Some(
        add(LIMIT, {
            sleep(Duration::from_millis(1)).await;
            watched.iter().filter(|task| !task.is_finished()).count() as i64
        })
        .await?,
    )
    .is_some()
        && ({
            n = 6;
            ({
                n = 6;
                n
            }) == LIMIT
        })
    {
        return Err(Failure::new("no luck"));
    }
    let mut total = Room::enter(59).gives(n);
    {
        const LIMIT: i64 = 27;
        tick().await?;
    }
    Room::enter(59).gives(());
    Ok(given)
}

#[test]
fn program_0_does_what_it_says() {
    durable_tests::programs::check(SEED, 0, [program_0(9), program_0(3)]);
}

#[test]
fn program_1_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        1,
        [program_1(7, "bc".to_owned()), program_1(5, "bc".to_owned())],
    );
}

#[test]
fn program_2_does_what_it_says() {
    durable_tests::programs::check(SEED, 2, [program_2(8, Some(5)), program_2(5, Some(3))]);
}

#[test]
fn program_3_does_what_it_says() {
    durable_tests::programs::check(SEED, 3, [program_3(8, 3), program_3(9, 9)]);
}

#[test]
fn program_4_does_what_it_says() {
    durable_tests::programs::check(SEED, 4, [program_4(7, Some(6)), program_4(0, Some(1))]);
}

#[test]
fn program_5_does_what_it_says() {
    durable_tests::programs::check(SEED, 5, [program_5(8), program_5(5)]);
}

#[test]
fn program_6_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        6,
        [program_6(3, String::new()), program_6(9, "a".to_owned())],
    );
}

#[test]
fn program_7_does_what_it_says() {
    durable_tests::programs::check(SEED, 7, [program_7(8), program_7(4)]);
}

#[test]
fn program_8_does_what_it_says() {
    durable_tests::programs::check(SEED, 8, [program_8(9), program_8(5)]);
}

#[test]
fn program_9_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        9,
        [program_9(0, "def".to_owned()), program_9(7, "a".to_owned())],
    );
}

#[test]
fn program_10_does_what_it_says() {
    durable_tests::programs::check(SEED, 10, [program_10(6, vec![8]), program_10(9, vec![6])]);
}

#[test]
fn program_11_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        11,
        [program_11(3, String::new()), program_11(1, String::new())],
    );
}

#[test]
fn program_12_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        12,
        [program_12(6, "bc".to_owned()), program_12(0, String::new())],
    );
}

#[test]
fn program_13_does_what_it_says() {
    durable_tests::programs::check(SEED, 13, [program_13(6), program_13(3)]);
}

#[test]
fn program_14_does_what_it_says() {
    durable_tests::programs::check(SEED, 14, [program_14(6, Some(1)), program_14(3, Some(6))]);
}

#[test]
fn program_15_does_what_it_says() {
    durable_tests::programs::check(SEED, 15, [program_15(7), program_15(4)]);
}

#[test]
fn program_16_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        16,
        [program_16(5, String::new()), program_16(7, String::new())],
    );
}

#[test]
fn program_17_does_what_it_says() {
    durable_tests::programs::check(SEED, 17, [program_17(3), program_17(7)]);
}

#[test]
fn program_18_does_what_it_says() {
    durable_tests::programs::check(SEED, 18, [program_18(3), program_18(0)]);
}

#[test]
fn program_19_does_what_it_says() {
    durable_tests::programs::check(SEED, 19, [program_19(2, None), program_19(1, Some(3))]);
}

#[test]
fn program_20_does_what_it_says() {
    durable_tests::programs::check(SEED, 20, [program_20(4), program_20(2)]);
}

#[test]
fn program_21_does_what_it_says() {
    durable_tests::programs::check(SEED, 21, [program_21(0, vec![]), program_21(4, vec![1, 8])]);
}

#[test]
fn program_22_does_what_it_says() {
    durable_tests::programs::check(SEED, 22, [program_22(3), program_22(8)]);
}

#[test]
fn program_23_does_what_it_says() {
    durable_tests::programs::check(SEED, 23, [program_23(1), program_23(4)]);
}

#[test]
fn program_24_does_what_it_says() {
    durable_tests::programs::check(SEED, 24, [program_24(7), program_24(0)]);
}

#[test]
fn program_25_does_what_it_says() {
    durable_tests::programs::check(SEED, 25, [program_25(7), program_25(6)]);
}

#[test]
fn program_26_does_what_it_says() {
    durable_tests::programs::check(SEED, 26, [program_26(9), program_26(4)]);
}

#[test]
fn program_27_does_what_it_says() {
    durable_tests::programs::check(SEED, 27, [program_27(7, None), program_27(5, Some(0))]);
}

#[test]
fn program_28_does_what_it_says() {
    durable_tests::programs::check(SEED, 28, [program_28(2), program_28(3)]);
}

#[test]
fn program_29_does_what_it_says() {
    durable_tests::programs::check(SEED, 29, [program_29(6), program_29(3)]);
}

#[test]
fn program_30_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        30,
        [
            program_30(7, "def".to_owned()),
            program_30(4, "bc".to_owned()),
        ],
    );
}

#[test]
fn program_31_does_what_it_says() {
    durable_tests::programs::check(SEED, 31, [program_31(2), program_31(5)]);
}

#[test]
fn program_32_does_what_it_says() {
    durable_tests::programs::check(SEED, 32, [program_32(0, vec![8, 8]), program_32(6, vec![])]);
}

#[test]
fn program_33_does_what_it_says() {
    durable_tests::programs::check(SEED, 33, [program_33(1), program_33(3)]);
}

#[test]
fn program_34_does_what_it_says() {
    durable_tests::programs::check(SEED, 34, [program_34(4), program_34(3)]);
}

#[test]
fn program_35_does_what_it_says() {
    durable_tests::programs::check(SEED, 35, [program_35(8, 3), program_35(1, 6)]);
}

#[test]
fn program_36_does_what_it_says() {
    durable_tests::programs::check(SEED, 36, [program_36(4), program_36(2)]);
}

#[test]
fn program_37_does_what_it_says() {
    durable_tests::programs::check(SEED, 37, [program_37(7), program_37(9)]);
}

#[test]
fn program_38_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        38,
        [program_38(1, String::new()), program_38(1, "a".to_owned())],
    );
}

#[test]
fn program_39_does_what_it_says() {
    durable_tests::programs::check(SEED, 39, [program_39(6, None), program_39(7, Some(6))]);
}

#[test]
fn program_40_does_what_it_says() {
    durable_tests::programs::check(SEED, 40, [program_40(5), program_40(4)]);
}

#[test]
fn program_41_does_what_it_says() {
    durable_tests::programs::check(SEED, 41, [program_41(1, 3), program_41(4, 1)]);
}

#[test]
fn program_42_does_what_it_says() {
    durable_tests::programs::check(SEED, 42, [program_42(2, Some(4)), program_42(4, None)]);
}

#[test]
fn program_43_does_what_it_says() {
    durable_tests::programs::check(SEED, 43, [program_43(3, 9), program_43(2, 4)]);
}

#[test]
fn program_44_does_what_it_says() {
    durable_tests::programs::check(SEED, 44, [program_44(3), program_44(9)]);
}

#[test]
fn program_45_does_what_it_says() {
    durable_tests::programs::check(SEED, 45, [program_45(0, None), program_45(1, Some(4))]);
}

#[test]
fn program_46_does_what_it_says() {
    durable_tests::programs::check(SEED, 46, [program_46(0, vec![]), program_46(9, vec![])]);
}

#[test]
fn program_47_does_what_it_says() {
    durable_tests::programs::check(SEED, 47, [program_47(9), program_47(2)]);
}

#[test]
fn program_48_does_what_it_says() {
    durable_tests::programs::check(SEED, 48, [program_48(8, 1), program_48(3, 2)]);
}

#[test]
fn program_49_does_what_it_says() {
    durable_tests::programs::check(SEED, 49, [program_49(5, Some(5)), program_49(1, Some(3))]);
}

#[test]
fn program_50_does_what_it_says() {
    durable_tests::programs::check(SEED, 50, [program_50(9, 6), program_50(2, 2)]);
}

#[test]
fn program_51_does_what_it_says() {
    durable_tests::programs::check(SEED, 51, [program_51(4), program_51(6)]);
}

#[test]
fn program_52_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        52,
        [
            program_52(7, "bc".to_owned()),
            program_52(5, "a".to_owned()),
        ],
    );
}

#[test]
fn program_53_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        53,
        [program_53(1, String::new()), program_53(7, "bc".to_owned())],
    );
}

#[test]
fn program_54_does_what_it_says() {
    durable_tests::programs::check(SEED, 54, [program_54(0), program_54(7)]);
}

#[test]
fn program_55_does_what_it_says() {
    durable_tests::programs::check(SEED, 55, [program_55(9), program_55(5)]);
}

#[test]
fn program_56_does_what_it_says() {
    durable_tests::programs::check(SEED, 56, [program_56(6, 7), program_56(4, 3)]);
}

#[test]
fn program_57_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        57,
        [program_57(8, String::new()), program_57(1, "a".to_owned())],
    );
}

#[test]
fn program_58_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        58,
        [program_58(0, vec![6, 4]), program_58(3, vec![2, 9, 1])],
    );
}

#[test]
fn program_59_does_what_it_says() {
    durable_tests::programs::check(SEED, 59, [program_59(5, Some(1)), program_59(0, Some(2))]);
}
