// What V8 says of a text that is no JSON.

const AT = " in JSON at position ";
/** How much of a long text is quoted on each side. */
const AROUND = 10;

class Fault {
  constructor(
    public words: string,
    public at: number,
  ) {}
}

export function jsonWords(message: string, given: unknown): string | undefined {
  const text = typeof given === "string" ? given : host.isObject(given) ? textOf(given) : `${given as any}`;
  if (text === undefined) return Array.isArray(given) ? undefined : `"[object Object]" is not valid JSON`;
  const scanner = new Scanner(text);
  const fault = scanner.document();
  return fault === undefined ? message : fault.words;
}

/** The text of a `Buffer`, which nothing of the program has made. */
function textOf(given: any): string | undefined {
  if (host.isProxy(given) || host.kindOf(given) !== "typedarray") return undefined;
  const { Buffer } = host.load("node:buffer");
  return given.toString === Buffer.prototype.toString ? given.toString() : undefined;
}

class Scanner {
  at = 0;
  constructor(private text: string) {}

  document(): Fault | undefined {
    const fault = this.value();
    if (fault !== undefined) return fault;
    this.space();
    if (this.at >= this.text.length) return undefined;
    return this.said("Unexpected non-whitespace character after JSON at position ", this.at);
  }

  private space(): void {
    while (this.at < this.text.length && " \t\n\r".includes(this.text[this.at])) this.at++;
  }

  private said(words: string, at: number): Fault {
    return new Fault(`${words}${at}`, at);
  }

  /** What stands here is nothing that can begin or go on. */
  private unexpected(): Fault {
    const { text, at } = this;
    if (at >= text.length) return new Fault("Unexpected end of JSON input", at);
    const character = text[at];
    if ((character >= "0" && character <= "9") || character === "-") return this.said(`Unexpected number${AT}`, at);
    if (character === '"') return this.said(`Unexpected string${AT}`, at);
    if (text === "undefined" || text === "[object Object]" || text === "NaN" || text === "Infinity")
      return new Fault(`"${text}" is not valid JSON`, at);
    return new Fault(`Unexpected token '${character}', ${this.quoted()} is not valid JSON`, at);
  }

  private quoted(): string {
    const { text, at } = this;
    if (text.length <= 40) return `"${text}"`;
    const from = at < AROUND ? 0 : at - AROUND;
    const to = at >= text.length - AROUND ? text.length : at + AROUND;
    return `${from > 0 ? "..." : ""}"${text.slice(from, to)}"${to < text.length ? "..." : ""}`;
  }

  private value(): Fault | undefined {
    this.space();
    switch (this.text[this.at]) {
      case "{":
        return this.object();
      case "[":
        return this.array();
      case '"':
        return this.string();
      case "t":
        return this.word("true");
      case "f":
        return this.word("false");
      case "n":
        return this.word("null");
    }
    const character = this.text[this.at] ?? "";
    return character === "-" || (character >= "0" && character <= "9") ? this.number() : this.unexpected();
  }

  private word(word: string): Fault | undefined {
    for (let i = 0; i < word.length; i++, this.at++) if (this.text[this.at] !== word[i]) return this.unexpected();
    return undefined;
  }

  private digits(): boolean {
    const from = this.at;
    while (this.text[this.at] >= "0" && this.text[this.at] <= "9") this.at++;
    return this.at > from;
  }

  private number(): Fault | undefined {
    if (this.text[this.at] === "-") this.at++;
    if (this.text[this.at] === "0") {
      this.at++;
      if (this.text[this.at] >= "0" && this.text[this.at] <= "9") return this.said(`Unexpected number${AT}`, this.at);
    } else if (!this.digits()) return this.said(`No number after minus sign${AT}`, this.at);
    if (this.text[this.at] === ".") {
      this.at++;
      if (!this.digits()) return this.said(`Unterminated fractional number${AT}`, this.at);
    }
    if (this.text[this.at] === "e" || this.text[this.at] === "E") {
      this.at++;
      if (this.text[this.at] === "+" || this.text[this.at] === "-") this.at++;
      if (!this.digits()) return this.said(`Exponent part is missing a number${AT}`, this.at);
    }
    return undefined;
  }

  private string(): Fault | undefined {
    for (this.at++; this.at < this.text.length; this.at++) {
      const character = this.text[this.at];
      if (character === '"') {
        this.at++;
        return undefined;
      }
      if (character < " ") return this.said(`Bad control character in string literal${AT}`, this.at);
      if (character !== "\\") continue;
      this.at++;
      if (this.text[this.at] === "u") {
        for (let i = 0; i < 4; i++) {
          this.at++;
          if (!"0123456789abcdefABCDEF".includes(this.text[this.at] ?? " "))
            return this.at >= this.text.length ? this.end() : this.said(`Bad Unicode escape${AT}`, this.at);
        }
      } else if (this.at >= this.text.length) break;
      else if (!'"\\/bfnrt'.includes(this.text[this.at])) return this.said(`Bad escaped character${AT}`, this.at);
    }
    return this.end();
  }

  private end(): Fault {
    return this.said(`Unterminated string${AT}`, this.text.length);
  }

  private array(): Fault | undefined {
    this.at++;
    this.space();
    if (this.text[this.at] === "]") {
      this.at++;
      return undefined;
    }
    for (;;) {
      const fault = this.value();
      if (fault !== undefined) return fault;
      this.space();
      if (this.text[this.at] === "]") {
        this.at++;
        return undefined;
      }
      if (this.text[this.at] !== ",") return this.said(`Expected ',' or ']' after array element${AT}`, this.at);
      this.at++;
    }
  }

  private object(): Fault | undefined {
    this.at++;
    this.space();
    if (this.text[this.at] === "}") {
      this.at++;
      return undefined;
    }
    for (let isFirst = true; ; isFirst = false) {
      this.space();
      if (this.text[this.at] !== '"') {
        return this.said(
          isFirst ? `Expected property name or '}'${AT}` : `Expected double-quoted property name${AT}`,
          this.at,
        );
      }
      let fault = this.string();
      if (fault !== undefined) return fault;
      this.space();
      if (this.text[this.at] !== ":") return this.said(`Expected ':' after property name${AT}`, this.at);
      this.at++;
      fault = this.value();
      if (fault !== undefined) return fault;
      this.space();
      if (this.text[this.at] === "}") {
        this.at++;
        return undefined;
      }
      if (this.text[this.at] !== ",") return this.said(`Expected ',' or '}' after property value${AT}`, this.at);
      this.at++;
    }
  }
}
