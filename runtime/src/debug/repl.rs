//! A console's rules for a text: `await` at top level, and declarations that can be made again and
//! are there for the next text. Pure.

use oxc::allocator::Allocator;
use oxc::ast::ast::*;
use oxc::ast_visit::{Visit, walk};
use oxc::parser::Parser;
use oxc::span::{GetSpan, SourceType};
use oxc::syntax::scope::ScopeFlags;

/// A text to evaluate as a script.
#[derive(Debug, PartialEq, Eq)]
pub struct Rewritten {
    pub code: String,
    /// It comes to a promise for the value.
    pub awaits: bool,
    /// What it declares by `let`, `const` and `class`: `code` only assigns to it.
    pub lexical: Vec<String>,
    /// Where `code` begins to be the text with insertions, and these in order.
    before: usize,
    insertions: Vec<(u32, u32, String)>,
}

impl Rewritten {
    /// Where the code goes on as the text does.
    pub fn seams(&self) -> Vec<usize> {
        let mut seams = vec![self.before];
        let (mut at, mut from) = (self.before, 0);
        for (start, length, inserted) in &self.insertions {
            at += *start as usize - from + inserted.len();
            from = (start + length) as usize;
            seams.push(at);
        }
        seams
    }

    /// Where in the text an offset of the code was.
    pub fn original(&self, offset: usize) -> usize {
        let mut left = offset.saturating_sub(self.before);
        let mut from = 0;
        for (at, length, inserted) in &self.insertions {
            let kept = *at as usize - from;
            if left < kept {
                break;
            }
            left -= kept;
            from = *at as usize;
            if left < inserted.len() {
                return from;
            }
            left -= inserted.len();
            from += *length as usize;
        }
        from + left
    }
}

/// `None`: nothing to change, or not a text that parses; the engine says what is wrong with it.
pub fn rewrite(text: &str) -> Option<Rewritten> {
    let allocator = Allocator::default();
    // A module's grammar, for `await`; its strictness is the parser's affair, not that of what runs.
    let parsed = Parser::new(&allocator, text, SourceType::mjs()).parse();
    if parsed.panicked || !parsed.diagnostics.is_empty() {
        return None;
    }
    let mut awaits = Awaits(false);
    awaits.visit_program(&parsed.program);
    let mut edits = Edits::default();
    for statement in &parsed.program.body {
        edits.statement(statement, awaits.0);
    }
    if !awaits.0 {
        let lexical = std::mem::take(&mut edits.lexical);
        return (!edits.insertions.is_empty()).then(|| {
            let (code, insertions) = edits.applied(text);
            Rewritten { code, awaits: false, lexical, before: 0, insertions }
        });
    }
    if let Some(Statement::ExpressionStatement(last)) = parsed.program.body.last() {
        let span = last.expression.span();
        edits.insert(span.start, "return (");
        edits.insert(span.end, ")");
    }
    let lexical = std::mem::take(&mut edits.lexical);
    let declared: String = edits.variables.iter().map(|name| format!("var {name};")).collect();
    let kept: String = edits.functions.iter().map(|name| format!("globalThis.{name} = {name};")).collect();
    let (body, insertions) = edits.applied(text);
    let begin = format!("{declared}(async () => {{{kept}");
    let (before, code) = (begin.len(), format!("{begin}{body}\n}})()"));
    Some(Rewritten { code, awaits: true, lexical, before, insertions })
}

/// Around what assigns in the place of a declaration: like that, it leaves the value of the script alone.
const ASSIGNS: (&str, &str) = ("{let {}=(", ",0)}");

#[derive(Default)]
struct Edits {
    /// Where, how much of the text is left out there, and what stands instead.
    insertions: Vec<(u32, u32, String)>,
    /// Declared by `var`, where a function is put around.
    variables: Vec<String>,
    lexical: Vec<String>,
    functions: Vec<String>,
}

impl Edits {
    fn insert(&mut self, at: u32, text: &str) {
        self.replace(at, 0, text);
    }

    fn replace(&mut self, at: u32, length: u32, text: &str) {
        self.insertions.push((at, length, text.to_owned()));
    }

    fn statement(&mut self, statement: &Statement, awaits: bool) {
        match statement {
            Statement::VariableDeclaration(it) => self.variables(it, awaits),
            Statement::ClassDeclaration(it) => {
                let Some(id) = &it.id else { return };
                self.lexical.push(id.name.to_string());
                self.insert(it.span.start, &format!("{}{} = ", ASSIGNS.0, id.name));
                self.insert(it.span.end, ASSIGNS.1);
            }
            Statement::FunctionDeclaration(it) if awaits => {
                self.functions.extend(it.id.as_ref().map(|id| id.name.to_string()));
            }
            _ => {}
        }
    }

    fn variables(&mut self, it: &VariableDeclaration, awaits: bool) {
        let keyword = match it.kind {
            VariableDeclarationKind::Var => "var",
            VariableDeclarationKind::Let => "let",
            VariableDeclarationKind::Const => "const",
            // They have an end, which only their block knows.
            VariableDeclarationKind::Using | VariableDeclarationKind::AwaitUsing => return,
        };
        let is_var = it.kind == VariableDeclarationKind::Var;
        if is_var && !awaits {
            return;
        }
        let names = if is_var { &mut self.variables } else { &mut self.lexical };
        names.append(&mut bound_names(it));
        self.replace(it.span.start, keyword.len() as u32, ASSIGNS.0);
        for declarator in it.declarations.iter().filter(|it| it.init.is_none()) {
            self.insert(declarator.span.end, if is_var { "" } else { " = undefined" });
        }
        self.insert(it.declarations.last().map_or(it.span.end, |last| last.span.end), ASSIGNS.1);
    }

    fn applied(mut self, text: &str) -> (String, Vec<(u32, u32, String)>) {
        self.insertions.sort_by_key(|(at, ..)| *at);
        let mut out = String::with_capacity(text.len() + 64);
        let mut from = 0;
        for (at, length, inserted) in &self.insertions {
            out.push_str(text.get(from..*at as usize).unwrap_or_default());
            out.push_str(inserted);
            from = (at + length) as usize;
        }
        out.push_str(text.get(from..).unwrap_or_default());
        (out, self.insertions)
    }
}

/// The names that a declaration binds.
pub fn bound_names(declaration: &VariableDeclaration) -> Vec<String> {
    let mut names = BoundNames(Vec::new());
    names.visit_variable_declaration(declaration);
    names.0
}

struct BoundNames(Vec<String>);

impl<'a> Visit<'a> for BoundNames {
    fn visit_binding_identifier(&mut self, it: &BindingIdentifier<'a>) {
        self.0.push(it.name.to_string());
    }
    fn visit_expression(&mut self, _: &Expression<'a>) {}
}

/// Whether `await` stands outside every function.
struct Awaits(bool);

impl<'a> Visit<'a> for Awaits {
    fn visit_await_expression(&mut self, _: &AwaitExpression<'a>) {
        self.0 = true;
    }
    fn visit_for_of_statement(&mut self, it: &ForOfStatement<'a>) {
        self.0 |= it.r#await;
        walk::walk_for_of_statement(self, it);
    }
    fn visit_function(&mut self, _: &Function<'a>, _: ScopeFlags) {}
    fn visit_arrow_function_expression(&mut self, _: &ArrowFunctionExpression<'a>) {}
    fn visit_class_body(&mut self, _: &ClassBody<'a>) {}
}

#[cfg(test)]
mod tests;
