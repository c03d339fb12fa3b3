//! `join!`, `try_join!` and `select!`, read as what they are: an await of one operation, made of the branches.
//!
//! ```text
//! join!(a, b, c)
//! flat(join(a, join(b, c)).await, |(a, (b, c))| (a, b, c))
//!
//! select! { Ok(name) = a => f(name), () = b, if wanted => g(), else => h() }
//! match select(Or::when(true, a, Or::when(wanted, b, Nothing)), accepts).await {
//!     Some(Won::This(Ok(name))) => f(name),
//!     Some(Won::Later(Won::This(()))) => g(),
//!     None => h(),
//!     _ => unreachable!(),
//! }
//! ```
//!
//! where `accepts` tells whether a value fits its branch's pattern; [`take_accepts`] takes it out again.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::visit_mut::{self, VisitMut};
use syn::{Expr, Macro, Pat, Token, parse_quote, parse_quote_spanned};

use crate::ids::BindingId;
use crate::model::{bare, ident};
use crate::symbols::{self, Symbol};

/// Whether this is one of the macros, by its name.
pub(crate) fn is_concurrent(invocation: &Macro) -> bool {
    name(invocation).is_some()
}

/// Whether a macro of the user's with this name would be taken for one of them.
pub(crate) fn is_name(name: &str) -> bool {
    NAMES.contains(&name) || name == "pin_mut"
}

const NAMES: [&str; 4] = ["join", "try_join", "select", "pin"];

/// Whether this is an await, by its name.
pub(crate) fn awaits(invocation: &Macro) -> bool {
    name(invocation).is_some_and(|name| name != "pin")
}

fn name(invocation: &Macro) -> Option<&'static str> {
    let last = &invocation.path.segments.last()?.ident;
    NAMES.into_iter().find(|name| last == name)
}

/// The macro as an expression; `None` if its arguments are wrong, which rustc reports.
pub(crate) fn as_expression(invocation: &Macro) -> Option<Expr> {
    match name(invocation)? {
        "pin" => invocation.parse_body().ok(),
        "select" => {
            let Branches {
                branches,
                otherwise,
            } = invocation.parse_body().ok()?;
            Some(select(branches, otherwise, invocation.path.span()))
        }
        operation => {
            let Operations(operations) = invocation.parse_body().ok()?;
            Some(join(operation, operations, invocation.path.span()))
        }
    }
}

/// The branches of a join.
struct Operations(Vec<Expr>);

impl Parse for Operations {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        biased(input)?;
        let operations = Punctuated::<Expr, Token![,]>::parse_terminated(input)?;
        Ok(Self(operations.into_iter().collect()))
    }
}

/// `biased;`: branches are polled in their order anyway.
fn biased(input: ParseStream<'_>) -> syn::Result<()> {
    if input.peek(syn::Ident) && input.peek2(Token![;]) {
        input.parse::<Ident>()?;
        input.parse::<Token![;]>()?;
    }
    Ok(())
}

fn join(name: &str, operations: Vec<Expr>, span: Span) -> Expr {
    let tried = name == "try_join";
    let names: Vec<Ident> = (0..operations.len())
        .map(|number| format_ident!("output_{}", number))
        .collect();
    let operations: Vec<Expr> = operations.into_iter().map(borrowed).collect();
    match &operations[..] {
        [] if tried => parse_quote!(::core::result::Result::Ok(())),
        [] => parse_quote!(()),
        [only] if tried => {
            let wait = quote_spanned!(span=> (#only).await);
            parse_quote!(__durable::flat(#wait, |output| output.map(|output| (output,))))
        }
        [only] => {
            let wait = quote_spanned!(span=> (#only).await);
            parse_quote!((#wait,))
        }
        _ => {
            let function = ident(name, Span::call_site());
            let nested = nested(&quote!(__durable::#function), &operations);
            let pattern = nested_names(&names);
            let wait = quote_spanned!(span=> #nested.await);
            if tried {
                parse_quote!(__durable::flat(#wait, |output| output.map(|#pattern| (#(#names),*))))
            } else {
                parse_quote!(__durable::flat(#wait, |#pattern| (#(#names),*)))
            }
        }
    }
}

fn nested(function: &TokenStream, operations: &[Expr]) -> TokenStream {
    match operations {
        [only] => only.to_token_stream(),
        _ => {
            let (first, second) = operations.split_at(operations.len() / 2);
            let (first, second) = (nested(function, first), nested(function, second));
            quote!(#function(#first, #second))
        }
    }
}

fn nested_names(names: &[Ident]) -> TokenStream {
    match names {
        [only] => only.to_token_stream(),
        _ => {
            let (first, second) = names.split_at(names.len() / 2);
            let (first, second) = (nested_names(first), nested_names(second));
            quote!((#first, #second))
        }
    }
}

/// The content of a `select!`.
struct Branches {
    branches: Vec<SelectBranch>,
    otherwise: Option<Expr>,
}

/// `pattern = operation, if condition => handler`
struct SelectBranch {
    pattern: Pat,
    operation: Expr,
    condition: Option<Expr>,
    handler: Expr,
}

impl Parse for Branches {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        biased(input)?;
        let (mut branches, mut otherwise) = (Vec::new(), None);
        while !input.is_empty() {
            if input.peek(Token![else]) {
                input.parse::<Token![else]>()?;
                otherwise = Some(handler(input)?);
                continue;
            }
            let pattern = Pat::parse_multi_with_leading_vert(input)?;
            input.parse::<Token![=]>()?;
            let operation = input.parse()?;
            let condition = if input.peek(Token![,]) {
                input.parse::<Token![,]>()?;
                input.parse::<Token![if]>()?;
                Some(input.parse()?)
            } else {
                None
            };
            branches.push(SelectBranch {
                pattern,
                operation,
                condition,
                handler: handler(input)?,
            });
        }
        Ok(Self {
            branches,
            otherwise,
        })
    }
}

fn handler(input: ParseStream<'_>) -> syn::Result<Expr> {
    input.parse::<Token![=>]>()?;
    // A block ends the branch, with or without a comma.
    let handler = if input.peek(syn::token::Brace) {
        let block: syn::Block = input.parse()?;
        parse_quote!(#block)
    } else {
        input.parse()?
    };
    input.parse::<Option<Token![,]>>()?;
    Ok(handler)
}

fn select(branches: Vec<SelectBranch>, otherwise: Option<Expr>, span: Span) -> Expr {
    let refutable = branches
        .iter()
        .any(|branch| !is_irrefutable(&branch.pattern));
    let mut operations = quote!(__durable::Nothing);
    let (mut arms, mut accepted) = (Vec::new(), Vec::new());
    // All preconditions are evaluated before the first operation is.
    let (mut conditions, mut enabled) = (Vec::new(), Vec::new());
    for (number, branch) in branches.into_iter().enumerate().rev() {
        let SelectBranch {
            pattern,
            operation,
            condition,
            handler,
        } = branch;
        let operation = borrowed(operation);
        let condition = condition.map(|condition| {
            let name = symbols::unused(&format!("__enabled_{number}"), span);
            conditions.push(condition);
            enabled.push(name.clone());
            name.into_token_stream()
        });
        let condition = condition.unwrap_or_else(|| quote!(true));
        operations = quote!(__durable::Or::when(#condition, #operation, #operations));
        let (pattern_only, pattern) = (
            won(number, &without_bindings(pattern.clone())),
            won(number, &pattern),
        );
        accepted.push(pattern_only);
        arms.push(quote!(::core::option::Option::Some(#pattern) => #handler,));
    }
    arms.reverse();
    let accepts =
        refutable.then(|| quote!(, |won| match won { #(#accepted => true,)* _ => false }));
    let otherwise = otherwise.unwrap_or_else(|| parse_quote!(__durable::all_disabled()));
    let wait = quote_spanned!(span=> __durable::select(#operations #accepts).await);
    let won = quote! {
        match #wait {
            #(#arms)*
            ::core::option::Option::None => #otherwise,
            _ => ::core::unreachable!(),
        }
    };
    if conditions.is_empty() {
        return parse_quote!(#won);
    }
    conditions.reverse();
    enabled.reverse();
    parse_quote!(match (#(#conditions,)*) { (#(#enabled,)*) => #won })
}

/// The pattern of a branch, among the branches.
fn won(number: usize, pattern: &Pat) -> TokenStream {
    let this = match pattern {
        Pat::Or(_) => quote!(__durable::Won::This((#pattern))),
        _ => quote!(__durable::Won::This(#pattern)),
    };
    (0..number).fold(this, |inner, _| quote!(__durable::Won::Later(#inner)))
}

/// Whether a pattern takes every value, judged by its syntax.
fn is_irrefutable(pattern: &Pat) -> bool {
    match pattern {
        Pat::Wild(_) | Pat::Rest(_) => true,
        Pat::Ident(name) => {
            name.subpat.is_none() && !name.ident.to_string().starts_with(char::is_uppercase)
        }
        Pat::Tuple(tuple) => tuple.elems.iter().all(is_irrefutable),
        Pat::Paren(paren) => is_irrefutable(&paren.pat),
        Pat::Type(typed) => is_irrefutable(&typed.pat),
        _ => false,
    }
}

/// The tests of a pattern, without its bindings.
fn without_bindings(mut pattern: Pat) -> Pat {
    struct Unbind;
    impl VisitMut for Unbind {
        fn visit_pat_mut(&mut self, pattern: &mut Pat) {
            if let Pat::Ident(name) = pattern
                && !name.ident.to_string().starts_with(char::is_uppercase)
            {
                *pattern = match name.subpat.take() {
                    Some((_, inner)) => *inner,
                    None => parse_quote!(_),
                };
            }
            visit_mut::visit_pat_mut(self, pattern);
        }

        fn visit_field_pat_mut(&mut self, field: &mut syn::FieldPat) {
            visit_mut::visit_field_pat_mut(self, field);
            field.colon_token = Some(Token![:](Span::call_site()));
        }

        fn visit_expr_mut(&mut self, _: &mut Expr) {}
    }
    Unbind.visit_pat_mut(&mut pattern);
    pattern
}

/// `&mut operation`, and `operation.as_mut()` of a pinned one, as a lent operation.
fn borrowed(operation: Expr) -> Expr {
    match lends(&operation) {
        Some(place) => parse_quote_spanned!(operation.span()=> __durable::lent(&mut #place)),
        None => operation,
    }
}

/// The local that an expression borrows as an operation, if it does.
fn lends(operation: &Expr) -> Option<&syn::ExprPath> {
    let place = match operation {
        Expr::Reference(reference) if reference.mutability.is_some() => &*reference.expr,
        Expr::MethodCall(call) if call.method == "as_mut" && call.args.is_empty() => {
            &*call.receiver
        }
        Expr::Paren(paren) => return lends(&paren.expr),
        _ => return None,
    };
    match place {
        Expr::Path(path) if path.path.get_ident().is_some() => Some(path),
        _ => None,
    }
}

/// `spawn(operation)` of the runtime, as a block that keeps its value for the handle; or without keeping it, where the
/// handle is dropped.
pub(crate) fn spawned(call: &syn::ExprCall, detached: bool) -> Option<Expr> {
    let (Expr::Path(function), Some(operation), 1) =
        (&*call.func, call.args.first(), call.args.len())
    else {
        return None;
    };
    let segments = &function.path.segments;
    let is_ours = segments.last().is_some_and(|last| last.ident == "spawn")
        && (segments.len() == 1 || segments.len() == 2 && segments[0].ident == "durable_runtime");
    let spawn = ident(
        if detached {
            "spawn_detached"
        } else {
            "spawn_block"
        },
        Span::call_site(),
    );
    is_ours.then(|| {
        kept_by(
            operation,
            |kind, block| quote!(__durable::#spawn(#kind, #block)),
        )
    })
}

/// An operation as a block that keeps its value, passed to `begin`.
pub(crate) fn kept_by(
    operation: &Expr,
    begin: impl FnOnce(&Ident, TokenStream) -> TokenStream,
) -> Expr {
    // Errors about the operation or its value are reported at its own place.
    let span = operation.span();
    let kind = symbols::unused("__kind", span);
    let spawned = symbols::make("__spawned", span, Symbol::Spawned);
    let value = if is_endless(operation) {
        // There is no value to keep.
        quote_spanned!(span=> #kind, { #spawned.await; })
    } else {
        quote_spanned!(span=> #kind, #spawned.await)
    };
    let mut kept = Group::new(Delimiter::Parenthesis, value);
    kept.set_span(span);
    let block = quote_spanned!(span=> async move { __durable::TaskValue::keep(#kept) });
    let begin = begin(&kind, block);
    parse_quote!({
        let #kind = __durable::TaskKind::new();
        let #spawned = #operation;
        #begin
    })
}

/// `pin!(operation);` as `let mut operation = operation;`, and `pin! { let operation = …; }` as those `let`s: stored
/// values need no pinning.
pub(crate) fn pinned(invocation: &Macro) -> Option<syn::Local> {
    let last = &invocation.path.segments.last()?.ident;
    if last != "pin" && last != "pin_mut" {
        return None;
    }
    let statement = if let Ok(names) =
        invocation.parse_body_with(Punctuated::<Ident, Token![,]>::parse_terminated)
    {
        let (left, right) = (names.iter(), names.iter());
        parse_quote!(let (#(mut #left,)*) = (#(#right,)*);)
    } else {
        let statements = invocation.parse_body_with(syn::Block::parse_within).ok()?;
        let (mut names, mut values) = (Vec::new(), Vec::new());
        for statement in statements {
            let syn::Stmt::Local(syn::Local {
                pat: Pat::Ident(name),
                init: Some(init),
                ..
            }) = statement
            else {
                return None;
            };
            names.push(name.ident);
            values.push(init.expr);
        }
        parse_quote!(let (#(mut #names,)*) = (#(#values,)*);)
    };
    match statement {
        syn::Stmt::Local(local) => Some(local),
        _ => None,
    }
}

/// `Box::pin(operation)` as the operation: stored values need no pinning.
pub(crate) fn boxed(call: &syn::ExprCall) -> Option<Expr> {
    let (Expr::Path(function), Some(operation), 1) =
        (&*call.func, call.args.first(), call.args.len())
    else {
        return None;
    };
    let segments = function.path.segments.iter();
    let names: Vec<String> = segments.map(|segment| bare(&segment.ident)).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    match names[..] {
        ["Box", "pin"] | ["std" | "alloc", "boxed", "Box", "pin"] => Some(operation.clone()),
        _ => None,
    }
}

/// Whether tokens may contain an `async` block, or a macro or call that is replaced by another expression.
pub(crate) fn is_named_in(tokens: &TokenStream) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        proc_macro2::TokenTree::Ident(ident) => {
            ["async", "join", "try_join", "select", "pin", "spawn"]
                .iter()
                .any(|name| ident == name)
        }
        proc_macro2::TokenTree::Group(group) => is_named_in(&group.stream()),
        _ => false,
    })
}

/// Whether an operation is an `async` block that never ends: its last statement is a `loop` that no `break` leaves, and
/// neither a `return` nor a `?` ends the block. A macro may hide one of these, so it must be known not to.
fn is_endless(operation: &Expr) -> bool {
    /// Looks for exits of the block, or of the loop that is its last statement.
    struct Ends<'a> {
        found: bool,
        /// The label of the loop.
        label: Option<&'a syn::Lifetime>,
        /// The number of loops around the place within the block, except for that one.
        loops: usize,
        /// Whether the place is in the loop.
        is_within: bool,
    }
    impl Ends<'_> {
        fn within_a_loop(&mut self, look: impl FnOnce(&mut Self)) {
            self.loops += 1;
            look(self);
            self.loops -= 1;
        }
    }
    impl<'ast> syn::visit::Visit<'ast> for Ends<'_> {
        fn visit_expr(&mut self, expr: &'ast Expr) {
            match expr {
                Expr::Return(_) | Expr::Try(_) => self.found = true,
                Expr::Break(exit) => {
                    self.found |= self.is_within
                        && match &exit.label {
                            Some(label) => Some(label) == self.label,
                            None => self.loops == 0,
                        };
                    syn::visit::visit_expr(self, expr);
                }
                Expr::Loop(_) | Expr::While(_) | Expr::ForLoop(_) => {
                    self.within_a_loop(|ends| syn::visit::visit_expr(ends, expr));
                }
                Expr::Closure(_) | Expr::Async(_) | Expr::Const(_) => {}
                _ => syn::visit::visit_expr(self, expr),
            }
        }

        fn visit_macro(&mut self, invocation: &'ast Macro) {
            self.found |= may_end(invocation);
        }

        fn visit_item(&mut self, _: &'ast syn::Item) {}
    }
    let block = match operation {
        Expr::Async(block) => &block.block,
        Expr::Paren(paren) => return is_endless(&paren.expr),
        Expr::Group(group) => return is_endless(&group.expr),
        _ => return false,
    };
    let Some((syn::Stmt::Expr(Expr::Loop(repeat), _), before)) = block.stmts.split_last() else {
        return false;
    };
    let mut ends = Ends {
        found: false,
        label: repeat.label.as_ref().map(|label| &label.name),
        loops: 0,
        is_within: false,
    };
    for statement in before {
        syn::visit::Visit::visit_stmt(&mut ends, statement);
    }
    ends.is_within = true;
    syn::visit::Visit::visit_block(&mut ends, &repeat.body);
    !ends.found
}

/// Whether a macro may leave the block or the loop around it: it is not known to stay, or its arguments leave.
fn may_end(invocation: &Macro) -> bool {
    const NEVER: [&str; 27] = [
        "assert",
        "assert_eq",
        "assert_ne",
        "dbg",
        "debug",
        "debug_assert",
        "debug_assert_eq",
        "debug_assert_ne",
        "eprint",
        "eprintln",
        "error",
        "format",
        "info",
        "join",
        "matches",
        "panic",
        "pin",
        "print",
        "println",
        "select",
        "todo",
        "trace",
        "try_join",
        "unreachable",
        "vec",
        "warn",
        "write",
    ];
    fn ends(tokens: TokenStream) -> bool {
        let mut after_operand = false;
        tokens.into_iter().any(|token| {
            // `?name` of a log's field comes after no operand.
            let was_after = std::mem::replace(
                &mut after_operand,
                !matches!(&token, proc_macro2::TokenTree::Punct(punct) if punct.as_char() != '?'),
            );
            match token {
                proc_macro2::TokenTree::Ident(name) => name == "return" || name == "break",
                proc_macro2::TokenTree::Punct(sign) => sign.as_char() == '?' && was_after,
                proc_macro2::TokenTree::Group(group) => ends(group.stream()),
                proc_macro2::TokenTree::Literal(_) => false,
            }
        })
    }
    let last = invocation.path.segments.last();
    let is_known = last.is_some_and(|last| NEVER.iter().any(|name| last.ident == name));
    !is_known || ends(invocation.tokens.clone())
}

/// The functions that wait for their arguments, as `timeout(limit, &mut operation)` does.
fn waits_for_arguments(function: &Expr) -> bool {
    let Expr::Path(path) = function else {
        return false;
    };
    path.path.segments.last().is_some_and(|last| {
        ["join", "race", "timeout", "timeout_at", "try_join"]
            .iter()
            .any(|name| last.ident == name)
    })
}

/// Lends the operations that an await borrows: `(&mut operation).await`, `timeout(limit, &mut operation).await`.
pub(crate) fn lend(operation: &mut Expr) {
    if lends(operation).is_some() {
        let given = std::mem::replace(operation, Expr::PLACEHOLDER);
        *operation = borrowed(given);
    } else if let Expr::Call(call) = operation
        && waits_for_arguments(&call.func)
    {
        call.args.iter_mut().for_each(lend);
    }
}

/// Numbers the operations that are lent to an await, in order; returns their locals.
pub(crate) fn place_lent(operation: &mut Expr) -> Vec<BindingId> {
    struct Place(Vec<BindingId>);
    impl VisitMut for Place {
        fn visit_expr_mut(&mut self, expr: &mut Expr) {
            if let Expr::Call(call) = expr
                && is_call_of(&call.func, "lent")
                // Those of an await within it have their numbers.
                && call.args.len() == 1
                && let Some(Expr::Reference(reference)) = call.args.first()
                && let Some(binding) = crate::bindings::binding_of_path(&reference.expr)
            {
                let place = self.0.len();
                call.args.push(parse_quote!(#place));
                self.0.push(binding);
                return;
            }
            visit_mut::visit_expr_mut(self, expr);
        }
    }
    let mut place = Place(Vec::new());
    place.visit_expr_mut(operation);
    place.0
}

/// Takes the closure that tells whether a value fits its branch out of a `select`'s call.
pub(crate) fn take_accepts(operation: &mut Expr) -> Option<Expr> {
    let Expr::Call(call) = operation else {
        return None;
    };
    let accepts =
        (is_call_of(&call.func, "select") && call.args.len() == 2).then(|| call.args.pop())??;
    call.args.pop_punct();
    Some(accepts)
}

/// Whether the values of a call's operations are kept until the others end.
pub(crate) fn keeps_values(call: &syn::ExprCall) -> bool {
    is_call_of(&call.func, "join") || is_call_of(&call.func, "try_join")
}

/// The operations among the arguments of a call that one of the macros has become; those of a call within it are its
/// own.
pub(crate) fn operations_of(call: &mut syn::ExprCall) -> Vec<&mut Expr> {
    let joins = |expr: &Expr| match expr {
        Expr::Call(call) => keeps_values(call),
        _ => false,
    };
    let selects = matches!(&*call.func, Expr::Path(path) if {
        let names = path.path.segments.iter().map(|segment| segment.ident.to_string());
        names.eq(["__durable", "Or", "when"])
    });
    if selects {
        return call.args.iter_mut().skip(1).take(1).collect();
    }
    if keeps_values(call) {
        let operations = call.args.iter_mut();
        return operations.filter(|operation| !joins(operation)).collect();
    }
    Vec::new()
}

/// The name of the macro that the operation was, for messages.
pub(crate) fn readable(operation: &Expr) -> Option<&'static str> {
    let Expr::Call(call) = operation else {
        return None;
    };
    READABLE
        .into_iter()
        .find_map(|(name, text)| is_call_of(&call.func, name).then_some(text))
}

/// The names of the operations, and the texts of their macros.
const READABLE: [(&str, &str); 3] = [
    ("join", "join!(…)"),
    ("try_join", "try_join!(…)"),
    ("select", "select! { … }"),
];

/// Whether an await with this text is one of the macros, of several operations.
pub(crate) fn is_readable(text: &str) -> bool {
    READABLE.iter().any(|(_, readable)| text == *readable)
}

/// Whether a call's function is this one of the runtime's private ones.
pub(crate) fn is_call_of(function: &Expr, name: &str) -> bool {
    let Expr::Path(path) = function else {
        return false;
    };
    let mut segments = path.path.segments.iter();
    segments
        .next()
        .is_some_and(|first| first.ident == "__durable")
        && segments.next().is_some_and(|second| second.ident == name)
}
