//! What an engine holds after many reloads: what it held after one. And that it ends in any state.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};

use super::inbox::{Post, mailbox};
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
    control: Arc<Control>,
    commands: Post,
    events: Receiver<FromEngine>,
    thread: std::thread::JoinHandle<()>,
}

impl Played {
    fn start() -> Self {
        Self::within(Limits::default())
    }

    fn within(limits: Limits) -> Self {
        let (commands, inbox) = mailbox();
        let (emit, events) = channel();
        let control = Arc::new(Control::default());
        let shared = Arc::clone(&control);
        let thread = std::thread::Builder::new().stack_size(thread_stack(limits)).spawn(move || {
            run(limits, None, inbox, &shared, move |event| drop(emit.send(event)));
        });
        Self { control, commands, events, thread: thread.expect("a thread") }
    }

    /// What is wanted, and no error before it.
    fn until<T>(&self, wanted: impl Fn(FromEngine) -> Option<T>) -> T {
        self.hear(|event| {
            assert!(!matches!(event, FromEngine::Raised { .. }), "{event:?}");
            wanted(event)
        })
    }

    fn hear<T>(&self, wanted: impl Fn(FromEngine) -> Option<T>) -> T {
        loop {
            let event = self.events.recv().expect("the engine lives");
            if let FromEngine::Words { request, .. } = event {
                self.commands.send(ToEngine::Words { request, words: None });
            } else if let Some(found) = wanted(event) {
                return found;
            }
        }
    }

    fn held(&self) -> BTreeMap<String, u32> {
        assert!(self.commands.send(ToEngine::Ledger { ask: LedgerAsk(1) }), "the engine lives");
        self.until(|event| match event {
            FromEngine::Ledger { ledger, .. } => Some(ledger.held),
            _ => None,
        })
    }

    fn reload(&self, code: &transpile::Transpiled, round: u32) {
        self.apply(code, round);
        self.until(|event| match event {
            FromEngine::Outcome { outcome: EngineOutcome::Live, .. } => Some(()),
            _ => None,
        });
    }

    /// Ends it as a session does that is dropped, whatever it is doing.
    fn end(self) {
        self.control.interrupt(Generation(u32::MAX));
        assert!(self.commands.send(ToEngine::Shutdown), "the engine lives");
        self.thread.join().expect("it ends");
    }

    fn apply(&self, code: &transpile::Transpiled, round: u32) {
        let (module, version) = (ModuleId(0), VersionId(round));
        let script = Script {
            version,
            module,
            name: format!("/main.ts?v={round}"),
            code: code.code.as_str().into(),
            probes: code.probes.len() as u32,
            is_kept: false,
        };
        let instance = Instance {
            module,
            version,
            evaluation: 1,
            root: module,
            slots: Vec::new(),
            reexports: Vec::new(),
            names: Vec::new(),
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
            tests: None,
            retire: before.then_some(module).into_iter().collect(),
            forget: Vec::new(),
            forget_scripts: before.then_some(VersionId(round - 1)).into_iter().collect(),
            linkage: Linkage { scripts: vec![script], instances: vec![instance], order: vec![module] },
            boundaries: vec![Boundary { accepted: module, acceptor: module, specifiers: Vec::new() }],
        };
        assert!(self.commands.send(ToEngine::Apply(apply)), "the engine lives");
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
        let failed = ToEngine::ImportFailed { request, name: "Error".into(), code: String::new(), message };
        assert!(engine.commands.send(failed), "the engine lives");
    }
    assert_eq!(engine.held(), after_two);
    engine.end();
}

/// Programs by the state in which they leave their engine; an engine that ends wrongly takes the
/// whole process with it.
const STATES: &[(&str, &str)] = &[
    ("at rest", "export const all = [new Map([[{}, () => all]]), new WeakRef({}), new Proxy({}, {})];"),
    ("with handles", TEXT),
    ("in a loop", "for (;;) {}"),
    ("in a loop inside a job", "await 0; for (;;) {}"),
    ("in a loop inside a timer", "setTimeout(() => { for (;;) {} });"),
    ("in jobs without end", "function f() { Promise.resolve().then(f) } f();"),
    ("at an await that never settles", "await new Promise(() => {});"),
    (
        "in suspended generators",
        "globalThis.g = (async function* () { yield* g; })(); g.next(); function* h() { yield h; } globalThis.h = h(); h.next();",
    ),
    ("with an error", "throw new Error('x', { cause: globalThis });"),
    ("with rejections", "for (let i = 0; i < 9; i++) Promise.reject({ i });"),
    ("out of stack", "function f() { return f() + 1 } f();"),
    ("out of memory", "const all = []; for (;;) all.push({ all });"),
    ("out of memory in jobs", "for (;;) queueMicrotask(() => {});"),
    (
        "with finalizers",
        "globalThis.r = new FinalizationRegistry((f) => f()); for (let i = 0; i < 9; i++) r.register({}, () => r);",
    ),
    (
        "without globals",
        "for (const name of Object.getOwnPropertyNames(globalThis)) try { delete globalThis[name] } catch {}",
    ),
];

#[test]
fn an_engine_ends_cleanly_in_every_state() {
    for (state, text) in STATES {
        let code = transpile::transpile(Path::new("/main.js"), text, &Recipe::default()).expect("it parses");
        // As soon as it has begun, and when it has come to an outcome, if it does.
        for waits in [false, true] {
            let engine = Played::within(Limits { memory: 16 << 20, ..Limits::default() });
            engine.apply(&code, 1);
            let began = |event: FromEngine| matches!(event, FromEngine::Began { .. }).then_some(());
            let came = |event: FromEngine| matches!(event, FromEngine::Outcome { .. }).then_some(());
            let is_endless = state.starts_with("in a loop") || state.starts_with("in jobs");
            engine.hear(began);
            if waits && !is_endless {
                engine.hear(came);
            }
            engine.end();
        }
    }
}

#[test]
fn an_engine_that_nobody_speaks_with_any_more_ends() {
    let Played { commands, thread, .. } = Played::start();
    drop(commands);
    thread.join().expect("it ends");
}
