function f(get = () => v, v = 1) { var v = 2; return `${get()} ${v}`; }
console.log(f());
