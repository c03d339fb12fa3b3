//! [`Canonical`]: code in one of the forms that it has. Two forms of the same code have the same machine text, so a refactoring
//! from one to the other is no change for an instance that waits.

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;
use syn::visit_mut::{self, VisitMut};
use syn::{Attribute, Expr, Pat, Stmt};

use crate::bindings::{Bindings, bindings_in};
use crate::lower::blocks::Instruction;
use crate::model::{bare, is_keyword};
use crate::operands::unwrap_parens;
use crate::symbols::{self, Symbol};

/// Whether a condition is the opposite of another one.
pub(super) fn is_not(condition: &Expr) -> bool {
    match unwrap_parens(condition) {
        Expr::Unary(unary) => matches!(unary.op, syn::UnOp::Not(_)),
        Expr::Binary(binary) => matches!(binary.op, syn::BinOp::Ne(_)),
        _ => false,
    }
}

/// The condition that a condition is the opposite of.
pub(super) fn opposite(condition: &Expr) -> Expr {
    match unwrap_parens(condition) {
        Expr::Unary(unary) => (*unary.expr).clone(),
        Expr::Binary(binary) => Expr::Binary(syn::ExprBinary {
            op: syn::BinOp::Eq(syn::Token![==](proc_macro2::Span::call_site())),
            ..binary.clone()
        }),
        other => other.clone(),
    }
}

/// Sorts the arms of a `match`, if their order has no meaning: no value fits two of them. The last one may match anything.
pub(super) fn sort_arms<A>(arms: &mut [A], pattern: impl Fn(&A) -> &Pat) {
    let rest = usize::from(
        arms.last()
            .is_some_and(|last| heads(pattern(last)).is_none()),
    );
    let known = arms.len() - rest;
    let apart = &mut arms[..known];
    let mut all = BTreeSet::new();
    let mut paths = BTreeSet::new();
    let are_apart = apart.iter().all(|arm| {
        heads(pattern(arm)).is_some_and(|heads| {
            heads.into_iter().all(|(path, variant)| {
                paths.insert(path);
                all.insert(variant)
            })
        })
    });
    if are_apart && paths.len() == 1 {
        apart.sort_by_key(|arm| heads(pattern(arm)));
    }
}

/// Whether a statement is no value of the block that it may be the last of.
fn is_over(statement: &Stmt) -> bool {
    match statement {
        Stmt::Expr(Expr::Block(block), None) => block.block.stmts.iter().all(is_over),
        Stmt::Expr(expr, None) => matches!(
            expr,
            Expr::If(_) | Expr::While(_) | Expr::ForLoop(_) | Expr::Loop(_) | Expr::Match(_)
        ),
        _ => true,
    }
}

/// The variants that a pattern matches, each with the path before it; `None` if it isn't only variants.
fn heads(pattern: &Pat) -> Option<Vec<(String, String)>> {
    let of = |path: &syn::Path| {
        let variant = bare(&path.segments.last()?.ident);
        let is_variant =
            variant.starts_with(char::is_uppercase) && variant.contains(char::is_lowercase);
        let before = path.segments.iter().rev().skip(1);
        let before = before.map(|segment| segment.to_token_stream().to_string());
        is_variant.then(|| vec![(before.collect::<Vec<_>>().join("::"), variant)])
    };
    match pattern {
        Pat::Path(path) if path.qself.is_none() => of(&path.path),
        Pat::TupleStruct(tuple) if tuple.qself.is_none() => of(&tuple.path),
        Pat::Struct(fields) if fields.qself.is_none() => of(&fields.path),
        Pat::Ident(name) if bindings_in(pattern).is_empty() => of(&name.ident.clone().into()),
        Pat::Or(or) => {
            let heads: Option<Vec<_>> = or.cases.iter().map(heads).collect();
            heads.map(|heads| heads.concat())
        }
        Pat::Paren(paren) => heads(&paren.pat),
        _ => None,
    }
}

/// Whether tokens name values and look at them, and do nothing else. `tracing` has a `?` before a name; one behind a value
/// may leave the function.
fn is_only_looked_at(tokens: &TokenStream) -> bool {
    const LOOKS: [&str; 9] = [
        "len",
        "is_empty",
        "as_str",
        "as_ref",
        "clone",
        "to_string",
        "display",
        "is_some",
        "is_none",
    ];
    const VALUES: [&str; 5] = ["self", "crate", "super", "true", "false"];
    let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let is_behind_value = |at: usize| at > 0 && !matches!(&tokens[at - 1], TokenTree::Punct(_));
    tokens.iter().enumerate().all(|(at, token)| match token {
        TokenTree::Ident(name) => {
            !is_keyword(&name.to_string()) || VALUES.iter().any(|value| name == value)
        }
        TokenTree::Literal(_) => true,
        TokenTree::Punct(punct) if punct.as_char() == '?' => !is_behind_value(at),
        TokenTree::Punct(punct) => ".,=%:&".contains(punct.as_char()),
        TokenTree::Group(group) => {
            group.delimiter() == Delimiter::Parenthesis
                && group.stream().is_empty()
                && at >= 2
                && matches!(&tokens[at - 1], TokenTree::Ident(name) if LOOKS.iter().any(|look| name == look))
                && matches!(&tokens[at - 2], TokenTree::Punct(dot) if dot.as_char() == '.')
        }
    })
}

/// Removes parentheses where a whole expression stands anyway.
fn without_parens(expr: &mut Expr) {
    while let Expr::Paren(paren) = expr {
        let inner = std::mem::replace(&mut *paren.expr, Expr::PLACEHOLDER);
        *expr = inner;
    }
}

/// Writes code in one of the forms that it has.
pub(super) struct Canonical<'a> {
    bindings: &'a Bindings,
    /// The names that the body gives a meaning of its own: they mean what they want.
    own_names: &'a BTreeSet<String>,
}

impl<'a> Canonical<'a> {
    pub(super) fn new(bindings: &'a Bindings, own_names: &'a BTreeSet<String>) -> Self {
        Self {
            bindings,
            own_names,
        }
    }

    /// Whether a statement only tells people something: it writes to the log, or sets the custom status. It has no effect that
    /// the code of an instance could notice.
    pub(super) fn is_log(&self, statement: &Stmt) -> bool {
        let expr = match statement {
            Stmt::Macro(statement) => {
                return self.is_log_macro(&statement.attrs, &statement.mac);
            }
            Stmt::Expr(expr, _) => expr,
            _ => return false,
        };
        match expr {
            Expr::Macro(expr) => self.is_log_macro(&expr.attrs, &expr.mac),
            Expr::Call(call) => match self.known_macro(call) {
                Some(known) => self.is_log_macro(&[], known),
                None => {
                    matches!(&*call.func, Expr::Path(path) if path.path.is_ident("set_custom_status"))
                        && !self.is_own("set_custom_status")
                        && call.args.len() == 1
                        && self.is_shown(&call.args[0])
                }
            },
            _ => false,
        }
    }

    /// Whether the body may give a name a meaning of its own.
    fn is_own(&self, name: &str) -> bool {
        self.own_names.contains(name) || self.own_names.contains("*")
    }

    /// The macro that a call stands for, as the user wrote it.
    fn known_macro(&self, call: &syn::ExprCall) -> Option<&'a syn::Macro> {
        let Expr::Path(path) = &*call.func else {
            return None;
        };
        let number = symbols::find(&path.path.segments.last()?.ident, |symbol| match symbol {
            Symbol::Macro(invocation) => Some(invocation.number),
            _ => None,
        })?;
        Some(&self.bindings.macros[number])
    }

    /// Whether a value is a literal, or a text with values in it.
    fn is_shown(&self, value: &Expr) -> bool {
        match value {
            Expr::Lit(_) => true,
            Expr::Call(call) => self.known_macro(call).is_some_and(|known| {
                known.path.is_ident("format")
                    && !self.is_own("format")
                    && is_only_looked_at(&known.tokens)
            }),
            _ => false,
        }
    }

    /// Whether a macro only writes to the log.
    fn is_log_macro(&self, attributes: &[Attribute], invocation: &syn::Macro) -> bool {
        const LEVELS: [&str; 5] = ["trace", "debug", "info", "warn", "error"];
        const PRINTS: [&str; 4] = ["print", "println", "eprint", "eprintln"];
        let path: Vec<String> = invocation
            .path
            .segments
            .iter()
            .map(|segment| bare(&segment.ident))
            .collect();
        let is_level = |name: &str| LEVELS.contains(&name);
        let is_log = match &path[..] {
            [name] => (is_level(name) || PRINTS.contains(&name.as_str())) && !self.is_own(name),
            [of, level] => (of == "tracing" || of == "log") && is_level(level),
            _ => false,
        };
        let is_own = |attribute: &Attribute| symbols::is_mark(attribute, &Symbol::LocalMacro);
        is_log && !attributes.iter().any(is_own) && is_only_looked_at(&invocation.tokens)
    }

    /// Whether a statement is a plain block that neither declares a local nor holds an item: its braces have no meaning.
    pub(super) fn is_plain_block(&self, statement: &Stmt) -> bool {
        let Stmt::Expr(Expr::Block(block), end) = statement else {
            return false;
        };
        let declares = |inner: &Stmt| match inner {
            Stmt::Local(_) | Stmt::Item(_) => true,
            Stmt::Macro(_) => !self.is_log(inner),
            Stmt::Expr(..) => false,
        };
        block.label.is_none()
            && block.attrs.is_empty()
            && !block.block.stmts.iter().any(declares)
            && (end.is_some() || block.block.stmts.iter().all(is_over))
    }

    /// Adds statements without plain blocks around them, and without what only writes to the log.
    fn flatten(&self, from: Vec<Stmt>, to: &mut Vec<Stmt>) {
        for statement in from {
            let is_plain = self.is_plain_block(&statement);
            match statement {
                Stmt::Expr(Expr::Block(mut inner), _) if is_plain => {
                    // It is no value any more, and what follows is no part of it.
                    if let Some(last) = inner.block.stmts.last_mut()
                        && !is_over(last)
                        && let Stmt::Expr(_, end) = last
                    {
                        *end = Some(syn::Token![;](proc_macro2::Span::call_site()));
                    }
                    self.flatten(inner.block.stmts, to);
                }
                statement if self.is_log(&statement) => {}
                statement => to.push(statement),
            }
        }
    }

    /// The statements of straight code, without plain blocks around them. A branch that is one block is its statements, whether
    /// it is an `else` or not: `is_branch` tells whether the code is all of a branch.
    pub(super) fn instructions(&self, code: &[Instruction], is_branch: bool) -> Vec<Instruction> {
        let is_bare = |statement: &Stmt| match statement {
            Stmt::Expr(Expr::Block(block), _) => {
                let mut statements = block.block.stmts.iter();
                block.label.is_none()
                    && block.attrs.is_empty()
                    && !statements.any(|inner| matches!(inner, Stmt::Item(_)))
            }
            _ => false,
        };
        let within = |statement: &Stmt| -> Vec<Instruction> {
            let Stmt::Expr(Expr::Block(block), _) = statement else {
                return Vec::new();
            };
            let inner = block.block.stmts.iter().cloned();
            inner.map(Instruction::Statement).collect()
        };
        let is_exit = |instruction: &Instruction| match instruction {
            Instruction::Statement(Stmt::Expr(Expr::Break(exit), _)) => exit.expr.is_none(),
            Instruction::Statement(Stmt::Expr(exit, _)) => matches!(exit, Expr::Continue(_)),
            _ => false,
        };
        let mut flat = Vec::new();
        for instruction in code {
            match instruction {
                Instruction::Statement(statement) if self.is_log(statement) => {}
                Instruction::Statement(statement) if self.is_plain_block(statement) => {
                    flat.extend(self.instructions(&within(statement), false));
                }
                other => flat.push(other.clone()),
            }
        }
        // The exit that such a block ends with is where the branch leads.
        let (code, exit) = match &flat[..] {
            [code @ .., exit] if is_exit(exit) => (code, Some(exit)),
            code => (code, None),
        };
        match code {
            [Instruction::Statement(statement)] if is_branch && is_bare(statement) => {
                let mut code = self.instructions(&within(statement), true);
                code.extend(exit.cloned());
                code
            }
            _ => flat,
        }
    }

    /// The value of a block that is nothing else.
    pub(super) fn without_braces(expr: &mut Expr) {
        if let Expr::Block(block) = expr
            && block.label.is_none()
            && block.attrs.is_empty()
            && let [Stmt::Expr(_, None)] = &block.block.stmts[..]
            && let Some(Stmt::Expr(value, None)) = block.block.stmts.pop()
        {
            *expr = value;
        }
    }
}

impl VisitMut for Canonical<'_> {
    fn visit_arm_mut(&mut self, arm: &mut syn::Arm) {
        visit_mut::visit_arm_mut(self, arm);
        Self::without_braces(&mut arm.body);
        arm.comma = Some(syn::Token![,](proc_macro2::Span::call_site()));
    }

    fn visit_expr_closure_mut(&mut self, closure: &mut syn::ExprClosure) {
        if matches!(closure.output, syn::ReturnType::Default) {
            Self::without_braces(&mut closure.body);
        }
        visit_mut::visit_expr_closure_mut(self, closure);
    }

    fn visit_expr_call_mut(&mut self, call: &mut syn::ExprCall) {
        call.args.iter_mut().for_each(without_parens);
        visit_mut::visit_expr_call_mut(self, call);
    }

    fn visit_expr_method_call_mut(&mut self, call: &mut syn::ExprMethodCall) {
        call.args.iter_mut().for_each(without_parens);
        visit_mut::visit_expr_method_call_mut(self, call);
    }

    fn visit_block_mut(&mut self, block: &mut syn::Block) {
        let mut statements = Vec::with_capacity(block.stmts.len());
        self.flatten(std::mem::take(&mut block.stmts), &mut statements);
        block.stmts = statements;
        visit_mut::visit_block_mut(self, block);
    }

    fn visit_expr_if_mut(&mut self, branch: &mut syn::ExprIf) {
        let is_block = |otherwise: &(syn::Token![else], Box<Expr>)| match &*otherwise.1 {
            Expr::Block(block) => block.label.is_none() && block.attrs.is_empty(),
            _ => false,
        };
        if is_not(&branch.cond) && branch.else_branch.as_ref().is_none_or(is_block) {
            *branch.cond = opposite(&branch.cond);
            let then = std::mem::replace(&mut branch.then_branch, syn::parse_quote!({}));
            let otherwise: Expr = syn::parse_quote!(#then);
            if let Some((_, other)) = branch.else_branch.take()
                && let Expr::Block(other) = *other
            {
                branch.then_branch = other.block;
            }
            branch.else_branch = Some((syn::token::Else::default(), Box::new(otherwise)));
        }
        // A log line in it is none any more.
        visit_mut::visit_expr_if_mut(self, branch);
        let is_empty = matches!(
            &branch.else_branch,
            Some((_, otherwise)) if matches!(&**otherwise, Expr::Block(block) if block.block.stmts.is_empty())
        );
        if is_empty {
            branch.else_branch = None;
        }
    }

    fn visit_expr_match_mut(&mut self, choice: &mut syn::ExprMatch) {
        sort_arms(&mut choice.arms, |arm| &arm.pat);
        visit_mut::visit_expr_match_mut(self, choice);
    }

    fn visit_local_init_mut(&mut self, init: &mut syn::LocalInit) {
        without_parens(&mut init.expr);
        visit_mut::visit_local_init_mut(self, init);
    }

    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        while let Expr::Paren(paren) = expr
            && matches!(
                *paren.expr,
                Expr::Path(_) | Expr::Lit(_) | Expr::Call(_) | Expr::Paren(_) | Expr::Macro(_)
            )
        {
            let inner = std::mem::replace(&mut *paren.expr, Expr::PLACEHOLDER);
            *expr = inner;
        }
        if let Expr::Group(group) = expr {
            let inner = std::mem::replace(&mut *group.expr, Expr::PLACEHOLDER);
            if matches!(
                inner,
                Expr::Path(_) | Expr::Lit(_) | Expr::Call(_) | Expr::MethodCall(_)
            ) {
                *expr = inner;
            } else {
                *group.expr = inner;
            }
        }
        visit_mut::visit_expr_mut(self, expr);
    }
}
