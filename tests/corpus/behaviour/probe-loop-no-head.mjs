let n = 0;
for (;;) { if (++n > 3) break; else continue; }
console.log(String(n));
