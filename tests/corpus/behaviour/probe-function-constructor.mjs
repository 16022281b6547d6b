const f = new Function("a", "b", "const c = a + b; for (let i = 0; i < 1; i++); return c;");
console.log(String(f(1, 2)), f.name, f.length);
