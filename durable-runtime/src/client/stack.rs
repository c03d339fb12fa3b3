//! The stack of a waiting instance: the frames within its own, found in its stored checkpoint.
//!
//! Awaited operations and locals are stored in an encoding that describes itself. A frame looks the same wherever it
//! is, whatever composed it (`join`, `select!`, `timeout`, a list), so no types are needed to find it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::codec::{self, Integer, Node};
use crate::model::function_name::FunctionName;
use crate::model::id::OpId;
use crate::model::waiting::{FrameKind, StackFrame};
use crate::step::depth;
use crate::step::entry::InlineEntry;
use crate::step::frame::{Blob, EncodedValue, Frame, Manifest, Point};
use crate::step::tasks::Tasks;

/// The macro's name for the operation of a task, in the block that it makes of it.
const SPAWNED: &str = "__spawned";

/// The code of a frame, in the running program.
#[derive(Clone, Copy)]
pub(crate) struct Code {
    pub(crate) manifest: &'static Manifest,
    pub(crate) file: &'static str,
}

/// The function of a frame.
#[derive(Clone, Copy)]
pub(crate) struct Function<'a> {
    /// Its key.
    pub(crate) name: &'a str,
    /// `None` if there is no program, or it has no such function.
    pub(crate) code: Option<Code>,
    /// Whether there is a program at all.
    pub(crate) has_program: bool,
}

impl<'a> Function<'a> {
    /// The inline orchestrator of this key, in the same program.
    fn inline<'b>(self, name: &'b str) -> Function<'b>
    where
        'a: 'b,
    {
        let entry = InlineEntry::of_program(name).filter(|_| self.has_program);
        Function {
            name,
            code: entry.map(|entry| Code {
                manifest: entry.manifest,
                file: entry.file,
            }),
            has_program: self.has_program,
        }
    }

    /// The place of a frame in the running code; `None` when that code can't resume it.
    pub(crate) fn point(self, frame: &Frame) -> Option<&'static Point> {
        let manifest = self.code?.manifest;
        let moved = frame.fits(manifest).ok()?;
        let name = moved.as_ref().map_or(frame.point(), |moved| &moved.to);
        let mut points = manifest.points.iter();
        points.find(|point| point.name == name)
    }
}

/// A frame inside of another one.
struct Within<'a> {
    kind: FrameKind,
    function: Function<'a>,
    local: Option<&'a str>,
    frame: Frame,
}

/// A frame as it is shown, without the part that identifies it.
pub(crate) struct Shown {
    pub(crate) locals: BTreeMap<String, Value>,
    pub(crate) frames: Vec<StackFrame>,
    /// The operations that the frames within it have begun.
    pub(crate) begun: BTreeSet<OpId>,
}

/// The content of a frame: its locals, and the frames within it. `is_pending` tells which operations are not over.
pub(crate) fn shown(
    frame: &Frame,
    function: Function<'_>,
    is_pending: &dyn Fn(OpId) -> bool,
) -> Shown {
    let mut frames = Vec::new();
    let mut begun = BTreeSet::new();
    let mut add = |node: &Node<'_>, local| {
        find(node, function, local, &mut |within| {
            begun.extend(&within.frame.ops);
            if !within.frame.is_over() {
                frames.push(stack_frame(&within, is_pending));
            }
        });
    };
    if let Some(Blob(op)) = &frame.op
        && let Ok(node) = codec::parse(op)
    {
        add(&node, None);
    }
    let mut locals = BTreeMap::new();
    for (name, bytes) in frame.locals() {
        let value = match codec::parse(bytes) {
            Ok(node) => {
                add(&node, Some(name));
                display(&node)
            }
            // A part of the input, or nothing that can be read.
            Err(_) => codec::to_display_json(bytes)
                .unwrap_or_else(|error| Value::from(format!("can't be shown: {error}"))),
        };
        locals.insert(name.to_owned(), value);
    }
    Shown {
        locals,
        frames,
        begun,
    }
}

/// The tasks of an instance that have not ended, and the operations that they have begun.
pub(crate) fn tasks(
    tasks: &Tasks,
    function: Function<'_>,
    is_pending: &dyn Fn(OpId) -> bool,
) -> (Vec<StackFrame>, BTreeSet<OpId>) {
    let mut begun = BTreeSet::new();
    let frames = tasks.frames().map(|(of, frame)| {
        begun.extend(&frame.ops);
        let within = Within {
            kind: FrameKind::Task,
            function: of.map_or(function, |name| function.inline(name)),
            local: None,
            frame: frame.clone(),
        };
        unwrapped(stack_frame(&within, is_pending))
    });
    (frames.collect(), begun)
}

/// A task as its author knows it. The macro turns `spawn(operation)` into a block that awaits the operation and keeps
/// its value; if the operation is an `async` block, that block is the task.
fn unwrapped(mut task: StackFrame) -> StackFrame {
    if !task.point.contains(SPAWNED) {
        return task;
    }
    if let [block] = &mut task.frames[..]
        && block.kind == FrameKind::Block
    {
        block.kind = FrameKind::Task;
        block.ops.append(&mut task.ops);
        return task.frames.remove(0);
    }
    task.locals.clear();
    task.source = None;
    task
}

fn stack_frame(within: &Within<'_>, is_pending: &dyn Fn(OpId) -> bool) -> StackFrame {
    let Within {
        kind,
        function,
        local,
        frame,
    } = within;
    // Inline orchestrators may be nested deeply.
    let shown = depth::with_stack(|| shown(frame, *function, is_pending));
    let point = function.point(frame);
    let is_own = |op: &&OpId| is_pending(**op) && !shown.begun.contains(*op);
    StackFrame {
        kind: *kind,
        function: FunctionName::of(function.name).name.to_owned(),
        version: FunctionName::of(function.name).shown_version(),
        local: local.map(str::to_owned),
        point: frame.point().to_owned(),
        file: point.and(function.code).map(|code| code.file),
        line: point.map(|point| point.line),
        source: point.map(|point| point.source),
        locals: shown.locals,
        ops: frame.ops.iter().filter(is_own).copied().collect(),
        frames: shown.frames,
    }
}

/// Calls `found` for each frame in a value, from left to right. Nested frames belong to the frame around them.
fn find<'a>(
    node: &Node<'a>,
    function: Function<'a>,
    local: Option<&'a str>,
    found: &mut dyn FnMut(Within<'a>),
) {
    if let Some((name, frame)) = within(node) {
        found(Within {
            kind: name.map_or(FrameKind::Block, |_| FrameKind::Inline),
            function: name.map_or(function, |name| function.inline(name)),
            local,
            frame,
        });
        return;
    }
    match node {
        Node::Some(inner) | Node::Variant(_, inner) => find(inner, function, local, found),
        Node::Seq(elements) => {
            for element in elements {
                find(element, function, local, found);
            }
        }
        Node::Map(entries) => {
            for (key, value) in entries {
                find(key, function, local, found);
                find(value, function, local, found);
            }
        }
        _ => {}
    }
}

/// A value as JSON for display. Frames in it are shown elsewhere; here they are replaced by the place where they wait.
fn display(node: &Node<'_>) -> Value {
    match within(node) {
        Some((Some(name), frame)) if frame.is_over() => {
            return format!("{}, which is over", FunctionName::of(name).quoted()).into();
        }
        Some((None, frame)) if frame.is_over() => {
            return "an async block, which is over".into();
        }
        Some((Some(name), frame)) => {
            let function = FunctionName::of(name).quoted();
            return format!("{function}, waiting at {}", frame.point()).into();
        }
        Some((None, frame)) => {
            return format!("an async block, waiting at {}", frame.point()).into();
        }
        None if !has_frame(node) => return codec::display(node),
        None => {}
    }
    match node {
        Node::Some(inner) => display(inner),
        Node::Variant(name, inner) => json!({ *name: display(inner) }),
        Node::Seq(elements) => elements.iter().map(display).collect(),
        Node::Map(entries) => {
            let entry = |(key, value): &(Node<'_>, Node<'_>)| match key {
                Node::Str(key) => ((*key).to_owned(), display(value)),
                key => (codec::display(key).to_string(), display(value)),
            };
            Value::Object(entries.iter().map(entry).collect())
        }
        _ => codec::display(node),
    }
}

fn has_frame(node: &Node<'_>) -> bool {
    let mut any = false;
    let nowhere = Function {
        name: "",
        code: None,
        has_program: false,
    };
    find(node, nowhere, None, &mut |_| any = true);
    any
}

/// The frame that a value is, and its inline orchestrator: the stored form of a [`Block`](crate::machine::block::Block)
/// and of a running [`InlineCall`](crate::InlineCall).
fn within<'a>(node: &Node<'a>) -> Option<(Option<&'a str>, Frame)> {
    let Node::Map(entries) = node else {
        return None;
    };
    match &entries[..] {
        [(Node::Str("frame"), frame)] => Some((None, to_frame(frame)?)),
        [
            (Node::Str("name"), Node::Str(name)),
            (Node::Str("frame"), frame),
        ] => Some((Some(name), to_frame(frame)?)),
        _ => None,
    }
}

/// The frame of a node, if the node is exactly the stored form of one.
fn to_frame(node: &Node<'_>) -> Option<Frame> {
    let Node::Map(entries) = node else {
        return None;
    };
    let mut frame = Frame::default();
    let mut fields = 0;
    for (key, value) in entries {
        let Node::Str(key) = key else {
            return None;
        };
        match (*key, value) {
            ("point", Node::Str(point)) => (*point).clone_into(&mut frame.point),
            ("machine", Node::Integer(Integer::Unsigned(machine))) => frame.machine = *machine,
            ("has_other_past", Node::Bool(_)) => continue,
            // Of a program without machines.
            ("place", Node::Integer(Integer::Unsigned(place))) => frame.place = *place,
            ("locals", Node::Seq(locals)) => {
                frame.locals = locals.iter().map(to_local).collect::<Option<_>>()?;
            }
            ("op", Node::None) | ("input", Node::None | Node::Some(_)) => {}
            ("op", Node::Some(op)) => match &**op {
                Node::Bytes(bytes) => frame.op = Some(Blob(bytes.to_vec())),
                _ => return None,
            },
            ("ops", Node::Seq(ops)) => {
                frame.ops = ops.iter().map(to_op).collect::<Option<_>>()?;
                continue;
            }
            _ => return None,
        }
        fields += 1;
    }
    (fields == 5).then_some(frame)
}

fn to_local(node: &Node<'_>) -> Option<(String, EncodedValue)> {
    match node {
        Node::Seq(pair) => match &pair[..] {
            [Node::Str(name), Node::Bytes(bytes)] => {
                Some(((*name).to_owned(), EncodedValue::Here(bytes.to_vec())))
            }
            _ => None,
        },
        _ => None,
    }
}

fn to_op(node: &Node<'_>) -> Option<OpId> {
    match node {
        Node::Integer(Integer::Unsigned(number)) => Some(OpId::new(*number)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde::Serialize;

    use super::*;

    #[derive(Serialize)]
    struct Holds<T> {
        frame: T,
    }

    fn waiting_frame() -> Frame {
        let mut frame = Frame::default();
        frame.point = "sleep#1".to_owned();
        frame.ops = vec![OpId::new(7)];
        frame.set_local("n", codec::encode(&3_u8).unwrap());
        frame
    }

    #[track_caller]
    fn shown_as<T: Serialize>(value: &T) -> (Value, usize) {
        let mut frame = Frame::default();
        frame.set_local("local", codec::encode(value).unwrap());
        let nowhere = Function {
            name: "outer",
            code: None,
            has_program: false,
        };
        let shown = shown(&frame, nowhere, &|_| true);
        (shown.locals["local"].clone(), shown.frames.len())
    }

    #[test]
    fn a_frame_is_found_wherever_it_stands_in_a_value() {
        let block = || Holds {
            frame: waiting_frame(),
        };
        let text = "an async block, waiting at sleep#1";
        assert_eq!(shown_as(&block()), (json!(text), 1));
        assert_eq!(shown_as(&Some(block())), (json!(text), 1));
        assert_eq!(
            shown_as(&(1, vec![block(), block()])),
            (json!([1, [text, text]]), 2)
        );
        let map = BTreeMap::from([(1, block())]);
        assert_eq!(shown_as(&map), (json!({ "1": text }), 1));
    }

    #[test]
    fn what_only_looks_like_a_frame_is_shown_as_it_is() {
        #[derive(Serialize)]
        struct Picture {
            point: &'static str,
            place: u64,
            locals: Vec<(String, u32)>,
            op: Option<u32>,
            input: Option<u32>,
        }
        let picture = Picture {
            point: "a",
            place: 1,
            locals: vec![("b".to_owned(), 2)],
            op: None,
            input: None,
        };
        let shown = json!({"frame": {"point": "a", "place": 1, "locals": [["b", 2]], "op": null, "input": null}});
        assert_eq!(shown_as(&Holds { frame: picture }), (shown, 0));
        assert_eq!(shown_as(&Holds { frame: 1 }), (json!({"frame": 1}), 0));
    }

    #[test]
    fn a_frame_counts_as_its_own_what_the_frames_within_it_have_not_begun() {
        let mut outer = waiting_frame();
        outer.ops = vec![OpId::new(6), OpId::new(7), OpId::new(8)];
        outer.set_op(Blob(
            codec::encode(&Holds {
                frame: waiting_frame(),
            })
            .unwrap(),
        ));
        let within = Within {
            kind: FrameKind::Block,
            function: Function {
                name: "outer",
                code: None,
                has_program: false,
            },
            local: None,
            frame: outer,
        };
        let frame = stack_frame(&within, &|op| op != OpId::new(8));
        assert_eq!(frame.ops, [OpId::new(6)]);
        assert_eq!(frame.frames[0].ops, [OpId::new(7)]);
        assert_eq!(frame.locals["n"], 3);
    }
}
