import { AsyncLocalStorage, AsyncResource, executionAsyncId } from "node:async_hooks";
const als = new AsyncLocalStorage(),
  log = (n) => console.log(n, als.getStore());
class Job extends AsyncResource {
  constructor(fn) {
    super("Job");
    this.fn = fn;
  }
  run(...a) {
    return this.runInAsyncScope(this.fn, this, ...a);
  }
}
const job = als.run(
  "made",
  () =>
    new Job(function (a, b) {
      log("job");
      return [this instanceof Job, a, b];
    }),
);
console.log(als.run("run", () => job.run(1, 2)));
const bound = als.run("bound", () =>
  AsyncResource.bind(function named(x, y) {
    log("bound");
    return this?.v ?? x;
  }),
);
console.log(bound.length, bound.call({ v: 5 }), bound(7));
const snap = als.run("snap", () => AsyncLocalStorage.snapshot());
als.run("else", () => snap((n) => log(n), "snapshot"));
const f = als.run("static", () => AsyncLocalStorage.bind((n) => log(n)));
f("als bind");
console.log(
  typeof job.asyncId(),
  job.asyncId() !== new Job().asyncId(),
  typeof job.triggerAsyncId(),
  job.emitDestroy() === job,
  typeof executionAsyncId(),
);
const t = (f) => {
  try {
    f();
  } catch (e) {
    console.log(e.name, e.code, e.message);
  }
};
t(() => new AsyncResource());
t(() => new AsyncResource(""));
t(() => new AsyncResource("x", { triggerAsyncId: -2 }));
t(() => AsyncResource.bind(1));
t(() => new AsyncLocalStorage(1));
t(() => job.bind());
