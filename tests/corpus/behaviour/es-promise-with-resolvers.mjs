const { promise, resolve, reject } = Promise.withResolvers();
setTimeout(resolve, 1, "resolved");
console.log(typeof reject, await promise);
