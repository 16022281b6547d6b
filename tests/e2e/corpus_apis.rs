//! Programs that use Web and Node interfaces: the same standard output and exit code as in Node.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use crate::corpus_errors::corpus;
use saveloop_tests::binary;

/// Programs that print something else, and why. Each must still differ: what is mended leaves the list.
const KNOWN: &[(&str, &str)] =
    &[("assert-source", "the message of `assert(x)` quotes the call in Node, which reads the file again")];

/// As many at a time: each is a process of Node's and one of ours.
const LANES: usize = 2;

/// Longer than any program of the corpus takes, on a machine with much else to do. One that hangs, ours
/// or Node's, fails by its name.
const PATIENCE: Duration = Duration::from_secs(60);

struct Ran {
    stdout: String,
    stderr: String,
    code: Option<i32>,
    /// It did not end, and was ended.
    hung: bool,
}

impl Ran {
    fn says_as(&self, other: &Ran) -> bool {
        (&self.stdout, self.code) == (&other.stdout, other.code)
    }
}

/// Runs a program in the folder of the corpus, with an argument and a variable that it may look at.
fn run(program: &Path, command: &mut Command, separator: &[&str]) -> Ran {
    let folder = program.parent().expect("a folder");
    let command = command.arg(program).args(separator).arg("an argument").current_dir(folder);
    command.env("SAVELOOP_TEST", "a variable").env_remove("NODE_OPTIONS").env_remove("NO_COLOR");
    run_within(command, PATIENCE)
}

/// Runs a command until it closes its output, or ends it and says so.
fn run_within(command: &mut Command, patience: Duration) -> Ran {
    let command = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("it starts");
    let stdout = child.stdout.take().map(drained).expect("a pipe");
    let stderr = child.stderr.take().map(drained).expect("a pipe");
    let said = stdout.recv_timeout(patience).ok();
    let hung = said.is_none();
    if hung {
        child.kill().expect("it ends");
    }
    let code = child.wait().expect("it has ended").code();
    // What a program that hung has started may hold the pipe for as long as it likes.
    let rest = |output: Receiver<String>| output.recv_timeout(patience).unwrap_or_default();
    Ran { stdout: said.unwrap_or_else(|| rest(stdout)), stderr: rest(stderr), code, hung }
}

/// All that comes through a pipe, once it is closed.
fn drained(mut pipe: impl std::io::Read + Send + 'static) -> Receiver<String> {
    let (all, read) = channel();
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        // A pipe that breaks has said what it had to say.
        let _ = pipe.read_to_end(&mut bytes);
        drop(all.send(String::from_utf8_lossy(&bytes).into_owned()));
    });
    read
}

/// A program whose first line is `// node: --flag` needs that of Node 20 for what newer ones have.
fn flags_for_node(program: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(program).unwrap_or_default();
    let flags = text.lines().next().and_then(|line| line.strip_prefix("// node: "));
    flags.unwrap_or_default().split_whitespace().map(str::to_owned).collect()
}

/// As often a program that differs is run again in Node: a machine that is busy decides some orders, there too.
const LOOKS: usize = 12;

/// What differs; `None`: nothing. What ours prints has to be something that Node prints, each time it is run:
/// where Node itself prints now this and now that, any of it.
fn difference(program: &Path) -> Option<String> {
    let (first, ours) = (node(program), saveloop(program));
    let difference = between(&first, &ours)?;
    if program.with_extension("out").exists() {
        return Some(difference);
    }
    let theirs: Vec<Ran> = std::iter::once(first).chain((0..LOOKS).map(|_| node(program))).collect();
    let again = saveloop(program);
    let is_theirs = |ours: &Ran| !ours.hung && theirs.iter().any(|theirs| ours.says_as(theirs));
    if is_theirs(&ours) && is_theirs(&again) {
        return None;
    }
    let changes = if theirs.iter().all(|run| run.says_as(&theirs[0])) { "the same" } else { "other things" };
    let ours = if ours.says_as(&again) { "the same" } else { "something else" };
    Some(format!(
        "{difference}\n  run {LOOKS} times more node prints {changes}; run once more ours prints {ours}"
    ))
}

/// Node's run. Where Node itself breaks, what has to be printed stands beside the program.
fn node(program: &Path) -> Ran {
    match std::fs::read_to_string(program.with_extension("out")) {
        Ok(stdout) => Ran { stdout, stderr: String::new(), code: Some(0), hung: false },
        Err(_) => run(program, Command::new("node").args(flags_for_node(program)), &[]),
    }
}

fn saveloop(program: &Path) -> Ran {
    run(program, Command::new(binary::saveloop()).arg("run"), &["--"])
}

fn between(expected: &Ran, ours: &Ran) -> Option<String> {
    for (who, ran) in [("node", expected), ("ours", ours)] {
        if ran.hung {
            return Some(format!(
                "{who} did not end within {} s, after:\n    {}",
                PATIENCE.as_secs(),
                tail(&ran.stdout)
            ));
        }
    }
    if ours.says_as(expected) {
        return None;
    }
    let (theirs, lines) = (expected.stdout.lines(), ours.stdout.lines());
    let at = theirs.zip(lines).position(|(theirs, ours)| theirs != ours);
    let at = at.unwrap_or_else(|| expected.stdout.lines().count().min(ours.stdout.lines().count()));
    let from = |text: &str| text.lines().skip(at).take(6).collect::<Vec<_>>().join("\n    ");
    Some(format!(
        "line {}:\n  node ({:?}):\n    {}\n  ours ({:?}):\n    {}\n  {}",
        at + 1,
        expected.code,
        from(&expected.stdout),
        ours.code,
        from(&ours.stdout),
        ours.stderr.lines().take(12).collect::<Vec<_>>().join("\n  ")
    ))
}

/// At once and past what the harness keeps back to the end: a log that is cut short still has it.
fn tell(found: &str) {
    drop(writeln!(std::io::stderr(), "{found}"));
}

fn tail(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(6)..].join("\n    ")
}

#[test]
fn a_program_that_hangs_is_ended_and_named() {
    let mut sleeper = Command::new("sh");
    let ran = run_within(sleeper.args(["-c", "echo begun; exec sleep 600"]), Duration::from_millis(300));
    assert!(ran.hung && ran.code.is_none() && ran.stdout == "begun\n", "{:?} {}", ran.code, ran.stdout);
    let mut quick = Command::new("sh");
    let ran = run_within(quick.args(["-c", "echo said >&2; exit 3"]), PATIENCE);
    assert!(!ran.hung && ran.code == Some(3) && ran.stderr == "said\n", "{:?} {}", ran.code, ran.stderr);
}

fn programs() -> Vec<PathBuf> {
    let only = std::env::var("SAVELOOP_TEST_ONLY").ok();
    let mut programs: Vec<PathBuf> = std::fs::read_dir(corpus().join("apis"))
        .expect("the corpus")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "mjs"))
        .filter(|path| only.as_ref().is_none_or(|only| path.to_string_lossy().contains(only)))
        .collect();
    programs.sort();
    programs
}

#[test]
fn programs_that_use_interfaces_do_what_they_do_in_node() {
    let programs = programs();
    assert!(programs.len() >= 200 || std::env::var_os("SAVELOOP_TEST_ONLY").is_some());
    check(&programs, KNOWN);
}

/// Compares each with Node. What is known to differ must still differ.
pub fn check(programs: &[PathBuf], known: &[(&str, &str)]) {
    let (next, wrong) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..LANES {
            scope.spawn(|| {
                while let Some(program) = programs.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let name = program.file_stem().expect("a name").to_string_lossy().into_owned();
                    let known = known.iter().find(|(known, _)| *known == name);
                    let found = match (difference(program), known) {
                        (Some(difference), None) => Some(format!("--- {}, {difference}", program.display())),
                        (None, Some((_, why))) => {
                            Some(format!("--- {name} is right now: take it off the list ({why})"))
                        }
                        _ => None,
                    };
                    if let Some(found) = &found {
                        tell(found);
                    }
                    wrong.lock().expect("the list").extend(found);
                }
            });
        }
    });
    let mut wrong = wrong.into_inner().expect("the list");
    wrong.sort();
    assert!(wrong.is_empty(), "{} of {} differ:\n{}", wrong.len(), programs.len(), wrong.join("\n"));
}
