//! Traits of the user's that every type has. rustc finds a method that takes `&self` before an inherent one that takes
//! `&mut self`, and one that takes `self` before both. None may be found where the compiled function calls one of its own.

use std::time::Duration;

use durable_runtime::JoinSet;
use durable_runtime::prelude::*;
use durable_tests::holds;
use serde::{Deserialize, Serialize};

#[activity(name = "inc_among_blanket_traits")]
async fn inc(n: i64) -> Result<i64> {
    Ok(n + 1)
}

/// A trait that every type has, with these methods.
macro_rules! blanket {
    ($name:ident, $self:tt, $($method:ident)*) => {
        #[allow(dead_code, reason = "nothing is to find it")]
        pub trait $name: Sized {
            $(fn $method $self {})*
        }

        impl<T> $name for T {}
    };
}

macro_rules! all {
    ($name:ident, $self:tt) => {
        blanket! {
            $name, $self,
            arguments begin capture capture_field capture_lent capture_parts changes check check_exhausted contains copy
            declared demand error_type fix handles has_next how is_borrowed is_in json kept lacks left_of lend make_durable
            make_storable named open open_copy output params park park_block point poll poll_where put put_copy replaced
            require_no_sets returned rounds spawn_task staged_of step take_back tie try_step typed value waiting watch
        }
    };
}

mod by_reference {
    all! { Borrowing, (&self) }
    blanket! { More, (&self), failure get success take waits }
}

mod by_value {
    all! { Consuming, (self) }
}

mod by_inference {
    #[allow(dead_code, reason = "nothing is to find it")]
    pub trait Sink {
        fn put<X>(&self, _: X) {}
        fn begin<X>(&self, _: X) {}
        fn take<S, R: Default>(&self, _: S) -> R {
            R::default()
        }
    }

    impl<T> Sink for T {}
}

#[orchestrator]
async fn a_local(n: i64) -> Result<String> {
    use by_inference::Sink;
    let x = n;
    inc(n).await?;
    x.put(1);
    Ok(format!("{x}"))
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Order {
    number: i64,
    names: Vec<String>,
}

/// A function of many forms, with a trait in scope.
macro_rules! with {
    ($name:ident, $from:ident::$used:ident, $double:ident $within:ident) => {
        mod $name {
            #[allow(unused_imports, reason = "nothing is to find it")]
            use super::$from::$used as _;
            use super::*;

            #[activity]
            async fn $double(n: i64) -> Result<i64> {
                Ok(n * 2)
            }

            #[orchestrator(inline)]
            async fn $within(n: i64) -> Result<i64> {
                let twice = $double(n).await?;
                Ok(twice + n)
            }

            #[orchestrator]
            pub(super) async fn $name(order: Order, mut n: i64) -> Result<String> {
                let mut out = Vec::new();
                for name in &order.names {
                    n = inc(n).await?;
                    out.push(format!("{name}{n}"));
                }
                for i in (0..3).map(|i| i + 1).skip(1) {
                    n += $within(i).await?;
                }
                let order = Order { number: n, ..order };
                let first = &order.names[0];
                let both = join!(inc(1), async {
                    let more = inc(order.number).await?;
                    Ok::<_, Failure>(more + i64::from(first.starts_with('a')))
                });
                out.push(format!("{:?}{:?}", both.0?, both.1?));
                let sooner = select! {
                    one = $double(n) => one?,
                    () = sleep(Duration::from_secs(600)) => 0,
                };
                let block = async move {
                    let mut kept = order.clone();
                    kept.number += inc(kept.number).await?;
                    Ok::<_, Failure>(kept)
                };
                let mut tasks = JoinSet::new();
                tasks.spawn($double(4));
                while let Some(done) = tasks.join_next().await {
                    out.push(format!("{}", done??));
                }
                let (a, b) = try_join!($double(5), block)?;
                Ok(format!("{out:?}{sooner}{a}{b:?}"))
            }
        }
    };
}

with! { borrowing, by_reference::Borrowing, double_borrowing within_borrowing }
with! { more, by_reference::More, double_more within_more }
with! { consuming, by_value::Consuming, double_consuming within_consuming }

fn order() -> Order {
    Order {
        number: 3,
        names: vec!["a".into(), "b".into()],
    }
}

holds! {
    a_trait_takes_no_local_over => a_local(5);
    a_trait_with_methods_by_reference_takes_nothing_over => borrowing::borrowing(order(), 1);
    a_trait_with_further_methods_takes_nothing_over => more::more(order(), 2);
    a_trait_with_methods_by_value_takes_nothing_over => consuming::consuming(order(), 3);
}
