//! Expressions with blocks: `if`, `match`, and blocks themselves.

use super::super::language::{
    Activity, Arm, Block, Expression, Name, Operator, Pattern, Type, Value,
};
use super::{DEPTH_MAX, Grower};

impl Grower<'_> {
    pub(super) fn block_expression(&mut self, kind: Type) -> Expression {
        if self.chance(2) {
            return Expression::Block(None, self.block(kind));
        }
        let value = (kind != Type::Unit).then_some(kind);
        let (label, block) = self.inside_of(false, value, |grower| grower.block(kind));
        Expression::Block(label, block)
    }

    pub(super) fn if_expression(&mut self, kind: Type) -> Expression {
        if self.chance(3) {
            return self.if_let(kind);
        }
        let condition = self.boxed(Type::Bool);
        if kind == Type::Unit && self.chance(2) {
            let then = self.perhaps(|grower| grower.branch(kind));
            return Expression::If {
                condition,
                then,
                otherwise: None,
            };
        }
        let [then, otherwise] = self.either([&mut |grower| grower.branch(kind), &mut |grower| {
            grower.otherwise(kind)
        }]);
        Expression::If {
            condition,
            then,
            otherwise: Some(otherwise),
        }
    }

    /// The code after an `else`: a block, or another `if`.
    pub(super) fn otherwise(&mut self, kind: Type) -> Block {
        if self.chance(3) && self.depth < DEPTH_MAX {
            let tail = self.scope(|grower| grower.if_expression(kind));
            return Block {
                statements: vec![],
                tail: Some(Box::new(tail)),
            };
        }
        self.block(kind)
    }

    pub(super) fn if_let(&mut self, kind: Type) -> Expression {
        if let Some(value) = self.of_room(Type::Maybe) {
            return self.in_room(|grower| grower.if_let_of(Box::new(value), kind));
        }
        let value = self.boxed(Type::Maybe);
        self.if_let_of(value, kind)
    }

    fn if_let_of(&mut self, value: Box<Expression>, kind: Type) -> Expression {
        let name = self.name(Type::Int);
        // Where the condition is false, the other branch runs after it.
        let condition = self.scope(|grower| {
            grower.declare(&name, Type::Int, false);
            let is_chained = grower.chance(3);
            is_chained.then(|| grower.perhaps(|grower| grower.boxed(Type::Bool)))
        });
        let [then, otherwise] = self.either([
            &mut |grower| {
                Some(grower.scope(|grower| {
                    grower.declare(&name, Type::Int, false);
                    grower.branch(kind)
                }))
            },
            &mut |grower| {
                let is_needed = kind != Type::Unit || grower.chance(2);
                is_needed.then(|| grower.otherwise(kind))
            },
        ]);
        Expression::IfLet {
            name,
            value,
            condition,
            then: then.expect("a branch is grown"),
            otherwise,
        }
    }

    pub(super) fn match_expression(&mut self, kind: Type) -> Expression {
        let count = 1 + self.below(2);
        let kinds: Vec<Type> = (0..count)
            .map(|_| self.one_of(&[Type::Int, Type::Maybe]))
            .collect();
        if count == 1
            && let Some(value) = self.of_room(kinds[0])
        {
            return self.in_room(|grower| grower.match_of(vec![value], &kinds, kind));
        }
        let values = kinds.iter().map(|kind| self.operand(*kind)).collect();
        self.match_of(values, &kinds, kind)
    }

    fn match_of(&mut self, values: Vec<Expression>, kinds: &[Type], kind: Type) -> Expression {
        let [first, second, last] = self.either([
            &mut |grower| grower.arm(kinds, kind),
            &mut |grower| grower.arm(kinds, kind),
            &mut |grower| Arm {
                patterns: kinds.iter().map(|_| Pattern::Any).collect(),
                binds: None,
                guard: None,
                body: grower.block(kind),
            },
        ]);
        Expression::Match(values, vec![first, second, last])
    }

    pub(super) fn arm(&mut self, kinds: &[Type], kind: Type) -> Arm {
        self.scope(|grower| {
            let patterns: Vec<_> = kinds.iter().map(|kind| grower.pattern(*kind)).collect();
            let takes_anything =
                |pattern: &Pattern| matches!(pattern, Pattern::Any | Pattern::Bind { .. });
            let needs_guard = patterns.iter().all(takes_anything) || grower.chance(3);
            let binds = (needs_guard && grower.chance(3)).then(|| grower.bound_by_guard());
            let has_guard = needs_guard && (binds.is_none() || grower.chance(2));
            let guard = has_guard.then(|| grower.guard());
            let body = grower.branch(kind);
            Arm {
                patterns,
                binds,
                guard,
                body,
            }
        })
    }

    /// What a guard binds. It awaits nothing, and changes nothing.
    fn bound_by_guard(&mut self) -> (Name, Expression) {
        let value = match self.readable(Type::Maybe) {
            Some(local) => Expression::Local(local),
            None => Expression::Some(Box::new(self.leaf(Type::Int))),
        };
        let name = self.name(Type::Int);
        self.declare(&name, Type::Int, false);
        (name, value)
    }

    pub(super) fn pattern(&mut self, kind: Type) -> Pattern {
        if kind == Type::Maybe {
            if self.chance(3) {
                return Pattern::None;
            }
            return Pattern::Some(Box::new(self.pattern(Type::Int)));
        }
        match self.below(8) {
            0 => Pattern::Any,
            1 => Pattern::Int(self.small(6)),
            2 => Pattern::Either(self.small(3), 3 + self.small(3)),
            3 => Pattern::Range(self.small(3), 3 + self.small(5)),
            bind => {
                let (name, mutable) = (self.unique("matched"), self.chance(2));
                let is_range = bind == 4;
                self.declare(&name, Type::Int, mutable && !is_range);
                if is_range {
                    Pattern::BindRange(name, self.small(3), 3 + self.small(5))
                } else {
                    Pattern::Bind { mutable, name }
                }
            }
        }
    }

    /// A condition that awaits nothing, and changes nothing.
    pub(super) fn guard(&mut self) -> Expression {
        let limit = Expression::Literal(Value::Int(self.small(10)));
        Expression::Binary(
            Operator::Less,
            Box::new(self.leaf(Type::Int)),
            Box::new(limit),
        )
    }

    pub(super) fn handle(&mut self, kind: Type) -> Expression {
        let call = self.call(Activity::Picky);
        let names = [self.name(Type::Int), self.name(Type::Text)];
        let [returned, failed] = self.either([
            &mut |grower| grower.block_with(&names[0], Type::Int, kind),
            &mut |grower| grower.block_with(&names[1], Type::Text, kind),
        ]);
        let [returned_name, failed_name] = names;
        Expression::Handle {
            call,
            returned: (returned_name, returned),
            failed: (failed_name, failed),
        }
    }

    pub(super) fn block_with(&mut self, name: &str, value: Type, kind: Type) -> Block {
        self.scope(|grower| {
            grower.declare(name, value, false);
            grower.block(kind)
        })
    }
}
