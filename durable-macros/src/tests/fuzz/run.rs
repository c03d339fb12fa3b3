//! Runs of machine texts, in which a value is what it was made from. The reader of the texts is another one than the runtime's.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hasher as _};

use durable_runtime::testing::hooks::Found;

/// A machine: the lines of its blocks.
pub(super) struct Machine {
    blocks: Vec<Vec<String>>,
    parameters: Vec<u32>,
    /// Stored names and bindings.
    names: Vec<(String, u32)>,
    derived: Vec<(u32, String)>,
}

impl Machine {
    pub(super) fn read(text: &str) -> Self {
        let mut machine = Self {
            blocks: Vec::new(),
            parameters: Vec::new(),
            names: Vec::new(),
            derived: Vec::new(),
        };
        for line in text.lines().skip(1) {
            let (kind, rest) = line.split_once(' ').unwrap_or((line, ""));
            match kind {
                "p" => machine.parameters = numbers(rest),
                "b" => machine.blocks.push(Vec::new()),
                "v" => {
                    let (binding, name) = rest.split_once(' ').expect("it has a name");
                    let binding = binding.parse().expect("these programs have no fields");
                    machine.names.push((name.to_owned(), binding));
                }
                "d" => {
                    let (binding, code) = rest.split_once(' ').expect("it has code");
                    machine
                        .derived
                        .push((binding.parse().expect("it is one"), code.to_owned()));
                }
                "t" | "o" | "i" => {}
                "u" => assert!(machine.blocks.is_empty(), "these programs have no blocks"),
                _ => machine
                    .blocks
                    .last_mut()
                    .expect("a block has begun")
                    .push(line.to_owned()),
            }
        }
        machine
    }

    /// The binding that is stored under a name at a point: another one may have the name elsewhere.
    fn binding(&self, name: &str, point: &str) -> Option<u32> {
        let (live, _) = self.needed(point);
        let mut names = self.names.iter();
        let found = names.find(|(other, binding)| other == name && live.contains(binding));
        found.map(|(_, binding)| *binding)
    }

    /// The block that an await leads to.
    fn after(&self, point: &str) -> usize {
        let lines = self.blocks.iter().flatten();
        let mut awaits = lines.filter_map(|line| line.strip_prefix("w "));
        let found = awaits.find(|line| line.split(' ').nth(1) == Some(point));
        let target = found.and_then(|line| line.split(' ').next());
        target
            .expect("there is such an await")
            .parse()
            .expect("it leads to a block")
    }

    /// What is needed after an await.
    fn needed(&self, point: &str) -> (Vec<u32>, Vec<u32>) {
        let lines = self.blocks.iter().flatten();
        let mut awaits = lines.filter_map(|line| line.strip_prefix("w "));
        let found = awaits.find(|line| line.split(' ').nth(1) == Some(point));
        let (_, rest) = found
            .and_then(|line| line.split_once('['))
            .expect("it needs something");
        let (needed, _) = rest.split_once(']').expect("the list ends");
        let (live, derived) = needed.split_once('|').expect("it has two parts");
        (numbers(live), numbers(derived))
    }
}

fn numbers(text: &str) -> Vec<u32> {
    text.split_whitespace()
        .map(|word| word.parse().expect("it is a number"))
        .collect()
}

/// A run of a machine.
#[derive(Clone)]
pub(super) struct Run {
    values: BTreeMap<u32, u64>,
    output: u64,
    block: usize,
    is_over: bool,
    /// The point where it waits.
    point: Option<String>,
    /// What it has done since it was stopped, or from its start.
    pub(super) done: Vec<u64>,
}

fn hash(of: impl std::hash::Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    of.hash(&mut hasher);
    hasher.finish()
}

impl Run {
    pub(super) fn start(machine: &Machine) -> Self {
        let parameters = machine.parameters.iter().enumerate();
        Self {
            values: parameters
                .map(|(at, binding)| (*binding, hash(("parameter", at))))
                .collect(),
            output: 0,
            block: 0,
            is_over: false,
            point: None,
            done: Vec::new(),
        }
    }

    /// Runs until it waits for the time that comes after so many others. Returns the point.
    pub(super) fn until_await(&mut self, machine: &Machine, others: usize) -> Option<String> {
        for _ in 0..=others {
            self.leave(machine);
            self.advance(machine, usize::MAX);
        }
        let point = self.point.clone()?;
        self.done.clear();
        Some(point)
    }

    /// Continues, until it has done so much.
    pub(super) fn go_on(&mut self, machine: &Machine, length: usize) {
        while !self.is_over && self.done.len() < length {
            self.leave(machine);
            self.advance(machine, length);
        }
        self.done.truncate(length);
    }

    /// The run in another machine.
    pub(super) fn moved(
        &self,
        old: &Machine,
        new: &Machine,
        found: &Found,
    ) -> Result<Self, String> {
        let mut values = BTreeMap::new();
        let point = self.point.as_deref().ok_or("it doesn't wait")?;
        for (was, is) in &found.locals {
            let was = old.binding(was, point).ok_or("the old local is unknown")?;
            let is = new
                .binding(is, &found.point)
                .ok_or("the new local is unknown")?;
            let value = self.values.get(&was).ok_or("the old local has no value")?;
            values.insert(is, *value);
        }
        let (live, _) = new.needed(&found.point);
        if let Some(missing) = live.iter().find(|binding| !values.contains_key(binding)) {
            return Err(format!("{missing} is missing"));
        }
        Ok(Self {
            values,
            point: Some(found.point.clone()),
            ..self.clone()
        })
    }

    /// Leaves the await where it waits: what isn't needed is gone.
    fn leave(&mut self, machine: &Machine) {
        let Some(point) = self.point.take() else {
            return;
        };
        let (live, derived) = machine.needed(&point);
        self.values.retain(|binding, _| live.contains(binding));
        // One may be derived from another one.
        for _ in 0..derived.len() {
            for (binding, code) in &machine.derived {
                if derived.contains(binding) {
                    let value = hash(("derived", self.with_values(code, Some(*binding))));
                    self.values.insert(*binding, value);
                }
            }
        }
        self.block = machine.after(&point);
    }

    /// Code with values in place of bindings.
    fn with_values(&self, code: &str, but: Option<u32>) -> String {
        let mut text = String::new();
        let mut rest = code;
        while let Some((before, after)) = rest.split_once('§') {
            text.push_str(before);
            let digits = after.bytes().take_while(u8::is_ascii_digit).count();
            let Ok(binding) = after[..digits].parse() else {
                rest = after;
                continue;
            };
            let value = self.values.get(&binding).filter(|_| but != Some(binding));
            write!(text, "<{value:?}>").expect("a string takes all");
            rest = &after[digits..];
        }
        text.push_str(rest);
        text.replace("__output", &format!("<{}>", self.output))
    }

    /// Does a piece of code: each binding in it may have another value afterwards.
    fn act(&mut self, kind: &str, code: &str) -> u64 {
        // What a pattern binds has no value yet.
        let pattern = match code.strip_prefix("let") {
            Some(code) => code.split('=').next().unwrap_or_default(),
            None if kind == "a" => code,
            None => "",
        };
        for bound in pattern.split('§').skip(1) {
            let digits = bound.bytes().take_while(u8::is_ascii_digit).count();
            let binding = bound[..digits].parse().expect("a binding has a number");
            self.values.remove::<u32>(&binding);
        }
        // The old value of what is assigned to has no meaning.
        let assigned = code.strip_prefix('§').and_then(|code| code.split_once('='));
        let assigned = assigned.and_then(|(binding, _)| binding.parse().ok());
        let done = hash((kind, self.with_values(code, assigned)));
        self.done.push(done);
        let mut bindings = Vec::new();
        let mut rest = code;
        while let Some((_, after)) = rest.split_once('§') {
            let digits = after.bytes().take_while(u8::is_ascii_digit).count();
            bindings.extend(after[..digits].parse::<u32>());
            rest = &after[digits..];
        }
        for (at, binding) in bindings.into_iter().enumerate() {
            self.values.insert(binding, hash((done, at)));
        }
        done
    }

    /// Runs until it waits, or is over, or has done so much.
    fn advance(&mut self, machine: &Machine, length: usize) {
        let mut steps = 0;
        while !self.is_over && self.point.is_none() && self.done.len() < length {
            steps += 1;
            if steps > 2_000 {
                self.is_over = true;
                return;
            }
            let lines = &machine.blocks[self.block];
            for (at, line) in lines.iter().enumerate() {
                let (kind, rest) = line.split_once(' ').unwrap_or((line, ""));
                let target = |word: &str| word.parse::<usize>().expect("it leads to a block");
                match kind {
                    "s" => {
                        self.act(kind, rest);
                        // In a plain block, with code after it that is never reached.
                        self.is_over = rest.starts_with("return ") || rest.starts_with("break");
                        if self.is_over {
                            break;
                        }
                    }
                    "=" => {
                        let (binding, value) = rest.split_once(' ').expect("it has a value");
                        self.act(kind, &format!("§{binding}={value}"));
                    }
                    "g" => self.block = target(rest),
                    "?" | "l" => {
                        let mut words = rest.splitn(3, ' ');
                        let targets =
                            [words.next(), words.next()].map(|word| target(word.unwrap()));
                        let decided = self.act(kind, words.next().expect("it has a condition"));
                        self.block = targets[(decided % 2) as usize];
                    }
                    "m" => {
                        let arms: Vec<&str> = lines[at + 1..]
                            .iter()
                            .filter_map(|line| line.strip_prefix("a "))
                            .collect();
                        let decided = self.act(kind, rest);
                        // By the pattern's text, for the order of the arms has no meaning.
                        let mut patterns: Vec<(u64, &str)> = arms
                            .iter()
                            .map(|arm| {
                                let pattern: String = arm
                                    .split_once(' ')
                                    .unwrap()
                                    .1
                                    .chars()
                                    .filter(|c| !c.is_ascii_digit())
                                    .collect();
                                (hash((decided, pattern)), *arm)
                            })
                            .collect();
                        patterns.sort_unstable();
                        let (to, pattern) =
                            patterns[0].1.split_once(' ').expect("an arm has a pattern");
                        self.act("a", pattern);
                        self.block = target(to);
                        break;
                    }
                    "w" => {
                        let (_, operation) = rest.split_once("] ").expect("it has an operation");
                        self.output = self.act(kind, operation);
                        self.point = rest.split(' ').nth(1).map(str::to_owned);
                    }
                    "r" => {
                        self.act(kind, rest);
                        self.is_over = true;
                    }
                    "n" => self.is_over = true,
                    _ => panic!("`{line}` is no code"),
                }
            }
        }
    }
}
