//! [`Connection`]: a minimal client of HTTP/1.1, so that the server is measured.

use std::net::SocketAddr;

use durable_runtime::prelude::*;
use serde::de::DeserializeOwned;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// A connection that is kept for all requests, one after the other.
pub(crate) struct Connection {
    stream: TcpStream,
    host: SocketAddr,
    /// The received part of the current answer.
    received: Vec<u8>,
}

/// The head of an answer.
struct Head {
    status: u16,
    bytes: usize,
    body_bytes: usize,
}

impl Connection {
    pub(crate) async fn open(host: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(host).await?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream,
            host,
            received: Vec::new(),
        })
    }

    /// Sends a request and reads the whole answer, with one of the expected statuses.
    pub(crate) async fn ask<T: DeserializeOwned>(
        &mut self,
        method: &str,
        path: &str,
        body: &str,
        expected: &[u16],
    ) -> Result<T> {
        let (host, length) = (self.host, body.len());
        let request = format!(
            "{method} {path} HTTP/1.1\r\nhost: {host}\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}"
        );
        self.stream.write_all(request.as_bytes()).await?;
        self.received.clear();
        let head = loop {
            self.receive().await?;
            if let Some(head) = Head::of(&self.received)? {
                break head;
            }
        };
        let end = head.bytes + head.body_bytes;
        while self.received.len() < end {
            self.receive().await?;
        }
        let body = &self.received[head.bytes..end];
        if expected.contains(&head.status) {
            Ok(serde_json::from_slice(body)?)
        } else {
            Err(Failure::new(format!(
                "{method} {path} was answered by {}: {}",
                head.status,
                String::from_utf8_lossy(body)
            )))
        }
    }

    async fn receive(&mut self) -> Result<()> {
        match self.stream.read_buf(&mut self.received).await? {
            0 => Err(Failure::new("the server closed the connection")),
            _ => Ok(()),
        }
    }
}

impl Head {
    /// `None` when it is incomplete.
    fn of(received: &[u8]) -> Result<Option<Self>> {
        let end = received.windows(4).position(|window| window == b"\r\n\r\n");
        let Some(end) = end else {
            return Ok(None);
        };
        let head = std::str::from_utf8(&received[..end])?;
        let unreadable = || Failure::new(format!("an answer began with `{head}`"));
        let status = head.split(' ').nth(1).ok_or_else(unreadable)?.parse()?;
        let length = head.lines().find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.eq_ignore_ascii_case("content-length").then_some(value)
        });
        Ok(Some(Self {
            status,
            bytes: end + 4,
            body_bytes: length.ok_or_else(unreadable)?.trim().parse()?,
        }))
    }
}
