//! Types that several of these tests share.

use std::sync::{Arc, Mutex};

use serde::{Deserialize, Serialize};

/// What workers are given a clone of.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct App {
    name: String,
    pub seen: Arc<Mutex<Vec<i64>>>,
}

impl App {
    /// One that has seen a number.
    pub fn of(n: i64) -> Self {
        let app = Self::default();
        app.seen.lock().expect("nobody panics").push(n);
        app
    }
}
