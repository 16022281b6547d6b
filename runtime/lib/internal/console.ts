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

/** `console.clear()`, which does so on a terminal alone. */
export function clearScreen(stream?: any): void {
  const { default: process } = host.load("node:process");
  stream ??= process.stdout;
  if (!stream.isTTY || process.env.TERM === "dumb") return;
  const { cursorTo, clearScreenDown } = host.load("internal:readline_keys");
  cursorTo(stream, 0, 0);
  clearScreenDown(stream);
}
