//! [`ResultType`]: the stored result of an activity in JSON, for calls by name.

use std::marker::PhantomData;

use crate::codec;
use crate::model::json::Json;
use crate::step::entry::NotInJson;
use crate::step::storable::Storable;

/// The type of an activity's result.
pub struct ResultType<T>(PhantomData<fn() -> T>);

impl<T> ResultType<T> {
    #[allow(clippy::new_without_default, reason = "only expansions make one")]
    /// The value of this type.
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

/// Converts a result that can be stored into JSON. The demand that it can be stored is elsewhere, once.
pub trait ResultInJson {
    /// The value of these bytes.
    #[allow(clippy::missing_errors_doc, reason = "only expansions call it")]
    fn __durable_json(&self, bytes: &[u8]) -> Result<Json, NotInJson>;
}

impl<T: Storable> ResultInJson for ResultType<T> {
    fn __durable_json(&self, bytes: &[u8]) -> Result<Json, NotInJson> {
        let value: T =
            codec::decode(bytes).map_err(|error| NotInJson::Unread(error.to_string()))?;
        Json::of(&value).map_err(|error| NotInJson::NotJson(error.to_string()))
    }
}

/// Any other result, which is an error elsewhere.
pub trait NeverInJson {
    /// Returns no value.
    #[allow(clippy::missing_errors_doc, reason = "only expansions call it")]
    fn __durable_json(&self, _: &[u8]) -> Result<Json, NotInJson> {
        unreachable!("an activity whose result can't be stored is not compiled")
    }
}

impl<T> NeverInJson for &ResultType<T> {}
