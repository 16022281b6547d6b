// The body of an ES module runs in the middle of a round: immediates come first, though a timer is due.
setImmediate(() => console.log("immediate"));
setTimeout(() => console.log("timeout"), 5);
const end = Date.now() + 30;
while (Date.now() < end);
