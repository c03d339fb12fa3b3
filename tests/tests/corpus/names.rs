//! Names that are keywords, wherever a name may stand.

use durable_runtime::prelude::*;

use crate::activities::*;

macro_rules! own {
    ($($tokens:tt)*) => {
        format!($($tokens)*)
    };
}

mod r#mod {
    use super::*;

    #[activity]
    pub async fn r#virtual(r#box: i64) -> Result<i64> {
        Ok(r#box + 1)
    }
}

#[derive(serde::Serialize, serde::Deserialize)]
struct Fields {
    r#type: i64,
    r#move: String,
}

#[orchestrator]
async fn captured(r#type: i64, r#match: i64) -> Result<String> {
    let r#fn = inc(r#type).await?;
    tracing::info!("{type} {fn}", r#fn = r#fn);
    tracing::info!(r#type, "{type} {match:?}");
    let text = own!("{type} {fn}");
    let r#type = inc(r#fn).await?;
    let named = format!("{type} {fn:loop$}", type = r#type, r#loop = 3);
    let awaited = format!("{type} {}", inc(r#fn).await?, type = inc(r#type).await?);
    let own = own!("{type} {match}");
    Ok(format!("{text} {named} {awaited} {own} {type}"))
}

#[orchestrator]
async fn everywhere(r#in: i64) -> Result<String> {
    let r#impl = Fields {
        r#type: r#mod::r#virtual(r#in).await?,
        r#move: say("moved".into()).await?,
    };
    let r#dyn = say(r#impl.r#move).await?;
    'r#while: for r#in in 0..r#impl.r#type {
        if inc(r#in).await? > 2 {
            break 'r#while;
        }
    }
    let r#type = r#impl.r#type;
    let r#async = async { inc(r#type).await };
    let r#async = r#async.await?;
    let r#if = |r#else: i64| r#else + 1;
    let r#where = r#if(r#async);
    let r#crates = match Some(r#where) {
        Some(r#ref) if r#ref > 2 => inc(r#ref).await?,
        _ => 0,
    };
    Ok(format!("{dyn} {type} {where} {crates} {}", r#where))
}

/// `r#total` and `total` are one name.
#[orchestrator]
async fn marked_without_need(r#total: i64) -> Result<i64> {
    let mut sum = inc(total).await?;
    'r#outer: loop {
        sum += inc(r#sum).await?;
        if r#sum > total {
            break 'outer;
        }
    }
    tick().await?;
    Ok(r#sum + total)
}

#[allow(non_upper_case_globals)]
const __b1_half: i64 = 1000;

fn __point_1(n: i64) -> i64 {
    n + 100
}

/// The compiler gives things names of its own while it works; a user's name may be like one.
#[orchestrator]
async fn like_the_compilers_own(__b0_total: i64, __temp_1: Vec<i64>) -> Result<String> {
    let __spawned = inc(__b0_total).await?;
    let __kind = spawn(inc(__spawned)).await??;
    let mut __over = 0;
    for __each in __temp_1.iter().filter(|__left| **__left > 0) {
        __over += inc(*__each).await? + __point_1(__spawned);
    }
    let __async_1 = async { inc(__over).await };
    let __enabled_0 = __over > 3;
    let __captures = select! {
        half = inc(__over), if __enabled_0 => half?,
        other = inc(__spawned), if !__enabled_0 => other? + __b1_half,
    };
    let __macro_0_format = serde_json::json!({ "a": inc(1).await?, "b": __captures });
    let __json_0 = format!("{__b1_half} {__macro_0_format} {}", inc(__b1_half).await?);
    let __local_macro = own!("{__spawned} {__over} {}", __json_0);
    Ok(format!("{__local_macro} {} {}", __kind, __async_1.await?))
}

macro_rules! unit {
    ($v:expr, min) => {
        $v * 60
    };
    ($v:expr, $u:expr) => {
        $v * $u
    };
}
macro_rules! keyed {
    ($key:ident = $value:expr) => {
        format!("{} = {}", stringify!($key), $value)
    };
}
macro_rules! noted {
    ($out:expr, $text:literal) => {
        $out.push(format!($text))
    };
}
struct Sum {
    total: i64,
    min: i64,
}
struct Order {
    id: i64,
}

/// A macro sees the name of a local as the user wrote it, also where another local of that name is needed later.
#[orchestrator]
async fn macros_see_hidden_names(n: i64) -> Result<String> {
    let (min, total, order) = (n, n + 10, n + 20);
    let mut log = Vec::new();
    for min in [min + 1, min + 2] {
        log.push(unit!(min, min).to_string());
        tick().await?;
    }
    for i in 0..3 {
        let total = total + i;
        {
            noted!(log, "{total} of {i}");
        }
        let total = total * 2;
        tick().await?;
        {
            noted!(log, "{total} of {min}");
        }
        log.push(stringify!(total < 3).to_string());
        let Sum { total, min } = Sum { total, min: total };
        tick().await?;
        log.push(format!(
            "{total} {min} {} {}",
            total + 1,
            Sum { total, min }.total
        ));
    }
    if let Some(order) = Some(Order { id: 7 + order }) {
        log.push(keyed!(order = order.id));
        tick().await?;
    }
    Ok(format!("{log:?} {min} {total} {order}"))
}

/// The text of a panic names the local, too.
#[orchestrator]
async fn panics_name_hidden_locals(n: i64) -> Result<i64> {
    let total = n;
    for i in 0..3 {
        let total = total + i;
        assert!(total < 3);
        tick().await?;
    }
    Ok(total)
}

/// A block that is awaited at once has a `value` of its own.
#[orchestrator]
async fn panics_in_a_block_of_its_own(n: i64) -> Result<i64> {
    let mut value = n;
    let sum = async move {
        value += 1;
        tick().await.ok();
        assert!(value < 2);
        value
    }
    .await;
    Ok(sum + value)
}

/// Items of the body may be called as a machine might call its variables.
#[orchestrator]
async fn items_like_a_machines(n: i64) -> Result<i64> {
    fn step(n: i64) -> i64 {
        n + 1
    }
    fn output(n: i64) -> i64 {
        n * 2
    }
    #[allow(non_upper_case_globals, reason = "it is what is tried")]
    const at: i64 = 4;
    let mut sum = output(inc(step(n)).await?);
    for item in [1, 2] {
        sum += add(step(item), at).await?;
    }
    Ok(sum)
}

/// The machine has variables of these names itself.
#[orchestrator]
async fn hidden_names_of_machines(n: i64) -> Result<i64> {
    let (frame, cx, at, output, value_1) = (n, n + 1, n + 2, n + 3, n + 4);
    let mut sum = 0;
    for frame in [frame, 2] {
        let cx = inc(cx + frame).await?;
        let at = inc(at + cx).await?;
        let output = inc(output + at).await?;
        let value_1 = add(value_1, inc(output).await?).await?;
        sum += frame + cx + at + output + value_1;
    }
    Ok(sum + frame + cx + at + output + value_1)
}

durable_tests::holds! {
    macros_see_the_names_of_hidden_locals => macros_see_hidden_names(1), macros_see_hidden_names(5);
    machines_have_names_of_their_own => items_like_a_machines(3), hidden_names_of_machines(1), hidden_names_of_machines(5);
    keywords_are_captured_by_formats => captured(1, 2);
    keywords_are_names_everywhere => everywhere(3);
    a_users_name_may_be_like_the_compilers => like_the_compilers_own(3, vec![1, 0, 5]), like_the_compilers_own(-300, vec![1]);
    a_mark_is_no_part_of_a_name => marked_without_need(4);
}

durable_tests::fails! {
    a_panic_names_a_hidden_local => panics_name_hidden_locals(1), panics_name_hidden_locals(3), panics_in_a_block_of_its_own(1);
}
