const b = Buffer.from("héllo €😀");
for (const e of ["utf8", "hex", "base64", "base64url", "latin1", "ascii", "utf16le", "ucs2", "binary", "HEX"]) console.log(e, JSON.stringify(b.toString(e)));
console.log(b.toString("utf8", 1, 3), b.toString(undefined, 2), b.toString("hex", -5, 2), b.toString("hex", 5, 2), b.toString("utf8", "1", "4"), `${b}`, b + "!", b.toLocaleString());
try { b.toString("x"); } catch (e) { console.log(e.code, e.message); }
console.log(JSON.stringify(Buffer.from("ab")), JSON.stringify({ b: Buffer.alloc(2) }), Buffer.from(JSON.parse(JSON.stringify(Buffer.from("ab")))), Buffer.from([0xff, 0x41, 0xe2, 0x82]).toString(), b.utf8Slice(0, 3), b.hexSlice(0, 2));
console.log(Buffer.byteLength("héllo"), Buffer.byteLength("aGk=", "base64"), Buffer.byteLength("abc", "hex"), Buffer.byteLength("é", "latin1"), Buffer.byteLength("é", "utf16le"), Buffer.byteLength(new ArrayBuffer(5)), Buffer.byteLength(Buffer.alloc(2)));
try { Buffer.byteLength(5); } catch (e) { console.log(e.code, e.message); }
