//! Machines that are kept running: polls, roll-outs, incidents, backups.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::time::Duration;

use durable_runtime::prelude::*;
use serde::{Deserialize, Serialize};

use super::services::*;

/// A wait that grows, and that differs from instance to instance and from try to try.
fn back_off(job: &str, attempt: u32) -> Duration {
    let mut hasher = DefaultHasher::new();
    (job, attempt).hash(&mut hasher);
    let jitter_percent = (hasher.finish() % 50) as u32;
    let wait = Duration::from_micros(100) * 2_u32.pow(attempt.min(5));
    wait + wait * jitter_percent / 100
}

/// Waits for a job that tells nobody when it is done.
#[orchestrator]
async fn poll(job: String, work: u32, polls_max: u32) -> Result<String> {
    let mut last = 0;
    for attempt in 0..polls_max {
        match job_state(job.clone(), attempt, work).await? {
            JobState::Done { output } => return Ok(output),
            JobState::Failed(reason) => return Err(Failure::terminal(reason)),
            JobState::Running { percent } if percent > last => {
                last = percent;
                set_custom_status(format!("{percent}%"));
            }
            JobState::Queued | JobState::Running { .. } => {}
        }
        sleep(back_off(&job, attempt)).await;
    }
    Err(Failure::new(format!(
        "{job} is at {last}% after {polls_max} polls"
    )))
}

/// A flag is given to more and more people, as long as the numbers are good.
#[orchestrator]
async fn flag_rollout(flag: String, stages: Vec<u32>, errors_max: f64) -> Result<(u32, Vec<f64>)> {
    let mut reached = 0;
    let mut errors = vec![];
    for stage in stages {
        apply(flag.clone(), format!("{stage}%")).await?;
        sleep(Duration::from_millis(1)).await;
        let rate = measure(flag.clone(), stage).await?;
        errors.push(rate);
        if rate > errors_max {
            apply(flag.clone(), format!("back to {reached}%")).await?;
            mail("owner".into(), format!("{flag} fails at {stage}%")).await?;
            return Ok((reached, errors));
        }
        reached = stage;
    }
    Ok((reached, errors))
}

#[orchestrator]
async fn ask_with_fallbacks(
    question: String,
    providers: Vec<String>,
    rounds: u32,
) -> Result<String> {
    let mut failures = BTreeMap::<String, Vec<String>>::new();
    for round in 1..=rounds {
        for provider in providers.iter().cloned().collect::<Vec<_>>() {
            match ask(provider.clone(), question.clone()).await {
                Ok(answer) => return Ok(answer),
                Err(failure) => failures
                    .entry(provider)
                    .or_default()
                    .push(failure.to_string()),
            }
        }
        sleep(Duration::from_millis(1) * round).await;
    }
    Err(Failure::new("nobody answers").with_data(&failures)?)
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
enum Breaker {
    Closed { failures: u32 },
    Open { until: usize },
    HalfOpen,
}

/// After a few failures a service is left alone for a while.
#[orchestrator]
async fn circuit_breaker(questions: Vec<(String, String)>) -> Result<Vec<String>> {
    let mut breaker = Breaker::Closed { failures: 0 };
    let mut answers = Vec::new();
    for (time, (provider, question)) in questions.into_iter().enumerate() {
        if let Breaker::Open { until } = breaker {
            if time < until {
                answers.push("left alone".to_owned());
                continue;
            }
            breaker = Breaker::HalfOpen;
        }
        let answer = ask(provider, question).await;
        breaker = match (breaker, &answer) {
            (_, Ok(_)) => Breaker::Closed { failures: 0 },
            (Breaker::Closed { failures: 0..2 }, Err(_)) => match breaker {
                Breaker::Closed { failures } => Breaker::Closed {
                    failures: failures + 1,
                },
                other => other,
            },
            (_, Err(_)) => Breaker::Open { until: time + 3 },
        };
        answers.push(answer.unwrap_or_else(|failure| failure.to_string()));
    }
    Ok(answers)
}

/// Machines are changed a few at a time; a wave in which too many refuse is the last.
#[orchestrator]
async fn rolling_deploy(machines: Vec<String>, wave: usize) -> Result<BTreeMap<String, bool>> {
    let mut done = BTreeMap::new();
    let mut left: VecDeque<String> = machines.into();
    while !left.is_empty() {
        let machines: Vec<String> = left.drain(..wave.min(left.len())).collect();
        let mut refused = 0;
        for machine in machines {
            let worked = apply(machine.clone(), "v2".into()).await.is_ok();
            if !worked {
                refused += 1;
                apply(format!("balancer without {machine}"), "update".to_owned()).await?;
            }
            done.insert(machine, worked);
        }
        if refused * 2 > wave {
            for machine in done
                .iter()
                .filter(|(_, worked)| **worked)
                .map(|(machine, _)| machine.clone())
                .collect::<Vec<_>>()
            {
                apply(machine, "v1".into()).await?;
            }
            return Err(Failure::terminal(format!("{refused} of a wave refused")));
        }
    }
    Ok(done)
}

/// The new colour is filled, looked at, and given the traffic; the old one is kept until all is well.
#[orchestrator]
async fn blue_green(live: String, checks: u32) -> Result<String> {
    let idle = if live == "blue" { "green" } else { "blue" }.to_owned();
    apply(idle.clone(), "deploy".into()).await?;
    let healthy = 'checks: {
        for check in 0..checks {
            if measure(idle.clone(), check).await? > 0.1 {
                break 'checks false;
            }
        }
        true
    };
    let (to, from) = if healthy { (idle, live) } else { (live, idle) };
    apply("router".into(), format!("{from} -> {to}")).await?;
    apply(from, "stop".to_string()).await?;
    Ok(to)
}

/// Who is on call is paged, and if they don't acknowledge, the next one is.
#[orchestrator]
async fn incident(title: String, on_call: Vec<String>) -> Result<(Option<String>, u32)> {
    let mut pages = 0;
    let mut owner = None;
    'paging: for _round in 0..2 {
        for engineer in on_call.clone().into_iter() {
            mail(engineer.clone(), title.clone()).await?;
            pages += 1;
            if measure(engineer.clone(), pages).await? > 0.2 {
                owner = Some(engineer);
                break 'paging;
            }
            sleep(Duration::from_micros(200)).await;
        }
    }
    if let Some(owner) = &owner {
        set_custom_status(format!("{owner} is on it"));
    } else {
        perform("wake the manager".to_owned()).await?;
    }
    Ok((owner, pages))
}

/// Certificates that end soon are renewed; a host that refuses is told of at the end.
#[orchestrator]
async fn certificate_renewal(days_left: BTreeMap<String, u32>) -> Result<Vec<String>> {
    let mut by_urgency: Vec<(u32, String)> = days_left
        .into_iter()
        .map(|(host, days)| (days, host))
        .collect();
    by_urgency.sort();
    let mut refused = vec![];
    for (days, host) in by_urgency.into_iter().take_while(|(days, _)| *days < 30) {
        let urgency = match days {
            0 => "expired",
            1..=7 => "soon",
            _ => "some day",
        };
        let certificate = perform(format!("sign {host} ({urgency})")).await?;
        if let Err(failure) = apply(host, certificate).await {
            refused.push(failure.to_string());
        }
    }
    Ok(refused)
}

/// Resources that need one another are made in order, and taken down in the other when one can't be made.
#[orchestrator]
async fn provision(needs: BTreeMap<String, BTreeSet<String>>) -> Result<Vec<String>> {
    let mut made: Vec<String> = Vec::new();
    let mut left = needs;
    while !left.is_empty() {
        let ready = left
            .iter()
            .find(|(_, needs)| needs.iter().all(|need| made.contains(need)))
            .map(|(name, _)| name.clone());
        let failure = match ready {
            None => Failure::terminal(format!(
                "a circle among {:?}",
                left.keys().collect::<Vec<_>>()
            )),
            Some(name) => {
                left.remove(&name);
                match apply(name.clone(), "make".into()).await {
                    Ok(()) => {
                        made.push(name);
                        continue;
                    }
                    Err(failure) => failure,
                }
            }
        };
        while let Some(name) = made.pop() {
            apply(name, "delete".into()).await?;
        }
        return Err(failure);
    }
    Ok(made)
}

/// Grandfather, father, son: of old backups, fewer are kept.
#[orchestrator]
async fn backup_rotation(days: u32) -> Result<Vec<u32>> {
    let mut backups: BTreeSet<u32> = BTreeSet::new();
    for today in 1..=days {
        perform(format!("backup {today}")).await?;
        backups.insert(today);
        let is_kept = |day: u32| match today - day {
            0..3 => true,
            3..10 => day % 3 == 0,
            _ => day % 9 == 0,
        };
        let old: Vec<u32> = backups
            .iter()
            .copied()
            .filter(|day| !is_kept(*day))
            .collect();
        for day in old {
            cancel(format!("backup {day}")).await?;
            backups.remove(&day);
        }
    }
    Ok(backups.into_iter().collect())
}

/// When the primary doesn't answer, the replica that is furthest takes over.
#[orchestrator]
async fn failover(primary: String, replicas: Vec<String>) -> Result<String> {
    for beat in 1..=3 {
        if ask(primary.clone(), format!("beat {beat}")).await.is_ok() {
            return Ok(primary);
        }
        sleep(Duration::from_micros(100)).await;
    }
    let mut best: Option<(String, f64)> = None;
    for replica in replicas {
        let position = measure(replica.clone(), 7).await?;
        if best
            .as_ref()
            .is_none_or(|(_, furthest)| position > *furthest)
        {
            best = Some((replica, position));
        }
    }
    let (replica, position) = best.ok_or_else(|| Failure::terminal("there is no replica"))?;
    apply(replica.clone(), format!("promote at {position:.2}")).await?;
    Ok(replica)
}

/// A bucket of tokens: what is asked for when it is empty waits until it is filled again.
#[orchestrator]
async fn rate_limited(requests: Vec<String>, burst: u32) -> Result<(Vec<String>, u32)> {
    let mut tokens = burst;
    let mut waits = 0;
    let mut answers = vec![];
    for request in requests {
        while tokens == 0 {
            waits += 1;
            sleep(Duration::from_micros(100)).await;
            tokens = (tokens + 2).min(burst);
        }
        tokens -= 1;
        answers.push(ask("api".into(), request).await?);
    }
    Ok((answers, waits))
}

/// Spot machines are asked for in zones, from the cheapest, until there are enough.
#[orchestrator]
async fn spot_fleet(mut wanted: u64, zones: Vec<String>) -> Result<BTreeMap<String, u64>> {
    let mut fleet = BTreeMap::new();
    let mut taken = 0;
    while wanted > 0 && taken < 3 {
        taken += 1;
        for zone in zones
            .iter()
            .map(|zone| zone.to_owned())
            .collect::<Vec<String>>()
        {
            let got = stock(zone.clone(), taken * 2).await?.min(wanted);
            if got > 0 {
                *fleet.entry(zone).or_insert(0) += got;
                wanted -= got;
            }
            if wanted == 0 {
                break;
            }
        }
    }
    Ok(fleet)
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn needs(pairs: &[(&str, &[&str])]) -> BTreeMap<String, BTreeSet<String>> {
    let needs = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    pairs
        .iter()
        .map(|(name, names)| ((*name).to_owned(), needs(names)))
        .collect()
}

fn questions() -> Vec<(String, String)> {
    let down = [
        true, false, true, true, true, true, true, true, false, false,
    ];
    let provider = |is_down: bool| if is_down { "down" } else { "up" };
    (0..)
        .zip(down)
        .map(|(n, is_down)| (provider(is_down).to_owned(), format!("q{n}")))
        .collect()
}

durable_tests::holds! {
    a_job_is_polled => poll("job".into(), 3, 9);
    a_flag_is_rolled_out_or_back => flag_rollout("new".into(), vec![1, 10, 50], 9.0),
        flag_rollout("new".into(), vec![1, 10, 50], 0.5);
    somebody_answers => ask_with_fallbacks("why".into(), owned(&["down a", "b", "c"]), 2);
    a_breaker_opens_and_closes => circuit_breaker(questions());
    machines_are_deployed_in_waves => rolling_deploy(owned(&["a", "stuck b", "c", "d", "e"]), 2);
    colours_change => blue_green("blue".into(), 2), blue_green("green".into(), 9);
    an_incident_finds_an_owner => incident("fire".into(), owned(&["al", "bo"])), incident("fire".into(), owned(&[""]));
    certificates_are_renewed =>
        certificate_renewal([("b".to_owned(), 20), ("stuck a".to_owned(), 0), ("c".to_owned(), 90)].into());
    resources_are_made_in_order => provision(needs(&[("app", &["db", "net"]), ("db", &["net"]), ("net", &[])]));
    backups_are_rotated => backup_rotation(12);
    a_replica_takes_over => failover("up".into(), vec![]), failover("down".into(), owned(&["ab", "abc", "a"]));
    requests_are_limited => rate_limited(owned(&["a", "b", "c", "d", "e"]), 2);
    a_fleet_is_put_together => spot_fleet(9, owned(&["zone-a", "zone-bb"]));
}

durable_tests::fails! {
    a_job_fails_or_takes_too_long => poll("bad job".into(), 2, 9), poll("job".into(), 9, 3);
    nobody_may_answer => ask_with_fallbacks("why".into(), owned(&["down a", "down b"]), 2);
    a_deploy_is_taken_back => rolling_deploy(owned(&["a", "b", "stuck c", "stuck d", "e"]), 2);
    what_was_made_is_deleted => provision(needs(&[("stuck app", &["db"]), ("db", &[])])),
        provision(needs(&[("a", &["b"]), ("b", &["a"]), ("c", &[])]));
    there_may_be_no_replica => failover("down".into(), vec![]);
}
