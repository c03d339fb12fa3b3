//! What is moved, given back, taken out in part, and assigned again.

use std::ops::Deref;

use durable_runtime::prelude::*;
use serde::{Deserialize, Serialize};

use crate::activities::*;

#[orchestrator]
async fn partial_moves(id: u32) -> Result<String> {
    let order = order(id).await?;
    let payment = charge(order.card).await?;
    let parcel = ship(order.address).await?;
    tick().await?;
    let items = order.items;
    tick().await?;
    Ok(format!("{} {payment} {parcel} {items:?}", order.id))
}

#[orchestrator]
async fn moves_in_patterns(id: u32) -> Result<String> {
    let order = order(id).await?;
    let Card { number, .. } = order.card;
    tick().await?;
    let city = match order.address {
        Address { city, street } if street.len() > 3 => city,
        Address { street, .. } => street,
    };
    tick().await?;
    Ok(format!("{number} {city} {:?}", order.items))
}

/// The fields that a pattern leaves are used later.
#[orchestrator]
async fn patterns_take_some_fields(id: u32) -> Result<String> {
    let whole = order(id).await?;
    let Order {
        card: Card { number, .. },
        ..
    } = whole;
    let said = say(number).await?;
    let limit = whole.card.limit;
    tick().await?;
    let city = ship(whole.address).await?;
    let pair = ("a".to_owned(), 5_i64, vec![id]);
    let (text, ..) = pair;
    say(text).await?;
    let mut triple = (Some("b".to_owned()), 7_i64, "c".to_owned());
    if let (Some(text), ..) = triple {
        say(text).await?;
        triple.1 += 1;
    }
    let choice = ("d".to_owned(), i64::from(id));
    match choice {
        (text, number) if number > 3 => {
            say(text).await?;
        }
        (text, _) => {
            inc(text.len() as i64).await?;
        }
    }
    tick().await?;
    Ok(format!(
        "{said} {limit} {city} {} {:?} {} {} {} {:?}",
        pair.1, pair.2, triple.1, triple.2, choice.1, whole.items
    ))
}

#[orchestrator]
async fn moved_in_one_branch(n: i64) -> Result<String> {
    let text = format!("text {n}");
    let mut log = String::new();
    if n > 0 {
        log += &say(text).await?;
    } else {
        tick().await?;
        log += &text;
        tick().await?;
        drop(text);
    }
    tick().await?;
    Ok(log)
}

#[orchestrator]
async fn moved_and_assigned_again(n: i64) -> Result<Vec<String>> {
    let mut text = String::from("first");
    let mut log = vec![];
    for i in 0..n {
        log.push(say(text).await?);
        text = format!("round {i}");
        if i == 1 {
            log.push(say(text).await?);
            tick().await?;
            text = "after one".into();
        }
    }
    log.push(text);
    Ok(log)
}

#[orchestrator]
async fn moved_maybe_then_assigned(n: i64) -> Result<String> {
    let mut text = String::from("kept");
    if n == 1 {
        say(text).await?;
        text = String::from("new");
    } else if n == 2 {
        drop(text);
        tick().await?;
        text = inc(n).await?.to_string();
    }
    tick().await?;
    Ok(text)
}

#[orchestrator]
async fn assignments_across_awaits(n: i64) -> Result<Vec<i64>> {
    let mut a = n;
    let mut b = a;
    a = inc(a).await?;
    b += inc(b).await? + a;
    tick().await?;
    a *= 2;
    b = a - b;
    tick().await?;
    let mut items = vec![a, b];
    items[0] = double(items[1]).await?;
    items[1] += inc(items[0]).await?;
    tick().await?;
    items[(n % 2) as usize] -= 1;
    let mut order = order(1).await?;
    order.id = order.id + 1;
    order.card.limit += order.id;
    tick().await?;
    order.items.push("more".into());
    tick().await?;
    items.push(i64::from(order.card.limit) + order.items.len() as i64);
    Ok(items)
}

#[orchestrator]
async fn taken_and_replaced(n: i64) -> Result<Vec<String>> {
    let mut text = String::from("a");
    let first = say(std::mem::take(&mut text)).await?;
    text.push('b');
    tick().await?;
    let second = std::mem::replace(&mut text, n.to_string());
    tick().await?;
    let mut slot = Some(second.clone());
    let third = slot.take();
    tick().await?;
    let mut other = String::from("other");
    std::mem::swap(&mut text, &mut other);
    tick().await?;
    Ok(vec![
        first,
        second,
        third.unwrap_or_default(),
        format!("{slot:?}"),
        text,
        other,
    ])
}

#[orchestrator]
async fn mutated_by_methods(n: i64) -> Result<(Vec<i64>, usize)> {
    let mut items: Vec<i64> = Vec::with_capacity(4);
    items.push(inc(n).await?);
    items.extend(list(n).await?);
    items.insert(0, double(n).await?);
    tick().await?;
    items.retain(|item| *item != 1);
    items.sort_by(|a, b| b.cmp(a));
    tick().await?;
    let last = items.pop();
    tick().await?;
    items.extend(last);
    items.dedup();
    let total = items.len();
    items.truncate(3);
    tick().await?;
    Ok((items, total))
}

#[orchestrator]
async fn borrowed_between_awaits(n: i64) -> Result<String> {
    let mut text = n.to_string();
    {
        let borrowed = &mut text;
        borrowed.push('x');
    }
    tick().await?;
    let view: &str = &text;
    let length = view.len();
    tick().await?;
    let again = text.as_str().trim_end_matches('x');
    let count = again.len();
    let slice = &text[..count];
    let said = say(slice.to_string()).await?;
    let mut items = vec![said.as_str(), &text].join(",");
    tick().await?;
    let tail = items.split_off(1);
    tick().await?;
    Ok(format!("{length} {items} {tail}"))
}

#[orchestrator]
async fn copies_are_copies(n: i64) -> Result<Vec<i64>> {
    let mut a = n;
    let b = a;
    tick().await?;
    a += 10;
    tick().await?;
    let mut pair = (a, b);
    let copy = pair;
    pair.0 += inc(pair.1).await?;
    let array = [pair.0; 2];
    let mut other = array;
    other[0] = 0;
    tick().await?;
    Ok(vec![a, b, pair.0, copy.0, array[0], other[0]])
}

#[orchestrator]
async fn not_stored_because_it_is_moved(n: i64) -> Result<i64> {
    // No `Rc` can be stored; none is needed after an await.
    let shared = std::rc::Rc::new(n);
    let copy = std::rc::Rc::clone(&shared);
    let sum = *shared + *copy;
    drop(shared);
    let sum = inc(sum).await?;
    let cell = std::cell::RefCell::new(sum);
    *cell.borrow_mut() += 1;
    let out = cell.into_inner();
    tick().await?;
    Ok(out)
}

#[orchestrator]
async fn mutable_parameters(mut n: i64, mut text: String) -> Result<String> {
    n += 1;
    text.push_str("!");
    tick().await?;
    n = inc(n).await?;
    text = say(text + "?").await?;
    text.insert(0, '>');
    tick().await?;
    Ok(format!("{n} {text}"))
}

#[orchestrator]
async fn partial_moves_of_tuples(n: i64) -> Result<String> {
    let pair = (both(n).await?, both(n + 1).await?);
    let text = say((pair.0).1).await?;
    let other = pair.1;
    tick().await?;
    let number = inc(pair.0.0).await?;
    Ok(format!("{text} {other:?} {number}"))
}

#[orchestrator]
async fn partial_moves_of_nested_fields(id: u32) -> Result<String> {
    let order = order(id).await?;
    let number = say(order.card.number).await?;
    let street = say(order.address.street).await?;
    tick().await?;
    let city = order.address.city;
    tick().await?;
    Ok(format!(
        "{number} {street} {city} {} {:?} {}",
        order.card.limit, order.items, order.id
    ))
}

/// As serde's feature `rc` would have it.
#[derive(Debug)]
struct Arc<T>(std::sync::Arc<T>);

impl<T> Arc<T> {
    fn new(value: T) -> Self {
        Self(std::sync::Arc::new(value))
    }
}

impl<T> Clone for Arc<T> {
    fn clone(&self) -> Self {
        Self(std::sync::Arc::clone(&self.0))
    }
}

impl<T> Deref for Arc<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: Serialize> Serialize for Arc<T> {
    fn serialize<S: serde::Serializer>(
        &self,
        serializer: S,
    ) -> std::result::Result<S::Ok, S::Error> {
        T::serialize(self, serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Arc<T> {
    fn deserialize<D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> std::result::Result<Self, D::Error> {
        T::deserialize(deserializer).map(Self::new)
    }
}

#[orchestrator]
async fn fields_of_what_is_shared(card: Arc<Card>) -> Result<String> {
    let n = inc(card.limit.into()).await?;
    let number = say(card.number.clone()).await?;
    let other = Arc::clone(&card);
    let m = inc(other.limit.into()).await?;
    let third = other.clone();
    tick().await?;
    let k = inc(third.limit.into()).await?;
    tick().await?;
    Ok(format!("{n} {number} {m} {k} {}", third.number))
}

#[orchestrator]
async fn fields_are_renewed(id: u32) -> Result<Order> {
    let mut order = order(id).await?;
    order.card.number = say(order.card.number).await?;
    let street = say(order.address.street).await?;
    order.address.street = street;
    for _ in 0..2 {
        order.id = inc(order.id.into()).await? as u32;
        order.items = match order.items {
            items if items.len() > 3 => items,
            mut items => {
                items.push(say("more".into()).await?);
                items
            }
        };
    }
    order.address.city = order.address.city.to_uppercase();
    tick().await?;
    Ok(order)
}

/// What is renewed before anything is awaited need not be storable.
#[orchestrator]
async fn fields_are_renewed_at_once(n: i64) -> Result<i64> {
    struct NotStored(i64);
    struct Pair {
        a: NotStored,
        b: NotStored,
    }
    let mut pair = Pair {
        a: NotStored(n),
        b: NotStored(2),
    };
    pair.a = NotStored(pair.a.0 + 1);
    let b = pair.b;
    pair.b = NotStored(b.0 + 1);
    let sum = pair.a.0 + pair.b.0;
    inc(sum).await
}

durable_tests::holds! {
    what_is_shared_is_not_taken_apart => fields_of_what_is_shared(Arc::new(Card { number: "7".into(), limit: 3 }));
    a_field_may_be_renewed_by_what_it_was => fields_are_renewed(3), fields_are_renewed_at_once(1);
    fields_are_moved_one_by_one => partial_moves(2);
    patterns_move_fields => moves_in_patterns(5);
    patterns_leave_fields => patterns_take_some_fields(2), patterns_take_some_fields(5);
    a_local_may_be_moved_in_one_branch => moved_in_one_branch(0), moved_in_one_branch(1);
    a_moved_local_may_be_assigned_again => moved_and_assigned_again(0), moved_and_assigned_again(3);
    a_local_moved_in_a_branch_may_be_assigned_there => moved_maybe_then_assigned(0), moved_maybe_then_assigned(1), moved_maybe_then_assigned(2);
    assignments_hold_across_awaits => assignments_across_awaits(0), assignments_across_awaits(3);
    what_is_taken_out_leaves_its_default => taken_and_replaced(3);
    methods_change_a_local_across_awaits => mutated_by_methods(3);
    borrows_may_be_made_again_after_each_await => borrowed_between_awaits(42);
    copies_go_their_own_ways => copies_are_copies(3);
    what_is_gone_at_an_await_need_not_be_storable => not_stored_because_it_is_moved(3);
    parameters_may_be_mutable => mutable_parameters(1, "text".into());
    elements_of_tuples_are_moved => partial_moves_of_tuples(2);
    fields_of_fields_are_moved => partial_moves_of_nested_fields(2);
}
