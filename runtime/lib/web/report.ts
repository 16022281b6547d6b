// `reportError`: an uncaught error that ends nothing.

export function reportError(error: unknown): void {
  if (arguments.length === 0) throw new TypeError("reportError needs an error");
  host.errors.raise("uncaught", error, "");
}
