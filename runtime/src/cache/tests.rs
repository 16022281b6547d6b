//! The cache under readers, kills, faults and damage.

mod damage;
mod evicting;
mod faults;
mod kills;
mod swaps;

use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::directory::Directory;
use super::*;

/// More than any write takes.
const PATIENCE: Duration = Duration::from_secs(60);
const PROGRAM: &str = "/program/main.ts";

/// A cache of a build of this name, and what it says.
fn cache_of(directory: &Path, build: &str, most_bytes: u64) -> (Cache, Arc<Mutex<Vec<String>>>) {
    let said = Arc::new(Mutex::new(Vec::new()));
    let hears = Arc::clone(&said);
    let tell = move |what: &str| hears.lock().unwrap().push(what.to_owned());
    let opened = Directory::open(directory).unwrap();
    (Cache::with(opened, Build::named(build), most_bytes, tell), said)
}

fn cache(directory: &Path) -> Cache {
    cache_of(directory, "one", MOST_BYTES).0
}

/// Keeps these entries for the program, and waits until they are written.
fn keep(cache: &Cache, program: &str, entries: &[(&str, Vec<u8>)]) {
    let mut shelf = cache.shelf(Kind::Modules, Path::new(program));
    for (name, bytes) in entries {
        let key = shelf.key(&[name.as_bytes()]);
        shelf.put(key, bytes.clone());
    }
    shelf.flush();
    drop(shelf);
    cache.finish(PATIENCE);
}

/// What is kept of these.
fn kept(cache: &Cache, program: &str, names: &[&str]) -> Vec<Option<Vec<u8>>> {
    let mut shelf = cache.shelf(Kind::Modules, Path::new(program));
    let keys: Vec<Key> = names.iter().map(|name| shelf.key(&[name.as_bytes()])).collect();
    keys.iter().map(|key| shelf.get(key)).collect()
}

fn files(directory: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(directory)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn packs(directory: &Path) -> Vec<std::path::PathBuf> {
    files(directory)
        .into_iter()
        .filter(|name| name.ends_with(".pack"))
        .map(|name| directory.join(name))
        .collect()
}

#[test]
fn what_a_start_kept_is_there_for_the_next_one() {
    let folder = tempfile::tempdir().unwrap();
    keep(&cache(folder.path()), PROGRAM, &[("a", b"alpha".to_vec()), ("b", Vec::new())]);
    let next = cache(folder.path());
    assert_eq!(kept(&next, PROGRAM, &["a", "b", "c"]), [Some(b"alpha".to_vec()), Some(Vec::new()), None]);
    let counts = Counts { hits: 2, misses: 1, ..Counts::default() };
    assert_eq!(next.counts(), counts);
}

#[test]
fn another_program_another_kind_and_another_build_find_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let first = cache(folder.path());
    keep(&first, PROGRAM, &[("a", b"alpha".to_vec())]);
    assert_eq!(kept(&first, "/program/other.ts", &["a"]), [None]);
    let mut shelf = first.shelf(Kind::Bytecode, Path::new(PROGRAM));
    let key = shelf.key(&[b"a"]);
    assert_eq!(shelf.get(&key), None);
    assert_eq!(kept(&cache_of(folder.path(), "two", MOST_BYTES).0, PROGRAM, &["a"]), [None]);
    assert_eq!(kept(&cache(folder.path()), PROGRAM, &["a"]), [Some(b"alpha".to_vec())]);
}

#[test]
fn every_ingredient_of_a_recipe_counts_and_none_runs_into_the_next() {
    let build = Build::named("one");
    let keys = [
        build.key(Kind::Modules, &[b"a", b"bc"]),
        build.key(Kind::Modules, &[b"ab", b"c"]),
        build.key(Kind::Modules, &[b"abc"]),
        build.key(Kind::Modules, &[b"abc", b""]),
        build.key(Kind::Bytecode, &[b"abc"]),
        Build::named("two").key(Kind::Modules, &[b"abc"]),
    ];
    let different: std::collections::BTreeSet<Key> = keys.into_iter().collect();
    assert_eq!(different.len(), keys.len());
}

#[test]
fn a_thousand_warm_starts_write_nothing() {
    let folder = tempfile::tempdir().unwrap();
    keep(&cache(folder.path()), PROGRAM, &[("a", b"alpha".to_vec())]);
    let state = || {
        let stamp = |name: &String| std::fs::metadata(folder.path().join(name)).unwrap().modified().unwrap();
        let names = files(folder.path());
        let folder = std::fs::metadata(folder.path()).unwrap().modified().unwrap();
        (names.iter().map(stamp).collect::<Vec<_>>(), names, folder)
    };
    let before = state();
    for _ in 0..1000 {
        let next = cache(folder.path());
        let mut shelf = next.shelf(Kind::Modules, Path::new(PROGRAM));
        let key = shelf.key(&[b"a"]);
        assert!(shelf.get(&key).is_some());
        shelf.flush();
        next.finish(PATIENCE);
    }
    assert_eq!(state(), before);
}

#[test]
fn a_pack_that_two_processes_add_to_has_what_both_added() {
    let folder = tempfile::tempdir().unwrap();
    let (one, other) = (cache(folder.path()), cache(folder.path()));
    let mut shelves = [&one, &other].map(|cache| cache.shelf(Kind::Modules, Path::new(PROGRAM)));
    for (shelf, name) in shelves.iter_mut().zip(["a", "b"]) {
        let key = shelf.key(&[name.as_bytes()]);
        shelf.put(key, name.into());
    }
    for (shelf, cache) in shelves.iter_mut().zip([&one, &other]) {
        shelf.flush();
        cache.finish(PATIENCE);
    }
    assert_eq!(kept(&cache(folder.path()), PROGRAM, &["a", "b"]), [Some("a".into()), Some("b".into())]);
}

#[test]
fn an_entry_that_is_of_no_use_for_long_leaves_its_pack() {
    let folder = tempfile::tempdir().unwrap();
    keep(&cache(folder.path()), PROGRAM, &[("old", b"old".to_vec())]);
    for round in 0..7 {
        keep(&cache(folder.path()), PROGRAM, &[("new", vec![round; 9])]);
    }
    assert!(kept(&cache(folder.path()), PROGRAM, &["old"])[0].is_some());
    keep(&cache(folder.path()), PROGRAM, &[("new", vec![9; 9])]);
    assert_eq!(kept(&cache(folder.path()), PROGRAM, &["old", "new"]), [None, Some(vec![9; 9])]);
}

#[test]
fn a_little_that_is_new_does_not_write_a_large_pack_again() {
    let folder = tempfile::tempdir().unwrap();
    keep(&cache(folder.path()), PROGRAM, &[("large", vec![1; 1000])]);
    let next = cache(folder.path());
    keep(&next, PROGRAM, &[("small", vec![1; 100])]);
    assert_eq!(next.counts().written, 0);
    keep(&next, PROGRAM, &[("not small", vec![1; 200])]);
    assert_eq!(next.counts().written, 1);
}

#[test]
fn processes_that_make_the_directory_at_once_agree_on_its_secret() {
    for _ in 0..20 {
        let folder = tempfile::tempdir().unwrap();
        let secrets = std::thread::scope(|scope| {
            let open = || *Directory::open(&folder.path().join("new")).unwrap().secret();
            let threads: Vec<_> = (0..8).map(|_| scope.spawn(open)).collect();
            threads.into_iter().map(|it| it.join().unwrap()).collect::<std::collections::BTreeSet<_>>()
        });
        assert_eq!((secrets.len(), files(&folder.path().join("new")).len()), (1, 1));
    }
}
