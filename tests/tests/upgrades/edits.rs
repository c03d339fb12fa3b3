//! Edits that mean nothing to an instance that waits: it goes on.

use crate::change;

change! { b2_another_layout(3) => "6";
    #[orchestrator(name = "b2_another_layout_before")]
    async fn before(n: u64) -> Result<u64> {
        event::<u8>("go").await?;
        let twice = add(n, n).await?;
        Ok(match twice { 0 => 1, n => n })
    }
    #[orchestrator(name = "b2_another_layout_after")]
    async fn after(n: u64) -> Result<u64> {
        // A comment.
        event::<u8>(
            "go",
        )
        .await?;
        let twice = add(
            n,
            n,
        ).await?;
        Ok(match twice {
            0 => { 1 }
            n => n,
        })
    }
}

change! { b3_a_local_is_renamed(3) => "\"7 in all\"";
    #[orchestrator(name = "b3_a_local_is_renamed_before")]
    async fn before(n: u64) -> Result<String> {
        let sum = n + 4;
        event::<u8>("go").await?;
        Ok(format!("{sum} in all"))
    }
    #[orchestrator(name = "b3_a_local_is_renamed_after")]
    async fn after(n: u64) -> Result<String> {
        let total = n + 4;
        event::<u8>("go").await?;
        Ok(format!("{total} in all"))
    }
}

change! { b3_an_await_is_added_after_it(3) => "13";
    #[orchestrator(name = "b3_an_await_is_added_after_it_before")]
    async fn before(n: u64) -> Result<u64> {
        let sum = n + 4;
        event::<u8>("go").await?;
        Ok(sum)
    }
    #[orchestrator(name = "b3_an_await_is_added_after_it_after")]
    async fn after(n: u64) -> Result<u64> {
        let sum = n + 4;
        event::<u8>("go").await?;
        sleep(std::time::Duration::from_millis(1)).await;
        if sum > 3 {
            return add(sum, 6).await;
        }
        Ok(sum)
    }
}

change! { b3_an_argument_is_changed(3) => "7";
    #[orchestrator(name = "b3_an_argument_is_changed_before")]
    async fn before(n: u64) -> Result<u64> {
        let sum = n + 4;
        waits(sum).await
    }
    #[orchestrator(name = "b3_an_argument_is_changed_after")]
    async fn after(n: u64) -> Result<u64> {
        let sum = n + 4;
        waits(sum + 1).await
    }
}

change! { b4_a_shadowing_is_added_before_it(3) => "7";
    #[orchestrator(name = "b4_a_shadowing_is_added_before_it_before")]
    async fn before(n: u64) -> Result<u64> {
        let sum = n + 4;
        event::<u8>("go").await?;
        Ok(sum)
    }
    #[orchestrator(name = "b4_a_shadowing_is_added_before_it_after")]
    async fn after(n: u64) -> Result<u64> {
        if n > 5 {
            let sum = add(n, 1).await?;
            event::<u8>("other").await?;
            add(sum, 1).await?;
        }
        let sum = n + 4;
        event::<u8>("go").await?;
        Ok(sum)
    }
}

change! { b5_a_block_is_added_before_it(3) => "10";
    #[orchestrator(name = "b5_a_block_is_added_before_it_before")]
    async fn before(n: u64) -> Result<u64> {
        let (a, b) = join!(async move { event::<u8>("go").await?; add(n, 1).await }, add(n, 3));
        Ok(a? + b?)
    }
    #[orchestrator(name = "b5_a_block_is_added_before_it_after")]
    async fn after(n: u64) -> Result<u64> {
        let early = spawn(async move { step("early".to_owned()).await });
        let (a, b) = join!(async move { event::<u8>("go").await?; add(n, 1).await }, add(n, 3));
        Ok(a? + b?)
    }
}
