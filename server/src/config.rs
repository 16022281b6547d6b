//! The settings: their defaults, how they are read from what a client sends, and what is said when
//! a value makes no sense (pure).

#[cfg(test)]
mod schema_tests;
#[cfg(test)]
mod tests;

use std::time::Duration;

use std::collections::BTreeMap;

use runtime::permissions::Kind;
use runtime::session::{ReloadMode, Tuning};
use serde_json::Value;

use crate::cache::Place;
use crate::grants::Limit;

/// What a user can set. A value that is not given, or is not valid, has its default.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// `saveloop.entry`: programs to run from the start, relative to the workspace root.
    pub entry: Vec<String>,
    /// `saveloop.args`, `env`, `envFile` and `cwd`: what every program finds around it.
    pub around: Around,
    /// `saveloop.programs`: the same for single programs, named as in `entry`; comes before the above.
    pub programs: BTreeMap<String, Around>,
    /// `saveloop.console.inline`: printed lines beside the calls that printed them.
    pub console_inline: bool,
    /// `saveloop.hints`: what stands beside lines as inlay hints, or as diagnostics.
    pub hints: Beside,
    /// `saveloop.console.log`: printed lines in the editor's log.
    pub console_log: bool,
    /// `saveloop.lenses`: what can be done with files and tests, above them.
    pub lenses: bool,
    /// `saveloop.tests.hints`: tests that did not fail as hints, where there are no lenses.
    pub tests_hints: bool,
    /// `saveloop.memoryLimit`: megabytes of JavaScript memory a program may use.
    pub memory_limit: u32,
    /// `saveloop.inspector.discovery`: whether a port is enough to find the program behind it.
    pub inspector_discovery: bool,
    /// `saveloop.cache`: where what a start makes is kept for the next one.
    pub cache: Place,
    /// `saveloop.watch`: who tells of changes of files that are not open.
    pub watch: Watching,
    /// `saveloop.permissions`: what is left of what a person granted, by kind.
    pub permissions: BTreeMap<Kind, Limit>,
    /// `saveloop.reload`, `saveloop.watchdog` and `saveloop.probes`.
    pub tuning: Tuning,
}

/// What a program finds around it, as the settings name it: paths are relative to the folder that is open.
/// `None`: not said here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Around {
    pub args: Option<Vec<String>>,
    pub env: Option<BTreeMap<String, String>>,
    pub env_file: Option<Vec<String>>,
    pub cwd: Option<String>,
}

/// As what printed lines, values and tests stand beside their lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Beside {
    /// As inlay hints for an editor that asks for some, and can be told to ask again; else as diagnostics.
    #[default]
    Auto,
    /// As inlay hints, where the editor can be told to ask again.
    Inlay,
    Diagnostics,
}

/// Who tells of changes of files that are not open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Watching {
    /// The editor where it can, else the system.
    #[default]
    Auto,
    Client,
    Native,
    Poll,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            entry: Vec::new(),
            around: Around::default(),
            programs: BTreeMap::new(),
            console_inline: true,
            hints: Beside::default(),
            console_log: true,
            lenses: true,
            tests_hints: true,
            memory_limit: 1024,
            inspector_discovery: true,
            cache: Place::default(),
            watch: Watching::default(),
            permissions: BTreeMap::new(),
            tuning: Tuning::default(),
        }
    }
}

/// A value that was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invalid {
    setting: &'static str,
    value: String,
    remedy: &'static str,
}

impl std::fmt::Display for Invalid {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { setting, value, remedy } = self;
        write!(f, "saveloop.{setting} is {value}; {remedy}. It was ignored.")
    }
}

const FEWEST_MEGABYTES: u64 = 8;
const MOST_MEGABYTES: u64 = 16 * 1024;
const FEWEST_SECONDS: f64 = 1.0;
const MOST_SECONDS: f64 = 3600.0;

/// A setting as users name it, without the section's name.
struct Setting {
    name: &'static str,
    /// What to give instead of a value that makes no sense.
    remedy: &'static str,
    /// Says whether the value was taken.
    apply: fn(&mut Config, &Value) -> bool,
}

/// All settings. `editors/settings.schema.json` says the same to editors; a test compares them.
const SETTINGS: [Setting; 19] = [
    Setting {
        name: "entry",
        remedy: "give a file or a list of files",
        apply: |config, value| set(&mut config.entry, entries(value)),
    },
    Setting {
        name: "args",
        remedy: "give a list of texts",
        apply: |config, value| Around::read(&mut config.around, "args", value),
    },
    Setting {
        name: "env",
        remedy: "give an object of texts",
        apply: |config, value| Around::read(&mut config.around, "env", value),
    },
    Setting {
        name: "envFile",
        remedy: "give a file or a list of files",
        apply: |config, value| Around::read(&mut config.around, "envFile", value),
    },
    Setting {
        name: "cwd",
        remedy: "give a directory",
        apply: |config, value| Around::read(&mut config.around, "cwd", value),
    },
    Setting {
        name: "programs",
        remedy: "give an object: by each program's file, an object of `args`, `env`, `envFile` and `cwd`",
        apply: |config, value| set(&mut config.programs, programs(value)),
    },
    Setting {
        name: "permissions",
        remedy: "give an object: for `read`, `write`, `net`, `env` and `run` \"granted\", \"ask\", \"deny\" or a list",
        apply: |config, value| set(&mut config.permissions, permissions(value)),
    },
    Setting {
        name: "reload",
        remedy: "give \"slice\", \"all\" or \"restart\"",
        apply: |config, value| set(&mut config.tuning.reload, reload(value)),
    },
    Setting {
        name: "watchdog",
        remedy: "give a number of seconds from 1 to 3600, or false",
        apply: |config, value| set(&mut config.tuning.patience, patience(value)),
    },
    Setting {
        name: "watch",
        remedy: "give \"auto\", \"client\", \"native\" or \"poll\"",
        apply: |config, value| set(&mut config.watch, watching(value)),
    },
    Setting {
        name: "console.inline",
        remedy: "give true or false",
        apply: |config, value| set(&mut config.console_inline, value.as_bool()),
    },
    Setting {
        name: "hints",
        remedy: "give \"auto\", \"inlay\" or \"diagnostics\"",
        apply: |config, value| set(&mut config.hints, beside(value)),
    },
    Setting {
        name: "console.log",
        remedy: "give true or false",
        apply: |config, value| set(&mut config.console_log, value.as_bool()),
    },
    Setting {
        name: "lenses",
        remedy: "give true or false",
        apply: |config, value| set(&mut config.lenses, value.as_bool()),
    },
    Setting {
        name: "tests.hints",
        remedy: "give true or false",
        apply: |config, value| set(&mut config.tests_hints, value.as_bool()),
    },
    Setting {
        name: "memoryLimit",
        remedy: "give a number of megabytes from 8 to 16384",
        apply: |config, value| set(&mut config.memory_limit, megabytes(value)),
    },
    Setting {
        name: "probes",
        remedy: "give true or false",
        apply: |config, value| set(&mut config.tuning.probes, value.as_bool()),
    },
    Setting {
        name: "cache",
        remedy: "give true, false or a directory",
        apply: |config, value| set(&mut config.cache, cache(value)),
    },
    Setting {
        name: "inspector.discovery",
        remedy: "give true or false",
        apply: |config, value| set(&mut config.inspector_discovery, value.as_bool()),
    },
];

impl Config {
    /// Reads settings as clients send them: the section itself or the object it lies in, nested or
    /// with dotted names. What they do not give is as in `base`.
    pub fn read(settings: &Value, base: &Self) -> (Self, Vec<Invalid>) {
        let section = settings.get("saveloop").unwrap_or(settings);
        let mut config = base.clone();
        let mut invalid = Vec::new();
        for Setting { name, remedy, apply } in SETTINGS {
            let value = find(settings, section, name);
            if let Some(value) = value.filter(|value| !value.is_null())
                && !apply(&mut config, value)
            {
                invalid.push(Invalid { setting: name, value: value.to_string(), remedy });
            }
        }
        (config, invalid)
    }
}

fn set<T>(field: &mut T, value: Option<T>) -> bool {
    let Some(value) = value else { return false };
    *field = value;
    true
}

fn find<'a>(settings: &'a Value, section: &'a Value, name: &str) -> Option<&'a Value> {
    let nested = name.split('.').try_fold(section, |value, part| value.get(part));
    nested.or_else(|| section.get(name)).or_else(|| settings.get(format!("saveloop.{name}")))
}

fn entries(value: &Value) -> Option<Vec<String>> {
    let entry = |value: &Value| value.as_str().map(str::to_owned).filter(|path| !path.is_empty());
    match value {
        Value::String(path) if path.is_empty() => Some(Vec::new()),
        Value::Array(values) => values.iter().map(entry).collect(),
        value => entry(value).map(|path| vec![path]),
    }
}

impl Around {
    /// Says whether the value was taken. What says nothing counts as not said.
    fn read(around: &mut Self, name: &str, value: &Value) -> bool {
        match name {
            "args" => set(&mut around.args, texts(value).map(|it| Some(it).filter(|it| !it.is_empty()))),
            "env" => set(&mut around.env, variables(value).map(|it| Some(it).filter(|it| !it.is_empty()))),
            "envFile" => {
                set(&mut around.env_file, entries(value).map(|it| Some(it).filter(|it| !it.is_empty())))
            }
            "cwd" => {
                let text = value.as_str().map(str::to_owned);
                set(&mut around.cwd, text.map(|it| Some(it).filter(|it| !it.is_empty())))
            }
            _ => false,
        }
    }

    /// With what `other` says where this says nothing.
    pub fn or(&self, other: &Self) -> Self {
        let mut env = other.env.clone().unwrap_or_default();
        env.extend(self.env.clone().unwrap_or_default());
        Self {
            args: self.args.clone().or_else(|| other.args.clone()),
            env: Some(env).filter(|env| !env.is_empty()),
            env_file: self.env_file.clone().or_else(|| other.env_file.clone()),
            cwd: self.cwd.clone().or_else(|| other.cwd.clone()),
        }
    }
}

fn texts(value: &Value) -> Option<Vec<String>> {
    value.as_array()?.iter().map(|it| it.as_str().map(str::to_owned)).collect()
}

fn variables(value: &Value) -> Option<BTreeMap<String, String>> {
    value.as_object()?.iter().map(|(name, it)| Some((name.clone(), it.as_str()?.to_owned()))).collect()
}

fn programs(value: &Value) -> Option<BTreeMap<String, Around>> {
    let around = |said: &Value| {
        let mut around = Around::default();
        let is_taken = said.as_object()?.iter().all(|(name, value)| Around::read(&mut around, name, value));
        is_taken.then_some(around)
    };
    value.as_object()?.iter().map(|(program, said)| Some((program.clone(), around(said)?))).collect()
}

fn permissions(value: &Value) -> Option<BTreeMap<Kind, Limit>> {
    let limit = |value: &Value| match value {
        Value::String(word) if word == "granted" => Some(Limit::Granted),
        Value::String(word) if word == "ask" => Some(Limit::Ask),
        Value::String(word) if word == "deny" => Some(Limit::Deny),
        Value::Array(_) => entries(value).map(Limit::Only),
        _ => None,
    };
    value.as_object()?.iter().map(|(kind, value)| Some((Kind::named(kind)?, limit(value)?))).collect()
}

fn cache(value: &Value) -> Option<Place> {
    match value {
        Value::Bool(true) => Some(Place::Platform),
        Value::Bool(false) => Some(Place::Off),
        Value::String(path) if !path.is_empty() => Some(Place::At(path.into())),
        _ => None,
    }
}

fn megabytes(value: &Value) -> Option<u32> {
    let megabytes = value.as_u64().filter(|n| (FEWEST_MEGABYTES..=MOST_MEGABYTES).contains(n))?;
    u32::try_from(megabytes).ok()
}

fn reload(value: &Value) -> Option<ReloadMode> {
    match value.as_str()? {
        "slice" => Some(ReloadMode::Slice),
        "all" => Some(ReloadMode::All),
        "restart" => Some(ReloadMode::Restart),
        _ => None,
    }
}

fn beside(value: &Value) -> Option<Beside> {
    match value.as_str()? {
        "auto" => Some(Beside::Auto),
        "inlay" => Some(Beside::Inlay),
        "diagnostics" => Some(Beside::Diagnostics),
        _ => None,
    }
}

fn watching(value: &Value) -> Option<Watching> {
    match value.as_str()? {
        "auto" => Some(Watching::Auto),
        "client" => Some(Watching::Client),
        "native" => Some(Watching::Native),
        "poll" => Some(Watching::Poll),
        _ => None,
    }
}

/// `Some(None)`: off.
fn patience(value: &Value) -> Option<Option<Duration>> {
    if value.as_bool() == Some(false) || value.as_f64() == Some(0.0) {
        return Some(None);
    }
    let seconds = value.as_f64().filter(|n| (FEWEST_SECONDS..=MOST_SECONDS).contains(n))?;
    Some(Some(Duration::from_secs_f64(seconds)))
}
