// Dates in the zone of the machine. The engine takes local time for that of UTC when it looks up an offset, so
// that hours around a change are wrong; and it does not name the zone.
(function (P, host, library) {
  "use strict";
  const { apply, construct } = P;
  const Native = Date, { prototype } = Native;
  const { parse, UTC, now } = Native;
  const { getTime, setTime, getTimezoneOffset, toString, toTimeString } = prototype;
  const define = (object, name, value) =>
    P.defineProperty(object, name, { __proto__: null, value, writable: true, enumerable: false, configurable: true });
  const timeOf = (date) => apply(getTime, date, []);
  const zone = () => host.native("intl").systemZone();

  // The name of the zone, as Node has it.
  const named = (date, text) => {
    const time = timeOf(date);
    if (time !== time) return text;
    const zones = library.load("internal:intl/zones");
    return `${text} (${zones.zoneName("en-US", zones.defaultZone(), time, "z", 4, undefined)})`;
  };
  const texts = {
    toString() { return named(this, apply(toString, this, [])); },
    toTimeString() { return named(this, apply(toTimeString, this, [])); },
  };
  define(prototype, "toString", texts.toString);
  /** The language's own text of a date. */
  host.dateText = (date) => apply(texts.toString, date, []);
  define(prototype, "toTimeString", texts.toTimeString);

  // A field that is no number makes an invalid date, of which the engine's setters tell but which they do not keep.
  const names = ["FullYear", "Month", "Date", "Hours", "Minutes", "Seconds", "Milliseconds"];
  const replace = (name, set) => {
    const { length } = prototype[name];
    const { [name]: setter } = { [name](...given) { return set(this, given); } };
    P.defineProperty(setter, "length", { __proto__: null, value: length, configurable: true });
    define(prototype, name, setter);
  };
  const kept = (name) => {
    const own = prototype[name];
    replace(name, (date, given) => {
      const made = apply(own, date, given);
      return made === made ? made : apply(setTime, date, [made]);
    });
  };
  const isUtc = zone() === "UTC";
  for (let i = 0; i < names.length; i++) {
    kept(`setUTC${names[i]}`);
    if (isUtc) kept(`set${names[i]}`);
  }
  if (isUtc) return;

  const scratch = new Native(0);
  /** What is added to UTC at a time, in milliseconds. */
  const offsetAt = (time) => {
    apply(setTime, scratch, [time]);
    return -apply(getTimezoneOffset, scratch, []) * 60000;
  };
  const DAY = 86400000;
  /** The time at which clocks show this; of two the first, and what is left out counts as before the change. */
  const fromLocal = (local) => {
    if (local !== local) return local;
    const before = offsetAt(local - DAY), after = offsetAt(local + DAY);
    if (before === after || offsetAt(local - before) === before) return local - before;
    return offsetAt(local - after) === after ? local - after : local - before;
  };

  const isZoned = (text) => P.regExpExec(/(?:z|gmt|ut|utc|[ecmp][sd]t|[+-]\d{1,2}(?::?\d{2})?)\s*(?:\([^)]*\))?\s*$/i, text) !== null;
  const isDay = (text) => P.regExpExec(/^\s*(?:[+-]\d{6}|\d{4})(?:-\d{2}){0,2}\s*$/, text) !== null;
  const isStandard = (text) => P.regExpExec(/^(?:[+-]\d{6}|\d{4})(?:-\d{2}){0,2}T/, text) !== null;
  const parsed = (text) => {
    const plain = parse(text);
    if (plain !== plain || isDay(text)) return plain;
    if (isStandard(text)) return P.regExpExec(/(?:Z|[+-]\d{2}:?\d{2})$/i, text) === null ? fromLocal(parse(`${text}Z`)) : plain;
    if (isZoned(text)) return plain;
    const local = parse(`${text} UTC`);
    return local !== local ? plain : fromLocal(local);
  };

  const isObject = (value) => (typeof value === "object" && value !== null) || typeof value === "function";
  const Made = function Date(...given) {
    if (new.target === undefined) return apply(texts.toString, new Native(), []);
    const target = new.target;
    if (given.length === 0) return construct(Native, [], target);
    if (given.length > 1) return construct(Native, [fromLocal(apply(UTC, undefined, given))], target);
    let value = given[0];
    if (host.kindOf(value) === "date") return construct(Native, [timeOf(value)], target);
    if (isObject(value)) value = toPrimitive(value);
    return construct(Native, [typeof value === "string" ? parsed(value) : value], target);
  };
  const toPrimitive = (value) => {
    const convert = value[Symbol.toPrimitive];
    if (convert != null) return apply(convert, value, ["default"]);
    const first = value.valueOf();
    return isObject(first) ? `${value}` : first;
  };
  P.defineProperty(Made, "length", { __proto__: null, value: 7, configurable: true });
  P.defineProperty(Made, "prototype", { __proto__: null, value: prototype, writable: false, enumerable: false, configurable: false });
  define(Made, "now", now);
  define(Made, "parse", { parse(text) { return parsed(`${text}`); } }.parse);
  define(Made, "UTC", UTC);
  define(prototype, "constructor", Made);
  define(globalThis, "Date", Made);

  // A setter of local fields is that of UTC on the time that clocks show.
  for (let i = 0; i < names.length; i++) {
    const name = `set${names[i]}`;
    const own = prototype[`setUTC${names[i]}`];
    replace(name, (date, given) => {
      let time = timeOf(date);
      if (time !== time && name === "setFullYear") time = fromLocal(0);
      const local = new Native(time + offsetAt(time));
      return apply(setTime, date, [fromLocal(apply(own, local, given))]);
    });
  }
})
