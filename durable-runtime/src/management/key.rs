//! The system key, without which a request is refused.

use axum::http::{HeaderMap, HeaderValue};
use subtle::ConstantTimeEq;

use super::url_query::UrlQuery;

const HEADER: &str = "x-functions-key";

/// Whether the request carries the key, as the query's `code` or in the header. An empty key is never accepted.
pub(super) fn is_given(key: &str, query: &UrlQuery, headers: &HeaderMap) -> bool {
    let from_query = query.get("code").map(str::as_bytes);
    let from_header = headers.get(HEADER).map(HeaderValue::as_bytes);
    [from_query, from_header]
        .into_iter()
        .flatten()
        // In constant time: the time that a refusal takes must not reveal how much of a guess is right.
        .any(|given| !key.is_empty() && given.ct_eq(key.as_bytes()).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(key: &str, query: &str, header: Option<&str>) -> bool {
        let mut headers = HeaderMap::new();
        if let Some(header) = header {
            headers.insert(HEADER, header.parse().unwrap());
        }
        is_given(key, &UrlQuery::parse(query), &headers)
    }

    #[test]
    fn a_request_needs_the_key_where_there_is_one() {
        assert!(!given("s3cr t", "", None));
        assert!(!given("", "code=", Some("")));
        assert!(!given("s3cr t", "code=", None));
        assert!(!given("s3cr t", "code=s3cr", None));
        assert!(given("s3cr t", "a=1&Code=s3cr+t", None));
        assert!(!given("s3cr t", "", Some("S3CR T")));
        assert!(given("s3cr t", "", Some("s3cr t")));
        assert!(
            given("s3cr t", "code=wrong", Some("s3cr t")),
            "one of the two is enough"
        );
    }
}
