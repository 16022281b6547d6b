//! Texts that debuggers have evaluated, as scripts: where they can stop, and how they are called. Pure.

use std::path::Path;
use std::sync::Arc;

use super::repl;
use crate::ids::{ModuleId, VersionId};
use crate::position::{LineColumn, LineIndex, Lines};
use crate::source_map::{MapToken, ModuleVersion};
use crate::transpile::evaluated::{Evaluated, instrument};

/// A text that becomes a script of its own.
pub struct Prepared {
    pub version: ModuleVersion,
    /// What it calls itself by `sourceURL`; empty for most.
    pub url: Arc<str>,
    /// It comes to a promise for the value.
    pub awaits: bool,
    /// What a console's text declares.
    pub lexical: Vec<String>,
}

/// Longer texts are run as they are.
const MAX_TEXT: usize = 1 << 20;

/// `None`: nothing in it can stop, so that it needs to be no script.
pub fn prepare(text: &str, by_console_rules: bool, id: VersionId) -> Option<Prepared> {
    if text.len() > MAX_TEXT {
        return None;
    }
    let url = source_url(text);
    let rewritten = by_console_rules.then(|| repl::rewrite(text)).flatten();
    let code = rewritten.as_ref().map_or(text, |it| it.code.as_str());
    let seams = rewritten.as_ref().map(repl::Rewritten::seams).unwrap_or_default();
    let Evaluated { code: instrumented, mut tokens, mut probes } =
        instrument(code, id, url.is_some(), &seams)?;
    if let Some(rewritten) = &rewritten {
        let (of_code, of_text) = (LineIndex::new(code, Lines::Js), LineIndex::new(text, Lines::Js));
        let original = |at: LineColumn| {
            let offset = rewritten.original(of_code.offset(code, at).unwrap_or(0));
            of_text.position(text, offset)
        };
        for MapToken { original: at, .. } in &mut tokens {
            *at = original(*at);
        }
        for probe in &mut probes {
            let at = |offset: u32| rewritten.original(offset as usize) as u32;
            probe.range = at(probe.range.start)..at(probe.range.end);
        }
    }
    let url: Arc<str> = url.unwrap_or_default().into();
    let (module, path) = (ModuleId(u32::MAX), Arc::from(Path::new(&*url)));
    let version = ModuleVersion::new(id, module, path, text.into(), instrumented.into(), tokens);
    let (awaits, lexical) = rewritten.map(|it| (it.awaits, it.lexical)).unwrap_or_default();
    Some(Prepared { version: version.with_debug(probes, Vec::new()), url, awaits, lexical })
}

/// `//# sourceURL=name`, the last one.
fn source_url(text: &str) -> Option<&str> {
    let at = ["//# sourceURL=", "//@ sourceURL="].iter().filter_map(|mark| text.rfind(mark)).max()?;
    let (_, rest) = text.get(at..)?.split_once('=')?;
    rest.split_whitespace().next().filter(|name| !name.is_empty() && rest.starts_with(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_can_stop_becomes_a_script() {
        let is_script = |text: &str| prepare(text, false, VersionId::evaluated(1)).is_some();
        for text in ["1 + 1", "a.b.c = 3", "let x = f()", "({", "`${a}`", "$slD(1); debugger"] {
            assert!(!is_script(text), "{text}");
        }
        for text in [
            "debugger",
            "x => x",
            "class A { m() {} }",
            "for (;;) ;",
            "if (a) throw 1",
            "1 //# sourceURL=a.js",
        ] {
            assert!(is_script(text), "{text}");
        }
    }

    #[test]
    fn it_is_called_as_it_says_last() {
        assert_eq!(source_url("1\n//# sourceURL=a.js\n//@ sourceURL=b.js \n2"), Some("b.js"));
        assert_eq!(source_url("1 //# sourceURL=\n"), None);
        assert_eq!(source_url("1"), None);
    }

    #[test]
    fn places_are_those_of_the_text_also_when_it_was_rewritten() {
        let text = "let a = 1;\ndebugger; await f(() => {\n  return a;\n});";
        let prepared = prepare(text, true, VersionId::evaluated(1)).expect("a script");
        assert!(prepared.awaits);
        let starts: Vec<&str> =
            prepared.version.probes.iter().map(|probe| &text[probe.range.start as usize..][..6]).collect();
        assert!(starts.contains(&"debugg") && starts.contains(&"return"), "{starts:?}");
    }
}
