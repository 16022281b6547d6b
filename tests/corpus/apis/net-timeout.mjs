// A socket that nothing comes from.
import net from "node:net";

const server = net.createServer((socket) => socket.on("error", () => {}));
server.listen(0, "127.0.0.1", () => {
  const client = net.connect(server.address().port, "127.0.0.1");
  console.log(client.timeout);
  // Once it is open: a timeout may also come before that.
  client.on("connect", () => wait(client));
});
function wait(client) {
  client.setTimeout(150, () => {
    console.log("timeout", client.timeout, client.destroyed, client.readyState);
    client.setTimeout(0);
    console.log(client.timeout);
    client.destroy();
  });
  client.on("timeout", () => console.log("and its event"));
  client.on("close", (hadError) => {
    console.log("close", hadError);
    server.close();
  });
  for (const wrong of [-1, NaN, Infinity, "5", undefined]) {
    try { client.setTimeout(wrong); } catch (error) { console.log(error.name, error.code, error.message); }
  }
  try { client.setTimeout(5, "x"); } catch (error) { console.log(error.code, error.message); }
  client.setTimeout(150);
}
