//! `export let` and `export var` in a TypeScript namespace, which the transformer does not lower:
//! `export let x = 1;` becomes `let x = 1;` and an accessor of the namespace that reads and writes it.

use oxc::allocator::{Allocator, ArenaVec, GetAllocator};
use oxc::ast::ast::*;
use oxc::ast::builder::{AstBuilder, GetAstBuilder};
use oxc::ast_visit::{Visit, VisitMut, walk_mut};
use oxc::parser::Parser;
use oxc::span::{SourceType, Span};

/// Rewrites every namespace of the program.
pub fn lower_exported_variables<'a>(allocator: &'a Allocator, program: &mut Program<'a>) {
    Lowering { builder: AstBuilder::new(allocator) }.visit_program(program);
}

struct Lowering<'a> {
    builder: AstBuilder<'a>,
}

impl<'a> GetAstBuilder<'a> for Lowering<'a> {
    type Builder = AstBuilder<'a>;
    fn builder(&self) -> &AstBuilder<'a> {
        &self.builder
    }
}

impl<'a> GetAllocator<'a> for Lowering<'a> {
    fn allocator(&self) -> &'a Allocator {
        self.builder.allocator()
    }
}

impl<'a> VisitMut<'a> for Lowering<'a> {
    fn visit_ts_namespace_declaration(&mut self, it: &mut TSNamespaceDeclaration<'a>) {
        walk_mut::walk_ts_namespace_declaration(self, it);
        let TSNamespaceDeclarationBody::TSModuleBlock(block) = &mut it.body else { return };
        if it.declare {
            return;
        }
        let statements = std::mem::replace(&mut block.body, ArenaVec::new_in(self));
        for statement in statements {
            match exported_variables(&statement) {
                Some(names) => {
                    let Statement::ExportDeclaration(export) = statement else { continue };
                    let export = export.unbox();
                    block.body.push(Statement::from(export.declaration));
                    for name in names {
                        block.body.extend(self.accessor(&it.id.name, &name, export.span));
                    }
                }
                None => block.body.push(statement),
            }
        }
    }
}

impl<'a> Lowering<'a> {
    /// `Object.defineProperty(namespace, "name", {get: () => name, set: v => {name = v}, ...});`
    fn accessor(&self, namespace: &str, name: &str, span: Span) -> Option<Statement<'a>> {
        let code = format!(
            "Object.defineProperty({namespace},\"{name}\",{{get:()=>{name},set:$v=>{{{name}=$v}},enumerable:true,configurable:true}});"
        );
        let code = self.allocator().alloc_str(&code);
        let mut parsed = Parser::new(self.allocator(), code, SourceType::mjs()).parse();
        let mut statement = parsed.program.body.pop()?;
        Respan(span).visit_statement(&mut statement);
        Some(statement)
    }
}

/// The names of an `export let` or `export var`.
fn exported_variables(statement: &Statement) -> Option<Vec<String>> {
    struct Names(Vec<String>);
    impl<'a> Visit<'a> for Names {
        fn visit_binding_identifier(&mut self, it: &BindingIdentifier<'a>) {
            self.0.push(it.name.to_string());
        }
        fn visit_expression(&mut self, _: &Expression<'a>) {}
    }
    let Statement::ExportDeclaration(export) = statement else { return None };
    let Declaration::VariableDeclaration(variables) = &export.declaration else { return None };
    let is_variable = matches!(variables.kind, VariableDeclarationKind::Let | VariableDeclarationKind::Var);
    if variables.declare || !is_variable {
        return None;
    }
    let mut names = Names(Vec::new());
    names.visit_variable_declaration(variables);
    Some(names.0)
}

/// Generated code stands where the export stood.
struct Respan(Span);

impl<'a> VisitMut<'a> for Respan {
    fn visit_span(&mut self, it: &mut Span) {
        *it = self.0;
    }
}
