//! Files that no program may write, whatever a person allowed it, as long as it may not start programs: the
//! answers themselves, and the code that engines take from the cache.

use std::path::{Path, PathBuf};

use crate::trust::store::Store;

pub fn sealed(store: Option<&Store>, cache: Option<PathBuf>) -> Vec<String> {
    let files = store.into_iter().flat_map(Store::files);
    files.chain(cache).map(|path| real(&path).to_string_lossy().into_owned()).collect()
}

/// With links followed, as far as there is something.
pub fn real(path: &Path) -> PathBuf {
    let known = |above: &Path| Some((above.canonicalize().ok()?, path.strip_prefix(above).ok()?.to_owned()));
    match path.ancestors().find_map(known) {
        Some((known, rest)) if rest.as_os_str().is_empty() => known,
        Some((known, rest)) => known.join(rest),
        None => path.to_owned(),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_there_yet_is_found_by_the_real_path_of_what_is() {
        let directory = tempfile::tempdir().unwrap();
        let at = directory.path().canonicalize().unwrap();
        std::fs::create_dir(at.join("real")).unwrap();
        std::os::unix::fs::symlink("real", at.join("link")).unwrap();
        assert_eq!(real(&at.join("link/new/file")), at.join("real/new/file"));
        assert_eq!(real(&at.join("link")).into_os_string(), at.join("real").into_os_string());
        let store = Store::at(at.join("link/trusted.json"));
        let sealed = sealed(Some(&store), Some(at.join("kept")));
        let of = |name: &str| at.join(name).to_string_lossy().into_owned();
        assert_eq!(sealed, ["real/trusted.json", "real/trusted.lock", "real/trusted.new", "kept"].map(of));
    }
}
