//! `node inspect`, driven by its prompt.

use std::io::{Read, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};

use saveloop_tests::inspected::Inspected;
use saveloop_tests::lsp_client::DEADLINE;

const TEXT: &str = "\
interface Point { x: number; y: number }

function scaled(point: Point, by: number): Point {
  const x: number = point.x * by;
  return { x, y: point.y * by };
}

let turns = 0;
setInterval(() => {
  const point = scaled({ x: turns, y: 2 }, 10);
  turns = point.x / 10 + 1;
}, 5);
";

/// The prompt of `node inspect`, attached to a program.
struct Prompt {
    child: Child,
    stdin: ChildStdin,
    pieces: Receiver<String>,
    /// What it wrote since it was asked last.
    said: String,
}

impl Prompt {
    fn attach(to: &Inspected) -> Self {
        let mut child = Command::new("node")
            .args(["inspect", to.address()])
            .current_dir(to.path.parent().expect("a folder"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("node runs");
        let (sender, pieces) = channel();
        let mut stdout = child.stdout.take().expect("a pipe");
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(length @ 1..) = stdout.read(&mut bytes) {
                if sender.send(String::from_utf8_lossy(&bytes[..length]).into_owned()).is_err() {
                    return;
                }
            }
        });
        Self { stdin: child.stdin.take().expect("a pipe"), child, pieces, said: String::new() }
    }

    /// Types a line.
    fn type_in(&mut self, line: &str) {
        self.said.clear();
        writeln!(self.stdin, "{line}").expect("it reads");
    }

    /// Reads until it has said all of this, in this order.
    #[track_caller]
    fn until(&mut self, parts: &[&str]) {
        while !holds(&self.said, parts) {
            match self.pieces.recv_timeout(DEADLINE) {
                Ok(piece) => self.said += &piece,
                Err(_) => panic!("no {parts:?} in:\n{}", self.said),
            }
        }
    }

    #[track_caller]
    fn ask(&mut self, line: &str, parts: &[&str]) {
        self.type_in(line);
        self.until(parts);
    }
}

impl Drop for Prompt {
    fn drop(&mut self) {
        // It may have ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn holds(text: &str, parts: &[&str]) -> bool {
    let mut rest = text;
    parts.iter().all(|part| match rest.find(part) {
        Some(at) => {
            rest = &rest[at + part.len()..];
            true
        }
        None => false,
    })
}

#[test]
fn node_inspect_leads_a_whole_session_by_its_prompt() {
    let mut run = Inspected::start(TEXT, &["--hot", "--inspect-brk=0"]);
    let mut prompt = Prompt::attach(&run);
    prompt.until(&["connecting to", "ok", "Break on start in main.ts:8", "> 8 let turns = 0;", "debug> "]);
    prompt.ask("list(2)", &["  6 }", "> 8 let turns = 0;", " 10   const point", "debug> "]);
    prompt.ask("scripts", &["* ", ": main.ts", "debug> "]);
    prompt.ask("setBreakpoint('main.ts', 5)", &["> 5   return { x, y: point.y * by };", "debug> "]);
    prompt.ask("breakpoints", &["#0 main.ts:5", "debug> "]);
    prompt.ask("cont", &["break in main.ts:5", "> 5   return { x, y: point.y * by };", "debug> "]);
    prompt.ask("exec x", &["0", "debug> "]);
    prompt.ask("exec ({ point, by, text: 'a' })", &["{ point: Object, by: 10, text: 'a' }", "debug> "]);
    prompt.ask("exec point", &["{ x: 0, y: 2 }", "debug> "]);
    prompt.ask("exec missing", &["ReferenceError: ", "debug> "]);
    prompt.ask("backtrace", &["#0 scaled main.ts:5:", "#1 (anonymous) main.ts:10:", "debug> "]);
    prompt.ask("watch('by * 2')", &["debug> "]);
    prompt.ask("next", &["break in main.ts:11", "debug> "]);
    prompt.ask("step", &["break in main.ts:10", "debug> "]);
    prompt.ask("step", &["break in main.ts:4", "Watchers:", "by * 2 = 20", "debug> "]);
    prompt.ask("out", &["break in main.ts:5", "debug> "]);
    prompt.ask("clearBreakpoint('main.ts', 5)", &["debug> "]);
    prompt.ask("cont", &["debug> "]);
    prompt.ask("pause", &["break in main.ts:", "debug> "]);

    // Detached and attached again, with a save in between; the breakpoint is set in the new text.
    prompt.ask("kill", &["debug> "]);
    run.line_with("generation 1");
    std::fs::write(&run.path, TEXT.replace("  const x", "  // by and by\n  const x")).expect("saved");
    run.line_with("generation 2");
    prompt.ask("restart", &["connecting to", "ok", "debug> "]);
    prompt.ask("setBreakpoint('main.ts', 6)", &["> 6   return { x, y: point.y * by };", "debug> "]);
    prompt.until(&["break in main.ts:6", "debug> "]);
    prompt.ask(".exit", &[]);
    assert!(prompt.child.wait().expect("it ends").success());
    // Whoever leaves lets the program go on: the next save is applied.
    std::fs::write(&run.path, "console.log('over');\n").expect("saved");
    run.line_with("generation 3");
}
