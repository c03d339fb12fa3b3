//! [`Types`]: the shapes of what a machine stores, as the lock has them.

use std::collections::BTreeMap;
use std::fmt;

/// The shapes of what a machine stores.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Types {
    /// By the name under which a local is stored, after the name of its `async` block: `async#1/item`.
    pub(crate) locals: BTreeMap<String, Shape>,
    /// What the operation at a point reads when it is over: one shape for each of its values.
    pub(crate) gives: BTreeMap<String, Vec<Shape>>,
    pub(crate) definitions: BTreeMap<String, Definition>,
}

/// The shape of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A value without parts, by the name of its type.
    Leaf(String),
    Option(Box<Shape>),
    Seq(Box<Shape>),
    Array(Box<Shape>, usize),
    Map(Box<Shape>, Box<Shape>),
    Tuple(Vec<Shape>),
    /// A type that is defined.
    Named(String),
    /// A type that can't be looked into, by what it says of itself.
    Opaque(String),
    /// What was not found out.
    Unknown,
}

/// The shape of a struct or an enum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Definition {
    /// A struct with one part and no name for it: stored as that.
    Newtype(Shape),
    Tuple(Vec<Shape>),
    Struct(Vec<Field>),
    Enum(BTreeMap<String, Payload>),
}

/// What a variant holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Payload {
    Nothing,
    One(Shape),
    Tuple(Vec<Shape>),
    Struct(Vec<Field>),
}

/// A field of a struct, which are in the order of their names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) shape: Shape,
    pub(crate) needed: Needed,
}

/// Whether a struct can be read without a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Needed {
    Yes,
    No,
    /// It was not found out.
    Unknown,
}

/// The shapes without parts, and without a definition.
const LEAVES: [&str; 20] = [
    "u8",
    "u16",
    "u32",
    "u64",
    "u128",
    "i8",
    "i16",
    "i32",
    "i64",
    "i128",
    "f32",
    "f64",
    "bool",
    "char",
    "String",
    "bytes",
    "()",
    "Duration",
    "SystemTime",
    "Option",
];

fn is_word(text: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    !text.is_empty() && text.chars().all(is_part)
}

fn quoted(text: &str) -> String {
    let mut out = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn name_of(text: &str) -> String {
    if is_word(text) {
        text.to_owned()
    } else {
        quoted(text)
    }
}

fn listed<T: fmt::Display>(parts: &[T]) -> String {
    let parts: Vec<_> = parts.iter().map(ToString::to_string).collect();
    parts.join(", ")
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Leaf(name) => f.write_str(name),
            Self::Option(inner) => write!(f, "Option<{inner}>"),
            Self::Seq(inner) => write!(f, "[{inner}]"),
            Self::Array(inner, length) => write!(f, "[{inner}; {length}]"),
            Self::Map(key, value) => write!(f, "{{{key}: {value}}}"),
            Self::Tuple(parts) => write!(f, "({})", listed(parts)),
            Self::Named(name) if is_word(name) && !LEAVES.contains(&name.as_str()) => {
                f.write_str(name)
            }
            Self::Named(name) => f.write_str(&quoted(name)),
            Self::Opaque(what) => write!(f, "opaque {}", quoted(what)),
            Self::Unknown => f.write_str("?"),
        }
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&name_of(&self.name))?;
        f.write_str(match self.needed {
            Needed::Yes => "",
            Needed::No => "?",
            Needed::Unknown => "~",
        })?;
        write!(f, ": {}", self.shape)
    }
}

impl fmt::Display for Definition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Newtype(shape) => write!(f, "{shape}"),
            Self::Tuple(parts) => write!(f, "struct({})", listed(parts)),
            Self::Struct(fields) => write!(f, "struct {{ {} }}", listed(fields)),
            Self::Enum(variants) => {
                f.write_str("enum { ")?;
                for (number, (name, payload)) in variants.iter().enumerate() {
                    if number > 0 {
                        f.write_str(", ")?;
                    }
                    f.write_str(&name_of(name))?;
                    match payload {
                        Payload::Nothing => {}
                        Payload::One(shape) => write!(f, ": {shape}")?,
                        Payload::Tuple(parts) => write!(f, "({})", listed(parts))?,
                        Payload::Struct(fields) => write!(f, " {{ {} }}", listed(fields))?,
                    }
                }
                f.write_str(" }")
            }
        }
    }
}

impl fmt::Display for Types {
    /// A line for each local, each operation that gives something, and each definition.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (local, shape) in &self.locals {
            writeln!(f, "local {local} {shape}")?;
        }
        for (point, shapes) in &self.gives {
            writeln!(f, "gives {point} {}", listed(shapes))?;
        }
        for (name, definition) in &self.definitions {
            writeln!(f, "type {} {definition}", name_of(name))?;
        }
        Ok(())
    }
}

/// A line of the types in a lock can't be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BadTypes(pub(crate) String);

impl Types {
    /// Reads what [`Display`](fmt::Display) has written.
    pub(crate) fn read(text: &str) -> Result<Self, BadTypes> {
        let mut types = Self::default();
        for line in text.lines() {
            types.line(line).ok_or_else(|| BadTypes(line.to_owned()))?;
        }
        Ok(types)
    }

    fn line(&mut self, line: &str) -> Option<()> {
        let (what, rest) = line.split_once(' ')?;
        if what == "type" {
            let mut reader = Reader { rest };
            let name = reader.name()?;
            let definition = reader.definition()?;
            self.definitions.insert(name, definition);
            return reader.rest.is_empty().then_some(());
        }
        let (name, rest) = rest.split_once(' ')?;
        let mut reader = Reader { rest };
        match what {
            "local" => {
                let shape = reader.shape()?;
                self.locals.insert(name.to_owned(), shape);
            }
            "gives" => {
                let mut shapes = vec![reader.shape()?];
                while reader.takes(",") {
                    shapes.push(reader.shape()?);
                }
                self.gives.insert(name.to_owned(), shapes);
            }
            _ => return None,
        }
        reader.rest.is_empty().then_some(())
    }
}

/// Reads a line from its front. A method returns `None` where the line is another one than it should be.
struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn takes(&mut self, token: &str) -> bool {
        self.rest = self.rest.trim_start();
        match self.rest.strip_prefix(token) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn needs(&mut self, token: &str) -> Option<()> {
        self.takes(token).then_some(())
    }

    fn word(&mut self) -> Option<String> {
        self.rest = self.rest.trim_start();
        let end = |c: char| !(c.is_alphanumeric() || c == '_');
        let length = self.rest.find(end).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(length);
        self.rest = rest;
        (!word.is_empty()).then(|| word.to_owned())
    }

    fn quoted(&mut self) -> Option<String> {
        let mut text = String::new();
        let mut chars = self.rest.char_indices();
        while let Some((at, c)) = chars.next() {
            match c {
                '"' => {
                    self.rest = &self.rest[at + 1..];
                    return Some(text);
                }
                '\\' => text.push(chars.next()?.1),
                c => text.push(c),
            }
        }
        None
    }

    fn name(&mut self) -> Option<String> {
        if self.takes("\"") {
            self.quoted()
        } else {
            self.word()
        }
    }

    fn shape(&mut self) -> Option<Shape> {
        if self.takes("?") {
            return Some(Shape::Unknown);
        }
        if self.takes("\"") {
            return self.quoted().map(Shape::Named);
        }
        if self.takes("[") {
            let inner = Box::new(self.shape()?);
            let shape = if self.takes(";") {
                Shape::Array(inner, self.word()?.parse().ok()?)
            } else {
                Shape::Seq(inner)
            };
            self.needs("]")?;
            return Some(shape);
        }
        if self.takes("{") {
            let key = self.shape()?;
            self.needs(":")?;
            let value = self.shape()?;
            self.needs("}")?;
            return Some(Shape::Map(Box::new(key), Box::new(value)));
        }
        if self.takes("()") {
            return Some(Shape::Leaf("()".to_owned()));
        }
        if self.takes("(") {
            return self.list(")", Self::shape).map(Shape::Tuple);
        }
        let word = self.word()?;
        if word == "Option" {
            self.needs("<")?;
            let inner = self.shape()?;
            self.needs(">")?;
            return Some(Shape::Option(Box::new(inner)));
        }
        if word == "opaque" && self.takes("\"") {
            return self.quoted().map(Shape::Opaque);
        }
        Some(if LEAVES.contains(&word.as_str()) {
            Shape::Leaf(word)
        } else {
            Shape::Named(word)
        })
    }

    /// What is between commas, up to `end`.
    fn list<T>(
        &mut self,
        end: &str,
        mut read: impl FnMut(&mut Self) -> Option<T>,
    ) -> Option<Vec<T>> {
        let mut list = Vec::new();
        while !self.takes(end) {
            if !list.is_empty() {
                self.needs(",")?;
            }
            list.push(read(self)?);
        }
        Some(list)
    }

    fn field(&mut self) -> Option<Field> {
        let name = self.name()?;
        let needed = if self.takes("?") {
            Needed::No
        } else if self.takes("~") {
            Needed::Unknown
        } else {
            Needed::Yes
        };
        self.needs(":")?;
        let shape = self.shape()?;
        Some(Field {
            name,
            shape,
            needed,
        })
    }

    fn definition(&mut self) -> Option<Definition> {
        if self.takes("struct(") {
            return self.list(")", Self::shape).map(Definition::Tuple);
        }
        if self.takes("struct {") {
            return self.list("}", Self::field).map(Definition::Struct);
        }
        if self.takes("enum {") {
            let variants = self.list("}", |reader| {
                let name = reader.name()?;
                let payload = if reader.takes(":") {
                    Payload::One(reader.shape()?)
                } else if reader.takes("(") {
                    Payload::Tuple(reader.list(")", Self::shape)?)
                } else if reader.takes("{") {
                    Payload::Struct(reader.list("}", Self::field)?)
                } else {
                    Payload::Nothing
                };
                Some((name, payload))
            })?;
            return Some(Definition::Enum(variants.into_iter().collect()));
        }
        self.shape().map(Definition::Newtype)
    }
}
