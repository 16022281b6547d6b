// A whole session by chrome-remote-interface, which asks the program for its list and its protocol.
//
// node remote_interface.mjs HOST:PORT FILE, where FILE runs with `--hot --inspect-wait`.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [address, file] = process.argv.slice(2);
const [host, port] = address.split(":");
const CDP = createRequire(join(process.env.SAVELOOP_TEST_NPM, "client.mjs"))("chrome-remote-interface");
const url = pathToFileURL(file).href;

/** The next event, from now on. */
const next = (event, fits = () => true) =>
  new Promise((resolve) => {
    const off = event((params) => fits(params) && (off(), resolve(params)));
  });

const version = await CDP.Version({ host, port });
assert.match(version.Browser, /^saveloop\/v\d/);
const targets = await CDP.List({ host, port });
assert.deepEqual(targets.map((it) => [it.type, it.url]), [["node", url]]);
const protocol = await CDP.Protocol({ host, port });
assert.ok(["Runtime", "Debugger", "Profiler"].every((name) => protocol.domains.some((it) => it.domain === name)));

// The client makes its methods from the program's own protocol.
const client = await CDP({ host, port });
const { Debugger, Runtime } = client;
const parsed = next(Debugger.scriptParsed, (script) => script.url === url);
await Runtime.enable();
await Debugger.enable();
await Debugger.setAsyncCallStackDepth({ maxDepth: 8 });
const { breakpointId, locations } = await Debugger.setBreakpointByUrl({ url, lineNumber: 3 });
let paused = next(Debugger.paused);
await Runtime.runIfWaitingForDebugger();
const { scriptId } = await parsed;
assert.equal((await Debugger.getScriptSource({ scriptId })).scriptSource, readFileSync(file, "utf8"));
assert.ok(locations.every((it) => it.lineNumber === 3));

let pause = await paused;
assert.deepEqual(pause.hitBreakpoints, [breakpointId]);
const [frame, caller] = pause.callFrames;
assert.deepEqual([frame.functionName, frame.location.lineNumber], ["greet", 3]);
assert.equal(caller.location.lineNumber, 9);
const local = frame.scopeChain.find((scope) => scope.type === "local");
const { result: locals } = await Runtime.getProperties({ objectId: local.object.objectId, ownProperties: true });
assert.deepEqual(locals.map((it) => [it.name, it.value.value]), [["name", "world"], ["text", "hello world"]]);
await Debugger.setVariableValue({
  callFrameId: frame.callFrameId,
  scopeNumber: frame.scopeChain.indexOf(local),
  variableName: "text",
  newValue: { value: "goodbye" },
});
const { callFrameId } = frame;
const sum = await Debugger.evaluateOnCallFrame({ callFrameId, expression: "text.length + name.length" });
assert.equal(sum.result.value, "goodbye".length + "world".length);

const logged = next(Runtime.consoleAPICalled);
paused = next(Debugger.paused);
await Debugger.stepOut();
pause = await paused;
assert.equal(pause.callFrames[0].functionName, "tick");
await Debugger.removeBreakpoint({ breakpointId });
await Debugger.resume();
assert.deepEqual((await logged).args.map((it) => it.value), ["said", "goodbye"]);

// In the client's own words: a program that runs, a value that is kept, a wait for a promise.
const { result: object } = await Runtime.evaluate({ expression: "({ deep: { er: [1, 2, 3] } })", objectGroup: "g" });
const { result: text } = await Runtime.callFunctionOn({
  objectId: object.objectId,
  functionDeclaration: "function (times) { return this.deep.er.map((it) => it * times).join(); }",
  arguments: [{ value: 2 }],
});
assert.equal(text.value, "2,4,6");
await Runtime.releaseObjectGroup({ objectGroup: "g" });
await assert.rejects(Runtime.getProperties({ objectId: object.objectId }), /./);
const { result: awaited } = await Runtime.evaluate({ expression: "Promise.resolve(7)", awaitPromise: true });
assert.equal(awaited.value, 7);
await assert.rejects(client.send("Nothing.atAll"), /wasn't found/);

// A save while it is paused: it is applied when the program goes on, and the breakpoint is in the new text.
paused = next(Debugger.paused);
const { breakpointId: stays } = await Debugger.setBreakpointByUrl({ url, lineNumber: 3 });
await paused;
const cleared = next(Runtime.executionContextsCleared);
const context = next(Runtime.executionContextCreated);
const again = next(Debugger.scriptParsed, (script) => script.url === url);
paused = next(Debugger.paused);
const saved = readFileSync(file, "utf8").replaceAll("world", "moon");
writeFileSync(file, saved);
// Whoever reads what the program says tells when it has noticed.
console.log("saved");
await new Promise((resolve) => process.stdin.once("data", resolve));
process.stdin.unref();
await Debugger.resume();
await cleared;
await context;
const script = await again;
assert.notEqual(script.scriptId, scriptId);
assert.equal((await Debugger.getScriptSource({ scriptId: script.scriptId })).scriptSource, saved);
pause = await paused;
assert.deepEqual(pause.hitBreakpoints, [stays]);
assert.equal(pause.callFrames[0].location.scriptId, script.scriptId);
const name = await Debugger.evaluateOnCallFrame({
  callFrameId: pause.callFrames[0].callFrameId,
  expression: "name",
});
assert.equal(name.result.value, "moon");
await client.close();
