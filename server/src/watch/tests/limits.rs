//! What is held of the system, and given back.

use std::fs;

use super::*;

/// How many watches this process has on directories in this one, as the kernel counts them.
pub fn watches_in(directory: &Path) -> usize {
    instances_in(directory).into_iter().sum()
}

/// The same for each inotify instance that has any.
fn instances_in(directory: &Path) -> Vec<usize> {
    let inodes = inodes(directory);
    let Ok(entries) = fs::read_dir("/proc/self/fdinfo") else { return Vec::new() };
    let counts = entries.flatten().map(|entry| {
        let text = fs::read_to_string(entry.path()).unwrap_or_default();
        let watches = text.lines().filter_map(|line| line.strip_prefix("inotify "));
        let inode = |line: &str| {
            let field = line.split(' ').find_map(|field| field.strip_prefix("ino:"))?;
            u64::from_str_radix(field, 16).ok()
        };
        watches.filter_map(inode).filter(|inode| inodes.contains(inode)).count()
    });
    counts.filter(|count| *count > 0).collect()
}

fn inodes(directory: &Path) -> Vec<u64> {
    use std::os::unix::fs::MetadataExt;
    let mut found = Vec::new();
    let mut work = vec![directory.to_owned()];
    while let Some(directory) = work.pop() {
        found.extend(fs::metadata(&directory).map(|it| it.ino()));
        let entries = fs::read_dir(&directory).into_iter().flatten().flatten();
        work.extend(entries.filter(|it| it.file_type().is_ok_and(|kind| kind.is_dir())).map(|it| it.path()));
    }
    found
}

#[test]
fn a_pause_gives_every_handle_back_and_a_thousand_pauses_leak_none() {
    let directory = Directory::new("leaks");
    let stage = Stage::new(&directory.0);
    for n in 0..40 {
        stage.load(&directory.file(&format!("src/{}/{n}.ts", n % 5), "1"));
    }
    stage.settle();
    let before = instances_in(&directory.0);
    assert_eq!(before.len(), 1, "one instance: {before:?}");
    for _ in 0..1000 {
        stage.hold("codegen");
        assert_eq!(instances_in(&directory.0), [0; 0]);
        assert_eq!(stage.release("codegen"), NOTHING);
        assert_eq!(instances_in(&directory.0), before);
    }
}

#[test]
fn a_room_that_ends_gives_every_handle_back() {
    let directory = Directory::new("ends");
    let stage = Stage::new(&directory.0);
    stage.load(&directory.file("a.ts", "1"));
    stage.settle();
    assert_eq!(watches_in(&directory.0), 1);
    drop(stage);
    assert_eq!(watches_in(&directory.0), 0);
}
