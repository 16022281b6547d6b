if (true) { var a = 1; }
for (var b = 0; b < 2; b++) { var c = b; }
try { var d = 1; } finally { var e = 2; }
console.log([a, b, c, d, e].join());
