//! No native is forgotten: what the engine offers to the library is what the table of permissions names.

use std::collections::BTreeSet;
use std::sync::Arc;

use rquickjs::{Context, Ctx, Function, Object, Runtime};

use super::{AREAS, install};
use crate::debug::pause::Agent;
use crate::engine::context::{Control, Turn};
use crate::engine::gate::Gate;
use crate::engine::inbox::mailbox;
use crate::engine::io::Io;
use crate::permissions::natives::{self, Area};

/// What each area really has.
fn offered(ctx: &Ctx) -> rquickjs::Result<BTreeSet<String>> {
    let (_commands, inbox) = mailbox();
    let control = Arc::new(Control::default());
    let turn = Turn::new(|_| {});
    let io = Io::new(inbox.completions());
    let agent = Agent::new(inbox, &turn, &control);
    let host = Object::new(ctx.clone())?;
    install(ctx, &host, &turn, &io, &Gate::new(&control, &turn, &agent))?;
    let native: Function = host.get("native")?;
    let mut offered = BTreeSet::new();
    for area in AREAS.iter().filter(|area| !natives::COMPUTE.contains(area)) {
        let object: Object = native.call((*area,))?;
        for name in object.keys::<String>() {
            offered.insert(format!("{area}.{}", name?));
        }
    }
    Ok(offered)
}

fn named(area: &Area) -> Vec<String> {
    let needs = area.needs.iter().map(|(name, _)| name);
    area.free.iter().chain(needs).map(|name| format!("{}.{name}", area.name)).collect()
}

#[test]
fn every_native_says_what_of_the_outside_it_needs() {
    let runtime = Runtime::new().expect("a runtime");
    let context = Context::full(&runtime).expect("a context");
    let offered = context.with(|ctx| offered(&ctx)).expect("every area is made");
    let listed: Vec<String> = natives::AREAS.iter().flat_map(named).collect();
    let unique: BTreeSet<String> = listed.iter().cloned().collect();
    assert_eq!(unique.len(), listed.len(), "each is named once");
    let of = |one: &BTreeSet<String>, other: &BTreeSet<String>| {
        one.difference(other).cloned().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(of(&offered, &unique), "", "natives that permissions/natives.rs does not name");
    assert_eq!(of(&unique, &offered), "", "names of permissions/natives.rs that are no natives");
}
