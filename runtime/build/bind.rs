//! A JavaScript module as one function of what it imports and of the language as it was.

use std::collections::BTreeSet;

use oxc::allocator::Allocator;
use oxc::ast::ast::{
    AssignmentExpression, AssignmentTarget, BindingPattern, CallExpression, Declaration,
    ExportDefaultDeclarationKind, Expression, ForOfStatement, IdentifierReference, ImportDeclaration,
    ImportDeclarationSpecifier, ModuleExportName, SpreadElement, Statement, StaticMemberExpression,
    VariableDeclarator,
};
use oxc::ast_visit::{Visit, walk};
use oxc::parser::Parser;
use oxc::semantic::{Scoping, SemanticBuilder};
use oxc::span::{GetSpan, SourceType, Span};

/// What the library takes from the language, over all its files.
#[derive(Default)]
pub struct Used {
    pub globals: BTreeSet<String>,
    /// `Object.keys`.
    pub statics: BTreeSet<String>,
    pub methods: BTreeSet<String>,
}

pub struct Bound {
    pub code: String,
    pub exports: Vec<String>,
    pub imports: Vec<String>,
}

/// Names that are given to every library file.
const GIVEN: &[&str] = &["host", "undefined", "NaN", "Infinity", "arguments", "globalThis"];

const STATIC_HOLDERS: &[&str] = &[
    "Array",
    "ArrayBuffer",
    "Atomics",
    "BigInt",
    "Date",
    "Error",
    "JSON",
    "Math",
    "Number",
    "Object",
    "Promise",
    "Reflect",
    "String",
    "Symbol",
    "Uint8Array",
];

/// Methods of the language's own prototypes that library code calls.
const METHODS: &[&str] = &[
    "add",
    "apply",
    "at",
    "bind",
    "call",
    "catch",
    "charAt",
    "charCodeAt",
    "clear",
    "codePointAt",
    "concat",
    "copyWithin",
    "delete",
    "endsWith",
    "entries",
    "every",
    "exec",
    "fill",
    "filter",
    "finally",
    "find",
    "findIndex",
    "flat",
    "flatMap",
    "forEach",
    "get",
    "getTime",
    "getTimezoneOffset",
    "has",
    "hasOwnProperty",
    "includes",
    "indexOf",
    "join",
    "keys",
    "lastIndexOf",
    "localeCompare",
    "map",
    "match",
    "matchAll",
    "normalize",
    "padEnd",
    "padStart",
    "pop",
    "push",
    "reduce",
    "repeat",
    "replace",
    "replaceAll",
    "reverse",
    "search",
    "set",
    "shift",
    "slice",
    "some",
    "sort",
    "splice",
    "split",
    "startsWith",
    "subarray",
    "substring",
    "test",
    "then",
    "toFixed",
    "toISOString",
    "toLowerCase",
    "toPrecision",
    "toString",
    "toUpperCase",
    "toWellFormed",
    "transfer",
    "trim",
    "trimEnd",
    "trimStart",
    "unshift",
    "valueOf",
    "values",
];

pub fn bind(source: &str, used: &mut Used) -> Result<Bound, String> {
    let allocator = Allocator::default();
    let parsed = Parser::new(&allocator, source, SourceType::mjs()).parse();
    if let Some(diagnostic) = parsed.diagnostics.iter().next() {
        return Err(format!("after erasing types: {}", diagnostic.message));
    }
    let program = parsed.program;
    let scoping = SemanticBuilder::new().build(&program).semantic.into_scoping();
    let mut binder = Binder { scoping: &scoping, used, edits: Vec::new(), names: BTreeSet::new() };
    let mut ends = Ends::default();
    for statement in &program.body {
        ends.statement(statement, &mut binder)?;
    }
    binder.visit_program(&program);
    let taken: Vec<String> = binder.names.iter().cloned().collect();
    let body = applied(source, binder.edits);
    let named: Vec<String> = ends.exports.iter().map(|(name, local)| format!("{name:?}: {local}")).collect();
    let default = ends.default.unwrap_or_else(|| format!("{{ {} }}", named.join(", ")));
    let code = format!(
        "(function($import, host, $) {{\"use strict\"; const {{ {} }} = $;\n{body}\nreturn {{ __proto__: null, default: {default}, {} }};\n}})",
        taken.join(", "),
        named.join(", ")
    );
    let mut exports: Vec<String> = ends.exports.into_iter().map(|(name, _)| name).collect();
    exports.push("default".into());
    Ok(Bound { code, exports, imports: ends.imports })
}

struct Edit {
    span: Span,
    text: String,
}

/// Edits do not overlap; of two at one place the one made first comes first.
fn applied(source: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|edit| edit.span.start);
    let mut out = String::with_capacity(source.len() * 2);
    let mut at = 0;
    for edit in edits {
        let start = edit.span.start as usize;
        out.push_str(source.get(at..start).unwrap_or_default());
        out.push_str(&edit.text);
        at = at.max(edit.span.end as usize);
    }
    out.push_str(source.get(at..).unwrap_or_default());
    out
}

/// What a file imports and exports.
#[derive(Default)]
struct Ends {
    imports: Vec<String>,
    /// Exported name and local name.
    exports: Vec<(String, String)>,
    default: Option<String>,
}

impl Ends {
    fn statement(&mut self, statement: &Statement, binder: &mut Binder) -> Result<(), String> {
        match statement {
            Statement::ImportDeclaration(it) => self.import(it, binder),
            Statement::ExportNamedDeclaration(it) => {
                for specifier in &it.specifiers {
                    let (exported, local) = (name(&specifier.exported), name(&specifier.local));
                    if exported == "default" {
                        self.default = Some(local);
                    } else {
                        self.exports.push((exported, local));
                    }
                }
                binder.edit(it.span, String::new());
            }
            Statement::ExportDeclaration(it) => {
                binder.edit(Span::new(it.span.start, it.declaration.span().start), String::new());
                match &it.declaration {
                    Declaration::FunctionDeclaration(it) => {
                        self.exported(it.id.as_ref().map(|id| id.name.as_str()))?;
                    }
                    Declaration::ClassDeclaration(it) => {
                        self.exported(it.id.as_ref().map(|id| id.name.as_str()))?;
                    }
                    Declaration::VariableDeclaration(it) => {
                        for declarator in &it.declarations {
                            for id in declarator.id.get_binding_identifiers() {
                                self.exported(Some(id.name.as_str()))?;
                            }
                        }
                    }
                    _ => return Err("an export of an unknown kind".into()),
                }
            }
            Statement::ExportDefaultDeclaration(it) => {
                let inner = it.declaration.span();
                let head = Span::new(it.span.start, inner.start);
                match &it.declaration {
                    ExportDefaultDeclarationKind::FunctionDeclaration(_)
                    | ExportDefaultDeclarationKind::ClassDeclaration(_) => {
                        return Err("name it first, then `export default` the name".into());
                    }
                    _ => binder.edit(head, "const $default = ".into()),
                }
                self.default = Some("$default".into());
            }
            Statement::ExportAllDeclaration(_) | Statement::ExportFromDeclaration(_) => {
                return Err("`export from` is not known here: import, then export".into());
            }
            _ => {}
        }
        Ok(())
    }

    /// `import a, { b as c } from "m"` takes them from the module's exports; nothing is imported twice or in a cycle.
    fn import(&mut self, it: &ImportDeclaration, binder: &mut Binder) {
        let from = it.source.value.to_string();
        // Without names: for what it does when it is made.
        let mut out = format!("$import({from:?});");
        let mut named = Vec::new();
        for specifier in it.specifiers.iter().flatten() {
            match specifier {
                ImportDeclarationSpecifier::ImportSpecifier(it) => {
                    named.push(format!("{:?}: {}", name(&it.imported), it.local.name));
                }
                ImportDeclarationSpecifier::ImportDefaultSpecifier(it) => {
                    named.push(format!("default: {}", it.local.name));
                }
                ImportDeclarationSpecifier::ImportNamespaceSpecifier(it) => {
                    out = format!("const {} = $import({from:?});", it.local.name);
                }
            }
        }
        if !named.is_empty() {
            out = format!("const {{ {} }} = $import({from:?});", named.join(", "));
        }
        self.imports.push(from);
        binder.edit(it.span, out);
    }

    fn exported(&mut self, name: Option<&str>) -> Result<(), String> {
        let name = name.ok_or("an export without a name")?;
        self.exports.push((name.to_owned(), name.to_owned()));
        Ok(())
    }
}

fn name(name: &ModuleExportName) -> String {
    name.name().to_string()
}

struct Binder<'s> {
    scoping: &'s Scoping,
    used: &'s mut Used,
    edits: Vec<Edit>,
    /// What this file takes out of the captured language.
    names: BTreeSet<String>,
}

impl Binder<'_> {
    fn edit(&mut self, span: Span, text: String) {
        self.edits.push(Edit { span, text });
    }

    fn is_global(&self, identifier: &IdentifierReference) -> bool {
        let reference = identifier.reference_id.get();
        reference.is_some_and(|id| self.scoping.get_reference(id).symbol_id().is_none())
    }

    /// Iterates what stands there without asking a prototype that a program may have changed.
    fn iterate(&mut self, span: Span) {
        self.names.insert("$iterate".into());
        self.edit(Span::empty(span.start), "$iterate(".into());
        self.edit(Span::empty(span.end), ")".into());
    }

    fn static_of(&self, member: &StaticMemberExpression) -> Option<String> {
        let Expression::Identifier(holder) = &member.object else { return None };
        let is_meant = STATIC_HOLDERS.contains(&holder.name.as_str())
            && self.is_global(holder)
            && member.property.name != "prototype";
        is_meant.then(|| format!("{}.{}", holder.name, member.property.name))
    }
}

impl<'a> Visit<'a> for Binder<'_> {
    fn visit_identifier_reference(&mut self, it: &IdentifierReference<'a>) {
        let name = it.name.as_str();
        if self.is_global(it) && !GIVEN.contains(&name) {
            self.used.globals.insert(name.to_owned());
            self.names.insert(name.to_owned());
        }
    }

    fn visit_static_member_expression(&mut self, it: &StaticMemberExpression<'a>) {
        if let Some(name) = self.static_of(it) {
            let local = format!("${}", name.replace('.', "_"));
            self.names.insert(local.clone());
            self.used.statics.insert(name);
            self.edit(it.span, local);
            return;
        }
        walk::walk_static_member_expression(self, it);
    }

    fn visit_call_expression(&mut self, it: &CallExpression<'a>) {
        if let Expression::StaticMemberExpression(member) = &it.callee
            && !it.optional
            && !member.optional
            && METHODS.contains(&member.property.name.as_str())
            && !matches!(member.object, Expression::ThisExpression(_) | Expression::Super(_))
            && self.static_of(member).is_none()
        {
            let name = member.property.name.as_str();
            self.used.methods.insert(name.to_owned());
            self.names.insert(format!("${name}"));
            self.edit(Span::empty(it.span.start), format!("${name}("));
            self.visit_expression(&member.object);
            let object = member.object.span().end;
            match it.arguments.first() {
                Some(first) => self.edit(Span::new(object, first.span().start), ", ".into()),
                None => self.edit(Span::new(object, it.span.end - 1), String::new()),
            }
            for argument in &it.arguments {
                self.visit_argument(argument);
            }
            return;
        }
        walk::walk_call_expression(self, it);
    }

    fn visit_for_of_statement(&mut self, it: &ForOfStatement<'a>) {
        if !it.r#await {
            self.iterate(it.right.span());
        }
        walk::walk_for_of_statement(self, it);
    }

    fn visit_spread_element(&mut self, it: &SpreadElement<'a>) {
        self.iterate(it.argument.span());
        walk::walk_spread_element(self, it);
    }

    /// A spread in an object literal copies properties and iterates nothing.
    fn visit_object_expression(&mut self, it: &oxc::ast::ast::ObjectExpression<'a>) {
        for property in &it.properties {
            match property {
                oxc::ast::ast::ObjectPropertyKind::SpreadProperty(spread) => {
                    self.visit_expression(&spread.argument);
                }
                oxc::ast::ast::ObjectPropertyKind::ObjectProperty(property) => {
                    self.visit_object_property(property);
                }
            }
        }
    }

    fn visit_variable_declarator(&mut self, it: &VariableDeclarator<'a>) {
        if let (BindingPattern::ArrayPattern(_), Some(init)) = (&it.id, &it.init) {
            self.iterate(init.span());
        }
        walk::walk_variable_declarator(self, it);
    }

    fn visit_assignment_expression(&mut self, it: &AssignmentExpression<'a>) {
        if matches!(it.left, AssignmentTarget::ArrayAssignmentTarget(_)) {
            self.iterate(it.right.span());
        }
        walk::walk_assignment_expression(self, it);
    }
}
