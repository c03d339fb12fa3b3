//! The changes that went wrong when a place was known by its name.

use crate::change;

change! { s1_arms_are_swapped(true) => "\"ship\"";
    #[orchestrator(name = "s1_arms_are_swapped_before")]
    async fn before(vip: bool) -> Result<String> {
        if vip {
            event::<u8>("go").await?;
            step("ship".to_owned()).await
        } else {
            event::<u8>("go").await?;
            step("cancel".to_owned()).await
        }
    }
    #[orchestrator(name = "s1_arms_are_swapped_after")]
    async fn after(vip: bool) -> Result<String> {
        if !vip {
            event::<u8>("go").await?;
            step("cancel".to_owned()).await
        } else {
            event::<u8>("go").await?;
            step("ship".to_owned()).await
        }
    }
}

change! { s2_steps_are_swapped(null) blocked "changed both before and after";
    #[orchestrator(name = "s2_steps_are_swapped_before")]
    async fn before() -> Result<String> {
        let reminded = step("remind".to_owned()).await?;
        event::<u8>("go").await?;
        let charged = step("charge".to_owned()).await?;
        Ok(charged)
    }
    #[orchestrator(name = "s2_steps_are_swapped_after")]
    async fn after() -> Result<String> {
        let charged = step("charge".to_owned()).await?;
        event::<u8>("go").await?;
        let reminded = step("remind".to_owned()).await?;
        Ok(reminded)
    }
}

change! { s3_another_function_of_the_name(null) blocked "changed both before and after";
    #[orchestrator(name = "s3_another_function_of_the_name_before")]
    async fn before() -> Result<String> {
        let x = step("old".to_owned()).await?;
        event::<u8>("go").await?;
        step(format!("old {x}")).await
    }
    #[orchestrator(name = "s3_another_function_of_the_name_after")]
    async fn after() -> Result<String> {
        let x = step("new".to_owned()).await?;
        event::<u8>("go").await?;
        step(format!("new {x}")).await
    }
}

// It holds 5, and the new code means the quote. The end of the inner local is a part of the code after the event.
change! { s4_a_shadowing_is_removed(100) blocked "the end of amount";
    #[orchestrator(name = "s4_a_shadowing_is_removed_before")]
    async fn before(quote: u64) -> Result<u64> {
        let amount = quote;
        let charged = {
            let amount = 5_u64;
            event::<u8>("go").await?;
            add(amount, 0).await?
        };
        Ok(charged)
    }
    #[orchestrator(name = "s4_a_shadowing_is_removed_after")]
    async fn after(quote: u64) -> Result<u64> {
        let amount = quote;
        let charged = {
            event::<u8>("go").await?;
            add(amount, 0).await?
        };
        Ok(charged)
    }
}

change! { s5_operands_are_swapped([1, 2]) blocked "made by";
    fn from(pair: &[u64; 2]) -> u64 { pair[0] }
    fn to(pair: &[u64; 2]) -> u64 { pair[1] }
    #[activity]
    async fn transfer(left: u64, right: u64, cents: u64) -> Result<String> {
        Ok(format!("{left} {right} {cents}"))
    }
    #[orchestrator(name = "s5_operands_are_swapped_before")]
    async fn before(pair: [u64; 2]) -> Result<String> {
        transfer(from(&pair), to(&pair), waits(3).await?).await
    }
    #[orchestrator(name = "s5_operands_are_swapped_after")]
    async fn after(pair: [u64; 2]) -> Result<String> {
        transfer(to(&pair), from(&pair), waits(3).await?).await
    }
}

change! { s6_a_loop_is_reversed([1, 2, 3]) blocked "rev()";
    #[orchestrator(name = "s6_a_loop_is_reversed_before")]
    async fn before(items: Vec<u64>) -> Result<Vec<u64>> {
        let mut done = Vec::new();
        for i in &items {
            event::<u8>("go").await?;
            done.push(*i);
        }
        Ok(done)
    }
    #[orchestrator(name = "s6_a_loop_is_reversed_after")]
    async fn after(items: Vec<u64>) -> Result<Vec<u64>> {
        let mut done = Vec::new();
        for i in items.iter().rev() {
            event::<u8>("go").await?;
            done.push(*i);
        }
        Ok(done)
    }
}

change! { s8_branches_are_swapped(null) blocked "";
    #[orchestrator(name = "s8_branches_are_swapped_before")]
    async fn before() -> Result<String> {
        let (gross, net, _) = join!(
            async { step("gross".to_owned()).await },
            async { step("net".to_owned()).await },
            event::<u8>("go"),
        );
        Ok(format!("{} {}", gross?, net?))
    }
    #[orchestrator(name = "s8_branches_are_swapped_after")]
    async fn after() -> Result<String> {
        let (net, gross, _) = join!(
            async { step("net".to_owned()).await },
            async { step("gross".to_owned()).await },
            event::<u8>("go"),
        );
        Ok(format!("{} {}", gross?, net?))
    }
}

change! { s9_another_unit(5) blocked "made by";
    fn cents(order: u64) -> u64 { order * 100 }
    fn dollars(order: u64) -> u64 { order }
    #[orchestrator(name = "s9_another_unit_before")]
    async fn before(order: u64) -> Result<u64> {
        let amount = cents(order);
        event::<u8>("go").await?;
        add(amount, 0).await
    }
    #[orchestrator(name = "s9_another_unit_after")]
    async fn after(order: u64) -> Result<u64> {
        let amount = dollars(order);
        event::<u8>("go").await?;
        add(amount, 0).await
    }
}

change! { s13_another_event(null) blocked "no longer awaits";
    #[orchestrator(name = "s13_another_event_before")]
    async fn before() -> Result<u8> {
        select! {
            a = event::<u8>("a  b") => a,
            b = event::<u8>("go") => b,
        }
    }
    #[orchestrator(name = "s13_another_event_after")]
    async fn after() -> Result<u8> {
        select! {
            a = event::<u8>("a b") => a,
            b = event::<u8>("go") => b,
        }
    }
}

change! { s7_another_constant(null) blocked "constant";
    mod one {
        use super::*;
        static PLANS: [&str; 2] = ["small", "large"];
        #[orchestrator(name = "s7_another_constant_before")]
        async fn before() -> Result<String> {
            let plan = &PLANS[0];
            event::<u8>("go").await?;
            Ok((*plan).to_owned())
        }
    }
    mod other {
        use super::*;
        static PLANS: [&str; 2] = ["other", "large"];
        #[orchestrator(name = "s7_another_constant_after")]
        async fn after() -> Result<String> {
            let plan = &PLANS[0];
            event::<u8>("go").await?;
            Ok((*plan).to_owned())
        }
    }
}

change! { s11_a_field_is_lost({ "id": 7, "promo": "half" }) blocked "promo";
    #[derive(Serialize, Deserialize)]
    struct Order { id: u64, promo: Option<String> }
    mod old {
        use super::*;
        #[derive(Serialize, Deserialize)]
        pub(super) struct Order { id: u64 }
        impl Order { pub(super) fn text(&self) -> String { self.id.to_string() } }
    }
    impl Order { fn text(&self) -> String { self.id.to_string() } }
    #[orchestrator(name = "s11_a_field_is_lost_before")]
    async fn before(order: Order) -> Result<String> {
        event::<u8>("go").await?;
        Ok(order.text())
    }
    #[orchestrator(name = "s11_a_field_is_lost_after")]
    async fn after(order: old::Order) -> Result<String> {
        event::<u8>("go").await?;
        Ok(order.text())
    }
}

// The rest of a loop is read item by item.
change! { s12_a_field_of_an_item_is_lost([{ "id": 7, "promo": "half" }, { "id": 8, "promo": "full" }]) blocked "promo";
    #[derive(Serialize, Deserialize)]
    struct Order { id: u64, promo: Option<String> }
    mod old {
        use super::*;
        #[derive(Serialize, Deserialize)]
        pub(super) struct Order { id: u64 }
        impl Order { pub(super) fn text(&self) -> String { self.id.to_string() } }
    }
    impl Order { fn text(&self) -> String { self.id.to_string() } }
    #[orchestrator(name = "s12_a_field_of_an_item_is_lost_before")]
    async fn before(orders: Vec<Order>) -> Result<Vec<String>> {
        let mut texts = Vec::new();
        for order in orders {
            texts.push(order.text());
            if texts.len() == 1 { event::<u8>("go").await?; }
        }
        Ok(texts)
    }
    #[orchestrator(name = "s12_a_field_of_an_item_is_lost_after")]
    async fn after(orders: Vec<old::Order>) -> Result<Vec<String>> {
        let mut texts = Vec::new();
        for order in orders {
            texts.push(order.text());
            if texts.len() == 1 { event::<u8>("go").await?; }
        }
        Ok(texts)
    }
}

// It is kept by the `join!`, which waits for the other branch.
change! { s13_a_field_of_a_value_that_is_kept_is_lost(7) blocked "promo";
    #[derive(Serialize, Deserialize)]
    struct Order { id: u64, promo: Option<String> }
    mod old {
        use super::*;
        #[derive(Serialize, Deserialize)]
        pub(super) struct Order { pub(super) id: u64 }
        pub(super) fn order(id: u64) -> Order { Order { id } }
    }
    fn order(id: u64) -> Order { Order { id, promo: Some("half".to_owned()) } }
    #[orchestrator(name = "s13_a_field_of_a_value_that_is_kept_is_lost_before")]
    async fn before(id: u64) -> Result<u64> {
        let (order, _) = join!(
            async { sleep(std::time::Duration::ZERO).await; order(id) },
            event::<u8>("go"),
        );
        Ok(order.id)
    }
    mod later {
        use super::*;
        use super::old::order;
        #[orchestrator(name = "s13_a_field_of_a_value_that_is_kept_is_lost_after")]
        async fn after(id: u64) -> Result<u64> {
            let (order, _) = join!(
                async { sleep(std::time::Duration::ZERO).await; order(id) },
                event::<u8>("go"),
            );
            Ok(order.id)
        }
    }
}

change! { g2_a_type_can_not_be_read("seven") blocked "can't be read back";
    mod old { pub(super) type Id = String; }
    mod new { pub(super) type Id = u64; }
    #[orchestrator(name = "g2_a_type_can_not_be_read_before")]
    async fn before(n: old::Id) -> Result<String> {
        event::<u8>("go").await?;
        Ok(n.to_string())
    }
    #[orchestrator(name = "g2_a_type_can_not_be_read_after")]
    async fn after(n: new::Id) -> Result<String> {
        event::<u8>("go").await?;
        Ok(n.to_string())
    }
}

// Neither the activity of the first branch is called nor anything else: the second branch can't be read.
change! { g3_nothing_runs_before_all_is_read("seven") blocked "can't be read back";
    mod old { pub(super) type Id = String; }
    mod new { pub(super) type Id = u64; }
    #[activity]
    async fn counted() -> Result<u64> {
        panic!("it must not be called")
    }
    #[orchestrator(name = "g3_nothing_runs_before_all_is_read_before")]
    async fn before(n: old::Id) -> Result<String> {
        let (a, b) = join!(
            async { event::<u8>("go").await?; counted().await },
            async move { event::<u8>("other").await?; Ok::<_, Failure>(n.to_string()) },
        );
        Ok(format!("{} {}", a?, b?))
    }
    #[orchestrator(name = "g3_nothing_runs_before_all_is_read_after")]
    async fn after(n: new::Id) -> Result<String> {
        let (a, b) = join!(
            async { event::<u8>("go").await?; counted().await },
            async move { event::<u8>("other").await?; Ok::<_, Failure>(n.to_string()) },
        );
        Ok(format!("{} {}", a?, b?))
    }
}

change! { g4_a_panic_after_a_change_blocks(3) blocked "panicked";
    #[orchestrator(name = "g4_a_panic_after_a_change_blocks_before")]
    async fn before(n: u64) -> Result<u64> {
        event::<u8>("go").await?;
        Ok(n)
    }
    #[orchestrator(name = "g4_a_panic_after_a_change_blocks_after")]
    async fn after(n: u64) -> Result<u64> {
        event::<u8>("go").await?;
        assert!(n > 5, "{n} is too small");
        Ok(n)
    }
}

// The text of the code is the same but for the names. The input has the names.
change! { parameters_are_swapped({ "left": 1, "right": 2 }) => "[1,2]";
    #[orchestrator(name = "parameters_are_swapped_before")]
    async fn before(left: u64, right: u64) -> Result<[u64; 2]> {
        let a = add(left, 0).await?;
        event::<u8>("go").await?;
        Ok([a, right])
    }
    #[orchestrator(name = "parameters_are_swapped_after")]
    async fn after(right: u64, left: u64) -> Result<[u64; 2]> {
        let a = add(left, 0).await?;
        event::<u8>("go").await?;
        Ok([a, right])
    }
}

// The names of blocks are numbered. One more before it gives this one another name, and no other meaning.
change! { b6_a_block_is_inserted_before_one_that_has_not_begun(4) => "5";
    #[orchestrator(name = "b6_a_block_is_inserted_before_one_that_has_not_begun_before")]
    async fn before(n: u64) -> Result<u64> {
        let later = async move { add(n, 1).await };
        event::<u8>("go").await?;
        later.await
    }
    #[orchestrator(name = "b6_a_block_is_inserted_before_one_that_has_not_begun_after")]
    async fn after(n: u64) -> Result<u64> {
        let other = async move { add(n, 7).await };
        other.await?;
        let later = async move { add(n, 1).await };
        event::<u8>("go").await?;
        later.await
    }
}

// The new machine is asked at once, and not when the wait of the block is over: here it is, and the body is not.
change! { g1_a_changed_block_is_blocked(4) blocked "changed both before and after";
    #[orchestrator(name = "g1_a_changed_block_is_blocked_before")]
    async fn before(n: u64) -> Result<u64> {
        let (a, b) = join!(
            async { let a = add(n, 1).await?; event::<u8>("go").await?; add(a, 1).await },
            async { event::<u8>("other").await?; add(n, 1).await },
        );
        Ok(a? + b?)
    }
    #[orchestrator(name = "g1_a_changed_block_is_blocked_after")]
    async fn after(n: u64) -> Result<u64> {
        let (a, b) = join!(
            async { let a = add(n, 1).await?; event::<u8>("go").await?; add(a, 1).await },
            async { step("new".to_owned()).await?; event::<u8>("other").await?; add(n, 2).await },
        );
        Ok(a? + b?)
    }
}

// What is told in each round has no influence on the next ones.
change! { c_what_a_loop_tells_has_changed(3) => "3";
    fn told(text: String) {}
    #[orchestrator(name = "c_what_a_loop_tells_has_changed_before")]
    async fn before(limit: u64) -> Result<u64> {
        let mut rounds = 0_u64;
        while rounds < limit {
            let found = add(rounds, 1).await?;
            told(format!("{found}"));
            if rounds == 0 {
                event::<u8>("go").await?;
            }
            rounds = found;
        }
        Ok(rounds)
    }
    #[orchestrator(name = "c_what_a_loop_tells_has_changed_after")]
    async fn after(limit: u64) -> Result<u64> {
        let mut rounds = 0_u64;
        while rounds < limit {
            let found = add(rounds, 1).await?;
            let text = format!("{found} of {limit}");
            told(text);
            if rounds == 0 {
                event::<u8>("go").await?;
            }
            rounds = found;
        }
        Ok(rounds)
    }
}

// An instance that has reserved for `a` would be one that has reserved for `b`.
change! { c_branches_of_other_values_are_not_consistent([true, false]) blocked "changed both before and after";
    #[orchestrator(name = "c_branches_of_other_values_are_not_consistent_before")]
    async fn before(pair: [bool; 2]) -> Result<String> {
        let [a, b] = pair;
        if a { step("reserve".to_owned()).await?; }
        event::<u8>("go").await?;
        if a { step("ship".to_owned()).await?; }
        step(b.to_string()).await
    }
    #[orchestrator(name = "c_branches_of_other_values_are_not_consistent_after")]
    async fn after(pair: [bool; 2]) -> Result<String> {
        let [a, b] = pair;
        if b { step("reserve".to_owned()).await?; }
        event::<u8>("go").await?;
        if b { step("ship".to_owned()).await?; }
        step("shipped".to_owned()).await?;
        step(a.to_string()).await
    }
}

change! { d_a_step_was_never_made(4) blocked "the new code has awaited `add";
    #[orchestrator(name = "d_a_step_was_never_made_before")]
    async fn before(n: u64) -> Result<String> {
        event::<u8>("go").await?;
        step("ship".to_owned()).await
    }
    #[orchestrator(name = "d_a_step_was_never_made_after")]
    async fn after(n: u64) -> Result<String> {
        add(n, 1).await?;
        event::<u8>("go").await?;
        step("ship".to_owned()).await?;
        step("log".to_owned()).await
    }
}
