// BroadcastChannel: who hears what, in which order, until when.
import { BroadcastChannel as OfWorkers } from "node:worker_threads";
const show = (work) => {
  try {
    console.log(work());
  } catch (error) {
    console.log(error.name, error.code);
  }
};
console.log(OfWorkers === BroadcastChannel);
const [sender, hearer, other] = [new BroadcastChannel("x"), new BroadcastChannel("x"), new BroadcastChannel("y")];
console.log(sender.name, sender instanceof EventTarget, BroadcastChannel.length);
const heard = [];
const hears = (who, until) =>
  new Promise((resolve) => {
    who.onmessage = (event) => {
      heard.push(event.data);
      if (event.data === until) resolve();
    };
  });
hearer.addEventListener("message", (event) => {
  console.log("event", event.constructor.name, event.type, event.target === hearer, event.data, event.ports.length);
});
sender.onmessage = () => console.log("never: it is the sender");
other.onmessage = () => console.log("never: it has another name");
const all = hears(hearer, "last");
const object = { x: [1, new Date(0), new Map([["k", 1]])] };
sender.postMessage(object);
object.x.length = 0;
sender.postMessage("second");
sender.postMessage("last");
console.log("posted");
await all;
console.log(heard);

hearer.onmessage = null;
hearer.close();
const [third, back] = [new BroadcastChannel("x"), hears(sender, "to all")];
third.postMessage("to all");
await back;
third.close();
show(() => third.postMessage(1));
show(() => third.close());
console.log(third);
sender.postMessage("nobody is left");

show(() => new BroadcastChannel());
show(() => sender.postMessage());
show(() => sender.postMessage(() => {}));
show(() => BroadcastChannel("x"));
const numbered = new BroadcastChannel(5);
console.log(numbered.name, typeof numbered.name, numbered.ref() === numbered, numbered.unref() === numbered);
console.log(new BroadcastChannel("keeps nothing alive").unref().name);
numbered.close();
sender.close();
other.close();
console.log(Object.keys(BroadcastChannel.prototype).sort().join());
