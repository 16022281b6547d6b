//! Every native that reaches the outside, by an API that leads to it: refused where nothing is granted, and not
//! where everything of its kinds is. The list of natives is the engine's own (`permissions::natives`).

use std::collections::BTreeSet;
use std::fs;
use std::process::{Command, Stdio};

use runtime::permissions::natives::{AREAS, FILES};
use saveloop_tests::binary;

/// The native, and a call that comes to it. `outside` is a folder that nobody allowed, `file` one in it; `own` an
/// open file of the program's folder, which it may read.
const CALLS: &[(&str, &str)] = &[
    ("datagrams.bind", "event(dgram.createSocket('udp4').bind(0), 'listening')"),
    ("datagrams.connect", "connects(dgram.createSocket('udp4'))"),
    ("datagrams.send", "sends(dgram.createSocket('udp4'))"),
    ("dns.ask", "resolver().resolve4('house.test')"),
    ("dns.ask", "resolver().reverse('127.0.0.1')"),
    ("dns.lookup", r#"dns.promises.lookup("localhost")"#),
    (
        "dns.lookup",
        r#"new Promise((resolve, reject) => dns.lookup("localhost", (error) => error ? reject(error) : resolve()))"#,
    ),
    ("dns.service", "dns.promises.lookupService('127.0.0.1', 9)"),
    ("files.access", "fs.accessSync(file)"),
    ("files.access", "fs.promises.access(file, fs.constants.W_OK)"),
    ("files.chmod", "fs.chmodSync(file, 0o644)"),
    ("files.chown", "fs.chownSync(file, process.getuid(), process.getgid())"),
    ("files.fchmod", "fs.fchmodSync(own, 0o644)"),
    ("files.fchmod", "handle.chmod(0o644)"),
    ("files.fchown", "fs.fchownSync(own, process.getuid(), process.getgid())"),
    ("files.futimes", "fs.futimesSync(own, 1, 1)"),
    ("files.lchown", "fs.lchownSync(file, process.getuid(), process.getgid())"),
    ("files.link", "fs.linkSync(file, `${outside}/hard`)"),
    ("files.lstat", "fs.lstatSync(file)"),
    ("files.lutimes", "fs.lutimesSync(file, 1, 1)"),
    ("files.mkdir", "fs.mkdirSync(`${outside}/made`)"),
    ("files.mkdir", "fs.mkdirSync(`${outside}/made/deep`, { recursive: true })"),
    ("files.mkdtemp", "fs.mkdtempSync(`${outside}/made-`)"),
    ("files.open", "fs.readFileSync(file)"),
    ("files.open", "fs.readFileSync(new URL(`file://${file}`))"),
    ("files.open", "fs.readFileSync(Buffer.from(file))"),
    ("files.open", "fs.promises.readFile(file)"),
    ("files.open", "fs.promises.open(file)"),
    ("files.open", "fs.openSync(`${outside}/new`, 'w')"),
    ("files.open", "fs.writeFileSync(`${outside}/new`, 'x')"),
    ("files.open", "fs.promises.appendFile(`${outside}/new`, 'x')"),
    ("files.open", "fs.truncateSync(file)"),
    ("files.open", "fs.copyFileSync(file, `${outside}/copy`)"),
    ("files.open", "fs.cpSync(file, `${outside}/copy2`)"),
    ("files.open", "fs.openAsBlob(file)"),
    ("files.open", "event(fs.createReadStream(file), 'open')"),
    ("files.open", "event(fs.createWriteStream(`${outside}/new`), 'open')"),
    ("files.open", "process.loadEnvFile(file)"),
    ("files.open", "event(new fs.ReadStream(file), 'open')"),
    ("files.readdir", "fs.readdirSync(outside)"),
    ("files.readdir", "fs.promises.readdir(outside, { recursive: true })"),
    ("files.readdir", "fs.opendirSync(outside)"),
    ("files.readlink", "fs.readlinkSync(`${outside}/link`)"),
    ("files.realpath", "fs.realpathSync(file)"),
    ("files.rename", "fs.renameSync(`${outside}/a`, `${outside}/b`)"),
    ("files.rmdir", "fs.rmdirSync(`${outside}/empty`)"),
    ("files.rmdir", "fs.rmSync(`${outside}/full`, { recursive: true })"),
    ("files.stat", "fs.statSync(file)"),
    ("files.statfs", "fs.statfsSync(outside)"),
    ("files.symlink", "fs.symlinkSync(file, `${outside}/soft`)"),
    ("files.unlink", "fs.unlinkSync(`${outside}/gone`)"),
    ("files.utimes", "fs.utimesSync(file, 1, 1)"),
    ("files.watch", "fs.watch(outside).close()"),
    ("files.watch", "watches(outside)"),
    ("inspector.open", "((it) => { it.open(0); it.close(); })(process.getBuiltinModule('inspector'))"),
    ("net.connectTcp", "event(net.connect(9, '127.0.0.1'), 'connect')"),
    ("net.connectTcp", "event(tls.connect(9, '127.0.0.1'), 'secureConnect')"),
    ("net.connectTcp", "event(http.get('http://127.0.0.1:9'), 'response')"),
    ("net.connectTcp", "event(https.get('https://127.0.0.1:9'), 'response')"),
    ("net.connectTcp", "fetch('http://127.0.0.1:8099')"),
    ("net.connectUnix", "event(net.connect(`${outside}/none.sock`), 'connect')"),
    ("net.connectUnix", "event(http.get({ socketPath: `${outside}/none.sock` }), 'response')"),
    ("net.listenTcp", "listens(net.createServer(), 0)"),
    ("net.listenTcp", "listens(http.createServer(), 0)"),
    ("net.listenUnix", "listens(net.createServer(), `${outside}/own.sock`)"),
    ("processes.kill", "process.kill(process.ppid, 0)"),
    ("processes.run", "cp.execFileSync('true')"),
    ("processes.run", "cp.spawnSync('true').error?.code === 'ERR_ACCESS_DENIED' && refused()"),
    ("processes.spawn", "event(cp.spawn('true'), 'exit')"),
    ("processes.spawn", "util.promisify(cp.exec)('true')"),
    // No process has this number.
    ("signals.askForDoor", "process._debugProcess(4194305)"),
    ("system.allowedEnv", "'HOUSE' in { ...process.env } || refused()"),
    ("system.allowedEnv", "JSON.stringify(process.env).includes('Main Street') || refused()"),
    ("system.chdir", "process.chdir(outside)"),
    ("system.envOf", "process.env.HOUSE"),
    ("system.envOf", "Object.hasOwn(process.env, 'HOUSE')"),
    ("system.file", "os.userInfo()"),
    ("system.setPriority", "os.setPriority(process.ppid, os.getPriority(process.ppid))"),
    ("websocket.open", "opens('ws://127.0.0.1:9')"),
];

const BEFORE: &str = r#"import fs from "node:fs";
import net from "node:net";
import tls from "node:tls";
import http from "node:http";
import https from "node:https";
import dgram from "node:dgram";
import dns from "node:dns";
import cp from "node:child_process";
import os from "node:os";
import util from "node:util";
const outside = process.argv[2];
const file = `${outside}/file`;
const own = fs.openSync("main.mjs");
const handle = await fs.promises.open("main.mjs");
const refused = () => { throw Object.assign(new Error("it is not there"), { code: "ERR_ACCESS_DENIED" }); };
const event = (it, good) => new Promise((resolve, reject) => {
  it.on("error", reject).on(good, () => resolve((it.destroy ?? it.close)?.call(it)));
});
const connects = (it) => new Promise((resolve, reject) => {
  it.on("error", reject).connect(9, "127.0.0.1", (error) => error ? reject(error) : resolve(it.close()));
});
const sends = (it) => new Promise((resolve, reject) => {
  it.on("error", reject).send("x", 9, "127.0.0.1", (error) => error ? reject(error) : resolve(it.close()));
});
const resolver = () => {
  const it = new dns.promises.Resolver({ timeout: 100, tries: 1 });
  it.setServers(["127.0.0.1:9"]);
  return it;
};
const listens = (it, at) => new Promise((resolve, reject) => {
  it.on("error", reject).listen(at, () => it.close(resolve));
});
const watches = async (at) => {
  const stop = new AbortController();
  const next = fs.promises.watch(at, { signal: stop.signal }).next();
  stop.abort();
  await next.catch((error) => { if (error.name !== "AbortError") throw error; });
};
const opens = (address) => new Promise((resolve) => {
  new WebSocket(address).addEventListener("error", (it) => resolve(it.message));
}).then((said) => said.includes("restricted") && refused());
async function attempt(index, act) {
  let came;
  try {
    await act();
    came = "done";
  } catch (error) {
    came = (error.cause ?? error).code ?? String(error);
  }
  console.log(index, came);
}
"#;

/// What each call came to.
fn tried(flags: &[&str]) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().canonicalize().expect("its real path");
    let (work, outside) = (root.join("work"), root.join("outside"));
    for made in [&work, &outside, &outside.join("empty"), &outside.join("full")] {
        fs::create_dir(made).expect("made");
    }
    for name in ["file", "a", "gone", "full/file"] {
        fs::write(outside.join(name), "A=1").expect("written");
    }
    std::os::unix::fs::symlink("file", outside.join("link")).expect("a link");
    let calls = CALLS.iter().enumerate();
    let calls = calls.map(|(index, (_, call))| format!("await attempt({index}, () => {call});\n"));
    let program = format!("{BEFORE}{}process.exit(0);\n", calls.collect::<String>());
    fs::write(work.join("main.mjs"), program).expect("written");
    let output = Command::new(binary::saveloop())
        .args(["run", "--permission"])
        .arg(format!("--allow-fs-read={}", work.display()))
        .args(flags)
        .args(["main.mjs", "--"])
        .arg(&outside)
        .current_dir(&work)
        .stdin(Stdio::null())
        .env("HOUSE", "1 Main Street")
        .output()
        .expect("it runs");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let lines: Vec<String> = said.lines().map(str::to_owned).collect();
    assert_eq!(lines.len(), CALLS.len(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    lines
}

#[test]
fn every_native_that_reaches_out_has_a_call_here() {
    let tried: BTreeSet<&str> = CALLS.iter().map(|(native, _)| *native).collect();
    let natives = AREAS.iter().flat_map(|area| area.needs.iter().map(|(name, _)| (area.name, *name)));
    let natives = natives.filter(|native| !matches!(native, ("files", "now" | "later")));
    let files = FILES.needs.iter().map(|(name, _)| (FILES.name, *name));
    let needed: BTreeSet<String> =
        natives.chain(files).map(|(area, name)| format!("{area}.{name}")).collect();
    assert_eq!(tried.into_iter().map(str::to_owned).collect::<BTreeSet<_>>(), needed);
}

#[test]
fn whoever_is_granted_nothing_is_refused_every_call() {
    let lines = tried(&[]);
    for ((native, call), came) in CALLS.iter().zip(lines) {
        assert!(came.ends_with(" ERR_ACCESS_DENIED"), "{native} by {call}: {came}");
    }
}

#[test]
fn whoever_is_granted_all_is_refused_none() {
    let all =
        ["--allow-fs-read=*", "--allow-fs-write=*", "--allow-net", "--allow-env", "--allow-child-process"];
    for ((native, call), came) in CALLS.iter().zip(tried(&all)) {
        assert!(!came.ends_with(" ERR_ACCESS_DENIED"), "{native} by {call}: {came}");
    }
}
