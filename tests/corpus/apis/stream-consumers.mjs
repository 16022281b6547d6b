// `stream/consumers`.
import { PassThrough, Readable } from "node:stream";
import { arrayBuffer, buffer, json, text } from "node:stream/consumers";
const log = console.log;
log(await text(Readable.from(["a", "b", "c"])));
const bytes = Buffer.from("žluťoučký €😀");
log(await text(Readable.from([...bytes].map((it) => Buffer.from([it])))));
log(await buffer(Readable.from([Buffer.from("ab"), Buffer.from("cd")])));
log(await json(Readable.from(['{"a":', "[1,2]}"])));
const plain = await arrayBuffer(Readable.from([Buffer.from("xyz")]));
log(plain instanceof ArrayBuffer, plain.byteLength, new Uint8Array(plain));
log(await text(Readable.from([])), (await buffer(Readable.from([]))).length);
log(
  await text(
    (async function* () {
      yield "from ";
      yield "a generator";
    })(),
  ),
);
try {
  await json(Readable.from(["not json"]));
} catch (error) {
  log(error.name);
}
const failing = new PassThrough();
setImmediate(() => failing.destroy(new Error("lost")));
log(await text(failing).catch((error) => error.message));
