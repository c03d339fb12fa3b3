//! `http`: starts and status queries over sockets that are kept open, compared with starts without HTTP.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use durable_runtime::prelude::*;
use serde::Deserialize;
use tokio::sync::oneshot;

use crate::chain::Chains;
use crate::clients::share;
use crate::http_client::Connection;
use crate::statistics::per_second;
use crate::trial::{Trial, expect};
use crate::workload::{Defaults, Target, Workload};

pub(crate) const WORKLOAD: Workload = Workload {
    name: "http",
    about: "starts and status queries over HTTP; --in-flight is how many connections there are",
    defaults: Defaults {
        instances: Some(Chains::COMMON.instances),
        activities: Some(Chains::COMMON.activities),
        in_flight: Some(32),
        ..Defaults::COMMON
    },
    targets: &[("ratio_to_chain_starts", Target::AtLeast(0.5))],
    run: |trial| Box::pin(run(trial)),
};

/// The part of the answer to a start that is read.
#[derive(Deserialize)]
struct Started {
    id: String,
}

/// The part of the answer to a status query that is read.
#[derive(Deserialize)]
struct Shown {
    #[serde(rename = "runtimeStatus")]
    runtime_status: String,
    output: u64,
}

/// The work of all connections together.
struct Round {
    took: Duration,
    answers: Vec<Answer>,
}

struct Answer {
    id: String,
    took: Duration,
}

/// The requests of all connections, between them.
enum Asking {
    /// Instances of so many activities.
    Starts { activities: u64 },
    /// The status of each of these, which have ended with so many activities.
    Status { ids: Vec<String>, activities: u64 },
}

async fn run(trial: &mut Trial) -> Result<()> {
    let settings = &trial.settings;
    let (instances, activities) = (settings.instances(), settings.activities());
    let connections = settings.in_flight();
    let runtime = trial.open("http").await?;
    let server = runtime.serve("127.0.0.1:0").bind().await?;
    let address = server.address();
    let (stop, stopped) = oneshot::channel::<()>();
    let serving = tokio::spawn(server.run_until(async {
        // The sender being dropped is a reason to stop, too.
        let _ = stopped.await;
    }));
    let asking = Asking::Starts { activities };
    let began = Instant::now();
    let starts = round(address, connections, instances, asking).await?;
    let ids: Vec<String> = starts
        .answers
        .iter()
        .map(|answer| answer.id.clone())
        .collect();
    for id in &ids {
        let done: u64 = runtime.instance(id).result().await?.decode()?;
        expect("activities run", done, activities)?;
    }
    let all_ended = began.elapsed();
    let asking = Asking::Status { ids, activities };
    let queries = round(address, connections, instances, asking).await?;
    drop(stop);
    serving.await??;
    let chains = Chains {
        instances,
        activities,
        ..Chains::COMMON
    };
    // Until all have ended, on both sides: an engine that answers first and works later is no faster.
    let chain = chains.run(trial).await?;
    let latencies = |round: &Round| -> Vec<Duration> {
        round.answers.iter().map(|answer| answer.took).collect()
    };
    trial.figure("starts_per_second", per_second(instances, starts.took));
    trial.latencies("start", &latencies(&starts));
    trial.figure("status_per_second", per_second(instances, queries.took));
    trial.latencies("status", &latencies(&queries));
    trial.figure(
        "started_and_ended_per_second",
        per_second(instances, all_ended),
    );
    trial.figure("chain_starts_per_second", per_second(instances, chain));
    trial.figure(
        "ratio_to_chain_starts",
        chain.as_secs_f64() / all_ended.as_secs_f64(),
    );
    Ok(())
}

/// Has the connections make so many requests between them.
async fn round(
    address: SocketAddr,
    connections: u64,
    requests: u64,
    asking: Asking,
) -> Result<Round> {
    let mut clients = Vec::new();
    for _ in 0..connections {
        clients.push(Connection::open(address).await?);
    }
    let asking = Arc::new(asking);
    let began = Instant::now();
    let answers = share(requests, clients, move |mut connection, number| {
        let asking = Arc::clone(&asking);
        async move {
            let answer = asking.ask(&mut connection, number).await?;
            Ok((connection, answer))
        }
    });
    let answers = answers.await?;
    Ok(Round {
        took: began.elapsed(),
        answers,
    })
}

impl Asking {
    async fn ask(&self, connection: &mut Connection, number: u64) -> Result<Answer> {
        let began = Instant::now();
        let id = match self {
            Self::Starts { activities } => {
                let body = activities.to_string();
                let started: Started = connection
                    .ask("POST", "/orchestrators/chain", &body, &[202])
                    .await?;
                started.id
            }
            Self::Status { ids, activities } => {
                let id = &ids[usize::try_from(number)?];
                let path = format!("/runtime/webhooks/durabletask/instances/{id}");
                let shown: Shown = connection.ask("GET", &path, "", &[200]).await?;
                expect("a status", shown.runtime_status.as_str(), "Completed")?;
                expect("an output", shown.output, *activities)?;
                id.clone()
            }
        };
        Ok(Answer {
            id,
            took: began.elapsed(),
        })
    }
}
