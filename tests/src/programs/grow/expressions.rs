//! Expressions without blocks of their own.

use super::super::language::{Activity, Block, Call, Expression, Operator, Statement, Type, Value};
use super::{DEPTH_MAX, Grower};

impl Grower<'_> {
    /// An expression that is a part of another, in which a block would be odd.
    pub(super) fn operand(&mut self, kind: Type) -> Expression {
        match self.below(10) {
            0 => self.expression(kind),
            1 => self.changing(kind),
            _ => self.simple(kind),
        }
    }

    /// A block that changes a local before it has its value, so that the order of evaluation is seen.
    pub(super) fn changing(&mut self, kind: Type) -> Expression {
        if self.budget == 0 || self.depth >= DEPTH_MAX {
            return self.leaf(kind);
        }
        self.budget -= 1;
        let block = self.scope(|grower| {
            let change = match grower.changeable(Type::Int) {
                Some(name) => {
                    let value = Expression::Literal(Value::Int(1 + grower.small(9)));
                    Statement::Assign { name, value }
                }
                None => grower.compound_assignment(),
            };
            Block {
                statements: vec![change],
                tail: Some(Box::new(grower.simple(kind))),
            }
        });
        Expression::Block(None, block)
    }

    pub(super) fn expression(&mut self, kind: Type) -> Expression {
        if self.budget == 0 || self.depth >= DEPTH_MAX {
            return self.leaf(kind);
        }
        self.depth += 1;
        let expression = match self.below(16) {
            0 => self.if_expression(kind),
            1 => self.match_expression(kind),
            2 => self.block_expression(kind),
            3 => self.loop_expression(kind),
            4 => self.handle(kind),
            14 if kind != Type::Set => {
                let block = self.in_async_block(kind, |grower| grower.block(kind));
                Expression::Async(kind, block)
            }
            15 => self.help(kind),
            _ => self.simple(kind),
        };
        self.depth -= 1;
        expression
    }

    /// A call of the helper, if it has this output.
    fn help(&mut self, kind: Type) -> Expression {
        match self.helper.clone() {
            Some((kinds, output)) if output == kind => {
                let arguments = kinds.into_iter().map(|kind| self.operand(kind)).collect();
                Expression::Help(self.number, arguments)
            }
            _ => self.simple(kind),
        }
    }

    /// An expression without blocks of its own.
    pub(super) fn simple(&mut self, kind: Type) -> Expression {
        if self.budget == 0 || self.depth >= DEPTH_MAX || self.chance(4) {
            return self.leaf(kind);
        }
        self.budget -= 1;
        self.depth += 1;
        let expression = match kind {
            Type::Unit => Expression::Call(self.call(Activity::Tick)),
            Type::Bool => self.bool(),
            Type::Int => self.int(),
            Type::Text => self.text(),
            Type::List => self.list(),
            Type::Maybe => self.maybe(),
            Type::Set => Expression::NewSet,
        };
        self.depth -= 1;
        expression
    }

    pub(super) fn boxed(&mut self, kind: Type) -> Box<Expression> {
        Box::new(self.operand(kind))
    }

    pub(super) fn bool(&mut self) -> Expression {
        match self.below(7) {
            0 => Expression::Call(self.call(Activity::IsEven)),
            1 => Expression::Not(self.boxed(Type::Bool)),
            2 => self.short_circuit(Operator::And),
            3 => self.short_circuit(Operator::Or),
            4 => Expression::IsSome(self.boxed(Type::Maybe)),
            5 => self.pair(Operator::Equal),
            _ => self.pair(Operator::Less),
        }
    }

    pub(super) fn int(&mut self) -> Expression {
        match self.below(18) {
            16 | 17 if self.sets => Expression::Running,
            0..=3 => Expression::Call(self.call(Activity::Inc)),
            4 | 14 | 15 => Expression::Call(self.call(Activity::Add)),
            10 => Expression::Call(self.call(Activity::Picky)),
            5 => {
                let call = self.call(Activity::Picky);
                Expression::CallOr(call, self.boxed(Type::Int))
            }
            6 => {
                let operator =
                    self.one_of(&[Operator::Add, Operator::Subtract, Operator::Multiply]);
                self.pair(operator)
            }
            7 => Expression::Remainder(self.boxed(Type::Int), 2 + self.small(5)),
            8 => self.count(),
            11 => match self.readable(Type::List) {
                Some(name) => {
                    let index = self.looking_at(&name, Self::index);
                    Expression::Index(name, Box::new(index))
                }
                None => self.count(),
            },
            9 => Expression::OrFail(self.boxed(Type::Maybe)),
            12 => match self.readable(Type::Int) {
                Some(name) => {
                    let value = self.operand(Type::Int);
                    Expression::WrappingAdd(name, Box::new(value))
                }
                None => self.count(),
            },
            _ => {
                let value = self.boxed(Type::Maybe);
                // Another method on the same local is refused in an argument that awaits.
                let default = match &*value {
                    Expression::Local(name) => {
                        let name = name.clone();
                        self.without(&name, |grower| grower.boxed(Type::Int))
                    }
                    _ => self.boxed(Type::Int),
                };
                Expression::UnwrapOr(value, default)
            }
        }
    }

    /// Something that is counted between two awaits.
    pub(super) fn count(&mut self) -> Expression {
        if self.chance(2)
            && let Some(text) = self.readable(Type::Text)
        {
            return Expression::Length(text);
        }
        let bound = self.readable(Type::Int);
        match (self.readable(Type::List), bound) {
            (Some(list), Some(bound)) if self.chance(2) => Expression::CountAbove(list, bound),
            (Some(list), _) => Expression::Length(list),
            (None, _) => self.leaf(Type::Int),
        }
    }

    pub(super) fn text(&mut self) -> Expression {
        match self.below(5) {
            0 | 1 => Expression::Call(self.call(Activity::Say)),
            2 => Expression::Join(self.boxed(Type::Text), self.boxed(Type::Text)),
            _ => {
                let count = 1 + self.below(3);
                self.format(count)
            }
        }
    }

    /// A `format!` of so many values, among which are locals that it only looks at.
    pub(super) fn format(&mut self, count: u64) -> Expression {
        let (mut values, mut looked_at) = (vec![], vec![]);
        for _ in 0..count {
            let kind = self.kind();
            let local = self.readable(kind).filter(|_| !self.chance(3));
            let value = local.map_or_else(|| self.operand(kind), Expression::Local);
            if let Expression::Local(name) = &value {
                self.local(name).looked_at += 1;
                looked_at.push(name.clone());
            }
            values.push(value);
        }
        for name in looked_at {
            self.local(&name).looked_at -= 1;
        }
        Expression::Format(values)
    }

    /// A `format!` of all locals that have a value.
    pub(super) fn everything(&mut self) -> Expression {
        let locals = self.locals(|local| !local.moved).into_iter();
        Expression::Format(locals.map(|local| Expression::Local(local.name)).collect())
    }

    pub(super) fn list(&mut self) -> Expression {
        if self.chance(2) {
            return Expression::Call(self.call(Activity::List));
        }
        let count = 1 + self.below(3);
        Expression::ListOf((0..count).map(|_| self.operand(Type::Int)).collect())
    }

    pub(super) fn maybe(&mut self) -> Expression {
        match self.below(5) {
            0 => Expression::Call(self.call(Activity::Half)),
            1 => Expression::Some(self.boxed(Type::Int)),
            2 => match self.changeable(Type::Maybe) {
                Some(name) => Expression::Take(name),
                None => self.leaf(Type::Maybe),
            },
            3 => match self.changeable(Type::List) {
                Some(name) => Expression::Pop(name),
                None => self.leaf(Type::Maybe),
            },
            _ => match self.readable(Type::List) {
                Some(name) => {
                    let index = self.looking_at(&name, |grower| grower.boxed(Type::Int));
                    Expression::Get(name, index)
                }
                None => Expression::Call(self.call(Activity::Half)),
            },
        }
    }

    pub(super) fn pair(&mut self, operator: Operator) -> Expression {
        Expression::Binary(operator, self.boxed(Type::Int), self.boxed(Type::Int))
    }

    pub(super) fn short_circuit(&mut self, operator: Operator) -> Expression {
        let left = self.boxed(Type::Bool);
        let right = self.perhaps(|grower| grower.boxed(Type::Bool));
        Expression::Binary(operator, left, right)
    }

    pub(super) fn call(&mut self, activity: Activity) -> Call {
        let arguments = match activity {
            Activity::Tick => vec![],
            Activity::Add => vec![self.operand(Type::Int), self.operand(Type::Int)],
            Activity::Say => vec![self.operand(Type::Text)],
            Activity::List => {
                let length = Expression::Remainder(self.boxed(Type::Int), 4);
                vec![length]
            }
            Activity::Inc | Activity::IsEven | Activity::Half | Activity::Picky => {
                vec![self.operand(Type::Int)]
            }
        };
        Call {
            activity,
            arguments,
        }
    }

    /// A local, or something small: of options and truth values rarely a literal, which leaves no question.
    pub(super) fn leaf(&mut self, kind: Type) -> Expression {
        if kind == Type::Int && self.chance(6) {
            let limit = self.limits.last().copied();
            return Expression::Limit(limit.expect("there is one outside of all functions"));
        }
        let local = self.readable(kind).filter(|_| !self.chance(5));
        let Some(name) = local else {
            return match kind {
                Type::Maybe if self.chance(2) => {
                    let argument = self.leaf(Type::Int);
                    Expression::Call(Call {
                        activity: Activity::Half,
                        arguments: vec![argument],
                    })
                }
                Type::Bool if !self.chance(4) => self.guard(),
                Type::Set => Expression::NewSet,
                _ => Expression::Literal(self.literal(kind)),
            };
        };
        let moves_from = self.moves_from;
        let local = self.local(&name);
        if !kind.moves() {
            return Expression::Local(name);
        }
        let can_move = local.movable && local.loops >= moves_from && local.looked_at == 0;
        if can_move && self.chance(2) {
            self.local(&name).moved = true;
            return Expression::Local(name);
        }
        if kind == Type::Set {
            return Expression::NewSet;
        }
        Expression::Clone(name)
    }

    pub(super) fn literal(&mut self, kind: Type) -> Value {
        match kind {
            Type::Unit => Value::Unit,
            Type::Bool => Value::Bool(self.chance(2)),
            Type::Int => Value::Int(self.small(10)),
            Type::Text => Value::Text(self.one_of(&["", "a", "bc", "def"]).to_owned()),
            Type::List => {
                let count = self.below(4);
                Value::List((0..count).map(|_| self.small(10)).collect())
            }
            Type::Maybe => Value::Maybe((!self.chance(3)).then(|| self.small(10))),
            Type::Set => unreachable!("there is no literal of a set"),
        }
    }
}
