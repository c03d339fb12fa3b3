//! Sets of tasks and begun operations, which end with their variables: also in changed code.

/// A set whose block ends after the change.
mod lingering {
    #![allow(unused)]
    use crate::stubs::*;
    use durable_runtime::prelude::*;
    use std::sync::atomic::{AtomicU64, Ordering};
    static MARKS: [AtomicU64; 8] = [const { AtomicU64::new(0) }; 8];
    #[activity]
    async fn mark(n: usize) -> Result<u64> {
        Ok(MARKS[n].fetch_add(1, Ordering::SeqCst))
    }
    #[activity]
    async fn marks(n: usize) -> Result<u64> {
        Ok(MARKS[n].load(Ordering::SeqCst))
    }
    #[orchestrator(name = "set_before")]
    async fn before(n: usize) -> Result<String> {
        {
            let mut set = JoinSet::new();
            set.spawn(async move {
                event::<u8>("task").await?;
                mark(n).await
            });
            event::<u8>("go").await?;
        }
        event::<u8>("late").await?;
        Ok(format!("{}", marks(n).await?))
    }
    #[orchestrator(name = "set_after")]
    async fn after(n: usize) -> Result<String> {
        {
            let mut set = JoinSet::new();
            set.spawn(async move {
                event::<u8>("task").await?;
                mark(n).await
            });
            event::<u8>("go").await?;
        }
        event::<u8>("late").await?;
        Ok(format!("marked {}", marks(n).await?))
    }
    #[orchestrator(name = "set_lives")]
    async fn lives(n: usize) -> Result<String> {
        let mut set = JoinSet::new();
        set.spawn(async move {
            event::<u8>("task").await?;
            mark(n).await
        });
        event::<u8>("go").await?;
        event::<u8>("late").await?;
        Ok(format!("marked {}", marks(n).await?))
    }
    async fn check(n: u64, versions: [&str; 4], expected: &str) {
        let became = crate::through(&versions, serde_json::json!(n), &["go", "task", "late"]).await;
        assert_eq!(became, crate::Became::Done(format!("\"{expected}\"")));
    }
    #[tokio::test]
    async fn lives_on() {
        check(0, ["set_lives"; 4], "marked 1").await;
    }
    #[tokio::test]
    async fn same_code() {
        check(1, ["set_after"; 4], "marked 0").await;
    }
    #[tokio::test]
    async fn changed() {
        check(
            2,
            ["set_before", "set_after", "set_after", "set_after"],
            "marked 0",
        )
        .await;
    }

    #[orchestrator(name = "set_in_braces_before")]
    async fn before1(n: usize) -> Result<String> {
        {
            event::<u8>("first").await?;
        }
        {
            let mut set = JoinSet::new();
            set.spawn(async move {
                event::<u8>("task").await?;
                mark(n).await
            });
            event::<u8>("go").await?;
            event::<u8>("late").await?;
            Ok(format!("marked {}", marks(n).await?))
        }
    }
    #[orchestrator(name = "set_in_braces_after")]
    async fn after1(n: usize) -> Result<String> {
        event::<u8>("first").await?;
        {
            let mut set = JoinSet::new();
            set.spawn(async move {
                event::<u8>("task").await?;
                mark(n).await
            });
            event::<u8>("go").await?;
            event::<u8>("late").await?;
            Ok(format!("marked {}", marks(n).await?))
        }
    }
    async fn check1(n: u64, versions: [&str; 5], expected: &str) {
        let became = crate::through(
            &versions,
            serde_json::json!(n),
            &["first", "go", "task", "late"],
        )
        .await;
        assert_eq!(became, crate::Became::Done(format!("\"{expected}\"")));
    }
    #[tokio::test]
    async fn braces_same() {
        check1(3, ["set_in_braces_before"; 5], "marked 1").await;
    }
    #[tokio::test]
    async fn braces_changed() {
        check1(
            4,
            [
                "set_in_braces_before",
                "set_in_braces_before",
                "set_in_braces_after",
                "set_in_braces_after",
                "set_in_braces_after",
            ],
            "marked 1",
        )
        .await;
    }
    #[tokio::test]
    async fn braces_back() {
        check1(
            5,
            [
                "set_in_braces_after",
                "set_in_braces_after",
                "set_in_braces_before",
                "set_in_braces_before",
                "set_in_braces_before",
            ],
            "marked 1",
        )
        .await;
    }
}

/// A set that the new code does not keep, and one that has another name.
mod kept {
    #![allow(unused)]
    use crate::stubs::*;
    use durable_runtime::prelude::*;
    use std::sync::atomic::{AtomicU64, Ordering};
    static MARKS: [AtomicU64; 8] = [const { AtomicU64::new(0) }; 8];
    #[activity]
    async fn mark_kept(n: usize) -> Result<u64> {
        Ok(MARKS[n].fetch_add(1, Ordering::SeqCst))
    }
    #[activity]
    async fn marks_kept(n: usize) -> Result<u64> {
        Ok(MARKS[n].load(Ordering::SeqCst))
    }
    #[orchestrator(name = "kept_set_keeps")]
    async fn keeps(n: usize) -> Result<String> {
        {
            let mut set = JoinSet::new();
            set.spawn(async move {
                event::<u8>("task").await?;
                mark_kept(n).await
            });
            event::<u8>("go").await?;
            set.join_next().await;
        }
        event::<u8>("late").await?;
        Ok(format!("marked {}", marks_kept(n).await?))
    }
    #[orchestrator(name = "kept_set_after")]
    async fn after(n: usize) -> Result<String> {
        {
            let mut set = JoinSet::new();
            set.spawn(async move {
                event::<u8>("task").await?;
                mark_kept(n).await
            });
            event::<u8>("go").await?;
        }
        event::<u8>("late").await?;
        Ok(format!("marked {}", marks_kept(n).await?))
    }
    #[orchestrator(name = "kept_set_renamed")]
    async fn renamed(n: usize) -> Result<String> {
        {
            let mut tasks = JoinSet::new();
            tasks.spawn(async move {
                event::<u8>("task").await?;
                mark_kept(n).await
            });
            event::<u8>("go").await?;
        }
        event::<u8>("late").await?;
        Ok(format!("marked {}", marks_kept(n).await?))
    }
    async fn check(n: u64, versions: [&str; 4], expected: &str) {
        let became = crate::through(&versions, serde_json::json!(n), &["go", "task", "late"]).await;
        assert_eq!(became, crate::Became::Done(format!("\"{expected}\"")));
    }
    #[tokio::test]
    async fn same_code() {
        check(0, ["kept_set_after"; 4], "marked 0").await;
    }
    #[tokio::test]
    async fn not_kept() {
        let versions = ["kept_set_keeps", "kept_set_after"];
        let became = crate::through(&versions, serde_json::json!(1), &["go"]).await;
        assert!(
            matches!(&became, crate::Became::Blocked(why) if why.contains("set of tasks")),
            "{became:?}"
        );
    }
    #[tokio::test]
    async fn renamed_only() {
        check(
            2,
            [
                "kept_set_after",
                "kept_set_renamed",
                "kept_set_renamed",
                "kept_set_renamed",
            ],
            "marked 0",
        )
        .await;
    }
    // Changed after the block is over: nothing is left.
    #[tokio::test]
    async fn changed_later() {
        check(
            3,
            [
                "kept_set_after",
                "kept_set_after",
                "kept_set_renamed",
                "kept_set_renamed",
            ],
            "marked 0",
        )
        .await;
    }
}

/// An operation that has begun and that the new code does not keep.
mod begun {
    #![allow(unused)]
    use crate::stubs::*;
    use durable_runtime::prelude::*;
    #[orchestrator(name = "begun_before")]
    async fn before(n: usize) -> Result<String> {
        let mut t = event::<u8>("late");
        select! { x = &mut t => { return Ok("early".to_owned()); } y = event::<u8>("go") => {} }
        event::<u8>("more").await?;
        let r = t.await?;
        step(format!("old {r}")).await
    }
    #[orchestrator(name = "begun_after")]
    async fn after(n: usize) -> Result<String> {
        let mut t = event::<u8>("late");
        select! { x = &mut t => { return Ok("early".to_owned()); } y = event::<u8>("go") => {} }
        event::<u8>("more").await?;
        let r = event::<u8>("late").await?;
        step(format!("new {r}")).await
    }
    async fn check(n: u64, versions: [&str; 4], expected: &str) {
        let became = crate::through(&versions, serde_json::json!(n), &["go", "more", "late"]).await;
        assert_eq!(became, crate::Became::Done(format!("\"{expected}\"")));
    }
    #[tokio::test]
    async fn same_code() {
        check(1, ["begun_after"; 4], "new 1").await;
    }
    #[tokio::test]
    async fn changed() {
        check(
            2,
            ["begun_before", "begun_before", "begun_after", "begun_after"],
            "new 1",
        )
        .await;
    }
    async fn check_late(n: u64, versions: [&str; 4], expected: &str) {
        let became = crate::through(&versions, serde_json::json!(n), &["go", "late", "more"]).await;
        assert_eq!(became, crate::Became::Done(format!("\"{expected}\"")));
    }
    // The event comes between.
    #[tokio::test]
    async fn same_code_late() {
        check_late(1, ["begun_after"; 4], "new 1").await;
    }
    #[tokio::test]
    async fn changed_late() {
        check_late(
            2,
            [
                "begun_before",
                "begun_before",
                "begun_before",
                "begun_after",
            ],
            "new 1",
        )
        .await;
    }
}
