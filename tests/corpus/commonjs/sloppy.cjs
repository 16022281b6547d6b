// Only sloppy code may do these.
with ({ inside: "with" }) console.log(inside);
var eval_ = 010;
console.log(eval_, "\101");
function twice(a, a) { return a; }
console.log(twice(1, 2));
function named(x) { arguments[0] = "changed"; return x; }
console.log(named("before"));
var let_ = 1, yield = 2, static = 3, await = 4;
console.log(let_, yield, static, await);
if (true) { function hoisted() { return "hoisted"; } }
console.log(hoisted());
console.log(delete Object.freeze({ a: 1 }).a);
var frozen = Object.freeze({ a: 1 });
frozen.a = 2;
console.log(frozen.a, function () { return this === globalThis; }());
<!-- an old comment
console.log("end");
