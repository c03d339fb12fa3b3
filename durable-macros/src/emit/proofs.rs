//! The typing pass's proofs that a borrow leads to the same place when it is taken again, and runs no code of the
//! user's: each of its operations is the standard library's. A borrow that can't be proven is an error.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::visit_mut::VisitMut;
use syn::{Expr, Pat, Stmt, parse_quote, parse_quote_spanned};

use super::emitter::unreached;
use super::typing::Typing;
use crate::bindings::{binding_of, binding_of_path, bindings_in, root_of};
use crate::ids::BindingId;
use crate::known_macros;
use crate::lower::derived::{Reborrow, found_in};
use crate::lower::receivers::{self, How};
use crate::methods::{Does, does};
use crate::operands::{self, held_in, unwrap_parens};

/// Whether the origin of a borrow keeps its value. Otherwise the borrow must not lead through a `&T`, for its target
/// isn't borrowed from the origin.
#[derive(Clone, Copy, PartialEq)]
enum Root {
    Fixed,
    Changing,
}

impl Typing<'_> {
    /// The proofs for a value that these patterns are matched with again in some state.
    pub(super) fn proofs_for<'p>(
        &mut self,
        patterns: impl IntoIterator<Item = &'p Pat>,
        value: &Expr,
    ) -> Vec<Stmt> {
        let bindings: Vec<BindingId> = patterns.into_iter().flat_map(bindings_in).collect();
        if !bindings
            .iter()
            .any(|binding| self.derived_again.contains(binding))
        {
            return Vec::new();
        }
        let root = self.root(value);
        let mut proofs = self.proofs(value, root);
        if root == Root::Changing {
            let typed = self.typed(value);
            let is_borrow = self.is_tied(value) || !is_place(&typed);
            let value = if is_borrow {
                quote!(#typed)
            } else {
                quote!(&#typed)
            };
            proofs.extend(self.proofs_of_patterns(&bindings, &value));
        }
        proofs
    }

    /// The proofs for a `let`.
    pub(super) fn proofs_of_let(&mut self, local: &syn::Local) -> Option<Stmt> {
        let init = local.init.as_ref()?;
        let value = found_in(&init.expr);
        let mut proofs = self.proofs_for([&local.pat], value);
        if let Pat::Type(typed) = &local.pat
            && self.derives(&local.pat)
        {
            let (root, span) = (self.root(value), typed.ty.span());
            let (mut given, ty) = (self.typed(value), &typed.ty);
            if !std::ptr::eq(value, std::ptr::from_ref(&*init.expr)) {
                given = parse_quote!(#given.unwrap());
            }
            let own = own_fields(&quote!(derefed), root, true, span);
            proofs.push(parse_quote_spanned! {span=> {
                let given = #given;
                let coerced: #ty = given;
                let derefed = __durable::Coercion(&given, &coerced).__durable_derefed();
                #own
            }});
        }
        unreached(&proofs)
    }

    /// Whether some state derives something in a pattern.
    fn derives(&self, pattern: &Pat) -> bool {
        let mut bindings = bindings_in(pattern).into_iter();
        bindings.any(|binding| self.derived_again.contains(&binding))
    }

    /// Demands that the result of a method that is called again is a borrow.
    pub(super) fn demand_borrow<'p>(
        &self,
        patterns: impl IntoIterator<Item = &'p Pat>,
        value: &mut Expr,
    ) {
        let by_name = patterns.into_iter().flat_map(bindings_in).any(|binding| {
            let reborrow = self.unit.derived.reborrow(binding);
            self.derived_again.contains(&binding) && reborrow.is_some_and(Reborrow::calls_method)
        });
        if by_name && std::ptr::eq(found_in(value), value) {
            let given = std::mem::replace(value, Expr::PLACEHOLDER);
            *value = parse_quote_spanned!(given.span()=> __durable::borrowed(#given));
        }
    }

    /// A value, or a place, with its proofs.
    pub(super) fn proven(proofs: &[Stmt], value: &mut Expr, mutably: bool) {
        let Some(proofs) = unreached(proofs) else {
            return;
        };
        let given = std::mem::replace(value, Expr::PLACEHOLDER);
        *value = if is_place(&given) {
            // It stays a place, which patterns can take apart.
            let mutability = mutably.then(|| quote!(mut));
            parse_quote!(*{ #proofs &#mutability #given })
        } else {
            parse_quote!({ #proofs #given })
        };
    }

    /// Proves an operand that is evaluated after the awaits that follow it, though the user has written it before them.
    pub(super) fn prove_operands(&mut self, expr: &mut Expr) {
        let Some(all) = operands::operands(expr) else {
            return;
        };
        let Some(last) = all.iter().rposition(|operand| operands::awaits(operand)) else {
            return;
        };
        let borrows_first = receivers::borrows_first(expr);
        let proofs: Vec<Stmt> = (0..last)
            .flat_map(|position| {
                let operand = known_macros::argument(all[position]).clone();
                let later = &all[position + 1..=last];
                let changes = |binding| {
                    let mut later = later.iter();
                    later.any(|operand| crate::bindings::mentioned(operand).contains(&binding))
                };
                let is_first = borrows_first && position == 0;
                if operands::awaits(&operand) {
                    return Vec::new();
                }
                if held_in(&operand).is_some() {
                    let moved = is_first && receivers::consumes(expr);
                    let moved = moved.then(|| self.proofs_of_receiver(expr, &operand, later));
                    return moved.unwrap_or_default();
                }
                let number = receivers::place_of_number(&operand).cloned();
                let is_taken = number.is_some();
                let operand = number.unwrap_or(operand);
                let root = match self.root(&operand) {
                    Root::Changing if root_in(&operand).is_some_and(changes) => Root::Changing,
                    _ => Root::Fixed,
                };
                let mut proofs = self.proofs(&operand, root);
                proofs.extend(self.proof_of_deref(&operand, later));
                let closures = operands::closures_in(&operand);
                for by in later {
                    proofs.extend(self.proofs_of_closures(&closures, by));
                }
                if is_first && !is_taken {
                    proofs.extend(self.proofs_of_receiver(expr, &operand, later));
                } else if is_first && !receivers::compares(expr) {
                    proofs.extend(self.proof_of_number(&operand, later));
                }
                proofs
            })
            .collect();
        let Some(proofs) = unreached(&proofs) else {
            return;
        };
        // The proofs come before the operand that awaits, which is a value: the others may be places that are borrowed
        // mutably. As arguments they leave temporaries as they are.
        let compares = matches!(expr, Expr::Binary(_));
        let is_assigned = matches!(expr, Expr::Assign(_))
            || matches!(expr, Expr::Binary(binary) if operands::is_compound_assignment(&binary.op));
        let at = if is_assigned { 0 } else { last };
        let mut operands = operands::operands_mut(expr).unwrap_or_default();
        let Some(value) = operands.get_mut(at) else {
            return;
        };
        let value = known_macros::argument_mut(value);
        let given = std::mem::replace(value, Expr::PLACEHOLDER);
        *value = if compares && !is_assigned && is_place(&given) {
            parse_quote!(*__durable::after({ #proofs }, &#given))
        } else {
            parse_quote!(__durable::after({ #proofs }, #given))
        };
    }

    /// Proves that a method doesn't take a copy of its receiver as it was before later operands changed it.
    fn proofs_of_receiver(&mut self, expr: &Expr, receiver: &Expr, later: &[&Expr]) -> Vec<Stmt> {
        let is_held = held_in(receiver).is_some();
        let receiver = operands::held_inside(receiver);
        let change = receivers::change(receiver, later, &self.emitter.machine.bindings);
        if is_held && change.certain {
            return Vec::new();
        }
        let mut proofs = Vec::new();
        if let Some(span) = change.behind {
            let copied = self.copied(receiver, span);
            proofs.push(demand_of_receiver("NeverChanges", &copied, span));
        } else if change.certain {
            return Vec::new();
        }
        for possible in change.possible {
            let span = possible.span;
            let copied = self.copied(receiver, span);
            let copied = match possible.how {
                How::OfNumbers | How::Unseen { .. } => copied,
                How::Given { given, .. } => {
                    let given = self.typed(receivers::without_indices(given));
                    quote_spanned!(span=> __durable::Given(&#given).__durable_given().__durable_changes(#copied))
                }
                How::Lender => {
                    let Some(root) = receivers::root_of_view(receiver) else {
                        continue;
                    };
                    quote_spanned!(span=> __durable::Given(&#root).__durable_owned().__durable_changes(#copied))
                }
            };
            let demand = match possible.how {
                How::OfNumbers if !is_held => "NoCopyChanges",
                _ if is_held && receivers::consumes(expr) => "NoCopyButOptions",
                _ => "NothingToCopy",
            };
            proofs.push(demand_of_receiver(demand, &copied, span));
        }
        proofs
    }

    /// Proves the same of a receiver that was taken before, if it is a number.
    fn proof_of_number(&mut self, receiver: &Expr, later: &[&Expr]) -> Option<Stmt> {
        let change = receivers::change(receiver, later, &self.emitter.machine.bindings);
        let span = change.possible.first()?.span;
        let copied = self.copied(receiver, span);
        Some(demand_of_receiver("NoCopyButNumbers", &copied, span))
    }

    /// Proves that code doesn't ask which handles of an `Rc` or an `Arc` share a value, under another name of theirs.
    ///
    /// ```text
    /// use std::rc::Rc as Pointer;
    /// Pointer::strong_count(&a)
    /// std::ptr::eq(&*a, &*b)
    /// ```
    pub(super) fn proofs_of_looks(&mut self, expr: &Expr) -> Vec<Stmt> {
        if self.emitter.machine.points.values().next().is_none() {
            return Vec::new();
        }
        let (asked, at): (Vec<&Expr>, Span) = match expr {
            Expr::MethodCall(call) if call.method == "as_ptr" && call.args.is_empty() => {
                (on_the_way(&call.receiver), call.method.span())
            }
            Expr::Call(call) => {
                let Expr::Path(path) = &*call.func else {
                    return Vec::new();
                };
                let mut names = path
                    .path
                    .segments
                    .iter()
                    .rev()
                    .map(|segment| &segment.ident);
                let Some(name) = names.next() else {
                    return Vec::new();
                };
                let owner = names.next().map(ToString::to_string);
                let of_module = owner
                    .as_ref()
                    .is_some_and(|owner| owner.starts_with(char::is_lowercase));
                let is_of_type = owner.is_some() || path.qself.is_some();
                let of_handle =
                    is_of_type && crate::methods::may_tell_of_handles(&name.to_string());
                if name == "addr_eq" || name == "eq" && of_module {
                    (call.args.iter().flat_map(on_the_way).collect(), name.span())
                } else if of_handle && !owner.is_some_and(|owner| owner == "Rc" || owner == "Arc") {
                    let handle = call.args.first().map(|handle| match unwrap_parens(handle) {
                        Expr::Reference(reference) => &*reference.expr,
                        handle => handle,
                    });
                    (handle.into_iter().collect(), name.span())
                } else {
                    return Vec::new();
                }
            }
            _ => return Vec::new(),
        };
        let asked = asked.into_iter().filter(|asked| !operands::awaits(asked));
        asked
            .map(|asked| {
                let asked = self.typed(asked);
                let handles = quote_spanned!(at=> __durable::Handles(&#asked).__durable_handles());
                let demand = operands::demand("NoLookAtHandles", "looks", &handles, at);
                parse_quote_spanned!(at=> #demand;)
            })
            .collect()
    }

    /// What a method copies of its receiver, if it takes it by value.
    fn copied(&mut self, receiver: &Expr, span: Span) -> TokenStream {
        let receiver = self.typed(receiver);
        quote_spanned! {span=>
            __durable::Receiver(__durable::behind!(#receiver).__durable_level()).__durable_copied()
        }
    }

    /// Items that are iterated again in each state, and matched with a pattern.
    pub(super) fn again(&mut self, items: &Expr, pattern: &Pat) -> TokenStream {
        let root = self.root(items);
        let mut proofs = self.proofs_of_items(items, root);
        let items = self.gone_over(items);
        if root == Root::Changing {
            let item = quote!(__durable::core::iter::Iterator::next(
                &mut __durable::core::iter::IntoIterator::into_iter(#items)
            ));
            proofs.extend(self.proofs_of_patterns(&bindings_in(pattern), &quote!(#item.unwrap())));
        }
        let proofs = unreached(&proofs);
        quote!(#proofs #items)
    }

    /// Items that come in the same order each time, by the standard library's code.
    fn gone_over(&mut self, items: &Expr) -> TokenStream {
        let span = items.span();
        let items = self.typed(items);
        let items = operands::tuple(&items, span);
        let items = operands::tuple(
            &quote_spanned!(span=> __durable::iterated(__durable::GoneOver::gone_over(#items))),
            span,
        );
        // Without these traits in scope, another trait's methods could be meant.
        quote_spanned! {span=> {
            use __durable::core::iter::{IntoIterator as _, Iterator as _};
            __durable::StableOrder::goes_again(#items)
        }}
    }

    /// The proofs for a borrow of a text's owner.
    fn proofs_of_text(&mut self, borrow: &Expr, root: Root) -> Vec<Stmt> {
        let text = match borrow {
            Expr::Reference(reference) => unwrap_parens(&reference.expr),
            other => other,
        };
        let mut proofs = self.proofs(text, root);
        let (base, is_tied) = (self.typed(text).to_token_stream(), self.is_tied(text));
        proofs.extend(stays(&base, root, is_tied, text.span()));
        proofs
    }

    /// Proves that patterns which are matched again with a value lead through no `&T` that may be changed to point
    /// elsewhere.
    fn proofs_of_patterns(&mut self, bindings: &[BindingId], value: &TokenStream) -> Vec<Stmt> {
        let mut reborrows: Vec<&Reborrow> = Vec::new();
        for binding in bindings {
            let reborrow = self.unit.derived.reborrow(*binding);
            let reborrow = reborrow.filter(|_| self.derived_again.contains(binding));
            reborrows.extend(reborrow.filter(|reborrow| {
                !reborrows
                    .iter()
                    .any(|known| std::ptr::eq(*known, *reborrow))
            }));
        }
        let patterns = reborrows
            .into_iter()
            .flat_map(|reborrow| taken_apart(&reborrow.pattern));
        let proofs = patterns.map(|(pattern, span)| {
            let inner = inner(span);
            let stays = stays(&inner.to_token_stream(), Root::Changing, true, span);
            parse_quote!(match #value { #pattern => { #stays } _ => {} })
        });
        proofs.collect()
    }

    fn proofs_of_items(&mut self, items: &Expr, root: Root) -> Vec<Stmt> {
        let Expr::MethodCall(call) = unwrap_parens(items) else {
            return self.proofs(items, root);
        };
        let method = call.method.to_string();
        if !does(call, Does::Adapts) {
            return self.proofs(items, root);
        }
        let mut proofs = self.proofs_of_items(&call.receiver, root);
        let parts = match method.as_str() {
            "zip" | "chain" => call.args.first(),
            "into_iter" => Some(&*call.receiver),
            _ => None,
        };
        if let Some(part) = parts {
            let root = self.root(part);
            if method != "into_iter" {
                proofs.extend(self.proofs_of_items(part, root));
            }
            let gone_over = self.gone_over(part);
            proofs.push(parse_quote!(#gone_over;));
        }
        proofs
    }

    fn proofs(&mut self, value: &Expr, root: Root) -> Vec<Stmt> {
        match unwrap_parens(value) {
            Expr::Reference(reference) => self.proofs(&reference.expr, root),
            Expr::Field(field) => {
                let mut proofs = self.proofs(&field.base, root);
                let base = self.typed(&field.base);
                let is_tied = self.is_tied(&field.base);
                let own = own_fields(&base.to_token_stream(), root, is_tied, field.base.span());
                proofs.extend(statements(&own));
                proofs
            }
            Expr::Index(index) => {
                let (mut proofs, span) = (self.proofs(&index.expr, root), index.expr.span());
                let (base, at) = (self.typed(&index.expr), self.typed(&index.index));
                let arguments = operands::tuple(&quote_spanned!(span=> &#base, #at), span);
                proofs.push(parse_quote_spanned! {span=>
                    __durable::StdOnly::std_only((__durable::Indexed::indexed(#arguments),));
                });
                proofs.extend(stays(
                    &base.to_token_stream(),
                    root,
                    self.is_tied(&index.expr),
                    span,
                ));
                proofs
            }
            Expr::Unary(unary) if matches!(unary.op, syn::UnOp::Deref(_)) => {
                let (mut proofs, span) = (self.proofs(&unary.expr, root), unary.expr.span());
                let base = self.typed(&unary.expr);
                let argument =
                    operands::tuple(&quote_spanned!(span=> __durable::operand(&#base)), span);
                proofs.push(parse_quote_spanned!(span=> __durable::Pointer::pointer(#argument);));
                proofs.extend(stays(
                    &base.to_token_stream(),
                    root,
                    self.is_tied(&unary.expr),
                    span,
                ));
                proofs
            }
            Expr::MethodCall(call) => self.proofs_of_method(call, root),
            Expr::Call(call)
                if operands::own_function(call).is_some_and(|name| name == "picked") =>
            {
                let source = &call.args[0];
                match unwrap_parens(source) {
                    // The type of the text is checked where it is called.
                    Expr::Call(text) => self.proofs_of_text(&text.args[0], root),
                    items => {
                        let mut proofs = self.proofs_of_items(items, root);
                        let items = self.gone_over(items);
                        proofs.push(parse_quote!(#items;));
                        proofs
                    }
                }
            }
            Expr::Tuple(tuple) => {
                let mut proofs = Vec::new();
                for element in &tuple.elems {
                    let root = self.root(element);
                    proofs.extend(self.proofs(element, root));
                }
                proofs
            }
            _ => Vec::new(),
        }
    }

    /// Proves that a method is the standard library's, and not another one of its name that rustc finds first: rustc
    /// looks by value, by `&` and by `&mut`, at the receiver and at its targets by `Deref`, one after the other.
    fn proofs_of_method(&mut self, call: &syn::ExprMethodCall, root: Root) -> Vec<Stmt> {
        let mut proofs = self.proofs(&call.receiver, root);
        let (method, at) = (&call.method, call.receiver.span());
        let receiver = self.typed(&call.receiver);
        if let (Some(argument), true) = (call.args.first(), method == "unwrap_or") {
            let root = self.root(argument);
            proofs.extend(self.proofs(argument, root));
            if let Expr::Reference(reference) = unwrap_parens(argument) {
                // It is made a borrow of another type, perhaps.
                let base = self.typed(&reference.expr).to_token_stream();
                let is_tied = self.is_tied(&reference.expr);
                let own = own_fields(&base, root, is_tied, argument.span());
                proofs.extend(statements(&own));
            }
        }
        let is_tied = self.is_tied(&call.receiver);
        proofs.extend(stays(&receiver.to_token_stream(), root, is_tied, at));
        let argument = call.args.first().map(|argument| self.typed(argument));
        let argument = argument.as_slice();
        let name = |argument: &Expr| {
            Ident::new("argument", Span::mixed_site().located_at(argument.span()))
        };
        let name = argument.first().map(name);
        let name = name.as_slice();
        let span = method.span();
        let arguments = operands::tuple(&quote_spanned!(span=> &#receiver, (#(#name,)*)), span);
        let gives = quote_spanned!(span=> __durable::Gives::<__durable::methods::#method, _>);
        // rustc reports errors about another method at the user's call.
        let level = Ident::new("level", Span::mixed_site().located_at(at));
        let (dot, mut given) = (
            &call.dot_token,
            Group::new(Delimiter::Parenthesis, quote!(#(#name)*)),
        );
        given.set_span(call.paren_token.span.join());
        let probes = [
            quote_spanned!(at=> (*#level)),
            quote!(#level),
            quote_spanned!(at=> __durable::mutably(#level)),
        ];
        let probes = quote!(#(#probes #dot #method #given;)*);
        let next = quote_spanned!(span=> let #level = __durable::base(#level).__durable_next().__durable_level(););
        let end = operands::tuple(
            &quote_spanned!(at=> __durable::base(#level).__durable_next().__durable_end()),
            at,
        );
        proofs.push(parse_quote_spanned! {span=> {
            #(let #name = #argument;)*
            let (#level, compares) = #gives::receiver(#arguments);
            __durable::StdOnly::std_only((compares,));
            {
                use __durable::methods::OnlyTheStandardLibrarysAreCalledAgain as _;
                #probes
                #next
                #probes
                #next
                #probes
                #next
                #probes
                __durable::End::end(#end);
            }
        }});
        proofs
    }

    /// An expression in the form of the typing pass.
    pub(super) fn typed(&mut self, expr: &Expr) -> Expr {
        let mut expr = expr.clone();
        self.visit_expr_mut(&mut expr);
        expr
    }

    /// Whether a value, if it is a reference, points to what it is borrowed from, and isn't a reference stored there.
    fn is_tied(&self, value: &Expr) -> bool {
        match unwrap_parens(value) {
            Expr::MethodCall(_) | Expr::Reference(_) => true,
            path => binding_of_path(path)
                .is_some_and(|binding| self.unit.derived.reborrow(binding).is_some()),
        }
    }

    /// The origin of a borrow, through all bindings that it is derived from.
    fn root(&self, value: &Expr) -> Root {
        let changes = |binding: BindingId| {
            let is_fixed = |binding: BindingId| {
                let binding = self.emitter.machine.bindings.get(binding);
                !binding.mutable || binding.temporary
            };
            let mut roots = self.unit.derived.roots(binding).into_iter();
            roots.any(|root| !is_fixed(root))
        };
        match root_in(value) {
            Some(binding) if changes(binding) => Root::Changing,
            _ => Root::Fixed,
        }
    }
}

/// A place, or a borrow of one, and all that it is a part of.
pub(super) fn on_the_way(place: &Expr) -> Vec<&Expr> {
    let place = unwrap_parens(place);
    let base = match place {
        Expr::Reference(reference) => return on_the_way(&reference.expr),
        Expr::Cast(cast) => return on_the_way(&cast.expr),
        Expr::Field(field) => &field.base,
        Expr::Index(index) => &index.expr,
        Expr::Unary(unary) => &unary.expr,
        Expr::MethodCall(call) if does(call, Does::Views) || call.method == "deref" => {
            &call.receiver
        }
        Expr::Path(_) => return vec![place],
        _ => return Vec::new(),
    };
    let mut all = on_the_way(base);
    all.push(place);
    all
}

fn demand_of_receiver(of: &str, copied: &TokenStream, span: Span) -> Stmt {
    let demand = operands::demand(of, "receiver", copied, span);
    parse_quote_spanned!(span=> #demand;)
}

/// Proves that a field of `base`, or its coercion, is found without code of the user's.
fn own_fields(base: &TokenStream, root: Root, is_tied: bool, span: Span) -> TokenStream {
    let stays = stays(base, root, is_tied, span);
    let owner = quote_spanned!(span=> __durable::behind!(#base).__durable_owner());
    let owner = operands::tuple(&owner, span);
    quote_spanned!(span=> __durable::OwnFields::found(#owner); #stays)
}

/// The parts of a pattern that take something apart, each as a pattern that names what it takes apart [`inner`].
fn taken_apart(pattern: &Pat) -> Vec<(Pat, Span)> {
    let mut found = Vec::new();
    for pattern in without_alternatives(pattern) {
        for number in 0.. {
            let mut name = NamePart {
                number,
                seen: 0,
                span: None,
            };
            let mut pattern = pattern.clone();
            name.visit_pat_mut(&mut pattern);
            let Some(span) = name.span else { break };
            found.push((pattern, span));
        }
    }
    found
}

fn inner(span: Span) -> Ident {
    Ident::new("inner", Span::mixed_site().located_at(span))
}

/// Names the part of a pattern with this number, and nothing else.
struct NamePart {
    number: usize,
    seen: usize,
    span: Option<Span>,
}

impl VisitMut for NamePart {
    fn visit_pat_mut(&mut self, pattern: &mut Pat) {
        let takes_apart = matches!(
            pattern,
            Pat::Tuple(_) | Pat::TupleStruct(_) | Pat::Struct(_) | Pat::Slice(_)
        );
        if takes_apart && !bindings_in(pattern).is_empty() {
            self.seen += 1;
            if self.seen == self.number + 1 {
                let span = pattern.span();
                self.span = Some(span);
                let inner = inner(span);
                *pattern = parse_quote!(#inner);
                return;
            }
        }
        if let Pat::Ident(name) = pattern
            && binding_of(&name.ident).is_some()
        {
            *pattern = match name.subpat.take() {
                Some((_, inner)) => *inner,
                None => parse_quote!(_),
            };
            if matches!(pattern, Pat::Wild(_)) {
                return;
            }
            return self.visit_pat_mut(pattern);
        }
        syn::visit_mut::visit_pat_mut(self, pattern);
    }

    fn visit_field_pat_mut(&mut self, field: &mut syn::FieldPat) {
        if field.colon_token.is_none() {
            field.colon_token = Some(syn::token::Colon::default());
        }
        syn::visit_mut::visit_field_pat_mut(self, field);
    }

    fn visit_expr_mut(&mut self, _: &mut Expr) {}
}

/// The patterns that a pattern is an alternative of.
fn without_alternatives(pattern: &Pat) -> Vec<Pat> {
    struct Choose(usize, Option<usize>);
    impl VisitMut for Choose {
        fn visit_pat_mut(&mut self, pattern: &mut Pat) {
            if let (Pat::Or(or), None) = (&mut *pattern, self.1) {
                self.1 = Some(or.cases.len());
                if let Some(case) = or.cases.get(self.0) {
                    *pattern = case.clone();
                }
                return;
            }
            syn::visit_mut::visit_pat_mut(self, pattern);
        }
    }
    let chosen = |number| {
        let (mut pattern, mut choose) = (pattern.clone(), Choose(number, None));
        choose.visit_pat_mut(&mut pattern);
        (pattern, choose.1)
    };
    match chosen(0) {
        (pattern, None) => vec![pattern],
        (_, Some(count)) => (0..count)
            .flat_map(|number| without_alternatives(&chosen(number).0))
            .collect(),
    }
}

/// Proves that the target of `base` is borrowed from where it begins.
fn stays(base: &TokenStream, root: Root, is_tied: bool, span: Span) -> Option<Stmt> {
    if root == Root::Fixed {
        return None;
    }
    let tied = is_tied.then(|| quote!(@tied));
    let through = quote_spanned!(span=> __durable::behind!(#tied #base).__durable_through());
    let through = operands::tuple(&through, span);
    Some(parse_quote_spanned!(span=> __durable::Stays::stays(#through);))
}

fn statements(tokens: &TokenStream) -> Vec<Stmt> {
    let block: syn::Block = parse_quote!({ #tokens });
    block.stmts
}

/// The local of a borrowed value.
fn root_in(value: &Expr) -> Option<BindingId> {
    match unwrap_parens(value) {
        Expr::Reference(reference) => root_in(&reference.expr),
        Expr::MethodCall(call) => root_in(&call.receiver),
        Expr::Call(call) if operands::own_function(call).is_some() => root_in(call.args.first()?),
        Expr::Field(field) => root_in(&field.base),
        Expr::Index(index) => root_in(&index.expr),
        Expr::Unary(unary) => root_in(&unary.expr),
        place => root_of(place),
    }
}

fn is_place(expr: &Expr) -> bool {
    matches!(
        unwrap_parens(expr),
        Expr::Path(_)
            | Expr::Field(_)
            | Expr::Index(_)
            | Expr::Unary(syn::ExprUnary {
                op: syn::UnOp::Deref(_),
                ..
            })
    )
}
