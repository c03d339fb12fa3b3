//! Whether an instance of one machine may continue in another: [`Graph`] reads the text of a machine, [`Moves`] compares two
//! graphs point by point.
//!
//! The text is made by the macros (`emit/machine_text.rs`), a line for each piece of code. It begins with the version of
//! this grammar, `1`. The first word of each other line tells what it is:
//!
//! | line | what it is |
//! |---|---|
//! | `# 2` | the version of the function, if it has one. It makes another machine of the same code, and is compared with nothing |
//! | `i item` | an item of the body |
//! | `p 0 1` | the parameters |
//! | `t type` | the type of a parameter |
//! | `c 1` | the parameters that the instance's input doesn't tell: they are `mut`, or the function is inline and has no input |
//! | `o type` | the type of the result |
//! | `u [name [live]] [move]` | a unit begins: the body, and then each `async` block with the point where it begins |
//! | `b` | a block of the unit begins; blocks are numbered from 0 |
//! | `s code`, `= 3 code` | a statement; a value for binding 3 |
//! | `g 4` | continues in block 4 |
//! | `? 4 5 code` | a condition, and where it leads |
//! | `m code`, `a 4 pattern` | a `match`, and its arms, which follow |
//! | `l 4 5 code` | `let … else`, and where it leads |
//! | `j 4`, `j 4 §3` | where a `break` or `continue` of the code of the line before leads, and the binding that is given its value |
//! | `w 4 name [live\|derived] code` | an await, where it leads, and what is needed there |
//! | `r code`, `n` | returns; never ends |
//! | `d 3 code` | the borrow 3 of the unit is taken again in this way |
//! | `k 3 65537 9` | in functions with sets of tasks: the block that declares binding 3, and its number as a variable |
//! | `v 3 name` | the name under which binding 3 is stored |
//! | `f 3 code` | the value of binding 3 for an instance of code that did not keep it |
//! | `x 3 name` | the name that binding 3 had in code before |
//!
//! In code `§3` is binding 3, `§@2` the `async` block 2, `§n` the end of a line in a literal, and `§§` is `§`. `§ends §3` is where a local is dropped at the end of its block. What is stored is a
//! number and a path for a field (`0.address`), or the fields that a struct has lost (`0-address`).

mod address;
mod compare;
mod consistent;
mod decision;
mod effects;
mod futures;
mod graph;
mod ledger;
mod made_by;
mod moves;
mod slice;
mod types;
mod walk;

pub(crate) use decision::Decision;
#[cfg(feature = "lock")]
pub(crate) use decision::{Target, decided};
pub(crate) use graph::Graph;
pub(crate) use moves::{Argument, Class, Move, Moves, NoMove, Variables};
