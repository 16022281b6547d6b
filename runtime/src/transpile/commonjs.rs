//! CommonJS: whether a text is one, and what of its exports can be read without running it.
//!
//! Node reads the same: named imports of a CommonJS module are the names that its text assigns to
//! `exports`, in the shapes that TypeScript, Babel and esbuild write.

use std::ops::Range;

use oxc::ast::ast::*;
use oxc::ast_visit::{Visit, walk};
use oxc::semantic::SemanticBuilder;
use oxc::span::{GetSpan, Span};

use super::{Export, Request};

/// Which of the two kinds of module a text is: decided by its name, its package and what stands in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize)]
pub enum Format {
    /// An ES module, whatever stands in it.
    #[default]
    Module,
    /// A CommonJS module, unless it uses the syntax of ES modules: `.cjs`, and `.js` as in Node.
    UnlessModuleSyntax,
    /// A CommonJS module only if it names `require`, `module` or `exports`: TypeScript.
    IfNamed,
}

/// What a CommonJS module finds around it: the parameters of its function, in their order.
pub const VARIABLES: [&str; 5] = ["exports", "require", "module", "__filename", "__dirname"];

/// No text without one of these names any of them, or exports as TypeScript's own syntax does.
pub const WORDS: [&str; 7] =
    ["exports", "require", "module", "__filename", "__dirname", "export =", "export="];

/// What is known of a CommonJS module's exports without running it.
#[derive(Debug, Default)]
pub struct Found {
    pub names: Vec<String>,
    /// `module.exports = require("x")`, `__exportStar(require("x"), exports)`.
    pub reexports: Vec<Request>,
    /// Every `require("x")`, where the specifier is written out.
    pub required: Vec<Request>,
    /// It names one of CommonJS's own variables.
    pub is_named: bool,
}

impl Found {
    /// Its exports for those who import it: all of it as `default`, and the names that can be seen.
    pub fn exports(&self) -> Vec<Export> {
        let mut exports = vec![Export::Local { name: "default".into() }];
        let names = self.names.iter().filter(|name| *name != "default");
        exports.extend(names.map(|name| Export::Local { name: name.clone() }));
        exports.extend((0..self.reexports.len()).map(|slot| Export::Star { slot }));
        exports
    }
}

/// Reads a text that is not yet known to be CommonJS.
pub fn find(program: &Program) -> Found {
    let mut finder = Finder { source: program.source_text, ..Finder::default() };
    finder.visit_program(program);
    let Finder { mut found, sources, .. } = finder;
    // Babel: `Object.keys(_a).forEach(key => ... exports[key] = _a[key])`, with `_a = require("a")`.
    for name in finder.copied {
        if let Some((_, request)) = sources.iter().find(|(source, _)| *source == name) {
            found.reexports.push(request.clone());
        }
    }
    found
}

/// Whether one of CommonJS's variables is meant: named, and not declared by the text itself.
pub fn names_free(program: &Program) -> bool {
    let scoping = SemanticBuilder::new().build(program).semantic.into_scoping();
    let free = scoping.root_unresolved_references();
    VARIABLES.iter().any(|name| free.contains_key(*name)) || program.body.iter().any(is_typescripts_own)
}

/// Whether TypeScript's own syntax makes it one, and only types come and go by that of ES modules.
pub fn is_typescripts(program: &Program) -> bool {
    let is_of_module = |statement: &Statement| match statement {
        Statement::ImportDeclaration(it) => !it.import_kind.is_type(),
        Statement::ExportDeclaration(it) => !it.declaration.is_type(),
        Statement::ExportNamedDeclaration(it) => !it.export_kind.is_type(),
        Statement::ExportFromDeclaration(it) => !it.export_kind.is_type(),
        Statement::ExportAllDeclaration(it) => !it.export_kind.is_type(),
        Statement::ExportDefaultDeclaration(_) => true,
        _ => false,
    };
    program.body.iter().any(is_typescripts_own) && !program.body.iter().any(is_of_module)
}

/// `import x = require("y")` and `export = z`.
fn is_typescripts_own(statement: &Statement) -> bool {
    match statement {
        Statement::TSExportAssignment(_) => true,
        Statement::TSImportEqualsDeclaration(it) => {
            matches!(it.module_reference, TSModuleReference::ExternalModuleReference(_))
        }
        _ => false,
    }
}

#[derive(Default)]
struct Finder<'s> {
    source: &'s str,
    found: Found,
    /// `var name = require("x")`.
    sources: Vec<(String, Request)>,
    copied: Vec<String>,
}

impl Finder<'_> {
    fn name(&mut self, name: &str) {
        if !self.found.names.iter().any(|known| known == name) {
            self.found.names.push(name.to_owned());
        }
    }

    /// `module.exports = ...`: what stands there is all there is.
    fn whole(&mut self, value: &Expression) {
        if let Some(request) = required(value) {
            self.found.reexports = vec![request];
            return;
        }
        let Expression::ObjectExpression(object) = value.get_inner_expression() else { return };
        for property in &object.properties {
            match property {
                ObjectPropertyKind::ObjectProperty(it) if it.computed => return,
                ObjectPropertyKind::ObjectProperty(it) => {
                    let Some(name) = it.key.static_name() else { return };
                    // Node takes a name whose value begins with a word, and reads on only past a mere word.
                    let value = it.value.span();
                    let text = self.source.get(value.start as usize..value.end as usize).unwrap_or_default();
                    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$');
                    if !text.starts_with(|c: char| is_word(c) && !c.is_ascii_digit()) && !it.method {
                        return;
                    }
                    self.name(&name);
                    if it.method || !text.chars().all(is_word) {
                        return;
                    }
                }
                ObjectPropertyKind::SpreadProperty(it) => match required(&it.argument) {
                    Some(request) => self.found.reexports.push(request),
                    None => return,
                },
            }
        }
    }
}

impl<'a> Visit<'a> for Finder<'_> {
    fn visit_identifier_reference(&mut self, it: &IdentifierReference<'a>) {
        self.found.is_named |= VARIABLES.contains(&it.name.as_str());
    }

    fn visit_assignment_expression(&mut self, it: &AssignmentExpression<'a>) {
        if it.operator == AssignmentOperator::Assign {
            match &it.left {
                AssignmentTarget::StaticMemberExpression(member) if is_exports(&member.object) => {
                    self.name(&member.property.name);
                }
                AssignmentTarget::ComputedMemberExpression(member) if is_exports(&member.object) => {
                    if let Expression::StringLiteral(name) = &member.expression {
                        self.name(&name.value);
                    }
                }
                AssignmentTarget::StaticMemberExpression(member) if is_module_exports(member) => {
                    self.whole(&it.right);
                }
                _ => {}
            }
        }
        walk::walk_assignment_expression(self, it);
    }

    fn visit_variable_declarator(&mut self, it: &VariableDeclarator<'a>) {
        if let BindingPattern::BindingIdentifier(name) = &it.id
            && let Some(request) = it.init.as_ref().and_then(|init| required(through_interop(init)))
        {
            self.sources.push((name.name.to_string(), request));
        }
        walk::walk_variable_declarator(self, it);
    }

    fn visit_call_expression(&mut self, it: &CallExpression<'a>) {
        let arguments = || it.arguments.iter().filter_map(Argument::as_expression);
        let first = arguments().next();
        match it.callee.get_inner_expression() {
            Expression::Identifier(callee) if callee.name == "require" => {
                if let Some(Expression::StringLiteral(specifier)) = first {
                    self.found.required.push(request(specifier));
                }
            }
            Expression::Identifier(callee) if is_export_star(&callee.name) => {
                self.found.reexports.extend(first.and_then(required));
            }
            Expression::StaticMemberExpression(callee) => {
                let object = callee.object.get_inner_expression();
                match (object, callee.property.name.as_str()) {
                    (Expression::Identifier(object), "defineProperty") if object.name == "Object" => {
                        let mut given = arguments();
                        if given.next().is_some_and(is_exports)
                            && let Some(Expression::StringLiteral(name)) = given.next()
                            && given.next().is_some_and(is_readable)
                        {
                            self.name(&name.value);
                        }
                    }
                    (Expression::CallExpression(keys), "forEach") => self.copied.extend(keys_of(keys)),
                    (_, name) if is_export_star(name) => {
                        self.found.reexports.extend(first.and_then(required));
                    }
                    _ => {}
                }
            }
            _ => {}
        }
        walk::walk_call_expression(self, it);
    }

    fn visit_ts_import_equals_declaration(&mut self, it: &TSImportEqualsDeclaration<'a>) {
        if let TSModuleReference::ExternalModuleReference(module) = &it.module_reference {
            self.found.is_named = true;
            self.found.required.push(request(&module.expression));
        }
        walk::walk_ts_import_equals_declaration(self, it);
    }

    fn visit_ts_export_assignment(&mut self, it: &TSExportAssignment<'a>) {
        self.found.is_named = true;
        self.whole(&it.expression);
        walk::walk_ts_export_assignment(self, it);
    }
}

/// TypeScript's and its helper library's name for `export *`.
fn is_export_star(name: &str) -> bool {
    matches!(name, "__exportStar" | "__export")
}

/// `exports` or `module.exports`.
fn is_exports(object: &Expression) -> bool {
    match object.get_inner_expression() {
        Expression::Identifier(it) => it.name == "exports",
        Expression::StaticMemberExpression(it) => is_module_exports(it),
        // `exports.a = exports.b = ...` assigns to both: the visit sees the inner one itself.
        _ => false,
    }
}

fn is_module_exports(member: &StaticMemberExpression) -> bool {
    let module =
        matches!(member.object.get_inner_expression(), Expression::Identifier(it) if it.name == "module");
    module && member.property.name == "exports"
}

/// `{ enumerable: true, value: ... }`, or with a getter that only reads a name or a member of one: Node
/// takes no other shape for an export.
fn is_readable(descriptor: &Expression) -> bool {
    let Expression::ObjectExpression(object) = descriptor.get_inner_expression() else { return false };
    object.properties.iter().any(|it| match it {
        ObjectPropertyKind::ObjectProperty(it) => match it.key.static_name().as_deref() {
            Some("value") => true,
            Some("get") => is_plain_getter(&it.value),
            _ => false,
        },
        ObjectPropertyKind::SpreadProperty(_) => false,
    })
}

/// `function () { return m.name; }`
fn is_plain_getter(getter: &Expression) -> bool {
    let Expression::FunctionExpression(function) = getter else { return false };
    let Some([Statement::ReturnStatement(only)]) = function.body.as_ref().map(|body| &body.statements[..])
    else {
        return false;
    };
    match only.argument.as_ref().map(Expression::get_inner_expression) {
        Some(Expression::Identifier(_)) => true,
        Some(Expression::StaticMemberExpression(member)) => {
            matches!(member.object, Expression::Identifier(_))
        }
        Some(Expression::ComputedMemberExpression(member)) => {
            matches!(
                (&member.object, &member.expression),
                (Expression::Identifier(_), Expression::StringLiteral(_))
            )
        }
        _ => false,
    }
}

/// `require("x")`.
fn required(expression: &Expression) -> Option<Request> {
    let Expression::CallExpression(call) = expression.get_inner_expression() else { return None };
    let Expression::Identifier(callee) = call.callee.get_inner_expression() else { return None };
    match call.arguments.first()?.as_expression()? {
        Expression::StringLiteral(specifier) if callee.name == "require" => Some(request(specifier)),
        _ => None,
    }
}

/// `_interopRequireWildcard(require("x"))` is `require("x")`.
fn through_interop<'e, 'a>(expression: &'e Expression<'a>) -> &'e Expression<'a> {
    if let Expression::CallExpression(call) = expression.get_inner_expression()
        && let Expression::Identifier(callee) = call.callee.get_inner_expression()
        && matches!(callee.name.as_str(), "_interopRequireWildcard" | "__importStar")
        && let Some(inner) = call.arguments.first().and_then(Argument::as_expression)
    {
        return inner;
    }
    expression
}

/// `Object.keys(name)`.
fn keys_of(call: &CallExpression) -> Option<String> {
    let Expression::StaticMemberExpression(callee) = call.callee.get_inner_expression() else { return None };
    let is_object =
        matches!(callee.object.get_inner_expression(), Expression::Identifier(it) if it.name == "Object");
    match call.arguments.first()?.as_expression()? {
        Expression::Identifier(name) if is_object && callee.property.name == "keys" => {
            Some(name.name.to_string())
        }
        _ => None,
    }
}

fn request(specifier: &StringLiteral) -> Request {
    Request { specifier: specifier.value.to_string(), attribute_type: None, range: range(specifier.span) }
}

fn range(span: Span) -> Range<u32> {
    span.start..span.end
}
