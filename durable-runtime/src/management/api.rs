//! The state that handlers share ([`Api`]), and the settings of the API ([`Settings`]).

use std::collections::BTreeSet;
use std::time::Duration;

use tokio::sync::{Semaphore, watch};

use super::answers::Answers;
use super::bodies::Bodies;
use crate::client::runtime::Runtime;

/// The longest body in bytes, unless `Http::body_bytes_max` sets it.
const BODY_BYTES_MAX: usize = 16 * 1024 * 1024;

/// The bytes of bodies that are in memory at a time, unless `Http::bodies_bytes_max` sets them.
const BODIES_BYTES_MAX: usize = 64 * 1024 * 1024;

/// The bytes of answers that are in memory at a time, unless `Http::answers_bytes_max` sets them.
const ANSWERS_BYTES_MAX: usize = 64 * 1024 * 1024;

/// The number of connections that are open at a time, unless `Http::connections_max` sets it: half of the files that a
/// process may open by default.
const CONNECTIONS_MAX: usize = 512;

/// The time for which a client may keep the server waiting, unless `Http::head_timeout` or `Http::body_timeout` set it.
const CLIENT_TIMEOUT: Duration = Duration::from_secs(30);

#[derive(Clone)]
pub(super) struct Settings {
    pub(super) system_key: Option<String>,
    pub(super) task_hub: String,
    pub(super) connection: String,
    /// The names, besides those of loopback, that a host without a key answers to.
    pub(super) hosts: BTreeSet<String>,
    pub(super) body_bytes_max: usize,
    pub(super) bodies_bytes_max: usize,
    pub(super) answers_bytes_max: usize,
    pub(super) connections_max: usize,
    pub(super) head_timeout: Duration,
    pub(super) body_timeout: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            system_key: None,
            task_hub: "DurableRuntime".to_owned(),
            connection: "Storage".to_owned(),
            hosts: BTreeSet::new(),
            body_bytes_max: BODY_BYTES_MAX,
            bodies_bytes_max: BODIES_BYTES_MAX,
            answers_bytes_max: ANSWERS_BYTES_MAX,
            connections_max: CONNECTIONS_MAX,
            head_timeout: CLIENT_TIMEOUT,
            body_timeout: CLIENT_TIMEOUT,
        }
    }
}

impl std::fmt::Debug for Settings {
    /// Leaves out the key: settings end up in logs.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Settings")
            .field("system_key", &self.system_key.as_ref().map(|_| "…"))
            .field("task_hub", &self.task_hub)
            .field("connection", &self.connection)
            .field("hosts", &self.hosts)
            .field("body_bytes_max", &self.body_bytes_max)
            .field("bodies_bytes_max", &self.bodies_bytes_max)
            .field("answers_bytes_max", &self.answers_bytes_max)
            .field("connections_max", &self.connections_max)
            .field("head_timeout", &self.head_timeout)
            .field("body_timeout", &self.body_timeout)
            .finish()
    }
}

/// The state that handlers share.
pub(super) struct Api {
    pub(super) runtime: Runtime,
    pub(super) settings: Settings,
    pub(super) bodies: Bodies,
    pub(super) answers: Answers,
    /// Room for clients that wait for an outcome. It leaves some connections for others.
    pub(super) waiting: Semaphore,
    pub(super) grace: Duration,
    pub(super) closing: watch::Sender<bool>,
}

impl Api {
    /// Resolves when the server is about to close: handlers that wait for an instance answer now.
    pub(super) async fn closing(&self) {
        // An error would mean that the sender is gone, and `self` holds it.
        let _ = self.closing.subscribe().wait_for(|closing| *closing).await;
    }
}
