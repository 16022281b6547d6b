// A file container under a password: header, chunks each sealed for itself, read again as a stream.
import { createCipheriv, createDecipheriv, createHash, hkdfSync, pbkdf2, scryptSync } from "node:crypto";
import { createReadStream, createWriteStream, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";

const MAGIC = Buffer.from("SEAL\x01"), CHUNK = 4096, TAG = 16;
const derive = (password, salt) => Buffer.from(hkdfSync("sha256", scryptSync(password, salt, 32, { N: 1024 }), salt, "container", 32));
const nonce = (index) => {
  const out = Buffer.alloc(12);
  out.writeUInt32BE(index, 8);
  return out;
};
class Chunks extends Transform {
  #size; #rest = [];
  #length = 0;
  constructor(size) {
    super({ readableObjectMode: true });
    this.#size = size;
  }
  _transform(chunk, _, done) {
    this.#rest.push(chunk);
    this.#length += chunk.length;
    if (this.#length >= this.#size) {
      let all = Buffer.concat(this.#rest);
      for (; all.length >= this.#size; all = all.subarray(this.#size)) this.push(all.subarray(0, this.#size));
      this.#rest = [all];
      this.#length = all.length;
    }
    done();
  }
  _flush(done) {
    if (this.#length > 0) this.push(Buffer.concat(this.#rest));
    done();
  }
}
async function* seal(source, key, header) {
  yield header;
  let index = 0;
  for await (const chunk of source) {
    const cipher = createCipheriv("aes-256-gcm", key, nonce(index++)).setAAD(header);
    yield Buffer.concat([cipher.update(chunk), cipher.final(), cipher.getAuthTag()]);
  }
}
async function* open(source, key, header) {
  let index = 0;
  for await (const chunk of source) {
    const cipher = createDecipheriv("aes-256-gcm", key, nonce(index++));
    cipher.setAAD(header).setAuthTag(chunk.subarray(-TAG));
    yield Buffer.concat([cipher.update(chunk.subarray(0, -TAG)), cipher.final()]);
  }
}
const folder = mkdtempSync(path.join(tmpdir(), "container-"));
const file = (name) => path.join(folder, name);
const digest = (name) => createHash("sha256").update(readFileSync(file(name))).digest("hex").slice(0, 16);
try {
  const content = Buffer.alloc(50_000, (n) => n);
  for (let i = 0; i < content.length; i++) content[i] = (i * i) % 251;
  writeFileSync(file("plain"), content);
  const salt = createHash("md5").update("salt").digest();
  const header = Buffer.concat([MAGIC, salt]);
  const key = derive("correct horse", salt);
  await pipeline(createReadStream(file("plain"), { highWaterMark: 1000 }), new Chunks(CHUNK), (source) => seal(source, key, header), createWriteStream(file("sealed")));
  console.log(statSync(file("sealed")).size, digest("sealed"));
  const read = (name, to, password) => {
    const head = readFileSync(file(name)).subarray(0, header.length);
    if (!head.subarray(0, MAGIC.length).equals(MAGIC)) throw new Error("not a container");
    const opened = derive(password, head.subarray(MAGIC.length));
    return pipeline(createReadStream(file(name), { start: header.length }), new Chunks(CHUNK + TAG), (source) => open(source, opened, head), createWriteStream(file(to)));
  };
  await read("sealed", "opened", "correct horse");
  console.log(digest("opened") === digest("plain"), statSync(file("opened")).size);
  const changed = readFileSync(file("sealed"));
  changed[30_000] ^= 1;
  writeFileSync(file("changed"), changed);
  for (const [name, password] of [["sealed", "wrong"], ["changed", "correct horse"], ["plain", "any"]])
    try {
      await read(name, "out", password);
      console.log(name, "opened");
    } catch (error) {
      console.log(name, error.message);
    }
  const stretched = await promisify(pbkdf2)("correct horse", salt, 1000, 24, "sha512");
  console.log(stretched.toString("base64"), key.toString("hex"));
} finally {
  rmSync(folder, { recursive: true });
}
