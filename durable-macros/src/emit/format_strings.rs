//! Format strings in the text of a machine: the locals that they capture have numbers there, as everywhere.

use proc_macro2::TokenTree;

/// A local that a format string captures.
pub(super) struct Capture {
    pub(super) name: String,
    /// What stands for it in the text.
    pub(super) number: String,
}

/// A literal with numbers for the captures in its placeholders, and how many of the captures it names.
pub(super) fn with_numbers(literal: &str, captures: &[Capture]) -> (String, usize) {
    let mut text = String::with_capacity(literal.len());
    let mut named = vec![false; captures.len()];
    let mut rest = literal;
    while let Some(at) = rest.find('{') {
        text.push_str(&rest[..=at]);
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix('{') {
            // A brace, and no placeholder.
            text.push('{');
            rest = after;
            continue;
        }
        let Some(end) = rest.find('}') else {
            break;
        };
        let (argument, format) = match rest[..end].split_once(':') {
            Some((argument, format)) => (argument, Some(format)),
            None => (&rest[..end], None),
        };
        match captures
            .iter()
            .position(|capture| capture.name == argument.trim())
        {
            Some(at) => {
                named[at] = true;
                text.push_str(&captures[at].number);
            }
            None => text.push_str(argument),
        }
        if let Some(format) = format {
            text.push(':');
            text.push_str(&with_widths(format, captures, &mut named));
        }
        rest = &rest[end..];
    }
    text.push_str(rest);
    (text, named.into_iter().filter(|named| *named).count())
}

/// A format with numbers for the captures that tell a width or a precision: `.a$`.
fn with_widths(format: &str, captures: &[Capture], named: &mut [bool]) -> String {
    let mut text = String::new();
    let mut rest = format;
    while let Some(at) = rest.find('$') {
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let begin = rest[..at].trim_end_matches(is_word).len();
        // A zero before it fills the width.
        let captured = captures.iter().enumerate().find_map(|(number, capture)| {
            let before = rest[begin..at].strip_suffix(&capture.name)?;
            before
                .chars()
                .all(|c| c == '0')
                .then_some((number, begin + before.len()))
        });
        match captured {
            Some((number, begin)) => {
                named[number] = true;
                text.push_str(&rest[..begin]);
                text.push_str(&captures[number].number);
            }
            None => text.push_str(&rest[..at]),
        }
        text.push('$');
        rest = &rest[at + 1..];
    }
    text + rest
}

/// The position of the format string among the arguments of a macro: the first literal that is an argument by itself and names
/// one of the captures.
pub(super) fn position(tokens: &[TokenTree], captures: &[Capture]) -> Option<usize> {
    let is_comma = |token: Option<&TokenTree>| matches!(token, Some(TokenTree::Punct(comma)) if comma.as_char() == ',');
    let mut tokens_with_places = tokens.iter().enumerate();
    let found = tokens_with_places.find(|(at, token)| {
        let before = at.checked_sub(1).and_then(|at| tokens.get(at));
        let after = tokens.get(at + 1);
        let is_argument =
            (before.is_none() || is_comma(before)) && (after.is_none() || is_comma(after));
        match token {
            TokenTree::Literal(literal) if is_argument => {
                with_numbers(&literal.to_string(), captures).1 > 0
            }
            _ => false,
        }
    });
    found.map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_have_numbers() {
        let captures = [("a", "§1"), ("b", "§2")].map(|(name, number)| Capture {
            name: name.to_owned(),
            number: number.to_owned(),
        });
        for (literal, expected, count) in [
            (r#""{a} {b:?} {c}""#, r#""{§1} {§2:?} {c}""#, 2),
            (r#""{{a}} {a }""#, r#""{{a}} {§1}""#, 1),
            (
                r#""{n:a$} {:.b$} {a:>0b$}""#,
                r#""{n:§1$} {:.§2$} {§1:>0§2$}""#,
                2,
            ),
            (r#""{ab} {a1$} {:ab$}""#, r#""{ab} {a1$} {:ab$}""#, 0),
            (r#""{{{a}}}""#, r#""{{{§1}}}""#, 1),
            (r#""{a""#, r#""{a""#, 0),
        ] {
            assert_eq!(
                with_numbers(literal, &captures),
                (expected.to_owned(), count)
            );
        }
    }
}
