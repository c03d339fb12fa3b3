//! Programs in which something was found wrong once, by a review or by a generated program: what they hold is
//! that it stays mended.

use std::time::Duration;

use durable_runtime::prelude::*;
use durable_tests::holds;

use crate::activities::*;

#[derive(Clone, serde::Serialize, serde::Deserialize)]
struct Counter {
    n: i64,
}

impl Counter {
    fn bump(&mut self) -> i64 {
        self.n += 1;
        self.n
    }
}

#[orchestrator]
async fn hidden_in_a_block_and_assigned_after(n: i64) -> Result<Option<i64>> {
    let count = n;
    let mut n: i64 = (picky(add(2, inc(count).await?).await?)
        .await
        .unwrap_or(count)
        + count)
        % 5;
    match (half(n).await?, inc(count).await?) {
        (Some(_), 5) => {
            tick().await?;
        }
        (None, mut _b) if count < 9 => {
            tick().await?;
        }
        (_, _) => {
            n += count;
        }
    }
    {
        let mut n: i64 = match (
            None::<i64>,
            Some(
                add(
                    inc(picky({
                        n = 5;
                        1_i64
                    })
                    .await
                    .unwrap_or(add(count, n).await?))
                    .await?,
                    count,
                )
                .await?,
            ),
        ) {
            (Some(_), Some(_)) => {
                return Ok(Some(1));
            }
            (Some(c @ 1..=3), Some(2..=6)) => c,
            (_, _) => 7_i64,
        };
    }
    n = 2;
    tick().await?;
    Ok(Some(n))
}

// As above, blocked at `add#3` instead. The same without the `for`, and with a plain `if` in place of
// `let c = if …`, works; so does `let m = add(inc(picky({ n = 5; 1 }).await.unwrap_or(7)).await?, count).await?` for the block.

#[orchestrator]
async fn hidden_in_a_held_value(n: i64) -> Result<Option<i64>> {
    let count = n;
    let mut n: i64 = (picky(add(2, inc(count).await?).await?)
        .await
        .unwrap_or(count)
        + count)
        % 5;
    {
        let mut n: i64 = match (
            None::<i64>,
            Some(
                add(
                    inc(picky({
                        n = 5;
                        1_i64
                    })
                    .await
                    .unwrap_or(add(count, n).await?))
                    .await?,
                    count,
                )
                .await?,
            ),
        ) {
            (Some(_), Some(_)) => {
                return Ok(Some(1));
            }
            (Some(c @ 1..=3), Some(2..=6)) => c,
            (_, _) => 7_i64,
        };
    }
    n = 2;
    let c = if true {
        inc(n).await?
            < inc({
                n = 8;
                n
            })
            .await?
    } else {
        count < 7
    };
    for total in 0..(n % 5) {
        n = 1;
        tick().await?;
    }
    Ok(Some(6))
}

#[orchestrator]
async fn a_local_made_anew_in_each_round() -> Result<i64> {
    let mut c = Counter { n: 0 };
    for _ in 0..3 {
        let mut d = c.clone();
        let x = async {
            d.bump();
            inc(1).await?;
            Ok::<_, Failure>(d.n)
        }
        .await?;
        c.n += x;
    }
    Ok(c.n)
}

#[orchestrator]
async fn alternatives_of_a_borrow(pair: (Option<String>, Option<String>)) -> Result<String> {
    match &pair {
        (Some(x), _) | (_, Some(x)) => {
            tick().await?;
            Ok(x.clone())
        }
        _ => Ok(String::new()),
    }
}

#[orchestrator]
async fn text_that_is_assigned_anew() -> Result<String> {
    let mut name = " abc ";
    let t = name.trim();
    name = " def ";
    tick().await?;
    Ok(format!("{t}{name}"))
}

#[orchestrator]
async fn text_assigned_anew_in_a_loop_over_it() -> Result<String> {
    let mut name = "abc";
    let mut out = String::new();
    for c in name.chars() {
        name = "xyz";
        tick().await?;
        out.push(c);
    }
    Ok(out + name)
}

#[orchestrator]
async fn two_blocks_take_two_fields() -> Result<String> {
    let o = Order::new(2);
    let (a, b) = try_join!(
        async {
            tick().await?;
            say(o.card.number).await
        },
        async { say(o.address.city).await }
    )?;
    Ok(format!("{a}{b}{}", o.id))
}

#[orchestrator]
async fn indices_that_change() -> Result<i64> {
    let v = vec![10i64, 20, 30];
    let mut i = 0;
    let mut out = 0;
    while i < 3 {
        let x = &v[i..];
        let one = v.get(i).unwrap();
        i += 1;
        tick().await?;
        out += x.len() as i64 + one;
    }
    Ok(out)
}

#[orchestrator]
async fn fields_of_a_borrow_by_value(orders: Vec<Order>) -> Result<i64> {
    let mut n = 0;
    for o in &orders {
        let id = o.id;
        tick().await?;
        n += add(id as i64, o.card.limit as i64).await?;
        say(o.address.city.clone()).await?;
        let card = &o.card;
        let l = card.limit;
        tick().await?;
        n += card.number.len() as i64 + i64::from(l);
    }
    Ok(n)
}

#[orchestrator]
async fn index_behind_a_borrow() -> Result<String> {
    let v = vec!["a".to_string(), "b".into(), "c".into()];
    let mut pos = 0usize;
    let idx = &mut pos;
    let item = &v[*idx];
    *idx += 1;
    tick().await?;
    Ok(item.clone())
}

#[orchestrator]
async fn range_behind_a_borrow() -> Result<Vec<i64>> {
    let mut v = vec![1i64, 2];
    for x in &mut v {
        for _i in 0..*x {
            tick().await?;
            *x += 1;
            if *x > 20 {
                break;
            }
        }
    }
    Ok(v)
}

#[orchestrator]
async fn cell_of_a_block() -> Result<i64> {
    let c = std::cell::Cell::new(0i64);
    async move {
        c.set(5);
        tick().await?;
        Ok::<_, Failure>(c.get())
    }
    .await
}

#[orchestrator]
async fn tested_part_that_changes() -> Result<i64> {
    let mut pair = (0, 7i64);
    match pair {
        (0, ref x) => {
            pair.0 = 5;
            tick().await?;
            Ok(*x + pair.0)
        }
        _ => Ok(1),
    }
}

#[orchestrator]
async fn capture_assigned_after_use(n: i64) -> Result<i64> {
    let mut count = n;
    let again = async move {
        count = inc(count).await?;
        Ok::<_, Failure>(count)
    };
    again.await
}

#[orchestrator]
async fn capture_assigned_at_once(mut count: i64) -> Result<i64> {
    let again = async move {
        count = 4;
        inc(0).await?;
        Ok::<_, Failure>(count)
    };
    again.await
}

#[orchestrator]
async fn ref_mut_of_a_place(mut pair: (String, Option<i64>)) -> Result<String> {
    match pair.1 {
        Some(ref mut n) => {
            tick().await?;
            *n -= 1;
        }
        _ => {}
    }
    if let Some(ref mut n) = pair.1 {
        tick().await?;
        *n -= 1;
    }
    Ok(format!("{pair:?}"))
}

#[orchestrator]
async fn loop_over_a_captured_borrow(order: Order) -> Result<usize> {
    let items = &order.items;
    let lengths = async {
        let mut sum = 0;
        for item in items {
            sum += say(item.clone()).await?.len();
        }
        Ok::<_, Failure>(sum)
    };
    lengths.await
}

#[orchestrator]
async fn fields_of_a_borrow_in_a_chain(order: Option<Order>) -> Result<String> {
    if let Some(order) = &order
        && order.id > 0
    {
        let n = inc(order.id.into()).await?;
        return Ok(format!("{n} {}", order.address.street));
    }
    Ok("".into())
}

#[orchestrator]
async fn borrowed_pattern_with_an_await_in_the_condition(order: Option<Order>) -> Result<String> {
    if let Some(Order {
        card,
        address: Address { city, .. },
        ..
    }) = &order
        && is_even(card.limit.into()).await?
    {
        return say(format!("{city} {}", card.number)).await;
    }
    Ok("".into())
}

#[orchestrator]
async fn index_that_calls_a_method(list: Vec<i64>) -> Result<Vec<i64>> {
    let rest = &list[1..];
    let most = &rest[..rest.len() - 1];
    tick().await?;
    Ok(most.to_vec())
}

#[orchestrator]
async fn indices_held_in_conditions(v: Vec<i64>, rows: Vec<Vec<i64>>) -> Result<i64> {
    let mut i = 0;
    let mut sum = 0;
    while let Some(x) = v.get(i) {
        i += 1;
        tick().await?;
        sum += x;
    }
    i = 0;
    match &v[i] {
        x => {
            i += 1;
            tick().await?;
            sum += x;
        }
    }
    if let Some(p) = rows[i].first() {
        i = 0;
        tick().await?;
        sum += p;
    }
    for x in &rows[i] {
        i += 1;
        tick().await?;
        sum += x * 100;
    }
    let (a, b) = (&v[i - 1], &v[i - 2]);
    i = 0;
    tick().await?;
    Ok(sum + a * 1000 + b + i as i64)
}

#[orchestrator]
async fn borrow_given_to_a_block() -> Result<Vec<i64>> {
    let l = vec![1, 2];
    let r = &l;
    async {
        tick().await?;
        Ok(r.clone())
    }
    .await
}

#[orchestrator]
async fn zip_with_an_owned_list(weather: Vec<i32>) -> Result<i32> {
    let mut height = 0;
    for (week, rain) in (1..).zip(weather) {
        tick().await?;
        height += week * rain;
    }
    Ok(height)
}

#[orchestrator]
async fn whole_on_one_path(n: i64, o: Order) -> Result<u32> {
    if is_even(n).await? {
        say(format!("{o:?}")).await?;
    }
    let id = o.id;
    Ok(id)
}

#[orchestrator]
async fn whole_on_one_path_and_awaits_on_both(n: i64, o: Order) -> Result<u32> {
    if is_even(n).await? {
        tick().await?;
        say(format!("{o:?}")).await?;
    } else {
        tick().await?;
    }
    tick().await?;
    let id = o.id;
    Ok(id)
}

#[orchestrator]
async fn whole_in_a_loop_and_a_field_after(n: i64, o: Order) -> Result<u32> {
    let mut n = n;
    loop {
        if !is_even(n).await? {
            break;
        }
        n += 1;
        tick().await?;
        let p = o.clone();
        say(format!("{p:?}")).await?;
    }
    tick().await?;
    Ok(o.id)
}

#[orchestrator]
async fn whole_in_a_while_and_fields_after(n: i64, o: Order) -> Result<String> {
    let mut n = n;
    while is_even(n).await? {
        say(format!("{o:?}")).await?;
        n += 1;
    }
    let id = o.id;
    let c = charge(o.card).await?;
    Ok(format!("{id} {c:?} {:?}", o.address))
}

#[orchestrator]
async fn whole_in_a_block_in_a_loop(o: Order) -> Result<u32> {
    for _ in 0..2 {
        async { say(format!("{:?}", o)).await }.await?;
    }
    Ok(o.id)
}

#[orchestrator]
async fn field_changed_beside_a_block(o: Order) -> Result<u32> {
    let mut c = o.clone();
    for _ in 0..2 {
        let x = async {
            tick().await?;
            Ok::<_, Failure>(c.clone().id)
        }
        .await?;
        c.card.limit += x;
    }
    let l = c.card.limit;
    Ok(l)
}

#[orchestrator]
async fn whole_in_a_for_and_a_field_after(o: Order) -> Result<u32> {
    for _ in 0..2 {
        say(format!("{:?}", o)).await?;
    }
    Ok(o.id)
}

#[orchestrator]
async fn borrow_of_what_while_let_binds(given: Option<Order>) -> Result<String> {
    while let Some(order) = &given {
        let address = &order.address;
        let n = inc(order.id.into()).await?;
        if n > 0 {
            return Ok(format!("{n} {}", address.street));
        }
    }
    Ok("".into())
}

#[orchestrator]
async fn chain_of_while_let(order: Option<Order>) -> Result<String> {
    while let Some(order) = &order
        && order.id > 0
    {
        let n = inc(order.id.into()).await?;
        if n > 0 {
            return Ok(format!("{n} {}", order.id));
        }
    }
    Ok("".into())
}

#[orchestrator]
async fn tasks_without_end(n: i64) -> Result<i64> {
    let _endless = spawn(async {
        loop {
            sleep(Duration::from_millis(1)).await;
        }
    });
    spawn(async {
        loop {
            sleep(Duration::from_millis(1)).await;
        }
    });
    let other = spawn(async {
        loop {
            sleep(Duration::from_millis(1)).await;
        }
    });
    other.abort();
    inc(n).await
}

#[orchestrator]
async fn counts_on(n: i64) -> Result<i64> {
    inc(n).await
}

#[orchestrator(inline)]
async fn inline_helper(n: i64) -> Result<i64> {
    inc(n).await
}

#[orchestrator]
async fn calls_by_mut(n: i64) -> Result<i64> {
    let mut call = counts_on(n);
    let mut help = inline_helper(n);
    let mut boxed = Box::pin(async { inc(n).await });
    let mut sum = 0;
    for _ in 0..3 {
        sum += select! { v = &mut call => v?, () = sleep(Duration::from_secs(100)) => 1000 };
        sum += select! { v = &mut help => v?, () = sleep(Duration::from_secs(100)) => 1000 };
        sum += select! { v = boxed.as_mut() => v?, () = sleep(Duration::from_secs(100)) => 1000 };
        break;
    }
    Ok(sum)
}

#[orchestrator]
async fn join_in_a_block_in_a_macro() -> Result<i64> {
    let v = vec![async { join!(inc(1), inc(2)) }];
    let mut s = 0;
    for b in v {
        let (a, c) = b.await;
        s += a? + c?;
    }
    Ok(s)
}

#[orchestrator]
async fn pinned_with_let() -> Result<i64> {
    tokio::pin! { let t = sleep(Duration::from_secs(100)); let w = async { inc(4).await }; }
    Ok(select! { () = &mut t => 0, v = &mut w => v? })
}

#[orchestrator]
async fn slice_pattern_with_an_index(n: i64) -> Result<i64> {
    let v: Vec<i64> = (0..n).collect();
    let mut at = 0;
    let mut sum = 0;
    while let [first, rest @ ..] = &v[at..] {
        at += 1;
        sum += inc(*first).await? * 10 + rest.len() as i64;
        tick().await?;
        sum += first;
    }
    Ok(sum)
}

#[orchestrator]
async fn hidden_while_carried_by_its_fields(n: u32) -> Result<(Vec<String>, u32)> {
    let order = Order::new(n);
    let items = order.items;
    {
        let order = Order::new(n + 10);
        tick().await?;
        inc(i64::from(order.id)).await?;
    }
    tick().await?;
    Ok((items, order.id))
}

#[orchestrator]
async fn both_carried_by_their_fields(n: u32) -> Result<(Vec<String>, String, u32)> {
    let order = Order::new(n);
    let items = order.items;
    let other = {
        let order = Order::new(n + 10);
        let other = order.items;
        inc(i64::from(order.id)).await?;
        let seen = format!("{other:?}{}", order.id);
        tick().await?;
        format!("{seen}{}", order.id)
    };
    tick().await?;
    Ok((items, other, order.id))
}

holds! {
    a_local_that_a_block_hides_is_kept_apart => hidden_in_a_block_and_assigned_after(3), hidden_in_a_held_value(3),
        hidden_while_carried_by_its_fields(3), both_carried_by_their_fields(4);
    a_struct_is_needed_whole_on_one_path_and_by_its_fields_on_another =>
        whole_on_one_path(1, Order::new(2)), whole_on_one_path(2, Order::new(3)),
        whole_on_one_path_and_awaits_on_both(1, Order::new(2)), whole_on_one_path_and_awaits_on_both(2, Order::new(2)),
        whole_in_a_loop_and_a_field_after(2, Order::new(3)), whole_in_a_loop_and_a_field_after(1, Order::new(2)),
        whole_in_a_while_and_fields_after(2, Order::new(3)), whole_in_a_while_and_fields_after(1, Order::new(2)),
        whole_in_a_for_and_a_field_after(Order::new(1));
    and_beside_blocks => whole_in_a_block_in_a_loop(Order::new(1)), field_changed_beside_a_block(Order::new(3)),
        a_local_made_anew_in_each_round();
    what_is_borrowed_is_matched_again => alternatives_of_a_borrow((None, Some("x".into()))), tested_part_that_changes(),
        ref_mut_of_a_place(("a".into(), Some(3)));
    a_reference_may_be_made_to_point_elsewhere => text_that_is_assigned_anew(), text_assigned_anew_in_a_loop_over_it();
    indices_are_held => indices_that_change(), index_behind_a_borrow(), range_behind_a_borrow(),
        index_that_calls_a_method(vec![1, 2, 3, 4]), slice_pattern_with_an_index(3),
        indices_held_in_conditions(vec![1, 2, 3], vec![vec![4, 5], vec![5, 6], vec![]]);
    fields_of_borrows => fields_of_a_borrow_by_value(vec![Order::new(1), Order::new(2)]),
        fields_of_a_borrow_in_a_chain(Some(Order::new(3))), fields_of_a_borrow_in_a_chain(None),
        borrowed_pattern_with_an_await_in_the_condition(Some(Order::new(3))),
        borrow_of_what_while_let_binds(Some(Order::new(3))), borrow_of_what_while_let_binds(None),
        chain_of_while_let(Some(Order::new(3))), chain_of_while_let(None);
    what_blocks_capture => cell_of_a_block(), capture_assigned_after_use(2), capture_assigned_at_once(7),
        loop_over_a_captured_borrow(Order::new(3)), borrow_given_to_a_block();
    owned_lists_are_collected => zip_with_an_owned_list(vec![3, 4]);
}

holds! { in any order:
    blocks_take_fields_of_one_struct => two_blocks_take_two_fields();
    blocks_in_macros => join_in_a_block_in_a_macro();
}

// Items of an inner block are not seen before it.

fn number() -> i64 {
    1
}

mod last_as_first {
    pub trait First {
        fn first(&self) -> Option<&i64>;
    }

    impl First for Vec<i64> {
        fn first(&self) -> Option<&i64> {
            self.last()
        }
    }
}

#[orchestrator]
async fn a_function_in_a_block() -> Result<i64> {
    tick().await?;
    let a = number();
    {
        fn number() -> i64 {
            2
        }
        let b = number();
        tick().await?;
        Ok(a * 10 + b)
    }
}

#[orchestrator]
async fn a_trait_in_a_block(v: Vec<i64>) -> Result<i64> {
    tick().await?;
    let a = *v.first().unwrap();
    {
        use last_as_first::First;
        let b = *v.first().unwrap();
        tick().await?;
        Ok(a * 10 + b)
    }
}

#[orchestrator]
async fn a_borrow_from_outside_of_a_block_with_a_trait(v: Vec<i64>) -> Result<i64> {
    let a = v.first().unwrap();
    tick().await?;
    {
        use last_as_first::First;
        let b = *v.first().unwrap();
        tick().await?;
        if b > 0 {
            const TEN: i64 = 10;
            const MORE: [i64; 2] = [100, 200];
            let more = &MORE;
            tick().await?;
            Ok(a * TEN + b + more[1])
        } else {
            Ok(*a)
        }
    }
}

holds! {
    what_stands_before_a_block_does_not_see_its_functions => a_function_in_a_block();
    what_stands_before_a_block_does_not_see_its_traits => a_trait_in_a_block(vec![1, 2]);
    a_borrow_is_taken_again_as_it_was_taken => a_borrow_from_outside_of_a_block_with_a_trait(vec![1, 2]);
}

holds! { by result:
    tasks_need_not_end => tasks_without_end(1);
    calls_are_awaited_by_mut => calls_by_mut(1), pinned_with_let();
}

/// A name in capitals that is a local's is bound again by a pattern, and is no constant.
#[orchestrator]
#[allow(non_snake_case)]
async fn names_in_capitals(n: i64) -> Result<i64> {
    let N = n;
    let inner = if let Some(N) = Some(7) {
        inc(1).await?;
        N
    } else {
        0
    };
    let X = n;
    let mut sum = inner * 100 + N;
    for (X, y) in [(5, 1), (6, 2)] {
        inc(1).await?;
        sum += X * y;
    }
    Ok(sum * 10 + X)
}

holds! {
    names_in_capitals_are_bound_again => names_in_capitals(0), names_in_capitals(3);
}
