//! [`RequestBuilder`]: a call before it is sent, and the functions that begin one.

use std::time::Duration;

use reqwest::Method;
use reqwest::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use serde::{Deserialize, Serialize};

use crate::http_client::body::Body;
use crate::model::retry::RetryPolicy;

/// The time that one request may take, unless set.
const TIMEOUT: Duration = Duration::from_secs(100);

/// The wait before a 202 is asked about, if neither the server nor the call says how long it is.
const POLL_INTERVAL: Duration = Duration::from_secs(30);

/// The longest body of a response, unless set.
const BODY_BYTES_MAX: u64 = 8 << 20;

/// The statuses that are tried again, unless set: the server is busy, or fails for now.
const RETRY_STATUSES: [u16; 6] = [408, 429, 500, 502, 503, 504];

/// Headers that are known to carry what proves who calls. A plain header is stored and shown, so these have to be secret.
const SENSITIVE: [&str; 13] = [
    "api-key",
    "authorization",
    "cookie",
    "ocp-apim-subscription-key",
    "private-token",
    "proxy-authorization",
    "x-amz-security-token",
    "x-api-key",
    "x-auth-token",
    "x-csrf-token",
    "x-functions-key",
    "x-goog-api-key",
    "x-vault-token",
];

/// A header of which the value is a secret of this name. Only the name is stored.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct SecretHeader {
    pub(crate) header: String,
    pub(crate) secret: String,
    /// Whether the value is sent as `Bearer …`.
    pub(crate) is_bearer: bool,
}

/// A request of an orchestrator, before it is [sent](Self::send).
///
/// It can be stored, and cloned: each clone that is sent is a call of its own.
#[must_use = "a request does nothing unless it is sent, and that is awaited"]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RequestBuilder {
    pub(crate) method: String,
    pub(crate) url: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) secrets: Vec<SecretHeader>,
    pub(crate) body: Body,
    timeout: Duration,
    pub(crate) retry: Option<RetryPolicy>,
    pub(crate) retry_statuses: Vec<u16>,
    /// Whether a 202 with a `Location` is followed.
    pub(crate) polls: bool,
    pub(crate) poll_interval: Duration,
    pub(crate) body_bytes_max: u64,
    /// The first thing that is wrong with it. The call fails with that.
    pub(crate) mistake: Option<String>,
}

/// A `GET` request.
pub fn get(url: impl Into<String>) -> RequestBuilder {
    request(Method::GET, url)
}

/// A `POST` request.
pub fn post(url: impl Into<String>) -> RequestBuilder {
    request(Method::POST, url)
}

/// A `PUT` request.
pub fn put(url: impl Into<String>) -> RequestBuilder {
    request(Method::PUT, url)
}

/// A `PATCH` request.
pub fn patch(url: impl Into<String>) -> RequestBuilder {
    request(Method::PATCH, url)
}

/// A `DELETE` request.
pub fn delete(url: impl Into<String>) -> RequestBuilder {
    request(Method::DELETE, url)
}

/// A `HEAD` request.
pub fn head(url: impl Into<String>) -> RequestBuilder {
    request(Method::HEAD, url)
}

/// A request with any method.
#[allow(
    clippy::needless_pass_by_value,
    reason = "`Method::GET` is what users pass"
)]
pub fn request(method: Method, url: impl Into<String>) -> RequestBuilder {
    RequestBuilder {
        method: method.as_str().to_owned(),
        url: url.into(),
        headers: Vec::new(),
        secrets: Vec::new(),
        body: Body::default(),
        timeout: TIMEOUT,
        retry: None,
        retry_statuses: RETRY_STATUSES.to_vec(),
        polls: true,
        poll_interval: POLL_INTERVAL,
        body_bytes_max: BODY_BYTES_MAX,
        mistake: None,
    }
}

impl RequestBuilder {
    /// Adds a header. It is **stored and shown**: in the history, in the stack of the instance, in copies of the store.
    ///
    /// So the call fails, and sends nothing, if the header is known to carry a secret, as `authorization`, `cookie` and
    /// `x-functions-key` do. [`secret_header`](Self::secret_header) is for those.
    ///
    /// An `idempotency-key` takes the place of the one that the call would make.
    pub fn header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        let Some(name) = self.header_name(name.as_ref()) else {
            return self;
        };
        if SENSITIVE.contains(&name.as_str()) {
            return self.mistaken(format!(
                "the header `{name}` carries a secret, and what `.header(…)` is given is stored and shown: name the secret by `.secret_header(\"{name}\", \"NAME_OF_THE_SECRET\")`"
            ));
        }
        if HeaderValue::from_str(value.as_ref()).is_err() {
            return self.mistaken(format!(
                "the value of the header `{name}` has characters that no header can have"
            ));
        }
        self.headers.push((name, value.as_ref().to_owned()));
        self
    }

    /// Adds a header of which the value is a secret, given by its **name**: `.secret_header("x-functions-key",
    /// "BILLING_KEY")`. The name is stored, and the value never is.
    ///
    /// The value is looked up whenever a request is sent: first in what the program gave to the runtime
    /// ([`Client::secret`](crate::http::Client::secret)), and then in the environment. So it may change while the
    /// instance waits. If there is none, the call fails.
    ///
    /// It is sent to the scheme, host and port of the call's URL only. A redirect or a `Location` that leads elsewhere
    /// is followed without it, from there on.
    pub fn secret_header(self, name: impl AsRef<str>, secret: impl Into<String>) -> Self {
        self.secret(name.as_ref(), secret.into(), false)
    }

    /// Adds `authorization: Bearer …` with the secret of this **name**, as [`secret_header`](Self::secret_header) does:
    /// `.secret_bearer_auth("GITHUB_TOKEN")`.
    pub fn secret_bearer_auth(self, secret: impl Into<String>) -> Self {
        self.secret("authorization", secret.into(), true)
    }

    fn secret(mut self, header: &str, secret: String, is_bearer: bool) -> Self {
        let Some(header) = self.header_name(header) else {
            return self;
        };
        let is_name = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte);
        // What is no name may be the secret itself, so the text doesn't repeat it.
        if secret.is_empty() || !secret.bytes().all(is_name) {
            return self.mistaken(format!(
                "the secret of the header `{header}` is not given by its name: a name has letters, digits, `_`, `-` and `.` only. Give the value to the runtime, by `.state(http::Client::new().secret(\"NAME\", value))` or in the environment, and the name to the call"
            ));
        }
        self.secrets.push(SecretHeader {
            header,
            secret,
            is_bearer,
        });
        self
    }

    /// Sets the body. It is stored.
    pub fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = Body(body.into());
        self
    }

    /// Sets the body to `value` as JSON, and the `content-type` unless there is one. It is stored.
    pub fn json<T: Serialize + ?Sized>(mut self, value: &T) -> Self {
        match serde_json::to_vec(value) {
            Ok(json) => self.body = Body(json),
            Err(error) => {
                return self.mistaken(format!("the body can't be written as JSON: {error}"));
            }
        }
        let is_typed = self
            .headers
            .iter()
            .any(|(name, _)| name == CONTENT_TYPE.as_str());
        if is_typed {
            self
        } else {
            self.header(CONTENT_TYPE, "application/json")
        }
    }

    /// Sets the time that one request may take, from connecting to the end of the response's body: 100 seconds unless set.
    ///
    /// Polls and further attempts are requests of their own. For a limit of the whole call there is
    /// [`timeout`](crate::timeout): `timeout(Duration::from_secs(3600), http::get(url).send()).await`.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Tries again by this policy if a request fails: it can't connect, the response doesn't come in
    /// [time](Self::timeout) or is cut off, or the status is one of the [`retry_statuses`](Self::retry_statuses).
    /// Unless set there is one attempt.
    ///
    /// The waits are timers, so they go on across restarts of the process. A `Retry-After` of the response takes the
    /// place of the policy's wait. When the policy is exhausted, the call returns the last response, or the last failure. Each poll of a 202
    /// has all attempts of the policy.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = Some(policy);
        self
    }

    /// Sets the statuses that [`retry`](Self::retry) tries again, in place of 408, 429, 500, 502, 503 and 504.
    pub fn retry_statuses(mut self, statuses: impl IntoIterator<Item = u16>) -> Self {
        self.retry_statuses = statuses.into_iter().collect();
        self
    }

    /// Sets whether a 202 with a `Location` is followed (it is unless set): the call waits as long as `Retry-After`
    /// says, asks at the `Location` by `GET`, and so on until the status is another one. Otherwise the 202 is returned.
    pub fn follow_accepted(mut self, follow: bool) -> Self {
        self.polls = follow;
        self
    }

    /// Sets the wait before a 202 is asked about if it has no `Retry-After`: 30 seconds unless set.
    pub fn poll_interval(mut self, interval: Duration) -> Self {
        self.poll_interval = interval;
        self
    }

    /// Sets how long the body of a response may be, in bytes: 8 MiB unless set. The call fails if it is longer.
    pub fn body_bytes_max(mut self, bytes: u64) -> Self {
        self.body_bytes_max = bytes;
        self
    }

    /// The time that one request may take.
    pub(crate) fn attempt_timeout(&self) -> Duration {
        self.timeout
    }

    /// The name of a header in small letters. What is none is a mistake.
    fn header_name(&mut self, name: &str) -> Option<String> {
        match HeaderName::from_bytes(name.as_bytes()) {
            Ok(name) => Some(name.as_str().to_owned()),
            Err(_) => {
                let mistake = format!("`{name}` is not the name of a header");
                self.mistake.get_or_insert(mistake);
                None
            }
        }
    }

    fn mistaken(mut self, mistake: String) -> Self {
        self.mistake.get_or_insert(mistake);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(request: RequestBuilder, mistake: &str) {
        let shown = format!("{request:?}");
        assert!(!shown.contains("hunter2"), "{shown}");
        let found = request.mistake.expect("it has a mistake");
        assert!(found.contains(mistake), "{found}");
        assert!(!found.contains("hunter2"), "{found}");
    }

    #[test]
    fn a_header_that_carries_a_secret_is_refused_and_its_value_is_dropped() {
        for name in SENSITIVE {
            let upper = name.to_uppercase();
            let request = get("http://localhost/").header(upper, "hunter2");
            check(request, &format!(".secret_header(\"{name}\", "));
        }
    }

    #[test]
    fn a_secret_is_given_by_its_name() {
        let url = "http://localhost/";
        check(
            get(url).secret_header("authorization", "Bearer hunter2"),
            "not given by its name",
        );
        check(get(url).secret_bearer_auth(""), "not given by its name");
        let right = get(url).secret_header("Authorization", "GITHUB_TOKEN");
        assert_eq!(right.mistake, None);
        assert_eq!(right.secrets[0].header, "authorization");
    }

    #[test]
    fn what_no_header_can_be_is_a_mistake_and_the_first_one_is_told() {
        check(get("").header("a b", "").header("c d", ""), "`a b` is not");
        check(get("").header("a", "line\nline"), "the header `a` has");
        check(
            get("").json(&f64::NAN.to_bits()).header("", ""),
            "`` is not",
        );
    }

    #[test]
    fn json_has_its_type_unless_there_is_another_one() {
        let request = post("").json(&[1, 2]);
        assert_eq!(request.body.0, b"[1,2]");
        let json = ("content-type".to_owned(), "application/json".to_owned());
        assert_eq!(request.headers, [json]);
        let request = post("").header("Content-Type", "text/x").json(&[1, 2]);
        let other = ("content-type".to_owned(), "text/x".to_owned());
        assert_eq!(request.headers, [other]);
    }
}
