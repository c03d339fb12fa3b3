//! The durable functions of the monitor, `E3_Monitor`.
//!
//! They are all in this file. Two programs have it as a module of their own: `monitor` and `samples`.

use std::time::Duration;

use durable_runtime::prelude::*;
use samples::github::GitHub;
use samples::twilio::Twilio;

/// The number of open issues that is too many.
const MANY: usize = 3;

/// Watches `repo` until it has too many open issues, and then alerts `phone`, or until the monitor expires.
///
/// While it sleeps it is a row in a file: there may be a hundred thousand of them, and the process may
/// be stopped, killed, updated and started again.
#[orchestrator(name = "E3_Monitor")]
async fn monitor(
    repo: String,
    phone: String,
    poll_seconds: Option<u64>,
    expire_seconds: Option<u64>,
) -> Result<String> {
    let life = Duration::from_secs(expire_seconds.unwrap_or(300));
    let longest = Duration::from_secs(poll_seconds.unwrap_or(60).max(1)).min(life);
    let Some(expiry) = now().checked_add(life) else {
        return Err(Failure::terminal(
            "`expire_seconds` is more than a clock can say",
        ));
    };
    // A monitor sets its own pace: this one looks again soon at first, and then less and less often,
    // up to the interval that was asked for.
    let mut interval = (longest / 4).max(Duration::from_secs(1));
    while now() < expiry {
        if too_many_open_issues(repo.clone()).await? {
            send_alert(phone.clone()).await?;
            break;
        }
        set_custom_status("The repository does not have too many issues, for now ...");
        sleep_until((now() + interval).min(expiry)).await;
        interval = (interval * 2).min(longest);
    }
    Ok("Monitor completed!".into())
}

/// Whether a repository has too many open issues.
#[activity(
    name = "E3_TooManyOpenIssues",
    retry(attempts = 5, first = "1s", backoff = 2.0)
)]
async fn too_many_open_issues(github: State<GitHub>, repo: String) -> Result<bool> {
    github.has_open_issues(&repo, MANY).await
}

/// Sends the alert. When the process dies between sending it and noting so, it is sent again.
#[activity(
    name = "E3_SendAlert",
    retry(attempts = 3, first = "5s", backoff = 2.0)
)]
async fn send_alert(twilio: State<Twilio>, phone: String) -> Result<()> {
    let text = "Hey! You may want to check on your repo, there are too many open issues";
    twilio.send(&phone, text).await
}
