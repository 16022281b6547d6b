// The console: every call becomes one line for the host, with the stack of the call.
(function (P, host, inspector, errors) {
  "use strict";
  const { format, inspect, isObject, ownData } = inspector;
  let indentation = "";
  const counts = new P.Map();
  const timers = new P.Map();

  function print(level, text) {
    if (indentation !== "") text = indentation + P.join(P.split(text, "\n"), "\n" + indentation);
    host.console(level, P.wellFormed(text), errors.here());
  }

  const label = (value) => (value === undefined ? "default" : isObject(value) ? inspect(value, 0) : P.String(value));

  function elapsed(since) {
    const ms = host.now() - since;
    if (ms >= 1000) return P.toFixed(ms / 1000, 3) + "s";
    return P.toFixed(ms, ms >= 1 ? 2 : 3) + "ms";
  }

  function time(name, args, ends) {
    const since = P.mapGet(timers, name);
    if (since === undefined) return print("warn", `Warning: No such label '${name}' for console.time${ends ? "End" : "Log"}()`);
    if (ends) P.mapDelete(timers, name);
    print("log", `${name}: ${elapsed(since)}${args.length > 0 ? " " + format(args) : ""}`);
  }

  function table(data, columns) {
    if (!isObject(data) || host.isProxy(data)) return print("log", format([data]));
    const rows = [], heads = [];
    let hasValues = false;
    const add = (index, row) => {
      const cells = { __proto__: null };
      if (isObject(row) && !host.isProxy(row)) {
        const names = P.ownKeys(row);
        for (let i = 0; i < names.length; i++) {
          const descriptor = P.getOwnPropertyDescriptor(row, names[i]);
          if (typeof names[i] === "symbol" || !descriptor.enumerable) continue;
          if (P.isArray(columns) && !has(columns, names[i])) continue;
          if (!has(heads, names[i])) heads[heads.length] = names[i];
          cells[names[i]] = "value" in descriptor ? inspect(descriptor.value, 0) : "[Getter]";
        }
      } else { hasValues = true; cells["\u0000"] = inspect(row); }
      rows[rows.length] = { __proto__: null, index, cells };
    };
    const keys = P.ownKeys(data);
    for (let i = 0; i < keys.length; i++) {
      const descriptor = P.getOwnPropertyDescriptor(data, keys[i]);
      if (typeof keys[i] === "string" && descriptor.enumerable) add(keys[i], ownData(data, keys[i]));
    }
    const all = ["(index)"], names = [null];
    for (let i = 0; i < heads.length; i++) { all[all.length] = heads[i]; names[names.length] = heads[i]; }
    if (hasValues) { all[all.length] = "Values"; names[names.length] = "\u0000"; }
    const widths = [];
    const cell = (row, column) => (column === 0 ? row.index : row.cells[names[column]] ?? "");
    for (let c = 0; c < all.length; c++) {
      widths[c] = all[c].length + 2;
      for (let r = 0; r < rows.length; r++) widths[c] = P.max(widths[c], cell(rows[r], c).length + 2);
    }
    const centre = (text, width) => {
      const left = P.trunc((width - text.length) / 2);
      return P.repeat(" ", left) + text + P.repeat(" ", width - text.length - left);
    };
    const rule = (left, middle, right) => {
      const parts = [];
      for (let c = 0; c < widths.length; c++) parts[c] = P.repeat("─", widths[c]);
      return left + P.join(parts, middle) + right;
    };
    const line = (text) => {
      const parts = [];
      for (let c = 0; c < widths.length; c++) parts[c] = centre(text(c), widths[c]);
      return "│" + P.join(parts, "│") + "│";
    };
    let out = rule("┌", "┬", "┐") + "\n" + line((c) => all[c]) + "\n" + rule("├", "┼", "┤") + "\n";
    for (let r = 0; r < rows.length; r++) out += line((c) => cell(rows[r], c)) + "\n";
    print("log", out + rule("└", "┴", "┘"));
  }

  function has(list, item) {
    for (let i = 0; i < list.length; i++) if (list[i] === item) return true;
    return false;
  }

  const methods = {
    log(...args) { print("log", format(args)); },
    info(...args) { print("info", format(args)); },
    debug(...args) { print("debug", format(args)); },
    warn(...args) { print("warn", format(args)); },
    error(...args) { print("error", format(args)); },
    trace(...args) {
      const text = format(args);
      const stack = host.stackOf(new P.Error());
      print("error", `Trace${text === "" ? "" : `: ${text}`}${P.slice(stack, P.indexOf(stack, "\n"))}`);
    },
    assert(condition, ...args) {
      if (condition) return;
      if (args.length > 0 && typeof args[0] === "string") args[0] = `Assertion failed: ${args[0]}`;
      else {
        const rest = args;
        args = ["Assertion failed"];
        for (let i = 0; i < rest.length; i++) args[args.length] = rest[i];
      }
      print("warn", format(args));
    },
    count(name) {
      const key = label(name);
      const count = (P.mapGet(counts, key) ?? 0) + 1;
      P.mapSet(counts, key, count);
      print("log", `${key}: ${count}`);
    },
    countReset(name) {
      const key = label(name);
      if (!P.mapDelete(counts, key)) print("warn", `Warning: Count for '${key}' does not exist`);
    },
    dir(value, options) {
      const depth = isObject(options) && !host.isProxy(options) ? ownData(options, "depth") : undefined;
      print("log", inspect(value, depth === null ? 1000 : typeof depth === "number" ? depth : undefined));
    },
    dirxml(...args) { print("log", format(args)); },
    group(...args) {
      if (args.length > 0) print("log", format(args));
      indentation += "  ";
    },
    groupCollapsed(...args) {
      if (args.length > 0) print("log", format(args));
      indentation += "  ";
    },
    groupEnd() { indentation = P.slice(indentation, 2); },
    table,
    time(name) {
      const key = label(name);
      if (P.mapHas(timers, key)) return print("warn", `Warning: Label '${key}' already exists for console.time()`);
      P.mapSet(timers, key, host.now());
    },
    timeLog(name, ...args) { time(label(name), args, false); },
    timeEnd(name) { time(label(name), [], true); },
  };

  const console = {};
  for (const name in methods) console[name] = methods[name];
  P.defineProperty(console, P.toStringTag, { __proto__: null, value: "console", configurable: true });
  P.defineProperty(globalThis, "console", { __proto__: null, value: console, writable: true, configurable: true, enumerable: false });

  return { __proto__: null, reset() { indentation = ""; } };
})
