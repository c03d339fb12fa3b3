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

durable_tests::holds! {
    keywords_are_captured_by_formats => captured(1, 2);
    keywords_are_names_everywhere => everywhere(3);
    a_mark_is_no_part_of_a_name => marked_without_need(4);
}
