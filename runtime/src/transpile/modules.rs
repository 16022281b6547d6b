//! Turns ES module syntax into reads of the runner's namespace objects and a list of links.

use std::ops::Range;

use oxc::allocator::{Allocator, ArenaVec, GetAllocator};
use oxc::ast::ast::*;
use oxc::ast::builder::{AstBuilder, GetAstBuilder};
use oxc::ast_visit::{Visit, VisitMut, walk, walk_mut};
use oxc::semantic::{Scoping, SymbolId};
use oxc::span::{GetSpan, SPAN, Span};
use oxc::syntax::identifier::is_identifier_name;
use oxc::syntax::number::NumberBase;
use oxc::syntax::scope::ScopeFlags;
use rustc_hash::FxHashMap;

use super::{Evaluation, Export, ImportedName, Names, Problem, ProblemKind, Recipe, Request};

/// The module's links, and what the wrapper needs to know of its body.
pub struct Linked {
    pub requests: Vec<Request>,
    pub imports: Vec<ImportedName>,
    pub exports: Vec<LinkedExport>,
    pub evaluation: Evaluation,
    /// `export default function () {}`: hoisted under a name of ours; its `name` is `default`.
    pub names_hoisted_default: bool,
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

/// Valid syntax that saveloop does not run, one problem each.
pub fn unsupported(program: &Program, recipe: &Recipe) -> Vec<Problem> {
    let mut finder = Unsupported { decorators: recipe.experimental_decorators, problems: Vec::new() };
    finder.visit_program(program);
    finder.problems
}

struct Unsupported {
    decorators: bool,
    problems: Vec<Problem>,
}

impl Unsupported {
    fn report(&mut self, span: Span, message: &str, help: &str) {
        self.problems.push(Problem {
            kind: ProblemKind::Unsupported,
            message: message.to_owned(),
            help: Some(help.to_owned()),
            range: range(span),
            related: Vec::new(),
        });
    }
}

impl<'a> Visit<'a> for Unsupported {
    fn visit_decorator(&mut self, it: &Decorator<'a>) {
        if !self.decorators {
            self.decorators = true; // one problem per file says it
            self.report(
                it.span,
                "standard decorators are not supported yet",
                "set `\"experimentalDecorators\": true` in the tsconfig.json nearest to this file to use TypeScript's own decorators",
            );
        }
        walk::walk_decorator(self, it);
    }

    fn visit_ts_export_assignment(&mut self, it: &TSExportAssignment<'a>) {
        self.report(it.span, "`export =` is not supported", "use `export default`");
    }

    fn visit_ts_import_equals_declaration(&mut self, it: &TSImportEqualsDeclaration<'a>) {
        if matches!(it.module_reference, TSModuleReference::ExternalModuleReference(_)) {
            let help = "use `import name from \"module\"`";
            self.report(it.span, "`import name = require(...)` is not supported", help);
        }
    }

    fn visit_import_declaration(&mut self, it: &ImportDeclaration<'a>) {
        if it.phase.is_some() {
            let help = "use a plain import, or `import()` to load it later";
            self.report(it.span, "`import defer` and `import source` are not supported", help);
        }
    }
}

/// Whether a decorator stands on a static field.
pub fn decorates_static_fields(program: &Program) -> bool {
    struct Finder(bool);
    impl<'a> Visit<'a> for Finder {
        fn visit_property_definition(&mut self, it: &PropertyDefinition<'a>) {
            self.0 |= it.r#static && !it.decorators.is_empty();
            walk::walk_property_definition(self, it);
        }
    }
    let mut finder = Finder(false);
    finder.visit_program(program);
    finder.0
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

    let builder = AstBuilder::new(allocator);
    let mut body = BodyRewriter {
        builder,
        scoping,
        bindings: &links.bindings,
        slots: (0..links.requests.len()).map(|i| Ident::from_str_in(&names.slot(i), &allocator)).collect(),
        meta: Ident::from_str_in(&names.meta(), &allocator),
        dynamic_import: Ident::from_str_in(&names.dynamic_import(), &allocator),
        namespace: Ident::from_str_in(&names.namespace(), &allocator),
        no_arguments: Ident::from_str_in(&names.no_arguments(), &allocator),
        arguments_depth: 0,
        evaluation: Evaluation::Sync,
        function_depth: 0,
        awaits_become_yields: !has_top_level_async_iteration(program),
    };
    body.visit_program(program);
    Linked {
        evaluation: body.evaluation,
        requests: links.requests,
        imports: links.imports,
        exports: links.exports,
        names_hoisted_default,
    }
}

#[derive(Default)]
struct Links {
    requests: Vec<Request>,
    imports: Vec<ImportedName>,
    exports: Vec<LinkedExport>,
    /// Imported symbol -> slot, and the name there (`None`: the namespace itself).
    bindings: FxHashMap<SymbolId, (usize, Option<String>)>,
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

/// Reads of imported bindings, `import.meta`, `import()` and top-level `await`.
struct BodyRewriter<'a, 'l> {
    builder: AstBuilder<'a>,
    scoping: &'l Scoping,
    bindings: &'l FxHashMap<SymbolId, (usize, Option<String>)>,
    slots: Vec<Ident<'a>>,
    meta: Ident<'a>,
    dynamic_import: Ident<'a>,
    namespace: Ident<'a>,
    no_arguments: Ident<'a>,
    /// Functions around that have `arguments` of their own.
    arguments_depth: usize,
    evaluation: Evaluation,
    function_depth: usize,
    awaits_become_yields: bool,
}

impl<'a> GetAstBuilder<'a> for BodyRewriter<'a, '_> {
    type Builder = AstBuilder<'a>;
    fn builder(&self) -> &AstBuilder<'a> {
        &self.builder
    }
}

impl<'a> GetAllocator<'a> for BodyRewriter<'a, '_> {
    fn allocator(&self) -> &'a Allocator {
        self.builder.allocator()
    }
}

impl<'a> BodyRewriter<'a, '_> {
    /// `$sl0.name` for an imported binding.
    fn imported(&self, identifier: &IdentifierReference<'a>) -> Option<Expression<'a>> {
        let reference = self.scoping.get_reference(identifier.reference_id.get()?);
        let (slot, name) = self.bindings.get(&reference.symbol_id()?)?;
        let span = identifier.span;
        let object = Expression::new_identifier(span, *self.slots.get(*slot)?, self);
        let Some(name) = name else {
            let callee = Expression::new_identifier(span, self.namespace, self);
            let arguments = ArenaVec::from_array_in([Argument::from(object)], self);
            return Some(Expression::new_call_expression(span, callee, None, arguments, false, self));
        };
        Some(Expression::from(if is_identifier_name(name) {
            let property = IdentifierName::new(span, Ident::from_str_in(name, self), self);
            MemberExpression::new_static_member_expression(span, object, property, false, self)
        } else {
            let name = Ident::from_str_in(name, self);
            let property = Expression::new_string_literal(span, name, None, self);
            MemberExpression::new_computed_member_expression(span, object, property, false, self)
        }))
    }

    /// `ns.name` needs no namespace object: it reads what stands behind it.
    fn namespace_slot(&self, object: &Expression<'a>) -> Option<Expression<'a>> {
        let Expression::Identifier(identifier) = object else { return None };
        let reference = self.scoping.get_reference(identifier.reference_id.get()?);
        let (slot, None) = self.bindings.get(&reference.symbol_id()?)? else { return None };
        Some(Expression::new_identifier(identifier.span, *self.slots.get(*slot)?, self))
    }

    /// A callee must not become a method call: `foo()` -> `(0, $sl0.foo)()`.
    fn callee(&mut self, callee: &mut Expression<'a>) {
        if let Expression::Identifier(identifier) = &*callee
            && let Some(read) = self.imported(identifier)
        {
            let span = identifier.span;
            *callee = if read.is_member_expression() {
                let zero = Expression::new_numeric_literal(span, 0.0, None, NumberBase::Decimal, self);
                let both = ArenaVec::from_array_in([zero, read], self);
                Expression::new_sequence_expression(span, both, self)
            } else {
                read
            };
        } else {
            self.visit_expression(callee);
        }
    }

    fn found_top_level_await(&mut self) {
        self.evaluation =
            if self.awaits_become_yields { Evaluation::Yields } else { Evaluation::AsyncGenerator };
    }
}

impl<'a> VisitMut<'a> for BodyRewriter<'a, '_> {
    fn visit_expression(&mut self, it: &mut Expression<'a>) {
        match it {
            Expression::Identifier(identifier) => {
                if let Some(read) = self.imported(identifier) {
                    *it = read;
                } else if identifier.name == "arguments" && self.arguments_depth == 0 {
                    *it = Expression::new_identifier(identifier.span, self.no_arguments, self);
                }
                return;
            }
            Expression::ImportMeta(import_meta) => {
                *it = Expression::new_identifier(import_meta.span, self.meta, self);
                return;
            }
            _ => {}
        }
        walk_mut::walk_expression(self, it);
        match it {
            Expression::ImportExpression(_) => {
                let span = it.span();
                let taken = std::mem::replace(it, Expression::new_null_literal(span, self));
                let Expression::ImportExpression(import) = taken else { return };
                let ImportExpression { source, options, .. } = import.unbox();
                let callee = Expression::new_identifier(span, self.dynamic_import, self);
                let arguments = std::iter::once(source).chain(options).map(Argument::from);
                let arguments = ArenaVec::from_iter_in(arguments, self);
                *it = Expression::new_call_expression(span, callee, None, arguments, false, self);
            }
            Expression::AwaitExpression(_) if self.function_depth == 0 => {
                self.found_top_level_await();
                if self.awaits_become_yields {
                    let span = it.span();
                    let taken = std::mem::replace(it, Expression::new_null_literal(span, self));
                    let Expression::AwaitExpression(awaited) = taken else { return };
                    let argument = Some(awaited.unbox().argument);
                    *it = Expression::new_yield_expression(span, false, argument, self);
                }
            }
            _ => {}
        }
    }

    fn visit_call_expression(&mut self, it: &mut CallExpression<'a>) {
        self.callee(&mut it.callee);
        self.visit_arguments(&mut it.arguments);
    }

    fn visit_tagged_template_expression(&mut self, it: &mut TaggedTemplateExpression<'a>) {
        self.callee(&mut it.tag);
        self.visit_template_literal(&mut it.quasi);
    }

    fn visit_static_member_expression(&mut self, it: &mut StaticMemberExpression<'a>) {
        match self.namespace_slot(&it.object) {
            Some(slot) => it.object = slot,
            None => self.visit_expression(&mut it.object),
        }
    }

    fn visit_object_property(&mut self, it: &mut ObjectProperty<'a>) {
        let was_identifier = matches!(it.value, Expression::Identifier(_));
        walk_mut::walk_object_property(self, it);
        if it.shorthand && was_identifier && !matches!(it.value, Expression::Identifier(_)) {
            it.shorthand = false;
        }
    }

    /// Assigning to an import: a write to the namespace, which refuses it at run time.
    fn visit_simple_assignment_target(&mut self, it: &mut SimpleAssignmentTarget<'a>) {
        if let SimpleAssignmentTarget::AssignmentTargetIdentifier(identifier) = it
            && let Some(read) = self.imported(identifier)
        {
            match read {
                Expression::StaticMemberExpression(member) => {
                    *it = SimpleAssignmentTarget::StaticMemberExpression(member);
                }
                Expression::ComputedMemberExpression(member) => {
                    *it = SimpleAssignmentTarget::ComputedMemberExpression(member);
                }
                // `ns = value`: the language refuses it the same way.
                _ => {}
            }
            return;
        }
        walk_mut::walk_simple_assignment_target(self, it);
    }

    fn visit_function(&mut self, it: &mut Function<'a>, flags: ScopeFlags) {
        self.function_depth += 1;
        self.arguments_depth += 1;
        walk_mut::walk_function(self, it, flags);
        self.arguments_depth -= 1;
        self.function_depth -= 1;
    }

    fn visit_arrow_function_expression(&mut self, it: &mut ArrowFunctionExpression<'a>) {
        self.function_depth += 1;
        walk_mut::walk_arrow_function_expression(self, it);
        self.function_depth -= 1;
    }

    fn visit_for_of_statement(&mut self, it: &mut ForOfStatement<'a>) {
        if it.r#await && self.function_depth == 0 {
            self.found_top_level_await();
        }
        walk_mut::walk_for_of_statement(self, it);
    }

    fn visit_variable_declaration(&mut self, it: &mut VariableDeclaration<'a>) {
        if it.kind == VariableDeclarationKind::AwaitUsing && self.function_depth == 0 {
            self.found_top_level_await();
        }
        walk_mut::walk_variable_declaration(self, it);
    }
}

/// Whether `for await` or `await using` stands outside every function: no yield can express them.
fn has_top_level_async_iteration(program: &Program) -> bool {
    #[derive(Default)]
    struct Finder(bool);
    impl<'a> Visit<'a> for Finder {
        fn visit_for_of_statement(&mut self, it: &ForOfStatement<'a>) {
            self.0 |= it.r#await;
            walk::walk_for_of_statement(self, it);
        }
        fn visit_variable_declaration(&mut self, it: &VariableDeclaration<'a>) {
            self.0 |= it.kind == VariableDeclarationKind::AwaitUsing;
            walk::walk_variable_declaration(self, it);
        }
        fn visit_function(&mut self, _: &Function<'a>, _: ScopeFlags) {}
        fn visit_arrow_function_expression(&mut self, _: &ArrowFunctionExpression<'a>) {}
        fn visit_class_body(&mut self, _: &ClassBody<'a>) {}
    }
    let mut finder = Finder::default();
    finder.visit_program(program);
    finder.0
}

fn range(span: Span) -> Range<u32> {
    span.start..span.end
}
