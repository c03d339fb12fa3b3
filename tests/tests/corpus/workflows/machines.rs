//! State machines, games and small computers: a state in a local, and what comes next.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::time::Duration;

use durable_runtime::prelude::*;
use serde::{Deserialize, Serialize};

use super::services::*;
use crate::activities::{add, inc, tick};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
enum Vending {
    Idle,
    Paid { cents: u32 },
    Serving { slot: char, change: u32 },
    OutOfOrder,
}

#[derive(Debug, Serialize, Deserialize)]
enum Input {
    Coin(u32),
    Choose(char),
    Cancel,
    Kick,
}

/// Takes coins, gives snacks and change.
#[orchestrator]
async fn vending_machine(mut snacks: BTreeMap<char, (u32, u32)>) -> Result<Vec<String>> {
    let mut state = Vending::Idle;
    let mut given = vec![];
    loop {
        state = match state {
            Vending::Idle | Vending::Paid { .. } => {
                let paid = if let Vending::Paid { cents } = state {
                    cents
                } else {
                    0
                };
                match (event::<Input>("input").await?, paid) {
                    (Input::Coin(coin), cents) => Vending::Paid {
                        cents: cents + coin,
                    },
                    (Input::Cancel, 0) => Vending::Idle,
                    (Input::Cancel, change) => {
                        given.push(format!("{change} back"));
                        Vending::Idle
                    }
                    (Input::Choose(slot), cents) => match snacks.get_mut(&slot) {
                        Some((price, count @ 1..)) if *price <= cents => {
                            *count -= 1;
                            Vending::Serving {
                                slot,
                                change: cents - *price,
                            }
                        }
                        Some((_, 0)) | None => {
                            given.push(format!("no {slot}"));
                            Vending::Paid { cents }
                        }
                        Some((price, _)) => {
                            given.push(format!("{slot} costs {price}"));
                            Vending::Paid { cents }
                        }
                    },
                    (Input::Kick, _) => Vending::OutOfOrder,
                }
            }
            Vending::Serving { slot, change } => {
                given.push(perform(format!("drop {slot}")).await?);
                if change > 0 {
                    given.push(format!("{change} back"));
                }
                Vending::Idle
            }
            Vending::OutOfOrder => break,
        };
    }
    mail(
        "mechanic".into(),
        format!(
            "{} left",
            snacks.values().map(|(_, count)| count).sum::<u32>()
        ),
    )
    .await?;
    Ok(given)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Mark {
    Cross,
    Nought,
}

type Board = [Option<Mark>; 9];

fn winner(board: &Board) -> Option<Mark> {
    const LINES: [[usize; 3]; 8] = [
        [0, 1, 2],
        [3, 4, 5],
        [6, 7, 8],
        [0, 3, 6],
        [1, 4, 7],
        [2, 5, 8],
        [0, 4, 8],
        [2, 4, 6],
    ];
    LINES.iter().find_map(|[a, b, c]| {
        board[*a].filter(|_| board[*a] == board[*b] && board[*b] == board[*c])
    })
}

/// Noughts and crosses, by turns.
#[orchestrator]
async fn noughts_and_crosses(moves: Vec<usize>) -> Result<String> {
    let mut board: Board = [None; 9];
    let mut turn = Mark::Cross;
    let mut moves = VecDeque::from(moves);
    let mut fouls = 0;
    while let Some(place) = moves.pop_front() {
        let place = inc(place as i64 - 1).await? as usize;
        match board.get_mut(place) {
            Some(square @ None) => *square = Some(turn),
            Some(Some(_)) | None => {
                fouls += 1;
                if fouls > 1 {
                    return Ok(format!("{turn:?} is disqualified"));
                }
                continue;
            }
        }
        if let Some(winner) = winner(&board) {
            return Ok(format!("{winner:?} wins"));
        }
        turn = match turn {
            Mark::Cross => Mark::Nought,
            Mark::Nought => Mark::Cross,
        };
    }
    let free = board.iter().filter(|square| square.is_none()).count();
    Ok(if free == 0 {
        "a draw".into()
    } else {
        format!("{free} free")
    })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
enum Direction {
    Up,
    Down,
}

/// Goes on in one direction as long as somebody wants to go there.
#[orchestrator]
async fn elevator(calls: BTreeSet<i32>, start: i32) -> Result<Vec<i32>> {
    let (mut calls, mut floor, mut direction) = (calls, start, Direction::Up);
    let mut stops = vec![];
    while !calls.is_empty() {
        if calls.remove(&floor) {
            perform(format!("open at {floor}")).await?;
            stops.push(floor);
        }
        let above = calls.range(floor + 1..).next().copied();
        let below = calls.range(..floor).next_back().copied();
        (direction, floor) = match (direction, above, below) {
            (Direction::Up, Some(next), _) => (Direction::Up, next),
            (Direction::Down, _, Some(next)) => (Direction::Down, next),
            (Direction::Up, None, Some(next)) => (Direction::Down, next),
            (Direction::Down, Some(next), None) => (Direction::Up, next),
            (_, None, None) => break,
        };
    }
    Ok(stops)
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
enum Connection {
    Listen,
    SynReceived { sequence: u32 },
    Established { sent: u32 },
    CloseWait,
    Closed,
}

/// A connection from its first packet to its last.
#[orchestrator]
async fn connection(packets: Vec<String>) -> Result<Vec<Connection>> {
    let mut state = Connection::Listen;
    let mut states = vec![state];
    for packet in packets {
        use Connection::*;
        state = match (state, packet.as_str()) {
            (Listen, "syn") => SynReceived { sequence: 100 },
            (SynReceived { sequence }, "ack") => Established { sent: sequence + 1 },
            (Established { sent }, "data") => Established {
                sent: add(i64::from(sent), 10).await? as u32,
            },
            (Established { .. }, "fin") => {
                tick().await?;
                CloseWait
            }
            (CloseWait, "ack") => Closed,
            (_, "rst") => return Err(Failure::new(format!("reset in {state:?}"))),
            (state, _) => state,
        };
        states.push(state);
    }
    Ok(states)
}

/// A cash machine: a card, a secret with three tries, and a wish.
#[orchestrator]
async fn cash_machine(card: String) -> Result<String> {
    let mut tries = 0;
    let authorised = loop {
        let pin: u32 = event("pin").await?;
        if pin as usize % 100 == card.len() {
            break true;
        }
        tries += 1;
        if tries == 3 {
            break false;
        }
        perform(format!("beep {tries}")).await?;
    };
    if !authorised {
        perform(format!("keep {card}")).await?;
        return Err(Failure::terminal("three wrong numbers"));
    }
    let mut log = String::new();
    while let Some(amount) = event::<Option<u64>>("wish").await? {
        log += &match withdraw(card.clone(), Cents(amount)).await {
            Ok(receipt) => receipt + ";",
            Err(failure) => format!("{failure};"),
        };
    }
    Ok(log)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
enum Head {
    A,
    B,
    Halt,
}

/// The busy beaver of two states.
#[orchestrator]
async fn turing_machine(steps_max: u32) -> Result<(u32, BTreeMap<i32, bool>)> {
    let mut tape: BTreeMap<i32, bool> = BTreeMap::new();
    let (mut head, mut at, mut steps) = (Head::A, 0_i32, 0);
    while head != Head::Halt {
        if steps == steps_max {
            return Err(Failure::terminal("it does not halt in time"));
        }
        steps += 1;
        let read = tape.get(&at).copied().unwrap_or(false);
        let (write, step, next) = match (head, read) {
            (Head::A, false) => (true, 1, Head::B),
            (Head::A, true) => (true, -1, Head::B),
            (Head::B, false) => (true, -1, Head::A),
            (Head::B, true) => (true, 1, Head::Halt),
            (Head::Halt, _) => unreachable!("it has halted"),
        };
        tape.insert(at, write);
        at = add(at.into(), step).await? as i32;
        head = next;
    }
    Ok((steps, tape))
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
enum Token {
    Number(i64),
    Plus,
    Times,
    Swap,
}

fn token(word: &str) -> Result<Token> {
    Ok(match word {
        "+" => Token::Plus,
        "*" => Token::Times,
        "swap" => Token::Swap,
        number => Token::Number(
            number
                .parse()
                .map_err(|_| Failure::new(format!("what is {word}?")))?,
        ),
    })
}

/// Reverse Polish notation, in which each sum is a call.
#[orchestrator]
async fn calculator(program: String) -> Result<i64> {
    let mut stack: Vec<i64> = vec![];
    let tokens = program
        .split_whitespace()
        .map(token)
        .collect::<Result<VecDeque<_>>>()?;
    for token in tokens {
        let value = match (token, stack.as_mut_slice()) {
            (Token::Number(n), _) => n,
            (Token::Swap, [.., a, b]) => {
                std::mem::swap(a, b);
                continue;
            }
            (Token::Plus, [.., _, _]) => {
                let (b, a) = (stack.pop().unwrap_or(0), stack.pop().unwrap_or(0));
                add(a, b).await?
            }
            (Token::Times, [.., _, _]) => {
                let (Some(b), Some(a)) = (stack.pop(), stack.pop()) else {
                    unreachable!()
                };
                let mut product = 0;
                for _ in 0..b {
                    product = add(product, a).await?;
                }
                product
            }
            (token, _) => return Err(Failure::new(format!("{token:?} needs two numbers"))),
        };
        stack.push(value);
    }
    match <[i64; 1]>::try_from(stack) {
        Ok([value]) => Ok(value),
        Err(stack) => Err(Failure::new(format!("{} values", stack.len()))),
    }
}

/// The shortest way through a maze, breadth first.
#[orchestrator]
async fn maze(rows: Vec<String>) -> Result<Option<usize>> {
    let cells: Vec<Vec<char>> = rows.iter().map(|row| row.chars().collect()).collect();
    let find = |wanted| {
        cells
            .iter()
            .enumerate()
            .find_map(|(y, row)| Some((row.iter().position(|cell| *cell == wanted)?, y)))
    };
    let (Some(start), Some(end)) = (find('S'), find('E')) else {
        return Err(Failure::new("a maze has a start and an end"));
    };
    let mut queue = VecDeque::from([(start, 0)]);
    let mut seen = BTreeSet::from([start]);
    while let Some(((x, y), distance)) = queue.pop_front() {
        if (x, y) == end {
            return Ok(Some(distance));
        }
        if distance % 3 == 2 {
            tick().await?;
        }
        for (dx, dy) in [(0, 1), (1, 0), (0, -1), (-1, 0)] {
            let (Some(x), Some(y)) = (x.checked_add_signed(dx), y.checked_add_signed(dy)) else {
                continue;
            };
            let is_open = cells
                .get(y)
                .and_then(|row| row.get(x))
                .is_some_and(|cell| *cell != '#');
            if is_open && seen.insert((x, y)) {
                queue.push_back(((x, y), distance + 1));
            }
        }
    }
    Ok(None)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Hand {
    Rock,
    Paper,
    Scissors,
}

impl Hand {
    fn beats(self, other: Self) -> bool {
        use Hand::{Paper, Rock, Scissors};
        matches!(
            (self, other),
            (Rock, Scissors) | (Scissors, Paper) | (Paper, Rock)
        )
    }
}

/// Rounds of rock, paper, scissors, between two players who send their hands.
#[orchestrator]
async fn rock_paper_scissors(wins_needed: u32) -> Result<(u32, u32)> {
    let (mut ours, mut theirs) = (0, 0);
    let mut round = 0;
    while ours.max(theirs) < wins_needed {
        round += 1;
        let (left, right) = (event::<Hand>("left").await?, event::<Hand>("right").await?);
        match (left.beats(right), right.beats(left)) {
            (true, _) => ours += 1,
            (_, true) => theirs += 1,
            _ => {
                perform(format!("round {round} is a draw")).await?;
            }
        }
    }
    Ok((ours, theirs))
}

/// The towers of Hanoi, with a stack of tasks.
#[orchestrator]
async fn hanoi(disks: u32) -> Result<usize> {
    let mut pegs: [Vec<u32>; 3] = [(1..=disks).rev().collect(), vec![], vec![]];
    let mut todo = vec![(disks, 0_usize, 2_usize)];
    let mut moves = 0;
    while let Some((count, from, to)) = todo.pop() {
        match count {
            0 => {}
            1 => {
                let disk = pegs[from].pop().expect("a disk is there");
                assert!(
                    pegs[to].last().is_none_or(|below| *below > disk),
                    "{disk} on a smaller one"
                );
                pegs[to].push(disk);
                moves += 1;
                add(from as i64, to as i64).await?;
            }
            count => {
                let spare = 3 - from - to;
                todo.extend([
                    (count - 1, spare, to),
                    (1, from, to),
                    (count - 1, from, spare),
                ]);
            }
        }
    }
    assert_eq!(pegs[2].len() as u32, disks);
    Ok(moves)
}

/// Conway's game of life, a generation at a time.
#[orchestrator]
async fn game_of_life(
    mut alive: BTreeSet<(i32, i32)>,
    generations: u32,
) -> Result<BTreeSet<(i32, i32)>> {
    for generation in 0..generations {
        let mut neighbours: BTreeMap<(i32, i32), u32> = BTreeMap::new();
        for (x, y) in &alive {
            for (dx, dy) in (-1..=1).flat_map(|dx| (-1..=1).map(move |dy| (dx, dy))) {
                if (dx, dy) != (0, 0) {
                    *neighbours.entry((x + dx, y + dy)).or_default() += 1;
                }
            }
        }
        let next = neighbours
            .into_iter()
            .filter(|(cell, count)| *count == 3 || *count == 2 && alive.contains(cell));
        alive = next.map(|(cell, _)| cell).collect();
        add(generation.into(), alive.len() as i64).await?;
        sleep(Duration::ZERO).await;
    }
    Ok(alive)
}

#[derive(Debug, Serialize, Deserialize)]
enum Told {
    TooHigh,
    Right,
    TooLow,
}

/// A guess that is told to be too high or too low.
#[orchestrator]
async fn guessing_game(low: i64, high: i64) -> Result<(i64, u32)> {
    let (mut low, mut high, mut guesses) = (low, high, 0);
    let number = loop {
        let guess = low + (high - low) / 2;
        guesses += 1;
        match event::<Told>("it is").await? {
            Told::Right => break guess,
            Told::TooHigh => high = guess - 1,
            Told::TooLow => low = guess + 1,
        }
        if low > high {
            return Err(Failure::terminal("that can't be"));
        }
    };
    perform(format!("cheer for {number}")).await?;
    Ok((number, guesses))
}

fn words(text: &str) -> Vec<String> {
    text.split(' ').map(str::to_owned).collect()
}

durable_tests::holds! {
    a_game_has_turns => noughts_and_crosses(vec![0, 3, 1, 4, 2]), noughts_and_crosses(vec![0, 0, 1]),
        noughts_and_crosses(vec![0, 0, 9, 1]), noughts_and_crosses(vec![0, 4, 8, 1, 7, 6, 2, 5, 3]);
    an_elevator_stops_everywhere => elevator([1, 5, 3, -1].into(), 2), elevator([0].into(), 0), elevator([].into(), 0);
    a_connection_opens_and_closes => connection(words("ack syn ack data data fin data ack"));
    a_busy_beaver_halts => turing_machine(10);
    a_calculator_adds_and_multiplies => calculator("2 3 + 4 *".into()), calculator("1 2 swap *".into());
    a_way_is_found => maze(words("S.# ..# #.E")), maze(words("S# #E"));
    towers_are_moved => hanoi(3), hanoi(0);
    life_goes_on => game_of_life([(0, 0), (1, 0), (2, 0)].into(), 3);
}

durable_tests::fails! {
    a_connection_is_reset => connection(words("syn ack rst"));
    a_beaver_has_no_time => turing_machine(3);
    a_calculator_complains => calculator("1 +".into()), calculator("1 2".into()), calculator("x".into());
    a_maze_needs_an_end => maze(words("S.# ..#"));
}

#[test]
fn a_vending_machine_gives_snacks_and_change() {
    let snacks = [('a', (30, 1)), ('b', (50, 2))].into();
    let events = [
        ("input", r#"{"Choose": "a"}"#),
        ("input", r#"{"Coin": 20}"#),
        ("input", r#"{"Coin": 20}"#),
        ("input", r#"{"Choose": "a"}"#),
        ("input", r#"{"Coin": 5}"#),
        ("input", r#"{"Choose": "a"}"#),
        ("input", r#""Cancel""#),
        ("input", r#""Kick""#),
    ];
    let given = ["a costs 30", "drop a", "10 back", "no a", "5 back"];
    durable_tests::check_events(
        &vending_machine(snacks),
        &events,
        given.map(str::to_owned).into(),
    );
}

#[test]
fn a_cash_machine_asks_for_a_number() {
    let events = [
        ("pin", "1"),
        ("pin", "104"),
        ("wish", "60"),
        ("wish", "20"),
        ("wish", "null"),
    ];
    let log = "poor has less than 60;w-poor-20;";
    durable_tests::check_events(&cash_machine("poor".into()), &events, log.to_owned());
}

#[test]
fn hands_are_compared() {
    let events = [
        ("left", r#""Rock""#),
        ("right", r#""Rock""#),
        ("left", r#""Rock""#),
        ("right", r#""Paper""#),
        ("left", r#""Rock""#),
        ("right", r#""Scissors""#),
        ("left", r#""Paper""#),
        ("right", r#""Rock""#),
    ];
    durable_tests::check_events(&rock_paper_scissors(2), &events, (2, 1));
}

#[test]
fn a_number_is_guessed() {
    let events = [
        ("it is", r#""TooLow""#),
        ("it is", r#""TooHigh""#),
        ("it is", r#""Right""#),
    ];
    durable_tests::check_events(&guessing_game(1, 10), &events, (6, 3));
}
