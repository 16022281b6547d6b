// The rules of plurals: which form of a word goes with a number.
import { languageOf, part } from "internal:intl/data";

/** What the rules look at: the number as it is written, and the power of ten that a compact form hides. */
export type Operands = { integer: string; fraction: string; exponent: number };

type Rule = (n: number, i: number, v: number, w: number, f: number, t: number, e: number) => boolean;

const known: Record<string, { names: string[]; rules: Rule[] }> = { __proto__: null } as any;

function relation(text: string): Rule {
  const [, name, modulus, sign, list] = /^(\w)(?: % (\d+))? (=|!=) (.*)$/.exec(text)!;
  const ranges = list.split(",").map((range) => range.split("..").map(Number));
  return (n, i, v, w, f, t, e) => {
    let value =
      name === "n" ? n : name === "i" ? i : name === "v" ? v : name === "w" ? w : name === "f" ? f : name === "t" ? t : e;
    if (modulus !== undefined) value %= Number(modulus);
    let isIn = false;
    for (const range of ranges)
      if (range.length === 1 ? value === range[0] : value >= range[0] && value <= range[1] && value % 1 === 0)
        isIn = true;
    return isIn === (sign === "=");
  };
}

function rule(text: string): Rule {
  const either = text.split(" or ").map((part) => part.split(" and ").map(relation));
  return (n, i, v, w, f, t, e) =>
    either.some((all) => all.every((one) => one(n, i, v, w, f, t, e)));
}

function rulesOf(locale: string, type: string): { names: string[]; rules: Rule[] } {
  const key = `${type} ${locale}`;
  if (known[key] !== undefined) return known[key];
  const all = part("plurals")[type];
  const record = all[locale] ?? all[languageOf(locale)] ?? {};
  const names = Object.keys(record);
  return (known[key] = { names, rules: names.map((name) => rule(record[name])) });
}

export function categories(locale: string, type: string): string[] {
  return [...rulesOf(locale, type).names, "other"];
}

export function category(locale: string, type: string, { integer, fraction, exponent }: Operands): string {
  const { names, rules } = rulesOf(locale, type);
  if (rules.length === 0) return "other";
  let whole = integer,
    rest = fraction;
  if (exponent > 0) {
    whole += rest.slice(0, exponent).padEnd(exponent, "0");
    rest = rest.slice(exponent);
  }
  const seen = rest.replace(/0+$/, "");
  const i = Number(whole),
    n = Number(`${whole}.${rest || 0}`);
  for (let at = 0; at < rules.length; at++)
    if (rules[at](n, i, rest.length, seen.length, Number(rest || 0), Number(seen || 0), exponent)) return names[at];
  return "other";
}

export function rangeCategory(locale: string, start: string, end: string): string {
  const ranges = part("plurals").ranges;
  return (ranges[locale] ?? ranges[languageOf(locale)])?.[`${start} ${end}`] ?? "other";
}
