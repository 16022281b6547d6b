const base = Symbol();
let result = 2;
result **= base;
