//! The cache from outside: starts of the real program, what they leave, and what `saveloop cache` says.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use saveloop_tests::binary;
use serde_json::Value;
use tempfile::TempDir;

/// A program of two modules, and a folder for its cache.
struct Place(TempDir);

impl Place {
    fn new() -> Self {
        let place = Self(tempfile::tempdir().expect("a folder"));
        fs::write(place.path("other.ts"), "export enum Kind { A, B }\nexport const name: string = 'Ada';\n")
            .unwrap();
        let main = "import { Kind, name } from './other.ts';\nconsole.log(name, Kind[1]);\n\
                    null as any === null || 0;\nfunction fail(it: any) {\n  return it.b.c;\n}\nfail({});\n";
        fs::write(place.path("main.ts"), main).unwrap();
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn saveloop(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(binary::saveloop());
        command.current_dir(self.0.path()).args(arguments).stdin(Stdio::null());
        command.env("SAVELOOP_CACHE", self.path("cache"));
        command
    }

    #[track_caller]
    fn run(&self) -> Output {
        shown(self.saveloop(&["run", "main.ts"]))
    }

    fn ask(&self, request: &str) -> Value {
        let output = self.saveloop(&["cache", "--json", request]).output().expect("it starts");
        serde_json::from_slice(&output.stdout).expect("JSON")
    }

    fn packs(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.path("cache")).expect("the cache");
        let paths = entries.map(|entry| entry.expect("an entry").path());
        paths.filter(|path| path.extension().is_some_and(|it| it == "pack")).collect()
    }
}

/// Runs the program, which fails at a known place.
#[track_caller]
fn shown(mut command: Command) -> Output {
    let output = command.output().expect("it starts");
    let err = String::from_utf8_lossy(&output.stderr);
    assert_eq!((output.stdout.as_slice(), output.status.code()), (b"Ada B\n".as_slice(), Some(1)), "{err}");
    assert!(err.contains("main.ts:5:15") || err.contains("main.ts:5:"), "{err}");
    output
}

#[test]
fn a_second_start_finds_what_the_first_left_and_shows_the_same() {
    let place = Place::new();
    let first = place.run();
    let stats = place.ask("stats");
    let kinds = if cfg!(target_os = "linux") { 2 } else { 1 };
    assert_eq!((&stats["packs"], &stats["entries"]), (&kinds.into(), &(2 * kinds).into()), "{stats}");
    assert_eq!(place.run().stderr, first.stderr);
    assert_eq!(place.ask("stats"), stats);
}

#[test]
fn changed_text_is_never_answered_from_before() {
    let place = Place::new();
    place.run();
    for name in ["Bea", "Cleo", "Ada"] {
        fs::write(
            place.path("other.ts"),
            format!("export enum Kind {{ A, B }}\nexport const name = '{name}';\n"),
        )
        .unwrap();
        let output = place.saveloop(&["run", "main.ts"]).output().expect("it starts");
        assert_eq!(String::from_utf8_lossy(&output.stdout), format!("{name} B\n"));
    }
}

#[test]
fn damage_is_found_counted_and_mended() {
    let place = Place::new();
    let first = place.run();
    for pack in place.packs() {
        let mut bytes = fs::read(&pack).unwrap();
        let at = bytes.len() - 10;
        bytes[at] ^= 0x10;
        fs::write(&pack, bytes).unwrap();
    }
    let damaged = place.packs().len();
    assert_eq!(place.run().stderr, first.stderr);
    assert!(place.ask("stats")["damages"].as_u64().unwrap() >= damaged as u64);
    assert_eq!(place.ask("verify")["removed"], Value::Array(Vec::new()));
    assert_eq!(place.run().stderr, first.stderr);
}

#[test]
fn verify_removes_what_is_damaged_and_clear_all_of_it() {
    let place = Place::new();
    place.run();
    let pack = place.packs().remove(0);
    fs::write(&pack, "nothing of ours").unwrap();
    let output = place.saveloop(&["cache", "verify"]).output().expect("it starts");
    let name = pack.file_name().and_then(|name| name.to_str()).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stdout).contains(&format!("{name} was damaged, and is removed")));
    assert_eq!(place.saveloop(&["cache", "verify"]).status().expect("it starts").code(), Some(0));
    assert!(place.ask("clear")["removedBytes"].as_u64().unwrap_or(0) > 0 || cfg!(not(target_os = "linux")));
    assert_eq!(place.packs(), [] as [PathBuf; 0]);
    assert_eq!(place.ask("stats")["damages"], 0);
}

#[test]
fn a_cache_that_is_off_or_empty_is_said_to_be() {
    let place = Place::new();
    assert_eq!((place.ask("stats")["entries"].clone(), place.path("cache").exists()), (0.into(), false));
    let output =
        place.saveloop(&["cache", "stats"]).env("SAVELOOP_CACHE", "off").output().expect("it starts");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "the cache is off (SAVELOOP_CACHE)\n");
    let mut off = place.saveloop(&["run", "main.ts"]);
    off.env("SAVELOOP_CACHE", "off");
    shown(off);
    assert!(!place.path("cache").exists());
}

/// The lines that the program itself did not write.
fn messages(output: &Output) -> Vec<String> {
    let err = String::from_utf8_lossy(&output.stderr).into_owned();
    err.lines().filter(|line| line.starts_with("saveloop: ")).map(str::to_owned).collect()
}

#[test]
fn where_no_cache_can_be_one_message_says_so_and_the_program_runs() {
    let place = Place::new();
    fs::write(place.path("cache"), "a file").unwrap();
    let said = messages(&place.run());
    assert!(said.len() == 1 && said[0].contains("the cache is not used: "), "{said:?}");
}

#[cfg(unix)]
#[test]
fn a_directory_that_others_can_write_to_is_not_used() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    fs::create_dir(place.path("cache")).unwrap();
    fs::set_permissions(place.path("cache"), fs::Permissions::from_mode(0o770)).unwrap();
    let said = messages(&place.run());
    assert!(said.len() == 1 && said[0].contains("others can write to it"), "{said:?}");
    assert_eq!(fs::read_dir(place.path("cache")).unwrap().count(), 0);
}

/// A write that really fails in the middle: no file may grow beyond a few hundred bytes.
#[cfg(target_os = "linux")]
#[test]
fn a_write_that_fails_half_way_leaves_nothing_and_costs_one_message() {
    let place = Place::new();
    let limited = || {
        let mut command = Command::new("sh");
        command.current_dir(place.0.path()).stdin(Stdio::null()).env("SAVELOOP_CACHE", place.path("cache"));
        command.args(["-c", "ulimit -f 1; exec \"$0\" run main.ts"]).arg(binary::saveloop());
        command
    };
    let long = "x".repeat(4_000);
    fs::write(
        place.path("other.ts"),
        format!("export enum Kind {{ A, B }}\nexport const name = 'Ada'; '{long}';\n"),
    )
    .unwrap();
    let said = messages(&shown(limited()));
    assert!(said.len() == 1 && said[0].contains("the cache cannot be written: "), "{said:?}");
    let names = || -> Vec<_> {
        fs::read_dir(place.path("cache")).unwrap().map(|entry| entry.unwrap().file_name()).collect()
    };
    assert_eq!(names(), ["secret"]);
    place.run();
    let (before, packs) =
        (names(), place.packs().into_iter().map(|it| fs::read(it).unwrap()).collect::<Vec<_>>());
    // What is there stays as it is when it cannot be replaced.
    fs::write(
        place.path("other.ts"),
        format!("export enum Kind {{ A, B }}\nexport const name = 'Ada'; 1; '{long}';\n"),
    )
    .unwrap();
    assert_eq!(messages(&shown(limited())).len(), 1);
    let after = place.packs().into_iter().map(|it| fs::read(it).unwrap()).collect::<Vec<_>>();
    assert_eq!((names(), after), (before, packs));
}

#[test]
fn eight_starts_at_once_leave_one_whole_cache() {
    let place = Place::new();
    let mut starts: Vec<_> = (0..8)
        .map(|_| {
            place
                .saveloop(&["run", "main.ts"])
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .expect("it starts")
        })
        .collect();
    for start in starts.drain(..) {
        let output = start.wait_with_output().expect("it ends");
        assert_eq!(String::from_utf8_lossy(&output.stdout), "Ada B\n");
        assert_eq!(messages(&output), [] as [String; 0]);
    }
    assert_eq!(place.ask("verify")["removed"], Value::Array(Vec::new()));
    let left = fs::read_dir(place.path("cache")).unwrap().map(|entry| entry.unwrap().file_name());
    assert!(left.into_iter().all(|name| !Path::new(&name).to_string_lossy().starts_with("stage-")));
}
