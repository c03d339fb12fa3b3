//! [`InstanceFilter`]: which instances a query is about.

use std::time::SystemTime;

use crate::model::id::InstanceId;
use crate::model::status::RuntimeStatus;

/// Which instances a [query](crate::Runtime::query) is about: those that meet all of its conditions. Without any
/// condition it is all instances.
///
/// A query takes time in proportion to its pages for a status, a name, a range of times of the start, a parent and a
/// prefix of the id. For tags, and for the time of the last update, it looks at instances that it doesn't return.
///
/// ```
/// use durable_runtime::{InstanceFilter, RuntimeStatus};
/// use std::time::{Duration, SystemTime};
///
/// // The orders of a customer that have failed within a day.
/// let filter = InstanceFilter::new()
///     .name("order")
///     .status(RuntimeStatus::Failed)
///     .created_from(SystemTime::now() - Duration::from_secs(24 * 60 * 60))
///     .tag("customer", "17");
/// ```
#[must_use = "a filter is for a query"]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InstanceFilter {
    /// Any, if there are none.
    pub(crate) statuses: Vec<RuntimeStatus>,
    pub(crate) name: Option<String>,
    pub(crate) version: Option<String>,
    pub(crate) created: TimeRange,
    pub(crate) updated: TimeRange,
    pub(crate) id_prefix: Option<String>,
    pub(crate) parent: Option<InstanceId>,
    pub(crate) tags: Vec<(String, String)>,
}

/// A range of times. Both ends are within it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct TimeRange {
    pub(crate) from: Option<SystemTime>,
    pub(crate) to: Option<SystemTime>,
}

impl TimeRange {
    pub(crate) fn is_any(self) -> bool {
        self == Self::default()
    }

    pub(crate) fn contains(self, time: SystemTime) -> bool {
        self.from.is_none_or(|from| time >= from) && self.to.is_none_or(|to| time <= to)
    }
}

impl InstanceFilter {
    /// All instances.
    pub fn new() -> Self {
        Self::default()
    }

    /// Instances with this status, or with one of several if it is called again.
    pub fn status(mut self, status: RuntimeStatus) -> Self {
        if !self.statuses.contains(&status) {
            self.statuses.push(status);
        }
        self
    }

    /// Instances of the orchestrator of this name, of whatever version.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Instances of an orchestrator of this version. An empty text is for those without a version.
    pub fn version(mut self, version: impl Into<String>) -> Self {
        self.version = Some(version.into());
        self
    }

    /// Instances that were started at this time or later.
    pub fn created_from(mut self, time: SystemTime) -> Self {
        self.created.from = Some(time);
        self
    }

    /// Instances that were started at this time or earlier.
    pub fn created_to(mut self, time: SystemTime) -> Self {
        self.created.to = Some(time);
        self
    }

    /// Instances with a last step at this time or later. Of an ended instance that is its end.
    pub fn updated_from(mut self, time: SystemTime) -> Self {
        self.updated.from = Some(time);
        self
    }

    /// Instances with a last step at this time or earlier.
    pub fn updated_to(mut self, time: SystemTime) -> Self {
        self.updated.to = Some(time);
        self
    }

    /// Instances with an id that begins with this text. They come in the order of their ids: first the automatic ones.
    pub fn id_prefix(mut self, prefix: impl Into<String>) -> Self {
        self.id_prefix = Some(prefix.into());
        self
    }

    /// Sub-orchestrations that an instance of this id has started.
    pub fn parent(mut self, parent: &InstanceId) -> Self {
        self.parent = Some(parent.clone());
        self
    }

    /// Instances that were started with this tag. Called again, it asks for another tag, too.
    pub fn tag(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.tags.push((name.into(), value.into()));
        self
    }

    /// Whether the groups of functions and statuses say all that it asks for.
    pub(crate) fn is_of_groups(&self) -> bool {
        let Self {
            statuses: _,
            name: _,
            version: _,
            created,
            updated,
            id_prefix,
            parent,
            tags,
        } = self;
        created.is_any()
            && updated.is_any()
            && id_prefix.is_none()
            && parent.is_none()
            && tags.is_empty()
    }
}
