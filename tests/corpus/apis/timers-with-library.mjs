import {
  setTimeout as a,
  clearTimeout,
  setInterval,
  clearInterval,
  setImmediate,
  clearImmediate,
} from "node:timers";
console.log(a === setTimeout);
const t = a(() => console.log("never"), 5);
clearTimeout(t);
let n = 0;
const i = setInterval(() => {
  console.log("i", ++n);
  if (n === 2) {
    clearInterval(i);
    next();
  }
}, 1);
function next() {
  clearImmediate(setImmediate(() => console.log("never")));
  setImmediate((x) => {
    console.log("immediate", x);
    a((x, y) => console.log("args", x, y), 8, 1, 2);
  }, 1);
}
console.log(typeof t.ref, t.hasRef(), t.unref().hasRef(), typeof t[Symbol.toPrimitive]());
