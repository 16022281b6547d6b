const _ = require("underscore");
const moment = require("moment");
console.log(_.range(3), _.countBy([1, 2, 3], (n) => (n % 2 ? "odd" : "even")), _.template("<%- a %>")({ a: "<" }));
console.log(moment.utc("2024-02-29T10:00:00Z").add(1, "year").format("dddd, MMMM Do YYYY, h:mm a"), moment.duration(90, "minutes").humanize(), moment("x", "YYYY", true).isValid());
