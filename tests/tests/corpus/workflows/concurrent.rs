//! Workflows that do several things at once, in the words of futures and tokio: `join_all`, `try_join!`,
//! `select!`, `timeout`, `spawn`, async blocks.
//!
//! Not a module of the corpus yet: the compiler doesn't have these words.

use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use durable_runtime::prelude::*;
use serde::{Deserialize, Serialize};

use super::services::*;
use crate::activities::{inc, tick};

const AGES: Duration = Duration::from_secs(365 * 24 * 3600);

/// All parts at once, and then the whole.
#[orchestrator]
async fn fan_out_fan_in(parts: Vec<String>) -> Result<usize> {
    let done = try_join_all(parts.into_iter().map(perform)).await?;
    Ok(done.iter().map(String::len).sum())
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Answers {
    given: BTreeMap<String, String>,
    failed: Vec<String>,
}

/// Everybody is asked, and those who don't answer don't keep the others from it.
#[orchestrator]
async fn scatter_gather(question: String, providers: Vec<String>) -> Result<Answers> {
    let asked = providers
        .iter()
        .map(|provider| ask(provider.clone(), question.clone()));
    let outcomes = join_all(asked).await;
    let mut answers = Answers {
        given: BTreeMap::new(),
        failed: vec![],
    };
    for (provider, outcome) in providers.into_iter().zip(outcomes) {
        match outcome {
            Ok(answer) => {
                answers.given.insert(provider, answer);
            }
            Err(_) => answers.failed.push(provider),
        }
    }
    if answers.given.is_empty() {
        return Err(Failure::new("nobody answers"));
    }
    Ok(answers)
}

/// Never more than so many at the same time: when one is done, the next begins.
#[orchestrator]
async fn sliding_window(items: Vec<i64>, in_flight_max: usize) -> Result<Vec<i64>> {
    let mut todo = VecDeque::from(items);
    let mut in_flight = VecDeque::new();
    let mut results = vec![];
    loop {
        while in_flight.len() < in_flight_max
            && let Some(item) = todo.pop_front()
        {
            in_flight.push_back(spawn(async move {
                let once = inc(item).await?;
                inc(once).await
            }));
        }
        let Some(oldest) = in_flight.pop_front() else {
            break;
        };
        results.push(oldest.await?);
    }
    Ok(results)
}

/// The first of three that answers is enough; the others are given up.
#[orchestrator]
async fn first_of_three_mirrors(file: String) -> Result<String> {
    select! {
        answer = ask("near".to_owned(), file.clone()) => answer,
        () = sleep(AGES) => Err(Failure::new("no mirror in time")),
        answer = async {
            sleep(AGES / 2).await;
            ask("far".to_owned(), file.clone()).await
        } => answer,
    }
}

/// The second is asked only when the first takes too long.
#[orchestrator]
async fn hedged_request(question: String, patience: Duration) -> Result<String> {
    let mut first = spawn(ask("slow".to_owned(), question.clone()));
    select! {
        answer = &mut first => answer,
        () = sleep(patience) => {
            select! {
                answer = &mut first => answer,
                answer = ask("fast".to_owned(), question) => answer,
            }
        }
    }
}

/// Flight, hotel and car at once: all or none.
#[orchestrator]
async fn parallel_booking(place: String) -> Result<u64> {
    let (flight, hotel, car) = join!(
        book("flight".to_owned(), place.clone()),
        book("hotel".to_owned(), place.clone()),
        book("car".to_owned(), "garage".to_owned()),
    );
    let (booked, failed): (Vec<_>, Vec<_>) =
        [flight, hotel, car].into_iter().partition(Result::is_ok);
    if let Some(failure) = failed.into_iter().find_map(Result::err) {
        let codes = booked
            .into_iter()
            .flatten()
            .map(|booking| cancel(booking.code));
        try_join_all(codes).await?;
        return Err(failure);
    }
    Ok(booked
        .into_iter()
        .flatten()
        .map(|booking| booking.price)
        .sum())
}

/// The first failure is the end, and what is still under way is given up.
#[orchestrator]
async fn all_or_nothing(n: i64, provider: String) -> Result<(i64, String)> {
    let (number, answer) = try_join!(
        async {
            let once = inc(n).await?;
            inc(once).await
        },
        ask(provider, "ready".to_owned()),
    )?;
    Ok((number, answer))
}

/// A whole part of a flow that must be done in time.
#[orchestrator]
async fn deadline_over_a_part(steps: u32, limit: Duration) -> Result<String> {
    let part = async {
        let mut done = vec![];
        for step in 0..steps {
            done.push(perform(format!("step {step}")).await?);
            sleep(Duration::from_millis(1)).await;
        }
        Ok::<_, Failure>(done)
    };
    match timeout(limit, part).await {
        Ok(done) => Ok(done?.join(", ")),
        Err(_elapsed) => {
            mail("owner".to_owned(), "too late".to_owned()).await?;
            Ok("too late".to_owned())
        }
    }
}

/// Work, and beside it a sign of life now and then.
#[orchestrator]
async fn heartbeat_beside_work(rounds: i64) -> Result<i64> {
    let work = async {
        let mut n = 0;
        while n < rounds {
            n = inc(n).await?;
        }
        Ok::<_, Failure>(n)
    };
    let heartbeat = async {
        loop {
            sleep(AGES).await;
            tick().await?;
        }
    };
    select! {
        result = work => result,
        failure = heartbeat => failure,
    }
}

/// What is asked of a person, reminded of until they answer, and decided without them in the end.
#[orchestrator]
async fn approval_with_reminders(request: String, patience: Duration) -> Result<String> {
    for reminder in 0..3 {
        mail(
            "boss".to_owned(),
            format!("{request}, asked {reminder} times before"),
        )
        .await?;
        match timeout(patience, event::<bool>("Approval")).await {
            Ok(answer) => {
                return Ok(if answer? { "approved" } else { "rejected" }.to_owned());
            }
            Err(_elapsed) => set_custom_status(format!("{} reminders", reminder + 1)),
        }
    }
    mail("boss of the boss".to_owned(), request).await?;
    let answer = event::<bool>("Approval").await?;
    Ok(format!("escalated: {answer}"))
}

/// What comes first: a payment, a cancellation, or the end of the trial.
#[orchestrator]
async fn trial(customer: String, days: Duration) -> Result<&'static str> {
    let end = sleep(days);
    let outcome = select! {
        amount = event::<u64>("paid") => {
            deposit("house".to_owned(), Cents(amount?)).await?;
            "paid"
        }
        reason = event::<String>("cancelled") => {
            mail(customer.clone(), format!("too bad: {}", reason?)).await?;
            "cancelled"
        }
        () = end => "expired",
    };
    mail(customer, outcome.to_owned()).await?;
    Ok(outcome)
}

/// A quiet hour ends a talk: each line begins it anew.
#[orchestrator]
async fn debounce(quiet: Duration) -> Result<Vec<String>> {
    let mut lines = vec![event::<String>("line").await?];
    while let Ok(line) = timeout(quiet, event::<String>("line")).await {
        lines.push(line?);
        if lines.len() == 3 {
            break;
        }
    }
    perform(lines.join("/")).await?;
    Ok(lines)
}

/// Children at once, each a workflow of its own, and grandchildren of them.
#[orchestrator]
async fn tree(depth: u32, width: u32) -> Result<u32> {
    if depth == 0 {
        tick().await?;
        return Ok(1);
    }
    let children = (0..width).map(|_| tree(depth - 1, width));
    Ok(1 + try_join_all(children).await?.into_iter().sum::<u32>())
}

/// Map at once, reduce in pairs, until one is left.
#[orchestrator]
async fn map_reduce(texts: Vec<String>) -> Result<u64> {
    let mut counts: Vec<u64> = try_join_all(texts.into_iter().map(|text| stock(text, 0))).await?;
    while counts.len() > 1 {
        let pairs = counts.chunks(2).map(|pair| {
            let (a, b) = (pair[0], pair.get(1).copied().unwrap_or(0));
            async move {
                tick().await?;
                Ok::<_, Failure>(a + b)
            }
        });
        counts = try_join_all(pairs.collect::<Vec<_>>()).await?;
    }
    Ok(counts.pop().unwrap_or(0))
}

/// Votes come in while a clock runs; what is there at the end counts.
#[orchestrator]
async fn vote_with_a_deadline(voters: usize, open: Duration) -> Result<(usize, usize)> {
    let (mut ayes, mut noes) = (0, 0);
    let mut closing = sleep(open);
    while ayes + noes < voters {
        select! {
            vote = event::<bool>("vote") => {
                if vote? {
                    ayes += 1;
                } else {
                    noes += 1;
                }
            }
            () = &mut closing => break,
        }
    }
    Ok((ayes, noes))
}

/// A job in the background that is not waited for until the end.
#[orchestrator]
async fn background_audit(n: i64) -> Result<(i64, String)> {
    let audit = spawn(async move {
        sleep(Duration::from_millis(1)).await;
        perform(format!("audit of {n}")).await
    });
    let mut value = n;
    for _ in 0..3 {
        value = inc(value).await?;
    }
    Ok((value, audit.await?))
}

/// Two forks of a story meet again: each of them branches, loops and fails on its own.
#[orchestrator]
async fn two_forks(n: i64) -> Result<String> {
    let names = vec!["ann".to_owned(), "bob".to_owned()];
    let greeting = async {
        let mut greeted = String::new();
        for name in names.clone() {
            greeted += &perform(format!("hello {name}")).await?;
        }
        Ok::<_, Failure>(greeted)
    };
    let counting = async {
        let mut sum = 0;
        'outer: for i in 0..n {
            for j in 0..i {
                if inc(i + j).await? % 4 == 0 {
                    continue 'outer;
                }
                sum += j;
            }
        }
        if sum > 5 {
            return Err(Failure::new(format!("{sum} is too much")));
        }
        Ok(sum)
    };
    let (greeted, sum) = join!(greeting, counting);
    Ok(format!(
        "{} {:?}",
        greeted?,
        sum.map_err(|failure| failure.to_string())
    ))
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

durable_tests::holds! {
    the_first_mirror_is_enough => first_of_three_mirrors("file".into());
    a_second_request_need_not_be_made => hedged_request("why".into(), AGES);
    a_part_is_done_in_time => deadline_over_a_part(2, AGES);
    a_part_may_be_too_late => deadline_over_a_part(0, AGES);
    work_ends_its_heartbeat => heartbeat_beside_work(3);
    one_in_flight_is_one_after_the_other => sliding_window(vec![1, 2, 3], 1), sliding_window(vec![], 2);
}

/// What is done at once notes its calls in an order that nobody promises; the results are compared alone.
#[test]
fn what_is_done_at_once_comes_together() {
    use durable_tests::check_durable;
    check_durable(fan_out_fan_in(owned(&["a", "bc", "def"])), 6);
    check_durable(sliding_window((0..9).collect(), 3), (2..11).collect());
    let given =
        [("a", "a: why!"), ("b", "b: why!")].map(|(who, what)| (who.to_owned(), what.to_owned()));
    let answers = Answers {
        given: given.into(),
        failed: vec!["down c".into()],
    };
    check_durable(
        scatter_gather("why".into(), owned(&["a", "down c", "b"])),
        answers,
    );
    check_durable(parallel_booking("Rome".into()), 140);
    check_durable(all_or_nothing(1, "up".into()), (3, "up: ready!".into()));
    check_durable(tree(2, 3), 13);
    check_durable(map_reduce(owned(&["a", "bc", "def", "ghij", "k"])), 11);
    check_durable(background_audit(4), (7, "audit of 4".into()));
    check_durable(two_forks(3), "hello annhello bob Ok(1)".into());
    check_durable(two_forks(0), "hello annhello bob Ok(0)".into());
}

#[test]
fn what_comes_first_decides() {
    let approved = [("approval", "true")];
    durable_tests::check_events(
        &approval_with_reminders("a desk".into(), AGES),
        &approved,
        "approved".into(),
    );
    durable_tests::check_events(&trial("ann".into(), AGES), &[("paid", "5")], "paid");
    durable_tests::check_events(
        &trial("ann".into(), AGES),
        &[("cancelled", "\"dear\"")],
        "cancelled",
    );
    let votes = [("vote", "true"), ("vote", "false"), ("vote", "true")];
    durable_tests::check_events(&vote_with_a_deadline(3, AGES), &votes, (2, 1));
    let lines = [("line", "\"a\""), ("line", "\"b\""), ("line", "\"c\"")];
    durable_tests::check_events(&debounce(AGES), &lines, owned(&["a", "b", "c"]));
    durable_tests::check_durable(trial("ann".into(), Duration::ZERO), "expired");
    durable_tests::check_durable(vote_with_a_deadline(3, Duration::from_millis(1)), (0, 0));
}
