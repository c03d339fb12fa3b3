//! The identifiers that the passes put into a body, and their meanings.
//!
//! The passes work on syn's tree, which has names only. So a local `total` of the user's is `__b7_total` in it, and the
//! operation of an `await` is `__point_3(charge(order))`. The meaning of such an identifier is in a table: no pass
//! parses the text. The function's source doesn't contain the text, so a user's name is never one of these.
//!
//! The table belongs to the thread as long as one attribute is expanded, like the compiler's own table of identifiers.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use proc_macro2::{Ident, Span, TokenStream, TokenTree};

use crate::ids::{BindingId, MacroId, PointId, UnitId};
use crate::model::{bare, ident};
use crate::tokens;

/// Whether a machine may have a variable of this name. Hygiene separates it from the user's local.
pub(crate) fn is_of_machines(name: &str) -> bool {
    const BEGINNINGS: [&str; 7] = [
        "__",
        "await_",
        "block_",
        "captured_",
        "opened_",
        "saved_",
        "the_copy_of_",
    ];
    let is_numbered = name
        .rsplit('_')
        .next()
        .is_some_and(|last| last.parse::<u32>().is_ok());
    is_numbered
        || BEGINNINGS
            .iter()
            .any(|beginning| name.starts_with(beginning))
}

/// What an identifier stands for.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Symbol {
    /// A local, and the user's name for it, without `r#`.
    Binding(BindingId, String),
    /// Around the operation of an `await`: its point.
    Point(PointId),
    /// Around a value that is held across an await, and as an attribute of a `for` loop for its remaining items: its
    /// binding.
    Held(BindingId),
    /// In place of an `async` block, with its captures as arguments: its number.
    AsyncBlock(UnitId),
    /// In place of a known macro, with its arguments.
    Macro(MacroCall),
    /// In place of the `true` of a `matches!` that is read as a `match`.
    Matches,
    /// Around the value of a macro's argument, `name = value`.
    Argument(Argument),
    /// An attribute of an unknown macro: the locals that its strings capture.
    Captures,
    /// An attribute of a `macro_rules!` that names locals: those locals; and of its uses: the definitions.
    LocalMacro,
    /// The local that holds the operation of a `spawn`, before its block takes it.
    Spawned,
}

/// A known macro's invocation.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct MacroCall {
    /// Its number among the function's.
    pub(crate) number: MacroId,
    pub(crate) name: String,
    /// Whether it is `vec![item; count]`.
    pub(crate) repeats: bool,
}

/// An argument that has a name.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Argument {
    pub(crate) name: String,
    /// Whether the user wrote `{name}` in the format string, and no argument.
    pub(crate) captured: bool,
}

#[derive(Default)]
struct Symbols {
    /// The names in the source.
    taken: HashSet<String>,
    made: HashMap<String, Symbol>,
}

thread_local! {
    static SYMBOLS: RefCell<Symbols> = RefCell::default();
}

/// Expands an attribute of `source` with a table of its own.
pub(crate) fn scope<T>(source: &TokenStream, expand: impl FnOnce() -> T) -> T {
    /// Restores the previous table, also when the expansion panics.
    struct Around(Symbols);
    impl Drop for Around {
        fn drop(&mut self) {
            SYMBOLS.replace(std::mem::take(&mut self.0));
        }
    }
    let mut symbols = Symbols::default();
    names_in(source, &mut symbols.taken);
    let _around = Around(SYMBOLS.replace(symbols));
    expand()
}

fn names_in(tokens: &TokenStream, names: &mut HashSet<String>) {
    for token in tokens::flat(tokens.clone()) {
        match token {
            TokenTree::Ident(name) => {
                names.insert(bare(&name));
            }
            // A format string names its captures.
            TokenTree::Literal(literal) => {
                let text = literal.to_string();
                let words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
                let like_ours = words.filter(|word| word.starts_with("__"));
                names.extend(like_ours.map(str::to_owned));
            }
            TokenTree::Punct(_) | TokenTree::Group(_) => {}
        }
    }
}

/// An identifier that stands for `symbol`: `text`, or one like it where the source has that.
pub(crate) fn make(text: &str, span: Span, symbol: Symbol) -> Ident {
    let name = unused(text, span);
    SYMBOLS.with_borrow_mut(|symbols| symbols.made.insert(name.to_string(), symbol));
    name
}

/// A name that the source doesn't contain: `text`, or one like it.
pub(crate) fn unused(text: &str, span: Span) -> Ident {
    let mut name = ident(text, span);
    SYMBOLS.with_borrow(|symbols| {
        let mut text = text.to_owned();
        while symbols.taken.contains(&bare(&name)) {
            text.push('_');
            name = ident(&text, span);
        }
    });
    name
}

/// The result of `find` for the meaning of an identifier.
pub(crate) fn find<T>(name: &Ident, find: impl FnOnce(&Symbol) -> Option<T>) -> Option<T> {
    SYMBOLS.with_borrow(|symbols| symbols.made.get(&name.to_string()).and_then(find))
}

/// Whether an identifier stands for this.
pub(crate) fn is(name: &Ident, symbol: &Symbol) -> bool {
    find(name, |found| (found == symbol).then_some(())).is_some()
}

/// Whether an attribute is a mark of the passes.
pub(crate) fn is_mark(attribute: &syn::Attribute, symbol: &Symbol) -> bool {
    let name = attribute.path().get_ident();
    name.is_some_and(|name| is(name, symbol))
}

/// The user's name for a local, by its name in the tree.
pub(crate) fn users_name(own: &str) -> Option<String> {
    SYMBOLS.with_borrow(|symbols| match symbols.made.get(own) {
        Some(Symbol::Binding(_, name)) => Some(name.clone()),
        _ => None,
    })
}

/// Tokens with every local under the user's name, for display and for digests.
pub(crate) fn as_written(tokens: TokenStream) -> TokenStream {
    tokens::mapped(tokens, &mut |token| match token {
        TokenTree::Ident(own) => TokenTree::Ident(match users_name(&own.to_string()) {
            // Without `r#`, which is optional in a name.
            Some(name) => Ident::new(&name, own.span()),
            None => own,
        }),
        other => other,
    })
}
