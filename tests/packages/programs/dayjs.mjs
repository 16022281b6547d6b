import dayjs from "dayjs";
import utc from "dayjs/plugin/utc.js";
import duration from "dayjs/plugin/duration.js";
dayjs.extend(utc);
dayjs.extend(duration);
console.log(dayjs.utc("2024-05-06T07:08:09Z").format("YYYY/MM/DD HH:mm:ss dddd"), dayjs.utc("2024-01-31").add(1, "month").format());
console.log(dayjs.duration(90, "minutes").asHours(), dayjs("2024-01-01").isBefore("2024-01-02"), dayjs("nope").isValid());
