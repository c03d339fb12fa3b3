//! Machine texts, read by another reader than the runtime's.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hasher as _};

/// A machine: the lines of its units' blocks.
pub(super) struct Machine {
    pub(super) units: Vec<Unit>,
    pub(super) parameters: Vec<u32>,
    /// Those of them that may change.
    changing: Vec<u32>,
    pub(super) points: BTreeMap<String, Point>,
    /// Stored names and bindings.
    names: Vec<(String, u32)>,
    /// The items of the body, and what they mean.
    items: BTreeMap<String, u64>,
    /// The type of the result.
    pub(super) output: String,
}

#[derive(Default)]
pub(super) struct Unit {
    pub(super) blocks: Vec<Vec<String>>,
    /// What is needed when it begins.
    pub(super) live: Vec<u32>,
    pub(super) derived: Vec<(Vec<u32>, String)>,
    /// The point where it begins.
    pub(super) point: Option<String>,
    pub(super) moves: bool,
}

/// A place where an instance waits.
pub(super) struct Point {
    pub(super) unit: usize,
    /// The block that the await leads to; none where a unit begins.
    pub(super) after: Option<usize>,
    pub(super) live: Vec<u32>,
    pub(super) derived: Vec<u32>,
    /// What is awaited, without its arguments.
    pub(super) awaited: String,
}

impl Machine {
    /// Whether a borrow is stored, or is given another value: rustc refuses such a function.
    pub(super) fn misuses_borrow(&self) -> bool {
        let lines = || {
            self.units
                .iter()
                .flat_map(|unit| unit.blocks.iter().flatten())
        };
        let borrows = lines().filter_map(|line| {
            let (binding, _) = line.strip_prefix("s let §")?.split_once("= &")?;
            binding.parse::<u32>().ok()
        });
        let mut borrows: Vec<u32> = borrows.collect();
        borrows.retain(|borrow| {
            let points = self.points.values().map(|point| &point.live);
            let mut kept = points.chain(self.units.iter().map(|unit| &unit.live));
            let is_set = format!("§{borrow}=");
            kept.any(|live| live.contains(borrow))
                || lines().any(|line| {
                    let mut found = line.match_indices(&is_set);
                    found.any(|(at, _)| !line[..at].ends_with("let "))
                })
        });
        !borrows.is_empty()
    }

    pub(super) fn read(text: &str) -> Self {
        let mut machine = Self {
            units: Vec::new(),
            parameters: Vec::new(),
            changing: Vec::new(),
            points: BTreeMap::new(),
            names: Vec::new(),
            items: BTreeMap::new(),
            output: String::new(),
        };
        for line in text.lines().skip(1) {
            let (kind, rest) = line.split_once(' ').unwrap_or((line, ""));
            match kind {
                "i" => machine.item(rest),
                "p" => machine.parameters = numbers(rest),
                "c" => machine.changing = numbers(rest),
                "u" => machine.unit(rest),
                "b" => machine.last().blocks.push(Vec::new()),
                "v" => {
                    let (binding, name) = rest.split_once(' ').expect("it has a name");
                    machine.names.push((name.to_owned(), number(binding)));
                }
                "d" => {
                    let end = rest
                        .find(|c: char| !c.is_ascii_digit() && c != ' ')
                        .expect("it has code");
                    let code = machine.with_items(&rest[end..]);
                    let bound = numbers(&rest[..end]);
                    machine.last().derived.push((bound, code));
                }
                "t" => {}
                "o" => rest.clone_into(&mut machine.output),
                _ => {
                    if kind == "w" {
                        machine.point(rest);
                    }
                    // Locals that end together end one after the other, those of an inner block first.
                    let lines = match line.strip_prefix("s §ends ") {
                        Some(ended) => ended
                            .rsplit(',')
                            .map(|local| format!("s §ends {local}"))
                            .collect(),
                        None => vec![machine.with_items(line)],
                    };
                    let blocks = &mut machine.last().blocks;
                    blocks.last_mut().expect("a block has begun").extend(lines);
                }
            }
        }
        machine
    }

    fn last(&mut self) -> &mut Unit {
        self.units.last_mut().expect("a unit has begun")
    }

    fn item(&mut self, item: &str) {
        let words = item.split(|c: char| !c.is_alphanumeric() && c != '_');
        let name = words.filter(|word| !word.is_empty()).nth(1);
        let meaning = hash(self.with_items(item));
        self.items
            .insert(name.expect("it has a name").to_owned(), meaning);
    }

    fn unit(&mut self, rest: &str) {
        let mut unit = Unit {
            moves: rest.ends_with("move"),
            ..Unit::default()
        };
        let rest = rest.strip_suffix("move").unwrap_or(rest).trim();
        if let Some((name, live)) = rest.split_once(' ') {
            unit.live = numbers(live.trim_matches(['[', ']']));
            unit.point = Some(name.to_owned());
            let point = Point {
                unit: self.units.len(),
                after: None,
                live: unit.live.clone(),
                derived: Vec::new(),
                awaited: String::new(),
            };
            self.points.insert(name.to_owned(), point);
        }
        self.units.push(unit);
    }

    fn point(&mut self, rest: &str) {
        let (target, rest) = rest.split_once(' ').expect("it leads to a block");
        let (name, rest) = rest.split_once(" [").expect("it needs something");
        let (needed, operation) = rest.split_once("] ").expect("the list ends");
        let (live, derived) = needed.split_once('|').expect("it has two parts");
        let point = Point {
            unit: self.units.len() - 1,
            after: Some(target.parse().expect("it is a block")),
            live: numbers(live),
            derived: numbers(derived),
            awaited: awaited(operation),
        };
        self.points.insert(name.to_owned(), point);
    }

    /// Whether a binding is a parameter that never changes.
    pub(super) fn is_told_by_input(&self, binding: u32) -> bool {
        self.parameters.contains(&binding) && !self.changing.contains(&binding)
    }

    /// The user's name of a parameter.
    pub(super) fn name_of(&self, parameter: u32) -> &str {
        let mut names = self.names.iter();
        let found = names.find(|(_, binding)| *binding == parameter);
        found.map_or("", |(name, _)| name)
    }

    /// Code with the meanings of the items in place of their names.
    fn with_items(&self, code: &str) -> String {
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let mut text = String::with_capacity(code.len());
        let mut rest = code;
        while let Some(begin) = rest.find(is_word) {
            let length = rest[begin..]
                .find(|c| !is_word(c))
                .unwrap_or(rest.len() - begin);
            text.push_str(&rest[..begin]);
            let word = &rest[begin..begin + length];
            match self.items.get(word) {
                Some(meaning) => text.push_str(&format!("item_{meaning}")),
                None => text.push_str(word),
            }
            rest = &rest[begin + length..];
        }
        text.push_str(rest);
        text
    }

    /// The binding that is stored under a name at a point: another one may have the name elsewhere.
    pub(super) fn binding(&self, name: &str, point: &Point) -> Option<u32> {
        let mut names = self.names.iter();
        let found = names.find(|(other, binding)| other == name && point.live.contains(binding));
        found.map(|(_, binding)| *binding)
    }
}

/// What a call calls, or the name of an event or an activity.
fn awaited(operation: &str) -> String {
    let (callee, arguments) = operation.split_once('(').unwrap_or((operation, ""));
    if callee.starts_with('§') {
        return String::new();
    }
    let name = arguments.split('"').nth(1);
    let name = name.filter(|_| callee.contains("::") && !callee.starts_with("__durable"));
    format!("{callee} {}", name.unwrap_or_default())
}

fn number(text: &str) -> u32 {
    text.parse()
        .unwrap_or_else(|_| panic!("these programs store no fields: `{text}`"))
}

fn numbers(text: &str) -> Vec<u32> {
    text.split_whitespace().map(number).collect()
}

pub(super) fn hash(of: impl std::hash::Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    of.hash(&mut hasher);
    hasher.finish()
}
