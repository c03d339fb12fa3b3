//! The names in code with resolved bindings: those that are no local's, and those that macros might declare.

use std::collections::{BTreeSet, HashSet};

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Block, Item};

use crate::bindings::binding_of;
use crate::hygiene::local_macros::is_local_macro;
use crate::hygiene::values_of_item;
use crate::known_macros;
use crate::model::bare;
use crate::symbols::{self, Symbol};
use crate::tokens;

/// The names in tokens that are no local's, except for members (`order.id`); and those that strings capture for an
/// unknown macro (`"{limit}"`): in calls of known ones they are arguments.
pub(crate) fn named_in(tokens: TokenStream) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut captured = BTreeSet::new();
    collect(tokens, false, &mut names, &mut captured);
    &names - &captured
}

/// `captured` are the locals that strings capture.
fn collect(
    tokens: TokenStream,
    in_macro: bool,
    names: &mut BTreeSet<String>,
    captured: &mut BTreeSet<String>,
) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let is = |at: Option<usize>, sign: char| {
        let token = at.and_then(|at| tokens.get(at));
        matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == sign)
    };
    let back = |at: usize, by: usize| at.checked_sub(by);
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Ident(ident) => {
                // After `..` comes an end.
                let is_member = is(back(at, 1), '.') && !is(back(at, 2), '.');
                // A segment of a longer path, or a field's name. `fee::<i64>(1)` is a single segment.
                let in_path = is(back(at, 1), ':') && is(back(at, 2), ':')
                    || is(Some(at + 1), ':') && !is(Some(at + 3), '<');
                if !is_member && !in_path && binding_of(ident).is_none() {
                    names.insert(bare(ident));
                }
            }
            TokenTree::Group(group) => match back(at, 1).map(|before| &tokens[before]) {
                Some(TokenTree::Ident(mark)) if symbols::is(mark, &Symbol::Captures) => {
                    captured.extend(named_locals(group.stream()));
                }
                _ => {
                    let in_macro = in_macro || is(back(at, 1), '!');
                    collect(group.stream(), in_macro, names, captured);
                }
            },
            TokenTree::Literal(literal) if in_macro => {
                names.extend(known_macros::literal_captures(literal));
            }
            TokenTree::Literal(_) | TokenTree::Punct(_) => {}
        }
    }
}

/// The user's names of the bindings among tokens.
fn named_locals(tokens: TokenStream) -> impl Iterator<Item = String> {
    tokens.into_iter().filter_map(|token| match token {
        TokenTree::Ident(own) => symbols::users_name(&own.to_string()),
        _ => None,
    })
}

/// The names that items give to functions and constants in the blocks within a body. A state that such a block goes on in
/// has the items around its code.
pub(crate) fn of_inner_items(body: &Block) -> HashSet<String> {
    struct Find(HashSet<String>);
    impl Visit<'_> for Find {
        fn visit_block(&mut self, block: &Block) {
            let names = block.stmts.iter().flat_map(values_of_item);
            self.0.extend(names.map(bare));
            visit::visit_block(self, block);
        }

        fn visit_item(&mut self, _: &Item) {}
    }
    let mut find = Find(HashSet::new());
    visit::visit_block(&mut find, body);
    find.0
}

/// Every name in code, whatever it names.
pub(crate) fn all_in(tokens: TokenStream, names: &mut HashSet<String>) {
    for token in tokens::flat(tokens) {
        match token {
            TokenTree::Ident(ident) => {
                names.insert(bare(&ident));
            }
            TokenTree::Literal(literal) => names.extend(known_macros::literal_captures(&literal)),
            TokenTree::Punct(_) | TokenTree::Group(_) => {}
        }
    }
}

/// The names in the expansions of the body's `macro_rules!` that name locals. Each use brings the definition along, so
/// these names must mean the same everywhere.
pub(crate) fn in_local_macros(body: &Block) -> HashSet<String> {
    struct Find(HashSet<String>);
    impl Visit<'_> for Find {
        fn visit_item(&mut self, item: &Item) {
            if let Item::Macro(definition) = item
                && is_local_macro(definition)
            {
                let mut names = HashSet::new();
                all_in(definition.mac.tokens.clone(), &mut names);
                let as_called = |name: String| symbols::users_name(&name).unwrap_or(name);
                self.0.extend(names.into_iter().map(as_called));
            }
        }
    }
    let mut find = Find(HashSet::new());
    find.visit_block(body);
    find.0
}
