// A program's sessions with its own debugger.
import inspector from "node:inspector";
import { Session as Promised } from "node:inspector/promises";

const tried = (call) => {
  try {
    return call();
  } catch (error) {
    return [error.name, error.code, error.message].join(" | ");
  }
};
console.log(inspector.url(), typeof inspector.console.log, typeof process._debugEnd);
console.log(tried(() => inspector.waitForDebugger()));
console.log(tried(() => inspector.open(70_000)));
const session = new inspector.Session();
console.log(tried(() => session.post("Runtime.evaluate")));
console.log(tried(() => session.post(1)));
console.log(tried(() => session.connectToMainThread()));
console.log(tried(() => session.disconnect()));
session.connect();
console.log(tried(() => session.connect()));
console.log(tried(() => session.post("Runtime.evaluate", 5)));
console.log(tried(() => session.post("Runtime.evaluate", {}, 5)));

// The answer is there when `post` returns.
session.post("Runtime.evaluate", { expression: "6 * 7" }, (error, { result }) => console.log("first", error, result));
console.log("second");
session.post("Nothing.atAll", (error, result) => console.log(error.name, error.code, error.message, result));
session.post("Runtime.evaluate", (error) => console.log(error.code, error.message));
session.post("Runtime.evaluate", { expression: "throw new RangeError('thrown')" }, (error, answer) => {
  console.log(error, answer.result.subtype, answer.result.className, answer.exceptionDetails.text);
});
session.post("Runtime.getHeapUsage", (error, usage) => console.log(error, usage.usedSize > 0));
globalThis.kept = { list: [1, 2, 3], name: "kept" };
session.post("Runtime.evaluate", { expression: "kept" }, (_, { result }) => {
  session.post("Runtime.getProperties", { objectId: result.objectId, ownProperties: true }, (_, { result: own }) => {
    console.log(own.map((it) => `${it.name}: ${it.value.description ?? it.value.value}`).join(", "));
  });
  const asked = {
    objectId: result.objectId,
    functionDeclaration: "function (by) { return this.list.map((it) => it * by); }",
    arguments: [{ value: 10 }],
    returnByValue: true,
  };
  session.post("Runtime.callFunctionOn", asked, (_, { result }) => console.log(result.value));
});

// A pause that nobody else could end lasts for as long as the handler runs.
globalThis.stops = function stops(given) {
  const more = given + 1;
  debugger;
  return more;
};
session.post("Debugger.enable", (error, { debuggerId }) => console.log(error, typeof debuggerId));
session.on("Debugger.paused", ({ params }) => {
  const [frame] = params.callFrames;
  console.log("paused", params.reason, frame.functionName);
  const asked = { callFrameId: frame.callFrameId, expression: "given + more" };
  session.post("Debugger.evaluateOnCallFrame", asked, (error, { result }) => console.log("in it", error, result.value));
});
session.on("Debugger.resumed", ({ method }) => console.log(method));
console.log("returned", stops(1));
session.post("Debugger.pause");
console.log("went on");
session.post("Debugger.disable");
console.log("not stopped", stops(2));

// What waits for a promise comes when that is settled.
const waiting = { expression: "new Promise((done) => setTimeout(done, 5, 'late'))", awaitPromise: true };
await new Promise((done) => {
  session.post("Runtime.evaluate", waiting, (error, { result }) => done(console.log(error, result.value)));
  console.log("not yet");
});
const heard = new Promise((done) => {
  session.on("Runtime.consoleAPICalled", ({ params }) => params.args[0].value === "heard" && done(params.type));
});
session.post("Runtime.enable");
inspector.console.warn("heard");
console.log(await heard);

const other = new Promised();
other.connect();
console.log((await other.post("Runtime.evaluate", { expression: "typeof kept" })).result);
console.log(await other.post("Nothing.atAll").catch((error) => error.code));
await other.post("Profiler.enable");
await other.post("Profiler.start");
let sum = 0;
for (let index = 0; index < 300_000; index++) sum += index % 7;
const { profile } = await other.post("Profiler.stop");
console.log(sum, profile.nodes[0].callFrame.functionName, profile.samples.length === profile.timeDeltas.length);
other.disconnect();
console.log(tried(() => other.disconnect()));
session.disconnect();

const door = inspector.open(0);
console.log(/^ws:\/\/127\.0\.0\.1:\d+\/[0-9a-f-]{36}$/.test(inspector.url()), Object.getPrototypeOf(door));
console.log(tried(() => inspector.open(0)));
inspector.close();
console.log(inspector.url());
inspector.open(0, "127.0.0.1");
process._debugEnd();
console.log(inspector.url());
