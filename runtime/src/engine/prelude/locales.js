// The language's methods that depend on a locale. What they need is made when one is first called.
(function (P, host, library) {
  "use strict";
  const { apply } = P;
  const intl = () => library.load("web:intl");
  const methods = (prototype, made) => {
    for (const name in made)
      P.defineProperty(prototype, name, { __proto__: null, value: made[name], writable: true, enumerable: false, configurable: true });
  };
  const textOf = (value, name) => {
    if (value == null) throw new P.TypeError(`String.prototype.${name} called on null or undefined`);
    return `${value}`;
  };
  const thisValue = (unwrap, value, type) => {
    try { return unwrap(value); } catch { throw new P.TypeError(`${type}.prototype.toLocaleString requires that 'this' be a ${type}`); }
  };

  methods(Number.prototype, {
    __proto__: null,
    toLocaleString() {
      const value = thisValue(P.numberValueOf, this, "Number");
      return intl().formatNumber(value, arguments[0], arguments[1], "Number.prototype.toLocaleString");
    },
  });
  methods(BigInt.prototype, {
    __proto__: null,
    toLocaleString() {
      const value = thisValue(P.bigIntValueOf, this, "BigInt");
      return intl().formatNumber(value, arguments[0], arguments[1], "BigInt.prototype.toLocaleString");
    },
  });
  methods(Date.prototype, {
    __proto__: null,
    toLocaleString() { return intl().formatDate(this, arguments[0], arguments[1], "toLocaleString", "any", "all"); },
    toLocaleDateString() { return intl().formatDate(this, arguments[0], arguments[1], "toLocaleDateString", "date", "date"); },
    toLocaleTimeString() { return intl().formatDate(this, arguments[0], arguments[1], "toLocaleTimeString", "time", "time"); },
  });
  methods(String.prototype, {
    __proto__: null,
    localeCompare(that) { return intl().compare(textOf(this, "localeCompare"), `${that}`, arguments[1], arguments[2]); },
    toLocaleUpperCase() { return intl().toCase(textOf(this, "toLocaleUpperCase"), arguments[0], true); },
    toLocaleLowerCase() { return intl().toCase(textOf(this, "toLocaleLowerCase"), arguments[0], false); },
  });

  // Lists that are being written, so that one in itself is nothing.
  const open = P.list();
  const listed = (list, locales, options) => {
    const object = P.Object(list);
    for (let i = 0; i < open.length; i++) if (open[i] === object) return "";
    open[open.length] = object;
    try {
      let out = "";
      for (let i = 0; i < object.length; i++) {
        if (i > 0) out += ",";
        const value = object[i];
        if (value != null) out += `${value.toLocaleString(locales, options)}`;
      }
      return out;
    } finally {
      open.length--;
    }
  };
  methods(Array.prototype, {
    __proto__: null,
    toLocaleString() {
      if (this == null) throw new P.TypeError("Array.prototype.toLocaleString called on null or undefined");
      return listed(this, arguments[0], arguments[1]);
    },
  });
  methods(P.getPrototypeOf(Uint8Array.prototype), {
    __proto__: null,
    toLocaleString() {
      if (host.kindOf(this) !== "typedarray") throw new P.TypeError("this is not a typed array.");
      return listed(this, arguments[0], arguments[1]);
    },
  });
})
