//! What a function is called that the language gives no name: what it is assigned to, as V8 calls it. Pure.

use oxc::ast::AstKind;
use oxc::ast::ast::*;
use oxc::semantic::{AstNodes, NodeId};
use oxc::span::GetSpan;

/// `a.b` for the function in `a.b = function () {}`.
pub(super) fn inferred(nodes: &AstNodes, function: NodeId) -> Option<String> {
    let own = nodes.kind(function).span();
    let mut outwards = nodes.ancestors(function).map(|node| node.kind());
    let around = outwards.find(|kind| !matches!(kind, AstKind::ParenthesizedExpression(_)))?;
    let AstKind::AssignmentExpression(assignment) = around else { return None };
    if assignment.right.get_inner_expression().span() != own {
        return None;
    }
    let mut parts = Vec::new();
    path(assignment.left.as_simple_assignment_target()?.as_member_expression()?, nodes, function, &mut parts);
    Some(parts.join("."))
}

fn path(member: &MemberExpression, nodes: &AstNodes, function: NodeId, parts: &mut Vec<String>) {
    match member.object().get_inner_expression() {
        Expression::Identifier(it) if !it.name.starts_with("$sl") => parts.push(it.name.to_string()),
        Expression::ThisExpression(_) => parts.extend(constructor(nodes, function)),
        object => {
            if let Some(object) = object.as_member_expression() {
                path(object, nodes, function, parts);
            }
        }
    }
    match member.static_property_name() {
        Some("prototype") => {}
        Some(name) => parts.push(name.to_owned()),
        None => parts.push("<computed>".to_owned()),
    }
}

/// The function around, if it is called like a constructor.
fn constructor(nodes: &AstNodes, function: NodeId) -> Option<String> {
    let around = nodes.ancestors(function).find_map(|node| match node.kind() {
        AstKind::Function(it) => Some(it.name().map(|name| name.to_string())),
        _ => None,
    });
    around.flatten().filter(|name| name.starts_with(char::is_uppercase))
}
