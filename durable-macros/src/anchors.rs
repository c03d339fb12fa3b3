//! `#[durable(…)]` before a statement: a name for what is awaited there, and what a local is in instances that were stored by
//! code without it.
//!
//! The attribute is taken off, and a statement before the other one has what it says, for the passes to find: `();` with the
//! name or the old name, `[];` with the name of a loop or a block, `(value,);` with a default. So the names in a default are resolved where it stands.

use proc_macro2::{Span, TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::visit_mut::{self, VisitMut};
use syn::{Attribute, Block, Expr, Item, Pat, Stmt, parse_quote};

use crate::args::{self, Anchor};
use crate::bindings::bindings_in;
use crate::cfg::leading_attributes;
use crate::concurrency;
use crate::diagnostics::{self, Mistakes};
use crate::ids::BindingId;
use crate::model::{Function, ident};
use crate::operands::unwrap_parens;

/// What stands before a statement.
#[derive(Debug, Clone)]
pub(crate) enum Note {
    /// The name of what is awaited.
    Name(String, Span),
    /// A part of the names of all that is awaited in it.
    Path(String, Span),
    /// The old name of the local that the statement declares.
    Was(String, Span),
    /// What the local is where it was not kept.
    Default(Box<Expr>, Span),
}

impl Note {
    pub(crate) fn span(&self) -> Span {
        let (Self::Name(_, span)
        | Self::Path(_, span)
        | Self::Was(_, span)
        | Self::Default(_, span)) = self;
        *span
    }
}

/// What is told of a local.
#[derive(Debug)]
pub(crate) struct Told {
    pub(crate) local: BindingId,
    pub(crate) note: Note,
}

/// A body's tokens without `#[durable(…)]`.
fn without(body: TokenStream) -> TokenStream {
    let mut kept: Vec<TokenTree> = Vec::new();
    for token in body {
        let token = match token {
            TokenTree::Group(group) => {
                let is_anchor = matches!(kept.last(), Some(TokenTree::Punct(hash)) if hash.as_char() == '#')
                    && is_anchor(&group.stream());
                if is_anchor {
                    kept.pop();
                    continue;
                }
                let mut inner = proc_macro2::Group::new(group.delimiter(), without(group.stream()));
                inner.set_span(group.span());
                TokenTree::Group(inner)
            }
            other => other,
        };
        kept.push(token);
    }
    kept.into_iter().collect()
}

/// Whether the tokens in the brackets of an attribute are `durable(…)`.
fn is_anchor(tokens: &TokenStream) -> bool {
    let mut tokens = tokens.clone().into_iter();
    matches!(tokens.next(), Some(TokenTree::Ident(name)) if name == "durable")
        && matches!(tokens.next(), Some(TokenTree::Group(_)) | None)
}

/// Puts what the attributes of a body say before their statements. The plain function has nothing of it.
pub(crate) fn take(function: &mut Function, mistakes: &mut Mistakes) {
    Take { mistakes, depth: 0 }.visit_block_mut(&mut function.body);
    Misplaced(mistakes).visit_block(&function.body);
    function.body_tokens = without(std::mem::take(&mut function.body_tokens));
}

struct Take<'a> {
    mistakes: &'a mut Mistakes,
    /// The number of `async` blocks and closures around the place.
    depth: usize,
}

impl Take<'_> {
    fn statement(&mut self, mut statement: Stmt) -> Vec<Stmt> {
        let attributes = match &mut statement {
            Stmt::Local(local) => Some(&mut local.attrs),
            Stmt::Macro(invocation) => Some(&mut invocation.attrs),
            Stmt::Expr(expr, _) => leading_attributes(expr),
            Stmt::Item(_) => None,
        };
        let Some(attributes) = attributes else {
            return vec![statement];
        };
        let anchors: Vec<Attribute> = attributes
            .extract_if(.., |attribute| attribute.path().is_ident("durable"))
            .collect();
        let mut statements = Vec::new();
        for attribute in anchors {
            let anchor = match args::anchor(&attribute) {
                Ok(anchor) => anchor,
                Err(error) => {
                    self.mistakes.note(error);
                    continue;
                }
            };
            statements.extend(self.notes(anchor, &statement));
        }
        statements.push(statement);
        statements
    }

    fn notes(&mut self, anchor: Anchor, statement: &Stmt) -> Vec<Stmt> {
        let mut notes = Vec::new();
        let durable = ident("durable", anchor.span);
        if let Some(name) = anchor.name {
            notes.push(if has_parts(statement) {
                parse_quote!(#[#durable(name = #name)] [];)
            } else {
                parse_quote!(#[#durable(name = #name)] ();)
            });
        }
        let of_local = anchor.was.is_some() || anchor.default.is_some();
        if of_local {
            let span = anchor.span;
            if !declares_one(statement) {
                self.mistakes.at_span(span, diagnostics::ANCHOR_OF_NO_LOCAL);
                return notes;
            }
            if self.depth > 0 {
                self.mistakes.at_span(span, diagnostics::ANCHOR_IN_BLOCK);
                return notes;
            }
        }
        if let Some(was) = anchor.was {
            notes.push(parse_quote!(#[#durable(was = #was)] ();));
        }
        if let Some(default) = anchor.default {
            Leaves(self.mistakes).visit_expr(&default);
            notes.push(parse_quote!(#[#durable(default)] (#default,);));
        }
        notes
    }
}

impl VisitMut for Take<'_> {
    fn visit_block_mut(&mut self, block: &mut Block) {
        let statements = std::mem::take(&mut block.stmts).into_iter();
        block.stmts = statements
            .flat_map(|statement| self.statement(statement))
            .collect();
        visit_mut::visit_block_mut(self, block);
    }

    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        let is_apart = matches!(expr, Expr::Async(_) | Expr::Closure(_));
        self.depth += usize::from(is_apart);
        visit_mut::visit_expr_mut(self, expr);
        self.depth -= usize::from(is_apart);
    }

    fn visit_item_mut(&mut self, _: &mut Item) {}
}

/// Whether a statement is a loop, a block or a choice, in which several operations may be awaited.
fn has_parts(statement: &Stmt) -> bool {
    let Stmt::Expr(expr, _) = statement else {
        return false;
    };
    matches!(
        unwrap_parens(expr),
        Expr::Loop(_)
            | Expr::While(_)
            | Expr::ForLoop(_)
            | Expr::If(_)
            | Expr::Match(_)
            | Expr::Block(_)
    )
}

/// Whether a statement is a `let` of one name.
fn declares_one(statement: &Stmt) -> bool {
    let Stmt::Local(local) = statement else {
        return false;
    };
    let pattern = match &local.pat {
        Pat::Type(typed) => &*typed.pat,
        pattern => pattern,
    };
    matches!(pattern, Pat::Ident(name) if name.subpat.is_none() && name.by_ref.is_none())
}

/// A default is a value: it can't wait, or leave the function.
struct Leaves<'a>(&'a mut Mistakes);

impl<'ast> Visit<'ast> for Leaves<'_> {
    fn visit_expr(&mut self, expr: &'ast Expr) {
        match expr {
            Expr::Closure(_) => {}
            Expr::Async(block) => self.0.at(&block.async_token, diagnostics::DEFAULT_LEAVES),
            Expr::Await(wait) => self.0.at(&wait.await_token, diagnostics::DEFAULT_LEAVES),
            Expr::Try(attempt) => self
                .0
                .at(&attempt.question_token, diagnostics::DEFAULT_LEAVES),
            Expr::Return(exit) => self.0.at(&exit.return_token, diagnostics::DEFAULT_LEAVES),
            Expr::Break(exit) => self.0.at(&exit.break_token, diagnostics::DEFAULT_LEAVES),
            Expr::Continue(exit) => self.0.at(&exit.continue_token, diagnostics::DEFAULT_LEAVES),
            _ => visit::visit_expr(self, expr),
        }
    }

    fn visit_macro(&mut self, invocation: &'ast syn::Macro) {
        if concurrency::awaits(invocation) {
            self.0.at(&invocation.path, diagnostics::DEFAULT_LEAVES);
        }
    }
}

/// The attributes that are left stand elsewhere.
struct Misplaced<'a>(&'a mut Mistakes);

impl<'ast> Visit<'ast> for Misplaced<'_> {
    fn visit_stmt(&mut self, statement: &'ast Stmt) {
        if note_of(statement).is_none() {
            visit::visit_stmt(self, statement);
        }
    }

    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        if attribute.path().is_ident("durable") {
            self.0.at(attribute.path(), diagnostics::MISPLACED_ANCHOR);
        }
    }

    fn visit_item(&mut self, _: &'ast Item) {}
}

/// What a statement says of the one that comes next, if it is one that [`take`] has made.
pub(crate) fn note_of(statement: &Stmt) -> Option<Note> {
    let (attributes, elements, is_path) = match statement {
        Stmt::Expr(Expr::Tuple(tuple), _) => (&tuple.attrs, &tuple.elems, false),
        Stmt::Expr(Expr::Array(array), _) => (&array.attrs, &array.elems, true),
        _ => return None,
    };
    let [attribute] = &attributes[..] else {
        return None;
    };
    if !attribute.path().is_ident("durable") {
        return None;
    }
    let span = attribute.path().segments[0].ident.span();
    if let Some(default) = elements.first() {
        return Some(Note::Default(Box::new(default.clone()), span));
    }
    let anchor = args::anchor(attribute).ok()?;
    let name = anchor.name.map(|name| {
        let note = if is_path { Note::Path } else { Note::Name };
        note(name.value(), name.span())
    });
    name.or_else(|| anchor.was.map(|was| Note::Was(was.value(), was.span())))
}

/// Takes the notes about locals out of a body in which names are resolved.
pub(crate) fn of_locals(body: &mut Block) -> Vec<Told> {
    struct Locals(Vec<Told>);
    impl VisitMut for Locals {
        fn visit_block_mut(&mut self, block: &mut Block) {
            let mut notes = Vec::new();
            block.stmts.retain(|statement| {
                let note = note_of(statement);
                if let Some(note @ (Note::Was(..) | Note::Default(..))) = note {
                    notes.push(note);
                    return false;
                }
                if let Stmt::Local(local) = statement
                    && let [local] = bindings_in(&local.pat)[..]
                {
                    let notes = notes.drain(..);
                    self.0.extend(notes.map(|note| Told { local, note }));
                }
                true
            });
            visit_mut::visit_block_mut(self, block);
        }
    }
    let mut locals = Locals(Vec::new());
    locals.visit_block_mut(body);
    locals.0
}
