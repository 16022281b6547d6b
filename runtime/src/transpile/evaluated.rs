//! A script that a debugger sends, made to stop as a module does. Nothing of its text is printed anew:
//! probes are put between, so that its functions can be shown as they were written. Pure.

use oxc::allocator::Allocator;
use oxc::ast::ast::*;
use oxc::ast_visit::{Visit, walk};
use oxc::parser::Parser;
use oxc::span::{GetSpan, SourceType, Span};
use oxc::syntax::scope::ScopeFlags;

use super::probes::{self, head};
use super::{Names, Probe, ProbeKind};
use crate::ids::VersionId;
use crate::position::{LineIndex, Lines};
use crate::source_map::MapToken;

/// A script with probes. Its first line is empty, as that of a module is not its own.
pub struct Evaluated {
    pub code: String,
    pub tokens: Vec<MapToken>,
    pub probes: Vec<Probe>,
}

/// The names that the probes of such scripts begin with; the realm declares them once.
pub const PREFIX: &str = "$sl";
/// What the engine calls the code of a script itself.
pub const SCRIPT_FUNCTION: &str = "<eval>";

/// `None`: there is nothing in it at which a program could stop later, or it does not parse. `seams`:
/// where the text was put together, beside which nothing is what was written.
pub fn instrument(text: &str, version: VersionId, always: bool, seams: &[usize]) -> Option<Evaluated> {
    if Names::unused_in(text).prefix != PREFIX {
        return None;
    }
    let allocator = Allocator::default();
    let parsed = Parser::new(&allocator, text, SourceType::cjs()).parse();
    if parsed.panicked || !parsed.diagnostics.is_empty() {
        return None;
    }
    let mut inserter = Inserter {
        text,
        version,
        functions: 0,
        stops: always,
        is_entry: false,
        insertions: Vec::new(),
        probes: Vec::new(),
    };
    inserter.visit_program(&parsed.program);
    if !inserter.stops {
        return None;
    }
    let Inserter { mut insertions, probes, .. } = inserter;
    insertions.sort_by_key(|(at, _)| *at);
    let (code, tokens) = applied(text, &insertions, seams);
    Some(Evaluated { code, tokens, probes })
}

/// The text with the insertions, and where its parts are from.
fn applied(text: &str, insertions: &[(u32, String)], seams: &[usize]) -> (String, Vec<MapToken>) {
    let mut code = String::from("\n");
    let mut pieces: Vec<(usize, usize)> = vec![(code.len(), 0)];
    let mut from = 0;
    for (at, inserted) in insertions {
        let at = *at as usize;
        code.push_str(text.get(from..at).unwrap_or_default());
        code.push_str(inserted);
        pieces.push((code.len(), at));
        from = at;
    }
    code.push_str(text.get(from..).unwrap_or_default());
    let (of_code, of_text) = (LineIndex::new(&code, Lines::Js), LineIndex::new(text, Lines::Js));
    let starts = (0..of_text.len() as u32).filter_map(|line| of_text.start(line));
    for original in starts.chain(seams.iter().copied()) {
        if let Some((generated, begin)) = pieces.iter().rev().find(|(_, begin)| *begin <= original).copied() {
            pieces.push((generated + original - begin, original));
        }
    }
    pieces.sort_unstable();
    pieces.dedup_by_key(|(generated, _)| *generated);
    let token = |(generated, original)| MapToken {
        generated: of_code.position(&code, generated),
        original: of_text.position(text, original),
    };
    let tokens = pieces.into_iter().map(token).collect();
    (code, tokens)
}

struct Inserter<'t> {
    text: &'t str,
    version: VersionId,
    /// How many functions are around.
    functions: u32,
    /// Something in it can stop.
    stops: bool,
    /// The next statement is the first of its function.
    is_entry: bool,
    insertions: Vec<(u32, String)>,
    probes: Vec<Probe>,
}

impl Inserter<'_> {
    fn insert(&mut self, at: u32, text: impl Into<String>) {
        self.insertions.push((at, text.into()));
    }

    /// `$slD(version,17)`, or `$slD(version,17,0)` where signs around it are ours as well.
    fn probe(&mut self, before: Span, kind: ProbeKind, is_wrapped: bool) -> String {
        let number = self.probes.len();
        self.probes.push(Probe { range: before.start..before.end, kind });
        let mark = if is_wrapped { ",0" } else { "" };
        format!("{PREFIX}D({},{number}{mark})", self.version)
    }

    fn statement(&mut self, before: Span, kind: ProbeKind) {
        let probe = self.probe(before, kind, false);
        if self.functions > 0 {
            self.insert(before.start, format!("{probe};"));
        } else {
            // Unlike a call, a declaration leaves the value of the script alone.
            self.insert(before.start, format!("{{let {PREFIX}X={probe}}}"));
        }
    }

    /// In a head, where a comma needs no parentheses.
    fn head(&mut self, span: Span) {
        let probe = self.probe(span, ProbeKind::Statement, false);
        self.insert(span.start, format!("{probe},"));
    }

    /// A body that is a single statement becomes a block.
    fn body<'a>(&mut self, body: &Statement<'a>, is_loop: bool) {
        match body {
            Statement::BlockStatement(block) => {
                if is_loop && !block.body.iter().any(probes::wants_probe) {
                    let probe = self.probe(block.span, ProbeKind::Statement, false);
                    self.insert(block.span.start + 1, format!("{{let {PREFIX}X={probe}}}"));
                }
                self.visit_statement(body);
            }
            body if is_loop || probes::wants_probe(body) => {
                let probe = self.probe(body.span(), kind_of(body), true);
                let begin = if self.functions > 0 {
                    format!("{{{probe};")
                } else {
                    format!("{{{{let {PREFIX}X={probe}}}")
                };
                self.insert(body.span().start, begin);
                self.visit_statement(body);
                self.insert(body.span().end, "}");
            }
            body => self.visit_statement(body),
        }
    }

    /// `for (left of right)`
    fn round(&mut self, left: Span, body: &Statement) {
        if let Statement::BlockStatement(block) = body
            && head::has_round(self.text, left, head::begin_of(body))
        {
            let probe = self.probe(left, ProbeKind::Statement, false);
            self.insert(block.span.start + 1, format!("{{let {PREFIX}X={probe}}}"));
        }
    }

    fn function(&mut self, walk: impl FnOnce(&mut Self)) {
        self.stops = true;
        self.functions += 1;
        walk(self);
        self.functions -= 1;
    }
}

fn kind_of(statement: &Statement) -> ProbeKind {
    match statement {
        Statement::ReturnStatement(_) => ProbeKind::Return,
        Statement::DebuggerStatement(_) => ProbeKind::Debugger,
        _ => ProbeKind::Statement,
    }
}

impl<'a> Visit<'a> for Inserter<'_> {
    fn visit_statements(&mut self, it: &oxc::allocator::ArenaVec<'a, Statement<'a>>) {
        for statement in it {
            let is_entry = self.is_entry && !matches!(statement, Statement::FunctionDeclaration(_));
            self.is_entry &= !is_entry;
            if probes::wants_probe(statement) && (is_entry || !probes::is_probed_inside(statement)) {
                self.statement(statement.span(), kind_of(statement));
            }
            self.visit_statement(statement);
        }
    }

    fn visit_debugger_statement(&mut self, _: &DebuggerStatement) {
        self.stops = true;
    }

    fn visit_if_statement(&mut self, it: &IfStatement<'a>) {
        self.visit_expression(&it.test);
        self.body(&it.consequent, false);
        match &it.alternate {
            Some(Statement::IfStatement(alternate)) => self.visit_if_statement(alternate),
            Some(alternate) => self.body(alternate, false),
            None => {}
        }
    }

    fn visit_for_statement(&mut self, it: &ForStatement<'a>) {
        self.stops = true;
        if let Some(init) = &it.init {
            self.visit_for_statement_init(init);
        }
        if let Some(test) = &it.test {
            if head::for_has_test(self.text, it) {
                self.head(test.span());
            }
            self.visit_expression(test);
        }
        if let Some(update) = &it.update {
            self.head(update.span());
            self.visit_expression(update);
        }
        self.body(&it.body, true);
    }

    fn visit_for_in_statement(&mut self, it: &ForInStatement<'a>) {
        self.stops = true;
        self.visit_for_statement_left(&it.left);
        self.visit_expression(&it.right);
        self.round(it.left.span(), &it.body);
        self.body(&it.body, true);
    }

    fn visit_for_of_statement(&mut self, it: &ForOfStatement<'a>) {
        self.stops = true;
        self.visit_for_statement_left(&it.left);
        self.visit_expression(&it.right);
        self.round(it.left.span(), &it.body);
        self.body(&it.body, true);
    }

    fn visit_while_statement(&mut self, it: &WhileStatement<'a>) {
        self.stops = true;
        if head::has_test(&it.test) {
            self.head(it.test.span());
        }
        self.visit_expression(&it.test);
        self.body(&it.body, true);
    }

    fn visit_do_while_statement(&mut self, it: &DoWhileStatement<'a>) {
        self.stops = true;
        self.body(&it.body, true);
        if head::has_test(&it.test) {
            self.head(it.test.span());
        }
        self.visit_expression(&it.test);
    }

    fn visit_switch_case(&mut self, it: &SwitchCase<'a>) {
        if let Some(test) = it.test.as_ref().filter(|test| head::has_case(test)) {
            self.head(test.span());
        }
        walk::walk_switch_case(self, it);
    }

    fn visit_throw_statement(&mut self, it: &ThrowStatement<'a>) {
        self.stops = true;
        let span = it.argument.span();
        self.insert(span.start, format!("{PREFIX}T(("));
        self.visit_expression(&it.argument);
        self.insert(span.end, "),0)");
    }

    fn visit_function(&mut self, it: &Function<'a>, flags: ScopeFlags) {
        self.function(|inserter| walk::walk_function(inserter, it, flags));
    }

    fn visit_function_body(&mut self, it: &FunctionBody<'a>) {
        self.is_entry = true;
        walk::walk_function_body(self, it);
        self.is_entry = false;
    }

    fn visit_arrow_function_expression(&mut self, it: &ArrowFunctionExpression<'a>) {
        self.function(|inserter| {
            inserter.visit_formal_parameters(&it.params);
            match it.body.as_expression() {
                Some(expression) => {
                    let span = expression.span();
                    let probe = inserter.probe(span, ProbeKind::Return, true);
                    inserter.insert(span.start, format!("({probe},"));
                    inserter.visit_expression(expression);
                    inserter.insert(span.end, ")");
                }
                None => inserter.visit_arrow_function_body(&it.body),
            }
        });
    }

    fn visit_property_definition(&mut self, it: &PropertyDefinition<'a>) {
        self.visit_property_key(&it.key);
        if let Some(value) = &it.value {
            self.function(|inserter| {
                let has_probe = !probes::is_named_by_place(value);
                if has_probe {
                    let probe = inserter.probe(value.span(), ProbeKind::Statement, true);
                    inserter.insert(value.span().start, format!("({probe},"));
                }
                inserter.visit_expression(value);
                if has_probe {
                    inserter.insert(value.span().end, ")");
                }
            });
        }
    }

    fn visit_static_block(&mut self, it: &StaticBlock<'a>) {
        self.function(|inserter| walk::walk_static_block(inserter, it));
    }
}
