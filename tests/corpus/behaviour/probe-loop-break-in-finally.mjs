function f() { for (;;) { try { return "lost"; } finally { break; } } return "kept"; }
console.log(f());
