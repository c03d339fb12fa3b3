//! The threads on which steps run.
//!
//! A step is user code, which may compute for long, or for ever. So no step runs on the engine's task. Steps that end
//! soon run on as many threads as there are cores, unless set. A step that doesn't end soon is *long*: another thread
//! replaces its thread, and the engine doesn't wait for it.
//!
//! Waking a thread takes several times as long as most steps. So steps of functions that have only made short steps so
//! far are made by a tokio task, the *runner*, which the engine gives way to. There is at most one, and only where
//! tokio has another thread for everything else. The engine waits for it. If one of its steps is long after all,
//! threads make the others.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use foldhash::{HashMap, HashSet};
use tokio::runtime::{Handle, RuntimeFlavor};
use tokio::sync::Notify;
use tokio::task::unconstrained;
use tracing::Dispatch;
use tracing::dispatcher::{self, DefaultGuard};
use tracing::subscriber::NoSubscriber;

use super::long_steps::{REPORTED, tell_of_limit, tell_of_step};
use super::making::make;
use super::threads::spawn;
use super::yields::Yield;
use crate::functions::registry::Registry;
use crate::model::clock::Clock;
use crate::model::failure::panics::drop_caught;
use crate::model::id::InstanceId;
use crate::model::json::Json;
use crate::step::entry::OrchestratorEntry;
use crate::step::transition::Transition;
use crate::store::rows::Record;

/// The time after which a step is long, unless a test sets it.
pub(crate) const LONG: Duration = Duration::from_millis(5);

/// The largest number of threads. As many steps that never end leave none for the others.
pub(crate) const THREADS_MAX: usize = 512;

/// The largest number of threads that long steps of one function have. Its other steps wait until one of those is over.
pub(crate) const THREADS_OF_FUNCTION_MAX: usize = THREADS_MAX / 4;

/// The number of steps that a thread takes at a time.
const TAKEN_MAX: usize = 16;

/// The time after which a thread reports the steps that it has made.
const TOLD_AFTER: Duration = Duration::from_micros(500);

/// The number of short steps in a row after which a function is trusted.
const TRUSTED_STEPS: u32 = 32;
const SHORT: Duration = Duration::from_micros(250);

/// The time after which the runner reports the steps that it has made.
const RUNNER_TELLS_AFTER: Duration = Duration::from_millis(1);

/// The number of steps waiting for the runner from which on threads help it.
const RUNNER_WAITING_MAX: usize = 256;

/// The number of looks of the watch in vain, after which it waits for the next step.
const LOOKS_IN_VAIN: u32 = 200;

/// A step to make.
pub(crate) struct Job {
    pub(crate) number: u64,
    pub(crate) instance: InstanceId,
    pub(crate) entry: &'static OrchestratorEntry,
    /// The record at the begin of the step.
    pub(crate) record: Arc<Record>,
    /// The input, if the step needs it.
    pub(crate) input: Option<Json>,
}

/// A step that was made.
pub(crate) struct Done {
    pub(crate) number: u64,
    pub(crate) instance: InstanceId,
    pub(crate) stepped: Transition,
    function: &'static str,
    took: Duration,
}

/// What a pool tells of steps.
pub(crate) struct News {
    /// Those that were made.
    pub(crate) done: Vec<Done>,
    /// The numbers of those that have become long.
    pub(crate) became_long: Vec<u64>,
    /// The numbers of those that have lasted for so long that they are reported.
    pub(crate) outlasting: Vec<u64>,
}

/// Runs steps. When it is dropped, it begins no more of them, and waits for none.
pub(crate) struct Pool(Arc<PoolInner>);

struct PoolInner {
    state: Mutex<State>,
    /// Notified when there is a step to make.
    work: Condvar,
    /// Notified when there is something to watch after a while without anything.
    watch: Condvar,
    /// Whether the watch looks. Otherwise it has to be woken.
    is_watched: AtomicBool,
    /// Notified when a step is over, or has become long.
    news: Notify,
    engine: Yield,
    runner: Yield,
    clock: Arc<dyn Clock>,
    registry: Arc<Registry>,
    long: Duration,
    /// The number of threads that make no long step.
    side_by_side: usize,
    /// Whether tokio has enough threads for one of them to make steps.
    has_runner: bool,
    runtime: Handle,
    /// The log of the thread that has opened the store, if it has one of its own.
    log: Option<Dispatch>,
}

#[derive(Default)]
struct State {
    waiting: VecDeque<Job>,
    done: Vec<Done>,
    became_long: Vec<u64>,
    /// Those that were reported.
    outlasting: Vec<u64>,
    /// Of the steps that wait, those before this number were told as if they had become long: no thread was left for them.
    hopeless: u64,
    threads: Vec<Arc<Mutex<Thread>>>,
    idle: usize,
    /// The number of threads with long steps.
    long: usize,
    /// The same for each function.
    long_of: HashMap<&'static str, usize>,
    /// The waiting steps of functions that have no more threads.
    held: HashMap<&'static str, VecDeque<Job>>,
    /// The limits that were reached and are not in the log yet: the function, whether it is the limit of all, and the threads.
    reached: Vec<((&'static str, bool), usize)>,
    /// The functions whose limit was reached; an empty name if no thread was left for any.
    were_full: HashSet<&'static str>,
    /// The steps of the runner, if there is one.
    runner: Option<Arc<Mutex<Thread>>>,
    /// The number of short steps in a row, of each function.
    short: HashMap<&'static str, u32>,
    watch: Watch,
    is_closed: bool,
}

/// The steps that a thread has to make, and has made.
#[derive(Default)]
struct Thread {
    /// It takes several steps at a time, so that threads get in each other's way less often.
    taken: VecDeque<Job>,
    under_way: Option<UnderWay>,
    done: Vec<Done>,
    is_runner: bool,
}

#[derive(Default, PartialEq, Eq)]
enum Watch {
    #[default]
    NotBegun,
    Looks,
    Waits,
}

struct UnderWay {
    number: u64,
    instance: InstanceId,
    function: &'static str,
    since: Instant,
    is_long: bool,
    is_reported: bool,
    /// Whether its result is no longer needed.
    is_abandoned: bool,
}

impl Pool {
    /// A pool of threads that enter the present tokio runtime, and log to where the present thread does.
    pub(crate) fn new(
        clock: Arc<dyn Clock>,
        registry: Arc<Registry>,
        long: Duration,
        side_by_side: usize,
    ) -> Self {
        let log = dispatcher::get_default(|log| (!log.is::<NoSubscriber>()).then(|| log.clone()));
        let runtime = Handle::current();
        let has_runner = runtime.runtime_flavor() == RuntimeFlavor::MultiThread
            && runtime.metrics().num_workers() > 1;
        Self(Arc::new(PoolInner {
            state: Mutex::default(),
            work: Condvar::new(),
            watch: Condvar::new(),
            is_watched: AtomicBool::new(false),
            news: Notify::new(),
            engine: Yield::default(),
            runner: Yield::default(),
            clock,
            registry,
            long,
            side_by_side,
            has_runner,
            runtime,
            log,
        }))
    }

    /// Queues these steps.
    pub(crate) fn push(&self, jobs: Vec<Job>) {
        let mut state = self.0.state();
        let is_trusted = |job: &Job| state.is_trusted(job);
        let trusted = jobs.iter().filter(|job| is_trusted(job)).count();
        let untrusted = jobs.len() - trusted;
        for job in jobs {
            state.queue(job);
        }
        if !state.became_long.is_empty() {
            self.0.news.notify_one();
        }
        let waiting = state.waiting.len();
        let for_threads = if trusted > 0 && self.0.has_runner(&mut state) {
            untrusted + waiting.saturating_sub(RUNNER_WAITING_MAX)
        } else {
            waiting
        };
        // A thread that was woken may not have taken its step yet.
        let missing = for_threads.saturating_sub(state.idle);
        self.0.add_threads(&mut state, missing);
        let woken = for_threads.min(state.idle);
        self.0.wake_watch(&mut state);
        drop(state);
        for _ in 0..woken {
            self.0.work.notify_one();
        }
    }

    /// What there is to tell since this was called last.
    pub(crate) fn take(&self) -> News {
        let mut state = self.0.state();
        News {
            done: std::mem::take(&mut state.done),
            became_long: std::mem::take(&mut state.became_long),
            outlasting: std::mem::take(&mut state.outlasting),
        }
    }

    /// Whether the runner makes steps, or is about to, and none of them is long.
    pub(crate) fn is_running(&self) -> bool {
        let state = self.0.state();
        let is_long = |runner: &Arc<Mutex<Thread>>| locked(runner).is_long();
        state.runner.as_ref().is_some_and(|runner| !is_long(runner))
    }

    /// Gives the other tasks on the engine's thread their turns, the runner among them.
    pub(crate) async fn give_turns(&self) {
        self.0.engine.give_turns(|| self.0.have_watched()).await;
    }

    /// Waits until there is something to take.
    pub(crate) async fn news(&self) {
        self.0.news.notified().await;
    }

    /// Drops the result of a step. Its thread is not waited for.
    pub(crate) fn abandon(&self, number: u64) {
        let mut state = self.0.state();
        state.waiting.retain(|job| job.number != number);
        for held in state.held.values_mut() {
            held.retain(|job| job.number != number);
        }
        state.done.retain(|done| done.number != number);
        let mut became_long = None;
        for thread in state.threads.iter().chain(&state.runner) {
            let mut thread = locked(thread);
            thread.taken.retain(|job| job.number != number);
            thread.done.retain(|done| done.number != number);
            if let Some(step) = thread
                .under_way
                .as_mut()
                .filter(|step| step.number == number)
            {
                step.is_abandoned = true;
                let was_long = std::mem::replace(&mut step.is_long, true);
                let function = step.function;
                became_long = (!was_long && !thread.is_runner).then_some(function);
            }
        }
        if let Some(function) = became_long {
            state.note_long(function);
            self.0.add_threads(&mut state, 1);
        }
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        let mut state = self.0.state();
        state.is_closed = true;
        let waiting = std::mem::take(&mut state.waiting);
        let held = std::mem::take(&mut state.held);
        let taken: Vec<_> = (state.threads.iter().chain(&state.runner))
            .map(|thread| std::mem::take(&mut locked(thread).taken))
            .collect();
        drop(state);
        drop((waiting, held, taken));
        self.0.work.notify_all();
        self.0.watch.notify_all();
    }
}

impl PoolInner {
    fn state(&self) -> MutexGuard<'_, State> {
        locked(&self.state)
    }

    /// Starts up to `wanted` threads, as long as there are too few that make no long step.
    fn add_threads(self: &Arc<Self>, state: &mut State, wanted: usize) {
        for _ in 0..wanted {
            let threads = state.threads.len();
            if threads - state.long >= self.side_by_side || threads >= THREADS_MAX {
                return;
            }
            let (shared, thread) = (Arc::clone(self), <Arc<Mutex<Thread>>>::default());
            state.threads.push(Arc::clone(&thread));
            if !spawn("durable-step", move || shared.make_steps_within(&thread)) {
                state.threads.pop();
                return;
            }
        }
    }

    /// Whether there is a runner that makes waiting steps, now.
    fn has_runner(self: &Arc<Self>, state: &mut State) -> bool {
        if !self.has_runner {
            return false;
        }
        if let Some(runner) = &state.runner {
            return !locked(runner).is_long();
        }
        let runner = Arc::new(Mutex::new(Thread {
            is_runner: true,
            ..Thread::default()
        }));
        state.runner = Some(Arc::clone(&runner));
        self.runtime
            .spawn(unconstrained(Arc::clone(self).run(runner)));
        true
    }

    /// Makes steps of trusted functions, as long as there are any.
    async fn run(self: Arc<Self>, runner: Arc<Mutex<Thread>>) {
        loop {
            if !self.takes_trusted(&runner) {
                return;
            }
            let began = Instant::now();
            {
                let _log = self.log_here();
                while let Some(job) = begin_next(&runner) {
                    let number = job.number;
                    let done = job.make(&self);
                    end(&runner, number, done);
                    if began.elapsed() >= RUNNER_TELLS_AFTER {
                        break;
                    }
                }
            }
            if self.is_over(&runner) {
                return;
            }
            // The engine's turn, which would otherwise come after this one's.
            self.runner.give_turns(|| self.have_watched()).await;
        }
    }

    /// Whether the runner has steps to make. Otherwise it ends.
    fn takes_trusted(&self, runner: &Arc<Mutex<Thread>>) -> bool {
        let mut state = self.state();
        let mut thread = locked(runner);
        if !state.is_closed && thread.taken.is_empty() {
            let is_trusted = |job: &&Job| state.is_trusted(job);
            let trusted = state.waiting.iter().take_while(is_trusted).count();
            let trusted = trusted.min(RUNNER_WAITING_MAX);
            if trusted > 0 || state.has_threads() {
                thread.taken.extend(state.waiting.drain(..trusted));
            } else {
                // No thread takes those that are before them.
                let waiting = std::mem::take(&mut state.waiting).into_iter();
                let (taken, others) = waiting.partition(|job| state.is_trusted(job));
                (thread.taken, state.waiting) = (taken, others);
            }
        }
        let takes = !state.is_closed && !thread.taken.is_empty();
        drop(thread);
        if !takes {
            self.end_runner(&mut state);
        }
        takes
    }

    /// Reports the steps of the runner. Returns whether none are left, so that it ends.
    fn is_over(&self, runner: &Arc<Mutex<Thread>>) -> bool {
        let mut state = self.state();
        self.tell(&mut state, runner);
        let is_over = state.waiting.is_empty() && locked(runner).taken.is_empty();
        if is_over {
            self.end_runner(&mut state);
        }
        is_over
    }

    fn begin_watch(self: &Arc<Self>, state: &mut State) {
        let shared = Arc::clone(self);
        if spawn("durable-step-watch", move || shared.look()) {
            state.watch = Watch::Looks;
            self.is_watched.store(true, Ordering::SeqCst);
        }
    }

    fn wake_watch(self: &Arc<Self>, state: &mut State) {
        match state.watch {
            Watch::Looks => {}
            Watch::Waits => self.watch.notify_one(),
            Watch::NotBegun => self.begin_watch(state),
        }
    }

    /// Has the watch look after a task that has yielded.
    fn have_watched(self: &Arc<Self>) {
        if !self.is_watched.load(Ordering::SeqCst) {
            self.wake_watch(&mut self.state());
        }
    }

    fn log_here(&self) -> Option<DefaultGuard> {
        self.log.as_ref().map(dispatcher::set_default)
    }

    /// Makes steps as the runner does: within tokio's runtime, where a step that blocks on it panics. Otherwise a function
    /// would fail once it is trusted, and not before.
    fn make_steps_within(self: Arc<Self>, thread: &Arc<Mutex<Thread>>) {
        let runtime = self.runtime.clone();
        runtime.block_on(unconstrained(async { self.make_steps(thread) }));
    }

    /// Makes steps, one after the other, until there are enough threads without this one.
    fn make_steps(self: Arc<Self>, thread: &Arc<Mutex<Thread>>) {
        let _log = self.log_here();
        let mut state = self.state();
        loop {
            let is_one_too_many = state.threads.len() - state.long > self.side_by_side;
            if state.is_closed || is_one_too_many {
                state.threads.retain(|other| !Arc::ptr_eq(other, thread));
                return;
            }
            let share = state.waiting.len().div_ceil(2 * self.side_by_side);
            let count = share.min(TAKEN_MAX);
            if count == 0 {
                state.idle += 1;
                state = (self.work.wait(state)).unwrap_or_else(PoisonError::into_inner);
                state.idle -= 1;
                continue;
            }
            let taken = state.waiting.drain(..count);
            locked(thread).taken.extend(taken);
            drop(state);
            let mut told = Instant::now();
            while let Some(job) = begin_next(thread) {
                let number = job.number;
                let done = job.make(&self);
                if let Some(step) = end(thread, number, done)
                    && step.is_long
                {
                    self.state().note_long_over(step.function);
                    // Another thread may have taken its place.
                    break;
                }
                if told.elapsed() >= TOLD_AFTER {
                    told = Instant::now();
                    self.tell(&mut self.state(), thread);
                }
            }
            state = self.state();
            self.tell(&mut state, thread);
            // This may be one thread too many by now. Others make the steps that it has taken.
            state.take_back(&mut locked(thread));
            self.wake_idle(&state);
        }
    }

    /// Wakes threads for the steps that wait.
    fn wake_idle(&self, state: &State) {
        for _ in 0..state.waiting.len().min(state.idle) {
            self.work.notify_one();
        }
    }

    /// Ends the runner, and wakes the engine, which waited for it.
    fn end_runner(&self, state: &mut State) {
        state.runner = None;
        self.news.notify_one();
    }

    /// Reports the steps of a thread to the engine.
    fn tell(&self, state: &mut State, thread: &Mutex<Thread>) {
        let done = std::mem::take(&mut locked(thread).done);
        if !done.is_empty() {
            for done in &done {
                let short = state.short.entry(done.function).or_default();
                *short = if done.took <= SHORT {
                    short.saturating_add(1)
                } else {
                    0
                };
            }
            state.done.extend(done);
            self.news.notify_one();
        }
    }

    /// Looks for steps that take long, and for a task that has yielded and gets no turn, as long as the pool is there.
    fn look(self: Arc<Self>) {
        let _log = self.log_here();
        let mut in_vain = 0;
        let mut state = self.state();
        while !state.is_closed {
            let is_busy = |thread: &Arc<Mutex<Thread>>| locked(thread).under_way.is_some();
            let mut threads = state.threads.iter().chain(&state.runner);
            if !state.waiting.is_empty() || threads.any(is_busy) {
                in_vain = 0;
            } else {
                in_vain += 1;
            }
            if in_vain > LOOKS_IN_VAIN {
                in_vain = 0;
                // First, so that a task that yields from here on wakes the watch.
                self.is_watched.store(false, Ordering::SeqCst);
                if !(self.engine.is_waiting() || self.runner.is_waiting()) {
                    state.watch = Watch::Waits;
                    state = (self.watch.wait(state)).unwrap_or_else(PoisonError::into_inner);
                    state.watch = Watch::Looks;
                }
                self.is_watched.store(true, Ordering::SeqCst);
                continue;
            }
            let waited = self.watch.wait_timeout(state, self.long);
            (state, _) = waited.unwrap_or_else(PoisonError::into_inner);
            // Another task may keep their thread: an attempt that blocks it, for example.
            let (engine, runner) = (self.engine.wake_late(), self.runner.wake_late());
            if engine || runner {
                self.wake_another_worker();
            }
            let reported = self.mark_long(&mut state);
            let reached = std::mem::take(&mut state.reached);
            if !(reported.is_empty() && reached.is_empty()) {
                drop(state);
                for (function, threads) in reached {
                    tell_of_limit(function, threads);
                }
                for (instance, function) in reported {
                    tell_of_step(&instance, function);
                }
                state = self.state();
            }
        }
    }

    /// Has another of tokio's threads take over the tasks that are scheduled on a thread that something keeps. Waking those again
    /// would wake no thread.
    fn wake_another_worker(&self) {
        drop(self.runtime.spawn(async {}));
    }

    /// Marks the steps that have become long, and returns those to be reported.
    fn mark_long(self: &Arc<Self>, state: &mut State) -> Vec<(InstanceId, &'static str)> {
        let mut reported = Vec::new();
        let (mut became_long, mut outlasting, mut done) = (Vec::new(), Vec::new(), Vec::new());
        let now = Instant::now();
        let mut long_of = Vec::new();
        let threads: Vec<_> = state.threads.iter().chain(&state.runner).cloned().collect();
        for thread in &threads {
            let mut thread = locked(thread);
            let thread = &mut *thread;
            let Some(step) = &mut thread.under_way else {
                continue;
            };
            let lasted = now.saturating_duration_since(step.since);
            if lasted >= self.long && !step.is_long {
                step.is_long = true;
                became_long.push(step.number);
                if thread.is_runner {
                    self.engine.wake();
                    self.wake_another_worker();
                } else {
                    long_of.push(step.function);
                }
            }
            if lasted >= REPORTED && !step.is_reported && !step.is_abandoned {
                step.is_reported = true;
                outlasting.push(step.number);
                reported.push((step.instance.clone(), step.function));
            }
            if lasted >= self.long {
                // Others make the steps that it has taken.
                state.take_back(thread);
                done.append(&mut thread.done);
            }
        }
        for function in long_of {
            state.note_long(function);
        }
        let missing = state.waiting.len().saturating_sub(state.idle);
        self.add_threads(state, missing);
        self.wake_idle(state);
        became_long.extend(state.take_hopeless());
        became_long.append(&mut state.became_long);
        if !state.has_threads() {
            state.note_none_left();
            if state.waiting.iter().any(|job| state.is_trusted(job)) {
                self.has_runner(state);
            }
        }
        if !(became_long.is_empty() && outlasting.is_empty() && done.is_empty()) {
            state.became_long.append(&mut became_long);
            state.outlasting.append(&mut outlasting);
            state.done.append(&mut done);
            self.news.notify_one();
        }
        reported
    }
}

/// Begins the next of the steps that the thread has taken.
fn begin_next(thread: &Mutex<Thread>) -> Option<Job> {
    let mut thread = locked(thread);
    let job = thread.taken.pop_front()?;
    thread.under_way = Some(UnderWay {
        number: job.number,
        instance: job.instance.clone(),
        function: job.entry.name,
        since: Instant::now(),
        is_long: false,
        is_reported: false,
        is_abandoned: false,
    });
    Some(job)
}

/// Ends a step. Returns what was noted of it.
fn end(thread: &Mutex<Thread>, number: u64, done: Done) -> Option<UnderWay> {
    let mut thread = locked(thread);
    let step = thread.under_way.take();
    debug_assert!(step.as_ref().is_some_and(|step| step.number == number));
    if step.as_ref().is_some_and(|step| step.is_abandoned) {
        drop(thread);
        drop_caught(done);
    } else {
        thread.done.push(done);
    }
    step
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl State {
    /// Whether there is a thread without a long step, or may be another one.
    fn has_threads(&self) -> bool {
        self.threads.len() > self.long || self.threads.len() < THREADS_MAX
    }

    /// Whether no more threads make steps of a function.
    fn is_full(&self, function: &str) -> bool {
        let long = self.long_of.get(function);
        long.is_some_and(|long| *long >= THREADS_OF_FUNCTION_MAX)
    }

    /// Queues a step.
    fn queue(&mut self, job: Job) {
        if self.is_full(job.entry.name) {
            self.hold(job);
        } else {
            self.waiting.push_back(job);
        }
    }

    /// Holds a step until its function has threads. A commit waits for it as little as for a long one.
    fn hold(&mut self, job: Job) {
        self.became_long.push(job.number);
        self.held.entry(job.entry.name).or_default().push_back(job);
    }

    /// Notes that a step of a thread has become long.
    fn note_long(&mut self, function: &'static str) {
        self.long += 1;
        let long = self.long_of.entry(function).or_default();
        *long += 1;
        if *long < THREADS_OF_FUNCTION_MAX {
            return;
        }
        if self.were_full.insert(function) {
            self.reached
                .push(((function, false), THREADS_OF_FUNCTION_MAX));
        }
        let waiting = std::mem::take(&mut self.waiting).into_iter();
        let (held, waiting) = waiting.partition::<VecDeque<_>, _>(|job| job.entry.name == function);
        self.waiting = waiting;
        for job in held {
            self.hold(job);
        }
    }

    /// Notes that a long step of a thread is over.
    fn note_long_over(&mut self, function: &'static str) {
        self.long -= 1;
        if let Some(long) = self.long_of.get_mut(function) {
            *long -= 1;
        }
        self.waiting
            .extend(self.held.remove(function).into_iter().flatten());
    }

    /// Notes that no thread is left.
    fn note_none_left(&mut self) {
        if self.were_full.insert("")
            && let Some((function, _)) = self.long_of.iter().max_by_key(|(_, long)| **long)
        {
            self.reached.push(((function, true), THREADS_MAX));
        }
    }

    /// Puts the steps that a thread has taken and not begun before the waiting ones.
    fn take_back(&mut self, thread: &mut Thread) {
        for job in thread.taken.drain(..).rev() {
            if self.is_full(job.entry.name) {
                self.hold(job);
            } else {
                self.waiting.push_front(job);
            }
        }
    }

    /// The waiting steps that no thread is left for, as far as they were not reported yet.
    fn take_hopeless(&mut self) -> Vec<u64> {
        let is_long = |runner: &Arc<Mutex<Thread>>| locked(runner).is_long();
        if self.threads.len() > self.long || !self.runner.as_ref().is_none_or(is_long) {
            return Vec::new();
        }
        let waiting = self.waiting.iter().map(|job| job.number);
        let hopeless: Vec<u64> = waiting.filter(|number| *number >= self.hopeless).collect();
        let last = hopeless.iter().max();
        self.hopeless = last.map_or(self.hopeless, |last| last + 1);
        hopeless
    }

    /// Whether the steps of its function have always been short.
    fn is_trusted(&self, job: &Job) -> bool {
        let short = self.short.get(job.entry.name);
        short.is_some_and(|short| *short >= TRUSTED_STEPS)
    }
}

impl Thread {
    fn is_long(&self) -> bool {
        self.under_way.as_ref().is_some_and(|step| step.is_long)
    }
}

impl Job {
    fn make(self, pool: &PoolInner) -> Done {
        let PoolInner {
            clock, registry, ..
        } = pool;
        let Self {
            number,
            instance,
            entry,
            record,
            input,
        } = self;
        let began = Instant::now();
        let stepped = make(entry, &instance, (&record, input.as_ref()), clock, registry);
        // First, so that the engine has the record alone.
        drop(record);
        Done {
            number,
            instance,
            stepped,
            function: entry.name,
            took: began.elapsed(),
        }
    }
}
