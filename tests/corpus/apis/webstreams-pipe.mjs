// pipeTo and pipeThrough: ends, errors, and what prevents them.
const log = console.log;
const attempt = async (name, promise) => {
  try {
    log(name, await promise);
  } catch (error) {
    log(name, error?.name, error?.code, error?.message ?? error);
  }
};
const source = (...chunks) => ReadableStream.from(chunks);
const sink = (name, extra) =>
  new WritableStream({
    write: (chunk) => log(name, "write", chunk),
    close: () => log(name, "close"),
    abort: (reason) => log(name, "abort", reason?.message ?? reason),
    ...extra,
  });
await attempt("pipe", source(1, 2, 3).pipeTo(sink("a")));
const open = sink("b");
await attempt("preventClose", source("x").pipeTo(open, { preventClose: true }));
log(open.locked);
await open.close();
const failing = () =>
  new ReadableStream(
    {
      start: (it) => it.enqueue("only"),
      pull: (it) => it.error(new Error("source failed")),
      cancel: (reason) => log("cancelled", reason?.message ?? reason),
    },
    { highWaterMark: 0 },
  );
await attempt("source error", failing().pipeTo(sink("c")));
const kept = sink("d");
await attempt("preventAbort", failing().pipeTo(kept, { preventAbort: true }));
await attempt("still open", kept.getWriter().close());
const endless = () => {
  let n = 0;
  return new ReadableStream({
    pull: (it) => it.enqueue(++n),
    cancel: (reason) => log("cancelled", reason?.message ?? reason),
  });
};
const refusing = () =>
  sink("e", {
    write(chunk) {
      if (chunk === 2) throw new Error("sink failed");
    },
  });
await attempt("sink error", endless().pipeTo(refusing()));
const source2 = endless();
await attempt("preventCancel", source2.pipeTo(refusing(), { preventCancel: true }));
log(source2.locked, (await source2.getReader().read()).done);
const controller = new AbortController();
const aborted = new ReadableStream({ cancel: (reason) => log("cancelled", reason.name) }).pipeTo(sink("f"), {
  signal: controller.signal,
});
controller.abort();
await attempt("aborted", aborted);
await attempt("aborted before", source(1).pipeTo(sink("g"), { signal: AbortSignal.abort("before") }));
await attempt(
  "aborted softly",
  endless().pipeTo(sink("h"), { signal: AbortSignal.abort("soft"), preventAbort: true, preventCancel: true }),
);
const closed = new WritableStream();
await closed.close();
const unread = new ReadableStream({ cancel: (reason) => log("cancelled", reason.code) });
await attempt("closed sink", unread.pipeTo(closed));
const doubled = source(1, 2, 3)
  .pipeThrough(new TransformStream({ transform: (chunk, it) => it.enqueue(chunk * 2) }))
  .pipeThrough(new TransformStream({ transform: (chunk, it) => it.enqueue(`<${chunk}>`) }));
for await (const chunk of doubled) log(chunk);
for (const misuse of [
  () => source(1).pipeTo({}),
  () => source(1).pipeTo(sink("i"), { signal: 5 }),
  () => source(1).pipeTo(sink("i"), 5),
  () => source(1).pipeThrough({}),
  () => source(1).pipeThrough({ readable: source(1), writable: 5 }),
  () => {
    const it = source(1);
    it.getReader();
    return it.pipeTo(sink("j"));
  },
  () => {
    const it = sink("k");
    it.getWriter();
    return source(1).pipeTo(it);
  },
]) {
  try {
    log("value", await misuse());
  } catch (error) {
    log(error.name, error.code, error.message);
  }
}
