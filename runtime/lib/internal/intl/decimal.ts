// Decimal numbers as text: exact, as the standard's mathematical values, and rounded as asked for.

/** 0.DIGITS times ten to the power of `point`; no zeros on either end. */
export type Decimal = { negative: boolean; digits: string; point: number; special: "" | "nan" | "infinity" };

/** A number of the program, rounded and written out. */
export type Written = { integer: string; fraction: string; isZero: boolean };

export type Digits = {
  minimumIntegerDigits: number;
  minimumFractionDigits: number | undefined;
  maximumFractionDigits: number | undefined;
  minimumSignificantDigits: number | undefined;
  maximumSignificantDigits: number | undefined;
  priority: string;
  mode: string;
  increment: number;
  stripsZeros: boolean;
};

function special(kind: "nan" | "infinity", negative: boolean): Decimal {
  return { negative, digits: "", point: 0, special: kind };
}

export function decimalOf(value: any): Decimal {
  let primitive = value;
  if ((typeof value === "object" && value !== null) || typeof value === "function") {
    const convert = value[Symbol.toPrimitive];
    if (convert != null) primitive = Reflect.apply(convert, value, ["number"]);
    else {
      primitive = value.valueOf();
      if ((typeof primitive === "object" && primitive !== null) || typeof primitive === "function")
        primitive = `${value}`;
    }
  }
  if (typeof primitive === "bigint") return fromText(primitive.toString());
  if (typeof primitive === "string") return fromString(primitive);
  return fromNumber(Number(primitive));
}

export function fromNumber(number: number): Decimal {
  if (Number.isNaN(number)) return special("nan", false);
  if (number === Infinity || number === -Infinity) return special("infinity", number < 0);
  const made = fromText(`${number}`);
  if (Object.is(number, -0)) made.negative = true;
  return made;
}

function fromString(text: string): Decimal {
  const trimmed = text.trim();
  if (trimmed === "") return fromText("0");
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed)) return fromText(trimmed);
  if (/^0[xob][0-9a-f]+$/i.test(trimmed) && !Number.isNaN(Number(trimmed)))
    return fromText(BigInt(trimmed).toString());
  return fromNumber(Number(trimmed));
}

function fromText(text: string): Decimal {
  const negative = text.startsWith("-");
  const unsigned = negative || text.startsWith("+") ? text.slice(1) : text;
  const at = unsigned.toLowerCase().indexOf("e");
  const mantissa = at < 0 ? unsigned : unsigned.slice(0, at);
  const exponent = at < 0 ? 0 : Number(unsigned.slice(at + 1));
  const dot = mantissa.indexOf(".");
  const whole = dot < 0 ? mantissa : mantissa.slice(0, dot);
  const digits = dot < 0 ? mantissa : whole + mantissa.slice(dot + 1);
  return trimmed(negative, digits, whole.length + exponent);
}

function trimmed(negative: boolean, digits: string, point: number): Decimal {
  let from = 0,
    to = digits.length;
  while (from < to && digits.charCodeAt(from) === 48) from++;
  while (to > from && digits.charCodeAt(to - 1) === 48) to--;
  if (from === to) return { negative, digits: "", point: 0, special: "" };
  return { negative, digits: digits.slice(from, to), point: point - from, special: "" };
}

export function shifted(it: Decimal, by: number): Decimal {
  return it.digits === "" ? it : { ...it, point: it.point + by };
}

/** The power of ten of the first digit. */
export function magnitude(it: Decimal): number {
  return it.digits === "" ? 0 : it.point - 1;
}

/** Keeps what stands before ten to the power of `place`. */
function cut(it: Decimal, place: number, mode: string): Decimal {
  const keep = it.point - place;
  if (it.digits === "" || keep >= it.digits.length) return it;
  const kept = keep > 0 ? it.digits.slice(0, keep) : "";
  const next = keep < 0 ? 0 : it.digits.charCodeAt(keep) - 48;
  const isTie = keep >= 0 && next === 5 && it.digits.length === keep + 1;
  const isAbove = keep >= 0 && (next > 5 || (next === 5 && !isTie));
  const isOdd = kept !== "" && (kept.charCodeAt(kept.length - 1) - 48) % 2 === 1;
  if (!roundsUp(mode, it.negative, isTie, isAbove, isOdd))
    return trimmed(it.negative, kept, Math.max(it.point, place));
  return trimmed(it.negative, plusOne(kept), kept === "" ? place + 1 : it.point + (allNines(kept) ? 1 : 0));
}

function allNines(digits: string): boolean {
  for (let i = 0; i < digits.length; i++) if (digits.charCodeAt(i) !== 57) return false;
  return true;
}

function plusOne(digits: string): string {
  let at = digits.length - 1;
  while (at >= 0 && digits.charCodeAt(at) === 57) at--;
  const zeros = "0".repeat(digits.length - 1 - at);
  if (at < 0) return `1${zeros}`;
  return `${digits.slice(0, at)}${digits.charCodeAt(at) - 47}${zeros}`;
}

function roundsUp(mode: string, negative: boolean, isTie: boolean, isAbove: boolean, isOdd: boolean): boolean {
  switch (mode) {
    case "ceil":
      return !negative;
    case "floor":
      return negative;
    case "expand":
      return true;
    case "trunc":
      return false;
    case "halfCeil":
      return isAbove || (isTie && !negative);
    case "halfFloor":
      return isAbove || (isTie && negative);
    case "halfTrunc":
      return isAbove;
    case "halfEven":
      return isAbove || (isTie && isOdd);
    default:
      return isAbove || isTie;
  }
}

/** To a multiple of `increment` times ten to the power of `place`. */
function toIncrement(it: Decimal, place: number, increment: number, mode: string): Decimal {
  const places = it.point - place;
  const digits = it.digits.padEnd(Math.max(places, 0), "0");
  const whole = BigInt(digits || "0");
  const size = 10n ** BigInt(Math.max(digits.length - places, 0));
  const step = BigInt(increment) * size;
  const below = whole / step;
  const rest = whole - below * step;
  if (rest === 0n) return it;
  const up = roundsUp(mode, it.negative, rest * 2n === step, rest * 2n > step, below % 2n === 1n);
  const made = ((up ? below + 1n : below) * BigInt(increment)).toString();
  return trimmed(it.negative, made, made.length + place);
}

/** The number rounded, and how many digits its fraction has at least. */
export function rounded(it: Decimal, digits: Digits): { value: Decimal; least: number } {
  const { minimumFractionDigits: leastFraction, maximumFractionDigits: mostFraction } = digits;
  const { minimumSignificantDigits: leastSignificant, maximumSignificantDigits: mostSignificant } = digits;
  const bySignificant = () => {
    const place = magnitude(it) + 1 - mostSignificant!;
    const value = cut(it, place, digits.mode);
    return { value, place, least: Math.max(leastSignificant! - 1 - magnitude(value), 0) };
  };
  const byFraction = () => {
    const place = -mostFraction!;
    const value =
      digits.increment === 1
        ? cut(it, place, digits.mode)
        : toIncrement(it, place, digits.increment, digits.mode);
    return { value, place, least: leastFraction! };
  };
  if (mostSignificant === undefined) return byFraction();
  if (mostFraction === undefined) return bySignificant();
  const one = bySignificant(),
    other = byFraction();
  const isFiner = one.place <= other.place;
  return (digits.priority === "lessPrecision") === isFiner ? other : one;
}

export function written(it: Decimal, least: number, digits: Digits): Written {
  const { point } = it;
  let integer = point <= 0 ? "" : it.digits.slice(0, point).padEnd(point, "0");
  let fraction = point < 0 ? "0".repeat(-point) + it.digits : it.digits.slice(Math.max(point, 0));
  fraction = fraction.padEnd(least, "0");
  if (digits.stripsZeros && /^0*$/.test(fraction)) fraction = "";
  integer = integer.padStart(digits.minimumIntegerDigits, "0");
  return { integer, fraction, isZero: it.digits === "" };
}
