//! The generated part of an orchestrator's rustdoc: where it waits, and what is stored there.

use proc_macro2::TokenStream;
use quote::quote;

use super::emitter::Emitter;

impl Emitter<'_> {
    /// A section of the function's documentation; only rustdoc's builds see it.
    pub(super) fn suspension_points(&self) -> TokenStream {
        let points = self.machine.points.iter();
        let rows: Vec<String> = points
            .filter_map(|(number, point)| {
                let live = self.machine.live_after(number)?.iter();
                let stored: Vec<String> = live
                    .map(|binding| code(&self.places[binding].stored_name))
                    .collect();
                let (name, source) = (code(&point.name()), code(&point.awaited()));
                Some(format!("| {name} | {source} | {} |", stored.join(", ")))
            })
            .collect();
        if rows.is_empty() {
            return TokenStream::new();
        }
        let section = format!(
            "\n# Suspension points\n\n| point | waits for | stored there |\n|---|---|---|\n{}\n",
            rows.join("\n")
        );
        quote!(#[cfg_attr(doc, doc = #section)])
    }
}

/// Source text in a cell of a table, on one line.
fn code(source: &str) -> String {
    let line = source.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("`` {} ``", line.replace('|', "\\|"))
}
