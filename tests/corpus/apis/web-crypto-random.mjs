const { crypto } = globalThis; const u = crypto.randomUUID(); console.log(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(u), u !== crypto.randomUUID());
for (const T of [Uint8Array, Int8Array, Uint8ClampedArray, Uint16Array, Int16Array, Uint32Array, Int32Array, BigInt64Array, BigUint64Array]) { const v = new T(32); console.log(T.name, crypto.getRandomValues(v) === v, v.some((x) => x != 0)); }
const part = new Uint8Array(10); crypto.getRandomValues(part.subarray(0, 5)); console.log(part.slice(5).every((x) => x === 0));
for (const bad of [new Float32Array(1), new DataView(new ArrayBuffer(1)), new Uint8Array(65537), {}, undefined]) try { crypto.getRandomValues(bad); console.log("no"); } catch (e) { console.log(e.name); }
console.log(Object.prototype.toString.call(crypto));
