// The text of a function is the one in its file, where that runs as it is written. Elsewhere it is the code
// that runs, without what saveloop added to it: a program that evaluates it elsewhere must not meet names
// that only its module has.
(function (P, host) {
  "use strict";
  const MAX_KNOWN = 1000;
  const known = new P.Map();
  const asked = (name) => {
    const { get } = P.getOwnPropertyDescriptor(P.FunctionPrototype, name);
    return (object) => P.apply(get, object, []);
  };
  const fileOf = asked("fileName"), lineOf = asked("lineNumber"), columnOf = asked("columnNumber");

  // As V8 writes it: in one line, and what is bound has no name.
  const NATIVE = "{\n    [native code]\n}";
  const native = (text) =>
    `${P.startsWith(text, "function bound ") ? "function () " : P.slice(text, 0, -NATIVE.length)}{ [native code] }`;

  host.textOf = (object) => {
    const text = P.functionToString(object);
    const file = host.isProxy(object) ? undefined : fileOf(object);
    if (P.endsWith(text, NATIVE)) return native(text);
    if (typeof file !== "string" || !P.includes(file, "?v=")) return text;
    const key = `${file}:${lineOf(object)}:${columnOf(object)}:${text.length}`;
    const earlier = P.mapGet(known, key);
    if (earlier !== undefined) return earlier;
    const plain = host.functionText(text);
    const answer = host.wordsFor(file, lineOf(object), columnOf(object), `text of ${plain}`);
    const found = typeof answer === "string" ? P.parse(answer)[0] : plain;
    if (P.mapSize(known) >= MAX_KNOWN) P.mapForEach(known, (_, it) => P.mapDelete(known, it));
    P.mapSet(known, key, found);
    return found;
  };

  const { toString } = {
    toString() {
      if (this === toString) return "function toString() { [native code] }";
      if (typeof this !== "function") throw new P.TypeError("Function.prototype.toString requires that 'this' be a Function");
      return host.textOf(this);
    },
  };
  P.defineProperty(Function.prototype, "toString", {
    __proto__: null, value: toString, writable: true, enumerable: false, configurable: true,
  });
})
