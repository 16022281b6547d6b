// What `createHook` tells of, in which order, and which numbers belong together.
const hooks = require("node:async_hooks");
const { executionAsyncId: id, triggerAsyncId: trigger, executionAsyncResource: resource } = hooks;

console.log(id(), trigger(), typeof resource(), Object.keys(resource()).length);
const names = new Map([[1, "main"], [0, "none"]]);
const name = (number) => names.get(number) ?? "unknown";
const seen = [], counts = {};
const hook = hooks.createHook({
  init(asyncId, type, triggerId, it) {
    counts[type] = (counts[type] ?? 0) + 1;
    names.set(asyncId, `${type}#${counts[type]}`);
    seen.push(`init ${name(asyncId)} by ${name(triggerId)} in ${name(id())} ${typeof it} ${this === hook}`);
  },
  before(asyncId) { if (names.has(asyncId)) seen.push(`before ${name(asyncId)}`); },
  after(asyncId) { if (names.has(asyncId)) seen.push(`after ${name(asyncId)}`); },
  destroy(asyncId) { destroyed.add(name(asyncId)); },
  promiseResolve(asyncId) { seen.push(`resolved ${name(asyncId)}`); },
});
const destroyed = new Set();
const here = (what) => seen.push(`${what}: ${name(id())} by ${name(trigger())}`);
console.log(hook.enable() === hook, hook.enable() === hook);

setTimeout(() => {
  here("timeout");
  resource().mark = 1;
  process.nextTick(() => {
    here("tick");
    setImmediate(() => {
      here("immediate");
      const made = new Promise((resolve) => setTimeout(resolve, 1, "value"));
      made.then((value) => {
        here(`then ${value}`);
        return value;
      }).then(() => here("second then"));
      (async () => {
        here("async begins");
        await made;
        here("await goes on");
        queueMicrotask(() => {
          here("microtask");
          own();
        });
      })();
    });
  });
}, 1);

function own() {
  class Mine extends hooks.AsyncResource {
    constructor() { super("MINE", { triggerAsyncId: 1, requireManualDestroy: true }); }
  }
  const mine = new Mine();
  seen.push(mine.runInAsyncScope(function (a) {
    here("own");
    return [this.x, a, id() === mine.asyncId(), trigger() === mine.triggerAsyncId(), resource() === mine];
  }, { x: 7 }, 8).join());
  try { mine.runInAsyncScope(() => { throw new Error("thrown in a scope"); }); } catch (error) { here(error.message); }
  mine.emitDestroy();
  const bound = hooks.AsyncResource.bind(() => here("bound"), "BOUND");
  bound();
  let left = 2;
  const interval = setInterval(() => {
    here("interval");
    if (--left > 0) return;
    clearInterval(interval);
    setTimeout(() => {
      hook.disable();
      setTimeout(() => {
        console.log(seen.join("\n"));
        for (const it of ["Timeout#1", "TickObject#1", "Immediate#1", "MINE#1", "Microtask#1"]) console.log(it, destroyed.has(it));
      }, 1);
    }, 20);
  }, 1);
}
