// The frames of stacks as programs read them: in their own files, at their original places. What the
// engine writes names the text that ran and places in generated code; the session knows better, and is
// asked once for each line; how functions were called stands beside the call sites (`calls.rs`).
(function (P, host) {
  "use strict";
  const MAX_KNOWN = 10000, MODULE = "$slModule";
  // What the session says of a frame that is in no text of the program.
  const GENERATED = "code added by saveloop";
  // The engine's line, behind what was called there, to what is known of it.
  const known = new P.Map();

  const unversioned = (name) => P.slice(name, 0, P.lastIndexOf(name, "?v="));

  /** A line of the engine: `    at NAME (FILE:LINE:COLUMN)`; a file's name may hold colons. */
  function read(text) {
    const isShown = !P.includes(text, "(saveloop:") && !P.endsWith(text, " (native)") && !P.startsWith(text, "    at <input>:");
    const frame = {
      __proto__: null, name: "", file: "", line: 0, column: 0, isShown, isOfProgram: false, constructs: false, where: "",
    };
    const open = P.indexOf(text, " (");
    if (open < 0 || !P.endsWith(text, ")")) return frame;
    frame.name = P.slice(text, 7, open);
    if (!isShown) frame.where = "<anonymous>";
    const place = P.slice(text, open + 2, text.length - 1);
    const column = P.lastIndexOf(place, ":"), line = P.lastIndexOf(P.slice(place, 0, column), ":");
    if (line < 0) return frame;
    frame.file = P.slice(place, 0, line);
    frame.line = P.slice(place, line + 1, column) >>> 0;
    frame.column = P.slice(place, column + 1) >>> 0;
    frame.isOfProgram = P.includes(frame.file, "?v=");
    return frame;
  }

  /** Asks where frames are; `called`: what each of them called. */
  function learn(frames, called) {
    const names = P.list(), lines = P.list(), columns = P.list(), found = P.list();
    for (let i = 0; i < frames.length; i++) {
      names[i] = frames[i].file;
      lines[i] = frames[i].line;
      columns[i] = frames[i].column;
    }
    host.places(names, lines, columns, called, found);
    for (let i = 0; i < frames.length; i++) {
      const frame = frames[i], at = 4 * i;
      if (found.length === 0) frame.file = unversioned(frame.file); // the program ends
      else { frame.file = found[at]; frame.line = found[at + 1]; frame.column = found[at + 2]; frame.constructs = found[at + 3]; }
      // Without a line the file says why there is none.
      frame.where = frame.line === 0 ? frame.file : `${frame.file}:${frame.line}:${frame.column}`;
    }
  }

  function keep(keys, frames) {
    if (P.mapSize(known) > MAX_KNOWN) P.mapForEach(known, (_, key) => P.mapDelete(known, key));
    for (let i = 0; i < keys.length; i++) P.mapSet(known, keys[i], frames[i]);
  }

  /** Where a place of the engine's is; `undefined` when it is in no file of the program. */
  function place(file, line, column) {
    const text = `    at  (${file}:${line}:${column})`, key = `\n${text}`;
    const earlier = P.mapGet(known, key);
    if (earlier !== undefined) return earlier;
    const frame = read(text);
    if (!frame.isOfProgram) return undefined;
    learn([frame], [""]);
    keep([key], [frame]);
    return frame;
  }

  /** Behind the constructors of the error's own class: they are part of its making. */
  function begin(lines, classes) {
    let from = 0;
    for (let i = 0; i < lines.length; i++) {
      const { name } = read(lines[i]);
      let isOne = false;
      for (let at = 0; at < classes.length; at++) isOne ||= classes[at] === name;
      if (!isOne) break;
      if (name === classes[0]) from = i + 1;
    }
    return from < lines.length && lines[from] !== "" ? from : 0;
  }

  // Of `calls.rs`.
  const CONSTRUCTS = 1, HAS_RECEIVER = 2, IS_BUILT_IN = 4, IS_GENERATOR = 8, WAITS = 16, LEADS = 32, FIRST = 48;
  const isNamed = ({ name }) => name !== MODULE && name !== "<anonymous>" && name !== "";

  /**
   * What `about` says of each line: flags, the function and what it was called on. Adds the lines of those
   * that wait, as the engine would write them.
   */
  function callsOf(lines, about) {
    const calls = P.list(), flags = about === undefined ? "" : about[0];
    let next = 1;
    if (lines[lines.length - 1] === "") lines.length--;
    for (let i = 0; i < flags.length; i++) {
      const call = { __proto__: null, flags: P.charCodeAt(flags, i) - FIRST, made: undefined, on: undefined };
      const waits = (call.flags & WAITS) !== 0, isOn = (call.flags & HAS_RECEIVER) !== 0;
      if (waits || isOn) call.made = about[next++];
      if (isOn) call.on = about[next++];
      if (waits) {
        const name = P.getOwnPropertyDescriptor(call.made, "name")?.value;
        lines[i] = `    at ${typeof name === "string" && name !== "" ? name : "<anonymous>"} (?v=${about[next]}:${about[next + 1]}:${about[next + 2]})`;
        next += 3;
      }
      calls[i] = call;
    }
    return calls;
  }
  const unknown = { __proto__: null, flags: 0, made: undefined, on: undefined };

  /** A frame as programs read it; `undefined` when they do not. */
  function line(frames, calls, i) {
    const frame = frames[i], call = calls[i] ?? unknown, caller = frames[i + 1];
    const { flags } = call, isBuiltIn = (flags & IS_BUILT_IN) !== 0;
    if (isBuiltIn ? caller === undefined || !caller.isOfProgram : !frame.isShown || (flags & LEADS) !== 0) return undefined;
    if (frame.isOfProgram && frame.file === GENERATED) return undefined;
    const constructs = calls.length > 0 ? (flags & CONSTRUCTS) !== 0 : caller !== undefined && caller.constructs;
    if (frame.file === "<input>") return evaluated(frames, i);
    const isAccessor = P.startsWith(frame.name, "get ") || P.startsWith(frame.name, "set ");
    const isPlain = !isAccessor && (flags & (HAS_RECEIVER | IS_BUILT_IN | IS_GENERATOR)) === 0;
    if (!isPlain) return host.loadLibrary("internal:call_names").line(frame, call, isNamed(frame), constructs);
    const name = isNamed(frame) ? frame.name : constructs ? "<anonymous>" : "";
    const called = constructs ? `new ${name}` : name, before = (flags & WAITS) === 0 ? "    at " : "    at async ";
    return called === "" ? `${before}${frame.where}` : `${before}${called} (${frame.where})`;
  }

  /** In a text that was evaluated; by whom, is known while that runs. */
  function evaluated(frames, i) {
    const frame = frames[i], isOuter = frame.name === "<eval>" || frame.name === "anonymous";
    const name = isOuter || !isNamed(frame) ? "eval" : frame.name;
    let by = i + 1;
    while (by < frames.length && !frames[by].isOfProgram) by++;
    const place = `<anonymous>:${frame.line}:${frame.column}`;
    if (by === frames.length) return `    at ${name} (${place})`;
    return `    at ${name} (eval at ${isNamed(frames[by]) ? frames[by].name : "<anonymous>"} (${frames[by].where}), ${place})`;
  }

  /** The engine's lines of an error, that is `head` (its class, and what the engine said), as programs read them; `classes`: its own and those above. */
  function mapped(text, head, classes, limit, about) {
    const lines = P.split(text, "\n"), calls = callsOf(lines, about), shown = P.list();
    const frames = P.list(), ofFrames = P.list(), keys = P.list(), fresh = P.list(), unplaced = P.list(), called = P.list();
    let callee = `new ${head}`;
    // The caller of the last one that is shown says whether that is a constructor.
    for (let i = begin(lines, classes), count = 0; i < lines.length && count <= limit; i++) {
      if (lines[i] === "") continue;
      const key = `${callee}\n${lines[i]}`;
      let frame = P.mapGet(known, key);
      if (frame === undefined) {
        frame = read(lines[i]);
        keys[keys.length] = key;
        fresh[fresh.length] = frame;
        if (frame.isOfProgram) { called[called.length] = callee; unplaced[unplaced.length] = frame; }
      }
      ofFrames[frames.length] = calls[i];
      frames[frames.length] = frame;
      callee = isNamed(frame) ? frame.name : "";
      if (frame.isShown) count++;
    }
    if (unplaced.length > 0) learn(unplaced, called);
    if (fresh.length > 0) keep(keys, fresh);
    let out = "", left = limit;
    for (let i = 0; i < frames.length && left >= 1; i++) {
      const text = line(frames, ofFrames, i);
      if (text === undefined) continue;
      out += `\n${text}`;
      left--;
    }
    return out;
  }

  /** The frames that a program sees of a stack, each with the call it is and the frames behind it. */
  function frames(text, about, classes) {
    const lines = P.split(text, "\n"), calls = callsOf(lines, about), all = P.list(), found = P.list();
    for (let i = 0; i < lines.length; i++) all[i] = read(lines[i]);
    for (let i = begin(lines, classes); i < lines.length; i++) {
      const call = calls[i] ?? unknown, isBuiltIn = (call.flags & IS_BUILT_IN) !== 0;
      const isSeen = isBuiltIn ? i + 1 < all.length && all[i + 1].isOfProgram : all[i].isShown && (call.flags & LEADS) === 0;
      if (!isSeen) continue;
      found[found.length] = { __proto__: null, index: i, frame: all[i], call, all };
    }
    return found;
  }

  return { __proto__: null, place, mapped, frames, isNamed, GENERATED };
})
