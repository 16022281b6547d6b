// Encodings by their labels, whole and in pieces.
const log = console.log;
const bytes = (...list) => new Uint8Array(list);
for (const [label, data] of [
  ["shift_jis", bytes(0x93, 0xfa, 0x96, 0x7b)],
  ["euc-jp", bytes(0xc6, 0xfc, 0xcb, 0xdc)],
  ["gbk", bytes(0xc4, 0xe3, 0xba, 0xc3)],
  ["gb18030", bytes(0x81, 0x30, 0x81, 0x30, 0xc4, 0xe3)],
  ["big5", bytes(0xa7, 0x41, 0xa6, 0x6e)],
  ["euc-kr", bytes(0xb0, 0xa1)],
  ["koi8-r", bytes(0xf0, 0xd2, 0xc9)],
  ["windows-1251", bytes(0xcf, 0xf0, 0xe8)],
  ["iso-8859-2", bytes(0xbe, 0xe1)],
  ["windows-1250", bytes(0x9e, 0x8a)],
  ["iso-8859-5", bytes(0xbf, 0xe0)],
  ["windows-1257", bytes(0xe0)],
  ["ibm866", bytes(0x8f, 0xe0)],
  ["macintosh", bytes(0x8e, 0xca)],
  ["iso-8859-15", bytes(0xa4)],
]) {
  const decoder = new TextDecoder(label);
  log(label, decoder.encoding, decoder.decode(data));
}
const cut = new TextDecoder("shift_jis");
log(
  cut.decode(bytes(0x93), { stream: true }) +
    cut.decode(bytes(0xfa, 0x96), { stream: true }) +
    cut.decode(bytes(0x7b)),
);
log(
  new TextDecoder("  Windows-1251 ").encoding,
  new TextDecoder("latin1").encoding,
  new TextDecoder("SJIS").encoding,
);
for (const label of ["nope", "replacement", "utf-7", ""]) {
  try {
    log(new TextDecoder(label).encoding);
  } catch (error) {
    log(label, error.name, error.code);
  }
}
