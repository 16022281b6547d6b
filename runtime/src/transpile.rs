//! TypeScript/JSX text in; a function module, its map, its probe table and its links out. Pure.
//!
//! The only room that knows the parser's tree, together with `transpile/` and `blame`.

mod commonjs;
pub(crate) mod evaluated;
mod hot;
mod modules;
mod namespaces;
pub mod outline;
pub(crate) mod probes;
mod read;
pub(crate) mod unmarked;
mod unsupported;
mod values;

use std::ops::Range;
use std::path::Path;

use oxc::allocator::Allocator;
use oxc::ast::ast::{Directive, Program};
use oxc::codegen::{Codegen, CodegenOptions, CodegenReturn, CommentOptions};
use oxc::diagnostics::OxcDiagnostic;
use oxc::semantic::SemanticBuilder;
use oxc::span::SourceType;
use oxc::transformer::{
    DecoratorOptions, HelperLoaderMode, JsxOptions, JsxRuntime, TransformOptions, Transformer,
};

use serde::{Deserialize, Serialize};

pub use commonjs::Format;
pub use hot::Accepts;
pub use probes::{Probe, ProbeKind};
use read::Text;

use crate::position::LineColumn;
use crate::source_map::MapToken;

/// What decides the transform besides the text: the part of the nearest tsconfig that matters.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Recipe {
    /// Probes only mark their places; nothing stops there.
    pub only_marks: bool,
    pub experimental_decorators: bool,
    pub emit_decorator_metadata: bool,
    /// `None`: the default of the language (`true` for targets from ES2022 on).
    pub use_define_for_class_fields: Option<bool>,
    pub verbatim_module_syntax: bool,
    /// `jsx: "react"`: `jsxFactory` calls instead of the automatic runtime.
    pub jsx_classic: bool,
    pub jsx_development: bool,
    pub jsx_factory: Option<String>,
    pub jsx_fragment_factory: Option<String>,
    pub jsx_import_source: Option<String>,
    pub format: Format,
}

/// A module as a function, and everything known of it without running it.
#[derive(Debug, Serialize, Deserialize)]
pub struct Transpiled {
    /// One expression: a function that takes the probes' parameters and makes the module function.
    pub code: String,
    /// Generated to original positions, in generated order.
    pub tokens: Vec<MapToken>,
    /// Probe number to its statement.
    pub probes: Vec<Probe>,
    /// The names under which the text knows what it imports.
    pub import_locals: Vec<ImportLocal>,
    /// What it imports, in the order of the text; the index is the *slot*.
    pub requests: Vec<Request>,
    /// Names taken from a request, for the link check.
    pub imports: Vec<ImportedName>,
    pub exports: Vec<Export>,
    pub evaluation: Evaluation,
    pub accepts: Accepts,
    /// What it asks for by `import()` or `require()`, where the specifier is written out.
    pub lazy: Vec<Request>,
}

/// One distinct module asked for by static import or re-export.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    pub specifier: String,
    /// `with { type: "json" }`.
    pub attribute_type: Option<String>,
    /// The specifier's text, quotes included.
    pub range: Range<u32>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportedName {
    pub slot: usize,
    pub name: String,
    pub range: Range<u32>,
}

/// A name of the text that is bound by an import.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportLocal {
    pub local: String,
    pub slot: u32,
    /// `None`: the namespace itself.
    pub imported: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Export {
    /// A binding of this module.
    Local { name: String },
    /// `export { imported as name } from slot`, and imports exported again.
    Indirect { name: String, slot: usize, imported: String, range: Range<u32> },
    /// `export * as name from slot`.
    Namespace { name: String, slot: usize },
    /// `export * from slot`.
    Star { slot: usize },
}

/// How a module's body runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Evaluation {
    /// No top-level await.
    Sync,
    /// Top-level awaits became yields; the runner drives them, so that the body starts at once.
    Yields,
    /// Top-level `for await` or `await using`: an async generator of the engine.
    AsyncGenerator,
    /// A CommonJS module: a plain function, called when something first asks for it.
    CommonJs,
}

/// Something the parser or the language's early rules found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub kind: ProblemKind,
    pub message: String,
    pub help: Option<String>,
    pub range: Range<u32>,
    /// Further places and what they say.
    pub related: Vec<(Range<u32>, String)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    Syntax,
    Unsupported,
}

/// The name a module's generator function carries in stack frames.
pub const MODULE_FUNCTION: &str = "$slModule";

/// How the code of a module begins. The engine reads what stands in parentheses, brackets or braces twice
/// where an expression may begin: once to see what follows it. So the module's code stands in none.
pub const OPENING: &str = "0,function(";

/// Variables of a module that are captured for debuggers: the engine looks each up among all of them.
const MAX_ROOTS: usize = 1000;

/// The steps of a transpilation, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    Parse,
    Probes,
    /// Scopes, and the language's early rules.
    Check,
    Transform,
    /// Scopes of what the transform left.
    Scopes,
    Rewrite,
    Print,
    Map,
}

/// Transpiles one module. `path` decides the language (ts, tsx, js, jsx, m*, c*).
pub fn transpile(path: &Path, source: &str, recipe: &Recipe) -> Result<Transpiled, Vec<Problem>> {
    transpile_observed(path, source, recipe, |_| {})
}

/// The same, told when each phase has passed: where the time goes is measured from outside.
pub fn transpile_observed(
    path: &Path,
    source: &str,
    recipe: &Recipe,
    mut passed: impl FnMut(Phase),
) -> Result<Transpiled, Vec<Problem>> {
    let allocator = Allocator::default();
    let Text { mut program, mut problems, commonjs } = read::read(&allocator, path, source, recipe.format);
    passed(Phase::Parse);
    if program.is_empty() && !problems.is_empty() {
        return Err(problems);
    }
    problems.extend(unsupported::find(&program, recipe));
    program.hashbang = None;
    let (accepts, mut lazy) = hot::accepts(&program);
    lazy.extend(commonjs.iter().flat_map(|found| found.required.iter().cloned()));
    namespaces::lower_exported_variables(&allocator, &mut program);
    let options = options_for(&program, recipe);

    let names = Names::unused_in(source);
    values::insert(&allocator, &mut program, &names);
    let probes = probes::insert(&allocator, &mut program, &names, recipe.only_marks);
    passed(Phase::Probes);
    let semantic = SemanticBuilder::new().with_check_syntax_error(true).with_enum_eval(true).build(&program);
    problems.extend(semantic.diagnostics.iter().map(problem));
    passed(Phase::Check);
    if !problems.is_empty() {
        return Err(problems);
    }

    let transformed = Transformer::new(&allocator, path, &options)
        .build_with_scoping(semantic.semantic.into_scoping(), &mut program);
    passed(Phase::Transform);
    if !transformed.diagnostics.is_empty() {
        return Err(transformed.diagnostics.iter().map(problem).collect());
    }

    let scoping = SemanticBuilder::new().build(&program).semantic.into_scoping();
    passed(Phase::Scopes);
    let is_strict = program.directives.iter().any(Directive::is_use_strict);
    let linked = match &commonjs {
        Some(found) => modules::rewrite_commonjs(&allocator, &mut program, &scoping, &names, found),
        None => modules::rewrite(&allocator, &mut program, &scoping, &names),
    };
    passed(Phase::Rewrite);
    let printed = Codegen::new()
        .with_options(CodegenOptions {
            source_map_path: Some(path.to_path_buf()),
            comments: CommentOptions::disabled(),
            ..CodegenOptions::default()
        })
        .build(&program);
    passed(Phase::Print);

    let code = match &commonjs {
        Some(_) => names.wrap_commonjs(&linked, is_strict, &printed.code),
        None => names.wrap(&linked, &printed.code),
    };
    let tokens = map_tokens(&printed);
    passed(Phase::Map);
    Ok(Transpiled {
        code,
        tokens,
        probes,
        import_locals: linked.import_locals,
        requests: linked.requests,
        imports: linked.imports,
        exports: linked.exports.into_iter().map(|export| export.export).collect(),
        evaluation: linked.evaluation,
        accepts,
        lazy,
    })
}

/// In generated order.
fn map_tokens(printed: &CodegenReturn) -> Vec<MapToken> {
    let tokens = printed.map.iter().flat_map(|map| map.get_tokens()).map(|it| {
        let generated = LineColumn { line: it.get_dst_line(), column: it.get_dst_col() };
        MapToken::shifted(generated, LineColumn { line: it.get_src_line(), column: it.get_src_col() })
    });
    tokens.collect()
}

/// The language of a file, by its name, and whether it is a CommonJS module.
pub fn source_type(path: &Path, is_commonjs: bool) -> SourceType {
    let from_name = SourceType::from_path(path).unwrap_or_else(|_| SourceType::ts());
    if is_commonjs { from_name.with_commonjs(true) } else { from_name.with_module(true) }
}

fn problem(diagnostic: &OxcDiagnostic) -> Problem {
    let mut labels: Vec<(Range<u32>, String)> = diagnostic
        .labels
        .iter()
        .map(|label| {
            let start = label.offset();
            (start..start + label.len(), label.label().unwrap_or_default().to_owned())
        })
        .collect();
    // The first label is the place, but for a name declared twice: there it is the second.
    let place = labels.iter().position(|(_, text)| text.contains("redeclared")).unwrap_or(0);
    let (range, _) = if labels.is_empty() { (0..0, String::new()) } else { labels.remove(place) };
    Problem {
        kind: ProblemKind::Syntax,
        message: diagnostic.message.to_string(),
        help: diagnostic.help.as_ref().map(ToString::to_string),
        range,
        related: labels,
    }
}

fn options_for(program: &Program, recipe: &Recipe) -> TransformOptions {
    let mut recipe = recipe.clone();
    if unsupported::decorates_static_fields(program) {
        // The transformer loses their decorators when fields become assignments.
        recipe.use_define_for_class_fields = None;
    }
    let mut options = transform_options(&recipe);
    if program.source_type.is_commonjs() {
        options.env.module = oxc::transformer::Module::CommonJS;
    }
    options
}

fn transform_options(recipe: &Recipe) -> TransformOptions {
    let mut options = TransformOptions::default();
    options.helper_loader.mode = HelperLoaderMode::Runtime;
    options.decorator = DecoratorOptions {
        legacy: recipe.experimental_decorators,
        emit_decorator_metadata: recipe.emit_decorator_metadata,
        ..DecoratorOptions::default()
    };
    options.typescript.only_remove_type_imports = recipe.verbatim_module_syntax;
    options.typescript.remove_class_fields_without_initializer =
        recipe.use_define_for_class_fields == Some(false);
    options.assumptions.set_public_class_fields = recipe.use_define_for_class_fields == Some(false);
    options.jsx = JsxOptions {
        runtime: if recipe.jsx_classic { JsxRuntime::Classic } else { JsxRuntime::Automatic },
        development: recipe.jsx_development,
        import_source: recipe.jsx_import_source.clone(),
        pragma: recipe.jsx_factory.clone().filter(|_| recipe.jsx_classic),
        throw_if_namespace: false,
        pragma_frag: recipe.jsx_fragment_factory.clone().filter(|_| recipe.jsx_classic),
        ..JsxOptions::enable()
    };
    if let Some(pragma) = &recipe.jsx_factory {
        options.typescript.jsx_pragma = pragma.clone().into();
    }
    options
}

/// The names saveloop adds to a module; none of them occurs in its text.
pub(crate) struct Names {
    prefix: String,
}

impl Names {
    fn unused_in(source: &str) -> Self {
        let mut prefix = String::from("$sl");
        while source.contains(prefix.as_str()) {
            prefix.push('_');
        }
        Self { prefix }
    }

    fn name(&self, suffix: &str) -> String {
        format!("{}{suffix}", self.prefix)
    }

    /// Are probes armed?
    pub(crate) fn armed(&self) -> String {
        self.name("P")
    }

    /// One byte per probe.
    pub(crate) fn bits(&self) -> String {
        self.name("B")
    }

    /// Stop at a probe.
    pub(crate) fn stop(&self) -> String {
        self.name("D")
    }

    /// Remembers where something that is not an Error is thrown; with a place, tells a value.
    pub(crate) fn thrown(&self) -> String {
        self.name("T")
    }

    /// Remembers where a promise made by hand is rejected with something that is not an Error.
    pub(crate) fn executor(&self) -> String {
        self.name("E")
    }

    pub(crate) fn slot(&self, slot: usize) -> String {
        format!("{}{slot}", self.prefix)
    }

    pub(crate) fn meta(&self) -> String {
        self.name("M")
    }

    pub(crate) fn dynamic_import(&self) -> String {
        self.name("I")
    }

    /// Makes the namespace object of an import slot.
    pub(crate) fn namespace(&self) -> String {
        self.name("N")
    }

    /// Stands for `arguments` where the language has none.
    pub(crate) fn no_arguments(&self) -> String {
        self.name("Arguments")
    }

    pub(crate) fn default_binding(&self) -> String {
        self.name("Default")
    }

    /// Everything around the printed body stands on the first line, so that generated lines are
    /// the printed ones plus [`MapToken::SHIFTED_LINES`].
    fn wrap(&self, linked: &modules::Linked, body: &str) -> String {
        let (armed, export) = (self.armed(), self.name("X"));
        let star = if linked.evaluation == Evaluation::AsyncGenerator { "async " } else { "" };
        let slots: String = (0..linked.requests.len()).map(|i| format!(",{}", self.slot(i))).collect();
        let getters = |constant: bool| -> String {
            let exports = linked.exports.iter();
            let locals = exports.filter_map(|export| export.local.as_ref().map(|local| (export, local)));
            locals
                .filter(|(export, _)| export.constant == constant)
                .map(|(export, local)| format!("{}:()=>{local},", js_string(export.name())))
                .collect()
        };
        let hoisted =
            if linked.names_hoisted_default { format!(",{}", self.default_binding()) } else { String::new() };
        let roots = self.roots(linked.roots.iter().map(String::as_str));
        let (given, near) = self.near();
        let set = self.name("S");
        format!(
            "{OPENING}{given}{set}){{{star}function*{MODULE_FUNCTION}({export},{meta},{import},{namespace}{slots}){{\"use strict\";{{{set}=v=>{{{armed}=v}};{taken}{export}({{__proto__:null,{constant}}},{{__proto__:null,{mutable}}},{roots}{hoisted});yield;\n{body}\n{declared}}}}}return[v=>{set}(v),{MODULE_FUNCTION},()=>{set}]}}",
            taken = near.taken,
            declared = near.declared,
            meta = self.meta(),
            import = self.dynamic_import(),
            namespace = self.namespace(),
            constant = getters(true),
            mutable = getters(false),
        )
    }

    /// The same for a CommonJS module, which is strict only if it says so.
    fn wrap_commonjs(&self, linked: &modules::Linked, is_strict: bool, body: &str) -> String {
        let (given, near) = self.near();
        let (armed, set, import) = (self.armed(), self.name("S"), self.dynamic_import());
        let (begin, make) = (self.name("X"), self.name("F"));
        let strict = if is_strict { "\"use strict\";" } else { "" };
        let declared = linked.roots.iter().map(String::as_str);
        let roots = self.roots(commonjs::VARIABLES.into_iter().chain(declared));
        format!(
            "{OPENING}{given}{set}){{const {make}=({import},{begin})=>function {MODULE_FUNCTION}({variables}){{{strict}{set}=v=>{{{armed}=v}};{taken}{begin}({set},{roots});\n{body}\n{declared}}};return[v=>{set}(v),{make}]}}",
            variables = commonjs::VARIABLES.join(","),
            taken = near.taken,
            declared = near.declared,
        )
    }

    /// What probes and errors need of the engine.
    fn given(&self) -> [String; 5] {
        [self.armed(), self.bits(), self.stop(), self.thrown(), self.executor()]
    }

    /// A function that has captured the module's own variables: by it a debugger finds those that no other
    /// function has. Nobody calls it. What every function may use tells whose instance it belongs to.
    fn roots<'n>(&self, names: impl Iterator<Item = &'n str>) -> String {
        let names: String = names.take(MAX_ROOTS).flat_map(|name| [",", name]).collect();
        format!("()=>[{}{names}]", self.given().join(","))
    }

    /// The outer function's parameters, and how they become names that are near to their uses.
    ///
    /// The engine finds a name by walking the names of every scope on the way out, the newest first:
    /// what is declared last in the module's own block is found at once, and a parameter of the outer
    /// function only behind all names of the module. There is a use in every statement, so that would
    /// make the time to compile grow with the square of a module's size.
    fn near(&self) -> (String, Near) {
        let names = self.given();
        let each = |text: fn(&String) -> String| names.iter().map(text).collect::<String>();
        let given = each(|name| format!("{name}0,"));
        let taken = each(|name| format!("{name}={name}0;"));
        let declared = each(|name| format!("function {name}(){{}}"));
        (given, Near { taken, declared })
    }
}

/// Statements at the start of a module's block, and declarations at its end.
struct Near {
    taken: String,
    declared: String,
}

/// A JavaScript string literal. JSON's, with the two line separators that JSON lets through.
pub(crate) fn js_string(text: &str) -> String {
    let quoted = serde_json::Value::from(text).to_string();
    quoted.replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}
