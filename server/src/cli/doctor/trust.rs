//! What a person has said of a file's folder: whether its programs run in an editor, and what they may do.

use std::collections::BTreeSet;
use std::path::Path;

use runtime::permissions::Kind;
use serde_json::{Value, json};

use crate::trust::store::{Kept, Store};

/// Of the folder that holds a path, or of the path if it is one.
pub struct Said {
    folder: String,
    is_trusted: bool,
    kept: Kept,
    /// Why nothing can be known.
    trouble: Option<String>,
}

pub fn look(store: Option<&Store>, path: &Path) -> Said {
    let real = crate::sealed::real(path);
    let folder = if real.is_dir() { real.as_path() } else { real.parent().unwrap_or(&real) };
    let mut said = Said {
        folder: folder.display().to_string(),
        is_trusted: false,
        kept: Kept::default(),
        trouble: None,
    };
    let found = match store {
        Some(store) => {
            store.covers(&real).and_then(|is_trusted| Ok((is_trusted, store.permissions_of(&real)?)))
        }
        None => Err("there is no place for a person's settings here".to_owned()),
    };
    match found {
        Ok((is_trusted, kept)) => (said.is_trusted, said.kept) = (is_trusted, kept),
        Err(why) => said.trouble = Some(why),
    }
    said
}

impl Said {
    /// What is known, and what changes it.
    pub fn lines(&self) -> [(&'static str, String); 2] {
        let Self { folder, is_trusted, trouble, .. } = self;
        let trust = match (trouble, is_trusted) {
            (Some(why), _) => why.clone(),
            (None, true) => {
                format!("editors run programs of {folder} when you ask; saveloop trust revoke ends it")
            }
            (None, false) => format!(
                "{folder} is not trusted: the first *Run* in an editor asks; or now: saveloop trust grant {folder}"
            ),
        };
        [("trust", trust), ("permissions", self.permissions())]
    }

    fn permissions(&self) -> String {
        let asked: Vec<&str> =
            Kind::ALL.iter().filter(|it| !self.kept.kinds.contains(it)).map(|it| it.name()).collect();
        if asked.is_empty() {
            return "in an editor its programs may do everything, unless saveloop.permissions takes it away"
                .to_owned();
        }
        let allowed = self.kept.to_string();
        let allowed =
            if allowed.is_empty() { "nothing more than to read the workspace".to_owned() } else { allowed };
        format!(
            "allowed in an editor: {allowed}; what else is asked once: {} (now: saveloop trust grant --allow {} {})",
            asked.join(", "),
            asked.first().unwrap_or(&"all"),
            self.folder,
        )
    }

    pub fn json(&self) -> Value {
        let named: serde_json::Map<String, Value> =
            self.kept.named.iter().map(|(kind, names)| (kind.name().to_owned(), json!(names))).collect();
        let kinds: BTreeSet<&str> = self.kept.kinds.iter().map(|kind| kind.name()).collect();
        json!({"folder": self.folder, "trusted": self.is_trusted, "allowed": kinds, "named": named, "trouble": self.trouble})
    }
}
