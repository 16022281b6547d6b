//! What evaluated texts have declared by `let`, `const` and `class`: the names that are no properties of
//! the global object. A console's texts declare such a name once, and assign to it from then on.

use std::cell::RefCell;
use std::collections::BTreeMap;

use oxc::allocator::Allocator;
use oxc::ast::ast::*;
use oxc::parser::Parser;
use oxc::span::SourceType;
use rquickjs::{Ctx, Exception, Object};

use super::EVALUATED;
use crate::debug::pause::Agent;
use crate::debug::repl::bound_names;
use crate::engine::script;

/// By name: whether a console's text declared it, so that the next one may again.
#[derive(Default)]
pub struct Lexical(RefCell<BTreeMap<String, bool>>);

impl Lexical {
    pub fn names(&self) -> Vec<String> {
        self.0.borrow().keys().cloned().collect()
    }
}

impl Agent {
    /// Makes the names that a console's text declares.
    pub(super) fn declare(&self, ctx: &Ctx, names: &[String]) -> rquickjs::Result<()> {
        for name in names {
            match self.lexical.0.borrow().get(name) {
                Some(true) => continue,
                Some(false) => {
                    let message = format!("Identifier '{name}' has already been declared");
                    return Err(Exception::throw_syntax(ctx, &message));
                }
                None => {}
            }
            script::eval::<()>(ctx, &format!("let {name};"), EVALUATED)?;
            self.lexical.0.borrow_mut().insert(name.clone(), true);
        }
        Ok(())
    }

    /// Takes note of what an ordinary script declares, once it has run.
    pub(super) fn declared(&self, ctx: &Ctx, text: &str, has_ended: bool) {
        for name in declared_by(text) {
            // A script that threw may have thrown before it declared anything.
            if has_ended || is_there(ctx, &name) {
                self.lexical.0.borrow_mut().entry(name).or_insert(false);
            }
        }
    }
}

/// Whether a name is one, and no property of the global object.
fn is_there(ctx: &Ctx, name: &str) -> bool {
    let globals: Object = ctx.globals();
    let is_property = globals.contains_key(name).unwrap_or(false);
    let kind: rquickjs::Result<String> = script::eval(ctx, &format!("typeof {name}"), EVALUATED);
    !is_property
        && match kind {
            Ok(kind) => kind != "undefined",
            // It is declared, and will never be initialised.
            Err(_) => !ctx.catch().is_undefined(),
        }
}

fn declared_by(text: &str) -> Vec<String> {
    if !["let", "const", "class"].iter().any(|keyword| text.contains(keyword)) {
        return Vec::new();
    }
    let allocator = Allocator::default();
    let parsed = Parser::new(&allocator, text, SourceType::cjs()).parse();
    let mut names = Vec::new();
    for statement in &parsed.program.body {
        match statement {
            Statement::VariableDeclaration(it) if it.kind != VariableDeclarationKind::Var => {
                names.append(&mut bound_names(it));
            }
            Statement::ClassDeclaration(it) => names.extend(it.id.as_ref().map(|id| id.name.to_string())),
            _ => {}
        }
    }
    names
}
