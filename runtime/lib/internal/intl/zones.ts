// Time zones: their names in the way of a locale, and their offsets.
import { localeData, natives, part, regionOf, withDigits } from "internal:intl/data";

/** From when on which offset holds, in milliseconds. */
type Stretch = { from: number; offset: number; isDaylight: boolean };
type Zones = { canonical: Record<string, string>; known: Record<string, string>; regions: Record<string, string> };

let all: Zones | undefined;

function zones(): Zones {
  if (all !== undefined) return all;
  const made: Zones = { canonical: { __proto__: null } as any, known: { __proto__: null } as any, regions: { __proto__: null } as any };
  for (const name of natives.zones()) made.known[name.toLowerCase()] = name;
  const { zones } = part("metazones");
  for (const name of Object.keys(zones)) {
    const [, region, ...others] = zones[name];
    made.regions[name] = region;
    made.canonical[name.toLowerCase()] = name;
    for (const other of others) made.canonical[other.toLowerCase()] = name;
  }
  return (all = made);
}

/** The name under which a zone is known; undefined: there is no such zone. */
export function canonicalZone(name: string): string | undefined {
  const lower = name.toLowerCase();
  if (/^(etc\/)?(utc|uct|gmt|gmt[+-]?0|zulu|universal|greenwich)$/.test(lower)) return "UTC";
  if (zones().known[lower] === undefined) return undefined;
  return zones().canonical[lower] ?? zones().known[lower];
}

let system: string | undefined;

export function defaultZone(): string {
  return (system ??= canonicalZone(natives.systemZone()) ?? "UTC");
}

const SPAN = 2 ** 36;
const spans: Record<string, Stretch[]> = { __proto__: null } as any;

function stretchAt(zone: string, time: number): Stretch {
  const at = Math.floor(time / SPAN);
  const key = `${zone} ${at}`;
  let list = spans[key];
  if (list === undefined) {
    const found = natives.offsetsOf(zone, at * SPAN, (at + 1) * SPAN);
    list = (found ?? [[at * SPAN, 0, 0]]).map((it: number[]) => ({
      from: it[0],
      offset: it[1] * 1000,
      isDaylight: it[2] === 1,
    }));
    spans[key] = list!;
  }
  let best = list![0];
  for (const stretch of list!) if (stretch.from <= time) best = stretch;
  return best;
}

/** What is added to the time of UTC, in milliseconds. */
export function offsetAt(zone: string, time: number): number {
  return zone === "UTC" ? 0 : stretchAt(zone, time).offset;
}

function metazoneAt(zone: string, time: number): string | undefined {
  const list = part("metazones").metazones[zone];
  if (list === undefined) return undefined;
  const parse = (text: string) => Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5, 7)) - 1, Number(text.slice(8, 10)), Number(text.slice(11, 13)), Number(text.slice(14, 16)));
  for (const it of list) {
    const [name, from, to] = it;
    if ((from === "" || parse(from) <= time) && (to === "" || time < parse(to))) return name;
  }
  return undefined;
}

/** `GMT+1`, `GMT+01:00`. */
function localized(data: any, offset: number, isLong: boolean, digits: string[] | undefined): string {
  const seconds = Math.trunc(Math.abs(offset) / 1000);
  const [positive, negative] = data.hour.split(";");
  const form = offset < 0 ? negative : positive;
  const [, before, between] = /^(.*?)H+(.*?)m+/.exec(form)!;
  const two = (value: number) => withDigits(`${value}`.padStart(2, "0"), digits);
  const hours = Math.floor(seconds / 3600),
    minutes = Math.floor(seconds / 60) % 60,
    rest = seconds % 60;
  let text = before + (isLong ? two(hours) : withDigits(`${hours}`, digits));
  if (isLong || minutes !== 0 || rest !== 0) text += between + two(minutes);
  if (rest !== 0) text += between + two(rest);
  return data.gmt.replace("{0}", () => text);
}

const GENERIC = 0, STANDARD = 1, DAYLIGHT = 2;

function nameOf(data: any, zone: string, metazone: string | undefined, width: string, kind: number): string | undefined {
  const own = data.zones[zone === "UTC" ? "Etc/UTC" : zone]?.[width]?.[kind];
  if (own != null) return own;
  return metazone === undefined ? undefined : (data.metazones[metazone]?.[width]?.[kind] ?? undefined);
}

function cityOf(data: any, zone: string): string {
  return data.zones[zone]?.city ?? zone.slice(zone.lastIndexOf("/") + 1).replaceAll("_", " ");
}

/** "Germany Time" where a region has one zone, "Denver Time" elsewhere. */
function location(data: any, locale: string, zone: string): string | undefined {
  const region = zones().regions[zone];
  if (region === undefined || !/^[A-Z]{2}$/.test(region) || zone.startsWith("Etc/")) return undefined;
  const { supported, primary, zones: table } = part("metazones");
  const there = supported.split(" ").filter((name: string) => table[name]?.[1] === region);
  const isOnly = there.length === 1 || primary[region] === zone;
  const place = isOnly ? (localeData("names", locale).region[region] ?? region) : cityOf(data, zone);
  return data.region.replace("{0}", () => place);
}

function generic(data: any, locale: string, zone: string, time: number, width: string): string | undefined {
  const own = data.zones[zone]?.[width]?.[GENERIC];
  if (own != null) return own;
  const metazone = metazoneAt(zone, time);
  if (metazone !== undefined) {
    const mine = stretchAt(zone, time);
    let isStandard = false;
    if (!mine.isDaylight) {
      const HALF = 184 * 86400000;
      isStandard = !stretchAt(zone, time + HALF).isDaylight && !stretchAt(zone, time - HALF).isDaylight;
    }
    const whole = data.metazones[metazone]?.[width];
    if (isStandard) {
      const standard = nameOf(data, zone, metazone, width, STANDARD);
      if (standard !== undefined && standard.toLowerCase() !== whole?.[GENERIC]?.toLowerCase()) return standard;
    }
    const name = whole?.[GENERIC];
    if (name != null) {
      const golden = part("metazones").golden[metazone];
      const reference = golden?.[regionOf(locale)] ?? golden?.["001"];
      if (reference === undefined || reference === zone) return name;
      const other = stretchAt(reference, time);
      if (other.offset === mine.offset && other.isDaylight === mine.isDaylight) return name;
      return partial(data, locale, zone, metazone, name);
    }
  }
  return location(data, locale, zone);
}

function partial(data: any, locale: string, zone: string, metazone: string, name: string): string {
  const region = zones().regions[zone];
  const golden = part("metazones").golden[metazone];
  const place = golden?.[region] === zone ? (localeData("names", locale).region[region] ?? region) : cityOf(data, zone);
  return data.fallback.replace("{1}", () => name).replace("{0}", () => place);
}

/** The name of a zone at a time, for a field of a pattern. */
export function zoneName(locale: string, zone: string, time: number, letter: string, length: number, digits: string[] | undefined): string {
  const data = localeData("zones", locale);
  const isLong = length >= 4;
  const width = isLong ? "long" : "short";
  const { offset, isDaylight } = zone === "UTC" ? { offset: 0, isDaylight: false } : stretchAt(zone, time);
  let name: string | undefined;
  if (letter === "z") name = nameOf(data, zone, metazoneAt(zone, time), width, isDaylight ? DAYLIGHT : STANDARD);
  else if (letter === "v") name = generic(data, locale, zone, time, width);
  return name ?? localized(data, offset, isLong, digits);
}
