let n = 0;
while (true) try { if (n++ === 2) break; } finally { n += 0; }
console.log(String(n));
