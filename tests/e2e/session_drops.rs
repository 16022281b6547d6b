//! A session that is dropped, in whatever state: its thread ends, and its engine's process is gone.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use runtime::debug::message::AtStart;
use runtime::ids::Generation;
use runtime::message::{Command, Event, Holder};
use runtime::session::{EngineHost, Limits, Options, Session, Tuning};
use runtime::sources::Sources;
use saveloop_tests::binary;

const DEADLINE: Duration = Duration::from_secs(60);

struct Documents {
    texts: Mutex<HashMap<PathBuf, Arc<str>>>,
}

impl Sources for Documents {
    fn open_document(&self, path: &Path) -> Option<Arc<str>> {
        self.texts.lock().expect("no panic").get(path).cloned()
    }
}

/// A program whose engine is a process that can be told from all others.
struct Running {
    session: Session,
    events: Receiver<Vec<Event>>,
    documents: Arc<Documents>,
    entry: PathBuf,
    program: PathBuf,
    _folder: tempfile::TempDir,
}

impl Running {
    fn start(text: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().canonicalize().expect("its real path");
        let (program, entry) = (root.join("engine"), root.join("main.ts"));
        std::os::unix::fs::symlink(binary::saveloop(), &program).expect("a link");
        std::fs::write(&entry, text).expect("a file");
        let texts = Mutex::new(HashMap::from([(entry.clone(), Arc::from(text))]));
        let documents = Arc::new(Documents { texts });
        let engine = EngineHost::Process { program: program.clone(), args: vec!["engine".to_owned()] };
        let limits = Limits::default();
        let options = Options {
            entry: entry.clone(),
            surroundings: runtime::surroundings::Surroundings::default(),
            engine,
            limits,
            tuning: Tuning::default(),
            at_start: AtStart::Run,
            tests: None,
            permissions: runtime::permissions::Permissions::default(),
            cache: None,
        };
        let (sink, events) = channel();
        let sources: Arc<dyn Sources> = documents.clone();
        let session = Session::start(options, sources, move |batch| drop(sink.send(batch)));
        Self { session, events, documents, entry, program, _folder: folder }
    }

    fn until(self, is_there: impl Fn(&Event) -> bool) -> Self {
        loop {
            let batch = self.events.recv_timeout(DEADLINE).expect("the program says something");
            if batch.iter().any(&is_there) {
                return self;
            }
        }
    }

    fn until_printed(self, text: &str) -> Self {
        self.until(|event| matches!(event, Event::Console(line) if line.text == text))
    }

    fn send(self, command: Command) -> Self {
        self.session.send(command);
        self
    }

    fn save(self, text: &str) -> Self {
        self.documents.texts.lock().expect("no panic").insert(self.entry.clone(), text.into());
        let paths = vec![self.entry.clone()];
        self.send(Command::Saved { paths })
    }

    /// The engines of this program: processes whose command line begins with its path.
    fn engines(&self) -> Vec<u32> {
        engines(&self.program)
    }

    #[track_caller]
    fn drop_while(self, state: &str) {
        let Self { session, events, program, _folder, .. } = self;
        drop(session);
        // The sink lives on the session's thread, which has ended.
        let begin = Instant::now();
        while events.recv_timeout(DEADLINE).is_ok() {}
        assert!(begin.elapsed() < DEADLINE, "dropped while {state}: its thread lives on");
        let begin = Instant::now();
        while !engines(&program).is_empty() {
            assert!(begin.elapsed() < DEADLINE, "dropped while {state}: its engine lives on");
            std::thread::yield_now();
        }
    }
}

fn engines(program: &Path) -> Vec<u32> {
    let processes = std::fs::read_dir("/proc").expect("a Linux /proc").flatten();
    let ids = processes.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    let name = program.to_str().expect("a path that is text");
    let is_ours = |id: &u32| {
        let line = std::fs::read_to_string(format!("/proc/{id}/cmdline")).unwrap_or_default();
        line.split('\0').next() == Some(name)
    };
    ids.filter(is_ours).collect()
}

const TICKS: &str = "setInterval(() => {}, 1000);\n";
const STUCK: &str = "console.log('in');\n[].copyWithin.call({ length: 2 ** 50 }, 0, 1);\n";
const STUCK_IN_TIMER: &str =
    "setTimeout(() => { console.log('in'); [].copyWithin.call({ length: 2 ** 50 }, 0, 1); }, 1);\n";

fn resting() -> Running {
    Running::start(TICKS).until(|event| matches!(event, Event::Settled { .. }))
}

fn is_held(event: &Event) -> bool {
    matches!(event, Event::Held { .. })
}

#[test]
fn a_session_with_an_engine_of_its_own_can_be_dropped_in_every_state() {
    Running::start(TICKS).drop_while("starting");
    Running::start("let x = ;\n").until(|event| matches!(event, Event::Refused { .. })).drop_while("empty");
    Running::start("console.log('in'); for (;;) {}\n").until_printed("in").drop_while("evaluating");
    Running::start(STUCK).until_printed("in").drop_while("evaluating inside the engine");
    Running::start("console.log('in'); await new Promise(() => {});\n")
        .until(|event| matches!(event, Event::Outcome(_)))
        .drop_while("parked");
    resting().drop_while("resting");
    resting().send(Command::Stop).until(|event| matches!(event, Event::Stopped { .. })).drop_while("stopped");

    let codegen = Holder("codegen".into());
    let suspend = Command::Suspend { holder: codegen, at_most: DEADLINE };
    resting().send(suspend).save("1").until(is_held).drop_while("suspended");
    let pause = Command::Paused { generation: Generation(1) };
    resting().send(pause).save("1").until(is_held).drop_while("held by the debugger");
}

#[test]
fn a_session_can_be_dropped_while_a_plan_waits_behind_a_turn() {
    // Once a save of the same text is no change, the plan was handed over. Answers may be dropped for
    // newer saves, but not more than a few in a row.
    let mut running = Running::start(STUCK_IN_TIMER).until_printed("in");
    let begin = Instant::now();
    let is_unchanged = |event: &Event| matches!(event, Event::Unchanged { .. });
    while !running.events.try_iter().flatten().any(|event| is_unchanged(&event)) {
        assert!(begin.elapsed() < DEADLINE, "no plan is handed over");
        running = running.save(TICKS);
        std::thread::yield_now();
    }
    running.drop_while("committed");
}

#[test]
fn a_session_can_be_dropped_while_a_stuck_engine_is_replaced_and_after_it_was_lost() {
    let is_lost = |event: &Event| matches!(event, Event::EngineLost { .. });
    Running::start(STUCK).until_printed("in").save(TICKS).until(is_lost).drop_while("being replaced");
    let running = resting();
    let [engine] = running.engines()[..] else { panic!("one engine") };
    let killed = std::process::Command::new("kill").args(["-9", &engine.to_string()]).status();
    assert!(killed.expect("kill").success());
    running.until(is_lost).drop_while("lost");
}
