//! The log of a sample: a line per event, for people to follow.

use std::fmt;
use std::io::IsTerminal;

use tracing::{Event, Level, Subscriber};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::{FmtContext, FormatEvent, FormatFields, MakeWriter};
use tracing_subscriber::registry::LookupSpan;

/// Writes the log to standard output, between the lines of a demonstration.
pub fn to_stdout() {
    begin(std::io::stdout, std::io::stdout().is_terminal());
}

/// Writes the log to standard error, for a program with output for other programs.
pub fn to_stderr() {
    begin(std::io::stderr, std::io::stderr().is_terminal());
}

fn begin<W>(writer: W, colors: bool)
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .with_ansi(colors)
        .event_format(Line)
        .with_env_filter(filter)
        .with_writer(writer)
        .init();
}

/// `[2026-03-01T17:05:09.250Z] E3_Monitor started instance=…`
struct Line;

impl<S, N> FormatEvent<S, N> for Line
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    N: for<'a> FormatFields<'a> + 'static,
{
    fn format_event(
        &self,
        context: &FmtContext<'_, S, N>,
        mut writer: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result {
        write!(writer, "[{:.3}] ", jiff::Timestamp::now())?;
        match *event.metadata().level() {
            Level::ERROR => writer.write_str("error: ")?,
            Level::WARN => writer.write_str("warning: ")?,
            _ => {}
        }
        context.format_fields(writer.by_ref(), event)?;
        writeln!(writer)
    }
}
