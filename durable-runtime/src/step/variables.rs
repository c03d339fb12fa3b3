//! The variables of a step at the end of a state. The state drops the variables that are no longer needed, which is
//! sooner than in the plain function: there a variable lives until its block ends. Most values don't show the
//! difference. A set of tasks does, for its tasks run until it is dropped. So a set that a state drops *lingers*
//! ([`step_tasks::linger`]): its tasks end where its variable's block ends ([`in_blocks`]).
//!
//! A set learns by [`ending`] with which variable it is dropped. In reverse order of their declarations, each variable
//! is announced by a [`Variable`], which was declared right after it. A value that the user's own code drops before the
//! end of a state ends there.

use std::cell::Cell;

use crate::step::declared::{Declared, UNIT_BITS};
use crate::step::frame::Manifest;
use crate::step::held;
use crate::step::tasks::step_tasks;

impl Declared {
    /// An unknown variable of the running function.
    pub(crate) fn somewhere_here() -> Self {
        held::unit().map_or(Self::SOMEWHERE, |(code, _)| Self {
            code,
            ..Self::SOMEWHERE
        })
    }

    pub(crate) const fn new(manifest: &Manifest, block: u32, variable: u32) -> Self {
        Self {
            code: manifest.machine,
            block,
            variable,
        }
    }
}

/// Whether a variable belongs to the running frame or to one around it. The `async` blocks within a unit have higher
/// numbers.
pub(crate) fn is_in_frame(variable: &Declared) -> bool {
    held::unit()
        .is_some_and(|(code, unit)| variable.code == code && variable.block >> UNIT_BITS <= unit)
}

/// Whether a variable belongs to the unit of the running frame.
pub(crate) fn is_of_running_unit(variable: &Declared) -> bool {
    held::unit() == Some((variable.code, variable.block >> UNIT_BITS))
}

thread_local! {
    /// The variable that is being dropped at the end of a state; `None` while user code runs.
    static ENDING: Cell<Option<Declared>> = const { Cell::new(None) };
}

/// The variable of a value that is being dropped, unless user code drops it.
pub(crate) fn ending() -> Option<Declared> {
    ENDING.get()
}

/// Drops the value of a variable.
pub(crate) fn end<T>(variable: Declared, value: T) {
    let _restore = Restore(ENDING.replace(Some(variable)));
    drop(value);
}

/// Assigns everything that is dropped from now on to unknown variables.
pub(crate) fn end_others() {
    ENDING.set(Some(Declared::SOMEWHERE));
}

/// Steps a frame. The code of a function that has no sets as far as the compiler can see doesn't announce the ends of
/// states: a set that it drops all the same ends with the function.
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

/// A marker after a variable in an expansion: the value that is dropped after the marker belongs to that variable.
pub struct Variable {
    declared: Declared,
    /// Whether its scope is the whole step of an `async` block.
    is_captured: bool,
}

impl Variable {
    /// Announces a variable, by its own number and that of the user's block that declares it.
    pub const fn new(manifest: &Manifest, block: u32, variable: u32) -> Self {
        Self {
            declared: Declared::new(manifest, block, variable),
            is_captured: false,
        }
    }

    /// Announces a variable that an `async` block has captured. The block may end with it where no state ends, by `?`.
    pub const fn captured(manifest: &Manifest, block: u32, variable: u32) -> Self {
        Self {
            declared: Declared::new(manifest, block, variable),
            is_captured: true,
        }
    }
}

impl Drop for Variable {
    fn drop(&mut self) {
        if self.is_captured || ENDING.get().is_some() {
            ENDING.set(Some(self.declared));
        }
    }
}

/// Begins a state, which is in these blocks of the user's, the unit's body first: lingering sets in other blocks of the
/// unit end. The state waits in the blocks, too, and then the same is done for the locals that it drops. The unit is in
/// the upper half of a block's number. Returns the blocks.
pub fn in_blocks(manifest: &Manifest, blocks: &'static [u32]) -> &'static [u32] {
    ENDING.set(None);
    let unit = blocks.first().map(|body| body >> UNIT_BITS);
    held::in_unit(unit.map(|unit| (manifest.machine, unit)));
    step_tasks::end_lingering(|left| {
        left.code == manifest.machine
            && Some(left.block >> UNIT_BITS) == unit
            && !blocks.contains(&left.block)
    });
    blocks
}

/// Ends a state in this block of the user's: its variables are dropped next. Returns `next`.
pub fn leave<T>(manifest: &Manifest, block: u32, next: T) -> T {
    ENDING.set(Some(Declared::new(manifest, block, 0)));
    next
}

/// Ends the old value of a variable that was assigned to.
pub fn replaced(manifest: &Manifest, variable: u32) {
    step_tasks::end_lingering(|left| left.code == manifest.machine && left.variable == variable);
}

#[cfg(test)]
mod tests {
    use super::*;

    static MANIFEST: Manifest = Manifest::of(7, "", &[]);

    /// Notes the variable with which it is dropped.
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
