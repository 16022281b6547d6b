Object.defineProperty(Object.prototype, "get", {
  get() {
    throw new Error("broken");
  },
  configurable: true,
});
Object.defineProperty(Object.prototype, "signal", { value: "bad", configurable: true });
Object.prototype.enumerable = true;
delete Object.prototype.signal;
delete Object.prototype.get;
import { EventEmitter } from "node:events";
import { format } from "node:util";
const e = new EventEmitter();
e.on("x", () => console.log("x"));
e.emit("x");
console.log(format("%o", 1), new URL("http://a").href);
delete Object.prototype.enumerable;
console.log(Object.keys(new URLSearchParams("a=1")));
