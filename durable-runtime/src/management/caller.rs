//! The check of callers for a host without a system key. It serves programs on this machine, and not the web pages in
//! its browsers.
//!
//! A page may send requests to `127.0.0.1`, and a name of its own may resolve to it (DNS rebinding). Such a request
//! shows in what browsers send and pages can't change: `Host`, `Origin` and the `Sec-Fetch-…` headers. Programs send
//! neither of the last two, and pass.

use std::net::{Ipv4Addr, Ipv6Addr};

use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};

use super::api::Settings;
use super::response::Refusal;

/// The longest name in DNS.
const NAME_BYTES_MAX: usize = 253;

/// The host that a client names in its request: a name or an address, and perhaps a port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Host {
    text: String,
    /// In lower case; an IPv6 address in its brackets.
    name: String,
    port: Option<u16>,
}

impl Host {
    /// Parses the content of `Host`: letters, digits, `-`, `_` and `.`, or an address.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let after_name = match text.strip_prefix('[') {
            Some(rest) => {
                let address = &rest[..rest.find(']')?];
                address.parse::<Ipv6Addr>().ok()?;
                &rest[address.len() + 1..]
            }
            None => {
                let name = &text[..text.find(':').unwrap_or(text.len())];
                let is_known = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
                let is_name = (1..=NAME_BYTES_MAX).contains(&name.len())
                    && name.chars().all(is_known)
                    && !name.trim_end_matches('.').is_empty();
                if !is_name {
                    return None;
                }
                &text[name.len()..]
            }
        };
        let port = match after_name.strip_prefix(':') {
            Some(digits) if digits.bytes().all(|digit| digit.is_ascii_digit()) => match digits {
                "" => None,
                digits => Some(digits.parse().ok()?),
            },
            None if after_name.is_empty() => None,
            _ => return None,
        };
        let name = &text[..text.len() - after_name.len()];
        Some(Self {
            text: text.to_owned(),
            name: name.to_ascii_lowercase(),
            port,
        })
    }

    /// The host that a request names; `None` when it names none, as HTTP/1.0 allows.
    ///
    /// # Errors
    /// 400, if it is no host, or there are several.
    pub(super) fn of(headers: &HeaderMap, uri: &Uri) -> Result<Option<Self>, Refusal> {
        let refuse = |reason: &str| Refusal::new(StatusCode::BAD_REQUEST, reason);
        let parsed = |text: Option<&str>| {
            text.and_then(Self::parse).ok_or_else(|| {
                refuse("The request's Host is not the name or the address of a host")
            })
        };
        let mut values = headers.get_all(HOST).iter();
        let header = values
            .next()
            .map(|value| parsed(value.to_str().ok()))
            .transpose()?;
        if values.next().is_some() {
            return Err(refuse("The request has more than one Host"));
        }
        // A URL in the first line takes precedence over the header.
        match uri.authority() {
            Some(authority) => Ok(Some(parsed(Some(authority.as_str()))?)),
            None => Ok(header),
        }
    }

    /// As the client wrote it.
    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// Without the port, in lower case.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Whether the name can resolve to nothing but this machine, whatever DNS says.
    fn is_loopback(&self) -> bool {
        let address = self.name.strip_prefix('[');
        if let Some(address) = address.and_then(|rest| rest.strip_suffix(']')) {
            let address = address.parse::<Ipv6Addr>();
            return address.is_ok_and(|address| address.to_canonical().is_loopback());
        }
        if let Ok(address) = self.name.parse::<Ipv4Addr>() {
            return address.is_loopback();
        }
        let name = self.name.strip_suffix('.').unwrap_or(&self.name);
        name == "localhost" || name.ends_with(".localhost")
    }

    /// Whether both are the same place, with the default port of `scheme`.
    fn is_reached_by(&self, other: &Self, scheme: &str) -> bool {
        let default = match scheme {
            "http" => Some(80),
            "https" => Some(443),
            _ => None,
        };
        self.name == other.name && self.port.or(default) == other.port.or(default)
    }
}

/// Admits a request to a host without a system key, or refuses it.
///
/// # Errors
/// 403, with the reason and the remedy.
pub(super) fn check(
    settings: &Settings,
    method: &Method,
    headers: &HeaderMap,
    host: Option<&Host>,
) -> Result<(), Refusal> {
    if let Some(host) = host
        && !host.is_loopback()
        && !settings.hosts.contains(host.name())
    {
        return Err(forbidden(&format!(
            "it answers as localhost, 127.0.0.1 and [::1], and not as `{}`; call it by one of these, allow the name \
             by `Http::allow_host`, or set a system key",
            host.name()
        )));
    }
    for origin in headers.get_all(ORIGIN) {
        if !is_same(origin, host) {
            return Err(forbidden(
                "a web page of another origin calls it; set a system key to serve that page",
            ));
        }
    }
    if headers.get_all("sec-fetch-site").iter().any(is_foreign) && !is_visit(method, headers) {
        return Err(forbidden(
            "a web page of another site calls it; set a system key to serve that page",
        ));
    }
    Ok(())
}

fn forbidden(reason: &str) -> Refusal {
    Refusal::new(
        StatusCode::FORBIDDEN,
        format!("This host has no system key, and serves only programs on this machine: {reason}"),
    )
}

fn is_same(origin: &HeaderValue, host: Option<&Host>) -> bool {
    let parsed = origin.to_str().ok().and_then(|text| {
        let (scheme, place) = text.split_once("://")?;
        Some((scheme.to_ascii_lowercase(), Host::parse(place)?))
    });
    match (parsed, host) {
        (Some((scheme, place)), Some(host)) => place.is_reached_by(host, &scheme),
        _ => false,
    }
}

fn is_foreign(site: &HeaderValue) -> bool {
    !matches!(site.as_bytes(), b"same-origin" | b"none")
}

/// A person follows a link to this host: the page with the link doesn't see the answer. A `GET` changes nothing.
fn is_visit(method: &Method, headers: &HeaderMap) -> bool {
    let is = |name: &str, wanted: &str| {
        let mut values = headers.get_all(name).iter();
        values.next().is_some_and(|value| value == wanted) && values.next().is_none()
    };
    // A frame in the page is loaded in the same way, and is no visit.
    let in_frame = headers.contains_key("sec-fetch-dest") && !is("sec-fetch-dest", "document");
    method == Method::GET && is("sec-fetch-mode", "navigate") && !in_frame
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn host(text: &str) -> Host {
        Host::parse(text).unwrap_or_else(|| panic!("`{text}` is a host"))
    }

    #[test]
    fn names_and_addresses_are_hosts_with_and_without_a_port() {
        for text in [
            "localhost",
            "localhost:7071",
            "LOCALHOST:",
            "my_service.internal:80",
            "127.0.0.1:65535",
            "[::1]",
            "[::1]:7071",
            "example.com.",
        ] {
            assert_eq!(host(text).as_str(), text);
        }
        let long = "x".repeat(254);
        for text in [
            "", ":80", ".", "a b", "a/b", "a\\b", "a?b", "a#b", "u@a", "a:b", "a:65536", "a:-1",
            "a:80:80", "::1", "[::1", "[::1]x", "[a]", "ü", "a%20b", "<a>", "a\"b", "a,b", "a;b",
            "http://a", &long,
        ] {
            assert_eq!(Host::parse(text), None, "{text}");
        }
    }

    #[test]
    fn only_names_that_lead_nowhere_else_are_loopback() {
        for text in [
            "localhost",
            "LocalHost:7071",
            "localhost.",
            "flows.localhost",
            "127.0.0.1:7071",
            "127.255.0.9",
            "[::1]:7071",
            "[0:0:0:0:0:0:0:1]",
            "[::ffff:127.0.0.1]",
        ] {
            assert!(host(text).is_loopback(), "{text}");
        }
        for text in [
            "evil.example",
            "localhost.evil.example",
            "notlocalhost",
            "127.0.0.1.evil.example",
            "127.1",
            "2130706433",
            "0.0.0.0",
            "10.0.0.1",
            "[::]",
            "[::2]",
            "128.0.0.1",
        ] {
            assert!(!host(text).is_loopback(), "{text}");
        }
    }

    #[test]
    fn a_url_in_the_first_line_counts_and_not_the_header_beside_it() {
        let mut headers = HeaderMap::new();
        headers.insert(HOST, HeaderValue::from_static("localhost"));
        let uri: Uri = "http://evil.example/instances/a".parse().unwrap();
        let found = Host::of(&headers, &uri).unwrap().unwrap();
        assert_eq!(found.name(), "evil.example");
    }
}
