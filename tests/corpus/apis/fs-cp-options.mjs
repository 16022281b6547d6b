// `fs.cp`: what it refuses, filters that are waited for, links, modes and times, at once and later.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
const root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "cp-options-")));
const at = (...parts) => path.join(root, ...parts);
process.on("exit", () => fs.rmSync(root, { recursive: true, force: true }));
const clean = (text) => (typeof text === "string" ? text.replaceAll(root, "ROOT") : text);
const told = (error) =>
  error &&
  [error.name, error.code, error.message, error.errno, error.syscall, error.path, JSON.stringify(error.info), Object.keys(error).join()].map(clean);

async function all(name, ...args) {
  let now, later;
  try {
    fs.cpSync(...args);
  } catch (error) {
    now = told(error);
  }
  console.log(name, "at once", now);
  await fs.promises.cp(...args).catch((error) => (later = told(error)));
  console.log(name, "later", later);
  const called = await new Promise((resolve) => {
    try {
      fs.cp(...args, resolve);
    } catch (error) {
      resolve(error);
    }
  });
  console.log(name, "called", JSON.stringify(told(called) ?? undefined) === JSON.stringify(later) ? "the same" : told(called));
}

fs.mkdirSync(at("a/b"), { recursive: true });
fs.writeFileSync(at("a/f"), "f");
fs.writeFileSync(at("a/b/g"), "g");
fs.mkdirSync(at("d"));
fs.writeFileSync(at("file"), "x");
fs.symlinkSync(at("a"), at("link"));
execFileSync("mkfifo", [at("fifo")]);
const server = net.createServer().listen(at("socket"));
await new Promise((resolve) => server.on("listening", resolve));

await all("itself", at("a"), at("a"), { recursive: true });
await all("onto a file", at("a"), at("file"), { recursive: true });
await all("onto a folder", at("file"), at("d"));
await all("into itself", at("a"), at("a/b/c"), { recursive: true });
await all("not recursive", at("a"), at("new"));
await all("missing", at("none"), at("new"));
await all("exists", at("a/f"), at("file"), { force: false, errorOnExist: true });
await all("left alone", at("a/f"), at("file"), { force: false });
console.log(fs.readFileSync(at("file"), "utf8"));
await all("socket", at("socket"), at("new"));
await all("pipe", at("fifo"), at("new"));
server.close();
for (const options of [1, null, "x", { verbatimSymlinks: 1 }, { recursive: "yes" }, { filter: 1 }, { verbatimSymlinks: true, dereference: true }, { mode: -1 }, { mode: "x" }, { mode: 8 }])
  await all(JSON.stringify(options), at("a"), at("options"), options);
await all("a number", 1, at("new"));
await all("an object", at("a"), {});

await all("waits", at("a"), at("waits"), { recursive: true, filter: async (source) => !source.endsWith("g") });
console.log(fs.readdirSync(at("waits"), { recursive: true }).sort());
await all("throws", at("a"), at("throws"), {
  filter() {
    throw new Error("no");
  },
});
await fs.promises.cp(at("a"), at("rejects"), { filter: () => Promise.reject(new Error("not now")) }).catch((error) => console.log(error.message));
await all("nothing", at("a"), at("nothing"), { recursive: true, filter: () => false });
console.log(fs.existsSync(at("nothing")));
const asked = [];
fs.cpSync(at("a"), at("asked"), { recursive: true, filter: (...both) => asked.push(both.map(clean).join(" > ")) });
console.log(asked.sort());

fs.symlinkSync("f", at("a/l"));
await all("verbatim", at("a"), at("verbatim"), { recursive: true, verbatimSymlinks: true });
console.log(fs.readlinkSync(at("verbatim/l")));
fs.cpSync(at("a"), at("resolved"), { recursive: true });
console.log(clean(fs.readlinkSync(at("resolved/l"))));
await all("once more", at("a"), at("resolved"), { recursive: true });
for (const name of ["followed now", "followed later"]) {
  if (name.endsWith("now")) fs.cpSync(at("link"), at(name), { recursive: true, dereference: true });
  else await fs.promises.cp(at("link"), at(name), { recursive: true, dereference: true });
  console.log(fs.lstatSync(at(name)).isDirectory(), fs.lstatSync(at(name, "l")).isSymbolicLink());
}
fs.mkdirSync(at("below"));
fs.symlinkSync(at("a"), at("below/link"));
await all("through a link", at("a"), at("below/link/c"), { recursive: true });
fs.mkdirSync(at("s/a/b"), { recursive: true });
fs.mkdirSync(at("t/a"), { recursive: true });
fs.symlinkSync(at("s/a/b"), at("s/a/c"));
fs.symlinkSync(at("s/a"), at("t/a/c"));
await all("a link above", at("s"), at("t"), { recursive: true });

fs.chmodSync(at("a/f"), 0o440);
fs.utimesSync(at("a/f"), 1000, 2000.5);
fs.chmodSync(at("a/b"), 0o700);
for (const name of ["kept now", "kept later"]) {
  const options = { recursive: true, preserveTimestamps: true };
  if (name.endsWith("now")) fs.cpSync(at("a"), at(name), options);
  else await fs.promises.cp(at("a"), at(name), options);
  const { mtimeMs, mode } = fs.statSync(at(name, "f"));
  console.log(mtimeMs, mode.toString(8), fs.statSync(at(name, "b")).mode.toString(8));
}
