// Node's `url`: the standard's classes, paths, and the address parser of old.
import { coded, invalidArgType, invalidArgValue } from "internal:errors";
import { validateString } from "internal:validate";
import { URL, URLSearchParams, isURL } from "web:url";
import { Url, format as formatLegacy, parse, resolve, resolveObject } from "internal:url_legacy";

const natives = host.native("url");

export function fileURLToPath(path: any, options: any = undefined): string {
  if (typeof path === "string") path = new URL(path);
  else if (!isURL(path)) throw invalidArgType("path", ["string", "URL"], path);
  if (path.protocol !== "file:")
    throw coded(TypeError, "ERR_INVALID_URL_SCHEME", "The URL must be of scheme file");
  if (options?.windows) return windowsPath(path);
  if (path.hostname !== "") {
    throw coded(
      TypeError,
      "ERR_INVALID_FILE_URL_HOST",
      `File URL host must be "localhost" or empty on ${host.native("system").platform}`,
    );
  }
  const { pathname } = path;
  for (let i = 0; i < pathname.length; i++) {
    if (pathname[i] === "%" && pathname[i + 1] === "2" && (pathname.charCodeAt(i + 2) | 32) === 102) {
      throw coded(
        TypeError,
        "ERR_INVALID_FILE_URL_PATH",
        "File URL path must not include encoded / characters",
      );
    }
  }
  return decodeURIComponent(pathname);
}

function windowsPath(url: any): string {
  const { pathname, hostname } = url;
  if (/%2f|%5c/i.test(pathname))
    throw coded(
      TypeError,
      "ERR_INVALID_FILE_URL_PATH",
      "File URL path must not include encoded \\ or / characters",
    );
  const path = decodeURIComponent(pathname.replaceAll("/", "\\"));
  if (hostname !== "") return `\\\\${domainToUnicode(hostname)}${path}`;
  if (!/^\\[a-z]:/i.test(path))
    throw coded(TypeError, "ERR_INVALID_FILE_URL_PATH", "File URL path must be absolute");
  return path.slice(1);
}

function windowsURL(path: string): URL {
  const { win32 } = host.load("internal:path");
  const escaped = (text: string) =>
    text
      .replaceAll("%", "%25")
      .replaceAll("\n", "%0A")
      .replaceAll("\r", "%0D")
      .replaceAll("\t", "%09")
      .replaceAll("?", "%3F")
      .replaceAll("#", "%23");
  if (path.startsWith("\\\\")) {
    const isLong = path.startsWith("\\\\?\\UNC\\");
    const from = isLong ? 8 : 2;
    const end = path.indexOf("\\", from);
    if (end === -1) throw invalidArgValue("path", path, "Missing UNC resource path");
    if (end === 2) throw invalidArgValue("path", path, "Empty UNC servername");
    return new URL(
      `file://${domainToASCII(path.slice(from, end))}${escaped(path.slice(end)).replaceAll("\\", "/")}`,
    );
  }
  let resolved = win32.resolve(path);
  if (/[\\/]$/.test(path) && !resolved.endsWith("\\")) resolved += "\\";
  return new URL(`file:///${escaped(resolved).replaceAll("\\", "/")}`);
}

export function pathToFileURL(path: string, options: any = undefined): URL {
  validateString(path, "path");
  if (options?.windows) return windowsURL(path);
  const { posix } = host.load("internal:path");
  let resolved = posix.resolve(path);
  if (path.endsWith("/") && !resolved.endsWith("/")) resolved += "/";
  const escaped = resolved
    .replaceAll("%", "%25")
    .replaceAll("\\", "%5C")
    .replaceAll("\n", "%0A")
    .replaceAll("\r", "%0D")
    .replaceAll("\t", "%09")
    .replaceAll("?", "%3F")
    .replaceAll("#", "%23");
  return new URL(`file://${escaped}`);
}

export function urlToHttpOptions(url: any): any {
  const { hostname, pathname, port, username, password, search } = url;
  const options: any = {
    __proto__: null,
    ...url,
    protocol: url.protocol,
    hostname: typeof hostname === "string" && hostname.startsWith("[") ? hostname.slice(1, -1) : hostname,
    hash: url.hash,
    search,
    pathname,
    path: `${pathname || ""}${search || ""}`,
    href: url.href,
  };
  if (port !== "") options.port = Number(port);
  if (username || password) options.auth = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return options;
}

export function format(url: any, options?: any): string {
  if (!isURL(url)) return formatLegacy(url);
  if (options !== undefined && (options === null || typeof options !== "object"))
    throw invalidArgType("options", "Object", options);
  const { fragment = true, unicode = false, search = true, auth = true } = options ?? {};
  let out = url.protocol;
  const name = unicode ? natives.domainToUnicode(url.hostname) : url.hostname;
  if (url.host !== "" || url.protocol === "file:") {
    out += "//";
    if (auth && (url.username || url.password))
      out += `${url.username}${url.password ? `:${url.password}` : ""}@`;
    out += name + (url.port === "" ? "" : `:${url.port}`);
  }
  out += url.pathname;
  if (search) out += url.search;
  if (fragment) out += url.hash;
  return out;
}

export function domainToASCII(domain: string): string {
  return natives.domainToASCII(`${domain}`);
}
export function domainToUnicode(domain: string): string {
  return natives.domainToUnicode(`${domain}`);
}
export { URL, URLSearchParams, Url, parse, resolve, resolveObject };
