//! How a file gets its new text.

use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Written beside, then renamed over it.
    Renamed,
    /// Truncated, then written piece by piece through one handle, with so many milliseconds before each.
    Pieces(u64),
    /// The same, but closed after each piece.
    Reopened(u64),
}

impl Way {
    pub const ALL: [Self; 7] = [
        Self::Renamed,
        Self::Pieces(0),
        Self::Pieces(1),
        Self::Pieces(5),
        Self::Pieces(20),
        Self::Reopened(5),
        Self::Reopened(20),
    ];

    pub fn name(self) -> String {
        match self {
            Self::Renamed => "renamed over".to_owned(),
            Self::Pieces(pause) => format!("in 4 pieces, {pause} ms between"),
            Self::Reopened(pause) => format!("reopened, {pause} ms between"),
        }
    }

    /// Writes; yields when it was done.
    pub fn write(self, path: &Path, pieces: &[String; 4]) -> Instant {
        match self {
            Self::Renamed => {
                let beside = path.with_extension("tmp");
                fs::write(&beside, pieces.concat()).unwrap();
                fs::rename(&beside, path).unwrap();
            }
            Self::Pieces(pause) => {
                let mut file = File::create(path).unwrap();
                for piece in pieces {
                    wait(pause);
                    file.write_all(piece.as_bytes()).unwrap();
                }
            }
            Self::Reopened(pause) => {
                drop(File::create(path).unwrap());
                for piece in pieces {
                    wait(pause);
                    let mut file = OpenOptions::new().append(true).open(path).unwrap();
                    file.write_all(piece.as_bytes()).unwrap();
                }
            }
        }
        Instant::now()
    }
}

/// This is how slowly the writer writes.
fn wait(milliseconds: u64) {
    if milliseconds > 0 {
        std::thread::sleep(Duration::from_millis(milliseconds));
    }
}
