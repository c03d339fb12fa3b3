//! Runs of machine texts, in which a value is what it was made from.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use durable_runtime::testing::hooks::Found;

use super::text::{Machine, hash};

/// How much of a block is run for its value, in pieces of code.
const BLOCK_LENGTH: usize = 30;

/// A run of a machine, or of one of its `async` blocks.
#[derive(Clone)]
pub(super) struct Run {
    values: BTreeMap<u32, u64>,
    output: u64,
    unit: usize,
    block: usize,
    is_over: bool,
    /// The point where it waits.
    point: Option<String>,
    /// What it has done since it was stopped, or from its start.
    pub(super) done: Vec<u64>,
    /// What it has awaited from its start. The length of a timer has no meaning.
    pub(super) awaited: Vec<u64>,
    /// What code changes.
    changes: Changes,
    /// What is changed with a borrow.
    borrowed: BTreeMap<u32, u32>,
    /// Whether it leaves out of what it has done where locals end.
    leaves_out_ends: bool,
    /// What never changes: a parameter that is no `mut`, whatever it is called in the code that the run has moved to.
    constant: BTreeSet<u32>,
}

/// What a run has done where a local ends that is gone already: no await has kept it. It is the same as the end of any local.
pub(super) const ENDS_NOTHING: u64 = 0;

/// What a piece of code changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Changes {
    /// All that it names.
    All,
    /// What it assigns to, borrows to change, or calls a method of.
    Certain,
}

impl Run {
    pub(super) fn start(machine: &Machine, changes: Changes) -> Self {
        // They are found by their names.
        let parameters = machine.parameters.iter();
        let values = parameters.map(|binding| (*binding, hash(machine.name_of(*binding))));
        let told = machine.parameters.iter().copied();
        Self {
            changes,
            constant: told
                .filter(|binding| machine.is_told_by_input(*binding))
                .collect(),
            ..Self::of_unit(0, values.collect())
        }
    }

    /// A run of an `async` block, whatever it captures.
    pub(super) fn start_block(machine: &Machine, unit: usize) -> Self {
        let captured = machine.units[unit].live.iter();
        let values = captured.map(|binding| (*binding, hash(("captured", binding))));
        let mut run = Self::of_unit(unit, values.collect());
        run.point.clone_from(&machine.units[unit].point);
        run
    }

    fn of_unit(unit: usize, values: BTreeMap<u32, u64>) -> Self {
        Self {
            values,
            output: 0,
            unit,
            block: 0,
            is_over: false,
            point: None,
            done: Vec::new(),
            awaited: Vec::new(),
            changes: Changes::All,
            borrowed: BTreeMap::new(),
            leaves_out_ends: false,
            constant: BTreeSet::new(),
        }
    }

    /// Takes the result that another run waits for: it is of a call with other arguments.
    pub(super) fn wait_as(&mut self, other: &Self) {
        self.output = other.output;
    }

    pub(super) fn changes(&self) -> Changes {
        self.changes
    }

    /// Runs until it waits for the time that comes after so many others. Returns the point.
    pub(super) fn until_await(&mut self, machine: &Machine, others: usize) -> Option<String> {
        for _ in 0..=others {
            self.leave(machine);
            self.advance(machine, usize::MAX);
        }
        self.done.clear();
        self.point.clone()
    }

    /// The point where it waits.
    pub(super) fn point(&self) -> Option<String> {
        self.point.clone()
    }

    /// Whether it has all that it needs. It hasn't where an endless loop among straight code was left.
    pub(super) fn is_possible(&self, machine: &Machine) -> bool {
        let point = self.point.as_ref().map(|point| &machine.points[point]);
        let mut live = point.into_iter().flat_map(|point| &point.live);
        live.all(|binding| self.values.contains_key(binding))
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
        let (mut values, mut constant) = (BTreeMap::new(), BTreeSet::new());
        let from = self.point.as_ref().and_then(|point| old.points.get(point));
        let from = from.ok_or("it doesn't wait")?;
        let to = new
            .points
            .get(&found.point)
            .ok_or("there is no such point")?;
        if from.awaited != to.awaited {
            return Err(format!("it waits for `{}`", from.awaited));
        }
        for (was, is) in &found.locals {
            let was = old.binding(was, from).ok_or("the old local is unknown")?;
            let is = new.binding(is, to).ok_or("the new local is unknown")?;
            let value = self.values.get(&was).ok_or("the old local has no value")?;
            values.insert(is, *value);
            constant.extend(self.constant.contains(&was).then_some(is));
        }
        for (parameter, local) in &found.arguments {
            let is = new.binding(local, to).ok_or("the parameter is unknown")?;
            values.insert(is, hash(parameter));
            constant.insert(is);
        }
        // Code that is never reached may name a parameter that nothing needs.
        let unneeded = new.parameters.iter().copied();
        constant
            .extend(unneeded.filter(|it| new.is_told_by_input(*it) && !values.contains_key(it)));
        if let Some(missing) = to.live.iter().find(|live| !values.contains_key(live)) {
            return Err(format!("{missing} is missing"));
        }
        Ok(Self {
            values,
            constant,
            point: Some(found.point.clone()),
            unit: to.unit,
            ..self.clone()
        })
    }

    /// Leaves the await where it waits: what isn't needed is gone.
    fn leave(&mut self, machine: &Machine) {
        let Some(point) = self.point.take() else {
            return;
        };
        let point = &machine.points[&point];
        self.values
            .retain(|binding, _| point.live.contains(binding));
        self.borrowed.clear();
        // One may be derived from another one.
        for _ in 0..point.derived.len() {
            for (bound, code) in &machine.units[point.unit].derived {
                for (at, binding) in bound.iter().enumerate() {
                    if point.derived.contains(binding) {
                        let value = self.with_values(machine, code, bound);
                        self.values.insert(*binding, hash(("derived", at, value)));
                        self.borrow(*binding, code);
                    }
                }
            }
        }
        self.block = point.after.unwrap_or(0);
    }

    /// Code with values in place of bindings and blocks.
    fn with_values(&self, machine: &Machine, code: &str, but: &[u32]) -> String {
        let mut text = String::with_capacity(code.len() + 32);
        let mut rest = code;
        // What is given a value within the code needs none before.
        let mut given: Vec<u32> = but.to_vec();
        while let Some((before, after)) = rest.split_once('§') {
            text.push_str(before);
            let (is_unit, marked) = match after.strip_prefix('@') {
                Some(marked) => (true, marked),
                None => (false, after),
            };
            let digits = marked.bytes().take_while(u8::is_ascii_digit).count();
            let Ok(number) = marked[..digits].parse::<u32>() else {
                rest = after;
                continue;
            };
            if is_unit {
                let value = self.value_of_block(machine, number as usize);
                write!(text, "<block {value}>").expect("a string takes all");
            } else {
                let after = &marked.as_bytes()[digits..];
                if after.first() == Some(&b'=') && !matches!(after.get(1), Some(b'=' | b'>')) {
                    given.push(number);
                }
                let value = self.values.get(&number);
                let value = value.filter(|_| !given.contains(&number));
                match value {
                    Some(value) => write!(text, "<{value}>"),
                    None => write!(text, "<none>"),
                }
                .expect("a string takes all");
            }
            rest = &marked[digits..];
        }
        text.push_str(rest);
        text.replace("__output", &format!("<{}>", self.output))
    }

    /// Notes what is changed with a variable that is given this value.
    fn borrow(&mut self, to: u32, code: &str) {
        if let Some((_, from)) = code.split_once("&mut §") {
            self.borrowed.insert(to, bindings(&format!("§{from}"))[0]);
        }
    }

    /// A block is what it does with what it captures.
    fn value_of_block(&self, machine: &Machine, unit: usize) -> u64 {
        let captured = machine.units[unit].live.iter();
        let values = captured.filter_map(|binding| Some((*binding, *self.values.get(binding)?)));
        // Locals that no await has kept end nothing there, and may have been kept before.
        let mut run = Self {
            leaves_out_ends: true,
            ..Self::of_unit(unit, values.collect())
        };
        run.go_on(machine, BLOCK_LENGTH);
        hash((machine.units[unit].moves, &run.done))
    }

    /// Does a piece of code: each binding in it may have another value afterwards.
    fn act(&mut self, machine: &Machine, kind: &str, code: &str) -> u64 {
        // What a pattern binds has no value yet.
        let pattern = match code.strip_prefix("let") {
            Some(code) => code.split('=').next().unwrap_or_default(),
            None if kind == "a" => code.split(" if ").next().unwrap_or_default(),
            None => "",
        };
        // The old value of what is assigned to has no meaning.
        let assigned = code.strip_prefix('§').and_then(|code| code.split_once('='));
        let assigned = assigned.and_then(|(binding, _)| binding.parse().ok());
        let none: Vec<u32> = bindings(pattern).into_iter().chain(assigned).collect();
        let done = hash((kind, self.with_values(machine, code, &none)));
        let mut ended = bindings(code).into_iter();
        let ends_nothing =
            code.starts_with("§ends") && ended.any(|local| !self.values.contains_key(&local));
        if !(self.leaves_out_ends && code.starts_with("§ends")) {
            self.done
                .push(if ends_nothing { ENDS_NOTHING } else { done });
        }
        let mut changed = match self.changes {
            Changes::All => bindings(code),
            Changes::Certain => changed(code),
        };
        changed.extend(bindings(pattern));
        if let (Some(to), Some((_, from))) = (bindings(pattern).first(), code.split_once("&mut §"))
        {
            let from = bindings(&format!("§{from}"))[0];
            self.borrowed.insert(*to, from);
        }
        for at in 0..changed.len() {
            let mut through = self.borrowed.get(&changed[at]).copied();
            while let Some(lender) = through {
                changed.push(lender);
                through = self.borrowed.get(&lender).copied();
            }
        }
        changed.retain(|binding| !self.constant.contains(binding));
        for (at, binding) in changed.into_iter().enumerate() {
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
            self.block(machine);
        }
    }

    fn block(&mut self, machine: &Machine) {
        let lines = &machine.units[self.unit].blocks[self.block];
        for (at, line) in lines.iter().enumerate() {
            let (kind, rest) = line.split_once(' ').unwrap_or((line, ""));
            match kind {
                "s" | "=" => {
                    let decided = if kind == "s" {
                        self.act(machine, kind, rest)
                    } else {
                        let (binding, value) = rest.split_once(' ').expect("it has a value");
                        self.act(machine, kind, &format!("§{binding}={value}"))
                    };
                    // In a plain block, with code after it that is never reached.
                    let never = [
                        "return ",
                        "__durable::all_disabled()",
                        "::core::unreachable!()",
                    ];
                    self.is_over = never.iter().any(|code| first_of(rest).starts_with(code));
                    if self.is_over || self.exits(rest, decided, &lines[at + 1..]) {
                        return;
                    }
                }
                "g" => self.block = target(rest),
                "?" | "l" => {
                    let mut words = rest.splitn(3, ' ');
                    let targets = [words.next(), words.next()].map(|word| target(word.unwrap()));
                    let code = words.next().expect("it has a condition");
                    let decided = self.act(machine, kind, code);
                    if !self.exits(rest, decided / 2, &lines[at + 1..]) {
                        self.block = targets[(decided % 2) as usize];
                    }
                }
                "m" => return self.choose(machine, rest, &lines[at + 1..]),
                "w" => {
                    let (_, operation) = rest.split_once("] ").expect("it has an operation");
                    self.output = self.act(machine, kind, operation);
                    let is_timer = operation.starts_with("sleep(");
                    self.awaited.push(if is_timer { 0 } else { self.output });
                    self.point = rest.split(' ').nth(1).map(str::to_owned);
                }
                "r" => {
                    self.act(machine, kind, rest);
                    if self.unit == 0 {
                        self.done.push(hash(&machine.output));
                    }
                    self.is_over = true;
                }
                "n" => self.is_over = true,
                "j" => {}
                _ => panic!("`{line}` is no code"),
            }
        }
    }

    /// Leaves the block by one of the exits of a piece of code, which the lines after it tell, or stays.
    fn exits(&mut self, code: &str, decided: u64, lines: &[String]) -> bool {
        let exits: Vec<&str> = lines
            .iter()
            .map_while(|line| line.strip_prefix("j "))
            .collect();
        let is_certain = leaves_certainly(code);
        let chosen = decided as usize % (exits.len() + usize::from(!is_certain)).max(1);
        let Some(exit) = exits.get(chosen) else {
            self.is_over = is_certain;
            return is_certain;
        };
        let (to, binding) = exit.split_once(" §").unwrap_or((exit, ""));
        self.block = target(to);
        if let Ok(binding) = binding.parse() {
            self.values.insert(binding, decided);
        }
        true
    }

    /// Takes an arm of a `match`: by the pattern's text, for the order of the arms has no meaning.
    fn choose(&mut self, machine: &Machine, value: &str, lines: &[String]) {
        let arms = lines.iter().filter_map(|line| line.strip_prefix("a "));
        let arms: Vec<(&str, &str)> = arms
            .map(|arm| arm.split_once(' ').expect("an arm has a pattern"))
            .collect();
        let decided = self.act(machine, "m", value);
        let without_numbers = |pattern: &str| -> String {
            let chars = pattern.chars();
            chars.filter(|c| !c.is_ascii_digit()).collect()
        };
        let chosen = arms
            .iter()
            .min_by_key(|(_, pattern)| hash((decided, without_numbers(pattern))));
        let (to, pattern) = chosen.expect("there is an arm");
        self.act(machine, "a", pattern);
        self.block = target(to);
    }
}

/// Code from its first statement on: what a binding is given may be a block.
fn first_of(code: &str) -> &str {
    code.trim_start_matches(|c: char| c.is_ascii_digit() || " {".contains(c))
}

/// Whether straight code leaves a loop whatever is decided in it: one of its statements does nothing else.
fn leaves_certainly(code: &str) -> bool {
    let code = first_of(code);
    let (mut depth, mut begins) = (0_usize, 0);
    for (at, c) in code.char_indices() {
        match c {
            '{' | '(' | '[' => depth += 1,
            '}' | ')' | ']' if depth == 0 => return false,
            '}' | ')' | ']' => depth -= 1,
            ';' if depth == 0 => {
                let statement = &code[begins..at];
                if ["break", "continue"]
                    .iter()
                    .any(|exit| statement.starts_with(exit))
                {
                    return true;
                }
                begins = at + 1;
            }
            _ => {}
        }
    }
    ["break", "continue"]
        .iter()
        .any(|exit| code[begins..].starts_with(exit))
}

fn target(word: &str) -> usize {
    word.parse().expect("it leads to a block")
}

/// The bindings that code names, in order.
fn bindings(code: &str) -> Vec<u32> {
    let marked = code.split('§').skip(1);
    let found = marked.filter_map(|marked| {
        let digits = marked.bytes().take_while(u8::is_ascii_digit).count();
        marked[..digits].parse().ok()
    });
    found.collect()
}

/// The bindings that code changes for certain, in order.
fn changed(code: &str) -> Vec<u32> {
    let is_macro = code
        .split('!')
        .rev()
        .skip(1)
        .any(|before| !before.ends_with("format") && before.ends_with(char::is_alphanumeric));
    let mut found = Vec::new();
    for (at, _) in code.match_indices('§') {
        let (before, marked) = (&code[..at], &code[at + '§'.len_utf8()..]);
        let digits = marked.bytes().take_while(u8::is_ascii_digit).count();
        let Ok(binding) = marked[..digits].parse() else {
            continue;
        };
        let after = without_index(&marked[digits..]);
        let is_assigned = (after.starts_with('=') || after[after.len().min(1)..].starts_with('='))
            && !after.starts_with("==")
            && !after.starts_with(['!', '<', '>']);
        let is_called = after.starts_with('.') && !after.starts_with("..");
        let is_changed = is_macro || is_assigned || is_called || before.trim_end().ends_with("mut");
        if is_changed {
            found.push(binding);
        }
    }
    found
}

/// Code after an index that it may begin with.
fn without_index(code: &str) -> &str {
    let mut depth = 0;
    for (at, c) in code.char_indices() {
        match c {
            '[' => depth += 1,
            ']' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return if c == ']' { &code[at + 1..] } else { code };
        }
    }
    code
}
