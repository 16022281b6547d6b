// `util.parseArgs`.
import { coded, invalidArgType } from "internal:errors";
import { validateArray, validateBoolean, validateObject, validateString } from "internal:validate";

const has = (object: object, key: string) => Reflect.getOwnPropertyDescriptor(object, key) !== undefined;

function optionNames(config: any): { long: string; short: string } {
  const long = `--${config.name}`;
  return { long, short: config.short === undefined ? long : `-${config.short}, ${long}` };
}

export function parseArgs(config: any = {}): any {
  const given = config.args ?? host.load("node:process").default.argv.slice(2);
  const isStrict = config.strict ?? true, allowPositionals = config.allowPositionals ?? !isStrict;
  const withTokens = config.tokens ?? false, allowNegative = config.allowNegative ?? false, options = config.options ?? {};
  validateArray(given, "args");
  validateBoolean(isStrict, "strict");
  validateBoolean(allowPositionals, "allowPositionals");
  validateBoolean(withTokens, "tokens");
  validateObject(options, "options");
  const byShort = new Map<string, string>();
  for (const name of Object.keys(options)) {
    const option = options[name];
    validateObject(option, `options.${name}`);
    if (option.type !== "string" && option.type !== "boolean") throw invalidArgType(`options.${name}.type`, "('string|boolean')", option.type);
    if (has(option, "short")) {
      validateString(option.short, `options.${name}.short`);
      if (option.short.length !== 1) {
        throw coded(TypeError, "ERR_INVALID_ARG_VALUE", `The property 'options.${name}.short' must be a single character. Received ${host.inspect.inspect(option.short)}`);
      }
      byShort.set(option.short, name);
    }
    if (has(option, "multiple")) validateBoolean(option.multiple, `options.${name}.multiple`);
    const initial = option.default;
    if (initial !== undefined) {
      const check = (value: unknown, where: string) => {
        if (typeof value !== option.type) throw invalidArgType(where, option.type, value);
      };
      if (option.multiple) {
        if (!Array.isArray(initial)) throw invalidArgType(`options.${name}.default`, "Array", initial);
        for (let i = 0; i < initial.length; i++) check(initial[i], `options.${name}.default[${i}]`);
      } else check(initial, `options.${name}.default`);
    }
  }
  const tokens: any[] = tokensOf(given, options, byShort);
  const result: any = { values: Object.create(null), positionals: [] };
  if (withTokens) result.tokens = tokens;
  for (const token of tokens) {
    if (token.kind === "option") {
      if (isStrict) check(token, options, allowPositionals, allowNegative);
      store(token, options, result.values, allowNegative);
    } else if (token.kind === "positional") {
      if (!allowPositionals) {
        throw coded(TypeError, "ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL", `Unexpected argument '${token.value}'. This command does not take positional arguments`);
      }
      result.positionals.push(token.value);
    }
  }
  for (const name of Object.keys(options)) {
    if (options[name].default !== undefined && result.values[name] === undefined) result.values[name] = options[name].default;
  }
  return result;
}

function tokensOf(given: string[], options: any, byShort: Map<string, string>): any[] {
  const tokens: any[] = [];
  const rest = given.map((value, index) => ({ value, index }));
  const typeOf = (name: string) => (has(options, name) ? options[name].type : undefined);
  while (rest.length > 0) {
    const { value: arg, index } = rest.shift()!;
    const next = rest[0]?.value;
    if (arg === "--") {
      tokens.push({ kind: "option-terminator", index });
      for (const it of rest) tokens.push({ kind: "positional", index: it.index, value: it.value });
      break;
    }
    const isShort = arg.length === 2 && arg[0] === "-" && arg[1] !== "-";
    if (isShort) {
      const name = byShort.get(arg[1]) ?? arg[1];
      let value: string | undefined, inlineValue: boolean | undefined;
      if (typeOf(name) === "string" && next !== undefined) {
        value = rest.shift()!.value;
        inlineValue = false;
      }
      tokens.push({ kind: "option", name, rawName: arg, index, value, inlineValue });
    } else if (arg.length > 2 && arg[0] === "-" && arg[1] !== "-") {
      const name = byShort.get(arg[1]);
      if (name !== undefined && typeOf(name) === "string") {
        tokens.push({ kind: "option", name, rawName: `-${arg[1]}`, index, value: arg.slice(2), inlineValue: true });
        continue;
      }
      const expanded: { value: string; index: number }[] = [];
      for (let i = 1; i < arg.length; i++) {
        const part = byShort.get(arg[i]);
        if (part === undefined || typeOf(part) !== "string" || i === arg.length - 1) expanded.push({ value: `-${arg[i]}`, index });
        else {
          expanded.push({ value: `-${arg.slice(i)}`, index });
          break;
        }
      }
      rest.unshift(...expanded);
    } else if (arg.startsWith("--") && arg.length > 2) {
      const at = arg.indexOf("=", 3);
      if (at > 0) {
        tokens.push({ kind: "option", name: arg.slice(2, at), rawName: arg.slice(0, at), index, value: arg.slice(at + 1), inlineValue: true });
        continue;
      }
      const name = arg.slice(2);
      let value: string | undefined, inlineValue: boolean | undefined;
      if (typeOf(name) === "string" && next !== undefined) {
        value = rest.shift()!.value;
        inlineValue = false;
      }
      tokens.push({ kind: "option", name, rawName: arg, index, value, inlineValue });
    } else tokens.push({ kind: "positional", index, value: arg });
  }
  return tokens;
}

function check(token: any, options: any, allowPositionals: boolean, allowNegative: boolean): void {
  let { name } = token;
  if (allowNegative && name.startsWith("no-") && !has(options, name) && has(options, name.slice(3))) name = name.slice(3);
  if (!has(options, name)) {
    const hint = allowPositionals ? `. To specify a positional argument starting with a '-', place it at the end of the command after '--', as in '-- "${token.rawName}"` : "";
    throw coded(TypeError, "ERR_PARSE_ARGS_UNKNOWN_OPTION", `Unknown option '${token.rawName}'${hint}`);
  }
  const option = options[name], { short } = optionNames({ name, short: option.short });
  if (!token.inlineValue && token.value !== undefined && token.value.length > 1 && token.value[0] === "-" && option.type === "string") {
    const example = token.rawName.startsWith("--") ? `'${token.rawName}=-XYZ'` : `'--${name}=-XYZ' or '${token.rawName}-XYZ'`;
    throw coded(TypeError, "ERR_PARSE_ARGS_INVALID_OPTION_VALUE", `Option '${token.rawName}' argument is ambiguous.\nDid you forget to specify the option argument for '${token.rawName}'?\nTo specify an option argument starting with a dash use ${example}.`);
  }
  if (option.type === "string" && typeof token.value !== "string") {
    throw coded(TypeError, "ERR_PARSE_ARGS_INVALID_OPTION_VALUE", `Option '${short} <value>' argument missing`);
  }
  if (option.type === "boolean" && token.value !== undefined) {
    throw coded(TypeError, "ERR_PARSE_ARGS_INVALID_OPTION_VALUE", `Option '${short}' does not take an argument`);
  }
}

function store(token: any, options: any, values: any, allowNegative: boolean): void {
  let { name, value } = token;
  if (name === "__proto__") return;
  let stored = value ?? true;
  if (allowNegative && name.startsWith("no-") && value === undefined && !has(options, name)) {
    name = name.slice(3);
    stored = false;
  }
  if (has(options, name) && options[name].multiple) {
    if (values[name] === undefined) values[name] = [stored];
    else values[name].push(stored);
  } else values[name] = stored;
}
