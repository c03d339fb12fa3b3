//! scratch
use durable_runtime::prelude::*;
use std::time::Duration;

#[activity]
async fn double(n: u32) -> Result<u32> {
    Ok(n * 2)
}

#[activity]
async fn greet(city: String) -> Result<String> {
    Ok(format!("Hello {city}!"))
}

#[orchestrator]
async fn hello() -> Result<Vec<String>> {
    let mut greetings = Vec::new();
    for city in ["Tokyo", "Seattle", "London"] {
        greetings.push(greet(city.to_string()).await?);
    }
    Ok(greetings)
}

#[orchestrator]
async fn mix(n: u32, name: String) -> Result<String> {
    let mut log = vec![];
    while log.len() < 2 {
        let v = double(n).await?;
        log.push(v);
    }
    let s = log[0].pow(2);
    let x = if s > 3 {
        double(s).await? + double(1).await?
    } else {
        7
    };
    sleep(Duration::from_millis(5)).await;
    let shadow = 1;
    {
        let shadow = double(shadow).await?;
        assert_eq!(shadow, 2, "{name} {}", double(shadow).await?);
    }
    println!("{name} {shadow} {x} {}", double(x).await?);
    let found = loop {
        let y = double(x).await?;
        if y > 10 {
            break y;
        }
        if y == 3 {
            continue;
        }
    };
    Ok(format!("{name}: {x} {shadow} {found} {:?}", log))
}

#[tokio::test]
async fn it_runs() {
    let folder = tempfile::tempdir().unwrap();
    let runtime = Runtime::builder()
        .open(folder.path().join("a.redb"))
        .await
        .unwrap();
    let plain = mix(3, "n".into()).await.unwrap();
    assert_eq!(
        runtime
            .start(mix(3, "n".into()))
            .await
            .unwrap()
            .result()
            .await
            .unwrap(),
        plain
    );
    assert_eq!(
        runtime
            .start(hello())
            .await
            .unwrap()
            .result()
            .await
            .unwrap(),
        hello().await.unwrap()
    );
    println!("{plain}");
    runtime.shutdown().await.unwrap();
}
