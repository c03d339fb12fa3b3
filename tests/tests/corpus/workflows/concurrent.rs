//! Workflows that do several things at once, in the words of futures and tokio: `join_all`, `try_join!`,
//! `select!`, `timeout`, `spawn`, async blocks.

use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use durable_runtime::JoinHandle;
use durable_runtime::prelude::*;
use durable_tests::Calls;
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
        results.push(oldest.await??);
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
        answer = &mut first => answer?,
        () = sleep(patience) => {
            select! {
                answer = &mut first => answer?,
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
async fn trial(customer: String, days: Duration) -> Result<String> {
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
    Ok(outcome.to_owned())
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
    Ok((value, audit.await??))
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

// More of the samples that users know.

/// Whoever answers in time is heard, and the others are left out.
#[orchestrator]
async fn scatter_gather_with_a_deadline(
    providers: Vec<String>,
    limit: Duration,
) -> Result<BTreeMap<String, String>> {
    let deadline = now() + limit;
    let asked = providers.into_iter().map(|provider| async move {
        let answer = timeout_at(deadline, async {
            if provider.starts_with("slow") {
                sleep(AGES).await;
            }
            ask(provider.clone(), "price".to_owned()).await
        });
        Some((provider.clone(), answer.await.ok()?.ok()?))
    });
    let answers: BTreeMap<_, _> = join_all(asked).await.into_iter().flatten().collect();
    if answers.is_empty() {
        return Err(Failure::new("nobody answers in time"));
    }
    Ok(answers)
}

/// A person decides; they are reminded now and then, and the next one is asked in the end.
#[orchestrator]
async fn approval_with_escalation(
    request: String,
    remind_after: Duration,
    escalate_after: Duration,
) -> Result<String> {
    mail("boss".to_owned(), format!("please approve {request}")).await?;
    let mut approver = "boss".to_owned();
    let mut reminders = 0;
    let escalation = sleep(escalate_after);
    tokio::pin!(escalation);
    loop {
        select! {
            biased;
            answer = event::<bool>("Approval") => {
                let verdict = if answer? { "approved" } else { "rejected" };
                return Ok(format!("{verdict} by {approver} after {reminders} reminders"));
            }
            () = &mut escalation, if approver == "boss" => {
                approver = "the boss of the boss".to_owned();
                mail(approver.clone(), request.clone()).await?;
            }
            () = sleep(remind_after) => {
                reminders += 1;
                mail(approver.clone(), format!("reminder {reminders}")).await?;
            }
        }
    }
}

/// A trip whose parts are booked at the same time; what was booked is undone at the same time when one fails.
#[orchestrator]
async fn saga_with_parallel_steps(place: String, garage: String) -> Result<u64> {
    let steps = [
        ("flight", place.clone()),
        ("hotel", place.clone()),
        ("car", garage),
    ];
    let mut undo = vec![];
    let mut failure = None;
    let booked = join_all(steps.map(|(what, place)| book(what.to_owned(), place))).await;
    let mut price = 0;
    for outcome in booked {
        match outcome {
            Ok(booking) => {
                price += booking.price;
                undo.push(cancel(booking.code));
            }
            Err(error) => failure = Some(error),
        }
    }
    let Some(failure) = failure else {
        let (paid, _) = try_join!(
            withdraw("traveller".to_owned(), Cents(price)),
            mail("traveller".to_owned(), format!("off to {place}")),
        )?;
        perform(paid).await?;
        return Ok(price);
    };
    try_join_all(undo).await?;
    Err(failure)
}

/// As many at once as are allowed, and each failure is tried again at the end of the line.
#[orchestrator]
async fn batch_with_so_many_in_flight(
    rows: Vec<String>,
    in_flight_max: usize,
) -> Result<BTreeMap<String, u64>> {
    let mut todo: VecDeque<(String, u32)> = rows.into_iter().map(|row| (row, 1)).collect();
    let mut in_flight: VecDeque<(String, u32, JoinHandle<Result<u64>>)> = VecDeque::new();
    let mut imported = BTreeMap::new();
    while !todo.is_empty() || !in_flight.is_empty() {
        while in_flight.len() < in_flight_max
            && let Some((row, attempt)) = todo.pop_front()
        {
            let task = spawn(import_row(row.clone(), attempt));
            in_flight.push_back((row, attempt, task));
        }
        let (row, attempt, task) = in_flight.pop_front().expect("one was begun");
        match task.await? {
            Ok(length) => {
                imported.insert(row, length);
            }
            Err(failure) if failure.is_terminal() => {
                imported.insert(row, 0);
            }
            Err(_) => todo.push_back((row, attempt + 1)),
        }
    }
    Ok(imported)
}

/// A machine that is watched while it is changed: what is measured too high ends the change.
#[orchestrator]
async fn watched_rollout(machines: Vec<String>, limit: u32) -> Result<String> {
    let rollout = async {
        for machine in &machines {
            apply(machine.clone(), "v2".to_owned()).await?;
        }
        Ok::<_, Failure>(machines.len())
    };
    let watch = async {
        let mut stage = 0;
        loop {
            stage += 1;
            if measure("load".to_owned(), stage).await? * 100.0 > f64::from(limit) {
                return Err::<(), _>(Failure::new(format!("too much load in stage {stage}")));
            }
            sleep(Duration::from_millis(1)).await;
        }
    };
    let outcome = select! {
        biased;
        done = rollout => done.map(|count| format!("{count} machines")),
        failure = watch => failure.map(|()| String::new()),
    };
    match outcome {
        Ok(text) => Ok(text),
        Err(failure) => {
            let back = machines
                .iter()
                .map(|machine| apply(machine.clone(), "v1".to_owned()));
            let failed = join_all(back)
                .await
                .into_iter()
                .filter(Result::is_err)
                .count();
            Ok(format!("{failure}; {failed} did not go back"))
        }
    }
}

/// Producers and a consumer, each a task, that hand over by handles.
#[orchestrator]
async fn stages_that_overlap(pages: u32) -> Result<Vec<usize>> {
    let mut fetched: VecDeque<JoinHandle<Result<Page>>> = (0..pages)
        .map(|number| spawn(page(Some(number * 3))))
        .collect();
    let mut sizes = vec![];
    while let Some(next) = fetched.pop_front() {
        let records = next.await??.records;
        let size = spawn(async move {
            let stored = try_join_all(records.into_iter().map(perform)).await?;
            Ok::<_, Failure>(stored.iter().map(String::len).sum::<usize>())
        });
        sizes.push(size);
    }
    let mut all = vec![];
    for size in sizes {
        all.push(size.await??);
    }
    Ok(all)
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn map<V: Clone>(pairs: &[(&str, V)]) -> BTreeMap<String, V> {
    let pairs = pairs.iter().cloned();
    pairs
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

durable_tests::holds! {
    one_in_flight_is_one_after_the_other => sliding_window(vec![1, 2, 3], 1), sliding_window(vec![], 2);
    a_part_is_done_in_time => deadline_over_a_part(2, AGES);
    work_ends_its_heartbeat => heartbeat_beside_work(3);
}

durable_tests::holds! { by result:
    the_first_mirror_is_enough => first_of_three_mirrors("file".into());
    a_second_request_need_not_be_made => hedged_request("why".into(), AGES);
    a_part_may_be_too_late => deadline_over_a_part(50, Duration::from_millis(5));
    a_rollout_is_watched => watched_rollout(owned(&["a", "b"]), 1_000_000);
    a_rollout_fails => watched_rollout(owned(&["a", "stuck b", "c"]), 1_000_000);
}

durable_tests::holds! { in any order:
    parts_are_done_at_once => fan_out_fan_in(owned(&["a", "bc", "def"])), fan_out_fan_in(vec![]);
    everybody_is_asked => scatter_gather("why".into(), owned(&["a", "down c", "b"]));
    some_are_in_flight => sliding_window((0..9).collect(), 3);
    everything_is_booked => parallel_booking("Rome".into());
    both_are_done => all_or_nothing(1, "up".into());
    trees_grow_at_once => tree(2, 3);
    pairs_are_reduced => map_reduce(owned(&["a", "bc", "def", "ghij", "k"]));
    an_audit_runs_behind => background_audit(4);
    forks_meet_again => two_forks(3), two_forks(0), two_forks(7);
    those_in_time_are_heard => scatter_gather_with_a_deadline(owned(&["a", "down c", "b"]), AGES);
    all_steps_succeed => saga_with_parallel_steps("Rome".into(), "garage".into());
    rows_are_tried_again => batch_with_so_many_in_flight(owned(&["a", "shaky b", "bad c", "dd", "shaky"]), 3),
        batch_with_so_many_in_flight(vec![], 1);
    stages_overlap => stages_that_overlap(3);
}

durable_tests::fails! { in any order:
    a_saga_is_undone => saga_with_parallel_steps("Rome".into(), "full garage".into());
    nobody_answers => scatter_gather("why".into(), owned(&["down a", "down b"]));
}

durable_tests::fails! { by result:
    one_is_down => all_or_nothing(1, "down".into());
}

#[test]
fn what_is_done_at_once_comes_together() {
    let check = |sum, expected: u64| {
        durable_tests::check_durable_by(Calls::InAnyOrder, sum, expected);
    };
    check(parallel_booking("Rome".into()), 140);
    check(map_reduce(owned(&["a", "bc", "def", "ghij", "k"])), 11);
    durable_tests::check_durable_by(
        Calls::InAnyOrder,
        batch_with_so_many_in_flight(owned(&["shaky b", "bad c", "dd"]), 2),
        map(&[("shaky b", 7), ("bad c", 0), ("dd", 2)]),
    );
    durable_tests::check_durable_by(
        Calls::Unseen,
        scatter_gather_with_a_deadline(owned(&["a", "slow c"]), Duration::from_secs(1)),
        map(&[("a", "a: price!".to_owned())]),
    );
}

#[test]
fn what_comes_first_decides() {
    let approved = [("approval", "true")];
    durable_tests::check_events(
        &approval_with_reminders("a desk".into(), AGES),
        &approved,
        "approved".into(),
    );
    durable_tests::check_events(
        &approval_with_escalation("a desk".into(), AGES, AGES * 2),
        &approved,
        "approved by boss after 0 reminders".into(),
    );
    durable_tests::check_events(&trial("ann".into(), AGES), &[("paid", "5")], "paid".into());
    durable_tests::check_events(
        &trial("ann".into(), AGES),
        &[("cancelled", "\"dear\"")],
        "cancelled".into(),
    );
    let votes = [("vote", "true"), ("vote", "false"), ("vote", "true")];
    durable_tests::check_events(&vote_with_a_deadline(3, AGES), &votes, (2, 1));
    let lines = [("line", "\"a\""), ("line", "\"b\""), ("line", "\"c\"")];
    durable_tests::check_events(&debounce(AGES), &lines, owned(&["a", "b", "c"]));
    durable_tests::check_durable(trial("ann".into(), Duration::ZERO), "expired".into());
    durable_tests::check_durable(vote_with_a_deadline(3, Duration::from_millis(1)), (0, 0));
}

/// The boss does not answer until the next one is asked, who does.
#[test]
fn an_approval_escalates() {
    let events = durable_tests::Events {
        when: durable_tests::When::Awaited,
        list: &[("Approval", "false")],
    };
    let call = approval_with_escalation("a desk".into(), AGES, Duration::from_millis(1));
    for observed in [
        durable_tests::run::durable(call.clone(), events),
        durable_tests::run::stepwise(call, events),
    ] {
        let expected = "rejected by the boss of the boss after 0 reminders";
        assert_eq!(
            observed.outcome,
            durable_tests::run::Outcome::Returned(expected.to_owned())
        );
        assert_eq!(
            observed.calls,
            [
                "mail(boss, please approve a desk)",
                "mail(the boss of the boss, a desk)"
            ]
        );
    }
}
