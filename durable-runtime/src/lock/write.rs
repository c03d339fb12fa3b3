//! The text of a [`Lock`]: always the same for the same content, so that differences and merges are small.

use std::fmt::Write as _;

use crate::lock::compare::Code;
use crate::lock::file::{CONSISTENT, FORMAT, Lock, LockedFunction, LockedMachine, digest_of, hex};
use crate::lock::program::Own;

/// The first lines of each file.
const HEAD: &str = "\
# The code of this program's durable functions that was released, and what was decided about instances that wait in it.
# `DURABLE_LOCK=write cargo test` and `DURABLE_LOCK=release cargo test` write this file, without comments.
# Write only `retired = \"…\"` and `[[function.decision]]` by hand.
";

/// The text of the file.
pub(crate) fn text_of(lock: &Lock) -> String {
    let mut functions: Vec<&LockedFunction> = lock.functions.iter().collect();
    functions.sort_by_key(|function| function.key());
    let mut out = format!("{HEAD}format = {FORMAT}\n");
    for function in functions {
        write_function(&mut out, function).expect("a string takes all");
    }
    out
}

/// The entry of a function's present code as its first release.
pub(crate) fn release_text(own: &Own) -> String {
    let mut out = "\n[[function.released]]\nversion = \"v1\"\n".to_owned();
    write_machine(&mut out, &Code::of_program(own).to_lock()).expect("a string takes all");
    out
}

fn write_function(out: &mut String, function: &LockedFunction) -> std::fmt::Result {
    writeln!(out, "\n[[function]]\nname = {}", quoted(&function.name))?;
    if let Some(version) = &function.version {
        writeln!(out, "version = {}", quoted(version))?;
    }
    if function.inline {
        writeln!(out, "inline = true")?;
    }
    writeln!(out, "file = {}", quoted(&function.file))?;
    if let Some(reason) = &function.retired {
        writeln!(out, "retired = {}", quoted(reason))?;
    }
    if let Some(draft) = &function.draft {
        writeln!(out, "\n[function.draft]")?;
        write_machine(out, draft)?;
    }
    for released in &function.released {
        writeln!(out, "\n[[function.released]]")?;
        writeln!(out, "version = {}", quoted(&released.name()))?;
        write_machine(out, &released.machine)?;
    }
    for accepted in &function.accepted {
        writeln!(out, "\n[[function.accepted]]")?;
        write_from(out, &accepted.from, accepted.from_code)?;
        writeln!(out, "at = {}", quoted(&accepted.at))?;
        writeln!(out, "code = {}", quoted(&hex(accepted.code)))?;
        writeln!(out, "to = {}", quoted(&accepted.to))?;
        writeln!(out, "class = {}", quoted(CONSISTENT))?;
    }
    for decision in &function.decisions {
        writeln!(out, "\n[[function.decision]]")?;
        write_from(out, &decision.from, decision.from_code)?;
        writeln!(out, "at = {}", quoted(&decision.at))?;
        writeln!(out, "code = {}", quoted(&hex(decision.code)))?;
        match &decision.to {
            Some(to) => writeln!(out, "to = {}", quoted(to))?,
            None => writeln!(out, "block = true")?,
        }
        if !decision.locals.is_empty() {
            let locals = decision.locals.iter();
            let locals = locals.map(|(new, old)| format!("{} = {}", quoted(new), quoted(old)));
            let locals: Vec<_> = locals.collect();
            writeln!(out, "locals = {{ {} }}", locals.join(", "))?;
        }
        writeln!(out, "reason = {}", quoted(&decision.reason))?;
    }
    Ok(())
}

fn write_from(out: &mut String, from: &str, code: Option<u64>) -> std::fmt::Result {
    writeln!(out, "from = {}", quoted(from))?;
    match code {
        Some(code) => writeln!(out, "from_code = {}", quoted(&hex(code))),
        None => Ok(()),
    }
}

fn write_machine(out: &mut String, machine: &LockedMachine) -> std::fmt::Result {
    writeln!(out, "digest = {}", quoted(&hex(machine.digest)))?;
    let mut lines: Vec<_> = machine.lines.iter().collect();
    lines.sort_by_key(|(point, line)| (**line, *point));
    let lines = lines
        .iter()
        .map(|(point, line)| format!("{} = {line}", quoted(point)));
    let lines: Vec<_> = lines.collect();
    writeln!(out, "lines = {{ {} }}", lines.join(", "))?;
    writeln!(out, "text = {}", in_lines(&machine.text))?;
    if let Some(types) = &machine.types {
        let types = types.to_string();
        writeln!(out, "types_digest = {}", quoted(&hex(digest_of(&types))))?;
        writeln!(out, "types = {}", in_lines(&types))?;
    }
    Ok(())
}

/// A text of several lines. What a literal can't hold is written with escapes.
fn in_lines(text: &str) -> String {
    let is_literal = !text.contains("'''") && !text.contains(is_escaped);
    if is_literal {
        return format!("'''\n{text}'''");
    }
    let lines = text.split('\n').map(escaped);
    let lines: Vec<_> = lines.collect();
    format!("\"\"\"\n{}\"\"\"", lines.join("\n"))
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", escaped(text))
}

fn is_escaped(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\t')
}

fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => {
                write!(out, "\\u{:04X}", u32::from(c)).expect("a string takes all");
            }
            c => out.push(c),
        }
    }
    out
}
