//! [`Bodies`]: reads the bodies of requests, each up to a length, all together up to another, and each within a time.

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use axum::http::StatusCode;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::Instant;

use super::api::Settings;
use super::response::Refusal;

/// The size up to which a body always has room, whatever the others need, so that most requests never wait for it.
const SMALL_BYTES: usize = 16 * 1024;

/// The rate from which on a client has unlimited time, in bytes per second.
const BYTES_PER_SECOND_MIN: u64 = 16 * 1024;

/// The number of seconds after which a client that found no room may try again.
const RETRY_AFTER_SECONDS: u64 = 1;

/// The bytes of bodies in memory, and their limits.
#[derive(Debug)]
pub(super) struct Bodies {
    room: Arc<Semaphore>,
    bytes_max: usize,
    timeout: Duration,
}

/// Room for a body. Dropping it frees the room.
#[derive(Debug)]
pub(super) struct Held {
    _permit: Option<OwnedSemaphorePermit>,
}

impl Bodies {
    pub(super) fn new(settings: &Settings) -> Self {
        // The longest allowed body must find room, if only alone.
        let all = settings.bodies_bytes_max.max(settings.body_bytes_max);
        Self {
            room: Arc::new(Semaphore::new(all.min(Semaphore::MAX_PERMITS))),
            bytes_max: settings.body_bytes_max,
            timeout: settings.body_timeout,
        }
    }

    /// Reads a body, and keeps room for it.
    ///
    /// A long body gets all of its room before it is read, and not as it arrives: otherwise several half-read bodies
    /// could wait for each other.
    ///
    /// # Errors
    /// 413, if it is too long; 408, if the client takes too long; 503, if other bodies take too long.
    pub(super) async fn read(&self, body: Body) -> Result<(Vec<u8>, Held), Refusal> {
        let begun = Instant::now();
        let length = body.size_hint();
        let too_long = |bytes: u64| bytes > self.bytes_max as u64;
        if too_long(length.lower()) {
            return Err(self.too_long());
        }
        let mut reader = Reader {
            body,
            deadline: Deadline {
                begun,
                grace: self.timeout,
            },
            bytes: Vec::new(),
        };
        let is_small = |bytes: u64| bytes <= SMALL_BYTES as u64;
        let mut held = None;
        if !is_small(length.lower()) {
            held = Some(self.hold(length.upper(), &reader.deadline).await?);
        }
        while let Some(chunk) = reader.chunk().await? {
            let bytes = reader.bytes.len() as u64 + chunk.len() as u64;
            if too_long(bytes) {
                return Err(self.too_long());
            }
            // The length of a body in chunks isn't known in advance.
            if held.is_none() && !is_small(bytes) {
                held = Some(self.hold(length.upper(), &reader.deadline).await?);
            }
            reader.bytes.extend_from_slice(&chunk);
        }
        Ok((reader.bytes, Held { _permit: held }))
    }

    /// Waits for room, in turn.
    async fn hold(
        &self,
        length: Option<u64>,
        deadline: &Deadline,
    ) -> Result<OwnedSemaphorePermit, Refusal> {
        let bytes = length.map_or(self.bytes_max, |length| {
            usize::try_from(length).map_or(self.bytes_max, |length| length.min(self.bytes_max))
        });
        let permits = u32::try_from(bytes).unwrap_or(u32::MAX);
        let room = Arc::clone(&self.room).acquire_many_owned(permits);
        match tokio::time::timeout_at(deadline.at(0), room).await {
            Ok(Ok(permit)) => Ok(permit),
            _ => Err(Refusal::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "There is no room for the request's body beside those of other requests; try again",
            )
            .retry_after(RETRY_AFTER_SECONDS)),
        }
    }

    fn too_long(&self) -> Refusal {
        Refusal::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            format!("The request's body is longer than {} bytes", self.bytes_max),
        )
    }
}

/// The time by which a body must have arrived.
struct Deadline {
    begun: Instant,
    grace: Duration,
}

impl Deadline {
    fn at(&self, bytes_read: usize) -> Instant {
        let earned = Duration::from_secs(bytes_read as u64 / BYTES_PER_SECOND_MIN);
        // An unlimited timeout is one of a century.
        let time = self.grace.saturating_add(earned);
        let century = Duration::from_secs(100 * 365 * 24 * 3600);
        self.begun + time.min(century)
    }
}

struct Reader {
    body: Body,
    deadline: Deadline,
    bytes: Vec<u8>,
}

impl Reader {
    /// The next piece of the body; `None` after the last one.
    async fn chunk(&mut self) -> Result<Option<Bytes>, Refusal> {
        let deadline = self.deadline.at(self.bytes.len());
        loop {
            let frame =
                std::future::poll_fn(|context| Pin::new(&mut self.body).poll_frame(context));
            let frame = tokio::time::timeout_at(deadline, frame).await;
            let frame = frame.map_err(|_| {
                Refusal::new(
                    StatusCode::REQUEST_TIMEOUT,
                    "The request's body takes too long",
                )
            })?;
            match frame {
                None => return Ok(None),
                // Trailers are not part of the body.
                Some(Ok(frame)) => {
                    if let Ok(chunk) = frame.into_data() {
                        return Ok(Some(chunk));
                    }
                }
                Some(Err(_)) => {
                    return Err(Refusal::new(
                        StatusCode::BAD_REQUEST,
                        "The request's body can't be read",
                    ));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::task::{Context, Poll};

    use axum::response::IntoResponse;
    use tokio::sync::mpsc;

    use super::*;

    /// A body in chunks, which ends when its sender is dropped.
    struct Chunks(mpsc::UnboundedReceiver<Bytes>);

    impl HttpBody for Chunks {
        type Data = Bytes;
        type Error = std::convert::Infallible;

        fn poll_frame(
            mut self: Pin<&mut Self>,
            context: &mut Context<'_>,
        ) -> Poll<Option<Result<hyper::body::Frame<Bytes>, Self::Error>>> {
            let chunk = self.0.poll_recv(context);
            chunk.map(|chunk| chunk.map(|chunk| Ok(hyper::body::Frame::data(chunk))))
        }
    }

    struct Sender(mpsc::UnboundedSender<Bytes>);

    impl Sender {
        fn send(&self, bytes: usize) {
            self.0.send(vec![b'x'; bytes].into()).unwrap();
        }
    }

    fn body() -> (Sender, Body) {
        let (sender, receiver) = mpsc::unbounded_channel();
        (Sender(sender), Body::new(Chunks(receiver)))
    }

    const TIMEOUT: Duration = Duration::from_secs(30);

    fn bodies(each: usize, all: usize) -> Arc<Bodies> {
        Arc::new(Bodies::new(&Settings {
            body_bytes_max: each,
            bodies_bytes_max: all,
            body_timeout: TIMEOUT,
            ..Settings::default()
        }))
    }

    fn reading(
        bodies: &Arc<Bodies>,
        body: Body,
    ) -> tokio::task::JoinHandle<Result<(Vec<u8>, Held), Refusal>> {
        let bodies = Arc::clone(bodies);
        tokio::spawn(async move { bodies.read(body).await })
    }

    fn status(read: Result<(Vec<u8>, Held), Refusal>) -> u16 {
        let refusal = read.map(|(bytes, _)| bytes.len()).unwrap_err();
        refusal.into_response().status().as_u16()
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_that_stalls_is_refused_when_its_time_is_over() {
        let (sender, body) = body();
        sender.send(10);
        let begun = Instant::now();
        assert_eq!(status(bodies(1000, 1000).read(body).await), 408);
        assert_eq!(begun.elapsed().as_secs(), TIMEOUT.as_secs());
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_that_comes_steadily_has_the_time_that_it_needs() {
        let (sender, body) = body();
        let read = reading(&bodies(10_000_000, 10_000_000), body);
        for _ in 0..100 {
            sender.send(16 * 1024);
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
        drop(sender);
        assert_eq!(read.await.unwrap().unwrap().0.len(), 100 * 16 * 1024);
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_that_drips_has_not() {
        let (sender, body) = body();
        let read = reading(&bodies(10_000_000, 10_000_000), body);
        let dripping = tokio::spawn(async move {
            while sender.0.send(vec![b'x'].into()).is_ok() {
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
        });
        assert_eq!(status(read.await.unwrap()), 408);
        dripping.await.unwrap();
    }

    #[tokio::test(start_paused = true)]
    async fn long_bodies_wait_for_room_and_short_ones_do_not() {
        let bodies = bodies(100_000, 150_000);
        let first = Body::from(vec![b'x'; 100_000]);
        let (bytes, held) = bodies.read(first).await.unwrap();
        assert_eq!(bytes.len(), 100_000);
        let waiting = reading(&bodies, Body::from(vec![b'y'; 100_000]));
        for _ in 0..100 {
            let small = bodies.read(Body::from(vec![b'z'; SMALL_BYTES])).await;
            assert_eq!(small.unwrap().0.len(), SMALL_BYTES);
        }
        assert!(!waiting.is_finished());
        drop(held);
        assert_eq!(waiting.await.unwrap().unwrap().0.len(), 100_000);
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_that_finds_no_room_in_time_may_be_sent_again() {
        let bodies = bodies(100_000, 150_000);
        let (_, held) = bodies.read(vec![b'x'; 100_000].into()).await.unwrap();
        let refused = bodies.read(vec![b'y'; 100_000].into()).await.unwrap_err();
        let response = refused.into_response();
        assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(response.headers()["retry-after"], "1");
        drop(held);
    }

    /// A body without a declared length counts as the longest that it may become.
    #[tokio::test(start_paused = true)]
    async fn a_body_without_a_length_finds_room_before_it_grows() {
        let bodies = bodies(100_000, 100_000);
        let (sender, body) = body();
        let read = reading(&bodies, body);
        sender.send(SMALL_BYTES);
        tokio::task::yield_now().await;
        let (_, held) = bodies.read(vec![b'x'; 100_000].into()).await.unwrap();
        sender.send(1);
        tokio::time::sleep(TIMEOUT / 2).await;
        assert!(!read.is_finished());
        drop(held);
        sender.send(1);
        drop(sender);
        assert_eq!(read.await.unwrap().unwrap().0.len(), SMALL_BYTES + 2);
    }

    #[tokio::test]
    async fn a_body_that_is_too_long_is_refused_whether_it_says_so_or_not() {
        let bodies = bodies(1000, 1000);
        assert_eq!(status(bodies.read(vec![b'x'; 1001].into()).await), 413);
        let (sender, body) = body();
        sender.send(1001);
        assert_eq!(status(bodies.read(body).await), 413);
        assert_eq!(
            bodies.read(vec![b'x'; 1000].into()).await.unwrap().0.len(),
            1000
        );
    }

    #[tokio::test]
    async fn the_longest_body_finds_room_whatever_the_sum_is() {
        let bodies = bodies(100_000, 10);
        let read = bodies.read(vec![b'x'; 100_000].into()).await;
        assert_eq!(read.unwrap().0.len(), 100_000);
    }
}
