// Makes saveloop.vsix, offline: checks the types, bundles, and puts beside it what the package carries.
//
//   node package.mjs [--binary PROGRAM [--target linux-x64]] [--out FILE]
//
// With --binary the package carries that program and is for that target alone (by default, this machine).
// Without, it finds the program that is installed.
import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "../..");
const require = createRequire(import.meta.url);
const { values } = parseArgs({
  options: {
    binary: { type: "string" },
    target: { type: "string", default: `${process.platform}-${process.arch}` },
    out: { type: "string", default: "saveloop.vsix" },
  },
});
const out = resolve(values.out);
const stage = `${out}.stage`;

/** A tool of node_modules, run by this Node; ends here when it fails. */
function run(tool, args, cwd) {
  const { status, error } = spawnSync(process.execPath, [tool, ...args], { cwd, stdio: ["ignore", "inherit", "inherit"] });
  if (error !== undefined) throw error;
  if (status !== 0) process.exit(status ?? 1);
}

function bin(name, file) {
  const manifest = require.resolve(`${name}/package.json`);
  return join(dirname(manifest), JSON.parse(readFileSync(manifest, "utf8")).bin[file]);
}

run(join(here, "settings.mjs"), ["--check"], here);
run(bin("typescript", "tsc"), ["--project", here], here);

rmSync(stage, { recursive: true, force: true });
mkdirSync(join(stage, "dist"), { recursive: true });
await require("esbuild").build({
  entryPoints: [join(here, "src/extension.ts")],
  outfile: join(stage, "dist/extension.js"),
  bundle: true,
  minify: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  external: ["vscode"],
  logLevel: "warning",
});

const { scripts, dependencies, devDependencies, private: _, ...manifest } = JSON.parse(readFileSync(join(here, "package.json"), "utf8"));
writeFileSync(join(stage, "package.json"), JSON.stringify(manifest, null, 2));
// Everything that lies in the stage is meant to be there.
writeFileSync(join(stage, ".vscodeignore"), "");
for (const name of ["README.md", "walkthrough"]) cpSync(join(here, name), join(stage, name), { recursive: true });
for (const name of ["LICENSE", "LICENSE-APACHE", "LICENSE-MIT"]) cpSync(join(root, name), join(stage, name));

const target = [];
if (values.binary !== undefined) {
  // VS Code's names of targets say "win32", "darwin", "linux", and "armhf" for what Node calls "arm".
  const folder = values.target.replace(/-armhf$/, "-arm");
  const program = join(stage, "bin", folder, values.target.startsWith("win32-") ? "saveloop.exe" : "saveloop");
  mkdirSync(dirname(program), { recursive: true });
  cpSync(values.binary, program, { dereference: true });
  chmodSync(program, 0o755);
  target.push("--target", values.target.replace(/-arm$/, "-armhf"));
}
const flags = ["--no-dependencies", "--allow-missing-repository", "--no-rewrite-relative-links", "--out", out];
run(bin("@vscode/vsce", "vsce"), ["package", ...target, ...flags], stage);
rmSync(stage, { recursive: true });
