const b = Buffer.alloc(16);
const sizes = { Int8: 1, UInt8: 1, Int16LE: 2, Int16BE: 2, UInt16LE: 2, UInt16BE: 2, Int32LE: 4, Int32BE: 4, UInt32LE: 4, UInt32BE: 4, FloatLE: 4, FloatBE: 4, DoubleLE: 8, DoubleBE: 8 };
for (const [name, size] of Object.entries(sizes)) for (const v of [0, 1, 127, -1, 255, 1.5, 65535, -32768, 2 ** 31, NaN, "7", 1e40]) {
  b.fill(0); try { console.log(name, v, b[`write${name}`](v, 3), b.subarray(3, 3 + size).toString("hex"), b[`read${name}`](3)); } catch (e) { console.log(name, v, e.code, e.message); }
}
for (const n of ["BigInt64LE", "BigInt64BE", "BigUInt64LE", "BigUInt64BE"]) for (const v of [0n, 1n, -1n, 2n ** 63n, 2n ** 64n, 5]) { b.fill(0); try { console.log(n, v, b[`write${n}`](v), b.toString("hex", 0, 8), b[`read${n}`]()); } catch (e) { console.log(n, v, e.code, e.message); } }
for (let size = 1; size <= 6; size++) { for (const kind of ["IntLE", "IntBE", "UIntLE", "UIntBE"]) { b.fill(0); console.log(kind, size, b[`write${kind}`](100, 1, size), b.toString("hex"), b[`read${kind}`](1, size)); } }
for (const f of [() => b.readInt8(16), () => b.readInt8(-1), () => b.readInt8(1.5), () => b.readInt8("x"), () => Buffer.alloc(1).readInt16LE(), () => b.readIntLE(0, 7), () => b.readIntLE(0), () => b.readIntLE(), () => b.writeUIntBE(2 ** 24, 0, 3), () => b.writeIntLE(-129, 0, 1), () => b.writeUInt8(256)]) try { console.log(f()); } catch (e) { console.log(e.name, e.code, e.message); }
console.log(b.readUint8 === b.readUInt8, typeof b.readUint32BE, typeof b.writeBigUint64LE);
