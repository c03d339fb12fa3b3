//! Rules for the declarations of the user's macros in statement position: a declared name must be distinguishable from
//! the existing ones.

use std::collections::{BTreeSet, HashMap};

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::visit::{self, Visit};
use syn::{Block, Expr, ExprForLoop, Item, Macro, Stmt};

use crate::bindings::{Bindings, binding_of, bindings_in};
use crate::diagnostics::{self, Mistakes};
use crate::hygiene::local_macros;
use crate::ids::{BindingId, UnitId};
use crate::known_macros;
use crate::lower::Machine;
use crate::model::{DECLARING, bare, is_keyword};
use crate::operands;

/// A macro may declare a local by a name that it is given. In a block that awaits, that local can't be told from the
/// function's local of the same name. And an item that it declares is visible only in the state of the macro, also one of
/// a name that it isn't given: a macro of the body is looked into for that, and any other one that is given nothing may
/// have been written for it.
///
/// ```text
/// let n = 1;
/// if n > 0 { define!(n, 5); fetch(n).await?; }
/// limits!();
/// pay(LIMIT).await?;
/// send(LIMIT).await?;
/// ```
pub(super) fn no_local_of_a_macro(machine: &Machine, mistakes: &mut Mistakes) {
    let borrowed = machine
        .units
        .values()
        .flat_map(|unit| unit.derived.sources());
    let borrowed: BTreeSet<BindingId> = borrowed.collect();
    let mut named = Names::default();
    let mut own = OwnMacros::default();
    for item in &machine.items {
        own.visit_item(item);
    }
    for unit in machine.units.values() {
        named.count(&unit.marked.to_token_stream());
        own.visit_block(&unit.marked);
    }
    for (number, unit) in machine.units.iter() {
        let mut macros = Macros {
            bindings: &machine.bindings,
            mistakes,
            nested: number != UnitId::BODY,
            in_loop: false,
            named: &named,
            own: &own,
            borrowed: &borrowed,
        };
        macros.visit_block(&unit.marked);
    }
}

/// The rules of the macros that the body defines.
#[derive(Default)]
struct OwnMacros(HashMap<String, TokenStream>);

impl Visit<'_> for OwnMacros {
    fn visit_item(&mut self, item: &Item) {
        if let Item::Macro(definition) = item
            && let Some(name) = &definition.ident
        {
            self.0.insert(bare(name), definition.mac.tokens.clone());
        }
    }
}

struct Macros<'a> {
    bindings: &'a Bindings,
    mistakes: &'a mut Mistakes,
    /// Whether the place is in a block within the function's own, or within an `async` block.
    nested: bool,
    /// Whether a loop or a labelled block around the place awaits.
    in_loop: bool,
    named: &'a Names,
    own: &'a OwnMacros,
    /// The locals with borrows that are taken again.
    borrowed: &'a BTreeSet<BindingId>,
}
impl Macros<'_> {
    fn repeated(&mut self, body: &Block, visit: impl FnOnce(&mut Self)) {
        let awaits = self.in_loop || operands::block_awaits(body);
        let outer = std::mem::replace(&mut self.in_loop, awaits);
        visit(self);
        self.in_loop = outer;
    }

    /// Whether a block is more than one state, or leaves one.
    fn is_apart(&self, block: &Block) -> bool {
        struct Leaves(bool);
        impl Visit<'_> for Leaves {
            fn visit_expr(&mut self, expr: &Expr) {
                self.0 |= matches!(expr, Expr::Break(_) | Expr::Continue(_));
                visit::visit_expr(self, expr);
            }
        }
        let mut leaves = Leaves(false);
        leaves.visit_block(block);
        operands::block_awaits(block) || (self.in_loop && leaves.0)
    }

    /// Finds a name that a macro may declare, and that has another meaning in another state.
    fn declared(&mut self, tokens: &TokenStream, around: &Around<'_>) {
        let (mut names, mut inside) = (Vec::new(), Names::default());
        names_to_declare(tokens, &mut names);
        inside.count(tokens);
        // A local that it is given in whatever form: `add!(n + 1)` may stand for `let n = n + 1;`.
        let mut given = Vec::new();
        locals_given(tokens, &mut given);
        let shadowed = given.into_iter().find_map(|name| {
            let binding = binding_of(&name)?;
            let is_outer = around.nested && !around.locals.contains(&binding);
            is_outer.then_some((name, binding))
        });
        if let Some((name, binding)) = shadowed {
            let message = diagnostics::local_of_a_macro(&self.bindings.get(binding).name);
            self.mistakes.at(&name, message);
            return;
        }
        // The macro's own local may be named until the next await.
        let mut near = Names::default();
        for statement in around.statements {
            near.count(&statement.to_token_stream());
        }
        for name in names {
            let message = match binding_of(&name) {
                Some(binding) if self.borrowed.contains(&binding) => {
                    diagnostics::local_of_a_macro(&self.bindings.get(binding).name)
                }
                None if self.named.items.get(&bare(&name)) > inside.items.get(&bare(&name)) => {
                    diagnostics::item_of_a_macro(&bare(&name))
                }
                None if self.named.all.get(&bare(&name)) > near.all.get(&bare(&name)) => {
                    diagnostics::new_name_of_a_macro(&bare(&name))
                }
                _ => continue,
            };
            self.mistakes.at(&name, message);
            return;
        }
    }
}
impl Macros<'_> {
    /// Whether a macro may declare items by its own rules.
    fn has_items(&self, invocation: &Macro) -> bool {
        let name = invocation.path.get_ident();
        match name.and_then(|name| self.own.0.get(&bare(name))) {
            Some(rules) => local_macros::declares_items(rules),
            None => invocation.tokens.is_empty(),
        }
    }
}

impl<'ast> Visit<'ast> for Macros<'_> {
    fn visit_expr_loop(&mut self, repeat: &'ast syn::ExprLoop) {
        self.repeated(&repeat.body, |this| visit::visit_expr_loop(this, repeat));
    }

    fn visit_expr_while(&mut self, repeat: &'ast syn::ExprWhile) {
        self.repeated(&repeat.body, |this| visit::visit_expr_while(this, repeat));
    }

    fn visit_expr_block(&mut self, labelled: &'ast syn::ExprBlock) {
        if labelled.label.is_some() {
            self.repeated(&labelled.block, |this| {
                visit::visit_expr_block(this, labelled);
            });
        } else {
            visit::visit_expr_block(self, labelled);
        }
    }

    fn visit_expr_for_loop(&mut self, repeat: &'ast ExprForLoop) {
        self.repeated(&repeat.body, |this| {
            visit::visit_expr_for_loop(this, repeat);
        });
    }

    fn visit_block(&mut self, block: &'ast Block) {
        let nested = std::mem::replace(&mut self.nested, true);
        let is_apart = self.is_apart(block);
        let mut own = BTreeSet::new();
        for (at, statement) in block.stmts.iter().enumerate() {
            let is_value = at + 1 == block.stmts.len();
            match statement {
                Stmt::Local(local) => own.extend(bindings_in(&local.pat)),
                Stmt::Expr(Expr::Macro(invocation), _)
                    if !known_macros::declares_nothing(&invocation.mac)
                        && self.has_items(&invocation.mac)
                        && (block.stmts[at + 1..].iter()).any(operands::statement_awaits) =>
                {
                    let path = &invocation.mac.path;
                    let name = path.segments.last().map(|last| bare(&last.ident));
                    let message = diagnostics::items_of_a_macro(&name.unwrap_or_default());
                    self.mistakes.at(path, message);
                }
                Stmt::Expr(Expr::Macro(invocation), semicolon)
                    if is_apart
                        && (semicolon.is_some() || !is_value)
                        && !known_macros::declares_nothing(&invocation.mac)
                        && !local_macros::declares_nothing(invocation) =>
                {
                    let own = Around {
                        nested,
                        locals: &own,
                        statements: in_one_state(&block.stmts[at..]),
                    };
                    self.declared(&invocation.mac.tokens, &own);
                }
                _ => {}
            }
        }
        visit::visit_block(self, block);
        self.nested = nested;
    }
}

/// The surroundings of a macro in statement position.
struct Around<'a> {
    /// Whether that is a block within the function's own.
    nested: bool,
    /// The locals that the block has declared before.
    locals: &'a BTreeSet<BindingId>,
    /// The macro, and the statements after it in the same state.
    statements: &'a [Stmt],
}

/// The first of these statements up to one that awaits, and that one.
fn in_one_state(statements: &[Stmt]) -> &[Stmt] {
    let awaits = statements.iter().position(operands::statement_awaits);
    &statements[..awaits.map_or(statements.len(), |at| at + 1)]
}

/// The number of uses of each name that is no local's and no member's.
#[derive(Default)]
struct Names {
    all: HashMap<String, usize>,
    /// Uses as an item: called, leading a path, or beginning with a capital.
    items: HashMap<String, usize>,
}

impl Names {
    fn count(&mut self, tokens: &TokenStream) {
        let mut is_member = false;
        let mut tokens = tokens.clone().into_iter().peekable();
        while let Some(token) = tokens.next() {
            let was_member = std::mem::replace(&mut is_member, false);
            match token {
                TokenTree::Ident(name) => {
                    if was_member || binding_of(&name).is_some() {
                        continue;
                    }
                    let is_used = match tokens.peek() {
                        Some(TokenTree::Group(group)) => {
                            group.delimiter() == Delimiter::Parenthesis
                        }
                        Some(TokenTree::Punct(punct)) => punct.as_char() == ':',
                        _ => false,
                    };
                    let text = bare(&name);
                    if is_used || text.starts_with(char::is_uppercase) {
                        *self.items.entry(text.clone()).or_default() += 1;
                    }
                    *self.all.entry(text).or_default() += 1;
                }
                TokenTree::Punct(punct) => is_member = punct.as_char() == '.' && !was_member,
                TokenTree::Group(group) => self.count(&group.stream()),
                TokenTree::Literal(_) => {}
            }
        }
    }
}

/// Whether a name is that of a type that every program has.
fn is_primitive(name: &str) -> bool {
    matches!(
        name,
        "bool"
            | "char"
            | "f32"
            | "f64"
            | "i8"
            | "i16"
            | "i32"
            | "i64"
            | "i128"
            | "isize"
            | "str"
            | "u8"
            | "u16"
            | "u32"
            | "u64"
            | "u128"
            | "usize"
    )
}

/// The locals in a macro's tokens, but for those that are plainly lent or given: `&mut log`, `Event::Done(n)`, `log.push(n)`.
fn locals_given(tokens: &TokenStream, found: &mut Vec<Ident>) {
    let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let is_word =
        |at: usize, text: &str| matches!(&tokens[at], TokenTree::Ident(word) if word == text);
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) => {
                let follows_member = at > 1
                    && matches!(&tokens[at - 1], TokenTree::Ident(_))
                    && is_sign(&tokens, at - 2, ".:");
                if !follows_member {
                    locals_given(&group.stream(), found);
                }
            }
            TokenTree::Ident(name) => {
                let is_lent = at > 1 && is_word(at - 1, "mut") && is_sign(&tokens, at - 2, "&");
                let is_called = is_sign(&tokens, at + 1, ".") && !is_sign(&tokens, at + 2, ".");
                if !is_lent && !is_called && binding_of(name).is_some() {
                    found.push(name.clone());
                }
            }
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

/// The names in a macro's tokens that it may declare: all but those that are plainly operands.
fn names_to_declare(tokens: &TokenStream, names: &mut Vec<Ident>) {
    let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) if !is_given(&tokens, at) => {
                names_to_declare(&group.stream(), names);
            }
            TokenTree::Ident(name) => {
                let text = name.to_string();
                if !is_operand(&tokens, at) && !is_keyword(&text) && !is_primitive(&text) {
                    names.push(name.clone());
                }
            }
            _ => {}
        }
    }
}

/// Whether the group at this place holds the arguments of a call, and not the parts of a pattern: `Event::Paid(n)`, but not
/// `Some(n) = found`.
fn is_given(tokens: &[TokenTree], at: usize) -> bool {
    let follows_name = at > 0 && matches!(&tokens[at - 1], TokenTree::Ident(_));
    let begins_value = is_sign(tokens, at + 1, "=") && !is_sign(tokens, at + 2, "=");
    let is_pattern = begins_value
        || is_sign(tokens, at + 1, "|")
        || matches!(tokens.get(at + 1), Some(TokenTree::Ident(word)) if word == "in" || word == "if");
    follows_name && !is_pattern
}

/// Whether the name at this place is next to an operator, or begins a path.
fn is_operand(tokens: &[TokenTree], at: usize) -> bool {
    let before = |signs: &str| at > 0 && is_sign(tokens, at - 1, signs);
    let earlier = |signs: &str| at > 1 && is_sign(tokens, at - 2, signs);
    let is_path =
        is_sign(tokens, at + 1, ":") && is_sign(tokens, at + 2, ":") || before(":") && earlier(":");
    // `&mut n`, `item = n`, `a > n` and not `a => n`.
    let is_lent = at > 1
        && matches!(&tokens[at - 1], TokenTree::Ident(word) if word == "mut")
        && earlier("&");
    let ends_operator = before("&*+-/%!?.=<") || before(">") && !earlier("=-");
    let is_arrow = is_sign(tokens, at + 1, "-") && is_sign(tokens, at + 2, ">");
    let begins_operator = is_sign(tokens, at + 1, "*+-/%!?.&>") && !is_arrow
        || is_sign(tokens, at + 1, "<") && !is_sign(tokens, at + 2, "-")
        || is_sign(tokens, at + 1, "=") && is_sign(tokens, at + 2, "=");
    let is_type = matches!(&tokens[at], TokenTree::Ident(name) if name.to_string().starts_with(char::is_uppercase));
    // `total(n)`, and not `total(n) = n + 1`.
    let is_headed = is_sign(tokens, at + 2, "=-") && !is_sign(tokens, at + 3, "=")
        || matches!(tokens.get(at + 2), Some(TokenTree::Group(body)) if body.delimiter() == Delimiter::Brace);
    let has_arguments = !is_type
        && !is_headed
        && matches!(
            tokens.get(at + 1),
            Some(TokenTree::Group(group)) if group.delimiter() != Delimiter::Brace
        );
    let is_declared = at > 0
        && matches!(&tokens[at - 1], TokenTree::Ident(word) if DECLARING.iter().any(|declares| word == declares));
    !is_declared && (is_path || is_lent || ends_operator || begins_operator || has_arguments)
}

fn is_sign(tokens: &[TokenTree], at: usize, signs: &str) -> bool {
    matches!(tokens.get(at), Some(TokenTree::Punct(punct)) if signs.contains(punct.as_char()))
}
