//! Random programs, and edits of them.

use std::fmt::{self, Write as _};

/// A generator of random numbers (xorshift).
pub(super) struct Random(u64);

impl Random {
    pub(super) fn new(seed: u64) -> Self {
        let mut random = Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        for _ in 0..4 {
            random.below(2);
        }
        random
    }

    pub(super) fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % bound
    }

    fn one_in(&mut self, chances: usize) -> bool {
        self.below(chances) == 0
    }
}

/// A function.
#[derive(Clone)]
pub(super) struct Program {
    body: Vec<Statement>,
    /// Whether it is written in another layout.
    is_spread: bool,
}

#[derive(Clone, PartialEq)]
enum Statement {
    /// `let name = f(a, b);`
    Let(String, Call),
    /// `let name = &other;`
    Borrow(String, String),
    /// `name = f(a);`
    Set(String, Call),
    /// `f(a, b);`
    Does(Call),
    /// `f(a).await;`, or `let name = f(a).await;`
    Await(Option<String>, Call),
    If {
        condition: Call,
        /// Whether it is written as `!condition`, with swapped branches.
        negated: bool,
        then: Vec<Statement>,
        otherwise: Vec<Statement>,
    },
    While(Call, Vec<Statement>),
    For(String, String, Vec<Statement>),
    Match {
        value: Call,
        arms: Vec<(String, Vec<Statement>)>,
    },
    Block(Vec<Statement>),
    Log(String),
    Break,
    Return(String),
}

#[derive(Clone, PartialEq)]
struct Call {
    function: String,
    arguments: Vec<String>,
    literal: usize,
}

const NAMES: [&str; 6] = ["a", "b", "c", "d", "e", "f"];
const FUNCTIONS: [&str; 5] = ["make", "take", "turn", "send", "mix"];
const OPERATIONS: [&str; 4] = ["sleep", "fetch", "charge", "ask"];
const VARIANTS: [&str; 4] = ["Kind::Small", "Kind::Large", "Kind::Other(_)", "Kind::None"];

struct Maker<'a> {
    random: &'a mut Random,
    left: usize,
}

impl Maker<'_> {
    fn name(&mut self, scope: &[String]) -> String {
        scope[self.random.below(scope.len())].clone()
    }

    fn call(&mut self, scope: &[String], functions: &[&str]) -> Call {
        let function = functions[self.random.below(functions.len())].to_owned();
        let arguments = (0..=self.random.below(2))
            .map(|_| self.name(scope))
            .collect();
        Call {
            function,
            arguments,
            literal: self.random.below(3),
        }
    }

    fn statements(
        &mut self,
        scope: &mut Vec<String>,
        depth: usize,
        in_loop: bool,
    ) -> Vec<Statement> {
        let outer = scope.len();
        let count = 1 + self.random.below(4);
        let mut made = Vec::new();
        for _ in 0..count {
            if self.left == 0 {
                break;
            }
            self.left -= 1;
            made.push(self.statement(scope, depth, in_loop));
            // Nobody writes code that is never reached.
            if made.last().is_some_and(leaves) {
                break;
            }
        }
        scope.truncate(outer);
        made
    }

    fn statement(&mut self, scope: &mut Vec<String>, depth: usize, in_loop: bool) -> Statement {
        let nests = if depth > 0 { 18 } else { 11 };
        match self.random.below(nests) {
            0 | 1 => {
                let call = self.call(scope, &FUNCTIONS);
                let name = NAMES[self.random.below(NAMES.len())].to_owned();
                scope.push(name.clone());
                Statement::Let(name, call)
            }
            2 => Statement::Set(self.name(scope), self.call(scope, &FUNCTIONS)),
            3 => Statement::Does(self.call(scope, &FUNCTIONS)),
            4 => {
                let other = self.name(scope);
                let name = NAMES[self.random.below(NAMES.len())].to_owned();
                scope.push(name.clone());
                Statement::Borrow(name, other)
            }
            5..=9 => {
                let call = self.call(scope, &OPERATIONS);
                let name = self
                    .random
                    .one_in(2)
                    .then(|| NAMES[self.random.below(NAMES.len())].to_owned());
                scope.extend(name.clone());
                Statement::Await(name, call)
            }
            10 if in_loop && self.random.one_in(2) => Statement::Break,
            10 => Statement::Log(self.name(scope)),
            11 | 12 => Statement::If {
                condition: self.call(scope, &FUNCTIONS),
                negated: false,
                then: self.statements(scope, depth - 1, in_loop),
                otherwise: if self.random.one_in(2) {
                    self.statements(scope, depth - 1, in_loop)
                } else {
                    Vec::new()
                },
            },
            13 => Statement::While(
                self.call(scope, &FUNCTIONS),
                self.statements(scope, depth - 1, true),
            ),
            14 => {
                let items = self.name(scope);
                let name = NAMES[self.random.below(NAMES.len())].to_owned();
                scope.push(name.clone());
                let body = self.statements(scope, depth - 1, true);
                scope.pop();
                Statement::For(name, items, body)
            }
            15 => {
                let count = 2 + self.random.below(3);
                let mut arms: Vec<_> = VARIANTS[..count.min(VARIANTS.len())]
                    .iter()
                    .map(|variant| {
                        (
                            (*variant).to_owned(),
                            self.statements(scope, depth - 1, in_loop),
                        )
                    })
                    .collect();
                arms.push(("_".to_owned(), self.statements(scope, depth - 1, in_loop)));
                Statement::Match {
                    value: self.call(scope, &FUNCTIONS),
                    arms,
                }
            }
            16 => Statement::Block(self.statements(scope, depth - 1, in_loop)),
            _ => Statement::Return(self.name(scope)),
        }
    }
}

fn leaves(statement: &Statement) -> bool {
    match statement {
        Statement::Break | Statement::Return(_) => true,
        Statement::Block(inner) => inner.last().is_some_and(leaves),
        Statement::If {
            then, otherwise, ..
        } => [then, otherwise]
            .iter()
            .all(|branch| branch.last().is_some_and(leaves)),
        Statement::Match { arms, .. } => {
            let mut arms = arms.iter();
            arms.all(|(_, arm)| arm.last().is_some_and(leaves))
        }
        _ => false,
    }
}

/// A program with a few awaits.
pub(super) fn program(random: &mut Random) -> Program {
    let left = 4 + random.below(14);
    let mut maker = Maker { random, left };
    let mut scope = vec!["x".to_owned(), "y".to_owned()];
    let mut body = Vec::new();
    while maker.left > 0 && !body.last().is_some_and(leaves) {
        body.extend(maker.statements(&mut scope, 3, false));
    }
    Program {
        body,
        is_spread: false,
    }
}

/// The number of lists of statements in a program.
fn lists(body: &mut Vec<Statement>) -> usize {
    let mut count = 0;
    each_list(body, &mut |_| {
        count += 1;
        false
    });
    count
}

/// Visits the lists of statements, until `visit` returns whether it was the one.
fn each_list(
    body: &mut Vec<Statement>,
    visit: &mut dyn FnMut(&mut Vec<Statement>) -> bool,
) -> bool {
    if visit(body) {
        return true;
    }
    body.iter_mut().any(|statement| match statement {
        Statement::If {
            then, otherwise, ..
        } => each_list(then, visit) || each_list(otherwise, visit),
        Statement::While(_, inner) | Statement::For(_, _, inner) | Statement::Block(inner) => {
            each_list(inner, visit)
        }
        Statement::Match { arms, .. } => arms.iter_mut().any(|(_, arm)| each_list(arm, visit)),
        _ => false,
    })
}

/// Changes one list of statements. Returns whether anything was changed.
fn in_a_list(
    program: &mut Program,
    random: &mut Random,
    change: impl Fn(&mut Vec<Statement>, &mut Random) -> bool,
) -> bool {
    let all = lists(&mut program.body);
    let mut left = random.below(all);
    let mut changed = false;
    each_list(&mut program.body, &mut |list| {
        if left > 0 {
            left -= 1;
            return false;
        }
        changed = change(list, random);
        true
    });
    changed
}

/// Calls of a statement itself.
fn call_of(statement: &mut Statement) -> Option<&mut Call> {
    match statement {
        Statement::Let(_, call)
        | Statement::Set(_, call)
        | Statement::Does(call)
        | Statement::Await(_, call)
        | Statement::While(call, _)
        | Statement::If {
            condition: call, ..
        }
        | Statement::Match { value: call, .. } => Some(call),
        _ => None,
    }
}

fn any_of(list: &[Statement], random: &mut Random) -> Option<usize> {
    (!list.is_empty()).then(|| random.below(list.len()))
}

/// An edit that means nothing. Returns whether it was possible.
fn refactor(program: &mut Program, random: &mut Random) -> bool {
    match random.below(6) {
        0 => {
            program.is_spread = true;
            true
        }
        1 => {
            let from = NAMES[random.below(NAMES.len())];
            rename(&mut program.body, from, &format!("{from}_renamed"));
            true
        }
        2 => in_a_list(program, random, |list, random| {
            let Some(at) = any_of(list, random) else {
                return false;
            };
            match &mut list[at] {
                Statement::If { negated, .. } => {
                    *negated = true;
                    true
                }
                _ => false,
            }
        }),
        3 => in_a_list(program, random, |list, random| {
            let Some(at) = any_of(list, random) else {
                return false;
            };
            match &mut list[at] {
                Statement::Match { arms, .. } => {
                    // The last one matches anything.
                    let last = arms.len() - 1;
                    arms[..last].reverse();
                    true
                }
                _ => false,
            }
        }),
        4 => in_a_list(program, random, |list, random| {
            let Some(at) = any_of(list, random) else {
                return false;
            };
            let declares = matches!(
                &list[at],
                Statement::Let(..) | Statement::Borrow(..) | Statement::Await(Some(_), _)
            );
            let declares = declares || leaves(&list[at]);
            if !declares {
                let inner = list[at].clone();
                list[at] = Statement::Block(vec![inner]);
            }
            !declares
        }),
        _ => in_a_list(program, random, |list, random| {
            let at = list
                .iter()
                .position(|statement| matches!(statement, Statement::Log(_)));
            at.map(|at| list.remove(at)).is_some() && random.below(1) == 0
        }),
    }
}

fn rename(body: &mut [Statement], from: &str, to: &str) {
    let change = |name: &mut String| {
        if name == from {
            to.clone_into(name);
        }
    };
    for statement in body {
        if let Some(call) = call_of(statement) {
            call.arguments.iter_mut().for_each(change);
        }
        match statement {
            Statement::Let(name, _)
            | Statement::Set(name, _)
            | Statement::Log(name)
            | Statement::Return(name)
            | Statement::Await(Some(name), _) => change(name),
            Statement::Borrow(name, other) => {
                change(name);
                change(other);
            }
            Statement::If {
                then, otherwise, ..
            } => {
                rename(then, from, to);
                rename(otherwise, from, to);
            }
            Statement::While(_, inner) | Statement::Block(inner) => rename(inner, from, to),
            Statement::For(name, items, inner) => {
                change(name);
                change(items);
                rename(inner, from, to);
            }
            Statement::Match { arms, .. } => {
                for (_, arm) in arms {
                    rename(arm, from, to);
                }
            }
            Statement::Does(_) | Statement::Await(None, _) | Statement::Break => {}
        }
    }
}

/// An edit that may mean something.
fn change(program: &mut Program, random: &mut Random) -> bool {
    let kind = random.below(6);
    in_a_list(program, random, |list, random| {
        let Some(at) = any_of(list, random) else {
            return false;
        };
        match kind {
            0 => {
                list.remove(at);
            }
            1 => {
                let scope = ["x".to_owned(), "y".to_owned()];
                let mut maker = Maker { random, left: 3 };
                let made = maker.statement(&mut scope.to_vec(), 1, false);
                list.insert(at, made);
            }
            2 if at + 1 < list.len() => list.swap(at, at + 1),
            3 | 4 => {
                let Some(call) = call_of(&mut list[at]) else {
                    return false;
                };
                match random.below(3) {
                    0 => call.literal += 1,
                    1 => call.arguments.reverse(),
                    _ => {
                        let all: &[&str] = if OPERATIONS.contains(&call.function.as_str()) {
                            &OPERATIONS
                        } else {
                            &FUNCTIONS
                        };
                        all[random.below(all.len())].clone_into(&mut call.function);
                    }
                }
            }
            5 => match &mut list[at] {
                Statement::If {
                    then, otherwise, ..
                } => std::mem::swap(then, otherwise),
                Statement::For(_, items, _) => *items = "y".to_owned(),
                Statement::Return(name) | Statement::Borrow(_, name) => *name = "x".to_owned(),
                _ => return false,
            },
            _ => return false,
        }
        true
    })
}

/// An edited program, and whether the edits mean nothing.
pub(super) fn edited(program: &Program, random: &mut Random) -> (Program, bool) {
    let mut edited = program.clone();
    let is_refactoring = random.one_in(3);
    let mut left = 1 + random.below(2);
    for _ in 0..20 {
        let done = if is_refactoring || random.one_in(4) {
            refactor(&mut edited, random)
        } else {
            change(&mut edited, random)
        };
        left -= usize::from(done);
        if left == 0 {
            break;
        }
    }
    (edited, is_refactoring)
}

impl fmt::Display for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            function,
            arguments,
            literal,
        } = self;
        write!(f, "{function}({}, {literal})", arguments.join(", "))
    }
}

/// A block that is written in the middle of a line, or over several.
fn block(f: &mut fmt::Formatter<'_>, body: &[Statement]) -> fmt::Result {
    writeln!(f, "{{")?;
    for statement in body {
        writeln!(f, "{statement}")?;
    }
    write!(f, "}}")
}

impl fmt::Display for Statement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Let(name, call) => write!(f, "let mut {name} = {call};"),
            Self::Borrow(name, other) => write!(f, "let {name} = &{other};"),
            Self::Set(name, call) => write!(f, "{name} = {call};"),
            Self::Does(call) => write!(f, "{call};"),
            Self::Await(Some(name), call) => write!(f, "let mut {name} = {call}.await;"),
            Self::Await(None, call) => write!(f, "{call}.await;"),
            Self::If {
                condition,
                negated,
                then,
                otherwise,
            } => {
                let (first, second) = if *negated {
                    (otherwise, then)
                } else {
                    (then, otherwise)
                };
                let not = if *negated { "!" } else { "" };
                write!(f, "if {not}{condition} ")?;
                block(f, first)?;
                if *negated || !second.is_empty() {
                    f.write_str(" else ")?;
                    block(f, second)?;
                }
                Ok(())
            }
            Self::While(condition, body) => {
                write!(f, "while {condition} ")?;
                block(f, body)
            }
            Self::For(name, items, body) => {
                write!(f, "for {name} in {items}.clone() ")?;
                block(f, body)
            }
            Self::Match { value, arms } => {
                writeln!(f, "match {value} {{")?;
                for (pattern, body) in arms {
                    write!(f, "{pattern} => ")?;
                    block(f, body)?;
                    writeln!(f)?;
                }
                write!(f, "}}")
            }
            Self::Block(body) => block(f, body),
            Self::Log(name) => write!(f, "info!(\"{{}}\", {name});"),
            Self::Break => write!(f, "break;"),
            Self::Return(name) => write!(f, "return Ok({name});"),
        }
    }
}

impl fmt::Display for Program {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        for statement in &self.body {
            writeln!(text, "{statement}")?;
        }
        if self.is_spread {
            // A last comma in the arguments, and the closing parenthesis in a line of its own.
            for literal in 0..9 {
                text = text.replace(&format!(", {literal})"), &format!(",\n{literal},\n)"));
            }
        }
        write!(
            f,
            "async fn program(x: u64, y: u64) -> Result<u64> {{\n{text}Ok(x)\n}}"
        )
    }
}
