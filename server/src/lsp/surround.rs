//! What programs find around them, by the settings: for each its own, from the folder that is open.

use std::path::{Path, PathBuf};

use runtime::surroundings::Surroundings;
use tower_lsp::ls_types::MessageType;

use super::main_loop::MainLoop;
use crate::documents::FilePaths;

impl MainLoop {
    /// Tells the programs; whom it concerns starts again.
    pub(super) fn surround(&mut self) {
        let known: Vec<PathBuf> = self.programs.iter().map(|(name, _)| name.to_path_buf()).collect();
        for entry in known {
            let around = self.around(&entry);
            self.programs.surround(&entry, around);
        }
    }

    /// What a program finds around it. What does not exist is said, and left out.
    pub(super) fn around(&self, entry: &Path) -> Surroundings {
        let own = self.config.programs.iter().find(|(named, _)| self.is_named(entry, named));
        let general = &self.config.around;
        let said = own.map_or_else(|| general.clone(), |(_, own)| own.or(general));
        let mut env_files: Vec<PathBuf> =
            said.env_file.unwrap_or_default().iter().map(|it| self.in_folder(it)).collect();
        env_files.retain(|file| {
            let trouble = std::fs::read_to_string(file).err();
            if let Some(error) = &trouble {
                self.note_trouble(entry, "envFile", file, &error.to_string());
            }
            trouble.is_none()
        });
        let cwd = said.cwd.map(|cwd| self.in_folder(&cwd)).filter(|cwd| {
            if !cwd.is_dir() {
                self.note_trouble(entry, "cwd", cwd, "there is no such directory");
            }
            cwd.is_dir()
        });
        let env = said.env.unwrap_or_default().into_iter().collect();
        Surroundings { args: said.args.unwrap_or_default(), env, env_files, cwd }
    }

    /// The files that print for who calls them, in every folder that is open.
    pub(super) fn wrappers(&self) -> Vec<PathBuf> {
        let named = self.config.wrappers.iter();
        named
            .flat_map(|named| self.roots.iter().map(move |root| FilePaths::of(root.join(named)).real))
            .collect()
    }

    fn note_trouble(&self, entry: &Path, setting: &str, path: &Path, why: &str) {
        let (name, path) = (self.short_name(entry), path.display());
        let message = format!("saveloop.{setting} is {path}, but {why}; {name} runs without it");
        self.outbox.show(MessageType::WARNING, message);
    }

    fn in_folder(&self, named: &str) -> PathBuf {
        self.roots.first().map_or_else(|| PathBuf::from(named), |root| root.join(named))
    }

    /// Whether a setting means this program: by its path in a folder that is open, or by all of it.
    fn is_named(&self, entry: &Path, named: &str) -> bool {
        let is = |path: PathBuf| FilePaths::of(path).real == entry;
        self.roots.iter().any(|root| is(root.join(named))) || is(PathBuf::from(named))
    }
}
