// What Node says about every program in errors/: one JSON array on stdout.
//
//   node node_expectations.mjs                 all programs, in workers (fast)
//   node node_expectations.mjs a.mjs b.mjs     only these
//   node node_expectations.mjs --processes     each in a Node process of its own
//   node node_expectations.mjs --verify        both, plus the place Node prints; fails on a difference
//
// One record: {file, kind, name, message, line, column, frames, asyncFrames}.
// line and column are those of the first user frame, 1-based, UTF-16; column is
// null where only `// @line N` in the program tells the place. frames holds
// [functionName, line, column] of user frames, at most ten.

import { spawn } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { types } from "node:util";
import { Worker, isMainThread, parentPort, workerData } from "node:worker_threads";

const FOLDER = fileURLToPath(new URL("./errors/", import.meta.url));
const PARALLEL = 2;
const PATIENCE_MS = 20_000;
const FRAMES_AT_MOST = 10;

const [, , first, second] = process.argv;
if (!isMainThread) {
  const send = (report) => parentPort.postMessage(report);
  await runHere(pathToFileURL(FOLDER + workerData), send);
} else if (first === "--child") {
  await runHere(pathToFileURL(FOLDER + second), (report) => process.send(report));
} else {
  await main(process.argv.slice(2));
}

// ---------------------------------------------------------------- the runner

async function main(args) {
  const files = args.filter((it) => !it.startsWith("--"));
  const programs = (files.length ? files : readdirSync(FOLDER).filter((it) => it.endsWith(".mjs"))).sort();
  const mode = args.find((it) => it.startsWith("--"));
  const run = mode === "--processes" ? inProcess : inWorker;
  const answers = await Promise.all(lanes(programs, run));
  const records = answers.flat().sort((a, b) => (a.file < b.file ? -1 : 1));
  const faults = records.filter((it) => it.fault);
  if (mode === "--verify") faults.push(...(await verify(records, programs)));
  for (const { file, fault } of faults) console.error(`${file}: ${fault}`);
  process.stdout.write(`[\n${records.map((it) => JSON.stringify(it)).join(",\n")}\n]\n`);
  process.exitCode = faults.length ? 1 : 0;
}

function lanes(programs, run) {
  const queue = [...programs];
  return Array.from({ length: PARALLEL }, async () => {
    const done = [];
    while (queue.length) {
      const file = queue.shift();
      done.push(record(file, await run(file)));
    }
    return done;
  });
}

/** Settles with the program's report, or null when it ended without failing. */
function inWorker(file) {
  return new Promise((resolve) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: file, stdout: true, stderr: true });
    const late = setTimeout(() => worker.terminate(), PATIENCE_MS);
    let report = null;
    worker.on("message", (it) => {
      report ??= it;
      worker.terminate();
    });
    worker.on("error", (error) => (report ??= { fault: String(error) }));
    worker.on("exit", () => {
      clearTimeout(late);
      resolve(report);
    });
  });
}

function inProcess(file) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [fileURLToPath(import.meta.url), "--child", file], {
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    const late = setTimeout(() => child.kill(), PATIENCE_MS);
    let report = null;
    child.on("message", (it) => {
      report ??= it;
      child.kill();
    });
    child.on("exit", () => {
      clearTimeout(late);
      resolve(report);
    });
  });
}

function record(file, report) {
  if (!report) return { file, fault: "did not fail" };
  if (report.fault) return { file, fault: report.fault };
  const text = readFileSync(FOLDER + file, "utf8");
  const { kind, name, message } = report;
  const frames = editorPlaces(report.frames, text);
  const asyncFrames = editorPlaces(report.asyncFrames, text);
  const [top] = frames.length ? frames : asyncFrames;
  if (/^Maximum call stack size/.test(message)) {
    // Which call found no room depends on the thread's stack; all are on one line.
    return { file, kind, name, message, line: frames[0][1], column: null, frames: [], asyncFrames: [] };
  }
  const told = toldLine(text);
  if (told !== null && top && top[1] !== told) top.splice(1, 2, told, null);
  const record = { file, kind, name, message, line: told ?? top?.[1], column: top?.[2] ?? null, frames, asyncFrames };
  if (record.line === undefined) record.fault = "no user frame and no `// @line N`";
  return record;
}

function toldLine(text) {
  const mark = /^\/\/ @line (\d+)/m.exec(text);
  return mark && Number(mark[1]);
}

/** V8 ends lines at U+2028 and U+2029 too; editors and language servers do not. */
function editorPlaces(frames, text) {
  if (!/[\u2028\u2029]/.test(text)) return frames;
  const starts = (ends) => [0, ...Array.from(text.matchAll(ends), (it) => it.index + it[0].length)];
  const [theirs, ours] = [starts(/\r\n|[\n\r\u2028\u2029]/g), starts(/\r\n|[\n\r]/g)];
  return frames.map(([name, line, column]) => {
    const offset = theirs[line - 1] + column - 1;
    const row = ours.findLastIndex((start) => start <= offset);
    return [name, row + 1, offset - ours[row] + 1];
  });
}

/** The same answers from separate processes, and the header Node prints for a plain run. */
async function verify(records, programs) {
  const faults = [];
  const apart = new Map((await Promise.all(lanes(programs, inProcess))).flat().map((it) => [it.file, it]));
  for (const it of records) {
    if (JSON.stringify(apart.get(it.file)) !== JSON.stringify(it)) {
      faults.push({ file: it.file, fault: `a process of its own says ${JSON.stringify(apart.get(it.file))}` });
    }
  }
  const byFile = new Map(records.map((it) => [it.file, it]));
  const queue = [...programs];
  const printed = Array.from({ length: PARALLEL }, async () => {
    while (queue.length) {
      const file = queue.shift();
      const { code, text } = await plainRun(file);
      const header = new RegExp(`^file:.*/${file.replaceAll(".", "\\.")}:(\\d+)$`, "m").exec(text);
      const it = byFile.get(file);
      if (code === 0) faults.push({ file, fault: "a plain run of node ends with 0" });
      // Node's header is the place of the throw; ours is the place of creation.
      else if (header && !it.frames.length && Number(header[1]) !== it.line) {
        faults.push({ file, fault: `node prints line ${header[1]}, expected ${it.line}` });
      }
    }
  });
  await Promise.all(printed);
  return faults;
}

function plainRun(file) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [FOLDER + file], { stdio: ["ignore", "ignore", "pipe"] });
    let text = "";
    child.stderr.on("data", (it) => (text += it));
    child.on("close", (code) => resolve({ code, text }));
  });
}

// ------------------------------------------------- beside the failing program

async function runHere(url, send) {
  const traces = new WeakMap();
  Error.stackTraceLimit = 200;
  Error.prepareStackTrace = (error, sites) => {
    const frames = sites.filter((it) => it.getFileName()?.startsWith(new URL(".", url).href));
    traces.set(error, {
      frames: frames.filter((it) => !it.isAsync()).slice(0, FRAMES_AT_MOST).map(place),
      asyncFrames: frames.filter((it) => it.isAsync()).slice(0, FRAMES_AT_MOST).map(place),
    });
    return sites.map((it) => `    at ${it}`).join("\n");
  };
  let sent = false;
  const tell = (kind, value) => {
    if (sent) return;
    sent = true;
    send(describe(kind, value, traces));
  };
  process.on("unhandledRejection", (value) => tell("rejection", value));
  process.on("uncaughtException", (value) => tell("uncaught", value));
  try {
    await import(url);
  } catch (value) {
    tell("uncaught", value);
  }
}

function place(site) {
  return [site.getFunctionName(), site.getLineNumber(), site.getColumnNumber()];
}

function describe(kind, value, traces) {
  const report = { kind, name: null, message: null, frames: [], asyncFrames: [] };
  if (!types.isNativeError(value)) return report;
  const attempt = (read) => {
    try {
      const text = read();
      return typeof text === "string" ? text : null;
    } catch {
      return null;
    }
  };
  attempt(() => value.stack); // formats the trace, unless the program replaced it
  report.name = attempt(() => value.name);
  report.message = attempt(() => value.message);
  return { ...report, ...traces.get(value) };
}
