//! From a specifier to a file: Node's and TypeScript's rules, by the tsconfig nearest to the importer.

use std::path::{Path, PathBuf};

use oxc_resolver::{ResolveError, ResolveOptions, TsconfigDiscovery};

use crate::library::{self, BuiltIn};
use crate::transpile::Recipe;

/// How a module's content becomes code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ModuleKind {
    Script,
    Json,
    Text,
    /// Code of saveloop's own that transpiled TypeScript asks for.
    Helper,
    /// A built-in module: its path is its name.
    BuiltIn,
}

impl ModuleKind {
    /// Whether a file stands behind it.
    pub fn is_file(self) -> bool {
        !matches!(self, Self::Helper | Self::BuiltIn)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolved {
    pub path: PathBuf,
    pub kind: ModuleKind,
    /// `?query#fragment`: another instance of the same file.
    pub query: String,
}

/// Why a specifier leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unresolved {
    pub message: String,
    pub help: Option<String>,
    /// It exists elsewhere, and saveloop does not run it.
    pub unsupported: bool,
}

impl Unresolved {
    fn new(message: String, help: Option<String>) -> Self {
        Self { message, help, unsupported: false }
    }
}

/// What the transpiler's helpers are imported from.
const HELPERS: &str = "@oxc-project/runtime/helpers/";

pub struct Resolver {
    inner: oxc_resolver::Resolver,
    /// Said in every recipe.
    pub only_marks: bool,
}

impl Resolver {
    pub fn new() -> Self {
        let strings = |list: &[&str]| list.iter().map(|&item| item.to_owned()).collect::<Vec<_>>();
        let alias = |from: &str, to: &[&str]| (from.to_owned(), strings(to));
        let options = ResolveOptions {
            tsconfig: Some(TsconfigDiscovery::Auto),
            extensions: strings(&[".ts", ".tsx", ".mts", ".js", ".jsx", ".mjs", ".cts", ".json"]),
            extension_alias: vec![
                alias(".js", &[".js", ".ts", ".tsx", ".jsx"]),
                alias(".jsx", &[".jsx", ".tsx"]),
                alias(".mjs", &[".mjs", ".mts"]),
                alias(".cjs", &[".cjs", ".cts"]),
            ],
            condition_names: strings(&["import", "node", "default"]),
            main_fields: strings(&["module", "main"]),
            ..ResolveOptions::default()
        };
        Self { inner: oxc_resolver::Resolver::new(options), only_marks: false }
    }

    /// Forgets what the disk looked like.
    pub fn forget(&self) {
        self.inner.clear_cache();
    }

    /// What the nearest tsconfig says about transpiling this file.
    pub fn recipe(&self, path: &Path) -> Recipe {
        // A tsconfig that cannot be read is reported where an import needs it; alone it changes nothing.
        let only_marks = self.only_marks;
        let Ok(Some(tsconfig)) = self.inner.find_tsconfig(path) else {
            return Recipe { only_marks, ..Recipe::default() };
        };
        let options = &tsconfig.compiler_options;
        let jsx = options.jsx.as_deref().unwrap_or_default();
        Recipe {
            only_marks,
            experimental_decorators: options.experimental_decorators.unwrap_or(false),
            emit_decorator_metadata: options.emit_decorator_metadata.unwrap_or(false),
            use_define_for_class_fields: options.use_define_for_class_fields,
            verbatim_module_syntax: options.verbatim_module_syntax.unwrap_or(false),
            jsx_classic: jsx == "react" || (jsx.is_empty() && options.jsx_factory.is_some()),
            jsx_development: jsx == "react-jsxdev",
            jsx_factory: options.jsx_factory.clone(),
            jsx_fragment_factory: options.jsx_fragment_factory.clone(),
            jsx_import_source: options.jsx_import_source.clone(),
        }
    }

    /// Resolves what `from` asks for.
    pub fn resolve(
        &self,
        from: &Path,
        specifier: &str,
        attribute: Option<&str>,
    ) -> Result<Resolved, Unresolved> {
        if let Some(helper) = specifier.strip_prefix(HELPERS) {
            return Ok(Resolved {
                path: PathBuf::from(helper),
                kind: ModuleKind::Helper,
                query: String::new(),
            });
        }
        if let Some(built_in) = library::built_in(specifier) {
            return from_library(built_in);
        }
        let (path, query) = self.locate(from, specifier)?;
        let kind = kind_of(&path, attribute)?;
        Ok(Resolved { path, kind, query })
    }

    /// The file, and the query and fragment behind its name.
    fn locate(&self, from: &Path, specifier: &str) -> Result<(PathBuf, String), Unresolved> {
        let asked = match url::Url::parse(specifier) {
            Ok(url) if url.scheme() == "file" => url.to_file_path().ok(),
            Ok(url) if specifier.contains("://") || url.scheme() == "data" => {
                let message = format!("cannot import from `{}:` addresses", url.scheme());
                return Err(Unresolved { message, help: None, unsupported: true });
            }
            _ => None,
        };
        let asked = asked.as_deref().and_then(Path::to_str).unwrap_or(specifier);
        let resolved = self.inner.resolve_file(from, asked).or_else(|error| {
            // A relative specifier is a URL: `%20` is a space. A file of exactly that name comes first.
            match percent_decoded(asked) {
                Some(decoded) => self.inner.resolve_file(from, &decoded).map_err(|_| error),
                None => Err(error),
            }
        });
        match resolved {
            Ok(resolution) => {
                let query = resolution.query().unwrap_or_default();
                let query = format!("{query}{}", resolution.fragment().unwrap_or_default());
                Ok((resolution.into_path_buf(), query))
            }
            Err(error) => Err(explain(from, specifier, &error)),
        }
    }
}

fn from_library(built_in: BuiltIn) -> Result<Resolved, Unresolved> {
    match built_in {
        BuiltIn::There(module) => {
            Ok(Resolved { path: PathBuf::from(module.name), kind: ModuleKind::BuiltIn, query: String::new() })
        }
        BuiltIn::Missing { name, near, is_node } => Err(Unresolved {
            message: if is_node {
                format!("`{name}` is not available in saveloop")
            } else {
                format!("there is no built-in module `{name}`")
            },
            help: Some(match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => "docs/apis.md lists what there is".into(),
            }),
            unsupported: is_node,
        }),
    }
}

fn percent_decoded(specifier: &str) -> Option<String> {
    if !specifier.contains('%') || !specifier.starts_with('.') {
        return None;
    }
    let bytes = specifier.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let code = specifier.get(at + 1..at + 3).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match code {
            Some(code) if byte == b'%' => {
                out.push(code);
                at += 3;
            }
            _ => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(out).ok()
}

fn kind_of(path: &Path, attribute: Option<&str>) -> Result<ModuleKind, Unresolved> {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    let unsupported = |message: String, help: &str| {
        Err(Unresolved { message, help: Some(help.to_owned()), unsupported: true })
    };
    match (attribute, extension) {
        (Some("text"), _) | (None, "txt") => Ok(ModuleKind::Text),
        (Some("json") | None, "json") => Ok(ModuleKind::Json),
        (Some("json"), _) => Ok(ModuleKind::Json),
        (Some(other), _) => {
            unsupported(format!("unknown import type `{other}`"), "`json` and `text` are known")
        }
        (None, "ts" | "tsx" | "mts" | "cts" | "js" | "jsx" | "mjs" | "") => Ok(ModuleKind::Script),
        (None, "cjs") => {
            unsupported("CommonJS modules are not supported yet".into(), "import an ES module instead")
        }
        (None, "node") => {
            unsupported("native addons are not supported".into(), "there is no Node to load them")
        }
        (None, "wasm") => unsupported("WebAssembly is not supported".into(), "the engine has none"),
        (None, other) => unsupported(
            format!("cannot run a `.{other}` file"),
            "add `with { type: \"text\" }` to import it as text",
        ),
    }
}

fn explain(from: &Path, specifier: &str, error: &ResolveError) -> Unresolved {
    match error {
        ResolveError::NotFound(_)
        | ResolveError::MatchedAliasNotFound(..)
        | ResolveError::ExtensionAlias(..) => {
            Unresolved::new(format!("cannot find `{specifier}`"), suggestion(from, specifier))
        }
        other => Unresolved::new(format!("cannot resolve `{specifier}`: {other}"), None),
    }
}

/// A neighbour with a similar name, or how to get a package.
fn suggestion(from: &Path, specifier: &str) -> Option<String> {
    if !specifier.starts_with('.') {
        if specifier.starts_with(['/', '#']) {
            return None;
        }
        let mut parts = specifier.split('/');
        let first = parts.next()?;
        let package = match (first.starts_with('@'), parts.next()) {
            (true, Some(second)) => format!("{first}/{second}"),
            _ => first.to_owned(),
        };
        return Some(format!("if `{package}` is a package, install it next to this file"));
    }
    let wanted = from.parent()?.join(specifier);
    let wanted_name = wanted.file_name()?.to_str()?;
    let entries = std::fs::read_dir(wanted.parent()?).ok()?;
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let stem = |name: &str| name.split('.').next().unwrap_or(name).to_owned();
    let best = names
        .map(|name| (strsim::damerau_levenshtein(&stem(wanted_name), &stem(&name)), name))
        .filter(|(distance, _)| *distance <= stem(wanted_name).len() / 3)
        .min()?;
    let (parent, _) = specifier.rsplit_once('/')?;
    Some(format!("did you mean `{parent}/{}`?", best.1))
}

/// saveloop's own versions of what the transpiler calls for TypeScript's decorators.
pub fn helper_source(name: &str) -> Option<&'static str> {
    match name {
        "decorate" => Some(include_str!("helpers/decorate.js")),
        "decorateParam" => Some(include_str!("helpers/decorate_param.js")),
        "decorateMetadata" => Some(include_str!("helpers/decorate_metadata.js")),
        _ => None,
    }
}
