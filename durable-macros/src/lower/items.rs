//! What the items are that a loop goes over again: borrows, values, numbers.

use syn::Expr;

use crate::methods::{Does, does};
use crate::operands::unwrap_parens;

/// The items of a loop. rustc sees to it that what is borrowed stays as it is, but not to what was copied.
#[derive(Debug)]
pub(super) enum Items {
    Borrows,
    /// What was copied or made.
    Values,
    /// Values that are the same wherever the loop is as far: of a range, or by `enumerate`.
    Numbers,
    Pairs(Box<[Items; 2]>),
}

impl Items {
    fn pairs(first: Self, second: Self) -> Self {
        match (&first, &second) {
            (Self::Values, Self::Values) => Self::Values,
            _ => Self::Pairs(Box::new([first, second])),
        }
    }

    /// Items of the one kind, and then of the other.
    fn then(self, after: Self) -> Self {
        match (self, after) {
            (Self::Borrows, Self::Borrows) => Self::Borrows,
            (Self::Pairs(before), Self::Pairs(after)) => {
                let ([first, second], [other, another]) = (*before, *after);
                Self::pairs(first.then(other), second.then(another))
            }
            _ => Self::Values,
        }
    }

    /// Whether an item has in it what may be another value when it is had again.
    pub(super) fn have_values(&self) -> bool {
        match self {
            Self::Borrows | Self::Numbers => false,
            Self::Values => true,
            Self::Pairs(pair) => pair.iter().any(Self::have_values),
        }
    }
}

/// What the items are of something that can be gone over again.
pub(super) fn items(expr: &Expr) -> Items {
    match unwrap_parens(expr) {
        Expr::Range(_) => Items::Numbers,
        Expr::MethodCall(call) => {
            let argument = || call.args.first().map_or(Items::Values, items);
            match call.method.to_string().as_str() {
                _ if does(call, Does::CopiesItems) => Items::Values,
                "enumerate" => Items::pairs(Items::Numbers, items(&call.receiver)),
                "chain" => items(&call.receiver).then(argument()),
                "zip" => Items::pairs(items(&call.receiver), argument()),
                _ if does(call, Does::Iterates) => Items::Borrows,
                _ => items(&call.receiver),
            }
        }
        _ => Items::Borrows,
    }
}
