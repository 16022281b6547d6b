//! Real files and the real room.

mod disk;
mod limits;
mod storms;
mod ways;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use runtime::sources::{Disk, LookedAt, SourceBytes, Sources};

use super::{Command, End, Holder, Report, Watch};

/// Only a failure takes as long.
const LONGEST: Duration = Duration::from_secs(30);
const NOTHING: [PathBuf; 0] = [];

/// A directory of the test, removed at its end.
struct Directory(PathBuf);

impl Directory {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("saveloop-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a directory");
        Self(path.canonicalize().expect("its path"))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a directory")).expect("it can be made");
        fs::write(&path, text).expect("a file");
        path
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A room, and a program that reads through it.
struct Stage {
    watch: Watch,
    reports: Receiver<Report>,
    program: Arc<dyn Sources>,
}

impl Stage {
    fn new(base: &Path) -> Self {
        let (sender, reports) = channel();
        let mut watch = Watch::start(vec![base.to_owned()], move |report| drop(sender.send(report)));
        let program = watch.sources(Arc::new(Disk));
        Self { watch, reports, program }
    }

    /// The program reads a module, as the graph does.
    fn load(&self, path: &Path) -> Option<Vec<u8>> {
        let read = self.program.read(path).ok();
        self.program.decided(path, &LookedAt::default());
        read.map(|bytes| match bytes {
            SourceBytes::Bytes(bytes) => bytes,
            SourceBytes::Text(text) => text.as_bytes().to_vec(),
        })
    }

    fn text(&self, path: &Path) -> String {
        self.load(path).map_or_else(|| "nothing".into(), |bytes| String::from_utf8_lossy(&bytes).into_owned())
    }

    #[track_caller]
    fn next(&self) -> Report {
        self.reports.recv_timeout(LONGEST).expect("a report")
    }

    /// The next saved files.
    #[track_caller]
    fn saved(&self) -> Vec<PathBuf> {
        match self.next() {
            Report::Saved(paths) => paths,
            other => panic!("{other:?}"),
        }
    }

    /// The program reads what was saved until it has this text of a file.
    #[track_caller]
    fn until(&self, path: &Path, text: &str) {
        loop {
            let saved = self.saved();
            if saved.iter().any(|saved| saved == path) && self.text(path) == text {
                return;
            }
        }
    }

    fn hold(&self, name: &str) {
        self.watch.send(Command::Hold { holder: Holder(name.into()), at_most: LONGEST });
        let held = self.next();
        assert!(matches!(&held, Report::Held { holder, .. } if *holder.0 == *name), "{held:?}");
    }

    /// What changed while this one held.
    fn release(&self, name: &str) -> Vec<PathBuf> {
        let holder = Holder(name.into());
        self.watch.send(Command::Release { holder: holder.clone() });
        match self.next() {
            Report::Released { ended, saved } if ended == [(holder, End::Released)] => saved,
            other => panic!("{other:?}"),
        }
    }

    /// Waits until everything that was done before is known, and yields what was told: the room pauses,
    /// looks at all files, and goes on.
    fn settle(&self) -> Vec<PathBuf> {
        let holder = Holder("a test".into());
        self.watch.send(Command::Hold { holder: holder.clone(), at_most: LONGEST });
        self.watch.send(Command::Release { holder });
        let mut told = Vec::new();
        loop {
            match self.next() {
                Report::Saved(paths) => told.extend(paths),
                Report::Released { saved, .. } => {
                    told.extend(saved);
                    return told;
                }
                Report::Held { .. } | Report::Trouble(_) => {}
            }
        }
    }
}
