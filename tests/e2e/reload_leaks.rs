//! A thousand reloads of a program that opens one of everything: nothing is left of any but the last.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use runtime::message::{Command, Event, Outcome};
use runtime::session::EngineHost;
use runtime::sources::Sources;
use saveloop_tests::binary;
use saveloop_tests::program::Program;

const RELOADS: u32 = 1000;
/// By then all that is made once has been made.
const SETTLED: u32 = 200;

const TEXT: &str = "import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, promises as fs } from 'node:fs';
import { createServer as httpServer } from 'node:http';
import { connect, createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { PassThrough } from 'node:stream';

setInterval(() => {}, 1e6);
setTimeout(() => {}, 1e7).unref();
AbortSignal.timeout(1e6).addEventListener('abort', () => {});
const channel = new MessageChannel();
channel.port1.onmessage = () => {};
process.on('SIGUSR2', () => {});
process.on('beforeExit', () => {});
const server = createServer((socket) => socket.on('error', () => {})).listen(0);
const web = httpServer(() => {}).listen(0);
await Promise.all([once(server, 'listening'), once(web, 'listening')]);
const client = connect((server.address() as any).port);
await once(client, 'connect');
const file = await fs.open(new URL(import.meta.url));
const stream = createReadStream(new URL(import.meta.url));
await once(stream, 'open');
createInterface({ input: new PassThrough() });
const child = spawn('sleep', ['1000']);
await once(child, 'spawn');
await file.stat();
console.log(process.pid);
";

/// A text that each look finds changed.
struct Changing {
    main: PathBuf,
    version: AtomicU32,
}

impl Sources for Changing {
    fn open_document(&self, path: &Path) -> Option<Arc<str>> {
        let version = self.version.load(Ordering::Relaxed);
        (path == self.main).then(|| format!("{TEXT}// {version}\n").into())
    }
}

/// What a process holds.
#[derive(Debug)]
struct Held {
    descriptors: usize,
    threads: usize,
    children: usize,
}

fn held(process: u32) -> (Held, usize) {
    let count = |what: &str| std::fs::read_dir(format!("/proc/{process}/{what}")).expect("it lives").count();
    let children = std::fs::read_dir(format!("/proc/{process}/task"))
        .expect("it lives")
        .filter_map(|task| std::fs::read_to_string(task.ok()?.path().join("children")).ok());
    let children = children.map(|them| them.split_whitespace().count()).sum();
    let held = Held { descriptors: count("fd"), threads: count("task"), children };
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).expect("it lives");
    let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("a size");
    (held, resident.trim().trim_end_matches(" kB").parse().expect("a number"))
}

#[test]
#[cfg(target_os = "linux")]
fn a_thousand_reloads_of_a_program_that_opens_one_of_everything_leave_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let main = folder.path().canonicalize().expect("its path").join("main.ts");
    std::fs::write(&main, TEXT).expect("a file");
    let sources = Arc::new(Changing { main: main.clone(), version: AtomicU32::new(1) });
    let host = EngineHost::Process { program: binary::saveloop().to_owned(), args: vec!["engine".into()] };
    let mut program = Program::start_with(&main, Arc::clone(&sources) as Arc<dyn Sources>, host);
    let mut settled = None;
    for version in 1..=RELOADS {
        if version > 1 {
            sources.version.store(version, Ordering::Relaxed);
            program.session.send(Command::Saved { paths: vec![main.clone()] });
        }
        let seen =
            program.until(|event| matches!(event, Event::Outcome(report) if report.outcome == Outcome::Live));
        let printed = seen.iter().find_map(|event| match event {
            Event::Console(line) => line.text.trim().parse::<u32>().ok(),
            _ => None,
        });
        let wrong: Vec<_> =
            seen.iter().filter(|event| matches!(event, Event::Error(_) | Event::EngineLost { .. })).collect();
        assert!(wrong.is_empty(), "reload {version}: {wrong:#?}");
        let process = printed.expect("it printed its number");
        if version == SETTLED {
            settled = Some((process, held(process)));
        }
        if version == RELOADS {
            let (before, (was, resident)) = settled.take().expect("it was looked at");
            assert_eq!(process, before, "the same engine");
            // What the last generations closed may be on its way.
            let begin = Instant::now();
            let (is, now) = loop {
                let (is, now) = held(process);
                if is.descriptors <= was.descriptors && is.children <= was.children {
                    break (is, now);
                }
                assert!(begin.elapsed() < Duration::from_secs(60), "{is:?}, before {was:?}");
                std::thread::yield_now();
            };
            // Threads for blocking calls come and go.
            assert!(is.threads < was.threads + 10, "{is:?}, before {was:?}");
            assert!(
                now < resident + 8 * 1024,
                "resident: {resident} kB after {SETTLED}, {now} kB after {RELOADS}"
            );
        }
    }
}
