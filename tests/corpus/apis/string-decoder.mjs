import { StringDecoder } from "node:string_decoder";
const run = (encoding, bytes, sizes) => {
  for (const size of sizes) {
    const d = new StringDecoder(encoding);
    let out = [];
    for (let i = 0; i < bytes.length; i += size) out.push(d.write(Buffer.from(bytes.slice(i, i + size))));
    out.push(d.end());
    console.log(encoding, size, JSON.stringify(out));
  }
};
run("utf8", [...Buffer.from("aé€😀z")], [1, 2, 3, 4, 20]);
run("utf16le", [...Buffer.from("aé😀", "utf16le")], [2, 3, 5]);
run("base64", [...Buffer.from("hello world")], [1, 2, 3, 4]);
run("hex", [1, 2, 255], [1, 2]);
run("latin1", [65, 233], [1]);
run("utf8", [0xe2, 0x82, 0x41, 0xff, 0xf0, 0x9f], [1, 2, 6]);
run("ascii", [200, 65], [2]);
const d = new StringDecoder();
console.log(d.encoding, d.write("text"), d.end(Buffer.from([0xe2])));
console.log(new StringDecoder("UTF-8").encoding, new StringDecoder("binary").encoding);
for (const f of [() => new StringDecoder("nope"), () => d.write(5), () => d.write(null)])
  try {
    f();
  } catch (e) {
    console.log(e.code, e.message);
  }
