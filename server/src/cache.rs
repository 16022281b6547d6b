//! Where the cache is: the environment, the setting, the platform's directory.

use std::ffi::OsStr;
use std::path::PathBuf;

/// Another directory, or none.
pub const VARIABLE: &str = "SAVELOOP_CACHE";

/// The setting `saveloop.cache`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// Where the platform keeps such things.
    #[default]
    Platform,
    At(PathBuf),
    Off,
}

impl Place {
    /// The directory, unless there is to be none. The environment comes before the setting.
    pub fn directory(&self) -> Option<PathBuf> {
        let place = std::env::var_os(VARIABLE).and_then(|value| Self::of_variable(&value));
        match place.as_ref().unwrap_or(self) {
            Self::Platform => {
                Some(directories::ProjectDirs::from("", "", "saveloop")?.cache_dir().to_owned())
            }
            Self::At(path) => std::path::absolute(path).ok(),
            Self::Off => None,
        }
    }

    /// `None`: the variable says nothing.
    fn of_variable(value: &OsStr) -> Option<Self> {
        match value.to_str() {
            Some("") => None,
            Some("off" | "0" | "false" | "no") => Some(Self::Off),
            Some("on" | "1" | "true" | "yes") => Some(Self::Platform),
            _ => Some(Self::At(value.into())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_variable_names_a_directory_or_says_whether_there_is_one() {
        let of = |value: &str| Place::of_variable(OsStr::new(value));
        assert_eq!(of(""), None);
        assert_eq!(of("off"), Some(Place::Off));
        assert_eq!(of("0"), Some(Place::Off));
        assert_eq!(of("1"), Some(Place::Platform));
        assert_eq!(of("/tmp/kept"), Some(Place::At("/tmp/kept".into())));
    }
}
