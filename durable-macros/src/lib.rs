//! Stand-in.
use proc_macro::TokenStream;
#[proc_macro_attribute]
pub fn activity(_: TokenStream, item: TokenStream) -> TokenStream {
    item
}
#[proc_macro_attribute]
pub fn orchestrator(_: TokenStream, item: TokenStream) -> TokenStream {
    item
}
