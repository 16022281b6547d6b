//! `require()`: the one question that the engine waits for, since the language waits for its answer.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;

use rquickjs::function::Func;
use rquickjs::{Ctx, Exception, Function, Object};

use super::bytecode::Compiler;
use super::context::{Control, Turn};
use super::wire::{FromEngine, Linkage, Required, ToEngine};
use crate::debug::pause::Agent;
use crate::ids::{ImportRequest, ModuleId};
use crate::library;

/// Compiles modules and connects them.
pub fn link<'js>(
    ctx: &Ctx<'js>,
    control: &Control,
    compiler: &Compiler,
    modules: &Object<'js>,
    linkage: &Linkage,
) -> rquickjs::Result<()> {
    for script in &linkage.scripts {
        let _name = control.walker().map(|walker| walker.register(ctx, &script.name));
        let outer = compiler.eval(ctx, script)?;
        let define: Function = modules.get("defineScript")?;
        define.call::<_, ()>((script.version.0, script.module.0, outer, script.probes))?;
    }
    let instances = serde_json::to_string(&linkage.instances).unwrap_or_default();
    modules.get::<_, Function>("link")?.call((instances,))
}

/// `host.require(from, base, specifier, resolve)`: the answer as JSON. A module in it is linked.
pub fn install(
    host: &Object,
    control: &Arc<Control>,
    turn: &Rc<Turn>,
    agent: &Rc<Agent>,
    compiler: &Rc<Compiler>,
) -> rquickjs::Result<()> {
    // Counted apart from `import()`: their numbers never meet.
    let last = Cell::new(0);
    let (control, turn, agent) = (Arc::clone(control), Rc::clone(turn), Rc::clone(agent));
    let compiler = Rc::clone(compiler);
    let ask = move |ctx: Ctx, from: u32, base: Option<String>, specifier: String, resolve: bool| {
        last.set(last.get() + 1);
        let request = ImportRequest(last.get());
        turn.emit(FromEngine::Require { request, from: ModuleId(from), base, specifier, resolve });
        let is_it = |it: &ToEngine| matches!(it, ToEngine::Required { request: of, .. } if *of == request);
        let Some(ToEngine::Required { answer, .. }) = agent.inbox.wait_for(is_it) else {
            return Err(Exception::throw_message(&ctx, "the program ends"));
        };
        if let Required::Module { linkage, .. } = &answer {
            agent.learn_scripts(&ctx);
            link(&ctx, &control, &compiler, &agent.part(&ctx, "modules")?, linkage)?;
        }
        Ok(text(&answer))
    };
    host.set("require", Func::from(ask))?;
    host.set("builtInNames", Func::from(library::names))?;
    host.set("isLibrary", Func::from(|specifier: String| library::built_in(&specifier).is_some()))
}

fn text(answer: &Required) -> String {
    let answer = match answer {
        Required::Module { module, .. } => serde_json::json!({ "module": module.0 }),
        Required::Path(path) => serde_json::json!({ "path": path }),
        Required::Failed { name, code, message } => {
            serde_json::json!({ "name": name, "code": code, "message": message })
        }
    };
    answer.to_string()
}
