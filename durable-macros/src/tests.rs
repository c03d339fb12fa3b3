//! Goldens of what the macros generate: small functions, and the states that they become.

use proc_macro2::TokenStream;
use quote::quote;

use crate::expand_orchestrator;

fn readable(expansion: &TokenStream) -> String {
    let file = syn::parse2(expansion.clone()).unwrap_or_else(|error| panic!("{error}: {expansion}"));
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
    let expansion = expand_orchestrator(quote!(name = "E3_Monitor"), source);
    insta::assert_snapshot!("monitor", readable(&expansion));
}
