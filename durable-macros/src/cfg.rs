//! `#[cfg]` within a body that awaits. The attribute can't know which conditions hold, so the function is written once
//! for every combination of the conditions, each under its own `#[cfg]`, and rustc chooses one.
//!
//! ```text
//! #[cfg(all(feature = "audit"))]      #[orchestrator] async fn ship() { audit().await?; send().await }
//! #[cfg(all(not(feature = "audit")))] #[orchestrator] async fn ship() { send().await }
//! ```

use proc_macro2::{Group, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::visit_mut::{self, VisitMut};
use syn::{
    Attribute, Block, Expr, ExprArray, ExprCall, ExprMatch, ExprMethodCall, ExprStruct, ExprTuple,
    Item, ItemFn, Macro, Meta, PatStruct, Stmt, Token,
};

use crate::diagnostics::{self, Mistakes};
use crate::ids::MacroId;
use crate::known_macros;
use crate::model::Function;

/// Every condition doubles the copies.
const CONDITIONS_MAX: usize = 4;

/// The copies of a function with conditions in its body; `None` for one without.
pub(crate) fn copies(
    function: &Function,
    arguments: &TokenStream,
    item: &TokenStream,
    mistakes: &mut Mistakes,
) -> Option<TokenStream> {
    let parsed: ItemFn = syn::parse2(item.clone()).ok()?;
    let mut conditions = Conditions::default();
    conditions.visit_block_mut(&mut parsed.block.clone());
    if let Some(condition) = conditions.all.get(CONDITIONS_MAX) {
        mistakes.at(&condition.attribute, diagnostics::TOO_MANY_CFGS);
        return None;
    }
    if conditions.all.is_empty() {
        return None;
    }
    let runtime = function.arguments.runtime();
    let copies = (0..1_usize << conditions.all.len()).map(|combination| {
        let holds = |number: usize| combination & (1 << number) != 0;
        let mut copy = parsed.clone();
        conditions.chosen = Some((0..conditions.all.len()).map(holds).collect());
        conditions.visit_block_mut(&mut copy.block);
        let predicates = conditions
            .all
            .iter()
            .enumerate()
            .map(|(number, condition)| {
                let predicate = &condition.predicate;
                if holds(number) {
                    quote!(#predicate)
                } else {
                    quote!(not(#predicate))
                }
            });
        quote! {
            #[cfg(all(#(#predicates),*))]
            #[#runtime::orchestrator(#arguments)]
            #copy
        }
    });
    Some(copies.collect())
}

/// A predicate of a `cfg`, without the `not` around it.
struct Condition {
    predicate: TokenStream,
    attribute: Attribute,
}

/// Collects the conditions of a body. Once a combination is chosen, removes the code under conditions that don't hold.
#[derive(Default)]
struct Conditions {
    all: Vec<Condition>,
    chosen: Option<Vec<bool>>,
}

impl Conditions {
    /// Whether the code with these attributes is there.
    fn hold(&mut self, attributes: &mut Vec<Attribute>) -> bool {
        let mut hold = true;
        attributes.retain(|attribute| {
            let Some((predicate, negated)) = predicate(attribute) else {
                return true;
            };
            if let Some(decided) = decided(&predicate) {
                hold &= decided != negated;
                return false;
            }
            let number = self.number(predicate, attribute);
            match &self.chosen {
                Some(chosen) => {
                    hold &= chosen[number] != negated;
                    false
                }
                None => true,
            }
        });
        hold
    }

    /// The elements of a list, each of which may have conditions.
    fn elements(&mut self, elements: &mut Punctuated<Expr, Token![,]>) {
        let pairs = std::mem::take(elements).into_pairs();
        *elements = pairs
            .filter_map(|mut pair| {
                let attributes = leading_attributes(pair.value_mut());
                attributes
                    .is_none_or(|attributes| self.hold(attributes))
                    .then_some(pair)
            })
            .collect();
    }

    /// Decides the conditions in the arguments of a macro.
    fn decide(&self, tokens: TokenStream) -> TokenStream {
        let mut after_hash = false;
        tokens
            .into_iter()
            .map(|token| {
                let is_attribute = std::mem::replace(
                    &mut after_hash,
                    matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '#'),
                );
                let TokenTree::Group(group) = token else {
                    return token;
                };
                let inner = group.stream();
                let attribute: Option<Attribute> = is_attribute
                    .then(|| Attribute::parse_outer.parse2(quote!(#[#inner])).ok()?.pop())
                    .flatten();
                let holds = attribute
                    .as_ref()
                    .and_then(|attribute| self.holds(attribute));
                let inner = match holds {
                    Some(true) => quote!(cfg(all())),
                    Some(false) => quote!(cfg(any())),
                    None => self.decide(inner),
                };
                let mut decided = Group::new(group.delimiter(), inner);
                decided.set_span(group.span());
                TokenTree::Group(decided)
            })
            .collect()
    }

    /// Whether a condition holds, if a combination is chosen.
    fn holds(&self, attribute: &Attribute) -> Option<bool> {
        let (predicate, negated) = predicate(attribute)?;
        let text = predicate.to_string();
        let number = self
            .all
            .iter()
            .position(|other| other.predicate.to_string() == text)?;
        Some(self.chosen.as_ref()?[number] != negated)
    }

    fn number(&mut self, predicate: TokenStream, attribute: &Attribute) -> usize {
        let text = predicate.to_string();
        let known = self
            .all
            .iter()
            .position(|other| other.predicate.to_string() == text);
        known.unwrap_or_else(|| {
            self.all.push(Condition {
                predicate,
                attribute: attribute.clone(),
            });
            self.all.len() - 1
        })
    }
}

impl VisitMut for Conditions {
    fn visit_block_mut(&mut self, block: &mut Block) {
        block.stmts.retain_mut(|statement| match statement {
            Stmt::Local(local) => self.hold(&mut local.attrs),
            Stmt::Macro(invocation) => self.hold(&mut invocation.attrs),
            Stmt::Expr(expr, _) => {
                leading_attributes(expr).is_none_or(|attributes| self.hold(attributes))
            }
            Stmt::Item(_) => true,
        });
        visit_mut::visit_block_mut(self, block);
    }

    fn visit_expr_match_mut(&mut self, choice: &mut ExprMatch) {
        choice.arms.retain_mut(|arm| self.hold(&mut arm.attrs));
        visit_mut::visit_expr_match_mut(self, choice);
    }

    fn visit_expr_array_mut(&mut self, array: &mut ExprArray) {
        self.elements(&mut array.elems);
        visit_mut::visit_expr_array_mut(self, array);
    }

    fn visit_expr_tuple_mut(&mut self, tuple: &mut ExprTuple) {
        self.elements(&mut tuple.elems);
        visit_mut::visit_expr_tuple_mut(self, tuple);
    }

    fn visit_expr_call_mut(&mut self, call: &mut ExprCall) {
        self.elements(&mut call.args);
        visit_mut::visit_expr_call_mut(self, call);
    }

    fn visit_expr_method_call_mut(&mut self, call: &mut ExprMethodCall) {
        self.elements(&mut call.args);
        visit_mut::visit_expr_method_call_mut(self, call);
    }

    fn visit_expr_struct_mut(&mut self, literal: &mut ExprStruct) {
        let fields = std::mem::take(&mut literal.fields).into_pairs();
        literal.fields = fields
            .filter_map(|mut pair| self.hold(&mut pair.value_mut().attrs).then_some(pair))
            .collect();
        visit_mut::visit_expr_struct_mut(self, literal);
    }

    fn visit_pat_struct_mut(&mut self, pattern: &mut PatStruct) {
        let fields = std::mem::take(&mut pattern.fields).into_pairs();
        pattern.fields = fields
            .filter_map(|mut pair| self.hold(&mut pair.value_mut().attrs).then_some(pair))
            .collect();
        visit_mut::visit_pat_struct_mut(self, pattern);
    }

    fn visit_macro_mut(&mut self, invocation: &mut Macro) {
        let Some(mut read) = known_macros::as_call(invocation, MacroId::default()) else {
            // An unknown macro is left to rustc.
            return;
        };
        if self.chosen.is_none() {
            self.visit_expr_mut(&mut read);
        } else {
            invocation.tokens = self.decide(std::mem::take(&mut invocation.tokens));
        }
    }

    fn visit_item_mut(&mut self, _: &mut Item) {}
}

/// Removes the code under conditions that never hold from an expression.
pub(crate) fn without_absent(expr: &mut Expr) {
    Conditions::default().visit_expr_mut(expr);
}

/// The same in a body.
pub(crate) fn without_absent_in(body: &mut Block) {
    Conditions::default().visit_block_mut(body);
}

/// Whether a predicate holds, if it always or never does.
fn decided(predicate: &TokenStream) -> Option<bool> {
    match predicate.to_string().replace(' ', "").as_str() {
        "all()" => Some(true),
        "any()" => Some(false),
        _ => None,
    }
}

/// The content of `cfg(…)`, and whether it is in a `not(…)` there.
fn predicate(attribute: &Attribute) -> Option<(TokenStream, bool)> {
    let Meta::List(list) = &attribute.meta else {
        return None;
    };
    if list.path.is_ident("cfg_attr") {
        let given = Punctuated::<Meta, Token![,]>::parse_terminated;
        let given = given.parse2(list.tokens.clone()).ok()?;
        let mut given = given.into_iter();
        let first = given.next()?;
        let conditions: Vec<TokenStream> = given
            .filter_map(|meta| match meta {
                Meta::List(inner) if inner.path.is_ident("cfg") => Some(inner.tokens),
                _ => None,
            })
            .collect();
        let is_condition = !conditions.is_empty();
        return is_condition.then(|| (quote!(any(not(#first), all(#(#conditions),*))), false));
    }
    if !list.path.is_ident("cfg") {
        return None;
    }
    match syn::parse2::<Meta>(list.tokens.clone()) {
        Ok(Meta::List(inner)) if inner.path.is_ident("not") => Some((inner.tokens, true)),
        _ => Some((list.tokens.to_token_stream(), false)),
    }
}

/// The attributes before an expression, which may be parsed as those of its first operand. `None` where there can't be
/// any.
///
/// Every kind of syn is named. The code of a missing kind would be there whatever its conditions say.
pub(crate) fn leading_attributes(expr: &mut Expr) -> Option<&mut Vec<Attribute>> {
    /// The attributes of an expression that begins with another one, which may have them instead.
    fn of_first<'a>(
        own: &'a mut Vec<Attribute>,
        first: &'a mut Expr,
    ) -> Option<&'a mut Vec<Attribute>> {
        if own.is_empty() {
            leading_attributes(first)
        } else {
            Some(own)
        }
    }

    macro_rules! leading {
        ($($alone:ident)*; $($kind:ident $first:ident)*) => {
            match expr {
                $(Expr::$alone(expr) => Some(&mut expr.attrs),)*
                $(Expr::$kind(expr) => of_first(&mut expr.attrs, &mut expr.$first),)*
                Expr::Range(range) => match &mut range.start {
                    Some(start) => of_first(&mut range.attrs, start),
                    None => Some(&mut range.attrs),
                },
                // Syntax of which syn has only the tokens. It can't be compiled, and rustc reports it.
                Expr::Verbatim(_) => None,
                // syn demands this arm; `every_kind_of_expression_can_be_under_a_condition` detects new kinds.
                _ => None,
            }
        };
    }
    leading!(
        Array Async Block Break Closure Const Continue ForLoop If Infer Let Lit Loop Macro Match Paren Path
        RawAddr Reference Repeat Return Struct TryBlock Tuple Unary Unsafe While Yield;
        Assign left Await base Binary left Call func Cast expr Field base Group expr Index expr
        MethodCall receiver Try expr
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_expression_can_be_under_a_condition() {
        const KINDS: [&str; 38] = [
            "[1, 2]",
            "a = 1",
            "async move { inc(1).await }",
            "async { 1 }",
            "inc(1).await",
            "a + b",
            "{ 1 }",
            "break",
            "f(1)",
            "a as u8",
            "|x| x",
            "move || 1",
            "const { 1 }",
            "continue",
            "a.b",
            "for x in y {}",
            "if a { b } else { c }",
            "a[1]",
            "_",
            "5",
            "loop {}",
            "vec![1]",
            "match a { _ => 1 }",
            "a.b(1)",
            "(a)",
            "a::b",
            "1..2",
            "a.b()?..=2",
            "&raw const a",
            "&mut a",
            "[1; 2]",
            "return 1",
            "S { a: 1 }",
            "a?",
            "(1, 2)",
            "-a",
            "unsafe { 1 }",
            "while a {}",
        ];
        for kind in KINDS {
            let list = format!("(#[cfg(any())] {kind}, #[cfg(all())] {kind}, 7)");
            let Ok(mut list) = syn::parse_str(&list) else {
                panic!("{list}");
            };
            without_absent(&mut list);
            let Expr::Tuple(list) = list else {
                unreachable!("it is written as one");
            };
            assert_eq!(list.elems.len(), 2, "{kind}");
        }
    }
}
