//! The hostile programs, by what they do.

pub struct Hostile {
    pub name: &'static str,
    pub text: &'static str,
    /// The code of the error that must be shown before it is fixed.
    pub shows: Option<&'static str>,
}

const fn runs(name: &'static str, text: &'static str) -> Hostile {
    Hostile { name, text, shows: None }
}

const fn shows(name: &'static str, code: &'static str, text: &'static str) -> Hostile {
    Hostile { name, text, shows: Some(code) }
}

pub const SPINNING: &[Hostile] = &[
    runs("a join of a huge array", "new Array(4e8).join('x');"),
    runs("a loop", "for (;;) {}"),
    runs("a loop that catches everything", "for (;;) { try { for (;;) {} } catch {} }"),
    runs("a loop in finally", "try { throw 1 } finally { for (;;) { try { continue } finally {} } }"),
    runs(
        "nested finally",
        "function f(): any { try { return f2() } finally { f() } } function f2(): any { for (;;) {} } f();",
    ),
    runs("a catastrophic expression", "/^(a+)+$/.test('a'.repeat(40) + 'b');"),
    runs("another", "/(x+x+)+y/.exec('x'.repeat(60));"),
    runs("sort with an endless comparison", "[3, 1, 2].sort(() => { for (;;) {} });"),
    runs("sort of many", "for (;;) Array.from({ length: 1e6 }, (_, i) => -i).sort();"),
    runs("JSON.stringify with an endless toJSON", "JSON.stringify({ toJSON() { for (;;) {} } });"),
    runs(
        "JSON of much, again and again",
        "const a = Array(1e5).fill({ a: 1 }); for (;;) JSON.parse(JSON.stringify(a));",
    ),
    runs("a proxy that traps for ever", "const p: any = new Proxy({}, { get() { for (;;) {} } }); p.x;"),
    runs("an endless generator", "function* g() { for (;;) yield 1 } for (const x of g()) x;"),
    runs(
        "an endless generator, spread",
        "function* g() { for (;;) yield } [...{ [Symbol.iterator]: () => ({ next: () => ({ done: false }) }) } as any].length; g();",
    ),
    runs("weak references in a loop", "for (;;) new WeakRef({}).deref();"),
    runs("microtasks without end", "function f() { Promise.resolve().then(f) } f();"),
    runs("await without end", "async function f() { for (;;) await null } f();"),
    runs("timers without end", "function f() { setTimeout(f, 0); setTimeout(f, 0) } f();"),
    runs("queueMicrotask without end", "function f() { queueMicrotask(f) } f();"),
    runs(
        "microtasks without end behind a timer",
        "function f() { Promise.resolve().then(f) } setTimeout(f, 5);",
    ),
    runs("immediates without end", "function f() { setImmediate(f); setImmediate(f) } f();"),
    runs("intervals that make intervals", "setInterval(function f() { setInterval(f, 0) }, 0);"),
    runs(
        "lines without end, a turn at a time",
        "setInterval(() => { for (let i = 0; i < 1e4; i++) console.log(i) }, 0);",
    ),
    runs(
        "rejections without end",
        "setInterval(() => { for (let i = 0; i < 1e3; i++) Promise.reject(i) }, 0);",
    ),
    runs(
        "imports without end",
        "let n = 0; setInterval(() => { import(`./main.ts?${n++}`).catch(() => {}) }, 0);",
    ),
    runs("a timer that loops", "setInterval(() => { for (;;) {} }, 1);"),
    runs("split of much", "for (;;) 'x'.repeat(1e6).split('');"),
    runs("reverse of a huge length", "Array.prototype.reverse.call({ length: 2 ** 53 - 1 });"),
    runs("copyWithin of a huge length", "Array.prototype.copyWithin.call({ length: 2 ** 53 - 1 }, 0, 1);"),
    runs("indexOf in a huge length", "Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1);"),
    runs("an endless top-level await", "await new Promise(() => {});"),
    runs("a loop behind an await", "await 0; for (;;) {}"),
    runs("a flood of lines", "for (let i = 0; i < 200_000; i++) console.log('line', i);"),
    runs("a flood without end", "for (;;) console.log('again');"),
    runs("a flood of errors", "for (let i = 0; i < 5_000; i++) Promise.reject(new Error('e' + i));"),
    runs("huge lines", "const s = 'x'.repeat(5e6); for (let i = 0; i < 20; i++) console.log(s);"),
];

pub const FULL: &[Hostile] = &[
    shows("an array that grows", "out-of-memory", "const a: any[] = []; for (;;) a.push({ a });"),
    shows(
        "a string that doubles",
        "out-of-memory",
        "let s = 'abc'; const all: string[] = []; for (;;) { s = s + s; all.push(s.split('').join('-')); }",
    ),
    shows("buffers", "out-of-memory", "const a: any[] = []; for (;;) a.push(new Uint8Array(1e6));"),
    shows("a map", "out-of-memory", "const m = new Map(); for (let i = 0; ; i++) m.set(i, {});"),
    shows("closures", "out-of-memory", "let f: any = () => 0; for (;;) { const g = f; f = () => g; }"),
    shows(
        "promises",
        "out-of-memory",
        "const a: any[] = []; for (;;) a.push(new Promise(() => {}).then(() => {}));",
    ),
    // The engine drops what it cannot queue for want of memory: whether it is told depends on which piece
    // is the last that fits.
    runs(
        "async calls that wait for one another",
        "async function f(): Promise<void> { await 0; await f() } f();",
    ),
    shows("queued jobs", "out-of-memory", "for (;;) queueMicrotask(() => {});"),
    shows("timers", "out-of-memory", "for (;;) setTimeout(() => {}, 1e6);"),
    shows("Array.from of a huge length", "out-of-memory", "Array.from({ length: 4e8 }, () => ({}));"),
    shows("fill of a huge array", "out-of-memory", "new Array(4e8).fill(0);"),
    shows(
        "big integers",
        "uncaught",
        "let b = 3n; const all: bigint[] = []; for (;;) { b = b * 3n ** 5000n; all.push(b); }",
    ),
];

pub const THROWING: &[Hostile] = &[
    shows("recursion through calls", "uncaught", "function f(): any { return f() + 1 } f();"),
    shows("recursion through getters", "uncaught", "const o: any = { get a() { return this.a } }; o.a;"),
    shows(
        "recursion through proxies",
        "uncaught",
        "const p: any = new Proxy({}, { get: (_, k, r) => r[k] }); p.x;",
    ),
    shows(
        "recursion through JSON",
        "uncaught",
        "const o = { toJSON(): any { return JSON.stringify(o) } }; JSON.stringify(o);",
    ),
    shows("recursion through sort", "uncaught", "function f(): any { [2, 1].sort(f) } f();"),
    shows(
        "recursion through toString",
        "uncaught",
        "const o = { toString(): any { return '' + o } }; '' + o;",
    ),
    shows(
        "recursion through async calls",
        "rejection",
        "async function f(): Promise<void> { await f() } f();",
    ),
    shows(
        "recursion in a job",
        "rejection",
        "function f(): any { return f() + 1 } Promise.resolve().then(f);",
    ),
    shows("throw null in a timer", "uncaught", "setTimeout(() => { throw null }, 0);"),
    shows("throw undefined", "uncaught", "throw undefined;"),
    shows(
        "an error whose message throws",
        "uncaught",
        "throw Object.defineProperty(new Error('x'), 'message', { get() { throw 1 } });",
    ),
    shows(
        "a thrown proxy",
        "uncaught",
        "throw new Proxy({}, { get() { throw 1 }, getPrototypeOf() { throw 2 } });",
    ),
    shows("a cause that is itself", "uncaught", "const e: any = new Error('x'); e.cause = e; throw e;"),
    shows(
        "a name of a megabyte",
        "uncaught",
        "const e = new Error('m'.repeat(1e6)); e.name = 'N'.repeat(1e6); throw e;",
    ),
];

pub const OVERWRITING: &[Hostile] = &[
    shows(
        "no methods of arrays",
        "uncaught",
        "for (const k of Object.getOwnPropertyNames(Array.prototype)) if (k !== 'length') delete (Array.prototype as any)[k]; throw new Error('x');",
    ),
    shows(
        "then",
        "uncaught",
        "(Promise.prototype as any).then = () => { throw 1 }; await 0; throw new Error('x');",
    ),
    shows(
        "prepareStackTrace",
        "uncaught",
        "(Error as any).prepareStackTrace = () => { for (const x of 1 as any) x }; throw new Error('x');",
    ),
    shows(
        "iteration",
        "uncaught",
        "(Array.prototype as any)[Symbol.iterator] = () => { throw 1 }; console.log([1]); throw new Error('x');",
    ),
    shows(
        "JSON",
        "uncaught",
        "(globalThis as any).JSON = { get parse() { throw 1 } }; throw new Error('x');",
    ),
    shows(
        "every global",
        "uncaught",
        "for (const k of Object.getOwnPropertyNames(globalThis)) try { delete (globalThis as any)[k] } catch {} throw 1;",
    ),
    shows(
        "apply and call",
        "uncaught",
        "(Function.prototype as any).call = (Function.prototype as any).apply = () => { throw 1 }; throw new Error('x');",
    ),
    shows(
        "accessors that throw, on Object.prototype",
        "uncaught",
        "const names = ['value', 'get', 'set', 'writable', 'enumerable', 'configurable', 'name', 'message', 'stack', 'cause', 'errors', 'toJSON', 'then', 'length', 'constructor', 'owner', 'index', 'dependencies', 'callback', 'timer', 'done', 'data', '-1'];
for (let i = 0; i < 40; i++) names.push(String(i));
const planted = () => { throw new Error('planted') };
for (const name of names) Object.defineProperty(Object.prototype, name, { __proto__: null, get: planted, set: planted, configurable: true } as any);
console.log({ a: 1 }, [1, [2]], new Map([[1, 2]]), '%o %s', 1);
console.table([{ a: 1 }]);
setTimeout(() => { throw 1 }, 0);
setInterval(() => {}, 1e6);
setImmediate(() => {});
Promise.reject(2);
import('./other').catch(() => {});
import.meta.hot.accept(() => {});
import.meta.hot.on('x', () => {});
import.meta.hot.dispose(() => {});
throw Object.create(null);",
    ),
    shows(
        "elements that throw, on Array.prototype",
        "uncaught",
        "const planted = () => { throw new Error('planted') };
for (let i = 0; i < 40; i++) Object.defineProperty(Array.prototype, i, { get: planted, set: planted, configurable: true });
console.log('still', { a: 1 });
setTimeout(() => { throw 1 }, 0);
throw 1;",
    ),
    shows(
        "a frozen Object.prototype",
        "uncaught",
        "Object.freeze(Object.prototype); Object.freeze(Function.prototype); throw new Error('x');",
    ),
];
