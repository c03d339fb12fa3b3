//! Names, and the facts about the locals in scope while a program is grown.

use std::mem::take;

use super::super::language::{Entrance, Expression, Label, Name, Type};
use super::{DEPTH_MAX, Grower, Local, Target};

impl Grower<'_> {
    /// A name for a local of this type, which may shadow another.
    pub(super) fn name(&mut self, kind: Type) -> Name {
        let names = match kind {
            Type::Int | Type::Unit => ["count", "total", "step", "n"],
            Type::Text => ["name", "text", "word", "reply"],
            Type::List => ["items", "queue", "seen", "rest"],
            Type::Maybe => ["found", "best", "last", "half_of"],
            Type::Bool => ["ready", "done", "even", "k"],
            Type::Set => ["set", "tasks", "pool", "window"],
        };
        self.one_of(&names).to_owned()
    }

    pub(super) fn unique(&mut self, stem: &str) -> Name {
        self.unique += 1;
        format!("{stem}_{}", self.unique)
    }

    pub(super) fn declare(&mut self, name: &str, kind: Type, mutable: bool) {
        self.locals.push(Local {
            name: name.to_owned(),
            kind,
            mutable,
            moved: false,
            looked_at: 0,
            movable: true,
            borrows: None,
            loops: self.loops,
        });
    }

    /// Declares what borrows a local, which can't change or move while that is in scope.
    pub(super) fn declare_borrow(&mut self, name: &str, kind: Type, of: &str) {
        let index = self.locals.iter().rposition(|local| local.name == of);
        let index = index.expect("the local is in scope");
        self.locals[index].looked_at += 1;
        self.declare(name, kind, false);
        let local = self.locals.last_mut().expect("it is declared");
        (local.movable, local.borrows) = (false, Some(index));
    }

    /// Declares the fields of a local, which are either moved or changed: that a field is moved out of a local of
    /// which another has been assigned is not supported.
    pub(super) fn declare_fields<'f>(
        &mut self,
        name: &str,
        fields: impl Iterator<Item = (&'f str, Type)>,
    ) {
        let mutable = self.chance(2);
        for (field, kind) in fields {
            self.declare(&format!("{name}.{field}"), kind, mutable);
            self.locals.last_mut().expect("it is declared").movable = !mutable;
        }
    }

    /// The locals that can be named here and of which something holds.
    pub(super) fn locals(&self, holds: impl Fn(&Local) -> bool) -> Vec<Local> {
        let is_visible = |index: usize, local: &Local| {
            self.locals[index + 1..]
                .iter()
                .all(|later| later.name != local.name)
        };
        let locals = self.locals.iter().enumerate();
        locals
            .filter(|(index, local)| is_visible(*index, local) && holds(local))
            .map(|(_, local)| local.clone())
            .collect()
    }

    /// One that has a value.
    pub(super) fn readable(&mut self, kind: Type) -> Option<Name> {
        let locals = self.locals(|local| local.kind == kind && !local.moved);
        (!locals.is_empty()).then(|| self.one_of(&locals).name)
    }

    /// One that can be changed in place.
    pub(super) fn changeable(&mut self, kind: Type) -> Option<Name> {
        let locals = self.locals(|local| {
            local.kind == kind && local.mutable && !local.moved && local.looked_at == 0
        });
        (!locals.is_empty()).then(|| self.one_of(&locals).name)
    }

    /// One that can be given a value.
    pub(super) fn assignable(&mut self) -> Option<Local> {
        let locals = self.locals(|local| local.mutable && local.looked_at == 0);
        (!locals.is_empty()).then(|| self.one_of(&locals))
    }

    pub(super) fn local(&mut self, name: &str) -> &mut Local {
        let mut locals = self.locals.iter_mut().rev();
        locals
            .find(|local| local.name == name)
            .expect("the local is in scope")
    }

    /// Grows something while a local is looked at.
    pub(super) fn looking_at<T>(&mut self, name: &str, grow: impl FnOnce(&mut Self) -> T) -> T {
        let index = self.locals.iter().rposition(|local| local.name == name);
        let index = index.expect("the local is in scope");
        self.locals[index].looked_at += 1;
        let grown = grow(self);
        self.locals[index].looked_at -= 1;
        grown
    }

    /// Grows something while a local is borrowed to be changed.
    pub(super) fn without<T>(&mut self, name: &str, grow: impl FnOnce(&mut Self) -> T) -> T {
        let was_moved = std::mem::replace(&mut self.local(name).moved, true);
        let grown = self.looking_at(name, grow);
        self.local(name).moved = was_moved;
        grown
    }

    /// Grows something whose locals end with it.
    pub(super) fn scope<T>(&mut self, grow: impl FnOnce(&mut Self) -> T) -> T {
        let outer = self.locals.len();
        let room = self.room;
        self.depth += 1;
        let grown = grow(self);
        self.depth -= 1;
        self.room = room;
        for local in self.locals.split_off(outer) {
            if let Some(of) = local.borrows
                && of < outer
            {
                self.locals[of].looked_at -= 1;
            }
        }
        grown
    }

    /// Grows the inside of an `async` block, which looks at the locals around it and returns by itself.
    pub(super) fn in_async_block<T>(&mut self, kind: Type, grow: impl FnOnce(&mut Self) -> T) -> T {
        let targets = take(&mut self.targets);
        let output = std::mem::replace(&mut self.output, kind);
        let outside = (self.room, self.sets);
        (self.room, self.sets) = (false, false);
        let grown = self.looking_at_all(|grower| grower.scope(grow));
        (self.targets, self.output) = (targets, output);
        (self.room, self.sets) = outside;
        grown
    }

    /// A value that awaits nothing, at times from the program's room.
    pub(super) fn of_room(&mut self, kind: Type) -> Option<Expression> {
        if !self.room || !self.chance(2) {
            return None;
        }
        let value = self.leaf(kind);
        let awaits = matches!(value, Expression::Call(_));
        Some(if awaits {
            value
        } else {
            Expression::InRoom(self.entrance, Box::new(value))
        })
    }

    /// Grows something while the program's room is taken.
    pub(super) fn in_room<T>(&mut self, grow: impl FnOnce(&mut Self) -> T) -> T {
        let room = std::mem::replace(&mut self.room, false);
        if matches!(self.entrance, Entrance::Room(_)) {
            let grown = grow(self);
            self.room = room;
            return grown;
        }
        // The door is borrowed meanwhile. rustc refuses a jump out of that which awaits nothing, and a local of its own that
        // is needed after an await.
        let (targets, budget) = (take(&mut self.targets), take(&mut self.budget));
        self.depth += DEPTH_MAX;
        let grown = grow(self);
        self.depth -= DEPTH_MAX;
        (self.targets, self.budget) = (targets, budget);
        self.room = room;
        grown
    }

    /// Grows something while all locals are looked at.
    pub(super) fn looking_at_all<T>(&mut self, grow: impl FnOnce(&mut Self) -> T) -> T {
        for local in &mut self.locals {
            local.looked_at += 1;
        }
        let grown = grow(self);
        for local in &mut self.locals {
            local.looked_at -= 1;
        }
        grown
    }

    /// Grows something that may not run: what it moves may be moved afterwards, and what it assigns may still have no
    /// value.
    pub(super) fn perhaps<T>(&mut self, grow: impl FnOnce(&mut Self) -> T) -> T {
        let moved: Vec<bool> = self.locals.iter().map(|local| local.moved).collect();
        let grown = grow(self);
        for (local, was_moved) in self.locals.iter_mut().zip(moved) {
            local.moved |= was_moved;
        }
        grown
    }

    /// Grows alternatives, of which one runs.
    pub(super) fn either<T, const N: usize>(
        &mut self,
        grow: [&mut dyn FnMut(&mut Self) -> T; N],
    ) -> [T; N] {
        let before: Vec<bool> = self.locals.iter().map(|local| local.moved).collect();
        let mut after = vec![false; before.len()];
        let grown = grow.map(|grow| {
            for (local, moved) in self.locals.iter_mut().zip(&before) {
                local.moved = *moved;
            }
            let grown = grow(self);
            for (moved, local) in after.iter_mut().zip(&self.locals) {
                *moved |= local.moved;
            }
            grown
        });
        for (local, moved) in self.locals.iter_mut().zip(after) {
            local.moved = moved;
        }
        grown
    }

    /// Grows the body of a loop, with its label if a jump names it.
    pub(super) fn in_loop<T>(
        &mut self,
        value: Option<Type>,
        grow: impl FnOnce(&mut Self) -> T,
    ) -> (Option<Label>, T) {
        self.loops += 1;
        let loops = self.loops;
        let grown = self.moving_from(loops, |grower| grower.inside_of(true, value, grow));
        self.loops -= 1;
        grown
    }

    /// Grows something that moves locals which are declared around at least so many loops.
    pub(super) fn moving_from<T>(&mut self, loops: usize, grow: impl FnOnce(&mut Self) -> T) -> T {
        let outer = std::mem::replace(&mut self.moves_from, loops);
        let grown = grow(self);
        self.moves_from = outer;
        grown
    }

    /// Grows the inside of something that a jump can leave, with its label if one does so by name.
    pub(super) fn inside_of<T>(
        &mut self,
        is_loop: bool,
        value: Option<Type>,
        grow: impl FnOnce(&mut Self) -> T,
    ) -> (Option<Label>, T) {
        let label = self.unique(if is_loop { "loop" } else { "block" });
        let loops = self.loops - usize::from(is_loop);
        self.targets.push(Target {
            label,
            is_loop,
            value,
            loops,
            is_named: false,
        });
        let grown = self.perhaps(grow);
        let target = self.targets.pop().expect("it was pushed");
        (target.is_named.then_some(target.label), grown)
    }
}
