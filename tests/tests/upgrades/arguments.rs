//! New code needs an argument that the old code did not keep: it is read from the instance's input again, if nothing can have
//! changed it.

use crate::{Became, NAME, change, through};

change! { a_step_is_added_that_needs_an_argument({"n": 7, "text": "seven"}) => "\"seven\"";
    #[orchestrator(name = "a_step_is_added_that_needs_an_argument_before")]
    async fn before(n: u64, text: String) -> Result<String> {
        event::<u8>("go").await?;
        Ok("over".to_owned())
    }
    #[orchestrator(name = "a_step_is_added_that_needs_an_argument_after")]
    async fn after(n: u64, text: String) -> Result<String> {
        event::<u8>("go").await?;
        step(text).await
    }
}

change! { the_only_argument_is_the_whole_input("seven") => "\"seven\"";
    #[orchestrator(name = "the_only_argument_is_the_whole_input_before")]
    async fn before(text: String) -> Result<String> {
        event::<u8>("go").await?;
        Ok("over".to_owned())
    }
    #[orchestrator(name = "the_only_argument_is_the_whole_input_after")]
    async fn after(text: String) -> Result<String> {
        event::<u8>("go").await?;
        step(text).await
    }
}

change! { an_argument_has_another_name_now({"n": 7, "text": "seven"}) => "\"7 seven\"";
    #[orchestrator(name = "an_argument_has_another_name_now_before")]
    async fn before(n: u32, text: String) -> Result<String> {
        event::<u8>("go").await?;
        Ok("over".to_owned())
    }
    #[orchestrator(name = "an_argument_has_another_name_now_after")]
    async fn after(number: u64, name: String) -> Result<String> {
        event::<u8>("go").await?;
        step(format!("{number} {name}")).await
    }
}

change! { an_argument_was_not_given({"n": 7}) => "\"None\"";
    #[orchestrator(name = "an_argument_was_not_given_before")]
    async fn before(n: u64, text: Option<String>) -> Result<String> {
        event::<u8>("go").await?;
        Ok("over".to_owned())
    }
    #[orchestrator(name = "an_argument_was_not_given_after")]
    async fn after(n: u64, text: Option<String>) -> Result<String> {
        event::<u8>("go").await?;
        step(format!("{text:?}")).await
    }
}

// As Durable Functions' Python client sends it.
change! { the_input_is_json_in_a_string(r#"{"n": 7, "text": "seven"}"#) => "\"seven\"";
    #[orchestrator(name = "the_input_is_json_in_a_string_before")]
    async fn before(n: u64, text: String) -> Result<String> {
        event::<u8>("go").await?;
        Ok("over".to_owned())
    }
    #[orchestrator(name = "the_input_is_json_in_a_string_after")]
    async fn after(n: u64, text: String) -> Result<String> {
        event::<u8>("go").await?;
        step(text).await
    }
}

change! { the_only_argument_is_json_in_a_string("[1, 2]") => "\"[1, 2]\"";
    #[orchestrator(name = "the_only_argument_is_json_in_a_string_before")]
    async fn before(list: Vec<u8>) -> Result<String> {
        event::<u8>("go").await?;
        Ok("over".to_owned())
    }
    #[orchestrator(name = "the_only_argument_is_json_in_a_string_after")]
    async fn after(list: Vec<u8>) -> Result<String> {
        event::<u8>("go").await?;
        step(format!("{list:?}")).await
    }
}

change! { an_argument_may_have_changed(7) blocked "needs the local `n`";
    #[orchestrator(name = "an_argument_may_have_changed_before")]
    async fn before(mut n: u64) -> Result<String> {
        n += 1;
        event::<u8>("go").await?;
        Ok("over".to_owned())
    }
    #[orchestrator(name = "an_argument_may_have_changed_after")]
    async fn after(mut n: u64) -> Result<String> {
        n += 1;
        event::<u8>("go").await?;
        step(n.to_string()).await
    }
}

change! { an_argument_may_have_changed_behind_a_borrow(7) blocked "the local `n` can't be read back";
    #[orchestrator(name = "an_argument_may_have_changed_behind_a_borrow_before")]
    async fn before(n: std::cell::Cell<u64>) -> Result<String> {
        n.set(n.get() + 1);
        event::<u8>("go").await?;
        Ok("over".to_owned())
    }
    #[orchestrator(name = "an_argument_may_have_changed_behind_a_borrow_after")]
    async fn after(n: std::cell::Cell<u64>) -> Result<String> {
        n.set(n.get() + 1);
        event::<u8>("go").await?;
        step(n.get().to_string()).await
    }
}

/// Keeps an argument that was read from the input while it goes on waiting.
mod kept {
    #![allow(unused)]
    use durable_runtime::prelude::*;

    use crate::stubs::step;

    #[orchestrator(name = "kept_argument_before")]
    async fn before(n: u64, text: String) -> Result<String> {
        let (go, more) = join!(event::<u8>("go"), event::<u8>("more"));
        Ok(format!("{}", go? + more?))
    }

    #[orchestrator(name = "kept_argument_after")]
    async fn after(n: u64, text: String) -> Result<String> {
        let (go, more) = join!(event::<u8>("go"), event::<u8>("more"));
        step(format!("{} {text}", go? + more?)).await
    }
}

#[tokio::test]
async fn an_argument_is_kept_while_the_instance_goes_on_waiting() {
    for text in ["short".to_owned(), "long".repeat(2_000)] {
        let input = serde_json::json!({"n": 1, "text": text});
        let versions = [
            "kept_argument_before",
            "kept_argument_after",
            "kept_argument_after",
        ];
        let became = through(&versions, input, &["go", "more"]).await;
        assert_eq!(became, Became::Done(format!("\"2 {text}\"")));
    }
}

/// What can't be resumed is known by a check of the store, and what can is not blocked by it.
#[tokio::test]
async fn a_check_of_the_store_reads_the_input() {
    use durable_runtime::prelude::*;
    use durable_runtime::testing::hooks::BuilderHooks as _;

    let folder = tempfile::tempdir().expect("there is a folder for temporary files");
    let path = folder.path().join("store.redb");
    let before = Runtime::builder().with_code_of(NAME, "kept_argument_before");
    let runtime = before.open(&path).await.expect("the store is opened");
    let input = durable_runtime::Json::from(serde_json::json!({"n": 1, "text": "it"}));
    let started = runtime.start_named(NAME, input).id("it");
    started.await.expect("it is started");
    let waits = async || runtime.instance("it").inspect().await.expect("it is there");
    while waits().await.is_none() {
        tokio::time::sleep(std::time::Duration::from_millis(2)).await;
    }
    runtime.shutdown().await.expect("it is closed");
    let after = Runtime::builder().with_code_of(NAME, "kept_argument_after");
    let check = after.check(&path).await.expect("the store is checked");
    assert!(check.is_ok(), "{check}");
}
