function f() { try { switch (1) { case 1: return "case"; } } finally { console.log("finally"); } }
console.log(f());
