//! Methods of numbers of which the type isn't known yet.
//!
//! ```text
//! let x = 5;
//! let sign = x.signum();
//! takes_an_i64(x);
//! ```
//!
//! Where `signum` is called, `x` may still be of any integer type. rustc looks for no inherent methods then, so it takes that
//! of a trait, if one of the user's has it. In a state, the type of `x` is known from the beginning, and the inherent method comes
//! first. So the typing pass has two more traits in scope with such methods, for all numbers: a call that is decided before its
//! receiver has a type is ambiguous then (E0034), and all others take the inherent method as before.

#![allow(missing_docs, reason = "only expansions see what is public here")]
#![allow(
    clippy::wrong_self_convention,
    reason = "the names are the standard library's"
)]

/// Two traits with these methods, for these types. Their names are what an error says.
macro_rules! methods_of_numbers {
    ($module:ident: $($type:ident)*; $($methods:tt)*) => {
        mod $module {
            methods_of_numbers!(@in ThisNumberHasNoTypeYet: $($type)*; $($methods)*);
            methods_of_numbers!(@in WriteTheTypeOfTheNumber: $($type)*; $($methods)*);
        }
        pub use self::$module::{ThisNumberHasNoTypeYet as _, WriteTheTypeOfTheNumber as _};
    };
    (@in $name:ident: $($type:ident)*; $($methods:tt)*) => {
        pub trait $name: Sized { $($methods)* }
        $(impl $name for $type {})*
    };
}

methods_of_numbers! {
    integers: i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize;
    fn abs_diff(self) {} fn checked_add(self) {} fn checked_div(self) {} fn checked_div_euclid(self) {}
    fn checked_ilog(self) {} fn checked_ilog10(self) {} fn checked_ilog2(self) {} fn checked_mul(self) {}
    fn checked_neg(self) {} fn checked_next_multiple_of(self) {} fn checked_pow(self) {} fn checked_rem(self) {}
    fn checked_rem_euclid(self) {} fn checked_shl(self) {} fn checked_shr(self) {} fn checked_sub(self) {}
    fn count_ones(self) {} fn count_zeros(self) {} fn div_ceil(self) {} fn div_euclid(self) {} fn ilog(self) {}
    fn ilog10(self) {} fn ilog2(self) {} fn isqrt(self) {} fn leading_ones(self) {} fn leading_zeros(self) {}
    fn midpoint(self) {} fn next_multiple_of(self) {} fn overflowing_add(self) {} fn overflowing_div(self) {}
    fn overflowing_div_euclid(self) {} fn overflowing_mul(self) {} fn overflowing_neg(self) {}
    fn overflowing_pow(self) {} fn overflowing_rem(self) {} fn overflowing_rem_euclid(self) {}
    fn overflowing_shl(self) {} fn overflowing_shr(self) {} fn overflowing_sub(self) {} fn pow(self) {}
    fn rem_euclid(self) {} fn reverse_bits(self) {} fn rotate_left(self) {} fn rotate_right(self) {}
    fn saturating_add(self) {} fn saturating_div(self) {} fn saturating_mul(self) {} fn saturating_pow(self) {}
    fn saturating_sub(self) {} fn strict_add(self) {} fn strict_div(self) {} fn strict_div_euclid(self) {}
    fn strict_mul(self) {} fn strict_neg(self) {} fn strict_pow(self) {} fn strict_rem(self) {}
    fn strict_rem_euclid(self) {} fn strict_shl(self) {} fn strict_shr(self) {} fn strict_sub(self) {}
    fn swap_bytes(self) {} fn to_be(self) {} fn to_be_bytes(self) {} fn to_le(self) {} fn to_le_bytes(self) {}
    fn to_ne_bytes(self) {} fn trailing_ones(self) {} fn trailing_zeros(self) {} fn unbounded_shl(self) {}
    fn unbounded_shr(self) {} fn unchecked_add(self) {} fn unchecked_mul(self) {} fn unchecked_shl(self) {}
    fn unchecked_shr(self) {} fn unchecked_sub(self) {} fn wrapping_add(self) {} fn wrapping_div(self) {}
    fn wrapping_div_euclid(self) {} fn wrapping_mul(self) {} fn wrapping_neg(self) {} fn wrapping_pow(self) {}
    fn wrapping_rem(self) {} fn wrapping_rem_euclid(self) {} fn wrapping_shl(self) {} fn wrapping_shr(self) {}
    fn wrapping_sub(self) {}
}

methods_of_numbers! {
    signed: i8 i16 i32 i64 i128 isize;
    fn abs(self) {} fn cast_unsigned(self) {} fn checked_abs(self) {} fn checked_add_unsigned(self) {}
    fn checked_isqrt(self) {} fn checked_sub_unsigned(self) {} fn is_negative(self) {} fn is_positive(self) {}
    fn overflowing_abs(self) {} fn overflowing_add_unsigned(self) {} fn overflowing_sub_unsigned(self) {}
    fn saturating_abs(self) {} fn saturating_add_unsigned(self) {} fn saturating_neg(self) {}
    fn saturating_sub_unsigned(self) {} fn signum(self) {} fn strict_abs(self) {} fn strict_add_unsigned(self) {}
    fn strict_sub_unsigned(self) {} fn unchecked_neg(self) {} fn unsigned_abs(self) {} fn wrapping_abs(self) {}
    fn wrapping_add_unsigned(self) {} fn wrapping_sub_unsigned(self) {}
}

methods_of_numbers! {
    unsigned: u8 u16 u32 u64 u128 usize;
    fn cast_signed(self) {} fn checked_add_signed(self) {} fn checked_next_power_of_two(self) {}
    fn checked_sub_signed(self) {} fn is_multiple_of(self) {} fn is_power_of_two(self) {}
    fn next_power_of_two(self) {} fn overflowing_add_signed(self) {} fn overflowing_sub_signed(self) {}
    fn saturating_add_signed(self) {} fn saturating_sub_signed(self) {} fn strict_add_signed(self) {}
    fn strict_sub_signed(self) {} fn wrapping_add_signed(self) {} fn wrapping_sub_signed(self) {}
}

methods_of_numbers! {
    byte: u8;
    fn eq_ignore_ascii_case(&self) {} fn escape_ascii(&self) {} fn is_ascii(&self) {} fn is_ascii_alphabetic(&self) {}
    fn is_ascii_alphanumeric(&self) {} fn is_ascii_control(&self) {} fn is_ascii_digit(&self) {}
    fn is_ascii_graphic(&self) {} fn is_ascii_hexdigit(&self) {} fn is_ascii_lowercase(&self) {}
    fn is_ascii_punctuation(&self) {} fn is_ascii_uppercase(&self) {} fn is_ascii_whitespace(&self) {}
    fn to_ascii_lowercase(&self) {} fn to_ascii_uppercase(&self) {}
}

methods_of_numbers! {
    floats: f32 f64;
    fn abs(self) {} fn abs_sub(self) {} fn acos(self) {} fn acosh(self) {} fn asin(self) {} fn asinh(self) {}
    fn atan(self) {} fn atan2(self) {} fn atanh(self) {} fn cbrt(self) {} fn ceil(self) {} fn clamp(self) {}
    fn classify(self) {} fn copysign(self) {} fn cos(self) {} fn cosh(self) {} fn div_euclid(self) {} fn exp(self) {}
    fn exp2(self) {} fn exp_m1(self) {} fn floor(self) {} fn fract(self) {} fn hypot(self) {} fn is_finite(self) {}
    fn is_infinite(self) {} fn is_nan(self) {} fn is_normal(self) {} fn is_sign_negative(self) {}
    fn is_sign_positive(self) {} fn is_subnormal(self) {} fn ln(self) {} fn ln_1p(self) {} fn log(self) {}
    fn log10(self) {} fn log2(self) {} fn max(self) {} fn midpoint(self) {} fn min(self) {} fn mul_add(self) {}
    fn next_down(self) {} fn next_up(self) {} fn powf(self) {} fn powi(self) {} fn recip(self) {}
    fn rem_euclid(self) {} fn round(self) {} fn round_ties_even(self) {} fn signum(self) {} fn sin(self) {}
    fn sin_cos(self) {} fn sinh(self) {} fn sqrt(self) {} fn tan(self) {} fn tanh(self) {} fn to_be_bytes(self) {}
    fn to_bits(self) {} fn to_degrees(self) {} fn to_int_unchecked(self) {} fn to_le_bytes(self) {}
    fn to_ne_bytes(self) {} fn to_radians(self) {} fn trunc(self) {} fn total_cmp(&self) {}
}
