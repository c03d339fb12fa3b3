//! [`Graph`]: the control flow of a machine, read from its text.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::upgrade::address::Literals;

/// A machine as a graph of pieces of code.
#[derive(Debug, Default)]
pub(crate) struct Graph {
    /// The items of the body, in order.
    pub(super) items: Vec<String>,
    pub(super) parameters: Vec<u32>,
    /// Their types.
    types: Vec<String>,
    /// Those of them that the instance's input doesn't tell: they may change, or there is no input.
    pub(super) changing: Vec<u32>,
    /// The type of the function's result.
    pub(super) output: String,
    pub(super) units: Vec<Unit>,
    pub(super) nodes: Vec<Node>,
    /// The nodes that lead to each node, also by making the `async` block that it is the first of.
    previous: Vec<Vec<usize>>,
    /// The places where an instance can wait, by name.
    pub(super) points: BTreeMap<String, Point>,
    /// The names under which bindings are stored.
    pub(super) names: BTreeMap<Stored, String>,
    /// What locals are in instances of code that did not keep them.
    pub(super) defaults: BTreeMap<u32, Code>,
    /// The names that locals had in code before.
    pub(super) old_names: BTreeMap<u32, String>,
}

/// The body, or an `async` block.
#[derive(Debug, Default)]
pub(super) struct Unit {
    pub(super) start: usize,
    pub(super) moves: bool,
    /// The ways in which borrows are taken again.
    pub(super) derived: BTreeMap<u32, Code>,
    /// In functions with sets of tasks: each variable, with its place.
    pub(super) declared: Vec<(u32, VariablePlace)>,
}

/// The user's block that declares a variable, and the variable's number: the place by which the runtime knows where a set of
/// tasks ends.
pub(crate) type VariablePlace = (u32, u32);

/// What code begins with that is the end of locals.
const ENDS: &str = "§ends ";

/// A piece of code, and where it leads.
#[derive(Debug)]
pub(super) struct Node {
    /// What kind of code it is: the first word of its line.
    pub(super) kind: char,
    pub(super) code: Code,
    pub(super) next: Vec<usize>,
    /// The name of the point, of an await.
    pub(super) point: Option<String>,
}

/// A place where an instance can wait.
#[derive(Debug)]
pub(super) struct Point {
    pub(super) unit: usize,
    /// The await; of the beginning of an `async` block, its first code.
    pub(super) node: usize,
    /// Where the code continues.
    pub(super) after: usize,
    pub(super) begins_unit: bool,
    pub(super) live: BTreeSet<Stored>,
    pub(super) derived: BTreeSet<u32>,
}

/// What is stored: a binding, and which part of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Stored {
    pub(super) binding: u32,
    /// `.address` of a field, `-address` of a struct without it.
    pub(super) part: String,
}

/// Code, with what the comparison looks at apart from the text around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Code(pub(super) Vec<Token>);

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    Text(String),
    Binding(u32),
    Unit(usize),
}

/// Why a text can't be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line} of a machine's text can't be read: `{text}`")]
pub(crate) struct BadText {
    line: usize,
    text: String,
}

/// Pairs of characters that mean something else with a space between them.
const PAIRS: [&str; 20] = [
    "&&", "||", "==", "!=", "<=", ">=", "+=", "-=", "*=", "/=", "%=", "^=", "&=", "|=", "<<", ">>",
    "->", "=>", "..", "::",
];

/// Code without the spaces between signs that have no meaning: `f(a,|b|b)` is `f(a, |b|b)`.
fn without_spaces(text: &str) -> String {
    let mut canonical = String::with_capacity(text.len());
    let mut literals = Literals::default();
    for (at, c) in text.char_indices() {
        let is_space = !literals.is_in(text, at, c) && c == ' ';
        let next = text[at + c.len_utf8()..].chars().next();
        let is_sign = |c: char| c.is_ascii_punctuation() && !matches!(c, '_' | '"' | '\'');
        let pair = canonical.chars().next_back().zip(next);
        let has_no_meaning = |(before, after): (char, char)| {
            is_sign(before) && is_sign(after) && {
                let pair = String::from_iter([before, after]);
                !PAIRS.contains(&pair.as_str())
            }
        };
        if !(is_space && pair.is_some_and(has_no_meaning)) {
            canonical.push(c);
        }
    }
    canonical
}

impl Code {
    pub(super) fn read(text: &str) -> Self {
        let text = without_spaces(text);
        let mut tokens = Vec::new();
        let mut plain = String::new();
        let mut rest = text.as_str();
        while let Some(at) = rest.find('§') {
            plain.push_str(&rest[..at]);
            let marked = &rest[at + '§'.len_utf8()..];
            let (is_unit, digits) = match marked.strip_prefix('@') {
                Some(digits) => (true, digits),
                None => (false, marked),
            };
            let length = digits.bytes().take_while(u8::is_ascii_digit).count();
            match digits[..length].parse() {
                Ok(number) => {
                    tokens.push(Token::Text(std::mem::take(&mut plain)));
                    tokens.push(if is_unit {
                        Token::Unit(number as usize)
                    } else {
                        Token::Binding(number)
                    });
                    rest = &digits[length..];
                }
                Err(_) => {
                    // An escape: it stays as it is, for it is the same on both sides.
                    plain.push('§');
                    let escaped = marked.chars().next().map_or(0, char::len_utf8);
                    plain.push_str(&marked[..escaped]);
                    rest = &marked[escaped..];
                }
            }
        }
        plain.push_str(rest);
        tokens.push(Token::Text(plain));
        Self(tokens)
    }

    /// Its text, with its marks.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        for token in &self.0 {
            match token {
                Token::Text(plain) => text.push_str(plain),
                Token::Binding(binding) => write!(text, "§{binding}").expect("a string takes all"),
                Token::Unit(unit) => write!(text, "§@{unit}").expect("a string takes all"),
            }
        }
        text
    }

    /// The bindings that it names.
    pub(super) fn bindings(&self) -> impl Iterator<Item = u32> {
        self.0.iter().filter_map(|token| match token {
            Token::Binding(binding) => Some(*binding),
            _ => None,
        })
    }

    /// The `async` blocks that it makes.
    pub(super) fn units(&self) -> impl Iterator<Item = usize> {
        self.0.iter().filter_map(|token| match token {
            Token::Unit(unit) => Some(*unit),
            _ => None,
        })
    }
}

impl Stored {
    /// All of a binding.
    pub(super) fn whole(binding: u32) -> Self {
        Self {
            binding,
            part: String::new(),
        }
    }

    fn read(text: &str) -> Option<Self> {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let (number, part) = text.split_at(digits);
        Some(Self {
            binding: number.parse().ok()?,
            part: part.to_owned(),
        })
    }
}

/// The code of a block as it is read: its nodes, and where it continues without a condition.
struct Block {
    nodes: Vec<usize>,
    goto: Option<usize>,
}

impl Graph {
    /// Reads the text of a machine.
    pub(crate) fn read(text: &str) -> Result<Self, BadText> {
        let mut reader = Reader::default();
        for (number, line) in text.lines().enumerate() {
            reader.line(number, line).ok_or_else(|| BadText {
                line: number + 1,
                text: line.to_owned(),
            })?;
        }
        let lines = text.lines().count();
        reader.end().ok_or_else(|| BadText {
            line: lines,
            text: "the end".to_owned(),
        })
    }

    /// The names of the points.
    pub(crate) fn point_names(&self) -> impl Iterator<Item = &str> {
        self.points.keys().map(String::as_str)
    }

    /// The names of the points that are in no `async` block, and are not the begin of one.
    #[cfg(feature = "lock")]
    pub(crate) fn points_of_body(&self) -> impl Iterator<Item = &str> {
        let points = self.points.iter();
        let points = points.filter(|(_, point)| point.unit == 0 && !point.begins_unit);
        points.map(|(name, _)| name.as_str())
    }

    /// Code as the user would know it.
    pub(super) fn show(&self, code: &Code) -> String {
        let mut text = String::new();
        for token in &code.0 {
            match token {
                Token::Text(plain) => text.push_str(plain),
                Token::Binding(binding) => text.push_str(self.name(*binding)),
                Token::Unit(_) => text.push_str("async { … }"),
            }
        }
        let text = text.replace("__durable::", "").replace("__output", "…");
        let text = text.replace(":: <", "::<").replace(ENDS, "the end of ");
        let text = text.replace("§leads ", "").replace("' __out", "");
        let text = text.trim();
        match text.char_indices().nth(80) {
            Some((end, _)) => format!("{} …", &text[..end]),
            None => text.to_owned(),
        }
    }

    /// The type of a parameter; of other bindings the text says nothing.
    pub(super) fn type_of(&self, binding: u32) -> Option<&str> {
        let mut parameters = self.parameters.iter();
        let at = parameters.position(|parameter| *parameter == binding)?;
        self.types.get(at).map(String::as_str)
    }

    /// Whether a binding is a parameter that has the value of the instance's input wherever it is needed.
    pub(super) fn is_told_by_input(&self, binding: u32) -> bool {
        self.parameters.contains(&binding) && !self.changing.contains(&binding)
    }

    /// The name of a binding.
    pub(super) fn name(&self, binding: u32) -> &str {
        let mut names = self.names.iter();
        let name =
            names.find(|(stored, _)| stored.binding == binding && !stored.part.starts_with('.'));
        name.map_or("_", |(_, name)| name)
    }

    /// The nodes that a node leads to, also by way of the `async` blocks that it makes.
    pub(super) fn leads_to(&self, node: usize) -> impl Iterator<Item = usize> {
        let node = &self.nodes[node];
        let units = node.code.units().filter_map(|unit| self.units.get(unit));
        node.next
            .iter()
            .copied()
            .chain(units.map(|unit| unit.start))
    }

    /// The node that comes before one, if there is a single one.
    pub(super) fn only_before(&self, node: usize) -> Option<usize> {
        let previous = self.previous[node].iter();
        let mut before = previous.filter(|from| self.nodes[**from].next.contains(&node));
        let only = before.next().copied();
        only.filter(|_| before.next().is_none())
    }

    /// The nodes from which one can be reached, itself among them.
    pub(super) fn before(&self, node: usize) -> BTreeSet<usize> {
        let mut found = BTreeSet::new();
        let mut left = vec![node];
        while let Some(node) = left.pop() {
            if found.insert(node) {
                left.extend(&self.previous[node]);
            }
        }
        found
    }
}

impl Graph {
    /// Whether the body defines macros: they may have any name.
    pub(super) fn defines_macros(&self) -> bool {
        let mut items = self.items.iter();
        let codes = self.nodes.iter().map(|node| node.code.text());
        items.any(|item| item.contains("macro_rules"))
            || codes.into_iter().any(|code| code.contains("macro_rules"))
    }

    /// The nodes that can be reached from one, itself among them only in a loop.
    pub(super) fn after(&self, node: usize) -> BTreeSet<usize> {
        let mut found = BTreeSet::new();
        let mut left: Vec<usize> = self.leads_to(node).collect();
        while let Some(node) = left.pop() {
            if found.insert(node) {
                left.extend(self.leads_to(node));
            }
        }
        found
    }

    /// For each node of the body but the first, the last one that lies on every way to it.
    pub(super) fn dominators(&self) -> BTreeMap<usize, usize> {
        let start = self.units[0].start;
        // Each node after all those before it, but for loops.
        let (mut order, mut seen) = (Vec::new(), BTreeSet::from([start]));
        let mut path = vec![(start, 0)];
        while let Some((node, next)) = path.last_mut() {
            match self.nodes[*node].next.get(*next) {
                Some(found) => {
                    *next += 1;
                    if seen.insert(*found) {
                        path.push((*found, 0));
                    }
                }
                None => {
                    order.push(*node);
                    path.pop();
                }
            }
        }
        order.reverse();
        let place: BTreeMap<usize, usize> = order.iter().copied().zip(0..).collect();
        let mut last: BTreeMap<usize, usize> = BTreeMap::from([(start, start)]);
        loop {
            let before = last.clone();
            for node in order.iter().skip(1) {
                let previous = self.previous[*node].iter().copied();
                let known = previous.filter(|from| last.contains_key(from));
                let common = known.reduce(|mut one, mut other| {
                    while one != other {
                        if place[&one] > place[&other] {
                            one = last[&one];
                        } else {
                            other = last[&other];
                        }
                    }
                    one
                });
                if let Some(common) = common {
                    last.insert(*node, common);
                }
            }
            if last == before {
                last.remove(&start);
                return last;
            }
        }
    }

    /// Nodes, with all code of the `async` blocks that they make.
    pub(super) fn with_blocks(&self, mut nodes: BTreeSet<usize>) -> BTreeSet<usize> {
        let made = |node: &usize| {
            let units = self.nodes[*node].code.units();
            units.filter_map(|unit| Some(self.units.get(unit)?.start))
        };
        let mut left: Vec<usize> = nodes.iter().flat_map(made).collect();
        while let Some(node) = left.pop() {
            if nodes.insert(node) {
                left.extend(self.leads_to(node));
            }
        }
        nodes
    }
}

#[derive(Default)]
struct Reader {
    graph: Graph,
    /// The blocks of the unit that is read.
    blocks: Vec<Block>,
    /// For each node of the unit, the blocks that it leads to.
    targets: Vec<(usize, Vec<usize>)>,
    /// The beginnings of `async` blocks, and what they need: known when their unit is.
    begins: Option<(String, BTreeSet<Stored>)>,
    /// What is known of each point before its unit ends: its name, and where it leads.
    points: Vec<(String, usize)>,
}

impl Reader {
    fn line(&mut self, number: usize, line: &str) -> Option<()> {
        if number == 0 {
            return (line == "1").then_some(());
        }
        let (kind, rest) = line.split_once(' ').unwrap_or((line, ""));
        match kind {
            "#" => {}
            "i" => self.graph.items.push(rest.to_owned()),
            "p" => self.graph.parameters = numbers(rest)?,
            "t" => self.graph.types.push(rest.to_owned()),
            "c" => self.graph.changing = numbers(rest)?,
            "o" => rest.clone_into(&mut self.graph.output),
            "u" => return self.unit(rest),
            "b" => self.blocks.push(Block {
                nodes: Vec::new(),
                goto: None,
            }),
            "s" if let Some(ended) = rest.strip_prefix(ENDS) => {
                // Those of an inner block end first, on whatever way they end.
                for local in ended.rsplit(',') {
                    self.node('s', &format!("{ENDS}{local}"), Vec::new())?;
                }
            }
            "s" | "m" | "r" | "n" => {
                self.node(kind.chars().next()?, rest, Vec::new())?;
            }
            "=" => {
                let (binding, value) = rest.split_once(' ')?;
                self.node('=', &format!("§{binding}={value}"), Vec::new())?;
            }
            "g" => self.blocks.last_mut()?.goto = Some(rest.parse().ok()?),
            "?" | "l" => {
                let mut words = rest.splitn(3, ' ');
                let targets = vec![words.next()?.parse().ok()?, words.next()?.parse().ok()?];
                self.node(kind.chars().next()?, words.next()?, targets)?;
            }
            "a" => {
                let (target, pattern) = rest.split_once(' ')?;
                let node = self.graph.nodes.last_mut()?;
                node.code.0.push(Token::Text("=>".to_owned()));
                node.code.0.extend(Code::read(pattern).0);
                self.targets.last_mut()?.1.push(target.parse().ok()?);
            }
            "j" => {
                let (target, to) = rest.split_once(' ').unwrap_or((rest, ""));
                let node = self.graph.nodes.last_mut()?;
                node.code.0.push(Token::Text("§leads ".to_owned()));
                node.code.0.extend(Code::read(to).0);
                self.targets.last_mut()?.1.push(target.parse().ok()?);
            }
            "w" => return self.point(rest),
            "d" => {
                let end = rest.find(|c: char| !c.is_ascii_digit() && c != ' ')?;
                // What follows the numbers is a pattern; a digit of it would begin a literal, which binds nothing.
                let (bound, code) = rest.split_at(end);
                for binding in numbers(bound)? {
                    let unit = self.graph.units.last_mut()?;
                    unit.derived.insert(binding, Code::read(code));
                }
            }
            "k" => match numbers(rest)?[..] {
                [binding, block, variable] => {
                    let unit = self.graph.units.last_mut()?;
                    unit.declared.push((binding, (block, variable)));
                }
                _ => return None,
            },
            "f" => {
                let (binding, value) = rest.split_once(' ')?;
                let binding = binding.parse().ok()?;
                self.graph.defaults.insert(binding, Code::read(value));
            }
            "x" => {
                let (binding, name) = rest.split_once(' ')?;
                let binding = binding.parse().ok()?;
                self.graph.old_names.insert(binding, name.to_owned());
            }
            "v" => {
                let (stored, name) = rest.split_once(' ')?;
                self.graph
                    .names
                    .insert(Stored::read(stored)?, name.to_owned());
            }
            _ => return None,
        }
        Some(())
    }

    fn unit(&mut self, rest: &str) -> Option<()> {
        self.end_unit()?;
        let (rest, moves) = match rest.strip_suffix("move") {
            Some(rest) => (rest.trim_end(), true),
            None => (rest, false),
        };
        self.graph.units.push(Unit {
            moves,
            ..Unit::default()
        });
        self.begins = match rest.split_once(' ') {
            Some((name, live)) => Some((name.to_owned(), alive(live.trim_matches(['[', ']']))?)),
            None => None,
        };
        Some(())
    }

    fn node(&mut self, kind: char, code: &str, targets: Vec<usize>) -> Option<usize> {
        if self.graph.units.is_empty() {
            return None;
        }
        let node = self.graph.nodes.len();
        self.graph.nodes.push(Node {
            kind,
            code: Code::read(code),
            next: Vec::new(),
            point: None,
        });
        self.targets.push((node, targets));
        self.blocks.last_mut()?.nodes.push(node);
        Some(node)
    }

    fn point(&mut self, rest: &str) -> Option<()> {
        let (target, rest) = rest.split_once(' ')?;
        let (name, rest) = rest.split_once(" [")?;
        let (needed, code) = rest.split_once("] ")?;
        let (live, derived) = needed.split_once('|')?;
        let target = target.parse().ok()?;
        let node = self.node('w', code, vec![target])?;
        self.graph.nodes[node].point = Some(name.to_owned());
        let point = Point {
            unit: self.graph.units.len() - 1,
            node,
            after: node,
            begins_unit: false,
            live: alive(live)?,
            derived: numbers(derived)?.into_iter().collect(),
        };
        self.points.push((name.to_owned(), node));
        self.graph.points.insert(name.to_owned(), point);
        Some(())
    }

    fn end_unit(&mut self) -> Option<()> {
        let Some(unit) = self.graph.units.len().checked_sub(1) else {
            return Some(());
        };
        let blocks = std::mem::take(&mut self.blocks);
        // Where code that only continues elsewhere leads to nothing else (`loop {}`), it never ends.
        let mut never = None;
        let mut first = |graph: &mut Graph, mut block: usize| {
            for _ in 0..=blocks.len() {
                let code = blocks.get(block)?;
                match (code.nodes.first(), code.goto) {
                    (Some(node), _) => return Some(*node),
                    (None, Some(next)) => block = next,
                    (None, None) => return None,
                }
            }
            Some(*never.get_or_insert_with(|| {
                graph.nodes.push(Node {
                    kind: 'n',
                    code: Code::read(""),
                    next: Vec::new(),
                    point: None,
                });
                graph.nodes.len() - 1
            }))
        };
        for block in &blocks {
            for pair in block.nodes.windows(2) {
                self.graph.nodes[pair[0]].next.push(pair[1]);
            }
            if let (Some(last), Some(next)) = (block.nodes.last(), block.goto) {
                let next = first(&mut self.graph, next)?;
                self.graph.nodes[*last].next.push(next);
            }
        }
        for (node, targets) in std::mem::take(&mut self.targets) {
            for target in targets {
                let target = first(&mut self.graph, target)?;
                self.graph.nodes[node].next.push(target);
            }
        }
        let start = first(&mut self.graph, 0)?;
        self.graph.units[unit].start = start;
        for (name, node) in std::mem::take(&mut self.points) {
            let after = *self.graph.nodes[node].next.first()?;
            self.graph.points.get_mut(&name)?.after = after;
        }
        if let Some((name, live)) = self.begins.take() {
            let point = Point {
                unit,
                node: start,
                after: start,
                begins_unit: true,
                live,
                derived: BTreeSet::new(),
            };
            self.graph.points.insert(name, point);
        }
        Some(())
    }

    fn end(mut self) -> Option<Graph> {
        self.end_unit()?;
        let units = self.graph.units.len();
        let known = self
            .graph
            .nodes
            .iter()
            .all(|node| node.code.units().all(|unit| unit < units));
        if !known || units == 0 {
            return None;
        }
        let mut previous: Vec<Vec<usize>> = vec![Vec::new(); self.graph.nodes.len()];
        for from in 0..previous.len() {
            for to in self.graph.leads_to(from) {
                previous[to].push(from);
            }
        }
        self.graph.previous = previous;
        Some(self.graph)
    }
}

fn numbers(text: &str) -> Option<Vec<u32>> {
    text.split_whitespace()
        .map(|word| word.parse().ok())
        .collect()
}

fn alive(text: &str) -> Option<BTreeSet<Stored>> {
    text.split_whitespace().map(Stored::read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_read_with_its_marks() {
        let text = |text: &str| Token::Text(text.to_owned());
        assert_eq!(
            Code::read("f(§12, §@3)").0,
            [
                text("f("),
                Token::Binding(12),
                text(", "),
                Token::Unit(3),
                text(")")
            ]
        );
        assert_eq!(Code::read("\"§§1 §n\"").0, [text("\"§§1 §n\"")]);
    }

    #[test]
    fn spaces_between_signs_have_no_meaning_unless_they_part_an_operator() {
        for (one, other) in [
            ("f(§0, |§1|§1)", "f(§0,|§1|§1)"),
            ("§0= &§1", "§0=&§1"),
            ("Vec:: <u8>::new()", "Vec::<u8>::new()"),
        ] {
            assert_eq!(Code::read(one), Code::read(other));
        }
        for (one, other) in [
            ("§0& &§1", "§0&&§1"),
            ("f(\", |\")", "f(\",|\")"),
            ("§0> =§1", "§0>=§1"),
        ] {
            assert_ne!(Code::read(one), Code::read(other));
        }
    }

    #[test]
    fn a_text_becomes_a_graph() {
        let graph = Graph::read(
            "1\np 0\nu\nb\ng 1\nb\n? 2 3 more(§0)\nb\nw 1 sleep#1 [0|] sleep(DAY)\nb\nr Ok(())\nv 0 id\n",
        )
        .unwrap();
        assert_eq!(graph.nodes.len(), 3);
        assert_eq!(graph.nodes[0].next, [1, 2]);
        assert_eq!(graph.nodes[1].next, [0]);
        assert_eq!(graph.points["sleep#1"].after, 0);
        assert_eq!(graph.before(1), BTreeSet::from([0, 1]));
    }

    #[test]
    fn a_text_that_is_none_is_refused() {
        for text in ["", "2\n", "1\nx\n", "1\nu\nb\ng 7\n", "1\nu\nb\nr §@4\n"] {
            assert!(Graph::read(text).is_err(), "{text:?}");
        }
    }
}
