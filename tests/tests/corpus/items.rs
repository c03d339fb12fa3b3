//! Items in the body, raw identifiers, and names that the expansion uses, too.

use durable_runtime::prelude::*;

use crate::activities::*;

#[orchestrator]
async fn items_in_the_body(n: i64) -> Result<String> {
    const FACTOR: i64 = 3;
    static GREETING: &str = "hello";
    use std::collections::BTreeMap as Sorted;
    #[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
    struct Point {
        x: i64,
        y: i64,
    }
    impl Point {
        fn sum(&self) -> i64 {
            self.x + self.y
        }
    }
    #[derive(Debug, serde::Serialize, serde::Deserialize)]
    enum Side {
        Left,
        Right,
    }
    type Pairs = Sorted<i64, Point>;
    fn square(n: i64) -> i64 {
        n * n
    }
    mod inner {
        pub(super) fn cube(n: i64) -> i64 {
            n * n * n
        }
    }
    trait Describe {
        fn describe(&self) -> String;
    }
    impl Describe for Point {
        fn describe(&self) -> String {
            format!("{}/{}", self.x, self.y)
        }
    }
    let point = Point {
        x: inc(n).await?,
        y: square(n),
    };
    let side = if point.x > 2 { Side::Left } else { Side::Right };
    tick().await?;
    let mut pairs = Pairs::new();
    pairs.insert(FACTOR, point.clone());
    tick().await?;
    pairs.insert(inner::cube(inc(n).await?), point);
    let total: i64 = pairs.values().map(Point::sum).sum();
    Ok(format!(
        "{GREETING} {total} {side:?} {}",
        pairs[&FACTOR].describe()
    ))
}

/// A raw name of an activity and of a function.
#[activity]
async fn r#yield(n: i64) -> Result<i64> {
    Ok(n)
}

#[orchestrator]
async fn r#try(n: i64) -> Result<i64> {
    let n = r#yield(n).await?;
    tick().await?;
    r#yield(n + 1).await
}

#[orchestrator(name = "Corpus.Named")]
async fn under_another_name(n: i64) -> Result<i64> {
    inc(n).await
}

/// The names of the prelude, meaning something else here.
mod hostile {
    use durable_runtime::{Failure, activity, orchestrator};

    #[allow(
        dead_code,
        non_camel_case_types,
        reason = "they are only there to be in the way"
    )]
    mod names {
        pub struct Option;
        pub struct String;
        pub struct Vec;
        pub struct Box;
        pub fn drop() {}
    }
    #[allow(unused_imports, reason = "they are only there to be in the way")]
    use names::*;

    #[derive(Debug, PartialEq, serde::Serialize, serde::Deserialize)]
    pub enum Answer {
        Ok,
        Err,
        Some,
        None,
    }
    use Answer::{Err, None, Ok, Some};

    #[activity]
    async fn answer(n: i64) -> Result<Answer, Failure> {
        Result::Ok(if n > 0 { Ok } else { Err })
    }

    #[orchestrator]
    pub async fn prelude_names_redefined(n: i64) -> Result<(Answer, Answer, Answer), Failure> {
        let first = answer(n).await?;
        let second = match first {
            Ok => Some,
            Err => None,
            other => other,
        };
        let third = answer(-n).await?;
        Result::Ok((answer(n).await?, second, third))
    }
}

#[orchestrator]
async fn paths_and_qualified_calls(n: i64) -> Result<i64> {
    let a = crate::activities::inc(n).await?;
    let b = self::super::activities::double(a).await?;
    let call = inc(b);
    let c = call.await?;
    let later = {
        let m = c + 1;
        add(m, a)
    };
    tick().await?;
    let d = later.await?;
    let adjusted = inc(d)
        .timeout(std::time::Duration::from_secs(5))
        .retry(RetryPolicy::new(2, std::time::Duration::from_millis(1)))
        .await?;
    Ok(adjusted)
}

#[orchestrator]
async fn items_in_a_nested_block(n: i64) -> Result<i64> {
    let a = {
        const STEP: i64 = 10;
        fn up(n: i64) -> i64 {
            n + STEP
        }
        let m = inc(up(n)).await?;
        tick().await?;
        up(m)
    };
    const STEP: i64 = 1;
    fn up(n: i64) -> i64 {
        n + STEP
    }
    tick().await?;
    let b = loop {
        const LIMIT: i64 = 3;
        let x = inc(up(n)).await?;
        if x > LIMIT {
            break up(x) + later(x);
        }
        break 0;
    };
    fn later(n: i64) -> i64 {
        -n
    }
    Ok(a + b)
}

#[orchestrator]
async fn raw_identifiers(r#type: i64, r#match: String) -> Result<String> {
    let r#loop = inc(r#type).await?;
    let r#fn = say(r#match.clone()).await?;
    tick().await?;
    if let Some(r#if) = Some(r#loop)
        && r#if > 0
    {
        let r#type = double(r#if).await?;
        tick().await?;
        return Ok(format!("{type} {match} {} {}", r#fn, r#loop));
    }
    Ok(r#match)
}

/// Names that an expansion has for itself, or might have.
#[orchestrator]
async fn names_of_the_expansion(frame: i64, cx: String, at: i64) -> Result<String> {
    let output = inc(frame).await?;
    let saved_output = double(output).await?;
    let await_inc_1 = say(cx.clone()).await?;
    let machine = 'machine: {
        if at > 3 {
            break 'machine inc(at).await?;
        }
        at
    };
    let (op, wait, input, states, manifest) = (1, 2, 3, 4, 5);
    let start = tick().await?;
    let __durable = inc(op).await?;
    let value = {
        let output = inc(wait).await?;
        let value = output;
        value
    };
    tick().await?;
    Ok(format!(
        "{frame} {cx} {at} {output} {saved_output} {await_inc_1} {machine} {op} {wait} {input} {states} {manifest} {start:?} {__durable} {value}"
    ))
}

mod in_small_letters {
    pub(super) const low: i64 = 1;
    pub(super) const LOW: i64 = 2;
}

/// A pattern that is a constant's name compares, whatever letters the name has.
#[orchestrator]
async fn constants_in_small_letters(n: i64) -> Result<String> {
    let zero = inc(40).await?;
    let compared = {
        const zero: i64 = 0;
        match n {
            zero => {
                tick().await?;
                1
            }
            _ => 2,
        }
    };
    let imported = {
        use in_small_letters::low;
        if let Some(low) = Some(n) {
            tick().await?;
            let again = double(low).await?;
            again + low
        } else {
            5
        }
    };
    let renamed = {
        use in_small_letters::LOW as low;
        let found = matches!(Some(n), Some(low));
        tick().await?;
        let within = (0..3).map(|k| match k {
            low => 'y',
            _ => 'n',
        });
        format!("{found} {}", within.collect::<String>())
    };
    let hidden = {
        const zero: i64 = 0;
        let (zero_too, other) = {
            let found = inc(zero).await?;
            match n {
                low => (low + found, "bound"),
            }
        };
        tick().await?;
        format!("{zero_too} {other}")
    };
    Ok(format!("{zero} {compared} {imported} {renamed} {hidden}"))
}

/// A macro of the body that declares nothing in its place.
#[orchestrator]
async fn macros_with_items_of_their_own(n: i64) -> Result<i64> {
    macro_rules! scoped {
        () => {{
            fn total(n: i64) -> i64 {
                n + 1
            }
            const LIMIT: i64 = 10;
            let _ = total(LIMIT);
        }};
    }
    macro_rules! plain {
        () => {
            let _ = async move { 1 };
            let _ = const { 1 };
        };
    }
    scoped!();
    plain!();
    let total = inc(n).await?;
    tick().await?;
    Ok(total)
}

durable_tests::holds! {
    a_constant_in_small_letters_is_compared_with => constants_in_small_letters(0), constants_in_small_letters(1), constants_in_small_letters(2);
    a_macro_may_have_items_in_a_block_of_its_own => macros_with_items_of_their_own(1);
    items_of_the_body_are_seen_by_all_of_it => items_in_the_body(1), items_in_the_body(3);
    functions_may_have_raw_names => r#try(1);
    a_function_may_be_stored_under_another_name => under_another_name(1);
    names_of_the_prelude_may_mean_something_else => hostile::prelude_names_redefined(1), hostile::prelude_names_redefined(-1);
    a_call_may_be_made_before_it_is_awaited => paths_and_qualified_calls(2);
    items_of_a_block_are_seen_by_that_block => items_in_a_nested_block(1), items_in_a_nested_block(5);
    names_may_be_raw => raw_identifiers(1, "text".into()), raw_identifiers(-5, "text".into());
    names_of_the_expansion_are_free => names_of_the_expansion(1, "cx".into(), 2), names_of_the_expansion(1, "cx".into(), 9);
}
