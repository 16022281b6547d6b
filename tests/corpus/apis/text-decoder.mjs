const bytes = (...b) => new Uint8Array(b);
for (const label of ["utf-8", "UTF8", " utf-8 ", "utf-16le", "utf-16", "latin1", "ascii", "windows-1252", "unicode-1-1-utf-8", "ucs-2"]) console.log(label, new TextDecoder(label).encoding);
try { new TextDecoder("nope"); } catch (e) { console.log(e.name, e.code, e.message); }
const d = new TextDecoder(); console.log(JSON.stringify([d.decode(bytes(0xc3, 0xa9)), d.decode(bytes(0xff, 0x41)), d.decode(bytes(0xe2, 0x82)), d.decode(bytes(0xef, 0xbb, 0xbf, 0x61)), d.decode(bytes(0xed, 0xa0, 0x80)), d.decode(bytes(0xf0, 0x9f, 0x98)), d.decode(), d.decode(new ArrayBuffer(2)), d.decode(new DataView(bytes(65, 66).buffer, 1))]));
console.log(JSON.stringify(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes(0xef, 0xbb, 0xbf, 0x61))));
for (const b of [bytes(0xff), bytes(0xc3), bytes(0xe2, 0x82, 0xac)]) try { console.log(new TextDecoder("utf-8", { fatal: true }).decode(b)); } catch (e) { console.log(e.name, e.code, e.message); }
const s = new TextDecoder(); let out = []; for (const b of [0xe2, 0x82, 0xac, 0xf0, 0x9f, 0x98, 0x80, 0x41]) out.push(s.decode(bytes(b), { stream: true })); out.push(s.decode()); console.log(JSON.stringify(out));
const r = new TextDecoder(); console.log(JSON.stringify([r.decode(bytes(0xe2), { stream: true }), r.decode(bytes(0x41), { stream: true }), r.decode()]));
console.log(JSON.stringify([new TextDecoder("utf-16le").decode(bytes(65, 0, 0xac, 0x20)), new TextDecoder("latin1").decode(bytes(0xe9, 0xff))]));
try { d.decode("x"); } catch (e) { console.log(e.name, e.code); }
