const go = async () => { await null; try { process.exit(); } finally { console.log("never"); } };
process.exitCode = 3; process.on("exit", (c) => { console.log("exit", c); process.exit(8); }); setInterval(() => console.log("never"), 50); setTimeout(go, 2);
