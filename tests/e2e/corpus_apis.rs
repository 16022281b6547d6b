//! Programs that use Web and Node interfaces: the same standard output and exit code as in Node.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::corpus_errors::corpus;
use saveloop_tests::binary;

/// Programs that print something else, and why. Each must still differ: what is mended leaves the list.
const KNOWN: &[(&str, &str)] =
    &[("assert-source", "the message of `assert(x)` quotes the call in Node, which reads the file again")];

/// As many at a time: each is a process of Node's and one of ours.
const LANES: usize = 2;

struct Ran {
    stdout: String,
    stderr: String,
    code: Option<i32>,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Self { stdout: text(&output.stdout), stderr: text(&output.stderr), code: output.status.code() }
    }
}

/// Runs a program in the folder of the corpus, with an argument and a variable that it may look at.
fn run(program: &Path, command: &mut Command, separator: &[&str]) -> Ran {
    let folder = program.parent().expect("a folder");
    let output = command.arg(program).args(separator).arg("an argument").current_dir(folder);
    let output = output.env("SAVELOOP_TEST", "a variable").env_remove("NODE_OPTIONS").env_remove("NO_COLOR");
    output.stdin(Stdio::null()).output().expect("it starts").into()
}

/// A program whose first line is `// node: --flag` needs that of Node 20 for what newer ones have.
fn flags_for_node(program: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(program).unwrap_or_default();
    let flags = text.lines().next().and_then(|line| line.strip_prefix("// node: "));
    flags.unwrap_or_default().split_whitespace().map(str::to_owned).collect()
}

/// What differs; `None`: nothing.
fn difference(program: &Path) -> Option<String> {
    // Where Node itself breaks, what has to be printed stands beside the program.
    let expected = match std::fs::read_to_string(program.with_extension("out")) {
        Ok(stdout) => Ran { stdout, stderr: String::new(), code: Some(0) },
        Err(_) => run(program, Command::new("node").args(flags_for_node(program)), &[]),
    };
    let ours = run(program, Command::new(binary::saveloop()).arg("run"), &["--"]);
    if ours.stdout == expected.stdout && ours.code == expected.code {
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
                    wrong.lock().expect("the list").extend(found);
                }
            });
        }
    });
    let mut wrong = wrong.into_inner().expect("the list");
    wrong.sort();
    assert!(wrong.is_empty(), "{} of {} differ:\n{}", wrong.len(), programs.len(), wrong.join("\n"));
}
