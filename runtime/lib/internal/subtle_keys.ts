// `CryptoKey`: a key of the web, which holds one of Node's.
import { coded, invalidArgType } from "internal:errors";
import { kClone } from "internal:clone_hooks";
import { KeyObject } from "internal:crypto_keys";

const TOKEN = {};

export class CryptoKey {
  #key: any;
  #algorithm: any;
  #extractable: any;
  #usages: any;
  constructor(token?: unknown, key?: any, algorithm?: any, extractable?: boolean, usages?: string[]) {
    if (token !== TOKEN) throw coded(TypeError, "ERR_ILLEGAL_CONSTRUCTOR", "Illegal constructor");
    this.#key = key;
    this.#algorithm = algorithm;
    this.#extractable = extractable;
    this.#usages = usages;
  }
  get type(): string {
    return this.#key.type;
  }
  get extractable(): boolean {
    return this.#extractable;
  }
  get algorithm(): any {
    return this.#algorithm;
  }
  get usages(): string[] {
    return this.#usages;
  }
  /** A key can be neither read nor changed: one more is the same. */
  [kClone](): CryptoKey {
    return new CryptoKey(TOKEN, this.#key, this.#algorithm, this.#extractable, this.#usages);
  }
  static keyOf(key: any): any {
    return #key in key ? key.#key : undefined;
  }
}
const { keyOf } = CryptoKey;
delete (CryptoKey as any).keyOf;
for (const name of ["type", "extractable", "algorithm", "usages"])
  Object.defineProperty(CryptoKey.prototype, name, { __proto__: null, enumerable: true } as any);
Object.defineProperty(CryptoKey.prototype, Symbol.toStringTag, {
  __proto__: null,
  value: "CryptoKey",
  configurable: true,
} as any);

host.inspect.print(CryptoKey.prototype, (key: CryptoKey, depth: number, inspect: any, state: any) => {
  if (depth < 0 || !isCryptoKey(key)) return undefined;
  const { type, extractable, algorithm, usages } = key;
  return `CryptoKey ${inspect({ type, extractable, algorithm, usages }, state.depth - 1)}`;
});

export const isCryptoKey = (value: any): boolean =>
  value !== null && typeof value === "object" && keyOf(value) !== undefined;

export function keyObjectOf(key: any): KeyObject {
  if (!isCryptoKey(key)) throw invalidArgType("key", "CryptoKey", key);
  return keyOf(key);
}

export const cryptoKey = (key: any, algorithm: any, extractable: boolean, usages: string[]) =>
  new CryptoKey(TOKEN, key, algorithm, extractable, usages);
