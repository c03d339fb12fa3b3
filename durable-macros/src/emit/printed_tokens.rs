//! How tokens are printed into the text of a machine: in one line, without what has no meaning, with numbers in place of
//! locals.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

use super::machine_text::{MARK, Printer};
use crate::bindings::binding_of;
use crate::emit::format_strings::{self, Capture};
use crate::ids::{BindingId, Id as _};
use crate::model::{bare, is_keyword};
use crate::symbols::{self, Symbol};
use crate::tokens;

impl Printer<'_> {
    pub(super) fn tokens(&mut self, tokens: TokenStream) -> String {
        let mut text = String::new();
        self.print(tokens, &[], &mut text);
        text
    }

    /// Prints tokens. `captured` are the locals that the string literals among them capture by name.
    fn print(&mut self, tokens: TokenStream, captured: &[BindingId], text: &mut String) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        // What the format string among the tokens captures.
        let own = self.captures(&Self::captured_among(&tokens));
        let format = format_strings::position(&tokens, &own);
        let is_said = format.is_some_and(|format| {
            format_strings::with_numbers(&tokens[format].to_string(), &own).1 == own.len()
        });
        let inherited = self.captures(captured);
        // What the next invocation may capture.
        let mut next: Vec<BindingId> = Vec::new();
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            at += 1;
            match token {
                TokenTree::Ident(name) => {
                    match symbols::find(name, |symbol| Some(symbol.clone())) {
                        Some(Symbol::Binding(binding, _)) => {
                            let number = self.number(binding);
                            word(text, &format!("{MARK}{number}"));
                        }
                        Some(Symbol::AsyncBlock(unit)) => {
                            word(text, &format!("{MARK}@{}", unit.index()));
                            at += 1;
                        }
                        Some(Symbol::Macro(invocation)) => {
                            word(text, &invocation.name);
                            text.push(if invocation.repeats { ';' } else { '!' });
                        }
                        Some(Symbol::Argument(argument)) if argument.captured && is_said => {
                            // The format string says it.
                            while text.ends_with([',', ' ']) {
                                text.pop();
                            }
                            at += 1;
                        }
                        Some(Symbol::Argument(argument)) => {
                            let name = if argument.captured {
                                ""
                            } else {
                                &argument.name
                            };
                            word(text, name);
                            text.push('=');
                        }
                        Some(Symbol::Matches) => word(text, "true"),
                        Some(Symbol::Point(_) | Symbol::Held(_)) => {}
                        Some(Symbol::Spawned) => word(text, &format!("{MARK}spawned")),
                        Some(Symbol::Captures | Symbol::LocalMacro) | None => {
                            word(text, in_machines(&name.to_string()));
                        }
                    }
                }
                TokenTree::Punct(punct) => {
                    if punct.as_char() == '#' && is_silent_attribute(tokens.get(at)) {
                        next.extend(captured_by(tokens.get(at)));
                        at += 1;
                        continue;
                    }
                    if punct.as_char() == '#'
                        && let Some(definitions) = definitions_in(tokens.get(at))
                    {
                        self.print(definitions, captured, text);
                        at += 1;
                        continue;
                    }
                    text.push(punct.as_char());
                    if punct.spacing() == Spacing::Alone
                        && matches!(printed_from(&tokens, at), Some(TokenTree::Punct(_)))
                    {
                        text.push(' ');
                    }
                }
                TokenTree::Literal(literal) => {
                    let captures = if format == Some(at - 1) {
                        &own
                    } else {
                        &inherited
                    };
                    let literal = in_one_line(&literal.to_string());
                    let (literal, _) = format_strings::with_numbers(&literal, captures);
                    word(text, &literal);
                    if literal.ends_with('.') {
                        // `1. .sqrt()` is no range.
                        text.push(' ');
                    }
                }
                TokenTree::Group(group) => {
                    let inner = without_last_comma(group, &tokens[..at - 1]);
                    let (open, close) = match group.delimiter() {
                        Delimiter::Parenthesis => ('(', ')'),
                        Delimiter::Brace => ('{', '}'),
                        Delimiter::Bracket => ('[', ']'),
                        Delimiter::None => ('⟨', '⟩'),
                    };
                    text.push(open);
                    next.extend(captured);
                    self.print(inner, &std::mem::take(&mut next), text);
                    text.push(close);
                }
            }
        }
    }

    /// The locals that the format string among tokens captures.
    fn captured_among(tokens: &[TokenTree]) -> Vec<BindingId> {
        let mut captured = Vec::new();
        for pair in tokens.windows(2) {
            if let [TokenTree::Ident(name), TokenTree::Group(value)] = pair {
                let is_captured = symbols::find(name, |symbol| match symbol {
                    Symbol::Argument(argument) => argument.captured.then_some(()),
                    _ => None,
                });
                if is_captured.is_some() {
                    captured.extend(bindings_among(value.stream()));
                }
            }
        }
        captured
    }

    fn captures(&mut self, captured: &[BindingId]) -> Vec<Capture> {
        let captures = captured.iter().map(|binding| Capture {
            name: self
                .emitter
                .machine
                .bindings
                .get(*binding)
                .bare_name()
                .to_owned(),
            number: format!("{MARK}{}", self.number(*binding)),
        });
        captures.collect()
    }
}

/// The locals that an invocation may capture, if this is the bracket of the mark that names them.
fn captured_by(bracket: Option<&TokenTree>) -> Vec<BindingId> {
    let Some(TokenTree::Group(attribute)) = bracket else {
        return Vec::new();
    };
    let mut inner = attribute.stream().into_iter();
    match (inner.next(), inner.next()) {
        (Some(TokenTree::Ident(mark)), Some(TokenTree::Group(names)))
            if symbols::is(&mark, &Symbol::Captures) =>
        {
            bindings_among(names.stream())
        }
        _ => Vec::new(),
    }
}

/// A literal in one line.
fn in_one_line(literal: &str) -> String {
    let marked = literal.replace(MARK, &format!("{MARK}{MARK}"));
    marked.replace('\n', &format!("{MARK}n"))
}

fn bindings_among(tokens: TokenStream) -> Vec<BindingId> {
    let names = tokens::flat(tokens).filter_map(|token| match token {
        TokenTree::Ident(name) => binding_of(&name),
        _ => None,
    });
    names.collect()
}

/// Adds a word, apart from a word before it.
fn word(text: &mut String, word: &str) {
    let is_wordlike = |c: char| c.is_alphanumeric() || matches!(c, '_' | '"' | '\'' | MARK);
    if text.ends_with(is_wordlike) {
        text.push(' ');
    }
    text.push_str(word);
}

/// The tokens of a group, without a last comma that has no meaning: it makes a tuple of a single value.
fn without_last_comma(group: &proc_macro2::Group, before: &[TokenTree]) -> TokenStream {
    let mut inner: Vec<TokenTree> = group.stream().into_iter().collect();
    let is_comma =
        |token: &TokenTree| matches!(token, TokenTree::Punct(comma) if comma.as_char() == ',');
    if !inner.last().is_some_and(is_comma) {
        return group.stream();
    }
    let commas = inner.iter().filter(|token| is_comma(token)).count();
    let is_call = match before.last() {
        Some(TokenTree::Ident(name)) => !is_keyword(&bare(name)),
        Some(TokenTree::Punct(punct)) => punct.as_char() == '!' || ends_turbofish(before),
        _ => false,
    };
    if group.delimiter() == Delimiter::Parenthesis && commas == 1 && !is_call {
        return group.stream();
    }
    inner.pop();
    inner.into_iter().collect()
}

/// Whether tokens end in `::<…>`.
fn ends_turbofish(tokens: &[TokenTree]) -> bool {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate().rev() {
        let TokenTree::Punct(punct) = token else {
            continue;
        };
        match punct.as_char() {
            '>' => depth += 1,
            '<' if depth == 1 => {
                return at >= 1
                    && matches!(&tokens[at - 1], TokenTree::Punct(colon) if colon.as_char() == ':');
            }
            '<' => depth = depth.saturating_sub(1),
            ';' => return false,
            _ => {}
        }
        if depth == 0 {
            return false;
        }
    }
    false
}

/// The first token from a place on that is printed.
fn printed_from(tokens: &[TokenTree], mut at: usize) -> Option<&TokenTree> {
    let is_hash = |token: Option<&TokenTree>| matches!(token, Some(TokenTree::Punct(hash)) if hash.as_char() == '#');
    while is_hash(tokens.get(at)) && is_silent_attribute(tokens.get(at + 1)) {
        at += 2;
    }
    tokens.get(at)
}

/// Whether this is the bracket of an attribute that says nothing about what the code does.
fn is_silent_attribute(bracket: Option<&TokenTree>) -> bool {
    const SILENT: [&str; 8] = [
        "allow", "expect", "warn", "deny", "forbid", "doc", "rustfmt", "clippy",
    ];
    let Some(TokenTree::Group(group)) = bracket else {
        return false;
    };
    matches!(
        group.stream().into_iter().next(),
        Some(TokenTree::Ident(name)) if SILENT.iter().any(|silent| name == silent)
            || symbols::is(&name, &Symbol::Captures)
    )
}

/// The definitions of the body's own macros that an invocation needs, if this is the bracket of the mark that has them. Their
/// numbers have no meaning.
fn definitions_in(bracket: Option<&TokenTree>) -> Option<TokenStream> {
    let Some(TokenTree::Group(group)) = bracket else {
        return None;
    };
    let mut inner = group.stream().into_iter();
    let (Some(TokenTree::Ident(mark)), Some(TokenTree::Group(definitions))) =
        (inner.next(), inner.next())
    else {
        return None;
    };
    let tokens = definitions.stream().into_iter();
    symbols::is(&mark, &Symbol::LocalMacro).then(|| {
        tokens
            .filter(|token| !matches!(token, TokenTree::Literal(_)))
            .collect()
    })
}

/// The name of a method of the runtime in the texts of machines: without the beginning that keeps traits of the user's
/// from having it, for machines that are stored already have it so.
fn in_machines(name: &str) -> &str {
    match name {
        "__durable_spawn_task" => "spawn_task",
        "__durable_check" => "check",
        _ => name,
    }
}
