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
  const b = Buffer.from(text, "utf16le");
  console.log(
    JSON.stringify(text),
    b,
    JSON.stringify(b.toString("utf16le")),
    Buffer.byteLength(text, "utf16le"),
    b.length,
  );
  const into = Buffer.alloc(6, ".");
  console.log(
    into.write(text, 1, "utf16le"),
    into,
    into.write(text, 0, 3, "utf16le"),
    into,
    into.fill(text.length > 2 ? text : "x", "latin1"),
    b.indexOf(text, "utf16le"),
    b.includes("b", 0, "utf16le"),
    b.equals(Buffer.from(text, "UTF16LE")),
  );
}
const all = Buffer.from(Array.from({ length: 256 }, (_, i) => i));
console.log(
  JSON.stringify(all.toString("utf16le")),
  all.toString("utf16le", 250),
  all.toString("utf16le", 10, 12),
  Buffer.from(all.toString("utf16le"), "utf16le").length,
);
