// Warnings of the library, as Node prints them: on stderr, with the process in front.

const seen = new Set<string>();

export function warn(name: string, message: string, code?: string): void {
  const { pid } = host.native("system");
  const label = code === undefined ? name : `[${code}] ${name}`;
  host.print("warn", `(node:${pid}) ${label}: ${message}`);
}

/** The same, but only once for each code. */
export function warnOnce(name: string, message: string, code: string): void {
  if (seen.has(code)) return;
  seen.add(code);
  warn(name, message, code);
}
