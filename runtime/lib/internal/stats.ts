// `fs.Stats` and `fs.Dirent`.

const FORMAT = 0o170000,
  FILE = 0o100000,
  DIRECTORY = 0o040000,
  LINK = 0o120000,
  FIFO = 0o010000,
  SOCKET = 0o140000,
  CHARACTER = 0o020000,
  BLOCK = 0o060000;

function kindTests(prototype: any, modeOf: (self: any) => number): void {
  const tests: [string, number][] = [
    ["isDirectory", DIRECTORY],
    ["isFile", FILE],
    ["isBlockDevice", BLOCK],
    ["isCharacterDevice", CHARACTER],
    ["isSymbolicLink", LINK],
    ["isFIFO", FIFO],
    ["isSocket", SOCKET],
  ];
  for (const [name, kind] of tests) {
    Object.defineProperty(prototype, name, {
      __proto__: null,
      writable: true,
      configurable: true,
      enumerable: true,
      value: {
        [name](this: any) {
          return (modeOf(this) & FORMAT) === kind;
        },
      }[name],
    } as any);
  }
}

const NAMES = ["dev", "mode", "nlink", "uid", "gid", "rdev", "blksize", "ino", "size", "blocks"];

export class Stats {
  [name: string]: any;
  /** What the system says, or, from a program, the fields one by one. */
  constructor(first: any, ...rest: any[]) {
    const fields: number[] = Array.isArray(first) ? first : [first, ...rest];
    const isBig = Array.isArray(first) && rest[0] === true;
    const number = (value: number) => (isBig ? BigInt(Math.trunc(value)) : value);
    for (let i = 0; i < NAMES.length; i++) this[NAMES[i]] = number(fields[i]);
    // The system does not say when a file came to be.
    const timeAt = (i: number) => fields[10 + i] ?? fields[12];
    const times = ["atime", "mtime", "ctime", "birthtime"];
    for (let i = 0; i < 4; i++) this[`${times[i]}Ms`] = number(timeAt(i));
    if (isBig)
      for (let i = 0; i < 4; i++)
        this[`${times[i]}Ns`] = BigInt(Math.round(timeAt(i) * 1e6));
    for (let i = 0; i < 4; i++) this[times[i]] = new Date(Math.round(timeAt(i)));
  }
}
kindTests(Stats.prototype, (self) => Number(self.mode));

const modes = new WeakMap<object, number>();

export class Dirent {
  name: any;
  parentPath: string;
  path: string;
  constructor(name: any, parent: string, mode: number) {
    this.name = name;
    this.parentPath = parent;
    this.path = parent;
    modes.set(this, mode);
  }
}
kindTests(Dirent.prototype, (self) => modes.get(self) ?? 0);
