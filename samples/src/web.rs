//! The common parts of the samples' HTTP clients.

use std::time::Duration;

use durable_runtime::Failure;
use reqwest::header::{HeaderMap, RETRY_AFTER};
use reqwest::{Client, Url};

/// The time that one request may take.
const TIMEOUT: Duration = Duration::from_secs(30);

/// A client for requests to `url` and to paths below it.
///
/// # Errors
/// If this machine's certificates can't be read.
pub fn client(url: &Url) -> Result<Client, reqwest::Error> {
    // Later calls find the first one's choice, and that is fine.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let builder = Client::builder()
        .user_agent(concat!(
            "durable-runtime-samples/",
            env!("CARGO_PKG_VERSION")
        ))
        .timeout(TIMEOUT);
    // A server on this machine isn't behind a proxy.
    let builder = if is_loopback(url) {
        builder.no_proxy()
    } else {
        builder
    };
    builder.build()
}

fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost"
        || address
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

/// The base URL in the environment variable `name`, or else `default`.
///
/// # Errors
/// If the variable holds something else.
pub fn url_from_env(name: &str, default: &str) -> Result<Url, Failure> {
    let text = std::env::var(name).unwrap_or_else(|_| default.to_owned());
    text.parse()
        .map_err(|error| Failure::terminal(format!("{name} is not a URL: {error}: `{text}`")))
}

/// The seconds that `Retry-After` asks a client to wait.
pub fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    number(headers, RETRY_AFTER.as_str()).map(Duration::from_secs)
}

/// The value of a header that is a whole number.
pub fn number(headers: &HeaderMap, name: &str) -> Option<u64> {
    headers.get(name)?.to_str().ok()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_reached_past_a_proxy() {
        for url in [
            "http://127.0.0.1:80",
            "http://localhost/x",
            "http://[::1]:7071",
        ] {
            assert!(is_loopback(&url.parse().unwrap()), "{url}");
        }
        for url in ["https://api.github.com", "http://127.0.0.1.example"] {
            assert!(!is_loopback(&url.parse().unwrap()), "{url}");
        }
    }
}
