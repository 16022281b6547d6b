import fs from "node:fs";
import path from "node:path";
import os from "node:os";
const d = fs.mkdtempSync(path.join(os.tmpdir(), "saveloop-"));
const p = (...x) => path.join(d, ...x);
process.on("exit", () => fs.rmSync(d, { recursive: true, force: true }));
const t = (f) => {
  try {
    const r = f();
    console.log(r === undefined ? "ok" : r);
  } catch (e) {
    console.log(
      e.name,
      e.code,
      e.errno,
      e.syscall,
      e.message?.replaceAll(d, "D"),
      e.path?.replaceAll(d, "D"),
      e.dest?.replaceAll(d, "D"),
    );
  }
};
import { promisify } from "node:util";
fs.writeFile(p("a"), "text", (e) => {
  console.log(e, "written");
  fs.readFile(p("a"), "utf8", (e, data) => {
    console.log(e, data);
    fs.stat(p("a"), (e, s) => {
      console.log(e, s.size);
      fs.readdir(d, (e, names) => {
        console.log(e, names);
        fs.mkdir(p("x"), (e) => {
          console.log(e);
          fs.rename(p("a"), p("x", "b"), (e) => {
            console.log(e);
            fs.unlink(p("x", "b"), (e) => {
              console.log(e);
              fs.readFile(p("gone"), (e, data) => {
                console.log(e.code, data);
                fs.exists(p("x"), (yes) => {
                  console.log(yes);
                  fs.open(p("f"), "w", (e, fd) => {
                    fs.write(fd, "abc", (e, n, text) => {
                      console.log(e, n, text);
                      fs.close(fd, (e) => {
                        console.log(e);
                        more();
                      });
                    });
                  });
                });
              });
            });
          });
        });
      });
    });
  });
});
console.log("first");
async function more() {
  console.log(await promisify(fs.readFile)(p("f"), "utf8"), await promisify(fs.exists)(p("f")));
  const fd = fs.openSync(p("f"));
  fs.read(fd, Buffer.alloc(2), 0, 2, 0, (e, n, b) => {
    console.log(e, n, b);
    fs.read(fd, { buffer: Buffer.alloc(1), position: 2 }, (e, n, b) => {
      console.log(n, b);
      // In turn: which of two reads ends first is Node's secret.
      promisify(fs.read)(fd, Buffer.alloc(1), 0, 1, 1).then((read) => {
        console.log(read);
        fs.closeSync(fd);
      });
    });
  });
}
