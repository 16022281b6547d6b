//! What a program finds around it besides its files: arguments, variables, a directory.

use std::path::PathBuf;

use crate::dotenv;

/// Variables and the directory are those of a process: an engine within this one has this one's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Surroundings {
    /// What follows the file on the command line.
    pub args: Vec<String>,
    /// Come before all others.
    pub env: Vec<(String, String)>,
    /// Files of variables, as Node reads them: what the environment has stays, and a later file goes before
    /// an earlier one.
    pub env_files: Vec<PathBuf>,
    pub cwd: Option<PathBuf>,
}

impl Surroundings {
    /// The variables that are added to the environment. A file that cannot be read adds nothing.
    pub fn variables(&self) -> Vec<(String, String)> {
        let mut found: Vec<(String, String)> = Vec::new();
        for file in &self.env_files {
            match std::fs::read_to_string(file) {
                Ok(text) => found.extend(dotenv::parse(&text)),
                Err(error) => tracing::warn!("no variables from {}: {error}", file.display()),
            }
        }
        found.retain(|(name, _)| std::env::var_os(name).is_none());
        found.extend(self.env.iter().cloned());
        found.retain(|(name, _)| !is_obeyed(name));
        found
    }
}

/// The program that runs programs, by its path; nothing where the system does not say.
pub fn executable() -> String {
    std::env::current_exe().map_or_else(|_| String::new(), |path| path.to_string_lossy().into_owned())
}

/// What the system's loader and its library, and saveloop itself, do as they are told by. Who says it may be the
/// folder, and an engine of which native code was loaded is held by no permission.
pub fn is_obeyed(name: &str) -> bool {
    const BEGINNINGS: [&str; 5] = ["LD_", "DYLD_", "MALLOC_", "SAVELOOP_", "RUST_"];
    const NAMES: [&str; 6] =
        ["GLIBC_TUNABLES", "GCONV_PATH", "LOCPATH", "NLSPATH", "GETCONF_DIR", "NODE_EXTRA_CA_CERTS"];
    BEGINNINGS.iter().any(|it| name.starts_with(it)) || NAMES.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::Surroundings;

    #[test]
    fn what_the_loader_obeys_is_given_to_no_engine() {
        let given = ["LD_PRELOAD", "DYLD_INSERT_LIBRARIES", "GCONV_PATH", "SAVELOOP_CACHE", "LDAP_URL"];
        let env = given.iter().map(|name| ((*name).into(), "x".into())).collect();
        let left = Surroundings { env, ..Surroundings::default() }.variables();
        assert_eq!(left, [("LDAP_URL".to_owned(), "x".to_owned())]);
    }

    #[test]
    fn files_do_not_replace_the_environment_and_what_is_given_does() {
        let directory = tempfile::tempdir().expect("a directory");
        let file = |name: &str, text: &str| {
            let path = directory.path().join(name);
            std::fs::write(&path, text).expect("a file");
            path
        };
        let given = Surroundings {
            env: vec![("C".into(), "given".into()), ("PATH".into(), "given".into())],
            env_files: vec![
                file("a", "A=1\nB=1\nC=1\nPATH=1\n"),
                directory.path().join("nowhere"),
                file("b", "B=2\n"),
            ],
            ..Surroundings::default()
        };
        let names = given.variables();
        let last =
            |name: &str| names.iter().rev().find(|(it, _)| it == name).map(|(_, value)| value.as_str());
        assert_eq!(
            [last("A"), last("B"), last("C"), last("PATH")],
            [Some("1"), Some("2"), Some("given"), Some("given")]
        );
        assert_eq!(names.iter().filter(|(name, _)| name == "PATH").count(), 1);
    }
}
