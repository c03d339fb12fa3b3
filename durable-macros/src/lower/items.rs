//! The kinds of a loop's items when it iterates again: borrows, values, numbers.

use syn::Expr;

use crate::methods::{Does, does};
use crate::operands::unwrap_parens;

/// The items of a loop. rustc checks that borrowed items stay unchanged, but not copied ones.
#[derive(Debug)]
pub(super) enum Items {
    Borrows,
    /// Copied or computed items.
    Values,
    /// Values that are the same at the same position of the loop: of a range, or by `enumerate`.
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

    /// Combines both kinds.
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

    /// Whether an item contains something that may be another value when it is taken again.
    pub(super) fn have_values(&self) -> bool {
        match self {
            Self::Borrows | Self::Numbers => false,
            Self::Values => true,
            Self::Pairs(pair) => pair.iter().any(Self::have_values),
        }
    }
}

/// The kind of the items of a source that can be iterated again.
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
