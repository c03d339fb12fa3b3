//! The grower: random trees that are well-typed, that end, and that the borrow checker takes.
//!
//! It goes through a program in the order of evaluation, and keeps what the compiler will know there: which locals are
//! in scope, which of them are moved, which are read by a surrounding expression (and so can't change or move), and
//! where a jump can go. Facts that the tree doesn't show, such as a number that grows too large, are left to the
//! interpreter, which rejects such a program; then the next one is grown.

mod branches;
mod expressions;
mod loops;
mod scopes;
mod statements;

use super::interpret::{self, Behaviour};
use super::language::{
    Block, Entrance, Expression, Function, LIMIT, Label, Name, Parameter, Program, Statement, Type,
    Value,
};
use crate::numbers::Numbers;

/// The number of lists of arguments with which each program is run.
const RUNS: usize = 2;

/// The number of activity calls that a run makes at least, all in all.
const CALLS_MIN: usize = 3;

/// The number of statements in the body of a program at most.
const SIZE_MAX: u64 = 8;

/// The number of statements and inner nodes in a statement of the body at most.
const BUDGET_MAX: u64 = 10;

/// The depth to which expressions and blocks are nested.
const DEPTH_MAX: u32 = 7;

pub(super) fn program(seed: u64, number: u64) -> Program {
    let mut numbers = Numbers::of_seed(Numbers::of_seed(seed).next() ^ number);
    loop {
        let program = Grower::new(&mut numbers, number).program(seed);
        let runs = program.arguments.iter();
        let behaviours: Option<Vec<_>> = runs
            .map(|arguments| interpret::run(&program, arguments))
            .collect();
        if behaviours.is_some_and(|behaviours| is_of_use(&behaviours, number)) {
            return program;
        }
    }
}

/// Whether a program does something; and of four programs three are to come to their end.
fn is_of_use(behaviours: &[Behaviour], number: u64) -> bool {
    let calls: usize = behaviours.iter().map(|run| run.calls.len()).sum();
    let returns = behaviours.iter().any(|run| run.result.is_ok());
    calls >= CALLS_MIN && (returns || number.is_multiple_of(4))
}

/// A local in scope.
#[derive(Debug, Clone)]
struct Local {
    name: Name,
    kind: Type,
    mutable: bool,
    moved: bool,
    /// The number of surrounding expressions that read it.
    looked_at: u32,
    /// Whether it may be moved, if its type moves.
    movable: bool,
    /// The place of what it borrows among the locals.
    borrows: Option<usize>,
    /// The number of loops around its declaration: inside of a further one it can't move.
    loops: usize,
}

/// A target of jumps.
#[derive(Debug, Clone)]
struct Target {
    label: Label,
    is_loop: bool,
    /// The type of what a `break` carries; `None` where it carries nothing.
    value: Option<Type>,
    /// The number of loops around it.
    loops: usize,
    /// Whether a jump names it.
    is_named: bool,
}

struct Grower<'a> {
    numbers: &'a mut Numbers,
    /// The number of the program.
    number: u64,
    /// The parameters and the output of the program's helper, once it is grown.
    helper: Option<(Vec<Type>, Type)>,
    /// The number of statements and inner nodes that are left for the current statement of the body.
    budget: u64,
    depth: u32,
    locals: Vec<Local>,
    targets: Vec<Target>,
    loops: usize,
    /// The number of loops around the declaration of a local that may be moved here: code that runs again has nothing
    /// to move.
    moves_from: usize,
    /// The value of `LIMIT`, outside of all functions and then in each surrounding block that has one of its own.
    limits: Vec<i64>,
    /// Whether the program's room is free, and it may have sets.
    room: bool,
    sets: bool,
    /// How the room is entered.
    entrance: Entrance,
    /// How many names were made that must be like no other.
    unique: usize,
    output: Type,
}

impl<'a> Grower<'a> {
    fn new(numbers: &'a mut Numbers, number: u64) -> Self {
        Self {
            numbers,
            number,
            helper: None,
            budget: 0,
            depth: 0,
            locals: vec![],
            targets: vec![],
            loops: 0,
            moves_from: 0,
            limits: vec![LIMIT],
            room: false,
            sets: false,
            entrance: Entrance::Room(number),
            unique: 0,
            output: Type::Int,
        }
    }

    fn program(mut self, seed: u64) -> Program {
        let helper = self.chance(2).then(|| self.grow_helper());
        (self.room, self.sets) = (self.chance(2), self.chance(3));
        if self.chance(2) {
            self.entrance = Entrance::Door;
        }
        let function = self.function(1 + self.number % SIZE_MAX);
        let mut arguments = vec![];
        while arguments.len() < RUNS {
            let kinds = function.parameters.iter().map(|parameter| parameter.kind);
            let values: Vec<_> = kinds.map(|kind| self.literal(kind)).collect();
            if !arguments.contains(&values) {
                arguments.push(values);
            }
        }
        Program {
            seed,
            number: self.number,
            helper,
            function,
            arguments,
        }
    }

    fn grow_helper(&mut self) -> Function {
        let size = 1 + self.below(3);
        let helper = self.function(size);
        let kinds = helper.parameters.iter().map(|parameter| parameter.kind);
        self.helper = Some((kinds.collect(), helper.output));
        self.locals.clear();
        helper
    }

    /// A function of so many statements.
    fn function(&mut self, size: u64) -> Function {
        let kinds = [Type::Int, Type::Text, Type::List, Type::Maybe];
        self.output = self.one_of(&[
            Type::Text,
            Type::Text,
            Type::Int,
            Type::List,
            Type::Maybe,
            Type::Bool,
        ]);
        let mut parameters = vec![self.parameter("n", Type::Int)];
        if self.chance(2) {
            let kind = self.one_of(&kinds);
            parameters.push(self.parameter("given", kind));
        }
        Function {
            parameters,
            watches: self.sets,
            door: (self.room && matches!(self.entrance, Entrance::Door)).then_some(self.number),
            body: self.body(size),
            output: self.output,
        }
    }

    fn parameter(&mut self, name: &str, kind: Type) -> Parameter {
        let mutable = self.chance(2);
        self.declare(name, kind, mutable);
        Parameter {
            mutable,
            name: name.to_owned(),
            kind,
        }
    }

    /// The body of the function, which returns a local if it can: as a text, all of them.
    fn body(&mut self, size: u64) -> Block {
        let statements = (0..size).map(|_| {
            self.budget = self.below(BUDGET_MAX);
            self.statement()
        });
        let mut statements: Vec<Statement> = statements.collect();
        if self.room {
            // What is still in there is seen.
            let value =
                Expression::InRoom(self.entrance, Box::new(Expression::Literal(Value::Unit)));
            statements.push(Statement::Do(value));
        }
        self.budget = 2;
        let tail = match self.output {
            Type::Text => self.everything(),
            kind => self.leaf(kind),
        };
        Block {
            statements,
            tail: Some(Box::new(tail)),
        }
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.numbers.below(bound)
    }

    /// True once in so many times.
    fn chance(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }

    fn one_of<T: Clone>(&mut self, choices: &[T]) -> T {
        let index = self.numbers.below(choices.len() as u64);
        choices[usize::try_from(index).expect("an index is small")].clone()
    }

    fn small(&mut self, bound: u64) -> i64 {
        i64::try_from(self.below(bound)).expect("a small number")
    }

    fn kind(&mut self) -> Type {
        self.one_of(&[
            Type::Int,
            Type::Int,
            Type::Int,
            Type::Text,
            Type::Text,
            Type::List,
            Type::Maybe,
            Type::Bool,
        ])
    }
}
