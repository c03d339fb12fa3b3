//! Walks over two graphs in lockstep. Code is equal if its text is, and if each binding of the one stands wherever the same
//! binding of the other does.

use std::collections::{BTreeMap, BTreeSet};

use crate::upgrade::address::Literals;
use crate::upgrade::graph::{Code, Graph, Point, Token};

/// Two machines, and the names of items of their bodies that don't mean the same in both.
#[derive(Clone, Copy)]
pub(super) struct Pair<'a> {
    pub(super) old: &'a Graph,
    pub(super) new: &'a Graph,
    pub(super) differing: &'a Differing,
}

/// The items that are not the same in two bodies.
#[derive(Debug, PartialEq)]
pub(super) enum Differing {
    /// Those of these names.
    Named(BTreeSet<String>),
    /// An import or an implementation: it may change the meaning of any name.
    Any,
}

impl Differing {
    pub(super) fn between(old: &Graph, new: &Graph) -> Self {
        let [olds, news] = [old, new].map(|graph| graph.items.iter().collect::<BTreeSet<_>>());
        let mut names = BTreeSet::new();
        for item in olds.symmetric_difference(&news) {
            match name_of(item) {
                Some(name) => drop(names.insert(name.to_owned())),
                None => return Self::Any,
            }
        }
        // What names something else has another meaning, too.
        loop {
            let names_them = |item: &&&String| words(item).any(|word| names.contains(word));
            let mut found = BTreeSet::new();
            for item in olds.iter().filter(names_them) {
                match name_of(item) {
                    Some(name) => drop(found.insert(name.to_owned())),
                    // An import or an implementation gives it to names that the item doesn't say.
                    None => return Self::Any,
                }
            }
            let count = names.len();
            names.extend(found);
            if names.len() == count {
                return Self::Named(names);
            }
        }
    }

    pub(super) fn is_in(&self, text: &str) -> bool {
        match self {
            Self::Named(names) => !names.is_empty() && words(text).any(|word| names.contains(word)),
            Self::Any => words(text).next().is_some(),
        }
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
    words.filter(|word| !word.is_empty())
}

/// The name that an item gives to something, if that is all that it does.
fn name_of(item: &str) -> Option<&str> {
    let head = without_attributes(item);
    let head = head.strip_prefix("pub").map_or(head, |head| {
        let restricted = head.trim_start().strip_prefix('(');
        restricted
            .and_then(|head| head.split_once(')'))
            .map_or(head, |(_, head)| head)
    });
    let head = &head[..head
        .find(['(', '{', '=', ';', '<', ':'])
        .unwrap_or(head.len())];
    let head: Vec<&str> = words(head).collect();
    if let Some(at) = head.iter().position(|word| *word == "fn") {
        return head.get(at + 1).copied();
    }
    let (["const" | "static", "mut", name]
    | [
        "const" | "static" | "struct" | "enum" | "type" | "macro_rules",
        name,
    ]) = head[..]
    else {
        return None;
    };
    (name != "_").then_some(name)
}

/// An item without the attributes before it.
fn without_attributes(item: &str) -> &str {
    let mut rest = item.trim_start();
    while let Some(attribute) = rest.strip_prefix('#') {
        let mut depth = 0_usize;
        let mut literals = Literals::default();
        let end = attribute.char_indices().find(|(at, c)| {
            if !literals.is_in(attribute, *at, *c) {
                match c {
                    '[' => depth += 1,
                    ']' => depth = depth.saturating_sub(1),
                    _ => {}
                }
            }
            depth == 0
        });
        let Some((end, _)) = end else {
            return rest;
        };
        rest = attribute[end + 1..].trim_start();
    }
    rest
}

/// Which of one machine is which of another one: each is at most one.
#[derive(Debug)]
struct Pairs<T> {
    new: BTreeMap<T, T>,
    old: BTreeMap<T, T>,
}

impl<T> Default for Pairs<T> {
    fn default() -> Self {
        Self {
            new: BTreeMap::new(),
            old: BTreeMap::new(),
        }
    }
}

impl<T: Ord + Copy> Pairs<T> {
    /// Makes two the same, and notes that in `fresh` if they were not known. Returns whether they may be.
    fn bind(&mut self, old: T, new: T, fresh: &mut Vec<(T, T)>) -> bool {
        match (self.new.get(&old), self.old.get(&new)) {
            (Some(other), _) => *other == new,
            (None, Some(_)) => false,
            (None, None) => {
                self.new.insert(old, new);
                self.old.insert(new, old);
                fresh.push((old, new));
                true
            }
        }
    }

    fn forget(&mut self, fresh: &[(T, T)]) {
        for (old, new) in fresh {
            self.new.remove(old);
            self.old.remove(new);
        }
    }
}

/// What a parameter is in a machine that doesn't have it.
const NO_BINDING: u32 = u32::MAX;

/// The bindings and `async` blocks of two machines that are known to be the same.
#[derive(Debug, Default)]
pub(super) struct Same {
    bindings: Pairs<u32>,
    units: Pairs<usize>,
}

impl Same {
    /// Parameters are known by their names, as they are in an instance's input. One with a new name is the one that has lost its
    /// name at the same position, if there are as many.
    pub(super) fn of_parameters(pair: Pair<'_>) -> Self {
        let mut same = Self::default();
        let (olds, news) = (&pair.old.parameters, &pair.new.parameters);
        let as_many = olds.len() == news.len();
        for (at, old) in olds.iter().enumerate() {
            let name = pair.old.name(*old);
            let same_name = news.iter().find(|new| pair.new.name(**new) == name);
            let renamed = news.get(at).filter(|new| {
                let name = pair.new.name(**new);
                as_many && olds.iter().all(|other| pair.old.name(*other) != name)
            });
            if let Some(new) = same_name.or(renamed) {
                same.bind(*old, *new);
            }
        }
        // The others are no variables of the other machine, whatever stands in their places.
        for old in olds {
            same.bindings.new.entry(*old).or_insert(NO_BINDING);
        }
        for new in news {
            same.bindings.old.entry(*new).or_insert(NO_BINDING);
        }
        same
    }

    /// Makes two bindings the same, unless one of them is another's already.
    pub(super) fn bind(&mut self, old: u32, new: u32) {
        self.bindings.bind(old, new, &mut Vec::new());
    }

    pub(super) fn old_of(&self, new: u32) -> Option<u32> {
        let old = self.bindings.old.get(&new).copied();
        old.filter(|old| *old != NO_BINDING)
    }

    /// Makes the bindings of equal code the same. If the code isn't equal, nothing is changed.
    pub(super) fn unify(&mut self, old: &Code, new: &Code, differing: &Differing) -> bool {
        let (mut bindings, mut units) = (Vec::new(), Vec::new());
        let is_same = old.0.len() == new.0.len()
            && old.0.iter().zip(&new.0).all(|pair| match pair {
                (Token::Text(old), Token::Text(new)) => old == new && !differing.is_in(old),
                (Token::Binding(old), Token::Binding(new)) => {
                    self.bindings.bind(*old, *new, &mut bindings)
                }
                (Token::Unit(old), Token::Unit(new)) => self.units.bind(*old, *new, &mut units),
                _ => false,
            });
        if !is_same {
            self.bindings.forget(&bindings);
            self.units.forget(&units);
        }
        is_same
    }
}

/// Whether the borrows that are taken again at once at two points are taken in the same way from the same.
pub(super) fn same_borrows(pair: Pair<'_>, same: &mut Same, old: &Point, new: &Point) -> bool {
    let (olds, news) = (
        &pair.old.units[old.unit].derived,
        &pair.new.units[new.unit].derived,
    );
    let mut left: Vec<u32> = new.derived.iter().copied().collect();
    let mut seen = BTreeSet::new();
    while let Some(binding) = left.pop() {
        if !seen.insert(binding) {
            continue;
        }
        let Some(was) = same.old_of(binding) else {
            return false;
        };
        match (olds.get(&was), news.get(&binding)) {
            (Some(one), Some(other))
                if old.derived.contains(&was) && same.unify(one, other, pair.differing) =>
            {
                let sources = other.bindings();
                left.extend(sources.filter(|source| new.derived.contains(source)));
            }
            _ => return false,
        }
    }
    true
}

/// The first pieces of code that are not equal.
pub(super) type Difference = (Option<usize>, Option<usize>);

/// Compares all that can be reached from two nodes.
pub(super) fn same_future(
    pair: Pair<'_>,
    same: &mut Same,
    from: (usize, usize),
) -> Result<(), Difference> {
    let mut seen = BTreeSet::new();
    let mut left = vec![from];
    while let Some((old, new)) = left.pop() {
        if !seen.insert((old, new)) {
            continue;
        }
        equal_nodes(pair, same, old, new)?;
        left.extend(next_of(pair, old, new).rev());
    }
    Ok(())
}

fn equal_nodes(pair: Pair<'_>, same: &mut Same, old: usize, new: usize) -> Result<(), Difference> {
    let (one, other) = (&pair.old.nodes[old], &pair.new.nodes[new]);
    let units = one.code.units().zip(other.code.units());
    let move_alike = units
        .into_iter()
        .all(|(old, new)| pair.old.units[old].moves == pair.new.units[new].moves);
    let is_same = one.kind == other.kind
        && one.next.len() == other.next.len()
        && move_alike
        && same.unify(&one.code, &other.code, pair.differing);
    if is_same {
        Ok(())
    } else {
        Err((Some(old), Some(new)))
    }
}

/// The pairs of nodes that two equal nodes lead to.
fn next_of(pair: Pair<'_>, old: usize, new: usize) -> std::vec::IntoIter<(usize, usize)> {
    let (olds, news) = (pair.old.leads_to(old), pair.new.leads_to(new));
    olds.zip(news).collect::<Vec<_>>().into_iter()
}

/// The nodes of two machines that are the same seen from their starts.
#[derive(Debug)]
pub(super) struct Past {
    pub(super) same: Same,
    new_of: BTreeMap<usize, usize>,
    old_of: BTreeMap<usize, usize>,
    /// Pairs that are not equal where they should be.
    differences: Vec<(usize, usize)>,
}

impl Past {
    pub(super) fn of(pair: Pair<'_>) -> Self {
        let mut past = Self {
            same: Same::of_parameters(pair),
            new_of: BTreeMap::new(),
            old_of: BTreeMap::new(),
            differences: Vec::new(),
        };
        past.same.units.bind(0, 0, &mut Vec::new());
        let mut left = vec![(pair.old.units[0].start, pair.new.units[0].start)];
        while let Some((old, new)) = left.pop() {
            match (past.new_of.get(&old), past.old_of.get(&new)) {
                (Some(other), _) if *other == new => {}
                (None, None) if equal_nodes(pair, &mut past.same, old, new).is_ok() => {
                    past.new_of.insert(old, new);
                    past.old_of.insert(new, old);
                    left.extend(next_of(pair, old, new).rev());
                }
                _ => past.differences.push((old, new)),
            }
        }
        past
    }

    /// The node of the new machine that is this one of the old.
    pub(super) fn new_of(&self, old: usize) -> Option<usize> {
        self.new_of.get(&old).copied()
    }

    /// What differs before a node that the new machine doesn't have.
    pub(super) fn difference_before(&self, pair: Pair<'_>, old: usize) -> Difference {
        let before = pair.old.before(old);
        let mut differences = self.differences.iter();
        match differences.find(|(one, _)| before.contains(one)) {
            Some((one, other)) => (Some(*one), Some(*other)),
            None => (Some(old), None),
        }
    }

    /// Whether the code before two nodes is the same: all that can reach the one, and all that can reach the other. The
    /// `async` blocks that are made there are a part of it, for they may have run.
    pub(super) fn is_same_before(
        &self,
        pair: Pair<'_>,
        old: usize,
        new: usize,
    ) -> Result<(), Difference> {
        let olds = pair.old.with_blocks(pair.old.before(old));
        let news = pair.new.with_blocks(pair.new.before(new));
        for (one, other) in &self.differences {
            if olds.contains(one) || news.contains(other) {
                let one = olds.contains(one).then_some(*one);
                let other = news.contains(other).then_some(*other);
                return Err((one, other));
            }
        }
        for one in &olds {
            match self.new_of.get(one) {
                Some(other) if news.contains(other) => {}
                other => return Err((Some(*one), other.copied())),
            }
        }
        match news.iter().find(|other| !self.old_of.contains_key(other)) {
            Some(other) => Err((None, Some(*other))),
            None => Ok(()),
        }
    }
}

/// The pieces of code that are looked at before a point, to find the one that is meant.
const BEFORE_MAX: usize = 64;

/// How many equal pieces of code come right before two nodes, as far as each has only one before it.
pub(super) fn same_before(pair: Pair<'_>, old: usize, new: usize) -> usize {
    let mut same = Same::default();
    let (mut old, mut new) = (old, new);
    let mut count = 0;
    // The code of a loop comes before itself.
    while count < pair.old.nodes.len().min(BEFORE_MAX)
        && equal_nodes(pair, &mut same, old, new).is_ok()
    {
        count += 1;
        match (pair.old.only_before(old), pair.new.only_before(new)) {
            (Some(one), Some(other)) => (old, new) = (one, other),
            _ => break,
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_gives_a_name() {
        for (item, name) in [
            ("fn fee(x:u64)->u64{x}", Some("fee")),
            ("pub(crate)const unsafe fn fee(){}", Some("fee")),
            ("#[serde(tag=\"type]\")]enum Level{Low,High}", Some("Level")),
            ("const FEE:u64=5;", Some("FEE")),
            ("const _:()=();", None),
            ("struct Pair<T>(T);", Some("Pair")),
            ("macro_rules!count{($x:expr)=>{$x}}", Some("count")),
            ("impl Calc{fn fee(){}}", None),
            ("use Kind::*;", None),
            ("extern \"C\"{fn a();static B:u64;}", None),
            ("trait Fee{fn fee();}", None),
        ] {
            assert_eq!(name_of(item), name, "{item}");
        }
    }
}
