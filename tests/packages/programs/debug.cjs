const debug = require("debug");
debug.enable("app:*,-app:quiet");
debug.log = (...args) => console.log(String(args[0]).replace(/\x1b\[[0-9;]*m/g, "").replace(/\+\d+ms|^\S+Z /g, "").trim());
debug("app:one")("hello %s %d %o", "you", 42, { a: 1 });
debug("app:quiet")("never");
console.log(debug.enabled("app:one"), debug.enabled("other"));
