//! The identity of a place where an instance waits, besides its name: `sleep#2` means the same only as long as no
//! `sleep` is added or removed before it.

use quote::ToTokens;

use crate::digest::Digest;
use crate::ids::PointId;
use crate::lower::LOWERINGS;
use crate::lower::{Machine, Unit};
use crate::symbols;

impl Machine {
    /// A digest of everything that distinguishes a point from other code under the same name: all awaits of the
    /// function under that name, the text of the `async` block that it is in, and the way in which the borrows needed
    /// there are derived. `names_are_numbered` tells whether the name of a local that is needed there holds a number;
    /// only one version of the lowering knows the meaning of such a number.
    pub(crate) fn place(&self, number: PointId, names_are_numbered: bool) -> u64 {
        self.place_as_of(LOWERINGS[LOWERINGS.len() - 1], number, names_are_numbered)
    }

    fn place_as_of(&self, lowering: &str, number: PointId, names_are_numbered: bool) -> u64 {
        let point = &self.points[number];
        let alike = self.points.values().filter(|other| other.is_like(point));
        let mut digest = alike.fold(Digest::new(), |digest, other| digest.and(&other.text));
        if names_are_numbered || point.begins_block || point.within.is_some() {
            digest = digest.and(lowering);
        }
        let mut units = self.units.values();
        if let Some(unit) = units.find(|unit| unit.has(number)) {
            if let Some(block) = &unit.block {
                digest = digest.and(&block.text);
            }
            for text in unit.reborrows_at(number) {
                digest = digest.and(&text);
            }
        }
        digest.number()
    }
}

impl Unit {
    fn has(&self, point: PointId) -> bool {
        self.states.after_point[point].is_some()
    }

    /// The derivations of the bindings that are derived after a point.
    fn reborrows_at(&self, point: PointId) -> impl Iterator<Item = String> {
        let after = self.states.after_point[point].into_iter();
        let derived = after.flat_map(|after| self.live.derived_at(after));
        derived.filter_map(|binding| {
            let reborrow = self.derived.reborrow(*binding)?;
            let (pattern, value) = (&reborrow.pattern, &reborrow.value);
            let [pattern, value] =
                [pattern.to_token_stream(), value.to_token_stream()].map(symbols::as_written);
            Some(format!("{pattern} = {value}"))
        })
    }
}

#[cfg(test)]
mod tests {
    use proc_macro2::TokenStream;
    use quote::quote;

    use super::*;
    use crate::diagnostics::Mistakes;
    use crate::{lower, parse};

    fn machine(source: &TokenStream) -> Machine {
        let mut mistakes = Mistakes::default();
        let function = parse::orchestrator(TokenStream::new(), source, &mut mistakes);
        assert!(mistakes.none_so_far());
        mistakes.report_or(None, TokenStream::new);
        lower::lower(&function.expect("it is an orchestrator"))
    }

    #[track_caller]
    fn check(source: &TokenStream, point: &str, names_are_numbered: bool, holds: bool) {
        let machine = machine(source);
        let mut points = machine.points.iter();
        let number = points
            .find(|(_, other)| other.name() == point)
            .map(|(number, _)| number);
        let number = number.unwrap_or_else(|| panic!("there is no point `{point}`"));
        let place = |lowering| machine.place_as_of(lowering, number, names_are_numbered);
        assert_eq!(place("lowering 1") != place("lowering 2"), holds);
    }

    /// The awaits of the function itself are numbered in the order of the source.
    #[test]
    fn the_number_of_a_local_means_nothing_to_another_lowering() {
        let twice = quote! {
            async fn twice() -> Result<()> {
                sleep(DAY).await;
                sleep(DAY).await;
                remind().await
            }
        };
        check(&twice, "sleep#2", false, false);
        check(&twice, "remind#1", false, false);
        // The names of generated locals: `value#1`.
        check(&twice, "remind#1", true, true);
    }

    #[test]
    fn an_async_block_means_nothing_to_another_lowering() {
        let block = quote! {
            async fn block() -> Result<()> {
                let reminder = async move { remind().await };
                reminder.await
            }
        };
        check(&block, "async#1", false, true);
        check(&block, "async#1/remind#1", false, true);
    }
}
