// @line 3
console.log("connecting");
await Promise.reject("refused");
