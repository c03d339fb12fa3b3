//! The typing pass's proofs that a closure which is made after an await, or again for each turn of a loop, sees what it would
//! have seen where it is written.

use quote::quote_spanned;
use syn::spanned::Spanned;
use syn::{Expr, Stmt, parse_quote_spanned};

use super::proofs::on_the_way;
use super::typing::Typing;
use crate::bindings::binding_of_path;
use crate::lower::receivers::{self, How};
use crate::operands;

impl Typing<'_> {
    /// Proves that closures which are made again, or later than they are written, keep no target of a reference that this
    /// code moves on meanwhile: the body of a loop with closures in its head, or the operands after a closure.
    pub(super) fn proofs_of_closures(
        &mut self,
        closures: &[&syn::ExprClosure],
        by: &Expr,
    ) -> Vec<Stmt> {
        let bindings = &self.emitter.machine.bindings;
        let by_borrow = closures.iter().filter(|closure| closure.capture.is_none());
        let places: Vec<_> = by_borrow
            .flat_map(|closure| receivers::changed_meanwhile(closure, by, bindings))
            .collect();
        let mut proofs = Vec::new();
        for (place, change) in places {
            let mut ways = on_the_way(receivers::without_indices(&place));
            // A local without `mut` points to the same as long as it lives. If it is a `&mut`, what it points to may change.
            let root = receivers::root_of_view(&place).cloned();
            let fixed = root.filter(|root| {
                let binding = binding_of_path(root);
                binding.is_some_and(|binding| !bindings.get(binding).mutable)
            });
            ways.retain(|way| fixed.as_ref() != Some(*way));
            let mut effects: Vec<Option<How>> = Vec::new();
            if change.certain || change.behind.is_some() {
                effects.push(None);
            }
            let how = change.possible.iter().map(|possible| possible.how);
            let looks = |how: &How| matches!(how, How::OfNumbers | How::Unseen { looks: true });
            effects.extend(how.map(Some));
            let mut all_points = Vec::new();
            for way in ways {
                let span = way.span();
                let typed = self.typed(way);
                let points =
                    quote_spanned!(span=> __durable::Pointing(&#typed).__durable_pointing());
                all_points.push((span, points, true));
            }
            if let Some(root) = &fixed {
                let span = root.span();
                let points =
                    quote_spanned!(span=> __durable::Pointing(&#root).__durable_pointing_behind());
                all_points.push((span, points, false));
            }
            for (span, mut points, knows_looks) in all_points {
                if let Some(root) = &fixed {
                    points = quote_spanned!(span=> __durable::Given(&#root).__durable_given().__durable_changes(#points));
                }
                let counts =
                    |effect: &&Option<How>| !(knows_looks && effect.as_ref().is_some_and(looks));
                for effect in effects.iter().filter(counts) {
                    let points = match effect {
                        Some(How::Given { given, .. }) => {
                            let given = self.typed(receivers::without_indices(given));
                            quote_spanned!(span=> __durable::Given(&#given).__durable_given().__durable_changes(#points))
                        }
                        _ => points.clone(),
                    };
                    let demand = operands::demand("PointsToTheSame", "closure", &points, span);
                    proofs.push(parse_quote_spanned!(span=> #demand;));
                }
            }
        }
        proofs
    }
}
