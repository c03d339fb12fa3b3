//! Cuts a marked body into [`Blocks`].

mod loops;

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::Span;
use syn::{Arm, Block, Expr, ExprBlock, Item, Local, Pat, Stmt, Token, parse_quote};

use crate::bindings::{Bindings, bindings_in, bindings_in_condition};
use crate::hygiene::local_macros::is_local_macro;
use crate::ids::{BindingId, BlockId, IdVec, ScopeId, UnitId};
use crate::known_macros;
use crate::lower::blocks::{
    BasicBlock, Blocks, Breakable, Destination, End, Instruction, braces_of_unit, declared_by,
    find_breakable,
};
use crate::lower::derived::Derived;
use crate::model::label_name;
use crate::operands::{
    awaits, block_awaits, held_in, holds, is_lazy, operands_mut, own_function, point_of,
    statement_awaits, unwrap,
};

/// Moves items out of the body, so that all states see them: those of the body itself, and the types of blocks that are
/// cut, for a type must be the same in every state. Other items of such blocks stay, and are visible in the states of
/// the block.
pub(crate) fn hoist_items(body: &mut Block) -> Vec<Item> {
    struct Hoist(Vec<Item>);
    impl Hoist {
        fn take(&mut self, block: &mut Block, hoisted: impl Fn(&Item) -> bool) {
            for statement in std::mem::take(&mut block.stmts) {
                match statement {
                    Stmt::Item(item) if hoisted(&item) && !names_locals(&item) => self.0.push(item),
                    other => block.stmts.push(other),
                }
            }
        }
    }
    impl syn::visit_mut::VisitMut for Hoist {
        fn visit_block_mut(&mut self, block: &mut Block) {
            if block_awaits(block) {
                self.take(block, |item| !stays_in_scope(item));
                syn::visit_mut::visit_block_mut(self, block);
            }
        }

        fn visit_item_mut(&mut self, _: &mut Item) {}
    }
    let mut hoist = Hoist(Vec::new());
    hoist.take(body, |_| true);
    syn::visit_mut::visit_block_mut(&mut hoist, body);
    hoist.0
}

/// Whether an item may be written once per state.
fn stays_in_scope(item: &Item) -> bool {
    matches!(
        item,
        Item::Const(_) | Item::Fn(_) | Item::Macro(_) | Item::Use(_)
    )
}

/// Whether an item is a macro that names locals: each use of it brings its definition.
fn names_locals(item: &Item) -> bool {
    matches!(item, Item::Macro(definition) if is_local_macro(definition))
}

/// Cuts the body of the unit of this number.
pub(crate) fn build(unit: UnitId, body: Block, bindings: &Bindings, derived: &Derived) -> Blocks {
    let mut builder = Builder {
        bindings,
        derived,
        sources: derived.sources(),
        blocks: IdVec::default(),
        current: BlockId::START,
        breakables: Vec::new(),
        scopes: IdVec::default(),
        inside: Vec::new(),
        braces: vec![braces_of_unit(unit)],
        opened: braces_of_unit(unit),
        declared_in: BTreeMap::new(),
    };
    builder.current = builder.block("start");
    builder.items_into(body, Destination::Caller);
    Blocks {
        all: builder.blocks,
        scopes: builder.scopes,
        declared_in: builder.declared_in,
    }
}

struct Builder<'a> {
    bindings: &'a Bindings,
    derived: &'a Derived,
    /// The bindings that others are derived from.
    sources: BTreeSet<BindingId>,
    blocks: IdVec<BlockId, BasicBlock>,
    current: BlockId,
    breakables: Vec<Breakable>,
    scopes: IdVec<ScopeId, Vec<Item>>,
    /// The scopes that the current place is in.
    inside: Vec<ScopeId>,
    /// The user's blocks that the current place is in, and the last one that was opened.
    braces: Vec<u32>,
    opened: u32,
    declared_in: BTreeMap<BindingId, u32>,
}

impl Builder<'_> {
    /// A new block, in the loops that the current place is in.
    fn block(&mut self, kind: &'static str) -> BlockId {
        self.blocks.push(BasicBlock {
            kind,
            instructions: Vec::new(),
            end: End::Never,
            breakables: self.breakables.clone(),
            scopes: self.inside.clone(),
            braces: self.braces.clone(),
        })
    }

    /// A new block that is in a block of the user's which begins here.
    fn opened(&mut self, kind: &'static str) -> BlockId {
        self.open();
        let block = self.block(kind);
        self.braces.pop();
        block
    }

    fn open(&mut self) {
        self.opened += 1;
        self.braces.push(self.opened);
    }

    /// Builds what opens blocks of the user's, up to their ends.
    fn nested(&mut self, build: impl FnOnce(&mut Self)) {
        let outer = self.braces.len();
        build(self);
        self.braces.truncate(outer);
    }

    /// Builds the code in the user's block that was [opened](Self::opened) with `block`.
    fn within(&mut self, block: BlockId, build: impl FnOnce(&mut Self)) {
        let braces = self.blocks[block].braces.clone();
        let outer = std::mem::replace(&mut self.braces, braces);
        build(self);
        self.braces = outer;
    }

    /// Notes that these are declared in the user's block around the current place.
    fn declare(&mut self, bindings: impl IntoIterator<Item = BindingId>) {
        let number = *self.braces.last().expect("the body is never left");
        let bindings = bindings.into_iter();
        self.declared_in
            .extend(bindings.map(|binding| (binding, number)));
    }

    fn instruction(&mut self, instruction: Instruction) {
        self.declare(declared_by(&instruction));
        self.blocks[self.current].instructions.push(instruction);
    }

    fn statement(&mut self, statement: Stmt) {
        self.instruction(Instruction::Statement(statement));
    }

    /// Ends the current block and continues in `next`.
    fn end(&mut self, end: End, next: BlockId) {
        self.blocks[self.current].end = end;
        self.current = next;
    }

    fn goto(&mut self, target: BlockId) {
        self.end(End::Goto(target), target);
    }

    /// Ends the current block; the code after it is never reached.
    fn diverge(&mut self, end: End) {
        let dead = self.block("dead");
        self.end(end, dead);
    }

    /// Evaluates a block of the user's, which ends with its declarations.
    fn block_into(&mut self, block: Block, to: Destination) {
        let (inner, after) = (self.opened("block"), self.block("after_block"));
        self.goto(inner);
        self.within(inner, |this| this.items_into(block, to));
        self.goto(after);
    }

    /// Evaluates a block that is open already.
    fn items_into(&mut self, mut block: Block, to: Destination) {
        let items: Vec<Item> = block
            .stmts
            .extract_if(.., |statement| matches!(statement, Stmt::Item(_)))
            .filter_map(|statement| match statement {
                Stmt::Item(item) => Some(item).filter(|item| !names_locals(item)),
                _ => None,
            })
            .collect();
        if items.is_empty() {
            self.statements_into(block, to);
            return;
        }
        self.inside.push(self.scopes.push(items));
        let inner = self.block("block");
        self.goto(inner);
        self.statements_into(block, to);
        self.inside.pop();
        let after = self.block("after_block");
        self.goto(after);
    }

    fn statements_into(&mut self, block: Block, to: Destination) {
        let mut statements = block.stmts;
        // One of the last statements may never end (`panic_any(…);`). Then the block has any type, so where its
        // value is wanted they stay a block of their own, for rustc to see.
        let last: Vec<Stmt> = if matches!(to, Destination::Nowhere) {
            Vec::new()
        } else {
            let verbatim = statements
                .iter()
                .rev()
                .take_while(|statement| match statement {
                    Stmt::Expr(_, None) => false,
                    Stmt::Expr(expr, _) => is_verbatim(statement) && !leaves(expr),
                    _ => is_verbatim(statement),
                });
            let first = statements.len() - verbatim.count();
            statements.split_off(first)
        };
        let mut statements = statements.into_iter().peekable();
        while let Some(statement) = statements.next() {
            match statement {
                Stmt::Expr(value, None) if statements.peek().is_none() && last.is_empty() => {
                    self.into(value, to);
                    return;
                }
                Stmt::Expr(expr, _) if awaits(&expr) || leaves(&expr) => {
                    self.into(expr, Destination::Nowhere);
                }
                statement if !statement_awaits(&statement) => self.statement(statement),
                Stmt::Local(local) => self.local(local),
                other => self.statement(other),
            }
        }
        let value: Expr = if last.is_empty() {
            parse_quote!(())
        } else {
            parse_quote!({ #(#last)* })
        };
        self.finish(value, to);
    }

    /// Evaluates the awaits of a `let`, and binds the rest.
    fn local(&mut self, mut local: Local) {
        let init = local
            .init
            .as_mut()
            .expect("a `let` that awaits has an initializer");
        let value = std::mem::replace(&mut *init.expr, Expr::PLACEHOLDER);
        *init.expr = self.value(value);
        match init.diverge.take() {
            Some((else_token, diverge)) if awaits(&diverge) => {
                init.diverge = Some((else_token, parse_quote!({})));
                let (otherwise, next) = (self.opened("else"), self.block("after_else"));
                self.declare(bindings_in(&local.pat));
                self.end(
                    End::LetElse {
                        statement: local,
                        otherwise,
                        next,
                    },
                    otherwise,
                );
                self.within(otherwise, |this| this.into(*diverge, Destination::Nowhere));
                self.blocks[self.current].end = End::Never;
                self.current = next;
            }
            diverge => {
                init.diverge = diverge;
                self.statement(Stmt::Local(local));
            }
        }
    }

    /// Evaluates everything that must be evaluated before, and returns the rest as an expression without awaits, to be
    /// evaluated here.
    fn value(&mut self, mut expr: Expr) -> Expr {
        if !awaits(&expr) {
            // It may still be a held value, which an await after it needs.
            return self.held(expr);
        }
        match expr {
            Expr::Call(_) if held_in(&expr).is_some() => self.held(expr),
            Expr::Await(wait) => {
                let point = point_of(&wait.base).expect("every await is marked");
                let operation = self.value(unwrap(*wait.base));
                let next = self.block("after_await");
                self.end(
                    End::Await {
                        point,
                        operation,
                        next,
                    },
                    next,
                );
                {
                    let output = crate::operands::output();
                    parse_quote!(#output)
                }
            }
            Expr::Return(_) | Expr::Break(_) => {
                self.into(expr, Destination::Nowhere);
                parse_quote!(::core::unreachable!())
            }
            Expr::Unsafe(_) | Expr::Closure(_) => expr,
            _ => {
                for operand in operands_mut(&mut expr).unwrap_or_default() {
                    let value = std::mem::replace(operand, Expr::PLACEHOLDER);
                    *operand = self.value(value);
                }
                expr
            }
        }
    }

    /// Evaluates a held value now; returns its binding.
    fn held(&mut self, expr: Expr) -> Expr {
        let Some(binding) = held_in(&expr) else {
            return self.held_within(expr);
        };
        self.into(unwrap(expr), Destination::Binding(binding));
        let name = self.bindings.own_name(binding);
        if self.sources.contains(&binding) {
            return parse_quote!(#name);
        }
        // It is a value and no place, as in the source: the part that isn't taken ends with its statement.
        parse_quote!({ #name })
    }

    /// The held value may be inside: the value of `name = value` among a macro's arguments, or an index in a place that
    /// stays.
    fn held_within(&mut self, mut expr: Expr) -> Expr {
        let within = match &mut expr {
            Expr::Call(named) if known_macros::is_argument(named) => vec![&mut named.args[0]],
            Expr::Call(call) if own_function(call).is_some() => call.args.iter_mut().collect(),
            Expr::Index(index) => vec![&mut *index.expr, &mut *index.index],
            Expr::Field(field) => vec![&mut *field.base],
            Expr::Reference(reference) => vec![&mut *reference.expr],
            Expr::Unary(unary) => vec![&mut *unary.expr],
            Expr::Paren(paren) => vec![&mut *paren.expr],
            Expr::Group(group) => vec![&mut *group.expr],
            Expr::Tuple(tuple) => tuple.elems.iter_mut().collect(),
            Expr::Range(range) => {
                let bounds = range.start.iter_mut().chain(&mut range.end);
                bounds.map(|bound| &mut **bound).collect()
            }
            Expr::MethodCall(call) => {
                let arguments = call.args.iter_mut();
                std::iter::once(&mut *call.receiver)
                    .chain(arguments)
                    .collect()
            }
            _ => Vec::new(),
        };
        for inner in within {
            let value = std::mem::replace(inner, Expr::PLACEHOLDER);
            *inner = self.held(value);
        }
        expr
    }

    /// Evaluates an expression and puts its value where it belongs.
    fn into(&mut self, expr: Expr, to: Destination) {
        if !awaits(&expr) && !leaves(&expr) {
            let value = self.held(expr);
            self.finish(value, to);
            return;
        }
        match expr {
            Expr::Paren(paren) => self.into(*paren.expr, to),
            Expr::Group(group) => self.into(*group.expr, to),
            Expr::Binary(binary) if is_lazy(&binary.op) => self.lazy(binary, to),
            Expr::If(branch) => self.branch(branch, to),
            Expr::Match(choice) => self.choice(choice, to),
            Expr::Block(ExprBlock { label, block, .. }) => match label {
                None => self.block_into(block, to),
                Some(label) => self.labelled_block(&label, block, to),
            },
            Expr::Loop(repeat) => {
                let after = self.block("after_loop");
                let head = self.enter_loop("loop", repeat.label, after, to);
                self.block_into(repeat.body, Destination::Nowhere);
                self.leave_loop(head, after);
            }
            Expr::While(repeat) => {
                let after = self.block("after_while");
                let head = self.enter_loop("while", repeat.label, after, Destination::Nowhere);
                self.nested(|this| {
                    this.condition(*repeat.cond, "body", after);
                    this.items_into(repeat.body, Destination::Nowhere);
                });
                self.leave_loop(head, after);
                self.finish(parse_quote!(()), to);
            }
            Expr::ForLoop(repeat) => self.for_loop(repeat, to),
            Expr::Return(_) | Expr::Break(_) | Expr::Continue(_) => self.leave(expr),
            other => {
                let value = self.value(other);
                self.finish(value, to);
            }
        }
    }

    /// `a && b` is `if a { b } else { false }`, and `a || b` is `if a { true } else { b }`.
    fn lazy(&mut self, binary: syn::ExprBinary, to: Destination) {
        let and = matches!(binary.op, syn::BinOp::And(_));
        let (right, short, after) = (
            self.opened("then"),
            self.opened("else"),
            self.block("after_if"),
        );
        let condition = self.value(*binary.left);
        let (then, otherwise) = if and { (right, short) } else { (short, right) };
        self.end(
            End::If {
                condition,
                then,
                otherwise,
            },
            right,
        );
        self.within(right, |this| this.into(*binary.right, to));
        self.goto(after);
        self.current = short;
        let decided = !and;
        self.within(short, |this| this.finish(parse_quote!(#decided), to));
        self.goto(after);
    }

    fn branch(&mut self, branch: syn::ExprIf, to: Destination) {
        let (otherwise, after) = (self.opened("else"), self.block("after_if"));
        self.nested(|this| {
            this.condition(*branch.cond, "then", otherwise);
            this.items_into(branch.then_branch, to);
        });
        self.goto(after);
        self.current = otherwise;
        self.within(otherwise, |this| match branch.else_branch {
            Some((_, otherwise)) => this.into(*otherwise, to),
            None => this.finish(parse_quote!(()), to),
        });
        self.goto(after);
    }

    fn choice(&mut self, choice: syn::ExprMatch, to: Destination) {
        let value = self.value(*choice.expr);
        let after = self.block("after_match");
        let bodies: Vec<(Pat, BlockId, Expr)> = choice
            .arms
            .into_iter()
            .map(|Arm { pat, body, .. }| (pat, self.opened("arm"), *body))
            .collect();
        let arms = bodies
            .iter()
            .map(|(pattern, block, _)| (pattern.clone(), *block))
            .collect();
        self.end(End::Match { value, arms }, after);
        for (pattern, block, body) in bodies {
            self.current = block;
            self.within(block, |this| {
                this.declare(bindings_in(&pattern));
                this.into(body, to);
            });
            self.goto(after);
        }
        self.current = after;
    }

    fn labelled_block(&mut self, label: &syn::Label, block: Block, to: Destination) {
        let after = self.block("after_block");
        let label = Some(label_name(&label.name));
        self.breakables.push(Breakable {
            label,
            after,
            head: None,
            to,
        });
        self.block_into(block, to);
        self.breakables.pop();
        self.goto(after);
    }

    /// `return`, `break` or `continue`. One without a target is reported by rustc, in the plain function.
    fn leave(&mut self, expr: Expr) {
        match expr {
            Expr::Return(syn::ExprReturn { expr: None, .. }) => self.diverge(End::Return(None)),
            Expr::Return(syn::ExprReturn {
                expr: Some(value), ..
            }) => {
                self.into(*value, Destination::Caller);
                self.diverge(End::Never);
            }
            Expr::Break(exit) => {
                let target = find_breakable(&self.breakables, exit.label.as_ref()).cloned();
                let to = target
                    .as_ref()
                    .map_or(Destination::Nowhere, |target| target.to);
                match exit.expr {
                    Some(value) => self.into(*value, to),
                    None => self.finish(parse_quote!(()), to),
                }
                self.diverge(target.map_or(End::Never, |target| End::Goto(target.after)));
            }
            Expr::Continue(exit) => {
                let head = find_breakable(&self.breakables, exit.label.as_ref())
                    .and_then(|breakable| breakable.head);
                self.diverge(head.map_or(End::Never, End::Goto));
            }
            _ => {}
        }
    }

    /// Continues in a new block, which is in a block of the user's that begins here, where the condition holds, and in
    /// `otherwise` where it doesn't.
    fn condition(&mut self, condition: Expr, kind: &'static str, otherwise: BlockId) {
        let mut operands = Vec::new();
        flatten(condition, &mut operands);
        let mut pending: Vec<Expr> = Vec::new();
        for operand in operands {
            if awaits(&operand) || holds(&operand) {
                if !pending.is_empty() {
                    let condition = joined(std::mem::take(&mut pending));
                    self.when(condition, "then", otherwise);
                }
                pending.push(match operand {
                    Expr::Let(mut condition) => {
                        let value = std::mem::replace(&mut *condition.expr, Expr::PLACEHOLDER);
                        *condition.expr = self.value(value);
                        Expr::Let(condition)
                    }
                    other => self.value(other),
                });
            } else {
                pending.push(operand);
            }
        }
        self.when(joined(pending), kind, otherwise);
    }

    /// The same for a condition that is evaluated at once.
    fn when(&mut self, condition: Expr, kind: &'static str, otherwise: BlockId) {
        self.open();
        self.declare(bindings_in_condition(&condition));
        let then = self.block(kind);
        let end = End::If {
            condition,
            then,
            otherwise,
        };
        self.end(end, then);
    }

    fn finish(&mut self, value: Expr, to: Destination) {
        match to {
            Destination::Nowhere => {
                if !is_nothing(&value) {
                    self.statement(Stmt::Expr(value, Some(Token![;](Span::call_site()))));
                }
            }
            Destination::Binding(binding) => self.instruction(Instruction::Set {
                binding,
                value: without_braces(value),
            }),
            Destination::Caller => self.diverge(End::Return(Some(value))),
        }
    }
}

/// A value in braces, which is moved anyway.
fn without_braces(value: Expr) -> Expr {
    match &value {
        Expr::Block(block) if block.label.is_none() => match &block.block.stmts[..] {
            [Stmt::Expr(only @ Expr::Path(_), None)] => only.clone(),
            _ => value,
        },
        _ => value,
    }
}

/// The operands of a chain of `&&`.
fn flatten(condition: Expr, operands: &mut Vec<Expr>) {
    match condition {
        Expr::Binary(binary)
            if matches!(binary.op, syn::BinOp::And(_))
                && [&binary.left, &binary.right]
                    .iter()
                    .any(|side| awaits(side) || holds(side)) =>
        {
            flatten(*binary.left, operands);
            flatten(*binary.right, operands);
        }
        Expr::Paren(paren) if awaits(&paren.expr) || holds(&paren.expr) => {
            flatten(*paren.expr, operands);
        }
        Expr::Group(group) => flatten(*group.expr, operands),
        other => operands.push(other),
    }
}

fn joined(operands: Vec<Expr>) -> Expr {
    operands
        .into_iter()
        .reduce(|left, right| parse_quote!(#left && #right))
        .expect("a condition has an operand")
}

/// Whether a statement contains no await, and nothing that an await after it needs.
fn is_verbatim(statement: &Stmt) -> bool {
    match statement {
        Stmt::Expr(expr, _) => !awaits(expr) && !holds(expr),
        other => !statement_awaits(other),
    }
}

/// Whether a statement only leaves: the block ends there.
fn leaves(expr: &Expr) -> bool {
    matches!(expr, Expr::Return(_) | Expr::Break(_) | Expr::Continue(_))
}

fn is_nothing(expr: &Expr) -> bool {
    matches!(expr, Expr::Tuple(tuple) if tuple.elems.is_empty())
        || matches!(expr, Expr::Path(path) if path.path.is_ident(&crate::operands::output()))
        || matches!(expr, Expr::Macro(invocation) if invocation.mac.path.segments.last().is_some_and(|last| last.ident == "unreachable"))
}
