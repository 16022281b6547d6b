//! Requests answered in a second, beside node and bun, and what is left of a hundred thousand.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use saveloop_tests::binary;
use saveloop_tests::http::Connection;
use saveloop_tests::memory::resident;

use crate::bun;
use crate::report::{Page, Row};

const ROUNDS: usize = 5;
const ROUND: Duration = Duration::from_secs(2);
const CONNECTIONS: usize = 16;
const MANY: usize = 100_000;

const CREATE_SERVER: &str = "import http from 'node:http';
http.createServer((request, response) => response.end('hello')).listen(Number(process.env.PORT), '127.0.0.1');
";
const FETCH: &str = "export default {
  port: Number(process.env.PORT),
  hostname: '127.0.0.1',
  fetch: (request) => new Response('hello'),
};
";

struct Server {
    name: String,
    child: Child,
    port: u16,
    rounds: Vec<f64>,
}

impl Server {
    fn start(name: &str, mut command: Command, file: &Path) -> Self {
        let port = TcpListener::bind("127.0.0.1:0").and_then(|it| it.local_addr()).unwrap().port();
        let command = command.arg(file).env("PORT", port.to_string()).stdin(Stdio::null());
        let child = command.stdout(Stdio::null()).stderr(Stdio::inherit()).spawn().unwrap();
        let begin = Instant::now();
        while Connection::open(port).is_err() {
            assert!(begin.elapsed() < Duration::from_secs(60), "{name} does not listen");
            std::thread::yield_now();
        }
        Self { name: name.to_owned(), child, port, rounds: Vec::new() }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn saveloop() -> Command {
    let mut command = Command::new(binary::saveloop());
    command.arg("run");
    command
}

/// Asks until it is told to stop, or has the wanted number of answers.
fn load(port: u16, at_most: usize, is_over: &Arc<AtomicBool>) -> usize {
    let left = Arc::new(AtomicUsize::new(at_most));
    let asks = (0..CONNECTIONS).map(|_| {
        let (left, is_over) = (Arc::clone(&left), Arc::clone(is_over));
        std::thread::spawn(move || {
            let mut connection = Connection::open(port).unwrap();
            let mut answers = 0;
            while !is_over.load(Ordering::Relaxed)
                && left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)).is_ok()
            {
                assert_eq!(connection.get("/").unwrap().body, "hello");
                answers += 1;
            }
            answers
        })
    });
    let asks: Vec<_> = asks.collect();
    asks.into_iter().map(|ask| ask.join().unwrap()).sum()
}

fn round(server: &mut Server) {
    let is_over = Arc::new(AtomicBool::new(false));
    let stops = Arc::clone(&is_over);
    let begin = Instant::now();
    let clock = std::thread::spawn(move || {
        std::thread::sleep(ROUND);
        stops.store(true, Ordering::Relaxed);
    });
    let answers = load(server.port, usize::MAX, &is_over);
    let took = begin.elapsed();
    clock.join().unwrap();
    server.rounds.push(answers as f64 / took.as_secs_f64());
}

/// Everybody in turns.
fn contest(folder: &Path, what: &str, text: &str, with_node: bool) -> Vec<Row> {
    let file: PathBuf = folder.join(format!("{what}.mjs"));
    std::fs::write(&file, text).unwrap();
    let mut servers = vec![
        Server::start("saveloop", saveloop(), &file),
        Server::start("bun", Command::new(bun::program()), &file),
    ];
    if with_node {
        servers.insert(1, Server::start("node", Command::new("node"), &file));
    }
    for _ in 0..ROUNDS {
        servers.iter_mut().for_each(round);
    }
    let median = |server: &mut Server| {
        server.rounds.sort_by(f64::total_cmp);
        server.rounds[ROUNDS / 2]
    };
    let ours = median(&mut servers[0]);
    let row = |server: &mut Server| {
        let theirs = median(server);
        let shown = if server.name == "saveloop" {
            format!("{theirs:.0} requests/s")
        } else {
            format!("{theirs:.0} requests/s, {:.1} times saveloop's", theirs / ours)
        };
        Row::told(&format!("{what}: {}", server.name), shown)
    };
    servers.iter_mut().map(row).collect()
}

/// The first thousands warm it up; then it may not grow.
fn leaks(folder: &Path, what: &str, text: &str) -> Row {
    let file = folder.join("leaks.mjs");
    std::fs::write(&file, text).unwrap();
    let server = Server::start("saveloop", saveloop(), &file);
    let never = Arc::new(AtomicBool::new(false));
    load(server.port, MANY / 10, &never);
    let before = resident(server.child.id());
    load(server.port, MANY, &never);
    let after = resident(server.child.id());
    let grown = after.saturating_sub(before);
    Row::with_goal(
        &format!("{what}: resident memory after {MANY} requests more"),
        format!("{:.1} MB, {:+.1} MB", after as f64 / 1e6, (after as f64 - before as f64) / 1e6),
        "2 MB more",
        grown <= 2_000_000,
    )
}

pub fn measure(page: &mut Page) {
    let folder = tempfile::tempdir().unwrap();
    let mut rows = contest(folder.path(), "http.createServer", CREATE_SERVER, true);
    rows.extend(contest(folder.path(), "export default { fetch }", FETCH, false));
    rows.push(leaks(folder.path(), "http.createServer", CREATE_SERVER));
    rows.push(leaks(folder.path(), "export default { fetch }", FETCH));
    let about = format!(
        "A handler that answers `hello`, asked over {CONNECTIONS} connections that are kept, by a client of ours on the \
         same cores: {ROUNDS} rounds of {} s for each, in turns; medians. node {}, bun {}.",
        ROUND.as_secs(),
        node_version(),
        bun::version()
    );
    page.add("Requests per second", &about, &rows);
}

fn node_version() -> String {
    let output = Command::new("node").arg("--version").output().unwrap();
    String::from_utf8_lossy(&output.stdout).trim().trim_start_matches('v').to_owned()
}
