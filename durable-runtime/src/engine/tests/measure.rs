//! Temporary.
use super::harness::*;
use std::time::{Duration, Instant};
use redb::{Durability, TableDefinition};

fn rss() -> u64 {
    let s = std::fs::read_to_string("/proc/self/status").unwrap();
    let l = s.lines().find(|l| l.starts_with("VmRSS")).unwrap();
    l.split_whitespace().nth(1).unwrap().parse().unwrap()
}

fn raw(path: &std::path::Path, quick: bool) -> Vec<Duration> {
    let db = redb::Database::create(path).unwrap();
    let t: TableDefinition<'_, &str, &[u8]> = TableDefinition::new("instances");
    let mut v = vec![];
    for n in 0..1000u32 {
        let s = Instant::now();
        let mut tx = db.begin_write().unwrap();
        tx.set_durability(Durability::Immediate).unwrap();
        tx.set_quick_repair(quick);
        tx.open_table(t).unwrap().insert("a", vec![n as u8; 200].as_slice()).unwrap();
        tx.commit().unwrap();
        v.push(s.elapsed());
    }
    v.sort();
    v
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore]
async fn latency() {
    let dir = tempfile::tempdir().unwrap();
    for quick in [false, true] {
        let v = raw(&dir.path().join(format!("raw{quick}")), quick);
        println!("raw redb one row, quick_repair={quick}: p50 {:?} p99 {:?}", v[500], v[990]);
    }
    let mut v = vec![];
    for n in 0..500 {
        use std::io::Write;
        let mut f = std::fs::OpenOptions::new().create(true).append(true).open(dir.path().join("f")).unwrap();
        f.write_all(&[n as u8; 4096]).unwrap();
        let s = Instant::now();
        f.sync_data().unwrap();
        v.push(s.elapsed());
    }
    v.sort();
    println!("fdatasync p50 {:?}", v[250]);
    for history in [true, false] {
        let bench = Bench::new();
        let runtime = bench.builder().history(history).open(bench.path()).await.unwrap();
        let n = 1000;
        let s = Instant::now();
        let i = start(&runtime, "a", (0..n).map(|_| call("inc", 1)).collect()).await;
        i.result().await.unwrap();
        println!("one instance, {n} steps, history={history}: {:?} a step", s.elapsed() / n as u32);
        let s = Instant::now();
        let mut js = vec![];
        for _ in 0..2000 {
            let r = runtime.clone();
            js.push(tokio::spawn(async move { r.start(typed((0..10).map(|_| call("inc", 1)).collect())).await.unwrap().result().await.unwrap(); }));
        }
        for j in js { j.await.unwrap(); }
        println!("chain 2000x10 all in flight, history={history}: {:.0} activities/s", 20000.0 / s.elapsed().as_secs_f64());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore]
async fn sleepers() {
    for n in [0usize, 1000, 100_000] {
        let bench = Bench::new();
        let runtime = bench.open().await;
        let before = rss();
        let s = Instant::now();
        let mut left = n;
        while left > 0 {
            let mut js = vec![];
            for _ in 0..left.min(2000) {
                let r = runtime.clone();
                js.push(tokio::spawn(async move { r.start(typed(vec![Do::Sleep(Duration::from_secs(3600))])).await.unwrap(); }));
            }
            left -= js.len();
            for j in js { j.await.unwrap(); }
        }
        let took = s.elapsed();
        let after = rss();
        runtime.shutdown().await.unwrap();
        let size = std::fs::metadata(bench.path()).unwrap().len();
        let mut opens = vec![];
        for _ in 0..5 {
            let s = Instant::now();
            let r = bench.open().await;
            opens.push(s.elapsed());
            r.shutdown().await.unwrap();
        }
        opens.sort();
        // after a kill: copy the file while it is open
        let r = bench.open().await;
        start(&r, "x", vec![Do::Sleep(Duration::from_secs(3600))]).await;
        let copy = bench.folder.path().join("copy.redb");
        std::fs::copy(bench.path(), &copy).unwrap();
        let s = Instant::now();
        let c = bench.builder().open(&copy).await.unwrap();
        let killed = s.elapsed();
        drop((r, c));
        println!("{n} sleepers: {:.0} starts/s, rss {before} -> {after} KiB, file {} KiB ({} B each), open p50 {:?}, after a kill {killed:?}", n as f64 / took.as_secs_f64(), size / 1024, if n > 0 { size as usize / n } else { 0 }, opens[2]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore]
async fn long_loop() {
    let bench = Bench::new();
    let runtime = bench.open().await;
    // n calls kept out of the locals: many short scripts one after another under one id
    let s = Instant::now();
    let mut marks = vec![];
    for k in 0..40 {
        let i = start(&runtime, &format!("a{k}"), (0..50).map(|_| call("inc", 1)).collect()).await;
        i.result().await.unwrap();
        marks.push(s.elapsed());
    }
    println!("first 10: {:?}, last 10: {:?}", marks[9], marks[39] - marks[29]);
}
