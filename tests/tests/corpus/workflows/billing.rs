//! Money over time: subscriptions, invoices, loans, claims and reports.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

use durable_runtime::prelude::*;
use serde::{Deserialize, Serialize};

use super::services::*;

const DAY: Duration = Duration::from_secs(24 * 3600);

/// A day, so short that a test can live through a year.
const SHORT_DAY: Duration = Duration::from_micros(10);

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
enum Plan {
    Basic,
    Pro { seats: u32 },
}

impl Plan {
    fn monthly(self) -> Cents {
        match self {
            Self::Basic => Cents(900),
            Self::Pro { seats } => Cents(1500 * u64::from(seats)),
        }
    }

    /// What `days` of a month of 30 cost.
    fn prorated(self, days: u32) -> Cents {
        Cents(self.monthly().0 * u64::from(days) / 30)
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Subscription {
    months: u32,
    paid: Cents,
    end: End,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
enum End {
    Cancelled,
    Expired,
    Unpaid { reason: String },
}

/// A trial, then a payment each month, the first in proportion to what is left of the month.
#[orchestrator]
async fn subscription(customer: String, mut plan: Plan, first_day: u32) -> Result<Subscription> {
    const TRIAL_DAYS: u32 = 14;
    mail(customer.clone(), format!("{TRIAL_DAYS} days for free")).await?;
    sleep(SHORT_DAY * TRIAL_DAYS).await;
    let mut paid = Cents(0);
    for month in 0..12 {
        let due = match month {
            0 => plan.prorated(30 - (first_day + TRIAL_DAYS) % 30),
            _ => plan.monthly(),
        };
        if let Err(failure) = withdraw(customer.clone(), due).await {
            mail(customer, "your subscription ends".into()).await?;
            let end = End::Unpaid {
                reason: failure.to_string(),
            };
            return Ok(Subscription {
                months: month,
                paid,
                end,
            });
        }
        paid += due;
        if month == 2 {
            plan = match plan {
                Plan::Basic => Plan::Pro { seats: 1 },
                Plan::Pro { seats } => Plan::Pro { seats: seats + 1 },
            };
        }
        sleep(SHORT_DAY * 30).await;
    }
    Ok(Subscription {
        months: 12,
        paid,
        end: End::Expired,
    })
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
enum Change {
    Month,
    Upgrade(Plan),
    Cancel { at_once: bool },
}

/// A subscription that is told what happens.
#[orchestrator]
async fn subscription_by_events(customer: String) -> Result<Subscription> {
    let mut plan = Plan::Basic;
    let mut subscription = Subscription {
        months: 0,
        paid: Cents(0),
        end: End::Expired,
    };
    let mut is_last = false;
    loop {
        match event::<Change>("change").await? {
            Change::Month => {
                withdraw(customer.clone(), plan.monthly()).await?;
                subscription.paid += plan.monthly();
                subscription.months += 1;
                if is_last {
                    break;
                }
            }
            Change::Upgrade(to) => {
                let difference = to.prorated(15).0.saturating_sub(plan.prorated(15).0);
                withdraw(customer.clone(), Cents(difference)).await?;
                subscription.paid += Cents(difference);
                plan = to;
            }
            Change::Cancel { at_once: true } => break,
            Change::Cancel { at_once: false } => is_last = true,
        }
    }
    subscription.end = End::Cancelled;
    mail(customer, "we are sorry to see you go".into()).await?;
    Ok(subscription)
}

/// An invoice that isn't paid is reminded of, each time more urgently and after a shorter wait.
#[orchestrator]
async fn dunning(debtor: String, amount: u64) -> Result<String> {
    let steps = [
        ("Reminder", 30),
        ("Second reminder", 14),
        ("Last warning", 7),
    ];
    let mut fee = 0;
    for (round, (subject, days)) in steps.into_iter().enumerate() {
        mail(debtor.clone(), format!("{subject}: {} cents", amount + fee)).await?;
        sleep(SHORT_DAY * days).await;
        match withdraw(debtor.clone(), Cents(amount + fee)).await {
            Ok(receipt) => return Ok(receipt),
            Err(failure) if round + 1 == steps.len() => return Err(failure),
            Err(_) => fee += 5 * (round as u64 + 1),
        }
    }
    unreachable!("the last round returns")
}

/// Units that were used, billed by tiers: the more, the cheaper.
#[orchestrator]
async fn metered_usage(customer: String, meters: Vec<String>) -> Result<BTreeMap<String, Cents>> {
    const TIERS: [(u64, u64); 3] = [(10, 7), (20, 5), (u64::MAX, 2)];
    let mut bill = BTreeMap::new();
    for meter in meters {
        let mut units = (measure(meter.clone(), 100).await? * 7.0) as u64;
        let mut cost = 0;
        for (size, price) in TIERS {
            let in_tier = units.min(size);
            cost += in_tier * price;
            units -= in_tier;
            if units == 0 {
                break;
            }
        }
        bill.insert(meter, Cents(cost));
    }
    let total: Cents = bill.values().copied().sum();
    withdraw(customer, total).await?;
    Ok(bill)
}

/// When a schedule like `*/15` of minutes is due next.
fn next_due(after: SystemTime, every: Duration) -> SystemTime {
    let since = after
        .duration_since(SystemTime::UNIX_EPOCH)
        .unwrap_or_default();
    let periods = since.as_nanos() / every.as_nanos() + 1;
    SystemTime::UNIX_EPOCH
        + every * u32::try_from(periods % u128::from(u32::MAX)).unwrap_or(u32::MAX)
}

/// A job that runs on a schedule, however long a run takes.
#[orchestrator]
async fn cron(runs: u32) -> Result<Vec<String>> {
    let every = Duration::from_hours(1);
    let mut due = next_due(SystemTime::UNIX_EPOCH + DAY, every);
    let mut done = vec![];
    while (done.len() as u32) < runs {
        sleep_until(due).await;
        let hours = due.duration_since(SystemTime::UNIX_EPOCH)?.as_secs() / 3600;
        done.push(perform(format!("run of hour {hours}")).await?);
        // The job takes until 20 minutes past, so that of the next hour is not missed.
        due = next_due(due + Duration::from_mins(20 + 60 * (hours % 2)), every);
    }
    Ok(done)
}

/// A report each month, with what is new since the last one.
#[orchestrator]
async fn recurring_report(months: u32) -> Result<f64> {
    let mut last = None::<f64>;
    for month in 1..=months {
        let value = measure("revenue".into(), month).await?;
        let text = match last.replace(value) {
            None => format!("{value:.2}"),
            Some(before) if before < value => format!("{value:.2}, up {:.2}", value - before),
            Some(_) => format!("{value:.2}, no growth"),
        };
        mail("board".into(), text).await?;
        sleep(SHORT_DAY * 30).await;
    }
    last.ok_or_else(|| Failure::new("no month was asked for"))
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Application {
    name: String,
    income: u64,
    amount: u64,
    years: u32,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
enum Decision {
    Approved { rate: f64, receipt: String },
    Declined(String),
}

/// A decision table over score, income and term.
#[orchestrator]
async fn loan_application(application: Application) -> Result<Decision> {
    let Application {
        name,
        income,
        amount,
        years,
    } = application;
    if amount == 0 || years == 0 {
        return Ok(Decision::Declined("nothing to lend".to_owned()));
    }
    let score = measure(name.clone(), 100).await?;
    let yearly = amount / u64::from(years);
    let rate = match (score as u32, yearly * 100 / income.max(1), years) {
        (0..=2, ..) => Err("score"),
        (_, 51.., _) => Err("income"),
        (3..=5, _, 11..) => Err("term"),
        (3..=5, share, _) if share > 30 => Ok(7.5),
        (3..=5, ..) => Ok(5.0),
        (_, _, 1..=10) => Ok(2.5),
        _ => Ok(3.5),
    };
    Ok(match rate {
        Ok(rate) => Decision::Approved {
            rate,
            receipt: deposit(name, Cents(amount)).await?,
        },
        Err(reason) => {
            mail(name, format!("declined: {reason}")).await?;
            Decision::Declined(reason.into())
        }
    })
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
enum Claim {
    Filed { amount: u64 },
    Assessed { amount: u64, fraud: bool },
    Approved { amount: u64 },
    Paid { receipt: String },
    Rejected { reason: String },
}

/// A claim that goes from state to state.
#[orchestrator]
async fn insurance_claim(holder: String, amount: u64) -> Result<Vec<Claim>> {
    let mut claim = Claim::Filed { amount };
    let mut history = vec![];
    loop {
        let next = match claim.clone() {
            Claim::Filed { amount: 0 } => Claim::Rejected {
                reason: "no damage".into(),
            },
            Claim::Filed { amount } => Claim::Assessed {
                amount: amount - amount / 10,
                fraud: measure(holder.clone(), 10).await? > 0.9,
            },
            Claim::Assessed { fraud: true, .. } => {
                mail("police".into(), format!("look at {holder}")).await?;
                Claim::Rejected {
                    reason: "fraud".into(),
                }
            }
            Claim::Assessed {
                amount,
                fraud: false,
            } => Claim::Approved {
                amount: amount.min(500),
            },
            Claim::Approved { amount } => match deposit(holder.clone(), Cents(amount)).await {
                Ok(receipt) => Claim::Paid { receipt },
                Err(failure) => Claim::Rejected {
                    reason: failure.to_string(),
                },
            },
            Claim::Paid { .. } | Claim::Rejected { .. } => break,
        };
        history.push(std::mem::replace(&mut claim, next));
    }
    history.push(claim);
    Ok(history)
}

/// A ticket doubles when it isn't paid, unless it is appealed with a good word.
#[orchestrator]
async fn parking_ticket(plate: String) -> Result<String> {
    let mut fine = Cents(40);
    let mut appeals = 0;
    loop {
        let (what, words): (String, String) = event("driver").await?;
        match (what.as_str(), appeals) {
            ("pay", _) => {
                let receipt = withdraw(plate, fine).await?;
                break Ok(receipt);
            }
            ("appeal", 0) if words.contains("please") => break Ok(format!("{plate} is forgiven")),
            ("appeal", 0) => {
                appeals += 1;
                mail(plate.clone(), "no".into()).await?;
            }
            ("appeal", 1..) => fine += Cents(10),
            ("wait", _) => fine = Cents(fine.0 * 2),
            (other, _) => break Err(Failure::new(format!("{other} is no way"))),
        }
    }
}

/// Wages of a month; who has no account gets a cheque.
#[orchestrator]
async fn payroll(hours: BTreeMap<String, u64>, wage: u64) -> Result<(Cents, Vec<String>)> {
    let mut total = Cents::default();
    let mut cheques = Vec::with_capacity(hours.len());
    for (name, hours) in hours {
        let overtime = hours.saturating_sub(160);
        let pay = Cents(wage * (hours + overtime / 2));
        total += pay;
        let Err(failure) = deposit(name.clone(), pay).await else {
            continue;
        };
        cheques.push(format!("{name}: {failure}"));
    }
    if !cheques.is_empty() {
        perform(format!("print {} cheques", cheques.len())).await?;
    }
    Ok((total, cheques))
}

/// Books that must agree: what one side has and the other hasn't is looked into.
#[orchestrator]
async fn reconciliation(ours: Vec<(u32, u64)>, theirs: Vec<(u32, u64)>) -> Result<Vec<String>> {
    let mut theirs: BTreeMap<u32, u64> = theirs.into_iter().collect();
    let mut differences = vec![];
    for (id, amount) in ours {
        let difference = match theirs.remove(&id) {
            Some(other) if other == amount => continue,
            Some(other) => format!("{id}: {amount} here, {other} there"),
            None => format!("{id}: {amount} only here"),
        };
        differences.push(perform(difference).await?);
    }
    for (id, amount) in theirs {
        differences.push(perform(format!("{id}: {amount} only there")).await?);
    }
    Ok(differences)
}

fn application(name: &str, income: u64, amount: u64, years: u32) -> Application {
    Application {
        name: name.into(),
        income,
        amount,
        years,
    }
}

fn hours() -> BTreeMap<String, u64> {
    [("ann", 170), ("bob", 100), ("closed cid", 160)]
        .map(|(name, hours)| (name.into(), hours))
        .into()
}

durable_tests::holds! {
    a_subscription_runs_out => subscription("ann".into(), Plan::Basic, 3);
    a_subscription_ends_unpaid => subscription("poor bob".into(), Plan::Pro { seats: 2 }, 17);
    an_invoice_is_reminded_of => dunning("ann".into(), 60), dunning("poor bob".into(), 30);
    usage_is_billed_by_tiers => metered_usage("ann".into(), vec!["cpu".into(), "bandwidth".into()]);
    a_job_runs_by_the_hour => cron(4);
    a_report_comes_each_month => recurring_report(3);
    a_loan_is_decided =>
        loan_application(application("Jo", 100, 40, 2)), loan_application(application("Mary", 100, 40, 1)),
        loan_application(application("Mary", 100, 80, 1)), loan_application(application("Mary", 100, 20, 12)),
        loan_application(application("Christine", 100, 20, 12)), loan_application(application("Jo", 1, 0, 2));
    a_claim_is_handled =>
        insurance_claim("ann".into(), 900), insurance_claim("closed".into(), 90),
        insurance_claim("a long name".into(), 90), insurance_claim("ann".into(), 0);
    wages_are_paid => payroll(hours(), 10);
    books_are_reconciled => reconciliation(vec![(1, 5), (2, 6), (3, 7)], vec![(3, 8), (1, 5), (4, 9)]);
}

durable_tests::fails! {
    an_invoice_is_never_paid => dunning("poor bob".into(), 60);
    no_report_is_a_failure => recurring_report(0);
}

#[test]
fn a_subscription_is_told_what_happens() {
    let changes = [
        ("change", r#""Month""#),
        ("change", r#"{"Cancel": {"at_once": false}}"#),
        ("change", r#"{"Upgrade": {"Pro": {"seats": 2}}}"#),
        ("change", r#""Month""#),
    ];
    let paid = Cents(900 + (1500 - 450) + 3000);
    let expected = Subscription {
        months: 2,
        paid,
        end: End::Cancelled,
    };
    durable_tests::check_events(&subscription_by_events("ann".into()), &changes, expected);
    let cancelled = [("change", r#"{"Cancel": {"at_once": true}}"#)];
    let expected = Subscription {
        months: 0,
        paid: Cents(0),
        end: End::Cancelled,
    };
    durable_tests::check_events(&subscription_by_events("ann".into()), &cancelled, expected);
}

#[test]
fn a_ticket_is_paid_or_appealed() {
    let waited = [
        ("driver", r#"["wait", ""]"#),
        ("driver", r#"["appeal", "now"]"#),
        ("driver", r#"["appeal", "please"]"#),
        ("driver", r#"["pay", ""]"#),
    ];
    durable_tests::check_events(&parking_ticket("B-1".into()), &waited, "w-B-1-90".into());
    let forgiven = [("driver", r#"["appeal", "oh please"]"#)];
    durable_tests::check_events(
        &parking_ticket("B-1".into()),
        &forgiven,
        "B-1 is forgiven".into(),
    );
}
