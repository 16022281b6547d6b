// The loop goes round: timers, what was asked of the system, immediates.
import { lookup } from "node:dns";

lookup("localhost", 4, () => {
  console.log("answer");
  setTimeout(() => console.log("timer"), 0);
  setImmediate(() => {
    console.log("immediate 1");
    setImmediate(() => console.log("immediate of an immediate"));
    process.nextTick(() => console.log("tick of 1"));
    Promise.resolve().then(() => console.log("job of 1"));
  });
  setImmediate(() => console.log("immediate 2"));
  process.nextTick(() => console.log("tick"));
  Promise.resolve().then(() => console.log("job"));
});
