//! [`Tags`]: what a start says of its instance, for queries.

use std::collections::BTreeMap;

/// What the start of an instance says of it, by names.
pub(crate) type Tags = BTreeMap<String, String>;

/// The number of tags that an instance may have.
pub(crate) const TAGS_MAX: usize = 32;

/// The number of bytes of a tag's name, and of its value.
pub(crate) const TAG_BYTES_MAX: usize = 256;

/// Checks the tags of a start: each list of instances reads them.
pub(crate) fn check(tags: &Tags) -> Result<(), String> {
    if tags.len() > TAGS_MAX {
        return Err(format!(
            "it has {} tags, and an instance may have {TAGS_MAX}",
            tags.len()
        ));
    }
    for (name, value) in tags {
        if name.is_empty() {
            return Err("one of its tags has an empty name; give it one".to_owned());
        }
        // A long one isn't repeated.
        let shown: String = name.chars().take(40).collect();
        for (what, text) in [("name", name), ("value", value)] {
            if text.len() > TAG_BYTES_MAX {
                return Err(format!(
                    "the {what} of its tag `{shown}` has {} bytes, and may have {TAG_BYTES_MAX}",
                    text.len()
                ));
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_of(tags: impl IntoIterator<Item = (String, String)>, told: Option<&str>) {
        let checked = check(&tags.into_iter().collect());
        match (checked, told) {
            (Ok(()), None) => {}
            (Err(reason), Some(told)) => assert!(reason.contains(told), "{reason}"),
            (checked, told) => panic!("{checked:?}, and not {told:?}"),
        }
    }

    #[test]
    fn tags_have_limits() {
        let tag = |name: &str, value: &str| [(name.to_owned(), value.to_owned())];
        let many = |count: usize| (0..count).map(|n| (n.to_string(), String::new()));
        check_of([], None);
        check_of(tag("customer", ""), None);
        check_of(many(TAGS_MAX), None);
        check_of(many(TAGS_MAX + 1), Some("33 tags"));
        check_of(tag("", "17"), Some("an empty name"));
        let (most, more) = ("x".repeat(TAG_BYTES_MAX), "x".repeat(TAG_BYTES_MAX + 1));
        check_of(tag(&most, &most), None);
        check_of(tag(&more, ""), Some("the name of its tag `xxx"));
        check_of(
            tag("a", &more),
            Some("the value of its tag `a` has 257 bytes"),
        );
    }
}
