//! Keeps expressions that a user's macro was given whole: `$a * 2` is `(1 + 2) * 2`. rustc marks such an expression by
//! a group without delimiters, and drops the mark where another macro passes it on.

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use syn::Expr;

/// Tokens with parentheses around operators in groups without delimiters.
pub(crate) fn kept(tokens: TokenStream) -> TokenStream {
    if !has_groups(&tokens) {
        return tokens;
    }
    let kept = tokens.into_iter().map(|token| match token {
        TokenTree::Group(group) => {
            let inner = kept(group.stream());
            let is_one = group.delimiter() == Delimiter::None
                && syn::parse2(inner.clone()).is_ok_and(|expr| comes_apart(&expr));
            let (delimiter, span) = if is_one {
                let span = Span::mixed_site().located_at(group.span());
                (Delimiter::Parenthesis, span)
            } else {
                (group.delimiter(), group.span())
            };
            let mut kept = Group::new(delimiter, inner);
            kept.set_span(span);
            TokenTree::Group(kept)
        }
        other => other,
    });
    kept.collect()
}

fn has_groups(tokens: &TokenStream) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Group(group) => {
            group.delimiter() == Delimiter::None || has_groups(&group.stream())
        }
        _ => false,
    })
}

/// Whether an expression has another meaning next to other operators. As a type or a pattern it may be in parentheses,
/// too.
fn comes_apart(expr: &Expr) -> bool {
    matches!(
        expr,
        Expr::Binary(_)
            | Expr::Cast(_)
            | Expr::Closure(_)
            | Expr::Range(_)
            | Expr::Reference(_)
            | Expr::Struct(_)
            | Expr::Unary(_)
    )
}
