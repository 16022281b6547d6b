const add = (a) => (b) => (c) => a + b + c;
console.log(String(add(1)(2)(3)));
