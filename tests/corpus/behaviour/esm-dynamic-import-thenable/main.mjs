const result = await import("./thenable.mjs");
console.log(result);
