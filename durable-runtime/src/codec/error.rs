//! Errors of encoding and decoding, with the path to the place in the value.

use std::fmt::{self, Display, Write as _};

use serde::{de, ser};

/// The reason why a value could not be saved or read back, and the path to the place, such as `.items[3].price`.
#[derive(Debug)]
pub struct CodecError {
    // Boxed, so that the `Result` of every small step of encoding and decoding stays small.
    inner: Box<Inner>,
}

#[derive(Debug)]
struct Inner {
    message: String,
    /// The path from the whole value to the place. Empty for the whole value itself.
    path: String,
}

impl CodecError {
    pub(super) fn new(message: impl Into<String>) -> Self {
        let inner = Inner {
            message: message.into(),
            path: String::new(),
        };
        CodecError {
            inner: Box::new(inner),
        }
    }

    pub(super) fn truncated() -> Self {
        CodecError::new("the stored bytes end in the middle of a value")
    }

    pub(super) fn malformed(what: &str) -> Self {
        CodecError::new(format!("the stored bytes are damaged: {what}"))
    }

    pub(super) fn too_deep() -> Self {
        CodecError::new(format!(
            "the value is nested more than {} levels deep",
            super::wire::DEPTH_MAX
        ))
    }

    pub(super) fn lost() -> Self {
        CodecError::new("the type has no such field, so what is stored there would be lost")
    }

    /// The same error seen from the struct or map that holds the value under a name.
    ///
    /// Paths are built from the inside out while the error travels up, so that a success pays
    /// nothing for them.
    pub(super) fn inside_field(mut self, name: &str) -> Self {
        self.inner.path.insert_str(0, name);
        self.inner.path.insert(0, '.');
        self
    }

    /// The same error seen from the sequence that holds the value.
    pub(super) fn inside_index(self, index: usize) -> Self {
        self.inside_brackets(&index)
    }

    /// The same error seen from the map that holds the value under a key that is not a string.
    pub(super) fn inside_brackets(mut self, key: &dyn Display) -> Self {
        let mut segment = String::new();
        // Writing to a string fails only when the key's own `Display` does; then the path is merely
        // shorter.
        let _ = write!(segment, "[{key}]");
        self.inner.path.insert_str(0, &segment);
        self
    }

    /// The same error, prefixed with a sentence that says what was being done.
    pub(super) fn because(mut self, doing: &str) -> Self {
        self.inner.message = format!("{doing}: {}", self.inner.message);
        self
    }
}

impl Display for CodecError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.inner.message)?;
        if !self.inner.path.is_empty() {
            write!(f, " (at `{}`)", self.inner.path)?;
        }
        Ok(())
    }
}

impl std::error::Error for CodecError {}

impl ser::Error for CodecError {
    fn custom<T: Display>(message: T) -> Self {
        CodecError::new(message.to_string())
    }
}

impl de::Error for CodecError {
    fn custom<T: Display>(message: T) -> Self {
        CodecError::new(message.to_string())
    }

    fn missing_field(field: &'static str) -> Self {
        #[cfg(feature = "lock")]
        super::oracle::missing(field);
        CodecError::new(format!("missing field `{field}`"))
    }
}
