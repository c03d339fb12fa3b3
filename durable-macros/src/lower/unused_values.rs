//! `match order { Kept => rate, Changed => fetch(1).await? };`: nothing uses the value, and still it is of one type in all
//! branches, which may decide that of `rate`. The branches become code of different states, so such a statement is made one
//! that binds its value to nothing: `let _ = match … ;`. What a `let` gets from branches has one type in all states.

use syn::visit::{self, Visit};
use syn::visit_mut::{self, VisitMut};
use syn::{Block, Expr, Item, Stmt, parse_quote};

use crate::bindings::mentioned;
use crate::operands::{awaits, unwrap_parens};

/// Binds each such value in a body.
pub(super) fn bind(body: &mut Block) {
    Bind.visit_block_mut(body);
}

struct Bind;

impl VisitMut for Bind {
    fn visit_stmt_mut(&mut self, statement: &mut Stmt) {
        visit_mut::visit_stmt_mut(self, statement);
        if let Stmt::Expr(expr, Some(_)) = statement
            && awaits(expr)
            && decides_types(expr)
        {
            let value = std::mem::replace(expr, Expr::PLACEHOLDER);
            *statement = parse_quote!(let _ = #value;);
        }
    }

    fn visit_item_mut(&mut self, _: &mut Item) {}
}

/// Whether the branches of an expression have values other than `()`, and one of them names a local.
fn decides_types(expr: &Expr) -> bool {
    let mut values = Values::default();
    let branches = matches!(
        unwrap_parens(expr),
        Expr::If(_) | Expr::Match(_) | Expr::Block(_) | Expr::Unsafe(_) | Expr::Loop(_)
    );
    if branches {
        values.of(expr);
    }
    values.names_local && !values.is_unit
}

/// What is known of the values of branches.
#[derive(Default)]
struct Values {
    /// One is `()`, so all of them are.
    is_unit: bool,
    names_local: bool,
}

impl Values {
    fn of(&mut self, expr: &Expr) {
        match unwrap_parens(expr) {
            Expr::If(branch) => {
                self.of_block(&branch.then_branch);
                match &branch.else_branch {
                    Some((_, otherwise)) => self.of(otherwise),
                    None => self.is_unit = true,
                }
            }
            Expr::Match(choice) => choice.arms.iter().for_each(|arm| self.of(&arm.body)),
            Expr::Block(block) => {
                self.of_block(&block.block);
                if block.label.is_some() {
                    self.visit_block(&block.block);
                }
            }
            Expr::Unsafe(block) => self.of_block(&block.block),
            Expr::Loop(repeat) => self.visit_block(&repeat.body),
            Expr::Return(_) | Expr::Break(_) | Expr::Continue(_) => {}
            Expr::Tuple(tuple) if tuple.elems.is_empty() => self.is_unit = true,
            value => self.names_local |= !mentioned(value).is_empty(),
        }
    }

    fn of_block(&mut self, block: &Block) {
        match block.stmts.last() {
            Some(Stmt::Expr(value, None)) => self.of(value),
            Some(Stmt::Expr(Expr::Return(_) | Expr::Break(_) | Expr::Continue(_), _)) => {}
            _ => self.is_unit = true,
        }
    }
}

/// The values of what breaks a loop or a block, or one within it.
impl<'ast> Visit<'ast> for Values {
    fn visit_expr_break(&mut self, exit: &'ast syn::ExprBreak) {
        if let Some(value) = &exit.expr {
            self.names_local |= !mentioned(value).is_empty();
        }
        visit::visit_expr_break(self, exit);
    }

    fn visit_expr_closure(&mut self, _: &'ast syn::ExprClosure) {}

    fn visit_expr_async(&mut self, _: &'ast syn::ExprAsync) {}

    fn visit_item(&mut self, _: &'ast Item) {}
}
