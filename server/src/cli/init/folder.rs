//! A folder of files, as it is written for an editor.

use std::fs;
use std::path::Path;

/// Names from the folder on, and texts.
pub type File = (&'static str, &'static str);

/// Writes the files, over older ones.
pub fn write(folder: &Path, files: &[File]) -> Result<(), String> {
    for (name, text) in files {
        let path = folder.join(name);
        let made = path.parent().map_or(Ok(()), fs::create_dir_all);
        made.and_then(|()| fs::write(&path, text)).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(())
}

/// Fails unless these are the files of a folder of the repository, but those that are left out.
#[cfg(test)]
#[track_caller]
pub fn assert_is_all_of(files: &[File], folder: &str, is_left_out: impl Fn(&str) -> bool) {
    use std::collections::BTreeSet;

    fn walk(folder: &Path, from: &Path, found: &mut BTreeSet<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, from, found);
            } else {
                found.insert(path.strip_prefix(from).unwrap().to_str().unwrap().to_owned());
            }
        }
    }

    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../editors").join(folder);
    let mut found = BTreeSet::new();
    walk(&folder, &folder, &mut found);
    found.retain(|name| !is_left_out(name));
    assert_eq!(files.iter().map(|(name, _)| (*name).to_owned()).collect::<BTreeSet<_>>(), found);
}
