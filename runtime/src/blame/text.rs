//! The text that a person wrote of a function whose running code is known: programs print their own
//! functions. Pure.

use oxc::allocator::Allocator;
use oxc::ast::ast::*;
use oxc::ast_visit::{Visit, walk};
use oxc::parser::Parser;
use oxc::span::{SourceType, Span};
use oxc::syntax::scope::ScopeFlags;

/// What a question begins with; the code of the function follows.
pub const TEXT_OF: &str = "text of ";

/// The function or class of the source that was printed as `code`, nearest to `mark` among those that are
/// alike. `None`: none is sure to be it.
pub fn find(language: SourceType, source: &str, mark: usize, code: &str) -> Option<String> {
    let allocator = Allocator::default();
    let parsed = Parser::new(&allocator, source, language).parse();
    if !parsed.diagnostics.is_empty() {
        return None;
    }
    let mut functions = Functions { source, spans: Vec::new() };
    functions.visit_program(&parsed.program);
    let comments: Vec<Span> = parsed.program.comments.iter().map(|comment| comment.span).collect();
    let wanted = essence(code, 0, &[]);
    let parts = pieces(&wanted);
    let text = |span: &Span| source.get(span.start as usize..span.end as usize);
    let is_it =
        |span: &&Span| text(span).is_some_and(|it| is_alike(&essence(it, span.start, &comments), &parts));
    let found = functions.spans.iter().filter(is_it).min_by_key(|span| (span.start as usize).abs_diff(mark));
    text(found?).map(str::to_owned)
}

/// What printing leaves as it was: no layout, no comments, no choice of quotes and brackets.
fn essence(text: &str, start: u32, comments: &[Span]) -> String {
    let mut left = String::with_capacity(text.len());
    let mut comments = comments.iter().filter(|comment| comment.start >= start).peekable();
    for (at, letter) in text.char_indices() {
        let at = start + at as u32;
        while comments.next_if(|comment| comment.end <= at).is_some() {}
        let is_commented = comments.peek().is_some_and(|comment| comment.start <= at);
        if !is_commented && !letter.is_whitespace() && !"()[]{};,'\"`\\".contains(letter) {
            left.push(letter);
        }
    }
    left
}

/// What stands between the names of what was imported by default, which the code does not know.
fn pieces(wanted: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut rest, mut from) = (wanted, 0);
    while let Some(at) = rest.get(from..).and_then(|it| it.find("$sl")).map(|at| at + from) {
        let (before, behind) = rest.split_at(at);
        let number = behind.trim_start_matches("$sl").trim_start_matches('_');
        match number.trim_start_matches(|it: char| it.is_ascii_digit()).strip_prefix(".default") {
            Some(after) => {
                parts.push(before);
                (rest, from) = (after, 0);
            }
            None => from = at + 1,
        }
    }
    parts.push(rest);
    parts
}

/// Whether the pieces follow each other with a name between any two.
fn is_alike(text: &str, parts: &[&str]) -> bool {
    let Some((first, others)) = parts.split_first() else { return false };
    let Some(mut rest) = text.strip_prefix(first) else { return false };
    for part in others {
        let name = rest.len()
            - rest.trim_start_matches(|it: char| it.is_alphanumeric() || it == '_' || it == '$').len();
        // The next piece may begin with letters as well.
        let Some(length) =
            (1..=name).rev().find(|length| rest.get(*length..).is_some_and(|it| it.starts_with(part)))
        else {
            return false;
        };
        rest = &rest[length + part.len()..];
    }
    rest.is_empty()
}

/// All that `toString` of a function can be asked of.
struct Functions<'s> {
    source: &'s str,
    spans: Vec<Span>,
}

impl<'a> Visit<'a> for Functions<'_> {
    fn visit_function(&mut self, it: &Function<'a>, flags: ScopeFlags) {
        self.spans.push(it.span);
        walk::walk_function(self, it, flags);
    }

    fn visit_arrow_function_expression(&mut self, it: &ArrowFunctionExpression<'a>) {
        self.spans.push(it.span);
        walk::walk_arrow_function_expression(self, it);
    }

    fn visit_class(&mut self, it: &Class<'a>) {
        self.spans.push(it.span);
        walk::walk_class(self, it);
    }

    fn visit_object_property(&mut self, it: &ObjectProperty<'a>) {
        if it.method || it.kind != PropertyKind::Init {
            self.spans.push(it.span);
        }
        walk::walk_object_property(self, it);
    }

    /// `static` is no part of a method's text.
    fn visit_method_definition(&mut self, it: &MethodDefinition<'a>) {
        let written = self.source.get(it.span.start as usize..it.span.end as usize).unwrap_or_default();
        let own = if it.r#static {
            written.strip_prefix("static").map_or(written, str::trim_start)
        } else {
            written
        };
        self.spans.push(Span::new(it.span.end - own.len() as u32, it.span.end));
        walk::walk_method_definition(self, it);
    }
}

#[cfg(test)]
mod tests {
    use super::find;
    use oxc::span::SourceType;

    fn found(source: &str, mark: usize, code: &str) -> Option<String> {
        find(SourceType::mjs(), source, mark, code)
    }

    #[test]
    fn a_function_is_found_by_what_printing_leaves_of_it() {
        let source = "const f = (a,  b) => { /* sum */ return a+b }; class A { static m( x ){ return 'x' } }";
        let arrow = found(source, 6, "(a, b) => {\n\treturn a + b;\n}");
        assert_eq!(arrow.as_deref(), Some("(a,  b) => { /* sum */ return a+b }"));
        assert_eq!(found(source, 60, "m(x) {\n\treturn \"x\";\n}").as_deref(), Some("m( x ){ return 'x' }"));
        assert_eq!(found(source, 6, "(a) => a"), None);
    }

    #[test]
    fn a_name_that_was_imported_by_default_is_any_name() {
        let source = "class A { static async m ( ) { return path.join( fs ) } }";
        let code = "async m() {\n\treturn $sl0.default.join($sl12.default);\n}";
        assert_eq!(found(source, 0, code).as_deref(), Some("async m ( ) { return path.join( fs ) }"));
        assert_eq!(found(source, 0, "async m() { return $sl0.default.split($sl1.default) }"), None);
    }

    #[test]
    fn of_two_that_are_alike_the_nearer_one_is_it() {
        let source = "const a = () =>  1;\nconst b = ()=>1;";
        assert_eq!(found(source, 30, "() => 1").as_deref(), Some("()=>1"));
        assert_eq!(found(source, 6, "() => 1").as_deref(), Some("() =>  1"));
    }
}
