//! Shared values that can change are refused, and nothing else is.

#![allow(
    clippy::arc_with_non_send_sync,
    clippy::redundant_allocation,
    reason = "what is looked at is how such types are stored"
)]

use std::cell::{Cell, RefCell};
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::marker::PhantomData;
use std::rc::{self, Rc};
use std::sync::atomic::{AtomicBool, AtomicU64};
use std::sync::{Arc, Mutex, RwLock};

use serde::{Deserialize, Serialize};

use super::super::encode::{encode_copy, encode_snapshot};
use super::super::{check_json_safe, encode_verified};
use super::check_error;
use crate::step::shared::Shared;

#[track_caller]
fn refused<T: Serialize + Deserialize<'static>>(value: T, part: &str) {
    check_error(encode_verified(&value), part);
    assert!(
        encode_snapshot(&value).is_ok(),
        "what is told of it is told"
    );
}

#[track_caller]
fn stored<T: Serialize + Deserialize<'static>>(value: T) {
    encode_verified(&value).unwrap();
}

#[derive(Serialize, Deserialize, Default)]
struct App {
    name: String,
    seen: Arc<Mutex<Vec<String>>>,
}

#[derive(Serialize, Deserialize, Default)]
struct Counters {
    name: String,
    hits: Counter,
}

#[derive(Serialize, Deserialize, Default)]
struct Counter(AtomicU64);

#[derive(Serialize, Deserialize)]
enum Slot {
    Taken(Rc<Cell<u8>>),
    Free { by: Option<Box<Rc<RefCell<u8>>>> },
}

#[test]
fn a_handle_of_what_can_change_is_refused_wherever_it_is() {
    refused(
        Rc::new(RefCell::new(1)),
        "`RefCell<i32>` in `Rc<RefCell<i32>>` can be changed",
    );
    refused(Arc::new(AtomicBool::new(true)), "`Arc<AtomicBool>`");
    refused(Arc::new(RwLock::new(1)), "`RwLock<i32>`");
    refused(App::default(), "(at `.seen`)");
    refused(vec![App::default()], "(at `[0].seen`)");
    refused(Some(App::default()), "(at `.seen`)");
    refused(Arc::new(Counters::default()), "(at `.hits`)");
    refused((1, Arc::new(vec![Mutex::new(1)])), "(at `[1]`)");
    refused(BTreeMap::from([(1, Rc::new(Cell::new(1)))]), "(at `[1]`)");
    refused(Slot::Taken(Rc::default()), "`Cell<u8>`");
    refused(
        Slot::Free {
            by: Some(Box::default()),
        },
        "(at `.by`)",
    );
    refused(
        Mutex::new(Rc::new(Cell::new(1))),
        "`Cell<i32>` in `Mutex<Rc<Cell<i32>>>` can be changed",
    );
    refused(Reverse(Arc::new(Mutex::new(1))), "`Mutex<i32>`");
    refused(
        Box::new(Rc::new((1, RefCell::new("a".to_owned())))),
        "`RefCell<String>`",
    );
    refused(Rc::new(HashMap::<u8, Cell<u8>>::new()), "`Cell<u8>`");
}

/// A user's type that merely has the name of a changing one.
#[derive(Serialize, Deserialize)]
struct Mutexes(u32);

#[test]
fn what_is_shared_and_never_changes_is_stored() {
    stored(Arc::new(vec![Mutexes(1)]));
    stored(Arc::new(PhantomData::<Cell<u8>>));
    stored(Rc::new(1));
    stored(Arc::new("text".to_owned()));
    stored::<Arc<str>>("text".into());
    stored::<Rc<[Option<Arc<u8>>]>>([Some(Arc::new(1))].into());
    stored((Arc::new(vec![1]), Rc::new(BTreeMap::from([(1, 2)]))));
}

#[test]
fn what_can_change_and_has_one_owner_is_stored() {
    stored(Cell::new(1));
    stored(RefCell::new(vec![Mutex::new(1)]));
    stored(Counters::default());
    stored((Arc::new(1), Cell::new(1), AtomicBool::new(true)));
}

#[test]
fn a_weak_handle_is_refused() {
    let alive = Rc::new(1);
    refused(vec![Rc::downgrade(&alive)], "`Weak`");
    refused(rc::Weak::<u8>::new(), "`Weak`");
}

#[test]
fn a_copy_of_what_is_in_use_can_not_change() {
    check_error(
        encode_copy(&Mutex::new(1)),
        "`Mutex<i32>` can be changed through another handle",
    );
    check_error(encode_copy(&Counters::default()), "(at `.hits`)");
    check_error(encode_copy(&vec![AtomicU64::new(1)][..]), "`AtomicU64`");
    encode_copy(&(1, "text", Arc::new(1))).unwrap();
    encode_copy(&None::<Shared<Cell<u8>>>).unwrap();
    check_error(encode_copy(&None::<(Shared<u8>, Cell<u8>)>), "`Cell<u8>`");
}

#[test]
fn json_tells_what_a_handle_holds_now() {
    check_json_safe(&App::default()).unwrap();
}
