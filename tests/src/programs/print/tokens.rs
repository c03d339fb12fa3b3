//! Each part of a program in Rust.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote};
use syn::Lifetime;

use super::super::language::{
    Activity, Arm, BASKET, Block, Branch, Call, Entrance, Expression, Item, Items, Label, Look,
    Operator, Pattern, Pick, Statement, Type, Value,
};

pub(super) fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

/// A local, or a field of one.
fn place(name: &str) -> TokenStream {
    name.parse().expect("a name is made of tokens")
}

/// The local that borrows what has this name.
fn borrower(name: &str) -> Ident {
    ident(name.trim_start_matches("(*").trim_end_matches(')'))
}

pub(super) fn binding(mutable: bool, name: &str) -> TokenStream {
    let (mutable, name) = (mutable.then(|| quote!(mut)), ident(name));
    quote!(#mutable #name)
}

/// A label where it is named.
fn lifetime(label: &Label) -> Lifetime {
    Lifetime::new(&format!("'{label}"), Span::call_site())
}

/// A label where it is given.
fn labelled(label: Option<&Label>) -> Option<TokenStream> {
    let label = lifetime(label?);
    Some(quote!(#label:))
}

pub(super) fn type_of(kind: Type) -> TokenStream {
    match kind {
        Type::Unit => quote!(()),
        Type::Bool => quote!(bool),
        Type::Int => quote!(i64),
        Type::Text => quote!(String),
        Type::List => quote!(Vec<i64>),
        Type::Maybe => quote!(Option<i64>),
        Type::Set => quote!(JoinSet<()>),
    }
}

/// A literal that tells its type.
fn literal(value: &Value) -> TokenStream {
    match value {
        Value::Int(n) => {
            let n: TokenStream = format!("{n}_i64").parse().expect("a number is a token");
            n
        }
        Value::Maybe(Some(n)) => {
            let n = literal(&Value::Int(*n));
            quote!(Some(#n))
        }
        Value::Maybe(None) => quote!(None::<i64>),
        Value::List(items) if items.is_empty() => quote!(Vec::<i64>::new()),
        Value::List(items) => {
            let first = literal(&Value::Int(items[0]));
            let rest = items[1..].iter().map(|n| Literal::i64_unsuffixed(*n));
            quote!(vec![#first #(, #rest)*])
        }
        value => argument(value),
    }
}

/// A literal whose type is known where it stands.
pub(super) fn argument(value: &Value) -> TokenStream {
    match value {
        Value::Unit => quote!(()),
        Value::Bool(value) => quote!(#value),
        Value::Int(n) => {
            let n = Literal::i64_unsuffixed(*n);
            quote!(#n)
        }
        Value::Text(text) if text.is_empty() => quote!(String::new()),
        Value::Text(text) => quote!(#text.to_owned()),
        Value::List(items) => {
            let items = items.iter().map(|n| Literal::i64_unsuffixed(*n));
            quote!(vec![#(#items),*])
        }
        Value::Maybe(None) => quote!(None),
        Value::Maybe(Some(n)) => {
            let n = Literal::i64_unsuffixed(*n);
            quote!(Some(#n))
        }
        Value::Set(_) => unreachable!("there is no literal of a set"),
    }
}

/// An expression whose type is known where it stands.
pub(super) fn expected(value: &Expression) -> TokenStream {
    match value {
        Expression::Literal(value) => argument(value),
        value => expression(value),
    }
}

/// An expression that an operator or a method follows.
fn operand(value: &Expression) -> TokenStream {
    let is_one_token_tree_or_calls = matches!(
        value,
        Expression::Literal(_)
            | Expression::Limit(_)
            | Expression::Local(_)
            | Expression::Clone(_)
            | Expression::InRoom(..)
            | Expression::Format(_)
            | Expression::ListOf(_)
            | Expression::Some(_)
            | Expression::IsEmpty(_)
            | Expression::Pop(_)
            | Expression::Take(_)
            | Expression::Get(..)
            | Expression::Index(..)
            | Expression::IsSome(_)
            | Expression::UnwrapOr(..)
            | Expression::OrFail(_)
            | Expression::Call(_)
            | Expression::CallOr(..)
            | Expression::Help(..)
            | Expression::Async(..)
    );
    let value = expression(value);
    if is_one_token_tree_or_calls {
        value
    } else {
        quote!((#value))
    }
}

fn right_operand(value: &Expression) -> TokenStream {
    match value {
        Expression::Literal(value) => argument(value),
        value => operand(value),
    }
}

/// Who is in the program's room.
fn entered(entrance: Entrance) -> TokenStream {
    match entrance {
        Entrance::Room(number) => {
            let number = Literal::u64_unsuffixed(number);
            quote!(Room::enter(#number))
        }
        Entrance::Door => quote!(door.enter()),
    }
}

fn block(block: &Block) -> TokenStream {
    let inner = inside(block);
    quote!({ #inner })
}

/// The content of a block's braces.
fn inside(block: &Block) -> TokenStream {
    let statements = block.statements.iter().map(statement);
    let tail = block.tail.as_deref().map(expression);
    quote!(#(#statements)* #tail)
}

#[allow(clippy::too_many_lines, reason = "one arm for each statement")]
pub(super) fn statement(statement: &Statement) -> TokenStream {
    match statement {
        Statement::Let {
            mutable,
            name,
            annotation,
            value,
        } => {
            let mutable = mutable.then(|| quote!(mut));
            let name = ident(name);
            match annotation {
                Some(kind) => {
                    let (kind, value) = (type_of(*kind), expected(value));
                    quote!(let #mutable #name: #kind = #value;)
                }
                None => {
                    let value = expression(value);
                    quote!(let #mutable #name = #value;)
                }
            }
        }
        Statement::LetPair {
            names: [a, b],
            values: [c, d],
        } => {
            let (a, b, c, d) = (ident(a), ident(b), expression(c), expression(d));
            quote!(let (mut #a, mut #b) = (#c, #d);)
        }
        Statement::LetBorrow { name, of } => {
            let (name, of) = (borrower(name), place(of));
            quote!(let #name = &#of;)
        }
        Statement::LetItem { name, of, item } => {
            let (name, of) = (borrower(name), place(of));
            let (item, default) = match item {
                Item::At(index, default) => {
                    let index = operand(index);
                    (quote!(get(#index as usize)), default)
                }
                Item::First(default) => (quote!(first()), default),
                Item::Last(default) => (quote!(last()), default),
            };
            let default = Literal::i64_unsuffixed(*default);
            quote!(let #name = #of.#item.unwrap_or(&#default);)
        }
        Statement::LetPick {
            name,
            of,
            pick,
            otherwise,
        } => {
            let (name, of, otherwise) = (borrower(name), place(of), block(otherwise));
            let pick = match pick {
                Pick::Largest => quote!(max()),
                Pick::Nearest(to) => {
                    let to = Literal::i64_unsuffixed(*to);
                    quote!(min_by_key(|item| item.saturating_sub(#to).saturating_abs()))
                }
                Pick::Above(bound) => {
                    let bound = place(bound);
                    quote!(find(|item| **item > #bound))
                }
                Pick::FromTheEnd(skipped) => {
                    let skipped = Literal::u8_unsuffixed(*skipped);
                    quote!(rev().nth(#skipped))
                }
            };
            quote!(let Some(#name) = #of.iter().#pick else #otherwise;)
        }
        Statement::LetJoin {
            tried,
            names,
            branches,
        } => {
            let branches = branches.iter().map(branch);
            let names: Vec<_> = names.iter().map(|name| ident(name)).collect();
            if *tried {
                quote!(let (#(mut #names),*) = try_join!(#(#branches),*)?;)
            } else {
                quote! {
                    let (#(#names),*) = join!(#(#branches),*);
                    let (#(mut #names),*) = (#(#names?),*);
                }
            }
        }
        Statement::LetBasket { name, values } => {
            let (name, values) = (ident(name), values.iter().map(expected));
            let fields = BASKET.iter().map(|(field, _)| ident(field));
            quote!(let mut #name = Basket { #(#fields: #values),* };)
        }
        Statement::LetTuple { name, values } => {
            let (name, values) = (ident(name), values.iter().map(expression));
            quote!(let mut #name = (#(#values),*);)
        }
        Statement::LetLater {
            name,
            by_match,
            condition,
            then,
            otherwise,
        } => {
            let (name, condition) = (ident(name), expression(condition));
            let [then, otherwise] = [then, otherwise].map(|branch| {
                let statements = branch.statements.iter().map(self::statement);
                let value = branch.tail.as_deref().map(expression);
                quote!({ #(#statements)* #name = #value; })
            });
            if *by_match {
                quote! {
                    let #name;
                    match i64::from(#condition) {
                        1 => #then
                        0 => #otherwise
                        _ => unreachable!("no number of a bool"),
                    }
                }
            } else {
                quote!(let #name; if #condition #then else #otherwise)
            }
        }
        Statement::LetElse {
            name,
            value,
            otherwise,
        } => {
            let (name, value, otherwise) = (ident(name), operand(value), block(otherwise));
            quote!(let Some(#name) = #value else #otherwise;)
        }
        Statement::Assign { name, value } => {
            let (name, value) = (place(name), expected(value));
            quote!(#name = #value;)
        }
        Statement::AssignPair {
            names: [a, b],
            values: [c, d],
        } => {
            let (a, b, c, d) = (place(a), place(b), expected(c), expected(d));
            quote!((#a, #b) = (#c, #d);)
        }
        Statement::AddAssign {
            name,
            value: Expression::Literal(Value::Int(n @ ..0)),
        } => {
            let (name, n) = (place(name), Literal::i64_unsuffixed(-n));
            quote!(#name -= #n;)
        }
        Statement::AddAssign { name, value } => {
            let (name, value) = (place(name), expected(value));
            quote!(#name += #value;)
        }
        Statement::AddByRef { name, value } => {
            let (name, value) = (place(name), expected(value));
            quote!({ let ref mut part = #name; *part += #value; })
        }
        Statement::Limit(value) => {
            let value = Literal::i64_unsuffixed(*value);
            quote!(const LIMIT: i64 = #value;)
        }
        Statement::Enter(name, entrance) => {
            let (name, entered) = (ident(name), entered(*entrance));
            quote!(let #name = #entered;)
        }
        Statement::LookIn(condition, entrance) => {
            let (condition, entered) = (expression(condition), entered(*entrance));
            quote! {
                let _ = if #condition {
                    #entered
                } else {
                    sleep(Duration::from_millis(1)).await;
                    #entered
                };
            }
        }
        Statement::LookAt(name, look) => {
            let name = place(name);
            let block = quote! {
                async {
                    let _ = #name.len();
                    sleep(Duration::from_millis(2)).await;
                }
            };
            match look {
                Look::Joined => quote!(join!(#block, async {});),
                Look::GivenUp => quote! {
                    let _ = timeout(Duration::from_millis(1), #block).await;
                },
                Look::Polled => quote!({
                    let mut looks = Box::pin(#block);
                    select! {
                        () = &mut looks => {}
                        () = sleep(Duration::from_millis(1)) => {}
                    }
                }),
            }
        }
        Statement::Renew { name, field, value } => {
            let (name, field) = (ident(name), ident(BASKET[*field].0));
            let value = expected(value);
            quote!(#name = Basket { #field: #value, ..#name };)
        }
        Statement::LetWithin(name, entrance, value) => {
            let (name, entered) = (ident(name), entered(*entrance));
            let value = expression(value);
            quote! {
                let #name = *{
                    sleep(Duration::from_millis(1)).await;
                    #entered.with(#value)
                };
            }
        }
        Statement::Absent(absent) => {
            let absent = self::statement(absent);
            quote!(#[cfg(any())] #absent)
        }
        Statement::Append { name, value } => {
            let (name, value) = (place(name), operand(value));
            quote!(#name += &#value;)
        }
        Statement::Push { name, value } => {
            let (name, value) = (place(name), expected(value));
            quote!(#name.push(#value);)
        }
        Statement::SetItem { name, index, value } => {
            let (name, index, value) = (place(name), operand(index), expected(value));
            quote!(#name[#index as usize] = #value;)
        }
        Statement::AddToItem { name, index, value } => {
            let (name, index, value) = (place(name), operand(index), expected(value));
            quote!(#name[#index as usize] += #value;)
        }
        Statement::Bump { name, index, value } => {
            let (name, index, value) = (place(name), operand(index), operand(value));
            quote!(#name[#index as usize].bump(#value);)
        }
        Statement::Drop(value) => {
            let value = expression(value);
            quote!(drop(#value);)
        }
        Statement::Do(value) => {
            let ends_with_a_block = matches!(
                value,
                Expression::If { .. }
                    | Expression::IfLet { .. }
                    | Expression::Match(..)
                    | Expression::Handle { .. }
                    | Expression::Block(..)
                    | Expression::Loop(..)
                    | Expression::While(..)
                    | Expression::WhileLet { .. }
                    | Expression::For { .. }
            );
            let value = expression(value);
            if ends_with_a_block {
                value
            } else {
                quote!(#value;)
            }
        }
    }
}

#[allow(clippy::too_many_lines, reason = "one arm for each expression")]
fn expression(value: &Expression) -> TokenStream {
    match value {
        Expression::Literal(value) => literal(value),
        Expression::Limit(_) => quote!(LIMIT),
        Expression::Local(name) => {
            let name = place(name);
            quote!(#name)
        }
        Expression::Clone(name) => {
            let name = place(name);
            quote!(#name.clone())
        }
        Expression::InRoom(entrance, value) => {
            let (entered, value) = (entered(*entrance), expression(value));
            quote!(#entered.gives(#value))
        }
        Expression::NewSet => quote!({
            let mut set = JoinSet::new();
            watched.push(set.spawn(async { sleep(Duration::from_secs(3600)).await }));
            set
        }),
        Expression::Running => quote!({
            sleep(Duration::from_millis(1)).await;
            watched.iter().filter(|task| !task.is_finished()).count() as i64
        }),
        Expression::Binary(operator, left, right) => {
            let (left, right) = (operand(left), right_operand(right));
            match operator {
                Operator::Add => quote!(#left + #right),
                Operator::Subtract => quote!(#left - #right),
                Operator::Multiply => quote!(#left * #right),
                Operator::Less => quote!(#left < #right),
                Operator::Greater => quote!(#left > #right),
                Operator::Equal => quote!(#left == #right),
                Operator::And => quote!(#left && #right),
                Operator::Or => quote!(#left || #right),
            }
        }
        Expression::Not(value) => {
            let value = operand(value);
            quote!(!#value)
        }
        Expression::WrappingAdd(name, value) => {
            let (name, value) = (place(name), operand(value));
            quote!(#name.wrapping_add(#value))
        }
        Expression::Remainder(value, divisor) => {
            let (value, divisor) = (operand(value), Literal::i64_unsuffixed(*divisor));
            quote!(#value % #divisor)
        }
        Expression::Join(left, right) => {
            let (left, right) = (operand(left), operand(right));
            quote!(#left + &#right)
        }
        Expression::Format(values) => {
            let format = vec!["{:?}"; values.len()].join(" ");
            let values = values.iter().map(expression);
            quote!(format!(#format #(, #values)*))
        }
        Expression::ListOf(values) => {
            let (first, rest) = values
                .split_first()
                .expect("a list that is written has items");
            let (first, rest) = (expression(first), rest.iter().map(expected));
            quote!(vec![#first #(, #rest)*])
        }
        Expression::Some(value) => {
            let value = expression(value);
            quote!(Some(#value))
        }
        Expression::Length(name) => {
            let name = place(name);
            quote!(#name.len() as i64)
        }
        Expression::IsEmpty(name) => {
            let name = place(name);
            quote!(#name.is_empty())
        }
        Expression::Pop(name) => {
            let name = place(name);
            quote!(#name.pop())
        }
        Expression::Take(name) => {
            let name = place(name);
            quote!(#name.take())
        }
        Expression::Get(name, index) => {
            let (name, index) = (place(name), operand(index));
            quote!(#name.get(#index as usize).copied())
        }
        Expression::Index(name, index) => {
            let (name, index) = (place(name), operand(index));
            quote!(#name[#index as usize])
        }
        Expression::CountAbove(name, bound) => {
            let (name, bound) = (place(name), place(bound));
            quote!(#name.iter().filter(|item| **item > #bound).count() as i64)
        }
        Expression::IsSome(value) => {
            let value = operand(value);
            quote!(#value.is_some())
        }
        Expression::UnwrapOr(value, default) => {
            let (value, default) = (operand(value), expected(default));
            quote!(#value.unwrap_or(#default))
        }
        Expression::OrFail(value) => {
            let value = operand(value);
            quote!(#value.ok_or_else(|| Failure::new("nothing there"))?)
        }
        Expression::Call(activity) => {
            let activity = call(activity);
            quote!(#activity.await?)
        }
        Expression::CallOr(activity, default) => {
            let (activity, default) = (call(activity), expected(default));
            quote!(#activity.await.unwrap_or(#default))
        }
        Expression::Handle {
            call: activity,
            returned,
            failed,
        } => {
            let activity = call(activity);
            let (returned, returned_block) = (ident(&returned.0), block(&returned.1));
            let (failed, failed_block) = (ident(&failed.0), inside(&failed.1));
            quote! {
                match #activity.await {
                    Ok(#returned) => #returned_block
                    Err(failure) => {
                        let #failed = failure.to_string();
                        #failed_block
                    }
                }
            }
        }
        Expression::Help(number, arguments) => {
            let help = help(*number, arguments);
            quote!(#help.await?)
        }
        Expression::Async(kind, inner) => {
            let inner = async_block(*kind, inner);
            quote!(#inner.await?)
        }
        Expression::Nap => quote!(sleep(Duration::from_millis(1)).await),
        Expression::Block(label, inner) => {
            let (label, inner) = (labelled(label.as_ref()), block(inner));
            quote!(#label #inner)
        }
        Expression::If {
            condition,
            then,
            otherwise,
        } => {
            let (condition, then) = (expression(condition), block(then));
            let otherwise = otherwise.as_ref().map(self::otherwise);
            quote!(if #condition #then #otherwise)
        }
        Expression::IfLet {
            name,
            value,
            condition,
            then,
            otherwise,
        } => {
            let (name, value, then) = (ident(name), operand(value), block(then));
            let condition = condition
                .as_deref()
                .map(operand)
                .map(|condition| quote!(&& #condition));
            let otherwise = otherwise.as_ref().map(self::otherwise);
            quote!(if let Some(#name) = #value #condition #then #otherwise)
        }
        Expression::Match(values, arms) => {
            let values: Vec<_> = values.iter().map(expression).collect();
            let arms = arms.iter().map(arm);
            match values.as_slice() {
                [value] => quote!(match #value { #(#arms)* }),
                values => quote!(match (#(#values),*) { #(#arms)* }),
            }
        }
        Expression::Loop(label, body) => {
            let (label, body) = (labelled(label.as_ref()), block(body));
            quote!(#label loop #body)
        }
        Expression::While(label, condition, body) => {
            let (condition, body) = (expression(condition), block(body));
            let label = labelled(label.as_ref());
            quote!(#label while #condition #body)
        }
        Expression::WhileLet {
            label,
            condition,
            name,
            value,
            body,
        } => {
            let (label, name) = (labelled(label.as_ref()), ident(name));
            let condition = condition
                .as_deref()
                .map(operand)
                .map(|condition| quote!(#condition &&));
            let (value, body) = (operand(value), block(body));
            quote!(#label while #condition let Some(#name) = #value #body)
        }
        Expression::For {
            label,
            mutable,
            name,
            items,
            body,
        } => {
            let name = match items {
                Items::Borrowed(_) | Items::BorrowedReversed(_) => {
                    let name = borrower(name);
                    quote!(#name)
                }
                _ => binding(*mutable, name),
            };
            let body = block(body);
            let label = labelled(label.as_ref());
            let items = match items {
                Items::Range(from, to) => {
                    let (from, to) = (right_operand(from), operand(to));
                    quote!(#from..#to)
                }
                Items::List(list) => expression(list),
                Items::Borrowed(list) => {
                    let list = place(list);
                    quote!(&#list)
                }
                Items::BorrowedReversed(list) => {
                    let list = place(list);
                    quote!(#list.iter().rev())
                }
                Items::Reversed(list) => {
                    let list = operand(list);
                    quote!(#list.into_iter().rev())
                }
                Items::Sets(sets) => {
                    let sets = sets.iter().map(expression);
                    quote!(vec![#(#sets),*])
                }
            };
            quote!(#label for #name in #items #body)
        }
        Expression::Break(label, value) => {
            let label = label.as_ref().map(lifetime);
            let value = value.as_deref().map(operand);
            quote!(break #label #value)
        }
        Expression::Continue(label) => {
            let label = label.as_ref().map(lifetime);
            quote!(continue #label)
        }
        Expression::Return(value) => {
            let value = expected(value);
            quote!(return Ok(#value))
        }
        Expression::Fail(message) => quote!(return Err(Failure::new(#message))),
    }
}

/// An `else`; a block of nothing but an `if` is an `else if`.
fn otherwise(inner: &Block) -> TokenStream {
    let inner = match inner.tail.as_deref() {
        Some(tail @ (Expression::If { .. } | Expression::IfLet { .. }))
            if inner.statements.is_empty() =>
        {
            expression(tail)
        }
        _ => block(inner),
    };
    quote!(else #inner)
}

fn arm(arm: &Arm) -> TokenStream {
    let patterns: Vec<_> = arm.patterns.iter().map(pattern).collect();
    let pattern = match patterns.as_slice() {
        [pattern] => quote!(#pattern),
        patterns => quote!((#(#patterns),*)),
    };
    let binds = arm.binds.as_ref().map(|(name, value)| {
        let (name, value) = (ident(name), operand(value));
        quote!(let Some(#name) = #value)
    });
    let conditions: Vec<TokenStream> = binds
        .into_iter()
        .chain(arm.guard.as_ref().map(expression))
        .collect();
    let guard = (!conditions.is_empty()).then(|| quote!(if #(#conditions)&&*));
    let body = block(&arm.body);
    quote!(#pattern #guard => #body)
}

fn pattern(pattern: &Pattern) -> TokenStream {
    let number = |n: &i64| Literal::i64_unsuffixed(*n);
    match pattern {
        Pattern::Any => quote!(_),
        Pattern::Bind { mutable, name } => binding(*mutable, name),
        Pattern::BindRange(name, from, to) => {
            let (name, from, to) = (ident(name), number(from), number(to));
            quote!(#name @ #from..=#to)
        }
        Pattern::Int(n) => {
            let n = number(n);
            quote!(#n)
        }
        Pattern::Either(a, b) => {
            let (a, b) = (number(a), number(b));
            quote!(#a | #b)
        }
        Pattern::Range(from, to) => {
            let (from, to) = (number(from), number(to));
            quote!(#from..=#to)
        }
        Pattern::None => quote!(None),
        Pattern::Some(inner) => {
            let inner = self::pattern(inner);
            quote!(Some(#inner))
        }
    }
}

fn branch(branch: &Branch) -> TokenStream {
    match branch {
        Branch::Call(activity) => call(activity),
        Branch::Help(number, arguments) => help(*number, arguments),
        Branch::Async(kind, inner) => async_block(*kind, inner),
    }
}

fn async_block(kind: Type, block: &Block) -> TokenStream {
    let kind = type_of(kind);
    let statements = block.statements.iter().map(statement);
    let tail = block.tail.as_deref().map_or(quote!(()), expected);
    quote!(async { #(#statements)* Ok::<#kind, Failure>(#tail) })
}

fn help(number: u64, arguments: &[Expression]) -> TokenStream {
    let name = format_ident!("program_{}_helper", number);
    let arguments = arguments.iter().map(expected);
    quote!(#name(#(#arguments),*))
}

fn call(call: &Call) -> TokenStream {
    let activity = ident(match call.activity {
        Activity::Tick => "tick",
        Activity::Inc => "inc",
        Activity::Add => "add",
        Activity::IsEven => "is_even",
        Activity::Say => "say",
        Activity::List => "list",
        Activity::Half => "half",
        Activity::Picky => "picky",
    });
    let arguments = call.arguments.iter().map(expected);
    quote!(#activity(#(#arguments),*))
}
