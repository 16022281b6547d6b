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
  const b = Buffer.from(text, "ascii");
  console.log(
    JSON.stringify(text),
    b,
    JSON.stringify(b.toString("ascii")),
    Buffer.byteLength(text, "ascii"),
    b.length,
  );
  const into = Buffer.alloc(6, ".");
  console.log(
    into.write(text, 1, "ascii"),
    into,
    into.write(text, 0, 3, "ascii"),
    into,
    into.fill(text.length > 2 ? text : "x", "latin1"),
    b.indexOf(text, "ascii"),
    b.includes("b", 0, "ascii"),
    b.equals(Buffer.from(text, "ASCII")),
  );
}
const all = Buffer.from(Array.from({ length: 256 }, (_, i) => i));
console.log(
  JSON.stringify(all.toString("ascii")),
  all.toString("ascii", 250),
  all.toString("ascii", 10, 12),
  Buffer.from(all.toString("ascii"), "ascii").length,
);
