//! Walks over token streams and the groups in them.

use proc_macro2::token_stream::IntoIter;
use proc_macro2::{Group, TokenStream, TokenTree};

/// All tokens but the groups, which give what is in them.
pub(crate) fn flat(tokens: TokenStream) -> impl Iterator<Item = TokenTree> {
    Flat(vec![tokens.into_iter()])
}

struct Flat(Vec<IntoIter>);

impl Iterator for Flat {
    type Item = TokenTree;

    fn next(&mut self) -> Option<TokenTree> {
        loop {
            match self.0.last_mut()?.next() {
                Some(TokenTree::Group(group)) => self.0.push(group.stream().into_iter()),
                None => drop(self.0.pop()),
                leaf => return leaf,
            }
        }
    }
}

/// The tokens as `change` gives them back. It is given what is in a group before the group, which is made of that.
pub(crate) fn mapped(
    tokens: TokenStream,
    change: &mut impl FnMut(TokenTree) -> TokenTree,
) -> TokenStream {
    let mut changed = Vec::new();
    for token in tokens {
        let token = match token {
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), mapped(group.stream(), change));
                inner.set_span(group.span());
                TokenTree::Group(inner)
            }
            leaf => leaf,
        };
        changed.push(change(token));
    }
    changed.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use proc_macro2::Ident;
    use quote::quote;

    use super::*;

    #[test]
    fn groups_give_what_is_in_them() {
        let leaves: Vec<String> = flat(quote!(a((b) [], { c; }) d))
            .map(|leaf| leaf.to_string())
            .collect();
        assert_eq!(leaves, ["a", "b", ",", "c", ";", "d"]);
    }

    #[test]
    fn every_token_is_changed_once() {
        let mut seen = 0;
        let changed = mapped(quote!(a((a) + [a]) b), &mut |token| {
            seen += 1;
            match token {
                TokenTree::Ident(ident) if ident == "a" => {
                    TokenTree::Ident(Ident::new("c", ident.span()))
                }
                other => other,
            }
        });
        assert_eq!(changed.to_string(), quote!(c((c) + [c]) b).to_string());
        assert_eq!(seen, 8);
    }
}
