//! The map table: every frame is remapped by the map of the code that ran. Pure.
//!
//! Records are kept by version, and a version names one text of one module, so a lookup can never
//! be answered by a newer map than the code. It answers `Mapped`, or `Unmapped` and why; it never
//! falls through to generated coordinates: better no position than a wrong one.

use std::ops::Range;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use dashmap::DashMap;
use oxc::span::SourceType;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::ids::{ModuleId, VersionId};
use crate::position::{LineColumn, LineIndex, Lines};
use crate::transpile::{ImportLocal, Probe, source_type};

/// One mapping from generated to original, both zero-based, in UTF-16 columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MapToken {
    pub generated: LineColumn,
    pub original: LineColumn,
}

impl MapToken {
    /// The wrapper's first line stands above the printed body.
    pub const SHIFTED_LINES: u32 = 1;

    /// From the printed body's coordinates to those of the wrapped code.
    pub(crate) const fn shifted(mut generated: LineColumn, original: LineColumn) -> Self {
        generated.line += Self::SHIFTED_LINES;
        Self { generated, original }
    }
}

/// Everything needed to speak of one version of a module's code. Immutable.
#[derive(Debug)]
pub struct ModuleVersion {
    pub id: VersionId,
    pub module: ModuleId,
    pub path: Arc<Path>,
    pub source: Arc<str>,
    pub code: Arc<str>,
    tokens: Vec<MapToken>,
    /// Whether the text is a script of the program: no data, no helper of saveloop.
    pub is_script: bool,
    /// Whether it is a CommonJS module: another language in details.
    pub is_commonjs: bool,
    /// Where the debugger can stop, by probe number.
    pub probes: Vec<Probe>,
    pub import_locals: Vec<ImportLocal>,
    /// Built when the first lookup asks: a reload that ends well builds none of these.
    lookup: OnceLock<Lookup>,
}

#[derive(Debug)]
struct Lookup {
    map: sourcemap::SourceMap,
    generated_by_engine: LineIndex,
    generated_by_map: LineIndex,
    original_by_map: LineIndex,
}

/// A position as the engine reports it: one-based line, one-based column in UTF-8 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EnginePosition {
    pub line: u32,
    pub column: u32,
}

/// The answer of the table.
#[derive(Clone, Debug)]
pub enum Mapped {
    /// A byte offset in the source of this version.
    At {
        version: Arc<ModuleVersion>,
        offset: usize,
    },
    Unmapped(Unmapped),
}

/// Why a generated position has no original.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unmapped {
    /// No code of this version is known (any more).
    UnknownVersion,
    /// The module's map is empty: its text is empty or only comments.
    NoMappings,
    /// saveloop's own code around the module's.
    Generated,
}

impl Unmapped {
    /// For people, in the place of a position.
    pub const fn reason(self) -> &'static str {
        match self {
            Self::UnknownVersion => "code that is no longer known",
            Self::NoMappings => "a file without code",
            Self::Generated => "code added by saveloop",
        }
    }
}

impl ModuleVersion {
    pub fn new(
        id: VersionId,
        module: ModuleId,
        path: Arc<Path>,
        source: Arc<str>,
        code: Arc<str>,
        tokens: Vec<MapToken>,
    ) -> Self {
        let (probes, import_locals) = (Vec::new(), Vec::new());
        let lookup = OnceLock::new();
        Self {
            id,
            module,
            path,
            source,
            code,
            tokens,
            is_script: false,
            is_commonjs: false,
            probes,
            import_locals,
            lookup,
        }
    }

    /// With what a debugger needs to know of it.
    pub fn with_debug(mut self, probes: Vec<Probe>, import_locals: Vec<ImportLocal>) -> Self {
        (self.is_script, self.probes, self.import_locals) = (true, probes, import_locals);
        self
    }

    pub fn with_format(mut self, is_commonjs: bool) -> Self {
        self.is_commonjs = is_commonjs;
        self
    }

    /// What its text is read as.
    pub fn language(&self) -> SourceType {
        source_type(&self.path, self.is_commonjs)
    }

    /// The script's name in the engine: it names this record.
    pub fn script_name(&self) -> String {
        format!("{}?v={}", self.path.display(), self.id)
    }

    fn lookup(&self) -> &Lookup {
        self.lookup.get_or_init(|| {
            let raw = self.tokens.iter().map(|token| sourcemap::RawToken {
                dst_line: token.generated.line,
                dst_col: token.generated.column,
                src_line: token.original.line,
                src_col: token.original.column,
                src_id: 0,
                name_id: !0,
                is_range: false,
            });
            let sources = vec![self.path.to_string_lossy().into()];
            Lookup {
                map: sourcemap::SourceMap::new(None, raw.collect(), Vec::new(), sources, None),
                generated_by_engine: LineIndex::new(&self.code, Lines::Lf),
                generated_by_map: LineIndex::new(&self.code, Lines::Js),
                original_by_map: LineIndex::new(&self.source, Lines::Js),
            }
        })
    }

    /// The part of the source, in bytes, that a part of the code, in bytes, was printed from. `None` where
    /// none of it was.
    pub fn original_range(&self, code: Range<u32>) -> Option<Range<usize>> {
        let lookup = self.lookup();
        let printed = |at: u32| lookup.generated_by_map.position(&self.code, at as usize);
        let (from, to) = (printed(code.start), printed(code.end));
        let first = self.tokens.partition_point(|token| token.generated < from);
        let end = self.tokens.partition_point(|token| token.generated < to);
        let tokens = self.tokens.get(first..end)?;
        let source = |at: LineColumn| lookup.original_by_map.offset(&self.source, at);
        let start = source(tokens.iter().map(|token| token.original).min()?)?;
        let last = tokens.iter().max_by_key(|token| token.original)?;
        let at = source(last.original)?;
        // A closing brace has no token: it is what is printed after the last one.
        let printed = lookup.generated_by_map.offset(&self.code, last.generated)?;
        let after = self.code.get(printed..code.end as usize).zip(self.source.get(at..));
        let end = at + after.and_then(|(printed, source)| carry(printed, source)).unwrap_or(0);
        // The layout behind it is no part of it.
        Some(start..self.source.get(..end)?.trim_end().len().max(at))
    }

    /// The place of a program that is stopped, which is somewhere in its text: where the engine's position
    /// has none, that of what is printed before it.
    pub fn nearest_offset(&self, position: EnginePosition) -> usize {
        if let Ok(offset) = self.original_offset(position) {
            return offset;
        }
        let lookup = self.lookup();
        let line = lookup.generated_by_engine.start(position.line.saturating_sub(1)).unwrap_or(0);
        let at =
            lookup.generated_by_map.position(&self.code, line + position.column.saturating_sub(1) as usize);
        let behind = self.tokens.partition_point(|token| token.generated <= at);
        let token = self.tokens.get(behind.saturating_sub(1));
        token.and_then(|token| lookup.original_by_map.offset(&self.source, token.original)).unwrap_or(0)
    }

    /// Maps a position of the engine to a byte offset of the source.
    pub fn original_offset(&self, position: EnginePosition) -> Result<usize, Unmapped> {
        if self.tokens.is_empty() {
            return Err(Unmapped::NoMappings);
        }
        let line = position.line.saturating_sub(1);
        if line < MapToken::SHIFTED_LINES {
            // It has as many columns as the module has exports: not worth counting.
            return Err(Unmapped::Generated);
        }
        let lookup = self.lookup();
        let start = lookup.generated_by_engine.start(line).ok_or(Unmapped::Generated)?;
        let offset = start + position.column.saturating_sub(1) as usize;
        let generated = lookup.generated_by_map.position(&self.code, offset);
        let token = lookup
            .map
            .lookup_token(generated.line, generated.column)
            // The crate answers with an earlier line's last token where this line has none before.
            .filter(|token| token.get_dst_line() == generated.line)
            .ok_or(Unmapped::Generated)?;
        let original = LineColumn { line: token.get_src_line(), column: token.get_src_col() };
        let original = lookup.original_by_map.offset(&self.source, original).ok_or(Unmapped::Generated)?;
        let mapped = LineColumn { line: token.get_dst_line(), column: token.get_dst_col() };
        let printed =
            lookup.generated_by_map.offset(&self.code, mapped).and_then(|at| self.code.get(at..offset));
        let carried = printed.and_then(|printed| carry(printed, self.source.get(original..)?));
        Ok(original + carried.unwrap_or(0))
    }
}

/// Carries a position over from what a token of the map points at: how far into the source the
/// printed text reaches, when the source says the same but for layout. The map has no token for
/// many literals and signs.
fn carry(printed: &str, source: &str) -> Option<usize> {
    let mut rest = source;
    for sign in printed.chars().filter(|sign| !sign.is_whitespace()) {
        rest = skip_layout(rest);
        let next = rest.chars().next()?;
        let is_quote = |it: char| matches!(it, '"' | '\'' | '`');
        if next == sign || is_quote(next) && is_quote(sign) {
            rest = rest.get(next.len_utf8()..)?;
        } else if !matches!(sign, '(' | ')') {
            return None; // parentheses are printed where the source needs none
        }
    }
    rest = skip_layout(rest);
    Some(source.len() - rest.len())
}

/// What the printer leaves out: space, comments, and `!` where TypeScript asserts.
fn skip_layout(mut rest: &str) -> &str {
    loop {
        let trimmed = rest.trim_start();
        let end = if trimmed.starts_with("//") {
            trimmed.find(['\n', '\r', '\u{2028}', '\u{2029}'])
        } else if trimmed.starts_with("/*") {
            trimmed.find("*/").map(|end| end + 2)
        } else if trimmed.starts_with("!.")
            || trimmed.starts_with("!)")
            || trimmed.starts_with("!(")
            || trimmed.starts_with("![")
        {
            Some(1)
        } else {
            None
        };
        match end.and_then(|end| trimmed.get(end..)) {
            Some(after) => rest = after,
            None => return trimmed,
        }
    }
}

/// All versions whose code can still run or is still spoken of. Shared by the session and by
/// whoever shows its errors.
#[derive(Debug, Default)]
pub struct MapTable {
    versions: DashMap<VersionId, Arc<ModuleVersion>>,
}

impl MapTable {
    /// A record without mappings never takes the place of one that has some.
    pub fn insert(&self, version: Arc<ModuleVersion>) {
        let known = self.get(version.id);
        if !version.tokens.is_empty() || known.is_none_or(|known| known.tokens.is_empty()) {
            self.versions.insert(version.id, version);
        }
    }

    /// Forgets a version: the engine holds none of its code any more.
    pub fn forget(&self, version: VersionId) {
        self.versions.remove(&version);
    }

    /// Forgets all versions but these.
    pub fn keep_only(&self, current: &FxHashMap<ModuleId, VersionId>) {
        self.versions.retain(|id, version| current.get(&version.module) == Some(id));
    }

    pub fn get(&self, version: VersionId) -> Option<Arc<ModuleVersion>> {
        self.versions.get(&version).map(|entry| Arc::clone(entry.value()))
    }

    /// How many versions are held.
    pub fn len(&self) -> usize {
        self.versions.len()
    }

    pub fn is_empty(&self) -> bool {
        self.versions.is_empty()
    }

    pub fn lookup(&self, version: VersionId, position: EnginePosition) -> Mapped {
        let Some(version) = self.get(version) else {
            return Mapped::Unmapped(Unmapped::UnknownVersion);
        };
        match version.original_offset(position) {
            Ok(offset) => Mapped::At { version, offset },
            Err(why) => Mapped::Unmapped(why),
        }
    }
}

/// The version a script name in a stack frame stands for.
pub fn version_of_script(name: &str) -> Option<VersionId> {
    let (_, version) = name.rsplit_once("?v=")?;
    version.parse().ok().map(VersionId)
}

#[cfg(test)]
mod tests;
