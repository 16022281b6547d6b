//! What a program may not do: it is told so, whatever way it tries; where a person is asked, it waits.

use std::fs;
use std::path::PathBuf;
use std::process::{Command as Process, Stdio};
use std::sync::Arc;
use std::time::Duration;

use runtime::debug::message::AtStart;
use runtime::message::{Command, ErrorKind, Event, ScriptError};
use runtime::permissions::{Kind, Level, Permissions, Rule};
use runtime::session::{EngineHost, Tuning};
use runtime::sources::Disk;
use saveloop_tests::binary;
use saveloop_tests::program::{Program, Ran};
use tempfile::TempDir;

/// A workspace beside a folder with a secret in it.
struct Place {
    folder: TempDir,
}

impl Place {
    fn new(program: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let place = Self { folder };
        for (name, text) in
            [("outside/secret.txt", "the secret"), ("work/own.txt", "own"), ("work/main.mjs", program)]
        {
            let path = place.at(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            fs::write(path, text).expect("written");
        }
        let link = |from: &str, to: &str| {
            std::os::unix::fs::symlink(from, place.at(to)).expect("a link");
        };
        link("../outside", "work/folder-link");
        link("../outside/secret.txt", "work/file-link");
        link("folder-link/secret.txt", "work/link-by-link");
        link("../outside/new.txt", "work/dangling");
        place
    }

    fn root(&self) -> PathBuf {
        self.folder.path().canonicalize().expect("its real path")
    }

    fn at(&self, name: &str) -> PathBuf {
        self.root().join(name)
    }

    /// Runs it with its own folder to read and write.
    fn output(&self, arguments: &[&str]) -> String {
        let work = self.at("work");
        let mut command = Process::new(binary::saveloop());
        command
            .current_dir(&work)
            .stdin(Stdio::null())
            .env("HOUSE", "1 Main Street")
            .env("NODE_EXTRA_CA_CERTS", "/etc/hostname");
        command.args(["run", "--permission"]);
        for flag in ["read", "write"] {
            command.arg(format!("--allow-fs-{flag}={}", work.display()));
        }
        let output = command.args(arguments).arg("main.mjs").output().expect("it runs");
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
    }

    fn started(&self, engine: EngineHost, permissions: Permissions) -> Program {
        let tuning = Tuning { patience: Some(Duration::from_secs(1)), ..Tuning::default() };
        let entry = self.at("work/main.mjs");
        Program::start_permitted(&entry, Arc::new(Disk), engine, AtStart::Run, tuning, permissions)
    }
}

fn child() -> EngineHost {
    EngineHost::Process { program: binary::saveloop().to_owned(), args: vec!["engine".to_owned()] }
}

/// Each of them is tried; the program prints what it came to.
const TRIES: &str = r#"
import fs from "node:fs";
import path from "node:path";
const outside = path.resolve("../outside");
const secret = path.join(outside, "secret.txt");
const say = (what, it) => console.log(`${what}: ${it}`);
const codeOf = (error) => `${error.code} ${error.permission ?? ""}`.trim();
async function attempt(what, act) {
  try {
    const got = await act();
    say(what, `got ${typeof got === "object" ? "an object" : got}`);
  } catch (error) {
    say(what, codeOf(error.cause ?? error));
  }
}
"#;

#[test]
fn no_path_leads_to_a_file_outside() {
    let program = format!(
        "{TRIES}{}",
        r#"
const ways = {
  absolute: secret,
  dots: "../outside/secret.txt",
  "dots inside": "./own/../../outside/secret.txt",
  "many slashes": `//${secret}`,
  "a link": "file-link",
  "a folder's link": "folder-link/secret.txt",
  "a link by a link": "link-by-link",
  "an address": new URL(`file://${secret}`),
  "a coded address": new URL(`file://${secret.replaceAll("/", "/%2e/")}`),
  bytes: Buffer.from(secret),
  "the process's root": `/proc/self/root${secret}`,
  "the process's directory": "/proc/self/cwd/../outside/secret.txt",
  "another number": `/proc/${process.pid}/root${secret}`,
};
for (const [name, way] of Object.entries(ways)) {
  await attempt(`readFileSync by ${name}`, () => fs.readFileSync(way, "utf8"));
  await attempt(`promises.readFile by ${name}`, () => fs.promises.readFile(way, "utf8"));
}
"#
    );
    let place = Place::new(&program);
    let output = place.output(&[]);
    let denied = output.lines().filter(|line| line.ends_with("ERR_ACCESS_DENIED FileSystemRead")).count();
    assert_eq!(denied, 26, "{output}");
    assert!(!output.contains("the secret"), "{output}");
}

#[test]
fn no_call_on_files_reaches_out() {
    let program = format!(
        "{TRIES}{}",
        r#"
const stream = (it) => new Promise((resolve, reject) => it.on("error", reject).on("data", resolve).on("finish", resolve));
const calls = {
  stat: () => fs.statSync(secret),
  lstat: () => fs.lstatSync(secret),
  statfs: () => fs.statfsSync(outside),
  access: () => fs.accessSync(secret),
  readdir: () => fs.readdirSync(outside),
  "readdir below a link": () => fs.readdirSync("folder-link"),
  opendir: () => fs.opendirSync(outside),
  realpath: () => fs.realpathSync(secret),
  readlink: () => fs.readlinkSync(secret),
  open: () => fs.openSync(secret),
  "open to write": () => fs.openSync(secret, "r+"),
  "open by a dangling link": () => fs.openSync("dangling", "w"),
  "open a new file": () => fs.openSync(path.join(outside, "new.txt"), "wx"),
  writeFile: () => fs.writeFileSync(secret, "gone"),
  appendFile: () => fs.appendFileSync("file-link", "gone"),
  truncate: () => fs.truncateSync(secret),
  copyFile: () => fs.copyFileSync(secret, "copy.txt"),
  "copyFile out": () => fs.copyFileSync("own.txt", path.join(outside, "copy.txt")),
  cp: () => fs.cpSync(outside, "copy", { recursive: true }),
  rename: () => fs.renameSync(secret, "moved.txt"),
  "rename out": () => fs.renameSync("own.txt", path.join(outside, "own.txt")),
  link: () => fs.linkSync(secret, "hard.txt"),
  symlink: () => fs.symlinkSync(secret, "soft.txt"),
  "symlink relative": () => fs.symlinkSync("../outside", "soft"),
  unlink: () => fs.unlinkSync(secret),
  rm: () => fs.rmSync(outside, { recursive: true }),
  rmdir: () => fs.rmdirSync(outside),
  mkdir: () => fs.mkdirSync(path.join(outside, "new")),
  "mkdir and all above": () => fs.mkdirSync(path.join(outside, "new/er"), { recursive: true }),
  mkdtemp: () => fs.mkdtempSync(path.join(outside, "new-")),
  chmod: () => fs.chmodSync(secret, 0o777),
  utimes: () => fs.utimesSync(secret, 1, 1),
  lutimes: () => fs.lutimesSync(secret, 1, 1),
  watch: () => fs.watch(outside),
  createReadStream: () => stream(fs.createReadStream(secret)),
  createWriteStream: () => stream(fs.createWriteStream(path.join(outside, "new.txt")).end("x")),
  "promises.open": () => fs.promises.open(secret),
  "promises.rm": () => fs.promises.rm(secret),
  "the callback": () => new Promise((resolve, reject) => fs.readFile(secret, (error, got) => (error ? reject(error) : resolve(got)))),
  chdir: () => process.chdir(outside),
  loadEnvFile: () => process.loadEnvFile(secret),
  "process memory": () => fs.openSync("/proc/self/mem", "r+"),
  "process variables": () => fs.readFileSync("/proc/self/environ"),
};
for (const [name, call] of Object.entries(calls)) await attempt(name, call);
say("exists", fs.existsSync(secret));
say("own", fs.readFileSync("own.txt", "utf8"));
fs.writeFileSync("own.txt", "changed");
fs.mkdirSync("a/b", { recursive: true });
fs.renameSync("a/b", "a/c");
fs.symlinkSync("own.txt", "soft-own");
say("soft own", fs.readFileSync("soft-own", "utf8"));
"#
    );
    let place = Place::new(&program);
    let output = place.output(&[]);
    let (tried, rest) = output.split_once("exists: ").expect("it comes to its end");
    let denied = tried.lines().filter(|line| line.contains(": ERR_ACCESS_DENIED FileSystem")).count();
    assert_eq!((denied, tried.lines().count()), (43, 43), "{output}");
    assert_eq!(rest, "false\nown: own\nsoft own: changed\n", "{output}");
    assert_eq!(fs::read_to_string(place.at("outside/secret.txt")).expect("it is there"), "the secret");
    assert_eq!(fs::read_dir(place.at("outside")).expect("it is there").count(), 1);
}

#[test]
fn what_is_only_read_cannot_be_changed_by_its_descriptor() {
    let program = format!(
        "{TRIES}{}",
        r#"
const fd = fs.openSync(secret);
await attempt("fchmod", () => fs.fchmodSync(fd, 0o777));
await attempt("futimes", () => fs.futimesSync(fd, 1, 1));
await attempt("write", () => fs.writeSync(fd, "x"));
await attempt("by its number", () => fs.writeFileSync(`/proc/self/fd/${fd}`, "x"));
await attempt("by its device", () => fs.writeFileSync(`/dev/fd/${fd}`, "x"));
"#
    );
    let place = Place::new(&program);
    let output = place.output(&[&format!("--allow-fs-read={}", place.root().display())]);
    let expected = "fchmod: ERR_ACCESS_DENIED FileSystemWrite\nfutimes: ERR_ACCESS_DENIED FileSystemWrite\n\
                    write: EBADF\nby its number: ERR_ACCESS_DENIED FileSystemWrite\n\
                    by its device: ERR_ACCESS_DENIED FileSystemWrite\n";
    assert_eq!(output, expected);
}

#[test]
fn nothing_leaves_by_the_network_by_programs_or_by_variables() {
    let program = format!(
        "{TRIES}{}",
        r#"
import net from "node:net";
import tls from "node:tls";
import http from "node:http";
import dns from "node:dns";
import cp from "node:child_process";
import os from "node:os";
const event = (it, good) => new Promise((resolve, reject) => it.on("error", reject).on(good, () => resolve("it")));
const calls = {
  connect: () => event(net.connect(9, "127.0.0.1"), "connect"),
  "connect by name": () => event(net.connect(9, "localhost"), "connect"),
  "connect by path": () => event(net.connect("/run/none.sock"), "connect"),
  tls: () => event(tls.connect(9, "127.0.0.1"), "secureConnect"),
  http: () => event(http.get("http://127.0.0.1:9"), "response"),
  fetch: () => fetch("http://127.0.0.1:8099"),
  "fetch by name": () => fetch("http://localhost:8099"),
  lookup: () => dns.promises.lookup("localhost"),
  listen: () => event(net.createServer().listen(0), "listening"),
  "listen by path": () => event(net.createServer().listen("own.sock"), "listening"),
  spawn: () => cp.spawn("true"),
  spawnSync: () => cp.spawnSync("true"),
  exec: () => new Promise((resolve, reject) => cp.exec("true", (error) => (error ? reject(error) : resolve("it")))),
  execSync: () => cp.execSync("true"),
  execFileSync: () => cp.execFileSync("true"),
  kill: () => process.kill(process.ppid, 0),
  "a signal": () => process._debugProcess(process.ppid),
  variable: () => process.env.HOUSE,
  "is a variable": () => "HOUSE" in process.env,
  "a variable's description": () => Object.getOwnPropertyDescriptor(process.env, "HOUSE"),
  "who one is": () => os.userInfo(),
};
for (const [name, call] of Object.entries(calls)) await attempt(name, call);
const socket = new WebSocket("ws://127.0.0.1:9");
await new Promise((resolve) => socket.addEventListener("error", resolve));
say("all variables", JSON.stringify({ ...process.env }).includes("Main Street"));
say("printed", (await import("node:util")).inspect(process.env).includes("Main Street"));
process.env.HOUSE = "own";
say("set", process.env.HOUSE);
"#
    );
    let place = Place::new(&program);
    let output = place.output(&[]);
    let (tried, rest) = output.split_once("all variables").expect("it comes to its end");
    let denied = tried.lines().filter(|line| line.contains(": ERR_ACCESS_DENIED ")).count();
    assert_eq!((denied, tried.lines().count()), (21, 21), "{output}");
    assert_eq!(rest, ": false\nprinted: false\nset: own\n", "{output}");
}

#[test]
fn what_is_named_is_allowed_and_nothing_else() {
    let program = format!(
        "{TRIES}{}",
        r#"
import http from "node:http";
const server = http.createServer((request, response) => response.end("hello"));
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const { port } = server.address();
await attempt("by name", async () => (await fetch(`http://localhost:${port}`)).text());
await attempt("by address", async () => (await fetch(`http://127.0.0.1:${port}`)).text());
await attempt("another host", () => fetch("http://example.com"));
await attempt("HOUSE", () => process.env.HOUSE);
await attempt("PATH", () => process.env.PATH);
say("has", ["net", "env", "child", "fs.read", "what"].map((it) => process.permission.has(it)));
say("has of", [process.permission.has("net", "localhost"), process.permission.has("net", "example.com"),
  process.permission.has("env", "HOUSE"), process.permission.has("fs.read", "own.txt"),
  process.permission.has("fs.read", secret), process.permission.has("fs.write", "file-link")]);
server.close();
"#
    );
    let place = Place::new(&program);
    let output = place.output(&["--allow-net=localhost", "--allow-env=HOU*"]);
    let expected = "by name: got hello\nby address: got hello\nanother host: ERR_ACCESS_DENIED Net\n\
                    HOUSE: got 1 Main Street\nPATH: ERR_ACCESS_DENIED Environment\n\
                    has: false,false,false,false,false\nhas of: true,false,true,true,false,false\n";
    assert_eq!(output, expected);
}

#[test]
fn without_the_flag_a_program_is_told_nothing_of_permissions() {
    let place = Place::new("console.log(process.permission, 'permission' in process);");
    let ran = Program::start(&place.at("work/main.mjs")).to_its_end();
    assert_eq!(ran.stdout, "undefined false\n");
}

const READS: &str = r#"import fs from "node:fs";
const text = fs.readFileSync("/etc/hostname", "utf8");
console.log("read", text.length > 0);
"#;

fn asks() -> Permissions {
    Permissions { read: Rule::of(Level::Ask), ..Permissions::default() }
}

fn is_question(event: &Event) -> bool {
    matches!(event, Event::Asks { kind: Kind::Read, resource, .. } if resource == "/etc/hostname")
}

fn permit(program: &Program, read: Level) {
    let permissions = Permissions { read: Rule::of(read), ..Permissions::default() };
    program.session.send(Command::Permit(Box::new(permissions)));
}

#[test]
fn a_program_waits_for_the_answer_and_is_not_busy_meanwhile() {
    for engine in [EngineHost::InProcess, child()] {
        let place = Place::new(READS);
        let mut program = place.started(engine, asks());
        program.until(is_question);
        // Longer than the watchdog's patience.
        std::thread::park_timeout(Duration::from_millis(1500));
        permit(&program, Level::Allow);
        let events = program.ended();
        assert!(!events.iter().any(|event| matches!(event, Event::Busy { .. } | Event::Denied { .. })));
        assert_eq!(Ran::from_events(events).stdout, "read true\n");
    }
}

#[test]
fn a_no_is_the_programs_error_and_a_diagnostic_at_the_call() {
    let place = Place::new(READS);
    let mut program = place.started(EngineHost::InProcess, asks());
    program.until(is_question);
    permit(&program, Level::Deny);
    let events = program.ended();
    let denied: Vec<&ScriptError> = events
        .iter()
        .filter_map(|event| match event {
            Event::Denied { error } => Some(error),
            _ => None,
        })
        .collect();
    let [denied] = denied.as_slice() else { panic!("one is told: {denied:?}") };
    assert_eq!(denied.kind, ErrorKind::Denied(Kind::Read));
    assert_eq!(denied.message, "the program may not read files outside of the workspace: /etc/hostname");
    let place = denied.location.as_ref().expect("a place");
    assert_eq!(
        place.text.get(place.range.clone()),
        Some(r#"fs.readFileSync("/etc/hostname", "utf8")"#),
        "{place:?}"
    );
    let ran = Ran::from_events(events);
    assert_eq!(ran.errors.len(), 1);
    assert_eq!(ran.errors[0].headline(), "Error: Access to this API has been restricted");
}

#[test]
fn a_save_ends_the_wait() {
    for engine in [EngineHost::InProcess, child()] {
        let place = Place::new(READS);
        let mut program = place.started(engine, asks());
        program.until(is_question);
        let entry = place.at("work/main.mjs");
        fs::write(&entry, "console.log('saved');").expect("saved");
        program.session.send(Command::Saved { paths: vec![entry] });
        let ran = Ran::from_events(program.ended());
        assert_eq!(ran.stdout, "saved\n");
        let is_interruption = |error: &ScriptError| error.kind == ErrorKind::Interrupted;
        assert!(ran.errors.iter().all(is_interruption), "{:?}", ran.errors);
    }
}

#[test]
fn stop_ends_the_wait_and_a_restart_asks_again() {
    for engine in [EngineHost::InProcess, child()] {
        let place = Place::new(READS);
        let mut program = place.started(engine, asks());
        program.until(is_question);
        program.session.send(Command::Stop);
        program.until(|event| matches!(event, Event::Stopped { .. }));
        program.session.send(Command::Restart);
        program.until(is_question);
        permit(&program, Level::Allow);
        assert_eq!(Ran::from_events(program.ended()).stdout, "read true\n");
    }
}

#[test]
fn a_question_stands_once_however_much_is_wanted() {
    let program = r#"import fs from "node:fs";
const names = ["/etc/hostname", "/etc/hosts", "/etc/passwd"];
const all = Array.from({ length: 200 }, (_, i) => fs.promises.readFile(names[i % 3]).then(() => 1, (error) => error.code));
console.log(new Set(await Promise.all(all)));
"#;
    let place = Place::new(program);
    let mut program = place.started(EngineHost::InProcess, asks());
    program.until(is_question);
    permit(&program, Level::Deny);
    let events = program.ended();
    assert!(!events.iter().any(|event| matches!(event, Event::Asks { .. })), "it was asked once");
    assert_eq!(events.iter().filter(|event| matches!(event, Event::Denied { .. })).count(), 3);
    assert_eq!(Ran::from_events(events).stdout, "Set(1) { 'ERR_ACCESS_DENIED' }\n");
}

#[test]
fn what_cannot_be_caught_is_not_caught() {
    let program = r#"import fs from "node:fs";
try { fs.readFileSync("/etc/hostname"); } catch { console.log("caught"); } finally { console.log("finally"); }
console.log("went on");
"#;
    let place = Place::new(program);
    let mut program = place.started(EngineHost::InProcess, asks());
    program.until(is_question);
    let entry = place.at("work/main.mjs");
    fs::write(&entry, "console.log('saved');").expect("saved");
    program.session.send(Command::Saved { paths: vec![entry] });
    assert_eq!(Ran::from_events(program.ended()).stdout, "saved\n");
}

#[test]
fn a_link_that_changes_meanwhile_leads_nowhere() {
    let place = Place::new(
        r#"import fs from "node:fs";
let got = 0, other = 0;
for (let round = 0; round < 300; round++) {
  fs.rmSync("turn", { recursive: true, force: true });
  fs.mkdirSync("turn");
  fs.writeFileSync("turn/secret.txt", "own");
  const reads = Array.from({ length: 4 }, () => fs.promises.readFile("turn/secret.txt", "utf8").catch((error) => error.code));
  const turn = fs.promises.rename("turn", `was-${round}`).then(() => fs.promises.rename("folder-link", "turn")).catch(() => 0);
  for (const text of await Promise.all(reads)) text === "the secret" ? got++ : other++;
  await turn;
  if (fs.lstatSync("turn", { throwIfNoEntry: false })?.isSymbolicLink()) fs.renameSync("turn", "folder-link");
}
console.log(got, other);
"#,
    );
    assert_eq!(place.output(&[]), "0 1200\n");
}

#[test]
fn a_rule_that_changes_counts_for_what_runs() {
    let place = Place::new(
        r#"import fs from "node:fs";
const look = () => { try { fs.readFileSync("/etc/hostname"); return "read"; } catch (error) { return error.code; } };
console.log(look());
setInterval(() => { const now = look(); if (now !== "read") { console.log(now); process.exit(0); } }, 1);
"#,
    );
    let mut program = place.started(EngineHost::InProcess, Permissions::default());
    program.until(|event| matches!(event, Event::Console(line) if line.text == "read"));
    permit(&program, Level::Deny);
    program.until(|event| matches!(event, Event::Console(line) if line.text == "ERR_ACCESS_DENIED"));
}
