// A line that is edited on a terminal: what each key does to it, to its history and to what is shown.
import readline from "node:readline";
import { PassThrough } from "node:stream";

const input = new PassThrough();
const output = new PassThrough();
const editor = readline.createInterface({ input, output, terminal: true, history: ["older", "old"], historySize: 4 });
editor.on("line", (line) => console.log("line", JSON.stringify(line), editor.history.join("|")));
editor.on("history", (history) => console.log("history", history.length));
const shown = () => JSON.stringify(output.read()?.toString());
const press = (...keys) => {
  for (const key of keys) {
    input.write(key);
    console.log(JSON.stringify(key), editor.cursor, JSON.stringify(editor.line), shown());
  }
};
editor.prompt();
console.log(editor.terminal, editor.cursor, shown(), editor.getCursorPos(), editor.getPrompt());
console.log("-- places");
press("xyz", "\x01", "W", "\x05", "E", "\x02\x02", "Q", "\x1b[D", "\x1b[C", "\x1b[H", "\x1b[F");
console.log("-- taking out");
press("\x7f", "\x1b[D", "\x1b[3~", "\x04", "\x0b", "\x15");
console.log("-- words");
press("one two  three", "\x17", "\x1bb", "X", "\x1bf", "\x1b[1;5D", "\x1b[1;5C", "\x1b\x7f", "\x1b[H", "\x1bd");
console.log("-- back again");
press("\x1f", "\x1e", "\x19");
console.log("-- history");
press("\r", "second\r", "\x1b[A", "\x1b[A", "\x1b[B", "\x1b[B", "o", "\x1b[A", "\x10", "\x0e", "\r", "\r");
console.log("-- several at once");
press("multi\nline\r\nrest", "\r");
console.log("-- wide");
press("日本", "\x1b[D", "é", "\x0c", "\x15", "😀", "\x7f", "\x0b");
console.log("-- written by the program");
editor.setPrompt("long prompt: ");
editor.prompt(true);
console.log(shown(), editor.getCursorPos());
editor.write("typed");
console.log(JSON.stringify(editor.line), shown());
editor.write(null, { ctrl: true, name: "u" });
console.log(JSON.stringify(editor.line), shown());
editor.question("sure? ", (answer) => console.log("answer", answer));
press("yes\r");
editor.once("SIGINT", () => console.log("interrupted"));
press("\x03", "unfinished");
editor.on("close", () => console.log("closed", JSON.stringify(editor.line)));
press("\x15", "\x04", "after");
