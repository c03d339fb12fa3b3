//! The code between the awaits. It stays as the user wrote it, except for its exits and the `async` blocks in it.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::visit::{self, Visit};
use syn::visit_mut::{self, VisitMut};
use syn::{Block, Expr, ExprClosure, ExprField, Item, Stmt, parse_quote};

use super::emitter::{Emitter, quiet, quiet_attempt, quiet_flat, variable};
use super::unit::{Arms, Scope};
use crate::concurrency;
use crate::ids::{BindingId, BlockId, UnitId};
use crate::lower::Capture;
use crate::lower::blocks::{Breakable, Destination, find_breakable};
use crate::model::{Name, ident, label_name};
use crate::operands::async_block;

/// Turns the exits of verbatim code into exits of a state: `return`, and `break` and `continue` of loops that are
/// states themselves.
pub(super) struct Rewrite<'a> {
    pub(super) arms: &'a Arms<'a>,
    pub(super) breakables: &'a [Breakable],
    pub(super) scope: &'a Scope,
    /// The labels of the verbatim loops (`true`) and labelled blocks around the place.
    pub(super) inner: Vec<(Option<Name>, bool)>,
}

impl Rewrite<'_> {
    fn within(&mut self, label: Option<&syn::Label>, repeats: bool, visit: impl FnOnce(&mut Self)) {
        self.inner
            .push((label.map(|label| label_name(&label.name)), repeats));
        visit(self);
        self.inner.pop();
    }

    fn is_inner(&self, label: Option<&syn::Lifetime>) -> bool {
        self.inner.iter().any(|(name, repeats)| match label {
            Some(label) => name.as_ref() == Some(&label_name(label)),
            None => *repeats,
        })
    }

    /// The places that an assignment assigns: the sets that they had before end.
    fn replaced(&self, left: &Expr) -> Vec<TokenStream> {
        let emitter = self.arms.emitter;
        let Some(binding) = emitter.machine.split.binding_of(left) else {
            let parts: Vec<&Expr> = match left {
                Expr::Tuple(tuple) => tuple.elems.iter().collect(),
                Expr::Array(array) => array.elems.iter().collect(),
                _ => Vec::new(),
            };
            let parts = parts.into_iter();
            return parts.flat_map(|part| self.replaced(part)).collect();
        };
        let (number, step) = (variable(binding), &emitter.own.step);
        let place = emitter
            .local(binding)
            .filter(|_| !self.arms.kept.contains(&binding));
        let stored = place.map(|place| quote!(#place.__durable_replaced(#step);));
        vec![quote!(__durable::replaced(&__MANIFEST, #number); #stored)]
    }

    fn leave(&self, target: BlockId) -> TokenStream {
        self.arms.goto(target, self.scope)
    }
}

impl VisitMut for Rewrite<'_> {
    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        match expr {
            Expr::Closure(_) | Expr::Async(_) | Expr::Const(_) => {}
            Expr::Loop(repeat) => {
                let label = repeat.label.clone();
                self.within(label.as_ref(), true, |this| {
                    visit_mut::visit_expr_loop_mut(this, repeat);
                });
            }
            Expr::While(repeat) => {
                let label = repeat.label.clone();
                self.within(label.as_ref(), true, |this| {
                    visit_mut::visit_expr_while_mut(this, repeat);
                });
            }
            Expr::ForLoop(repeat) => {
                let label = repeat.label.clone();
                self.visit_expr_mut(&mut repeat.expr);
                self.within(label.as_ref(), true, |this| {
                    this.visit_block_mut(&mut repeat.body);
                });
            }
            Expr::Block(block) if block.label.is_some() => {
                let label = block.label.clone();
                self.within(label.as_ref(), false, |this| {
                    visit_mut::visit_expr_block_mut(this, block);
                });
            }
            Expr::Try(attempt) => {
                self.visit_expr_mut(&mut attempt.expr);
                quiet_attempt(attempt);
            }
            Expr::Return(exit) => {
                if let Some(value) = &mut exit.expr {
                    self.visit_expr_mut(value);
                }
                let returned = self.arms.returned(exit.expr.as_deref());
                *expr = parse_quote!(return #returned);
            }
            Expr::Break(exit) if !self.is_inner(exit.label.as_ref()) => {
                if let Some(value) = &mut exit.expr {
                    self.visit_expr_mut(value);
                }
                let Some(target) = find_breakable(self.breakables, exit.label.as_ref()) else {
                    return;
                };
                let (leave, value) = (self.leave(target.after), &exit.expr);
                *expr = match (target.to, value) {
                    (Destination::Caller, value) => {
                        let returned = self.arms.returned(value.as_deref());
                        parse_quote!(return #returned)
                    }
                    (Destination::Binding(binding), value) => {
                        let value = value
                            .as_ref()
                            .map_or_else(|| quote!(()), ToTokens::to_token_stream);
                        match self.arms.emitter.local(binding) {
                            Some(ident) => {
                                parse_quote!({ #ident.__durable_put(#value); #leave })
                            }
                            None => parse_quote!({ let _ = #value; #leave }),
                        }
                    }
                    (Destination::Nowhere, Some(value)) => parse_quote!({ let _ = #value; #leave }),
                    (Destination::Nowhere, None) => parse_quote!({ #leave }),
                };
            }
            Expr::Continue(exit) if !self.is_inner(exit.label.as_ref()) => {
                let Some(target) = find_breakable(self.breakables, exit.label.as_ref()) else {
                    return;
                };
                let leave = self.leave(target.head.unwrap_or(target.after));
                *expr = parse_quote!({ #leave });
            }
            Expr::Assign(assign) => {
                visit_mut::visit_expr_assign_mut(self, assign);
                let replaced = self.replaced(&assign.left);
                if self.arms.emitter.has_sets && !replaced.is_empty() {
                    *expr = parse_quote!({
                        #assign;
                        #(#replaced)*
                    });
                }
            }
            Expr::Call(call) => {
                visit_mut::visit_expr_call_mut(self, call);
                // What is no future is an error in the plain function already.
                for operation in concurrency::operations_of(call) {
                    let given = quiet(&operation);
                    *operation = parse_quote!(#given);
                }
                quiet_flat(expr);
            }
            _ => visit_mut::visit_expr_mut(self, expr),
        }
    }

    fn visit_item_mut(&mut self, _: &mut Item) {}
}

/// Makes each `async` block where the source has it: a frame with the captures of the block.
pub(super) struct MakeBlocks<'a> {
    pub(super) emitter: &'a Emitter<'a>,
    /// The unit around the blocks.
    pub(super) within: UnitId,
    /// Whether a `move` closure around the place has the machine's variables as borrows already.
    pub(super) is_in_closure: bool,
}

impl MakeBlocks<'_> {
    /// The variables of the machine that a closure needs to make its `async` blocks. A `move` closure borrows them.
    fn names_in(&self, closure: &ExprClosure) -> BTreeSet<Ident> {
        struct Find<'a>(&'a Emitter<'a>, BTreeSet<Ident>);
        impl Visit<'_> for Find<'_> {
            fn visit_expr(&mut self, expr: &Expr) {
                if let Some(number) = async_block(expr) {
                    let captured = self.0.machine.captured_by(number).iter();
                    self.1
                        .extend(captured.map(|binding| self.0.captured_ident(*binding)));
                    self.1.insert(Emitter::block_ident(number));
                }
                visit::visit_expr(self, expr);
            }
        }
        let mut find = Find(self.emitter, BTreeSet::new());
        find.visit_expr_closure(closure);
        find.1
    }

    /// The statements that put a captured value into the frame of a block.
    fn capture(&self, number: UnitId, binding: BindingId, frame: &Ident) -> TokenStream {
        let machine = self.emitter.machine;
        let place = self.emitter.captured_ident(binding);
        let place = quiet(&quote!(&#place));
        let name = machine.bindings.own_name(machine.split.local(binding));
        let path = machine.split.path(binding);
        let given = quote!(&mut #frame, &#name #(.#path)*);
        let is_field = machine.split.is_field(binding);
        match machine.capture_of(number, binding) {
            Capture::Copied => quote!(#place.__durable_copy(#given);),
            Capture::Moved if is_field => {
                let is_borrowed = self.is_borrowed(binding);
                quote!(#place.__durable_capture_field(#given, #is_borrowed);)
            }
            Capture::Moved => quote!(#place.__durable_capture(#given);),
            Capture::Lent { .. } if is_field && !self.emitter.has_sets => {
                quote!(#place.__durable_copy(#given);)
            }
            Capture::Lent { but, unclear } => {
                let unclear = unclear.filter(|_| self.emitter.has_sets);
                let unclear =
                    unclear.map(|call| quote!(#place.__durable_require_no_sets(#given, #call);));
                let lend = self.lend(number, binding, &place, &given, &but);
                if !is_field {
                    return quote!(#unclear #lend);
                }
                let is_borrowed = self.is_borrowed(binding);
                quote!(if #is_borrowed { #place.__durable_copy(#given); } else { #unclear #lend })
            }
        }
    }

    /// The call that lends a value to a block. The block takes the fields `but` by value.
    fn lend(
        &self,
        number: UnitId,
        binding: BindingId,
        place: &TokenStream,
        given: &TokenStream,
        but: &[&ExprField],
    ) -> TokenStream {
        let (emitter, has_sets) = (self.emitter, self.emitter.has_sets);
        match but {
            [] if has_sets => {
                let (block, variable) = emitter.lender(self.within, binding);
                quote!(#place.__durable_capture_lent(#given, &__MANIFEST, [#block, #variable]);)
            }
            [] => quote!(#place.__durable_lend(#given);),
            _ if has_sets || emitter.machine.is_needed_after(number, binding) => {
                quote!(#place.__durable_capture_parts(#given, &[#(__durable::Part(&#but).__durable_handles()),*]);)
            }
            // No other code sees the rest.
            _ => quote!(#place.__durable_capture(#given);),
        }
    }

    /// Whether a field is that of a borrowed value.
    fn is_borrowed(&self, field: BindingId) -> TokenStream {
        let machine = self.emitter.machine;
        let name = machine.bindings.own_name(machine.split.local(field));
        let owners = machine.split.owners(field).map(|owner| {
            let path = machine.split.path(owner);
            quiet(&quote!(__durable::FieldOwner(&#name #(.#path)*)))
        });
        quote!((#(#owners.__durable_is_borrowed())||*))
    }
}

impl VisitMut for MakeBlocks<'_> {
    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        let Some(number) = async_block(expr) else {
            let names = match expr {
                Expr::Closure(closure) if closure.capture.is_some() && !self.is_in_closure => {
                    self.names_in(closure)
                }
                _ => BTreeSet::new(),
            };
            let outer = self.is_in_closure;
            self.is_in_closure |= !names.is_empty();
            visit_mut::visit_expr_mut(self, expr);
            self.is_in_closure = outer;
            if !names.is_empty() {
                let names = names.iter();
                *expr = parse_quote!({ #(let #names = &#names;)* #expr });
            }
            return;
        };
        let emitter = self.emitter;
        let (machine, frame) = (emitter.machine, ident("__captured", Span::mixed_site()));
        let captured = machine.captured_by(number).iter();
        let captures = captured.map(|binding| self.capture(number, *binding, &frame));
        let (block, point) = (
            Emitter::block_ident(number),
            Literal::usize_unsuffixed(emitter.begin_of(number).in_manifest()),
        );
        *expr = parse_quote!({
            let mut #frame = __durable::Frame::block(&__MANIFEST, #point);
            #(#captures)*
            #block.__durable_value(#frame)
        });
    }

    fn visit_item_mut(&mut self, _: &mut Item) {}
}

/// Removes the computation of places that no other state needs.
pub(super) struct OfPicks<'a>(pub(super) &'a Arms<'a>);

impl VisitMut for OfPicks<'_> {
    fn visit_block_mut(&mut self, block: &mut Block) {
        let statements = std::mem::take(&mut block.stmts).into_iter();
        block.stmts = statements
            .flat_map(|statement| match &statement {
                Stmt::Local(local) => {
                    let of_pick = self.0.emitter.of_pick(self.0.unit, local);
                    of_pick.unwrap_or_else(|| vec![statement])
                }
                _ => vec![statement],
            })
            .collect();
        visit_mut::visit_block_mut(self, block);
    }

    fn visit_item_mut(&mut self, _: &mut Item) {}
}

/// Compares what `Rc::make_mut` and `Rc::unwrap_or_clone` have perhaps cloned with a clone. See the runtime's `Cloned`.
pub(super) struct CompareClones;

impl VisitMut for CompareClones {
    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        match expr {
            Expr::Call(call) if call.args.len() == 1 => {
                let of_path = clones_shared(&call.func);
                self.visit_expr_mut(&mut call.args[0]);
                match of_path {
                    Some(compare) => *expr = parse_quote!(__durable::Cloned(#expr).#compare()),
                    None => self.visit_expr_mut(&mut call.func),
                }
            }
            Expr::Path(_) => {
                if let Some(compare) = clones_shared(expr) {
                    let handle = ident("__handle", Span::mixed_site());
                    *expr = parse_quote!(|#handle| __durable::Cloned(#expr(#handle)).#compare());
                }
            }
            _ => visit_mut::visit_expr_mut(self, expr),
        }
    }

    fn visit_item_mut(&mut self, _: &mut Item) {}
}

/// The method that compares what a function of a type has perhaps cloned, by their names.
fn clones_shared(function: &Expr) -> Option<Ident> {
    let Expr::Path(path) = function else {
        return None;
    };
    let segments = &path.path.segments;
    let compare = match segments.last()?.ident.to_string().as_str() {
        "make_mut" => "__durable_made_mut",
        "unwrap_or_clone" => "__durable_unwrapped",
        _ => return None,
    };
    let owner = segments
        .iter()
        .nth_back(1)
        .map(|owner| owner.ident.to_string());
    let is_of_type =
        path.qself.is_some() || owner.is_some_and(|owner| owner.starts_with(char::is_uppercase));
    is_of_type.then(|| ident(compare, Span::mixed_site()))
}
