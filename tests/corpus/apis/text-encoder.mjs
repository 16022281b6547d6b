const e = new TextEncoder(); console.log(e.encoding, e.encode("aé€😀\ud800"), e.encode(), e.encode(undefined), e.encode(5), Object.prototype.toString.call(e));
for (const [text, size] of [["aé€😀", 20], ["aé€😀", 3], ["€", 2], ["", 2], ["😀x", 4], ["\udc00", 3]]) { const into = new Uint8Array(size); console.log(text, size, e.encodeInto(text, into), into); }
console.log(e, new TextDecoder()); for (const f of [() => e.encodeInto(5, new Uint8Array(1)), () => e.encodeInto("a", [])]) try { f(); } catch (x) { console.log(x.code, x.message); }
console.log(Object.keys(TextEncoder.prototype), Object.keys(TextDecoder.prototype));
