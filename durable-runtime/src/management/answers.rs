//! [`Answers`]: bounds the answers that are in memory because their clients have not taken them, all together.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use axum::http::StatusCode;
use axum::response::Response;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::api::Settings;
use super::response::{HandlerResult, Refusal};

/// The size up to which an answer always has room, whatever the others need, so that most requests never wait for it.
const SMALL_BYTES: usize = 16 * 1024;

/// The number of seconds after which a client that found no room may try again.
const RETRY_AFTER_SECONDS: u64 = 1;

/// The bytes of answers in memory, and their limit.
#[derive(Debug)]
pub(super) struct Answers {
    room: Arc<Semaphore>,
    bytes_max: u32,
    /// The time for which a request waits for room.
    timeout: Duration,
}

/// The text of an answer, and its room: that is free when the last of the text is with the client.
struct Held {
    text: Bytes,
    _room: OwnedSemaphorePermit,
}

impl AsRef<[u8]> for Held {
    fn as_ref(&self) -> &[u8] {
        &self.text
    }
}

impl Answers {
    pub(super) fn new(settings: &Settings) -> Self {
        let most = u32::try_from(Semaphore::MAX_PERMITS).unwrap_or(u32::MAX);
        let bytes_max = u32::try_from(settings.answers_bytes_max).map_or(most, |all| all.min(most));
        Self {
            room: Arc::new(Semaphore::new(bytes_max as usize)),
            bytes_max,
            timeout: settings.body_timeout,
        }
    }

    /// Makes an answer, with room for so many bytes while it is made. One that finds no room when it is made is dropped,
    /// and made again when there is room for it: what waits for room holds none.
    ///
    /// # Errors
    /// Those of making it; 503, if other clients take too long with their answers.
    pub(super) async fn bounded<F: Future<Output = HandlerResult>>(
        &self,
        expected_bytes: usize,
        make: impl Fn() -> F,
    ) -> HandlerResult {
        let mut held = self.wait(self.permits(expected_bytes)).await?;
        loop {
            let response = make().await?;
            let permits = self.permits(bytes_of(&response));
            if let Some(rest) = (held.num_permits()).checked_sub(permits as usize) {
                drop(held.split(rest));
                return Ok(with(response, held).await);
            }
            let missing = permits - u32::try_from(held.num_permits()).unwrap_or(permits);
            if let Ok(more) = Arc::clone(&self.room).try_acquire_many_owned(missing) {
                held.merge(more);
                return Ok(with(response, held).await);
            }
            drop((response, held));
            held = self.wait(permits).await?;
        }
    }

    /// The same answer with its room; `None` when there is none at once.
    pub(super) async fn admitted(&self, response: Response) -> Option<Response> {
        let permits = self.permits(bytes_of(&response));
        let room = Arc::clone(&self.room).try_acquire_many_owned(permits);
        Some(with(response, room.ok()?).await)
    }

    /// The room for so many bytes. A longer answer than all may have together gets all of it.
    fn permits(&self, bytes: usize) -> u32 {
        match u32::try_from(bytes) {
            _ if bytes <= SMALL_BYTES => 0,
            Ok(bytes) => bytes.min(self.bytes_max),
            Err(_) => self.bytes_max,
        }
    }

    /// Waits for room, in turn.
    async fn wait(&self, permits: u32) -> Result<OwnedSemaphorePermit, Refusal> {
        let room = Arc::clone(&self.room).acquire_many_owned(permits);
        match tokio::time::timeout(self.timeout, room).await {
            Ok(Ok(room)) => Ok(room),
            _ => Err(Refusal::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "There is no room for the answer beside those that other clients have not taken; try again",
            )
            .retry_after(RETRY_AFTER_SECONDS)),
        }
    }
}

/// The length of an answer, which is known of all answers.
fn bytes_of(response: &Response) -> usize {
    let bytes = response.body().size_hint().lower();
    usize::try_from(bytes).unwrap_or(usize::MAX)
}

/// The same answer, which keeps its room until it is sent or dropped.
async fn with(response: Response, room: OwnedSemaphorePermit) -> Response {
    if room.num_permits() == 0 {
        return response;
    }
    let (head, body) = response.into_parts();
    // It is a text in memory, so this neither waits nor fails.
    let text = axum::body::to_bytes(body, usize::MAX).await;
    let text = text.unwrap_or_default();
    let held = Bytes::from_owner(Held { text, _room: room });
    Response::from_parts(head, Body::from(held))
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use axum::response::IntoResponse;

    use super::*;
    use crate::management::response::raw_json;

    const TIMEOUT: Duration = Duration::from_secs(30);

    fn answers(all: usize) -> Arc<Answers> {
        Arc::new(Answers::new(&Settings {
            answers_bytes_max: all,
            body_timeout: TIMEOUT,
            ..Settings::default()
        }))
    }

    async fn answered(answers: &Answers, expected: usize, bytes: usize) -> HandlerResult {
        let make = || async { Ok(raw_json(StatusCode::OK, "x".repeat(bytes))) };
        answers.bounded(expected, make).await
    }

    #[tokio::test(start_paused = true)]
    async fn long_answers_that_are_not_taken_leave_no_room_and_short_ones_need_none() {
        let answers = answers(250_000);
        let first = answered(&answers, 0, 100_000).await.unwrap();
        let second = answered(&answers, 200_000, 100_000);
        let waited = tokio::time::timeout(TIMEOUT / 2, second).await;
        assert!(waited.is_err(), "while it is made it may need more");
        let second = answered(&answers, 150_000, 100_000).await.unwrap();
        let refused = answered(&answers, 0, 100_000).await.unwrap_err();
        let refused = refused.into_response();
        assert_eq!(refused.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(refused.headers()["retry-after"], "1");
        for _ in 0..100 {
            let short = answered(&answers, 0, SMALL_BYTES).await.unwrap();
            assert_eq!(bytes_of(&short), SMALL_BYTES);
        }
        // A body that is on its way to the client counts until it is there.
        let first = axum::body::to_bytes(first.into_body(), usize::MAX).await;
        let first = first.unwrap();
        assert_eq!(first.len(), 100_000);
        assert!(answered(&answers, 0, 100_000).await.is_err());
        drop(first);
        let third = answered(&answers, 0, 100_000).await.unwrap();
        drop((second, third));
        assert_eq!(answers.room.available_permits(), 250_000);
    }

    #[tokio::test(start_paused = true)]
    async fn an_answer_without_room_is_made_again_when_there_is_room() {
        let answers = answers(250_000);
        let first = answered(&answers, 0, 200_000).await.unwrap();
        let made = Arc::new(AtomicUsize::new(0));
        let waiting = tokio::spawn({
            let (answers, made) = (Arc::clone(&answers), Arc::clone(&made));
            async move {
                let make = || async {
                    made.fetch_add(1, Ordering::SeqCst);
                    Ok(raw_json(StatusCode::OK, "x".repeat(100_000)))
                };
                answers.bounded(20_000, make).await
            }
        });
        tokio::time::sleep(TIMEOUT / 2).await;
        assert_eq!(made.load(Ordering::SeqCst), 1);
        drop(first);
        assert_eq!(bytes_of(&waiting.await.unwrap().unwrap()), 100_000);
        assert_eq!(made.load(Ordering::SeqCst), 2);
    }

    #[tokio::test(start_paused = true)]
    async fn an_answer_longer_than_all_together_is_sent_alone() {
        let answers = answers(50_000);
        let alone = answered(&answers, 100_000, 1_000_000).await.unwrap();
        assert_eq!(bytes_of(&alone), 1_000_000);
        let refused = answers.admitted(raw_json(StatusCode::OK, "x".repeat(20_000)));
        assert!(refused.await.is_none());
        drop(alone);
        let admitted = answers.admitted(raw_json(StatusCode::OK, "x".repeat(20_000)));
        assert_eq!(bytes_of(&admitted.await.unwrap()), 20_000);
    }
}
