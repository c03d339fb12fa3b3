//! The address of an operation: what is called, without the arguments that may change while it waits.

use crate::upgrade::graph::Code;

/// Functions of which all arguments are operations.
const OF_OPERATIONS: [&str; 16] = [
    "join",
    "try_join",
    "join_all",
    "try_join_all",
    "select",
    "select_all",
    "race",
    "spawn",
    "start",
    "flat",
    "lend",
    "when",
    "timeout",
    "timeout_at",
    "buffered",
    "buffer_unordered",
];
/// Those of them whose first argument is none: the time of a timeout, the condition of a branch, and how many run at a time.
const BEFORE_OPERATIONS: [&str; 5] = [
    "timeout",
    "timeout_at",
    "when",
    "buffered",
    "buffer_unordered",
];
/// Functions whose first argument tells what is awaited.
const NAMED: [&str; 3] = ["event", "activity", "orchestrator"];

/// Methods of calls that tell how, and not what.
const SETTINGS: [&str; 5] = ["retry", "timeout", "id", "if_exists", "tag"];

/// The address of an operation, as code.
fn address(operation: &str) -> String {
    let mut address = String::new();
    let mut rest = operation;
    while let Some(at) = rest.find('(') {
        let (before, group) = rest.split_at(at);
        address.push_str(before);
        let Some((inner, after)) = in_parentheses(group) else {
            address.push_str(group);
            return address;
        };
        let (path, callee) = callee(before);
        let is_method = path.trim_end().ends_with('.');
        if callee.is_empty() {
            // A tuple, or an expression in parentheses.
            address.push_str(&group[..group.len() - after.len()]);
        } else if is_method && SETTINGS.contains(&callee) {
            let setting = address.len() - (before.len() - path.len());
            address.truncate(address[..setting].trim_end_matches(['.', ' ']).len());
        } else if OF_OPERATIONS.contains(&callee) {
            address.push('(');
            let mut arguments = arguments(inner);
            if BEFORE_OPERATIONS.contains(&callee) && arguments.len() > 1 {
                arguments.remove(0);
            }
            for argument in arguments {
                address.push_str(&self::address(argument));
                address.push(',');
            }
            address.push(')');
        } else if NAMED.contains(&callee) {
            let first = arguments(inner).first().copied().unwrap_or_default();
            address.push('(');
            address.push_str(first);
            address.push(')');
        } else if is_method || is_closure(inner) {
            // What is made of several operations, such as `orders.iter().map(ship)`.
            address.push('(');
            for argument in arguments(inner) {
                address.push_str(&self::address(argument));
                address.push(',');
            }
            address.push(')');
        } else {
            // Their number is a part of the address: the operation was made with as many.
            let commas = ",".repeat(arguments(inner).len().saturating_sub(1));
            address.push('(');
            address.push_str(&commas);
            address.push(')');
        }
        rest = after;
    }
    address.push_str(rest);
    address
}

/// Whether an argument is a closure.
fn is_closure(inner: &str) -> bool {
    let mut arguments = arguments(inner).into_iter();
    arguments.any(|argument| argument.starts_with('|') || argument.starts_with("move"))
}

/// The address of an operation, with its bindings.
pub(super) fn address_of(operation: &Code) -> Code {
    Code::read(&address(&operation.text()))
}

/// Whether code is a call of one of these functions, and nothing else.
pub(super) fn is_call_of(code: &Code, functions: &[&str]) -> bool {
    let text = code.text();
    let Some((before, group)) = text.find('(').map(|at| text.split_at(at)) else {
        return false;
    };
    let name = before.strip_prefix("durable_runtime::").unwrap_or(before);
    functions.contains(&name)
        && in_parentheses(group).is_some_and(|(_, after)| after.trim().is_empty())
}

/// What comes before the last segment of the path that text ends with, and this segment, without what is between angle brackets.
fn callee(before: &str) -> (&str, &str) {
    let mut path = before.trim_end();
    if path.ends_with('>') {
        let mut depth = 0_usize;
        let begin = path.char_indices().rev().find(|(_, c)| {
            match c {
                '>' => depth += 1,
                '<' => depth -= 1,
                _ => {}
            }
            depth == 0
        });
        path = begin.map_or("", |(at, _)| path[..at].trim_end().trim_end_matches(':'));
    }
    let begin = path
        .char_indices()
        .rev()
        .take_while(|(_, c)| c.is_alphanumeric() || *c == '_')
        .last();
    path.split_at(begin.map_or(path.len(), |(at, _)| at))
}

/// What is in the parentheses or brackets that text begins with, and what comes after them.
pub(super) fn in_parentheses(text: &str) -> Option<(&str, &str)> {
    let mut depth = 0_usize;
    let mut skip = Literals::default();
    for (at, c) in text.char_indices() {
        if skip.is_in(text, at, c) {
            continue;
        }
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some((&text[1..at], &text[at + 1..]));
                }
            }
            _ => {}
        }
    }
    None
}

/// The arguments of a call.
fn arguments(inner: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let (mut depth, mut begin) = (0_usize, 0);
    let mut skip = Literals::default();
    for (at, c) in inner.char_indices() {
        if skip.is_in(inner, at, c) {
            continue;
        }
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                found.push(inner[begin..at].trim());
                begin = at + 1;
            }
            _ => {}
        }
    }
    let last = inner[begin..].trim();
    if !last.is_empty() {
        found.push(last);
    }
    found
}

/// Tells which characters belong to string and character literals.
#[derive(Default)]
pub(super) struct Literals {
    /// Where the literal that has begun ends.
    until: usize,
}

impl Literals {
    /// Whether the character at this position belongs to one. The positions are asked for in order.
    pub(super) fn is_in(&mut self, text: &str, at: usize, c: char) -> bool {
        if at < self.until {
            return true;
        }
        let rest = &text[at..];
        let length = match c {
            '"' => quoted(rest, '"'),
            'r' => {
                // `br"…"` and `cr"…"` are raw, too.
                let before = text[..at].strip_suffix(['b', 'c']).unwrap_or(&text[..at]);
                let is_word = before.ends_with(|c: char| c.is_alphanumeric() || c == '_');
                (!is_word).then(|| raw(rest)).flatten()
            }
            // A lifetime has no second quote near it.
            '\'' if rest[1..].starts_with('\\') => quoted(rest, '\''),
            '\'' => rest[1..].chars().next().and_then(|c| {
                let end = 1 + c.len_utf8();
                rest[end..].starts_with('\'').then_some(end + 1)
            }),
            _ => None,
        };
        match length {
            Some(length) => {
                self.until = at + length;
                true
            }
            None => false,
        }
    }
}

fn quoted(rest: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return Some(at + 1),
            _ => {}
        }
    }
    None
}

fn raw(rest: &str) -> Option<usize> {
    let hashes = rest[1..].bytes().take_while(|byte| *byte == b'#').count();
    if !rest[1 + hashes..].starts_with('"') {
        return None;
    }
    let end = format!("\"{}", "#".repeat(hashes));
    let begin = 2 + hashes;
    Some(begin + rest[begin..].find(&end)? + end.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(operation: &str, expected: &str) {
        assert_eq!(address(operation), expected);
    }

    #[test]
    fn the_address_of_a_call_is_without_its_arguments() {
        check("charge(§1.card, 7)", "charge(,)");
        check("bank::charge(f(\")\"), ')').retry(3)", "bank::charge(,)");
        check("charge(§1).timeout(DAY).retry(3)", "charge()");
        check("tag(§1).tag(\"a\",3)", "tag()");
        check("§4", "§4");
    }

    #[test]
    fn the_address_of_an_event_has_its_name() {
        check(
            "event:: <bool>(\"go (now)\")",
            "event:: <bool>(\"go (now)\")",
        );
    }

    #[test]
    fn the_address_of_a_combination_has_its_operations() {
        check(
            "__durable::join(§@1,__durable::join(charge(§1),sleep(DAY)))",
            "__durable::join(§@1,__durable::join(charge(),sleep(),),)",
        );
        check("timeout(DAY,event(\"go\"))", "timeout(event(\"go\"),)");
        check("timeout_at(§1,charge(§2))", "timeout_at(charge(),)");
        check(
            "join_all(§1.iter().map(|§2|ship(§2, 7)))",
            "join_all(§1.iter().map(|§2|ship(,),),)",
        );
    }
}
