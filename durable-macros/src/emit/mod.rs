//! From a [`Machine`] to Rust: the function that is called, the plain function, the step, and the entry that registers
//! them.

pub(crate) mod activity;
mod arms;
mod attributes;
mod canonical;
mod closures;
mod defaults;
mod docs;
pub(crate) mod emitter;
mod format_strings;
pub(crate) mod function;
mod guards;
mod machine_text;
pub(crate) mod migration;
mod printed_tokens;
mod proofs;
mod region;
mod rewrite;
mod typing;
mod unit;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use proc_macro2::{Delimiter, Group, Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;

use self::emitter::{Emitter, Own, Place, borrowed, quiet};
use self::function::{
    call, called_with_tuple, errors, how, own_span, parameters, type_ok, user_function,
};
use self::machine_text::machine_text;
use self::unit::Arms;

use crate::bindings::Binding;
use crate::concurrency;
use crate::digest::Digest;
use crate::ids::{BindingId, PointId, UnitId};
use crate::lower::Machine;
use crate::lower::split::bare_path;
use crate::model::{self, Function, History};

/// The text of a machine.
#[cfg(test)]
pub(crate) fn text_of(function: &Function, machine: &Machine) -> String {
    machine_text(&emitter(function, machine))
}

fn emitter<'a>(function: &'a Function, machine: &'a Machine) -> Emitter<'a> {
    Emitter {
        function,
        machine,
        own: Own::new(),
        places: places(machine, &machine.carried()),
        handed_over: machine.handed_over(),
        stored: machine.stored(),
        captured: machine.captured(),
        redefined: machine.redefined(),
        has_sets: machine.bindings.has_sets,
    }
}

pub(crate) fn orchestrator(function: &Function, machine: &Machine) -> TokenStream {
    let emitter = emitter(function, machine);
    let parameters = if function.arguments.inline {
        parameters(function, &quote!(Parameters), &quote!(StoredParams))
    } else {
        parameters(function, &quote!(JsonParameters), &quote!(JsonParams))
    };
    let manifest = emitter.manifest();
    let (name, shown) = (function.key(), function.name_and_version());
    // Where the release's lock doesn't have the machine, the error is at the function's name.
    let locked =
        quote_spanned!(own_span(function.signature.ident.span())=> __durable::locked!(#shown););
    let plain = emitter.plain();
    let step = emitter.step();
    let register = emitter.register();
    call(
        function,
        &function.orchestration_call(),
        &quote!(#name),
        &emitter.suspension_points(),
        &quote! {
            #parameters
            #manifest
            #locked
            #plain
            #step
            #register
        },
    )
}

/// Gives each carried binding a variable and a name in the store. The first binding of a name has that
/// name, the next ones have a number.
fn places(machine: &Machine, carried: &BTreeSet<BindingId>) -> BTreeMap<BindingId, Place> {
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
            let is_numbered = *count > 1 || binding.temporary;
            let stored_name = if is_numbered {
                format!("{name}#{count}")
            } else {
                name.clone()
            };
            let mut text = if is_numbered {
                format!("{variable}_{count}")
            } else {
                variable
            };
            // `order.address` and a local `order_of_address` would be one.
            while !taken.insert(text.clone()) {
                text.push('_');
            }
            let ident = |of| model::ident(&format!("{of}_{text}"), Span::mixed_site());
            let place = Place {
                ident: ident("saved"),
                captured: ident("captured"),
                stored_name,
                is_numbered,
            };
            (*number, place)
        })
        .collect()
}

impl Emitter<'_> {
    fn manifest(&self) -> TokenStream {
        let name = self.function.key();
        let text = machine_text(self);
        let brace = self.function.body.brace_token.span.join();
        let source = brace.source_text().unwrap_or_default();
        let source_line = quote_spanned!(brace=> ::core::line!());
        let machine = hex(Digest::new().and(&text).number());
        let fingerprints = self.function.fingerprints.iter().copied().map(hex);
        let start_line = quote_spanned!(self.function.span()=> ::core::line!());
        let points = self.machine.points.iter().map(|(index, point)| {
            let (name, source) = (point.name(), &point.source);
            let line = quote_spanned!(point.span=> ::core::line!());
            let live = self.machine.live_after(index).into_iter().flatten();
            let live: Vec<&Place> = live.map(|binding| &self.places[binding]).collect();
            let are_numbered = live.iter().any(|place| place.is_numbered);
            let place = hex(self.machine.place(index, are_numbered));
            let live = live.iter().map(|place| &place.stored_name);
            quote!(#name, #place, #line, #source, [#(#live),*];)
        });
        quote! {
            __durable::manifest! {
                #name, #machine, #text, #source, #source_line, [#(#fingerprints),*], #start_line;
                #(#points)*
            }
        }
    }

    /// The function as the user wrote it.
    fn plain(&self) -> TokenStream {
        user_function(self.function, &self.item("plain"))
    }

    /// The plain function that the step depends on, so that the step is silent when that has an error: the user reads
    /// it once.
    fn future(&self) -> TokenStream {
        type_ok(self.function, &self.item("plain"))
    }

    fn step(&self) -> TokenStream {
        let step = &self.own.step;
        let function = self.item("step");
        let output = &self.function.output;
        let items = &self.machine.items;
        let rests = self
            .machine
            .split
            .split_bindings()
            .map(|owner| self.rest_struct(owner));
        let locals = self.locals().map(|(binding, place)| {
            let (ident, stored_name) = (&place.ident, &place.stored_name);
            let declared = self.declared(binding);
            quote!(let mut #ident = __durable::Local::new(#stored_name) #declared;)
        });
        let awaits = self.awaits().map(|point| {
            let ident = self.await_ident(point);
            let number = Literal::usize_unsuffixed(point.in_manifest());
            quote!(let mut #ident = __durable::Await::new(#number);)
        });
        let durable = self.awaits().map(|point| self.durable(point));
        let typing = self.typing_pass();
        let storable = self.stored.iter().map(|binding| {
            let place = self.place_at_await(*binding);
            self.storable(*binding, &quote!(#place))
        });
        let check_exhausted = (!self.stored.is_empty()).then(|| {
            let places = self.stored.iter();
            let places = places.map(|binding| self.place_at_await(*binding));
            quote!(__durable::check_exhausted!(__TypeOk: #(#places),*);)
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
        let witnesses = self.machine.units.ids().skip(1).map(|number| {
            let block = Emitter::block_ident(number);
            quote!(let #block = __durable::AsyncBlock::new();)
        });
        let blocks = self.async_blocks();
        let defaults = self.defaults();
        let machine = self.arms(UnitId::BODY).machine();
        let future = self.future();
        let result = quote!(<__TypeOk as __durable::Stepped<#output>>::Type);
        quote! {
            #future
            #[allow(unused, unused_qualifications, unstable_name_collisions, nonstandard_style)]
            #[allow(clippy::all, clippy::pedantic, clippy::nursery, clippy::restriction)]
            fn #function(#step: &mut __durable::Stepping<'_, '_, __TypeOk>) -> #result {
                use __durable::probes::*;
                #(#items)*
                #(#rests)*
                #(#locals)*
                #(#awaits)*
                #(#witnesses)*
                #(#captured)*
                #typing
                #(#storable)*
                #check_exhausted
                #(#storable_captured)*
                #(#durable)*
                #blocks
                #defaults
                #machine
            }
        }
    }

    fn arms(&self, number: UnitId) -> Arms<'_> {
        let unit = &self.machine.units[number];
        Arms {
            emitter: self,
            unit,
            number,
            kept: self.machine.kept_in(unit),
            behind: RefCell::default(),
            outside: RefCell::default(),
        }
    }

    /// Steps the frame of an `async` block, if that is what is given.
    fn async_blocks(&self) -> TokenStream {
        let step = &self.own.step;
        let blocks = self.machine.units.iter().skip(1);
        blocks
            .map(|(number, unit)| {
                let (block, machine) = (Emitter::block_ident(number), self.arms(number).machine());
                let run = match &unit.block {
                    Some(block) if block.tries => quote!(__durable_try_step),
                    _ => quote!(__durable_step),
                };
                let block = quiet(&quote!(&#block));
                let points = self.points_of(number);
                let [begin, end] = [points.start, points.end].map(Literal::usize_unsuffixed);
                quote! {
                    if #step.__durable_is_in(#begin..#end) {
                        return #block.#run(#step, |#step| { #machine });
                    }
                }
            })
            .collect()
    }

    /// Makes the function known, with how it is stepped and run.
    fn register(&self) -> TokenStream {
        let function = self.function;
        let name = function.key();
        let step = self.item("step");
        // Errors about the result are reported at its type.
        let (how, errors) = (how(function), errors(function));
        let span = function.output.span();
        let (kind, finish, run_plain) = if function.arguments.inline {
            ("inline_orchestrator", "finish_inline", "run_inline")
        } else {
            ("orchestrator", "finish", "run_plain")
        };
        let kind = Ident::new(kind, Span::call_site());
        let (finish, run_plain) = (Ident::new(finish, span), Ident::new(run_plain, span));
        // What is wrong with its result is told already.
        let plain = called_with_tuple(function, &self.item("plain"), quiet);
        let run = quote_spanned! {span=>
            step: |frame, cx| __durable::FailsWith::#finish((
                #step(&mut __durable::Stepping::new(&__MANIFEST, frame, cx)), #how
            )),
            plain: |input| __durable::FailsWith::#run_plain((&__PARAMETERS, input, #plain, #how))
        };
        let history = function.arguments.history.map(|history| {
            let history = match history {
                History::All => quote!(All),
                History::Last(count) => quote!(Last(#count)),
                History::None => quote!(None),
            };
            let history = quote!(__durable::History::#history);
            quote! {
                __durable::register! {
                    __durable::Registration::History { name: #name, history: #history }, []
                }
            }
        });
        let was = function.arguments.was.as_ref().map(|was| {
            quote! {
                __durable::register! {
                    __durable::Registration::OldName { name: #name, was: #was }, []
                }
            }
        });
        quote! {
            __durable::#kind! { #name, #errors, #run }
            #history
            #was
        }
    }

    /// The struct for the rest of a binding with fields that are moved out one by one; nothing if it is never carried
    /// that way.
    fn rest_struct(&self, owner: BindingId) -> Option<TokenStream> {
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

    /// Demands that a local can be stored, at the local itself, with the reason.
    fn storable(&self, binding: BindingId, place: &TokenStream) -> TokenStream {
        if self.machine.parameters.contains(&binding) {
            let parameter = if self.function.arguments.inline {
                quote!(Parameter)
            } else {
                quote!(InputParameter)
            };
            return quote!(__durable::#parameter(&mut #place).__durable_make_storable(););
        }
        let Binding {
            span, temporary, ..
        } = *self.machine.bindings.get(binding);
        let local = borrowed(place, span);
        let point = self.machine.point_after_which_is_alive(binding);
        let line = line_of(point.map_or(span, |point| point.span));
        let begins_block = point.is_some_and(|point| point.begins_block);
        let demand = if self.machine.bindings.get(binding).spawned {
            quote_spanned!(span=> __durable::Durable)
        } else if begins_block {
            quote_spanned!(span=> __durable::CapturedIn::<#line>)
        } else if temporary {
            quote_spanned!(span=> <__durable::AcrossAwait as __durable::Keeps<_, #line>>)
        } else if self.machine.is_mutable_borrow(binding) {
            quote_spanned!(span=> <__durable::AcrossAwait as __durable::KeepsBorrow<_, #line>>)
        } else {
            quote_spanned!(span=> __durable::NeededAfter::<#line>)
        };
        let make = quote_spanned!(span=> #demand::make_storable);
        // rustc reports errors about the call at the local.
        let mut arguments = Group::new(Delimiter::Parenthesis, local);
        arguments.set_span(span);
        quote!(#make #arguments;)
    }

    /// Demands that an operation is durable, at its `await`.
    fn durable(&self, point: PointId) -> TokenStream {
        let place = self.await_ident(point);
        let span = self.machine.points[point].span;
        if concurrency::is_readable(&self.machine.points[point].source) {
            // Each of its operations is demanded to be durable at its own place.
            return quote!(__durable::Together(&mut #place).__durable_make_durable(););
        }
        let wait = borrowed(&quote!(#place), span);
        let of = if self.machine.points[point].is_event() {
            quote_spanned!(span=> __durable::DurableEvent)
        } else {
            quote_spanned!(span=> __durable::Durable)
        };
        let make = quote_spanned!(span=> #of::make_durable);
        quote!(#make(#wait);)
    }
}

/// A digest as a short literal.
fn hex(digest: u64) -> Literal {
    format!("{digest:#x}").parse().expect("it is a literal")
}

/// The line in which something stands, for what rustc says of it. There is none where no macro is expanded.
fn line_of(span: Span) -> Literal {
    let line = if proc_macro::is_available() {
        span.unwrap().line()
    } else {
        0
    };
    Literal::usize_unsuffixed(line)
}
