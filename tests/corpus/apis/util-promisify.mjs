import { promisify, callbackify } from "node:util";
const add = promisify((a, b, callback) => setTimeout(callback, 1, null, a + b));
console.log(await add(1, 2), add.name);
await promisify((callback) => callback(new Error("no")))().catch((e) => console.log(e.message));
const f = () => {}; f[promisify.custom] = () => Promise.resolve("custom");
console.log(await promisify(f)(), promisify(f) === f[promisify.custom], promisify.custom.toString());
console.log(await promisify(setTimeout)(2, "late"), await promisify(setImmediate)("soon"));
const obj = { v: 7, get(callback) { callback(null, this.v); } };
console.log(await promisify(obj.get).call(obj));
try { promisify(1); } catch (e) { console.log(e.code, e.message); }
const named = promisify(function named(a, b, c) {}); console.log(named.name, named.length);
await new Promise((resolve) => callbackify(async (x) => x * 2)(21, (error, value) => { console.log(error, value); resolve(); }));
await new Promise((resolve) => callbackify(async () => { throw new TypeError("t"); })((error) => { console.log(error.message); resolve(); }));
await new Promise((resolve) => callbackify(() => Promise.reject(null))((error) => { console.log(error.code, error.reason, error.message); resolve(); }));
try { callbackify(async () => {})(); } catch (e) { console.log(e.code, e.message); }
console.log(callbackify(async function q(a) {}).name, callbackify(async function q(a) {}).length);
