const m = /(?<year>\d{4})-(?<month>\d\d)/u.exec("on 2024-05-06");
console.log(m.groups.year, m.groups.month, m.index, "2024-05".replace(/(?<y>\d+)-(?<m>\d+)/, "$<m>/$<y>"));
console.log("$10 €20".match(/(?<=€)\d+/)[0], "a1b2".replace(/(?<!a)\d/g, "#"), /a.b/s.test("a\nb"), /\p{Lu}/u.test("É"));
console.log(JSON.stringify([..."a1b22".matchAll(/[a-z](\d+)/g)].map((x) => [x[1], x.index])));
const sticky = /b/y;
sticky.lastIndex = 1;
console.log(sticky.test("ab"), sticky.lastIndex, sticky.test("ab"), JSON.stringify(/a(?<x>b)?/d.exec("ab").indices.groups.x));
console.log(/^\p{RGI_Emoji}$/v.test("👩‍👩‍👧"), /[\p{L}--[a-z]]/v.test("a"), /[\p{L}--[a-z]]/v.test("é"), "aBc".replace(/b/i, (x) => `<${x}>`));
