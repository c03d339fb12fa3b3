//! The operands of an expression, in the order in which they are evaluated; and the marks that the passes leave on
//! expressions for one another.

use proc_macro2::{Delimiter, Group, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{BinOp, Expr, Item, parse_quote};

use crate::concurrency;
use crate::ids::{BindingId, PointId, UnitId};
use crate::model::ident;
use crate::symbols::{self, Symbol};

/// Marks an expression: `__point_3(expr)`. The mark is a call, because a call means the same everywhere, which an
/// attribute doesn't.
fn wrap(text: &str, symbol: Symbol, expr: Expr) -> Expr {
    named_call(symbols::make(text, expr.span(), symbol).into(), [expr])
}

/// Marks the operation of an `await`.
pub(crate) fn at_point(point: PointId, operation: Expr) -> Expr {
    wrap(&format!("__point_{point}"), Symbol::Point(point), operation)
}

/// Marks a value that is held across an await.
pub(crate) fn held(binding: BindingId, value: Expr) -> Expr {
    wrap(&format!("__temp_{binding}"), Symbol::Held(binding), value)
}

/// The replacement of an `async` block with these captures.
pub(crate) fn in_place_of_block(
    block: UnitId,
    captures: impl IntoIterator<Item = Expr>,
    span: Span,
) -> Expr {
    let name = symbols::make(&format!("__async_{block}"), span, Symbol::AsyncBlock(block));
    named_call(name.into(), captures)
}

/// The point of an operation that is awaited.
pub(crate) fn point_of(expr: &Expr) -> Option<PointId> {
    marked(expr, |symbol| match symbol {
        Symbol::Point(point) => Some(*point),
        _ => None,
    })
}

/// The binding of a value that is held.
pub(crate) fn held_in(expr: &Expr) -> Option<BindingId> {
    marked(expr, |symbol| match symbol {
        Symbol::Held(binding) => Some(*binding),
        _ => None,
    })
}

/// The number of the `async` block that this replaces.
pub(crate) fn async_block(expr: &Expr) -> Option<UnitId> {
    marked(expr, |symbol| match symbol {
        Symbol::AsyncBlock(block) => Some(*block),
        _ => None,
    })
}

/// The result of `find` for the symbol that an expression is a call of.
fn marked<T>(expr: &Expr, find: impl FnOnce(&Symbol) -> Option<T>) -> Option<T> {
    let Expr::Call(call) = expr else { return None };
    let Expr::Path(path) = &*call.func else {
        return None;
    };
    symbols::find(path.path.get_ident()?, find)
}

/// The expression inside of a mark.
pub(crate) fn unwrap(expr: Expr) -> Expr {
    match expr {
        Expr::Call(call) => call
            .args
            .into_iter()
            .next()
            .expect("a mark stands around an expression"),
        other => other,
    }
}

/// The expression inside of a mark for a held value; any other expression itself.
pub(crate) fn held_mut(expr: &mut Expr) -> &mut Expr {
    if held_in(expr).is_none() {
        return expr;
    }
    match expr {
        Expr::Call(call) => &mut call.args[0],
        _ => unreachable!("a mark is a call"),
    }
}

/// The same by reference.
pub(crate) fn held_inside(expr: &Expr) -> &Expr {
    match expr {
        Expr::Call(call) if held_in(expr).is_some() => &call.args[0],
        _ => expr,
    }
}

/// Whether a value is held within an expression.
pub(crate) fn holds(expr: &Expr) -> bool {
    struct Find(bool);
    impl Visit<'_> for Find {
        fn visit_expr(&mut self, expr: &Expr) {
            self.0 |= held_in(expr).is_some();
            visit::visit_expr(self, expr);
        }
    }
    let mut find = Find(false);
    find.visit_expr(expr);
    find.0
}

/// A call of a path.
pub(crate) fn named_call(path: syn::Path, arguments: impl IntoIterator<Item = Expr>) -> Expr {
    Expr::Call(syn::ExprCall {
        attrs: Vec::new(),
        func: Box::new(Expr::Path(syn::ExprPath {
            attrs: Vec::new(),
            qself: None,
            path,
        })),
        paren_token: syn::token::Paren::default(),
        args: arguments.into_iter().collect(),
    })
}

/// The binding that holds the remaining items of a marked `for` loop.
pub(crate) fn items_of(repeat: &syn::ExprForLoop) -> Option<BindingId> {
    repeat.attrs.iter().find_map(|attribute| {
        symbols::find(attribute.path().get_ident()?, |symbol| match symbol {
            Symbol::Held(binding) => Some(*binding),
            _ => None,
        })
    })
}

/// Marks a `for` loop with the binding that holds its remaining items.
pub(crate) fn mark_items(repeat: &mut syn::ExprForLoop, binding: BindingId) {
    let name = format!("__temp_{binding}");
    let name = symbols::make(&name, Span::call_site(), Symbol::Held(binding));
    repeat.attrs.push(parse_quote!(#[#name]));
}

/// Takes the mark of a `for` loop off.
pub(crate) fn unmark_items(repeat: &mut syn::ExprForLoop) {
    repeat.attrs.retain(|attribute| {
        let name = attribute.path().get_ident();
        let held = |symbol: &Symbol| matches!(symbol, Symbol::Held(_)).then_some(());
        name.and_then(|name| symbols::find(name, held)).is_none()
    });
}

/// A call of the runtime for the items of a loop. rustc reports errors about them at `span`.
pub(crate) fn loop_item(function: &str, argument: &TokenStream, span: Span) -> Expr {
    demand("LoopItem", function, argument, span)
}

/// A call of a trait's function. rustc reports its errors at `span`.
pub(crate) fn demand(of: &str, function: &str, argument: &TokenStream, span: Span) -> Expr {
    let (of, function) = (ident(of, span), ident(function, span));
    let mut arguments = Group::new(Delimiter::Parenthesis, tuple(argument, span));
    arguments.set_span(span);
    let function = quote_spanned!(span=> __durable::#of::#function);
    parse_quote!(#function #arguments)
}

/// `(value,)` with parentheses at `span`, so that rustc takes it for an expression of the user's.
pub(crate) fn tuple(value: &impl ToTokens, span: Span) -> TokenStream {
    let mut tuple = Group::new(Delimiter::Parenthesis, quote!(#value,));
    tuple.set_span(span);
    tuple.into_token_stream()
}

/// The name of a function that the compiler calls for a value held for a borrow.
pub(crate) fn own_function(call: &syn::ExprCall) -> Option<&syn::Ident> {
    let Expr::Path(path) = &*call.func else {
        return None;
    };
    let segments = &path.path.segments;
    let is_own = segments
        .first()
        .is_some_and(|first| first.ident == "__durable");
    is_own.then(|| segments.last().map(|last| &last.ident))?
}

/// The variable for a loop's source. It differs from every name of the user's.
pub(crate) fn each_at(span: Span) -> syn::Ident {
    ident("__each", Span::mixed_site().located_at(span))
}

/// What a loop over `items` does with them, as they are kept: `then` is given what goes over them.
pub(crate) fn over_items(
    items: &Expr,
    first: Option<&dyn Fn(&syn::Ident) -> Expr>,
    then: impl FnOnce(&Expr) -> Expr,
) -> Expr {
    let span = items.span();
    let each = each_at(span);
    let goes = demand("Ends", "goes", &quote!((&#each).kind().choose(#each)), span);
    let then = then(&goes);
    let body = match first {
        Some(first) => {
            let first = first(&each);
            quote!({ #first; #then })
        }
        None => then.into_token_stream(),
    };
    parse_quote!(match __TypeOk::each(#items) { #each => #body })
}

/// The variable of an await's output, at the beginning of the state after it. It differs from every name of the user's.
pub(crate) fn output() -> syn::Ident {
    ident("__output", Span::mixed_site())
}

/// Whether an expression awaits, in itself and not in a closure, an `async` block or an item within it.
pub(crate) fn awaits(expr: &Expr) -> bool {
    let mut finder = FindAwait(false);
    finder.visit_expr(expr);
    finder.0
}

pub(crate) fn block_awaits(block: &syn::Block) -> bool {
    let mut finder = FindAwait(false);
    finder.visit_block(block);
    finder.0
}

pub(crate) fn statement_awaits(statement: &syn::Stmt) -> bool {
    let mut finder = FindAwait(false);
    finder.visit_stmt(statement);
    finder.0
}

struct FindAwait(bool);

impl Visit<'_> for FindAwait {
    fn visit_expr(&mut self, expr: &Expr) {
        match expr {
            Expr::Await(_) => self.0 = true,
            Expr::Closure(_) | Expr::Async(_) | Expr::Const(_) => {}
            _ if self.0 => {}
            _ => visit::visit_expr(self, expr),
        }
    }

    fn visit_macro(&mut self, invocation: &syn::Macro) {
        self.0 |= concurrency::awaits(invocation);
    }

    fn visit_item(&mut self, _: &Item) {}
}

/// `&&` and `||` evaluate their right side only sometimes.
pub(crate) fn is_lazy(op: &BinOp) -> bool {
    matches!(op, BinOp::And(_) | BinOp::Or(_))
}

/// `+=` and the like.
pub(crate) fn is_compound_assignment(op: &BinOp) -> bool {
    matches!(
        op,
        BinOp::AddAssign(_)
            | BinOp::SubAssign(_)
            | BinOp::MulAssign(_)
            | BinOp::DivAssign(_)
            | BinOp::RemAssign(_)
            | BinOp::BitXorAssign(_)
            | BinOp::BitAndAssign(_)
            | BinOp::BitOrAssign(_)
            | BinOp::ShlAssign(_)
            | BinOp::ShrAssign(_)
    )
}

macro_rules! operand_lists {
    ($name:ident, $iter:ident, $deref:ident, $($mutability:tt)?) => {
        /// The operands of an expression that evaluates all of them, in order; `None` for one that has
        /// control flow of its own.
        pub(crate) fn $name(expr: & $($mutability)? Expr) -> Option<Vec<& $($mutability)? Expr>> {
            Some(match expr {
                Expr::Array(array) => array.elems.$iter().collect(),
                // The value comes first, then the place that it is assigned to.
                Expr::Assign(assign) => vec![& $($mutability)? *assign.right, & $($mutability)? *assign.left],
                Expr::Await(wait) => vec![& $($mutability)? *wait.base],
                Expr::Binary(binary) if is_lazy(&binary.op) => return None,
                Expr::Binary(binary) => {
                    let value_first = is_compound_assignment(&binary.op);
                    let (left, right) = (& $($mutability)? *binary.left, & $($mutability)? *binary.right);
                    if value_first { vec![right, left] } else { vec![left, right] }
                }
                Expr::Call(call) => {
                    let mut operands = vec![& $($mutability)? *call.func];
                    operands.extend(call.args.$iter());
                    operands
                }
                Expr::Cast(cast) => vec![& $($mutability)? *cast.expr],
                Expr::Field(field) => vec![& $($mutability)? *field.base],
                Expr::Group(group) => vec![& $($mutability)? *group.expr],
                Expr::Index(index) => vec![& $($mutability)? *index.expr, & $($mutability)? *index.index],
                Expr::MethodCall(call) => {
                    let mut operands = vec![& $($mutability)? *call.receiver];
                    operands.extend(call.args.$iter());
                    operands
                }
                Expr::Paren(paren) => vec![& $($mutability)? *paren.expr],
                Expr::Range(range) => {
                    let mut operands = Vec::new();
                    operands.extend(range.start.$deref());
                    operands.extend(range.end.$deref());
                    operands
                }
                Expr::RawAddr(address) => vec![& $($mutability)? *address.expr],
                Expr::Reference(reference) => vec![& $($mutability)? *reference.expr],
                Expr::Repeat(repeat) => vec![& $($mutability)? *repeat.expr],
                Expr::Struct(literal) => {
                    let mut operands: Vec<_> = literal.fields.$iter().map(|field| & $($mutability)? field.expr).collect();
                    operands.extend(literal.rest.$deref());
                    operands
                }
                Expr::Try(attempt) => vec![& $($mutability)? *attempt.expr],
                Expr::Tuple(tuple) => tuple.elems.$iter().collect(),
                Expr::Unary(unary) => vec![& $($mutability)? *unary.expr],
                _ => return None,
            })
        }
    };
}

operand_lists!(operands, iter, as_deref,);
operand_lists!(operands_mut, iter_mut, as_deref_mut, mut);

/// The expression inside of parentheses.
pub(crate) fn unwrap_parens(expr: &Expr) -> &Expr {
    match expr {
        Expr::Paren(paren) => unwrap_parens(&paren.expr),
        Expr::Group(group) => unwrap_parens(&group.expr),
        _ => expr,
    }
}

/// The items that a loop clones, if it goes over `items.cloned()`, and whether it does.
pub(crate) fn cloned_mut(items: &mut Expr) -> (&mut Expr, bool) {
    let is_cloned = |call: &syn::ExprMethodCall| call.method == "cloned" && call.args.is_empty();
    match items {
        Expr::MethodCall(call) if is_cloned(call) => {
            let Expr::MethodCall(call) = items else {
                unreachable!("it is a call of a method")
            };
            (&mut call.receiver, true)
        }
        _ => (items, false),
    }
}

/// Whether it is a static or a constant, by its name.
pub(crate) fn is_constant_path(expr: &Expr) -> bool {
    let Expr::Path(path) = expr else { return false };
    path.path.segments.last().is_some_and(|last| {
        let name = last.ident.to_string();
        name.chars()
            .all(|c| c.is_uppercase() || c.is_numeric() || c == '_')
            && name.chars().any(char::is_uppercase)
    })
}

/// The closures of an operand.
pub(crate) fn closures_in(operand: &Expr) -> Vec<&syn::ExprClosure> {
    struct Closures<'a>(Vec<&'a syn::ExprClosure>);
    impl<'a> Visit<'a> for Closures<'a> {
        fn visit_expr_closure(&mut self, closure: &'a syn::ExprClosure) {
            self.0.push(closure);
        }
    }
    let mut closures = Closures(Vec::new());
    visit::visit_expr(&mut closures, operand);
    closures.0
}
