//! What `saveloop cache` asks: what there is, whether it is whole, and to remove it.

use std::io::{self, Read};
use std::path::Path;

use super::directory::{self, Directory};
use super::pack::{self, Table};
use super::shelf::read_table;

pub use super::MOST_BYTES;

/// What a cache's directory holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Survey {
    pub packs: Vec<PackSurvey>,
    /// How often damage was found and removed, since the cache was last cleared.
    pub damages: u64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackSurvey {
    pub name: String,
    pub bytes: u64,
    /// `None`: it is damaged.
    pub entries: Option<usize>,
    /// Made by the build of saveloop that looks.
    pub is_current: bool,
}

/// What there is. Looks at each entry only when `thoroughly`; what is damaged is removed then.
pub fn survey(path: &Path, thoroughly: bool) -> Result<Survey, String> {
    let Some(directory) = Directory::existing(path)? else { return Ok(Survey::default()) };
    let current = super::Build::of_this_program().map_err(|error| error.to_string())?;
    let mut survey = Survey::default();
    for found in directory.packs().map_err(|error| error.to_string())? {
        let table = read(&directory, &found.path, thoroughly);
        if thoroughly && table.is_err() {
            directory.note_damage();
            std::fs::remove_file(&found.path).map_err(|error| format!("{}: {error}", found.name))?;
        }
        survey.packs.push(PackSurvey {
            name: found.name,
            bytes: found.bytes,
            is_current: table.as_ref().is_ok_and(|table| table.build == *current.bytes()),
            entries: table.ok().map(|table| table.slots.len()),
        });
    }
    survey.damages = directory.damages();
    Ok(survey)
}

/// Removes all of it; says how many bytes that were.
pub fn clear(path: &Path) -> Result<u64, String> {
    match Directory::existing(path)? {
        Some(directory) => directory.clear().map_err(|error| error.to_string()),
        None => Ok(0),
    }
}

fn read(directory: &Directory, path: &Path, thoroughly: bool) -> io::Result<Table> {
    let mut file = directory::open(path)?;
    if !thoroughly {
        return read_table(directory.secret(), &file);
    }
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    pack::check(directory.secret(), &bytes).map_err(|damage| io::Error::other(format!("{damage:?}")))
}
