// A cancelled timer whose time has come stays silent, also while an immediate waits.
const cancelled = setTimeout(() => console.log("never"), 1);
const moved = setInterval(() => console.log("never either"), 1);
clearTimeout(cancelled);
clearInterval(moved);
const start = performance.now();
while (performance.now() - start < 5);
clearImmediate(setImmediate(() => console.log("nor this")));
setImmediate(() => console.log("immediate"));
