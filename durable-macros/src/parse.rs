//! From tokens to a [`Function`].

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{AttrStyle, Attribute, FnArg, ItemFn, Pat, PathArguments, ReturnType, Type};

use crate::args::{self, Takes};
use crate::diagnostics::{self, Mistakes};
use crate::digest::Digest;
use crate::lower::LOWERINGS;
use crate::model::{Function, Migration, Parameter};

pub(crate) fn orchestrator(
    arguments: TokenStream,
    item: &TokenStream,
    mistakes: &mut Mistakes,
) -> Option<Function> {
    function(arguments, item, Takes::NameAndInline, mistakes)
}

pub(crate) fn activity(
    arguments: TokenStream,
    item: &TokenStream,
    mistakes: &mut Mistakes,
) -> Option<Function> {
    function(arguments, item, Takes::NameRetryAndTimeout, mistakes)
}

pub(crate) fn migration(
    arguments: TokenStream,
    item: &TokenStream,
    mistakes: &mut Mistakes,
) -> Option<Migration> {
    let function: ItemFn = match syn::parse2(item.clone()) {
        Ok(function) => function,
        Err(_) if syn::parse2::<syn::Item>(item.clone()).is_ok() => {
            mistakes.at(item, diagnostics::NO_MIGRATION);
            return None;
        }
        Err(error) => {
            mistakes.note(error);
            return None;
        }
    };
    let arguments = args::migration(arguments, &function.sig.ident, mistakes);
    Some(Migration {
        arguments,
        function,
    })
}

fn function(
    arguments: TokenStream,
    item: &TokenStream,
    takes: Takes,
    mistakes: &mut Mistakes,
) -> Option<Function> {
    let arguments = args::parse(arguments, takes, mistakes);
    let parsed: ItemFn = match syn::parse2(item.clone()) {
        Ok(parsed) => parsed,
        Err(_) if syn::parse2::<syn::Item>(item.clone()).is_ok() => {
            mistakes.at(item, diagnostics::NOT_A_FUNCTION);
            return None;
        }
        Err(error) => {
            mistakes.note(error);
            return None;
        }
    };
    let parameters = parsed
        .sig
        .inputs
        .iter()
        .filter_map(|input| parameter(input, mistakes))
        .collect();
    let output = match &parsed.sig.output {
        ReturnType::Type(_, ty) if is_no_result(ty) => {
            mistakes.at(ty, diagnostics::NO_RESULT);
            return None;
        }
        ReturnType::Type(_, ty) => (**ty).clone(),
        ReturnType::Default => {
            mistakes.at(&parsed.sig.ident, diagnostics::NO_RESULT);
            return None;
        }
    };
    let body_tokens = parsed.block.to_token_stream();
    Some(Function {
        arguments,
        attributes: outer(parsed.attrs),
        visibility: parsed.vis,
        fingerprints: fingerprints(&parsed.sig, &body_tokens),
        signature: parsed.sig,
        parameters,
        output,
        body: *parsed.block,
        body_tokens,
    })
}

/// The attributes in their outer form; those inside of a function's body are its own, too.
fn outer(mut attributes: Vec<Attribute>) -> Vec<Attribute> {
    for attribute in &mut attributes {
        attribute.style = AttrStyle::Outer;
    }
    attributes
}

fn parameter(input: &FnArg, mistakes: &mut Mistakes) -> Option<Parameter> {
    let FnArg::Typed(typed) = input else {
        mistakes.at(input, diagnostics::SELF);
        return None;
    };
    let Pat::Ident(name) = &*typed.pat else {
        mistakes.at(&typed.pat, diagnostics::PATTERN_PARAMETER);
        return None;
    };
    if name.by_ref.is_some() || name.subpat.is_some() {
        mistakes.at(&typed.pat, diagnostics::PATTERN_PARAMETER);
        return None;
    }
    Some(Parameter {
        name: name.ident.clone(),
        mutable: name.mutability.is_some(),
        state: state_type(&typed.ty),
        ty: (*typed.ty).clone(),
    })
}

/// Whether a type is surely no `Result`: a path may be an alias of one, but these types are none.
fn is_no_result(ty: &Type) -> bool {
    const OTHERS: [&str; 24] = [
        "bool", "char", "str", "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32",
        "i64", "i128", "isize", "f32", "f64", "String", "Vec", "Option", "Box", "HashMap",
        "BTreeMap", "Value",
    ];
    match ty {
        Type::Path(path) => path
            .path
            .segments
            .last()
            .is_some_and(|last| OTHERS.iter().any(|other| last.ident == other)),
        Type::Tuple(_)
        | Type::Array(_)
        | Type::Slice(_)
        | Type::Reference(_)
        | Type::Never(_)
        | Type::Ptr(_) => true,
        _ => false,
    }
}

/// The `T` of `State<T>`, under whatever path.
fn state_type(ty: &Type) -> Option<Type> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last()?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    match arguments.args.first() {
        Some(syn::GenericArgument::Type(inner))
            if last.ident == "State" && arguments.args.len() == 1 =>
        {
            Some(inner.clone())
        }
        _ => None,
    }
}

/// What programs without machines wrote for this source, by the version of their lowering.
fn fingerprints(signature: &syn::Signature, body: &TokenStream) -> Vec<u64> {
    let text = format!("{} {body}", signature.to_token_stream());
    let first = Digest::new().and(&text);
    let later = LOWERINGS.map(|lowering| Digest::new().and(lowering).and(&text));
    std::iter::once(first)
        .chain(later)
        .map(Digest::number)
        .collect()
}
