// Generators and the protocols of iteration: return, throw, delegation, laziness, iterators that are closed.
function* take(iterable, count) { let i = 0; for (const item of iterable) { if (i++ >= count) return 'enough'; yield item; } }
function* naturals() { let n = 0; try { while (true) { const said = yield n++; if (said) console.log('heard', said); } } finally { console.log('closed at', n); } }
console.log([...take(naturals(), 3)]);
const talking = naturals();
console.log(talking.next('ignored'), talking.next('hello'), talking.return('bye'), talking.next());
const failing = naturals();
failing.next();
try { failing.throw(new Error('out')); } catch (error) { console.log(error.message, failing.next()); }
function* outer() { const result = yield* inner(); console.log('inner gave', result); yield* [10, 20]; return 'end'; }
function* inner() { try { yield 1; yield 2; } catch (error) { yield `caught ${error}`; } return 'inner end'; }
const delegating = outer();
console.log(delegating.next(), delegating.throw('x'), [...delegating]);
const range = { from: 1, to: 4, [Symbol.iterator]() { let at = this.from, { to } = this; return { next: () => at <= to ? { value: at++, done: false } : { value: undefined, done: true }, return() { console.log('stopped early'); return {}; } }; } };
const [first, ...rest] = range;
console.log(first, rest, Math.max(...range), new Set(range).size, Array.from(range, (x) => x * x));
for (const x of range) if (x > 2) break;
const [only] = range;
console.log(only);
async function* ticks(count) { for (let i = 0; i < count; i++) { await null; yield i; } }
const seen = [];
for await (const tick of ticks(3)) seen.push(tick);
for await (const value of [Promise.resolve('a'), 'b']) seen.push(value);
console.log(seen);
const tree = { value: 1, children: [{ value: 2, children: [{ value: 3, children: [] }] }, { value: 4, children: [] }] };
function* walk(node, depth = 0) { yield [depth, node.value]; for (const child of node.children) yield* walk(child, depth + 1); }
console.log([...walk(tree)].map(([depth, value]) => '-'.repeat(depth) + value).join(' '));
console.log(Object.prototype.toString.call(talking), talking[Symbol.iterator]() === talking, typeof talking.next);
const entries = new Map([['a', 1], ['b', 2]]).entries();
console.log(entries.next(), [...entries], [1, 2][Symbol.iterator]());
