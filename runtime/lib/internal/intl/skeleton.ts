// The pattern of a locale that comes closest to the fields asked for: the matching of CLDR's skeletons.
import { localeData } from "internal:intl/data";
import { hoursOf } from "internal:intl/locale";

export const DAY_PERIOD = 10, HOUR = 11;
const YEAR = 1, MONTH = 3, WEEKDAY = 6, MINUTE = 12, SECOND = 13, FRACTION = 14, FIELDS = 16;
const DATE_MASK = (1 << DAY_PERIOD) - 1;
const TIME_MASK = ((1 << FIELDS) - 1) & ~DATE_MASK;
const NARROW = -0x101, SHORTER = -0x102, SHORT = -0x103, LONG = -0x104, NUMERIC = 0x100, DELTA = 0x10;

/** Letter, field, kind, least length. */
type Row = [string, number, number, number];
const text = (letter: string, field: number, delta: number, lengths: number[] = [3, 4, 5]): Row[] => [
  [letter, field, SHORT + delta, lengths[0]],
  [letter, field, LONG + delta, lengths[1]],
  [letter, field, NARROW + delta, lengths[2]],
];
const ROWS: Row[] = [
  ...text("G", 0, 0, [1, 4, 5]),
  ["y", YEAR, NUMERIC, 1],
  ["Y", YEAR, NUMERIC + DELTA, 1],
  ["u", YEAR, NUMERIC + 2 * DELTA, 1],
  ["r", YEAR, NUMERIC + 3 * DELTA, 1],
  ...text("U", YEAR, 0, [1, 4, 5]),
  ["M", MONTH, NUMERIC, 1],
  ...text("M", MONTH, 0),
  ["L", MONTH, NUMERIC + DELTA, 1],
  ...text("L", MONTH, -DELTA),
  ...text("E", WEEKDAY, 0, [1, 4, 5]),
  ["E", WEEKDAY, SHORTER, 6],
  ["c", WEEKDAY, NUMERIC + 2 * DELTA, 1],
  ...text("c", WEEKDAY, -2 * DELTA),
  ["e", WEEKDAY, NUMERIC + DELTA, 1],
  ...text("e", WEEKDAY, -DELTA),
  ["d", 9, NUMERIC, 1],
  ...text("a", DAY_PERIOD, 0, [1, 4, 5]),
  ...text("b", DAY_PERIOD, -DELTA, [1, 4, 5]),
  ...text("B", DAY_PERIOD, -3 * DELTA, [1, 4, 5]),
  ["H", HOUR, NUMERIC + 10 * DELTA, 1],
  ["k", HOUR, NUMERIC + 11 * DELTA, 1],
  ["h", HOUR, NUMERIC, 1],
  ["K", HOUR, NUMERIC + DELTA, 1],
  ["m", MINUTE, NUMERIC, 1],
  ["s", SECOND, NUMERIC, 1],
  ["S", FRACTION, NUMERIC, 1],
  ["v", 15, SHORT - 2 * DELTA, 1],
  ["v", 15, LONG - 2 * DELTA, 4],
  ["z", 15, SHORT, 1],
  ["z", 15, LONG, 4],
  ["O", 15, SHORT - DELTA, 1],
  ["O", 15, LONG - DELTA, 4],
];
const BY_LETTER: Record<string, Row[]> = { __proto__: null } as any;
for (const row of ROWS) (BY_LETTER[row[0]] ??= []).push(row);

const CANONICAL = ["G", "y", "M", "E", "d", "a", "H", "m", "s", "S", "v"];
const APPEND = ["Era", "Year", "Quarter", "Month", "Week", "Week", "Day-Of-Week", "Day", "Day-Of-Week", "Day", "", "Hour", "Minute", "Second", "", "Timezone"];

const NAMES = ["era", "year", "quarter", "month", "week", "weekOfMonth", "weekday", "dayOfYear", "weekdayOfMonth", "day", "dayperiod", "hour", "minute", "second", "second", "zone"];

function rowOf(letter: string, length: number): Row | undefined {
  const rows = BY_LETTER[letter];
  if (rows === undefined) return undefined;
  let best = rows[0];
  for (const row of rows) if (row[3] <= length) best = row;
  return best;
}

/** The fields of a pattern as [letter, length], and its literals as strings. */
export type Token = string | [string, number];

export function tokens(pattern: string): Token[] {
  const out: Token[] = [];
  const literal = (value: string) => {
    if (typeof out[out.length - 1] === "string") out[out.length - 1] += value;
    else out.push(value);
  };
  for (let i = 0; i < pattern.length; i++) {
    const letter = pattern[i];
    if (letter === "'") {
      if (pattern[i + 1] === "'") {
        literal("'");
        i++;
        continue;
      }
      let end = i + 1,
        value = "";
      for (; end < pattern.length; end++) {
        if (pattern[end] !== "'") value += pattern[end];
        else if (pattern[end + 1] === "'") {
          value += "'";
          end++;
        } else break;
      }
      literal(value);
      i = end;
    } else if (/[A-Za-z]/.test(letter)) {
      let end = i + 1;
      while (pattern[end] === letter) end++;
      out.push([letter, end - i]);
      i = end - 1;
    } else literal(letter);
  }
  return out;
}

const quoted = (value: string) => (/[A-Za-z']/.test(value) ? `'${value.replaceAll("'", "''")}'` : value);

export function toPattern(list: Token[]): string {
  let out = "";
  for (const token of list) out += typeof token === "string" ? quoted(token) : token[0].repeat(token[1]);
  return out;
}

export class Skeleton {
  types: number[] = new Array(FIELDS).fill(0);
  letters: string[] = new Array(FIELDS).fill("");
  lengths: number[] = new Array(FIELDS).fill(0);
  #base: string[] = new Array(FIELDS).fill("");

  constructor(pattern: string) {
    for (const token of tokens(pattern)) {
      if (typeof token === "string") continue;
      const row = rowOf(token[0], token[1]);
      if (row !== undefined) this.#set(row, token[1]);
    }
    if (this.letters[HOUR] === "") return;
    if (this.letters[HOUR] === "h" || this.letters[HOUR] === "K") {
      if (this.letters[DAY_PERIOD] === "") this.#set(rowOf("a", 1)!, 1);
    } else {
      this.types[DAY_PERIOD] = this.lengths[DAY_PERIOD] = 0;
      this.letters[DAY_PERIOD] = this.#base[DAY_PERIOD] = "";
    }
  }

  #set(row: Row, length: number): void {
    const [letter, field, kind, least] = row;
    this.letters[field] = letter;
    this.lengths[field] = length;
    this.#base[field] = letter.repeat(least);
    this.types[field] = kind > 0 ? kind + length : kind;
  }

  get base(): string {
    return this.#base.join("");
  }

  get mask(): number {
    let mask = 0;
    for (let i = 0; i < FIELDS; i++) if (this.types[i] !== 0) mask |= 1 << i;
    return mask;
  }

  toString(): string {
    let out = "";
    for (let i = 0; i < FIELDS; i++) out += this.letters[i].repeat(this.lengths[i]);
    return out;
  }
}

type Entry = { skeleton: Skeleton; pattern: string; isSpecified: boolean; key: string };
type Found = { entry: Entry; missing: number; extra: number };

const order = (base: string) => {
  const code = base.charCodeAt(0);
  return code < 97 ? code - 65 : code - 97 + 26;
};

export class Patterns {
  data: any;
  hour: string;
  #locale: string;
  #keepsHours = true;
  #entries: Entry[] = [];
  #bases: Record<string, Entry> = { __proto__: null } as any;
  #skeletons: Record<string, Entry> = { __proto__: null } as any;
  #best: Record<string, string> = { __proto__: null } as any;

  constructor(locale: string, calendar: string) {
    const dates = localeData("dates", locale);
    this.data = calendar === "gregory" ? dates.gregory : { __proto__: null, ...dates.gregory, ...dates.generic };
    this.hour = hoursOf(locale)[0];
    this.#locale = locale;
    for (const letter of CANONICAL) this.#add(letter, undefined);
    for (let i = 0; i < 4; i++) this.#add(this.data.date[i], undefined);
    for (let i = 0; i < 4; i++) this.#add(this.data.time[i], undefined);
    for (const key of Object.keys(this.data.formats).sort()) this.#add(this.data.formats[key], key);
    this.#entries.sort((a, b) => order(a.key) - order(b.key));
  }

  #add(pattern: string, key: string | undefined): void {
    const skeleton = new Skeleton(key ?? pattern);
    const base = skeleton.base,
      name = skeleton.toString();
    if (base === "") return;
    const sameBase = this.#bases[base];
    if (sameBase !== undefined && key === undefined) return;
    const same = this.#skeletons[name];
    if (same !== undefined) {
      if (key === undefined || same.isSpecified) return;
      same.pattern = pattern;
      same.isSpecified = true;
      return;
    }
    const entry = { skeleton, pattern, isSpecified: key !== undefined, key: base };
    this.#bases[base] ??= entry;
    this.#skeletons[name] = entry;
    this.#entries.push(entry);
  }

  #nearest(wanted: Skeleton, mask: number): Found {
    let best: Entry | undefined,
      bestDistance = 0x7fffffff,
      bestMissing = -1,
      bestExtra = 0;
    for (const entry of this.#entries) {
      let distance = 0,
        missing = 0,
        extra = 0;
      const other = entry.skeleton.types;
      for (let i = 0; i < FIELDS; i++) {
        const mine = (mask & (1 << i)) === 0 ? 0 : wanted.types[i];
        if (mine === other[i]) continue;
        if (mine === 0) {
          distance += 0x10000;
          extra |= 1 << i;
        } else if (other[i] === 0) {
          distance += 0x1000;
          missing |= 1 << i;
        } else distance += Math.abs(mine - other[i]);
      }
      if (distance < bestDistance || (distance === bestDistance && bestMissing < missing)) {
        best = entry;
        bestDistance = distance;
        bestMissing = missing;
        bestExtra = extra;
        if (distance === 0) break;
      }
    }
    return { entry: best!, missing: bestMissing, extra: bestExtra };
  }

  /** The pattern for a skeleton; hours have the length that was asked for, or that of the pattern. */
  best(skeleton: string, keepsHours = true): string {
    return (this.#best[`${skeleton} ${keepsHours}`] ??= this.#make(new Skeleton(this.#named(skeleton)), keepsHours));
  }

  /** `j` is the hour that the locale prefers. */
  #named(skeleton: string): string {
    return skeleton.replace(/j+/, (hours) => {
      const isHalf = this.hour === "h" || this.hour === "K";
      return (isHalf && !skeleton.includes("B") ? "a" : "") + this.hour.repeat(hours.length > 1 ? 2 : 1);
    });
  }

  #make(wanted: Skeleton, keepsHours: boolean): string {
    this.#keepsHours = keepsHours;
    const { entry, missing, extra } = this.#nearest(wanted, -1);
    if (missing === 0 && extra === 0) return this.#adjusted(entry.pattern, wanted, entry, false);
    const { mask } = wanted;
    const date = this.#appended(wanted, mask & DATE_MASK);
    const time = this.#appended(wanted, mask & TIME_MASK);
    if (date === "") return time;
    if (time === "") return date;
    const month = wanted.lengths[MONTH];
    const hasWeekday = wanted.lengths[WEEKDAY] > 0;
    const style = month === 4 ? (hasWeekday ? 0 : 1) : month === 3 ? 2 : 3;
    return glue(this.data.at[style], time, date);
  }

  #appended(wanted: Skeleton, mask: number): string {
    if (mask === 0) return "";
    let { entry, missing } = this.#nearest(wanted, mask);
    let pattern = this.#adjusted(entry.pattern, wanted, entry, false);
    let last = 0;
    while (missing !== 0 && missing !== last) {
      const both = (1 << SECOND) | (1 << FRACTION);
      if ((missing & both) === 1 << FRACTION && (mask & both) === both) {
        pattern = this.#adjusted(pattern, wanted, entry, true);
        missing &= ~(1 << FRACTION);
        continue;
      }
      const before = missing;
      const next = this.#nearest(wanted, missing);
      const found = before & ~next.missing;
      const top = 31 - Math.clz32(found);
      const part = this.#adjusted(next.entry.pattern, wanted, next.entry, false);
      const form = this.data.append[APPEND[top]] ?? "{0} ({2}: {1})";
      pattern = form.replace("{0}", () => pattern).replace("{1}", () => part).replace("{2}", () => quoted(this.#fieldName(top)));
      entry = next.entry;
      last = before;
      missing = next.missing;
    }
    return pattern;
  }

  #decimal(): string {
    const numbers = localeData("numbers", this.#locale);
    return numbers.systems[numbers.default]?.symbols?.decimal ?? numbers.systems.latn?.symbols.decimal ?? ".";
  }

  #fieldName(field: number): string {
    return localeData("fields", this.#locale).names[NAMES[field]] ?? NAMES[field];
  }

  /** The pattern that was found, with the fields as they were asked for. */
  #adjusted(pattern: string, wanted: Skeleton, entry: Entry, addsFraction: boolean): string {
    const specified = entry.isSpecified ? entry.skeleton : undefined;
    const list = tokens(pattern);
    const out: Token[] = [];
    for (const token of list) {
      const row = typeof token === "string" ? undefined : rowOf(token[0], token[1]);
      if (row === undefined) {
        out.push(token);
        continue;
      }
      const [letter, length] = token as [string, number];
      const field = row[1];
      if (addsFraction && field === SECOND) {
        out.push([letter, length], this.#decimal(), ["S", wanted.lengths[FRACTION]]);
        continue;
      }
      if (wanted.types[field] === 0) {
        out.push(token);
        continue;
      }
      const asked = wanted.letters[field];
      let count = wanted.lengths[field];
      if (asked === "E" && count < 3) count = 3;
      let adjusted = count;
      if (field === MINUTE || field === SECOND || (field === HOUR && !this.#keepsHours)) adjusted = length;
      else if (specified !== undefined && asked !== "c" && asked !== "e") {
        const own = specified.lengths[field];
        const isNumeric = row[2] > 0,
          isOwnNumeric = specified.types[field] > 0;
        if (own === count || (isNumeric && !isOwnNumeric) || (isOwnNumeric && !isNumeric)) adjusted = length;
      }
      let made = field !== HOUR && field !== MONTH && field !== WEEKDAY && (field !== YEAR || asked === "Y") ? asked : letter;
      if (made === "E" && adjusted < 3) made = "e";
      if (field === HOUR) {
        const other: any = { h: "K", H: "k", k: "H", K: "h" };
        if (asked === this.hour || other[asked] === this.hour) made = this.hour;
      }
      out.push([made, adjusted]);
    }
    return toPattern(out);
  }
}

export function glue(form: string, time: string, date: string): string {
  return form.replace("{1}", () => date).replace("{0}", () => time);
}

const made: Record<string, Patterns> = { __proto__: null } as any;

export function patternsOf(locale: string, calendar: string): Patterns {
  return (made[`${locale} ${calendar}`] ??= new Patterns(locale, calendar));
}
