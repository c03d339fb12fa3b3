//! Loops. Each counts its rounds, unless it takes from a list that its body can't change.

use super::super::language::{Block, Expression, Items, Name, Operator, Statement, Type, Value};
use super::Grower;

impl Grower<'_> {
    /// `rounds > 0`, of a counter that nothing else changes.
    pub(super) fn more_rounds(rounds: &Name) -> Expression {
        let zero = Expression::Literal(Value::Int(0));
        let rounds = Expression::Local(rounds.clone());
        Expression::Binary(Operator::Greater, Box::new(rounds), Box::new(zero))
    }

    pub(super) fn one_round_less(rounds: &Name) -> Statement {
        let value = Expression::Literal(Value::Int(-1));
        Statement::AddAssign {
            name: rounds.clone(),
            value,
        }
    }

    pub(super) fn rounds(&mut self) -> (Name, Statement) {
        let name = self.unique("rounds");
        let value = Expression::Literal(Value::Int(1 + self.small(3)));
        let statement = Statement::Let {
            mutable: true,
            name: name.clone(),
            annotation: None,
            value,
        };
        (name, statement)
    }

    /// A `while` in a block with its counter.
    pub(super) fn repeated_while(&mut self) -> Statement {
        let (rounds, declaration) = self.rounds();
        let more = Self::more_rounds(&rounds);
        let (label, (condition, mut body)) = self.in_loop(None, |grower| {
            // A jump out of the condition would be odd.
            let targets = std::mem::take(&mut grower.targets);
            let condition = grower.expression(Type::Bool);
            grower.targets = targets;
            (condition, grower.block(Type::Unit))
        });
        body.statements.insert(0, Self::one_round_less(&rounds));
        let condition = Expression::Binary(Operator::And, Box::new(more), Box::new(condition));
        let repeated = Expression::While(label, Box::new(condition), body);
        let statements = vec![declaration, Statement::Do(repeated)];
        Statement::Do(Expression::Block(
            None,
            Block {
                statements,
                tail: None,
            },
        ))
    }

    /// A `while let` in a block with its counter.
    pub(super) fn repeated_while_let(&mut self) -> Statement {
        let (rounds, declaration) = self.rounds();
        let more = Self::more_rounds(&rounds);
        let name = self.name(Type::Int);
        let (label, (value, mut body)) = self.in_loop(None, |grower| {
            let targets = std::mem::take(&mut grower.targets);
            let value = grower.expression(Type::Maybe);
            grower.targets = targets;
            (value, grower.block_with(&name, Type::Int, Type::Unit))
        });
        body.statements.insert(0, Self::one_round_less(&rounds));
        let repeated = Expression::WhileLet {
            label,
            condition: Some(Box::new(more)),
            name,
            value: Box::new(value),
            body,
        };
        let statements = vec![declaration, Statement::Do(repeated)];
        Statement::Do(Expression::Block(
            None,
            Block {
                statements,
                tail: None,
            },
        ))
    }

    /// A `loop` with a value, in a block with its counter.
    pub(super) fn loop_expression(&mut self, kind: Type) -> Expression {
        let (rounds, declaration) = self.rounds();
        let no_more = Expression::Binary(
            Operator::Equal,
            Box::new(Expression::Local(rounds.clone())),
            Box::new(Expression::Literal(Value::Int(0))),
        );
        let (label, (last, mut body)) = self.in_loop(Some(kind), |grower| {
            let last = grower.scope(|grower| {
                let value = Some(Box::new(grower.expression(kind)));
                let leave = Statement::Do(Expression::Break(None, value));
                Block {
                    statements: vec![leave],
                    tail: None,
                }
            });
            (last, grower.block(Type::Unit))
        });
        let end = Expression::If {
            condition: Box::new(no_more),
            then: last,
            otherwise: None,
        };
        if matches!(body.statements.first(), Some(Statement::Limit(_))) {
            // The end of the loop is outside of any block with a limit of its own.
            body = Block {
                statements: vec![Statement::Do(Expression::Block(None, body))],
                tail: None,
            };
        }
        body.statements
            .splice(0..0, [Statement::Do(end), Self::one_round_less(&rounds)]);
        let tail = Some(Box::new(Expression::Loop(label, body)));
        Expression::Block(
            None,
            Block {
                statements: vec![declaration],
                tail,
            },
        )
    }

    pub(super) fn while_let(&mut self) -> Expression {
        let Some(list) = self.changeable(Type::List) else {
            return self.for_loop();
        };
        let name = self.name(Type::Int);
        let (label, body) = self.in_loop(None, |grower| {
            grower.looking_at(&list, |grower| {
                grower.block_with(&name, Type::Int, Type::Unit)
            })
        });
        let value = Box::new(Expression::Pop(list));
        Expression::WhileLet {
            label,
            condition: None,
            name,
            value,
            body,
        }
    }

    /// Over sets of tasks, which end with the rounds that they are of, or with the loop.
    fn for_loop_over_sets(&mut self) -> Expression {
        let count = 1 + self.below(3);
        let sets = (0..count).map(|_| self.operand(Type::Set)).collect();
        let (name, mutable) = (self.name(Type::Set), true);
        let (label, body) = self.in_loop(None, |grower| {
            grower.scope(|grower| {
                grower.declare(&name, Type::Set, mutable);
                grower.branch(Type::Unit)
            })
        });
        Expression::For {
            label,
            mutable,
            name,
            items: Items::Sets(sets),
            body,
        }
    }

    pub(super) fn for_loop(&mut self) -> Expression {
        if self.sets && self.chance(3) {
            return self.for_loop_over_sets();
        }
        if self.chance(3)
            && let Some(list) = self.readable(Type::List)
        {
            return self.for_loop_over_borrowed(list);
        }
        let items = match self.below(4) {
            0 | 1 => {
                let from = Expression::Literal(Value::Int(self.small(3)));
                let to = Expression::Remainder(Box::new(self.operand(Type::Int)), 5);
                Items::Range(Box::new(from), Box::new(to))
            }
            2 => Items::List(Box::new(self.operand(Type::List))),
            _ => Items::Reversed(Box::new(self.operand(Type::List))),
        };
        let (name, mutable) = (self.name(Type::Int), self.chance(3));
        let (label, body) = self.in_loop(None, |grower| {
            grower.scope(|grower| {
                grower.declare(&name, Type::Int, mutable);
                grower.block(Type::Unit)
            })
        });
        Expression::For {
            label,
            mutable,
            name,
            items,
            body,
        }
    }

    fn for_loop_over_borrowed(&mut self, list: Name) -> Expression {
        let name = format!("(*{})", self.unique("item"));
        let (label, body) = self.in_loop(None, |grower| {
            grower.scope(|grower| {
                grower.declare_borrow(&name, Type::Int, &list);
                grower.block(Type::Unit)
            })
        });
        let items = if self.chance(2) {
            Items::Borrowed(list)
        } else {
            Items::BorrowedReversed(list)
        };
        Expression::For {
            label,
            mutable: false,
            name,
            items,
            body,
        }
    }
}
