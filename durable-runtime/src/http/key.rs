//! The system key: whether a request may do anything at all.

use axum::http::{HeaderMap, HeaderValue};
use subtle::ConstantTimeEq;

use super::query::Query;

const HEADER: &str = "x-functions-key";

/// Whether the request carries the key, as the query's `code` or in the header.
pub(super) fn allows(system_key: Option<&str>, query: &Query, headers: &HeaderMap) -> bool {
    let Some(key) = system_key else { return true };
    let from_query = query.get("code").map(str::as_bytes);
    let from_header = headers.get(HEADER).map(HeaderValue::as_bytes);
    [from_query, from_header]
        .into_iter()
        .flatten()
        // In constant time: how long a refusal takes must not tell how much of a guess is right.
        .any(|given| given.ct_eq(key.as_bytes()).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(key: Option<&str>, query: &str, header: Option<&str>) -> bool {
        let mut headers = HeaderMap::new();
        if let Some(header) = header {
            headers.insert(HEADER, header.parse().unwrap());
        }
        allows(key, &Query::parse(query), &headers)
    }

    #[test]
    fn a_request_needs_the_key_where_there_is_one() {
        assert!(allowed(None, "", None));
        assert!(allowed(None, "code=anything", None));
        assert!(!allowed(Some("s3cr t"), "", None));
        assert!(!allowed(Some("s3cr t"), "code=", None));
        assert!(!allowed(Some("s3cr t"), "code=s3cr", None));
        assert!(allowed(Some("s3cr t"), "a=1&Code=s3cr+t", None));
        assert!(!allowed(Some("s3cr t"), "", Some("S3CR T")));
        assert!(allowed(Some("s3cr t"), "", Some("s3cr t")));
        assert!(
            allowed(Some("s3cr t"), "code=wrong", Some("s3cr t")),
            "one of the two is enough"
        );
    }
}
