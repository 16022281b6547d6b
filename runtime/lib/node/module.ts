// Node's `module`: `createRequire`, what is built in, and the class of CommonJS modules.
import { coded, invalidArgValue } from "internal:errors";
import { validateString } from "internal:validate";

const { commonjs } = host;
export const Module = commonjs.Module;

/** Every module that can be asked for without a scheme, as Node lists them. */
export const builtinModules: string[] = Object.freeze(host.builtInNames()) as string[];

export function isBuiltin(specifier: unknown): boolean {
  return typeof specifier === "string" && host.isLibrary(specifier);
}

export function createRequire(filename: any): any {
  const { fileURLToPath } = host.load("node:url");
  const { isAbsolute } = host.load("internal:path").posix;
  const { isURL } = host.load("web:url");
  let path: unknown;
  if (isURL(filename) || (typeof filename === "string" && !isAbsolute(filename))) {
    try {
      path = fileURLToPath(filename);
    } catch {
      path = undefined;
    }
  } else path = filename;
  if (typeof path !== "string") {
    throw invalidArgValue(
      "filename",
      filename,
      "must be a file URL object, file URL string, or absolute path string",
    );
  }
  return commonjs.createRequire(path.endsWith("/") ? `${path}noop.js` : path);
}

export const wrapper = ["(function (exports, require, module, __filename, __dirname) { ", "\n});"];
export function wrap(script: string): string {
  return wrapper[0] + script + wrapper[1];
}

/** Nothing is compiled ahead here. */
export function syncBuiltinESMExports(): void {}
export function findSourceMap(): undefined {
  return undefined;
}
export function enableCompileCache(): { status: number } {
  return { status: 3 };
}
export function getCompileCacheDir(): undefined {
  return undefined;
}
export function register(): never {
  throw coded(Error, "ERR_METHOD_NOT_IMPLEMENTED", "module.register() is not supported by saveloop");
}

/** How this module object requires; without one: as a file of the working directory. */
const waysOf = (parent: any): any => commonjs.ofModule(parent ?? new Module("."));

/** What a file would be called that is asked for in one of these directories. */
function findPath(request: string, paths: string[] | null): string | false {
  const { resolve, isAbsolute } = host.load("node:path").default;
  for (const path of isAbsolute(request) ? [""] : (paths ?? [])) {
    try {
      return waysOf(null).resolve(resolve(path, request));
    } catch (error: any) {
      if (error?.code !== "MODULE_NOT_FOUND") throw error;
    }
  }
  return false;
}

function lookupPaths(request: string, parent: any): string[] | null {
  if (host.isLibrary(request)) return null;
  const { dirname } = host.load("node:path").default;
  const isRelative = request.startsWith("./") || request.startsWith("../") || request === "." || request === "..";
  if (isRelative) return [parent?.id && parent.filename ? dirname(parent.filename) : "."];
  return [...(parent?.paths ?? []), ...(Module as any).globalPaths];
}

function load(specifier: string, parent: any): any {
  return waysOf(parent).load(specifier);
}

function resolveFilename(specifier: string, parent: any, _isMain?: boolean, options?: any): string {
  return waysOf(parent).resolve(specifier, options);
}

commonjs.own.load = load;
commonjs.own.resolve = resolveFilename;

Object.assign(Module, {
  builtinModules,
  isBuiltin,
  createRequire,
  wrap,
  wrapper,
  syncBuiltinESMExports,
  findSourceMap,
  enableCompileCache,
  getCompileCacheDir,
  register,
  globalPaths: [],
  _cache: commonjs.cache,
  _extensions: commonjs.extensions,
  _pathCache: Object.create(null),
  _nodeModulePaths: (from: string) => commonjs.packagePaths(from),
  _load: load,
  _resolveFilename: resolveFilename,
  _resolveLookupPaths: lookupPaths,
  _findPath: findPath,
  _initPaths() {},
  _preloadModules() {},
  runMain() {},
  Module,
});

Object.defineProperty(Module.prototype, "isPreloading", { get: () => false, configurable: true });
Module.prototype._compile = function _compile(this: any, content: string, filename: string) {
  validateString(content, "content");
  const text = content.startsWith("#!") ? `//${content}` : content;
  const body = new Function("exports", "require", "module", "__filename", "__dirname", text);
  const require = commonjs.createRequire(filename, this);
  return Reflect.apply(body, this.exports, [this.exports, require, this, filename, commonjs.directoryOf(filename)]);
};
Module.prototype.load = function load(this: any, filename: string) {
  this.filename ??= filename;
  this.paths ??= commonjs.packagePaths(commonjs.directoryOf(filename));
  const { extname } = host.load("node:path").default;
  const handler = commonjs.extensions[extname(filename)] ?? commonjs.extensions[".js"];
  handler(this, filename);
  this.loaded = true;
};

export default Module;
