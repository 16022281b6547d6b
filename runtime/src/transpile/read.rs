//! From a text to a tree: parsed as what it is, an ES module or a CommonJS module.

use std::path::Path;

use oxc::allocator::Allocator;
use oxc::ast::ast::Program;
use oxc::parser::{ParseOptions, Parser, ParserReturn};

use super::commonjs::{self, Format};
use super::{Problem, problem, source_type};

/// A text that was parsed as what it is.
pub struct Text<'a> {
    pub program: Program<'a>,
    pub problems: Vec<Problem>,
    /// Of a CommonJS module.
    pub commonjs: Option<commonjs::Found>,
}

/// What cannot be a CommonJS module, because only ES modules have that syntax, is none. Where it makes no
/// difference, a text that one of the two can be read as is that one.
pub fn read<'a>(allocator: &'a Allocator, path: &Path, source: &'a str, format: Format) -> Text<'a> {
    let parse = |is_commonjs: bool| {
        let options = ParseOptions { parse_regular_expression: true, ..ParseOptions::default() };
        Parser::new(allocator, source, source_type(path, is_commonjs)).with_options(options).parse()
    };
    let text = |parsed: ParserReturn<'a>, commonjs: Option<commonjs::Found>| Text {
        problems: parsed.diagnostics.iter().map(problem).collect(),
        program: parsed.program,
        commonjs,
    };
    let may_be_module = ["import", "export", "await"].iter().any(|word| source.contains(word));
    let as_module = (format != Format::UnlessModuleSyntax || may_be_module).then(|| parse(false));
    let as_module = match as_module {
        Some(parsed)
            if format == Format::Module
                || parsed.module_record.has_module_syntax && !commonjs::is_typescripts(&parsed.program) =>
        {
            return text(parsed, None);
        }
        other => other,
    };
    if format == Format::IfNamed && !commonjs::WORDS.iter().any(|word| source.contains(word)) {
        return text(as_module.unwrap_or_else(|| parse(false)), None);
    }
    let as_commonjs = parse(true);
    if !as_commonjs.diagnostics.is_empty()
        && let Some(module) = as_module.filter(|module| module.diagnostics.is_empty())
    {
        return text(module, None); // it awaits outside functions
    }
    let found = commonjs::find(&as_commonjs.program);
    if format == Format::IfNamed && !(found.is_named && commonjs::names_free(&as_commonjs.program)) {
        return text(parse(false), None);
    }
    text(as_commonjs, Some(found))
}
