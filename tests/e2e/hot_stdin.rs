//! Standard input of `saveloop run --hot`: each line is heard once, by the newest generation.

use std::io::{BufRead, BufReader, Lines, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use saveloop_tests::binary;
use tempfile::TempDir;

struct Running {
    child: Child,
    stdin: Option<ChildStdin>,
    printed: Lines<BufReader<ChildStdout>>,
    path: PathBuf,
    text: &'static str,
    _folder: TempDir,
}

impl Running {
    /// `GENERATION` in the text is the number of the save.
    fn start(text: &'static str) -> Self {
        let folder = tempfile::tempdir().expect("a directory");
        let path = folder.path().join("main.mts");
        std::fs::write(&path, text.replace("GENERATION", "1")).expect("a file");
        let mut command = Command::new(binary::saveloop());
        command.args(["run", "--hot", "main.mts"]).current_dir(folder.path());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().expect("it starts");
        let stdin = child.stdin.take();
        let printed = BufReader::new(child.stdout.take().expect("a pipe")).lines();
        let mut running = Self { child, stdin, printed, path, text, _folder: folder };
        running.prints("ready 1");
        running
    }

    fn save(&self, generation: usize) {
        std::fs::write(&self.path, self.text.replace("GENERATION", &generation.to_string())).expect("saved");
    }

    fn write(&mut self, text: &str) {
        self.stdin.as_mut().expect("a pipe").write_all(text.as_bytes()).expect("it reads");
    }

    fn line(&mut self) -> String {
        self.printed.next().expect("a line").expect("text")
    }

    #[track_caller]
    fn prints(&mut self, line: &str) {
        assert_eq!(self.line(), line);
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

const BY_LINES: &str = "import { createInterface } from 'node:readline';
createInterface({ input: process.stdin }).on('line', (line) => console.log('GENERATION', line));
console.log('ready GENERATION');
";
const BY_QUESTIONS: &str = "import { createInterface } from 'node:readline/promises';
const rl = createInterface({ input: process.stdin });
console.log('ready GENERATION');
for (;;) console.log('GENERATION', await rl.question(''));
";
const BY_CHUNKS: &str = "process.stdin.setEncoding('utf8');
console.log('ready GENERATION');
for await (const chunk of process.stdin) console.log('GENERATION', chunk.trim());
";

#[test]
fn a_line_between_two_saves_is_heard_by_the_generation_that_runs() {
    for text in [BY_LINES, BY_QUESTIONS, BY_CHUNKS] {
        let mut running = Running::start(text);
        for generation in 1..=20 {
            running.write(&format!("line {generation}\n"));
            running.prints(&format!("{generation} line {generation}"));
            running.save(generation + 1);
            running.prints(&format!("ready {}", generation + 1));
        }
    }
}

/// Which of the two generations hears it is for the moment to decide.
#[test]
fn a_line_in_the_midst_of_a_save_is_heard_once() {
    let mut running = Running::start(BY_LINES);
    let mut heard = Vec::new();
    for generation in 1..=20 {
        running.save(generation + 1);
        running.write(&format!("line {generation}\n"));
        let ready = format!("ready {}", generation + 1);
        let (mut is_ready, mut is_heard) = (false, false);
        while !is_ready || !is_heard {
            let line = running.line();
            is_ready |= line == ready;
            is_heard |= line.ends_with(&format!(" line {generation}"));
            heard.extend(line.split_once(' ').filter(|(by, _)| *by != "ready").map(|it| it.1.to_owned()));
        }
    }
    let expected: Vec<String> = (1..=20).map(|number| format!("line {number}")).collect();
    assert_eq!(heard, expected);
}

#[test]
fn what_comes_while_nobody_reads_waits_for_the_next_who_does() {
    let mut running = Running::start(
        "process.stdin.on('data', (chunk) => console.log('GENERATION', String(chunk).trim()));
console.log('ready GENERATION');
",
    );
    running.write("one\n");
    running.prints("1 one");
    // A generation that reads nothing: what comes waits.
    std::fs::write(&running.path, "console.log('deaf');\n").expect("saved");
    running.prints("deaf");
    running.write("two\n");
    running.save(3);
    running.prints("ready 3");
    running.prints("3 two");
}

#[test]
fn the_end_is_heard_by_each_generation() {
    let mut running = Running::start(
        "process.stdin.resume().on('end', () => console.log('end GENERATION'));
console.log('ready GENERATION');
",
    );
    drop(running.stdin.take());
    running.prints("end 1");
    running.save(2);
    running.prints("ready 2");
    running.prints("end 2");
}
