//! The map of the code in ARCHITECTURE.md, held against the files.

use super::{Layout, Sources};

/// The table of a crate's folders and files in ARCHITECTURE.md.
pub(crate) struct Map<'a> {
    /// Of each row the names in backticks in its first cell, and those in the others. A name is without its `/` or `.rs`.
    rows: Vec<(Vec<&'a str>, Vec<&'a str>)>,
}

impl<'a> Map<'a> {
    pub(crate) fn of(text: &'a str, layout: &Layout) -> Self {
        let heading = format!("### `{}`", layout.root);
        let at = text
            .find(&heading)
            .unwrap_or_else(|| panic!("the map has no `{heading}`"));
        let table = text[at..].lines().skip_while(|line| !line.starts_with('|'));
        let rows = table.take_while(|line| line.starts_with('|')).skip(2);
        let cells = rows.filter_map(|row| row.trim_start_matches('|').split_once('|'));
        Self {
            rows: cells
                .map(|(first, others)| (names_in(first), names_in(others)))
                .collect(),
        }
    }

    /// Whether a row names this file, or the folder of this `mod.rs`: in its first cell, or beside a folder that it is in.
    pub(crate) fn names(&self, module: &[String]) -> bool {
        let Some((name, folders)) = module.split_last() else {
            return true;
        };
        let path = module.join("/");
        let folders: Vec<_> = (1..=folders.len())
            .map(|to| folders[..to].join("/"))
            .collect();
        self.rows.iter().any(|(first, others)| {
            let is_here = first
                .iter()
                .any(|first| folders.iter().any(|folder| folder == first));
            first.contains(&&*path) || is_here && others.contains(&&**name)
        })
    }

    /// The files that no row names.
    pub(crate) fn missing(&self, sources: &Sources) -> Vec<String> {
        let files = sources.files.iter();
        let missing = files.filter(|(module, _)| !self.names(module));
        missing
            .map(|(_, file)| format!("ARCHITECTURE.md's map doesn't name {file}"))
            .collect()
    }

    /// The rows that are above a row which comes before them in the order.
    pub(crate) fn out_of_order(&self, layout: &Layout) -> Vec<String> {
        let place = |(first, _): &(Vec<&str>, _)| {
            let folder = first.first()?.split('/').next()?;
            layout.order.iter().position(|named| *named == folder)
        };
        let placed: Vec<_> = self
            .rows
            .iter()
            .filter_map(|row| Some((place(row)?, row)))
            .collect();
        let wrong = placed.windows(2).filter(|two| two[0].0 > two[1].0);
        wrong
            .map(|two| {
                format!(
                    "ARCHITECTURE.md's map has {:?} above {:?}",
                    two[0].1.0, two[1].1.0
                )
            })
            .collect()
    }
}

/// The names in backticks, without the `/` of a folder or the `.rs` of a file.
fn names_in(text: &str) -> Vec<&str> {
    let quoted = text.split('`').skip(1).step_by(2);
    quoted
        .map(|name| name.trim_end_matches('/').trim_end_matches(".rs"))
        .collect()
}
