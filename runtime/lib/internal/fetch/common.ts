// What `Headers`, `Request` and `Response` share: the standard's conversions, in the words of Node's.

const natives = host.native("encoding");

/** Text whose characters are bytes. */
export function byteString(value: any): string {
  const text = `${value}`;
  if (natives.isLatin1(text.toWellFormed())) return text;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 255)
      throw new TypeError(
        `Cannot convert argument to a ByteString because the character at index ${i} has a value of ${code} which is greater than 255.`,
      );
  }
  return text;
}

export function few(where: string, wanted: number, given: number): void {
  if (given >= wanted) return;
  const found = given === 0 ? "0 found" : `only ${given} found`;
  throw new TypeError(`${where}: ${wanted} argument${wanted === 1 ? "" : "s"} required, but ${found}.`);
}

/** Members that can be listed, and the name of the class. */
export function describe(Class: any, name: string, members: string[]): void {
  for (const it of members) Object.defineProperty(Class.prototype, it, { __proto__: null, enumerable: true } as any);
  Object.defineProperty(Class.prototype, Symbol.toStringTag, {
    __proto__: null,
    value: name,
    configurable: true,
  } as any);
}
