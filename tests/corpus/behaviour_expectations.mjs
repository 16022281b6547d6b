// What Node prints for every program in behaviour/ that Node can run: one JSON
// array of {name, stdout} on stdout, sorted by name.
//
//   node behaviour_expectations.mjs                all programs
//   node behaviour_expectations.mjs es-json esm-…  only these
//   node behaviour_expectations.mjs --verify       each also in a Node process of its own
//
// A program with a `name.out` file beside it is one Node 20 cannot run; its
// text is the expectation, and the program is left out here.

import { spawn } from "node:child_process";
import { Console } from "node:console";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Writable } from "node:stream";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Worker, isMainThread, parentPort, workerData } from "node:worker_threads";

const FOLDER = fileURLToPath(new URL("./behaviour/", import.meta.url));
const PARALLEL = 2;
const PATIENCE_MS = 20_000;

if (isMainThread) await main(process.argv.slice(2));
else await runHere();

async function main(args) {
  const wanted = args.filter((it) => !it.startsWith("--"));
  const scratch = mkdtempSync(join(tmpdir(), "behaviour-"));
  try {
    const programs = find()
      .filter((it) => !wanted.length || wanted.includes(it.name))
      .map((it) => prepare(it, scratch));
    const records = await inLanes(programs, inWorker);
    if (args.includes("--verify")) compare(records, await inLanes(programs, inProcess));
    for (const it of records.filter((it) => it.fault)) {
      console.error(`${it.name}: ${it.fault}`);
      process.exitCode = 1;
    }
    process.stdout.write(`[\n${records.map((it) => JSON.stringify(it)).join(",\n")}\n]\n`);
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

/** Programs for Node: `name.mjs` or `name/main.mjs`, without a `name.out`. */
function find() {
  const found = [];
  for (const entry of readdirSync(FOLDER, { withFileTypes: true })) {
    const name = entry.isDirectory() ? entry.name : entry.name.replace(/\.mjs$/, "");
    const entryFile = entry.isDirectory() ? join(FOLDER, name, "main.mjs") : join(FOLDER, entry.name);
    if (entryFile.endsWith(".mjs") && existsSync(entryFile) && !existsSync(join(FOLDER, `${name}.out`))) {
      found.push({ name, entryFile });
    }
  }
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** A program with a `setup.json` runs in a copy that has the symlinks it asks for: [what it points to, the link]. */
function prepare(program, scratch) {
  const folder = dirname(program.entryFile);
  if (!existsSync(join(folder, "setup.json"))) return program;
  const copy = join(scratch, program.name);
  cpSync(folder, copy, { recursive: true });
  for (const [from, to] of JSON.parse(readFileSync(join(copy, "setup.json"), "utf8")).symlinks) {
    mkdirSync(dirname(join(copy, to)), { recursive: true });
    symlinkSync(join(copy, from), join(copy, to));
  }
  return { ...program, entryFile: join(copy, "main.mjs") };
}

async function inLanes(programs, run) {
  const queue = [...programs];
  const records = [];
  const lane = async () => {
    while (queue.length) {
      const program = queue.shift();
      records.push({ name: program.name, ...(await run(program)) });
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, lane));
  return records.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function inWorker({ entryFile }) {
  return new Promise((resolve) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: entryFile });
    const late = setTimeout(() => worker.terminate(), PATIENCE_MS);
    let stdout = "";
    let fault;
    worker.on("message", (text) => (stdout += text));
    worker.on("error", (error) => (fault = String(error?.stack ?? error)));
    worker.on("exit", (code) => {
      clearTimeout(late);
      resolve({ stdout, fault: fault ?? (code ? `ended with ${code}` : undefined) });
    });
  });
}

function inProcess({ entryFile }) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [entryFile], { stdio: ["ignore", "pipe", "ignore"] });
    let stdout = "";
    child.stdout.setEncoding("utf8");
    child.stdout.on("data", (text) => (stdout += text));
    child.on("close", (code) => resolve({ stdout, fault: code ? `ended with ${code}` : undefined }));
  });
}

function compare(records, apart) {
  for (const [i, it] of records.entries()) {
    if (it.stdout !== apart[i].stdout || apart[i].fault) {
      it.fault ??= `a process of its own says ${JSON.stringify(apart[i])}`;
    }
  }
}

async function runHere() {
  const out = new Writable({ write: (text, _, done) => { parentPort.postMessage(`${text}`); done(); } });
  const nowhere = new Writable({ write: (_, __, done) => done() });
  const ours = new Console({ stdout: out, stderr: nowhere, colorMode: false });
  for (const name of Object.keys(ours)) if (typeof console[name] === "function") console[name] = ours[name];
  await import(pathToFileURL(workerData));
}
