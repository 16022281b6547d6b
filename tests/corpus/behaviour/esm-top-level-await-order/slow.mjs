console.log("slow starts");
await new Promise((done) => setTimeout(done, 10));
console.log("slow ends");
