//! What a piece of code may do besides giving a value: which bindings it may change, and whether it may leave the function or
//! start something. Where the text doesn't tell, it may.

use std::collections::BTreeSet;

use crate::upgrade::address::{Literals, in_parentheses};
use crate::upgrade::graph::Code;

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

/// Those of them that write their arguments into a text.
const WRITE: [&str; 6] = [
    "format",
    "format_args",
    "print",
    "println",
    "eprint",
    "eprintln",
];

/// Words of code that may end the function, start a task, or is the machine's own.
const LOUD: [&str; 21] = [
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
    "unwrap",
    "unwrap_err",
    "expect",
    "expect_err",
    "__durable",
];

/// What a piece of code may do.
#[derive(Debug)]
pub(super) struct Effects {
    /// Whether all that it may do is give values to bindings, and call ordinary functions.
    pub(super) is_quiet: bool,
    /// The bindings that it names.
    pub(super) names: BTreeSet<u32>,
    /// Those of them that it does more with than write their values into a text.
    pub(super) uses: BTreeSet<u32>,
    /// Whether it may leave the function, or change one of the bindings.
    pub(super) may_change: bool,
}

impl Effects {
    /// What code may do in a machine. `has_macros` tells whether the body defines macros, which may have any name.
    pub(super) fn of(code: &Code, has_macros: bool) -> Self {
        Self {
            is_quiet: is_quiet(code, has_macros),
            names: code.bindings().collect(),
            uses: used_by(code, has_macros),
            may_change: may_change(code, has_macros),
        }
    }
}

/// Whether text is an item.
fn is_item(text: &str) -> bool {
    const ITEMS: [&str; 15] = [
        "fn",
        "const",
        "static",
        "struct",
        "enum",
        "union",
        "type",
        "trait",
        "impl",
        "mod",
        "use",
        "macro_rules",
        "extern",
        "pub",
        "unsafe",
    ];
    let word = text
        .split(|c: char| !c.is_alphanumeric() && c != '_')
        .next();
    text.starts_with('#')
        || word.is_some_and(|word| ITEMS.contains(&word))
        || text.starts_with("async fn")
}

/// Whether all that the code may do is give values to bindings, and call ordinary functions.
fn is_quiet(code: &Code, has_macros: bool) -> bool {
    let text = code.text();
    if code.units().next().is_some() || is_item(&text) {
        return false;
    }
    let mut literals = Literals::default();
    let mut word = String::new();
    for (at, c) in text.char_indices() {
        if literals.is_in(&text, at, c) {
            word.clear();
        } else if c.is_alphanumeric() || c == '_' {
            word.push(c);
        } else {
            let is_loud = LOUD.contains(&word.as_str());
            if is_loud
                || c == '?'
                || (c == '!' && is_unknown_macro(&word, &text[at + 1..], has_macros))
            {
                return false;
            }
            word.clear();
        }
    }
    !LOUD.contains(&word.as_str())
}

/// Whether a word and `!` are the beginning of a macro of which nothing is known.
fn is_unknown_macro(word: &str, after: &str, has_macros: bool) -> bool {
    let is_known = MACROS.contains(&word) && !has_macros;
    !word.is_empty() && after.starts_with(['(', '[', '{']) && !is_known
}

/// The bindings that code does more with than write them into a text by a macro such as `format!`, or ask for their length.
fn used_by(code: &Code, has_macros: bool) -> BTreeSet<u32> {
    if has_macros {
        return code.bindings().collect();
    }
    let text = code.text();
    let mut used = BTreeSet::new();
    let mut literals = Literals::default();
    // For each open bracket, whether it has the arguments of a macro that writes a text.
    let mut writes = Vec::new();
    for (at, c) in text.char_indices() {
        let in_literal = literals.is_in(&text, at, c);
        let (before, after) = (&text[..at], &text[at + c.len_utf8()..]);
        let is_written = writes.last().copied().unwrap_or_default();
        match c {
            '§' => {
                let digits = after.bytes().take_while(u8::is_ascii_digit).count();
                let Ok(binding) = after[..digits].parse() else {
                    continue;
                };
                let after = &after[digits..];
                let is_argument =
                    before.ends_with([',', '(', ' ', '=']) && after.starts_with([',', ')']);
                let is_asked = [".len()", ".is_empty()", ".to_string()"]
                    .iter()
                    .any(|look| after.starts_with(look));
                let is_look = is_asked || (is_written && (in_literal || is_argument));
                if !is_look {
                    used.insert(binding);
                }
            }
            _ if in_literal => {}
            '(' | '[' | '{' => {
                let word = before.strip_suffix('!').unwrap_or_default();
                let is_word = |c: char| c.is_alphanumeric() || c == '_';
                let word = &word[word.trim_end_matches(is_word).len()..];
                writes.push(WRITE.contains(&word));
            }
            ')' | ']' | '}' => drop(writes.pop()),
            _ => {}
        }
    }
    used
}

/// Whether the arguments of an operation, or the value of a `let`, may change a binding or leave the function.
pub(super) fn may_change(code: &Code, has_macros: bool) -> bool {
    let text = code.text();
    let mut literals = Literals::default();
    let mut word = String::new();
    for (at, c) in text.char_indices() {
        let in_literal = literals.is_in(&text, at, c);
        let (before, after) = (&text[..at], &text[at + c.len_utf8()..]);
        if !in_literal && (c.is_alphanumeric() || c == '_') {
            word.push(c);
            if word == "mut" && !after.starts_with(char::is_alphanumeric) {
                return true;
            }
            continue;
        }
        let changes = match c {
            _ if in_literal => false,
            '?' => true,
            '=' => !after.starts_with(['=', '>']) && !before.ends_with(['=', '<', '>', '!']),
            '!' => is_unknown_macro(&word, after, has_macros),
            '§' => is_called_on(
                before,
                after.trim_start_matches(|c: char| c.is_ascii_digit()),
            ),
            _ => false,
        };
        if changes {
            return true;
        }
        word.clear();
    }
    false
}

/// Whether a binding between this code is called, or a method of it or of a part of it that may do more than look.
fn is_called_on(before: &str, after: &str) -> bool {
    let before = before.trim_end_matches(['*', '&']);
    let is_operand = |c: char| c.is_alphanumeric() || matches!(c, '_' | '!' | '>' | ')' | ']');
    let is_in_parentheses = before.strip_suffix('(');
    if is_in_parentheses.is_some_and(|before| !before.ends_with(is_operand)) {
        // What is done with the parentheses isn't looked at.
        return true;
    }
    let mut rest = after;
    loop {
        if let Some(member) = rest.strip_prefix('.').filter(|rest| !rest.starts_with('.')) {
            let is_word = |c: char| c.is_alphanumeric() || c == '_';
            let more = member.trim_start_matches(is_word);
            if more.starts_with(['(', ':']) {
                return !LOOKS.contains(&&member[..member.len() - more.len()]);
            }
            rest = more;
        } else if rest.starts_with('[') {
            match in_parentheses(rest) {
                Some((_, more)) => rest = more,
                None => return true,
            }
        } else {
            return rest.starts_with('(');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(code: &str) -> Effects {
        Effects::of(&Code::read(code), false)
    }

    #[test]
    fn what_is_only_written_into_a_text_is_not_used() {
        for (code, expected) in [
            ("let §1=format!(\"{} {§2} {}\",§0,§3.len())", &[1][..]),
            ("println!(\"{§0}\")", &[]),
            ("println!(\"{}\",f(§0))", &[0]),
            ("println!(\"{}\",§0.clone())", &[0]),
            ("f(print!(\"x\"),§0)", &[0]),
            ("show(&§0)", &[0]),
            ("show(§0)", &[0]),
            ("count!(§0)", &[0]),
            ("count!(\"{§0}\")", &[0]),
            ("let(§1,§2)=f()", &[1, 2]),
            ("put(br\"\\\", &mut §1, \"x\")", &[1]),
        ] {
            let used: Vec<u32> = of(code).uses.into_iter().collect();
            assert_eq!(used, expected, "{code}");
        }
        let own = Effects::of(&Code::read("print!(§0)"), true);
        assert!(own.uses.contains(&0) && !own.is_quiet);
    }

    #[test]
    fn arguments_that_may_change_something_are_known() {
        for code in [
            "sleep(§0)",
            "sleep_until((now()+§0).min(§1))",
            "charge(§0.clone(),&§1.id)",
            "charge(§0[§1])",
            "charge(§0==§1)",
            "charge(§0.name.len(),\"a=b?\")",
            "sleep(mutual(§0..size(7)))",
        ] {
            assert!(!of(code).may_change, "{code}");
        }
        for code in [
            "sleep(§0.pop())",
            "sleep(next(&mut §0))",
            "sleep(f(§0)?)",
            "charge(§0.remove(0))",
            "charge(§0())",
            "charge({§0+=1;7})",
            "put(br\"\\\", &mut §1, \"x\")",
            "f(|§1|§0.push(3))",
            "charge((*§0).pop())",
            "charge(§0.parts[§1].take())",
            "charge(count!(§0))",
        ] {
            assert!(of(code).may_change, "{code}");
        }
    }

    #[test]
    fn code_that_only_gives_values_is_quiet() {
        for code in [
            "let §1=f(§0)",
            "log(\"why? spawn!\")",
            "let §1= !§0",
            "let §1= !(f(7))",
            "let §1=f!=7",
        ] {
            assert!(of(code).is_quiet, "{code}");
        }
        for code in [
            "let §1=f(§0)?",
            "ensure!(§0)",
            "spawn(f(§0))",
            "§1.spawn(f(§0))",
            "assert!(§0)",
            "let §1=f(§0).unwrap()",
            "let §1=§@2",
            "if §0{return Ok(())}",
            "fn fee(x:u64)->u64{x}",
            "const FEE:u64=5;",
        ] {
            assert!(!of(code).is_quiet, "{code}");
        }
    }
}
