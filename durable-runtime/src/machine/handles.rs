//! Owning handles: of an operation that has begun ([`OpHandle`]), or of a frame within an instance ([`FrameHandle`]). When
//! the code of a step drops a handle, its operation is cancelled, as a dropped future is. Dropping a copy of what is in
//! the store does nothing.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::model::id::OpId;
use crate::step::frame::Frame;
use crate::step::held;
use crate::step::ownership::{Handle, Ownership};
use crate::step::tasks::step_tasks;

/// The owning handle of an operation.
pub(crate) struct OpHandle {
    op: OpId,
    ownership: Ownership,
}

impl OpHandle {
    pub(crate) fn new(op: OpId) -> Self {
        Self {
            op,
            ownership: Ownership::new(),
        }
    }

    pub(crate) fn op(&self) -> OpId {
        self.op
    }

    /// Releases the operation, which has another owner from now on.
    pub(crate) fn into_op(self) -> OpId {
        self.ownership.give();
        self.op
    }
}

impl Drop for OpHandle {
    fn drop(&mut self) {
        if self.ownership.is_owner() {
            step_tasks::abandon(&[self.op]);
        }
    }
}

impl Clone for OpHandle {
    /// A second handle of the same operation. Dropping it doesn't cancel the operation.
    fn clone(&self) -> Self {
        Self {
            op: self.op,
            ownership: Ownership::of_another(),
        }
    }
}

impl fmt::Debug for OpHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.op.fmt(f)
    }
}

impl Serialize for OpHandle {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let number = self.ownership.write(Handle::Operation, self.op.number());
        OpId::new(number).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for OpHandle {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = OpId::deserialize(deserializer)?.number();
        let (op, ownership) = Ownership::read(Handle::Operation, written);
        Ok(Self {
            op: OpId::new(op),
            ownership,
        })
    }
}

/// The owning handle of the frame of an `async` block or of an inline orchestrator.
pub(crate) struct FrameHandle {
    frame: Frame,
    ownership: Ownership,
}

impl FrameHandle {
    pub(crate) fn new(frame: Frame) -> Self {
        Self {
            frame,
            ownership: Ownership::new(),
        }
    }

    pub(crate) fn frame(&self) -> &Frame {
        &self.frame
    }

    pub(crate) fn frame_mut(&mut self) -> &mut Frame {
        &mut self.frame
    }

    pub(crate) fn into_frame(mut self) -> Frame {
        std::mem::take(&mut self.frame)
    }
}

impl Drop for FrameHandle {
    fn drop(&mut self) {
        if self.ownership.is_owner() {
            step_tasks::abandon(self.frame.ops_mut());
        }
    }
}

impl Clone for FrameHandle {
    fn clone(&self) -> Self {
        Self {
            frame: self.frame.clone(),
            ownership: Ownership::of_another(),
        }
    }
}

impl fmt::Debug for FrameHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.frame.fmt(f)
    }
}

impl Serialize for FrameHandle {
    /// Nothing of a block is written where it stays with its owner: no code can use it there.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let address = std::ptr::from_ref(self).addr() as u64;
        if !self.ownership.is_given_by_write(Handle::Block, address) {
            return Frame::default().serialize(serializer);
        }
        self.frame.ops.iter().copied().for_each(held::kept);
        self.frame.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for FrameHandle {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let frame = Frame::deserialize(deserializer)?;
        frame.ops.iter().copied().for_each(held::taken);
        Ok(Self {
            frame,
            ownership: Ownership::of_read(Handle::Block),
        })
    }
}
