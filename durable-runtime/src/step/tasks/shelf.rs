//! [`Shelf`]: the pieces of an operation, which are written once and read one at a time, so that a step costs what it
//! touches and not what there is.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::model::id::OpId;
use crate::step::frame::{Blob, EncodedValue};

/// Pieces by their numbers. A large one is stored out of line.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Shelf {
    next: u64,
    pieces: BTreeMap<u64, EncodedValue>,
}

/// A shelf as it is stored.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct StoredShelf {
    op: OpId,
    next: u64,
    pieces: Vec<(u64, StoredPiece)>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum StoredPiece {
    Here(Blob),
    /// The number of its value.
    Beside(u64),
}

impl Shelf {
    /// Adds a piece; returns its number, which is higher than all before.
    pub(crate) fn put(&mut self, piece: Vec<u8>) -> u64 {
        self.next += 1;
        self.pieces.insert(self.next, EncodedValue::Here(piece));
        self.next
    }

    pub(crate) fn get(&self, number: u64) -> Option<&[u8]> {
        self.pieces.get(&number).map(EncodedValue::bytes)
    }

    pub(crate) fn take(&mut self, number: u64) -> Option<EncodedValue> {
        self.pieces.remove(&number)
    }

    /// The bytes of its pieces.
    pub(crate) fn bytes(&self) -> impl Iterator<Item = &[u8]> {
        self.pieces.values().map(EncodedValue::bytes)
    }

    pub(crate) fn store(
        self,
        op: OpId,
        mut store: impl FnMut(EncodedValue) -> StoredPiece,
    ) -> StoredShelf {
        let pieces = self.pieces.into_iter();
        StoredShelf {
            op,
            next: self.next,
            pieces: pieces.map(|(number, held)| (number, store(held))).collect(),
        }
    }
}

impl StoredShelf {
    pub(crate) fn load<E>(
        self,
        mut load: impl FnMut(StoredPiece) -> Result<EncodedValue, E>,
    ) -> Result<(OpId, Shelf), E> {
        let pieces = self.pieces.into_iter();
        let pieces = pieces.map(|(number, piece)| Ok((number, load(piece)?)));
        Ok((
            self.op,
            Shelf {
                next: self.next,
                pieces: pieces.collect::<Result<_, E>>()?,
            },
        ))
    }
}
