const u = new URL("https://u@h:1/p?a=1&b=2#h");
console.log(u); console.log([u], { u }); console.log(u.searchParams, new URLSearchParams(), { deep: { er: { u } } }); console.log(u.searchParams.keys(), new URLSearchParams("x=y").entries());
class MyURL extends URL { get extra() { return 1; } } console.log(new MyURL("http://x"));
console.log(new URLSearchParams(Array.from({ length: 6 }, (_, i) => [`a-long-name-${i}`, "a long value"])));
console.log(Object.keys(u), Object.keys(URL.prototype).join(), Object.keys(URLSearchParams.prototype).join());
for (const k in u) process.stdout.write(k + " "); console.log();
