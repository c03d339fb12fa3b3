//! Orchestrators that a `macro_rules!` writes around code that it is given: a name of the macro's is another one than the same
//! name in that code. So are labels.

use std::time::Duration;

use durable_runtime::prelude::*;
use durable_tests::holds;

use crate::activities::*;

macro_rules! with_a_local_in_a_block {
    ($name:ident, $local:ident, $code:expr) => {
        #[orchestrator]
        async fn $name($local: i64) -> Result<Vec<i64>> {
            let mut all = Vec::new();
            {
                let n = 100;
                tick().await?;
                all.push($code);
                tick().await?;
                all.push(n);
            }
            tick().await?;
            all.push($code);
            all.push($local);
            Ok(all)
        }
    };
}
with_a_local_in_a_block!(reads_beside_a_block, n, n + 1);
with_a_local_in_a_block!(reads_another_beside_a_block, other, other + 1);

macro_rules! with_a_local_that_changes {
    ($name:ident, $local:ident, $code:expr) => {
        #[orchestrator]
        async fn $name(mut $local: i64) -> Result<(i64, i64)> {
            let mut n = 100;
            tick().await?;
            $code;
            tick().await?;
            n += 1;
            Ok(($local, n))
        }
    };
}
with_a_local_that_changes!(changes_beside_a_local, n, n += 1);

macro_rules! with_two_locals {
    ($name:ident, $local:ident) => {
        #[orchestrator]
        async fn $name() -> Result<i64> {
            let n = 1;
            let $local = 2;
            tick().await?;
            Ok(n * 10 + $local)
        }
    };
}
with_two_locals!(two_locals_of_one_name, n);

macro_rules! with_an_item_of_a_loop {
    ($name:ident, $local:ident, $code:expr) => {
        #[orchestrator]
        async fn $name($local: i64) -> Result<i64> {
            let mut sum = 0;
            for i in 0..3 {
                sum += inc($code).await? + i;
            }
            Ok(sum + $local)
        }
    };
}
with_an_item_of_a_loop!(reads_beside_an_item, i, i + 1);

macro_rules! with_an_arm {
    ($name:ident, $local:ident, $code:expr) => {
        #[orchestrator]
        async fn $name($local: i64) -> Result<String> {
            let value = match half(4).await? {
                Some(x) => $code + inc(x).await?,
                None => 0,
            };
            Ok(format!("{value} {}", $local))
        }
    };
}
with_an_arm!(reads_in_an_arm, x, x * 10);

macro_rules! with_a_local_that_ends {
    ($name:ident, $local:ident, $code:expr) => {
        #[orchestrator]
        async fn $name($local: i64) -> Result<String> {
            let value = {
                let x = inc(1).await?;
                $code + x
            };
            tick().await?;
            Ok(format!("{value} {}", $local))
        }
    };
}
with_a_local_that_ends!(reads_beside_a_local_that_ends, x, x * 10);

macro_rules! with_a_block_apart {
    ($name:ident, $local:ident, $code:expr) => {
        #[orchestrator]
        async fn $name($local: i64) -> Result<String> {
            let x = 5;
            let block = async move {
                tick().await?;
                Ok::<_, Failure>(($code, x))
            };
            let pair = timeout(Duration::from_secs(60), block).await??;
            Ok(format!("{pair:?} {x} {}", $local))
        }
    };
}
with_a_block_apart!(captures_both, x, x * 10);

macro_rules! with_a_text {
    ($name:ident, $local:ident, $text:literal) => {
        #[orchestrator]
        async fn $name($local: i64) -> Result<String> {
            let n = inc(100).await?;
            let own = format!("{n}");
            tick().await?;
            Ok(format!($text) + &own + &format!("{n} {}", $local))
        }
    };
}
with_a_text!(a_text_names_the_callers_local, n, "{n} ");

macro_rules! with_a_pattern {
    ($name:ident, $pattern:pat, $code:expr) => {
        #[orchestrator]
        async fn $name(n: i64) -> Result<String> {
            let (a, b) = (n, n + 1);
            tick().await?;
            let $pattern = (b, a);
            tick().await?;
            Ok(format!("{a} {b} {}", $code))
        }
    };
}
with_a_pattern!(a_pattern_of_the_callers, (a, b), a - b);

macro_rules! with_a_label {
    ($name:ident, $label:lifetime, $code:expr) => {
        #[orchestrator]
        async fn $name(n: i64) -> Result<Vec<(i64, i64)>> {
            let mut all = Vec::new();
            $label: for i in 0..2 {
                'a: for j in 0..3 {
                    tick().await?;
                    all.push((i, j));
                    if j == 2 {
                        continue 'a;
                    }
                    if j == n {
                        $code;
                    }
                }
                all.push((i, 9));
            }
            Ok(all)
        }
    };
}
with_a_label!(breaks_the_callers_loop, 'a, break 'a);
with_a_label!(continues_the_callers_loop, 'a, continue 'a);
with_a_label!(continues_another_loop, 'b, continue 'b);

holds! {
    code_reads_its_own_locals =>
        reads_beside_a_block(3), reads_another_beside_a_block(3), reads_beside_an_item(3), reads_in_an_arm(3),
        reads_beside_a_local_that_ends(3);
    code_changes_its_own_locals => changes_beside_a_local(3), two_locals_of_one_name();
    blocks_capture_locals_of_both => captures_both(3);
    texts_name_locals_of_their_own => a_text_names_the_callers_local(3);
    patterns_bind_locals_of_their_own => a_pattern_of_the_callers(3);
    labels_are_told_apart =>
        breaks_the_callers_loop(1), continues_the_callers_loop(1), continues_another_loop(1);
}
