//! The arguments of the attributes, of statements' too: `name = "…"`, `version = "…"`, `retry(…)`, `timeout = "…"`, `max_concurrent = …`, `errors(…)`,
//! `crate = …`; and those of a migration: `of = "…"`, `from = "…"`, `at = "…"`.

use std::time::Duration;

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, Lit, LitFloat, LitInt, LitStr, Meta, Token};

use crate::diagnostics::{self, Mistakes};
use crate::model::{Arguments, History, MigrationArguments, Retry};

/// The attribute of some arguments.
#[derive(Clone, Copy)]
pub(crate) enum Takes {
    NameAndInline,
    NameRetryAndTimeout,
}

/// Arguments by name, each with an example.
type Known = [(&'static str, &'static str)];

const OF_ORCHESTRATOR: &Known = &[
    ("name", "name = \"…\""),
    ("version", "version = \"2\""),
    ("was", "was = \"old_name\""),
    ("inline", "inline"),
    ("history", "history = 100"),
    ("errors", "errors(PayError, …)"),
    ("crate", "crate = df"),
];

const OF_ACTIVITY: &Known = &[
    ("name", "name = \"…\""),
    ("retry", "retry(attempts = 3, first = \"1s\")"),
    ("timeout", "timeout = \"30s\""),
    ("max_concurrent", "max_concurrent = 4"),
    ("errors", "errors(PayError, …)"),
    ("crate", "crate = df"),
];

const OF_MIGRATION: &Known = &[
    ("of", "of = \"…\""),
    ("version", "version = \"2\""),
    ("from", "from = \"v1\""),
    ("at", "at = \"sleep#1\""),
    ("crate", "crate = df"),
];

const OF_RETRY: &Known = &[
    ("attempts", "attempts = 3"),
    ("first", "first = \"1s\""),
    ("backoff", "backoff = 2.0"),
    ("max", "max = \"1m\""),
    ("timeout", "timeout = \"10m\""),
    ("when", "when = function"),
];

const OF_STATEMENT: &Known = &[
    ("name", "name = \"grace\""),
    ("was", "was = \"count\""),
    ("default", "default = 0"),
];

/// The arguments of `#[durable(…)]` before a statement.
pub(crate) struct Anchor {
    pub(crate) name: Option<LitStr>,
    pub(crate) was: Option<LitStr>,
    pub(crate) default: Option<Expr>,
    pub(crate) span: Span,
}

/// Parses `#[durable(…)]`.
pub(crate) fn anchor(attribute: &Attribute) -> syn::Result<Anchor> {
    let span = attribute.path().segments[0].ident.span();
    let tokens = match &attribute.meta {
        Meta::List(list) => list.tokens.clone(),
        _ => TokenStream::new(),
    };
    let mut anchor = Anchor {
        name: None,
        was: None,
        default: None,
        span,
    };
    let parser = |input: ParseStream<'_>| {
        each(input, OF_STATEMENT, "this attribute", |argument| {
            match argument.name.to_string().as_str() {
                "name" => anchor.name = Some(anchor_name(argument)?),
                "was" => anchor.was = Some(argument.value()?),
                "default" => anchor.default = Some(argument.value()?),
                _ => return Err(argument.unknown()),
            }
            Ok(())
        })
    };
    parser.parse2(tokens)?;
    if anchor.name.is_none() && anchor.was.is_none() && anchor.default.is_none() {
        return Err(syn::Error::new(
            span,
            format!(
                "this attribute says nothing; it takes {}",
                list(OF_STATEMENT)
            ),
        ));
    }
    Ok(anchor)
}

/// A name of an await: a part of what is stored, so it has the form of an identifier.
fn anchor_name(argument: &Argument<'_>) -> syn::Result<LitStr> {
    let name: LitStr = argument.value()?;
    let text = name.value();
    let mut letters = text.chars();
    let is_name = letters
        .next()
        .is_some_and(|first| first.is_ascii_alphabetic())
        && letters.all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
        && !matches!(text.as_str(), "start" | "over");
    if is_name {
        Ok(name)
    } else {
        Err(syn::Error::new(
            name.span(),
            "the name of an await is a word of ASCII letters, digits and `_` that begins with a letter, and not `start` or `over`",
        ))
    }
}

impl Takes {
    fn known(self) -> &'static Known {
        match self {
            Self::NameAndInline => OF_ORCHESTRATOR,
            Self::NameRetryAndTimeout => OF_ACTIVITY,
        }
    }

    /// The attribute that takes this argument, if this one doesn't.
    fn elsewhere(self, name: &str) -> Option<&'static str> {
        let (other, attribute) = match self {
            Self::NameAndInline => (OF_ACTIVITY, "`#[activity]`"),
            Self::NameRetryAndTimeout => (OF_ORCHESTRATOR, "`#[orchestrator]`"),
        };
        written(other, name).map(|_| attribute)
    }
}

fn written(known: &'static Known, name: &str) -> Option<&'static str> {
    let (_, written) = known.iter().find(|(known, _)| *known == name)?;
    Some(written)
}

/// Parses an attribute's arguments, and notes mistakes.
pub(crate) fn parse(tokens: TokenStream, takes: Takes, mistakes: &mut Mistakes) -> Arguments {
    let mut arguments = Arguments::default();
    let mut history_span = None;
    let parser = |input: ParseStream<'_>| {
        each(input, takes.known(), "this attribute", |argument| {
            match argument.known(takes)? {
                "name" => arguments.name = Some(name(argument)?),
                "version" => arguments.version = Some(version(argument)?),
                "was" => arguments.was = Some(name(argument)?),
                "inline" => arguments.inline = argument.is_alone()?,
                "history" => {
                    history_span = Some(argument.name.span());
                    arguments.history = Some(history(argument)?);
                }
                "errors" => arguments.errors = errors(argument)?,
                "crate" => arguments.runtime = Some(runtime(argument)?),
                "retry" => arguments.retry = Some(retry(argument)?),
                "timeout" => arguments.timeout = Some(duration(argument)?),
                _ => arguments.max_concurrent = Some(max_concurrent(argument)?),
            }
            Ok(())
        })
    };
    if let Err(error) = parser.parse2(tokens) {
        mistakes.note(error);
    }
    if let Some(span) = history_span.filter(|_| arguments.inline) {
        mistakes.note(syn::Error::new(
            span,
            "an inline orchestrator has no history of its own: it is part of its caller's; set it there",
        ));
    }
    arguments
}

/// Parses the arguments of `#[migration]`, and notes mistakes. What is missing is a mistake at `item`.
pub(crate) fn migration(
    tokens: TokenStream,
    item: &impl ToTokens,
    mistakes: &mut Mistakes,
) -> MigrationArguments {
    let mut arguments = MigrationArguments::default();
    let mut given = Vec::new();
    let parser = |input: ParseStream<'_>| {
        each(input, OF_MIGRATION, "this attribute", |argument| {
            given.push(argument.name.to_string());
            match &*argument.name.to_string() {
                "of" => arguments.of = name(argument)?.value(),
                "version" => arguments.version = Some(version(argument)?.value()),
                "from" => arguments.from = release(argument)?,
                "at" => arguments.at = point(argument)?,
                "crate" => arguments.runtime = Some(runtime(argument)?),
                _ => return Err(argument.unknown()),
            }
            Ok(())
        })
    };
    if let Err(error) = parser.parse2(tokens) {
        mistakes.note(error);
    }
    for (needed, what) in [
        ("of", "`of = \"…\"`, the stored name of the orchestrator"),
        (
            "from",
            "`from = \"v1\"`, the release in `durable.lock` that the instances wait in",
        ),
        (
            "at",
            "`at = \"sleep#1\"`, the point of that release where they wait",
        ),
    ] {
        if !given.iter().any(|given| given == needed) {
            mistakes.at(item, format!("a migration needs {what}"));
        }
    }
    arguments
}

/// `from = "v4"`
fn release(argument: &Argument<'_>) -> syn::Result<String> {
    const WHAT: &str =
        "a release is `v1`, `v2` and so on, as `durable.lock` numbers it: write `from = \"v1\"`";
    let release: LitStr = argument
        .value()
        .map_err(|error| syn::Error::new(error.span(), WHAT))?;
    let text = release.value();
    let number = text.strip_prefix('v').unwrap_or_default();
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    if is_number && !number.starts_with('0') {
        Ok(text)
    } else {
        Err(syn::Error::new(release.span(), WHAT))
    }
}

/// `at = "sleep#1"`
fn point(argument: &Argument<'_>) -> syn::Result<String> {
    const WHAT: &str = "a point is the name of an await and its number, as the report of `lock_test!` shows it: write `at = \"sleep#1\"`";
    let point: LitStr = argument
        .value()
        .map_err(|error| syn::Error::new(error.span(), WHAT))?;
    let text = point.value();
    if text.starts_with("async#") {
        return Err(syn::Error::new(
            point.span(),
            "this point is in an `async` block, or is the begin of one: only the function's own points are migrated; write the one that waits for the block, such as `at = \"join#1\"`",
        ));
    }
    if text.trim().is_empty() {
        return Err(syn::Error::new(point.span(), WHAT));
    }
    Ok(text)
}

/// An argument of which the name has been read and the rest has not.
struct Argument<'a> {
    name: Ident,
    input: ParseStream<'a>,
    known: &'static Known,
    /// The attribute or the argument around it.
    of: &'static str,
}

/// Reads arguments, which are separated by commas. A wrong one doesn't keep the others from being checked.
fn each(
    input: ParseStream<'_>,
    known: &'static Known,
    of: &'static str,
    mut take: impl FnMut(&Argument<'_>) -> syn::Result<()>,
) -> syn::Result<()> {
    let mut mistakes: Option<syn::Error> = None;
    let mut given = Vec::new();
    while !input.is_empty() {
        let taken = named(input, known, of).and_then(|argument| {
            if given.contains(&argument.name) {
                return Err(argument.error("this argument is given twice"));
            }
            take(&argument)?;
            given.push(argument.name);
            if input.is_empty() || input.peek(Token![,]) {
                Ok(())
            } else {
                Err(input.error("there is a `,` missing before this"))
            }
        });
        if let Err(mistake) = taken {
            match &mut mistakes {
                Some(mistakes) => mistakes.combine(mistake),
                none => *none = Some(mistake),
            }
            while !input.is_empty() && !input.peek(Token![,]) {
                input.parse::<TokenTree>()?;
            }
        }
        input.parse::<Option<Token![,]>>()?;
    }
    mistakes.map_or(Ok(()), Err)
}

fn named<'a>(
    input: ParseStream<'a>,
    known: &'static Known,
    of: &'static str,
) -> syn::Result<Argument<'a>> {
    if !input.peek(Ident::peek_any) {
        let example = match input.fork().parse() {
            Ok(Lit::Str(text)) if written(known, "name").is_some() => {
                format!("name = \"{}\"", text.value())
            }
            Ok(Lit::Int(count)) if written(known, "attempts").is_some() => {
                format!("attempts = {count}")
            }
            _ => known[0].1.to_owned(),
        };
        return Err(input.error(diagnostics::argument_without_a_name(&example)));
    }
    Ok(Argument {
        name: input.call(Ident::parse_any)?,
        input,
        known,
        of,
    })
}

impl Argument<'_> {
    /// An error at its name.
    fn error(&self, message: impl std::fmt::Display) -> syn::Error {
        syn::Error::new(self.name.span(), message)
    }

    /// An example of it.
    fn example(&self) -> &'static str {
        written(self.known, &self.name.to_string()).unwrap_or_default()
    }

    /// Its name, if it is one of an attribute's arguments.
    fn known(&self, takes: Takes) -> syn::Result<&'static str> {
        let name = self.name.to_string();
        if let Some((known, _)) = self.known.iter().find(|(known, _)| *known == name) {
            return Ok(known);
        }
        Err(match takes.elsewhere(&name) {
            Some(attribute) => self.error(format!(
                "`{name}` is an argument of {attribute}; this attribute takes {}",
                list(self.known)
            )),
            None => self.unknown(),
        })
    }

    /// The error for an unknown argument. It suggests the nearest one, also one of `retry`'s.
    fn unknown(&self) -> syn::Error {
        let name = self.name.to_string();
        let of_retry: &Known = match written(self.known, "retry") {
            Some(_) => OF_RETRY,
            None => &[],
        };
        let meant = match (nearest(self.known, &name), nearest(of_retry, &name)) {
            (Some(written), _) => format!(": write `{written}`"),
            (None, Some(written)) => format!(": write `retry({written}, …)`"),
            (None, None) => format!("; {} takes {}", self.of, list(self.known)),
        };
        self.error(format!("there is no argument `{name}`{meant}"))
    }

    /// Whether nothing follows the name.
    fn is_alone(&self) -> syn::Result<bool> {
        if self.input.is_empty() || self.input.peek(Token![,]) {
            Ok(true)
        } else {
            let text = format!("`{}` stands alone: write it without a value", self.name);
            Err(syn::Error::new(self.input.span(), text))
        }
    }

    /// Parses the value behind `=`.
    fn value<T: Parse>(&self) -> syn::Result<T> {
        if !self.input.peek(Token![=]) {
            return Err(self.unfit(self.name.span()));
        }
        self.input.parse::<Token![=]>()?;
        let span = if self.is_alone().is_ok() {
            self.name.span()
        } else {
            self.input.span()
        };
        self.input.parse().map_err(|_| self.unfit(span))
    }

    /// The error for an argument in a wrong form.
    fn unfit(&self, span: Span) -> syn::Error {
        let text = format!("`{}` is written `{}`", self.name, self.example());
        syn::Error::new(span, text)
    }

    /// Parses a count of 1 or more; `zero` is the reason why 0 is none.
    fn count<T: std::str::FromStr + Default + PartialEq>(&self, zero: &str) -> syn::Result<T>
    where
        T::Err: std::fmt::Display,
    {
        let literal: LitInt = self.value()?;
        let count = literal
            .base10_parse()
            .map_err(|_| self.unfit(literal.span()))?;
        if count == T::default() {
            return Err(syn::Error::new(literal.span(), zero));
        }
        Ok(count)
    }
}

/// The arguments with their examples.
fn list(known: &Known) -> String {
    let (last, others) = known.split_last().expect("there are some");
    let others: Vec<String> = (others.iter().map(|(_, written)| format!("`{written}`"))).collect();
    format!("{} and `{}`", others.join(", "), last.1)
}

/// The argument that a name may be meant for: the name is a misspelling of it, a part of it, or begins alike.
fn nearest(known: &'static Known, name: &str) -> Option<&'static str> {
    let is_near = |known: &str| {
        let is_part = name.len() > 2 && (known.contains(name) || name.contains(known));
        let alike = known.bytes().zip(name.bytes()).take_while(|(a, b)| a == b);
        is_part || alike.count() > 3 || distance(known, name) <= 1 + known.len() / 4
    };
    let near = known.iter().filter(|(known, _)| is_near(known));
    let (_, written) = near.min_by_key(|(known, _)| distance(known, name))?;
    Some(written)
}

/// The number of characters to insert, delete or replace to turn one name into the other.
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.bytes().enumerate() {
        let mut before = row[0];
        row[0] = i + 1;
        for (j, y) in b.bytes().enumerate() {
            let changed = before + usize::from(x != y);
            before = row[j + 1];
            row[j + 1] = changed.min(before + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

/// `history = "all"`, `history = "none"`, or the number of events to keep.
fn history(argument: &Argument<'_>) -> syn::Result<History> {
    const WHAT: &str = "write `history = \"all\"`, `history = \"none\"`, or how many of the last events are kept, such as `history = 100`";
    let value: Lit = argument
        .value()
        .map_err(|error| syn::Error::new(error.span(), WHAT))?;
    let history = match &value {
        Lit::Int(count) => count.base10_parse().ok().map(History::Last),
        Lit::Str(word) if word.value() == "all" => Some(History::All),
        Lit::Str(word) if word.value() == "none" => Some(History::None),
        _ => None,
    };
    history.ok_or_else(|| syn::Error::new(value.span(), WHAT))
}

fn max_concurrent(argument: &Argument<'_>) -> syn::Result<usize> {
    argument.count("with 0 attempts at a time the activity would never run; write 1 or more")
}

fn name(argument: &Argument<'_>) -> syn::Result<LitStr> {
    let name: LitStr = argument.value()?;
    let text = name.value();
    if text.trim().is_empty() {
        Err(syn::Error::new(
            name.span(),
            "a function's name can't be empty",
        ))
    } else if text.contains(['/', '\\', '?', '#']) || text.chars().any(char::is_control) {
        Err(syn::Error::new(
            name.span(),
            "a function's name is a part of URLs: `/`, `\\`, `?`, `#` and control characters are not allowed",
        ))
    } else {
        Ok(name)
    }
}

/// `version = "2"` or `version = "2.10"`. Versions are told apart and ordered by their text alone, so a number is written in
/// one way.
fn version(argument: &Argument<'_>) -> syn::Result<LitStr> {
    const WHAT: &str = "a version is a number, or several with dots between them, without zeros before them: write `version = \"2\"` or `version = \"2.1\"`";
    let version: LitStr = argument
        .value()
        .map_err(|error| syn::Error::new(error.span(), WHAT))?;
    let is_number = |part: &str| {
        let is_digits = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        is_digits && (part == "0" || !part.starts_with('0'))
    };
    if version.value().split('.').all(is_number) {
        Ok(version)
    } else {
        Err(syn::Error::new(version.span(), WHAT))
    }
}

/// `errors(PayError, stock::OutOfStock)`
fn errors(argument: &Argument<'_>) -> syn::Result<Vec<syn::Path>> {
    if !argument.input.peek(syn::token::Paren) {
        return Err(argument.unfit(argument.name.span()));
    }
    let content;
    syn::parenthesized!(content in argument.input);
    let types = Punctuated::<syn::Path, Token![,]>::parse_terminated(&content)?;
    if types.is_empty() {
        return Err(argument.error("name the types of errors: `errors(PayError, …)`"));
    }
    Ok(types.into_iter().collect())
}

/// `crate = df`, or `crate = "df"` in the form of serde and tokio.
fn runtime(argument: &Argument<'_>) -> syn::Result<syn::Path> {
    struct Written(syn::Path);
    impl Parse for Written {
        fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
            if input.peek(LitStr) {
                let text: LitStr = input.parse()?;
                text.parse_with(syn::Path::parse_mod_style).map(Self)
            } else {
                input.call(syn::Path::parse_mod_style).map(Self)
            }
        }
    }
    argument.value().map(|Written(path)| path)
}

fn retry(argument: &Argument<'_>) -> syn::Result<Retry> {
    let input = argument.input;
    if !input.peek(syn::token::Paren) {
        let count = argument.value::<LitInt>();
        return Err(
            match count.and_then(|count| Ok((count.base10_parse::<u32>()?, count.span()))) {
                Ok((attempts @ 1.., span)) => syn::Error::new(
                    span,
                    format!(
                        "`retry` is written `retry(attempts = {attempts}, first = \"1s\")`: how often to try, the first attempt included, and how long to wait before the second"
                    ),
                ),
                Ok((_, span)) => argument.unfit(span),
                Err(error) => error,
            },
        );
    }
    let content;
    syn::parenthesized!(content in input);
    let (mut attempts, mut first, mut backoff, mut max, mut timeout, mut when) =
        (None, None, None, None, None, None);
    each(&content, OF_RETRY, "`retry`", |argument| {
        match argument.name.to_string().as_str() {
            "attempts" => {
                attempts = Some(argument.count("the first attempt counts: write 1 or more")?);
            }
            "first" => first = Some(duration(argument)?),
            "backoff" => backoff = Some(coefficient(argument)?),
            "max" => max = Some(duration(argument)?),
            "timeout" => timeout = Some(duration(argument)?),
            "when" => when = Some(predicate(argument)?),
            _ => return Err(argument.unknown()),
        }
        Ok(())
    })?;
    match (attempts, first) {
        (Some(attempts), Some(first)) => Ok(Retry {
            attempts,
            first,
            backoff,
            max,
            timeout,
            when,
        }),
        (None, Some(_)) => Err(argument.error(
            "`retry` needs `attempts = 3`: how often to try, the first attempt included",
        )),
        (Some(_), None) => Err(argument.error(
            "`retry` needs `first = \"1s\"`: how long to wait before the second attempt",
        )),
        (None, None) => Err(argument.error(
            "`retry` needs `attempts = 3`, how often to try, the first attempt included, and `first = \"1s\"`, how long to wait before the second",
        )),
    }
}

/// `when = is_worth_it`, the name of a function.
fn predicate(argument: &Argument<'_>) -> syn::Result<syn::Path> {
    argument.value().map_err(|error| {
        syn::Error::new(
            error.span(),
            "`when` takes the name of a function, a `fn(&Failure) -> bool`: write `when = function`",
        )
    })
}

fn coefficient(argument: &Argument<'_>) -> syn::Result<f64> {
    const WHAT: &str = "a backoff coefficient is a number of 1 or more: write `backoff = 2.0`";
    let value: Lit = argument
        .value()
        .map_err(|error| syn::Error::new(error.span(), WHAT))?;
    let number = match &value {
        Lit::Int(number) => LitInt::base10_parse(number),
        Lit::Float(number) => LitFloat::base10_parse(number),
        _ => Ok(f64::NAN),
    };
    match number {
        Ok(number) if number >= 1.0 && number.is_finite() => Ok(number),
        _ => Err(syn::Error::new(value.span(), WHAT)),
    }
}

fn duration(argument: &Argument<'_>) -> syn::Result<Duration> {
    let literal: LitStr = argument.value().map_err(|error| {
        syn::Error::new(
            error.span(),
            format!(
                "a duration is written as text with its unit: `{}`",
                argument.example()
            ),
        )
    })?;
    parse_duration(&literal.value()).ok_or_else(|| {
        syn::Error::new(literal.span(), "not a duration: write numbers with units, such as \"500ms\", \"1s\", \"1m 30s\", \"6h\" or \"2d\"")
    })
}

/// `1h 30m`, `1.5s`, `500ms`: numbers, each with its unit.
pub(crate) fn parse_duration(text: &str) -> Option<Duration> {
    let mut rest = text.trim();
    let mut total = Duration::ZERO;
    if rest.is_empty() {
        return None;
    }
    while !rest.is_empty() {
        let number_end = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
        let number: f64 = rest[..number_end].parse().ok()?;
        rest = rest[number_end..].trim_start();
        let unit_end = rest
            .find(|c: char| !c.is_alphabetic())
            .unwrap_or(rest.len());
        let seconds = match &rest[..unit_end] {
            "ns" => 1e-9,
            "us" | "µs" => 1e-6,
            "ms" => 1e-3,
            "s" | "sec" | "secs" => 1.0,
            "m" | "min" | "mins" => 60.0,
            "h" | "hour" | "hours" => 3600.0,
            "d" | "day" | "days" => 86_400.0,
            _ => return None,
        };
        total = total.checked_add(Duration::try_from_secs_f64(number * seconds).ok()?)?;
        rest = rest[unit_end..].trim_start();
    }
    Some(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_numbers_with_units() {
        for (text, millis) in [
            ("1s", 1000),
            ("500ms", 500),
            ("1m 30s", 90_000),
            ("1.5h", 5_400_000),
            ("2d", 172_800_000),
        ] {
            assert_eq!(
                parse_duration(text).map(|duration| duration.as_millis()),
                Some(millis),
                "{text}"
            );
        }
        for text in ["", "5", "s", "1 fortnight", "-1s", "1s 2"] {
            assert_eq!(parse_duration(text), None, "{text}");
        }
    }
}
