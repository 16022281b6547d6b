// What stands in a folder that was made while its tree is watched is told, however early it came.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
const root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "new-folders-")));
process.on("exit", () => fs.rmSync(root, { recursive: true, force: true }));
const wanted = new Set(["made", "made/file"]);
const kinds = new Set();
await new Promise((resolve) => {
  const watcher = fs.watch(root, { recursive: true }, (kind, name) => {
    if (name === "probe" && probing !== undefined) {
      // It watches by now.
      clearInterval(probing);
      probing = undefined;
      fs.mkdirSync(path.join(root, "made"));
      fs.writeFileSync(path.join(root, "made/file"), "x");
    }
    if (wanted.has(name) && kind === "rename") kinds.add(name);
    if (kinds.size < wanted.size) return;
    watcher.on("close", resolve);
    watcher.close();
  });
  let probing = setInterval(() => fs.writeFileSync(path.join(root, "probe"), `${Math.random()}`), 10);
});
console.log([...kinds].sort());
