import { execFile } from "node:child_process";
const run = (...a) =>
  new Promise((r) => execFile(...a, (e, out, err) => r([e && { ...e }, e?.message, out, err])));
console.log(await run("echo", ["a b", "$HOME", "*"]));
console.log(await run("sh", ["-c", "exit 7"]));
console.log(await run("/no/such/file"));
console.log(await run("echo", { shell: false }));
console.log(await run("echo x y", { shell: true }));
console.log(await run("cat", ["/no/such"], { env: { LC_ALL: "C", PATH: process.env.PATH } }));
const t = (...a) => {
  try {
    execFile(...a);
  } catch (e) {
    console.log(e.name, e.code, e.message);
  }
};
t();
t(5);
t("a", 5);
t("echo", [], { timeout: -1 });
t("echo", [], { maxBuffer: "x" });
t("echo", [], { killSignal: "NOPE" });
t("a", [], {}, 5);
