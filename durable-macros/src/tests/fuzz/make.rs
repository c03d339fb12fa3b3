//! Makes random programs.

use super::program::{
    Argument, Block, Call, Head, Operation, Program, Random, SOURCES, Statement, leaves,
};

pub(super) const NAMES: [&str; 6] = ["a", "b", "c", "d", "e", "f"];
pub(super) const FUNCTIONS: [&str; 7] = ["make", "take", "turn", "send", "mix", "helper", "tell!"];
pub(super) const OPERATIONS: [&str; 5] = ["sleep", "fetch", "charge", "ask", "child"];
pub(super) const VARIANTS: [&str; 4] =
    ["Kind::Small", "Kind::Large", "Kind::Other(_)", "Kind::None"];
const LABELS: [&str; 2] = ["'one", "'two"];

/// A local in scope.
#[derive(Clone)]
struct Local {
    name: String,
    /// Whether it holds an operation.
    is_operation: bool,
    is_borrow: bool,
}

/// The locals in scope, and the loops around the place with their labels.
#[derive(Clone, Default)]
pub(super) struct Scope {
    locals: Vec<Local>,
    loops: Vec<Option<String>>,
}

impl Scope {
    pub(super) fn of_parameters() -> Self {
        let mut scope = Self::default();
        scope.plain("x");
        scope.plain("y");
        scope
    }

    fn declare(&mut self, name: &str, is_operation: bool, is_borrow: bool) {
        self.locals.push(Local {
            name: name.to_owned(),
            is_operation,
            is_borrow,
        });
    }

    fn plain(&mut self, name: &str) {
        self.declare(name, false, false);
    }

    /// The names of what can be seen.
    fn seen(&self, is: impl Fn(&Local) -> bool) -> Vec<String> {
        let visible = self.locals.iter().enumerate().filter(|(at, local)| {
            let mut later = self.locals[at + 1..].iter();
            !later.any(|other| other.name == local.name) && is(local)
        });
        visible.map(|(_, local)| local.name.clone()).collect()
    }
}

pub(super) struct Maker<'a> {
    pub(super) random: &'a mut Random,
    pub(super) left: usize,
}

impl Maker<'_> {
    fn name(&mut self, scope: &Scope) -> String {
        let mut names = scope.seen(|local| !local.is_operation);
        // What was declared last is used most.
        let at = self
            .random
            .below(names.len())
            .max(self.random.below(names.len()));
        names.swap_remove(at)
    }

    fn fresh(&mut self) -> String {
        self.random.of(&NAMES).to_owned()
    }

    fn argument(&mut self, scope: &Scope, depth: usize) -> Argument {
        match self.random.below(if depth == 0 { 9 } else { 12 }) {
            0..=5 => Argument::Name(self.name(scope)),
            6 => Argument::Constant,
            7 => Argument::Number(self.random.below(3)),
            8 => {
                let index = match self.random.below(3) {
                    0 => Argument::Constant,
                    1 => Argument::Number(self.random.below(2)),
                    _ => Argument::Name(self.name(scope)),
                };
                Argument::Index(self.name(scope), Box::new(index))
            }
            9 | 10 => Argument::Call(self.call(scope, &FUNCTIONS, depth - 1)),
            _ => Argument::Await(
                self.call(scope, &OPERATIONS, depth - 1),
                self.random.one_in(2),
            ),
        }
    }

    fn call(&mut self, scope: &Scope, functions: &[&str], depth: usize) -> Call {
        let function = self.random.of(functions).to_owned();
        // What a macro is given can't be seen.
        let depth = if function.ends_with('!') { 0 } else { depth };
        let arguments = (0..=self.random.below(2))
            .map(|_| self.argument(scope, depth))
            .collect();
        Call {
            function,
            arguments,
            literal: self.random.below(3),
        }
    }

    fn plain_call(&mut self, scope: &Scope) -> Call {
        let depth = usize::from(self.random.one_in(3));
        self.call(scope, &FUNCTIONS, depth)
    }

    fn guard(&mut self, scope: &Scope) -> Call {
        self.call(scope, &FUNCTIONS[..4], 0)
    }

    fn operation(&mut self, scope: &Scope, depth: usize) -> Operation {
        let held = scope.seen(|local| local.is_operation);
        match self.random.below(12) {
            0 => Operation::Event(self.random.below(2)),
            1 => Operation::Named(self.random.below(2), self.name(scope)),
            2 => Operation::Timeout(
                self.call(scope, &FUNCTIONS[..4], 0),
                Box::new(self.operation(scope, 0)),
            ),
            3 | 4 if !held.is_empty() => {
                Operation::Held(held[self.random.below(held.len())].clone())
            }
            5 if depth > 0 => Operation::Block(self.block(scope, depth - 1)),
            _ => Operation::Call(self.call(scope, &OPERATIONS, 0)),
        }
    }

    fn block(&mut self, scope: &Scope, depth: usize) -> Block {
        let mut inner = scope.clone();
        inner.loops.clear();
        // An operation in a local can't be shared.
        inner.locals.retain(|local| !local.is_operation);
        let body = self.statements(&mut inner, depth);
        Block {
            moves: self.random.one_in(2),
            value: self.call(scope, &FUNCTIONS[..5], 0),
            body,
        }
    }

    pub(super) fn statements(&mut self, scope: &mut Scope, depth: usize) -> Vec<Statement> {
        let outer = scope.locals.len();
        let count = 1 + self.random.below(4);
        let mut made = Vec::new();
        for _ in 0..count {
            if self.left == 0 {
                break;
            }
            self.left -= 1;
            made.push(self.statement(scope, depth));
            // Nobody writes code that is never reached.
            if made.last().is_some_and(leaves) {
                break;
            }
        }
        scope.locals.truncate(outer);
        made
    }

    pub(super) fn statement(&mut self, scope: &mut Scope, depth: usize) -> Statement {
        match self.random.below(if depth > 0 { 26 } else { 16 }) {
            0 | 1 => {
                let call = self.plain_call(scope);
                let name = self.fresh();
                scope.plain(&name);
                Statement::Let(name, call)
            }
            2 => Statement::Set(self.name(scope), self.plain_call(scope)),
            3 | 4 => Statement::Does(self.plain_call(scope)),
            5 => {
                let of = self.name(scope);
                let index = self.random.one_in(2).then(|| self.argument(scope, 0));
                let name = self.fresh();
                scope.declare(&name, false, true);
                Statement::Borrow {
                    name,
                    of,
                    index,
                    changes: self.random.one_in(2),
                }
            }
            6..=10 => {
                let operation = self.operation(scope, depth.min(1));
                let name = self.random.one_in(2).then(|| self.fresh());
                if let Some(name) = &name {
                    scope.plain(name);
                }
                Statement::Await {
                    name,
                    operation,
                    fails: self.random.one_in(3),
                }
            }
            11 => {
                let borrows = scope.seen(|local| local.is_borrow);
                if borrows.is_empty() {
                    Statement::Log(self.name(scope))
                } else {
                    Statement::Add(
                        borrows[self.random.below(borrows.len())].clone(),
                        self.random.below(3),
                    )
                }
            }
            12 if self.random.one_in(2) => Statement::Status(self.name(scope)),
            12 => Statement::Log(self.name(scope)),
            13 => {
                let operation = self.operation(scope, depth.min(1));
                let name = self.fresh();
                scope.declare(&name, true, false);
                Statement::Spawn(name, operation)
            }
            14 | 15 if !scope.loops.is_empty() => self.exit(scope),
            14 => Statement::Does(self.plain_call(scope)),
            15 => Statement::Log(String::new()),
            _ => self.nested(scope, depth),
        }
    }

    fn exit(&mut self, scope: &Scope) -> Statement {
        let labels: Vec<String> = scope.loops.iter().flatten().cloned().collect();
        let label = (!labels.is_empty() && self.random.one_in(2))
            .then(|| labels[self.random.below(labels.len())].clone());
        match self.random.below(2) {
            0 => Statement::Break(label),
            _ => Statement::Continue(label),
        }
    }

    #[allow(clippy::too_many_lines, reason = "a case for each kind of statement")]
    fn nested(&mut self, scope: &mut Scope, depth: usize) -> Statement {
        match self.random.below(13) {
            0..=2 => {
                let condition = self.plain_call(scope);
                let then = match self.random.below(3) {
                    0 if !scope.loops.is_empty() => vec![self.exit(scope)],
                    1 if scope.loops.is_empty() => vec![Statement::Return(self.guard(scope))],
                    _ => self.statements(scope, depth - 1),
                };
                let otherwise = if self.random.one_in(2) {
                    self.statements(scope, depth - 1)
                } else {
                    Vec::new()
                };
                Statement::If {
                    condition,
                    negated: false,
                    then,
                    otherwise,
                }
            }
            3..=5 => self.repeated(scope, depth),
            6 => {
                let count = 2 + self.random.below(3);
                let mut arms: Vec<_> = VARIANTS[..count.min(VARIANTS.len())]
                    .iter()
                    .map(|variant| {
                        let guard = self.random.one_in(6).then(|| self.guard(scope));
                        (*variant, guard, self.statements(scope, depth - 1))
                    })
                    .collect();
                arms.push(("_", None, self.statements(scope, depth - 1)));
                Statement::Match {
                    value: self.plain_call(scope),
                    arms,
                }
            }
            7 => Statement::Block(self.statements(scope, depth - 1)),
            8 => {
                let count = 2 + self.random.below(2);
                let operations = (0..count)
                    .map(|_| {
                        if self.random.one_in(2) {
                            Operation::Block(self.block(scope, depth - 1))
                        } else {
                            self.operation(scope, 0)
                        }
                    })
                    .collect();
                let names: Vec<String> = NAMES[self.random.below(4)..][..count.min(3)]
                    .iter()
                    .map(|name| (*name).to_owned())
                    .collect();
                let names = names.into_iter().take(count).collect::<Vec<_>>();
                for name in &names {
                    scope.plain(name);
                }
                Statement::Join {
                    names,
                    operations,
                    tries: self.random.one_in(2),
                }
            }
            9 => {
                let arms = (0..2 + self.random.below(2))
                    .map(|_| {
                        let operation = self.operation(scope, 0);
                        let bound = self.fresh();
                        let mut inner = scope.clone();
                        inner.plain(&bound);
                        let body = self.statements(&mut inner, depth - 1);
                        (bound, operation, body, self.guard(&inner))
                    })
                    .collect();
                let name = self.fresh();
                scope.plain(&name);
                Statement::Select { name, arms }
            }
            10 => {
                let block = self.block(scope, depth - 1);
                let name = self.fresh();
                scope.declare(&name, true, false);
                Statement::Stored(name, block)
            }
            11 => {
                let block = self.block(scope, depth - 1);
                let name = self.fresh();
                scope.plain(&name);
                Statement::AtOnce(name, block)
            }
            _ => {
                let value = self.plain_call(scope);
                let leaving = if scope.loops.is_empty() || self.random.one_in(2) {
                    Statement::Return(self.guard(scope))
                } else {
                    self.exit(scope)
                };
                let mut otherwise = Vec::new();
                if self.random.one_in(2) {
                    otherwise.push(Statement::Does(self.plain_call(scope)));
                }
                otherwise.push(leaving);
                let name = self.fresh();
                scope.plain(&name);
                Statement::LetElse {
                    name,
                    value,
                    otherwise,
                }
            }
        }
    }

    fn repeated(&mut self, scope: &mut Scope, depth: usize) -> Statement {
        let mut inner = scope.clone();
        let label = self.random.one_in(2).then(|| {
            let taken = scope.loops.iter().flatten().next().map(String::as_str);
            let label = usize::from(taken == Some(LABELS[0]));
            LABELS[label].to_owned()
        });
        inner.loops.push(label.clone());
        let head = match self.random.below(3) {
            0 => Head::Loop,
            1 => Head::While(self.plain_call(scope)),
            _ => {
                let (items, name) = (self.name(scope), self.fresh());
                inner.plain(&name);
                Head::For(name, items, self.random.of(&SOURCES))
            }
        };
        let mut body = self.statements(&mut inner, depth - 1);
        // A loop that is never left is rare.
        if head == Head::Loop {
            let leave = Statement::If {
                condition: self.guard(scope),
                negated: false,
                then: vec![Statement::Break(None)],
                otherwise: Vec::new(),
            };
            let reached = body.iter().position(leaves).unwrap_or(body.len());
            body.insert(self.random.below(reached + 1), leave);
        }
        Statement::Loop { label, head, body }
    }
}

/// A program with a few awaits.
pub(super) fn program(random: &mut Random) -> Program {
    let left = 4 + random.below(14);
    let mut maker = Maker { random, left };
    let mut scope = Scope::of_parameters();
    let mut body = Vec::new();
    while maker.left > 0 && !body.last().is_some_and(leaves) {
        maker.left -= 1;
        body.push(maker.statement(&mut scope, 3));
    }
    if !body.last().is_some_and(leaves) {
        // What is used last was needed all the time.
        for name in scope.seen(|local| !local.is_operation) {
            if maker.random.one_in(2) {
                body.push(Statement::Does(Call {
                    function: "send".to_owned(),
                    arguments: vec![Argument::Name(name)],
                    literal: 0,
                }));
            }
        }
    }
    Program {
        items: [0; 4],
        is_turned: false,
        body,
        layout: 0,
    }
}
