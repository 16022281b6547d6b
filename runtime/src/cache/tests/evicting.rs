//! It stays within its bound, and what a program uses stays.

use std::fs::File;
use std::time::SystemTime;

use super::*;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

fn program(number: usize) -> String {
    format!("/program{number}/main.ts")
}

fn entry(number: usize) -> (&'static str, Vec<u8>) {
    ("a", vec![number as u8; 10_000])
}

fn bytes(directory: &Path) -> u64 {
    packs(directory).iter().map(|pack| pack.metadata().unwrap().len()).sum()
}

fn date(cache: &Cache, program: &str, used: SystemTime) {
    let name = cache.0.build.pack_name(Kind::Modules, Path::new(program));
    File::open(cache.directory().join(name)).unwrap().set_modified(used).unwrap();
}

#[test]
fn the_longest_unused_goes_first_and_the_bound_holds_after_every_write() {
    let folder = tempfile::tempdir().unwrap();
    let most = 100_000;
    for number in 0..100 {
        let (cache, _) = cache_of(folder.path(), "one", most);
        keep(&cache, &program(number), &[entry(number)]);
        date(&cache, &program(number), SystemTime::now() - DAY * 200 + DAY * number as u32);
        assert!(bytes(folder.path()) <= most, "after {number}");
    }
    let (cache, _) = cache_of(folder.path(), "one", most);
    let there: Vec<usize> = (0..100).filter(|it| kept(&cache, &program(*it), &["a"])[0].is_some()).collect();
    assert_eq!(there, (91..100).collect::<Vec<_>>());
}

#[test]
fn what_another_process_uses_stays() {
    let folder = tempfile::tempdir().unwrap();
    let (using, _) = cache_of(folder.path(), "one", MOST_BYTES);
    keep(&using, &program(0), &[entry(0)]);
    // Its lock is on a description of its own, as another process's would be.
    let mut used = using.shelf(Kind::Modules, Path::new(&program(0)));
    date(&using, &program(0), SystemTime::UNIX_EPOCH + DAY);
    for number in 1..5 {
        let (cache, _) = cache_of(folder.path(), "one", 25_000);
        keep(&cache, &program(number), &[entry(number)]);
        date(&cache, &program(number), SystemTime::now() - DAY);
    }
    let name = using.0.build.pack_name(Kind::Modules, Path::new(&program(0)));
    assert!(folder.path().join(&name).exists());
    let key = used.key(&[b"a"]);
    assert_eq!(used.get(&key), Some(entry(0).1));
    drop(used);
    let (cache, _) = cache_of(folder.path(), "one", 25_000);
    keep(&cache, &program(6), &[entry(6)]);
    assert!(!folder.path().join(&name).exists());
}

#[test]
fn a_clock_that_was_wrong_keeps_nothing_for_ever() {
    let folder = tempfile::tempdir().unwrap();
    let (cache, said) = cache_of(folder.path(), "one", 35_000);
    let dates = [SystemTime::now() + DAY * 3650, SystemTime::UNIX_EPOCH, SystemTime::now() - DAY];
    for (number, used) in dates.into_iter().enumerate() {
        keep(&cache, &program(number), &[entry(number)]);
        date(&cache, &program(number), used);
    }
    // One date says nothing of what is found.
    assert_eq!(kept_quietly(&cache, 0), Some(entry(0).1));
    date(&cache, &program(0), SystemTime::now() + DAY * 3650);
    keep(&cache, &program(3), &[entry(3)]);
    keep(&cache, &program(4), &[entry(4)]);
    let there: Vec<usize> = (0..5).filter(|it| kept_quietly(&cache, *it).is_some()).collect();
    assert_eq!(there, [2, 3, 4]);
    assert_eq!(*said.lock().unwrap(), [] as [String; 0]);
}

fn kept_quietly(cache: &Cache, number: usize) -> Option<Vec<u8>> {
    kept(cache, &program(number), &["a"]).remove(0)
}

#[test]
fn use_is_noted_so_that_what_is_started_often_stays() {
    let folder = tempfile::tempdir().unwrap();
    let (cache, _) = cache_of(folder.path(), "one", MOST_BYTES);
    for number in 0..2 {
        keep(&cache, &program(number), &[entry(number)]);
        date(&cache, &program(number), SystemTime::now() - DAY * (9 - number as u32));
    }
    assert!(kept_quietly(&cache, 0).is_some());
    let (small, _) = cache_of(folder.path(), "one", 25_000);
    keep(&small, &program(2), &[entry(2)]);
    assert!(kept_quietly(&small, 0).is_some() && kept_quietly(&small, 1).is_none());
}

#[test]
fn readers_of_what_is_evicted_see_it_whole_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let is_over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                let (cache, _) = cache_of(folder.path(), "one", 25_000);
                while !is_over.load(Ordering::Relaxed) {
                    for number in 0..10 {
                        let found = kept_quietly(&cache, number);
                        assert!(found.is_none_or(|found| found == entry(number).1));
                    }
                }
                assert_eq!(cache.counts().damaged, 0);
            });
        }
        for round in 0..100 {
            let (cache, said) = cache_of(folder.path(), "one", 25_000);
            keep(&cache, &program(round % 10), &[entry(round % 10)]);
            assert_eq!(*said.lock().unwrap(), [] as [String; 0]);
        }
        is_over.store(true, Ordering::Relaxed);
    });
}

#[test]
fn more_than_the_bound_in_one_pack_is_not_written() {
    let folder = tempfile::tempdir().unwrap();
    let (cache, said) = cache_of(folder.path(), "one", 5_000);
    keep(&cache, PROGRAM, &[entry(0)]);
    assert_eq!(packs(folder.path()), [] as [std::path::PathBuf; 0]);
    assert_eq!(said.lock().unwrap().len(), 1);
}
