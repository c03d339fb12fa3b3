//! [`Query`]: the instances that meet a filter, page by page. A page is read from the index that the filter fits best, and
//! then each instance that the index has given is looked at, as it is by then.

use std::collections::VecDeque;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};

use futures_core::Stream;

use crate::client::page_token::{PageToken, Place};
use crate::client::query;
use crate::client::runtime::Runtime;
use crate::engine::message::{Message, Purged};
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

/// The number of bytes of inputs, outputs and custom statuses after which a page is returned, and after which no further
/// rows are read at a time.
pub(crate) const BYTES_MAX: usize = 8 * 1024 * 1024;

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

impl Default for Settings {
    fn default() -> Self {
        Self {
            page: PAGE,
            budget: BUDGET,
            with_inputs: true,
        }
    }
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
        let settings = Settings {
            page: PURGED_AT_A_TIME,
            with_inputs: false,
            ..Settings::default()
        };
        let (mut purged, mut after) = (0, None);
        loop {
            let page = page(self.store(), &filter, settings, after).await;
            let page = self.explained(page).await?;
            let mut under_way = Vec::with_capacity(page.instances.len());
            for Told { run, status } in page.instances {
                // One that can't be read stays.
                let Some(run) = run else { continue };
                // Another instance may have taken the id since, and may have ended.
                let (id, which) = (status.id, Purged::Run(run));
                let purge = |reply| Message::Purge { id, which, reply };
                under_way.push(self.send(purge).await?);
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
            after = page.next;
            if after.is_none() {
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
            settings: Settings::default(),
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
    /// pages of more than 1,000 instances, for filters that look at instances which they don't return, and for large
    /// instances.
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
    /// [`next`](Page::next) is there, it isn't the last one. So it is when its inputs, outputs and custom statuses have
    /// 8 MiB together: whichever instance is larger than that has a page of its own.
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
                runtime.explained(page.map(Page::from)).await
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

/// A page, with the number of each instance's start.
struct Found {
    instances: Vec<Told>,
    next: Option<PageToken>,
    looked_at: u64,
}

/// An instance that a page returns.
struct Told {
    /// The number of its start, if its record can be read.
    run: Option<u64>,
    status: Status,
}

impl From<Found> for Page {
    fn from(found: Found) -> Self {
        let instances = found.instances.into_iter().map(|told| told.status);
        Self {
            instances: instances.collect(),
            next: found.next,
            looked_at: found.looked_at,
        }
    }
}

impl Told {
    /// The number of bytes of what may be large in it.
    fn bytes(&self) -> usize {
        let Status {
            input,
            output,
            custom_status,
            ..
        } = &self.status;
        let texts = [Some(input), output.as_ref(), custom_status.as_ref()];
        let texts = texts.into_iter().flatten();
        texts.map(|text| text.as_str().len()).sum()
    }
}

/// Reads a page.
async fn page(
    store: &dyn Store,
    filter: &InstanceFilter,
    settings: Settings,
    after: Option<PageToken>,
) -> Result<Found, Error> {
    let began = Instant::now();
    let mut page = Found {
        instances: Vec::new(),
        next: after,
        looked_at: 0,
    };
    let (mut bytes_held, mut bytes_read) = (0, 0);
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
        let mut done = 0;
        while done < ids.len() {
            let bytes_max = BYTES_MAX - bytes_held;
            let rest = &ids[done..];
            let singles = store.singles(rest, settings.with_inputs, bytes_max).await?;
            let mut is_over = false;
            for single in singles {
                let (id, place) = (&ids[done], &places[done]);
                done += 1;
                bytes_read += single.bytes();
                if let Some(told) = told(filter, settings, id, place, single)? {
                    bytes_held += told.bytes();
                    page.instances.push(told);
                }
                is_over = page.instances.len() == settings.page || bytes_held >= BYTES_MAX;
                if is_over {
                    break;
                }
            }
            is_over |= bytes_read >= BYTES_MAX && began.elapsed() >= settings.budget;
            if is_over {
                let is_last = are_last && done == ids.len();
                page.next = (!is_last).then(|| PageToken(places[done - 1].clone()));
                return Ok(page);
            }
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
) -> Result<Option<Told>, Error> {
    let Some(bytes) = single.record.take() else {
        return Ok(None);
    };
    let record = Record::from_bytes(&bytes).ok();
    // One that can't be read is told as it is.
    let is_told =
        (record.as_ref()).is_none_or(|record| place.is_of(record) && meets(filter, record));
    if !is_told {
        return Ok(None);
    }
    let run = record.map(|record| record.run);
    let status = query::status_of(id, &bytes, &single, None, settings.with_inputs);
    // An input that can't be read is no reason not to tell of the others.
    let status = status.or_else(|error| {
        tracing::error!(target: LOG, "{error}; it is listed without its input");
        query::status_of(id, &bytes, &single, None, false)
    });
    Ok(Some(Told {
        run,
        status: status?,
    }))
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
        let mut done = 0;
        while done < ids.len() {
            let singles = store.singles(&ids[done..], false, BYTES_MAX).await?;
            for (place, single) in places[done..].iter().zip(&singles) {
                let record = single.record.as_deref().map(Record::from_bytes);
                count += u64::from(record.is_some_and(|record| match record {
                    Ok(record) => place.is_of(&record) && meets(filter, &record),
                    Err(_) => true,
                }));
            }
            done += singles.len();
        }
        if are_last {
            return Ok(count);
        }
        tokio::task::yield_now().await;
    }
}
