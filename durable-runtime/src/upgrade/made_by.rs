//! What a local gets its values from. A local that is made in another way may mean something else, though the code that uses
//! it is the same: cents, and then dollars.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::upgrade::address::{Literals, address_of};
use crate::upgrade::futures::shape;
use crate::upgrade::graph::{Code, Graph, Node, Token};

/// The names in the code that gives a local its values.
#[derive(Debug, Default, PartialEq)]
pub(super) struct MadeBy {
    /// Functions and macros that are called.
    functions: BTreeSet<String>,
    /// Types that are named.
    types: BTreeSet<String>,
    /// Fields that are read.
    fields: BTreeSet<String>,
    /// What is called without its arguments, if a value is the operation itself.
    operations: BTreeSet<String>,
    /// The code, where variables have no numbers.
    pub(super) code: BTreeSet<String>,
}

impl MadeBy {
    /// The names by which a local can't be the same as another one: each has some, and none of them in common.
    pub(super) fn apart<'a>(&'a self, other: &'a Self) -> Option<[&'a BTreeSet<String>; 2]> {
        let kinds = [
            [&self.functions, &other.functions],
            [&self.types, &other.types],
            [&self.fields, &other.fields],
        ];
        kinds
            .into_iter()
            .find(|[one, other]| !one.is_empty() && !other.is_empty() && one.is_disjoint(other))
    }

    /// Whether a local that is awaited itself may be another operation.
    pub(super) fn is_another_operation(&self, other: &Self) -> bool {
        self.operations != other.operations
    }
}

/// The makers of a machine's locals, as they are asked for.
pub(super) struct Makers<'a> {
    graph: &'a Graph,
    found: RefCell<BTreeMap<u32, Rc<MadeBy>>>,
}

impl<'a> Makers<'a> {
    pub(super) fn of(graph: &'a Graph) -> Self {
        Self {
            graph,
            found: RefCell::default(),
        }
    }

    pub(super) fn makers(&self, binding: u32) -> Rc<MadeBy> {
        let mut found = self.found.borrow_mut();
        let made = found.entry(binding);
        Rc::clone(made.or_insert_with(|| Rc::new(made_by(self.graph, binding))))
    }
}

fn made_by(graph: &Graph, binding: u32) -> MadeBy {
    let mut made = MadeBy::default();
    for (at, node) in graph.nodes.iter().enumerate() {
        let Some(value) = value_for(node, binding) else {
            if let Some(value) = value_within(node, binding) {
                made.code.insert(shape(&value));
                made.operations.insert(shape(&address_of(&value)));
                made.add(&value.0);
            }
            continue;
        };
        made.code.insert(shape(&node.code));
        made.add_types_of_pattern(node);
        made.add(value);
        made.operations
            .insert(shape(&address_of(&Code(value.to_vec()))));
        let is_output =
            |token: &Token| matches!(token, Token::Text(text) if text.contains("__output"));
        if value.iter().any(is_output) {
            let awaits = graph.nodes.iter();
            let awaits = awaits.filter(|node| node.kind == 'w' && node.next.contains(&at));
            awaits.for_each(|node| made.add(&node.code.0));
        }
    }
    made
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

/// The value that a `let` within a statement gives to a binding: the operation that is spawned is one.
fn value_within(node: &Node, binding: u32) -> Option<Code> {
    let Code(tokens) = &node.code;
    let begins = |at: &usize| {
        let before = at.checked_sub(1).and_then(|at| tokens.get(at));
        tokens[*at] == Token::Binding(binding)
            && matches!(before, Some(Token::Text(text)) if text.ends_with("let ") || text.ends_with("let mut "))
    };
    let at = (0..tokens.len()).find(begins)?;
    let mut value = Vec::new();
    for token in &tokens[at + 1..] {
        if let Token::Text(text) = token
            && let Some((last, _)) = text.split_once(';')
        {
            value.push(Token::Text(last.to_owned()));
            break;
        }
        value.push(token.clone());
    }
    Some(Code(value))
}

impl MadeBy {
    /// Adds the types that a `let` gives its variables.
    fn add_types_of_pattern(&mut self, node: &Node) {
        let text = node.code.text();
        let Some((pattern, _)) = text
            .strip_prefix("let ")
            .and_then(|text| text.split_once('='))
        else {
            return;
        };
        if let Some((_, ty)) = pattern.split_once(':') {
            let words = ty.split(|c: char| !c.is_alphanumeric() && c != '_');
            let words = words.filter(|word| word.starts_with(char::is_alphabetic));
            self.types.extend(words.map(str::to_owned));
        }
    }

    /// Adds the names in a value.
    fn add(&mut self, value: &[Token]) {
        let text = Code(value.to_vec()).text();
        let mut literals = Literals::default();
        let mut begin = None;
        for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
            let in_literal = at < text.len() && literals.is_in(&text, at, c);
            if !in_literal && (c.is_alphanumeric() || c == '_') {
                begin = begin.or(Some(at));
            } else if let Some(begin) = begin.take() {
                self.add_word(&text[..begin], &text[begin..at], &text[at..]);
            }
        }
    }

    fn add_word(&mut self, before: &str, word: &str, after: &str) {
        if !word.starts_with(|c: char| c.is_alphabetic() || c == '_') || word.starts_with("__") {
            return;
        }
        let is_type = word.starts_with(char::is_uppercase) && word.contains(char::is_lowercase);
        let is_field = before.ends_with('.') && !before.ends_with("..");
        let name = word.to_owned();
        if after.starts_with('(') || after.starts_with("!(") {
            // `Some(x)` and `Cents(x)` make values, too.
            self.functions.insert(name);
        } else if after.starts_with("::<") {
            self.functions.insert(name);
        } else if is_type {
            self.types.insert(name);
        } else if is_field {
            self.fields.insert(name);
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
        let names: Vec<String> = made_by(&graph, binding).functions.into_iter().collect();
        assert_eq!(names, expected);
    }

    #[test]
    fn a_local_is_made_by_what_is_called_for_it() {
        check(0, &[]);
        check(1, &["cents", "fee"]);
        check(2, &["ask"]);
    }

    #[test]
    fn a_local_of_other_names_is_another_one() {
        let of = |value: &str| {
            let text = format!("1\np 0\no R\nu\nb\ns let {value}\nr §1\nv 0 o\nv 1 amount\n");
            made_by(&Graph::read(&text).unwrap(), 1)
        };
        for (one, other) in [
            ("§1=cents(§0)", "§1=dollars(§0)"),
            ("§1:Cents=§0.into()", "§1:Dollars=§0.into()"),
            ("§1=Cents::new(§0)", "§1=Dollars::new(§0)"),
            ("§1=§0.cents", "§1=§0.dollars"),
            ("§1=§0.parse::<Cents>()?", "§1=§0.parse::<Dollars>()?"),
            (
                "§1=\"Cents::new(0)\".parse()",
                "§1=\"Cents::new(0)\".read()",
            ),
        ] {
            assert!(of(one).apart(&of(other)).is_some(), "{one} {other}");
        }
        for (one, other) in [
            ("§1=cents(§0)", "§1=cents(§0, 7)"),
            ("§1=now()+6*HOUR", "§1=now()+12*HOUR"),
            ("§1=§0", "§1=cents(§0)"),
            ("§1=Cents::new(§0)", "§1=Cents::new(&§0)"),
        ] {
            assert!(of(one).apart(&of(other)).is_none(), "{one} {other}");
        }
    }
}
