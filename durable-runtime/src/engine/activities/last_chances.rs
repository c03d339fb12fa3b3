//! [`LastChances`]: attempts that are to be made one at a time, in order. After a death there may be as many as were under
//! way. They take longer than side by side, and that is meant: if the process died once more with several of them, all
//! would be given up, although one is to blame.

use std::collections::BTreeMap;

use foldhash::HashMap;

use super::attempt::ActivityKey;
use super::queue::Ready;

#[derive(Default)]
pub(crate) struct LastChances {
    waiting: BTreeMap<u64, Ready>,
    numbers: HashMap<ActivityKey, u64>,
    next: u64,
}

impl LastChances {
    pub(crate) fn push(&mut self, ready: Ready) {
        self.numbers.insert(ready.key.clone(), self.next);
        self.waiting.insert(self.next, ready);
        self.next += 1;
    }

    pub(crate) fn first(&self) -> Option<&Ready> {
        self.waiting.first_key_value().map(|(_, ready)| ready)
    }

    pub(crate) fn pop(&mut self) -> Option<Ready> {
        let (_, ready) = self.waiting.pop_first()?;
        self.numbers.remove(&ready.key);
        Some(ready)
    }

    pub(crate) fn contains(&self, key: &ActivityKey) -> bool {
        self.numbers.contains_key(key)
    }

    pub(crate) fn remove(&mut self, key: &ActivityKey) {
        if let Some(number) = self.numbers.remove(key) {
            self.waiting.remove(&number);
        }
    }
}
