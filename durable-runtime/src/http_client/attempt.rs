//! The activity that sends one request and reads the response, across redirects.

use reqwest::header::{HeaderMap, HeaderName, HeaderValue, LOCATION};
use reqwest::{Method, StatusCode, Url};
use serde::{Deserialize, Serialize};

use crate::http_client::body::Body;
use crate::http_client::client::Client;
use crate::http_client::request::SecretHeader;
use crate::http_client::response::{Response, shown};
use crate::model::failure::context::FailureContext;
use crate::model::failure::{Failure, Result};
use crate::step::state::States;

/// The redirects that one request may follow, as in reqwest.
const REDIRECTS_MAX: usize = 10;

/// A request as it is sent. Values of secrets are not in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Attempt {
    pub(crate) method: String,
    pub(crate) url: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) secrets: Vec<SecretHeader>,
    pub(crate) body: Body,
    pub(crate) body_bytes_max: u64,
}

/// What came of a request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Reply {
    pub(crate) response: Response,
    /// Whether a redirect led to another origin, so that no secret may follow.
    pub(crate) has_left: bool,
}

/// Sends a request. A response of any status is `Ok`.
#[durable_macros::activity(name = "durable_runtime::http", crate = crate)]
pub(crate) async fn send(attempt: Attempt) -> Result<Reply> {
    // A plain run may have been given none.
    match States::current().get::<Client>() {
        Ok(client) => attempt.send(&client).await,
        Err(_) => attempt.send(&Client::new()).await,
    }
}

impl Attempt {
    async fn send(self, client: &Client) -> Result<Reply> {
        let connections = client.connections()?;
        let mut method: Method = self
            .method
            .parse()
            .map_err(|_| Failure::terminal(format!("`{}` is not a method of HTTP", self.method)))?;
        let mut url = parse(&self.url)?;
        let origin = url.origin();
        let mut headers = self.plain_headers()?;
        let mut secrets = HeaderMap::new();
        for header in &self.secrets {
            secrets.append(name(&header.header)?, client.value(header)?);
        }
        let mut body = self.body.0;
        let mut has_left = false;
        for _ in 0..=REDIRECTS_MAX {
            let mut sent = headers.clone();
            if !has_left {
                for (name, value) in &secrets {
                    sent.append(name, value.clone());
                }
            }
            let request = connections.request(method.clone(), url.clone());
            let request = request.headers(sent).body(body.clone());
            let failed = || format!("{method} {} failed", shown(url.as_str()));
            let response = request.send().await;
            let response = response.map_err(of_reqwest).with_context(failed)?;
            let Some(next) = redirect(response.status(), response.headers(), &url)? else {
                let response = read(response, self.body_bytes_max);
                let response = response.await.with_context(failed)?;
                return Ok(Reply { response, has_left });
            };
            if becomes_get(response.status(), &method) {
                method = Method::GET;
                body.clear();
                for name in OF_CONTENT {
                    headers.remove(name);
                }
            }
            has_left |= next.origin() != origin;
            url = next;
        }
        Err(Failure::terminal(format!(
            "{} {} leads to more than {REDIRECTS_MAX} redirects",
            self.method,
            shown(&self.url)
        )))
    }

    fn plain_headers(&self) -> Result<HeaderMap> {
        let mut headers = HeaderMap::new();
        for (header, value) in &self.headers {
            let value = HeaderValue::from_str(value).map_err(|_| {
                Failure::terminal(format!("the value of the header `{header}` is none"))
            })?;
            headers.append(name(header)?, value);
        }
        Ok(headers)
    }
}

fn name(header: &str) -> Result<HeaderName> {
    HeaderName::from_bytes(header.as_bytes())
        .map_err(|_| Failure::terminal(format!("`{header}` is not the name of a header")))
}

/// A URL that a request can be sent to.
pub(crate) fn parse(url: &str) -> Result<Url> {
    let parsed = Url::parse(url).map_err(|error| {
        Failure::terminal(format!("`{}` is not a URL: {error}", shown_unparsed(url)))
    })?;
    sendable(parsed)
}

/// A text that should have been a URL, without what may be a password or a key in it.
fn shown_unparsed(url: &str) -> &str {
    let shown = shown(url);
    shown.rsplit('@').next().unwrap_or(shown)
}

/// Refuses URLs that no request is sent to.
pub(crate) fn sendable(url: Url) -> Result<Url> {
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Failure::terminal(
            "a URL with a name or a password in it would be stored with them: take them out, and send them by `.secret_header(\"authorization\", \"NAME_OF_THE_SECRET\")`",
        ));
    }
    if !matches!(url.scheme(), "http" | "https") {
        let (shown, scheme) = (shown(url.as_str()), url.scheme());
        return Err(Failure::terminal(format!(
            "{shown} is no URL of HTTP: its scheme is `{scheme}`"
        )));
    }
    Ok(url)
}

/// The place where a `Location` leads.
pub(crate) fn location(headers: &HeaderMap, base: &Url) -> Result<Option<Url>> {
    let Some(location) = headers.get(LOCATION) else {
        return Ok(None);
    };
    let text = location.to_str().ok();
    let url = text.and_then(|location| base.join(location).ok());
    let Some(url) = url else {
        return Err(Failure::terminal(format!(
            "the `Location` in the response of {} is not a URL",
            shown(base.as_str())
        )));
    };
    sendable(url).map(Some)
}

/// The place where a redirect leads, if the response is one.
fn redirect(status: StatusCode, headers: &HeaderMap, url: &Url) -> Result<Option<Url>> {
    match status.as_u16() {
        301 | 302 | 303 | 307 | 308 => location(headers, url),
        _ => Ok(None),
    }
}

/// Whether what a redirect leads to is fetched: the outcome of a request, and not the same request again.
fn becomes_get(redirect: StatusCode, method: &Method) -> bool {
    match redirect.as_u16() {
        303 => method != Method::HEAD,
        301 | 302 => method == Method::POST,
        _ => false,
    }
}

/// The headers that tell of a request's body.
pub(crate) const OF_CONTENT: [&str; 4] = [
    "content-encoding",
    "content-length",
    "content-type",
    "transfer-encoding",
];

async fn read(mut response: reqwest::Response, bytes_max: u64) -> Result<Response> {
    let too_long = || {
        Failure::terminal(format!(
            "the body of the response is longer than {bytes_max} bytes; `.body_bytes_max(…)` allows more"
        ))
    };
    if response
        .content_length()
        .is_some_and(|bytes| bytes > bytes_max)
    {
        return Err(too_long());
    }
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(of_reqwest)? {
        if (body.len() + chunk.len()) as u64 > bytes_max {
            return Err(too_long());
        }
        body.extend_from_slice(&chunk);
    }
    let url = response.url().to_string();
    let (status, headers) = (response.status(), std::mem::take(response.headers_mut()));
    Ok(Response::new(status, url, headers, body))
}

/// The failure that an error of reqwest's is. The URL is told by who knows it.
fn of_reqwest(error: reqwest::Error) -> Failure {
    let is_final = error.is_builder();
    let failure = Failure::from(error.without_url());
    if is_final {
        failure.into_terminal()
    } else {
        failure
    }
}
