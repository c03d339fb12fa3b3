//! [`Numbers`]: pseudo-random numbers from a seed that a test prints, so that its failures can be reproduced.

/// A sequence of numbers which is the same for the same seed (`SplitMix64`).
#[derive(Clone, Debug)]
pub struct Numbers {
    state: u64,
}

impl Numbers {
    /// The sequence of this seed.
    pub fn of_seed(seed: u64) -> Self {
        Self { state: seed }
    }

    /// The next number.
    #[allow(
        clippy::should_implement_trait,
        reason = "the sequence has no end, so it gives no `Option`"
    )]
    pub fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// The next number below `bound`.
    pub fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    /// Heads or tails.
    pub fn coin(&mut self) -> bool {
        self.next() & 1 == 1
    }
}

/// The seed in the environment variable `SEED`, or one from the clock. It is printed.
pub fn seed() -> u64 {
    let given = std::env::var("SEED")
        .ok()
        .and_then(|seed| seed.parse().ok());
    let seed = given.unwrap_or_else(|| {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        now.map_or(1, |since| u64::from(since.subsec_nanos()) ^ since.as_secs())
    });
    println!("seed {seed}; run again with SEED={seed}");
    seed
}
