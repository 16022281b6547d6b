// More than fits: back pressure, cork, and what comes arrives in order.
import net from "node:net";

const SIZE = 12_000_000;
const bytes = Buffer.alloc(SIZE);
for (let i = 0; i < SIZE; i += 997) bytes[i] = (i * 7 + (i >> 8)) & 255;
const server = net.createServer((socket) => {
  let told = socket.write(bytes);
  console.log("first write", told, socket.writableNeedDrain, socket.writableLength > 0);
  console.log("room for little", new net.Socket().writableHighWaterMark);
  socket.on("drain", () => {
    console.log("drain");
    socket.cork();
    socket.write("one ");
    socket.write(Buffer.from("two "));
    socket.write("74687265650a", "hex");
    socket.uncork();
    socket.end("end", () => console.log("finished", socket.bytesWritten));
  });
});
server.listen(0, "127.0.0.1", () => {
  const parts = [];
  const client = net.connect(server.address().port, "127.0.0.1");
  client.on("data", (part) => {
    parts.push(part);
    if (parts.length === 3) { client.pause(); setTimeout(() => client.resume(), 20); }
  });
  client.on("close", () => {
    const all = Buffer.concat(parts);
    console.log(all.subarray(0, SIZE).equals(bytes), all.subarray(SIZE).toString(), client.bytesRead);
    server.close();
  });
});
