//! Programs as source code, and as a canonical form that has only what means something: two programs of one form do the same.

use std::fmt::{self, Write as _};

use super::program::{Argument, Block, Call, Head, Operation, Program, Statement, leaves};

#[derive(Default)]
struct Printer {
    text: String,
    /// Whether the canonical form is printed.
    is_canonical: bool,
    layout: usize,
    /// The locals in scope, with their numbers.
    scope: Vec<(String, usize)>,
    locals: usize,
    /// The labels of the loops around the place; a unit begins anew.
    loops: Vec<Option<String>>,
}

impl fmt::Display for Program {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&printed(self, false))
    }
}

/// The form in which names, labels, logs, the order of disjoint arms and the like are gone.
pub(super) fn canonical(program: &Program) -> String {
    printed(program, true)
}

fn printed(program: &Program, is_canonical: bool) -> String {
    let mut printer = Printer {
        is_canonical,
        layout: program.layout,
        ..Printer::default()
    };
    for parameter in ["x", "y"] {
        printer.declare(parameter);
    }
    let [constant, helper, tell, output] = program.items;
    let parameters = if program.is_turned && !is_canonical {
        "mut y: u64, x: u64"
    } else {
        "x: u64, mut y: u64"
    };
    printer.text = format!(
        "async fn program({parameters}) -> Result<Of{output}> {{\n\
         const N: usize = {constant};\n\
         fn helper(a: u64, b: u64) -> u64 {{ a + b + N + {helper} }}\n\
         macro_rules! tell {{ ($($e:expr),*) => {{ send($($e,)* {tell}, x) }} }}\n"
    );
    printer.list(&program.body, None);
    if !program.body.iter().any(leaves) {
        printer.text.push_str("Ok(x)\n");
    }
    printer.text.push('}');
    if is_canonical && printer.text.matches("tell!(").count() == 0 {
        // A macro that isn't used is nothing.
        let unused = printer.text.find("macro_rules!").expect("it is defined");
        let end = printer.text[unused..].find('\n').expect("it has a line");
        printer.text.replace_range(unused..unused + end, "");
    }
    if is_canonical {
        let lines = printer.text.lines().filter(|line| !line.is_empty());
        return lines.collect::<Vec<_>>().join("\n");
    }
    printer.text
}

impl Printer {
    fn declare(&mut self, name: &str) -> String {
        if !self.is_canonical {
            return name.to_owned();
        }
        self.scope.push((name.to_owned(), self.locals));
        self.locals += 1;
        format!("v{}", self.locals - 1)
    }

    fn name(&self, name: &str) -> String {
        if !self.is_canonical {
            return name.to_owned();
        }
        let found = self.scope.iter().rev().find(|(other, _)| other == name);
        found.map_or_else(
            || format!("unknown {name}"),
            |(_, number)| format!("v{number}"),
        )
    }

    fn write(&mut self, what: fmt::Arguments<'_>) {
        self.text.write_fmt(what).expect("a string takes all");
    }

    fn list(&mut self, list: &[Statement], tail: Option<usize>) {
        let outer = self.scope.len();
        self.statements(list, tail);
        self.scope.truncate(outer);
    }

    /// Statements, of which the locals are still seen after them.
    fn statements(&mut self, list: &[Statement], tail: Option<usize>) {
        let end = list.iter().position(leaves).unwrap_or(list.len());
        let reached = &list[..list.len().min(end + 1)];
        // A `continue` at the end of the loop's body does nothing.
        let is_idle = |statement: &Statement| match statement {
            Statement::Continue(label) => tail == Some(self.target(label.as_ref())),
            statement => is_told(statement),
        };
        let last = reached.iter().rposition(|statement| !is_idle(statement));
        for (at, statement) in list.iter().enumerate() {
            self.statement(
                statement,
                tail.filter(|_| last.is_none_or(|last| at >= last)),
            );
            self.text.push('\n');
            if self.is_canonical && leaves(statement) {
                break;
            }
        }
    }

    fn body(&mut self, list: &[Statement], tail: Option<usize>) {
        self.text.push_str("{\n");
        self.list(list, tail);
        self.text.push('}');
    }

    fn let_(&mut self, name: &str, is_mutable: bool, value: &str) {
        let name = self.declare(name);
        if self.layout == 2 && !self.is_canonical {
            self.text
                .push_str("// A comment.\n#[allow(unused_variables)]\n");
        }
        let mutable = if is_mutable { "mut " } else { "" };
        self.write(format_args!("let {mutable}{name} = {value};"));
    }

    /// What is printed by a function, by itself.
    fn apart(&mut self, print: impl FnOnce(&mut Self)) -> String {
        let before = std::mem::take(&mut self.text);
        print(self);
        std::mem::replace(&mut self.text, before)
    }

    fn call(&mut self, call: &Call) -> String {
        let mut arguments: Vec<String> = call
            .arguments
            .iter()
            .map(|argument| self.argument(argument))
            .collect();
        arguments.push(call.literal.to_string());
        match self.layout {
            1 if !self.is_canonical && !call.function.ends_with('!') => {
                format!("{}(\n{},\n)", call.function, arguments.join(",\n"))
            }
            _ => format!("{}({})", call.function, arguments.join(", ")),
        }
    }

    fn argument(&mut self, argument: &Argument) -> String {
        match argument {
            Argument::Name(name) => self.name(name),
            Argument::Index(name, index) => {
                format!("{}[{}]", self.name(name), self.argument(index))
            }
            Argument::Number(number) => number.to_string(),
            Argument::Constant => "N".to_owned(),
            Argument::Call(call) => self.call(call),
            Argument::Await(call, fails) => format!("{}.await{}", self.call(call), failing(*fails)),
            Argument::Parens(inner) if self.is_canonical => self.argument(inner),
            Argument::Parens(inner) => format!("({})", self.argument(inner)),
        }
    }

    fn operation(&mut self, operation: &Operation) -> String {
        match operation {
            Operation::Call(call) => self.call(call),
            Operation::Event(number) => format!("event::<u64>(\"go  {number}\")"),
            Operation::Named(number, name) => {
                format!("activity::<u64>(\"named {number}\", {})", self.name(name))
            }
            Operation::Timeout(time, operation) => {
                format!(
                    "timeout({}, {})",
                    self.call(time),
                    self.operation(operation)
                )
            }
            Operation::Block(block) => self.block(block),
            Operation::Held(name) => self.name(name),
        }
    }

    fn block(&mut self, block: &Block) -> String {
        let loops = std::mem::take(&mut self.loops);
        // Without captures, `move` has no meaning.
        let moves = block.moves && !self.is_canonical;
        let moves = if moves { " move" } else { "" };
        let outer = self.scope.len();
        let text = self.apart(|this| {
            this.write(format_args!("async{moves} {{\n"));
            this.statements(&block.body, None);
            if !this.is_canonical || !block.body.iter().any(leaves) {
                let value = this.call(&block.value);
                this.text.push_str(&value);
            }
            this.text.push_str("\n}");
        });
        self.scope.truncate(outer);
        self.loops = loops;
        text
    }

    /// The loop that an exit leaves, counted from the outermost one.
    fn target(&self, label: Option<&String>) -> usize {
        let Some(label) = label else {
            return self.loops.len();
        };
        let found = self
            .loops
            .iter()
            .rposition(|other| other.as_ref() == Some(label));
        found.map_or(0, |at| at + 1)
    }

    fn exit(&mut self, what: &str, label: Option<&String>, tail: Option<usize>) {
        let target = self.target(label);
        if !self.is_canonical {
            let label = label.map(|label| format!(" {label}")).unwrap_or_default();
            self.write(format_args!("{what}{label};"));
        } else if what != "continue" || tail != Some(target) {
            self.write(format_args!("{what} {target};"));
        }
    }

    fn statement(&mut self, statement: &Statement, tail: Option<usize>) {
        match statement {
            Statement::Let(name, call) => {
                let value = self.call(call);
                self.let_(name, true, &value);
            }
            Statement::Borrow {
                name,
                of,
                index,
                changes,
            } => {
                let mutable = if *changes { "mut " } else { "" };
                let of = self.name(of);
                let index = index
                    .as_ref()
                    .map(|index| format!("[{}]", self.argument(index)));
                let value = format!("&{mutable}{of}{}", index.unwrap_or_default());
                self.let_(name, false, &value);
            }
            Statement::Set(name, call) => {
                let (value, name) = (self.call(call), self.name(name));
                self.write(format_args!("{name} = {value};"));
            }
            Statement::Does(call) => {
                let call = self.call(call);
                self.write(format_args!("{call};"));
            }
            Statement::Add(name, number) => {
                let name = self.name(name);
                self.write(format_args!("*{name} += {number};"));
            }
            Statement::Await {
                name,
                operation,
                fails,
            } => {
                let value = format!("{}.await{}", self.operation(operation), failing(*fails));
                match name {
                    Some(name) => self.let_(name, true, &value),
                    None => self.write(format_args!("{value};")),
                }
            }
            Statement::Join {
                names,
                operations,
                tries,
            } => {
                let operations: Vec<String> = operations
                    .iter()
                    .map(|operation| self.operation(operation))
                    .collect();
                let names: Vec<String> = names.iter().map(|name| self.declare(name)).collect();
                let (with, end) = if *tries {
                    ("try_join", "?")
                } else {
                    ("join", "")
                };
                self.write(format_args!(
                    "let ({}) = {with}!({}){end};",
                    names.join(", "),
                    operations.join(", ")
                ));
            }
            Statement::Select { name, arms } => self.select(name, arms),
            Statement::Spawn(name, operation) => {
                let operation = match operation {
                    // A task takes what it needs.
                    Operation::Block(block) => self.block(&Block {
                        moves: true,
                        ..block.clone()
                    }),
                    operation => self.operation(operation),
                };
                self.let_(name, false, &format!("spawn({operation})"));
            }
            Statement::Stored(name, block) => {
                let value = self.block(block);
                self.let_(name, false, &value);
            }
            Statement::AtOnce(name, block) => {
                let value = self.block(block);
                self.let_(name, false, &format!("{value}.await"));
            }
            Statement::If {
                condition,
                negated,
                then,
                otherwise,
            } => {
                let negated = *negated && !self.is_canonical;
                let condition = self.call(condition);
                let (first, second) = if negated {
                    (otherwise, then)
                } else {
                    (then, otherwise)
                };
                let not = if negated { "!" } else { "" };
                self.write(format_args!("if {not}{condition} "));
                self.body(first, tail);
                if negated || self.is_canonical || !second.is_empty() {
                    self.text.push_str(" else ");
                    self.body(second, tail);
                }
            }
            Statement::LetElse {
                name,
                value,
                otherwise,
            } => {
                let value = self.call(value);
                let otherwise = self.apart(|this| this.body(otherwise, None));
                let name = self.declare(name);
                self.write(format_args!(
                    "let Some(mut {name}) = {value} else {otherwise};"
                ));
            }
            Statement::Loop { label, head, body } => self.repeated(label.as_ref(), head, body),
            Statement::Match { value, arms } => self.matched(value, arms, tail),
            Statement::Block(body) if self.is_canonical => self.list(body, tail),
            Statement::Block(body) => self.body(body, tail),
            Statement::Log(_) | Statement::Status(_) if self.is_canonical => {}
            Statement::Log(name) if name.is_empty() => {
                self.text.push_str("tracing::info!(\"told\");");
            }
            Statement::Log(name) => {
                self.write(format_args!("tracing::info!(\"{{}} {{{name}}}\", {name});"))
            }
            Statement::Status(name) => {
                self.write(format_args!("set_custom_status(format!(\"{{{name}}}\"));"));
            }
            Statement::Break(label) => self.exit("break", label.as_ref(), tail),
            Statement::Continue(label) => self.exit("continue", label.as_ref(), tail),
            Statement::Return(call) => {
                let value = self.call(call);
                self.write(format_args!("return Ok({value});"));
            }
        }
    }

    fn select(&mut self, name: &str, arms: &[(String, Operation, Vec<Statement>, Call)]) {
        let mut text = String::new();
        for (bound, operation, body, value) in arms {
            let operation = self.operation(operation);
            let outer = self.scope.len();
            let bound = self.declare(bound);
            let body = self.apart(|this| {
                for statement in body {
                    this.statement(statement, None);
                    this.text.push('\n');
                    if this.is_canonical && leaves(statement) {
                        return;
                    }
                }
                let value = this.call(value);
                this.text.push_str(&value);
            });
            self.scope.truncate(outer);
            writeln!(text, "{bound} = {operation} => {{\n{body}\n}}").expect("a string takes all");
        }
        self.let_(name, false, &format!("select! {{\n{text}}}"));
    }

    fn repeated(&mut self, label: Option<&String>, head: &Head, body: &[Statement]) {
        if let Some(label) = label.filter(|_| !self.is_canonical) {
            self.write(format_args!("{label}: "));
        }
        let outer = self.scope.len();
        let head = match head {
            Head::Loop => "loop ".to_owned(),
            Head::While(call) => format!("while {} ", self.call(call)),
            Head::For(name, items, source) => {
                let source = source.replace('#', &self.name(items));
                format!("for {} in {source} ", self.declare(name))
            }
        };
        self.text.push_str(&head);
        self.loops.push(label.cloned());
        self.body(body, Some(self.loops.len()));
        self.loops.pop();
        self.scope.truncate(outer);
    }

    fn matched(
        &mut self,
        value: &Call,
        arms: &[(&'static str, Option<Call>, Vec<Statement>)],
        tail: Option<usize>,
    ) {
        let value = self.call(value);
        self.write(format_args!("match {value} {{\n"));
        let mut arms: Vec<_> = arms.iter().collect();
        if self.is_canonical && arms.iter().all(|(_, guard, _)| guard.is_none()) {
            let last = arms.len() - 1;
            arms[..last].sort_by_key(|(variant, ..)| *variant);
        }
        for (pattern, guard, body) in arms {
            self.text.push_str(pattern);
            if let Some(guard) = guard {
                let guard = self.call(guard);
                self.write(format_args!(" if {guard}"));
            }
            self.text.push_str(" => ");
            self.body(body, tail);
            self.text.push('\n');
        }
        self.text.push('}');
    }
}

fn failing(fails: bool) -> &'static str {
    if fails { "?" } else { "" }
}

/// Whether a statement only tells people something.
fn is_told(statement: &Statement) -> bool {
    match statement {
        Statement::Log(_) | Statement::Status(_) => true,
        Statement::Block(body) => body.iter().all(is_told),
        _ => false,
    }
}
