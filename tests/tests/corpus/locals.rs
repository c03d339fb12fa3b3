//! Locals of all kinds, carried across awaits.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::num::NonZeroU8;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use durable_runtime::prelude::*;
use serde::{Deserialize, Serialize};

use crate::activities::*;

#[orchestrator]
async fn numbers(n: i64) -> Result<String> {
    let small: (u8, i8, u16, i16) = (u8::MAX, i8::MIN, u16::MAX, i16::MIN);
    let large: (u64, i64, u128, i128) = (u64::MAX, i64::MIN, u128::MAX, i128::MIN);
    let sizes = (usize::MAX, isize::MIN);
    let floats = (
        f64::NAN,
        f64::INFINITY,
        f64::NEG_INFINITY,
        -0.0_f64,
        f64::MIN_POSITIVE,
        0.1_f32,
        f32::NAN,
    );
    let nonzero = NonZeroU8::new(7);
    tick().await?;
    let saved = inc(n).await?;
    Ok(format!(
        "{small:?} {large:?} {sizes:?} {floats:?} {nonzero:?} {saved}"
    ))
}

#[orchestrator]
async fn options(n: i64) -> Result<String> {
    let a: Option<Option<i64>> = Some(None);
    let b: Option<Option<i64>> = None;
    let c = Some(Some(n));
    let d: Option<()> = Some(());
    let e: Option<Option<Option<()>>> = Some(Some(None));
    let f: Result<Option<u8>, String> = Ok(None);
    let g: Result<(), Option<()>> = Err(Some(()));
    tick().await?;
    tick().await?;
    Ok(format!("{a:?} {b:?} {c:?} {d:?} {e:?} {f:?} {g:?}"))
}

#[orchestrator]
async fn texts(n: i64) -> Result<String> {
    let letter = 'ß';
    let text = String::from("naïve \u{1F600} \0 \"quoted\"\n");
    let fixed: &'static str = "static text";
    let inferred = if n > 0 { "positive" } else { "negative" };
    let fixed_list = ["a", "b"];
    let boxed: Box<str> = "boxed".into();
    let cow: Cow<'static, str> = Cow::Borrowed("borrowed");
    let bytes = b"bytes".to_vec();
    let path = PathBuf::from("/tmp/x");
    tick().await?;
    tick().await?;
    Ok(format!(
        "{letter} {text} {fixed} {inferred} {fixed_list:?} {boxed} {cow} {bytes:?} {}",
        path.display()
    ))
}

#[orchestrator]
async fn all_collections(n: i64) -> Result<String> {
    let by_tuple: HashMap<(i64, String), Vec<u8>> = HashMap::from([((n, "k".into()), vec![1, 2])]);
    let by_number: BTreeMap<i64, Option<char>> = BTreeMap::from([(-1, None), (n, Some('x'))]);
    let by_flag: BTreeMap<bool, f64> = BTreeMap::from([(true, f64::NAN)]);
    let set: HashSet<char> = HashSet::from(['z']);
    let queue: VecDeque<Vec<()>> = VecDeque::from([vec![], vec![(), ()]]);
    let nested = vec![vec![Some(n)], vec![None], vec![]];
    let array = [[0_u8; 3]; 2];
    tick().await?;
    tick().await?;
    Ok(format!(
        "{by_tuple:?} {by_number:?} {by_flag:?} {set:?} {queue:?} {nested:?} {array:?}"
    ))
}

#[orchestrator]
async fn times(n: u64) -> Result<bool> {
    let began = SystemTime::now();
    let epoch = SystemTime::UNIX_EPOCH + Duration::new(n, 123_456_789);
    let wait = Duration::from_nanos(1_000_000_001);
    tick().await?;
    sleep(Duration::from_millis(1)).await;
    let known = epoch.duration_since(SystemTime::UNIX_EPOCH)? == Duration::new(n, 123_456_789);
    Ok(known
        && wait.subsec_nanos() == 1
        && began < SystemTime::now()
        && began.elapsed()? >= Duration::from_millis(1))
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
struct Unit;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Wrapped(Vec<i64>);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Generic<T, U = ()> {
    value: T,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    other: Option<U>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
enum Untagged {
    Number(i64),
    Text(String),
    Pair { a: i64, b: Option<String> },
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Tagged {
    Empty,
    Named { name: String },
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Flat {
    id: u32,
    #[serde(flatten)]
    rest: BTreeMap<String, serde_json::Value>,
}

#[orchestrator]
async fn own_types(n: i64) -> Result<String> {
    let unit = Unit;
    let wrapped = Wrapped(list(n).await?);
    let generic = Generic::<_, String> {
        value: Some(unit),
        other: None,
    };
    let generics = Generic {
        value: wrapped.clone(),
        other: Some((n, 'c')),
    };
    let untagged = [
        Untagged::Number(n),
        Untagged::Text("1".into()),
        Untagged::Pair { a: 1, b: None },
    ];
    let tagged = vec![Tagged::Empty, Tagged::Named { name: "x".into() }];
    let flat = Flat {
        id: 1,
        rest: [("extra".to_string(), serde_json::json!([n, null]))].into(),
    };
    let deep = shape(3).await?;
    tick().await?;
    tick().await?;
    Ok(format!(
        "{unit:?} {wrapped:?} {generic:?} {generics:?} {untagged:?} {tagged:?} {flat:?} {deep:?}"
    ))
}

#[orchestrator]
async fn json_values(n: i64) -> Result<serde_json::Value> {
    let value: serde_json::Value = serde_json::from_str(
        r#"{"b": 1.0, "a": [18446744073709551615, -1, 1e300, "x", null, {}]}"#,
    )?;
    let nothing = serde_json::Value::Null;
    let empty_text = serde_json::Value::from("");
    let map: serde_json::Map<String, serde_json::Value> = serde_json::Map::new();
    tick().await?;
    tick().await?;
    Ok(serde_json::json!([value, nothing, empty_text, map, n]))
}

#[orchestrator]
async fn failures_and_results(n: i64) -> Result<String> {
    let failed = fail("kept".into()).await;
    let fine = inc(n).await;
    let unwrapped = failed.clone().unwrap_err();
    tick().await?;
    let both = [failed, fine];
    tick().await?;
    Ok(format!("{both:?} {unwrapped} {}", unwrapped.type_name()))
}

#[orchestrator]
async fn units_and_nothing(n: i64) -> Result<String> {
    let unit = tick().await?;
    let nested = ((), ((),), [(); 2]);
    let phantom = std::marker::PhantomData::<String>;
    let empty: [i64; 0] = [];
    tick().await?;
    let again = unit;
    tick().await?;
    Ok(format!(
        "{unit:?} {again:?} {nested:?} {phantom:?} {empty:?} {n}"
    ))
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Tree {
    value: i64,
    children: Vec<Tree>,
}

#[orchestrator]
async fn recursive_data(n: i64) -> Result<i64> {
    let mut tree = Tree {
        value: n,
        children: vec![],
    };
    for i in 0..3 {
        let value = inc(i).await?;
        tree = Tree {
            value,
            children: vec![
                tree.clone(),
                Tree {
                    value: -value,
                    children: vec![],
                },
            ],
        };
    }
    let mut todo = vec![tree];
    let mut sum = 0;
    while let Some(Tree { value, children }) = todo.pop() {
        sum = add(sum, value).await?;
        todo.extend(children);
    }
    Ok(sum)
}

#[orchestrator]
async fn more_than_one_page(n: usize) -> Result<usize> {
    let text = "x".repeat(n);
    let items: Vec<u64> = (0..n as u64).collect();
    tick().await?;
    let copy = say(text[..5].to_string()).await?;
    Ok(text.len() + items.iter().filter(|i| **i % 2 == 0).count() + copy.len())
}

durable_tests::holds! {
    numbers_of_every_size_come_back_equal => numbers(1);
    options_in_options_come_back_equal => options(1);
    texts_of_every_kind_come_back_equal => texts(1), texts(-1);
    collections_of_every_kind_come_back_equal => all_collections(5);
    times_come_back_equal => times(5);
    types_of_ones_own_come_back_equal => own_types(3);
    json_values_come_back_equal => json_values(3);
    failures_come_back_equal => failures_and_results(3);
    nothing_comes_back_as_nothing => units_and_nothing(3);
    recursive_data_come_back_equal => recursive_data(2);
    large_locals_come_back_equal => more_than_one_page(20_000);
}

#[orchestrator]
async fn an_exhausted_range(n: i64) -> Result<Option<i64>> {
    let mut range = 1..=n;
    while range.next().is_some() {}
    tick().await?;
    Ok(range.next())
}

/// serde keeps a range's ends and not that it is exhausted: it would come back fresh.
#[tokio::test]
async fn what_would_come_back_changed_is_a_clear_error() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ranges.redb");
    let runtime = durable_runtime::Runtime::builder()
        .state(durable_tests::trace::Trace::default())
        .open(path)
        .await
        .unwrap();
    let instance = runtime.start(an_exhausted_range(3)).await.unwrap();
    let failure = instance.result().await.unwrap_err();
    assert!(
        failure
            .message()
            .contains("the local `range` is an exhausted range"),
        "{failure}"
    );
    runtime.shutdown().await.unwrap();
}
