import EventEmitter, { EventEmitter as Named } from "eventemitter3";
const bus = new EventEmitter();
bus.on("x", function (a) { console.log("on", a, this === bus); });
bus.once("x", (a) => console.log("once", a));
console.log(bus.emit("x", 1), bus.emit("x", 2), bus.emit("y"), bus.listenerCount("x"), Named === EventEmitter);
