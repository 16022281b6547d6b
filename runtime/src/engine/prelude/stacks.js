// The frames of stacks as programs read them: in their own files, at their original places. What the
// engine writes names the text that ran and places in generated code; the session knows better, and is
// asked once for each line.
(function (P, host) {
  "use strict";
  const MAX_KNOWN = 10000, MODULE = "$slModule";
  // The engine's line, behind what was called there, to what is known of it.
  const known = new P.Map();

  const unversioned = (name) => P.slice(name, 0, P.lastIndexOf(name, "?v="));

  /** A line of the engine: `    at NAME (FILE:LINE:COLUMN)`; a file's name may hold colons. */
  function read(text) {
    const isShown = !P.includes(text, "(saveloop:") && !P.endsWith(text, " (native)") && !P.startsWith(text, "    at <input>:");
    const frame = {
      __proto__: null, name: "", file: "", line: 0, column: 0, isShown, isOfProgram: false, constructs: false, plain: text, asNew: text,
    };
    const open = P.indexOf(text, " (");
    if (open < 0 || !P.endsWith(text, ")")) return frame;
    frame.name = P.slice(text, 7, open);
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
      const where = frame.line === 0 ? frame.file : `${frame.file}:${frame.line}:${frame.column}`;
      const isNamed = frame.name !== MODULE && frame.name !== "<anonymous>" && frame.name !== "";
      frame.plain = isNamed ? `    at ${frame.name} (${where})` : `    at ${where}`;
      frame.asNew = isNamed ? `    at new ${frame.name} (${where})` : frame.plain;
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

  /** The engine's lines of an error, that is `head` (its class, and what the engine said), as programs read them; `classes`: its own and those above. */
  function mapped(text, head, classes, limit) {
    const lines = P.split(text, "\n"), frames = P.list(), keys = P.list(), fresh = P.list(), unknown = P.list(), called = P.list();
    let callee = `new ${head}`;
    // The caller of the last one that is shown says whether that is a constructor.
    for (let i = begin(lines, classes), shown = 0; i < lines.length && shown <= limit; i++) {
      if (lines[i] === "") continue;
      const key = `${callee}\n${lines[i]}`;
      let frame = P.mapGet(known, key);
      if (frame === undefined) {
        frame = read(lines[i]);
        keys[keys.length] = key;
        fresh[fresh.length] = frame;
        if (frame.isOfProgram) { called[called.length] = callee; unknown[unknown.length] = frame; }
      }
      frames[frames.length] = frame;
      callee = frame.name === "<anonymous>" || frame.name === MODULE ? "" : frame.name;
      if (frame.isShown) shown++;
    }
    if (unknown.length > 0) learn(unknown, called);
    if (fresh.length > 0) keep(keys, fresh);
    let out = "", left = limit;
    for (let i = 0; i < frames.length && left >= 1; i++) {
      if (!frames[i].isShown) continue;
      out += `\n${i + 1 < frames.length && frames[i + 1].constructs ? frames[i].asNew : frames[i].plain}`;
      left--;
    }
    return out;
  }

  return { __proto__: null, place, mapped, MODULE };
})
