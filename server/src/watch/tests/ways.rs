//! Every way in which editors and tools write a file: many times, no half of it is ever handed on, and no
//! last version is lost.

use std::cell::Cell;
use std::fs::{self, OpenOptions};
use std::io::{self, Seek, SeekFrom, Write};
use std::process::Command as Process;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use super::*;
use crate::watch::settling::GRACE;

/// Versions are told apart by their number, and whole by their end.
const END: &str = "\nthe end\n";

fn version(number: usize) -> String {
    let mut text = format!("version {number}\n");
    while text.len() < 120_000 {
        text.push_str("abcdefghijklmnopqrstuvwxyz 0123456789\n");
    }
    text + END
}

fn chunks(file: &mut fs::File, text: &str, pause: Duration) -> io::Result<()> {
    for chunk in text.as_bytes().chunks(16 << 10) {
        file.write_all(chunk)?;
        std::thread::sleep(pause);
    }
    Ok(())
}

const SOON: Duration = Duration::from_millis(1);

fn truncate_and_write(path: &Path, text: &str) -> io::Result<()> {
    fs::write(path, text)
}

fn truncate_and_write_in_chunks(path: &Path, text: &str) -> io::Result<()> {
    chunks(&mut fs::File::create(path)?, text, SOON)
}

fn truncate_and_stall_in_the_middle(path: &Path, text: &str) -> io::Result<()> {
    let mut file = fs::File::create(path)?;
    let (first, second) = text.as_bytes().split_at(text.len() / 2);
    file.write_all(first)?;
    std::thread::sleep(Duration::from_millis(80));
    file.write_all(second)
}

/// As `rsync --inplace`.
fn overwrite_without_truncating(path: &Path, text: &str) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create(true).truncate(false).open(path)?;
    file.seek(SeekFrom::Start(0))?;
    chunks(&mut file, text, SOON)?;
    file.set_len(text.len() as u64)
}

fn empty_then_written_later(path: &Path, text: &str) -> io::Result<()> {
    fs::File::create(path)?;
    let begin = Instant::now();
    std::thread::sleep(Duration::from_millis(120));
    note_gap(begin);
    fs::write(path, text)
}

thread_local! {
    /// This thread was kept from running for so long that the file really was empty, or gone.
    static WAS_LATE: Cell<bool> = const { Cell::new(false) };
}

fn note_gap(begin: Instant) {
    if begin.elapsed() > GRACE - Duration::from_millis(50) {
        WAS_LATE.set(true);
    }
}

/// As rsync, `npm`, and editors that are careful.
fn sibling_and_rename(path: &Path, text: &str) -> io::Result<()> {
    let sibling = path.with_extension("tmp");
    chunks(&mut fs::File::create(&sibling)?, text, SOON)?;
    fs::rename(sibling, path)
}

/// Vim, Neovim and Helix: the old one becomes the backup.
fn backup_and_write(path: &Path, text: &str) -> io::Result<()> {
    let backup = path.with_extension("ts~");
    fs::rename(path, &backup)?;
    let mut file = fs::File::create(path)?;
    chunks(&mut file, text, SOON)?;
    file.sync_all()?;
    fs::remove_file(backup)
}

/// `git checkout`, and much else.
fn unlink_and_create(path: &Path, text: &str) -> io::Result<()> {
    fs::remove_file(path)?;
    std::thread::sleep(SOON);
    chunks(&mut OpenOptions::new().write(true).create_new(true).open(path)?, text, SOON)
}

fn unlink_and_create_much_later(path: &Path, text: &str) -> io::Result<()> {
    fs::remove_file(path)?;
    let begin = Instant::now();
    std::thread::sleep(Duration::from_millis(120));
    note_gap(begin);
    fs::write(path, text)
}

/// JetBrains' safe write.
fn swap_by_two_renames(path: &Path, text: &str) -> io::Result<()> {
    let (new, old) = (path.with_extension("new"), path.with_extension("old"));
    fs::write(&new, text)?;
    fs::rename(path, &old)?;
    fs::rename(new, path)?;
    fs::remove_file(old)
}

/// What a formatter does behind an editor: the same file twice in a row.
fn written_and_formatted(path: &Path, text: &str) -> io::Result<()> {
    fs::write(path, text.replace("abc", "a b c"))?;
    std::thread::sleep(Duration::from_millis(15));
    fs::write(path, text)
}

fn run(program: &str, arguments: &[&str], directory: &Path) -> io::Result<()> {
    let output = Process::new(program)
        .args(arguments)
        .current_dir(directory)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .output()?;
    let why = || io::Error::other(String::from_utf8_lossy(&output.stderr).into_owned());
    if output.status.success() { Ok(()) } else { Err(why()) }
}

fn sed(path: &Path, text: &str) -> io::Result<()> {
    let first = text.lines().next().unwrap_or_default();
    let script = format!("1s/.*/{first}/");
    run("sed", &["-i", &script, "a.ts"], path.parent().unwrap_or(path))
}

fn copied(path: &Path, text: &str) -> io::Result<()> {
    let other = path.with_extension("source");
    fs::write(&other, text)?;
    run("cp", &["a.source", "a.ts"], path.parent().unwrap_or(path))
}

fn moved(path: &Path, text: &str) -> io::Result<()> {
    let other = path.with_extension("source");
    fs::write(other, text)?;
    run("mv", &["a.source", "a.ts"], path.parent().unwrap_or(path))
}

fn by_a_shell(path: &Path, text: &str) -> io::Result<()> {
    fs::write(path.with_extension("source"), text)?;
    run("sh", &["-c", "cat a.source > a.ts"], path.parent().unwrap_or(path))
}

fn by_git(path: &Path, text: &str) -> io::Result<()> {
    let directory = path.parent().unwrap_or(path);
    let git = |arguments: &[&str]| {
        let who = ["-c", "user.name=a", "-c", "user.email=a@b", "-c", "gc.auto=0"];
        run("git", &[&who, arguments].concat(), directory)
    };
    if !directory.join(".git").exists() {
        git(&["init", "-q"])?;
    }
    // Into the index without touching the file, then out of it.
    let other = directory.join("blob");
    fs::write(&other, text)?;
    let output = Process::new("git").args(["hash-object", "-w", "blob"]).current_dir(directory).output()?;
    let hash = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    git(&["update-index", "--add", "--cacheinfo", &format!("100644,{hash},a.ts")])?;
    git(&["checkout", "-q", "-f", "--", "a.ts"])
}

/// The real one where the tests have it: it keeps a backup, of files in a temporary directory too if told.
fn neovim(path: &Path, text: &str) -> io::Result<()> {
    let Some(program) = std::env::var_os("SAVELOOP_TEST_NVIM") else { return backup_and_write(path, text) };
    fs::write(path.with_extension("source"), text)?;
    let commands = ["set backupskip=", "%delete _", "0read a.source", "wq"];
    let arguments = commands.iter().flat_map(|command| ["-c", *command]);
    let all: Vec<&str> = ["--clean", "-n", "-es", "a.ts"].into_iter().chain(arguments).collect();
    run(&program.to_string_lossy(), &all, path.parent().unwrap_or(path))
}

#[cfg(unix)]
fn with_rights_and_dates(path: &Path, text: &str) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mut file = fs::File::create(path)?;
    chunks(&mut file, text, SOON)?;
    file.set_permissions(fs::Permissions::from_mode(0o600))?;
    file.set_modified(std::time::SystemTime::UNIX_EPOCH)
}

type Way = (&'static str, fn(&Path, &str) -> io::Result<()>, usize);

const WAYS: [Way; 19] = [
    ("truncate and write", truncate_and_write, 40),
    ("truncate and write in chunks", truncate_and_write_in_chunks, 30),
    ("truncate and stall in the middle", truncate_and_stall_in_the_middle, 12),
    ("overwrite without truncating", overwrite_without_truncating, 30),
    ("empty, then written later", empty_then_written_later, 12),
    ("sibling and rename", sibling_and_rename, 30),
    ("backup and write", backup_and_write, 30),
    ("unlink and create", unlink_and_create, 30),
    ("unlink and create much later", unlink_and_create_much_later, 12),
    ("swap by two renames", swap_by_two_renames, 30),
    ("written and formatted", written_and_formatted, 20),
    ("sed -i", sed, 30),
    ("cp", copied, 30),
    ("mv", moved, 30),
    ("a shell's redirection", by_a_shell, 30),
    ("git checkout", by_git, 12),
    ("with rights and dates", with_rights_and_dates, 30),
    ("neovim", neovim, 12),
    ("all of them in turn", any_way, 40),
];

fn any_way(path: &Path, text: &str) -> io::Result<()> {
    static TURN: AtomicUsize = AtomicUsize::new(0);
    let turn = TURN.fetch_add(1, Ordering::Relaxed);
    let (_, way, _) = WAYS[turn % (WAYS.len() - 1)];
    way(path, text)
}

/// What was read is a whole version or the formatter's input, and never older than the one before.
fn number(text: &str) -> Option<usize> {
    let first = text.lines().next()?;
    let is_whole =
        text.ends_with(END) && (text.len() == version(number_of(first)?).len() || text.contains("a b c"));
    is_whole.then(|| number_of(first)).flatten()
}

fn number_of(first: &str) -> Option<usize> {
    first.strip_prefix("version ")?.parse().ok()
}

fn no_version_is_torn_or_lost(name: &str, way: fn(&Path, &str) -> io::Result<()>, times: usize) {
    let directory = Directory::new(&format!("way-{}", name.replace([' ', '\'', ','], "-")));
    let path = directory.file("a.ts", &version(0));
    let stage = Stage::new(&directory.0);
    stage.load(&path);
    for turn in 1..=times {
        way(&path, &version(turn)).unwrap_or_else(|error| panic!("{name}: {error}"));
        // Every third is followed by the next one at once.
        if turn % 3 == 0 && turn < times {
            continue;
        }
        loop {
            let read = match stage.next() {
                Report::Saved(saved) | Report::Released { saved, .. } if saved == [path.clone()] => {
                    stage.text(&path)
                }
                Report::Saved(_) => panic!("{name}: another file"),
                Report::Held { .. } | Report::Released { .. } | Report::Trouble(_) => continue,
            };
            if WAS_LATE.get() && (read.is_empty() || read == "nothing") {
                continue;
            }
            let found = number(&read);
            assert!(found.is_some_and(|it| it <= turn), "{name}, {turn}: {} bytes, {found:?}", read.len());
            if read == version(turn) {
                break;
            }
        }
    }
    let rest = stage.settle();
    assert!(rest.is_empty() || stage.text(&path) == version(times), "{name}: {rest:?}");
}

macro_rules! ways {
    ($($test:ident: $index:expr,)*) => {
        $(#[test]
        fn $test() {
            let (name, way, times) = WAYS[$index];
            no_version_is_torn_or_lost(name, way, times);
        })*

        #[test]
        fn every_way_is_tested() {
            assert_eq!([$($index),*].len(), WAYS.len());
        }
    };
}

ways! {
    truncating_and_writing_is_one_save: 0,
    writing_in_chunks_is_one_save: 1,
    a_stall_in_the_middle_is_waited_for: 2,
    overwriting_in_place_is_one_save: 3,
    an_empty_file_is_given_time: 4,
    a_rename_over_it_is_one_save: 5,
    a_backup_and_a_new_file_are_one_save: 6,
    unlinking_and_creating_is_one_save: 7,
    a_file_that_is_gone_is_given_time: 8,
    two_renames_are_one_save: 9,
    a_formatter_behind_an_editor_loses_nothing: 10,
    sed_is_one_save: 11,
    cp_is_one_save: 12,
    mv_is_one_save: 13,
    a_shell_is_one_save: 14,
    git_checkout_is_one_save: 15,
    rights_and_dates_do_not_end_a_save: 16,
    neovim_is_one_save: 17,
    all_ways_in_turn_lose_nothing: 18,
}
