//! The control flow within and between blocks, as a graph of uses and definitions of bindings. It includes the user's
//! verbatim code, so that liveness is exact: rustc rejects a local that is passed on after it was moved.

use std::collections::{BTreeMap, BTreeSet};

use quote::ToTokens;
use syn::visit::{self, Visit};
use syn::{Block, Expr, ExprCall, ExprClosure, Item, Label, Lifetime, Macro, Pat, Stmt};

use crate::bindings::{Bindings, binding_of_path, bindings_in, mentioned};
use crate::hygiene::names::named_in;
use crate::ids::{BindingId, BlockId, IdVec, NameId, NodeId, PointId, UnitId};
use crate::known_macros;
use crate::lower::blocks::{Blocks, Breakable, Destination, End, Instruction, find_breakable};
use crate::lower::derived::Derived;
use crate::lower::mark::Point;
use crate::lower::split::Split;
use crate::model::{Name, label_name};
use crate::operands::{async_block, is_compound_assignment, is_lazy, operands, own_function};

/// The effect of a node on a binding.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Access {
    Nothing,
    Use(BindingId),
    /// The binding gets a whole new value.
    Define(BindingId),
    /// It is declared, with a first value or without.
    Declare(BindingId),
    /// One of the [foreign](Graph::foreign) names is used for what is no local.
    Foreign(NameId),
}

#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) access: Access,
    pub(crate) next: Vec<NodeId>,
}

#[derive(Debug)]
pub(crate) struct Graph {
    pub(crate) nodes: IdVec<NodeId, Node>,
    /// The beginning of each block.
    pub(crate) entries: IdVec<BlockId, NodeId>,
    /// The bindings that each block's own code mentions.
    pub(crate) touched: IdVec<BlockId, BTreeSet<BindingId>>,
    /// The blocks that each block's verbatim code jumps to, by `break` and `continue`.
    pub(crate) jumps: IdVec<BlockId, BTreeSet<BlockId>>,
    /// The place where each binding is declared, and the blocks; `None` for bindings from around the unit.
    pub(crate) declared: IdVec<BindingId, Option<NodeId>>,
    pub(crate) declared_in: IdVec<BindingId, BTreeSet<Option<BlockId>>>,
    /// The place where each `async` block is made, by its number.
    pub(crate) async_blocks: BTreeMap<UnitId, NodeId>,
    /// The names of bindings that also name something else (a function, a constant, a name in a macro's expansion).
    pub(crate) foreign: IdVec<NameId, String>,
}

/// The surroundings of a unit's blocks.
pub(crate) struct Surroundings<'a> {
    pub(crate) points: &'a IdVec<PointId, Point>,
    /// The bindings that the unit begins with.
    pub(crate) parameters: &'a [BindingId],
    /// The bindings that it takes from around it.
    pub(crate) captures: &'a BTreeSet<BindingId>,
    pub(crate) bindings: &'a Bindings,
    pub(crate) split: &'a Split,
    pub(crate) derived: &'a Derived,
    /// The needs of each `async` block within it.
    pub(crate) needs: &'a IdVec<UnitId, BTreeSet<BindingId>>,
}

pub(crate) fn graph(blocks: &Blocks, around: &Surroundings<'_>) -> Graph {
    let Surroundings {
        points,
        parameters,
        captures,
        bindings,
        split,
        derived,
        needs,
    } = *around;
    let count = blocks.all.len();
    let mut walker = Walker {
        graph: Graph {
            nodes: IdVec::default(),
            entries: IdVec::default(),
            touched: IdVec::filled(count, BTreeSet::new()),
            jumps: IdVec::filled(count, BTreeSet::new()),
            declared: IdVec::filled(bindings.len(), None),
            declared_in: IdVec::filled(bindings.len(), BTreeSet::new()),
            async_blocks: BTreeMap::new(),
            foreign: IdVec::default(),
        },
        block: BlockId::START,
        at: NodeId::default(),
        loops: Vec::new(),
        breakables: &[],
        split,
        derived,
        needs,
        of_bindings: bindings.names(),
    };
    for _ in blocks.all.ids() {
        let entry = walker.node(Access::Nothing);
        walker.graph.entries.push(entry);
    }
    for capture in captures {
        walker.graph.declared_in[*capture].insert(None);
    }
    // An operation that is awaited by `&mut` is still needed when the await is polled.
    let needed_at: BTreeMap<BlockId, &Point> = blocks
        .all
        .values()
        .filter_map(|code| match &code.end {
            End::Await { point, next, .. } => Some((*next, &points[*point])),
            _ => None,
        })
        .collect();
    for (block, code) in blocks.all.iter() {
        walker.block = block;
        walker.at = walker.graph.entries[block];
        walker.breakables = &code.breakables;
        if block == BlockId::START {
            for parameter in parameters {
                walker.declare(*parameter);
            }
        }
        if let Some(point) = needed_at.get(&block) {
            for needed in &point.lent {
                walker.used(*needed);
            }
        }
        for item in code.scopes.iter().flat_map(|scope| &blocks.scopes[*scope]) {
            // The expansion of a macro sees the locals in scope at its definition.
            if let Item::Macro(definition) = item {
                walker.foreign(&definition.mac.tokens);
            }
        }
        for instruction in &code.instructions {
            match instruction {
                Instruction::Statement(statement) => {
                    walker.foreign(statement);
                    walker.statement(statement);
                }
                Instruction::Set { binding, value } => {
                    walker.foreign(value);
                    walker.expr(value);
                    walker.declare(*binding);
                }
            }
        }
        walker.end(&code.end);
    }
    walker.graph
}

/// A loop or labelled block in verbatim code.
struct Loop {
    label: Option<Name>,
    head: Option<NodeId>,
    after: NodeId,
}

struct Walker<'a> {
    graph: Graph,
    block: BlockId,
    at: NodeId,
    loops: Vec<Loop>,
    breakables: &'a [Breakable],
    split: &'a Split,
    derived: &'a Derived,
    /// The needs of each `async` block.
    needs: &'a IdVec<UnitId, BTreeSet<BindingId>>,
    of_bindings: BTreeSet<String>,
}

impl Walker<'_> {
    fn node(&mut self, access: Access) -> NodeId {
        self.graph.nodes.push(Node {
            access,
            next: Vec::new(),
        })
    }

    fn edge(&mut self, from: NodeId, to: NodeId) {
        self.graph.nodes[from].next.push(to);
    }

    /// An edge to where a block begins.
    fn leads(&mut self, from: NodeId, to: BlockId) {
        self.edge(from, self.graph.entries[to]);
    }

    fn access(&mut self, access: Access) {
        let node = self.node(access);
        self.edge(self.at, node);
        self.at = node;
    }

    fn join(&mut self, ends: &[NodeId]) {
        let joined = self.node(Access::Nothing);
        for end in ends {
            self.edge(*end, joined);
        }
        self.at = joined;
    }

    /// The code after it is unreachable.
    fn diverge(&mut self) {
        self.at = self.node(Access::Nothing);
    }

    fn used(&mut self, binding: BindingId) {
        self.graph.touched[self.block].insert(binding);
        self.access(Access::Use(binding));
        if let Some(reborrow) = self.derived.reborrow(binding) {
            let all = reborrow.bindings.iter().copied().collect();
            let (_, value) = reborrow.again(&all, &BTreeSet::from([binding]));
            self.foreign(&value);
            self.expr(&value);
        }
    }

    /// Notes the names in code that bindings have too, where they are no locals. The code is taken as a whole: its
    /// declarations are visible inside only.
    fn foreign(&mut self, code: &impl ToTokens) {
        for name in named_in(code.to_token_stream()) {
            if !self.of_bindings.contains(&name) {
                continue;
            }
            let foreign = &mut self.graph.foreign;
            let known = foreign.iter().find(|(_, known)| **known == name);
            let known = known.map(|(id, _)| id);
            let id = known.unwrap_or_else(|| foreign.push(name));
            self.access(Access::Foreign(id));
        }
    }

    fn defined(&mut self, binding: BindingId) {
        self.graph.touched[self.block].insert(binding);
        self.access(Access::Define(binding));
    }

    fn declare(&mut self, binding: BindingId) {
        for field in self.split.fields(binding) {
            self.access(Access::Declare(field));
            self.graph.declared_in[field].insert(Some(self.block));
        }
        self.graph.touched[self.block].insert(binding);
        self.access(Access::Declare(binding));
        self.graph.declared[binding] = Some(self.at);
        self.graph.declared_in[binding].insert(Some(self.block));
    }

    fn declare_all(&mut self, pattern: &Pat) {
        for binding in bindings_in(pattern) {
            self.declare(binding);
        }
    }

    fn end(&mut self, end: &End) {
        match end {
            End::Goto(_) | End::Return(None) | End::Never => {}
            End::If { condition, .. } => self.foreign(condition),
            End::Match { value, arms } => {
                self.foreign(value);
                for (pattern, _) in arms {
                    self.foreign(pattern);
                }
            }
            End::LetElse { statement, .. } => self.foreign(statement),
            End::Await { operation, .. } => self.foreign(operation),
            End::Return(Some(value)) => self.foreign(value),
        }
        match end {
            End::Goto(next) => self.leads(self.at, *next),
            End::If {
                condition,
                then,
                otherwise,
            } => {
                let (yes, no) = self.condition(condition);
                self.leads(yes, *then);
                for no in no {
                    self.leads(no, *otherwise);
                }
            }
            End::Match { value, arms } => {
                self.expr(value);
                self.arms(
                    arms,
                    |(pattern, _)| pattern,
                    |this, (_, block)| {
                        this.leads(this.at, *block);
                    },
                );
            }
            End::LetElse {
                statement,
                otherwise,
                next,
            } => {
                if let Some(init) = &statement.init {
                    self.expr(&init.expr);
                }
                self.leads(self.at, *otherwise);
                self.declare_all(&statement.pat);
                self.leads(self.at, *next);
            }
            End::Await {
                operation, next, ..
            } => {
                self.expr(operation);
                self.leads(self.at, *next);
            }
            End::Return(value) => {
                if let Some(value) = value {
                    self.expr(value);
                }
            }
            End::Never => {}
        }
    }

    fn statement(&mut self, statement: &Stmt) {
        match statement {
            Stmt::Local(local) => {
                let Some(init) = &local.init else {
                    // Declared now and defined later: an empty definition would hide that it isn't alive.
                    for binding in bindings_in(&local.pat) {
                        self.declare(binding);
                    }
                    return;
                };
                self.expr(&init.expr);
                if let Some((_, diverge)) = &init.diverge {
                    let before = self.at;
                    self.expr(diverge);
                    self.at = before;
                }
                self.declare_all(&local.pat);
            }
            Stmt::Expr(expr, _) => self.expr(expr),
            Stmt::Macro(invocation) => self.invocation(&invocation.mac, statement),
            Stmt::Item(_) => {}
        }
    }

    /// A macro, of which nothing more is known. It uses the bindings that it names, also those in its attributes.
    fn invocation(&mut self, invocation: &Macro, with_attributes: &impl ToTokens) {
        for binding in captured(&with_attributes.to_token_stream(), &BTreeSet::new()) {
            self.used(binding);
        }
        if known_macros::always_panics(invocation) {
            self.diverge();
        }
    }

    /// A closure uses its captures where it is made.
    fn closure(&mut self, closure: &ExprClosure) {
        let mut uses = Uses {
            split: self.split,
            own: closure_bindings(closure),
            found: BTreeSet::new(),
        };
        uses.visit_expr(&closure.body);
        for binding in uses.found {
            self.used(binding);
        }
    }

    fn block(&mut self, block: &Block) {
        for statement in &block.stmts {
            self.statement(statement);
        }
    }

    fn expr(&mut self, expr: &Expr) {
        if let Some(number) = async_block(expr) {
            for binding in &self.needs[number] {
                self.used(*binding);
            }
            self.graph.async_blocks.insert(number, self.at);
            return;
        }
        match expr {
            Expr::Path(_) => {
                if let Some(binding) = binding_of_path(expr) {
                    self.used(binding);
                }
            }
            Expr::Field(field) => match self.split.binding_of(expr) {
                Some(binding) => self.used(binding),
                None => self.expr(&field.base),
            },
            Expr::Assign(assign) => {
                self.expr(&assign.right);
                self.assigned(&assign.left);
            }
            Expr::Binary(binary) if is_lazy(&binary.op) => {
                self.expr(&binary.left);
                let left = self.at;
                self.expr(&binary.right);
                self.join(&[left, self.at]);
            }
            Expr::Binary(binary) if is_compound_assignment(&binary.op) => {
                self.expr(&binary.right);
                self.expr(&binary.left);
            }
            Expr::Let(condition) => {
                self.expr(&condition.expr);
                self.declare_all(&condition.pat);
            }
            Expr::If(branch) => {
                let (yes, no) = self.condition(&branch.cond);
                self.at = yes;
                self.block(&branch.then_branch);
                let then = self.at;
                self.join(&no);
                if let Some((_, otherwise)) = &branch.else_branch {
                    self.expr(otherwise);
                }
                self.join(&[then, self.at]);
            }
            Expr::Match(choice) => {
                self.expr(&choice.expr);
                let mut ends = Vec::new();
                self.arms(
                    &choice.arms,
                    |arm| &arm.pat,
                    |this, arm| {
                        this.expr(&arm.body);
                        ends.push(this.at);
                    },
                );
                self.join(&ends);
            }
            Expr::Block(block) => match &block.label {
                None => self.block(&block.block),
                Some(label) => {
                    let after = self.node(Access::Nothing);
                    self.loops.push(Loop {
                        label: Some(label_name(&label.name)),
                        head: None,
                        after,
                    });
                    self.block(&block.block);
                    self.loops.pop();
                    self.edge(self.at, after);
                    self.at = after;
                }
            },
            Expr::Unsafe(block) => self.block(&block.block),
            Expr::Loop(_) | Expr::While(_) | Expr::ForLoop(_) => self.repeat(expr),
            Expr::Return(_) | Expr::Break(_) | Expr::Continue(_) => self.leave(expr),
            Expr::Closure(closure) => self.closure(closure),
            Expr::Macro(invocation) => self.invocation(&invocation.mac, expr),
            Expr::Async(_) | Expr::Const(_) => {
                for binding in captured(&expr.to_token_stream(), &BTreeSet::new()) {
                    self.used(binding);
                }
            }
            _ => {
                for operand in operands(expr).unwrap_or_default() {
                    self.expr(operand);
                }
                if matches!(expr, Expr::Call(call) if never_returns(call)) {
                    self.diverge();
                }
            }
        }
    }

    fn repeat(&mut self, expr: &Expr) {
        match expr {
            Expr::Loop(repeat) => {
                let (head, after) = self.enter(repeat.label.as_ref());
                self.block(&repeat.body);
                self.leave_loop(head, after);
            }
            Expr::While(repeat) => {
                let (head, after) = self.enter(repeat.label.as_ref());
                let (yes, no) = self.condition(&repeat.cond);
                for no in no {
                    self.edge(no, after);
                }
                self.at = yes;
                self.block(&repeat.body);
                self.leave_loop(head, after);
            }
            Expr::ForLoop(repeat) => {
                self.expr(&repeat.expr);
                let (head, after) = self.enter(repeat.label.as_ref());
                self.edge(self.at, after);
                self.declare_all(&repeat.pat);
                self.block(&repeat.body);
                self.leave_loop(head, after);
            }
            _ => {}
        }
    }

    fn leave(&mut self, expr: &Expr) {
        match expr {
            Expr::Return(exit) => {
                if let Some(value) = &exit.expr {
                    self.expr(value);
                }
                self.diverge();
            }
            Expr::Break(exit) => {
                if let Some(value) = &exit.expr {
                    self.expr(value);
                }
                self.jump(exit.label.as_ref(), true);
            }
            Expr::Continue(exit) => self.jump(exit.label.as_ref(), false),
            _ => {}
        }
    }

    /// The left side of an assignment.
    fn assigned(&mut self, place: &Expr) {
        match place {
            Expr::Path(_) => {
                if let Some(binding) = binding_of_path(place) {
                    self.defined(binding);
                }
            }
            Expr::Tuple(tuple) => tuple.elems.iter().for_each(|place| self.assigned(place)),
            Expr::Array(array) => array.elems.iter().for_each(|place| self.assigned(place)),
            Expr::Call(call) => call.args.iter().for_each(|place| self.assigned(place)),
            Expr::Struct(literal) => literal
                .fields
                .iter()
                .for_each(|field| self.assigned(&field.expr)),
            Expr::Paren(paren) => self.assigned(&paren.expr),
            Expr::Group(group) => self.assigned(&group.expr),
            Expr::Infer(_) | Expr::Range(_) => {}
            place => self.expr(place),
        }
    }

    /// The ends where a condition holds, and where it doesn't.
    fn condition(&mut self, condition: &Expr) -> (NodeId, Vec<NodeId>) {
        match condition {
            Expr::Binary(binary) if matches!(binary.op, syn::BinOp::And(_)) => {
                let (yes, mut no) = self.condition(&binary.left);
                self.at = yes;
                let (yes, more) = self.condition(&binary.right);
                no.extend(more);
                (yes, no)
            }
            Expr::Let(condition) => {
                self.expr(&condition.expr);
                let no = self.at;
                self.declare_all(&condition.pat);
                (self.at, vec![no])
            }
            Expr::Paren(paren) => self.condition(&paren.expr),
            Expr::Group(group) => self.condition(&group.expr),
            _ => {
                self.expr(condition);
                (self.at, vec![self.at])
            }
        }
    }

    fn arms<A>(
        &mut self,
        arms: &[A],
        pattern: impl Fn(&A) -> &Pat,
        mut body: impl FnMut(&mut Self, &A),
    ) {
        let mut start = self.at;
        for arm in arms {
            self.at = start;
            let pattern = pattern(arm);
            self.declare_all(pattern);
            if let Some(guard) = guard(pattern) {
                let (yes, no) = self.condition(guard);
                self.at = yes;
                body(self, arm);
                self.join(&[&no[..], &[start]].concat());
                start = self.at;
            } else {
                body(self, arm);
            }
        }
        self.diverge();
    }

    fn enter(&mut self, label: Option<&Label>) -> (NodeId, NodeId) {
        self.access(Access::Nothing);
        let (head, after) = (self.at, self.node(Access::Nothing));
        self.loops.push(Loop {
            label: label.map(|label| label_name(&label.name)),
            head: Some(head),
            after,
        });
        (head, after)
    }

    fn leave_loop(&mut self, head: NodeId, after: NodeId) {
        self.loops.pop();
        self.edge(self.at, head);
        self.at = after;
    }

    fn jump(&mut self, label: Option<&Lifetime>, breaks: bool) {
        let within = self.loops.iter().rev().find(|inner| match label {
            Some(label) => inner.label.as_ref() == Some(&label_name(label)),
            None => inner.head.is_some(),
        });
        if let Some(inner) = within {
            let target = if breaks {
                inner.after
            } else {
                inner.head.unwrap_or(inner.after)
            };
            self.edge(self.at, target);
        } else if let Some(breakable) = find_breakable(self.breakables, label) {
            let (to, target) = (
                breakable.to,
                if breaks {
                    breakable.after
                } else {
                    breakable.head.unwrap_or(breakable.after)
                },
            );
            match to {
                Destination::Caller if breaks => {}
                Destination::Binding(binding) if breaks => {
                    self.access(Access::Define(binding));
                    self.leave_block(target);
                }
                _ => self.leave_block(target),
            }
        }
        self.diverge();
    }

    fn leave_block(&mut self, target: BlockId) {
        self.leads(self.at, target);
        self.graph.jumps[self.block].insert(target);
    }
}

/// Whether this is a call of the compiler's own that gives no value, or stands for a macro that always panics.
fn never_returns(call: &ExprCall) -> bool {
    known_macros::panics(call) || own_function(call).is_some_and(|name| name == "all_disabled")
}

fn guard(pattern: &Pat) -> Option<&Expr> {
    match pattern {
        Pat::Guard(guarded) => Some(&guarded.guard),
        Pat::Paren(paren) => guard(&paren.pat),
        _ => None,
    }
}

/// The bindings that are mentioned in tokens, except for those declared there.
fn captured(tokens: &proc_macro2::TokenStream, own: &BTreeSet<BindingId>) -> BTreeSet<BindingId> {
    let mut found = mentioned(tokens);
    found.retain(|binding| !own.contains(binding));
    found
}

/// The captures of a closure: of a struct that is moved out of field by field, the fields that it names.
struct Uses<'a> {
    split: &'a Split,
    own: BTreeSet<BindingId>,
    found: BTreeSet<BindingId>,
}

impl<'ast> Visit<'ast> for Uses<'_> {
    fn visit_expr(&mut self, expr: &'ast Expr) {
        match expr {
            Expr::Field(_) => match self.split.binding_of(expr) {
                Some(binding) => {
                    if !self.own.contains(&self.split.local(binding)) {
                        self.found.insert(binding);
                    }
                }
                None => visit::visit_expr(self, expr),
            },
            Expr::Path(_) => {
                let binding = binding_of_path(expr);
                self.found
                    .extend(binding.filter(|binding| !self.own.contains(binding)));
            }
            Expr::Macro(_) => self
                .found
                .extend(captured(&expr.to_token_stream(), &self.own)),
            _ => visit::visit_expr(self, expr),
        }
    }
}

fn closure_bindings(closure: &ExprClosure) -> BTreeSet<BindingId> {
    struct Collect(BTreeSet<BindingId>);
    impl<'ast> Visit<'ast> for Collect {
        fn visit_pat(&mut self, pattern: &'ast Pat) {
            self.0.extend(bindings_in(pattern));
            visit::visit_pat(self, pattern);
        }
    }
    let mut collect = Collect(BTreeSet::new());
    collect.visit_expr_closure(closure);
    collect.0
}
