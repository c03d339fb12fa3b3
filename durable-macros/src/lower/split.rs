//! Structs whose fields are moved out one by one, with awaits between: `charge(order.card).await?;
//! ship(order.address).await?`. At such an await the struct as a whole is gone, and what is left of it is
//! carried field by field.
//!
//! [`split`] finds those bindings and gives each of their fields a binding of its own; what is alive then
//! decides, await by await, whether the whole or its fields are carried.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, Span};
use syn::visit::{self, Visit};
use syn::{BinOp, Block, Expr, Member, Pat, Stmt};

use crate::hygiene::{Binding, Bindings, binding_of_path, bindings_in};
use crate::known_macros;

/// The bindings that are carried by their fields where the whole isn't needed.
#[derive(Debug, Default)]
pub(crate) struct Split {
    fields: BTreeMap<usize, BTreeMap<MemberKey, usize>>,
    owners: BTreeMap<usize, (usize, Member)>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum MemberKey {
    Index(u32),
    Name(String),
}

fn key(member: &Member) -> MemberKey {
    match member {
        Member::Named(name) => MemberKey::Name(name.to_string()),
        Member::Unnamed(index) => MemberKey::Index(index.index),
    }
}

impl Split {
    /// The binding of a field, if its owner is split.
    pub(crate) fn field(&self, owner: usize, member: &Member) -> Option<usize> {
        self.fields.get(&owner)?.get(&key(member)).copied()
    }

    /// The bindings of an owner's fields.
    pub(crate) fn fields(&self, owner: usize) -> impl Iterator<Item = usize> {
        self.fields
            .get(&owner)
            .into_iter()
            .flat_map(|fields| fields.values().copied())
    }

    /// Whose field a binding is, and which.
    pub(crate) fn owner(&self, binding: usize) -> Option<(usize, &Member)> {
        self.owners
            .get(&binding)
            .map(|(owner, member)| (*owner, member))
    }

    /// All split bindings.
    pub(crate) fn split_bindings(&self) -> impl Iterator<Item = usize> {
        self.fields.keys().copied()
    }

    /// Leaves out of a set of living bindings the fields whose owner is alive as a whole.
    pub(crate) fn normalize(&self, alive: &mut BTreeSet<usize>) {
        let covered: Vec<usize> = alive
            .iter()
            .copied()
            .filter(|binding| {
                self.owner(*binding)
                    .is_some_and(|(owner, _)| alive.contains(&owner))
            })
            .collect();
        for binding in covered {
            alive.remove(&binding);
        }
    }
}

pub(crate) fn split(body: &Block, bindings: &mut Bindings) -> Split {
    let mut find = Find::default();
    find.visit_block(body);
    let mut split = Split::default();
    for (owner, members) in find.accessed {
        if !find.moved.contains(&owner) || find.unfit.contains(&owner) {
            continue;
        }
        for member in members {
            let binding = bindings.get(owner).clone();
            let text = match &member {
                Member::Named(name) => crate::model::bare(name),
                Member::Unnamed(index) => index.index.to_string(),
            };
            let field = bindings.add(Binding {
                name: format!("{}.{text}", binding.name),
                ..binding
            });
            split
                .fields
                .entry(owner)
                .or_default()
                .insert(key(&member), field);
            split.owners.insert(field, (owner, member));
        }
    }
    split
}

#[derive(Default)]
struct Find {
    /// The fields of each binding that are named.
    accessed: BTreeMap<usize, Vec<Member>>,
    /// Bindings of which a field may be moved out.
    moved: BTreeSet<usize>,
    /// Bindings that get a new value, as a whole or in a field: what is left of them has no fixed shape.
    unfit: BTreeSet<usize>,
}

impl Find {
    /// Notes that an expression's value is taken.
    fn taken(&mut self, expr: &Expr) {
        match expr {
            Expr::Field(field) => self.moved.extend(binding_of_path(&field.base)),
            Expr::Paren(paren) => self.taken(&paren.expr),
            Expr::Group(group) => self.taken(&group.expr),
            Expr::Try(attempt) => self.taken(&attempt.expr),
            _ => {}
        }
    }

    fn assigned(&mut self, place: &Expr) {
        match place {
            Expr::Path(_) => self.unfit.extend(binding_of_path(place)),
            Expr::Field(field) => self.assigned(&field.base),
            Expr::Tuple(tuple) => tuple.elems.iter().for_each(|place| self.assigned(place)),
            _ => {}
        }
    }
}

/// Methods that take their receiver by value, among those of the standard library's common types.
fn consumes(method: &str) -> bool {
    method.starts_with("into")
        || method.starts_with("unwrap")
        || matches!(
            method,
            "expect"
                | "map"
                | "map_err"
                | "and_then"
                | "ok_or"
                | "ok_or_else"
                | "or"
                | "or_else"
                | "filter"
                | "flatten"
                | "ok"
                | "err"
                | "zip"
                | "chain"
        )
}

impl<'ast> Visit<'ast> for Find {
    fn visit_local(&mut self, local: &'ast syn::Local) {
        match &local.init {
            Some(init) => {
                if !matches!(local.pat, Pat::Wild(_)) {
                    self.taken(&init.expr);
                }
            }
            None => self.unfit.extend(bindings_in(&local.pat)),
        }
        visit::visit_local(self, local);
    }

    fn visit_pat_ident(&mut self, pattern: &'ast syn::PatIdent) {
        if pattern.by_ref.is_some() {
            self.unfit
                .extend(crate::hygiene::binding_of(&pattern.ident));
        }
        visit::visit_pat_ident(self, pattern);
    }

    fn visit_block(&mut self, block: &'ast Block) {
        if let Some(Stmt::Expr(value, None)) = block.stmts.last() {
            self.taken(value);
        }
        visit::visit_block(self, block);
    }

    fn visit_expr(&mut self, expr: &'ast Expr) {
        match expr {
            Expr::Field(field) => {
                if let Some(owner) = binding_of_path(&field.base) {
                    let members = self.accessed.entry(owner).or_default();
                    if !members.iter().any(|known| key(known) == key(&field.member)) {
                        members.push(field.member.clone());
                    }
                }
            }
            Expr::Call(call) if known_macros::is_macro_call(call) => {}
            Expr::Call(call) => call.args.iter().for_each(|argument| self.taken(argument)),
            Expr::MethodCall(call) => {
                call.args.iter().for_each(|argument| self.taken(argument));
                if consumes(&call.method.to_string()) {
                    self.taken(&call.receiver);
                }
            }
            Expr::Assign(assign) => {
                self.taken(&assign.right);
                self.assigned(&assign.left);
            }
            Expr::Binary(binary) if matches!(binary.op, BinOp::Add(_)) => self.taken(&binary.left),
            Expr::Tuple(tuple) => tuple.elems.iter().for_each(|element| self.taken(element)),
            Expr::Array(array) => array.elems.iter().for_each(|element| self.taken(element)),
            Expr::Struct(literal) => literal
                .fields
                .iter()
                .for_each(|field| self.taken(&field.expr)),
            Expr::ForLoop(repeat) => self.taken(&repeat.expr),
            Expr::Match(choice) => {
                self.taken(&choice.expr);
                choice.arms.iter().for_each(|arm| self.taken(&arm.body));
            }
            Expr::Let(condition) => self.taken(&condition.expr),
            Expr::Try(attempt) => self.taken(&attempt.expr),
            Expr::Return(syn::ExprReturn {
                expr: Some(value), ..
            })
            | Expr::Break(syn::ExprBreak {
                expr: Some(value), ..
            }) => {
                self.taken(value);
            }
            _ => {}
        }
        visit::visit_expr(self, expr);
    }
}

/// A struct that holds what is left of a split binding, under the same field names, so that the user's
/// code reads the same: its name, and its members in order.
pub(crate) struct Rest {
    pub(crate) name: Ident,
    /// The members, with their bindings; an index that nobody names has none.
    pub(crate) members: Vec<(Member, Option<usize>)>,
}

impl Split {
    /// The struct for what is left of `owner`.
    pub(crate) fn rest(&self, owner: usize, bindings: &Bindings) -> Rest {
        let fields = &self.fields[&owner];
        let mut members: Vec<(Member, Option<usize>)> = fields
            .values()
            .map(|field| (self.owners[field].1.clone(), Some(*field)))
            .collect();
        if let Some(MemberKey::Index(last)) = fields.keys().next_back() {
            members = (0..=*last)
                .map(|index| {
                    (
                        Member::from(index as usize),
                        fields.get(&MemberKey::Index(index)).copied(),
                    )
                })
                .collect();
        }
        let name = bindings.get(owner).name.trim_start_matches("r#").to_owned();
        Rest {
            name: Ident::new(&format!("__Rest{owner}_{name}"), Span::call_site()),
            members,
        }
    }
}
