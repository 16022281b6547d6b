//! The expression under a cursor that can be read without running anything: a variable or `this`, and the
//! properties that lead on from it. Pure.

use oxc::ast::AstKind;
use oxc::ast::ast::*;
use oxc::semantic::{NodeId, ScopeId, Semantic, SymbolId};
use oxc::span::GetSpan;

use super::function_of;

/// What an expression begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base {
    Variable(SymbolId),
    /// `this` in this function.
    This(ScopeId),
}

type Found = (Base, Vec<String>);

pub fn expression_at(semantic: &Semantic, offset: u32) -> Option<Found> {
    // A cursor behind a name still means it, where no other begins.
    let found = |offset: u32, ends: bool| {
        semantic.nodes().iter().find_map(|node| {
            let span = node.kind().span();
            if !(span.start <= offset && (offset < span.end || ends && offset == span.end)) {
                return None;
            }
            let parent = || semantic.nodes().parent_kind(node.id());
            match node.kind() {
                AstKind::IdentifierReference(it) => Some((referred(semantic, it)?, Vec::new())),
                AstKind::BindingIdentifier(it) => Some((Base::Variable(it.symbol_id.get()?), Vec::new())),
                AstKind::ThisExpression(_) => Some((this_at(semantic, node.id())?, Vec::new())),
                AstKind::IdentifierName(name) => match parent() {
                    AstKind::StaticMemberExpression(it) if it.property.span == name.span => {
                        member(semantic, &it.object, &name.name)
                    }
                    AstKind::TSEnumMember(_) => enum_member(semantic, node.id(), &name.name),
                    _ => None,
                },
                AstKind::PrivateIdentifier(name) => match parent() {
                    AstKind::PrivateFieldExpression(it) => private_member(semantic, &it.object, name),
                    _ => None,
                },
                AstKind::StringLiteral(_) | AstKind::NumericLiteral(_) => match parent() {
                    AstKind::ComputedMemberExpression(it) if it.expression.span() == span => {
                        member(semantic, &it.object, &key_of(&it.expression)?)
                    }
                    _ => None,
                },
                _ => None,
            }
        })
    };
    found(offset, false).or_else(|| found(offset, true))
}

/// Whether a function itself, not one in it, says `this`.
pub fn names_this(semantic: &Semantic, function: ScopeId) -> bool {
    let is_its = |id: NodeId| this_at(semantic, id) == Some(Base::This(function));
    semantic.nodes().iter().any(|node| matches!(node.kind(), AstKind::ThisExpression(_)) && is_its(node.id()))
}

/// The function whose calls have this `this`. Of a class's fields there is no call to look into, and a module has none.
fn this_at(semantic: &Semantic, id: NodeId) -> Option<Base> {
    let nodes = semantic.nodes();
    for (around, kind) in nodes.ancestor_ids(id).map(|around| (around, nodes.kind(around))) {
        match kind {
            AstKind::Function(_) | AstKind::ArrowFunctionExpression(_) | AstKind::StaticBlock(_) => {
                let scope = function_of(semantic, nodes.get_node(id).scope_id());
                let is_it = semantic.scoping().get_node_id(scope) == around;
                return is_it.then_some(Base::This(scope));
            }
            AstKind::PropertyDefinition(_) | AstKind::AccessorProperty(_) => return None,
            _ => {}
        }
    }
    None
}

fn referred(semantic: &Semantic, it: &IdentifierReference) -> Option<Base> {
    let scoping = semantic.scoping();
    scoping.get_reference(it.reference_id.get()?).symbol_id().map(Base::Variable)
}

fn member(semantic: &Semantic, object: &Expression, name: &str) -> Option<Found> {
    let (base, mut path) = chain(semantic, object)?;
    path.push(name.to_owned());
    Some((base, path))
}

fn private_member(semantic: &Semantic, object: &Expression, name: &PrivateIdentifier) -> Option<Found> {
    member(semantic, object, &format!("#{}", name.name))
}

/// A member where it is declared: the enum has it.
fn enum_member(semantic: &Semantic, id: NodeId, name: &str) -> Option<Found> {
    let nodes = semantic.nodes();
    let declaration = nodes.ancestor_ids(id).find_map(|around| match nodes.kind(around) {
        AstKind::TSEnumDeclaration(it) => Some(it),
        _ => None,
    })?;
    Some((Base::Variable(declaration.id.symbol_id.get()?), vec![name.to_owned()]))
}

/// A key that the text says; one that reads like a private name is none.
fn key_of(key: &Expression) -> Option<String> {
    match key {
        Expression::StringLiteral(key) => Some(key.value.to_string()).filter(|key| !key.starts_with('#')),
        Expression::NumericLiteral(key) if key.value.fract() == 0.0 => Some(format!("{}", key.value)),
        _ => None,
    }
}

fn chain(semantic: &Semantic, expression: &Expression) -> Option<Found> {
    match expression.get_inner_expression() {
        Expression::Identifier(it) => Some((referred(semantic, it)?, Vec::new())),
        Expression::ThisExpression(it) => Some((this_at(semantic, it.node_id.get())?, Vec::new())),
        Expression::StaticMemberExpression(it) => member(semantic, &it.object, &it.property.name),
        Expression::ComputedMemberExpression(it) => member(semantic, &it.object, &key_of(&it.expression)?),
        Expression::PrivateFieldExpression(it) => private_member(semantic, &it.object, &it.field),
        Expression::ChainExpression(it) => match &it.expression {
            ChainElement::StaticMemberExpression(it) => member(semantic, &it.object, &it.property.name),
            ChainElement::ComputedMemberExpression(it) => {
                member(semantic, &it.object, &key_of(&it.expression)?)
            }
            ChainElement::PrivateFieldExpression(it) => private_member(semantic, &it.object, &it.field),
            ChainElement::TSNonNullExpression(it) => chain(semantic, &it.expression),
            ChainElement::CallExpression(_) => None,
        },
        _ => None,
    }
}
