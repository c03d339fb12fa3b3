//! Fields that are moved out of a struct and assigned later: `order.status = send(order.status).await?`. While the
//! function waits, such a struct has no value as a whole, and the compiler knows too little of it to keep it in parts.
//! So a copy is taken, and the struct stays whole until the field is assigned. The same holds where a new struct takes its
//! place: `order = Order { status: send(order.status).await?, ..order }`.

use std::collections::BTreeSet;

use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::visit_mut::{self, VisitMut};
use syn::{Block, Expr, Member, Stmt};

use crate::bindings::binding_of_path;
use crate::ids::BindingId;
use crate::lower::patterns::moves_parts;
use crate::lower::split::takes_mut;
use crate::methods::{Does, does};
use crate::model::{ident, member_name};
use crate::operands;

/// A field of a local, or of a field of one.
type Place = (BindingId, Vec<String>);

fn place(expr: &Expr) -> Option<Place> {
    match expr {
        Expr::Path(_) => Some((binding_of_path(expr)?, Vec::new())),
        Expr::Field(field) => {
            let (local, mut path) = place(&field.base)?;
            path.push(member_name(&field.member));
            Some((local, path))
        }
        Expr::Paren(paren) => place(&paren.expr),
        Expr::Group(group) => place(&group.expr),
        _ => None,
    }
}

/// Copies the values that are taken out of fields which are assigned after an await.
pub(crate) fn renew(body: &mut Block) {
    if operands::block_awaits(body) {
        let mut assigned = Assigned::default();
        assigned.visit_block(body);
        Renew(&assigned.0).visit_block_mut(body);
    }
}

/// The fields that are assigned to.
#[derive(Default)]
struct Assigned(BTreeSet<Place>);

impl Visit<'_> for Assigned {
    fn visit_expr_assign(&mut self, assign: &syn::ExprAssign) {
        if let Expr::Field(_) = &*assign.left {
            self.0.extend(place(&assign.left));
        }
        visit::visit_expr_assign(self, assign);
    }

    fn visit_item(&mut self, _: &syn::Item) {}
}

struct Renew<'a>(&'a BTreeSet<Place>);

impl Renew<'_> {
    /// Whether a field gets a new value after an await, by itself or with what it is a part of.
    fn is_renewed(&self, field: &Expr) -> bool {
        place(field).is_some_and(|(local, path)| {
            let mut wholes = (0..=path.len()).map(|length| (local, path[..length].to_vec()));
            wholes.any(|whole| self.0.contains(&whole))
        })
    }

    fn take(&self, expr: &mut Expr) {
        match expr {
            Expr::Field(_) if self.is_renewed(expr) => {
                let span = expr.span();
                let field = std::mem::replace(expr, Expr::PLACEHOLDER);
                *expr = operands::demand("CopiedOut", "copy", &quote::quote!(&#field), span);
            }
            Expr::Paren(paren) => self.take(&mut paren.expr),
            Expr::Group(group) => self.take(&mut group.expr),
            Expr::Try(attempt) => self.take(&mut attempt.expr),
            _ => {}
        }
    }

    /// Replaces the receiver of a method by a copy, if the standard library has a method of its name that takes its
    /// receiver. The typing pass proves that it is that method.
    fn consume(&self, call: &mut syn::ExprMethodCall) {
        let is_field = matches!(operands::unwrap_parens(&call.receiver), Expr::Field(_));
        if !(is_field && does(call, Does::Consumes) && self.is_renewed(&call.receiver)) {
            return;
        }
        let (span, method) = (
            call.receiver.span(),
            ident(&call.method.to_string(), call.method.span()),
        );
        let field = &call.receiver;
        let argument = operands::tuple(&quote::quote!(&#field), span);
        *call.receiver = syn::parse_quote_spanned! {span=>
            __durable::Consumed::<__durable::consuming::#method, _>::copy(#argument)
        };
    }

    /// The fields that these statements assign before anything is awaited.
    fn renewed_at_once(statements: &[Stmt]) -> BTreeSet<Place> {
        let at_once = statements
            .iter()
            .take_while(|statement| !operands::statement_awaits(statement));
        let assigned = at_once.filter_map(|statement| match statement {
            Stmt::Expr(Expr::Assign(assign), _) => place(&assign.left),
            _ => None,
        });
        assigned.collect()
    }
}

impl VisitMut for Renew<'_> {
    fn visit_block_mut(&mut self, block: &mut Block) {
        for at in 0..block.stmts.len() {
            let at_once = Self::renewed_at_once(&block.stmts[at..]);
            let left: BTreeSet<Place> = self.0.difference(&at_once).cloned().collect();
            let mut inner = Renew(&left);
            let is_last = at + 1 == block.stmts.len();
            match &mut block.stmts[at] {
                Stmt::Local(local) => {
                    if let Some(init) = &mut local.init
                        && moves_parts(&local.pat)
                    {
                        inner.take(&mut init.expr);
                    }
                    inner.visit_local_mut(local);
                }
                Stmt::Expr(value, None) if is_last => {
                    inner.take(value);
                    inner.visit_expr_mut(value);
                }
                statement => inner.visit_stmt_mut(statement),
            }
        }
    }

    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        if let Some(replaced) = replaced(expr) {
            let more = self.0 | &replaced;
            if more.len() > self.0.len() {
                return Renew(&more).visit_expr_mut(expr);
            }
        }
        match expr {
            Expr::MethodCall(call) => {
                self.consume(call);
                call.args.iter_mut().for_each(|operand| self.take(operand));
            }
            _ => takes_mut(expr)
                .into_iter()
                .for_each(|operand| self.take(operand)),
        }
        match expr {
            // A closure takes its captures when it is called.
            Expr::Closure(_) => {}
            // `(pair.0, given) = …` takes nothing out of its targets.
            Expr::Assign(assign) if is_pattern(&assign.left) => {
                self.visit_expr_mut(&mut assign.right);
            }
            _ => visit_mut::visit_expr_mut(self, expr),
        }
    }

    fn visit_item_mut(&mut self, _: &mut syn::Item) {}
}

/// What an expression that awaits replaces when all its operands have their values: the local that it assigns to, or the
/// fields that a struct doesn't take from its base.
fn replaced(expr: &Expr) -> Option<BTreeSet<Place>> {
    match expr {
        Expr::Assign(assign) if awaits_within(&assign.right) => {
            let local = binding_of_path(operands::unwrap_parens(&assign.left))?;
            Some(BTreeSet::from([(local, Vec::new())]))
        }
        Expr::Struct(literal)
            if literal
                .fields
                .iter()
                .any(|field| operands::awaits(&field.expr)) =>
        {
            let (local, path) = place(literal.rest.as_ref()?)?;
            let of = |member: &Member| {
                let mut path = path.clone();
                path.push(member_name(member));
                (local, path)
            };
            Some(
                literal
                    .fields
                    .iter()
                    .map(|field| of(&field.member))
                    .collect(),
            )
        }
        _ => None,
    }
}

/// Whether there is an await among the operands of a value, and not only around it: what is taken before it has to be there
/// after it.
fn awaits_within(value: &Expr) -> bool {
    match value {
        Expr::Try(attempt) => awaits_within(&attempt.expr),
        Expr::Paren(paren) => awaits_within(&paren.expr),
        Expr::Group(group) => awaits_within(&group.expr),
        Expr::Await(wait) => operands::awaits(&wait.base),
        _ => operands::awaits(value),
    }
}

/// Whether the left side of an assignment takes the value apart.
fn is_pattern(left: &Expr) -> bool {
    matches!(
        left,
        Expr::Tuple(_) | Expr::Array(_) | Expr::Struct(_) | Expr::Call(_)
    )
}

/// The bindings with types that are known not to give away their parts: `Arc<Config>` and other shared pointers.
pub(crate) fn shared_pointers(
    parameters: impl IntoIterator<Item = (BindingId, syn::Type)>,
    body: &Block,
) -> BTreeSet<BindingId> {
    let mut find = Pointers(BTreeSet::new());
    for (binding, ty) in parameters {
        if is_shared_pointer(&ty) {
            find.0.insert(binding);
        }
    }
    find.visit_block(body);
    find.0
}

struct Pointers(BTreeSet<BindingId>);

impl Pointers {
    fn gives_pointer(&self, value: &Expr) -> bool {
        match operands::unwrap_parens(value) {
            Expr::Call(call) => {
                let Expr::Path(path) = &*call.func else {
                    return false;
                };
                let of = path.path.segments.iter().rev().nth(1);
                of.is_some_and(|of| is_shared(&of.ident.to_string()))
            }
            Expr::Reference(_) => true,
            Expr::MethodCall(call) if call.method == "clone" => self.gives_pointer(&call.receiver),
            path @ Expr::Path(_) => {
                binding_of_path(path).is_some_and(|name| self.0.contains(&name))
            }
            _ => false,
        }
    }
}

impl Visit<'_> for Pointers {
    fn visit_local(&mut self, local: &syn::Local) {
        let (pattern, typed) = match &local.pat {
            syn::Pat::Type(typed) => (&*typed.pat, is_shared_pointer(&typed.ty)),
            pattern => (pattern, false),
        };
        let given = local
            .init
            .as_ref()
            .is_some_and(|init| self.gives_pointer(&init.expr));
        if let syn::Pat::Ident(name) = pattern
            && (typed || given)
        {
            self.0.extend(crate::bindings::binding_of(&name.ident));
        }
        visit::visit_local(self, local);
    }

    fn visit_item(&mut self, _: &syn::Item) {}
}

fn is_shared_pointer(ty: &syn::Type) -> bool {
    match ty {
        syn::Type::Reference(_) => true,
        syn::Type::Path(path) => {
            let last = path.path.segments.last();
            last.is_some_and(|last| is_shared(&last.ident.to_string()))
        }
        syn::Type::Paren(paren) => is_shared_pointer(&paren.elem),
        _ => false,
    }
}

fn is_shared(name: &str) -> bool {
    matches!(name, "Arc" | "Rc" | "Shared" | "Cow")
}
