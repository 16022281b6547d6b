console.log("a starts");
await new Promise((done) => setTimeout(done, 150));
console.log("a ends");
