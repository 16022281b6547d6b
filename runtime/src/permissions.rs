//! What a program may do outside of JavaScript: rules, and what they say of a path, a host, a name (pure).
//! They are enforced where the natives are, by `engine/gate.rs`.

pub mod natives;
pub mod resources;

#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Read,
    Write,
    Net,
    Env,
    Run,
}

impl Kind {
    pub const ALL: [Self; 5] = [Self::Read, Self::Write, Self::Net, Self::Env, Self::Run];

    /// As settings and the command line have it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
            Self::Net => "net",
            Self::Env => "env",
            Self::Run => "run",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// As Node's errors have it.
    pub fn node_name(self) -> &'static str {
        match self {
            Self::Read => "FileSystemRead",
            Self::Write => "FileSystemWrite",
            Self::Net => "Net",
            Self::Env => "Environment",
            Self::Run => "ChildProcess",
        }
    }

    /// As `process.permission.has()` has it; `fs` is both of its kinds.
    pub fn of_scope(scope: &str) -> &'static [Self] {
        match scope {
            "fs" => &[Self::Read, Self::Write],
            "fs.read" => &[Self::Read],
            "fs.write" => &[Self::Write],
            "net" => &[Self::Net],
            "env" => &[Self::Env],
            "child" => &[Self::Run],
            _ => &[],
        }
    }

    /// What a program does that needs it, for people.
    pub fn doing(self) -> &'static str {
        match self {
            Self::Read => "read files outside of the workspace",
            Self::Write => "write files",
            Self::Net => "use the network",
            Self::Env => "read environment variables",
            Self::Run => "start or signal other programs",
        }
    }
}

/// What is said of something. The order: each takes away from the next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    Deny,
    Ask,
    #[default]
    Allow,
}

/// Of one kind.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// Of what no list names.
    pub level: Level,
    /// What is allowed whatever the level says.
    pub allowed: Vec<String>,
    /// All else is denied, whatever the others say.
    pub only: Option<Vec<String>>,
}

impl Rule {
    pub fn of(level: Level) -> Self {
        Self { level, ..Self::default() }
    }

    fn decide(&self, names: impl Fn(&str) -> bool) -> Level {
        if self.only.as_ref().is_some_and(|only| !only.iter().any(|it| names(it))) {
            return Level::Deny;
        }
        if self.allowed.iter().any(|it| names(it)) { Level::Allow } else { self.level }
    }
}

/// Of all kinds. By default a program may do everything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Permissions {
    pub read: Rule,
    pub write: Rule,
    pub net: Rule,
    pub env: Rule,
    pub run: Rule,
    /// Folders where a person's answers and what engines take for code are kept: who may not start programs
    /// changes nothing there, whatever else it may write.
    pub sealed: Vec<String>,
}

impl Permissions {
    pub fn all(level: Level) -> Self {
        let rule = || Rule::of(level);
        Self { read: rule(), write: rule(), net: rule(), env: rule(), run: rule(), sealed: Vec::new() }
    }

    pub fn rule(&self, kind: Kind) -> &Rule {
        match kind {
            Kind::Read => &self.read,
            Kind::Write => &self.write,
            Kind::Net => &self.net,
            Kind::Env => &self.env,
            Kind::Run => &self.run,
        }
    }

    pub fn rule_mut(&mut self, kind: Kind) -> &mut Rule {
        match kind {
            Kind::Read => &mut self.read,
            Kind::Write => &mut self.write,
            Kind::Net => &mut self.net,
            Kind::Env => &mut self.env,
            Kind::Run => &mut self.run,
        }
    }

    /// Whether nothing has to be looked at.
    pub fn is_open(&self) -> bool {
        Kind::ALL.iter().all(|kind| {
            let rule = self.rule(*kind);
            rule.level == Level::Allow && rule.only.is_none()
        })
    }

    /// The first line of the error that a program meets.
    pub const REFUSAL: &str = "Access to this API has been restricted";

    pub fn decide(&self, wanted: &Wanted) -> Level {
        let rule = |kind: Kind| self.rule(kind);
        match wanted {
            Wanted::Path { kind: Kind::Write, path } if self.is_sealed(path) => Level::Deny,
            Wanted::Path { kind, path } => {
                let own = if resources::is_harmless_device(path) {
                    Level::Allow
                } else {
                    rule(*kind).decide(|named| path.starts_with(named))
                };
                // What the system shows as a file can be more than one.
                let behind = resources::behind(path);
                behind.iter().map(|kind| rule(*kind).decide(|_| false)).fold(own, Level::min)
            }
            Wanted::Net { hosts, port } => rule(Kind::Net)
                .decide(|named| hosts.iter().any(|host| resources::names_host(named, host, *port))),
            Wanted::Env { name } => {
                let own = rule(Kind::Env).decide(|named| resources::names_variable(named, name));
                if own == Level::Ask && resources::is_harmless_variable(name) { Level::Allow } else { own }
            }
            Wanted::Run { file } => {
                rule(Kind::Run).decide(|named| resources::names_program(named, file.as_deref()))
            }
        }
    }

    /// Whether a path lies in what is sealed, or holds it: a folder that is moved takes along what is in it.
    fn is_sealed(&self, path: &Path) -> bool {
        let is_touched = |sealed: &String| path.starts_with(sealed) || Path::new(sealed).starts_with(path);
        !self.allows_all(Kind::Run) && self.sealed.iter().any(is_touched)
    }

    /// Whether all of a kind is allowed.
    pub fn allows_all(&self, kind: Kind) -> bool {
        let rule = self.rule(kind);
        rule.level == Level::Allow && rule.only.is_none()
    }
}

/// What a program wants to use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// `Read` or `Write`; a real path: links have been followed.
    Path {
        kind: Kind,
        path: PathBuf,
    },
    /// One place by all its names; 0: any port.
    Net {
        hosts: Vec<String>,
        port: u16,
    },
    Env {
        name: String,
    },
    /// `None`: no program is started, one that runs is reached.
    Run {
        file: Option<String>,
    },
}

impl Wanted {
    pub fn read(path: impl Into<PathBuf>) -> Self {
        Self::Path { kind: Kind::Read, path: path.into() }
    }

    pub fn write(path: impl Into<PathBuf>) -> Self {
        Self::Path { kind: Kind::Write, path: path.into() }
    }

    pub fn host(host: &str, port: u16) -> Self {
        Self::Net { hosts: vec![host.to_owned()], port }
    }

    pub fn kind(&self) -> Kind {
        match self {
            Self::Path { kind, .. } => *kind,
            Self::Net { .. } => Kind::Net,
            Self::Env { .. } => Kind::Env,
            Self::Run { .. } => Kind::Run,
        }
    }

    /// The kinds that stand in its way: its own, or what is behind a file of the system's.
    pub fn kinds(&self) -> Vec<Kind> {
        let behind = match self {
            Self::Path { path, .. } => resources::behind(path),
            _ => &[],
        };
        std::iter::once(self.kind()).chain(behind.iter().copied()).collect()
    }

    /// As errors name it.
    pub fn resource(&self) -> String {
        match self {
            Self::Path { path, .. } => path.to_string_lossy().into_owned(),
            Self::Net { hosts, port } => match (hosts.first(), port) {
                (Some(host), 0) => host.clone(),
                (Some(host), port) if host.contains(':') => format!("[{host}]:{port}"),
                (Some(host), port) => format!("{host}:{port}"),
                (None, port) => port.to_string(),
            },
            Self::Env { name } => name.clone(),
            Self::Run { file } => file.clone().unwrap_or_default(),
        }
    }
}

/// Where a program may read without a question: in its workspace, and in what it is made of.
pub fn in_workspace(roots: &[PathBuf], entry: &Path) -> Vec<String> {
    let own = entry.parent().map(Path::to_path_buf);
    let is_held = |path: &PathBuf| roots.iter().any(|root| path.starts_with(root));
    let own = own.filter(|path| !is_held(path));
    roots.iter().cloned().chain(own).map(|path| path.to_string_lossy().into_owned()).collect()
}
