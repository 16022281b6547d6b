console.log("a");
Promise.resolve().then(() => console.log("a microtask"));
setTimeout(() => console.log("a timer"), 0);
