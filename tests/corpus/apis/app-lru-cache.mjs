// A cache that forgets what was not used for longest, with expiry and statistics.
import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
class LruCache extends EventEmitter {
  #map = new Map();
  hits = 0;
  misses = 0;
  constructor({ max = 3, now = () => 0, ttl = Infinity } = {}) { super(); Object.assign(this, { max, now, ttl }); }
  get(key) {
    const entry = this.#map.get(key);
    if (entry === undefined || this.now() - entry.at > this.ttl) { this.misses++; if (entry) this.delete(key, 'expired'); return undefined; }
    this.hits++;
    this.#map.delete(key);
    this.#map.set(key, entry);
    return entry.value;
  }
  set(key, value) {
    this.#map.delete(key);
    this.#map.set(key, { value, at: this.now() });
    if (this.#map.size > this.max) this.delete(this.#map.keys().next().value, 'evicted');
    return this;
  }
  delete(key, why = 'deleted') { const had = this.#map.delete(key); if (had) this.emit('removed', key, why); return had; }
  *[Symbol.iterator]() { for (const [key, { value }] of this.#map) yield [key, value]; }
  get size() { return this.#map.size; }
  toJSON() { return Object.fromEntries(this); }
}
let time = 0;
const cache = new LruCache({ max: 2, now: () => time, ttl: 10 });
cache.on('removed', (key, why) => console.log('removed', key, why));
cache.set('a', 1).set('b', 2);
assert.equal(cache.get('a'), 1);
cache.set('c', 3);
assert.equal(cache.get('b'), undefined);
time = 11;
assert.equal(cache.get('a'), undefined);
console.log([...cache], cache.size, JSON.stringify(cache), `${cache.hits} hits, ${cache.misses} misses`);
assert.throws(() => assert.deepEqual([...cache], []), { name: 'AssertionError', code: 'ERR_ASSERTION' });
console.log(cache.eventNames(), cache.listenerCount('removed'), cache.delete('nothing'), cache.delete('c'));
const memoize = (f, cache = new Map()) => (n) => { if (!cache.has(n)) cache.set(n, f(n)); return cache.get(n); };
const fib = memoize((n) => (n < 2n ? n : fib(n - 1n) + fib(n - 2n)));
console.log(fib(90n), String(fib(120n)));
