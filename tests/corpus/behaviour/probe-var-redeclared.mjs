var a = 1;
var a;
console.log(String(a));
var a = 2;
console.log(String(a));
