//! `async` blocks: each becomes a unit of its own, with its own states, in the machine of its function. A call with its
//! captures takes its place: `__async_2(total, city)`. A block that is awaited at once where it stands is a part of the
//! function (see `at_once`).

use std::collections::BTreeSet;

use proc_macro2::Span;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::visit_mut::{self, VisitMut};
use syn::{Block, Expr, Item, Stmt, parse_quote};

use crate::bindings::{Bindings, root_of};
use crate::hygiene::local_macros::is_local_macro;
use crate::ids::{BindingId, UnitId};
use crate::known_macros;
use crate::lower::captures::{ByValue, captures};
use crate::lower::mark::block_text;
use crate::lower::patterns::takes_by_ref;
use crate::lower::split::Split;
use crate::methods::{Does, does};
use crate::operands;

/// An `async` block, taken out of where it stood.
#[derive(Debug)]
pub(crate) struct AsyncBlock {
    pub(crate) body: Block,
    /// The bindings that it names and that are declared around it.
    pub(crate) captures: BTreeSet<BindingId>,
    /// Those that it takes by value.
    pub(crate) by_value: ByValue,
    /// Whether it is an `async move`.
    pub(crate) moves: bool,
    pub(crate) span: Span,
    /// Whether it has a `?` of its own.
    pub(crate) tries: bool,
    /// Its text, which distinguishes it from other blocks.
    pub(crate) text: String,
}

/// Takes the `async` blocks out of a body in which every binding has its own name: in the order of the
/// source, a block before those within it.
pub(crate) fn take_out(body: &mut Block, bindings: &Bindings) -> Vec<AsyncBlock> {
    let mut take = TakeOut {
        bindings,
        blocks: Vec::new(),
        items: Vec::new(),
    };
    // The items of the function's outermost block are seen everywhere.
    visit_mut::visit_block_mut(&mut take, body);
    let taken = take.blocks.into_iter();
    taken
        .map(|block| block.expect("each place that was kept was filled"))
        .collect()
}

struct TakeOut<'a> {
    bindings: &'a Bindings,
    blocks: Vec<Option<AsyncBlock>>,
    /// The items of each of the blocks around the place.
    items: Vec<Vec<Item>>,
}

impl TakeOut<'_> {
    /// The body of an `async` block, in which the items around it are seen.
    fn with_items(&self, body: Block) -> Block {
        let around = self.items.iter().rev().filter(|items| !items.is_empty());
        around.fold(body, |body, items| {
            let mut outer: Block = parse_quote!({ #(#items)* {} });
            let Some(Stmt::Expr(Expr::Block(inner), None)) = outer.stmts.last_mut() else {
                unreachable!("the inner block is last");
            };
            inner.block = body;
            outer
        })
    }
}

impl VisitMut for TakeOut<'_> {
    fn visit_block_mut(&mut self, block: &mut Block) {
        let items = block.stmts.iter().filter_map(|statement| match statement {
            Stmt::Item(Item::Macro(definition)) if is_local_macro(definition) => None,
            Stmt::Item(item) => Some(item.clone()),
            _ => None,
        });
        self.items.push(items.collect());
        visit_mut::visit_block_mut(self, block);
        self.items.pop();
    }

    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        let Expr::Async(block) = expr else {
            visit_mut::visit_expr_mut(self, expr);
            return;
        };
        let index = self.blocks.len();
        self.blocks.push(None);
        let text = block_text(&block.block);
        let by_value = ByValue::of(block);
        self.visit_block_mut(&mut block.block);
        let span = block.async_token.span();
        let tries = has_own_try(&block.block);
        let body = self.with_items(block.block.clone());
        let moves = block.capture.is_some();
        let captures = captures(&body);
        let names = captures.iter().map(|binding| {
            let name = self.bindings.own_name(*binding);
            parse_quote!(#name)
        });
        *expr = operands::in_place_of_block(UnitId::of_block(index), names, span);
        self.blocks[index] = Some(AsyncBlock {
            body,
            captures,
            by_value,
            moves,
            span,
            tries,
            text,
        });
    }

    fn visit_item_mut(&mut self, _: &mut Item) {}
}

/// Whether a body has a `?` that ends it (not one of a closure's, nor of a block's within it), or visibly
/// gives a value in which one could stand, for a macro may hide it.
fn has_own_try(body: &Block) -> bool {
    struct Find(bool);
    impl Visit<'_> for Find {
        fn visit_expr(&mut self, expr: &Expr) {
            match expr {
                Expr::Try(_) => self.0 = true,
                Expr::Closure(_) => {}
                _ => visit::visit_expr(self, expr),
            }
        }

        fn visit_item(&mut self, _: &Item) {}
    }
    let gives = match body.stmts.last() {
        Some(Stmt::Expr(Expr::Call(call), None)) => match &*call.func {
            Expr::Path(path) => path.path.segments.last(),
            _ => None,
        },
        _ => None,
    };
    let mut find =
        Find(gives.is_some_and(|last| ["Ok", "Err", "Some"].iter().any(|name| last.ident == name)));
    find.visit_block(body);
    find.0
}

/// The locals of the surrounding function, and the fields of split ones, that an `async` block changes, with the places
/// where it does.
pub(crate) fn changed(block: &AsyncBlock, split: &Split) -> Vec<(BindingId, Span)> {
    struct Find<'a> {
        captures: &'a BTreeSet<BindingId>,
        split: &'a Split,
        found: Vec<(BindingId, Span)>,
    }
    impl Find<'_> {
        /// The targets of an assignment: `a`, or `(a, b)`.
        fn note_all(&mut self, places: &Expr) {
            match places {
                Expr::Tuple(tuple) => tuple.elems.iter().for_each(|place| self.note_all(place)),
                Expr::Array(array) => array.elems.iter().for_each(|place| self.note_all(place)),
                place => self.note(place),
            }
        }

        fn note(&mut self, place: &Expr) {
            let Some(local) = root_of(place) else {
                return;
            };
            if self.captures.contains(&local) {
                let field = self.split.binding_of(place);
                self.found.push((field.unwrap_or(local), place.span()));
            }
        }
    }
    impl Visit<'_> for Find<'_> {
        fn visit_expr(&mut self, expr: &Expr) {
            match expr {
                Expr::Assign(assign) => self.note_all(&assign.left),
                Expr::Let(condition) if takes_by_ref(&condition.pat, true) => {
                    self.note(&condition.expr);
                }
                Expr::Match(choice)
                    if choice.arms.iter().any(|arm| takes_by_ref(&arm.pat, true)) =>
                {
                    self.note(&choice.expr);
                }
                Expr::Call(call)
                    if known_macros::writes(call)
                        && let Some(place) = call.args.first() =>
                {
                    self.note(place);
                }
                Expr::Binary(binary) if operands::is_compound_assignment(&binary.op) => {
                    self.note(&binary.left);
                }
                Expr::Reference(reference) if reference.mutability.is_some() => {
                    self.note(&reference.expr);
                }
                Expr::MethodCall(call) if does(call, Does::Changes) => {
                    self.note(&call.receiver);
                }
                _ => {}
            }
            visit::visit_expr(self, expr);
        }
    }
    let mut find = Find {
        captures: &block.captures,
        split,
        found: Vec::new(),
    };
    find.visit_block(&block.body);
    find.found
}
