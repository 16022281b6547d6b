//! Files of what programs print.

use super::*;

const PATIENCE: Duration = Duration::from_secs(30);

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap()
}

#[test]
fn each_program_has_a_file_that_holds_all_its_lines() {
    let folder = tempfile::tempdir().unwrap();
    let mut files = ConsoleFiles::beside(Some(&folder.path().join("saveloop.log")));
    let (one, other): (ProgramName, ProgramName) =
        (Path::new("/a/main.ts").into(), Path::new("/b/main.ts").into());
    for index in 0..3 {
        files.write(&one, &format!("line {index}"), false);
        files.write(&other, "part, ", true);
    }
    files.flush(PATIENCE);
    assert_eq!(read(&files.path(&one).unwrap()), "line 0\nline 1\nline 2\n");
    assert_eq!(read(&files.path(&other).unwrap()), "part, part, part, ");
    let mut again = ConsoleFiles::beside(Some(&folder.path().join("saveloop.log")));
    again.write(&one, "anew", false);
    again.flush(PATIENCE);
    let path = again.path(&one).unwrap();
    assert_eq!(
        (read(&path), read(&path.with_extension("earlier.log"))),
        ("anew\n".into(), "line 0\nline 1\nline 2\n".into())
    );
}

#[test]
fn a_file_that_is_long_becomes_the_earlier_one() {
    let folder = tempfile::tempdir().unwrap();
    let directory = folder.path().join("console");
    let mut files = Files { directory: directory.clone(), longest: 10, open: BTreeMap::new() };
    let program: ProgramName = Path::new("/main.ts").into();
    for text in ["first\n", "second\n", "third\n", "a line of its own that is longer\n", "last\n"] {
        files.write(&program, text);
    }
    files.flush();
    let path = directory.join(name(&program));
    assert_eq!(read(&path), "last\n");
    assert_eq!(read(&path.with_extension("earlier.log")), "a line of its own that is longer\n");
    assert_eq!(fs::read_dir(&directory).unwrap().count(), 2);
}

#[cfg(unix)]
#[test]
fn nobody_else_can_read_them_and_no_link_is_followed() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let mut files = ConsoleFiles::beside(Some(&folder.path().join("saveloop.log")));
    let program: ProgramName = Path::new("/main.ts").into();
    let path = files.path(&program).unwrap();
    let elsewhere = folder.path().join("elsewhere");
    fs::write(&elsewhere, "mine").unwrap();
    fs::create_dir(path.parent().unwrap()).unwrap();
    std::os::unix::fs::symlink(&elsewhere, &path).unwrap();
    files.write(&program, "secret", false);
    files.flush(PATIENCE);
    assert_eq!((read(&path), read(&elsewhere)), ("secret\n".into(), "mine".into()));
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn a_disk_that_does_not_keep_up_costs_lines_that_are_counted() {
    let folder = tempfile::tempdir().unwrap();
    let mut files = ConsoleFiles::beside(Some(&folder.path().join("saveloop.log")));
    let program: ProgramName = Path::new("/main.ts").into();
    files.waiting.store(MOST_WAITING + 1, Ordering::Relaxed);
    files.write(&program, "lost", false);
    files.write(&program, "lost", false);
    files.waiting.store(0, Ordering::Relaxed);
    files.write(&program, "kept", false);
    files.flush(PATIENCE);
    assert_eq!(read(&files.path(&program).unwrap()), "[saveloop: 2 lines are missing here]\nkept\n");
}

#[test]
fn a_place_that_cannot_be_written_costs_the_file_alone() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("saveloop.console"), "a file").unwrap();
    let mut files = ConsoleFiles::beside(Some(&folder.path().join("saveloop.log")));
    let program: ProgramName = Path::new("/main.ts").into();
    files.write(&program, "line", false);
    files.flush(PATIENCE);
    assert!(!files.path(&program).unwrap().exists());
}

#[test]
fn the_oldest_of_too_many_files_go() {
    let folder = tempfile::tempdir().unwrap();
    for index in 0..MOST_FILES + 5 {
        fs::write(folder.path().join(format!("{index}.log")), "").unwrap();
    }
    clean(folder.path());
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), MOST_FILES);
}
