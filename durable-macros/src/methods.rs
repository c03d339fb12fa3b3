//! The effects of the standard library's methods, by their names and numbers of arguments: one table for all passes.
//!
//! A name is a guess. The typing pass proves that a method is the standard library's and not one of the user's,
//! wherever the compiled function would otherwise differ.

use syn::ExprMethodCall;

use Adaptor::{Counts, CountsDown, SkipsWhile, Stateless, Steps, Whole};
use Does::{
    Adapts, Changes, Consumes, CopiesItems, Explains, GivesItems, GivesPart, GivesParts, Iterates,
    Lends, MakesOwned, OfNumbers, Picks, Selects, TakesClosure, TellsLayout, Turns, Unwraps, Views,
};

/// The effect of a method.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Does {
    /// Returns an iterator over the same items that can be made again.
    Adapts,
    /// Changes its receiver.
    Changes,
    /// Takes its receiver by value.
    Consumes,
    /// Returns an iterator over values and not over borrows.
    CopiesItems,
    /// Makes the `None` of an `Option` an error.
    Explains,
    /// Returns an iterator over the receiver's items, borrowed.
    GivesItems,
    /// Returns a part of a text, by its argument.
    GivesPart,
    /// Returns an iterator over parts of a text.
    GivesParts,
    /// Returns an iterator over borrowed parts of its receiver.
    Iterates,
    /// Returns a borrow of a part of its receiver and does nothing else.
    Lends,
    /// Returns a value that owns all of its content.
    MakesOwned,
    /// Takes a number by value and returns another value.
    OfNumbers,
    /// Returns one of an iterator's items, or all of them.
    Picks,
    /// Returns an iterator over some of the items, unchanged.
    Selects,
    /// Returns an iterator that calls a closure for its items.
    TakesClosure,
    /// Tells how the receiver lies in memory.
    TellsLayout,
    /// Returns an iterator that can be applied item by item.
    Turns(Adaptor),
    /// Takes the value out of an `Option` or a `Result`.
    Unwraps,
    /// Returns its receiver as a borrow.
    Views,
}

/// The state of an iterator's adaptor that is applied item by item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Adaptor {
    /// Nothing.
    Stateless,
    /// A number that counts up.
    Counts,
    /// A number that is given once.
    CountsDown,
    Steps,
    /// Whether it still skips.
    SkipsWhile,
    /// More than can be kept, or all items at once.
    Whole,
}

/// Whether a call is of a method with this effect.
pub(crate) fn does(call: &ExprMethodCall, what: Does) -> bool {
    of(call).contains(&what)
}

/// Whether a function of a type, by their names, tells whether an `Rc` or an `Arc` has other handles.
pub(crate) fn tells_of_handles(owner: &str, function: &str) -> bool {
    matches!(owner, "Rc" | "Arc") && may_tell_of_handles(function)
}

/// The same if the type is one of these under another name.
pub(crate) fn may_tell_of_handles(function: &str) -> bool {
    const FUNCTIONS: [&str; 7] = [
        "as_ptr",
        "get_mut",
        "into_inner",
        "ptr_eq",
        "strong_count",
        "try_unwrap",
        "weak_count",
    ];
    FUNCTIONS.contains(&function)
}

/// Whether a function of a type, by their names, tells how a collection lies in memory.
pub(crate) fn tells_layout(owner: &str, function: &str) -> bool {
    const OWNERS: [&str; 8] = [
        "BinaryHeap",
        "HashMap",
        "HashSet",
        "OsString",
        "PathBuf",
        "String",
        "Vec",
        "VecDeque",
    ];
    let is_method = |row: &&(&str, usize, &[Does])| row.0 == function && row.2 == [TellsLayout];
    OWNERS.contains(&owner) && METHODS.iter().any(|row| is_method(&row))
}

/// Whether a method only looks at its receiver, by its name.
pub(crate) fn only_looks(call: &ExprMethodCall) -> bool {
    let what = of(call);
    let looks = |does: &Does| {
        matches!(
            does,
            CopiesItems
                | GivesItems
                | GivesPart
                | GivesParts
                | Iterates
                | Lends
                | MakesOwned
                | OfNumbers
                | Views
        )
    };
    LOOKERS.iter().any(|name| call.method == name)
        || what.iter().any(looks) && !what.contains(&Changes)
}

/// Whether a call's method is one of the standard library's, or of a `JoinSet`, as far as its name tells.
pub(crate) fn is_known(call: &ExprMethodCall) -> bool {
    let mut further = LOOKERS.iter().chain(&BORROWERS);
    !of(call).is_empty() || further.any(|name| call.method == name)
}

/// Further methods that only look at their receiver.
const LOOKERS: [&str; 10] = [
    "contains",
    "contains_key",
    "ends_with",
    "is_empty",
    "is_err",
    "is_none",
    "is_ok",
    "is_some",
    "len",
    "starts_with",
];

/// Further methods that borrow their receiver, and have no effect that is of interest.
const BORROWERS: [&str; 11] = [
    "borrow",
    "borrow_mut",
    "eq",
    "fmt",
    "hash",
    "lock",
    "ne",
    "read",
    "spawn",
    "take",
    "write",
];

/// The adaptor that a call applies to an iterator.
pub(crate) fn adaptor(call: &ExprMethodCall) -> Option<Adaptor> {
    of(call).iter().find_map(|does| match does {
        Turns(adaptor) => Some(*adaptor),
        _ => None,
    })
}

fn of(call: &ExprMethodCall) -> &'static [Does] {
    let (name, arguments) = (call.method.to_string(), call.args.len());
    if is_arithmetic(&name) {
        return &[OfNumbers];
    }
    let found = METHODS.binary_search_by_key(&(name.as_str(), arguments), |row| (row.0, row.1));
    found.map_or(&[], |row| METHODS[row].2)
}

/// Whether it is an operation of numbers in one of its ways: `checked_add`, `wrapping_add`.
fn is_arithmetic(name: &str) -> bool {
    const WAYS: [&str; 4] = ["checked_", "overflowing_", "saturating_", "wrapping_"];
    const OPERATIONS: [&str; 9] = [
        "abs", "add", "div", "mul", "neg", "pow", "rem", "shl", "sub",
    ];
    let operation = WAYS.iter().find_map(|way| name.strip_prefix(way));
    operation.is_some_and(|operation| OPERATIONS.contains(&operation))
}

/// Name, number of arguments, and effects; sorted.
const METHODS: &[(&str, usize, &[Does])] = &[
    ("__durable_spawn_task", 2, &[Changes]),
    ("abort_all", 0, &[Changes]),
    ("abs", 0, &[OfNumbers]),
    ("abs_diff", 1, &[OfNumbers]),
    ("and", 1, &[Consumes]),
    ("and_then", 1, &[Consumes]),
    ("append", 1, &[Changes]),
    ("as_array", 0, &[Lends]),
    ("as_bytes", 0, &[Views, Lends]),
    ("as_deref", 0, &[Views, Lends]),
    ("as_deref_mut", 0, &[Views, Lends]),
    ("as_micros", 0, &[OfNumbers]),
    ("as_millis", 0, &[OfNumbers]),
    ("as_mut", 0, &[Views, Lends, Changes]),
    ("as_mut_slice", 0, &[Views, Lends]),
    ("as_mut_slices", 0, &[TellsLayout]),
    ("as_mut_str", 0, &[Views, Lends]),
    ("as_nanos", 0, &[OfNumbers]),
    ("as_object", 0, &[Lends]),
    ("as_path", 0, &[Views, Lends]),
    ("as_ref", 0, &[Views, Lends]),
    ("as_secs", 0, &[OfNumbers]),
    ("as_secs_f32", 0, &[OfNumbers]),
    ("as_secs_f64", 0, &[OfNumbers]),
    ("as_slice", 0, &[Views, Lends]),
    ("as_slices", 0, &[TellsLayout]),
    ("as_str", 0, &[Views, Lends]),
    ("back", 0, &[Lends]),
    ("back_mut", 0, &[Lends]),
    ("by_ref", 0, &[Turns(Whole)]),
    ("bytes", 0, &[Iterates, CopiesItems]),
    ("capacity", 0, &[TellsLayout]),
    ("ceil", 0, &[OfNumbers]),
    ("chain", 1, &[Adapts, Turns(Whole)]),
    ("char_indices", 0, &[Iterates, CopiesItems]),
    ("chars", 0, &[Iterates, CopiesItems]),
    ("chunks", 1, &[Iterates]),
    ("chunks_exact", 1, &[Iterates]),
    ("clamp", 2, &[OfNumbers]),
    ("clear", 0, &[Changes]),
    ("clone", 0, &[MakesOwned, OfNumbers]),
    ("cloned", 0, &[Adapts, CopiesItems, Turns(Stateless)]),
    ("cmp", 1, &[OfNumbers]),
    ("collect", 0, &[Picks, MakesOwned]),
    ("concat", 0, &[MakesOwned]),
    ("copied", 0, &[Adapts, CopiesItems, Turns(Stateless)]),
    ("count_ones", 0, &[OfNumbers]),
    ("count_zeros", 0, &[OfNumbers]),
    ("cycle", 0, &[Turns(Whole)]),
    ("dedup", 0, &[Changes]),
    ("dedup_by_key", 1, &[Changes]),
    ("detach_all", 0, &[Changes]),
    ("div_euclid", 1, &[OfNumbers]),
    ("drain", 1, &[Changes]),
    ("entry", 1, &[Changes]),
    ("enumerate", 0, &[Adapts, Turns(Counts)]),
    ("err", 0, &[Consumes]),
    ("exp", 0, &[OfNumbers]),
    ("expect", 1, &[Unwraps, Consumes]),
    ("expect_err", 1, &[Consumes]),
    ("extend", 1, &[Changes]),
    ("extend_from_slice", 1, &[Changes]),
    ("fill", 1, &[Changes]),
    (
        "filter",
        1,
        &[TakesClosure, Selects, Consumes, Turns(Stateless)],
    ),
    ("filter_map", 1, &[TakesClosure, Turns(Stateless)]),
    ("find", 1, &[Picks]),
    ("first", 0, &[Lends]),
    ("first_key_value", 0, &[Lends]),
    ("first_mut", 0, &[Lends, Changes]),
    ("flat_map", 1, &[TakesClosure, Turns(Whole)]),
    ("flatten", 0, &[Consumes, Turns(Whole)]),
    ("floor", 0, &[OfNumbers]),
    ("front", 0, &[Lends]),
    ("front_mut", 0, &[Lends]),
    ("fuse", 0, &[Selects, Turns(Stateless)]),
    ("get", 1, &[Lends]),
    ("get_key_value", 1, &[Lends]),
    ("get_mut", 0, &[Changes]),
    ("get_mut", 1, &[Lends, Changes]),
    ("get_or_insert", 1, &[Changes]),
    ("get_or_insert_with", 1, &[Changes]),
    ("ilog10", 0, &[OfNumbers]),
    ("ilog2", 0, &[OfNumbers]),
    ("insert", 1, &[Changes]),
    ("insert", 2, &[Changes]),
    ("insert_str", 2, &[Changes]),
    ("inspect", 1, &[TakesClosure, Selects, Turns(Stateless)]),
    ("into_boxed_path", 0, &[Consumes]),
    ("into_boxed_slice", 0, &[Consumes]),
    ("into_boxed_str", 0, &[Consumes]),
    ("into_bytes", 0, &[Consumes]),
    ("into_iter", 0, &[Adapts, Consumes, Turns(Stateless)]),
    ("into_keys", 0, &[Consumes]),
    ("into_os_string", 0, &[Consumes]),
    ("into_sorted_vec", 0, &[Consumes]),
    ("into_string", 0, &[Consumes]),
    ("into_values", 0, &[Consumes]),
    ("into_vec", 0, &[Consumes]),
    ("is_finite", 0, &[OfNumbers]),
    ("is_infinite", 0, &[OfNumbers]),
    ("is_nan", 0, &[OfNumbers]),
    ("is_negative", 0, &[OfNumbers]),
    ("is_positive", 0, &[OfNumbers]),
    ("is_power_of_two", 0, &[OfNumbers]),
    ("isqrt", 0, &[OfNumbers]),
    ("iter", 0, &[Iterates, GivesItems]),
    ("iter_mut", 0, &[Iterates, Changes, GivesItems]),
    ("join", 1, &[MakesOwned]),
    ("join_all", 0, &[Consumes]),
    ("join_next", 0, &[Changes]),
    ("keys", 0, &[Iterates, GivesItems]),
    ("last", 0, &[Lends, Picks]),
    ("last_key_value", 0, &[Lends]),
    ("last_mut", 0, &[Lends, Changes]),
    ("leading_zeros", 0, &[OfNumbers]),
    ("lines", 0, &[Iterates, GivesParts]),
    ("ln", 0, &[OfNumbers]),
    ("log10", 0, &[OfNumbers]),
    ("log2", 0, &[OfNumbers]),
    ("map", 1, &[TakesClosure, Consumes, Turns(Stateless)]),
    ("map_err", 1, &[Consumes]),
    ("map_or", 2, &[Consumes]),
    ("map_or_else", 2, &[Consumes]),
    ("map_while", 1, &[TakesClosure, Turns(Stateless)]),
    ("matches", 1, &[GivesParts]),
    ("max", 0, &[Picks]),
    ("max", 1, &[OfNumbers]),
    ("max_by", 1, &[Picks]),
    ("max_by_key", 1, &[Picks]),
    ("min", 0, &[Picks]),
    ("min", 1, &[OfNumbers]),
    ("min_by", 1, &[Picks]),
    ("min_by_key", 1, &[Picks]),
    ("next", 0, &[Picks]),
    ("next_back", 0, &[Picks]),
    ("next_power_of_two", 0, &[OfNumbers]),
    ("nth", 1, &[Picks]),
    ("nth_back", 1, &[Picks]),
    ("ok", 0, &[Consumes]),
    ("ok_or", 1, &[Consumes, Explains]),
    ("ok_or_else", 1, &[Consumes, Explains]),
    ("or", 1, &[Consumes]),
    ("or_else", 1, &[Consumes]),
    ("partial_cmp", 1, &[OfNumbers]),
    ("peekable", 0, &[Turns(Whole)]),
    ("pop", 0, &[Changes]),
    ("pop_back", 0, &[Changes]),
    ("pop_first", 0, &[Changes]),
    ("pop_front", 0, &[Changes]),
    ("pop_last", 0, &[Changes]),
    ("pow", 1, &[OfNumbers]),
    ("powf", 1, &[OfNumbers]),
    ("powi", 1, &[OfNumbers]),
    ("push", 1, &[Changes]),
    ("push_back", 1, &[Changes]),
    ("push_front", 1, &[Changes]),
    ("push_str", 1, &[Changes]),
    ("range", 1, &[Iterates]),
    ("rem_euclid", 1, &[OfNumbers]),
    ("remove", 1, &[Changes]),
    ("repeat", 1, &[MakesOwned]),
    ("replace", 1, &[Changes]),
    ("replace", 2, &[MakesOwned]),
    ("resize", 2, &[Changes]),
    ("resize_with", 2, &[Changes]),
    ("retain", 1, &[Changes]),
    ("retain_mut", 1, &[Changes]),
    ("rev", 0, &[Adapts, Selects, Turns(Whole)]),
    ("reverse", 0, &[Changes]),
    ("rfind", 1, &[Picks]),
    ("rotate_left", 1, &[Changes]),
    ("rotate_right", 1, &[Changes]),
    ("round", 0, &[OfNumbers]),
    ("rsplit", 1, &[Iterates, GivesParts]),
    ("rsplit_once", 1, &[Lends, GivesPart]),
    ("rsplitn", 2, &[GivesParts]),
    ("scan", 2, &[TakesClosure, Turns(Whole)]),
    ("shutdown", 0, &[Changes]),
    ("signum", 0, &[OfNumbers]),
    ("skip", 1, &[Adapts, Selects, Turns(CountsDown)]),
    ("skip_while", 1, &[TakesClosure, Selects, Turns(SkipsWhile)]),
    ("sort", 0, &[Changes]),
    ("sort_by", 1, &[Changes]),
    ("sort_by_key", 1, &[Changes]),
    ("sort_unstable", 0, &[Changes]),
    ("sort_unstable_by", 1, &[Changes]),
    ("sort_unstable_by_key", 1, &[Changes]),
    ("spare_capacity_mut", 0, &[TellsLayout]),
    ("split", 1, &[Iterates, GivesParts]),
    ("split_ascii_whitespace", 0, &[Iterates]),
    ("split_at", 1, &[Lends]),
    ("split_at_mut", 1, &[Lends]),
    ("split_first", 0, &[Lends]),
    ("split_first_mut", 0, &[Lends]),
    ("split_inclusive", 1, &[Iterates]),
    ("split_last", 0, &[Lends]),
    ("split_last_mut", 0, &[Lends]),
    ("split_off", 1, &[Changes]),
    ("split_once", 1, &[Lends, GivesPart]),
    ("split_terminator", 1, &[Iterates, GivesParts]),
    ("split_whitespace", 0, &[Iterates, GivesParts]),
    ("splitn", 2, &[GivesParts]),
    ("sqrt", 0, &[OfNumbers]),
    ("step_by", 1, &[Adapts, Selects, Turns(Steps)]),
    ("strip_prefix", 1, &[Lends, GivesPart]),
    ("strip_suffix", 1, &[Lends, GivesPart]),
    ("swap", 1, &[Changes]),
    ("swap", 2, &[Changes]),
    ("swap_remove", 1, &[Changes]),
    ("take", 1, &[Adapts, Selects, Turns(CountsDown)]),
    ("take_while", 1, &[TakesClosure, Selects, Turns(Stateless)]),
    ("to_lowercase", 0, &[MakesOwned]),
    ("to_owned", 0, &[MakesOwned, OfNumbers]),
    ("to_string", 0, &[MakesOwned, OfNumbers]),
    ("to_uppercase", 0, &[MakesOwned]),
    ("to_vec", 0, &[MakesOwned]),
    ("total_cmp", 1, &[OfNumbers]),
    ("trailing_zeros", 0, &[OfNumbers]),
    ("trim", 0, &[Views, Lends]),
    ("trim_end", 0, &[Views, Lends]),
    ("trim_end_matches", 1, &[Lends, GivesPart]),
    ("trim_matches", 1, &[GivesPart]),
    ("trim_start", 0, &[Views, Lends]),
    ("trim_start_matches", 1, &[Lends, GivesPart]),
    ("trunc", 0, &[OfNumbers]),
    ("truncate", 1, &[Changes]),
    ("try_join_next", 0, &[Changes]),
    ("unsigned_abs", 0, &[OfNumbers]),
    ("unwrap", 0, &[Unwraps, Consumes]),
    ("unwrap_err", 0, &[Consumes]),
    ("unwrap_or", 1, &[Unwraps, Consumes]),
    ("unwrap_or_default", 0, &[Unwraps, Consumes]),
    ("unwrap_or_else", 1, &[Consumes]),
    ("values", 0, &[Iterates, GivesItems]),
    ("values_mut", 0, &[Iterates, Changes, GivesItems]),
    ("windows", 1, &[Iterates]),
    ("xor", 1, &[Consumes]),
    ("zip", 1, &[Adapts, Consumes, Turns(Whole)]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order() {
        let is_sorted = METHODS.is_sorted_by(|a, b| (a.0, a.1) < (b.0, b.1));
        assert!(is_sorted);
    }

    #[test]
    fn a_method_is_found_by_its_name_and_arguments() {
        let call = |text| syn::parse_str::<ExprMethodCall>(text).unwrap();
        assert!(does(&call("items.get(0)"), Lends));
        assert!(!does(&call("cell.get()"), Lends));
        assert!(does(&call("total.checked_add(1)"), OfNumbers));
        assert_eq!(adaptor(&call("items.enumerate()")), Some(Counts));
        assert_eq!(adaptor(&call("note.take()")), None);
    }
}
