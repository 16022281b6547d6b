const seen = [];
const it = { [Symbol.iterator]: () => ({ next: () => ({ value: 1, done: false }), return() { seen.push("return"); throw new Error("closing"); } }) };
try { for (const x of it) throw new Error("body"); } catch (error) { seen.push(error.message); }
try { for (const x of it) break; } catch (error) { seen.push(error.message); }
console.log(seen.join());
