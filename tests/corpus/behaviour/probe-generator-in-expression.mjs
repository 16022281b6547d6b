function* f() { const list = [yield 1, yield 2]; return list.join("+"); }
const it = f(); it.next(); it.next("a");
console.log(it.next("b").value);
