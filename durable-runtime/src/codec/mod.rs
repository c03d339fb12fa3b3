//! Stand-in while the real one is being written.
use serde::de::DeserializeSeed;
use serde::{Deserialize, Serialize};
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct CodecError(String);
pub fn encode<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>, CodecError> {
    serde_json::to_vec(value).map_err(|e| CodecError(e.to_string()))
}
pub fn encode_verified<T: Serialize + Deserialize<'static>>(
    value: &T,
) -> Result<Vec<u8>, CodecError> {
    encode(value)
}
pub fn decode<T: Deserialize<'static>>(bytes: &[u8]) -> Result<T, CodecError> {
    decode_seed(std::marker::PhantomData, bytes)
}
pub fn decode_seed<S: DeserializeSeed<'static>>(
    seed: S,
    bytes: &[u8],
) -> Result<S::Value, CodecError> {
    let leaked: &'static [u8] = Box::leak(bytes.to_vec().into_boxed_slice());
    seed.deserialize(&mut serde_json::Deserializer::from_slice(leaked))
        .map_err(|e| CodecError(e.to_string()))
}
pub fn require_equal(_: &[u8], _: &[u8]) -> Result<(), CodecError> {
    Ok(())
}
pub fn check_json_safe<T: Serialize + ?Sized>(_: &T) -> Result<(), CodecError> {
    Ok(())
}
pub fn to_display_json(bytes: &[u8]) -> Result<serde_json::Value, CodecError> {
    serde_json::from_slice(bytes).map_err(|e| CodecError(e.to_string()))
}
