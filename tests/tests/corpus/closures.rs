//! Closures and functions that the body calls.

use durable_runtime::JoinSet;
use durable_runtime::prelude::*;

use crate::activities::*;

#[orchestrator]
async fn before_and_after_awaits(n: i64) -> Result<Vec<i64>> {
    let add_n = |x: i64| x + n;
    let a = add_n(1);
    let b = inc(a).await?;
    let times = |x| x * b;
    let c = times(2) + n;
    tick().await?;
    let factor = b + c;
    let all: Vec<i64> = [a, b, c]
        .iter()
        .map(|x| x * factor)
        .filter(|x| x % 2 == 0 || *x > n)
        .collect();
    tick().await?;
    Ok(all)
}

#[orchestrator]
async fn move_closures(text: String) -> Result<String> {
    let copy = text.clone();
    let shout = move || copy.to_uppercase();
    let loud = shout();
    tick().await?;
    let finish = move |end: &str| format!("{loud}{end}{text}");
    let done = finish("!");
    tick().await?;
    Ok(done)
}

#[orchestrator]
async fn mutable_closures(n: i64) -> Result<(i64, Vec<i64>)> {
    let mut total = 0;
    let mut seen = Vec::new();
    let mut note = |x: i64| {
        total += x;
        seen.push(x);
    };
    note(n);
    note(n + 1);
    total = inc(total).await?;
    let mut again = |x| total *= x;
    again(3);
    tick().await?;
    seen.iter_mut().for_each(|x| *x += total);
    tick().await?;
    Ok((total, seen))
}

#[orchestrator]
async fn in_arguments_of_awaits(n: i64) -> Result<i64> {
    let items = list(n).await?;
    let sum = inc(items
        .iter()
        .map(|i| {
            let i = i + n;
            i * 2
        })
        .sum())
    .await?;
    let text = say(items
        .iter()
        .map(|n| n.to_string())
        .collect::<Vec<_>>()
        .join("-"))
    .await?;
    let longest = double(
        items
            .iter()
            .copied()
            .max_by_key(|i| (i % 3, *i))
            .unwrap_or(n),
    )
    .await?;
    Ok(sum + longest + text.len() as i64 + n)
}

#[orchestrator]
async fn with_question_marks(text: String) -> Result<i64> {
    let read = |text: &str| -> Result<i64> {
        let (a, b) = text
            .split_once('+')
            .ok_or_else(|| Failure::new("no plus"))?;
        Ok(a.parse::<i64>()? + b.parse::<i64>()?)
    };
    let sum = read(&text)?;
    tick().await?;
    let checked = Some(sum)
        .map(|sum| sum * 2)
        .filter(|sum| *sum < 100)
        .ok_or("too large")
        .map_err(Failure::new)?;
    inc(checked).await
}

#[orchestrator]
async fn shadowing_in_closures(n: i64) -> Result<Vec<i64>> {
    let x = n;
    let f = |x: i64| {
        let x = x + 1;
        x
    };
    let y = f(10);
    tick().await?;
    let g = |(x, n): (i64, i64)| x * n;
    let z = g((x, y));
    tick().await?;
    let h = |_: i64| x;
    let last = inc(h(z)).await?;
    Ok(vec![x, y, z, last, n])
}

fn helper<T: Clone + Into<i64>>(items: &[T], offset: i64) -> i64 {
    items.iter().cloned().map(Into::into).sum::<i64>() + offset
}

fn pick<'a, T>(items: &'a [T], wanted: impl Fn(&T) -> bool) -> Option<&'a T> {
    items.iter().find(|item| wanted(item))
}

#[orchestrator]
async fn generic_helpers(n: i64) -> Result<i64> {
    let small: [i32; 3] = [1, 2, 3];
    let a = helper(&small, n);
    tick().await?;
    let b = helper::<u8>(&[1, 2], inc(a).await?);
    let c = pick(&[1, 5, 9], |x| *x > n).copied().unwrap_or(-1);
    tick().await?;
    let d = std::convert::identity::<i64>(b)
        + "7".parse::<i64>().unwrap_or_default()
        + i64::from(<u8 as From<bool>>::from(true));
    Ok(helper(&[a, b, c], d + small.len() as i64))
}

#[orchestrator]
async fn function_pointers(n: i64) -> Result<i64> {
    fn twice(f: fn(i64) -> i64, x: i64) -> i64 {
        f(f(x))
    }
    let plus: fn(i64) -> i64 = |x| x + 1;
    let a = twice(plus, n);
    let b = inc(a).await?;
    let c = twice(|x| x * 2, b);
    tick().await?;
    Ok(Some(c).map(i64::abs).map_or(0, |x| x + a))
}

/// Each call of the closure makes a block of its own.
#[orchestrator]
async fn blocks_of_move_closures(n: i64) -> Result<Vec<i64>> {
    let (k, base) = (n + 1, vec![n, 2]);
    let sums = try_join_all((0..3).map(move |t| async move { inc(t + k).await })).await?;
    let work = move |t: i64| {
        let base = base.clone();
        async move {
            let x = inc(t).await?;
            Ok::<_, Failure>(x + base[0])
        }
    };
    let (a, b) = join!(work(1), work(n));
    let again = move |t: i64| async move { inc(t + k).await };
    let all: Vec<_> = (0..3).map(again).collect();
    let more: Vec<i64> = join_all(all).await.into_iter().collect::<Result<_>>()?;
    Ok([sums, more, vec![a?, b?]].concat())
}

/// The set stays in the closure, which spawns in it.
#[orchestrator]
async fn set_in_a_move_closure(n: i64) -> Result<i64> {
    let mut set: JoinSet<Result<i64>> = JoinSet::new();
    for i in 0..2 {
        let mut add = |by: i64| {
            set.spawn(async move { inc(by + i).await });
        };
        add(n);
        add(n + 1);
    }
    let mut sum = 0;
    while let Some(next) = set.join_next().await {
        sum += next??;
    }
    Ok(sum)
}

/// Its methods have names that those of lists and texts have.
struct Account(i64);

impl Account {
    fn split(&self, parts: i64) -> Option<i64> {
        self.0.checked_div(parts)
    }
    fn values(&self) -> Result<i64> {
        Ok(self.0)
    }
}

#[orchestrator]
async fn methods_of_ones_own(n: i64) -> Result<i64> {
    let part = Account(n * 100).split(n).map(|part| part + 1);
    let value = Account(n).values().map(|value| value * 2);
    tick().await?;
    Ok(part.unwrap_or(-1) + value?)
}

fn apply(f: impl Fn(i64) -> i64, n: i64) -> i64 {
    f(n)
}

/// They are made after the await, and name what cannot have changed.
#[orchestrator]
async fn before_an_operand_that_awaits(n: i64) -> Result<i64> {
    let given = vec![1, n];
    let view = &given;
    let text = "abc";
    let mut total = 0;
    total += apply(|y| y * given.len() as i64 + view[0], inc(n).await?);
    total += apply(|y| y * n + text.len() as i64, {
        let more = n + given[1];
        inc(more).await?
    });
    Ok(total)
}

durable_tests::holds! {
    closures_may_stand_before_an_operand_that_awaits => before_an_operand_that_awaits(2);
    methods_of_ones_own_take_closures => methods_of_ones_own(2), methods_of_ones_own(0);
    move_closures_make_blocks => blocks_of_move_closures(3), set_in_a_move_closure(3);
    closures_capture_what_awaits_gave => before_and_after_awaits(1), before_and_after_awaits(2);
    closures_may_move_what_they_capture => move_closures("hey".into());
    closures_may_change_what_they_capture => mutable_closures(2);
    closures_may_stand_in_arguments => in_arguments_of_awaits(4), in_arguments_of_awaits(0);
    closures_have_their_own_question_marks => with_question_marks("1+2".into());
    closures_shadow_in_their_own_scope => shadowing_in_closures(3);
    helpers_may_be_generic => generic_helpers(2);
    functions_may_be_values => function_pointers(3);
}

durable_tests::fails! {
    a_failure_of_a_closure_is_returned => with_question_marks("1".into()), with_question_marks("1+x".into()), with_question_marks("100+1".into());
}
