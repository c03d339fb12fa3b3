//! [`Client`]: what the calls of a runtime share, which is connections and secrets.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::OnceLock;

use reqwest::header::HeaderValue;
use reqwest::redirect::Policy;
use rustls::crypto::{CryptoProvider, ring};

use crate::http_client::request::SecretHeader;
use crate::model::failure::{Failure, Result};

/// What the HTTP calls of a runtime share: connections, and secrets that aren't in the environment.
///
/// A runtime has one by itself. Give it another one as a state:
///
/// ```no_run
/// use durable_runtime::http;
/// use durable_runtime::prelude::*;
///
/// # async fn example() -> Result<()> {
/// let key = std::fs::read_to_string("/run/secrets/billing")?;
/// let client = http::Client::new().secret("BILLING_KEY", key.trim());
/// let runtime = Runtime::builder().state(client).open("orders.redb").await?;
/// # Ok(())
/// # }
/// ```
///
/// A plain run takes the one of `States::scope`.
#[derive(Default)]
pub struct Client {
    secrets: BTreeMap<String, String>,
    is_direct: bool,
    /// Made with the first request. Its connections belong to the tokio runtime of that time.
    connections: OnceLock<Result<reqwest::Client, Failure>>,
}

impl Client {
    /// One without secrets of its own.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the value of a secret, for [`secret_header`](crate::http::RequestBuilder::secret_header). It comes before a variable
    /// of the environment with this name.
    #[must_use]
    pub fn secret(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.secrets.insert(name.into(), value.into());
        self
    }

    /// Connects to servers directly, also if the environment names a proxy.
    #[must_use]
    pub fn no_proxy(mut self) -> Self {
        self.is_direct = true;
        self
    }

    /// The value of a header that carries a secret.
    pub(crate) fn value(&self, header: &SecretHeader) -> Result<HeaderValue> {
        let SecretHeader {
            header,
            secret: name,
            is_bearer,
        } = header;
        let given = self.secrets.get(name).cloned();
        let secret = given.or_else(|| std::env::var(name).ok());
        let Some(secret) = secret.filter(|secret| !secret.is_empty()) else {
            return Err(Failure::terminal(format!(
                "there is no secret `{name}` for the header `{header}`: set it in the environment, or give it to the runtime by `.state(http::Client::new().secret(\"{name}\", value))`"
            )));
        };
        let before = if *is_bearer { "Bearer " } else { "" };
        let mut value = HeaderValue::from_str(&format!("{before}{secret}")).map_err(|_| {
            Failure::terminal(format!(
                "the secret `{name}` has characters that the header `{header}` can't have, such as the end of a line"
            ))
        })?;
        value.set_sensitive(true);
        Ok(value)
    }

    pub(crate) fn connections(&self) -> Result<&reqwest::Client> {
        let made = self.connections.get_or_init(|| {
            if CryptoProvider::get_default().is_none() {
                // If another thread was faster, its choice is as good.
                let _ = ring::default_provider().install_default();
            }
            let agent = concat!("durable-runtime/", env!("CARGO_PKG_VERSION"));
            // Redirects are followed by the attempt, which knows what must not be carried along.
            let mut builder = reqwest::Client::builder()
                .user_agent(agent)
                .referer(false)
                .redirect(Policy::none());
            if self.is_direct {
                builder = builder.no_proxy();
            }
            let built = builder.build();
            built.map_err(|error| Failure::from(error).context("no HTTP client can be made"))
        });
        made.as_ref().map_err(Clone::clone)
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("secrets", &self.secrets.keys())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(secret: &str, is_bearer: bool) -> SecretHeader {
        SecretHeader {
            header: "authorization".to_owned(),
            secret: secret.to_owned(),
            is_bearer,
        }
    }

    #[test]
    fn a_secret_is_what_the_program_gave_or_what_the_environment_has() {
        let client = Client::new().secret("CARGO_PKG_NAME", "hunter2");
        let value = client.value(&header("CARGO_PKG_NAME", true)).unwrap();
        assert_eq!(value, "Bearer hunter2");
        let value = client.value(&header("CARGO_PKG_VERSION", false)).unwrap();
        assert_eq!(value, env!("CARGO_PKG_VERSION"));
    }

    #[test]
    fn nothing_shows_the_value_of_a_secret() {
        let client = Client::new()
            .secret("KEY", "hunter2")
            .secret("LINES", "hunter2\n");
        let value = client.value(&header("KEY", false)).unwrap();
        let failure = client.value(&header("LINES", false)).unwrap_err();
        for shown in [
            format!("{client:?}"),
            format!("{value:?}"),
            format!("{failure:?}"),
        ] {
            assert!(!shown.contains("hunter2"), "{shown}");
        }
    }

    #[test]
    fn a_missing_secret_is_a_failure_that_names_it() {
        let empty = Client::new().secret("EMPTY", "");
        for name in ["EMPTY", "DURABLE_RUNTIME_HAS_NO_SUCH_VARIABLE"] {
            let failure = empty.value(&header(name, false)).unwrap_err();
            assert!(failure.is_terminal());
            let said = format!("there is no secret `{name}` for the header `authorization`");
            assert!(failure.message().starts_with(&said), "{failure}");
        }
    }
}
