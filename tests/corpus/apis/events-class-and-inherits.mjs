import { EventEmitter } from "node:events";
import util from "node:util";
class A extends EventEmitter { constructor() { super(); this.n = 1; } go() { return this.emit("go", this.n); } }
const a = new A();
a.on("go", (n) => console.log("go", n));
console.log(a.go(), a instanceof EventEmitter, a instanceof A);
function Old() { EventEmitter.call(this); }
util.inherits(Old, EventEmitter);
const o = new Old();
o.on("x", () => console.log("old", Old.super_ === EventEmitter));
o.emit("x");
const mixed = Object.assign(Object.create(EventEmitter.prototype), { k: 1 });
mixed.on("y", () => console.log("mixed"));
mixed.emit("y");
console.log(new EventEmitter(), new A());
