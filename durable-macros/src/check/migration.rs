//! The rules for migrations: one function per rule, each noting every breach.

use syn::{FnArg, ReturnType, Type};

use crate::diagnostics::{self, Mistakes};
use crate::model::Migration;

pub(crate) fn migration(migration: &Migration, mistakes: &mut Mistakes) {
    plain_function(migration, mistakes);
    parameters(migration, mistakes);
    result(migration, mistakes);
}

/// A migration is a plain `fn`, which awaits nothing and is called by the runtime.
///
/// ```text
/// async fn to_grace<T>(old: T, it: &Migrating) -> Result<Go<()>, Blocked>
/// ```
fn plain_function(migration: &Migration, mistakes: &mut Mistakes) {
    let signature = &migration.function.sig;
    if let Some(asyncness) = &signature.asyncness {
        mistakes.at(asyncness, diagnostics::ASYNC_MIGRATION);
    }
    if matches!(signature.safety, syn::Safety::Unsafe(_)) {
        mistakes.at(&signature.safety, diagnostics::UNSAFE_MIGRATION);
    }
    if let Some(parameter) = signature.generics.params.first() {
        mistakes.at(parameter, diagnostics::GENERIC_MIGRATION);
    }
}

/// It is given what the instance kept, and facts about the instance.
///
/// ```text
/// fn to_grace(old: AtAlert) -> Result<Go<AtGrace>, Blocked>
/// ```
fn parameters(migration: &Migration, mistakes: &mut Mistakes) {
    let signature = &migration.function.sig;
    let inputs = &signature.inputs;
    if let Some(receiver) = inputs
        .iter()
        .find(|input| matches!(input, FnArg::Receiver(_)))
    {
        mistakes.at(receiver, diagnostics::PARAMETERS_OF_MIGRATION);
        return;
    }
    match inputs.len() {
        0 | 1 => mistakes.at(&signature.ident, diagnostics::PARAMETERS_OF_MIGRATION),
        2 => {}
        _ => mistakes.at(&inputs[2], diagnostics::PARAMETERS_OF_MIGRATION),
    }
    for (number, input) in inputs.iter().enumerate().take(2) {
        let FnArg::Typed(typed) = input else { continue };
        match (number, &*typed.ty) {
            (0, ty @ Type::Reference(_)) => mistakes.at(ty, diagnostics::KEPT_BY_REFERENCE),
            (0 | 1, ty @ Type::ImplTrait(_)) => mistakes.at(ty, diagnostics::GENERIC_MIGRATION),
            (1, Type::Reference(_)) | (0, _) => {}
            (_, ty) => mistakes.at(ty, diagnostics::FACTS_BY_VALUE),
        }
    }
}

/// It tells where the instance continues.
///
/// ```text
/// fn to_grace(old: AtAlert, it: &Migrating)
/// ```
fn result(migration: &Migration, mistakes: &mut Mistakes) {
    let signature = &migration.function.sig;
    match &signature.output {
        ReturnType::Default => mistakes.at(&signature.ident, diagnostics::RESULT_OF_MIGRATION),
        ReturnType::Type(_, ty) if matches!(&**ty, Type::ImplTrait(_)) => {
            mistakes.at(ty, diagnostics::RESULT_OF_MIGRATION);
        }
        ReturnType::Type(..) => {}
    }
}
