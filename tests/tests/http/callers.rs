//! Who may call a host without a key: programs on this machine, and no web page.

use reqwest::Method;
use serde_json::json;

use crate::host::{Answer, Host, WEBHOOKS, answer};
use crate::raw::ask;

async fn send(host: &Host, method: Method, path: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = host.request(method, path).body("3600");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    answer(request).await
}

#[track_caller]
fn check_forbidden(answer: &Answer, why: &str) {
    answer.check(403);
    let message = answer.json["Message"].as_str().unwrap();
    assert!(message.contains("no system key"), "{message}");
    assert!(message.contains(why), "{message}");
}

#[tokio::test]
async fn a_web_page_of_another_origin_starts_and_ends_nothing() {
    let host = Host::new().await;
    host.post("/orchestrators/nap/victim", "3600")
        .await
        .check(202);
    let authority = host.url.strip_prefix("http://").unwrap().to_owned();
    let suffixed = format!("{}.evil.example", host.url);
    for foreign in [
        ("Origin", "https://evil.example"),
        ("Origin", "null"),
        ("Origin", ""),
        ("Origin", "http://127.0.0.1"),
        ("Origin", "http://127.0.0.1:1"),
        ("Origin", "http://localhost:7071"),
        ("Origin", &authority),
        ("Origin", &suffixed),
        ("Origin", "chrome-extension://abc"),
        ("Sec-Fetch-Site", "cross-site"),
        ("Sec-Fetch-Site", "same-site"),
        ("Sec-Fetch-Site", "whatever"),
    ] {
        // What a page may send without asking before.
        let headers = [("Content-Type", "text/plain"), foreign];
        let why = "web page";
        check_forbidden(
            &send(&host, Method::POST, "/orchestrators/nap/n", &headers).await,
            why,
        );
        let terminate = format!("{WEBHOOKS}/instances/victim/terminate");
        check_forbidden(&send(&host, Method::POST, &terminate, &headers).await, why);
        let status = format!("{WEBHOOKS}/instances/victim");
        check_forbidden(&send(&host, Method::GET, &status, &headers).await, why);
        check_forbidden(
            &send(&host, Method::OPTIONS, &terminate, &headers).await,
            why,
        );
        check_forbidden(&send(&host, Method::GET, "/anything", &headers).await, why);
    }
    host.status("n").await.check_empty(404);
    host.status("victim").await.check(202);
}

#[tokio::test]
async fn one_good_origin_beside_a_bad_one_is_no_help() {
    let host = Host::new().await;
    let headers = [("Origin", &*host.url), ("Origin", "https://evil.example")];
    let refused = send(&host, Method::POST, "/orchestrators/nap/n", &headers).await;
    check_forbidden(&refused, "web page");
}

#[tokio::test]
async fn a_name_that_a_stranger_may_lead_here_is_not_answered() {
    let host = Host::new().await;
    host.post("/orchestrators/echo/secret", r#""s3cret""#)
        .await
        .check(202);
    for name in [
        "evil.example",
        "127.0.0.1.evil.example:7071",
        "localhost.evil.example",
        "10.0.0.1",
    ] {
        let headers = [("Host", name)];
        let status = format!("{WEBHOOKS}/instances/secret");
        check_forbidden(
            &send(&host, Method::GET, &status, &headers).await,
            "localhost",
        );
        check_forbidden(
            &send(&host, Method::POST, "/orchestrators/nap/n", &headers).await,
            "localhost",
        );
        // To its own page such a name is of the same origin.
        let origin = format!("http://{name}");
        let headers = [
            ("Host", name),
            ("Origin", &*origin),
            ("Sec-Fetch-Site", "same-origin"),
        ];
        check_forbidden(
            &send(&host, Method::GET, &status, &headers).await,
            "localhost",
        );
    }
    let request = format!(
        "GET http://evil.example{WEBHOOKS}/instances/secret HTTP/1.1\nHost: localhost\nConnection: close\n\n"
    );
    assert_eq!(ask(&host, &request).await.status, 403);
    host.status("n").await.check_empty(404);
}

#[tokio::test]
async fn this_machine_is_answered_by_each_of_its_own_names() {
    let host = Host::new().await;
    let port = host.url.rsplit(':').next().unwrap();
    for name in [
        "localhost",
        "LOCALHOST",
        "flows.localhost",
        "127.0.0.1",
        "127.0.0.53",
        "[::1]",
    ] {
        for place in [format!("{name}:{port}"), name.to_owned()] {
            let headers = [("Host", &*place)];
            let started = send(&host, Method::POST, "/orchestrators/nap", &headers).await;
            started.check(202);
            let link = started.json["statusQueryGetUri"].as_str().unwrap();
            assert!(link.starts_with(&format!("http://{place}/")), "{link}");
        }
    }
}

#[tokio::test]
async fn a_page_of_this_very_host_is_answered() {
    let host = Host::new().await;
    for headers in [
        &[("Origin", &*host.url)][..],
        &[("Origin", &*host.url), ("Sec-Fetch-Site", "same-origin")],
        &[("Sec-Fetch-Site", "none")],
        &[("Host", "localhost"), ("Origin", "http://localhost:80")],
        &[("Host", "localhost:443"), ("Origin", "https://localhost")],
        &[("Host", "LocalHost:7"), ("Origin", "http://localhost:7")],
    ] {
        send(&host, Method::POST, "/orchestrators/nap", headers)
            .await
            .check(202);
    }
}

#[tokio::test]
async fn a_person_may_follow_a_link_to_what_is_read_and_to_nothing_else() {
    let host = Host::new().await;
    host.post("/orchestrators/nap/n", "3600").await.check(202);
    let status = format!("{WEBHOOKS}/instances/n");
    let site = ("Sec-Fetch-Site", "cross-site");
    let navigate = ("Sec-Fetch-Mode", "navigate");
    for dest in [&[][..], &[("Sec-Fetch-Dest", "document")]] {
        let headers = [&[site, navigate][..], dest].concat();
        send(&host, Method::GET, &status, &headers).await.check(202);
        let started = send(&host, Method::POST, "/orchestrators/nap/m", &headers).await;
        check_forbidden(&started, "web page");
    }
    for headers in [
        &[site, navigate, ("Sec-Fetch-Dest", "iframe")][..],
        &[site, ("Sec-Fetch-Mode", "no-cors")],
        &[site, ("Sec-Fetch-Mode", "cors"), navigate],
        &[site, navigate, ("Origin", "https://evil.example")],
        &[site, navigate, ("Host", "evil.example")],
    ] {
        send(&host, Method::GET, &status, headers).await.check(403);
    }
}

/// As the Python client of Durable Functions and curl write them.
#[tokio::test]
async fn clients_that_are_no_browsers_are_answered() {
    let host = Host::new().await;
    let address = host.url.strip_prefix("http://").unwrap();
    let started = ask(
        &host,
        &format!(
            "POST /runtime/webhooks/durabletask/orchestrators/echo/py?code= HTTP/1.1\nHost: {address}\n\
             Accept: */*\nAccept-Encoding: gzip, deflate\nUser-Agent: Python/3.12 aiohttp/3.9\n\
             Content-Type: application/json\nContent-Length: 5\nConnection: close\n\n\"\\\"\""
        )
        .replace("\"\\\"\"", "\"abc\""),
    )
    .await;
    assert_eq!(started.status, 202, "{}", started.text);
    let curl = format!(
        "GET {WEBHOOKS}/instances/py HTTP/1.1\nHost: {address}\nUser-Agent: curl/8.5.0\nAccept: */*\nConnection: close\n\n"
    );
    assert!(matches!(ask(&host, &curl).await.status, 200 | 202));
}

#[tokio::test]
async fn a_name_that_is_allowed_is_answered_and_no_other_one() {
    let host = Host::with(|http| http.allow_host("Flows.internal:80").allow_host("10.0.0.7")).await;
    for name in [
        "flows.internal",
        "FLOWS.INTERNAL:8080",
        "10.0.0.7:7071",
        "localhost",
    ] {
        let headers = [("Host", name)];
        send(&host, Method::POST, "/orchestrators/nap", &headers)
            .await
            .check(202);
        let headers = [("Host", name), ("Origin", "https://evil.example")];
        send(&host, Method::POST, "/orchestrators/nap", &headers)
            .await
            .check(403);
    }
    for name in ["internal", "a.flows.internal", "10.0.0.8"] {
        send(&host, Method::POST, "/orchestrators/nap", &[("Host", name)])
            .await
            .check(403);
    }
}

#[tokio::test]
#[should_panic(expected = "`http://flows.internal` is not the name of a host")]
async fn a_name_that_is_none_can_not_be_allowed() {
    Host::with(|http| http.allow_host("http://flows.internal")).await;
}

#[tokio::test]
async fn with_the_key_a_caller_may_come_from_anywhere() {
    let host = Host::with(|http| http.system_key("k")).await;
    for headers in [
        &[("Host", "flows.example:8080")][..],
        &[
            ("Origin", "https://dashboard.example"),
            ("Sec-Fetch-Site", "cross-site"),
        ],
        &[("Origin", "null")],
    ] {
        let keyed = [headers, &[("x-functions-key", "k")]].concat();
        send(&host, Method::POST, "/orchestrators/nap", &keyed)
            .await
            .check(202);
        send(&host, Method::POST, "/orchestrators/nap", headers)
            .await
            .check_empty(401);
    }
}

#[tokio::test]
async fn a_host_that_is_no_host_is_a_bad_request() {
    for key in [None, Some("k")] {
        let host = Host::with(|http| match key {
            Some(key) => http.system_key(key),
            None => http,
        })
        .await;
        for bad in [
            "Host: ",
            "Host: a b",
            "Host: localhost/x",
            "Host: http://localhost",
            "Host: user@localhost",
            "Host: localhost:port",
            "Host: localhost:70710",
            "Host: <script>",
            "Host: ::1",
            "Host: [::1",
            "Host: l\u{f6}calhost",
            "Host: localhost\nHost: evil.example",
            "Host: localhost\nHost: localhost",
        ] {
            let request = format!(
                "POST /orchestrators/nap/n?code=k HTTP/1.1\n{bad}\nContent-Length: 4\nConnection: close\n\n3600"
            );
            let refused = ask(&host, &request).await;
            assert_eq!(refused.status, 400, "{bad}: {}", refused.text);
            assert!(
                refused.json["Message"].as_str().unwrap().contains("Host"),
                "{bad}"
            );
        }
        assert!(host.runtime.instance("n").status().await.is_err());
        // HTTP/1.0 knows no Host.
        let request = "POST /orchestrators/nap/n?code=k HTTP/1.0\nContent-Length: 4\n\n3600";
        assert_eq!(ask(&host, request).await.status, 202);
    }
}

#[tokio::test]
async fn a_router_in_another_program_asks_the_same_of_its_callers() {
    let folder = tempfile::TempDir::new().unwrap();
    let runtime = durable_runtime::Runtime::builder()
        .open(folder.path().join("test.redb"))
        .await
        .unwrap();
    let app = axum::Router::new().nest("/flows", runtime.http().router());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!(
        "http://{}/flows/orchestrators/nap",
        listener.local_addr().unwrap()
    );
    tokio::spawn(axum::serve(listener, app).into_future());
    let client = samples::web::client(&url.parse().unwrap()).unwrap();
    let post = || client.post(&url).body("3600");
    answer(post()).await.check(202);
    answer(post().header("Origin", "null")).await.check(403);
    answer(post().header("Host", "evil.example"))
        .await
        .check(403);
}

#[tokio::test]
async fn a_refusal_is_json_with_a_reason() {
    let host = Host::new().await;
    let refused = send(&host, Method::GET, "/x", &[("Host", "evil.example")]).await;
    assert_eq!(
        refused.json,
        json!({"Message": "This host has no system key, and serves only programs on this machine: it answers as \
            localhost, 127.0.0.1 and [::1], and not as `evil.example`; call it by one of these, allow the name by \
            `Http::allow_host`, or set a system key"})
    );
}
