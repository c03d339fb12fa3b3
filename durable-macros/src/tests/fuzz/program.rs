//! Random programs as trees, and walks over their parts.

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

    pub(super) fn one_in(&mut self, chances: usize) -> bool {
        self.below(chances) == 0
    }

    pub(super) fn of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }
}

/// A function.
#[derive(Clone)]
pub(super) struct Program {
    /// The numbers in the items of the body: `const N`, `fn helper`, the macro `tell!`; and of the type of the result.
    pub(super) items: [usize; 4],
    /// Whether the parameters stand in the other order.
    pub(super) is_turned: bool,
    pub(super) body: Vec<Statement>,
    /// In which of the layouts it is written.
    pub(super) layout: usize,
}

#[derive(Clone, PartialEq, Debug)]
pub(super) enum Statement {
    /// `let mut name = f(a, b);`
    Let(String, Call),
    /// `let name = &other;`, `let name = &mut other[index];`
    Borrow {
        name: String,
        of: String,
        index: Option<Argument>,
        changes: bool,
    },
    /// `name = f(a);`
    Set(String, Call),
    /// `f(a, b);`
    Does(Call),
    /// `*name += 1;`, by way of a borrow.
    Add(String, usize),
    /// `operation.await;`, `let mut name = operation.await?;`
    Await {
        name: Option<String>,
        operation: Operation,
        fails: bool,
    },
    /// `let (a, b) = join!(…).await;`
    Join {
        names: Vec<String>,
        operations: Vec<Operation>,
        tries: bool,
    },
    /// `let name = select! { … };`
    Select {
        name: String,
        arms: Vec<(String, Operation, Vec<Statement>, Call)>,
    },
    /// `let name = spawn(operation);`
    Spawn(String, Operation),
    /// `let name = async { … };`
    Stored(String, Block),
    /// `let name = async { … }.await;`
    AtOnce(String, Block),
    If {
        condition: Call,
        /// Whether it is written as `!condition`, with swapped branches.
        negated: bool,
        then: Vec<Statement>,
        otherwise: Vec<Statement>,
    },
    LetElse {
        name: String,
        value: Call,
        otherwise: Vec<Statement>,
    },
    Loop {
        label: Option<String>,
        head: Head,
        body: Vec<Statement>,
    },
    Match {
        value: Call,
        arms: Vec<(&'static str, Option<Call>, Vec<Statement>)>,
    },
    Block(Vec<Statement>),
    Log(String),
    Status(String),
    Break(Option<String>),
    Continue(Option<String>),
    Return(Call),
}

/// The head of a loop.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Head {
    Loop,
    While(Call),
    /// The item's name, the collection, and what the loop iterates over.
    For(String, String, &'static str),
}

/// What loops iterate over, of a collection.
pub(super) const SOURCES: [&str; 5] = ["#.clone()", "&#.items", "#.iter().rev()", "0..#", "#..N"];

/// What is awaited.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Operation {
    Call(Call),
    /// `event::<u64>("name")`
    Event(usize),
    /// `activity::<u64>("name", a)`
    Named(usize, String),
    /// `timeout(f(a), operation)`
    Timeout(Call, Box<Operation>),
    Block(Block),
    /// A local that holds an operation.
    Held(String),
}

/// `async { … value }`
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Block {
    pub(super) moves: bool,
    pub(super) body: Vec<Statement>,
    pub(super) value: Call,
}

#[derive(Clone, PartialEq, Debug)]
pub(super) struct Call {
    pub(super) function: String,
    pub(super) arguments: Vec<Argument>,
    pub(super) literal: usize,
}

#[derive(Clone, PartialEq, Debug)]
pub(super) enum Argument {
    Name(String),
    /// `a[b]`
    Index(String, Box<Argument>),
    Number(usize),
    /// `N`
    Constant,
    Call(Call),
    /// `f(a).await?`
    Await(Call, bool),
    /// `(a)`
    Parens(Box<Argument>),
}

/// A part of a program.
pub(super) enum Part<'a> {
    List(&'a mut Vec<Statement>),
    Statement(&'a mut Statement),
    Call(&'a mut Call),
    Operation(&'a mut Operation),
    Argument(&'a mut Argument),
    Name(&'a mut String),
    Label(&'a mut String),
}

type Visit<'a> = &'a mut dyn FnMut(Part<'_>);

impl Program {
    /// Visits all parts, each before what is in it.
    pub(super) fn walk(&mut self, visit: Visit<'_>) {
        walk_list(&mut self.body, visit);
    }

    /// Whether it has a loop that never ends and waits for nothing.
    pub(super) fn hangs(&self) -> bool {
        let mut hangs = false;
        self.clone().walk(&mut |part| {
            let Part::Statement(looped @ Statement::Loop { .. }) = part else {
                return;
            };
            let mut waits = false;
            let is_wait = |part: &Part<'_>| {
                matches!(
                    part,
                    Part::Statement(
                        Statement::Await { .. } | Statement::Join { .. } | Statement::Select { .. }
                    ) | Part::Argument(Argument::Await(..))
                )
            };
            let hangs_here = leaves(looped);
            // A block that nothing awaits there waits for nothing.
            walk_statement(&mut looped.clone(), &mut |part| {
                if let Part::Statement(block @ Statement::Stored(..)) = part {
                    if let Statement::Stored(_, block) = block {
                        block.body.clear();
                        block.value.arguments.clear();
                    }
                    return;
                }
                waits |= is_wait(&part);
            });
            hangs |= !waits && hangs_here;
        });
        hangs
    }
}

fn walk_list(list: &mut Vec<Statement>, visit: Visit<'_>) {
    visit(Part::List(list));
    for statement in list {
        walk_statement(statement, visit);
    }
}

fn walk_statement(statement: &mut Statement, visit: Visit<'_>) {
    visit(Part::Statement(statement));
    match statement {
        Statement::Let(name, call) | Statement::Set(name, call) => {
            walk_call(call, visit);
            visit(Part::Name(name));
        }
        Statement::Borrow {
            name, of, index, ..
        } => {
            visit(Part::Name(of));
            if let Some(index) = index {
                walk_argument(index, visit);
            }
            visit(Part::Name(name));
        }
        Statement::Does(call) | Statement::Return(call) => walk_call(call, visit),
        Statement::Await {
            name, operation, ..
        } => {
            walk_operation(operation, visit);
            if let Some(name) = name {
                visit(Part::Name(name));
            }
        }
        Statement::Join {
            names, operations, ..
        } => {
            for operation in operations {
                walk_operation(operation, visit);
            }
            for name in names {
                visit(Part::Name(name));
            }
        }
        Statement::Select { name, arms } => {
            for (bound, operation, body, value) in arms {
                walk_operation(operation, visit);
                visit(Part::Name(bound));
                walk_list(body, visit);
                walk_call(value, visit);
            }
            visit(Part::Name(name));
        }
        Statement::Spawn(name, operation) => {
            walk_operation(operation, visit);
            visit(Part::Name(name));
        }
        Statement::Stored(name, block) | Statement::AtOnce(name, block) => {
            walk_block(block, visit);
            visit(Part::Name(name));
        }
        Statement::If {
            condition,
            then,
            otherwise,
            ..
        } => {
            walk_call(condition, visit);
            walk_list(then, visit);
            walk_list(otherwise, visit);
        }
        Statement::LetElse {
            name,
            value,
            otherwise,
        } => {
            walk_call(value, visit);
            walk_list(otherwise, visit);
            visit(Part::Name(name));
        }
        Statement::Loop { label, head, body } => {
            if let Some(label) = label {
                visit(Part::Label(label));
            }
            match head {
                Head::Loop => {}
                Head::While(call) => walk_call(call, visit),
                Head::For(name, items, _) => {
                    visit(Part::Name(items));
                    visit(Part::Name(name));
                }
            }
            walk_list(body, visit);
        }
        Statement::Match { value, arms } => {
            walk_call(value, visit);
            for (_, guard, body) in arms {
                if let Some(guard) = guard {
                    walk_call(guard, visit);
                }
                walk_list(body, visit);
            }
        }
        Statement::Block(body) => walk_list(body, visit),
        Statement::Add(name, _) | Statement::Log(name) | Statement::Status(name) => {
            visit(Part::Name(name));
        }
        Statement::Break(Some(label)) | Statement::Continue(Some(label)) => {
            visit(Part::Label(label));
        }
        Statement::Break(None) | Statement::Continue(None) => {}
    }
}

fn walk_block(block: &mut Block, visit: Visit<'_>) {
    walk_list(&mut block.body, visit);
    walk_call(&mut block.value, visit);
}

fn walk_operation(operation: &mut Operation, visit: Visit<'_>) {
    visit(Part::Operation(operation));
    match operation {
        Operation::Call(call) => walk_call(call, visit),
        Operation::Event(_) => {}
        Operation::Named(_, name) | Operation::Held(name) => visit(Part::Name(name)),
        Operation::Timeout(time, operation) => {
            walk_call(time, visit);
            walk_operation(operation, visit);
        }
        Operation::Block(block) => walk_block(block, visit),
    }
}

fn walk_call(call: &mut Call, visit: Visit<'_>) {
    visit(Part::Call(call));
    for argument in &mut call.arguments {
        walk_argument(argument, visit);
    }
}

fn walk_argument(argument: &mut Argument, visit: Visit<'_>) {
    visit(Part::Argument(argument));
    match argument {
        Argument::Name(name) => visit(Part::Name(name)),
        Argument::Index(name, index) => {
            visit(Part::Name(name));
            walk_argument(index, visit);
        }
        Argument::Call(call) | Argument::Await(call, _) => walk_call(call, visit),
        Argument::Parens(inner) => walk_argument(inner, visit),
        Argument::Number(_) | Argument::Constant => {}
    }
}

/// Whether no code after a statement is reached.
pub(super) fn leaves(statement: &Statement) -> bool {
    match statement {
        Statement::Break(_) | Statement::Continue(_) | Statement::Return(_) => true,
        Statement::Block(inner) => inner.iter().any(leaves),
        Statement::If {
            then, otherwise, ..
        } => [then, otherwise]
            .iter()
            .all(|branch| branch.iter().any(leaves)),
        Statement::Match { arms, .. } => {
            let mut arms = arms.iter();
            arms.all(|(_, _, arm)| arm.iter().any(leaves))
        }
        Statement::Loop {
            label,
            head: Head::Loop,
            body,
        } => !breaks(body, label.as_ref(), true),
        _ => false,
    }
}

/// Whether statements leave a loop of this label around them. `is_inner` tells whether a plain `break` does.
fn breaks(list: &[Statement], label: Option<&String>, is_inner: bool) -> bool {
    let end = list.iter().position(leaves).unwrap_or(list.len());
    let mut reached = list[..list.len().min(end + 1)].iter();
    let within = |list: &[Statement]| breaks(list, label, is_inner);
    reached.any(|statement| match statement {
        Statement::Break(None) => is_inner,
        Statement::Break(to) => to.as_ref() == label,
        Statement::If {
            then, otherwise, ..
        } => within(then) || within(otherwise),
        Statement::LetElse { otherwise, .. } => within(otherwise),
        Statement::Loop { body, .. } => breaks(body, label, false),
        Statement::Match { arms, .. } => arms.iter().any(|(_, _, body)| within(body)),
        Statement::Select { arms, .. } => arms.iter().any(|(_, _, body, _)| within(body)),
        Statement::Block(body) => within(body),
        _ => false,
    })
}

/// Whether a statement declares a local.
pub(super) fn declares(statement: &Statement) -> bool {
    matches!(
        statement,
        Statement::Let(..)
            | Statement::Borrow { .. }
            | Statement::Await { name: Some(_), .. }
            | Statement::Join { .. }
            | Statement::Select { .. }
            | Statement::Spawn(..)
            | Statement::Stored(..)
            | Statement::AtOnce(..)
            | Statement::LetElse { .. }
    )
}
