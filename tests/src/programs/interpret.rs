//! The interpreter: the behaviour of a program, in its plainest form.

use std::sync::{Arc, Weak};

use super::language::{
    Activity, Arm, BASKET, Block, Branch, Call, Expression, Function, Item, Items, Label, Name,
    Operator, Pattern, Pick, Program, Statement, Value,
};

/// The number of steps and activity calls of a program at most. A longer program is not used.
const STEPS_MAX: u32 = 5_000;
const CALLS_MAX: usize = 30;

/// The length of an activity's list, or of a range, at most.
const LENGTH_MAX: i64 = 20;

/// The behaviour of a program.
#[derive(Debug)]
pub(super) struct Behaviour {
    /// Its result, or the message of its failure.
    pub(super) result: Result<Value, String>,
    pub(super) calls: Vec<String>,
    /// Whether some of them were made at the same time.
    pub(super) joins: bool,
}

/// Runs a program; `None` if it takes too long, or its numbers get too large.
pub(super) fn run(program: &Program, arguments: &[Value]) -> Option<Behaviour> {
    let mut run = Run {
        helper: program.helper.as_ref(),
        locals: vec![],
        calls: vec![],
        joins: false,
        watched: vec![],
        steps_left: STEPS_MAX,
    };
    let result = run.function(&program.function, arguments.to_vec()).ok()?;
    Some(Behaviour {
        result,
        calls: run.calls,
        joins: run.joins,
    })
}

/// The reason why an expression has no value.
#[derive(Debug)]
enum Exit {
    Break(Option<Label>, Value),
    Continue(Option<Label>),
    Return(Value),
    Fail(String),
    /// The program is of no use.
    GiveUp,
}

/// The end of a loop's round.
enum Round {
    Next,
    Done(Value),
}

struct Run<'a> {
    helper: Option<&'a Function>,
    /// Those in scope, the innermost last; `None` where a local has no value yet.
    locals: Vec<(Name, Option<Value>)>,
    calls: Vec<String>,
    joins: bool,
    /// The sets that were made.
    watched: Vec<Weak<()>>,
    steps_left: u32,
}

impl Run<'_> {
    /// The result of a function, or the message of its failure.
    fn function(
        &mut self,
        function: &Function,
        arguments: Vec<Value>,
    ) -> Result<Result<Value, String>, Exit> {
        let names = function.parameters.iter();
        let names = names.map(|parameter| parameter.name.clone());
        let locals = names.zip(arguments.into_iter().map(Some)).collect();
        let callers = std::mem::replace(&mut self.locals, locals);
        let result = self.returned(|run| run.block(&function.body));
        self.locals = callers;
        result
    }

    /// The value of an expression or a `return`, or the message of its failure.
    fn returned(
        &mut self,
        run: impl FnOnce(&mut Self) -> Result<Value, Exit>,
    ) -> Result<Result<Value, String>, Exit> {
        match run(self) {
            Ok(value) | Err(Exit::Return(value)) => Ok(Ok(value)),
            Err(Exit::Fail(message)) => Ok(Err(message)),
            Err(Exit::GiveUp) => Err(Exit::GiveUp),
            Err(jump) => unreachable!("{jump:?} has a target"),
        }
    }

    fn help(&mut self, arguments: &[Expression]) -> Result<Result<Value, String>, Exit> {
        let arguments = self.values(arguments)?;
        self.helper(arguments)
    }

    fn helper(&mut self, arguments: Vec<Value>) -> Result<Result<Value, String>, Exit> {
        let helper = self.helper.expect("there is a helper where it is called");
        self.function(helper, arguments)
    }

    /// The values of the branches of a join, which don't see each other. Where one fails all of them are awaited;
    /// but a `try_join!` of which one fails is of no use.
    fn join(&mut self, tried: bool, branches: &[Branch]) -> Result<Vec<Value>, Exit> {
        self.joins = true;
        // A branch whose arguments leave the join by a jump has none begin.
        let arguments = branches.iter().map(|branch| match branch {
            Branch::Call(call) => self.values(&call.arguments),
            Branch::Help(_, arguments) => self.values(arguments),
            Branch::Async(..) => Ok(vec![]),
        });
        let arguments = arguments.collect::<Result<Vec<_>, Exit>>()?;
        let mut outcomes = vec![];
        for (branch, arguments) in branches.iter().zip(arguments) {
            let outcome = match branch {
                Branch::Call(call) => self.activity(call.activity, &arguments)?,
                Branch::Help(..) => self.helper(arguments)?,
                Branch::Async(_, block) => self.returned(|run| run.block(block))?,
            };
            if tried && outcome.is_err() {
                return Err(Exit::GiveUp);
            }
            outcomes.push(outcome);
        }
        outcomes
            .into_iter()
            .map(|outcome| outcome.map_err(Exit::Fail))
            .collect()
    }

    fn local(&mut self, name: &str) -> &mut Option<Value> {
        let mut locals = self.locals.iter_mut().rev();
        let (_, value) = locals
            .find(|(local, _)| local == name)
            .unwrap_or_else(|| panic!("{name} is in scope"));
        value
    }

    fn read(&mut self, name: &str) -> Value {
        let value = self.local(name).clone();
        value.unwrap_or_else(|| panic!("{name} has a value"))
    }

    /// The value of a local that is used: a set is moved.
    fn used(&mut self, name: &str) -> Value {
        let local = self.local(name);
        if matches!(local, Some(Value::Set(_))) {
            return local.take().expect("it has a value");
        }
        self.read(name)
    }

    fn list(&mut self, name: &str) -> &mut Vec<i64> {
        match self.local(name) {
            Some(Value::List(items)) => items,
            other => panic!("{name} is a list, and not {other:?}"),
        }
    }

    fn declare(&mut self, name: &str, value: Value) {
        self.locals.push((name.to_owned(), Some(value)));
    }

    /// Runs code with locals that end with it.
    fn scope<T>(&mut self, run: impl FnOnce(&mut Self) -> Result<T, Exit>) -> Result<T, Exit> {
        let outer = self.locals.len();
        let result = run(self);
        self.locals.truncate(outer);
        result
    }

    fn block(&mut self, block: &Block) -> Result<Value, Exit> {
        self.scope(|run| {
            for statement in &block.statements {
                run.statement(statement)?;
            }
            block
                .tail
                .as_ref()
                .map_or(Ok(Value::Unit), |tail| run.value(tail))
        })
    }

    /// Runs a block in which a name has a value.
    fn block_with(&mut self, name: &str, value: Value, block: &Block) -> Result<Value, Exit> {
        self.scope(|run| {
            run.declare(name, value);
            run.block(block)
        })
    }

    #[allow(
        clippy::too_many_lines,
        reason = "one arm for each statement, most of one line"
    )]
    fn statement(&mut self, statement: &Statement) -> Result<(), Exit> {
        match statement {
            Statement::Let { name, value, .. } | Statement::LetWithin(name, _, value) => {
                let value = self.value(value)?;
                self.declare(name, value);
            }
            Statement::LetPair { names, values } => {
                let values = self.values(values)?;
                for (name, value) in names.iter().zip(values) {
                    self.declare(name, value);
                }
            }
            Statement::LetBorrow { name, of } => {
                let value = self.read(of);
                self.declare(name, value);
            }
            Statement::LetItem { name, of, item } => {
                let (found, default) = match item {
                    Item::At(index, default) => {
                        let index = self.int(index)?;
                        let index = usize::try_from(index).ok();
                        let items = self.list(of);
                        (index.and_then(|index| items.get(index)).copied(), default)
                    }
                    Item::First(default) => (self.list(of).first().copied(), default),
                    Item::Last(default) => (self.list(of).last().copied(), default),
                };
                self.declare(name, Value::Int(found.unwrap_or(*default)));
            }
            Statement::LetPick {
                name,
                of,
                pick,
                otherwise,
            } => {
                let bound = match pick {
                    Pick::Above(bound) => self.read(bound).into_int(),
                    _ => 0,
                };
                let items = self.list(of);
                let found = match pick {
                    Pick::Largest => items.iter().max(),
                    Pick::Nearest(to) => items
                        .iter()
                        .min_by_key(|item| item.saturating_sub(*to).saturating_abs()),
                    Pick::Above(_) => items.iter().find(|item| **item > bound),
                    Pick::FromTheEnd(skipped) => items.iter().rev().nth((*skipped).into()),
                };
                match found.copied() {
                    Some(item) => self.declare(name, Value::Int(item)),
                    None => {
                        self.block(otherwise)?;
                    }
                }
            }
            Statement::LetJoin {
                tried,
                names,
                branches,
            } => {
                let values = self.join(*tried, branches)?;
                for (name, value) in names.iter().zip(values) {
                    self.declare(name, value);
                }
            }
            Statement::LetBasket { name, values } => {
                let values = self.values(values)?;
                for ((field, _), value) in BASKET.iter().zip(values) {
                    self.declare(&format!("{name}.{field}"), value);
                }
            }
            Statement::LetTuple { name, values } => {
                for (field, value) in self.values(values)?.into_iter().enumerate() {
                    self.declare(&format!("{name}.{field}"), value);
                }
            }
            Statement::LetLater {
                name,
                condition,
                then,
                otherwise,
                ..
            } => {
                let branch = if self.truth(condition)? {
                    then
                } else {
                    otherwise
                };
                // The branches can't see it: it has no value while they run.
                let value = self.block(branch)?;
                self.declare(name, value);
            }
            Statement::LetElse {
                name,
                value,
                otherwise,
            } => match self.maybe(value)? {
                Some(value) => self.declare(name, Value::Int(value)),
                None => {
                    self.block(otherwise)?;
                }
            },
            Statement::Assign { name, value } => {
                let value = self.value(value)?;
                *self.local(name) = Some(value);
            }
            Statement::AssignPair { names, values } => {
                let values = self.values(values)?;
                for (name, value) in names.iter().zip(values) {
                    *self.local(name) = Some(value);
                }
            }
            Statement::Limit(_)
            | Statement::Absent(_)
            | Statement::Enter(..)
            | Statement::LookAt(..) => {}
            Statement::Renew { name, field, value } => {
                let value = self.value(value)?;
                *self.local(&format!("{name}.{}", BASKET[*field].0)) = Some(value);
            }
            Statement::LookIn(condition, _) => {
                self.truth(condition)?;
            }
            Statement::AddAssign { name, value } | Statement::AddByRef { name, value } => {
                // For numbers, Rust evaluates the right side first.
                let value = self.int(value)?;
                let before = self.read(name).into_int();
                let sum = before.checked_add(value).ok_or(Exit::GiveUp)?;
                *self.local(name) = Some(Value::Int(sum));
            }
            Statement::Append { name, value } => {
                let more = self.text(value)?;
                let text = self.read(name).into_text() + &more;
                *self.local(name) = Some(Value::Text(text));
            }
            Statement::Push { name, value } => {
                let value = self.int(value)?;
                self.list(name).push(value);
            }
            Statement::SetItem { name, index, value } => {
                let value = self.int(value)?;
                *self.item(name, index)? = value;
            }
            Statement::AddToItem { name, index, value } => {
                let value = self.int(value)?;
                let item = self.item(name, index)?;
                *item = item.checked_add(value).ok_or(Exit::GiveUp)?;
            }
            Statement::Bump { name, index, value } => {
                // The borrow is taken before the argument is evaluated.
                self.item(name, index)?;
                let at = self.int(index)?;
                let value = self.int(value)?;
                let item = self.item(name, &Expression::Literal(Value::Int(at)))?;
                *item = item.wrapping_add(value);
            }
            Statement::Do(expression) | Statement::Drop(expression) => {
                self.value(expression)?;
            }
        }
        Ok(())
    }

    #[allow(
        clippy::too_many_lines,
        reason = "one arm for each expression, most of one line"
    )]
    fn value(&mut self, expression: &Expression) -> Result<Value, Exit> {
        self.steps_left = self.steps_left.checked_sub(1).ok_or(Exit::GiveUp)?;
        Ok(match expression {
            Expression::Literal(value) => value.clone(),
            Expression::Limit(value) => Value::Int(*value),
            Expression::Local(name) | Expression::Clone(name) => self.used(name),
            Expression::InRoom(_, value) => self.value(value)?,
            Expression::NewSet => {
                let set = Arc::new(());
                self.watched.push(Arc::downgrade(&set));
                Value::Set(set)
            }
            Expression::Running => {
                let running = self.watched.iter().filter(|set| set.strong_count() > 0);
                Value::of_length(running.count())
            }
            Expression::Binary(operator, left, right) => self.binary(*operator, left, right)?,
            Expression::Not(value) => Value::Bool(!self.truth(value)?),
            Expression::WrappingAdd(name, value) => {
                let before = self.read(name).into_int();
                Value::Int(before.wrapping_add(self.int(value)?))
            }
            Expression::Remainder(value, divisor) => Value::Int(self.int(value)? % divisor),
            Expression::Join(left, right) => {
                let left = self.text(left)?;
                Value::Text(left + &self.text(right)?)
            }
            Expression::Format(values) => {
                let mut texts = vec![];
                for value in values {
                    // A local is only looked at.
                    texts.push(match value {
                        Expression::Local(name) => self.read(name).shown(),
                        value => self.value(value)?.shown(),
                    });
                }
                Value::Text(texts.join(" "))
            }
            Expression::ListOf(values) => Value::List(
                self.values(values)?
                    .into_iter()
                    .map(Value::into_int)
                    .collect(),
            ),
            Expression::Some(value) => Value::Maybe(Some(self.int(value)?)),
            Expression::Length(name) => match self.read(name) {
                Value::Text(text) => Value::of_length(text.len()),
                Value::List(items) => Value::of_length(items.len()),
                other => panic!("{other:?} has no length"),
            },
            Expression::IsEmpty(name) => match self.read(name) {
                Value::Text(text) => Value::Bool(text.is_empty()),
                Value::List(items) => Value::Bool(items.is_empty()),
                other => panic!("{other:?} has no length"),
            },
            Expression::Pop(name) => Value::Maybe(self.list(name).pop()),
            Expression::Take(name) => {
                let taken = self.local(name).replace(Value::Maybe(None));
                taken.expect("what is taken has a value")
            }
            Expression::Get(name, index) => {
                let index = self.int(index)?;
                let items = self.list(name);
                let item = usize::try_from(index)
                    .ok()
                    .and_then(|index| items.get(index));
                Value::Maybe(item.copied())
            }
            Expression::Index(name, index) => Value::Int(*self.item(name, index)?),
            Expression::CountAbove(name, bound) => {
                let bound = self.read(bound).into_int();
                Value::of_length(self.list(name).iter().filter(|item| **item > bound).count())
            }
            Expression::IsSome(value) => Value::Bool(self.maybe(value)?.is_some()),
            Expression::UnwrapOr(value, default) => {
                let value = self.maybe(value)?;
                let default = self.int(default)?;
                Value::Int(value.unwrap_or(default))
            }
            Expression::OrFail(value) => {
                let value = self.maybe(value)?;
                Value::Int(value.ok_or_else(|| Exit::Fail("nothing there".to_owned()))?)
            }
            Expression::Call(call) => self.call(call)?.map_err(Exit::Fail)?,
            Expression::CallOr(call, default) => {
                let outcome = self.call(call)?;
                let default = self.value(default)?;
                outcome.unwrap_or(default)
            }
            Expression::Handle {
                call,
                returned,
                failed,
            } => match self.call(call)? {
                Ok(value) => self.block_with(&returned.0, value, &returned.1)?,
                Err(message) => self.block_with(&failed.0, Value::Text(message), &failed.1)?,
            },
            Expression::Help(_, arguments) => self.help(arguments)?.map_err(Exit::Fail)?,
            Expression::Async(_, block) => {
                self.returned(|run| run.block(block))?.map_err(Exit::Fail)?
            }
            Expression::Nap => Value::Unit,
            Expression::Block(label, block) => match self.block(block) {
                Err(Exit::Break(Some(target), value)) if Some(&target) == label.as_ref() => value,
                result => result?,
            },
            Expression::If {
                condition,
                then,
                otherwise,
            } => {
                if self.truth(condition)? {
                    self.block(then)?
                } else {
                    self.optional_block(otherwise.as_ref())?
                }
            }
            Expression::IfLet {
                name,
                value,
                condition,
                then,
                otherwise,
            } => {
                let value = self.maybe(value)?;
                let done = self.scope(|run| {
                    let Some(value) = value else { return Ok(None) };
                    run.declare(name, Value::Int(value));
                    match condition {
                        Some(condition) if !run.truth(condition)? => Ok(None),
                        _ => run.block(then).map(Some),
                    }
                })?;
                match done {
                    Some(value) => value,
                    None => self.optional_block(otherwise.as_ref())?,
                }
            }
            Expression::Match(values, arms) => {
                let values = self.values(values)?;
                self.matched(&values, arms)?
            }
            Expression::Loop(label, body) => loop {
                if let Round::Done(value) = self.round(label.as_ref(), |run| run.block(body))? {
                    break value;
                }
            },
            Expression::While(label, condition, body) => {
                while self.truth(condition)? {
                    if let Round::Done(_) = self.round(label.as_ref(), |run| run.block(body))? {
                        break;
                    }
                }
                Value::Unit
            }
            Expression::WhileLet {
                label,
                condition,
                name,
                value,
                body,
            } => {
                loop {
                    if let Some(condition) = condition
                        && !self.truth(condition)?
                    {
                        break;
                    }
                    let Some(item) = self.maybe(value)? else {
                        break;
                    };
                    let item = Value::Int(item);
                    let round = self.round(label.as_ref(), |run| run.block_with(name, item, body));
                    if let Round::Done(_) = round? {
                        break;
                    }
                }
                Value::Unit
            }
            Expression::For {
                label,
                name,
                items,
                body,
                ..
            } => {
                for item in self.items(items)? {
                    let round = self.round(label.as_ref(), |run| run.block_with(name, item, body));
                    if let Round::Done(_) = round? {
                        break;
                    }
                }
                Value::Unit
            }
            Expression::Break(label, value) => {
                let value = match value {
                    Some(value) => self.value(value)?,
                    None => Value::Unit,
                };
                return Err(Exit::Break(label.clone(), value));
            }
            Expression::Continue(label) => return Err(Exit::Continue(label.clone())),
            Expression::Return(value) => return Err(Exit::Return(self.value(value)?)),
            Expression::Fail(message) => return Err(Exit::Fail(message.clone())),
        })
    }

    /// An item of a list. A program that asks for one that isn't there is not used: it would panic.
    fn item(&mut self, name: &str, index: &Expression) -> Result<&mut i64, Exit> {
        let index = usize::try_from(self.int(index)?).map_err(|_| Exit::GiveUp)?;
        self.list(name).get_mut(index).ok_or(Exit::GiveUp)
    }

    fn binary(
        &mut self,
        operator: Operator,
        left: &Expression,
        right: &Expression,
    ) -> Result<Value, Exit> {
        Ok(match operator {
            Operator::And => Value::Bool(self.truth(left)? && self.truth(right)?),
            Operator::Or => Value::Bool(self.truth(left)? || self.truth(right)?),
            Operator::Less => Value::Bool(self.int(left)? < self.int(right)?),
            Operator::Greater => Value::Bool(self.int(left)? > self.int(right)?),
            Operator::Equal => Value::Bool(self.value(left)? == self.value(right)?),
            Operator::Add | Operator::Subtract | Operator::Multiply => {
                let (left, right) = (self.int(left)?, self.int(right)?);
                let result = match operator {
                    Operator::Add => left.checked_add(right),
                    Operator::Subtract => left.checked_sub(right),
                    _ => left.checked_mul(right),
                };
                Value::Int(result.ok_or(Exit::GiveUp)?)
            }
        })
    }

    /// Calls an activity: its value, or the message of its failure.
    fn call(&mut self, call: &Call) -> Result<Result<Value, String>, Exit> {
        let arguments = self.values(&call.arguments)?;
        self.activity(call.activity, &arguments)
    }

    fn activity(
        &mut self,
        activity: Activity,
        arguments: &[Value],
    ) -> Result<Result<Value, String>, Exit> {
        if self.calls.len() == CALLS_MAX {
            return Err(Exit::GiveUp);
        }
        let (noted, outcome) = match (activity, arguments) {
            (Activity::Tick, []) => ("tick()".to_owned(), Some(Value::Unit)),
            (Activity::Inc, [Value::Int(n)]) => {
                (format!("inc({n})"), n.checked_add(1).map(Value::Int))
            }
            (Activity::Add, [Value::Int(a), Value::Int(b)]) => {
                (format!("add({a}, {b})"), a.checked_add(*b).map(Value::Int))
            }
            (Activity::IsEven, [Value::Int(n)]) => {
                (format!("is_even({n})"), Some(Value::Bool(n % 2 == 0)))
            }
            (Activity::Say, [Value::Text(text)]) => {
                (format!("say({text})"), Some(Value::Text(text.clone())))
            }
            (Activity::List, [Value::Int(n)]) => {
                if *n > LENGTH_MAX {
                    return Err(Exit::GiveUp);
                }
                (format!("list({n})"), Some(Value::List((0..*n).collect())))
            }
            (Activity::Half, [Value::Int(n)]) => {
                let half = (n % 2 == 0).then_some(n / 2);
                (format!("half({n})"), Some(Value::Maybe(half)))
            }
            (Activity::Picky, [Value::Int(n)]) => {
                self.calls.push(format!("picky({n})"));
                let fails = n % 3 == 0;
                return Ok(if fails {
                    Err(format!("picky about {n}"))
                } else {
                    Ok(Value::Int(*n))
                });
            }
            (activity, arguments) => panic!("{activity:?} does not take {arguments:?}"),
        };
        self.calls.push(noted);
        outcome.map(Ok).ok_or(Exit::GiveUp)
    }

    fn matched(&mut self, values: &[Value], arms: &[Arm]) -> Result<Value, Exit> {
        for arm in arms {
            let done = self.scope(|run| {
                let mut pairs = arm.patterns.iter().zip(values);
                if !pairs.all(|(pattern, value)| run.matches(pattern, value)) {
                    return Ok(None);
                }
                if let Some((name, value)) = &arm.binds {
                    let Some(value) = run.maybe(value)? else {
                        return Ok(None);
                    };
                    run.declare(name, Value::Int(value));
                }
                match &arm.guard {
                    Some(guard) if !run.truth(guard)? => Ok(None),
                    _ => run.block(&arm.body).map(Some),
                }
            })?;
            if let Some(value) = done {
                return Ok(value);
            }
        }
        unreachable!("the last arm of a match takes anything")
    }

    /// Whether a value fits a pattern; if so, declares its names.
    fn matches(&mut self, pattern: &Pattern, value: &Value) -> bool {
        match (pattern, value) {
            (Pattern::Any, _) | (Pattern::None, Value::Maybe(None)) => true,
            (Pattern::Bind { name, .. }, value) => {
                self.declare(name, value.clone());
                true
            }
            (Pattern::BindRange(name, from, to), Value::Int(n)) => {
                self.declare(name, value.clone());
                (from..=to).contains(&n)
            }
            (Pattern::Int(wanted), Value::Int(n)) => n == wanted,
            (Pattern::Either(a, b), Value::Int(n)) => n == a || n == b,
            (Pattern::Range(from, to), Value::Int(n)) => (from..=to).contains(&n),
            (Pattern::Some(inner), Value::Maybe(Some(n))) => self.matches(inner, &Value::Int(*n)),
            _ => false,
        }
    }

    /// Runs one round of a loop.
    fn round(
        &mut self,
        label: Option<&Label>,
        body: impl FnOnce(&mut Self) -> Result<Value, Exit>,
    ) -> Result<Round, Exit> {
        let is_here = |target: &Option<Label>| target.is_none() || target.as_ref() == label;
        match body(self) {
            Ok(_) => Ok(Round::Next),
            Err(Exit::Continue(target)) if is_here(&target) => Ok(Round::Next),
            Err(Exit::Break(target, value)) if is_here(&target) => Ok(Round::Done(value)),
            Err(exit) => Err(exit),
        }
    }

    fn items(&mut self, items: &Items) -> Result<Vec<Value>, Exit> {
        let items: Vec<i64> = match items {
            Items::Range(from, to) => {
                let (from, to) = (self.int(from)?, self.int(to)?);
                if to.saturating_sub(from) > LENGTH_MAX {
                    return Err(Exit::GiveUp);
                }
                (from..to).collect()
            }
            Items::List(list) => self.value(list)?.into_list(),
            Items::Reversed(list) => self.value(list)?.into_list().into_iter().rev().collect(),
            Items::Borrowed(list) => self.read(list).into_list(),
            Items::BorrowedReversed(list) => {
                self.read(list).into_list().into_iter().rev().collect()
            }
            Items::Sets(sets) => return self.values(sets),
        };
        Ok(items.into_iter().map(Value::Int).collect())
    }

    fn optional_block(&mut self, block: Option<&Block>) -> Result<Value, Exit> {
        block.map_or(Ok(Value::Unit), |block| self.block(block))
    }

    fn values(&mut self, expressions: &[Expression]) -> Result<Vec<Value>, Exit> {
        expressions
            .iter()
            .map(|expression| self.value(expression))
            .collect()
    }

    fn int(&mut self, expression: &Expression) -> Result<i64, Exit> {
        self.value(expression).map(Value::into_int)
    }

    fn text(&mut self, expression: &Expression) -> Result<String, Exit> {
        self.value(expression).map(Value::into_text)
    }

    fn truth(&mut self, expression: &Expression) -> Result<bool, Exit> {
        match self.value(expression)? {
            Value::Bool(value) => Ok(value),
            other => panic!("{other:?} is no truth value"),
        }
    }

    fn maybe(&mut self, expression: &Expression) -> Result<Option<i64>, Exit> {
        match self.value(expression)? {
            Value::Maybe(value) => Ok(value),
            other => panic!("{other:?} is no option"),
        }
    }
}
