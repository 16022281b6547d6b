console.log("b");
queueMicrotask(() => console.log("b microtask"));
