for (const name of [
  "URL",
  "URLSearchParams",
  "TextEncoder",
  "TextDecoder",
  "Event",
  "EventTarget",
  "AbortController",
  "AbortSignal",
  "structuredClone",
]) {
  void globalThis[name];
  const d = Object.getOwnPropertyDescriptor(globalThis, name);
  console.log(
    name,
    typeof globalThis[name],
    d.writable ?? "accessor",
    d.configurable,
    globalThis[name].name,
    globalThis[name].length,
  );
}
globalThis.URL = 5;
console.log(URL);
globalThis.Event = class Mine {};
console.log(Event.name);
console.log(
  typeof process,
  typeof performance,
  typeof crypto,
  "URL" in globalThis,
  Object.keys(globalThis).includes("TextEncoder"),
  typeof global === "object" ? global === globalThis : "none",
);
var TextEncoder2 = TextEncoder;
console.log(new TextEncoder2().encoding);
{
  const Buffer = 5;
  console.log(Buffer);
}
console.log(delete globalThis.TextDecoder, typeof TextDecoder);
