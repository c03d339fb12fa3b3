//! Two worlds of the same names: in [`mod@durable`] they are the runtime's, in [`mod@reference`] tokio's, and functions that
//! were written by hand. [`twice!`] puts a function into both.
//!
//! These tests are a crate of their own, because with serde's feature `rc` an `Rc` can be written: in the other
//! crates it is an error when they are compiled.

#![allow(clippy::missing_errors_doc, reason = "only tests use this")]

pub mod durable;
pub mod programs;
pub mod reference;

/// Compiles each function twice: as an orchestrator in a module `durable`, and as the async function that it is in
/// a module `reference`, where the same names mean what they mean in tokio. `part fn` is an inline orchestrator.
#[macro_export]
macro_rules! twice {
    ($($kind:ident fn $name:ident $arguments:tt -> $output:ty { $($body:tt)* })+) => {
        #[allow(unused, clippy::all, clippy::pedantic, reason = "the functions are there for the forms that they have")]
        pub mod durable {
            use super::*;
            use $crate::durable::*;

            $($crate::twice! { @ $kind pub async fn $name $arguments -> $output { $($body)* } })+
        }

        #[allow(unused, clippy::all, clippy::pedantic, reason = "the functions are there for the forms that they have")]
        pub mod reference {
            use super::*;
            use $crate::reference::*;

            $(pub async fn $name $arguments -> $output { $($body)* })+
        }
    };
    (@ whole $($function:tt)+) => { #[orchestrator] $($function)+ };
    (@ part $($function:tt)+) => { #[orchestrator(inline)] $($function)+ };
}

/// Makes one test of each line: its name, and the calls that do the same in both worlds.
#[macro_export]
macro_rules! same {
    ($calls:ident: $($name:ident => $($function:ident $arguments:tt),+;)+) => {$(
        #[test]
        fn $name() {
            $(durable_tests::check_against(
                durable_tests::Calls::$calls,
                durable::$function $arguments,
                reference::$function $arguments,
            );)+
        }
    )+};
}

/// Makes one test of each line: its name, and a call that an instance refuses, with parts of what it says.
#[macro_export]
macro_rules! refused {
    ($calls:ident: $($name:ident => $function:ident $arguments:tt: $($part:literal),+;)+) => {$(
        #[test]
        fn $name() {
            durable_tests::check_refused(
                durable_tests::Calls::$calls,
                durable::$function $arguments,
                reference::$function $arguments,
                &[$($part),+],
            );
        }
    )+};
}

/// Makes one test of each function: it does the same in both worlds, or an instance refuses it. `refused()` tells of how
/// many it does.
#[macro_export]
macro_rules! same_or_refused {
    ($($function:ident),+ $(,)?) => {
        $(
            #[test]
            fn $function() {
                for n in [0, 4] {
                    durable_tests::check_same_or_refused(
                        durable_tests::Calls::InAnyOrder,
                        durable::$function(n),
                        reference::$function(n),
                    );
                }
            }
        )+

        pub(crate) fn refused() -> u64 {
            [$(durable_tests::refuses(durable::$function(0))),+].into_iter().map(u64::from).sum()
        }
    };
}
