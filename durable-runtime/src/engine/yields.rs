//! [`Yields`]: when the engine gives the other tasks on its thread their turns.

use super::pool::Pool;

/// The number of rounds without a yield. A yield after each round costs a step that runs alone a twelfth of its latency.
const ROUNDS_MAX: u32 = 8;

/// The number of turns of the engine's loop without a yield.
const TURNS_MAX: u32 = 64;

/// What the engine has done since its last yield. Rounds may follow one another without a wait, and so may reports of
/// steps.
#[derive(Default)]
pub(crate) struct Yields {
    rounds: u32,
    turns: u32,
}

impl Yields {
    pub(crate) fn note_round(&mut self) {
        self.rounds += 1;
    }

    /// Yields if it is time, at the beginning of a turn of the loop.
    pub(crate) async fn give_turns(&mut self, pool: &Pool) {
        self.turns += 1;
        if self.rounds >= ROUNDS_MAX || self.turns >= TURNS_MAX {
            *self = Self::default();
            pool.give_turns().await;
        }
    }
}
