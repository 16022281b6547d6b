import buffer, { Buffer as B, kMaxLength, constants, isUtf8, isAscii, transcode, SlowBuffer, atob as a2 } from "node:buffer";
const b = B.from("abc"); console.log(B === globalThis.Buffer, b instanceof Uint8Array, B.isBuffer(b), B.isBuffer(new Uint8Array()), B.isEncoding("utf8"), B.isEncoding("x"), B.isEncoding(5), B.poolSize, typeof kMaxLength, typeof constants.MAX_LENGTH, B.name, b.constructor === B, Object.prototype.toString.call(b));
console.log([...b], [...b.entries()], [...b.keys()], b.map((x) => x + 1), b.filter((x) => x > 97), b.reduce((a, c) => a + c), b.at(-1), b.join("-"), Array.from(b), b.every((x) => x > 0), b.reverse(), b.length, b.byteLength);
class Sub extends Uint8Array {} console.log(new Sub(2), B.from("x".repeat(60)), [B.from("q")], { b: B.from("z") });
console.log(isUtf8(B.from([0xff])), isUtf8(B.from("ü")), isAscii(B.from("a")), isAscii(B.from("ü")), transcode(B.from("é"), "utf8", "latin1"), buffer.constants === constants, a2("aGk="), btoa("hi"));
const e = B.from("hi"); e.extra = { a: 1 }; console.log(e); console.log(Object.keys(B.from("ab")), "1" in b, b[10], B.from("ab") == "ab");
console.log(new Uint8Array(B.from("ab")), structuredClone(B.from("ab")), B.copyBytesFrom(new Uint16Array([1, 2]), 1));
