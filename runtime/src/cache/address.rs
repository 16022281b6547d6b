//! What an entry is found by: the hash of all that decides what is in it.

use std::fs::Metadata;
use std::io;
use std::path::Path;

use sha2::{Digest, Sha256};

/// What kind of thing is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Modules as they were transpiled.
    Modules,
    /// The engine's bytecode.
    Bytecode,
}

impl Kind {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Modules => "modules",
            Self::Bytecode => "bytecode",
        }
    }
}

/// The address of an entry.
pub type Key = [u8; 32];

/// One build of saveloop: what another one made is not even looked at, since both the transpiler and the
/// engine are part of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Build([u8; 32]);

impl Build {
    /// The build that runs. A file that is written anew, by whomever, has another change time or place.
    pub fn of_this_program() -> io::Result<Self> {
        let (file, metadata) = running_file()?;
        let mut hash = Sha256::new();
        part(&mut hash, env!("CARGO_PKG_VERSION").as_bytes());
        part(&mut hash, std::env::consts::ARCH.as_bytes());
        part(&mut hash, file.as_os_str().as_encoded_bytes());
        for number in identity(&metadata)? {
            hash.update(number.to_le_bytes());
        }
        Ok(Self(hash.finalize().into()))
    }

    #[cfg(test)]
    pub fn named(name: &str) -> Self {
        Self(Sha256::digest(name).into())
    }

    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The address of what this recipe makes.
    pub fn key(&self, kind: Kind, recipe: &[&[u8]]) -> Key {
        let mut hash = Sha256::new();
        hash.update(self.0);
        part(&mut hash, kind.name().as_bytes());
        for ingredient in recipe {
            part(&mut hash, ingredient);
        }
        hash.finalize().into()
    }

    /// The file name of a program's pack.
    pub fn pack_name(&self, kind: Kind, program: &Path) -> String {
        let key = self.key(kind, &[program.as_os_str().as_encoded_bytes()]);
        let hex: String = key.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
        format!("{}-{hex}.pack", kind.name())
    }
}

/// With its length, so that no two lists of parts are the same bytes.
fn part(hash: &mut Sha256, bytes: &[u8]) {
    hash.update((bytes.len() as u64).to_le_bytes());
    hash.update(bytes);
}

/// The file this process runs, even if another one has taken its name since.
#[cfg(target_os = "linux")]
fn running_file() -> io::Result<(std::path::PathBuf, Metadata)> {
    Ok((std::path::PathBuf::new(), std::fs::metadata("/proc/self/exe")?))
}

#[cfg(not(target_os = "linux"))]
fn running_file() -> io::Result<(std::path::PathBuf, Metadata)> {
    let file = std::env::current_exe()?;
    let metadata = file.metadata()?;
    Ok((file, metadata))
}

#[cfg(unix)]
fn identity(metadata: &Metadata) -> io::Result<Vec<u64>> {
    use std::os::unix::fs::MetadataExt;
    let times = [metadata.mtime(), metadata.mtime_nsec(), metadata.ctime(), metadata.ctime_nsec()];
    let place = [metadata.dev(), metadata.ino(), metadata.len()];
    Ok(place.into_iter().chain(times.map(|time| time as u64)).collect())
}

#[cfg(not(unix))]
fn identity(_metadata: &Metadata) -> io::Result<Vec<u64>> {
    Err(io::Error::other("not on this system"))
}
