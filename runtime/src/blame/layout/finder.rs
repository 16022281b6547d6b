//! Which function's code a mark belongs to.

use oxc::ast::ast::*;
use oxc::ast_visit::{Visit, walk};
use oxc::span::{GetSpan, Span};
use oxc::syntax::scope::ScopeFlags;

/// Where a mark may belong; `None` stands for the module.
#[derive(Debug, Default)]
pub struct Found {
    /// The function that begins at the mark: its parameters are taken apart before anything in it
    /// is marked, and until then the engine reports where it begins.
    pub begins: Option<Span>,
    /// The innermost function whose code holds the mark.
    pub holds: Option<Span>,
    /// The head of the class whose constructor nobody wrote: the engine says that it stands at the
    /// class' end.
    pub implicit: Option<Span>,
}

/// Finds them.
pub fn find(program: &Program, position: u32) -> Found {
    let mut finder = Finder { position, owner: None, found: Found::default() };
    finder.visit_program(program);
    finder.found
}

struct Finder {
    position: u32,
    /// The member whose function comes next: the engine lets methods begin at their key.
    owner: Option<(Span, Span)>,
    found: Found,
}

impl Finder {
    fn look(&mut self, span: Span, parameters: Span) {
        let member =
            self.owner.take().filter(|(member, key)| member.start <= span.start && key.end <= span.start);
        let at = |start: u32| start == self.position;
        if at(span.start)
            || at(parameters.start)
            || member.is_some_and(|(member, key)| at(member.start) || at(key.start))
        {
            self.found.begins = Some(span);
        }
        // A function's own start belongs to the function around it: there it is an operand.
        let is_inside = span.start < self.position || parameters.start < self.position;
        if is_inside && parameters.start <= self.position && self.position < span.end {
            self.found.holds = Some(span);
        }
    }
}

impl<'a> Visit<'a> for Finder {
    fn visit_method_definition(&mut self, it: &MethodDefinition<'a>) {
        self.owner = Some((it.span, it.key.span()));
        if it.computed {
            self.visit_property_key(&it.key);
            self.owner = Some((it.span, it.key.span()));
        }
        self.visit_function(&it.value, ScopeFlags::Function);
    }

    fn visit_object_property(&mut self, it: &ObjectProperty<'a>) {
        if it.computed {
            self.visit_property_key(&it.key);
        }
        if it.method || it.kind != PropertyKind::Init {
            self.owner = Some((it.span, it.key.span()));
        }
        self.visit_expression(&it.value);
    }

    fn visit_class(&mut self, it: &Class<'a>) {
        if it.body.span.end == self.position + 1 {
            let end = it.heritage.as_ref().map(|heritage| heritage.expression.span().end);
            let name = it.id.as_ref().map(|id| id.span.end);
            self.found.implicit = Some(Span::new(it.span.start, end.or(name).unwrap_or(it.span.start + 5)));
        }
        walk::walk_class(self, it);
    }

    fn visit_function(&mut self, it: &Function<'a>, flags: ScopeFlags) {
        self.look(it.span, it.params.span);
        walk::walk_function(self, it, flags);
    }

    fn visit_arrow_function_expression(&mut self, it: &ArrowFunctionExpression<'a>) {
        self.look(it.span, it.params.span);
        walk::walk_arrow_function_expression(self, it);
    }
}
