//! The settings: their defaults, how they are read from what a client sends, and what is said when
//! a value makes no sense (pure).

#[cfg(test)]
mod tests;

use serde_json::Value;

/// What a user can set. A value that is not given, or is not valid, has its default.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// `saveloop.entry`: programs to run from the start, relative to the workspace root.
    pub entry: Vec<String>,
    /// `saveloop.console.inline`: printed lines beside the calls that printed them.
    pub console_inline: bool,
    /// `saveloop.console.log`: printed lines in the editor's log.
    pub console_log: bool,
    /// `saveloop.memoryLimit`: megabytes of JavaScript memory a program may use.
    pub memory_limit: Option<u32>,
}

impl Default for Config {
    fn default() -> Self {
        Self { entry: Vec::new(), console_inline: true, console_log: true, memory_limit: None }
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

impl Config {
    /// Reads settings as clients send them: the section itself or the object it lies in, nested or
    /// with dotted names. What they do not give is as in `base`.
    pub fn read(settings: &Value, base: &Self) -> (Self, Vec<Invalid>) {
        let section = settings.get("saveloop").unwrap_or(settings);
        let mut config = base.clone();
        let mut invalid = Vec::new();
        let mut take = |setting: &'static str, remedy, apply: &mut dyn FnMut(&Value) -> bool| {
            let value = find(settings, section, setting);
            if let Some(value) = value.filter(|value| !value.is_null())
                && !apply(value)
            {
                invalid.push(Invalid { setting, value: value.to_string(), remedy });
            }
        };
        take("entry", "give a file or a list of files", &mut |value| set(&mut config.entry, entries(value)));
        take("console.inline", "give true or false", &mut |value| {
            set(&mut config.console_inline, value.as_bool())
        });
        take("console.log", "give true or false", &mut |value| set(&mut config.console_log, value.as_bool()));
        take("memoryLimit", "give a number of megabytes from 8 to 16384", &mut |value| {
            set(&mut config.memory_limit, megabytes(value).map(Some))
        });
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

fn megabytes(value: &Value) -> Option<u32> {
    let megabytes = value.as_u64().filter(|n| (FEWEST_MEGABYTES..=MOST_MEGABYTES).contains(n))?;
    u32::try_from(megabytes).ok()
}
