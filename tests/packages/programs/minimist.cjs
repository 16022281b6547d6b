console.log(require("minimist")(["-a", "beep", "-b", "boop", "-n5", "--no-color", "--x.y=1", "rest", "--", "more"], { string: ["s"], alias: { b: "bee" } }));
