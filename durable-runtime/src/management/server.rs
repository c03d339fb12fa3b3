//! [`Server`]: the socket, and the end of serving.

use std::io::{Error as IoError, ErrorKind as IoErrorKind};
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;

use super::api::Api;
use super::connections::Connections;
use super::{Http, routes};
use crate::model::chain::debug_as_chain;

/// The time that requests have to be answered once the server closes.
const CLOSING_MAX: Duration = Duration::from_secs(10);

const NO_ADDRESS: &str =
    "an address is a host and a port of at most 65535, such as `127.0.0.1:7071`";

/// The reason why the HTTP API isn't served, or isn't any more.
#[derive(thiserror::Error)]
#[non_exhaustive]
pub enum ServeError {
    /// The address is no address, or is in use, or not this machine's.
    #[error("can't listen on `{address}`")]
    Bind {
        /// The address as it was given.
        address: String,
        /// The system's error.
        source: std::io::Error,
    },
    /// Other machines can reach the address, and anyone could start and stop instances there.
    #[error(
        "{address} can be reached from other machines: set a system key by `.system_key(…)`, or listen on a loopback address such as 127.0.0.1:{}",
        .address.port()
    )]
    NeedsKey {
        /// The address that the name resolves to.
        address: SocketAddr,
    },
    /// The system key is the empty text, which everybody knows.
    #[error("the system key is empty: pass `.system_key(…)` a key that can't be guessed")]
    EmptyKey,
    /// The process can't listen for the signals that end it.
    #[error("can't listen for signals")]
    Signals(#[source] std::io::Error),
    /// The runtime stopped with an error of its own.
    #[error("the runtime stopped")]
    Runtime(#[from] crate::model::error::Error),
}

debug_as_chain!(ServeError);

/// A socket that is open for the HTTP API. Made by [`Http::bind`].
///
/// ```no_run
/// # async fn example(runtime: durable_runtime::Runtime) -> durable_runtime::Result<()> {
/// let server = runtime.serve("127.0.0.1:0").bind().await?;
/// println!("listening on http://{}", server.address());
/// server.run().await?;
/// # Ok(())
/// # }
/// ```
#[must_use = "nothing is answered unless the server is run"]
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    api: Arc<Api>,
}

impl Server {
    pub(super) async fn bind(http: Http) -> Result<Self, ServeError> {
        let system_key = http.settings.system_key.as_deref();
        if system_key == Some("") {
            return Err(ServeError::EmptyKey);
        }
        let failed = |source| ServeError::Bind {
            address: http.address.clone(),
            source,
        };
        let found = tokio::net::lookup_host(&http.address).await;
        let found = found.map_err(|error| match error.kind() {
            IoErrorKind::InvalidInput => IoError::new(error.kind(), NO_ADDRESS),
            _ => error,
        });
        let addresses: Vec<_> = found.map_err(failed)?.collect();
        let exposed = addresses.iter().find(|address| !address.ip().is_loopback());
        if let (None, Some(&address)) = (system_key, exposed) {
            return Err(ServeError::NeedsKey { address });
        }
        let listener = TcpListener::bind(&addresses[..]).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        Ok(Self {
            listener,
            address,
            api: http.into_api(),
        })
    }

    /// The address that it listens on, with the actual port.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Serves until the process gets SIGINT or SIGTERM. Then the requests that have arrived are answered, and the
    /// runtime is shut down, with the [time](Http::grace) that activities have to end.
    ///
    /// It waits for the signals from the call on, and not only from the first poll: a process that announces its start
    /// in between can be stopped in good order.
    ///
    /// # Errors
    /// If the runtime stops with an error.
    pub fn run(self) -> impl Future<Output = Result<(), ServeError>> + Send {
        let signal = signals();
        async move { self.run_until(signal?).await }
    }

    /// Serves until `stop` resolves. Then the requests that have arrived are answered, and the runtime is shut down,
    /// with the [time](Http::grace) that activities have to end.
    ///
    /// # Errors
    /// If the runtime stops with an error.
    pub async fn run_until(
        self,
        stop: impl Future<Output = ()> + Send + 'static,
    ) -> Result<(), ServeError> {
        let Self { listener, api, .. } = self;
        let close = {
            let api = Arc::clone(&api);
            async move {
                tokio::select! {
                    () = stop => {}
                    // A stopped runtime has no answers.
                    _ = api.runtime.stopped() => {}
                }
                tracing::info!("the HTTP API closes");
                api.closing.send_replace(true);
            }
        };
        let serving = Connections::new(api.settings.connections_max).serve(
            listener,
            routes::router(Arc::clone(&api)),
            api.settings.head_timeout,
            api.closing.subscribe(),
        );
        let serving = async { tokio::join!(close, serving) };
        let too_long = async {
            api.closing().await;
            tokio::time::sleep(CLOSING_MAX).await;
        };
        tokio::select! {
            _ = serving => {}
            () = too_long => tracing::warn!("some requests were still being answered"),
        }
        Ok(api.runtime.shutdown_within(api.grace).await?)
    }
}

impl IntoFuture for Server {
    type Output = Result<(), ServeError>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

/// Resolves at the first signal that asks the process to end. From the call on, the signals no longer end
/// it by themselves.
#[cfg(unix)]
fn signals() -> Result<impl Future<Output = ()> + Send + 'static, ServeError> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut interrupt = signal(SignalKind::interrupt()).map_err(ServeError::Signals)?;
    let mut terminate = signal(SignalKind::terminate()).map_err(ServeError::Signals)?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Resolves when Ctrl-C is pressed.
#[cfg(windows)]
fn signals() -> Result<impl Future<Output = ()> + Send + 'static, ServeError> {
    let mut ctrl_c = tokio::signal::windows::ctrl_c().map_err(ServeError::Signals)?;
    Ok(async move {
        ctrl_c.recv().await;
    })
}
