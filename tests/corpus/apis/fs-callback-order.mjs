// One after the other, each in a turn of its own.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
const dir = fs.mkdtempSync(path.join(os.tmpdir(), "order-")),
  file = path.join(dir, "f"),
  log = (x) => console.log(x);
fs.writeFile(file, "abc", (e) => {
  log(["written", e]);
  process.nextTick(log, "tick");
  Promise.resolve().then(() => log("micro"));
  setImmediate(log, "immediate");
  fs.appendFile(file, "def", () => {
    fs.readFile(file, "utf8", (e, t) => {
      log(t);
      fs.stat(file, (e, s) => {
        log([s.size, s.isFile()]);
        fs.unlink(file, () => {
          fs.access(file, (e) => {
            log(e.code);
            fs.rmdir(dir, (e) => log(e));
          });
        });
      });
    });
  });
});
log("first");
process.nextTick(log, "second");
