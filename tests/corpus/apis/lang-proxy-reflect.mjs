// Proxies as people write them: validation, defaults, negative indexes, logs, read-only views, revocation.
const person = new Proxy({}, { set(target, key, value) { if (key === 'age' && !Number.isInteger(value)) throw new TypeError(`age must be an integer, not ${value}`); target[key] = value; return true; } });
person.age = 42;
try { person.age = 'old'; } catch (error) { console.log(error.name, error.message); }
console.log(person.age, Object.keys(person));
const last = new Proxy([1, 2, 3], { get: (target, key, receiver) => typeof key === 'string' && /^-\d+$/.test(key) ? target[target.length + Number(key)] : Reflect.get(target, key, receiver) });
console.log(last[-1], last[-3], last[0], last.length, last.map((x) => x + 1));
const withDefault = new Proxy({ known: 1 }, { get: (target, key) => key in target ? target[key] : `no ${String(key)}`, has: () => true });
console.log(withDefault.known, withDefault.other, 'anything' in withDefault);
const calls = [];
const traced = new Proxy(function add(a, b) { return a + b; }, { apply(target, self, args) { calls.push(args); return Reflect.apply(target, self, args) * 10; }, construct(target, args) { return { made: args }; } });
console.log(traced(1, 2), new traced(3), calls, typeof traced, traced.name, traced.length);
const locked = new Proxy({ a: 1 }, { set: () => false, deleteProperty: () => false });
for (const attempt of [() => { locked.a = 2; }, () => { delete locked.a; }]) try { attempt(); } catch (error) { console.log(error.message); }
const { proxy, revoke } = Proxy.revocable({ x: 1 }, {});
console.log(proxy.x);
revoke();
try { proxy.x; } catch (error) { console.log(error.message); }
const hidden = new Proxy({ _private: 1, open: 2 }, { ownKeys: (target) => Reflect.ownKeys(target).filter((key) => !key.startsWith('_')), getOwnPropertyDescriptor: (target, key) => key.startsWith('_') ? undefined : Reflect.getOwnPropertyDescriptor(target, key) });
console.log(Object.keys(hidden), JSON.stringify(hidden), { ...hidden }, hidden);
const fluent = (path = []) => new Proxy(() => {}, { get: (_, key) => fluent([...path, key]), apply: (_, __, args) => `${path.join('/')}?${args.join('&')}` });
console.log(fluent().users.posts('a', 'b'));
console.log(Reflect.ownKeys({ b: 1, 2: 1, a: 1, 1: 1, [Symbol('s')]: 1 }), Reflect.has({ x: 1 }, 'x'), Reflect.getPrototypeOf([]) === Array.prototype, Reflect.defineProperty(Object.freeze({}), 'x', { value: 1 }));
class Base { constructor() { this.kind = new.target.name; } }
class Other {}
console.log(Reflect.construct(Base, [], Other) instanceof Other, Reflect.construct(Base, [], Other).kind);
