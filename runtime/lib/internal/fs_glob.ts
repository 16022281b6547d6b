// `fs.glob`: the files whose paths fit a pattern.
import { type Steps, steps } from "internal:fs";
import { invalidArgType } from "internal:errors";
import { type Part, fits, matches, partsOf } from "internal:glob";
import { posix } from "internal:path";
import { validateObject, validateString } from "internal:validate";

interface Wish {
  cwd: string;
  isExcluded(path: string, entry: any): boolean;
  withFileTypes: boolean;
}

function wishOf(options: any): Wish {
  validateObject(options, "options");
  const { cwd = ".", exclude, withFileTypes = false } = options;
  if (exclude != null && typeof exclude !== "function" && !Array.isArray(exclude))
    throw invalidArgType("options.exclude", "function", exclude);
  const isExcluded = (path: string, entry: any): boolean => {
    if (typeof exclude === "function") return !!exclude(withFileTypes ? entry : path);
    return (exclude ?? []).some((it: any) => matches(path, `${it}`, "/"));
  };
  return { cwd: cwd instanceof Object ? host.load("node:url").fileURLToPath(cwd) : `${cwd}`, isExcluded, withFileTypes };
}

/** The patterns' paths, each once. A path that cannot be read has nothing in it. */
export function* globbing(pattern: any, options: any = {}): Steps<any[]> {
  const patterns = Array.isArray(pattern) ? pattern : [pattern];
  for (const it of patterns) validateString(it, "patterns");
  const wish = wishOf(options);
  const found = new Map<string, any>();
  for (const it of patterns)
    for (const parts of partsOf(it)) {
      const isAbsolute = parts[0] === "" && parts.length > 1;
      const walk = { wish, found, start: isAbsolute ? "/" : wish.cwd, prefix: isAbsolute ? "/" : "" };
      yield* descend(walk, isAbsolute ? parts.slice(1) : parts, 0, "");
    }
  return [...found].map(([path, entry]) => (wish.withFileTypes ? entry : path));
}

type Walk = { wish: Wish; found: Map<string, any>; start: string; prefix: string };
const under = (folder: string, name: string): string => (folder === "" ? name : folder === "/" ? `/${name}` : `${folder}/${name}`);

function* entries(walk: Walk, below: string): Steps<any[]> {
  try {
    return yield* steps.readdir(posix.join(walk.start, below) || ".", { withFileTypes: true });
  } catch {
    return [];
  }
}

function* descend(walk: Walk, parts: Part[], at: number, below: string): Steps<void> {
  const part = parts[at];
  const isLast = at === parts.length - 1;
  if (part === "**") {
    if (isLast && below !== "") take(walk, below, null);
    if (!isLast) yield* descend(walk, parts, at + 1, below);
    for (const it of yield* entries(walk, below)) {
      const path = under(below, it.name);
      if (it.name.startsWith(".") || walk.wish.isExcluded(walk.prefix + path, it)) continue;
      if (it.isDirectory()) yield* descend(walk, parts, at, path);
      else if (isLast) take(walk, path, it);
    }
    return;
  }
  if (part === "" && isLast) return take(walk, below, null);
  if (part === "." || part === "..") {
    if (isLast) take(walk, under(below, part), null);
    else yield* descend(walk, parts, at + 1, under(below, part));
    return;
  }
  for (const it of yield* entries(walk, below)) {
    if (!fits(part, it.name)) continue;
    const path = under(below, it.name);
    if (walk.wish.isExcluded(walk.prefix + path, it)) continue;
    if (isLast) take(walk, path, it);
    else if (it.isDirectory() || it.isSymbolicLink()) yield* descend(walk, parts, at + 1, path);
  }
}

function take(walk: Walk, below: string, entry: any): void {
  const path = walk.prefix + below;
  if (!walk.found.has(path)) walk.found.set(path, entry);
}
