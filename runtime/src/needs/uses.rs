//! What one text names: modules, their members, and globals that it does not declare itself. Pure.

use std::collections::BTreeMap;
use std::ops::Range;

use oxc::allocator::Allocator;
use oxc::ast::ast::*;
use oxc::ast_visit::{Visit, walk};
use oxc::parser::Parser;
use oxc::semantic::{Scoping, SemanticBuilder, SymbolId};
use oxc::span::{SourceType, Span};

use crate::library;

#[derive(Debug, Default)]
pub struct Uses {
    pub specifiers: Vec<Specifier>,
    pub wanted: Vec<Wanted>,
}

#[derive(Debug)]
pub struct Specifier {
    pub text: String,
    pub is_require: bool,
}

/// A name of the list, and where it stands.
#[derive(Debug)]
pub struct Wanted {
    pub name: String,
    pub range: Range<usize>,
}

/// `None`: it does not parse.
pub fn of(source: &str, language: SourceType, may_require: bool) -> Option<Uses> {
    let allocator = Allocator::default();
    let commonjs = language.with_commonjs(true);
    let first = Parser::new(&allocator, source, language).parse();
    let parsed =
        if first.diagnostics.is_empty() { first } else { Parser::new(&allocator, source, commonjs).parse() };
    if !parsed.diagnostics.is_empty() {
        return None;
    }
    let scoping = SemanticBuilder::new().build(&parsed.program).semantic.into_scoping();
    let mut finder = Finder { scoping, may_require, modules: BTreeMap::new(), uses: Uses::default() };
    // Names of modules first: a function may use what is imported below it.
    Declarations(&mut finder).visit_program(&parsed.program);
    finder.visit_program(&parsed.program);
    Some(finder.uses)
}

/// A built-in module by its whole name.
fn built_in(specifier: &str) -> Option<String> {
    library::built_in(specifier)?;
    Some(format!("node:{}", specifier.strip_prefix("node:").unwrap_or(specifier)))
}

struct Finder {
    scoping: Scoping,
    may_require: bool,
    /// Variables that hold a whole built-in module.
    modules: BTreeMap<SymbolId, String>,
    uses: Uses,
}

impl Finder {
    fn want(&mut self, name: String, span: Span) {
        let range = span.start as usize..span.end as usize;
        self.uses.wanted.push(Wanted { name, range });
    }

    fn symbol(&self, it: &IdentifierReference) -> Option<SymbolId> {
        self.scoping.get_reference(it.reference_id.get()?).symbol_id()
    }

    /// The name of a global.
    fn global<'i>(&self, it: &'i IdentifierReference) -> Option<&'i str> {
        let reference = self.scoping.get_reference(it.reference_id.get()?);
        (reference.symbol_id().is_none() && !reference.is_type()).then_some(it.name.as_str())
    }

    /// `require("x")`, of the function that no text declares.
    fn required<'e>(&self, expression: &'e Expression) -> Option<&'e StringLiteral<'e>> {
        let Expression::CallExpression(call) = expression.get_inner_expression() else { return None };
        let Expression::Identifier(callee) = &call.callee else { return None };
        if !self.may_require || self.global(callee) != Some("require") {
            return None;
        }
        match call.arguments.first()? {
            Argument::StringLiteral(it) => Some(it),
            _ => None,
        }
    }

    fn specifier(&mut self, text: &str, is_require: bool, span: Span) {
        self.uses.specifiers.push(Specifier { text: text.to_owned(), is_require });
        if let Some(name) = built_in(text) {
            self.want(name, span);
        }
    }

    /// Members of a module that a pattern takes out of it.
    fn unpacked(&mut self, pattern: &BindingPattern, module: &str) {
        let BindingPattern::ObjectPattern(pattern) = pattern else { return };
        for property in &pattern.properties {
            if let Some(name) = property.key.static_name() {
                self.want(format!("{module}.{name}"), property.span);
            }
        }
    }
}

/// Finds the variables that hold modules.
struct Declarations<'f>(&'f mut Finder);

impl<'a> Visit<'a> for Declarations<'_> {
    fn visit_import_declaration(&mut self, it: &ImportDeclaration<'a>) {
        let Some(module) = built_in(&it.source.value) else { return };
        for specifier in it.specifiers.iter().flatten() {
            let local = match specifier {
                ImportDeclarationSpecifier::ImportDefaultSpecifier(it) => &it.local,
                ImportDeclarationSpecifier::ImportNamespaceSpecifier(it) => &it.local,
                ImportDeclarationSpecifier::ImportSpecifier(_) => continue,
            };
            if let Some(symbol) = local.symbol_id.get() {
                self.0.modules.insert(symbol, module.clone());
            }
        }
    }

    fn visit_variable_declarator(&mut self, it: &VariableDeclarator<'a>) {
        let module = it.init.as_ref().and_then(|init| built_in(&self.0.required(init)?.value));
        if let (Some(module), BindingPattern::BindingIdentifier(local)) = (module, &it.id)
            && let Some(symbol) = local.symbol_id.get()
        {
            self.0.modules.insert(symbol, module);
        }
        walk::walk_variable_declarator(self, it);
    }
}

impl<'a> Visit<'a> for Finder {
    fn visit_import_declaration(&mut self, it: &ImportDeclaration<'a>) {
        if it.import_kind.is_type() {
            return;
        }
        self.specifier(&it.source.value, false, it.source.span);
        let Some(module) = built_in(&it.source.value) else { return };
        for specifier in it.specifiers.iter().flatten() {
            if let ImportDeclarationSpecifier::ImportSpecifier(it) = specifier
                && !it.import_kind.is_type()
                && it.imported.name() != "default"
            {
                self.want(format!("{module}.{}", it.imported.name()), it.span);
            }
        }
    }

    fn visit_export_all_declaration(&mut self, it: &ExportAllDeclaration<'a>) {
        self.specifier(&it.source.value, false, it.source.span);
    }

    fn visit_export_from_declaration(&mut self, it: &ExportFromDeclaration<'a>) {
        if !it.export_kind.is_type() {
            self.specifier(&it.source.value, false, it.source.span);
        }
    }

    fn visit_import_expression(&mut self, it: &ImportExpression<'a>) {
        if let Expression::StringLiteral(source) = &it.source {
            self.specifier(&source.value, false, source.span);
        }
        walk::walk_import_expression(self, it);
    }

    fn visit_call_expression(&mut self, it: &CallExpression<'a>) {
        walk::walk_call_expression(self, it);
        if let (Expression::Identifier(callee), Some(Argument::StringLiteral(source))) =
            (&it.callee, it.arguments.first())
            && self.may_require
            && self.global(callee) == Some("require")
        {
            self.specifier(&source.value, true, source.span);
        }
    }

    fn visit_variable_declarator(&mut self, it: &VariableDeclarator<'a>) {
        let from = it.init.as_ref().and_then(|init| match init.get_inner_expression() {
            Expression::Identifier(it) => self.modules.get(&self.symbol(it)?).cloned(),
            init => built_in(&self.required(init)?.value),
        });
        if let Some(module) = from {
            self.unpacked(&it.id, &module);
        }
        walk::walk_variable_declarator(self, it);
    }

    /// `typeof WebSocket` asks whether it is there.
    fn visit_unary_expression(&mut self, it: &UnaryExpression<'a>) {
        let is_asked =
            it.operator == UnaryOperator::Typeof && matches!(it.argument, Expression::Identifier(_));
        if !is_asked {
            walk::walk_unary_expression(self, it);
        }
    }

    fn visit_static_member_expression(&mut self, it: &StaticMemberExpression<'a>) {
        let module = match it.object.get_inner_expression() {
            Expression::Identifier(object) => match self.symbol(object) {
                Some(symbol) => self.modules.get(&symbol).cloned(),
                None if self.global(object) == Some("process") => Some("node:process".to_owned()),
                None if self.global(object) == Some("globalThis") => {
                    self.want(it.property.name.to_string(), it.span);
                    None
                }
                None => None,
            },
            object => self.required(object).and_then(|it| built_in(&it.value)),
        };
        if let Some(module) = module.filter(|_| it.property.name != "default") {
            self.want(format!("{module}.{}", it.property.name), it.span);
        }
        walk::walk_static_member_expression(self, it);
    }

    fn visit_identifier_reference(&mut self, it: &IdentifierReference<'a>) {
        if let Some(name) = self.global(it) {
            self.want(name.to_owned(), it.span);
        }
    }
}
