//! `#[durable(…)]` before a statement: names of awaits, defaults of locals, and their old names.

use crate::change;

change! { a_new_local_has_a_default({"price": 7, "count": 3}) => "\"21 of 7\"";
    #[orchestrator(name = "a_new_local_has_a_default_before")]
    async fn before(price: u64, count: u64) -> Result<String> {
        let (price, count) = (price + 0, count + 0);
        event::<u8>("go").await?;
        step(format!("{price} and {count}")).await
    }
    #[orchestrator(name = "a_new_local_has_a_default_after")]
    async fn after(price: u64, count: u64) -> Result<String> {
        let (price, count) = (price + 0, count + 0);
        #[durable(default = price * count)]
        let total = price * count;
        event::<u8>("go").await?;
        step(format!("{total} of {price}")).await
    }
}

change! { a_default_is_a_value(7) => "\"7 x none\"";
    #[orchestrator(name = "a_default_is_a_value_before")]
    async fn before(n: u64) -> Result<String> {
        event::<u8>("go").await?;
        step(n.to_string()).await
    }
    #[orchestrator(name = "a_default_is_a_value_after")]
    async fn after(n: u64) -> Result<String> {
        #[durable(default = format!("none"))]
        let coupon: String = find(n);
        event::<u8>("go").await?;
        step(format!("{n} x {coupon}")).await
    }
    fn find(n: u64) -> String {
        format!("coupon {n}")
    }
}

change! { a_default_of_a_loop(3) => "\"3 rounds, 10 each\"";
    #[orchestrator(name = "a_default_of_a_loop_before")]
    async fn before(n: u64) -> Result<String> {
        let mut round = 0;
        while round < n {
            round += 1;
            if round == 1 {
                event::<u8>("go").await?;
            }
        }
        step(format!("{round} rounds")).await
    }
    #[orchestrator(name = "a_default_of_a_loop_after")]
    async fn after(n: u64) -> Result<String> {
        #[durable(default = 10)]
        let each = 20;
        let mut round = 0;
        while round < n {
            round += 1;
            if round == 1 {
                event::<u8>("go").await?;
            }
        }
        step(format!("{round} rounds, {each} each")).await
    }
}

// What the default is made of was not kept.
change! { a_default_of_what_was_not_kept(7) blocked "needs the local `total`, which was not kept there";
    #[orchestrator(name = "a_default_of_what_was_not_kept_before")]
    async fn before(n: u64) -> Result<String> {
        let price = n + 1;
        event::<u8>("go").await?;
        step(n.to_string()).await
    }
    #[orchestrator(name = "a_default_of_what_was_not_kept_after")]
    async fn after(n: u64) -> Result<String> {
        let price = n + 1;
        #[durable(default = price * 2)]
        let total = price * 2;
        event::<u8>("go").await?;
        step(format!("{n} {total}")).await
    }
}

// A default says nothing of other changes.
change! { a_default_beside_another_change(7) blocked "the code has changed both before and after";
    #[orchestrator(name = "a_default_beside_another_change_before")]
    async fn before(n: u64) -> Result<String> {
        let price = n + 1;
        event::<u8>("go").await?;
        step(price.to_string()).await
    }
    #[orchestrator(name = "a_default_beside_another_change_after")]
    async fn after(n: u64) -> Result<String> {
        let price = n + 2;
        #[durable(default = 1)]
        let factor = 2;
        event::<u8>("go").await?;
        step((price * factor).to_string()).await
    }
}

// The code that makes the local runs for other instances: what it changes would not be changed in this one.
change! { the_code_of_a_default_changes_another_local(7) blocked "the code has changed both before and after";
    #[orchestrator(name = "the_code_of_a_default_changes_another_local_before")]
    async fn before(n: u64) -> Result<String> {
        let mut all = vec![n];
        event::<u8>("go").await?;
        step(format!("{all:?}")).await
    }
    #[orchestrator(name = "the_code_of_a_default_changes_another_local_after")]
    async fn after(n: u64) -> Result<String> {
        let mut all = vec![n];
        #[durable(default = 0)]
        let count = { all.push(1); all.len() };
        event::<u8>("go").await?;
        step(format!("{all:?} {count}")).await
    }
}

// It is used before the instance waits, too.
change! { a_default_that_an_await_before_depends_on(7) blocked "the code has changed both before and after";
    #[orchestrator(name = "a_default_that_an_await_before_depends_on_before")]
    async fn before(n: u64) -> Result<String> {
        step(n.to_string()).await?;
        event::<u8>("go").await?;
        step(n.to_string()).await
    }
    #[orchestrator(name = "a_default_that_an_await_before_depends_on_after")]
    async fn after(n: u64) -> Result<String> {
        #[durable(default = 0)]
        let m = n + 1;
        step(m.to_string()).await?;
        event::<u8>("go").await?;
        step(format!("{n} {m}")).await
    }
}

// The local was there, and was not kept.
change! { a_default_of_a_local_that_ended(7) => "\"7\"";
    #[orchestrator(name = "a_default_of_a_local_that_ended_before")]
    async fn before(n: u64) -> Result<String> {
        let m = n + 1;
        event::<u8>("go").await?;
        step(n.to_string()).await
    }
    #[orchestrator(name = "a_default_of_a_local_that_ended_after")]
    async fn after(n: u64) -> Result<String> {
        #[durable(default = 0)]
        let m = n + 1;
        event::<u8>("go").await?;
        step((n + m).to_string()).await
    }
}

// An instance that has the local keeps it.
change! { a_default_that_is_not_needed(7) => "\"8!\"";
    #[orchestrator(name = "a_default_that_is_not_needed_before")]
    async fn before(n: u64) -> Result<String> {
        #[durable(default = 0)]
        let m = n + 1;
        event::<u8>("go").await?;
        step(m.to_string()).await
    }
    #[orchestrator(name = "a_default_that_is_not_needed_after")]
    async fn after(n: u64) -> Result<String> {
        #[durable(default = 0)]
        let m = n + 1;
        event::<u8>("go").await?;
        step(format!("{m}!")).await
    }
}

change! { a_default_that_panics(0) blocked "divide by zero";
    #[orchestrator(name = "a_default_that_panics_before")]
    async fn before(n: u64) -> Result<String> {
        event::<u8>("go").await?;
        step(n.to_string()).await
    }
    #[orchestrator(name = "a_default_that_panics_after")]
    async fn after(n: u64) -> Result<String> {
        #[durable(default = 7 / n)]
        let share = n + 1;
        event::<u8>("go").await?;
        step((n + share).to_string()).await
    }
}

// Without the old name, a local that other functions make is another one.
change! { a_local_is_made_by_other_functions(7) blocked "was made by `cents`, and is made by `euros` now";
    #[orchestrator(name = "a_local_is_made_by_other_functions_before")]
    async fn before(n: u64) -> Result<String> {
        let price = cents(n);
        event::<u8>("go").await?;
        step(price.to_string()).await
    }
    #[orchestrator(name = "a_local_is_made_by_other_functions_after")]
    async fn after(n: u64) -> Result<String> {
        let amount = euros(n);
        event::<u8>("go").await?;
        step(amount.to_string()).await
    }
    fn cents(n: u64) -> u64 { n * 100 }
    fn euros(n: u64) -> u64 { n * 100 }
}

change! { a_local_has_another_name_and_is_made_by_other_functions(7) => "\"700\"";
    #[orchestrator(name = "a_local_has_another_name_and_is_made_by_other_functions_before")]
    async fn before(n: u64) -> Result<String> {
        let price = cents(n);
        event::<u8>("go").await?;
        step(price.to_string()).await
    }
    #[orchestrator(name = "a_local_has_another_name_and_is_made_by_other_functions_after")]
    async fn after(n: u64) -> Result<String> {
        #[durable(was = "price")]
        let amount = euros(n);
        event::<u8>("go").await?;
        step(amount.to_string()).await
    }
    fn cents(n: u64) -> u64 { n * 100 }
    fn euros(n: u64) -> u64 { n * 1 }
}

// What the attribute says was meant for instances of code before: these have a local of the new name, and another one of the old
// name.
change! { the_old_name_is_another_locals_now(7) blocked "needs the local `amount`, which was not kept there";
    #[orchestrator(name = "the_old_name_is_another_locals_now_before")]
    async fn before(n: u64) -> Result<String> {
        let amount = euros(n);
        let price = n + 1;
        event::<u8>("go").await?;
        step(price.to_string()).await
    }
    #[orchestrator(name = "the_old_name_is_another_locals_now_after")]
    async fn after(n: u64) -> Result<String> {
        #[durable(was = "price")]
        let amount = euros(n);
        let price = n + 1;
        event::<u8>("go").await?;
        step(amount.to_string()).await
    }
    fn euros(n: u64) -> u64 { n * 100 }
}

change! { a_local_is_made_by_yet_other_functions(7) blocked "was made by `cents`, and is made by `euros` now";
    #[orchestrator(name = "a_local_is_made_by_yet_other_functions_before")]
    async fn before(n: u64) -> Result<String> {
        #[durable(was = "amount")]
        let amount = cents(n);
        event::<u8>("go").await?;
        step(amount.to_string()).await
    }
    #[orchestrator(name = "a_local_is_made_by_yet_other_functions_after")]
    async fn after(n: u64) -> Result<String> {
        #[durable(was = "amount")]
        let amount = euros(n);
        event::<u8>("go").await?;
        step(amount.to_string()).await
    }
    fn cents(n: u64) -> u64 { n * 100 }
    fn euros(n: u64) -> u64 { n * 1 }
}

// Two awaits of one event, and the code after them is the same but for the values: a name tells which one is meant.
change! { two_awaits_could_be_meant(7) blocked "it could be at";
    #[orchestrator(name = "two_awaits_could_be_meant_before")]
    async fn before(n: u64) -> Result<String> {
        let price = first(n);
        event::<u8>("go").await?;
        step(price.to_string()).await
    }
    #[orchestrator(name = "two_awaits_could_be_meant_after")]
    async fn after(n: u64) -> Result<String> {
        if n > 100 {
            let price = first(n + 1);
            event::<u8>("go").await?;
            return step(price.to_string()).await;
        }
        let price = first(n + 2);
        event::<u8>("go").await?;
        step(price.to_string()).await
    }
    fn first(n: u64) -> u64 { n }
}

change! { a_name_tells_which_await_is_meant(7) => "\"7\"";
    #[orchestrator(name = "a_name_tells_which_await_is_meant_before")]
    async fn before(n: u64) -> Result<String> {
        let price = first(n);
        #[durable(name = "approval")]
        event::<u8>("go").await?;
        step(price.to_string()).await
    }
    #[orchestrator(name = "a_name_tells_which_await_is_meant_after")]
    async fn after(n: u64) -> Result<String> {
        if n > 100 {
            let price = first(n + 1);
            event::<u8>("go").await?;
            return step(price.to_string()).await;
        }
        let price = first(n + 2);
        #[durable(name = "approval")]
        event::<u8>("go").await?;
        step(price.to_string()).await
    }
    fn first(n: u64) -> u64 { n }
}

// A name is no proof.
change! { a_named_await_in_other_code(7) blocked "the code has changed both before and after";
    #[orchestrator(name = "a_named_await_in_other_code_before")]
    async fn before(n: u64) -> Result<String> {
        let price = n + 1;
        #[durable(name = "approval")]
        event::<u8>("go").await?;
        step(price.to_string()).await
    }
    #[orchestrator(name = "a_named_await_in_other_code_after")]
    async fn after(n: u64) -> Result<String> {
        let price = n + 2;
        #[durable(name = "approval")]
        event::<u8>("go").await?;
        step((price + 1).to_string()).await
    }
}

/// Names of loops, blocks and macros, and what an instance shows of them.
mod named {
    use durable_runtime::prelude::*;

    use crate::stubs::step;

    #[orchestrator(name = "named_awaits")]
    async fn named(n: u64) -> Result<u64> {
        #[durable(name = "poll")]
        for _ in 0..n {
            event::<u8>("first").await?;
            #[durable(name = "inner")]
            {
                #[durable(name = "second")]
                event::<u8>("second").await?;
            }
        }
        #[durable(name = "both")]
        let _ = join!(event::<u8>("a"), event::<u8>("b"));
        #[durable(name = "chosen")]
        select! {
            _ = event::<u8>("c") => {}
            _ = event::<u8>("d") => {
                step("d".to_owned()).await?;
            }
        }
        let block = async move {
            #[durable(name = "within")]
            event::<u8>("e").await
        };
        #[durable(name = "joined")]
        let _ = join!(block, event::<u8>("f"));
        #[durable(name = "last")]
        step("over".to_owned()).await?;
        Ok(n)
    }
}

#[tokio::test]
async fn names_are_those_of_points() {
    let (_, text) = durable_runtime::testing::hooks::machine_of("named_awaits");
    let mut points: Vec<&str> = text
        .lines()
        .filter_map(|line| line.strip_prefix("w ")?.split(' ').nth(1))
        .collect();
    // In the order of the text, which has the code that is reached last first.
    points[..7].sort_unstable();
    assert_eq!(
        points,
        [
            "both",
            "chosen",
            "chosen/step#1",
            "joined",
            "last",
            "poll/event#1",
            "poll/inner/second",
            "async#1/within"
        ]
    );
}
