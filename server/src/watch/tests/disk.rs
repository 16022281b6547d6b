//! What can happen to files and directories.

use std::fs;
use std::io::Write;

use super::*;
use crate::watch::{Input, Mode};

#[test]
fn saves_of_every_kind_are_noticed() {
    let directory = Directory::new("kinds");
    let path = directory.file("a.ts", "1");
    let stage = Stage::new(&directory.0);
    assert_eq!(stage.text(&path), "1");
    assert_eq!(stage.settle(), NOTHING);

    fs::write(&path, "in place").unwrap();
    stage.until(&path, "in place");
    let other = directory.file("a.ts.new", "renamed over it");
    fs::rename(other, &path).unwrap();
    stage.until(&path, "renamed over it");
    fs::rename(&path, directory.path("a.ts~")).unwrap();
    fs::write(&path, "renamed away, then written").unwrap();
    stage.until(&path, "renamed away, then written");
    fs::remove_file(&path).unwrap();
    stage.until(&path, "nothing");
    fs::write(&path, "back").unwrap();
    stage.until(&path, "back");
}

#[test]
fn what_was_found_is_handed_on_once_whatever_is_written_next() {
    let directory = Directory::new("handed");
    let path = directory.file("a.ts", "1");
    let stage = Stage::new(&directory.0);
    stage.load(&path);
    fs::write(&path, "2").unwrap();
    assert_eq!(stage.saved(), std::slice::from_ref(&path));
    fs::write(&path, "the next").unwrap();
    assert_eq!(stage.text(&path), "2");
    stage.until(&path, "the next");
}

#[test]
fn a_text_that_is_written_again_is_no_change() {
    let directory = Directory::new("same");
    let path = directory.file("a.ts", "1");
    let stage = Stage::new(&directory.0);
    stage.load(&path);
    for _ in 0..20 {
        fs::write(&path, "1").unwrap();
        let touched = fs::OpenOptions::new().append(true).open(&path).unwrap();
        touched.set_modified(std::time::SystemTime::now()).unwrap();
    }
    assert_eq!(stage.settle(), NOTHING);
}

#[test]
fn a_change_that_leaves_length_and_date_as_they_were_is_noticed() {
    let directory = Directory::new("dates");
    let path = directory.file("a.ts", "text 0");
    let stage = Stage::new(&directory.0);
    stage.load(&path);
    let date = fs::metadata(&path).unwrap().modified().unwrap();
    for turn in 1..=30 {
        let text = format!("text {}", turn % 10);
        fs::write(&path, &text).unwrap();
        fs::OpenOptions::new().append(true).open(&path).unwrap().set_modified(date).unwrap();
        stage.until(&path, &text);
    }
}

#[test]
fn directories_that_are_made_again_moved_away_and_put_in_place_are_followed() {
    let directory = Directory::new("directories");
    let path = directory.file("deep/src/a.ts", "1");
    let stage = Stage::new(&directory.0);
    stage.load(&path);
    let (src, deep) = (directory.path("deep/src"), directory.path("deep"));

    fs::remove_dir_all(&src).unwrap();
    directory.file("deep/src/a.ts", "made again");
    stage.until(&path, "made again");
    for turn in 0..10 {
        // The one above is moved, and another takes its place.
        let moved = directory.path(&format!("moved{turn}"));
        directory.file(&format!("other{turn}/src/a.ts"), &format!("other {turn}"));
        fs::rename(&deep, &moved).unwrap();
        fs::rename(directory.path(&format!("other{turn}")), &deep).unwrap();
        stage.until(&path, &format!("other {turn}"));
        // It is this one that is watched now.
        fs::write(&path, format!("saved {turn}")).unwrap();
        stage.until(&path, &format!("saved {turn}"));
        fs::write(moved.join("src/a.ts"), "of no interest").unwrap();
    }
    assert_eq!(stage.settle(), NOTHING);
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_elsewhere_is_a_change_of_what_is_behind_it() {
    let directory = Directory::new("links");
    directory.file("v1/a.ts", "one");
    directory.file("v2/a.ts", "two");
    let link = directory.path("current");
    std::os::unix::fs::symlink("v1", &link).unwrap();
    let path = link.join("a.ts");
    let stage = Stage::new(&directory.0);
    stage.load(&path);
    for turn in 0..10 {
        let (to, text) = if turn % 2 == 0 { ("v2", "two") } else { ("v1", "one") };
        let next = directory.path("next");
        std::os::unix::fs::symlink(to, &next).unwrap();
        fs::rename(&next, &link).unwrap();
        stage.until(&path, text);
    }
    // What is behind the link is watched too, under both names.
    let real = directory.path("v1/a.ts");
    stage.load(&real);
    fs::write(&real, "changed behind the link").unwrap();
    let mut saved = stage.saved();
    if saved.len() < 2 {
        saved.extend(stage.saved());
    }
    saved.sort();
    assert_eq!(saved, [path, real]);
}

#[test]
fn what_resolution_asked_for_and_did_not_find_is_noticed_when_it_comes() {
    let directory = Directory::new("missing");
    let path = directory.file("a.ts", "1");
    let stage = Stage::new(&directory.0);
    stage.load(&path);
    for turn in 0..10 {
        let missing = directory.path(&format!("x{turn}/y/z/b.ts"));
        let nearby = Arc::from([]);
        stage.program.decided(&path, &LookedAt { nearby, own: vec![missing.clone()] });
        assert_eq!(stage.settle(), NOTHING);
        fs::create_dir_all(missing.parent().unwrap()).unwrap();
        fs::write(&missing, "come").unwrap();
        assert_eq!(stage.saved(), [missing]);
    }
}

#[test]
fn a_name_in_another_case_is_another_file_or_the_same_as_the_disk_has_it() {
    let directory = Directory::new("case");
    let path = directory.file("a.ts", "1");
    let stage = Stage::new(&directory.0);
    stage.load(&path);
    fs::rename(&path, directory.path("A.ts")).unwrap();
    let is_one = path.exists();
    if !is_one {
        stage.until(&path, "nothing");
    }
    fs::rename(directory.path("A.ts"), &path).unwrap();
    if !is_one {
        stage.until(&path, "1");
    }
    assert_eq!(stage.settle(), NOTHING);
}

#[test]
fn only_what_matters_is_watched() {
    let directory = Directory::new("matters");
    for n in 0..200 {
        directory.file(&format!("unused/{n}/file.ts"), "");
        directory.file(&format!("node_modules/p{n}/index.js"), "");
    }
    let stage = Stage::new(&directory.0);
    for n in 0..30 {
        stage.load(&directory.file(&format!("src/{}/{n}.ts", n % 4), "1"));
    }
    stage.load(&directory.path("node_modules/p7/index.js"));
    stage.settle();
    let watches = limits::watches_in(&directory.0);
    // The directories of the files, and those above them up to the project.
    assert!(watches <= 8, "{watches} watches");
}

#[test]
fn an_open_document_is_not_read_until_it_is_closed() {
    let directory = Directory::new("open");
    let path = directory.file("a.ts", "1");
    let stage = Stage::new(&directory.0);
    stage.load(&path);
    stage.watch.send(Command::Opened(vec![path.clone()]));
    for turn in 0..100 {
        fs::write(&path, format!("{turn}")).unwrap();
    }
    assert_eq!(stage.settle(), NOTHING);
    stage.watch.send(Command::Closed(vec![path.clone()]));
    stage.until(&path, "99");
    assert_eq!(stage.settle(), NOTHING);
}

#[test]
fn a_file_that_does_not_stand_still_is_reported_and_read_when_it_does() {
    let directory = Directory::new("restless");
    let path = directory.file("a.ts", "whole");
    let stage = Stage::new(&directory.0);
    stage.load(&path);
    let mut writer = fs::OpenOptions::new().append(true).open(&path).unwrap();
    let mut written = String::from("whole");
    let report = loop {
        writer.write_all(b".").unwrap();
        written.push('.');
        if let Ok(report) = stage.reports.recv_timeout(Duration::from_millis(20)) {
            break report;
        }
    };
    assert!(matches!(report, Report::Trouble(crate::watch::Trouble::Restless(_))), "{report:?}");
    writer.write_all(b".").unwrap();
    written.push('.');
    assert_eq!(stage.saved(), std::slice::from_ref(&path));
    let error = stage.program.read(&path).expect_err("it is not guessed");
    assert!(error.to_string().contains("has not stood still"), "{error}");
    drop(writer);
    stage.until(&path, &written);
}

#[test]
fn when_the_system_lost_events_every_file_is_looked_at() {
    let directory = Directory::new("lost");
    let stage = Stage::new(&directory.0);
    // Nobody tells of these.
    stage.watch.send(Command::Mode { mode: Mode::Client, folders: vec![directory.0.clone()] });
    let paths: Vec<PathBuf> = (0..300).map(|n| directory.file(&format!("{n}.ts"), "1")).collect();
    paths.iter().for_each(|path| drop(stage.load(path)));
    stage.settle();
    let mut changed: Vec<PathBuf> = paths.iter().step_by(3).cloned().collect();
    for (n, path) in changed.iter().enumerate() {
        if n % 2 == 0 { fs::write(path, "2").unwrap() } else { fs::remove_file(path).unwrap() }
    }
    let lost = notify::Event::new(notify::EventKind::Other).set_flag(notify::event::Flag::Rescan);
    stage.watch.inbox.send(Input::Disk(Ok(lost))).unwrap();
    let mut saved = stage.saved();
    saved.sort();
    changed.sort();
    assert_eq!(saved, changed);
}

#[test]
fn names_that_only_look_alike_are_other_files() {
    let directory = Directory::new("alike");
    let path = directory.file("src/a.ts", "1");
    let package = directory.file("src/node_modules/p/a.js", "1");
    let stage = Stage::new(&directory.0);
    stage.load(&path);
    stage.load(&package);
    let others = [
        "src/a.ts~",
        "src/.a.ts.swp",
        "src/a.tsx",
        "src/a.ts.tmp-1",
        "src/4913",
        "src/b/a.ts",
        "src2/a.ts",
        "src/node_modules_p/a.js",
        "src/node_modules/p-2/a.js",
        "src/.gitignore",
        "a.ts",
    ];
    for other in others {
        directory.file(other, "2");
        fs::remove_file(directory.path(other)).unwrap();
    }
    assert_eq!(stage.settle(), NOTHING);
}
