const texts = [
  "",
  "a",
  "ab",
  "abc",
  "abcd",
  "héllo wörld",
  "€uro",
  "\u0000\u0001",
  "4a4b4c",
  "YWJj",
  "YWJjZA==",
  "-_-_",
  "line\nbreak",
  "  spaces  ",
];
for (const text of texts) {
  const b = Buffer.from(text, "base64url");
  console.log(
    JSON.stringify(text),
    b,
    JSON.stringify(b.toString("base64url")),
    Buffer.byteLength(text, "base64url"),
    b.length,
  );
  const into = Buffer.alloc(6, ".");
  console.log(
    into.write(text, 1, "base64url"),
    into,
    into.write(text, 0, 3, "base64url"),
    into,
    into.fill(text.length > 2 ? text : "x", "latin1"),
    b.indexOf(text, "base64url"),
    b.includes("b", 0, "base64url"),
    b.equals(Buffer.from(text, "BASE64URL")),
  );
}
const all = Buffer.from(Array.from({ length: 256 }, (_, i) => i));
console.log(
  JSON.stringify(all.toString("base64url")),
  all.toString("base64url", 250),
  all.toString("base64url", 10, 12),
  Buffer.from(all.toString("base64url"), "base64url").length,
);
