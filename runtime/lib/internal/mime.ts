// `util.MIMEType` and `util.MIMEParams`.
import { coded } from "internal:errors";

const NOT_TOKEN = /[^!#$%&'*+\-.^_`|~A-Za-z0-9]/,
  NOT_QUOTED = /[^\t\u0020-~\u0080-\u00FF]/,
  END = /[\r\n\t ]*$/,
  START = /[^\r\n\t ]|$/;

function invalid(what: string, text: string, at: number): Error {
  const where = at === -1 ? "" : ` at ${at}`;
  return coded(
    TypeError,
    "ERR_INVALID_MIME_SYNTAX",
    `The MIME syntax for a ${what} in "${text}" is invalid${where}`,
  );
}

function checked(what: string, text: any, pattern: RegExp, mayBeEmpty: boolean): string {
  text = `${text}`;
  const at = text.search(pattern);
  if ((!mayBeEmpty && text.length === 0) || at !== -1) throw invalid(what, text, at);
  return text;
}

function parseType(text: string): { type: string; subtype: string; at: number } {
  let at = text.search(START);
  const slash = text.indexOf("/", at);
  const type = slash === -1 ? text.slice(at) : text.slice(at, slash);
  const bad = type.search(NOT_TOKEN);
  if (type === "" || slash === -1 || bad !== -1) throw invalid("type", text, bad);
  at = slash + 1;
  const semicolon = text.indexOf(";", at);
  const raw = semicolon === -1 ? text.slice(at) : text.slice(at, semicolon);
  const subtype = raw.replace(END, "");
  const badSub = subtype.search(NOT_TOKEN);
  if (subtype === "" || badSub !== -1) throw invalid("subtype", text, badSub);
  return { type: type.toLowerCase(), subtype: subtype.toLowerCase(), at: at + raw.length };
}

const quoted = (value: string): string =>
  value !== "" && value.search(NOT_TOKEN) === -1 ? value : `"${value.replace(/["\\]/g, "\\$&")}"`;

let fill: (params: MIMEParams, text: string) => void;

export class MIMEParams {
  #entries = new Map<string, string>();

  static {
    fill = (params, text) => params.#parse(text);
  }

  #parse(text: string): void {
    let at = 0;
    while (at < text.length) {
      at++;
      at += text.slice(at).search(START);
      const found = /[;=]/.exec(text.slice(at));
      const stop = found === null ? text.length : at + found.index;
      const name = text.slice(at, stop).toLowerCase();
      at = stop;
      if (at >= text.length) break;
      if (text[at] === ";") continue;
      at++;
      let value: string;
      if (text[at] === '"') {
        at++;
        value = "";
        while (at < text.length && text[at] !== '"') {
          if (text[at] === "\\" && at + 1 < text.length) at++;
          value += text[at++];
        }
        const next = text.indexOf(";", at);
        at = next === -1 ? text.length : next;
      } else {
        const next = text.indexOf(";", at);
        const end = next === -1 ? text.length : next;
        value = text.slice(at, end).replace(END, "");
        at = end;
        if (value === "") continue;
      }
      if (
        name !== "" &&
        name.search(NOT_TOKEN) === -1 &&
        value.search(NOT_QUOTED) === -1 &&
        !this.#entries.has(name)
      )
        this.#entries.set(name, value);
    }
  }

  delete(name: any): void {
    this.#entries.delete(`${name}`);
  }
  get(name: any): string | null {
    return this.#entries.get(`${name}`) ?? null;
  }
  has(name: any): boolean {
    return this.#entries.has(`${name}`);
  }
  set(name: any, value: any): void {
    const key = checked("parameter name", name, NOT_TOKEN, false),
      text = checked("parameter value", value, NOT_QUOTED, true);
    this.#entries.set(key, text);
  }
  *entries(): Generator<[string, string]> {
    for (const [name, value] of this.#entries) yield [name, value];
  }
  *keys(): Generator<string> {
    for (const [name] of this.#entries) yield name;
  }
  *values(): Generator<string> {
    for (const [, value] of this.#entries) yield value;
  }
  toString(): string {
    const parts: string[] = [];
    for (const [name, value] of this.#entries) parts.push(`${name}=${quoted(value)}`);
    return parts.join(";");
  }
  toJSON(): string {
    return this.toString();
  }
}
Object.defineProperty(MIMEParams.prototype, Symbol.iterator, {
  __proto__: null,
  configurable: true,
  writable: true,
  value: MIMEParams.prototype.entries,
} as any);

export class MIMEType {
  #type: string;
  #subtype: string;
  #params = new MIMEParams();
  constructor(input: any) {
    const text = `${input}`;
    const { type, subtype, at } = parseType(text);
    this.#type = type;
    this.#subtype = subtype;
    fill(this.#params, text.slice(at));
  }
  get type(): string {
    return this.#type;
  }
  set type(value: any) {
    this.#type = checked("type", value, NOT_TOKEN, false).toLowerCase();
  }
  get subtype(): string {
    return this.#subtype;
  }
  set subtype(value: any) {
    this.#subtype = checked("subtype", value, NOT_TOKEN, false).toLowerCase();
  }
  get essence(): string {
    return `${this.#type}/${this.#subtype}`;
  }
  get params(): MIMEParams {
    return this.#params;
  }
  toString(): string {
    const params = this.#params.toString();
    return `${this.essence}${params === "" ? "" : `;${params}`}`;
  }
  toJSON(): string {
    return this.toString();
  }
}
