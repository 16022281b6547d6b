// readline: lines, however they end and are cut.
import readline from "node:readline";
import { PassThrough, Readable } from "node:stream";
const log = console.log;
const linesOf = (...chunks) =>
  new Promise((resolve) => {
    const lines = [];
    const rl = readline.createInterface({ input: Readable.from(chunks), crlfDelay: Infinity });
    rl.on("line", (line) => lines.push(line));
    rl.on("close", () => resolve(lines));
  });
log(await linesOf("a\nb\r\nc\rd"));
log(await linesOf("a", "b\nc", "\n"));
log(await linesOf("one\r", "\ntwo\r", "three"));
log(await linesOf(""), await linesOf("\n\n"), await linesOf("no end"));
log(await linesOf("sep\u2028par\u2029end"));
log(await linesOf(Buffer.from("žl"), Buffer.from([0xc5]), Buffer.from([0xa5, 10]), Buffer.from("€")));
const input = new PassThrough();
const rl = readline.createInterface({ input });
for (const event of ["line", "pause", "resume", "close"]) rl.on(event, (value) => log(event, value ?? ""));
input.write("first\nsecond\n");
await new Promise(setImmediate);
rl.pause();
rl.pause();
log(input.isPaused(), rl.closed);
input.write("third\n");
await new Promise(setImmediate);
rl.resume();
await new Promise(setImmediate);
rl.close();
rl.close();
log(rl.closed);
for (const method of ["pause", "resume", "prompt", "write"]) {
  try {
    rl[method]("x");
    log(method, "fine");
  } catch (error) {
    log(method, error.code, error.message);
  }
}
try {
  rl.question("?", () => {});
} catch (error) {
  log(error.code);
}
const stopped = readline.createInterface({ input: Readable.from(["1\n2\n3\n4\n"]) });
const seen = [];
stopped.on("line", (line) => {
  seen.push(line);
  if (line === "2") stopped.close();
});
await new Promise((resolve) => stopped.on("close", resolve));
log(seen);
log(rl instanceof readline.Interface, rl.terminal, rl.line, rl.cursor, typeof rl.getPrompt());
const controller = new AbortController();
const aborted = readline.createInterface({ input: new PassThrough(), signal: controller.signal });
aborted.on("close", () => log("aborted"));
controller.abort();
for (const bad of [
  () => readline.createInterface(),
  () => readline.createInterface({ input: new PassThrough(), completer: 5 }),
  () => readline.createInterface({ input: new PassThrough(), historySize: -1 }),
]) {
  try {
    bad();
  } catch (error) {
    log(error.name, error.code);
  }
}
