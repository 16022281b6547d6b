//! Node's built-in modules and the web's globals: what is there, and the code of it. Pure.
//!
//! The sources are `lib/**/*.ts`; `build.rs` makes a function of each.

pub mod cldr;
mod globals;
pub mod table;

pub use globals::GLOBALS as LAZY_GLOBALS;

/// A module of the library.
#[derive(Debug)]
pub struct Module {
    /// `node:path`; `saveloop:serve` is what programs import as `saveloop`; `web:url` and `internal:errors` are for the library alone.
    pub name: &'static str,
    /// One expression, compiled: a function of what it imports.
    pub code: &'static [u8],
    pub exports: &'static [&'static str],
}

mod built {
    use super::Module;
    include!(concat!(env!("OUT_DIR"), "/library.rs"));
}

/// What the library takes from the language, captured before a program runs.
pub const CAPTURED: (&[&str], &[&str], &[&str]) = (built::GLOBALS, built::STATICS, built::METHODS);

/// Every module, those for the library alone included.
pub fn modules() -> &'static [Module] {
    built::MODULES
}

pub fn module(name: &str) -> Option<&'static Module> {
    built::MODULES.iter().find(|module| module.name == name)
}

/// The built-in module a specifier names, whether it is there or not: `path` and `node:path`.
pub fn built_in(specifier: &str) -> Option<BuiltIn> {
    if specifier == "saveloop" {
        return module("saveloop:serve").map(BuiltIn::There);
    }
    let bare = specifier.strip_prefix("node:");
    let name = bare.unwrap_or(specifier);
    let is_node = NODE.contains(&name) || ONLY_WITH_SCHEME.contains(&name) && bare.is_some();
    if bare.is_none() && !is_node {
        return None;
    }
    Some(match module(&format!("node:{name}")) {
        Some(module) => BuiltIn::There(module),
        None => BuiltIn::Missing { name: format!("node:{name}"), near: near(name), is_node },
    })
}

#[derive(Debug)]
pub enum BuiltIn {
    There(&'static Module),
    Missing { name: String, near: Option<String>, is_node: bool },
}

/// A module that is there, with a similar name.
fn near(name: &str) -> Option<String> {
    let there = built::MODULES.iter().filter_map(|module| module.name.strip_prefix("node:"));
    let best = there.map(|known| (strsim::damerau_levenshtein(known, name), known)).min()?;
    (best.0 > 0 && best.0 <= 1.max(name.len() / 4) && !NODE.contains(&name))
        .then(|| format!("node:{}", best.1))
}

/// The code of a module of the program that stands for a module of the library.
pub fn stub(module: &Module) -> String {
    let mut code = String::from("const $from = import.meta.library();\n");
    for (index, name) in module.exports.iter().enumerate() {
        code.push_str(&format!("const $x{index} = $from[{name:?}];\nexport {{ $x{index} as {name:?} }};\n"));
    }
    code
}

/// The names of Node's built-in modules that need no scheme, there or not.
pub fn names() -> Vec<&'static str> {
    NODE.to_vec()
}

/// Node's built-in modules: naming one is no typing mistake, and no package stands before it.
const NODE: &[&str] = &[
    "assert",
    "assert/strict",
    "async_hooks",
    "buffer",
    "child_process",
    "cluster",
    "console",
    "constants",
    "crypto",
    "dgram",
    "diagnostics_channel",
    "dns",
    "dns/promises",
    "domain",
    "events",
    "fs",
    "fs/promises",
    "http",
    "http2",
    "https",
    "inspector",
    "inspector/promises",
    "module",
    "net",
    "os",
    "path",
    "path/posix",
    "path/win32",
    "perf_hooks",
    "process",
    "punycode",
    "querystring",
    "readline",
    "readline/promises",
    "repl",
    "stream",
    "stream/consumers",
    "stream/promises",
    "stream/web",
    "string_decoder",
    "sys",
    "timers",
    "timers/promises",
    "tls",
    "trace_events",
    "tty",
    "url",
    "util",
    "util/types",
    "v8",
    "vm",
    "wasi",
    "worker_threads",
    "zlib",
];

/// Node's newer ones: a package may have the bare name.
const ONLY_WITH_SCHEME: &[&str] = &["sea", "sqlite", "test", "test/reporters"];

#[cfg(test)]
mod tests;
