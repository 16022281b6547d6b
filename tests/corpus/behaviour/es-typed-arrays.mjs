const b = new ArrayBuffer(8), v = new DataView(b), u8 = new Uint8Array(b);
v.setInt16(0, -2); v.setFloat32(4, 1.5, true);
console.log(u8.join(), v.getUint16(0), new Uint8ClampedArray([300, -5, 1.5]).join(), new Float32Array([1.1])[0] === 1.1, Uint8Array.from("123").map((x) => x * 2).join(), new Int16Array([1, 2, 3]).subarray(1).byteOffset);
