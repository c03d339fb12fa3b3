//! The functions by which a local gets its values. A local that other functions make may mean something else, though the
//! code that uses it is the same: cents, and then dollars.

use std::collections::BTreeSet;

use crate::upgrade::graph::{Code, Graph, Node, Token};

/// The names of the functions and macros that the values of a binding are made by.
pub(super) fn made_by(graph: &Graph, binding: u32) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (at, node) in graph.nodes.iter().enumerate() {
        let Some(value) = value_for(node, binding) else {
            continue;
        };
        called(value, &mut names);
        let is_output =
            |token: &Token| matches!(token, Token::Text(text) if text.contains("__output"));
        if value.iter().any(is_output) {
            let awaits = graph.nodes.iter();
            let awaits = awaits.filter(|node| node.kind == 'w' && node.next.contains(&at));
            awaits.for_each(|node| called(&node.code.0, &mut names));
        }
    }
    names
}

/// The value that a node gives to a binding, if it does.
fn value_for(node: &Node, binding: u32) -> Option<&[Token]> {
    let Code(tokens) = &node.code;
    let is_it = |token: &Token| *token == Token::Binding(binding);
    if node.kind == 'm' {
        let arms = tokens
            .iter()
            .position(|token| *token == Token::Text("=>".to_owned()))?;
        return tokens[arms..].iter().any(is_it).then_some(&tokens[..arms]);
    }
    let assigns = |token: &Token| match token {
        Token::Text(text) => {
            let bare = text.replace("..=", "").replace("==", "").replace("=>", "");
            bare.replace(">=", "")
                .replace("<=", "")
                .replace("!=", "")
                .contains('=')
        }
        _ => false,
    };
    let end = tokens.iter().position(assigns)?;
    let first = match tokens.first() {
        Some(Token::Text(text)) => text.as_str(),
        _ => "",
    };
    // A pattern, or a place that is given a value.
    let is_pattern = first.contains("let") || first.is_empty() || node.kind == '=';
    (is_pattern && tokens[..end].iter().any(is_it)).then(|| &tokens[end..])
}

/// Adds the names that are called.
fn called(tokens: &[Token], names: &mut BTreeSet<String>) {
    for token in tokens {
        let Token::Text(text) = token else { continue };
        for (at, _) in text.match_indices('(') {
            let before = text[..at].trim_end_matches('!');
            let begin = before
                .char_indices()
                .rev()
                .take_while(|(_, c)| c.is_alphanumeric() || *c == '_')
                .last();
            if let Some((begin, _)) = begin {
                names.insert(before[begin..].to_owned());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "1\np 0\no R\nu\nb\ns let §1=cents(&§0, 5)\nw 1 ask#1 [1|] ask(§0)\nb\n\
        m __output\na 2 Some(§2)\na 3 None\nb\ns §1+=fee(§2)\nr §1==§2\nb\nr §1\nv 0 o\nv 1 amount\nv 2 x\n";

    #[track_caller]
    fn check(binding: u32, expected: &[&str]) {
        let graph = Graph::read(TEXT).unwrap();
        let names: Vec<String> = made_by(&graph, binding).into_iter().collect();
        assert_eq!(names, expected);
    }

    #[test]
    fn a_local_is_made_by_what_is_called_for_it() {
        check(0, &[]);
        check(1, &["cents", "fee"]);
        check(2, &["ask"]);
    }
}
