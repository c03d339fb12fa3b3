//! Numbers whose type is decided far from where they are written.

use std::collections::HashMap;

use durable_runtime::prelude::*;
use durable_tests::holds;

use crate::activities::*;

trait Kind {
    fn kind(&self) -> &'static str;
}

impl Kind for i32 {
    fn kind(&self) -> &'static str {
        "i32"
    }
}

impl Kind for u8 {
    fn kind(&self) -> &'static str {
        "u8"
    }
}

#[activity]
async fn byte(n: u8) -> Result<u8> {
    Ok(n)
}

#[orchestrator]
async fn by_another_branch(n: i64) -> Result<String> {
    let number = 200;
    let kind = number.kind();
    if n > 2 {
        number
    } else {
        byte(1).await?
    };
    Ok(kind.to_owned())
}

#[orchestrator]
async fn by_another_arm(n: i64) -> Result<String> {
    let number = 1.1;
    let text = format!("{}", number * 3.0);
    match n {
        3 => number,
        _ => {
            tick().await?;
            1.5_f32
        }
    };
    Ok(text)
}

#[orchestrator]
async fn by_a_break(n: i64) -> Result<String> {
    let number = 200;
    let kind = number.kind();
    (loop {
        if n > 2 {
            break number;
        }
        break byte(1).await?;
    });
    Ok(kind.to_owned())
}

#[orchestrator]
async fn by_a_labelled_block(n: i64) -> Result<String> {
    let number = 200;
    let kind = number.kind();
    'block: {
        if n > 2 {
            break 'block number;
        }
        byte(1).await?
    };
    Ok(kind.to_owned())
}

#[orchestrator]
async fn by_an_async_block(n: i64) -> Result<String> {
    let number = 200;
    let kind = number.kind();
    let _ = async {
        if n > 2 {
            return number;
        }
        byte(1).await.unwrap_or_default()
    }
    .await;
    Ok(kind.to_owned())
}

#[orchestrator]
async fn by_a_method_of_what_is_made_of_it(n: i64) -> Result<String> {
    let number = 200;
    let kind = number.kind();
    let mut numbers = HashMap::new();
    let mut bytes: HashMap<u8, u8> = HashMap::new();
    (match n {
        3 => numbers.insert(1, number),
        _ => {
            byte(1).await?;
            bytes.insert(2, 7)
        }
    });
    Ok(format!("{kind} {bytes:?}"))
}

#[orchestrator]
async fn a_written_type_beside_dead_code(n: i64) -> Result<String> {
    let number: u8 = 100;
    let kind = number.kind();
    byte(1).await?;
    if n > 2 {
        return Ok(kind.to_owned());
    } else {
        tick().await?;
        return Ok(format!("{kind} {n}"));
    }
    #[allow(unreachable_code)]
    {
        byte(number).await?;
        Ok(String::new())
    }
}

holds! {
    branches_that_are_not_used_decide_types => by_another_branch(3), by_another_branch(1), by_another_arm(3), by_another_arm(1);
    what_leaves_a_block_decides_types =>
        by_a_break(3), by_a_break(1), by_a_labelled_block(3), by_a_labelled_block(1), by_an_async_block(3), by_an_async_block(1);
    what_a_method_yields_decides_types => by_a_method_of_what_is_made_of_it(3), by_a_method_of_what_is_made_of_it(1);
    dead_code_decides_no_written_type => a_written_type_beside_dead_code(3), a_written_type_beside_dead_code(1);
}
