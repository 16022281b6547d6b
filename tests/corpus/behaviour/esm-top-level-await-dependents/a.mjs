console.log("a starts");
await new Promise((done) => setTimeout(done, 8));
console.log("a ends");
