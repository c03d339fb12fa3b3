//! Whether two points have the same history as far as it matters: the code before them is the same once all is left out that
//! has no influence on what waits there.

use std::collections::BTreeMap;

use crate::upgrade::graph::{Graph, Point};
use crate::upgrade::slice::Slice;
use crate::upgrade::walk::{Pair, Same, same_borrows, same_future};

/// What is the same in two machines, if an instance that waits at the one point is consistent with the other: the awaits that
/// came before it, the branches that led to it and the values that it holds are those of the new code.
pub(super) fn consistent(
    pair: Pair<'_>,
    (olds, old): (&Slice<'_>, &Point),
    (news, new): (&Slice<'_>, &Point),
) -> Option<Same> {
    if old.unit != 0 || new.unit != 0 || old.begins_unit || new.begins_unit {
        return None;
    }
    if pair.old.output != pair.new.output {
        return None;
    }
    let mut same = Same::of_parameters(pair);
    let (mut new_of, mut old_of) = (BTreeMap::new(), BTreeMap::new());
    let start = |graph: &Graph| graph.units[0].start;
    let mut left = vec![(start(pair.old), start(pair.new))];
    while let Some((one, other)) = left.pop() {
        let (one, other) = match (olds.first_from(one), news.first_from(other)) {
            (Some(one), Some(other)) => (one, other),
            // Neither way leads to the point.
            (None, None) => continue,
            _ => return None,
        };
        match (new_of.get(&one), old_of.get(&other)) {
            (Some(known), _) if *known == other => continue,
            (None, None) => {}
            _ => return None,
        }
        let (was, is) = (olds.compared(one), news.compared(other));
        let (old_node, new_node) = (&pair.old.nodes[one], &pair.new.nodes[other]);
        let is_same = old_node.kind == new_node.kind
            && old_node.next.len() == new_node.next.len()
            && same.unify(&was, &is, pair.differing);
        if !is_same {
            return None;
        }
        new_of.insert(one, other);
        old_of.insert(other, one);
        // The `async` blocks may have run.
        for (was, is) in was.units().zip(is.units()) {
            let (was, is) = (&pair.old.units[was], &pair.new.units[is]);
            if was.moves != is.moves {
                return None;
            }
            same_future(pair, &mut same, (was.start, is.start)).ok()?;
        }
        left.extend(
            old_node
                .next
                .iter()
                .copied()
                .zip(new_node.next.iter().copied()),
        );
    }
    let are_together = new_of.get(&old.node) == Some(&new.node);
    (are_together && same_borrows(pair, &mut same, old, new)).then_some(same)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::upgrade::slice::Slices;
    use crate::upgrade::walk::Differing;

    /// A loop that polls, tells what it has found, and sleeps.
    const POLLS: &str = "1\np 0\no R\nu\nb\ns let §1=limit(&§0)\ng 1\nb\nw 2 poll#1 [0 1|] poll(§0.clone())\nb\n\
        s let §2=__output?\ns let §3=format!(\"{§2}\")\ns log(§3)\n? 3 4 §2>§1\nb\nr Ok(())\nb\n\
        w 1 sleep#1 [0 1|] sleep(DAY)\nv 0 repo\nv 1 limit\nv 2 open\nv 3 text\n";

    #[track_caller]
    fn check(old: &str, new: &str, is_consistent: bool) {
        for (old, new) in [(old, new), (new, old)] {
            let [old, new] = [old, new].map(|text| Graph::read(text).unwrap());
            let differing = Differing::between(&old, &new);
            let pair = Pair {
                old: &old,
                new: &new,
                differing: &differing,
            };
            let (olds, news) = (Slices::of(&old), Slices::of(&new));
            let [was, is] = [&old, &new].map(|graph| &graph.points["sleep#1"]);
            let (olds, news) = (olds.before(was), news.before(is));
            let found = consistent(pair, (&olds, was), (&news, is));
            assert_eq!(found.is_some(), is_consistent, "{found:?}");
        }
    }

    #[test]
    fn what_has_no_influence_may_change() {
        let without = POLLS.replace("s let §3=format!(\"{§2}\")\ns log(§3)\n", "");
        check(POLLS, &without, true);
        check(POLLS, &POLLS.replace("{§2}", "{§2} issues"), true);
        let branch = POLLS.replace(
            "s log(§3)\n? 3 4 §2>§1\nb\nr",
            "? 3 4 late()\nb\ns log(§3)\ng 4\nb\n? 5 6 §2>§1\nb\nr",
        );
        check(POLLS, &branch, true);
        check(POLLS, &POLLS.replace("sleep(DAY)", "sleep(HOUR)"), true);
    }

    #[test]
    fn what_has_influence_may_not() {
        for (was, is) in [
            ("let §1=limit(&§0)", "let §1=limit(&§0)+1"),
            ("poll(§0.clone())", "poll(§0.clone(), 7)"),
            ("__output?", "__output?+1"),
            ("§2>§1", "§2>=§1"),
            ("log(§3)", "log(§3)?"),
            ("log(§3)", "§1.count(§3)"),
            ("log(§3)", "count!(§1)"),
            ("log(§3)", "assert!(§3>3)"),
        ] {
            check(POLLS, &POLLS.replace(was, is), false);
        }
        let another = POLLS
            .replace("s log(§3)\n", "w 5 tell#1 [0 1 2|] tell(§3)\nb\n")
            .replace("w 5", "w 3")
            .replace("? 3 4", "? 4 5");
        check(POLLS, &another, false);
    }

    #[test]
    fn the_length_of_a_timer_counts_where_it_changes_a_value() {
        let old = POLLS.replace("sleep(DAY)", "sleep(next(&mut §1, 1))");
        check(&old, &old.replace("§1, 1", "§1, 2"), false);
        let old = POLLS.replace("sleep(DAY)", "sleep(next(&§1, 1))");
        check(&old, &old.replace("§1, 1", "§1, 2"), true);
    }

    /// What is awaited in a loop was begun with these arguments before, and a condition tells what is begun.
    #[test]
    fn what_is_awaited_in_a_loop_counts() {
        let old = POLLS.replace("sleep(DAY)", "event(§0)");
        check(&old, &old.replace("event(§0)", "event(&§0)"), false);
        let old = POLLS.replace("sleep(DAY)", "sleep(§0)");
        let with_result = |text: &str| text.replace("w 2 poll#1", "s take(__output)\nw 2 poll#1");
        check(&old, &old.replace("sleep(§0)", "sleep(7)"), true);
        check(
            &with_result(&old),
            &with_result(&old.replace("sleep(§0)", "sleep(7)")),
            false,
        );
        // Once only, the arguments don't count, but a condition does.
        let once = POLLS.replace(
            "w 1 sleep#1 [0 1|] sleep(DAY)",
            "w 5 sleep#1 [0|] any(when(true,go(7)))\nb\nr §0",
        );
        check(&once, &once.replace("go(7)", "go(8)"), true);
        check(&once, &once.replace("when(true,", "when(late(),"), false);
    }

    /// A block takes what it captures with it.
    #[test]
    fn what_a_block_captures_counts() {
        let old = POLLS.replace(
            "g 1\nb\nw 2",
            "s let §4=price(7)\ns let §5=§@1\ng 1\nb\nw 2",
        ) + "v 4 price\nv 5 later\n";
        let block = "u async#1 [4] move\nb\nr pay(§4)\n";
        let old = old.replace("v 0 repo\n", &format!("{block}v 0 repo\n"));
        check(&old, &old.replace("price(7)", "price(8)"), false);
    }

    /// The tasks of a set end with it.
    #[test]
    fn where_a_needed_local_ends_counts() {
        let old = POLLS.replace(
            "s log(§3)\n",
            "s let §4=tasks()\ns start(&mut §4)?\ns §ends §4\n",
        );
        let new = old.replace("s §ends §4\n", "");
        check(&old, &new, false);
        let quiet = POLLS.replace("s log(§3)\n", "s let §4=lock()\ns §ends §4\n");
        check(
            &quiet,
            &quiet.replace("s let §4=lock()\ns §ends §4\n", ""),
            true,
        );
    }

    #[test]
    fn what_may_change_a_value_through_a_borrow_may_not_change() {
        let old = POLLS.replace("s log(§3)\n", "s let §4= &mut §1\ns raise(§4, 1)\n");
        check(&old, &old.replace("raise(§4, 1)", "raise(§4, 2)"), false);
        check(POLLS, &old, false);
    }
}
