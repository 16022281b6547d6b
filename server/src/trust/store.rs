//! The folders a person trusts, in a file of the person's own: read at every question, so that the
//! terminal and every editor agree; replaced as a whole.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use runtime::permissions::Kind;
use serde::{Deserialize, Serialize};

use super::covers;

/// Names another file. A person's own setting: nothing in a workspace can set it.
pub const VARIABLE: &str = "SAVELOOP_TRUST";
/// A list of this size is not one that people made.
const LARGEST: u64 = 1 << 20;
const VERSION: u32 = 1;

#[derive(Clone, Debug)]
pub struct Store {
    path: PathBuf,
}

/// The file's content.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Content {
    version: u32,
    /// Real paths, and since when, in seconds since 1970.
    trusted: BTreeMap<PathBuf, Grant>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grant {
    pub since: u64,
    /// What programs of the folder may do without a question.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub permissions: BTreeSet<Kind>,
}

impl Store {
    /// Where the variable says, else where the platform keeps a person's settings.
    pub fn of_person() -> Option<Self> {
        let named = std::env::var_os(VARIABLE).filter(|path| !path.is_empty());
        let path = match named {
            Some(path) => std::path::absolute(path).ok()?,
            None => {
                directories::ProjectDirs::from("", "", "saveloop")?.config_local_dir().join("trusted.json")
            }
        };
        Some(Self { path })
    }

    pub fn at(path: PathBuf) -> Self {
        Self { path }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether a path lies in a folder that is trusted. What cannot be read grants nothing.
    pub fn covers(&self, path: &Path) -> Result<bool, String> {
        Ok(covers(self.read()?.trusted.keys(), path))
    }

    pub fn list(&self) -> Result<BTreeMap<PathBuf, Grant>, String> {
        Ok(self.read()?.trusted)
    }

    /// Says whether it was not trusted by itself before.
    pub fn grant(&self, folder: &Path) -> Result<bool, String> {
        if folder.to_str().is_none() {
            return Err(format!("{} is no valid Unicode and cannot be kept", folder.display()));
        }
        let since = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        self.change(|trusted| {
            let is_new = !trusted.contains_key(folder);
            trusted.entry(folder.to_owned()).or_insert(Grant { since, permissions: BTreeSet::new() });
            is_new
        })
    }

    /// What programs of a trusted folder may do besides. Trust is not given by this.
    pub fn permit(&self, folder: &Path, kinds: &[Kind]) -> Result<(), String> {
        if !self.covers(folder)? {
            return Err(format!("{} is not trusted", folder.display()));
        }
        self.grant(folder)?;
        self.change(|trusted| {
            if let Some(grant) = trusted.get_mut(folder) {
                grant.permissions.extend(kinds);
            }
        })
    }

    /// What was granted to the folders that hold a path. What cannot be read grants nothing.
    pub fn permissions_of(&self, path: &Path) -> Result<BTreeSet<Kind>, String> {
        let trusted = self.read()?.trusted;
        let holding = trusted.into_iter().filter(|(folder, _)| path.starts_with(folder));
        Ok(holding.flat_map(|(_, grant)| grant.permissions).collect())
    }

    /// Says whether it was trusted by itself before.
    pub fn revoke(&self, folder: &Path) -> Result<bool, String> {
        self.change(|trusted| trusted.remove(folder).is_some())
    }

    /// One change after another, also of several processes; a reader sees all of one or nothing.
    fn change<T>(&self, change: impl FnOnce(&mut BTreeMap<PathBuf, Grant>) -> T) -> Result<T, String> {
        let blame = |error: io::Error| format!("{}: {error}", self.path.display());
        let directory = self.path.parent().ok_or_else(|| format!("{} is no file", self.path.display()))?;
        private_directory(directory).map_err(blame)?;
        let lock = private_file().open(self.path.with_extension("lock")).map_err(blame)?;
        lock.lock().map_err(blame)?;
        let mut content = self.read()?;
        let answer = change(&mut content.trusted);
        let text = serde_json::to_string_pretty(&content).map_err(|error| error.to_string())?;
        let new = self.path.with_extension("new");
        let replaced = private_file().truncate(true).open(&new).and_then(|mut file| {
            file.write_all(text.as_bytes())?;
            file.write_all(b"\n")?;
            file.sync_all()?;
            fs::rename(&new, &self.path)
        });
        replaced.map_err(blame)?;
        Ok(answer)
    }

    fn read(&self) -> Result<Content, String> {
        let file = match File::open(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Ok(Content { version: VERSION, ..Content::default() });
            }
            opened => opened,
        };
        let path = self.path.display();
        let content = file.and_then(|file| {
            refuse_if_anyones(&file)?;
            let mut text = String::new();
            file.take(LARGEST).read_to_string(&mut text)?;
            Ok(serde_json::from_str::<Content>(&text)?)
        });
        match content {
            Ok(content) if content.version == VERSION => Ok(content),
            Ok(content) => Err(format!(
                "{path} is of version {}, and this saveloop knows {VERSION}: use one version, or remove the file",
                content.version
            )),
            Err(error) => Err(format!(
                "{path} cannot be used: {error}. Mend or remove it; until then nothing is trusted"
            )),
        }
    }
}

/// A file that everybody can write grants nothing.
#[cfg(unix)]
fn refuse_if_anyones(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = file.metadata()?.permissions().mode();
    if mode & 0o002 != 0 {
        return Err(io::Error::other("everybody can write it (chmod o-w)"));
    }
    Ok(())
}

#[cfg(not(unix))]
fn refuse_if_anyones(_: &File) -> io::Result<()> {
    Ok(())
}

fn private_directory(directory: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(directory)
}

fn private_file() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}
