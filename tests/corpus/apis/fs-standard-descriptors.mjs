// Reading and writing descriptors 0, 1 and 2 directly.
import fs from "node:fs";
const log = console.log;
log(JSON.stringify(fs.readFileSync(0, "utf8")), fs.readSync(0, Buffer.alloc(4)));
log(
  fs.writeSync(1, "written\n"),
  fs.writeSync(1, Buffer.from("bytes\n")),
  fs.writeSync(1, Buffer.from("xpartx\n"), 1, 4),
);
fs.writeSync(1, "\n");
fs.writeFileSync(1, "a file of its own\n");
await new Promise((resolve) =>
  fs.write(1, "later\n", (error, count, text) => (log(error, count, JSON.stringify(text)), resolve())),
);
const input = fs.createReadStream(null, { fd: 0, autoClose: false });
input.on("data", () => log("never"));
await new Promise((resolve) => input.on("end", resolve));
log("end");
