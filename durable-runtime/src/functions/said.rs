//! [`Said`]: the stored result of an activity in JSON, for calls by name.

use std::marker::PhantomData;

use crate::codec;
use crate::model::json::Json;
use crate::step::entry::Unsaid;
use crate::step::storable::Storable;

/// The type of an activity's result.
pub struct Said<T>(PhantomData<fn() -> T>);

impl<T> Said<T> {
    #[allow(clippy::new_without_default, reason = "only expansions make one")]
    /// The value of this type.
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

/// Converts a result that can be stored into JSON. The demand that it can be stored is elsewhere, once.
pub trait SaidInJson {
    /// The value of these bytes.
    #[allow(clippy::missing_errors_doc, reason = "only expansions call it")]
    fn json(&self, bytes: &[u8]) -> Result<Json, Unsaid>;
}

impl<T: Storable> SaidInJson for Said<T> {
    fn json(&self, bytes: &[u8]) -> Result<Json, Unsaid> {
        let value: T = codec::decode(bytes).map_err(|error| Unsaid::Unread(error.to_string()))?;
        Json::of(&value).map_err(|error| Unsaid::NotJson(error.to_string()))
    }
}

/// Any other result, which is an error elsewhere.
pub trait NeverSaid {
    /// Returns no value.
    #[allow(clippy::missing_errors_doc, reason = "only expansions call it")]
    fn json(&self, _: &[u8]) -> Result<Json, Unsaid> {
        unreachable!("an activity whose result can't be stored is not compiled")
    }
}

impl<T> NeverSaid for &Said<T> {}
