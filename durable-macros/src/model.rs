//! An annotated function after parsing.

use std::time::Duration;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::spanned::Spanned;
use syn::{Attribute, Block, Lifetime, Member, Signature, Type, Visibility};

/// The content of `retry(…)`.
#[derive(Debug, Clone)]
pub(crate) struct Retry {
    pub(crate) attempts: u32,
    pub(crate) first: Duration,
    pub(crate) backoff: Option<f64>,
    pub(crate) max: Option<Duration>,
    pub(crate) timeout: Option<Duration>,
    pub(crate) when: Option<syn::Path>,
}

/// The attribute's arguments.
#[derive(Debug, Default, Clone)]
pub(crate) struct Arguments {
    pub(crate) name: Option<syn::LitStr>,
    /// The version of an orchestrator of which several have one name.
    pub(crate) version: Option<syn::LitStr>,
    /// The name that an orchestrator had before.
    pub(crate) was: Option<syn::LitStr>,
    pub(crate) retry: Option<Retry>,
    pub(crate) timeout: Option<Duration>,
    pub(crate) max_concurrent: Option<usize>,
    /// Whether an orchestrator runs as a part of its caller's instance.
    pub(crate) inline: bool,
    /// The history setting of an orchestrator.
    pub(crate) history: Option<History>,
    /// The error types that may arrive with their own type, besides the declared one.
    pub(crate) errors: Vec<syn::Path>,
    /// The path of the runtime's crate, if its dependency was renamed.
    pub(crate) runtime: Option<syn::Path>,
}

/// The arguments of `#[migration]`; empty texts where they have mistakes.
#[derive(Debug, Default, Clone)]
pub(crate) struct MigrationArguments {
    /// The stored name of the orchestrator.
    pub(crate) of: String,
    pub(crate) version: Option<String>,
    /// The release that the instances wait in.
    pub(crate) from: String,
    /// The point where they wait.
    pub(crate) at: String,
    /// The path of the runtime's crate, if its dependency was renamed.
    pub(crate) runtime: Option<syn::Path>,
}

/// A function that migrates instances.
#[derive(Debug)]
pub(crate) struct Migration {
    pub(crate) arguments: MigrationArguments,
    pub(crate) function: syn::ItemFn,
}

/// A history setting.
#[derive(Debug, Clone, Copy)]
pub(crate) enum History {
    All,
    Last(u64),
    None,
}

impl Arguments {
    /// The path of the runtime's crate.
    pub(crate) fn runtime(&self) -> TokenStream {
        runtime(self.runtime.as_ref())
    }
}

impl MigrationArguments {
    /// The path of the runtime's crate.
    pub(crate) fn runtime(&self) -> TokenStream {
        runtime(self.runtime.as_ref())
    }

    /// The key of the orchestrator.
    pub(crate) fn key(&self) -> String {
        key(&self.of, self.version.as_deref())
    }
}

fn key(name: &str, version: Option<&str>) -> String {
    match version {
        Some(version) => format!("{name}#{version}"),
        None => name.to_owned(),
    }
}

fn runtime(path: Option<&syn::Path>) -> TokenStream {
    match path {
        Some(path) => path.to_token_stream(),
        None => quote!(::durable_runtime),
    }
}

/// A parameter that is part of the call, or one that the runtime provides.
#[derive(Debug, Clone)]
pub(crate) struct Parameter {
    pub(crate) name: Ident,
    pub(crate) mutable: bool,
    pub(crate) ty: Type,
    /// The `T` of a `State<T>`.
    pub(crate) state: Option<Type>,
}

/// An annotated function.
#[derive(Debug)]
pub(crate) struct Function {
    pub(crate) arguments: Arguments,
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) visibility: Visibility,
    pub(crate) signature: Signature,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) output: Type,
    pub(crate) body: Block,
    /// The body's own tokens, for the plain function.
    pub(crate) body_tokens: TokenStream,
    pub(crate) fingerprints: Vec<u64>,
}

impl Function {
    /// The key that it is stored under: its name, and its version if it has one (the runtime's `FunctionName`).
    pub(crate) fn key(&self) -> String {
        key(&self.name(), self.version().as_deref())
    }

    /// Its name and its version, for a sentence.
    pub(crate) fn name_and_version(&self) -> String {
        match self.version() {
            Some(version) => format!("{} version {version}", self.name()),
            None => self.name(),
        }
    }

    pub(crate) fn version(&self) -> Option<String> {
        self.arguments.version.as_ref().map(syn::LitStr::value)
    }

    fn name(&self) -> String {
        match &self.arguments.name {
            Some(name) => name.value(),
            None => bare(&self.signature.ident),
        }
    }

    /// The type of its calls.
    pub(crate) fn orchestration_call(&self) -> TokenStream {
        if self.arguments.inline {
            quote!(InlineCall)
        } else {
            quote!(OrchestrationCall)
        }
    }

    pub(crate) fn span(&self) -> Span {
        self.signature.ident.span()
    }

    /// The parameters that are part of the call.
    pub(crate) fn call_parameters(&self) -> impl Iterator<Item = &Parameter> {
        self.parameters
            .iter()
            .filter(|parameter| parameter.state.is_none())
    }
}

/// An identifier's text without `r#`: `r#total` and `total` are one name.
pub(crate) fn bare(ident: &Ident) -> String {
    let text = ident.to_string();
    text.strip_prefix("r#").map_or(text.clone(), str::to_owned)
}

/// A field's name without `r#`, or its number.
pub(crate) fn member_name(member: &Member) -> String {
    match member {
        Member::Named(name) => bare(name),
        Member::Unnamed(index) => index.index.to_string(),
    }
}

/// An identifier of this text, for any text: a raw one where the text says so or is a keyword. A character that no
/// identifier may contain becomes `_`. This is the one place where text becomes an identifier.
pub(crate) fn ident(text: &str, span: Span) -> Ident {
    let (raw, name) = match text.strip_prefix("r#") {
        Some(name) => (true, name),
        None => (is_keyword(text), text),
    };
    let mut valid: String = name
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { '_' })
        .collect();
    if valid.is_empty() || valid.starts_with(|c: char| c.is_numeric()) {
        valid.insert(0, '_');
    }
    if !valid.is_ascii() && syn::parse_str::<Ident>(&valid).is_err() {
        valid = valid.replace(|c: char| !c.is_ascii(), "_");
    }
    if raw && !matches!(name, "self" | "Self" | "super" | "crate" | "_") {
        Ident::new_raw(&valid, span)
    } else {
        Ident::new(&valid, span)
    }
}

/// Turns `#[expect(lint)]` into `#[allow(lint)]`, in a copy of code in which the lint may not occur.
pub(crate) fn allow_what_is_expected(attribute: &mut Attribute) {
    if attribute.path().is_ident("expect")
        && let syn::Meta::List(list) = &mut attribute.meta
    {
        list.path = ident("allow", list.path.span()).into();
    }
}

/// The name of a local or a label, as rustc tells them apart: a name that a `macro_rules!` writes around the function is another
/// one than the same name in what it was given.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Name {
    /// Without `r#`.
    pub(crate) text: String,
    /// What stands for the place where rustc looks it up. Two spans can't be compared, but their texts can, and these have
    /// it.
    hygiene: String,
}

impl Name {
    pub(crate) fn of(ident: &Ident) -> Self {
        let hygiene = ident.span().located_at(Span::call_site());
        Self {
            text: bare(ident),
            hygiene: format!("{hygiene:?}"),
        }
    }
}

/// The name of a label.
pub(crate) fn label_name(label: &Lifetime) -> Name {
    Name::of(&label.ident)
}

/// The keywords that the declaration of a name begins with.
pub(crate) const DECLARING: [&str; 10] = [
    "const", "enum", "fn", "let", "mod", "static", "struct", "trait", "type", "union",
];

/// Whether a text is a keyword in every edition that has `async fn`, so that only `r#` makes a name of it.
pub(crate) fn is_keyword(text: &str) -> bool {
    matches!(
        text,
        "Self"
            | "abstract"
            | "as"
            | "async"
            | "await"
            | "become"
            | "box"
            | "break"
            | "const"
            | "continue"
            | "crate"
            | "do"
            | "dyn"
            | "else"
            | "enum"
            | "extern"
            | "false"
            | "final"
            | "fn"
            | "for"
            | "if"
            | "impl"
            | "in"
            | "let"
            | "loop"
            | "macro"
            | "match"
            | "mod"
            | "move"
            | "mut"
            | "override"
            | "priv"
            | "pub"
            | "ref"
            | "return"
            | "self"
            | "static"
            | "struct"
            | "super"
            | "trait"
            | "true"
            | "try"
            | "type"
            | "typeof"
            | "unsafe"
            | "unsized"
            | "use"
            | "virtual"
            | "where"
            | "while"
            | "yield"
    )
}
