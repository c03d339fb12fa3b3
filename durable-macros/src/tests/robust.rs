//! The macros return code or an error for any input, and never panic: names that are keywords, and the corpus'
//! functions with tokens taken out, put in and exchanged.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::visit::{self, Visit};

use crate::expand;
use crate::model::{ident, is_keyword};

/// All keywords that `r#` turns into a name.
const KEYWORDS: [&str; 46] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "if", "impl", "in", "let", "loop",
    "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "static",
    "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual",
    "where", "while",
];

/// An expansion, which must be Rust and hold no error.
#[track_caller]
fn expanded(source: &TokenStream) -> String {
    let expansion = expand::orchestrator(&TokenStream::new(), source);
    let file: syn::File = syn::parse2(expansion.clone())
        .unwrap_or_else(|error| panic!("{error}: {source}\nbecomes {expansion}"));
    let text = file.to_token_stream().to_string();
    assert!(!text.contains("compile_error"), "{source}\nbecomes {text}");
    text
}

#[test]
fn every_keyword_may_be_the_name_of_anything() {
    for keyword in KEYWORDS.into_iter().chain(["yield"]) {
        assert!(is_keyword(keyword), "{keyword}");
        let name = Ident::new_raw(keyword, Span::call_site());
        let plain = ident(&format!("{keyword}_"), Span::call_site());
        let label = syn::Lifetime {
            apostrophe: Span::call_site(),
            ident: plain,
        };
        let captured = format!("{{{keyword}}} {{{keyword}:?}} {{:{keyword}$}}");
        let text = expanded(&quote! {
            async fn #name(#name: u32, mut other: Order) -> Result<String> {
                #name(other.#name).await?;
                other.#name = #name(#name).await?;
                let Order { #name, .. } = other;
                #label: for #name in 0..#name {
                    if #name.#name(#name).await? { break #label }
                    let #name = async { #name(#name).await }.await?;
                    info!(#captured, 1);
                    println!(#captured, 1);
                    own_macro!("{}", #name);
                }
                let #name = |#name: u32| #name + 1;
                let text = format!(#captured, #name(1));
                let #name = #name::#name(text).await?;
                let text = format!(#captured, 1, #name = inc(1).await?);
                Ok(format!(#captured, 1))
            }
        });
        assert!(text.contains(&format!("r#{keyword}")), "{text}");
    }
}

#[test]
fn a_name_is_the_same_with_and_without_a_mark_that_it_needs_not() {
    let marked = expanded(&quote! {
        async fn same(r#total: u32) -> Result<u32> {
            'r#outer: loop {
                if total > 3 { break 'outer; }
                r#total = add(total, r#total).await?;
            }
            Ok(total)
        }
    });
    assert!(marked.contains("saved_total"), "{marked}");
    assert!(!marked.contains("saved_total_2"), "{marked}");
}

#[test]
fn two_places_never_share_an_identifier() {
    let text = expanded(&quote! {
        async fn both() -> Result<u32> {
            let block = async { charge().await };
            block.await?;
            async_1_charge().await
        }
    });
    assert!(text.contains("await_async_1_charge_1_"), "{text}");
}

/// The passes use names of their own in the tree; none is a name of the user's.
#[test]
fn a_name_like_the_compilers_own_is_a_name_like_any_other() {
    for name in [
        "__b0_total",
        "__b1_name",
        "__temp_2",
        "__point_0",
        "__async_1",
        "__macro_0_vec",
        "__captures",
        "__spawned",
    ] {
        let name = ident(name, Span::call_site());
        let source = quote! {
            async fn f(total: u32) -> Result<u32> {
                let #name = #name(total).await?;
                let seen = vec![async { #name(#name).await }.await?, #name];
                Ok(seen.len() as u32 + #name)
            }
        };
        let text = expanded(&source);
        assert!(text.contains(&name.to_string()), "{text}");
    }
}

#[test]
fn a_failure_of_the_compiler_is_an_error_that_asks_for_a_report() {
    let item = quote!(
        async fn ship(order: u32) -> Result<u32> {
            Ok(order)
        }
    );
    let expansion = expand::guarded(&item, &quote!(OrchestrationCall), || panic!("no way"));
    let text = expansion.to_string();
    assert!(
        text.contains("compile_error") && text.contains("no way"),
        "{text}"
    );
    assert!(text.contains("please report it"), "{text}");
    assert!(
        text.contains("fn ship"),
        "its callers still find it: {text}"
    );
}

/// The functions of the corpus that are orchestrators.
fn corpus() -> Vec<TokenStream> {
    struct Collect(Vec<TokenStream>);
    impl<'ast> Visit<'ast> for Collect {
        fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
            let mut attributes = function.attrs.iter();
            let is_orchestrator = attributes.any(|attribute| {
                let last = attribute.path().segments.last();
                last.is_some_and(|last| last.ident == "orchestrator")
            });
            if is_orchestrator {
                let mut function = function.clone();
                function.attrs.clear();
                self.0.push(function.to_token_stream());
            }
            visit::visit_item_fn(self, function);
        }
    }
    fn files(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                files(&path, found);
            } else {
                found.push(path);
            }
        }
    }
    let mut paths = Vec::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/tests/corpus");
    files(&folder, &mut paths);
    paths.sort();
    let mut collect = Collect(Vec::new());
    for path in paths {
        let text = std::fs::read_to_string(path).unwrap();
        collect.visit_file(&syn::parse_file(&text).unwrap());
    }
    collect.0
}

/// A small source of numbers, the same in each run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap() % end.max(1)
    }
}

fn size(tokens: &TokenStream) -> usize {
    let trees = tokens.clone().into_iter();
    trees
        .map(|tree| match tree {
            TokenTree::Group(group) => 1 + size(&group.stream()),
            _ => 1,
        })
        .sum()
}

/// Changes the token at a place, counted through all groups.
fn change(tokens: TokenStream, at: &mut usize, numbers: &mut Numbers) -> TokenStream {
    let mut changed = Vec::new();
    let mut trees = tokens.into_iter();
    while let Some(tree) = trees.next() {
        if *at == 0 {
            *at = usize::MAX;
            let rest: Vec<TokenTree> = trees.collect();
            mutate(tree, rest, &mut changed, numbers);
            break;
        }
        *at -= 1;
        changed.push(match tree {
            TokenTree::Group(group) if *at != usize::MAX => {
                let inner = change(group.stream(), at, numbers);
                TokenTree::Group(Group::new(group.delimiter(), inner))
            }
            other => other,
        });
    }
    changed.into_iter().collect()
}

fn mutate(
    tree: TokenTree,
    rest: Vec<TokenTree>,
    changed: &mut Vec<TokenTree>,
    numbers: &mut Numbers,
) {
    match numbers.below(8) {
        0 => {}
        1 => changed.extend([tree.clone(), tree]),
        // Drops the rest.
        2 => return,
        3 => {
            if let TokenTree::Group(group) = &tree {
                changed.extend(group.stream());
            } else {
                changed.push(TokenTree::Group(Group::new(Delimiter::Brace, tree.into())));
            }
        }
        4 if !rest.is_empty() => {
            let other = numbers.below(rest.len());
            changed.push(rest[other].clone());
            let mut rest = rest;
            rest[other] = tree;
            changed.extend(rest);
            return;
        }
        5 => changed.push(any_token(numbers)),
        6 => changed.extend([any_token(numbers), tree]),
        _ => {
            let delimiters = [Delimiter::Brace, Delimiter::Parenthesis, Delimiter::Bracket];
            let delimiter = delimiters[numbers.below(3)];
            let inner = match &tree {
                TokenTree::Group(group) => group.stream(),
                _ => tree.into(),
            };
            changed.push(TokenTree::Group(Group::new(delimiter, inner)));
        }
    }
    changed.extend(rest);
}

fn any_token(numbers: &mut Numbers) -> TokenTree {
    let span = Span::call_site();
    match numbers.below(5) {
        0 => Ident::new_raw(KEYWORDS[numbers.below(KEYWORDS.len())], span).into(),
        1 => Ident::new(KEYWORDS[numbers.below(KEYWORDS.len())], span).into(),
        2 => {
            let words = [
                "n",
                "join",
                "select",
                "spawn",
                "__b0_n",
                "__point_1",
                "__temp_9",
                "self",
            ];
            Ident::new(words[numbers.below(words.len())], span).into()
        }
        3 => {
            let signs = ['.', '!', '?', '=', '&', '|', ',', ';', '#', '$', '+', '<'];
            Punct::new(signs[numbers.below(signs.len())], Spacing::Joint).into()
        }
        _ => {
            let texts = ["{n}", "{type:?}", "{", "{0:x$}", "é{²}"];
            Literal::string(texts[numbers.below(texts.len())]).into()
        }
    }
}

/// `ROUNDS=100 cargo test -p durable-macros tokens` looks longer.
#[test]
fn no_tokens_make_the_compiler_panic() {
    let rounds = std::env::var("ROUNDS").map_or(2, |rounds| rounds.parse().unwrap());
    let functions = corpus();
    assert!(functions.len() > 300, "the corpus is found");
    let mut numbers = Numbers(0x5eed);
    let mut expanded = 0;
    for _ in 0..rounds {
        for function in &functions {
            let mut source = function.clone();
            for _ in 0..=numbers.below(3) {
                let mut at = numbers.below(size(&source));
                source = change(source, &mut at, &mut numbers);
            }
            let arguments = if numbers.below(8) == 0 {
                change(
                    quote!(name = "x", inline),
                    &mut numbers.below(5),
                    &mut numbers,
                )
            } else {
                TokenStream::new()
            };
            let expand = || expand::orchestrator(&arguments, &source);
            let expansion = catch_unwind(AssertUnwindSafe(expand));
            let Ok(expansion) = expansion else {
                panic!("the compiler panics on this function: {source}");
            };
            if syn::parse2::<syn::ItemFn>(source.clone()).is_ok() {
                expanded += 1;
                let read = syn::parse2::<syn::File>(expansion.clone());
                assert!(
                    read.is_ok(),
                    "{}: {source}\nbecomes {expansion}",
                    read.unwrap_err()
                );
            }
        }
    }
    println!("{expanded} of the functions were Rust");
    assert!(expanded > functions.len() / 4);
}
