//! What a method is called on, where an argument awaits: rustc borrows it before the arguments, or copies it.

use durable_runtime::prelude::*;

use crate::activities::*;

#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
struct Q {
    n: i64,
    m: i64,
}

impl Q {
    fn bump(&mut self, by: i64) -> i64 {
        self.n += by;
        self.n
    }

    /// A method of one's own with a name of the numbers'.
    fn max(&mut self, by: i64) -> i64 {
        self.bump(by)
    }

    fn abs(&mut self) {
        self.n = -1;
    }

    fn sum_with(self, other: i64) -> i64 {
        self.n * 100 + self.m * 10 + other
    }
}

#[orchestrator]
async fn a_part_by_a_computed_index() -> Result<Vec<Q>> {
    let mut v = vec![Q { n: 1, m: 2 }; 3];
    let i = 0;
    v[i + 1].bump(inc(3).await?);
    v[(1 + 1)].bump(inc(4).await?);
    let at = (2, 0);
    v[at.1].bump(inc(5).await?);
    Ok(v)
}

#[orchestrator]
async fn a_number_in_what_methods_of_ones_own_change() -> Result<String> {
    let mut q = Q { n: 1, m: 2 };
    let first = q.n.max({
        q.max(5);
        inc(2).await?
    });
    let at = &mut q;
    let second = at.n < {
        at.abs();
        inc(3).await?
    };
    let mut all = vec![(q, 1)];
    let third = all[0].0.m.wrapping_add({
        all[0].0 = Q { n: 3, m: 4 };
        all[0].0.abs();
        inc(4).await?
    });
    Ok(format!("{first} {second} {third} {all:?}"))
}

#[orchestrator]
async fn a_row_by_a_computed_index() -> Result<Vec<[i64; 3]>> {
    let mut grid = vec![[1, 2, 3], [4, 5, 6]];
    let (y, p) = (0, (0, 1));
    grid[y + 1].swap(0, inc(1).await? as usize);
    grid[p.1][inc(0).await? as usize] = 7;
    Ok(grid)
}

#[orchestrator]
async fn a_field_of_a_part() -> Result<Vec<(i64, Vec<i64>)>> {
    let mut rows = vec![(1, vec![1]), (2, vec![2])];
    let one = [1];
    rows[one[0]].1.push(inc(1).await?);
    rows[one[0] - 1].1.push(inc(2).await?);
    (&mut rows[one.len()]).1.push(inc(3).await?);
    Ok(rows)
}

#[orchestrator]
async fn an_index_that_changes() -> Result<[Q; 2]> {
    let mut v = [Q { n: 1, m: 2 }; 2];
    let mut i = 0;
    v[i].bump({
        i = 1;
        inc(3).await?
    });
    v[i * 1].bump({
        i = 0;
        inc(5).await?
    });
    Ok(v)
}

#[orchestrator]
async fn a_copied_field_that_changes() -> Result<(i64, i64)> {
    let mut p = Q { n: 1, m: 2 };
    let sum = p.n.wrapping_add({
        p.n = 70;
        inc(1).await?
    });
    Ok((sum, p.n))
}

#[orchestrator]
async fn a_copied_part_that_changes() -> Result<(i64, i64)> {
    let mut v = [7, 8];
    let most = v[0].max({
        v[0] = 50;
        inc(1).await?
    });
    Ok((most, v[0]))
}

#[orchestrator]
async fn what_is_copied_out_of_a_box_and_changes() -> Result<(i64, i64)> {
    let mut b = Box::new(3_i64);
    let power = (*b).pow({
        *b = 7;
        inc(1).await? as u32
    });
    Ok((power, *b))
}

#[orchestrator]
async fn a_copied_struct_of_which_a_field_changes() -> Result<(i64, Q)> {
    let mut q = Q { n: 1, m: 2 };
    let sum = q.sum_with({
        q.m = 9;
        q.n += 1;
        inc(1).await?
    });
    Ok((sum, q))
}

#[orchestrator]
async fn a_copied_local_that_is_given_away_to_change() -> Result<(i64, i64)> {
    let mut x = 5_i64;
    let sum = x.wrapping_add({
        std::mem::swap(&mut x, &mut 40);
        inc(1).await?
    });
    Ok((sum, x))
}

#[orchestrator]
async fn what_is_moved_and_given_a_new_value() -> Result<(Vec<i64>, String)> {
    let mut text = "1,2".to_owned();
    let parts = Parts(text.clone()).with({
        text = "3".to_owned();
        inc(1).await?
    });
    let mut words = Parts("4".to_owned());
    let more = words.with({
        words = Parts("5".to_owned());
        inc(2).await?
    });
    Ok(([parts, more].concat(), words.0 + &text))
}

#[derive(Clone, serde::Serialize, serde::Deserialize)]
struct Parts(String);

impl Parts {
    fn with(self, last: i64) -> Vec<i64> {
        let parts = self.0.split(',').map(|part| part.parse().unwrap());
        parts.chain([last]).collect()
    }
}

/// Only looked at, which two-phase borrows allow.
#[orchestrator]
async fn what_is_looked_at_meanwhile(mut lines: Vec<i64>) -> Result<(Vec<i64>, i64)> {
    lines.push(inc(lines.len() as i64).await?);
    lines.push({
        let first = lines[0];
        inc(first + lines.iter().sum::<i64>()).await?
    });
    let n = 3_i64;
    let mut total = n.max(inc(n.abs()).await?);
    total = total.min(inc(total.pow(2).to_string().len() as i64).await?);
    Ok((lines, total))
}

/// Another field changes while one is borrowed.
#[orchestrator]
async fn a_field_beside_the_receiver_changes() -> Result<(Vec<i64>, i64)> {
    let mut state = (vec![1], 0);
    state.0.push({
        state.1 += 1;
        inc(state.1).await?
    });
    Ok(state)
}

#[orchestrator]
async fn an_array_that_is_replaced_before_it_is_indexed() -> Result<i64> {
    let mut a = [1, 2];
    let found = a[{
        a = [10, 20];
        inc(0).await? as usize
    }];
    Ok(found)
}

#[derive(Clone, Debug, PartialEq, PartialOrd, serde::Serialize, serde::Deserialize)]
struct Named {
    name: String,
    n: i64,
}

/// What is compared is borrowed.
#[orchestrator]
async fn compared_with_what_awaits(named: Named, names: Vec<String>) -> Result<(i64, String)> {
    let mut equal = 0;
    if named.name == say("a".to_owned()).await? {
        equal += 1;
    }
    if names[0] != say(names[1].clone()).await? {
        equal += 10;
    }
    while named
        < (Named {
            name: say("b".to_owned()).await?,
            n: equal,
        })
    {
        equal += 100;
        if equal > 300 {
            break;
        }
    }
    Ok((equal, named.name))
}

/// Numbers are copied before they are compared.
#[orchestrator]
async fn compared_before_it_changes() -> Result<(bool, bool, i64)> {
    let mut q = Q { n: 1, m: 2 };
    let equal = q.n == {
        q.n = 5;
        inc(0).await?
    };
    let mut x = 3;
    let less = x < {
        x = 10;
        inc(4).await?
    };
    Ok((equal, less, q.n + x))
}

durable_tests::holds! {
    parts_are_changed_where_they_are => a_part_by_a_computed_index();
    numbers_are_copied_before_methods_of_ones_own => a_number_in_what_methods_of_ones_own_change();
    rows_are_changed_where_they_are => a_row_by_a_computed_index();
    fields_of_parts_are_changed_where_they_are => a_field_of_a_part();
    indices_are_those_of_before => an_index_that_changes();
    fields_are_copied_before => a_copied_field_that_changes();
    parts_are_copied_before => a_copied_part_that_changes();
    what_is_in_a_box_is_copied_before => what_is_copied_out_of_a_box_and_changes();
    structs_are_copied_before => a_copied_struct_of_which_a_field_changes();
    locals_are_copied_before => a_copied_local_that_is_given_away_to_change();
    what_is_moved_is_moved_before => what_is_moved_and_given_a_new_value();
    looking_is_no_change => what_is_looked_at_meanwhile(vec![1]);
    other_fields_may_change => a_field_beside_the_receiver_changes();
    arrays_are_indexed_after => an_array_that_is_replaced_before_it_is_indexed();
    sides_of_comparisons_are_borrowed =>
        compared_with_what_awaits(Named { name: "a".to_owned(), n: 1 }, vec!["x".to_owned(), "y".to_owned()]);
    numbers_are_copied_before_they_are_compared => compared_before_it_changes();
}
