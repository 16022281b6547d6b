function f() { try { throw new Error("lost"); } finally { return "kept"; } }
console.log(f());
