//! Writes that fail: the pack stays, nothing is left beside it, and one message says so.

use std::fs::File;
use std::io::{self, ErrorKind, Write};

use super::super::stage::{Disk, replace};
use super::super::writer::{self, Job};
use super::*;

/// A disk on which one step fails.
#[derive(Clone, Copy, Debug)]
enum Faulty {
    Create(ErrorKind),
    /// So many bytes are written before it.
    Write(usize, ErrorKind),
    ReadBack(ErrorKind),
    /// What comes back is not what was written.
    Changed,
    Sync(ErrorKind),
    Rename(ErrorKind),
}

impl Disk for Faulty {
    fn create(&self, path: &Path) -> io::Result<File> {
        match *self {
            Self::Create(kind) => Err(kind.into()),
            _ => stage::Real.create(path),
        }
    }

    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        match *self {
            Self::Write(length, kind) => {
                file.write_all(&bytes[..length.min(bytes.len())])?;
                Err(kind.into())
            }
            _ => file.write_all(bytes),
        }
    }

    fn read_back(&self, path: &Path) -> io::Result<Vec<u8>> {
        let mut bytes = stage::Real.read_back(path)?;
        match *self {
            Self::ReadBack(kind) => return Err(kind.into()),
            Self::Changed => bytes[20] ^= 1,
            _ => {}
        }
        Ok(bytes)
    }

    fn sync(&self, file: &File) -> io::Result<()> {
        match *self {
            Self::Sync(kind) => Err(kind.into()),
            _ => stage::Real.sync(file),
        }
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        match *self {
            Self::Rename(kind) => Err(kind.into()),
            _ => stage::Real.rename(from, to),
        }
    }
}

const FAULTS: [Faulty; 11] = [
    Faulty::Create(ErrorKind::PermissionDenied),
    Faulty::Create(ErrorKind::ReadOnlyFilesystem),
    Faulty::Create(ErrorKind::StorageFull),
    Faulty::Write(0, ErrorKind::StorageFull),
    Faulty::Write(1, ErrorKind::StorageFull),
    Faulty::Write(300, ErrorKind::QuotaExceeded),
    Faulty::ReadBack(ErrorKind::Other),
    Faulty::Changed,
    Faulty::Sync(ErrorKind::StorageFull),
    Faulty::Sync(ErrorKind::Other),
    Faulty::Rename(ErrorKind::PermissionDenied),
];

#[test]
fn a_fault_at_any_step_leaves_the_pack_as_it_was_and_nothing_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    let kept_before = cache(folder.path());
    keep(&kept_before, PROGRAM, &[("a", b"alpha".to_vec())]);
    let before = (files(folder.path()), std::fs::read(&packs(folder.path())[0]).unwrap());
    for fault in FAULTS {
        let name = kept_before.0.build.pack_name(Kind::Modules, Path::new(PROGRAM));
        let added = vec![(kept_before.key(Kind::Modules, &[b"b"]), vec![1; 1000])];
        let job = Job { name, used: Default::default(), added };
        assert!(writer::write(&fault, &kept_before.0, &job).is_err(), "{fault:?}");
        let after = (files(folder.path()), std::fs::read(&packs(folder.path())[0]).unwrap());
        assert_eq!(after, before, "{fault:?}");
    }
    assert_eq!(kept(&cache(folder.path()), PROGRAM, &["a"]), [Some(b"alpha".to_vec())]);
}

#[test]
fn a_first_write_that_fails_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    for fault in FAULTS {
        assert!(
            replace(&fault, folder.path(), "new", &[7; 400], |back| back == [7; 400]).is_err(),
            "{fault:?}"
        );
        assert_eq!(files(folder.path()), [] as [String; 0], "{fault:?}");
    }
}

#[test]
fn a_directory_that_vanishes_costs_one_message() {
    let folder = tempfile::tempdir().unwrap();
    let (cache, said) = cache_of(&folder.path().join("cache"), "one", MOST_BYTES);
    std::fs::remove_dir_all(folder.path().join("cache")).unwrap();
    for _ in 0..3 {
        let mut shelf = cache.shelf(Kind::Modules, Path::new(PROGRAM));
        let key = shelf.key(&[b"a"]);
        assert_eq!(shelf.get(&key), None);
        shelf.put(key, vec![1]);
        shelf.flush();
        cache.finish(PATIENCE);
    }
    let said = said.lock().unwrap();
    assert!(said.len() == 1 && said[0].starts_with("the cache cannot be written:"), "{said:?}");
    assert_eq!(cache.counts().failed, 3);
}

/// Opening says why there is none, once.
#[track_caller]
fn refused(directory: &Path, why: &str) {
    let said = Arc::new(Mutex::new(Vec::new()));
    let hears = Arc::clone(&said);
    let opened = Cache::open(directory, move |what: &str| hears.lock().unwrap().push(what.to_owned()));
    assert!(opened.is_none());
    let said = said.lock().unwrap();
    assert!(
        said.len() == 1 && said[0].starts_with("the cache is not used:") && said[0].contains(why),
        "{said:?}"
    );
}

#[test]
fn a_directory_that_cannot_be_made_is_no_cache() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("file"), "").unwrap();
    refused(&folder.path().join("file"), "it cannot be made");
    refused(&folder.path().join("file/below"), "it cannot be made");
    #[cfg(target_os = "linux")]
    refused(Path::new("/proc/saveloop"), "it cannot be made");
}

#[cfg(unix)]
mod owners {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    fn set_mode(path: &Path, mode: u32) {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    }

    fn mode(path: &Path) -> u32 {
        path.metadata().unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn what_others_can_write_to_is_not_used() {
        let folder = tempfile::tempdir().unwrap();
        for mode in [0o770, 0o707, 0o722, 0o777] {
            set_mode(folder.path(), mode);
            refused(folder.path(), "others can write to it");
        }
        set_mode(folder.path(), 0o755);
        assert!(Cache::open(folder.path(), |_| {}).is_some());
    }

    #[test]
    fn a_link_is_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("target");
        keep(&cache(&target), PROGRAM, &[("a", b"alpha".to_vec())]);
        let link = folder.path().join("link");
        symlink(&target, &link).unwrap();
        refused(&link, "it is a link");
        // An entry that is one is no better.
        let pack = &packs(&target)[0];
        std::fs::rename(pack, folder.path().join("elsewhere")).unwrap();
        symlink(folder.path().join("elsewhere"), pack).unwrap();
        assert_eq!(kept(&cache(&target), PROGRAM, &["a"]), [None]);
    }

    #[test]
    fn a_pack_that_others_can_write_to_is_not_believed() {
        let folder = tempfile::tempdir().unwrap();
        keep(&cache(folder.path()), PROGRAM, &[("a", b"alpha".to_vec())]);
        set_mode(&packs(folder.path())[0], 0o666);
        assert_eq!(kept(&cache(folder.path()), PROGRAM, &["a"]), [None]);
    }

    #[test]
    fn what_is_made_is_the_owners_alone() {
        let folder = tempfile::tempdir().unwrap();
        let made = folder.path().join("deep/er");
        keep(&cache(&made), PROGRAM, &[("a", b"alpha".to_vec())]);
        cache(&made).0.directory.note_damage();
        assert_eq!(mode(&made), 0o700);
        for name in files(&made) {
            assert_eq!(mode(&made.join(&name)), 0o600, "{name}");
        }
        assert_eq!(files(&made).len(), 3);
    }
}
