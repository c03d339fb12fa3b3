use durable_runtime::prelude::*;

#[activity]
async fn fetch(n: u32) -> Result<u32> {
    Ok(n)
}

#[derive(serde::Serialize, serde::Deserialize)]
struct User {
    email: String,
}

impl User {
    fn email(&self) -> &str {
        &self.email
    }
}

#[orchestrator]
async fn wrong(user: User) -> Result<usize> {
    let email = user.email();
    fetch(1).await?;
    Ok(email.len())
}

fn main() {}
