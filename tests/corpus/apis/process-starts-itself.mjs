// `process.execPath` takes what Node's command line takes: texts, what they come to, files.
import { execFileSync, execSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const node = process.execPath;
const folder = mkdtempSync(join(tmpdir(), "itself-"));
const run = (args, options) => {
  const { stdout, status, signal } = spawnSync(node, args, { encoding: "utf8", cwd: folder, ...options });
  console.log(JSON.stringify(stdout), status, signal);
};
run(["-e", "console.log(1 + 1)"]);
run(["-e", "console.log(process.argv.length, process.argv.slice(1))", "a", "b c", "--d"]);
run(["--eval", "console.log(typeof require, typeof module, typeof os.cpus)"]);
run(["-e", "import fs from 'node:fs'; console.log(typeof fs.readFileSync, typeof require)"]);
run(["--input-type=module", "-e", "console.log(await Promise.resolve(5), this)"]);
run(["-e", "await 1; console.log('later')"]);
run(["-p", "6 * 7"]);
run(["-p", "[1, 'a', { b: null }]"]);
run(["-p", "'text'"]);
run(["-pe", "let x = 1; x + 1"]);
run(["-p", "require('node:path').join('a', '..', 'b')"]);
run(["-e", "process.exit(7)"]);
run(["-e", "throw new Error('on purpose')"], { stdio: ["ignore", "pipe", "ignore"] });
run(["-e", "this is no program"], { stdio: ["ignore", "pipe", "ignore"] });
run(["-e", "process.exitCode = 3; console.log('ends')"]);
run(["-e", "process.stdin.on('data', (it) => process.stdout.write(String(it).toUpperCase()))"], { input: "from here" });
run(["-e", "console.log(process.env.ONLY)"], { env: { ...process.env, ONLY: "this" } });
writeFileSync(join(folder, "a.mjs"), "console.log('file', process.argv.slice(2), import.meta.filename.endsWith('a.mjs'));");
writeFileSync(join(folder, "b.cjs"), "console.log('common', process.argv.slice(2), require.main === module);");
run(["a.mjs", "1", "-2"]);
run(["--no-warnings", join(folder, "b.cjs"), "--x", "y"]);
console.log(execSync(`"${node}" -p "1 + 2"`, { encoding: "utf8" }));
console.log(execSync(`"${node}" a.mjs in a shell`, { encoding: "utf8", cwd: folder }));
console.log(execFileSync(node, ["-e", "console.log(__dirname === '.' || process.cwd() === require('fs').realpathSync('.'))"]).toString());
rmSync(folder, { recursive: true });
