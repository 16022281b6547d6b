// Text for any value, for people. Never runs code of the program: no getter, no trap, no method.
(function (P, host) {
  "use strict";
  const { getOwnPropertyDescriptor, getPrototypeOf, ownKeys, isArray } = P;
  const WIDTH = 72;
  const MAX_ITEMS = 100;
  const MAX_KEYS = 200;
  const MAX_STRING = 10000;
  const MAX_DEPTH = 2;
  const identifier = /^[a-zA-Z_$][a-zA-Z_$0-9]*$/;

  const isObject = (value) =>
    (typeof value === "object" && value !== null) || typeof value === "function";

  /** The data value of an own or inherited property, or `undefined`; accessors are not called. */
  function dataProperty(object, key) {
    for (let at = object, steps = 0; at !== null && steps < 100; steps++) {
      if (host.isProxy(at)) return undefined;
      const descriptor = getOwnPropertyDescriptor(at, key);
      if (descriptor !== undefined) return descriptor.value;
      at = getPrototypeOf(at);
    }
    return undefined;
  }

  function ownData(object, key) {
    const descriptor = getOwnPropertyDescriptor(object, key);
    return descriptor === undefined ? undefined : descriptor.value;
  }

  /** The name of the nearest constructor on the prototype chain, or `null`. */
  function constructorName(object) {
    for (let at = object, steps = 0; at !== null && steps < 100; steps++) {
      if (host.isProxy(at)) return null;
      const constructor = ownData(at, "constructor");
      if (typeof constructor === "function" && !host.isProxy(constructor)) {
        const name = ownData(constructor, "name");
        if (typeof name === "string" && name !== "") return name;
      }
      at = getPrototypeOf(at);
    }
    return null;
  }

  function quote(text) {
    const escaped = (mark) => {
      let out = mark;
      for (let i = 0; i < text.length; i++) {
        const unit = text[i];
        const code = P.charCodeAt(text, i);
        if (unit === mark || unit === "\\") out += "\\" + unit;
        else if (unit === "\n") out += "\\n";
        else if (unit === "\r") out += "\\r";
        else if (unit === "\t") out += "\\t";
        else if (unit === "\b") out += "\\b";
        else if (unit === "\f") out += "\\f";
        else if (unit === "\v") out += "\\v";
        else if (code < 0x20 || code === 0x7f) {
          out += (code < 16 ? "\\x0" : "\\x") + P.numberToString(code, 16);
        } else out += unit;
      }
      return out + mark;
    };
    if (!P.includes(text, "'")) return escaped("'");
    if (!P.includes(text, '"')) return escaped('"');
    if (!P.includes(text, "`") && !P.includes(text, "${")) return escaped("`");
    return escaped("'");
  }

  function string(text) {
    if (text.length <= MAX_STRING) return quote(text);
    const left = text.length - MAX_STRING;
    return quote(P.slice(text, 0, MAX_STRING)) + `... ${left} more character${left > 1 ? "s" : ""}`;
  }

  function primitive(value) {
    switch (typeof value) {
      case "string": return string(value);
      case "number": return value === 0 && 1 / value < 0 ? "-0" : P.String(value);
      case "bigint": return P.String(value) + "n";
      case "symbol": return P.symbolToString(value);
      default: return P.String(value);
    }
  }

  function key(name) {
    if (typeof name === "symbol") return `[${P.symbolToString(name)}]`;
    return P.regExpExec(identifier, name) !== null ? name : quote(name);
  }

  function functionBase(value) {
    const name = ownData(value, "name");
    const named = typeof name === "string" && name !== "";
    const source = P.functionToString(value);
    if (P.startsWith(source, "class") && getOwnPropertyDescriptor(value, "prototype")?.writable === false) {
      const parent = getPrototypeOf(value);
      const parentName = parent === P.FunctionPrototype || parent === null || host.isProxy(parent)
        ? "" : ownData(parent, "name");
      const heritage = typeof parentName === "string" && parentName !== "" ? ` extends ${parentName}` : "";
      return `[class ${named ? name : "(anonymous)"}${heritage}]`;
    }
    const kind = constructorName(value) ?? "Function";
    return named ? `[${kind}: ${name}]` : `[${kind} (anonymous)]`;
  }

  /** `Name: message` and the frames, as the `stack` of an untouched error has them. */
  function errorBase(value) {
    const stack = dataOrStack(value);
    if (typeof stack === "string" && stack !== "") return stack;
    const name = dataProperty(value, "name");
    const message = dataProperty(value, "message");
    return `[${typeof name === "string" ? name : "Error"}${message ? `: ${message}` : ""}]`;
  }

  function dataOrStack(value) {
    const own = getOwnPropertyDescriptor(value, "stack");
    return own === undefined ? host.stackOf(value) : own.value;
  }

  function Inspector(depth) {
    return { depth, seen: [], circular: [], deepest: 0, indentation: 0 };
  }

  function value(state, input, level) {
    if (!isObject(input)) return primitive(input);
    const bindings = host.bindingsOf(input);
    if (bindings !== undefined) return namespace(state, bindings, level);
    if (host.isProxy(input)) {
      const target = host.proxyTarget(input);
      return target === null ? "<Revoked Proxy>" : value(state, target, level);
    }
    for (let i = 0; i < state.seen.length; i++) {
      if (state.seen[i] === input) {
        let index = circularIndex(state, input);
        if (index === 0) {
          state.circular[state.circular.length] = input;
          index = state.circular.length;
        }
        return `[Circular *${index}]`;
      }
    }
    return object(state, input, level);
  }

  function circularIndex(state, input) {
    for (let i = 0; i < state.circular.length; i++) if (state.circular[i] === input) return i + 1;
    return 0;
  }

  function prefix(name, fallback, tag, size) {
    const sized = size === undefined ? "" : `(${size})`;
    const tagged = tag !== "" && tag !== name ? ` [${tag}]` : "";
    if (name === null) return `[${fallback}${sized}: null prototype]${tagged} `;
    return `${name}${sized}${tagged} `;
  }

  /** What kind of thing it is: how it opens and closes, what it lists besides its properties. */
  function shape(state, input, level) {
    const name = constructorName(input);
    let tag = dataProperty(input, P.toStringTag);
    if (typeof tag !== "string") tag = "";
    const it = { open: "{", close: "}", base: "", entries: null, keys: null, array: false };
    if (isArray(input)) {
      const head = name === "Array" && tag === "" ? "" : prefix(name, "Array", tag, input.length);
      it.open = head + "["; it.close = "]"; it.array = true;
      it.entries = () => list(state, input, input.length, level, true);
      it.keys = ownKeysBeyondItems(input);
      return it;
    }
    switch (host.kindOf(input)) {
      case "map":
        it.open = prefix(name, "Map", tag === "Map" ? "" : tag, P.mapSize(input)) + "{";
        it.entries = () => mapEntries(state, input, level);
        break;
      case "set":
        it.open = prefix(name, "Set", tag === "Set" ? "" : tag, P.setSize(input)) + "{";
        it.entries = () => setEntries(state, input, level);
        break;
      case "typedarray": {
        const length = P.typedArrayLength(input);
        it.open = prefix(name, P.typedArrayName(input), "", length) + "["; it.close = "]"; it.array = true;
        it.entries = () => list(state, input, length, level, false);
        it.keys = ownKeysBeyondItems(input);
        break;
      }
      case "arraybuffer":
        it.open = prefix(name, "ArrayBuffer", "") + "{";
        it.entries = () => [`byteLength: ${P.arrayBufferByteLength(input)}`];
        break;
      case "promise": {
        it.open = prefix(name, "Promise", tag === "Promise" ? "" : tag) + "{";
        it.entries = () => {
          const [state_, result] = [host.promiseState(input), host.promiseResult(input)];
          if (state_ === "pending") return ["<pending>"];
          const text = nested(state, result, level);
          return [state_ === "rejected" ? `<rejected> ${text}` : text];
        };
        break;
      }
      case "date": {
        const time = P.dateGetTime(input);
        it.base = P.isNaN(time) ? "Invalid Date" : P.dateToISOString(input);
        break;
      }
      case "regexp": it.base = `/${P.regExpSource(input)}/${P.regExpFlags(input)}`; break;
      case "error": it.base = errorBase(input); break;
      case "function": it.base = functionBase(input); break;
      case "weakmap": case "weakset":
        it.open = prefix(name, "WeakMap", "") + "{";
        it.entries = () => ["<items unknown>"];
        break;
      case "number": it.base = boxed(name, "Number", P.numberValueOf(input)); break;
      case "boolean": it.base = boxed(name, "Boolean", P.booleanValueOf(input)); break;
      case "symbol": it.base = boxed(name, "Symbol", P.symbolValueOf(input)); break;
      case "bigint": it.base = boxed(name, "BigInt", P.bigIntValueOf(input)); break;
      case "string":
        it.base = boxed(name, "String", P.stringValueOf(input));
        it.keys = ownKeysBeyondItems(input);
        break;
      default:
        if (name !== "Object" || tag !== "") it.open = prefix(name, "Object", tag) + "{";
    }
    return it;
  }

  /** A module's namespace: its accessors are saveloop's own. */
  function namespace(state, bindings, level) {
    const names = ownKeys(bindings);
    if (names.length === 0) return "[Module: null prototype] {}";
    if (level > state.depth) return "[Module]";
    state.deepest = level;
    const output = [];
    for (let i = 0; i < names.length; i++) {
      let text;
      try { text = nested(state, bindings[names[i]], level); } catch { text = "<uninitialized>"; }
      output[i] = `${key(names[i])}: ${text}`;
    }
    return layout(state, output, "", { open: "[Module: null prototype] {", close: "}" }, level);
  }

  const boxed = (name, kind, inner) =>
    `[${kind}${name !== null && name !== kind ? ` (${name})` : ""}: ${primitive(inner)}]`;

  function ownKeysBeyondItems(input) {
    const all = ownKeys(input), rest = [];
    for (let i = 0; i < all.length; i++) {
      const name = all[i];
      if (typeof name === "string") {
        const number = P.Number(name);
        if (P.isInteger(number) && number >= 0 && P.String(number) === name) continue;
      }
      rest[rest.length] = name;
    }
    return rest;
  }

  function object(state, input, level) {
    const it = shape(state, input, level);
    const names = it.keys ?? ownKeys(input);
    const shown = [];
    for (let i = 0; i < names.length; i++) {
      const descriptor = getOwnPropertyDescriptor(input, names[i]);
      if (descriptor === undefined) continue;
      // An error shows its cause and parts even though they are not enumerable.
      const hidden = it.base !== "" && host.kindOf(input) === "error" && (names[i] === "cause" || names[i] === "errors");
      if (!descriptor.enumerable && !hidden) continue;
      if (it.base !== "" && host.kindOf(input) === "error" && (names[i] === "stack" || names[i] === "message")) continue;
      shown[shown.length] = names[i];
    }
    const isEmpty = shown.length === 0;
    if (it.base !== "" && isEmpty) return it.base;
    if (isEmpty && it.entries === null) return `${it.open}${it.close}`;
    if (level > state.depth) {
      const name = it.array ? "Array" : constructorName(input);
      return `[${name ?? "Object: null prototype"}]`;
    }
    state.seen[state.seen.length] = input;
    state.deepest = level;
    const output = it.entries === null ? [] : it.entries();
    for (let i = 0; i < shown.length && i < MAX_KEYS; i++) {
      output[output.length] = property(state, input, shown[i], level);
    }
    if (shown.length > MAX_KEYS) output[output.length] = `... ${shown.length - MAX_KEYS} more properties`;
    state.seen.length -= 1;
    if (output.length === 0) return `${it.open}${it.close}`;
    const reference = circularIndex(state, input);
    const base = (reference === 0 ? "" : `<ref *${reference}> `) + (it.base === "" ? "" : it.base + " ");
    return layout(state, output, base, it, level);
  }

  /** One line when it is short and not too deep, else one line per entry. */
  function layout(state, output, base, it, level) {
    let length = output.length + it.open.length + base.length + state.indentation;
    let multiline = P.includes(base, "\n");
    for (let i = 0; i < output.length; i++) {
      length += output[i].length + 1;
      multiline ||= P.includes(output[i], "\n");
    }
    if (!multiline && length <= WIDTH && state.deepest - level < 3) {
      return `${base}${it.open} ${P.join(output, ", ")} ${it.close}`;
    }
    const line = "\n" + P.repeat(" ", state.indentation);
    return `${base}${it.open}${line}  ${P.join(output, `,${line}  `)}${line}${it.close}`;
  }

  function nested(state, input, level) {
    state.indentation += 2;
    const text = value(state, input, level + 1);
    state.indentation -= 2;
    return text;
  }

  function property(state, input, name, level) {
    const descriptor = getOwnPropertyDescriptor(input, name);
    const label = descriptor.enumerable || typeof name === "symbol" ? key(name) : `[${name}]`;
    let text;
    if (descriptor.get !== undefined || descriptor.set !== undefined) {
      if (descriptor.get === undefined) text = "[Setter]";
      else text = descriptor.set === undefined ? "[Getter]" : "[Getter/Setter]";
    } else text = nested(state, descriptor.value, level);
    return `${label}: ${text}`;
  }

  function list(state, input, length, level, mayHaveHoles) {
    const output = [];
    let holes = 0;
    const flush = () => {
      if (holes > 0) output[output.length] = `<${holes} empty item${holes > 1 ? "s" : ""}>`;
      holes = 0;
    };
    let i = 0;
    for (; i < length && output.length < MAX_ITEMS; i++) {
      const descriptor = getOwnPropertyDescriptor(input, i);
      if (descriptor === undefined && mayHaveHoles) { holes++; continue; }
      flush();
      if (descriptor.get !== undefined) output[output.length] = "[Getter]";
      else output[output.length] = nested(state, descriptor.value, level);
    }
    flush();
    if (i < length) output[output.length] = `... ${length - i} more item${length - i > 1 ? "s" : ""}`;
    return output;
  }

  function mapEntries(state, input, level) {
    const output = [];
    P.mapForEach(input, (inner, name) => {
      if (output.length < MAX_ITEMS) {
        output[output.length] = `${nested(state, name, level)} => ${nested(state, inner, level)}`;
      }
    });
    return more(output, P.mapSize(input));
  }

  function setEntries(state, input, level) {
    const output = [];
    P.setForEach(input, (inner) => {
      if (output.length < MAX_ITEMS) output[output.length] = nested(state, inner, level);
    });
    return more(output, P.setSize(input));
  }

  function more(output, size) {
    const left = size - output.length;
    if (left > 0) output[output.length] = `... ${left} more item${left > 1 ? "s" : ""}`;
    return output;
  }

  const inspect = (input, depth = MAX_DEPTH) => value(Inspector(depth), input, 0);

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

  function directiveText(directive, argument) {
    switch (directive) {
      case "s":
        if (typeof argument === "string") return argument;
        return isObject(argument) ? inspect(argument, 0) : primitive(argument);
      case "d": case "i": case "f": {
        if (typeof argument === "bigint" && directive !== "f") return `${P.String(argument)}n`;
        if (isObject(argument) || typeof argument === "symbol") return "NaN";
        const text = P.String(argument);
        if (directive === "f") return primitive(P.parseFloat(text));
        return primitive(directive === "i" ? P.parseInt(text) : P.Number(argument));
      }
      case "j":
        // Would call `toJSON` and getters of the program.
        return isObject(argument) ? inspect(argument, 4) : P.String(P.stringify(argument));
      case "o": return inspect(argument, 4);
      case "O": return inspect(argument);
      case "c": return "";
      default: return null;
    }
  }

  return { __proto__: null, inspect, format, dataProperty, constructorName, isObject, ownData };
})
