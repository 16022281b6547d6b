let x = 0;
const set = (v) => x = v, del = (o) => delete o.a, not = (v) => !v, nothing = (v) => void v;
console.log(String(set(3)), x, String(del({ a: 1 })), not(0), String(nothing(1)));
