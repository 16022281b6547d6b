//! From a specifier to a file: Node's and TypeScript's rules, by the tsconfig nearest to the importer.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use oxc_resolver::{ResolveContext, ResolveError, ResolveOptions, TsconfigDiscovery};
use rustc_hash::FxHashMap;

use super::config::Configs;
use crate::library::{self, BuiltIn};
use crate::permissions::{Kind, Level, Permissions, Wanted};
use crate::transpile::{Format, Recipe};

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
    /// A package has it, and does not give it away.
    pub not_exported: bool,
    /// It is data that the program may not read.
    pub is_denied: bool,
}

impl Unresolved {
    fn new(message: String, help: Option<String>) -> Self {
        Self { message, help, unsupported: false, not_exported: false, is_denied: false }
    }
}

/// Who asks: packages have different doors for the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    Import,
    Require,
}

/// What the transpiler's helpers are imported from.
const HELPERS: &str = "@oxc-project/runtime/helpers/";

/// A file without an ending: a program's own TypeScript comes first, in a package what was published.
const OWN: &[&str] = &[".ts", ".tsx", ".mts", ".js", ".jsx", ".mjs", ".cts", ".cjs", ".json"];
const PUBLISHED: &[&str] = &[".js", ".json", ".node", ".mjs", ".cjs", ".jsx", ".ts", ".tsx", ".mts", ".cts"];

pub struct Resolver {
    /// By `import` and by `require`, from a program's own files.
    own: [oxc_resolver::Resolver; 2],
    /// The same from packages.
    packages: [oxc_resolver::Resolver; 2],
    /// What the nearest package.json says of `.js` files, by directory.
    types: RefCell<FxHashMap<PathBuf, PackageType>>,
    /// Said in every recipe.
    pub only_marks: bool,
    /// What the program may read.
    pub rules: Permissions,
    configs: Configs,
}

/// `"type"` of a package.json.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PackageType {
    Module,
    Unsaid,
}

impl Resolver {
    pub fn new() -> Self {
        let strings = |list: &[&str]| list.iter().map(|&item| item.to_owned()).collect::<Vec<_>>();
        let alias = |from: &str, to: &[&str]| (from.to_owned(), strings(to));
        let options = |extensions: &[&str], condition: &str| ResolveOptions {
            tsconfig: Some(TsconfigDiscovery::Auto),
            extensions: strings(extensions),
            extension_alias: vec![
                alias(".js", &[".js", ".ts", ".tsx", ".jsx"]),
                alias(".jsx", &[".jsx", ".tsx"]),
                alias(".mjs", &[".mjs", ".mts"]),
                alias(".cjs", &[".cjs", ".cts"]),
            ],
            condition_names: strings(&[condition, "node", "default"]),
            main_fields: strings(&["main"]),
            ..ResolveOptions::default()
        };
        let first = oxc_resolver::Resolver::new(options(OWN, "import"));
        let other =
            |extensions: &[&str], condition: &str| first.clone_with_options(options(extensions, condition));
        let (require, packages) =
            (other(OWN, "require"), [other(PUBLISHED, "import"), other(PUBLISHED, "require")]);
        let types = RefCell::default();
        Self {
            own: [first, require],
            packages,
            types,
            configs: Configs::default(),
            only_marks: false,
            rules: Permissions::default(),
        }
    }

    /// Forgets what the disk looked like.
    pub fn forget(&mut self) {
        self.own[0].clear_cache();
        self.types.borrow_mut().clear();
        self.configs.forget();
    }

    /// The files, there or not, that decide how a module is resolved and transpiled besides its text.
    pub fn configs(&mut self, path: &Path) -> Arc<[PathBuf]> {
        self.configs.of(path)
    }

    fn of(&self, from: &Path, asked: Asked) -> &oxc_resolver::Resolver {
        let [import, require] = if is_in_package(from) { &self.packages } else { &self.own };
        match asked {
            Asked::Import => import,
            Asked::Require => require,
        }
    }

    /// What the nearest tsconfig says about transpiling this file.
    pub fn recipe(&self, path: &Path) -> Recipe {
        // A tsconfig that cannot be read is reported where an import needs it; alone it changes nothing.
        let (format, only_marks) = (self.format(path), self.only_marks);
        let Ok(Some(tsconfig)) = self.own[0].find_tsconfig(path) else {
            return Recipe { format, only_marks, ..Recipe::default() };
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
            format,
        }
    }

    /// Node's rules for JavaScript. TypeScript is written as ES modules nearly everywhere, whatever it is
    /// compiled to: there only what a file names can tell.
    fn format(&self, path: &Path) -> Format {
        match path.extension().and_then(|extension| extension.to_str()).unwrap_or_default() {
            "mjs" | "mts" => Format::Module,
            "cjs" => Format::UnlessModuleSyntax,
            "cts" | "ts" | "tsx" => Format::IfNamed,
            _ if self.package_type(path) == PackageType::Module => Format::Module,
            _ => Format::UnlessModuleSyntax,
        }
    }

    fn package_type(&self, path: &Path) -> PackageType {
        let Some(directory) = path.parent() else { return PackageType::Unsaid };
        if let Some(known) = self.types.borrow().get(directory) {
            return *known;
        }
        let said = std::fs::read(directory.join("package.json")).ok();
        let found = match said.map(|bytes| serde_json::from_slice::<serde_json::Value>(&bytes)) {
            Some(Ok(package)) if package.get("type").is_some_and(|it| it == "module") => PackageType::Module,
            Some(_) => PackageType::Unsaid,
            // A package ends where its directory does.
            None if directory.ends_with("node_modules") => PackageType::Unsaid,
            None => self.package_type(directory),
        };
        self.types.borrow_mut().insert(directory.to_owned(), found);
        found
    }

    /// Resolves what `from` asks for.
    pub fn resolve(
        &self,
        from: &Path,
        specifier: &str,
        attribute: Option<&str>,
        asked: Asked,
    ) -> Result<Resolved, Unresolved> {
        self.resolve_looking(from, specifier, attribute, asked, &mut Vec::new())
    }

    /// And says which paths it looked at.
    pub fn resolve_looking(
        &self,
        from: &Path,
        specifier: &str,
        attribute: Option<&str>,
        asked: Asked,
        looked_at: &mut Vec<PathBuf>,
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
        let (path, query) = self.locate(from, specifier, asked, looked_at)?;
        let kind = kind_of(&path, attribute, asked)?;
        let is_data = match kind {
            ModuleKind::Text | ModuleKind::Json => true,
            // What is only taken for JavaScript (`.env`, `id_rsa`) gives itself away by its errors and globals.
            ModuleKind::Script => !is_code(&path),
            ModuleKind::Helper | ModuleKind::BuiltIn => false,
        };
        if is_data {
            self.refuse_data(&path)?;
        }
        Ok(Resolved { path, kind, query })
    }

    /// Data is what a program could read otherwise: the same rules hold. Code is not, nor what comes with packages.
    fn refuse_data(&self, path: &Path) -> Result<(), Unresolved> {
        let level = self.rules.decide(&Wanted::read(path));
        if level == Level::Allow || level == Level::Ask && is_in_package(path) {
            return Ok(());
        }
        let message = format!("the program may not {}: {}", Kind::Read.doing(), path.display());
        let help = format!(
            "an import asks nobody; to allow it: saveloop trust grant --allow-read={}, for `saveloop run` --allow-fs-read",
            path.display()
        );
        Err(Unresolved { is_denied: true, ..Unresolved::new(message, Some(help)) })
    }

    /// The file, and the query and fragment behind its name.
    fn locate(
        &self,
        from: &Path,
        specifier: &str,
        by: Asked,
        looked_at: &mut Vec<PathBuf>,
    ) -> Result<(PathBuf, String), Unresolved> {
        let resolver = self.of(from, by);
        let asked = match url::Url::parse(specifier) {
            Ok(url) if url.scheme() == "file" => url.to_file_path().ok(),
            Ok(url) if specifier.contains("://") || url.scheme() == "data" => {
                let message = format!("cannot import from `{}:` addresses", url.scheme());
                return Err(Unresolved {
                    message,
                    help: None,
                    unsupported: true,
                    not_exported: false,
                    is_denied: false,
                });
            }
            _ => None,
        };
        let asked = asked.as_deref().and_then(Path::to_str).unwrap_or(specifier);
        let resolved = look_up(resolver, from, asked, looked_at).or_else(|error| {
            // A relative specifier is a URL: `%20` is a space. A file of exactly that name comes first.
            match percent_decoded(asked) {
                Some(decoded) => look_up(resolver, from, &decoded, looked_at).map_err(|_| error),
                None => Err(error),
            }
        });
        match resolved {
            Ok(resolution) => {
                // Of a package that was looked up before, the context does not tell again.
                looked_at.extend(resolution.package_json().map(|package| package.path().to_owned()));
                let query = resolution.query().unwrap_or_default();
                let query = format!("{query}{}", resolution.fragment().unwrap_or_default());
                Ok((resolution.into_path_buf(), query))
            }
            Err(error) => Err(explain(from, specifier, &error)),
        }
    }
}

fn look_up(
    resolver: &oxc_resolver::Resolver,
    from: &Path,
    specifier: &str,
    looked_at: &mut Vec<PathBuf>,
) -> Result<oxc_resolver::Resolution, ResolveError> {
    let tsconfig = resolver.find_tsconfig(from)?;
    let directory = from.parent().unwrap_or(from);
    let resolve = |context: &mut ResolveContext| {
        resolver.resolve_with_context(directory, specifier, tsconfig.as_deref(), context)
    };
    let mut context = ResolveContext::default();
    let mut resolution = resolve(&mut context);
    // A program asks for what was not there before: it may have made it.
    if resolution.is_err() && context.missing_dependencies.iter().any(|path| path.exists()) {
        resolver.clear_cache();
        resolution = resolve(&mut context);
    }
    let ResolveContext { file_dependencies, missing_dependencies } = context;
    looked_at.extend(file_dependencies.into_iter().chain(missing_dependencies));
    resolution
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
            not_exported: false,
            is_denied: false,
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

/// By its name.
fn is_code(path: &Path) -> bool {
    matches!(extension(path), "ts" | "tsx" | "mts" | "cts" | "js" | "jsx" | "mjs" | "cjs")
}

fn extension(path: &Path) -> &str {
    path.extension().and_then(|extension| extension.to_str()).unwrap_or_default()
}

fn is_in_package(path: &Path) -> bool {
    path.components().any(|part| part.as_os_str() == "node_modules")
}

fn kind_of(path: &Path, attribute: Option<&str>, asked: Asked) -> Result<ModuleKind, Unresolved> {
    let unsupported = |message: String, help: &str| {
        Err(Unresolved {
            message,
            help: Some(help.to_owned()),
            unsupported: true,
            not_exported: false,
            is_denied: false,
        })
    };
    match (attribute, extension(path)) {
        (Some("text"), _) | (None, "txt") if asked == Asked::Import || attribute.is_some() => {
            Ok(ModuleKind::Text)
        }
        (Some("json") | None, "json") => Ok(ModuleKind::Json),
        (Some("json"), _) => Ok(ModuleKind::Json),
        (Some(other), _) => {
            unsupported(format!("unknown import type `{other}`"), "`json` and `text` are known")
        }
        (None, _) if is_code(path) => Ok(ModuleKind::Script),
        (None, "") => Ok(ModuleKind::Script),
        (None, "node") => {
            unsupported("native addons are not supported".into(), "there is no Node to load them")
        }
        (None, "wasm") => unsupported("WebAssembly is not supported".into(), "the engine has none"),
        // Node reads what it does not know as JavaScript.
        (None, _) if asked == Asked::Require => Ok(ModuleKind::Script),
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
        other => Unresolved {
            not_exported: matches!(other, ResolveError::PackagePathNotExported { .. }),
            ..Unresolved::new(format!("cannot resolve `{specifier}`: {other}"), None)
        },
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
