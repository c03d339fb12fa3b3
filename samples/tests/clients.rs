//! The clients of GitHub and Twilio, against servers on this machine that answer as those do.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::Response;
use durable_runtime::Failure;
use reqwest::Url;
use samples::github::GitHub;
use samples::twilio::{Account, Twilio};

/// A server that answers with `reply`, and keeps what it was asked.
struct Service {
    url: Url,
    asked: Arc<Mutex<Vec<Asked>>>,
}

#[derive(Clone, Debug)]
struct Asked {
    target: String,
    authorization: String,
    body: String,
}

impl Service {
    /// `reply` gets the number of the request, from 0, and the server's own URL.
    async fn start(
        reply: impl Fn(usize, &str) -> Response<Body> + Clone + Send + Sync + 'static,
    ) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let app = Router::new().fallback({
            let (asked, url) = (Arc::clone(&asked), url.clone());
            move |request: Request| async move {
                let (parts, body) = request.into_parts();
                let authorization = parts.headers.get("authorization");
                let authorization = authorization.map_or("", |value| value.to_str().unwrap());
                let body = axum::body::to_bytes(body, 10_000).await.unwrap();
                let mut asked = asked.lock().unwrap();
                asked.push(Asked {
                    target: parts.uri.to_string(),
                    authorization: authorization.to_owned(),
                    body: String::from_utf8(body.to_vec()).unwrap(),
                });
                reply(asked.len() - 1, &url)
            }
        });
        tokio::spawn(axum::serve(listener, app).into_future());
        Self {
            url: url.parse().unwrap(),
            asked,
        }
    }

    fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }

    fn github(&self) -> GitHub {
        GitHub::new(self.url.clone(), Some("t0ken".to_owned())).unwrap()
    }

    fn twilio(&self) -> Twilio {
        let account = Account {
            sid: "AC1".to_owned(),
            auth_token: "secret".to_owned(),
            from: "+1".to_owned(),
        };
        Twilio::new(self.url.clone(), account).unwrap()
    }
}

fn answer(status: u16, headers: &[(&str, &str)], body: impl Into<String>) -> Response<Body> {
    let mut response = Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    response.body(Body::from(body.into())).unwrap()
}

/// A page of so many issues and pull requests; with a link to the next one.
fn page(issues: usize, pulls: usize, next: Option<String>) -> Response<Body> {
    let issues = std::iter::repeat_n("{}", issues);
    let pulls = std::iter::repeat_n(r#"{"pull_request": {"url": "…"}}"#, pulls);
    let body = format!("[{}]", pulls.chain(issues).collect::<Vec<_>>().join(","));
    match next {
        Some(next) => answer(200, &[("link", &format!("<{next}>; rel=\"next\""))], body),
        None => answer(200, &[], body),
    }
}

#[tokio::test]
async fn a_repository_with_three_open_issues_has_too_many() {
    for (issues, many) in [(0, false), (2, false), (3, true), (30, true)] {
        let service = Service::start(move |_, _| page(issues, 0, None)).await;
        let found = service
            .github()
            .has_open_issues("foo/bar", 3)
            .await
            .unwrap();
        assert_eq!(found, many, "{issues} issues");
        let asked = &service.asked()[0];
        assert_eq!(asked.target, "/repos/foo/bar/issues?state=open");
        assert_eq!(asked.authorization, "Bearer t0ken");
    }
}

#[tokio::test]
async fn pull_requests_are_not_issues() {
    let service = Service::start(|_, _| page(2, 28, None)).await;
    assert!(
        !service
            .github()
            .has_open_issues("foo/bar", 3)
            .await
            .unwrap()
    );
}

#[tokio::test]
async fn no_more_pages_are_asked_for_than_it_takes() {
    let service =
        Service::start(|number, url| page(1, 29, Some(format!("{url}/next?page={}", number + 2))))
            .await;
    assert!(
        service
            .github()
            .has_open_issues("foo/bar", 3)
            .await
            .unwrap()
    );
    let targets: Vec<_> = service
        .asked()
        .into_iter()
        .map(|asked| asked.target)
        .collect();
    assert_eq!(
        targets,
        [
            "/repos/foo/bar/issues?state=open",
            "/next?page=2",
            "/next?page=3"
        ]
    );
}

#[tokio::test]
async fn the_last_page_ends_the_search() {
    let service =
        Service::start(|number, url| page(1, 1, (number == 0).then(|| format!("{url}/next"))))
            .await;
    assert!(
        !service
            .github()
            .has_open_issues("foo/bar", 3)
            .await
            .unwrap()
    );
    assert_eq!(service.asked().len(), 2);
}

#[tokio::test]
async fn the_token_is_not_given_to_another_site() {
    let other = Service::start(|_, _| page(9, 0, None)).await;
    let elsewhere = other.url.to_string();
    let service = Service::start(move |_, _| page(1, 0, Some(elsewhere.clone()))).await;
    assert!(
        !service
            .github()
            .has_open_issues("foo/bar", 3)
            .await
            .unwrap()
    );
    assert!(other.asked().is_empty());
}

async fn refusal(status: u16, headers: &'static [(&str, &str)]) -> (Failure, String) {
    let service = Service::start(move |_, _| answer(status, headers, "{}")).await;
    let failure = service
        .github()
        .has_open_issues("foo/bar", 3)
        .await
        .unwrap_err();
    let url = format!("{}repos/foo/bar/issues?state=open", service.url);
    (failure, url)
}

#[tokio::test]
async fn a_repository_that_is_not_there_is_a_failure_that_nobody_retries() {
    for status in [404, 403, 401, 410, 418] {
        let (failure, url) = refusal(status, &[]).await;
        assert_eq!(
            failure.message(),
            format!("Could not find repo foo under bar! API endpoint hit was: {url}")
        );
        assert!(failure.is_terminal(), "{status}");
    }
}

#[tokio::test]
async fn trouble_of_github_is_retried() {
    let (failure, url) = refusal(503, &[]).await;
    assert!(failure.message().ends_with(&url));
    assert!(!failure.is_terminal());
}

#[tokio::test]
async fn a_rate_limit_is_retried_when_it_says_so() {
    for (status, headers) in [
        (429, &[("Retry-After", "7")][..]),
        (403, &[("Retry-After", "7")]),
        (
            403,
            &[("X-RateLimit-Remaining", "0"), ("X-RateLimit-Reset", "0")],
        ),
        (429, &[]),
    ] {
        let (failure, _) = refusal(status, headers).await;
        assert!(!failure.is_terminal(), "{status} {headers:?}");
        assert!(failure.message().contains("rate limit"), "{failure}");
    }
    let (failure, _) = refusal(
        403,
        &[("X-RateLimit-Remaining", "12"), ("X-RateLimit-Reset", "0")],
    )
    .await;
    assert!(failure.is_terminal(), "the limit is not what it is about");
}

#[tokio::test]
async fn a_server_that_is_not_there_is_retried() {
    let gone = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let url = format!("http://{gone}").parse().unwrap();
    let github = GitHub::new(url, None).unwrap();
    let failure = github.has_open_issues("foo/bar", 3).await.unwrap_err();
    assert!(!failure.is_terminal());
}

#[tokio::test]
async fn a_message_is_sent_as_twilio_wants_it() {
    let service = Service::start(|_, _| answer(201, &[], "{}")).await;
    service
        .twilio()
        .send("+1425", "Hey! 100 % & more")
        .await
        .unwrap();
    let asked = &service.asked()[0];
    assert_eq!(asked.target, "/2010-04-01/Accounts/AC1/Messages.json");
    assert_eq!(asked.authorization, "Basic QUMxOnNlY3JldA==");
    assert_eq!(
        asked.body,
        "To=%2B1425&From=%2B1&Body=Hey%21+100+%25+%26+more"
    );
}

#[tokio::test]
async fn without_an_account_each_message_fails_with_the_reason() {
    let twilio = Twilio::without_account(Failure::new("there is no account")).unwrap();
    let failure = twilio.send("x", "y").await.unwrap_err();
    assert!(failure.is_terminal());
    assert_eq!(failure.message(), "there is no account");
}

#[tokio::test]
async fn what_twilio_refuses_is_told_in_its_words_and_not_retried() {
    let body = r#"{"code": 21211, "message": "Invalid 'To' Phone Number", "status": 400}"#;
    let service = Service::start(move |_, _| answer(400, &[], body)).await;
    let failure = service.twilio().send("x", "y").await.unwrap_err();
    assert!(failure.is_terminal());
    assert_eq!(
        failure.message(),
        "Twilio answered 400 Bad Request: Invalid 'To' Phone Number (Twilio's error 21211)"
    );
    for status in [429, 500, 503] {
        let service = Service::start(move |_, _| answer(status, &[], "")).await;
        let failure = service.twilio().send("x", "y").await.unwrap_err();
        assert!(!failure.is_terminal(), "{status}");
    }
}

/// The wait that a rate limit asks for is the one that the retry takes.
mod waits {
    use super::*;
    use durable_runtime::prelude::*;

    #[activity(retry(attempts = 2, first = "1h"))]
    async fn patient(github: State<GitHub>) -> Result<bool> {
        github.has_open_issues("foo/bar", 3).await
    }

    #[orchestrator]
    async fn patience() -> Result<bool> {
        patient().await
    }

    #[tokio::test]
    async fn a_rate_limit_is_waited_for_and_no_longer() {
        let service = Service::start(|number, _| match number {
            0 => answer(429, &[("Retry-After", "1")], ""),
            _ => page(3, 0, None),
        })
        .await;
        let folder = tempfile::tempdir().unwrap();
        let runtime = Runtime::builder().state(service.github());
        let runtime = runtime.open(folder.path().join("test.redb")).await.unwrap();
        let begun = std::time::Instant::now();
        let instance = runtime.start(patience()).await.unwrap();
        let found = tokio::time::timeout(Duration::from_secs(10), instance.result());
        assert!(found.await.unwrap().unwrap());
        assert!(begun.elapsed() >= Duration::from_secs(1));
        assert_eq!(service.asked().len(), 2);
        runtime.shutdown().await.unwrap();
    }
}
