//! Inside the module's body: reads of imported bindings, `import.meta`, `import()`, top-level await.

use oxc::allocator::{Allocator, ArenaVec, GetAllocator};
use oxc::ast::ast::*;
use oxc::ast::builder::{AstBuilder, GetAstBuilder};
use oxc::ast_visit::{Visit, VisitMut, walk, walk_mut};
use oxc::semantic::Scoping;
use oxc::span::GetSpan;
use oxc::syntax::identifier::is_identifier_name;
use oxc::syntax::number::NumberBase;
use oxc::syntax::scope::ScopeFlags;

use super::Bindings;
use crate::transpile::{Evaluation, Names};

/// Rewrites the body in place; says how it evaluates. `scoping` must be that of exactly this tree.
pub fn rewrite<'a>(
    allocator: &'a Allocator,
    program: &mut Program<'a>,
    scoping: &Scoping,
    bindings: &Bindings,
    slots: usize,
    names: &Names,
) -> Evaluation {
    let mut body = BodyRewriter::new(allocator, scoping, bindings, slots, names);
    body.awaits_become_yields = !has_top_level_async_iteration(program);
    body.visit_program(program);
    body.evaluation
}

/// A CommonJS module's body: it has `arguments` of its own, and `import()`.
pub fn rewrite_commonjs<'a>(
    allocator: &'a Allocator,
    program: &mut Program<'a>,
    scoping: &Scoping,
    names: &Names,
) {
    let bindings = Bindings::default();
    let mut body = BodyRewriter::new(allocator, scoping, &bindings, 0, names);
    body.arguments_depth = 1;
    body.function_depth = 1;
    body.visit_program(program);
}

struct BodyRewriter<'a, 'l> {
    builder: AstBuilder<'a>,
    scoping: &'l Scoping,
    bindings: &'l Bindings,
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

impl<'a, 'l> BodyRewriter<'a, 'l> {
    fn new(
        allocator: &'a Allocator,
        scoping: &'l Scoping,
        bindings: &'l Bindings,
        slots: usize,
        names: &Names,
    ) -> Self {
        let name = |text: &str| Ident::from_str_in(text, &allocator);
        Self {
            builder: AstBuilder::new(allocator),
            scoping,
            bindings,
            slots: (0..slots).map(|slot| name(&names.slot(slot))).collect(),
            meta: name(&names.meta()),
            dynamic_import: name(&names.dynamic_import()),
            namespace: name(&names.namespace()),
            no_arguments: name(&names.no_arguments()),
            arguments_depth: 0,
            evaluation: Evaluation::Sync,
            function_depth: 0,
            awaits_become_yields: true,
        }
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
