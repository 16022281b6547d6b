//! What an engine holds after many reloads: what it held after one.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};

use super::wire::{Boundary, Instance, Script};
use super::*;
use crate::ids::{LedgerAsk, ModuleId, VersionId};
use crate::transpile::{self, Recipe};

const RELOADS: u32 = 10_000;

/// Everything that makes something to hold: handles of each kind, a rejection, hot callbacks and
/// data, promises that are settled and one that never is.
const TEXT: &str = "const { hot } = import.meta;
    hot.data.rounds = (hot.data.rounds ?? 0) + 1;
    hot.on('mine', () => {});
    hot.dispose(() => { setTimeout(() => {}, 1e6); });
    setInterval(() => {}, 1e6);
    clearTimeout(setTimeout(() => {}, 1e7));
    setTimeout(() => {}, 1e7).unref();
    new Promise((_, reject) => reject(new Error('handled'))).catch(() => {});
    void new Promise(() => {}).then(() => hot);
    import('nowhere');
    await 1;
    export const rounds = hot.data.rounds;
    hot.accept();";

/// An engine on a thread of its own, and how to speak with it.
struct Played {
    commands: Sender<ToEngine>,
    events: Receiver<FromEngine>,
    thread: std::thread::JoinHandle<()>,
}

impl Played {
    fn start() -> Self {
        let (commands, inbox) = channel();
        let (emit, events) = channel();
        let limits = Limits::default();
        let thread = std::thread::Builder::new().stack_size(thread_stack(limits)).spawn(move || {
            run(limits, &inbox, &Arc::new(Control::default()), move |event| drop(emit.send(event)));
        });
        Self { commands, events, thread: thread.expect("a thread") }
    }

    fn until<T>(&self, wanted: impl Fn(FromEngine) -> Option<T>) -> T {
        loop {
            let event = self.events.recv().expect("the engine lives");
            assert!(!matches!(event, FromEngine::Raised { .. }), "{event:?}");
            if let Some(found) = wanted(event) {
                return found;
            }
        }
    }

    fn held(&self) -> BTreeMap<String, u32> {
        self.commands.send(ToEngine::Ledger { ask: LedgerAsk(1) }).expect("the engine lives");
        self.until(|event| match event {
            FromEngine::Ledger { ledger, .. } => Some(ledger.held),
            _ => None,
        })
    }

    fn reload(&self, code: &transpile::Transpiled, round: u32) {
        let (module, version) = (ModuleId(0), VersionId(round));
        let script = Script {
            version,
            module,
            name: format!("/main.ts?v={round}"),
            code: code.code.as_str().into(),
            probes: code.probes.len() as u32,
        };
        let instance = Instance {
            module,
            version,
            evaluation: 1,
            root: module,
            slots: Vec::new(),
            reexports: Vec::new(),
            url: "file:///main.ts".into(),
            filename: "/main.ts".into(),
            dirname: "/".into(),
            main: true,
        };
        let before = round > 1;
        let apply = Apply {
            generation: Generation(round),
            entry: module,
            argv: Vec::new(),
            retire: before.then_some(module).into_iter().collect(),
            forget: Vec::new(),
            forget_scripts: before.then_some(VersionId(round - 1)).into_iter().collect(),
            linkage: Linkage { scripts: vec![script], instances: vec![instance], order: vec![module] },
            boundaries: vec![Boundary { accepted: module, acceptor: module, specifiers: Vec::new() }],
        };
        self.commands.send(ToEngine::Apply(apply)).expect("the engine lives");
        self.until(|event| match event {
            FromEngine::Outcome { outcome: EngineOutcome::Live, .. } => Some(()),
            _ => None,
        });
    }
}

#[test]
fn ten_thousand_reloads_leave_as_many_held_values_as_one() {
    let code = transpile::transpile(Path::new("/main.ts"), TEXT, &Recipe::default()).expect("it parses");
    let engine = Played::start();
    engine.reload(&code, 1);
    let after_one = engine.held();
    for kind in ["values", "timers", "hot", "imports", "modules", "scripts", "instances"] {
        assert!(after_one.get(kind).is_some_and(|count| *count > 0), "{kind} of {after_one:?}");
    }
    engine.reload(&code, 2);
    let after_two = engine.held();
    for round in 3..=RELOADS {
        engine.reload(&code, round);
        // The host answers what was asked; the one who asked may be gone by then.
        let request = crate::ids::ImportRequest(round - 1);
        let message = String::new();
        let failed = ToEngine::ImportFailed { request, name: "Error".into(), message };
        engine.commands.send(failed).expect("the engine lives");
    }
    assert_eq!(engine.held(), after_two);
    engine.commands.send(ToEngine::Shutdown).expect("the engine lives");
    engine.thread.join().expect("it ends");
}
