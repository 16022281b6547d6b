//! Real files and a real watcher.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use super::{Notice, Touch, Watch, touch};

/// A directory of the test, removed at its end.
struct Directory(PathBuf);

impl Directory {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("saveloop-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a directory");
        Self(path.canonicalize().expect("its path"))
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.join(name);
        fs::write(&path, text).expect("a file");
        path
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

const LONGEST: Duration = Duration::from_secs(20);

/// Takes notices until something counts as saved.
fn next_save(watch: &mut Watch, notices: &Receiver<Notice>) -> Vec<PathBuf> {
    loop {
        if let Ok(notice) = notices.recv_timeout(watch.wait().unwrap_or(LONGEST)) {
            watch.noticed(notice);
        } else {
            assert!(watch.wait().is_some(), "nothing was noticed");
        }
        let saved = watch.saved();
        if !saved.is_empty() {
            return saved;
        }
    }
}

#[track_caller]
fn expect_save(watch: &mut Watch, notices: &Receiver<Notice>, path: &Path) {
    assert_eq!(next_save(watch, notices), [path]);
}

fn following(path: &Path) -> (Watch, Receiver<Notice>) {
    let (sender, notices) = mpsc::channel();
    let told = move |notice| drop(sender.send(notice));
    let mut watch = Watch::new(told).expect("a watcher");
    watch.follow([path]);
    (watch, notices)
}

#[test]
fn saves_of_every_kind_are_noticed() {
    let directory = Directory::new("kinds");
    let path = directory.file("a.ts", "1");
    let (mut watch, notices) = following(&path);
    // Written a moment ago: it counts as touched from the start.
    expect_save(&mut watch, &notices, &path);

    fs::write(&path, "in place").unwrap();
    expect_save(&mut watch, &notices, &path);

    let other = directory.file("a.ts.new", "renamed over it");
    fs::rename(other, &path).unwrap();
    expect_save(&mut watch, &notices, &path);

    fs::rename(&path, directory.0.join("a.ts~")).unwrap();
    fs::write(&path, "renamed away, then written").unwrap();
    expect_save(&mut watch, &notices, &path);

    fs::remove_file(&path).unwrap();
    expect_save(&mut watch, &notices, &path);
    assert!(watch.trouble().is_empty());
}

#[test]
fn a_directory_that_is_made_again_is_watched_again() {
    let directory = Directory::new("again");
    let inner = directory.0.join("src");
    fs::create_dir(&inner).unwrap();
    let path = directory.file("src/a.ts", "1");
    let (mut watch, notices) = following(&path);
    next_save(&mut watch, &notices);

    fs::remove_dir_all(&inner).unwrap();
    fs::create_dir(&inner).unwrap();
    fs::write(&path, "2").unwrap();
    expect_save(&mut watch, &notices, &path);
    fs::write(&path, "3").unwrap();
    expect_save(&mut watch, &notices, &path);
}

#[cfg(target_os = "linux")]
#[test]
fn the_system_says_when_a_writer_has_a_file_open_and_when_it_is_done() {
    let directory = Directory::new("open");
    let path = directory.file("a.ts", "1");
    let (mut watch, notices) = following(&path);
    expect_save(&mut watch, &notices, &path);

    let touches = |until: Touch| {
        let mut seen = Vec::new();
        while !seen.contains(&until) {
            let event = notices.recv_timeout(LONGEST).expect("an event").expect("no trouble");
            seen.extend(
                event
                    .paths
                    .iter()
                    .enumerate()
                    .filter_map(|(index, it)| (*it == path).then(|| touch(event.kind, index)).flatten()),
            );
        }
        seen
    };
    let mut writer = fs::OpenOptions::new().append(true).open(&path).unwrap();
    writer.write_all(b"2").unwrap();
    assert_eq!(touches(Touch::Written), [Touch::Written]);
    writer.write_all(b"3").unwrap();
    drop(writer);
    assert_eq!(touches(Touch::Changed), [Touch::Written, Touch::Changed]);
    fs::rename(directory.file("b.ts", "4"), &path).unwrap();
    assert_eq!(touches(Touch::Replaced), [Touch::Replaced]);
}

#[test]
fn what_was_found_is_handed_on_once_whatever_is_written_next() {
    let directory = Directory::new("handed");
    let path = directory.file("a.ts", "1");
    let (mut watch, notices) = following(&path);
    expect_save(&mut watch, &notices, &path);
    let handed = watch.handed();
    fs::write(&path, "the next").unwrap();
    assert_eq!(handed.take(&path).as_deref(), Some(&b"1"[..]));
    assert_eq!(handed.take(&path), None);
    expect_save(&mut watch, &notices, &path);
    fs::remove_file(&path).unwrap();
    expect_save(&mut watch, &notices, &path);
    assert_eq!(handed.take(&path), None);
}
