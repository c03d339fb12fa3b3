//! The small language in which programs are generated: the part of Rust that bears on where a function may
//! wait. A tree of it is well-typed, and well-behaved towards the borrow checker, by how it is grown.

use std::sync::Arc;

/// An orchestrator, and the arguments with which it is run.
#[derive(Debug, Clone)]
pub struct Program {
    /// The seed of its batch, and its number there.
    pub seed: u64,
    pub number: u64,
    /// An inline orchestrator that it calls.
    pub helper: Option<Function>,
    pub function: Function,
    pub arguments: Vec<Vec<Value>>,
}

#[derive(Debug, Clone)]
pub struct Function {
    pub parameters: Vec<Parameter>,
    pub body: Block,
    /// Whether it has sets of tasks, which it watches.
    pub watches: bool,
    /// The number of the room of its `door`, if it has one.
    pub door: Option<u64>,
    /// What it returns, if it does not fail.
    pub output: Type,
}

#[derive(Debug, Clone)]
pub struct Parameter {
    pub mutable: bool,
    pub name: Name,
    pub kind: Type,
}

/// The name of a local, or of a field of one: `basket.count`, `pair.0`, or of what one borrows: `(*lent_1)`. A field
/// is read, changed and moved as a local is, and what is borrowed is only read.
pub type Name = String;

/// The fields of a `Basket` of the corpus.
pub const BASKET: [(&str, Type); 3] = [
    ("label", Type::Text),
    ("count", Type::Int),
    ("items", Type::List),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type {
    Unit,
    Bool,
    /// `i64`
    Int,
    /// `String`
    Text,
    /// `Vec<i64>`
    List,
    /// `Option<i64>`
    Maybe,
    /// `JoinSet<()>`, of a task that never ends by itself.
    Set,
}

impl Type {
    /// Whether using a local of this type moves it.
    pub fn moves(self) -> bool {
        matches!(self, Self::Text | Self::List | Self::Set)
    }
}

#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Unit,
    Bool(bool),
    Int(i64),
    Text(String),
    List(Vec<i64>),
    Maybe(Option<i64>),
    /// A set, whose task runs until this is dropped.
    Set(Arc<()>),
}

impl Value {
    /// A number of items.
    pub fn of_length(count: usize) -> Self {
        Self::Int(i64::try_from(count).expect("no list is that long"))
    }

    pub fn into_int(self) -> i64 {
        match self {
            Self::Int(value) => value,
            other => panic!("{other:?} is no number"),
        }
    }

    pub fn into_text(self) -> String {
        match self {
            Self::Text(value) => value,
            other => panic!("{other:?} is no text"),
        }
    }

    pub fn into_list(self) -> Vec<i64> {
        match self {
            Self::List(value) => value,
            other => panic!("{other:?} is no list"),
        }
    }

    /// As `{:?}` writes it.
    pub fn shown(&self) -> String {
        match self {
            Self::Unit => "()".to_owned(),
            Self::Bool(value) => format!("{value:?}"),
            Self::Int(value) => format!("{value:?}"),
            Self::Text(value) => format!("{value:?}"),
            Self::List(value) => format!("{value:?}"),
            Self::Maybe(value) => format!("{value:?}"),
            Self::Set(_) => "JoinSet { .. }".to_owned(),
        }
    }

    /// As the orchestrator returns it.
    pub fn into_json(self) -> serde_json::Value {
        match self {
            Self::Unit => serde_json::Value::Null,
            Self::Bool(value) => value.into(),
            Self::Int(value) => value.into(),
            Self::Text(value) => value.into(),
            Self::List(value) => value.into(),
            Self::Maybe(value) => value.into(),
            Self::Set(_) => unreachable!("no orchestrator returns a set"),
        }
    }
}

/// Statements, and the value of the whole: a block that ends with a jump has none.
#[derive(Debug, Clone)]
pub struct Block {
    pub statements: Vec<Statement>,
    pub tail: Option<Box<Expression>>,
}

#[derive(Debug, Clone)]
pub enum Statement {
    /// `let [mut] name[: type] = value;`
    Let {
        mutable: bool,
        name: Name,
        annotation: Option<Type>,
        value: Expression,
    },
    /// `let (mut a, mut b) = (c, d);`
    LetPair {
        names: [Name; 2],
        values: [Expression; 2],
    },
    /// `let mut name = Basket { label: …, count: …, items: … };`
    LetBasket { name: Name, values: [Expression; 3] },
    /// `let mut name = (…, …);`, of which the fields are used.
    LetTuple { name: Name, values: [Expression; 2] },
    /// `let name = &of;`, where the name is of what is borrowed.
    LetBorrow { name: Name, of: Name },
    /// `let name = of.get(index as usize).unwrap_or(&default);` and its like, of a list: an item of it.
    LetItem { name: Name, of: Name, item: Item },
    /// `let Some(name) = of.iter().max() else { … };` and its like, of a list: an item that is looked for.
    LetPick {
        name: Name,
        of: Name,
        pick: Pick,
        otherwise: Block,
    },
    /// `let (mut a, …) = { let (a, …) = join!(async { … }, …); (a?, …) };`, or the same by a `try_join!` of which no
    /// branch fails.
    LetJoin {
        tried: bool,
        names: Vec<Name>,
        branches: Vec<Branch>,
    },
    /// `let name; if condition { …; name = a; } else { …; name = b; }`, or a `match` with a third arm, which panics.
    LetLater {
        name: Name,
        by_match: bool,
        condition: Expression,
        then: Block,
        otherwise: Block,
    },
    /// `let Some(name) = value else { … };`
    LetElse {
        name: Name,
        value: Expression,
        otherwise: Block,
    },
    /// `name = value;`
    Assign { name: Name, value: Expression },
    /// `(a, b) = (c, d);`
    AssignPair {
        names: [Name; 2],
        values: [Expression; 2],
    },
    /// `name += value;` of a number.
    AddAssign { name: Name, value: Expression },
    /// `name += &value;` of a text.
    Append { name: Name, value: Expression },
    /// `name.push(value);`
    Push { name: Name, value: Expression },
    /// `name[index as usize] = value;`
    SetItem {
        name: Name,
        index: Expression,
        value: Expression,
    },
    /// `name[index as usize] += value;`
    AddToItem {
        name: Name,
        index: Expression,
        value: Expression,
    },
    /// `name[index as usize].bump(value);`, which adds to it.
    Bump {
        name: Name,
        index: Expression,
        value: Expression,
    },
    /// `{ let ref mut part = name; *part += value; }` of a number.
    AddByRef { name: Name, value: Expression },
    /// `const LIMIT: i64 = value;`, which hides that of the blocks around it.
    Limit(i64),
    /// `let name = Room::enter(number);`: nothing else may enter until it is dropped.
    Enter(Name, Entrance),
    /// `let _ = if condition { Room::enter(number) } else { nap; Room::enter(number) };`: it is free again afterwards.
    LookIn(Expression, Entrance),
    /// A block that looks at a set and then waits, in a way.
    LookAt(Name, Look),
    /// `name = Basket { field: value, ..name };`
    Renew {
        name: Name,
        field: usize,
        value: Expression,
    },
    /// `let name = *{ nap; Room::enter(number).with(value) };` of a number: the same.
    LetWithin(Name, Entrance, Expression),
    /// A statement under a `#[cfg]` that doesn't hold.
    Absent(Box<Statement>),
    /// `drop(value);`
    Drop(Expression),
    /// An expression whose value is dropped.
    Do(Expression),
}

/// The way of a block that looks at a set and then waits.
#[derive(Debug, Clone, Copy)]
pub enum Look {
    /// It is joined.
    Joined,
    /// It is given up by a timeout.
    GivenUp,
    /// It is polled by `&mut`, and dropped.
    Polled,
}

/// The value of `LIMIT` outside of all functions.
pub const LIMIT: i64 = 1_000;

/// A borrowed item of a list, or else the default.
#[derive(Debug, Clone)]
pub enum Item {
    /// `get(index as usize).unwrap_or(&default)`
    At(Expression, i64),
    /// `first().unwrap_or(&default)`
    First(i64),
    /// `last().unwrap_or(&default)`
    Last(i64),
}

/// Which item of a list is borrowed.
#[derive(Debug, Clone)]
pub enum Pick {
    /// `iter().max()`
    Largest,
    /// `iter().min_by_key(|item| (**item - bound).abs())`
    Nearest(i64),
    /// `iter().find(|item| **item > bound)`, where the bound is a local.
    Above(Name),
    /// `iter().rev().skip(n).next()`
    FromTheEnd(u8),
}

#[derive(Debug, Clone)]
pub enum Expression {
    Literal(Value),
    /// `LIMIT`, which has this value here.
    Limit(i64),
    /// A local by value: a copy, or a move.
    Local(Name),
    /// `name.clone()`
    Clone(Name),
    /// `Room::enter(number).gives(value)`: the room is free again when what this stands in has ended.
    InRoom(Entrance, Box<Expression>),
    /// A set with a task, of which a handle is kept in `watched`.
    NewSet,
    /// The number of watched tasks that run, after a moment.
    Running,
    Binary(Operator, Box<Expression>, Box<Expression>),
    /// `!value`
    Not(Box<Expression>),
    /// `value % divisor`, of a divisor above 1.
    Remainder(Box<Expression>, i64),
    /// `name.wrapping_add(value)`, of what the local is before the value.
    WrappingAdd(Name, Box<Expression>),
    /// `left + &right` of texts.
    Join(Box<Expression>, Box<Expression>),
    /// `format!("{:?} …", …)`, in which a local is only looked at.
    Format(Vec<Expression>),
    /// `vec![…]`
    ListOf(Vec<Expression>),
    /// `Some(value)`
    Some(Box<Expression>),
    /// `name.len() as i64`
    Length(Name),
    /// `name.is_empty()`
    IsEmpty(Name),
    /// `name.pop()`
    Pop(Name),
    /// `name.take()`
    Take(Name),
    /// `name.get(index as usize).copied()`
    Get(Name, Box<Expression>),
    /// `name[index as usize]`
    Index(Name, Box<Expression>),
    /// `name.iter().filter(|item| **item > bound).count() as i64`, where the bound is a local.
    CountAbove(Name, Name),
    /// `value.is_some()`
    IsSome(Box<Expression>),
    /// `value.unwrap_or(default)`
    UnwrapOr(Box<Expression>, Box<Expression>),
    /// `value.ok_or_else(|| Failure::new("nothing there"))?`
    OrFail(Box<Expression>),
    /// `activity(…).await?`
    Call(Call),
    /// `activity(…).await.unwrap_or(default)`
    CallOr(Call, Box<Expression>),
    /// `match activity(…).await { Ok(name) => …, Err(failure) => { let name = failure.to_string(); … } }`
    Handle {
        call: Call,
        returned: (Name, Block),
        failed: (Name, Block),
    },
    /// `program_7_helper(…).await?`, by the number of the program.
    Help(u64, Vec<Expression>),
    /// `async { … }.await?`: a `return` in it ends the block, and so does a failure.
    Async(Type, Block),
    /// `sleep(Duration::from_millis(1)).await`
    Nap,
    Block(Option<Label>, Block),
    If {
        condition: Box<Expression>,
        then: Block,
        otherwise: Option<Block>,
    },
    /// `if let Some(name) = value [&& condition] { … } else { … }`
    IfLet {
        name: Name,
        value: Box<Expression>,
        condition: Option<Box<Expression>>,
        then: Block,
        otherwise: Option<Block>,
    },
    /// A `match` of one value, or of two as a tuple.
    Match(Vec<Expression>, Vec<Arm>),
    Loop(Option<Label>, Block),
    While(Option<Label>, Box<Expression>, Block),
    /// `while [condition &&] let Some(name) = value { … }`
    WhileLet {
        label: Option<Label>,
        condition: Option<Box<Expression>>,
        name: Name,
        value: Box<Expression>,
        body: Block,
    },
    For {
        label: Option<Label>,
        mutable: bool,
        name: Name,
        items: Items,
        body: Block,
    },
    Break(Option<Label>, Option<Box<Expression>>),
    Continue(Option<Label>),
    /// `return Ok(value)`
    Return(Box<Expression>),
    /// `return Err(Failure::new(message))`
    Fail(String),
}

/// How a program enters its room.
#[derive(Debug, Clone, Copy)]
pub enum Entrance {
    /// `Room::enter(number)`
    Room(u64),
    /// `door.enter()`, of a local: who is in borrows it.
    Door,
}

/// A branch of a join.
#[derive(Debug, Clone)]
pub enum Branch {
    Call(Call),
    Help(u64, Vec<Expression>),
    Async(Type, Block),
}

/// The name of a loop or block that is left by a jump.
pub type Label = String;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    Add,
    Subtract,
    Multiply,
    Less,
    Greater,
    Equal,
    And,
    Or,
}

#[derive(Debug, Clone)]
pub struct Call {
    pub activity: Activity,
    pub arguments: Vec<Expression>,
}

/// The activities of the corpus that programs call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Activity {
    Tick,
    Inc,
    Add,
    IsEven,
    Say,
    List,
    Half,
    /// Fails for multiples of three.
    Picky,
}

#[derive(Debug, Clone)]
pub struct Arm {
    /// One for each value that is matched.
    pub patterns: Vec<Pattern>,
    /// `if let Some(name) = value`, before the guard.
    pub binds: Option<(Name, Expression)>,
    pub guard: Option<Expression>,
    pub body: Block,
}

#[derive(Debug, Clone)]
pub enum Pattern {
    Any,
    Bind {
        mutable: bool,
        name: Name,
    },
    /// `name @ a..=b`
    BindRange(Name, i64, i64),
    Int(i64),
    /// `a | b`
    Either(i64, i64),
    /// `a..=b`
    Range(i64, i64),
    None,
    Some(Box<Pattern>),
}

/// The source of a `for` loop.
#[derive(Debug, Clone)]
pub enum Items {
    /// `from..to`
    Range(Box<Expression>, Box<Expression>),
    List(Box<Expression>),
    /// `list.into_iter().rev()`
    Reversed(Box<Expression>),
    /// `&list`
    Borrowed(Name),
    /// `list.iter().rev()`
    BorrowedReversed(Name),
    /// `vec![…]` of sets, of which those that are left end with the loop.
    Sets(Vec<Expression>),
}
