//! A program that serves, saved again and again while clients ask it.

use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use runtime::ids::LedgerAsk;
use runtime::message::{Command, Event, Ledger, Outcome};

use crate::http::{Connection, Versions};
use crate::program::Program;

pub struct Served {
    pub program: Program,
    pub main: PathBuf,
    pub port: u16,
    pub versions: Arc<Versions>,
    asks: u64,
    _folder: tempfile::TempDir,
}

impl Served {
    /// Starts a program that prints `port N`, or where it listens.
    pub fn start(text: &str) -> Self {
        Self::start_beside(text, |_| {})
    }

    pub fn start_beside(text: &str, prepare: impl FnOnce(&Path)) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().canonicalize().expect("its path");
        prepare(&root);
        let main = root.join("main.ts");
        std::fs::write(&main, text).expect("a file");
        let mut program = Program::start(&main);
        let port = port_of(&mut program);
        let versions = Arc::new(Versions::default());
        versions.newest.store(1, Ordering::SeqCst);
        Self { program, main, port, versions, asks: 0, _folder: folder }
    }

    pub fn write(&mut self, text: &str) {
        self.write_to(&self.main.clone(), text);
    }

    pub fn write_to(&mut self, file: &Path, text: &str) {
        std::fs::write(file, text).expect("a file");
        self.program.session.send(Command::Saved { paths: vec![file.to_owned()] });
    }

    /// Saves, and waits until that has come to something: `None` when it was refused.
    pub fn save(&mut self, text: &str) -> Option<Outcome> {
        self.write(text);
        self.outcome()
    }

    pub fn outcome(&mut self) -> Option<Outcome> {
        let mut outcome = None;
        let events = self
            .program
            .until(|event| matches!(event, Event::Refused { .. } | Event::Outcome(_)) && !is_pending(event));
        if let Some(Event::Outcome(report)) = events.last() {
            outcome = Some(report.outcome);
            self.program.settled();
        }
        outcome
    }

    /// A version that does well.
    pub fn good(&mut self, version: usize, text: &str) {
        self.versions.newest.store(version, Ordering::SeqCst);
        assert_eq!(self.save(text), Some(Outcome::Live), "version {version}");
        self.versions.good.store(version, Ordering::SeqCst);
    }

    pub fn get(&self, path: &str) -> String {
        let mut connection = Connection::open(self.port).expect("it is not refused");
        connection.get(path).expect("an answer").body
    }

    pub fn ledger(&mut self) -> Ledger {
        self.asks += 1;
        let ask = LedgerAsk(self.asks);
        self.program.session.send(Command::Ledger { ask });
        let answers =
            |event: &Event| matches!(event, Event::Ledger { ask: answered, .. } if *answered == ask);
        match self.program.until(answers).pop() {
            Some(Event::Ledger { ledger, .. }) => ledger,
            other => panic!("{other:?}"),
        }
    }

    pub fn is_refused(&self) -> bool {
        TcpStream::connect(("127.0.0.1", self.port)).is_err()
    }
}

pub fn is_pending(event: &Event) -> bool {
    matches!(event, Event::Outcome(report) if report.outcome == Outcome::Pending)
}

pub fn port_of(program: &mut Program) -> u16 {
    let port_in = |event: &Event| match event {
        Event::Console(line) => {
            let said = line.text.strip_prefix("port ");
            let listens = || line.text.strip_prefix("Listening on http://localhost:")?.strip_suffix('/');
            said.or_else(listens)?.parse().ok()
        }
        _ => None,
    };
    let said = program.until(|event| port_in(event).is_some());
    program.settled();
    said.last().and_then(port_in).expect("a port")
}
