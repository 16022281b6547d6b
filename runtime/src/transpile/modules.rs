//! Turns ES module syntax into reads of the runner's namespace objects and a list of links.

mod body;

use std::ops::Range;

use oxc::allocator::{Allocator, ArenaVec, GetAllocator};
use oxc::ast::ast::*;
use oxc::ast::builder::{AstBuilder, GetAstBuilder};
use oxc::ast_visit::Visit;
use oxc::semantic::{Scoping, SymbolId};
use oxc::span::{GetSpan, SPAN, Span};
use rustc_hash::FxHashMap;

use super::commonjs::Found;
use super::{Evaluation, Export, ImportLocal, ImportedName, Names, Request};

/// The module's links, and what the wrapper needs to know of its body.
pub struct Linked {
    pub requests: Vec<Request>,
    pub imports: Vec<ImportedName>,
    pub import_locals: Vec<ImportLocal>,
    pub exports: Vec<LinkedExport>,
    pub evaluation: Evaluation,
    /// `export default function () {}`: hoisted under a name of ours; its `name` is `default`.
    pub names_hoisted_default: bool,
    /// The variables of the module itself, imports left out.
    pub roots: Vec<String>,
}

pub struct LinkedExport {
    pub export: Export,
    /// The binding a local export reads.
    pub local: Option<String>,
    /// Whether the binding never changes once its module has been evaluated.
    pub constant: bool,
}

impl LinkedExport {
    pub fn name(&self) -> &str {
        match &self.export {
            Export::Local { name } | Export::Indirect { name, .. } | Export::Namespace { name, .. } => name,
            Export::Star { .. } => "*",
        }
    }
}

/// Rewrites the program in place; `scoping` must be that of exactly this tree.
pub fn rewrite<'a>(
    allocator: &'a Allocator,
    program: &mut Program<'a>,
    scoping: &Scoping,
    names: &Names,
) -> Linked {
    let mut links = Links::default();
    links.collect_imports(program);
    let (names_hoisted_default, body) = links.take_module_syntax(allocator, program, scoping, names);
    program.body = body;

    Linked {
        evaluation: body::rewrite(allocator, program, scoping, &links.bindings, links.requests.len(), names),
        requests: links.requests,
        imports: links.imports,
        import_locals: links.import_locals,
        roots: roots(scoping, &links.bindings),
        exports: links.exports,
        names_hoisted_default,
    }
}

/// The same for a CommonJS module: there is no module syntax, and `arguments` are its own.
pub fn rewrite_commonjs<'a>(
    allocator: &'a Allocator,
    program: &mut Program<'a>,
    scoping: &Scoping,
    names: &Names,
    found: &Found,
) -> Linked {
    program.directives.clear();
    // Where only types came and went, the transformer leaves an empty `export {}`.
    program.body.retain(|statement| !matches!(statement, Statement::ExportNamedDeclaration(_)));
    body::rewrite_commonjs(allocator, program, scoping, names);
    let exports = found.exports().into_iter();
    Linked {
        requests: found.reexports.clone(),
        imports: Vec::new(),
        import_locals: Vec::new(),
        exports: exports.map(|export| LinkedExport { export, local: None, constant: true }).collect(),
        evaluation: Evaluation::CommonJs,
        names_hoisted_default: false,
        roots: roots(scoping, &Bindings::default()),
    }
}

fn roots(scoping: &Scoping, imports: &Bindings) -> Vec<String> {
    let all = scoping.get_bindings(scoping.root_scope_id());
    let own = all.iter().filter(|(_, symbol)| !imports.contains_key(symbol));
    own.map(|(name, _)| name.to_string()).collect()
}

/// Imported symbol -> slot, and the name there (`None`: the namespace itself).
type Bindings = FxHashMap<SymbolId, (usize, Option<String>)>;

#[derive(Default)]
struct Links {
    requests: Vec<Request>,
    imports: Vec<ImportedName>,
    import_locals: Vec<ImportLocal>,
    exports: Vec<LinkedExport>,
    bindings: Bindings,
}

impl Links {
    fn slot(&mut self, source: &StringLiteral, attributes: Option<&WithClause>) -> usize {
        let attribute_type = attributes.and_then(|with| {
            let entry = with.with_entries.iter().find(|entry| entry.key.as_arena_str() == "type")?;
            Some(entry.value.value.to_string())
        });
        let specifier = source.value.to_string();
        let known = self
            .requests
            .iter()
            .position(|known| known.specifier == specifier && known.attribute_type == attribute_type);
        known.unwrap_or_else(|| {
            self.requests.push(Request { specifier, attribute_type, range: range(source.span) });
            self.requests.len() - 1
        })
    }

    fn collect_imports(&mut self, program: &Program) {
        for statement in &program.body {
            match statement {
                Statement::ImportDeclaration(import) => {
                    let slot = self.slot(&import.source, import.with_clause.as_deref());
                    for specifier in import.specifiers.iter().flatten() {
                        self.collect_specifier(slot, specifier);
                    }
                }
                Statement::ExportAllDeclaration(export) => {
                    self.slot(&export.source, export.with_clause.as_deref());
                }
                Statement::ExportFromDeclaration(export) => {
                    self.slot(&export.source, export.with_clause.as_deref());
                }
                _ => {}
            }
        }
    }

    fn collect_specifier(&mut self, slot: usize, specifier: &ImportDeclarationSpecifier) {
        let (local, name, span) = match specifier {
            ImportDeclarationSpecifier::ImportSpecifier(it) => {
                (&it.local, Some(it.imported.name().to_string()), it.imported.span())
            }
            ImportDeclarationSpecifier::ImportDefaultSpecifier(it) => {
                (&it.local, Some("default".to_owned()), it.span)
            }
            ImportDeclarationSpecifier::ImportNamespaceSpecifier(it) => (&it.local, None, it.span),
        };
        if let Some(name) = &name {
            self.imports.push(ImportedName { slot, name: name.clone(), range: range(span) });
        }
        // What the transformer imports for itself has no place in the text.
        if !local.span.is_unspanned() {
            let (local, imported) = (local.name.to_string(), name.clone());
            self.import_locals.push(ImportLocal { local, slot: slot as u32, imported });
        }
        if let Some(symbol) = local.symbol_id.get() {
            self.bindings.insert(symbol, (slot, name));
        }
    }

    /// Moves declarations out of their `export`, drops imports, notes every export.
    fn take_module_syntax<'a>(
        &mut self,
        allocator: &'a Allocator,
        program: &mut Program<'a>,
        scoping: &Scoping,
        names: &Names,
    ) -> (bool, ArenaVec<'a, Statement<'a>>) {
        let mut names_hoisted_default = false;
        let mut body = ArenaVec::with_capacity_in(program.body.len(), &allocator);
        for statement in program.body.drain(..) {
            match statement {
                Statement::ImportDeclaration(_) => {}
                Statement::ExportAllDeclaration(export) => {
                    let slot = self.slot(&export.source, export.with_clause.as_deref());
                    let export = match &export.exported {
                        Some(name) => Export::Namespace { name: name.name().to_string(), slot },
                        None => Export::Star { slot },
                    };
                    self.exports.push(LinkedExport { export, local: None, constant: true });
                }
                Statement::ExportFromDeclaration(export) => {
                    let slot = self.slot(&export.source, export.with_clause.as_deref());
                    for specifier in &export.specifiers {
                        let imported = specifier.local.name().to_string();
                        let name = specifier.exported.name().to_string();
                        self.indirect(name, slot, imported, range(specifier.local.span()));
                    }
                }
                Statement::ExportNamedDeclaration(export) => {
                    for specifier in &export.specifiers {
                        self.export_binding(specifier, scoping);
                    }
                }
                Statement::ExportDeclaration(export) => {
                    let declaration = export.unbox().declaration;
                    self.export_declaration(&declaration, scoping);
                    body.push(Statement::from(declaration));
                }
                Statement::ExportDefaultDeclaration(export) => {
                    let (hoisted, statement) = self.export_default(allocator, export.unbox(), scoping, names);
                    names_hoisted_default |= hoisted;
                    body.push(statement);
                }
                statement => body.push(statement),
            }
        }
        (names_hoisted_default, body)
    }

    fn indirect(&mut self, name: String, slot: usize, imported: String, range: Range<u32>) {
        let export = Export::Indirect { name, slot, imported, range };
        self.exports.push(LinkedExport { export, local: None, constant: true });
    }

    fn local(&mut self, name: String, local: String, constant: bool) {
        self.exports.push(LinkedExport { export: Export::Local { name }, local: Some(local), constant });
    }

    /// `export { local as exported }`, where `local` may itself be imported.
    fn export_binding(&mut self, specifier: &ExportSpecifier, scoping: &Scoping) {
        let exported = specifier.exported.name().to_string();
        let local = specifier.local.name().to_string();
        let reference = match &specifier.local {
            ModuleExportName::IdentifierReference(it) => it.reference_id.get(),
            _ => None,
        };
        let symbol = reference
            .and_then(|reference| scoping.get_reference(reference).symbol_id())
            .or_else(|| scoping.get_root_binding(local.as_str().into()));
        match symbol.and_then(|symbol| self.bindings.get(&symbol).cloned()) {
            Some((slot, Some(imported))) => {
                self.indirect(exported, slot, imported, range(specifier.local.span()));
            }
            Some((slot, None)) => self.exports.push(LinkedExport {
                export: Export::Namespace { name: exported, slot },
                local: None,
                constant: true,
            }),
            None => {
                let constant = symbol.is_some_and(|symbol| !scoping.symbol_is_mutated(symbol));
                self.local(exported, local, constant);
            }
        }
    }

    fn export_declaration(&mut self, declaration: &Declaration, scoping: &Scoping) {
        struct Bound<'l> {
            links: &'l mut Links,
            scoping: &'l Scoping,
        }
        impl<'a> Visit<'a> for Bound<'_> {
            fn visit_binding_identifier(&mut self, it: &BindingIdentifier<'a>) {
                let mutated = it.symbol_id.get().is_none_or(|id| self.scoping.symbol_is_mutated(id));
                self.links.local(it.name.to_string(), it.name.to_string(), !mutated);
            }
            // Only names the declaration itself binds: nothing inside its expressions.
            fn visit_expression(&mut self, _: &Expression<'a>) {}
            fn visit_function_body(&mut self, _: &FunctionBody<'a>) {}
            fn visit_formal_parameters(&mut self, _: &FormalParameters<'a>) {}
            fn visit_class_body(&mut self, _: &ClassBody<'a>) {}
        }
        Bound { links: self, scoping }.visit_declaration(declaration);
    }

    /// Returns whether the default is a hoisted function that still needs the name `default`.
    fn export_default<'a>(
        &mut self,
        allocator: &'a Allocator,
        export: ExportDefaultDeclaration<'a>,
        scoping: &Scoping,
        names: &Names,
    ) -> (bool, Statement<'a>) {
        let builder = Build(AstBuilder::new(allocator));
        let ours = names.default_binding();
        let is_constant = |id: &BindingIdentifier| {
            id.symbol_id.get().is_some_and(|symbol| !scoping.symbol_is_mutated(symbol))
        };
        match export.declaration {
            ExportDefaultDeclarationKind::FunctionDeclaration(mut function) => {
                let anonymous = function.id.is_none();
                match &function.id {
                    Some(id) => self.local("default".into(), id.name.to_string(), is_constant(id)),
                    None => {
                        let name = Ident::from_str_in(&ours, &allocator);
                        function.id = Some(BindingIdentifier::new(SPAN, name, &builder));
                        self.local("default".into(), ours, true);
                    }
                }
                (anonymous, Statement::FunctionDeclaration(function))
            }
            ExportDefaultDeclarationKind::ClassDeclaration(mut class) => {
                if let Some(id) = &class.id {
                    self.local("default".into(), id.name.to_string(), is_constant(id));
                    return (false, Statement::ClassDeclaration(class));
                }
                class.r#type = ClassType::ClassExpression;
                self.local("default".into(), ours.clone(), true);
                (false, builder.default_const(export.span, &ours, Expression::ClassExpression(class)))
            }
            ExportDefaultDeclarationKind::TSInterfaceDeclaration(it) => {
                (false, Statement::new_empty_statement(it.span, &builder))
            }
            expression @ match_expression!(ExportDefaultDeclarationKind) => {
                self.local("default".into(), ours.clone(), true);
                (false, builder.default_const(export.span, &ours, expression.into_expression()))
            }
        }
    }
}

struct Build<'a>(AstBuilder<'a>);

impl<'a> GetAstBuilder<'a> for Build<'a> {
    type Builder = AstBuilder<'a>;
    fn builder(&self) -> &AstBuilder<'a> {
        &self.0
    }
}

impl<'a> GetAllocator<'a> for Build<'a> {
    fn allocator(&self) -> &'a Allocator {
        self.0.allocator()
    }
}

impl<'a> Build<'a> {
    /// `const ours = {default: value}.default;`: the property gives an anonymous function or class
    /// the name the language gives it.
    fn default_const(&self, span: Span, ours: &str, value: Expression<'a>) -> Statement<'a> {
        let value_span = value.span();
        let key = PropertyKey::new_static_identifier(SPAN, "default", self);
        let property = ObjectPropertyKind::new_object_property(
            SPAN,
            PropertyKind::Init,
            key,
            value,
            false,
            false,
            false,
            self,
        );
        let object = Expression::new_object_expression(value_span, [property], self);
        let name = IdentifierName::new(SPAN, "default", self);
        let read = Expression::from(MemberExpression::new_static_member_expression(
            value_span, object, name, false, self,
        ));
        let ours = Ident::from_str_in(ours, self);
        let pattern = BindingPattern::new_binding_identifier(SPAN, ours, self);
        let declarator = VariableDeclarator::new(SPAN, pattern, None, Some(read), false, self);
        let kind = VariableDeclarationKind::Const;
        Statement::from(Declaration::new_variable_declaration(span, kind, [declarator], false, self))
    }
}

fn range(span: Span) -> Range<u32> {
    span.start..span.end
}
