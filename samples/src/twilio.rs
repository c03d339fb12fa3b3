//! [`Twilio`]: a client for the part of Twilio's Messages API that the samples need.

use durable_runtime::{Failure, Result};
use reqwest::{Client, StatusCode, Url};
use serde::Deserialize;

use crate::web;

/// What the help of a program with [`Twilio`] and [`GitHub`](crate::github::GitHub) says of its environment.
pub const ENVIRONMENT: &str = "\
Environment:
  TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, TWILIO_FROM  The account and the number that messages are sent from
  GITHUB_TOKEN                                        Optional; raises GitHub's rate limit
  GITHUB_API_URL, TWILIO_API_URL                      Optional; other servers than GitHub's and Twilio's own
  RUST_LOG                                            Optional; what is logged [default: info]";

/// The URL of Twilio's own API.
const DEFAULT_URL: &str = "https://api.twilio.com";

/// A client of Twilio's API, on behalf of an account and one of its phone numbers.
#[derive(Clone)]
pub struct Twilio {
    client: Client,
    api_url: Url,
    /// The account, or why there is none.
    account: Result<Account>,
}

/// The sender.
#[derive(Clone)]
pub struct Account {
    /// The account's SID.
    pub sid: String,
    /// The account's secret.
    pub auth_token: String,
    /// The number from which messages are sent, such as `+14255550100`.
    pub from: String,
}

/// Twilio's answer when it refuses.
#[derive(Deserialize)]
struct Refusal {
    code: Option<u64>,
    message: String,
}

impl Twilio {
    /// A client of the API at `TWILIO_API_URL` (`https://api.twilio.com` unless set), with `TWILIO_ACCOUNT_SID`,
    /// `TWILIO_AUTH_TOKEN` and `TWILIO_FROM`.
    ///
    /// # Errors
    /// If one of the three is missing, naming all missing ones; if `TWILIO_API_URL` isn't a URL.
    pub fn from_env() -> Result<Self> {
        let api_url = web::url_from_env("TWILIO_API_URL", DEFAULT_URL)?;
        let mut missing = Vec::new();
        let mut read = |name| {
            let value = std::env::var(name).unwrap_or_default();
            if value.is_empty() {
                missing.push(name);
            }
            value
        };
        let account = Account {
            sid: read("TWILIO_ACCOUNT_SID"),
            auth_token: read("TWILIO_AUTH_TOKEN"),
            from: read("TWILIO_FROM"),
        };
        if !missing.is_empty() {
            return Err(Failure::terminal(format!(
                "to send messages, set the environment variables {}",
                missing.join(", ")
            )));
        }
        Self::new(api_url, account)
    }

    /// A client of the API at `api_url`.
    ///
    /// # Errors
    /// If no TLS client can be made.
    pub fn new(api_url: Url, account: Account) -> Result<Self> {
        Ok(Self {
            client: web::client(&api_url)?,
            api_url,
            account: Ok(account),
        })
    }

    /// A client that sends nothing: each message fails with `reason`.
    ///
    /// # Errors
    /// If `TWILIO_API_URL` isn't a URL.
    pub fn without_account(reason: Failure) -> Result<Self> {
        let api_url = web::url_from_env("TWILIO_API_URL", DEFAULT_URL)?;
        Ok(Self {
            client: web::client(&api_url)?,
            api_url,
            account: Err(reason.into_terminal()),
        })
    }

    /// Sends a text message.
    ///
    /// # Errors
    /// A terminal one when Twilio refuses the message (the number can't be reached, the account is out
    /// of money), with Twilio's own words. One that may be retried when Twilio is busy or has trouble.
    pub async fn send(&self, to: &str, body: &str) -> Result<()> {
        let account = self.account.as_ref().map_err(Clone::clone)?;
        let mut url = self.api_url.clone();
        url.path_segments_mut()
            .map_err(|()| Failure::terminal("TWILIO_API_URL is not a URL that has a path"))?
            .pop_if_empty()
            .extend(["2010-04-01", "Accounts", &account.sid, "Messages.json"]);
        let response = self
            .client
            .post(url)
            .basic_auth(&account.sid, Some(&account.auth_token))
            .form(&[("To", to), ("From", &account.from), ("Body", body)])
            .send()
            .await?;
        let status = response.status();
        if status.is_success() {
            return Ok(());
        }
        let wait = web::retry_after(response.headers());
        let said = match response.json::<Refusal>().await {
            Ok(Refusal {
                code: Some(code),
                message,
            }) => format!("{message} (Twilio's error {code})"),
            Ok(Refusal { message, .. }) => message,
            Err(_) => "no reason given".to_owned(),
        };
        let failure = Failure::new(format!("Twilio answered {status}: {said}"));
        Err(match (status, wait) {
            (StatusCode::TOO_MANY_REQUESTS, Some(wait)) => failure.retry_after(wait),
            (StatusCode::TOO_MANY_REQUESTS, None) => failure,
            _ if status.is_server_error() => failure,
            _ => failure.into_terminal(),
        })
    }
}
