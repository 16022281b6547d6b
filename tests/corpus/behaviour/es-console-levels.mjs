console.log("plain", 1, true, null, undefined, "two words");
console.log("%s is %d years and %i, %% done", "Ann", 42.5, 42.9, "extra");
console.log();
console.log("", "");
console.info("info goes to stdout");
console.debug("debug goes to stdout");
