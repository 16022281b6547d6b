// Closures: counters, memories, pipelines and listeners.
type Listener = (value: number) => void;

function emitter() {
  const listeners = new Set<Listener>();
  return {
    on(listener: Listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    emit(value: number) {
      for (const listener of listeners) listener(value);
    },
  };
}

const memo = <R>(make: (key: number) => R): ((key: number) => R) => {
  const known: Record<number, R> = {};
  return (key) => (known[key] ??= make(key));
};

const pipe = (...steps: ((value: number) => number)[]) => (value: number) => steps.reduce((it, step) => step(it), value);

let total = 0;
const source = emitter();
const off = source.on((value) => {
  total += value;
});
source.on((value) => {
  if (value % 3 === 0) total -= 1;
});
const change = pipe((it) => it + 1, (it) => it * 2, memo((it) => it % 97));
for (let i = 0; i < 4000; i++) {
  source.emit(change(i));
  if (i === 3900) off();
}
console.log(total);
