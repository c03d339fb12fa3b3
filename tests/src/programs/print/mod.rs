//! The printer: programs as orchestrators in Rust.

mod tokens;

use std::io::Write as _;
use std::process::{Command, Stdio};
use std::thread;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use self::tokens::{argument, binding, expected, statement, type_of};
use super::language::{Function, LIMIT, Parameter, Program};

/// A module of the first programs of a seed, orchestrators and a test of each, as `rustfmt` writes it.
pub fn module(seed: u64, count: u64) -> String {
    let head = format!(
        "//! Generated programs: those of seed {seed}, of which `durable_tests::programs` knows what they do.\n\
         //!\n\
         //! Written by `cargo run -p durable-tests --bin generate -- --seed {seed} --count {count}`.\n\n\
         use std::time::Duration;\n\n\
         use durable_runtime::prelude::*;\n\
         use durable_runtime::{{AbortHandle, JoinSet}};\n\
         use durable_tests::programs::{{Door, Room}};\n\n\
         use crate::activities::*;\n\n\
         pub const SEED: u64 = {seed};\n\
         pub const COUNT: u64 = {count};\n\n\
         const LIMIT: i64 = {LIMIT};\n",
    );
    let programs: Vec<_> = (0..count).map(|number| Program::of(seed, number)).collect();
    let items = programs
        .iter()
        .flat_map(functions)
        .chain(programs.iter().map(test));
    formatted(&items.fold(head, |text, item| text + "\n" + &item.to_string() + "\n"))
}

fn formatted(source: &str) -> String {
    let mut rustfmt = Command::new("rustfmt")
        .args(["--edition", "2024"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("rustfmt is a part of the toolchain");
    let mut input = rustfmt.stdin.take().expect("its input is piped");
    thread::scope(|scope| {
        scope.spawn(move || {
            let written = input.write_all(source.as_bytes());
            written.expect("rustfmt reads on");
        });
        let output = rustfmt.wait_with_output().expect("rustfmt ends");
        assert!(
            output.status.success(),
            "rustfmt does not take the programs"
        );
        String::from_utf8(output.stdout).expect("Rust is UTF-8")
    })
}

/// The orchestrator and, before it, its helper.
fn functions(program: &Program) -> Vec<TokenStream> {
    let name = format_ident!("program_{}", program.number);
    let helper = program.helper.as_ref().map(|helper| {
        let name = format_ident!("{}_helper", name);
        function(&name, &quote!((inline)), helper)
    });
    let function = function(&name, &TokenStream::new(), &program.function);
    helper.into_iter().chain([function]).collect()
}

fn function(name: &Ident, arguments: &TokenStream, function: &Function) -> TokenStream {
    let parameters = function.parameters.iter().map(
        |Parameter {
             mutable,
             name,
             kind,
         }| {
            let (name, kind) = (binding(*mutable, name), type_of(*kind));
            quote!(#name: #kind)
        },
    );
    let output = type_of(function.output);
    let statements = function.body.statements.iter().map(statement);
    let tail = function.body.tail.as_deref().map(expected);
    let watched = function
        .watches
        .then(|| quote!(let mut watched: Vec<AbortHandle> = Vec::new();));
    let door = function.door.map(|number| {
        let number = Literal::u64_unsuffixed(number);
        quote!(let door = Door::to(#number);)
    });
    quote! {
        #[orchestrator #arguments]
        async fn #name(#(#parameters),*) -> Result<#output> {
            #watched
            #door
            #(#statements)*
            Ok(#tail)
        }
    }
}

fn test(program: &Program) -> TokenStream {
    let number = Literal::u64_unsuffixed(program.number);
    let function = format_ident!("program_{}", program.number);
    let name = format_ident!("program_{}_does_what_it_says", program.number);
    let calls = program.arguments.iter().map(|arguments| {
        let arguments = arguments.iter().map(argument);
        quote!(#function(#(#arguments),*))
    });
    quote! {
        #[test]
        fn #name() {
            durable_tests::programs::check(SEED, #number, [#(#calls),*]);
        }
    }
}
