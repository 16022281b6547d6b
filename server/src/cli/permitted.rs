//! What a program in a terminal may do: everything, unless `--permission` is given; then what is named.

use std::path::{Path, PathBuf};

use runtime::permissions::{Level, Permissions, Rule};

use crate::cache::Place;
use crate::sealed::sealed;
use crate::trust::store::Store;

/// As Node names them.
#[derive(clap::Args)]
pub struct Permitted {
    /// Deny files, the network, variables and other programs, but for what is allowed here.
    #[arg(long, visible_alias = "experimental-permission")]
    permission: bool,
    /// Allow reading these files and folders; `*`: all. May be given more than once.
    #[arg(long, value_name = "PATHS", value_delimiter = ',', requires = "permission")]
    allow_fs_read: Vec<String>,
    /// Allow writing these files and folders; `*`: all. May be given more than once.
    #[arg(long, value_name = "PATHS", value_delimiter = ',', requires = "permission")]
    allow_fs_write: Vec<String>,
    /// Allow the network, or only these hosts (`example.com`, `*.example.com:443`).
    #[arg(
        long, value_name = "HOSTS", value_delimiter = ',', requires = "permission",
        num_args = 0.., require_equals = true, default_missing_value = "*"
    )]
    allow_net: Vec<String>,
    /// Allow the environment, or only these variables (`HOME`, `APP_*`).
    #[arg(
        long, value_name = "NAMES", value_delimiter = ',', requires = "permission",
        num_args = 0.., require_equals = true, default_missing_value = "*"
    )]
    allow_env: Vec<String>,
    /// Allow starting other programs, which then may do what you may.
    #[arg(long, requires = "permission")]
    allow_child_process: bool,
}

impl Permitted {
    /// A program reads its own first file.
    pub fn rules(&self, entry: &Path) -> Permissions {
        if !self.permission {
            return Permissions::default();
        }
        let listed = |names: &[String]| match names.iter().any(|name| name == "*") {
            true => Rule::default(),
            false => Rule { level: Level::Deny, allowed: names.to_vec(), only: None },
        };
        let mut read = listed(&paths(&self.allow_fs_read));
        read.allowed.push(entry.to_string_lossy().into_owned());
        Permissions {
            read,
            write: listed(&paths(&self.allow_fs_write)),
            net: listed(&self.allow_net),
            env: listed(&self.allow_env),
            run: Rule::of(if self.allow_child_process { Level::Allow } else { Level::Deny }),
            sealed: sealed(Store::of_person().as_ref(), Place::Platform.directory()),
        }
    }
}

/// As the system has them; `folder/*` is the folder.
pub fn paths(named: &[String]) -> Vec<String> {
    let real = |name: &String| {
        if name == "*" {
            return name.clone();
        }
        let path = PathBuf::from(name.strip_suffix("/*").unwrap_or(name));
        let absolute = std::path::absolute(&path).unwrap_or(path);
        absolute.canonicalize().unwrap_or(absolute).to_string_lossy().into_owned()
    };
    named.iter().map(real).collect()
}
