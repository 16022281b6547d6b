//! The errors that the engine makes: seen where it writes their stacks, and given V8's words.
//!
//! The engine calls one function for each error that is made, the program's own among them, which pay a
//! comparison. What it is given of the stack is kept as it is, and made a text when somebody asks.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use rquickjs::function::{Args, Func};
use rquickjs::object::Property;
use rquickjs::{Ctx, Function, Object, Value, qjs};
use rustc_hash::FxHashSet;

use super::calls::{Calls, Made};
use super::context::{Control, Turn};
use super::wire::{FromEngine, RawPlace, ToEngine, Words};
use crate::debug::pause::Agent;
use crate::ids::ImportRequest;

#[derive(Default)]
struct Makers {
    /// The constructors of errors, by address: what they make is the program's own.
    makers: RefCell<FxHashSet<usize>>,
    /// Somebody wants to hear of each error.
    is_heard: Cell<bool>,
    /// Of the function that failed, while its error is given words; 0: none.
    frame: Cell<usize>,
    last: Cell<u32>,
}

pub fn install<'js>(
    ctx: &Ctx<'js>,
    host: &Object<'js>,
    control: &Arc<Control>,
    turn: &Rc<Turn>,
    agent: &Rc<Agent>,
) -> rquickjs::Result<()> {
    let made = Rc::new(Makers::default());
    let shared = Rc::clone(&made);
    let makers = move |makers: Vec<Value<'js>>| {
        shared.makers.borrow_mut().extend(makers.iter().filter_map(address));
    };
    host.set("errorMakers", Func::from(makers))?;
    let shared = Rc::clone(&made);
    host.set("errorsHeard", Func::from(move |is_heard: bool| shared.is_heard.set(is_heard)))?;
    let (shared, walkers, parts) = (Rc::clone(&made), Arc::clone(control), Rc::clone(agent));
    let calls = Calls::default();
    let hook = move |ctx: Ctx<'js>, error: Value<'js>, sites: Value<'js>| {
        let walker = walkers.walker();
        // SAFETY: on the engine's thread, inside the engine.
        let top = walker.map(|walker| unsafe { walker.innermost_frame(&ctx) });
        let (frame, function) = top.unwrap_or_default();
        let is_engines = function.and_then(|it| address(&it)).is_some_and(|it| shared.is_no_maker(it));
        let call = |name: &str, arguments: Args<'js>| {
            let asked = || -> rquickjs::Result<Value<'js>> {
                let function: Function = parts.part(&ctx, "errors")?.get(name)?;
                function.call_arg(arguments)
            };
            // No room on the stack, or no memory: the error stays as it is.
            asked().map_err(|_| drop(ctx.catch())).ok()
        };
        let arguments = |with_kind: bool| {
            let mut arguments = Args::new(ctx.clone(), 3);
            arguments.push_args([error.clone(), sites.clone()])?;
            if with_kind {
                arguments.push_arg(is_engines)?;
            }
            rquickjs::Result::Ok(arguments)
        };
        let is_error = error.is_error();
        let about = walker.zip(sites.as_array()).and_then(|(walker, sites)| {
            // What captures stacks is given the function to begin behind.
            // SAFETY: the frame is on the stack.
            let given =
                if is_error || is_engines { Vec::new() } else { unsafe { walker.arguments(&ctx, frame) } };
            let made = Made { sites, is_by_maker: !is_engines, from: given.get(1) };
            // No memory: nothing is known.
            calls.of(&ctx, walker, &parts, &made).map_err(|_| drop(ctx.catch())).ok()?
        });
        if let (Some(about), Some(sites)) = (&about, sites.as_object()) {
            // It stays without names.
            let _ = sites.prop("about", Property::from(about.clone()).configurable());
        }
        if is_engines
            && is_error
            && let Ok(arguments) = arguments(false)
        {
            let outer = shared.frame.replace(frame);
            call("reword", arguments);
            shared.frame.set(outer);
        }
        if (shared.is_heard.get() || !is_error)
            && let Ok(arguments) = arguments(true)
        {
            return call("prepared", arguments).unwrap_or(sites);
        }
        sites
    };
    host.set("errorHook", Function::new(ctx.clone(), hook)?)?;
    let (shared, walkers) = (Rc::clone(&made), Arc::clone(control));
    let arguments = move |ctx: Ctx<'js>| {
        let frame = shared.frame.get();
        let walker = walkers.walker().filter(|_| frame != 0);
        // SAFETY: the frame failed and is on the stack while its error is given words.
        walker.map(|walker| unsafe { walker.arguments(&ctx, frame) }).unwrap_or_default()
    };
    host.set("failedArguments", Function::new(ctx.clone(), arguments)?)?;
    let (shared, walkers) = (Rc::clone(&made), Arc::clone(control));
    let variable = move |ctx: Ctx<'js>, name: String| {
        let frame = shared.frame.get();
        let walker = walkers.walker().filter(|_| frame != 0);
        // SAFETY: as above.
        let found =
            walker.and_then(|walker| unsafe { walker.variable(&ctx, walker.scripted(frame)?, &name) });
        found.map(|value| vec![value])
    };
    host.set("failedVariable", Function::new(ctx.clone(), variable)?)?;
    let (turn, agent) = (Rc::clone(turn), Rc::clone(agent));
    let words = move |name: String, line: u32, column: u32, message: String| {
        let words = made.ask(&turn, &agent, RawPlace::Script { name, line, column }, message)?;
        Some(serde_json::json!([words.text, words.path]).to_string())
    };
    host.set("wordsFor", Func::from(words))
}

impl Makers {
    fn is_no_maker(&self, function: usize) -> bool {
        !self.makers.borrow().contains(&function)
    }

    /// What the session says, which has the source.
    fn ask(&self, turn: &Turn, agent: &Agent, place: RawPlace, message: String) -> Option<Words> {
        self.last.set(self.last.get() + 1);
        let request = ImportRequest(self.last.get());
        turn.emit(FromEngine::Words { request, place, message });
        let is_it = |it: &ToEngine| matches!(it, ToEngine::Words { request: of, .. } if *of == request);
        match agent.inbox.wait_for(is_it)? {
            ToEngine::Words { words, .. } => words,
            _ => None,
        }
    }
}

/// What tells one object from another.
fn address(value: &Value) -> Option<usize> {
    // SAFETY: an object's value holds its address; it is only compared.
    value.is_object().then(|| unsafe { qjs::JS_VALUE_GET_PTR(value.as_raw()) } as usize)
}
