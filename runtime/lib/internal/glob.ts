// Patterns of file names: `*`, `?`, `[a-z]`, `{a,b}`, `**` and `+(a|b)`, as `path.matchesGlob` and `fs.glob` read them.

/** One part of a path: a text, a pattern, or any number of parts. */
export type Part = string | RegExp | "**";
const SPECIAL = /[.+^$()|{}[\]\\/]/;
/** What an extended pattern is called with: how often its choices may come. */
const TIMES: Record<string, string> = { __proto__: null, "?": "?", "*": "*", "+": "+", "@": "" } as any;

/** `a{b,c}d` is `abd` and `acd`; `{1..3}` counts. */
export function braces(pattern: string): string[] {
  for (let start = 0; start < pattern.length; start++) {
    if (pattern[start] === "\\") start++;
    else if (pattern[start] === "{") {
      const choices = choicesAt(pattern, start);
      if (choices === null) continue;
      const [list, end] = choices;
      const out: string[] = [];
      for (const rest of braces(pattern.slice(end)))
        for (const it of list) for (const one of braces(it)) out.push(pattern.slice(0, start) + one + rest);
      return out;
    }
  }
  return [pattern];
}

function choicesAt(pattern: string, start: number): [string[], number] | null {
  let depth = 0,
    from = start + 1;
  const list: string[] = [];
  for (let i = start; i < pattern.length; i++) {
    const unit = pattern[i];
    if (unit === "\\") i++;
    else if (unit === "{") depth++;
    else if (unit === "," && depth === 1) {
      list.push(pattern.slice(from, i));
      from = i + 1;
    } else if (unit === "}" && --depth === 0) {
      const last = pattern.slice(from, i);
      if (list.length > 0) return [[...list, last], i + 1];
      const range = /^(-?\d+)\.\.(-?\d+)$/.exec(last);
      if (range === null) return null;
      const [a, b] = [Number(range[1]), Number(range[2])];
      for (let n = a; a <= b ? n <= b : n >= b; n += a <= b ? 1 : -1) list.push(`${n}`);
      return [list, i + 1];
    }
  }
  return null;
}

function classAt(text: string, start: number): [string, number] | null {
  let at = start + 1,
    out = "[";
  if (text[at] === "!" || text[at] === "^") {
    out += "^/";
    at++;
  }
  const first = at;
  for (; at < text.length; at++) {
    const unit = text[at];
    if (unit === "]" && at > first) return [`${out}]`, at + 1];
    const named = unit === "[" ? /^\[:(\w+):\]/.exec(text.slice(at)) : null;
    if (named !== null) {
      out += CLASSES[named[1]] ?? "";
      at += named[0].length - 1;
    } else out += unit === "[" || unit === "\\" || unit === "^" || unit === "&" ? `\\${unit}` : unit;
  }
  return null;
}
const CLASSES: Record<string, string> = {
  __proto__: null, alpha: "\\p{L}\\p{Nl}", digit: "\\d", alnum: "\\p{L}\\p{Nl}\\d", upper: "\\p{Lu}", lower: "\\p{Ll}",
  space: "\\s", xdigit: "A-Fa-f0-9", word: "\\w", punct: "\\p{P}", blank: "\\p{Zs}\\t",
} as any;

/** The text of an expression for one part. */
function expression(text: string): string {
  let out = "";
  for (let i = 0; i < text.length; i++) {
    const unit = text[i];
    if ((unit in TIMES || unit === "!") && text[i + 1] === "(") {
      const end = closing(text, i + 1);
      if (end > 0) {
        const choices = alternatives(text.slice(i + 2, end)).map(expression).join("|");
        if (unit === "!") {
          const rest = expression(text.slice(end + 1));
          return `${out}(?:(?!(?:${choices})${rest}$)[^/]*?)${rest}`;
        }
        out += `(?:${choices})${TIMES[unit]}`;
        i = end;
        continue;
      }
    }
    if (unit === "*") {
      while (text[i + 1] === "*") i++;
      out += "[^/]*?";
    } else if (unit === "?") out += "[^/]";
    else if (unit === "[") {
      const found = classAt(text, i);
      if (found === null) out += "\\[";
      else {
        out += found[0];
        i = found[1] - 1;
      }
    } else if (unit === "\\" && i + 1 < text.length) out += escaped(text[++i]);
    else out += escaped(unit);
  }
  return out;
}
const escaped = (unit: string): string => (SPECIAL.test(unit) || unit === "*" || unit === "?" ? `\\${unit}` : unit);

function closing(text: string, open: number): number {
  let depth = 0;
  for (let i = open; i < text.length; i++) {
    if (text[i] === "\\") i++;
    else if (text[i] === "(") depth++;
    else if (text[i] === ")" && --depth === 0) return i;
  }
  return -1;
}
function alternatives(text: string): string[] {
  const list: string[] = [];
  let depth = 0,
    from = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === "\\") i++;
    else if (text[i] === "(") depth++;
    else if (text[i] === ")") depth--;
    else if (text[i] === "|" && depth === 0) {
      list.push(text.slice(from, i));
      from = i + 1;
    }
  }
  list.push(text.slice(from));
  return list;
}

function partOf(text: string): Part {
  if (text === "**") return "**";
  if (!/[*?[\\]|[!@+]\(/.test(text)) return text;
  // A name that begins with a dot has to be asked for.
  const guard = text.startsWith(".") || text.startsWith("\\.") ? "(?!\\.{1,2}$)" : "(?!\\.)";
  const some = /^\*+$/.test(text) ? "(?=.)" : "";
  return new RegExp(`^${guard}${some}${expression(text)}$`, "us");
}

/** The parts of every pattern that this one stands for. */
export const partsOf = (pattern: string): Part[][] =>
  braces(pattern).map((one) => {
    const parts: Part[] = [];
    for (const text of one.split("/")) {
      if (text === "." && parts.length > 0) continue;
      if (text === "**" && parts[parts.length - 1] === "**") continue;
      parts.push(partOf(text));
    }
    return parts;
  });

export const fits = (part: Part, name: string): boolean => (typeof part === "string" ? part === name : part.test(name));

function match(parts: Part[], at: number, names: string[], from: number): boolean {
  for (; at < parts.length; at++, from++) {
    const part = parts[at];
    if (part === "**") {
      if (at === parts.length - 1) {
        for (let i = from; i < names.length; i++) if (names[i].startsWith(".")) return false;
        return from < names.length || names.length === 0;
      }
      for (let i = from; i <= names.length; i++) {
        if (match(parts, at + 1, names, i)) return true;
        if (i < names.length && names[i].startsWith(".")) return false;
      }
      return false;
    }
    if (from >= names.length || !fits(part, names[from])) return false;
  }
  return from === names.length || (from === names.length - 1 && names[from] === "" && from > 0);
}

/** Whether a whole path is one that the pattern means. */
export function matches(path: string, pattern: string, separator: string): boolean {
  if (separator === "\\") path = path.replaceAll("\\", "/");
  // As Node has it, a pattern escapes nothing: this separates everywhere.
  pattern = pattern.replaceAll("\\", "/");
  if (pattern === "") return path === "";
  const names = path.split("/");
  return partsOf(pattern).some((parts) => match(parts, 0, names, 0));
}
