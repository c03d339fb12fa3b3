//! `historyEvents`: an instance's history in the rows of Durable Functions. An operation that is over is one row, at
//! its end; any other stays where it was scheduled.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};

use super::status::{raw, text};
use super::times;
use crate::model::failure::Failure;
use crate::model::history::{HistoryEvent, HistoryKind};
use crate::model::id::OpId;

/// The optional columns of the rows.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shown {
    pub(super) inputs: bool,
    pub(super) outputs: bool,
}

/// A row. Each kind of event sets only a few of these fields.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Row {
    event_type: &'static str,
    timestamp: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    function_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    instance_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scheduled_time: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fire_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    input: Option<Box<RawValue>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    result: Option<Box<RawValue>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    details: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    orchestration_status: Option<&'static str>,
}

/// The relation of an event's row to the rows before it.
enum Shape {
    Alone(Row),
    Begins(OpId, Row),
    /// Replaces the row of the beginning, too.
    Ends(OpId, Row),
    Fires(OpId, Row),
}

/// The rows of a history.
pub(super) fn rows(events: &[HistoryEvent], shown: Shown) -> Vec<Row> {
    let mut places = BTreeMap::new();
    let mut rows: Vec<Option<Row>> = Vec::with_capacity(events.len());
    for event in events {
        let mut row = match shape(&event.kind) {
            Shape::Alone(row) => row,
            Shape::Begins(op, row) => {
                places.insert(op, rows.len());
                row
            }
            Shape::Ends(op, row) => {
                let begin = places.remove(&op).and_then(|place| rows[place].take());
                merged(begin, row)
            }
            Shape::Fires(op, row) => Row {
                fire_at: places
                    .remove(&op)
                    .and_then(|place| rows[place].as_ref()?.fire_at.clone()),
                ..row
            },
        };
        row.timestamp = times::precise(event.timestamp);
        row.input = row.input.filter(|_| shown.inputs);
        row.result = row.result.filter(|_| shown.outputs);
        rows.push(Some(row));
    }
    rows.into_iter().flatten().collect()
}

/// The one row of an operation that is over.
fn merged(begin: Option<Row>, end: Row) -> Row {
    let Some(begin) = begin else { return end };
    Row {
        function_name: begin.function_name,
        instance_id: begin.instance_id,
        scheduled_time: Some(begin.timestamp),
        input: begin.input,
        ..end
    }
}

fn shape(kind: &HistoryKind) -> Shape {
    match kind {
        HistoryKind::ExecutionStarted { name, input, .. } => Shape::Alone(Row {
            function_name: Some(name.clone()),
            input: raw(input),
            ..Row::of("ExecutionStarted")
        }),
        HistoryKind::TaskScheduled { op, name, input } => Shape::Begins(
            *op,
            Row {
                function_name: Some(name.clone()),
                input: to_raw_value(input).ok(),
                ..Row::of("TaskScheduled")
            },
        ),
        HistoryKind::TaskCompleted { op, result } => Shape::Ends(
            *op,
            Row {
                result: to_raw_value(result).ok(),
                ..Row::of("TaskCompleted")
            },
        ),
        HistoryKind::TaskFailed { op, failure } => {
            Shape::Ends(*op, Row::of("TaskFailed").because(failure))
        }
        HistoryKind::TimerCreated { op, due } => Shape::Begins(
            *op,
            Row {
                fire_at: Some(times::precise(*due)),
                ..Row::of("TimerCreated")
            },
        ),
        HistoryKind::TimerFired { op } => Shape::Fires(*op, Row::of("TimerFired")),
        HistoryKind::EventRaised { name, input } => Shape::Alone(Row {
            name: Some(name.clone()),
            input: raw(input),
            ..Row::of("EventRaised")
        }),
        HistoryKind::SubOrchestrationInstanceCreated {
            op,
            name,
            instance,
            input,
            ..
        } => Shape::Begins(
            *op,
            Row {
                function_name: Some(name.clone()),
                instance_id: Some(instance.to_string()),
                input: raw(input),
                ..Row::of("SubOrchestrationInstanceCreated")
            },
        ),
        HistoryKind::SubOrchestrationInstanceCompleted { op, result } => Shape::Ends(
            *op,
            Row {
                result: raw(result),
                ..Row::of("SubOrchestrationInstanceCompleted")
            },
        ),
        HistoryKind::SubOrchestrationInstanceFailed { op, failure } => Shape::Ends(
            *op,
            Row::of("SubOrchestrationInstanceFailed").because(failure),
        ),
        HistoryKind::EventSent {
            instance,
            name,
            input,
        } => Shape::Alone(Row {
            name: Some(name.clone()),
            instance_id: Some(instance.to_string()),
            input: raw(input),
            ..Row::of("EventSent")
        }),
        HistoryKind::TerminationSent { instance, reason } => Shape::Alone(Row {
            instance_id: Some(instance.to_string()),
            reason: Some(reason.clone()),
            ..Row::of("TerminationSent")
        }),
        HistoryKind::ExecutionSuspended { reason } => Row::by_caller("ExecutionSuspended", reason),
        HistoryKind::ExecutionResumed { reason } => Row::by_caller("ExecutionResumed", reason),
        HistoryKind::ExecutionRewound { reason } => Row::by_caller("ExecutionRewound", reason),
        HistoryKind::ExecutionCompleted { result } => {
            Shape::Alone(Row::end("Completed", raw(result)))
        }
        HistoryKind::ExecutionFailed { failure } => {
            let output = text(&format!("{failure:#}"));
            Shape::Alone(Row::end("Failed", output).because(failure))
        }
        HistoryKind::ExecutionTerminated { reason } => Shape::Alone(Row {
            orchestration_status: Some("Terminated"),
            reason: Some(reason.clone()),
            ..Row::of("ExecutionTerminated")
        }),
    }
}

impl Row {
    fn of(event_type: &'static str) -> Self {
        Self {
            event_type,
            ..Self::default()
        }
    }

    /// What a caller has done, for this reason.
    fn by_caller(event_type: &'static str, reason: &str) -> Shape {
        Shape::Alone(Self {
            reason: Some(reason.to_owned()),
            ..Self::of(event_type)
        })
    }

    fn end(status: &'static str, result: Option<Box<RawValue>>) -> Self {
        Self {
            orchestration_status: Some(status),
            result,
            ..Self::of("ExecutionCompleted")
        }
    }

    fn because(mut self, failure: &Failure) -> Self {
        let sources: Vec<_> = failure.sources().collect();
        self.reason = Some(failure.message().to_owned());
        self.details = (!sources.is_empty()).then(|| sources.join(": "));
        self
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use serde_json::{Value, json};

    use super::*;
    use crate::model::json::Json;

    fn at(seconds: u64, kind: HistoryKind) -> HistoryEvent {
        HistoryEvent {
            timestamp: SystemTime::UNIX_EPOCH + Duration::from_secs(seconds),
            kind,
        }
    }

    fn shown(events: &[HistoryEvent], inputs: bool, outputs: bool) -> Value {
        serde_json::to_value(rows(events, Shown { inputs, outputs })).unwrap()
    }

    fn sequence() -> Vec<HistoryEvent> {
        let (first, timer, second) = (OpId::new(0), OpId::new(1), OpId::new(2));
        let due = SystemTime::UNIX_EPOCH + Duration::from_secs(4);
        vec![
            at(
                1,
                HistoryKind::ExecutionStarted {
                    name: "Hello".into(),
                    version: None,
                    input: Json::null(),
                },
            ),
            at(
                1,
                HistoryKind::TaskScheduled {
                    op: first,
                    name: "Say".into(),
                    input: json!({"city": "Tokyo"}),
                },
            ),
            at(1, HistoryKind::TimerCreated { op: timer, due }),
            at(
                2,
                HistoryKind::TaskCompleted {
                    op: first,
                    result: json!("Hello Tokyo!"),
                },
            ),
            at(
                2,
                HistoryKind::TaskScheduled {
                    op: second,
                    name: "Say".into(),
                    input: json!({"city": "Seattle"}),
                },
            ),
            at(4, HistoryKind::TimerFired { op: timer }),
        ]
    }

    #[test]
    fn what_has_completed_is_one_row_and_what_has_not_stays() {
        assert_eq!(
            shown(&sequence(), true, true),
            json!([
                {
                    "EventType": "ExecutionStarted", "Timestamp": "1970-01-01T00:00:01.0000000Z",
                    "FunctionName": "Hello", "Input": null,
                },
                {
                    "EventType": "TimerCreated", "Timestamp": "1970-01-01T00:00:01.0000000Z",
                    "FireAt": "1970-01-01T00:00:04.0000000Z",
                },
                {
                    "EventType": "TaskCompleted", "Timestamp": "1970-01-01T00:00:02.0000000Z",
                    "FunctionName": "Say", "ScheduledTime": "1970-01-01T00:00:01.0000000Z",
                    "Input": {"city": "Tokyo"}, "Result": "Hello Tokyo!",
                },
                {
                    "EventType": "TaskScheduled", "Timestamp": "1970-01-01T00:00:02.0000000Z",
                    "FunctionName": "Say", "Input": {"city": "Seattle"},
                },
                {
                    "EventType": "TimerFired", "Timestamp": "1970-01-01T00:00:04.0000000Z",
                    "FireAt": "1970-01-01T00:00:04.0000000Z",
                },
            ])
        );
    }

    #[test]
    fn inputs_and_outputs_are_left_out_unless_asked_for() {
        let rows = shown(&sequence(), false, false);
        for row in rows.as_array().unwrap() {
            assert!(row.get("Input").is_none(), "{row}");
            assert!(row.get("Result").is_none(), "{row}");
        }
        assert_eq!(rows.as_array().unwrap().len(), 5);
    }

    #[test]
    fn a_failure_tells_its_reason_whatever_is_shown() {
        let op = OpId::new(0);
        let failure = Failure::new("no such repo");
        let events = [
            at(
                1,
                HistoryKind::TaskScheduled {
                    op,
                    name: "Ask".into(),
                    input: json!({}),
                },
            ),
            at(
                2,
                HistoryKind::TaskFailed {
                    op,
                    failure: failure.clone(),
                },
            ),
            at(2, HistoryKind::ExecutionFailed { failure }),
        ];
        let rows = shown(&events, true, false);
        assert_eq!(rows[0]["EventType"], "TaskFailed");
        assert_eq!(rows[0]["FunctionName"], "Ask");
        assert_eq!(rows[0]["Reason"], "no such repo");
        assert_eq!(rows[1]["EventType"], "ExecutionCompleted");
        assert_eq!(rows[1]["OrchestrationStatus"], "Failed");
        assert_eq!(rows[1]["Reason"], "no such repo");
    }
}
