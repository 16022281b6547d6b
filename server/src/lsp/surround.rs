//! What programs find around them, by the settings: for each its own, from the folder that is open.

use std::path::{Path, PathBuf};

use runtime::surroundings::{Surroundings, is_obeyed};
use tower_lsp::ls_types::MessageType;

use super::main_loop::MainLoop;
use crate::cache::Place;
use crate::documents::FilePaths;
use crate::sealed::real;
use crate::trust::folder_of;

impl MainLoop {
    /// Tells the programs; whom it concerns starts again.
    pub(super) fn surround(&mut self) {
        let known: Vec<PathBuf> = self.programs.iter().map(|(name, _)| name.to_path_buf()).collect();
        for entry in known {
            let around = self.around(&entry);
            self.programs.surround(&entry, around);
        }
    }

    /// What a program finds around it. What does not exist is said, and left out; what may not be given too.
    pub(super) fn around(&self, entry: &Path) -> Surroundings {
        let (around, troubles) = self.look_around(entry);
        let name = self.short_name(entry);
        for trouble in troubles {
            self.outbox.show(MessageType::WARNING, format!("{trouble}; {name} runs without it"));
        }
        around
    }

    /// The same, and what is to be said of it.
    pub(super) fn look_around(&self, entry: &Path) -> (Surroundings, Vec<String>) {
        let own = self.config.programs.iter().find(|(named, _)| self.is_named(entry, named));
        let general = &self.config.around;
        let said = own.map_or_else(|| general.clone(), |(_, own)| own.or(general));
        let mut troubles = Vec::new();
        let mut env_files: Vec<PathBuf> =
            said.env_file.unwrap_or_default().iter().map(|it| self.in_folder(it)).collect();
        env_files.retain(|file| {
            let why = self.why_not_from(entry, file);
            let said = why.as_ref().map(|why| format!("saveloop.envFile is {}, but {why}", file.display()));
            troubles.extend(said);
            why.is_none()
        });
        let cwd = said.cwd.map(|cwd| self.in_folder(&cwd)).filter(|cwd| {
            if !cwd.is_dir() {
                troubles.push(format!("saveloop.cwd is {}, but there is no such directory", cwd.display()));
            }
            cwd.is_dir()
        });
        let mut env: Vec<(String, String)> = said.env.unwrap_or_default().into_iter().collect();
        env.retain(|(name, _)| {
            if is_obeyed(name) {
                troubles.push(format!("saveloop.env sets {name}, which would act on saveloop itself"));
            }
            !is_obeyed(name)
        });
        (Surroundings { args: said.args.unwrap_or_default(), env, env_files, cwd }, troubles)
    }

    /// A file of variables that settings name, and they may be the folder's own.
    fn why_not_from(&self, entry: &Path, file: &Path) -> Option<String> {
        if let Err(error) = std::fs::metadata(file) {
            return Some(error.to_string());
        }
        if !self.may_read(entry, file) {
            let folder = folder_of(entry, &self.roots).display();
            return Some(format!(
                "it lies outside of the workspace, and no setting grants reading (saveloop trust grant --allow-read={} {folder})",
                file.display()
            ));
        }
        std::fs::read_to_string(file).err().map(|error| error.to_string())
    }

    /// What is kept in the cache is code that an engine takes as it is: a folder brings none along.
    pub(super) fn refuse_own_cache(&mut self) {
        let Place::At(path) = &self.config.cache else { return };
        let at = real(path);
        if path.is_relative() || self.roots.iter().any(|root| at.starts_with(real(root))) {
            let message = "saveloop.cache names a directory in the workspace, which may have come with it: give an \
                           absolute path elsewhere. The platform's own is used";
            self.outbox.show(MessageType::WARNING, message.to_owned());
            self.config.cache = Place::Platform;
        }
    }

    /// The files that print for who calls them, in every folder that is open.
    pub(super) fn wrappers(&self) -> Vec<PathBuf> {
        let named = self.config.wrappers.iter();
        named
            .flat_map(|named| self.roots.iter().map(move |root| FilePaths::of(root.join(named)).real))
            .collect()
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
