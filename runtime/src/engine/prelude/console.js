// The console: every call becomes one line for the host, with the stack of the call.
(function (P, host, inspector, errors, formatting, layout) {
  "use strict";
  const { format, shown } = formatting;
  const { width } = layout;
  const { inspect, isObject } = inspector;
  let indentation = "";
  const counts = new P.Map();
  const timers = new P.Map();

  // Written without a line end so far, by stream.
  const begun = { __proto__: null, log: "", error: "" };

  function flush() {
    for (const level in begun) {
      const text = begun[level];
      if (text === "") continue;
      begun[level] = "";
      host.console(level, P.wellFormed(text), errors.here(), true);
    }
  }

  /** What a stream was given: whole lines are told at once, the rest when something else is or the turn ends. */
  function write(level, text) {
    const end = P.lastIndexOf(text, "\n");
    if (end < 0) {
      begun[level] += text;
      return;
    }
    const line = begun[level] + P.slice(text, 0, end);
    begun[level] = "";
    flush();
    host.console(level, P.wellFormed(line), errors.here());
    begun[level] = P.slice(text, end + 1);
  }

  // What a program puts in the place of a stream's `write`, by the stream's level; asked at each line.
  const outlets = { __proto__: null };
  const through = (level, replaced) => { outlets[level] = replaced; };
  const outletOf = (level) => outlets[level === "warn" || level === "error" ? "error" : "log"]?.();

  function print(level, text) {
    flush();
    if (indentation !== "") text = indentation + P.join(P.split(text, "\n"), "\n" + indentation);
    const kind = saying;
    saying = undefined;
    const outlet = outletOf(level);
    if (outlet !== undefined) {
      try {
        outlet(text + "\n");
      } catch {
        // As in Node: printing fails for nobody.
      }
      return;
    }
    host.console(level, P.wellFormed(text), errors.here(), false, kind);
  }

  function warn(text) {
    saying = "Warn";
    print("warn", text);
  }

  // What prints next, for a debugger that comes later.
  let saying;

  // A debugger hears of the values themselves.
  let isWatched = false;
  const watch = (on) => { isWatched = on; };
  function told(kind, values) {
    saying = kind;
    if (isWatched) host.printed(kind, values);
  }

  const label = (value) => (value === undefined ? "default" : `${value}`);

  const title = (args) => (args.length === 0 ? "" : P.wellFormed(isObject(args[0]) ? inspect(args[0], 0) : P.String(args[0] ?? "default")));

  function elapsed(since) {
    const ms = host.now() - since;
    if (ms >= 1000) return P.toFixed(ms / 1000, 3) + "s";
    return P.toFixed(ms, ms >= 1 ? 2 : 3) + "ms";
  }

  function time(name, args, ends) {
    const since = P.mapGet(timers, name);
    if (since === undefined) return warn(`Warning: No such label '${name}' for console.time${ends ? "End" : "Log"}()`);
    if (ends) P.mapDelete(timers, name);
    const text = `${name}: ${elapsed(since)}`;
    if (isWatched) {
      const values = [text];
      for (let i = 0; i < args.length; i++) values[i + 1] = args[i];
      told(ends ? "TimeEnd" : "TimeLog", values);
    } else saying = ends ? "TimeEnd" : "TimeLog";
    print("log", `${text}${args.length > 0 ? " " + format(args) : ""}`);
  }

  const ITERATION = "(iteration index)";

  /** The rows of a table: what names each, and its value; entries of maps have a key as well. */
  function tableRows(data) {
    const rows = P.list();
    const kind = host.kindOf(data);
    if (kind === "map") P.mapForEach(data, (value, key) => { rows[rows.length] = { index: `${rows.length}`, key, value }; });
    else if (kind === "set") P.setForEach(data, (value) => { rows[rows.length] = { index: `${rows.length}`, value }; });
    else if (kind === "iterator") return iteratorRows(data);
    else {
      const keys = P.ownKeys(data);
      for (let i = 0; i < keys.length; i++) {
        const descriptor = P.getOwnPropertyDescriptor(data, keys[i]);
        if (typeof keys[i] !== "string" || !descriptor.enumerable) continue;
        rows[rows.length] = { index: keys[i], value: data[keys[i]] };
      }
    }
    return { rows, first: kind === "map" || kind === "set" ? ITERATION : "(index)", isMap: kind === "map", isWhole: kind === "map" || kind === "set" };
  }

  function iteratorRows(data) {
    const { items, hasPairs } = host.iteratorRest(data) ?? { items: P.list(), hasPairs: false };
    const rows = P.list();
    for (let i = 0; i < items.length; i += hasPairs ? 2 : 1) {
      const value = items[hasPairs ? i + 1 : i];
      rows[rows.length] = { index: `${rows.length}`, key: items[i], value };
    }
    return { rows, first: ITERATION, isMap: hasPairs, isWhole: true };
  }

  function tableText(data, columns) {
    if (!isObject(data) || typeof data === "function" || host.isProxy(data)) return format([data]);
    const { rows, first, isMap, isWhole } = tableRows(data);
    const heads = P.list(), cells = P.list();
    let hasValues = isWhole;
    if (P.isArray(columns) && !isWhole) for (let i = 0; i < columns.length; i++) heads[i] = `${columns[i]}`;
    for (let r = 0; r < rows.length; r++) {
      const { value } = rows[r];
      const row = cells[r] = { __proto__: null, [INDEX]: rows[r].index };
      if (isMap) row[KEY] = cellText(rows[r].key);
      if (isWhole || !isObject(value) || host.isProxy(value) || typeof value === "function") {
        // Who names columns of an array or object wants no other.
        if (!isWhole && P.isArray(columns)) continue;
        row[VALUE] = cellText(value);
        hasValues = true;
        continue;
      }
      const names = P.ownKeys(value);
      for (let i = 0; i < names.length; i++) {
        const descriptor = P.getOwnPropertyDescriptor(value, names[i]);
        if (typeof names[i] === "symbol" || !descriptor.enumerable) continue;
        if (!has(heads, names[i])) {
          if (P.isArray(columns)) continue;
          heads[heads.length] = names[i];
        }
        row[names[i]] = cellText(value[names[i]]);
      }
    }
    const titles = P.list(), names = P.list();
    titles[0] = first;
    names[0] = INDEX;
    if (isMap) { titles[1] = "Key"; names[1] = KEY; }
    for (let i = 0; i < heads.length; i++) { titles[titles.length] = heads[i]; names[names.length] = heads[i]; }
    if (hasValues) { titles[titles.length] = "Values"; names[names.length] = VALUE; }
    return drawTable(titles, names, cells);
  }

  // Columns of the table itself, which no property can be named after.
  const INDEX = P.Symbol("index"), KEY = P.Symbol("key"), VALUE = P.Symbol("value");

  /** A value in a cell: little of it, in one line. */
  function cellText(value) {
    let depth = 0;
    if (isObject(value) && !P.isArray(value) && !host.isProxy(value)) {
      let count = 0;
      const names = P.ownKeys(value);
      for (let i = 0; i < names.length; i++) if (P.getOwnPropertyDescriptor(value, names[i])?.enumerable) count++;
      if (count > 2) depth = -1;
    }
    return shown(value, depth, { __proto__: null, maxItems: 3, breakLength: Infinity });
  }

  function drawTable(titles, names, cells) {
    const widths = P.list();
    for (let c = 0; c < titles.length; c++) {
      widths[c] = width(titles[c]) + 2;
      for (let r = 0; r < cells.length; r++) widths[c] = P.max(widths[c], width(cells[r][names[c]] ?? "") + 2);
    }
    const rule = (left, middle, right) => {
      const parts = P.list();
      for (let c = 0; c < widths.length; c++) parts[c] = P.repeat("─", widths[c]);
      return left + P.join(parts, middle) + right;
    };
    const line = (text) => {
      const parts = P.list();
      for (let c = 0; c < widths.length; c++) parts[c] = ` ${text(c)}${P.repeat(" ", widths[c] - 1 - width(text(c)))}`;
      return "│" + P.join(parts, "│") + "│";
    };
    let out = rule("┌", "┬", "┐") + "\n" + line((c) => titles[c]) + "\n" + rule("├", "┼", "┤") + "\n";
    for (let r = 0; r < cells.length; r++) out += line((c) => cells[r][names[c]] ?? "") + "\n";
    return out + rule("└", "┴", "┘");
  }

  function has(list, item) {
    for (let i = 0; i < list.length; i++) if (list[i] === item) return true;
    return false;
  }

  const methods = {
    log(...args) { told("Log", args); print("log", format(args)); },
    info(...args) { told("Info", args); print("info", format(args)); },
    debug(...args) { told("Debug", args); print("debug", format(args)); },
    warn(...args) { told("Warn", args); print("warn", format(args)); },
    error(...args) { told("Error", args); print("error", format(args)); },
    trace(...args) {
      told("Trace", args);
      const text = format(args);
      const stack = host.stackOf(new P.Error());
      print("error", `Trace${text === "" ? "" : `: ${text}`}${P.slice(stack, P.indexOf(stack, "\n"))}`);
    },
    assert(condition, ...args) {
      if (condition) return;
      told("Assert", args);
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
      told("Count", [`${key}: ${count}`]);
      print("log", `${key}: ${count}`);
    },
    countReset(name) {
      const key = label(name);
      if (!P.mapDelete(counts, key)) warn(`Warning: Count for '${key}' does not exist`);
    },
    dir(value, options) {
      told("Dir", [value]);
      print("log", host.loadLibrary("internal:inspect").inspect(value, { __proto__: null, customInspect: false, ...options }));
    },
    dirxml(...args) { told("Dirxml", args); print("log", format(args)); },
    group(...args) {
      told("Group", args);
      if (args.length > 0) print("log", format(args));
      saying = undefined;
      indentation += "  ";
    },
    groupCollapsed(...args) {
      told("GroupCollapsed", args);
      if (args.length > 0) print("log", format(args));
      saying = undefined;
      indentation += "  ";
    },
    groupEnd() { told("GroupEnd", []); saying = undefined; indentation = P.slice(indentation, 2); },
    table(...args) {
      // What is not there is not read: a program may have put something on what all inherit from.
      const data = args.length > 0 ? args[0] : undefined, columns = args.length > 1 ? args[1] : undefined;
      if (isObject(data) && columns !== undefined && !P.isArray(columns))
        throw host.loadLibrary("internal:errors").invalidArgType("properties", "Array", columns);
      told("Table", columns === undefined ? [data] : [data, columns]);
      print("log", tableText(data, columns));
    },
    time(name) {
      const key = label(name);
      if (P.mapHas(timers, key)) return warn(`Warning: Label '${key}' already exists for console.time()`);
      P.mapSet(timers, key, host.now());
    },
    timeLog(name, ...args) { time(label(name), args, false); },
    timeEnd(name) { time(label(name), [], true); },
    // For a debugger alone.
    profile(...args) { if (isWatched) host.profile(title(args), false); },
    profileEnd(...args) { if (isWatched) host.profile(title(args), true); },
    timeStamp() {},
    clear() { host.loadLibrary("internal:console").clearScreen(); },
  };

  /** The class of consoles is made when it is first asked for. */
  function lazyClass() {
    const become = (object, value) => P.defineProperty(object, "Console", {
      __proto__: null, value, writable: true, configurable: true, enumerable: true,
    });
    return {
      __proto__: null, configurable: true, enumerable: true,
      get() {
        const { Console } = host.loadLibrary("internal:console_class");
        become(console, Console);
        return Console;
      },
      set(value) { become(this, value); },
    };
  }

  // In Node's order, which programs see when they list them.
  const order = [
    "log", "warn", "dir", "time", "timeEnd", "timeLog", "trace", "assert", "clear", "count", "countReset", "group",
    "groupEnd", "table", "debug", "info", "dirxml", "error", "groupCollapsed", "Console", "profile", "profileEnd", "timeStamp",
  ];
  const console = { __proto__: {} };
  for (let i = 0; i < order.length; i++) {
    if (order[i] !== "Console") console[order[i]] = methods[order[i]];
    else P.defineProperty(console, "Console", lazyClass());
  }
  P.defineProperty(console, P.toStringTag, { __proto__: null, value: "console", configurable: true });
  P.setGlobal("console", console, false);

  return { __proto__: null, print, write, through, flush, tableText, reset() { indentation = ""; }, watch };
})
