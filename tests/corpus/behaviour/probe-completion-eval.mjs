// What `eval` of statements is worth.
const worth = (code) => String((0, eval)(code));
console.log([
  worth("1; if (true) { 2 }"), worth("3; if (false) {}"), worth("do { 4; break; } while (0)"),
  worth("var i; for (i = 0; i < 3; i++) i * 10"), worth("switch (1) { case 1: 'one'; break; }"),
  worth("try { 5 } finally { 6 }"), worth("l: { 7; break l; }"), worth("8; var x = 9;"), worth("{}"), worth("10;;"),
].join(" "));
