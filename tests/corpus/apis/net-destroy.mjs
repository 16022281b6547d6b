// Sockets that are destroyed, before and after they are connected.
import net from "node:net";
import { once } from "node:events";

const server = net.createServer((socket) => socket.on("error", () => {}));
server.listen(0, "127.0.0.1");
await once(server, "listening");
const { port } = server.address();

const early = net.connect(port, "127.0.0.1");
early.on("connect", () => console.log("never"));
early.on("close", (hadError) => console.log("early close", hadError, early.connecting));
console.log(early.destroy() === early, early.destroyed);
await once(early, "close");

const failed = net.connect(port, "127.0.0.1");
failed.on("error", (error) => console.log("error", error.message, failed.destroyed, failed.errored === error));
failed.on("close", (hadError) => console.log("close", hadError));
await once(failed, "connect");
failed.destroy(new Error("mine"));
await new Promise((resolve) => failed.once("close", resolve));
failed.write("x", (error) => console.log("write", error.code, error.message));
failed.end();
await new Promise(setImmediate);

const fresh = new net.Socket();
console.log(fresh.readyState, fresh.pending, fresh.connecting, fresh.destroyed, fresh.bytesRead, fresh.bytesWritten, fresh.remoteAddress, JSON.stringify(fresh.address()), fresh.timeout);
fresh.on("error", (error) => console.log(error.code, error.message));
fresh.write("x", (error) => console.log("fresh write", error?.code));
await once(fresh, "close");
console.log(fresh.destroyed);

const pending = net.connect(port, "127.0.0.1");
pending.write("never sent", (error) => console.log("pending", error.code, error.message));
pending.on("close", (hadError) => { console.log("pending close", hadError); server.close(); });
pending.destroy();
