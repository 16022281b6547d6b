// Values of the program as a debugger sees them. Shows without running anything of the program: no
// getter, no trap, no method.
(function (P, host, inspector, glance) {
  "use strict";
  const { isObject, ownData } = inspector;
  const { Scope, entriesOf, numberText, isIndex, kindOf, className, each } = glance;
  const MAX_DEPTH = 500, MAX_PROTOTYPES = 100, MAX_PROPERTIES = 100000;
  const bare = (array) => P.setPrototypeOf(array, null) && array;

  // Objects that are kept: id -> { value, client, group }
  const kept = new P.Map();
  let nextId = 0;

  /** Ids begin where the host says: they are not those of an engine before. */
  function begin(first) {
    nextId = first;
    P.mapForEach(kept, (_, id) => P.mapDelete(kept, id));
  }

  function keep(value, owner) {
    const id = ++nextId;
    P.mapSet(kept, id, { __proto__: null, value, client: owner.client, group: owner.group });
    return id;
  }

  const has = (id) => P.mapHas(kept, id);
  const get = (id) => { const it = P.mapGet(kept, id); return it === undefined ? undefined : it.value; };
  const count = () => P.mapSize(kept);
  const release = (id) => { P.mapDelete(kept, id); };

  /** Releases what belongs to a client (`-1`: to all of them), in a group if one is named. */
  function releaseOf(client, group) {
    P.mapForEach(kept, (it, id) => {
      if ((client === -1 || it.client === client) && (group === null || it.group === group)) P.mapDelete(kept, id);
    });
  }

  /** `RemoteValue` of the host. `owner` says for whom objects are kept. */
  function describe(value, owner, withPreview) {
    switch (typeof value) {
      case "undefined": return "Undefined";
      case "boolean": return { __proto__: null, Boolean: value };
      case "number": return { __proto__: null, Number: numberText(value) };
      case "bigint": return { __proto__: null, BigInt: P.String(value) };
      case "string": return { __proto__: null, String: P.wellFormed(value) };
      case "symbol": {
        const symbol = { __proto__: null, description: P.wellFormed(P.symbolToString(value)), object: keep(value, owner) };
        return { __proto__: null, Symbol: symbol };
      }
    }
    if (value === null) return "Null";
    const kind = kindOf(value);
    const object = {
      __proto__: null, id: keep(value, owner), kind, class_name: P.wellFormed(className(value)),
      description: P.wellFormed(glance.describe(value, kind)), preview: withPreview ? glance.preview(value, kind) : null,
    };
    return { __proto__: null, Object: object };
  }

  // Scopes

  const scope = (frame, index) => new Scope(frame, index);

  function scopeProperties(it, options, owner) {
    const listed = bare([]);
    if (options.accessorsOnly) return listed;
    const variables = host.scopeVariables(Scope.frame(it), it.index);
    for (let i = 0; i < variables.length; i += 3) {
      const isReady = variables[i + 1];
      const slot = isReady
        ? { __proto__: null, Data: { __proto__: null, value: describe(variables[i + 2], owner, options.preview), writable: true } }
        : "Uninitialized";
      listed[listed.length] = {
        __proto__: null, name: P.wellFormed(variables[i]), symbol: null, slot, configurable: true, enumerable: true, is_own: true,
      };
    }
    return listed;
  }

  // Properties

  function property(key, descriptor, isOwn, options, owner) {
    const show = (value) => describe(value, owner, options.preview);
    const accessor = (value) => (value === undefined ? null : describe(value, owner, false));
    let slot;
    if (descriptor.uninitialized === true) slot = "Uninitialized";
    else if ("value" in descriptor) {
      slot = { __proto__: null, Data: { __proto__: null, value: show(descriptor.value), writable: descriptor.writable } };
    } else slot = { __proto__: null, Accessor: { __proto__: null, get: accessor(descriptor.get), set: accessor(descriptor.set) } };
    const isSymbol = typeof key === "symbol";
    return {
      __proto__: null, name: P.wellFormed(isSymbol ? P.symbolToString(key) : key),
      symbol: isSymbol ? describe(key, owner, false) : null,
      slot, configurable: descriptor.configurable, enumerable: descriptor.enumerable, is_own: isOwn,
    };
  }

  /** `Properties` of the host. */
  function properties(id, options) {
    const { value, client, group } = P.mapGet(kept, id);
    const owner = { __proto__: null, client, group };
    if (Scope.is(value)) {
      return { __proto__: null, properties: scopeProperties(value, options, owner), internal: bare([]), private: bare([]) };
    }
    const listed = bare([]), seen = { __proto__: null }, seenSymbols = new P.Map();
    let position = 0;
    for (let at = value, isOwn = true, depth = 0; isObject(at) && depth < MAX_PROTOTYPES; depth++, isOwn = false) {
      each(at, MAX_PROPERTIES, (key, descriptor) => {
        const isSymbol = typeof key === "symbol";
        if (isSymbol ? P.mapHas(seenSymbols, key) : seen[key] === true) return true;
        if (isSymbol) P.mapSet(seenSymbols, key, true); else seen[key] = true;
        if (options.accessorsOnly && ("value" in descriptor || descriptor.uninitialized)) return true;
        if (options.nonIndexedOnly && !isSymbol && isIndex(key)) return true;
        const index = position++;
        if (index < options.start) return true;
        if (listed.length >= options.count) return false;
        listed[listed.length] = property(key, descriptor, isOwn, options, owner);
        return true;
      });
      if (options.own || host.isProxy(at) || listed.length >= options.count) break;
      at = P.getPrototypeOf(at);
    }
    const inner = options.accessorsOnly ? bare([]) : internal(value, owner);
    return { __proto__: null, properties: listed, internal: inner, private: options.accessorsOnly ? bare([]) : privates(value, owner) };
  }

  function privates(value, owner) {
    const listed = bare([]);
    if (!isObject(value) || host.isProxy(value)) return listed;
    const found = host.privateFields(value);
    for (let i = 0; i < found.length; i += 2) {
      listed[listed.length] = bare([P.wellFormed(found[i]), describe(found[i + 1], owner, false)]);
    }
    return listed;
  }

  /** What the language keeps about an object. */
  function internal(value, owner) {
    const listed = bare([]);
    const add = (name, it) => { listed[listed.length] = bare([name, describe(it, owner, false)]); };
    if (!isObject(value)) return listed;
    if (host.isProxy(value)) {
      if (host.bindingsOf(value) !== undefined) return listed;
      const target = host.proxyTarget(value);
      add("[[Handler]]", host.proxyHandler(value));
      add("[[Target]]", target);
      add("[[IsRevoked]]", target === null);
      return listed;
    }
    const kind = kindOf(value);
    if (kind === "Entry" || isOurs(value)) return listed;
    if (kind === "Function" && P.includes(host.functionKind(value), "Generator")) add("[[IsGenerator]]", true);
    const prototype = P.getPrototypeOf(value);
    if (prototype !== null) add("[[Prototype]]", prototype);
    const held = entriesOf(value);
    if (held !== undefined) {
      if (kind === "Iterator") {
        const rest = host.iteratorRest(value);
        add("[[IteratorHasMore]]", held.length > 0);
        add("[[IteratorIndex]]", rest.index);
        add("[[IteratorKind]]", rest.kind);
      }
      add("[[Entries]]", ours(held));
    } else if (kind === "Promise") {
      const state = host.promiseState(value);
      add("[[PromiseState]]", state);
      add("[[PromiseResult]]", state === "pending" ? undefined : host.promiseResult(value));
    } else if (kind === "ArrayBuffer") views(value, add);
    else if (kind === "Function") {
      const bound = host.boundParts(value);
      if (bound !== undefined && bound !== null) {
        const given = bare([]);
        for (let i = 2; i < bound.length; i++) given[i - 2] = bound[i];
        add("[[TargetFunction]]", bound[0]);
        add("[[BoundThis]]", bound[1]);
        add("[[BoundArgs]]", P.setPrototypeOf(given, P.ArrayPrototype) && given);
      }
    } else if (glance.isWeakReference(value)) add("[[WeakRefTarget]]", P.deref(value));
    else if (host.primitiveOf(value) !== undefined) add("[[PrimitiveValue]]", host.primitiveOf(value));
    return listed;
  }

  // Lists that the language keeps and no program has: they are shown as the arrays that they are.
  const made = new P.WeakMap();
  function ours(list) {
    P.setPrototypeOf(list, P.ArrayPrototype);
    P.weakMapSet(made, list, true);
    return list;
  }
  const isOurs = (value) => P.weakMapHas(made, value);

  /** A buffer's bytes, as numbers of each size that fits. */
  function views(buffer, add) {
    const length = (host.kindOf(buffer) === "arraybuffer" ? P.arrayBufferByteLength : P.sharedArrayBufferByteLength)(buffer);
    const view = (name, View, size) => {
      if (length % size !== 0) return;
      try { add(name, new View(buffer)); } catch { /* detached */ }
    };
    view("[[Int8Array]]", OwnInt8Array, 1);
    view("[[Uint8Array]]", P.Uint8Array, 1);
    view("[[Int16Array]]", OwnInt16Array, 2);
    view("[[Int32Array]]", OwnInt32Array, 4);
    add("[[ArrayBufferByteLength]]", length);
  }
  const OwnInt8Array = Int8Array, OwnInt16Array = Int16Array, OwnInt32Array = Int32Array;

  // By value

  const TOO_DEEP = { __proto__: null };

  /** JSON text of a value, from its plain properties alone. */
  function json(value) {
    try { return jsonOf(value, 0); } catch (error) {
      if (error === TOO_DEEP) return undefined;
      throw error;
    }
  }

  function jsonOf(value, depth) {
    if (depth > MAX_DEPTH) throw TOO_DEEP;
    if (!isObject(value)) {
      if (typeof value === "symbol" || typeof value === "bigint") throw TOO_DEEP;
      return value === undefined ? "null" : P.stringify(typeof value === "string" ? P.wellFormed(value) : value);
    }
    const parts = P.list();
    if (P.isArray(value) && !host.isProxy(value)) {
      const length = ownData(value, "length");
      for (let i = 0; i < length && i < MAX_PROPERTIES; i++) parts[i] = jsonOf(ownData(value, i), depth + 1);
      return `[${P.join(parts, ",")}]`;
    }
    each(value, MAX_PROPERTIES, (key, descriptor) => {
      if (typeof key === "symbol" || !descriptor.enumerable || descriptor.value === undefined) return true;
      parts[parts.length] = `${P.stringify(P.wellFormed(key))}:${jsonOf(descriptor.value, depth + 1)}`;
      return true;
    });
    return `{${P.join(parts, ",")}}`;
  }

  /** Text of a `RemoteValue`; `undefined` when it has no JSON and was asked for by value. */
  function describeText(value, client, group, byValue, withPreview) {
    if (byValue && isObject(value)) {
      const text = json(value);
      return text === undefined ? undefined : P.json({ __proto__: null, Json: text });
    }
    if (byValue && typeof value === "symbol") return undefined;
    return P.json(describe(value, { __proto__: null, client, group }, withPreview));
  }

  const propertiesText = (id, options) => P.json(properties(id, options));

  /** A value for a logpoint. */
  const text = (value) => (typeof value === "string" ? value : inspector.inspect(value));

  /** The engine's text of where an error was made. */
  function stackOf(value) {
    if (!isObject(value) || host.isProxy(value) || !host.isError(value)) return "";
    const stack = P.errorStack(value);
    return typeof stack === "string" ? stack : "";
  }

  // Promises that answers wait for

  /** The host is told what a promise comes to; the program's own handlers are not counted as its. */
  function whenSettled(promise, token, client, group, byValue, withPreview) {
    const tell = (fulfilled) => (value) => host.settled([token, client, group, byValue, withPreview, fulfilled, value]);
    P.promiseThen(promise, tell(true), tell(false));
  }
  const handle = (promise) => { P.promiseThen(promise, undefined, () => {}); };

  // What has stopped the program once does not stop it again on its way out.
  const stopped = new P.WeakMap();
  function stoppedFor(value) {
    if (!isObject(value)) return false;
    if (P.weakMapHas(stopped, value)) return true;
    P.weakMapSet(stopped, value, true);
    return false;
  }

  // Reading without effects

  const REFUSED = { __proto__: null };

  /** A plain property; `REFUSED` where reading it would run code. */
  function member(object, key) {
    if (object === undefined || object === null) throw new P.TypeError(`Cannot read properties of ${object}`);
    if (isObject(key)) return REFUSED;
    let at = isObject(object) ? object : prototypeOf(object);
    if (typeof object === "string" && (key === "length" || ownData(P.Object(object), key) !== undefined)) return object[key];
    for (let depth = 0; at !== null && depth < MAX_PROTOTYPES; depth++) {
      if (host.isProxy(at)) {
        const bindings = host.bindingsOf(at);
        return bindings === undefined ? REFUSED : bindings[key];
      }
      if (host.kindOf(at) === "typedarray" && typeof key !== "symbol" && isIndex(`${key}`)) return at[key];
      const descriptor = P.getOwnPropertyDescriptor(at, key);
      if (descriptor !== undefined) return "value" in descriptor ? descriptor.value : REFUSED;
      at = P.getPrototypeOf(at);
    }
    return undefined;
  }
  const prototypeOf = (primitive) => P.getPrototypeOf(P.Object(primitive));

  function operate(operator, a, b) {
    if (operator === "===") return a === b;
    if (operator === "!==") return a !== b;
    if (operator === "typeof") return typeof a;
    if (operator === "!") return !a;
    if (isObject(a) || isObject(b)) return (operator === "==" || operator === "!=") && isObject(a) && isObject(b) ? (a === b) === (operator === "==") : REFUSED;
    switch (operator) {
      case "+": return a + b;
      case "-": return a - b;
      case "*": return a * b;
      case "/": return a / b;
      case "%": return a % b;
      case "**": return a ** b;
      case "==": return a == b;
      case "!=": return a != b;
      case "<": return a < b;
      case "<=": return a <= b;
      case ">": return a > b;
      case ">=": return a >= b;
      case "&": return a & b;
      case "|": return a | b;
      case "^": return a ^ b;
      case "<<": return a << b;
      case ">>": return a >> b;
      case ">>>": return a >>> b;
      case "u-": return -a;
      case "u+": return +a;
      case "~": return ~a;
      default: return REFUSED;
    }
  }

  // What somebody looks at in a text

  // Cut short where it is shown: what is secret in it is found before.
  const SIGHT = { __proto__: null, maxItems: 30 }, LONGEST_SIGHT = 20000;

  /** Text of what a property path comes to; `Computed` where reading it would run something,
   *  `Gone` where there is no such private field. */
  function sight(value, path) {
    for (let i = 0; i < path.length; i++) {
      if (value === undefined || value === null) { value = undefined; break; }
      if (path[i][0] === "#") {
        const field = onlyField(value, path[i]);
        if (field === undefined) return P.json("Gone");
        value = field[0];
        continue;
      }
      value = member(value, path[i]);
      if (value === REFUSED) return P.json("Computed");
    }
    let text = inspector.inspect(value, 2, false, SIGHT);
    if (text.length > LONGEST_SIGHT) text = `${P.slice(text, 0, LONGEST_SIGHT)}…`;
    text = P.wellFormed(text);
    return P.json({ __proto__: null, Value: { __proto__: null, text, kind: P.wellFormed(sort(value)) } });
  }

  /** A private field in a list; nothing where none or several classes of the object have one of that name. */
  function onlyField(value, name) {
    if (!isObject(value) || host.isProxy(value)) return undefined;
    const fields = host.privateFields(value);
    let found;
    for (let i = 0; i < fields.length; i += 2) {
      if (fields[i] !== name) continue;
      if (found !== undefined) return undefined;
      found = bare([fields[i + 1]]);
    }
    return found;
  }

  /** What a value is, in a word or two: `string`, `Array (3)`, `Object (User)`. */
  function sort(value) {
    if (value === null) return "null";
    if (!isObject(value)) return typeof value;
    const kind = kindOf(value), name = className(value), size = sizeOf(value, kind);
    const general = kind === "Plain" ? "Object" : kind;
    const special = kind === "Plain" || kind === "Error" || kind === "TypedArray" || kind === "Array" || kind === "Map" || kind === "Set";
    const own = special && name !== general ? name : "";
    const inner = own !== "" && size !== "" ? `${own}, ${size}` : own + size;
    return inner === "" ? general : `${general} (${inner})`;
  }

  function sizeOf(value, kind) {
    switch (kind) {
      case "Array": return numberText(ownData(value, "length") ?? "");
      case "TypedArray": return numberText(P.typedArrayLength(value));
      case "Map": return numberText(P.mapSize(value));
      case "Set": return numberText(P.setSize(value));
      default: return "";
    }
  }

  const isRefused = (value) => value === REFUSED;
  const functionName = (value) => {
    const name = typeof value === "function" ? ownData(value, "name") : undefined;
    return typeof name === "string" ? P.wellFormed(name) : "";
  };

  return {
    __proto__: null, list: P.list, record: () => P.create(null), begin, keep, has, get, count, isObject, release, releaseOf, describeText, propertiesText, scope, text,
    member, operate, isRefused, sight, functionName, stackOf,
    promiseOf: P.promiseResolve, whenSettled, handle, stoppedFor, isError: (value) => isObject(value) && host.isError(value),
  };
})
