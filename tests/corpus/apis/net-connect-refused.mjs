// Nobody listens.
import net from "node:net";

const free = await new Promise((resolve) => {
  const server = net.createServer().listen(0, "127.0.0.1", () => {
    const { port } = server.address();
    server.close(() => resolve(port));
  });
});
const socket = net.connect(free, "127.0.0.1");
const told = [];
socket.on("connect", () => told.push("connect"));
socket.on("end", () => told.push("end"));
socket.on("error", (error) => {
  told.push("error");
  console.log(error.name, error.message === `connect ECONNREFUSED 127.0.0.1:${free}`, error.code, error.errno, error.syscall, error.address, error.port === free);
  console.log(Object.keys(error).join(), error instanceof Error);
});
socket.on("close", (hadError) => {
  told.push(`close ${hadError}`);
  console.log(told.join(), socket.destroyed, socket.connecting, socket.readyState, socket.errored?.code);
  const named = net.connect({ port: free, host: "localhost", family: 4 });
  named.on("lookup", (error, address, family, host) => console.log("lookup", error, address, family, host));
  named.on("error", (error) => console.log(error.code, error.syscall, error.address));
  named.on("close", () => {
    const missing = net.connect({ path: "/no/such/socket" });
    missing.on("error", (error) => console.log(error.message, error.code, error.errno, error.address, error.port, Object.keys(error).join()));
    missing.on("close", (hadError) => console.log("close", hadError));
  });
});
