//! `saveloop` in a terminal: output, exit codes, reloads, and readers that go away.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use saveloop_tests::binary;
use saveloop_tests::hot_run::Hot;
use tempfile::TempDir;

fn saveloop(directory: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(binary::saveloop());
    command.current_dir(directory).args(arguments).stdin(Stdio::null());
    command
}

fn output(directory: &Path, arguments: &[&str]) -> Output {
    saveloop(directory, arguments).output().expect("it starts")
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace").to_owned()
}

/// Files of a program, in a directory of their own.
fn program(files: &[(&str, &str)]) -> TempDir {
    let directory = tempfile::tempdir().expect("a directory");
    for (name, text) in files {
        fs::write(directory.path().join(name), text).expect("a file");
    }
    directory
}

#[track_caller]
fn check(text: &str, code: i32, out: &str, err: &str) {
    let directory = program(&[("main.ts", text), ("other.ts", "export const fooBar = 1;\n")]);
    let output = output(directory.path(), &["run", "main.ts"]);
    let (stdout, stderr) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!((stdout.as_ref(), output.status.code()), (out, Some(code)), "{stderr}");
    assert_eq!(stderr, err, "it said:\n{stderr}");
}

#[test]
fn the_readme_shows_what_the_example_prints() {
    let output = output(&root(), &["run", "examples/weather/main.ts"]);
    let printed = [output.stdout, output.stderr].concat();
    let printed = String::from_utf8(printed).expect("text");
    let readme = fs::read_to_string(root().join("README.md")).expect("the readme");
    assert!(readme.contains(&format!("```text\n{printed}```\n")), "it prints now:\n{printed}");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn a_program_that_ends_is_zero() {
    let text = "setTimeout(() => console.log('late'), 5); console.warn('w'); console.log('soon');";
    check(text, 0, "soon\nlate\n", "w\n");
}

#[test]
fn an_uncaught_error_is_one() {
    check(
        "const a: any = undefined;\nconsole.log('before');\na.b;\nconsole.log('after');\n",
        1,
        "before\n",
        "\
main.ts:3:1
TypeError: cannot read property 'b' of undefined (a)
  |
3 | a.b;
  | ^^^
    at main.ts:3:1
",
    );
}

#[test]
fn an_error_in_a_timer_ends_the_run() {
    check(
        "setInterval(() => {\n  throw new RangeError('far');\n}, 1);\n",
        1,
        "",
        "\
main.ts:2:9
RangeError: far
  |
2 |   throw new RangeError('far');
  |         ^^^^^^^^^^^^^^^^^^^^^
    at main.ts:2:9
",
    );
}

#[test]
fn a_rejection_that_nothing_handles_is_one() {
    let directory = program(&[("main.ts", "Promise.reject(null);\n")]);
    let output = output(directory.path(), &["run", "main.ts"]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.starts_with("main.ts:1:1\n"), "{said}");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn a_program_that_does_not_link_is_one() {
    check(
        "import { foo } from './other';\nfoo();\n",
        1,
        "",
        "\
main.ts:1:10
SyntaxError: no export `foo` in `./other`
  |
1 | import { foo } from './other';
  |          ^^^
    help: did you mean `fooBar`?
",
    );
}

#[test]
fn a_top_level_await_that_never_settles_is_thirteen() {
    let said = "saveloop: a top-level await never settled, and nothing is left that could settle it\n";
    check("await new Promise(() => {});\n", 13, "", said);
}

#[test]
fn a_file_that_is_not_there_is_one() {
    let directory = program(&[]);
    let output = output(directory.path(), &["run", "main.ts"]);
    assert_eq!(String::from_utf8_lossy(&output.stderr), "saveloop: main.ts: there is no such file\n");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn the_doctor_runs_nothing() {
    let directory = program(&[("main.ts", "console.log('ran');\n"), ("tsconfig.json", "{}\n")]);
    let output = output(directory.path(), &["doctor", "main.ts"]);
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(said.contains("modules       1 file; no mistake found") && !said.contains("ran\n"), "{said}");
    assert!(said.contains("tsconfig.json\n"), "{said}");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn a_hot_run_follows_saves_through_mistakes() {
    let main = "import { value } from './value';\nconsole.log('value', value);\n";
    let directory = program(&[("main.ts", main), ("value.ts", "export const value = 1;\n")]);
    let value = directory.path().join("value.ts");
    let run = Hot::start(directory.path());
    run.until("generation 1");

    fs::write(&value, "export const value = 2;\n").unwrap();
    let said = run.until("generation 2");
    assert!(said.contains("saved value.ts") && said.contains("re-ran value.ts, main.ts"), "{said}");

    // As editors do it that keep the old file until the new one is whole.
    let new = directory.path().join("value.ts.new");
    fs::write(&new, "export const value = ;\n").unwrap();
    fs::rename(&new, &value).unwrap();
    let said = run.until("not applied");
    assert!(said.contains("value.ts:1:22") && said.contains("generation 2 goes on"), "{said}");

    // As editors do it that keep the old file as a backup.
    fs::rename(&value, directory.path().join("value.ts~")).unwrap();
    fs::write(&value, "export const value: any = null;\nvalue.x;\n").unwrap();
    run.until("generation 3");

    fs::write(&value, "export const value = 4;\n").unwrap();
    run.until("value 4");
}

#[test]
fn a_hot_run_reloads_as_much_as_it_is_told_to() {
    let main = "import './state';\n(globalThis as any).runs = ((globalThis as any).runs ?? 0) + 1;
console.log(`run ${(globalThis as any).runs} of`, 'first');\n";
    for (mode, state, runs) in [("slice", 1, 2), ("all", 2, 2), ("restart", 2, 1)] {
        let files = [("main.ts", main), ("state.ts", "console.log('state ran');\n")];
        let directory = program(&files);
        let run = Hot::start_with(directory.path(), &[&format!("--reload={mode}")]);
        let mut said = run.until("generation 1");
        fs::write(directory.path().join("main.ts"), main.replace("first", "second")).unwrap();
        said += &run.until("of second");
        assert!(said.contains(&format!("run {runs} of second")), "{mode}: {said}");
        assert_eq!(said.matches("state ran").count(), state, "{mode}: {said}");
    }
    let directory = program(&[("main.ts", main)]);
    let alone = output(directory.path(), &["run", "--reload=all", "main.ts"]);
    assert_eq!(alone.status.code(), Some(2), "without --hot nothing is reloaded");
}

#[test]
fn a_hot_run_notices_the_file_that_was_missing() {
    let directory = program(&[("main.ts", "import { late } from './late';\nconsole.log(late);\n")]);
    let run = Hot::start(directory.path());
    run.until("nothing runs yet");
    fs::write(directory.path().join("late.ts"), "export const late = 'here at last';\n").unwrap();
    run.until("here at last");
}

#[test]
fn a_hot_run_follows_directories_that_come_go_and_come_back() {
    let main = "import { late } from './new/dir/late';\nconsole.log(late);\n";
    let directory = program(&[("main.ts", main)]);
    let (new, elsewhere) = (directory.path().join("new"), directory.path().join("elsewhere"));
    let late = new.join("dir/late.ts");
    let run = Hot::start(directory.path());
    run.until("nothing runs yet");
    fs::create_dir_all(new.join("dir")).unwrap();
    fs::write(&late, "export const late = 'here at last';\n").unwrap();
    run.until("here at last");
    fs::write(&late, "export const late = 'second text';\n").unwrap();
    run.until("second text");
    fs::rename(&new, &elsewhere).unwrap();
    run.until("not applied");
    fs::rename(&elsewhere, &new).unwrap();
    run.until("no change in late.ts");
    fs::write(&late, "export const late = 'after all';\n").unwrap();
    run.until("after all");
}

#[test]
fn a_reader_that_goes_away_ends_the_run_quietly() {
    let directory = program(&[("main.ts", "setInterval(() => console.log('again'), 1);\n")]);
    let mut child = saveloop(directory.path(), &["run", "main.ts"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut line = String::new();
    BufReader::new(child.stdout.take().expect("stdout")).read_line(&mut line).expect("a line");
    assert_eq!(line, "again\n");
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_a_run_as_shells_expect_it() {
    use std::os::unix::process::ExitStatusExt;

    const SIGINT: i32 = 2;
    let directory = program(&[("main.ts", "console.log('on'); while (true) {}\n")]);
    let mut child =
        saveloop(directory.path(), &["run", "main.ts"]).stdout(Stdio::piped()).spawn().expect("it starts");
    let mut line = String::new();
    BufReader::new(child.stdout.take().expect("stdout")).read_line(&mut line).expect("a line");
    let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill runs");
    assert!(sent.success());
    // What shells report as 130.
    assert_eq!(child.wait().expect("it ends").signal(), Some(SIGINT));
}
