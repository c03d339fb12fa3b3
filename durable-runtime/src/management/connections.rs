//! [`Connections`]: the open connections. Their number is limited, and clients that keep the server waiting make room
//! for those that don't: neither half a request nor an unread answer locks out the next client.

use std::collections::BTreeMap;
use std::io;
use std::pin::Pin;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::{Relaxed, SeqCst};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::{Body, HttpBody};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::Service;
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, watch};
use tokio::task::JoinSet;
use tokio::time::{Instant, Sleep};

/// The largest request head, first line and headers together, in bytes.
const HEAD_BYTES_MAX: usize = 64 * 1024;

/// The wait before the next try after the system had no room for a connection.
const ACCEPT_AGAIN: Duration = Duration::from_millis(20);

/// The number of looks at a socket within which arrived bytes are read, unless the client doesn't take the answer to an
/// earlier request; and the wait between looks.
const LOOKS_MAX: u32 = 5;
const LOOK_AGAIN: Duration = Duration::from_millis(2);

/// The number of connections that are asked to close at a time.
const ASKED_MAX: usize = 32;

/// The time for which a client that the server waits for may delay the closing.
const CLOSING_WAIT: Duration = Duration::from_millis(500);

/// The bytes that are still read from a client after its answer, so that it sees the answer and not an error.
const LINGER_BYTES_MAX: usize = 64 * 1024 * 1024;

/// The time for which they are read.
const LINGER_TIME_MAX: Duration = Duration::from_secs(2);

/// The connections of a server.
#[derive(Debug)]
pub(super) struct Connections {
    max: usize,
    open: Mutex<BTreeMap<u64, Arc<Connection>>>,
    /// Notified when a connection has closed, or waits for its client now.
    changed: Notify,
}

/// A connection, as the server sees it.
#[derive(Debug)]
pub(super) struct Connection {
    phase: Mutex<Phase>,
    /// Notified when it is asked to make room for another one.
    cut: Notify,
    is_asked: AtomicBool,
    /// Whether unread bytes had arrived when it was asked.
    has_unread: AtomicBool,
    /// Whether the answer may come before the client has sent the whole request.
    has_unread_body: AtomicBool,
    head_timeout: Duration,
    all: Arc<Connections>,
}

/// The phase of a connection: whom it waits for, and since when.
#[derive(Clone, Copy, Debug)]
enum Phase {
    /// The client has to take the answer, and to begin a request.
    Idle(Instant),
    /// The client has to send the rest of a request's head.
    Head(Instant),
    /// The client has to send a request's body.
    Body(Instant),
    /// The server has to answer.
    Answering,
}

/// Whether a connection makes room for another one.
enum GivesWay {
    Yes,
    No,
    /// Bytes have arrived. When they are read, the connection is asked again.
    Later,
}

impl Connections {
    pub(super) fn new(max: usize) -> Arc<Self> {
        Arc::new(Self {
            max: max.max(1),
            open: Mutex::default(),
            changed: Notify::new(),
        })
    }

    /// Serves the connections of `listener` until `closing` resolves, and then until all received requests are
    /// answered.
    pub(super) async fn serve(
        self: Arc<Self>,
        listener: TcpListener,
        router: axum::Router,
        head_timeout: Duration,
        mut closing: watch::Receiver<bool>,
    ) {
        let mut tasks = JoinSet::new();
        let mut number = 0;
        loop {
            let accepted = tokio::select! {
                accepted = listener.accept() => accepted,
                Some(_) = tasks.join_next() => continue,
                () = closes(&mut closing) => break,
            };
            let stream = match accepted {
                Ok((stream, _)) => stream,
                Err(error) => {
                    self.not_accepted(&error).await;
                    continue;
                }
            };
            tokio::select! {
                () = self.make_room() => {}
                () = closes(&mut closing) => break,
            }
            number += 1;
            let connection = Connection::new(&self, head_timeout);
            self.open().insert(number, Arc::clone(&connection));
            let (all, router, closing) = (Arc::clone(&self), router.clone(), closing.clone());
            tasks.spawn(async move {
                let _registered = Registered { all, number };
                connection.serve(stream, router, closing).await;
            });
        }
        drop(listener);
        while tasks.join_next().await.is_some() {}
    }

    async fn not_accepted(&self, error: &io::Error) {
        // Most likely the process has too many files open, unless the error is that of one connection.
        if !is_of_connection(error) {
            tracing::warn!(%error, "a connection can't be taken");
            self.ask_oldest();
            tokio::time::sleep(ACCEPT_AGAIN).await;
        }
    }

    /// Waits until one more connection may be open.
    async fn make_room(&self) {
        loop {
            let changed = self.changed.notified();
            if self.has_room() || (self.ask_oldest() && self.has_room()) {
                return;
            }
            changed.await;
        }
    }

    /// Whether there is room for one more. Connections that were asked to close count as closed; they are few.
    fn has_room(&self) -> bool {
        let open = self.open();
        let asked = open.values().filter(|connection| connection.is_asked());
        open.len() - asked.count() < self.max
    }

    /// Asks the connection that has kept the server waiting for the longest time to close, unless many are asked
    /// already. The connection closes, unless a request has arrived meanwhile. Returns whether one was asked.
    fn ask_oldest(&self) -> bool {
        let open = self.open();
        let (asked, others): (Vec<_>, Vec<_>) =
            open.values().partition(|connection| connection.is_asked());
        if asked.len() >= (self.max / 16).clamp(1, ASKED_MAX) {
            return false;
        }
        let waiting = others
            .into_iter()
            .filter_map(|connection| Some((connection.phase().waits_since()?, connection)));
        let Some((_, oldest)) = waiting.min_by_key(|(since, _)| *since) else {
            return false;
        };
        oldest.is_asked.store(true, SeqCst);
        oldest.cut.notify_one();
        true
    }

    fn open(&self) -> MutexGuard<'_, BTreeMap<u64, Arc<Connection>>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Resolves when the server closes.
async fn closes(closing: &mut watch::Receiver<bool>) {
    // An error means that the sender is gone.
    let _ = closing.wait_for(|closing| *closing).await;
}

/// Whether the error is that of one connection, and not of the listener.
fn is_of_connection(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionRefused
            | io::ErrorKind::Interrupted
    )
}

/// A connection that is counted until this is dropped.
struct Registered {
    all: Arc<Connections>,
    number: u64,
}

impl Drop for Registered {
    fn drop(&mut self) {
        self.all.open().remove(&self.number);
        self.all.changed.notify_one();
    }
}

impl Connection {
    fn new(all: &Arc<Connections>, head_timeout: Duration) -> Arc<Self> {
        Arc::new(Self {
            phase: Mutex::new(Phase::Idle(Instant::now())),
            cut: Notify::new(),
            is_asked: AtomicBool::new(false),
            has_unread: AtomicBool::new(false),
            has_unread_body: AtomicBool::new(false),
            head_timeout,
            all: Arc::clone(all),
        })
    }

    fn phase(&self) -> MutexGuard<'_, Phase> {
        self.phase.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_asked(&self) -> bool {
        self.is_asked.load(SeqCst)
    }

    /// Whether it closes when asked. It doesn't while a request is being answered, or has arrived and is read next: a
    /// request must not be performed without an answer to its client.
    fn gives_way(&self, looks: u32) -> GivesWay {
        let has_unread = self.has_unread.swap(false, SeqCst);
        if self.phase().waits_since().is_none() {
            self.is_asked.store(false, SeqCst);
            // Another connection is asked.
            self.all.changed.notify_one();
            GivesWay::No
        } else if has_unread && looks < LOOKS_MAX {
            GivesWay::Later
        } else {
            GivesWay::Yes
        }
    }

    fn set_phase(&self, phase: Phase) {
        let waits = phase.waits_since().is_some();
        *self.phase() = phase;
        if waits {
            self.all.changed.notify_one();
        }
    }

    /// Reads a request's body. Meanwhile the connection waits for its client.
    pub(super) async fn read_body<T, E>(
        &self,
        reading: impl Future<Output = Result<T, E>>,
    ) -> Result<T, E> {
        self.set_phase(Phase::Body(Instant::now()));
        let read = reading.await;
        self.set_phase(Phase::Answering);
        if read.is_ok() {
            self.has_unread_body.store(false, Relaxed);
        }
        read
    }

    async fn serve(
        self: Arc<Self>,
        stream: TcpStream,
        router: axum::Router,
        mut closing: watch::Receiver<bool>,
    ) {
        // An answer is small, and its client waits for it.
        let _ = stream.set_nodelay(true);
        let io = TokioIo::new(Watched {
            stream,
            connection: Arc::clone(&self),
            lingered: 0,
            linger: None,
        });
        let service = Answering {
            connection: Arc::clone(&self),
            router: TowerToHyperService::new(router),
        };
        let serving = http1::Builder::new()
            .max_buf_size(HEAD_BYTES_MAX)
            .serve_connection(io, service);
        let mut serving = std::pin::pin!(serving);
        let mut is_closing = false;
        let (mut looks, mut look_again) = (0, None);
        loop {
            tokio::select! {
                // The connection's work comes first: it tells whether the client is waited for.
                biased;
                ended = serving.as_mut() => {
                    if let Err(error) = ended {
                        tracing::debug!(%error, "a connection has ended early");
                    }
                    return;
                }
                () = self.cut.notified() => match self.gives_way(looks) {
                    GivesWay::Yes => return,
                    GivesWay::No => looks = 0,
                    GivesWay::Later => {
                        looks += 1;
                        look_again = Some(Instant::now() + LOOK_AGAIN);
                    }
                },
                () = async {
                    match look_again {
                        Some(time) => tokio::time::sleep_until(time).await,
                        None => std::future::pending().await,
                    }
                } => {
                    look_again = None;
                    self.cut.notify_one();
                }
                () = self.kept_waiting(is_closing) => return,
                () = closes(&mut closing), if !is_closing => {
                    is_closing = true;
                    serving.as_mut().graceful_shutdown();
                }
            }
        }
    }

    /// Resolves when the client has kept the server waiting for too long. Bodies have a time limit of their own.
    async fn kept_waiting(&self, is_closing: bool) {
        let patience = if is_closing {
            self.head_timeout.min(CLOSING_WAIT)
        } else {
            self.head_timeout
        };
        loop {
            let since = match *self.phase() {
                Phase::Idle(since) | Phase::Head(since) => since,
                Phase::Body(_) | Phase::Answering => Instant::now(),
            };
            match patience.checked_sub(since.elapsed()) {
                None | Some(Duration::ZERO) => return,
                Some(left) => tokio::time::sleep(left).await,
            }
        }
    }

    /// Notes that the client sent bytes.
    fn note_read(&self) {
        let mut phase = self.phase();
        if matches!(*phase, Phase::Idle(_)) {
            *phase = Phase::Head(Instant::now());
        }
    }

    /// Notes that the client took bytes.
    fn note_written(&self) {
        let mut phase = self.phase();
        if matches!(*phase, Phase::Idle(_)) {
            *phase = Phase::Idle(Instant::now());
        }
    }
}

impl Phase {
    /// The time since which the client is waited for.
    fn waits_since(self) -> Option<Instant> {
        match self {
            Self::Idle(since) | Self::Head(since) | Self::Body(since) => Some(since),
            Self::Answering => None,
        }
    }
}

/// Answers the requests of a connection, and notes its phases.
struct Answering {
    connection: Arc<Connection>,
    router: TowerToHyperService<axum::Router>,
}

/// Notes that the client is waited for again, also when the answer is dropped.
struct Answered(Arc<Connection>);

impl Drop for Answered {
    fn drop(&mut self) {
        self.0.set_phase(Phase::Idle(Instant::now()));
    }
}

impl Service<hyper::Request<Incoming>> for Answering {
    type Response = axum::response::Response;
    type Error = std::convert::Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Self::Error>> + Send>>;

    fn call(&self, request: hyper::Request<Incoming>) -> Self::Future {
        self.connection.set_phase(Phase::Answering);
        let has_body = !request.body().is_end_stream();
        self.connection.has_unread_body.store(has_body, Relaxed);
        let answered = Answered(Arc::clone(&self.connection));
        let mut request = request.map(Body::new);
        request
            .extensions_mut()
            .insert(Arc::clone(&self.connection));
        let answer = self.router.call(request);
        Box::pin(async move {
            let _answered = answered;
            answer.await
        })
    }
}

/// A socket that notes what the client does.
struct Watched {
    stream: TcpStream,
    connection: Arc<Connection>,
    /// The bytes read after the last answer.
    lingered: usize,
    /// The time until which more are read.
    linger: Option<Pin<Box<Sleep>>>,
}

impl AsyncRead for Watched {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = into.filled().len();
        let read = Pin::new(&mut self.stream).poll_read(context, into);
        if read.is_pending() && self.connection.is_asked() {
            // tokio learns of arrived bytes some time later.
            self.connection
                .has_unread
                .store(has_unread(&self.stream), SeqCst);
        }
        ready!(read)?;
        if into.filled().len() > before {
            self.connection.note_read();
        }
        Poll::Ready(Ok(()))
    }
}

/// Whether the system holds unread bytes of a socket.
#[cfg(unix)]
fn has_unread(stream: &TcpStream) -> bool {
    use std::os::fd::AsFd as _;

    let socket = stream.as_fd().try_clone_to_owned();
    socket.is_ok_and(|socket| matches!(std::net::TcpStream::from(socket).peek(&mut [0]), Ok(1..)))
}

#[cfg(windows)]
fn has_unread(stream: &TcpStream) -> bool {
    use std::os::windows::io::AsSocket as _;

    let socket = stream.as_socket().try_clone_to_owned();
    socket.is_ok_and(|socket| matches!(std::net::TcpStream::from(socket).peek(&mut [0]), Ok(1..)))
}

#[cfg(not(any(unix, windows)))]
fn has_unread(_: &TcpStream) -> bool {
    false
}

impl Watched {
    fn note_written(&self, written: Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
        if let Poll::Ready(Ok(1..)) = written {
            self.connection.note_written();
        }
        written
    }
}

impl AsyncWrite for Watched {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.note_written(written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, slices);
        self.note_written(written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    /// Closes the socket for writing, and reads what the client may still be sending: closing a socket with unread
    /// bytes takes the answer away from a client that has not read it yet.
    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(Pin::new(&mut self.stream).poll_shutdown(context))?;
        if !self.connection.has_unread_body.load(Relaxed) {
            return Poll::Ready(Ok(()));
        }
        let linger = self
            .linger
            .get_or_insert_with(|| Box::pin(tokio::time::sleep(LINGER_TIME_MAX)));
        if linger.as_mut().poll(context).is_ready() {
            return Poll::Ready(Ok(()));
        }
        let mut room = [0; 4096];
        while self.lingered < LINGER_BYTES_MAX {
            let mut unread = ReadBuf::new(&mut room);
            let read = Pin::new(&mut self.stream).poll_read(context, &mut unread);
            match ready!(read) {
                Ok(()) if !unread.filled().is_empty() => self.lingered += unread.filled().len(),
                _ => break,
            }
        }
        Poll::Ready(Ok(()))
    }
}
