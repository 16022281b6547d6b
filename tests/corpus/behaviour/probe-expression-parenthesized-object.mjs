({ a: 1 }).a;
({}).toString();
(function () {}).call();
[1, 2].length;
/x/.test("x");
"text".length;
console.log("ok");
