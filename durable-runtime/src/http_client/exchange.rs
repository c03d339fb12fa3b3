//! The inline orchestrator that a call is.

use crate::functions::inline::InlineCall;
use crate::http_client::attempt::send;
use crate::http_client::course::{Course, Next};
use crate::http_client::request::RequestBuilder;
use crate::http_client::response::Response;
use crate::model::failure::Result;
use crate::ops::sleep::sleep_until;
use crate::step::context::now;

impl RequestBuilder {
    /// The call, to be awaited by an orchestrator.
    ///
    /// A response of any status is `Ok`; see [`Response::error_for_status`]. It fails if there is no response after all
    /// attempts, and at once if another attempt would not help: the URL is none, a secret is missing, the body is too
    /// long.
    pub fn send(self) -> InlineCall<Response> {
        exchange(self)
    }
}

/// Sends a request until there is a response to return: the polls of a 202, and further attempts, with timers between
/// them.
#[durable_macros::orchestrator(inline, name = "durable_runtime::http", crate = crate)]
async fn exchange(request: RequestBuilder) -> Result<Response> {
    let mut course = Course::new(&request, now())?;
    loop {
        let attempt = course.attempt(&request);
        let ended = send(attempt).timeout(request.attempt_timeout()).await;
        match course.next(&request, ended, now())? {
            Next::Return(response) => return Ok(response),
            Next::SendAt(at) => sleep_until(at).await,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::step::entry::InlineEntry;

    #[test]
    fn calls_that_wait_since_an_earlier_release_find_the_code_that_they_know() {
        // It is in no user's lock. If this changes, see that calls which wait in the text of before go on.
        let entry = InlineEntry::of_program("durable_runtime::http").unwrap();
        let text = "1\np 0\nt RequestBuilder\nc 0\no Result<Response>\nu\nb\ns let mut §1=Course::new(&§0,now())? \ng 1\nb\ng 2\nb\ns let §2=§1.attempt(&§0)\nw 3 send#1 [0 1|] send(§2).timeout(§0.attempt_timeout())\nb\ns let §3=__output\nm §1.next(&§0,§3,now())?\na 4 Next::Return(§4)\na 5 Next::SendAt(§5)\nb\nr Ok(§4)\nb\nw 6 sleep_until#1 [0 1|] sleep_until(§5)\nb\ng 1\nv 2 attempt\nv 3 ended\nv 4 response\nv 5 at\nv 0 request\nv 1 course\n";
        assert_eq!(entry.manifest.text, text);
    }
}
