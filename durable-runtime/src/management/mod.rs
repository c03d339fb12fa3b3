//! The management API of Azure Durable Functions over HTTP, so that clients written for it work with this runtime
//! unchanged.
//!
//! Here are [`Http`], the settings of the API; [`Server`], the socket that it listens on; and below them the routes and
//! their handlers. The behaviour of instances is elsewhere: a handler reads a request, asks the [`Runtime`] and writes
//! an answer.
//!
//! A new route is one line of the table in `routes.rs`, and its handler.

mod answers;
mod api;
mod bodies;
mod caller;
mod connections;
mod control;
mod history;
mod key;
mod links;
mod list;
mod response;
mod routed_request;
mod routes;
pub(crate) mod server;
mod start;
mod status;
mod times;
mod url_query;

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Semaphore, watch};

use self::answers::Answers;
use self::api::{Api, Settings};
use self::bodies::Bodies;
use self::caller::Host;
use self::server::{ServeError, Server};
use crate::client::runtime::Runtime;

/// The address on which Azure's own host listens on a developer's machine.
const DEFAULT_ADDRESS: &str = "127.0.0.1:7071";

/// The time that attempts of activities have to end once the server closes, unless [`Http::grace`] sets it.
const GRACE: Duration = Duration::from_secs(10);

/// The HTTP API of a [`Runtime`]: its settings, and serving it.
///
/// Awaiting it serves until the process gets SIGINT or SIGTERM (Ctrl-C). Then it answers the requests that have arrived
/// and shuts the runtime down, with some [time](Http::grace) for activities to end:
///
/// ```no_run
/// use durable_runtime::prelude::*;
///
/// # async fn example() -> Result<()> {
/// let runtime = Runtime::builder().open("app.redb").await?;
/// runtime.serve("127.0.0.1:7071").await?;
/// # Ok(())
/// # }
/// ```
///
/// Without a [system key](Http::system_key) only programs on this machine are served: it listens on no address that
/// others can reach, and a web page in a browser on this machine gets 403.
#[must_use = "the API is served when this is awaited, bound, or made into a router"]
#[derive(Debug, Clone)]
pub struct Http {
    runtime: Runtime,
    address: String,
    settings: Settings,
    grace: Duration,
}

impl Runtime {
    /// The HTTP API of this runtime, at `address`: `"127.0.0.1:7071"`, `"localhost:0"`, a
    /// [`SocketAddr`](std::net::SocketAddr).
    ///
    /// Await the returned value to serve; see [`Http`] for a key and other settings.
    // `&impl ToString` would not accept string literals.
    #[allow(
        clippy::needless_pass_by_value,
        reason = "addresses are small, and given as literals"
    )]
    pub fn serve(&self, address: impl ToString) -> Http {
        Http {
            address: address.to_string(),
            ..self.http()
        }
    }

    /// The HTTP API of this runtime, to be turned into a [router](Http::router) of a larger program. Its address is
    /// `127.0.0.1:7071`; [`Runtime::serve`] takes another one.
    pub fn http(&self) -> Http {
        Http {
            runtime: self.clone(),
            address: DEFAULT_ADDRESS.to_owned(),
            settings: Settings::default(),
            grace: GRACE,
        }
    }
}

impl Http {
    /// Requires this key in every request, as the query's `code` or as the header `x-functions-key`. A request without
    /// it gets 401, and has no effect.
    pub fn system_key(mut self, key: impl Into<String>) -> Self {
        self.settings.system_key = Some(key.into());
        self
    }

    /// Sets the name that links carry as `taskHub`. It tells deployments apart for people; nothing depends on it.
    pub fn task_hub(mut self, name: impl Into<String>) -> Self {
        self.settings.task_hub = name.into();
        self
    }

    /// Answers without a key to this name, too, such as `flows.internal`: a name that resolves to this machine, and
    /// that no stranger can redirect. A port in it is ignored.
    ///
    /// A host without a [system key](Http::system_key) answers to `localhost`, `*.localhost`, `127.0.0.0/8` and
    /// `[::1]`, and returns 403 for other names: a web page may have a name of its own that resolves to this machine.
    ///
    /// ```no_run
    /// # async fn example(runtime: durable_runtime::Runtime) -> durable_runtime::Result<()> {
    /// runtime.serve("127.0.0.1:7071").allow_host("flows.internal").await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Panics
    /// If `name` is neither a name nor an address of a host.
    pub fn allow_host(mut self, name: &str) -> Self {
        let host = Host::parse(name).unwrap_or_else(|| {
            panic!("`{name}` is not the name of a host, such as `flows.internal`")
        });
        self.settings.hosts.insert(host.name().to_owned());
        self
    }

    /// Refuses bodies of more than `bytes` with 413. 16 MiB unless set.
    pub fn body_bytes_max(mut self, bytes: usize) -> Self {
        self.settings.body_bytes_max = bytes;
        self
    }

    /// Holds at most `bytes` of bodies in memory at a time, besides short ones of up to 16 KiB, which always have room.
    /// 64 MiB unless set, and never less than [`body_bytes_max`](Http::body_bytes_max).
    ///
    /// A longer body waits for room, and is refused with 503 when there is none in time.
    pub fn bodies_bytes_max(mut self, bytes: usize) -> Self {
        self.settings.bodies_bytes_max = bytes;
        self
    }

    /// Holds at most `bytes` of answers in memory at a time that clients have not taken, besides short ones of up to
    /// 16 KiB, which always have room. 64 MiB unless set. An answer that is longer than that has room alone.
    ///
    /// A longer answer waits for room, and the request is refused with 503 when there is none within the
    /// [`body_timeout`](Http::body_timeout). A client that waits for an outcome gets the links then.
    pub fn answers_bytes_max(mut self, bytes: usize) -> Self {
        self.settings.answers_bytes_max = bytes;
        self
    }

    /// Keeps at most so many connections open. 512 unless set.
    ///
    /// When one more arrives, the client that has kept the server waiting for the longest time is disconnected: with
    /// half a request, with an unread answer, or with an unused connection. Each connection needs one of the files that
    /// the system lets the process open. The setting has no effect on [`Http::router`].
    ///
    /// Half as many clients may wait for an outcome (`timeout` and `pollingInterval`) at a time. Further clients get
    /// the links at once.
    pub fn connections_max(mut self, connections: usize) -> Self {
        self.settings.connections_max = connections;
        self
    }

    /// Disconnects a client that takes longer than `time` to send the first line and the headers of a request, to read
    /// the next part of its answer, or to begin its next request. 30 seconds unless set. The setting has no effect on
    /// [`Http::router`].
    pub fn head_timeout(mut self, time: Duration) -> Self {
        self.settings.head_timeout = time;
        self
    }

    /// Refuses with 408 a body that doesn't arrive within `time`, and one more second for each 16 KiB of it that have
    /// arrived. 30 seconds unless set.
    pub fn body_timeout(mut self, time: Duration) -> Self {
        self.settings.body_timeout = time;
        self
    }

    /// Sets the time that attempts of activities have to end when serving ends and the runtime is shut down by
    /// [`Runtime::shutdown_within`](crate::Runtime::shutdown_within). 10 seconds unless set. Requests that are being
    /// answered have up to 10 seconds before that.
    pub fn grace(mut self, grace: Duration) -> Self {
        self.grace = grace;
        self
    }

    /// The API as an axum router, to be nested or merged into another one. Links in its answers name the place where it
    /// is nested. It falls back to 404 with an empty body.
    ///
    /// The program chooses the address on which it is served: set a [system key](Http::system_key) unless only this
    /// machine can reach that. Without a key it answers to the names that [`Http::allow_host`] describes, and to no web
    /// page.
    ///
    /// ```no_run
    /// # async fn example(runtime: durable_runtime::Runtime) -> std::io::Result<()> {
    /// let app = axum::Router::new()
    ///     .route("/health", axum::routing::get(|| async { "well" }))
    ///     .nest("/flows", runtime.http().system_key("secret").router());
    /// let listener = tokio::net::TcpListener::bind("127.0.0.1:8080").await?;
    /// axum::serve(listener, app).await
    /// # }
    /// ```
    pub fn router(self) -> axum::Router {
        routes::router(self.into_api())
    }

    /// Opens the socket. Requests are answered once the [`Server`] is run. [`Server::address`] returns the port that
    /// port 0 was bound to.
    ///
    /// # Errors
    /// If the address can't be bound, if it can be reached from other machines and there is no system
    /// key, or if the system key is empty.
    pub async fn bind(self) -> Result<Server, ServeError> {
        Server::bind(self).await
    }

    fn into_api(self) -> Arc<Api> {
        Arc::new(Api {
            runtime: self.runtime,
            bodies: Bodies::new(&self.settings),
            answers: Answers::new(&self.settings),
            waiting: Semaphore::new(
                (self.settings.connections_max.div_ceil(2)).min(Semaphore::MAX_PERMITS),
            ),
            settings: self.settings,
            grace: self.grace,
            closing: watch::Sender::new(false),
        })
    }
}

impl IntoFuture for Http {
    type Output = Result<(), ServeError>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { self.bind().await?.run().await })
    }
}
