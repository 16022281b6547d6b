// An error that nobody handles ends the program: its listeners hear of it, and say with which code.
process.on("exit", (code) => {
  console.log("exit", code, process.exitCode);
  process.exitCode = 11;
  setTimeout(() => console.log("never"), 0);
});
process.on("exit", (code) => console.log("again", code, process.exitCode));
setTimeout(() => {
  throw new Error("on purpose");
}, 1);
setTimeout(() => console.log("never"), 200);
