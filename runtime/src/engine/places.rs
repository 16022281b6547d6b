//! Where frames are in the original texts, which the session knows: asked when a program reads a stack,
//! and once for each place.

use std::cell::Cell;
use std::rc::Rc;

use rquickjs::function::Func;
use rquickjs::{Array, Object};

use super::context::Turn;
use super::wire::{FromEngine, RawFrame, RawPlace, ToEngine};
use crate::debug::pause::Agent;

/// `host.places(names, lines, columns, called, into)` puts `file, line, column, constructs` of each place
/// into the list; nothing when the program ends. `called`: the function that each of them called.
pub fn install(host: &Object, turn: &Rc<Turn>, agent: &Rc<Agent>) -> rquickjs::Result<()> {
    let last = Cell::new(0_u32);
    let (turn, agent) = (Rc::clone(turn), Rc::clone(agent));
    let places =
        move |names: Vec<String>, lines: Vec<u32>, columns: Vec<u32>, called: Vec<String>, into: Array| {
            last.set(last.get().wrapping_add(1));
            let request = last.get();
            let at = names.into_iter().zip(lines).zip(columns).zip(called);
            let frame = |(((name, line), column), function)| RawFrame {
                function,
                place: RawPlace::Script { name, line, column },
            };
            turn.emit(FromEngine::Places { request, frames: at.map(frame).collect() });
            let is_it = |it: &ToEngine| matches!(it, ToEngine::Placed { request: of, .. } if *of == request);
            let Some(ToEngine::Placed { places, .. }) = agent.inbox.wait_for(is_it) else { return Ok(()) };
            for (index, place) in places.into_iter().enumerate() {
                into.set(index * 4, place.file)?;
                into.set(index * 4 + 1, place.line)?;
                into.set(index * 4 + 2, place.column)?;
                into.set(index * 4 + 3, place.constructs)?;
            }
            rquickjs::Result::Ok(())
        };
    host.set("places", Func::from(places))
}
