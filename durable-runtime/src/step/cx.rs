//! [`Cx`]: everything that an operation sees. It reads what has arrived for its instance from the [`Mailbox`] and
//! writes [`Command`]s, which the engine carries out once they are durable.

use std::any::Any;
use std::time::SystemTime;

use crate::model::clock::Clock;
use crate::model::failure::Failure;
use crate::model::failure::panics::drop_caught;
use crate::model::id::{InstanceId, OpId};
use crate::model::json::Json;
use crate::step::command::{ActivityTask, ChildStart, Command, Errand, Outcome, Pending};
use crate::step::depth;
use crate::step::frame::{Blob, Fault, Frame, Manifest};
use crate::step::held::{self, Held};
use crate::step::mailbox::Mailbox;
use crate::step::migration::given::Given;
use crate::step::result::{StepResult, value_of};
use crate::step::tasks::shelf::Shelf;
use crate::step::tasks::{Tasks, step_tasks};
#[cfg(feature = "lock")]
use crate::step::tracing::Traces;
use crate::step::variables;
use crate::step::wait::{Polled, Until};
use crate::upgrade::Class;

/// The context of one step, for polled operations.
pub struct Cx<'a> {
    instance: &'a InstanceId,
    clock: &'a dyn Clock,
    mailbox: &'a mut Mailbox,
    commands: Vec<Command>,
    /// The machine that is being stepped, for the `async` blocks in it.
    machine: Option<StepFn>,
    /// The machines that were stepped.
    stepped: Vec<&'static Manifest>,
    /// What the instance holds of this is only decoded: nothing is ready, and no code of the user's runs but that which
    /// decodes.
    probing: Option<Parts>,
    /// The first panic of what is decoded in a probe, which goes on then.
    pub(super) panic: Option<Failure>,
    /// What a migration has given the await that is polled next.
    given: Option<Given>,
    /// The same, once the await has looked at it in a probe.
    looked_at: Option<Given>,
    /// Is told of the types that are stored, in a step that tells nothing else.
    #[cfg(feature = "lock")]
    traces: Option<Box<dyn Traces>>,
    /// The frames that have continued in another machine: whether there are any, and whether one has another past.
    moved: Option<Class>,
    pub(crate) tasks: Tasks,
    /// The operations that are lent to the next polled await.
    lending: Lendings,
    /// Those that are lent to the await being polled.
    lent: Lendings,
    /// Operations of frames that are over. They may have left the frames with their values.
    left: Vec<OpId>,
    polled: Polled,
    /// The number of awaits polled and tasks run.
    polls: u32,
    /// The first operation that this step begins.
    first_op: OpId,
}

/// The number of polls of one await of a frame in a step. A loop that is ready at once each time continues in the next
/// step then, after other instances have had their turns.
const POLLS_OF_AWAIT_MAX: u32 = 1000;

/// The number of polls of all awaits of all frames in a step; each await that is reached then is polled once more.
const POLLS_MAX: u32 = 10_000;

/// Steps a frame: that of a function, or of an `async` block in it.
pub(crate) type StepFn = fn(&mut Frame, &mut Cx<'_>) -> StepResult;

/// A position in a step.
#[derive(Clone, Copy)]
pub(crate) struct Scope {
    polled: usize,
    machine: Option<StepFn>,
    /// The number of frames with running code.
    frames: usize,
}

/// What of an instance is decoded, if it is only decoded.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Parts {
    All,
    /// The function, without the tasks beside it.
    Function,
}

/// Operations in their places; empty where one is being polled.
type Lendings = Vec<Option<Box<dyn Any>>>;

impl<'a> Cx<'a> {
    pub(crate) fn new(
        instance: &'a InstanceId,
        clock: &'a dyn Clock,
        mailbox: &'a mut Mailbox,
    ) -> Self {
        let first_op = mailbox.next_op();
        Self {
            instance,
            clock,
            mailbox,
            commands: Vec::new(),
            machine: None,
            stepped: Vec::new(),
            probing: None,
            panic: None,
            given: None,
            looked_at: None,
            #[cfg(feature = "lock")]
            traces: None,
            moved: None,
            tasks: Tasks::default(),
            lending: Vec::new(),
            lent: Vec::new(),
            left: Vec::new(),
            polled: Polled::new(),
            polls: 0,
            first_op,
        }
    }

    /// Ends the step: the mailbox waits for the pending operations, and these are the step's commands. An operation
    /// that began and was cancelled in this step leaves nothing.
    pub(crate) fn finish(self) -> Vec<Command> {
        let Self {
            mailbox,
            mut commands,
            polled,
            ..
        } = self;
        if polled.yields() {
            commands.push(Command::Yield);
        }
        mailbox.wait_for(polled);
        commands.retain(|command| match command {
            Command::ScheduleActivity { op, .. }
            | Command::ArmTimer { op, .. }
            | Command::StartChild { op, .. }
            | Command::Send { op, .. } => mailbox.pending_op(*op).is_some(),
            Command::Cancel { .. } | Command::Yield => true,
        });
        commands
    }

    /// Notes that a frame of a machine is stepped.
    pub(crate) fn steps(&mut self, manifest: &'static Manifest) {
        if !self
            .stepped
            .iter()
            .any(|other| std::ptr::eq(*other, manifest))
        {
            self.stepped.push(manifest);
        }
    }

    /// A context in which everything that an instance holds is decoded and nothing happens.
    pub(crate) fn probing(
        instance: &'a InstanceId,
        clock: &'a dyn Clock,
        mailbox: &'a mut Mailbox,
        parts: Parts,
    ) -> Self {
        Self {
            probing: Some(parts),
            ..Self::new(instance, clock, mailbox)
        }
    }

    /// A context in which `traces` is told of the types that a frame stores, and nothing happens.
    #[cfg(feature = "lock")]
    pub(crate) fn tracing(
        instance: &'a InstanceId,
        clock: &'a dyn Clock,
        mailbox: &'a mut Mailbox,
        traces: Box<dyn Traces>,
    ) -> Self {
        Self {
            traces: Some(traces),
            ..Self::probing(instance, clock, mailbox, Parts::Function)
        }
    }

    /// What is told of the types that are stored, if this is a step for that.
    #[cfg(feature = "lock")]
    pub(crate) fn traces(&mut self) -> Option<&mut dyn Traces> {
        match &mut self.traces {
            Some(traces) => Some(&mut **traces),
            None => None,
        }
    }

    pub(crate) fn is_probing(&self) -> bool {
        self.probing.is_some()
    }

    /// Whether the tasks are decoded, too.
    pub(crate) fn is_probing_all(&self) -> bool {
        self.probing == Some(Parts::All)
    }

    /// Gives the await that is polled next its output or its operation, in place of the one in the frame.
    pub(crate) fn give(&mut self, given: Option<Given>) {
        self.given = given;
    }

    pub(crate) fn given(&self) -> Option<&Given> {
        self.given.as_ref()
    }

    pub(crate) fn take_given(&mut self) -> Option<Given> {
        self.given.take()
    }

    /// Keeps what was given, for the step: in a probe an await only looks at it.
    pub(crate) fn put_given_aside(&mut self) {
        self.looked_at = self.given.take();
    }

    /// What was given, after a probe.
    pub(crate) fn take_looked_at(&mut self) -> Option<Given> {
        self.looked_at.take().or_else(|| self.given.take())
    }

    /// Notes that a frame has continued in another machine.
    pub(crate) fn moved_by(&mut self, class: Class) {
        self.moved = self.moved.max(Some(class));
    }

    /// The weakest class by which a frame has continued in another machine.
    pub(crate) fn moved(&self) -> Option<Class> {
        self.moved
    }

    /// The machines that were stepped.
    pub(crate) fn machines(&mut self) -> Vec<&'static Manifest> {
        std::mem::take(&mut self.stepped)
    }

    /// The id of the instance that is being stepped.
    pub fn instance_id(&self) -> &InstanceId {
        self.instance
    }

    /// The time by the runtime's clock.
    pub fn now(&self) -> SystemTime {
        self.clock.now()
    }

    /// Whether an await may be polled that this step of its frame has polled `polls` times. Otherwise it waits
    /// unchanged, and the next step continues there.
    pub(crate) fn may_poll(&mut self, polls: u32) -> bool {
        let is_enough = polls >= POLLS_OF_AWAIT_MAX || (polls > 0 && self.is_exhausted());
        if is_enough {
            self.yield_turn();
        } else {
            self.count_poll();
        }
        !is_enough
    }

    pub(crate) fn count_poll(&mut self) {
        self.polls = self.polls.saturating_add(1);
    }

    /// Whether the step has polled so much that it has to end as soon as possible.
    pub(crate) fn is_exhausted(&self) -> bool {
        self.polls >= POLLS_MAX
    }

    /// Ends the wait that begins with this step at once, when other instances have had their turns.
    pub(crate) fn yield_turn(&mut self) {
        self.polled.yield_turn();
    }

    /// Takes the outcome of an operation; `None` while there is none.
    ///
    /// The outcome of an operation that was cancelled, or of which the outcome was taken, never comes: waiting for it
    /// fails the instance.
    pub fn take_outcome(&mut self, op: OpId) -> Option<Outcome> {
        if self.is_probing() {
            return None;
        }
        let outcome = self.mailbox.take_outcome(op);
        if outcome.is_none() {
            self.wait_for(op);
        }
        outcome
    }

    fn wait_for(&mut self, op: OpId) {
        if !self.mailbox.holds(op) {
            Fault::NotSerializable(
                "an operation is awaited that was cancelled, or of which the outcome was taken"
                    .to_owned(),
            )
            .throw();
        }
        self.polled.note(op);
    }

    fn begin(&mut self, pending: Pending) -> OpId {
        let op = self.mailbox.begin(pending);
        self.polled.note(op);
        op
    }

    pub(crate) fn schedule_activity(&mut self, task: ActivityTask) -> OpId {
        let op = self.begin(Pending::Activity { retry_at: None });
        self.commands.push(Command::ScheduleActivity { op, task });
        op
    }

    pub(crate) fn arm_timer(&mut self, due: SystemTime) -> OpId {
        let op = self.begin(Pending::Timer { due });
        self.commands.push(Command::ArmTimer { op, due });
        op
    }

    pub(crate) fn start_child(&mut self, child: ChildStart) -> OpId {
        let id = child.id.clone();
        let op = self.begin(Pending::SubOrchestration { id });
        self.commands.push(Command::StartChild {
            op,
            child,
            refused: None,
        });
        op
    }

    /// Sends a message to another instance, once the step is durable.
    pub(crate) fn send(&mut self, to: InstanceId, errand: Errand) -> OpId {
        let due = self.now();
        let op = self.begin(Pending::Message {
            due,
            to: to.clone(),
        });
        self.commands.push(Command::Send {
            op,
            due,
            to,
            errand,
        });
        op
    }

    /// Polls operations that are waited for together: the instance is stepped again when the last of those that `poll`
    /// leaves pending is over, and not after each of them.
    ///
    /// Directly within another `all` they are part of the outer one's.
    pub(crate) fn all<R>(&mut self, poll: impl FnOnce(&mut Self) -> R) -> R {
        self.until(Until::All, poll)
    }

    /// As [`Cx::all`], but the first failure ends the wait. So does an external event, for its payload may be a
    /// failure.
    pub(crate) fn try_all<R>(&mut self, poll: impl FnOnce(&mut Self) -> R) -> R {
        self.until(Until::AllOrFailure, poll)
    }

    /// Polls operations that end the wait one by one, also within [`Cx::all`]: the code continues with each outcome.
    pub(crate) fn each<R>(&mut self, poll: impl FnOnce(&mut Self) -> R) -> R {
        self.until(Until::Any, poll)
    }

    fn until<R>(&mut self, until: Until, poll: impl FnOnce(&mut Self) -> R) -> R {
        let outer = self.polled.enter(until);
        let result = poll(self);
        self.polled.leave(outer);
        result
    }

    /// Cancels `op`: its timer is removed, its activity told to stop, its sub-orchestration terminated, its late
    /// outcome dropped. An event that it waited for stays in the mailbox.
    pub(crate) fn cancel(&mut self, op: OpId) {
        if let Some(set) = op.set() {
            step_tasks::give_up_set(set);
        } else if let Some(pending) = self.mailbox.cancel(op)
            && op < self.first_op
        {
            self.commands.push(Command::Cancel { op, pending });
        } else {
            self.tasks.shelves.remove(&op);
        }
    }

    /// Whether `op` has begun and is not over.
    fn holds(&self, op: OpId) -> bool {
        match op.set() {
            Some(set) => step_tasks::has_set(set),
            None => self.mailbox.holds(op) || self.tasks.shelves.contains_key(&op),
        }
    }

    /// Makes a shelf for an operation that keeps more than should be written at each step. The shelf is removed when
    /// its number is cancelled.
    pub(crate) fn make_shelf(&mut self) -> OpId {
        let op = self.mailbox.reserve();
        self.tasks.shelves.insert(op, Shelf::default());
        op
    }

    /// The shelf of this number.
    pub(crate) fn shelf(&mut self, op: OpId) -> &mut Shelf {
        self.tasks.shelves.entry(op).or_default()
    }

    /// Steps a frame of `machine`; `async` blocks that are polled meanwhile belong to it, too.
    pub(crate) fn step(&mut self, machine: StepFn, frame: &mut Frame) -> StepResult {
        if self.is_probing() && !frame.has_begun() {
            return StepResult::Waiting;
        }
        let outer = self.machine.replace(machine);
        let result = variables::of_frame(|| machine(frame, self));
        self.machine = outer;
        result
    }

    /// Steps the frame of an `async` block of the running machine, and notes in it what it owns.
    pub(crate) fn step_block(&mut self, frame: &mut Frame) -> StepResult {
        let machine = self
            .machine
            .expect("an `async` block is polled by the machine that it is a part of");
        self.step_within(machine, frame)
    }

    /// Steps a frame within the instance, and notes in it which operations it owns.
    pub(crate) fn step_within(&mut self, machine: StepFn, frame: &mut Frame) -> StepResult {
        let frames = held::depth();
        held::enter(std::mem::take(frame.ops_mut()));
        let result = depth::with_stack(|| self.each(|cx| cx.step(machine, frame)));
        let mut held = held::leave(frames);
        if !matches!(result, StepResult::Waiting) {
            self.end_held(&mut held);
        }
        self.note_held(frame, held);
        result
    }

    /// Ends what a finished frame owns, except for operations that may be a part of its value.
    fn end_held(&mut self, held: &mut Held) {
        for op in std::mem::take(&mut held.unread) {
            if self.holds(op) {
                self.cancel(op);
            }
        }
        for op in held.written.iter().filter(|op| step_tasks::lingers(**op)) {
            self.cancel(*op);
        }
    }

    /// Notes in a frame what it owns that is not over.
    fn note_held(&mut self, frame: &mut Frame, held: Held) {
        let mut ops = held.all();
        ops.append(&mut self.left);
        ops.retain(|op| self.holds(*op));
        *frame.ops_mut() = ops;
    }

    /// Hands a frame's operations over to the surrounding frame: an operation may leave a block with its value.
    pub(crate) fn hand_over(&mut self, ops: &mut Vec<OpId>) {
        self.left.append(ops);
    }

    /// The position in the step, to return to if a task panics.
    pub(crate) fn scope(&self) -> Scope {
        Scope {
            polled: self.polled.scope(),
            machine: self.machine,
            frames: held::depth(),
        }
    }

    /// Returns to a position after the code of a frame has panicked, and notes in the frame what it owns.
    pub(crate) fn back_to(&mut self, scope: Scope, frame: &mut Frame) {
        self.polled.leave(scope.polled);
        self.machine = scope.machine;
        self.drop_lent();
        self.note_held(frame, held::leave(scope.frames));
    }

    /// Takes the end of a task; `None` while it runs.
    pub(crate) fn take_end_of_task(&mut self, task: u64) -> Option<Result<Blob, Failure>> {
        self.tasks.take_end(task)
    }

    /// Drops what is still lent after a panic. It is the user's, too: another panic ends here.
    pub(crate) fn drop_lent(&mut self) {
        for operation in self.lending.drain(..).chain(self.lent.drain(..)) {
            drop_caught(operation);
        }
    }

    /// Lends an operation to the await that is polled next.
    #[doc(hidden)]
    pub fn lend<D: 'static>(&mut self, operation: D) {
        self.lending.push(Some(Box::new(operation)));
    }

    /// Takes back the operation that was lent last.
    #[doc(hidden)]
    pub fn take_back<D: 'static>(&mut self) -> D {
        let operation = self.lending.pop().flatten();
        value_of(operation.expect("what was lent is taken back once"))
    }

    /// Polls an await, with the operations that were lent to it.
    pub(crate) fn lending<R>(&mut self, poll: impl FnOnce(&mut Self) -> R) -> R {
        let lent = std::mem::take(&mut self.lending);
        let outer = std::mem::replace(&mut self.lent, lent);
        let result = poll(self);
        self.lending = std::mem::replace(&mut self.lent, outer);
        result
    }

    /// Polls an operation that is lent.
    pub(crate) fn with_lent<D: 'static, R>(
        &mut self,
        place: usize,
        poll: impl FnOnce(&mut D, &mut Self) -> R,
    ) -> R {
        let lent = self.lent.get_mut(place).and_then(Option::take);
        let mut operation: D =
            value_of(lent.expect("what is awaited by `&mut` is lent to the await"));
        let result = poll(&mut operation, self);
        self.lent[place] = Some(Box::new(operation));
        result
    }

    /// Waits for an external event of this name.
    pub(crate) fn subscribe(&mut self, name: &str) -> OpId {
        self.begin(Pending::Event {
            name: name.to_lowercase(),
        })
    }

    /// The oldest event that `op` waits for, once.
    pub(crate) fn take_event(&mut self, op: OpId) -> Option<Json> {
        if self.is_probing() {
            return None;
        }
        let event = self.mailbox.take_event(op);
        if event.is_none() {
            self.wait_for(op);
        }
        event
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codec;
    use crate::model::clock::Still;
    use crate::step::mailbox::Progress;

    /// Runs a step of an instance. Returns its result and its commands.
    fn step<R>(mailbox: &mut Mailbox, poll: impl FnOnce(&mut Cx<'_>) -> R) -> (R, Vec<Command>) {
        let id = InstanceId::unchecked("a");
        let clock = Still(SystemTime::UNIX_EPOCH);
        let mut cx = Cx::new(&id, &clock, mailbox);
        let result = poll(&mut cx);
        (result, cx.finish())
    }

    fn timer(cx: &mut Cx<'_>) -> OpId {
        cx.arm_timer(SystemTime::UNIX_EPOCH)
    }

    fn json(text: &str) -> Json {
        text.parse().unwrap()
    }

    fn failed() -> Outcome {
        Outcome::Activity(Err(Failure::new("no")))
    }

    #[test]
    fn an_outcome_is_delivered_once() {
        let mut mailbox = Mailbox::default();
        let (op, _) = step(&mut mailbox, timer);
        assert!(mailbox.deliver(op, Outcome::Fired));
        assert!(
            !mailbox.deliver(op, Outcome::Fired),
            "a second delivery is dropped"
        );
        step(&mut mailbox, |cx| {
            assert_eq!(cx.take_outcome(op), Some(Outcome::Fired));
        });
        assert!(!mailbox.has_news());
    }

    #[test]
    fn events_are_matched_without_case_and_kept_in_order() {
        let mut mailbox = Mailbox::default();
        assert!(!mailbox.raise("Approval", json("1")));
        assert!(!mailbox.raise("other", json("2")));
        assert!(!mailbox.raise("APPROVAL", json("3")));
        step(&mut mailbox, |cx| {
            let first = cx.subscribe("approval");
            let second = cx.subscribe("Approval");
            let third = cx.subscribe("approval");
            assert_eq!(cx.take_event(first), Some(json("1")));
            assert_eq!(cx.take_event(second), Some(json("3")));
            assert_eq!(cx.take_event(third), None);
        });
        assert!(!mailbox.has_news());
        assert!(
            mailbox.raise("aPPROVAL", json("4")),
            "the third waits for it"
        );
        assert!(mailbox.has_news());
    }

    /// Begins timers as `poll` says, in one step, and delivers outcomes; checks which of them end the wait. The
    /// instance is stored and loaded after each.
    #[track_caller]
    fn check(poll: fn(&mut Cx<'_>), arriving: &[(u64, Outcome)], news: &[bool]) {
        let mut mailbox = Mailbox::default();
        step(&mut mailbox, poll);
        let mut rows = Vec::new();
        let seen: Vec<bool> = arriving
            .iter()
            .map(|(op, outcome)| {
                let op = OpId::new(*op);
                let mut loaded: Mailbox = codec::decode(&codec::encode(&mailbox).unwrap()).unwrap();
                for (op, outcome) in rows.clone() {
                    loaded.restore(op, Progress::Over(outcome));
                }
                let is_over = mailbox.deliver(op, outcome.clone());
                assert_eq!(loaded.deliver(op, outcome.clone()), is_over, "{op}");
                assert_eq!(loaded.has_news(), mailbox.has_news(), "{op}");
                rows.push((op, outcome.clone()));
                is_over
            })
            .collect();
        assert_eq!(seen, news);
    }

    #[test]
    fn each_operation_is_news_by_itself() {
        let two = |cx: &mut Cx<'_>| {
            timer(cx);
            timer(cx);
        };
        check(two, &[(1, Outcome::Fired), (0, failed())], &[true, true]);
    }

    #[test]
    fn a_group_is_news_when_its_last_operation_is_over() {
        let group = |cx: &mut Cx<'_>| {
            cx.all(|cx| {
                timer(cx);
                cx.all(timer);
                timer(cx);
            });
        };
        let arriving = [(2, Outcome::Fired), (0, failed()), (1, Outcome::Fired)];
        check(group, &arriving, &[false, false, true]);
    }

    #[test]
    fn a_failure_is_news_where_one_is_enough() {
        let group = |cx: &mut Cx<'_>| {
            cx.try_all(|cx| (timer(cx), timer(cx), timer(cx)));
        };
        check(group, &[(2, Outcome::Fired), (0, failed())], &[false, true]);
        let all = [0, 2, 1].map(|op| (op, Outcome::Fired));
        check(group, &all, &[false, false, true]);
    }

    #[test]
    fn an_event_is_news_where_it_may_be_a_failure() {
        let mut mailbox = Mailbox::default();
        step(&mut mailbox, |cx| {
            cx.try_all(|cx| (timer(cx), cx.subscribe("go"), cx.subscribe("go")))
        });
        assert!(mailbox.raise("go", json("1")));
    }

    #[test]
    fn groups_of_two_kinds_are_news_apart() {
        let groups = |cx: &mut Cx<'_>| {
            cx.all(|cx| {
                timer(cx);
                cx.try_all(|cx| (timer(cx), timer(cx)));
            });
        };
        let arriving = [(2, Outcome::Fired), (0, failed()), (1, Outcome::Fired)];
        check(groups, &arriving, &[false, true, true]);
    }

    #[test]
    fn each_within_a_group_is_news_by_itself_again() {
        let group = |cx: &mut Cx<'_>| {
            cx.all(|cx| {
                timer(cx);
                cx.each(timer);
                cx.each(|cx| cx.all(|cx| (timer(cx), timer(cx))));
            });
        };
        let all = [1, 2, 3, 0].map(|op| (op, Outcome::Fired));
        check(group, &all, &[true, false, true, true]);
    }

    #[test]
    fn what_a_step_did_not_poll_is_no_news() {
        let mut mailbox = Mailbox::default();
        let ((held, awaited), _) = step(&mut mailbox, |cx| (timer(cx), timer(cx)));
        step(&mut mailbox, |cx| cx.take_outcome(awaited));
        assert!(mailbox.keeps_outcomes());
        assert!(!mailbox.deliver(held, failed()));
        assert!(!mailbox.has_news());
        assert_eq!(mailbox.not_stored(), [held]);
        mailbox.set_stored(held);
        step(&mut mailbox, |cx| {
            assert_eq!(cx.take_outcome(held), Some(failed()));
            cx.take_outcome(awaited);
        });
        assert_eq!(mailbox.forget_rows(), [held]);
        assert!(!mailbox.keeps_outcomes());
        assert!(mailbox.deliver(awaited, Outcome::Fired));
    }

    #[test]
    fn a_group_waits_for_as_many_events_as_it_has_operations() {
        let mut mailbox = Mailbox::default();
        let (op, _) = step(&mut mailbox, |cx| {
            cx.subscribe("go");
            cx.all(|cx| {
                cx.subscribe("yes");
                let op = timer(cx);
                cx.subscribe("YES");
                op
            })
        });
        assert!(!mailbox.raise("Yes", json("1")));
        assert!(!mailbox.deliver(op, Outcome::Fired));
        assert!(!mailbox.raise("no", json("2")));
        assert!(mailbox.raise("yes", json("3")));
        assert!(mailbox.raise("go", json("4")));
    }

    #[test]
    fn what_is_begun_and_given_up_in_one_step_leaves_nothing() {
        let mut mailbox = Mailbox::default();
        let (kept, commands) = step(&mut mailbox, |cx| {
            cx.all(|cx| {
                let (lost, kept) = (timer(cx), timer(cx));
                cx.cancel(lost);
                kept
            })
        });
        let due = SystemTime::UNIX_EPOCH;
        assert_eq!(commands, [Command::ArmTimer { op: kept, due }]);
        let ((), commands) = step(&mut mailbox, |cx| cx.cancel(kept));
        let pending = Pending::Timer { due };
        assert_eq!(commands, [Command::Cancel { op: kept, pending }]);
        assert!(!mailbox.deliver(kept, Outcome::Fired));
        assert_eq!(mailbox.progress(kept), None);
    }

    #[test]
    fn a_group_of_thousands_is_stored_in_few_bytes() {
        let group = |count: u64| {
            let mut mailbox = Mailbox::default();
            step(&mut mailbox, |cx| {
                cx.all(|cx| {
                    for _ in 0..count {
                        timer(cx);
                    }
                });
            });
            let with = codec::encode(&mailbox).unwrap().len();
            step(&mut mailbox, |_| ());
            with - codec::encode(&mailbox).unwrap().len()
        };
        assert!(group(10_000) < group(1) + 4);
    }
}
