// Which tests are to run: what the command line or an editor asked of this generation.

export interface Selection {
  /** `--test-name-pattern`. */
  patterns: RegExp[] | null;
  /** `--test-only`. */
  isOnly: boolean;
  /** Whole names, from the outermost suite inwards: these tests, and what leads to them. */
  names: string[][] | null;
  /** A debugger stops at the first statement of what was named. */
  stops: boolean;
}

/** `/text/flags`, or the text of a pattern. */
function pattern(text: string): RegExp {
  const parts = /^\/(.*)\/([a-z]*)$/.exec(text);
  return parts === null ? new RegExp(text) : new RegExp(parts[1], parts[2]);
}

export function selection(): Selection {
  const given = host.process.given.tests;
  if (given === null) return { patterns: null, isOnly: false, names: null, stops: false };
  return {
    patterns: given.patterns.length === 0 ? null : given.patterns.map((text: string) => pattern(text)),
    isOnly: given.only,
    names: given.names.length === 0 ? null : given.names,
    stops: given.stops,
  };
}

const begins = (long: string[], short: string[]) => short.every((name, at) => long[at] === name);

/** Whether a test is one of those named, leads to one, or is in one. */
export const isNamed = (names: string[][], path: string[]) =>
  names.some((name) => (name.length > path.length ? begins(name, path) : begins(path, name)));

/** Whether it is in one of those named, or one itself. */
export const isMeant = (names: string[][], path: string[]) =>
  names.some((name) => name.length <= path.length && begins(path, name));
