//! Mutants of the checker.
