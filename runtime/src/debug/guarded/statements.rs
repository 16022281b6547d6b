//! Functions and statements, rewritten as expressions are.

use oxc::ast::ast::*;

use super::{GUARD, Writer};

impl Writer<'_> {
    pub(super) fn arrow(&mut self, it: &ArrowFunctionExpression) -> Option<String> {
        if it.r#async {
            return None;
        }
        let (given, head) = self.parameters(&it.params)?;
        let body = match it.get_expression() {
            Some(value) => format!("{head}return {};", self.expression(value)?),
            None => {
                let ArrowFunctionBody::FunctionBody(body) = &it.body else { return None };
                head + &self.statements(&body.statements)?
            }
        };
        Some(format!("{GUARD}.g(({given})=>{{{body}}})"))
    }

    pub(super) fn function(&mut self, it: &Function) -> Option<String> {
        Some(format!("{GUARD}.g({})", self.plain_function(it)?))
    }

    fn plain_function(&mut self, it: &Function) -> Option<String> {
        if it.r#async || it.generator {
            return None;
        }
        let outer = std::mem::replace(&mut self.has_this, true);
        let name = it.id.as_ref().map_or(Some(String::new()), |name| self.declared(&name.name))?;
        let (given, head) = self.parameters(&it.params)?;
        let body = self.statements(&it.body.as_ref()?.statements)?;
        self.has_this = outer;
        Some(format!("function {name}({given}){{{head}{body}}}"))
    }

    /// The list, and what takes it apart.
    fn parameters(&mut self, it: &FormalParameters) -> Option<(String, String)> {
        let (mut given, mut head) = (Vec::new(), String::new());
        for it in &it.items {
            if let (BindingPattern::BindingIdentifier(name), None) = (&it.pattern, &it.initializer) {
                given.push(self.declared(&name.name)?);
                continue;
            }
            let name = self.new_name();
            let value = match &it.initializer {
                None => name.clone(),
                Some(default) => format!("({name}===undefined?({}):{name})", self.expression(default)?),
            };
            head += &self.bind("let", &it.pattern, &value)?;
            given.push(name);
        }
        if let Some(rest) = &it.rest {
            let name = self.new_name();
            head += &self.bind("let", &rest.rest.argument, &format!("{GUARD}.f({name})"))?;
            given.push(format!("...{name}"));
        }
        Some((given.join(","), head))
    }

    /// Declarations of all that a pattern names.
    fn bind(&mut self, kind: &str, pattern: &BindingPattern, value: &str) -> Option<String> {
        match pattern {
            BindingPattern::BindingIdentifier(it) => {
                Some(format!("{kind} {}={value};", self.declared(&it.name)?))
            }
            BindingPattern::AssignmentPattern(it) => {
                let name = self.new_name();
                let default = self.expression(&it.right)?;
                let given = format!("({name}===undefined?({default}):{name})");
                Some(format!("const {name}={value};{}", self.bind(kind, &it.left, &given)?))
            }
            BindingPattern::ObjectPattern(it) => {
                if it.rest.is_some() {
                    return None;
                }
                let name = self.new_name();
                let mut text = format!("const {name}={value};{GUARD}.there({name});");
                for it in &it.properties {
                    let key = self.key(&it.key, it.computed)?;
                    text += &self.bind(kind, &it.value, &format!("{GUARD}.m({name},{key})"))?;
                }
                Some(text)
            }
            BindingPattern::ArrayPattern(it) => {
                let name = self.new_name();
                let mut text = format!("const {name}={GUARD}.s({value});");
                for (at, it) in it.elements.iter().enumerate() {
                    if let Some(it) = it {
                        text += &self.bind(kind, it, &format!("{name}[{at}]"))?;
                    }
                }
                if let Some(rest) = &it.rest {
                    let from = it.elements.len();
                    text += &self.bind(kind, &rest.argument, &format!("{GUARD}.rest({name},{from})"))?;
                }
                Some(text)
            }
        }
    }

    pub(super) fn statements(&mut self, all: &[Statement]) -> Option<String> {
        all.iter().map(|it| self.statement(it)).collect()
    }

    fn block(&mut self, it: &Statement) -> Option<String> {
        Some(format!("{{{}}}", self.statement(it)?))
    }

    fn statement(&mut self, it: &Statement) -> Option<String> {
        Some(match it {
            Statement::EmptyStatement(_) => String::new(),
            Statement::ExpressionStatement(it) => format!("{};", self.expression(&it.expression)?),
            Statement::ReturnStatement(it) => match &it.argument {
                None => "return;".to_owned(),
                Some(value) => format!("return {};", self.expression(value)?),
            },
            Statement::ThrowStatement(it) => format!("throw {};", self.expression(&it.argument)?),
            Statement::BlockStatement(it) => format!("{{{}}}", self.statements(&it.body)?),
            Statement::IfStatement(it) => {
                let (test, yes) = (self.expression(&it.test)?, self.block(&it.consequent)?);
                let no = match &it.alternate {
                    None => String::new(),
                    Some(no) => format!("else{}", self.block(no)?),
                };
                format!("if({test}){yes}{no}")
            }
            Statement::VariableDeclaration(it) => self.declaration(it)?,
            Statement::FunctionDeclaration(it) => {
                let name = self.declared(&it.id.as_ref()?.name)?;
                format!("{}{GUARD}.g({name});", self.plain_function(it)?)
            }
            Statement::BreakStatement(it) if it.label.is_none() => "break;".to_owned(),
            Statement::ContinueStatement(it) if it.label.is_none() => "continue;".to_owned(),
            Statement::WhileStatement(it) => {
                format!("while({}){}", self.expression(&it.test)?, self.block(&it.body)?)
            }
            Statement::DoWhileStatement(it) => {
                format!("do{}while({});", self.block(&it.body)?, self.expression(&it.test)?)
            }
            Statement::ForStatement(it) => self.counting(it)?,
            Statement::ForOfStatement(it) if !it.r#await => {
                let list = format!("{GUARD}.s({})", self.expression(&it.right)?);
                self.each(&it.left, &list, &it.body)?
            }
            Statement::ForInStatement(it) => {
                let list = format!("{GUARD}.names({})", self.expression(&it.right)?);
                self.each(&it.left, &list, &it.body)?
            }
            Statement::SwitchStatement(it) => {
                let mut text = format!("switch({}){{", self.expression(&it.discriminant)?);
                for case in &it.cases {
                    text += &match &case.test {
                        None => "default:".to_owned(),
                        Some(test) => format!("case {}:", self.expression(test)?),
                    };
                    text += &self.statements(&case.consequent)?;
                }
                text + "}"
            }
            Statement::TryStatement(it) => self.trying(it)?,
            _ => return None,
        })
    }

    fn declaration(&mut self, it: &VariableDeclaration) -> Option<String> {
        let kind = match it.kind {
            VariableDeclarationKind::Const => "const",
            VariableDeclarationKind::Let => "let",
            VariableDeclarationKind::Var => "var",
            _ => return None,
        };
        let mut text = String::new();
        for it in &it.declarations {
            text += &match (&it.init, &it.id) {
                (Some(value), pattern) => {
                    let value = self.expression(value)?;
                    self.bind(kind, pattern, &value)?
                }
                (None, BindingPattern::BindingIdentifier(name)) => {
                    format!("{kind} {};", self.declared(&name.name)?)
                }
                _ => return None,
            };
        }
        Some(text)
    }

    fn counting(&mut self, it: &ForStatement) -> Option<String> {
        let first = match &it.init {
            None => String::new(),
            Some(ForStatementInit::VariableDeclaration(it)) => {
                let kind = it.kind.as_str();
                let parts = it.declarations.iter().map(|it| match (&it.id, &it.init) {
                    (BindingPattern::BindingIdentifier(name), Some(value)) => {
                        Some(format!("{}={}", self.declared(&name.name)?, self.expression(value)?))
                    }
                    (BindingPattern::BindingIdentifier(name), None) => self.declared(&name.name),
                    _ => None,
                });
                format!("{kind} {}", parts.collect::<Option<Vec<_>>>()?.join(","))
            }
            Some(it) => self.expression(it.as_expression()?)?,
        };
        let mut part = |it: &Option<Expression>| match it {
            None => Some(String::new()),
            Some(it) => self.expression(it),
        };
        let (test, update) = (part(&it.test)?, part(&it.update)?);
        Some(format!("for({first};{test};{update}){}", self.block(&it.body)?))
    }

    fn each(&mut self, left: &ForStatementLeft, list: &str, body: &Statement) -> Option<String> {
        let ForStatementLeft::VariableDeclaration(it) = left else { return None };
        let [declared] = it.declarations.as_slice() else { return None };
        let (at, all) = (self.new_name(), self.new_name());
        let head = self.bind(it.kind.as_str(), &declared.id, &format!("{all}[{at}]"))?;
        let body = self.statement(body)?;
        Some(format!("for(let {at}=0,{all}={list};{at}<{all}.length;{at}++){{{head}{body}}}"))
    }

    /// A refusal is not caught.
    fn trying(&mut self, it: &TryStatement) -> Option<String> {
        let mut text = format!("try{{{}}}", self.statements(&it.block.body)?);
        if let Some(handler) = &it.handler {
            let name = self.new_name();
            let head = match &handler.param {
                None => String::new(),
                Some(it) => self.bind("let", &it.pattern, &name)?,
            };
            let body = self.statements(&handler.body.body)?;
            text += &format!("catch({name}){{{GUARD}.on({name});{head}{body}}}");
        }
        if let Some(last) = &it.finalizer {
            // What leaves a `finally` would take the place of a refusal.
            let body = self.statements(&last.body)?;
            if body.contains("return") || body.contains("break") || body.contains("continue") {
                return None;
            }
            text += &format!("finally{{{body}}}");
        }
        Some(text)
    }
}
