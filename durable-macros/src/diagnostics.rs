//! [`Mistakes`]: all mistakes of a function, reported at once; and the texts of the diagnostics.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::Error;

/// Collects errors. Dropping it without [`Mistakes::report_or`] would lose them, so that panics.
#[derive(Default)]
pub(crate) struct Mistakes {
    errors: Vec<Error>,
    reported: bool,
}

impl Mistakes {
    /// Notes a mistake at these tokens.
    pub(crate) fn at(&mut self, tokens: &impl ToTokens, message: impl std::fmt::Display) {
        self.errors.push(Error::new_spanned(tokens, message));
    }

    /// Notes a mistake at this span.
    pub(crate) fn at_span(&mut self, span: proc_macro2::Span, message: impl std::fmt::Display) {
        self.errors.push(Error::new(span, message));
    }

    /// Notes an error of a parser.
    pub(crate) fn note(&mut self, error: Error) {
        self.errors.push(error);
    }

    pub(crate) fn none_so_far(&self) -> bool {
        self.errors.is_empty()
    }

    /// The expansion; or all mistakes, beside `stub`: the function's signature, so that its callers (and rust-analyzer)
    /// still find it.
    pub(crate) fn report_or(
        mut self,
        expansion: Option<TokenStream>,
        stub: impl FnOnce() -> TokenStream,
    ) -> TokenStream {
        self.reported = true;
        match expansion {
            Some(expansion) if self.errors.is_empty() => expansion,
            _ => {
                let errors = self.errors.iter().map(Error::to_compile_error);
                let stub = stub();
                quote! { #(#errors)* #stub }
            }
        }
    }
}

impl Drop for Mistakes {
    fn drop(&mut self) {
        assert!(
            self.reported || std::thread::panicking(),
            "mistakes were collected and never reported"
        );
    }
}

pub(crate) const NOT_A_FUNCTION: &str = "this attribute belongs on an `async fn`";
pub(crate) const NOT_ASYNC: &str = "a durable function is an `async fn`: write `async` before `fn`";
pub(crate) const NO_RESULT: &str = "a durable function returns a `Result`: write `-> durable_runtime::Result<T>`, with `T = ()` if there is nothing to return";
pub(crate) const SELF: &str = "a durable function has no `self`: it is called by name, without a value; pass what it needs as a parameter";
pub(crate) const SELF_TYPE: &str = "`Self` isn't known in a durable function, which is compiled apart from the `impl` around it: write the type's name";
pub(crate) const INSTRUMENT_ABOVE: &str = "`#[tracing::instrument]` stands above `#[orchestrator]` and has changed the function before it is compiled: put it below `#[orchestrator]`";
pub(crate) const GIVEN_ASYNC_CLOSURE: &str = "this function isn't durable, so what the closure awaits can't be stored: write its loop here, or in an `#[orchestrator(inline)]` of its own; an activity's call has `.retry(…)` and `.timeout(…)`";
pub(crate) const GENERICS: &str = "a durable function can't be generic: it is stored and found again by its name; write one function per type that calls a generic helper";
pub(crate) const IMPL_TRAIT: &str = "`impl Trait` can't be stored: name the type";
pub(crate) const REFERENCE: &str =
    "a parameter is stored, so it can't be a borrow: take it by value, such as `String` for `&str`";
pub(crate) const UNSAFE_FN: &str = "a durable function can't be `unsafe`: the runtime calls it";
pub(crate) const EXTERN_FN: &str = "a durable function can't be `extern`: the runtime calls it";
pub(crate) const CONST_FN: &str = "a durable function can't be `const`";
pub(crate) const VARIADIC: &str = "a durable function has a fixed list of parameters";
pub(crate) const STATE_IN_ORCHESTRATOR: &str = "an orchestrator has no `State`: it only orchestrates; give the `State` to the `#[activity]` that does the work";
pub(crate) const PATTERN_PARAMETER: &str =
    "a parameter is stored by its name: write a plain name here and take it apart in the body";
pub(crate) const TOO_MANY_PARAMETERS: &str =
    "a durable function takes at most 12 parameters: put them into a struct";
pub(crate) const AWAIT_IN_CLOSURE: &str = "an await inside a closure can't be stored: write the closure's code in the function itself, for example as a `for` loop";
pub(crate) const AWAIT_IN_UNKNOWN_MACRO: &str = "an await inside of this macro can't be compiled: await before it, and pass it the value (`let value = ….await;`)";
pub(crate) const AWAIT_IN_NESTED_FN: &str = "a nested `async fn` isn't durable: make it an `#[activity]` or an `#[orchestrator]` outside of this function";
pub(crate) const TOO_MANY_CFGS: &str = "this is the fifth condition in this function, which is compiled once for every combination of them: use `if cfg!(…)`, or move what depends on it into functions of their own";
/// An attribute's argument that doesn't begin with a name.
pub(crate) fn argument_without_a_name(example: &str) -> String {
    format!("an argument has a name: write `{example}`")
}

/// A macro of the function has an await in its rules.
pub(crate) fn await_of_a_macro(name: &str) -> String {
    format!(
        "the compiler can't see an await in a macro's body where the macro is used: await before `{name}!`, and pass it the value; or write an `#[orchestrator(inline)]` in its place"
    )
}

/// A macro may declare a local of this name.
pub(crate) fn local_of_a_macro(name: &str) -> String {
    format!(
        "this macro may declare a `{name}` of its own, which couldn't be told from the function's after an await; put braces around the macro if it declares nothing, and otherwise write the `let` itself"
    )
}

/// A macro may declare an item of this name, which is used after an await.
pub(crate) fn new_name_of_a_macro(name: &str) -> String {
    format!(
        "this macro may declare `{name}`, a local or an item, which wouldn't be visible after an await; put braces around the macro if it declares nothing, and otherwise write the `let` itself, or the item outside of the function"
    )
}

pub(crate) fn item_of_a_macro(name: &str) -> String {
    format!(
        "this macro may declare an item `{name}`, which wouldn't be visible after an await; put braces around the macro if it declares nothing, and otherwise write it outside of the function"
    )
}

/// A macro may declare items of its own names.
pub(crate) fn items_of_a_macro(name: &str) -> String {
    format!(
        "`{name}!` may declare items, such as a function, a constant or a `use`, which wouldn't be visible after an await; put braces around the macro if it declares nothing (`{{ {name}!(…); }}`), and otherwise write the items outside of the function"
    )
}

/// The result of a macro may be a place.
pub(crate) fn place_of_a_macro(name: &str) -> String {
    format!(
        "`{name}!` may stand for a place, such as `items[0]`, and what it gives is kept in a copy while a later await of this expression waits, so a change of it would be lost: give the await a `let` before (`let value = ….await;`), or, if the macro makes a value, give that one"
    )
}

pub(crate) const MACRO_TWICE: &str = "another macro of this name is defined in this function, and the function is compiled in parts: give one of them another name";
pub(crate) const MACRO_OF_A_KNOWN_NAME: &str =
    "the compiler would take this macro for the known one of this name: give it another name";
pub(crate) const MACRO_ELSEWHERE: &str = "a macro of this name is defined in another place of this function, and isn't meant here; the function is compiled in parts: give one of them another name";
pub(crate) const MACRO_IN_PATTERN: &str =
    "the compiler can't see what this macro binds: write the pattern itself";
pub(crate) const BUSY_PLACE: &str = "the left side of this assignment has side effects, and their order depends on the type: put the index or the place into a `let` before it";
pub(crate) const CHANGED_PLACE: &str = "the value on the right changes what this place is found by, and their order depends on the type: give the value a `let` before the assignment";
pub(crate) const ITEM_IN_BLOCK: &str = "this block awaits or has an `async` block in it, so it is compiled in parts, and a type or a `static` can't be in several: move it to the function's outermost block, or out of the function";
pub(crate) const AWAIT_IN_MESSAGE: &str =
    "the message of a comparison can't await: write `if` and `panic!`, or await before";
pub(crate) const AWAIT_IN_GUARD: &str =
    "an await in a match guard can't be stored: await before the `match`, or inside the arm";
pub(crate) const FOR_OVER_BORROW: &str = "the loop's body awaits, so the remaining items are stored, and borrowed items can't be: iterate by value, as in `for item in items` or `for item in items.clone()`; to take some items of an iterator, collect them into a `VecDeque` and use `while let Some(item) = items.pop_front()`";
pub(crate) const FOR_OVER_BORROW_AND_CLOSURE: &str = "the loop's body awaits, so the remaining items are stored, and items borrowed from the result of a call can't be: put the result into a `let` before the loop; or make all items before the first turn: `.collect::<Vec<_>>()`";
pub(crate) const NO_CLOSURE: &str = "the loop's body awaits, so this is called turn by turn, and is written again for each: write a closure or the name of a function here";
pub(crate) const AWAIT_IN_UNSAFE: &str =
    "an await inside an `unsafe` block can't be stored: await outside of the block";
pub(crate) const BREAK_OUTSIDE: &str = "there is no loop around this `break`";
pub(crate) const CONTINUE_OUTSIDE: &str = "there is no loop around this `continue`";
pub(crate) const TRY_BLOCK: &str =
    "`try` blocks aren't supported in an orchestrator: use a `match`, or an `#[activity]`";
pub(crate) const TASK_OF_ANOTHER: &str = "this would run an `async` block of an orchestrator where it can't be stored: use `durable_runtime::spawn`, or do this work in an `#[activity]`";
pub(crate) const MISPLACED_ANCHOR: &str = "this attribute stands before a statement of the orchestrator: a `let`, an expression with its `;`, a loop";
pub(crate) const ANCHOR_OF_NO_LOCAL: &str =
    "`was` and `default` tell of a local: they stand before a `let` of one name";
pub(crate) const ANCHOR_IN_BLOCK: &str = "`was` and `default` can't tell of the locals of an `async` block: where a block waits, only code after it may change";
pub(crate) const DEFAULT_LEAVES: &str =
    "a default is a value: it can't await, and can't leave the function";
pub(crate) const NAME_OF_NO_AWAIT: &str =
    "nothing is awaited in this statement, so there is nothing to name";
pub(crate) const NAME_OF_SEVERAL_AWAITS: &str = "several operations are awaited in this statement, and they can't have one name: give each a statement of its own";
pub(crate) const YIELD: &str = "`yield` isn't supported in an orchestrator";

pub(crate) const NO_MIGRATION: &str = "this attribute belongs on a `fn`";
pub(crate) const ASYNC_MIGRATION: &str = "a migration awaits nothing: remove `async`; to have the instance wait for an operation, return `Go::begin(\"…\", locals, operation)`";
pub(crate) const UNSAFE_MIGRATION: &str = "a migration can't be `unsafe`: the runtime calls it";
pub(crate) const GENERIC_MIGRATION: &str = "a migration can't be generic: it is of one orchestrator, whose locals have certain types; name them";
pub(crate) const PARAMETERS_OF_MIGRATION: &str = "a migration has two parameters, what the instance kept and what is known of the instance: write `(old: AtSleep, it: &Migrating)`, with `_: ()` in place of `old` if nothing of it is needed";
pub(crate) const KEPT_BY_REFERENCE: &str =
    "what the instance kept is given by value: remove the `&`";
pub(crate) const FACTS_BY_VALUE: &str =
    "what is known of the instance is given by reference: write `it: &Migrating`";
pub(crate) const RESULT_OF_MIGRATION: &str = "a migration tells where the instance continues: write `-> Result<Go<AtGrace>, Blocked>`, with `()` in place of `AtGrace` if no local is needed there";

pub(crate) fn compiler_failed(said: &str) -> String {
    format!(
        "the compiler of durable functions failed on this function: {said}. That is a mistake of `durable-runtime` and not yours: please report it, with the function; until it is fixed, write the function in another way"
    )
}

pub(crate) fn borrow_across_await(name: &str, borrowed: &str, operation: &str) -> String {
    format!(
        "`{name}` borrows `{borrowed}` and is still needed after `{operation}`, but a borrow can't be stored: clone it, or borrow again after the await"
    )
}

pub(crate) fn whole_after_closure(method: &str) -> String {
    format!(
        "the loop's body awaits, so the closures in its head are called turn by turn, but `{method}` can't be resumed after them: put it before them, or make all items before the first turn: `.collect::<Vec<_>>()`"
    )
}

pub(crate) fn moves_what_changes(name: &str) -> String {
    format!(
        "this closure would take a copy of `{name}`, which may change while the loop waits: remove `move`, or copy it before the loop: `let {name} = {name};`"
    )
}

pub(crate) fn points_elsewhere(name: &str) -> String {
    format!(
        "this closure keeps what `{name}` points to when the loop begins, but the loop may give `{name}` a new value, and the closure is made again for each turn: copy it before the loop under another name (`let first = {name};`) and use that in the closure"
    )
}

pub(crate) fn closure_across_await(name: &str) -> String {
    format!(
        "the closure `{name}` is needed on both sides of an await, but a closure can't be stored: write it as a `fn` inside the function, or make it again after the await"
    )
}

pub(crate) const LAYOUT_ISNT_STORED: &str = "how a collection lies in memory isn't stored, so after an await its capacity and its slices may be others: keep the number in a local of its own";

pub(crate) fn looks_at_handles(function: &str) -> String {
    format!(
        "the handles of an `Rc` or an `Arc` are stored each on its own, so `{function}` would tell something else after an await than in a plain run: take the value by `unwrap_or_clone`, change it by `make_mut`, or compare the values"
    )
}

pub(crate) fn iterator_across_await(name: &str) -> String {
    format!(
        "the iterator `{name}` is needed on both sides of an await, and it calls this closure, but a closure can't be stored: collect the items (`.collect::<Vec<_>>()`), or make the iterator again after the await"
    )
}

pub(crate) fn change_in_async_block(name: &str) -> String {
    format!(
        "this `async` block has a copy of `{name}`, so the change would be lost after it: return the new value as the block's value, or write `async move` if the copy is meant"
    )
}

pub(crate) fn name_given_twice(name: &str) -> String {
    format!(
        "another await or statement is named `{name}`: an instance that waits couldn't tell them apart"
    )
}

pub(crate) fn type_by_dead_code(local: &str) -> String {
    format!(
        "this code is never reached, and may decide the type of `{local}`, which a compiled function doesn't take from it: remove the code, or write the type where `{local}` is declared"
    )
}

pub(crate) fn told_of_what_isnt_stored(local: &str) -> String {
    format!(
        "`{local}` isn't stored as a whole at any await, so no instance can lack it: take this out"
    )
}
