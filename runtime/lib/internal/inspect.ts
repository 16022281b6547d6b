// `util.inspect` and `util.format`, over the inspector the console has.
import { validateObject } from "internal:validate";

export const custom = Symbol.for("nodejs.util.inspect.custom");

const defaultOptions: any = Object.seal({
  showHidden: false,
  depth: 2,
  colors: false,
  customInspect: true,
  showProxy: false,
  maxArrayLength: 100,
  maxStringLength: 10000,
  breakLength: 80,
  compact: 3,
  sorted: false,
  getters: false,
  numericSeparator: false,
});

/** A program's own way to show a value: it is asked only where the program asks for the text. */
function customOf(options: any) {
  return (value: any, depth: number, asked: any) => {
    const method = value[custom];
    if (typeof method !== "function" || method === inspect) return undefined;
    const constructor = value.constructor;
    if (constructor !== undefined && constructor.prototype === value) return undefined;
    const given = {
      ...options,
      depth,
      stylize: (text: string, kind: string) => stylize(`${text}`, kind, options.colors),
    };
    const result = Reflect.apply(method, asked, [depth, given, inspect]);
    if (result === asked) return undefined;
    return typeof result === "object" || typeof result === "function"
      ? result === null
        ? "null"
        : result
      : `${result}`;
  };
}

function stylize(text: string, kind: string, colors: boolean): string {
  const style = inspect.styles[kind];
  if (!colors || style === undefined) return text;
  const [open, close] = inspect.colors[style];
  return `\x1b[${open}m${text}\x1b[${close}m`;
}

const most = (value: any) => (value === null || value === undefined ? Infinity : value < 0 ? 0 : value);

export function inspectWith(value: unknown, options: any): string {
  return host.inspect.inspect(value, options.depth === null ? Infinity : options.depth, options.showHidden, {
    __proto__: null,
    maxItems: most(options.maxArrayLength),
    maxString: most(options.maxStringLength),
    breakLength: options.breakLength,
    compact: options.compact,
    colors: options.colors,
    sorted: options.sorted,
    getters: options.getters,
    showProxy: options.showProxy,
    numericSeparator: options.numericSeparator,
    custom: options.customInspect ? customOf(options) : null,
    isBare: !options.customInspect,
    runs: true,
  });
}

/** How a value shows itself to the console, which knows that it can. */
export function ownWay(value: any, depth: number, asked: any): any {
  return customOf(defaultOptions)(value, depth, asked);
}

export const inspect: any = function inspect(
  value: unknown,
  options?: any,
  depth?: any,
  colors?: any,
): string {
  const all: any = { ...defaultOptions };
  if (typeof options === "boolean") {
    all.showHidden = options;
    if (depth !== undefined) all.depth = depth;
    if (colors !== undefined) all.colors = colors;
  } else if (options !== null && typeof options === "object") {
    for (const key of Object.keys(options)) if (key in all || key === "stylize") all[key] = options[key];
  }
  return inspectWith(value, all);
};
inspect.custom = custom;
inspect.colors = Object.assign(Object.create(null), {
  reset: [0, 0],
  bold: [1, 22],
  dim: [2, 22],
  italic: [3, 23],
  underline: [4, 24],
  blink: [5, 25],
  inverse: [7, 27],
  hidden: [8, 28],
  strikethrough: [9, 29],
  doubleunderline: [21, 24],
  black: [30, 39],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  blue: [34, 39],
  magenta: [35, 39],
  cyan: [36, 39],
  white: [37, 39],
  bgBlack: [40, 49],
  bgRed: [41, 49],
  bgGreen: [42, 49],
  bgYellow: [43, 49],
  bgBlue: [44, 49],
  bgMagenta: [45, 49],
  bgCyan: [46, 49],
  bgWhite: [47, 49],
  framed: [51, 54],
  overlined: [53, 55],
  gray: [90, 39],
  redBright: [91, 39],
  greenBright: [92, 39],
  yellowBright: [93, 39],
  blueBright: [94, 39],
  magentaBright: [95, 39],
  cyanBright: [96, 39],
  whiteBright: [97, 39],
  bgGray: [100, 49],
  bgRedBright: [101, 49],
  bgGreenBright: [102, 49],
  bgYellowBright: [103, 49],
  bgBlueBright: [104, 49],
  bgMagentaBright: [105, 49],
  bgCyanBright: [106, 49],
  bgWhiteBright: [107, 49],
});
// Other names for some of them, which nobody lists.
for (const [name, other] of [
  ["gray", "grey"],
  ["gray", "blackBright"],
  ["bgGray", "bgGrey"],
  ["bgGray", "bgBlackBright"],
  ["dim", "faint"],
  ["strikethrough", "crossedout"],
  ["strikethrough", "strikeThrough"],
  ["strikethrough", "crossedOut"],
  ["hidden", "conceal"],
  ["inverse", "swapColors"],
  ["inverse", "swapcolors"],
  ["doubleunderline", "doubleUnderline"],
])
  Object.defineProperty(inspect.colors, other, {
    __proto__: null,
    configurable: true,
    get(this: any) {
      return this[name];
    },
    set(this: any, value: any) {
      this[name] = value;
    },
  } as any);
inspect.styles = Object.assign(Object.create(null), {
  special: "cyan",
  number: "yellow",
  bigint: "yellow",
  boolean: "yellow",
  undefined: "grey",
  null: "bold",
  string: "green",
  symbol: "green",
  date: "magenta",
  regexp: "red",
  module: "underline",
});
inspect.replDefaults = Object.seal({ ...defaultOptions, showProxy: true });
Object.defineProperty(inspect, "defaultOptions", {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get: () => defaultOptions,
  set(options: any) {
    validateObject(options, "options");
    Object.assign(defaultOptions, options);
  },
} as any);

const LANGUAGE = [
  "Object",
  "Array",
  "Function",
  "RegExp",
  "Date",
  "Error",
  "Map",
  "Set",
  "Promise",
  "ArrayBuffer",
  "TypedArray",
  "Number",
  "String",
  "Boolean",
  "Symbol",
  "BigInt",
];

function hasOwnText(value: any): boolean {
  if (value[custom] !== undefined && typeof value[custom] === "function") return false;
  if (host.isProxy(value)) return false;
  const { toString } = value;
  if (typeof toString !== "function") return false;
  for (let at = value; at !== null; at = Object.getPrototypeOf(at)) {
    if (Reflect.getOwnPropertyDescriptor(at, "toString") === undefined) continue;
    // The language's own classes are inspected.
    return at === value || !LANGUAGE.includes(host.inspect.ownData(at, "constructor")?.name);
  }
  return false;
}

function numberText(value: number): string {
  return Object.is(value, -0) ? "-0" : `${value}`;
}

export function formatWithOptions(given: any, ...args: any[]): string {
  validateObject(given, "inspectOptions");
  return formatted({ ...defaultOptions, ...given }, args);
}

export function format(...args: any[]): string {
  return formatted({ ...defaultOptions }, args);
}

function formatted(options: any, args: any[]): string {
  const show = (value: unknown, more: any) => inspectWith(value, { ...options, compact: 3, ...more });
  let out = "",
    from = 0;
  if (typeof args[0] === "string") {
    const template = args[0];
    if (args.length === 1) return template;
    let last = 0;
    from = 1;
    for (let i = 0; i < template.length - 1; i++) {
      if (template[i] !== "%") continue;
      const directive = template[++i];
      if (directive === "%") {
        out += template.slice(last, i);
        last = i + 1;
        continue;
      }
      if (from >= args.length || !"sdifjoOc".includes(directive)) continue;
      out += template.slice(last, i - 1) + directed(directive, args[from++], show);
      last = i + 1;
    }
    out += template.slice(last);
  }
  for (; from < args.length; from++) {
    if (from > 0) out += " ";
    out += typeof args[from] === "string" ? args[from] : inspectWith(args[from], options);
  }
  return out;
}

/** One directive of the console's. */
export function directive(name: string, value: any): string {
  return directed(name, value, (value, more) => inspectWith(value, { ...defaultOptions, compact: 3, ...more }));
}

// From here on the console's defaults are those of `util.inspect`.
host.format.use((args: any[]) => formatted(defaultOptions, args));

function directed(directive: string, value: any, show: (value: unknown, more: any) => string): string {
  switch (directive) {
    case "s":
      if (typeof value === "number") return numberText(value);
      if (typeof value === "bigint") return `${value}n`;
      if (typeof value !== "object" || value === null || hasOwnText(value))
        return typeof value === "symbol" ? String(value) : String(value);
      return show(value, { depth: 0, colors: false });
    case "d":
      if (typeof value === "bigint") return `${value}n`;
      return typeof value === "symbol" ? "NaN" : numberText(Number(value));
    case "i":
      if (typeof value === "bigint") return `${value}n`;
      return typeof value === "symbol" ? "NaN" : numberText(parseInt(value));
    case "f":
      return typeof value === "symbol" ? "NaN" : numberText(parseFloat(value));
    case "j":
      try {
        return `${JSON.stringify(value)}`;
      } catch (error: any) {
        if (`${error?.message}`.includes("circular")) return "[Circular]";
        throw error;
      }
    case "o":
      return show(value, { showHidden: true, showProxy: true, depth: 4 });
    case "O":
      return show(value, {});
    default:
      return "";
  }
}
