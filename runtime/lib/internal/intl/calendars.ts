// What day it is in a calendar.

export type CalendarDate = {
  era: number;
  year: number;
  extendedYear: number;
  month: number;
  day: number;
};

/** Of days since 1970: year, month and day of the Gregorian calendar. */
function gregorian(days: number): { year: number; month: number; day: number } {
  const shifted = days + 719468;
  const era = Math.floor(shifted / 146097);
  const inEra = shifted - era * 146097;
  const year = Math.floor((inEra - Math.floor(inEra / 1460) + Math.floor(inEra / 36524) - Math.floor(inEra / 146096)) / 365);
  const inYear = inEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
  const part = Math.floor((5 * inYear + 2) / 153);
  const month = part < 10 ? part + 3 : part - 9;
  return { year: year + era * 400 + (month <= 2 ? 1 : 0), month, day: inYear - Math.floor((153 * part + 2) / 5) + 1 };
}

/** Calendars that Node has and that are not here. */
const MISSING = ["buddhist", "chinese", "coptic", "dangi", "ethioaa", "ethiopic", "hebrew", "indian", "islamic", "islamic-civil", "islamic-rgsa", "islamic-tbla", "islamic-umalqura", "iso8601", "japanese", "persian", "roc"];

export function calendarDate(_calendar: string, days: number): CalendarDate {
  const { year, month, day } = gregorian(days);
  return { era: year > 0 ? 1 : 0, year: year > 0 ? year : 1 - year, extendedYear: year, month, day };
}

/** The calendar that a locale uses. */
export function calendarOf(_locale: string): string {
  return "gregory";
}

/** To ask for a calendar that is not here is an error: its dates would be wrong. */
export function isCalendar(name: string): boolean {
  if (MISSING.includes(name)) throw new RangeError(`The calendar ${name} is not supported`);
  return name === "gregory";
}
