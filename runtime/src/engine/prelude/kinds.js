// What kind of built-in a value is, by the engine's class of it: learned from one sample of each,
// so that no private number of the engine stands here.
(function (P, host) {
  "use strict";
  const kinds = { __proto__: null };
  const learn = (kind, ...samples) => {
    for (let i = 0; i < samples.length; i++) kinds[host.classOf(samples[i])] = kind;
  };
  learn("map", new Map());
  learn("set", new Set());
  learn("weakmap", new WeakMap());
  learn("weakset", new WeakSet());
  learn("date", new Date(0));
  learn("regexp", /x/);
  learn("error", new Error());
  learn("promise", Promise.resolve());
  learn("arraybuffer", new ArrayBuffer(0));
  learn("sharedarraybuffer", new SharedArrayBuffer(0));
  learn("dataview", new DataView(new ArrayBuffer(0)));
  learn("arguments", (function () { return arguments; })(), (function (a) { "use strict"; return arguments; })());
  learn("typedarray", new Uint8Array(), new Int8Array(), new Uint8ClampedArray(), new Uint16Array(),
    new Int16Array(), new Uint32Array(), new Int32Array(), new Float32Array(), new Float64Array(),
    new BigInt64Array(), new BigUint64Array());
  if (typeof Float16Array === "function") learn("typedarray", new Float16Array());
  learn("iterator", new Map().keys(), new Set().keys());
  learn("number", Object(1));
  learn("string", Object(""));
  learn("boolean", Object(true));
  learn("symbol", Object(Symbol()));
  learn("bigint", Object(1n));
  learn("function", () => {}, function* () {}, async () => {}, async function* () {}, Map,
    (() => {}).bind(), Promise.withResolvers().resolve);

  // By the class, not by the prototype, which a program may replace.
  const functions = { __proto__: null };
  const learnFunction = (kind, sample) => { functions[host.classOf(sample)] = kind; };
  learnFunction("GeneratorFunction", function* () {});
  learnFunction("AsyncFunction", async () => {});
  learnFunction("AsyncGeneratorFunction", async function* () {});
  host.functionKind = (object) => functions[host.classOf(object)] ?? "Function";

  /** What only code of another kind can make a sample of. */
  host.learnKind = learn;
  host.kindOf = (object) => (typeof object === "function" ? "function" : kinds[host.classOf(object)] ?? "object");
  host.isError = (object) => kinds[host.classOf(object)] === "error";
  return undefined;
})
