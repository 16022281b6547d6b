process.on("exit", (code) => { console.log("exit", code); setTimeout(() => console.log("never"), 0); Promise.resolve().then(() => console.log("never")); });
process.on("beforeExit", () => console.log("never")); Promise.resolve().then(() => console.log("never")); setTimeout(() => console.log("never"), 0); process.nextTick(() => console.log("never"));
try { try { process.exit(5); } catch { console.log("never"); } finally { console.log("never"); } } catch { console.log("never"); }
console.log("never");
