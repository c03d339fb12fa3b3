//! The layout of the crates' sources. Folders depend on each other in one direction, files form no large circles, and
//! within a crate everything is named by the file that it is in. The tests read all paths of the sources; what they
//! find is told with both files and the path between them.

mod map;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::ToTokens;
use syn::visit_mut::{self, VisitMut};
use syn::{Attribute, Item, Stmt};

use self::map::Map;

/// The sources of a crate, and what holds of them.
struct Layout {
    /// The folder of the sources, from the root of the workspace.
    root: &'static str,
    /// The folders and files of `root`, from the bottom to the top. Each may name what is in itself and what comes
    /// before it.
    order: &'static [&'static str],
    /// Files that hold re-exports or another crate's root. What they name is not looked at.
    roots: &'static [&'static str],
    /// How many files may name each other in a circle.
    circle_max: usize,
}

const RUNTIME: Layout = Layout {
    root: "durable-runtime/src",
    order: &[
        "codec",
        "model",
        "upgrade",
        "step",
        "machine",
        "functions",
        "lock",
        "ops",
        "http_client",
        "store",
        "engine",
        "client",
        "management",
        "testing",
        "bench",
        "macros",
    ],
    roots: &["lib.rs", "private.rs"],
    circle_max: 3,
};

/// The engine's parts are lent to each other in one direction.
const ENGINE: Layout = Layout {
    circle_max: 1,
    ..RUNTIME
};

const MACROS: Layout = Layout {
    root: "durable-macros/src",
    order: &[
        "tokens",
        "ids",
        "model",
        "symbols",
        "methods",
        "diagnostics",
        "digest",
        "bindings",
        "concurrency",
        "operands",
        "known_macros",
        "join_sets",
        "cfg",
        "args",
        "anchors",
        "precedence",
        "hygiene",
        "lower",
        "parse",
        "check",
        "emit",
        "expand",
    ],
    roots: &["lib.rs", "bench.rs"],
    circle_max: 1,
};

#[test]
fn the_runtimes_folders_depend_on_those_below_them() {
    assert_none(&RUNTIME.read().upward());
}

#[test]
fn the_macros_folders_depend_on_those_below_them() {
    assert_none(&MACROS.read().upward());
}

#[test]
fn the_runtimes_files_form_no_large_circles() {
    assert_none(&RUNTIME.read().circles());
}

#[test]
fn the_engines_files_form_no_circles() {
    let mut circles = ENGINE.read().circles();
    circles.retain(|told| told.contains("\n    engine/"));
    assert_none(&circles);
}

#[test]
fn the_macros_files_form_no_circles() {
    assert_none(&MACROS.read().circles());
}

#[test]
fn no_file_of_a_crate_names_what_its_root_exports_again() {
    assert_none(&RUNTIME.read().exports());
    assert_none(&MACROS.read().exports());
}

#[test]
fn a_module_with_a_folder_is_in_that_folder() {
    assert_none(&RUNTIME.read().beside_folders());
    assert_none(&MACROS.read().beside_folders());
}

#[test]
fn only_the_store_in_files_names_its_database() {
    let mut named = RUNTIME.read().naming("redb");
    named.retain(|file| !file.starts_with("store/redb/"));
    assert_none(&named);
}

#[test]
fn the_map_names_every_file_in_the_order_of_the_folders() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ARCHITECTURE.md");
    let text = std::fs::read_to_string(path).unwrap();
    for layout in [&RUNTIME, &MACROS] {
        let map = Map::of(&text, layout);
        let sources = layout.read();
        assert_none(&map.missing(&sources));
        assert_none(&map.out_of_order(layout));
    }
}

#[track_caller]
fn assert_none(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

/// The modules from the root of a crate to a file, or to a module in it.
type Module = Vec<String>;

/// A path in a file that names another file of the crate, or the crate's root.
struct Use {
    from: Module,
    to: Module,
    /// As it is written, with what a `use` tree has before it.
    path: String,
}

/// The files of a crate, and which of them name each other.
struct Sources {
    layout: &'static Layout,
    /// The files, by their modules.
    files: BTreeMap<Module, String>,
    uses: Vec<Use>,
    /// What the files hold, but for their tests.
    tokens: BTreeMap<Module, TokenStream>,
}

impl Layout {
    fn read(&'static self) -> Sources {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("..")
            .join(self.root);
        let mut sources = Vec::new();
        read_folder(&root, "", &mut sources);
        assert!(
            sources.len() > 20,
            "the sources are not in {}",
            root.display()
        );
        Sources::of(self, &sources)
    }
}

/// Reads all files of a folder: their names from the crate's root, and their texts.
fn read_folder(folder: &Path, name: &str, sources: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("{name}{}", path.file_name().unwrap().to_str().unwrap());
        if path.is_dir() {
            read_folder(&path, &format!("{name}/"), sources);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            sources.push((name, std::fs::read_to_string(&path).unwrap()));
        }
    }
}

/// The module that a file is.
fn module_of(file: &str) -> Module {
    let name = file.strip_suffix(".rs").expect("a source ends with `.rs`");
    let mut module: Module = name.split('/').map(str::to_owned).collect();
    if matches!(module.last().map(String::as_str), Some("mod" | "lib")) {
        module.pop();
    }
    module
}

impl Sources {
    fn of(layout: &'static Layout, sources: &[(String, String)]) -> Self {
        let mut parsed = BTreeMap::new();
        let mut tests = Vec::new();
        for (file, text) in sources {
            let module = module_of(file);
            let mut syntax =
                syn::parse_file(text).unwrap_or_else(|error| panic!("{file}: {error}"));
            let mut without = WithoutTests::default();
            without.visit_file_mut(&mut syntax);
            let of_this = |name: String| module.iter().cloned().chain([name]).collect::<Module>();
            tests.extend(without.files.into_iter().map(of_this));
            parsed.insert(module, (file.clone(), syntax));
        }
        parsed.retain(|module, _| !tests.iter().any(|tests| module.starts_with(tests)));
        let mut files: BTreeMap<Module, String> = BTreeMap::new();
        for (module, (file, _)) in &parsed {
            files.insert(module.clone(), file.clone());
        }
        let mut uses = Vec::new();
        let mut tokens = BTreeMap::new();
        for (module, (file, syntax)) in &parsed {
            tokens.insert(module.clone(), syntax.to_token_stream());
            if !layout.roots.contains(&file.as_str()) {
                let mut paths = Paths {
                    files: &files,
                    file: module,
                    uses: &mut uses,
                };
                paths.of_tokens(syntax.to_token_stream(), module);
            }
        }
        Self {
            layout,
            files,
            uses,
            tokens,
        }
    }

    fn name(&self, module: &[String]) -> &str {
        &self.files[module]
    }

    fn told(&self, used: &Use) -> String {
        let (from, to) = (self.name(&used.from), self.name(&used.to));
        format!("{from} names {to} by `{}`", used.path)
    }

    /// The place of a file in the order.
    fn place(&self, module: &[String]) -> Option<usize> {
        let folder = module.first()?;
        self.layout.order.iter().position(|named| named == folder)
    }

    /// What a file names of a folder above its own; and files that have no place in the order.
    fn upward(&self) -> Vec<String> {
        let is_root = |file: &String| self.layout.roots.contains(&file.as_str());
        let unplaced = self.files.iter().filter(|(module, file)| {
            !is_root(file) && !module.is_empty() && self.place(module).is_none()
        });
        let unplaced = unplaced.map(|(_, file)| format!("{file} has no place in the order"));
        let upward = self.uses.iter().filter(|used| {
            let (from, to) = (self.place(&used.from), self.place(&used.to));
            from.zip(to).is_some_and(|(from, to)| from < to)
        });
        let upward = upward.map(|used| format!("upward: {}", self.told(used)));
        unplaced.chain(upward).collect()
    }

    /// What files name by the crate's root, though it is in another file.
    fn exports(&self) -> Vec<String> {
        let of_root = self.uses.iter().filter(|used| used.to.is_empty());
        let told = of_root.map(|used| {
            let from = self.name(&used.from);
            format!(
                "{from} names `{}`, which the root exports again: name it by its file",
                used.path
            )
        });
        told.collect()
    }

    /// The files that name a crate by a path which begins with its name. A module of that name is none.
    fn naming(&self, name: &str) -> Vec<String> {
        let named = self.tokens.iter().filter(|(module, tokens)| {
            let child: Module = module.iter().cloned().chain([name.to_owned()]).collect();
            let is_module = self.files.contains_key(&child);
            names_crate((*tokens).clone(), name, is_module)
        });
        named
            .map(|(module, _)| self.name(module).to_owned())
            .collect()
    }

    /// The circles of files that are larger than they may be, each with a path for every step of it.
    fn circles(&self) -> Vec<String> {
        let mut edges: BTreeMap<&Module, BTreeMap<&Module, &Use>> = BTreeMap::new();
        for used in self.uses.iter().filter(|used| !used.to.is_empty()) {
            edges
                .entry(&used.from)
                .or_default()
                .entry(&used.to)
                .or_insert(used);
        }
        let reached: BTreeMap<&Module, BTreeSet<&Module>> = self
            .files
            .keys()
            .map(|module| (module, reached_from(module, &edges)))
            .collect();
        let mut seen: BTreeSet<&Module> = BTreeSet::new();
        let mut told = Vec::new();
        for module in self.files.keys() {
            if seen.contains(module) {
                continue;
            }
            let is_in = |other: &&&Module| reached[**other].contains(module);
            let circle: BTreeSet<&Module> = reached[module].iter().filter(is_in).copied().collect();
            seen.extend(&circle);
            if circle.len() > self.layout.circle_max {
                told.push(self.told_circle(&circle, &edges));
            }
        }
        told
    }

    fn told_circle(
        &self,
        circle: &BTreeSet<&Module>,
        edges: &BTreeMap<&Module, BTreeMap<&Module, &Use>>,
    ) -> String {
        let mut told = format!("a circle of {} files:", circle.len());
        let uses = circle.iter().filter_map(|module| edges.get(*module));
        for (to, used) in uses.flatten() {
            if circle.contains(to) {
                let _ = write!(told, "\n    {}", self.told(used));
            }
        }
        told
    }

    /// Files that lie beside the folder of their module.
    fn beside_folders(&self) -> Vec<String> {
        let is_folder = |file: &str| {
            let folder = format!("{}/", file.strip_suffix(".rs").unwrap_or(file));
            self.files.values().any(|other| other.starts_with(&folder))
        };
        let beside = self.files.values().filter(|file| is_folder(file));
        beside
            .map(|file| format!("{file} lies beside its folder: make it that folder's `mod.rs`"))
            .collect()
    }
}

/// Whether tokens hold a path that begins with a crate's name: `::redb::Error`, or `redb::Error` where no module has the
/// name.
fn names_crate(tokens: TokenStream, name: &str, is_module: bool) -> bool {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    (0..tokens.len()).any(|at| match &tokens[at] {
        TokenTree::Group(group) => names_crate(group.stream(), name, is_module),
        TokenTree::Ident(ident) if ident == name => {
            if is_within_path(&tokens, at) {
                at == 2 || at > 2 && !matches!(tokens[at - 3], TokenTree::Ident(_))
            } else {
                !is_module && is_colons(&tokens, at + 1)
            }
        }
        _ => false,
    })
}

/// All files that a file names, and that those name.
fn reached_from<'a>(
    module: &'a Module,
    edges: &BTreeMap<&'a Module, BTreeMap<&'a Module, &'a Use>>,
) -> BTreeSet<&'a Module> {
    let mut reached = BTreeSet::new();
    let mut open = vec![module];
    while let Some(next) = open.pop() {
        for to in edges.get(next).into_iter().flat_map(BTreeMap::keys) {
            if reached.insert(*to) {
                open.push(to);
            }
        }
    }
    reached
}

/// Takes out of a file what only tests see.
#[derive(Default)]
struct WithoutTests {
    /// The modules in files of their own that only tests see.
    files: Vec<String>,
}

/// Whether these attributes leave something to tests.
fn is_of_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let is_test = |tokens: String| tokens == "test" || tokens.starts_with("all (test ,");
        let list = attribute.meta.require_list();
        attribute.path().is_ident("cfg") && list.is_ok_and(|list| is_test(list.tokens.to_string()))
    })
}

fn attributes_of(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

impl WithoutTests {
    fn take_out(&mut self, items: &mut Vec<Item>) {
        let of_tests = items.extract_if(.., |item| is_of_tests(attributes_of(item)));
        let files = of_tests.filter_map(|item| match item {
            Item::Mod(module) if module.content.is_none() => Some(module.ident.to_string()),
            _ => None,
        });
        self.files.extend(files);
    }
}

impl VisitMut for WithoutTests {
    fn visit_file_mut(&mut self, file: &mut syn::File) {
        self.take_out(&mut file.items);
        visit_mut::visit_file_mut(self, file);
    }

    fn visit_item_mod_mut(&mut self, module: &mut syn::ItemMod) {
        if let Some((_, items)) = &mut module.content {
            self.take_out(items);
        }
        visit_mut::visit_item_mod_mut(self, module);
    }

    fn visit_item_impl_mut(&mut self, item: &mut syn::ItemImpl) {
        item.items.retain(
            |item| !matches!(item, syn::ImplItem::Fn(method) if is_of_tests(&method.attrs)),
        );
        visit_mut::visit_item_impl_mut(self, item);
    }

    fn visit_block_mut(&mut self, block: &mut syn::Block) {
        block.stmts.retain(
            |statement| !matches!(statement, Stmt::Item(item) if is_of_tests(attributes_of(item))),
        );
        visit_mut::visit_block_mut(self, block);
    }
}

/// Finds the paths in a file that begin with `crate`, `super`, `self` or the name of a module below it, wherever they
/// are: in a `use` tree, in code, in a type, or in the tokens that a macro is given.
struct Paths<'a> {
    files: &'a BTreeMap<Module, String>,
    file: &'a Module,
    uses: &'a mut Vec<Use>,
}

impl Paths<'_> {
    /// Looks at code of a module, which is the file's or one within it.
    fn of_tokens(&mut self, tokens: TokenStream, module: &Module) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        while at < tokens.len() {
            match &tokens[at] {
                TokenTree::Ident(ident) if ident == "mod" => {
                    if let [TokenTree::Ident(name), TokenTree::Group(body), ..] = &tokens[at + 1..]
                    {
                        let mut within = module.clone();
                        within.push(name.to_string());
                        self.of_tokens(body.stream(), &within);
                        at += 2;
                    }
                }
                TokenTree::Ident(ident)
                    if self.begins_path(&ident.to_string(), module)
                        && is_colons(&tokens, at + 1)
                        && !is_within_path(&tokens, at) =>
                {
                    at = self.of_path(&tokens, at, module, Vec::new());
                    continue;
                }
                TokenTree::Group(group) => self.of_tokens(group.stream(), module),
                _ => {}
            }
            at += 1;
        }
    }

    /// Whether a path that begins with this name stays in the crate.
    fn begins_path(&self, name: &str, module: &Module) -> bool {
        let child: Module = module.iter().cloned().chain([name.to_owned()]).collect();
        ["crate", "super", "self"].contains(&name) || self.files.contains_key(&child)
    }

    /// Takes in the path that begins at a token, after `before`. Where it ends.
    fn of_path(
        &mut self,
        tokens: &[TokenTree],
        mut at: usize,
        module: &Module,
        mut before: Vec<String>,
    ) -> usize {
        loop {
            match tokens.get(at) {
                Some(TokenTree::Ident(name)) => before.push(name.to_string()),
                Some(TokenTree::Group(tree)) if tree.delimiter() == Delimiter::Brace => {
                    self.of_tree(tree, module, &before);
                    return at + 1;
                }
                // A `*`, or the arguments of a type.
                _ => break,
            }
            at += 1;
            if !is_colons(tokens, at) {
                break;
            }
            at += 2;
        }
        let is_macro =
            matches!(tokens.get(at), Some(TokenTree::Punct(mark)) if mark.as_char() == '!');
        if !is_macro {
            self.found(&before, module);
        }
        at
    }

    /// Takes in what the braces of a `use` tree hold.
    fn of_tree(&mut self, tree: &Group, module: &Module, before: &[String]) {
        let tokens: Vec<TokenTree> = tree.stream().into_iter().collect();
        let is_comma =
            |token: &TokenTree| matches!(token, TokenTree::Punct(mark) if mark.as_char() == ',');
        for branch in tokens.split(is_comma).filter(|branch| !branch.is_empty()) {
            self.of_path(branch, 0, module, before.to_vec());
        }
    }

    /// Notes what a path names, if it is another file.
    fn found(&mut self, path: &[String], module: &Module) {
        let mut names = path.iter().map(String::as_str).peekable();
        let mut to = match names.peek() {
            Some(&"crate") => Module::new(),
            _ => module.clone(),
        };
        while let Some(first) = names.next_if(|name| ["crate", "super", "self"].contains(name)) {
            if first == "super" {
                to.pop();
            }
        }
        for name in names {
            to.push(name.to_owned());
            if !self.files.contains_key(&to) {
                break;
            }
        }
        while !self.files.contains_key(&to) && to.pop().is_some() {}
        if to != *self.file {
            self.uses.push(Use {
                from: self.file.clone(),
                to,
                path: path.join("::"),
            });
        }
    }
}

/// Whether there is a `::` here.
fn is_colons(tokens: &[TokenTree], at: usize) -> bool {
    let is_colon =
        |token: &TokenTree| matches!(token, TokenTree::Punct(mark) if mark.as_char() == ':');
    matches!(tokens.get(at..at + 2), Some([one, other]) if is_colon(one) && is_colon(other))
}

/// Whether the name here is within a path that has begun, or is the `$crate` of a macro.
fn is_within_path(tokens: &[TokenTree], at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| &tokens[before]);
    let is_dollar = matches!(before, Some(TokenTree::Punct(mark)) if mark.as_char() == '$');
    is_dollar || (at >= 2 && is_colons(tokens, at - 2))
}

/// A crate of three folders, for the tests of what finds the faults.
static SMALL: Layout = Layout {
    root: "",
    order: &["low", "middle", "high"],
    roots: &["lib.rs"],
    circle_max: 2,
};

fn small(sources: &[(&str, &str)]) -> Sources {
    let owned = sources
        .iter()
        .map(|(file, text)| ((*file).to_owned(), (*text).to_owned()));
    let root = ("lib.rs".to_owned(), "pub use high::High;".to_owned());
    Sources::of(&SMALL, &owned.chain([root]).collect::<Vec<_>>())
}

#[test]
fn a_path_upward_is_told_with_both_files() {
    let sources = small(&[
        ("low/mod.rs", "pub(crate) mod a;"),
        ("low/a.rs", "use crate::high::High; fn f(_: High) {}"),
        ("high.rs", "use crate::low::a; struct High;"),
    ]);
    assert_eq!(
        sources.upward(),
        ["upward: low/a.rs names high.rs by `crate::high::High`"]
    );
}

#[test]
fn a_file_without_a_place_in_the_order_is_told() {
    let sources = small(&[("other.rs", "")]);
    assert_eq!(sources.upward(), ["other.rs has no place in the order"]);
}

#[test]
fn a_path_in_a_macro_is_seen() {
    let text = r#"fn f() -> String { format!("{}", [crate::high::count()][0]) }"#;
    let sources = small(&[("low.rs", text), ("high.rs", "")]);
    assert_eq!(
        sources.upward(),
        ["upward: low.rs names high.rs by `crate::high::count`"]
    );
}

#[test]
fn paths_in_types_and_calls_are_seen() {
    let text = "fn f(_: Vec<crate::high::A>) { <super::high::B as Default>::default(); crate::middle::c::<u8>() }";
    let sources = small(&[("low.rs", text), ("middle.rs", ""), ("high.rs", "")]);
    assert_eq!(sources.upward().len(), 3);
}

#[test]
fn a_path_that_begins_with_a_module_below_is_seen() {
    let sources = small(&[
        ("low/mod.rs", "mod a; use a::A; fn f() { b::f(); }"),
        ("low/a.rs", ""),
        ("low/b.rs", ""),
    ]);
    let told: Vec<_> = sources.uses.iter().map(|used| sources.told(used)).collect();
    assert_eq!(
        told,
        [
            "low/mod.rs names low/a.rs by `a::A`",
            "low/mod.rs names low/b.rs by `b::f`"
        ]
    );
}

#[test]
fn a_circle_through_use_trees_is_told_with_its_paths() {
    let sources = small(&[
        ("low/mod.rs", "mod a; mod b; mod c;"),
        ("low/a.rs", "use super::{b::{B, self}, Low};"),
        ("low/b.rs", "use crate::{low::{c::C}};"),
        ("low/c.rs", "mod inner { use super::super::a::A; }"),
    ]);
    let circles = sources.circles();
    let [circle] = &circles[..] else {
        panic!("{circles:?}")
    };
    assert!(circle.starts_with("a circle of 3 files:"), "{circle}");
    assert!(
        circle.contains("low/b.rs names low/c.rs by `crate::low::c::C`"),
        "{circle}"
    );
    assert!(
        circle.contains("low/c.rs names low/a.rs by `super::super::a::A`"),
        "{circle}"
    );
}

#[test]
fn a_circle_is_told_when_it_is_larger_than_allowed() {
    let two = [("low/a.rs", "use super::b;"), ("low/b.rs", "use super::a;")];
    assert_none(&small(&two).circles());
    let three = [
        ("low/a.rs", "use super::b;"),
        ("low/b.rs", "use super::c;"),
        ("low/c.rs", "use super::a;"),
    ];
    assert_eq!(small(&three).circles().len(), 1);
}

#[test]
fn what_the_root_exports_is_told_and_its_macros_and_modules_are_not() {
    let text = "use crate::{High, high::High as Same}; fn f() { crate::join!(); }";
    let sources = small(&[("high.rs", ""), ("middle.rs", text)]);
    let exports = sources.exports();
    assert_eq!(exports.len(), 1, "{exports:?}");
    assert!(exports[0].contains("`crate::High`"), "{exports:?}");
}

#[test]
fn what_only_tests_see_is_not_looked_at() {
    let text = "#[cfg(test)] use crate::high::A; #[cfg(test)] mod tests { use crate::high::B; } #[cfg(test)] mod more;";
    let sources = small(&[
        ("low/mod.rs", text),
        ("low/more.rs", "use crate::high::C;"),
        ("high.rs", ""),
    ]);
    assert_none(&sources.upward());
}

#[test]
fn what_a_macro_writes_for_other_crates_is_not_looked_at() {
    let text = "macro_rules! m { () => { $crate::high::f() }; }";
    assert_none(&small(&[("low.rs", text), ("high.rs", "")]).upward());
}

#[test]
fn what_names_a_crate_is_told_and_what_names_a_module_is_not() {
    let naming = |text| small(&[("high.rs", text), ("low/a.rs", "")]).naming("low");
    assert_eq!(naming("use low::a;"), ["high.rs"]);
    assert_eq!(
        naming("fn f() -> Vec<::low::A> { Vec::new() }"),
        ["high.rs"]
    );
    assert_eq!(naming("use crate::low::a;"), [""; 0]);
}

#[test]
fn a_file_beside_its_folder_is_told() {
    let sources = small(&[("low.rs", "mod a;"), ("low/a.rs", "")]);
    assert_eq!(sources.beside_folders().len(), 1);
}

#[test]
fn a_file_that_the_map_misses_is_told_and_so_is_a_row_in_the_wrong_place() {
    let text = "### `` etc.\n\n| where | what |\n|---|---|\n| `high.rs` | all |\n| `low/` | `a` and `mod`; `b/` |\n";
    let map = Map::of(text, &SMALL);
    let sources = small(&[
        ("high.rs", ""),
        ("low/mod.rs", ""),
        ("low/a.rs", ""),
        ("low/b/mod.rs", ""),
        ("low/b/c.rs", ""),
    ]);
    assert_eq!(
        map.missing(&sources),
        ["ARCHITECTURE.md's map doesn't name low/b/c.rs"]
    );
    assert_eq!(map.out_of_order(&SMALL).len(), 1);
}
