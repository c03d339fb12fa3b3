//! [`Query`]: the instances that meet a filter, page by page. A page is read from the index that the filter fits best, and
//! then each instance that the index has given is looked at, as it is by then.

use std::collections::VecDeque;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::str::FromStr;
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};

use futures_core::Stream;

use crate::client::query;
use crate::client::runtime::Runtime;
use crate::engine::message::Message;
use crate::model::chain::debug_as_chain;
use crate::model::error::{Error, ErrorKind};
use crate::model::filter::InstanceFilter;
use crate::model::function_name::FunctionName;
use crate::model::id::InstanceId;
use crate::model::log::LOG;
use crate::model::micros::Micros;
use crate::model::status::{RuntimeStatus, Status};
use crate::model::tags::Tags;
use crate::store::Store;
use crate::store::key::{Group, Position};
use crate::store::reads::Single;
use crate::store::rows::{CountRow, IndexRow, Record, Row};

/// The number of instances of a page, unless it is set.
const PAGE: usize = 100;

/// The number of instances that are purged together.
const PURGED_AT_A_TIME: usize = 512;

/// The largest page.
const PAGE_MAX: usize = 10_000;

/// The number of instances that are looked at together at most: commits wait as long as a store is read.
const LOOKED_AT_MAX: usize = 1024;

/// The time for which a page is looked for, unless it is set.
const BUDGET: Duration = Duration::from_millis(250);

/// A query, from [`Runtime::query`]. It is a stream of instances, the one that was started last at first; [`page`](Self::page)
/// reads a page of them.
///
/// What is told of an instance is as of one moment. One that is there all the time, and meets the filter, is returned
/// exactly once, however many others are started, end or go meanwhile.
#[must_use = "a query reads nothing until it is asked for instances"]
pub struct Query {
    runtime: Runtime,
    filter: InstanceFilter,
    settings: Settings,
    /// The instances that were read and not returned.
    read: VecDeque<Status>,
    after: Option<PageToken>,
    is_over: bool,
    reading: Option<Reading>,
}

type Reading = Pin<Box<dyn Future<Output = Result<Page, Error>> + Send>>;

/// The settings of a query's pages.
#[derive(Clone, Copy, Debug)]
struct Settings {
    page: usize,
    budget: Duration,
    with_inputs: bool,
}

/// A page of the instances that meet a filter. See [`Query::page`].
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Page {
    /// The instances, the one that was started last at first. With a [prefix](InstanceFilter::id_prefix) of the id they are
    /// in the order of their ids.
    pub instances: Vec<Status>,
    /// The place where the next page begins; `None` if this is the last one.
    pub next: Option<PageToken>,
    /// How many instances were looked at.
    pub looked_at: u64,
}

/// A place between the pages of a query. Its text is for passing it on, and has no other meaning.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PageToken(Place);

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Place {
    /// After this instance, where they are in the order of their starts.
    Started(Position),
    /// The same in the order of their ids.
    Id(InstanceId),
}

/// A text that is no [`PageToken`].
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "the text is no place between pages; give back the text of a page's `next` as it was, or begin without one"
)]
pub struct InvalidPageToken(());

debug_as_chain!(InvalidPageToken);

impl fmt::Display for PageToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let id = match &self.0 {
            Place::Started(Position { created, instance }) => {
                write!(f, "t{}.", created.micros())?;
                instance
            }
            Place::Id(instance) => {
                f.write_str("i")?;
                instance
            }
        };
        // An id may have any characters, and a header may not.
        id.as_str()
            .bytes()
            .try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl FromStr for PageToken {
    type Err = InvalidPageToken;

    fn from_str(text: &str) -> Result<Self, InvalidPageToken> {
        fn id(text: &str) -> Option<InstanceId> {
            let digits = text.as_bytes().chunks(2);
            let byte = |digits: &[u8]| {
                let digits = std::str::from_utf8(digits).ok()?;
                let is_byte = digits.len() == 2 && !digits.starts_with('+');
                u8::from_str_radix(digits, 16).ok().filter(|_| is_byte)
            };
            let bytes = digits.map(byte).collect::<Option<Vec<u8>>>()?;
            // It is a place, whether there is such an instance or not.
            let text = String::from_utf8(bytes).ok()?;
            (!text.is_empty()).then(|| InstanceId::unchecked(&text))
        }
        let place = if let Some(text) = text.strip_prefix('t') {
            text.split_once('.').and_then(|(created, instance)| {
                Some(Place::Started(Position {
                    created: Micros::of(created.parse().ok()?),
                    instance: id(instance)?,
                }))
            })
        } else {
            text.strip_prefix('i').and_then(id).map(Place::Id)
        };
        place.map(Self).ok_or(InvalidPageToken(()))
    }
}

impl Runtime {
    /// The instances that meet a filter: a stream of them, and pages.
    ///
    /// ```standalone_crate
    /// use durable_runtime::prelude::*;
    /// use durable_runtime::{InstanceFilter, RuntimeStatus};
    ///
    /// #[orchestrator]
    /// async fn double(n: u64) -> Result<u64> {
    ///     Ok(n * 2)
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("double.redb");
    /// let runtime = Runtime::builder().open(path).await?;
    /// runtime.start(double(21).tag("asked-by", "Ann")).await?.result().await?;
    /// let filter = InstanceFilter::new().name("double").tag("asked-by", "Ann");
    /// let mut found = runtime.query(filter);
    /// let first = found.next().await?.expect("it is there");
    /// assert_eq!(first.runtime_status, RuntimeStatus::Completed);
    /// assert!(found.next().await?.is_none());
    /// # runtime.shutdown().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn query(&self, filter: InstanceFilter) -> Query {
        Query::new(self.clone(), filter)
    }

    /// The number of instances that meet a filter. Of names and statuses alone it is known without a look at instances.
    ///
    /// ```no_run
    /// # use durable_runtime::{InstanceFilter, Runtime, RuntimeStatus};
    /// # async fn example(runtime: Runtime) -> durable_runtime::Result<()> {
    /// let failed = InstanceFilter::new().name("order").status(RuntimeStatus::Failed);
    /// println!("{} orders have failed", runtime.count(failed).await?);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// As for [`Query::page`].
    pub async fn count(&self, filter: InstanceFilter) -> Result<u64, Error> {
        let count = count(self.store(), &filter).await;
        self.explained(count).await
    }

    /// Removes all ended instances that meet a filter, with their histories. Returns how many. It goes on from one to the
    /// next, so an error or a death of the process leaves the others as they were.
    ///
    /// ```no_run
    /// # use durable_runtime::{InstanceFilter, Runtime, RuntimeStatus};
    /// # use std::time::{Duration, SystemTime};
    /// # async fn example(runtime: Runtime) -> durable_runtime::Result<()> {
    /// let month = Duration::from_secs(30 * 24 * 60 * 60);
    /// let old = InstanceFilter::new()
    ///     .status(RuntimeStatus::Completed)
    ///     .updated_to(SystemTime::now() - month);
    /// let purged = runtime.purge(old).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// As for [`Query::page`](crate::Query::page).
    pub async fn purge(&self, filter: InstanceFilter) -> Result<u64, Error> {
        let Some(filter) = ended(filter) else {
            return Ok(0);
        };
        let mut found = self
            .query(filter)
            .page_size(PURGED_AT_A_TIME)
            .without_inputs();
        let mut purged = 0;
        loop {
            let page = found.page().await?;
            let mut under_way = Vec::with_capacity(page.instances.len());
            for status in page.instances {
                let id = status.id;
                // Another instance that has taken the id since, and has ended, is not the one that was found.
                let ended_by = Some(Micros::from(status.last_updated));
                under_way.push(
                    self.send(|reply| Message::Purge {
                        id,
                        ended_by,
                        reply,
                    })
                    .await?,
                );
            }
            for answer in under_way {
                match self.answer(answer).await {
                    Ok(()) => purged += 1,
                    // Another caller has purged it, or started it again.
                    Err(error)
                        if matches!(
                            error.kind(),
                            ErrorKind::InstanceNotFound
                                | ErrorKind::InstanceNotEnded
                                | ErrorKind::Blocked
                        ) => {}
                    Err(error) => return Err(error),
                }
            }
            if page.next.is_none() {
                return Ok(purged);
            }
        }
    }
}

impl Query {
    fn new(runtime: Runtime, filter: InstanceFilter) -> Self {
        Self {
            runtime,
            filter,
            settings: Settings {
                page: PAGE,
                budget: BUDGET,
                with_inputs: true,
            },
            read: VecDeque::new(),
            after: None,
            is_over: false,
            reading: None,
        }
    }

    /// Sets the number of instances of a page: 100 unless set, and 10,000 at most.
    pub fn page_size(mut self, instances: usize) -> Self {
        self.settings.page = instances.clamp(1, PAGE_MAX);
        self
    }

    /// Begins after another page.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidInput`](crate::ErrorKind::InvalidInput) when instances are asked for, if that page is one of a
    /// query in another order.
    pub fn after(mut self, token: PageToken) -> Self {
        self.after = Some(token);
        self
    }

    /// Sets the time after which a page is returned although it isn't full: a quarter of a second unless set. It counts for
    /// pages of more than 1,000 instances, and for filters that look at instances which they don't return.
    pub fn budget(mut self, time: Duration) -> Self {
        self.settings.budget = time;
        self
    }

    /// Leaves out the inputs, which may be large: [`Status::input`] is `null` then. So is one that can't be read.
    pub fn without_inputs(mut self) -> Self {
        self.settings.with_inputs = false;
        self
    }

    /// Reads a page. Asked again, it reads the next one; after the last one, pages are empty.
    ///
    /// A page may have fewer instances than it has room for, or none, though there are others: if
    /// [`next`](Page::next) is there, it isn't the last one.
    ///
    /// ```no_run
    /// # use durable_runtime::{InstanceFilter, PageToken, Runtime};
    /// # async fn example(runtime: Runtime, token: Option<PageToken>) -> durable_runtime::Result<()> {
    /// let mut query = runtime.query(InstanceFilter::new().name("order")).page_size(20);
    /// if let Some(token) = token {
    ///     query = query.after(token);
    /// }
    /// let page = query.page().await?;
    /// for order in &page.instances {
    ///     println!("{} {}", order.id, order.runtime_status);
    /// }
    /// // The text for the link to the next page.
    /// let next = page.next.map(|token| token.to_string());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Stopped`](crate::ErrorKind::Stopped), [`ErrorKind::Unavailable`](crate::ErrorKind::Unavailable) and
    /// [`ErrorKind::Corrupt`](crate::ErrorKind::Corrupt); [`ErrorKind::InvalidInput`](crate::ErrorKind::InvalidInput) for a
    /// token of another query.
    pub async fn page(&mut self) -> Result<Page, Error> {
        poll_fn(|cx| self.poll_page(cx)).await
    }

    /// The next instance; `None` after the last one.
    ///
    /// ```no_run
    /// # use durable_runtime::{InstanceFilter, Runtime, RuntimeStatus};
    /// # async fn example(runtime: Runtime) -> durable_runtime::Result<()> {
    /// let mut failed = runtime.query(InstanceFilter::new().status(RuntimeStatus::Failed));
    /// while let Some(instance) = failed.next().await? {
    ///     println!("{}: {:?}", instance.id, instance.failure);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// As for [`page`](Self::page).
    pub async fn next(&mut self) -> Result<Option<Status>, Error> {
        poll_fn(|cx| self.poll_status(cx)).await.transpose()
    }

    fn poll_page(&mut self, cx: &mut Context<'_>) -> Poll<Result<Page, Error>> {
        if self.is_over {
            return Poll::Ready(Ok(Page {
                instances: Vec::new(),
                next: None,
                looked_at: 0,
            }));
        }
        let reading = self.reading.get_or_insert_with(|| {
            let (runtime, filter) = (self.runtime.clone(), self.filter.clone());
            let (settings, after) = (self.settings, self.after.clone());
            Box::pin(async move {
                let page = page(runtime.store(), &filter, settings, after).await;
                runtime.explained(page).await
            })
        });
        let page = ready!(reading.as_mut().poll(cx));
        self.reading = None;
        if let Ok(page) = &page {
            self.is_over = page.next.is_none();
            self.after.clone_from(&page.next);
        }
        Poll::Ready(page)
    }

    fn poll_status(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Status, Error>>> {
        loop {
            if let Some(status) = self.read.pop_front() {
                return Poll::Ready(Some(Ok(status)));
            }
            if self.is_over {
                return Poll::Ready(None);
            }
            match ready!(self.poll_page(cx)) {
                Ok(page) => self.read.extend(page.instances),
                Err(error) => {
                    self.is_over = true;
                    return Poll::Ready(Some(Err(error)));
                }
            }
        }
    }
}

impl Stream for Query {
    type Item = Result<Status, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_status(cx)
    }
}

impl fmt::Debug for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Query")
            .field("filter", &self.filter)
            .finish_non_exhaustive()
    }
}

/// Instances that an index gives.
struct Candidates {
    /// Each with its place, and its row of the index, if that was read.
    found: Vec<(Place, Option<IndexRow>)>,
    are_last: bool,
}

/// Reads the next candidates.
async fn candidates(
    store: &dyn Store,
    filter: &InstanceFilter,
    after: Option<&Place>,
    limit: usize,
) -> Result<Candidates, Error> {
    let of_another = || {
        Error::new(
            ErrorKind::InvalidInput,
            "the place between pages is one of a query in another order: with a prefix of the id they come in the order of the ids",
        )
    };
    let by_id = filter
        .id_prefix
        .as_deref()
        .filter(|_| filter.parent.is_none());
    if let Some(prefix) = by_id {
        let after = match after {
            None => None,
            Some(Place::Id(id)) => Some(id),
            Some(Place::Started(_)) => return Err(of_another()),
        };
        let found = store.with_prefix(prefix, after, limit).await?;
        return Ok(Candidates {
            are_last: found.len() < limit,
            found: found.into_iter().map(|id| (Place::Id(id), None)).collect(),
        });
    }
    let after = match after {
        None => None,
        Some(Place::Started(position)) => Some(position),
        Some(Place::Id(_)) => return Err(of_another()),
    };
    if let Some(parent) = &filter.parent {
        let found = store.children(parent, after, limit).await?;
        let found = found.into_iter();
        return Ok(Candidates {
            are_last: found.len() < limit,
            found: found.map(|child| (Place::Started(child), None)).collect(),
        });
    }
    let wanted = filter.clone();
    let created = (
        filter.created.from.map(Micros::from),
        filter.created.to.map(Micros::from),
    );
    let is_wanted = move |group: &Group| is_of_group(&wanted, group);
    let (found, are_last) = store
        .listed(is_wanted, created, after.cloned(), limit)
        .await?;
    let found = found.into_iter().map(|(position, row)| {
        let row = IndexRow::from_bytes(&row).ok();
        (Place::Started(position), row)
    });
    Ok(Candidates {
        found: found.collect(),
        are_last,
    })
}

fn is_of_group(filter: &InstanceFilter, group: &Group) -> bool {
    let function = FunctionName::of(&group.function);
    let has_status = filter.statuses.is_empty() || filter.statuses.contains(&group.status);
    has_status && is_of_function(filter, function)
}

fn is_of_function(filter: &InstanceFilter, function: FunctionName<'_>) -> bool {
    let (name, version) = (filter.name.as_deref(), filter.version.as_deref());
    name.is_none_or(|name| function.name == name)
        && version.is_none_or(|version| function.version.unwrap_or_default() == version)
}

fn has_tags(filter: &InstanceFilter, tags: &Tags) -> bool {
    let mut wanted = filter.tags.iter();
    wanted.all(|(name, value)| tags.get(name) == Some(value))
}

/// Whether an instance may meet the filter, as far as the index tells.
fn may_meet(filter: &InstanceFilter, place: &Place, row: Option<&IndexRow>) -> bool {
    let (id, created) = match place {
        Place::Started(Position { created, instance }) => (instance, Some(*created)),
        Place::Id(instance) => (instance, None),
    };
    let prefix = filter.id_prefix.as_deref().unwrap_or_default();
    let is_of_time = |created: Micros| filter.created.contains(created.into());
    let was_updated = |row: &IndexRow| {
        // One that has not ended may have been updated at any time.
        row.ended
            .is_none_or(|ended| filter.updated.contains(ended.into()))
    };
    id.as_str().starts_with(prefix)
        && created.is_none_or(is_of_time)
        && row.is_none_or(|row| has_tags(filter, &row.tags) && was_updated(row))
}

/// Whether an instance meets the filter.
fn meets(filter: &InstanceFilter, record: &Record) -> bool {
    let statuses = &filter.statuses;
    let parent = record.parent.as_ref().map(|parent| &parent.instance);
    (statuses.is_empty() || statuses.contains(&record.runtime_status()))
        && is_of_function(filter, FunctionName::of(&record.name))
        && filter.created.contains(record.created.into())
        && filter.updated.contains(record.updated.into())
        && filter
            .parent
            .as_ref()
            .is_none_or(|wanted| parent == Some(wanted))
        && has_tags(filter, &record.tags)
}

impl Place {
    fn id(&self) -> &InstanceId {
        match self {
            Self::Started(position) => &position.instance,
            Self::Id(id) => id,
        }
    }

    /// Whether it is still the place of an instance. Another one may have been started in its place since the index was
    /// read, which has a place of its own.
    fn is_of(&self, record: &Record) -> bool {
        match self {
            Self::Started(position) => position.created == record.created,
            Self::Id(_) => true,
        }
    }
}

/// Reads a page.
async fn page(
    store: &dyn Store,
    filter: &InstanceFilter,
    settings: Settings,
    after: Option<PageToken>,
) -> Result<Page, Error> {
    let began = Instant::now();
    let mut page = Page {
        instances: Vec::new(),
        next: after,
        looked_at: 0,
    };
    let mut limit = settings.page.min(LOOKED_AT_MAX);
    loop {
        let after = page.next.take().map(|PageToken(place)| place);
        let Candidates { found, are_last } =
            candidates(store, filter, after.as_ref(), limit).await?;
        let last = found.last().map(|(place, _)| place.clone());
        let places: Vec<Place> = found
            .into_iter()
            .inspect(|_| page.looked_at += 1)
            .filter(|(place, row)| may_meet(filter, place, row.as_ref()))
            .map(|(place, _)| place)
            .collect();
        let ids: Vec<InstanceId> = places.iter().map(|place| place.id().clone()).collect();
        let singles = store.singles(&ids, settings.with_inputs).await?;
        let mut rest = ids.into_iter().zip(places).zip(singles);
        for ((id, place), single) in rest.by_ref() {
            if let Some(status) = told(filter, settings, &id, &place, single)? {
                page.instances.push(status);
                if page.instances.len() == settings.page {
                    page.next = Some(PageToken(place));
                    break;
                }
            }
        }
        if page.instances.len() == settings.page {
            if are_last && rest.next().is_none() {
                page.next = None;
            }
            return Ok(page);
        }
        if are_last {
            return Ok(page);
        }
        page.next = last.map(PageToken);
        if began.elapsed() >= settings.budget {
            return Ok(page);
        }
        // As many as there are to find the missing ones among, if it goes on like this.
        let missing = settings.page - page.instances.len();
        let looked_at = usize::try_from(page.looked_at).unwrap_or(usize::MAX);
        let needed = missing.saturating_mul(looked_at) / page.instances.len().max(1);
        limit = needed.clamp(missing.min(LOOKED_AT_MAX), LOOKED_AT_MAX);
        tokio::task::yield_now().await;
    }
}

/// The same filter, for ended instances alone; `None` if it is about none of them.
fn ended(mut filter: InstanceFilter) -> Option<InstanceFilter> {
    if filter.statuses.is_empty() {
        filter.statuses.extend(RuntimeStatus::ALL);
    }
    filter.statuses.retain(|status| status.is_ended());
    (!filter.statuses.is_empty()).then_some(filter)
}

/// The status of an instance that an index has given, as it is now; `None` if it doesn't meet the filter, or isn't there
/// any more.
fn told(
    filter: &InstanceFilter,
    settings: Settings,
    id: &InstanceId,
    place: &Place,
    mut single: Single,
) -> Result<Option<Status>, Error> {
    let Some(bytes) = single.record.take() else {
        return Ok(None);
    };
    // One that can't be read is told as it is.
    let is_told = Record::from_bytes(&bytes).map_or(true, |record| {
        place.is_of(&record) && meets(filter, &record)
    });
    if !is_told {
        return Ok(None);
    }
    let status = query::status_of(id, &bytes, &single, None, settings.with_inputs);
    // An input that can't be read is no reason not to tell of the others.
    let status = status.or_else(|error| {
        tracing::error!(target: LOG, "{error}; it is listed without its input");
        query::status_of(id, &bytes, &single, None, false)
    });
    status.map(Some)
}

/// Whether all that the filter asks for is known of an instance without its record.
fn is_told(filter: &InstanceFilter, row: Option<&IndexRow>) -> bool {
    let asks_little = filter.statuses.is_empty()
        && filter.name.is_none()
        && filter.version.is_none()
        && filter.tags.is_empty();
    let is_told = match row {
        // The index says all but the time of the last step.
        Some(_) => true,
        // The place of a sub-orchestration has the time of its start, and an id alone has none.
        None if filter.parent.is_some() => asks_little,
        None => asks_little && filter.id_prefix.is_some() && filter.created.is_any(),
    };
    is_told && filter.updated.is_any()
}

/// Counts the instances that meet a filter.
async fn count(store: &dyn Store, filter: &InstanceFilter) -> Result<u64, Error> {
    if filter.is_of_groups() {
        let counts = store.counts().await?.into_iter();
        let of_group = |(group, row): (Group, Vec<u8>)| {
            let row = CountRow::from_bytes(&row).ok()?;
            is_of_group(filter, &group).then_some(row.instances)
        };
        return Ok(counts.filter_map(of_group).sum());
    }
    let (mut count, mut after) = (0, None);
    loop {
        let Candidates { found, are_last } =
            candidates(store, filter, after.as_ref(), LOOKED_AT_MAX).await?;
        after = found.last().map(|(place, _)| place.clone());
        let (mut places, mut told) = (Vec::new(), 0);
        for (place, row) in found {
            if may_meet(filter, &place, row.as_ref()) {
                if is_told(filter, row.as_ref()) {
                    told += 1;
                } else {
                    places.push(place);
                }
            }
        }
        count += told;
        let ids: Vec<InstanceId> = places.iter().map(|place| place.id().clone()).collect();
        for (place, single) in places.iter().zip(store.singles(&ids, false).await?) {
            let record = single.record.map(|bytes| Record::from_bytes(&bytes));
            count += u64::from(record.is_some_and(|record| match record {
                Ok(record) => place.is_of(&record) && meets(filter, &record),
                Err(_) => true,
            }));
        }
        if are_last {
            return Ok(count);
        }
        tokio::task::yield_now().await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_read_back_from_its_text() {
        for id in ["a", "ü /?", "0123456789abcdef0123456789abcdef"] {
            let instance = InstanceId::unchecked(id);
            for created in [i64::MIN, -1, 0, i64::MAX] {
                let created = Micros::of(created);
                let instance = instance.clone();
                let token = PageToken(Place::Started(Position { created, instance }));
                assert_eq!(token.to_string().parse(), Ok(token));
            }
            let token = PageToken(Place::Id(instance));
            assert_eq!(token.to_string().parse(), Ok(token));
        }
    }

    #[test]
    fn another_text_is_no_token() {
        for text in [
            "", "t", "t1", "t1.", "tx.61", "i6", "i+1", "iff", "i6g", "x61", "t1.61 ",
        ] {
            assert_eq!(
                text.parse::<PageToken>(),
                Err(InvalidPageToken(())),
                "{text}"
            );
        }
    }
}
