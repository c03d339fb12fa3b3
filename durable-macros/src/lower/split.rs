//! Structs with fields that are moved out one by one, with awaits between: `charge(order.card).await?;
//! ship(order.address).await?`. At such an await the struct as a whole is gone, and its rest is carried field by field.
//!
//! [`split`] finds those bindings and gives each of their fields a binding of its own, fields of fields included;
//! liveness then decides, await by await, whether the whole or its fields are carried.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, Span};
use syn::visit::{self, Visit};
use syn::{BinOp, Block, Expr, Member, Pat, Stmt};

use crate::bindings::{Binding, Bindings, binding_of_path, bindings_in};
use crate::ids::BindingId;
use crate::known_macros;
use crate::lower::patterns::{binds_by_ref, moves_parts};
use crate::methods::{Does, does};
use crate::model::{bare, member_name};
use crate::symbols;

/// The bindings that are carried by their fields where the whole isn't needed. A field's binding may be
/// split itself.
#[derive(Debug, Default)]
pub(crate) struct Split {
    fields: BTreeMap<BindingId, BTreeMap<MemberKey, BindingId>>,
    owners: BTreeMap<BindingId, (BindingId, Member)>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum MemberKey {
    Index(u32),
    Name(String),
}

fn key(member: &Member) -> MemberKey {
    match member {
        Member::Named(name) => MemberKey::Name(bare(name)),
        Member::Unnamed(index) => MemberKey::Index(index.index),
    }
}

impl Split {
    /// The binding that a place is: a local, or a field of a split one.
    pub(crate) fn binding_of(&self, place: &Expr) -> Option<BindingId> {
        match place {
            Expr::Path(_) => binding_of_path(place),
            Expr::Field(field) => {
                let owner = self.binding_of(&field.base)?;
                self.fields.get(&owner)?.get(&key(&field.member)).copied()
            }
            Expr::Paren(paren) => self.binding_of(&paren.expr),
            Expr::Group(group) => self.binding_of(&group.expr),
            _ => None,
        }
    }

    /// The bindings of an owner's fields, and of their fields.
    pub(crate) fn fields(&self, owner: BindingId) -> Vec<BindingId> {
        let direct = self
            .fields
            .get(&owner)
            .into_iter()
            .flat_map(BTreeMap::values);
        direct
            .flat_map(|field| std::iter::once(*field).chain(self.fields(*field)))
            .collect()
    }

    /// The local that a field belongs to; a local belongs to itself.
    pub(crate) fn local(&self, binding: BindingId) -> BindingId {
        self.owners
            .get(&binding)
            .map_or(binding, |(owner, _)| self.local(*owner))
    }

    pub(crate) fn is_field(&self, binding: BindingId) -> bool {
        self.owners.contains_key(&binding)
    }

    /// The owners of a field, from the nearest to the local.
    pub(crate) fn owners(&self, binding: BindingId) -> impl Iterator<Item = BindingId> {
        std::iter::successors(self.owners.get(&binding), |(owner, _)| {
            self.owners.get(owner)
        })
        .map(|(owner, _)| *owner)
    }

    /// The members that lead from the local to a field.
    pub(crate) fn path(&self, binding: BindingId) -> Vec<&Member> {
        match self.owners.get(&binding) {
            Some((owner, member)) => {
                let mut path = self.path(*owner);
                path.push(member);
                path
            }
            None => Vec::new(),
        }
    }

    /// All bindings that have fields of their own.
    pub(crate) fn split_bindings(&self) -> impl Iterator<Item = BindingId> {
        self.fields.keys().copied()
    }

    /// Removes from a set of live bindings the fields of an owner that is alive as a whole.
    pub(crate) fn normalize(&self, alive: &mut BTreeSet<BindingId>) {
        let covered: Vec<BindingId> = alive
            .iter()
            .copied()
            .filter(|binding| self.owners(*binding).any(|owner| alive.contains(&owner)))
            .collect();
        for binding in covered {
            alive.remove(&binding);
        }
    }

    fn add(&mut self, owner: BindingId, tree: &Tree, bindings: &mut Bindings) {
        if !tree.is_moved_out_of() {
            return;
        }
        for (key, (member, inner)) in &tree.fields {
            let binding = bindings.get(owner).clone();
            let name = format!("{}.{}", binding.name, member_name(member));
            let field = bindings.add(Binding { name, ..binding });
            self.fields
                .entry(owner)
                .or_default()
                .insert(key.clone(), field);
            self.owners.insert(field, (owner, member.clone()));
            self.add(field, inner, bindings);
        }
    }
}

pub(crate) fn split<'a>(
    bodies: impl IntoIterator<Item = &'a Block>,
    bindings: &mut Bindings,
    known: &Known<'_>,
) -> Split {
    let mut find = Find::default();
    for body in bodies {
        find.visit_block(body);
    }
    for (pattern, place) in std::mem::take(&mut find.patterns) {
        if let Some(tree) = find.known_node(place) {
            tree.take_apart(pattern);
        }
    }
    let mut split = Split::default();
    for (owner, tree) in &find.trees {
        if !find.unfit.contains(owner) && !known.keeps_whole(*owner) {
            split.add(*owner, tree, bindings);
        }
    }
    split
}

/// The bindings that nothing is moved out of.
pub(crate) struct Known<'a> {
    pub(crate) borrows: &'a BTreeSet<BindingId>,
    pub(crate) shared: &'a BTreeSet<BindingId>,
}

impl Known<'_> {
    fn keeps_whole(&self, owner: BindingId) -> bool {
        self.borrows.contains(&owner) || self.shared.contains(&owner)
    }
}

/// The fields of a place that are named.
#[derive(Default)]
struct Tree {
    fields: BTreeMap<MemberKey, (Member, Tree)>,
    /// Whether the place itself may be moved.
    moved: bool,
    /// Whether a pattern may move parts of it, also those that no code names.
    apart: bool,
}

impl Tree {
    /// Whether a part of the place may be moved.
    fn is_moved_out_of(&self) -> bool {
        self.apart
            || self
                .fields
                .values()
                .any(|(_, field)| field.moved || field.is_moved_out_of())
    }

    /// Notes that a pattern moves parts of the place. It is a struct or a tuple if code names a field of it.
    fn take_apart(&mut self, pattern: &Pat) {
        if self.fields.is_empty() || !moves_parts(pattern) {
            return;
        }
        let mut field = |key: MemberKey, part: &Pat| {
            if let Some((_, field)) = self.fields.get_mut(&key) {
                field.take_apart(part);
            }
        };
        match pattern {
            Pat::Struct(parts) => {
                for part in &parts.fields {
                    field(key(&part.member), &part.pat);
                }
            }
            Pat::Tuple(syn::PatTuple { elems, .. })
            | Pat::TupleStruct(syn::PatTupleStruct { elems, .. }) => {
                let parts = elems.iter();
                let parts = parts.take_while(|part| !matches!(part, Pat::Rest(_)));
                for (index, part) in (0..).zip(parts) {
                    field(MemberKey::Index(index), part);
                }
            }
            Pat::Or(alternatives) => {
                for alternative in &alternatives.cases {
                    self.take_apart(alternative);
                }
                return;
            }
            Pat::Paren(paren) => return self.take_apart(&paren.pat),
            Pat::Type(typed) => return self.take_apart(&typed.pat),
            Pat::Guard(guarded) => return self.take_apart(&guarded.pat),
            _ => return,
        }
        self.apart = true;
    }
}

#[derive(Default)]
struct Find<'a> {
    trees: BTreeMap<BindingId, Tree>,
    /// Patterns that take values apart.
    patterns: Vec<(&'a Pat, &'a Expr)>,
    /// Bindings that are assigned as a whole: the rest of them has no fixed shape.
    unfit: BTreeSet<BindingId>,
}

impl Find<'_> {
    /// The tree's node for a place, if code names a field of it.
    fn known_node(&mut self, place: &Expr) -> Option<&mut Tree> {
        match place {
            Expr::Path(_) => self.trees.get_mut(&binding_of_path(place)?),
            Expr::Field(field) => {
                let owner = self.known_node(&field.base)?;
                let (_, node) = owner.fields.get_mut(&key(&field.member))?;
                Some(node)
            }
            Expr::Paren(paren) => self.known_node(&paren.expr),
            Expr::Group(group) => self.known_node(&group.expr),
            _ => None,
        }
    }

    /// The tree's node for a place.
    fn node(&mut self, place: &Expr) -> Option<&mut Tree> {
        match place {
            Expr::Path(_) => Some(self.trees.entry(binding_of_path(place)?).or_default()),
            Expr::Field(field) => {
                let owner = self.node(&field.base)?;
                let new = || (field.member.clone(), Tree::default());
                Some(&mut owner.fields.entry(key(&field.member)).or_insert_with(new).1)
            }
            Expr::Paren(paren) => self.node(&paren.expr),
            Expr::Group(group) => self.node(&group.expr),
            _ => None,
        }
    }

    /// Notes that an expression's value is taken.
    fn taken(&mut self, expr: &Expr) {
        match expr {
            Expr::Field(_) => {
                if let Some(node) = self.node(expr) {
                    node.moved = true;
                }
            }
            Expr::Paren(paren) => self.taken(&paren.expr),
            Expr::Group(group) => self.taken(&group.expr),
            Expr::Try(attempt) => self.taken(&attempt.expr),
            _ => {}
        }
    }

    fn assigned(&mut self, place: &Expr) {
        match place {
            Expr::Path(_) => self.unfit.extend(binding_of_path(place)),
            Expr::Tuple(tuple) => tuple.elems.iter().for_each(|place| self.assigned(place)),
            _ => {}
        }
    }
}

/// Whether a method takes its receiver by value, also one of the user's.
fn consumes(call: &syn::ExprMethodCall) -> bool {
    let method = call.method.to_string();
    does(call, Does::Consumes)
        || does(call, Does::Adapts) && method == "chain"
        || method.starts_with("into")
        || method.starts_with("unwrap")
}

macro_rules! takes {
    ($name:ident, $iter:ident, $($mutability:tt)?) => {
        /// The operands of an expression that takes their values.
        pub(super) fn $name(expr: & $($mutability)? Expr) -> Vec<& $($mutability)? Expr> {
            match expr {
                Expr::Call(call) if known_macros::is_macro_call(call) => Vec::new(),
                Expr::Call(call) => call.args.$iter().collect(),
                Expr::MethodCall(call) => {
                    let consumes = consumes(call);
                    let receiver = consumes.then_some(& $($mutability)? *call.receiver);
                    receiver.into_iter().chain(call.args.$iter()).collect()
                }
                Expr::Assign(assign) => vec![& $($mutability)? *assign.right],
                Expr::Binary(binary) if matches!(binary.op, BinOp::Add(_)) => {
                    vec![& $($mutability)? *binary.left]
                }
                Expr::Tuple(tuple) => tuple.elems.$iter().collect(),
                Expr::Array(array) => array.elems.$iter().collect(),
                Expr::Struct(literal) => {
                    let fields = literal.fields.$iter();
                    fields.map(|field| & $($mutability)? field.expr).collect()
                }
                Expr::ForLoop(repeat) => vec![& $($mutability)? *repeat.expr],
                Expr::Match(choice) => {
                    let by_ref = choice.arms.iter().any(|arm| binds_by_ref(&arm.pat));
                    let moves = !by_ref && choice.arms.iter().any(|arm| moves_parts(&arm.pat));
                    let arms = choice.arms.$iter().map(|arm| & $($mutability)? *arm.body);
                    let matched = moves.then_some(& $($mutability)? *choice.expr);
                    matched.into_iter().chain(arms).collect()
                }
                Expr::Let(condition) if !moves_parts(&condition.pat) => Vec::new(),
                Expr::Let(condition) => vec![& $($mutability)? *condition.expr],
                Expr::Try(attempt) => vec![& $($mutability)? *attempt.expr],
                Expr::Return(syn::ExprReturn { expr, .. })
                | Expr::Break(syn::ExprBreak { expr, .. }) => {
                    expr.$iter().map(|value| & $($mutability)? **value).collect()
                }
                _ => Vec::new(),
            }
        }
    };
}

takes!(takes, iter,);
takes!(takes_mut, iter_mut, mut);

impl<'ast> Visit<'ast> for Find<'ast> {
    fn visit_local(&mut self, local: &'ast syn::Local) {
        match &local.init {
            Some(init) => {
                if moves_parts(&local.pat) {
                    self.taken(&init.expr);
                }
                self.patterns.push((&local.pat, &init.expr));
            }
            None => self.unfit.extend(bindings_in(&local.pat)),
        }
        visit::visit_local(self, local);
    }

    fn visit_pat_ident(&mut self, pattern: &'ast syn::PatIdent) {
        if pattern.by_ref.is_some() {
            self.unfit
                .extend(crate::bindings::binding_of(&pattern.ident));
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
        if let Expr::Field(_) = expr {
            self.node(expr);
        }
        if let Expr::Assign(assign) = expr {
            self.assigned(&assign.left);
        }
        match expr {
            Expr::Let(condition) => self.patterns.push((&condition.pat, &condition.expr)),
            Expr::Match(choice) if !choice.arms.iter().any(|arm| binds_by_ref(&arm.pat)) => {
                let arms = choice.arms.iter();
                self.patterns
                    .extend(arms.map(|arm| (&arm.pat, &*choice.expr)));
            }
            _ => {}
        }
        for operand in takes(expr) {
            self.taken(operand);
        }
        visit::visit_expr(self, expr);
    }
}

/// A struct for the rest of a split binding, under the same field names, so that the user's code reads the same: its
/// name, and its members in order.
pub(crate) struct Rest {
    pub(crate) name: Ident,
    /// The members, with their bindings; an index that no code names has none.
    pub(crate) members: Vec<(Member, Option<BindingId>)>,
}

impl Split {
    /// The struct for the rest of `owner`.
    pub(crate) fn rest(&self, owner: BindingId, bindings: &Bindings) -> Rest {
        let fields = &self.fields[&owner];
        let mut members: Vec<(Member, Option<BindingId>)> = fields
            .values()
            .map(|field| (self.owners[field].1.clone(), Some(*field)))
            .collect();
        if let Some(MemberKey::Index(last)) = fields.keys().next_back() {
            members = (0..=*last)
                .map(|index| {
                    let field = fields.get(&MemberKey::Index(index)).copied();
                    (Member::from(index as usize), field)
                })
                .collect();
        }
        let name = bare_path(&bindings.get(owner).name);
        let name = symbols::unused(&format!("__Rest{owner}_{name}"), Span::call_site());
        Rest { name, members }
    }
}

/// A binding's name as part of an identifier.
pub(crate) fn bare_path(name: &str) -> String {
    name.trim_start_matches("r#").replace('.', "_of_")
}
