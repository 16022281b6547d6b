// A range of numbers: what both ends have in common stands once.
import type { Formatter, Part } from "internal:intl/number";

type RangePart = Part & { source: string };

const isNumber = ({ type }: Part) =>
  ["integer", "group", "decimal", "fraction", "nan", "infinity", "exponentSeparator", "exponentMinusSign", "exponentInteger", "minusSign", "plusSign"].includes(type);

const mark = (parts: Part[], source: string): RangePart[] => parts.map(({ type, value }) => ({ type, value, source }));

function same(one: Part[], other: Part[]): boolean {
  return one.length === other.length && one.every((part, i) => part.type === other[i].type && part.value === other[i].value);
}

/** The parts before the number, of it, and behind it. */
function split(parts: Part[]): [Part[], Part[], Part[]] {
  let from = 0,
    to = parts.length;
  while (from < to && !isNumber(parts[from])) from++;
  while (to > from && !isNumber(parts[to - 1])) to--;
  return [parts.slice(0, from), parts.slice(from, to), parts.slice(to)];
}

export function collapsed(formatter: Formatter, start: Part[], end: Part[]): RangePart[] {
  const { data, symbols } = formatter;
  if (same(start, end)) {
    const sign: Part = { type: "approximatelySign", value: symbols.approximatelySign ?? "~" };
    return mark([sign, ...start], "shared");
  }
  const [startBefore, startNumber, startAfter] = split(start);
  const [endBefore, endNumber, endAfter] = split(end);
  let between = data.range.replace("{0}", "").replace("{1}", "");
  const isShared = (one: Part[], other: Part[]) => one.length > 0 && same(one, other);
  // A symbol of one letter stands at both ends; a word, a unit or a sign of percent once.
  const length = (parts: Part[]) => parts.reduce((sum: number, { value }: Part) => sum + [...value].length, 0);
  const sharesAfter = isShared(startAfter, endAfter) && (length(startAfter) > 1 || startAfter[0].type === "unit");
  const sharesBefore = isShared(startBefore, endBefore) && length(startBefore) > 1;
  const hasRest = (startBefore.length > 0 && !sharesBefore) || (startAfter.length > 0 && !sharesAfter);
  const hasSign = [...start, ...end].some(({ type }) => type === "minusSign" || type === "plusSign");
  if ((hasRest || hasSign) && between.trim() === between) between = ` ${between} `;
  return [
    ...mark(startBefore, sharesBefore ? "shared" : "startRange"),
    ...mark(startNumber, "startRange"),
    ...(sharesAfter ? [] : mark(startAfter, "startRange")),
    { type: "literal", value: between, source: "shared" },
    ...(sharesBefore ? [] : mark(endBefore, "endRange")),
    ...mark(endNumber, "endRange"),
    ...mark(endAfter, sharesAfter ? "shared" : "endRange"),
  ];
}
