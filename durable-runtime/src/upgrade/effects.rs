//! What a piece of code may do besides giving a value: which bindings it may change, and whether it may leave the function or
//! start something. Where the text doesn't tell, it may.

use std::collections::BTreeSet;

use crate::upgrade::address::Literals;
use crate::upgrade::graph::{Code, Token};

/// Methods that look at their receiver only, by the conventions of the standard library.
const LOOKS: [&str; 15] = [
    "clone",
    "to_string",
    "to_owned",
    "to_vec",
    "as_str",
    "as_ref",
    "as_deref",
    "len",
    "is_empty",
    "is_some",
    "is_none",
    "is_ok",
    "is_err",
    "starts_with",
    "ends_with",
];

/// Macros that only look at their arguments.
const MACROS: [&str; 8] = [
    "format",
    "format_args",
    "vec",
    "matches",
    "print",
    "println",
    "eprint",
    "eprintln",
];

/// Words of code that may end the function, start a task, or is the machine's own.
const LOUD: [&str; 17] = [
    "return",
    "break",
    "continue",
    "yield",
    "await",
    "spawn",
    "panic",
    "assert",
    "assert_eq",
    "assert_ne",
    "debug_assert",
    "debug_assert_eq",
    "debug_assert_ne",
    "unreachable",
    "unimplemented",
    "todo",
    "__durable",
];

const ASSIGNMENTS: [&str; 10] = ["+=", "-=", "*=", "/=", "%=", "^=", "&=", "|=", "<<=", ">>="];

/// What a piece of code may do.
#[derive(Debug)]
pub(super) struct Effects {
    /// Whether all that it may do is give values to bindings, and call ordinary functions.
    pub(super) is_quiet: bool,
    pub(super) names: BTreeSet<u32>,
    /// The bindings that it gives values to by a pattern.
    pub(super) defines: BTreeSet<u32>,
    /// The bindings of which it may change the value, or a part of it.
    pub(super) changes: BTreeSet<u32>,
}

impl Effects {
    pub(super) fn of(kind: char, code: &Code) -> Self {
        let (defines, mut changes) = (defined_by(kind, code), changed_by(code));
        if ends_locals(code) {
            changes.extend(code.bindings());
        }
        if kind == '=' || begins_with_let(code) {
            // What gets its value here had none that could be changed.
            changes.retain(|binding| !defines.contains(binding));
        }
        Self {
            is_quiet: is_quiet(code),
            names: code.bindings().collect(),
            defines,
            changes,
        }
    }
}

/// Whether locals end here: what they hold is dropped.
fn ends_locals(code: &Code) -> bool {
    matches!(code.0.first(), Some(Token::Text(first)) if first.starts_with("§ends"))
}

fn begins_with_let(code: &Code) -> bool {
    matches!(code.0.first(), Some(Token::Text(first)) if first.starts_with("let "))
}

/// Whether all that the code may do is give values to bindings, and call ordinary functions.
fn is_quiet(code: &Code) -> bool {
    if code.units().next().is_some() {
        return false;
    }
    let text = code.text();
    let mut literals = Literals::default();
    let mut word = String::new();
    for (at, c) in text.char_indices() {
        if literals.is_in(&text, at, c) {
            word.clear();
        } else if c.is_alphanumeric() || c == '_' {
            word.push(c);
        } else {
            let is_loud = LOUD.contains(&word.as_str());
            if is_loud || c == '?' || (c == '!' && is_unknown_macro(&word, &text[at + 1..])) {
                return false;
            }
            word.clear();
        }
    }
    !LOUD.contains(&word.as_str())
}

/// Whether a word and `!` are the beginning of a macro of which nothing is known.
fn is_unknown_macro(word: &str, after: &str) -> bool {
    !word.is_empty() && after.starts_with(['(', '[', '{']) && !MACROS.contains(&word)
}

/// The bindings that code gives values to by a pattern.
fn defined_by(kind: char, code: &Code) -> BTreeSet<u32> {
    let tokens = &code.0;
    let has = |token: &Token, part: &str| matches!(token, Token::Text(text) if text.contains(part));
    let pattern = match kind {
        '=' => &tokens[..tokens.len().min(2)],
        'm' => {
            let arms = tokens
                .iter()
                .position(|token| *token == Token::Text("=>".to_owned()));
            &tokens[arms.unwrap_or(tokens.len())..]
        }
        _ if begins_with_let(code) => {
            let end = tokens.iter().position(|token| has(token, "="));
            &tokens[..end.unwrap_or(tokens.len())]
        }
        // All its bindings: which of them are in the pattern isn't looked at.
        _ if tokens.iter().any(|token| has(token, "let ")) => &tokens[..],
        _ => &[],
    };
    let bindings = pattern.iter().filter_map(|token| match token {
        Token::Binding(binding) => Some(*binding),
        _ => None,
    });
    bindings.collect()
}

/// The bindings of which the code may change the value, or a part of it.
fn changed_by(code: &Code) -> BTreeSet<u32> {
    let text = code.text();
    let all = || code.bindings().collect();
    let mut changed = BTreeSet::new();
    let mut literals = Literals::default();
    // For each open bracket, whether it is in a macro of which nothing is known.
    let mut unknown = Vec::new();
    for (at, c) in text.char_indices() {
        let in_literal = literals.is_in(&text, at, c);
        let (before, after) = (&text[..at], &text[at + c.len_utf8()..]);
        let is_unknown = unknown.last().copied().unwrap_or_default();
        match c {
            '§' => {
                let digits = after.bytes().take_while(u8::is_ascii_digit).count();
                let Ok(binding) = after[..digits].parse() else {
                    continue;
                };
                let is_changed = is_unknown || (!in_literal && changes(before, &after[digits..]));
                if is_changed {
                    changed.insert(binding);
                }
            }
            _ if in_literal => {}
            '(' | '[' | '{' => unknown.push(is_unknown || opens_unknown_macro(before)),
            ')' | ']' | '}' => drop(unknown.pop()),
            // A pattern, or parts, that are given values.
            '=' if before.ends_with([')', ']', '}'])
                && !after.starts_with(['=', '>'])
                && (!before.starts_with("let ") || before.contains('=')) =>
            {
                return all();
            }
            _ => {}
        }
    }
    if text.contains("ref mut") {
        return all();
    }
    changed
}

/// Whether a bracket after this opens the arguments of a macro of which nothing is known. `name;` is one that repeats its
/// arguments.
fn opens_unknown_macro(before: &str) -> bool {
    let Some(name) = before.strip_suffix(['!', ';']) else {
        return false;
    };
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let word = &name[name.trim_end_matches(is_word).len()..];
    !word.is_empty() && !MACROS.contains(&word)
}

/// Whether a place is changed that stands between this code.
fn changes(before: &str, after: &str) -> bool {
    let before = before.trim_end_matches(['*', ' ']);
    let inner = before.trim_end_matches(['(', '*', ' ']);
    if inner.ends_with("mut") {
        return true;
    }
    // `(*x).push(y)`: what the parentheses are for isn't looked at.
    let is_operand = |c: char| c.is_alphanumeric() || matches!(c, '_' | '!' | '>' | ')' | ']');
    if before.ends_with('(') && !before[..before.len() - 1].ends_with(is_operand) {
        return true;
    }
    let mut rest = after.trim_start();
    loop {
        if let Some(member) = rest.strip_prefix('.').filter(|rest| !rest.starts_with('.')) {
            let length = member
                .find(|c: char| !c.is_alphanumeric() && c != '_')
                .unwrap_or(member.len());
            let (name, more) = member.split_at(length);
            if more.starts_with(['(', ':']) {
                return !LOOKS.contains(&name);
            }
            rest = more;
        } else if rest.starts_with('[') {
            match after_brackets(rest) {
                Some(more) => rest = more,
                None => return true,
            }
        } else {
            break;
        }
    }
    let rest = rest.trim_start();
    let is_assigned = rest.starts_with('=') && !rest.starts_with("==") && !rest.starts_with("=>");
    is_assigned
        || ASSIGNMENTS
            .iter()
            .any(|assignment| rest.starts_with(assignment))
}

/// What follows the brackets that text begins with.
fn after_brackets(text: &str) -> Option<&str> {
    let mut depth = 0_usize;
    let mut literals = Literals::default();
    for (at, c) in text.char_indices() {
        if literals.is_in(text, at, c) {
            continue;
        }
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => {
                depth -= 1;
                if depth == 0 {
                    return Some(&text[at + 1..]);
                }
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_changes(code: &str, expected: &[u32]) {
        let changed: Vec<u32> = changed_by(&Code::read(code)).into_iter().collect();
        assert_eq!(changed, expected, "{code}");
    }

    #[test]
    fn looks_change_nothing() {
        for code in [
            "let §1=f(&§0, §2)",
            "send(§0.name.clone(), §1[§2].len())",
            "let §3=format!(\"{} {§1}\", §0)",
            "§0==§1",
            "let §1=if §0<=3{§2}else{§4+1}",
        ] {
            let changed = changed_by(&Code::read(code));
            let defined = defined_by('s', &Code::read(code));
            assert!(
                changed.is_subset(&defined),
                "{code}: {changed:?} {defined:?}"
            );
        }
    }

    #[test]
    fn changes_are_seen() {
        check_changes("§0=3", &[0]);
        check_changes("§0.a[§2].b+=§1", &[0]);
        check_changes("f(&mut §0, §1)", &[0]);
        check_changes("f(&mut *§0, §1)", &[0]);
        check_changes("§0.push(§1)", &[0]);
        check_changes("(*§0).push(§1)", &[0]);
        check_changes("(§0.a, §1)=(1, §2)", &[0, 1, 2]);
        check_changes("count!(§0)", &[0]);
        check_changes("count!(\"{§0}\")", &[0]);
        check_changes("let §1=||§0.push(3)", &[0, 1]);
        check_changes("if let Some(ref mut §1)=§0{f(§1)}", &[0, 1]);
        check_changes("std::mem::take(&mut §0.list)", &[0]);
    }

    #[test]
    fn code_that_only_gives_values_is_quiet() {
        for code in ["let §1=f(§0)", "log(\"why? spawn!\")", "let §1= !§0"] {
            assert!(is_quiet(&Code::read(code)), "{code}");
        }
        for code in [
            "let §1=f(§0)?",
            "ensure!(§0)",
            "spawn(f(§0))",
            "§1.spawn(f(§0))",
            "assert!(§0)",
            "let §1=§@2",
            "if §0{return Ok(())}",
        ] {
            assert!(!is_quiet(&Code::read(code)), "{code}");
        }
    }

    #[test]
    fn patterns_define() {
        let defined = |kind, code| -> Vec<u32> {
            let defined = defined_by(kind, &Code::read(code));
            defined.into_iter().collect()
        };
        assert_eq!(defined('s', "let (§1, §2)=f(§0)"), [1, 2]);
        assert_eq!(defined('=', "§1=f(§0)"), [1]);
        assert!(defined('s', "f(§0)").is_empty());
    }
}
