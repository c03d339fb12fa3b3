//! Sagas: what was done is undone, the last first, when a later step fails.

use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use durable_runtime::prelude::*;
use serde::{Deserialize, Serialize};

use super::services::*;
use crate::activities::{self, Order, charge, refund, ship};

/// What an order has done so far, each with what it takes to undo it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
enum Done {
    Reserved { item: String },
    Charged { payment: String },
    Shipped(String),
}

#[orchestrator]
async fn undo(done: Done) -> Result<()> {
    match done {
        Done::Reserved { item } => cancel(item).await,
        Done::Charged { payment } => refund(payment).await,
        Done::Shipped(parcel) => {
            perform(format!("call back {parcel}")).await?;
            Ok(())
        }
    }
}

#[orchestrator]
async fn order_saga(id: u32) -> Result<String> {
    let Order {
        card,
        address,
        items,
        ..
    } = activities::order(id).await?;
    let mut done = Vec::new();
    let result: Result<String> = 'steps: {
        for item in items {
            if let Err(failure) = stock(item.clone(), u64::from(id)).await {
                break 'steps Err(failure);
            }
            done.push(Done::Reserved { item });
        }
        match charge(card).await {
            Ok(payment) => done.push(Done::Charged { payment }),
            Err(failure) => break 'steps Err(failure),
        }
        let parcel = match ship(address).await {
            Ok(parcel) => parcel,
            Err(failure) => break 'steps Err(failure),
        };
        done.push(Done::Shipped(parcel.clone()));
        if id == 8 {
            break 'steps Err(Failure::new("recalled"));
        }
        Ok(parcel)
    };
    if let Err(failure) = &result {
        let reason = failure.to_string();
        set_custom_status(format!("undoing: {reason}"));
        for step in done.into_iter().rev() {
            undo(step).await?;
        }
        return Ok(format!("undone: {reason}"));
    }
    result
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Trip {
    from: String,
    to: String,
    nights: u32,
}

/// A trip is booked as a whole or not at all.
#[orchestrator]
async fn travel_booking(trip: Trip, budget: u64) -> Result<Vec<String>> {
    let mut bookings: Vec<Booking> = vec![];
    for (what, place) in [
        ("flight", trip.to.clone()),
        ("hotel", format!("{} x {}", trip.nights, trip.to)),
        ("car", trip.to),
        ("flight", trip.from),
    ] {
        let booked = book(what.to_owned(), place).await;
        let over_budget = |booking: &Booking| {
            bookings.iter().map(|earlier| earlier.price).sum::<u64>() + booking.price > budget
        };
        let failure = match booked {
            Ok(booking) if over_budget(&booking) => {
                let total = booking.price;
                bookings.push(booking);
                Failure::terminal(format!("{total} more is over the budget of {budget}"))
            }
            Ok(booking) => {
                bookings.push(booking);
                continue;
            }
            Err(failure) => failure,
        };
        while let Some(Booking { code, .. }) = bookings.pop() {
            cancel(code).await?;
        }
        return Err(failure);
    }
    Ok(bookings.into_iter().map(|booking| booking.code).collect())
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Transfer {
    from: String,
    to: String,
    amount: Cents,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
enum Transferred {
    Yes { withdrawal: String, deposit: String },
    Refunded { reason: String },
}

#[orchestrator]
async fn money_transfer(transfer: Transfer) -> Result<Transferred> {
    let Transfer { from, to, amount } = transfer;
    let withdrawal = withdraw(from.clone(), amount).await?;
    match deposit(to, amount).await {
        Ok(deposit) => Ok(Transferred::Yes {
            withdrawal,
            deposit,
        }),
        Err(failure) => {
            deposit(from, amount).await.map_err(|worse| {
                Failure::terminal(format!("money is lost: {failure}, and then {worse}"))
            })?;
            Ok(Transferred::Refunded {
                reason: failure.to_string(),
            })
        }
    }
}

/// Money is kept by a third party until both sides have said that all is well.
#[orchestrator]
async fn escrow(buyer: String, seller: String, price: Cents) -> Result<String> {
    let held = withdraw(buyer.clone(), price).await?;
    let (mut shipped, mut received) = (false, false);
    let paid_to = loop {
        match event::<String>("Said").await?.as_str() {
            "shipped" => shipped = true,
            "received" if shipped => received = true,
            "received" => mail(buyer.clone(), "nothing was shipped".to_owned()).await?,
            "dispute" => break buyer,
            other => return Err(Failure::terminal(format!("who says {other}?"))),
        }
        if shipped && received {
            break seller;
        }
    };
    let receipt = deposit(paid_to, price).await?;
    Ok(format!("{held} -> {receipt}"))
}

/// A basket is reserved for a while; what is not paid in time goes back on the shelf.
#[orchestrator]
async fn inventory_reservation(
    basket: BTreeMap<String, u64>,
    pay_on_poll: u32,
) -> Result<Vec<String>> {
    let mut reserved = BTreeMap::new();
    for (article, wanted) in basket {
        let left = stock(article.clone(), wanted).await?;
        if left == 0 {
            mail("buyer".to_owned(), format!("{article} is sold out")).await?;
            continue;
        }
        reserved.insert(article, wanted);
    }
    let expires = now() + Duration::from_secs(3600);
    let mut polls = 0;
    let paid = loop {
        if now() >= expires || polls == 3 {
            break false;
        }
        let state = job_state("payment".to_owned(), polls, pay_on_poll).await?;
        if matches!(state, JobState::Done { .. }) {
            break true;
        }
        polls += 1;
        sleep(Duration::from_millis(1)).await;
    };
    let mut report = vec![];
    while let Some((article, count)) = reserved.pop_first() {
        report.push(if paid {
            perform(format!("pack {count} {article}")).await?
        } else {
            cancel(article.clone()).await?;
            format!("released {article}")
        });
    }
    Ok(report)
}

/// Hotels in the order of preference: the first that has a room is taken.
#[orchestrator]
async fn first_hotel_with_a_room(places: VecDeque<String>) -> Result<Booking> {
    let mut places = places;
    let mut refusals = vec![];
    while let Some(place) = places.pop_front() {
        match book("room".to_owned(), place).await {
            Ok(booking) => return Ok(booking),
            Err(failure) => refusals.push(failure.to_string()),
        }
    }
    Err(Failure::terminal(refusals.join("; ")))
}

/// A trip of many legs, each a saga of its own: when one fails, those before are undone as wholes.
#[orchestrator]
async fn round_trip(stops: Vec<String>) -> Result<usize> {
    let mut legs: Vec<Vec<String>> = vec![];
    for pair in stops.windows(2).map(<[String]>::to_vec) {
        let [from, to] = <[String; 2]>::try_from(pair).expect("a window of two");
        let leg = travel_booking(
            Trip {
                from,
                to,
                nights: 1,
            },
            10_000,
        )
        .await;
        match leg {
            Ok(codes) => legs.push(codes),
            Err(failure) => {
                for code in legs.into_iter().rev().flatten() {
                    cancel(code).await?;
                }
                return Err(failure.into_terminal());
            }
        }
    }
    Ok(legs.iter().map(Vec::len).sum())
}

/// A price is split among sellers; the rest that doesn't divide goes to the house.
#[orchestrator]
async fn split_payout(
    buyer: String,
    price: u64,
    sellers: Vec<String>,
) -> Result<BTreeMap<String, Cents>> {
    withdraw(buyer, Cents(price)).await?;
    let share = price / (sellers.len() as u64 + 1);
    let mut paid: BTreeMap<String, Cents> = BTreeMap::new();
    for seller in sellers {
        let receiver = match deposit(seller.clone(), Cents(share)).await {
            Ok(_) => seller,
            Err(_) => {
                mail(seller, "where is your account?".into()).await?;
                "unclaimed".into()
            }
        };
        *paid.entry(receiver).or_default() += Cents(share);
    }
    let rest = price - paid.values().copied().sum::<Cents>().0;
    deposit("house".to_owned(), Cents(rest)).await?;
    paid.insert("house".to_owned(), Cents(rest));
    Ok(paid)
}

/// What undoes a step is kept by its name: a closure could not be stored.
#[orchestrator]
async fn account_opening(name: String, verified: bool) -> Result<String> {
    let mut compensations: Vec<(&'static str, String)> = Vec::new();
    let opened = account_id(&name);
    perform(format!("open {opened}")).await?;
    compensations.push(("close", opened.clone()));
    perform(format!("address of {opened}")).await?;
    compensations.push(("forget address of", opened.clone()));
    let failure = if verified {
        match withdraw(name, Cents(60)).await {
            Ok(receipt) => return Ok(receipt),
            Err(failure) => failure,
        }
    } else {
        Failure::terminal(format!("{name} is not who they say"))
    };
    for (what, of) in compensations.into_iter().rev() {
        if let Err(worse) = perform(format!("{what} {of}")).await {
            mail("on-call".into(), format!("{what} {of}: {worse}")).await?;
        }
    }
    Err(failure)
}

fn account_id(name: &str) -> String {
    name.to_lowercase().replace(' ', "-")
}

fn trip(from: &str, to: &str) -> Trip {
    Trip {
        from: from.into(),
        to: to.into(),
        nights: 2,
    }
}

fn transfer(from: &str, to: &str) -> Transfer {
    Transfer {
        from: from.into(),
        to: to.into(),
        amount: Cents(70),
    }
}

fn owned<T: FromIterator<String>>(texts: &[&str]) -> T {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn basket() -> BTreeMap<String, u64> {
    [("apple", 2), ("fig", 9), ("plum", 1)]
        .map(|(name, count)| (name.to_owned(), count))
        .into()
}

durable_tests::holds! {
    an_order_is_undone_in_reverse => order_saga(1), order_saga(2), order_saga(3), order_saga(8), order_saga(0);
    a_trip_is_booked => travel_booking(trip("Rome", "Oslo"), 10_000);
    money_goes_over_or_comes_back =>
        money_transfer(transfer("ann", "bob")), money_transfer(transfer("ann", "closed"));
    a_reservation_expires => inventory_reservation(basket(), 2), inventory_reservation(basket(), 9);
    a_hotel_is_found => first_hotel_with_a_room(owned(&["full inn", "full house", "barn"]));
    a_round_trip_is_booked => round_trip(owned(&["Rome", "Oslo", "Lima"])), round_trip(vec![]);
    a_price_is_split => split_payout("ann".into(), 100, owned(&["bob", "closed", "cid", "closed too"]));
    an_account_is_opened => account_opening("Ann B".into(), true);
}

durable_tests::fails! {
    a_trip_is_cancelled_as_a_whole =>
        travel_booking(trip("full of people", "Oslo"), 10_000), travel_booking(trip("Rome", "Oslo"), 100);
    a_transfer_from_a_poor_account_fails => money_transfer(transfer("poor ann", "bob"));
    all_hotels_may_be_full => first_hotel_with_a_room(owned(&["full inn", "full house"]));
    a_round_trip_is_cancelled_leg_by_leg => round_trip(owned(&["Rome", "Oslo", "full Lima", "Bonn"]));
    an_account_is_closed_again => account_opening("Ann B".into(), false), account_opening("poor Bob".into(), true);
}

#[test]
fn an_escrow_pays_the_seller_or_the_buyer() {
    let held = || escrow("ann".into(), "bob".into(), Cents(20));
    let paid = [
        ("Said", "\"received\""),
        ("Said", "\"shipped\""),
        ("said", "\"received\""),
    ];
    durable_tests::check_events(&held(), &paid, "w-ann-20 -> d-bob-20".into());
    let disputed = [("Said", "\"shipped\""), ("Said", "\"dispute\"")];
    durable_tests::check_events(&held(), &disputed, "w-ann-20 -> d-ann-20".into());
}
