//! The kinds of expressions, judged by their syntax: a place, a borrow, something that can be iterated again. The
//! typing pass proves the guess by types.

use std::collections::BTreeSet;

use syn::{Expr, Lit};

use crate::bindings::{Bindings, binding_of_path, root_of};
use crate::ids::BindingId;
use crate::lower::derived::Derived;
use crate::methods::{Does, does};
use crate::operands::{self, is_constant_path, unwrap_parens};

/// The syntax of expressions of a unit.
#[derive(Clone, Copy)]
pub(super) struct Looks<'a> {
    pub(super) derived: &'a Derived,
    /// The bindings around the unit that are borrows.
    pub(super) borrows: &'a BTreeSet<BindingId>,
    pub(super) bindings: &'a Bindings,
}

/// The way to take an argument of a borrow again.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Argument {
    /// It is evaluated again, with the same result.
    Again,
    /// Its value is held in a local.
    Held,
    /// Its value, or the value that it borrows, is held in a local.
    HeldAsKey,
    /// There is none.
    Never,
}

impl Looks<'_> {
    fn is_known_borrow(&self, binding: BindingId) -> bool {
        self.derived.contains(binding) || self.borrows.contains(&binding)
    }

    /// Whether it is a place in a local, a static, a constant or a text of the program, or in a held value.
    pub(super) fn is_place(&self, expr: &Expr) -> bool {
        match unwrap_parens(expr) {
            expr @ Expr::Path(_) => binding_of_path(expr).is_some() || is_constant_path(expr),
            // It has a local of its own.
            expr if operands::held_in(expr).is_some() => true,
            Expr::Field(field) => self.is_base(&field.base),
            Expr::Index(index) => {
                self.is_base(&index.expr) && self.argument(&index.index) != Argument::Never
            }
            Expr::Unary(unary) => {
                matches!(unary.op, syn::UnOp::Deref(_)) && self.is_base(&unary.expr)
            }
            expr @ Expr::Array(_) => !operands::awaits(expr),
            expr => is_text(expr),
        }
    }

    /// Whether a part of it is a place.
    fn is_base(&self, expr: &Expr) -> bool {
        let is_call = matches!(unwrap_parens(expr), Expr::MethodCall(_));
        self.is_place(expr) || is_call && self.is_borrow(expr)
    }

    /// Whether it borrows a place, and does nothing else.
    pub(super) fn is_borrow(&self, expr: &Expr) -> bool {
        match unwrap_parens(expr) {
            // A change of what has no place of its own would be lost when it is borrowed again.
            Expr::Reference(reference) if reference.mutability.is_some() => {
                self.is_place(&reference.expr) && !is_in_temporary(&reference.expr)
            }
            Expr::Reference(reference) => {
                self.is_place(&reference.expr) || self.is_borrow(&reference.expr)
            }
            expr @ Expr::Path(_) => {
                binding_of_path(expr).is_some_and(|binding| self.is_known_borrow(binding))
            }
            Expr::MethodCall(call) => {
                let method = call.method.to_string();
                let receiver = if does(call, Does::Unwraps) {
                    // On a place the method would return the value.
                    matches!(unwrap_parens(&call.receiver), Expr::MethodCall(_))
                        && self.is_borrow(&call.receiver)
                } else {
                    does(call, Does::Lends)
                        && (self.is_place(&call.receiver) || self.is_borrow(&call.receiver))
                };
                receiver
                    && call.args.iter().all(|argument| {
                        (method == "unwrap_or" && self.is_borrow(argument))
                            || self.argument(argument) != Argument::Never
                    })
            }
            Expr::Tuple(tuple) => {
                !tuple.elems.is_empty() && tuple.elems.iter().all(|element| self.is_borrow(element))
            }
            _ => false,
        }
    }

    /// The way to take an argument of a borrow again: an index, a key, a length.
    pub(super) fn argument(&self, expr: &Expr) -> Argument {
        match unwrap_parens(expr) {
            expr if self.is_constant(expr) => Argument::Again,
            expr if operands::awaits(expr) => Argument::Never,
            Expr::Closure(_) => Argument::Never,
            Expr::Range(range) => {
                let mut bounds = range.start.iter().chain(&range.end);
                if bounds.all(|bound| self.argument(bound) != Argument::Never) {
                    Argument::Held
                } else {
                    Argument::Never
                }
            }
            Expr::Reference(reference) if reference.mutability.is_some() => Argument::Never,
            Expr::Reference(reference)
                if self.is_fixed(&reference.expr) || self.is_constant(&reference.expr) =>
            {
                Argument::Again
            }
            Expr::Reference(_) => Argument::HeldAsKey,
            expr @ Expr::Path(_) => match binding_of_path(expr) {
                Some(binding) if !self.is_known_borrow(binding) => Argument::Held,
                Some(_) => Argument::HeldAsKey,
                None if is_constant_path(expr) => Argument::HeldAsKey,
                None => Argument::Held,
            },
            Expr::MethodCall(call) if does(call, Does::Views) => Argument::HeldAsKey,
            _ => Argument::Held,
        }
    }

    /// Whether it is a place with a constant value.
    fn is_fixed(&self, place: &Expr) -> bool {
        let root = root_of(place);
        self.is_place(place) && root.is_some_and(|root| self.derived.is_fixed(root, self.bindings))
    }

    /// Whether it has the same value at each evaluation, in another build too, and runs no operator of the user's.
    fn is_constant(&self, expr: &Expr) -> bool {
        let is_literal = |expr: &Expr| matches!(unwrap_parens(expr), Expr::Lit(_));
        match unwrap_parens(expr) {
            Expr::Lit(_) => true,
            expr @ Expr::Path(_) => match binding_of_path(expr) {
                Some(binding) => self.derived.is_fixed(binding, self.bindings),
                None => is_variant(expr),
            },
            Expr::Unary(unary) => is_literal(&unary.expr),
            Expr::Cast(cast) => is_literal(&cast.expr),
            Expr::Range(range) => {
                let mut bounds = range.start.iter().chain(&range.end);
                bounds.all(|bound| self.is_constant(bound))
            }
            _ => false,
        }
    }

    /// Whether it is a source of borrowed items that can be iterated again: `&items`, `items.iter().enumerate()`,
    /// `text.chars().rev()`.
    pub(super) fn repeats(&self, expr: &Expr) -> bool {
        match unwrap_parens(expr) {
            Expr::Reference(_) | Expr::Path(_) => self.is_borrow(expr),
            Expr::Range(_) => self.argument(expr) != Argument::Never,
            // A list that the loop uses up.
            Expr::Call(call) => operands::own_function(call).is_some_and(|name| name == "each"),
            Expr::MethodCall(call) => {
                let method = call.method.to_string();
                // Another iterator must be repeatable, too; all other arguments are numbers and texts.
                let mut arguments = call.args.iter();
                let arguments = arguments.all(|argument| match method.as_str() {
                    "zip" | "chain" => self.repeats(argument),
                    // An argument that isn't copied can't be passed to the method again.
                    "range" => self.has_bounds(argument),
                    _ => self.argument(argument) != Argument::Never,
                });
                let receiver = &call.receiver;
                arguments
                    && if does(call, Does::Iterates) {
                        self.is_place(receiver) || self.is_borrow(receiver)
                    } else {
                        does(call, Does::Adapts) && self.repeats(receiver)
                    }
            }
            _ => false,
        }
    }

    /// Whether it is a list of borrows that were picked, which is taken again.
    pub(super) fn is_picked_list(&self, expr: &Expr) -> bool {
        let list = binding_of_path(unwrap_parens(expr));
        list.and_then(|list| self.derived.pick(list))
            .is_some_and(|pick| pick.is_list)
    }

    /// Whether it is a range with bounds that may change later. The rest of one is a range, too.
    pub(super) fn is_changing_range(&self, expr: &Expr) -> bool {
        match unwrap_parens(expr) {
            expr @ Expr::Range(_) => !self.is_constant(expr),
            Expr::MethodCall(call) => {
                call.method == "rev" && self.is_changing_range(&call.receiver)
            }
            _ => false,
        }
    }

    fn has_bounds(&self, expr: &Expr) -> bool {
        let Expr::Range(range) = unwrap_parens(expr) else {
            return self.is_constant(expr);
        };
        let mut bounds = range.start.iter().chain(&range.end);
        bounds.all(|bound| matches!(self.argument(bound), Argument::Again | Argument::HeldAsKey))
    }
}

/// Whether it is a variant without fields, as in `Kind::Book`.
fn is_variant(expr: &Expr) -> bool {
    let Expr::Path(path) = expr else { return false };
    let last = path.path.segments.last();
    !is_constant_path(expr)
        && last.is_some_and(|last| last.ident.to_string().starts_with(char::is_uppercase))
}

/// Whether a place, judged by its syntax, is in a value that the expression itself makes anew each time: a text, or a
/// pair of borrows.
pub(super) fn is_in_temporary(place: &Expr) -> bool {
    match unwrap_parens(place) {
        Expr::Field(field) => gives_pair(&field.base),
        expr => is_text(expr),
    }
}

/// A text literal.
pub(super) fn is_text(expr: &Expr) -> bool {
    matches!(expr, Expr::Lit(literal) if matches!(literal.lit, Lit::Str(_) | Lit::ByteStr(_)))
}

/// Whether an expression is a call of a method that gives a pair of borrows, or takes one out of an `Option`.
fn gives_pair(expr: &Expr) -> bool {
    const METHODS: [&str; 11] = [
        "first_key_value",
        "get_key_value",
        "last_key_value",
        "rsplit_once",
        "split_at",
        "split_at_mut",
        "split_first",
        "split_first_mut",
        "split_last",
        "split_last_mut",
        "split_once",
    ];
    let Expr::MethodCall(call) = unwrap_parens(expr) else {
        return false;
    };
    METHODS.iter().any(|name| call.method == name)
        || does(call, Does::Unwraps) && gives_pair(&call.receiver)
}

/// Whether an expression is a call of a method that gives a reference, and neither an `Option` nor a pair.
pub(super) fn gives_reference(expr: &Expr) -> bool {
    let Expr::MethodCall(call) = unwrap_parens(expr) else {
        return false;
    };
    let name = call.method.to_string();
    let of_all = name.starts_with("as_mut_") || name.starts_with("as_slice");
    of_all || does(call, Does::Unwraps) && !gives_pair(expr)
}
