//! The world around the workflows: banks, shops, mail and machines, which answer by their arguments alone and
//! note each call.

use std::collections::BTreeMap;

use durable_runtime::prelude::*;
use durable_tests::Trace;
use serde::{Deserialize, Serialize};

/// Books a seat, a room, a car. There is none in places that begin with "full".
#[activity]
pub async fn book(trace: State<Trace>, what: String, place: String) -> Result<Booking> {
    trace.note(format!("book({what}, {place})"));
    if place.starts_with("full") {
        return Err(Failure::terminal(format!("no {what} in {place}")));
    }
    Ok(Booking {
        code: format!("{what}/{place}"),
        price: 10 * place.len() as u64,
    })
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Booking {
    pub code: String,
    pub price: u64,
}

#[activity]
pub async fn cancel(trace: State<Trace>, code: String) -> Result<()> {
    trace.note(format!("cancel({code})"));
    Ok(())
}

/// A sum of money, in cents.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Cents(pub u64);

impl std::ops::Add for Cents {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl std::ops::AddAssign for Cents {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl std::iter::Sum for Cents {
    fn sum<I: Iterator<Item = Self>>(sums: I) -> Self {
        sums.fold(Self(0), |a, b| a + b)
    }
}

/// An account is known by its name, and a name that begins with "poor" has no more than 50 cents.
#[activity]
pub async fn withdraw(trace: State<Trace>, account: String, amount: Cents) -> Result<String> {
    trace.note(format!("withdraw({account}, {})", amount.0));
    if account.starts_with("poor") && amount > Cents(50) {
        return Err(Failure::terminal(format!(
            "{account} has less than {}",
            amount.0
        )));
    }
    Ok(format!("w-{account}-{}", amount.0))
}

/// No account begins with "closed".
#[activity]
pub async fn deposit(trace: State<Trace>, account: String, amount: Cents) -> Result<String> {
    trace.note(format!("deposit({account}, {})", amount.0));
    if account.starts_with("closed") {
        return Err(Failure::terminal(format!("there is no {account}")));
    }
    Ok(format!("d-{account}-{}", amount.0))
}

#[activity]
pub async fn mail(trace: State<Trace>, to: String, subject: String) -> Result<()> {
    trace.note(format!("mail({to}, {subject})"));
    Ok(())
}

/// What is left of an article: as many as its name has letters, less those that are taken.
#[activity]
pub async fn stock(trace: State<Trace>, article: String, taken: u64) -> Result<u64> {
    trace.note(format!("stock({article}, {taken})"));
    Ok((article.len() as u64).saturating_sub(taken))
}

/// The state of a job, which is done at its `work`th poll.
#[activity]
pub async fn job_state(trace: State<Trace>, job: String, poll: u32, work: u32) -> Result<JobState> {
    trace.note(format!("job_state({job}, {poll})"));
    Ok(match poll {
        0 => JobState::Queued,
        poll if poll < work => JobState::Running {
            percent: (100 * poll / work) as u8,
        },
        _ if job.starts_with("bad") => JobState::Failed(format!("{job} crashed")),
        _ => JobState::Done {
            output: format!("{job}.out"),
        },
    })
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum JobState {
    Queued,
    Running { percent: u8 },
    Done { output: String },
    Failed(String),
}

/// The links of a page of a small web.
#[activity]
pub async fn links(trace: State<Trace>, page: String) -> Result<Vec<String>> {
    trace.note(format!("links({page})"));
    let links: &[&str] = match page.as_str() {
        "/" => &["/a", "/b", "/gone"],
        "/a" => &["/b", "/c", "/"],
        "/b" => &["/a"],
        "/c" => &["/d"],
        "/d" => &[],
        _ => return Err(Failure::new(format!("404 {page}"))),
    };
    Ok(links.iter().map(|link| (*link).to_owned()).collect())
}

/// A page of records, and where the next one begins.
#[activity]
pub async fn page(trace: State<Trace>, cursor: Option<u32>) -> Result<Page> {
    trace.note(format!("page({cursor:?})"));
    let from = cursor.unwrap_or(0);
    Ok(Page {
        records: (from..from + 3).map(|n| format!("record {n}")).collect(),
        next: (from < 6).then_some(from + 3),
    })
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Page {
    pub records: Vec<String>,
    pub next: Option<u32>,
}

/// A row fails when it begins with "bad"; one that begins with "shaky" fails the first two times.
#[activity]
pub async fn import_row(trace: State<Trace>, row: String, attempt: u32) -> Result<u64> {
    trace.note(format!("import_row({row}, {attempt})"));
    if row.starts_with("bad") {
        return Err(Failure::terminal(format!("{row} is malformed")));
    }
    if row.starts_with("shaky") && attempt < 3 {
        return Err(Failure::new(format!("{row} timed out")));
    }
    Ok(row.len() as u64)
}

/// A provider answers unless its name begins with "down".
#[activity]
pub async fn ask(trace: State<Trace>, provider: String, question: String) -> Result<String> {
    trace.note(format!("ask({provider}, {question})"));
    if provider.starts_with("down") {
        return Err(Failure::new(format!("{provider} is down")));
    }
    Ok(format!("{provider}: {question}!"))
}

/// A number that is measured: of each name, another one at each stage.
#[activity]
pub async fn measure(trace: State<Trace>, name: String, stage: u32) -> Result<f64> {
    trace.note(format!("measure({name}, {stage})"));
    Ok(f64::from(stage) * name.len() as f64 / 100.0)
}

/// Changes something on a machine. Machines that begin with "stuck" refuse.
#[activity]
pub async fn apply(trace: State<Trace>, machine: String, change: String) -> Result<()> {
    trace.note(format!("apply({machine}, {change})"));
    if machine.starts_with("stuck") {
        return Err(Failure::terminal(format!("{machine} refuses {change}")));
    }
    Ok(())
}

/// What an agent is told to do next, by how long the conversation is.
#[activity]
pub async fn think(trace: State<Trace>, conversation: Vec<Message>) -> Result<Action> {
    trace.note(format!("think({} messages)", conversation.len()));
    Ok(match conversation.as_slice() {
        [] => Action::GiveUp,
        [Message::User(question)] => Action::CallTool {
            name: "search".to_owned(),
            arguments: BTreeMap::from([("query".to_owned(), question.clone())]),
        },
        [.., Message::Tool { output, .. }] if conversation.len() < 4 => Action::CallTool {
            name: "sum".to_owned(),
            arguments: BTreeMap::from([("of".to_owned(), output.clone())]),
        },
        [.., Message::Tool { output, .. }] => Action::Answer(format!("it is {output}")),
        [.., last] => Action::Answer(format!("{last:?}")),
    })
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Message {
    User(String),
    Assistant(String),
    Tool { name: String, output: String },
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Action {
    CallTool {
        name: String,
        arguments: BTreeMap<String, String>,
    },
    Answer(String),
    GiveUp,
}

/// Something that is done and can't fail.
#[activity]
pub async fn perform(trace: State<Trace>, what: String) -> Result<String> {
    trace.note(format!("perform({what})"));
    Ok(what)
}
