import { spawn } from "node:child_process";
const t = (...a) => {
  try {
    spawn(...a);
  } catch (e) {
    console.log(e.name, e.code, e.message);
  }
};
t();
t(5);
t("");
t("a", 5);
t("a", [], 5);
t("a", null, "x");
t("a\0b");
t("a", ["b\0"]);
t("a", { cwd: 5 });
t("a", { detached: "x" });
t("a", { uid: "x" });
t("a", { shell: 5 });
t("a", { argv0: 5 });
t("a", { stdio: "x" });
t("a", { stdio: 5 });
t("a", { timeout: -1 });
t("a", { killSignal: "x" });
t("a", { env: { A: "a\0" } });
for (const [file, options] of [
  ["no-such-program", {}],
  ["pwd", { cwd: "/no/such" }],
  ["/", {}],
])
  await new Promise((r) => {
    const c = spawn(file, ["x"], options);
    console.log(c.pid);
    c.on("error", (e) => console.log({ ...e }, e.message));
    c.on("exit", () => console.log("exit"));
    c.on("close", (...a) => {
      console.log("close", a);
      r();
    });
  });
