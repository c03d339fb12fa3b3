//! Whether the stored values of one type can be read as another one, by the types' texts.

/// The integers, each before those that hold all its values and more.
const INTEGERS: [&[&str]; 2] = [
    &["u8", "u16", "u32", "u64", "u128"],
    &["i8", "i16", "i32", "i64", "i128"],
];

/// Whether a value of the type `old` may be read as one of the type `new`: they have one name, whatever the paths before it, or
/// the new one is a larger integer.
pub(super) fn is_readable_as(old: &str, new: &str) -> bool {
    let (old, new) = (without_paths(old), without_paths(new));
    old == new
        || INTEGERS.iter().any(|integers| {
            let place = |name: &str| integers.iter().position(|integer| *integer == name);
            place(&old)
                .zip(place(&new))
                .is_some_and(|(old, new)| old < new)
        })
}

/// A type without the paths before its names.
fn without_paths(ty: &str) -> String {
    let mut short = String::new();
    let mut word = String::new();
    let mut rest = ty;
    while let Some(c) = rest.chars().next() {
        if c.is_alphanumeric() || c == '_' {
            word.push(c);
            rest = &rest[c.len_utf8()..];
            continue;
        }
        if let Some(after) = rest
            .strip_prefix("::")
            .filter(|after| !after.starts_with('<'))
        {
            // What came before was the name of a module.
            word.clear();
            rest = after;
            continue;
        }
        short.push_str(&std::mem::take(&mut word));
        if !c.is_whitespace() {
            short.push(c);
        }
        rest = &rest[c.len_utf8()..];
    }
    short + &word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_of_one_name_are_the_same() {
        assert!(is_readable_as("Vec<model::Order>", "std::vec::Vec<Order> "));
        assert!(is_readable_as("Vec::<u8>", "Vec::<u8>"));
        assert!(!is_readable_as("Cents", "Dollars"));
        assert!(!is_readable_as("Vec<Cents>", "Vec<Dollars>"));
        assert!(is_readable_as("u32", "u64"));
        assert!(!is_readable_as("u64", "u32"));
        assert!(!is_readable_as("u32", "i64"));
    }
}
