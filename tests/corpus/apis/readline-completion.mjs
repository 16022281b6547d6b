// Completing a line: one candidate, several, none; with a callback, as a promise, failing.
import readline from "node:readline";
import promises from "node:readline/promises";
import { PassThrough } from "node:stream";

const words = ["help", "hello", "hell", "exit", "日本"];
const complete = (line) => [words.filter((it) => it.startsWith(line)), line];
const turn = () => new Promise((resolve) => setTimeout(resolve, 5));
async function session(title, make, completer, keys) {
  console.log("--", title);
  const input = new PassThrough();
  const output = new PassThrough();
  const editor = make({ input, output, terminal: true, completer });
  editor.on("line", (line) => console.log("line", JSON.stringify(line)));
  for (const key of keys) {
    input.write(key);
    await turn();
    console.log(JSON.stringify(key), JSON.stringify(editor.line), editor.cursor, JSON.stringify(output.read()?.toString()));
  }
  editor.close();
}
const keys = ["e", "\t", "\r", "hel", "\t", "\t", "l", "\t", "\t", "\r", "zzz", "\t", "\t", "\r", "\t", "\t", "\r", "ex", "\x1b[D", "\t", "\r", "a\tb", "\r"];
await session("at once", readline.createInterface, complete, keys);
await session("with a callback", readline.createInterface, (line, done) => done(null, complete(line)), ["he", "\t", "\t", "\r"]);
await session("fails", readline.createInterface, (line, done) => done("no idea"), ["he", "\t", "\r"]);
await session("as a promise", promises.createInterface, async (line) => complete(line), ["hel", "\t", "\t", "\r"]);
await session("replaces", readline.createInterface, (line) => [["HELLO"], line], ["hel", "\t", "\r"]);
await session("part of it", readline.createInterface, (line) => [["world"], line.split(" ").pop()], ["hello wo", "\t", "\r"]);
await session("gaps", readline.createInterface, () => [["a", "", "b"], ""], ["\t", "\t", "\r"]);
for (const completer of [5, "x", null]) {
  try {
    readline.createInterface({ input: new PassThrough(), completer });
  } catch (error) {
    console.log(error.name, error.code);
  }
}
process.exit();
