// What can be wrong about listening.
import net from "node:net";
import { once } from "node:events";

const first = net.createServer();
first.listen(0, "127.0.0.1");
await once(first, "listening");
const { port } = first.address();
const second = net.createServer();
second.on("close", () => console.log("closed"));
second.listen(port, "127.0.0.1");
const [error] = await once(second, "error");
console.log(error.name, error.message === `listen EADDRINUSE: address already in use 127.0.0.1:${port}`, error.code, error.errno, error.syscall, error.address, error.port === port, Object.keys(error).join());
console.log(second.listening, second.address());
try { first.listen(0); } catch (error) { console.log(error.code, error.message); }
second.close((error) => console.log(error.code, error.message));
for (const args of [[-1], [65536], [1.5], ["x", "y"], [{ port: "1a" }], [{}], [{ host: "x" }], [true], [NaN], [{ port: {} }]]) {
  const server = net.createServer();
  try { server.listen(...args); console.log("listens"); server.close(); } catch (error) { console.log(error.name, error.code, error.message); }
}
for (const args of [[5], ["x"], [{}, 3], [{ keepAliveInitialDelay: "x" }]]) {
  try { net.createServer(...args); console.log("made"); } catch (error) { console.log(error.code, error.message); }
}
first.close();
const wrong = net.createServer().listen(0, "no..host");
const [failure] = await once(wrong, "error");
console.log(failure.code, failure.syscall, failure.hostname);
