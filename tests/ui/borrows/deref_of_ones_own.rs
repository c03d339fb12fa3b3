use durable_runtime::prelude::*;
use std::cell::Cell;
use std::ops::Deref;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[derive(serde::Serialize, serde::Deserialize)]
struct User {
    name: String,
    age: u32,
}

#[derive(serde::Serialize, serde::Deserialize)]
struct Watched {
    user: User,
    looks: Cell<u32>,
}

impl Deref for Watched {
    type Target = User;

    fn deref(&self) -> &User {
        self.looks.set(self.looks.get() + 1);
        &self.user
    }
}

fn watched(age: u32) -> Watched {
    let name = String::from("Ann");
    let looks = Cell::new(0);
    Watched {
        user: User { name, age },
        looks,
    }
}

#[orchestrator]
async fn of_a_field(age: u32) -> Result<u32> {
    let user = Box::new(watched(age));
    let age = &user.age;
    fetch(*age).await?;
    fetch(*age).await
}

#[orchestrator]
async fn by_a_star(age: u32) -> Result<u32> {
    let watched = watched(age);
    let user = &*watched;
    fetch(user.age).await?;
    fetch(user.age).await
}

#[orchestrator]
async fn by_a_type(age: u32) -> Result<u32> {
    let watched = watched(age);
    let user: &User = &watched;
    fetch(user.age).await?;
    fetch(user.age).await
}

#[orchestrator]
async fn in_a_pattern(age: u32) -> Result<u32> {
    let watched = watched(age);
    match &watched.name {
        name => {
            fetch(1).await?;
            fetch(name.len() as u32).await
        }
    }
}

#[orchestrator]
async fn in_an_argument(name: Option<String>) -> Result<usize> {
    #[derive(serde::Serialize, serde::Deserialize)]
    struct Default(String);
    impl Deref for Default {
        type Target = str;

        fn deref(&self) -> &str {
            &self.0
        }
    }
    let default = Default(String::new());
    let name = name.as_deref().unwrap_or(&default);
    fetch(1).await?;
    Ok(name.len())
}

#[orchestrator]
async fn before_an_await(age: u32) -> Result<u32> {
    fn both(name: &str, n: u32) -> u32 {
        name.len() as u32 + n
    }
    let watched = watched(age);
    Ok(both(&watched.name, fetch(1).await?))
}

fn main() {}
