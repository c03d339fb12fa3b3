//! [`RoutedRequest`]: a request with a known route, as its handler sees it.

use std::sync::{Arc, Mutex, PoisonError};

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Uri};

use super::api::Api;
use super::bodies::Held;
use super::caller::Host;
use super::connections::Connection;
use super::response::Refusal;
use super::url_query::UrlQuery;
use crate::model::json::Json;

/// A request, and the parameters that its route found in it.
pub(super) struct RoutedRequest {
    pub(super) api: Arc<Api>,
    pub(super) query: UrlQuery,
    pub(super) origin: Origin,
    /// The request's own URL.
    pub(super) url: String,
    parameters: Vec<(&'static str, String)>,
    headers: HeaderMap,
    /// Several looks at a request share it, and a body can't be shared.
    body: Mutex<Body>,
    /// Room for the body, until the request is answered.
    held: Option<Held>,
    /// The connection of the request; `None` where the program serves the router itself.
    connection: Option<Arc<Connection>>,
}

/// The place where the client reached this API: the beginning of links.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Origin {
    site: String,
    mount: String,
}

impl Origin {
    pub(super) fn new(scheme: &str, host: &str, mount: &str) -> Self {
        Self {
            site: format!("{scheme}://{host}"),
            mount: mount.to_owned(),
        }
    }

    /// `outer` is the request's original URI, `inner` the part that a nesting router left of it.
    pub(super) fn of(headers: &HeaderMap, host: Option<&Host>, outer: &Uri, inner: &Uri) -> Self {
        let host = host.map_or("localhost", Host::as_str);
        // TLS ends at a proxy, which says so in this header.
        let proxied = headers.get("x-forwarded-proto");
        let is_https =
            proxied.is_some_and(|scheme| scheme.as_bytes().eq_ignore_ascii_case(b"https"));
        let scheme = if is_https { "https" } else { "http" };
        let mount = outer.path().strip_suffix(inner.path()).unwrap_or_default();
        Self::new(scheme, host, mount)
    }

    /// The URL up to the path of this API.
    pub(super) fn base(&self) -> String {
        format!("{}{}", self.site, self.mount)
    }

    /// The URL of the request for `uri`.
    pub(super) fn url_of(&self, uri: &Uri) -> String {
        let path = uri.path_and_query().map_or("/", |path| path.as_str());
        format!("{}{path}", self.site)
    }
}

impl RoutedRequest {
    pub(super) fn new(
        api: Arc<Api>,
        origin: Origin,
        outer: &Uri,
        query: UrlQuery,
        parameters: Vec<(&'static str, String)>,
        request: Request,
    ) -> Self {
        let url = origin.url_of(outer);
        let (mut parts, body) = request.into_parts();
        Self {
            api,
            query,
            origin,
            url,
            parameters,
            headers: parts.headers,
            body: Mutex::new(body),
            held: None,
            connection: parts.extensions.remove(),
        }
    }

    /// A part of the path, by its name in the table of routes.
    pub(super) fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters
            .iter()
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value.as_str())
    }

    /// The instance that the path names.
    pub(super) fn instance(&self) -> crate::client::instance::Instance<Json> {
        self.api
            .runtime
            .instance(self.parameter("id").unwrap_or_default())
    }

    /// A header, the first one of this name.
    pub(super) fn header(&self, name: &HeaderName) -> Option<&HeaderValue> {
        self.headers.get(name)
    }

    /// Whether the request declares its body as JSON.
    pub(super) fn says_json(&self) -> bool {
        self.headers
            .get(CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .and_then(|text| text.split(';').next())
            .is_some_and(|media| media.trim().eq_ignore_ascii_case("application/json"))
    }

    /// The body as JSON, kept verbatim; `null` when it is empty.
    pub(super) async fn json_body(&mut self) -> Result<Json, Refusal> {
        let bytes = self.bytes().await?;
        let text = std::str::from_utf8(&bytes).map_err(|error| Refusal::bad_json(&error))?;
        if text.trim().is_empty() {
            return Ok(Json::null());
        }
        text.parse().map_err(|error| Refusal::bad_json(&error))
    }

    async fn bytes(&mut self) -> Result<Vec<u8>, Refusal> {
        let body = self.body.get_mut();
        let body = std::mem::take(body.unwrap_or_else(PoisonError::into_inner));
        let reading = self.api.bodies.read(body);
        let (bytes, held) = match &self.connection {
            Some(connection) => connection.read_body(reading).await?,
            None => reading.await?,
        };
        self.held = Some(held);
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin(headers: &[(&'static str, &str)], outer: &str, inner: &str) -> Origin {
        let headers = headers
            .iter()
            .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
            .collect();
        let (outer, inner) = (outer.parse().unwrap(), inner.parse().unwrap());
        let host = Host::of(&headers, &outer).unwrap();
        Origin::of(&headers, host.as_ref(), &outer, &inner)
    }

    #[test]
    fn links_begin_where_the_client_reached_the_api() {
        let plain = origin(
            &[("host", "a:7071")],
            "/instances/1?x=1",
            "/instances/1?x=1",
        );
        assert_eq!(plain.base(), "http://a:7071");
        assert_eq!(
            plain.url_of(&"/instances/1?x=1".parse().unwrap()),
            "http://a:7071/instances/1?x=1"
        );

        let nested = origin(
            &[("host", "a.example"), ("x-forwarded-proto", "HTTPS")],
            "/flows/instances/1",
            "/instances/1",
        );
        assert_eq!(nested.base(), "https://a.example/flows");
        assert_eq!(
            nested.url_of(&"/flows/instances/1".parse().unwrap()),
            "https://a.example/flows/instances/1"
        );

        assert_eq!(origin(&[], "/x", "/x").base(), "http://localhost");
    }
}
