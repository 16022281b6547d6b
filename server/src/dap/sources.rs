//! Texts of the program as clients name them: files by path, everything else by a number (pure).

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use runtime::debug::message::{Script, ScriptId};
use runtime::position::{LineColumn, LineIndex, Lines};
use rustc_hash::FxHashMap;
use serde::Deserialize;
use serde_json::{Value, json};

use super::envelope::{Refusal, To, read};
use super::from::{self};
use super::{Dap, Request, Then};
use crate::inspector::scripts::Scripts;

#[derive(Debug, Default)]
pub struct Sources {
    /// By number, from one.
    numbered: Vec<ScriptId>,
    /// Texts of earlier generations, which may still run; the newest ones.
    earlier: BTreeMap<ScriptId, Script>,
    /// Files by the path that the system knows, as the client writes them.
    spelled: FxHashMap<PathBuf, String>,
}

/// So many texts of earlier generations are kept.
const MOST_EARLIER: usize = 200;

impl Sources {
    /// The client writes a file so.
    pub fn spell(&mut self, path: &Path, written: &str) {
        self.spelled.insert(path.to_owned(), written.to_owned());
    }

    pub fn of_path(&self, path: &Path) -> Value {
        let written = self.spelled.get(path).cloned().unwrap_or_else(|| path.display().to_string());
        let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        json!({ "name": name, "path": written })
    }

    /// Scripts that a new generation may not have any more.
    pub fn retire(&mut self, scripts: Vec<Script>) {
        self.earlier.extend(scripts.into_iter().map(|script| (script.id, script)));
        while self.earlier.len() > MOST_EARLIER {
            self.earlier.pop_first();
        }
    }

    /// A script is told; what that is to a client, if it is news.
    pub fn comes(&mut self, script: &Script) -> Option<&'static str> {
        if self.earlier.remove(&script.id).is_some() {
            return None;
        }
        let is_known = script.is_module && self.earlier.values().any(|it| it.path == script.path);
        Some(if is_known { "changed" } else { "new" })
    }

    /// The source of a script; `None` for one that is not known any more.
    pub fn of_script(&mut self, id: ScriptId, scripts: &Scripts) -> Option<Value> {
        if let Some(script) = scripts.get(id).filter(|script| script.is_module) {
            return Some(self.of_path(&script.path));
        }
        let script = scripts.get(id).or_else(|| self.earlier.get(&id))?;
        let (name, origin) = if script.is_module {
            let name = script.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            (name, "before a save")
        } else if script.url.is_empty() {
            (format!("evaluated {id}"), "evaluated")
        } else {
            (script.url.to_string(), "evaluated")
        };
        let number = self.number(id);
        Some(json!({ "name": name, "sourceReference": number, "origin": origin }))
    }

    fn number(&mut self, id: ScriptId) -> usize {
        let known = self.numbered.iter().position(|it| *it == id);
        1 + known.unwrap_or_else(|| {
            self.numbered.push(id);
            self.numbered.len() - 1
        })
    }

    pub fn numbered(&self, number: i64) -> Option<ScriptId> {
        let index = usize::try_from(number).ok()?.checked_sub(1)?;
        self.numbered.get(index).copied()
    }
}

impl Dap {
    /// The script that a client means.
    pub(super) fn script_of(&self, source: &from::Source) -> Option<&Script> {
        match source.source_reference.filter(|number| *number != 0) {
            Some(number) => {
                let id = self.sources.numbered(number)?;
                self.scripts.get(id).or_else(|| self.sources.earlier.get(&id))
            }
            None => {
                let path = Path::new(source.path.as_deref()?);
                self.scripts.iter().rev().find(|script| script.is_module && *script.path == *path)
            }
        }
    }

    pub(super) fn loaded_sources(&mut self, to: &To) {
        let ids: Vec<ScriptId> = self.scripts.iter().map(|script| script.id).collect();
        let sources: Vec<Value> =
            ids.into_iter().filter_map(|id| self.sources.of_script(id, &self.scripts)).collect();
        self.answer(to, Ok(json!({ "sources": sources })));
    }

    pub(super) fn source(&mut self, to: &To, arguments: Value) -> Result<(), Refusal> {
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct Arguments {
            #[serde(default)]
            source: from::Source,
            #[serde(default)]
            source_reference: i64,
        }
        let Arguments { mut source, source_reference } = read(arguments)?;
        source.source_reference = source.source_reference.or(Some(source_reference));
        let script = self.script_of(&source).ok_or("There is no such source, or not any more")?;
        let body = json!({ "content": &*script.text, "mimeType": "text/javascript" });
        self.answer(to, Ok(body));
        Ok(())
    }

    pub(super) fn breakpoint_locations(&mut self, to: &To, arguments: Value) -> Result<(), Refusal> {
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct Arguments {
            source: from::Source,
            line: i64,
            column: Option<i64>,
            end_line: Option<i64>,
            end_column: Option<i64>,
        }
        let it: Arguments = read(arguments)?;
        let counting = self.counting();
        let Some(script) = self.script_of(&it.source) else {
            self.answer(to, Ok(json!({ "breakpoints": [] })));
            return Ok(());
        };
        let from = LineColumn {
            line: counting.line(it.line),
            column: it.column.map_or(0, |column| counting.column(column)),
        };
        let last = counting.line(it.end_line.unwrap_or(it.line));
        let end = match it.end_column {
            Some(column) => LineColumn { line: last, column: counting.column(column) },
            None => LineColumn { line: last + 1, column: 0 },
        };
        let lines = LineIndex::new(&script.text, Lines::Editor).len();
        let is_inside = (end.line as usize) < lines;
        let request = Request::PossibleLocations {
            script: script.id,
            from,
            to: is_inside.then_some(end),
            in_function: false,
        };
        self.ask(to.clone(), request, Then::Locations);
        Ok(())
    }
}
