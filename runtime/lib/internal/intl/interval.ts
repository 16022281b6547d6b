// A range of dates: the fields that differ stand twice, the others once.
import { DateWriter, type Moment, type Settings } from "internal:intl/date";
import type { Part } from "internal:intl/number";
import { patternsOf, Skeleton, type Token, glue, tokens } from "internal:intl/skeleton";

type RangePart = Part & { source: string };

/** What differs first, from the greatest field to the smallest. */
function difference(a: Moment, b: Moment): string | undefined {
  if (a.era !== b.era) return "G";
  if (a.year !== b.year) return "y";
  if (a.month !== b.month) return "M";
  if (a.day !== b.day) return "d";
  if (a.hour < 12 !== b.hour < 12) return "a";
  if (a.hour !== b.hour) return "h";
  if (a.minute !== b.minute) return "m";
  if (a.second !== b.second) return "s";
  if (a.millisecond !== b.millisecond) return "S";
  return undefined;
}

const ORDER = "GyMdahmsS";
const LEVEL: Record<string, string> = { __proto__: null, H: "h", K: "h", k: "h", L: "M", E: "d", c: "d", e: "d", b: "a", B: "a", u: "y", r: "y", z: "", v: "", O: "" } as any;

/** Whether a pattern shows less than a field: what differs there cannot be seen. */
function isCoarser(list: Token[], field: string): boolean {
  let finest = -1;
  for (const token of list) {
    if (typeof token === "string") continue;
    const level = ORDER.indexOf(LEVEL[token[0]] ?? token[0]);
    finest = Math.max(finest, level);
  }
  return finest < ORDER.indexOf(field);
}

/** The fields of a date and those of a time, with the lengths that interval patterns are known by. */
function halves(list: Token[]): { date: string; time: string; plainDate: string; plainTime: string } {
  let date = "",
    time = "",
    plainDate = "",
    plainTime = "";
  for (const token of list) {
    if (typeof token === "string") continue;
    const [letter, length] = token;
    const name = letter === "L" ? "M" : letter === "c" || letter === "e" ? "E" : letter;
    const whole = name.repeat(length);
    if ("GyuMdE".includes(name)) {
      date += whole;
      plainDate += name === "M" ? "M".repeat(length < 3 ? 1 : length) : name === "E" ? "E".repeat(length > 3 ? length : 1) : name === "y" ? whole : name;
    } else if (name !== "a" && name !== "b") {
      time += whole;
      if (name !== "S") plainTime += name === "h" || name === "H" || name === "K" || name === "k" ? (name === "K" ? "h" : name === "k" ? "H" : name) : name;
    }
  }
  const order = (text: string) => new Skeleton(text).toString().replace(/a+/, "");
  return { date, time, plainDate: order(plainDate), plainTime };
}

/** The letters of a skeleton with their lengths; text and numbers of a month are far apart. */
function lengths(skeleton: string): Record<string, number> {
  const out: Record<string, number> = { __proto__: null } as any;
  for (let i = 0; i < skeleton.length; i++) out[skeleton[i]] = (out[skeleton[i]] ?? 0) + 1;
  return out;
}

type Match = { key: string; isExact: boolean };

function bestKey(intervals: any, wanted: string): Match | undefined {
  const mine = lengths(wanted.replaceAll("z", "v").replaceAll("O", "v"));
  let best: string | undefined,
    bestDistance = Infinity,
    bestMisses = false;
  for (const key of Object.keys(intervals)) {
    const other = lengths(key.replaceAll("z", "v"));
    let distance = 0,
      misses = false;
    for (const letter of "GyMEdBhHmsv") {
      const a = mine[letter] ?? 0,
        b = other[letter] ?? 0;
      if (a === b) continue;
      if (a === 0 || b === 0) {
        misses = true;
        distance += 0x1000;
      } else if (letter === "M" && a < 3 !== b < 3) distance += 0x100;
      else distance += Math.abs(a - b);
    }
    if (distance < bestDistance) {
      best = key;
      bestDistance = distance;
      bestMisses = misses;
    }
    if (distance === 0) break;
  }
  if (best === undefined || bestMisses) return undefined;
  return { key: best, isExact: bestDistance === 0 };
}

/** The pattern with the lengths of the fields that were asked for. */
function widened(pattern: string, wanted: string, key: string): Token[] {
  const mine = lengths(wanted),
    theirs = lengths(key);
  return tokens(pattern).map((token) => {
    if (typeof token === "string") return token;
    const [letter, length] = token;
    const name = letter === "L" ? "M" : letter;
    const a = mine[name],
      b = theirs[name];
    if (name === "v" && mine.z !== undefined) return ["z", mine.z];
    if (a === undefined || b === undefined || a === b) return token;
    const own = name === "E" && length === 3 ? 1 : length;
    return own === b && a > b ? [letter, name === "E" && a === 1 ? 3 : a] : token;
  });
}

/** Where the second date of an interval begins: at the first field that stands there again. */
function secondHalf(list: Token[]): number {
  const seen: string[] = [];
  for (let i = 0; i < list.length; i++) {
    const token = list[i];
    if (typeof token === "string") continue;
    const name = LEVEL[token[0]] ?? token[0];
    const key = token[0] === "E" || token[0] === "c" ? "E" : name === "" ? token[0] : name;
    if (seen.includes(key)) return i;
    seen.push(key);
  }
  return list.length;
}

export class RangeWriter {
  #writer: DateWriter;
  #settings: Settings;
  #list: Token[];

  constructor(writer: DateWriter, list: Token[]) {
    this.#writer = writer;
    this.#settings = writer.settings;
    this.#list = list;
  }


  write(start: Moment, end: Moment): RangePart[] {
    const field = difference(start, end);
    const list = this.#list;
    if (field === undefined || isCoarser(list, field))
      return this.#writer.write(list, start).map((part) => ({ ...part, source: "shared" }));
    const pattern = this.#pattern(field);
    if (pattern !== undefined) return this.#twice(pattern, start, end);
    return this.#fallback(field, start, end);
  }

  #pattern(field: string): Token[] | undefined {
    const patterns = patternsOf(this.#settings.locale, this.#settings.calendar);
    const { intervals } = patterns.data;
    const { date, time, plainDate, plainTime } = halves(this.#list);
    const isDay = "GyMd".includes(field);
    // What stands alone is not among the intervals.
    if (this.#list.some((token) => typeof token !== "string" && "Lc".includes(token[0]))) return undefined;
    if (time === "") return this.#ofDate(intervals, plainDate, field);
    const match = bestKey(intervals, plainTime);
    if (match === undefined || isDay) return undefined;
    const is24 = /[Hk]/.test(plainTime);
    const key = is24 && (field === "h" || field === "a") ? "H" : field;
    const found = intervals[match.key][key];
    if (found === undefined) return undefined;
    const list = this.#hours(widened(found, plainTime, match.key));
    if (date === "") return list;
    const before = tokens(patterns.best(date));
    const out: Token[] = [];
    for (const token of tokens(glue(patterns.data.both[2], "\u0001", "\u0002"))) {
      if (typeof token !== "string") {
        out.push(token);
        continue;
      }
      for (const piece of token.split(/([\u0001\u0002])/)) {
        if (piece === "\u0001") out.push(...list);
        else if (piece === "\u0002") out.push(...before);
        else if (piece !== "") out.push(piece);
      }
    }
    return out;
  }

  /** A field that the skeleton lacks is added to it, from the smallest on. */
  #ofDate(intervals: any, skeleton: string, field: string): Token[] | undefined {
    let wanted = skeleton;
    if (bestKey(intervals, wanted) === undefined) return undefined;
    for (const step of ["d", "M", "y", "G"]) {
      let match = bestKey(intervals, wanted);
      let found = match === undefined ? undefined : intervals[match.key][step];
      const isSeen = [...wanted].some((letter) => ORDER.indexOf(LEVEL[letter] ?? letter) >= ORDER.indexOf(step));
      if (found === undefined && isSeen && !wanted.includes(step)) {
        const extended = new Skeleton(step + wanted).toString();
        match = bestKey(intervals, extended);
        found = match === undefined ? undefined : intervals[match.key][step];
        if (found !== undefined) wanted = extended;
      }
      if (step === field) return found === undefined ? undefined : widened(found, wanted, match!.key);
    }
    return undefined;
  }

  /** Hours in the cycle and the length of the format. */
  #hours(list: Token[]): Token[] {
    const own = this.#list.find((token) => typeof token !== "string" && /[hHkK]/.test(token[0])) as [string, number];
    if (own === undefined) return list;
    return list.map((token) => (typeof token !== "string" && /[hHkK]/.test(token[0]) ? [own[0], token[1]] : token));
  }

  #twice(list: Token[], start: Moment, end: Moment): RangePart[] {
    const at = secondHalf(list);
    const names = (part: Token[]) => part.filter((token) => typeof token !== "string").map((token) => token[0]);
    const first = names(list.slice(0, at)),
      second = names(list.slice(at));
    const out: { part: Part; source: string }[] = [];
    for (let i = 0; i < list.length; i++) {
      const token = list[i];
      const isSecond = i >= at;
      for (const part of this.#writer.write([token], isSecond ? end : start)) {
        let source = "shared";
        if (typeof token !== "string" && first.includes(token[0]) && second.includes(token[0]))
          source = isSecond ? "endRange" : "startRange";
        out.push({ part, source });
      }
    }
    // A literal between two fields of one end belongs to it, and so does what stands between them.
    for (const source of ["startRange", "endRange"]) {
      const from = out.findIndex((it) => it.source === source);
      let to = out.length - 1;
      while (to >= 0 && out[to].source !== source) to--;
      for (let i = from; i >= 0 && i <= to; i++) out[i].source = source;
    }
    const parts: RangePart[] = [];
    for (const { part, source } of out) {
      const last = parts[parts.length - 1];
      if (part.type === "literal" && last?.type === "literal" && last.source === source) last.value += part.value;
      else parts.push({ type: part.type, value: part.value, source });
    }
    return parts;
  }

  #fallback(field: string, start: Moment, end: Moment): RangePart[] {
    const patterns = patternsOf(this.#settings.locale, this.#settings.calendar);
    const { date, time } = halves(this.#list);
    let list = this.#hours(tokens(patterns.best(skeletonOf(this.#list), false)));
    const isDay = "GyMd".includes(field);
    const mark = (parts: Part[], source: string): RangePart[] => parts.map((part) => ({ ...part, source }));
    if (time !== "" && isDay) {
      // The date has to be seen where it differs.
      let skeleton = skeletonOf(this.#list);
      if (date === "") list = this.#hours(tokens(patterns.best(`yMd${skeleton}`, false)));
      else
        for (const letter of ["d", "M", "y"]) {
          const isMissing = !date.includes(letter);
          if (isMissing) skeleton = letter + skeleton;
          if (letter !== field) continue;
          if (isMissing) list = this.#hours(tokens(patterns.best(skeleton, false)));
          break;
        }
    }
    const between = patterns.data.fallback;
    const [, before, middle, after] = /^(.*)\{0\}(.*)\{1\}(.*)$/s.exec(between)!;
    const literal = (value: string): RangePart[] => (value === "" ? [] : [{ type: "literal", value, source: "shared" }]);
    if (time !== "" && date !== "" && !isDay) {
      const only = tokens(patterns.best(skeletonOf(this.#list, true), false));
      const times = [...literal(before), ...mark(this.#writer.write(this.#hours(only), start), "startRange"), ...literal(middle), ...mark(this.#writer.write(this.#hours(only), end), "endRange"), ...literal(after)];
      const dates = mark(this.#writer.write(tokens(patterns.best(date)), start), "shared");
      const pieces = patterns.data.both[2].split(/(\{[01]\})/);
      const out: RangePart[] = [];
      for (const piece of pieces) {
        if (piece === "{0}") out.push(...times);
        else if (piece === "{1}") out.push(...dates);
        else out.push(...literal(piece.replaceAll("'", "")));
      }
      return out;
    }
    const first = mark(this.#writer.write(list, start), "startRange"),
      second = mark(this.#writer.write(list, end), "endRange");
    // What stands behind the last field belongs to no end.
    for (const parts of [first, second]) {
      const last = parts[parts.length - 1];
      if (last?.type === "literal") last.source = "shared";
    }
    const out: RangePart[] = [];
    for (const part of [...literal(before), ...first, ...literal(middle), ...second, ...literal(after)]) {
      const last = out[out.length - 1];
      if (part.type === "literal" && last?.type === "literal" && last.source === part.source) last.value += part.value;
      else out.push(part);
    }
    return out;
  }
}

/** The fields of a pattern. */
export function skeletonOf(list: Token[], isTimeOnly = false): string {
  let out = "";
  for (const token of list) {
    if (typeof token === "string") continue;
    const [letter, length] = token;
    if (isTimeOnly && "GyuMLdEce".includes(letter)) continue;
    out += (letter === "L" ? "M" : letter === "c" || letter === "e" ? "E" : letter).repeat(length);
  }
  return out;
}
