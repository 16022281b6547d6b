import { addDays, format, differenceInDays, parseISO, isLeapYear } from "date-fns";
const day = parseISO("2024-02-28T12:00:00Z");
console.log(addDays(day, 2).toISOString(), differenceInDays(parseISO("2024-03-01"), parseISO("2024-02-01")), isLeapYear(day));
console.log(format(new Date(2024, 0, 5, 9, 7), "yyyy-MM-dd HH:mm 'o''clock' EEEE do"));
