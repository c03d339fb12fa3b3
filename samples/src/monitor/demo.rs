//! The demonstration: a monitor's whole life in some seconds, on stand-ins for GitHub and Twilio.

use std::net::TcpListener;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use durable_runtime::{Failure, Result, Runtime};
use serde_json::value::RawValue;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use tokio::sync::oneshot;
use tokio::time::{sleep, timeout};

use super::cli::HostArguments;
use super::host::{Answer, Host};
use super::stand_ins::StandIns;
use crate::github::GitHub;
use crate::narration;
use crate::twilio::{Account, Twilio};

/// No demonstration takes longer.
const TIME_MAX: Duration = Duration::from_secs(20);

/// The time between two looks at the monitor's status.
const LOOK_EVERY: Duration = Duration::from_millis(200);

/// Runs everything in this process.
pub(super) async fn in_one_process<O>(open: O) -> Result<()>
where
    O: AsyncFnOnce(&Path, GitHub, Twilio) -> Result<Runtime>,
{
    narration::to_stdout();
    introduce("This process hosts the monitor itself.");
    let stand_ins = StandIns::start().await?;
    let folder = TempDir::new()?;
    let github = GitHub::new(stand_ins.github, None)?;
    let twilio = Twilio::new(stand_ins.twilio, account())?;
    let runtime = open(&folder.path().join("monitor.redb"), github, twilio).await?;
    let server = runtime.serve("127.0.0.1:0").bind().await?;
    let host = host_at(&format!("http://{}", server.address()))?;

    let (stop, stopped) = oneshot::channel::<()>();
    let serving = server.run_until(async {
        let _ = stopped.await;
    });
    let show = async {
        let shown = in_time(async {
            let id = start(&host).await?;
            end_of(&host, &id).await
        })
        .await;
        // The other end is gone when the host has ended already.
        let _ = stop.send(());
        shown
    };
    let (ended, shown) = tokio::join!(serving, show);
    ended?;
    conclude(&shown?);
    Ok(())
}

/// Runs the host as a process of its own, kills it twice on the way, and starts it again.
pub(super) async fn with_kills() -> Result<()> {
    narration::to_stdout();
    introduce(
        "The host is a process of its own, which is killed twice (SIGKILL) and started again.",
    );
    let stand_ins = StandIns::start().await?;
    let folder = TempDir::new()?;
    let shown = in_time(killed_on_the_way(stand_ins, folder.path())).await?;
    conclude(&shown);
    Ok(())
}

async fn killed_on_the_way(stand_ins: StandIns, folder: &Path) -> Result<Answer> {
    let mut polls = stand_ins.polls.clone();
    let mut hosting = Hosting::new(&stand_ins, folder)?;
    let host = host_at(&format!("http://{}", hosting.address))?;

    let mut process = hosting.start(&host).await?;
    let id = start(&host).await?;

    // After the second poll the monitor sleeps for two seconds.
    polls.wait_for(|polls| *polls == 2).await?;
    sleep(Duration::from_secs(1)).await;
    kill(&mut process, "in the middle of the monitor's sleep").await?;
    let mut process = hosting.start(&host).await?;
    show_where_it_is(&host, &id).await?;

    polls.wait_for(|polls| *polls == 3).await?;
    sleep(Duration::from_millis(50)).await;
    kill(&mut process, "right after a poll").await?;
    let mut process = hosting.start(&host).await?;
    show_where_it_is(&host, &id).await?;

    let end = end_of(&host, &id).await;
    process.kill().await?;
    end
}

/// The way in which the host is started, each time.
struct Hosting {
    command: Command,
    address: String,
    starts: u32,
}

impl Hosting {
    fn new(stand_ins: &StandIns, folder: &Path) -> Result<Self> {
        // A port that was free a moment ago, for links must stay the same across restarts.
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?.to_string();
        let account = account();
        let mut command = Command::new(std::env::current_exe()?);
        command
            .args(["serve", "--listen", &address, "--store"])
            .arg(folder.join("monitor.redb"))
            .env("GITHUB_API_URL", stand_ins.github.as_str())
            .env("TWILIO_API_URL", stand_ins.twilio.as_str())
            .env("TWILIO_ACCOUNT_SID", account.sid)
            .env("TWILIO_AUTH_TOKEN", account.auth_token)
            .env("TWILIO_FROM", account.from)
            .env_remove("GITHUB_TOKEN")
            .env_remove("MONITOR_SYSTEM_KEY")
            .stdin(Stdio::null())
            .stderr(Stdio::piped())
            .kill_on_drop(true);
        Ok(Self {
            command,
            address,
            starts: 0,
        })
    }

    /// Starts the host, shows what it logs, and waits until it answers.
    async fn start(&mut self, host: &Host) -> Result<Child> {
        self.starts += 1;
        let name = format!("host {}", self.starts);
        let mut process = self.command.spawn()?;
        if let Some(log) = process.stderr.take() {
            tokio::spawn(async move {
                let mut lines = BufReader::new(log).lines();
                while let Ok(Some(line)) = lines.next_line().await {
                    println!("{name} | {line}");
                }
            });
        }
        while !host.answers().await {
            if let Some(status) = process.try_wait()? {
                return Err(Failure::new(format!("the host ended by itself ({status})")));
            }
            sleep(Duration::from_millis(20)).await;
        }
        Ok(process)
    }
}

async fn kill(process: &mut Child, when: &str) -> Result<()> {
    process.kill().await?;
    println!("*** The host is killed, {when}. It is started again. ***");
    Ok(())
}

async fn show_where_it_is(host: &Host, id: &str) -> Result<()> {
    let status = host.status(id).await?;
    println!(
        "*** It is up again. The monitor is {}: {} ***",
        status.field("runtimeStatus").unwrap_or_default(),
        status.field("customStatus").unwrap_or_default(),
    );
    Ok(())
}

fn host_at(url: &str) -> Result<Host> {
    Host::new(HostArguments {
        host: url.parse()?,
        code: None,
    })
}

/// Starts the monitor as the article does, and shows the answer.
async fn start(host: &Host) -> Result<String> {
    let input: &RawValue = serde_json::from_str(
        r#"{"repo": "octocat/hello-world", "phone": "+14255550100", "poll_seconds": 4, "expire_seconds": 60}"#,
    )?;
    println!("POST /orchestrators/E3_Monitor\nContent-Type: application/json\n\n{input}\n");
    let answer = host.start(input).await?;
    println!("{answer}\n");
    answer
        .field("id")
        .ok_or_else(|| Failure::new("the host's answer has no id"))
}

/// The monitor's last status.
async fn end_of(host: &Host, id: &str) -> Result<Answer> {
    loop {
        let status = host.status(id).await?;
        match status.field("runtimeStatus").as_deref() {
            Some("Pending" | "Running") => sleep(LOOK_EVERY).await,
            _ => return Ok(status),
        }
    }
}

async fn in_time<T>(show: impl Future<Output = Result<T>>) -> Result<T> {
    tokio::select! {
        shown = timeout(TIME_MAX, show) => shown.unwrap_or_else(|_| {
            Err(Failure::new(format!("the monitor has not ended within {TIME_MAX:?}")))
        }),
        _ = tokio::signal::ctrl_c() => Err(Failure::new("interrupted")),
    }
}

fn account() -> Account {
    Account {
        sid: "AC0000".to_owned(),
        auth_token: "not a secret".to_owned(),
        from: "+14255550199".to_owned(),
    }
}

fn introduce(how: &str) {
    println!(
        "\
A demonstration. GitHub and Twilio are stand-ins on this machine: nothing leaves it, and no SMS is sent.
The repository gets one more open issue at each poll; three are too many. Between its polls the monitor
sleeps for 1, 2 and then 4 seconds: monitors set their own pace. {how}
"
    );
}

fn conclude(status: &Answer) {
    println!(
        "
{}

That was the demonstration, with stand-ins. The real thing, for repositories on GitHub, needs a Twilio
account (TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN and TWILIO_FROM in the environment):

    cargo run -- serve --store monitor.redb --listen 127.0.0.1:7071
    cargo run -- start --repo rust-lang/rust --phone +1425XXXXXXX --every 30m --for 6h

`cargo run -- demo --kill` shows the same with a host that is killed; `cargo run -- --help` shows the rest.",
        status.pretty()
    );
}
