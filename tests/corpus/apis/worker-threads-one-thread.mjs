// What can be said of threads where there is one: ports, environment data, what is read at once.
import * as workers from "node:worker_threads";
const show = (work) => {
  try {
    console.log(work());
  } catch (error) {
    console.log(error.name, error.code);
  }
};
const { MessageChannel, receiveMessageOnPort, isMainThread, threadId, parentPort, workerData, resourceLimits } = workers;
console.log(isMainThread, threadId, parentPort, workerData, resourceLimits);
console.log(MessageChannel === globalThis.MessageChannel, workers.MessagePort === globalThis.MessagePort, workers.BroadcastChannel === globalThis.BroadcastChannel);
const { port1, port2 } = new MessageChannel();
port1.postMessage({ first: 1 });
port1.postMessage(undefined);
port1.postMessage([new Map([[1, 2]])]);
show(() => receiveMessageOnPort(port2));
show(() => receiveMessageOnPort(port2));
show(() => receiveMessageOnPort(port2).message);
show(() => receiveMessageOnPort(port2));
show(() => receiveMessageOnPort({}));
show(() => receiveMessageOnPort());
workers.setEnvironmentData("key", { a: 1 });
show(() => workers.getEnvironmentData("key"));
workers.setEnvironmentData("key");
show(() => workers.getEnvironmentData("key"));
port2.on("message", (message) => {
  console.log("heard", message);
  port2.close();
});
port2.on("close", () => console.log("closed"));
port1.postMessage("as an event");
