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

const requireOf = (parent: any, specifier: string): any =>
  commonjs.requireOf(parent) ?? commonjs.createRequire(parent?.filename ?? `${host.native("system").cwd()}/${specifier}`);

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
  _load: (specifier: string, parent: any) => requireOf(parent, specifier)(specifier),
  _resolveFilename: (specifier: string, parent: any) => requireOf(parent, specifier).resolve(specifier),
  Module,
});

Object.defineProperty(Module.prototype, "isPreloading", { get: () => false, configurable: true });
Module.prototype._compile = function _compile(this: any, content: string, filename: string) {
  validateString(content, "content");
  const body = new Function("exports", "require", "module", "__filename", "__dirname", content);
  const require = commonjs.createRequire(filename);
  return Reflect.apply(body, this.exports, [this.exports, require, this, filename, commonjs.directoryOf(filename)]);
};

export default Module;
