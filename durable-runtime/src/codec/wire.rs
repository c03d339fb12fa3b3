//! The bytes themselves: tags, varints, and a reader that checks every bound. `encode` and `decode` define what they
//! mean to serde.
//!
//! A value is one tag byte and what the tag says follows. Numbers of fixed width are little-endian;
//! a varint is LEB128 of at most 64 bits.

use super::error::CodecError;

/// The depth to which values may be nested. Each `Some`, sequence, map and variant with a payload is one level.
///
/// The limit holds when saving too, so every saved value can be read.
pub(super) const DEPTH_MAX: usize = 128;

/// The first byte of each value. A tag keeps its meaning for ever; new kinds take new numbers from
/// `0x17..=0x3f`. `0x15` begins an argument with its name (`functions/params.rs`), `0x16` the text of a parameter in the
/// instance's input (`codec/json.rs`).
pub(super) mod tag {
    pub(crate) const UNIT: u8 = 0x00;
    pub(crate) const NONE: u8 = 0x01;
    /// The value that it holds follows.
    pub(crate) const SOME: u8 = 0x02;
    pub(crate) const FALSE: u8 = 0x03;
    pub(crate) const TRUE: u8 = 0x04;
    /// A varint.
    pub(crate) const UNSIGNED: u8 = 0x05;
    /// A varint of `-1 - n`, for `i64::MIN <= n < 0`.
    pub(crate) const NEGATIVE: u8 = 0x06;
    /// 16 bytes, for what `UNSIGNED` cannot hold.
    pub(crate) const U128: u8 = 0x07;
    /// 16 bytes, for what `NEGATIVE` cannot hold.
    pub(crate) const I128: u8 = 0x08;
    /// 4 bytes: the exact bits, those of a `NaN` too.
    pub(crate) const F32: u8 = 0x09;
    /// 8 bytes: the exact bits, those of a `NaN` too.
    pub(crate) const F64: u8 = 0x0a;
    /// A varint: the code point.
    pub(crate) const CHAR: u8 = 0x0b;
    /// A varint length in bytes, then UTF-8.
    pub(crate) const STR: u8 = 0x0c;
    /// A varint length, then the bytes.
    pub(crate) const BYTES: u8 = 0x0d;
    /// A varint count, then the elements.
    pub(crate) const SEQ: u8 = 0x0e;
    /// Elements up to an `END`: the count was not known when the sequence began.
    pub(crate) const SEQ_UNCOUNTED: u8 = 0x0f;
    /// A varint count of entries, then key, value, key, value.
    pub(crate) const MAP: u8 = 0x10;
    /// Entries up to an `END`.
    pub(crate) const MAP_UNCOUNTED: u8 = 0x11;
    /// Closes the uncounted ones; not a value.
    pub(crate) const END: u8 = 0x12;
    /// A name (varint length, UTF-8).
    pub(crate) const UNIT_VARIANT: u8 = 0x13;
    /// A name (varint length, UTF-8), then the payload as one value.
    pub(crate) const VARIANT: u8 = 0x14;
    /// `0x40..=0x7f`: a string of 0 to 63 bytes, its length in the tag.
    pub(crate) const SHORT_STR: u8 = 0x40;
    /// `0x80..=0xff`: an unsigned integer from 0 to 127, in the tag.
    pub(crate) const SMALL_UNSIGNED: u8 = 0x80;
}

/// The content of a tag and the bytes that belong to it, without nested values.
#[derive(Clone, Copy)]
pub(super) enum Token<'b> {
    Unit,
    None,
    /// A value follows.
    Some,
    Bool(bool),
    Integer(Integer),
    F32(f32),
    F64(f64),
    Char(char),
    Str(&'b str),
    Bytes(&'b [u8]),
    /// A number of values follows.
    Seq(Items),
    /// A number of pairs of values follows.
    Map(Items),
    UnitVariant(&'b str),
    /// A value follows.
    Variant(&'b str),
}

/// An integer in the smallest of the types that serde tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Integer {
    Unsigned(u64),
    Negative(i64),
    BigUnsigned(u128),
    BigNegative(i128),
}

/// The number of remaining elements or entries of a sequence or map.
#[derive(Clone, Copy)]
pub(super) struct Items {
    /// `None` when an end tag closes them.
    left: Option<usize>,
}

/// Reads tokens off the front of some bytes. A copy of it is a place to return to.
#[derive(Clone, Copy)]
pub(super) struct Reader<'b> {
    rest: &'b [u8],
}

impl<'b> Reader<'b> {
    pub(super) fn new(bytes: &'b [u8]) -> Self {
        Reader { rest: bytes }
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.rest.is_empty()
    }

    pub(super) fn rest(&self) -> &'b [u8] {
        self.rest
    }

    /// Skips all remaining bytes.
    pub(super) fn abandon(&mut self) {
        self.rest = &[];
    }

    /// The next tag, or `END` at the end of the bytes, since neither begins a value.
    pub(super) fn peek_tag(&self) -> u8 {
        self.rest.first().copied().unwrap_or(tag::END)
    }

    /// Passes over a tag that has been peeked at.
    pub(super) fn advance(&mut self) {
        self.rest = self.rest.get(1..).unwrap_or_default();
    }

    #[inline]
    pub(super) fn token(&mut self) -> Result<Token<'b>, CodecError> {
        let [tag] = self.array()?;
        Ok(match tag {
            tag::UNIT => Token::Unit,
            tag::NONE => Token::None,
            tag::SOME => Token::Some,
            tag::FALSE => Token::Bool(false),
            tag::TRUE => Token::Bool(true),
            tag::UNSIGNED => Token::Integer(Integer::Unsigned(self.varint()?)),
            tag::NEGATIVE => Token::Integer(Integer::Negative(self.negative()?)),
            tag::U128 => Token::Integer(u128::from_le_bytes(self.array()?).into()),
            tag::I128 => Token::Integer(i128::from_le_bytes(self.array()?).into()),
            tag::F32 => Token::F32(f32::from_le_bytes(self.array()?)),
            tag::F64 => Token::F64(f64::from_le_bytes(self.array()?)),
            tag::CHAR => Token::Char(self.char()?),
            tag::STR => Token::Str(self.name()?),
            tag::BYTES => Token::Bytes(self.counted_bytes()?),
            tag::SEQ => Token::Seq(Items {
                left: Some(self.count(1)?),
            }),
            tag::SEQ_UNCOUNTED => Token::Seq(Items { left: None }),
            tag::MAP => Token::Map(Items {
                left: Some(self.count(2)?),
            }),
            tag::MAP_UNCOUNTED => Token::Map(Items { left: None }),
            tag::UNIT_VARIANT => Token::UnitVariant(self.name()?),
            tag::VARIANT => Token::Variant(self.name()?),
            tag::SMALL_UNSIGNED.. => {
                Token::Integer(Integer::Unsigned(u64::from(tag - tag::SMALL_UNSIGNED)))
            }
            tag::SHORT_STR.. => Token::Str(text(self.take(usize::from(tag - tag::SHORT_STR))?)?),
            _ => {
                return Err(CodecError::malformed(&format!(
                    "no value begins with {tag:#04x}"
                )));
            }
        })
    }

    /// Passes over one value, without allocating.
    pub(super) fn skip(&mut self, depth_left: usize) -> Result<(), CodecError> {
        match self.token()? {
            Token::Some | Token::Variant(_) => self.skip(deeper(depth_left)?),
            Token::Seq(mut items) => {
                let depth_left = deeper(depth_left)?;
                while items.advance(self) {
                    self.skip(depth_left)?;
                }
                Ok(())
            }
            Token::Map(mut items) => {
                let depth_left = deeper(depth_left)?;
                while items.advance(self) {
                    self.skip(depth_left)?;
                    self.skip(depth_left)?;
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn take(&mut self, len: usize) -> Result<&'b [u8], CodecError> {
        let (taken, rest) = self
            .rest
            .split_at_checked(len)
            .ok_or_else(CodecError::truncated)?;
        self.rest = rest;
        Ok(taken)
    }

    #[inline]
    fn array<const N: usize>(&mut self) -> Result<[u8; N], CodecError> {
        let (taken, rest) = self
            .rest
            .split_first_chunk()
            .ok_or_else(CodecError::truncated)?;
        self.rest = rest;
        Ok(*taken)
    }

    fn varint(&mut self) -> Result<u64, CodecError> {
        let mut value = 0;
        for shift in (0..u64::BITS).step_by(7) {
            let [byte] = self.array()?;
            let bits = u64::from(byte & 0x7f);
            if bits << shift >> shift != bits {
                break;
            }
            value |= bits << shift;
            if byte < 0x80 {
                return Ok(value);
            }
        }
        Err(CodecError::malformed("a number has more than 64 bits"))
    }

    fn negative(&mut self) -> Result<i64, CodecError> {
        match i64::try_from(self.varint()?) {
            Ok(below_zero) => Ok(-1 - below_zero),
            Err(_) => Err(CodecError::malformed(
                "a negative number has more than 64 bits",
            )),
        }
    }

    fn char(&mut self) -> Result<char, CodecError> {
        let code = self.varint()?;
        let char = u32::try_from(code).ok().and_then(char::from_u32);
        char.ok_or_else(|| CodecError::malformed(&format!("{code:#x} is no character")))
    }

    fn name(&mut self) -> Result<&'b str, CodecError> {
        text(self.counted_bytes()?)
    }

    fn counted_bytes(&mut self) -> Result<&'b [u8], CodecError> {
        let len = self.count(1)?;
        self.take(len)
    }

    /// A count of elements that take `bytes_each_min` bytes or more. A count that the remaining bytes cannot hold is
    /// refused before anything is allocated for it.
    fn count(&mut self, bytes_each_min: usize) -> Result<usize, CodecError> {
        let count = usize::try_from(self.varint()?).map_err(|_| CodecError::truncated())?;
        if count > self.rest.len() / bytes_each_min {
            return Err(CodecError::truncated());
        }
        Ok(count)
    }
}

impl Items {
    /// Whether another element follows; if so, it counts as taken. An end tag is passed over.
    #[inline]
    pub(super) fn advance(&mut self, reader: &mut Reader<'_>) -> bool {
        match &mut self.left {
            Some(0) => false,
            Some(left) => {
                *left -= 1;
                true
            }
            // This arm also covers the end of the bytes: reading the element then reports that they are truncated.
            None if reader.is_at_end() || reader.peek_tag() != tag::END => true,
            None => {
                reader.advance();
                self.left = Some(0);
                false
            }
        }
    }

    /// A capacity to allocate ahead. It is small, because the count of a damaged value may be wrong at each of many
    /// levels at once.
    pub(super) fn capacity_hint(self) -> usize {
        self.left.unwrap_or(0).min(1024)
    }
}

impl Integer {
    /// This integer as the requested type, if it fits.
    #[inline]
    pub(super) fn fit<T>(self) -> Option<T>
    where
        T: TryFrom<u64> + TryFrom<i64> + TryFrom<u128> + TryFrom<i128>,
    {
        match self {
            Integer::Unsigned(value) => value.try_into().ok(),
            Integer::Negative(value) => value.try_into().ok(),
            Integer::BigUnsigned(value) => value.try_into().ok(),
            Integer::BigNegative(value) => value.try_into().ok(),
        }
    }
}

impl From<u128> for Integer {
    fn from(value: u128) -> Self {
        u64::try_from(value).map_or(Integer::BigUnsigned(value), Integer::Unsigned)
    }
}

impl From<i128> for Integer {
    fn from(value: i128) -> Self {
        match u128::try_from(value) {
            Ok(value) => value.into(),
            Err(_) => i64::try_from(value).map_or(Integer::BigNegative(value), Integer::Negative),
        }
    }
}

/// One level less, or the error that values are nested too deeply.
#[inline]
pub(super) fn deeper(depth_left: usize) -> Result<usize, CodecError> {
    depth_left.checked_sub(1).ok_or_else(CodecError::too_deep)
}

#[inline]
pub(super) fn put_integer(out: &mut Vec<u8>, integer: Integer) {
    match integer {
        Integer::Unsigned(value @ 0..=0x7f) => {
            out.push(tag::SMALL_UNSIGNED | value.to_le_bytes()[0]);
        }
        Integer::Unsigned(value) => put_varint(out, tag::UNSIGNED, value),
        // `-1 - n` is the complement of `n`, and not negative.
        Integer::Negative(value) => put_varint(out, tag::NEGATIVE, (!value).cast_unsigned()),
        Integer::BigUnsigned(value) => put_fixed(out, tag::U128, value.to_le_bytes()),
        Integer::BigNegative(value) => put_fixed(out, tag::I128, value.to_le_bytes()),
    }
}

#[inline]
pub(super) fn put_fixed<const N: usize>(out: &mut Vec<u8>, tag: u8, bytes: [u8; N]) {
    out.push(tag);
    out.extend_from_slice(&bytes);
}

#[inline]
pub(super) fn put_str(out: &mut Vec<u8>, text: &str) {
    match u8::try_from(text.len()) {
        Ok(len @ 0..=0x3f) => out.push(tag::SHORT_STR | len),
        _ => put_varint(out, tag::STR, text.len() as u64),
    }
    out.extend_from_slice(text.as_bytes());
}

/// A tag, then a length and that many bytes.
#[inline]
pub(super) fn put_counted(out: &mut Vec<u8>, tag: u8, bytes: &[u8]) {
    put_varint(out, tag, bytes.len() as u64);
    out.extend_from_slice(bytes);
}

/// A tag, then a varint.
#[inline]
pub(super) fn put_varint(out: &mut Vec<u8>, tag: u8, mut value: u64) {
    out.push(tag);
    while value > 0x7f {
        out.push(0x80 | value.to_le_bytes()[0]);
        value >>= 7;
    }
    out.push(value.to_le_bytes()[0]);
}

fn text(bytes: &[u8]) -> Result<&str, CodecError> {
    std::str::from_utf8(bytes).map_err(|_| CodecError::malformed("text that is not UTF-8"))
}
