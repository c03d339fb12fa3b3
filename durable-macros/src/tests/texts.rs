//! Which changes of a function change the text of its machine.

use durable_runtime::testing::hooks::compare_machines;
use proc_macro2::TokenStream;
use quote::quote;

use crate::expand::{machine_text, machine_text_of};

/// The text of a function with this body, between two awaits.
fn text(body: &str) -> String {
    let body: TokenStream = body.parse().expect("it is made of tokens");
    let function = quote! {
        async fn function(mut a: u64, b: u64) -> Result<u64> {
            sleep(DAY).await;
            #body
            fetch(a, b).await
        }
    };
    machine_text(&function).unwrap_or_else(|| panic!("`{body}` isn't compiled"))
}

/// An instance of either continues in the other one, wherever it waits: it can't tell them apart.
#[track_caller]
fn same(one: &str, other: &str) {
    let (one, other) = (text(one), text(other));
    for (old, new) in [(&one, &other), (&other, &one)] {
        for compared in compare_machines(old, new, true).expect("both can be read") {
            let is_same = compared.found.as_ref().is_ok_and(|found| found.by_past);
            assert!(is_same, "{compared:?}\n{old}\n{new}");
        }
    }
}

#[track_caller]
fn differ(one: &str, other: &str) {
    assert_ne!(text(one), text(other));
}

/// The form in which rustc prints tokens may change in any release. The text has none of it.
#[test]
fn the_text_is_of_our_own_print() {
    let text = text(
        "let c = a as u32 + f::<Vec<u8>>(& mut b, [1, 2 ,], \"x  y\") ; send( c, |x| x . 0 );",
    );
    assert_eq!(
        text,
        "1\np 0 1\nt u64\nt u64\nc 0\no Result<u64>\nu\nb\nw 1 sleep#1 [0 1|] sleep(DAY)\nb\n\
         s let §2=§0 as u32+f:: <Vec<u8> >(&mut §1,[1,2],\"x  y\")\ns send(§2, |§3|§3.0)\n\
         w 2 fetch#1 [|] fetch(§0,§1)\nb\nr __output\nv 2 c\nv 3 x\nv 0 a\nv 1 b\n"
    );
}

/// So what the store counts of a machine is of one version, though their code is the same.
#[test]
fn the_version_makes_another_text_and_no_other_code() {
    let function = quote! {
        async fn function(a: u64) -> Result<u64> {
            sleep(DAY).await;
            Ok(a)
        }
    };
    let text = |arguments| machine_text_of(arguments, &function).expect("it is compiled");
    let (without, with) = (text(quote!()), text(quote!(version = "2.1")));
    assert_eq!(with, without.replacen("1\n", "1\n# 2.1\n", 1));
    for (old, new) in [(&without, &with), (&with, &without)] {
        for compared in compare_machines(old, new, true).expect("both can be read") {
            assert!(compared.found.is_ok_and(|found| found.by_past));
        }
    }
}

#[test]
fn the_form_of_code_has_no_meaning() {
    same("send(a, b);", "send(\n a,\n b,\n);");
    same("let c = (a + b); send(c);", "let d = a + b; send(d);");
    same(
        "send(a, |x| *x); let c = &b; send(c);",
        "send(a,|x|*x);let c=&b;send(c);",
    );
    same(
        "let t = format!(\"{a}\"); send(t);",
        "let u = format!(\"{a}\",); send(u);",
    );
    same(
        "if !a.ok() { send(a) } else { send(b) }",
        "if a.ok() { send(b) } else { send(a) }",
    );
    same(
        "if a != b { send(a) } else { send(b) }",
        "if a == b { send(b) } else { send(a) }",
    );
    same(
        "send(match a { 0 => { b } _ => a });",
        "send(match a { 0 => b, _ => a });",
    );
    same(
        "match kind(a) { Kind::Small => ask(a).await, Kind::Large(_) => ask(b).await, _ => 1 };",
        "match kind(a) { Kind::Large(_) => ask(b).await, Kind::Small => ask(a).await, _ => 1 };",
    );
    same(
        "#[allow(unused)] let c = a; send(c);",
        "let c = a; send(c);",
    );
    same("{ send(a); ask(b).await; }", "send(a); ask(b).await;");
    same(
        "match kind(a) { Kind::Small => { if a.ok() {} } _ => {} }",
        "match kind(a) { Kind::Small => { { if a.ok() {} } } _ => {} }",
    );
    same(
        "{ send(make(a), ask(b).await); }",
        "send(make(a), ask(b).await);",
    );
    same(
        "if a.ok() { send(a); #[allow(unused)] let c = a; send(c); }",
        "if a.ok() { send(a); let c = a; send(c); }",
    );
    same(
        "if a.ok() { return Ok(b); } else { ask(b).await; }",
        "if !a.ok() { ask(b).await; } else { return Ok(b); }",
    );
    same(
        "if a.ok() { let c = a; send(c); } else { ask(b).await; }",
        "if !a.ok() { ask(b).await; } else { let c = a; send(c); }",
    );
    same(
        "if a.ok() { ask(a).await; send(ask(b).await); { let c = a; send(c); } }",
        "if a.ok() { ask(a).await; { send(ask(b).await); } { let c = a; send(c); } }",
    );
    same(
        "if a.ok() { { let c = a; send(c); } return Ok(b); } else { ask(b).await; }",
        "if !a.ok() { ask(b).await; } else { { let c = a; send(c); } return Ok(b); }",
    );
    for turned in [
        "if a.ok() { let c = a; send(c); } else { ask(b).await; }",
        "if !a.ok() { ask(b).await; } else { let c = a; send(c); }",
    ] {
        let within = format!("if b.ok() {{ {turned} }}");
        same(&within, &format!("if b.ok() {{ {{ {turned} }} }}"));
        let looped = format!("while a.ok() {{ {turned} }}");
        same(&looped, &looped.replace("send(c);", "{ send(c); }"));
        let other = "if b.ok() { if a.ok() { let c = a; send(c); } else { ask(b).await; } }";
        same(&within, other);
        same(&looped, &other.replace("if b.ok()", "while a.ok()"));
    }
    same(
        "loop { if a.ok() { { let c = a; send(c); } break; } else { ask(b).await; } }",
        "loop { if !a.ok() { ask(b).await; } else { { let c = a; send(c); } break; } }",
    );
    same(
        "loop { if a.ok() { let c = a; send(c); break; } else { ask(b).await; } }",
        "loop { if !a.ok() { ask(b).await; } else { let c = a; send(c); break; } }",
    );
    same(
        "if a.ok() { { let c = a; send(c); } ask(a).await; } else { ask(b).await; }",
        "if !a.ok() { ask(b).await; } else { { let c = a; send(c); } { ask(a).await; } }",
    );
    same(
        "match kind(a) { Kind::Small => { { let c = a; send(c); } } _ => { ask(b).await; } }",
        "match kind(a) { Kind::Small => { let c = a; send(c); } _ => { ask(b).await; } }",
    );
    same(
        "if a.ok() { send(a); } else { info!(\"so\"); }",
        "if a.ok() { send(a); }",
    );
}

#[test]
fn what_only_tells_people_has_no_meaning() {
    for told in [
        "info!(\"{a} of {}\", b);",
        "tracing::warn!(a, ?b, \"late\");",
        "println!(\"{}\", a.to_string());",
        "set_custom_status(format!(\"{a}\"));",
    ] {
        same(told, "");
    }
}

#[test]
fn what_looks_like_a_log_line_and_does_more_has_a_meaning() {
    for does in [
        // It may leave the function.
        "println!(\"{}\", check(a)?);",
        "info!(\"{}\", result?);",
        "println!(\"{}\", return Ok(a));",
        "info!(\"{}\", next());",
        "info!(\"{}\", list[0]);",
        "set_custom_status(next(a));",
        "macro_rules! info { ($x:expr) => { send($x) } } info!(1);",
        "macro_rules! info { () => { a += 1 } } info!();",
    ] {
        differ(does, "");
    }
    differ(
        "macro_rules! info { ($x:expr) => { send($x) } } info!(1);",
        "macro_rules! info { ($x:expr) => { send($x) } }",
    );
}

#[test]
fn other_code_has_another_text() {
    differ("send(a, b);", "send(b, a);");
    differ("send((a,));", "send((a));");
    differ("send(a & &b);", "send(a && b);");
    differ("send(1. .floor());", "send(1..floor());");
    differ("send(format!(\"{a}\"));", "send(format!(\"{b}\"));");
    differ(
        "if a.ok() { send(a) } else { send(b) }",
        "if a.ok() { send(b) } else { send(a) }",
    );
    differ(
        "match kind(a) { Kind::Any => ask(a).await, _ => ask(b).await, };",
        "match kind(a) { Kind::Any => ask(b).await, _ => ask(a).await, };",
    );
    differ(
        "match kind(a) { Kind::Some(1) => ask(a).await, Kind::Some(_) => ask(b).await, _ => 1 };",
        "match kind(a) { Kind::Some(_) => ask(b).await, Kind::Some(1) => ask(a).await, _ => 1 };",
    );
    differ(
        "for i in list(a) { ask(i).await; }",
        "for i in list(a).rev() { ask(i).await; }",
    );
    // The local is dropped before the call, and after it.
    differ(
        "{ let c = hold(a); } ask(b).await;",
        "let c = hold(a); ask(b).await;",
    );
    differ(
        "if a.ok() { { let c = hold(a); } ask(b).await; }",
        "if a.ok() { let c = hold(a); ask(b).await; }",
    );
}

#[test]
fn the_items_and_macros_of_the_body_are_a_part_of_it() {
    differ("const K: u64 = 1; send(K);", "const K: u64 = 2; send(K);");
    differ(
        "macro_rules! add { ($x:expr) => { a += $x } } add!(1);",
        "macro_rules! add { ($x:expr) => { a -= $x } } add!(1);",
    );
    // Each is seen in its own block only.
    differ(
        "{ const K: u64 = 1; ask(K).await; } { const K: u64 = 2; charge(K).await; }",
        "{ const K: u64 = 2; ask(K).await; } { const K: u64 = 1; charge(K).await; }",
    );
    differ(
        "const K: u64 = 1; { const K: u64 = 2; send(K); } send(K);",
        "const K: u64 = 1; { const K: u64 = 2; } send(K); send(K);",
    );
}

#[test]
fn the_end_of_a_local_is_a_part_of_the_code() {
    // A guard that is dropped before the second call, or after it.
    differ(
        "{ let guard = lock(a); } send(b);",
        "{ let guard = lock(a); send(b); }",
    );
    // A local that outlives an await, and ends with its block.
    differ(
        "{ let guard = lock(a); ask(b).await; send(&guard); } send(b);",
        "{ let guard = lock(a); ask(b).await; send(&guard); send(b); }",
    );
    // Sets of tasks run on until the block ends that declares them.
    differ(
        "{ let mut set = JoinSet::new(); set.spawn(ask(a)); ask(b).await; } ask(a).await;",
        "{ let mut set = JoinSet::new(); set.spawn(ask(a)); ask(b).await; ask(a).await; }",
    );
}

/// Instances wait in machines with these names.
#[test]
fn the_runtime_s_methods_have_the_names_that_stored_machines_have() {
    let text = text(
        "let mut set = JoinSet::new(); set.spawn(ask(a)); send(&set); this.field.spawn(ask(b));",
    );
    assert!(text.contains(".spawn_task("), "{text}");
    assert!(!text.contains("__durable_"), "{text}");
}

#[test]
fn an_exit_of_straight_code_is_told_by_where_it_leads() {
    let nested = |outer: &str, inner: &str, exit: &str| {
        format!(
            "{outer}: loop {{ ask(a).await; {inner}: loop {{ if more(b) {{ {exit}; }} ask(b).await; }} send(a); }}"
        )
    };
    same(
        &nested("'a", "'b", "continue 'a"),
        &nested("'c", "'d", "continue 'c"),
    );
    same(
        &nested("'a", "'b", "break"),
        &nested("'a", "'b", "break 'b"),
    );
    for (one, other) in [("continue 'a", "continue 'b"), ("break 'a", "break 'b")] {
        differ(&nested("'a", "'b", one), &nested("'a", "'b", other));
        differ(&nested("'a", "'b", one), &nested("'b", "'a", one));
    }
    differ(
        &nested("'a", "'b", "break"),
        &nested("'a", "'b", "continue"),
    );
    // What comes after such a `break` is a part of the code.
    differ(
        "loop { ask(a).await; if more(b) { break; } } send(a);",
        "loop { ask(a).await; if more(b) { break; } } send(b);",
    );
    differ(
        "let (mut c, mut d); c = 'a: { d = 'b: { if more(a) { break 'a 1; } ask(b).await; 2 }; 3 }; send(c, d);",
        "let (mut c, mut d); c = 'a: { d = 'b: { if more(a) { break 'b 1; } ask(b).await; 2 }; 3 }; send(c, d);",
    );
}

#[test]
fn what_a_format_string_captures_is_a_part_of_the_code() {
    // The precision, the width and a name with a space are captures, too.
    let other = |literal: &str| {
        let code = |first: &str, second: &str| {
            format!(
                "let {first} = a + 1; let {second} = a + 7; send(format!({literal}, b), {first}, {second});"
            )
        };
        (code("c", "d"), code("d", "c"))
    };
    for literal in ["\"{:.c$}\"", "\"{0:c$}\"", "\"{0} {c }\"", "\"{0} {c}\""] {
        let (one, other) = other(literal);
        differ(&one, &other);
    }
    same(
        "let c = a; send(format!(\"{c} {c:?} {:c$}\", b));",
        "let d = a; send(format!(\"{d} {d:?} {:d$}\", b));",
    );
    differ(
        "let t = format!(\"{a}: {}\", { let a = a + 7; format!(\"<{a}>\") }); send(t);",
        "let t = format!(\"{a}: {}\", { let c = a + 7; format!(\"<{a}>\") }); send(t);",
    );
    // A brace in a text is none of a capture.
    differ(
        "let c = a; send(format!(\"{c} {{c}}\"));",
        "let d = a; send(format!(\"{d} {{d}}\"));",
    );
}

#[test]
fn what_a_block_gives_up_is_no_operand() {
    differ(
        "let c = { let k = 1; { b.pow(1) }; -k }; send(c);",
        "let c = { let k = 1; b.pow(1) - k }; send(c);",
    );
    differ("{ pick(b) }; (a, b);", "pick(b)(a, b);");
}

#[test]
fn what_the_body_calls_like_a_log_line_has_a_meaning() {
    let body = |name: &str, call: &str| {
        (
            format!("fn {name}(text: &str) {{ count(text); }} {call} send(a);"),
            format!("fn {name}(text: &str) {{ count(text); }} send(a);"),
        )
    };
    let (one, other) = body("set_custom_status", "set_custom_status(\"paid\");");
    differ(&one, &other);
    differ(
        "use other::set_custom_status; set_custom_status(\"paid\"); send(a);",
        "use other::set_custom_status; send(a);",
    );
    differ(
        "let f = |x| { macro_rules! info { ($x:expr) => { count($x) } } info!(x); x }; send(f(a));",
        "let f = |x| { macro_rules! info { ($x:expr) => { count($x) } } x }; send(f(a));",
    );
}
