const a = {};
const b = a.b;
const c = 1;
b.c;
