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
  const b = Buffer.from(text, "latin1");
  console.log(
    JSON.stringify(text),
    b,
    JSON.stringify(b.toString("latin1")),
    Buffer.byteLength(text, "latin1"),
    b.length,
  );
  const into = Buffer.alloc(6, ".");
  console.log(
    into.write(text, 1, "latin1"),
    into,
    into.write(text, 0, 3, "latin1"),
    into,
    into.fill(text.length > 2 ? text : "x", "latin1"),
    b.indexOf(text, "latin1"),
    b.includes("b", 0, "latin1"),
    b.equals(Buffer.from(text, "LATIN1")),
  );
}
const all = Buffer.from(Array.from({ length: 256 }, (_, i) => i));
console.log(
  JSON.stringify(all.toString("latin1")),
  all.toString("latin1", 250),
  all.toString("latin1", 10, 12),
  Buffer.from(all.toString("latin1"), "latin1").length,
);
