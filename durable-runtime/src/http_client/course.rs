//! [`Course`]: how far a call has come, and what it does after a request. It does no I/O.

use std::time::{Duration, SystemTime};

use jiff::fmt::rfc2822;
use reqwest::header::{HeaderMap, RETRY_AFTER};
use reqwest::{Method, StatusCode};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::http_client::attempt::{Attempt, OF_CONTENT, Reply, location, parse};
use crate::http_client::body::Body;
use crate::http_client::request::RequestBuilder;
use crate::http_client::response::Response;
use crate::model::clock::later;
use crate::model::failure::{Failure, Result};

const IDEMPOTENCY_KEY: &str = "idempotency-key";

/// The shortest wait that a `Retry-After` is taken for. A date that has passed must not let a call ask without a pause.
const RETRY_AFTER_MIN: Duration = Duration::from_secs(1);

/// How far a call has come.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Course {
    /// The `Idempotency-Key` of all requests of the call.
    key: String,
    /// Where the `Location` of a 202 has led, once there was one.
    polled: Option<String>,
    /// Whether that is, or was, another origin than the call's.
    has_left: bool,
    /// The failed attempts at the present request.
    failed: u32,
    /// The time at which the first attempt at it began.
    first_at: SystemTime,
}

/// What a call does after a request.
#[derive(Debug, PartialEq)]
pub(crate) enum Next {
    Return(Response),
    /// It sends the next request at this time.
    SendAt(SystemTime),
}

impl Course {
    /// The beginning of a call.
    pub(crate) fn new(request: &RequestBuilder, now: SystemTime) -> Result<Self> {
        if let Some(mistake) = &request.mistake {
            return Err(Failure::terminal(mistake));
        }
        parse(&request.url)?;
        Ok(Self {
            key: Uuid::now_v7().to_string(),
            polled: None,
            has_left: false,
            failed: 0,
            first_at: now,
        })
    }

    /// The request that is sent next.
    pub(crate) fn attempt(&self, request: &RequestBuilder) -> Attempt {
        let mut attempt = Attempt {
            method: request.method.clone(),
            url: request.url.clone(),
            headers: request.headers.clone(),
            secrets: request.secrets.clone(),
            body: Body::default(),
            body_bytes_max: request.body_bytes_max,
        };
        match &self.polled {
            None => attempt.body = request.body.clone(),
            Some(url) => {
                attempt.method = Method::GET.to_string();
                attempt.url.clone_from(url);
                (attempt.headers).retain(|(name, _)| !OF_CONTENT.contains(&name.as_str()));
            }
        }
        if self.has_left {
            attempt.secrets.clear();
        }
        let mut names = attempt.headers.iter().map(|(name, _)| name);
        if !names.any(|name| name == IDEMPOTENCY_KEY) {
            (attempt.headers).push((IDEMPOTENCY_KEY.to_owned(), self.key.clone()));
        }
        attempt
    }

    /// What the call does now that its request has ended.
    pub(crate) fn next(
        &mut self,
        request: &RequestBuilder,
        ended: Result<Reply>,
        now: SystemTime,
    ) -> Result<Next> {
        let Reply { response, has_left } = match ended {
            Ok(reply) => reply,
            Err(failure) if failure.is_terminal() => return Err(failure),
            Err(failure) => {
                let again = self.try_again(request, None, now);
                return again.map(Next::SendAt).ok_or(failure);
            }
        };
        let wait = retry_after(response.headers(), now);
        if request.retry_statuses.contains(&response.status().as_u16()) {
            let again = self.try_again(request, wait, now);
            return Ok(again.map_or(Next::Return(response), Next::SendAt));
        }
        if !request.polls || response.status() != StatusCode::ACCEPTED {
            return Ok(Next::Return(response));
        }
        match location(response.headers(), &parse(response.url())?)? {
            Some(next) => {
                self.has_left |= has_left || next.origin() != parse(&request.url)?.origin();
                self.polled = Some(next.into());
            }
            None if self.polled.is_none() => return Ok(Next::Return(response)),
            // It has said before where to ask.
            None => {}
        }
        let at = later(now, wait.unwrap_or(request.poll_interval));
        (self.failed, self.first_at) = (0, at);
        Ok(Next::SendAt(at))
    }

    /// The time of the next attempt at the same request, if there is one.
    fn try_again(
        &mut self,
        request: &RequestBuilder,
        wanted: Option<Duration>,
        now: SystemTime,
    ) -> Option<SystemTime> {
        self.failed += 1;
        let policy = request.retry?;
        policy.next_attempt(self.failed, self.first_at, now, wanted)
    }
}

/// The wait that a response asks for, in seconds or as a date.
fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    let wait = match text.parse() {
        Ok(seconds) => Duration::from_secs(seconds),
        Err(_) => {
            let date = rfc2822::DateTimeParser::new().parse_timestamp(text).ok()?;
            let until = SystemTime::from(date).duration_since(now);
            until.unwrap_or_default()
        }
    };
    Some(wait.max(RETRY_AFTER_MIN))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http_client::request::{get, post};
    use crate::model::retry::RetryPolicy;

    const START: SystemTime = SystemTime::UNIX_EPOCH;
    const URL: &str = "http://one.example/start?code=1";

    fn seconds(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    #[allow(clippy::unnecessary_wraps, reason = "it is what `next` is given")]
    fn reply(status: u16, url: &str, headers: &[(&'static str, &str)]) -> Result<Reply> {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, value.parse().unwrap());
        }
        let status = status.try_into().unwrap();
        let response = Response::new(status, url.to_owned(), map, Vec::new());
        Ok(Reply {
            response,
            has_left: false,
        })
    }

    #[track_caller]
    fn check_wait(headers: &[(&'static str, &str)], now: SystemTime, wait: u64) {
        let request = get(URL).poll_interval(seconds(7));
        let mut course = Course::new(&request, now).unwrap();
        let headers = [headers, &[("location", "/x")]].concat();
        let next = course.next(&request, reply(202, URL, &headers), now);
        assert_eq!(next, Ok(Next::SendAt(now + seconds(wait))), "{headers:?}");
    }

    #[test]
    fn a_202_is_polled_when_the_server_says_or_after_the_interval() {
        check_wait(&[], START, 7);
        check_wait(&[("retry-after", "12")], START, 12);
        check_wait(&[("retry-after", "0")], START, 1);
        check_wait(&[("retry-after", "soon")], START, 7);
        let date = ("retry-after", "Sun, 06 Nov 1994 08:49:37 GMT");
        let then = START + seconds(784_111_777);
        check_wait(&[date], then - seconds(40), 40);
        check_wait(&[date], then + seconds(40), 1);
    }

    #[test]
    fn polls_are_gets_without_the_body_and_go_on_where_the_last_location_led() {
        let request = post(URL)
            .json("order")
            .header("accept", "text/plain")
            .secret_header("x-functions-key", "KEY");
        let mut course = Course::new(&request, START).unwrap();
        let first = course.attempt(&request);
        assert_eq!(first.body.0, br#""order""#);
        let relative = [("location", "status/1")];
        course
            .next(&request, reply(202, URL, &relative), START)
            .unwrap();
        let second = course.attempt(&request);
        assert_eq!(second.url, "http://one.example/status/1");
        assert_eq!((second.method.as_str(), second.body.0.len()), ("GET", 0));
        let names: Vec<_> = second.headers.iter().map(|(name, _)| &**name).collect();
        assert_eq!(names, ["accept", IDEMPOTENCY_KEY]);
        assert_eq!(second.headers[1], first.headers[2], "the same key");
        assert_eq!(second.secrets, request.secrets);
        course
            .next(&request, reply(202, &second.url, &[]), START)
            .unwrap();
        assert_eq!(course.attempt(&request), second);
    }

    #[test]
    fn secrets_do_not_follow_to_another_origin_nor_back_from_there() {
        let request = get(URL).secret_header("authorization", "KEY");
        for elsewhere in [
            "http://two.example/x",
            "https://one.example/x",
            "http://one.example:8080/x",
            "//two.example/x",
        ] {
            let mut course = Course::new(&request, START).unwrap();
            let location = [("location", elsewhere)];
            course
                .next(&request, reply(202, URL, &location), START)
                .unwrap();
            let poll = course.attempt(&request);
            assert_eq!(poll.secrets, [], "{elsewhere}");
            let back = [("location", URL)];
            course
                .next(&request, reply(202, &poll.url, &back), START)
                .unwrap();
            let poll = course.attempt(&request);
            assert_eq!((&*poll.url, &poll.secrets[..]), (URL, &[][..]));
        }
        let mut course = Course::new(&request, START).unwrap();
        let mut left = reply(202, URL, &[("location", "/x")]).unwrap();
        left.has_left = true;
        course.next(&request, Ok(left), START).unwrap();
        assert_eq!(course.attempt(&request).secrets, []);
    }

    #[test]
    fn attempts_go_by_the_policy_and_the_last_response_is_returned() {
        let request = get(URL).retry(RetryPolicy::new(3, seconds(10)).backoff(2.0));
        let mut course = Course::new(&request, START).unwrap();
        let busy = || reply(503, URL, &[]);
        let next = course.next(&request, busy(), START);
        assert_eq!(next, Ok(Next::SendAt(START + seconds(10))));
        let next = course.next(&request, Err(Failure::new("cut off")), START);
        assert_eq!(next, Ok(Next::SendAt(START + seconds(20))));
        let next = course.next(&request, busy(), START);
        assert_eq!(next, Ok(Next::Return(busy().unwrap().response)));
    }

    #[test]
    fn a_failure_is_told_after_the_last_attempt_and_a_terminal_one_at_once() {
        let once = get(URL);
        let thrice = get(URL).retry(RetryPolicy::new(3, seconds(1)));
        for (request, failure) in [
            (once, Failure::new("cut off")),
            (thrice, Failure::terminal("no such secret")),
        ] {
            let mut course = Course::new(&request, START).unwrap();
            let next = course.next(&request, Err(failure.clone()), START);
            assert_eq!(next, Err(failure));
        }
    }

    #[test]
    fn only_the_statuses_of_the_call_are_tried_again() {
        let policy = RetryPolicy::new(2, seconds(1));
        let wanted = [("retry-after", "9")];
        for (request, status, wait) in [
            (get(URL), 503, None),
            (get(URL).retry(policy), 404, None),
            (get(URL).retry(policy), 429, Some(9)),
            (get(URL).retry(policy).retry_statuses([404]), 404, Some(9)),
            (get(URL).retry(policy).retry_statuses([404]), 503, None),
        ] {
            let mut course = Course::new(&request, START).unwrap();
            let next = course.next(&request, reply(status, URL, &wanted), START);
            let expected = match wait {
                Some(wait) => Next::SendAt(START + seconds(wait)),
                None => Next::Return(reply(status, URL, &wanted).unwrap().response),
            };
            assert_eq!(next, Ok(expected), "{status}");
        }
    }

    #[test]
    fn each_poll_has_all_attempts() {
        let request = get(URL).retry(RetryPolicy::new(2, seconds(1)).timeout(seconds(5)));
        let mut course = Course::new(&request, START).unwrap();
        course.next(&request, reply(503, URL, &[]), START).unwrap();
        let location = [("location", "/x"), ("retry-after", "60")];
        let next = course.next(&request, reply(202, URL, &location), START);
        let poll = START + seconds(60);
        assert_eq!(next, Ok(Next::SendAt(poll)));
        let next = course.next(&request, reply(503, URL, &[]), poll);
        assert_eq!(next, Ok(Next::SendAt(poll + seconds(1))));
    }

    #[test]
    fn a_202_is_returned_without_a_location_or_if_it_is_not_to_be_followed() {
        let request = get(URL);
        let mut course = Course::new(&request, START).unwrap();
        let next = course.next(&request, reply(202, URL, &[]), START);
        assert!(matches!(next, Ok(Next::Return(_))), "{next:?}");
        let request = get(URL).follow_accepted(false);
        let accepted = reply(202, URL, &[("location", "/x")]);
        let next = course.next(&request, accepted, START);
        assert!(matches!(next, Ok(Next::Return(_))), "{next:?}");
    }

    #[test]
    fn calls_have_keys_of_their_own_unless_they_give_one() {
        let request = get(URL);
        let key = || {
            let attempt = Course::new(&request, START).unwrap().attempt(&request);
            attempt.headers.last().unwrap().clone()
        };
        assert_ne!(key(), key());
        let request = get(URL).header("Idempotency-Key", "order-7");
        let attempt = Course::new(&request, START).unwrap().attempt(&request);
        let given = (IDEMPOTENCY_KEY.to_owned(), "order-7".to_owned());
        assert_eq!(attempt.headers, [given]);
    }

    #[track_caller]
    fn check_refused(url: &str, said: &str) {
        let failure = Course::new(&get(url), START).unwrap_err();
        assert!(failure.is_terminal());
        assert!(failure.message().contains(said), "{failure}");
        assert!(!failure.message().contains("hunter2"), "{failure}");
    }

    #[test]
    fn what_no_request_is_sent_to_is_refused_at_once() {
        check_refused("/relative?code=hunter2", "`/relative` is not a URL");
        check_refused("http//me:hunter2@one.example", "is not a URL");
        check_refused("file:///etc/passwd", "its scheme is `file`");
        check_refused("https://me:hunter2@one.example/", "a name or a password");
        let mistaken = get(URL).header("cookie", "hunter2");
        let failure = Course::new(&mistaken, START).unwrap_err();
        assert!(failure.message().contains(".secret_header("), "{failure}");
    }
}
