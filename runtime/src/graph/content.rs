//! One module's content: from bytes to something that can be linked, or what is wrong with it.

use std::collections::BTreeSet;
use std::hash::{Hash, Hasher};
use std::io;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use xxhash_rust::xxh3::Xxh3;

use super::kept::Kept;
use super::resolve::{ModuleKind, helper_source};
use crate::engine::wire::Script;
use crate::ids::{ModuleId, VersionId};
use crate::message::{ErrorKind, Location, ScriptError};
use crate::source_map::ModuleVersion;
use crate::sources::SourceBytes;
use crate::transpile::{
    self, Accepts, Evaluation, Export, ImportedName, Problem, ProblemKind, Recipe, Request, Transpiled,
    js_string,
};

/// Larger files are refused: they are data, or a mistake.
const MAX_SOURCE: usize = 64 << 20;

/// A module that can be linked and run.
#[derive(Debug)]
pub struct Prepared {
    pub version: Arc<ModuleVersion>,
    pub fingerprint: u64,
    pub probes: u32,
    pub evaluation: Evaluation,
    pub requests: Vec<Request>,
    pub imports: Vec<ImportedName>,
    pub exports: Vec<Export>,
    pub accepts: Accepts,
    /// What it asks for by `import()` or `require()`, where the specifier is written out.
    pub lazy: Vec<Request>,
    /// The next start may find its code in the cache: it was read by a start, not by a save.
    pub is_kept: bool,
}

impl Prepared {
    /// What the engine compiles.
    pub fn script(&self) -> Script {
        Script {
            version: self.version.id,
            module: self.version.module,
            name: self.version.script_name(),
            code: Arc::clone(&self.version.code),
            probes: self.probes,
            is_kept: self.is_kept,
        }
    }

    /// Whether both export the same names of their own, and nothing else.
    pub fn exports_the_same(&self, other: &Self) -> bool {
        let names = |prepared: &Self| -> Option<BTreeSet<String>> {
            let names = prepared.exports.iter().map(|export| match export {
                Export::Local { name } => Some(name.clone()),
                _ => None,
            });
            names.collect()
        };
        names(self).is_some_and(|own| names(other) == Some(own))
    }

    pub fn location(&self, range: Range<u32>) -> Location {
        location(&self.version.path, &self.version.source, range)
    }
}

#[derive(Debug)]
pub enum Content {
    Unread,
    Prepared(Arc<Prepared>),
    /// Its text is wrong, and where.
    Problems {
        fingerprint: u64,
        source: Arc<str>,
        problems: Vec<Problem>,
    },
    /// The file as a whole is; shown where it is imported.
    Unusable {
        fingerprint: u64,
        kind: ErrorKind,
        message: String,
        help: Option<String>,
    },
}

impl Content {
    pub fn prepared(&self) -> Option<&Arc<Prepared>> {
        match self {
            Self::Prepared(prepared) => Some(prepared),
            _ => None,
        }
    }

    pub fn fingerprint(&self) -> Option<u64> {
        match self {
            Self::Unread => None,
            Self::Prepared(prepared) => Some(prepared.fingerprint),
            Self::Problems { fingerprint, .. } | Self::Unusable { fingerprint, .. } => Some(*fingerprint),
        }
    }
}

/// The text of a module, or why there is none.
pub type Source = Result<Arc<str>, String>;

/// The text of a file: UTF-8, without a byte order mark. `None` for what is no file.
pub fn source(bytes: Option<io::Result<SourceBytes>>, kind: ModuleKind, path: &Path) -> Source {
    let Some(bytes) = bytes else {
        let name = path.to_str().unwrap_or_default();
        if kind == ModuleKind::BuiltIn {
            let module =
                crate::library::module(name).ok_or_else(|| format!("no built-in module `{name}`"))?;
            return Ok(crate::library::stub(module).into());
        }
        return helper_source(name).map(Arc::from).ok_or_else(|| format!("no helper `{name}`"));
    };
    let shown = path.display();
    match bytes {
        Ok(SourceBytes::Text(text)) => Ok(without_mark(text)),
        Ok(SourceBytes::Bytes(bytes)) if bytes.len() > MAX_SOURCE => {
            Err(format!("{shown} is larger than {} MiB", MAX_SOURCE >> 20))
        }
        Ok(SourceBytes::Bytes(bytes)) => match String::from_utf8(bytes) {
            Ok(text) => Ok(without_mark(text.into())),
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                Err(format!("{shown} is not UTF-8 text (byte {at})"))
            }
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(format!("{shown} does not exist")),
        Err(error) => Err(format!("cannot read {shown}: {error}")),
    }
}

fn without_mark(text: Arc<str>) -> Arc<str> {
    match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.into(),
        None => text,
    }
}

/// Of everything that decides the generated code.
pub fn fingerprint(source: &Source, recipe: &Recipe) -> u64 {
    let mut hasher = Xxh3::new();
    source.hash(&mut hasher);
    recipe.hash(&mut hasher);
    hasher.finish()
}

/// Which module, and which text of it.
#[derive(Clone, Copy, Debug)]
pub struct Id {
    pub module: ModuleId,
    pub version: VersionId,
}

/// Turns a source into a module.
pub fn prepare(
    source: Source,
    fingerprint: u64,
    recipe: &Recipe,
    id: Id,
    path: &Arc<Path>,
    kind: ModuleKind,
    kept: Option<&mut Kept>,
) -> Content {
    let source = match source {
        Ok(source) => source,
        Err(message) => {
            return Content::Unusable { fingerprint, kind: ErrorKind::Unreadable, message, help: None };
        }
    };
    let is_kept = kept.is_some();
    let make = || match kind {
        ModuleKind::Script => transpile::transpile(path, &source, recipe),
        ModuleKind::Helper | ModuleKind::BuiltIn => {
            transpile::transpile(Path::new("helper.js"), &source, recipe)
        }
        ModuleKind::Json => json(&source),
        ModuleKind::Text => data(&js_string(&source)),
    };
    let transpiled = match kept {
        Some(kept) => kept.or_make(kind, path, &source, recipe, make),
        None => make(),
    };
    let Transpiled {
        code,
        tokens,
        probes,
        import_locals,
        requests,
        imports,
        exports,
        evaluation,
        accepts,
        lazy,
    } = match transpiled {
        Ok(transpiled) => transpiled,
        Err(problems) => return Content::Problems { fingerprint, source, problems },
    };
    let probe_count = probes.len() as u32;
    let mut version =
        ModuleVersion::new(id.version, id.module, Arc::clone(path), source, code.into(), tokens);
    if kind == ModuleKind::Script {
        version = version.with_debug(probes, import_locals).with_format(evaluation == Evaluation::CommonJs);
    }
    Content::Prepared(Arc::new(Prepared {
        version: Arc::new(version),
        fingerprint,
        probes: probe_count,
        evaluation,
        requests,
        imports,
        exports,
        accepts,
        lazy,
        is_kept,
    }))
}

fn json(source: &str) -> Result<Transpiled, Vec<Problem>> {
    match serde_json::from_str::<serde::de::IgnoredAny>(source) {
        Ok(_) => data(&format!("JSON.parse({})", js_string(source))),
        Err(error) => {
            let line_start: usize =
                source.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
            let at =
                source.floor_char_boundary((line_start + error.column().saturating_sub(1)).min(source.len()));
            let end =
                source.get(at..).and_then(|rest| rest.chars().next()).map_or(at, |next| at + next.len_utf8());
            let text = error.to_string();
            let message = text.split(" at line ").next().unwrap_or(&text).to_owned();
            Err(vec![Problem {
                kind: ProblemKind::Syntax,
                message: format!("not JSON: {message}"),
                help: None,
                range: at as u32..end as u32,
                related: Vec::new(),
            }])
        }
    }
}

/// A module whose default export is this expression. It has no positions of the file.
fn data(expression: &str) -> Result<Transpiled, Vec<Problem>> {
    let code = format!("export default {expression};");
    let mut transpiled = transpile::transpile(Path::new("data.js"), &code, &Recipe::default())?;
    transpiled.tokens.clear();
    Ok(transpiled)
}

fn location(path: &Arc<Path>, text: &Arc<str>, range: Range<u32>) -> Location {
    let end = (range.end as usize).min(text.len());
    let range = (range.start as usize).min(end)..end;
    Location { path: Arc::clone(path), text: Arc::clone(text), range, newer: None }
}

/// A problem of the parser as an error with a place.
pub fn problem_error(path: &Arc<Path>, source: &Arc<str>, problem: &Problem) -> ScriptError {
    let kind = match problem.kind {
        ProblemKind::Syntax => ErrorKind::Syntax,
        ProblemKind::Unsupported => ErrorKind::Unsupported,
    };
    let mut error = ScriptError::new(kind, problem.message.as_str());
    if kind == ErrorKind::Syntax {
        error.name = "SyntaxError".into();
    }
    error.help.clone_from(&problem.help);
    error.location = Some(location(path, source, problem.range.clone()));
    let related = problem.related.iter();
    error.related =
        related.map(|(range, text)| (location(path, source, range.clone()), text.clone())).collect();
    error
}
