//! What code means beyond its statements: which of several awaits is meant, the types of locals, the items of the body, what format
//! strings capture, and what is awaited by a local.

use crate::change;

/// Two operations of one type.
mod own {
    use durable_runtime::prelude::*;
    #[orchestrator(inline)]
    pub(crate) async fn net(n: u64) -> Result<u64> {
        event::<u8>("go").await?;
        Ok(n)
    }
    #[orchestrator(inline)]
    pub(crate) async fn gross(n: u64) -> Result<u64> {
        event::<u8>("go").await?;
        Ok(n * 100)
    }
}

change! { a_task_of_another_type_is_added(10) => "\"1\"";
    #[orchestrator(name = "a_task_of_another_type_is_added_before")]
    async fn before(n: u64) -> Result<String> {
        let a = spawn(event::<u8>("go"));
        Ok(format!("{}", a.await??))
    }
    #[orchestrator(name = "a_task_of_another_type_is_added_after")]
    async fn after(n: u64) -> Result<String> {
        let b = spawn(event::<String>("other"));
        let a = spawn(event::<u8>("go"));
        Ok(format!("{}", a.await??))
    }
}

change! { an_implementation_of_the_body_uses_a_changed_constant(10) blocked "have changed";
    #[orchestrator(name = "an_implementation_of_the_body_uses_a_changed_constant_before")]
    async fn before(n: u64) -> Result<String> {
        const FEE: u64 = 5;
        struct Calc;
        impl Calc { fn fee(x: u64) -> u64 { x * FEE } }
        let fee = Calc::fee(n);
        event::<u8>("go").await?;
        step(format!("held {fee}, of now {}", Calc::fee(n))).await
    }
    #[orchestrator(name = "an_implementation_of_the_body_uses_a_changed_constant_after")]
    async fn after(n: u64) -> Result<String> {
        const FEE: u64 = 500;
        struct Calc;
        impl Calc { fn fee(x: u64) -> u64 { x * FEE } }
        let fee = Calc::fee(n);
        event::<u8>("go").await?;
        step(format!("held {fee}, of now {}", Calc::fee(n))).await
    }
}

change! { an_enum_of_the_body_has_another_order(10) blocked "changed both before and after";
    #[orchestrator(name = "an_enum_of_the_body_has_another_order_before")]
    async fn before(n: u64) -> Result<String> {
        #[derive(Clone, Copy, PartialEq, PartialOrd, Serialize, Deserialize)]
        #[serde(tag = "type")]
        enum Level { Low, High }
        let is_urgent = Level::High > Level::Low;
        event::<u8>("go").await?;
        step(format!("held {is_urgent}, of now {}", Level::High > Level::Low)).await
    }
    #[orchestrator(name = "an_enum_of_the_body_has_another_order_after")]
    async fn after(n: u64) -> Result<String> {
        #[derive(Clone, Copy, PartialEq, PartialOrd, Serialize, Deserialize)]
        #[serde(tag = "type")]
        enum Level { High, Low }
        let is_urgent = Level::High > Level::Low;
        event::<u8>("go").await?;
        step(format!("held {is_urgent}, of now {}", Level::High > Level::Low)).await
    }
}

change! { a_precision_is_another_local(1) => "\"1.23 2 8\"";
    #[orchestrator(name = "a_precision_is_another_local_before")]
    async fn before(n: usize) -> Result<String> {
        let a = n + 1;
        let b = n + 7;
        let text = format!("{:.a$}", 1.23456789_f64);
        event::<u8>("go").await?;
        step(format!("{text} {a} {b}")).await
    }
    #[orchestrator(name = "a_precision_is_another_local_after")]
    async fn after(n: usize) -> Result<String> {
        let b = n + 1;
        let a = n + 7;
        let text = format!("{:.a$}", 1.23456789_f64);
        event::<u8>("go").await?;
        step(format!("{text} {b} {a}")).await
    }
}

change! { a_value_and_a_sign_are_no_subtraction(10) => "\"-1\"";
    #[orchestrator(name = "a_value_and_a_sign_are_no_subtraction_before")]
    async fn before(n: i64) -> Result<String> {
        let c = { let k = 1; { n.pow(1) }; -k };
        event::<u8>("go").await?;
        step(format!("{c}")).await
    }
    #[orchestrator(name = "a_value_and_a_sign_are_no_subtraction_after")]
    async fn after(n: i64) -> Result<String> {
        let c = { let k = 1; n.pow(1) - k };
        event::<u8>("go").await?;
        step(format!("{c}")).await
    }
}

change! { an_own_function_has_the_name_of_a_status(10) => "\"1\"";
    #[orchestrator(name = "an_own_function_has_the_name_of_a_status_before")]
    async fn before(n: u64) -> Result<String> {
        use std::sync::atomic::{AtomicU64, Ordering};
        static COUNT: AtomicU64 = AtomicU64::new(0);
        fn set_custom_status(_: &str) { COUNT.fetch_add(1, Ordering::SeqCst); }
        COUNT.store(0, Ordering::SeqCst);
        set_custom_status("paid");
        let count = COUNT.load(Ordering::SeqCst);
        event::<u8>("go").await?;
        step(format!("{count}")).await
    }
    #[orchestrator(name = "an_own_function_has_the_name_of_a_status_after")]
    async fn after(n: u64) -> Result<String> {
        use std::sync::atomic::{AtomicU64, Ordering};
        static COUNT: AtomicU64 = AtomicU64::new(0);
        fn set_custom_status(_: &str) { COUNT.fetch_add(1, Ordering::SeqCst); }
        COUNT.store(0, Ordering::SeqCst);
        let count = COUNT.load(Ordering::SeqCst);
        event::<u8>("go").await?;
        step(format!("{count}")).await
    }
}

change! { a_local_has_another_type(500) blocked "is made by `Dollars`";
    #[derive(Serialize, Deserialize, Clone)] struct Cents(u64);
    #[derive(Serialize, Deserialize, Clone)] struct Dollars(u64);
    impl From<u64> for Cents { fn from(x: u64) -> Self { Self(x) } }
    impl From<u64> for Dollars { fn from(x: u64) -> Self { Self(x / 100) } }
    impl Cents { fn text(&self) -> String { format!("{} cents", self.0) } }
    impl Dollars { fn text(&self) -> String { format!("{} dollars", self.0) } }
    #[orchestrator(name = "a_local_has_another_type_before")]
    async fn before(n: u64) -> Result<String> {
        let amount: Cents = n.into();
        event::<u8>("go").await?;
        step(amount.text()).await
    }
    #[orchestrator(name = "a_local_has_another_type_after")]
    async fn after(n: u64) -> Result<String> {
        let amount: Dollars = n.into();
        event::<u8>("go").await?;
        step(amount.text()).await
    }
}

change! { a_parameter_has_another_type(500) blocked "was a `Cents`";
    #[derive(Serialize, Deserialize, Clone)] struct Cents(u64);
    #[derive(Serialize, Deserialize, Clone)] struct Dollars(u64);
    impl Cents { fn text(&self) -> String { format!("{} cents", self.0) } }
    impl Dollars { fn text(&self) -> String { format!("{} dollars", self.0) } }
    #[orchestrator(name = "a_parameter_has_another_type_before")]
    async fn before(amount: Cents) -> Result<String> {
        event::<u8>("go").await?;
        step(amount.text()).await
    }
    #[orchestrator(name = "a_parameter_has_another_type_after")]
    async fn after(amount: Dollars) -> Result<String> {
        event::<u8>("go").await?;
        step(amount.text()).await
    }
}

change! { a_closure_of_a_join_calls_another_function([1]) blocked "no longer awaits";
    use crate::meanings::own::*;
    #[orchestrator(name = "a_closure_of_a_join_calls_another_function_before")]
    async fn before(n: Vec<u64>) -> Result<String> {
        let found = join_all(n.iter().map(|n| gross(*n))).await;
        step(format!("net {found:?}")).await
    }
    #[orchestrator(name = "a_closure_of_a_join_calls_another_function_after")]
    async fn after(n: Vec<u64>) -> Result<String> {
        let found = join_all(n.iter().map(|n| net(*n))).await;
        step(format!("net {found:?}")).await
    }
}

change! { another_function_is_awaited([1, 2]) blocked "no longer awaits";
    use crate::meanings::own::*;
    #[orchestrator(name = "another_function_is_awaited_before")]
    async fn before(n: Vec<u64>) -> Result<String> {
        let found = gross(n[0]).await;
        step(format!("net {found:?}")).await
    }
    #[orchestrator(name = "another_function_is_awaited_after")]
    async fn after(n: Vec<u64>) -> Result<String> {
        let found = net(n[0]).await;
        step(format!("net {found:?}")).await
    }
}

change! { a_local_is_another_operation(1) blocked "have changed";
    use crate::meanings::own::*;
    #[orchestrator(name = "a_local_is_another_operation_before")]
    async fn before(n: u64) -> Result<String> {
        let op = gross(n);
        let found = op.await?;
        step(format!("net {found:?}")).await
    }
    #[orchestrator(name = "a_local_is_another_operation_after")]
    async fn after(n: u64) -> Result<String> {
        let op = net(n);
        let found = op.await?;
        step(format!("net {found:?}")).await
    }
}

change! { a_task_is_added_before_another_one(1) => "\"100\"";
    use crate::meanings::own::*;
    #[orchestrator(name = "a_task_is_added_before_another_one_before")]
    async fn before(n: u64) -> Result<String> {
        let t = spawn(gross(n));
        let r = t.await??;
        step(format!("{r}")).await
    }
    #[orchestrator(name = "a_task_is_added_before_another_one_after")]
    async fn after(n: u64) -> Result<String> {
        spawn(step("noted".to_owned()));
        let t = spawn(gross(n));
        let r = t.await??;
        step(format!("{r}")).await
    }
}

change! { a_block_is_added_in_a_branch(1) => "\"1\"";
    #[orchestrator(name = "a_block_is_added_in_a_branch_before")]
    async fn before(n: u64) -> Result<String> {
        let a = event::<u8>("go");
        let x = async { a.await };
        let r = x.await?;
        step(format!("{r}")).await
    }
    #[orchestrator(name = "a_block_is_added_in_a_branch_after")]
    async fn after(n: u64) -> Result<String> {
        if n > 5 {
            let a = event::<String>("other");
            let x = async { a.await };
            let r = x.await?;
            return step(format!("{r}")).await;
        }
        let a = event::<u8>("go");
        let x = async { a.await };
        let r = x.await?;
        step(format!("{r}")).await
    }
}

change! { an_event_of_another_type_is_added(1) => "\"1\"";
    #[orchestrator(name = "an_event_of_another_type_is_added_before")]
    async fn before(n: u64) -> Result<String> {
        let a = event::<u8>("go");
        let r = a.await?;
        step(format!("{r}")).await
    }
    #[orchestrator(name = "an_event_of_another_type_is_added_after")]
    async fn after(n: u64) -> Result<String> {
        if n > 5 {
            let a = event::<String>("other");
            let r = a.await?;
            return step(format!("{r}")).await;
        }
        let a = event::<u8>("go");
        set_custom_status(n.to_string());
        let r = a.await?;
        step(format!("{r}")).await
    }
}

change! { an_event_of_a_type_that_can_read_the_other_is_added({"go": 1}) => "\"1\"";
    #[derive(Serialize, Deserialize, Debug, Clone)] struct Full { go: u64 }
    #[orchestrator(name = "an_event_of_a_type_that_can_read_the_other_is_added_before")]
    async fn before(n: Full) -> Result<String> {
        let a = event::<u8>("go");
        let r = a.await?;
        step(format!("{r:?}")).await
    }
    #[orchestrator(name = "an_event_of_a_type_that_can_read_the_other_is_added_after")]
    async fn after(n: Full) -> Result<String> {
        if n.go > 5 {
            let a = event::<f32>("other");
            let r = a.await?;
            return step(format!("{r:?}")).await;
        }
        let a = event::<u8>("go");
        set_custom_status(n.go.to_string());
        let r = a.await?;
        step(format!("{r:?}")).await
    }
}

change! { a_branch_is_added_in_which_a_local_has_another_type(500) => "\"500 cents\"";
    #[derive(Serialize, Deserialize, Clone)] struct Cents(u64);
    #[derive(Serialize, Deserialize, Clone)] struct Dollars(u64);
    impl From<u64> for Cents { fn from(x: u64) -> Self { Self(x) } }
    impl From<u64> for Dollars { fn from(x: u64) -> Self { Self(x / 100) } }
    impl Cents { fn text(&self) -> String { format!("{} cents", self.0) } }
    impl Dollars { fn text(&self) -> String { format!("{} dollars", self.0) } }
    fn check(_: u64) {}
    #[orchestrator(name = "a_branch_is_added_in_which_a_local_has_another_type_before")]
    async fn before(n: u64) -> Result<String> {
        let amount: Cents = n.into();
        event::<u8>("go").await?;
        step(amount.text()).await
    }
    #[orchestrator(name = "a_branch_is_added_in_which_a_local_has_another_type_after")]
    async fn after(n: u64) -> Result<String> {
        if n > 1000 {
            let amount: Dollars = n.into();
            event::<u8>("go").await?;
            return step(amount.text()).await;
        }
        let amount: Cents = n.into();
        check(n);
        event::<u8>("go").await?;
        step(amount.text()).await
    }
}

change! { an_inner_capture_is_another_local(1) => "\"1: <8>\"";
    #[orchestrator(name = "an_inner_capture_is_another_local_before")]
    async fn before(n: u64) -> Result<String> {
        let t = format!("{n}: {}", { let n = n + 7; format!("<{n}>") });
        event::<u8>("go").await?;
        step(t).await
    }
    #[orchestrator(name = "an_inner_capture_is_another_local_after")]
    async fn after(n: u64) -> Result<String> {
        let t = format!("{n}: {}", { let m = n + 7; format!("<{n}>") });
        event::<u8>("go").await?;
        step(t).await
    }
}

change! { a_pattern_takes_another_field(7) blocked "was made by `x`, and is made by `y` now";
    #[orchestrator(name = "a_pattern_takes_another_field_before")]
    async fn before(n: u64) -> Result<String> {
        let Point { x: at, .. } = point(n);
        event::<u8>("go").await?;
        step(at.to_string()).await
    }
    #[orchestrator(name = "a_pattern_takes_another_field_after")]
    async fn after(n: u64) -> Result<String> {
        let Point { y: at, .. } = point(n);
        event::<u8>("go").await?;
        step(at.to_string()).await
    }
    struct Point { x: u64, y: u64 }
    fn point(n: u64) -> Point { Point { x: n, y: n * 10 } }
}

change! { a_pattern_binds_another_field(7) blocked "was made by `x`, and is made by `y` now";
    #[orchestrator(name = "a_pattern_binds_another_field_before")]
    async fn before(n: u64) -> Result<String> {
        if let Some(Point { x, .. }) = point(n) {
            event::<u8>("go").await?;
            return step(x.to_string()).await;
        }
        Ok(String::new())
    }
    #[orchestrator(name = "a_pattern_binds_another_field_after")]
    async fn after(n: u64) -> Result<String> {
        if let Some(Point { y, .. }) = point(n) {
            event::<u8>("go").await?;
            return step(y.to_string()).await;
        }
        Ok(String::new())
    }
    struct Point { x: u64, y: u64 }
    fn point(n: u64) -> Option<Point> { Some(Point { x: n, y: n * 10 }) }
}

change! { another_element_of_a_tuple_is_taken(7) blocked "was made by `.0`, and is made by `.1` now";
    #[orchestrator(name = "another_element_of_a_tuple_is_taken_before")]
    async fn before(n: u64) -> Result<String> {
        let (price, _) = prices(n);
        event::<u8>("go").await?;
        step(price.to_string()).await
    }
    #[orchestrator(name = "another_element_of_a_tuple_is_taken_after")]
    async fn after(n: u64) -> Result<String> {
        let (_, price) = prices(n);
        event::<u8>("go").await?;
        step(price.to_string()).await
    }
    fn prices(n: u64) -> (u64, u64) { (n, n * 2) }
}
