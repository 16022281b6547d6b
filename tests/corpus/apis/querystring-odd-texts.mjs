// Half characters, escapes that are none, and how many keys are taken.
import qs from "node:querystring";
const tell = (work) => {
  try {
    console.log(work());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
};
for (const text of ["\ud801test", "\ud83d\ude00", "a\udc00", "\ud800", "é~!*()'", { toString: () => "own" }, 5n, null]) tell(() => qs.escape(text));
for (const text of ["%\u0100=%\u0101", "a=%zz&b=%41", "%E0%A4%A=1", "a=%u0041", "a+b=c+d", "%2B=%20", "=&=x&&y", "a=b=c", "%ff=%fe"]) tell(() => qs.parse(text));
for (const most of [0, 1, 2, 3, -1]) tell(() => qs.parse("&a&&b=1&a=2&c", null, null, { maxKeys: most }));
tell(() => qs.parse("a%20b;c:d", ";", ":", { decodeURIComponent: (text) => `<${text}>` }));
tell(() => qs.parse("a=%20", "&", "=", { decodeURIComponent: () => { throw new Error("no"); } }));
tell(() => qs.stringify({ a: [1, "x y", true, null, NaN, 5n], b: undefined, "ü": "%" }));
tell(() => qs.stringify({ a: "\ud800" }));
console.log(qs.unescapeBuffer("a%20b%zz+%41"), qs.unescape("%41%zz"));
