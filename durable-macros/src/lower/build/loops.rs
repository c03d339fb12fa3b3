//! Loops: their heads, and the sources of `for` loops.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, parse_quote};

use super::Builder;
use crate::bindings::bindings_in;
use crate::ids::{BindingId, BlockId};
use crate::lower::blocks::{Breakable, Destination, End, Instruction};
use crate::lower::for_heads::{self, Head, Source};
use crate::methods::{self, Adaptor};
use crate::model::{ident, label_name};
use crate::operands::{cloned_mut, demand, items_of, loop_item, over_items};

impl Builder<'_> {
    pub(super) fn for_loop(&mut self, repeat: syn::ExprForLoop, to: Destination) {
        let Some(left) = items_of(&repeat) else {
            // Only the source awaits: the loop itself stays verbatim.
            let mut verbatim = repeat;
            let value = std::mem::replace(&mut *verbatim.expr, Expr::PLACEHOLDER);
            *verbatim.expr = self.value(value);
            self.finish(Expr::ForLoop(verbatim), to);
            return;
        };
        let (name, pattern) = (self.bindings.own_name(left), *repeat.pat);
        let head = for_heads::head(&repeat.expr).ok().flatten();
        let (begin, next): (Expr, Expr) = match head {
            Some(head) => self.staged(left, head, *repeat.expr),
            None if self.derived.goes_again(left) => {
                let mut repeated = repeat.expr;
                let (items, is_cloned) = cloned_mut(&mut repeated);
                let items = self.value(std::mem::replace(items, Expr::PLACEHOLDER));
                let next = if is_cloned {
                    parse_quote!(__durable::next_cloned(#items, &mut #name))
                } else {
                    parse_quote!(__durable::next_again(#items, &mut #name))
                };
                (parse_quote!(__durable::Passed::none()), next)
            }
            None => {
                let span = repeat.expr.span();
                let items = self.value(*repeat.expr);
                let mut place = name.clone();
                place.set_span(span);
                (
                    begin(&items),
                    next(&quote_spanned!(span=> &mut #place), span),
                )
            }
        };
        let after = self.block("after_for");
        // The remaining items end with the loop.
        self.nested(|this| {
            this.open();
            this.instruction(Instruction::Set {
                binding: left,
                value: begin,
            });
            let head = this.enter_loop("for", repeat.label, after, Destination::Nowhere);
            let body = this.opened("body");
            let bound = bindings_in(&pattern);
            let arms = vec![
                (parse_quote!(::core::option::Option::Some(#pattern)), body),
                (parse_quote!(::core::option::Option::None), after),
            ];
            this.end(End::Match { value: next, arms }, body);
            this.within(body, |this| {
                this.declare(bound);
                this.items_into(repeat.body, Destination::Nowhere);
            });
            this.leave_loop(head, after);
        });
        self.finish(parse_quote!(()), to);
    }

    /// The beginning of a loop with adaptors in its head that are applied turn by turn, and the code that takes its
    /// next item.
    fn staged(&mut self, left: BindingId, head: Head, mut expr: Expr) -> (Expr, Expr) {
        let (name, span) = (self.bindings.own_name(left), expr.span());
        let own = |name| ident(name, Span::mixed_site());
        let (source, stages, items, item) = (
            own("__source"),
            own("__stages"),
            own("__items"),
            own("__item"),
        );
        head.applied_mut(&mut expr, |call| {
            call.args.iter_mut().for_each(without_move);
        });
        let root = std::mem::replace(head.source_of_mut(&mut expr), Expr::PLACEHOLDER);
        let (source_begins, mut chain): (Expr, Expr) = match head.source {
            Source::Items if self.derived.goes_again(left) => {
                let again = self.value(root);
                (
                    parse_quote!(__durable::Passed::none()),
                    parse_quote!(__durable::pull_again(#again, #source)),
                )
            }
            Source::Items => {
                let root = self.value(root);
                let next = next(&quote_spanned!(span=> &mut *#source), span);
                (begin(&root), parse_quote!(::core::iter::from_fn(|| #next)))
            }
            Source::Successors => {
                let (first, after) = first_and_after(root);
                let first = self.value(first);
                let over = demand("Ends", "goes", &quote!(__durable::succession(#first)), span);
                let begins = loop_item("left", &over.to_token_stream(), span);
                let succeed = quote_spanned!(span=> __durable::LoopItem::succeed);
                (
                    begins,
                    parse_quote!(::core::iter::from_fn(|| #succeed((&mut *#source,), #after))),
                )
            }
            Source::Anew => {
                let mut root = root;
                if let Expr::Call(call) = &mut root {
                    call.args.iter_mut().for_each(without_move);
                }
                (parse_quote!(()), root)
            }
        };
        let mut begins: Vec<Expr> = Vec::new();
        for call in head.applied(&expr).into_iter().rev() {
            let syn::ExprMethodCall { method, args, .. } = call;
            let adaptor = methods::adaptor(call);
            let place = begins.len();
            let stage = quote!(&#stages[#place]);
            let counts = |this: &mut Self, how: &str| -> Expr {
                let (how, count) = (ident(how, span), this.value(args[0].clone()));
                parse_quote!(__durable::Stage::#how(#count))
            };
            chain = match adaptor {
                Some(Adaptor::Counts) => {
                    begins.push(parse_quote!(__durable::Stage::of(0)));
                    parse_quote!(__durable::counted(#chain, #stage))
                }
                Some(Adaptor::CountsDown) => {
                    begins.push(counts(self, "of"));
                    let count = if method == "take" { "taken" } else { "skipped" };
                    let count = ident(count, span);
                    parse_quote!(__durable::#count(#chain, #stage))
                }
                Some(Adaptor::Steps) => {
                    begins.push(counts(self, "every"));
                    parse_quote!(__durable::stepped(#chain, #stage))
                }
                Some(Adaptor::SkipsWhile) => {
                    begins.push(parse_quote!(__durable::Stage::of(0)));
                    parse_quote!(__durable::skipped_while(#chain, #args, #stage))
                }
                Some(Adaptor::Stateless | Adaptor::Whole) | None => {
                    Expr::MethodCall(syn::ExprMethodCall {
                        receiver: Box::new(chain),
                        ..call.clone()
                    })
                }
            };
        }
        (
            parse_quote!(__durable::Staged::new(#source_begins, [#(#begins),*])),
            parse_quote!({
                let (#source, #stages) = (&mut #name.source, &#name.stages);
                let mut #items = #chain;
                let #item = ::core::iter::Iterator::next(&mut #items);
                #item
            }),
        )
    }

    pub(super) fn enter_loop(
        &mut self,
        kind: &'static str,
        label: Option<syn::Label>,
        after: BlockId,
        to: Destination,
    ) -> BlockId {
        // The head is inside the loop: a `break` in a condition leaves it.
        let head = self.blocks.next_id();
        self.breakables.push(Breakable {
            label: label.map(|label| label_name(&label.name)),
            after,
            head: Some(head),
            to,
        });
        let made = self.block(kind);
        debug_assert_eq!(made, head);
        self.goto(head);
        head
    }

    pub(super) fn leave_loop(&mut self, head: BlockId, after: BlockId) {
        self.breakables.pop();
        self.goto(head);
        self.current = after;
    }
}

/// The remaining items of a loop over items that begins.
fn begin(items: &Expr) -> Expr {
    let span = items.span();
    over_items(items, None, |goes| {
        loop_item("left", &goes.to_token_stream(), span)
    })
}

/// The next of a loop's remaining items.
fn next(left: &TokenStream, span: Span) -> Expr {
    loop_item("next", &quote_spanned!(span=> __durable::rest(#left)), span)
}

/// A closure that is written again for each turn names what a `move` closure would have taken: it must still be there.
fn without_move(function: &mut Expr) {
    match function {
        Expr::Closure(closure) => closure.capture = None,
        Expr::Reference(reference) => without_move(&mut reference.expr),
        Expr::Paren(paren) => without_move(&mut paren.expr),
        Expr::Group(group) => without_move(&mut group.expr),
        _ => {}
    }
}

/// The arguments of `successors(first, after)`.
fn first_and_after(successors: Expr) -> (Expr, Expr) {
    match successors {
        Expr::Paren(paren) => first_and_after(*paren.expr),
        Expr::Group(group) => first_and_after(*group.expr),
        Expr::Call(call) if call.args.len() == 2 => {
            let mut arguments = call.args.into_iter();
            let (first, mut after) = (arguments.next(), arguments.next());
            after.iter_mut().for_each(without_move);
            let none = || Expr::PLACEHOLDER;
            (first.unwrap_or_else(none), after.unwrap_or_else(none))
        }
        other => (other, Expr::PLACEHOLDER),
    }
}
