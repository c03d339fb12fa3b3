//! The variables of a step at the end of a state. The state drops those that nothing needs any more, which is sooner
//! than in the plain function: there a variable lives until its block ends. Most values don't show the difference. A set
//! of tasks does, for its tasks run until it is dropped. So a set that a state drops *lingers* ([`desk::linger`]): its
//! tasks end where its variable's block ends ([`in_blocks`]).
//!
//! A set tells by [`ending`] which variable it is dropped with. In reverse order of their declarations, each variable is
//! announced by a [`Variable`], which was declared right behind it. What is dropped before the end of a state is dropped
//! by the user's own code, and ends there.

use std::cell::Cell;

use serde::{Deserialize, Serialize};

use crate::step::frame::Manifest;
use crate::step::held;
use crate::step::tasks::desk;

/// A variable, and the user's block that it is declared in. Both are numbers that one version of the code has given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Declared {
    /// The function's fingerprint.
    code: u64,
    block: u32,
    variable: u32,
}

impl Declared {
    /// Nothing is known of the variable: what it has ends with the function.
    pub(crate) const SOMEWHERE: Self = Self {
        code: 0,
        block: 0,
        variable: 0,
    };

    pub(crate) const fn new(manifest: &Manifest, block: u32, variable: u32) -> Self {
        Self {
            code: manifest.fingerprint,
            block,
            variable,
        }
    }
}

/// Whether a variable is one of the frame whose code runs, or of one around that: the `async` blocks within a unit have
/// higher numbers.
pub(crate) fn is_in_frame(variable: &Declared) -> bool {
    held::unit()
        .is_some_and(|(code, unit)| variable.code == code && variable.block >> UNIT_BITS <= unit)
}

/// By how many bits a block's number is shifted to give its unit's.
const UNIT_BITS: u32 = 16;

thread_local! {
    /// The variable that is being dropped at the end of a state; `None` while the user's code runs.
    static ENDING: Cell<Option<Declared>> = const { Cell::new(None) };
}

/// The variable with which a value is being dropped that the user's code doesn't drop itself.
pub(crate) fn ending() -> Option<Declared> {
    ENDING.get()
}

/// Drops what a variable had.
pub(crate) fn end<T>(variable: Declared, value: T) {
    let _restore = Restore(ENDING.replace(Some(variable)));
    drop(value);
}

/// Everything that is dropped from now on belongs to variables of which nothing is known.
pub(crate) fn end_others() {
    ENDING.set(Some(Declared::SOMEWHERE));
}

/// Steps a frame. The code of a function that has no sets as far as its compiler can see doesn't say when a state ends: a
/// set that it drops all the same ends with it.
pub(crate) fn of_frame<R>(step: impl FnOnce() -> R) -> R {
    let _restore = Restore(ENDING.replace(Some(Declared::SOMEWHERE)));
    step()
}

struct Restore(Option<Declared>);

impl Drop for Restore {
    fn drop(&mut self) {
        ENDING.set(self.0);
    }
}

/// Stands behind a variable in an expansion: what is dropped after this belongs to that variable.
pub struct Variable(Declared);

impl Variable {
    /// Announces a variable, by the numbers of the user's block that it is declared in and of itself.
    pub const fn new(manifest: &Manifest, block: u32, variable: u32) -> Self {
        Self(Declared::new(manifest, block, variable))
    }
}

impl Drop for Variable {
    fn drop(&mut self) {
        if ENDING.get().is_some() {
            ENDING.set(Some(self.0));
        }
    }
}

/// A state begins, which is in these blocks of the user's, the unit's body first: what lingers in others of the unit ends.
/// It waits in them, too, and then the same is done for what it has forgotten. The unit is in the upper half of a block's
/// number. Gives the blocks back.
pub fn in_blocks(manifest: &Manifest, blocks: &'static [u32]) -> &'static [u32] {
    ENDING.set(None);
    let unit = blocks.first().map(|body| body >> UNIT_BITS);
    held::in_unit(unit.map(|unit| (manifest.fingerprint, unit)));
    desk::end_lingering(|left| {
        left.code == manifest.fingerprint
            && Some(left.block >> UNIT_BITS) == unit
            && !blocks.contains(&left.block)
    });
    blocks
}

/// A state ends in this block of the user's: its variables are dropped next. Gives `next` back.
pub fn leave<T>(manifest: &Manifest, block: u32, next: T) -> T {
    ENDING.set(Some(Declared::new(manifest, block, 0)));
    next
}

/// A variable was given another value: what it had before ends.
pub fn replaced(manifest: &Manifest, variable: u32) {
    desk::end_lingering(|left| left.code == manifest.fingerprint && left.variable == variable);
}

#[cfg(test)]
mod tests {
    use super::*;

    static MANIFEST: Manifest = Manifest {
        fingerprint: 7,
        points: &[],
    };

    /// Notes with which variable it is dropped.
    struct Noted<'a>(&'a Cell<Vec<Option<u32>>>);

    impl Drop for Noted<'_> {
        fn drop(&mut self) {
            let mut all = self.0.take();
            all.push(ending().map(|variable| variable.variable));
            self.0.set(all);
        }
    }

    #[test]
    fn what_a_state_drops_is_of_the_variable_that_was_announced() {
        let dropped = Cell::new(Vec::new());
        of_frame(|| {
            in_blocks(&MANIFEST, &[]);
            let _one = Noted(&dropped);
            let _announced = Variable::new(&MANIFEST, 0, 1);
            let two = Noted(&dropped);
            let _announced = Variable::new(&MANIFEST, 0, 2);
            let _three = Noted(&dropped);
            let _announced = Variable::new(&MANIFEST, 0, 3);
            drop(two);
            leave(&MANIFEST, 0, ());
        });
        assert_eq!(dropped.take(), [None, Some(3), Some(1)]);
        assert_eq!(ending(), None);
    }

    #[test]
    fn a_function_without_sets_drops_them_at_its_end() {
        let dropped = Cell::new(Vec::new());
        of_frame(|| drop(Noted(&dropped)));
        assert_eq!(dropped.take(), [Some(0)]);
    }
}
