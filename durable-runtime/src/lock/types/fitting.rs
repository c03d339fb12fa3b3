//! Whether values of one shape can be read as another one: [`changes`] tells where they can't, where something would be
//! lost, and where it depends on the values.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::shape::{Definition, Field, Needed, Payload, Shape, Types};

/// What becomes of stored values of a type that has changed.
///
/// ```
/// use durable_runtime::lock::{self, Fit};
///
/// # let text = "format = 1\n";
/// for function in lock::report(text)?.functions {
///     let types = function.against.iter().flat_map(|against| &against.types);
///     for change in types.filter(|change| change.fit == Fit::Depends) {
///         println!("look at the values: {}", change.what);
///     }
/// }
/// # Ok::<(), lock::LockError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Fit {
    /// No value can be read.
    Breaks,
    /// A field would be dropped when the value is written again, so it is not read.
    Loses,
    /// It depends on the value.
    Depends,
}

/// A difference between two types.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Change {
    pub(crate) fit: Fit,
    /// A sentence without its full stop.
    pub(crate) what: String,
}

/// The differences of two shapes, by which stored values can't be read or lose something. `name` is what holds the values.
pub(crate) fn changes(name: &str, old: (&Types, &Shape), new: (&Types, &Shape)) -> Vec<Change> {
    let mut fitting = Fitting {
        old: old.0,
        new: new.0,
        seen: BTreeSet::new(),
        found: Vec::new(),
    };
    fitting.shapes(name, old.1, new.1);
    fitting.found
}

struct Fitting<'a> {
    old: &'a Types,
    new: &'a Types,
    /// The pairs of types that are compared, or were.
    seen: BTreeSet<(&'a str, &'a str)>,
    found: Vec<Change>,
}

/// A shape, with the definition of its type.
#[derive(Clone, Copy)]
enum Looked<'a> {
    Plain(&'a Shape),
    Defined(&'a str, &'a Definition),
}

/// The shape in which values are stored: a newtype is stored as what it holds.
fn stored<'a>(types: &'a Types, shape: &'a Shape) -> Looked<'a> {
    let mut shape = shape;
    // Each round goes to another definition, unless the lock was made by hand.
    for _ in 0..=types.definitions.len() {
        let Shape::Named(name) = shape else { break };
        match types.definitions.get(name) {
            Some(Definition::Newtype(inner)) => shape = inner,
            Some(definition) => return Looked::Defined(name, definition),
            None => break,
        }
    }
    Looked::Plain(shape)
}

/// A shape as people read it.
fn shown(shape: &Shape) -> String {
    match shape {
        Shape::Named(name) => name.clone(),
        Shape::Opaque(what) => what.clone(),
        Shape::Unknown => "what was not found out".to_owned(),
        _ => shape.to_string().replace('"', ""),
    }
}

/// The bits of an integer type without the sign, and whether it has one.
fn integer(name: &str) -> Option<(u32, bool)> {
    let is_signed = name.starts_with('i');
    let bits = name.strip_prefix(['u', 'i'])?.parse::<u32>().ok()?;
    Some((bits - u32::from(is_signed), is_signed))
}

impl<'a> Fitting<'a> {
    fn tell(&mut self, fit: Fit, what: String) {
        self.found.push(Change { fit, what });
    }

    fn other(&mut self, path: &str, old: &Shape, new: &Shape) {
        let what = format!(
            "`{path}` is stored as `{}`, which can't be read as `{}`",
            shown(old),
            shown(new)
        );
        self.tell(Fit::Breaks, what);
    }

    fn depends(&mut self, path: &str, old: &Shape, new: &Shape) {
        let what = format!(
            "`{path}` is stored as `{}`; an instance with a value that can't be read as `{}` is blocked",
            shown(old),
            shown(new)
        );
        self.tell(Fit::Depends, what);
    }

    #[allow(
        clippy::match_same_arms,
        reason = "an arm is for what the arms before it leave"
    )]
    fn shapes(&mut self, path: &str, old: &'a Shape, new: &'a Shape) {
        match (stored(self.old, old), stored(self.new, new)) {
            (Looked::Defined(was, before), Looked::Defined(is, after)) => {
                if self.seen.insert((was, is)) {
                    self.definitions(path, (old, before), (new, after));
                }
            }
            // Whatever was stored is what the option holds.
            (Looked::Defined(..), Looked::Plain(Shape::Option(inner))) => {
                self.shapes(path, old, inner);
            }
            (
                Looked::Defined(_, Definition::Struct(fields)),
                Looked::Plain(Shape::Map(_, value)),
            ) => {
                for field in fields {
                    self.shapes(&format!("{path}.{}", field.name), &field.shape, value);
                }
            }
            (Looked::Defined(_, Definition::Enum(variants)), Looked::Plain(Shape::Leaf(leaf)))
                if leaf == "String"
                    && variants
                        .values()
                        .all(|payload| *payload == Payload::Nothing) => {}
            (Looked::Defined(..), Looked::Plain(Shape::Opaque(_) | Shape::Unknown)) => {
                self.depends(path, old, new);
            }
            (Looked::Defined(..), Looked::Plain(_)) => self.other(path, old, new),
            (Looked::Plain(Shape::Option(inner)), Looked::Defined(..)) => {
                self.shapes(path, inner, new);
                self.depends(path, old, new);
            }
            (Looked::Plain(Shape::Map(..)), Looked::Defined(_, Definition::Struct(_)))
            | (Looked::Plain(Shape::Opaque(_) | Shape::Unknown), Looked::Defined(..)) => {
                self.depends(path, old, new);
            }
            (Looked::Plain(Shape::Leaf(leaf)), Looked::Defined(_, Definition::Enum(_)))
                if leaf == "String" =>
            {
                self.depends(path, old, new);
            }
            (Looked::Plain(_), Looked::Defined(..)) => self.other(path, old, new),
            (Looked::Plain(old), Looked::Plain(new)) => self.plain(path, old, new),
        }
    }

    fn plain(&mut self, path: &str, old: &'a Shape, new: &'a Shape) {
        match (old, new) {
            (Shape::Leaf(was), Shape::Leaf(is)) => self.leaves(path, was, is),
            (Shape::Option(was), Shape::Option(is)) => self.shapes(path, was, is),
            (Shape::Leaf(unit), Shape::Option(_)) if unit == "()" => {}
            (was, Shape::Option(is)) => self.shapes(path, was, is),
            (Shape::Option(was), is) => {
                self.shapes(path, was, is);
                self.depends(path, old, new);
            }
            (Shape::Seq(was) | Shape::Array(was, _), Shape::Seq(is)) => {
                self.shapes(&format!("{path}[]"), was, is);
            }
            (Shape::Array(was, before), Shape::Array(is, after)) if before == after => {
                self.shapes(&format!("{path}[]"), was, is);
            }
            (Shape::Seq(was), Shape::Array(is, _)) => {
                self.shapes(&format!("{path}[]"), was, is);
                self.depends(path, old, new);
            }
            (Shape::Tuple(was), Shape::Seq(is)) => {
                for (at, was) in was.iter().enumerate() {
                    self.shapes(&format!("{path}.{at}"), was, is);
                }
            }
            (Shape::Tuple(was), Shape::Tuple(is)) if was.len() == is.len() => {
                self.tuples(path, was, is);
            }
            (Shape::Map(key, value), Shape::Map(new_key, new_value)) => {
                self.shapes(&format!("{path}.keys()"), key, new_key);
                self.shapes(&format!("{path}.values()"), value, new_value);
            }
            (Shape::Opaque(_) | Shape::Unknown, _) | (_, Shape::Opaque(_) | Shape::Unknown) => {
                if old != new {
                    self.depends(path, old, new);
                }
            }
            _ if old == new => {}
            _ => self.other(path, old, new),
        }
    }

    fn leaves(&mut self, path: &str, was: &str, is: &str) {
        let [old, new] = [was, is].map(|name| Shape::Leaf(name.to_owned()));
        match (integer(was), integer(is)) {
            _ if was == is => {}
            (Some((bits, is_signed)), Some((new_bits, is_signed_now))) => {
                if new_bits < bits || (is_signed && !is_signed_now) {
                    self.depends(path, &old, &new);
                }
            }
            (Some(_), None) if matches!(is, "f32" | "f64") => {}
            _ if matches!((was, is), ("f32", "f64") | ("char", "String")) => {}
            _ if matches!((was, is), ("String", "char") | ("f64", "f32")) => {
                self.depends(path, &old, &new);
            }
            _ => self.other(path, &old, &new),
        }
    }

    fn tuples(&mut self, path: &str, old: &'a [Shape], new: &'a [Shape]) {
        for (at, (was, is)) in old.iter().zip(new).enumerate() {
            self.shapes(&format!("{path}.{at}"), was, is);
        }
    }

    fn definitions(
        &mut self,
        path: &str,
        (old, before): (&Shape, &'a Definition),
        (new, after): (&Shape, &'a Definition),
    ) {
        match (before, after) {
            (Definition::Struct(was), Definition::Struct(is)) => {
                self.fields(path, &shown(new), was, is);
            }
            (Definition::Tuple(was), Definition::Tuple(is)) if was.len() == is.len() => {
                self.tuples(path, was, is);
            }
            (Definition::Enum(was), Definition::Enum(is)) => {
                self.variants(path, &shown(new), was, is);
            }
            _ => self.other(path, old, new),
        }
    }

    fn fields(&mut self, path: &str, of: &str, old: &'a [Field], new: &'a [Field]) {
        let find = |fields: &'a [Field], name: &str| fields.iter().find(|one| one.name == name);
        for was in old {
            let (name, shape) = (&was.name, shown(&was.shape));
            match find(new, name) {
                Some(is) => {
                    self.shapes(&format!("{path}.{name}"), &was.shape, &is.shape);
                    if was.needed == Needed::No && is.needed == Needed::Yes {
                        self.tell(
                            Fit::Depends,
                            format!(
                                "`{path}: {of}` needs `{name}: {}` now; an instance that was stored without it is blocked",
                                shown(&is.shape)
                            ),
                        );
                    }
                }
                None => self.tell(
                    Fit::Loses,
                    format!(
                        "`{path}: {of}` lost `{name}: {shape}`: stored values would be dropped on the next step, so instances that hold it are blocked"
                    ),
                ),
            }
        }
        for is in new.iter().filter(|is| find(old, &is.name).is_none()) {
            let (name, shape) = (&is.name, shown(&is.shape));
            match is.needed {
                Needed::No => {}
                Needed::Yes => self.tell(
                    Fit::Breaks,
                    format!(
                        "`{path}: {of}` needs `{name}: {shape}`, which was not stored: give it `#[serde(default)]`"
                    ),
                ),
                Needed::Unknown => self.tell(
                    Fit::Depends,
                    format!(
                        "`{path}: {of}` has `{name}: {shape}`, which was not stored; whether it can be read without it could not be found out"
                    ),
                ),
            }
        }
    }

    fn variants(
        &mut self,
        path: &str,
        of: &str,
        old: &'a BTreeMap<String, Payload>,
        new: &'a BTreeMap<String, Payload>,
    ) {
        for (name, was) in old {
            let at = format!("{path}.{name}");
            match (was, new.get(name)) {
                (_, None) => self.tell(
                    Fit::Depends,
                    format!("`{path}: {of}` lost the variant `{name}`; an instance that holds it is blocked"),
                ),
                (Payload::Nothing, Some(Payload::Nothing)) => {}
                (Payload::One(was), Some(Payload::One(is))) => self.shapes(&at, was, is),
                (Payload::Tuple(was), Some(Payload::Tuple(is))) if was.len() == is.len() => {
                    self.tuples(&at, was, is);
                }
                (Payload::Struct(was), Some(Payload::Struct(is))) => {
                    self.fields(&at, of, was, is);
                }
                (_, Some(_)) => self.tell(
                    Fit::Depends,
                    format!(
                        "the variant `{name}` of `{path}: {of}` holds something else; an instance that holds it is blocked"
                    ),
                ),
            }
        }
    }
}
