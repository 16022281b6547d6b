import { DateTime, Duration } from "luxon";
console.log(typeof DateTime.now().toMillis(), Duration.fromObject({ hours: 1, minutes: 30 }).as("minutes"), Duration.fromISO("PT2H").toISO());
