//! The text of a machine: its control flow, its awaits, and what is needed after each, with numbers in place of the locals'
//! names. The runtime compares two texts of one function to find where an instance of the one may continue in the
//! other (`upgrade/` in the runtime, which also has the grammar).
//!
//! Everything is printed by this file, from tokens. So the text is the same under any version of rustc, and layout,
//! comments, lints and log lines are not in it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use quote::ToTokens;
use syn::visit::{self, Visit};
use syn::visit_mut::VisitMut as _;
use syn::{Expr, Pat, Stmt};

use crate::anchors::Note;
use crate::emit::canonical::{Canonical, is_not, opposite, sort_arms};
use crate::emit::emitter::{Emitter, variable};
use crate::lower::exits::{self, Exits};

use crate::ids::{BindingId, BlockId, PointId, UnitId};
use crate::lower::Unit;
use crate::lower::blocks::{Breakable, End, Instruction, braces_of_unit};
use crate::model::bare;
use crate::operands::unwrap_parens;

/// Begins everything that is no token of the user's. No identifier contains it; in a literal it is doubled.
pub(super) const MARK: char = '§';

/// The text of the emitter's machine.
pub(super) fn machine_text(emitter: &Emitter<'_>) -> String {
    let mut printer = Printer {
        emitter,
        own_names: own_names(&emitter.function.body),
        numbers: BTreeMap::new(),
        breakables: Vec::new(),
        exits: Vec::new(),
        ways: Vec::new(),
        text: String::new(),
    };
    printer.machine();
    printer.text
}

/// The names that a body gives a meaning of its own: those of its items wherever they stand, and those that it imports from
/// elsewhere than the crates of log lines.
fn own_names(body: &syn::Block) -> BTreeSet<String> {
    #[derive(Default)]
    struct Names(BTreeSet<String>);

    impl Names {
        fn import(&mut self, tree: &syn::UseTree) {
            match tree {
                syn::UseTree::Path(path) => {
                    const LOGS: [&str; 3] = ["tracing", "log", "durable_runtime"];
                    if !LOGS.contains(&bare(&path.ident).as_str()) {
                        self.import(&path.tree);
                    }
                }
                syn::UseTree::Name(name) => drop(self.0.insert(bare(&name.ident))),
                syn::UseTree::Rename(name) => drop(self.0.insert(bare(&name.rename))),
                syn::UseTree::Glob(_) => drop(self.0.insert("*".to_owned())),
                syn::UseTree::Group(group) => group.items.iter().for_each(|tree| self.import(tree)),
            }
        }
    }

    impl<'ast> Visit<'ast> for Names {
        fn visit_item_macro(&mut self, definition: &'ast syn::ItemMacro) {
            self.0.extend(definition.ident.as_ref().map(bare));
        }

        fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
            self.0.insert(bare(&function.sig.ident));
            visit::visit_item_fn(self, function);
        }

        fn visit_item_use(&mut self, import: &'ast syn::ItemUse) {
            self.import(&import.tree);
        }
    }

    let mut names = Names::default();
    names.visit_block(body);
    names.0
}

/// Whether a block is all of a branch: it begins where the branch does, and leads out of it. The code of an `else` without awaits is
/// a block of the user's there, and that of an `if` isn't.
fn is_branch(unit: &Unit, block: BlockId) -> bool {
    let code = &unit.blocks.all[block];
    let End::Goto(next) = code.end else {
        return false;
    };
    let around = &unit.blocks.all[next].braces;
    let leads_out = around.len() < code.braces.len() && code.braces.starts_with(around);
    leads_out && matches!(code.kind, "then" | "else" | "arm")
}

/// A block that is printed.
#[derive(Clone, Copy)]
struct At<'a> {
    unit: &'a Unit,
    block: BlockId,
    /// The numbers of the unit's blocks in the text.
    place: &'a BTreeMap<BlockId, usize>,
    /// The locals that an await of the unit keeps.
    kept: &'a BTreeSet<BindingId>,
}

pub(super) struct Printer<'a> {
    pub(super) emitter: &'a Emitter<'a>,
    /// The names that the body gives a meaning of its own.
    own_names: BTreeSet<String>,
    /// The numbers of the bindings, in the order in which the text mentions them.
    numbers: BTreeMap<BindingId, usize>,
    /// The loops and labelled blocks around the code that is printed.
    breakables: Vec<Breakable>,
    /// Where the exits of the code that is printed lead, each with the binding that is given its value.
    exits: Vec<(BlockId, Option<BindingId>)>,
    /// For each way on which locals end, what is told of it, and where it leads.
    ways: Vec<(String, usize)>,
    text: String,
}

impl Printer<'_> {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn machine(&mut self) {
        let machine = self.emitter.machine;
        self.line("1");
        if let Some(version) = self.emitter.function.version() {
            self.line(&format!("# {version}"));
        }
        let mut items: Vec<String> = machine.items.iter().map(|item| self.of(item)).collect();
        items.sort();
        for item in items {
            self.line(&format!("i {item}"));
        }
        let parameters: Vec<String> = machine
            .parameters
            .iter()
            .map(|binding| self.number(*binding).to_string())
            .collect();
        self.line(format!("p {}", parameters.join(" ")).trim_end());
        for parameter in &self.emitter.function.parameters {
            let ty = self.of(&parameter.ty);
            self.line(&format!("t {ty}"));
        }
        self.changing_parameters();
        let output = self.of(&self.emitter.function.output);
        self.line(&format!("o {output}"));
        for (number, unit) in machine.units.iter() {
            self.unit(number, unit);
        }
        self.variables();
    }

    /// The parameters that the instance's input doesn't tell wherever they are needed.
    fn changing_parameters(&mut self) {
        let Emitter {
            function, machine, ..
        } = self.emitter;
        let parameters = function.parameters.iter().zip(&machine.parameters);
        let changing: Vec<String> = parameters
            .filter(|(parameter, _)| parameter.mutable || function.arguments.inline)
            .map(|(_, binding)| self.number(*binding).to_string())
            .collect();
        if !changing.is_empty() {
            self.line(&format!("c {}", changing.join(" ")));
        }
    }

    /// The stored names of what is carried, and the users' names of the others.
    fn variables(&mut self) {
        let (machine, places) = (self.emitter.machine, &self.emitter.places);
        for binding in places.keys() {
            self.kept(*binding);
        }
        let mut named: Vec<(usize, BindingId)> = self
            .numbers
            .iter()
            .map(|(binding, number)| (*number, *binding))
            .collect();
        named.sort_unstable();
        for (_, binding) in named {
            if !places.contains_key(&binding) {
                let name = machine.bindings.get(binding).bare_name();
                let line = format!("v {} {name}", self.number(binding));
                self.line(&line);
            }
        }
        for (binding, place) in places {
            let line = format!("v {} {}", self.kept(*binding), place.stored_name);
            self.line(&line);
        }
        for told in &machine.told {
            let local = self.number(told.local);
            let line = match &told.note {
                Note::Default(value, _) => format!("f {local} {}", self.expression(value)),
                Note::Was(name, _) => format!("x {local} {name}"),
                Note::Name(..) | Note::Path(..) => continue,
            };
            self.line(&line);
        }
    }

    fn unit(&mut self, number: UnitId, unit: &Unit) {
        let kind = match &unit.block {
            Some(block) if block.moves => " move",
            _ => "",
        };
        let begins = self.begins(number).map(|point| {
            let alive: Vec<String> = unit
                .live
                .at(BlockId::START)
                .iter()
                .map(|binding| self.kept(*binding))
                .collect();
            let name = self.emitter.machine.points[point].name();
            format!(" {name} [{}]", alive.join(" "))
        });
        self.line(&format!("u{}{kind}", begins.unwrap_or_default()));
        let order = self.order(unit);
        let place: BTreeMap<BlockId, usize> = order
            .iter()
            .enumerate()
            .map(|(place, block)| (*block, place))
            .collect();
        let kept = self.kept_in(unit);
        for block in &order {
            self.line("b");
            let at = At {
                unit,
                block: *block,
                place: &place,
                kept: &kept,
            };
            self.breakables
                .clone_from(&unit.blocks.all[*block].breakables);
            // The items that are visible in this block only.
            for scope in &unit.blocks.all[*block].scopes {
                for item in &unit.blocks.scopes[*scope] {
                    let item = self.of(item);
                    self.line(&format!("s {item}"));
                }
            }
            let code = &unit.blocks.all[*block];
            let instructions = self.instructions(unit, *block);
            let certain = exits::certain(&instructions, &code.breakables);
            let end = certain.map_or(instructions.len(), |(at, _)| at);
            for instruction in &instructions[..end] {
                self.instruction(instruction, at);
            }
            match certain {
                Some((exit, Some((next, to)))) => {
                    self.gives(&instructions[exit], to);
                    self.end(&End::Goto(next), at);
                }
                Some((exit, None)) => self.returned(&instructions[exit]),
                None => self.end(&code.end, at),
            }
            self.exits(at);
        }
        for (ends, next) in std::mem::take(&mut self.ways) {
            self.line(&format!("b\ns {ends}\ng {next}"));
        }
        self.breakables.clear();
        self.declarations(number, unit);
        for reborrow in unit.derived.reborrows.values() {
            let (pattern, value) = (
                self.pattern(&reborrow.pattern),
                self.expression(&reborrow.value),
            );
            let bound: Vec<String> = reborrow
                .bindings
                .iter()
                .filter(|binding| unit.derived.contains(**binding))
                .map(|binding| self.number(*binding).to_string())
                .collect();
            if !bound.is_empty() {
                self.line(&format!("d {} {pattern}={value}", bound.join(" ")));
            }
        }
    }

    /// In functions with sets of tasks: the user's block that declares each variable, and the variable's number, by which the
    /// runtime knows where a set ends.
    fn declarations(&mut self, number: UnitId, unit: &Unit) {
        if !self.emitter.has_sets {
            return;
        }
        let captured = self.emitter.machine.captured_by(number).iter().copied();
        let captured = captured.map(|binding| (binding, braces_of_unit(number)));
        let declared = unit.blocks.declared_in.iter();
        let declared = declared.map(|(binding, block)| (*binding, *block));
        let all: Vec<(BindingId, u32)> = declared.chain(captured).collect();
        for (binding, block) in all {
            let line = format!("k {} {block} {}", self.number(binding), variable(binding));
            self.line(&line);
        }
    }

    fn begins(&self, unit: UnitId) -> Option<PointId> {
        let points = &self.emitter.machine.points;
        let mut begins = points.iter().filter(|(_, point)| point.begins_block);
        Some(begins.nth(unit.block()?)?.0)
    }

    /// The blocks that are reached, each before those that come after it in the source.
    fn order(&self, unit: &Unit) -> Vec<BlockId> {
        let mut order = Vec::new();
        let mut seen = BTreeSet::new();
        let mut left = vec![BlockId::START];
        while let Some(block) = left.pop() {
            if !seen.insert(block) {
                continue;
            }
            order.push(block);
            let code = &unit.blocks.all[block];
            let instructions = self.instructions(unit, block);
            if let Some((_, next)) = exits::certain(&instructions, &code.breakables) {
                left.extend(exits::targets(code).into_iter().rev());
                left.extend(next.map(|(next, _)| next));
                continue;
            }
            let next = match &code.end {
                End::If {
                    condition,
                    then,
                    otherwise,
                } if is_not(condition) => {
                    vec![*otherwise, *then]
                }
                End::Match { arms, .. } => {
                    let arms = arms_in_order(arms).into_iter();
                    arms.map(|(_, block)| *block).collect()
                }
                _ => unit.blocks.successors(block),
            };
            left.extend(exits::targets(code).into_iter().rev());
            left.extend(next.into_iter().rev());
        }
        order
    }

    /// The straight code of a block.
    fn instructions(&self, unit: &Unit, block: BlockId) -> Vec<Instruction> {
        let code = &unit.blocks.all[block];
        let canonical = self.canonical();
        canonical.instructions(&code.instructions, is_branch(unit, block))
    }

    /// Where the exits of the code of the last line lead.
    fn exits(&mut self, at: At<'_>) {
        for (target, to) in std::mem::take(&mut self.exits) {
            let to = to.map(|binding| format!(" {MARK}{}", self.number(binding)));
            let target = self.way(at, target);
            self.line(&format!("j {target}{}", to.unwrap_or_default()));
        }
    }

    fn instruction(&mut self, instruction: &Instruction, at: At<'_>) {
        match instruction {
            Instruction::Statement(statement) => self.statement(statement, at),
            Instruction::Set { binding, value } => {
                let mut value = value.clone();
                self.canonical().visit_expr_mut(&mut value);
                Canonical::without_braces(&mut value);
                let value = self.expression(&value);
                let line = format!("= {} {value}", self.number(*binding));
                self.line(&line);
                self.exits(at);
            }
        }
    }

    fn statement(&mut self, statement: &Stmt, at: At<'_>) {
        if self.canonical().is_log(statement) {
            return;
        }
        if let Stmt::Expr(Expr::Block(block), _) = statement
            && self.canonical().is_plain_block(statement)
        {
            for inner in &block.block.stmts {
                self.statement(inner, at);
            }
            return;
        }
        let text = match statement {
            Stmt::Expr(expr, _) => self.expression(expr),
            Stmt::Local(local) => self.local(local).trim_end_matches(';').to_owned(),
            other => self.of(other),
        };
        if !text.is_empty() {
            self.line(&format!("s {text}"));
            self.exits(at);
        }
    }

    /// The locals that an await of a unit keeps, whole or a field of them.
    fn kept_in(&self, unit: &Unit) -> BTreeSet<BindingId> {
        let blocks = unit.blocks.all.iter();
        let after_awaits = blocks.filter_map(|(_, block)| match block.end {
            End::Await { next, .. } => Some(next),
            _ => None,
        });
        let split = &self.emitter.machine.split;
        after_awaits
            .flat_map(|next| unit.live.at(next))
            .map(|binding| split.local(*binding))
            .collect()
    }

    /// The locals that end where a block leads on out of the user's blocks that declare them: their `Drop` runs there. What no
    /// await keeps has ended before, but for sets of tasks.
    fn ends(&mut self, at: At<'_>, next: BlockId) -> Option<String> {
        let At {
            unit, block, kept, ..
        } = at;
        let code = &unit.blocks.all[block];
        let stays = &unit.blocks.all[next].braces;
        let left = code.braces.iter().filter(|brace| !stays.contains(brace));
        let left: Vec<u32> = left.copied().collect();
        let declared = unit.blocks.declared_in.iter();
        // A value that the compiler holds is used up.
        let is_held = |binding| self.emitter.machine.bindings.get(binding).temporary;
        let ended: Vec<BindingId> = declared
            .filter(|(binding, brace)| {
                left.contains(brace)
                    && !is_held(**binding)
                    && (self.emitter.has_sets || kept.contains(binding))
            })
            .map(|(binding, _)| *binding)
            .collect();
        let ended: Vec<String> = ended
            .into_iter()
            .map(|binding| format!("{MARK}{}", self.number(binding)))
            .collect();
        (!ended.is_empty()).then(|| format!("{MARK}ends {}", ended.join(",")))
    }

    /// The number of the block that a way from a block leads to. Where locals end, that is a block of its own.
    fn way(&mut self, at: At<'_>, next: BlockId) -> usize {
        let target = at.place[&next];
        match self.ends(at, next) {
            Some(ends) => {
                self.ways.push((ends, target));
                at.place.len() + self.ways.len() - 1
            }
            None => target,
        }
    }

    /// The value of a `break` in straight code.
    fn gives(&mut self, statement: &Instruction, to: Option<BindingId>) {
        if let (Some(to), Instruction::Statement(Stmt::Expr(Expr::Break(exit), _))) =
            (to, statement)
        {
            let value = exit.expr.as_deref().map(|value| self.expression(value));
            let value = value.as_deref().unwrap_or("()");
            let line = format!("= {} {value}", self.number(to));
            self.line(&line);
        }
    }

    /// A `return` in straight code is the end of a block.
    fn returned(&mut self, statement: &Instruction) {
        if let Instruction::Statement(Stmt::Expr(Expr::Return(exit), _)) = statement {
            let value = exit.expr.as_deref().map(|value| self.expression(value));
            self.line(&format!("r {}", value.as_deref().unwrap_or("()")));
        }
    }

    fn end(&mut self, end: &End, at: At<'_>) {
        let line = match end {
            End::Goto(next) => format!("g {}", self.way(at, *next)),
            End::If {
                condition,
                then,
                otherwise,
            } => {
                let (condition, then, otherwise) = if is_not(condition) {
                    (self.expression(&opposite(condition)), otherwise, then)
                } else {
                    (self.expression(condition), then, otherwise)
                };
                let (then, otherwise) = (self.way(at, *then), self.way(at, *otherwise));
                format!("? {then} {otherwise} {condition}")
            }
            End::Match { value, arms } => {
                let mut line = format!("m {}", self.expression(value));
                for (pattern, block) in arms_in_order(arms) {
                    let pattern = self.pattern(pattern);
                    let block = self.way(at, *block);
                    write!(line, "\na {block} {pattern}").expect("a string takes all");
                }
                line
            }
            End::LetElse {
                statement,
                otherwise,
                next,
            } => {
                let statement = self.local(statement);
                let (next, otherwise) = (self.way(at, *next), self.way(at, *otherwise));
                format!("l {next} {otherwise} {statement}")
            }
            End::Await {
                point,
                operation,
                next,
            } => {
                let operation = self.expression(operation);
                let alive: Vec<String> = at
                    .unit
                    .live
                    .at(*next)
                    .iter()
                    .map(|binding| self.kept(*binding))
                    .collect();
                let derived = at.unit.live.derived_at(*next).iter();
                let derived: Vec<String> = derived
                    .map(|binding| self.number(*binding).to_string())
                    .collect();
                let name = self.emitter.machine.points[*point].name();
                format!(
                    "w {} {name} [{}|{}] {operation}",
                    at.place[next],
                    alive.join(" "),
                    derived.join(" ")
                )
            }
            End::Return(value) => match value {
                Some(value) => format!("r {}", self.expression(value)),
                None => "r ()".to_owned(),
            },
            End::Never => "n".to_owned(),
        };
        self.line(&line);
    }

    /// The number of a binding.
    pub(super) fn number(&mut self, binding: BindingId) -> usize {
        let next = self.numbers.len();
        *self.numbers.entry(binding).or_insert(next)
    }

    /// A stored binding: its number, and, for a field, its path; for what is left of a struct, the fields that it
    /// has lost.
    fn kept(&mut self, binding: BindingId) -> String {
        let split = &self.emitter.machine.split;
        let owner = split.local(binding);
        let mut path = String::new();
        for member in split.path(binding) {
            write!(path, ".{}", member.to_token_stream()).expect("a string takes all");
        }
        let mut lost: Vec<String> = split
            .fields(binding)
            .iter()
            .map(|field| {
                let path = split.path(*field);
                let last = path.last().map(ToTokens::to_token_stream);
                format!("-{}", last.unwrap_or_default())
            })
            .collect();
        lost.sort();
        format!("{}{path}{}", self.number(owner), lost.concat())
    }

    fn canonical(&self) -> Canonical<'_> {
        Canonical::new(&self.emitter.machine.bindings, &self.own_names)
    }

    fn expression(&mut self, expr: &Expr) -> String {
        let mut expr = unwrap_parens(expr).clone();
        self.canonical().visit_expr_mut(&mut expr);
        self.with_exits(|exits| exits.visit_expr_mut(&mut expr));
        self.tokens(expr.to_token_stream())
    }

    fn local(&mut self, local: &syn::Local) -> String {
        let mut local = local.clone();
        self.canonical().visit_local_mut(&mut local);
        local.attrs.clear();
        self.with_exits(|exits| exits.visit_local_mut(&mut local));
        self.tokens(local.to_token_stream())
    }

    /// Names the exits of a piece of code, and notes where they lead.
    fn with_exits(&mut self, visit: impl FnOnce(&mut Exits<'_>)) {
        let mut exits = Exits::new(&self.breakables);
        visit(&mut exits);
        self.exits.extend(exits.found);
    }

    fn pattern(&mut self, pattern: &Pat) -> String {
        let mut pattern = pattern.clone();
        self.canonical().visit_pat_mut(&mut pattern);
        self.with_exits(|exits| exits.visit_pat_mut(&mut pattern));
        self.tokens(pattern.to_token_stream())
    }

    fn of(&mut self, tokens: &impl ToTokens) -> String {
        self.tokens(tokens.to_token_stream())
    }
}

/// The arms of a `match` in order.
fn arms_in_order(arms: &[(Pat, BlockId)]) -> Vec<(&Pat, &BlockId)> {
    let arms = arms.iter().map(|(pattern, block)| (pattern, block));
    let mut ordered: Vec<(&Pat, &BlockId)> = arms.collect();
    sort_arms(&mut ordered, |(pattern, _)| *pattern);
    ordered
}
