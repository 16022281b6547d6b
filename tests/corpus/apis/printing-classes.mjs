import { EventEmitter } from "node:events";
console.log(new AbortController(), AbortSignal.abort(1), [new AbortController()], {
  deep: { deeper: { deepest: { c: new AbortController() } } },
});
console.log(
  new TextDecoder("utf-16le", { fatal: true }),
  [new TextEncoder()],
  Buffer.from("abc"),
  { b: Buffer.alloc(2) },
  [[[[Buffer.alloc(1)]]]],
);
class E extends EventEmitter {
  x = 1;
}
console.log(new E());
console.log(
  new EventTarget(),
  new (class T extends EventTarget {
    y = 2;
  })(),
);
console.log(Buffer.from, Event, structuredClone, URLSearchParams.prototype.constructor === URLSearchParams);
console.log(
  String(new URL("http://x")),
  `${new URLSearchParams("a=b")}`,
  JSON.stringify([new URL("http://x"), new URLSearchParams("a=b"), Buffer.from("a")]),
);
console.log("%s %o %O", new URL("http://h").href, 1, Buffer.from("a"));
console.log(
  Object.prototype.toString.call(new URL("http://x")),
  Object.prototype.toString.call(new AbortController()),
  Object.prototype.toString.call(Buffer.from("")),
  Object.prototype.toString.call(new TextDecoder()),
);
