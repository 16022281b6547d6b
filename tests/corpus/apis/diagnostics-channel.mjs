import dc, { channel, subscribe, unsubscribe, hasSubscribers } from "node:diagnostics_channel";
const c = channel("x");
console.log(c === channel("x"), c.hasSubscribers, hasSubscribers("x"), c.name, dc.channel === channel);
const f = (m, name) => console.log("got", m, name);
c.subscribe(f);
subscribe("x", f);
console.log(c.hasSubscribers);
c.publish({ a: 1 });
console.log(unsubscribe("x", f), c.unsubscribe(f), c.unsubscribe(f), c.hasSubscribers);
try {
  channel(5);
} catch (e) {
  console.log(e.code);
}
