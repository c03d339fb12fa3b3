//! An encoded value as a tree, for code that looks at stored bytes without knowing the type: comparing, displaying,
//! naming a place.

use super::error::CodecError;
use super::json;
use super::wire::{DEPTH_MAX, Integer, Reader, Token, deeper};

/// One value. The order has no meaning; it exists so that entries and elements can be sorted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Node<'b> {
    Unit,
    None,
    Some(Box<Node<'b>>),
    Bool(bool),
    Integer(Integer),
    /// The bits. Two floats are equal here when their bits are.
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
    let node = parse_next(&mut reader, DEPTH_MAX, &mut Limit::none())?;
    if !reader.is_at_end() {
        return Err(CodecError::malformed("bytes are left after the value"));
    }
    Ok(node)
}

/// The limits of a partial tree: a number of nodes, and a number of bytes of each text. When a limit is reached, all
/// open nodes end there.
struct Limit {
    nodes: usize,
    bytes: usize,
}

impl Limit {
    fn none() -> Self {
        Self {
            nodes: usize::MAX,
            bytes: usize::MAX,
        }
    }
}

/// The beginning of the tree of these bytes: `nodes` of its nodes, with `bytes_max` bytes of each text. The rest is not
/// read.
pub(super) fn parse_beginning(
    bytes: &[u8],
    nodes: usize,
    bytes_max: usize,
) -> Result<Node<'_>, CodecError> {
    let mut limit = Limit {
        nodes,
        bytes: bytes_max,
    };
    parse_next(&mut Reader::new(bytes), DEPTH_MAX, &mut limit)
}

/// The longest prefix of a text that fits in so many bytes.
pub(crate) fn beginning(text: &str, bytes_max: usize) -> &str {
    let mut end = bytes_max.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// The error seen from the map that holds the value under the key that these bytes begin with.
pub(super) fn inside_key(error: CodecError, key: &[u8]) -> CodecError {
    match parse_next(&mut Reader::new(key), DEPTH_MAX, &mut Limit::none()) {
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
    /// The kind of value, for messages.
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

fn parse_next<'b>(
    reader: &mut Reader<'b>,
    depth_left: usize,
    limit: &mut Limit,
) -> Result<Node<'b>, CodecError> {
    limit.nodes = limit.nodes.saturating_sub(1);
    Ok(match reader.token()? {
        Token::Unit => Node::Unit,
        Token::None => Node::None,
        Token::Some => Node::Some(Box::new(parse_next(reader, deeper(depth_left)?, limit)?)),
        Token::Bool(value) => Node::Bool(value),
        Token::Integer(value) => Node::Integer(value),
        Token::F32(value) => Node::F32(value.to_bits()),
        Token::F64(value) => Node::F64(value.to_bits()),
        Token::Char(value) => Node::Char(value),
        Token::Str(value) => Node::Str(beginning(value, limit.bytes)),
        Token::Bytes(value) => Node::Bytes(&value[..value.len().min(limit.bytes)]),
        Token::Seq(mut items) => {
            let depth_left = deeper(depth_left)?;
            let mut elements = Vec::with_capacity(items.capacity_hint().min(limit.nodes));
            while limit.nodes > 0 && items.advance(reader) {
                elements.push(parse_next(reader, depth_left, limit)?);
            }
            Node::Seq(elements)
        }
        Token::Map(mut items) => {
            let depth_left = deeper(depth_left)?;
            let mut entries = Vec::with_capacity(items.capacity_hint().min(limit.nodes));
            while limit.nodes > 0 && items.advance(reader) {
                let key = parse_next(reader, depth_left, limit)?;
                if limit.nodes == 0 {
                    // The key may have ended in its middle, and what comes next is not its value.
                    break;
                }
                entries.push((key, parse_next(reader, depth_left, limit)?));
            }
            Node::Map(entries)
        }
        Token::UnitVariant(name) => Node::UnitVariant(name),
        Token::Variant(name) => {
            let payload = parse_next(reader, deeper(depth_left)?, limit)?;
            Node::Variant(name, Box::new(payload))
        }
    })
}
