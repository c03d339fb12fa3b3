//! Borrows that live across an await, and loops over what is borrowed.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

use durable_runtime::prelude::*;
use serde::{Deserialize, Serialize};

use crate::activities::*;

// Of fields and other places.

#[orchestrator]
async fn a_field(order: Order) -> Result<String> {
    let city = &order.address.city;
    tick().await?;
    let street = &order.address.street;
    let a = say(city.clone()).await?;
    let b = say(format!("{street} {city}")).await?;
    Ok(format!("{a} {b} {} {city}", order.id))
}

#[orchestrator]
async fn a_borrow_of_a_borrow(order: Order) -> Result<String> {
    let whole = &order;
    let address = &whole.address;
    tick().await?;
    let city = &address.city;
    let again = &&city;
    let said = say(city.to_string()).await?;
    let (first, rest) = (&whole.card, &*address);
    tick().await?;
    Ok(format!(
        "{said} {again} {} {} {}",
        first.number, rest.street, whole.id
    ))
}

#[orchestrator]
async fn a_whole_local(n: i64, text: String, list: Vec<i64>) -> Result<String> {
    let (number, words, all) = (&n, &text, &list);
    let m = inc(*number).await?;
    let said = say(words.clone()).await?;
    let sum: i64 = all.iter().sum();
    tick().await?;
    Ok(format!("{m} {said} {sum} {number} {words} {all:?}"))
}

#[orchestrator]
async fn of_tuples_and_arrays(n: i64) -> Result<String> {
    let pair = (n, (format!("t{n}"), [n, n + 1, n + 2]));
    let text = &pair.1.0;
    let middle = &pair.1.1[1];
    tick().await?;
    let array = &pair.1.1;
    let m = inc(*middle).await?;
    Ok(format!("{text} {middle} {m} {array:?} {}", pair.0))
}

#[orchestrator]
async fn of_an_item_whose_index_changes(names: Vec<String>) -> Result<Vec<String>> {
    let mut i = 0;
    let mut out = vec![];
    while i + 1 < names.len() {
        let name = &names[i];
        i += 1;
        let next = &names[i];
        let said = say(name.clone()).await?;
        out.push(format!("{said} {name} {next} {i}"));
        i += 1;
        tick().await?;
        out.push(format!("{name}{next}"));
    }
    Ok(out)
}

#[orchestrator]
async fn of_a_slice(list: Vec<i64>) -> Result<Vec<i64>> {
    let rest = &list[1..];
    tick().await?;
    let most = &rest[..rest.len() - 1];
    let mut out = vec![];
    for n in most {
        out.push(inc(*n).await?);
    }
    let (head, tail) = list.split_at(1);
    let head = head.to_vec();
    let tail = tail.to_vec();
    tick().await?;
    out.extend(head);
    out.extend(rest);
    out.extend(tail);
    Ok(out)
}

#[orchestrator]
async fn of_text(text: String) -> Result<String> {
    let whole = text.as_str();
    tick().await?;
    let trimmed = whole.trim();
    tick().await?;
    let part = &trimmed[1..];
    let said = say(part.to_owned()).await?;
    Ok(format!("{said} {part} {trimmed} {}", whole.len()))
}

durable_tests::holds! {
    a_field_is_borrowed => a_field(Order::new(3));
    a_borrow_is_borrowed => a_borrow_of_a_borrow(Order::new(2));
    a_local_is_borrowed => a_whole_local(2, "x".into(), vec![1, 2]);
    tuples_and_arrays_are_borrowed => of_tuples_and_arrays(5);
    an_item_stays_when_its_index_changes => of_an_item_whose_index_changes(vec![]),
        of_an_item_whose_index_changes(["a", "b", "c", "d", "e"].map(String::from).into());
    slices_are_borrowed => of_a_slice(vec![1, 2, 3, 4]), of_a_slice(vec![1, 2]);
    texts_are_borrowed => of_text("  abc ".into());
}

// Mutable borrows.

#[orchestrator]
async fn mutably(mut items: Vec<i64>, order: Order) -> Result<(Vec<i64>, Order)> {
    for item in &mut items {
        *item = inc(*item).await?;
        tick().await?;
        *item *= 2;
    }
    for item in items.iter_mut().skip(1) {
        *item += inc(*item).await?;
    }
    let mut order = order;
    let card = &mut order.card;
    card.limit += 1;
    tick().await?;
    card.limit *= 2;
    let address = &mut order.address;
    address.city.push('!');
    let said = say(address.city.clone()).await?;
    address.city.push_str(&said);
    Ok((items, order))
}

#[orchestrator]
async fn mutably_deep(mut orders: Vec<Order>) -> Result<Vec<Order>> {
    for order in &mut orders {
        let items = &mut order.items;
        items.push(format!("new {}", order.id));
        tick().await?;
        for item in items.iter_mut() {
            let said = say(item.clone()).await?;
            item.push_str(&said);
        }
        let limit = &mut order.card.limit;
        *limit += 1;
        tick().await?;
        *limit *= 2;
    }
    let last = &mut orders[0];
    last.id += 1;
    tick().await?;
    last.id += 10;
    Ok(orders)
}

#[orchestrator]
async fn mutably_in_maps(
    mut map: BTreeMap<String, Vec<i64>>,
) -> Result<BTreeMap<String, Vec<i64>>> {
    for (name, values) in &mut map {
        let n = length(name.clone()).await?;
        values.push(n as i64);
        for value in values.iter_mut() {
            *value = inc(*value).await?;
        }
    }
    for values in map.values_mut() {
        tick().await?;
        values.retain(|value| *value > 1);
    }
    if let Some(values) = map.get_mut("a") {
        values.push(100);
        let more = inc(values.len() as i64).await?;
        values.push(more);
    }
    Ok(map)
}

#[orchestrator]
async fn mutably_by_patterns(mut pair: (String, Option<i64>), mut shape: Shape) -> Result<String> {
    if let Some(n) = &mut pair.1 {
        *n += 1;
        let m = inc(*n).await?;
        *n *= m;
    }
    match &mut shape {
        Shape::Rectangle { width, height } => {
            *width = inc(*width).await?;
            *height += *width;
        }
        Shape::Circle(radius) => {
            tick().await?;
            *radius *= 2.0;
        }
        _ => tick().await?,
    }
    let (text, _) = &mut pair;
    text.push('a');
    let said = say(text.clone()).await?;
    text.push_str(&said);
    match pair.1 {
        Some(ref mut n) if *n > 0 => {
            tick().await?;
            *n -= 1;
        }
        _ => {}
    }
    Ok(format!("{pair:?} {shape:?}"))
}

#[orchestrator]
async fn swapped_and_split(mut list: Vec<i64>) -> Result<Vec<i64>> {
    {
        let first = &mut list;
        first.push(7);
        tick().await?;
        first.reverse();
    }
    let n = inc(list[0]).await?;
    let second = &mut list[1];
    std::mem::swap(second, &mut n.clone());
    tick().await?;
    *second += 1;
    Ok(list)
}

durable_tests::holds! {
    items_and_fields_are_changed => mutably(vec![1, 2, 3], Order::new(2)), mutably(vec![], Order::new(1));
    items_of_items_are_changed => mutably_deep(vec![Order::new(2), Order::new(3)]);
    maps_are_changed => mutably_in_maps([("a".into(), vec![1]), ("bb".into(), vec![0, 0])].into());
    what_patterns_bind_is_changed => mutably_by_patterns(("x".into(), Some(2)), Shape::Circle(1.5)),
        mutably_by_patterns(("x".into(), None), Shape::Rectangle { width: 1, height: 2 }),
        mutably_by_patterns(("x".into(), Some(-5)), Shape::Empty);
    a_list_is_changed_through_a_borrow => swapped_and_split(vec![1, 2, 3]);
}

// Loops.

#[orchestrator]
async fn over_references(items: Vec<String>) -> Result<Vec<String>> {
    let mut out = vec![];
    for item in &items {
        let said = say(item.clone()).await?;
        tick().await?;
        out.push(format!("{said} {item}"));
    }
    for (i, item) in items.iter().enumerate().rev() {
        out.push(format!("{i} {item} {}", say(item.clone()).await?));
    }
    let copy = out.clone();
    for (a, b) in items.iter().zip(&copy) {
        out.push(format!("{a}{b} {}", say(b.clone()).await?));
    }
    for &n in &[1, 2, 3] {
        out.push(format!("{}", inc(n).await? + n));
    }
    Ok(out)
}

#[orchestrator]
async fn with_adaptors(list: Vec<i64>, words: VecDeque<String>) -> Result<Vec<String>> {
    let mut out = vec![];
    for (i, n) in list.iter().enumerate().skip(1).step_by(2) {
        out.push(format!("{i} {n} {}", inc(*n).await?));
    }
    for (i, (n, word)) in list.iter().rev().zip(words.iter()).enumerate() {
        out.push(format!("{i} {n} {}", say(word.clone()).await?));
    }
    for n in list.iter().copied().take(2) {
        out.push(format!("{}", double(n).await?));
    }
    for word in words.iter().cloned().chain(["end".to_owned()]) {
        out.push(say(word).await?);
    }
    for n in list.iter().filter(|n| **n > 1).map(|n| n * 10) {
        out.push(inc(n).await?.to_string());
    }
    for pair in list.windows(2) {
        out.push(add(pair[0], pair[1]).await?.to_string());
    }
    for chunk in list.chunks(2) {
        tick().await?;
        out.push(format!("{chunk:?}"));
    }
    for n in list.iter().chain(&[7, 8]) {
        out.push(inc(*n).await?.to_string());
    }
    Ok(out)
}

#[orchestrator]
async fn over_text(text: String) -> Result<Vec<String>> {
    let mut out = vec![];
    for line in text.lines() {
        let said = say(line.to_owned()).await?;
        for word in line.split_whitespace() {
            out.push(format!("{said} {word} {}", length(word.into()).await?));
        }
    }
    for (i, c) in text.chars().enumerate() {
        if c.is_alphabetic() && i < 4 {
            out.push(say(c.to_string()).await? + &i.to_string());
        }
    }
    for b in text.bytes().take(2) {
        out.push(inc(b.into()).await?.to_string());
    }
    for (at, c) in text.char_indices().rev() {
        if at == 1 {
            out.push(format!("{c} {}", inc(at as i64).await?));
        }
    }
    Ok(out)
}

#[orchestrator]
async fn over_maps_and_sets(
    map: BTreeMap<String, Vec<i64>>,
    set: BTreeSet<i64>,
) -> Result<Vec<String>> {
    let mut out = vec![];
    for (name, values) in &map {
        for value in values {
            let v = inc(*value).await?;
            out.push(format!("{name} {v} {value}"));
        }
        for c in name.chars() {
            out.push(say(c.to_string()).await?);
            out.push(c.to_string());
        }
    }
    for key in map.keys().rev() {
        out.push(say(key.clone()).await?);
    }
    for (i, values) in map.values().enumerate() {
        out.push(format!(
            "{i} {values:?} {}",
            length(format!("{values:?}")).await?
        ));
    }
    for n in &set {
        out.push(inc(*n).await?.to_string());
    }
    for (n, (name, values)) in set.iter().zip(map.iter()) {
        tick().await?;
        out.push(format!("{n} {name} {values:?}"));
    }
    Ok(out)
}

#[orchestrator]
async fn loops_in_loops(orders: Vec<Order>) -> Result<Vec<String>> {
    let mut out = vec![];
    'orders: for (i, order) in orders.iter().enumerate() {
        let city = &order.address.city;
        for (j, item) in order.items.iter().enumerate() {
            if j == 2 {
                continue 'orders;
            }
            for c in item.chars().filter(|c| c.is_numeric()) {
                out.push(format!("{i}{j}{c} {} {city}", say(item.clone()).await?));
            }
            let rest = &order.items[j..];
            tick().await?;
            out.push(rest.join("/"));
        }
        if order.items.is_empty() && i > 2 {
            break;
        }
        out.push(city.clone());
    }
    Ok(out)
}

#[orchestrator]
async fn left_and_begun_again(list: Vec<i64>) -> Result<i64> {
    let mut sum = 0;
    for round in 0..3 {
        let found = 'search: {
            for n in &list {
                if is_even(*n + round).await? {
                    break 'search Some(*n);
                }
            }
            None
        };
        let Some(n) = found else { continue };
        sum += inc(n).await?;
        for m in list.iter().rev() {
            if *m == n {
                break;
            }
            sum = add(sum, *m).await?;
        }
    }
    Ok(sum)
}

durable_tests::holds! {
    loops_over_references => over_references(vec!["a".into(), "b".into()]), over_references(vec![]);
    loops_over_adapted_references => with_adaptors(vec![1, 2, 3, 4, 5], ["a".into(), "b".into()].into()),
        with_adaptors(vec![], VecDeque::new());
    loops_over_text => over_text("ab c\n\nd e".into()), over_text(String::new());
    loops_over_maps => over_maps_and_sets(
        [("ab".to_string(), vec![1, 2]), ("c".to_string(), vec![])].into(), [3, 1].into());
    loops_over_references_in_loops => loops_in_loops((0..8).map(Order::new).collect());
    loops_over_references_are_left => left_and_begun_again(vec![1, 2, 3]), left_and_begun_again(vec![]);
}

// Patterns and lookups.

#[orchestrator]
async fn by_patterns(promo: Option<String>, shape: Shape, pair: (String, i64)) -> Result<String> {
    let mut out = String::new();
    if let Some(p) = &promo {
        let said = say(p.clone()).await?;
        out.push_str(&said);
        tick().await?;
        out.push_str(p);
    }
    match &shape {
        Shape::Rectangle { width, height } if *width > 0 => {
            let w = inc(*width).await?;
            out.push_str(&format!("{w} {height} {width}"));
        }
        Shape::Pair(a, b) => {
            tick().await?;
            out.push_str(&format!("{a:?} {b:?}"));
        }
        other => {
            tick().await?;
            out.push_str(&format!("{other:?}"));
        }
    }
    match shape {
        Shape::Pair(ref a, _) => {
            tick().await?;
            out.push_str(&format!("{a:?}"));
        }
        Shape::Circle(r) => {
            tick().await?;
            out.push_str(&format!("{r}"));
        }
        _ => {}
    }
    let (text, n) = &pair;
    let m = inc(*n).await?;
    out.push_str(&format!("{text} {n} {m}"));
    let Some(p) = promo.as_ref() else {
        return Ok(out);
    };
    tick().await?;
    Ok(format!("{out} {p} {shape:?}"))
}

#[orchestrator]
async fn in_let_chains(order: Option<Order>, names: Vec<String>) -> Result<String> {
    if let Some(order) = &order
        && let Some(item) = order.items.first()
        && let [first, .., last] = names.as_slice()
        && first != last
    {
        let said = say(item.clone()).await?;
        tick().await?;
        return Ok(format!("{said} {item} {first} {last} {}", order.id));
    }
    if let Some(Order {
        card: Card { number, limit },
        address: Address { city, .. },
        ..
    }) = &order
        && is_even((*limit).into()).await?
    {
        return say(format!("{city} {number}")).await;
    }
    let mut rounds = 0;
    while let Some(order) = &order {
        rounds = inc(rounds).await?;
        if rounds > 2 {
            return Ok(format!("{rounds} {}", order.id));
        }
    }
    let [one, rest @ ..] = names.as_slice() else {
        return Ok("none".into());
    };
    let said = say(one.clone()).await?;
    Ok(format!("{said} {one} {rest:?}"))
}

#[orchestrator]
async fn by_ref(order: Order, maybe: Option<String>) -> Result<String> {
    let Order {
        ref card,
        ref address,
        id,
        ..
    } = order;
    tick().await?;
    let Card { number, limit } = card;
    let said = say(number.clone()).await?;
    let Some(ref text) = maybe else {
        return Ok(format!("{said} {limit} {}", address.city));
    };
    tick().await?;
    match maybe {
        Some(ref inner) if inner.len() > 1 => {
            let n = length(inner.clone()).await?;
            Ok(format!("{n} {inner} {text} {id} {limit}"))
        }
        ref other => {
            tick().await?;
            Ok(format!("{other:?} {number}"))
        }
    }
}

#[orchestrator]
async fn lookups(n: i64) -> Result<String> {
    let mut ages = HashMap::new();
    ages.insert("ann".to_string(), 30 + n);
    ages.insert("bob".to_string(), 40 + n);
    let key = "bob".to_string();
    let mut out = String::new();
    if let Some(age) = ages.get(&key) {
        let next = inc(*age).await?;
        out.push_str(&format!("{age} {next} "));
    }
    let list = vec![Order::new(1), Order::new(2), Order::new(3)];
    let mut i = 0;
    while i < list.len() {
        let order = &list[i];
        i += 1;
        let c = say(order.address.city.clone()).await?;
        for item in &order.items {
            let s = say(item.clone()).await?;
            out.push_str(&format!("{} {s} {c} {item}", order.id));
        }
    }
    let first = list.first().unwrap();
    tick().await?;
    out.push_str(&first.address.street);
    let text = out.as_str();
    tick().await?;
    let trimmed = text.trim();
    tick().await?;
    Ok(format!("{trimmed} {}", text.len()))
}

#[orchestrator]
async fn more_lookups(map: BTreeMap<String, Vec<i64>>, key: String) -> Result<String> {
    let Some(values) = map.get(&key) else {
        return Ok(format!("no {key}"));
    };
    tick().await?;
    let first = values.first();
    let last = values.last().unwrap();
    let m = inc(*last).await?;
    let same = &map[&key];
    let named = &map["a"];
    tick().await?;
    let third = values.get(2);
    let said = say(format!("{third:?}")).await?;
    let (lowest, _) = map.first_key_value().unwrap();
    let lowest = lowest.clone();
    tick().await?;
    Ok(format!(
        "{first:?} {last} {m} {same:?} {named:?} {said} {third:?} {lowest}"
    ))
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Node {
    name: String,
    children: Vec<Node>,
}

#[orchestrator]
async fn down_a_tree(root: Node) -> Result<Vec<String>> {
    let mut out = vec![];
    for child in &root.children {
        let name = &child.name;
        for grandchild in &child.children {
            let path = format!("{}/{name}/{}", root.name, grandchild.name);
            out.push(say(path).await?);
            if let Some(deep) = grandchild.children.first() {
                let deepest = &deep.name;
                tick().await?;
                out.push(format!("{deepest} {}", grandchild.children.len()));
            }
        }
        out.push(say(name.clone()).await?);
    }
    Ok(out)
}

fn node(name: &str, children: Vec<Node>) -> Node {
    Node {
        name: name.to_owned(),
        children,
    }
}

durable_tests::holds! {
    patterns_borrow => by_patterns(Some("p".into()), Shape::Rectangle { width: 1, height: 2 }, ("x".into(), 5)),
        by_patterns(None, Shape::Pair(Box::new(Shape::Empty), Box::new(Shape::Circle(1.5))), ("x".into(), 5)),
        by_patterns(Some("q".into()), Shape::Circle(2.0), ("x".into(), 5));
    let_chains_borrow => in_let_chains(Some(Order::new(3)), vec!["a".into(), "b".into()]),
        in_let_chains(Some(Order::new(3)), vec![]),
        in_let_chains(Some(Order::new(0)), vec![]),
        in_let_chains(None, vec!["a".into(), "b".into()]),
        in_let_chains(None, vec![]);
    patterns_with_ref_borrow => by_ref(Order::new(1), None), by_ref(Order::new(1), Some("x".into())),
        by_ref(Order::new(1), Some("xyz".into()));
    what_is_looked_up_is_borrowed => lookups(1);
    what_is_looked_up_in_a_map_is_borrowed =>
        more_lookups([("a".into(), vec![1]), ("b".into(), vec![1, 2, 3])].into(), "b".into()),
        more_lookups([("a".into(), vec![1])].into(), "a".into()),
        more_lookups(BTreeMap::new(), "c".into());
    trees_are_gone_down => down_a_tree(node("r", vec![
        node("a", vec![node("b", vec![]), node("c", vec![node("d", vec![])])]), node("e", vec![]),
    ]));
}

#[orchestrator]
async fn fields_of_what_conditions_bind(order: Option<Order>) -> Result<String> {
    if let Some(order) = &order
        && order.id > 3
    {
        let n = inc(order.id.into()).await?;
        return Ok(format!("{n} {}", order.address.street));
    }
    if let Some(order) = &order
        && is_even(order.id.into()).await?
    {
        return Ok(order.address.street.clone());
    }
    if let Some(Order {
        card,
        address: Address { city, .. },
        ..
    }) = &order
        && is_even(card.limit.into()).await?
    {
        return say(format!("{city} {}", card.number)).await;
    }
    Ok("none".into())
}

#[orchestrator]
async fn borrowed_by_while_let(order: Option<Order>) -> Result<Vec<String>> {
    let mut out = vec![];
    while let Some(order) = &order
        && order.id > 0
    {
        let n = inc(order.id.into()).await?;
        out.push(format!("{n} {}", order.address.street));
        let card = &order.card;
        tick().await?;
        out.push(card.number.clone());
        if out.len() > 3 {
            break;
        }
    }
    Ok(out)
}

#[orchestrator]
async fn zipped_with_what_is_owned(names: Vec<String>, numbers: Vec<i64>) -> Result<Vec<String>> {
    let mut out = vec![];
    let more = numbers.clone();
    for (name, n) in names.iter().cloned().zip(more) {
        out.push(format!("{name} {}", inc(n).await?));
    }
    for n in numbers.iter().copied().chain(vec![7]) {
        out.push(inc(n).await?.to_string());
    }
    for (i, n) in (10..).zip(numbers) {
        out.push(format!("{i} {}", inc(n).await?));
    }
    Ok(out)
}

durable_tests::holds! {
    fields_of_what_a_condition_binds_are_used => fields_of_what_conditions_bind(Some(Order::new(5))),
        fields_of_what_conditions_bind(Some(Order::new(2))),
        fields_of_what_conditions_bind(Some(Order::new(3))),
        fields_of_what_conditions_bind(None);
    while_let_borrows => borrowed_by_while_let(Some(Order::new(3))), borrowed_by_while_let(Some(Order::new(0))), borrowed_by_while_let(None);
    loops_go_over_borrowed_and_owned => zipped_with_what_is_owned(vec!["a".into(), "b".into()], vec![4, 5, 6]);
}

// In blocks and helpers.

#[orchestrator]
async fn in_a_block(order: Order) -> Result<String> {
    let block = async {
        let city = &order.address.city;
        tick().await?;
        let mut out = vec![];
        for item in &order.items {
            out.push(say(item.clone()).await?);
            out.push(item.clone());
        }
        Ok::<_, Failure>(format!("{city} {out:?}"))
    };
    let card = &order.card;
    let a = block.await?;
    Ok(format!("{a} {card:?}"))
}

#[orchestrator(inline)]
async fn described(order: Order, names: Vec<String>) -> Result<String> {
    let city = &order.address.city;
    let mut out = say(city.clone()).await?;
    for (name, item) in names.iter().zip(&order.items) {
        let both = async {
            let first = &name[..1];
            tick().await?;
            say(format!("{first}{item}")).await
        };
        out += &both.await?;
        out += city;
    }
    Ok(out)
}

#[orchestrator]
async fn in_a_helper(order: Order) -> Result<String> {
    let id = &order.id;
    let text = described(order.clone(), vec!["ab".into(), "cd".into()]).await?;
    Ok(format!("{text} {id}"))
}

#[orchestrator]
async fn a_borrow_is_captured(orders: Vec<Order>) -> Result<Vec<String>> {
    let mut out = vec![];
    for order in &orders {
        let address = &order.address;
        let block = async move {
            let street = say(address.street.clone()).await?;
            Ok::<_, Failure>(format!("{street} {} {}", address.city, order.id))
        };
        tick().await?;
        out.push(block.await?);
        let items = &order.items;
        let lengths = async {
            let mut sum = 0;
            for item in items {
                sum += length(item.clone()).await?;
            }
            Ok::<_, Failure>(sum)
        };
        out.push(lengths.await?.to_string());
    }
    Ok(out)
}

durable_tests::holds! {
    blocks_borrow_what_they_capture => in_a_block(Order::new(3));
    helpers_borrow => in_a_helper(Order::new(3));
    blocks_capture_borrows => a_borrow_is_captured(vec![Order::new(1), Order::new(2)]);
}
