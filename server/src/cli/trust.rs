//! `saveloop trust`: the folders whose programs run without a question, and to change them.

use std::path::{Path, PathBuf};

use runtime::permissions::Kind;

use super::progress::FAILED;
use super::{Answer, permitted};
use crate::trust::store::{Grant, Kept, Store, VARIABLE};

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
        #[command(flatten)]
        named: Names,
    },
    /// They do not any more: the next *Run* asks. What runs goes on.
    Revoke {
        #[arg(default_value = ".")]
        folder: PathBuf,
    },
}

/// What is allowed by name; `*`: all of the kind.
#[derive(clap::Args)]
struct Names {
    /// And may read these files and folders outside of the workspace.
    #[arg(long, value_name = "PATHS", value_delimiter = ',', require_equals = true)]
    allow_read: Vec<String>,
    /// And may write these files and folders.
    #[arg(long, value_name = "PATHS", value_delimiter = ',', require_equals = true)]
    allow_write: Vec<String>,
    /// And may reach these hosts (`localhost:3000`, `*.example.com`).
    #[arg(long, value_name = "HOSTS", value_delimiter = ',', require_equals = true)]
    allow_net: Vec<String>,
    /// And may read these variables (`HOME`, `APP_*`).
    #[arg(long, value_name = "NAMES", value_delimiter = ',', require_equals = true)]
    allow_env: Vec<String>,
    /// And may start these programs (`git`), which may do what you may.
    #[arg(long, value_name = "PROGRAMS", value_delimiter = ',', require_equals = true)]
    allow_run: Vec<String>,
}

impl Names {
    fn of(&self, kind: Kind) -> Vec<String> {
        match kind {
            Kind::Read => permitted::paths(&self.allow_read),
            Kind::Write => permitted::paths(&self.allow_write),
            Kind::Net => self.allow_net.clone(),
            Kind::Env => self.allow_env.clone(),
            Kind::Run => self.allow_run.clone(),
        }
    }

    /// Adds what is named.
    fn add_to(&self, kept: &mut Kept) -> Result<(), String> {
        for kind in Kind::ALL {
            let names = self.of(kind);
            if names.iter().any(String::is_empty) {
                return Err(format!("--allow-{} has an empty name", kind.name()));
            }
            if names.iter().any(|name| name == "*") {
                kept.kinds.insert(kind);
            } else if !names.is_empty() {
                kept.named.entry(kind).or_default().extend(names);
            }
        }
        Ok(())
    }
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
fn said(kept: &Kept) -> String {
    if *kept == Kept::default() { String::new() } else { format!("  (allowed: {kept})") }
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
        Request::Grant { folder, allow, named } => {
            let folder =
                std::fs::canonicalize(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
            if !folder.is_dir() {
                return Err(format!("{} is no folder", folder.display()));
            }
            let kinds = allow.iter().flat_map(|allowed| allowed.kinds()).copied().collect();
            let mut kept = Kept { kinds, ..Kept::default() };
            named.add_to(&mut kept)?;
            let already = if store.grant(&folder)? { "" } else { " already" };
            if kept != Kept::default() {
                store.allow(&folder, &kept)?;
            }
            let may = said(&kept);
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
        format!("{}{}{gone}\n", folder.display(), said(&grant.kept()))
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
