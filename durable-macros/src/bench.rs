//! The time that the macros take to expand a function, by the number of its awaits. A program of its own, made of the
//! modules of the crate. `cargo bench -p durable-macros`

// Cargo sets `cfg(test)` for a benchmark without the harness that would run the tests.
#![allow(dead_code, unused_imports, reason = "its tests are not run here")]

// As in a crate of macros, where it needn't be said.
extern crate proc_macro;

mod anchors;
mod args;
mod bindings;
mod cfg;
mod check;
mod concurrency;
mod diagnostics;
mod digest;
mod emit;
mod expand;
mod hygiene;
mod ids;
mod join_sets;
mod known_macros;
mod lower;
mod methods;
mod model;
mod operands;
mod parse;
mod precedence;
mod symbols;
mod tokens;

use divan::Bencher;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

const AWAITS: [u32; 3] = [10, 100, 300];

fn main() {
    divan::main();
}

fn time_expansion(bencher: Bencher<'_, '_>, function: &TokenStream) {
    let arguments = TokenStream::new();
    bencher.bench_local(|| expand::orchestrator(&arguments, function));
}

/// Each await needs an earlier local.
#[divan::bench(args = AWAITS)]
fn in_sequence(bencher: Bencher<'_, '_>, awaits: u32) {
    let local = |number: u32| format_ident!("value_{number}");
    let statements = (0..awaits).map(|number| {
        let (before, after) = (local(number), local(number + 1));
        quote!(let #after = fetch(#before).await?;)
    });
    let last = local(awaits);
    let function =
        quote!(async fn sequence(value_0: u32) -> Result<u32> { #(#statements)* Ok(#last) });
    time_expansion(bencher, &function);
}

#[divan::bench(args = AWAITS)]
fn under_conditions(bencher: Bencher<'_, '_>, awaits: u32) {
    let statements =
        (0..awaits).map(|number| quote!(if total > #number { total += fetch(#number).await?; }));
    let function =
        quote!(async fn conditional(mut total: u32) -> Result<u32> { #(#statements)* Ok(total) });
    time_expansion(bencher, &function);
}

#[divan::bench(args = [4, 8, 12])]
fn nested(bencher: Bencher<'_, '_>, depth: u32) {
    let body = (0..depth).fold(quote!(), |inner, number| {
        quote! {
            if total < #number { total += fetch(#number).await?; #inner } else { total += 1; }
        }
    });
    let function = quote!(async fn nested(mut total: u32) -> Result<u32> { #body Ok(total) });
    time_expansion(bencher, &function);
}

/// The most frequent kind of function.
#[divan::bench]
fn an_activity(bencher: Bencher<'_, '_>) {
    let arguments = quote!(retry(attempts = 5, first = "1s", backoff = 2.0));
    let function = quote! {
        async fn charge(bank: State<Bank>, card: Card, total: u64) -> Result<Receipt> {
            bank.charge(card, total).await
        }
    };
    bencher
        .with_inputs(|| arguments.clone())
        .bench_local_values(|arguments| expand::activity(arguments, &function));
}
