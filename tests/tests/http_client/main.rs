//! HTTP calls of orchestrators, over real sockets.

mod accepted;
mod calls;
mod failures;
mod killed;
mod redirects;
mod secrets;
mod server;

use std::path::Path;
use std::time::Duration;

use durable_runtime::http::{self, RequestBuilder, Response};
use durable_runtime::prelude::*;
use tempfile::TempDir;

/// Sends any request.
#[orchestrator]
async fn call(request: RequestBuilder) -> Result<Response> {
    request.send().await
}

/// A client that reaches the servers of these tests, whatever the environment says of proxies.
fn client() -> http::Client {
    http::Client::new().no_proxy()
}

async fn open(folder: &Path, client: http::Client) -> Runtime {
    let builder = Runtime::builder().state(client);
    builder.open(folder.join("test.redb")).await.unwrap()
}

/// What an instance of [`call`] returns, in a store of its own.
async fn sent(request: RequestBuilder) -> Result<Response> {
    sent_by(client(), request).await
}

async fn sent_by(client: http::Client, request: RequestBuilder) -> Result<Response> {
    let folder = TempDir::new().unwrap();
    let runtime = open(folder.path(), client).await;
    let result = runtime.start(call(request)).await.unwrap().result().await;
    runtime.shutdown().await.unwrap();
    result
}

fn millis(millis: u64) -> Duration {
    Duration::from_millis(millis)
}
