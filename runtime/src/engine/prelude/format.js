// Console calls as text: the format directives of the console standard, in Node's reading of them.
(function (P, host, inspector) {
  "use strict";
  const { inspect, primitive, isObject } = inspector;

  /** A console call's arguments as one text, with the format directives of the console standard. */
  function format(args) {
    let out = "", from = 0;
    if (args.length > 0 && typeof args[0] === "string") {
      const template = args[0];
      from = 1;
      if (args.length === 1 || !P.includes(template, "%")) out = template;
      else {
        let last = 0;
        for (let i = 0; i + 1 < template.length; i++) {
          if (template[i] !== "%") continue;
          const directive = template[i + 1];
          if (directive === "%") {
            out += P.slice(template, last, i) + "%"; last = i + 2; i++;
            continue;
          }
          if (from >= args.length) continue;
          const text = directiveText(directive, args[from]);
          if (text === null) continue;
          out += P.slice(template, last, i) + text;
          last = i + 2; i++; from++;
        }
        out += P.slice(template, last);
      }
    }
    for (let i = from; i < args.length; i++) {
      if (i > 0) out += " ";
      out += typeof args[i] === "string" ? args[i] : inspect(args[i]);
    }
    return out;
  }

  /**
   * Whether making JSON of it runs nothing of the program: no `toJSON`, no getter, no trap.
   * What leads back to itself ends at a depth, or when the `budget` of objects to look at is spent.
   */
  function isPlain(value, depth, budget) {
    if (!isObject(value)) return typeof value !== "bigint";
    if (typeof value === "function" || host.isProxy(value) || depth > 100 || --budget.left < 0 || mayHaveMethod(value)) return false;
    const kind = host.kindOf(value);
    if (kind !== "object") return false;
    const names = P.ownKeys(value);
    for (let i = 0; i < names.length; i++) {
      const descriptor = P.getOwnPropertyDescriptor(value, names[i]);
      if (!("value" in descriptor) || !isPlain(descriptor.value, depth + 1, budget)) return false;
    }
    return true;
  }

  /** Only what inherits nothing but the language's own prototypes, and those without a `toJSON`. */
  function mayHaveMethod(value) {
    const prototype = P.getPrototypeOf(value);
    if (prototype === null) return P.getOwnPropertyDescriptor(value, "toJSON") !== undefined;
    const isOwn = prototype === P.ObjectPrototype || prototype === P.ArrayPrototype;
    return !isOwn || P.getOwnPropertyDescriptor(value, "toJSON") !== undefined
      || P.getOwnPropertyDescriptor(prototype, "toJSON") !== undefined
      || P.getOwnPropertyDescriptor(P.ObjectPrototype, "toJSON") !== undefined;
  }

  function directiveText(directive, argument) {
    switch (directive) {
      case "s":
        if (typeof argument === "string") return argument;
        return isObject(argument) ? inspect(argument, 0) : primitive(argument);
      case "d": case "i": case "f": {
        if (typeof argument === "bigint" && directive !== "f") return `${P.String(argument)}n`;
        if (directive === "d" && isObject(argument) && host.kindOf(argument) === "date") {
          return primitive(P.dateGetTime(argument));
        }
        if (isObject(argument) || typeof argument === "symbol") return "NaN";
        const text = P.String(argument);
        if (directive === "f") return primitive(P.parseFloat(text));
        return primitive(directive === "i" ? P.parseInt(text) : P.Number(argument));
      }
      case "j":
        return isPlain(argument, 0, { left: 100000 }) ? P.String(P.stringify(argument)) : inspect(argument, 4);
      case "o": return inspect(argument, 4, true);
      case "O": return inspect(argument);
      case "c": return "";
      default: return null;
    }
  }

  return { __proto__: null, format };
})
