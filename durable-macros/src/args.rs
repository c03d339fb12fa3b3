//! The arguments of the attributes: `name = "…"`, `retry(…)`, `timeout = "…"`, `max_concurrent = …`, `errors(…)`,
//! `crate = …`.

use std::time::Duration;

use proc_macro2::TokenStream;
use syn::meta::ParseNestedMeta;
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{LitFloat, LitInt, LitStr, Token};

use crate::diagnostics::Mistakes;
use crate::model::{Arguments, History, Retry};

/// Which arguments an attribute takes.
#[derive(Clone, Copy)]
pub(crate) enum Takes {
    NameAndInline,
    NameRetryAndTimeout,
}

/// Parses an attribute's arguments; what is wrong with them is noted.
pub(crate) fn parse(tokens: TokenStream, takes: Takes, mistakes: &mut Mistakes) -> Arguments {
    let mut arguments = Arguments::default();
    let mut history_span = None;
    let parser = syn::meta::parser(|meta| {
        let known = match takes {
            Takes::NameAndInline => {
                "`name = \"…\"`, `inline`, `history = …`, `errors(…)` and `crate = …`"
            }
            Takes::NameRetryAndTimeout => {
                "`name = \"…\"`, `retry(attempts = …, first = \"…\")`, `timeout = \"…\"`, `max_concurrent = …`, `errors(…)` and `crate = …`"
            }
        };
        let activity = matches!(takes, Takes::NameRetryAndTimeout);
        if meta.path.is_ident("name") {
            once(&meta, arguments.name.is_some())?;
            arguments.name = Some(name(&meta)?);
            Ok(())
        } else if !activity && meta.path.is_ident("inline") {
            once(&meta, arguments.inline)?;
            arguments.inline = true;
            Ok(())
        } else if !activity && meta.path.is_ident("history") {
            once(&meta, arguments.history.is_some())?;
            history_span = Some(meta.path.span());
            arguments.history = Some(history(&meta)?);
            Ok(())
        } else if meta.path.is_ident("errors") {
            once(&meta, !arguments.errors.is_empty())?;
            arguments.errors = errors(&meta)?;
            Ok(())
        } else if meta.path.is_ident("crate") {
            once(&meta, arguments.runtime.is_some())?;
            arguments.runtime = Some(runtime(&meta)?);
            Ok(())
        } else if activity && meta.path.is_ident("retry") {
            once(&meta, arguments.retry.is_some())?;
            arguments.retry = Some(retry(&meta)?);
            Ok(())
        } else if activity && meta.path.is_ident("timeout") {
            once(&meta, arguments.timeout.is_some())?;
            arguments.timeout = Some(duration(&meta)?);
            Ok(())
        } else if activity && meta.path.is_ident("max_concurrent") {
            once(&meta, arguments.max_concurrent.is_some())?;
            arguments.max_concurrent = Some(count(&meta)?);
            Ok(())
        } else {
            Err(meta.error(format!("unknown argument; this attribute takes {known}")))
        }
    });
    if let Err(error) = parser.parse2(tokens) {
        mistakes.note(error);
    }
    if let Some(span) = history_span.filter(|_| arguments.inline) {
        mistakes.note(syn::Error::new(
            span,
            "an inline orchestrator has no history of its own: it is part of its caller's; say it there",
        ));
    }
    arguments
}

fn once(meta: &ParseNestedMeta<'_>, given: bool) -> syn::Result<()> {
    if given {
        Err(meta.error("this argument is given twice"))
    } else {
        Ok(())
    }
}

/// `history = "all"`, `history = "none"`, or how many events are kept.
fn history(meta: &ParseNestedMeta<'_>) -> syn::Result<History> {
    const WHAT: &str = "write `history = \"all\"`, `history = \"none\"`, or how many of the last events are kept, such as `history = 100`";
    let value = meta.value()?;
    if value.peek(LitInt) {
        let count: LitInt = value.parse()?;
        return count.base10_parse().map(History::Last);
    }
    let word: LitStr = value
        .parse()
        .map_err(|error| syn::Error::new(error.span(), WHAT))?;
    match word.value().as_str() {
        "all" => Ok(History::All),
        "none" => Ok(History::None),
        _ => Err(syn::Error::new(word.span(), WHAT)),
    }
}

fn count(meta: &ParseNestedMeta<'_>) -> syn::Result<usize> {
    let count: LitInt = meta.value()?.parse()?;
    match count.base10_parse()? {
        0 => Err(syn::Error::new(
            count.span(),
            "with 0 attempts at a time the activity would never run; write 1 or more",
        )),
        attempts => Ok(attempts),
    }
}

fn name(meta: &ParseNestedMeta<'_>) -> syn::Result<LitStr> {
    let name: LitStr = meta.value()?.parse()?;
    let text = name.value();
    if text.trim().is_empty() {
        Err(syn::Error::new(
            name.span(),
            "a function's name can't be empty",
        ))
    } else if text.contains(['/', '\\', '?', '#']) || text.chars().any(char::is_control) {
        Err(syn::Error::new(
            name.span(),
            "a function's name stands in URLs: `/`, `\\`, `?`, `#` and control characters are not allowed",
        ))
    } else {
        Ok(name)
    }
}

/// `errors(PayError, stock::OutOfStock)`
fn errors(meta: &ParseNestedMeta<'_>) -> syn::Result<Vec<syn::Path>> {
    let content;
    syn::parenthesized!(content in meta.input);
    let types = Punctuated::<syn::Path, Token![,]>::parse_terminated(&content)?;
    if types.is_empty() {
        return Err(meta.error("name the types of errors: `errors(PayError, …)`"));
    }
    Ok(types.into_iter().collect())
}

/// `crate = df`, or `crate = "df"` as serde and tokio write it.
fn runtime(meta: &ParseNestedMeta<'_>) -> syn::Result<syn::Path> {
    let value = meta.value()?;
    if value.peek(LitStr) {
        value
            .parse::<LitStr>()?
            .parse_with(syn::Path::parse_mod_style)
    } else {
        value.call(syn::Path::parse_mod_style)
    }
}

fn retry(meta: &ParseNestedMeta<'_>) -> syn::Result<Retry> {
    let (mut attempts, mut first, mut backoff, mut max, mut timeout, mut when) =
        (None, None, None, None, None, None);
    meta.parse_nested_meta(|meta| {
        if meta.path.is_ident("attempts") {
            once(&meta, attempts.is_some())?;
            let literal: LitInt = meta.value()?.parse()?;
            attempts = Some(match literal.base10_parse()? {
                0 => return Err(syn::Error::new(literal.span(), "the first attempt counts: write 1 or more")),
                count => count,
            });
        } else if meta.path.is_ident("first") {
            once(&meta, first.is_some())?;
            first = Some(duration(&meta)?);
        } else if meta.path.is_ident("backoff") {
            once(&meta, backoff.is_some())?;
            backoff = Some(coefficient(&meta)?);
        } else if meta.path.is_ident("max") {
            once(&meta, max.is_some())?;
            max = Some(duration(&meta)?);
        } else if meta.path.is_ident("timeout") {
            once(&meta, timeout.is_some())?;
            timeout = Some(duration(&meta)?);
        } else if meta.path.is_ident("when") {
            once(&meta, when.is_some())?;
            when = Some(meta.value()?.parse()?);
        } else {
            return Err(meta.error(
                "unknown argument; `retry` takes `attempts = 5`, `first = \"1s\"`, `backoff = 2.0`, `max = \"1m\"`, `timeout = \"10m\"` and `when = function`",
            ));
        }
        Ok(())
    })?;
    Ok(Retry {
        attempts: attempts.ok_or_else(|| {
            meta.error("`retry` needs `attempts = …`: how often to try, the first attempt included")
        })?,
        first: first.ok_or_else(|| {
            meta.error("`retry` needs `first = \"…\"`: how long to wait before the second attempt")
        })?,
        backoff,
        max,
        timeout,
        when,
    })
}

fn coefficient(meta: &ParseNestedMeta<'_>) -> syn::Result<f64> {
    let value = meta.value()?;
    let (number, span) = if value.peek(LitInt) {
        let literal: LitInt = value.parse()?;
        (f64::from(literal.base10_parse::<u32>()?), literal.span())
    } else {
        let literal: LitFloat = value.parse()?;
        (literal.base10_parse()?, literal.span())
    };
    if number >= 1.0 && number.is_finite() {
        Ok(number)
    } else {
        Err(syn::Error::new(span, "a backoff coefficient is 1 or more"))
    }
}

fn duration(meta: &ParseNestedMeta<'_>) -> syn::Result<Duration> {
    let literal: LitStr = meta.value()?.parse().map_err(|error| {
        syn::Error::new(
            error.span(),
            "a duration is written as text with its unit, such as \"1s\" or \"500ms\"",
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
