const run = (code) => (0, eval)(code);
run("1 + 1");
run("1 +");
