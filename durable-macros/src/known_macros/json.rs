//! `serde_json::json!` with awaits in it. Its values and the names among its keys are evaluated up to the last await
//! before it, in order, and each is converted into JSON at once as the macro does:
//!
//! ```text
//! json!({ "polls": poll().await?, "left": [left, null] })
//! match (json_value(poll().await?),) { (__json_0,) => json!({ "polls": __json_0, "left": [left, null] }) }
//! ```

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Expr, Macro, Token, braced, bracketed, parse_quote, token};

use super::awaits::awaits_in;
use crate::model::ident;
use crate::symbols;

/// The macro as an expression; `None` if it doesn't await, or is malformed.
pub(super) fn as_expression(invocation: &Macro) -> Option<Expr> {
    awaits_in(&invocation.tokens)?;
    let json: Json = invocation.parse_body().ok()?;
    let mut parts = Vec::new();
    json.parts(&mut parts);
    let last = parts.iter().rposition(|part| match part {
        Part::Key(_) => false,
        Part::Value(value) => awaits_in(&value.to_token_stream()).is_some(),
    })?;
    let names: Vec<Ident> = (0..=last)
        .map(|n| symbols::unused(&format!("__json_{n}"), Span::call_site()))
        .collect();
    let evaluated = parts.iter().zip(&names).map(|(part, _)| match part {
        Part::Key(key) => quote!(__durable::json_key(#key)),
        Part::Value(value) => {
            quote!(__durable::json_value(<__TypeOk as __durable::HasOutput<_>>::yields(&(#value))))
        }
    });
    let written = Macro {
        tokens: json.tokens(&mut names.iter()),
        ..invocation.clone()
    };
    Some(parse_quote!(match (#(#evaluated,)*) { (#(#names,)*) => #written }))
}

/// The content of `json!`.
enum Json {
    Null(Ident),
    Value(Box<Expr>),
    Array(Vec<Json>),
    Object(Vec<(Expr, Json)>),
}

/// An expression to evaluate.
enum Part<'a> {
    /// A key that is a local, which may change later.
    Key(&'a Expr),
    Value(&'a Expr),
}

impl Json {
    /// The expressions, in the order in which they are evaluated.
    fn parts<'a>(&'a self, parts: &mut Vec<Part<'a>>) {
        match self {
            Self::Null(_) => {}
            Self::Value(value) => parts.push(Part::Value(value)),
            Self::Array(items) => items.iter().for_each(|item| item.parts(parts)),
            Self::Object(entries) => {
                for (key, json) in entries {
                    parts.extend(matches!(key, Expr::Path(_)).then_some(Part::Key(key)));
                    json.parts(parts);
                }
            }
        }
    }

    /// The same with the first expressions replaced by names.
    fn tokens<'a>(&self, names: &mut impl Iterator<Item = &'a Ident>) -> TokenStream {
        match self {
            Self::Null(null) => null.to_token_stream(),
            Self::Value(value) => names
                .next()
                .map_or_else(|| value.to_token_stream(), ToTokens::to_token_stream),
            Self::Array(items) => {
                let items: Vec<_> = items.iter().map(|item| item.tokens(names)).collect();
                quote!([#(#items),*])
            }
            Self::Object(entries) => {
                let entries: Vec<_> = entries
                    .iter()
                    .map(|(key, json)| {
                        let evaluated = matches!(key, Expr::Path(_)).then(|| names.next());
                        let key = match evaluated.flatten() {
                            Some(name) => name.to_token_stream(),
                            None => key.to_token_stream(),
                        };
                        let json = json.tokens(names);
                        quote!(#key: #json)
                    })
                    .collect();
                quote!({ #(#entries),* })
            }
        }
    }
}

impl Parse for Json {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let content;
        if input.peek(token::Bracket) {
            bracketed!(content in input);
            let items = Punctuated::<Self, Token![,]>::parse_terminated(&content)?;
            return Ok(Self::Array(items.into_iter().collect()));
        }
        if input.peek(token::Brace) {
            braced!(content in input);
            let entries = content.parse_terminated(entry, Token![,])?;
            return Ok(Self::Object(entries.into_iter().collect()));
        }
        let value: Expr = input.parse()?;
        Ok(match &value {
            Expr::Path(path) if path.path.is_ident("null") => {
                Self::Null(ident("null", Span::call_site()))
            }
            _ => Self::Value(Box::new(value)),
        })
    }
}

/// `"key": value`; a key with effects is left to the macro, which is not read then.
fn entry(input: ParseStream<'_>) -> syn::Result<(Expr, Json)> {
    let key: Expr = input.parse()?;
    if !matches!(key, Expr::Lit(_) | Expr::Path(_)) {
        return Err(syn::Error::new_spanned(key, "a key that isn't a name"));
    }
    input.parse::<Token![:]>()?;
    Ok((key, input.parse()?))
}
