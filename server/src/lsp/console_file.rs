//! All that programs print, in files that the editor can open: one for each program, beside the log, bounded,
//! readable by the user alone. A thread writes them, so that a slow disk delays nothing else.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::hash::{Hash, Hasher};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, SyncSender, TryRecvError, channel, sync_channel};
use std::time::Duration;

use rustc_hash::FxHasher;

use crate::diagnostics::ProgramName;

/// A longer file becomes the earlier one of the two that are kept.
const LONGEST: u64 = 8 << 20;
/// More than this does not wait for the disk: lines are left out, which is said.
const MOST_WAITING: usize = 16 << 20;
/// Files of other programs and days; the oldest go.
const MOST_FILES: usize = 64;

enum Piece {
    Line { program: ProgramName, text: String },
    Flush(SyncSender<()>),
}

/// Where lines go in; no file, no thread until the first one.
pub struct ConsoleFiles {
    directory: Option<PathBuf>,
    queue: Option<Sender<Piece>>,
    /// Bytes that wait for the disk.
    waiting: Arc<AtomicUsize>,
    /// Lines that were left out since the last one that was not.
    missing: usize,
}

impl ConsoleFiles {
    /// Beside the log.
    pub fn beside(log: Option<&Path>) -> Self {
        let directory = log.map(|log| log.with_extension("console"));
        Self { directory, queue: None, waiting: Arc::default(), missing: 0 }
    }

    /// The file of a program, whether it has printed anything or not.
    pub fn path(&self, program: &Path) -> Option<PathBuf> {
        Some(self.directory.as_ref()?.join(name(program)))
    }

    /// A line, or a part of one.
    pub fn write(&mut self, program: &ProgramName, text: &str, is_partial: bool) {
        if self.waiting.load(Ordering::Relaxed) > MOST_WAITING {
            self.missing += 1;
            return;
        }
        let missing = std::mem::take(&mut self.missing);
        let mut line = String::with_capacity(text.len() + 1);
        if missing > 0 {
            line.push_str(&format!("[saveloop: {missing} lines are missing here]\n"));
        }
        line.push_str(text);
        if !is_partial {
            line.push('\n');
        }
        let Some(queue) = self.queue() else { return };
        self.waiting.fetch_add(line.len(), Ordering::Relaxed);
        let _ = queue.send(Piece::Line { program: Arc::clone(program), text: line });
    }

    /// Waits until everything so far is in the files, but not longer than `at_most`.
    pub fn flush(&self, at_most: Duration) {
        let Some(queue) = &self.queue else { return };
        let (done, written) = sync_channel(1);
        if queue.send(Piece::Flush(done)).is_ok() {
            let _ = written.recv_timeout(at_most);
        }
    }

    fn queue(&mut self) -> Option<Sender<Piece>> {
        let directory = self.directory.as_ref()?;
        if self.queue.is_none() {
            let (queue, pieces) = channel();
            let files = Files { directory: directory.clone(), longest: LONGEST, open: BTreeMap::new() };
            let waiting = Arc::clone(&self.waiting);
            let write = move || files.serve(&pieces, &waiting);
            match std::thread::Builder::new().name("console file".into()).spawn(write) {
                Ok(_) => self.queue = Some(queue),
                Err(error) => {
                    tracing::warn!("what programs print is not kept: {error}");
                    self.directory = None;
                }
            }
        }
        self.queue.clone()
    }
}

/// Readable, and different for entries of the same name.
fn name(program: &Path) -> PathBuf {
    let mut hasher = FxHasher::default();
    program.hash(&mut hasher);
    let stem = program.file_stem().unwrap_or_default().to_string_lossy();
    format!("{stem}-{:016x}.log", hasher.finish()).into()
}

struct Files {
    directory: PathBuf,
    longest: u64,
    /// `None`: it cannot be written, which has been said.
    open: BTreeMap<ProgramName, Option<Open>>,
}

struct Open {
    file: BufWriter<File>,
    length: u64,
}

impl Files {
    fn serve(mut self, pieces: &Receiver<Piece>, waiting: &AtomicUsize) {
        loop {
            let piece = match pieces.try_recv() {
                Ok(piece) => piece,
                Err(TryRecvError::Disconnected) => return self.flush(),
                Err(TryRecvError::Empty) => {
                    self.flush();
                    let Ok(piece) = pieces.recv() else { return };
                    piece
                }
            };
            match piece {
                Piece::Line { program, text } => {
                    self.write(&program, &text);
                    waiting.fetch_sub(text.len(), Ordering::Relaxed);
                }
                Piece::Flush(done) => {
                    self.flush();
                    let _ = done.send(());
                }
            }
        }
    }

    fn write(&mut self, program: &ProgramName, text: &str) {
        let path = self.directory.join(name(program));
        let (directory, longest) = (&self.directory, self.longest);
        let open = self.open.entry(Arc::clone(program)).or_insert_with(|| {
            clean(directory);
            begin(directory, &path).map_err(|error| cannot(&path, &error)).ok()
        });
        let Some(known) = open else { return };
        let written = (|| {
            if known.length > 0 && known.length + text.len() as u64 > longest {
                known.file.flush()?;
                *known = begin(directory, &path)?;
            }
            known.length += text.len() as u64;
            known.file.write_all(text.as_bytes())
        })();
        if let Err(error) = written {
            cannot(&path, &error);
            *open = None;
        }
    }

    fn flush(&mut self) {
        for (program, open) in &mut self.open {
            if let Some(Err(error)) = open.as_mut().map(|open| open.file.flush()) {
                cannot(program, &error);
                *open = None;
            }
        }
    }
}

fn cannot(path: &Path, error: &io::Error) {
    tracing::warn!("{} is not written any more: {error}", path.display());
}

/// A new file; the one before it stays as the earlier one.
fn begin(directory: &Path, path: &Path) -> io::Result<Open> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(directory)?;
    match fs::rename(path, path.with_extension("earlier.log")) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut options = OpenOptions::new();
    // New: whatever else has that name by now is not followed.
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    Ok(Open { file: BufWriter::with_capacity(64 << 10, options.open(path)?), length: 0 })
}

/// Removes what nobody has written to for longest.
fn clean(directory: &Path) {
    let Ok(entries) = fs::read_dir(directory) else { return };
    let mut files: Vec<_> = entries
        .flatten()
        .filter_map(|entry| Some((entry.metadata().ok()?.modified().ok()?, entry.path())))
        .collect();
    files.sort();
    let too_many = files.len().saturating_sub(MOST_FILES);
    for (_, path) in files.into_iter().take(too_many) {
        if let Err(error) = fs::remove_file(&path) {
            cannot(&path, &error);
        }
    }
}
