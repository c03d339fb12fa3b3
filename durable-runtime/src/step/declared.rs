//! [`Declared`]: the variable with which a set of tasks ends, and what becomes of it in changed code.

use serde::{Deserialize, Serialize};

use crate::upgrade::Variables;

/// A variable, and the user's block that declares it. Both are numbers that belong to one version of the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Declared {
    /// The function's fingerprint.
    pub(super) code: u64,
    pub(super) block: u32,
    pub(super) variable: u32,
}

impl Declared {
    /// An unknown variable: its value ends with the function.
    pub(crate) const SOMEWHERE: Self = Self {
        code: 0,
        block: 0,
        variable: 0,
    };
}

/// The number of bits below the unit in a block's number.
pub(super) const UNIT_BITS: u32 = 16;

/// A frame that has continued in another machine: the machines, and its variables in both.
pub(crate) struct MovedFrame {
    pub(crate) from: u64,
    pub(crate) to: u64,
    pub(crate) variables: Variables,
}

impl MovedFrame {
    /// A variable of the frame in the new machine; itself, if it is of another one. `Err` if the new machine doesn't have it.
    pub(crate) fn moved(&self, variable: Declared) -> Result<Declared, NoVariable> {
        let unit = (variable.block >> UNIT_BITS) as usize;
        if variable.code != self.from || unit != self.variables.unit {
            return Ok(variable);
        }
        let places = &self.variables.places;
        let (block, number) = match (variable.block, variable.variable) {
            // Somewhere in the function, or in the block.
            (0, 0) => (0, 0),
            (block, 0) => {
                let mut same_block = places.iter().filter(|((other, _), _)| *other == block);
                let ((_, _), (block, _)) = same_block.next().ok_or(NoVariable)?;
                (*block, 0)
            }
            place => *places.get(&place).ok_or(NoVariable)?,
        };
        Ok(Declared {
            code: self.to,
            block,
            variable: number,
        })
    }
}

/// The new machine doesn't have the variable with which a set of tasks ends.
#[derive(Debug)]
pub(crate) struct NoVariable;
