//! A call goes on in another process, where the one before was killed.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use durable_runtime::http;
use tempfile::TempDir;

use crate::server::{Server, answer};
use crate::{call, client, millis, open};

/// Tells a process of this program to be the one that is killed: the folder of the store, and the server's URL.
const FOLDER: &str = "DURABLE_TEST_FOLDER";
const URL: &str = "DURABLE_TEST_URL";
const SECRET: &str = "DURABLE_TEST_SECRET";

/// It makes one call.
#[tokio::test]
#[ignore = "the test below runs it"]
async fn a_process_that_is_killed() {
    let [folder, url] = [FOLDER, URL].map(|name| std::env::var(name).unwrap());
    let runtime = open(Path::new(&folder), client()).await;
    let request = http::post(url).body("order").secret_bearer_auth(SECRET);
    let instance = runtime.start(call(request).id("a")).await.unwrap();
    let response = instance.result().await.unwrap();
    assert_eq!(response.text(), "done");
    runtime.shutdown().await.unwrap();
}

fn begin(folder: &Path, url: &str, secret: &str) -> Child {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["--ignored", "--exact", "killed::a_process_that_is_killed"])
        .envs([(URL, url), (SECRET, secret)])
        .env(FOLDER, folder)
        .stdout(Stdio::null());
    command.spawn().unwrap()
}

/// Kills a process by SIGKILL once the server has been asked this often, and some time after that.
async fn kill_after(mut child: Child, server: &Server, requests: usize, wait: Duration) {
    let deadline = Instant::now() + millis(60_000);
    while server.seen().len() < requests {
        assert!(Instant::now() < deadline, "{:?}", server.lines());
        assert_eq!(child.try_wait().unwrap(), None, "it ended by itself");
        tokio::time::sleep(millis(5)).await;
    }
    tokio::time::sleep(wait).await;
    child.kill().unwrap();
    child.wait().unwrap();
}

#[tokio::test]
async fn a_call_whose_process_is_killed_goes_on_with_the_same_key() {
    let server = Server::new(|before, _| match before {
        // The first process dies before it has an answer, and the second one between two polls.
        0 => answer(200).after(millis(60_000)),
        1 => answer(202)
            .header("location", "/job/1")
            .header("retry-after", "4"),
        2 => answer(202)
            .header("location", "/job/2")
            .header("retry-after", "1"),
        _ => answer(200).body("done"),
    })
    .await;
    let folder = TempDir::new().unwrap();
    let url = server.at("/start");
    let child = begin(folder.path(), &url, "one");
    kill_after(child, &server, 1, Duration::ZERO).await;
    let child = begin(folder.path(), &url, "two");
    kill_after(child, &server, 2, millis(1000)).await;
    let mut last = begin(folder.path(), &url, "three");
    let ended = loop {
        // The server is on this thread.
        match last.try_wait().unwrap() {
            Some(status) => break status,
            None => tokio::time::sleep(millis(5)).await,
        }
    };
    assert!(ended.success());
    let lines = ["POST /start", "POST /start", "GET /job/1", "GET /job/2"];
    assert_eq!(server.lines(), lines);
    let seen = server.seen();
    for seen in &seen {
        assert_eq!((seen.key(), seen.key().len()), (server.seen()[0].key(), 36));
    }
    let secrets: Vec<_> = seen.iter().map(|s| s.header("authorization")).collect();
    let expected = ["Bearer one", "Bearer two", "Bearer three", "Bearer three"];
    assert_eq!(secrets, expected, "a secret is looked up at each request");
    assert!(seen[2].at.duration_since(seen[1].at).unwrap() >= millis(4000));
}
