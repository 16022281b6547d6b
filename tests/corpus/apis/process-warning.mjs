process.on("warning", (w) => console.log(w.name, w.message, w.code));
process.emitWarning("plain");
process.emitWarning("typed", "MyWarning", "C1");
process.emitWarning("opts", { type: "T", code: "C2" });
process.emitWarning(new Error("err"));
try {
  process.emitWarning(5);
} catch (e) {
  console.log(e.code);
}
for (const v of ["1", 2.5, {}, "x", 1n])
  try {
    process.exitCode = v;
    console.log(process.exitCode);
  } catch (e) {
    console.log(e.code, e.message);
  }
process.exitCode = undefined;
