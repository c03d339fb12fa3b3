//! Goldens of what the macros generate: small functions, and the states that they become.

use proc_macro2::TokenStream;
use quote::quote;

use crate::expand_orchestrator;

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
    let expansion = expand_orchestrator(quote!(name = "E3_Monitor"), &source);
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
    let expansion = expand_orchestrator(TokenStream::new(), &source);
    insta::assert_snapshot!("hello_sequence", readable(&expansion));
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
    let expansion = expand_orchestrator(TokenStream::new(), &source);
    insta::assert_snapshot!("fulfil", readable(&expansion));
}
