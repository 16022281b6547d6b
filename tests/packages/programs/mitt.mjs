import mitt from "mitt";
const bus = mitt();
bus.on("*", (type, value) => console.log("any", type, value));
bus.on("a", (value) => console.log("a", value));
bus.emit("a", { b: 1 });
console.log(bus.all.size);
