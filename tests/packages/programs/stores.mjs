import { expect } from "chai";
import Keyv from "keyv";
import { CookieJar } from "tough-cookie";
import { createStore } from "zustand/vanilla";

const store = createStore((set, get) => ({ count: 0, add: (by) => set((it) => ({ count: it.count + by })), double: () => get().count * 2 }));
const stop = store.subscribe((now, before) => console.log("changed", before.count, now.count));
store.getState().add(2);
store.setState({ count: 9 });
stop();
store.getState().add(1);
console.log(store.getState().double(), Object.keys(store.getInitialState()));

const keyv = new Keyv({ namespace: "n" });
await keyv.set("a", { b: 1, when: [null] });
await keyv.set("short", 1, 1);
while ((await keyv.get("short")) !== undefined) await new Promise(setImmediate);
console.log(await keyv.get("a"), await keyv.has("none"), await keyv.delete("a"), await keyv.get("a"));

const jar = new CookieJar();
for (const cookie of ["a=b; Path=/; Domain=example.com", "secret=1; Secure; HttpOnly", "deep=2; Path=/x", "gone=3; Max-Age=0"]) {
  await jar.setCookie(cookie, "https://www.example.com/");
}
for (const url of ["http://example.com/", "https://www.example.com/x/y", "http://www.example.com/x"]) console.log(url, await jar.getCookieString(url));
await jar.setCookie("a=1; Domain=com", "http://example.com/").catch((error) => console.log(error.message));
console.log(jar.toJSON().cookies.map((it) => [it.key, it.domain, it.path]));

expect([1, { a: 2 }]).to.deep.include({ a: 2 }).and.have.lengthOf(2);
for (const bad of [
  () => expect({ a: 1 }).to.deep.equal({ a: 2 }), () => expect([1]).to.include(2), () => expect(() => { throw new TypeError("x"); }).to.throw(RangeError),
  () => expect("text").to.match(/^x/), () => expect(null, "label").to.exist, () => expect({ a: { b: [1] } }).to.have.nested.property("a.b[0]", 2),
]) {
  try { bad(); } catch (error) { console.log(error.name, error.message, error.showDiff); }
}
