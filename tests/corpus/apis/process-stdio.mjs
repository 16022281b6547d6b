// The three streams of a process.
import { Readable, Writable } from "node:stream";
import tty from "node:tty";
import process, { stdin, stdout, stderr } from "node:process";
const log = console.log;
log(stdout === process.stdout, stderr === process.stderr, stdin === process.stdin);
log(stdout instanceof Writable, stdin instanceof Readable, [stdin.fd, stdout.fd, stderr.fd]);
log(stdout.isTTY, stdout.columns, stdout.rows, stdout.writable, stdout.writableEnded);
log([0, 1, 2, 99, -1, "x"].map((fd) => tty.isatty(fd)));
log(stdout.write("plain\n"), stdout.write(Buffer.from("bytes €\n")));
stdout.write("6869210a", "hex");
stdout.write("cut ");
stdout.write(Buffer.from([0xe2, 0x82]));
stdout.write(Buffer.from([0xac, 10]));
await new Promise((resolve) => stdout.write("callback\n", resolve));
stdout.write("", () => log("empty"));
await new Promise(setImmediate);
stdout.cork();
stdout.write("corked ");
stdout.write("together\n");
stdout.uncork();
for (const bad of [null, 5, {}]) {
  try {
    stdout.write(bad);
  } catch (error) {
    log(error.code);
  }
}
stdin.setEncoding("utf8");
let text = "";
for await (const chunk of stdin) text += chunk;
log(JSON.stringify(text), stdin.readableEnded);
Readable.from(["piped ", "text\n"]).pipe(stdout);
await new Promise((resolve) => setTimeout(resolve, 10));
log(stdout.writableEnded, stdout.listenerCount("unpipe"));
