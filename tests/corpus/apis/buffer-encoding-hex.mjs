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
  const b = Buffer.from(text, "hex");
  console.log(
    JSON.stringify(text),
    b,
    JSON.stringify(b.toString("hex")),
    Buffer.byteLength(text, "hex"),
    b.length,
  );
  const into = Buffer.alloc(6, ".");
  console.log(
    into.write(text, 1, "hex"),
    into,
    into.write(text, 0, 3, "hex"),
    into,
    into.fill(text.length > 2 ? text : "x", "latin1"),
    b.indexOf(text, "hex"),
    b.includes("b", 0, "hex"),
    b.equals(Buffer.from(text, "HEX")),
  );
}
const all = Buffer.from(Array.from({ length: 256 }, (_, i) => i));
console.log(
  JSON.stringify(all.toString("hex")),
  all.toString("hex", 250),
  all.toString("hex", 10, 12),
  Buffer.from(all.toString("hex"), "hex").length,
);
