//! [`Inbox`]: the queue of messages.

use tokio::sync::mpsc;

use super::message::Message;

/// The messages that one round takes, at most, by their weight.
pub(crate) const ROUND_MESSAGES_MAX: usize = 512;

/// The queue of messages.
pub(crate) struct Inbox {
    messages: mpsc::Receiver<Message>,
    /// The approximate number of bytes of messages that one round takes.
    bytes_max: usize,
}

impl Inbox {
    pub(crate) fn new(messages: mpsc::Receiver<Message>, bytes_max: usize) -> Self {
        Self {
            messages,
            bytes_max,
        }
    }

    /// Whether no message has come.
    pub(crate) fn is_empty(&self) -> bool {
        self.messages.is_empty()
    }

    /// Waits for the next message.
    pub(crate) async fn first(&mut self) -> Option<Message> {
        self.messages.recv().await
    }

    /// Takes the queued messages, after the message that came first, as many as one round takes.
    pub(crate) fn take(&mut self, first: Option<Message>) -> Vec<Message> {
        let mut messages: Vec<Message> = first.into_iter().collect();
        let mut weight: usize = messages.iter().map(Message::weight).sum();
        let mut bytes: usize = messages.iter().map(Message::bytes).sum();
        while weight < ROUND_MESSAGES_MAX
            && bytes < self.bytes_max
            && let Ok(message) = self.messages.try_recv()
        {
            weight += message.weight();
            bytes += message.bytes();
            messages.push(message);
        }
        messages
    }
}
