// URLPattern: the parts of a pattern come from the host, the engine matches them.
import { asInterface } from "internal:interface";
import { coded } from "internal:errors";

const natives = host.native("urlpattern");
const PARTS = ["protocol", "username", "password", "hostname", "port", "pathname", "search", "hash"] as const;
type Part = { patternString: string; groupNameList: string[]; regexp: RegExp };

const wrong = (message: string) => coded(TypeError, "ERR_INVALID_URL_PATTERN", message);

/** A string, or the known members of a record, as JSON. */
function given(input: any): string {
  if (input === null || (typeof input !== "object" && typeof input !== "function"))
    return JSON.stringify(`${input}`.toWellFormed());
  const record: any = {};
  for (const name of [...PARTS, "baseURL"])
    if (input[name] !== undefined) record[name] = `${input[name]}`.toWellFormed();
  return JSON.stringify(record);
}

export class URLPattern {
  #parts: Record<string, Part> = {};
  #hasRegExpGroups: boolean;

  constructor(input: any = {}, baseURL: any = undefined, options: any = undefined) {
    if (typeof baseURL === "object" && baseURL !== null && options === undefined) {
      options = baseURL;
      baseURL = undefined;
    }
    const base = baseURL === undefined ? undefined : `${baseURL}`;
    const ignoreCase = !!options?.ignoreCase;
    const parsed = JSON.parse(natives.parse(given(input), base, ignoreCase));
    if (parsed.wrong !== undefined) throw wrong(`Failed to construct 'URLPattern': ${parsed.wrong}`);
    for (const name of PARTS) {
      const { patternString, groupNameList, regexpString } = parsed[name];
      let regexp: RegExp;
      try {
        regexp = new RegExp(regexpString, ignoreCase ? "ui" : "u");
      } catch (error) {
        throw wrong(`Failed to construct 'URLPattern': ${error}`);
      }
      this.#parts[name] = { patternString, groupNameList, regexp };
    }
    this.#hasRegExpGroups = parsed.hasRegexpGroups;
  }

  get protocol(): string {
    return this.#parts.protocol.patternString;
  }
  get username(): string {
    return this.#parts.username.patternString;
  }
  get password(): string {
    return this.#parts.password.patternString;
  }
  get hostname(): string {
    return this.#parts.hostname.patternString;
  }
  get port(): string {
    return this.#parts.port.patternString;
  }
  get pathname(): string {
    return this.#parts.pathname.patternString;
  }
  get search(): string {
    return this.#parts.search.patternString;
  }
  get hash(): string {
    return this.#parts.hash.patternString;
  }
  get hasRegExpGroups(): boolean {
    return this.#hasRegExpGroups;
  }

  test(input: any = {}, baseURL: any = undefined): boolean {
    return this.#match(input, baseURL) !== null;
  }

  exec(input: any = {}, baseURL: any = undefined): any {
    const matched = this.#match(input, baseURL);
    if (matched === null) return null;
    const result: any = { inputs: baseURL === undefined ? [input] : [input, `${baseURL}`] };
    for (let i = 0; i < PARTS.length; i++) {
      const groups: any = {};
      const { groupNameList } = this.#parts[PARTS[i]];
      for (let j = 0; j < groupNameList.length; j++) groups[groupNameList[j]] = matched[i].found[j + 1];
      result[PARTS[i]] = { input: matched[i].input, groups };
    }
    return result;
  }

  #match(input: any, baseURL: any): { input: string; found: RegExpExecArray }[] | null {
    const base = baseURL === undefined ? undefined : `${baseURL}`;
    const values = JSON.parse(natives.input(given(input), base));
    if (values === null) return null;
    if (values.wrong !== undefined) throw wrong(values.wrong);
    const all: { input: string; found: RegExpExecArray }[] = [];
    for (const name of PARTS) {
      const found = this.#parts[name].regexp.exec(values[name]);
      if (found === null) return null;
      all.push({ input: values[name], found });
    }
    return all;
  }
}
asInterface(URLPattern, "URLPattern", [...PARTS, "hasRegExpGroups", "test", "exec"]);
host.inspect.print(URLPattern.prototype, (pattern: any, _: number, inspect: any) => {
  const shown: any = {};
  for (const name of PARTS) shown[name] = pattern[name];
  return `URLPattern ${inspect(shown)}`;
});
