//! What a place at which an instance waits is told by, beside its name: `sleep#2` means something only as
//! long as nobody adds or removes a `sleep` before it.

use quote::ToTokens;

use crate::digest::Digest;
use crate::lower::mark::{Point, without_own_names};
use crate::lower::{Machine, Unit};

impl Point {
    /// The name without its number.
    fn base(&self) -> &str {
        self.name
            .rsplit_once('#')
            .map_or(&self.name, |(base, _)| base)
    }
}

impl Machine {
    /// A digest of all that tells a point from what other code may have there under the same name:
    /// what the function awaits under that name, the text of the `async` block that it is in, and how the
    /// borrows are derived that are needed there.
    pub(crate) fn place(&self, number: usize) -> u64 {
        let point = &self.points[number];
        let alike = self
            .points
            .iter()
            .filter(|other| other.base() == point.base());
        let mut digest = alike.fold(Digest::new(), |digest, other| digest.and(&other.text));
        let mut units = self.units.iter();
        if let Some(unit) = units.find(|unit| unit.has(number)) {
            if let Some(block) = &unit.block {
                digest = digest.and(&block.text);
            }
            for text in unit.recipes_at(number) {
                digest = digest.and(&text);
            }
        }
        digest.number()
    }
}

impl Unit {
    fn has(&self, point: usize) -> bool {
        self.states.after_point[point] != usize::MAX
    }

    /// How what is derived after a point is derived.
    fn recipes_at(&self, point: usize) -> impl Iterator<Item = String> {
        let derived = self.live.derived_at(self.states.after_point[point]);
        derived.iter().filter_map(|binding| {
            let recipe = self.derived.recipe(*binding)?;
            let (pattern, value) = (&recipe.pattern, &recipe.value);
            let text = format!(
                "{} = {}",
                pattern.to_token_stream(),
                value.to_token_stream()
            );
            Some(without_own_names(&text))
        })
    }
}
