//! [`Tracer`]: finds the shape of a type by its `Deserialize`. The type is decoded again and again by an oracle, which gives
//! it one field, one variant or one element more each time, and sees what it asks for then.
//!
//! What was asked for is a tree of nodes. A run leads the type to one node, the *goal*, and answers everything else in the
//! shortest way: no options, no elements, only the fields that are needed.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

use super::shape::{Definition, Field, Needed, Payload, Shape};
use crate::codec::{Answer, Ask, Kind, Oracle, asking, short};

/// Decodes a value of a type, and drops it. Returns whether it was one.
pub(crate) type TryDecode<'a> = &'a dyn Fn() -> bool;

/// The nodes below each other that are followed.
const DEPTH_MAX: usize = 32;

/// The runs for one type that is stored.
const RUNS_MAX: usize = 20_000;

/// What is tried as a text. Types that are made from texts refuse most of them.
const TEXTS: [&str; 12] = [
    "",
    "a",
    "0",
    "1",
    "00000000-0000-0000-0000-000000000000",
    "1970-01-01T00:00:00Z",
    "1970-01-01",
    "00:00:00",
    "PT1S",
    "127.0.0.1",
    "http://example.com/",
    "a@example.com",
];

/// What is tried as a number.
const NUMBERS: [u64; 2] = [0, 1];

/// What is tried where anything may be.
const ANYTHING: [Answer; 6] = [
    Answer::Unit,
    Answer::Str("a"),
    Answer::Unsigned(1),
    Answer::Bool,
    Answer::Map(0),
    Answer::Seq(0),
];

/// Where a node is in the one above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Of an option or a newtype.
    Inner,
    Element,
    Key,
    Value,
    Index(usize),
    Field(&'static str),
    Variant(&'static str),
}

#[derive(Debug)]
struct Node {
    ask: Ask,
    above: Option<(usize, Part)>,
    parts: Vec<(Part, usize)>,
    /// The node of the same type that was looked at before.
    same_as: Option<usize>,
    is_done: bool,
    /// The fields that are needed, and those that aren't, as far as that is known.
    needed: Vec<&'static str>,
    not_needed: BTreeSet<&'static str>,
    /// The variant that can be read most easily.
    easy: Option<&'static str>,
    /// The number of the sample that a leaf is given.
    sample: usize,
}

/// What is answered at a node on the way to the goal.
#[derive(Debug, Clone)]
enum Given {
    Some,
    Seq(usize),
    Map,
    Fields(Vec<&'static str>),
    Variant(&'static str),
}

/// A node that is being read, or something that is no node.
#[derive(Debug)]
struct Open {
    node: Option<usize>,
    /// The number of questions that were about parts of it.
    turn: usize,
    fields: Vec<&'static str>,
    variant: &'static str,
}

#[derive(Debug, Default)]
struct Nodes {
    all: Vec<Node>,
    /// The first node of each type.
    of_type: HashMap<(&'static str, String), usize>,
    // The present run.
    root: Option<usize>,
    open: Vec<Open>,
    given: HashMap<usize, Given>,
    goal: Option<usize>,
    is_read: bool,
    missing: Option<&'static str>,
    last_leaf: Option<usize>,
}

impl Nodes {
    fn part(&self, node: usize, part: Part) -> Option<usize> {
        let mut parts = self.all[node].parts.iter();
        parts
            .find(|(other, _)| *other == part)
            .map(|(_, node)| *node)
    }

    /// The node that was looked at in place of this one.
    fn first(&self, node: usize) -> usize {
        self.all[node].same_as.map_or(node, |same| self.first(same))
    }

    /// The node for what is asked now, and what `above` is then to be read by.
    fn node_of(&mut self, ask: &Ask) -> Result<usize, Option<&'static str>> {
        let Some(above) = self.open.last_mut() else {
            return Ok(match self.root {
                Some(root) => {
                    self.all[root].ask = ask.clone();
                    root
                }
                None => {
                    let root = self.add(ask.clone(), None);
                    self.root = Some(root);
                    root
                }
            });
        };
        let node = above.node.ok_or(None)?;
        let turn = above.turn;
        above.turn += 1;
        let part = match &self.all[node].ask.kind {
            Kind::Option | Kind::Newtype => Part::Inner,
            Kind::Seq => Part::Element,
            Kind::Tuple(_) => Part::Index(turn),
            Kind::Map if turn % 2 == 0 => Part::Key,
            Kind::Map => Part::Value,
            Kind::Struct(_) => match above.fields.get(turn / 2) {
                Some(field) if turn % 2 == 0 => return Err(Some(field)),
                Some(field) => Part::Field(field),
                None => return Err(None),
            },
            Kind::Enum(_) => Part::Variant(above.variant),
            Kind::Leaf(_) | Kind::UnitVariant | Kind::Identifier | Kind::Any(_) => {
                return Err(None);
            }
        };
        Ok(match self.part(node, part) {
            Some(found) => found,
            None => self.add(ask.clone(), Some((node, part))),
        })
    }

    fn add(&mut self, ask: Ask, above: Option<(usize, Part)>) -> usize {
        let number = self.all.len();
        let mut same_as = None;
        if let Some((above, part)) = above {
            self.all[above].parts.push((part, number));
            let first = self.first(above);
            if first != above {
                same_as = self.part(first, part);
            }
        }
        self.all.push(Node {
            ask,
            above,
            parts: Vec::new(),
            same_as,
            is_done: false,
            needed: Vec::new(),
            not_needed: BTreeSet::new(),
            easy: None,
            sample: 0,
        });
        number
    }

    /// The shortest answer.
    fn shortest(&mut self, node: usize) -> Answer {
        let first = self.first(node);
        let Node {
            ask,
            is_done,
            needed,
            easy,
            sample,
            ..
        } = &self.all[first];
        if is_of_this_crate(ask.type_name) {
            return Answer::Refused;
        }
        // A type within itself can be read once it is known how it ends.
        if first != node && !is_done && matches!(ask.kind, Kind::Struct(_) | Kind::Enum(_)) {
            return Answer::Refused;
        }
        let sample = *sample;
        match &ask.kind {
            Kind::Leaf(name) => {
                let number = NUMBERS.get(sample).copied().unwrap_or_default();
                let answer = match *name {
                    "bool" => Answer::Bool,
                    "char" => Answer::Char,
                    "f32" => Answer::F32,
                    "f64" => Answer::F64,
                    "String" => Answer::Str(TEXTS.get(sample).copied().unwrap_or_default()),
                    "bytes" => Answer::Bytes,
                    "()" => Answer::Unit,
                    _ => Answer::Unsigned(number),
                };
                self.last_leaf = Some(first);
                answer
            }
            Kind::Option => Answer::None,
            Kind::Seq => Answer::Seq(0),
            Kind::Map => Answer::Map(0),
            Kind::Tuple(length) => Answer::Seq(*length),
            Kind::Struct(_) => {
                let fields = needed.clone();
                self.answer_fields(fields)
            }
            Kind::Enum(variants) => {
                let variant = easy.or(variants.first().copied());
                match variant {
                    Some(variant) => self.answer_variant(variant),
                    None => Answer::Refused,
                }
            }
            Kind::Any(_) => {
                self.last_leaf = Some(first);
                ANYTHING.get(sample).copied().unwrap_or(Answer::Unit)
            }
            Kind::Newtype | Kind::UnitVariant | Kind::Identifier => Answer::Unit,
        }
    }

    fn answer_fields(&mut self, fields: Vec<&'static str>) -> Answer {
        let count = fields.len();
        if let Some(open) = self.open.last_mut() {
            open.fields = fields;
        }
        Answer::Map(count)
    }

    fn answer_variant(&mut self, variant: &'static str) -> Answer {
        if let Some(open) = self.open.last_mut() {
            open.variant = variant;
        }
        Answer::Variant(variant)
    }

    fn push(&mut self, node: Option<usize>) {
        self.open.push(Open {
            node,
            turn: 0,
            fields: Vec::new(),
            variant: "",
        });
    }
}

impl Oracle for Nodes {
    fn asked(&mut self, ask: Ask) -> Answer {
        let node = match self.node_of(&ask) {
            Ok(node) => node,
            Err(field) => {
                self.push(None);
                return field.map_or(Answer::Refused, Answer::Str);
            }
        };
        self.push(Some(node));
        match self.given.get(&node).cloned() {
            None => self.shortest(node),
            Some(Given::Some) => Answer::Some,
            Some(Given::Seq(length)) => Answer::Seq(length),
            Some(Given::Map) => Answer::Map(1),
            Some(Given::Fields(fields)) => self.answer_fields(fields),
            Some(Given::Variant(variant)) => self.answer_variant(variant),
        }
    }

    fn answered(&mut self, is_read: bool) {
        let closed = self.open.pop().and_then(|open| open.node);
        if closed.is_some() && closed == self.goal {
            self.is_read = is_read;
        }
    }

    fn missing(&mut self, field: &'static str) {
        let at = self.open.last().and_then(|open| open.node);
        if at.is_some() && at == self.goal {
            self.missing = Some(field);
        }
    }
}

/// The types of this crate are stored in its own way.
fn is_of_this_crate(type_name: &str) -> bool {
    let is_of_test = cfg!(test) && type_name.contains("::tests::");
    type_name.starts_with("durable_runtime::") && !is_of_test
}

/// A named type of the standard library that needs no definition.
fn leaf_of_std(ask: &Ask) -> Option<&'static str> {
    // serde reads both by visitors that make a `Duration`.
    match (ask.type_name, &ask.kind) {
        ("core::time::Duration", Kind::Struct(["secs", ..])) => Some("Duration"),
        ("core::time::Duration", Kind::Struct(["secs_since_epoch", ..])) => Some("SystemTime"),
        _ => None,
    }
}

/// Whether a type has a name of its own.
fn is_named(ask: &Ask) -> bool {
    match ask.kind {
        Kind::Struct(_) | Kind::Enum(_) | Kind::Newtype => true,
        Kind::Tuple(_) => !ask.type_name.starts_with(['(', '[']),
        _ => false,
    }
}

/// Traces types, and keeps what it has found.
#[derive(Debug, Default)]
pub(crate) struct Tracer {
    nodes: Rc<RefCell<Nodes>>,
    roots: HashMap<&'static str, Root>,
    runs_left: usize,
}

/// A type that is stored.
#[derive(Debug, Clone, Copy)]
enum Root {
    Node(usize),
    /// It asks for nothing, or is of this crate.
    Opaque(&'static str),
}

/// A type that was traced.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Traced(Root);

impl Tracer {
    /// Finds the shape of a type.
    pub(crate) fn trace(&mut self, type_name: &'static str, decode: TryDecode<'_>) -> Traced {
        if let Some(root) = self.roots.get(type_name) {
            return Traced(*root);
        }
        let root = if is_of_this_crate(type_name) {
            Root::Opaque(type_name)
        } else {
            self.runs_left = RUNS_MAX;
            self.nodes.borrow_mut().root = None;
            self.run_once(decode);
            let root = self.nodes.borrow().root;
            match root {
                Some(root) => {
                    self.explore(root, decode, 0);
                    Root::Node(root)
                }
                None => Root::Opaque(type_name),
            }
        };
        self.roots.insert(type_name, root);
        Traced(root)
    }

    /// Decodes once, as it was set.
    fn run_once(&mut self, decode: TryDecode<'_>) {
        self.runs_left = self.runs_left.saturating_sub(1);
        {
            let mut nodes = self.nodes.borrow_mut();
            nodes.open.clear();
            nodes.is_read = false;
            nodes.missing = None;
            nodes.last_leaf = None;
        }
        let oracle: Rc<RefCell<dyn Oracle>> = self.nodes.clone();
        // A type that panics, or that this crate refuses, is one that can't be read.
        let _ = catch_unwind(AssertUnwindSafe(|| asking(oracle, decode)));
    }

    /// Leads the type to a node, and gives it this there. Returns whether the type has read that, and which field it misses.
    fn run(
        &mut self,
        goal: usize,
        given: Option<Given>,
        decode: TryDecode<'_>,
    ) -> (bool, Option<&'static str>) {
        {
            let mut nodes = self.nodes.borrow_mut();
            let mut on_the_way = HashMap::new();
            on_the_way.extend(given.map(|given| (goal, given)));
            let mut at = goal;
            while let Some((above, part)) = nodes.all[at].above {
                let given = match part {
                    Part::Inner if nodes.all[above].ask.kind == Kind::Option => Some(Given::Some),
                    Part::Inner | Part::Index(_) => None,
                    Part::Element => Some(Given::Seq(1)),
                    Part::Key | Part::Value => Some(Given::Map),
                    Part::Field(field) => Some(Given::Fields(vec![field])),
                    Part::Variant(variant) => Some(Given::Variant(variant)),
                };
                on_the_way.extend(given.map(|given| (above, given)));
                at = above;
            }
            nodes.given = on_the_way;
            nodes.goal = Some(goal);
        }
        loop {
            self.run_once(decode);
            let mut nodes = self.nodes.borrow_mut();
            if nodes.is_read || nodes.missing.is_some() || self.runs_left == 0 {
                return (nodes.is_read, nodes.missing);
            }
            // The last leaf is the one that was refused, or what was made from it.
            let Some(leaf) = nodes.last_leaf else {
                return (false, None);
            };
            let node = &mut nodes.all[leaf];
            let samples = match node.ask.kind {
                Kind::Any(_) => ANYTHING.len(),
                Kind::Leaf("String") => TEXTS.len(),
                Kind::Leaf(name) if name.starts_with(['u', 'i']) => NUMBERS.len(),
                _ => 1,
            };
            node.sample += 1;
            if node.sample >= samples {
                node.sample = 0;
                return (false, None);
            }
        }
    }

    fn part(&self, node: usize, part: Part) -> Option<usize> {
        self.nodes.borrow().part(node, part)
    }

    /// Finds all parts of a node.
    fn explore(&mut self, node: usize, decode: TryDecode<'_>, depth: usize) {
        if depth > DEPTH_MAX || self.runs_left == 0 {
            return;
        }
        let ask = {
            let mut nodes = self.nodes.borrow_mut();
            let ask = nodes.all[node].ask.clone();
            if is_of_this_crate(ask.type_name) || nodes.all[node].same_as.is_some() {
                return;
            }
            if is_named(&ask) {
                let key = (ask.type_name, format!("{:?}", ask.kind));
                let first = *nodes.of_type.entry(key).or_insert(node);
                if first != node {
                    nodes.all[node].same_as = Some(first);
                    return;
                }
            }
            ask
        };
        let explore_part = |this: &mut Self, part| {
            if let Some(part) = this.part(node, part) {
                this.explore(part, decode, depth + 1);
            }
        };
        match ask.kind {
            Kind::Leaf(_) | Kind::Any(_) => {
                // Finds a sample that is taken.
                self.run(node, None, decode);
            }
            Kind::UnitVariant | Kind::Identifier => {}
            Kind::Option => {
                self.run(node, Some(Given::Some), decode);
                explore_part(self, Part::Inner);
            }
            Kind::Newtype => {
                self.run(node, None, decode);
                explore_part(self, Part::Inner);
            }
            Kind::Seq => {
                self.run(node, Some(Given::Seq(1)), decode);
                explore_part(self, Part::Element);
            }
            Kind::Map => {
                self.run(node, Some(Given::Map), decode);
                explore_part(self, Part::Key);
                self.run(node, Some(Given::Map), decode);
                explore_part(self, Part::Value);
            }
            Kind::Tuple(length) => {
                // All elements of an array are alike.
                let is_array = ask.type_name.starts_with('[');
                let parts = if is_array { length.min(1) } else { length };
                for index in 0..parts {
                    self.run(node, None, decode);
                    explore_part(self, Part::Index(index));
                }
            }
            Kind::Struct(fields) => {
                for field in fields {
                    self.run(node, Some(Given::Fields(vec![field])), decode);
                    explore_part(self, Part::Field(field));
                }
                self.find_needed(node, fields, decode);
            }
            Kind::Enum(variants) => {
                let mut unread = Vec::new();
                for variant in variants {
                    self.run(node, Some(Given::Variant(variant)), decode);
                    explore_part(self, Part::Variant(variant));
                    let (is_read, _) = self.run(node, Some(Given::Variant(variant)), decode);
                    if is_read {
                        let mut nodes = self.nodes.borrow_mut();
                        nodes.all[node].easy.get_or_insert(variant);
                    } else {
                        unread.push(*variant);
                    }
                }
                // Those that have the enum itself as a part can be read once a variant is known that ends it.
                let has_end = self.nodes.borrow().all[node].easy.is_some();
                self.nodes.borrow_mut().all[node].is_done = has_end;
                for variant in unread.into_iter().filter(|_| has_end) {
                    explore_part(self, Part::Variant(variant));
                }
            }
        }
        self.nodes.borrow_mut().all[node].is_done = true;
    }

    /// Finds the fields without which a struct can't be read: it is given more and more of those that it says it misses.
    fn find_needed(&mut self, node: usize, fields: &'static [&'static str], decode: TryDecode<'_>) {
        let mut needed: Vec<&'static str> = Vec::new();
        let mut not_needed = BTreeSet::new();
        loop {
            let (is_read, missing) = self.run(node, Some(Given::Fields(needed.clone())), decode);
            // A derived `Deserialize` looks for the fields in their order: it does without those before the missing one.
            let found = missing.and_then(|missing| fields.iter().position(|own| *own == missing));
            let known = if is_read {
                fields.len()
            } else {
                found.unwrap_or(0)
            };
            let others = fields[..known].iter();
            not_needed.extend(others.filter(|field| !needed.contains(field)));
            match missing {
                Some(missing) if !is_read && !needed.contains(&missing) => needed.push(missing),
                _ => break,
            }
        }
        let mut nodes = self.nodes.borrow_mut();
        nodes.all[node].needed = needed;
        nodes.all[node].not_needed = not_needed;
    }
}

/// Makes shapes of what was traced, with the definitions that they need.
pub(crate) struct Shapes<'a> {
    tracer: &'a Tracer,
    /// The names of the definitions, by the first node of the type.
    names: HashMap<usize, String>,
    pub(crate) definitions: BTreeMap<String, Definition>,
}

impl<'a> Shapes<'a> {
    pub(crate) fn of(tracer: &'a Tracer) -> Self {
        Self {
            tracer,
            names: HashMap::new(),
            definitions: BTreeMap::new(),
        }
    }

    pub(crate) fn shape(&mut self, traced: Traced) -> Shape {
        match traced.0 {
            Root::Node(node) => self.of_node(&self.tracer.nodes.borrow(), node),
            Root::Opaque(type_name) => Shape::Opaque(short(type_name)),
        }
    }

    fn of_part(&mut self, nodes: &Nodes, node: usize, part: Part) -> Shape {
        nodes
            .part(node, part)
            .map_or(Shape::Unknown, |part| self.of_node(nodes, part))
    }

    fn of_node(&mut self, nodes: &Nodes, node: usize) -> Shape {
        let first = nodes.first(node);
        let ask = &nodes.all[first].ask;
        let Ask { kind, type_name } = ask;
        if is_of_this_crate(type_name) {
            return Shape::Opaque(short(type_name));
        }
        if let Some(leaf) = leaf_of_std(ask) {
            return Shape::Leaf(leaf.to_owned());
        }
        let mut part = |part| Box::new(self.of_part(nodes, first, part));
        match kind {
            Kind::Leaf(name) => Shape::Leaf((*name).to_owned()),
            Kind::UnitVariant | Kind::Identifier => Shape::Unknown,
            Kind::Any(what) => Shape::Opaque(what.clone()),
            Kind::Option => Shape::Option(part(Part::Inner)),
            Kind::Seq => Shape::Seq(part(Part::Element)),
            Kind::Map => {
                let key = nodes.part(first, Part::Key);
                // The keys are names of fields, and the values anything: fields are flattened.
                let is_flat = key.is_some_and(|key| nodes.all[key].ask.kind == Kind::Identifier);
                if is_flat {
                    return Shape::Opaque(short(type_name));
                }
                Shape::Map(part(Part::Key), part(Part::Value))
            }
            Kind::Tuple(length) if type_name.starts_with('[') => {
                Shape::Array(part(Part::Index(0)), *length)
            }
            Kind::Tuple(length) if type_name.starts_with('(') => {
                let parts = 0..*length;
                Shape::Tuple(parts.map(|at| *part(Part::Index(at))).collect())
            }
            Kind::Tuple(_) | Kind::Newtype | Kind::Struct(_) | Kind::Enum(_) => {
                Shape::Named(self.named(nodes, first))
            }
        }
    }

    /// The name of a type's definition, which is made when it is needed for the first time.
    fn named(&mut self, nodes: &Nodes, node: usize) -> String {
        if let Some(name) = self.names.get(&node) {
            return name.clone();
        }
        let short = short(nodes.all[node].ask.type_name);
        let mut name = short.clone();
        for number in 2.. {
            if !self.definitions.contains_key(&name) {
                break;
            }
            name = format!("{short} {number}");
        }
        self.names.insert(node, name.clone());
        // Holds the name, for the type may have itself as a part.
        (self.definitions).insert(name.clone(), Definition::Tuple(Vec::new()));
        let definition = match &nodes.all[node].ask.kind {
            Kind::Newtype => Definition::Newtype(self.of_part(nodes, node, Part::Inner)),
            Kind::Tuple(length) => Definition::Tuple(self.tuple(nodes, node, *length)),
            Kind::Struct(fields) => Definition::Struct(self.fields(nodes, node, fields)),
            Kind::Enum(variants) => {
                let variants = variants.iter();
                let variants = variants
                    .map(|variant| ((*variant).to_owned(), self.payload(nodes, node, variant)));
                Definition::Enum(variants.collect())
            }
            _ => Definition::Newtype(Shape::Unknown),
        };
        self.definitions.insert(name.clone(), definition);
        name
    }

    fn tuple(&mut self, nodes: &Nodes, node: usize, length: usize) -> Vec<Shape> {
        let parts = 0..length;
        parts
            .map(|at| self.of_part(nodes, node, Part::Index(at)))
            .collect()
    }

    fn fields(
        &mut self,
        nodes: &Nodes,
        node: usize,
        fields: &'static [&'static str],
    ) -> Vec<Field> {
        let Node {
            needed, not_needed, ..
        } = &nodes.all[node];
        let fields = fields.iter().map(|field| Field {
            name: (*field).to_owned(),
            shape: self.of_part(nodes, node, Part::Field(field)),
            needed: if needed.contains(field) {
                Needed::Yes
            } else if not_needed.contains(field) {
                Needed::No
            } else {
                Needed::Unknown
            },
        });
        let mut fields: Vec<_> = fields.collect();
        fields.sort_by(|one, other| one.name.cmp(&other.name));
        fields
    }

    fn payload(&mut self, nodes: &Nodes, node: usize, variant: &'static str) -> Payload {
        let Some(part) = nodes.part(node, Part::Variant(variant)) else {
            return Payload::One(Shape::Unknown);
        };
        let part = nodes.first(part);
        let ask = &nodes.all[part].ask;
        // The visitor of a variant's own parts makes the enum.
        let is_own = ask.type_name == nodes.all[node].ask.type_name;
        match ask.kind {
            Kind::UnitVariant => Payload::Nothing,
            Kind::Tuple(length) if is_own => Payload::Tuple(self.tuple(nodes, part, length)),
            Kind::Struct(fields) if is_own => Payload::Struct(self.fields(nodes, part, fields)),
            _ => Payload::One(self.of_node(nodes, part)),
        }
    }
}
