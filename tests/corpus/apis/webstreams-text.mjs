// TextEncoderStream and TextDecoderStream.
const log = console.log;
const all = async (stream) => {
  const out = [];
  for await (const chunk of stream) out.push(chunk);
  return out;
};
log(
  await all(
    ReadableStream.from(["žlu", "", "€", "\ud83d", "\ude00", "\ud83d"]).pipeThrough(new TextEncoderStream()),
  ),
);
const bytes = new TextEncoder().encode("a€😀z");
log(
  await all(
    ReadableStream.from([...bytes].map((byte) => new Uint8Array([byte]))).pipeThrough(
      new TextDecoderStream(),
    ),
  ),
);
log(
  await all(
    ReadableStream.from([new Uint8Array([0xef, 0xbb]), new Uint8Array([0xbf, 65])]).pipeThrough(
      new TextDecoderStream(),
    ),
  ),
);
log(await all(ReadableStream.from([new Uint8Array([0xe2, 0x82])]).pipeThrough(new TextDecoderStream())));
log(
  await all(
    ReadableStream.from([new Uint8Array([0x41, 0, 0x42]), new Uint8Array([0])]).pipeThrough(
      new TextDecoderStream("utf-16le"),
    ),
  ),
);
try {
  await all(
    ReadableStream.from([new Uint8Array([255])]).pipeThrough(new TextDecoderStream("utf-8", { fatal: true })),
  );
} catch (error) {
  log(error.name, error.code);
}
try {
  await all(ReadableStream.from(["not bytes"]).pipeThrough(new TextDecoderStream()));
} catch (error) {
  log(error.name, error.code);
}
try {
  new TextDecoderStream("nope");
} catch (error) {
  log(error.name, error.code);
}
const decoder = new TextDecoderStream("latin1", { ignoreBOM: true });
log(decoder.encoding, decoder.fatal, decoder.ignoreBOM, decoder);
log(
  new TextEncoderStream(),
  Object.keys(TextEncoderStream.prototype),
  Object.keys(TextDecoderStream.prototype),
);
log(
  await all(
    ReadableStream.from([5, null, { a: 1 }])
      .pipeThrough(new TextEncoderStream())
      .pipeThrough(new TextDecoderStream()),
  ),
);
