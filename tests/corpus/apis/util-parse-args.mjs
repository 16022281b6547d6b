import { parseArgs } from "node:util";
const show = (config) => {
  try {
    const r = parseArgs(config);
    console.log(JSON.stringify(r.values), r.positionals, r.tokens ? JSON.stringify(r.tokens) : "");
  } catch (e) {
    console.log(e.name, e.code, e.message);
  }
};
const options = {
  verbose: { type: "boolean", short: "v" },
  out: { type: "string", short: "o" },
  many: { type: "string", multiple: true, short: "m" },
  level: { type: "string", default: "1" },
  flags: { type: "boolean", multiple: true, short: "f" },
};
for (const args of [
  [],
  ["-v"],
  ["--verbose"],
  ["-o", "x"],
  ["-ox"],
  ["--out=x"],
  ["--out", "x"],
  ["-vo", "y"],
  ["-m", "1", "-m", "2", "--many=3"],
  ["-fff"],
  ["--level", "9"],
  ["--out="],
])
  show({ args, options });
for (const args of [
  ["pos"],
  ["--nope"],
  ["--out"],
  ["--verbose=1"],
  ["-x"],
  ["-o", "-v"],
  ["--out", "--verbose"],
  ["--", "a"],
])
  show({ args, options });
for (const args of [
  ["a", "-v", "b", "--", "--out", "c"],
  ["-", "--level=2"],
])
  show({ args, options, allowPositionals: true, tokens: true });
for (const args of [["--unknown", "x", "-abc", "--k=v", "pos"]]) show({ args, options, strict: false });
show({ args: [], options: { a: { type: "number" } } });
show({ args: [], options: { a: { type: "string", short: "ab" } } });
show({ args: "x" });
show({ args: [], options: { a: { type: "string", default: 1 } } });
show({ args: ["an argument", "b"], allowPositionals: true });
