//! From a [`Machine`] to Rust: the function that is called, the plain function, the step, and the entry
//! under which they are found.

mod arms;
mod attributes;
mod docs;
mod proofs;
mod rewrite;
mod typing;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::Lifetime;
use syn::spanned::Spanned;

use self::arms::Arms;

use crate::bindings::Binding;
use crate::concurrency::SPAWNED;
use crate::lower::split::bare_path;
use crate::lower::{Machine, Unit};
use crate::model::{self, Function, History, bare};
use crate::operands;

/// The names that are the same in every machine. No user's name can be the same: they are hygienic.
pub(crate) struct Own {
    frame: Ident,
    cx: Ident,
    at: Ident,
    label: Lifetime,
    state: Lifetime,
}

impl Own {
    fn new() -> Self {
        let ident = |name| model::ident(name, Span::mixed_site());
        Self {
            frame: ident("frame"),
            cx: ident("cx"),
            at: ident("at"),
            label: Lifetime::new("'machine", Span::mixed_site()),
            state: Lifetime::new("'state", Span::mixed_site()),
        }
    }
}

/// What the emitting of a machine needs to know of it.
struct Emitter<'a> {
    function: &'a Function,
    machine: &'a Machine,
    own: Own,
    /// Where a binding is kept between states, for those that are.
    places: BTreeMap<usize, Place>,
    /// The bindings that are handed over from state to state.
    handed_over: BTreeSet<usize>,
    /// The bindings that must be storable.
    stored: BTreeSet<usize>,
    /// The bindings that `async` blocks capture.
    captured: BTreeSet<usize>,
    /// The bindings whose type no hand-over tells.
    redefined: BTreeSet<usize>,
}

struct Place {
    /// The variable that keeps it.
    ident: Ident,
    /// The name under which it is stored.
    stored_name: String,
}

pub(crate) fn orchestrator(function: &Function, machine: &Machine) -> TokenStream {
    let carried = machine.carried();
    let emitter = Emitter {
        function,
        machine,
        own: Own::new(),
        places: places(machine, &carried),
        handed_over: machine.handed_over(),
        stored: machine.stored(),
        captured: machine.captured(),
        redefined: machine.redefined(),
    };
    let parameters = if function.arguments.inline {
        parameters(function, &quote!(Parameters), &quote!(stored_parameters))
    } else {
        parameters(function, &quote!(JsonParameters), &quote!(json_parameters))
    };
    let manifest = emitter.manifest();
    let plain = emitter.plain();
    let step = emitter.step();
    let register = emitter.register();
    let name = function.stored_name();
    call(
        function,
        &function.orchestration_call(),
        &quote!(#name),
        &emitter.suspension_points(),
        &quote! {
            #parameters
            #manifest
            #plain
            #step
            #register
        },
    )
}

/// The function as its callers see it: it gives a call, which they await. All that belongs to it is inside.
pub(crate) fn call(
    function: &Function,
    kind: &TokenStream,
    key: &TokenStream,
    docs: &TokenStream,
    items: &TokenStream,
) -> TokenStream {
    let Function {
        attributes,
        visibility,
        signature,
        output,
        ..
    } = function;
    let runtime = function.arguments.runtime();
    let (ident, fn_token) = (&signature.ident, &signature.fn_token);
    let parameters = function.call_parameters().map(|parameter| {
        let (name, ty) = (&parameter.name, &parameter.ty);
        quote!(#name: #ty)
    });
    let arguments = function.call_parameters().map(|parameter| &parameter.name);
    let ok = quote_spanned!(output.span()=> <#output as #runtime::__private::Fallible>::Ok);
    let attributes = attributes.iter().filter_map(attributes::of_call);
    quote! {
        #(#attributes)*
        #docs
        #visibility #fn_token #ident(#(#parameters),*) -> #runtime::#kind<#ok> {
            use #runtime::__private as __durable;
            #items
            #runtime::#kind::new(#key, &__PARAMETERS, (#(#arguments,)*))
        }
    }
}

/// A function that has mistakes, as its callers see it: with its signature where that is sound, and without a
/// body that could produce follow-on errors.
pub(crate) fn stub(
    function: Option<&Function>,
    kind: &TokenStream,
    item: &TokenStream,
) -> TokenStream {
    let quiet = quote!(#[allow(unused, clippy::all, clippy::pedantic, clippy::nursery, clippy::restriction)]);
    let sound = function.filter(|function| {
        let signature = &function.signature;
        signature.generics.params.is_empty()
            && function.parameters.len() == signature.inputs.len()
            && !function
                .parameters
                .iter()
                .any(|parameter| matches!(parameter.ty, syn::Type::ImplTrait(_)))
            && !matches!(function.output, syn::Type::ImplTrait(_))
    });
    if let Some(Function {
        arguments,
        attributes,
        visibility,
        signature,
        output,
        parameters,
        ..
    }) = sound
    {
        let attributes = attributes
            .iter()
            .filter(|attribute| is_doc_or_cfg(attribute));
        let runtime = arguments.runtime();
        let (ident, fn_token) = (&signature.ident, &signature.fn_token);
        let parameters = parameters
            .iter()
            .filter(|parameter| parameter.state.is_none())
            .map(|parameter| {
                let (name, ty) = (&parameter.name, &parameter.ty);
                quote!(#name: #ty)
            });
        let ok = quote_spanned!(output.span()=> <#output as #runtime::__private::Fallible>::Ok);
        return quote! {
            #(#attributes)*
            #quiet
            #visibility #fn_token #ident(#(#parameters),*) -> #runtime::#kind<#ok> {
                ::core::unreachable!()
            }
        };
    }
    let Ok(mut plain) = syn::parse2::<syn::ItemFn>(item.clone()) else {
        return TokenStream::new();
    };
    plain.block = syn::parse_quote!({ ::core::unreachable!() });
    plain.attrs.retain(is_doc_or_cfg);
    quote!(#quiet #plain)
}

fn is_doc_or_cfg(attribute: &syn::Attribute) -> bool {
    attribute.path().is_ident("doc") || attribute.path().is_ident("cfg")
}

/// The function as the user wrote it, under another name.
pub(crate) fn user_function(function: &Function, name: &Ident) -> TokenStream {
    let Function {
        attributes,
        signature,
        parameters,
        output,
        body_tokens,
        ..
    } = function;
    let called = bare(&signature.ident);
    let attributes = attributes
        .iter()
        .filter_map(|attribute| attributes::of_user_function(attribute, &called));
    let (asyncness, fn_token) = (&signature.asyncness, &signature.fn_token);
    let parameters = parameters.iter().map(|parameter| {
        let (name, ty) = (&parameter.name, &parameter.ty);
        let mutability = parameter.mutable.then(|| quote!(mut));
        quote!(#mutability #name: #ty)
    });
    quote! {
        #[allow(clippy::unused_async)]
        #(#attributes)*
        #asyncness #fn_token #name(#(#parameters),*) -> #output #body_tokens
    }
}

/// How the error that the function declares becomes a failure.
pub(crate) fn how(function: &Function) -> TokenStream {
    let output = &function.output;
    quote!(__durable::how!(#output))
}

/// Makes known what types of errors arrive as what they were.
pub(crate) fn errors(function: &Function) -> TokenStream {
    let output = &function.output;
    let named = function.arguments.errors.iter().map(|ty| {
        let demand = quote_spanned!(ty.span()=> __durable::TypedError);
        quote!(<#ty as #demand>::error_type)
    });
    quote! {
        __durable::inventory::submit! {
            __durable::Registration::Errors(&[__durable::error_type!(#output), #(#named),*])
        }
    }
}

/// How the function's parameters are written and read.
pub(crate) fn parameters(
    function: &Function,
    kind: &TokenStream,
    make: &TokenStream,
) -> TokenStream {
    let types: Vec<_> = function
        .call_parameters()
        .map(|parameter| &parameter.ty)
        .collect();
    let names = function
        .call_parameters()
        .map(|parameter| bare(&parameter.name));
    // A parameter that can't be stored is told at its type, or else at the list of the parameters.
    let span = match &types[..] {
        [only] => only.span(),
        _ => function.signature.paren_token.span.join(),
    };
    let mut tuple = Group::new(Delimiter::Parenthesis, quote!(#(#types,)*));
    tuple.set_span(span);
    let make = spanned_at(quote!(__durable::#make), span);
    quote! {
        static __PARAMETERS: __durable::#kind<(#(#types,)*)> = #make::<#tuple>(&[#(#names),*]);
    }
}

/// Gives each carried binding a variable and a name in the store. The first binding of a name has that
/// name, the next ones have a number.
fn places(machine: &Machine, carried: &BTreeSet<usize>) -> BTreeMap<usize, Place> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    let mut taken: HashSet<String> = HashSet::new();
    carried
        .iter()
        .map(|number| {
            let binding = machine.bindings.get(*number);
            let name = binding.name.trim_start_matches("r#").to_owned();
            let variable = bare_path(&name);
            let count = counts
                .entry(name.clone())
                .and_modify(|count| *count += 1)
                .or_insert(1);
            let numbered = *count > 1 || binding.temporary;
            let stored_name = if numbered {
                format!("{name}#{count}")
            } else {
                name.clone()
            };
            let mut ident = if numbered {
                format!("saved_{variable}_{count}")
            } else {
                format!("saved_{variable}")
            };
            // `order.address` and a local `order_of_address` would be one.
            while !taken.insert(ident.clone()) {
                ident.push('_');
            }
            let ident = model::ident(&ident, Span::mixed_site());
            (*number, Place { ident, stored_name })
        })
        .collect()
}

impl Emitter<'_> {
    fn await_ident(&self, point: usize) -> Ident {
        let name = self.machine.points[point - 1].identifier();
        model::ident(&format!("await_{name}"), Span::mixed_site())
    }

    /// What the expansion knows of an `async` block.
    fn block_ident(number: usize) -> Ident {
        model::ident(&format!("block_{number}"), Span::mixed_site())
    }

    /// The variable that hands a binding over from state to state, for those that are.
    fn local(&self, binding: usize) -> Option<&Ident> {
        let place = self.places.get(&binding)?;
        self.handed_over.contains(&binding).then_some(&place.ident)
    }

    /// The variable that keeps a binding, where rustc is to take it for used at the await that needs it: a borrow
    /// that ends before it is told of there.
    fn place_at_await(&self, binding: usize) -> Ident {
        let mut place = self.places[&binding].ident.clone();
        if let Some(point) = self.machine.point_after_which_is_alive(binding) {
            place.set_span(place.span().located_at(point.span));
        }
        place
    }

    /// A statement of those that follow what is picked, as it is emitted: the place of what no other state needs isn't
    /// looked for.
    fn of_pick(&self, unit: &Unit, local: &syn::Local) -> Option<Vec<syn::Stmt>> {
        let [binding] = crate::bindings::bindings_in(&local.pat)[..] else {
            return None;
        };
        let pick = unit.derived.pick_at(binding)?;
        if binding == pick.first || self.local(pick.place).is_some() {
            return None;
        }
        if binding == pick.place {
            return Some(Vec::new());
        }
        let (pattern, first) = (&local.pat, self.machine.bindings.own_name(pick.first));
        Some(vec![syn::parse_quote!(let #pattern = #first;)])
    }

    fn locals(&self) -> impl Iterator<Item = (usize, &Place)> {
        let places = self.places.iter().map(|(binding, place)| (*binding, place));
        places.filter(|(binding, _)| self.handed_over.contains(binding))
    }

    /// The place of a binding as `async` blocks capture it.
    fn captured_ident(&self, binding: usize) -> Ident {
        let place = self.places[&binding].ident.to_string();
        let name = place.trim_start_matches("saved_");
        model::ident(&format!("captured_{name}"), Span::mixed_site())
    }

    /// The numbers of the awaits, among the points.
    fn awaits(&self) -> impl Iterator<Item = usize> {
        let points = self.machine.points.iter().enumerate();
        points
            .filter(|(_, point)| !point.begins_block)
            .map(|(index, _)| index + 1)
    }

    /// The number of the point at which an `async` block begins.
    fn begin_of(&self, block: usize) -> usize {
        let mut begins = self.block_of_points().into_iter();
        begins
            .position(|of| of == block)
            .expect("every `async` block begins")
    }

    /// The `async` block that each point is in; 0 for those of the function's own body.
    fn block_of_points(&self) -> Vec<usize> {
        let mut block = 0;
        let points = self.machine.points.iter().map(|point| {
            block += usize::from(point.begins_block);
            block
        });
        std::iter::once(0).chain(points).collect()
    }

    fn item(&self, prefix: &str) -> Ident {
        model::ident(
            &format!("__{prefix}_{}", bare(&self.function.signature.ident)),
            Span::call_site(),
        )
    }

    fn manifest(&self) -> TokenStream {
        let fingerprint = self.function.fingerprint;
        let start_line = quote_spanned!(self.function.span()=> ::core::line!());
        let points = self.machine.points.iter().enumerate().map(|(index, point)| {
            let (name, source) = (&point.name, &point.source);
            let line = quote_spanned!(point.span=> ::core::line!());
            let live = self.machine.live_after(index).into_iter().flatten();
            let live: Vec<&String> = live
                .map(|binding| &self.places[binding].stored_name)
                .collect();
            let numbered = live.iter().any(|name| name.contains('#'));
            let place = self.machine.place(index, numbered);
            quote!(__durable::Point { name: #name, place: #place, line: #line, source: #source, live: &[#(#live),*] })
        });
        quote! {
            static __MANIFEST: __durable::Manifest = __durable::Manifest {
                fingerprint: #fingerprint,
                points: &[
                    __durable::Point { name: "start", place: 0, line: #start_line, source: "", live: &[] },
                    #(#points,)*
                ],
            };
        }
    }

    /// The function as the user wrote it.
    fn plain(&self) -> TokenStream {
        user_function(self.function, &self.item("plain"))
    }

    /// What the step depends on, so that it is silent when the plain function has an error: the user reads it
    /// once.
    fn future(&self) -> TokenStream {
        let plain = self.plain_call();
        quote! {
            const __FUTURE: ::core::primitive::usize = __durable::size_of_future(&#plain);
            type __Sound = __durable::Sound<__FUTURE>;
        }
    }

    /// The plain function, as one of a tuple.
    fn plain_call(&self) -> TokenStream {
        let plain = self.item("plain");
        let parameters = &self.function.parameters;
        let types = parameters.iter().map(|parameter| &parameter.ty);
        let idents: Vec<_> = parameters
            .iter()
            .map(|parameter| hygienic(&parameter.name))
            .collect();
        quote!(|(#(#idents,)*): (#(#types,)*)| #plain(#(#idents),*))
    }

    fn step(&self) -> TokenStream {
        let Own { frame, cx, .. } = &self.own;
        let step = self.item("step");
        let output = &self.function.output;
        let items = &self.machine.items;
        let rests = self
            .machine
            .split
            .split_bindings()
            .map(|owner| self.rest_struct(owner));
        let locals = self.locals().map(|(_, Place { ident, stored_name })| {
            quote!(let mut #ident = __durable::Local::new(#stored_name);)
        });
        let awaits = self.awaits().map(|point| {
            let ident = self.await_ident(point);
            quote!(let mut #ident = __durable::Await::new(#point);)
        });
        let durable = self.awaits().map(|point| self.durable(point));
        let typing = self.typing_pass();
        let storable = self.stored.iter().map(|binding| {
            let place = self.place_at_await(*binding);
            let storable = self.storable(*binding, &quote!(#place));
            quote!(#storable __durable::check_exhausted!(#place, __Sound);)
        });
        let captured = self.captured.iter().map(|binding| {
            let (name, captured) = (
                &self.places[binding].stored_name,
                self.captured_ident(*binding),
            );
            quote!(let mut #captured = __durable::Captured::new(#name);)
        });
        let storable_captured = self.captured.iter().map(|binding| {
            let captured = self.captured_ident(*binding);
            self.storable(*binding, &quote!(#captured.local))
        });
        let witnesses = (1..self.machine.units.len()).map(|number| {
            let block = Emitter::block_ident(number);
            quote!(let #block = __durable::AsyncBlock::new();)
        });
        let blocks = self.async_blocks();
        let seen = blocks.as_ref().map(|_| {
            quote!(
                use __durable::{NotBorrowed as _, SeenByValue as _};
            )
        });
        let machine = self.arms(0).machine();
        let future = self.future();
        let result = yielded(&quote!(<#output as __durable::Stepped>::Type));
        quote! {
            #future
            #[allow(unused, unused_qualifications, unreachable_code, unreachable_patterns, unstable_name_collisions, non_camel_case_types, clippy::all, clippy::pedantic, clippy::nursery, clippy::restriction)]
            fn #step(#frame: &mut __durable::Frame, #cx: &mut __durable::Cx<'_>) -> #result {
                use __durable::{AnyBase as _, AnyCoercion as _, AnyOwner as _, AnyReceiver as _, AnySource as _, AsItems as _, AsItself as _, NotAFuture as _, NotStorable as _, WholeOnly as _};
                #seen
                #(#items)*
                #(#rests)*
                #(#locals)*
                #(#awaits)*
                #(#witnesses)*
                #(#captured)*
                #typing
                #(#storable)*
                #(#storable_captured)*
                #(#durable)*
                #blocks
                #machine
            }
        }
    }

    fn arms(&self, number: usize) -> Arms<'_> {
        let unit = &self.machine.units[number];
        Arms {
            emitter: self,
            unit,
            number,
            kept: self.machine.kept_in(unit),
        }
    }

    /// Steps the frame of an `async` block, if that is what is given.
    fn async_blocks(&self) -> Option<TokenStream> {
        let Own { frame, cx, .. } = &self.own;
        let of_points = self.block_of_points();
        let blocks = self.machine.units.iter().enumerate().skip(1);
        let arms = blocks.map(|(number, unit)| {
            let (block, machine) = (Emitter::block_ident(number), self.arms(number).machine());
            let step = match &unit.block {
                Some(block) if block.tries => quote!(try_step),
                _ => quote!(step),
            };
            let block = quiet(&quote!(&#block));
            quote! {
                #number => return #block.#step(&__MANIFEST, #frame, #cx, |#frame, #cx| { #machine }),
            }
        });
        (self.machine.units.len() > 1).then(|| {
            quote! {
                match [#(#of_points),*][#frame.point_in(&__MANIFEST)] {
                    #(#arms)*
                    _ => {}
                }
            }
        })
    }

    fn register(&self) -> TokenStream {
        let function = self.function;
        let name = function.stored_name();
        let (step, plain) = (self.item("step"), self.plain_call());
        // What the result can't be is told at its type.
        let (how, errors) = (how(function), errors(function));
        let span = function.output.span();
        let (finish, run_plain) = if function.arguments.inline {
            ("finish_inline", "run_inline")
        } else {
            ("finish", "run_plain")
        };
        let (finish, run_plain) = (Ident::new(finish, span), Ident::new(run_plain, span));
        let run = quote_spanned! {span=>
            step: |frame, cx| __durable::FailsWith::#finish((#step(frame, cx), #how)),
            plain: |input| __durable::FailsWith::#run_plain((&__PARAMETERS, input, #plain, #how)),
        };
        let line = quote_spanned!(function.span()=> ::core::line!());
        if function.arguments.inline {
            return quote! {
                static __ENTRY: __durable::InlineEntry = __durable::InlineEntry {
                    name: #name,
                    file: ::core::file!(),
                    line: #line,
                    manifest: &__MANIFEST,
                    #run
                };
                __durable::inventory::submit! { __durable::Registration::Inline(&__ENTRY) }
                #errors
            };
        }
        let history = function.arguments.history.map(|history| {
            let history = match history {
                History::All => quote!(All),
                History::Last(count) => quote!(Last(#count)),
                History::None => quote!(None),
            };
            quote! {
                __durable::inventory::submit! {
                    __durable::Registration::History {
                        name: #name,
                        history: __durable::History::#history,
                    }
                }
            }
        });
        quote! {
            static __ENTRY: __durable::OrchestratorEntry = __durable::OrchestratorEntry {
                name: #name,
                file: ::core::file!(),
                line: #line,
                manifest: &__MANIFEST,
                check_input: |input| __durable::check_input(&__PARAMETERS, input),
                #run
            };
            __durable::inventory::submit! { __durable::Registration::Orchestrator(&__ENTRY) }
            #history
            #errors
        }
    }

    /// The struct for what is left of a binding whose fields are moved out one by one; nothing when it is
    /// never carried that way.
    fn rest_struct(&self, owner: usize) -> Option<TokenStream> {
        let fields = self.machine.split.fields(owner);
        if !fields.iter().any(|field| self.places.contains_key(field)) {
            return None;
        }
        let rest = self.machine.split.rest(owner, &self.machine.bindings);
        let name = &rest.name;
        let types: Vec<Ident> = (0..rest.members.len())
            .map(|number| format_ident!("__T{}", number))
            .collect();
        let named: Option<Vec<_>> = rest
            .members
            .iter()
            .map(|(member, _)| match member {
                syn::Member::Named(name) => Some(name),
                syn::Member::Unnamed(_) => None,
            })
            .collect();
        Some(match named {
            Some(names) => quote!(struct #name<#(#types),*> { #(#names: #types),* }),
            None => quote!(struct #name<#(#types),*>(#(#types),*);),
        })
    }

    /// Demands that a local can be stored, at the local itself, and says why.
    fn storable(&self, binding: usize, place: &TokenStream) -> TokenStream {
        if self.machine.parameters.contains(&binding) {
            return quote!(__durable::Parameter(&mut #place).make_storable(););
        }
        let point = self
            .machine
            .point_after_which_is_alive(binding)
            .expect("what is stored is alive after an await");
        let line = quote_spanned!(point.span=> ::core::line!());
        let Binding {
            span, temporary, ..
        } = *self.machine.bindings.get(binding);
        let local = borrowed(place, span);
        let demand = if self.machine.bindings.get(binding).name == SPAWNED {
            quote_spanned!(span=> __durable::Durable)
        } else if point.begins_block {
            quote_spanned!(span=> __durable::CapturedIn::<{ #line }>)
        } else if temporary {
            quote_spanned!(span=> <__durable::Checkpoint as __durable::Keeps<_, { #line }>>)
        } else if self.machine.is_mutable_borrow(binding) {
            quote_spanned!(span=> <__durable::Checkpoint as __durable::KeepsBorrow<_, { #line }>>)
        } else {
            quote_spanned!(span=> __durable::NeededAfter::<{ #line }>)
        };
        let make = quote_spanned!(span=> #demand::make_storable);
        // What rustc has to say of the call, it says at the local.
        let mut arguments = Group::new(Delimiter::Parenthesis, local);
        arguments.set_span(span);
        quote!(#make #arguments;)
    }

    /// Demands that an operation is durable, at its `await`.
    fn durable(&self, point: usize) -> TokenStream {
        let place = self.await_ident(point);
        let span = self.machine.points[point - 1].span;
        let wait = borrowed(&quote!(#place), span);
        let make = quote_spanned!(span=> __durable::Durable::make_durable);
        quote!(#make(#wait);)
    }
}

/// `(&mut place,)`, which rustc takes for an expression of the user's at `span`, for the parentheses are.
fn borrowed(place: &TokenStream, span: Span) -> TokenStream {
    operands::tuple(&quote!(&mut #place), span)
}

/// A type that nothing is known of while the plain function has an error.
fn yielded(ty: &impl ToTokens) -> TokenStream {
    quote!(<__Sound as __durable::Yields<#ty>>::Type)
}

/// What a method is called on that is found by its type: it has none while the plain function has an error, for
/// rustc would say that it can't tell which method is meant.
fn quiet(receiver: &TokenStream) -> TokenStream {
    quote!(<__Sound as __durable::Yields<_>>::yields(#receiver))
}

/// What `?` is applied to has no type while the plain function has an error, as what is awaited has none: rustc's
/// errors about `?` are never equal, so they would come more than once.
fn quiet_attempt(attempt: &mut syn::ExprTry) {
    let awaited = match &*attempt.expr {
        syn::Expr::Await(_) => true,
        syn::Expr::Path(path) => path.path.is_ident(&operands::output()),
        _ => false,
    };
    if !awaited {
        let value = &attempt.expr;
        *attempt.expr = syn::parse_quote!(<__Sound as __durable::Yields<_>>::yields(#value));
    }
}

/// The same name, which no user's name can be the same as.
pub(crate) fn hygienic(name: &Ident) -> Ident {
    let mut name = name.clone();
    name.set_span(Span::mixed_site());
    name
}

/// Tokens at a place, so that an error in them is reported there. What they resolve to stays the same.
fn spanned_at(tokens: TokenStream, span: Span) -> TokenStream {
    tokens
        .into_iter()
        .map(|token| match token {
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), spanned_at(group.stream(), span));
                inner.set_span(group.span().located_at(span));
                TokenTree::Group(inner)
            }
            mut token => {
                token.set_span(token.span().located_at(span));
                token
            }
        })
        .collect()
}
