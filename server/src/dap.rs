//! The Debug Adapter Protocol in front of the debug core: one conversation with one client about one
//! program. Pure: what comes in leaves effects. The shells around it are `adapter` and the inspector's desk.

pub mod adapter;
mod attach;
mod breakpoints;
pub mod envelope;
mod evaluating;
mod from;
mod handles;
mod launch;
mod life;
mod memory;
mod output;
pub mod paths;
mod sources;
mod stopped;
mod terminal;
mod to;
mod variables;

use std::collections::{BTreeSet, VecDeque};
use std::path::PathBuf;

use runtime::debug::message::*;
use runtime::message;
use rustc_hash::FxHashMap;
use serde_json::{Value, json};

use crate::cli::progress::Mode;
use crate::inspector::scripts::Scripts;
use breakpoints::Breakpoints;
use envelope::{CANCELLED, Incoming, Refusal, To};
use from::{Client, Counting};
use handles::Handles;
use output::{Output, Teller};
use sources::Sources;
use to::Base;

pub use to::capabilities;

/// There is one thread, the program's.
const THREAD: u32 = 1;
/// So many asynchronous callers are shown.
const ASYNC_DEPTH: u32 = 32;
/// Values of answers are released together by this name.
const GROUP: &str = "dap";

/// What has to be done, in this order.
#[derive(Debug, PartialEq)]
pub enum Effect {
    Send(Value),
    /// To the debug core.
    Core(Command),
    Program(Wish),
    /// The conversation is over.
    Leave,
}

/// What a client wants of the program itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    Restart,
    Stop,
}

/// How the client has come by the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// It was started for this client, and ends with it.
    Launched(Mode),
    /// It ran before, and goes on.
    Attached,
}

pub struct Dap {
    id: ClientId,
    origin: Origin,
    /// What the thread is called.
    name: String,
    client: Client,
    seq: i64,
    /// Requests that came before the core knew the client; `None` once it does.
    held: Option<VecDeque<Incoming>>,
    asked: FxHashMap<RequestId, Asked>,
    next_request: u64,
    gatherings: FxHashMap<u64, Gathering>,
    breakpoints: Breakpoints,
    handles: Handles,
    scripts: Scripts,
    sources: Sources,
    context: Option<ContextId>,
    pause: Option<Box<Pause>>,
    /// It was told to go on by this client, which knows so from the answer.
    is_going: bool,
    teller: Teller,
    /// Printed before we came.
    earlier: Vec<Output>,
    preparing: Preparing,
    has_ended: bool,
    effects: Vec<Effect>,
}

/// How far a program is that was launched: its modules are read, transpiled and linked before it runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Preparing {
    /// The client has not been told of it.
    Unseen,
    /// The client shows that it takes its time.
    Shown,
    Over,
}

/// A question to the core.
#[derive(Debug)]
struct Asked {
    to: To,
    then: Then,
}

/// What its answer leads to.
#[derive(Debug)]
enum Then {
    Done,
    /// The answer to `continue`.
    Continued,
    /// The answer to `setExceptionBreakpoints`, for so many filters.
    Filters(usize),
    /// Nobody waits for it.
    Nothing,
    Evaluated {
        path: Option<String>,
        is_plain: bool,
    },
    Breakpoint {
        breakpoint: i64,
        gathering: u64,
    },
    Locations,
    Variables {
        holder: i64,
        part: variables::Part,
    },
    Getter {
        name: String,
        path: Option<String>,
    },
    /// The value of a variable that is to be set.
    NewValue {
        holder: i64,
        name: String,
    },
    /// It was set to this value.
    Set {
        value: RemoteValue,
    },
    /// The object whose members are asked for.
    Completed {
        stem: Stem,
    },
    Names {
        gathering: u64,
    },
    Memory {
        bytes: memory::Range,
    },
}

/// The name that is completed, and where it begins.
#[derive(Clone, Debug)]
struct Stem {
    text: String,
    start: u32,
}

/// An answer that needs several of the core's.
#[derive(Debug)]
struct Gathering {
    to: To,
    missing: usize,
    of: Of,
}

#[derive(Debug)]
enum Of {
    /// The numbers of breakpoints, or why one is none.
    Breakpoints(Vec<Result<i64, breakpoints::Unread>>),
    Names {
        /// Inherited ones behind the object's own.
        found: BTreeSet<(bool, String)>,
        stem: Stem,
    },
}

impl Dap {
    /// A client that has come to a program. `directory` is what its paths are shown relative to.
    pub fn new(id: ClientId, origin: Origin, name: String, directory: PathBuf) -> Self {
        let mode = match origin {
            Origin::Launched(mode) => mode,
            Origin::Attached => Mode::Hot,
        };
        Self {
            id,
            origin,
            name,
            client: Client::default(),
            seq: 0,
            held: Some(VecDeque::new()),
            asked: FxHashMap::default(),
            next_request: 0,
            gatherings: FxHashMap::default(),
            breakpoints: Breakpoints::default(),
            handles: Handles::default(),
            scripts: Scripts::default(),
            sources: Sources::default(),
            context: None,
            pause: None,
            is_going: false,
            teller: Teller::new(mode, &directory),
            earlier: Vec::new(),
            preparing: Preparing::Unseen,
            has_ended: false,
            effects: vec![Effect::Core(Command::Attach(id))],
        }
    }

    /// What has to be done after what happened last.
    pub fn effects(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
    }

    /// Answers go on from a number that the client has heard.
    pub fn count_from(&mut self, seq: i64) {
        self.seq = seq;
    }

    pub fn last_seq(&self) -> i64 {
        self.seq
    }

    fn counting(&self) -> Counting {
        self.client.counting()
    }

    // To the client

    fn answer(&mut self, to: &To, result: Result<Value, Refusal>) {
        self.seq += 1;
        self.effects.push(Effect::Send(envelope::answer(self.seq, to, result)));
    }

    fn event(&mut self, name: &str, body: Value) {
        self.seq += 1;
        self.effects.push(Effect::Send(envelope::event(self.seq, name, body)));
    }

    // To the core

    fn ask(&mut self, to: To, request: Request, then: Then) {
        self.next_request += 1;
        let id = RequestId(self.next_request);
        self.asked.insert(id, Asked { to, then });
        self.effects.push(Effect::Core(Command::Ask { client: self.id, id, request }));
    }

    /// Nobody waits for its answer.
    fn tell_core(&mut self, request: Request) {
        let to = To { seq: 0, command: String::new(), base: Base::Ten };
        self.ask(to, request, Then::Nothing);
    }

    // From the client

    /// A message of the client.
    pub fn said(&mut self, message: &Value) {
        let Some(incoming) = envelope::parse(message) else {
            return tracing::debug!("a debugger sent what is no request: {message}");
        };
        match &mut self.held {
            // Whom nobody waits for may leave.
            Some(held) if !matches!(incoming.to.command.as_str(), "initialize" | "disconnect") => {
                held.push_back(incoming);
            }
            _ => self.obey(incoming),
        }
    }

    fn obey(&mut self, Incoming { to, arguments }: Incoming) {
        if let Err(why) = self.request(&to, arguments) {
            self.answer(&to, Err(why));
        }
    }

    /// An error is the answer; whatever else is answered has been, or will be.
    fn request(&mut self, to: &To, arguments: Value) -> Result<(), Refusal> {
        match to.command.as_str() {
            "initialize" => self.initialize(to, arguments)?,
            "launch" | "attach" => self.begin(to),
            "configurationDone" => self.ask(to.clone(), Request::RunIfWaiting, Then::Done),
            "disconnect" => self.disconnect(to, arguments)?,
            "terminate" => self.wish(to, Wish::Stop),
            "restart" => self.wish(to, Wish::Restart),
            "cancel" => self.cancel(to, arguments)?,
            "threads" => {
                let threads = json!({ "threads": [{ "id": THREAD, "name": self.name }] });
                self.answer(to, Ok(threads));
            }
            "setBreakpoints" => self.set_breakpoints(to, arguments)?,
            "setFunctionBreakpoints" => self.set_function_breakpoints(to, arguments)?,
            "setExceptionBreakpoints" => self.set_exception_breakpoints(to, arguments)?,
            "breakpointLocations" => self.breakpoint_locations(to, arguments)?,
            "continue" => self.go(to, Request::Resume, Then::Continued)?,
            "next" => self.go(to, Request::StepOver, Then::Done)?,
            "stepIn" => self.go(to, Request::StepInto, Then::Done)?,
            "stepOut" => self.go(to, Request::StepOut, Then::Done)?,
            "pause" => self.ask(to.clone(), Request::Pause, Then::Done),
            "stackTrace" => self.stack_trace(to, arguments)?,
            "scopes" => self.scopes(to, arguments)?,
            "exceptionInfo" => self.exception_info(to)?,
            "variables" => self.variables(to, arguments)?,
            "setVariable" => self.set_variable(to, arguments)?,
            "readMemory" => self.read_memory(to, arguments)?,
            "setExpression" => self.set_expression(to, arguments)?,
            "evaluate" => self.evaluate(to, arguments)?,
            "completions" => self.completions(to, arguments)?,
            "loadedSources" => self.loaded_sources(to),
            "source" => self.source(to, arguments)?,
            "restartFrame" => return Err("The engine cannot restart a frame".into()),
            "goto" | "gotoTargets" => return Err("The engine cannot jump to another statement".into()),
            "stepBack" | "reverseContinue" => return Err("The engine cannot go back".into()),
            other => return Err(format!("saveloop does not know the request {other}")),
        }
        Ok(())
    }

    /// A request that is under way is answered as cancelled; an evaluation that runs is ended.
    fn cancel(&mut self, to: &To, arguments: Value) -> Result<(), Refusal> {
        #[derive(serde::Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct Arguments {
            request_id: Option<i64>,
        }
        let Arguments { request_id } = envelope::read(arguments)?;
        let meant = |asked: &Asked| Some(asked.to.seq) == request_id && !matches!(asked.then, Then::Nothing);
        let open = self.asked.iter().find(|(_, asked)| meant(asked)).map(|(id, _)| *id);
        if let Some(asked) = open.and_then(|id| self.asked.remove(&id)) {
            let runs =
                matches!(asked.then, Then::Evaluated { .. } | Then::Getter { .. } | Then::NewValue { .. });
            if runs {
                self.tell_core(Request::Cancel);
            }
            self.answer(&asked.to, Err(CANCELLED.into()));
        }
        self.answer(to, Ok(Value::Null));
        Ok(())
    }

    // From the program

    /// The program says something.
    pub fn heard(&mut self, event: &message::Event) {
        if matches!(event, message::Event::Started { .. } | message::Event::Refused { .. }) {
            self.prepared();
        }
        match event {
            message::Event::Debug(event) => self.core(event.clone()),
            // The core tells of what the client may hear from when it has joined.
            _ if self.held.is_some() => {}
            event => self.follow(event),
        }
    }

    fn core(&mut self, event: Event) {
        let is_for_us = match &event {
            Event::Attached { client }
            | Event::Answer { client, .. }
            | Event::BreakpointResolved { client, .. } => *client == self.id,
            Event::ContextsCleared { to }
            | Event::Waiting { to }
            | Event::ContextCreated { to, .. }
            | Event::ScriptParsed { to, .. }
            | Event::Paused { to, .. } => match to {
                Audience::All => self.held.is_none(),
                Audience::Only(client) => *client == self.id,
            },
            // Between what the core tells of the program and that we have joined.
            Event::Console(_) if self.held.is_some() => self.context.is_some(),
            _ => self.held.is_none(),
        };
        if !is_for_us {
            return;
        }
        match event {
            Event::Attached { .. } => self.joined(),
            Event::Answer { id, answer, .. } => self.answered(id, answer),
            Event::ContextsCleared { .. } => self.contexts_cleared(),
            Event::ContextCreated { context, .. } => self.context_created(context),
            Event::ScriptParsed { script, .. } => self.script_parsed(script),
            Event::BreakpointResolved { breakpoint, location, .. } => {
                self.breakpoint_resolved(breakpoint, location);
            }
            Event::Paused { pause, .. } => self.paused(pause),
            Event::Resumed => self.resumed(),
            Event::Console(call) if self.held.is_some() => self.earlier.extend(Teller::earlier(&call)),
            Event::Console(call) => {
                if let Some(output) = self.teller.call(call) {
                    self.output(output);
                }
            }
            // What nobody caught is told as the program's error. A client says by itself when it is ready.
            Event::ExceptionThrown { .. }
            | Event::ExceptionRevoked { .. }
            | Event::Called { .. }
            | Event::Waiting { .. }
            | Event::ConsoleProfile(_) => {}
        }
    }

    fn answered(&mut self, id: RequestId, answer: Result<Answer, Failure>) {
        let Some(Asked { to, then }) = self.asked.remove(&id) else { return };
        let answer = match answer {
            Ok(answer) => answer,
            Err(failure) => return self.failed(&to, then, &failure),
        };
        match (then, answer) {
            (Then::Done, Answer::Done) => self.answer(&to, Ok(Value::Null)),
            (Then::Continued, Answer::Done) => self.answer(&to, Ok(json!({ "allThreadsContinued": true }))),
            (Then::Filters(count), Answer::Done) => {
                let set = vec![json!({ "verified": true }); count];
                self.answer(&to, Ok(json!({ "breakpoints": set })));
            }
            (Then::Nothing, _) => {}
            (Then::Breakpoint { breakpoint, gathering }, Answer::BreakpointSet { id, locations }) => {
                self.breakpoint_set(breakpoint, gathering, id, locations.first().copied());
            }
            (Then::Locations, Answer::Locations(locations)) => self.locations(&to, &locations),
            (Then::Variables { holder, part }, Answer::Properties(properties)) => {
                self.listed(&to, holder, part, &properties);
            }
            (Then::Names { gathering }, Answer::Properties(properties)) => {
                let names = properties.properties.into_iter().filter(|it| it.symbol.is_none());
                self.named(gathering, names.map(|it| (!it.is_own, it.name)).collect());
            }
            (Then::Names { gathering }, Answer::Names(names)) => {
                self.named(gathering, names.into_iter().map(|name| (false, name)).collect());
            }
            (Then::Set { value }, Answer::Done | Answer::Evaluated(Ok(_))) => {
                let body = self.shown(&value, None, to.base);
                self.answer(&to, Ok(body));
            }
            (Then::Memory { bytes }, Answer::Evaluated(result)) => self.memory_read(&to, bytes, &result),
            (then, Answer::Evaluated(result)) => self.evaluated(&to, then, result),
            _ => self.answer(&to, Err("The program answered something else than was asked".into())),
        }
    }

    fn failed(&mut self, to: &To, then: Then, failure: &Failure) {
        match then {
            Then::Nothing => {}
            Then::Breakpoint { breakpoint, gathering } => {
                self.breakpoint_refused(breakpoint, gathering, failure.to_string());
            }
            Then::Names { gathering } => self.named(gathering, Vec::new()),
            Then::Continued | Then::Done => {
                if *failure == Failure::NotPaused {
                    self.is_going = false;
                }
                self.answer(to, Err(failure.to_string()));
            }
            _ => self.answer(to, Err(failure.to_string())),
        }
    }
}
