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
    /// The innermost of them, by the pattern or by the value: `x` in `let Point { x: §1, .. } = §0.at` and in `§0.at.x`. Elements
    /// of tuples are `.0`, `.1`.
    innermost: BTreeSet<String>,
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
            [&self.innermost, &other.innermost],
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
        made.add_fields_of_pattern(node, binding);
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

    /// Adds the fields by which a pattern takes a binding out of its value.
    fn add_fields_of_pattern(&mut self, node: &Node, binding: u32) {
        let fields = fields_of_pattern(&node.code, binding);
        if let Some(innermost) = fields.last() {
            self.innermost = BTreeSet::from([innermost.clone()]);
        }
        let names = fields.into_iter().filter(|field| !field.starts_with('.'));
        self.fields.extend(names);
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
        if is_element(before, word) && !is_read_further(after) {
            self.innermost.insert(format!(".{word}"));
        }
        if !word.starts_with(|c: char| c.is_alphabetic() || c == '_') || word.starts_with("__") {
            return;
        }
        let is_type = word.starts_with(char::is_uppercase) && word.contains(char::is_lowercase);
        let is_field = before.ends_with('.') && !before.ends_with("..");
        if is_field && !is_read_further(after) {
            self.innermost.insert(word.to_owned());
        }
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

/// Whether a field of a field is read, or the word is no field but a method.
fn is_read_further(after: &str) -> bool {
    if after.starts_with(['(', ':']) {
        return true;
    }
    let next = after
        .strip_prefix('.')
        .filter(|next| !next.starts_with('.'));
    next.is_some_and(|next| {
        let end = next.find(|c: char| !c.is_alphanumeric() && c != '_');
        !next.is_empty() && !next[end.unwrap_or(next.len())..].starts_with(['(', ':'])
    })
}

/// Whether a word is the number of a tuple's element: `0` in `§1.0`, and not in `1.0`.
fn is_element(before: &str, word: &str) -> bool {
    let is_number = word.starts_with(|c: char| c.is_ascii_digit());
    let of = before.strip_suffix('.').filter(|of| !of.ends_with('.'));
    is_number
        && of.is_some_and(|of| {
            let of = of.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
            of.ends_with(|c: char| c.is_alphanumeric() || "_)]?§".contains(c))
        })
}

/// The fields on the way to a binding in the pattern that a node begins with, or in that of one of its arms.
fn fields_of_pattern(code: &Code, binding: u32) -> Vec<String> {
    let Code(tokens) = code;
    let Some(at) = tokens
        .iter()
        .position(|token| *token == Token::Binding(binding))
    else {
        return Vec::new();
    };
    let arm = tokens[..at]
        .iter()
        .rposition(|token| *token == Token::Text("=>".to_owned()));
    let begin = arm.map_or(0, |arm| arm + 1);
    let before = Code(tokens[begin..at].to_vec()).text();
    let after = Code(tokens[at + 1..].to_vec()).text();
    // What is open at the binding: `{` with its last name, other brackets with the number of commas in them.
    let mut open: Vec<(char, String, usize)> = Vec::new();
    let mut word = String::new();
    for (at, c) in before.char_indices() {
        match c {
            '(' | '[' | '{' => open.push((c, String::new(), 0)),
            ')' | ']' | '}' => drop(open.pop()),
            ':' if !before[..at].ends_with(':') && !before[at + 1..].starts_with(':') => {
                if let Some(('{', name, _)) = open.last_mut() {
                    name.clone_from(&word);
                }
            }
            ',' => {
                if let Some((_, name, commas)) = open.last_mut() {
                    name.clear();
                    *commas += 1;
                }
            }
            _ => {}
        }
        if c.is_alphanumeric() || c == '_' {
            word.push(c);
        } else {
            word.clear();
        }
    }
    // Whether each open bracket has another element after this one, the innermost first.
    let (mut depth, mut has_more) = (0_usize, Vec::new());
    for c in after.chars() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' if depth > 0 => depth -= 1,
            ')' | ']' | '}' => has_more.push(false),
            ',' if depth == 0 => {
                has_more.push(true);
                // The rest of this bracket.
                depth = 1;
            }
            _ => {}
        }
        if has_more.len() >= open.len() {
            break;
        }
    }
    let innermost_first = open.into_iter().rev().enumerate();
    let mut fields: Vec<String> = innermost_first
        .filter_map(|(at, (bracket, name, commas))| match bracket {
            '{' => (!name.is_empty()).then_some(name),
            _ => {
                let is_one = commas == 0 && !has_more.get(at).copied().unwrap_or(false);
                (!is_one).then(|| format!(".{commas}"))
            }
        })
        .collect();
    fields.reverse();
    fields
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
            ("§1=§0.order.cents", "§1=§0.order.dollars"),
            ("§1=§0.cents.clone()", "§1=§0.dollars.clone()"),
            ("§1=pair(§0).0", "§1=pair(§0).1"),
            ("§1=§0.0.1", "§1=§0.0.2"),
            ("(§1,_)=pair(§0)", "(_,§1)=pair(§0)"),
            ("(§1,§2)=pair(§0)", "(§2,§1)=pair(§0)"),
            ("((_,§1),_)=pair(§0)", "((§1,_),_)=pair(§0)"),
            ("Some((_,§1))=pair(§0)", "Some((§1,_))=pair(§0)"),
            ("[§1,..]=pair(§0)", "[_,§1]=pair(§0)"),
            ("Price{cents:§1,..}=§0", "Price{dollars:§1,..}=§0"),
            (
                "Price{cents:§1,..}=§0.price",
                "Price{dollars:§1,..}=§0.price",
            ),
            ("Price{cents:§1,..}=§0", "§1=§0.dollars"),
            (
                "Order{of:Price{cents:§1,..},..}=§0",
                "Order{of:Price{dollars:§1,..},..}=§0",
            ),
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
            ("Price{cents:§1,..}=§0", "§1=§0.cents"),
            ("Price{cents:§1,..}=§0", "Price{dollars:_,cents:§1}=§0"),
            ("Some(§1)=§0", "Ok(§1)=§0"),
            ("(§1,)=§0", "§1=§0"),
            ("(§1,_)=pair(§0)", "§1=pair(§0).0"),
            ("§1=1.0*§0", "§1=1.5*§0"),
            ("§1=§0.cents", "§1=§0.cents+1.0"),
            ("§1=Cents::new(§0)", "§1=Cents::new(&§0)"),
        ] {
            assert!(of(one).apart(&of(other)).is_none(), "{one} {other}");
        }
    }
}
