const seen = [];
{ function f() { return 1; } seen.push(f()); { function f() { return 2; } seen.push(f()); } seen.push(f()); }
console.log(seen.join());
