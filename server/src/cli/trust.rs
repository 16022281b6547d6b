//! `saveloop trust`: the folders whose programs run without a question, and to change them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use runtime::permissions::Kind;

use super::Answer;
use super::progress::FAILED;
use crate::trust::store::{Grant, Store, VARIABLE};

#[derive(clap::Args)]
pub struct Arguments {
    #[command(subcommand)]
    request: Request,
}

#[derive(clap::Subcommand)]
enum Request {
    /// The folders that are trusted.
    List,
    /// Programs in this folder run when an editor asks for it.
    Grant {
        #[arg(default_value = ".")]
        folder: PathBuf,
        /// And may do this without a question: read, write, net, env, run, or all.
        #[arg(long, value_name = "KINDS", value_delimiter = ',')]
        allow: Vec<Allowed>,
    },
    /// They do not any more: the next *Run* asks. What runs goes on.
    Revoke {
        #[arg(default_value = ".")]
        folder: PathBuf,
    },
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Allowed {
    Read,
    Write,
    Net,
    Env,
    Run,
    All,
}

impl Allowed {
    fn kinds(self) -> &'static [Kind] {
        match self {
            Self::Read => &[Kind::Read],
            Self::Write => &[Kind::Write],
            Self::Net => &[Kind::Net],
            Self::Env => &[Kind::Env],
            Self::Run => &[Kind::Run],
            Self::All => &Kind::ALL,
        }
    }
}

/// What programs of a folder may do, behind its name.
fn said(permissions: &BTreeSet<Kind>) -> String {
    if permissions.is_empty() {
        return String::new();
    }
    let names: Vec<&str> = permissions.iter().map(|kind| kind.name()).collect();
    format!("  (allowed: {})", names.join(", "))
}

pub fn answer(arguments: &Arguments) -> Answer {
    let Some(store) = Store::of_person() else {
        let text = format!("there is no home directory for the list; {VARIABLE} can name a file\n");
        return Answer { text, code: FAILED };
    };
    match obey(&store, &arguments.request) {
        Ok(text) => Answer { text, code: 0 },
        Err(why) => Answer { text: format!("{why}\n"), code: FAILED },
    }
}

fn obey(store: &Store, request: &Request) -> Result<String, String> {
    match request {
        Request::List => list(store),
        Request::Grant { folder, allow } => {
            let folder =
                std::fs::canonicalize(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
            if !folder.is_dir() {
                return Err(format!("{} is no folder", folder.display()));
            }
            let already = if store.grant(&folder)? { "" } else { " already" };
            let kinds: Vec<Kind> = allow.iter().flat_map(|allowed| allowed.kinds()).copied().collect();
            if !kinds.is_empty() {
                store.permit(&folder, &kinds)?;
            }
            let may = said(&kinds.into_iter().collect());
            Ok(format!("{} is trusted{already}{may}\n", folder.display()))
        }
        Request::Revoke { folder } => revoke(store, folder),
    }
}

fn list(store: &Store) -> Result<String, String> {
    let trusted = store.list()?;
    if trusted.is_empty() {
        return Ok(format!("no folder is trusted ({})\n", store.path().display()));
    }
    let line = |(folder, grant): (&PathBuf, &Grant)| {
        let gone = if folder.is_dir() { "" } else { "  (not there any more)" };
        format!("{}{}{gone}\n", folder.display(), said(&grant.permissions))
    };
    Ok(trusted.iter().map(line).collect())
}

/// A folder that is gone is named as it was.
fn revoke(store: &Store, folder: &Path) -> Result<String, String> {
    let named = std::path::absolute(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let folder = std::fs::canonicalize(folder).unwrap_or(named);
    let shown = folder.display();
    let was_granted = store.revoke(&folder)?;
    let by = store.list()?.into_keys().find(|trusted| folder.starts_with(trusted));
    Ok(match (was_granted, by) {
        (_, Some(by)) => format!("{shown} is still trusted, because {} is\n", by.display()),
        (true, None) => format!("{shown} is not trusted any more; what runs goes on\n"),
        (false, None) => format!("{shown} was not trusted\n"),
    })
}
