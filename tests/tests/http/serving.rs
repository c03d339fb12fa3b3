//! How serving begins and ends.

use std::time::Duration;

use durable_runtime::{Runtime, ServeError};
use tempfile::TempDir;

use crate::host::{Host, WEBHOOKS, answer};

async fn open(folder: &TempDir) -> Runtime {
    let path = folder.path().join("test.redb");
    Runtime::builder().open(path).await.unwrap()
}

#[tokio::test]
async fn without_a_key_only_this_machine_is_served() {
    let folder = TempDir::new().unwrap();
    let runtime = open(&folder).await;
    for address in ["0.0.0.0:0", "[::]:0"] {
        let error = runtime.serve(address).bind().await.err().unwrap();
        assert!(matches!(error, ServeError::NeedsKey { .. }), "{error}");
        assert!(error.to_string().contains("system key"), "{error}");
        // As it stands behind `Error: ` when `main` returns it.
        assert_eq!(format!("{error:?}"), error.to_string());
    }
    let error = runtime.serve("7071").bind().await.err().unwrap();
    let text = format!("{error:?}");
    assert!(
        text.starts_with("can't listen on `7071`\n  caused by: an address is a host and a port"),
        "{text}"
    );
    let error = runtime
        .serve("127.0.0.1:0")
        .system_key("")
        .bind()
        .await
        .err()
        .unwrap();
    assert!(matches!(error, ServeError::EmptyKey), "{error}");
    let server = runtime
        .serve("0.0.0.0:0")
        .system_key("k")
        .bind()
        .await
        .unwrap();
    assert_ne!(server.address().port(), 0);
}

#[tokio::test]
async fn an_address_that_is_in_use_or_none_is_named() {
    let folder = TempDir::new().unwrap();
    let runtime = open(&folder).await;
    let server = runtime.serve("127.0.0.1:0").bind().await.unwrap();
    let taken = server.address().to_string();
    for address in [taken.as_str(), "127.0.0.1", "nowhere"] {
        let error = runtime.serve(address).bind().await.err().unwrap();
        assert!(error.to_string().contains(address), "{error}");
    }
}

#[tokio::test]
async fn when_serving_ends_the_runtime_is_shut_down() {
    let host = Host::new().await;
    let runtime = host.runtime.clone();
    let id = host.start("nap", "3600").await;
    host.stop().await.unwrap();
    runtime.stopped().await.unwrap();
    assert!(runtime.instance(&id).status().await.is_err());
}

#[tokio::test]
async fn a_request_that_waits_when_serving_ends_is_answered() {
    let host = Host::new().await;
    let url = format!(
        "{}/orchestrators/nap/n?timeout=3600&pollingInterval=1",
        host.url
    );
    let request = tokio::spawn(answer(host.client.post(url).body("3600")));
    host.until("n", "Running").await;
    host.stop().await.unwrap();
    let late = tokio::time::timeout(Duration::from_secs(5), request)
        .await
        .unwrap()
        .unwrap();
    late.check(202);
    assert_eq!(late.json["id"], "n");
}

#[tokio::test]
async fn when_the_runtime_stops_serving_ends() {
    let host = Host::new().await;
    host.runtime.shutdown().await.unwrap();
    host.stop().await.unwrap();
}

#[tokio::test]
async fn a_nested_router_links_to_where_it_is_nested() {
    let folder = TempDir::new().unwrap();
    let runtime = open(&folder).await;
    let app = axum::Router::new().nest("/flows", runtime.http().router());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(axum::serve(listener, app).into_future());

    let client = samples::web::client(&url.parse().unwrap()).unwrap();
    let start = client
        .post(format!("{url}/flows/orchestrators/nap/n"))
        .body("3600");
    let started = answer(start).await;
    let link = started.json["statusQueryGetUri"].as_str().unwrap();
    let expected = format!("{url}/flows{WEBHOOKS}/instances/n?");
    assert!(link.starts_with(&expected), "{link}");
    let status = answer(client.get(link)).await;
    status.check(202);
    assert_eq!(status.header("location"), link);
}
