// What people build from `createHook`: a store that follows what waits, without `AsyncLocalStorage`.
import { createHook, executionAsyncId, executionAsyncResource, AsyncResource } from "node:async_hooks";
import { readFile } from "node:fs";

const key = Symbol("store");
createHook({
  init(_, __, ___, resource) {
    const current = executionAsyncResource();
    if (current && key in current) resource[key] = current[key];
  },
}).enable();
const get = () => executionAsyncResource()[key];

const stores = new Map();
const byId = createHook({
  init(id, type, trigger) { if (stores.has(executionAsyncId())) stores.set(id, stores.get(executionAsyncId())); },
  destroy(id) { stores.delete(id); },
}).enable();

const out = [];
let open = 3;
function request(name) {
  new AsyncResource("REQUEST").runInAsyncScope(async () => {
    executionAsyncResource()[key] = name;
    stores.set(executionAsyncId(), name);
    setTimeout(() => {
      out.push([name, "timeout", get(), stores.get(executionAsyncId())]);
      Promise.resolve().then(() => {
        out.push([name, "then", get(), stores.get(executionAsyncId())]);
        readFile(new URL(import.meta.url), () => {
          out.push([name, "file", get(), stores.get(executionAsyncId())]);
          setImmediate(async () => {
            await new Promise((resolve) => setTimeout(resolve, 1));
            out.push([name, "await", get(), stores.get(executionAsyncId())]);
            if (--open > 0) return;
            byId.disable();
            out.sort((a, b) => (`${a}` < `${b}` ? -1 : 1));
            console.log(out);
          });
        });
      });
    }, 1);
  });
}
for (const name of ["a", "b", "c"]) request(name);

for (const bad of [{ init: 1 }, { before: "x" }, { destroy: {} }]) {
  try { createHook(bad); } catch (error) { console.log(error.name, error.code, error.message); }
}
try { new AsyncResource(""); } catch (error) { console.log(error.name, error.code); }
try { new AsyncResource("X", { triggerAsyncId: -2 }); } catch (error) { console.log(error.name, error.code, error.message); }
console.log(createHook({}).disable() instanceof Object);
