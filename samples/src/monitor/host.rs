//! [`Host`]: the HTTP API of a running host, as this program's commands use it.

use std::fmt;

use durable_runtime::{Failure, Result};
use reqwest::header::{HeaderMap, LOCATION, RETRY_AFTER};
use reqwest::{Client, RequestBuilder, StatusCode, Url};
use serde::Serialize;
use serde_json::Value;

use super::cli::HostArguments;
use super::pretty::pretty;
use crate::web;

/// The path of Durable Functions' management API.
const WEBHOOKS: [&str; 3] = ["runtime", "webhooks", "durabletask"];

/// A running host.
pub(super) struct Host {
    client: Client,
    url: Url,
    code: Option<String>,
}

/// The answer of a host.
pub(super) struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    text: String,
}

impl Host {
    pub(super) fn new(arguments: HostArguments) -> Result<Self> {
        Ok(Self {
            client: web::client(&arguments.host)?,
            url: arguments.host,
            code: arguments.code,
        })
    }

    /// Starts a monitor.
    pub(super) async fn start(&self, input: &(impl Serialize + ?Sized)) -> Result<Answer> {
        let url = self.at(&["orchestrators", "E3_Monitor"])?;
        let answer = self.ask(self.client.post(url).json(input)).await?;
        match answer.status {
            StatusCode::ACCEPTED => Ok(answer),
            _ => Err(self.refused(&answer)),
        }
    }

    /// The status of a monitor.
    pub(super) async fn status(&self, id: &str) -> Result<Answer> {
        let url = self.at_instance(id, None)?;
        let answer = self.ask(self.client.get(url)).await?;
        match answer.status {
            StatusCode::OK | StatusCode::ACCEPTED => Ok(answer),
            StatusCode::NOT_FOUND => Err(self.no_such_monitor(id)),
            _ => Err(self.refused(&answer)),
        }
    }

    /// Ends a monitor. `false` when it has ended already.
    pub(super) async fn terminate(&self, id: &str, reason: &str) -> Result<bool> {
        let mut url = self.at_instance(id, Some("terminate"))?;
        url.query_pairs_mut().append_pair("reason", reason);
        let answer = self.ask(self.client.post(url)).await?;
        match answer.status {
            StatusCode::ACCEPTED => Ok(true),
            StatusCode::GONE => Ok(false),
            StatusCode::NOT_FOUND => Err(self.no_such_monitor(id)),
            _ => Err(self.refused(&answer)),
        }
    }

    /// Whether there is a host, and it answers.
    pub(super) async fn answers(&self) -> bool {
        self.ask(self.client.get(self.url.clone())).await.is_ok()
    }

    fn at(&self, path: &[&str]) -> Result<Url> {
        let mut url = self.url.clone();
        url.path_segments_mut()
            .map_err(|()| Failure::new(format!("{} is not the URL of a host", self.url)))?
            .pop_if_empty()
            .extend(path);
        Ok(url)
    }

    fn at_instance(&self, id: &str, action: Option<&str>) -> Result<Url> {
        let path: Vec<_> = WEBHOOKS
            .into_iter()
            .chain(["instances", id])
            .chain(action)
            .collect();
        self.at(&path)
    }

    async fn ask(&self, request: RequestBuilder) -> Result<Answer> {
        let request = match &self.code {
            // Not in the URL, which ends up in logs.
            Some(code) => request.header("x-functions-key", code),
            None => request,
        };
        let response = request.send().await.map_err(|error| {
            let failure = Failure::from(error);
            let cause = failure
                .sources()
                .last()
                .unwrap_or(failure.message())
                .to_owned();
            Failure::new(format!(
                "there is no host at {} ({cause}); `monitor serve` starts one",
                self.url
            ))
        })?;
        let (status, headers) = (response.status(), response.headers().clone());
        let text = response.text().await?;
        Ok(Answer {
            status,
            headers,
            text,
        })
    }

    fn no_such_monitor(&self, id: &str) -> Failure {
        Failure::new(format!("the host at {} has no monitor `{id}`", self.url))
    }

    fn refused(&self, answer: &Answer) -> Failure {
        if answer.status == StatusCode::UNAUTHORIZED {
            return Failure::new(format!("the host at {} asks for another --code", self.url));
        }
        let said = ["ExceptionMessage", "Message"]
            .iter()
            .find_map(|key| answer.field(key))
            .unwrap_or_else(|| "no reason given".to_owned());
        Failure::new(format!("the host answered {}: {said}", answer.status))
    }
}

impl Answer {
    /// A field of the body, which is a text.
    pub(super) fn field(&self, name: &str) -> Option<String> {
        let body: Value = serde_json::from_str(&self.text).ok()?;
        Some(body.get(name)?.as_str()?.to_owned())
    }

    /// The body, for people to read.
    pub(super) fn pretty(&self) -> String {
        pretty(&self.text)
    }
}

impl fmt::Display for Answer {
    /// The answer verbatim: the status, the headers that matter here, and the body.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "HTTP/1.1 {}", self.status)?;
        for (title, name) in [("Location", LOCATION), ("Retry-After", RETRY_AFTER)] {
            if let Some(value) = self.headers.get(name) {
                writeln!(f, "{title}: {}", String::from_utf8_lossy(value.as_bytes()))?;
            }
        }
        write!(f, "\n{}", self.pretty())
    }
}
