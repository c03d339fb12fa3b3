//! A change of the monitor, and what its author reads about the monitors that sleep in the released code.

use std::time::Duration;

use durable_runtime::lock::{self, Verdict};
use durable_runtime::prelude::*;

/// The monitor with two changes: it says hello first, and its pauses grow faster.
#[orchestrator(name = "E3_Monitor")]
async fn monitor(
    repo: String,
    phone: String,
    poll_seconds: Option<u64>,
    expire_seconds: Option<u64>,
) -> Result<String> {
    say_hello(phone.clone()).await?;
    let life = Duration::from_secs(expire_seconds.unwrap_or(300));
    let longest = Duration::from_secs(poll_seconds.unwrap_or(60).max(1)).min(life);
    let Some(expiry) = now().checked_add(life) else {
        return Err(Failure::terminal(
            "`expire_seconds` is more than a clock can say",
        ));
    };
    let mut interval = (longest / 4).max(Duration::from_secs(1));
    while now() < expiry {
        if too_many_open_issues(repo.clone()).await? {
            send_alert(phone.clone()).await?;
            break;
        }
        set_custom_status("The repository does not have too many issues, for now ...");
        sleep_until((now() + interval).min(expiry)).await;
        interval = (interval * 3).min(longest);
    }
    Ok("Monitor completed!".into())
}

#[activity]
async fn say_hello(phone: String) -> Result<()> {
    assert!(!phone.is_empty());
    Ok(())
}

#[activity(name = "E3_TooManyOpenIssues")]
async fn too_many_open_issues(repo: String) -> Result<bool> {
    Ok(repo.is_empty())
}

#[activity(name = "E3_SendAlert")]
async fn send_alert(phone: String) -> Result<()> {
    assert!(!phone.is_empty());
    Ok(())
}

#[test]
fn the_report_says_what_becomes_of_sleeping_monitors() {
    let report = lock::report(include_str!("../durable.lock")).expect("it is a lock");
    let text = report.to_string();
    let [monitor] = &report.functions[..] else {
        panic!("{text}");
    };
    let points = monitor.against[0].points.iter();
    let verdicts: Vec<_> = points.map(|point| (&*point.point, point.verdict)).collect();
    assert_eq!(
        verdicts,
        [
            ("too_many_open_issues#1", Verdict::Ask),
            ("send_alert#1", Verdict::Moves),
            ("sleep_until#1", Verdict::Ask),
        ],
        "{text}"
    );
    assert!(!report.is_ok());
    for part in [
        "E3_Monitor (samples/tests/lock.rs:",
        ", against v1\n",
        "send_alert#1            moves  to send_alert#1 (line 27), same future: goes on as in the old code\n",
        "sleep_until#1           ASK    to sleep_until#1 (line 31): the code has changed on both sides\n",
        "going back to v1: 1 of 4 points goes back; ",
        "E3_Monitor: decide what becomes of the instances at too_many_open_issues#1 of v1 and sleep_until#1 of v1.",
        "    [[function.decision]]\n    from = \"v1\"\n    from_code = \"6dfdb2fa06247612\"\n    at = \"sleep_until#1\"\n    code = \"",
    ] {
        assert!(text.contains(part), "no `{part}` in:\n{text}");
    }
    let json = serde_json::to_value(&report).expect("a report is JSON");
    assert_eq!(
        json["functions"][0]["against"][0]["points"][2]["verdict"],
        "ask"
    );
}
