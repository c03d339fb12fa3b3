//! Borrows that live across an await: they are not stored, but taken again from their place. `let city =
//! &order.address.city;` is evaluated once more in each state that names `city`, and the patterns of `match
//! &order.promo { Some(promo) => … }` and `for item in &items` are matched once more.
//!
//! The result is the same, because the place can't change while it is borrowed: rustc checks that in the plain
//! function. The operands of a borrow may change, so they are held: an index, a key, the constants of this build. The
//! typing pass proves that taking a borrow again runs no code of the user's (`emit/proofs.rs`).

use std::collections::BTreeSet;

use proc_macro2::Ident;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::visit::Visit;
use syn::visit_mut::{self, VisitMut};
use syn::{Block, Expr, Local, Pat, Stmt, Type, parse_quote, parse_quote_spanned};

use crate::bindings::{Binding, Bindings, binding_of, binding_of_path, bindings_in, mentioned};
use crate::ids::BindingId;
use crate::known_macros;
use crate::lower::at_once::tried_in_mut;
use crate::lower::derived::{Derived, Pick, borrows_mutably, found_in};
use crate::lower::for_heads;
use crate::lower::items::{self, Items};
use crate::lower::looks::{Argument, Looks, gives_reference, is_in_temporary};
use crate::lower::patterns::{
    Anew, KeepBorrows, alternatives_in, binds, binds_by_ref, without_guard, without_tests,
    without_values,
};
use crate::lower::picks;
use crate::methods::{self, Adaptor, Does, does};
use crate::operands::{self, is_constant_path, items_of, unwrap_parens};

/// Finds the derived bindings in a marked body. An index that may change while its element is borrowed gets a binding
/// of its own. `borrows` are the surrounding bindings that are borrows.
pub(crate) fn find(
    body: &mut Block,
    bindings: &mut Bindings,
    borrows: &BTreeSet<BindingId>,
) -> Derived {
    let mut assigned = Assigned::default();
    assigned.visit_block(body);
    let mut find = Find {
        bindings,
        borrows,
        derived: Derived::default(),
        assigned: assigned.0,
    };
    find.visit_block_mut(body);
    find.derived
}

struct Find<'a> {
    bindings: &'a mut Bindings,
    borrows: &'a BTreeSet<BindingId>,
    derived: Derived,
    /// The bindings that may get a new value.
    assigned: BTreeSet<BindingId>,
}

/// The bindings that are assigned to, or are in a macro that can't be looked into.
#[derive(Default)]
struct Assigned(BTreeSet<BindingId>);

impl Visit<'_> for Assigned {
    fn visit_expr_assign(&mut self, assign: &syn::ExprAssign) {
        self.0.extend(mentioned(&assign.left));
        syn::visit::visit_expr_assign(self, assign);
    }

    fn visit_macro(&mut self, invocation: &syn::Macro) {
        self.0.extend(mentioned(&invocation.tokens));
    }
}

impl Find<'_> {
    fn looks(&self) -> Looks<'_> {
        Looks {
            derived: &self.derived,
            borrows: self.borrows,
            bindings: self.bindings,
        }
    }

    /// Notes the bindings of patterns that can be taken again by matching the value again. `hold` puts the operands of
    /// the value's borrow into locals.
    fn patterns(&mut self, patterns: &[&Pat], value: &mut Expr, hold: &mut Hold) {
        let looks = self.looks();
        let borrows = looks.is_borrow(value);
        if operands::awaits(value) || !(borrows || looks.is_place(value)) {
            return;
        }
        if borrows || patterns.iter().any(|pattern| binds_by_ref(pattern)) {
            let mutably = borrows_mutably(value)
                || patterns
                    .iter()
                    .any(|pattern| binds(pattern, |name| name.mutability.is_some()));
            self.hold_parts(value, mutably, hold);
        }
        let named = self.behind(named(value, self.bindings));
        let pair = binding_of_path(unwrap_parens(value));
        for pattern in patterns {
            let mut pattern = (*pattern).clone();
            if let Some(items) = pair.and_then(|pair| self.derived.pairs.get(&pair)) {
                without_values(&mut pattern, items);
            }
            self.note(&pattern, &named, borrows);
        }
    }

    fn note(&mut self, pattern: &Pat, value: &Expr, borrows: bool) {
        let has_guard = matches!(pattern, Pat::Guard(_));
        let mut pattern = without_guard(pattern).clone();
        let mut keep = KeepBorrows {
            borrows,
            is_whole: true,
            is_elsewhere: false,
            anew: match borrows || is_in_temporary(value) {
                true if is_reference(value) => Anew::Reference,
                true => Anew::Parts,
                false => Anew::Nothing,
            },
            kept: Vec::new(),
        };
        keep.visit_pat_mut(&mut pattern);
        let tested = pattern.clone();
        without_tests(&mut pattern);
        let alternatives = alternatives_in(&pattern);
        let keeps_tests = alternatives.exist && !alternatives.exclude_each_other;
        if keeps_tests {
            // The value alone must tell which of them it was: not a guard, not a part that may be another value now,
            // nor a constant that is another in another build.
            let all = alternatives_in(&tested);
            if !borrows || has_guard || all.name_constants || self.is_borrowed_in_parts(value) {
                return;
            }
            pattern = tested;
        }
        if let Pat::Or(_) = pattern {
            pattern = parse_quote!((#pattern));
        }
        self.derived
            .add(pattern, value.clone(), keep.kept, keeps_tests);
    }

    /// The tuple of borrows behind a local, each of which may end on its own.
    fn behind(&self, value: Expr) -> Expr {
        let binding = binding_of_path(unwrap_parens(&value));
        let reborrow = binding.and_then(|binding| self.derived.reborrow(binding));
        match reborrow {
            Some(reborrow)
                if matches!(reborrow.pattern, Pat::Ident(_))
                    && matches!(unwrap_parens(&reborrow.value), Expr::Tuple(_)) =>
            {
                reborrow.value.clone()
            }
            _ => value,
        }
    }

    /// Whether a value borrows mutably, or is a tuple of borrows, itself or through the bindings that it is derived
    /// from: then other parts of the place may change while one is still borrowed.
    fn is_borrowed_in_parts(&self, value: &Expr) -> bool {
        borrows_mutably(value)
            || has_tuple(value)
            || mentioned(value).into_iter().any(|binding| {
                self.derived.reborrow(binding).is_some_and(|reborrow| {
                    reborrow.borrows_mutably() || self.is_borrowed_in_parts(&reborrow.value)
                })
            })
    }

    /// Holds the operands of a borrow that may be different when it is taken again: each argument, a constant, an array
    /// without a name.
    fn hold_parts(&mut self, value: &mut Expr, mutably: bool, hold: &mut Hold) {
        match value {
            Expr::Index(index) => {
                self.hold_parts(&mut index.expr, mutably, hold);
                self.hold_argument(&mut index.index, hold);
            }
            Expr::Reference(reference) => self.hold_parts(&mut reference.expr, mutably, hold),
            Expr::Unary(unary) => self.hold_parts(&mut unary.expr, mutably, hold),
            Expr::Field(field) => self.hold_parts(&mut field.base, mutably, hold),
            Expr::Tuple(tuple) => {
                for element in &mut tuple.elems {
                    self.hold_parts(element, mutably, hold);
                }
            }
            Expr::MethodCall(call) => {
                self.hold_parts(&mut call.receiver, mutably, hold);
                let method = call.method.to_string();
                for argument in &mut call.args {
                    let is_part = match method.as_str() {
                        "zip" | "chain" => true,
                        "unwrap_or" => self.looks().is_borrow(argument),
                        _ => false,
                    };
                    if is_part {
                        self.hold_parts(argument, mutably, hold);
                    } else {
                        self.hold_argument(argument, hold);
                    }
                }
            }
            Expr::Paren(paren) => self.hold_parts(&mut paren.expr, mutably, hold),
            Expr::Group(group) => self.hold_parts(&mut group.expr, mutably, hold),
            Expr::Range(_) => self.hold_argument(value, hold),
            Expr::Array(array) => {
                let is_literal = array
                    .elems
                    .iter()
                    .all(|element| matches!(element, Expr::Lit(_)));
                if mutably || !is_literal {
                    self.hold(value, hold);
                }
            }
            Expr::Path(_) if binding_of_path(value).is_none() && is_constant_path(value) => {
                let tuple = operands::tuple(&quote_spanned!(value.span()=> &#value), value.span());
                let mut digest =
                    parse_quote_spanned!(value.span()=> __durable::Unchanging::digest(#tuple));
                self.hold(&mut digest, hold);
                *value =
                    parse_quote_spanned!(value.span()=> (*__durable::constant(&#value, &#digest)));
            }
            _ => {}
        }
    }

    fn hold_argument(&mut self, argument: &mut Expr, hold: &mut Hold) {
        if let Expr::Range(range) = argument {
            let bounds = range.start.iter_mut().chain(&mut range.end);
            bounds.for_each(|bound| self.hold_argument(bound, hold));
            return;
        }
        match self.looks().argument(argument) {
            Argument::Held => self.hold(argument, hold),
            Argument::HeldAsKey => {
                let span = argument.span();
                let tuple = operands::tuple(argument, span);
                let mut key = parse_quote_spanned!(span=> __durable::Argument::hold(#tuple));
                self.hold(&mut key, hold);
                *argument = parse_quote_spanned!(span=> __durable::give(&#key));
            }
            Argument::Again | Argument::Never => {}
        }
    }

    /// Puts a value into a local of its own.
    fn hold(&mut self, value: &mut Expr, hold: &mut Hold) {
        let is_array = matches!(value, Expr::Array(_));
        let binding = self.bindings.add(Binding {
            name: "index".to_owned(),
            span: value.span(),
            mutable: is_array,
            temporary: true,
            spawned: false,
        });
        match hold {
            Hold::Here => {
                let inner = std::mem::replace(value, Expr::PLACEHOLDER);
                *value = operands::held(binding, inner);
            }
            Hold::Before(statements) => {
                let name = self.bindings.own_name(binding);
                let held = std::mem::replace(value, parse_quote!(#name));
                let mutability = is_array.then(|| quote!(mut));
                statements.push(parse_quote!(let #mutability #name = #held;));
            }
        }
    }

    /// A `let`: the statements before it, and the statements after it.
    fn local(&mut self, local: &mut Local) -> [Vec<Stmt>; 2] {
        let Some(init) = &mut local.init else {
            return [Vec::new(), Vec::new()];
        };
        let after = self.pick(&mut local.pat, &init.expr);
        if !after.is_empty() {
            return [Vec::new(), after];
        }
        let mut hold = Hold::Before(Vec::new());
        let found = !std::ptr::eq(found_in(&init.expr), std::ptr::from_ref(&*init.expr));
        let is_plain = !binds(&local.pat, |name| {
            name.mutability.is_some() || name.by_ref.is_some()
        });
        if !found
            && is_plain
            && let Some((pattern, from)) = chosen_mut(&mut init.expr, &local.pat)
        {
            self.patterns(&[&pattern], from, &mut hold);
            return [hold.before(), Vec::new()];
        }
        let pattern = match &local.pat {
            Pat::Type(typed) if found => &*typed.pat,
            pattern => pattern,
        };
        let value = found_in_mut(&mut init.expr);
        if let (Pat::Type(typed), true) = (&local.pat, found) {
            self.found_as(pattern, &typed.ty, value, &mut hold);
        } else {
            let some: Option<Pat> =
                found.then(|| parse_quote!(::core::option::Option::Some(#pattern)));
            self.patterns(&[some.as_ref().unwrap_or(pattern)], value, &mut hold);
        }
        [hold.before(), Vec::new()]
    }

    /// Notes a binding with an annotated type: it is coerced again.
    fn found_as(&mut self, pattern: &Pat, ty: &Type, value: &mut Expr, hold: &mut Hold) {
        if operands::awaits(value) || !self.looks().is_borrow(value) {
            return;
        }
        self.hold_parts(value, borrows_mutably(value), hold);
        let typed = parse_quote!(#value.map(|found| { let found: #ty = found; found }));
        self.note(
            &parse_quote!(::core::option::Option::Some(#pattern)),
            &typed,
            true,
        );
    }

    /// The statements after a pattern that binds a pick: the pick gets a name of its own in the pattern.
    fn pick(&mut self, pattern: &mut Pat, value: &Expr) -> Vec<Stmt> {
        let ty = match &*pattern {
            Pat::Type(typed) => Some(&*typed.ty),
            _ => None,
        };
        let Some(source) = picks::source_of(self.looks(), value, ty) else {
            return Vec::new();
        };
        let Some(name) = picks::picked_in(pattern, value) else {
            return Vec::new();
        };
        let Some(picked) = binding_of(&name.ident) else {
            return Vec::new();
        };
        let changes = self.bindings.get(picked).mutable;
        if changes && self.assigned.contains(&picked) {
            return Vec::new();
        }
        let first = picks::first_of(self.bindings, picked);
        let span = self.bindings.get(picked).span;
        let place = self.bindings.add(Binding {
            name: "place".to_owned(),
            span,
            mutable: false,
            temporary: true,
            spawned: false,
        });
        let own = [picked, first, place].map(|binding| self.bindings.own_name(binding));
        let [picked_name, first_name, place_name] = &own;
        let mutability = name.mutability.take();
        name.ident = first_name.clone();
        let addresses = operands::tuple(first_name, span);
        let again: Expr = parse_quote!(__durable::picked(#source, &#place_name));
        let statements = vec![
            parse_quote_spanned! {span=>
                let #place_name = __durable::located(__durable::Picked::addresses(#addresses), #source);
            },
            parse_quote!(let #mutability #picked_name = #again;),
        ];
        self.derived.add(
            parse_quote!(#mutability #picked_name),
            again,
            vec![picked],
            false,
        );
        let pick = Pick {
            first,
            place,
            source,
            changes,
            is_list: picks::is_list(value),
        };
        self.derived.picks.insert(picked, pick);
        statements
    }

    /// The same for `let largest = match items.iter().max() { Some(largest) => largest, None => return Ok(0) }`.
    fn pick_chosen(&mut self, local: &mut Local) -> Vec<Stmt> {
        let chosen = local.init.as_mut();
        match chosen.and_then(|init| chosen_mut(&mut init.expr, &local.pat)) {
            Some((Pat::TupleStruct(some), from))
                if some.path.is_ident("Some") && some.elems.first() == Some(&local.pat) =>
            {
                let picked = from.clone();
                self.pick(&mut local.pat, &picked)
            }
            _ => Vec::new(),
        }
    }

    /// The `let`s of a condition that is cut into blocks.
    fn condition(&mut self, condition: &mut Expr) {
        match condition {
            Expr::Let(condition) => {
                let pattern = (*condition.pat).clone();
                self.patterns(&[&pattern], &mut condition.expr, &mut Hold::Here);
            }
            Expr::Binary(binary) => {
                self.condition(&mut binary.left);
                self.condition(&mut binary.right);
            }
            Expr::Paren(paren) => self.condition(&mut paren.expr),
            Expr::Group(group) => self.condition(&mut group.expr),
            _ => {}
        }
    }

    /// A condition that is cut into blocks, and the block where it holds.
    fn branch(&mut self, condition: &mut Expr, then: &mut Block) {
        if let Expr::Let(only) = condition {
            let after = self.pick(&mut only.pat, &only.expr);
            then.stmts.splice(0..0, after);
        }
        self.condition(condition);
    }

    /// A loop over borrowed items that can be iterated again, with its position among them.
    fn for_loop(&mut self, repeat: &mut syn::ExprForLoop, left: BindingId) {
        self.over_list(&mut repeat.expr);
        self.clone_in_turn(&mut repeat.expr);
        let head = for_heads::head(&repeat.expr).ok().flatten();
        if head.is_some_and(|head| head.source != for_heads::Source::Items) {
            return;
        }
        let selects_only = head.is_none_or(|head| head.selects_only(&repeat.expr));
        let (source, is_cloned) = match head {
            Some(head) => (head.source_of_mut(&mut repeat.expr), false),
            None => operands::cloned_mut(&mut repeat.expr),
        };
        if head.is_some()
            && let Some(owner) = temporary_owner(source)
        {
            self.hold(owner, &mut Hold::Here);
        }
        if self.looks().is_changing_range(source) || !self.looks().repeats(source) {
            return;
        }
        self.hold_parts(source, borrows_mutably(source), &mut Hold::Here);
        let items = named(source, self.bindings);
        let name = self.bindings.own_name(left);
        let again = match head {
            Some(_) => parse_quote!(__durable::again(#items, &#name.source)),
            None => parse_quote!(__durable::again(#items, &#name)),
        };
        let shape = items::items(&items);
        self.derived.loops.insert(left, items);
        if !selects_only || is_cloned {
            return;
        }
        let mut pattern = (*repeat.pat).clone();
        without_values(&mut pattern, &shape);
        self.note(&pattern, &again, true);
        if let (Pat::Ident(name), Items::Pairs(_)) = (&pattern, &shape) {
            let pair = binding_of(&name.ident);
            self.derived.pairs.extend(pair.map(|pair| (pair, shape)));
        }
    }

    /// `items.iter().cloned().enumerate()` clones an item when its turn comes, and no other.
    fn clone_in_turn(&self, items: &mut Expr) {
        let Expr::MethodCall(last) = items else {
            return;
        };
        let mut call = last;
        // A clone that comes last is made of the one item anyway.
        while let Some(Adaptor::Counts | Adaptor::CountsDown | Adaptor::Steps | Adaptor::Stateless) =
            methods::adaptor(call)
            && let Expr::MethodCall(before) = &mut *call.receiver
        {
            if before.method == "cloned" && self.looks().repeats(&before.receiver) {
                let span = before.method.span();
                before.method = Ident::new("map", span);
                let clone = parse_quote_spanned!(span=> ::core::clone::Clone::clone);
                before.args.push(clone);
                return;
            }
            call = before;
        }
    }

    /// A list of borrows that is taken again in each state isn't used up by a loop over it.
    fn over_list(&self, items: &mut Expr) -> bool {
        if self.looks().is_picked_list(items) {
            let list = &*items;
            *items = parse_quote_spanned!(list.span()=> __durable::each(&#list));
            return true;
        }
        match items {
            Expr::MethodCall(call) if call.method == "into_iter" => {
                let is_list = self.over_list(&mut call.receiver);
                if is_list {
                    *items = std::mem::replace(&mut *call.receiver, Expr::PLACEHOLDER);
                }
                is_list
            }
            Expr::MethodCall(call) => {
                methods::adaptor(call).is_some() && self.over_list(&mut call.receiver)
            }
            _ => false,
        }
    }
}

/// The owner of the items that the iterator in a loop's head borrows, if it is a temporary: `fetch().await?.lines()`.
/// It gets a local of its own.
fn temporary_owner(source: &mut Expr) -> Option<&mut Expr> {
    let Expr::MethodCall(call) = source else {
        return None;
    };
    if does(call, Does::Adapts) {
        return temporary_owner(&mut call.receiver);
    }
    let is_over = does(call, Does::Iterates);
    let owner = &mut *call.receiver;
    (is_over && owns(owner)).then_some(owner)
}

/// Whether a value that is no place is no borrow either, judged by its syntax.
fn owns(expr: &Expr) -> bool {
    match unwrap_parens(expr) {
        Expr::Try(_) | Expr::Await(_) | Expr::Array(_) | Expr::Struct(_) | Expr::Repeat(_) => true,
        Expr::Call(call) => {
            let mut arguments = call.args.iter();
            operands::held_in(expr).is_none()
                && !arguments.any(|argument| matches!(argument, Expr::Reference(_)))
        }
        Expr::MethodCall(call) => does(call, Does::MakesOwned),
        _ => false,
    }
}

/// The place where a value is put into a local.
enum Hold {
    /// In place, in code that is cut into blocks.
    Here,
    /// By statements before.
    Before(Vec<Stmt>),
}

impl Hold {
    fn before(self) -> Vec<Stmt> {
        match self {
            Self::Before(statements) => statements,
            Self::Here => Vec::new(),
        }
    }
}

/// Whether a borrow, judged by its syntax, is one reference.
fn is_reference(borrow: &Expr) -> bool {
    match unwrap_parens(borrow) {
        Expr::Reference(_) | Expr::Path(_) => true,
        call => gives_reference(call),
    }
}

fn has_tuple(expr: &Expr) -> bool {
    struct Find(bool);
    impl Visit<'_> for Find {
        fn visit_expr_tuple(&mut self, _: &syn::ExprTuple) {
            self.0 = true;
        }
    }
    let mut find = Find(false);
    find.visit_expr(expr);
    find.0
}

/// The scrutinee of `match &promo { Some(promo) => promo, None => return Ok(()) }`, and the pattern of the only branch
/// that doesn't leave, which returns its binding; the pattern has the new binding in its place. Or the same for an `if
/// let`.
fn chosen_mut<'a>(init: &'a mut Expr, bound: &Pat) -> Option<(Pat, &'a mut Expr)> {
    let (pattern, given, from) = match operands::held_mut(init) {
        Expr::Match(choice) => {
            let mut giving = choice.arms.iter().filter(|arm| !leaves(&arm.body));
            let arm = giving.next()?;
            if giving.next().is_some() || matches!(arm.pat, Pat::Guard(_)) {
                return None;
            }
            (&arm.pat, &*arm.body, &mut choice.expr)
        }
        Expr::If(branch) => {
            let (Expr::Let(condition), [Stmt::Expr(given, None)], Some((_, otherwise))) = (
                &mut *branch.cond,
                &branch.then_branch.stmts[..],
                &branch.else_branch,
            ) else {
                return None;
            };
            if !leaves(otherwise) {
                return None;
            }
            (&*condition.pat, given, &mut condition.expr)
        }
        _ => return None,
    };
    let given = binding_of_path(unwrap_parens(given))?;
    if matches!(bound, Pat::Type(_))
        || operands::awaits(from)
        || operands::holds(from)
        || bindings_in(pattern) != [given]
    {
        return None;
    }
    let mut pattern = pattern.clone();
    let mut bind = Bind {
        given,
        bound: Some(bound),
    };
    bind.visit_pat_mut(&mut pattern);
    bind.bound.is_none().then_some((pattern, from))
}

/// Puts a pattern in the place of the name that another one binds.
struct Bind<'a> {
    given: BindingId,
    bound: Option<&'a Pat>,
}

impl VisitMut for Bind<'_> {
    fn visit_pat_mut(&mut self, pattern: &mut Pat) {
        match pattern {
            Pat::Ident(given)
                if binding_of(&given.ident) == Some(self.given) && given.subpat.is_none() =>
            {
                match self.bound.take() {
                    Some(Pat::Ident(name)) => given.ident = name.ident.clone(),
                    Some(bound) if given.by_ref.is_none() => *pattern = bound.clone(),
                    bound => self.bound = bound,
                }
            }
            _ => visit_mut::visit_pat_mut(self, pattern),
        }
    }
}

/// Whether an expression leaves its place, judged by its syntax.
fn leaves(expr: &Expr) -> bool {
    match unwrap_parens(expr) {
        Expr::Return(_) | Expr::Break(_) | Expr::Continue(_) => true,
        Expr::Call(call) => known_macros::panics(call),
        Expr::Block(block) if block.label.is_none() => match block.block.stmts.last() {
            Some(Stmt::Expr(last, _)) => leaves(last),
            _ => false,
        },
        _ => false,
    }
}

fn found_in_mut(init: &mut Expr) -> &mut Expr {
    if std::ptr::eq(found_in(init), init) {
        return init;
    }
    match init {
        Expr::Paren(paren) => found_in_mut(&mut paren.expr),
        Expr::Group(group) => found_in_mut(&mut group.expr),
        Expr::Try(_) | Expr::Match(_) => {
            let mut tried = match init {
                Expr::Try(attempt) => &mut *attempt.expr,
                other => tried_in_mut(other),
            };
            loop {
                match tried {
                    Expr::Paren(paren) => tried = &mut paren.expr,
                    Expr::Group(group) => tried = &mut group.expr,
                    Expr::MethodCall(call) => return &mut call.receiver,
                    other => return other,
                }
            }
        }
        other => other,
    }
}

/// An expression with the names of the values held in it.
fn named(expr: &Expr, bindings: &Bindings) -> Expr {
    struct Name<'a>(&'a Bindings);
    impl VisitMut for Name<'_> {
        fn visit_expr_mut(&mut self, expr: &mut Expr) {
            if let Some(binding) = operands::held_in(expr) {
                let name = self.0.own_name(binding);
                *expr = parse_quote!(#name);
            } else {
                visit_mut::visit_expr_mut(self, expr);
            }
        }
    }
    let mut expr = expr.clone();
    Name(bindings).visit_expr_mut(&mut expr);
    expr
}

impl VisitMut for Find<'_> {
    fn visit_block_mut(&mut self, block: &mut Block) {
        let awaits = operands::block_awaits(block);
        for mut statement in std::mem::take(&mut block.stmts) {
            let mut after = match &mut statement {
                Stmt::Local(local) if awaits => self.pick_chosen(local),
                _ => Vec::new(),
            };
            self.visit_stmt_mut(&mut statement);
            if let (Stmt::Local(local), true, true) = (&mut statement, awaits, after.is_empty()) {
                let mut before;
                [before, after] = self.local(local);
                block.stmts.append(&mut before);
            }
            block.stmts.push(statement);
            block.stmts.append(&mut after);
        }
    }

    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        let is_cut = operands::awaits(expr);
        match expr {
            Expr::Closure(_) => return,
            // Verbatim code is emitted unchanged.
            _ if !is_cut => {}
            Expr::If(branch) => self.branch(&mut branch.cond, &mut branch.then_branch),
            Expr::While(repeat) => self.branch(&mut repeat.cond, &mut repeat.body),
            Expr::Match(choice) => {
                for arm in &mut choice.arms {
                    let after = self.pick(&mut arm.pat, &choice.expr);
                    if !after.is_empty() {
                        let body = &arm.body;
                        *arm.body = parse_quote!({ #(#after)* #body });
                    }
                }
                let patterns: Vec<&Pat> = choice.arms.iter().map(|arm| &arm.pat).collect();
                self.patterns(&patterns, &mut choice.expr, &mut Hold::Here);
            }
            Expr::ForLoop(repeat) => {
                if let Some(left) = items_of(repeat) {
                    self.for_loop(repeat, left);
                }
            }
            _ => {}
        }
        visit_mut::visit_expr_mut(self, expr);
    }

    fn visit_item_mut(&mut self, _: &mut syn::Item) {}
}
