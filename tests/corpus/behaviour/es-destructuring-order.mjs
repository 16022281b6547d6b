const log = [];
const source = new Proxy({}, { get(_, key) { log.push("get " + String(key)); return undefined; } });
const target = { set a(v) { log.push("set a=" + v); }, set b(v) { log.push("set b=" + v); } };
const key = (k) => (log.push("key " + k), k);
({ [key("x")]: target.a = (log.push("default a"), 1), [key("y")]: target.b = (log.push("default b"), 2) } = source);
console.log(log.join("; "));
