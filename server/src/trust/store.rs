//! The folders a person trusts, in a file of the person's own: read at every question, so that the
//! terminal and every editor agree; replaced as a whole.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
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
    /// Of other kinds: these paths, hosts, variables and programs.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub named: Named,
}

/// What is allowed by name, of each kind.
pub type Named = BTreeMap<Kind, BTreeSet<String>>;

/// What programs of a folder may do without a question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    pub kinds: BTreeSet<Kind>,
    pub named: Named,
}

impl Grant {
    pub fn kept(&self) -> Kept {
        Kept { kinds: self.permissions.clone(), named: self.named.clone() }
    }
}

impl fmt::Display for Kept {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let kinds = self.kinds.iter().map(|kind| kind.name().to_owned());
        let named = self.named.iter().filter(|(kind, _)| !self.kinds.contains(kind)).map(|(kind, names)| {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            format!("{} {}", kind.name(), names.join(" "))
        });
        f.write_str(&kinds.chain(named).collect::<Vec<_>>().join(", "))
    }
}

impl Kept {
    fn add(&mut self, kinds: &BTreeSet<Kind>, named: &Named) {
        self.kinds.extend(kinds);
        for (kind, names) in named {
            self.named.entry(*kind).or_default().extend(names.iter().cloned());
        }
    }
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
            let new = Grant { since, permissions: BTreeSet::new(), named: Named::new() };
            trusted.entry(folder.to_owned()).or_insert(new);
            is_new
        })
    }

    /// What programs of a trusted folder may do besides. Trust is not given by this.
    pub fn permit(&self, folder: &Path, kinds: &[Kind]) -> Result<(), String> {
        let kinds = kinds.iter().copied().collect();
        self.allow(folder, &Kept { kinds, named: Named::new() })
    }

    /// The same of kinds and of what is named.
    pub fn allow(&self, folder: &Path, more: &Kept) -> Result<(), String> {
        if !self.covers(folder)? {
            return Err(format!("{} is not trusted", folder.display()));
        }
        self.grant(folder)?;
        self.change(|trusted| {
            if let Some(grant) = trusted.get_mut(folder) {
                let mut kept = grant.kept();
                kept.add(&more.kinds, &more.named);
                (grant.permissions, grant.named) = (kept.kinds, kept.named);
            }
        })
    }

    /// What was granted to the folders that hold a path. What cannot be read grants nothing.
    pub fn permissions_of(&self, path: &Path) -> Result<Kept, String> {
        let mut kept = Kept::default();
        for (_, grant) in self.read()?.trusted.iter().filter(|(folder, _)| path.starts_with(folder)) {
            kept.add(&grant.permissions, &grant.named);
        }
        Ok(kept)
    }

    /// Its files: who could write them would grant itself everything.
    pub fn files(&self) -> [PathBuf; 3] {
        [self.path.clone(), self.path.with_extension("lock"), self.path.with_extension("new")]
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
