// Node's `punycode`: names of hosts in ASCII (RFC 3492).
const BASE = 36,
  T_MIN = 1,
  T_MAX = 26,
  SKEW = 38,
  DAMP = 700,
  FIRST_BIAS = 72,
  FIRST = 128,
  MOST = 0x7fffffff;

const overflow = () => new RangeError("Overflow: input needs wider integers to process");
const notBasic = () => new RangeError("Illegal input >= 0x80 (not a basic code point)");
const invalid = () => new RangeError("Invalid input");

function adapted(delta: number, points: number, isFirst: boolean): number {
  delta = isFirst ? Math.floor(delta / DAMP) : delta >> 1;
  delta += Math.floor(delta / points);
  let k = 0;
  for (; delta > ((BASE - T_MIN) * T_MAX) >> 1; k += BASE) delta = Math.floor(delta / (BASE - T_MIN));
  return Math.floor(k + ((BASE - T_MIN + 1) * delta) / (delta + SKEW));
}
const threshold = (k: number, bias: number) => (k <= bias ? T_MIN : k >= bias + T_MAX ? T_MAX : k - bias);
const digitOf = (unit: number): number =>
  unit >= 48 && unit < 58 ? unit - 22 : unit >= 65 && unit < 91 ? unit - 65 : unit >= 97 && unit < 123 ? unit - 97 : BASE;
const unitOf = (digit: number): string => String.fromCharCode(digit + (digit < 26 ? 97 : 22));

function pointsOf(text: string): number[] {
  const points: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const point = text.codePointAt(i) as number;
    if (point > 0xffff) i++;
    points.push(point);
  }
  return points;
}
const textOf = (points: number[]): string => {
  let out = "";
  for (const it of points) out += String.fromCodePoint(it);
  return out;
};
export const ucs2 = { decode: pointsOf, encode: textOf };

export function decode(input: string): string {
  const out: number[] = [];
  const basic = Math.max(0, input.lastIndexOf("-"));
  for (let i = 0; i < basic; i++) {
    if (input.charCodeAt(i) >= 0x80) throw notBasic();
    out.push(input.charCodeAt(i));
  }
  let n = FIRST,
    i = 0,
    bias = FIRST_BIAS;
  for (let at = basic > 0 ? basic + 1 : 0; at < input.length; ) {
    const before = i;
    for (let weight = 1, k = BASE; ; k += BASE) {
      if (at >= input.length) throw invalid();
      const digit = digitOf(input.charCodeAt(at++));
      if (digit >= BASE) throw invalid();
      if (digit > Math.floor((MOST - i) / weight)) throw overflow();
      i += digit * weight;
      const t = threshold(k, bias);
      if (digit < t) break;
      if (weight > Math.floor(MOST / (BASE - t))) throw overflow();
      weight *= BASE - t;
    }
    const count = out.length + 1;
    bias = adapted(i - before, count, before === 0);
    if (Math.floor(i / count) > MOST - n) throw overflow();
    n += Math.floor(i / count);
    i %= count;
    out.splice(i++, 0, n);
  }
  return textOf(out);
}

export function encode(input: string): string {
  const points = pointsOf(input);
  let out = "",
    n = FIRST,
    delta = 0,
    bias = FIRST_BIAS;
  for (const it of points) if (it < 0x80) out += String.fromCharCode(it);
  const basic = out.length;
  let handled = basic;
  if (basic > 0) out += "-";
  while (handled < points.length) {
    let next = MOST;
    for (const it of points) if (it >= n && it < next) next = it;
    if (next - n > Math.floor((MOST - delta) / (handled + 1))) throw overflow();
    delta += (next - n) * (handled + 1);
    n = next;
    for (const it of points) {
      if (it < n && ++delta > MOST) throw overflow();
      if (it !== n) continue;
      let q = delta;
      for (let k = BASE; ; k += BASE) {
        const t = threshold(k, bias);
        if (q < t) break;
        out += unitOf(t + ((q - t) % (BASE - t)));
        q = Math.floor((q - t) / (BASE - t));
      }
      out += unitOf(q);
      bias = adapted(delta, handled + 1, handled === basic);
      delta = 0;
      handled++;
    }
    delta++;
    n++;
  }
  return out;
}

/** Every label of a name, or of what stands behind the `@` of an address. */
function eachLabel(domain: string, change: (label: string) => string): string {
  const at = domain.split("@");
  const prefix = at.length > 1 ? `${at[0]}@` : "";
  const name = at.length > 1 ? at[1] : domain;
  return prefix + name.replace(/[\u3002\uff0e\uff61]/g, ".").split(".").map(change).join(".");
}
export const toUnicode = (input: string): string =>
  eachLabel(input, (label) => (/^xn--/.test(label) ? decode(label.slice(4).toLowerCase()) : label));
export const toASCII = (input: string): string =>
  eachLabel(input, (label) => (/[^\0-\u007f]/.test(label) ? `xn--${encode(label)}` : label));
export const version = "2.1.0";

host.load("node:process").default.emitWarning(
  "The `punycode` module is deprecated. Please use a userland alternative instead.",
  "DeprecationWarning",
  "DEP0040",
);
export default { version, ucs2, decode, encode, toASCII, toUnicode };
