// JSON in all corners: replacers, revivers, toJSON, indentation, what is left out, errors.
class Money { constructor(amount) { this.amount = amount; } toJSON(key) { return `${this.amount} EUR (${key})`; } }
console.log(JSON.stringify({ a: undefined, b: () => 1, c: Symbol('x'), d: NaN, e: null, f: -0, g: new Date(0), h: [undefined, () => 1, Symbol()], i: new Money(5), j: Infinity }));
console.log(JSON.stringify([new Money(1), new Map([[1, 2]]), new Set([1]), new Uint8Array(2), /x/, new Error('e'), Object(1n) instanceof BigInt]));
console.log(JSON.stringify({ a: 1, b: { a: 2, c: 3 } }, ['a', 'b']), JSON.stringify({ a: 1, b: 'x' }, (key, value) => (typeof value === 'number' ? value + 1 : value)));
console.log(JSON.stringify({ a: [1, { b: 2 }], c: {}, d: [] }, null, 2), JSON.stringify([1, [2]], null, '--'), JSON.stringify({ a: 1 }, null, 20).split('\n')[1].length);
console.log(JSON.stringify('\u2028"\\\b\n\t\u0001é😀\ud800'), JSON.stringify({ '\n': 1, '': 2 }), JSON.stringify(undefined), JSON.stringify(() => 1), JSON.stringify(null));
console.log(JSON.parse('{"a":[1,2,{"b":null}],"c":1e3,"d":-0,"e":"\\u0041"}'), JSON.parse('[1,2]', (key, value) => (Array.isArray(value) ? value : value * 10)), JSON.parse(' "x" '));
console.log(JSON.parse('{"__proto__": 1, "a": 1, "a": 2}'), Object.keys(JSON.parse('{"b":1,"2":1,"a":1,"1":1}')));
const order = [];
JSON.parse('{"a":{"b":1},"c":[2]}', (key, value) => { order.push(key); return key === 'b' ? undefined : value; });
console.log(order);
for (const text of ['', '{', '[1,]', "{'a': 1}", '{"a": undefined}', 'tru', '01', '1.', '"\n"', '{"a" 1}', '[1 2]', '{"a":1,}', '\u00a01', 'nul', '{"long": "text that goes on for quite a while", broken}']) try { JSON.parse(text); } catch (error) { console.log(JSON.stringify(text), error.name, error.message); }
const node = { name: 'root', children: [] };
node.children.push({ name: 'leaf', parent: node });
try { JSON.stringify(node); } catch (error) { console.log(error.message); }
try { JSON.stringify({ n: 1n }); } catch (error) { console.log(error.name, error.message); }
const seen = new WeakSet();
console.log(JSON.stringify(node, (key, value) => { if (typeof value === 'object' && value !== null) { if (seen.has(value)) return '[again]'; seen.add(value); } return value; }));
console.log(JSON.stringify({ get computed() { return 42; }, [Symbol('s')]: 1 }), JSON.stringify(Object.create({ inherited: 1 })), JSON.stringify(new (class A { x = 1; #y = 2; })()), JSON.stringify([, 1]), JSON[Symbol.toStringTag]);
