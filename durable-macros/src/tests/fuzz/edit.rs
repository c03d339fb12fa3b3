//! Random edits of programs: those that mean nothing, and those that may mean something.

use super::make::{FUNCTIONS, Maker, NAMES, OPERATIONS, Scope};
use super::program::{
    Argument, Call, Head, Operation, Part, Program, Random, SOURCES, Statement, declares, leaves,
};

/// Changes one of the parts that can be changed so. Returns whether there was one. Without random numbers, `change` only tells
/// whether it is possible.
fn one_of(
    program: &mut Program,
    random: &mut Random,
    mut change: impl FnMut(&mut Part<'_>, Option<&mut Random>) -> bool,
) -> bool {
    let mut count = 0;
    program.walk(&mut |mut part| count += usize::from(change(&mut part, None)));
    if count == 0 {
        return false;
    }
    let (chosen, mut at) = (random.below(count), 0);
    program.walk(&mut |mut part| {
        if at <= chosen && change(&mut part, None) {
            if at == chosen {
                change(&mut part, Some(random));
            }
            at += 1;
        }
    });
    true
}

/// Changes one of the statements that can be changed so.
fn a_statement(
    program: &mut Program,
    random: &mut Random,
    is: impl Fn(&Statement) -> bool,
    change: impl Fn(&mut Statement, &mut Random),
) -> bool {
    one_of(program, random, |part, random| match part {
        Part::Statement(statement) if is(statement) => {
            if let Some(random) = random {
                change(statement, random);
            }
            true
        }
        _ => false,
    })
}

/// Changes one of the lists of statements of some length.
fn a_list(
    program: &mut Program,
    random: &mut Random,
    length: usize,
    change: impl Fn(&mut Vec<Statement>, &mut Random),
) -> bool {
    one_of(program, random, |part, random| match part {
        Part::List(list) if list.len() >= length => {
            if let Some(random) = random {
                change(list, random);
            }
            true
        }
        _ => false,
    })
}

/// An edit that means nothing. Returns whether it was possible.
fn refactor(program: &mut Program, random: &mut Random) -> bool {
    let kind = random.below(10);
    // What such a block captures is dropped in the order in which it is mentioned there.
    if (3..8).contains(&kind) && is_at_once(program) {
        return false;
    }
    match kind {
        0 => {
            program.layout = (program.layout + 1) % 3;
            true
        }
        9 => {
            program.is_turned = !program.is_turned;
            true
        }
        1 => {
            let from = random.of(&NAMES);
            let fresh = format!("_renamed{}", random.below(100_000));
            program.walk(&mut |part| {
                if let Part::Name(name) = part
                    && name == from
                {
                    name.push_str(&fresh);
                }
            });
            true
        }
        2 => {
            program.walk(&mut |part| {
                if let Part::Label(label) = part {
                    label.push_str("_renamed");
                }
            });
            true
        }
        3 => a_statement(
            program,
            random,
            |statement| matches!(statement, Statement::If { .. }),
            |statement, _| {
                if let Statement::If { negated, .. } = statement {
                    *negated = !*negated;
                }
            },
        ),
        4 => a_statement(
            program,
            random,
            |statement| matches!(statement, Statement::Match { arms, .. } if arms.iter().all(|(_, guard, _)| guard.is_none())),
            |statement, _| {
                if let Statement::Match { arms, .. } = statement {
                    // The last one matches anything.
                    let last = arms.len() - 1;
                    arms[..last].reverse();
                }
            },
        ),
        5 => a_statement(
            program,
            random,
            |statement| !declares(statement) && !leaves(statement),
            |statement, _| *statement = Statement::Block(vec![statement.clone()]),
        ),
        6 => a_list(program, random, 1, |list, _| {
            // A local that only a log line names is kept for it, and dropped elsewhere without it.
            list.retain(|statement| !matches!(statement, Statement::Log(name) if name.is_empty()));
        }),
        7 => a_list(program, random, 0, |list, random| {
            // What a log line names would have to be kept.
            list.insert(random.below(list.len() + 1), Statement::Log(String::new()));
        }),
        _ => one_of(program, random, |part, random| match part {
            Part::Call(call) if !call.function.ends_with('!') => {
                if let Some(random) = random
                    && !call.arguments.is_empty()
                {
                    let at = random.below(call.arguments.len());
                    let inner = Box::new(call.arguments[at].clone());
                    call.arguments[at] = Argument::Parens(inner);
                }
                true
            }
            _ => false,
        }),
    }
}

/// Whether an `async` block is awaited where it stands.
fn is_at_once(program: &mut Program) -> bool {
    let mut found = false;
    program.walk(&mut |part| {
        found |= matches!(
            part,
            Part::Statement(
                Statement::AtOnce(..)
                    | Statement::Await {
                        operation: Operation::Block(_),
                        ..
                    },
            )
        );
    });
    found
}

fn change_call(call: &mut Call, random: &mut Random) {
    match random.below(4) {
        0 => call.literal += 1,
        1 => call.arguments.reverse(),
        2 => {
            let all: &[&str] = if OPERATIONS.contains(&call.function.as_str()) {
                &OPERATIONS
            } else {
                &FUNCTIONS[..5]
            };
            random.of(all).clone_into(&mut call.function);
        }
        _ => call.arguments.push(Argument::Number(7)),
    }
}

fn change_operation(operation: &mut Operation, random: &mut Random) {
    match operation {
        Operation::Call(call) => change_call(call, random),
        Operation::Event(number) | Operation::Named(number, _) => *number += 1,
        Operation::Timeout(_, inner) => {
            let inner = (**inner).clone();
            *operation = inner;
        }
        Operation::Block(block) => block.moves = !block.moves,
        Operation::Held(_) => *operation = Operation::Event(0),
    }
}

fn change_statement(statement: &mut Statement, random: &mut Random) {
    match statement {
        Statement::If {
            then, otherwise, ..
        } => std::mem::swap(then, otherwise),
        Statement::Loop {
            head: Head::For(_, _, source),
            ..
        } => *source = random.of(&SOURCES),
        Statement::Borrow {
            of, index, changes, ..
        } => match random.below(4) {
            0 => "x".clone_into(of),
            1 => "y".clone_into(of),
            2 => *index = Some(Argument::Number(random.below(3))),
            _ => *changes = !*changes,
        },
        Statement::Join {
            names,
            operations,
            tries,
        } => match random.below(3) {
            0 => operations.swap(0, 1),
            1 if names.len() > 1 => names.swap(0, 1),
            _ => *tries = !*tries,
        },
        Statement::Select { arms, .. } => match random.below(2) {
            0 => arms.swap(0, 1),
            _ => {
                // The operations stay where they are.
                arms.swap(0, 1);
                let one = arms[0].1.clone();
                arms[0].1 = std::mem::replace(&mut arms[1].1, one);
            }
        },
        Statement::Match { arms, .. } => {
            let body = std::mem::take(&mut arms[0].2);
            arms[0].2 = std::mem::replace(&mut arms[1].2, body);
        }
        Statement::Break(label) => *statement = Statement::Continue(label.take()),
        Statement::Continue(label) => *statement = Statement::Break(label.take()),
        Statement::Await {
            operation: Operation::Call(call),
            name,
            ..
        } if random.one_in(3) => {
            // It is made, and not awaited.
            *statement = match name {
                Some(name) => Statement::Let(name.clone(), call.clone()),
                None => Statement::Does(call.clone()),
            };
        }
        Statement::Await { fails, .. } => *fails = !*fails,
        Statement::Add(_, number) => *number += 1,
        Statement::Let(name, call) if random.one_in(2) => {
            *statement = Statement::Set(name.clone(), call.clone());
        }
        Statement::Spawn(name, operation) => {
            *statement = Statement::Await {
                name: Some(name.clone()),
                operation: operation.clone(),
                fails: false,
            };
        }
        Statement::Stored(name, block) => {
            *statement = Statement::AtOnce(name.clone(), block.clone());
        }
        Statement::AtOnce(_, block) => block.moves = !block.moves,
        _ => {}
    }
}

/// An edit that may mean something.
fn change(program: &mut Program, random: &mut Random) -> bool {
    match random.below(14) {
        0 => a_list(program, random, 1, |list, random| {
            list.remove(random.below(list.len()));
        }),
        1 | 2 => a_list(program, random, 0, |list, random| {
            let mut maker = Maker { random, left: 3 };
            let made = maker.statement(&mut Scope::of_parameters(), 1);
            let at = random.below(list.len() + 1);
            list.insert(at, made);
        }),
        3 => a_list(program, random, 2, |list, random| {
            let at = random.below(list.len() - 1);
            list.swap(at, at + 1);
        }),
        4 => a_list(program, random, 1, |list, random| {
            // An ambiguous twin.
            let at = random.below(list.len());
            let twin = list[at].clone();
            list.insert(random.below(list.len() + 1), twin);
        }),
        5 => a_list(program, random, 2, |list, random| {
            let moved = list.remove(random.below(list.len()));
            list.insert(random.below(list.len() + 1), moved);
        }),
        6 => one_of(program, random, |part, random| match part {
            Part::Call(call) => {
                if let Some(random) = random {
                    change_call(call, random);
                }
                true
            }
            _ => false,
        }),
        7 => one_of(program, random, |part, random| match part {
            Part::Operation(operation) => {
                if let Some(random) = random {
                    change_operation(operation, random);
                }
                true
            }
            _ => false,
        }),
        8 | 9 => one_of(program, random, |part, random| match part {
            Part::Statement(statement) => {
                if let Some(random) = random {
                    change_statement(statement, random);
                }
                true
            }
            _ => false,
        }),
        10 => one_of(program, random, |part, random| match part {
            // Another local, or one that is declared elsewhere.
            Part::Name(name) => {
                if let Some(random) = random {
                    let all = [&NAMES[..], &["x", "y"]].concat();
                    random.of(&all).clone_into(name);
                }
                true
            }
            _ => false,
        }),
        11 => one_of(program, random, |part, random| match part {
            Part::Label(label) => {
                if random.is_some() {
                    **label = if *label == "'one" { "'two" } else { "'one" }.to_owned();
                }
                true
            }
            _ => false,
        }),
        12 => one_of(program, random, |part, random| match part {
            Part::Argument(Argument::Number(number)) => {
                if random.is_some() {
                    *number += 1;
                }
                true
            }
            _ => false,
        }),
        _ => {
            program.items[random.below(4)] += 1;
            true
        }
    }
}

/// An edited program, and whether the edits mean nothing.
pub(super) fn edited(program: &Program, random: &mut Random) -> (Program, bool) {
    let mut edited = program.clone();
    let is_refactoring = random.one_in(3);
    let mut left = 1 + random.below(2);
    for _ in 0..20 {
        let done = if is_refactoring || random.one_in(4) {
            refactor(&mut edited, random)
        } else {
            change(&mut edited, random)
        };
        left -= usize::from(done);
        if left == 0 {
            break;
        }
    }
    (edited, is_refactoring)
}
