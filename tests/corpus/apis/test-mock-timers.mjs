import { mock } from "node:test";
const log = (...a) => console.log(...a, Date.now());
mock.timers.enable({ apis: ["setTimeout", "setInterval", "setImmediate", "Date"], now: 1000 });
setTimeout(log, 50, "fifty");
setTimeout(log, 10, "ten");
const i = setInterval(log, 20, "interval");
setImmediate(log, "immediate");
const c = setTimeout(log, 5, "cleared");
clearTimeout(c);
log("start");
mock.timers.tick(9);
log("nine");
mock.timers.tick(1);
mock.timers.tick(40);
clearInterval(i);
mock.timers.tick(100);
log("end", new Date().toISOString(), new Date(5).getTime());
setTimeout(log, 7, "by runAll");
mock.timers.runAll();
mock.timers.setTime(50000);
log("set");
mock.timers.reset();
console.log(Date.now() > 1e12);
for (const f of [
  () => mock.timers.tick(1),
  () => mock.timers.enable({ apis: ["nope"] }),
  () => {
    mock.timers.enable();
    mock.timers.enable();
  },
  () => mock.timers.tick(-1),
])
  try {
    f();
  } catch (e) {
    console.log(e.name, e.code);
  }
mock.timers.reset();
