// Methods of the web's classes called on something else, labels of the console, options that are null.
import { fileURLToPath, pathToFileURL } from "node:url";
const tried = async (name, work) => {
  try {
    console.log(name, "=>", await work());
  } catch (error) {
    console.log(name, "!!", error.name, error.code, error.message);
  }
};
const { prototype } = URLSearchParams;
for (const name of ["append", "delete", "get", "getAll", "has", "set", "sort", "entries", "forEach", "keys", "values", "toString"])
  await tried(name, () => prototype[name].call({}));
await tried("size", () => Reflect.get(prototype, "size", {}));
await tried("next", () => new URLSearchParams("a=b").keys().next.call({}));
for (const name of ["toString", "toJSON"]) await tried(name, () => URL.prototype[name].call({}));
for (const name of ["href", "search", "origin", "host"]) await tried(name, () => Reflect.get(URL.prototype, name, {}));
for (const name of ["href", "search", "host"]) await tried(name, () => Reflect.set(URL.prototype, name, "it", {}));
const own = new URLSearchParams("x=y");
own[Symbol.iterator] = function* () {
  yield ["a", "b"];
};
await tried("its own iterator", () => `${new URLSearchParams(own)} ${new URLSearchParams(new URLSearchParams("x=y"))}`);
await tried("origins", () => ["blob:ftp://host/path", "blob:ws://host/", "blob:http://host/path", "blob:nothing"].map((it) => new URL(it).origin).join());
for (const [path, windows] of [["C:\\a b\\c#d", true], ["\\\\server\\share\\file", true], ["D:\\dir\\", true], ["/a b", false]])
  await tried(path, () => pathToFileURL(path, { windows }).href);
for (const url of ["file:///C:/a%20b", "file://server/share/x", "file:///x/y", "file:///C:/a%2fb"])
  await tried(url, () => fileURLToPath(url, { windows: true }));
const label = { toString: () => "my label" };
console.count(label);
console.count({});
console.count(null);
console.countReset("my label");
console.count(label);
await tried("symbol", () => console.count(Symbol("it")));
await tried("thrown", () => console.time({ toString() { throw new Error("no label"); } }));
await tried("table", () => console.table([1], "a"));
console.table(function named() {});
for (const name of Object.keys(console).filter((it) => !["Console", "context", "createTask"].includes(it)))
  await tried(`new ${name}`, () => { new console[name](); });
await tried("console", () => Object.getOwnPropertyNames(Object.getPrototypeOf(console)).length);
await tried("asked of options", () => {
  const asked = [];
  const options = new Proxy({}, { get: (_, name) => void asked.push(String(name)) });
  new EventTarget().addEventListener("it", () => {}, options);
  return asked.filter((it) => !it.startsWith("Symbol")).sort().join();
});
await tried("signal", () => new EventTarget().addEventListener("it", null, { signal: null }));
const stream = () => ReadableStream.from(["a"]);
await tried("reader", () => stream().getReader(null).constructor.name);
await tried("through", async () => (await stream().pipeThrough(new TransformStream(), null).getReader().read()).value);
await tried("to", () => stream().pipeTo(new WritableStream(), null));
await tried("values", async () => (await stream().values(null).next()).value);
await tried("crypto", () => crypto.randomUUID.call({}));
await tried("crypto", () => crypto.getRandomValues.call({}, new Uint8Array(1)));
await tried("crypto", () => crypto.getRandomValues());
const { port1 } = new MessageChannel();
for (const transfer of [3, "text", {}]) await tried("transfer", () => port1.postMessage({}, { transfer }));
await tried("options", () => port1.postMessage({}, 3));
await tried("nothing", () => port1.postMessage());
await tried("iterable", () => port1.postMessage({}, { transfer: new Set() }));
await tried("clone", () => structuredClone());
await tried("clone", () => structuredClone(1, 3));
await tried("clone", () => structuredClone(1, { transfer: 3 }));
const buffer = new ArrayBuffer(3);
await tried("clone", () => structuredClone({ buffer }, { transfer: new Set([buffer]) }).buffer.byteLength + buffer.byteLength);
