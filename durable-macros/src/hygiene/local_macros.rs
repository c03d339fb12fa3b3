//! `macro_rules!` of the body that name locals. The names in a macro mean what they meant where it was defined, so its
//! definition is repeated before each statement that uses it, with every local under the name that it has there. The
//! invocation stays as it is: it may be a place, and a statement.

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use quote::quote;
use syn::visit::Visit;
use syn::{Attribute, Block, ExprMacro, Item, ItemMacro, LitInt, parse_quote};

use crate::bindings::{Bindings, binding_of};
use crate::known_macros;
use crate::model::{DECLARING, bare};
use crate::symbols::{self, Symbol, is_mark};
use crate::tokens;

/// A `macro_rules!` that names locals.
pub(super) struct LocalMacro {
    name: Ident,
    definition: ItemMacro,
    /// Its number among the function's.
    number: usize,
}

/// Notes a definition that names locals; one that doesn't is an item like any other. Returns its tokens with the locals
/// under their unique names.
pub(super) fn define(
    macros: &mut Vec<LocalMacro>,
    bindings: &mut Bindings,
    definition: &mut ItemMacro,
    tokens: TokenStream,
) {
    let Some(name) = definition.ident.clone() else {
        return;
    };
    let mut captured = BTreeSet::new();
    own_names(&tokens, &mut captured);
    for used in used_in(macros, &tokens) {
        own_names(&macros[used].definition.mac.tokens, &mut captured);
    }
    if captured.is_empty() {
        return;
    }
    definition.mac.tokens = tokens;
    definition.attrs.push(mark(&quote!(#(#captured),*)));
    macros.push(LocalMacro {
        name,
        definition: definition.clone(),
        number: bindings.local_macros.len(),
    });
    bindings.local_macros.push(definition.clone());
}

/// The mark of an invocation with the definitions that it needs, if it needs any.
///
/// ```text
/// #[__local_macro(0 macro_rules! add { … })] add!(1)
/// ```
pub(super) fn mark_of(macros: &[LocalMacro], invocation: &syn::Macro) -> Option<Attribute> {
    let path = &invocation.path;
    let mut used = used_in(macros, &invocation.tokens);
    if let Some(named) = path.get_ident().and_then(|name| find(macros, name)) {
        used.extend(used_in(macros, &macros[named].definition.mac.tokens));
        used.insert(named);
    }
    let definitions = used.iter().map(|used| {
        let LocalMacro {
            definition, number, ..
        } = &macros[*used];
        let (name, rules) = (&definition.ident, &definition.mac.tokens);
        quote!(#number macro_rules! #name { #rules })
    });
    (!used.is_empty()).then(|| mark(&quote!(#(#definitions)*)))
}

/// The mark's tokens, if an invocation has one.
fn marked(invocation: &ExprMacro) -> Option<&TokenStream> {
    let mut attributes = invocation.attrs.iter();
    let mark = attributes.find(|attribute| is_mark(attribute, &Symbol::LocalMacro))?;
    mark.meta.require_list().ok().map(|list| &list.tokens)
}

/// Takes the mark off.
pub(crate) fn unmark(attributes: &mut Vec<Attribute>) {
    attributes.retain(|attribute| !is_mark(attribute, &Symbol::LocalMacro));
}

/// The numbers of the definitions that code needs before it. The statements of blocks in it have their own before them.
#[derive(Default)]
pub(crate) struct Needed(pub(crate) BTreeSet<usize>);

impl Visit<'_> for Needed {
    fn visit_expr_macro(&mut self, invocation: &ExprMacro) {
        let tokens = marked(invocation).cloned().unwrap_or_default();
        self.0.extend(tokens.into_iter().filter_map(|token| {
            let number = syn::parse2::<LitInt>(TokenStream::from(token)).ok()?;
            number.base10_parse::<usize>().ok()
        }));
    }

    fn visit_block(&mut self, _: &Block) {}

    fn visit_item(&mut self, _: &Item) {}
}

/// Whether an invocation is one of the body's own macros that declares nothing in its place.
pub(crate) fn declares_nothing(invocation: &ExprMacro) -> bool {
    let Some(tokens) = marked(invocation) else {
        return false;
    };
    let mut defined = BTreeSet::new();
    let mut is_name = false;
    for token in tokens.clone() {
        match token {
            TokenTree::Ident(name) if is_name => {
                defined.insert(bare(&name));
                is_name = false;
            }
            token => is_name = matches!(token, TokenTree::Punct(_)),
        }
    }
    let rules = tokens.clone().into_iter().filter_map(|token| match token {
        TokenTree::Group(rules) => Some(rules.stream()),
        _ => None,
    });
    let name = invocation.mac.path.get_ident();
    name.is_some_and(|name| defined.contains(&bare(name)))
        && rules
            .into_iter()
            .all(|rules| !may_declare(&rules, &defined))
}

/// Whether a macro's rules may declare a name: a keyword or another macro does. `own` are known to be looked into.
fn may_declare(rules: &TokenStream, own: &BTreeSet<String>) -> bool {
    let mut before = None;
    rules.clone().into_iter().any(|token| {
        let last = before.take();
        match token {
            TokenTree::Group(group) => may_declare(&group.stream(), own),
            TokenTree::Punct(punct) => {
                punct.as_char() == '!'
                    && last.is_some_and(|name: Ident| {
                        let name = bare(&name);
                        !own.contains(&name) && !known_macros::is_known(&name)
                    })
            }
            TokenTree::Ident(word) => {
                let declares = word == "use" || DECLARING.iter().any(|other| word == other);
                before = Some(word);
                declares
            }
            TokenTree::Literal(_) => false,
        }
    })
}

/// Whether an expansion of a macro with these rules begins a statement as an item does. In a block of its own, an item is
/// seen there only.
pub(crate) fn declares_items(rules: &TokenStream) -> bool {
    let mut after_arrow = false;
    rules.clone().into_iter().any(|token| match token {
        TokenTree::Group(transcriber) if std::mem::take(&mut after_arrow) => {
            has_items(&transcriber.stream())
        }
        token => {
            after_arrow |= matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '>');
            false
        }
    })
}

/// The words that begin an item, or come before such a word.
const ITEMS: [&str; 14] = [
    "async",
    "const",
    "enum",
    "extern",
    "fn",
    "impl",
    "macro_rules",
    "mod",
    "pub",
    "static",
    "struct",
    "trait",
    "type",
    "use",
];

fn has_items(statements: &TokenStream) -> bool {
    let (mut begins, mut after_dollar, mut may_be_block) = (true, false, false);
    for token in statements.clone() {
        let began = std::mem::replace(&mut begins, false);
        let is_repeated = std::mem::take(&mut after_dollar);
        let was_word = std::mem::take(&mut may_be_block);
        match token {
            TokenTree::Ident(word) if began => {
                if word != "async" && word != "const" && ITEMS.iter().any(|item| word == item) {
                    return true;
                }
                may_be_block = word == "async" || word == "const";
            }
            // `const N` and `async fn`, but neither `const { … }` nor `async move { … }`.
            TokenTree::Ident(word) if was_word && word != "move" => return true,
            TokenTree::Group(group) => match group.delimiter() {
                Delimiter::Parenthesis if is_repeated => {
                    if has_items(&group.stream()) {
                        return true;
                    }
                    begins = true;
                }
                Delimiter::Brace => begins = true,
                // An attribute comes before what it is for.
                Delimiter::Bracket => begins = began,
                Delimiter::Parenthesis | Delimiter::None => {}
            },
            TokenTree::Punct(punct) => {
                after_dollar = punct.as_char() == '$';
                begins = punct.as_char() == ';' || (began && "#$".contains(punct.as_char()));
            }
            TokenTree::Ident(_) | TokenTree::Literal(_) => {}
        }
    }
    false
}

/// Whether a definition names locals.
pub(crate) fn is_local_macro(definition: &ItemMacro) -> bool {
    let mut attributes = definition.attrs.iter();
    attributes.any(|attribute| is_mark(attribute, &Symbol::LocalMacro))
}

fn mark(tokens: &TokenStream) -> Attribute {
    let name = symbols::make("__local_macro", Span::call_site(), Symbol::LocalMacro);
    parse_quote!(#[#name(#tokens)])
}

fn find(macros: &[LocalMacro], name: &Ident) -> Option<usize> {
    macros
        .iter()
        .rposition(|other| bare(&other.name) == bare(name))
}

/// The macros that tokens invoke, and those that these invoke.
fn used_in(macros: &[LocalMacro], tokens: &TokenStream) -> BTreeSet<usize> {
    let mut used = BTreeSet::new();
    let mut before = None;
    for token in tokens.clone() {
        match &token {
            TokenTree::Group(group) => used.extend(used_in(macros, &group.stream())),
            TokenTree::Punct(punct) if punct.as_char() == '!' => {
                if let Some(number) = before.and_then(|name| find(macros, &name)) {
                    used.insert(number);
                    used.extend(used_in(
                        &macros[..number],
                        &macros[number].definition.mac.tokens,
                    ));
                }
            }
            _ => {}
        }
        before = match token {
            TokenTree::Ident(ident) => Some(ident),
            _ => None,
        };
    }
    used
}

/// Replaces the locals in the expansions of the macro by their unique names; `matcher => transcriber` pairs are in
/// sequence.
pub(super) fn in_transcribers(
    rules: TokenStream,
    rename: impl Fn(TokenStream) -> TokenStream,
) -> TokenStream {
    let mut after_arrow = false;
    rules
        .into_iter()
        .map(|token| match token {
            TokenTree::Group(group) if after_arrow => {
                after_arrow = false;
                let mut inner = proc_macro2::Group::new(group.delimiter(), rename(group.stream()));
                inner.set_span(group.span());
                TokenTree::Group(inner)
            }
            other => {
                after_arrow |= matches!(&other, TokenTree::Punct(punct) if punct.as_char() == '>');
                other
            }
        })
        .collect()
}

fn own_names(tokens: &TokenStream, names: &mut BTreeSet<Ident>) {
    names.extend(
        tokens::flat(tokens.clone()).filter_map(|token| match token {
            TokenTree::Ident(ident) if binding_of(&ident).is_some() => Some(ident),
            _ => None,
        }),
    );
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::*;

    #[test]
    fn items_in_an_expansion_are_found_where_they_are_seen() {
        for rules in [
            quote!(() => { fn total() {} }),
            quote!(() => { let a = 1; const LIMIT: i64 = 3; }),
            quote!(() => { use a::B; }),
            quote!(($e:expr) => { $e }; () => { #[allow(unused)] pub(crate) struct S; }),
            quote!(($($n:ident),*) => { $(async fn $n() {})* }),
            quote!(() => { { 1; } static N: u8 = 1; }),
        ] {
            assert!(declares_items(&rules), "{rules}");
        }
        for rules in [
            quote!(() => { { fn total() {} } }),
            quote!(() => { let _ = async move { 1 }; let _ = const { 1 }; }),
            quote!(() => { async { 1 }; const { assert!(true) }; }),
            quote!(($e:expr) => { let f: fn() = $e; f() }),
            quote!(() => { fetch(&|x: *const u8| x) }),
        ] {
            assert!(!declares_items(&rules), "{rules}");
        }
    }
}
