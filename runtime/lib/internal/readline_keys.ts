// What moves the cursor of a terminal, and what keys of it say.
import { coded, invalidArgValue } from "internal:errors";
import { validateFunction } from "internal:validate";

const done = (stream: any, text: string, callback: any): boolean => {
  if (callback !== undefined) validateFunction(callback, "callback");
  if (stream == null || text === "") {
    if (typeof callback === "function") host.nextTick(callback, [null]);
    return true;
  }
  return stream.write(text, callback);
};

export function cursorTo(stream: any, x: any, y?: any, callback?: any): boolean {
  if (callback !== undefined) validateFunction(callback, "callback");
  if (typeof y === "function") {
    callback = y;
    y = undefined;
  }
  if (x !== x) throw invalidArgValue("x", x);
  if (y !== y) throw invalidArgValue("y", y);
  if (stream == null || (typeof x !== "number" && typeof y !== "number")) return done(null, "", callback);
  if (typeof x !== "number")
    throw coded(TypeError, "ERR_INVALID_CURSOR_POS", "Cannot set cursor row without setting its column");
  return done(stream, typeof y !== "number" ? `\x1b[${x + 1}G` : `\x1b[${y + 1};${x + 1}H`, callback);
}

export function moveCursor(stream: any, dx: any, dy: any, callback?: any): boolean {
  let text = "";
  if (dx < 0) text += `\x1b[${-dx}D`;
  else if (dx > 0) text += `\x1b[${dx}C`;
  if (dy < 0) text += `\x1b[${-dy}A`;
  else if (dy > 0) text += `\x1b[${dy}B`;
  return done(stream, text, callback);
}

/** `direction`: -1 to the left, 1 to the right, 0 all of it. */
export function clearLine(stream: any, direction: any, callback?: any): boolean {
  return done(stream, direction < 0 ? "\x1b[1K" : direction > 0 ? "\x1b[0K" : "\x1b[2K", callback);
}

export function clearScreenDown(stream: any, callback?: any): boolean {
  return done(stream, "\x1b[0J", callback);
}

const NAMED: Record<string, string> = {
  __proto__: null,
  "\r": "return",
  "\n": "enter",
  "\t": "tab",
  "\b": "backspace",
  "\x7f": "backspace",
  "\x1b": "escape",
  " ": "space",
} as any;
const SEQUENCES: Record<string, string> = {
  __proto__: null,
  "[A": "up",
  "[B": "down",
  "[C": "right",
  "[D": "left",
  "[E": "clear",
  "[F": "end",
  "[H": "home",
  "[1~": "home",
  "[2~": "insert",
  "[3~": "delete",
  "[4~": "end",
  "[5~": "pageup",
  "[6~": "pagedown",
  OP: "f1",
  OQ: "f2",
  OR: "f3",
  OS: "f4",
  "[15~": "f5",
  "[17~": "f6",
  "[18~": "f7",
  "[19~": "f8",
  "[20~": "f9",
  "[21~": "f10",
  "[23~": "f11",
  "[24~": "f12",
  "[Z": "tab",
} as any;

/** The keys in a text: each what it is called, and which bytes it was. */
export function keysOf(text: string): { text: string | undefined; key: any }[] {
  const out: { text: string | undefined; key: any }[] = [];
  for (let at = 0; at < text.length;) {
    const found = /^\x1b(O[A-Z]|\[[0-9;]*[A-Za-z~])/.exec(text.slice(at));
    if (found !== null) {
      // `[1;5C` is `[C` with Control.
      const held = /^\[(?:1;|(\d+);)([2-9]|1[0-6])([A-Za-z~])$/.exec(found[1]);
      const code = held === null ? found[1] : `[${held[1] ?? ""}${held[3]}`;
      const modifier = held === null ? 0 : Number(held[2]) - 1;
      const key = {
        sequence: found[0],
        name: SEQUENCES[code],
        ctrl: (modifier & 4) !== 0,
        meta: (modifier & 10) !== 0,
        shift: (modifier & 1) !== 0 || code === "[Z",
        code,
      };
      out.push({ text: undefined, key });
      at += found[0].length;
      continue;
    }
    const isMeta = text[at] === "\x1b" && at + 1 < text.length;
    const from = isMeta ? at + 1 : at;
    const char = String.fromCodePoint(text.codePointAt(from)!);
    const sequence = isMeta ? `\x1b${char}` : char;
    const key: any = { sequence, name: undefined, ctrl: false, meta: isMeta, shift: false };
    const code = char.charCodeAt(0);
    if (NAMED[char] !== undefined) key.name = NAMED[char];
    else if (code <= 26) {
      key.name = String.fromCharCode(code + 96);
      key.ctrl = true;
    } else if (/^[0-9A-Za-z]$/.test(char)) {
      key.name = char.toLowerCase();
      key.shift = /^[A-Z]$/.test(char);
    }
    out.push({ text: key.name !== undefined || isMeta ? sequence : char, key });
    at = from + char.length;
  }
  return out;
}

const watched = new WeakSet<object>();

export function emitKeypressEvents(stream: any, self?: any): void {
  if (watched.has(stream)) return;
  watched.add(stream);
  const onData = (chunk: any) => {
    if (stream.listenerCount("keypress") === 0) return;
    const keys = keysOf(`${chunk}`);
    for (let i = 0; i < keys.length; i++) {
      // A tab that is pasted completes nothing.
      if (self !== undefined) self.isCompletionEnabled = i === keys.length - 1;
      stream.emit("keypress", keys[i].text, keys[i].key);
    }
  };
  if (stream.listenerCount("keypress") > 0) stream.on("data", onData);
  else
    stream.on("newListener", function listen(this: any, event: any) {
      if (event !== "keypress") return;
      stream.removeListener("newListener", listen);
      stream.on("data", onData);
    });
}
