// In a script, `process.nextTick` comes before the jobs of promises.
const said = [];
const say = (what) => () => said.push(what);
setTimeout(() => console.log(said.join(" ")), 1);
Promise.resolve().then(say("then"));
queueMicrotask(say("microtask"));
process.nextTick(say("tick"));
(async () => { await null; said.push("await"); process.nextTick(say("tick of a job")); })();
process.nextTick(() => { say("tick")(); Promise.resolve().then(say("then of a tick")); process.nextTick(say("tick of a tick")); });
