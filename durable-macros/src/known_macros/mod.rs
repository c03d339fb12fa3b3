//! The standard macros with expressions as arguments. The compiler reads `println!("{} {name}", a)` as a call,
//! `__macro_0_println("{} {name}", a, __macro_captured_name(name))`, so that later passes need to know no macros; and
//! writes it back unchanged.

pub(crate) mod awaits;
mod json;

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{
    Attribute, Expr, ExprCall, ExprMacro, ExprMatch, Lit, Macro, Pat, Path, Token, parse_quote,
};

use self::awaits::awaits_in;
use crate::concurrency;
use crate::ids::MacroId;
use crate::model::{bare, ident};
use crate::operands::named_call;
use crate::symbols::{self, Argument, MacroCall, Symbol};

/// The kind of a known macro's arguments.
enum Shape {
    /// Expressions, of which the one at this position is a format string.
    Format(usize),
    Expressions,
}

fn shape(name: &str) -> Option<Shape> {
    Some(match name {
        "format" | "print" | "println" | "eprint" | "eprintln" | "panic" | "todo"
        | "unimplemented" | "unreachable" | "format_args" => Shape::Format(0),
        "write" | "writeln" | "assert" | "debug_assert" => Shape::Format(1),
        "assert_eq" | "assert_ne" | "debug_assert_eq" | "debug_assert_ne" => Shape::Format(2),
        "vec" | "dbg" => Shape::Expressions,
        _ => return None,
    })
}

/// The path of a call in place of a macro's invocation: the macro's path, with another name.
fn stands_for(invocation: MacroCall, path: &Path) -> Path {
    let mut path = path.clone();
    if let Some(last) = path.segments.last_mut() {
        let kind = if invocation.repeats { "repeat_" } else { "" };
        let text = format!("__macro_{kind}{}_{}", invocation.number, invocation.name);
        last.ident = symbols::make(&text, last.ident.span(), Symbol::Macro(invocation));
    }
    path
}

/// A named argument as a call.
fn named(argument: Argument, span: Span, value: Expr) -> Expr {
    let kind = if argument.captured {
        "captured"
    } else {
        "named"
    };
    let text = format!("__macro_{kind}_{}", argument.name);
    named_call(
        symbols::make(&text, span, Symbol::Argument(argument)).into(),
        [value],
    )
}

/// The named argument that a call stands for, and its name.
fn argument_of(call: &ExprCall) -> Option<(Argument, Ident)> {
    let Expr::Path(path) = &*call.func else {
        return None;
    };
    let name = path.path.get_ident()?;
    let argument = symbols::find(name, |symbol| match symbol {
        Symbol::Argument(argument) => Some(argument.clone()),
        _ => None,
    })?;
    let name = ident(&argument.name, name.span());
    Some((argument, name))
}

/// The macro's invocation as a call (or, for `matches!`, as a `match`); `None` for unknown macros, and for wrong
/// arguments, which rustc reports.
///
/// `number` is the invocation's number among the function's.
pub(crate) fn as_call(invocation: &Macro, number: MacroId) -> Option<Expr> {
    if concurrency::is_concurrent(invocation) {
        return concurrency::as_expression(invocation);
    }
    let name = bare(&invocation.path.segments.last()?.ident);
    if name == "matches" {
        return as_match(invocation);
    }
    if name == "json" {
        return json::as_expression(invocation);
    }
    let shape = shape(&name)?;
    if awaits_in(&invocation.tokens).is_some()
        && name.contains("assert")
        && let Some(branch) = assertion_as_branch(invocation, &name)
    {
        return Some(branch);
    }
    let path = |repeats| {
        let call = MacroCall {
            number,
            name: name.clone(),
            repeats,
        };
        stands_for(call, &invocation.path)
    };
    if name == "vec"
        && let Ok((item, count)) = invocation.parse_body_with(repeat)
    {
        return Some(named_call(path(true), [item, count]));
    }
    let given: Punctuated<Given, Token![,]> = invocation
        .parse_body_with(Punctuated::parse_terminated)
        .ok()?;
    let names: BTreeSet<String> = given.iter().filter_map(Given::name).collect();
    let mut arguments: Vec<Expr> = given.into_iter().map(Given::into_expression).collect();
    if let Shape::Format(position) = shape
        && let Some(Expr::Lit(literal)) = arguments.get(position)
        && let Lit::Str(text) = &literal.lit
    {
        let span = text.span();
        let captured = captures(&text.value())
            .difference(&names)
            .cloned()
            .collect::<Vec<_>>();
        for name in captured {
            let Some(name) = parse_name(&name, span) else {
                continue;
            };
            let argument = Argument {
                name: bare(&name),
                captured: true,
            };
            arguments.push(named(argument, name.span(), parse_quote!(#name)));
        }
    }
    Some(named_call(path(false), arguments))
}

/// An assertion that awaits, as an `if`: its message is evaluated only on failure, and a `debug_assert!` not at all in
/// a release build.
fn assertion_as_branch(invocation: &Macro, name: &str) -> Option<Expr> {
    if let Some(name) = name.strip_prefix("debug_") {
        let mut path = invocation.path.clone();
        let last = path.segments.last_mut()?;
        last.ident = ident(name, last.ident.span());
        let tokens = &invocation.tokens;
        return Some(parse_quote!(if ::core::cfg!(debug_assertions) { #path!(#tokens); }));
    }
    if name != "assert" {
        return None;
    }
    let given: Punctuated<Expr, Token![,]> = invocation
        .parse_body_with(Punctuated::parse_terminated)
        .ok()?;
    let mut given = given.into_iter();
    let condition = given.next()?;
    let message: Vec<Expr> = given.collect();
    Some(if message.is_empty() {
        let text = as_written(&invocation.delimiter)
            .filter(|text| has_no_comments(text, &invocation.tokens))
            .unwrap_or_else(|| readable(&condition.to_token_stream()));
        parse_quote!(if (#condition) {} else { ::core::panic!("assertion failed: {}", #text) })
    } else {
        parse_quote!(if (#condition) {} else { ::core::panic!(#(#message),*) })
    })
}

/// The text between a macro's parentheses, in one line, without a last comma; `None` where a macro wrote it.
fn as_written(delimiter: &syn::MacroDelimiter) -> Option<String> {
    let text = delimiter.span().join().source_text()?;
    let mut inner = text.chars();
    inner.next()?;
    inner.next_back()?;
    let words: Vec<&str> = inner.as_str().split_whitespace().collect();
    let text = words.join(" ");
    let text = text.strip_suffix(',').unwrap_or(&text);
    (!text.is_empty()).then(|| text.to_owned())
}

/// Whether a text has nothing but these tokens in it.
fn has_no_comments(text: &str, tokens: &TokenStream) -> bool {
    fn bare(text: &str) -> String {
        let text: String = text.split_whitespace().collect();
        text.trim_end_matches(',').to_owned()
    }
    bare(text) == bare(&tokens.to_string())
}

/// Tokens as text in a line, spaced as usual.
pub(crate) fn readable(tokens: &TokenStream) -> String {
    let mut text = String::new();
    for word in tokens.to_string().split_whitespace() {
        let joins_left = word.starts_with(['.', ',', ')', ']', '?', ':', '(', ';']) || word == "!";
        let joins_right = text.ends_with(['.', '(', '[', ':', '&', '!']) || text.is_empty();
        if !joins_left && !joins_right {
            text.push(' ');
        }
        text.push_str(word);
    }
    text
}

/// Whether the message of an `assert_eq!` or `assert_ne!` awaits. It would have to be evaluated while the
/// compared values are borrowed.
pub(crate) fn awaits_in_comparison_message(invocation: &Macro) -> bool {
    let name = invocation
        .path
        .segments
        .last()
        .map(|segment| segment.ident.to_string());
    if !name.is_some_and(|name| name.ends_with("assert_eq") || name.ends_with("assert_ne")) {
        return false;
    }
    let given = invocation.parse_body_with(Punctuated::<Expr, Token![,]>::parse_terminated);
    given.is_ok_and(|given| {
        given
            .iter()
            .skip(2)
            .any(|message| awaits_in(&message.to_token_stream()).is_some())
    })
}

/// An argument of a macro: `value`, or `name = value`, where the name may be a keyword.
struct Given {
    name: Option<Ident>,
    value: Expr,
}

impl Parse for Given {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let is_named = input.peek(Ident::peek_any)
            && input.peek2(Token![=])
            && !input.peek2(Token![==])
            && !input.peek2(Token![=>]);
        let name = if is_named {
            let name = input.call(Ident::parse_any)?;
            input.parse::<Token![=]>()?;
            Some(name)
        } else {
            None
        };
        Ok(Self {
            name,
            value: input.parse()?,
        })
    }
}

impl Given {
    fn name(&self) -> Option<String> {
        self.name.as_ref().map(bare)
    }

    /// `name = value` as a call.
    fn into_expression(self) -> Expr {
        match self.name {
            Some(name) => {
                let argument = Argument {
                    name: bare(&name),
                    captured: false,
                };
                named(argument, name.span(), self.value)
            }
            None => self.value,
        }
    }
}

fn repeat(input: ParseStream<'_>) -> syn::Result<(Expr, Expr)> {
    let item = input.parse()?;
    input.parse::<Token![;]>()?;
    Ok((item, input.parse()?))
}

fn as_match(invocation: &Macro) -> Option<Expr> {
    struct Matches(Expr, Pat);
    impl Parse for Matches {
        fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
            let expr = input.parse()?;
            input.parse::<Token![,]>()?;
            let pattern = Pat::parse_multi_with_leading_vert(input)?;
            let pattern = if input.peek(Token![if]) {
                input.parse::<Token![if]>()?;
                let guard: Expr = input.parse()?;
                Pat::Guard(syn::PatGuard {
                    attrs: Vec::new(),
                    pat: Box::new(pattern),
                    if_token: Token![if](Span::call_site()),
                    guard: Box::new(guard),
                })
            } else {
                pattern
            };
            input.parse::<Option<Token![,]>>()?;
            Ok(Self(expr, pattern))
        }
    }
    let Matches(expr, pattern) = invocation.parse_body().ok()?;
    let value = match expr {
        // An expression with braces of its own would be taken for the arms.
        Expr::Struct(_) => parse_quote!((#expr)),
        other => other,
    };
    let mut matches = invocation.path.clone();
    let last = matches.segments.last_mut()?;
    last.ident = symbols::make("__macro_matches", last.ident.span(), Symbol::Matches);
    Some(parse_quote!(match #value { #pattern => #matches, _ => false }))
}

/// The macro that a `match` stands for: the path of `matches!`.
pub(crate) fn path_of_match(choice: &ExprMatch) -> Option<Path> {
    match &choice.arms[..] {
        [arm, _] => path_of_matches(&arm.body),
        _ => None,
    }
}

/// The path of the `matches!` that a value, in place of a `true`, belongs to.
pub(crate) fn path_of_matches(value: &Expr) -> Option<Path> {
    let Expr::Path(value) = value else {
        return None;
    };
    let last = value.path.segments.last()?;
    symbols::is(&last.ident, &Symbol::Matches).then(|| {
        let mut path = value.path.clone();
        if let Some(last) = path.segments.last_mut() {
            last.ident = ident("matches", last.ident.span());
        }
        path
    })
}

/// Writes a `matches!` back that was read as a `match`; one of which a part awaits is a `match`. What is in it is
/// written back by `inner`.
pub(crate) fn write_matches_back(expr: &mut Expr, inner: impl FnOnce(&mut Expr)) {
    let path = match expr {
        Expr::Match(choice) => path_of_match(choice),
        other if path_of_matches(other).is_some() => {
            *other = parse_quote!(true);
            return;
        }
        _ => None,
    };
    inner(expr);
    if let (Some(path), Expr::Match(choice)) = (path, &*expr) {
        let (value, pattern) = (&choice.expr, &choice.arms[0].pat);
        *expr = parse_quote!(#path!(#value, #pattern));
    }
}

/// The invocation that a call stands for, and the macro's path.
fn invocation(call: &ExprCall) -> Option<(MacroCall, Path)> {
    let Expr::Path(path) = &*call.func else {
        return None;
    };
    let last = path.path.segments.last()?;
    let invocation = symbols::find(&last.ident, |symbol| match symbol {
        Symbol::Macro(invocation) => Some(invocation.clone()),
        _ => None,
    })?;
    let mut path = path.path.clone();
    let last = path.segments.last_mut()?;
    last.ident = ident(&invocation.name, last.ident.span());
    Some((invocation, path))
}

/// The number of a call that [`as_call`] made.
pub(crate) fn number(call: &ExprCall) -> Option<MacroId> {
    invocation(call).map(|(invocation, _)| invocation.number)
}

/// A call that [`as_call`] made, as the macro's invocation that it was.
pub(crate) fn as_macro(call: &ExprCall) -> Option<Expr> {
    let arguments = &call.args;
    let (invocation, path) = invocation(call)?;
    if invocation.repeats {
        let (item, count) = (&arguments[0], &arguments[1]);
        return Some(parse_quote!(#path![#item; #count]));
    }
    let arguments = arguments.iter().filter_map(|argument| {
        let Expr::Call(call) = argument else {
            return Some(argument.to_token_stream());
        };
        let Some((argument, name)) = argument_of(call) else {
            return Some(call.to_token_stream());
        };
        let value = &call.args[0];
        let unchanged = name.to_token_stream().to_string() == value.to_token_stream().to_string();
        (!argument.captured || !unchanged).then(|| quote!(#name = #value))
    });
    Some(if invocation.name == "vec" {
        parse_quote!(#path![#(#arguments),*])
    } else {
        parse_quote!(#path!(#(#arguments),*))
    })
}

/// The value of `name = value` among a macro's arguments; any other expression is itself.
pub(crate) fn argument(expr: &Expr) -> &Expr {
    match expr {
        Expr::Call(call) if is_argument(call) => &call.args[0],
        _ => expr,
    }
}

/// As [`argument`].
pub(crate) fn argument_mut(expr: &mut Expr) -> &mut Expr {
    if !matches!(expr, Expr::Call(call) if is_argument(call)) {
        return expr;
    }
    match expr {
        Expr::Call(call) => &mut call.args[0],
        other => other,
    }
}

/// Whether this is `name = value` among a macro's arguments; the value is its one argument.
pub(crate) fn is_argument(call: &ExprCall) -> bool {
    argument_of(call).is_some()
}

/// Whether this call stands for one of these macros.
fn is_of(call: &ExprCall, names: &[&str]) -> bool {
    invocation(call).is_some_and(|(invocation, _)| {
        !invocation.repeats && names.contains(&invocation.name.as_str())
    })
}

/// Whether this call stands for a macro that takes its arguments by reference, as formatting does.
pub(crate) fn is_macro_call(call: &ExprCall) -> bool {
    invocation(call)
        .is_some_and(|(invocation, _)| invocation.name != "vec" && invocation.name != "dbg")
}

/// Whether a name is that of a standard macro that is read as a call.
pub(crate) fn is_known(name: &str) -> bool {
    shape(name).is_some() || name == "matches" || name == "json"
}

/// Whether a macro that isn't read as a call is a standard one that gives a value.
pub(crate) fn is_value(invocation: &Macro) -> bool {
    let path: Vec<String> = invocation
        .path
        .segments
        .iter()
        .map(|segment| bare(&segment.ident))
        .collect();
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    let ([name] | ["std" | "core", name]) = path[..] else {
        return false;
    };
    matches!(
        name,
        "cfg"
            | "column"
            | "concat"
            | "env"
            | "file"
            | "include_bytes"
            | "include_str"
            | "line"
            | "module_path"
            | "option_env"
            | "stringify"
    )
}

/// Whether a macro is known to declare nothing in its place: it is one of `tracing`'s, `log`'s or `anyhow`'s by its
/// name, or its first argument is a format string, and the others are its arguments.
pub(crate) fn declares_nothing(invocation: &Macro) -> bool {
    if let Some(TokenTree::Literal(first)) = invocation.tokens.clone().into_iter().next()
        && let Lit::Str(text) = Lit::new(first)
        && text.value().contains('{')
    {
        return true;
    }
    let last = invocation.path.segments.last();
    let name = last.map(|last| bare(&last.ident)).unwrap_or_default();
    logs(&name) || matches!(&*name, "anyhow" | "bail" | "ensure" | "eyre")
}

/// Whether this is the name of a macro of `tracing` or `log` that writes a log line or makes a span.
pub(crate) fn logs(name: &str) -> bool {
    let name = name.strip_suffix("_span").unwrap_or(name);
    matches!(
        name,
        "debug" | "error" | "event" | "info" | "log" | "span" | "trace" | "warn"
    )
}

/// The macros that always panic.
const PANICS: [&str; 4] = ["panic", "todo", "unimplemented", "unreachable"];

/// Whether this call stands for a macro that always panics.
pub(crate) fn panics(call: &ExprCall) -> bool {
    is_of(call, &PANICS)
}

/// Whether this is a macro that always panics, judged by its name.
pub(crate) fn always_panics(invocation: &Macro) -> bool {
    let last = invocation.path.segments.last();
    last.is_some_and(|last| PANICS.iter().any(|name| last.ident == name))
}

/// Whether this call stands for `write!` or `writeln!`, which change their target.
pub(crate) fn writes(call: &ExprCall) -> bool {
    is_of(call, &["write", "writeln"])
}

/// The names in a format string's `{name}`, `{:width$}` and `{:.precision$}`.
pub(crate) fn captures(format: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut rest = format;
    while let Some(open) = rest.find(['{', '}']) {
        let doubled = rest[open + 1..].starts_with(&rest[open..=open]);
        if doubled || rest.as_bytes()[open] == b'}' {
            rest = &rest[open + 1 + usize::from(doubled)..];
            continue;
        }
        let Some(close) = rest[open..].find('}') else {
            break;
        };
        let placeholder = &rest[open + 1..open + close];
        let (argument, spec) = placeholder.split_once(':').unwrap_or((placeholder, ""));
        names.extend(identifier(argument.trim()));
        for (dollar, _) in spec.match_indices('$') {
            let start = spec[..dollar]
                .rfind(|c: char| !c.is_alphanumeric() && c != '_')
                .map_or(0, |at| {
                    at + spec[at..].chars().next().map_or(1, char::len_utf8)
                });
            names.extend(identifier(&spec[start..dollar]));
        }
        rest = &rest[open + close + 1..];
    }
    names
}

/// An identifier of this name: a raw one, where the name is a keyword.
pub(crate) fn parse_name(name: &str, span: Span) -> Option<Ident> {
    let mut ident = syn::parse_str::<Ident>(name)
        .or_else(|_| syn::parse_str::<Ident>(&format!("r#{name}")))
        .ok()?;
    ident.set_span(span);
    Some(ident)
}

fn identifier(text: &str) -> Option<String> {
    let first = text.chars().next()?;
    (first.is_alphabetic() || first == '_').then(|| text.to_owned())
}

/// The names captured by a literal, if it is a string.
pub(crate) fn literal_captures(literal: &proc_macro2::Literal) -> BTreeSet<String> {
    match syn::parse2::<Lit>(TokenTree::from(literal.clone()).into()) {
        Ok(Lit::Str(text)) => captures(&text.value()),
        _ => BTreeSet::new(),
    }
}

/// The invocation as an expression of its own.
pub(crate) fn as_expression(invocation: Macro, attrs: Vec<Attribute>) -> Expr {
    Expr::Macro(ExprMacro {
        attrs,
        mac: invocation,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(format: &str, names: &[&str]) {
        assert_eq!(
            captures(format)
                .iter()
                .map(String::as_str)
                .collect::<Vec<_>>(),
            names
        );
    }

    #[test]
    fn inline_captures_are_found_wherever_a_format_string_may_have_them() {
        check("{name} and {other:?}", &["name", "other"]);
        check("{} {0} {{name}} {{{real}}}", &["real"]);
        check(
            "{:>width$} {:.precision$} {:w$.p$} {x:1$}",
            &["p", "precision", "w", "width", "x"],
        );
        check("{ spaced } {größe}", &["größe", "spaced"]);
        check("{unfinished", &[]);
    }

    #[test]
    fn a_macro_is_written_back_as_it_was() {
        for source in [
            "println ! (\"{name} {} {x}\" , a , x = b)",
            "vec ! [a ; n]",
            "vec ! [a , b]",
            "assert ! (a , \"{b}\")",
        ] {
            let invocation: Macro = syn::parse_str(source).unwrap();
            let Some(Expr::Call(call)) = as_call(&invocation, MacroId::default()) else {
                panic!("{source}")
            };
            assert_eq!(
                as_macro(&call).unwrap().to_token_stream().to_string(),
                source
            );
        }
    }
}
