//! [`Host`]: a runtime that is served on a socket of its own, and a client that checks of every answer
//! what holds for all of them.

use std::time::Duration;

use durable_runtime::{Builder, Http, Runtime, ServeError};
use reqwest::header::{CONTENT_TYPE, HeaderMap};
use reqwest::{Body, Client, Method, RequestBuilder};
use serde_json::Value;
use tempfile::TempDir;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

pub(crate) const WEBHOOKS: &str = "/runtime/webhooks/durabletask";

pub(crate) struct Host {
    /// Such as `http://127.0.0.1:40123`.
    pub(crate) url: String,
    pub(crate) runtime: Runtime,
    pub(crate) client: Client,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<Result<(), ServeError>>,
    _folder: TempDir,
}

pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
    /// The body; `Null` when it is empty.
    pub(crate) json: Value,
}

impl Host {
    pub(crate) async fn new() -> Self {
        Self::with(|http| http).await
    }

    pub(crate) async fn with(set: impl FnOnce(Http) -> Http) -> Self {
        Self::of(Runtime::builder(), set).await
    }

    /// Of a runtime that is set up like this.
    pub(crate) async fn of(builder: Builder, set: impl FnOnce(Http) -> Http) -> Self {
        let folder = TempDir::new().unwrap();
        let store = folder.path().join("test.redb");
        let runtime = builder.open(store).await.unwrap();
        let server = set(runtime.serve("127.0.0.1:0")).bind().await.unwrap();
        let url = format!("http://{}", server.address());
        let client = samples::web::client(&url.parse().unwrap()).unwrap();
        let (stop, stopped) = oneshot::channel();
        let serving = tokio::spawn(server.run_until(async {
            let _ = stopped.await;
        }));
        Self {
            url,
            runtime,
            client,
            stop,
            serving,
            _folder: folder,
        }
    }

    /// Stops serving, and gives what that ended with.
    pub(crate) async fn stop(self) -> Result<(), ServeError> {
        let _ = self.stop.send(());
        self.serving.await.unwrap()
    }

    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.url))
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        answer(self.request(Method::GET, path)).await
    }

    pub(crate) async fn post(&self, path: &str, body: impl Into<Body>) -> Answer {
        answer(self.request(Method::POST, path).body(body)).await
    }

    /// Posts a body that says to be JSON.
    pub(crate) async fn post_json(&self, path: &str, body: &str) -> Answer {
        let request = self.request(Method::POST, path);
        answer(
            request
                .header(CONTENT_TYPE, "application/json")
                .body(body.to_owned()),
        )
        .await
    }

    /// Starts an instance and gives its id.
    pub(crate) async fn start(&self, function: &str, input: &str) -> String {
        let started = self
            .post(&format!("/orchestrators/{function}"), input.to_owned())
            .await;
        assert_eq!(started.status, 202, "{}", started.text);
        started.json["id"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn status(&self, id: &str) -> Answer {
        self.get(&format!("{WEBHOOKS}/instances/{id}")).await
    }

    /// The status once it is this one.
    pub(crate) async fn until(&self, id: &str, runtime_status: &str) -> Answer {
        for _ in 0..500 {
            let answer = self.status(id).await;
            if answer.json["runtimeStatus"] == runtime_status {
                return answer;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!(
            "{id} never was {runtime_status}: {}",
            self.status(id).await.text
        );
    }
}

impl Answer {
    #[track_caller]
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers[name].to_str().unwrap()
    }

    #[track_caller]
    pub(crate) fn check(&self, status: u16) -> &Self {
        assert_eq!(self.status, status, "{}", self.text);
        self
    }

    #[track_caller]
    pub(crate) fn check_empty(&self, status: u16) {
        self.check(status);
        assert_eq!(self.text, "");
    }

    /// Whether the error's body has this message, and tells this of its cause.
    #[track_caller]
    pub(crate) fn check_error(&self, status: u16, message: &str, cause: &str) {
        self.check(status);
        assert_eq!(self.json["Message"], message);
        let told = self.json["ExceptionMessage"].as_str().unwrap();
        assert!(told.contains(cause), "{told}");
        let mut parts: Vec<_> = told.split(": ").collect();
        parts.sort_unstable();
        assert!(parts.windows(2).all(|two| two[0] != two[1]), "{told}");
        assert!(self.json["ExceptionType"].is_string());
    }
}

/// Sends a request. Every answer is empty or JSON.
pub(crate) async fn answer(request: RequestBuilder) -> Answer {
    let response = request.send().await.unwrap();
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let text = response.text().await.unwrap();
    let json = if text.is_empty() {
        Value::Null
    } else {
        assert_eq!(headers[CONTENT_TYPE], "application/json; charset=utf-8");
        serde_json::from_str(&text).unwrap()
    };
    Answer {
        status,
        headers,
        text,
        json,
    }
}
