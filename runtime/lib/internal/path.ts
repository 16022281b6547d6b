// Paths in both of their dialects.
import { validateObject, validateString } from "internal:validate";

const SLASH = 47,
  BACKSLASH = 92,
  DOT = 46,
  COLON = 58;

const isPosixSeparator = (code: number) => code === SLASH;
const isSeparator = (code: number) => code === SLASH || code === BACKSLASH;
const isLetter = (code: number) => (code >= 65 && code <= 90) || (code >= 97 && code <= 122);

/** Takes `.` and `..` out of what stands between separators. */
function reduced(
  path: string,
  isRooted: boolean,
  separator: string,
  test: (code: number) => boolean,
): string {
  const parts: string[] = [];
  let from = 0;
  for (let at = 0; at <= path.length; at++) {
    if (at < path.length && !test(path.charCodeAt(at))) continue;
    const part = path.slice(from, at);
    from = at + 1;
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.length > 0 && parts[parts.length - 1] !== "..") parts.pop();
    else if (!isRooted) parts.push("..");
  }
  return parts.join(separator);
}

function basenameOf(path: string, suffix: unknown, start: number, test: (code: number) => boolean): string {
  if (suffix === path) return "";
  let end = path.length;
  while (end > start && test(path.charCodeAt(end - 1))) end--;
  let from = end;
  while (from > start && !test(path.charCodeAt(from - 1))) from--;
  const name = path.slice(from, end);
  if (typeof suffix === "string" && suffix !== "" && suffix.length < name.length && name.endsWith(suffix)) {
    return name.slice(0, name.length - suffix.length);
  }
  return name;
}

function extensionOf(name: string): string {
  const dot = name.lastIndexOf(".");
  if (dot <= 0 || name === "..") return "";
  return name.slice(dot);
}

function formatted(separator: string, parts: any): string {
  validateObject(parts, "pathObject");
  const extension = parts.ext ? (parts.ext[0] === "." ? parts.ext : `.${parts.ext}`) : "";
  const base = parts.base || `${parts.name || ""}${extension}`;
  const dir = parts.dir || parts.root;
  if (!dir) return base;
  return dir === parts.root ? `${dir}${base}` : `${dir}${separator}${base}`;
}

export const posix: any = {
  resolve(...paths: string[]): string {
    let out = "",
      isAbsolute = false;
    for (let i = paths.length - 1; i >= -1 && !isAbsolute; i--) {
      const path = i >= 0 ? paths[i] : host.native("system").cwd();
      validateString(path, `paths[${i}]`);
      if (path.length === 0) continue;
      out = `${path}/${out}`;
      isAbsolute = path.charCodeAt(0) === SLASH;
    }
    out = reduced(out, isAbsolute, "/", isPosixSeparator);
    if (isAbsolute) return `/${out}`;
    return out.length > 0 ? out : ".";
  },

  normalize(path: string): string {
    validateString(path, "path");
    if (path.length === 0) return ".";
    const isAbsolute = path.charCodeAt(0) === SLASH;
    const hasTrailing = path.charCodeAt(path.length - 1) === SLASH;
    let out = reduced(path, isAbsolute, "/", isPosixSeparator);
    if (out.length === 0) {
      if (isAbsolute) return "/";
      return hasTrailing ? "./" : ".";
    }
    if (hasTrailing) out += "/";
    return isAbsolute ? `/${out}` : out;
  },

  isAbsolute(path: string): boolean {
    validateString(path, "path");
    return path.length > 0 && path.charCodeAt(0) === SLASH;
  },

  join(...paths: string[]): string {
    let out = "";
    for (let i = 0; i < paths.length; i++) {
      validateString(paths[i], "path");
      if (paths[i].length > 0) out += out === "" ? paths[i] : `/${paths[i]}`;
    }
    return out === "" ? "." : posix.normalize(out);
  },

  relative(from: string, to: string): string {
    validateString(from, "from");
    validateString(to, "to");
    if (from === to) return "";
    const a = posix
      .resolve(from)
      .split("/")
      .filter((it: string) => it !== "");
    const b = posix
      .resolve(to)
      .split("/")
      .filter((it: string) => it !== "");
    let same = 0;
    while (same < a.length && same < b.length && a[same] === b[same]) same++;
    const out: string[] = [];
    for (let i = same; i < a.length; i++) out.push("..");
    for (let i = same; i < b.length; i++) out.push(b[i]);
    return out.join("/");
  },

  toNamespacedPath: (path: string) => path,

  dirname(path: string): string {
    validateString(path, "path");
    if (path.length === 0) return ".";
    let end = path.length;
    while (end > 1 && path.charCodeAt(end - 1) === SLASH) end--;
    while (end > 0 && path.charCodeAt(end - 1) !== SLASH) end--;
    if (end > 1) end--;
    if (end === 0) return ".";
    if (end === 1 && path.charCodeAt(0) === SLASH)
      return path.charCodeAt(1) === SLASH && path.length > 2 && path.charCodeAt(2) !== SLASH ? "//" : "/";
    return path.slice(0, end);
  },

  basename(path: string, suffix?: string): string {
    if (suffix !== undefined) validateString(suffix, "suffix");
    validateString(path, "path");
    return basenameOf(path, suffix, 0, isPosixSeparator);
  },

  extname(path: string): string {
    validateString(path, "path");
    return extensionOf(basenameOf(path, undefined, 0, isPosixSeparator));
  },

  format: (parts: object) => formatted("/", parts),

  parse(path: string) {
    validateString(path, "path");
    const root = path.charCodeAt(0) === SLASH ? "/" : "";
    const base = basenameOf(path, undefined, root.length, isPosixSeparator);
    const ext = extensionOf(base);
    let end = path.length;
    while (end > root.length && path.charCodeAt(end - 1) === SLASH) end--;
    const start = end - base.length;
    const dir = start > root.length ? path.slice(0, start - 1) : root;
    return { root, dir, base, ext, name: base.slice(0, base.length - ext.length) };
  },

  sep: "/",
  delimiter: ":",
  win32: null,
  posix: null,
};

/** The device and the root of a Windows path. */
function rootOf(path: string, knowsDevices = false): { device: string; rootEnd: number; isAbsolute: boolean } {
  if (path.length === 0) return { device: "", rootEnd: 0, isAbsolute: false };
  const first = path.charCodeAt(0);
  if (isSeparator(first)) {
    if (path.length > 1 && isSeparator(path.charCodeAt(1))) {
      let at = 2;
      const start = at;
      while (at < path.length && !isSeparator(path.charCodeAt(at))) at++;
      if (at < path.length && at !== start) {
        const server = path.slice(start, at);
        // `\\\\.\\PHYSICALDRIVE0` names a device, no share.
        if (knowsDevices && (server === "." || server === "?"))
          return { device: `\\\\${server}`, rootEnd: 4, isAbsolute: true };
        const gap = at;
        while (at < path.length && isSeparator(path.charCodeAt(at))) at++;
        if (at < path.length && at !== gap) {
          const share = at;
          while (at < path.length && !isSeparator(path.charCodeAt(at))) at++;
          if (at === path.length || at !== share) {
            return { device: `\\\\${server}\\${path.slice(share, at)}`, rootEnd: at, isAbsolute: true };
          }
        }
      }
    }
    return { device: "", rootEnd: 1, isAbsolute: true };
  }
  if (isLetter(first) && path.length > 1 && path.charCodeAt(1) === COLON) {
    const isAbsolute = path.length > 2 && isSeparator(path.charCodeAt(2));
    return { device: path.slice(0, 2), rootEnd: isAbsolute ? 3 : 2, isAbsolute };
  }
  return { device: "", rootEnd: 0, isAbsolute: false };
}

export const win32: any = {
  resolve(...paths: string[]): string {
    let device = "",
      tail = "",
      isAbsolute = false;
    for (let i = paths.length - 1; i >= -1; i--) {
      let path: string;
      if (i >= 0) {
        path = paths[i];
        validateString(path, `paths[${i}]`);
        if (path.length === 0) continue;
      } else {
        path = host.native("system").cwd();
        if (
          device !== "" &&
          path.slice(0, 2).toLowerCase() !== device.toLowerCase() &&
          path.charCodeAt(2) === BACKSLASH
        )
          path = `${device}\\`;
      }
      const root = rootOf(path, true);
      if (root.device !== "") {
        if (device !== "") {
          if (root.device.toLowerCase() !== device.toLowerCase()) continue;
        } else device = root.device;
      }
      if (isAbsolute) {
        if (device !== "") break;
      } else {
        tail = `${path.slice(root.rootEnd)}\\${tail}`;
        isAbsolute = root.isAbsolute;
        if (isAbsolute && device !== "") break;
      }
    }
    tail = reduced(tail, isAbsolute, "\\", isSeparator);
    if (isAbsolute) return `${device}\\${tail}`;
    return `${device}${tail}` || ".";
  },

  normalize(path: string): string {
    validateString(path, "path");
    if (path.length === 0) return ".";
    const { device, rootEnd, isAbsolute } = rootOf(path, true);
    if (device !== "" && rootEnd === path.length && device.length > 2) return `${device}\\`;
    let tail = rootEnd < path.length ? reduced(path.slice(rootEnd), isAbsolute, "\\", isSeparator) : "";
    if (tail.length === 0 && !isAbsolute) tail = ".";
    if (tail.length > 0 && isSeparator(path.charCodeAt(path.length - 1))) tail += "\\";
    if (!isAbsolute && device === "" && path.includes(":")) {
      // What was relative must not come to name a drive.
      if (/^[a-z]:/i.test(tail) || /:([\\/]|$)/.test(path)) return `.\\${tail}`;
    }
    return isAbsolute ? `${device}\\${tail}` : `${device}${tail}`;
  },

  isAbsolute(path: string): boolean {
    validateString(path, "path");
    if (path.length === 0) return false;
    const first = path.charCodeAt(0);
    return (
      isSeparator(first) ||
      (path.length > 2 && isLetter(first) && path.charCodeAt(1) === COLON && isSeparator(path.charCodeAt(2)))
    );
  },

  join(...paths: string[]): string {
    let out: string | undefined,
      first = "";
    for (let i = 0; i < paths.length; i++) {
      validateString(paths[i], "path");
      if (paths[i].length === 0) continue;
      if (out === undefined) out = first = paths[i];
      else out += `\\${paths[i]}`;
    }
    if (out === undefined) return ".";
    // Only what begins with two separators by itself is a network name.
    let needsReplace = true,
      slashes = 0;
    if (isSeparator(first.charCodeAt(0))) {
      slashes++;
      if (first.length > 1 && isSeparator(first.charCodeAt(1))) {
        slashes++;
        if (first.length > 2) {
          if (isSeparator(first.charCodeAt(2))) slashes++;
          else needsReplace = false;
        }
      }
    }
    if (needsReplace) {
      while (slashes < out.length && isSeparator(out.charCodeAt(slashes))) slashes++;
      if (slashes >= 2) out = `\\${out.slice(slashes)}`;
    }
    return win32.normalize(out);
  },

  relative(from: string, to: string): string {
    validateString(from, "from");
    validateString(to, "to");
    if (from === to) return "";
    const a = win32.resolve(from),
      b = win32.resolve(to);
    if (a.toLowerCase() === b.toLowerCase()) return "";
    const left = a.split("\\").filter((it: string) => it !== ""),
      right = b.split("\\").filter((it: string) => it !== "");
    let same = 0;
    while (
      same < left.length &&
      same < right.length &&
      left[same].toLowerCase() === right[same].toLowerCase()
    )
      same++;
    if (same === 0) return b;
    const out: string[] = [];
    for (let i = same; i < left.length; i++) out.push("..");
    for (let i = same; i < right.length; i++) out.push(right[i]);
    return out.join("\\");
  },

  toNamespacedPath(path: string): string {
    if (typeof path !== "string" || path.length === 0) return path;
    const resolved = win32.resolve(path);
    if (resolved.length <= 2) return path;
    if (resolved.charCodeAt(0) === BACKSLASH && resolved.charCodeAt(1) === BACKSLASH) {
      const code = resolved.charCodeAt(2);
      if (code !== 63 && code !== DOT) return `\\\\?\\UNC\\${resolved.slice(2)}`;
    } else if (
      isLetter(resolved.charCodeAt(0)) &&
      resolved.charCodeAt(1) === COLON &&
      resolved.charCodeAt(2) === BACKSLASH
    ) {
      return `\\\\?\\${resolved}`;
    }
    return resolved;
  },

  dirname(path: string): string {
    validateString(path, "path");
    if (path.length === 0) return ".";
    const { device, rootEnd } = rootOf(path);
    if (device.length > 2 && rootEnd === path.length) return path;
    let end = path.length;
    // A network root keeps the separator behind it.
    const least = device.length > 2 && rootEnd < path.length ? rootEnd + 1 : rootEnd;
    while (end > least && isSeparator(path.charCodeAt(end - 1))) end--;
    while (end > least && !isSeparator(path.charCodeAt(end - 1))) end--;
    if (end > least) end--;
    return end === 0 ? "." : path.slice(0, end);
  },

  basename(path: string, suffix?: string): string {
    if (suffix !== undefined) validateString(suffix, "suffix");
    validateString(path, "path");
    const start = path.length >= 2 && isLetter(path.charCodeAt(0)) && path.charCodeAt(1) === COLON ? 2 : 0;
    return basenameOf(path, suffix, start, isSeparator);
  },

  extname(path: string): string {
    validateString(path, "path");
    return extensionOf(win32.basename(path));
  },

  format: (parts: object) => formatted("\\", parts),

  parse(path: string) {
    validateString(path, "path");
    const { device, rootEnd } = rootOf(path);
    let rootLength = rootEnd;
    if (device.length > 2 && rootEnd < path.length) rootLength = rootEnd + 1;
    const root = path.slice(0, rootLength);
    let end = path.length;
    while (end > rootLength && isSeparator(path.charCodeAt(end - 1))) end--;
    let start = end;
    while (start > rootLength && !isSeparator(path.charCodeAt(start - 1))) start--;
    const base = path.slice(start, end),
      ext = extensionOf(base);
    const dir = start > rootLength ? path.slice(0, start - 1) : root;
    return { root, dir, base, ext, name: base.slice(0, base.length - ext.length) };
  },

  sep: "\\",
  delimiter: ";",
  win32: null,
  posix: null,
};

posix._makeLong = posix.toNamespacedPath;
win32._makeLong = win32.toNamespacedPath;
posix.win32 = win32.win32 = win32;
posix.posix = win32.posix = posix;

for (const it of [posix, win32])
  it.matchesGlob = function matchesGlob(path: any, pattern: any): boolean {
    validateString(path, "path");
    validateString(pattern, "pattern");
    return host.load("internal:glob").matches(path, pattern, it.sep);
  };
