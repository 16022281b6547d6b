//! Many files at once, and those who hold.

use std::fs;
use std::process::Command as Process;
use std::time::Instant;

use super::*;
use crate::watch::Mode;

/// Everything told until the room has looked at all files, as batches.
fn batches(stage: &Stage) -> Vec<Vec<PathBuf>> {
    let mut batches = Vec::new();
    loop {
        match stage.reports.try_recv() {
            Ok(Report::Saved(paths)) => batches.push(paths),
            Ok(other) => panic!("{other:?}"),
            Err(_) => break,
        }
    }
    let rest = stage.settle();
    if !rest.is_empty() {
        batches.push(rest);
    }
    batches
}

#[test]
fn two_thousand_files_in_a_second_are_one_batch_or_two() {
    let directory = Directory::new("storm");
    let stage = Stage::new(&directory.0);
    let paths: Vec<PathBuf> =
        (0..2000).map(|n| directory.file(&format!("d{}/{n}.ts", n % 20), "before")).collect();
    paths.iter().for_each(|path| drop(stage.load(path)));
    stage.settle();
    let begin = Instant::now();
    for (n, path) in paths.iter().enumerate() {
        fs::write(path, "after").unwrap();
        // Spread over a second, in steps: what counts is that they go on coming.
        while begin.elapsed() < Duration::from_micros(500) * n as u32 {
            std::thread::yield_now();
        }
    }
    let mut told: Vec<PathBuf> = stage.saved();
    let mut count = 1;
    while told.len() < paths.len() {
        told.extend(stage.saved());
        count += 1;
    }
    assert!(count <= 2, "{count} batches");
    assert!(paths.iter().all(|path| stage.text(path) == "after"));
    assert_eq!(stage.settle(), NOTHING);
}

#[test]
fn what_changed_under_a_hold_is_one_batch_and_exactly_the_difference() {
    let directory = Directory::new("difference");
    let stage = Stage::new(&directory.0);
    let name = |n: usize| format!("d{}/{n}.ts", n % 7);
    let paths: Vec<PathBuf> = (0..60).map(|n| directory.file(&name(n), &format!("{n}"))).collect();
    paths.iter().for_each(|path| drop(stage.load(path)));
    stage.settle();
    for round in 0..20 {
        stage.hold("codegen");
        let mut changed = Vec::new();
        for (n, path) in paths.iter().enumerate() {
            match (n * 31 + round * 17) % 5 {
                // Left alone; written with the same text; replaced by itself.
                0 => {}
                1 if path.is_file() => fs::write(path, fs::read(path).unwrap()).unwrap(),
                2 if path.is_file() => {
                    fs::copy(path, directory.path("copy")).unwrap();
                    fs::rename(directory.path("copy"), path).unwrap();
                }
                3 if path.is_file() => {
                    fs::remove_file(path).unwrap();
                    changed.push(path.clone());
                }
                _ => {
                    fs::write(path, format!("{n} in round {round}")).unwrap();
                    changed.push(path.clone());
                }
            }
        }
        let mut told = stage.release("codegen");
        told.sort();
        changed.sort();
        assert_eq!(told, changed, "round {round}");
        changed.iter().for_each(|path| drop(stage.load(path)));
        assert_eq!(stage.settle(), NOTHING, "round {round}");
    }
}

#[test]
fn holders_nest_overlap_and_each_release_is_answered() {
    let directory = Directory::new("nest");
    let path = directory.file("a.ts", "1");
    let stage = Stage::new(&directory.0);
    stage.load(&path);
    stage.hold("codegen");
    stage.hold("formatter");
    // The same tool, called by itself.
    let codegen = Holder("codegen".into());
    stage.watch.send(Command::Hold { holder: codegen.clone(), at_most: LONGEST });
    fs::write(&path, "2").unwrap();
    stage.watch.send(Command::Release { holder: codegen.clone() });
    assert_eq!(stage.next(), Report::Released { ended: vec![(codegen, End::Nested)], saved: vec![] });
    assert_eq!(stage.release("codegen"), NOTHING);
    assert_eq!(stage.release("nobody"), NOTHING);
    assert_eq!(stage.release("formatter"), std::slice::from_ref(&path));
    assert_eq!(stage.text(&path), "2");
}

#[test]
fn a_holder_that_never_releases_holds_for_so_long_and_no_longer() {
    let directory = Directory::new("expires");
    let path = directory.file("a.ts", "1");
    let stage = Stage::new(&directory.0);
    stage.load(&path);
    let holder = Holder("codegen".into());
    stage.watch.send(Command::Hold { holder: holder.clone(), at_most: Duration::from_millis(50) });
    assert!(matches!(stage.next(), Report::Held { .. }));
    fs::write(&path, "2").unwrap();
    assert_eq!(
        stage.next(),
        Report::Released { ended: vec![(holder, End::Expired)], saved: vec![path.clone()] }
    );
    // Everything is watched again.
    stage.load(&path);
    fs::write(&path, "3").unwrap();
    stage.until(&path, "3");
}

fn git(directory: &Path, arguments: &[&str]) {
    let status = Process::new("git")
        .current_dir(directory)
        .args([
            "-c",
            "user.name=a",
            "-c",
            "user.email=a@b",
            "-c",
            "init.defaultBranch=main",
            "-c",
            "gc.auto=0",
        ])
        .args(arguments)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_EDITOR", "true")
        .output()
        .expect("git is there");
    assert!(status.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&status.stderr));
}

/// A repository with two branches that differ in all files.
fn repository(directory: &Directory, files: usize) -> Vec<PathBuf> {
    let write = |text: &str| -> Vec<PathBuf> {
        (0..files)
            .map(|n| directory.file(&format!("src/d{}/{n}.ts", n % 9), &format!("{text} {n}\n")))
            .collect()
    };
    let paths = write("main");
    git(&directory.0, &["init", "-q"]);
    git(&directory.0, &["add", "."]);
    git(&directory.0, &["commit", "-qm", "main"]);
    git(&directory.0, &["checkout", "-qb", "other"]);
    write("other");
    git(&directory.0, &["commit", "-qam", "other"]);
    paths
}

/// What was told of a git operation, apart from its holds, in batches.
fn batches_of_git(stage: &Stage) -> Vec<Vec<PathBuf>> {
    let mut batches = Vec::new();
    let mut holds = 0;
    let holder = Holder("a test".into());
    // Only when git does not hold any more is the answer the room's last word.
    loop {
        match stage.reports.recv_timeout(Duration::from_millis(if holds > 0 { 30_000 } else { 300 })) {
            Ok(Report::Saved(paths)) => batches.push(paths),
            Ok(Report::Held { .. }) => holds += 1,
            Ok(Report::Released { ended, saved }) => {
                holds -= 1;
                assert!(ended.iter().all(|(ended, end)| *end == End::Released && *ended != holder));
                if !saved.is_empty() {
                    batches.push(saved);
                }
            }
            Ok(other) => panic!("{other:?}"),
            Err(_) => break,
        }
    }
    let rest = stage.settle();
    if !rest.is_empty() {
        batches.push(rest);
    }
    batches
}

#[test]
fn a_switch_of_three_hundred_files_between_branches_is_one_batch_or_two() {
    let directory = Directory::new("branches");
    let paths = repository(&directory, 300);
    let stage = Stage::new(&directory.0);
    paths.iter().for_each(|path| drop(stage.load(path)));
    stage.settle();
    for turn in 0..6 {
        let branch = if turn % 2 == 0 { "main" } else { "other" };
        git(&directory.0, &["checkout", "-q", branch]);
        let batches = batches_of_git(&stage);
        assert!((1..=2).contains(&batches.len()), "{} batches to {branch}", batches.len());
        for (n, path) in paths.iter().enumerate() {
            assert_eq!(stage.text(path), format!("{branch} {n}\n"));
        }
    }
}

#[test]
fn a_rebase_is_one_batch_or_two() {
    let directory = Directory::new("rebase");
    let paths = repository(&directory, 20);
    for (n, path) in paths.iter().enumerate().take(10) {
        fs::write(path, format!("commit {n}\n")).unwrap();
        git(&directory.0, &["commit", "-qam", &format!("{n}")]);
    }
    git(&directory.0, &["checkout", "-q", "main"]);
    directory.file("src/new.ts", "1");
    git(&directory.0, &["add", "."]);
    git(&directory.0, &["commit", "-qm", "new"]);
    git(&directory.0, &["checkout", "-q", "other"]);
    let stage = Stage::new(&directory.0);
    paths.iter().for_each(|path| drop(stage.load(path)));
    stage.settle();
    git(&directory.0, &["rebase", "-q", "main"]);
    let batches = batches_of_git(&stage);
    // What a rebase ends with is what it began with, but for the files in between.
    assert!(batches.len() <= 2, "{batches:?}");
    for (n, path) in paths.iter().enumerate() {
        let text = if n < 10 { format!("commit {n}\n") } else { format!("other {n}\n") };
        assert_eq!(stage.text(path), text);
    }
}

#[test]
fn a_rebase_holds_between_its_steps_too_but_not_while_it_stands() {
    let directory = Directory::new("steps");
    let paths = repository(&directory, 1);
    let step = directory.file(".git/rebase-merge/msgnum", "1\n");
    let old = std::time::SystemTime::now() - Duration::from_secs(3600);
    let stands = || fs::OpenOptions::new().append(true).open(&step).unwrap().set_modified(old).unwrap();
    stands();
    let stage = Stage::new(&directory.0);
    stage.load(&paths[0]);
    fs::write(&paths[0], "by a person").unwrap();
    stage.until(&paths[0], "by a person");
    // A lock would be seen only by who looks in time.
    let later = std::time::SystemTime::now() + Duration::from_secs(3600);
    fs::OpenOptions::new().append(true).open(&step).unwrap().set_modified(later).unwrap();
    fs::write(&paths[0], "by a step").unwrap();
    let held = stage.next();
    assert!(matches!(&held, Report::Held { holder, .. } if *holder.0 == *"git"), "{held:?}");
    fs::write(&paths[0], "by the next step").unwrap();
    stands();
    let ended = vec![(Holder("git".into()), End::Released)];
    assert_eq!(stage.next(), Report::Released { ended, saved: vec![paths[0].clone()] });
    assert_eq!(stage.text(&paths[0]), "by the next step");
}

#[test]
fn a_worktrees_lock_holds_and_its_end_releases() {
    let directory = Directory::new("worktree");
    repository(&directory, 3);
    let tree = directory.path("tree");
    git(&directory.0, &["worktree", "add", "-q", tree.to_str().unwrap(), "main"]);
    let path = tree.join("src/d0/0.ts");
    let stage = Stage::new(&tree);
    stage.load(&path);
    let lock = directory.path(".git/worktrees/tree/index.lock");
    fs::write(&lock, "").unwrap();
    fs::write(&path, "half of a checkout").unwrap();
    let held = stage.next();
    assert!(matches!(&held, Report::Held { holder, .. } if *holder.0 == *"git"), "{held:?}");
    fs::write(&path, "all of it").unwrap();
    fs::remove_file(&lock).unwrap();
    let ended = vec![(Holder("git".into()), End::Released)];
    assert_eq!(stage.next(), Report::Released { ended, saved: vec![path.clone()] });
    assert_eq!(stage.text(&path), "all of it");
}

#[test]
fn a_lock_that_was_left_behind_long_ago_holds_nothing() {
    let directory = Directory::new("stale");
    let paths = repository(&directory, 1);
    let lock = directory.file(".git/index.lock", "");
    let old = std::time::SystemTime::now() - Duration::from_secs(3600);
    fs::OpenOptions::new().append(true).open(lock).unwrap().set_modified(old).unwrap();
    let stage = Stage::new(&directory.0);
    stage.load(&paths[0]);
    fs::write(&paths[0], "saved").unwrap();
    stage.until(&paths[0], "saved");
}

#[test]
fn a_tree_of_packages_that_is_replaced_is_followed_to_its_final_state() {
    let directory = Directory::new("packages");
    let stage = Stage::new(&directory.0);
    let tree = |version: usize| -> Vec<PathBuf> {
        let file = |n: usize| directory.file(&format!("node_modules/p{n}/index.js"), &format!("{version}"));
        (0..100).map(file).collect()
    };
    let paths = tree(0);
    paths.iter().for_each(|path| drop(stage.load(path)));
    stage.settle();
    for version in 1..=5 {
        fs::remove_dir_all(directory.path("node_modules")).unwrap();
        tree(version);
        let batches = batches(&stage);
        assert!(batches.len() <= 2, "{} batches", batches.len());
        assert!(paths.iter().all(|path| stage.text(path) == format!("{version}")));
    }
}

#[test]
fn polling_finds_what_watching_does() {
    let directory = Directory::new("polling");
    let path = directory.file("src/a.ts", "1");
    let stage = Stage::new(&directory.0);
    stage.watch.send(Command::Mode { mode: Mode::Poll, folders: Vec::new() });
    stage.load(&path);
    stage.settle();
    assert_eq!(limits::watches_in(&directory.0), 0);
    for turn in 0..3 {
        fs::write(&path, format!("saved {turn}")).unwrap();
        stage.until(&path, &format!("saved {turn}"));
    }
    fs::rename(directory.path("src"), directory.path("moved")).unwrap();
    stage.until(&path, "nothing");
    directory.file("src/a.ts", "back");
    stage.until(&path, "back");
}

#[test]
fn what_the_editor_watches_is_not_watched_twice() {
    let directory = Directory::new("client");
    let path = directory.file("src/a.ts", "1");
    let package = directory.file("node_modules/p/index.js", "1");
    let stage = Stage::new(&directory.0);
    stage.watch.send(Command::Mode { mode: Mode::Client, folders: vec![directory.0.clone()] });
    stage.load(&path);
    stage.load(&package);
    stage.settle();
    assert_eq!(limits::watches_in(&directory.0), 2, "the package and what it lies in");
    fs::write(&path, "2").unwrap();
    stage.watch.send(Command::Told(vec![path.clone()]));
    stage.until(&path, "2");
    // Editors name the directory that is gone, and not what was in it.
    fs::remove_dir_all(directory.path("src")).unwrap();
    stage.watch.send(Command::Told(vec![directory.path("src")]));
    stage.until(&path, "nothing");
    fs::write(&package, "2").unwrap();
    stage.until(&package, "2");
}
