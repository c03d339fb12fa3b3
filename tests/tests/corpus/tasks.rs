//! Tasks that are spawned, and go on beside the function.

use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use durable_runtime::JoinHandle;
use durable_runtime::prelude::*;
use serde::{Deserialize, Serialize};

use crate::activities::*;

const MOMENT: Duration = Duration::from_millis(1);
const LONG: Duration = Duration::from_secs(3600);

#[orchestrator]
async fn of_many_kinds(n: i64) -> Result<String> {
    let call = spawn(inc(n));
    let timer = spawn(sleep(MOMENT));
    let text = String::from("abc");
    let block = spawn(async move {
        let a = say(text.clone()).await?;
        sleep(MOMENT).await;
        let b = say(text).await?;
        Ok::<_, Failure>(a + &b)
    });
    let joined = spawn(join(inc(10), double(10)));
    let value = spawn(async { 7 });
    let many: Vec<JoinHandle<Result<i64>>> =
        (0..n).map(|i| spawn(async move { inc(i).await })).collect();
    let mut sum = 0;
    for task in many {
        sum += task.await??;
    }
    timer.await?;
    let (a, b) = joined.await?;
    Ok(format!(
        "{} {} {sum} {} {} {}",
        call.await??,
        block.await??,
        a?,
        b?,
        value.await?
    ))
}

#[orchestrator]
async fn a_window(n: i64, size: usize) -> Result<Vec<i64>> {
    let mut running: VecDeque<JoinHandle<Result<i64>>> = VecDeque::new();
    let mut done = vec![];
    for i in 0..n {
        if running.len() >= size
            && let Some(oldest) = running.pop_front()
        {
            done.push(oldest.await??);
        }
        running.push_back(spawn(async move {
            let x = inc(i).await?;
            double(x).await
        }));
    }
    for task in running {
        done.push(task.await??);
    }
    Ok(done)
}

#[orchestrator]
async fn by_name(names: Vec<String>) -> Result<BTreeMap<String, usize>> {
    let mut tasks = BTreeMap::new();
    for name in names {
        let given = name.clone();
        tasks.insert(name, spawn(async move { length(given).await }));
    }
    tick().await?;
    let mut lengths = BTreeMap::new();
    if let Some(first) = tasks.remove("a") {
        lengths.insert("first".to_owned(), first.await??);
    }
    while let Some((name, task)) = tasks.pop_last() {
        lengths.insert(name, task.await??);
    }
    Ok(lengths)
}

#[derive(Debug, Serialize, Deserialize)]
struct Job {
    name: String,
    task: Option<JoinHandle<Result<i64>>>,
}

#[orchestrator]
async fn in_structs(n: i64) -> Result<Vec<String>> {
    let mut jobs: Vec<Job> = (0..n)
        .map(|i| Job {
            name: format!("job {i}"),
            task: (i % 2 == 0).then(|| spawn(async move { inc(i).await })),
        })
        .collect();
    let mut out = vec![];
    for job in &mut jobs {
        if let Some(task) = job.task.take() {
            let done = task.await??;
            job.name.push_str(&format!(" did {done}"));
        }
    }
    for Job { name, task } in jobs {
        out.push(format!("{name} {}", task.is_some()));
    }
    Ok(out)
}

/// A pipeline: each stage is a task that awaits the one before.
#[orchestrator]
async fn a_pipeline(n: i64) -> Result<i64> {
    let mut stage = spawn(async move { inc(n).await });
    for by in [2, 3, 5] {
        stage = spawn(async move {
            let before = stage.await??;
            let after = add(before, by).await?;
            double(after).await
        });
    }
    stage.await?
}

#[orchestrator]
async fn tasks_of_tasks(n: i64) -> Result<Vec<i64>> {
    let outer = spawn(async move {
        let inner: Vec<_> = (0..n)
            .map(|i| {
                spawn(async move {
                    let innermost = spawn(inc(i));
                    let m = innermost.await??;
                    Ok::<_, Failure>(m * 10)
                })
            })
            .collect();
        let mut all = vec![];
        for task in inner {
            all.push(task.await??);
        }
        Ok::<_, Failure>(all)
    });
    tick().await?;
    outer.await?
}

#[orchestrator]
async fn captured_by_blocks(n: i64) -> Result<i64> {
    let task = spawn(async move { inc(n).await });
    let other = spawn(double(n));
    let block = async move {
        let m = task.await??;
        tick().await?;
        Ok::<_, Failure>(m)
    };
    let (m, d) = join!(block, other);
    Ok(m? * 100 + d??)
}

#[orchestrator]
async fn joined_all(n: i64) -> Result<i64> {
    let tasks: Vec<_> = (0..n).map(|i| spawn(async move { inc(i).await })).collect();
    let all = join_all(tasks).await;
    let mut sum = 0;
    for done in all {
        sum += done??;
    }
    let tasks = (0..n).map(|i| spawn(double(i)));
    let more = try_join_all(tasks.collect::<Vec<_>>()).await?;
    for done in more {
        sum += done?;
    }
    Ok(sum)
}

#[orchestrator]
async fn detached(n: i64) -> Result<i64> {
    spawn(async move {
        sleep(MOMENT).await;
        let _ = say(format!("detached {n}")).await;
    });
    let _ = spawn(say("dropped at once".into()));
    drop(spawn(async move {
        let _ = double(n).await;
    }));
    sleep(MOMENT * 30).await;
    inc(n).await
}

durable_tests::holds! { in any order:
    tasks_are_of_many_kinds => of_many_kinds(3), of_many_kinds(0);
    tasks_are_a_window => a_window(7, 3), a_window(2, 3), a_window(3, 1);
    tasks_have_names => by_name(vec!["a".into(), "bb".into(), "ccc".into()]), by_name(vec![]);
    tasks_stand_in_structs => in_structs(4);
    tasks_are_a_pipeline => a_pipeline(1);
    tasks_have_tasks => tasks_of_tasks(3);
    blocks_capture_tasks => captured_by_blocks(3);
    tasks_are_joined => joined_all(4), joined_all(0);
}
/// The last statement of a task is a loop that its `return` or its `?` leaves.
#[orchestrator]
async fn worked_until_found(n: i64) -> Result<String> {
    let found = spawn(async move {
        let mut k = n;
        loop {
            k = inc(k).await.unwrap();
            if k > 5 {
                return k;
            }
        }
    });
    let failed = spawn(async move {
        let mut k = n;
        loop {
            let v = picky(k).await?;
            if v > 1000 {
                return Ok::<i64, Failure>(v);
            }
            k += 1;
        }
    });
    let early = spawn(async move {
        let Ok(k) = picky(n).await else {
            return -1;
        };
        'outer: loop {
            for i in 0..k {
                if inc(i).await.unwrap() > 2 {
                    break 'outer i;
                }
                break;
            }
            return 7;
        }
    });
    let found = serde_json::json!({ "found": found.await? });
    let failed = match failed.await? {
        Ok(v) => v.to_string(),
        Err(failure) => failure.to_string(),
    };
    let early = format!("{:?}", early.await?);
    Ok(format!("{found} {failed} {early}"))
}

/// What was waited for goes on in a block that is given up, and not longer.
#[orchestrator]
async fn moved_into_what_is_given_up(n: i64) -> Result<String> {
    let mut work = Box::pin(async move {
        sleep(MOMENT * 60).await;
        inc(n).await
    });
    select! {
        done = &mut work => return Ok(format!("{done:?}")),
        () = sleep(MOMENT) => {}
    }
    let late = timeout(MOMENT, async move { work.await }).await.is_err();
    sleep(MOMENT * 120).await;
    say(format!("{late}")).await?;
    Ok(late.to_string())
}

durable_tests::holds! { by result:
    workers_have_values => worked_until_found(1), worked_until_found(3);
    what_has_begun_ends_with_the_block_it_is_in => moved_into_what_is_given_up(1);
    tasks_are_detached => detached(1);
}

// How tasks end.

/// By handles that outlive those that wait for the tasks.
#[orchestrator]
async fn aborted_from_elsewhere(n: i64) -> Result<String> {
    let detached = spawn(async move {
        sleep(LONG).await;
        inc(n).await
    });
    let ends = vec![detached.abort_handle()];
    drop(detached);
    tick().await?;
    let runs = !ends[0].is_finished();
    ends[0].abort();
    tick().await?;
    let awaited = spawn(async move { inc(n).await });
    let end = awaited.abort_handle();
    let value = awaited.await??;
    end.abort();
    Ok(format!(
        "{runs} {} {value} {}",
        ends[0].is_finished(),
        end.is_finished()
    ))
}

#[orchestrator]
async fn aborted(n: i64) -> Result<String> {
    let endless = spawn(async {
        loop {
            sleep(MOMENT).await;
        }
    });
    let running = endless.is_finished();
    tick().await?;
    endless.abort();
    let end: Result<()> = endless.await;
    let failure = end.unwrap_err();
    let waiting = spawn(async move {
        sleep(LONG).await;
        inc(n).await
    });
    waiting.abort();
    waiting.abort();
    let never_begun = waiting.await.is_err();
    let done = spawn(async move { n });
    sleep(MOMENT).await;
    done.abort();
    let finished = done.is_finished();
    Ok(format!(
        "{running} {failure} {never_begun} {finished} {}",
        done.await?
    ))
}

#[orchestrator]
async fn panics_alone(n: i64) -> Result<String> {
    let panics = spawn(async move {
        tick().await.unwrap();
        if n > 0 {
            panic!("oh {n}");
        }
        5
    });
    let fails = spawn(async move { fail(format!("no {n}")).await });
    let fine = spawn(inc(n));
    let message = match panics.await {
        Ok(five) => format!("fine {five}"),
        Err(failure) => failure.to_string(),
    };
    Ok(format!(
        "{message} {} {}",
        fails.await?.unwrap_err(),
        fine.await??
    ))
}

#[orchestrator]
async fn raced_tasks(n: i64) -> Result<String> {
    let mut handle = spawn(async {
        sleep(LONG).await;
        1
    });
    let late = select! {
        r = &mut handle => format!("{r:?}"),
        () = sleep(MOMENT) => "late".to_string(),
    };
    let finished = handle.is_finished();
    handle.abort();
    let end = handle.await.is_err();
    let mut quick = spawn(inc(n));
    let value = loop {
        select! {
            r = &mut quick => break r??,
            () = sleep(LONG) => return Ok("never".into()),
        }
    };
    let in_time = timeout(LONG, spawn(double(n)))
        .await
        .map_err(|_| Failure::new("late"))???;
    Ok(format!("{late} {finished} {end} {value} {in_time}"))
}

/// The function fails while tasks are under way, which end with it.
#[orchestrator]
async fn ends_before_its_tasks(n: i64) -> Result<i64> {
    let _endless = spawn(async {
        loop {
            sleep(LONG).await;
        }
    });
    spawn(async {
        loop {
            sleep(LONG).await;
        }
    });
    let _call = spawn(async {
        sleep(LONG).await;
        fail("never".into()).await
    });
    let m = inc(n).await?;
    if m > 2 {
        return Err(Failure::terminal("early"));
    }
    Ok(m)
}

durable_tests::holds! { by result:
    tasks_are_aborted => aborted(3), aborted_from_elsewhere(3);
    a_panic_is_its_tasks_alone => panics_alone(0), panics_alone(2);
    tasks_are_raced => raced_tasks(4);
    tasks_end_with_their_function => ends_before_its_tasks(1);
}
/// A task has one end.
#[orchestrator]
async fn task_awaited_again(n: i64) -> Result<i64> {
    let mut task = spawn(async move { inc(n).await });
    let first = (&mut task).await??;
    if n == 1 {
        return (&mut task).await?;
    }
    if n == 2 {
        tick().await?;
        return task.await?;
    }
    Ok(first)
}

durable_tests::fails! {
    a_task_that_is_over_isnt_awaited_again => task_awaited_again(1), task_awaited_again(2);
}
durable_tests::fails! { by result:
    tasks_end_with_their_failing_function => ends_before_its_tasks(2);
}
