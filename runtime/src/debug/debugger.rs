//! The session's side of debugging: clients, what they asked for, the scripts of the program, and the
//! translation between the original text and the engine. Pure: what it wants done are effects.

mod modes;
mod requests;
mod translate;

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

use super::breakpoints::{Breakpoint, Places, stops_in, url_of};
use super::earlier::Earlier;
use super::evaluated::{self, Prepared};
use super::message::{
    Answer, Audience, BreakpointId, ClientId, Command, ConsoleKind, Event, ExceptionConditions,
    ExceptionMode, Failure, Pause, RequestId, Script, ScriptId, ScriptPosition, Timestamp,
};
use super::wire::{DebugScript, EvaluatedScript, FromDebug, Go, RawConsole, Rule, Stop, ToDebug};
use crate::engine::wire::RawFrame;
use crate::ids::{Generation, ModuleId};
use crate::position::LineColumn;
use crate::source_map::{MapTable, ModuleVersion};
use crate::transpile::ProbeKind;

/// What has to be done, in this order.
#[derive(Debug)]
pub enum Effect {
    Tell(Event),
    Engine(ToDebug),
    /// A text that a client evaluates: its positions can be asked for from now on.
    Learn(Arc<ModuleVersion>),
    Forget(ScriptId),
    /// A program that waits for its debugger starts.
    Run,
}

#[derive(Debug, Default)]
pub struct Debugger {
    clients: BTreeMap<ClientId, Client>,
    breakpoints: BTreeMap<BreakpointId, Breakpoint>,
    next_breakpoint: u32,
    /// The scripts of the program, in the version that was committed last.
    program: BTreeMap<ModuleId, Loaded>,
    /// Texts that clients have evaluated, the newest ones.
    evaluated: BTreeMap<ScriptId, Loaded>,
    next_evaluated: u32,
    /// Those that the engine's debugger knows.
    known: BTreeSet<ScriptId>,
    context: Option<Generation>,
    /// The engine that runs, if there is one.
    incarnation: Option<u32>,
    paused: Option<(u32, Box<Pause>)>,
    /// The pause was told to go on and has not said yet that it did.
    is_going: bool,
    /// The program has had sessions with itself.
    pub has_sessions: bool,
    /// The program waits until a client says that it may run.
    is_waiting: bool,
    /// Questions that the engine has not answered.
    open: BTreeMap<u64, (ClientId, RequestId)>,
    next_token: u64,
    /// Printed while no client was there.
    earlier: Earlier,
    effects: Vec<Effect>,
}

#[derive(Debug)]
struct Client {
    exceptions: ExceptionMode,
    conditions: ExceptionConditions,
    breakpoints_active: bool,
    skips_pauses: bool,
    blackbox: Vec<regress::Regex>,
    blackbox_anonymous: bool,
    /// Where the state changes, by script.
    blackboxed_ranges: BTreeMap<ScriptId, Vec<LineColumn>>,
    async_depth: u32,
}

#[derive(Clone, Debug)]
struct Loaded {
    version: Arc<ModuleVersion>,
    url: Arc<str>,
    /// Made when a debugger first asks: a save pays for none.
    places: Rc<OnceCell<Places>>,
}

/// So many evaluated texts are known at a time.
const MAX_EVALUATED: usize = 200;

impl Loaded {
    fn new(version: Arc<ModuleVersion>) -> Self {
        let url = url_of(&version);
        Self::with_url(version, url)
    }

    fn with_url(version: Arc<ModuleVersion>, url: Arc<str>) -> Self {
        Self { version, url, places: Rc::default() }
    }

    fn places(&self) -> &Places {
        self.places.get_or_init(|| Places::new(&self.version))
    }

    fn id(&self) -> ScriptId {
        self.version.id
    }
}

impl Debugger {
    /// What has to be done after what was said last.
    pub fn effects(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
    }

    /// The program begins to wait for a client, or does not wait any more.
    pub fn waits(&mut self, is_waiting: bool) {
        self.is_waiting = is_waiting;
        if is_waiting && self.is_attached() {
            self.tell(Event::Waiting { to: Audience::All });
        }
    }

    pub fn is_waiting(&self) -> bool {
        self.is_waiting
    }

    pub fn is_attached(&self) -> bool {
        !self.clients.is_empty()
    }

    fn tell(&mut self, event: Event) {
        self.effects.push(Effect::Tell(event));
    }

    /// To the engine, when there is one and a client.
    fn ask_engine(&mut self, message: ToDebug) {
        if self.incarnation.is_some() && self.is_attached() {
            self.effects.push(Effect::Engine(message));
        }
    }

    pub fn command(&mut self, command: Command, maps: &MapTable) {
        match command {
            Command::Attach(client) => self.attach(client, maps),
            Command::Detach(client) => self.detach(client),
            Command::Ask { client, id, request } => {
                if !self.clients.contains_key(&client) {
                    return self.answer(client, id, Err(Failure::NotAttached));
                }
                if let Some(answer) = self.request(client, id, request).transpose() {
                    self.answer(client, id, answer);
                }
            }
        }
    }

    fn answer(&mut self, client: ClientId, id: RequestId, answer: Result<Answer, Failure>) {
        self.tell(Event::Answer { client, id, answer });
    }

    fn attach(&mut self, client: ClientId, maps: &MapTable) {
        let is_first = !self.is_attached();
        let modes = Client {
            exceptions: ExceptionMode::None,
            conditions: ExceptionConditions::default(),
            breakpoints_active: true,
            skips_pauses: false,
            blackbox: Vec::new(),
            blackbox_anonymous: false,
            blackboxed_ranges: BTreeMap::new(),
            async_depth: 0,
        };
        self.clients.entry(client).or_insert(modes);
        if is_first {
            self.introduce();
        }
        let to = Audience::Only(client);
        if let Some(context) = self.context {
            self.describe_program(to, context);
        }
        let earlier: Vec<RawConsole> = self.earlier.take().collect();
        for raw in earlier {
            self.tell(Event::Console(translate::console(raw, maps)));
        }
        if self.is_waiting {
            self.tell(Event::Waiting { to });
        }
        if let Some((_, pause)) = self.paused.clone() {
            self.tell(Event::Paused { to, pause });
        }
        self.tell(Event::Attached { client });
    }

    /// Tells an engine that knows nothing everything.
    fn introduce(&mut self) {
        let Some(incarnation) = self.incarnation else { return };
        self.known.clear();
        self.ask_engine(ToDebug::Attach { incarnation });
        let rules: Vec<(BreakpointId, Rule)> =
            self.breakpoints.iter().map(|(id, it)| (*id, rule(it))).collect();
        for (id, rule) in rules {
            self.ask_engine(ToDebug::Rule { id, rule });
        }
        self.send_scripts();
        self.send_modes();
    }

    fn detach(&mut self, client: ClientId) {
        if self.clients.remove(&client).is_none() {
            return;
        }
        self.open.retain(|_, (asked, _)| *asked != client);
        let own: Vec<BreakpointId> =
            self.breakpoints.iter().filter(|(_, it)| it.client == client).map(|(id, _)| *id).collect();
        if self.is_attached() {
            self.ask_engine(ToDebug::Forget(client));
            for id in own {
                self.remove_breakpoint(id);
            }
            self.send_modes();
        } else {
            self.breakpoints.clear();
            self.paused = None;
            self.is_going = false;
            if self.incarnation.is_some() {
                self.effects.push(Effect::Engine(ToDebug::Detach));
            }
        }
    }

    /// An engine was started; it knows nothing.
    pub fn engine_started(&mut self, incarnation: u32) {
        self.engine_gone();
        self.incarnation = Some(incarnation);
        self.known.clear();
        if self.is_attached() {
            self.introduce();
        }
    }

    /// The engine is gone, and what it was asked with it.
    pub fn engine_gone(&mut self) {
        self.incarnation = None;
        for (_, (client, id)) in std::mem::take(&mut self.open) {
            self.answer(client, id, Err(Failure::Gone));
        }
        if self.paused.take().is_some() || std::mem::take(&mut self.is_going) {
            self.is_going = false;
            self.tell(Event::Resumed);
        }
        if self.context.take().is_some() && self.is_attached() {
            self.tell(Event::ContextsCleared { to: Audience::All });
        }
    }

    /// A plan was committed: these texts are the program's from now on.
    pub fn committed(&mut self, versions: &[Arc<ModuleVersion>], forgotten: &[ModuleId]) {
        for module in forgotten {
            self.program.remove(module);
        }
        self.load(versions);
    }

    /// A dynamic import brought these, into the generation that runs.
    pub fn imported(&mut self, versions: &[Arc<ModuleVersion>]) {
        let new = self.load(versions);
        if let Some(context) = self.context.filter(|_| self.is_attached()) {
            for script in new {
                self.parsed(Audience::All, context, script);
            }
        }
    }

    /// Answers with those that were not there.
    fn load(&mut self, versions: &[Arc<ModuleVersion>]) -> Vec<ScriptId> {
        let mut new = Vec::new();
        for version in versions {
            let known = self.program.get(&version.module).is_some_and(|it| it.id() == version.id);
            if known || !version.is_script {
                continue;
            }
            self.program.insert(version.module, Loaded::new(Arc::clone(version)));
            new.push(version.id);
        }
        if self.is_attached() {
            let current: BTreeSet<ScriptId> = self.scripts().map(Loaded::id).collect();
            for breakpoint in self.breakpoints.values_mut() {
                breakpoint.bound.retain(|script, _| current.contains(script));
            }
            self.send_scripts();
        }
        new
    }

    /// The program has printed; kept for the first client, while none is there.
    pub fn printed(
        &mut self,
        generation: Generation,
        kind: Option<ConsoleKind>,
        text: &str,
        timestamp: Timestamp,
        frames: &[RawFrame],
    ) {
        if let Some(kind) = kind.filter(|_| !self.is_attached()) {
            // A group that was not kept whole would swallow what follows; the text is indented.
            let kind = match kind {
                ConsoleKind::Group | ConsoleKind::GroupCollapsed => ConsoleKind::Log,
                kind => kind,
            };
            self.earlier.printed(generation, kind, text, timestamp, frames);
        }
    }

    /// The engine takes a generation up.
    pub fn began(&mut self, generation: Generation) {
        self.earlier = Earlier::default();
        let is_first = self.context.replace(generation).is_none();
        if !self.is_attached() {
            return;
        }
        if !is_first {
            self.tell(Event::ContextsCleared { to: Audience::All });
        }
        self.describe_program(Audience::All, generation);
    }

    fn describe_program(&mut self, to: Audience, context: Generation) {
        self.tell(Event::ContextCreated { to, context, name: "saveloop".to_owned() });
        let scripts: Vec<ScriptId> = self.scripts().map(Loaded::id).collect();
        for script in scripts {
            self.parsed(to, context, script);
        }
    }

    /// The program's scripts, and those that clients have brought.
    fn scripts(&self) -> impl Iterator<Item = &Loaded> {
        self.program.values().chain(self.evaluated.values())
    }

    /// A client evaluates a text: the script that it becomes, if something in it can stop.
    fn evaluates(&mut self, text: &str, by_console_rules: bool) -> Option<EvaluatedScript> {
        let context = self.context?;
        let Prepared { version, url, awaits, lexical } =
            evaluated::prepare(text, by_console_rules, ScriptId::evaluated(self.next_evaluated))?;
        self.next_evaluated = (self.next_evaluated + 1) % (u32::MAX >> 1);
        let version = Arc::new(version);
        let (id, name, code) = (version.id, version.script_name(), Arc::clone(&version.code));
        if self.evaluated.len() >= MAX_EVALUATED
            && let Some((oldest, _)) = self.evaluated.pop_first()
        {
            self.known.remove(&oldest);
            self.effects.push(Effect::Forget(oldest));
            self.ask_engine(ToDebug::ForgetScript(oldest));
        }
        self.effects.push(Effect::Learn(Arc::clone(&version)));
        self.evaluated.insert(id, Loaded::with_url(version, url));
        self.send_scripts();
        self.parsed(Audience::All, context, id);
        Some(EvaluatedScript { name, code, awaits, lexical })
    }

    fn parsed(&mut self, to: Audience, context: Generation, script: ScriptId) {
        let Some(loaded) = self.scripts().find(|it| it.id() == script) else { return };
        let loaded = loaded.clone();
        let (version, url) = (&loaded.version, Arc::clone(&loaded.url));
        let end = loaded.places().lines.position(&version.source, version.source.len());
        let (id, path, text) = (version.id, Arc::clone(&version.path), Arc::clone(&version.source));
        let is_module = !id.is_evaluated();
        self.tell(Event::ScriptParsed {
            to,
            script: Script { id, context, path, url, text, end, is_module },
        });
        if to != Audience::All {
            return;
        }
        let resolved: Vec<Event> = self
            .breakpoints
            .iter()
            .filter_map(|(breakpoint, it)| {
                let (_, position) = it.bound.get(&id)?.first()?;
                let location = ScriptPosition { script: id, position: *position };
                Some(Event::BreakpointResolved { client: it.client, breakpoint: *breakpoint, location })
            })
            .collect();
        resolved.into_iter().for_each(|event| self.tell(event));
    }

    /// Tells the engine of scripts it does not know, and where to stop in them.
    fn send_scripts(&mut self) {
        let new: Vec<Loaded> = self.scripts().filter(|it| !self.known.contains(&it.id())).cloned().collect();
        for loaded in new {
            let version = &loaded.version;
            let of_kind = |kind: ProbeKind| -> Vec<u32> {
                let probes = version.probes.iter().enumerate().filter(|(_, probe)| probe.kind == kind);
                probes.map(|(number, _)| number as u32).collect()
            };
            self.ask_engine(ToDebug::Script(DebugScript {
                version: version.id,
                code: Arc::clone(&version.code),
                imports: version.import_locals.clone(),
                debuggers: of_kind(ProbeKind::Debugger),
                returns: of_kind(ProbeKind::Return),
            }));
            self.known.insert(version.id);
            for breakpoint in self.breakpoints.values_mut() {
                breakpoint.bind(version, &loaded.url, loaded.places());
            }
            self.send_stops(version.id);
        }
        self.send_blackbox();
    }

    fn send_stops(&mut self, version: ScriptId) {
        let stops = stops_in(&self.breakpoints, version);
        let stops = stops.into_iter().map(|(probe, breakpoints)| Stop { probe, breakpoints });
        let stops = stops.collect();
        self.ask_engine(ToDebug::Bind { version, stops });
    }

    fn remove_breakpoint(&mut self, id: BreakpointId) {
        let Some(breakpoint) = self.breakpoints.remove(&id) else { return };
        for script in breakpoint.bound.keys() {
            self.send_stops(*script);
        }
        self.ask_engine(ToDebug::ForgetRule(id));
    }

    /// Leaves the present pause.
    fn go(&mut self, how: Go) -> Result<Answer, Failure> {
        let (pause, _) = self.paused.take().ok_or(Failure::NotPaused)?;
        self.is_going = true;
        self.ask_engine(ToDebug::Go { pause, how });
        Ok(Answer::Done)
    }

    pub fn hear(&mut self, said: FromDebug, maps: &MapTable) {
        match said {
            FromDebug::Answer { token, answer } => {
                if let Some((client, id)) = self.open.remove(&token) {
                    let answer = answer.map(|answer| translate::answer(answer, maps));
                    self.answer(client, id, answer);
                }
            }
            FromDebug::Paused(raw) => {
                // Nobody is left to say how to go on; the engine hears so too.
                if !self.is_attached() {
                    return;
                }
                let id = raw.id;
                let pause = Box::new(translate::pause(*raw, maps));
                self.paused = Some((id, pause.clone()));
                self.tell(Event::Paused { to: Audience::All, pause });
            }
            FromDebug::Resumed { pause, .. } => {
                let is_this = self.paused.as_ref().is_some_and(|(id, _)| *id == pause);
                if is_this {
                    self.paused = None;
                }
                if std::mem::take(&mut self.is_going) || is_this {
                    self.tell(Event::Resumed);
                }
            }
            FromDebug::Console(raw) if self.is_attached() => {
                let call = translate::console(raw, maps);
                self.tell(Event::Console(call));
            }
            FromDebug::Thrown { id, timestamp, generation, exception } if self.is_attached() => {
                let exception = translate::exception(exception, maps);
                self.tell(Event::ExceptionThrown { id, timestamp, context: generation, exception });
            }
            FromDebug::Revoked(id) if self.is_attached() => self.tell(Event::ExceptionRevoked { id }),
            FromDebug::Called { name, payload, generation } if self.is_attached() => {
                self.tell(Event::Called { name, payload, context: generation });
            }
            FromDebug::ConsoleProfile(raw) if self.is_attached() => {
                self.tell(Event::ConsoleProfile(translate::console_profile(raw, maps)));
            }
            FromDebug::Console(_)
            | FromDebug::ConsoleProfile(_)
            | FromDebug::Thrown { .. }
            | FromDebug::Revoked(_)
            | FromDebug::Called { .. } => {}
        }
    }
}

fn rule(breakpoint: &Breakpoint) -> Rule {
    let asked = &breakpoint.asked;
    Rule { condition: asked.condition.clone(), hits: asked.hits, log: asked.log.clone() }
}
