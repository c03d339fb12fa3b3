//! The exits of straight code: where its `break` and `continue` lead. In the text of a machine they have no labels, but one name.

use proc_macro2::Span;
use syn::visit_mut::{self, VisitMut};
use syn::{Expr, Item, Label, Lifetime, Stmt};

use crate::ids::{BindingId, BlockId};
use crate::lower::blocks::{BasicBlock, Breakable, Destination, End, Instruction, find_breakable};
use crate::model::{Name, label_name};

/// Gives the exits of a piece of straight code one name, and the labels within it the names of their depths.
pub(crate) struct Exits<'a> {
    breakables: &'a [Breakable],
    /// The labels of the loops (`true`) and labelled blocks around the place that are a part of the code.
    inner: Vec<(Option<Name>, bool)>,
    /// Where each exit leads, in order, and the binding that is given its value.
    pub(crate) found: Vec<(BlockId, Option<BindingId>)>,
}

impl<'a> Exits<'a> {
    pub(crate) fn new(breakables: &'a [Breakable]) -> Self {
        Self {
            breakables,
            inner: Vec::new(),
            found: Vec::new(),
        }
    }

    fn within(&mut self, label: &mut Option<Label>, repeats: bool, visit: impl FnOnce(&mut Self)) {
        let name = label.as_ref().map(|label| label_name(&label.name));
        self.inner.push((name, repeats));
        if let Some(label) = label {
            label.name = of_depth(self.inner.len());
        }
        visit(self);
        self.inner.pop();
    }

    /// The depth of the loop or block of the code itself that an exit belongs to.
    fn depth(&self, label: Option<&Lifetime>) -> Option<usize> {
        let at = self.inner.iter().rposition(|(name, repeats)| match label {
            Some(label) => name.as_ref() == Some(&label_name(label)),
            None => *repeats,
        });
        at.map(|at| at + 1)
    }

    fn target(&self, label: Option<&Lifetime>) -> Option<&'a Breakable> {
        find_breakable(self.breakables, label)
    }

    fn exit(&mut self, label: &mut Option<Lifetime>, repeats: bool) {
        if let Some(depth) = self.depth(label.as_ref()) {
            if label.is_some() {
                *label = Some(of_depth(depth));
            }
        } else if let Some(target) = self.target(label.as_ref()) {
            let head = target.head.filter(|_| repeats);
            let to = match target.to {
                Destination::Binding(binding) if !repeats => Some(binding),
                _ => None,
            };
            self.found.push((head.unwrap_or(target.after), to));
            *label = Some(Lifetime::new("'__out", Span::call_site()));
        }
    }
}

fn of_depth(depth: usize) -> Lifetime {
    Lifetime::new(&format!("'__in{depth}"), Span::call_site())
}

impl VisitMut for Exits<'_> {
    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        match expr {
            Expr::Closure(_) | Expr::Async(_) | Expr::Const(_) => {}
            Expr::Loop(repeat) => self.within(&mut repeat.label, true, |this| {
                this.visit_block_mut(&mut repeat.body);
            }),
            Expr::While(repeat) => self.within(&mut repeat.label, true, |this| {
                this.visit_expr_mut(&mut repeat.cond);
                this.visit_block_mut(&mut repeat.body);
            }),
            Expr::ForLoop(repeat) => {
                self.visit_expr_mut(&mut repeat.expr);
                self.within(&mut repeat.label, true, |this| {
                    this.visit_block_mut(&mut repeat.body);
                });
            }
            Expr::Block(block) if block.label.is_some() => {
                self.within(&mut block.label, false, |this| {
                    this.visit_block_mut(&mut block.block);
                });
            }
            Expr::Break(exit) => {
                if self.depth(exit.label.as_ref()).is_none()
                    && let Some(target) = self.target(exit.label.as_ref())
                    && matches!(target.to, Destination::Caller)
                {
                    // The value of the function.
                    exit.label = None;
                    visit_mut::visit_expr_break_mut(self, exit);
                    let value = exit.expr.take();
                    *expr = syn::parse_quote!(return #value);
                    return;
                }
                self.exit(&mut exit.label, false);
                visit_mut::visit_expr_break_mut(self, exit);
            }
            Expr::Continue(exit) => self.exit(&mut exit.label, true),
            _ => visit_mut::visit_expr_mut(self, expr),
        }
    }

    fn visit_item_mut(&mut self, _: &mut Item) {}
}

/// Where straight code leads that leaves its block in any case, and the binding that is given the value; `None` if it returns.
pub(crate) type Leads = Option<(BlockId, Option<BindingId>)>;

/// The statement by which a block's straight code leaves the block in any case. The same code may also be a block's end: which of
/// the two it is depends on the code around it.
pub(crate) fn certain(
    instructions: &[Instruction],
    breakables: &[Breakable],
) -> Option<(usize, Leads)> {
    let mut instructions = instructions.iter().enumerate();
    instructions.find_map(|(at, instruction)| {
        let Instruction::Statement(Stmt::Expr(expr, _)) = instruction else {
            return None;
        };
        let target = |label: &Option<Lifetime>| find_breakable(breakables, label.as_ref());
        match expr {
            Expr::Return(_) => Some((at, None)),
            Expr::Break(exit) => {
                let target = target(&exit.label)?;
                match target.to {
                    Destination::Nowhere if exit.expr.is_none() => {
                        Some((at, Some((target.after, None))))
                    }
                    Destination::Binding(to) => Some((at, Some((target.after, Some(to))))),
                    _ => None,
                }
            }
            Expr::Continue(exit) => Some((at, Some((target(&exit.label)?.head?, None)))),
            _ => None,
        }
    })
}

/// The blocks that the exits of a block's straight code lead to.
pub(crate) fn targets(block: &BasicBlock) -> Vec<BlockId> {
    let mut exits = Exits::new(&block.breakables);
    for instruction in &block.instructions {
        match instruction {
            Instruction::Statement(statement) => exits.visit_stmt_mut(&mut statement.clone()),
            Instruction::Set { value, .. } => exits.visit_expr_mut(&mut value.clone()),
        }
    }
    match &block.end {
        End::If { condition, .. } => exits.visit_expr_mut(&mut condition.clone()),
        End::Match { value, arms } => {
            exits.visit_expr_mut(&mut value.clone());
            for (pattern, _) in arms {
                exits.visit_pat_mut(&mut pattern.clone());
            }
        }
        End::LetElse { statement, .. } => exits.visit_local_mut(&mut statement.clone()),
        End::Await { operation, .. } => exits.visit_expr_mut(&mut operation.clone()),
        End::Return(Some(value)) => exits.visit_expr_mut(&mut value.clone()),
        End::Goto(_) | End::Return(None) | End::Never => {}
    }
    exits.found.into_iter().map(|(target, _)| target).collect()
}
