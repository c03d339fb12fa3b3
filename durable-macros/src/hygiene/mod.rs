//! Gives every local binding a unique name ([`resolve`]), and restores the user's names in the end ([`Restore`]).

use std::collections::{BTreeSet, HashMap, HashSet};

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::visit::Visit as _;
use syn::visit_mut::{self, VisitMut};
use syn::{Attribute, Block, Expr, Fields, Item, Member, Pat, Stmt, UseTree, parse_quote};

use crate::bindings::{Binding, Bindings, binding_of};
use crate::cfg;
use crate::concurrency;
use crate::ids::{BindingId, IdVec};
use crate::join_sets;
use crate::known_macros;
use crate::known_macros::awaits::awaits_in;
use crate::model::{self, Name, Parameter, bare, is_keyword};
use crate::symbols::{self, Symbol, is_mark};
use crate::tokens;

pub(crate) mod local_macros;
pub(crate) mod names;

use local_macros::{LocalMacro, Needed, define, in_transcribers, is_local_macro};

/// Gives each binding in `body` its unique name. Known macros become calls.
pub(crate) fn resolve(parameters: &[Parameter], body: &mut Block) -> (Bindings, Vec<BindingId>) {
    let mut resolver = Resolver {
        bindings: Bindings::default(),
        scopes: vec![Scope::default()],
        local_macros: Vec::new(),
    };
    let numbers = parameters
        .iter()
        .map(|parameter| {
            let number = resolver.introduce(&parameter.name, parameter.mutable);
            if join_sets::is_type(&parameter.ty) {
                resolver.bindings.sets.insert(number);
            }
            number
        })
        .collect();
    resolver.visit_block_mut(body);
    (resolver.bindings, numbers)
}

/// What a scope declares.
#[derive(Default)]
struct Scope {
    locals: HashMap<Name, BindingId>,
    /// The items, without `r#`. They hide the locals outside of their block.
    items: HashSet<String>,
    /// Those of them that a pattern names, as constants are, instead of binding the name.
    constants: HashSet<String>,
}

struct Resolver {
    bindings: Bindings,
    scopes: Vec<Scope>,
    /// The `macro_rules!` in scope that name locals.
    local_macros: Vec<LocalMacro>,
}

impl Resolver {
    fn introduce(&mut self, ident: &Ident, mutable: bool) -> BindingId {
        let number = self.bindings.add(Binding {
            name: ident.to_string(),
            span: ident.span(),
            mutable,
            temporary: false,
            spawned: symbols::is(ident, &Symbol::Spawned),
        });
        self.scopes
            .last_mut()
            .expect("the function's own scope is never left")
            .locals
            .insert(Name::of(ident), number);
        number
    }

    fn lookup(&self, ident: &Ident) -> Option<Ident> {
        let text = ident.to_string();
        let name = text.strip_prefix("r#").unwrap_or(&text);
        if name == text && is_keyword(name) {
            return None;
        }
        let name = Name::of(ident);
        let mut scopes = self.scopes.iter().rev();
        let number = scopes.find_map(|scope| match scope.locals.get(&name) {
            Some(number) => Some(Some(*number)),
            None => scope.items.contains(&name.text).then_some(None),
        });
        let mut own = self.bindings.own_name(number??);
        own.set_span(ident.span());
        Some(own)
    }

    /// Whether a name in a pattern is that of a constant of the body. An imported name may be a function, which a binding
    /// may hide: then rustc finds that it binds nothing.
    fn is_constant(&self, ident: &Ident) -> bool {
        let name = Name::of(ident);
        let mut scopes = self.scopes.iter().rev();
        let declares =
            |scope: &&Scope| scope.locals.contains_key(&name) || scope.items.contains(&name.text);
        scopes.find(declares).is_some_and(|scope| {
            !scope.locals.contains_key(&name) && scope.constants.contains(&name.text)
        })
    }

    fn scoped(&mut self, visit: impl FnOnce(&mut Self)) {
        let macros = self.local_macros.len();
        self.scopes.push(Scope::default());
        visit(self);
        self.scopes.pop();
        self.local_macros.truncate(macros);
    }

    /// Declares a pattern's bindings. A name in several alternatives of the pattern is one binding.
    fn bind_pattern(&mut self, pattern: &mut Pat) {
        self.bind(pattern, false);
    }

    /// Declares the bindings of a pattern that may not match: a name in capitals, or of a constant of the body, is a constant
    /// or a variant there.
    fn bind_refutable(&mut self, pattern: &mut Pat) {
        self.bind(pattern, true);
    }

    fn bind(&mut self, pattern: &mut Pat, refutable: bool) {
        BindPattern {
            resolver: self,
            bound: HashMap::new(),
            refutable,
        }
        .visit_pat_mut(pattern);
    }

    fn macro_tokens(&self, tokens: TokenStream) -> TokenStream {
        // After `.` comes a member, after `$` what a macro matched, and after `..` an end.
        let mut after_dot = false;
        tokens
            .into_iter()
            .map(|token| match token {
                TokenTree::Ident(ident) => {
                    let own = if after_dot { None } else { self.lookup(&ident) };
                    after_dot = false;
                    TokenTree::Ident(own.unwrap_or(ident))
                }
                TokenTree::Group(group) => {
                    after_dot = false;
                    let mut inner =
                        Group::new(group.delimiter(), self.macro_tokens(group.stream()));
                    inner.set_span(group.span());
                    TokenTree::Group(inner)
                }
                TokenTree::Punct(punct) => {
                    after_dot = match punct.as_char() {
                        '.' => !after_dot,
                        sign => sign == '$',
                    };
                    TokenTree::Punct(punct)
                }
                literal @ TokenTree::Literal(_) => {
                    after_dot = false;
                    literal
                }
            })
            .collect()
    }

    /// The locals that an unknown macro's string literals capture, as an attribute that later passes read.
    fn capture_mark(&self, tokens: &TokenStream) -> Option<Attribute> {
        let mut names = Vec::new();
        for token in tokens::flat(tokens.clone()) {
            if let TokenTree::Literal(literal) = token {
                let span = literal.span();
                let captured = known_macros::literal_captures(&literal);
                names.extend(captured.into_iter().map(|name| (name, span)));
            }
        }
        let captured: Vec<Ident> = names
            .iter()
            .filter_map(|(name, span)| known_macros::parse_name(name, *span))
            .filter_map(|name| self.lookup(&name))
            .collect();
        let mark = symbols::make("__captures", Span::call_site(), Symbol::Captures);
        (!captured.is_empty()).then(|| parse_quote!(#[#mark(#(#captured),*)]))
    }

    /// Whether a name is that of a set of tasks.
    fn is_set(&self, name: &Ident) -> bool {
        let own = self.lookup(name);
        own.and_then(|own| binding_of(&own))
            .is_some_and(|binding| self.bindings.sets.contains(&binding))
    }

    /// A call of the runtime's `spawn`, in the form that it has in a machine.
    fn spawned(&self, call: &syn::ExprCall, detached: bool) -> Option<Expr> {
        let is_local = matches!(&*call.func, Expr::Path(path) if path.path.get_ident().is_some_and(|name| self.lookup(name).is_some()));
        concurrency::spawned(call, detached).filter(|_| !is_local)
    }

    fn expand_macro(&mut self, invocation: syn::Macro, mut attrs: Vec<Attribute>) -> Expr {
        if let Some(mut call) = known_macros::as_call(&invocation, self.bindings.macros.next_id()) {
            self.bindings.macros.push(invocation);
            cfg::without_absent(&mut call);
            self.visit_expr_mut(&mut call);
            return call;
        }
        if invocation
            .path
            .segments
            .last()
            .is_some_and(|last| last.ident == "stringify")
        {
            return known_macros::as_expression(invocation, attrs);
        }
        attrs.extend(self.capture_mark(&invocation.tokens));
        let tokens = self.macro_tokens(invocation.tokens.clone());
        let invocation = syn::Macro {
            tokens,
            ..invocation
        };
        attrs.extend(local_macros::mark_of(&self.local_macros, &invocation));
        known_macros::as_expression(invocation, attrs)
    }
}

/// The names that an item gives to functions and constants.
pub(crate) fn values_of_item(statement: &Stmt) -> Vec<&Ident> {
    fn imported<'a>(tree: &'a UseTree, names: &mut Vec<&'a Ident>) {
        match tree {
            UseTree::Path(path) => imported(&path.tree, names),
            UseTree::Name(name) => names.push(&name.ident),
            UseTree::Rename(renamed) => names.push(&renamed.rename),
            UseTree::Group(group) => group.items.iter().for_each(|tree| imported(tree, names)),
            UseTree::Glob(_) => {}
        }
    }
    match statement {
        Stmt::Item(Item::Fn(item)) => vec![&item.sig.ident],
        Stmt::Item(Item::Const(item)) => vec![&item.ident],
        Stmt::Item(Item::Static(item)) => vec![&item.ident],
        Stmt::Item(Item::Struct(item)) if !matches!(item.fields, Fields::Named(_)) => {
            vec![&item.ident]
        }
        Stmt::Item(Item::Use(item)) => {
            let mut names = Vec::new();
            imported(&item.tree, &mut names);
            names
        }
        _ => Vec::new(),
    }
}

/// Whether the values of an item are those that a pattern of their name is compared with.
fn names_constants(statement: &Stmt) -> bool {
    matches!(
        statement,
        Stmt::Item(Item::Const(_) | Item::Static(_) | Item::Struct(_) | Item::Use(_))
    )
}

impl VisitMut for Resolver {
    fn visit_block_mut(&mut self, block: &mut Block) {
        self.scoped(|this| {
            let items = block.stmts.iter().flat_map(values_of_item);
            let scope = this.scopes.last_mut().expect("one was entered");
            scope.items.extend(items.map(bare));
            let constants = block
                .stmts
                .iter()
                .filter(|statement| names_constants(statement));
            scope
                .constants
                .extend(constants.flat_map(values_of_item).map(bare));
            for statement in &mut block.stmts {
                this.visit_stmt_mut(statement);
            }
        });
    }

    fn visit_stmt_mut(&mut self, statement: &mut Stmt) {
        match statement {
            Stmt::Local(local) => {
                if let Some(init) = &mut local.init {
                    let is_typed = matches!(local.pat, Pat::Type(_));
                    match &*init.expr {
                        // Its type is that of a boxed future.
                        Expr::Call(call) if is_typed && concurrency::boxed(call).is_some() => {
                            visit_mut::visit_expr_mut(self, &mut init.expr);
                        }
                        _ => self.visit_expr_mut(&mut init.expr),
                    }
                    if let Some((_, diverge)) = &mut init.diverge {
                        self.visit_expr_mut(diverge);
                    }
                }
                let diverges = local
                    .init
                    .as_ref()
                    .is_some_and(|init| init.diverge.is_some());
                self.bind(&mut local.pat, diverges);
                self.bindings.sets.extend(join_sets::bound_by(local));
            }
            Stmt::Item(Item::Macro(definition)) => {
                let rules = definition.mac.tokens.clone();
                let tokens = in_transcribers(rules, |tokens| self.macro_tokens(tokens));
                define(
                    &mut self.local_macros,
                    &mut self.bindings,
                    definition,
                    tokens,
                );
            }
            Stmt::Item(_) => {}
            Stmt::Expr(expr, semicolon) => {
                if let (Expr::Call(call), Some(_)) = (&*expr, semicolon)
                    && let Some(spawned) = self.spawned(call, true)
                {
                    *expr = spawned;
                }
                self.visit_expr_mut(expr);
            }
            Stmt::Macro(invocation) => {
                if let Some(mut local) = concurrency::pinned(&invocation.mac) {
                    self.visit_expr_mut(&mut local.init.as_mut().expect("it has a value").expr);
                    self.bind(&mut local.pat, false);
                    *statement = Stmt::Local(local);
                    return;
                }
                let expr = self.expand_macro(invocation.mac.clone(), invocation.attrs.clone());
                *statement = Stmt::Expr(expr, invocation.semi_token);
            }
        }
    }

    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        if let Expr::Call(call) = expr
            && let Some(mut other) = concurrency::boxed(call).or_else(|| self.spawned(call, false))
        {
            self.visit_expr_mut(&mut other);
            *expr = other;
            return;
        }
        if let Expr::MethodCall(call) = expr
            && let Some(mut other) = join_sets::called(call, |name| self.is_set(name))
        {
            self.visit_expr_mut(&mut other);
            *expr = other;
            return;
        }
        match expr {
            Expr::Path(path) if path.qself.is_none() => {
                if let Some(own) = path.path.get_ident().and_then(|ident| self.lookup(ident)) {
                    path.path = own.into();
                }
            }
            Expr::Closure(closure) => self.scoped(|this| {
                for input in &mut closure.inputs {
                    this.bind_pattern(input);
                }
                this.visit_expr_mut(&mut closure.body);
            }),
            Expr::If(branch) => {
                self.scoped(|this| {
                    this.visit_expr_mut(&mut branch.cond);
                    this.visit_block_mut(&mut branch.then_branch);
                });
                if let Some((_, otherwise)) = &mut branch.else_branch {
                    self.visit_expr_mut(otherwise);
                }
            }
            Expr::While(repeat) => self.scoped(|this| {
                this.visit_expr_mut(&mut repeat.cond);
                this.visit_block_mut(&mut repeat.body);
            }),
            Expr::ForLoop(repeat) => {
                self.visit_expr_mut(&mut repeat.expr);
                self.scoped(|this| {
                    this.bind_pattern(&mut repeat.pat);
                    this.visit_block_mut(&mut repeat.body);
                });
            }
            Expr::Match(choice) => {
                self.visit_expr_mut(&mut choice.expr);
                for arm in &mut choice.arms {
                    self.scoped(|this| {
                        this.bind_refutable(&mut arm.pat);
                        this.visit_expr_mut(&mut arm.body);
                    });
                }
            }
            Expr::Let(condition) => {
                self.visit_expr_mut(&mut condition.expr);
                self.bind_refutable(&mut condition.pat);
            }
            Expr::Struct(literal) => {
                for field in &mut literal.fields {
                    let before = field.expr.to_token_stream().to_string();
                    self.visit_expr_mut(&mut field.expr);
                    if field.colon_token.is_none()
                        && field.expr.to_token_stream().to_string() != before
                    {
                        field.colon_token = Some(syn::Token![:](Span::call_site()));
                    }
                }
                if let Some(rest) = &mut literal.rest {
                    self.visit_expr_mut(rest);
                }
            }
            Expr::Macro(invocation) => {
                *expr = self.expand_macro(invocation.mac.clone(), invocation.attrs.clone());
            }
            _ => visit_mut::visit_expr_mut(self, expr),
        }
    }

    fn visit_item_mut(&mut self, _: &mut Item) {}

    fn visit_type_mut(&mut self, _: &mut syn::Type) {}
}

struct BindPattern<'a> {
    resolver: &'a mut Resolver,
    bound: HashMap<Name, BindingId>,
    /// Whether a name in capitals is a constant or a variant.
    refutable: bool,
}

impl VisitMut for BindPattern<'_> {
    fn visit_pat_ident_mut(&mut self, pattern: &mut syn::PatIdent) {
        if let Some((_, inner)) = &mut pattern.subpat {
            self.visit_pat_mut(inner);
        }
        let text = bare(&pattern.ident);
        let is_bare =
            pattern.by_ref.is_none() && pattern.mutability.is_none() && pattern.subpat.is_none();
        // If a local has the name, no constant can have it.
        let is_in_capitals =
            text.starts_with(char::is_uppercase) && self.resolver.lookup(&pattern.ident).is_none();
        let constant = self.refutable
            && is_bare
            && (is_in_capitals || self.resolver.is_constant(&pattern.ident));
        if constant {
            // A unit struct, a unit variant or a constant: it binds nothing.
            return;
        }
        let name = Name::of(&pattern.ident);
        let number = match self.bound.get(&name) {
            Some(number) => *number,
            None => {
                let number = self.resolver.introduce(
                    &pattern.ident,
                    pattern.mutability.is_some() && pattern.by_ref.is_none(),
                );
                self.bound.insert(name, number);
                number
            }
        };
        let span = pattern.ident.span();
        pattern.ident = self.resolver.bindings.own_name(number);
        pattern.ident.set_span(span);
    }

    fn visit_field_pat_mut(&mut self, field: &mut syn::FieldPat) {
        self.visit_pat_mut(&mut field.pat);
        if field.colon_token.is_none() {
            field.colon_token = Some(syn::Token![:](Span::call_site()));
        }
    }

    fn visit_pat_guard_mut(&mut self, guarded: &mut syn::PatGuard) {
        self.visit_pat_mut(&mut guarded.pat);
        self.resolver.visit_expr_mut(&mut guarded.guard);
    }

    fn visit_expr_mut(&mut self, _: &mut Expr) {}

    fn visit_type_mut(&mut self, _: &mut syn::Type) {}
}

/// Whether tokens hold a `return`, `break`, `continue` or `?`.
fn leaves(tokens: &TokenStream) -> bool {
    tokens::flat(tokens.clone()).any(|token| match token {
        TokenTree::Punct(punct) => punct.as_char() == '?',
        TokenTree::Ident(ident) => ident == "return" || ident == "break" || ident == "continue",
        TokenTree::Literal(_) | TokenTree::Group(_) => false,
    })
}

/// Restores the names under which bindings are emitted, and the forms of macros.
pub(crate) struct Restore<'a> {
    pub(crate) names: &'a IdVec<BindingId, Ident>,
    /// The bindings whose names differ from the user's by their hygiene.
    pub(crate) apart: &'a BTreeSet<BindingId>,
    pub(crate) bindings: &'a Bindings,
    /// Whether definitions of macros that name locals are written before the statements that use them.
    pub(crate) defines: bool,
}

impl Restore<'_> {
    fn name(&self, ident: &Ident) -> Option<Ident> {
        let number = binding_of(ident)?;
        let mut name = self.names.get(number)?.clone();
        // A name in a user's macro differs from the same name of its caller: rustc distinguishes them.
        let is_made = self.bindings.get(number).temporary || self.apart.contains(&number);
        name.set_span(if is_made {
            name.span().located_at(ident.span())
        } else {
            ident.span()
        });
        Some(name)
    }

    /// Whether an identifier names such a binding.
    fn is_apart(&self, ident: &Ident) -> bool {
        binding_of(ident).is_some_and(|binding| self.apart.contains(&binding))
    }

    /// Whether an expression is the name of such a binding.
    fn names_apart(&self, expr: &Expr) -> bool {
        matches!(expr, Expr::Path(path) if path.path.get_ident().is_some_and(|ident| self.is_apart(ident)))
    }

    /// A macro's invocation as the user wrote it, if nothing in it was replaced: no await, no name, no exit.
    fn original(&self, call: &syn::ExprCall) -> Option<syn::Macro> {
        let original = self.bindings.macros.get(known_macros::number(call)?)?;
        let unchanged = awaits_in(&original.tokens).is_none()
            && !concurrency::is_named_in(&original.tokens)
            && self.unchanged(&call.args.to_token_stream())
            && !leaves(&original.tokens);
        unchanged.then(|| original.clone())
    }

    /// Whether all bindings in tokens are emitted under the user's names, no macro in them needs its definition, and no
    /// pass has added anything.
    fn unchanged(&self, tokens: &TokenStream) -> bool {
        tokens::flat(tokens.clone()).all(|token| match token {
            TokenTree::Ident(ident)
                if symbols::is(&ident, &Symbol::LocalMacro) || ident == "__durable" =>
            {
                false
            }
            TokenTree::Ident(ident) => binding_of(&ident).is_none_or(|number| {
                !self.bindings.get(number).temporary
                    && !self.apart.contains(&number)
                    && self.names[number] == self.bindings.get(number).name
            }),
            _ => true,
        })
    }

    fn tokens(&self, tokens: TokenStream) -> TokenStream {
        tokens::mapped(tokens, &mut |token| match token {
            TokenTree::Ident(ident) => TokenTree::Ident(self.name(&ident).unwrap_or(ident)),
            other => other,
        })
    }

    /// The definitions of macros that code needs before it.
    pub(crate) fn definitions(&mut self, visit: impl FnOnce(&mut Needed)) -> Vec<Stmt> {
        let mut needed = Needed::default();
        visit(&mut needed);
        let definitions = needed.0.into_iter().map(|number| {
            let mut item = Item::Macro(self.bindings.local_macros[number].clone());
            self.visit_item_mut(&mut item);
            Stmt::Item(item)
        });
        definitions.collect()
    }

    /// The `{name}`s of an unknown macro see the local under the user's name.
    fn with_captures(&self, mut invocation: syn::ExprMacro) -> Expr {
        let mark = invocation
            .attrs
            .iter()
            .position(|attribute| is_mark(attribute, &Symbol::Captures));
        let captured = mark.map(|at| invocation.attrs.remove(at)).map(|mark| {
            mark.parse_args_with(
                syn::punctuated::Punctuated::<Ident, syn::Token![,]>::parse_terminated,
            )
            .expect("the mark was made by `Resolver::capture_mark`")
        });
        local_macros::unmark(&mut invocation.attrs);
        invocation.mac.tokens = self.tokens(invocation.mac.tokens);
        let renamed: Vec<(Ident, Ident)> = captured
            .into_iter()
            .flatten()
            .filter_map(|own| {
                let (emitted, binding) = (self.name(&own)?, binding_of(&own)?);
                let user = model::ident(&self.bindings.get(binding).name, own.span());
                let differs = bare(&emitted) != bare(&user) || self.apart.contains(&binding);
                differs.then_some((user, emitted))
            })
            .collect();
        if renamed.is_empty() {
            return Expr::Macro(invocation);
        }
        let (user, emitted): (Vec<_>, Vec<_>) = renamed.into_iter().unzip();
        parse_quote!(match (#(&#emitted,)*) { (#(#user,)*) => #invocation })
    }
}

impl VisitMut for Restore<'_> {
    fn visit_block_mut(&mut self, block: &mut Block) {
        if self.defines {
            for statement in std::mem::take(&mut block.stmts) {
                block
                    .stmts
                    .extend(self.definitions(|needed| needed.visit_stmt(&statement)));
                block.stmts.push(statement);
            }
        }
        visit_mut::visit_block_mut(self, block);
    }

    fn visit_ident_mut(&mut self, ident: &mut Ident) {
        if let Some(name) = self.name(ident) {
            *ident = name;
        }
    }

    fn visit_field_pat_mut(&mut self, field: &mut syn::FieldPat) {
        let is_apart = matches!(&*field.pat, Pat::Ident(name) if self.is_apart(&name.ident));
        visit_mut::visit_field_pat_mut(self, field);
        if let (Member::Named(member), Pat::Ident(name)) = (&field.member, &*field.pat)
            && name.ident == *member
            && !is_apart
            && name.subpat.is_none()
        {
            field.colon_token = None;
        }
    }

    fn visit_field_value_mut(&mut self, field: &mut syn::FieldValue) {
        let is_apart = self.names_apart(&field.expr);
        visit_mut::visit_field_value_mut(self, field);
        if let (Member::Named(member), Expr::Path(path)) = (&field.member, &field.expr)
            && path.path.is_ident(member)
            && !is_apart
        {
            field.colon_token = None;
        }
    }

    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        if let Expr::Macro(invocation) = expr {
            *expr = self.with_captures(invocation.clone());
            return;
        }
        if let Expr::Call(call) = expr
            && let Some(original) = self.original(call)
        {
            *expr = known_macros::as_expression(original, Vec::new());
            return;
        }
        if let Expr::Call(call) = expr
            && known_macros::number(call).is_some()
        {
            for value in call.args.iter_mut().map(known_macros::argument_mut) {
                if self.names_apart(value) {
                    // A format string can't capture it by its name.
                    *value = parse_quote!((#value));
                }
            }
        }
        known_macros::write_matches_back(expr, |expr| visit_mut::visit_expr_mut(self, expr));
        if let Expr::Call(call) = expr
            && let Some(invocation) = known_macros::as_macro(call)
        {
            *expr = invocation;
        }
    }

    fn visit_stmt_mut(&mut self, statement: &mut Stmt) {
        if let Stmt::Macro(invocation) = statement {
            let expr =
                known_macros::as_expression(invocation.mac.clone(), invocation.attrs.clone());
            *statement = Stmt::Expr(expr, invocation.semi_token);
        }
        visit_mut::visit_stmt_mut(self, statement);
    }

    fn visit_item_mut(&mut self, item: &mut Item) {
        if let Item::Macro(definition) = item
            && is_local_macro(definition)
        {
            local_macros::unmark(&mut definition.attrs);
            let tokens = std::mem::take(&mut definition.mac.tokens);
            definition.mac.tokens = self.tokens(tokens);
        }
    }
}
