// A script runs before the first round, which begins with the timers that are due.
setImmediate(() => console.log("immediate"));
setTimeout(() => console.log("timeout"), 5);
const end = Date.now() + 30;
while (Date.now() < end);
