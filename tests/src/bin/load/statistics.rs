//! Medians, quantiles, and the numbers that they are of.

use std::time::Duration;

/// The lowest value that this share of all values doesn't exceed: 0.5 is the median. There must be a value.
pub(crate) fn quantile<T: Copy + PartialOrd>(values: &[T], share: f64) -> T {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(|a, b| a.partial_cmp(b).expect("no figure is NaN"));
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the share is in 0..=1"
    )]
    let rank = (number(sorted.len()) * share).ceil() as usize;
    sorted[rank.max(1) - 1]
}

pub(crate) fn median<T: Copy + PartialOrd>(values: &[T]) -> T {
    quantile(values, 0.5)
}

/// A count as a figure.
#[allow(
    clippy::cast_precision_loss,
    reason = "figures are for people, and below 2^53"
)]
pub(crate) fn number(count: impl TryInto<u64>) -> f64 {
    count.try_into().unwrap_or(u64::MAX) as f64
}

/// The number of these in a second.
pub(crate) fn per_second(count: u64, took: Duration) -> f64 {
    number(count) / took.as_secs_f64()
}

pub(crate) fn micros(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e6
}

pub(crate) fn millis(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e3
}
