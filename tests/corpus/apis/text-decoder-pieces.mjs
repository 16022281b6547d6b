// Texts that arrive in pieces, cut anywhere, and labels with blanks around them.
const hex = (text) => Array.from(text, (it) => it.codePointAt(0).toString(16)).join(" ");
const pieces = (label, list, options) => {
  const decoder = new TextDecoder(label, options);
  const out = [];
  try {
    for (const piece of list) out.push(hex(decoder.decode(Uint8Array.from(piece), { stream: true })));
    out.push(hex(decoder.decode()));
  } catch (error) {
    out.push(`${error.name} ${error.code}`);
  }
  console.log(label, JSON.stringify(out));
};
pieces("utf-8", [[0xc3], [0xa9]]);
pieces("utf-8", [[0xf0], [0x9f], [0x98], [0x80]]);
pieces("utf-8", [[0xf0, 0x41], [0x42]]);
pieces("utf-8", [[0xe2, 0x82], [0x41]]);
pieces("utf-8", [[0xf8], [0xf0, 0x90], [0xf0]]);
pieces("utf-8", [[0xc1], [0xff, 0x41]]);
pieces("utf-8", [[0xef], [0xbb], [0xbf], [0x41], [0xef, 0xbb, 0xbf]]);
pieces("utf-8", [[0xef], [0xbb], [0xbf], [0x41]], { ignoreBOM: true });
pieces("utf-8", [[0xe2], [0x28, 0xa1]], { fatal: true });
pieces("utf-8", [[0xe2, 0x82]], { fatal: true });
pieces("utf-16le", [[0x3d], [0xd8, 0x00], [0xde], [0x41, 0x00]]);
pieces("utf-16be", [[0xfe, 0xff, 0xd8], [0x3d, 0xde], [0x00]]);
pieces("utf-16le", [[0x3d, 0xd8], [0x41, 0x00]]);
pieces("windows-1252", [[0x80], [0xe9, 0x9f]]);
pieces("shift_jis", [[0x93], [0xfa, 0x96], [0x7b]]);
const decoder = new TextDecoder();
console.log(hex(decoder.decode(Uint8Array.of(0xf0, 0x9f), { stream: true })), hex(decoder.decode(Uint8Array.of(0x41))));
console.log(hex(decoder.decode(Uint8Array.of(0xef, 0xbb, 0xbf, 0x41))), hex(decoder.decode(Uint8Array.of(0xef, 0xbb, 0xbf, 0x42))));
for (const label of [" utf-8 ", "\n\tUTF8\r\f", "\vutf-8", "\u00a0utf-8", "utf-8\0", "\u2028latin1"])
  try {
    console.log(JSON.stringify(label), new TextDecoder(label).encoding);
  } catch (error) {
    console.log(JSON.stringify(label), error.name, error.code);
  }
