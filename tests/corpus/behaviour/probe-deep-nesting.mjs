let n = 0;
{ { { if (true) { while (true) { do { for (;;) { switch (1) { case 1: { try { n++; break; } finally { n++; } } } break; } } while (false); break; } } } } }
console.log(String(n));
