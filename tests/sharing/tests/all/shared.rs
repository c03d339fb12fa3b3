//! `Shared`: a value that stays one across awaits, in blocks, tasks and inline orchestrators.

use durable_tests_sharing::{same, twice};

twice! {
    whole fn two_locals(n: i64) -> Result<Vec<i64>> {
        let a = Shared::new(vec![n]);
        let b = a.clone();
        for k in 0..2 {
            let m = inc(n + k).await?;
            b.update(|list| list.push(m));
            a.update(|list| list.push(-m));
        }
        inc(n).await?;
        Ok(if a.is_same(&b) { a.get() } else { vec![] })
    }

    whole fn in_blocks(n: i64) -> Result<i64> {
        let total = Shared::new(0);
        let counts = join_all((0..n).map(|k| {
            let total = total.clone();
            async move {
                let m = inc(k).await.unwrap_or(0);
                total.update(|total| *total += m);
                let m = inc(m).await.unwrap_or(0);
                total.update(|total| *total += m);
                1
            }
        }))
        .await;
        Ok(total.get() * 100 + counts.into_iter().sum::<i64>())
    }

    whole fn captured_by_reference(n: i64) -> Result<i64> {
        let total = Shared::new(n);
        let block = async {
            for _ in 0..2 {
                let m = inc(n).await?;
                total.update(|total| *total += m);
            }
            Ok::<_, Failure>(())
        };
        total.update(|total| *total *= 10);
        block.await?;
        total.update(|total| *total += 1);
        Ok(total.get())
    }

    part fn counts(total: Shared<i64>, n: i64) -> Result<Shared<i64>> {
        let m = inc(n).await?;
        total.update(|total| *total += m);
        let again = total.clone();
        inc(m).await?;
        again.update(|total| *total += 1);
        Ok(again)
    }

    whole fn in_inline_calls(n: i64) -> Result<(i64, bool)> {
        let total = Shared::new(0);
        let one = counts(total.clone(), n).await?;
        let (two, three) = try_join!(counts(total.clone(), n + 1), counts(one.clone(), n + 2))?;
        inc(total.get()).await?;
        three.update(|total| *total += 1000);
        Ok((total.get(), one.is_same(&two)))
    }

    whole fn in_tasks(n: i64) -> Result<i64> {
        let total = Shared::new(0);
        let tasks: Vec<_> = (0..n).map(|k| {
            let total = total.clone();
            spawn(async move {
                let m = inc(k).await.unwrap_or(0);
                total.update(|total| *total += m);
                m
            })
        })
        .collect();
        let mut sum = 0;
        for task in tasks {
            sum += task.await?;
        }
        Ok(total.get() * 100 + sum)
    }

    whole fn values_that_hold_handles(n: i64) -> Result<(Vec<i64>, i64)> {
        let leaf = Shared::new(n);
        let tree = Shared::new(vec![leaf.clone(), Shared::new(7), leaf.clone()]);
        let again = tree.clone();
        inc(n).await?;
        again.update(|tree| tree.push(leaf.clone()));
        leaf.set(n + 1);
        inc(n).await?;
        tree.with(|tree| tree[0].update(|leaf| *leaf += 10));
        inc(n).await?;
        Ok((tree.with(|tree| tree.iter().map(|leaf| leaf.get()).collect()), leaf.get()))
    }

    whole fn a_winner_and_a_loser(n: i64) -> Result<i64> {
        let total = Shared::new(0);
        let (one, other) = (total.clone(), total.clone());
        let won = select! {
            value = async move { let m = inc(n).await; one.update(|total| *total += 1); m } => value?,
            () = async move { other.update(|total| *total += 10); pause(60_000).await; other.set(-1) } => 0,
        };
        // The loser may have begun, or not.
        total.update(|total| *total %= 10);
        inc(won).await?;
        Ok(total.get())
    }
}

same! { InOrder:
    two_locals_are_handles_of_one_value => two_locals(3);
    a_block_that_borrows_a_handle_sees_the_value => captured_by_reference(3);
    values_hold_handles_of_other_values => values_that_hold_handles(3);
}

same! { InAnyOrder:
    blocks_change_one_value => in_blocks(4);
    inline_calls_are_given_and_give_handles => in_inline_calls(3);
    tasks_change_one_value => in_tasks(3);
}

same! { Unseen:
    branches_of_a_select_change_one_value => a_winner_and_a_loser(3);
}
