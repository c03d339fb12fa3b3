//! The types of what the program's machines store: [`traced`] finds them, [`Types`] is what the lock has of them, and
//! [`fitting`] compares those of a release with those of the program.
//!
//! rustc infers the types of locals, so no macro can name them. The code that loads them knows them: each machine is
//! stepped from each of its points with a frame that holds nothing, in a step that tells the types and loads nothing.

pub(crate) mod fitting;
pub(crate) mod shape;
#[cfg(test)]
mod tests;
pub(crate) mod trace;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;
use std::sync::Arc;

use self::shape::{Shape, Types};
use self::trace::{Shapes, Traced, Tracer, TryDecode};
use crate::model::clock::{Clock, SystemClock};
use crate::model::id::InstanceId;
use crate::step::context;
use crate::step::cx::{Cx, StepFn};
use crate::step::frame::{Frame, Manifest};
use crate::step::held;
use crate::step::mailbox::Mailbox;
use crate::step::tracing::Traces;

/// What the steps of a machine have told.
#[derive(Default)]
struct Told {
    tracer: Tracer,
    /// The `async` block of the frame that is stepped, with a `/`; nothing in the body.
    unit: String,
    point: String,
    locals: BTreeMap<String, Traced>,
    gives: BTreeMap<String, Vec<Traced>>,
}

struct Telling(Rc<RefCell<Told>>);

impl Traces for Telling {
    fn local(&mut self, name: &'static str, type_name: &'static str, decode: TryDecode<'_>) {
        let told = &mut *self.0.borrow_mut();
        let name = format!("{}{name}", told.unit);
        if !told.locals.contains_key(&name) {
            let traced = told.tracer.trace(type_name, decode);
            told.locals.insert(name, traced);
        }
    }

    fn gives(&mut self, type_name: &'static str, decode: TryDecode<'_>) {
        let told = &mut *self.0.borrow_mut();
        let traced = told.tracer.trace(type_name, decode);
        let of_point = told.gives.entry(told.point.clone()).or_default();
        of_point.push(traced);
    }
}

/// Finds the types of machines.
#[derive(Default)]
pub(crate) struct TypesOf {
    told: Rc<RefCell<Told>>,
}

impl TypesOf {
    /// The types of what a machine stores. `Deserialize` and `Drop` of these types run, and no other code of the user's.
    pub(crate) fn machine(&mut self, step: StepFn, manifest: &'static Manifest) -> Types {
        {
            let mut told = self.told.borrow_mut();
            // What was found in one function must not depend on what others were traced before.
            *told = Told::default();
        }
        let points = manifest.points.iter().enumerate();
        for (number, point) in points.filter(|(_, point)| is_await(point.name)) {
            {
                let mut told = self.told.borrow_mut();
                told.unit = unit(point.name);
                point.name.clone_into(&mut told.point);
            }
            self.step(step, Frame::block(manifest, number));
        }
        let needed = manifest.points.iter().flat_map(|point| {
            let unit = unit(point.name);
            let live = point.live.iter();
            live.map(move |local| (format!("{unit}{local}"), Shape::Unknown))
        });
        let told = self.told.borrow();
        let mut shapes = Shapes::of(&told.tracer);
        let mut locals: BTreeMap<String, Shape> = needed.collect();
        for (name, traced) in &told.locals {
            // The others are never stored.
            if let Some(local) = locals.get_mut(name) {
                *local = shapes.shape(*traced);
            }
        }
        let gives = told.gives.iter();
        let gives = gives.map(|(point, traced)| {
            let shapes = traced.iter().map(|traced| shapes.shape(*traced));
            (point.clone(), shapes.collect())
        });
        let gives = gives.collect();
        Types {
            locals,
            gives,
            definitions: shapes.definitions,
        }
    }

    /// A step in which nothing is loaded. What it can't tell is unknown then.
    fn step(&self, step: StepFn, mut frame: Frame) {
        let instance = InstanceId::automatic();
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let mut mailbox = Mailbox::default();
        let telling = Box::new(Telling(Rc::clone(&self.told)));
        let mut cx = Cx::tracing(&instance, &*clock, &mut mailbox, telling);
        let run = || catch_unwind(AssertUnwindSafe(|| cx.run(step, &mut frame)));
        // What is thrown says that a local is not there.
        let _ = context::in_step(&instance, &clock, || held::aside(run));
    }
}

/// The unit of a point, before the names of its locals: nothing in the body, and `async#1/` in an `async` block and where
/// it begins.
pub(crate) fn unit(point: &str) -> String {
    match point.split_once('/') {
        Some((block, _)) => format!("{block}/"),
        None if point.starts_with("async#") => format!("{point}/"),
        None => String::new(),
    }
}

/// Whether a frame at this point waits: the others have not begun.
fn is_await(point: &str) -> bool {
    let begins_block = point.starts_with("async#") && !point.contains('/');
    point != "start" && !begins_block
}
