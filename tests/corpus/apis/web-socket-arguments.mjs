// node: --experimental-websocket
// A websocket that is never opened: what may be asked for, what an unopened one says.
const show = (work) => {
  try {
    console.log(work());
  } catch (error) {
    console.log(error.name, error.code, error.constructor.name, error.message);
  }
};
show(() => new WebSocket());
show(() => new WebSocket("ftp://example.com"));
show(() => new WebSocket("ws://example.com/#fragment"));
show(() => new WebSocket("ws://127.0.0.1:1", ["a", "a"]));
show(() => new WebSocket("ws://127.0.0.1:1", "not a token"));
show(() => new WebSocket("ws://127.0.0.1:1", ["a", ""]));
for (const wrong of ["nothing", "//no.scheme", ""]) {
  try {
    new WebSocket(wrong);
  } catch (error) {
    console.log(error.name, error.code, error.constructor.name);
  }
}
for (const [name, value] of Object.entries({ CONNECTING: 0, OPEN: 1, CLOSING: 2, CLOSED: 3 })) {
  console.log(name, WebSocket[name] === value, WebSocket.prototype[name] === value, Object.getOwnPropertyDescriptor(WebSocket, name));
}
console.log(WebSocket.name, WebSocket.length, Object.getOwnPropertyNames(WebSocket.prototype).sort().join());
console.log(Object.getPrototypeOf(WebSocket) === EventTarget);

const socket = new WebSocket("ws://127.0.0.1:1/a path?q=ü");
console.log(socket.url, socket.readyState, socket.binaryType, socket.bufferedAmount);
console.log(JSON.stringify(socket.protocol), JSON.stringify(socket.extensions), String(socket));
console.log(socket.onopen, socket.onmessage, socket.onerror, socket.onclose);
socket.onopen = 5;
console.log(socket.onopen);
const handler = () => {};
socket.onopen = handler;
console.log(socket.onopen === handler);
socket.onopen = null;
console.log(socket.onopen);
show(() => socket.send("too early"));
show(() => socket.send());
show(() => socket.close(1));
show(() => socket.close(1001));
show(() => socket.close(5000));
show(() => socket.close("a"));
show(() => socket.close(3000, "ü".repeat(62)));
socket.binaryType = "arraybuffer";
console.log(socket.binaryType);
socket.binaryType = "something else";
console.log(socket.binaryType);
console.log(new WebSocket("http://127.0.0.1:1").url, new WebSocket(new URL("https://127.0.0.1:1/x")).url);

const failed = new Promise((resolve) => {
  socket.onerror = (event) => resolve([event.type, event.constructor.name, event instanceof Event, event.cancelable, event.error instanceof Error]);
});
console.log(await failed);
console.log(socket.bufferedAmount);
process.exit(0);
