//! Several operations at the same time, the first of which decides.

use std::time::Duration;

use durable_runtime::prelude::*;
use durable_tests::Calls;

use crate::activities::*;

const MOMENT: Duration = Duration::from_millis(1);
const LONG: Duration = Duration::from_secs(3600);

// What wins.

#[orchestrator]
async fn patterns(n: i64) -> Result<String> {
    let mut out = String::new();
    let first = select! {
        v = inc(n) => v?,
        () = sleep(LONG) => 0,
    };
    out.push_str(&format!("{first} "));
    select! {
        biased;
        () = sleep(MOMENT), if n > 100 => out.push_str("never"),
        Ok(5) = async { inc(n).await } => out.push_str("five"),
        Ok(text) = async { tick().await?; say("b".into()).await } => {
            let more = say(format!("{text}!")).await?;
            out.push_str(&more);
        }
        else => out.push_str("else"),
    }
    let x = select! {
        Some(1) = async { Some(n) } => "one",
        else => "other",
    };
    out.push_str(x);
    Ok(out)
}

#[orchestrator]
async fn more_patterns(n: i64) -> Result<String> {
    let text = select! {
        biased;
        Ok((number @ 1..=3, text)) = both(n) => format!("{number} {text}"),
        Ok(Some(half)) | Err(half) = async { half(n).await.map_err(|_| 0) } => format!("half {half}"),
        else => "odd".into(),
    };
    let shape = select! {
        Ok(Shape::Rectangle { width, .. }) = shape(n) => width,
        Ok(Shape::Circle(radius)) = async { tick().await?; shape(n).await } => radius as i64,
        else => -1,
    };
    let (a, _) = select! {
        (a, b @ true) = async { (n, is_even(n).await.unwrap()) } => (a, b),
        else => (0, false),
    };
    Ok(format!("{text} {shape} {a}"))
}

#[orchestrator]
async fn preconditions(n: i64) -> Result<Vec<String>> {
    let mut out = vec![];
    let (mut asked, mut halved, mut even) = (false, false, false);
    while !asked || !halved || !even {
        let text = select! {
            biased;
            text = say("asked".into()), if !asked => { asked = true; text? }
            half = half(n), if !halved && asked => {
                halved = true;
                let half = half?;
                tick().await?;
                format!("{half:?}")
            }
            is = is_even(n), if asked && halved => {
                even = true;
                is?.to_string()
            }
            else => unreachable!(),
        };
        out.push(text);
    }
    let none = select! {
        _ = tick(), if n < 0 => "never",
        _ = sleep(MOMENT), if false => "no",
        else => {
            let n = inc(n).await?;
            if n > 3 { "many" } else { "few" }
        }
    };
    out.push(none.into());
    Ok(out)
}

#[orchestrator]
async fn awaits_in_its_operands(n: i64) -> Result<String> {
    select! {
        biased;
        v = inc(double(n).await?), if is_even(n).await? => say(format!("even {}", v?)).await,
        text = say(format!("odd {}", inc(n).await?)) => text,
    }
}

#[orchestrator]
async fn all_disabled(n: i64) -> Result<i64> {
    tick().await?;
    Ok(select! {
        v = inc(n), if n > 5 => v?,
        Ok(7) = inc(n) => 7,
    })
}

#[orchestrator]
async fn gives_values(n: i64) -> Result<i64> {
    let mut sum =
        select! { v = inc(n) => v, () = sleep(LONG) => Ok(0) }? + select! { v = double(n) => v? };
    sum += match select! { v = half(n) => v?, () = sleep(LONG) => None } {
        Some(half) => half,
        None => return Ok(sum),
    };
    add(
        sum,
        select! { biased; a = async { 1 } => a, b = async { 2 } => b },
    )
    .await
}

/// In an operand of a join.
#[orchestrator]
async fn within_an_operand(n: i64) -> Result<i64> {
    let (sum, _) = join!(
        add(n, {
            let mut slow = Box::pin(async move {
                sleep(Duration::from_millis(60)).await;
                inc(n).await.unwrap_or(0)
            });
            select! {
                value = &mut slow => value,
                () = sleep(Duration::from_millis(1)) => slow.await + 100,
            }
        }),
        tick()
    );
    sum
}

durable_tests::holds! { by result:
    a_select_stands_in_an_operand_of_a_join => within_an_operand(3);
    branches_have_patterns => patterns(3), patterns(4), patterns(1);
    branches_have_more_patterns => more_patterns(2), more_patterns(1), more_patterns(7), more_patterns(8);
    branches_have_preconditions => preconditions(3), preconditions(2);
    operands_of_a_select_await => awaits_in_its_operands(2), awaits_in_its_operands(3);
    a_select_may_have_no_branch_left => all_disabled(6);
    a_select_is_an_operand => gives_values(2), gives_values(3);
}
durable_tests::fails! { by result:
    no_branch_is_left_without_an_else => all_disabled(1);
}

// Jumps out of handlers.

#[orchestrator]
async fn jumps(n: i64) -> Result<Vec<i64>> {
    let mut out = vec![];
    'outer: for i in 0..n {
        for j in 0.. {
            select! {
                biased;
                Ok(Some(half)) = half(i + j) => {
                    out.push(half);
                    if half > 1 {
                        continue 'outer;
                    }
                    if half == 1 && j > 0 {
                        break 'outer;
                    }
                    continue;
                }
                m = async { tick().await?; inc(j).await } => {
                    let m = m?;
                    if m > 2 {
                        break;
                    }
                    out.push(-m);
                }
            }
            out.push(1000 + add(i, j).await?);
            if j > 3 {
                return Ok(out);
            }
        }
        out.push(-100);
    }
    Ok(out)
}

#[orchestrator]
async fn breaks_with_a_value(n: i64) -> Result<i64> {
    let mut rounds = 0;
    let found = loop {
        rounds += 1;
        select! {
            Ok(v) = picky(n + rounds) => break v * 10,
            Err(failure) = async { picky(n + rounds).await } => {
                let length = length(failure.to_string()).await?;
                if rounds > 2 {
                    break length as i64;
                }
            }
            else => return Err(Failure::new("neither")),
        }
    };
    Ok(found + rounds)
}

durable_tests::holds! { by result:
    handlers_jump => jumps(0), jumps(3), jumps(8);
    handlers_break_with_a_value => breaks_with_a_value(1), breaks_with_a_value(2);
}

// What goes on afterwards.

#[orchestrator]
async fn ticks_until_the_deadline(n: i64) -> Result<Vec<i64>> {
    let limit = if n > 50 { MOMENT * 40 } else { LONG };
    let mut deadline = sleep(limit);
    let mut out = vec![];
    let mut i = 0;
    loop {
        select! {
            () = &mut deadline => {
                out.push(-1);
                break;
            }
            v = async { sleep(Duration::from_millis(3)).await; Ok::<_, Failure>(i) } => {
                out.push(v?);
                i += 1;
                if i > n {
                    break;
                }
            }
        }
    }
    let mut work = inc(4);
    let v = (&mut work).await?;
    out.push(v);
    // How far the clock came is not known.
    Ok(vec![v, i64::from(out.contains(&-1))])
}

#[orchestrator]
async fn work_goes_on_beside(n: i64) -> Result<String> {
    let work = async move {
        let mut sum = 0;
        for i in 0..n {
            sum += inc(i).await?;
        }
        Ok::<_, Failure>(sum)
    };
    tokio::pin!(work);
    let mut signs = 0;
    let sum = loop {
        select! {
            biased;
            sum = &mut work => break sum?,
            () = sleep(LONG) => signs += 1,
        }
    };
    Ok(format!("{sum} {signs}"))
}

#[orchestrator]
async fn pinned(n: i64) -> Result<i64> {
    let timer = sleep(LONG);
    let work = async {
        let m = inc(n).await?;
        double(m).await
    };
    tokio::pin!(timer, work);
    let mut rounds = 0;
    loop {
        rounds += 1;
        tokio::select! {
            () = timer.as_mut() => return Ok(-1),
            m = &mut work => return Ok(m? + i64::from(rounds > 2)),
            _ = say(format!("round {rounds}")), if rounds < 2 => {}
        }
    }
}

#[orchestrator]
async fn grown_up(n: i64) -> Result<i64> {
    inc(n).await
}

#[orchestrator(inline)]
async fn helps(n: i64) -> Result<i64> {
    double(n).await
}

/// Calls of all kinds are lent.
#[orchestrator]
async fn lent_calls(n: i64) -> Result<i64> {
    let (mut child, mut helper, mut activity) = (grown_up(n), helps(n), add(n, n));
    let mut sum = 0;
    for round in 0..3 {
        select! {
            v = &mut child, if round == 0 => sum += v?,
            v = &mut helper, if round == 1 => sum += 10 * v?,
            v = &mut activity, if round == 2 => sum += 100 * v?,
            () = sleep(LONG) => return Ok(-1),
        }
    }
    Ok(sum)
}

/// Both are waited for, whichever ends first.
#[orchestrator]
async fn two_lent(n: i64) -> Result<String> {
    let first = async { inc(n).await };
    tokio::pin!(first);
    let mut second = say("second".into());
    let (mut number, mut text) = (None, None);
    while number.is_none() || text.is_none() {
        select! {
            v = &mut first, if number.is_none() => number = Some(v?),
            v = &mut second, if text.is_none() => text = Some(v?),
        }
    }
    Ok(format!("{number:?} {text:?}"))
}

#[orchestrator]
async fn times_out(n: u64) -> Result<String> {
    let late = timeout(Duration::from_millis(n), async {
        sleep(Duration::from_millis(50)).await;
        inc(1).await
    })
    .await;
    let mut slow = sleep(LONG);
    let first = timeout(MOMENT, &mut slow).await.is_err();
    let second = timeout(MOMENT, &mut slow).await.is_err();
    match late {
        Ok(v) => Ok(format!("{} {first} {second}", v?)),
        Err(elapsed) => Ok(elapsed.to_string()),
    }
}

#[orchestrator]
async fn of_blocks(n: i64) -> Result<String> {
    let winner = race(
        async {
            tick().await.unwrap();
            sleep(LONG).await;
            1
        },
        async { inc(n).await.unwrap() },
    )
    .await;
    let mut pending = select_all((0..3).map(|i| async move {
        sleep(MOMENT * 20 * (3 - i)).await;
        let m = inc(i.into()).await?;
        Ok::<_, Failure>(m * 10)
    }));
    let mut order = vec![];
    while !pending.is_empty() {
        let (value, _, others) = pending.await;
        order.push(value?);
        pending = others;
    }
    order.sort_unstable();
    Ok(format!("{winner:?} {order:?}"))
}

#[orchestrator]
async fn selects_in_selects(n: i64) -> Result<String> {
    let text = select! {
        v = async {
            select! {
                v = inc(n) => v,
                () = sleep(LONG) => Ok(0),
            }
        } => {
            let (a, b) = join!(
                async { select! { v = double(n) => v, () = sleep(LONG) => Ok(1) } },
                async { timeout(LONG, inc(v?)).await.unwrap() },
            );
            select! {
                text = say(format!("{} {}", a?, b?)) => text?,
                () = sleep(LONG) => "late".into(),
            }
        }
        () = sleep(LONG) => "late".into(),
    };
    Ok(text)
}

durable_tests::holds! { by result:
    a_timer_lives_across_rounds => ticks_until_the_deadline(100), ticks_until_the_deadline(0);
    work_lives_across_rounds => work_goes_on_beside(3), work_goes_on_beside(0);
    operations_are_pinned => pinned(3);
    calls_are_lent => lent_calls(2);
    two_operations_live_across_rounds => two_lent(1);
    a_block_is_in_time_or_late => times_out(1), times_out(10_000);
    blocks_are_raced => of_blocks(3);
    selects_stand_in_selects => selects_in_selects(2);
}

// Events.

#[orchestrator]
async fn votes() -> Result<String> {
    let timer = sleep(LONG);
    tokio::pin!(timer);
    let mut seen = vec![];
    loop {
        tokio::select! {
            biased;
            vote = event::<bool>("Vote") => {
                let vote = vote?;
                seen.push(vote);
                say(format!("{vote} {}", seen.len())).await?;
                if seen.len() == 2 { break; }
            }
            () = &mut timer => break,
        }
    }
    Ok(format!("{seen:?}"))
}

#[orchestrator]
async fn event_or_timer(limit: Duration) -> Result<String> {
    let end = sleep(limit);
    let outcome = select! {
        amount = event::<u64>("paid") => format!("paid {}", amount?),
        reason = event::<String>("cancelled") => say(format!("cancelled: {}", reason?)).await?,
        () = end => "expired".into(),
    };
    tick().await?;
    Ok(outcome)
}

/// What a loser would have taken is there for the next one.
#[orchestrator]
async fn a_loser_takes_nothing() -> Result<String> {
    let first: i64 = select! {
        biased;
        n = event("a") => n?,
        n = event("b") => n?,
    };
    let (second, third) = join!(event::<i64>("a"), event::<i64>("b"));
    tick().await?;
    Ok(format!("{first} {} {}", second?, third?))
}

/// Commands change a setting, and each is waited for beside a block that waits for an event of its own.
#[orchestrator]
async fn commands_beside_work() -> Result<Vec<String>> {
    let work = async {
        let mut parts = vec![];
        while parts.len() < 2 {
            let part: String = event("part").await?;
            parts.push(say(part).await?);
        }
        Ok::<_, Failure>(parts)
    };
    tokio::pin!(work);
    let mut level = 0;
    let parts = loop {
        select! {
            biased;
            parts = &mut work => break parts?,
            Ok(change) = event::<i64>("level") => level += change,
            else => return Err(Failure::new("a bad command")),
        }
        set_custom_status(level);
    };
    Ok(parts
        .into_iter()
        .map(|part| format!("{part} {level}"))
        .collect())
}

#[test]
fn an_event_is_raced_against_a_timer() {
    durable_tests::check_events(
        &votes(),
        &[("vote", "true"), ("Vote", "false")],
        "[true, false]".to_owned(),
    );
    for (event, expected) in [
        (("paid", "5"), "paid 5"),
        (("cancelled", "\"dear\""), "cancelled: dear"),
    ] {
        durable_tests::check_events(&event_or_timer(LONG), &[event], expected.to_owned());
    }
    durable_tests::check_durable(event_or_timer(MOMENT), "expired".to_owned());
}

#[test]
fn a_loser_leaves_its_event() {
    let events = [("b", "1"), ("b", "2"), ("a", "3")];
    let observed = durable_tests::run::durable(
        a_loser_takes_nothing(),
        durable_tests::Events {
            when: durable_tests::When::Awaited,
            list: &events,
        },
    );
    assert_eq!(
        observed.outcome,
        durable_tests::run::Outcome::Returned("1 3 2".to_owned())
    );
    let observed = durable_tests::run::stepwise(
        a_loser_takes_nothing(),
        durable_tests::Events {
            when: durable_tests::When::Awaited,
            list: &events,
        },
    );
    assert_eq!(
        observed.outcome,
        durable_tests::run::Outcome::Returned("1 3 2".to_owned())
    );
}

#[test]
fn events_go_to_a_block_and_beside_it() {
    let events = [
        ("level", "2"),
        ("part", "\"a\""),
        ("level", "3"),
        ("part", "\"b\""),
    ];
    let expected = vec!["a 5".to_owned(), "b 5".to_owned()];
    durable_tests::check_events_by(Calls::Unseen, &commands_beside_work(), &events, expected);
}

// Children.

#[orchestrator]
async fn waits_long(n: i64) -> Result<i64> {
    sleep(LONG).await;
    inc(n).await
}

#[orchestrator]
async fn gives_up_children(n: i64) -> Result<String> {
    let raced = select! {
        v = waits_long(n) => v?,
        v = inc(n) => v?,
    };
    let late = timeout(MOMENT, async { try_join!(waits_long(1), waits_long(2)) })
        .await
        .is_err();
    let failed = try_join!(waits_long(3), async {
        tick().await?;
        Err::<i64, _>(Failure::new("no"))
    });
    Ok(format!("{raced} {late} {}", failed.unwrap_err()))
}

durable_tests::holds! { by result:
    children_are_given_up => gives_up_children(3);
}

/// All preconditions are evaluated before the first operation, as tokio does.
#[orchestrator]
async fn preconditions_before_operations() -> Result<i64> {
    let mut k = 0;
    let won = select! {
        biased;
        _ = { k += 1; sleep(LONG) }, if k == 0 => 1,
        y = inc(2), if k == 0 => y?,
        else => 30,
    };
    Ok(won * 10 + k)
}

durable_tests::holds! { by result:
    preconditions_come_first => preconditions_before_operations();
}
