const log = [];
const source = (n) => ({
  i: 0,
  [Symbol.iterator]() { return this; },
  next() { return { value: this.i++, done: this.i > n }; },
  return(v) { log.push("closed at " + this.i); return {}; },
});
for (const x of source(5)) if (x === 2) break;
for (const x of source(2));
const [a, b] = source(5);
outer: for (const i of source(3)) for (const j of source(3)) if (j === 1) continue outer;
try { for (const x of source(3)) throw 1; } catch {}
(() => { for (const x of source(3)) return x; })();
new Map([[1, 2]]);
try { new Map(source(3)); } catch (e) { log.push(e.name); }
console.log(log.join("; "));
