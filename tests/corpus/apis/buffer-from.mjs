import { Buffer } from "node:buffer";
const show = (...a) => {
  try {
    const b = Buffer.from(...a);
    console.log(b, b.length);
  } catch (e) {
    console.log(e.name, e.code, e.message);
  }
};
show("héllo");
show("68656c6c6f", "hex");
show("6865zz", "hex");
show("abc", "hex");
show("aGVsbG8=", "base64");
show("aGVsbG8", "base64url");
show("a-_+/ \n=b", "base64");
show("é", "latin1");
show("é€", "binary");
show("hi", "utf16le");
show("é", "ascii");
show("x", "UTF-8");
show("x", "nope");
show([1, 2, 300, -1, "5", 1.9]);
show(new Uint8Array([1, 2]));
show(new Uint16Array([1, 256]));
show(new ArrayBuffer(3));
show(new ArrayBuffer(8), 2, 3);
show(new ArrayBuffer(2), 3);
show(Buffer.from("x"));
show({ length: 2, 0: 7, 1: 8 });
show({ type: "Buffer", data: [1, 2] });
show(new String("obj"));
show({ [Symbol.toPrimitive]: () => "prim" });
show({ valueOf: () => "vo" });
show(5);
show(null);
show(undefined);
show({});
show(true);
show(() => {});
show("\ud800x");
show("");
console.log(
  Buffer.of(1, 2, 3),
  Buffer.alloc(3),
  Buffer.alloc(5, "ab"),
  Buffer.alloc(4, 1),
  Buffer.alloc(3, "YQ==", "base64"),
  Buffer.allocUnsafe(2).length,
  Buffer.alloc(0),
);
for (const bad of [-1, "5", NaN, 2 ** 53])
  try {
    Buffer.alloc(bad);
  } catch (e) {
    console.log(e.name, e.code, e.message);
  }
