let n = 0;
a: for (;;) { n++; break a; }
a: for (;;) { n++; break a; }
a: { n++; break a; }
console.log(String(n));
