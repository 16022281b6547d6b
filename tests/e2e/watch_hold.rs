//! `saveloop hold -- command`: everything that watches waits, in editors and terminals, and reloads once.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use saveloop_tests::binary;
use saveloop_tests::hot_run::Hot;
use tempfile::TempDir;

/// A project, and a directory of its own for the sockets: other tests run at the same time.
struct Stage {
    project: TempDir,
    sockets: TempDir,
}

impl Stage {
    fn new() -> Self {
        let stage = Self { project: directory(), sockets: directory() };
        stage.write("main.ts", "import { value } from './value';\nconsole.log(`value ${value}.`);\nsetInterval(() => {}, 1000);\n");
        stage.write("value.ts", "export const value = 0;\n");
        stage.write("package.json", "{}");
        stage
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.project.path().join(name), text).expect("a file");
    }

    fn saveloop(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(binary::saveloop());
        command.current_dir(self.project.path()).args(arguments).env("XDG_RUNTIME_DIR", self.sockets.path());
        command
    }

    fn run(&self) -> Hot {
        let run = Hot::of(self.saveloop(&["run", "--hot", "main.ts"]));
        run.until("value 0.");
        run
    }

    fn hold(&self, script: &str) -> Output {
        self.saveloop(&["hold", "--", "sh", "-c", script]).output().expect("it runs")
    }
}

fn directory() -> TempDir {
    tempfile::tempdir().expect("a directory")
}

/// What the program printed, one line for each reload, up to the one with this text.
fn values(run: &Hot, text: &str) -> Vec<String> {
    run.until(text).lines().filter(|line| line.starts_with("value ")).map(str::to_owned).collect()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn whatever_a_command_does_is_one_reload_and_its_exit_code_is_passed_on() {
    let stage = Stage::new();
    let (one, two) = (stage.run(), stage.run());
    let output = stage.hold(
        "for n in 1 2 3 4 5; do echo \"export const value = $n;\" > value.ts; done; rm main.ts.bak; exit 7",
    );
    assert_eq!(output.status.code(), Some(7));
    assert!(stderr(&output).contains("saveloop: 2 programs wait"), "{}", stderr(&output));
    for run in [one, two] {
        assert_eq!(values(&run, "value 5."), ["value 5."]);
    }
}

#[test]
fn nobody_else_waits_and_a_command_that_changes_nothing_reloads_nothing() {
    let (stage, other) = (Stage::new(), Stage::new());
    let run = stage.run();
    // Another project, the same user.
    let output = Command::new(binary::saveloop())
        .current_dir(other.project.path())
        .args(["hold", "--", "true"])
        .env("XDG_RUNTIME_DIR", stage.sockets.path())
        .output()
        .expect("it runs");
    assert_eq!((output.status.code(), stderr(&output)), (Some(0), String::new()));
    assert!(stderr(&stage.hold("true")).contains("1 program waits"));
    stage.write("value.ts", "export const value = 1;\n");
    assert_eq!(values(&run, "value 1."), ["value 1."]);
}

#[test]
fn a_hold_ends_with_whoever_holds_however_that_ends() {
    let stage = Stage::new();
    let run = stage.run();
    for n in 1..=3 {
        let mut hold = stage
            .saveloop(&["hold", "--", "sh", "-c", "echo held; exec cat"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        let mut line = String::new();
        let out = hold.stdout.take().expect("stdout");
        std::io::BufRead::read_line(&mut std::io::BufReader::new(out), &mut line).expect("a line");
        assert_eq!(line, "held\n");
        stage.write("value.ts", &format!("export const value = {n};\n"));
        hold.kill().expect("it dies");
        hold.wait().expect("it is over");
        run.until(&format!("value {n}."));
    }
}

#[test]
fn a_command_that_cannot_be_started_is_named() {
    let stage = Stage::new();
    let output = stage.saveloop(&["hold", "--", "./no-such-command"]).output().expect("it runs");
    assert_eq!(output.status.code(), Some(127));
    assert!(stderr(&output).contains("./no-such-command"), "{}", stderr(&output));
}

#[cfg(unix)]
#[test]
fn a_directory_that_others_can_write_to_is_not_trusted() {
    use std::os::unix::fs::PermissionsExt;
    let stage = Stage::new();
    let sockets = stage.sockets.path().join("saveloop");
    fs::create_dir(&sockets).expect("a directory");
    fs::set_permissions(&sockets, fs::Permissions::from_mode(0o777)).expect("its rights");
    let output = stage.hold("exit 3");
    assert_eq!(output.status.code(), Some(3));
    assert!(stderr(&output).contains("not a directory of this user alone"), "{}", stderr(&output));
    assert!(is_empty(&sockets));
}

fn is_empty(directory: &Path) -> bool {
    fs::read_dir(directory).is_ok_and(|mut entries| entries.next().is_none())
}
