//! Tests of the store itself.
