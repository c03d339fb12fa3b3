//! The management API of Azure Durable Functions over HTTP, so that clients written for it work with
//! this runtime unchanged.
//!
//! What is here: [`Http`], how the API is set up; [`Server`], the socket that it listens on; and below
//! them the routes and their handlers. What isn't: any behaviour of instances. A handler reads a
//! request, asks the [`Runtime`] and writes an answer.
//!
//! A new row of the API is one line of the table in `routes.rs`, and its handler.

mod answer;
mod api;
mod bodies;
mod call;
mod caller;
mod connections;
mod control;
mod history;
mod key;
mod links;
mod query;
mod routes;
pub(crate) mod server;
mod start;
mod status;
mod times;

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Semaphore, watch};

use self::api::{Api, Settings};
use self::bodies::Bodies;
use self::caller::Host;
use self::server::{ServeError, Server};
use crate::client::runtime::Runtime;

/// Where Azure's own host listens on a developer's machine.
const DEFAULT_ADDRESS: &str = "127.0.0.1:7071";

/// How long attempts of activities may take to end once the server closes, unless [`Http::grace`] says otherwise.
const GRACE: Duration = Duration::from_secs(10);

/// The HTTP API of a [`Runtime`]: how it is set up, and how it is served.
///
/// Awaiting it serves until the process gets SIGINT or SIGTERM (Ctrl-C), answers what has been asked
/// by then and shuts the runtime down, with some [time](Http::grace) for activities to end:
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
/// Without a [system key](Http::system_key) only programs on this machine are served: it listens on no address
/// that others can reach, and a web page that a browser on this machine shows gets 403.
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
    /// Await what this returns to serve; see [`Http`] for a key and other settings.
    // `&impl ToString` would not take the literals that everybody writes.
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

    /// The HTTP API of this runtime, to be made into a [router](Http::router) of a larger program. Its
    /// address is `127.0.0.1:7071` unless [`Runtime::serve`] gives another.
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
    /// Demands this key of every request, as the query's `code` or as the header `x-functions-key`. A
    /// request without it gets 401, and nothing happens.
    pub fn system_key(mut self, key: impl Into<String>) -> Self {
        self.settings.system_key = Some(key.into());
        self
    }

    /// The name that links carry as `taskHub`. It tells deployments apart to people; nothing depends
    /// on it.
    pub fn task_hub(mut self, name: impl Into<String>) -> Self {
        self.settings.task_hub = name.into();
        self
    }

    /// Answers without a key to this name, too, such as `flows.internal`: one that leads to this machine, and
    /// that no stranger can make lead elsewhere. A port in it means nothing.
    ///
    /// A host without a [system key](Http::system_key) answers as `localhost`, `*.localhost`, `127.0.0.0/8` and
    /// `[::1]`, and says 403 to other names: a web page may have a name of its own that leads to this machine.
    ///
    /// ```no_run
    /// # async fn example(runtime: durable_runtime::Runtime) -> durable_runtime::Result<()> {
    /// runtime.serve("127.0.0.1:7071").allow_host("flows.internal").await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Panics
    /// If `name` is no name and no address of a host.
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

    /// Has at most `bytes` of bodies in memory at a time, besides short ones of up to 16 KiB, which always have
    /// room. 64 MiB unless set, and never less than [`body_bytes_max`](Http::body_bytes_max).
    ///
    /// A longer body waits for room, and is refused with 503 when there is none in time.
    pub fn bodies_bytes_max(mut self, bytes: usize) -> Self {
        self.settings.bodies_bytes_max = bytes;
        self
    }

    /// Has at most so many connections open. 512 unless set.
    ///
    /// When one more comes, the client that has let the server wait for the longest time is disconnected: with
    /// half a request, with an answer that it doesn't read, or with a connection that it doesn't use. A connection
    /// needs a file of those that the system lets the process open. [`Http::router`] has no part in this.
    ///
    /// Half as many clients may wait for an outcome (`timeout` and `pollingInterval`) at a time. Further ones get
    /// the links at once.
    pub fn connections_max(mut self, connections: usize) -> Self {
        self.settings.connections_max = connections;
        self
    }

    /// Disconnects a client that takes longer than `time` to send the first line and the headers of a request, to
    /// go on reading its answer, or to begin its next request. 30 seconds unless set. [`Http::router`] has no part
    /// in this.
    pub fn head_timeout(mut self, time: Duration) -> Self {
        self.settings.head_timeout = time;
        self
    }

    /// Refuses with 408 a body that doesn't come within `time`, and a second more for each 16 KiB of it that have
    /// come. 30 seconds unless set.
    pub fn body_timeout(mut self, time: Duration) -> Self {
        self.settings.body_timeout = time;
        self
    }

    /// Leaves attempts of activities that are under way so much time to end, when serving ends and the runtime is
    /// shut down: by [`Runtime::shutdown_within`](crate::Runtime::shutdown_within). 10 seconds unless set.
    /// Requests that are being answered have had up to 10 seconds before that.
    pub fn grace(mut self, grace: Duration) -> Self {
        self.grace = grace;
        self
    }

    /// The API as an axum router, to be nested or merged into another one. Links in its answers name
    /// the place at which it is nested. It falls back to 404 with an empty body.
    ///
    /// On what address it is served is up to the program: set a [system key](Http::system_key) unless only this
    /// machine can reach that. Without a key it answers to the names that [`Http::allow_host`] tells about, and
    /// to no web page.
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

    /// Opens the socket. Requests are answered once the [`Server`] is run; bound to port 0, it tells
    /// the port that it got.
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
