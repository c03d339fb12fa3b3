//! An encoded value as a tree, for those who look at stored bytes without knowing the type:
//! comparing, displaying, naming a place.

use super::error::CodecError;
use super::json;
use super::wire::{DEPTH_MAX, Integer, Reader, Token, deeper};

/// One value. The order has no meaning; it exists so that entries and elements can be brought into
/// one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Node<'b> {
    Unit,
    None,
    Some(Box<Node<'b>>),
    Bool(bool),
    Integer(Integer),
    /// The bits, for which equality is what it should be here.
    F32(u32),
    F64(u64),
    Char(char),
    Str(&'b str),
    Bytes(&'b [u8]),
    Seq(Vec<Node<'b>>),
    Map(Vec<(Node<'b>, Node<'b>)>),
    UnitVariant(&'b str),
    Variant(&'b str, Box<Node<'b>>),
}

/// The tree of exactly these bytes.
pub(crate) fn parse(bytes: &[u8]) -> Result<Node<'_>, CodecError> {
    let mut reader = Reader::new(bytes);
    let node = parse_next(&mut reader, DEPTH_MAX)?;
    if !reader.is_at_end() {
        return Err(CodecError::malformed("bytes are left after the value"));
    }
    Ok(node)
}

/// The error seen from the map that holds the value under the key that these bytes begin with.
pub(super) fn inside_key(error: CodecError, key: &[u8]) -> CodecError {
    match parse_next(&mut Reader::new(key), DEPTH_MAX) {
        Ok(key) => inside(error, &key),
        Err(_) => error,
    }
}

/// As [`inside_key`], for a key that has been parsed.
pub(super) fn inside(error: CodecError, key: &Node<'_>) -> CodecError {
    match key {
        Node::Str(name) | Node::UnitVariant(name) => error.inside_field(name),
        other => error.inside_brackets(&json::display(other)),
    }
}

impl Node<'_> {
    /// What kind of value it is, to a person.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Node::Unit => "a unit",
            Node::None => "`None`",
            Node::Some(_) => "`Some`",
            Node::Bool(_) => "a bool",
            Node::Integer(_) => "an integer",
            Node::F32(_) => "an `f32`",
            Node::F64(_) => "an `f64`",
            Node::Char(_) => "a char",
            Node::Str(_) => "a string",
            Node::Bytes(_) => "bytes",
            Node::Seq(_) => "a sequence",
            Node::Map(_) => "a map or struct",
            Node::UnitVariant(_) | Node::Variant(..) => "an enum variant",
        }
    }
}

fn parse_next<'b>(reader: &mut Reader<'b>, depth_left: usize) -> Result<Node<'b>, CodecError> {
    Ok(match reader.token()? {
        Token::Unit => Node::Unit,
        Token::None => Node::None,
        Token::Some => Node::Some(Box::new(parse_next(reader, deeper(depth_left)?)?)),
        Token::Bool(value) => Node::Bool(value),
        Token::Integer(value) => Node::Integer(value),
        Token::F32(value) => Node::F32(value.to_bits()),
        Token::F64(value) => Node::F64(value.to_bits()),
        Token::Char(value) => Node::Char(value),
        Token::Str(value) => Node::Str(value),
        Token::Bytes(value) => Node::Bytes(value),
        Token::Seq(mut items) => {
            let depth_left = deeper(depth_left)?;
            let mut elements = Vec::with_capacity(items.capacity_hint());
            while items.advance(reader) {
                elements.push(parse_next(reader, depth_left)?);
            }
            Node::Seq(elements)
        }
        Token::Map(mut items) => {
            let depth_left = deeper(depth_left)?;
            let mut entries = Vec::with_capacity(items.capacity_hint());
            while items.advance(reader) {
                entries.push((
                    parse_next(reader, depth_left)?,
                    parse_next(reader, depth_left)?,
                ));
            }
            Node::Map(entries)
        }
        Token::UnitVariant(name) => Node::UnitVariant(name),
        Token::Variant(name) => {
            Node::Variant(name, Box::new(parse_next(reader, deeper(depth_left)?)?))
        }
    })
}
