//! Generated programs that share and capture, of seed 1: see `src/bin/generate_sharing.rs`.
#![allow(clippy::all, clippy::pedantic, unused, reason = "nobody wrote this")]

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};

use durable_tests_sharing::twice;

use crate::hidden::Hidden;
use crate::samples::App;

pub(crate) const SEED: u64 = 1;
pub(crate) const COUNT: u64 = 40;

twice! {
    part fn shares(list: Shared<Vec<i64>>, n: i64) -> Result<i64> {
        let m = inc(n).await?;
        list.update(|list| list.push(m));
        Ok(inc(m).await? + list.with(|list| list.len() as i64))
    }

    part fn handles(list: Arc<Mutex<Vec<i64>>>, n: i64) -> Result<i64> {
        let m = inc(n).await?;
        list.lock().unwrap().push(m);
        Ok(m)
    }

    part fn structs(app: App, n: i64) -> Result<i64> {
        app.seen.lock().unwrap().push(n);
        let m = inc(n).await?;
        app.seen.lock().unwrap().push(m);
        Ok(m)
    }

    whole fn program_0(n: i64) -> Result<(i64, Vec<i64>)> {
        let mut sum = 0;
        let local_0 = Shared::new(vec![n]); let other_local_0 = local_0.clone();
        let local_1 = Shared::new(vec![n]); let other_local_1 = local_1.clone();
        let task = { let local_0 = local_0.clone(); spawn(async move { let m = inc(0).await.unwrap_or(0); local_0.update(|list| list.push(m)); m }) }; sum += task.await?;
        let m = 7; other_local_0.update(|list| list.push(m)); sum += other_local_0.with(|list| list.iter().sum::<i64>());
        for _ in 0..2 {
        let (one, other) = join!(async { let m = inc(1).await?; local_1.update(|list| list.push(m)); Ok::<_, Failure>(m) }, async { let m = inc(1 + 1).await?; local_1.update(|list| list.push(m)); inc(m).await }); sum += one? + other?;
        }
        for _ in 0..2 {
        let both = |m: i64| { local_0.update(|list| list.push(m)); m + 1 }; sum += both(3) + both(2); sum += inc(3).await?;
        }
        let block = async { let m = inc(4).await?; local_1.update(|list| list.push(m)); inc(m + local_1.with(|list| list.iter().sum::<i64>())).await };
        sum += block.await?;
        let mut seen = Vec::new();
        seen.push(local_0.with(|list| list.iter().sum::<i64>()));
        seen.push(other_local_0.with(|list| list.iter().sum::<i64>()));
        seen.push(local_1.with(|list| list.iter().sum::<i64>()));
        seen.push(other_local_1.with(|list| list.iter().sum::<i64>()));
        Ok((sum, seen))
    }

    whole fn program_1(n: i64) -> Result<(i64, Vec<i64>)> {
        let mut sum = 0;
        let mut local_0 = vec![n];
        for m in 0..2 { local_0.push(m); sum += inc(m).await?; }
        sum += inc(2).await?;
        let mut both = |m: i64| { local_0.push(m); m + 1 }; sum += both(1) + both(2); sum += inc(1).await?;
        sum += local_0.iter().sum::<i64>();
        for _ in 0..2 {
        { let borrowed = &mut local_0; borrowed.push(inc(2).await?); borrowed.push(2); sum += borrowed.len() as i64; }
        }
        let mut seen = Vec::new();
        seen.push(local_0.iter().sum::<i64>());
        Ok((sum, seen))
    }

    whole fn program_2(n: i64) -> Result<(i64, Vec<i64>)> {
        let mut sum = 0;
        let local_0 = AtomicI64::new(n);
        for m in 0..2 { local_0.fetch_add(m, Ordering::Relaxed); sum += inc(m).await?; }
        let (one, other) = join!(async { let m = inc(3).await?; local_0.fetch_add(m, Ordering::Relaxed); Ok::<_, Failure>(m) }, async { let m = inc(3 + 1).await?; local_0.fetch_add(m, Ordering::Relaxed); inc(m).await }); sum += one? + other?;
        let block = async { let m = inc(7).await?; local_0.fetch_add(m, Ordering::Relaxed); inc(m + local_0.load(Ordering::Relaxed)).await };
        sum += block.await?;
        sum += local_0.load(Ordering::Relaxed);
        let mut seen = Vec::new();
        seen.push(local_0.load(Ordering::Relaxed));
        Ok((sum, seen))
    }

    whole fn program_3(n: i64) -> Result<(i64, Vec<i64>)> {
        let mut sum = 0;
        let local_0 = Arc::new(vec![n, n]);
        let m = 8; let _ = local_0.len() as i64 + m; sum += local_0.iter().sum::<i64>();
        let block = { let local_0 = local_0.clone(); async move { let m = inc(1).await?; let _ = local_0.len() as i64 + m; Ok::<_, Failure>(m) } }; sum += block.await?;
        let counts = join_all((0..3).map(|k| { let local_0 = &local_0; async move { let m = inc(k).await?; let _ = local_0.len() as i64 + m; Ok::<_, Failure>(m) } })).await; for count in counts { sum += count?; }
        sum += inc(5).await?;
        for _ in 0..2 {
        let tried: Result<i64> = async { let m = picky(sum + 9).await?; let _ = local_0.len() as i64 + m; Ok(m) }.await; sum += tried.unwrap_or(1);
        }
        let block = async { let m = inc(2).await?; let _ = local_0.len() as i64 + m; inc(m + local_0.iter().sum::<i64>()).await };
        let m = 2; let _ = local_0.len() as i64 + m;
        sum += block.await?;
        let mut seen = Vec::new();
        seen.push(local_0.iter().sum::<i64>());
        Ok((sum, seen))
    }

    whole fn program_4(n: i64) -> Result<(i64, Vec<i64>)> {
        let mut sum = 0;
        let local_0 = App::of(n); let other_local_0 = local_0.clone();
        let local_1 = Hidden::default();
        let m = 7; local_0.seen.lock().unwrap().push(m); sum += local_0.seen.lock().unwrap().iter().sum::<i64>();
        async { let m = inc(0).await?; local_1.add(m); sum += local_1.add(0); Ok::<_, Failure>(()) }.await?;
        sum += inc(6).await?;
        let tried: Result<i64> = async { let m = picky(sum + 9).await?; other_local_0.seen.lock().unwrap().push(m); Ok(m) }.await; sum += tried.unwrap_or(1);
        for _ in 0..2 {
        let block = { let other_local_0 = other_local_0.clone(); async move { let m = inc(5).await?; other_local_0.seen.lock().unwrap().push(m); Ok::<_, Failure>(m) } }; sum += block.await?;
        }
        let mut seen = Vec::new();
        seen.push(local_0.seen.lock().unwrap().iter().sum::<i64>());
        seen.push(other_local_0.seen.lock().unwrap().iter().sum::<i64>());
        seen.push(local_1.add(0));
        Ok((sum, seen))
    }

    whole fn program_5(n: i64) -> Result<(i64, Vec<i64>)> {
        let mut sum = 0;
        let mut local_0 = vec![n];
        let local_1 = App::of(n); let other_local_1 = local_1.clone();
        let local_2 = Shared::new(vec![n]); let other_local_2 = local_2.clone();
        let both = |m: i64| { local_2.update(|list| list.push(m)); m + 1 }; sum += both(7) + both(2); sum += inc(7).await?;
        let m = 7; local_1.seen.lock().unwrap().push(m); sum += local_1.seen.lock().unwrap().iter().sum::<i64>();
        if sum % 2 == 0 {
        let counts = join_all((0..3).map(|k| { let local_0 = &local_0; async move { let m = inc(k).await?;  Ok::<_, Failure>(m) } })).await; for count in counts { sum += count?; }
        } else {
        let tried: Result<i64> = async { let m = picky(sum + 9).await?; local_2.update(|list| list.push(m)); Ok(m) }.await; sum += tried.unwrap_or(1);
        }
        let mut seen = Vec::new();
        seen.push(local_0.iter().sum::<i64>());
        seen.push(local_1.seen.lock().unwrap().iter().sum::<i64>());
        seen.push(other_local_1.seen.lock().unwrap().iter().sum::<i64>());
        seen.push(local_2.with(|list| list.iter().sum::<i64>()));
        seen.push(other_local_2.with(|list| list.iter().sum::<i64>()));
        Ok((sum, seen))
    }

    whole fn program_6(n: i64) -> Result<(i64, Vec<i64>)> {
        let mut sum = 0;
        let local_0 = Shared::new(vec![n]); let other_local_0 = local_0.clone();
        let task = { let other_local_0 = other_local_0.clone(); spawn(async move { let m = inc(5).await.unwrap_or(0); other_local_0.update(|list| list.push(m)); m }) }; sum += task.await?;
        if sum % 2 == 0 {
        let block = { let other_local_0 = other_local_0.clone(); async move { let m = inc(3).await?; other_local_0.update(|list| list.push(m)); Ok::<_, Failure>(m) } }; sum += block.await?;
        } else {
        let both = |m: i64| { other_local_0.update(|list| list.push(m)); m + 1 }; sum += both(4) + both(2); sum += inc(4).await?;
        }
        let tried: Result<i64> = async { let m = picky(sum + 9).await?; other_local_0.update(|list| list.push(m)); Ok(m) }.await; sum += tried.unwrap_or(1);
        let tried: Result<i64> = async { let m = picky(sum + 9).await?; other_local_0.update(|list| list.push(m)); Ok(m) }.await; sum += tried.unwrap_or(1);
        for _ in 0..2 {
        let block = { let local_0 = local_0.clone(); async move { let m = inc(5).await?; local_0.update(|list| list.push(m)); Ok::<_, Failure>(m) } }; sum += block.await?;
        }
        let m = 6; local_0.update(|list| list.push(m)); sum += local_0.with(|list| list.iter().sum::<i64>());
        let mut seen = Vec::new();
        seen.push(local_0.with(|list| list.iter().sum::<i64>()));
        seen.push(other_local_0.with(|list| list.iter().sum::<i64>()));
        Ok((sum, seen))
    }

    whole fn program_7(n: i64) -> Result<(i64, Vec<i64>)> {
        let mut sum = 0;
        let local_0 = Arc::new(Mutex::new(vec![n])); let other_local_0 = local_0.clone();
        let local_1 = Arc::new(Mutex::new(vec![n])); let other_local_1 = local_1.clone();
        let local_2 = Arc::new(Mutex::new(vec![n])); let other_local_2 = local_2.clone();
        sum += handles(other_local_1.clone(), 0).await?;
        if sum % 2 == 0 {
        sum += handles(other_local_1.clone(), 8).await?;
        } else {
        let block = { let local_1 = local_1.clone(); async move { let m = inc(1).await?; local_1.lock().unwrap().push(m); Ok::<_, Failure>(m) } }; sum += block.await?;
        }
        sum += handles(local_0.clone(), 3).await?;
        let block = async { let m = inc(6).await?; other_local_1.lock().unwrap().push(m); inc(m + other_local_1.lock().unwrap().iter().sum::<i64>()).await };
        let m = 6; other_local_1.lock().unwrap().push(m);
        sum += block.await?;
        let counts = join_all((0..3).map(|k| { let local_1 = &local_1; async move { let m = inc(k).await?; local_1.lock().unwrap().push(m); Ok::<_, Failure>(m) } })).await; for count in counts { sum += count?; }
        if sum % 2 == 0 {
        let block = async { let m = inc(3).await?; other_local_0.lock().unwrap().push(m); inc(m + other_local_0.lock().unwrap().iter().sum::<i64>()).await };
        let m = 3; other_local_0.lock().unwrap().push(m);
        sum += block.await?;
        } else {
        let block = async { let m = inc(6).await?; local_2.lock().unwrap().push(m); inc(m + local_2.lock().unwrap().iter().sum::<i64>()).await };
        let m = 6; local_2.lock().unwrap().push(m);
        sum += block.await?;
        }
        let mut seen = Vec::new();
        seen.push(local_0.lock().unwrap().iter().sum::<i64>());
        seen.push(other_local_0.lock().unwrap().iter().sum::<i64>());
        seen.push(local_1.lock().unwrap().iter().sum::<i64>());
        seen.push(other_local_1.lock().unwrap().iter().sum::<i64>());
        seen.push(local_2.lock().unwrap().iter().sum::<i64>());
        seen.push(other_local_2.lock().unwrap().iter().sum::<i64>());
        Ok((sum, seen))
    }

    whole fn program_8(n: i64) -> Result<(i64, Vec<i64>)> {
        let mut sum = 0;
        let local_0 = Shared::new(vec![n]); let other_local_0 = local_0.clone();
        let local_1 = Arc::new(Mutex::new(vec![n])); let other_local_1 = local_1.clone();
        let local_2 = Shared::new(vec![n]); let other_local_2 = local_2.clone();
        sum += inc(4).await?;
        let tried: Result<i64> = async { let m = picky(sum + 9).await?; other_local_2.update(|list| list.push(m)); Ok(m) }.await; sum += tried.unwrap_or(1);
        let task = { let other_local_0 = other_local_0.clone(); spawn(async move { let m = inc(2).await.unwrap_or(0); other_local_0.update(|list| list.push(m)); m }) }; sum += task.await?;
        let block = { let local_0 = local_0.clone(); async move { let m = inc(4).await?; local_0.update(|list| list.push(m)); Ok::<_, Failure>(m) } }; sum += block.await?;
        let mut seen = Vec::new();
        seen.push(local_0.with(|list| list.iter().sum::<i64>()));
        seen.push(other_local_0.with(|list| list.iter().sum::<i64>()));
        seen.push(local_1.lock().unwrap().iter().sum::<i64>());
        seen.push(other_local_1.lock().unwrap().iter().sum::<i64>());
        seen.push(local_2.with(|list| list.iter().sum::<i64>()));
        seen.push(other_local_2.with(|list| list.iter().sum::<i64>()));
        Ok((sum, seen))
    }

    whole fn program_9(n: i64) -> Result<(i64, Vec<i64>)> {
        let mut sum = 0;
        let mut local_0 = vec![n];
        let local_1 = Mutex::new(vec![n]);
        let local_2 = Shared::new(vec![n]); let other_local_2 = local_2.clone();
        if sum % 2 == 0 {
        let (one, other) = join!(async { let m = inc(0).await?;  Ok::<_, Failure>(m) }, async { let m = inc(0 + 1).await?;  inc(m).await }); sum += one? + other?;
        } else {
        let (one, other) = join!(async { let m = inc(7).await?;  Ok::<_, Failure>(m) }, async { let m = inc(7 + 1).await?;  inc(m).await }); sum += one? + other?;
        }
        sum += local_1.lock().unwrap().iter().sum::<i64>();
        let block = { let local_2 = local_2.clone(); async move { let m = inc(7).await?; local_2.update(|list| list.push(m)); Ok::<_, Failure>(m) } }; sum += block.await?;
        let counts = join_all((0..3).map(|k| { let local_0 = &local_0; async move { let m = inc(k).await?;  Ok::<_, Failure>(m) } })).await; for count in counts { sum += count?; }
        let tried: Result<i64> = async { let m = picky(sum + 9).await?; other_local_2.update(|list| list.push(m)); Ok(m) }.await; sum += tried.unwrap_or(1);
        { let borrowed = &local_1; let m = inc(5).await?; borrowed.lock().unwrap().push(m); sum += borrowed.lock().unwrap().iter().sum::<i64>(); }
        let mut seen = Vec::new();
        seen.push(local_0.iter().sum::<i64>());
        seen.push(local_1.lock().unwrap().iter().sum::<i64>());
        seen.push(local_2.with(|list| list.iter().sum::<i64>()));
        seen.push(other_local_2.with(|list| list.iter().sum::<i64>()));
        Ok((sum, seen))
    }

    whole fn program_10(n: i64) -> Result<(i64, Vec<i64>)> {
        let mut sum = 0;
        let mut local_0 = vec![n];
        let local_1 = Hidden::default();
        let tried: Result<i64> = async { let m = picky(sum + 9).await?; local_1.add(m); Ok(m) }.await; sum += tried.unwrap_or(1);
        sum += local_0.iter().sum::<i64>();
        sum += local_1.add(0);
        for _ in 0..2 {
        { let borrowed = &local_1; let m = inc(3).await?; borrowed.add(m); sum += borrowed.add(0); }
        }
        let mut seen = Vec::new();
        seen.push(local_0.iter().sum::<i64>());
        seen.push(local_1.add(0));
        Ok((sum, seen))
    }

    whole fn program_11(n: i64) -> Result<(i64, Vec<i64>)> {
        let mut sum = 0;
        let mut local_0 = vec![n];
        let local_1 = Mutex::new(vec![n]);
        for m in 0..2 { local_1.lock().unwrap().push(m); sum += inc(m).await?; }
        let m = 0; local_0.push(m); sum += local_0.iter().sum::<i64>();
        let mut seen = Vec::new();
        seen.push(local_0.iter().sum::<i64>());
        seen.push(local_1.lock().unwrap().iter().sum::<i64>());
        Ok((sum, seen))
    }

    whole fn program_12(n: i64) -> Result<(i64, Vec<i64>)> {
        let mut sum = 0;
        let local_0 = Mutex::new(vec![n]);
        { let borrowed = &local_0; let m = inc(7).await?; borrowed.lock().unwrap().push(m); sum += borrowed.lock().unwrap().iter().sum::<i64>(); }
        sum += inc(7).await?;
        let counts = join_all((0..3).map(|k| { let local_0 = &local_0; async move { let m = inc(k).await?; local_0.lock().unwrap().push(m); Ok::<_, Failure>(m) } })).await; for count in counts { sum += count?; }
        if sum % 2 == 0 {
        async { let m = inc(3).await?; local_0.lock().unwrap().push(m); sum += local_0.lock().unwrap().iter().sum::<i64>(); Ok::<_, Failure>(()) }.await?;
        } else {
        let block = async { let tried: Result<i64> = async { let m = picky(7 + 9).await?; local_0.lock().unwrap().push(m); Ok(m) }.await; Ok::<_, Failure>(tried.unwrap_or(1)) }; sum += block.await?;
        }
        let block = async { let tried: Result<i64> = async { let m = picky(0 + 9).await?; local_0.lock().unwrap().push(m); Ok(m) }.await; Ok::<_, Failure>(tried.unwrap_or(1)) }; sum += block.await?;
        let mut seen = Vec::new();
        seen.push(local_0.lock().unwrap().iter().sum::<i64>());
        Ok((sum, seen))
    }

    whole fn program_13(n: i64) -> Result<(i64, Vec<i64>)> {
        let mut sum = 0;
        let local_0 = Shared::new(vec![n]); let other_local_0 = local_0.clone();
        let mut local_1 = vec![n];
        let block = { let other_local_0 = other_local_0.clone(); async move { let m = inc(6).await?; other_local_0.update(|list| list.push(m)); Ok::<_, Failure>(m) } }; sum += block.await?;
        let mut both = |m: i64| { local_1.push(m); m + 1 }; sum += both(0) + both(2); sum += inc(0).await?;
        sum += local_1.iter().sum::<i64>();
        let mut seen = Vec::new();
        seen.push(local_0.with(|list| list.iter().sum::<i64>()));
        seen.push(other_local_0.with(|list| list.iter().sum::<i64>()));
        seen.push(local_1.iter().sum::<i64>());
        Ok((sum, seen))
    }

    whole fn program_14(n: i64) -> Result<(i64, Vec<i64>)> {
        let mut sum = 0;
        let local_0 = AtomicI64::new(n);
        let local_1 = App::of(n); let other_local_1 = local_1.clone();
        let mut local_2 = vec![n];
        for _ in 0..2 {
        let counts = join_all((0..3).map(|k| { let local_2 = &local_2; async move { let m = inc(k).await?;  Ok::<_, Failure>(m) } })).await; for count in counts { sum += count?; }
        }
        let m = 4; local_0.fetch_add(m, Ordering::Relaxed); sum += local_0.load(Ordering::Relaxed);
        let mut both = |m: i64| { local_2.push(m); m + 1 }; sum += both(7) + both(2); sum += inc(7).await?;
        let block = async { let tried: Result<i64> = async { let m = picky(6 + 9).await?; other_local_1.seen.lock().unwrap().push(m); Ok(m) }.await; Ok::<_, Failure>(tried.unwrap_or(1)) }; sum += block.await?;
        sum += local_0.load(Ordering::Relaxed);
        for _ in 0..2 {
        async { let m = inc(8).await?; local_2.push(m); sum += local_2.iter().sum::<i64>(); Ok::<_, Failure>(()) }.await?;
        }
        let mut seen = Vec::new();
        seen.push(local_0.load(Ordering::Relaxed));
        seen.push(local_1.seen.lock().unwrap().iter().sum::<i64>());
        seen.push(other_local_1.seen.lock().unwrap().iter().sum::<i64>());
        seen.push(local_2.iter().sum::<i64>());
        Ok((sum, seen))
    }

    whole fn program_15(n: i64) -> Result<(i64, Vec<i64>)> {
        let mut sum = 0;
        let mut local_0 = vec![n];
        let block = async { let tried: Result<i64> = async { let m = picky(7 + 9).await?;  Ok(m) }.await; Ok::<_, Failure>(tried.unwrap_or(1)) }; sum += block.await?;
        async { let m = inc(6).await?; local_0.push(m); sum += local_0.iter().sum::<i64>(); Ok::<_, Failure>(()) }.await?;
        for _ in 0..2 {
        async { let m = inc(2).await?; local_0.push(m); sum += local_0.iter().sum::<i64>(); Ok::<_, Failure>(()) }.await?;
        }
        for m in 0..2 { local_0.push(m); sum += inc(m).await?; }
        let mut seen = Vec::new();
        seen.push(local_0.iter().sum::<i64>());
        Ok((sum, seen))
    }

    whole fn program_16(n: i64) -> Result<(i64, Vec<i64>)> {
        let mut sum = 0;
        let local_0 = Shared::new(vec![n]); let other_local_0 = local_0.clone();
        let local_1 = AtomicI64::new(n);
        let mut local_2 = vec![n];
        let mut both = |m: i64| { local_2.push(m); m + 1 }; sum += both(2) + both(2); sum += inc(2).await?;
        let both = |m: i64| { local_1.fetch_add(m, Ordering::Relaxed); m + 1 }; sum += both(3) + both(2); sum += inc(3).await?;
        sum += shares(local_0.clone(), 0).await?;
        for _ in 0..2 {
        { let borrowed = &local_1; let m = inc(6).await?; borrowed.fetch_add(m, Ordering::Relaxed); sum += borrowed.load(Ordering::Relaxed); }
        }
        let counts = join_all((0..3).map(|k| { let local_2 = &local_2; async move { let m = inc(k).await?;  Ok::<_, Failure>(m) } })).await; for count in counts { sum += count?; }
        let mut seen = Vec::new();
        seen.push(local_0.with(|list| list.iter().sum::<i64>()));
        seen.push(other_local_0.with(|list| list.iter().sum::<i64>()));
        seen.push(local_1.load(Ordering::Relaxed));
        seen.push(local_2.iter().sum::<i64>());
        Ok((sum, seen))
    }

    whole fn program_17(n: i64) -> Result<(i64, Vec<i64>)> {
        let mut sum = 0;
        let local_0 = Arc::new(Mutex::new(vec![n])); let other_local_0 = local_0.clone();
        let local_1 = Hidden::default();
        let local_2 = Hidden::default();
        let tried: Result<i64> = async { let m = picky(sum + 9).await?; local_2.add(m); Ok(m) }.await; sum += tried.unwrap_or(1);
        let counts = join_all((0..3).map(|k| { let local_2 = &local_2; async move { let m = inc(k).await?; local_2.add(m); Ok::<_, Failure>(m) } })).await; for count in counts { sum += count?; }
        let mut seen = Vec::new();
        seen.push(local_0.lock().unwrap().iter().sum::<i64>());
        seen.push(other_local_0.lock().unwrap().iter().sum::<i64>());
        seen.push(local_1.add(0));
        seen.push(local_2.add(0));
        Ok((sum, seen))
    }

    whole fn program_18(n: i64) -> Result<(i64, Vec<i64>)> {
        let mut sum = 0;
        let mut local_0 = vec![n];
        let local_1 = Shared::new(vec![n]); let other_local_1 = local_1.clone();
        let local_2 = App::of(n); let other_local_2 = local_2.clone();
        let block = async { let tried: Result<i64> = async { let m = picky(0 + 9).await?;  Ok(m) }.await; Ok::<_, Failure>(tried.unwrap_or(1)) }; sum += block.await?;
        let both = |m: i64| { other_local_2.seen.lock().unwrap().push(m); m + 1 }; sum += both(0) + both(2); sum += inc(0).await?;
        let mut seen = Vec::new();
        seen.push(local_0.iter().sum::<i64>());
        seen.push(local_1.with(|list| list.iter().sum::<i64>()));
        seen.push(other_local_1.with(|list| list.iter().sum::<i64>()));
        seen.push(local_2.seen.lock().unwrap().iter().sum::<i64>());
        seen.push(other_local_2.seen.lock().unwrap().iter().sum::<i64>());
        Ok((sum, seen))
    }

    whole fn program_19(n: i64) -> Result<(i64, Vec<i64>)> {
        let mut sum = 0;
        let mut local_0 = vec![n];
        if sum % 2 == 0 {
        let block = async { let tried: Result<i64> = async { let m = picky(4 + 9).await?;  Ok(m) }.await; Ok::<_, Failure>(tried.unwrap_or(1)) }; sum += block.await?;
        } else {
        async { let m = inc(0).await?; local_0.push(m); sum += local_0.iter().sum::<i64>(); Ok::<_, Failure>(()) }.await?;
        }
        let counts = join_all((0..3).map(|k| { let local_0 = &local_0; async move { let m = inc(k).await?;  Ok::<_, Failure>(m) } })).await; for count in counts { sum += count?; }
        let (one, other) = join!(async { let m = inc(3).await?;  Ok::<_, Failure>(m) }, async { let m = inc(3 + 1).await?;  inc(m).await }); sum += one? + other?;
        let block = async { let m = inc(4).await?;  inc(m + local_0.iter().sum::<i64>()).await };
        sum += block.await?;
        if sum % 2 == 0 {
        sum += inc(2).await?;
        } else {
        sum += local_0.iter().sum::<i64>();
        }
        let mut seen = Vec::new();
        seen.push(local_0.iter().sum::<i64>());
        Ok((sum, seen))
    }

    whole fn program_20(n: i64) -> Result<(i64, Vec<i64>)> {
        let mut sum = 0;
        let local_0 = Hidden::default();
        let local_1 = App::of(n); let other_local_1 = local_1.clone();
        let local_2 = AtomicI64::new(n);
        sum += structs(local_1.clone(), 3).await?;
        if sum % 2 == 0 {
        { let borrowed = &local_0; let m = inc(1).await?; borrowed.add(m); sum += borrowed.add(0); }
        } else {
        { let borrowed = &local_2; let m = inc(1).await?; borrowed.fetch_add(m, Ordering::Relaxed); sum += borrowed.load(Ordering::Relaxed); }
        }
        let (one, other) = join!(async { let m = inc(0).await?; local_2.fetch_add(m, Ordering::Relaxed); Ok::<_, Failure>(m) }, async { let m = inc(0 + 1).await?; local_0.add(m); inc(m).await }); sum += one? + other?;
        if sum % 2 == 0 {
        let both = |m: i64| { other_local_1.seen.lock().unwrap().push(m); m + 1 }; sum += both(5) + both(2); sum += inc(5).await?;
        } else {
        let tried: Result<i64> = async { let m = picky(sum + 9).await?; local_2.fetch_add(m, Ordering::Relaxed); Ok(m) }.await; sum += tried.unwrap_or(1);
        }
        let mut seen = Vec::new();
        seen.push(local_0.add(0));
        seen.push(local_1.seen.lock().unwrap().iter().sum::<i64>());
        seen.push(other_local_1.seen.lock().unwrap().iter().sum::<i64>());
        seen.push(local_2.load(Ordering::Relaxed));
        Ok((sum, seen))
    }

    whole fn program_21(n: i64) -> Result<(i64, Vec<i64>)> {
        let mut sum = 0;
        let local_0 = Hidden::default();
        let local_1 = Shared::new(vec![n]); let other_local_1 = local_1.clone();
        for m in 0..2 { local_0.add(m); sum += inc(m).await?; }
        let (one, other) = join!(async { let m = inc(2).await?; local_0.add(m); Ok::<_, Failure>(m) }, async { let m = inc(2 + 1).await?; local_0.add(m); inc(m).await }); sum += one? + other?;
        let (one, other) = join!(async { let m = inc(8).await?; local_0.add(m); Ok::<_, Failure>(m) }, async { let m = inc(8 + 1).await?; local_1.update(|list| list.push(m)); inc(m).await }); sum += one? + other?;
        let block = async { let tried: Result<i64> = async { let m = picky(3 + 9).await?; local_0.add(m); Ok(m) }.await; Ok::<_, Failure>(tried.unwrap_or(1)) }; sum += block.await?;
        let both = |m: i64| { other_local_1.update(|list| list.push(m)); m + 1 }; sum += both(0) + both(2); sum += inc(0).await?;
        let mut seen = Vec::new();
        seen.push(local_0.add(0));
        seen.push(local_1.with(|list| list.iter().sum::<i64>()));
        seen.push(other_local_1.with(|list| list.iter().sum::<i64>()));
        Ok((sum, seen))
    }

    whole fn program_22(n: i64) -> Result<(i64, Vec<i64>)> {
        let mut sum = 0;
        let local_0 = Shared::new(vec![n]); let other_local_0 = local_0.clone();
        let local_1 = Hidden::default();
        let counts = join_all((0..3).map(|k| { let other_local_0 = &other_local_0; async move { let m = inc(k).await?; other_local_0.update(|list| list.push(m)); Ok::<_, Failure>(m) } })).await; for count in counts { sum += count?; }
        let block = async { let tried: Result<i64> = async { let m = picky(6 + 9).await?; local_1.add(m); Ok(m) }.await; Ok::<_, Failure>(tried.unwrap_or(1)) }; sum += block.await?;
        let block = async { let tried: Result<i64> = async { let m = picky(8 + 9).await?; local_0.update(|list| list.push(m)); Ok(m) }.await; Ok::<_, Failure>(tried.unwrap_or(1)) }; sum += block.await?;
        let both = |m: i64| { local_1.add(m); m + 1 }; sum += both(0) + both(2); sum += inc(0).await?;
        let mut seen = Vec::new();
        seen.push(local_0.with(|list| list.iter().sum::<i64>()));
        seen.push(other_local_0.with(|list| list.iter().sum::<i64>()));
        seen.push(local_1.add(0));
        Ok((sum, seen))
    }

    whole fn program_23(n: i64) -> Result<(i64, Vec<i64>)> {
        let mut sum = 0;
        let mut local_0 = vec![n];
        let local_1 = Hidden::default();
        let counts = join_all((0..3).map(|k| { let local_0 = &local_0; async move { let m = inc(k).await?;  Ok::<_, Failure>(m) } })).await; for count in counts { sum += count?; }
        let counts = join_all((0..3).map(|k| { let local_1 = &local_1; async move { let m = inc(k).await?; local_1.add(m); Ok::<_, Failure>(m) } })).await; for count in counts { sum += count?; }
        let mut seen = Vec::new();
        seen.push(local_0.iter().sum::<i64>());
        seen.push(local_1.add(0));
        Ok((sum, seen))
    }

    whole fn program_24(n: i64) -> Result<(i64, Vec<i64>)> {
        let mut sum = 0;
        let local_0 = Mutex::new(vec![n]);
        let (one, other) = join!(async { let m = inc(8).await?; local_0.lock().unwrap().push(m); Ok::<_, Failure>(m) }, async { let m = inc(8 + 1).await?; local_0.lock().unwrap().push(m); inc(m).await }); sum += one? + other?;
        let counts = join_all((0..3).map(|k| { let local_0 = &local_0; async move { let m = inc(k).await?; local_0.lock().unwrap().push(m); Ok::<_, Failure>(m) } })).await; for count in counts { sum += count?; }
        let m = 8; local_0.lock().unwrap().push(m); sum += local_0.lock().unwrap().iter().sum::<i64>();
        for _ in 0..2 {
        sum += inc(8).await?;
        }
        if sum % 2 == 0 {
        { let borrowed = &local_0; let m = inc(6).await?; borrowed.lock().unwrap().push(m); sum += borrowed.lock().unwrap().iter().sum::<i64>(); }
        } else {
        async { let m = inc(0).await?; local_0.lock().unwrap().push(m); sum += local_0.lock().unwrap().iter().sum::<i64>(); Ok::<_, Failure>(()) }.await?;
        }
        let tried: Result<i64> = async { let m = picky(sum + 9).await?; local_0.lock().unwrap().push(m); Ok(m) }.await; sum += tried.unwrap_or(1);
        let mut seen = Vec::new();
        seen.push(local_0.lock().unwrap().iter().sum::<i64>());
        Ok((sum, seen))
    }

    whole fn program_25(n: i64) -> Result<(i64, Vec<i64>)> {
        let mut sum = 0;
        let local_0 = Arc::new(vec![n, n]);
        let local_1 = Arc::new(Mutex::new(vec![n])); let other_local_1 = local_1.clone();
        let local_2 = Hidden::default();
        sum += inc(6).await?;
        for _ in 0..2 {
        { let borrowed = &local_0[1]; sum += inc(*borrowed).await?; sum += *borrowed; }
        }
        sum += local_2.add(0);
        let tried: Result<i64> = async { let m = picky(sum + 9).await?; other_local_1.lock().unwrap().push(m); Ok(m) }.await; sum += tried.unwrap_or(1);
        sum += inc(3).await?;
        for _ in 0..2 {
        let block = async { let tried: Result<i64> = async { let m = picky(4 + 9).await?; other_local_1.lock().unwrap().push(m); Ok(m) }.await; Ok::<_, Failure>(tried.unwrap_or(1)) }; sum += block.await?;
        }
        let mut seen = Vec::new();
        seen.push(local_0.iter().sum::<i64>());
        seen.push(local_1.lock().unwrap().iter().sum::<i64>());
        seen.push(other_local_1.lock().unwrap().iter().sum::<i64>());
        seen.push(local_2.add(0));
        Ok((sum, seen))
    }

    whole fn program_26(n: i64) -> Result<(i64, Vec<i64>)> {
        let mut sum = 0;
        let local_0 = Arc::new(vec![n, n]);
        let m = 4; let _ = local_0.len() as i64 + m; sum += local_0.iter().sum::<i64>();
        let counts = join_all((0..3).map(|k| { let local_0 = &local_0; async move { let m = inc(k).await?; let _ = local_0.len() as i64 + m; Ok::<_, Failure>(m) } })).await; for count in counts { sum += count?; }
        if sum % 2 == 0 {
        let tried: Result<i64> = async { let m = picky(sum + 9).await?; let _ = local_0.len() as i64 + m; Ok(m) }.await; sum += tried.unwrap_or(1);
        } else {
        sum += local_0.iter().sum::<i64>();
        }
        let (one, other) = join!(async { let m = inc(4).await?; let _ = local_0.len() as i64 + m; Ok::<_, Failure>(m) }, async { let m = inc(4 + 1).await?; let _ = local_0.len() as i64 + m; inc(m).await }); sum += one? + other?;
        let mut seen = Vec::new();
        seen.push(local_0.iter().sum::<i64>());
        Ok((sum, seen))
    }

    whole fn program_27(n: i64) -> Result<(i64, Vec<i64>)> {
        let mut sum = 0;
        let mut local_0 = vec![n];
        let local_1 = Arc::new(vec![n, n]);
        sum += inc(5).await?;
        sum += local_1.iter().sum::<i64>();
        let tried: Result<i64> = async { let m = picky(sum + 9).await?; local_0.push(m); Ok(m) }.await; sum += tried.unwrap_or(1);
        let mut seen = Vec::new();
        seen.push(local_0.iter().sum::<i64>());
        seen.push(local_1.iter().sum::<i64>());
        Ok((sum, seen))
    }

    whole fn program_28(n: i64) -> Result<(i64, Vec<i64>)> {
        let mut sum = 0;
        let local_0 = Shared::new(vec![n]); let other_local_0 = local_0.clone();
        let block = { let local_0 = local_0.clone(); async move { let m = inc(2).await?; local_0.update(|list| list.push(m)); Ok::<_, Failure>(m) } }; sum += block.await?;
        for _ in 0..2 {
        let m = 6; local_0.update(|list| list.push(m)); sum += local_0.with(|list| list.iter().sum::<i64>());
        }
        for _ in 0..2 {
        let block = async { let m = inc(7).await?; local_0.update(|list| list.push(m)); inc(m + local_0.with(|list| list.iter().sum::<i64>())).await };
        let m = 7; local_0.update(|list| list.push(m));
        sum += block.await?;
        }
        let both = |m: i64| { other_local_0.update(|list| list.push(m)); m + 1 }; sum += both(3) + both(2); sum += inc(3).await?;
        let counts = join_all((0..3).map(|k| { let local_0 = &local_0; async move { let m = inc(k).await?; local_0.update(|list| list.push(m)); Ok::<_, Failure>(m) } })).await; for count in counts { sum += count?; }
        let mut seen = Vec::new();
        seen.push(local_0.with(|list| list.iter().sum::<i64>()));
        seen.push(other_local_0.with(|list| list.iter().sum::<i64>()));
        Ok((sum, seen))
    }

    whole fn program_29(n: i64) -> Result<(i64, Vec<i64>)> {
        let mut sum = 0;
        let local_0 = Shared::new(vec![n]); let other_local_0 = local_0.clone();
        let local_1 = Shared::new(vec![n]); let other_local_1 = local_1.clone();
        let block = { let local_0 = local_0.clone(); async move { let m = inc(6).await?; local_0.update(|list| list.push(m)); Ok::<_, Failure>(m) } }; sum += block.await?;
        let block = { let other_local_1 = other_local_1.clone(); async move { let m = inc(2).await?; other_local_1.update(|list| list.push(m)); Ok::<_, Failure>(m) } }; sum += block.await?;
        let m = 3; local_0.update(|list| list.push(m)); sum += local_0.with(|list| list.iter().sum::<i64>());
        let block = async { let tried: Result<i64> = async { let m = picky(7 + 9).await?; other_local_1.update(|list| list.push(m)); Ok(m) }.await; Ok::<_, Failure>(tried.unwrap_or(1)) }; sum += block.await?;
        let tried: Result<i64> = async { let m = picky(sum + 9).await?; other_local_1.update(|list| list.push(m)); Ok(m) }.await; sum += tried.unwrap_or(1);
        let mut seen = Vec::new();
        seen.push(local_0.with(|list| list.iter().sum::<i64>()));
        seen.push(other_local_0.with(|list| list.iter().sum::<i64>()));
        seen.push(local_1.with(|list| list.iter().sum::<i64>()));
        seen.push(other_local_1.with(|list| list.iter().sum::<i64>()));
        Ok((sum, seen))
    }

    whole fn program_30(n: i64) -> Result<(i64, Vec<i64>)> {
        let mut sum = 0;
        let local_0 = AtomicI64::new(n);
        let tried: Result<i64> = async { let m = picky(sum + 9).await?; local_0.fetch_add(m, Ordering::Relaxed); Ok(m) }.await; sum += tried.unwrap_or(1);
        for _ in 0..2 {
        sum += local_0.load(Ordering::Relaxed);
        }
        if sum % 2 == 0 {
        let both = |m: i64| { local_0.fetch_add(m, Ordering::Relaxed); m + 1 }; sum += both(3) + both(2); sum += inc(3).await?;
        } else {
        let tried: Result<i64> = async { let m = picky(sum + 9).await?; local_0.fetch_add(m, Ordering::Relaxed); Ok(m) }.await; sum += tried.unwrap_or(1);
        }
        for _ in 0..2 {
        let tried: Result<i64> = async { let m = picky(sum + 9).await?; local_0.fetch_add(m, Ordering::Relaxed); Ok(m) }.await; sum += tried.unwrap_or(1);
        }
        let (one, other) = join!(async { let m = inc(2).await?; local_0.fetch_add(m, Ordering::Relaxed); Ok::<_, Failure>(m) }, async { let m = inc(2 + 1).await?; local_0.fetch_add(m, Ordering::Relaxed); inc(m).await }); sum += one? + other?;
        async { let m = inc(1).await?; local_0.fetch_add(m, Ordering::Relaxed); sum += local_0.load(Ordering::Relaxed); Ok::<_, Failure>(()) }.await?;
        let mut seen = Vec::new();
        seen.push(local_0.load(Ordering::Relaxed));
        Ok((sum, seen))
    }

    whole fn program_31(n: i64) -> Result<(i64, Vec<i64>)> {
        let mut sum = 0;
        let mut local_0 = vec![n];
        for m in 0..2 { local_0.push(m); sum += inc(m).await?; }
        sum += local_0.iter().sum::<i64>();
        let mut seen = Vec::new();
        seen.push(local_0.iter().sum::<i64>());
        Ok((sum, seen))
    }

    whole fn program_32(n: i64) -> Result<(i64, Vec<i64>)> {
        let mut sum = 0;
        let local_0 = App::of(n); let other_local_0 = local_0.clone();
        for _ in 0..2 {
        let task = { let other_local_0 = other_local_0.clone(); spawn(async move { let m = inc(3).await.unwrap_or(0); other_local_0.seen.lock().unwrap().push(m); m }) }; sum += task.await?;
        }
        sum += structs(local_0.clone(), 5).await?;
        let block = { let local_0 = local_0.clone(); async move { let m = inc(3).await?; local_0.seen.lock().unwrap().push(m); Ok::<_, Failure>(m) } }; sum += block.await?;
        let mut seen = Vec::new();
        seen.push(local_0.seen.lock().unwrap().iter().sum::<i64>());
        seen.push(other_local_0.seen.lock().unwrap().iter().sum::<i64>());
        Ok((sum, seen))
    }

    whole fn program_33(n: i64) -> Result<(i64, Vec<i64>)> {
        let mut sum = 0;
        let local_0 = Shared::new(vec![n]); let other_local_0 = local_0.clone();
        let task = { let local_0 = local_0.clone(); spawn(async move { let m = inc(5).await.unwrap_or(0); local_0.update(|list| list.push(m)); m }) }; sum += task.await?;
        if sum % 2 == 0 {
        let both = |m: i64| { local_0.update(|list| list.push(m)); m + 1 }; sum += both(0) + both(2); sum += inc(0).await?;
        } else {
        let tried: Result<i64> = async { let m = picky(sum + 9).await?; other_local_0.update(|list| list.push(m)); Ok(m) }.await; sum += tried.unwrap_or(1);
        }
        for _ in 0..2 {
        let both = |m: i64| { local_0.update(|list| list.push(m)); m + 1 }; sum += both(5) + both(2); sum += inc(5).await?;
        }
        let mut seen = Vec::new();
        seen.push(local_0.with(|list| list.iter().sum::<i64>()));
        seen.push(other_local_0.with(|list| list.iter().sum::<i64>()));
        Ok((sum, seen))
    }

    whole fn program_34(n: i64) -> Result<(i64, Vec<i64>)> {
        let mut sum = 0;
        let local_0 = Arc::new(vec![n, n]);
        let local_1 = App::of(n); let other_local_1 = local_1.clone();
        let block = { let local_0 = local_0.clone(); async move { let m = inc(2).await?; let _ = local_0.len() as i64 + m; Ok::<_, Failure>(m) } }; sum += block.await?;
        let m = 4; let _ = local_0.len() as i64 + m; sum += local_0.iter().sum::<i64>();
        { let borrowed = &local_0[1]; sum += inc(*borrowed).await?; sum += *borrowed; }
        for _ in 0..2 {
        { let borrowed = &local_0[1]; sum += inc(*borrowed).await?; sum += *borrowed; }
        }
        let counts = join_all((0..3).map(|k| { let local_1 = &local_1; async move { let m = inc(k).await?; local_1.seen.lock().unwrap().push(m); Ok::<_, Failure>(m) } })).await; for count in counts { sum += count?; }
        let mut seen = Vec::new();
        seen.push(local_0.iter().sum::<i64>());
        seen.push(local_1.seen.lock().unwrap().iter().sum::<i64>());
        seen.push(other_local_1.seen.lock().unwrap().iter().sum::<i64>());
        Ok((sum, seen))
    }

    whole fn program_35(n: i64) -> Result<(i64, Vec<i64>)> {
        let mut sum = 0;
        let local_0 = Arc::new(Mutex::new(vec![n])); let other_local_0 = local_0.clone();
        for _ in 0..2 {
        let block = async { let m = inc(7).await?; local_0.lock().unwrap().push(m); inc(m + local_0.lock().unwrap().iter().sum::<i64>()).await };
        sum += block.await?;
        }
        sum += handles(other_local_0.clone(), 7).await?;
        let mut seen = Vec::new();
        seen.push(local_0.lock().unwrap().iter().sum::<i64>());
        seen.push(other_local_0.lock().unwrap().iter().sum::<i64>());
        Ok((sum, seen))
    }

    whole fn program_36(n: i64) -> Result<(i64, Vec<i64>)> {
        let mut sum = 0;
        let mut local_0 = vec![n];
        let local_1 = AtomicI64::new(n);
        let local_2 = Arc::new(vec![n, n]);
        for _ in 0..2 {
        for m in 0..2 { local_1.fetch_add(m, Ordering::Relaxed); sum += inc(m).await?; }
        }
        for _ in 0..2 {
        sum += local_1.load(Ordering::Relaxed);
        }
        let mut seen = Vec::new();
        seen.push(local_0.iter().sum::<i64>());
        seen.push(local_1.load(Ordering::Relaxed));
        seen.push(local_2.iter().sum::<i64>());
        Ok((sum, seen))
    }

    whole fn program_37(n: i64) -> Result<(i64, Vec<i64>)> {
        let mut sum = 0;
        let local_0 = Hidden::default();
        sum += inc(7).await?;
        if sum % 2 == 0 {
        let block = async { let tried: Result<i64> = async { let m = picky(5 + 9).await?; local_0.add(m); Ok(m) }.await; Ok::<_, Failure>(tried.unwrap_or(1)) }; sum += block.await?;
        } else {
        sum += local_0.add(0);
        }
        let mut seen = Vec::new();
        seen.push(local_0.add(0));
        Ok((sum, seen))
    }

    whole fn program_38(n: i64) -> Result<(i64, Vec<i64>)> {
        let mut sum = 0;
        let local_0 = Mutex::new(vec![n]);
        let local_1 = Mutex::new(vec![n]);
        for m in 0..2 { local_1.lock().unwrap().push(m); sum += inc(m).await?; }
        let tried: Result<i64> = async { let m = picky(sum + 9).await?; local_1.lock().unwrap().push(m); Ok(m) }.await; sum += tried.unwrap_or(1);
        { let borrowed = &local_1; let m = inc(7).await?; borrowed.lock().unwrap().push(m); sum += borrowed.lock().unwrap().iter().sum::<i64>(); }
        let block = async { let tried: Result<i64> = async { let m = picky(8 + 9).await?; local_1.lock().unwrap().push(m); Ok(m) }.await; Ok::<_, Failure>(tried.unwrap_or(1)) }; sum += block.await?;
        let mut seen = Vec::new();
        seen.push(local_0.lock().unwrap().iter().sum::<i64>());
        seen.push(local_1.lock().unwrap().iter().sum::<i64>());
        Ok((sum, seen))
    }

    whole fn program_39(n: i64) -> Result<(i64, Vec<i64>)> {
        let mut sum = 0;
        let local_0 = Shared::new(vec![n]); let other_local_0 = local_0.clone();
        let local_1 = App::of(n); let other_local_1 = local_1.clone();
        let local_2 = Mutex::new(vec![n]);
        let both = |m: i64| { other_local_0.update(|list| list.push(m)); m + 1 }; sum += both(6) + both(2); sum += inc(6).await?;
        let (one, other) = join!(async { let m = inc(4).await?; local_1.seen.lock().unwrap().push(m); Ok::<_, Failure>(m) }, async { let m = inc(4 + 1).await?; local_2.lock().unwrap().push(m); inc(m).await }); sum += one? + other?;
        sum += shares(other_local_0.clone(), 2).await?;
        let block = async { let tried: Result<i64> = async { let m = picky(4 + 9).await?; local_1.seen.lock().unwrap().push(m); Ok(m) }.await; Ok::<_, Failure>(tried.unwrap_or(1)) }; sum += block.await?;
        let mut seen = Vec::new();
        seen.push(local_0.with(|list| list.iter().sum::<i64>()));
        seen.push(other_local_0.with(|list| list.iter().sum::<i64>()));
        seen.push(local_1.seen.lock().unwrap().iter().sum::<i64>());
        seen.push(other_local_1.seen.lock().unwrap().iter().sum::<i64>());
        seen.push(local_2.lock().unwrap().iter().sum::<i64>());
        Ok((sum, seen))
    }

}

durable_tests_sharing::same_or_refused! {
    program_0,
    program_1,
    program_2,
    program_3,
    program_4,
    program_5,
    program_6,
    program_7,
    program_8,
    program_9,
    program_10,
    program_11,
    program_12,
    program_13,
    program_14,
    program_15,
    program_16,
    program_17,
    program_18,
    program_19,
    program_20,
    program_21,
    program_22,
    program_23,
    program_24,
    program_25,
    program_26,
    program_27,
    program_28,
    program_29,
    program_30,
    program_31,
    program_32,
    program_33,
    program_34,
    program_35,
    program_36,
    program_37,
    program_38,
    program_39,
}
