// Text for any value, for people, as Node writes it. Runs code of the program only where the program itself
// asks for the text (`runs`): what names its classes, and its own way to show a value.
(function (P, host, layout) {
  "use strict";
  const { getOwnPropertyDescriptor, getPrototypeOf, ownKeys, isArray } = P;
  const { key, style } = layout;
  const BUFFER_BYTES = 100;
  const DEFAULTS = {
    __proto__: null, maxItems: 100, maxString: 10000, breakLength: 80, compact: 3, colors: false, sorted: false,
    getters: false, showProxy: false, custom: null, runs: false,
  };
  const MAX_KEYS = 10000;
  const MAX_DEPTH = 2;
  const MAX_PROTOTYPES = 100;

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

  /** `object instanceof constructor` by the prototype chain alone. */
  function isInstance(object, constructor) {
    const prototype = ownData(constructor, "prototype");
    if (!isObject(prototype)) return false;
    for (let at = object, steps = 0; steps < MAX_PROTOTYPES; steps++) {
      if (host.isProxy(at)) return false;
      at = getPrototypeOf(at);
      if (at === null) return false;
      if (at === prototype) return true;
    }
    return false;
  }

  // Its constructor may be an accessor of ours: see `contexts.js`.
  const PromisePrototype = P.Promise.prototype;

  /** The name of the nearest constructor whose instance this is, or `null`. */
  function constructorName(object) {
    for (let at = object, steps = 0; at !== null && steps < MAX_PROTOTYPES; steps++) {
      if (host.isProxy(at)) return null;
      const constructor = ownData(at, "constructor") ?? (at === PromisePrototype ? P.Promise : undefined);
      if (typeof constructor === "function" && !host.isProxy(constructor)) {
        const name = ownData(constructor, "name");
        if (typeof name === "string" && name !== "" && isInstance(object, constructor)) return name;
      }
      at = getPrototypeOf(at);
    }
    return null;
  }

  /** The same; for what inherits from an object without a constructor, a text that says so. */
  function shownConstructor(object) {
    const name = constructorName(object);
    if (name !== null) return name;
    const prototype = getPrototypeOf(object);
    if (prototype === null || host.isProxy(prototype)) return null;
    return `Object <[Object: null prototype]${ownKeys(prototype).length === 0 ? " {}" : ""}>`;
  }

  const isFinite = (input) => typeof input === "bigint" || (typeof input === "number" && input - input === 0);
  const styled = (state, input) => {
    const text = state.options.numericSeparator && isFinite(input) ? separated(primitive(input)) : primitive(input);
    return style(state, text, input === null ? "null" : typeof input);
  };

  /** `1_234.567_8`: digits in threes, from the point. */
  function separated(text) {
    const point = P.indexOf(text, "."), end = typeof text === "string" && P.includes(text, "e") ? -1 : text.length;
    if (end < 0) return text;
    const tail = P.includes(text, "n") ? "n" : "";
    const whole = P.slice(text, 0, point < 0 ? end - tail.length : point);
    const first = whole[0] === "-" ? 1 : 0;
    let out = "";
    let at = whole.length;
    for (; at >= first + 4; at -= 3) out = `_${P.slice(whole, at - 3, at)}${out}`;
    out = P.slice(whole, 0, at) + out;
    if (point < 0) return out + tail;
    const rest = P.slice(text, point + 1);
    for (let i = 0; i < rest.length; i += 3) out += (i === 0 ? "." : "_") + P.slice(rest, i, i + 3);
    return out;
  }

  function primitive(value) {
    switch (typeof value) {
      case "string": return layout.quote(value);
      case "number": return value === 0 && 1 / value < 0 ? "-0" : P.String(value);
      case "bigint": return P.String(value) + "n";
      case "symbol": return P.symbolToString(value);
      default: return P.String(value);
    }
  }

  function isClass(value) {
    return P.startsWith(P.functionToString(value), "class")
      && getOwnPropertyDescriptor(value, "prototype")?.writable === false;
  }

  function functionBase(value, constructor, tag) {
    const own = ownData(value, "name");
    const name = typeof own === "string" ? own : "";
    const kind = isClass(value) ? "Function" : host.functionKind(value);
    let rest = "";
    if (constructor !== null && constructor !== kind) rest += isClass(value) ? ` [${constructor}]` : ` ${constructor}`;
    if (tag !== "" && tag !== constructor) rest += ` [${tag}]`;
    if (!isClass(value)) {
      const bare = constructor === null ? " (null prototype)" : "";
      return `[${kind}${bare}${name === "" ? " (anonymous)" : `: ${name}`}]${rest}`;
    }
    const parent = getPrototypeOf(value);
    const parentName = parent === null || host.isProxy(parent) ? "" : ownData(parent, "name");
    let heritage = constructor === null ? " extends null" : "";
    if (typeof parentName === "string" && parentName !== "") heritage = ` extends ${parentName}`;
    return `[class ${name === "" ? "(anonymous)" : name}${rest}${heritage}]`;
  }

  function dataOrStack(value, runs) {
    const own = getOwnPropertyDescriptor(value, "stack");
    return own === undefined || host.isStackReader(own.get) ? host.stackOf(value, runs) : own.value;
  }

  /** The stack, or what there is of it; a class without a name of its own lends its name. */
  function errorBase(state, value, constructor, tag) {
    const ask = state.runs ? (key) => value[key] : (key) => dataProperty(value, key);
    const name = ask("name") ?? "Error", message = ask("message");
    let stack = dataOrStack(value, state.runs);
    if (typeof stack !== "string" || stack === "") {
      stack = typeof name === "string" ? name : "Error";
      if (typeof message === "string" && message !== "") stack += `: ${message}`;
    }
    if (typeof name === "string" && constructor !== null && P.endsWith(name, "Error") && P.startsWith(stack, name)) {
      const next = stack[name.length];
      const clazz = prefixOf(constructor, "Error", tag);
      if ((next === undefined || next === ":" || next === "\n") && clazz !== name) {
        stack = (P.includes(clazz, name) ? clazz : `${clazz} [${name}]`) + P.slice(stack, name.length);
      }
    }
    if (!P.includes(stack, "\n    at")) stack = `[${stack}]`;
    if (state.indentation === 0) return stack;
    return P.join(P.split(stack, "\n"), "\n" + P.repeat(" ", state.indentation));
  }

  /** `current`: the level of what was opened last, by which a value knows how much stands in it. */
  function Inspector(depth, hidden, options) {
    return {
      __proto__: null, depth, hidden,
      maxItems: options.maxItems ?? DEFAULTS.maxItems, maxString: options.maxString ?? DEFAULTS.maxString,
      breakLength: options.breakLength ?? DEFAULTS.breakLength, compact: options.compact ?? DEFAULTS.compact,
      colors: options.colors ?? false, sorted: options.sorted ?? false, getters: options.getters ?? false,
      showProxy: options.showProxy ?? false, custom: options.custom ?? null, runs: options.runs ?? false, options,
      seen: P.list(), circular: P.list(), current: 0, indentation: 0,
    };
  }

  // How the library's own classes are shown: by their prototype.
  const printers = new P.Map();
  const print = (prototype, printer) => { P.mapSet(printers, prototype, printer); };

  /** The text of a value that has a printer, else `undefined`. */
  function printed(state, input, level, asked) {
    let result;
    if (state.custom !== null) result = state.custom(input, state.depth - level, asked);
    if (result === undefined && !state.options.isBare && P.mapSize(printers) > 0) {
      let at = getPrototypeOf(input);
      for (let steps = 0; at !== null && at !== P.ObjectPrototype && steps < 8 && !host.isProxy(at); steps++) {
        const printer = P.mapGet(printers, at);
        if (printer !== undefined) {
          const nested = (inner, depth = state.depth - level) => inspect(inner, depth, state.hidden, { __proto__: null, ...state.options });
          result = printer(input, state.depth - level, nested, state);
          break;
        }
        at = getPrototypeOf(at);
      }
    }
    if (result === undefined || result === asked) return undefined;
    if (typeof result !== "string") return value(state, result, level);
    return P.join(P.split(result, "\n"), "\n" + P.repeat(" ", state.indentation));
  }

  /** `asked`: what stands for it, where that is a proxy. */
  function value(state, input, level, asked = input) {
    if (typeof input === "string") return layout.string(input, state);
    if (!isObject(input)) return styled(state, input);
    const bindings = host.bindingsOf(input);
    if (bindings !== undefined) return namespace(state, bindings, level);
    if (host.isProxy(input)) {
      const target = host.proxyTarget(input);
      if (target === null) return style(state, "<Revoked Proxy>", "special");
      if (!state.showProxy) return value(state, target, level, asked);
      if (level > state.depth) return style(state, "Proxy [Array]", "special");
      state.current = level;
      const output = [nested(state, target, level), nested(state, host.proxyHandler(input), level)];
      return layout.enclose(output, "", "Proxy [", "]", state, level, null);
    }
    const text = printed(state, input, level, asked);
    if (text !== undefined) return text;
    for (let i = 0; i < state.seen.length; i++) {
      if (state.seen[i] === input) {
        let index = circularIndex(state, input);
        if (index === 0) {
          state.circular[state.circular.length] = input;
          index = state.circular.length;
        }
        return style(state, `[Circular *${index}]`, "special");
      }
    }
    return object(state, input, level);
  }

  function circularIndex(state, input) {
    for (let i = 0; i < state.circular.length; i++) if (state.circular[i] === input) return i + 1;
    return 0;
  }

  /** What stands before the brace, without the space. */
  function prefixOf(name, fallback, tag, size) {
    const sized = size === undefined ? "" : `(${size})`;
    if (name === null) {
      return `[${fallback}${sized}: null prototype]${tag !== "" && tag !== fallback ? ` [${tag}]` : ""}`;
    }
    return `${name}${sized}${tag !== "" && tag !== name ? ` [${tag}]` : ""}`;
  }

  function tagOf(state, input) {
    const tag = state.runs ? input[P.toStringTag] : dataProperty(input, P.toStringTag);
    if (typeof tag !== "string") return "";
    // Its own property is listed below anyway.
    return getOwnPropertyDescriptor(input, P.toStringTag)?.enumerable === true ? "" : tag;
  }

  /** What kind of thing it is: how it opens and closes, what it lists besides its properties. */
  function shape(state, input, level) {
    const name = shownConstructor(input);
    let tag = tagOf(state, input);
    const it = {
      open: "{", close: "}", base: "", entries: null, keys: null, isList: false, isError: false, isEmpty: false,
      short: prefixOf(name, "Object", tag),
    };
    const braces = (fallback, entries, size) => {
      it.open = prefixOf(name, fallback, tag, size) + " {";
      it.entries = entries;
    };
    const items = (fallback, length, mayHaveHoles) => {
      const isPlain = fallback === "Array" && name === "Array" && tag === "";
      it.open = (isPlain ? "" : prefixOf(name, fallback, tag, length) + " ") + "[";
      it.close = "]"; it.isList = true;
      it.entries = () => list(state, input, length, level, mayHaveHoles);
      it.keys = ownKeysBeyondItems(input);
    };
    const based = (kind, text) => {
      const prefix = prefixOf(name, kind, tag);
      it.base = style(state, prefix === kind ? text : `${prefix} ${text}`, kind === "Date" ? "date" : "regexp");
    };
    if (isArray(input)) {
      items("Array", input.length, true);
      return it;
    }
    switch (host.kindOf(input)) {
      case "map": {
        const size = P.mapSize(input);
        braces("Map", size === 0 ? null : () => mapEntries(state, input, level), size);
        break;
      }
      case "set": {
        const size = P.setSize(input);
        braces("Set", size === 0 ? null : () => setEntries(state, input, level), size);
        break;
      }
      case "typedarray":
        tag = P.typedArrayName(input);
        items(tag, P.typedArrayLength(input), false);
        break;
      case "arraybuffer": braces("ArrayBuffer", () => bufferEntries(input)); break;
      case "sharedarraybuffer": braces("SharedArrayBuffer", () => bufferEntries(input)); break;
      case "dataview": braces("DataView", () => viewEntries(state, input, level)); break;
      case "promise": braces("Promise", () => promiseEntries(state, input, level)); break;
      case "weakmap": braces("WeakMap", () => [style(state, "<items unknown>", "special")]); break;
      case "weakset": braces("WeakSet", () => [style(state, "<items unknown>", "special")]); break;
      case "iterator": {
        const rest = host.iteratorRest(input);
        if (rest === undefined) braces("Object", null);
        else iterator(state, it, rest, tag, level);
        break;
      }
      case "date": {
        const time = P.dateGetTime(input);
        based("Date", P.isNaN(time) ? "Invalid Date" : P.dateToISOString(input));
        break;
      }
      case "regexp": based("RegExp", `/${P.regExpSource(input)}/${P.regExpFlags(input)}`); break;
      case "error": it.base = errorBase(state, input, name, tag); it.isError = true; break;
      case "function": it.base = style(state, functionBase(input, name, tag), "special"); break;
      case "arguments": it.open = "[Arguments] {"; break;
      case "number": it.base = boxed(state, name, "Number", P.numberValueOf(input), tag); break;
      case "boolean": it.base = boxed(state, name, "Boolean", P.booleanValueOf(input), tag); break;
      case "symbol": it.base = boxed(state, name, "Symbol", P.symbolValueOf(input), tag); break;
      case "bigint": it.base = boxed(state, name, "BigInt", P.bigIntValueOf(input), tag); break;
      case "string":
        it.base = boxed(state, name, "String", P.stringValueOf(input), tag);
        it.keys = ownKeysBeyondItems(input);
        break;
      default:
        if (name !== "Object" || tag !== "") braces("Object", null);
    }
    return it;
  }

  /** A module's namespace: its accessors are saveloop's own. */
  function namespace(state, bindings, level) {
    const names = ownKeys(bindings);
    if (names.length === 0) return "[Module: null prototype] {}";
    if (level > state.depth) return "[Module]";
    state.current = level;
    const output = P.list();
    for (let i = 0; i < names.length; i++) {
      let text;
      try { text = nested(state, bindings[names[i]], level); } catch { text = style(state, "<uninitialized>", "special"); }
      output[i] = `${key(names[i], state)}: ${text}`;
    }
    return layout.enclose(output, "", "[Module: null prototype] {", "}", state, level, null);
  }

  /** An iterator shows what it has still to give. */
  function iterator(state, it, { items, hasPairs, isSet }, tag, level) {
    const kind = isSet ? "Set" : "Map";
    const named = tag === `${kind} Iterator` ? kind : tag === "" ? kind : `${tag}] [${kind}`;
    it.open = `[${named} ${hasPairs ? "Entries" : "Iterator"}] {`;
    it.isEmpty = items.length === 0;
    it.entries = () => {
      const output = P.list(), step = hasPairs ? 2 : 1;
      for (let i = 0; i < items.length && output.length < state.maxItems; i += step) {
        output[output.length] = hasPairs ? pair(state, items[i], items[i + 1], level) : nested(state, items[i], level);
      }
      return withMore(output, items.length / step);
    };
  }

  function pair(state, first, second, level) {
    const both = P.list();
    both[0] = nested(state, first, level);
    both[1] = nested(state, second, level);
    state.indentation += 2;
    const text = layout.enclose(both, "", "[", "]", state, level, null);
    state.indentation -= 2;
    return text;
  }

  function boxed(state, name, kind, inner, tag) {
    let named = "";
    if (name === null) named = " (null prototype)";
    else if (name !== kind) named = ` (${name})`;
    const text = `[${kind}${named}: ${primitive(inner)}]`;
    return `${style(state, text, typeof inner)}${tag !== "" && tag !== name && tag !== kind ? ` [${tag}]` : ""}`;
  }

  function ownKeysBeyondItems(input) {
    const all = ownKeys(input), rest = P.list();
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

  /** The properties that are listed, those that are not enumerable only when asked for. */
  function shownKeys(state, input, it) {
    const names = it.keys ?? ownKeys(input);
    const shown = P.list(), parts = P.list();
    for (let i = 0; i < names.length; i++) {
      const descriptor = getOwnPropertyDescriptor(input, names[i]);
      if (descriptor === undefined) continue;
      if (it.isError && saysAlready(it.base, names[i], descriptor.value)) continue;
      if (descriptor.enumerable || state.hidden) shown[shown.length] = names[i];
      // An error shows its cause and parts even though they are not enumerable.
      else if (it.isError && (names[i] === "cause" || (names[i] === "errors" && isArray(descriptor.value)))) {
        parts[parts.length] = names[i];
      }
    }
    for (let i = 0; i < parts.length; i++) shown[shown.length] = parts[i];
    return shown;
  }

  const saysAlready = (base, name, said) =>
    name === "stack" || ((name === "name" || name === "message") && typeof said === "string" && P.includes(base, said));

  function object(state, input, level) {
    const it = shape(state, input, level);
    const shown = shownKeys(state, input, it);
    if (shown.length === 0) {
      if (it.base !== "") return it.base;
      if (it.isEmpty) return `${it.open}  ${it.close}`;
      if (it.entries === null || (it.isList && ownData(input, "length") === 0)) return `${it.open}${it.close}`;
    }
    if (level > state.depth) return style(state, it.isList ? "[Array]" : `[${unbracketed(it.short)}]`, "special");
    state.seen[state.seen.length] = input;
    state.current = level;
    const output = it.entries === null ? P.list() : it.entries();
    for (let i = 0; i < shown.length && i < MAX_KEYS; i++) {
      output[output.length] = property(state, input, shown[i], level);
    }
    if (shown.length > MAX_KEYS) output[output.length] = `... ${shown.length - MAX_KEYS} more properties`;
    state.seen.length -= 1;
    if (state.sorted !== false) sortEntries(output, shown.length, it.isList, state.sorted);
    if (output.length === 0) return `${it.open}${it.close}`;
    const reference = circularIndex(state, input);
    let base = it.base;
    if (reference !== 0) {
      const mark = style(state, `<ref *${reference}>`, "special");
      base = base === "" ? mark : `${mark} ${base}`;
    }
    return layout.enclose(
      output, base, it.open, it.close, state, level,
      it.isList ? { isNumeric: isNumeric(input, output.length), hasMore: output.length > state.maxItems } : null,
    );
  }

  /** Properties by name; what an array holds stays where it is. */
  function sortEntries(output, properties, isList, comparator) {
    const from = isList ? output.length - properties : 0;
    const part = P.list();
    for (let i = from; i < output.length; i++) part[i - from] = output[i];
    if (comparator === true) P.sort(part);
    else P.sort(part, comparator);
    for (let i = from; i < output.length; i++) output[i] = part[i - from];
  }

  const unbracketed = (text) =>
    P.startsWith(text, "[") && P.endsWith(text, "]") ? P.slice(text, 1, text.length - 1) : text;

  /** Whether every shown item is a number: those stand flush right. */
  function isNumeric(input, length) {
    for (let i = 0; i < length; i++) {
      const type = typeof ownData(input, i);
      if (type !== "number" && type !== "bigint") return false;
    }
    return true;
  }

  function nested(state, input, level) {
    state.indentation += 2;
    const text = value(state, input, level + 1);
    state.indentation -= 2;
    return text;
  }

  function property(state, input, name, level) {
    const descriptor = getOwnPropertyDescriptor(input, name);
    const label = descriptor.enumerable || typeof name === "symbol" ? key(name, state) : `[${name}]`;
    return `${label}: ${described(state, descriptor, level, input)}`;
  }

  function described(state, descriptor, level, input) {
    const { get, set } = descriptor;
    if (get === undefined && set === undefined) return nested(state, descriptor.value, level);
    const text = get === undefined ? "Setter" : set === undefined ? "Getter" : "Getter/Setter";
    const { getters } = state;
    const isAsked = getters === true || (getters === "get" && set === undefined) || (getters === "set" && set !== undefined);
    // Only when the program asks: it is its own code that runs.
    if (!isAsked || get === undefined) return style(state, `[${text}]`, "special");
    try {
      const got = P.apply(get, input, []);
      if (!isObject(got)) return `${style(state, `[${text}:`, "special")} ${styled(state, got)}${style(state, "]", "special")}`;
      return `${style(state, `[${text}]`, "special")} ${nested(state, got, level)}`;
    } catch (error) {
      return `${style(state, `[${text}: <Inspection threw (${host.isError(error) ? dataProperty(error, "message") : ""})>`, "special")}${style(state, "]", "special")}`;
    }
  }

  function list(state, input, length, level, mayHaveHoles) {
    const output = P.list();
    let holes = 0;
    const flush = () => {
      if (holes > 0) output[output.length] = style(state, `<${holes} empty item${holes > 1 ? "s" : ""}>`, "undefined");
      holes = 0;
    };
    let i = 0;
    for (; i < length && output.length + (holes > 0 ? 1 : 0) < state.maxItems; i++) {
      const descriptor = getOwnPropertyDescriptor(input, i);
      if (descriptor === undefined && mayHaveHoles) {
        const next = nextIndex(input, i, length);
        holes += next - i;
        i = next - 1;
        continue;
      }
      flush();
      output[output.length] = described(state, descriptor, level, input);
    }
    flush();
    if (i < length) output[output.length] = more(length - i, "item");
    return output;
  }

  /** The next index that is there; over a wide gap by the keys, since the gap may be all there is. */
  function nextIndex(input, from, length) {
    let at = from + 1;
    for (let steps = 0; at < length && steps < 1000; at++, steps++) {
      if (getOwnPropertyDescriptor(input, at) !== undefined) return at;
    }
    if (at >= length) return length;
    const keys = ownKeys(input);
    for (let i = 0; i < keys.length; i++) {
      if (typeof keys[i] !== "string") break;
      const index = P.Number(keys[i]);
      if (index >= at && index < length && P.isInteger(index)) return index;
    }
    return length;
  }

  function mapEntries(state, input, level) {
    const output = P.list();
    P.mapForEach(input, (inner, name) => {
      if (output.length < state.maxItems) {
        output[output.length] = `${nested(state, name, level)} => ${nested(state, inner, level)}`;
      }
    });
    return withMore(output, P.mapSize(input));
  }

  function setEntries(state, input, level) {
    const output = P.list();
    P.setForEach(input, (inner) => {
      if (output.length < state.maxItems) output[output.length] = nested(state, inner, level);
    });
    return withMore(output, P.setSize(input));
  }

  function promiseEntries(state, input, level) {
    const settled = host.promiseState(input);
    if (settled === "pending") return [style(state, "<pending>", "special")];
    const text = nested(state, host.promiseResult(input), level);
    return [settled === "rejected" ? `${style(state, "<rejected>", "special")} ${text}` : text];
  }

  function bufferEntries(input) {
    const bytes = new P.Uint8Array(input);
    const length = P.typedArrayLength(bytes);
    let text = "";
    for (let i = 0; i < length && i < BUFFER_BYTES; i++) {
      text += (i === 0 ? "" : " ") + P.padStart(P.numberToString(bytes[i], 16), 2, "0");
    }
    if (length > BUFFER_BYTES) text += ` ${more(length - BUFFER_BYTES, "byte")}`;
    return [`[Uint8Contents]: <${text}>`, `byteLength: ${length}`];
  }

  function viewEntries(state, input, level) {
    return [
      `byteLength: ${P.dataViewByteLength(input)}`, `byteOffset: ${P.dataViewByteOffset(input)}`,
      `buffer: ${nested(state, P.dataViewBuffer(input), level)}`,
    ];
  }

  function withMore(output, size) {
    if (size > output.length) output[output.length] = more(size - output.length, "item");
    return output;
  }

  const more = (left, what) => `... ${left} more ${what}${left > 1 ? "s" : ""}`;

  const inspect = (input, depth = MAX_DEPTH, hidden = false, options = DEFAULTS) =>
    value(Inspector(depth, hidden, options), input, 0);

  return { __proto__: null, inspect, primitive, dataProperty, constructorName, isObject, ownData, print };
})
