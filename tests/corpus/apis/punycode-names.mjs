// Names of hosts in ASCII and back, with what is no such name.
import punycode from "node:punycode";
const show = (work) => {
  try {
    console.log(work());
  } catch (error) {
    console.log(error.name, error.message);
  }
};
for (const text of ["mañana", "bücher", "☃-⌘", "日本語", "💩.la", "ascii", "", "-", "Ünïcödé-x", "他们为什么不说中文", "пример"]) {
  show(() => punycode.encode(text));
  show(() => punycode.decode(punycode.encode(text)) === text);
}
for (const text of ["maana-pta", "bcher-kva", "--dqo34k", "wgv71a119e", "ls8h", "-", "abc-", "!", "a-é", "99999999999", "x"]) {
  show(() => punycode.decode(text));
}
for (const name of ["mañana.com", "例え.テスト", "jürgen@bücher.example", "a.b.c", "xn--maana-pta.com", "a。b", "ünï.ÜNÏ"]) {
  show(() => punycode.toASCII(name));
  show(() => punycode.toUnicode(punycode.toASCII(name)));
}
show(() => punycode.toUnicode("xn--!"));
show(() => punycode.ucs2.decode("a💩é"));
show(() => punycode.ucs2.encode([0x61, 0x1f4a9, 0xe9]));
show(() => punycode.ucs2.decode("\ud83d x"));
show(() => Object.keys(punycode).join());
