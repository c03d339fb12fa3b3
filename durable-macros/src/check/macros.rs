//! Rules for the user's macros in an orchestrator: its parts are compiled on their own, so a macro must mean the same
//! in all of them, and its bindings must be visible to the compiler.

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Block, Item, ItemMacro, Macro, Pat, Stmt};

use crate::concurrency;
use crate::diagnostics::{self, Mistakes};
use crate::ids::MacroId;
use crate::known_macros;
use crate::model::bare;

/// A macro defined in the function is the only one of its name there, isn't taken for another one, and doesn't await; and a macro in a pattern isn't
/// looked into.
///
/// ```text
/// macro_rules! price { () => { 1 } }
/// pay(price!()).await?;
/// macro_rules! price { () => { 2 } }
/// macro_rules! paid { () => { pay(2).await? } }
/// ```
pub(super) fn mean_one_thing(body: &Block, mistakes: &mut Mistakes) {
    let mut definitions = Definitions {
        names: BTreeSet::new(),
        mistakes,
    };
    definitions.visit_block(body);
    let mut uses = Uses {
        defined: definitions.names,
        in_scope: Vec::new(),
        mistakes,
    };
    uses.visit_block(body);
}

/// The macros that a function defines.
struct Definitions<'a> {
    names: BTreeSet<String>,
    mistakes: &'a mut Mistakes,
}

impl<'ast> Visit<'ast> for Definitions<'_> {
    fn visit_item_macro(&mut self, definition: &'ast ItemMacro) {
        if let Some(name) = &definition.ident
            && !self.names.insert(bare(name))
        {
            self.mistakes.at(name, diagnostics::MACRO_TWICE);
        }
        if let Some(name) = &definition.ident
            && concurrency::is_name(&bare(name))
        {
            self.mistakes.at(name, diagnostics::MACRO_OF_A_KNOWN_NAME);
        }
        if let Some(name) = &definition.ident
            && let Some(awaited) = await_in(&definition.mac.tokens)
        {
            (self.mistakes).at(&awaited, diagnostics::await_of_a_macro(&bare(name)));
        }
    }

    fn visit_macro(&mut self, invocation: &'ast Macro) {
        if let Some(read) = known_macros::as_call(invocation, MacroId::default()) {
            self.visit_expr(&read);
        }
    }

    fn visit_item(&mut self, item: &'ast Item) {
        if let Item::Macro(definition) = item {
            self.visit_item_macro(definition);
        }
    }
}

/// The first `.await` in a macro's rules that is the function's own, and not that of an `async` block or function.
fn await_in(rules: &TokenStream) -> Option<Ident> {
    let (mut is_async, mut follows_dot) = (false, false);
    for token in rules.clone() {
        let after_dot = std::mem::replace(&mut follows_dot, false);
        match token {
            TokenTree::Group(group) => {
                if !is_async && let Some(found) = await_in(&group.stream()) {
                    return Some(found);
                }
                is_async &= group.delimiter() != Delimiter::Brace;
            }
            TokenTree::Ident(word) if after_dot && word == "await" => return Some(word),
            TokenTree::Ident(word) => is_async |= word == "async",
            TokenTree::Punct(punct) => {
                follows_dot = punct.as_char() == '.';
                is_async &= punct.as_char() != ';';
            }
            TokenTree::Literal(_) => {}
        }
    }
    None
}

/// The places of their uses, in the order of the text.
struct Uses<'a> {
    defined: BTreeSet<String>,
    in_scope: Vec<String>,
    mistakes: &'a mut Mistakes,
}

impl Uses<'_> {
    fn named(&mut self, name: &Ident) {
        let text = bare(name);
        if self.defined.contains(&text) && !self.in_scope.contains(&text) {
            self.mistakes.at(name, diagnostics::MACRO_ELSEWHERE);
        }
    }

    /// Invocations in the tokens of another macro.
    fn tokens(&mut self, tokens: &TokenStream) {
        let mut before = None;
        for token in tokens.clone() {
            match &token {
                TokenTree::Group(group) => self.tokens(&group.stream()),
                TokenTree::Punct(punct) if punct.as_char() == '!' => {
                    if let Some(name) = &before {
                        self.named(name);
                    }
                }
                _ => {}
            }
            before = match token {
                TokenTree::Ident(name) => Some(name),
                _ => None,
            };
        }
    }
}

impl<'ast> Visit<'ast> for Uses<'_> {
    fn visit_block(&mut self, block: &'ast Block) {
        let outer = self.in_scope.len();
        for statement in &block.stmts {
            if let Stmt::Item(item) = statement {
                if let Item::Macro(ItemMacro {
                    ident: Some(name), ..
                }) = item
                {
                    self.in_scope.push(bare(name));
                }
            } else {
                self.visit_stmt(statement);
            }
        }
        self.in_scope.truncate(outer);
    }

    fn visit_macro(&mut self, invocation: &'ast Macro) {
        if let Some(name) = invocation.path.get_ident() {
            self.named(name);
            let is_taken =
                known_macros::is_known(&bare(name)) && self.defined.contains(&bare(name));
            if is_taken && await_in(&invocation.tokens).is_some() {
                (self.mistakes).at(name, diagnostics::MACRO_OF_A_KNOWN_NAME);
            }
        }
        match known_macros::as_call(invocation, MacroId::default()) {
            Some(read) => self.visit_expr(&read),
            None => self.tokens(&invocation.tokens),
        }
    }

    fn visit_pat(&mut self, pattern: &'ast Pat) {
        if let Pat::Macro(invocation) = pattern {
            self.mistakes
                .at(&invocation.mac.path, diagnostics::MACRO_IN_PATTERN);
        }
        visit::visit_pat(self, pattern);
    }

    fn visit_item(&mut self, _: &'ast Item) {}
}
