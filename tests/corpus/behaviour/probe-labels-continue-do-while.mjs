// `continue` goes to the test.
let i = 0, bodies = 0;
again: do {
  bodies++;
  for (;;) { if (i++ < 5) continue again; break again; }
} while (i < 4);
console.log(`${i} ${bodies}`);
