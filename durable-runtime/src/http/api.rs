//! What the handlers share ([`Api`]), and how the API is set up ([`Settings`]).

use std::collections::BTreeSet;
use std::time::Duration;

use tokio::sync::{Semaphore, watch};

use super::bodies::Bodies;
use crate::client::runtime::Runtime;

/// Bodies up to this many bytes are read unless `Http::body_bytes_max` says otherwise.
const BODY_BYTES_MAX: usize = 16 * 1024 * 1024;

/// So many bytes of bodies are in memory at a time unless `Http::bodies_bytes_max` says otherwise.
const BODIES_BYTES_MAX: usize = 64 * 1024 * 1024;

/// So many connections are open at a time unless `Http::connections_max` says otherwise: half of the files that
/// a process may open where nobody has set that higher.
const CONNECTIONS_MAX: usize = 512;

/// How long a client may let the server wait unless `Http::head_timeout` or `Http::body_timeout` say
/// otherwise.
const CLIENT_TIMEOUT: Duration = Duration::from_secs(30);

#[derive(Clone)]
pub(super) struct Settings {
    pub(super) system_key: Option<String>,
    pub(super) task_hub: String,
    pub(super) connection: String,
    /// By what names, besides those of loopback, a host without a key may be called.
    pub(super) hosts: BTreeSet<String>,
    pub(super) body_bytes_max: usize,
    pub(super) bodies_bytes_max: usize,
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
            connections_max: CONNECTIONS_MAX,
            head_timeout: CLIENT_TIMEOUT,
            body_timeout: CLIENT_TIMEOUT,
        }
    }
}

impl std::fmt::Debug for Settings {
    /// Without the key: settings end up in logs.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Settings")
            .field("system_key", &self.system_key.as_ref().map(|_| "…"))
            .field("task_hub", &self.task_hub)
            .field("connection", &self.connection)
            .field("hosts", &self.hosts)
            .field("body_bytes_max", &self.body_bytes_max)
            .field("bodies_bytes_max", &self.bodies_bytes_max)
            .field("connections_max", &self.connections_max)
            .field("head_timeout", &self.head_timeout)
            .field("body_timeout", &self.body_timeout)
            .finish()
    }
}

/// What the handlers share.
pub(super) struct Api {
    pub(super) runtime: Runtime,
    pub(super) settings: Settings,
    pub(super) bodies: Bodies,
    /// Room for clients that wait for an outcome: so that they leave some for others.
    pub(super) waiting: Semaphore,
    pub(super) grace: Duration,
    pub(super) closing: watch::Sender<bool>,
}

impl Api {
    /// Resolves when the server is about to close: whoever waits for an instance answers now.
    pub(super) async fn closing(&self) {
        // An error would say that the sender is gone, and `self` holds it.
        let _ = self.closing.subscribe().wait_for(|closing| *closing).await;
    }
}
