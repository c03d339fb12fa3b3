//! What inline calls share with their callers.

use std::sync::{Arc, Mutex};

use durable_tests_sharing::{refused, same, twice};

use crate::samples::App;

twice! {
    part fn worker(app: App, n: i64) -> Result<i64> {
        let m = inc(n).await?;
        app.seen.lock().unwrap().push(m);
        Ok(m)
    }

    whole fn calls_with_a_handle(n: i64) -> Result<usize> {
        let app = App::default();
        for k in 0..n {
            // What the call can't do isn't an error that one may go on with.
            let _ = worker(app.clone(), k).await;
        }
        let seen = app.seen.lock().unwrap().len();
        Ok(seen)
    }

    part fn adds(list: Arc<Mutex<Vec<i64>>>, n: i64) -> Result<()> {
        list.lock().unwrap().push(n);
        Ok(())
    }

    whole fn a_call_that_awaits_nothing(n: i64) -> Result<usize> {
        let list = Arc::new(Mutex::new(vec![n]));
        adds(list.clone(), n).await?;
        let length = list.lock().unwrap().len();
        Ok(length)
    }

    whole fn calls_at_the_same_time(n: i64) -> Result<i64> {
        let app = App::default();
        let (one, other) = (worker(app.clone(), n), worker(app.clone(), n + 1));
        let (one, other) = join!(one, other);
        let seen: i64 = app.seen.lock().unwrap().iter().sum();
        Ok(seen + one? + other?)
    }

    part fn plain_data(list: Vec<i64>, name: Arc<str>) -> Result<Vec<i64>> {
        let mut list = list;
        list.push(inc(name.len() as i64).await?);
        Ok(list)
    }

    whole fn calls_with_plain_data(n: i64) -> Result<Vec<i64>> {
        let name: Arc<str> = "name".into();
        let list = plain_data(vec![n], name.clone()).await?;
        let (mut one, other) = try_join!(plain_data(list.clone(), name.clone()), plain_data(list, name))?;
        one.extend(other);
        Ok(one)
    }
}

refused! { InAnyOrder:
    an_argument_that_is_shared_and_can_change_is_refused => calls_with_a_handle(2): "arguments of orchestrator `worker`", "`Mutex<Vec<i64>>`";
    an_argument_is_refused_by_a_call_that_awaits_nothing => a_call_that_awaits_nothing(2): "arguments of orchestrator `adds`", "`Mutex<Vec<i64>>`";
    arguments_of_calls_at_the_same_time_are_refused => calls_at_the_same_time(2): "arguments of orchestrator `worker`", "`Mutex<Vec<i64>>`";
}

same! { InAnyOrder:
    arguments_that_nobody_can_change_are_passed => calls_with_plain_data(2);
}
