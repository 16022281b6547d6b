//! TypeScript to JavaScript: the transpiler's work, without options.

use std::path::Path;

use oxc::allocator::Allocator;
use oxc::codegen::{Codegen, CodegenOptions, CommentOptions};
use oxc::parser::Parser;
use oxc::semantic::SemanticBuilder;
use oxc::span::SourceType;
use oxc::transformer::{TransformOptions, Transformer};

pub fn types(path: &Path, source: &str) -> Result<String, String> {
    let allocator = Allocator::default();
    let parsed = Parser::new(&allocator, source, SourceType::ts().with_module(true)).parse();
    if let Some(diagnostic) = parsed.diagnostics.iter().next() {
        let at = diagnostic.labels.first().map_or(0, |label| label.offset() as usize);
        let line = source.get(..at).unwrap_or_default().matches('\n').count() + 1;
        return Err(format!("line {line}: {}", diagnostic.message));
    }
    let mut program = parsed.program;
    let scoping = SemanticBuilder::new().build(&program).semantic.into_scoping();
    let options = TransformOptions::default();
    let done = Transformer::new(&allocator, path, &options).build_with_scoping(scoping, &mut program);
    if let Some(diagnostic) = done.diagnostics.iter().next() {
        return Err(diagnostic.message.to_string());
    }
    let options = CodegenOptions { comments: CommentOptions::disabled(), ..CodegenOptions::default() };
    Ok(Codegen::new().with_options(options).build(&program).code)
}
