//! Generated programs that share, capture and borrow again. Nothing is known of what they do but that an instance
//! does the same as ordinary Rust, or says that it can't.
//!
//! Each is grown as text, from pieces that rustc accepts in any order, and ends with all that it has seen. What is
//! done at the same time is sorted in the end, and read only afterwards.

use std::fmt::Write as _;

use durable_tests::numbers::Numbers;

/// What a local of a program is.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    /// `Shared<Vec<i64>>`, with a second handle.
    Shared,
    /// `Arc<Mutex<Vec<i64>>>`, with a second handle.
    Handle,
    /// A struct that holds one, with a second one of the same.
    InStruct,
    /// `Mutex<Vec<i64>>`
    Mutex,
    /// `AtomicI64`
    Atomic,
    /// An atomic that nobody sees by a name.
    Hidden,
    /// `Vec<i64>`
    List,
    /// `Arc<Vec<i64>>`, which never changes.
    Fixed,
}

/// Those that an instance does more with than refuse them are there twice.
const KINDS: [Kind; 10] = [
    Kind::Shared,
    Kind::Shared,
    Kind::Handle,
    Kind::InStruct,
    Kind::Mutex,
    Kind::Atomic,
    Kind::Hidden,
    Kind::List,
    Kind::List,
    Kind::Fixed,
];

impl Kind {
    /// Whether it has a second handle, which is called `other_…`.
    fn has_handles(self) -> bool {
        matches!(self, Self::Shared | Self::Handle | Self::InStruct)
    }

    fn declaration(self, name: &str) -> String {
        let first = match self {
            Self::Shared => "Shared::new(vec![n])",
            Self::Handle => "Arc::new(Mutex::new(vec![n]))",
            Self::InStruct => "App::of(n)",
            Self::Mutex => "Mutex::new(vec![n])",
            Self::Atomic => "AtomicI64::new(n)",
            Self::Hidden => "Hidden::default()",
            Self::List => "vec![n]",
            Self::Fixed => "Arc::new(vec![n, n])",
        };
        let mutable = if self == Self::List { "mut " } else { "" };
        let other = if self.has_handles() {
            format!(" let other_{name} = {name}.clone();")
        } else {
            String::new()
        };
        format!("let {mutable}{name} = {first};{other}")
    }

    /// A statement that changes it.
    fn change(self, name: &str, value: &str) -> String {
        match self {
            Self::Shared => format!("{name}.update(|list| list.push({value}));"),
            Self::Handle | Self::Mutex => format!("{name}.lock().unwrap().push({value});"),
            Self::InStruct => format!("{name}.seen.lock().unwrap().push({value});"),
            Self::Atomic => format!("{name}.fetch_add({value}, Ordering::Relaxed);"),
            Self::Hidden => format!("{name}.add({value});"),
            Self::List => format!("{name}.push({value});"),
            Self::Fixed => format!("let _ = {name}.len() as i64 + {value};"),
        }
    }

    /// An expression that reads it: an `i64`.
    fn read(self, name: &str) -> String {
        match self {
            Self::Shared => format!("{name}.with(|list| list.iter().sum::<i64>())"),
            Self::Handle | Self::Mutex => format!("{name}.lock().unwrap().iter().sum::<i64>()"),
            Self::InStruct => format!("{name}.seen.lock().unwrap().iter().sum::<i64>()"),
            Self::Atomic => format!("{name}.load(Ordering::Relaxed)"),
            Self::Hidden => format!("{name}.add(0)"),
            Self::List | Self::Fixed => format!("{name}.iter().sum::<i64>()"),
        }
    }
}

struct Program<'a> {
    numbers: &'a mut Numbers,
    locals: Vec<(Kind, String)>,
    text: String,
}

impl Program<'_> {
    fn line(&mut self, line: &str) {
        writeln!(self.text, "        {line}").expect("a text takes what is written");
    }

    /// A local, and the name of one of its handles.
    fn local(&mut self) -> (Kind, String) {
        let index = usize::try_from(self.numbers.below(self.locals.len() as u64));
        let (kind, name) = self.locals[index.expect("there are few locals")].clone();
        if kind.has_handles() && self.numbers.coin() {
            return (kind, format!("other_{name}"));
        }
        (kind, name)
    }

    /// Statements within a branch or a loop, or one alone.
    fn statements(&mut self) {
        match self.numbers.below(8) {
            0 => {
                self.line("if sum % 2 == 0 {");
                self.statement();
                self.line("} else {");
                self.statement();
                self.line("}");
            }
            1 => {
                self.line("for _ in 0..2 {");
                self.statement();
                self.line("}");
            }
            _ => self.statement(),
        }
    }

    fn statement(&mut self) {
        let (kind, name) = self.local();
        let (read, k) = (kind.read(&name), self.numbers.below(9));
        let change = kind.change(&name, "m");
        match self.numbers.below(12) {
            0 => self.line(&format!("sum += inc({k}).await?;")),
            1 => self.line(&format!("let m = {k}; {change} sum += {read};")),
            2 => self.line(&format!(
                "async {{ let m = inc({k}).await?; {change} sum += {read}; Ok::<_, Failure>(()) }}.await?;"
            )),
            3 => self.line(&format!(
                "let tried: Result<i64> = async {{ let m = picky(sum + 9).await?; {change} Ok(m) }}.await; sum += tried.unwrap_or(1);"
            )),
            4 => {
                // What a list is changed to by a block that isn't awaited at once is an error of rustc's or ours.
                let change = if kind == Kind::List { String::new() } else { change };
                self.line(&format!(
                    "let block = async {{ let m = inc({k}).await?; {change} inc(m + {read}).await }};"
                ));
                if !matches!(kind, Kind::List | Kind::Hidden) && self.numbers.coin() {
                    let outside = kind.change(&name, "m");
                    self.line(&format!("let m = {k}; {outside}"));
                }
                self.line("sum += block.await?;");
            }
            5 if kind.has_handles() || kind == Kind::Fixed => self.line(&format!(
                "let block = {{ let {name} = {name}.clone(); async move {{ let m = inc({k}).await?; {change} Ok::<_, Failure>(m) }} }}; sum += block.await?;"
            )),
            5 => self.line(&format!("for m in 0..2 {{ {change} sum += inc(m).await?; }}")),
            6 => {
                let change = if kind == Kind::List { String::new() } else { change };
                self.line(&format!(
                    "let counts = join_all((0..3).map(|k| {{ let {name} = &{name}; async move {{ let m = inc(k).await?; {change} Ok::<_, Failure>(m) }} }})).await; for count in counts {{ sum += count?; }}"
                ));
            }
            7 => {
                let mutable = if kind == Kind::List { "mut " } else { "" };
                self.line(&format!(
                    "let {mutable}both = |m: i64| {{ {change} m + 1 }}; sum += both({k}) + both(2); sum += inc({k}).await?;"
                ));
            }
            8 => {
                let change = if kind == Kind::List { String::new() } else { change };
                self.line(&format!(
                    "let block = async {{ let tried: Result<i64> = async {{ let m = picky({k} + 9).await?; {change} Ok(m) }}.await; Ok::<_, Failure>(tried.unwrap_or(1)) }}; sum += block.await?;"
                ));
            }
            9 => {
                let (other, other_name) = self.local();
                let change = |kind: Kind, name: &str| match kind {
                    Kind::List => String::new(),
                    _ => kind.change(name, "m"),
                };
                let (change, other_change) = (change(kind, &name), change(other, &other_name));
                self.line(&format!(
                    "let (one, other) = join!(async {{ let m = inc({k}).await?; {change} Ok::<_, Failure>(m) }}, async {{ let m = inc({k} + 1).await?; {other_change} inc(m).await }}); sum += one? + other?;"
                ));
            }
            10 => match kind {
                Kind::Shared => self.line(&format!("sum += shares({name}.clone(), {k}).await?;")),
                Kind::Handle => self.line(&format!("sum += handles({name}.clone(), {k}).await?;")),
                Kind::InStruct => self.line(&format!("sum += structs({name}.clone(), {k}).await?;")),
                _ => self.line(&format!("sum += {read};")),
            },
            _ => match kind {
                Kind::List => self.line(&format!(
                    "{{ let borrowed = &mut {name}; borrowed.push(inc({k}).await?); borrowed.push({k}); sum += borrowed.len() as i64; }}"
                )),
                Kind::Fixed => self.line(&format!(
                    "{{ let borrowed = &{name}[1]; sum += inc(*borrowed).await?; sum += *borrowed; }}"
                )),
                kind if kind.has_handles() => self.line(&format!(
                    "let task = {{ let {name} = {name}.clone(); spawn(async move {{ let m = inc({k}).await.unwrap_or(0); {change} m }}) }}; sum += task.await?;"
                )),
                _ => self.line(&format!(
                    "{{ let borrowed = &{name}; let m = inc({k}).await?; {} sum += {}; }}",
                    kind.change("borrowed", "m"),
                    kind.read("borrowed")
                )),
            },
        }
    }
}

fn function(seed: u64, number: u64) -> String {
    let mut numbers = Numbers::of_seed(seed.wrapping_mul(1_000_003).wrapping_add(number));
    let mut program = Program {
        numbers: &mut numbers,
        locals: Vec::new(),
        text: String::new(),
    };
    writeln!(
        program.text,
        "    whole fn program_{number}(n: i64) -> Result<(i64, Vec<i64>)> {{"
    )
    .expect("it takes it");
    program.line("let mut sum = 0;");
    for index in 0..=program.numbers.below(3) {
        let kind = program.numbers.below(KINDS.len() as u64);
        let kind = KINDS[usize::try_from(kind).expect("there are few kinds")];
        let name = format!("local_{index}");
        program.line(&kind.declaration(&name));
        program.locals.push((kind, name));
    }
    for _ in 0..2 + program.numbers.below(5) {
        program.statements();
    }
    program.line("let mut seen = Vec::new();");
    for (kind, name) in program.locals.clone() {
        let read = kind.read(&name);
        program.line(&format!("seen.push({read});"));
        if kind.has_handles() {
            let read = kind.read(&format!("other_{name}"));
            program.line(&format!("seen.push({read});"));
        }
    }
    program.line("Ok((sum, seen))");
    program.text.push_str("    }\n\n");
    program.text
}

/// The text of a module with `count` programs of a seed, and their tests.
pub fn module(seed: u64, count: u64) -> String {
    let functions: String = (0..count).map(|number| function(seed, number)).collect();
    let mut tests = String::new();
    for number in 0..count {
        let _ = writeln!(tests, "    program_{number},");
    }
    format!(
        "//! Generated programs that share and capture, of seed {seed}: see `src/bin/generate_sharing.rs`.\n\
         #![allow(clippy::all, clippy::pedantic, unused, reason = \"nobody wrote this\")]\n\n\
         use std::sync::atomic::{{AtomicI64, Ordering}};\n\
         use std::sync::{{Arc, Mutex}};\n\n\
         use durable_tests_sharing::twice;\n\n\
         use crate::hidden::Hidden;\n\
         use crate::samples::App;\n\n\
         pub(crate) const SEED: u64 = {seed};\n\
         pub(crate) const COUNT: u64 = {count};\n\n\
         twice! {{\n{PARTS}{functions}}}\n\n\
         durable_tests_sharing::same_or_refused! {{\n{tests}}}\n"
    )
}

const PARTS: &str = "    part fn shares(list: Shared<Vec<i64>>, n: i64) -> Result<i64> {
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

";
