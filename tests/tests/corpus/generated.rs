//! Generated programs: those of seed 2, of which `durable_tests::programs` knows what they do.
//!
//! Written by `cargo run -p durable-tests --bin generate -- --seed 2 --count 60`.

use std::time::Duration;

use durable_runtime::prelude::*;
use durable_runtime::{AbortHandle, JoinSet};
use durable_tests::programs::{Door, Room};

use crate::activities::*;

pub const SEED: u64 = 2;
pub const COUNT: u64 = 60;

const LIMIT: i64 = 1000;

#[orchestrator(inline)]
async fn program_0_helper(mut n: i64, mut given: Vec<i64>) -> Result<String> {
    let mut step = {
        let mut rounds_1 = 3_i64;
        loop {
            if rounds_1 == 0 {
                break (n * n);
            }
            rounds_1 -= 1;
            let step = given[(n % 2) as usize];
            let seen: Vec<i64> = list(LIMIT % 4).await?;
        }
    };
    let (joined_3, joined_4, joined_5, joined_6) = join!(
        picky(add(step, step).await?),
        async { Ok::<i64, Failure>(n) },
        async { Ok::<String, Failure>("bc".to_owned()) },
        half(n)
    );
    let (mut joined_3, mut joined_4, mut joined_5, mut joined_6) =
        (joined_3?, joined_4?, joined_5?, joined_6?);
    let mut half_of = given.get(n as usize).copied();
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        n, given, step, joined_3, joined_4, joined_5, joined_6, half_of
    ))
}

#[orchestrator]
async fn program_0(n: i64) -> Result<String> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    {
        let mut rounds_7 = 3_i64;
        while (rounds_7 > 0)
            && let Some(n) = (if n < 3 {
                async {
                    const LIMIT: i64 = 80;
                    tick().await?;
                    let mut total = match picky(LIMIT % 2).await {
                        Ok(step) => step,
                        Err(failure) => {
                            let word = failure.to_string();
                            1_i64
                        }
                    };
                    Ok::<Option<i64>, Failure>(Some(4))
                }
                .await?
            } else if n < 2 {
                Some(2_i64)
            } else if let Some(step) = Some(6_i64) {
                half(n).await?
            } else if 6_i64 < 9 {
                Some(2_i64)
            } else if let Some(count) = half(n).await?
                && false
            {
                half(3).await?
            } else if false {
                return Err(Failure::new("given up"));
            } else if let Some(step) = half(n).await? {
                half(LIMIT).await?
            } else {
                const LIMIT: i64 = 64;
                half(n).await?
            })
        {
            rounds_7 -= 1;
            tick().await?;
        }
    }
    Ok(format!("{:?}", n))
}

#[orchestrator]
async fn program_1(mut n: i64) -> Result<String> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    let door = Door::to(1);
    let mut reply: String = match picky(
        half(picky(n + n).await.unwrap_or(n))
            .await?
            .ok_or_else(|| Failure::new("nothing there"))?,
    )
    .await
    {
        Ok(total) => "def".to_owned(),
        Err(failure) => {
            let name = failure.to_string();
            "a".to_owned()
        }
    };
    let mut tasks = {
        {
            let mut set = JoinSet::new();
            watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
            set
        }
    };
    door.enter().gives(());
    Ok(format!("{:?} {:?} {:?}", n, reply, tasks))
}

#[orchestrator]
async fn program_2(n: i64, mut given: Option<i64>) -> Result<Option<i64>> {
    let ready = LIMIT == add(n, given.take().unwrap_or(n)).await?;
    let mut k: bool = (inc(LIMIT).await?
        < ({
            let total: i64 = LIMIT;
            half({ n }).await?
        })
        .unwrap_or(9))
        && ({
            const LIMIT: i64 = 43;
            n < add(n, n).await?
        });
    let later_3;
    match i64::from(
        is_even({
            let total = n;
            add(
                {
                    let mut total = if k { n } else { 9_i64 };
                    add(n, LIMIT).await?
                },
                n,
            )
            .await?
        })
        .await?
            || k,
    ) {
        1 => {
            later_3 = vec![2_i64, 1];
        }
        0 => {
            later_3 = vec![5_i64, 4, 3];
        }
        _ => unreachable!("no number of a bool"),
    }
    Ok(given)
}

#[orchestrator(inline)]
async fn program_3_helper(mut n: i64) -> Result<String> {
    let lent_1 = &n;
    let mut even = ((*lent_1) < 7) || (Some(LIMIT).is_some() && ((*lent_1) < 9));
    Ok(format!("{:?} {:?} {:?}", n, (*lent_1), even))
}

#[orchestrator]
async fn program_3(n: i64, mut given: Vec<i64>) -> Result<Option<i64>> {
    match picky(picky(LIMIT).await?).await {
        Ok(n) => {
            let mut count = Room::enter(3).gives(n);
        }
        Err(failure) => {
            let text = failure.to_string();
            let mut step = ({
                let mut count = Room::enter(3).gives(n);
                None::<i64>
            })
            .ok_or_else(|| Failure::new("nothing there"))?;
        }
    }
    let _room_2 = Room::enter(3);
    tick().await?;
    let mut count = n.wrapping_add(picky(inc(n % 2).await?).await?);
    Ok(half(n).await?)
}

#[orchestrator]
async fn program_4(n: i64) -> Result<Option<i64>> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    let door = Door::to(4);
    let mut set = {
        let mut set = JoinSet::new();
        watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
        set
    };
    {
        let mut rounds_1 = 2_i64;
        while (rounds_1 > 0)
            && let Some(total) = Some(4_i64)
        {
            rounds_1 -= 1;
            sleep(Duration::from_millis(1)).await;
        }
    }
    let reply = door.enter().gives("def".to_owned());
    let mut count = n;
    match picky(add(3, inc(n).await?).await?).await {
        Ok(n) => {
            const LIMIT: i64 = 71;
            {
                let mut basket = Basket {
                    label: "a".to_owned(),
                    count: inc(inc(n).await?).await?,
                    items: vec![6, 9, 7],
                };
                basket = Basket { count: n, ..basket };
                basket = Basket {
                    items: basket.items.clone(),
                    ..basket
                };
            }
        }
        Err(failure) => {
            let reply = failure.to_string();
            count += n;
        }
    }
    door.enter().gives(());
    Ok(half(count).await?)
}

#[orchestrator(inline)]
async fn program_5_helper(n: i64) -> Result<String> {
    let mut text: String = format!(
        "{:?} {:?}",
        say(format!(
            "{:?} {:?}",
            n,
            half(add(add(n, n).await?, n).await?).await?
        ))
        .await?,
        n
    );
    Ok(format!("{:?} {:?}", n, text))
}

#[orchestrator]
async fn program_5(n: i64) -> Result<String> {
    let door = Door::to(5);
    let reply =
        say(format!("{:?} {:?} {:?}", None::<i64>, "def".to_owned(), n) + &"a".to_owned()).await?;
    let mut half_of: Option<i64> = door.enter().gives(Some(2_i64));
    let total = *{
        sleep(Duration::from_millis(1)).await;
        door.enter().with(n)
    };
    let mut best = half(0).await?;
    let mut total = {
        let found_there = match door.enter().gives(half_of) {
            Some(matched_1) => matched_1,
            _ => {
                sleep(Duration::from_millis(1)).await;
                return Err(Failure::new("given up"));
            }
        };
        door.enter().gives(found_there)
    };
    for mut n in vec![7_i64, 0] {
        {
            let mut rounds_3 = 2_i64;
            while (rounds_3 > 0)
                && let Some(count) = ({ half_of })
            {
                rounds_3 -= 1;
                const LIMIT: i64 = 21;
                let mut half_of: Option<i64> = async {
                    const LIMIT: i64 = 42;
                    Ok::<Option<i64>, Failure>(Some(9))
                }
                .await?;
            }
        }
    }
    door.enter().gives(());
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?}",
        n, reply, half_of, best, total
    ))
}

#[orchestrator]
async fn program_6(n: i64, mut given: Option<i64>) -> Result<String> {
    let (mut joined_1, mut joined_2, mut joined_3, mut joined_4) = try_join!(
        async {
            let mut seen = vec![add(6_i64 * 4, n).await?];
            Ok::<i64, Failure>(n)
        },
        async { Ok::<i64, Failure>(n) },
        say("bc".to_owned()),
        half(n)
    )?;
    for n in list(3_i64 % 4).await? {
        let mut count = async {
            let best = half(joined_2).await?;
            Ok::<i64, Failure>(joined_1)
        }
        .await?;
        let mut total = add(
            add(
                add(inc(LIMIT).await?, {
                    joined_1 = 2;
                    joined_2
                })
                .await?,
                count,
            )
            .await?,
            joined_2,
        )
        .await?;
    }
    let mut ready: bool = half(inc(n).await?).await?.is_some();
    tick().await?;
    joined_2 += LIMIT;
    {
        let mut basket = Basket {
            label: format!("{:?} {:?}", joined_3, n),
            count: if (joined_1 < LIMIT) || ready {
                joined_1
            } else {
                0_i64
            },
            items: vec![],
        };
        basket = Basket {
            label: joined_3,
            ..basket
        };
        basket = Basket {
            label: basket.label.clone(),
            ..basket
        };
    }
    {
        let mut basket = Basket {
            label: say({
                joined_2 = 7;
                format!(
                    "{:?} {:?}",
                    given.unwrap_or(joined_2.wrapping_add(joined_2)),
                    String::new()
                )
            })
            .await?,
            count: joined_1,
            items: vec![6],
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
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?} {:?}",
        n, given, joined_1, joined_2, joined_4, ready
    ))
}

#[orchestrator(inline)]
async fn program_7_helper(mut n: i64) -> Result<bool> {
    let mut rest = vec![7_i64, 5];
    rest[(n % 2) as usize].bump(
        inc({
            n = 6;
            inc(inc(n).await?).await?
        })
        .await?,
    );
    n = ({
        n = 5;
        1_i64
    }) + picky(n).await?;
    Ok(n < 6)
}

#[orchestrator]
async fn program_7(mut n: i64) -> Result<String> {
    n = 7;
    let mut n: i64 = picky(
        half(n)
            .await?
            .unwrap_or(inc(add(n, n.wrapping_add(add(n, n).await?)).await?).await?),
    )
    .await?;
    {
        let mut basket = Basket {
            label: say("a".to_owned()).await?
                + &(format!(
                    "{:?} {:?} {:?}",
                    {
                        n = 7;
                        Some(8_i64)
                    },
                    true || (n < 3),
                    "def".to_owned()
                ) + &"a".to_owned()),
            count: 5,
            items: vec![0],
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
    {
        let mut basket = Basket {
            label: "def".to_owned(),
            count: half(LIMIT).await?.unwrap_or({
                n = 1;
                (match (LIMIT % 5, add(1, LIMIT).await?) {
                    (matched_1, matched_2) if matched_1 < 7 => n,
                    (_, mut matched_3) if matched_3 < 5 => matched_3,
                    (_, _) => n,
                }) * 7
            }),
            items: vec![6, 7],
        };
        basket = Basket {
            count: basket.count,
            ..basket
        };
        basket = Basket {
            label: basket.label.clone(),
            ..basket
        };
    }
    let items = vec![7_i64, 1];
    let best: Option<i64> = half(LIMIT).await?;
    match picky(items[(LIMIT % 2) as usize]).await {
        Ok(count) => {
            sleep(Duration::from_millis(1)).await;
        }
        Err(failure) => {
            let word = failure.to_string();
            match picky({
                n = 9;
                items[(n % 2) as usize]
            })
            .await
            {
                Ok(step) => {
                    n = inc(4_i64 * n).await?;
                    let mut name = word.clone();
                }
                Err(failure) => {
                    let name = failure.to_string();
                    tick().await?;
                }
            }
        }
    }
    let n = items.len() as i64;
    Ok(format!("{:?} {:?} {:?}", items, best, n))
}

#[orchestrator(inline)]
async fn program_8_helper(n: i64, mut given: i64) -> Result<i64> {
    given = LIMIT;
    Ok(given)
}

#[orchestrator]
async fn program_8(n: i64, given: Vec<i64>) -> Result<String> {
    if (6_i64 < 1)
        || ({
            const LIMIT: i64 = 53;
            let items = list(picky(n).await? % 4).await?;
            false
        })
    {
        tick().await?;
    }
    Ok(format!("{:?} {:?}", n, given))
}

#[orchestrator]
async fn program_9(n: i64, mut given: Option<i64>) -> Result<String> {
    for n in 0..(given.take().unwrap_or(Some(3_i64 % 5).unwrap_or(n)) % 5) {
        const LIMIT: i64 = 35;
        tick().await?;
    }
    tick().await?;
    Ok(format!("{:?} {:?}", n, given))
}

#[orchestrator(inline)]
async fn program_10_helper(mut n: i64, given: Vec<i64>) -> Result<Vec<i64>> {
    let mut word = if !(n == n) {
        return Ok(given);
    } else {
        "def".to_owned()
    };
    let mut best = half(n).await?;
    Ok(vec![3, 1])
}

#[orchestrator]
async fn program_10(n: i64, given: i64) -> Result<Vec<i64>> {
    let reply = match (
        ({
            let mut rounds_1 = 3_i64;
            loop {
                if rounds_1 == 0 {
                    break (match picky({
                        let rest = vec![0_i64];
                        given
                    })
                    .await
                    {
                        Ok(total) => Some(5_i64),
                        Err(failure) => {
                            let name = failure.to_string();
                            half(given).await?
                        }
                    });
                }
                rounds_1 -= 1;
                let mut name: String = say("def".to_owned()).await? + &"bc".to_owned();
            }
        })
        .unwrap_or(add(0, n).await?),
        half(given).await?,
    ) {
        (mut matched_3, Some(mut matched_4)) if n < 4 => String::new(),
        (matched_5, Some(1..=6)) => {
            return Ok(vec![7]);
        }
        (_, _) => "bc".to_owned(),
    };
    let mut best: Option<i64> = Some(
        match picky(
            inc({
                let step: i64 = LIMIT;
                0_i64
            })
            .await?,
        )
        .await
        {
            Ok(total) => 1_i64,
            Err(failure) => {
                let name = failure.to_string();
                given
            }
        },
    );
    if !(half(given.wrapping_add(0_i64)).await?.is_some()
        || (({
            let mut reply: String = reply.clone();
            { n }
        }) == (reply.len() as i64)))
    {
        sleep(Duration::from_millis(1)).await;
    }
    Ok(vec![])
}

#[orchestrator]
async fn program_11(mut n: i64, mut given: Option<i64>) -> Result<Option<i64>> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    let door = Door::to(11);
    let total = *{
        sleep(Duration::from_millis(1)).await;
        door.enter().with(LIMIT)
    };
    let even = !(n < 1);
    let mut window: JoinSet<()> = {
        let mut set = JoinSet::new();
        watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
        set
    };
    let Some(step) = given else {
        return Ok(half(inc(LIMIT).await?).await?);
    };
    door.enter().gives(());
    Ok(given)
}

#[orchestrator]
async fn program_12(n: i64, given: Option<i64>) -> Result<String> {
    let mut n = {
        let mut count = Room::enter(12).gives(n);
        picky(
            add(
                {
                    count = 6;
                    n
                },
                {
                    count = 2;
                    count
                },
            )
            .await?,
        )
        .await
        .unwrap_or(given.unwrap_or(n))
            - count
    };
    for n in vec![4_i64, 1, 7] {
        tick().await?;
    }
    let mut done = LIMIT < 8;
    let mut word = say(format!(
        "{:?}",
        say(say("a".to_owned() + &"a".to_owned()).await?).await?
    ))
    .await?;
    {
        let mut rounds_2 = 3_i64;
        while (rounds_2 > 0) && half(inc(LIMIT).await?).await?.is_some() {
            rounds_2 -= 1;
            sleep(Duration::from_millis(1)).await;
        }
    }
    Room::enter(12).gives(());
    Ok(format!("{:?} {:?} {:?} {:?}", given, n, done, word))
}

#[orchestrator]
async fn program_13(mut n: i64, mut given: String) -> Result<i64> {
    let mut pair_1 = (Vec::<i64>::new(), given.clone());
    let mut count = match picky(2).await {
        Ok(step) => pair_1.0.pop().unwrap_or(step),
        Err(failure) => {
            let text = failure.to_string();
            n
        }
    };
    let mut even: bool = match picky(n.wrapping_add(LIMIT)).await {
        Ok(step) => {
            const LIMIT: i64 = 97;
            is_even(if let Some(count) = pair_1.0.get(step as usize).copied() {
                n
            } else if true {
                LIMIT
            } else {
                n
            })
            .await?
        }
        Err(failure) => {
            let reply = failure.to_string();
            async {
                let mut name = reply.clone();
                let later_2;
                match i64::from(match picky(LIMIT).await {
                    Ok(n) => {
                        const LIMIT: i64 = 1;
                        false
                    }
                    Err(failure) => {
                        let name = failure.to_string();
                        false
                    }
                }) {
                    1 => {
                        later_2 = pair_1.1.clone();
                    }
                    0 => {
                        later_2 = pair_1.1.clone();
                    }
                    _ => unreachable!("no number of a bool"),
                }
                Ok::<bool, Failure>(if false {
                    const LIMIT: i64 = 11;
                    LIMIT < 3
                } else {
                    count < 8
                })
            }
            .await?
        }
    };
    count = n;
    let word = if even {
        for mut count in vec![1_i64, 3_i64 % 5, 8].into_iter().rev() {
            count += count;
        }
        pair_1.1.clone()
    } else {
        pair_1.1.clone()
    };
    let Some(lent_4) = pair_1.0.iter().find(|item| **item > count) else {
        return Ok(count);
    };
    Ok(count)
}

#[orchestrator]
async fn program_14(mut n: i64) -> Result<Option<i64>> {
    let mut word = "def".to_owned() + &String::new();
    let mut items = Vec::<i64>::new();
    let total: i64 = if 1_i64 == inc(n).await? {
        return Ok(Some(7));
    } else {
        n
    };
    let lent_1 = &word;
    if let Some(step) = half(n).await?
        && ((LIMIT < 2) && true)
    {
        n += step;
    } else if true {
        const LIMIT: i64 = 70;
        n += n;
    } else {
        n += n;
    }
    if (total < 4)
        && ({
            n = 3;
            n < 6
        })
    {
        return Err(Failure::new("given up"));
    }
    let lent_2 = items.get((total % 2) as usize).unwrap_or(&1);
    Ok(half(total).await?)
}

#[orchestrator]
async fn program_15(mut n: i64) -> Result<bool> {
    let mut word = "def".to_owned();
    let mut step: i64 = n;
    match (
        Some(inc(inc(word.len() as i64).await?).await?),
        half(6).await?,
    ) {
        (None, None) => {
            return Ok(LIMIT < 5);
        }
        (Some(mut matched_1), None) => {
            tick().await?;
        }
        (_, _) => {
            tick().await?;
        }
    }
    let text = Room::enter(15).gives(word);
    let (mut joined_2, mut joined_3, mut joined_4, mut joined_5) = try_join!(
        async {
            let mut reply: String = say(text.clone()).await?;
            Ok::<bool, Failure>(step < 9)
        },
        async { Ok::<bool, Failure>(LIMIT < 3) },
        inc(n),
        async {
            const LIMIT: i64 = 34;
            Ok::<i64, Failure>(step)
        }
    )?;
    let mut rest = Room::enter(15).gives(vec![6_i64]);
    rest[(joined_5 % 2) as usize] = rest.get(joined_5 as usize).copied().unwrap_or({
        step = 8;
        inc(inc(half(joined_5).await?.unwrap_or(LIMIT)).await?).await?
    });
    joined_2 = ({
        joined_4 = 1;
        half(picky(LIMIT).await.unwrap_or({
            n = 4;
            5_i64
        }))
        .await?
    })
    .is_some();
    Room::enter(15).gives(());
    Ok(joined_2)
}

#[orchestrator]
async fn program_16(n: i64, mut given: i64) -> Result<i64> {
    let mut even: bool = match (
        add(
            inc(async { Ok::<i64, Failure>(n) }.await?).await?,
            half(n).await?.unwrap_or(LIMIT),
        )
        .await?,
        8_i64,
    ) {
        (5, matched_1) => matched_1 == given,
        (matched_2 @ 1..=3, 1..=6) => given < 7,
        (_, _) => 3_i64 < 4,
    };
    Ok(given)
}

#[orchestrator(inline)]
async fn program_17_helper(mut n: i64) -> Result<String> {
    let mut step: i64 = add(n, {
        let mut text = format!("{:?}", n);
        LIMIT
    })
    .await?;
    let mut ready = Some(Some(inc(n).await?).unwrap_or(n)).is_some();
    let mut step = inc(step).await?;
    Ok(format!("{:?} {:?} {:?}", n, ready, step))
}

#[orchestrator]
async fn program_17(n: i64, given: Option<i64>) -> Result<String> {
    let (mut word, mut other_4) = ("bc".to_owned(), {
        let mut rounds_2 = 3_i64;
        loop {
            if rounds_2 == 0 {
                break format!(
                    "{:?} {:?} {:?}",
                    {
                        let n = inc(n).await?;
                        true || false
                    },
                    "bc".to_owned(),
                    n < 2
                );
            }
            rounds_2 -= 1;
            tick().await?;
        }
    });
    let mut basket = Basket {
        label: format!(
            "{:?} {:?} {:?}",
            given,
            {
                let mut half_of: Option<i64> = async {
                    let step = n;
                    let done: bool = step < 7;
                    Ok::<Option<i64>, Failure>(given)
                }
                .await?;
                n
            },
            picky(LIMIT).await?
        ),
        count: n,
        items: vec![9],
    };
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        n, given, word, other_4, basket.label, basket.count, basket.items
    ))
}

#[orchestrator]
async fn program_18(mut n: i64) -> Result<bool> {
    let door = Door::to(18);
    let step = *{
        sleep(Duration::from_millis(1)).await;
        door.enter().with(n)
    };
    {
        let mut rounds_1 = 2_i64;
        while (rounds_1 > 0)
            && ({
                let mut rounds_3 = 1_i64;
                'loop_4: loop {
                    if rounds_3 == 0 {
                        break false;
                    }
                    rounds_3 -= 1;
                    match (inc(step).await?, half(LIMIT).await?) {
                        (0 | 5, None) => {
                            break 'loop_4 (n < 7);
                        }
                        (_, None) if LIMIT < 9 => {
                            const LIMIT: i64 = 13;
                            n += step;
                        }
                        (_, _) => {
                            sleep(Duration::from_millis(1)).await;
                        }
                    }
                }
            })
        {
            rounds_1 -= 1;
            n += n;
        }
    }
    let mut rest: Vec<i64> = vec![7, 2];
    door.enter().gives(());
    Ok(0_i64 < 9)
}

#[orchestrator]
async fn program_19(n: i64) -> Result<String> {
    let mut name = "bc".to_owned();
    name = if (!(n < 0)) && (n < 2) {
        const LIMIT: i64 = 77;
        "bc".to_owned()
    } else if let Some(n) = half(n).await? {
        "bc".to_owned()
    } else if LIMIT < 7 {
        "def".to_owned()
    } else if n < 6 {
        name
    } else if n < 9 {
        name
    } else {
        name.clone()
    };
    let text: String = say({
        name += &say("a".to_owned() + &name.clone()).await?;
        name.clone()
    })
    .await?;
    {
        let mut rounds_1 = 2_i64;
        while (rounds_1 > 0)
            && (is_even(half(inc(LIMIT).await?).await?.unwrap_or(5)).await? || true)
        {
            rounds_1 -= 1;
            sleep(Duration::from_millis(1)).await;
        }
    }
    Ok(format!("{:?} {:?} {:?}", n, name, text))
}

#[orchestrator(inline)]
async fn program_20_helper(n: i64, mut given: i64) -> Result<String> {
    let mut total: i64 = {
        given += given;
        given
    };
    Ok(format!("{:?} {:?} {:?}", n, given, total))
}

#[orchestrator]
async fn program_20(mut n: i64) -> Result<i64> {
    let queue: Vec<i64> = list(
        ({
            n = 3;
            inc(LIMIT).await?
        }) % 4,
    )
    .await?;
    #[cfg(any())]
    return Ok(queue.iter().filter(|item| **item > n).count() as i64);
    let ready = half(LIMIT).await?.unwrap_or({
        n = 6;
        n * add(inc(3).await?, n).await?
    }) < n;
    match queue.get(n as usize).copied() {
        None => {
            #[cfg(any())]
            return Ok(match (n, n) {
                (matched_1 @ 0..=4, _) => {
                    let (joined_2, joined_3, joined_4, joined_5) = join!(
                        half(Some(7_i64).unwrap_or(9)),
                        program_20_helper(picky(LIMIT).await.unwrap_or(LIMIT), matched_1),
                        half(matched_1),
                        async {
                            const LIMIT: i64 = 61;
                            Ok::<i64, Failure>(7)
                        }
                    );
                    let (mut joined_2, mut joined_3, mut joined_4, mut joined_5) =
                        (joined_2?, joined_3?, joined_4?, joined_5?);
                    return Ok(joined_5);
                }
                (matched_6 @ 2..=6, 0 | 3) => matched_6,
                (_, _) => {
                    const LIMIT: i64 = 50;
                    n
                }
            });
            return Ok(n);
        }
        Some(2 | 3) if 2_i64 < 5 => {
            const LIMIT: i64 = 51;
            n += n;
        }
        _ => {
            n += n;
        }
    }
    let mut text = Room::enter(20).gives("def".to_owned());
    Room::enter(20).gives(());
    Ok(n)
}

#[orchestrator]
async fn program_21(n: i64, given: Vec<i64>) -> Result<bool> {
    let door = Door::to(21);
    let last = door.enter().gives(Some(8_i64));
    let total: i64 = door.enter().gives(n);
    let (mut joined_1, mut joined_2, mut joined_3, mut joined_4) = try_join!(
        async { Ok::<String, Failure>("def".to_owned()) },
        say(String::new()),
        async { Ok::<Vec<i64>, Failure>(vec![4]) },
        async { Ok::<Vec<i64>, Failure>(given.clone()) }
    )?;
    let step = door.enter().gives(n);
    let mut count = match picky(inc(inc(n).await?).await?).await {
        Ok(n) => {
            let mut k: bool = door.enter().gives(step < 2);
            n
        }
        Err(failure) => {
            let reply = failure.to_string();
            const LIMIT: i64 = 76;
            let mut step = door.enter().gives(n);
            match Some(picky(LIMIT).await.unwrap_or(n)) {
                Some(2 | 4) => {
                    let mut k: bool = { total < 9 };
                    n
                }
                Some(mut matched_5) => {
                    return Err(Failure::new("given up"));
                }
                _ => n.wrapping_add(LIMIT),
            }
        }
    };
    let Some(lent_6) = joined_3.iter().rev().nth(1) else {
        (joined_2, joined_3) = (
            format!("{:?} {:?} {:?}", LIMIT, step, count)
                + &(say(joined_2).await? + &format!("{:?}", joined_3)),
            vec![LIMIT, 2, n],
        );
        return Ok(count < 9);
    };
    door.enter().gives(());
    Ok(true)
}

#[orchestrator]
async fn program_22(mut n: i64, mut given: String) -> Result<Option<i64>> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    let door = Door::to(22);
    drop({
        let mut set = JoinSet::new();
        watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
        set
    });
    let mut pair_1 = (
        picky({
            n = 1;
            picky(n).await.unwrap_or(n)
        })
        .await?,
        n,
    );
    let mut n = door.enter().gives(pair_1.0);
    let items = {
        let mut n = door.enter().gives(pair_1.1);
        let mut ready: bool = async {
            for total in 2..(n % 5) {
                tick().await?;
            }
            Ok::<bool, Failure>(pair_1.1 < 0)
        }
        .await?;
        Vec::<i64>::new()
    };
    let (mut step, mut other_4) = (n, LIMIT);
    let mut k = door.enter().gives(true);
    let (mut joined_6, mut joined_7) = try_join!(
        picky(
            Some(
                picky({
                    let mut total: i64 = door.enter().gives(other_4);
                    inc(total).await?
                })
                .await
                .unwrap_or(pair_1.1)
            )
            .unwrap_or(if k || Some(4_i64).is_some() {
                let mut total = {
                    let found_there = match door.enter().gives(Some(2_i64)) {
                        Some(matched_5) => matched_5,
                        _ => {
                            sleep(Duration::from_millis(1)).await;
                            return Ok(half(pair_1.1).await?);
                        }
                    };
                    door.enter().gives(found_there)
                };
                match picky({
                    sleep(Duration::from_millis(1)).await;
                    watched.iter().filter(|task| !task.is_finished()).count() as i64
                })
                .await
                {
                    Ok(n) => step,
                    Err(failure) => {
                        let word = failure.to_string();
                        pair_1.0
                    }
                }
            } else if k {
                LIMIT
            } else {
                n
            })
        ),
        say(given.clone())
    )?;
    door.enter().gives(());
    Ok(half(step).await?)
}

#[orchestrator(inline)]
async fn program_23_helper(n: i64) -> Result<String> {
    let mut n = if half(n).await?.is_some() {
        n
    } else {
        const LIMIT: i64 = 57;
        n
    };
    n = inc(8).await?;
    let later_1;
    if match picky(
        Some({
            n = 6;
            n % 6
        })
        .ok_or_else(|| Failure::new("nothing there"))?,
    )
    .await
    {
        Ok(n) => true,
        Err(failure) => {
            let name = failure.to_string();
            n < 4
        }
    } {
        later_1 = 8_i64 < 8;
    } else {
        const LIMIT: i64 = 68;
        later_1 = n < 8;
    }
    Ok(format!("{:?} {:?}", n, later_1))
}

#[orchestrator]
async fn program_23(n: i64, given: i64) -> Result<bool> {
    let mut done = is_even(inc(given).await?).await?
        && (({
            let mut n = None::<i64>.unwrap_or(n);
            4_i64
        }) == given);
    let mut pair_2 = (LIMIT, vec![7_i64]);
    let items = list(
        ({
            pair_2.0 = 4;
            picky(pair_2.0).await.unwrap_or(given)
        }) % 4,
    )
    .await?;
    pair_2.0 += LIMIT;
    let step = {
        let mut rounds_3 = 1_i64;
        loop {
            if rounds_3 == 0 {
                break LIMIT;
            }
            rounds_3 -= 1;
            let word = if done {
                if done {
                    pair_2.0 += n;
                    "a".to_owned()
                } else {
                    String::new()
                }
            } else {
                "bc".to_owned()
            };
        }
    };
    pair_2.1[(LIMIT % 2) as usize].bump(n);
    let lent_5 = &pair_2.0;
    let found = Some(0_i64);
    Ok(done)
}

#[orchestrator]
async fn program_24(mut n: i64) -> Result<String> {
    let text: String = say(say(
        match picky({
            n = 2;
            n
        })
        .await
        {
            Ok(count) => {
                n = if count < 6 { n } else { n };
                {
                    let mut rounds_1 = 2_i64;
                    while (rounds_1 > 0)
                        && let Some(n) = half(n).await?
                    {
                        rounds_1 -= 1;
                        tick().await?;
                    }
                }
                "bc".to_owned()
            }
            Err(failure) => {
                let word = failure.to_string();
                const LIMIT: i64 = 31;
                word
            }
        },
    )
    .await?)
    .await?;
    Ok(format!("{:?} {:?}", n, text))
}

#[orchestrator(inline)]
async fn program_25_helper(n: i64, mut given: Option<i64>) -> Result<String> {
    let name = if !(inc(picky(picky(inc(n).await?).await.unwrap_or({
        let mut last: Option<i64> = given;
        n
    }))
    .await?)
    .await?
        < 7)
    {
        return Err(Failure::new("no luck"));
    } else if Some(6_i64).is_some() {
        return Ok(String::new());
    } else if 3_i64 < 8 {
        "a".to_owned()
    } else if n < 5 {
        "a".to_owned()
    } else {
        const LIMIT: i64 = 9;
        String::new()
    };
    Ok(format!("{:?} {:?} {:?}", n, given, name))
}

#[orchestrator]
async fn program_25(n: i64) -> Result<bool> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    let done: bool = Room::enter(25).gives(n < 5);
    {
        let mut basket = Basket {
            label: say(say(format!("{:?}", half(add(n, 9).await?).await?)).await?).await?,
            count: 6,
            items: vec![
                {
                    let mut rounds_1 = 3_i64;
                    loop {
                        if rounds_1 == 0 {
                            break (match (
                                if done { half(9).await? } else { Some(4_i64) },
                                half(6).await?,
                            ) {
                                (Some(matched_3), Some(matched_4 @ 0..=5)) => LIMIT,
                                (Some(mut matched_5), Some(2)) => LIMIT,
                                (_, _) => n,
                            });
                        }
                        rounds_1 -= 1;
                        tick().await?;
                    }
                },
                n,
                LIMIT,
            ],
        };
        basket = Basket { count: n, ..basket };
        basket = Basket {
            items: basket.items.clone(),
            ..basket
        };
    }
    Room::enter(25).gives(());
    Ok(LIMIT < 2)
}

#[orchestrator]
async fn program_26(n: i64, mut given: Vec<i64>) -> Result<Option<i64>> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    {
        let mut rounds_1 = 3_i64;
        while (rounds_1 > 0)
            && let Some(total) = (match (n, given.pop()) {
                (1..=4, None)
                    if let Some(step) = Some(LIMIT)
                        && step < 4 =>
                {
                    let mut count = Room::enter(26).gives(n);
                    let Some(lent_6) = given
                        .iter()
                        .min_by_key(|item| item.saturating_sub(3).saturating_abs())
                    else {
                        #[cfg(any())]
                        return Ok(match half(step).await? {
                            Some(matched_3) => None::<i64>,
                            None => {
                                return Ok(Some(7));
                            }
                            _ => {
                                if let Some(total) = Some(n) {
                                    sleep(Duration::from_millis(1)).await;
                                } else if n < 3 {
                                    tick().await?;
                                } else {
                                    tick().await?;
                                }
                                match (half(LIMIT).await?, half(count).await?) {
                                    (Some(1 | 5), Some(mut matched_4)) => half(matched_4).await?,
                                    (Some(0 | 4), Some(mut matched_5)) => {
                                        const LIMIT: i64 = 39;
                                        half(n).await?
                                    }
                                    (_, _) => {
                                        const LIMIT: i64 = 62;
                                        Some(4_i64)
                                    }
                                }
                            }
                        });
                        return Err(Failure::new("no luck"));
                    };
                    match picky(5).await {
                        Ok(total) => {
                            let (joined_7, joined_8) =
                                join!(async { Ok::<i64, Failure>((*lent_6)) }, async {
                                    Ok::<Option<i64>, Failure>(half(n).await?)
                                });
                            let (mut joined_7, mut joined_8) = (joined_7?, joined_8?);
                            joined_8
                        }
                        Err(failure) => {
                            let reply = failure.to_string();
                            Some(7_i64)
                        }
                    }
                }
                (matched_9, Some(matched_10)) => None::<i64>,
                (_, _) => {
                    const LIMIT: i64 = 0;
                    half(LIMIT).await?
                }
            })
        {
            rounds_1 -= 1;
            tick().await?;
        }
    }
    let mut pool: JoinSet<()> = {
        let mut set = JoinSet::new();
        watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
        set
    };
    given[(n % 2) as usize].bump(
        half(
            ({
                let mut n = add(n, picky(n).await?).await?;
                half(n).await?
            })
            .unwrap_or(n),
        )
        .await?
        .unwrap_or(LIMIT),
    );
    Room::enter(26).gives(());
    Ok(Some(1))
}

#[orchestrator]
async fn program_27(mut n: i64, given: Option<i64>) -> Result<String> {
    let Some(n) = async {
        let mut k: bool = LIMIT < 3;
        Ok::<Option<i64>, Failure>(given)
    }
    .await?
    else {
        return Ok("a".to_owned());
    };
    let mut n = add(
        LIMIT,
        n.wrapping_add((n.wrapping_add(add(n, LIMIT).await?))),
    )
    .await?;
    match picky(n).await {
        Ok(n) => {
            if let Some(step) = Room::enter(27).gives(given) {
                let (mut count, mut other_1) =
                    (given.unwrap_or(step % 6), step + add(LIMIT, n).await?);
                return Err(Failure::new("given up"));
            }
        }
        Err(failure) => {
            let text = failure.to_string();
            let mut rest = Room::enter(27).gives(vec![0_i64]);
        }
    }
    let mut found = Room::enter(27).gives(given);
    Room::enter(27).gives(());
    Ok(format!("{:?} {:?} {:?}", given, n, found))
}

#[orchestrator]
async fn program_28(mut n: i64, mut given: String) -> Result<bool> {
    let name: String = ({
        n = 2;
        format!("{:?}", given)
    }) + &format!("{:?} {:?} {:?}", given, add(LIMIT, inc(6).await?).await?, {
        n = 1;
        Some(9_i64)
    });
    let mut step = given.len() as i64;
    let mut word = "bc".to_owned();
    let mut step = picky(step).await?;
    {
        let mut rounds_1 = 2_i64;
        while (rounds_1 > 0)
            && let Some(count) = None::<i64>
        {
            rounds_1 -= 1;
            step += step;
        }
    }
    Ok(n < 5)
}

#[orchestrator(inline)]
async fn program_29_helper(n: i64, given: Vec<i64>) -> Result<i64> {
    {
        tick().await?;
    }
    let (mut total, mut other_2) = (
        half(n).await?.unwrap_or(n),
        add(
            n,
            add(
                add(
                    {
                        let mut text: String =
                            async { Ok::<String, Failure>("bc".to_owned()) }.await?;
                        text.len() as i64
                    },
                    given[1_i64 as usize],
                )
                .await?,
                n,
            )
            .await?,
        )
        .await?,
    );
    Ok(LIMIT)
}

#[orchestrator]
async fn program_29(mut n: i64, mut given: i64) -> Result<String> {
    let mut n: i64 = if (given < 3)
        && async {
            let seen: Vec<i64> = async { Ok::<Vec<i64>, Failure>(vec![]) }.await?;
            Ok::<bool, Failure>(LIMIT < 1)
        }
        .await?
    {
        async {
            tick().await?;
            Ok::<i64, Failure>(match picky(given).await {
                Ok(step) => step,
                Err(failure) => {
                    let name = failure.to_string();
                    const LIMIT: i64 = 41;
                    given
                }
            })
        }
        .await?
    } else {
        const LIMIT: i64 = 98;
        let mut k: bool = given < 7;
        n
    };
    {
        #[cfg(any())]
        return Ok(say(format!("{:?}", half(given).await?)
            + &({
                given = 3;
                "a".to_owned()
            }))
        .await?);
    }
    {
        let mut word = String::new();
    }
    #[cfg(any())]
    return Ok(match (Some(half(given).await?.unwrap_or(given)), given) {
        (None, mut matched_4) => String::new(),
        (Some(matched_5 @ 2..=7), mut matched_6) if LIMIT < 4 => String::new(),
        (_, _) => String::new(),
    });
    n = match picky({
        given = 2;
        Some(8_i64).ok_or_else(|| Failure::new("nothing there"))?
    })
    .await
    {
        Ok(total) => {
            let mut step: i64 = ({
                n = 4;
                half(total).await?
            })
            .unwrap_or(total);
            total
        }
        Err(failure) => {
            let word = failure.to_string();
            given
        }
    };
    let mut last = half(n).await?;
    Ok(format!("{:?} {:?} {:?}", given, n, last))
}

#[orchestrator(inline)]
async fn program_30_helper(mut n: i64, mut given: i64) -> Result<Vec<i64>> {
    let mut reply: String = say(String::new() + &"def".to_owned()).await?;
    let even = Some(2_i64).is_some();
    let mut name: String = match (given, {
        given = 1;
        n % 4
    }) {
        (matched_1, matched_2 @ 2..=3) if LIMIT < 7 => {
            given = match picky(inc(matched_1).await?).await {
                Ok(step) => {
                    let mut text = reply.clone();
                    given
                }
                Err(failure) => {
                    let name = failure.to_string();
                    given = LIMIT;
                    n
                }
            };
            {
                let mut basket = Basket {
                    label: say("a".to_owned()).await?,
                    count: 9,
                    items: vec![1, 7],
                };
                basket = Basket {
                    items: vec![8, 3, 7],
                    ..basket
                };
                basket = Basket {
                    items: vec![],
                    ..basket
                };
            }
            "bc".to_owned()
        }
        (mut matched_3, 3) => reply.clone(),
        (_, _) => reply.clone(),
    };
    Ok(vec![1])
}

#[orchestrator]
async fn program_30(n: i64) -> Result<bool> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    let (mut joined_6, mut joined_7, mut joined_8) = try_join!(
        async {
            match picky(
                half({
                    let mut rounds_4 = 3_i64;
                    loop {
                        if rounds_4 == 0 {
                            break n;
                        }
                        rounds_4 -= 1;
                        {
                            const LIMIT: i64 = 8;
                            tick().await?;
                        }
                    }
                })
                .await?
                .unwrap_or(half(n).await?.unwrap_or(LIMIT)),
            )
            .await
            {
                Ok(total) => {
                    if (LIMIT < 7) || (LIMIT < 4) {
                        tick().await?;
                    }
                }
                Err(failure) => {
                    let reply = failure.to_string();
                    sleep(Duration::from_millis(1)).await;
                }
            }
            Ok::<i64, Failure>(n)
        },
        async {
            const LIMIT: i64 = 71;
            Ok::<i64, Failure>(n)
        },
        async { Ok::<i64, Failure>(n) }
    )?;
    let word = match (
        picky(picky(joined_8).await.unwrap_or(joined_7))
            .await
            .unwrap_or(joined_6),
        n,
    ) {
        (_, matched_9) if let Some(n) = Some(matched_9) => "def".to_owned(),
        (2..=4, 0..=4) => String::new(),
        (_, _) => "bc".to_owned(),
    };
    let best = Some(inc((word.len() as i64) + add(joined_7, joined_6).await?).await?);
    let later_11;
    if if (LIMIT < 8) && ((LIMIT < 5) && (!best.is_some())) {
        return Err(Failure::new("no luck"));
    } else {
        match picky(n).await {
            Ok(n) => match Some(joined_7) {
                Some(matched_10 @ 0..=6) => false,
                None => {
                    const LIMIT: i64 = 97;
                    LIMIT < 9
                }
                _ => false,
            },
            Err(failure) => {
                let word = failure.to_string();
                let mut count = joined_8;
                count < 6
            }
        }
    } {
        const LIMIT: i64 = 37;
        later_11 = word.clone();
    } else {
        later_11 = word.clone();
    }
    joined_7 = half(joined_6).await?.unwrap_or(LIMIT);
    let mut set = match picky(joined_7).await {
        Ok(n) => {
            let mut set = JoinSet::new();
            watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
            set
        }
        Err(failure) => {
            let text = failure.to_string();
            {
                let mut set = JoinSet::new();
                watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
                set
            }
        }
    };
    for mut pool in vec![{
        let mut set = JoinSet::new();
        watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
        set
    }] {
        let mut reply: String = "bc".to_owned();
    }
    Ok(joined_7 < 6)
}

#[orchestrator]
async fn program_31(n: i64, given: i64) -> Result<bool> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    let mut count: i64 = match picky(picky(given).await.unwrap_or(n)).await {
        Ok(step) => {
            for mut pool in vec![{
                let mut n = n;
                {
                    let mut set = JoinSet::new();
                    watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
                    set
                }
            }] {
                sleep(Duration::from_millis(1)).await;
            }
            n
        }
        Err(failure) => {
            let name = failure.to_string();
            given
        }
    };
    let later_2;
    match i64::from(match picky(inc(given.wrapping_add(LIMIT)).await?).await {
        Ok(total) => {
            const LIMIT: i64 = 80;
            let mut set = {
                let mut set = JoinSet::new();
                watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
                set
            };
            Some({
                sleep(Duration::from_millis(1)).await;
                watched.iter().filter(|task| !task.is_finished()).count() as i64
            })
            .is_some()
        }
        Err(failure) => {
            let reply = failure.to_string();
            if {
                count = 4;
                false
            } {
                n < 6
            } else {
                given < 6
            }
        }
    }) {
        1 => {
            later_2 = count < 8;
        }
        0 => {
            later_2 = given < 3;
        }
        _ => unreachable!("no number of a bool"),
    }
    let mut ready = later_2;
    let n = n;
    match picky(1).await {
        Ok(count) => {
            sleep(Duration::from_millis(1)).await;
        }
        Err(failure) => {
            let reply = failure.to_string();
            count += n;
        }
    }
    let mut window: JoinSet<()> = if let Some(step) = Some(5_i64)
        && (!(!((!later_2) && (step < 8))))
    {
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
    };
    let (mut joined_4, mut joined_5) = try_join!(
        async {
            let Some(n) = Some(6_i64) else {
                let lent_3 = &count;
                return Err(Failure::new("given up"));
            };
            Ok::<Vec<i64>, Failure>(vec![
                half(match None::<i64> {
                    None => {
                        const LIMIT: i64 = 98;
                        given
                    }
                    Some(5) => LIMIT,
                    _ => n,
                })
                .await?
                .unwrap_or(n),
            ])
        },
        async {
            let mut step: i64 = add(LIMIT, 7).await?;
            Ok::<bool, Failure>(later_2)
        }
    )?;
    {
        let mut basket = Basket {
            label: say(String::new()).await?,
            count: picky(
                add(
                    ({
                        count = 8;
                        3_i64
                    }) * LIMIT,
                    count,
                )
                .await?,
            )
            .await?
                * inc({
                    count = 3;
                    count.wrapping_add(LIMIT)
                })
                .await?,
            items: vec![8],
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
    Ok(ready)
}

#[orchestrator(inline)]
async fn program_32_helper(mut n: i64) -> Result<Option<i64>> {
    let mut half_of = Some(
        picky({
            n = 9;
            add(add(add(n, n).await?, n % 2).await?, n.wrapping_add(LIMIT)).await?
        })
        .await?,
    );
    let mut step = n;
    Ok(half_of)
}

#[orchestrator]
async fn program_32(mut n: i64, mut given: i64) -> Result<Vec<i64>> {
    let door = Door::to(32);
    let mut total = async {
        let (joined_1, joined_2, joined_3, joined_4) = join!(
            async {
                const LIMIT: i64 = 8;
                Ok::<String, Failure>("bc".to_owned() + &"bc".to_owned())
            },
            program_32_helper(n),
            async {
                const LIMIT: i64 = 98;
                Ok::<String, Failure>(say(String::new()).await?)
            },
            program_32_helper(n)
        );
        let (mut joined_1, mut joined_2, mut joined_3, mut joined_4) =
            (joined_1?, joined_2?, joined_3?, joined_4?);
        Ok::<i64, Failure>(6)
    }
    .await?;
    door.enter().gives(());
    Ok(vec![2, 8])
}

#[orchestrator(inline)]
async fn program_33_helper(n: i64) -> Result<i64> {
    tick().await?;
    let mut total = add(n, LIMIT).await?;
    Ok(6)
}

#[orchestrator]
async fn program_33(n: i64) -> Result<String> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    let door = Door::to(33);
    let mut total = inc(inc(inc(half(9).await?.unwrap_or(n)).await?).await? % 2).await?;
    let (mut joined_1, mut joined_2, mut joined_3, mut joined_4) = try_join!(
        say(
            match picky(
                picky({
                    let mut text = format!(
                        "{:?} {:?} {:?}",
                        n,
                        say(say("def".to_owned()).await?).await?,
                        n
                    );
                    text.len() as i64
                })
                .await
                .unwrap_or({
                    sleep(Duration::from_millis(1)).await;
                    watched.iter().filter(|task| !task.is_finished()).count() as i64
                })
            )
            .await
            {
                Ok(n) => {
                    let Some(total) = Some(total) else {
                        return Ok("a".to_owned());
                    };
                    String::new()
                }
                Err(failure) => {
                    let word = failure.to_string();
                    "def".to_owned()
                }
            }
        ),
        say("a".to_owned()),
        async { Ok::<i64, Failure>(total) },
        async { Ok::<Option<i64>, Failure>(Some(1)) }
    )?;
    door.enter().gives(());
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?} {:?}",
        n, total, joined_1, joined_2, joined_3, joined_4
    ))
}

#[orchestrator(inline)]
async fn program_34_helper(mut n: i64) -> Result<Option<i64>> {
    for mut total in list(
        picky(
            half({
                n = 5;
                n
            })
            .await?
            .ok_or_else(|| Failure::new("nothing there"))?,
        )
        .await
        .unwrap_or(
            inc(picky({
                n = 4;
                5_i64
            })
            .await?)
            .await?,
        ) % 4,
    )
    .await?
    {
        sleep(Duration::from_millis(1)).await;
    }
    Ok(half(4).await?)
}

#[orchestrator]
async fn program_34(n: i64) -> Result<Option<i64>> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    let mut pair_2 = (add(n.wrapping_add(n), n).await?, vec![0_i64, 8, 3]);
    let Some(lent_3) = pair_2
        .1
        .iter()
        .min_by_key(|item| item.saturating_sub(3).saturating_abs())
    else {
        let mut total: i64 = match picky(
            ({
                let rest: Vec<i64> = pair_2.1;
                None::<i64>
            })
            .unwrap_or(LIMIT)
                % 2,
        )
        .await
        {
            Ok(step) => LIMIT,
            Err(failure) => {
                let name = failure.to_string();
                pair_2.0
            }
        };
        return Err(Failure::new("no luck"));
    };
    {
        let mut pool: JoinSet<()> = match (
            half(half(pair_2.0).await?.unwrap_or({
                let n = match picky(add((*lent_3), LIMIT).await?).await {
                    Ok(count) => {
                        const LIMIT: i64 = 49;
                        LIMIT
                    }
                    Err(failure) => {
                        let name = failure.to_string();
                        pair_2.0
                    }
                };
                Some(1_i64).unwrap_or(inc(5).await?)
            }))
            .await?,
            half(n).await?,
        ) {
            (None, Some(mut matched_4)) => {
                matched_4 = LIMIT;
                {
                    let mut set = JoinSet::new();
                    watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
                    set
                }
            }
            (None, Some(2 | 4)) if LIMIT < 4 => {
                let mut set = JoinSet::new();
                watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
                set
            }
            (_, _) => {
                let mut set = JoinSet::new();
                watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
                set
            }
        };
    }
    Ok(half(2).await?)
}

#[orchestrator]
async fn program_35(n: i64, given: String) -> Result<i64> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    let (mut joined_1, mut joined_2) = try_join!(
        async {
            const LIMIT: i64 = 71;
            Ok::<i64, Failure>(n)
        },
        say(String::new())
    )?;
    let mut word = given.clone();
    let mut tasks = {
        let mut set = JoinSet::new();
        watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
        set
    };
    let mut window: JoinSet<()> = if is_even(joined_1).await?
        && ((is_even(joined_1).await? && (n < add(n, joined_2.len() as i64).await?))
            && (joined_1 < 2))
    {
        {
            let mut set = JoinSet::new();
            watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
            set
        }
    } else if joined_1 < 5 {
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
    };
    Room::enter(35).gives(());
    Ok(LIMIT)
}

#[orchestrator]
async fn program_36(mut n: i64) -> Result<Option<i64>> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    let mut set = if is_even(2).await? {
        {
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
                sleep(Duration::from_millis(1)).await;
            }
        }
    } else if is_even(
        picky({
            let mut rounds_3 = 3_i64;
            loop {
                if rounds_3 == 0 {
                    break n;
                }
                rounds_3 -= 1;
                n = if let Some(count) = half(n).await? {
                    n
                } else {
                    n
                };
            }
        })
        .await?,
    )
    .await?
    {
        {
            let mut basket = Basket {
                label: if n == LIMIT {
                    "bc".to_owned()
                } else {
                    "a".to_owned()
                },
                count: n,
                items: vec![],
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
        {
            let mut set = JoinSet::new();
            watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
            set
        }
    } else if 1_i64 < 8 {
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
    };
    n += n;
    let later_5;
    if n < 5 {
        const LIMIT: i64 = 51;
        let text = match picky({
            n = 3;
            picky({
                sleep(Duration::from_millis(1)).await;
                watched.iter().filter(|task| !task.is_finished()).count() as i64
            })
            .await?
        })
        .await
        {
            Ok(n) => {
                const LIMIT: i64 = 89;
                let rest = match picky(add(n, n).await?).await {
                    Ok(n) => {
                        const LIMIT: i64 = 73;
                        vec![5_i64]
                    }
                    Err(failure) => {
                        let name = failure.to_string();
                        vec![9_i64]
                    }
                };
                if n == n {
                    "def".to_owned()
                } else {
                    "def".to_owned()
                }
            }
            Err(failure) => {
                let text = failure.to_string();
                text
            }
        };
        later_5 = n;
    } else {
        later_5 = LIMIT;
    }
    tick().await?;
    let mut basket = Basket {
        label: "def".to_owned(),
        count: async {
            let mut total: i64 = { inc(later_5).await? };
            Ok::<i64, Failure>(half(LIMIT).await?.unwrap_or(7))
        }
        .await?,
        items: vec![],
    };
    Ok(Some(1))
}

#[orchestrator]
async fn program_37(n: i64, mut given: Vec<i64>) -> Result<String> {
    let door = Door::to(37);
    let text = {
        let mut rounds_1 = 1_i64;
        loop {
            if rounds_1 == 0 {
                break (if is_even(n.wrapping_add(LIMIT)).await? {
                    format!(
                        "{:?} {:?} {:?}",
                        "bc".to_owned() + &String::new(),
                        "bc".to_owned() + &"a".to_owned(),
                        n
                    )
                } else if n < 2 {
                    if (n < 3) && (n < 0) {
                        "def".to_owned()
                    } else if false {
                        String::new()
                    } else {
                        String::new()
                    }
                } else if Some(4_i64).is_some() {
                    "bc".to_owned()
                } else if n < 3 {
                    "def".to_owned()
                } else {
                    const LIMIT: i64 = 10;
                    "def".to_owned()
                });
            }
            rounds_1 -= 1;
            sleep(Duration::from_millis(1)).await;
        }
    };
    let Some(lent_3) = given.iter().max() else {
        given.push(
            add(
                add(Some(4_i64).ok_or_else(|| Failure::new("nothing there"))?, n).await?,
                LIMIT,
            )
            .await?,
        );
        return Ok("bc".to_owned());
    };
    let mut step: i64 = add(
        match (6_i64, (*lent_3)) {
            (matched_4, mut matched_5)
                if let Some(count) = Some(matched_4)
                    && matched_5 < 7 =>
            {
                half(matched_5)
                    .await?
                    .ok_or_else(|| Failure::new("nothing there"))?
            }
            (1 | 3, 1) => {
                const LIMIT: i64 = 6;
                inc((*lent_3)).await?
            }
            (_, _) => {
                match picky((*lent_3)).await {
                    Ok(n) => {
                        let step = *{
                            sleep(Duration::from_millis(1)).await;
                            door.enter().with((*lent_3))
                        };
                        let best: Option<i64> = half(step).await?;
                    }
                    Err(failure) => {
                        let reply = failure.to_string();
                        tick().await?;
                    }
                }
                (*lent_3)
            }
        },
        LIMIT,
    )
    .await?;
    step = LIMIT;
    let lent_6 = &n;
    let mut name = text.clone();
    door.enter().gives(());
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        n,
        given,
        text,
        (*lent_3),
        step,
        (*lent_6),
        name
    ))
}

#[orchestrator(inline)]
async fn program_38_helper(mut n: i64, given: Option<i64>) -> Result<String> {
    {
        tick().await?;
        let mut even = n < 0;
    }
    tick().await?;
    let total = match picky(n).await {
        Ok(n) => {
            let mut total = Some(n).unwrap_or(picky(n).await?);
            inc(inc(1).await?).await?
        }
        Err(failure) => {
            let text = failure.to_string();
            9_i64
        }
    };
    Ok(format!("{:?} {:?} {:?}", n, given, total))
}

#[orchestrator]
async fn program_38(n: i64, mut given: i64) -> Result<String> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    let door = Door::to(38);
    drop({
        let mut set = JoinSet::new();
        watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
        set
    });
    let mut found = Some(6_i64);
    let mut pair_1 = (
        if let Some(step) = half(n).await? {
            true
        } else {
            given < 9
        },
        vec![
            inc(given).await?,
            half(picky(picky(inc(n).await?).await?).await?)
                .await?
                .ok_or_else(|| Failure::new("nothing there"))?,
            inc(0).await?,
        ],
    );
    let _room_2 = Room::enter(38);
    #[cfg(any())]
    return Ok(match picky(9).await {
        Ok(step) => {
            let mut tasks: JoinSet<()> = {
                let mut set = JoinSet::new();
                watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
                set
            };
            "bc".to_owned()
        }
        Err(failure) => {
            let reply = failure.to_string();
            if !(LIMIT < given) {
                return Ok(reply);
            }
            "bc".to_owned()
        }
    });
    let later_5;
    if ({
        given = 5;
        n.wrapping_add(inc(add(7, n).await?).await?)
    }) == add(n, {
        sleep(Duration::from_millis(1)).await;
        watched.iter().filter(|task| !task.is_finished()).count() as i64
    })
    .await?
    {
        let lent_4 = &pair_1.1;
        later_5 = LIMIT;
    } else {
        later_5 = n;
    }
    {
        let mut basket = Basket {
            label: program_38_helper(given, found).await?,
            count: async {
                const LIMIT: i64 = 92;
                Ok::<i64, Failure>(
                    match picky(given.wrapping_add(
                        ({
                            let mut last = Some(8_i64);
                            later_5
                        }),
                    ))
                    .await
                    {
                        Ok(n) => LIMIT,
                        Err(failure) => {
                            let reply = failure.to_string();
                            const LIMIT: i64 = 67;
                            given
                        }
                    },
                )
            }
            .await?,
            items: list(
                ({
                    given = 1;
                    Some(inc(n).await?).ok_or_else(|| Failure::new("nothing there"))?
                }) % 4,
            )
            .await?,
        };
        basket = Basket {
            label: format!("{:?} {:?}", later_5, given),
            ..basket
        };
        basket = Basket { count: n, ..basket };
    }
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?} {:?}",
        n, given, found, pair_1.0, pair_1.1, later_5
    ))
}

#[orchestrator(inline)]
async fn program_39_helper(mut n: i64, given: i64) -> Result<String> {
    let mut last = match picky(n).await {
        Ok(total) => {
            {
                let ref mut part = n;
                *part += total;
            }
            half(total).await?
        }
        Err(failure) => {
            let reply = failure.to_string();
            half(n).await?
        }
    };
    let later_1;
    if last.take().is_some() || (n < 2) {
        later_1 = last;
    } else {
        later_1 = last;
    }
    let reply = ({
        let mut rounds_2 = 1_i64;
        loop {
            if rounds_2 == 0 {
                break async {
                    const LIMIT: i64 = 94;
                    Ok::<String, Failure>(String::new())
                }
                .await?;
            }
            rounds_2 -= 1;
            {
                const LIMIT: i64 = 18;
                let mut step = {
                    const LIMIT: i64 = 8;
                    n += LIMIT;
                    given
                };
            }
        }
    }) + &"a".to_owned();
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?}",
        n, given, last, later_1, reply
    ))
}

#[orchestrator]
async fn program_39(n: i64) -> Result<String> {
    {
        let mut rounds_5 = 3_i64;
        while (rounds_5 > 0)
            && let Some(step) = ({
                async {
                    tick().await?;
                    tick().await?;
                    Ok::<Option<i64>, Failure>(half(n).await?)
                }
                .await?
            })
        {
            rounds_5 -= 1;
            tick().await?;
        }
    }
    #[cfg(any())]
    return Ok(format!("{:?}", n < 3));
    {
        let mut rounds_8 = 1_i64;
        while (rounds_8 > 0) && (inc(inc(picky(LIMIT).await?).await?).await? < n) {
            rounds_8 -= 1;
            tick().await?;
        }
    }
    let mut total = n;
    let mut pair_10 = (half(LIMIT).await?, half(total).await?);
    let mut even = Room::enter(39).gives(n < 4);
    let mut reply = Room::enter(39).gives("def".to_owned());
    let mut n = {
        let found_there = match Room::enter(39).gives(pair_10.0) {
            Some(matched_11) => matched_11,
            _ => {
                sleep(Duration::from_millis(1)).await;
                return Ok(reply.clone());
            }
        };
        Room::enter(39).gives(found_there)
    };
    Room::enter(39).gives(());
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?} {:?}",
        total, pair_10.0, pair_10.1, even, reply, n
    ))
}

#[orchestrator]
async fn program_40(mut n: i64, mut given: String) -> Result<String> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    let mut n = inc(add(inc(n.wrapping_add(n)).await?, LIMIT).await?).await?;
    Ok(format!("{:?} {:?}", given, n))
}

#[orchestrator(inline)]
async fn program_41_helper(mut n: i64, given: Vec<i64>) -> Result<String> {
    let reply = format!("{:?} {:?} {:?}", n, n, given);
    {
        let mut basket = Basket {
            label: reply.clone(),
            count: n,
            items: given,
        };
        basket = Basket {
            label: basket.label.clone(),
            ..basket
        };
        basket = Basket { count: 8, ..basket };
    }
    let total = inc(half(n)
        .await?
        .unwrap_or(picky(n.wrapping_add(add(Some(3_i64).unwrap_or(LIMIT), { n }).await?)).await?))
    .await?;
    Ok(format!("{:?} {:?} {:?}", n, reply, total))
}

#[orchestrator]
async fn program_41(n: i64) -> Result<String> {
    let mut ready = match picky(
        add(
            add(
                if {
                    let step = Room::enter(41).gives(LIMIT);
                    step < 7
                } {
                    n
                } else {
                    n
                },
                LIMIT,
            )
            .await?,
            n,
        )
        .await?,
    )
    .await
    {
        Ok(step) => step < 6,
        Err(failure) => {
            let word = failure.to_string();
            false
        }
    };
    let mut queue = Room::enter(41).gives(Vec::<i64>::new());
    Room::enter(41).gives(());
    Ok(format!("{:?} {:?} {:?}", n, ready, queue))
}

#[orchestrator]
async fn program_42(mut n: i64, given: i64) -> Result<Vec<i64>> {
    let mut count = match picky(inc(n).await?).await {
        Ok(step) => {
            n = half(7)
                .await?
                .ok_or_else(|| Failure::new("nothing there"))?;
            let mut half_of: Option<i64> = Some(8);
            n
        }
        Err(failure) => {
            let reply = failure.to_string();
            let mut basket = Basket {
                label: reply.clone(),
                count: 5,
                items: vec![4, 5],
            };
            basket.count
        }
    };
    let name: String = say(say(say(
        say(format!("{:?} {:?}", Some(7_i64), half(LIMIT).await?)).await?
    )
    .await?)
    .await?)
    .await?;
    match Some(count) {
        Some(_) if let Some(n) = Some(given) => {
            const LIMIT: i64 = 88;
            tick().await?;
        }
        Some(matched_1) if LIMIT < 8 => {
            const LIMIT: i64 = 60;
            tick().await?;
        }
        _ => {
            const LIMIT: i64 = 64;
            tick().await?;
        }
    }
    Ok(vec![8])
}

#[orchestrator(inline)]
async fn program_43_helper(mut n: i64) -> Result<String> {
    let step = {
        let mut rounds_1 = 3_i64;
        loop {
            if rounds_1 == 0 {
                break n;
            }
            rounds_1 -= 1;
            {
                const LIMIT: i64 = 34;
                let (mut joined_4, mut joined_5, mut joined_6, mut joined_7) = try_join!(
                    async {
                        Ok::<String, Failure>(match half(n).await? {
                            Some(_) => "bc".to_owned(),
                            Some(1..=5) if n < 4 => "def".to_owned(),
                            _ => {
                                let (mut best, mut other_3) = (Some(6_i64), 6_i64);
                                "bc".to_owned()
                            }
                        })
                    },
                    inc(inc(half(LIMIT).await?.unwrap_or(n)).await?),
                    async { Ok::<i64, Failure>(n) },
                    async { Ok::<bool, Failure>(n < 9) }
                )?;
            }
        }
    };
    n = n;
    let mut done: bool = {
        let mut rounds_8 = 3_i64;
        loop {
            if rounds_8 == 0 {
                break ({
                    let name = say("def".to_owned()).await? + &say(String::new()).await?;
                    #[cfg(any())]
                    return Err(Failure::new("no luck"));
                    n < 5
                });
            }
            rounds_8 -= 1;
            let mut items = vec![picky(add(n, step).await?).await.unwrap_or(n)];
        }
    };
    Ok(format!("{:?} {:?} {:?}", n, step, done))
}

#[orchestrator]
async fn program_43(mut n: i64, mut given: i64) -> Result<String> {
    #[cfg(any())]
    return Ok(match picky(n).await {
        Ok(step) => {
            let mut rest = match picky(LIMIT).await {
                Ok(n) => {
                    vec![4_i64, 5, 5]
                }
                Err(failure) => {
                    let word = failure.to_string();
                    let mut n = step;
                    vec![7_i64, 6]
                }
            };
            "def".to_owned()
        }
        Err(failure) => {
            let name = failure.to_string();
            name
        }
    });
    let mut step = match n {
        matched_10 @ 1..=4
            if let Some(step) = Some(4_i64)
                && 0_i64 < 2 =>
        {
            given = given.wrapping_add(add(inc(5).await?, step).await?);
            let mut done = given < 4;
            n
        }
        2 => {
            return Ok("def".to_owned());
        }
        _ => given,
    };
    let mut total: i64 = {
        let even = n < 4;
        8_i64
    };
    let mut n = half(
        add(
            {
                total = 9;
                6_i64
            },
            add(add(step, LIMIT).await? % 2, inc(n).await?).await?,
        )
        .await?,
    )
    .await?
    .unwrap_or(given);
    Ok(format!("{:?} {:?} {:?} {:?}", given, step, total, n))
}

#[orchestrator(inline)]
async fn program_44_helper(n: i64) -> Result<Option<i64>> {
    for total in 2..(n % 5) {
        tick().await?;
    }
    let queue = match picky(
        picky({
            let mut found = match picky(8).await {
                Ok(step) => {
                    #[cfg(any())]
                    return Err(Failure::new("no luck"));
                    Some(9_i64)
                }
                Err(failure) => {
                    let text = failure.to_string();
                    let mut pair_4 = (
                        {
                            let mut rounds_2 = 3_i64;
                            loop {
                                if rounds_2 == 0 {
                                    break (3_i64 < 5);
                                }
                                rounds_2 -= 1;
                                tick().await?;
                            }
                        },
                        text.clone(),
                    );
                    let mut pair_5 = (n, vec![8_i64, 7]);
                    half(LIMIT).await?
                }
            };
            n
        })
        .await?,
    )
    .await
    {
        Ok(step) => {
            {
                let mut basket = Basket {
                    label: {
                        let mut rounds_6 = 2_i64;
                        loop {
                            if rounds_6 == 0 {
                                break String::new();
                            }
                            rounds_6 -= 1;
                            let (joined_8, joined_9, joined_10) = join!(
                                async { Ok::<i64, Failure>(step) },
                                async { Ok::<String, Failure>("def".to_owned()) },
                                async { Ok::<Vec<i64>, Failure>(vec![7]) }
                            );
                            let (mut joined_8, mut joined_9, mut joined_10) =
                                (joined_8?, joined_9?, joined_10?);
                        }
                    },
                    count: step,
                    items: vec![half(LIMIT).await?.unwrap_or(step), step, 1],
                };
                basket = Basket {
                    items: basket.items.clone(),
                    ..basket
                };
                basket = Basket { count: n, ..basket };
            }
            vec![6_i64, 2, 2]
        }
        Err(failure) => {
            let name = failure.to_string();
            Vec::<i64>::new()
        }
    };
    #[cfg(any())]
    return Err(Failure::new("no luck"));
    Ok(half(n).await?)
}

#[orchestrator]
async fn program_44(mut n: i64, mut given: Vec<i64>) -> Result<bool> {
    let Some(lent_11) = given.iter().find(|item| **item > n) else {
        let queue: Vec<i64> = vec![given[(LIMIT % 2) as usize], {
            n = 1;
            given.get(n as usize).copied().unwrap_or(LIMIT)
        }];
        return Err(Failure::new("no luck"));
    };
    let later_12;
    match i64::from(!true) {
        1 => {
            later_12 = Some(4_i64).is_some();
        }
        0 => {
            later_12 = is_even(
                inc(inc(half((*lent_11))
                    .await?
                    .ok_or_else(|| Failure::new("nothing there"))?)
                .await?)
                .await?,
            )
            .await?
                && (!((*lent_11) < 8));
        }
        _ => unreachable!("no number of a bool"),
    }
    let n = inc(given[((*lent_11) % 2) as usize]).await?;
    for mut count in 2..(half((*lent_11)).await?.unwrap_or((*lent_11)) % 5) {
        let half_of = half(LIMIT).await?;
    }
    let mut n = {
        {
            match LIMIT {
                matched_14 if matched_14 < 1 => {
                    tick().await?;
                }
                mut matched_15 if let Some(total) = Some(n) => {
                    return Ok(later_12);
                }
                _ => {
                    tick().await?;
                }
            }
            LIMIT
        }
    };
    Ok(later_12)
}

#[orchestrator(inline)]
async fn program_45_helper(mut n: i64) -> Result<Vec<i64>> {
    let mut word = String::new();
    let mut reply: String = say(({
        n = 4;
        String::new()
    }) + &(word + &"bc".to_owned()))
    .await?;
    Ok(vec![0, 8, 9])
}

#[orchestrator]
async fn program_45(mut n: i64) -> Result<Vec<i64>> {
    let mut step = {
        let found_there = match half(n).await? {
            Some(matched_1) => matched_1,
            _ => {
                sleep(Duration::from_millis(1)).await;
                return Ok(vec![
                    half(add(n, 2).await?)
                        .await?
                        .ok_or_else(|| Failure::new("nothing there"))?,
                    inc({
                        n = 4;
                        half(LIMIT).await?.unwrap_or(n)
                    })
                    .await?,
                ]);
            }
        };
        Room::enter(45).gives(found_there)
    };
    let mut even = LIMIT < 0;
    let (joined_2, joined_3, joined_4) = join!(
        async { Ok::<bool, Failure>(even) },
        say("def".to_owned()),
        async { Ok::<bool, Failure>(even) }
    );
    let (mut joined_2, mut joined_3, mut joined_4) = (joined_2?, joined_3?, joined_4?);
    for total in 0..(add(2, n).await? % 5) {
        n += LIMIT;
    }
    let mut best: Option<i64> = half(n).await?;
    let word: String = say({
        step = 4;
        say(joined_3).await? + &say(String::new() + &("def".to_owned() + &"bc".to_owned())).await?
    })
    .await?;
    Room::enter(45).gives(());
    Ok(vec![2, 4, 7])
}

#[orchestrator(inline)]
async fn program_46_helper(n: i64) -> Result<String> {
    let mut k = n < 6;
    Ok(format!("{:?} {:?}", n, k))
}

#[orchestrator]
async fn program_46(mut n: i64, given: String) -> Result<Option<i64>> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    let door = Door::to(46);
    let mut set: JoinSet<()> = {
        let mut set = JoinSet::new();
        watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
        set
    };
    {
        {
            let _room_1 = Room::enter(46);
            if n < 4 {
                sleep(Duration::from_millis(1)).await;
                let (mut set, mut other_2) = (
                    {
                        let mut set = JoinSet::new();
                        watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
                        set
                    },
                    vec![7_i64, 4, 4],
                );
                return Err(Failure::new("no luck"));
            }
            let mut count = {
                sleep(Duration::from_millis(1)).await;
                watched.iter().filter(|task| !task.is_finished()).count() as i64
            };
        }
        door.enter().gives(());
    }
    let mut ready = door.enter().gives(false);
    let rest = door.enter().gives(vec![6_i64, 3, 8]);
    let mut pool = if {
        n = 8;
        !(!is_even({
            n = 5;
            half(n).await?.unwrap_or(n)
        })
        .await?)
    } {
        {
            let mut set = JoinSet::new();
            watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
            set
        }
    } else if ready {
        {
            let mut set = JoinSet::new();
            watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
            set
        }
    } else if n < 7 {
        set
    } else {
        set
    };
    {
        {
            let _room_3 = Room::enter(46);
            if n < 6 {
                sleep(Duration::from_millis(1)).await;
                if {
                    n = 4;
                    inc(picky(inc(n).await?).await.unwrap_or(LIMIT)).await?
                        == picky(inc(n * LIMIT).await?).await?
                } {
                    tick().await?;
                } else if ready {
                    n += n;
                } else {
                    n += n;
                }
                return Ok(half(n).await?);
            }
        }
        door.enter().gives(());
    }
    {
        {
            let _room_4 = Room::enter(46);
            if LIMIT < 3 {
                sleep(Duration::from_millis(1)).await;
                {
                    let mut basket = Basket {
                        label: program_46_helper(
                            match (Some(n), half(n).await?.unwrap_or({ n })) {
                                (Some(1..=7), _) => n,
                                (Some(matched_5 @ 1..=7), 1..=3) if n < 7 => matched_5,
                                (_, _) => {
                                    n += LIMIT;
                                    let mut pool: JoinSet<()> = {
                                        {
                                            let mut set = JoinSet::new();
                                            watched.push(set.spawn(async {
                                                sleep(Duration::from_secs(3600)).await
                                            }));
                                            set
                                        }
                                    };
                                    n
                                }
                            },
                        )
                        .await?,
                        count: async {
                            const LIMIT: i64 = 73;
                            Ok::<i64, Failure>(async { Ok::<i64, Failure>(n) }.await?)
                        }
                        .await?,
                        items: list(n % 4).await?,
                    };
                    basket = Basket {
                        items: rest,
                        ..basket
                    };
                    basket = Basket {
                        items: basket.items.clone(),
                        ..basket
                    };
                }
                return Ok(half(n).await?);
            }
        }
        door.enter().gives(());
    }
    door.enter().gives(());
    Ok(None)
}

#[orchestrator(inline)]
async fn program_47_helper(mut n: i64, given: Vec<i64>) -> Result<String> {
    n += 0;
    let Some(lent_3) = given
        .iter()
        .min_by_key(|item| item.saturating_sub(2).saturating_abs())
    else {
        return Ok(async {
            const LIMIT: i64 = 47;
            let mut count = {
                let mut rounds_1 = 1_i64;
                loop {
                    if rounds_1 == 0 {
                        break LIMIT;
                    }
                    rounds_1 -= 1;
                    tick().await?;
                }
            };
            Ok::<String, Failure>(
                if None::<i64>.ok_or_else(|| Failure::new("nothing there"))? < add(n, n).await? {
                    let n = n;
                    String::new()
                } else {
                    const LIMIT: i64 = 74;
                    "bc".to_owned()
                },
            )
        }
        .await?);
    };
    Ok(format!("{:?} {:?} {:?}", n, given, (*lent_3)))
}

#[orchestrator]
async fn program_47(mut n: i64, mut given: String) -> Result<i64> {
    let (mut step, mut other_4) = (
        4_i64,
        add(
            LIMIT,
            async {
                let mut step: i64 = n;
                Ok::<i64, Failure>(n)
            }
            .await?,
        )
        .await?,
    );
    let text = format!(
        "{:?} {:?} {:?}",
        other_4,
        !(other_4 == (picky(step).await.unwrap_or(other_4) % 6)),
        half(other_4).await?
    );
    n += {
        let mut rounds_5 = 2_i64;
        loop {
            if rounds_5 == 0 {
                break async {
                    let mut word = match picky({
                        let mut reply = "def".to_owned();
                        LIMIT
                    })
                    .await
                    {
                        Ok(count) => "def".to_owned(),
                        Err(failure) => {
                            let text = failure.to_string();
                            given.clone()
                        }
                    };
                    Ok::<i64, Failure>({
                        let mut rounds_7 = 3_i64;
                        loop {
                            if rounds_7 == 0 {
                                break 1_i64;
                            }
                            rounds_7 -= 1;
                            {
                                const LIMIT: i64 = 95;
                                tick().await?;
                            }
                        }
                    })
                }
                .await?;
            }
            rounds_5 -= 1;
            {
                const LIMIT: i64 = 2;
                let n = None::<i64>.unwrap_or(
                    picky(LIMIT).await.unwrap_or(
                        picky(match half(other_4).await? {
                            Some(_) => LIMIT,
                            Some(0) => LIMIT,
                            _ => n,
                        })
                        .await?,
                    ),
                );
            }
        }
    };
    #[cfg(any())]
    return Ok(
        match picky(
            half(other_4)
                .await?
                .ok_or_else(|| Failure::new("nothing there"))?,
        )
        .await
        {
            Ok(n) => 0_i64,
            Err(failure) => {
                let name = failure.to_string();
                step
            }
        },
    );
    other_4 = n;
    let mut reply = given.clone()
        + &({
            n = 2;
            say(say(say(text.clone()).await?).await?).await? + &text
        });
    let mut even = half(
        inc(add(
            half(LIMIT)
                .await?
                .ok_or_else(|| Failure::new("nothing there"))?,
            inc(step).await?,
        )
        .await?)
        .await?,
    )
    .await?
    .is_some();
    let mut total = inc(n).await?;
    Ok(total)
}

#[orchestrator(inline)]
async fn program_48_helper(n: i64, mut given: Option<i64>) -> Result<Option<i64>> {
    let mut word = say(say(format!("{:?}", Vec::<i64>::new())).await?).await?;
    let Some(step) = given else {
        return Ok(half(7).await?);
    };
    let last = half(LIMIT).await?;
    Ok(half(step).await?)
}

#[orchestrator]
async fn program_48(mut n: i64) -> Result<i64> {
    if let Some(n) = half(LIMIT).await? {
        tick().await?;
    } else {
        tick().await?;
    }
    Ok(n)
}

#[orchestrator]
async fn program_49(mut n: i64) -> Result<bool> {
    {
        let mut rounds_1 = 2_i64;
        while (rounds_1 > 0)
            && (if half(n).await?.is_some() {
                n < 4
            } else {
                n < 6
            })
        {
            rounds_1 -= 1;
            tick().await?;
        }
    }
    let lent_3 = &n;
    Ok(n < 4)
}

#[orchestrator]
async fn program_50(mut n: i64, given: Option<i64>) -> Result<bool> {
    for mut count in 1..((match (
        add(add(inc(inc(n).await?).await?, n).await?, 7).await?,
        Some(7_i64),
    ) {
        (matched_1 @ 1..=3, None) => Some(4_i64),
        (0..=7, Some(5)) => None::<i64>,
        (_, _) => Some(2_i64),
    })
    .unwrap_or(7)
        % 5)
    {
        n += count;
    }
    let mut even: bool = (LIMIT < 2)
        || half(
            ((match picky(LIMIT).await {
                Ok(n) => n,
                Err(failure) => {
                    let name = failure.to_string();
                    3_i64
                }
            }) % 4)
                % 4,
        )
        .await?
        .is_some();
    let mut done = even;
    Ok(even)
}

#[orchestrator(inline)]
async fn program_51_helper(mut n: i64, given: Vec<i64>) -> Result<String> {
    if 5_i64 < 3 {
        #[cfg(any())]
        return Err(Failure::new("given up"));
    }
    let later_1;
    if match picky(n).await {
        Ok(total) => n < 5,
        Err(failure) => {
            let word = failure.to_string();
            let k = half(n).await?.is_some();
            k
        }
    } {
        later_1 = n;
    } else {
        const LIMIT: i64 = 46;
        later_1 = n;
    }
    let mut n = later_1;
    Ok(format!("{:?} {:?} {:?}", given, later_1, n))
}

#[orchestrator]
async fn program_51(mut n: i64, given: String) -> Result<Option<i64>> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    match {
        let mut rounds_2 = 2_i64;
        loop {
            if rounds_2 == 0 {
                break half(n).await?;
            }
            rounds_2 -= 1;
            let mut tasks = {
                const LIMIT: i64 = 87;
                {
                    let mut set = JoinSet::new();
                    watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
                    set
                }
            };
        }
    } {
        None if n < 7 => {
            for n in {
                n = 9;
                vec![
                    {
                        n = 3;
                        inc({
                            n = 2;
                            n
                        })
                        .await?
                    },
                    inc(n).await?,
                ]
            } {
                tick().await?;
            }
        }
        Some(2..=6)
            if let Some(total) = Some(0_i64)
                && n < 5 =>
        {
            sleep(Duration::from_millis(1)).await;
        }
        _ => {
            const LIMIT: i64 = 22;
            tick().await?;
        }
    }
    let mut set: JoinSet<()> = {
        let mut set = JoinSet::new();
        watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
        set
    };
    let word = match picky(n).await {
        Ok(step) => {
            let mut queue = vec![7_i64, 6, 8];
            match picky({
                n = 7;
                half(step).await?.unwrap_or({
                    n = 5;
                    n
                })
            })
            .await
            {
                Ok(step) => {
                    let mut rounds_6 = 3_i64;
                    loop {
                        if rounds_6 == 0 {
                            break "a".to_owned();
                        }
                        rounds_6 -= 1;
                        tick().await?;
                    }
                }
                Err(failure) => {
                    let reply = failure.to_string();
                    drop({
                        let mut set = JoinSet::new();
                        watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
                        set
                    });
                    given.clone()
                }
            }
        }
        Err(failure) => {
            let name = failure.to_string();
            String::new()
        }
    };
    let later_8;
    if n < 5 {
        (set, n) = (
            {
                let mut set = JoinSet::new();
                watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
                set
            },
            add(n, 9).await?,
        );
        later_8 = given.clone();
    } else {
        later_8 = given.clone();
    }
    Ok(None)
}

#[orchestrator]
async fn program_52(n: i64, mut given: String) -> Result<i64> {
    let mut count: i64 = add(
        ({
            let mut rounds_1 = 1_i64;
            loop {
                if rounds_1 == 0 {
                    break Some(7_i64);
                }
                rounds_1 -= 1;
                let (mut name, mut other_3) = (
                    "a".to_owned(),
                    match picky(add(n, LIMIT).await?).await {
                        Ok(n) => String::new(),
                        Err(failure) => {
                            let name = failure.to_string();
                            name.clone()
                        }
                    },
                );
                for mut count in 1..(Some(3_i64).unwrap_or(picky(n).await?) % 5) {
                    const LIMIT: i64 = 76;
                    tick().await?;
                }
            }
        })
        .unwrap_or(n),
        5,
    )
    .await?;
    if Some(n).is_some() {
        return Ok(count);
    }
    for step in vec![add(LIMIT, n).await?, 2, n] {
        count += 7;
    }
    let mut total = given.len() as i64;
    let total = 0_i64;
    Room::enter(52).gives(());
    Ok(total)
}

#[orchestrator(inline)]
async fn program_53_helper(mut n: i64) -> Result<String> {
    let (joined_4, joined_5, joined_6, joined_7) = join!(
        async {
            Ok::<Vec<i64>, Failure>({
                let mut rounds_1 = 2_i64;
                loop {
                    if rounds_1 == 0 {
                        break async { Ok::<Vec<i64>, Failure>(vec![3]) }.await?;
                    }
                    rounds_1 -= 1;
                    {
                        const LIMIT: i64 = 89;
                        let mut queue = Vec::<i64>::new();
                        while let Some(count) = queue.pop() {
                            tick().await?;
                        }
                    }
                }
            })
        },
        async {
            let mut last = half(n).await?;
            Ok::<i64, Failure>(
                ({
                    let mut text = match picky(picky(n).await?).await {
                        Ok(n) => String::new(),
                        Err(failure) => {
                            let name = failure.to_string();
                            const LIMIT: i64 = 36;
                            "def".to_owned()
                        }
                    };
                    last
                })
                .unwrap_or(LIMIT),
            )
        },
        async { Ok::<String, Failure>("a".to_owned()) },
        async { Ok::<Option<i64>, Failure>(half(n).await?) }
    );
    let (mut joined_4, mut joined_5, mut joined_6, mut joined_7) =
        (joined_4?, joined_5?, joined_6?, joined_7?);
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?}",
        n, joined_4, joined_5, joined_6, joined_7
    ))
}

#[orchestrator]
async fn program_53(n: i64, given: Vec<i64>) -> Result<Option<i64>> {
    let mut name: String = Room::enter(53).gives(String::new());
    let lent_8 = given.get((n % 2) as usize).unwrap_or(&8);
    let mut n: i64 = async {
        {
            let mut basket = Basket {
                label: format!("{:?} {:?}", half(LIMIT).await?, name.clone()),
                count: (*lent_8),
                items: given.clone(),
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
        Ok::<i64, Failure>((*lent_8))
    }
    .await?;
    n = {
        let mut rounds_9 = 3_i64;
        loop {
            if rounds_9 == 0 {
                break (*lent_8);
            }
            rounds_9 -= 1;
            {
                const LIMIT: i64 = 76;
                {
                    {
                        let _room_11 = Room::enter(53);
                        if (*lent_8) < 0 {
                            sleep(Duration::from_millis(1)).await;
                            let lent_12 = &given;
                            let mut best: Option<i64> = {
                                let mut rounds_13 = 2_i64;
                                loop {
                                    if rounds_13 == 0 {
                                        break None::<i64>;
                                    }
                                    rounds_13 -= 1;
                                    n += 3;
                                }
                            };
                            break inc({
                                n = 8;
                                2_i64
                            })
                            .await?;
                        }
                        let (joined_15, joined_16, joined_17) = join!(
                            async {
                                const LIMIT: i64 = 23;
                                Ok::<bool, Failure>(n < 0)
                            },
                            inc((*lent_8)),
                            async { Ok::<Vec<i64>, Failure>(given.clone()) }
                        );
                        let (mut joined_15, mut joined_16, mut joined_17) =
                            (joined_15?, joined_16?, joined_17?);
                    }
                    Room::enter(53).gives(());
                }
            }
        }
    };
    {
        let mut rounds_18 = 1_i64;
        while (rounds_18 > 0)
            && ({
                name = format!("{:?} {:?} {:?}", name.clone(), (*lent_8), given.clone());
                true
            })
        {
            rounds_18 -= 1;
            n += (*lent_8);
        }
    }
    let mut reply = Room::enter(53).gives(name.clone());
    Room::enter(53).gives(());
    Ok(half(n).await?)
}

#[orchestrator]
async fn program_54(mut n: i64) -> Result<Option<i64>> {
    let door = Door::to(54);
    {
        {
            let mut rounds_1 = 2_i64;
            while (rounds_1 > 0) && (n < 1) {
                rounds_1 -= 1;
                let (mut joined_3, mut joined_4) =
                    try_join!(inc(n), async { Ok::<i64, Failure>(n) })?;
            }
        }
    }
    let mut text = {
        let (joined_6, joined_7, joined_8, joined_9) = join!(
            inc(n),
            async {
                Ok::<i64, Failure>(match picky(n).await {
                    Ok(total) => total,
                    Err(failure) => {
                        let reply = failure.to_string();
                        const LIMIT: i64 = 15;
                        n
                    }
                })
            },
            half(Some(4_i64).ok_or_else(|| Failure::new("nothing there"))?),
            async {
                let name = String::new();
                Ok::<String, Failure>(name.clone())
            }
        );
        let (mut joined_6, mut joined_7, mut joined_8, mut joined_9) =
            (joined_6?, joined_7?, joined_8?, joined_9?);
        "bc".to_owned()
    };
    let mut even: bool = door.enter().gives(false);
    #[cfg(any())]
    return Ok(half(LIMIT).await?);
    {
        let mut basket = Basket {
            label: text.clone(),
            count: if let Some(total) = half(n).await? {
                total
            } else {
                n
            },
            items: vec![1, 5, 9],
        };
        basket = Basket {
            count: text.len() as i64,
            ..basket
        };
        let step = *{
            sleep(Duration::from_millis(1)).await;
            door.enter().with(basket.count)
        };
        let (joined_10, joined_11) = join!(
            async {
                let mut word: String = text.clone();
                Ok::<String, Failure>(basket.label.clone())
            },
            picky(basket.count)
        );
        let (mut joined_10, mut joined_11) = (joined_10?, joined_11?);
        basket = Basket {
            label: text.clone(),
            ..basket
        };
    }
    let mut pair_12 = (list(4_i64 % 4).await?, text.clone());
    while let Some(count) = pair_12.0.pop() {
        let n = *{
            sleep(Duration::from_millis(1)).await;
            door.enter().with(6_i64)
        };
    }
    door.enter().gives(());
    Ok(Some(8))
}

#[orchestrator]
async fn program_55(n: i64, mut given: Option<i64>) -> Result<String> {
    let mut watched: Vec<AbortHandle> = Vec::new();
    let mut done = n < 8;
    let n: i64 = Some(
        add(
            add(
                add(n, n).await?,
                add(add(1, n).await?, {
                    let count = LIMIT;
                    LIMIT
                })
                .await?,
            )
            .await?,
            n,
        )
        .await?,
    )
    .unwrap_or(n);
    let mut total = inc(add(inc(n).await?, n).await?).await?;
    let mut k = ({
        sleep(Duration::from_millis(1)).await;
        watched.iter().filter(|task| !task.is_finished()).count() as i64
    }) == (total.wrapping_add(total));
    total += n;
    let count = 5_i64;
    let (joined_1, joined_2, joined_3, joined_4) = join!(
        picky(
            inc({
                let rest = if let Some(n) = ({
                    let mut word = "bc".to_owned();
                    Some(2_i64)
                }) {
                    const LIMIT: i64 = 30;
                    let mut done = !(n < 6);
                    vec![4_i64]
                } else if true {
                    vec![2_i64, 5]
                } else {
                    Vec::<i64>::new()
                };
                n
            })
            .await?
        ),
        async {
            const LIMIT: i64 = 92;
            Ok::<String, Failure>(String::new())
        },
        async { Ok::<i64, Failure>(total) },
        async { Ok::<i64, Failure>(6) }
    );
    let (mut joined_1, mut joined_2, mut joined_3, mut joined_4) =
        (joined_1?, joined_2?, joined_3?, joined_4?);
    let mut pool = {
        let mut set = JoinSet::new();
        watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
        set
    };
    Ok(format!(
        "{:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        given, done, n, total, k, count, joined_1, joined_2, joined_3, joined_4, pool
    ))
}

#[orchestrator(inline)]
async fn program_56_helper(n: i64) -> Result<Option<i64>> {
    if let Some(total) = Some(6_i64) {
        const LIMIT: i64 = 74;
        for mut count in vec![
            picky(n).await.unwrap_or({
                let mut half_of: Option<i64> = half(total).await?;
                inc(add(total, LIMIT).await?).await?
            }),
            n,
            n,
        ] {
            {
                let mut rounds_2 = 3_i64;
                while (rounds_2 > 0) && (LIMIT < 1) {
                    rounds_2 -= 1;
                    const LIMIT: i64 = 28;
                    tick().await?;
                }
            }
        }
    }
    Ok(half(LIMIT).await?)
}

#[orchestrator]
async fn program_56(mut n: i64, given: String) -> Result<String> {
    match (
        half(
            match inc({
                n = 3;
                n
            })
            .await?
            {
                1 => {
                    let lent_4 = &n;
                    Some(9_i64).ok_or_else(|| Failure::new("nothing there"))?
                }
                _ if let Some(step) = Some(4_i64)
                    && step < 5 =>
                {
                    let mut reply: String = format!("{:?}", true);
                    n
                }
                _ => LIMIT,
            },
        )
        .await?,
        n,
    ) {
        (None, matched_5)
            if let Some(step) = Some(matched_5)
                && n < 1 =>
        {
            n += step;
        }
        (Some(matched_6), matched_7) => {
            sleep(Duration::from_millis(1)).await;
        }
        (_, _) => {
            sleep(Duration::from_millis(1)).await;
        }
    }
    Ok(format!("{:?} {:?}", n, given))
}

#[orchestrator]
async fn program_57(mut n: i64, given: Option<i64>) -> Result<Vec<i64>> {
    let door = Door::to(57);
    for count in 0..(Some(9_i64).unwrap_or({
        n = 6;
        add(add(inc(LIMIT).await? % 6, n).await?, n).await?
    }) % 5)
    {
        sleep(Duration::from_millis(1)).await;
    }
    for mut step in vec![5_i64].into_iter().rev() {
        tick().await?;
    }
    door.enter().gives(());
    Ok(vec![8, 9, 6])
}

#[orchestrator(inline)]
async fn program_58_helper(mut n: i64) -> Result<Vec<i64>> {
    for mut count in ({
        n = 9;
        vec![
            (match picky(n).await {
                Ok(count) => n,
                Err(failure) => {
                    let reply = failure.to_string();
                    async { Ok::<i64, Failure>(5) }.await?
                }
            }) % 2,
            half(n)
                .await?
                .ok_or_else(|| Failure::new("nothing there"))?,
        ]
    })
    .into_iter()
    .rev()
    {
        for total in 1..(n % 5) {
            const LIMIT: i64 = 4;
            count += total;
        }
    }
    match half(inc(n - (n.wrapping_add(2_i64))).await?).await? {
        Some(mut matched_3) => {
            tick().await?;
        }
        None if n < 1 => {
            for total in vec![9_i64, 4].into_iter().rev() {
                tick().await?;
            }
            {
                let ref mut part = n;
                *part += Some(3_i64).unwrap_or(7);
            }
            return Err(Failure::new("no luck"));
        }
        _ => {
            tick().await?;
        }
    }
    let last = half(
        inc(n.wrapping_add(
            Some(3_i64).unwrap_or(
                ({
                    n = 7;
                    half(2).await?
                })
                .unwrap_or(3),
            ),
        ))
        .await?,
    )
    .await?;
    Ok(vec![])
}

#[orchestrator]
async fn program_58(mut n: i64) -> Result<String> {
    let mut half_of =
        Some(inc(n.wrapping_add(Some(n).unwrap_or(n.wrapping_add((8_i64 % 2))))).await?);
    let mut ready = true;
    tick().await?;
    Ok(format!("{:?} {:?} {:?}", n, half_of, ready))
}

#[orchestrator]
async fn program_59(mut n: i64, given: String) -> Result<String> {
    for step in 0..(n % 5) {
        if let Some(total) = Some(3_i64) {
            n += step;
        }
    }
    let total = {
        sleep(Duration::from_millis(1)).await;
        {
            let mut rounds_2 = 3_i64;
            while (rounds_2 > 0)
                && (({
                    n = 6;
                    true
                }) && (n < 1))
            {
                rounds_2 -= 1;
                sleep(Duration::from_millis(1)).await;
            }
        }
        LIMIT
    };
    {
        let mut basket = Basket {
            label: async {
                Ok::<String, Failure>(
                    match (given.len() as i64, half(add(n, total).await?).await?) {
                        (mut matched_4, None) if LIMIT < 9 => given.clone(),
                        (matched_5 @ 1..=4, Some(2)) => given.clone(),
                        (_, _) => {
                            const LIMIT: i64 = 69;
                            given.clone()
                        }
                    },
                )
            }
            .await?,
            count: {
                let mut rounds_6 = 2_i64;
                loop {
                    if rounds_6 == 0 {
                        break inc(({
                            n = 7;
                            half(n).await?
                        })
                        .unwrap_or(LIMIT))
                        .await?;
                    }
                    rounds_6 -= 1;
                    sleep(Duration::from_millis(1)).await;
                }
            },
            items: vec![9, 3],
        };
        basket = Basket {
            items: basket.items.clone(),
            ..basket
        };
        basket = Basket {
            items: vec![3, 3],
            ..basket
        };
    }
    let mut text = given.clone();
    Ok(format!("{:?} {:?} {:?} {:?}", n, given, total, text))
}

#[test]
fn program_0_does_what_it_says() {
    durable_tests::programs::check(SEED, 0, [program_0(3), program_0(0)]);
}

#[test]
fn program_1_does_what_it_says() {
    durable_tests::programs::check(SEED, 1, [program_1(4), program_1(5)]);
}

#[test]
fn program_2_does_what_it_says() {
    durable_tests::programs::check(SEED, 2, [program_2(3, None), program_2(9, Some(5))]);
}

#[test]
fn program_3_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        3,
        [program_3(7, vec![7, 5, 2]), program_3(7, vec![2, 7, 6])],
    );
}

#[test]
fn program_4_does_what_it_says() {
    durable_tests::programs::check(SEED, 4, [program_4(8), program_4(5)]);
}

#[test]
fn program_5_does_what_it_says() {
    durable_tests::programs::check(SEED, 5, [program_5(9), program_5(3)]);
}

#[test]
fn program_6_does_what_it_says() {
    durable_tests::programs::check(SEED, 6, [program_6(7, None), program_6(2, None)]);
}

#[test]
fn program_7_does_what_it_says() {
    durable_tests::programs::check(SEED, 7, [program_7(0), program_7(4)]);
}

#[test]
fn program_8_does_what_it_says() {
    durable_tests::programs::check(SEED, 8, [program_8(6, vec![1, 9]), program_8(2, vec![5])]);
}

#[test]
fn program_9_does_what_it_says() {
    durable_tests::programs::check(SEED, 9, [program_9(5, Some(9)), program_9(5, None)]);
}

#[test]
fn program_10_does_what_it_says() {
    durable_tests::programs::check(SEED, 10, [program_10(1, 3), program_10(1, 0)]);
}

#[test]
fn program_11_does_what_it_says() {
    durable_tests::programs::check(SEED, 11, [program_11(6, None), program_11(9, None)]);
}

#[test]
fn program_12_does_what_it_says() {
    durable_tests::programs::check(SEED, 12, [program_12(6, Some(0)), program_12(0, Some(7))]);
}

#[test]
fn program_13_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        13,
        [
            program_13(2, "def".to_owned()),
            program_13(6, "def".to_owned()),
        ],
    );
}

#[test]
fn program_14_does_what_it_says() {
    durable_tests::programs::check(SEED, 14, [program_14(5), program_14(9)]);
}

#[test]
fn program_15_does_what_it_says() {
    durable_tests::programs::check(SEED, 15, [program_15(8), program_15(4)]);
}

#[test]
fn program_16_does_what_it_says() {
    durable_tests::programs::check(SEED, 16, [program_16(0, 8), program_16(4, 2)]);
}

#[test]
fn program_17_does_what_it_says() {
    durable_tests::programs::check(SEED, 17, [program_17(2, Some(2)), program_17(0, Some(4))]);
}

#[test]
fn program_18_does_what_it_says() {
    durable_tests::programs::check(SEED, 18, [program_18(2), program_18(0)]);
}

#[test]
fn program_19_does_what_it_says() {
    durable_tests::programs::check(SEED, 19, [program_19(5), program_19(2)]);
}

#[test]
fn program_20_does_what_it_says() {
    durable_tests::programs::check(SEED, 20, [program_20(1), program_20(5)]);
}

#[test]
fn program_21_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        21,
        [program_21(7, vec![]), program_21(0, vec![1, 3, 6])],
    );
}

#[test]
fn program_22_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        22,
        [
            program_22(3, "bc".to_owned()),
            program_22(9, "a".to_owned()),
        ],
    );
}

#[test]
fn program_23_does_what_it_says() {
    durable_tests::programs::check(SEED, 23, [program_23(3, 3), program_23(9, 0)]);
}

#[test]
fn program_24_does_what_it_says() {
    durable_tests::programs::check(SEED, 24, [program_24(9), program_24(0)]);
}

#[test]
fn program_25_does_what_it_says() {
    durable_tests::programs::check(SEED, 25, [program_25(8), program_25(0)]);
}

#[test]
fn program_26_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        26,
        [program_26(5, vec![1, 0, 2]), program_26(8, vec![7, 2])],
    );
}

#[test]
fn program_27_does_what_it_says() {
    durable_tests::programs::check(SEED, 27, [program_27(4, None), program_27(5, Some(8))]);
}

#[test]
fn program_28_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        28,
        [program_28(5, "a".to_owned()), program_28(7, "a".to_owned())],
    );
}

#[test]
fn program_29_does_what_it_says() {
    durable_tests::programs::check(SEED, 29, [program_29(1, 2), program_29(2, 7)]);
}

#[test]
fn program_30_does_what_it_says() {
    durable_tests::programs::check(SEED, 30, [program_30(2), program_30(5)]);
}

#[test]
fn program_31_does_what_it_says() {
    durable_tests::programs::check(SEED, 31, [program_31(8, 4), program_31(6, 3)]);
}

#[test]
fn program_32_does_what_it_says() {
    durable_tests::programs::check(SEED, 32, [program_32(3, 8), program_32(4, 7)]);
}

#[test]
fn program_33_does_what_it_says() {
    durable_tests::programs::check(SEED, 33, [program_33(5), program_33(8)]);
}

#[test]
fn program_34_does_what_it_says() {
    durable_tests::programs::check(SEED, 34, [program_34(0), program_34(9)]);
}

#[test]
fn program_35_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        35,
        [
            program_35(5, "def".to_owned()),
            program_35(1, String::new()),
        ],
    );
}

#[test]
fn program_36_does_what_it_says() {
    durable_tests::programs::check(SEED, 36, [program_36(5), program_36(2)]);
}

#[test]
fn program_37_does_what_it_says() {
    durable_tests::programs::check(SEED, 37, [program_37(5, vec![]), program_37(5, vec![2, 0])]);
}

#[test]
fn program_38_does_what_it_says() {
    durable_tests::programs::check(SEED, 38, [program_38(1, 8), program_38(7, 8)]);
}

#[test]
fn program_39_does_what_it_says() {
    durable_tests::programs::check(SEED, 39, [program_39(0), program_39(7)]);
}

#[test]
fn program_40_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        40,
        [
            program_40(8, "bc".to_owned()),
            program_40(1, "bc".to_owned()),
        ],
    );
}

#[test]
fn program_41_does_what_it_says() {
    durable_tests::programs::check(SEED, 41, [program_41(4), program_41(7)]);
}

#[test]
fn program_42_does_what_it_says() {
    durable_tests::programs::check(SEED, 42, [program_42(2, 4), program_42(3, 5)]);
}

#[test]
fn program_43_does_what_it_says() {
    durable_tests::programs::check(SEED, 43, [program_43(0, 6), program_43(4, 0)]);
}

#[test]
fn program_44_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        44,
        [program_44(1, vec![4]), program_44(6, vec![6, 1])],
    );
}

#[test]
fn program_45_does_what_it_says() {
    durable_tests::programs::check(SEED, 45, [program_45(8), program_45(4)]);
}

#[test]
fn program_46_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        46,
        [
            program_46(8, "def".to_owned()),
            program_46(5, "def".to_owned()),
        ],
    );
}

#[test]
fn program_47_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        47,
        [
            program_47(8, "bc".to_owned()),
            program_47(2, "def".to_owned()),
        ],
    );
}

#[test]
fn program_48_does_what_it_says() {
    durable_tests::programs::check(SEED, 48, [program_48(7), program_48(3)]);
}

#[test]
fn program_49_does_what_it_says() {
    durable_tests::programs::check(SEED, 49, [program_49(2), program_49(4)]);
}

#[test]
fn program_50_does_what_it_says() {
    durable_tests::programs::check(SEED, 50, [program_50(2, Some(0)), program_50(5, Some(6))]);
}

#[test]
fn program_51_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        51,
        [
            program_51(1, "bc".to_owned()),
            program_51(0, "def".to_owned()),
        ],
    );
}

#[test]
fn program_52_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        52,
        [
            program_52(8, "def".to_owned()),
            program_52(2, "bc".to_owned()),
        ],
    );
}

#[test]
fn program_53_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        53,
        [program_53(4, vec![1, 6, 0]), program_53(1, vec![0, 3])],
    );
}

#[test]
fn program_54_does_what_it_says() {
    durable_tests::programs::check(SEED, 54, [program_54(8), program_54(4)]);
}

#[test]
fn program_55_does_what_it_says() {
    durable_tests::programs::check(SEED, 55, [program_55(0, None), program_55(1, Some(6))]);
}

#[test]
fn program_56_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        56,
        [
            program_56(0, "def".to_owned()),
            program_56(9, "a".to_owned()),
        ],
    );
}

#[test]
fn program_57_does_what_it_says() {
    durable_tests::programs::check(SEED, 57, [program_57(7, None), program_57(4, Some(7))]);
}

#[test]
fn program_58_does_what_it_says() {
    durable_tests::programs::check(SEED, 58, [program_58(7), program_58(2)]);
}

#[test]
fn program_59_does_what_it_says() {
    durable_tests::programs::check(
        SEED,
        59,
        [program_59(5, "a".to_owned()), program_59(6, String::new())],
    );
}
