//! A program under a debugger, driven in process: steps in a small language, or requests one by one.

use std::collections::{BTreeMap, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use runtime::debug::message::*;
use runtime::message::{Command as SessionCommand, Event as SessionEvent, ScriptError};
use runtime::position::{LineColumn, LineIndex, Lines};
use runtime::session::EngineHost;
use runtime::sources::Disk;

use crate::program::{Program, Ran};
use crate::warm;

pub const CLIENT: ClientId = ClientId(1);

/// A program in a folder of its own, with one client attached.
pub struct Debugged {
    pub program: Program,
    /// Gone with the program, unless the test runs warm.
    _folder: Option<tempfile::TempDir>,
    pub root: PathBuf,
    /// Marker name to the place that follows it, by file.
    pub marks: BTreeMap<String, (PathBuf, LineColumn)>,
    pub scripts: Vec<Script>,
    /// Heard and not yet looked at.
    pub heard: VecDeque<Event>,
    pub errors: Vec<ScriptError>,
    pub printed: String,
    next: u64,
}

/// Where every `/*@name*/` stands: at what follows it.
fn marks(path: &Path, text: &str) -> Vec<(String, (PathBuf, LineColumn))> {
    let lines = LineIndex::new(text, Lines::Editor);
    let mut found = Vec::new();
    for (at, _) in text.match_indices("/*@") {
        let rest = &text[at + 3..];
        let end = rest.find("*/").expect("a closed marker");
        let mut place = at + 3 + end + 2;
        loop {
            let following = &text[place..];
            let space = following.len() - following.trim_start().len();
            match following.trim_start().strip_prefix("/*@") {
                Some(marker) => place += space + 3 + marker.find("*/").expect("a closed marker") + 2,
                None => {
                    place += space;
                    break;
                }
            }
        }
        found.push((rest[..end].to_owned(), (path.to_owned(), lines.position(text, place))));
    }
    found
}

impl Debugged {
    /// Waits for `run`: breakpoints can be set before the first statement.
    pub fn new(source: &str) -> Self {
        Self::with_files(&[("main.ts", source)], AtStart::Wait)
    }

    pub fn with_files(files: &[(&str, &str)], at_start: AtStart) -> Self {
        Self::hosted(files, at_start, EngineHost::InProcess)
    }

    pub fn hosted(files: &[(&str, &str)], at_start: AtStart, host: EngineHost) -> Self {
        let place = warm::place(&format!("{files:?}"));
        let folder = place.is_none().then(|| tempfile::tempdir().expect("a folder"));
        let root = place.or_else(|| Some(folder.as_ref()?.path().to_owned())).expect("a folder");
        let root = root.canonicalize().expect("a folder that exists");
        let mut all = BTreeMap::new();
        for (name, text) in files {
            std::fs::write(root.join(name), text).expect("a file");
            all.extend(marks(&root.join(name), text));
        }
        let entry = root.join(files[0].0);
        let program = Program::start_at(&entry, Arc::new(Disk), host, at_start);
        let mut debugged = Self {
            program,
            _folder: folder,
            root,
            marks: all,
            scripts: Vec::new(),
            heard: VecDeque::new(),
            errors: Vec::new(),
            printed: String::new(),
            next: 0,
        };
        debugged.send(Command::Attach(CLIENT));
        debugged.until(|event| matches!(event, Event::Attached { .. }));
        debugged
    }

    pub fn send(&self, command: Command) {
        self.program.session.send(SessionCommand::Debug(command));
    }

    /// Writes a file anew and says so, as an editor's save does.
    pub fn save(&mut self, name: &str, text: &str) {
        let path = self.root.join(name);
        std::fs::write(&path, text).expect("a file");
        self.marks.extend(marks(&path, text));
        self.program.session.send(SessionCommand::Saved { paths: vec![path] });
    }

    fn note(&mut self, event: &Event) {
        if let Event::ScriptParsed { script, .. } = event {
            self.scripts.push(script.clone());
        }
    }

    /// The next event of the debugger.
    pub fn hear(&mut self) -> Event {
        if let Some(event) = self.heard.pop_front() {
            return event;
        }
        loop {
            match self.program.next_event() {
                SessionEvent::Debug(event) => {
                    self.note(&event);
                    return event;
                }
                SessionEvent::Console(line) => {
                    self.printed.push_str(&line.text);
                    self.printed.push('\n');
                }
                SessionEvent::Error(error) => self.errors.push(error),
                _ => {}
            }
        }
    }

    /// The first event that fits; those before it are dropped.
    pub fn until(&mut self, fits: impl Fn(&Event) -> bool) -> Event {
        loop {
            let event = self.hear();
            if fits(&event) {
                return event;
            }
        }
    }

    /// The next stop; `None`: the program has ended.
    pub fn paused_or_ended(&mut self) -> Option<Pause> {
        loop {
            while let Some(event) = self.heard.pop_front() {
                if let Event::Paused { pause, .. } = event {
                    return Some(*pause);
                }
            }
            match self.program.next_event() {
                SessionEvent::Debug(event) => self.heard.push_back(event),
                SessionEvent::Error(error) => self.errors.push(error),
                SessionEvent::Console(line) => {
                    self.printed.push_str(&line.text);
                    self.printed.push('\n');
                }
                SessionEvent::Settled { alive: false, .. } => return None,
                _ => {}
            }
        }
    }

    /// Until the program has nothing left to do.
    pub fn settled(&mut self) {
        for event in self.program.settled() {
            match event {
                SessionEvent::Debug(event) => {
                    self.note(&event);
                    self.heard.push_back(event);
                }
                SessionEvent::Console(line) => {
                    self.printed.push_str(&line.text);
                    self.printed.push('\n');
                }
                SessionEvent::Error(error) => self.errors.push(error),
                _ => {}
            }
        }
    }

    pub fn ask(&mut self, request: Request) -> Result<Answer, Failure> {
        let id = self.put(request);
        self.answer(id)
    }

    pub fn put(&mut self, request: Request) -> RequestId {
        self.next += 1;
        let id = RequestId(self.next);
        self.send(Command::Ask { client: CLIENT, id, request });
        id
    }

    /// The answer to a request; what is heard meanwhile stays to be looked at.
    pub fn answer(&mut self, wanted: RequestId) -> Result<Answer, Failure> {
        let mut kept = VecDeque::new();
        loop {
            let event = self.hear();
            match event {
                Event::Answer { id, answer, .. } if id == wanted => {
                    kept.extend(std::mem::take(&mut self.heard));
                    self.heard = kept;
                    return answer;
                }
                event => kept.push_back(event),
            }
        }
    }

    pub fn done(&mut self, request: Request) {
        let asked = format!("{request:?}");
        let answer = self.ask(request);
        assert_eq!(answer, Ok(Answer::Done), "{asked}");
    }

    pub fn paused(&mut self) -> Pause {
        match self.until(|event| matches!(event, Event::Paused { .. })) {
            Event::Paused { pause, .. } => *pause,
            _ => unreachable!("until"),
        }
    }

    pub fn mark(&self, name: &str) -> (PathBuf, LineColumn) {
        self.marks.get(name).unwrap_or_else(|| panic!("no marker {name}")).clone()
    }

    pub fn breakpoint(&self, name: &str) -> NewBreakpoint {
        let (path, LineColumn { line, column }) = self.mark(name);
        let target = Target::Path(path);
        NewBreakpoint { target, line, column: Some(column), condition: None, hits: None, log: None }
    }

    pub fn set(&mut self, breakpoint: NewBreakpoint) -> (BreakpointId, Vec<ScriptPosition>) {
        match self.ask(Request::SetBreakpoint(breakpoint)) {
            Ok(Answer::BreakpointSet { id, locations }) => (id, locations),
            other => panic!("not set: {other:?}"),
        }
    }

    /// The names of the markers at the innermost frame's place, or the place itself.
    pub fn place(&self, pause: &Pause) -> String {
        pause.frames.first().map_or_else(|| "nowhere".to_owned(), |frame| self.name_of(frame.location))
    }

    pub fn name_of(&self, location: ScriptPosition) -> String {
        let path = self.scripts.iter().find(|script| script.id == location.script).map(|it| &it.path);
        let here = |(name, (file, position)): (&String, &(PathBuf, LineColumn))| {
            let is_here = path.is_some_and(|path| **path == *file) && *position == location.position;
            is_here.then(|| format!("@{name}"))
        };
        let names: Vec<String> = self.marks.iter().filter_map(here).collect();
        if names.is_empty() { format!("{:?}", location.position) } else { names.join(" ") }
    }

    pub fn evaluate(&mut self, pause: &Pause, frame: usize, expression: &str) -> Result<RemoteValue, String> {
        let place = Place::Frame(pause.frames[frame].id);
        self.evaluate_at(place, expression, EvaluateFlags::default())
    }

    pub fn evaluate_at(
        &mut self,
        place: Place,
        expression: &str,
        flags: EvaluateFlags,
    ) -> Result<RemoteValue, String> {
        let answer = self.ask(Request::Evaluate(Evaluate {
            expression: expression.to_owned(),
            place,
            group: None,
            shown: Shown::default(),
            flags,
            timeout_ms: None,
        }));
        match answer {
            Ok(Answer::Evaluated(Ok(value))) => Ok(value),
            Ok(Answer::Evaluated(Err(exception))) => Err(text(&exception.value)),
            Err(failure) => Err(failure.to_string()),
            Ok(other) => panic!("another answer: {other:?}"),
        }
    }

    pub fn properties(&mut self, of: &RemoteValue) -> Properties {
        let request = GetProperties {
            object: object(of),
            own: true,
            accessors_only: false,
            non_indexed_only: false,
            preview: false,
            page: None,
        };
        match self.ask(Request::GetProperties(request)) {
            Ok(Answer::Properties(properties)) => properties,
            other => panic!("no properties: {other:?}"),
        }
    }

    /// `name=value` of every variable of a scope, in their order.
    pub fn variables(&mut self, scope: &Scope) -> String {
        let properties = self.properties(&scope.object.clone()).properties;
        let shown = properties.iter().map(|property| match &property.slot {
            PropertySlot::Data { value, .. } => format!("{}={}", property.name, text(value)),
            PropertySlot::Accessor { .. } => format!("{}=<accessor>", property.name),
            PropertySlot::Uninitialized => format!("{}=<uninitialized>", property.name),
        });
        shown.collect::<Vec<_>>().join(" ")
    }

    /// `Local a=1 b=2 | Module c=3` of a frame, without the globals.
    pub fn scopes(&mut self, frame: &CallFrame) -> String {
        let mut shown = Vec::new();
        for scope in frame.scopes.iter().filter(|scope| scope.kind != ScopeKind::Global) {
            let variables = self.variables(scope);
            shown.push(format!("{:?} {variables}", scope.kind).trim_end().to_owned());
        }
        shown.join(" | ")
    }

    /// Runs steps: `run`, `break @m [if E] [hits N] [log T]`, `stop REASON @m [in f]`, `over`, `into`,
    /// `out`, `resume`, `pause`, `eval E = T`, `end`, `prints T`, one on each line.
    pub fn steps(&mut self, script: &str) {
        let mut at: Option<Pause> = None;
        for line in script.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
            match word {
                "run" => self.done(Request::RunIfWaiting),
                "break" => {
                    let (name, options) = rest.split_once(' ').unwrap_or((rest, ""));
                    let mut breakpoint = self.breakpoint(name.trim_start_matches('@'));
                    if let Some(condition) = options.strip_prefix("if ") {
                        breakpoint.condition = Some(condition.to_owned());
                    } else if let Some(count) = options.strip_prefix("hits ") {
                        breakpoint.hits = Some(Hits::Exactly(count.parse().expect("a number")));
                    } else if let Some(template) = options.strip_prefix("log ") {
                        breakpoint.log = Some(template.to_owned());
                    }
                    self.set(breakpoint);
                }
                "stop" => {
                    let pause = self.paused();
                    let function = pause.frames.first().map(|frame| frame.function.clone());
                    let reason = reason(&pause.reason);
                    let mut shown = format!("{reason} {}", self.place(&pause));
                    if rest.contains(" in ") {
                        shown.push_str(&format!(" in {}", function.unwrap_or_default()));
                    }
                    assert_eq!(shown, rest, "at `{line}`");
                    at = Some(pause);
                }
                "over" => self.done(Request::StepOver),
                "into" => self.done(Request::StepInto),
                "out" => self.done(Request::StepOut),
                "resume" => self.done(Request::Resume),
                "pause" => self.done(Request::Pause),
                "eval" => {
                    let (expression, expected) = rest.rsplit_once(" = ").expect("eval E = T");
                    let pause = at.clone().expect("a pause");
                    let shown = match self.evaluate(&pause, 0, expression) {
                        Ok(value) => text(&value),
                        Err(error) => format!("throws {}", error.lines().next().unwrap_or_default()),
                    };
                    assert_eq!(shown, expected, "at `{line}`");
                }
                "scopes" => {
                    let pause = at.clone().expect("a pause");
                    assert_eq!(self.scopes(&pause.frames[0]), rest, "at `{line}`");
                }
                "end" => {
                    self.settled();
                    let paused = self.heard.iter().find(|event| matches!(event, Event::Paused { .. }));
                    assert!(paused.is_none(), "it stopped: {paused:?}");
                }
                "prints" => assert_eq!(self.printed.trim_end().replace('\n', ","), rest),
                other => panic!("no such step: {other}"),
            }
        }
    }
}

/// Runs steps against one file.
pub fn check(source: &str, script: &str) {
    Debugged::new(source).steps(script);
}

/// Runs a program to its end with a debugger that is called at every probe and never stops.
pub fn run_armed(entry: &Path) -> Ran {
    run_asking(entry, vec![Request::Pause])
}

/// Runs a program to its end with a debugger that asks for this before the first statement and never stops.
pub fn run_asking(entry: &Path, requests: Vec<Request>) -> Ran {
    let entry = entry.canonicalize().expect("the program exists");
    let program = Program::start_at(&entry, Arc::new(Disk), EngineHost::InProcess, AtStart::Wait);
    let send = |command| program.session.send(SessionCommand::Debug(command));
    send(Command::Attach(CLIENT));
    let first = std::iter::once(Request::SetSkipPauses(true));
    for (id, request) in first.chain(requests).chain([Request::RunIfWaiting]).enumerate() {
        send(Command::Ask { client: CLIENT, id: RequestId(id as u64), request });
    }
    program.to_its_end()
}

pub fn reason(reason: &Reason) -> &'static str {
    match reason {
        Reason::Start => "start",
        Reason::Asked => "asked",
        Reason::Step => "step",
        Reason::Breakpoint => "breakpoint",
        Reason::Debugger => "debugger",
        Reason::Exception { uncaught: true, .. } => "uncaught",
        Reason::Exception { uncaught: false, .. } => "caught",
        Reason::Rejection { .. } => "rejection",
    }
}

pub fn object(value: &RemoteValue) -> ObjectId {
    match value {
        RemoteValue::Object(object) => object.id,
        RemoteValue::Symbol { object, .. } => *object,
        other => panic!("not an object: {other:?}"),
    }
}

/// A value as a short text.
pub fn text(value: &RemoteValue) -> String {
    match value {
        RemoteValue::Undefined => "undefined".into(),
        RemoteValue::Null => "null".into(),
        RemoteValue::Boolean(it) => it.to_string(),
        RemoteValue::Number(Number(it)) => it.to_string(),
        RemoteValue::BigInt(it) => format!("{it}n"),
        RemoteValue::String(it) => format!("{it:?}"),
        RemoteValue::Symbol { description, .. } => description.clone(),
        RemoteValue::Object(it) => it.description.clone(),
        RemoteValue::Json(it) => it.clone(),
    }
}

/// Stops at `@from` and steps on until the program has ended; the names of all places on the way.
pub fn walk(source: &str, from: &str, step: &Request) -> String {
    let mut debugged = Debugged::new(source);
    let breakpoint = debugged.breakpoint(from);
    let (id, _) = debugged.set(breakpoint);
    debugged.done(Request::RunIfWaiting);
    let mut places = vec![];
    let mut pause = debugged.paused();
    debugged.done(Request::RemoveBreakpoint(id));
    while places.len() < 200 {
        places.push(debugged.place(&pause));
        debugged.done(step.clone());
        match debugged.paused_or_ended() {
            Some(next) => pause = next,
            None => return places.join(" "),
        }
    }
    panic!("no end: {places:?}")
}

/// What expressions are in the innermost frame at each stop of a program: `[[of the first stop], ...]`.
pub fn at_each_stop(source: &str, expressions: &[&str]) -> Vec<Vec<String>> {
    let mut debugged = Debugged::new(source);
    debugged.done(Request::RunIfWaiting);
    let mut all = Vec::new();
    while let Some(pause) = debugged.paused_or_ended() {
        let values = expressions.iter().map(|expression| match debugged.evaluate(&pause, 0, expression) {
            Ok(value) => text(&value),
            Err(error) => format!("throws {}", error.lines().next().unwrap_or_default()),
        });
        all.push(values.collect());
        debugged.done(Request::Resume);
    }
    all
}
