//! [`LogEvent`]: an event of an instance for the log.

use std::time::SystemTime;

use crate::model::failure::Failure;
use crate::model::id::InstanceId;
use crate::model::json::Json;
use crate::model::log::LOG;
use crate::store::rows::End;

/// An event of an instance, as the log shows it.
pub(crate) struct LogEvent {
    pub(crate) instance: InstanceId,
    pub(crate) function: String,
    pub(crate) kind: LogKind,
}

pub(crate) enum LogKind {
    Started,
    Timer(SystemTime),
    Retry {
        activity: String,
        failed: u32,
        failure: Failure,
        at: SystemTime,
    },
    Event(String),
    CustomStatus(Json),
    Blocked(String),
    Unblocked,
    Suspended(String),
    Resumed(String),
    Rewound(String),
    Ended(End),
}

impl LogEvent {
    /// Writes it to the log.
    pub(crate) fn log(&self) {
        use tracing::{debug, info, warn};

        let Self {
            instance,
            function,
            kind,
        } = self;
        match kind {
            LogKind::Started => info!(target: LOG, %instance, "{function} started"),
            LogKind::Timer(due) => {
                info!(target: LOG, %instance, "{function} timer until {}", clock_text(*due));
            }
            LogKind::Retry {
                activity,
                failed,
                failure,
                at,
            } => warn!(
                target: LOG,
                %instance,
                "{activity} failed ({failed}×): {failure:#}; next attempt at {}",
                clock_text(*at)
            ),
            LogKind::Event(name) => info!(target: LOG, %instance, "{function} event {name}"),
            LogKind::CustomStatus(status) => {
                info!(target: LOG, %instance, "{function} custom status: {status}");
            }
            LogKind::Blocked(reason) => {
                warn!(target: LOG, %instance, "{function} blocked: {reason}");
            }
            LogKind::Unblocked => debug!(target: LOG, %instance, "{function} is tried again"),
            LogKind::Suspended(reason) => {
                info!(target: LOG, %instance, "{function} suspended: {reason}");
            }
            LogKind::Resumed(reason) => {
                info!(target: LOG, %instance, "{function} resumed: {reason}");
            }
            LogKind::Rewound(reason) => {
                info!(target: LOG, %instance, "{function} rewound: {reason}");
            }
            LogKind::Ended(End::Completed(output)) => {
                info!(target: LOG, %instance, "{function} completed: {}", shortened(output));
            }
            LogKind::Ended(End::Failed(failure)) => {
                warn!(target: LOG, %instance, "{function} failed: {failure:#}");
            }
            LogKind::Ended(End::Terminated(reason)) => {
                info!(target: LOG, %instance, "{function} terminated: {reason}");
            }
        }
    }
}

/// A time for people, to the millisecond.
pub(crate) fn clock_text(time: SystemTime) -> String {
    jiff::Timestamp::try_from(time)
        .and_then(|time| time.round(jiff::Unit::Millisecond))
        .map_or_else(|_| format!("{time:?}"), |time| time.to_string())
}

fn shortened(json: &Json) -> String {
    const CHARS_MAX: usize = 120;
    let text = json.as_str();
    match text.char_indices().nth(CHARS_MAX) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
