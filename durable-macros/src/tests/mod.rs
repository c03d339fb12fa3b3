//! Goldens of the expansions: small functions, and their states.

mod edits;
mod fuzz;
mod robust;
mod texts;

use proc_macro2::TokenStream;
use quote::quote;

use crate::expand::orchestrator as expand_orchestrator;

fn readable(expansion: &TokenStream) -> String {
    let file =
        syn::parse2(expansion.clone()).unwrap_or_else(|error| panic!("{error}: {expansion}"));
    prettyplease::unparse(&file)
}

#[test]
fn a_monitor_becomes_states_that_a_person_can_follow() {
    let source = quote! {
        async fn monitor(repo: String, phone: String) -> Result<String> {
            let expiry = SystemTime::now() + Duration::from_secs(6 * 3600);
            while SystemTime::now() < expiry {
                if too_many_open_issues(repo.clone()).await? {
                    send_alert(phone.clone()).await?;
                    break;
                }
                set_custom_status("not too many issues, for now");
                sleep(Duration::from_secs(60)).await;
            }
            Ok("Monitor completed!".into())
        }
    };
    let expansion = expand_orchestrator(&quote!(name = "E3_Monitor"), &source);
    insta::assert_snapshot!("monitor", readable(&expansion));
}

#[test]
fn a_loop_over_items_keeps_what_is_left_of_it() {
    let source = quote! {
        async fn hello_sequence() -> Result<Vec<String>> {
            let mut greetings = Vec::new();
            for city in ["Tokyo", "Seattle", "London"] {
                greetings.push(say_hello(city.to_string()).await?);
            }
            Ok(greetings)
        }
    };
    let expansion = expand_orchestrator(&TokenStream::new(), &source);
    insta::assert_snapshot!("hello_sequence", readable(&expansion));
}

#[test]
fn async_blocks_are_frames_of_the_machine_and_borrows_are_taken_again() {
    let source = quote! {
        async fn ship_all(order: Order) -> Result<Vec<String>> {
            let address = &order.address;
            let mut labels = Vec::new();
            for item in &order.items {
                let label = select! {
                    label = async { print(item.clone()).await } => label?,
                    () = sleep(Duration::from_secs(60)) => break,
                };
                labels.push(format!("{label} to {address}"));
            }
            Ok(labels)
        }
    };
    let expansion = expand_orchestrator(&TokenStream::new(), &source);
    insta::assert_snapshot!("ship_all", readable(&expansion));
}

#[test]
fn a_struct_that_is_moved_out_of_is_carried_by_its_fields_and_a_branch_gives_its_value_to_a_join() {
    let source = quote! {
        async fn fulfil(order: Order) -> Result<String> {
            let receipt = match charge(order.card).await {
                Ok(receipt) => receipt,
                Err(failure) if failure.is_terminal() => {
                    apologize(order.customer).await?;
                    return Err(failure);
                }
                Err(failure) => {
                    set_custom_status(format!("trying the other bank: {failure}"));
                    charge_elsewhere(order.total).await?
                }
            };
            let tracking = ship(order.address).await?;
            Ok(format!("{receipt}, {tracking}"))
        }
    };
    let expansion = expand_orchestrator(&TokenStream::new(), &source);
    insta::assert_snapshot!("fulfil", readable(&expansion));
}

/// A function of so many awaits, each of which needs an earlier local.
fn sequence(awaits: usize) -> TokenStream {
    let statements = (0..awaits).map(|number| {
        let (before, after) = (local(number), local(number + 1));
        quote!(let #after = fetch(#before).await?;)
    });
    let last = local(awaits);
    quote!(async fn sequence(value_0: u32) -> Result<u32> { #(#statements)* Ok(#last) })
}

/// A function of so many awaits, each under a condition.
fn conditional(awaits: usize) -> TokenStream {
    let statements = (0..awaits).map(|number| {
        let number = u32::try_from(number).unwrap();
        quote!(if total > #number { total += fetch(#number).await?; })
    });
    quote!(async fn conditional(mut total: u32) -> Result<u32> { #(#statements)* Ok(total) })
}

/// A function of nested loops and branches, each of which awaits.
fn nested(depth: usize) -> TokenStream {
    let body = (0..depth).fold(quote!(), |inner, number| {
        let number = u32::try_from(number).unwrap();
        quote! {
            if total < #number { total += fetch(#number).await?; #inner } else { total += 1; }
        }
    });
    quote!(async fn nested(mut total: u32) -> Result<u32> { #body Ok(total) })
}

fn local(number: usize) -> proc_macro2::Ident {
    quote::format_ident!("value_{number}")
}

/// The number of tokens that a function expands to.
fn size(source: &TokenStream) -> usize {
    fn count(tokens: TokenStream) -> usize {
        tokens
            .into_iter()
            .map(|token| match token {
                proc_macro2::TokenTree::Group(group) => 2 + count(group.stream()),
                _ => 1,
            })
            .sum()
    }
    count(expand_orchestrator(&TokenStream::new(), source))
}

#[test]
fn an_expansion_grows_linearly_with_its_source() {
    for (shape, sizes) in [
        (sequence as fn(usize) -> TokenStream, [50, 100, 200]),
        (conditional, [25, 50, 100]),
        (nested, [4, 8, 16]),
    ] {
        let [small, middle, large] = sizes.map(|size_of| size(&shape(size_of)));
        println!("{small} {middle} {large} tokens at {sizes:?}");
        let (first, second) = (middle - small, large - middle);
        assert!(
            second <= first * 2 + first / 10,
            "twice as much more source became {first} and then {second} tokens more"
        );
    }
}
