// Consoles over streams of one's own.
import { Console } from "node:console";
import { Writable } from "node:stream";
const log = console.log;
const make = () => {
  const text = [];
  return {
    text,
    stream: new Writable({ write: (chunk, _, callback) => (text.push(String(chunk)), callback()) }),
  };
};
const out = make(),
  err = make();
const mine = new Console(out.stream, err.stream);
mine.log("plain %s %d", "text", 5, { a: [1] });
mine.info("info");
mine.debug("debug");
mine.warn("warn");
mine.error(new RangeError("wrong").message);
mine.group("group");
mine.log("inside\ntwo lines");
mine.group();
mine.log("deeper");
mine.groupEnd();
mine.groupEnd();
mine.groupEnd();
mine.dir({ a: { b: { c: { d: 1 } } } }, { depth: 0 });
mine.count();
mine.count("x");
mine.count();
mine.countReset();
mine.count();
mine.countReset("unknown");
mine.assert(true, "never");
mine.assert(false);
mine.assert(false, "with %s", "text");
mine.assert(0, { an: "object" });
mine.table([{ a: 1, b: "x" }, { a: 2 }]);
mine.table(5);
mine.timeEnd("unknown");
log(out.text, err.text);
log(console instanceof Console, mine instanceof Console, {} instanceof Console, console.Console === Console);
const one = make();
const single = Console({
  stdout: one.stream,
  inspectOptions: { depth: 0, colors: true },
  groupIndentation: 4,
});
single.log({ deep: { deeper: 1 } }, 5);
single.error("also here");
single.group();
single.log("four");
log(one.text);
const { log: detached } = mine;
detached("detached");
log(out.text.at(-1));
class Loud extends Console {
  log(...args) {
    super.info?.("never");
    this.info(...args.map((it) => String(it).toUpperCase()));
  }
}
const loud = make();
new Loud({ stdout: loud.stream }).info("derived");
log(loud.text);
for (const bad of [
  () => new Console(),
  () => new Console({}),
  () => new Console({ stdout: out.stream, stderr: {} }),
  () => new Console({ stdout: out.stream, colorMode: "loud" }),
  () => new Console({ stdout: out.stream, inspectOptions: 5 }),
]) {
  try {
    bad();
  } catch (error) {
    log(error.name, error.code, error.message);
  }
}
const broken = new Writable({ write: (_c, _e, callback) => callback(new Error("broken")) });
broken.on("error", () => {});
new Console(broken).log("ignored");
log(Object.keys(mine).sort().join());
