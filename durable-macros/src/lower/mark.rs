//! Numbers the awaits, and finds the values that must be held while a later await of the same expression
//! waits: `f(a().await?, b.len(), c().await)` holds the first two.

use std::collections::{BTreeSet, HashMap, HashSet};

use proc_macro2::Span;
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::visit_mut::{self, VisitMut};
use syn::{Block, Expr, Stmt, UnOp};

use crate::anchors::{self, Note};
use crate::bindings::{Binding, Bindings, binding_of_path, mentioned};
use crate::concurrency;
use crate::hygiene::local_macros;
use crate::ids::{BindingId, Id as _, IdVec, PointId, UnitId};
use crate::known_macros;
use crate::lower::receivers;
use crate::methods::{Does, does};
use crate::model::bare;
use crate::operands::{
    async_block, at_point, awaits, block_awaits, held, held_in, holds, is_lazy, mark_items,
    operands, operands_mut, point_of, statement_awaits, unmark_items, unwrap, unwrap_parens,
};
use crate::symbols;

/// A place where the function waits.
#[derive(Debug)]
pub(crate) struct Point {
    /// The `async` block that it is in.
    pub(crate) within: Option<UnitId>,
    /// The name of the operation.
    base: String,
    /// Its number among those of that name in the block, from one.
    number: usize,
    /// The names of the statements around it, each with `/` after it.
    path: String,
    /// The name that the user has given it.
    given: Option<String>,
    identifier: String,
    /// The source text of the operation, for display.
    pub(crate) source: String,
    /// All of its text.
    pub(crate) text: String,
    pub(crate) span: Span,
    /// Whether it is the beginning of an `async` block, which has not run yet.
    pub(crate) begins_block: bool,
    /// The closure of a `select!` that tells whether a value fits its branch's pattern, if not all do.
    pub(crate) accepts: Option<Expr>,
    /// The locals that are awaited by `&mut`.
    pub(crate) lent: Vec<BindingId>,
}

impl Point {
    /// Whether it waits for an event, by the name of the function.
    pub(crate) fn is_event(&self) -> bool {
        self.base == "event"
    }

    /// The beginning of an `async` block.
    pub(crate) fn block(unit: UnitId, text: String, span: Span) -> Self {
        Self {
            within: None,
            base: "async".to_owned(),
            number: unit.index(),
            path: String::new(),
            given: None,
            identifier: String::new(),
            source: "async { … }".to_owned(),
            text,
            span,
            begins_block: true,
            accepts: None,
            lent: Vec::new(),
        }
    }

    /// The name under which it is stored: `async#2/send_alert#1`, or `poll/grace` with the names that the user gives.
    pub(crate) fn name(&self) -> String {
        let block = self.within.map(|block| format!("async#{block}/"));
        let (block, path) = (block.unwrap_or_default(), &self.path);
        match &self.given {
            Some(name) => format!("{block}{path}{name}"),
            None => format!("{block}{path}{}#{}", self.base, self.number),
        }
    }

    /// Whether another one has the same name but for the number.
    pub(crate) fn is_like(&self, other: &Self) -> bool {
        (self.within, &self.path, &self.base) == (other.within, &other.path, &other.base)
    }

    /// The source text of the await.
    pub(crate) fn awaited(&self) -> String {
        if self.begins_block || self.source.contains("! ") || self.source.contains("!(…") {
            self.source.clone()
        } else {
            format!("{}.await", self.source)
        }
    }

    /// The name as a part of an identifier: `async#1/send_alert#2` as `async_1_send_alert_2`.
    pub(crate) fn identifier(&self) -> &str {
        &self.identifier
    }
}

/// Gives each point an identifier of its own: the names `r#type#1` and `r_type#1` are two.
pub(crate) fn identify(points: &mut IdVec<PointId, Point>) {
    let mut taken = HashSet::new();
    for point in points.values_mut() {
        let mut identifier = point.name().replace("r#", "r_").replace(['#', '/'], "_");
        while !taken.insert(identifier.clone()) {
            identifier.push('_');
        }
        point.identifier = identifier;
    }
}

/// Marks a body in which every binding has its own name, and adds its awaits to `points`. `within` is the
/// `async` block that the body is, if it is one's. Returns the names that the user gives to awaits.
pub(crate) fn mark(
    body: &mut Block,
    bindings: &mut Bindings,
    points: &mut IdVec<PointId, Point>,
    within: Option<UnitId>,
) -> Vec<GivenName> {
    let mut marker = Marker {
        bindings,
        points,
        within,
        awaits_by_name: HashMap::new(),
        path: String::new(),
        given: None,
        names: Vec::new(),
    };
    marker.block(body);
    marker.names
}

/// A name that the user gives.
#[derive(Debug)]
pub(crate) struct GivenName {
    /// With the names around it.
    pub(crate) name: String,
    pub(crate) span: Span,
    /// Whether it is a part of the names of the awaits.
    pub(crate) is_path: bool,
    /// Whether several operations may be awaited in its statement.
    pub(crate) may_be_several: bool,
    /// The number of awaits that it names.
    pub(crate) awaits: usize,
}

struct Marker<'a> {
    bindings: &'a mut Bindings,
    points: &'a mut IdVec<PointId, Point>,
    within: Option<UnitId>,
    awaits_by_name: HashMap<String, usize>,
    /// The names of the statements around the place, each with `/` after it.
    path: String,
    /// The place among `names` of the one that the next await is given.
    given: Option<usize>,
    names: Vec<GivenName>,
}

impl Marker<'_> {
    fn block(&mut self, block: &mut Block) {
        let mut note = None;
        block.stmts.retain_mut(|statement| {
            let found = anchors::note_of(statement);
            if found.is_some() {
                note = found;
                return false;
            }
            match note.take() {
                Some(Note::Name(name, span)) => self.named((&name, span), false, statement),
                Some(Note::Path(name, span)) => self.named((&name, span), true, statement),
                _ => self.statement(statement),
            }
            true
        });
    }

    /// A statement with a name: the name of its await, or a part of the names of the awaits in it.
    fn named(&mut self, (name, span): (&str, Span), is_path: bool, statement: &mut Stmt) {
        // The branches of a `select!` may await, too.
        let is_select = !is_path && matches!(statement, Stmt::Expr(Expr::Match(_), _));
        let number = self.names.len();
        self.names.push(GivenName {
            name: format!("{}{name}", self.path),
            span,
            is_path,
            may_be_several: is_path || is_select,
            awaits: 0,
        });
        let (outer, before) = (self.path.len(), self.points.len());
        let given = self.given.take();
        if is_path {
            self.path.push_str(name);
            self.path.push('/');
        } else {
            self.given = Some(number);
        }
        self.statement(statement);
        self.path.truncate(outer);
        self.given = given;
        self.names[number].awaits = self.points.len() - before;
    }

    fn statement(&mut self, statement: &mut Stmt) {
        if !statement_awaits(statement) {
            return;
        }
        match statement {
            Stmt::Local(local) => {
                if let Some(init) = &mut local.init {
                    self.value(&mut init.expr);
                    if let Some((_, diverge)) = &mut init.diverge {
                        self.control(diverge);
                    }
                }
            }
            Stmt::Expr(expr, _) => self.control(expr),
            Stmt::Item(_) | Stmt::Macro(_) => {}
        }
    }

    /// An expression with a value that goes straight to the next control flow: a statement, a branch's end.
    fn control(&mut self, expr: &mut Expr) {
        if !awaits(expr) {
            return;
        }
        match expr {
            Expr::If(branch) => {
                self.condition(&mut branch.cond);
                self.block(&mut branch.then_branch);
                if let Some((_, otherwise)) = &mut branch.else_branch {
                    self.control(otherwise);
                }
            }
            Expr::Match(choice) => {
                self.value(&mut choice.expr);
                for arm in &mut choice.arms {
                    self.control(&mut arm.body);
                }
            }
            Expr::Block(block) => self.block(&mut block.block),
            Expr::Loop(repeat) => self.block(&mut repeat.body),
            Expr::While(repeat) => {
                self.condition(&mut repeat.cond);
                self.block(&mut repeat.body);
            }
            Expr::ForLoop(repeat) => {
                self.value(&mut repeat.expr);
                if block_awaits(&repeat.body) {
                    let left = self.temporary("items", repeat.for_token.span, true);
                    mark_items(repeat, left);
                    self.block(&mut repeat.body);
                }
            }
            Expr::Return(exit) => {
                if let Some(value) = &mut exit.expr {
                    self.control(value);
                }
            }
            Expr::Break(exit) => {
                if let Some(value) = &mut exit.expr {
                    self.control(value);
                }
            }
            Expr::Paren(paren) => self.control(&mut paren.expr),
            Expr::Group(group) => self.control(&mut group.expr),
            _ => self.value(expr),
        }
    }

    /// An expression with a value that is used by the expression around it.
    fn value(&mut self, expr: &mut Expr) {
        if !awaits(expr) {
            return;
        }
        let branches = match expr {
            Expr::Binary(binary) if is_lazy(&binary.op) => {
                self.value(&mut binary.left);
                // The right side is a branch's end: `a && b` is `if a { b } else { false }`.
                self.control(&mut binary.right);
                true
            }
            Expr::If(_)
            | Expr::Match(_)
            | Expr::Block(_)
            | Expr::Loop(_)
            | Expr::While(_)
            | Expr::ForLoop(_) => {
                self.control(expr);
                true
            }
            Expr::Return(_) | Expr::Break(_) => {
                self.control(expr);
                false
            }
            Expr::Await(_) => {
                self.operands(expr);
                self.point(expr);
                false
            }
            _ => {
                self.operands(expr);
                false
            }
        };
        if branches {
            self.hold(expr);
        }
    }

    /// A condition, in which `&&` needs no value of its own.
    fn condition(&mut self, expr: &mut Expr) {
        match expr {
            Expr::Binary(binary) if matches!(binary.op, syn::BinOp::And(_)) => {
                self.condition(&mut binary.left);
                self.condition(&mut binary.right);
            }
            Expr::Let(condition) => self.value(&mut condition.expr),
            Expr::Paren(paren) => self.condition(&mut paren.expr),
            Expr::Group(group) => self.condition(&mut group.expr),
            _ => self.value(expr),
        }
    }

    fn operands(&mut self, expr: &mut Expr) {
        let borrows_first = receivers::borrows_first(expr);
        let receiver =
            borrows_first || matches!(expr, Expr::Field(_) | Expr::Index(_) | Expr::Reference(_));
        let by_reference = matches!(expr, Expr::Call(call) if known_macros::is_macro_call(call));
        let all = operands(expr).unwrap_or_default();
        let last = all
            .iter()
            .rposition(|operand| awaits(operand))
            .unwrap_or_default();
        // The bindings that later operands mention.
        let later: Vec<BTreeSet<BindingId>> = (0..last)
            .map(|position| {
                all[position + 1..=last]
                    .iter()
                    .flat_map(mentioned)
                    .collect()
            })
            .collect();
        let change = if last > 0 && borrows_first {
            receivers::change(all[0], &all[1..=last], self.bindings)
        } else {
            receivers::Change::default()
        };
        // An operand that is copied, because it changes before the method is called, or is compared; or that is moved.
        let is_copied = change.behind.is_none()
            && (change.certain || change.may_be_of_number() && receivers::consumes(expr));
        // If it is a number, it is copied.
        let is_number_copied = change.may_be_of_number() && receivers::copies_number(expr);
        for (position, operand) in operands_mut(expr)
            .unwrap_or_default()
            .into_iter()
            .enumerate()
        {
            // `name = value` among a macro's arguments: the value is the operand.
            let operand = match operand {
                Expr::Call(named) if known_macros::is_argument(named) => &mut named.args[0],
                operand => operand,
            };
            self.value(operand);
            if position >= last {
                continue;
            }
            let later = &later[position];
            let may_be_set =
                self.bindings.has_sets && binding_of_path(unwrap_parens(operand)).is_some();
            if position == 0 && is_copied
                || may_be_set && !(by_reference || receiver && position == 0)
            {
                // A set that is given away ends where later code leaves.
                self.hold(operand);
            } else if by_reference || (receiver && position == 0) {
                self.hold_in_place(operand, later);
                if is_number_copied && position == 0 && !awaits(operand) && !holds(operand) {
                    self.hold_number(operand);
                }
            } else if is_borrow(operand) || stays(operand) {
                if self.may_change(operand, later) {
                    self.hold(operand);
                } else {
                    self.hold_in_place(operand, later);
                }
            } else {
                self.hold(operand);
            }
        }
    }

    /// Whether evaluating an operand after the awaits could give another value than before them: it is a local that may
    /// be changed meanwhile, or a closure with a copy of one.
    fn may_change(&self, operand: &Expr, later: &BTreeSet<BindingId>) -> bool {
        let changes = |binding| self.is_mutable(binding) && later.contains(&binding);
        match unwrap_parens(operand) {
            Expr::Closure(_) => mentioned(operand).into_iter().any(changes),
            operand => binding_of_path(operand).is_some_and(changes),
        }
    }

    fn is_mutable(&self, binding: BindingId) -> bool {
        self.bindings.get(binding).mutable
    }

    /// Holds the values in a place that is borrowed after the awaits: its indices, and its base if that is no place.
    fn hold_in_place(&mut self, place: &mut Expr, later: &BTreeSet<BindingId>) {
        match place {
            Expr::Index(index) => {
                self.hold_in_place(&mut index.expr, later);
                if !stays(&index.index) || self.may_change(&index.index, later) {
                    self.hold(&mut index.index);
                }
            }
            Expr::Field(field) => self.hold_in_place(&mut field.base, later),
            Expr::Reference(reference) => self.hold_in_place(&mut reference.expr, later),
            Expr::Unary(unary) if matches!(unary.op, UnOp::Deref(_)) => {
                self.hold_in_place(&mut unary.expr, later);
            }
            Expr::MethodCall(call) if does(call, Does::Views) => {
                self.hold_in_place(&mut call.receiver, later);
            }
            Expr::Paren(paren) => self.hold_in_place(&mut paren.expr, later),
            Expr::Group(group) => self.hold_in_place(&mut group.expr, later),
            Expr::Closure(_) if self.may_change(place, later) => self.hold(place),
            _ if stays(place) => {}
            _ => self.hold(place),
        }
    }

    /// Gives a value a binding, in which it is held across the awaits that follow in its expression.
    fn hold(&mut self, expr: &mut Expr) {
        if held_in(expr).is_some() {
            return;
        }
        let binding = self.temporary("value", expr.span(), true);
        let inner = std::mem::replace(expr, Expr::PLACEHOLDER);
        *expr = held(binding, inner);
    }

    /// Holds the number in a place, if it is one. Anything else stays where it is.
    fn hold_number(&mut self, place: &mut Expr) {
        let binding = self.temporary("value", place.span(), true);
        let found = std::mem::replace(place, Expr::PLACEHOLDER);
        *place = receivers::number_or(&found, |number| held(binding, number));
    }

    fn temporary(&mut self, name: &str, span: Span, mutable: bool) -> BindingId {
        self.bindings.add(Binding {
            name: name.to_owned(),
            span,
            mutable,
            temporary: true,
            spawned: false,
        })
    }

    fn point(&mut self, expr: &mut Expr) {
        let Expr::Await(wait) = expr else { return };
        let text = full_text(&wait.base);
        let accepts = concurrency::take_accepts(&mut wait.base);
        concurrency::lend(&mut wait.base);
        let lent = concurrency::place_lent(&mut wait.base);
        let mut base = operation_name(&wait.base);
        if base == "async" {
            // The beginnings of blocks have that name.
            "r#async".clone_into(&mut base);
        }
        let of_name = self.awaits_by_name.entry(format!("{}{base}", self.path));
        let number = of_name.or_insert(0);
        let given = self
            .given
            .take()
            .map(|given| self.names[given].name.clone());
        // A given name takes no number from the others.
        *number += usize::from(given.is_none());
        let point = self.points.push(Point {
            within: self.within,
            base,
            number: *number,
            path: if given.is_some() {
                String::new()
            } else {
                self.path.clone()
            },
            given,
            identifier: String::new(),
            source: source_text(&wait.base),
            text,
            span: wait.await_token.span,
            begins_block: false,
            accepts,
            lent,
        });
        if let Some(name) = self.points[point].given.clone() {
            // The next ones in its statement come after it.
            self.path = name;
            self.path.push('/');
        }
        let operation = std::mem::replace(&mut *wait.base, Expr::PLACEHOLDER);
        *wait.base = at_point(point, operation);
    }
}

/// Whether an operand can be evaluated after the awaits that follow it as well as before: a literal, a
/// name. A local that is moved is moved all the same.
fn stays(expr: &Expr) -> bool {
    match unwrap_parens(expr) {
        Expr::Lit(_) | Expr::Path(_) | Expr::Closure(_) | Expr::Infer(_) => true,
        Expr::Unary(unary) => {
            !matches!(unary.op, UnOp::Deref(_)) && matches!(&*unary.expr, Expr::Lit(_))
        }
        Expr::Tuple(tuple) => tuple.elems.is_empty(),
        // Not all ranges can be stored.
        Expr::Range(range) => {
            let mut bounds = range.start.iter().chain(&range.end);
            bounds.all(|bound| matches!(**bound, Expr::Lit(_)))
        }
        _ => false,
    }
}

/// Whether an operand is a borrow of a place, which can't change while it is borrowed.
fn is_borrow(expr: &Expr) -> bool {
    match unwrap_parens(expr) {
        Expr::Reference(_) => true,
        Expr::MethodCall(call) => does(call, Does::Views) && is_place(&call.receiver),
        _ => false,
    }
}

/// Whether an expression is a local or a part of one, or a view of that.
fn is_place(expr: &Expr) -> bool {
    match unwrap_parens(expr) {
        Expr::Path(_) => true,
        Expr::Field(field) => is_place(&field.base),
        Expr::Index(index) => is_place(&index.expr),
        Expr::Unary(unary) => matches!(unary.op, UnOp::Deref(_)) && is_place(&unary.expr),
        view => is_borrow(view),
    }
}

/// The name of an operation: the function's name, or that of the method's receiver.
fn operation_name(expr: &Expr) -> String {
    match expr {
        // `async#1` is the beginning of the block.
        Expr::Call(_) if async_block(expr).is_some() => "block".to_owned(),
        Expr::Call(call) => operation_name(&call.func),
        Expr::MethodCall(call) => operation_name(&call.receiver),
        Expr::Path(path) => path.path.segments.last().map_or_else(
            || "await".to_owned(),
            |segment| {
                let name = bare(&segment.ident);
                symbols::users_name(&name).unwrap_or(name)
            },
        ),
        Expr::Paren(paren) => operation_name(&paren.expr),
        Expr::Group(group) => operation_name(&group.expr),
        Expr::Field(field) => match &field.member {
            syn::Member::Named(name) => bare(name),
            syn::Member::Unnamed(_) => operation_name(&field.base),
        },
        Expr::Try(attempt) => operation_name(&attempt.expr),
        Expr::Await(wait) => operation_name(&wait.base),
        _ => "await".to_owned(),
    }
}

/// The source text of an operation, without the compiler's own names and marks.
fn source_text(expr: &Expr) -> String {
    if let Some(text) = concurrency::readable(expr) {
        return text.to_owned();
    }
    full_text(expr).replace("async { }", "async { … }")
}

/// The text of an `async` block's body.
pub(crate) fn block_text(block: &Block) -> String {
    let mut stripped = block.clone();
    Strip.visit_block_mut(&mut stripped);
    let text = symbols::as_written(stripped.to_token_stream()).to_string();
    // A comma that rustfmt adds where it breaks a line doesn't change the block.
    text.replace(", )", ")")
        .replace(", ]", "]")
        .replace(", }", "}")
}

/// The same with all parts of `select!` and `join!`.
fn full_text(expr: &Expr) -> String {
    let mut stripped = expr.clone();
    Strip.visit_expr_mut(&mut stripped);
    known_macros::readable(&symbols::as_written(stripped.to_token_stream()))
}

/// Takes the marks off again.
struct Strip;

impl VisitMut for Strip {
    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        if async_block(expr).is_some() {
            *expr = syn::parse_quote!(async {});
            return;
        }
        if let Expr::Macro(invocation) = expr {
            local_macros::unmark(&mut invocation.attrs);
        }
        if let Some(place) = receivers::place_of_number(expr) {
            *expr = place.clone();
        }
        while held_in(expr).is_some() || point_of(expr).is_some() {
            *expr = unwrap(std::mem::replace(expr, Expr::PLACEHOLDER));
        }
        if let Expr::ForLoop(repeat) = expr {
            unmark_items(repeat);
        }
        known_macros::write_matches_back(expr, |expr| visit_mut::visit_expr_mut(self, expr));
        if let Expr::Call(call) = expr
            && let Some(invocation) = known_macros::as_macro(call)
        {
            *expr = invocation;
        }
    }
}
