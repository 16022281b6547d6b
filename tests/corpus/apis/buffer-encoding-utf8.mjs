const texts = [
  "",
  "a",
  "ab",
  "abc",
  "abcd",
  "héllo wörld",
  "€uro",
  "😀 emoji",
  "\u0000\u0001",
  "4a4b4c",
  "YWJj",
  "YWJjZA==",
  "-_-_",
  "line\nbreak",
  "  spaces  ",
];
for (const text of texts) {
  const b = Buffer.from(text, "utf8");
  console.log(
    JSON.stringify(text),
    b,
    JSON.stringify(b.toString("utf8")),
    Buffer.byteLength(text, "utf8"),
    b.length,
  );
  const into = Buffer.alloc(6, ".");
  console.log(
    into.write(text, 1, "utf8"),
    into,
    into.write(text, 0, 3, "utf8"),
    into,
    into.fill(text.length > 2 ? text : "x", "latin1"),
    b.indexOf(text, "utf8"),
    b.includes("b", 0, "utf8"),
    b.equals(Buffer.from(text, "UTF8")),
  );
}
const all = Buffer.from(Array.from({ length: 256 }, (_, i) => i));
console.log(
  JSON.stringify(all.toString("utf8")),
  all.toString("utf8", 250),
  all.toString("utf8", 10, 12),
  Buffer.from(all.toString("utf8"), "utf8").length,
);
