//! [`Wait`]: the condition that ends the wait of a waiting instance. Operations that are waited for together form a
//! group, so that a join of thousands is stepped once, when it is over, and not after each of its branches.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize, Serializer};

use crate::model::id::OpId;
use crate::step::command::Pending;
use crate::step::events::Events;

/// The condition for the end of a group of operations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Until {
    /// One of them is over.
    Any,
    /// All of them are over.
    All,
    /// All of them are over, or one has failed or may have failed: an external event is there.
    AllOrFailure,
}

/// The operations that an instance waits for, in groups; its wait ends when one of the groups is over. Every step makes
/// a new one, from what it polled. Later outcomes are counted in memory only: they are counted again when the instance
/// is loaded.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(from = "Vec<StoredGroup>")]
pub(crate) struct Wait {
    groups: Vec<Group>,
    /// The groups of each operation. External events are not among them: an event belongs to no operation before it is
    /// taken.
    members: BTreeSet<(OpId, usize)>,
}

#[derive(Clone, Debug, PartialEq)]
struct Group {
    until: Until,
    /// The number of its operations that are not over, external events apart.
    left: usize,
    /// The number of external events of each name that it waits for.
    events: BTreeMap<String, usize>,
    /// Whether an operation is over, or has failed, that ends the wait for the others.
    cut_short: bool,
}

/// A group as it is stored: its operations as runs of consecutive numbers. A join of any length that begins all of its
/// branches in one step is a single run.
#[derive(Serialize, Deserialize)]
struct StoredGroup(Until, Vec<(OpId, u64)>, BTreeMap<String, usize>);

impl StoredGroup {
    fn new(until: Until) -> Self {
        Self(until, Vec::new(), BTreeMap::new())
    }

    /// Adds an operation with a higher number than all that are in it.
    fn push(&mut self, op: OpId) {
        match self.1.last_mut() {
            Some((first, count)) if first.number() + *count == op.number() => *count += 1,
            _ => self.1.push((op, 1)),
        }
    }

    fn push_event(&mut self, name: &str) {
        *self.2.entry(name.to_owned()).or_default() += 1;
    }
}

impl From<Vec<StoredGroup>> for Wait {
    fn from(stored: Vec<StoredGroup>) -> Self {
        let mut wait = Self::default();
        for (number, StoredGroup(until, runs, events)) in stored.into_iter().enumerate() {
            let before = wait.members.len();
            for (first, count) in runs {
                let ops = first.number()..first.number().saturating_add(count);
                wait.members.extend(ops.map(|op| (OpId::new(op), number)));
            }
            wait.groups.push(Group {
                until,
                left: wait.members.len() - before,
                events,
                cut_short: false,
            });
        }
        wait
    }
}

impl Serialize for Wait {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let stored = |group: &Group| StoredGroup(group.until, Vec::new(), group.events.clone());
        let mut groups: Vec<StoredGroup> = self.groups.iter().map(stored).collect();
        for (op, group) in &self.members {
            groups[*group].push(*op);
        }
        groups.serialize(serializer)
    }
}

impl Wait {
    fn groups_of(&self, op: OpId) -> impl Iterator<Item = usize> {
        let range = self.members.range((op, 0)..=(op, usize::MAX));
        range.map(|(_, group)| *group)
    }

    /// Counts that an operation is over. Returns whether that ends the wait.
    pub(crate) fn count(&mut self, op: OpId, failed: bool, events: &Events) -> bool {
        let numbers: Vec<usize> = self.groups_of(op).collect();
        numbers.into_iter().fold(false, |over, number| {
            let group = &mut self.groups[number];
            group.left -= 1;
            group.cut_short |= match group.until {
                Until::Any => true,
                Until::All => false,
                Until::AllOrFailure => failed,
            };
            over | group.is_over(events)
        })
    }

    pub(crate) fn is_over(&self, events: &Events) -> bool {
        self.groups.iter().any(|group| group.is_over(events))
    }

    /// Whether an event of this name, which is there, has ended it.
    pub(crate) fn is_over_by(&self, name: &str, events: &Events) -> bool {
        let mut awaited = (self.groups.iter()).filter(|group| group.events.contains_key(name));
        awaited.any(|group| group.is_over(events))
    }

    /// Whether it waits for more events of this name than there are.
    pub(crate) fn wants(&self, name: &str, events: &Events) -> bool {
        self.groups.iter().any(|group| {
            let wanted = group.events.get(name).copied().unwrap_or(0);
            // One is enough for the others.
            let enough = if group.until == Until::All { wanted } else { 1 };
            wanted > 0 && events.arrived(name) < enough
        })
    }

    /// Whether the number of events decides when it is over, and not only the arrival of another one.
    pub(crate) fn counts_events(&self) -> bool {
        let mut groups = self.groups.iter();
        groups.any(|group| group.until == Until::All && !group.events.is_empty())
    }

    /// Whether the wait ends when this operation is over, whatever the outcome of the others.
    pub(crate) fn ends_with(&self, op: OpId) -> bool {
        self.groups_of(op).any(|number| {
            let group = &self.groups[number];
            group.until == Until::Any || (group.left == 1 && group.events.is_empty())
        })
    }
}

impl Group {
    /// An event counts for every group that waits for one of its name: its operation is known only when it is polled. A
    /// superfluous step is harmless. A missing step would be the instance's last.
    fn is_over(&self, events: &Events) -> bool {
        let mut wanted = self.events.iter();
        self.cut_short
            || match self.until {
                Until::AllOrFailure if self.events.is_empty() => self.left == 0,
                // The taker of an event may fail because of its payload.
                Until::Any | Until::AllOrFailure => {
                    wanted.any(|(name, _)| events.arrived(name) > 0)
                }
                Until::All => {
                    self.left == 0 && wanted.all(|(name, count)| events.arrived(name) >= *count)
                }
            }
    }
}

/// The [`Wait`] of the current step: the operations that it has polled and found pending.
pub(crate) struct Polled {
    groups: Vec<Until>,
    members: BTreeSet<(OpId, usize)>,
    /// The group of the operations that are polled now.
    scope: usize,
    /// Whether the step ended before it was to wait.
    yields: bool,
}

impl Polled {
    /// The group of all operations that end the wait one by one.
    const EACH: usize = 0;

    pub(crate) fn new() -> Self {
        Self {
            groups: vec![Until::Any],
            members: BTreeSet::new(),
            scope: Self::EACH,
            yields: false,
        }
    }

    /// Enters a group for the operations that are polled from now on; a group directly within one of its own kind is
    /// part of it. Returns the scope to return to.
    pub(crate) fn enter(&mut self, until: Until) -> usize {
        let outer = self.scope;
        if until == Until::Any {
            self.scope = Self::EACH;
        } else if self.groups[outer] != until {
            self.scope = self.groups.len();
            self.groups.push(until);
        }
        outer
    }

    pub(crate) fn scope(&self) -> usize {
        self.scope
    }

    pub(crate) fn leave(&mut self, outer: usize) {
        self.scope = outer;
    }

    /// Notes that an operation was polled and is pending.
    pub(crate) fn note(&mut self, op: OpId) {
        self.members.insert((op, self.scope));
    }

    /// Notes that there is more to do when the step is over.
    pub(crate) fn yield_turn(&mut self) {
        self.yields = true;
    }

    pub(crate) fn yields(&self) -> bool {
        self.yields
    }

    /// Ends the step, and returns the wait for its pending operations: operations that were cancelled after they were
    /// polled are not among them.
    pub(crate) fn into_wait(self, pending: &BTreeMap<OpId, Pending>) -> Wait {
        let mut groups = BTreeMap::new();
        if self.yields {
            // An empty group, which is over.
            groups.insert(usize::MAX, StoredGroup::new(Until::All));
        }
        for (op, number) in self.members {
            let Some(pending) = pending.get(&op) else {
                continue;
            };
            let group = groups
                .entry(number)
                .or_insert_with(|| StoredGroup::new(self.groups[number]));
            match pending {
                Pending::Event { name } => group.push_event(name),
                Pending::Activity { .. }
                | Pending::Timer { .. }
                | Pending::SubOrchestration { .. }
                | Pending::Message { .. } => {
                    group.push(op);
                }
            }
        }
        groups.into_values().collect::<Vec<_>>().into()
    }
}

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use proptest::prelude::*;

    use super::*;
    use crate::codec;
    use crate::model::clock::Still;
    use crate::model::failure::Failure;
    use crate::model::id::InstanceId;
    use crate::model::json::Json;
    use crate::step::command::{ChildStart, Command, Outcome};
    use crate::step::cx::Cx;
    use crate::step::mailbox::{Mailbox, Progress};

    /// A composed operation, as in joins, races and `async` blocks.
    #[derive(Clone, Debug)]
    enum Tree {
        Child,
        Event(&'static str),
        All(Vec<Tree>),
        TryAll(Vec<Tree>),
        Select(Vec<Tree>),
        /// One after the other.
        Block(Vec<Tree>),
        Begun(OpId),
        Subscribed(OpId),
        /// Whether it succeeded.
        Over(bool),
    }

    fn tree() -> impl Strategy<Value = Tree> {
        let leaf = prop_oneof![
            4 => Just(Tree::Child),
            1 => Just(Tree::Event("a")),
            1 => Just(Tree::Event("b")),
        ];
        leaf.prop_recursive(4, 16, 4, |inner| {
            let several = prop::collection::vec(inner, 1..5);
            prop_oneof![
                several.clone().prop_map(Tree::All),
                several.clone().prop_map(Tree::TryAll),
                several.clone().prop_map(Tree::Select),
                several.prop_map(Tree::Block),
            ]
        })
    }

    impl Tree {
        fn poll(&mut self, cx: &mut Cx<'_>) -> Option<bool> {
            let over = match self {
                Self::Over(success) => return Some(*success),
                Self::Child => {
                    *self = Self::Begun(cx.start_child(ChildStart::of("f", Json::null())));
                    None
                }
                Self::Event(name) => {
                    *self = Self::Subscribed(cx.subscribe(name));
                    return self.poll(cx);
                }
                Self::Begun(op) => cx.take_outcome(*op).map(|outcome| !outcome.is_failure()),
                Self::Subscribed(op) => cx.take_event(*op).map(|_| true),
                Self::All(branches) => cx.all(|cx| {
                    let polled: Vec<_> = branches.iter_mut().map(|tree| tree.poll(cx)).collect();
                    polled.iter().all(Option::is_some).then_some(true)
                }),
                Self::TryAll(branches) => {
                    cx.try_all(|cx| poll_until(branches, cx, |over| over == Some(false)))
                }
                Self::Select(branches) => {
                    cx.each(|cx| poll_until(branches, cx, |over| over.is_some()))
                }
                Self::Block(rest) => cx.each(|cx| {
                    while rest.first_mut()?.poll(cx).is_some() && rest.len() > 1 {
                        rest.remove(0);
                    }
                    rest[0].is_over()
                }),
            };
            if let Some(success) = over {
                *self = Self::Over(success);
            }
            over
        }

        fn is_over(&self) -> Option<bool> {
            match self {
                Self::Over(success) => Some(*success),
                _ => None,
            }
        }

        fn cancel(&self, cx: &mut Cx<'_>) {
            match self {
                Self::Begun(op) | Self::Subscribed(op) => cx.cancel(*op),
                Self::All(trees)
                | Self::TryAll(trees)
                | Self::Select(trees)
                | Self::Block(trees) => {
                    cancel_all(trees, cx);
                }
                Self::Child | Self::Event(_) | Self::Over(_) => {}
            }
        }
    }

    fn cancel_all(trees: &[Tree], cx: &mut Cx<'_>) {
        for tree in trees {
            tree.cancel(cx);
        }
    }

    /// Polls until one operation ends it, and then cancels the others; or until all are over.
    fn poll_until(
        branches: &mut [Tree],
        cx: &mut Cx<'_>,
        ends: impl Fn(Option<bool>) -> bool,
    ) -> Option<bool> {
        for number in 0..branches.len() {
            let over = branches[number].poll(cx);
            if ends(over) {
                cancel_all(branches, cx);
                return over;
            }
        }
        let are_over = branches.iter().all(|tree| tree.is_over().is_some());
        are_over.then_some(true)
    }

    fn step(tree: &mut Tree, mailbox: &mut Mailbox) -> (Option<bool>, Vec<Command>) {
        let id = InstanceId::unchecked("a");
        let clock = Still(SystemTime::UNIX_EPOCH);
        let mut cx = Cx::new(&id, &clock, mailbox);
        let over = tree.poll(&mut cx);
        (over, cx.finish())
    }

    proptest! {
        /// Checks that every step that would lead to something is made, for any composition and any order of ends, also
        /// when the instance is stored and loaded before.
        #[test]
        fn no_step_that_leads_on_is_missed(
            mut tree in tree(),
            arriving in prop::collection::vec((0..8_usize, any::<bool>()), 0..40),
        ) {
            let mut mailbox = Mailbox::default();
            let mut rows: BTreeMap<OpId, Outcome> = BTreeMap::new();
            let mut over = step(&mut tree, &mut mailbox).0;
            let rest = std::iter::repeat_n([(0, true), (1, true), (2, true)], 40).flatten();
            for (number, success) in arriving.into_iter().chain(rest) {
                if over.is_some() {
                    break;
                }
                let pending: Vec<OpId> = mailbox
                    .pending()
                    .filter(|(_, pending)| !matches!(pending, Pending::Event { .. }))
                    .map(|(op, _)| op)
                    .collect();
                let news = match (number, pending.get(number.saturating_sub(2) % pending.len().max(1))) {
                    (2.., Some(op)) => {
                        let result = if success { Ok(Json::null()) } else { Err(Failure::new("no")) };
                        rows.insert(*op, Outcome::Child(result.clone()));
                        mailbox.deliver(*op, Outcome::Child(result))
                    }
                    (0, _) => mailbox.raise("A", Json::null()),
                    _ => mailbox.raise("b", Json::null()),
                };
                rows.retain(|op, _| mailbox.progress(*op).is_some());
                let mut loaded: Mailbox = codec::decode(&codec::encode(&mailbox).unwrap()).unwrap();
                for (op, outcome) in rows.clone() {
                    loaded.restore(op, Progress::Over(outcome));
                }
                *loaded.events_mut() = mailbox.events().clone();
                prop_assert_eq!(loaded.has_news(), mailbox.has_news());
                prop_assert!(news || !mailbox.has_news());
                if news {
                    over = step(&mut tree, &mut mailbox).0;
                } else {
                    let (over, commands) = step(&mut tree.clone(), &mut mailbox.clone());
                    prop_assert_eq!((over, commands), (None, Vec::new()));
                }
            }
            prop_assert!(over.is_some(), "it waits for ever: {:?}", tree);
        }
    }
}
