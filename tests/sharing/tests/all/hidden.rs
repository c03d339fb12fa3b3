//! What types hide from serde: a block's copy is watched, whatever is in it.

use std::sync::atomic::{AtomicI64, Ordering};

use durable_tests_sharing::{refused, same, twice};
use serde::{Deserialize, Serialize};

/// Nobody sees by its name what is in it.
#[derive(Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Hidden {
    count: AtomicI64,
}

impl Hidden {
    pub fn add(&self, n: i64) -> i64 {
        self.count.fetch_add(n, Ordering::Relaxed) + n
    }
}

twice! {
    whole fn by_reference(n: i64) -> Result<i64> {
        let hidden = Hidden::default();
        join_all((0..n).map(|k| {
            let hidden = &hidden;
            async move {
                let k = inc(k).await.unwrap_or(0);
                hidden.add(k);
            }
        }))
        .await;
        Ok(hidden.add(0))
    }

    whole fn captured(n: i64) -> Result<i64> {
        let hidden = Hidden::default();
        let block = async {
            hidden.add(inc(n).await?);
            inc(n).await
        };
        block.await?;
        Ok(hidden.add(0))
    }

    whole fn before_an_error(n: i64) -> Result<i64> {
        let hidden = Hidden::default();
        let block = async {
            hidden.add(picky(n).await?);
            picky(13).await
        };
        let failed = block.await.is_err();
        Ok(hidden.add(i64::from(failed)))
    }

    whole fn only_read(n: i64) -> Result<i64> {
        let hidden = Hidden::default();
        hidden.add(n);
        let sums = join_all((0..n).map(|k| {
            let hidden = &hidden;
            async move { inc(k + hidden.add(0)).await.unwrap_or(0) + hidden.add(0) }
        }))
        .await;
        Ok(sums.into_iter().sum::<i64>() + hidden.add(0))
    }

    whole fn of_its_own(n: i64) -> Result<i64> {
        let hidden = Hidden::default();
        let block = async move {
            for _ in 0..n {
                hidden.add(inc(n).await?);
            }
            Ok::<_, Failure>(hidden.add(0))
        };
        block.await
    }
}

refused! { InAnyOrder:
    a_block_that_changes_what_it_borrows_is_found_out => by_reference(3): "changed its copy of `hidden`", "the `async` block in line ";
    a_block_that_changes_what_it_captures_is_found_out => captured(3): "changed its copy of `hidden`";
    a_block_that_fails_is_found_out_too => before_an_error(3): "changed its copy of `hidden`";
}

same! { InAnyOrder:
    a_block_may_read_what_it_borrows => only_read(3);
    a_block_may_change_what_it_has_to_itself => of_its_own(3);
}
