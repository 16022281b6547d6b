console.log("b starts");
await new Promise((done) => setTimeout(done, 1));
console.log("b ends");
