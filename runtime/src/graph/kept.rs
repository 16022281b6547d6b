//! Modules that an earlier start of the program has transpiled.

use std::path::Path;

use super::resolve::ModuleKind;
use crate::cache::Shelf;
use crate::transpile::{Problem, Recipe, Transpiled};

pub struct Kept(pub Shelf);

impl Kept {
    /// What was kept of exactly this module, or what `make` makes of it, which is kept then. What has
    /// problems is made each time.
    pub fn or_make(
        &mut self,
        kind: ModuleKind,
        path: &Path,
        source: &str,
        recipe: &Recipe,
        make: impl FnOnce() -> Result<Transpiled, Vec<Problem>>,
    ) -> Result<Transpiled, Vec<Problem>> {
        let kind = format!("{kind:?}");
        let Ok(recipe) = postcard::to_stdvec(recipe) else { return make() };
        let path = path.as_os_str().as_encoded_bytes();
        let key = self.0.key(&[kind.as_bytes(), path, &recipe, source.as_bytes()]);
        if let Some(bytes) = self.0.get(&key) {
            match postcard::from_bytes(&bytes) {
                Ok(transpiled) => return Ok(transpiled),
                Err(error) => self.0.reject(&key, &error.to_string()),
            }
        }
        let made = make()?;
        match postcard::to_stdvec(&made) {
            Ok(bytes) => self.0.put(key, bytes),
            Err(error) => tracing::error!("a module cannot be kept: {error}"),
        }
        Ok(made)
    }
}
