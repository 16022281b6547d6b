//! Somebody who tears a file: whoever reads it finds it empty, half written, gone, or another one.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

use crate::random::Random;

/// What a program says that was read from the disk.
const FOREIGN: &str = "console.log('read from the disk');\nlate();\nthrow new Error('read from the disk');\n";
/// The file changes so many times for each save.
const CHANGES: usize = 4;

pub struct Disk {
    ticks: Option<SyncSender<()>>,
    text: Arc<Mutex<String>>,
    thread: Option<JoinHandle<usize>>,
}

impl Disk {
    pub fn tear(path: PathBuf, seed: u64) -> Self {
        let (ticks, ticked) = sync_channel(4 * CHANGES);
        let text = Arc::new(Mutex::new(String::new()));
        let newest = Arc::clone(&text);
        let thread = std::thread::spawn(move || tear(&path, &ticked, &newest, Random::new(seed ^ 0xD15C)));
        Self { ticks: Some(ticks), text, thread: Some(thread) }
    }

    /// This text is being saved: from now on its halves lie about as well.
    pub fn saved(&mut self, text: &str) {
        text.clone_into(&mut self.text.lock().expect("nobody panicked"));
        let ticks = self.ticks.as_ref().expect("it runs");
        ticks.send(()).expect("it runs");
        for _ in 1..CHANGES {
            // One that is behind has enough to do.
            let _ = ticks.try_send(());
        }
    }

    /// Yields how many times the file was changed.
    pub fn stop(&mut self) -> usize {
        self.ticks = None;
        self.thread.take().map_or(0, |thread| thread.join().expect("it ends well"))
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        self.ticks = None;
    }
}

fn tear(path: &Path, ticks: &Receiver<()>, newest: &Mutex<String>, mut random: Random) -> usize {
    let mut changes = 0;
    while ticks.recv().is_ok() {
        let text = newest.lock().expect("nobody panicked").clone();
        change(path, &text, &mut random).expect("the file can be changed");
        changes += 1;
    }
    changes
}

fn change(path: &Path, text: &str, random: &mut Random) -> io::Result<()> {
    let beside = path.with_extension("other");
    let half = |text: &str| text.as_bytes()[..text.len() / 2].to_vec();
    match random.below(7) {
        0 => fs::File::create(path).map(drop),
        1 => fs::write(path, half(text)),
        2 => fs::write(path, half(FOREIGN)),
        3 => match fs::rename(path, path.with_extension("away")) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        },
        4 => fs::write(&beside, FOREIGN).and_then(|()| fs::rename(&beside, path)),
        5 => {
            let mut file = OpenOptions::new().append(true).create(true).open(path)?;
            text.as_bytes().chunks(64).try_for_each(|chunk| file.write_all(chunk))
        }
        _ => fs::write(path, FOREIGN),
    }
}
