//! Longer stories, in which one orchestrator leads through others.

use std::collections::BTreeMap;
use std::time::Duration;

use durable_runtime::prelude::*;
use serde::{Deserialize, Serialize};

use super::services::*;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Parcel {
    id: u32,
    route: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
enum Delivery {
    Delivered { after: u32 },
    Lost { near: String },
    Returned(Box<Delivery>),
}

/// A parcel from depot to depot; one that can't be delivered travels back.
#[orchestrator]
async fn parcel(parcel: Parcel, is_return: bool) -> Result<Delivery> {
    let Parcel { id, mut route } = parcel;
    let mut hops = 0;
    let mut passed = vec![];
    route.reverse();
    while let Some(depot) = route.pop() {
        if depot.starts_with("lost") {
            return Ok(Delivery::Lost {
                near: passed.pop().unwrap_or(depot),
            });
        }
        hops += 1;
        perform(format!("parcel {id} at {depot}")).await?;
        if depot.starts_with("closed") && !is_return {
            passed.reverse();
            let back = self::parcel(Parcel { id, route: passed }, true).await?;
            return Ok(Delivery::Returned(Box::new(back)));
        }
        passed.push(depot);
    }
    Ok(Delivery::Delivered { after: hops })
}

/// Food is cooked and carried; what is late is for free.
#[orchestrator]
async fn food_delivery(
    dishes: BTreeMap<String, u32>,
    patience: u32,
) -> Result<(Vec<String>, Cents)> {
    let mut minutes = 0;
    let mut price = Cents(0);
    let mut ready = vec![];
    for (dish, count) in &dishes.clone() {
        minutes += count * 5;
        price += Cents(u64::from(*count) * dish.len() as u64);
    }
    for (dish, count) in dishes {
        for portion in 1..=count {
            ready.push(perform(format!("cook {dish} {portion}/{count}")).await?);
        }
    }
    let is_late = minutes > patience;
    let price = if is_late { Cents(0) } else { price };
    if !is_late {
        withdraw("guest".to_owned(), price).await?;
    }
    Ok((ready, price))
}

/// A lesson, a test, and if need be the lesson again.
#[orchestrator]
async fn course(student: String, lessons: Vec<String>) -> Result<BTreeMap<String, (u32, f64)>> {
    let mut marks = BTreeMap::new();
    for lesson in lessons {
        let (tries, mark) = {
            let mut tries = 0;
            loop {
                tries += 1;
                perform(format!("{student} learns {lesson}")).await?;
                let mark = measure(lesson.clone(), tries * 10).await?;
                if mark >= 1.0 {
                    break (tries, mark);
                } else if tries == 3 {
                    return Err(
                        Failure::terminal(format!("{student} fails {lesson}")).with_data(&marks)?
                    );
                }
            }
        };
        marks.insert(lesson, (tries, mark));
    }
    Ok(marks)
}

/// A patient goes through a hospital, where each ward says who is next.
#[orchestrator]
async fn hospital(patient: String, pain: u8) -> Result<Vec<String>> {
    let mut ward = Some("admission");
    let mut visited = vec![];
    while let Some(here) = ward.take() {
        visited.push(perform(format!("{patient} in {here}")).await?);
        ward = match (here, pain) {
            ("admission", 0) => None,
            ("admission", 1..=6) => Some("doctor"),
            ("admission", _) => Some("surgery"),
            ("doctor", 4..) => {
                let fever = measure(patient.clone(), 50).await?;
                Some(if fever > 2.0 { "surgery" } else { "pharmacy" })
            }
            ("doctor", _) => Some("pharmacy"),
            ("surgery", _) => Some("bed"),
            ("bed", _) => {
                sleep(Duration::from_millis(1)).await;
                Some("pharmacy")
            }
            _ => None,
        };
    }
    Ok(visited)
}

/// A field from sowing to harvest, with the weather in between.
#[orchestrator]
async fn harvest(crop: String, weather: Vec<i32>) -> Result<i32> {
    let mut height = 0;
    let mut dry = 0;
    perform(format!("sow {crop}")).await?;
    for (week, rain) in (1..).zip(weather) {
        dry = if rain > 0 { 0 } else { dry + 1 };
        if dry == 2 {
            perform(format!("water {crop} in week {week}")).await?;
            dry = 0;
        }
        height += if dry == 0 { 3 } else { 1 };
        if rain > 90 {
            perform("weep".to_owned()).await?;
            height /= 2;
        }
    }
    Ok(if height > 5 {
        perform(format!("reap {crop}")).await?.len() as i32 + height
    } else {
        0
    })
}

/// The stages of a release: each stage is an orchestrator, and all must pass.
#[orchestrator]
async fn release(version: String) -> Result<Vec<String>> {
    let built = release_stage("build".into(), version.clone(), 1).await?;
    let tested = release_stage("test".into(), built.clone(), 2)
        .id(format!("test-{version}"))
        .await?;
    let Ok(published) = release_stage("publish".to_owned(), tested, 0).await else {
        cancel(built).await?;
        return Err(Failure::terminal(format!("{version} is not published")));
    };
    Ok(published.split(' ').map(str::to_owned).collect())
}

#[orchestrator]
async fn release_stage(stage: String, of: String, checks: u32) -> Result<String> {
    if of.contains("rc") && stage == "publish" {
        return Err(Failure::terminal("a candidate is not for all"));
    }
    for check in 0..checks {
        perform(format!("{stage} check {check}")).await?;
    }
    perform(format!("{stage} {of}")).await
}

/// A treasure hunt, where each place tells where to go on.
#[orchestrator]
async fn treasure_hunt(mut place: String) -> Result<Result<String, Vec<String>>> {
    let mut trail: Vec<String> = vec![];
    while !trail.contains(&place) {
        let mut next = match links(place.clone()).await {
            Ok(links) => links,
            Err(_) => return Ok(Err(trail)),
        };
        trail.push(std::mem::take(&mut place));
        match next.pop() {
            Some(link) => place = link,
            None => return Ok(Ok(trail.concat())),
        }
    }
    trail.push(place);
    Ok(Err(trail))
}

fn route(stops: &[&str]) -> Parcel {
    Parcel {
        id: 7,
        route: stops.iter().map(|stop| (*stop).to_owned()).collect(),
    }
}

fn dishes() -> BTreeMap<String, u32> {
    [("soup".to_owned(), 1), ("pie".to_owned(), 2)].into()
}

fn lessons(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

durable_tests::holds! {
    a_parcel_travels => parcel(route(&["a", "b", "c"]), false), parcel(route(&["a", "lost"]), false),
        parcel(route(&["a", "b", "closed c"]), false), parcel(route(&[]), true);
    food_is_delivered => food_delivery(dishes(), 60), food_delivery(dishes(), 5);
    a_course_is_taken => course("ann".into(), lessons(&["knots", "navigation"]));
    a_patient_is_healed => hospital("ann".into(), 0), hospital("robert".into(), 5), hospital("al".into(), 5), hospital("al".into(), 9);
    a_crop_is_reaped => harvest("rye".into(), vec![5, 0, 0, 0, 99]), harvest("rye".into(), vec![]);
    a_version_is_released => release("v1".into());
    a_treasure_is_found_or_not => treasure_hunt("/".into()), treasure_hunt("/a".into()), treasure_hunt("/c".into()), treasure_hunt("/b".into());
}

durable_tests::fails! {
    a_course_is_failed => course("ann".into(), lessons(&["navigation", "tea"]));
    a_candidate_is_not_released => release("v1-rc".into());
}
