const log = [];
const handler = new Proxy({}, {
  get: (_, trap) => (...args) => { log.push(trap); return Reflect[trap](...args); },
});
const p = new Proxy(function f() {}, handler);
p.a = 1; p.a; "a" in p; delete p.a; p(); new p(); Object.keys(p); Object.getPrototypeOf(p); Object.isExtensible(p);
Object.defineProperty(p, "b", { value: 1, configurable: true });
for (const k in p);
({ ...p });
console.log(log.join(" "));
