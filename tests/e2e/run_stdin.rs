//! Standard input of `saveloop run`: read whole, by lines, by questions; and given up by who does not read it.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};

use saveloop_tests::binary;
use tempfile::TempDir;

struct Running {
    child: Child,
    _folder: TempDir,
}

fn start(text: &str) -> Running {
    let folder = tempfile::tempdir().expect("a directory");
    std::fs::write(folder.path().join("main.mts"), text).expect("a file");
    let mut command = Command::new(binary::saveloop());
    command.args(["run", "main.mts"]).current_dir(folder.path());
    let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    Running { child: child.expect("it starts"), _folder: folder }
}

/// What a program prints that is given this.
fn given(input: &str, text: &str) -> String {
    let mut running = start(text);
    let mut stdin = running.child.stdin.take().expect("a pipe");
    // A program that does not read it may be gone already.
    let _ = stdin.write_all(input.as_bytes());
    drop(stdin);
    let output = running.child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

#[test]
fn all_of_it_is_one_text() {
    let text = "let all = ''; process.stdin.setEncoding('utf8');
        for await (const chunk of process.stdin) all += chunk;
        console.log(all.length, all.slice(-4));";
    assert_eq!(given(&"line\n".repeat(40_000), text), "200000 ine\n\n");
}

#[test]
fn it_is_lines() {
    let text = "import { createInterface } from 'node:readline';
        for await (const line of createInterface({ input: process.stdin })) console.log(`<${line}>`);";
    assert_eq!(given("one\r\ntwo\nthree", text), "<one>\n<two>\n<three>\n");
}

#[test]
fn it_answers_questions() {
    let text = "import { createInterface } from 'node:readline/promises';
        const rl = createInterface({ input: process.stdin, output: process.stdout });
        console.log(await rl.question('name? '));
        rl.close();";
    assert_eq!(given("Ada\n", text), "name? Ada\n");
}

/// Node hands what stands behind the last line's end to the listeners, whoever asked.
#[test]
fn a_last_line_without_an_end_answers_no_question() {
    let text = "import { createInterface } from 'node:readline';
        const rl = createInterface({ input: process.stdin });
        rl.on('line', (line) => console.log('line', line));
        rl.question('', (first) => {
          console.log('first', first);
          rl.question('', (second) => console.log('second', second));
        });";
    assert_eq!(given("one\ntwo", text), "first one\nline two\n");
}

#[test]
fn it_is_read_at_once() {
    let text =
        "import { readFileSync } from 'node:fs'; console.log(JSON.stringify(readFileSync(0, 'utf8')));";
    assert_eq!(given("at once", text), "\"at once\"\n");
}

#[test]
fn a_program_that_has_read_enough_ends_while_it_is_open() {
    let text =
        "process.stdin.once('data', (chunk) => { console.log(String(chunk)); process.stdin.pause(); });
        console.log('ready');";
    let mut running = start(text);
    let mut stdin = running.child.stdin.take().expect("a pipe");
    let mut lines = BufReader::new(running.child.stdout.take().expect("a pipe")).lines();
    assert_eq!(lines.next().expect("a line").expect("text"), "ready");
    stdin.write_all(b"first").expect("it reads");
    assert_eq!(lines.next().expect("a line").expect("text"), "first");
    assert_eq!(running.child.wait().expect("it ends").code(), Some(0));
    drop(stdin);
}

#[test]
fn a_program_that_does_not_read_it_does_not_wait_for_it() {
    let mut running = start("console.log(process.stdin.fd, process.stdin.readableFlowing);");
    let stdin = running.child.stdin.take().expect("a pipe");
    assert_eq!(running.child.wait().expect("it ends").code(), Some(0));
    drop(stdin);
}
