//! Stand-ins for GitHub and Twilio on this machine, for the demonstration.

use axum::Router;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderName, StatusCode};
use axum::routing::{get, post};
use durable_runtime::Result;
use reqwest::Url;
use serde_json::json;
use tokio::net::TcpListener;
use tokio::sync::watch;

/// The stand-ins, which answer until the process ends.
pub(super) struct StandIns {
    /// The URL of GitHub's API.
    pub(super) github: Url,
    /// The URL of Twilio's API.
    pub(super) twilio: Url,
    /// The number of requests to GitHub.
    pub(super) polls: watch::Receiver<u64>,
}

impl StandIns {
    pub(super) async fn start() -> Result<Self> {
        let (asked, polls) = watch::channel(0);
        let github = Router::new()
            .route("/repos/{user}/{name}/issues", get(issues))
            .with_state(asked);
        let twilio = Router::new().route("/2010-04-01/Accounts/{sid}/Messages.json", post(message));
        Ok(Self {
            github: served(github).await?,
            twilio: served(twilio).await?,
            polls,
        })
    }
}

/// Serves an API on a port of its own.
async fn served(api: Router) -> Result<Url> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}", listener.local_addr()?).parse()?;
    tokio::spawn(axum::serve(listener, api).into_future());
    Ok(url)
}

type JsonAnswer = (StatusCode, [(HeaderName, &'static str); 1], String);

fn json_answer(status: StatusCode, body: &serde_json::Value) -> JsonAnswer {
    (
        status,
        [(CONTENT_TYPE, "application/json")],
        body.to_string(),
    )
}

/// One more open issue each time; and a pull request, which GitHub lists among them.
async fn issues(State(asked): State<watch::Sender<u64>>) -> JsonAnswer {
    let mut open = 0;
    asked.send_modify(|asked| {
        open = *asked;
        *asked += 1;
    });
    tracing::info!("    (GitHub's stand-in is asked; open issues: {open}, open pull requests: 1)");
    let mut list: Vec<_> = (1..=open)
        .map(|number| json!({"number": number, "title": format!("Issue {number}")}))
        .collect();
    list.push(json!({"number": 100, "title": "A change", "pull_request": {}}));
    json_answer(StatusCode::OK, &list.into())
}

async fn message(form: String) -> JsonAnswer {
    let field = |name: &str| {
        form_urlencoded::parse(form.as_bytes())
            .find(|(key, _)| key == name)
            .map_or_else(String::new, |(_, value)| value.into_owned())
    };
    tracing::info!(
        "    (Twilio's stand-in sends an SMS to {}: {})",
        field("To"),
        field("Body")
    );
    json_answer(StatusCode::CREATED, &json!({"status": "queued"}))
}
