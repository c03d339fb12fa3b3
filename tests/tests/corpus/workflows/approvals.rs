//! People who decide: approvals, votes, campaigns, tickets and talks, by external events.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use durable_runtime::prelude::*;
use serde::{Deserialize, Serialize};

use super::services::*;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "said", rename_all = "snake_case")]
enum Answer {
    Approve {
        by: String,
    },
    Reject {
        by: String,
        why: String,
    },
    /// What a calendar says when nobody has answered for a day.
    Silence,
}

/// Who doesn't answer is reminded twice; then the next in the line is asked.
#[orchestrator]
async fn escalated_approval(request: String, line: Vec<String>) -> Result<String> {
    for approver in line {
        mail(approver.clone(), format!("please approve {request}")).await?;
        let mut reminders = 0;
        while reminders <= 2 {
            match event::<Answer>("answer").await? {
                Answer::Approve { by } if by == approver => {
                    return Ok(format!("{by} approves {request}"));
                }
                Answer::Reject { by, why } if by == approver => {
                    return Err(Failure::terminal(format!("{by} rejects {request}: {why}")));
                }
                Answer::Approve { by } | Answer::Reject { by, .. } => {
                    mail(by, "it isn't for you to say".to_owned()).await?;
                }
                Answer::Silence => {
                    reminders += 1;
                    if reminders <= 2 {
                        mail(approver.clone(), format!("reminder {reminders}: {request}")).await?;
                    }
                }
            }
        }
        set_custom_status(format!("{approver} does not answer"));
    }
    Ok(format!("nobody cares for {request}"))
}

/// As many as are needed must agree, each counted once; and more noes than can be spared end it.
#[orchestrator]
async fn quorum_vote(voters: BTreeSet<String>, needed: usize) -> Result<(bool, Vec<String>)> {
    let mut ayes = BTreeSet::new();
    let mut noes = BTreeSet::new();
    let passed = loop {
        let (voter, aye): (String, bool) = event("vote").await?;
        if !voters.contains(&voter) {
            mail(voter, "you have no vote".into()).await?;
            continue;
        }
        let (to, from) = if aye {
            (&mut ayes, &mut noes)
        } else {
            (&mut noes, &mut ayes)
        };
        from.remove(&voter);
        to.insert(voter);
        if ayes.len() >= needed {
            break true;
        }
        if voters.len() - noes.len() < needed {
            break false;
        }
        set_custom_status(serde_json::json!({ "ayes": ayes.len(), "noes": noes.len() }));
    };
    perform(format!("announce {passed}")).await?;
    Ok((passed, ayes.into_iter().collect()))
}

/// A mail each few days, and what comes next depends on what was done.
#[orchestrator]
async fn onboarding_drip(user: String) -> Result<Vec<String>> {
    let steps = [
        ("welcome", 0, 1),
        ("invite your team", 3, 20),
        ("did you see the dashboard?", 7, 70),
        ("how do you like it?", 14, 5),
    ];
    let mut sent = Vec::new();
    let mut day = 0;
    for (subject, on_day, skip_at) in steps {
        sleep(Duration::from_micros(100) * (on_day - day)).await;
        day = on_day;
        let progress = measure(user.clone(), day * 10).await?;
        if progress * 10.0 > f64::from(skip_at) {
            continue;
        }
        mail(user.clone(), subject.to_owned()).await?;
        sent.push(subject.to_owned());
    }
    Ok(sent)
}

#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
struct Campaign {
    sent: BTreeMap<String, u32>,
    unsubscribed: BTreeSet<String>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
enum CampaignEvent {
    Send(String),
    Unsubscribe(String),
    Close,
}

#[orchestrator]
async fn mail_campaign(readers: BTreeSet<String>) -> Result<Campaign> {
    let mut campaign = Campaign::default();
    loop {
        match event("campaign").await? {
            CampaignEvent::Send(subject) => {
                let wanting: Vec<_> = readers
                    .difference(&campaign.unsubscribed)
                    .cloned()
                    .collect();
                for reader in wanting {
                    mail(reader.clone(), subject.clone()).await?;
                    *campaign.sent.entry(reader).or_insert(0) += 1;
                }
            }
            CampaignEvent::Unsubscribe(reader) => {
                if campaign.unsubscribed.insert(reader.clone()) {
                    perform(format!("forget {reader}")).await?;
                }
            }
            CampaignEvent::Close => return Ok(campaign),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
enum CartEvent {
    Add { article: String, count: u32 },
    Remove(String),
    Coupon(String),
    Checkout,
}

#[orchestrator]
async fn shopping_cart(customer: String) -> Result<(Vec<(String, u32)>, Cents)> {
    let mut cart: BTreeMap<String, u32> = BTreeMap::new();
    let mut discount = 0;
    loop {
        set_custom_status(&cart);
        match event::<CartEvent>("cart").await? {
            CartEvent::Add { count: 0, .. } => {}
            CartEvent::Add { article, count } => {
                let left = stock(article.clone(), u64::from(count)).await?;
                if left > 0 {
                    *cart.entry(article).or_default() += count;
                }
            }
            CartEvent::Remove(article) => {
                if cart.remove(&article).is_none() {
                    mail(customer.clone(), format!("there is no {article}")).await?;
                }
            }
            CartEvent::Coupon(code) => {
                discount = code
                    .strip_prefix("SAVE")
                    .and_then(|percent| percent.parse().ok())
                    .unwrap_or(discount);
            }
            CartEvent::Checkout if cart.is_empty() => {
                mail(customer.clone(), "an empty cart".into()).await?
            }
            CartEvent::Checkout => break,
        }
    }
    let full: u64 = cart
        .iter()
        .map(|(article, count)| article.len() as u64 * u64::from(*count))
        .sum();
    let price = Cents(full * (100 - discount) / 100);
    withdraw(customer, price).await?;
    Ok((cart.into_iter().collect(), price))
}

/// A ticket goes back and forth between a customer and a desk, until one of them closes it.
#[orchestrator]
async fn support_ticket(title: String) -> Result<Vec<String>> {
    #[derive(Serialize, Deserialize)]
    enum Turn {
        Customer,
        Desk { level: u8 },
    }
    let mut log = vec![title];
    let mut turn = Turn::Desk { level: 1 };
    loop {
        turn = match turn {
            Turn::Desk { level: 3 } => {
                log.push("nobody can help".to_owned());
                break;
            }
            Turn::Desk { level } => match event::<String>("desk").await? {
                text if text == "escalate" => {
                    mail(format!("level {}", level + 1), log[0].clone()).await?;
                    Turn::Desk { level: level + 1 }
                }
                text => {
                    log.push(format!("desk {level}: {text}"));
                    Turn::Customer
                }
            },
            Turn::Customer => {
                let text: String = event("customer").await?;
                if text == "thanks" {
                    break;
                }
                log.push(format!("customer: {text}"));
                Turn::Desk { level: 1 }
            }
        };
    }
    perform(format!("close after {} entries", log.len())).await?;
    Ok(log)
}

/// An agent that thinks, calls tools, and answers.
#[orchestrator]
async fn agent(question: String, budget: u32) -> Result<String> {
    let mut conversation = vec![Message::User(question)];
    let mut spent = 0;
    loop {
        if spent == budget {
            return Err(Failure::terminal(format!("no answer after {spent} turns")));
        }
        spent += 1;
        let message = match think(conversation.clone()).await? {
            Action::Answer(text) => return Ok(text),
            Action::GiveUp => return Ok("I don't know".to_owned()),
            Action::CallTool {
                name,
                mut arguments,
            } => {
                let output = match (name.as_str(), arguments.pop_first()) {
                    ("search", Some((_, query))) => ask("index".into(), query).await?,
                    ("sum", Some((_, of))) => of.bytes().map(u64::from).sum::<u64>().to_string(),
                    (other, _) => format!("there is no tool {other}"),
                };
                Message::Tool { name, output }
            }
        };
        conversation.push(message);
        set_custom_status(format!("{} messages", conversation.len()));
    }
}

/// A talk with a person, in which the assistant answers each line.
#[orchestrator]
async fn chat(name: String) -> Result<Vec<Message>> {
    let mut talk = Vec::new();
    while let Some(line) = event::<Option<String>>("line").await? {
        talk.push(Message::User(line.clone()));
        let answer = if let Some(topic) = line.strip_prefix("what is ") {
            ask(
                "encyclopedia".to_owned(),
                topic.trim_end_matches('?').to_owned(),
            )
            .await?
        } else if line.len() > 20 && !line.contains(' ') {
            "pardon?".to_owned()
        } else {
            format!("{name} says: {line}")
        };
        talk.push(Message::Assistant(answer));
    }
    perform(format!("archive {}", talk.len())).await?;
    Ok(talk)
}

/// Who wants the job goes through rounds, and may give up in any of them.
#[orchestrator]
async fn hiring(candidate: String, rounds: Vec<String>) -> Result<String> {
    let mut scores: Vec<u8> = vec![];
    let outcome = 'rounds: {
        for round in rounds.iter().cloned() {
            mail(candidate.clone(), format!("invitation to {round}")).await?;
            let score: Option<u8> = event(round).await?;
            let Some(score) = score else {
                break 'rounds "gave up";
            };
            if score < 3 {
                break 'rounds "rejected";
            }
            scores.push(score);
        }
        match scores.iter().max() {
            Some(5) => "hired with a bonus",
            Some(_) => "hired",
            None => "not looked at",
        }
    };
    mail(candidate.clone(), outcome.to_owned()).await?;
    Ok(format!("{candidate} is {outcome} after {scores:?}"))
}

/// The highest bid wins, unless it is below the reserve.
#[orchestrator]
async fn auction(article: String, reserve: u64) -> Result<Option<(String, Cents)>> {
    let mut best: Option<(String, u64)> = None;
    let mut going = 0;
    while going < 3 {
        let bid: Option<(String, u64)> = event("bid").await?;
        match (bid, &best) {
            (Some((_, amount)), Some((_, highest))) if amount <= *highest => continue,
            (Some(bid), previous) => {
                let outbid = previous.as_ref().map(|(bidder, _)| bidder.clone());
                best = Some(bid);
                going = 0;
                if let Some(bidder) = outbid {
                    mail(bidder, "you are outbid".into()).await?;
                }
            }
            (None, _) => {
                going += 1;
                perform(format!("{article}: going {going}")).await?;
            }
        }
    }
    let Some((winner, amount)) = best.filter(|(_, amount)| *amount >= reserve) else {
        return Ok(None);
    };
    withdraw(winner.clone(), Cents(amount)).await?;
    Ok(Some((winner, Cents(amount))))
}

/// A document is signed by all, in any order; each may ask for a new version, which all must sign again.
#[orchestrator]
async fn document_signing(mut signers: BTreeSet<String>) -> Result<u32> {
    #[derive(Serialize, Deserialize)]
    enum Reply {
        Sign(String),
        Change(String),
    }
    let everyone = signers.clone();
    let mut version = 1;
    while !signers.is_empty() {
        match event("reply").await? {
            Reply::Sign(who) => {
                signers.remove(&who);
            }
            Reply::Change(what) if version < 3 => {
                version += 1;
                signers = everyone.clone();
                perform(format!("version {version}: {what}")).await?;
            }
            Reply::Change(what) => return Err(Failure::terminal(format!("too late for {what}"))),
        }
    }
    Ok(version)
}

fn people(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

durable_tests::holds! {
    a_user_is_onboarded => onboarding_drip("ann".into()), onboarding_drip("a very busy user".into());
    an_agent_answers => agent("why?".into(), 5);
}

durable_tests::fails! {
    an_agent_has_a_budget => agent("why?".into(), 2);
}

#[test]
fn approvals_are_reminded_of_and_escalated() {
    let ask = || escalated_approval("a desk".into(), vec!["ann".into(), "bob".into()]);
    let silence = ("answer", r#"{"said": "silence"}"#);
    let bob = ("answer", r#"{"said": "approve", "by": "bob"}"#);
    let ann = ("answer", r#"{"said": "approve", "by": "ann"}"#);
    durable_tests::check_events(&ask(), &[silence, bob, ann], "ann approves a desk".into());
    durable_tests::check_events(
        &ask(),
        &[silence, silence, silence, bob],
        "bob approves a desk".into(),
    );
    durable_tests::check_events(&ask(), &[silence; 6], "nobody cares for a desk".into());
}

#[test]
fn a_vote_needs_a_quorum() {
    let vote = || quorum_vote(people(&["a", "b", "c"]), 2);
    let passes = [
        ("vote", r#"["a", false]"#),
        ("vote", r#"["x", true]"#),
        ("vote", r#"["b", true]"#),
        ("vote", r#"["a", true]"#),
    ];
    durable_tests::check_events(&vote(), &passes, (true, vec!["a".into(), "b".into()]));
    let fails = [
        ("vote", r#"["a", false]"#),
        ("vote", r#"["b", true]"#),
        ("vote", r#"["c", false]"#),
    ];
    durable_tests::check_events(&vote(), &fails, (false, vec!["b".into()]));
}

#[test]
fn who_unsubscribes_gets_no_mail() {
    let events = [
        ("campaign", r#"{"Send": "news"}"#),
        ("campaign", r#"{"Unsubscribe": "ann"}"#),
        ("campaign", r#"{"Unsubscribe": "ann"}"#),
        ("campaign", r#"{"Send": "more news"}"#),
        ("campaign", r#""Close""#),
    ];
    let sent = [("ann".to_owned(), 1), ("bob".to_owned(), 2)].into();
    let expected = Campaign {
        sent,
        unsubscribed: people(&["ann"]),
    };
    durable_tests::check_events(&mail_campaign(people(&["ann", "bob"])), &events, expected);
}

#[test]
fn a_cart_is_filled_and_paid() {
    let events = [
        ("cart", r#""Checkout""#),
        ("cart", r#"{"Add": {"article": "apple", "count": 2}}"#),
        ("cart", r#"{"Add": {"article": "fig", "count": 9}}"#),
        ("cart", r#"{"Add": {"article": "melon", "count": 1}}"#),
        ("cart", r#"{"Remove": "melon"}"#),
        ("cart", r#"{"Remove": "fig"}"#),
        ("cart", r#"{"Coupon": "SAVE10"}"#),
        ("cart", r#""Checkout""#),
    ];
    durable_tests::check_events(
        &shopping_cart("ann".into()),
        &events,
        (vec![("apple".into(), 2)], Cents(9)),
    );
}

#[test]
fn a_ticket_goes_back_and_forth() {
    let events = [
        ("desk", r#""turn it on""#),
        ("customer", r#""it is on""#),
        ("desk", r#""escalate""#),
        ("desk", r#""replaced""#),
        ("customer", r#""thanks""#),
    ];
    let log = [
        "no light",
        "desk 1: turn it on",
        "customer: it is on",
        "desk 2: replaced",
    ];
    durable_tests::check_events(
        &support_ticket("no light".into()),
        &events,
        log.map(str::to_owned).into(),
    );
    let events = [("desk", r#""escalate""#), ("desk", r#""escalate""#)];
    let log = ["no light", "nobody can help"];
    durable_tests::check_events(
        &support_ticket("no light".into()),
        &events,
        log.map(str::to_owned).into(),
    );
}

#[test]
fn a_chat_answers_each_line() {
    let events = [
        ("line", r#""what is love?""#),
        ("line", r#""hm""#),
        ("line", "null"),
    ];
    let talk = vec![
        Message::User("what is love?".into()),
        Message::Assistant("encyclopedia: love!".into()),
        Message::User("hm".into()),
        Message::Assistant("Hal says: hm".into()),
    ];
    durable_tests::check_events(&chat("Hal".into()), &events, talk);
}

#[test]
fn a_candidate_goes_through_rounds() {
    let hire = || hiring("ann".into(), vec!["call".into(), "day".into()]);
    durable_tests::check_events(
        &hire(),
        &[("call", "4"), ("day", "5")],
        "ann is hired with a bonus after [4, 5]".into(),
    );
    durable_tests::check_events(
        &hire(),
        &[("call", "4"), ("day", "null")],
        "ann is gave up after [4]".into(),
    );
    durable_tests::check_events(&hire(), &[("call", "2")], "ann is rejected after []".into());
}

#[test]
fn the_highest_bid_wins() {
    let events = [
        ("bid", r#"["ann", 10]"#),
        ("bid", "null"),
        ("bid", r#"["bob", 9]"#),
        ("bid", r#"["bob", 12]"#),
        ("bid", "null"),
        ("bid", "null"),
        ("bid", "null"),
    ];
    let won = Some(("bob".to_owned(), Cents(12)));
    durable_tests::check_events(&auction("vase".into(), 11), &events, won);
    durable_tests::check_events(&auction("vase".into(), 13), &events, None);
}

#[test]
fn a_document_is_signed_by_all() {
    let events = [
        ("reply", r#"{"Sign": "ann"}"#),
        ("reply", r#"{"Change": "a comma"}"#),
        ("reply", r#"{"Sign": "bob"}"#),
        ("reply", r#"{"Sign": "ann"}"#),
    ];
    durable_tests::check_events(&document_signing(people(&["ann", "bob"])), &events, 2);
}
