//! Valid syntax that saveloop does not run, and what the transformer must be steered round.

use oxc::ast::ast::*;
use oxc::ast_visit::{Visit, walk};
use oxc::span::Span;

use super::{Problem, ProblemKind, Recipe};

/// Valid syntax that saveloop does not run, one problem each.
pub fn find(program: &Program, recipe: &Recipe) -> Vec<Problem> {
    let is_commonjs = program.source_type.is_commonjs();
    let mut finder =
        Unsupported { decorators: recipe.experimental_decorators, is_commonjs, problems: Vec::new() };
    finder.visit_program(program);
    finder.problems
}

struct Unsupported {
    decorators: bool,
    is_commonjs: bool,
    problems: Vec<Problem>,
}

impl Unsupported {
    fn report(&mut self, span: Span, message: &str, help: &str) {
        self.problems.push(Problem {
            kind: ProblemKind::Unsupported,
            message: message.to_owned(),
            help: Some(help.to_owned()),
            range: span.start..span.end,
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
        if !self.is_commonjs {
            self.report(it.span, "an ES module cannot have `export =`", "use `export default`");
        }
    }

    fn visit_ts_import_equals_declaration(&mut self, it: &TSImportEqualsDeclaration<'a>) {
        if !self.is_commonjs && matches!(it.module_reference, TSModuleReference::ExternalModuleReference(_)) {
            let help = "use `import name from \"module\"`";
            self.report(it.span, "an ES module cannot have `import name = require(...)`", help);
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
