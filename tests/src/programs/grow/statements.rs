//! Blocks and statements.

use super::super::language::{
    Activity, Arm, BASKET, Block, Branch, Call, Entrance, Expression, Item, Look, Pattern, Pick,
    Statement, Type, Value,
};
use super::{DEPTH_MAX, Grower, Local};

impl Grower<'_> {
    /// A block with a value of this type.
    pub(super) fn block(&mut self, kind: Type) -> Block {
        self.scope(|grower| {
            let limit = grower.limit();
            let mut statements = grower.statements();
            if statements.is_empty() && kind == Type::Unit {
                statements.push(grower.small_statement());
            }
            let tail = grower.tail(kind);
            if let Some(limit) = limit {
                grower.limits.pop();
                statements.insert(0, limit);
            }
            Block { statements, tail }
        })
    }

    /// The `LIMIT` of a block, if it has one of its own.
    fn limit(&mut self) -> Option<Statement> {
        self.chance(6).then(|| {
            let limit = self.small(100);
            self.limits.push(limit);
            Statement::Limit(limit)
        })
    }

    /// A jump that isn't there: it moves nothing.
    fn absent(&mut self) -> Statement {
        let locals = self.locals.clone();
        let jump = self.jump();
        self.locals = locals;
        Statement::Absent(Box::new(Statement::Do(jump)))
    }

    /// As [`Self::block`], or one that ends with a jump.
    pub(super) fn branch(&mut self, kind: Type) -> Block {
        if self.depth >= DEPTH_MAX || !self.chance(5) {
            return self.block(kind);
        }
        self.leaving()
    }

    /// A block that ends with a jump.
    pub(super) fn leaving(&mut self) -> Block {
        self.scope(|grower| {
            let mut statements = grower.statements();
            statements.push(Statement::Do(grower.jump()));
            Block {
                statements,
                tail: None,
            }
        })
    }

    pub(super) fn statements(&mut self) -> Vec<Statement> {
        let mut statements = vec![];
        let count = if self.depth < DEPTH_MAX {
            self.below(3)
        } else {
            0
        };
        for _ in 0..count {
            if self.budget == 0 {
                break;
            }
            self.budget -= 1;
            statements.push(self.statement());
        }
        statements
    }

    pub(super) fn tail(&mut self, kind: Type) -> Option<Box<Expression>> {
        (kind != Type::Unit).then(|| Box::new(self.expression(kind)))
    }

    pub(super) fn jump(&mut self) -> Expression {
        if !self.targets.is_empty() && !self.chance(4) {
            let indices: Vec<usize> = (0..self.targets.len()).collect();
            let index = self.one_of(&indices);
            let target = self.targets[index].clone();
            // A jump without a label leaves the innermost loop, and must not be in a labelled block.
            let can_be_unnamed = target.is_loop && index + 1 == self.targets.len();
            let is_named = !can_be_unnamed || self.chance(3);
            self.targets[index].is_named |= is_named;
            let label = is_named.then_some(target.label);
            if target.is_loop && self.chance(2) {
                return Expression::Continue(label);
            }
            // A value that is left for good may be taken along.
            let value = self.moving_from(target.loops, |grower| {
                target.value.map(|kind| Box::new(grower.expression(kind)))
            });
            return Expression::Break(label, value);
        }
        if self.chance(3) {
            return Expression::Fail(self.one_of(&["given up", "no luck"]).to_owned());
        }
        let output = self.output;
        Expression::Return(Box::new(
            self.moving_from(0, |grower| grower.expression(output)),
        ))
    }

    // Statements.

    pub(super) fn statement(&mut self) -> Statement {
        match self.below(58) {
            0..=4 => self.let_statement(),
            5 => self.let_pair(),
            6 => self.let_later(),
            7 => self.let_else(),
            8 | 9 => self.assignment(),
            10 => self.pair_assignment(),
            11 | 12 => self.compound_assignment(),
            13 | 14 => Statement::Do(self.if_expression(Type::Unit)),
            15 => Statement::Do(self.match_expression(Type::Unit)),
            16 => self.repeated_while(),
            17 => Statement::Do(self.while_let()),
            18 => Statement::Do(self.for_loop()),
            19 => Statement::Do(self.handle(Type::Unit)),
            20 => Statement::Do(self.block_expression(Type::Unit)),
            21 => self.let_basket(),
            22 => self.let_tuple(),
            23 | 24 | 26 | 27 => self.item_assignment(),
            25 => self.repeated_while_let(),
            28 | 29 => self.let_borrow(),
            30 | 31 => self.let_join(),
            32 | 33 => self.let_item(),
            34 | 35 => self.let_pick(),
            36 => self.absent(),
            37..=40 => self.let_set(),
            41 => match self.below(3) {
                0 => self.look_in(),
                1 => self.let_within(),
                _ => self.enter(),
            },
            42..=44 => self.let_of_room(),
            45..=47 => self.block_in_room(),
            48 | 52..=54 | 56 | 57 => self.look_at(),
            49 | 55 => self.renew(),
            50 => self.look_in(),
            51 => self.let_within(),
            _ => self.small_statement(),
        }
    }

    /// One that can stand in a block for which there is no budget.
    pub(super) fn small_statement(&mut self) -> Statement {
        match self.changeable(Type::Int) {
            Some(name) if self.chance(2) => Statement::AddAssign {
                name,
                value: self.leaf(Type::Int),
            },
            _ if self.chance(3) => Statement::Do(Expression::Nap),
            _ => Statement::Do(Expression::Call(self.call(Activity::Tick))),
        }
    }

    pub(super) fn let_statement(&mut self) -> Statement {
        let kind = self.kind();
        let value = self.of_room(kind);
        let value = value.unwrap_or_else(|| self.expression(kind));
        let (name, mutable) = (self.name(kind), !self.chance(3));
        self.declare(&name, kind, mutable);
        let annotation = self.chance(4).then_some(kind);
        Statement::Let {
            mutable,
            name,
            annotation,
            value,
        }
    }

    /// A set, which may be moved, and is dropped somewhere.
    fn let_set(&mut self) -> Statement {
        if !self.sets {
            return self.let_statement();
        }
        let value = self.expression(Type::Set);
        if self.chance(8) {
            return Statement::Drop(value);
        }
        let name = self.name(Type::Set);
        self.declare(&name, Type::Set, true);
        Statement::Let {
            mutable: true,
            name,
            annotation: self.chance(2).then_some(Type::Set),
            value,
        }
    }

    /// A block that looks at a set, which goes on when the block ends.
    fn look_at(&mut self) -> Statement {
        let look = self.one_of(&[Look::Joined, Look::GivenUp, Look::Polled]);
        match self.readable(Type::Set) {
            Some(name) if self.sets => Statement::LookAt(name, look),
            _ => self.let_set(),
        }
    }

    /// Gives fields of a basket new values by new baskets.
    fn renew(&mut self) -> Statement {
        let block = self.scope(|grower| {
            let basket = grower.let_basket();
            for (field, _) in BASKET {
                let local = grower.local(&format!("basket.{field}"));
                (local.mutable, local.movable) = (true, false);
            }
            let mut statements = vec![basket];
            for _ in 0..2 {
                let field = grower.one_of(&[0, 1, 2]);
                let value = grower.expression(BASKET[field].1);
                statements.push(Statement::Renew {
                    name: "basket".to_owned(),
                    field,
                    value,
                });
                statements.extend(grower.statements());
            }
            Block {
                statements,
                tail: None,
            }
        });
        Statement::Do(Expression::Block(None, block))
    }

    /// Takes the program's room for the rest of the block.
    fn enter(&mut self) -> Statement {
        if !self.room {
            return self.small_statement();
        }
        self.room = false;
        // What borrows a local and is still there where a branch awaits is refused by rustc.
        let entrance = Entrance::Room(self.number);
        Statement::Enter(self.unique("_room"), entrance)
    }

    /// Is in the program's room for a moment.
    fn look_in(&mut self) -> Statement {
        if !self.room {
            return self.small_statement();
        }
        // The branches' value is stored, so it can't borrow a local.
        Statement::LookIn(self.simple(Type::Bool), Entrance::Room(self.number))
    }

    /// Has a value from the program's room.
    fn let_within(&mut self) -> Statement {
        if !self.room {
            return self.let_statement();
        }
        let value = self.leaf(Type::Int);
        let name = self.name(Type::Int);
        self.declare(&name, Type::Int, false);
        Statement::LetWithin(name, self.entrance, value)
    }

    /// `let name = { let found = match Room::enter(number).gives(value) { Some(name) => name, _ => { …; break } };
    /// Room::enter(number).gives(found) };`
    fn let_of_room(&mut self) -> Statement {
        let Some(value) = self.of_room(Type::Maybe) else {
            return self.let_statement();
        };
        let name = self.unique("matched");
        let bound = Expression::Local(name.clone());
        let leave = self.in_room(|grower| grower.perhaps(Self::leaving_late));
        let arm = |pattern, body| Arm {
            patterns: vec![pattern],
            binds: None,
            guard: None,
            body,
        };
        let found = Pattern::Bind {
            mutable: false,
            name,
        };
        let found = arm(
            Pattern::Some(Box::new(found)),
            Block {
                statements: vec![],
                tail: Some(Box::new(bound)),
            },
        );
        let first = Statement::Let {
            mutable: false,
            name: "found_there".to_owned(),
            annotation: None,
            value: Expression::Match(vec![value], vec![found, arm(Pattern::Any, leave)]),
        };
        let found = Expression::Local("found_there".to_owned());
        let block = Block {
            statements: vec![first],
            tail: Some(Box::new(Expression::InRoom(self.entrance, Box::new(found)))),
        };
        let name = self.name(Type::Int);
        self.declare(&name, Type::Int, true);
        Statement::Let {
            mutable: true,
            name,
            annotation: None,
            value: Expression::Block(None, block),
        }
    }

    /// `{ { let _room = Room::enter(number); if condition { …; break } … } Room::enter(number).gives(()); }`
    fn block_in_room(&mut self) -> Statement {
        if !self.room {
            return self.small_statement();
        }
        let block = self.scope(|grower| {
            let enter = grower.enter();
            let leave = Expression::If {
                condition: Box::new(grower.guard()),
                then: grower.perhaps(Self::leaving_late),
                otherwise: None,
            };
            let mut statements = vec![enter, Statement::Do(leave)];
            statements.extend(grower.statements());
            Block {
                statements,
                tail: None,
            }
        });
        let nothing = Expression::Literal(Value::Unit);
        let again = Expression::InRoom(self.entrance, Box::new(nothing));
        let both = Block {
            statements: vec![
                Statement::Do(Expression::Block(None, block)),
                Statement::Do(again),
            ],
            tail: None,
        };
        Statement::Do(Expression::Block(None, both))
    }

    /// A block that awaits and then ends with a jump.
    fn leaving_late(&mut self) -> Block {
        let mut block = self.leaving();
        block.statements.insert(0, Statement::Do(Expression::Nap));
        block
    }

    pub(super) fn let_pair(&mut self) -> Statement {
        let mut kinds = [self.kind(), self.kind()];
        if self.sets && self.chance(3) {
            // It ends where the other value leaves.
            kinds[0] = Type::Set;
        }
        let values = kinds.map(|kind| self.expression(kind));
        let names = [self.name(kinds[0]), self.unique("other")];
        for (name, kind) in names.iter().zip(kinds) {
            self.declare(name, kind, true);
        }
        Statement::LetPair { names, values }
    }

    pub(super) fn let_basket(&mut self) -> Statement {
        let values = BASKET.map(|(_, kind)| self.expression(kind));
        let name = "basket".to_owned();
        self.declare_fields(&name, BASKET.into_iter());
        Statement::LetBasket { name, values }
    }

    pub(super) fn let_tuple(&mut self) -> Statement {
        let kinds = [self.kind(), self.kind()];
        let values = kinds.map(|kind| self.expression(kind));
        let name = self.unique("pair");
        self.declare_fields(&name, ["0", "1"].into_iter().zip(kinds));
        Statement::LetTuple { name, values }
    }

    pub(super) fn let_borrow(&mut self) -> Statement {
        let kind = self.one_of(&[Type::Text, Type::List, Type::List, Type::Int]);
        let Some(of) = self.readable(kind) else {
            return self.let_statement();
        };
        let name = format!("(*{})", self.unique("lent"));
        self.declare_borrow(&name, kind, &of);
        Statement::LetBorrow { name, of }
    }

    /// An item, which is borrowed with an index that may change while it is.
    pub(super) fn let_item(&mut self) -> Statement {
        let Some(of) = self.readable(Type::List) else {
            return self.let_statement();
        };
        let default = self.small(9);
        let item = match self.below(4) {
            0 => Item::First(default),
            1 => Item::Last(default),
            _ => Item::At(self.looking_at(&of, Self::index), default),
        };
        let name = format!("(*{})", self.unique("lent"));
        self.declare_borrow(&name, Type::Int, &of);
        Statement::LetItem { name, of, item }
    }

    /// An item that is looked for.
    pub(super) fn let_pick(&mut self) -> Statement {
        let Some(of) = self.readable(Type::List) else {
            return self.let_statement();
        };
        let pick = match (self.below(4), self.readable(Type::Int)) {
            (0, _) => Pick::Largest,
            (1, _) => Pick::Nearest(self.small(9)),
            (2, Some(bound)) => Pick::Above(bound),
            _ => Pick::FromTheEnd(u8::from(self.chance(2))),
        };
        let otherwise = self.perhaps(Self::leaving);
        let name = format!("(*{})", self.unique("lent"));
        self.declare_borrow(&name, Type::Int, &of);
        Statement::LetPick {
            name,
            of,
            pick,
            otherwise,
        }
    }

    pub(super) fn let_join(&mut self) -> Statement {
        let count = 2 + self.below(3);
        let (mut branches, mut kinds) = (vec![], vec![]);
        for _ in 0..count {
            let (branch, kind) = self.looking_at_all(Self::join_branch);
            branches.push(branch);
            kinds.push(kind);
        }
        let mut names = vec![];
        for kind in kinds {
            let name = self.unique("joined");
            self.declare(&name, kind, true);
            names.push(name);
        }
        Statement::LetJoin {
            tried: self.chance(2),
            names,
            branches,
        }
    }

    fn join_branch(&mut self) -> (Branch, Type) {
        match (self.below(4), self.helper.clone()) {
            (0, Some((kinds, output))) => {
                let arguments = kinds.into_iter().map(|kind| self.operand(kind)).collect();
                (Branch::Help(self.number, arguments), output)
            }
            (1, _) => {
                let (activity, kind) = self.one_of(&[
                    (Activity::Inc, Type::Int),
                    (Activity::Picky, Type::Int),
                    (Activity::Say, Type::Text),
                    (Activity::Half, Type::Maybe),
                ]);
                let call: Call = self.call(activity);
                (Branch::Call(call), kind)
            }
            _ => {
                let kind = self.kind();
                let block = self.in_async_block(kind, |grower| grower.block(kind));
                (Branch::Async(kind, block), kind)
            }
        }
    }

    /// An item that exists: the interpreter checks that.
    pub(super) fn item_assignment(&mut self) -> Statement {
        let Some(name) = self.changeable(Type::List) else {
            return self.let_statement();
        };
        if self.chance(2) {
            let index = self.looking_at(&name, Self::index);
            let value = self.without(&name, |grower| grower.operand(Type::Int));
            return Statement::Bump { name, index, value };
        }
        let index = self.looking_at(&name, Self::index);
        if self.chance(2) {
            let value = self.looking_at(&name, |grower| grower.expression(Type::Int));
            return Statement::SetItem { name, index, value };
        }
        // `+=` may find its place before its value is evaluated.
        let value = self.looking_at(&name, |grower| match found_by(&index) {
            Some(found_by) => grower.looking_at(&found_by, |grower| grower.expression(Type::Int)),
            None => grower.expression(Type::Int),
        });
        Statement::AddToItem { name, index, value }
    }

    /// The index of an item that may be there.
    pub(super) fn index(&mut self) -> Expression {
        match self.leaf(Type::Int) {
            Expression::Literal(_) => Expression::Literal(Value::Int(self.small(2))),
            local => Expression::Remainder(Box::new(local), 2),
        }
    }

    pub(super) fn let_later(&mut self) -> Statement {
        let kind = self.kind();
        let condition = self.expression(Type::Bool);
        let [then, otherwise] = self.either([&mut |grower| grower.block(kind), &mut |grower| {
            grower.block(kind)
        }]);
        let name = self.unique("later");
        self.declare(&name, kind, false);
        Statement::LetLater {
            name,
            by_match: self.chance(2),
            condition,
            then,
            otherwise,
        }
    }

    pub(super) fn let_else(&mut self) -> Statement {
        let value = self.of_room(Type::Maybe);
        let value = value.unwrap_or_else(|| self.expression(Type::Maybe));
        let otherwise = self.perhaps(Self::leaving);
        let name = self.name(Type::Int);
        self.declare(&name, Type::Int, false);
        Statement::LetElse {
            name,
            value,
            otherwise,
        }
    }

    pub(super) fn assignment(&mut self) -> Statement {
        let Some(Local { name, kind, .. }) = self.assignable() else {
            return self.let_statement();
        };
        let value = self.expression(kind);
        self.local(&name).moved = false;
        Statement::Assign { name, value }
    }

    pub(super) fn pair_assignment(&mut self) -> Statement {
        let (Some(first), Some(second)) = (self.assignable(), self.assignable()) else {
            return self.let_pair();
        };
        if first.name == second.name {
            return self.assignment();
        }
        let values = [self.expression(first.kind), self.expression(second.kind)];
        let names = [first.name, second.name];
        for name in &names {
            self.local(name).moved = false;
        }
        Statement::AssignPair { names, values }
    }

    pub(super) fn compound_assignment(&mut self) -> Statement {
        let kind = self.one_of(&[Type::Int, Type::Text, Type::List]);
        let Some(name) = self.changeable(kind) else {
            return self.let_statement();
        };
        match kind {
            Type::Int if self.chance(3) => {
                let value = self.without(&name, |grower| grower.expression(Type::Int));
                Statement::AddByRef { name, value }
            }
            Type::Int => {
                let value = self.expression(Type::Int);
                Statement::AddAssign { name, value }
            }
            Type::Text => {
                let value = self.looking_at(&name, |grower| grower.expression(Type::Text));
                Statement::Append { name, value }
            }
            _ => {
                let value = self.looking_at(&name, |grower| grower.expression(Type::Int));
                Statement::Push { name, value }
            }
        }
    }
}

/// The local that an index is made of.
fn found_by(index: &Expression) -> Option<String> {
    match index {
        Expression::Remainder(local, _) => match &**local {
            Expression::Local(name) => Some(name.clone()),
            _ => None,
        },
        _ => None,
    }
}
