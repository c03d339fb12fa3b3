//! [`Raw`]: a connection on which every byte is ours, for requests that no well-behaved client sends.

use std::time::Duration;

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::host::Host;

pub(crate) struct Raw(pub(crate) TcpStream);

/// What a server sent before it closed the connection.
pub(crate) struct RawAnswer {
    pub(crate) status: u16,
    pub(crate) text: String,
    pub(crate) json: Value,
}

impl Raw {
    pub(crate) async fn open(host: &Host) -> Self {
        let address = host.url.strip_prefix("http://").unwrap();
        Self(TcpStream::connect(address).await.unwrap())
    }

    pub(crate) async fn send(&mut self, bytes: impl AsRef<[u8]>) {
        self.0.write_all(bytes.as_ref()).await.unwrap();
    }

    /// What comes until the server closes the connection.
    pub(crate) async fn rest(&mut self) -> String {
        let mut bytes = Vec::new();
        // A connection that is cut may end with an error.
        let _ = patience(self.0.read_to_end(&mut bytes)).await;
        String::from_utf8(bytes).unwrap()
    }

    /// The answer, after which the server closes the connection.
    pub(crate) async fn answer(&mut self) -> RawAnswer {
        let text = self.rest().await;
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let status = head.split(' ').nth(1);
        RawAnswer {
            status: status
                .unwrap_or_else(|| panic!("no answer: `{text}`"))
                .parse()
                .unwrap(),
            json: serde_json::from_str(body).unwrap_or_default(),
            text: body.to_owned(),
        }
    }
}

/// Sends a request as it stands here, with `\n` for the ends of lines.
pub(crate) async fn ask(host: &Host, request: &str) -> RawAnswer {
    let mut raw = Raw::open(host).await;
    raw.send(request.replace('\n', "\r\n")).await;
    raw.answer().await
}

/// Waits for what must come, and not for ever.
pub(crate) async fn patience<T>(what: impl Future<Output = T>) -> T {
    let waited = tokio::time::timeout(Duration::from_secs(60), what).await;
    waited.expect("it came to nothing in a minute")
}
