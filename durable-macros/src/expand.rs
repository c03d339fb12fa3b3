//! The pipeline: the expansion of each attribute. An orchestrator is parsed, copied for its `#[cfg]`s, checked, lowered,
//! checked again and emitted; lowering and emitting never fail. An activity and a migration are parsed, checked and emitted.

use std::panic::{AssertUnwindSafe, catch_unwind};

use proc_macro2::TokenStream;
use quote::quote;

use crate::diagnostics::{self, Mistakes};
use crate::emit::function::stub;
use crate::model::Function;
use crate::{anchors, cfg, check, emit, lower, parse, precedence, symbols};

/// Expands an attribute. A panic of the compiler becomes an error that asks for a report, beside the function as its
/// callers see it.
pub(crate) fn guarded(
    item: &TokenStream,
    call: &TokenStream,
    expand: impl FnOnce() -> TokenStream,
) -> TokenStream {
    catch_unwind(AssertUnwindSafe(expand)).unwrap_or_else(|panic| {
        let said = panic
            .downcast_ref::<&str>()
            .map(|text| (*text).to_owned())
            .or_else(|| panic.downcast_ref::<String>().cloned())
            .unwrap_or_default();
        let error = syn::Error::new(
            proc_macro2::Span::call_site(),
            diagnostics::compiler_failed(&said),
        )
        .to_compile_error();
        let stub = catch_unwind(AssertUnwindSafe(|| stub(None, call, item)));
        let stub = stub.unwrap_or_default();
        quote!(#error #stub)
    })
}

/// Expands `#[orchestrator(arguments)] item`.
pub(crate) fn orchestrator(arguments: &TokenStream, item: &TokenStream) -> TokenStream {
    symbols::scope(item, || expanded_orchestrator(arguments, item))
}

fn expanded_orchestrator(arguments: &TokenStream, item: &TokenStream) -> TokenStream {
    let item = &precedence::kept(item.clone());
    let mut mistakes = Mistakes::default();
    let mut function = parse::orchestrator(arguments.clone(), item, &mut mistakes);
    if let Some(function) = &mut function {
        cfg::without_absent_in(&mut function.body);
    }
    let expansion = function.as_mut().and_then(|function| {
        if let Some(copies) = cfg::copies(function, arguments, item, &mut mistakes) {
            return Some(copies);
        }
        anchors::take(function, &mut mistakes);
        check::orchestrator(function, &mut mistakes);
        if !mistakes.none_so_far() {
            return None;
        }
        let machine = lower::lower(function);
        check::compiled::machine(&machine, &mut mistakes);
        mistakes
            .none_so_far()
            .then(|| emit::orchestrator(function, &machine))
    });
    mistakes.report_or(expansion, || {
        let call = function
            .as_ref()
            .map_or_else(|| quote!(OrchestrationCall), Function::orchestration_call);
        stub(function.as_ref(), &call, item)
    })
}

/// The text of the machine that an orchestrator is compiled to; `None` if it has mistakes.
#[cfg(test)]
pub(crate) fn machine_text(item: &TokenStream) -> Option<String> {
    machine_text_of(TokenStream::new(), item)
}

/// The text of the machine of `#[orchestrator(arguments)] item`.
#[cfg(test)]
pub(crate) fn machine_text_of(arguments: TokenStream, item: &TokenStream) -> Option<String> {
    symbols::scope(item, || {
        let item = &precedence::kept(item.clone());
        let mut mistakes = Mistakes::default();
        let mut function = parse::orchestrator(arguments, item, &mut mistakes)?;
        cfg::without_absent_in(&mut function.body);
        anchors::take(&mut function, &mut mistakes);
        check::orchestrator(&function, &mut mistakes);
        let text = mistakes.none_so_far().then(|| {
            let machine = lower::lower(&function);
            emit::text_of(&function, &machine)
        });
        mistakes.report_or(None, TokenStream::new);
        text
    })
}

/// Expands `#[activity(arguments)] item`.
pub(crate) fn activity(arguments: TokenStream, item: &TokenStream) -> TokenStream {
    let item = &precedence::kept(item.clone());
    let mut mistakes = Mistakes::default();
    let function = parse::activity(arguments, item, &mut mistakes);
    let expansion = function.as_ref().and_then(|function| {
        check::activity(function, &mut mistakes);
        mistakes
            .none_so_far()
            .then(|| emit::activity::emit(function))
    });
    mistakes.report_or(expansion, || {
        stub(function.as_ref(), &quote!(ActivityCall), item)
    })
}

/// Expands `#[migration(arguments)] item`.
pub(crate) fn migration(arguments: TokenStream, item: &TokenStream) -> TokenStream {
    let item = &precedence::kept(item.clone());
    let mut mistakes = Mistakes::default();
    let migration = parse::migration(arguments, item, &mut mistakes);
    let expansion = migration.as_ref().and_then(|migration| {
        check::migration::migration(migration, &mut mistakes);
        mistakes
            .none_so_far()
            .then(|| emit::migration::emit(migration))
    });
    mistakes.report_or(expansion, || stub(None, &TokenStream::new(), item))
}
