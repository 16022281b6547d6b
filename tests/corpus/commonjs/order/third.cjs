console.log("third");
require("./shared.cjs");
process.nextTick(() => console.log("tick"));
Promise.resolve().then(() => console.log("job"));
