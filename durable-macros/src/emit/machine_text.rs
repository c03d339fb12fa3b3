//! The text of a machine: its control flow, its awaits, and what is needed after each, with numbers in place of the locals'
//! names. The runtime compares two texts of one function to find where an instance of the one may continue in the
//! other (`upgrade/` in the runtime, which also has the grammar).
//!
//! Everything is printed by this file, from tokens. So the text is the same under any version of rustc, and layout,
//! comments, lints and log lines are not in it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use quote::ToTokens;
use syn::visit_mut::{self, VisitMut};
use syn::{Expr, Pat, Stmt};

use crate::bindings::{Bindings, binding_of, bindings_in};
use crate::emit::emitter::Emitter;
use crate::ids::{BindingId, BlockId, Id as _, PointId, UnitId};
use crate::lower::Unit;
use crate::lower::blocks::{End, Instruction};
use crate::model::{bare, is_keyword};
use crate::operands::unwrap_parens;
use crate::symbols::{self, Symbol};
use crate::tokens;

/// Begins everything that is no token of the user's. No identifier contains it; in a literal it is doubled.
const MARK: char = '§';

/// The text of the emitter's machine.
pub(super) fn machine_text(emitter: &Emitter<'_>) -> String {
    let mut printer = Printer {
        emitter,
        numbers: BTreeMap::new(),
        text: String::new(),
    };
    printer.machine();
    printer.text
}

struct Printer<'a> {
    emitter: &'a Emitter<'a>,
    /// The numbers of the bindings, in the order in which the text mentions them.
    numbers: BTreeMap<BindingId, usize>,
    text: String,
}

impl Printer<'_> {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn machine(&mut self) {
        let machine = self.emitter.machine;
        self.line("1");
        let mut items: Vec<String> = machine.items.iter().map(|item| self.of(item)).collect();
        let scopes = machine
            .units
            .values()
            .flat_map(|unit| unit.blocks.scopes.values());
        let inner: Vec<String> = scopes.flatten().map(|item| self.of(item)).collect();
        items.extend(inner);
        items.sort();
        items.dedup();
        for item in items {
            self.line(&format!("i {item}"));
        }
        let parameters: Vec<String> = machine
            .parameters
            .iter()
            .map(|binding| self.number(*binding).to_string())
            .collect();
        self.line(format!("p {}", parameters.join(" ")).trim_end());
        for parameter in &self.emitter.function.parameters {
            let ty = self.of(&parameter.ty);
            self.line(&format!("t {ty}"));
        }
        let output = self.of(&self.emitter.function.output);
        self.line(&format!("o {output}"));
        for (number, unit) in machine.units.iter() {
            self.unit(number, unit);
        }
        self.variables();
    }

    /// The stored names of what is carried, and the users' names of the others.
    fn variables(&mut self) {
        let (machine, places) = (self.emitter.machine, &self.emitter.places);
        for binding in places.keys() {
            self.kept(*binding);
        }
        let mut named: Vec<(usize, BindingId)> = self
            .numbers
            .iter()
            .map(|(binding, number)| (*number, *binding))
            .collect();
        named.sort_unstable();
        for (_, binding) in named {
            if !places.contains_key(&binding) {
                let name = machine.bindings.get(binding).bare_name();
                let line = format!("v {} {name}", self.number(binding));
                self.line(&line);
            }
        }
        for (binding, place) in places {
            let line = format!("v {} {}", self.kept(*binding), place.stored_name);
            self.line(&line);
        }
    }

    fn unit(&mut self, number: UnitId, unit: &Unit) {
        let kind = match &unit.block {
            Some(block) if block.moves => " move",
            _ => "",
        };
        let begins = self.begins(number).map(|point| {
            let alive: Vec<String> = unit
                .live
                .at(BlockId::START)
                .iter()
                .map(|binding| self.kept(*binding))
                .collect();
            let name = self.emitter.machine.points[point].name();
            format!(" {name} [{}]", alive.join(" "))
        });
        self.line(&format!("u{}{kind}", begins.unwrap_or_default()));
        let order = Self::order(unit);
        let place: BTreeMap<BlockId, usize> = order
            .iter()
            .enumerate()
            .map(|(place, block)| (*block, place))
            .collect();
        for block in &order {
            self.line("b");
            for instruction in &unit.blocks.all[*block].instructions {
                self.instruction(instruction);
            }
            self.end(unit, &unit.blocks.all[*block].end, &place);
        }
        for reborrow in unit.derived.reborrows.values() {
            let (pattern, value) = (self.of(&reborrow.pattern), self.expression(&reborrow.value));
            let bound: Vec<String> = reborrow
                .bindings
                .iter()
                .filter(|binding| unit.derived.contains(**binding))
                .map(|binding| self.number(*binding).to_string())
                .collect();
            if !bound.is_empty() {
                self.line(&format!("d {} {pattern}={value}", bound.join(" ")));
            }
        }
    }

    fn begins(&self, unit: UnitId) -> Option<PointId> {
        let points = &self.emitter.machine.points;
        let mut begins = points.iter().filter(|(_, point)| point.begins_block);
        Some(begins.nth(unit.block()?)?.0)
    }

    /// The blocks that are reached, each before those that come after it in the source.
    fn order(unit: &Unit) -> Vec<BlockId> {
        let mut order = Vec::new();
        let mut seen = BTreeSet::new();
        let mut left = vec![BlockId::START];
        while let Some(block) = left.pop() {
            if !seen.insert(block) {
                continue;
            }
            order.push(block);
            let next = match &unit.blocks.all[block].end {
                End::If {
                    condition,
                    then,
                    otherwise,
                } if is_not(condition) => {
                    vec![*otherwise, *then]
                }
                End::Match { arms, .. } => {
                    let arms = arms_in_order(arms).into_iter();
                    arms.map(|(_, block)| *block).collect()
                }
                _ => unit.blocks.successors(block),
            };
            left.extend(next.into_iter().rev());
        }
        order
    }

    fn instruction(&mut self, instruction: &Instruction) {
        match instruction {
            Instruction::Statement(statement) => self.statement(statement),
            Instruction::Set { binding, value } => {
                let value = self.expression(value);
                let line = format!("= {} {value}", self.number(*binding));
                self.line(&line);
            }
        }
    }

    fn statement(&mut self, statement: &Stmt) {
        if is_log(statement, &self.emitter.machine.bindings) {
            return;
        }
        if let Stmt::Expr(Expr::Block(block), _) = statement
            && block.label.is_none()
            && block.attrs.is_empty()
        {
            for inner in &block.block.stmts {
                self.statement(inner);
            }
            return;
        }
        let text = match statement {
            Stmt::Expr(expr, _) => self.expression(expr),
            Stmt::Local(local) => {
                let mut local = local.clone();
                Canonical(&self.emitter.machine.bindings).visit_local_mut(&mut local);
                local.attrs.clear();
                let text = self.tokens(local.to_token_stream());
                text.trim_end_matches(';').to_owned()
            }
            other => self.of(other),
        };
        if !text.is_empty() {
            self.line(&format!("s {text}"));
        }
    }

    fn end(&mut self, unit: &Unit, end: &End, place: &BTreeMap<BlockId, usize>) {
        let line = match end {
            End::Goto(next) => format!("g {}", place[next]),
            End::If {
                condition,
                then,
                otherwise,
            } => {
                let (condition, then, otherwise) = if is_not(condition) {
                    (self.expression(&opposite(condition)), otherwise, then)
                } else {
                    (self.expression(condition), then, otherwise)
                };
                format!("? {} {} {condition}", place[then], place[otherwise])
            }
            End::Match { value, arms } => {
                let mut line = format!("m {}", self.expression(value));
                for (pattern, block) in arms_in_order(arms) {
                    let pattern = self.pattern(pattern);
                    write!(line, "\na {} {pattern}", place[block]).expect("a string takes all");
                }
                line
            }
            End::LetElse {
                statement,
                otherwise,
                next,
            } => {
                let statement = self.of(statement);
                format!("l {} {} {statement}", place[next], place[otherwise])
            }
            End::Await {
                point,
                operation,
                next,
            } => {
                let operation = self.expression(operation);
                let alive: Vec<String> = unit
                    .live
                    .at(*next)
                    .iter()
                    .map(|binding| self.kept(*binding))
                    .collect();
                let derived = unit.live.derived_at(*next).iter();
                let derived: Vec<String> = derived
                    .map(|binding| self.number(*binding).to_string())
                    .collect();
                let name = self.emitter.machine.points[*point].name();
                format!(
                    "w {} {name} [{}|{}] {operation}",
                    place[next],
                    alive.join(" "),
                    derived.join(" ")
                )
            }
            End::Return(value) => match value {
                Some(value) => format!("r {}", self.expression(value)),
                None => "r ()".to_owned(),
            },
            End::Never => "n".to_owned(),
        };
        self.line(&line);
    }

    /// The number of a binding.
    fn number(&mut self, binding: BindingId) -> usize {
        let next = self.numbers.len();
        *self.numbers.entry(binding).or_insert(next)
    }

    /// A stored binding: its number, and, for a field, its path; for what is left of a struct, the fields that it
    /// has lost.
    fn kept(&mut self, binding: BindingId) -> String {
        let split = &self.emitter.machine.split;
        let owner = split.local(binding);
        let mut path = String::new();
        for member in split.path(binding) {
            write!(path, ".{}", member.to_token_stream()).expect("a string takes all");
        }
        let mut lost: Vec<String> = split
            .fields(binding)
            .iter()
            .map(|field| {
                let path = split.path(*field);
                let last = path.last().map(ToTokens::to_token_stream);
                format!("-{}", last.unwrap_or_default())
            })
            .collect();
        lost.sort();
        format!("{}{path}{}", self.number(owner), lost.concat())
    }

    fn expression(&mut self, expr: &Expr) -> String {
        let mut expr = unwrap_parens(expr).clone();
        Canonical(&self.emitter.machine.bindings).visit_expr_mut(&mut expr);
        self.tokens(expr.to_token_stream())
    }

    fn pattern(&mut self, pattern: &Pat) -> String {
        let mut pattern = pattern.clone();
        Canonical(&self.emitter.machine.bindings).visit_pat_mut(&mut pattern);
        self.tokens(pattern.to_token_stream())
    }

    fn of(&mut self, tokens: &impl ToTokens) -> String {
        self.tokens(tokens.to_token_stream())
    }

    fn tokens(&mut self, tokens: TokenStream) -> String {
        let mut text = String::new();
        self.print(tokens, &[], &mut text);
        text
    }

    /// Prints tokens. `captured` are the locals that the string literals among them capture by name.
    fn print(&mut self, tokens: TokenStream, captured: &[BindingId], text: &mut String) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut captured = captured.to_vec();
        captured.extend(Self::captured_in(&tokens));
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
                        Some(Symbol::Argument(argument)) if argument.captured => {
                            // The format string says it.
                            while text.ends_with([',', ' ']) {
                                text.pop();
                            }
                            at += 1;
                        }
                        Some(Symbol::Argument(argument)) => {
                            word(text, &argument.name);
                            text.push('=');
                        }
                        Some(Symbol::Matches) => word(text, "true"),
                        Some(Symbol::Point(_) | Symbol::Held(_)) => {}
                        Some(Symbol::Spawned) => word(text, &format!("{MARK}spawned")),
                        Some(Symbol::Captures | Symbol::LocalMacro) | None => {
                            word(text, &name.to_string());
                        }
                    }
                }
                TokenTree::Punct(punct) => {
                    if punct.as_char() == '#' && is_silent_attribute(tokens.get(at)) {
                        at += 1;
                        continue;
                    }
                    text.push(punct.as_char());
                    if punct.spacing() == Spacing::Alone
                        && matches!(tokens.get(at), Some(TokenTree::Punct(_)))
                    {
                        text.push(' ');
                    }
                }
                TokenTree::Literal(literal) => {
                    let literal = self.literal(&literal.to_string(), &captured);
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
                    self.print(inner, &captured, text);
                    text.push(close);
                }
            }
        }
    }

    /// The locals that the format strings among tokens capture.
    fn captured_in(tokens: &[TokenTree]) -> Vec<BindingId> {
        let mut captured = Vec::new();
        for pair in tokens.windows(2) {
            match pair {
                [TokenTree::Ident(name), TokenTree::Group(value)] => {
                    let is_captured = symbols::find(name, |symbol| match symbol {
                        Symbol::Argument(argument) => argument.captured.then_some(()),
                        _ => None,
                    });
                    if is_captured.is_some() {
                        captured.extend(bindings_among(value.stream()));
                    }
                }
                [TokenTree::Punct(hash), TokenTree::Group(attribute)] if hash.as_char() == '#' => {
                    let mut inner = attribute.stream().into_iter();
                    if let (Some(TokenTree::Ident(mark)), Some(TokenTree::Group(names))) =
                        (inner.next(), inner.next())
                        && symbols::is(&mark, &Symbol::Captures)
                    {
                        captured.extend(bindings_among(names.stream()));
                    }
                }
                _ => {}
            }
        }
        captured
    }

    /// A literal in one line, with the numbers of the locals that it captures.
    fn literal(&mut self, literal: &str, captured: &[BindingId]) -> String {
        let mut text = literal
            .replace(MARK, &format!("{MARK}{MARK}"))
            .replace('\n', &format!("{MARK}n"));
        for binding in captured {
            let name = self.emitter.machine.bindings.get(*binding).bare_name();
            let number = self.number(*binding);
            for after in ['}', ':'] {
                let from = format!("{{{name}{after}");
                text = text.replace(&from, &format!("{{{MARK}{number}{after}"));
            }
        }
        text
    }
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
            || symbols::is(&name, &Symbol::LocalMacro)
    )
}

/// Whether a condition is the opposite of another one.
fn is_not(condition: &Expr) -> bool {
    match unwrap_parens(condition) {
        Expr::Unary(unary) => matches!(unary.op, syn::UnOp::Not(_)),
        Expr::Binary(binary) => matches!(binary.op, syn::BinOp::Ne(_)),
        _ => false,
    }
}

/// The condition that a condition is the opposite of.
fn opposite(condition: &Expr) -> Expr {
    match unwrap_parens(condition) {
        Expr::Unary(unary) => (*unary.expr).clone(),
        Expr::Binary(binary) => Expr::Binary(syn::ExprBinary {
            op: syn::BinOp::Eq(syn::Token![==](proc_macro2::Span::call_site())),
            ..binary.clone()
        }),
        other => other.clone(),
    }
}

/// The arms of a `match` in order.
fn arms_in_order(arms: &[(Pat, BlockId)]) -> Vec<(&Pat, &BlockId)> {
    let arms = arms.iter().map(|(pattern, block)| (pattern, block));
    let mut ordered: Vec<(&Pat, &BlockId)> = arms.collect();
    sort_arms(&mut ordered, |(pattern, _)| *pattern);
    ordered
}

/// Sorts the arms of a `match`, if their order has no meaning: no value fits two of them. The last one may match anything.
fn sort_arms<A>(arms: &mut [A], pattern: impl Fn(&A) -> &Pat) {
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

/// Whether a statement only tells people something: it writes to the log, or sets the custom status. It has no effect
/// that the code of an instance could notice.
fn is_log(statement: &Stmt, bindings: &Bindings) -> bool {
    let expr = match statement {
        Stmt::Macro(statement) => return is_log_macro(&statement.mac),
        Stmt::Expr(expr, _) => expr,
        _ => return false,
    };
    match expr {
        Expr::Macro(expr) => is_log_macro(&expr.mac),
        Expr::Call(call) => {
            let Expr::Path(path) = &*call.func else {
                return false;
            };
            let Some(last) = path.path.segments.last() else {
                return false;
            };
            let number = symbols::find(&last.ident, |symbol| match symbol {
                Symbol::Macro(invocation) => Some(invocation.number),
                _ => None,
            });
            match number {
                Some(number) => is_log_macro(&bindings.macros[number]),
                None => {
                    path.path.is_ident("set_custom_status")
                        && call.args.len() == 1
                        && is_shown(&call.args[0], bindings)
                }
            }
        }
        _ => false,
    }
}

/// Whether a value is a literal, or a text with values in it.
fn is_shown(value: &Expr, bindings: &Bindings) -> bool {
    let Expr::Call(call) = value else {
        return matches!(value, Expr::Lit(_));
    };
    let Expr::Path(path) = &*call.func else {
        return false;
    };
    let number = path.path.segments.last().and_then(|last| {
        symbols::find(&last.ident, |symbol| match symbol {
            Symbol::Macro(invocation) if invocation.name == "format" => Some(invocation.number),
            _ => None,
        })
    });
    number.is_some_and(|number| is_only_looked_at(&bindings.macros[number].tokens))
}

/// Whether a macro only writes to the log.
fn is_log_macro(invocation: &syn::Macro) -> bool {
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
        [name] => is_level(name) || PRINTS.contains(&name.as_str()),
        [of, level] => (of == "tracing" || of == "log") && is_level(level),
        _ => false,
    };
    is_log && is_only_looked_at(&invocation.tokens)
}

/// Whether tokens name values and look at them, and do nothing else.
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
    let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    tokens.iter().enumerate().all(|(at, token)| match token {
        TokenTree::Ident(name) => name != "mut",
        TokenTree::Literal(_) => true,
        TokenTree::Punct(punct) => ".,=%?:&".contains(punct.as_char()),
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

/// Writes an expression in one of the forms that it has.
struct Canonical<'a>(&'a Bindings);

impl Canonical<'_> {
    /// Adds statements without plain blocks around them, and without what only writes to the log.
    fn flatten(&self, from: Vec<Stmt>, to: &mut Vec<Stmt>) {
        for statement in from {
            match statement {
                Stmt::Expr(Expr::Block(inner), end)
                    if inner.label.is_none()
                        && inner.attrs.is_empty()
                        && (end.is_some() || inner.block.stmts.iter().all(is_over)) =>
                {
                    self.flatten(inner.block.stmts, to);
                }
                statement if is_log(&statement, self.0) => {}
                statement => to.push(statement),
            }
        }
    }

    /// The value of a block that is nothing else.
    fn without_braces(expr: &mut Expr) {
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
        Self::without_braces(&mut arm.body);
        arm.comma = Some(syn::Token![,](proc_macro2::Span::call_site()));
        visit_mut::visit_arm_mut(self, arm);
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
        let is_empty = matches!(
            &branch.else_branch,
            Some((_, otherwise)) if matches!(&**otherwise, Expr::Block(block) if block.block.stmts.is_empty())
        );
        if is_empty {
            branch.else_branch = None;
        }
        visit_mut::visit_expr_if_mut(self, branch);
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
