// `crypto` of the web: random values. `subtle` is made when it is first asked for.
import { coded } from "internal:errors";

const INTEGERS = [
  "Int8Array",
  "Uint8Array",
  "Uint8ClampedArray",
  "Int16Array",
  "Uint16Array",
  "Int32Array",
  "Uint32Array",
  "BigInt64Array",
  "BigUint64Array",
];

function hex(bytes: Uint8Array): string {
  let out = "";
  for (let i = 0; i < bytes.length; i++) out += (bytes[i] < 16 ? "0" : "") + bytes[i].toString(16);
  return out;
}

export function randomUUID(): string {
  const bytes = host.native("random").bytes(16);
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const text = hex(bytes);
  return `${text.slice(0, 8)}-${text.slice(8, 12)}-${text.slice(12, 16)}-${text.slice(16, 20)}-${text.slice(20)}`;
}

export function getRandomValues(view: any): any {
  const name =
    ArrayBuffer.isView(view) && host.kindOf(view) === "typedarray" ? host.P.typedArrayName(view) : "";
  if (!INTEGERS.includes(name)) {
    throw new DOMException("The data argument must be an integer-type TypedArray", "TypeMismatchError");
  }
  if (view.byteLength > 65536) {
    throw new DOMException(`The requested length exceeds 65,536 bytes`, "QuotaExceededError");
  }
  new Uint8Array(view.buffer, view.byteOffset, view.byteLength).set(
    host.native("random").bytes(view.byteLength),
  );
  return view;
}

const TOKEN = {};
function check(it: any): void {
  if (it !== crypto) throw coded(TypeError, "ERR_INVALID_THIS", 'Value of "this" must be of type Crypto');
}

export class Crypto {
  constructor(token: unknown) {
    if (token !== TOKEN) throw coded(TypeError, "ERR_ILLEGAL_CONSTRUCTOR", "Illegal constructor");
  }
  getRandomValues(view: any) {
    check(this);
    if (arguments.length === 0)
      throw coded(
        TypeError,
        "ERR_MISSING_ARGS",
        "Failed to execute 'getRandomValues' on 'Crypto': 1 argument required, but only 0 present.",
      );
    return getRandomValues(view);
  }
  randomUUID() {
    check(this);
    return randomUUID();
  }
  get subtle(): any {
    check(this);
    return host.load("internal:subtle").subtle;
  }
}
Object.defineProperty(Crypto.prototype, Symbol.toStringTag, {
  __proto__: null,
  value: "Crypto",
  configurable: true,
} as any);

export const crypto = new Crypto(TOKEN);
