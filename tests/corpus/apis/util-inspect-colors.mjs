import { inspect } from "node:util";
const show = (v, o) => console.log(JSON.stringify(inspect(v, { colors: true, ...o })));
for (const v of [1, "s", true, null, undefined, 1n, Symbol("a"), new Date(0), /x/, () => {}, class A {}, [1, "a"], { a: 1, [Symbol("k")]: 2, "x-y": null }, new Map([["a", 1]]), new Set([1]), { get a() { return 1; } }, [,], Promise.resolve(1), new WeakSet(), Object(1)]) show(v);
const c = { n: 1 }; c.self = c; show(c);
show({ a: { b: { c: { d: 1 } } } });
show(Array.from({ length: 30 }, (_, i) => i));
