// Files by patterns: at once, with a callback, as they come. Node 20 has none: see the .out beside it.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "glob-"));
for (const name of ["a.js", "b.ts", "sub/c.js", "sub/deep/d.js", "sub/deep/e.txt", ".hidden/f.js", "x[1].js"]) {
  fs.mkdirSync(path.join(folder, path.dirname(name)), { recursive: true });
  fs.writeFileSync(path.join(folder, name), "");
}
const cwd = folder;
const sorted = (list) => [...list].sort();
const show = (work) => {
  try {
    console.log(work());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
};
for (const pattern of ["*.js", "**/*.js", "sub/*", "sub/**", "*/deep/*.{js,txt}", "**/deep", "{a,b}.*", "?.ts", "x[[]1].js", ".hidden/*", "none/*", "sub/", "**"]) {
  show(() => `${pattern} ${JSON.stringify(sorted(fs.globSync(pattern, { cwd })))}`);
}
show(() => sorted(fs.globSync(["*.ts", "*.js", "a.*"], { cwd })));
show(() => sorted(fs.globSync("**/*.js", { cwd, exclude: (name) => name === "sub" || name.endsWith("deep") })));
show(() => sorted(fs.globSync("**/*.js", { cwd, exclude: ["sub/deep/**", "a.*"] })));
show(() => fs.globSync(`${folder}/*.ts`).map((it) => it.replace(folder, "FOLDER")));
show(() => fs.globSync("*.ts", { cwd, withFileTypes: true }).map((it) => [it.constructor.name, it.name, it.isFile()]));
await new Promise((resolve) => fs.glob("*.js", { cwd }, (error, found) => resolve(console.log("callback", error, sorted(found)))));
const seen = [];
for await (const it of fs.promises.glob("sub/**/*.js", { cwd })) seen.push(it);
console.log("promises", sorted(seen));
show(() => fs.globSync(5));
show(() => fs.globSync("*", 5));
show(() => fs.globSync("*", { exclude: 5 }));
fs.rmSync(folder, { recursive: true });
