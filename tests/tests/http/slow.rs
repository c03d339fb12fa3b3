//! Clients that are slow, and many: they get their time, and leave room for the next one.

use std::time::Duration;

use reqwest::Method;

use crate::host::{Host, WEBHOOKS, answer};
use crate::raw::{Raw, ask, patience};

const HALF: &str = "POST /orchestrators/nap HTTP/1.1\r\nHost: localhost\r\nX-Slow: ";

#[tokio::test]
async fn a_client_that_does_not_finish_its_request_is_disconnected() {
    let host = Host::with(|http| http.head_timeout(Duration::from_millis(300))).await;
    for sent in ["", "P", HALF] {
        let mut raw = Raw::open(&host).await;
        raw.send(sent).await;
        assert_eq!(raw.rest().await, "", "after `{sent}`");
    }
    // One that drips gets no more time.
    let mut raw = Raw::open(&host).await;
    raw.send(HALF).await;
    let (mut reading, mut writing) = raw.0.into_split();
    let dripping = tokio::spawn(async move {
        while tokio::io::AsyncWriteExt::write_all(&mut writing, b"x")
            .await
            .is_ok()
        {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    });
    let mut bytes = Vec::new();
    let _ = patience(tokio::io::AsyncReadExt::read_to_end(
        &mut reading,
        &mut bytes,
    ))
    .await;
    assert_eq!(bytes, b"");
    patience(dripping).await.unwrap();
}

#[tokio::test]
async fn a_connection_that_is_not_used_any_more_is_closed() {
    let host = Host::with(|http| http.head_timeout(Duration::from_millis(300))).await;
    let mut raw = Raw::open(&host).await;
    raw.send("GET /x HTTP/1.1\r\nHost: localhost\r\n\r\n").await;
    let answered = raw.rest().await;
    assert!(answered.starts_with("HTTP/1.1 404 "), "{answered}");
}

#[tokio::test]
async fn a_head_without_end_is_refused() {
    let host = Host::new().await;
    let mut raw = Raw::open(&host).await;
    let head = format!("{HALF}{}", "x".repeat(200_000));
    // The answer may come before all is sent.
    let _ = tokio::io::AsyncWriteExt::write_all(&mut raw.0, head.as_bytes()).await;
    let answered = raw.rest().await;
    assert!(
        answered.is_empty() || answered.starts_with("HTTP/1.1 431 "),
        "{answered}"
    );
}

#[tokio::test]
async fn a_body_that_does_not_come_is_refused_and_starts_nothing() {
    let host = Host::with(|http| http.body_timeout(Duration::from_millis(300))).await;
    for framing in [
        "Content-Length: 10\n\n\"abc",
        "Transfer-Encoding: chunked\n\n4\n\"abc\n",
    ] {
        let head = format!("POST /orchestrators/echo/slow HTTP/1.1\nHost: localhost\n{framing}");
        let refused = ask(&host, &head).await;
        assert_eq!(refused.status, 408, "{}", refused.text);
        assert_eq!(refused.json["Message"], "The request's body takes too long");
    }
    host.status("slow").await.check_empty(404);
}

#[tokio::test]
async fn a_body_that_is_cut_off_starts_nothing() {
    let host = Host::new().await;
    let mut raw = Raw::open(&host).await;
    raw.send("POST /orchestrators/echo/cut HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\n\"ab\"").await;
    drop(raw);
    let mut raw = Raw::open(&host).await;
    raw.send("POST /orchestrators/echo/cut HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n\"ab\"\r\n").await;
    drop(raw);
    host.post("/orchestrators/echo/whole", r#""x""#)
        .await
        .check(202);
    host.status("cut").await.check_empty(404);
}

#[tokio::test]
async fn long_bodies_are_bounded_together_and_short_ones_pass_them() {
    let host = Host::with(|http| {
        http.body_bytes_max(1_000_000)
            .bodies_bytes_max(1_500_000)
            .body_timeout(Duration::from_secs(1))
    })
    .await;
    let body = |chars: usize| format!("\"{}\"", "x".repeat(chars - 2));
    // This one has a minute for what it has sent already.
    let mut slow = Raw::open(&host).await;
    slow.send(
        "POST /orchestrators/echo/slow HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\nConnection: close\r\n\r\n",
    )
    .await;
    let whole = body(1_000_000);
    slow.send(&whole[..999_000]).await;
    // It has room once the server says that there is none for another one.
    let refused = host.post("/orchestrators/echo/late", body(1_000_000)).await;
    refused.check(503);
    assert_eq!(refused.header("retry-after"), "1");
    host.status("late").await.check_empty(404);
    for _ in 0..20 {
        host.post("/orchestrators/echo", body(16_000))
            .await
            .check(202);
    }
    slow.send(&whole[999_000..]).await;
    assert_eq!(slow.answer().await.status, 202);
    host.post("/orchestrators/echo/late", body(1_000_000))
        .await
        .check(202);
}

#[tokio::test]
async fn whoever_is_refused_with_a_long_body_still_sees_why() {
    let host = Host::with(|http| http.body_bytes_max(1000)).await;
    let body = "x".repeat(8_000_000);
    for _ in 0..5 {
        let refused = host.post("/orchestrators/echo", body.clone()).await;
        refused.check(413);
        let request = host
            .request(Method::POST, "/orchestrators/echo")
            .body(body.clone());
        answer(request.header("Origin", "null")).await.check(403);
        host.post("/nothing", body.clone()).await.check_empty(404);
    }
}

#[tokio::test]
async fn half_requests_make_room_for_whole_ones() {
    let host = Host::with(|http| http.connections_max(4)).await;
    let mut half_open = Vec::new();
    for number in 0..40 {
        let mut raw = Raw::open(&host).await;
        // A body that doesn't come is no better than a head.
        let rest = if number % 2 == 0 {
            ""
        } else {
            "y\r\nContent-Length: 100\r\n\r\n"
        };
        raw.send(format!("{HALF}{rest}")).await;
        half_open.push(raw);
        if number % 10 == 9 {
            host.get("/x").await.check_empty(404);
        }
    }
    // The oldest had to go.
    assert_eq!(half_open[0].rest().await, "");
}

/// A request that has come is answered, before its connection makes room for the next one.
#[tokio::test]
async fn whole_requests_are_answered_however_many_come_at_the_same_time() {
    use std::io::Write as _;

    let host = Host::with(|http| http.connections_max(4)).await;
    let address = host
        .url
        .strip_prefix("http://")
        .unwrap()
        .trim_end_matches('/');
    // All at once: the host has no thread meanwhile.
    let clients: Vec<_> = (0..100)
        .map(|number| {
            let mut client = std::net::TcpStream::connect(address).unwrap();
            let request = format!(
                "POST /orchestrators/nap/n{number} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\n3600"
            );
            client.write_all(request.as_bytes()).unwrap();
            client.set_nonblocking(true).unwrap();
            tokio::net::TcpStream::from_std(client).unwrap()
        })
        .collect();
    for (number, mut client) in clients.into_iter().enumerate() {
        let mut status = [0; 12];
        let read = tokio::io::AsyncReadExt::read_exact(&mut client, &mut status);
        patience(read)
            .await
            .unwrap_or_else(|error| panic!("client {number}: {error}"));
        assert_eq!(&status, b"HTTP/1.1 202");
    }
}

#[tokio::test]
async fn an_answer_that_nobody_reads_makes_room() {
    let host = Host::with(|http| http.connections_max(1)).await;
    let text = format!("\"{}\"", "x".repeat(12_000_000));
    host.post("/orchestrators/echo/long", text).await.check(202);
    let mut raw = Raw::open(&host).await;
    raw.send(format!(
        "GET {WEBHOOKS}/instances/long HTTP/1.1\r\nHost: localhost\r\n\r\n"
    ))
    .await;
    // The answer has begun, and fills the socket.
    patience(raw.0.peek(&mut [0])).await.unwrap();
    patience(host.get("/x")).await.check_empty(404);
}

/// What is on its way to slow clients has a limit. A client that comes later waits, and is asked to come again.
#[tokio::test]
async fn answers_that_nobody_reads_are_bounded_together() {
    let host = Host::with(|http| {
        http.answers_bytes_max(60_000_000)
            .body_timeout(Duration::from_millis(500))
    })
    .await;
    let text = format!("\"{}\"", "x".repeat(12_000_000));
    host.post("/orchestrators/echo/long", text).await.check(202);
    host.until("long", "Completed").await;
    // Each answer has the input and the output.
    let mut slow = Vec::new();
    for path in ["instances/long", "instances?top=5"] {
        let mut raw = Raw::open(&host).await;
        raw.send(format!(
            "GET {WEBHOOKS}/{path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        ))
        .await;
        patience(raw.0.peek(&mut [0])).await.unwrap();
        slow.push(raw);
    }
    for path in ["instances/long", "instances"] {
        let refused = patience(host.get(&format!("{WEBHOOKS}/{path}"))).await;
        refused.check(503);
        assert_eq!(refused.header("retry-after"), "1");
    }
    // Short answers need no room, and a client that waits for an outcome gets the links.
    host.get(&format!("{WEBHOOKS}/instances/none"))
        .await
        .check_empty(404);
    let wait = "/orchestrators/echo?timeout=60&pollingInterval=1";
    host.post(wait, r#""x""#).await.check(200);
    let text = format!("\"{}\"", "x".repeat(13_000_000));
    host.post(wait, text).await.check(202);
    for mut raw in slow {
        let read = raw.rest().await;
        assert!(read.len() > 24_000_000, "{}", read.len());
    }
    host.get(&format!("{WEBHOOKS}/instances/long"))
        .await
        .check(200);
}

#[tokio::test]
async fn clients_that_wait_for_outcomes_leave_room_for_others() {
    let host = Host::with(|http| http.connections_max(8)).await;
    let wait = "POST /orchestrators/nap?timeout=3600&pollingInterval=1 HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\n3600";
    let mut waiting = Vec::new();
    for _ in 0..30 {
        let mut raw = Raw::open(&host).await;
        raw.send(wait).await;
        waiting.push(raw);
        let request = "GET /x HTTP/1.1\nHost: localhost\nConnection: close\n\n";
        assert_eq!(ask(&host, request).await.status, 404);
    }
}

/// Not a test: a host in a process of its own, which may open as many files as is usual. It runs until its
/// standard input ends.
#[tokio::test]
#[ignore = "the test below runs it"]
async fn a_host_in_a_process_of_its_own() {
    if std::env::var_os(CHILD).is_none() {
        return;
    }
    let host = Host::new().await;
    println!("\n{LISTENS}{}", host.url);
    let ended = tokio::task::spawn_blocking(|| std::io::stdin().read_line(&mut String::new()));
    let _ = ended.await;
    host.stop().await.unwrap();
}

/// Not a test: connections that are opened with half a request, and kept until the standard input ends.
#[tokio::test]
#[ignore = "the test below runs it"]
async fn clients_in_a_process_of_their_own() {
    let Ok(address) = std::env::var(CHILD) else {
        return;
    };
    let mut half_open = Vec::new();
    for _ in 0..PER_PROCESS {
        let mut stream = tokio::net::TcpStream::connect(&address).await.unwrap();
        // It may be disconnected already.
        let _ = tokio::io::AsyncWriteExt::write_all(&mut stream, HALF.as_bytes()).await;
        half_open.push(stream);
    }
    println!("\n{LISTENS}");
    let ended = tokio::task::spawn_blocking(|| std::io::stdin().read_line(&mut String::new()));
    let _ = ended.await;
    drop(half_open);
}

const CHILD: &str = "DURABLE_TESTS_CHILD";
const LISTENS: &str = "listens: ";
const PER_PROCESS: usize = 900;

/// A process that runs one of the two above.
struct Child {
    process: std::process::Child,
    said: String,
}

impl Child {
    /// With the number of open files that most systems allow a process.
    fn run(name: &str, argument: &str) -> Self {
        use std::io::{BufRead, BufReader};
        use std::process::{Command, Stdio};

        let mut process = Command::new("sh")
            .args(["-c", "ulimit -n 1024 && exec \"$0\" \"$@\""])
            .arg(std::env::current_exe().unwrap())
            .args([
                name,
                "--exact",
                "--ignored",
                "--nocapture",
                "--test-threads=1",
            ])
            .env(CHILD, argument)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let said = lines.find_map(|line| Some(line.unwrap().strip_prefix(LISTENS)?.to_owned()));
        std::thread::spawn(move || lines.for_each(drop));
        Self {
            process,
            said: said.expect("it says when it is ready"),
        }
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        let _ = self.process.wait();
    }
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_half_requests_do_not_lock_out_the_next_client() {
    let host = Child::run("slow::a_host_in_a_process_of_its_own", "");
    let address = host.said.strip_prefix("http://").unwrap().to_owned();
    let client = samples::web::client(&host.said.parse().unwrap()).unwrap();
    let started = client
        .post(format!("{}/orchestrators/nap/n", host.said))
        .body("3600");
    answer(started).await.check(202);
    let mut crowd = Vec::new();
    while crowd.len() * PER_PROCESS < 10_000 {
        crowd.push(Child::run(
            "slow::clients_in_a_process_of_their_own",
            &address,
        ));
        // A new connection each time.
        let client = samples::web::client(&host.said.parse().unwrap()).unwrap();
        let status = client.get(format!("{}{WEBHOOKS}/instances/n", host.said));
        patience(answer(status)).await.check(202);
    }
}
